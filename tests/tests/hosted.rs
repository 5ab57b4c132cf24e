//! A survey as a page of its own, as somebody without JavaScript uses it.

mod rework;

use afterword_domain::record::SurveyStatus;
use afterword_tests::{Afterword, Reply, Setup};
use hmac::{Hmac, KeyInit, Mac};
use rework::rework;
use serde_json::{Value, json};
use sha2::Sha256;
use std::fmt::Write as _;

const STEPS: &str = r#"{"locale": "en", "thanks": "Thanks.", "questions": [
    {"id": "score", "kind": "nps", "text": "Would you recommend <us>?", "required": true},
    {"id": "why", "kind": "text", "text": "Why is that?"},
    {"id": "heard", "kind": "choice", "text": "How did you hear of us?", "other": "Something else",
     "options": [{"id": "a", "text": "Friends"}, {"id": "b", "text": "Search"}]}
]}"#;

const CONTACT: &str = r#"{"locale": "en", "thanks": "Thanks.", "questions": [
    {"id": "better", "kind": "text", "text": "What can we do better?", "required": true},
    {"id": "contact", "kind": "contact", "text": "May we write to you?"}
]}"#;

struct Site {
    server: Afterword,
}

impl Site {
    async fn start() -> Self {
        let server = Afterword::start(Setup::default()).await;
        Self { server }
    }

    async fn with_steps() -> Self {
        let mut site = Self::start().await;
        rework(&mut site.server, |decided| {
            decided.version.content = serde_json::from_str(STEPS).expect("a survey");
        })
        .await;
        site
    }

    fn path(&self, query: &str) -> String {
        format!("/s/{}{query}", self.server.founded().survey)
    }

    async fn get(&self, query: &str) -> Reply {
        let request = self.server.client().get(self.server.url(&self.path(query)));
        Reply::to(request).await
    }

    /// Sends the form of a page with these fields, after what it holds already.
    async fn send(&self, page: &Reply, fields: &[(&str, &str)]) -> Reply {
        // What somebody writes or chooses takes the place of what was there.
        let mut all = held(&page.text);
        all.retain(|(name, _)| !fields.iter().any(|(own, _)| own == name));
        all.extend(
            fields
                .iter()
                .map(|(n, v)| ((*n).to_owned(), (*v).to_owned())),
        );
        let action = attribute(tag(&page.text, "<form"), "action").expect("an action");
        let request = self.server.client().post(self.server.url(&action));
        Reply::to(request.form(&all)).await
    }
}

/// The opening tag that starts with these letters.
fn tag<'a>(html: &'a str, start: &str) -> &'a str {
    let at = html
        .find(start)
        .unwrap_or_else(|| panic!("no {start}: {html}"));
    &html[at..=at + html[at..].find('>').expect("its end")]
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let start = format!("{name}=\"");
    let rest = &tag[tag.find(&start)? + start.len()..];
    let value = &rest[..rest.find('"')?];
    Some(
        value
            .replace("&amp;", "&")
            .replace("&quot;", "\"")
            .replace("&lt;", "<")
            .replace("&gt;", ">"),
    )
}

/// What a browser would send of a form without a shopper doing anything: its hidden fields and
/// whatever is chosen or written and not disabled.
fn held(html: &str) -> Vec<(String, String)> {
    let form = &html[html.find("<form").expect("a form")..];
    let mut held = Vec::new();
    let mut disabled = false;
    for piece in form.split('<').skip(1) {
        if piece.starts_with("fieldset") {
            let opening = &piece[..piece.find('>').unwrap_or(piece.len())];
            disabled = opening.contains(" disabled");
        }
        if disabled {
            continue;
        }
        if piece.starts_with("input") {
            let opening = &piece[..piece.find('>').unwrap_or(piece.len())];
            let kind = attribute(opening, "type").unwrap_or_default();
            let chosen = opening.contains(" checked");
            if let Some(name) = attribute(opening, "name")
                && (chosen || !["radio", "checkbox"].contains(&kind.as_str()))
            {
                held.push((name, attribute(opening, "value").unwrap_or_default()));
            }
        }
        if piece.starts_with("textarea")
            && let Some(name) = attribute(piece, "name")
        {
            held.push((
                name,
                piece
                    .split_once('>')
                    .map_or("", |(_, text)| text)
                    .trim()
                    .to_owned(),
            ));
        }
    }
    held
}

fn signed(secret: &str, order: &str, time: &str) -> String {
    let text = serde_json::to_string(&[order, "", "", "", time]).expect("JSON");
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("any length");
    mac.update(text.as_bytes());
    let mut sig = String::new();
    for byte in mac.finalize().into_bytes() {
        write!(sig, "{byte:02x}").expect("to a text");
    }
    format!("?order={order}&time={time}&sig={sig}")
}

#[tokio::test]
async fn a_page_has_what_previews_readers_and_browsers_need() {
    let site = Site::with_steps().await;
    let page = site.get("?lang=en").await.expect(200);
    assert!(page.header("content-type").starts_with("text/html"));
    let policy = page.header("content-security-policy");
    for part in [
        "default-src 'none'",
        "style-src 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    ] {
        assert!(policy.contains(part), "{policy}");
    }
    assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"));
    assert_eq!(page.header("x-content-type-options"), "nosniff");
    assert_eq!(page.header("cache-control"), "no-store");
    let html = &page.text;
    assert!(html.contains(r#"<html lang="en" dir="ltr">"#), "{html}");
    assert!(html.contains(r#"<meta name="robots" content="noindex">"#));
    assert!(
        html.contains(r#"<meta property="og:title" content="A question from Kalnu Keramika">"#),
        "{html}"
    );
    assert!(
        html.contains(
            r#"<meta property="og:description" content="Would you recommend &lt;us&gt;?">"#
        )
    );
    assert!(
        !html.contains("style=") && !html.contains("<style") && !html.contains("recommend <us>")
    );
    let sheet = attribute(tag(html, "<link rel=\"stylesheet"), "href").expect("a style sheet");
    let style = site.server.client().get(site.server.url(&sheet));
    let style = Reply::to(style).await.expect(200);
    assert!(style.header("content-type").starts_with("text/css"));
    assert!(style.header("cache-control").contains("immutable") && style.text.contains(".aw"));
    let other = site
        .server
        .client()
        .get(site.server.url(&site.path("/look-0.css")));
    assert_eq!(
        Reply::to(other).await.expect(200).header("cache-control"),
        "no-cache"
    );
    let script = attribute(tag(html, "<script"), "src").expect("a script");
    let script = Reply::to(site.server.client().get(site.server.url(&script)))
        .await
        .expect(200);
    assert!(script.text.contains("take_over"));
}

#[tokio::test]
async fn a_survey_is_answered_step_by_step_without_javascript() {
    let site = Site::with_steps().await;
    let first = site
        .get("?order=1001&total=49.90&currency=EUR&customer=c7&channel=mail")
        .await
        .expect(200);
    let second = site.send(&first, &[("score", "3")]).await.expect(200);
    assert!(second.text.contains("Why is that?"));
    assert_eq!(
        site.server.answers_about("1001").await,
        [json!({"score": 3})]
    );
    let third = site.send(&second, &[("why", "Slow")]).await.expect(200);
    let end = site
        .send(&third, &[("heard", "other"), ("heard.other", "A friend")])
        .await
        .expect(200);
    assert!(end.text.contains("Thanks."), "{}", end.text);
    let responses = site.server.responses().await;
    assert_eq!(responses.len(), 1);
    assert_eq!(responses[0]["state"], "complete");
    assert_eq!(
        responses[0]["answers"],
        json!({"score": 3, "why": "Slow", "heard": {"chosen": ["other"], "other": "A friend"}})
    );
    assert_eq!(responses[0]["order"]["total"], "49.90");
    // A reload of any step sends it again: nothing is doubled, and nothing is lost.
    site.send(&first, &[("score", "3")]).await.expect(200);
    site.send(&third, &[("heard", "other"), ("heard.other", "A friend")])
        .await
        .expect(200);
    assert_eq!(site.server.responses().await, responses);
    // Back with the browser and another answer: that counts, and what came later stays.
    site.send(&first, &[("score", "8")]).await.expect(200);
    let answers = &site.server.answers_about("1001").await[0];
    assert_eq!(
        (&answers["score"], &answers["why"]),
        (&json!(8), &json!("Slow"))
    );
    // Whoever opens the link again is told.
    let again = site.get("?order=1001&lang=en").await.expect(200);
    assert!(again.text.contains("We already have an answer") && !again.text.contains("<form"));
    assert_eq!(site.server.score().await["n"], 1);
}

#[tokio::test]
async fn back_leads_to_the_question_before_with_its_answer() {
    let site = Site::with_steps().await;
    let first = site.get("?order=1").await.expect(200);
    let second = site.send(&first, &[("score", "3")]).await.expect(200);
    let third = site.send(&second, &[("why", "Slow")]).await.expect(200);
    let back = site.send(&third, &[(".back", "1")]).await.expect(200);
    assert!(
        held(&back.text).contains(&("why".into(), "Slow".into())),
        "{}",
        back.text
    );
    let step = held(&back.text)
        .into_iter()
        .find(|(name, _)| name == ".step");
    assert_eq!(step, Some((".step".into(), "why".into())));
}

#[tokio::test]
async fn looking_writes_nothing_and_a_score_in_the_link_waits_for_the_post() {
    let site = Site::start().await;
    for query in [
        "",
        "?order=1001",
        "?order=1001&score=9",
        "?score=99",
        "?score=x&lang=zz&channel=q",
    ] {
        let page = site.get(query).await.expect(200);
        let chosen = held(&page.text).contains(&("score".into(), "9".into()));
        assert_eq!(
            chosen,
            query.contains("score=9") && !query.contains("99"),
            "{query}"
        );
    }
    assert!(site.server.responses().await.is_empty());
    let owner = site.server.sign_in().await;
    let path = format!("/shops/{}/responses?order=1001", site.server.founded().shop);
    let told = owner.get(&path).await.expect(200).text;
    assert!(told.contains("We never heard of order 1001"), "{told}");
    let page = site.get("?order=1001&score=9").await.expect(200);
    site.send(&page, &[]).await.expect(200);
    assert_eq!(
        site.server.answers_about("1001").await,
        [json!({"score": 9})]
    );
}

#[tokio::test]
async fn two_questions_stand_under_each_other_once_the_first_is_answered() {
    let site = Site::start().await;
    let page = site.get("?order=1").await.expect(200);
    let both = site.send(&page, &[("score", "9")]).await.expect(200);
    assert!(
        both.text.contains("<form") && held(&both.text).contains(&("score".into(), "9".into()))
    );
    let end = site.send(&both, &[("why", "Good cups")]).await.expect(200);
    assert!(!end.text.contains("page-said"), "{}", end.text);
    let response = &site.server.responses().await[0];
    assert_eq!(
        (&response["state"], &response["answers"]["why"]),
        (&json!("complete"), &json!("Good cups"))
    );
    // With a score in the link both are there from the beginning: one form, one sending.
    let page = site.get("?order=2&score=7").await.expect(200);
    site.send(&page, &[("why", "Fine")]).await.expect(200);
    assert_eq!(
        site.server.answers_about("2").await,
        [json!({"score": 7, "why": "Fine"})]
    );
}

#[tokio::test]
async fn answers_are_taken_back_without_javascript() {
    let site = Site::start().await;
    let page = site.get("?order=1&lang=en").await.expect(200);
    let page = site.send(&page, &[("score", "9")]).await.expect(200);
    let end = site.send(&page, &[("why", "x")]).await.expect(200);
    assert!(end.text.contains(".withdraw"), "{}", end.text);
    let gone = site.send(&end, &[(".withdraw", "1")]).await.expect(200);
    assert!(
        gone.text.contains("Your answers are deleted."),
        "{}",
        gone.text
    );
    assert!(site.server.responses().await.is_empty());
    // A reload brings nothing back.
    site.send(&end, &[("why", "x")]).await.expect(200);
    let again = site.get("?order=1&lang=en").await.expect(200);
    assert!(again.text.contains("Your answers are deleted."));
    assert!(site.server.responses().await.is_empty());
    assert_eq!(site.server.score().await["n"], 0);
}

#[tokio::test]
async fn what_was_mistyped_stands_there_to_be_mended() {
    let mut site = Site::start().await;
    rework(&mut site.server, |decided| {
        decided.version.content = serde_json::from_str(CONTACT).expect("a survey");
    })
    .await;
    let page = site.get("?order=1&lang=en").await.expect(200);
    let page = site
        .send(&page, &[("better", "More cups")])
        .await
        .expect(200);
    let page = site.send(&page, &[("contact", "nobody")]).await.expect(200);
    let fields = held(&page.text);
    assert!(
        fields.contains(&("contact".into(), "nobody".into())),
        "{}",
        page.text
    );
    assert!(
        !fields.iter().any(|(name, _)| name == "contact.consent"),
        "{}",
        page.text
    );
    let page = site
        .send(&page, &[("contact.consent", "1")])
        .await
        .expect(200);
    assert!(
        page.text.contains("check the e-mail address"),
        "{}",
        page.text
    );
    assert!(held(&page.text).contains(&("contact.consent".into(), "1".into())));
    site.send(&page, &[("contact", "a@b.example")])
        .await
        .expect(200);
    let response = &site.server.responses().await[0];
    assert_eq!(response["state"], "complete");
    assert_eq!(response["answers"]["contact"]["email"], "a@b.example");
}

#[tokio::test]
async fn a_survey_that_is_paused_says_so_and_takes_what_it_asked_before() {
    let mut site = Site::start().await;
    let begun = site.get("?order=1").await.expect(200);
    let begun = site.send(&begun, &[("score", "9")]).await.expect(200);
    let unbegun = site.get("?order=2").await.expect(200);
    rework(&mut site.server, |decided| {
        decided.survey.status = SurveyStatus::Paused;
    })
    .await;
    let closed = site.get("?order=3&lang=en").await.expect(200);
    assert!(closed.text.contains("This survey is closed.") && !closed.text.contains("<form"));
    let closed = site.send(&unbegun, &[("score", "9")]).await.expect(200);
    assert!(!closed.text.contains("<form"));
    site.send(&begun, &[("why", "Good")]).await.expect(200);
    assert_eq!(site.server.responses().await.len(), 1);
}

#[tokio::test]
async fn a_forged_link_is_refused_and_stores_nothing() {
    let mut site = Site::start().await;
    let mut secret = String::new();
    rework(&mut site.server, |decided| {
        decided.shop.require_signature = true;
        secret.clone_from(&decided.shop.secret);
    })
    .await;
    let now = jiff::Timestamp::now().as_second();
    let good = signed(&secret, "1001", &now.to_string());
    let old = signed(&secret, "1001", &(now - 91 * 86_400).to_string());
    let forged = signed(&"0".repeat(64), "1001", &now.to_string());
    let altered = good.replace("1001", "1002");
    let form = site.get(&good).await.expect(200);
    for wrong in [&old, &forged, &altered, "?order=1001&sig=x", "?sig=00"] {
        let page = site
            .get(&format!("{wrong}&score=9&lang=en"))
            .await
            .expect(403);
        assert!(
            page.text.contains("This link does not work any more."),
            "{}",
            page.text
        );
        assert!(
            page.header("content-security-policy")
                .contains("default-src 'none'")
        );
        // The good form under a forged address.
        let request = site
            .server
            .client()
            .post(site.server.url(&site.path(wrong)));
        let mut fields = held(&form.text);
        fields.push(("score".into(), "9".into()));
        Reply::to(request.form(&fields)).await.expect(403);
    }
    // Unsigned, where the shop asks signed orders only.
    let unsigned = site
        .server
        .client()
        .post(site.server.url(&site.path("?order=1001")));
    Reply::to(unsigned.form(&[("score", "9")]))
        .await
        .expect(403);
    assert!(site.server.responses().await.is_empty());
    site.send(&form, &[("score", "9")]).await.expect(200);
    let responses = site.server.responses().await;
    assert_eq!(responses[0]["answers"], json!({"score": 9}));
}

#[tokio::test]
async fn what_no_form_sends_gets_a_page_with_a_sentence() {
    let site = Site::with_steps().await;
    let url = site.server.url(&site.path("?order=1&lang=en"));
    let post =
        |fields: Vec<(String, String)>| Reply::to(site.server.client().post(&url).form(&fields));
    let one = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let five_hundred = (0..500)
        .map(|n| (format!("f{n}"), "1".to_owned()))
        .collect();
    for (fields, status, words) in [
        (five_hundred, 422, "no question"),
        (vec![one("score", "1"); 2001], 422, "2000"),
        (vec![one("score", "eleven")], 422, "from 0 to 10"),
        (
            vec![one("score", "1"), one(".step", "nothing")],
            422,
            "no question",
        ),
        (
            vec![one("score", "1"), one(".ticket", "forged")],
            403,
            "does not work",
        ),
        (vec![one("why", &"x".repeat(70_000))], 413, "65536"),
    ] {
        let page = post(fields).await.expect(status);
        assert!(page.header("content-type").starts_with("text/html"));
        assert!(page.text.contains(words), "{}", page.text);
    }
    for path in ["/s/x", "/s/srv_00000000000000000000000000", "/s/%00"] {
        let page = Reply::to(site.server.client().get(site.server.url(path))).await;
        assert!(page.expect(404).text.contains("<h1"));
    }
    for query in [
        "?order=1&total=x&currency=EUR",
        "?order=1&total=5",
        "?order=%00",
    ] {
        site.get(query).await.expect(422);
    }
    assert!(site.server.responses().await.is_empty());
}

#[tokio::test]
async fn a_ticket_of_another_order_answers_nothing() {
    let site = Site::start().await;
    let own = site.get("?order=1").await.expect(200);
    let request = site
        .server
        .client()
        .post(site.server.url(&site.path("?order=2")));
    let mut fields = held(&own.text);
    fields.push(("score".into(), "1".into()));
    Reply::to(request.form(&fields)).await.expect(403);
    assert!(site.server.responses().await.is_empty());
}

#[tokio::test]
async fn of_two_who_open_the_same_link_the_first_answers() {
    let site = Site::start().await;
    let (one, other) = (
        site.get("?order=1&lang=en").await,
        site.get("?order=1&lang=en").await,
    );
    site.send(&one, &[("score", "9")]).await.expect(200);
    let late = site.send(&other, &[("score", "1")]).await.expect(200);
    assert!(
        late.text.contains("We already have an answer"),
        "{}",
        late.text
    );
    assert_eq!(site.server.answers_about("1").await, [json!({"score": 9})]);
}

#[tokio::test]
async fn the_page_s_script_gets_a_ticket_and_votes_what_was_preselected() {
    let site = Site::start().await;
    let page = site.get("?order=1&score=9").await.expect(200);
    let opened = site.send(&page, &[(".open", "1")]).await.expect(200).json();
    assert_eq!(opened["rev"], 1);
    assert_eq!(site.server.answers_about("1").await, [json!({"score": 9})]);
    let message = json!({"ticket": opened["ticket"], "rev": 2, "state": "complete", "answers": {"score": 8, "why": "x"}});
    site.server.respond(message).await.expect(200);
    assert_eq!(
        site.server.answers_about("1").await,
        [json!({"score": 8, "why": "x"})]
    );
    // Without a score there is nothing to vote for.
    let page = site.get("?order=2").await.expect(200);
    let opened = site.send(&page, &[(".open", "1")]).await.expect(200).json();
    assert_eq!(opened["rev"], 0);
    assert_eq!(site.server.answers_about("2").await, Vec::<Value>::new());
}

#[tokio::test]
async fn the_page_speaks_the_browser_s_language_and_is_mirrored() {
    let site = Site::start().await;
    let request = site.server.client().get(site.server.url(&site.path("")));
    let page = Reply::to(request.header("accept-language", "en;q=0.5, ar-EG, *;q=0.1"))
        .await
        .expect(200);
    assert!(
        page.text.contains(r#"<html lang="ar" dir="rtl">"#),
        "{}",
        page.text
    );
    let next = site.send(&page, &[("score", "9")]).await.expect(200);
    assert!(next.text.contains(r#"<html lang="ar" dir="rtl">"#));
    let latvian = site.get("?lang=lv").await.expect(200);
    assert!(latvian.text.contains(r#"<html lang="lv" dir="ltr">"#));
}

#[tokio::test]
async fn a_qr_code_is_the_owner_s_to_print() {
    let site = Site::start().await;
    let founded = site.server.founded().clone();
    let path = |ending: &str| {
        format!(
            "/shops/{}/surveys/{}/qr.{ending}",
            founded.shop, founded.survey
        )
    };
    let stranger = site.server.client().get(site.server.url(&path("svg")));
    assert!((300..400).contains(&Reply::to(stranger).await.status));
    let owner = site.server.sign_in().await;
    let svg = owner.get(&path("svg")).await.expect(200);
    assert_eq!(svg.header("content-type"), "image/svg+xml");
    assert!(svg.text.starts_with("<svg"));
    assert_eq!(
        owner
            .get(&path("png"))
            .await
            .expect(200)
            .header("content-type"),
        "image/png"
    );
    let other = path("svg").replace(&founded.survey, "srv_00000000000000000000000000");
    owner.get(&other).await.expect(404);
}
