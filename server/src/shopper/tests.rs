//! What shoppers' browsers reach, over HTTP, as far as it is kept at hand: packed as asked for, and
//! never older than the records.

use super::encoding::{Encoding, tests::unpacked};
use crate::{
    config::Config,
    router,
    services::create_shop::{self, CreatedShop, NewShop, Owner},
    state::App,
};
use afterword_domain::{
    change::{Change, Expect},
    decide::bulk::{Bulk, BulkSource, Entry, OrderUpdate},
    record::{Record, Shop, SurveyHead, SurveyStatus, SurveyVersion},
};
use afterword_library::template::Template;
use afterword_shared::{
    appearance::Place,
    order::{Order, OrderMessage},
    prompt::PromptReply,
};
use afterword_store::Records;
use axum::{
    Router,
    body::{Body, Bytes},
    http::{HeaderMap, Request, StatusCode, header},
};
use jiff::SignedDuration;
use serde_json::{Value, json};
use std::collections::HashSet;
use tower::ServiceExt;

const BROWSER: &str = "gzip, deflate, br, zstd";

/// A server with a shop and its survey.
struct Site {
    app: App,
    router: Router,
    created: CreatedShop,
}

struct Reply {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

impl Reply {
    fn header(&self, name: header::HeaderName) -> Option<&str> {
        Some(self.headers.get(name)?.to_str().unwrap())
    }

    fn tag(&self) -> &str {
        self.header(header::ETAG).unwrap()
    }

    fn plain(&self) -> String {
        let encoding = match self.header(header::CONTENT_ENCODING) {
            Some("br") => Encoding::Brotli,
            Some("gzip") => Encoding::Gzip,
            None => Encoding::Identity,
            Some(other) => panic!("{other}"),
        };
        String::from_utf8(unpacked(&self.body, encoding)).unwrap()
    }

    fn prompt(&self) -> PromptReply {
        assert_eq!(self.status, StatusCode::OK);
        serde_json::from_str(&self.plain()).unwrap()
    }
}

impl Site {
    async fn with(template: Template) -> Self {
        let store = Records::in_memory();
        let app = App::start(store, Config::default()).await.unwrap();
        let new_shop = NewShop {
            owner: Owner::New {
                email: "owner@shop.example".into(),
                password: String::new(),
            },
            shop: "Kalnu".into(),
            origins: vec!["https://shop.example".into()],
            locale: "en".into(),
            time_zone: "UTC".into(),
            survey_name: template.name().into(),
            template,
            demo: false,
            api_key: false,
        };
        let (created, creation) = create_shop::create(&new_shop, app.now()).unwrap();
        app.must_begin(creation).await.unwrap();
        Self {
            router: router::router(app.clone()),
            app,
            created,
        }
    }

    async fn send(&self, request: Request<Body>) -> Reply {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (head, body) = response.into_parts();
        Reply {
            status: head.status,
            headers: head.headers,
            body: axum::body::to_bytes(body, 1 << 20).await.unwrap(),
        }
    }

    async fn prompt(&self, accepted: &str, lang: &str, order: Value) -> Reply {
        let message = json!({"shop": self.created.shop, "lang": lang, "order": order});
        let request = Request::post("/v1/prompt")
            .header(header::ORIGIN, "https://shop.example")
            .header(header::ACCEPT_ENCODING, accepted);
        let body = Body::from(message.to_string());
        self.send(request.body(body).unwrap()).await
    }

    /// A prompt about an order of its own, as a browser asks for it.
    async fn prompted(&self, order: &str) -> PromptReply {
        let reply = self.prompt(BROWSER, "en", json!({"id": order})).await;
        reply.prompt()
    }

    async fn loader(&self, headers: &[(header::HeaderName, &str)]) -> Reply {
        let mut request = Request::get(format!("/w.js?shop={}", self.created.shop));
        for (name, value) in headers {
            request = request.header(name, *value);
        }
        self.send(request.body(Body::empty()).unwrap()).await
    }

    async fn rules(&self) -> String {
        let loader = self.loader(&[(header::ACCEPT_ENCODING, BROWSER)]).await;
        loader.plain().lines().last().unwrap().to_owned()
    }

    async fn write(&self, record: Record) {
        let change = Change::put(Expect::Anything, record);
        self.app.must_write(change).await.unwrap();
    }

    async fn change_shop(&self, change: impl FnOnce(&mut Shop)) {
        let kept = self.app.store().shop(self.created.shop).await.unwrap();
        let mut shop = kept.unwrap().value;
        change(&mut shop);
        self.write(Record::Shop(shop)).await;
    }

    async fn change_survey(&self, change: impl FnOnce(&mut SurveyHead)) {
        let kept = self.app.store().survey(self.created.survey).await.unwrap();
        let mut head = kept.unwrap().value;
        change(&mut head);
        self.write(Record::Survey(head)).await;
    }

    /// The survey in its next version.
    async fn edit(&self, change: impl FnOnce(&mut SurveyVersion)) {
        let id = self.created.survey;
        let head = self.app.store().survey(id).await.unwrap().unwrap().value;
        let version = self.app.store().survey_version(id, head.version).await;
        let mut version = SurveyVersion::clone(&version.unwrap().unwrap());
        version.version += 1;
        change(&mut version);
        let next = version.version;
        self.write(Record::SurveyVersion(version)).await;
        self.change_survey(|head| head.version = next).await;
    }
}

#[tokio::test]
async fn a_prompt_is_packed_once_as_the_browser_likes_it_best() {
    let site = Site::with(Template::Nps).await;
    let order = |n: u32| json!({"id": n});
    let plain = site.prompt("", "en", order(0)).await;
    for (n, (accepted, encoding)) in [
        (BROWSER, Some("br")),
        ("gzip, br;q=0", Some("gzip")),
        ("br;q=0.2, gzip;q=0.9", Some("gzip")),
        ("identity", None),
        ("br;q=0, gzip;q=0", None),
    ]
    .into_iter()
    .enumerate()
    {
        let n = u32::try_from(n).unwrap() + 1;
        let reply = site.prompt(accepted, "en", order(n)).await;
        assert_eq!(
            reply.header(header::CONTENT_ENCODING),
            encoding,
            "{accepted}"
        );
        let told: Vec<_> = reply.headers.get_all(header::VARY).iter().collect();
        assert_eq!(told, ["origin, accept-encoding"], "{accepted}");
        assert_eq!(reply.header(header::CONTENT_TYPE), Some("application/json"));
        assert_eq!(reply.header(header::CACHE_CONTROL), Some("no-store"));
        let expected = PromptReply {
            ticket: reply.prompt().ticket,
            ..plain.prompt()
        };
        assert_ne!(expected.ticket, plain.prompt().ticket);
        assert_eq!(reply.plain(), serde_json::to_string(&expected).unwrap());
    }
}

#[tokio::test]
async fn a_browser_s_prompt_in_english_takes_no_more_than_3150_bytes() {
    let site = Site::with(Template::Nps).await;
    let reply = site.prompt(BROWSER, "en", json!({"id": "order-1"})).await;
    assert!(reply.body.len() <= 3150, "{}", reply.body.len());
}

#[tokio::test]
async fn a_form_is_drawn_anew_when_what_it_is_drawn_from_changes() {
    let site = Site::with(Template::Nps).await;
    let first = site.prompted("1").await;
    assert_eq!(site.prompted("2").await.html, first.html);

    site.change_shop(|shop| shop.name = "Upes".into()).await;
    let named = site.prompted("3").await;
    assert!(named.html.contains("Upes") && !named.html.contains("Kalnu"));

    let privacy = "https://shop.example/privacy";
    site.change_shop(|shop| shop.privacy_url = privacy.into())
        .await;
    assert!(site.prompted("4").await.html.contains(privacy));

    site.change_survey(|head| head.theme.accent = Some("#123456".parse().unwrap()))
        .await;
    assert!(site.prompted("5").await.style.contains("#123456"));

    let logo = "https://shop.example/logo.svg";
    site.change_survey(|head| head.theme.logo = logo.into())
        .await;
    assert!(site.prompted("6").await.html.contains(logo));

    site.change_survey(|head| head.place = Place::Bar).await;
    assert!(site.prompted("7").await.html.contains("aw-bar"));

    site.edit(|version| version.content.questions[1].text = "What did the cat say?".into())
        .await;
    assert!(
        site.prompted("8")
            .await
            .html
            .contains("What did the cat say?")
    );
}

#[tokio::test]
async fn languages_get_forms_of_their_own() {
    let site = Site::with(Template::Nps).await;
    let mut forms = Vec::new();
    for lang in ["en", "lv", "lv-LV,en", "zh-TW", "tlh"] {
        let reply = site.prompt(BROWSER, lang, json!({"id": lang})).await;
        forms.push(reply.prompt().html);
    }
    assert_eq!(forms[1], forms[2]);
    assert_eq!(forms[0], forms[4]);
    assert!(forms[0] != forms[1] && forms[1] != forms[3] && forms[0] != forms[3]);
    // A translation of the owner's comes with a version of its own.
    let lv = [("why.text".to_owned(), "Ko teica kaķis?".to_owned())];
    site.edit(|version| {
        version.translations.insert("lv".into(), lv.into());
    })
    .await;
    let reply = site.prompt(BROWSER, "lv", json!({"id": "lv 2"})).await;
    assert!(reply.prompt().html.contains("Ko teica kaķis?"));
}

#[tokio::test]
async fn words_of_an_order_stand_in_the_forms_about_it_alone() {
    let site = Site::with(Template::Nps).await;
    let text = "{first_name|You}: is {product|it} of {order|yours} good?";
    site.edit(|version| version.content.questions[0].text = text.into())
        .await;
    let is_asked = async |order: Value, words: &str| {
        let html = site.prompt(BROWSER, "en", order).await.prompt().html;
        assert!(html.contains(words), "{words}: {html}");
    };
    let whole = json!({"id": "1", "first_name": "Ilze", "items": [{"id": "a", "name": "Cup"}]});
    is_asked(whole, "Ilze: is Cup of 1 good?").await;
    is_asked(json!({"id": "2"}), "You: is it of 2 good?").await;
    is_asked(
        json!({"id": "3", "first_name": "Jānis"}),
        "Jānis: is it of 3 good?",
    )
    .await;
    is_asked(Value::Null, "You: is it of yours good?").await;

    let text = "{first_name|You}: is {product|it} good?";
    site.edit(|version| version.content.questions[0].text = text.into())
        .await;
    let cup = json!([{"id": "a", "name": "Cup"}]);
    is_asked(json!({"id": "4", "items": cup}), "You: is Cup good?").await;
    is_asked(
        json!({"id": "5", "items": [{"id": "b", "name": "Pot"}]}),
        "You: is Pot good?",
    )
    .await;
    is_asked(json!({"id": "6", "items": cup}), "You: is Cup good?").await;
    is_asked(
        json!({"id": "7", "first_name": "Ilze", "items": cup}),
        "Ilze: is Cup good?",
    )
    .await;
    is_asked(json!({"id": "8"}), "You: is it good?").await;
}

#[tokio::test]
async fn what_another_page_told_of_an_order_stands_in_its_form() {
    let site = Site::with(Template::Product).await;
    let cup = json!({"id": "1", "items": [{"id": "cup", "name": "Cup, moss"}]});
    let told = site.prompt(BROWSER, "en", cup).await.prompt();
    assert!(told.html.contains("Cup, moss"), "{}", told.html);
    let again = site
        .prompt(BROWSER, "en", json!({"id": "1"}))
        .await
        .prompt();
    assert_eq!(again.html, told.html);
    let other = site
        .prompt(BROWSER, "en", json!({"id": "2"}))
        .await
        .prompt();
    assert!(!other.html.contains("Cup, moss"));
    let test = json!({"id": "1"});
    let message = json!({"shop": site.created.shop, "lang": "en", "order": test, "test": true});
    let request = Request::post("/v1/prompt").body(Body::from(message.to_string()));
    let test = site.send(request.unwrap()).await.prompt();
    assert_eq!(test.html, other.html, "a test learned of a real order");
}

/// The order is the unsigned response's for its owner; but anybody can name it.
#[tokio::test]
async fn what_the_shops_server_sent_is_not_shown_to_an_unsigned_request() {
    let site = Site::with(Template::Nps).await;
    let text = "{first_name|You}: is {product|it} good?";
    site.edit(|version| version.content.questions[0].text = text.into())
        .await;
    let sent = ["9", "10"].map(|id| {
        let order = json!({"id": id, "first_name": "Ilze", "items": [{"id": "a", "name": "Cup"}]});
        let order: OrderMessage = serde_json::from_value(order).unwrap();
        Entry {
            order: Some(OrderUpdate::of(Order::try_from(order).unwrap())),
            response: None,
        }
    });
    let bulk = Bulk {
        shop: site.created.shop,
        teller: BulkSource::Server,
        entries: sent.into(),
        at: site.app.now(),
        dry: false,
    };
    site.app.ingest().take_in(bulk).await.unwrap();
    let prompted = site.prompted("9").await;
    assert!(
        prompted.html.contains("You: is it good?"),
        "{}",
        prompted.html
    );
    // The next step is drawn from the store, and so is the survey's own page.
    let message = json!({"ticket": prompted.ticket, "rev": 1, "state": "started",
        "fields": [["score", "3"]], "step": "score", "back": true});
    let request = Request::post("/v1/responses").header(header::ORIGIN, "https://shop.example");
    let request = request.body(Body::from(message.to_string())).unwrap();
    let step = site.send(request).await.plain();
    assert!(step.contains("You: is it good?"), "{step}");
    let page = format!("/s/{}?order=10", site.created.survey);
    let page = site.send(Request::get(page).body(Body::empty()).unwrap());
    let page = page.await.plain();
    assert!(page.contains("You: is it good?"), "{page}");
    for text in [step, page] {
        assert!(!text.contains("Ilze") && !text.contains("Cup"), "{text}");
    }
}

#[tokio::test]
async fn options_are_mixed_for_each_response() {
    let site = Site::with(Template::Discovery).await;
    site.edit(|version| version.content.questions[0].shuffle = true)
        .await;
    let mut forms = HashSet::new();
    for n in 0..8 {
        forms.insert(site.prompted(&n.to_string()).await.html);
    }
    assert!(forms.len() > 1);
    let again = site.prompted("0").await.html;
    assert_eq!(site.prompted("0").await.html, again);
}

#[tokio::test]
async fn the_loader_has_a_tag_for_each_way_of_packing_it() {
    let site = Site::with(Template::Nps).await;
    let mut tags = Vec::new();
    let plain = site.loader(&[]).await.plain();
    for accepted in ["", "gzip", BROWSER] {
        let accepted = (header::ACCEPT_ENCODING, accepted);
        let whole = site.loader(std::slice::from_ref(&accepted)).await;
        assert_eq!(whole.status, StatusCode::OK);
        assert_eq!(whole.plain(), plain);
        assert_eq!(whole.header(header::VARY), Some("accept-encoding"));
        let known = (header::IF_NONE_MATCH, whole.tag());
        let unchanged = site.loader(&[accepted.clone(), known]).await;
        assert_eq!(unchanged.status, StatusCode::NOT_MODIFIED);
        assert_eq!(unchanged.tag(), whole.tag());
        assert!(unchanged.body.is_empty());
        tags.push(whole.tag().to_owned());
    }
    let [one, two, three] = &tags[..] else {
        panic!()
    };
    assert!(one != two && two != three && one != three);
    let other = (header::IF_NONE_MATCH, one.as_str());
    let whole = site
        .loader(&[(header::ACCEPT_ENCODING, BROWSER), other])
        .await;
    assert_eq!(whole.status, StatusCode::OK);
}

#[tokio::test]
async fn a_change_to_a_survey_is_in_the_loader_at_once() {
    let site = Site::with(Template::Nps).await;
    let survey = site.created.survey.to_string();
    let first = site.rules().await;
    assert!(first.contains(&survey), "{first}");
    // What shoppers do changes nothing about it.
    site.prompted("1").await;
    assert_eq!(site.rules().await, first);

    site.change_survey(|head| head.rules.trigger.page = "/thanks".into())
        .await;
    assert!(site.rules().await.contains("/thanks"));

    site.change_survey(|head| head.status = SurveyStatus::Paused)
        .await;
    assert!(!site.rules().await.contains(&survey));

    site.change_survey(|head| head.status = SurveyStatus::Live)
        .await;
    assert!(site.rules().await.contains(&survey));

    let hour = SignedDuration::from_hours(1);
    let now = site.app.now();
    site.change_survey(|head| head.rules.from = Some(now + hour))
        .await;
    assert!(!site.rules().await.contains(&survey));

    site.change_survey(|head| head.rules.from = Some(now - hour))
        .await;
    assert!(site.rules().await.contains(&survey));
}

#[tokio::test]
async fn a_tab_speaks_the_shop_s_language_as_soon_as_that_is_changed() {
    let site = Site::with(Template::Nps).await;
    site.change_survey(|head| head.place = Place::Tab).await;
    let english = site.rules().await;
    site.change_shop(|shop| shop.locale = "lv".into()).await;
    assert_ne!(site.rules().await, english);
}

#[tokio::test]
async fn an_unknown_shop_gets_the_loader_alone() {
    let site = Site::with(Template::Nps).await;
    let alone = Request::get("/w.js?shop=shp_00000000000000000000000000");
    let alone = site.send(alone.body(Body::empty()).unwrap()).await;
    assert_eq!(alone.status, StatusCode::OK);
    assert_eq!(alone.plain(), super::files::text("w.js"));
}
