//! The API from outside, over HTTP.

use crate::{
    config::Config,
    router,
    services::create_shop::{self, CreatedShop, NewShop, Owner},
    state::App,
};
use afterword_domain::{
    change::{Change, Expect},
    record::{Record, ResponseState},
    test_records::response,
    validate,
};
use afterword_library::template::Template;
use afterword_shared::{id::ResponseId, response::Answer};
use afterword_store::Records;
use axum::{
    Router,
    body::Body,
    http::{HeaderMap, Request, StatusCode, header},
};
use jiff::SignedDuration;
use serde_json::Value;
use tower::ServiceExt;

/// A server with two shops, each with its survey and key.
struct Server {
    app: App,
    router: Router,
    shops: Vec<(CreatedShop, String)>,
    _data: tempfile::TempDir,
}

struct Reply {
    status: StatusCode,
    headers: HeaderMap,
    body: Value,
}

impl Reply {
    fn tag(&self) -> &str {
        self.headers[header::ETAG].to_str().unwrap()
    }
}

impl Server {
    async fn start() -> Self {
        let data = tempfile::tempdir().unwrap();
        let store = Records::in_memory();
        let app = App::start(store, Config::default()).await.unwrap();
        let mut shops = Vec::new();
        for name in ["Kalnu", "Upes"] {
            let new_shop = NewShop {
                owner: Owner::New {
                    email: format!("{name}@shop.example"),
                    password: String::new(),
                },
                shop: name.into(),
                origins: vec!["https://shop.example".into()],
                locale: "en".into(),
                time_zone: "UTC".into(),
                template: Template::Nps,
                survey_name: Template::Nps.name().into(),
                demo: false,
                api_key: true,
            };
            let (created, creation) = create_shop::create(&new_shop, app.now()).unwrap();
            app.must_begin(creation).await.unwrap();
            let secret = created.api_key.clone().unwrap();
            shops.push((created, secret));
        }
        Self {
            router: router::router(app.clone()),
            app,
            shops,
            _data: data,
        }
    }

    /// As the first shop's program.
    async fn get(&self, path: &str) -> Reply {
        self.get_with(path, &self.shops[0].1, None).await
    }

    async fn get_with(&self, path: &str, key: &str, tag: Option<&str>) -> Reply {
        let mut request = Request::get(path).header(header::AUTHORIZATION, format!("Bearer {key}"));
        if let Some(tag) = tag {
            request = request.header(header::IF_NONE_MATCH, tag);
        }
        self.send(request.body(Body::empty()).unwrap()).await
    }

    async fn put(&self, path: &str, body: &'static str) -> Reply {
        let key = format!("Bearer {}", self.shops[0].1);
        let request = Request::put(path).header(header::AUTHORIZATION, key);
        self.send(request.body(Body::from(body)).unwrap()).await
    }

    async fn send(&self, request: Request<Body>) -> Reply {
        let (head, body) = self
            .router
            .clone()
            .oneshot(request)
            .await
            .unwrap()
            .into_parts();
        let body = axum::body::to_bytes(body, 1 << 20).await.unwrap();
        Reply {
            status: head.status,
            headers: head.headers,
            body: serde_json::from_slice(&body).unwrap_or_default(),
        }
    }

    fn score(&self) -> String {
        format!("/api/v1/surveys/{}", self.shops[0].0.survey)
    }

    /// Answers of some days ago: so many ratings.
    async fn answer(&self, shop: usize, days_ago: i64, ratings: &[(u8, usize)]) {
        let created = &self.shops[shop].0;
        let at = self.app.now() - SignedDuration::from_hours(24 * days_ago);
        let all = ratings.iter().flat_map(|(rating, n)| vec![*rating; *n]);
        let mut change = Change::default();
        for rating in all {
            let mut made = response(1, None);
            made.id = ResponseId::new(
                validate::milliseconds(at),
                afterword_domain::secret::random_id(),
            );
            made.shop = created.shop;
            made.survey = created.survey;
            made.version = 1;
            made.order = None;
            made.asked_at = at - SignedDuration::from_secs(9);
            made.seen_at = Some(at - SignedDuration::from_secs(6));
            made.first_answered_at = Some(at);
            made.state = ResponseState::Started;
            made.answers
                .set("score".parse().unwrap(), Answer::Rating(rating));
            change = change.and(Expect::Absent, Record::Response(made));
        }
        self.app.must_write(change).await.unwrap();
    }
}

#[tokio::test]
async fn a_score_says_whether_it_changed() {
    let server = Server::start().await;
    server.answer(0, 1, &[(10, 40)]).await;
    server.answer(0, 40, &[(10, 20), (0, 20)]).await;
    let score = server
        .get(&format!("{}/score?days=30", server.score()))
        .await;
    assert_eq!(
        (&score.body["n"], &score.body["score"]),
        (&40.into(), &100.0.into())
    );
    let change = &score.body["change"];
    assert_eq!(change["before"], 0.0);
    assert_eq!(
        (&change["difference"], &change["verdict"]),
        (&100.0.into(), &"rise".into())
    );
    assert!(change["low"].as_f64().unwrap() > 0.0);
    let all = server.get(&format!("{}/score", server.score())).await;
    assert_eq!(
        (&all.body["n"], &all.body["change"]),
        (&80.into(), &Value::Null)
    );
}

#[tokio::test]
async fn a_trend_has_every_step_and_a_funnel_where_people_stopped() {
    let server = Server::start().await;
    server.answer(0, 0, &[(10, 3)]).await;
    server.answer(0, 2, &[(3, 2)]).await;
    let trend = server
        .get(&format!("{}/trend?days=7&by=day", server.score()))
        .await;
    let points = trend.body["points"].as_array().unwrap();
    assert_eq!((points.len(), &trend.body["by"]), (7, &"day".into()));
    assert_eq!(
        (&points[6]["n"], &points[5]["n"], &points[4]["n"]),
        (&3.into(), &0.into(), &2.into())
    );
    assert_eq!(points[5]["score"], Value::Null);
    let all = server
        .get(&format!("{}/trend?by=day", server.score()))
        .await;
    assert_eq!(all.body["points"].as_array().unwrap().len(), 3);

    let funnel = server
        .get(&format!("{}/funnel?days=7", server.score()))
        .await
        .body;
    assert_eq!(
        (&funnel["asked"], &funnel["started"], &funnel["complete"]),
        (&5.into(), &5.into(), &0.into())
    );
    assert_eq!(funnel["seconds_to_answer"], 6);
    assert_eq!(funnel["stopped"][0]["question"], "why");
    assert_eq!(funnel["stopped"][0]["n"], 5);
}

#[tokio::test]
async fn bad_requests_are_told_what_to_do() {
    let server = Server::start().await;
    for (query, said) in [
        ("score?from=2026-11-30&to=2026-11-01", "swap from and to"),
        ("trend?from=2026-11-30&to=2026-11-01", "swap from and to"),
        ("funnel?from=2026-11-30&to=2026-11-01", "swap from and to"),
        ("score?from=yesterday", "no day"),
        ("score?days=31", "7, 30, 90, 365 and all"),
        ("trend?by=hour", "day, week or month"),
        ("score?question=nothing", "no such question"),
        (
            "breakdown?from=2026-11-30&to=2026-11-01",
            "swap from and to",
        ),
        ("breakdown?days=31", "7, 30, 90, 365 and all"),
        ("breakdown?by=weather", "weather"),
        ("loyalty?from=2026-11-30&to=2026-11-01", "swap from and to"),
        ("loyalty?days=31", "7, 30, 90, 365 and all"),
        ("loyalty?within=31", "30, 90 or 365 days"),
        ("words?from=2026-11-30&to=2026-11-01", "swap from and to"),
        ("words?days=month", "7, 30, 90, 365 and all"),
        ("words?from=2026-13-01", "no day"),
        // What nothing reads would give the figures of everybody.
        ("score?day=30", "“day” is no parameter here"),
        ("trend?country=LV", "“country” is no parameter here"),
        ("funnel?form=2026-11-01", "days, from, to"),
        ("words?language=lv", "“language” is no parameter here"),
        ("loyalty?window=30", "within, days"),
        ("breakdown?contry=LV", "“contry” is no parameter here"),
    ] {
        let refused = server.get(&format!("{}/{query}", server.score())).await;
        assert!(refused.status.is_client_error(), "{query}");
        let detail = refused.body["detail"].as_str().unwrap();
        assert!(detail.contains(said), "{query}: {detail}");
    }
    for (body, said) in [
        (r#"{"refunded": true}"#, "refunded_at"),
        (r#"{"totl": "1"}"#, "“totl” is no field of an order"),
    ] {
        let refused = server.put("/api/v1/orders/77", body).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{body}");
        let detail = refused.body["detail"].as_str().unwrap();
        assert!(detail.contains(said), "{body}: {detail}");
        let unknown = server.get("/api/v1/orders/77").await;
        assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    }
    for (query, said) in [
        ("limit=0", "from 1 to 500"),
        ("days=31", "7, 30, 90, 365 and all"),
        ("limit=many", "can't be read"),
        ("test=perhaps", "can't be read"),
        ("contry=LV", "“contry” is no parameter here"),
        ("query=late", "attributes of answers such as country"),
    ] {
        let refused = server.get(&format!("/api/v1/responses?{query}")).await;
        assert!(refused.status.is_client_error(), "{query}");
        let detail = refused.body["detail"].as_str().unwrap();
        assert!(detail.contains(said), "{query}: {detail}");
    }
    // A survey that is another shop's is none, and neither is one that nobody has.
    let nobody = afterword_shared::id::SurveyId::new(1, 1).to_string();
    for figures in ["score", "trend", "funnel", "breakdown", "loyalty", "words"] {
        for survey in [&*server.shops[1].0.survey.to_string(), &nobody] {
            let path = format!("/api/v1/surveys/{survey}/{figures}");
            let refused = server.get(&path).await;
            assert_eq!(refused.status, StatusCode::NOT_FOUND, "{path}");
            let detail = refused.body["detail"].as_str().unwrap();
            assert!(detail.contains("no such survey"), "{path}: {detail}");
        }
        let path = format!("{}/{figures}", server.score());
        let theirs = server.get_with(&path, &server.shops[1].1, None).await;
        assert_eq!(theirs.status, StatusCode::NOT_FOUND, "{path}");
        let nobodys = server.get_with(&path, "awk_none", None).await;
        assert_eq!(nobodys.status, StatusCode::UNAUTHORIZED, "{path}");
        assert!(
            server
                .get(&format!("/api/v1/surveys/x/{figures}"))
                .await
                .status
                .is_client_error()
        );
    }
}

#[tokio::test]
async fn a_cursor_of_another_shop_is_refused() {
    let server = Server::start().await;
    server.answer(0, 0, &[(10, 3)]).await;
    server.answer(1, 0, &[(3, 3)]).await;
    let path = "/api/v1/responses?limit=2";
    let theirs = server.get_with(path, &server.shops[1].1, None).await;
    let cursor = theirs.body["next"].as_str().unwrap();
    let refused = server.get(&format!("{path}&after={cursor}")).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    let detail = refused.body["detail"].as_str().unwrap();
    assert!(detail.contains("not in this list"), "{detail}");
    let own = server.get(path).await.body["next"]
        .as_str()
        .unwrap()
        .to_owned();
    let page = server.get(&format!("{path}&after={own}")).await;
    assert_eq!(page.body["responses"].as_array().unwrap().len(), 1);
    let nonsense = server.get(&format!("{path}&after=next")).await;
    assert_eq!(nonsense.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn what_has_not_changed_is_not_sent_again() {
    let server = Server::start().await;
    let path = format!("{}/score?days=30", server.score());
    let key = &server.shops[0].1;
    let first = server.get(&path).await;
    let again = server.get_with(&path, key, Some(first.tag())).await;
    assert_eq!(
        (again.status, &again.body),
        (StatusCode::NOT_MODIFIED, &Value::Null)
    );
    let refused = server.get_with(&path, "awk_none", Some(first.tag())).await;
    assert_eq!(refused.status, StatusCode::UNAUTHORIZED);

    server.answer(0, 0, &[(10, 1)]).await;
    let changed = server.get_with(&path, key, Some(first.tag())).await;
    assert_eq!(
        (changed.status, &changed.body["n"]),
        (StatusCode::OK, &1.into())
    );
    assert_ne!(changed.tag(), first.tag());
    let several = format!("\"x\", {}", changed.tag());
    let again = server.get_with(&path, key, Some(&several)).await;
    assert_eq!(again.status, StatusCode::NOT_MODIFIED);
}

/// Every route of the API that the router lists, with its methods.
fn routes() -> Vec<(String, String)> {
    let source = include_str!("../router.rs");
    let mut routes = Vec::new();
    for route in source.split(".route(").skip(1) {
        let Some(path) = route.trim_start().strip_prefix("\"/api/v1/") else {
            continue;
        };
        let (path, rest) = path.split_once('"').unwrap();
        let handlers = rest.split([';', '}']).next().unwrap();
        let handlers = handlers.split(".layer").next().unwrap();
        for method in ["get", "put", "post", "delete", "patch"] {
            if handlers.contains(&format!("{method}(api::")) {
                routes.push((format!("/api/v1/{path}"), method.to_owned()));
            }
        }
    }
    routes.retain(|(path, _)| path != "/api/v1/openapi.json");
    routes.sort();
    routes
}

#[tokio::test]
async fn every_route_is_described_and_nothing_else_is() {
    let server = Server::start().await;
    let api = server.get("/api/v1/openapi.json").await.body;
    let mut described: Vec<(String, String)> = Vec::new();
    for (path, methods) in api["paths"].as_object().unwrap() {
        for method in methods.as_object().unwrap().keys() {
            described.push((path.clone(), method.clone()));
        }
    }
    described.sort();
    assert!(described.len() > 10, "{described:?}");
    assert_eq!(described, routes());
    let page = Request::get("/docs/api").body(Body::empty()).unwrap();
    let page = server.router.clone().oneshot(page).await.unwrap();
    let page = axum::body::to_bytes(page.into_body(), 1 << 20)
        .await
        .unwrap();
    let page = String::from_utf8(page.to_vec()).unwrap();
    for (path, method) in described {
        let card = format!("<b>{}</b> <code>{path}</code>", method.to_uppercase());
        assert!(page.contains(&card), "{card}");
    }
}

#[tokio::test]
async fn the_description_names_every_field_of_a_reply() {
    let server = Server::start().await;
    server.answer(0, 0, &[(10, 40)]).await;
    let api = server.get("/api/v1/openapi.json").await;
    assert_eq!(
        api.body["openapi"].as_str().unwrap().split('.').next(),
        Some("3")
    );
    let known = server
        .get_with("/api/v1/openapi.json", "", Some(api.tag()))
        .await;
    assert_eq!(known.status, StatusCode::NOT_MODIFIED);
    for (path, schema) in [
        ("/api/v1/surveys".to_owned(), "Surveys"),
        (format!("{}/score", server.score()), "ScoreReply"),
        (format!("{}/trend", server.score()), "TrendReply"),
        (format!("{}/funnel", server.score()), "FunnelReply"),
        (format!("{}/breakdown", server.score()), "BreakdownReply"),
        (format!("{}/loyalty", server.score()), "LoyaltyReply"),
        (format!("{}/words", server.score()), "WordsReply"),
        ("/api/v1/responses".to_owned(), "Responses"),
    ] {
        let reply = server.get(&path).await;
        assert_eq!(reply.status, StatusCode::OK, "{path}");
        let known = server
            .get_with(&path, &server.shops[0].1, Some(reply.tag()))
            .await;
        assert_eq!(known.status, StatusCode::NOT_MODIFIED, "{path}");
        let described = &api.body["components"]["schemas"][schema]["properties"];
        let described: Vec<_> = described.as_object().unwrap().keys().collect();
        let mut sent: Vec<_> = reply.body.as_object().unwrap().keys().collect();
        sent.sort();
        let mut sorted = described.clone();
        sorted.sort();
        assert_eq!(sorted, sent, "{path}");
    }
    let order = server
        .put(
            "/api/v1/orders/1001",
            r#"{"total": "49.90", "currency": "EUR"}"#,
        )
        .await;
    let described = &api.body["components"]["schemas"]["OrderReply"]["properties"];
    for field in order.body.as_object().unwrap().keys() {
        assert!(described[field]["description"].is_string(), "{field}");
    }
    let responses = server.get("/api/v1/responses").await;
    let one = responses.body["responses"][0].as_object().unwrap();
    let described = &api.body["components"]["schemas"]["ResponseView"]["properties"];
    for field in one.keys() {
        assert!(described[field].is_object(), "{field}");
        let said = &described[field]["description"];
        let said_within = described[field]["oneOf"]
            .as_array()
            .is_some_and(|either| either.iter().any(|one| one["description"].is_string()));
        assert!(said.is_string() || said_within, "{field}");
    }
}
