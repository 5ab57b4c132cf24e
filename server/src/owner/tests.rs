//! The owner's pages from outside: over HTTP, against a real store.

use crate::http::access::Right;
use crate::{config::Config, router, state::App};
use afterword_domain::record::LinkPurpose;
use afterword_domain::{
    change::{Change, Expect},
    record::{
        ApiKey, Context, NotAsked, NotAskedReason, OrderRecord, Record, Response as Answered,
        ResponseState, SurveyHead,
    },
    secret,
    validate::milliseconds,
};
use afterword_jobs::Clock;
use afterword_shared::{
    id::{ResponseId, ShopId},
    order::{Order, OrderMessage},
    response::{Answer, Answers},
};
use afterword_store::Records;
use afterword_wording::Language;
use axum::{
    Router,
    body::Body,
    http::{HeaderMap, Request, StatusCode, header},
};
use jiff::SignedDuration;
use jiff::Timestamp;
use std::fmt::Write as _;
use tower::ServiceExt;

pub(in crate::owner) mod language;

/// A server with nothing in it, and somebody who may look at it.
pub(in crate::owner) struct Site {
    pub(in crate::owner) app: App,
    router: Router,
    cookie: String,
    _data: tempfile::TempDir,
}

pub(in crate::owner) struct Reply {
    pub(in crate::owner) status: StatusCode,
    pub(in crate::owner) headers: HeaderMap,
    pub(in crate::owner) body: String,
}

impl Reply {
    pub(in crate::owner) fn location(&self) -> &str {
        self.headers
            .get(header::LOCATION)
            .map_or("", |value| value.to_str().unwrap())
    }
}

impl Site {
    async fn empty() -> Self {
        Self::empty_at(Clock::system()).await
    }

    /// The same by a clock of its own.
    async fn empty_at(clock: Clock) -> Self {
        let data = tempfile::tempdir().unwrap();
        let store = Records::in_memory();
        let config = Config {
            data: data.path().to_owned(),
            ..Config::default()
        };
        let app = App::start_at(store, config, clock).await.unwrap();
        Self {
            router: router::router(app.clone()),
            app,
            cookie: String::new(),
            _data: data,
        }
    }

    /// With an owner, signed in, a shop and a survey.
    pub(in crate::owner) async fn set_up() -> (Self, ShopId) {
        Self::set_up_at(Clock::system()).await
    }

    /// The same by a clock of its own.
    async fn set_up_at(clock: Clock) -> (Self, ShopId) {
        let mut site = Self::empty_at(clock).await;
        let token = site.app.links().open(LinkPurpose::SetUp).await.unwrap();
        let reply = site.post(&format!("/setup/{token}"), SETUP).await;
        assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.body);
        site.cookie = cookie_of(&reply);
        let shop = reply.location().split('/').nth(2).unwrap().parse().unwrap();
        (site, shop)
    }

    pub(in crate::owner) async fn send(&self, request: Request<Body>) -> Reply {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (head, body) = response.into_parts();
        let body = axum::body::to_bytes(body, 64 << 20).await.unwrap();
        Reply {
            status: head.status,
            headers: head.headers,
            body: String::from_utf8(body.to_vec()).unwrap(),
        }
    }

    /// The same site, seen by somebody who is not signed in.
    pub(in crate::owner) fn as_a_stranger(&self) -> Stranger<'_> {
        Stranger(self)
    }

    pub(in crate::owner) async fn get(&self, path: &str) -> Reply {
        let request = Request::get(path).header(header::COOKIE, &self.cookie);
        self.send(request.body(Body::empty()).unwrap()).await
    }

    pub(in crate::owner) async fn post(&self, path: &str, form: &str) -> Reply {
        self.post_with(path, form, ("sec-fetch-site", "same-origin"))
            .await
    }

    pub(in crate::owner) async fn post_with(
        &self,
        path: &str,
        form: &str,
        from: (&str, &str),
    ) -> Reply {
        let request = Request::post(path)
            .header(header::COOKIE, &self.cookie)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(from.0, from.1);
        self.send(request.body(Body::from(form.to_owned())).unwrap())
            .await
    }

    /// Posts a form with files, each field with the name of its file, empty for a plain one.
    pub(in crate::owner) async fn upload(
        &self,
        path: &str,
        fields: &[(&str, &str, &[u8])],
    ) -> Reply {
        let mut body = Vec::new();
        for (name, file, bytes) in fields {
            let file = match *file {
                "" => String::new(),
                file => format!("; filename=\"{file}\""),
            };
            let head =
                format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n");
            body.extend_from_slice(head.as_bytes());
            body.extend_from_slice(bytes);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(b"--edge--\r\n");
        self.upload_body(path, body).await
    }

    /// Posts the body of such a form as it is.
    pub(in crate::owner) async fn upload_body(&self, path: &str, body: Vec<u8>) -> Reply {
        let request = Request::post(path)
            .header(header::COOKIE, &self.cookie)
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=edge")
            .header("sec-fetch-site", "same-origin");
        self.send(request.body(Body::from(body)).unwrap()).await
    }

    /// The body of a page for somebody whose browser speaks Latvian.
    pub(in crate::owner) async fn get_in_latvian(&self, path: &str) -> String {
        let request = Request::get(path)
            .header(header::COOKIE, &self.cookie)
            .header(header::ACCEPT_LANGUAGE, "lv");
        self.send(request.body(Body::empty()).unwrap()).await.body
    }

    /// The body of a page.
    pub(in crate::owner) async fn get_text(&self, path: String) -> String {
        self.get(&path).await.body
    }

    /// What the tag sends from an allowed site.
    pub(in crate::owner) async fn post_plain(&self, path: &str, body: &str) -> Reply {
        let request = Request::post(path).header(header::ORIGIN, "https://shop.example");
        self.send(request.body(Body::from(body.to_owned())).unwrap())
            .await
    }

    /// What a program sends with a key.
    pub(in crate::owner) async fn program(
        &self,
        method: &str,
        path: &str,
        key: &str,
        body: &str,
    ) -> Reply {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::AUTHORIZATION, format!("Bearer {key}"));
        self.send(request.body(Body::from(body.to_owned())).unwrap())
            .await
    }

    /// A new key for a shop's programs.
    pub(in crate::owner) async fn key(&self, shop: ShopId) -> String {
        let (key, hash) = secret::new_secret("awk_");
        let record = ApiKey {
            hash,
            shop,
            name: "Shop".into(),
            ending: "abcd".into(),
            form: String::new(),
            created_at: self.app.now(),
        };
        let change = Change::put(Expect::Absent, Record::ApiKey(record));
        self.app.must_write(change).await.unwrap();
        key
    }

    /// What the API tells a shop's program.
    pub(in crate::owner) async fn told(&self, key: &str, path: &str) -> serde_json::Value {
        let reply = self
            .program("GET", &format!("/api/v1/{path}"), key, "")
            .await;
        assert_eq!(reply.status, StatusCode::OK, "{path}: {}", reply.body);
        serde_json::from_str(&reply.body).unwrap()
    }

    /// A shop as it is kept.
    pub(in crate::owner) async fn kept(&self, shop: ShopId) -> afterword_domain::record::Shop {
        self.app.store().shop(shop).await.unwrap().unwrap().value
    }

    /// The first survey of a shop.
    pub(in crate::owner) async fn survey(&self, shop: ShopId) -> SurveyHead {
        self.app.store().surveys(shop).await.unwrap()[0]
            .value
            .clone()
    }

    /// Keeps one answered response per entry, the last one the newest.
    pub(in crate::owner) async fn answer(&self, shop: ShopId, answers: &[(u8, &str)], test: bool) {
        let survey = self.survey(shop).await;
        let now = self.app.now();
        let mut change = Change::default();
        for (place, (rating, text)) in answers.iter().enumerate() {
            let order = format!("{}{place}", if test { "T" } else { "" });
            let minutes = i64::try_from(answers.len() - place).unwrap();
            let at = now - SignedDuration::from_mins(minutes);
            let mut given = Answers::default();
            given.set("score".parse().unwrap(), Answer::Rating(*rating));
            if !text.is_empty() {
                given.set("why".parse().unwrap(), Answer::Text((*text).into()));
            }
            let response = Answered {
                id: ResponseId::new(milliseconds(at), place as u128 + u128::from(test) * 7_919),
                shop,
                survey: survey.id,
                version: 1,
                order: Some(order.parse().unwrap()),
                verified: false,
                test,
                further: false,
                state: ResponseState::Complete,
                owner: None,
                revision: 1,
                message: 0,
                shown: Vec::new(),
                answers: given,
                asked_at: at,
                seen_at: Some(at),
                first_answered_at: Some(at),
                completed_at: Some(at),
                dismissed_at: None,
                withdrawn_at: None,
                customer: None,
                context: Context::default(),
            };
            change
                .put
                .push((Expect::Absent, Record::Response(response)));
        }
        self.app.must_write(change).await.unwrap();
    }
}

/// Somebody who is not signed in.
pub(in crate::owner) struct Stranger<'a>(&'a Site);

impl Stranger<'_> {
    pub(in crate::owner) async fn get(&self, path: &str) -> Reply {
        let request = Request::get(path).body(Body::empty()).unwrap();
        self.0.send(request).await
    }
}

const SETUP: &str = "email=Anna%40Shop.example&password=a+long+sentence&shop=Kalnu+%3Cb%3E&origin=https%3A%2F%2Fshop.example%2Fcheckout%3Fx%3D1&locale=en&time_zone=UTC&template=nps";

fn cookie_of(reply: &Reply) -> String {
    let cookie = reply.headers[header::SET_COOKIE].to_str().unwrap();
    assert!(cookie.contains("; HttpOnly; SameSite=Lax"), "{cookie}");
    cookie.split(';').next().unwrap().to_owned()
}

fn pages(shop: ShopId) -> Vec<String> {
    [
        "overview",
        "responses",
        "words",
        "breakdown",
        "surveys",
        "install",
        "settings",
    ]
    .map(|page| format!("/shops/{shop}/{page}"))
    .to_vec()
}

#[tokio::test]
async fn the_set_up_link_works_once_and_leads_to_the_tag() {
    let (site, shop) = Site::set_up().await;
    let page = site.get(&format!("/shops/{shop}/install")).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains(&shop.to_string()));
    let words = Language::ENGLISH;
    assert!(page.body.contains(words.install_not_seen()));
    let waits = words.install_waits_for_one("https://shop.example");
    assert!(page.body.contains(&waits));
    let token = site.app.links().open(LinkPurpose::SetUp).await.unwrap();
    site.app.links().close(LinkPurpose::SetUp).await.unwrap();
    for path in [format!("/setup/{token}"), "/setup/x".to_owned()] {
        assert_eq!(site.get(&path).await.status, StatusCode::NOT_FOUND);
        assert_eq!(site.post(&path, SETUP).await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn a_form_keeps_what_was_typed_and_says_what_is_wrong_beside_it() {
    let site = Site::empty().await;
    let token = site.app.links().open(LinkPurpose::SetUp).await.unwrap();
    let form = "email=anna&password=short&shop=Kalnu&origin=ftp%3A%2F%2Fx&locale=lv&time_zone=Europe%2FRiga&template=ces";
    let reply = site.post(&format!("/setup/{token}"), form).await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    for kept in [
        "value=\"anna\"",
        "value=\"Kalnu\"",
        "value=\"ftp://x\"",
        "value=\"lv\" selected",
        "value=\"Europe/Riga\" selected",
        "value=\"ces\" checked",
    ] {
        assert!(reply.body.contains(kept), "{kept}");
    }
    for wrong in ["email", "password", "origin"] {
        assert!(
            reply.body.contains(&format!("id=\"{wrong}-wrong\"")),
            "{wrong}"
        );
    }
    assert!(!reply.body.contains("id=\"shop-wrong\""));
    assert!(!reply.body.contains("value=\"short\""));
    assert!(!site.app.store().has_users().await.unwrap());
}

#[tokio::test]
async fn every_page_is_strict_and_has_nothing_inline() {
    let (site, shop) = Site::set_up().await;
    site.answer(
        shop,
        &[(9, "<script>alert(1)</script>"), (2, "\"' onload=x")],
        false,
    )
    .await;
    let mut paths = pages(shop);
    paths.extend(
        [
            "/demo",
            "/demo/thanks?order=1",
            "/shops/shp_x/overview",
            "/signin/x",
        ]
        .map(str::to_owned),
    );
    let token = site.app.links().open(LinkPurpose::SetUp).await.unwrap();
    paths.push(format!("/setup/{token}"));
    for path in paths {
        let page = site.get(&path).await;
        let policy = page.headers[header::CONTENT_SECURITY_POLICY]
            .to_str()
            .unwrap();
        assert!(policy.starts_with("default-src 'none'"), "{path}");
        assert!(!policy.contains("unsafe-inline"), "{path}");
        assert_eq!(page.headers["x-content-type-options"], "nosniff");
        assert_eq!(page.headers[header::CACHE_CONTROL], "no-store", "{path}");
        assert!(!page.body.contains(" style="), "{path}");
        assert!(!page.body.contains("<style"), "{path}");
        assert!(!page.body.contains("<script>"), "{path}");
        for script in page.body.split("<script").skip(1) {
            let data = script.contains("application/json");
            assert!(script.contains(" src=") || data, "{path}");
        }
        let handlers = [" onclick=", " onload=\"", " onsubmit=", "javascript:"];
        assert!(
            !handlers.iter().any(|word| page.body.contains(word)),
            "{path}"
        );
        assert!(page.body.contains("<title>"), "{path}");
    }
}

#[tokio::test]
async fn a_post_from_another_site_changes_nothing() {
    let (site, shop) = Site::set_up().await;
    let path = format!("/shops/{shop}/settings/secret");
    let secret = |kept: afterword_domain::change::Versioned<afterword_domain::record::Shop>| {
        kept.value.secret
    };
    let before = secret(site.app.store().shop(shop).await.unwrap().unwrap());
    for from in [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("origin", "https://evil.example"),
        ("origin", "null"),
        ("x-nothing", "said"),
    ] {
        let reply = site.post_with(&path, "", from).await;
        assert_eq!(reply.status, StatusCode::FORBIDDEN, "{from:?}");
        assert!(reply.body.contains("another site"));
    }
    assert_eq!(
        secret(site.app.store().shop(shop).await.unwrap().unwrap()),
        before
    );
    let origin = site.app.config().origin();
    let reply = site.post_with(&path, "", ("origin", &origin)).await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER);
    assert_ne!(
        secret(site.app.store().shop(shop).await.unwrap().unwrap()),
        before
    );
}

#[tokio::test]
async fn nobody_sees_a_shop_without_signing_in_or_of_another_owner() {
    let (mut site, shop) = Site::set_up().await;
    let cookie = std::mem::take(&mut site.cookie);
    for path in pages(shop) {
        let reply = site.get(&path).await;
        assert_eq!(reply.status, StatusCode::SEE_OTHER, "{path}");
        assert!(reply.location().starts_with("/signin?next=%2Fshops%2F"));
        let reply = site.post(&path, "").await;
        assert!(
            matches!(
                reply.status,
                StatusCode::SEE_OTHER | StatusCode::METHOD_NOT_ALLOWED | StatusCode::FORBIDDEN
            ),
            "{path}"
        );
    }
    site.cookie = cookie;
    let other = ShopId::new(1, 1);
    for path in pages(other) {
        assert_eq!(
            site.get(&path).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
}

#[tokio::test]
async fn signing_out_ends_the_session_on_the_server_too() {
    let (mut site, shop) = Site::set_up().await;
    let path = format!("/shops/{shop}/overview");
    assert_eq!(site.get(&path).await.status, StatusCode::OK);
    let reply = site.post("/signout", "").await;
    assert_eq!(reply.location(), "/signin");
    assert_eq!(site.get(&path).await.status, StatusCode::SEE_OTHER);

    let reply = site
        .post(
            "/signin",
            "email=ANNA%40shop.example&password=wrong&next=%2F",
        )
        .await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        reply
            .body
            .contains(Language::ENGLISH.signin_wrong_password())
    );
    let form = "email=ANNA%40shop.example&password=a+long+sentence&next=https%3A%2F%2Fevil.example";
    let first = site.post("/signin", form).await;
    assert_eq!(first.location(), "/");
    let second = site.post("/signin", form).await;
    site.cookie = cookie_of(&second);
    let everywhere = format!("/shops/{shop}/settings/sessions");
    assert_eq!(site.post(&everywhere, "").await.location(), "/signin");
    for reply in [first, second] {
        site.cookie = cookie_of(&reply);
        assert_eq!(site.get(&path).await.status, StatusCode::SEE_OTHER);
    }
}

#[tokio::test]
async fn guessing_has_to_wait() {
    let (mut site, _) = Site::set_up().await;
    site.cookie.clear();
    let wrong = "email=anna%40shop.example&password=guess";
    for _ in 0..8 {
        let reply = site.post("/signin", wrong).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let right = "email=anna%40shop.example&password=a+long+sentence";
    for form in [wrong, right] {
        let reply = site.post("/signin", form).await;
        assert_eq!(reply.status, StatusCode::TOO_MANY_REQUESTS);
        assert!(reply.body.contains("Try again in 15\u{a0}minutes."));
    }
}

#[tokio::test]
async fn a_link_signs_in_once() {
    let (mut site, shop) = Site::set_up().await;
    let user = site.app.store().user_by_email("anna@shop.example").await;
    let secret = site
        .app
        .links()
        .open(LinkPurpose::SignIn(user.unwrap().unwrap().value.id))
        .await
        .unwrap();
    site.cookie.clear();
    let reply = site.get(&format!("/signin/{secret}")).await;
    assert_eq!(reply.location(), "/");
    assert_eq!(
        site.get(&format!("/signin/{secret}")).await.status,
        StatusCode::NOT_FOUND
    );
    site.cookie = cookie_of(&reply);
    assert_eq!(
        site.get("/").await.location(),
        format!("/shops/{shop}/overview")
    );
}

#[tokio::test]
async fn few_answers_are_shown_without_a_score_and_thirty_with_one() {
    let (site, shop) = Site::set_up().await;
    let path = format!("/shops/{shop}/overview");
    let page = site.get(&path).await;
    let words = Language::ENGLISH;
    assert!(page.body.contains(words.overview_no_answers_yet()));
    assert!(page.body.contains("/w.js"));

    let answers: Vec<(u8, &str)> = (0..18).map(|_| (9, "")).collect();
    site.answer(shop, &answers, true).await;
    let page = site.get(&path).await;
    assert!(page.body.contains(words.overview_no_answers_yet()));

    site.answer(shop, &answers, false).await;
    let page = site.get(&path).await;
    assert!(page.body.contains(&words.overview_missing(12)));
    assert!(!page.body.contains("class=\"interval\""));

    let (site, shop) = Site::set_up().await;
    let answers: Vec<(u8, &str)> = (0..40)
        .map(|n| (if n < 30 { 10 } else { 3 }, "quick"))
        .collect();
    site.answer(shop, &answers, false).await;
    let page = site
        .get(&format!("/shops/{shop}/overview?days=nonsense"))
        .await;
    assert!(page.body.contains("<b>+50</b>"), "{}", page.body);
    assert!(page.body.contains(&words.overview_from("promoters", 40)));
    assert!(page.body.contains("class=\"interval\""));
}

#[tokio::test]
async fn paging_shows_every_answer_once_and_keeps_markup_harmless() {
    let (site, shop) = Site::set_up().await;
    let texts: Vec<String> = (0..120).map(|n| format!("<i>said {n};")).collect();
    let answers: Vec<(u8, &str)> = texts.iter().map(|text| (8, text.as_str())).collect();
    site.answer(shop, &answers, false).await;
    let mut path = format!("/shops/{shop}/responses");
    let mut seen = Vec::new();
    for page in 0..3 {
        let reply = site.get(&path).await;
        assert_eq!(reply.status, StatusCode::OK);
        assert!(!reply.body.contains("<i>said"));
        let said = reply.body.split("&lt;i&gt;said ").skip(1);
        seen.extend(said.map(|rest| rest.split(';').next().unwrap().parse::<usize>().unwrap()));
        let next = reply
            .body
            .split("href=\"")
            .filter_map(|rest| rest.split('"').next())
            .find(|address| address.contains("&amp;after="));
        assert_eq!(next.is_some(), page < 2);
        path = next.unwrap_or_default().replace("&amp;", "&");
    }
    assert_eq!(seen, (0..120).rev().collect::<Vec<_>>());
    let reply = site
        .get(&format!("/shops/{shop}/responses?after=nonsense"))
        .await;
    assert_eq!(reply.status, StatusCode::BAD_REQUEST);
    assert!(reply.body.contains("<h1>"));
}

#[tokio::test]
async fn an_order_that_was_not_asked_has_its_reason() {
    let (site, shop) = Site::set_up().await;
    let message: OrderMessage = serde_json::from_str(r#"{"id": "77"}"#).unwrap();
    let known = OrderRecord {
        shop,
        order: Order::try_from(message).unwrap(),
        verified: false,
        test: false,
        source: None,
        put_at: None,
        first_seen_at: site.app.now(),
        delivered_at: None,
        cancelled_at: None,
        refunded_at: None,
        not_asked: Some(NotAsked {
            at: site.app.now(),
            reason: NotAskedReason::NothingLive,
            surveys: Vec::new(),
        }),
    };
    site.app
        .must_write(Change::put(Expect::Absent, Record::Order(known)))
        .await
        .unwrap();
    let look = |order: &str| format!("/shops/{shop}/responses?order={order}");
    let words = Language::ENGLISH;
    let told = site.get(&look("77")).await.body;
    let reason = words.responses_reason_nothing_live();
    assert!(told.contains(reason), "{told}");
    let told = site.get(&look("78")).await.body;
    assert!(told.contains(&words.responses_order_unknown("78")));
    let told = site.get(&look("%3Cb%3E")).await.body;
    assert!(!told.contains("<b>&gt;") && !told.contains("order <b>"));
}

#[tokio::test]
async fn an_export_holds_every_answer_and_no_formula() {
    let (site, shop) = Site::set_up().await;
    let mut answers: Vec<(u8, &str)> = (0..1_203).map(|_| (10, "fine")).collect();
    answers.push((0, "=HYPERLINK(\"http://evil.example\")\nand \"more\", too"));
    site.answer(shop, &answers, false).await;
    site.answer(shop, &[(5, "a test")], true).await;
    let reply = site.get(&format!("/shops/{shop}/export.csv")).await;
    assert_eq!(
        reply.headers[header::CONTENT_TYPE],
        "text/csv; charset=utf-8"
    );
    let file = reply.headers[header::CONTENT_DISPOSITION].to_str().unwrap();
    assert!(file.starts_with("attachment; filename=\"afterword-kalnu-b-20"));
    let text = reply.body.strip_prefix('\u{feff}').unwrap();
    let mut rows = csv::Reader::from_reader(text.as_bytes());
    assert_eq!(
        rows.headers().unwrap().iter().collect::<Vec<_>>(),
        crate::owner::pages::export::COLUMNS
    );
    let rows: Vec<_> = rows.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 1_204);
    assert_eq!(&rows[0][14], "0");
    assert_eq!(&rows[0][15], "detractor");
    assert!(rows[0][17].starts_with("'=HYPERLINK(\"http"));
    assert!(rows.iter().all(|row| &row[4] == "false"));

    let reply = site.get(&format!("/shops/{shop}/export.ndjson")).await;
    let lines: Vec<serde_json::Value> = reply
        .body
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines.len(), 1_204);
    assert!(
        lines[0]["answers"]["why"]
            .as_str()
            .unwrap()
            .starts_with("=HYPER")
    );

    let tests = site
        .get(&format!("/shops/{shop}/export.ndjson?test=1"))
        .await;
    assert_eq!(tests.body.lines().count(), 1);
    let none = site
        .get(&format!("/shops/{shop}/export.ndjson?to=2020-01-01"))
        .await;
    assert_eq!(none.body, "");
    let all = site
        .get(&format!("/shops/{shop}/export.ndjson?from=2020-01-01"))
        .await;
    assert_eq!(all.body.lines().count(), 1_204);
    let wrong = site
        .get(&format!("/shops/{shop}/export.csv?from=soon"))
        .await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
}

/// A survey without a score, with an answer of every kind it has and one that was taken back.
async fn without_score(site: &Site, shop: ShopId) -> SurveyHead {
    let path = format!("/shops/{shop}/surveys");
    site.post(&path, "template=discovery").await;
    let survey = site.app.store().surveys(shop).await.unwrap()[1]
        .value
        .clone();
    let edit = format!("{path}/{}/survey.json", survey.id);
    assert_eq!(site.get(&edit).await.status, StatusCode::OK);
    let now = site.app.now();
    let mut change = Change::default();
    let given = [
        r#"{"heard": {"chosen": ["friend"]}, "stopped": {"chosen": ["price", "other"], "other": "=the <i>radio"}}"#,
        r#"{"heard": {"chosen": ["friend"]}}"#,
        r#"{"heard": {"chosen": ["press"]}}"#,
        "{}",
    ];
    for (place, answers) in given.into_iter().enumerate() {
        let answers: Answers = serde_json::from_str(answers).unwrap();
        let withdrawn = answers.is_empty().then_some(now);
        let response = Answered {
            id: ResponseId::new(milliseconds(now), place as u128),
            shop,
            survey: survey.id,
            version: 1,
            order: Some(format!("W{place}").parse().unwrap()),
            verified: false,
            test: false,
            further: false,
            state: withdrawn.map_or(ResponseState::Complete, |_| ResponseState::Dismissed),
            owner: None,
            revision: 1,
            message: 0,
            shown: Vec::new(),
            first_answered_at: withdrawn.map_or(Some(now), |_| None),
            answers,
            asked_at: now,
            seen_at: Some(now),
            completed_at: None,
            dismissed_at: withdrawn,
            withdrawn_at: withdrawn,
            customer: None,
            context: Context::default(),
        };
        let message: OrderMessage =
            serde_json::from_str(&format!(r#"{{"id": "W{place}"}}"#)).unwrap();
        let order = OrderRecord {
            shop,
            order: Order::try_from(message).unwrap(),
            verified: false,
            test: false,
            source: Some(afterword_domain::record::OrderSource::Ecwid),
            put_at: None,
            first_seen_at: now,
            delivered_at: None,
            cancelled_at: None,
            refunded_at: None,
            not_asked: None,
        };
        change
            .put
            .push((Expect::Absent, Record::Response(response)));
        change.put.push((Expect::Absent, Record::Order(order)));
    }
    site.app.must_write(change).await.unwrap();
    survey
}

#[tokio::test]
async fn the_days_that_were_chosen_go_along_to_the_next_page() {
    let (site, shop) = Site::set_up().await;
    let survey = site.survey(shop).await.id;
    let path = |rest: &str| format!("/shops/{shop}/{rest}");
    for (asked, goes_along) in [
        ("days=90", "days=90"),
        (
            "from=2026-01-01&to=2026-02-01&by=country",
            "from=2026-01-01&amp;to=2026-02-01",
        ),
        ("days=all&survey=nothing", "days=all"),
    ] {
        let page = site.get(&path(&format!("breakdown?{asked}"))).await.body;
        for other in ["overview", "responses", "words", "loyalty"] {
            let way = format!("href=\"{}?{goes_along}\"", path(other));
            assert!(page.contains(&way), "{way}");
        }
        assert!(page.contains(&format!("href=\"{}\"", path("settings"))));
    }
    let page = site.get(&path(&format!("overview?survey={survey}"))).await;
    let way = format!("href=\"{}?survey={survey}\"", path("loyalty"));
    assert!(page.body.contains(&way));
    let page = site.get(&path("overview")).await;
    assert!(page.body.contains(&format!("href=\"{}\"", path("words"))));
}

#[tokio::test]
async fn a_survey_without_a_score_claims_none_and_shows_what_was_answered() {
    let (site, shop) = Site::set_up().await;
    let survey = without_score(&site, shop).await.id;
    let page = site
        .get(&format!("/shops/{shop}/overview?survey={survey}"))
        .await
        .body;
    let words = Language::ENGLISH;
    assert!(page.contains(words.overview_funnel()) && !page.contains("class=\"interval\""));
    assert!(page.contains("How did you first hear about Kalnu &lt;b&gt;?"));
    assert!(page.contains(&words.overview_shares(3)) && page.contains("67\u{a0}%"));
    assert!((1..=3).any(|n| page.contains(&words.overview_shares_several(n))));
    let list = site
        .get(&format!("/shops/{shop}/responses?survey={survey}&order=W3"))
        .await
        .body;
    assert!(
        list.contains("The price · Something else: =the &lt;i&gt;radio"),
        "{list}"
    );
    assert!(!list.contains("{shop}") && list.contains("took everything back"));
    let csv = site
        .get(&format!("/shops/{shop}/export.csv?survey={survey}"))
        .await
        .body;
    let text = csv.strip_prefix('\u{feff}').unwrap();
    let mut rows = csv::Reader::from_reader(text.as_bytes());
    let rows: Vec<_> = rows.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 3);
    let said = rows.iter().find(|row| &row[9] == "W0").unwrap();
    assert_eq!(
        &said[27],
        "How did you first hear about Kalnu <b>? From friends or family\nWhat almost stopped you from buying? The price · Something else: =the <i>radio"
    );
    assert!(said[26].contains(r#""chosen":["price","other"]"#));
    let install = site.get(&format!("/shops/{shop}/install")).await.body;
    let words = Language::ENGLISH;
    let source = words.order_source(afterword_domain::record::OrderSource::Ecwid);
    assert!(install.contains(&words.install_found(source)));
}

#[tokio::test]
async fn the_install_page_has_a_path_for_every_shop_system() {
    let (site, shop) = Site::set_up().await;
    let survey = site.survey(shop).await.id;
    let page = site.get(&format!("/shops/{shop}/install")).await.body;
    for part in [
        format!("/w.js?shop={shop}"),
        "woocommerce_thankyou".into(),
        "checkout_onepage_success".into(),
        "order-confirmation.tpl".into(),
        "Ecwid".into(),
        "Custom HTML".into(),
        "theme.liquid".into(),
        format!("/shops/{shop}/surveys/{survey}/qr.svg"),
        format!("/s/{survey}?channel=mail&amp;amp;order=1001&amp;amp;score=10"),
        "trusted-types afterword".into(),
        format!("data-afterword=&quot;{survey}&quot;"),
    ] {
        assert!(page.contains(&part), "{part}");
    }
    // A tag that was seen where it may not run any more is no tag that works.
    let sighting = afterword_domain::record::Sighting {
        shop,
        origin: "https://shop.example".into(),
        page: "/thanks".into(),
        source: None,
        at: site.app.now(),
    };
    let change = Change::put(Expect::Anything, Record::Sighting(sighting));
    site.app.must_write(change).await.unwrap();
    let live = format!("/shops/{shop}/install/live");
    assert!(site.get(&live).await.body.contains("live seen"));
    let form = "name=Kalnu&origins=&locale=en&time_zone=UTC&quiet_days=30";
    site.post(&format!("/shops/{shop}/settings"), form).await;
    let kept = site.kept(shop).await;
    assert_eq!(kept.quiet_days, 30);
    let part = site.get(&live).await.body;
    assert!(part.contains("class=\"live\"") && part.contains("https://shop.example"));
    assert!(part.contains(&format!("href=\"/shops/{shop}/settings\"")));
    let wrong = "name=Kalnu&origins=&locale=en&time_zone=UTC&quiet_days=soon";
    let reply = site.post(&format!("/shops/{shop}/settings"), wrong).await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(reply.body.contains("id=\"quiet_days-wrong\""));
}

#[tokio::test]
async fn a_survey_can_be_paused_and_started_again() {
    let (site, shop) = Site::set_up().await;
    let survey = site.survey(shop).await;
    let path = format!("/shops/{shop}/surveys");
    let reply = site.post(&format!("{path}/{}/pause", survey.id), "").await;
    assert_eq!(reply.location(), path);
    assert!(site.get(&path).await.body.contains("data-asking=\"0\""));
    site.post(&format!("{path}/{}/resume", survey.id), "").await;
    assert!(site.get(&path).await.body.contains("data-asking=\"1\""));
    site.post(&path, "template=csat").await;
    let body = site.get(&path).await.body;
    assert!(body.contains(Language::ENGLISH.surveys_one_asks()));
    assert!(body.contains(Language::ENGLISH.templates_csat()));
    let overview = site.get(&format!("/shops/{shop}/overview")).await.body;
    assert!(overview.contains("Survey: "));
}

#[tokio::test]
async fn settings_are_checked_and_keys_shown_once() {
    let (site, shop) = Site::set_up().await;
    let path = format!("/shops/{shop}/settings");
    let wrong =
        "name=&origins=https%3A%2F%2Fa.example%0Aftp%3A%2F%2Fb&locale=en&time_zone=Mars%2FOne";
    let reply = site.post(&path, wrong).await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    let three = Language::ENGLISH.form_look_again(3);
    assert!(reply.body.contains(&three));
    let right = "name=New+name&origins=https%3A%2F%2Fa.example%2Fx%0D%0Ab.example&locale=lv&time_zone=Europe%2FRiga&require_signature=1";
    let reply = site.post(&path, right).await;
    assert_eq!(reply.location(), format!("{path}?saved=shop"));
    let kept = site.kept(shop).await;
    assert_eq!(kept.origins, ["https://a.example", "https://b.example"]);
    assert!(kept.require_signature && kept.locale == "lv");

    let make = (format!("{path}/keys"), "key_name=Till&form=f1");
    let told = site.post(&make.0, make.1).await.body;
    assert!(told.contains("awk_"));
    // Loaded again, the form is sent again.
    let reply = site.post(&make.0, make.1).await;
    assert_eq!(reply.location(), format!("{path}?saved=new-key"));
    let again = site.get(reply.location()).await.body;
    assert!(again.contains(Language::ENGLISH.settings_key_made()) && !again.contains("awk_"));
    let page = site.get(&path).await.body;
    assert!(page.contains("Till") && !page.contains("awk_"));
    let keys = site.app.store().api_keys(shop).await.unwrap();
    assert_eq!(keys.len(), 1, "no key that nobody has seen");
    let form = format!("key={}", keys[0].hash);
    site.post(&format!("{path}/keys/revoke"), &form).await;
    assert!(site.app.store().api_keys(shop).await.unwrap().is_empty());

    let password = format!("{path}/password");
    let reply = site
        .post(
            &password,
            "current_password=wrong&new_password=another+sentence",
        )
        .await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    let form = "current_password=a+long+sentence&new_password=another+sentence";
    let reply = site.post(&password, form).await;
    assert_eq!(reply.location(), format!("{path}?saved=password"));
    assert_eq!(site.get(&path).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_refused_site_is_offered_and_allowed_with_one_click() {
    let (site, shop) = Site::set_up().await;
    site.app
        .refused_origins()
        .remember(shop, "https://new.example")
        .await
        .unwrap();
    let live = format!("/shops/{shop}/install/live");
    assert!(
        site.get(&live)
            .await
            .body
            .contains("value=\"https://new.example\"")
    );
    let form = "origin=https%3A%2F%2Fnew.example";
    site.post(&format!("/shops/{shop}/install/allow"), form)
        .await;
    let kept = site.kept(shop).await;
    assert!(kept.origins.contains(&"https://new.example".to_owned()));
    assert!(!site.get(&live).await.body.contains("live refused"));
}

#[tokio::test]
async fn assets_may_be_kept_for_ever_and_missing_pages_are_pages() {
    let (site, shop) = Site::set_up().await;
    let page = site.get(&format!("/shops/{shop}/overview")).await.body;
    let mut found = String::new();
    for address in page.split('"').filter(|text| text.starts_with("/assets/")) {
        let asset = site.get(address).await;
        assert_eq!(asset.status, StatusCode::OK, "{address}");
        let kept = asset.headers[header::CACHE_CONTROL].to_str().unwrap();
        assert!(kept.contains("immutable"));
        let _ = writeln!(found, "{address}");
    }
    assert!(found.contains("/assets/owner-") && found.contains(".js"));
    assert_eq!(
        site.get("/assets/owner-0.css").await.status,
        StatusCode::NOT_FOUND
    );
    let request = Request::get("/nowhere").header(header::ACCEPT, "text/html,*/*");
    let missing = site.send(request.body(Body::empty()).unwrap()).await;
    assert_eq!(missing.status, StatusCode::NOT_FOUND);
    assert!(missing.body.contains("<h1>Nothing here</h1>"));
}

/// Whatever the rights of a route are, nobody reaches it in a shop that is not theirs, and nobody who is not
/// signed in.
#[tokio::test]
async fn every_route_says_a_right_and_none_reaches_into_another_shop() {
    let (site, _) = Site::set_up().await;
    let routes = router::owners(&site.app);
    let of_shops: Vec<_> = routes
        .table()
        .iter()
        .filter(|(path, _)| path.contains("{shop}"))
        .collect();
    assert!(of_shops.len() > 40);
    let elsewhere = ShopId::new(7, 7).to_string();
    for (path, right) in routes.table() {
        let is_of_shop = path.contains("{shop}");
        assert_eq!(is_of_shop, *right != Right::Open, "{path} needs {right:?}");
    }
    for (path, _) in of_shops {
        let address = path
            .replace("{shop}", &elsewhere)
            .replace("{survey}", "srv_01m8qv2rjdvmd7mdnm3kfte64q")
            .replace("{response}", "rsp_01m8qv2rjdvmd7mdnm3kfte64q")
            .replace("{upload}", "0123456789abcdef0123456789abcdef");
        let strange = site.as_a_stranger();
        let methods = [site.get(&address).await, site.post(&address, "").await];
        assert!(
            methods
                .iter()
                .any(|reply| reply.status == StatusCode::NOT_FOUND),
            "{path}"
        );
        for reply in methods {
            let refused = [StatusCode::NOT_FOUND, StatusCode::METHOD_NOT_ALLOWED];
            assert!(refused.contains(&reply.status), "{path}: {}", reply.status);
        }
        let reply = strange.get(&address).await;
        let refused = [StatusCode::SEE_OTHER, StatusCode::METHOD_NOT_ALLOWED];
        assert!(refused.contains(&reply.status), "{path}: {}", reply.status);
    }
}

#[tokio::test]
async fn whoever_signed_in_thirty_days_ago_signs_in_again() {
    let (site, shop) = Site::set_up_at(Clock::standing_at(Timestamp::now())).await;
    let path = format!("/shops/{shop}/settings");
    site.app
        .clock()
        .advance(SignedDuration::from_hours(30 * 24 - 1));
    assert_eq!(site.get(&path).await.status, StatusCode::OK);
    site.app.clock().advance(SignedDuration::from_hours(1));
    let reply = site.get(&path).await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER);
    assert!(
        reply.location().starts_with("/signin"),
        "{}",
        reply.location()
    );
}
