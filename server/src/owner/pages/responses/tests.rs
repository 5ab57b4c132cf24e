//! Searching, narrowing, paging and saved views, over HTTP.

use super::reason;
use crate::{
    owner::{
        pages::{export, keywords::encoded},
        tests::{Reply, Site, language::is_latvian},
    },
    services::responses::{
        Responses,
        filter::{ResponseFilter, ShopTime},
        pagination::List,
    },
};
use afterword_domain::{
    change::{Change, Expect},
    record::{
        Context, Device, NotAskedReason, OrderRecord, Record, Response as Answered, ResponseState,
    },
    validate::milliseconds,
};
use afterword_shared::{
    id::{ResponseId, ShopId, SurveyId},
    order::{Currency, Item, Money, Order},
    response::{Answer, Answers},
    scale::{Group, Kind},
};
use afterword_views::search::Part;
use afterword_wording::Language;
use axum::{extract::FromRef, http::StatusCode};
use jiff::SignedDuration;
use maud::html;
use std::collections::HashSet;

const EN: Language = Language::ENGLISH;

/// Something to keep: rating, words, and what is different about it.
struct Given {
    place: u64,
    rating: u8,
    text: &'static str,
    language: &'static str,
    customer: Option<&'static str>,
    change: fn(&mut Answered),
}

fn given(place: u64, rating: u8, text: &'static str) -> Given {
    Given {
        place,
        rating,
        text,
        language: "en",
        customer: None,
        change: |_| {},
    }
}

/// The order of a response, 49.90 EUR for two cups.
fn order(shop: ShopId, response: &Answered) -> OrderRecord {
    OrderRecord {
        put_at: None,
        shop,
        order: Order {
            id: response.order.clone().unwrap(),
            total: Some(Money::from_minor(4990, Currency::parse("EUR").unwrap())),
            customer: response.customer.clone(),
            items: vec![Item {
                id: "cup-moss".parse().unwrap(),
                name: Some("Cup <moss>".into()),
                category: None,
                category_name: Some("Cups".into()),
                quantity: 2,
            }],
            orders_before: None,
            email: None,
            consent: false,
            first_name: None,
            country: None,
            time: None,
        },
        verified: false,
        test: false,
        source: None,
        first_seen_at: response.asked_at,
        delivered_at: None,
        cancelled_at: None,
        refunded_at: None,
        not_asked: None,
    }
}

impl Site {
    async fn give(&self, shop: ShopId, all: &[Given]) -> Vec<ResponseId> {
        let survey = self.survey(shop).await;
        let now = self.app.now();
        let mut change = Change::default();
        let mut ids = Vec::new();
        for one in all {
            let hours = i64::try_from(one.place).unwrap();
            let at = now - SignedDuration::from_hours(1000 - hours);
            let mut answers = Answers::default();
            answers.set("score".parse().unwrap(), Answer::Rating(one.rating));
            if !one.text.is_empty() {
                answers.set("why".parse().unwrap(), Answer::Text(one.text.into()));
            }
            let mut response = Answered {
                further: false,
                id: ResponseId::new(milliseconds(at), u128::from(one.place)),
                shop,
                survey: survey.id,
                version: 1,
                order: Some(format!("N{}", one.place).parse().unwrap()),
                verified: false,
                test: false,
                state: ResponseState::Complete,
                owner: None,
                revision: 1,
                message: 0,
                shown: Vec::new(),
                answers,
                asked_at: at,
                seen_at: Some(at + SignedDuration::from_secs(4)),
                first_answered_at: Some(at + SignedDuration::from_secs(10)),
                completed_at: Some(at + SignedDuration::from_secs(135)),
                dismissed_at: None,
                withdrawn_at: None,
                customer: one.customer.map(|customer| customer.parse().unwrap()),
                context: Context {
                    language: Some(one.language.into()),
                    country: Some("LV".into()),
                    products: vec!["cup-moss".parse().unwrap()],
                    ..Context::default()
                },
            };
            (one.change)(&mut response);
            ids.push(response.id);
            let known = order(shop, &response);
            change.put.push((Expect::Anything, Record::Order(known)));
            change
                .put
                .push((Expect::Anything, Record::Response(response)));
        }
        // What is of another shop is written apart.
        for (expect, record) in change.put {
            let one = Change::put(expect, record);
            self.app.must_write(one).await.unwrap();
        }
        ids
    }

    async fn found(&self, shop: ShopId, query: &str) -> Reply {
        let reply = self.get(&format!("/shops/{shop}/responses?{query}")).await;
        assert_eq!(reply.status, StatusCode::OK, "{}", reply.body);
        reply
    }
}

/// The order numbers of a page, as they stand on it.
fn orders(page: &Reply) -> Vec<&str> {
    let list = page.body.split("<ol class=\"answers long\">").nth(1);
    let list = list.map_or("", |rest| rest.split("</ol>").next().unwrap());
    list.split("Order N")
        .skip(1)
        .map(|rest| rest.split('<').next().unwrap())
        .collect()
}

/// Where a page leads on or back; empty where it does not.
fn link(page: &Reply, rel: &str) -> String {
    let Some((before, _)) = page.body.split_once(&format!("\" rel=\"{rel}\"")) else {
        return String::new();
    };
    let address = before.rsplit("href=\"").next().unwrap();
    address.replace("&amp;", "&")
}

/// What stands around a count.
fn figure(text: &str) -> maud::Markup {
    html! { b.figure { (text) } }
}

/// How many were found, as the page says it.
fn found(count: u64) -> String {
    EN.responses_found(count, figure).into_string()
}

async fn set_up() -> (Site, ShopId) {
    let (site, shop) = Site::set_up().await;
    site.give(
        shop,
        &[
            given(1, 2, "Came so late, and broken"),
            Given {
                language: "lv",
                ..given(2, 9, "Skaista krūze, Kārlim patika")
            },
            Given {
                language: "zh-Hans",
                ..given(3, 3, "但是运费有点贵")
            },
            Given {
                language: "ar",
                ..given(4, 10, "شُكرًا لكم")
            },
            given(5, 7, ""),
            Given {
                change: |response| {
                    response.context.device = Device::Phone;
                    response
                        .context
                        .fields
                        .insert("campaign".into(), "spring & more".into());
                    response.state = ResponseState::Started;
                },
                ..given(6, 1, "late again ☕️ <b>not bold</b>")
            },
        ],
    )
    .await;
    (site, shop)
}

#[tokio::test]
async fn words_find_answers_and_are_marked_in_them() {
    let (site, shop) = set_up().await;
    for (words, expected) in [
        ("late", vec!["6", "1"]),
        ("\"so late\"", vec!["1"]),
        ("late broken", vec!["1"]),
        ("karlim", vec!["2"]),
        ("KRŪ", vec!["2"]),
        ("运费", vec!["3"]),
        ("شكرا", vec!["4"]),
        ("☕", vec!["6"]),
        ("n5", vec!["5"]),
        ("'; DROP TABLE responses; --", vec![]),
        ("late AND broken", vec!["1"]),
        ("said:late*", vec![]),
    ] {
        let page = site.found(shop, &format!("q={}", encoded(words))).await;
        assert_eq!(orders(&page), expected, "{words}");
    }
    let page = site.found(shop, "q=late").await;
    assert!(page.body.contains("Came so <mark>late</mark>, and broken"));
    assert!(page.body.contains("&lt;b&gt;not bold&lt;/b&gt;"));
    assert!(page.body.contains(&found(2)));
    let page = site.found(shop, "q=%3Cscript%3E%22").await;
    assert!(!page.body.contains("<script>\""));
}

#[tokio::test]
async fn filters_combine_and_each_can_be_taken_out() {
    let (site, shop) = set_up().await;
    for (query, expected) in [
        ("group=low", vec!["6", "3", "1"]),
        ("group=low&q=late", vec!["6", "1"]),
        ("group=low&spoken=zh", vec!["3"]),
        ("language=zh-Hans", vec!["3"]),
        ("score=10", vec!["4"]),
        ("text=no", vec!["5"]),
        ("state=started", vec!["6"]),
        ("device=phone&country=lv", vec!["6"]),
        ("field-campaign=spring+%26+more", vec!["6"]),
        ("product=cup-moss&score=7", vec!["5"]),
        ("product=none-such", vec![]),
        ("total=EUR-20&group=middle", vec!["5"]),
        ("days=7", vec![]),
        ("days=90&group=high", vec!["4", "2"]),
        ("group=&score=&days=&q=", vec!["6", "5", "4", "3", "2", "1"]),
    ] {
        assert_eq!(orders(&site.found(shop, query).await), expected, "{query}");
    }
    let page = site.found(shop, "group=low&q=late&spoken=en").await;
    let survey = site.survey(shop).await.id;
    for without in [
        format!("?survey={survey}&amp;spoken=en&amp;group=low\""),
        format!("?survey={survey}&amp;q=late&amp;spoken=en\""),
        format!("?survey={survey}&amp;q=late&amp;group=low\""),
    ] {
        assert!(page.body.contains(&without), "{without}");
    }
    // The download is of what is shown.
    let export = format!("export.csv?survey={survey}&amp;q=late&amp;spoken=en&amp;group=low\"");
    assert!(page.body.contains(&export));
    let chip = format!(
        "{} </span><small>{} </small>{}",
        EN.responses_remove_filter(),
        EN.responses_group(),
        EN.group_name(Kind::Nps, Group::Low)
    );
    assert!(page.body.contains(&chip));
    // What can be chosen.
    let page = site.found(shop, "").await;
    for choice in [
        "<option value=\"low\">",
        "<option value=\"no\">",
        "<option value=\"phone\">",
        ">简体中文</option>",
    ] {
        assert!(page.body.contains(choice), "{choice}");
    }
}

#[tokio::test]
async fn what_an_order_came_to_may_be_told_later() {
    let (site, shop) = set_up().await;
    let survey = site.survey(shop).await.id;
    let number = "N5".parse().unwrap();
    let response = site
        .app
        .store()
        .response_to(shop, survey, &number, false)
        .await;
    let mut known = order(shop, &response.unwrap().unwrap().value);
    known.order.total = Some(Money::from_minor(12_000, Currency::parse("EUR").unwrap()));
    let change = Change::put(Expect::Anything, Record::Order(known));
    assert!(orders(&site.found(shop, "total=EUR-100").await).is_empty());
    site.app.must_write(change).await.unwrap();
    assert_eq!(orders(&site.found(shop, "total=EUR-100").await), ["5"]);
}

#[tokio::test]
async fn what_was_taken_back_is_found_no_more() {
    let (site, shop) = set_up().await;
    let survey = site.survey(shop).await.id;
    assert_eq!(orders(&site.found(shop, "q=karlim").await), ["2"]);
    let number = "N2".parse().unwrap();
    let kept = site
        .app
        .store()
        .response_to(shop, survey, &number, false)
        .await;
    let mut response = kept.unwrap().unwrap().value;
    response.answers = Answers::default();
    response.first_answered_at = None;
    response.state = ResponseState::Dismissed;
    response.withdrawn_at = Some(site.app.now());
    let id = response.id;
    let change = Change::put(Expect::Anything, Record::Response(response));
    site.app.must_write(change).await.unwrap();
    assert!(orders(&site.found(shop, "q=karlim").await).is_empty());
    let story = site.get(&format!("/shops/{shop}/responses/{id}")).await;
    assert!(story.body.contains(EN.response_withdrawn()));
    assert!(!story.body.contains("patika"));
}

#[tokio::test]
async fn pages_lead_on_and_back_and_a_place_is_good_for_its_own_list_alone() {
    let (site, shop) = Site::set_up().await;
    let all: Vec<Given> = (1..=120).map(|place| given(place, 9, "fine")).collect();
    site.give(shop, &all).await;
    let first = site.found(shop, "q=fine").await;
    assert_eq!(orders(&first).len(), 50);
    assert!(!first.body.contains("rel=\"prev\""));
    let second = site.get(&link(&first, "next")).await;
    let third = site.get(&link(&second, "next")).await;
    let part = EN.responses_found_part(120, 101, 120, figure);
    assert!(third.body.contains(&part.into_string()));
    assert!(!third.body.contains("rel=\"next\""));
    let mut every = orders(&first);
    every.extend(orders(&second));
    every.extend(orders(&third));
    let expected: Vec<String> = (1..=120).rev().map(|place| place.to_string()).collect();
    assert_eq!(every, expected);
    let back = site.get(&link(&third, "prev")).await;
    assert_eq!(orders(&back), orders(&second));

    let next = link(&first, "next");
    let (start, place) = next.split_once("&after=").unwrap();
    let mut altered = place.to_owned();
    let last = if altered.ends_with('0') { "1" } else { "0" };
    altered.replace_range(altered.len() - 1.., last);
    let elsewhere =
        List::Survey(SurveyId::new(1, 2)).cursor(afterword_domain::record::AnsweredAt {
            at: site.app.now(),
            id: ResponseId::new(1, 1),
        });
    for wrong in [
        &*altered,
        &elsewhere,
        "x",
        "-1",
        "9999999999999999999-rsp_0-1",
    ] {
        for name in ["after", "before"] {
            let reply = site.get(&format!("{start}&{name}={wrong}")).await;
            assert_eq!(reply.status, StatusCode::BAD_REQUEST, "{wrong}");
            assert!(reply.body.contains("not in this list"), "{wrong}");
        }
    }
}

/// What the pages list for a query, walked to the end: the order numbers.
async fn walked(site: &Site, shop: ShopId, query: &str) -> Vec<String> {
    let mut page = site.found(shop, query).await;
    let mut all = Vec::new();
    loop {
        all.extend(orders(&page).into_iter().map(|number| format!("N{number}")));
        match link(&page, "next") {
            next if next.is_empty() => return all,
            next => page = site.get(&next).await,
        }
    }
}

#[tokio::test]
async fn an_export_holds_what_the_pages_list_and_in_their_order() {
    let (site, shop) = Site::set_up().await;
    let texts = ["Came so late", "fine", "", "late, but lovely"];
    let all: Vec<Given> = (1..=130)
        .map(|place| Given {
            language: if place % 3 == 0 { "lv" } else { "en" },
            change: if place % 4 == 0 {
                |response| {
                    response.state = ResponseState::Started;
                    response.context.device = Device::Phone;
                }
            } else {
                |_| {}
            },
            ..given(
                place,
                u8::try_from(place % 11).unwrap(),
                texts[usize::try_from(place).unwrap() % 4],
            )
        })
        .collect();
    site.give(shop, &all).await;
    site.answer(shop, &[(9, "a test")], true).await;
    let survey = site.survey(shop).await.id;
    let key = site.key(shop).await;
    let day = (site.app.now() - SignedDuration::from_hours(940))
        .to_zoned(jiff::tz::TimeZone::UTC)
        .date();
    for query in [
        String::new(),
        "q=late".into(),
        "q=%22so+late%22".into(),
        "q=n77".into(),
        "q=!!!".into(),
        "score=3".into(),
        "group=low".into(),
        "state=started".into(),
        "text=no".into(),
        "spoken=lv".into(),
        format!("from={day}"),
        format!("to={day}"),
        "days=365".into(),
        "days=7".into(),
        "device=phone".into(),
        "product=cup-moss&total=EUR-20".into(),
        format!("q=late&group=low&spoken=en&from={day}&country=lv&text=yes"),
    ] {
        let listed = walked(&site, shop, &query).await;
        let page = site.found(shop, &query).await;
        for ending in ["csv", "ndjson"] {
            // By the page's own link.
            let start = format!("/shops/{shop}/export.{ending}?");
            let rest = page.body.split(&start).nth(1).unwrap();
            let address = rest.split('"').next().unwrap().replace("&amp;", "&");
            assert!(address.starts_with(&format!("survey={survey}")));
            let export = site.get(&format!("{start}{address}")).await;
            assert_eq!(export.status, StatusCode::OK, "{query}: {}", export.body);
            let rows: Vec<String> = if ending == "csv" {
                let text = export.body.trim_start_matches('\u{feff}').as_bytes();
                let mut rows = csv::Reader::from_reader(text);
                assert_eq!(rows.headers().unwrap(), &export::COLUMNS[..]);
                rows.records()
                    .map(|row| row.unwrap()[9].to_owned())
                    .collect()
            } else {
                let lines = export.body.lines();
                lines
                    .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap())
                    .map(|line| line["order"]["id"].as_str().unwrap().to_owned())
                    .collect()
            };
            assert_eq!(rows, listed, "{query}");
        }
        let mut told = Vec::new();
        let mut after = String::new();
        loop {
            let path = format!("responses?survey={survey}&limit=60&{query}&after={after}");
            let page = site.told(&key, &path).await;
            let page_of = page["responses"].as_array().unwrap();
            told.extend(
                page_of
                    .iter()
                    .map(|one| one["order"]["id"].as_str().unwrap().to_owned()),
            );
            match page["next"].as_str() {
                Some(next) => after = next.to_owned(),
                None => break,
            }
        }
        assert_eq!(told, listed, "{query}");
        if query.starts_with("from=") {
            assert!((50..130).contains(&listed.len()), "{}", listed.len());
        }
    }
    assert_eq!(walked(&site, shop, "q=late").await.len(), 64);
    assert!(
        site.found(shop, "q=late")
            .await
            .body
            .contains(EN.responses_csv_shown())
    );
}

#[tokio::test]
async fn what_is_read_to_the_end_is_the_same_by_any_page_and_of_all_surveys() {
    let (site, shop) = Site::set_up().await;
    let all: Vec<Given> = (1..=30)
        .map(|place| Given {
            change: |response| {
                // Some in the same millisecond, and within it at different times.
                let at = response.first_answered_at.unwrap().as_millisecond();
                let hour = at - at % 36_000_000;
                let nanos = i128::from(hour) * 1_000_000 + i128::from(at % 999_999);
                response.first_answered_at = Some(jiff::Timestamp::from_nanosecond(nanos).unwrap());
                if response.order.as_ref().unwrap().as_str().ends_with('3') {
                    response.survey = SurveyId::new(1, 2);
                }
            },
            ..given(place, 9, "fine")
        })
        .collect();
    site.give(shop, &all).await;
    let first = site.survey(shop).await;
    let mut second = first.clone();
    second.id = SurveyId::new(1, 2);
    let content = site.app.store().survey_version(first.id, 1).await.unwrap();
    let mut content = (*content.unwrap()).clone();
    content.survey = second.id;
    let change = Change::put(Expect::Absent, Record::Survey(second.clone()))
        .and(Expect::Absent, Record::SurveyVersion(content));
    site.app.must_write(change).await.unwrap();
    let time = ShopTime {
        zone: jiff::tz::TimeZone::UTC,
        now: site.app.now(),
    };
    let responses = Responses::from_ref(&site.app);
    for pairs in [vec![], vec![("q".to_owned(), "fine".to_owned())]] {
        let filter = ResponseFilter::parse(&pairs).unwrap();
        for surveys in [vec![first.clone()], vec![first.clone(), second.clone()]] {
            let read = async |limit| {
                let (mut all, mut part) = (Vec::new(), Part::Newest);
                loop {
                    let page = responses.list(&surveys, &filter, &time, part, limit).await;
                    let page = page.unwrap();
                    assert!(page.places.len() <= limit);
                    all.extend(page.places);
                    match page.next {
                        Some(place) => part = Part::Older(place),
                        None => return all,
                    }
                }
            };
            let whole = read(1000).await;
            assert_eq!(whole.len(), if surveys.len() == 1 { 27 } else { 30 });
            for limit in [1, 2, 7, 29] {
                assert_eq!(read(limit).await, whole, "{limit} {pairs:?}");
                // And the same way back, which the search knows.
                let mut back = Vec::new();
                while !pairs.is_empty() && back.len() + 1 < whole.len() {
                    let first = *back.last().unwrap_or(&whole[whole.len() - 1]);
                    let part = Part::Newer(first);
                    let page = responses.list(&surveys, &filter, &time, part, limit).await;
                    let page = page.unwrap();
                    assert_eq!(
                        page.before,
                        Some(whole.len() - 1 - back.len() - page.places.len())
                    );
                    assert_eq!(page.count, Some(whole.len()));
                    back.extend(page.places.into_iter().rev());
                }
                back.reverse();
                let expected = &whole[..if pairs.is_empty() { 0 } else { whole.len() - 1 }];
                assert_eq!(back, expected, "{limit} {pairs:?}");
            }
        }
    }
}

#[tokio::test]
async fn bad_input_is_told_in_a_sentence_and_odd_input_finds_nothing() {
    let (site, shop) = set_up().await;
    let path = format!("/shops/{shop}/responses");
    let key = site.key(shop).await;
    for (query, told) in [
        (format!("q={}", "a".repeat(201)), "at most 200 characters"),
        (
            format!("q={}", encoded(&"貴".repeat(5000))),
            "at most 200 characters",
        ),
        ("score=eleven".into(), "whole number"),
        ("group=worst".into(), "low, middle or high"),
        ("country=LV&country=SE".into(), "stands twice"),
        (
            "from=2026-11-30&to=2026-11-01".into(),
            "ends before it starts",
        ),
        ("from=tomorrow".into(), "no day"),
        (format!("product={}", "p".repeat(400)), "characters"),
    ] {
        let reply = site.get(&format!("{path}?{query}")).await;
        assert!(reply.status.is_client_error(), "{query}: {}", reply.status);
        assert!(reply.body.contains(told), "{query}: {}", reply.body);
        let reply = site
            .program("GET", &format!("/api/v1/responses?{query}"), &key, "")
            .await;
        assert!(reply.status.is_client_error(), "{query}: {}", reply.status);
        assert!(reply.body.contains(told), "{query}: {}", reply.body);
        for ending in ["csv", "ndjson"] {
            let reply = site
                .get(&format!("/shops/{shop}/export.{ending}?{query}"))
                .await;
            assert!(reply.status.is_client_error(), "{query}: {}", reply.status);
            assert!(reply.body.contains(told), "{query}: {}", reply.body);
        }
    }
    for odd in [
        "%00",
        "%22%22%22",
        "%E2%80%AE",
        "(((",
        "a%00b",
        "%F0%9F%92%A9",
        "*",
        "%25",
        "%F3%A0%81%A7",
    ] {
        let page = site.found(shop, &format!("q={odd}")).await;
        assert!(orders(&page).is_empty(), "{odd}");
    }
    let page = site.found(shop, "q=!!!").await;
    assert!(page.body.contains(&EN.responses_no_word("!!!")));
}

#[tokio::test]
async fn a_view_is_saved_by_its_name_and_forgotten() {
    let (site, shop) = set_up().await;
    let survey = site.survey(shop).await.id;
    let save = |name: &str, query: &str| {
        let form = format!("name={}&query={}", encoded(name), encoded(query));
        let path = format!("/shops/{shop}/views");
        let site = &site;
        async move { site.post(&path, &form).await }
    };
    let query = format!("survey={survey}&group=low&q=late&evil=%22%3E&after=1-x");
    let saved = save("Late & <angry>", &query).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    // Only what can be sought is kept.
    let kept = format!("survey={survey}&q=late&group=low");
    assert_eq!(saved.location(), format!("/shops/{shop}/responses?{kept}"));
    let page = site.get(saved.location()).await;
    assert_eq!(orders(&page), ["6", "1"]);
    assert!(page.body.contains("Late &amp; &lt;angry&gt;"));
    assert!(page.body.contains(EN.responses_remove_view()));
    // The same name again takes its place.
    save("Late & <angry>", &format!("survey={survey}&score=1")).await;
    let views = site.kept(shop).await.views;
    assert_eq!(views.len(), 1);
    assert_eq!(views[0].query, format!("survey={survey}&score=1"));
    let gone = site
        .post(
            &format!("/shops/{shop}/views/forget"),
            "name=Late+%26+%3Cangry%3E",
        )
        .await;
    assert_eq!(gone.status, StatusCode::SEE_OTHER);
    let views = site.kept(shop).await.views;
    assert!(views.is_empty());
    for (name, query, told) in [
        ("", format!("survey={survey}"), "needs a name"),
        (
            "x",
            "survey=srv_none".to_owned(),
            EN.responses_no_such_survey(),
        ),
        ("x", format!("survey={survey}&score=a"), "whole number"),
        (
            "x",
            format!("survey={survey}&field-a={}", "a".repeat(3000)),
            EN.responses_view_too_long(),
        ),
    ] {
        let refused = save(name, &query).await;
        assert!(refused.status.is_client_error());
        assert!(refused.body.contains(told), "{}", refused.body);
    }
    let other = ShopId::new(1, 1);
    let reply = site.post(&format!("/shops/{other}/views"), "name=x").await;
    assert_eq!(reply.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn one_response_tells_its_whole_story() {
    let (site, shop) = Site::set_up().await;
    let ids = site
        .give(
            shop,
            &[
                Given {
                    customer: Some("c77"),
                    ..given(1, 9, "lovely then")
                },
                Given {
                    customer: Some("c77"),
                    change: |response| {
                        response.context.page = Some("/thanks".into());
                        response
                            .context
                            .fields
                            .insert("campaign".into(), "spring".into());
                    },
                    ..given(2, 2, "so late")
                },
                Given {
                    customer: Some("c77"),
                    ..given(3, 8, "better again")
                },
                Given {
                    customer: Some("c78"),
                    ..given(4, 1, "somebody else")
                },
            ],
        )
        .await;
    let story = site
        .get(&format!("/shops/{shop}/responses/{}", ids[1]))
        .await;
    assert_eq!(story.status, StatusCode::OK);
    for told in [
        "Order N2",
        "so late",
        "detractor",
        "49.90\u{a0}EUR",
        "2 × ",
        "Cup &lt;moss&gt;",
        "4\u{a0}s",
        "2\u{a0}min\u{a0}5\u{a0}s",
        &EN.response_zone("UTC"),
        "/thanks",
        "spring",
        "lovely then",
        "better again",
        "Order N1",
        "Order N3",
    ] {
        assert!(story.body.contains(told), "{told}");
    }
    assert!(!story.body.contains("somebody else"));
    let heading = |text: &str| story.body.find(&format!("<h3>{text}</h3>")).unwrap();
    let later = heading(EN.response_later());
    let earlier = heading(EN.response_earlier());
    assert!(later < story.body.find("better again").unwrap());
    assert!(earlier > story.body.find("better again").unwrap());
    assert!(earlier < story.body.find("lovely then").unwrap());
    for wrong in ["rsp_x", "x", &ResponseId::new(1, 1).to_string()] {
        let reply = site.get(&format!("/shops/{shop}/responses/{wrong}")).await;
        assert_eq!(reply.status, StatusCode::NOT_FOUND);
    }
}

/// A page told of the order unsigned; then the shop's own server sent it.
#[tokio::test]
async fn an_answers_own_page_shows_the_order_that_the_shops_server_told_of() {
    let (site, shop) = Site::set_up().await;
    let ids = site.give(shop, &[given(1, 9, "lovely")]).await;
    let page = format!("/shops/{shop}/responses/{}", ids[0]);
    let id = "N1".parse().unwrap();
    let kept = site.app.store().order(shop, &id).await.unwrap().unwrap();
    let mut known = kept.value;
    known.verified = true;
    let signed = Change::put(Expect::Anything, Record::Order(known.clone()));
    site.app.must_write(signed).await.unwrap();
    assert!(!site.get(&page).await.body.contains("49.90\u{a0}EUR"));
    known.put_at = Some(known.first_seen_at);
    let sent = Change::put(Expect::Anything, Record::Order(known));
    site.app.must_write(sent).await.unwrap();
    assert!(site.get(&page).await.body.contains("49.90\u{a0}EUR"));
}

#[tokio::test]
async fn an_answers_own_page_leads_back_to_the_list_that_one_came_from() {
    let (site, shop) = Site::set_up().await;
    let all: Vec<Given> = (1..=120).map(|place| given(place, 2, "so late")).collect();
    let ids = site.give(shop, &all).await;
    let survey = site.survey(shop).await.id;
    let list = format!("survey={survey}&q=%22so+late%22&score=2&country=LV&group=low");
    let story = |page: &Reply| {
        let link = page
            .body
            .split("<a class=\"story\" href=\"")
            .nth(1)
            .unwrap();
        link.split('"').next().unwrap().replace("&amp;", "&")
    };
    let back = |page: &Reply| {
        let before = page.body.split("\">← ").next().unwrap();
        let link = before.rsplit("href=\"").next().unwrap();
        link.replace("&amp;", "&")
    };
    let first = site.found(shop, &list).await;
    let second = site.get(&link(&first, "next")).await;
    let third = site.get(&link(&second, "next")).await;
    let before = site.get(&link(&third, "prev")).await;
    for page in [&first, &second, &before] {
        let told = site.get(&story(page)).await;
        assert_eq!(told.status, StatusCode::OK);
        let back = back(&told);
        assert!(
            back.starts_with(&format!("/shops/{shop}/responses?{list}")),
            "{back}"
        );
        assert_eq!(orders(&site.get(&back).await), orders(page), "{back}");
    }
    // Whatever can't be read, or is of another list, leads to the whole one.
    let path = format!("/shops/{shop}/responses/{}", ids[0]);
    let place = afterword_domain::record::AnsweredAt {
        at: site.app.now(),
        id: ids[0],
    };
    let elsewhere = List::Survey(SurveyId::new(1, 2)).cursor(place);
    for odd in [
        "score=eleven".to_owned(),
        "from=2026-11-30&to=2026-11-01".into(),
        "survey=srv_other&evil=%22%3E%3Cscript%3E&back=https://evil.example".into(),
        format!("after={elsewhere}"),
        "after=%22%3E%3Cscript%3E".into(),
        "test=1".into(),
        String::new(),
    ] {
        let told = site.get(&format!("{path}?{odd}")).await;
        assert_eq!(told.status, StatusCode::OK, "{odd}");
        assert_eq!(
            back(&told),
            format!("/shops/{shop}/responses?survey={survey}"),
            "{odd}"
        );
    }
    let told = site.get(&format!("{path}?q=%22%3E%3Cscript%3E")).await;
    assert!(!told.body.contains("\"><script>"));
}

#[test]
fn every_reason_is_a_sentence_of_its_own_in_every_language() {
    for words in Language::all() {
        let sentences = NotAskedReason::ALL.map(|one| reason(words, one));
        assert!(sentences.iter().all(|sentence| sentence.ends_with('.')));
        let different: HashSet<_> = sentences.iter().collect();
        assert_eq!(different.len(), sentences.len(), "{words:?}");
    }
}

#[tokio::test]
async fn the_answers_are_in_latvian() {
    let (site, shop) = set_up().await;
    let list = format!("/shops/{shop}/responses");
    for query in [
        "",
        "?q=late&group=low",
        "?test=1",
        "?q=!!!",
        "?order=N1",
        "?order=none",
    ] {
        let page = site.get_in_latvian(&format!("{list}{query}")).await;
        is_latvian(&page, &["responses"]);
    }
    let lv = Language::find("lv").unwrap();
    let page = site.get_in_latvian(&list).await;
    assert!(page.contains(&lv.responses_count(6, figure).into_string()));
    let story = page.split("class=\"story\" href=\"").nth(1).unwrap();
    let story = site.get_in_latvian(story.split('"').next().unwrap()).await;
    is_latvian(&story, &["response"]);
    assert!(story.contains(lv.response_how()));
    assert!(story.contains("49,90\u{a0}EUR"));
}

#[tokio::test]
async fn a_response_of_another_shop_is_not_told_of() {
    let (site, shop) = Site::set_up().await;
    let ids = site
        .give(
            shop,
            &[Given {
                change: |response| response.shop = ShopId::new(9, 9),
                ..given(1, 2, "secret")
            }],
        )
        .await;
    let reply = site
        .get(&format!("/shops/{shop}/responses/{}", ids[0]))
        .await;
    assert_eq!(reply.status, StatusCode::NOT_FOUND);
    assert!(!reply.body.contains("secret"));
}
