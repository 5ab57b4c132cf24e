//! The public contract: what tags that were pasted years ago rely on.

use afterword_tests::{Afterword, Reply, Setup, until};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;
use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex},
};

/// Sends answers and expects that they are kept.
async fn answered(server: &Afterword, ticket: &str, rev: u32, state: &str, answers: Value) {
    let reply = respond(server, ticket, rev, state, answers).await;
    assert_eq!(reply.expect(200).json(), json!({"saved": true}));
}

async fn respond(server: &Afterword, ticket: &str, rev: u32, state: &str, answers: Value) -> Reply {
    let message = json!({"ticket": ticket, "rev": rev, "state": state, "answers": answers});
    server.respond(message).await
}

/// Whether an order is asked.
async fn is_asked(server: &Afterword, order: &str) -> bool {
    let reply = server.prompt(json!({"order": {"id": order}})).await;
    match reply.status {
        200 => true,
        204 => {
            assert_eq!(reply.text, "");
            false
        }
        other => panic!("{other}: {}", reply.text),
    }
}

fn ticket(reply: &Reply) -> String {
    let ticket = reply.json()["ticket"].as_str().map(ToOwned::to_owned);
    ticket.expect("a ticket")
}

#[tokio::test]
async fn a_prompt_has_everything_that_the_loader_needs() {
    let server = Afterword::start(Setup::default()).await;
    let order = json!({
        "id": "1001", "total": "49.90", "currency": "EUR", "customer": "c77",
        "items": [{"id": "sku1", "name": "Mug"}],
    });
    let message = json!({"page": "/thanks", "lang": "lv", "order": order});
    let reply = server.prompt(message).await.expect(200);
    assert!(reply.header("content-type").starts_with("application/json"));
    let prompt = reply.json();
    let field = |name: &str| prompt[name].as_str().unwrap_or_default().to_owned();
    for name in ["ticket", "html", "style", "bundle", "state"] {
        assert_ne!(field(name), "", "{name}");
    }
    let html = field("html");
    assert!(html.starts_with("<section"), "{html}");
    // In the page's language, with the shop's name in its place.
    assert!(html.contains(r#"lang="lv""#), "{html}");
    let question = html.split("<legend").nth(1).unwrap_or_default();
    let question = question.split("</legend>").next().unwrap_or_default();
    assert!(question.contains("Kalnu Keramika"), "{html}");
    assert!(
        !html.contains("style="),
        "themes go through the style sheet"
    );
    let bundle = server.client().get(server.url(&field("bundle")));
    let bundle = Reply::to(bundle).await.expect(200);
    assert!(bundle.header("content-type").starts_with("text/javascript"));
}

#[tokio::test]
async fn numbers_are_taken_where_the_contract_shows_texts() {
    let server = Afterword::start(Setup::default()).await;
    let order = json!({
        "id": 1001, "total": 49.9, "currency": "eur", "customer": 77, "items": [{"id": 5}],
    });
    let prompt = server.prompt(json!({"order": order})).await.expect(200);
    answered(
        &server,
        &ticket(&prompt),
        1,
        "started",
        json!({"score": 9.0}),
    )
    .await;
    let responses = server.responses().await;
    assert_eq!(responses[0]["order"]["id"], "1001");
    assert_eq!(responses[0]["order"]["total"], "49.90");
    assert_eq!(responses[0]["order"]["currency"], "EUR");
    assert_eq!(responses[0]["answers"], json!({"score": 9}));
}

#[tokio::test]
async fn fields_that_are_not_known_yet_are_passed_over() {
    let server = Afterword::start(Setup::default()).await;
    let message = json!({"order": {"id": "1", "coupon": "X"}, "future": [1, 2]});
    let prompt = server.prompt(message).await.expect(200);
    let message = json!({
        "ticket": ticket(&prompt), "rev": 1, "state": "started", "answers": {"score": 9},
        "future": {"a": 1},
    });
    server.respond(message).await.expect(200);
}

#[tokio::test]
async fn empty_attributes_stand_for_no_order() {
    let server = Afterword::start(Setup::default()).await;
    let message = json!({"order": {"id": "", "total": "", "currency": ""}});
    server.prompt(message).await.expect(200);
}

#[tokio::test]
async fn an_answered_order_is_asked_no_second_time() {
    let server = Afterword::start(Setup::default()).await;
    let ticket = server.ticket("1001").await;
    answered(&server, &ticket, 1, "started", json!({"score": 9})).await;
    assert!(!is_asked(&server, "1001").await);
    assert!(is_asked(&server, "1002").await);
}

#[tokio::test]
async fn a_dismissed_order_is_asked_no_second_time() {
    let server = Afterword::start(Setup::default()).await;
    let ticket = server.ticket("1001").await;
    answered(&server, &ticket, 1, "dismissed", json!({})).await;
    assert!(!is_asked(&server, "1001").await);
    assert_eq!(server.score().await["n"], 0);
}

#[tokio::test]
async fn an_order_is_shown_three_times_at_most() {
    let server = Afterword::start(Setup::default()).await;
    // Asked without being shown, as often as the page is loaded.
    for _ in 0..5 {
        assert!(is_asked(&server, "1001").await);
    }
    for repeats in 1..=3 {
        let ticket = server.ticket("1001").await;
        for _ in 0..repeats {
            // However often one ticket says it, it is one time.
            answered(&server, &ticket, 1, "seen", json!({})).await;
        }
    }
    assert!(!is_asked(&server, "1001").await);
}

#[tokio::test]
async fn asking_again_goes_on_with_the_same_response() {
    let server = Afterword::start(Setup::default()).await;
    let (first, second) = (server.ticket("1001").await, server.ticket("1001").await);
    assert_ne!(first, second);
    answered(&server, &second, 1, "started", json!({"score": 7})).await;
    assert_eq!(server.responses().await.len(), 1);
}

#[tokio::test]
async fn a_page_that_knows_less_of_an_order_takes_nothing_of_it_away() {
    let server = Afterword::start(Setup::default()).await;
    let whole = json!({
        "id": "1001", "total": "49.90", "currency": "EUR", "customer": "c77",
        "items": [{"id": "sku1"}],
    });
    server.prompt(json!({"order": whole})).await.expect(200);
    let ticket = server.ticket("1001").await;
    answered(&server, &ticket, 1, "complete", json!({"score": 9})).await;
    assert!(!is_asked(&server, "1001").await);
    let corrected = json!({"id": "1001", "total": "39.90", "currency": "EUR"});
    server.prompt(json!({"order": corrected})).await.expect(204);
    let order = &server.responses().await[0]["order"];
    assert_eq!(
        (&order["total"], &order["customer"]),
        (&json!("39.90"), &json!("c77"))
    );
    assert_eq!(order["items"][0]["id"], "sku1");
}

#[tokio::test]
async fn a_later_revision_replaces_all_answers() {
    let server = Afterword::start(Setup::default()).await;
    let ticket = server.ticket("1001").await;
    let (half, whole) = (
        json!({"score": 9, "why": "qu"}),
        json!({"score": 9, "why": "quick"}),
    );
    answered(&server, &ticket, 1, "started", json!({"score": 3})).await;
    answered(&server, &ticket, 2, "started", half).await;
    answered(&server, &ticket, 5, "complete", whole.clone()).await;
    let responses = server.responses().await;
    assert_eq!(responses.len(), 1);
    assert_eq!(responses[0]["answers"], whole);
    assert_eq!(responses[0]["state"], "complete");
    let score = server.score().await;
    assert_eq!((&score["n"], &score["score"]), (&json!(1), &json!(100.0)));
    assert_eq!(score["groups"]["detractor"], 0);
}

#[tokio::test]
async fn a_stale_message_is_acknowledged_and_changes_nothing() {
    let server = Afterword::start(Setup::default()).await;
    let ticket = server.ticket("1001").await;
    answered(&server, &ticket, 3, "started", json!({"score": 9})).await;
    answered(&server, &ticket, 1, "started", json!({"score": 2})).await;
    answered(&server, &ticket, 2, "complete", json!({"score": 5})).await;
    // The very same message again.
    answered(&server, &ticket, 3, "started", json!({"score": 9})).await;
    let responses = server.responses().await;
    assert_eq!(responses[0]["answers"], json!({"score": 9}));
    assert_eq!(responses[0]["state"], "started");
}

#[tokio::test]
async fn the_same_revision_with_other_content_is_a_conflict() {
    let server = Afterword::start(Setup::default()).await;
    let ticket = server.ticket("1001").await;
    answered(&server, &ticket, 1, "started", json!({"score": 9})).await;
    let reply = respond(&server, &ticket, 1, "started", json!({"score": 2}))
        .await
        .expect(409);
    assert_eq!(reply.header("content-type"), "application/problem+json");
    assert_eq!(server.answers_about("1001").await, [json!({"score": 9})]);
}

#[tokio::test]
async fn whoever_answers_first_owns_the_response() {
    let server = Afterword::start(Setup::default()).await;
    let (first, second) = (server.ticket("1001").await, server.ticket("1001").await);
    answered(&server, &first, 1, "started", json!({"score": 9})).await;
    let reply = respond(&server, &second, 7, "complete", json!({"score": 1}))
        .await
        .expect(200);
    let reply = reply.json();
    assert_eq!(reply["saved"], false);
    let reason = reply["reason"].as_str().expect("a reason");
    assert!(reason.ends_with('.'), "{reason}");
    assert_eq!(server.answers_about("1001").await, [json!({"score": 9})]);
    // The owner goes on.
    answered(&server, &first, 2, "complete", json!({"score": 8})).await;
    assert_eq!(server.answers_about("1001").await, [json!({"score": 8})]);
}

#[tokio::test]
async fn seeing_the_form_owns_nothing() {
    let server = Afterword::start(Setup::default()).await;
    let (first, second) = (server.ticket("1001").await, server.ticket("1001").await);
    answered(&server, &first, 1, "seen", json!({})).await;
    answered(&server, &second, 1, "started", json!({"score": 4})).await;
    assert_eq!(server.answers_about("1001").await, [json!({"score": 4})]);
}

#[tokio::test]
async fn a_tap_before_a_dismissal_counts() {
    let server = Afterword::start(Setup::default()).await;
    let ticket = server.ticket("1001").await;
    answered(&server, &ticket, 1, "started", json!({"score": 9})).await;
    answered(&server, &ticket, 2, "dismissed", json!({"score": 9})).await;
    assert_eq!(server.score().await["n"], 1);
    assert_eq!(server.answers_about("1001").await, [json!({"score": 9})]);
}

#[tokio::test]
async fn without_an_order_every_prompt_is_a_response_of_its_own() {
    let server = Afterword::start(Setup::default()).await;
    for score in [9, 3] {
        let prompt = server.prompt(json!({})).await.expect(200);
        answered(
            &server,
            &ticket(&prompt),
            1,
            "started",
            json!({"score": score}),
        )
        .await;
    }
    assert_eq!(server.responses().await.len(), 2);
}

#[tokio::test]
async fn a_score_comes_with_its_n_its_interval_its_groups_and_its_histogram() {
    let server = Afterword::start(Setup::default()).await;
    let empty = server.score().await;
    assert_eq!((&empty["n"], &empty["score"]), (&json!(0), &Value::Null));
    // 24 promoters, 8 passives, 8 detractors: the pencil's example of the report's own tests.
    let scores = [(9, 12), (10, 12), (7, 8), (0, 4), (6, 4)];
    for (score, count) in scores {
        for nth in 0..count {
            let ticket = server.ticket(&format!("{score}-{nth}")).await;
            answered(&server, &ticket, 1, "started", json!({"score": score})).await;
        }
    }
    let score = server.score().await;
    assert_eq!((&score["n"], &score["score"]), (&json!(40), &json!(40.0)));
    assert_eq!(
        (&score["low"], &score["high"]),
        (&json!(13.3), &json!(61.1))
    );
    let groups = json!({"promoter": 24, "passive": 8, "detractor": 8});
    assert_eq!(score["groups"], groups);
    assert_eq!(
        (&score["histogram"]["9"], &score["histogram"]["6"]),
        (&json!(12), &json!(4))
    );
    let past = format!(
        "/api/v1/surveys/{}/score?to=2020-01-01",
        server.founded().survey
    );
    assert_eq!(server.api(&past).await.expect(200).json()["n"], 0);
}

#[tokio::test]
async fn surveys_are_listed_with_their_questions() {
    let server = Afterword::start(Setup::default().asking("ces")).await;
    let list = server.api("/api/v1/surveys").await.expect(200).json();
    let survey = &list["surveys"][0];
    assert_eq!(survey["id"], server.founded().survey);
    assert_eq!(
        (&survey["status"], &survey["version"]),
        (&json!("live"), &json!(1))
    );
    assert_eq!(survey["questions"][0]["id"], "score");
    assert_eq!(survey["questions"][0]["kind"], "ces");
    assert_eq!(survey["questions"][1]["id"], "why");
    assert_eq!(survey["questions"][1]["kind"], "text");
}

#[tokio::test]
async fn responses_come_newest_first_and_page_by_page() {
    let server = Afterword::start(Setup::default()).await;
    let orders: Vec<String> = (0..7).map(|n| format!("o{n}")).collect();
    for order in &orders {
        let ticket = server.ticket(order).await;
        answered(&server, &ticket, 1, "started", json!({"score": 9})).await;
    }
    let base = format!(
        "/api/v1/responses?survey={}&limit=3",
        server.founded().survey
    );
    let mut path = base.clone();
    let mut seen = Vec::new();
    let mut sizes = Vec::new();
    loop {
        let page = server.api(&path).await.expect(200).json();
        let responses = page["responses"].as_array().expect("a list");
        sizes.push(responses.len());
        seen.extend(responses.iter().map(|r| r["order"]["id"].clone()));
        match page["next"].as_str() {
            Some(next) => path = format!("{base}&after={next}"),
            None => break,
        }
    }
    assert_eq!(sizes, [3, 3, 1]);
    assert!(seen.iter().eq(orders.iter().rev()), "{seen:?}");
}

#[tokio::test]
async fn prompts_and_answers_are_readable_on_the_shops_pages_only() {
    let server = Afterword::start(Setup::on("https://shop.example")).await;
    let post = |path: &str, origin: &str, body: Value| {
        let request = server
            .client()
            .post(server.url(path))
            .header("origin", origin);
        Reply::to(request.body(body.to_string()))
    };
    let body = json!({"shop": server.founded().shop, "order": {"id": "1001"}});
    let home = "https://shop.example";
    let allowed = post("/v1/prompt", home, body.clone()).await.expect(200);
    assert_eq!(allowed.header("access-control-allow-origin"), home);
    assert!(allowed.header("vary").to_lowercase().contains("origin"));

    let tap = json!({
        "ticket": ticket(&allowed), "rev": 1, "state": "started", "answers": {"score": 9},
    });
    let saved = post("/v1/responses", home, tap).await.expect(200);
    assert_eq!(saved.header("access-control-allow-origin"), home);

    for origin in [
        "https://shop.example.evil.example",
        "http://shop.example",
        "https://shop.example:8443",
        "null",
    ] {
        let refused = post("/v1/prompt", origin, body.clone()).await.expect(403);
        assert_eq!(refused.header("content-type"), "application/problem+json");
        let problem = refused.json();
        let sentence = problem["detail"].as_str().expect("a sentence");
        assert!(sentence.contains("Settings"), "{sentence}");
        assert_ne!(refused.header("access-control-allow-origin"), home);
    }
}

#[tokio::test]
async fn the_loader_and_the_bundle_are_readable_everywhere() {
    let server = Afterword::start(Setup::default()).await;
    let get = |path: &str, name: &str, value: &str| {
        let request = server.client().get(server.url(path));
        Reply::to(
            request
                .header("origin", "https://any.example")
                .header(name, value),
        )
    };
    let readable = |reply: &Reply| {
        assert_eq!(reply.header("access-control-allow-origin"), "*");
        assert_eq!(reply.header("cross-origin-resource-policy"), "cross-origin");
    };
    let loader = get("/w.js", "accept", "*/*").await.expect(200);
    readable(&loader);
    assert!(loader.header("cache-control").contains("max-age=300"));
    let tag = loader.header("etag");
    assert_ne!(tag, "");
    let again = get("/w.js", "if-none-match", tag).await;
    assert_eq!((again.status, again.text.as_str()), (304, ""));
    let path = format!("/w.js?shop={}", server.founded().shop);
    let with_shop = get(&path, "accept", "*/*").await.expect(200);
    assert!(with_shop.text.starts_with(&loader.text));

    let prompt = server.prompt(json!({})).await.expect(200).json();
    let bundle = prompt["bundle"].as_str().expect("a bundle");
    for (accepted, sent) in [("br", "br"), ("gzip", "gzip"), ("identity", "")] {
        let reply = get(bundle, "accept-encoding", accepted).await;
        readable(&reply);
        assert_eq!(
            (reply.status, reply.header("content-encoding")),
            (200, sent)
        );
        assert!(reply.header("cache-control").contains("immutable"));
    }
}

#[tokio::test]
async fn a_test_prompt_is_asked_every_time_and_stays_out_of_every_figure() {
    let server = Afterword::start(Setup::default()).await;
    for _ in 0..3 {
        let message = json!({"order": {"id": "1001"}, "test": true});
        let prompt = server.prompt(message).await.expect(200);
        answered(
            &server,
            &ticket(&prompt),
            1,
            "complete",
            json!({"score": 1}),
        )
        .await;
    }
    assert_eq!(server.score().await["n"], 0);
    assert_eq!(server.responses().await, Vec::<Value>::new());
    // And it uses up nothing of the real order.
    let ticket = server.ticket("1001").await;
    answered(&server, &ticket, 1, "complete", json!({"score": 10})).await;
    assert_eq!(server.score().await["n"], 1);
}

/// What the shop's own server computes: HMAC-SHA256 over the JSON array of five texts, in hex.
fn signature(secret: &str, parts: [&str; 5]) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("any length");
    mac.update(serde_json::to_string(&parts).expect("texts").as_bytes());
    let bytes = mac.finalize().into_bytes();
    bytes
        .iter()
        .fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

/// The shop's secret, which owners read on a page: out of the stopped server's data.
async fn secret(server: &mut Afterword) -> String {
    server.kill();
    let shop = {
        let store = afterword_store_embedded::directory::open(&server.data())
            .expect("the stopped server's data");
        let id = server.founded().shop.parse().expect("an id");
        store.shop(id).await.expect("readable").expect("a shop")
    };
    server.restart().await;
    shop.value.secret
}

#[tokio::test]
async fn an_unsigned_message_never_touches_a_signed_order() {
    let mut server = Afterword::start(Setup::default()).await;
    let secret = secret(&mut server).await;
    // Somebody guesses the order's number and answers first.
    let guessed = server.ticket("1001").await;
    answered(&server, &guessed, 1, "complete", json!({"score": 0})).await;

    // The real buyer is asked all the same.
    let time = jiff::Timestamp::now().as_second().to_string();
    let sig = signature(&secret, ["1001", "49.90", "EUR", "c77", &time]);
    let order = json!({
        "id": "1001", "total": "49.90", "currency": "EUR", "customer": "c77", "time": time,
    });
    let prompt = server
        .prompt(json!({"order": order, "sig": sig}))
        .await
        .expect(200);
    answered(
        &server,
        &ticket(&prompt),
        1,
        "complete",
        json!({"score": 9}),
    )
    .await;

    // Another unsigned message changes nothing of the signed order, and reads nothing of it.
    let unsigned = json!({"order": {"id": "1001", "total": "1.00", "currency": "EUR"}});
    server.prompt(unsigned).await;
    let responses = server.responses().await;
    let verified: Vec<_> = responses.iter().filter(|r| r["verified"] == true).collect();
    assert_eq!(verified.len(), 1);
    assert_eq!(verified[0]["answers"], json!({"score": 9}));
    assert_eq!(verified[0]["order"]["total"], "49.90");
    for response in responses.iter().filter(|r| r["verified"] == false) {
        assert_ne!(response["order"]["total"], "49.90");
        assert_ne!(response["order"]["customer"], "c77");
    }
}

#[tokio::test]
async fn a_signature_that_does_not_fit_is_refused() {
    let mut server = Afterword::start(Setup::default()).await;
    let secret = secret(&mut server).await;
    let now = jiff::Timestamp::now().as_second();
    let old = now - 91 * 86_400;
    let sign = |time: i64| signature(&secret, ["1001", "49.90", "EUR", "c77", &time.to_string()]);
    let message = |total: &str, time: i64, sig: &str| {
        let order = json!({
            "id": "1001", "total": total, "currency": "EUR", "customer": "c77",
            "time": time.to_string(),
        });
        json!({"order": order, "sig": sig})
    };
    for refused in [
        message("99.90", now, &sign(now)),
        message("49.90", now - 60, &sign(now)),
        message("49.90", now, "00"),
        message("49.90", now, &"0".repeat(64)),
        message("49.90", old, &sign(old)),
    ] {
        let reply = server.prompt(refused).await.expect(403);
        assert_eq!(reply.header("content-type"), "application/problem+json");
    }
    server
        .prompt(message("49.90", now, &sign(now)))
        .await
        .expect(200);
}

#[tokio::test]
async fn the_server_says_that_it_is_alive_and_ready_and_what_it_counts() {
    let server = Afterword::start(Setup::default()).await;
    let get = |path: &str| Reply::to(server.client().get(server.url(path)));
    get("/healthz").await.expect(200);
    get("/readyz").await.expect(200);
    let metrics = get("/metrics").await.expect(200);
    assert!(metrics.text.contains("# TYPE"), "{}", metrics.text);
}

#[tokio::test]
async fn what_was_acknowledged_before_kill_9_is_there_after_it() {
    let mut server = Afterword::start(Setup::default()).await;
    let mut kept = Vec::new();
    for round in 0..3 {
        for score in 0..4 {
            let order = format!("k{round}-{score}");
            let ticket = server.ticket(&order).await;
            answered(&server, &ticket, 1, "started", json!({"score": score})).await;
            kept.push((order, score));
        }
        server.restart().await;
        for (order, score) in &kept {
            let answers = server.answers_about(order).await;
            assert_eq!(answers, [json!({"score": score})], "{order}");
            assert!(!is_asked(&server, order).await);
        }
        assert_eq!(server.score().await["n"], kept.len());
    }
}

#[tokio::test]
async fn what_was_acknowledged_while_kill_9_came_is_there_after_it() {
    let mut server = Afterword::start(Setup::default()).await;
    for round in 0..3 {
        let acknowledged: Arc<Mutex<Vec<String>>> = Arc::default();
        let shoppers: Vec<_> = (0..8)
            .map(|shopper| {
                tokio::spawn(answer_until_the_server_is_gone(
                    server.client().clone(),
                    server.base(),
                    server.founded().shop.clone(),
                    format!("r{round}-{shopper}"),
                    Arc::clone(&acknowledged),
                ))
            })
            .collect();
        until("some answers are acknowledged", || async {
            (acknowledged.lock().expect("no panic").len() > 40).then_some(())
        })
        .await;
        server.kill();
        for shopper in shoppers {
            shopper.await.expect("no reply was wrong");
        }
        server.restart().await;
        let responses = server.responses().await;
        let stored: BTreeSet<&str> = responses
            .iter()
            .filter_map(|response| response["order"]["id"].as_str())
            .collect();
        for order in acknowledged.lock().expect("no panic").iter() {
            assert!(stored.contains(order.as_str()), "{order} is lost");
        }
        assert_eq!(server.score().await["n"], stored.len());
    }
}

async fn answer_until_the_server_is_gone(
    client: reqwest::Client,
    base: String,
    shop: String,
    name: String,
    acknowledged: Arc<Mutex<Vec<String>>>,
) {
    let post = async |path: &str, body: Value| -> Option<Value> {
        let request = client.post(format!("{base}{path}")).body(body.to_string());
        request.send().await.ok()?.json().await.ok()
    };
    for nth in 0.. {
        let order = format!("{name}-{nth}");
        let message = json!({"shop": shop, "order": {"id": order}});
        let Some(prompt) = post("/v1/prompt", message).await else {
            return;
        };
        let message = json!({
            "ticket": prompt["ticket"], "rev": 1, "state": "started", "answers": {"score": 9},
        });
        let Some(reply) = post("/v1/responses", message).await else {
            return;
        };
        assert_eq!(reply, json!({"saved": true}));
        acknowledged.lock().expect("no panic").push(order);
    }
}
