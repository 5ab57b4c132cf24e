//! What is not legal is refused with a sentence that says what to do, stores nothing, and leaves
//! the server well.

use afterword_tests::{Afterword, Reply, Setup};
use serde_json::{Value, json};

/// A server that is sent things it has to refuse.
struct Tried {
    server: Afterword,
}

impl Tried {
    async fn start() -> Self {
        let server = Afterword::start(Setup::default()).await;
        Self { server }
    }

    /// A prompt message is refused with one of these statuses and a sentence with these words.
    async fn refuses_prompt(&self, message: Value, statuses: &[u16], words: &[&str]) {
        let reply = self.server.prompt(message).await;
        assert_problem(&reply, statuses, words);
    }

    /// So is a prompt message about an order with these fields.
    async fn refuses_order(&self, fields: Value, words: &[&str]) {
        self.refuses_prompt(order(fields), &[422], words).await;
    }

    /// So is a response message with a good ticket and these fields.
    async fn refuses_answer(&self, fields: Value, statuses: &[u16], words: &[&str]) {
        let ticket = self.server.fresh_ticket().await;
        let message = json!({"ticket": ticket, "rev": 1, "state": "started"});
        let reply = self.server.respond(merged(message, fields)).await;
        assert_problem(&reply, statuses, words);
    }

    /// So is a tap under this ticket.
    async fn refuses_ticket(&self, ticket: &str, statuses: &[u16], words: &[&str]) {
        let reply = self.server.respond(tap(ticket)).await;
        assert_problem(&reply, statuses, words);
    }

    /// So is this body, whichever message it would be.
    async fn refuses_body(&self, body: impl Into<Vec<u8>>, statuses: &[u16], words: &[&str]) {
        let body = body.into();
        for path in ["/v1/prompt", "/v1/responses"] {
            let reply = self.server.post(path, body.clone()).await;
            assert_problem(&reply, statuses, words);
        }
    }

    /// No answer is stored, and a good one still is.
    async fn is_well_and_stored_nothing(&self) {
        assert_eq!(self.server.responses().await, Vec::<Value>::new());
        assert_eq!(self.server.score().await["n"], 0);
        let ticket = self.server.fresh_ticket().await;
        let reply = self.server.respond(tap(&ticket)).await.expect(200);
        assert_eq!(reply.json(), json!({"saved": true}));
        assert_eq!(self.server.score().await["n"], 1);
    }
}

#[track_caller]
fn assert_problem(reply: &Reply, statuses: &[u16], words: &[&str]) {
    let (status, text) = (reply.status, &reply.text);
    assert!(statuses.contains(&status), "{status}: {text}");
    assert_eq!(reply.header("content-type"), "application/problem+json");
    let problem = reply.json();
    assert_eq!(problem["status"], status, "{text}");
    let sentence = problem["detail"].as_str().expect("a sentence");
    let is_sentence = sentence.ends_with('.') && sentence.contains(' ');
    assert!(is_sentence, "not a sentence: {sentence}");
    for word in words {
        assert!(sentence.contains(word), "“{sentence}” lacks “{word}”");
    }
}

fn tap(ticket: &str) -> Value {
    json!({"ticket": ticket, "rev": 1, "state": "started", "answers": {"score": 1}})
}

fn order(fields: Value) -> Value {
    json!({"order": merged(json!({"id": "1"}), fields)})
}

fn merged(mut message: Value, fields: Value) -> Value {
    let Value::Object(fields) = fields else {
        panic!("fields are an object");
    };
    for (name, value) in fields {
        message[name] = value;
    }
    message
}

#[tokio::test]
async fn what_is_not_json_is_refused() {
    let tried = Tried::start().await;
    for body in ["", "score=9", "{\"ticket\": ", "[1,2", "null", "\u{0}", "9"] {
        tried.refuses_body(body, &[400, 422], &["JSON"]).await;
    }
    tried.is_well_and_stored_nothing().await;
}

#[tokio::test]
async fn json_that_is_nested_without_end_is_refused() {
    let tried = Tried::start().await;
    tried.refuses_body("[".repeat(60_000), &[400], &[]).await;
    let deep = format!("{{\"future\":{}", "[{\"a\":".repeat(9_000));
    tried.refuses_body(deep, &[400], &[]).await;
    tried.is_well_and_stored_nothing().await;
}

#[tokio::test]
async fn what_is_larger_than_64_kib_is_refused() {
    let tried = Tried::start().await;
    let large = json!({"shop": tried.server.founded().shop, "page": "x".repeat(65 * 1024)});
    tried
        .refuses_body(large.to_string(), &[413], &["65536"])
        .await;
    // The edge itself is no error.
    let just_under = json!({"page": "x".repeat(64_000)});
    tried.server.prompt(just_under).await.expect(200);
    tried.is_well_and_stored_nothing().await;
}

#[tokio::test]
async fn an_unknown_shop_is_refused() {
    let tried = Tried::start().await;
    let survey = tried.server.founded().survey.clone();
    for shop in ["", "shop", "shp_00000000000000000000000000", &survey] {
        let message = json!({"shop": shop, "order": {"id": "1"}});
        tried.refuses_prompt(message, &[404, 422], &[]).await;
    }
    tried.is_well_and_stored_nothing().await;
}

#[tokio::test]
async fn an_unknown_survey_is_refused() {
    let tried = Tried::start().await;
    for survey in ["x", "srv_00000000000000000000000000", "%00", "..%2F"] {
        for path in [
            format!("/api/v1/surveys/{survey}/score"),
            format!("/api/v1/responses?survey={survey}"),
        ] {
            assert_problem(&tried.server.api(&path).await, &[404, 422], &[]);
        }
    }
    tried.is_well_and_stored_nothing().await;
}

#[tokio::test]
async fn another_shops_survey_is_as_unknown_as_one_that_is_not_there() {
    let tried = Tried::start().await;
    let other = tried.server.found_another(&Setup::default());
    let path = format!("/api/v1/surveys/{}/score", other.survey);
    assert_problem(&tried.server.api(&path).await, &[404], &[]);
    let path = format!("/api/v1/responses?survey={}", other.survey);
    assert_problem(&tried.server.api(&path).await, &[404], &[]);
    tried.is_well_and_stored_nothing().await;
}

#[tokio::test]
async fn a_forged_ticket_is_refused() {
    let tried = Tried::start().await;
    let good = tried.server.fresh_ticket().await;
    let altered = |place: usize| {
        let other = if &good[place..=place] == "A" {
            "Q"
        } else {
            "A"
        };
        format!("{}{other}{}", &good[..place], &good[place + 1..])
    };
    for ticket in [
        altered(0),
        altered(good.len() / 2),
        altered(good.len() - 2),
        good[..good.len() - 4].to_owned(),
        format!("{good}A"),
        String::new(),
        "x".to_owned(),
        "🦀".to_owned(),
        "A".repeat(40_000),
    ] {
        tried.refuses_ticket(&ticket, &[403], &["ticket"]).await;
    }
    tried.is_well_and_stored_nothing().await;
}

#[tokio::test]
async fn an_expired_ticket_is_refused() {
    let mut tried = Tried::start().await;
    let fresh = tried.server.fresh_ticket().await;
    tried.server.kill();
    let old = aged(&tried.server, &fresh).await;
    tried.server.restart().await;
    tried.refuses_ticket(&old, &[403, 410], &["old"]).await;
    tried.is_well_and_stored_nothing().await;
}

/// The same ticket as it would have been signed 25 hours ago, with the stopped server's own key.
async fn aged(server: &Afterword, ticket: &str) -> String {
    use afterword_domain::ticket::Ticket;
    let store = afterword_store_embedded::directory::open(&server.data())
        .expect("the stopped server's data");
    let ring = store.keyring().await.expect("readable").expect("a key");
    let week = jiff::SignedDuration::from_hours(24 * 7);
    let now = jiff::Timestamp::now();
    let mut old = Ticket::read(ticket, &ring.value, now, week).expect("a good ticket");
    old.issued_at -= 25 * 3600;
    old.sign(&ring.value)
}

#[tokio::test]
async fn a_ticket_of_another_server_is_refused() {
    let tried = Tried::start().await;
    let other = Afterword::start(Setup::default()).await;
    let ticket = other.fresh_ticket().await;
    tried.refuses_ticket(&ticket, &[403], &["ticket"]).await;
    tried.is_well_and_stored_nothing().await;
}

#[tokio::test]
async fn a_ticket_on_another_shops_site_is_refused() {
    let tried = Tried::start().await;
    let ticket = tried.server.fresh_ticket().await;
    let request = tried
        .server
        .client()
        .post(tried.server.url("/v1/responses"));
    let request = request.header("origin", "https://elsewhere.example");
    let reply = Reply::to(request.body(tap(&ticket).to_string())).await;
    assert_problem(&reply, &[403], &[]);
    tried.is_well_and_stored_nothing().await;
}

#[tokio::test]
async fn a_score_outside_of_its_scale_is_refused() {
    let tried = Tried::start().await;
    for score in [
        json!(11),
        json!(-1),
        json!(9.5),
        json!(256),
        json!(1e300),
        json!("11"),
        json!("nine"),
    ] {
        let fields = json!({"answers": {"score": score}});
        tried.refuses_answer(fields, &[422], &["0", "10"]).await;
    }
    tried.is_well_and_stored_nothing().await;
}

#[tokio::test]
async fn an_answer_that_is_no_number_and_no_text_is_refused() {
    let tried = Tried::start().await;
    for answer in [json!(null), json!([9]), json!({"value": 9}), json!(true)] {
        let fields = json!({"answers": {"score": answer}});
        tried.refuses_answer(fields, &[400, 422], &[]).await;
    }
    tried.is_well_and_stored_nothing().await;
}

#[tokio::test]
async fn an_answer_that_the_flow_would_not_have_asked_is_refused() {
    let tried = Tried::start().await;
    // The first question has to be answered before the second is asked.
    let fields = json!({"answers": {"why": "quick"}});
    tried.refuses_answer(fields, &[422], &["why"]).await;
    let fields = json!({"answers": {"score": 9, "mood": 3}});
    tried.refuses_answer(fields, &[422], &["mood"]).await;
    let fields = json!({"answers": {"score": 9, "../x": 3}});
    tried.refuses_answer(fields, &[422], &["../x"]).await;
    let fields = json!({"answers": {"score": 9, "why": 5}});
    tried.refuses_answer(fields, &[422], &["text"]).await;
    tried.is_well_and_stored_nothing().await;
}

#[tokio::test]
async fn a_text_of_10_000_characters_is_refused_and_the_limit_said() {
    let tried = Tried::start().await;
    let fields = json!({"answers": {"score": 9, "why": "x".repeat(10_000)}});
    tried
        .refuses_answer(fields, &[422], &["4000", "10000"])
        .await;
    let fields = json!({"answers": {"score": 9, "why": "x".repeat(4_001)}});
    tried
        .refuses_answer(fields, &[422], &["4000", "4001"])
        .await;
    tried.is_well_and_stored_nothing().await;
}

#[tokio::test]
async fn a_text_at_the_limit_is_kept_whole() {
    let server = Afterword::start(Setup::default()).await;
    let text = "š".repeat(4_000);
    let ticket = server.ticket("long").await;
    let answers = json!({"score": 9, "why": text});
    let message = json!({"ticket": ticket, "rev": 1, "state": "complete", "answers": answers});
    server.respond(message).await.expect(200);
    assert_eq!(server.answers_about("long").await, [answers]);
}

#[tokio::test]
async fn a_state_that_does_not_fit_its_answers_is_refused() {
    let tried = Tried::start().await;
    let bored = json!({"state": "bored", "answers": {"score": 9}});
    tried.refuses_answer(bored, &[400, 422], &[]).await;
    for state in ["started", "complete"] {
        let empty = json!({"state": state, "answers": {}});
        tried.refuses_answer(empty, &[422], &["answer"]).await;
    }
    tried.is_well_and_stored_nothing().await;
}

#[tokio::test]
async fn a_revision_that_is_none_is_refused() {
    let tried = Tried::start().await;
    for rev in [
        json!(0),
        json!(-1),
        json!(1.5),
        json!(4_294_967_296_u64),
        json!("1"),
    ] {
        let fields = json!({"rev": rev, "answers": {"score": 9}});
        tried.refuses_answer(fields, &[400, 422], &[]).await;
    }
    tried.is_well_and_stored_nothing().await;
}

#[tokio::test]
async fn invalid_utf_8_is_refused() {
    let tried = Tried::start().await;
    tried
        .refuses_body(b"{\"shop\":\"\xc3\x28\"}", &[400], &["UTF-8"])
        .await;
    let ticket = tried.server.fresh_ticket().await;
    let message = merged(tap(&ticket), json!({"answers": {"score": 9, "why": "§"}}));
    let text = message.to_string();
    let (before, after) = text.split_once('§').unwrap();
    let body = [before.as_bytes(), b"\xff\xfe", after.as_bytes()].concat();
    let reply = tried.server.post("/v1/responses", body).await;
    assert_problem(&reply, &[400], &["UTF-8"]);
    // Half a pair of surrogates is no character either.
    let body = text.replace('§', "\\ud800");
    let reply = tried.server.post("/v1/responses", body).await;
    assert_problem(&reply, &[400], &[]);
    tried.is_well_and_stored_nothing().await;
}

#[tokio::test]
async fn control_characters_in_an_id_are_refused() {
    let tried = Tried::start().await;
    for id in ["10\n01", "10\u{0}01", "\t1001", "1001\u{7f}"] {
        tried
            .refuses_order(json!({"id": id}), &["control character"])
            .await;
    }
    let customer = json!({"customer": "c\u{1b}77"});
    tried.refuses_order(customer, &["control character"]).await;
    let item = json!({"items": [{"id": "s\u{0}"}]});
    tried.refuses_order(item, &["control character"]).await;
    tried.is_well_and_stored_nothing().await;
}

#[tokio::test]
async fn control_characters_in_a_text_are_dropped() {
    let server = Afterword::start(Setup::default()).await;
    let ticket = server.ticket("control").await;
    let text = "  quick\u{0}\u{1b}[31m,\r\nand\tkind\u{7f}\u{85}  ";
    let message = json!({"answers": {"score": 9, "why": text}});
    server
        .respond(merged(tap(&ticket), message))
        .await
        .expect(200);
    let kept = server.answers_about("control").await;
    assert_eq!(kept[0]["why"], "quick[31m,\nand\tkind");
}

#[tokio::test]
async fn an_id_that_is_too_long_is_refused() {
    let tried = Tried::start().await;
    tried
        .refuses_order(json!({"id": "1".repeat(129)}), &["128"])
        .await;
    tried.is_well_and_stored_nothing().await;
}

#[tokio::test]
async fn an_unknown_currency_is_refused() {
    let tried = Tried::start().await;
    for currency in ["EURO", "XYZ", "€", "E"] {
        let fields = json!({"total": "1.00", "currency": currency});
        tried.refuses_order(fields, &[currency, "ISO 4217"]).await;
    }
    let fields = json!({"total": "1.00"});
    tried.refuses_order(fields, &["currency"]).await;
    tried.is_well_and_stored_nothing().await;
}

#[tokio::test]
async fn a_total_that_is_not_a_number_is_refused() {
    let tried = Tried::start().await;
    for total in [
        "free",
        "1,234.50",
        "€49.90",
        "1e3",
        "NaN",
        "Infinity",
        "0x10",
        "--1",
        "1.",
        ".5",
        "٤٩",
        "99999999999999999999",
    ] {
        let fields = json!({"total": total, "currency": "EUR"});
        tried.refuses_order(fields, &["amount"]).await;
    }
    tried.is_well_and_stored_nothing().await;
}

#[tokio::test]
async fn a_total_with_too_many_decimals_is_refused() {
    let tried = Tried::start().await;
    for (total, currency) in [("49.905", "EUR"), ("100.5", "JPY"), ("1.2345", "TND")] {
        let fields = json!({"total": total, "currency": currency});
        tried.refuses_order(fields, &[currency, "decimals"]).await;
    }
    tried.is_well_and_stored_nothing().await;
}

#[tokio::test]
async fn a_hundred_and_one_items_are_refused() {
    let tried = Tried::start().await;
    let items = |count: usize| {
        let items: Vec<_> = (0..count)
            .map(|n| json!({"id": format!("sku{n}")}))
            .collect();
        json!({"items": items})
    };
    tried.refuses_order(items(101), &["101", "100"]).await;
    tried.server.prompt(order(items(100))).await.expect(200);
    tried.is_well_and_stored_nothing().await;
}

#[tokio::test]
async fn an_order_of_another_shape_is_refused() {
    let tried = Tried::start().await;
    for told in [
        json!("1001"),
        json!({"id": {"x": 1}}),
        json!({"id": "1", "items": "mug"}),
        json!({"id": "1", "time": "yesterday"}),
        json!({"id": "1", "email": "nobody"}),
        json!({"id": "1", "first_name": "A".repeat(201)}),
    ] {
        let message = json!({"order": told});
        tried.refuses_prompt(message, &[400, 422], &[]).await;
    }
    tried.is_well_and_stored_nothing().await;
}

#[tokio::test]
async fn eleven_fields_of_the_owners_own_are_refused() {
    let tried = Tried::start().await;
    let fields: Value = (0..11).map(|n| (format!("field{n}"), "x")).collect();
    let message = json!({"fields": fields});
    tried.refuses_prompt(message, &[422], &["11", "10"]).await;
    tried.is_well_and_stored_nothing().await;
}

#[tokio::test]
async fn a_path_or_method_that_is_not_there_is_told_so() {
    let tried = Tried::start().await;
    let get = |path: &str| Reply::to(tried.server.client().get(tried.server.url(path)));
    assert_eq!(get("/v1/prompt").await.status, 405);
    for path in [
        "/v1/nothing",
        "/api/v1/nothing",
        "/dist/..%2F..%2Fetc%2Fpasswd",
        "/dist/nothing-1.js",
    ] {
        let reply = get(path).await;
        assert!(
            (400..500).contains(&reply.status),
            "{path}: {}",
            reply.status
        );
    }
    tried.is_well_and_stored_nothing().await;
}

#[tokio::test]
async fn a_cursor_a_limit_or_a_period_that_is_none_is_refused() {
    let tried = Tried::start().await;
    let survey = &tried.server.founded().survey;
    let responses = [
        "after=nonsense",
        "after=%F0%9F%A6%80",
        "limit=0",
        "limit=-1",
        "limit=x",
        "limit=1000000",
    ]
    .map(|query| format!("/api/v1/responses?survey={survey}&{query}"));
    let scores = [
        "from=yesterday",
        "to=2026-13-01",
        "from=2026-02-02&to=2026-02-01",
    ]
    .map(|query| format!("/api/v1/surveys/{survey}/score?{query}"));
    for path in responses.iter().chain(&scores) {
        assert_problem(&tried.server.api(path).await, &[400, 422], &[]);
    }
    tried.is_well_and_stored_nothing().await;
}

#[tokio::test]
async fn the_api_without_a_good_key_is_refused() {
    let tried = Tried::start().await;
    let get = || {
        tried
            .server
            .client()
            .get(tried.server.url("/api/v1/surveys"))
    };
    for request in [
        get(),
        get().bearer_auth(""),
        get().bearer_auth("awk_nonsense"),
        get().bearer_auth("x".repeat(4000)),
        get().basic_auth("owner", Some("x")),
    ] {
        assert_problem(&Reply::to(request).await, &[401], &["key"]);
    }
    tried.is_well_and_stored_nothing().await;
}
