//! Files over HTTP: looked at, tried, taken in, and what comes of bad ones.

use crate::{
    ops::check::check,
    owner::tests::{Reply, Site, language::is_latvian},
    services::{
        import_run::{ImportCounts, ImportReport},
        uploads::Upload,
    },
};
use afterword_domain::{
    change::{Change, Expect},
    record::{OrderRecord, OrderSource, Record, Response},
};
use afterword_shared::id::{OrderId, ShopId};
use afterword_wording::Language;
use axum::http::StatusCode;
use serde_json::{Value, json};

const FILE: &str = "id,date,score,comment,order,total,currency,customer\n\
    a1,2026-01-05 10:00,9,\"quick, and good\",1001,49.90,EUR,c1\n\
    a2,2026-01-06 11:30,3,=HYPERLINK(\"x\"),1002,\"1,020.00\",EUR,c2\n\
    a3,2026-01-07 12:00,11,,1003,5.00,EUR,c3\n\
    a4,2026-01-08 12:00,7,again,1001,49.90,EUR,c1\n";

/// Uploads a file; returns the address of its page.
async fn uploaded(site: &Site, shop: ShopId, name: &str, bytes: &[u8]) -> String {
    let path = format!("/shops/{shop}/import");
    let reply = site.upload(&path, &[("file", name, bytes)]).await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.body);
    reply.location().to_owned()
}

/// Posts what is to be done and waits until it is; returns the page.
async fn done(site: &Site, page: &str, form: &str) -> Reply {
    let reply = site.post(page, form).await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.body);
    let id = page.rsplit('/').next().unwrap();
    while site.app.imports().progress(id).is_some() {
        tokio::task::yield_now().await;
    }
    site.get(page).await
}

const EN: Language = Language::ENGLISH;

/// What became of the last import of an upload.
fn report(site: &Site, shop: ShopId, page: &str) -> ImportReport {
    let id = page.rsplit('/').next().unwrap();
    let (_, state) = Upload::find(&site.app.config().data, shop, id).unwrap();
    state.report.unwrap()
}

/// So many were added, changed and known as they are.
fn counts(added: u64, changed: u64, same: u64) -> ImportCounts {
    ImportCounts {
        added,
        changed,
        same,
    }
}

async fn responses(site: &Site) -> Vec<Response> {
    let shop = site.app.store().shops().await.unwrap()[0].value.id;
    site.app
        .store()
        .scan_responses(shop, None, 1000)
        .await
        .unwrap()
}

async fn orders(site: &Site) -> Vec<OrderRecord> {
    let shop = site.app.store().shops().await.unwrap()[0].value.id;
    site.app
        .store()
        .scan_orders(shop, None, 1000)
        .await
        .unwrap()
}

async fn order(site: &Site, shop: ShopId, id: &str) -> OrderRecord {
    let id: OrderId = id.parse().unwrap();
    let kept = site.app.store().order(shop, &id).await.unwrap();
    kept.unwrap().value
}

/// A part of a form: its name, the file's name, and what is in it.
type Part<'a> = (&'a str, &'a str, &'a [u8]);

fn uploads(site: &Site) -> usize {
    let folder = site.app.config().data.join("imports");
    std::fs::read_dir(folder).map_or(0, Iterator::count)
}

#[tokio::test]
async fn a_file_is_shown_as_it_would_be_read_tried_and_taken_in_once() {
    let (site, shop) = Site::set_up().await;
    let page = uploaded(&site, shop, "answers.csv", FILE.as_bytes()).await;
    let shown = site.get(&page).await;
    assert!(shown.body.contains("quick, and good"));
    assert!(
        shown
            .body
            .contains("“score” takes a whole number from 0 to 10, not 11")
    );

    let tried = done(&site, &page, "do=try").await;
    assert!(tried.body.contains(EN.import_dry_title()));
    let parts = EN.import_answers_would_add(3);
    assert!(tried.body.contains(&EN.import_answers_became(&parts)));
    assert_eq!(report(&site, shop, &page).answers, counts(3, 0, 0));
    assert_eq!(responses(&site).await.len(), 0);

    assert!(tried.body.contains("value=\"import\""));

    let taken = done(&site, &page, "do=import").await;
    let parts = EN.import_answers_added(3);
    assert!(taken.body.contains(&EN.import_answers_became(&parts)));
    let told = report(&site, shop, &page);
    assert_eq!(
        (told.answers, told.orders),
        (counts(3, 0, 0), counts(2, 0, 0))
    );
    let live = site.get(&format!("{page}/live")).await;
    assert_eq!(live.status, StatusCode::RESET_CONTENT);
    // They are not of the last days, and nobody knows who was asked in vain.
    let overview = taken.body.split("href=\"").find_map(|rest| {
        let (href, text) = rest.split_once('>')?;
        text.starts_with(EN.import_to_overview()).then_some(href)
    });
    let overview = overview
        .unwrap()
        .trim_end_matches('"')
        .replace("&amp;", "&");
    let overview = site.get(&overview).await;
    assert!(overview.body.contains("3\u{a0}answers</b> so far."));
    assert!(overview.body.contains("came from elsewhere"));
    assert!(!overview.body.contains("of those who saw the question"));
    let all = responses(&site).await;
    assert_eq!(all.len(), 3);
    let further: Vec<bool> = all.iter().map(|response| response.further).collect();
    assert_eq!(further, [false, false, true]);
    let found = check(&site.app).await.unwrap();
    assert_eq!(found["differences"], json!([]));
    assert_eq!(
        order(&site, shop, "1002")
            .await
            .order
            .total
            .unwrap()
            .to_string(),
        "1020.00"
    );
    assert_eq!(
        order(&site, shop, "1002").await.source,
        Some(OrderSource::Import)
    );

    // What was refused comes back as a table, is mended and fed again; the rest is known.
    let refused = site.get(&format!("{page}/refused.csv")).await.body;
    assert!(refused.contains("a3,"), "{refused}");
    assert!(refused.contains("afterword_reason"));
    let mended = refused.replace(",11,", ",10,");
    let page = uploaded(&site, shop, "mended.csv", mended.as_bytes()).await;
    done(&site, &page, "do=import").await;
    assert_eq!(report(&site, shop, &page).answers, counts(1, 0, 0));
    let page = uploaded(&site, shop, "answers.csv", FILE.as_bytes()).await;
    done(&site, &page, "do=import").await;
    assert_eq!(report(&site, shop, &page).answers, counts(0, 0, 3));
    assert_eq!(responses(&site).await.len(), 4);

    // Nothing at all is not all that was known.
    let header = FILE.lines().next().unwrap();
    let page = uploaded(&site, shop, "empty.csv", header.as_bytes()).await;
    let none = done(&site, &page, "do=import").await;
    assert!(none.body.contains(EN.import_empty_title()), "{}", none.body);
    assert!(!none.body.contains(EN.import_known_title()));
}

#[tokio::test]
async fn what_is_in_doubt_is_asked_before_anything_is_read() {
    let (site, shop) = Site::set_up().await;
    let file = b"when,score,order,total\n3/4/2026,9,1001,49.90\n";
    let page = uploaded(&site, shop, "a.csv", file).await;
    let shown = site.get(&page).await.body;
    assert!(shown.contains(EN.import_ask_answer_time()));
    assert!(!shown.contains("value=\"import\""));
    // Without JavaScript the form says it all, and nothing is read before it does.
    let form = "do=import&column-0=first_answered_at&column-1=answer:score&column-2=order_id&column-3=order_total";
    let asked = done(&site, &page, form).await.body;
    assert!(asked.contains(EN.import_ask_days()));
    assert!(asked.contains(EN.import_ask_currency()));
    assert_eq!(responses(&site).await.len(), 0);
    let form = format!("{form}&days=month_first&currency=eur");
    done(&site, &page, &form).await;
    assert_eq!(report(&site, shop, &page).answers, counts(1, 0, 0));
    let at = responses(&site).await[0].first_answered_at.unwrap();
    let zone = site.kept(shop).await.zone();
    assert_eq!(at.to_zoned(zone).date(), jiff::civil::date(2026, 3, 4));
}

#[tokio::test]
async fn a_bad_upload_is_told_in_a_sentence_and_leaves_nothing() {
    let (site, shop) = Site::set_up().await;
    let path = format!("/shops/{shop}/import");
    let wide = "x,".repeat(3000);
    let olist = "olist_order_items_dataset.csv";
    let cases: [(&[Part], &str); 8] = [
        (&[("survey", "", b"")], EN.import_no_file()),
        (&[("file", "a.csv", b"")], EN.import_empty()),
        (
            &[("file", "a.xlsx", b"PK\x03\x04...")],
            EN.import_workbook(),
        ),
        (
            &[("file", "a.csv", wide.as_bytes())],
            &EN.import_too_many_columns(500),
        ),
        (
            &[("file", "a.csv", b"a,b\n"), ("file", "b.csv", b"a,b\n")],
            EN.import_one_file(),
        ),
        (&[("file", olist, b"a,b\n")], "is missing"),
        // A whole folder, with whatever else lies in it.
        (
            &[("file", "README.md", b"# a"), ("file", olist, b"a,b\n")],
            "order_reviews_dataset.csv is missing",
        ),
        (
            &[("file", "../../../etc/x.csv", b"%PDF-1.7")],
            EN.import_pdf(),
        ),
    ];
    for (fields, told) in cases {
        let reply = site.upload(&path, fields).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{told}");
        assert!(reply.body.contains(told), "{told}");
        assert_eq!(uploads(&site), 0, "{told}");
    }
    let cut =
        b"--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\nid,da";
    let reply = site.upload_body(&path, cut.to_vec()).await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(reply.body.contains(EN.import_broke_off()));
    assert_eq!(uploads(&site), 0);
    for id in ["0".repeat(32), "..%2f..".to_owned(), "x".to_owned()] {
        let reply = site.get(&format!("{path}/{id}")).await;
        assert_eq!(reply.status, StatusCode::NOT_FOUND, "{id}");
    }
}

#[tokio::test]
async fn encodings_delimiters_and_dates_are_told_and_give_the_same_answers() {
    // Dates in three styles.
    let text = "id,date,score,comment,order\n\
        a1,2026-01-05 10:00,9,Ātri un skaisti – paldies,1001\n\
        a2,06.01.2026 11:30,3,Ļoti lēni,1002\n\
        a3,13/01/2026 12:00,7,Žēl,1003\n";
    let wide = |bytes: fn(u16) -> [u8; 2], text: &str| -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    };
    let marked = format!("\u{feff}{text}");
    let (baltic, _, lost) = encoding_rs::WINDOWS_1257.encode(text);
    assert!(!lost);
    let mut expected: Option<Vec<Value>> = None;
    for (name, bytes) in [
        ("UTF-8", text.as_bytes().to_vec()),
        ("UTF-8 with its mark", marked.as_bytes().to_vec()),
        ("semicolons", text.replace(',', ";").into_bytes()),
        ("tabs", text.replace(',', "\t").into_bytes()),
        ("UTF-16, little end first", wide(u16::to_le_bytes, &marked)),
        ("UTF-16, big end first", wide(u16::to_be_bytes, &marked)),
        ("UTF-16 without a mark", wide(u16::to_le_bytes, text)),
        ("Windows-1257", baltic.to_vec()),
    ] {
        let (site, shop) = Site::set_up().await;
        let page = uploaded(&site, shop, "a.csv", &bytes).await;
        done(&site, &page, "do=import").await;
        assert_eq!(
            report(&site, shop, &page).answers,
            counts(3, 0, 0),
            "{name}"
        );
        let kept = responses(&site).await;
        let told = kept
            .iter()
            .map(|response| json!([response.answers, response.first_answered_at, response.order]));
        let told: Vec<Value> = told.collect();
        assert!(told[0].to_string().contains("Ātri un skaisti – paldies"));
        assert_eq!(&told, expected.get_or_insert(told.clone()), "{name}");
        let zone = site.kept(shop).await.zone();
        let days = kept.iter().map(|response| {
            let at = response.first_answered_at.unwrap();
            at.to_zoned(zone.clone()).day()
        });
        assert_eq!(days.collect::<Vec<_>>(), [5, 6, 13], "{name}");
    }
    // What stands between cells, said wrongly.
    let (site, shop) = Site::set_up().await;
    let page = uploaded(&site, shop, "a.csv", text.as_bytes()).await;
    let semicolon = u32::from(';');
    let asked = done(&site, &page, &format!("do=import&delimiter={semicolon}")).await;
    assert!(
        asked.body.contains(EN.import_ask_delimiter()),
        "{}",
        asked.body
    );
    assert_eq!(responses(&site).await.len(), 0);
    let comma = u32::from(',');
    done(&site, &page, &format!("do=import&delimiter={comma}")).await;
    assert_eq!(report(&site, shop, &page).answers, counts(3, 0, 0));
}

#[tokio::test]
async fn importing_is_in_latvian() {
    let (site, shop) = Site::set_up().await;
    let path = format!("/shops/{shop}/import");
    is_latvian(&site.get_in_latvian(&path).await, &["import"]);
    let lv = Language::find("lv").unwrap();
    let doubtful = b"when,score,order,total\n3/4/2026,9,1001,49.90\n";
    let asked = uploaded(&site, shop, "a.csv", doubtful).await;
    let asked = site.get_in_latvian(&asked).await;
    is_latvian(&asked, &["import"]);
    assert!(asked.contains(lv.import_ask_answer_time()));
    let page = uploaded(&site, shop, "answers.csv", FILE.as_bytes()).await;
    let shown = site.get_in_latvian(&page).await;
    is_latvian(&shown, &["import"]);
    assert!(shown.contains(lv.import_field_order_status()));
    assert!(shown.contains("1020,00\u{a0}EUR"));
    for act in ["do=try", "do=import"] {
        done(&site, &page, act).await;
        let told = site.get_in_latvian(&page).await;
        is_latvian(&told, &["import"]);
        assert!(told.contains(&lv.import_refused(1)));
    }
}

#[tokio::test]
async fn a_list_of_orders_alone_is_placed_at_its_own_dates() {
    let (site, shop) = Site::set_up().await;
    let file = b"Order number;Date\n1001;05.01.2026 10:00\n1002;16.01.2026 11:30\n";
    let page = uploaded(&site, shop, "orders.csv", file).await;
    done(&site, &page, "do=import").await;
    assert_eq!(report(&site, shop, &page).orders, counts(2, 0, 0));
    let placed = order(&site, shop, "1001").await.placed_at();
    let zone = site.kept(shop).await.zone();
    assert_eq!(placed.to_zoned(zone).date(), jiff::civil::date(2026, 1, 5));
}

#[tokio::test]
async fn rows_that_can_not_be_read_are_refused_one_by_one() {
    let (site, shop) = Site::set_up().await;
    let (baltic, _, _) = encoding_rs::WINDOWS_1257.encode("a2,06.01.2026,8,Lēni\n");
    let mut file = "id,date,score,comment\na0,2026-01-04,9,Paldies – labi\na1,2026-01-05,9,Ātri\n"
        .as_bytes()
        .to_vec();
    file.extend_from_slice(&baltic);
    file.extend_from_slice(
        "a3,13/01/2026,8,Labi\na3,13/01/2026,2,Slikti\na3,13/01/2026,8,Labi\n".as_bytes(),
    );
    file.extend_from_slice(b"a4,2026-01-09,7,one,two\n");
    file.extend_from_slice(b"a5,2026-01-09,7,\"");
    file.extend(std::iter::repeat_n(b'x', 2 * 1024 * 1024));
    file.extend_from_slice(b"\"\na6,\"31.01.2026\",=1+1,\n");
    let page = uploaded(&site, shop, "mixed.csv", &file).await;
    let taken = done(&site, &page, "do=import").await.body;
    for told in [
        &*EN.import_repeated(1),
        "letters that are not written in UTF-8",
        "It has the id of line 5 and says something else",
        "It has 5 cells where the first row has 4",
        "It is longer than 1 MB",
        "takes a whole number",
    ] {
        assert!(taken.contains(told), "{told}: {taken}");
    }
    assert_eq!(report(&site, shop, &page).answers, counts(3, 0, 0));
    let refused = site.get(&format!("{page}/refused.csv")).await.body;
    assert!(refused.contains("'=1+1"), "{refused}");
}

/// The same but for what two stores never share.
fn plain(mut responses: Vec<Response>, shop: &Response) -> Vec<Value> {
    for response in &mut responses {
        (response.shop, response.survey) = (shop.shop, shop.survey);
        (response.owner, response.revision, response.message) = (None, 1, 0);
        response.shown.clear();
    }
    responses.iter().map(|response| json!(response)).collect()
}

#[tokio::test]
async fn what_is_exported_gives_the_same_store_elsewhere() {
    let (site, shop) = Site::set_up().await;
    let file = FILE.replace("quick, and good", "'=1+1\n'@x \"so\"");
    let page = uploaded(&site, shop, "answers.csv", file.as_bytes()).await;
    done(&site, &page, "do=import").await;
    let mut signed = order(&site, shop, "1001").await;
    signed.verified = true;
    signed.cancelled_at = Some(site.app.now());
    signed.order.email = Some("zoe@shop.example".into());
    signed.order.items =
        serde_json::from_value(json!([{"id": "cup moss", "name": "=Cup"}])).unwrap();
    let change = Change::put(Expect::Anything, Record::Order(signed));
    site.app.must_write(change).await.unwrap();
    let (all, bought) = (responses(&site).await, orders(&site).await);

    let records = site
        .get(&format!("/shops/{shop}/records.ndjson"))
        .await
        .body;
    let (other, there) = Site::set_up().await;
    let page = uploaded(&other, there, "records.ndjson", records.as_bytes()).await;
    done(&other, &page, "do=import").await;
    assert_eq!(report(&other, there, &page).answers, counts(3, 0, 0));
    let first = all[0].clone();
    assert_eq!(
        plain(responses(&other).await, &first),
        plain(all.clone(), &first)
    );
    let of_shop = |orders: Vec<OrderRecord>| -> Vec<OrderRecord> {
        let here = |mut known: OrderRecord| {
            known.shop = shop;
            known
        };
        orders.into_iter().map(here).collect()
    };
    assert_eq!(of_shop(orders(&other).await), bought);
    let surveys = other.app.store().surveys(there).await.unwrap();
    assert_eq!(surveys.len(), 2);
    let found = check(&other.app).await.unwrap();
    assert_eq!(found["differences"], json!([]));
    // Again it adds nothing, neither surveys.
    let page = uploaded(&other, there, "records.ndjson", records.as_bytes()).await;
    done(&other, &page, "do=import").await;
    assert_eq!(report(&other, there, &page).answers, counts(0, 0, 3));
    assert_eq!(other.app.store().surveys(there).await.unwrap().len(), 2);

    // The tables give the same, orders first.
    let csv = |what: &'static str| site.get_text(format!("/shops/{shop}/{what}"));
    let (other, there) = Site::set_up().await;
    for (name, text) in [
        ("orders.csv", csv("orders.csv").await),
        ("export.csv", csv("export.csv").await),
    ] {
        let page = uploaded(&other, there, name, text.as_bytes()).await;
        done(&other, &page, "do=import").await;
        assert_eq!(report(&other, there, &page).refused, 0, "{name}");
    }
    assert_eq!(
        plain(responses(&other).await, &first),
        plain(all.clone(), &first)
    );
    assert_eq!(of_shop(orders(&other).await), bought);

    // And where it came from, it adds nothing.
    for what in [
        "export.csv",
        "export.ndjson",
        "orders.csv",
        "records.ndjson",
    ] {
        let text = site.get(&format!("/shops/{shop}/{what}")).await.body;
        let page = uploaded(&site, shop, what, text.as_bytes()).await;
        done(&site, &page, "do=import").await;
        assert_eq!(responses(&site).await, all, "{what}");
        assert_eq!(orders(&site).await, bought, "{what}");
    }
}

#[tokio::test]
async fn exports_are_filtered_as_pages_are() {
    let (site, shop) = Site::set_up().await;
    let page = uploaded(&site, shop, "answers.csv", FILE.as_bytes()).await;
    done(&site, &page, "do=import").await;
    let lines = async |query: &str| {
        let text = site
            .get(&format!("/shops/{shop}/export.ndjson?{query}"))
            .await;
        assert_eq!(text.status, StatusCode::OK);
        text.body.lines().count()
    };
    assert_eq!(lines("").await, 3);
    assert_eq!(lines("group=low").await, 1);
    assert_eq!(lines("total=EUR-20").await, 2);
    assert_eq!(
        lines("channel=import&from=2026-01-06&to=2026-01-07").await,
        1
    );
    let wrong = site
        .get(&format!("/shops/{shop}/export.csv?group=bad"))
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn the_shops_server_tells_of_orders_and_amends_them() {
    let (site, shop) = Site::set_up().await;
    let key = site.key(shop).await;
    let put = async |id: &str, body: Value| {
        let path = format!("/api/v1/orders/{id}");
        let reply = site.program("PUT", &path, &key, &body.to_string()).await;
        (
            reply.status.as_u16(),
            serde_json::from_str::<Value>(&reply.body).unwrap(),
        )
    };
    let told = json!({"total": "49.90", "currency": "EUR", "customer": "c1", "placed_at": "2026-01-05T10:00:00+02:00"});
    let (status, reply) = put("1001", told.clone()).await;
    assert_eq!(status, 201, "{reply}");
    assert_eq!(reply["verified"], true);
    assert_eq!(reply["source"], "api");
    assert_eq!(reply["placed_at"], "2026-01-05T08:00:00Z");
    let before = site.app.store().version(shop).await.unwrap();
    assert_eq!(put("1001", told).await.0, 200);
    assert_eq!(site.app.store().version(shop).await.unwrap(), before);
    let (_, reply) = put(
        "1001",
        json!({"delivered_at": "2026-01-07T10:00:00Z", "cancelled_at": 1_767_600_000}),
    )
    .await;
    assert_eq!(reply["total"], "49.90");
    assert_eq!(reply["delivered_at"], "2026-01-07T10:00:00Z");
    let (_, reply) = put("1001", json!({"cancelled_at": null})).await;
    assert_eq!(reply["cancelled_at"], Value::Null);
    assert_eq!(reply["delivered_at"], "2026-01-07T10:00:00Z");
    for (id, body) in [
        ("1001", json!({"total": "5"})),
        ("1001", json!({"id": "1002"})),
        ("1001", json!([])),
        ("1001", json!({"refunded_at": "soon"})),
        ("%20", json!({})),
    ] {
        let (status, reply) = put(id, body).await;
        assert!((400..500).contains(&status), "{status} {reply}");
        assert!(reply["detail"].as_str().unwrap().ends_with('.'), "{reply}");
    }
    let nobody = site.program("PUT", "/api/v1/orders/1", "awk_x", "{}").await;
    assert_eq!(nobody.status, StatusCode::UNAUTHORIZED);
    let unknown = site.program("GET", "/api/v1/orders/nope", &key, "").await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn many_orders_come_in_one_message_and_one_that_is_wrong_keeps_no_other_out() {
    let (site, shop) = Site::set_up().await;
    let key = site.key(shop).await;
    let post = async |body: &str| {
        let reply = site.program("POST", "/api/v1/orders", &key, body).await;
        (
            reply.status.as_u16(),
            serde_json::from_str::<Value>(&reply.body).unwrap(),
        )
    };
    let lines = "{\"id\": 1001, \"total\": 5, \"currency\": \"EUR\"}\n{\"id\": \"1002\", \"total\": \"x\", \"currency\": \"EUR\"}\nnonsense\n{\"id\": \"1003\"}\n";
    let (status, reply) = post(lines).await;
    assert_eq!(status, 200, "{reply}");
    assert_eq!((&reply["added"], &reply["refused"]), (&json!(2), &json!(2)));
    assert_eq!(reply["problems"][0]["place"], 2);
    assert_eq!(reply["problems"][0]["id"], "1002");
    let (_, reply) = post("[{\"id\": \"1001\", \"total\": \"5.00\", \"currency\": \"EUR\"}]").await;
    assert_eq!(
        (&reply["added"], &reply["unchanged"]),
        (&json!(0), &json!(1))
    );
    let many = vec!["{\"id\":1}"; 10_001].join("\n");
    let (status, reply) = post(&many).await;
    assert_eq!(status, 422);
    assert!(reply["detail"].as_str().unwrap().contains("10000"));
    let large = format!("[{}]", " ".repeat(9 * 1024 * 1024));
    assert_eq!(post(&large).await.0, 413);
    assert_eq!(post("{\n\"id\": 1\n}").await.0, 400);
    let all = vec!["{\"id\":\"N\"}"; 10_000];
    let all: Vec<String> = all
        .iter()
        .enumerate()
        .map(|(n, line)| line.replace('N', &format!("n{n}")))
        .collect();
    assert_eq!(post(&all.join("\n")).await.1["added"], 10_000);
}

#[tokio::test]
async fn a_tag_without_signature_never_overwrites_what_the_server_said() {
    let (site, shop) = Site::set_up().await;
    let key = site.key(shop).await;
    let body = "{\"total\": \"49.90\", \"currency\": \"EUR\"}";
    site.program("PUT", "/api/v1/orders/1001", &key, body).await;
    let prompt = json!({"shop": shop, "source": "api", "order": {"id": "1001", "total": "1.00", "currency": "EUR"}});
    let asked = site.post_plain("/v1/prompt", &prompt.to_string()).await;
    assert!(asked.status.is_success(), "{}", asked.body);
    let known = order(&site, shop, "1001").await;
    assert_eq!(known.order.total.unwrap().to_string(), "49.90");
    assert_eq!(known.source, Some(OrderSource::Api));
    // A page can't claim to be the server.
    let prompt = json!({"shop": shop, "source": "api", "order": {"id": "1002"}});
    site.post_plain("/v1/prompt", &prompt.to_string()).await;
    assert_eq!(order(&site, shop, "1002").await.source, None);
}
