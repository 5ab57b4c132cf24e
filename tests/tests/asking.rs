//! When a survey asks, whom, in which language, and how it goes on where the sender can't tell.

mod rework;

use afterword_domain::{
    record::{SurveyStatus, SurveyVersion},
    rules::{Again, Trigger, When},
};
use afterword_tests::{Afterword, Reply, Setup};
use rework::rework;
use serde_json::{Value, json};

async fn loader(server: &Afterword, query: &str, accept: &str) -> Reply {
    let request = server.client().get(server.url(&format!("/w.js{query}")));
    Reply::to(request.header("accept-encoding", accept)).await
}

fn questions(version: &mut SurveyVersion, questions: &str) {
    let text = format!(r#"{{"locale": "en", "thanks": "Thanks.", "questions": {questions}}}"#);
    version.content = serde_json::from_str(&text).expect("a survey");
}

const STEPS: &str = r#"[
    {"id": "score", "kind": "nps", "text": "Would you recommend us?", "required": true,
     "branches": [{"from": 9, "to": 10, "then": {"question": "contact"}}]},
    {"id": "why", "kind": "text", "text": "Why is that?"},
    {"id": "heard", "kind": "choices", "text": "How did you hear of us?", "other": "Something else",
     "options": [{"id": "a", "text": "Friends"}, {"id": "b", "text": "Search"}]},
    {"id": "contact", "kind": "contact", "text": "May we write to you?"}
]"#;

fn ticket(reply: &Reply) -> String {
    reply.json()["ticket"]
        .as_str()
        .expect("a ticket")
        .to_owned()
}

#[tokio::test]
async fn the_loader_carries_the_rules_of_the_shop_that_it_is_for() {
    let mut server = Afterword::start(Setup::default()).await;
    let shop = server.founded().shop.clone();
    let survey = server.founded().survey.clone();
    let alone = loader(&server, "", "identity").await.expect(200).text;
    for unknown in [
        "?shop=",
        "?shop=x",
        "?shop=shp_00000000000000000000000000",
        "?other=1",
    ] {
        assert_eq!(
            loader(&server, unknown, "identity").await.expect(200).text,
            alone
        );
    }
    let query = format!("?shop={shop}");
    let told = loader(&server, &query, "identity").await.expect(200);
    let rules = told
        .text
        .strip_prefix(alone.trim_end())
        .expect("the loader first");
    assert!(
        rules.starts_with(&format!("\n;afterword('rules',[[\"{survey}\",\"o\",")),
        "{rules}"
    );
    assert!(told.header("cache-control").contains("max-age=300"));
    assert_eq!(told.header("access-control-allow-origin"), "*");
    for encoding in ["br", "gzip"] {
        let packed = loader(&server, &query, encoding).await.expect(200);
        assert_eq!(packed.header("content-encoding"), encoding);
        assert_ne!(packed.header("etag"), "");
        let again = server.client().get(server.url(&format!("/w.js{query}")));
        let again = again
            .header("accept-encoding", encoding)
            .header("if-none-match", packed.header("etag"));
        assert_eq!(Reply::to(again).await.expect(304).text, "");
    }
    rework(&mut server, |decided| {
        decided.survey.status = SurveyStatus::Paused;
    })
    .await;
    let told = loader(&server, &query, "identity").await.expect(200);
    assert!(told.text.ends_with("\n;afterword('rules',[])\n"));
}

#[tokio::test]
async fn only_a_survey_whose_trigger_fired_is_asked() {
    let mut server = Afterword::start(Setup::default()).await;
    let survey = server.founded().survey.clone();
    rework(&mut server, |decided| {
        decided.survey.rules.trigger = Trigger {
            when: When::Scroll { percent: 50 },
            page: String::new(),
        };
    })
    .await;
    let order = json!({"id": "1001"});
    server.prompt(json!({"order": order})).await.expect(204);
    let fired = json!({"order": order, "surveys": [survey], "source": "data_layer"});
    let reply = server.prompt(fired).await.expect(200);
    assert_eq!(reply.json()["survey"], survey);
    let other = json!({"surveys": ["srv_00000000000000000000000000"]});
    server.prompt(other).await.expect(204);
    let wrong = server.prompt(json!({"surveys": ["x"]})).await.expect(422);
    assert!(wrong.text.contains("srv_"), "{}", wrong.text);
    let many = vec![survey; 101];
    server.prompt(json!({"surveys": many})).await.expect(422);
    // A source that a newer loader knows is no mistake.
    server
        .prompt(json!({"order": {"id": "2"}, "source": "crystal_ball"}))
        .await
        .expect(204);
    let owner = server.sign_in().await;
    let path = format!("/shops/{}/responses?order=2", server.founded().shop);
    let page = owner.get(&path).await.expect(200).text;
    assert!(page.contains("had not happened on that page"), "{page}");
}

#[tokio::test]
async fn a_customer_is_asked_again_as_the_rules_say() {
    let mut server = Afterword::start(Setup::default()).await;
    rework(&mut server, |decided| {
        decided.survey.rules.again = Again::UntilAnswered;
    })
    .await;
    let about = |order: &str, customer: &str| json!({"order": {"id": order, "customer": customer}});
    let first = server.prompt(about("1", "c1")).await.expect(200);
    let message = json!({"ticket": ticket(&first), "rev": 1, "state": "seen", "answers": {}});
    server.respond(message).await.expect(200);
    let second = server.prompt(about("2", "c1")).await.expect(200);
    let message =
        json!({"ticket": ticket(&second), "rev": 1, "state": "started", "answers": {"score": 9}});
    server.respond(message).await.expect(200);
    server.prompt(about("3", "c1")).await.expect(204);
    server.prompt(about("4", "c2")).await.expect(200);
    // A visit of the same customer without an order.
    server.prompt(json!({"customer": "c1"})).await.expect(204);
    server.prompt(json!({"customer": 7})).await.expect(200);
    server
        .prompt(json!({"customer": "x".repeat(200)}))
        .await
        .expect(422);
}

#[tokio::test]
async fn a_shopper_is_asked_in_a_language_of_theirs_with_names_in_place() {
    let mut server = Afterword::start(Setup::default()).await;
    let html = |reply: Reply| reply.json()["html"].as_str().unwrap_or_default().to_owned();
    let asked = server.prompt(json!({"lang": "lv-LV,en"})).await.expect(200);
    let latvian = html(asked);
    assert!(
        latvian.contains(r#"lang="lv""#) && latvian.contains("Kalnu Keramika"),
        "{latvian}"
    );
    assert!(!latvian.contains("{shop}"));
    let arabic = html(server.prompt(json!({"lang": "ar"})).await.expect(200));
    assert!(arabic.contains(r#"dir="rtl""#), "{arabic}");
    rework(&mut server, |decided| {
        questions(
            &mut decided.version,
            r#"[{"id": "score", "kind": "csat", "text": "{first_name|You}: is {product|it} good? ({order|none})"}]"#,
        );
        let theme = json!({"accent": "#aa1155", "logo": "https://shop.example/logo.png"});
        decided.survey.theme = serde_json::from_value(theme).expect("a theme");
        decided.survey.place = serde_json::from_value(json!("dialog")).expect("a place");
    })
    .await;
    let order = json!({"id": "77", "first_name": "Zoë <b>", "items": [{"id": "1", "name": "Cup"}]});
    let reply = server
        .prompt(json!({"lang": "lv", "order": order}))
        .await
        .expect(200);
    assert!(reply.json()["style"].as_str().unwrap().contains("#aa1155"));
    let html = html(reply);
    assert!(html.contains("Zoë &lt;b&gt;: is Cup good? (77)"), "{html}");
    assert!(
        html.contains(r#"lang="en""#) && html.contains("aw-dialog"),
        "{html}"
    );
    assert!(html.contains("https://shop.example/logo.png"), "{html}");
}

#[tokio::test]
async fn without_the_bundle_the_server_draws_the_next_step() {
    let mut server = Afterword::start(Setup::default()).await;
    rework(&mut server, |decided| {
        questions(&mut decided.version, STEPS);
    })
    .await;
    let ticket = server.ticket("1001").await;
    let message = |rev: u32, fields: Value, step: &str, back: bool| json!({"ticket": ticket, "rev": rev, "state": "started", "fields": fields, "step": step, "back": back});
    let turned = |message: Value| {
        let server = &server;
        async move {
            let reply = server.respond(message).await.expect(200).json();
            assert_eq!(reply["saved"], true, "{reply}");
            reply["html"].as_str().expect("the next step").to_owned()
        }
    };
    // Nothing answered: the required question says so, and nothing is kept.
    let html = turned(message(1, json!([]), "score", false)).await;
    assert!(html.starts_with("<section"), "{html}");
    assert!(server.responses().await.is_empty());
    let first = message(2, json!([["score", "3"]]), "score", false);
    let html = turned(first.clone()).await;
    assert_eq!(html, turned(first).await, "repeated freely");
    let all = json!([
        ["score", "3"],
        ["heard", "other"],
        ["heard", "b"],
        ["heard.other", "A friend"]
    ]);
    turned(message(3, all.clone(), "heard", false)).await;
    assert_eq!(
        server.answers_about("1001").await,
        [json!({"score": 3, "heard": {"chosen": ["b", "other"], "other": "A friend"}})]
    );
    turned(message(4, all, "heard", true)).await;
    // Another score leads past what was answered behind it.
    let changed = json!([["score", "10"], ["why", "x"], ["heard", "a"]]);
    turned(message(5, changed, "score", false)).await;
    assert_eq!(server.answers_about("1001").await, [json!({"score": 10})]);
    // An address that is none is told of, and the rest is kept.
    let wrong = json!([
        ["score", "9"],
        ["contact", "nobody"],
        ["contact.consent", "1"]
    ]);
    let html = turned(message(6, wrong, "contact", false)).await;
    assert!(
        html.contains(r#"value="nobody""#) && html.contains("check the e-mail address"),
        "{html}"
    );
    assert_eq!(server.answers_about("1001").await, [json!({"score": 9})]);
    let right = json!([
        ["score", "9"],
        ["contact", "a@b.example"],
        ["contact.consent", "1"]
    ]);
    turned(message(7, right, "contact", false)).await;
    assert_eq!(server.responses().await[0]["state"], "complete");
    let withdrawn = json!({"ticket": ticket, "rev": 8, "state": "withdrawn"});
    assert_eq!(
        server.respond(withdrawn).await.expect(200).json(),
        json!({"saved": true})
    );
    assert!(server.responses().await.is_empty());
    server
        .prompt(json!({"order": {"id": "1001"}}))
        .await
        .expect(204);
}

#[tokio::test]
async fn fields_that_no_form_sends_are_refused() {
    let mut server = Afterword::start(Setup::default()).await;
    rework(&mut server, |decided| {
        questions(&mut decided.version, STEPS);
    })
    .await;
    let ticket = server.ticket("1001").await;
    let send = |fields: Value, step: &str| {
        let message =
            json!({"ticket": ticket, "rev": 1, "state": "started", "fields": fields, "step": step});
        server.respond(message)
    };
    let five_hundred: Vec<_> = (0..500).map(|n| json!([format!("f{n}"), "1"])).collect();
    for (fields, step, words) in [
        (json!(five_hundred), "score", "no question"),
        (json!(vec![["score", "1"]; 2001]), "score", "2000"),
        (json!([["score", "11"]]), "score", "from 0 to 10"),
        (
            json!([["score", "1"], ["score", "2"]]),
            "score",
            "from 0 to 10",
        ),
        (
            json!([["score", "1"], ["heard", "z"]]),
            "heard",
            "no such option",
        ),
        (
            json!([["score", "1"], ["why", "x".repeat(5000)]]),
            "why",
            "4000",
        ),
        (json!([["score", "1"]]), "nothing", "no question"),
        (json!([["score", "1"]]), "../x", "no question"),
    ] {
        let reply = send(fields, step).await.expect(422);
        assert_eq!(reply.header("content-type"), "application/problem+json");
        assert!(reply.text.contains(words), "{}", reply.text);
    }
    for fields in [
        json!("score=9"),
        json!([["score"]]),
        json!([["score", 9]]),
        json!({"score": "9"}),
    ] {
        send(fields, "score").await.expect(400);
    }
    assert!(server.responses().await.is_empty());
}

#[tokio::test]
async fn a_shop_s_tag_asks_on_no_other_site() {
    let server = Afterword::start(Setup::default()).await;
    let survey = &server.founded().survey;
    let message = json!({"shop": server.founded().shop, "surveys": [survey]}).to_string();
    let request = server.client().post(server.url("/v1/prompt")).body(message);
    let reply = Reply::to(request.header("origin", "https://elsewhere.example")).await;
    assert!(reply.expect(403).text.contains("elsewhere.example"));
}
