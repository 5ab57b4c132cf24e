//! When the tag asks: what has to happen in the page, that nothing else is loaded before it did,
//! and that nobody is asked twice.

use afterword_tests::{
    Browser, Fault, Network, Page, Prompt, Stage,
    survey::{question, survey},
    until,
};
use fantoccini::actions::{InputSource, MouseActions, PointerAction};
use serde_json::{Value, json};
use std::time::Duration;

/// A survey with these rules.
fn ruled(name: &str, rules: Value) -> Value {
    let mut file = survey(name, &[question("nps", "score")]);
    file["rules"] = rules;
    file
}

/// A survey that stands somewhere else than in the corner.
fn placed(name: &str, place: &str, trigger: &Value) -> Value {
    let mut file = ruled(name, json!({"trigger": trigger}));
    file["place"] = json!(place);
    file
}

fn script(text: &str) -> String {
    format!(r#"<script nonce="c2hvcA">{text}</script>"#)
}

/// Surveys, a shop's page, the shopper and a network that notes what is asked.
struct Scene {
    stage: Stage,
    network: Network,
}

impl Scene {
    async fn with(surveys: Vec<Value>) -> Self {
        let stage = Stage::with(surveys).await;
        let network = Network::before(&stage.server).await;
        Self { stage, network }
    }

    fn browser(&self) -> &Browser {
        &self.stage.browser
    }

    fn survey(&self, nth: usize) -> &str {
        &self.stage.server.surveys()[nth]
    }

    fn tag(&self, attributes: &str) -> String {
        self.network.rule_tag(&self.stage.server, attributes)
    }

    /// Opens a page at this path, with its query, and waits until the tag is there.
    async fn open(&self, path: &str, body: &str, attributes: &str) {
        let body = format!("{body}{}", self.tag(attributes));
        let bare = path.split('?').next().unwrap_or_default();
        self.stage.shop.put(bare, Page::thanks(&body));
        let address = format!("{}{path}", self.stage.shop.origin());
        self.browser().open(&address).await;
        until("the tag is there", || async {
            let here = "return !!window.afterword && afterword.here === 1";
            self.browser().holds(here).await.then_some(())
        })
        .await;
    }

    /// What the page loaded from the server, as the browser itself has noted it.
    async fn loaded(&self) -> Vec<String> {
        let script = "return performance.getEntriesByType('resource').map(e => e.name)
            .filter(name => name.startsWith(arguments[0]))";
        let base = self.network.url("");
        let names = self.browser().run(script, vec![json!(base)]).await;
        let names: Vec<String> = serde_json::from_value(names).expect("names");
        names
            .iter()
            .map(|name| {
                let path = name.strip_prefix(&base).unwrap_or_default();
                path.split('?').next().unwrap_or_default().to_owned()
            })
            .collect()
    }

    fn prompts(&self) -> Vec<Value> {
        let came = self.network.came("/v1/prompt");
        let bodies = came
            .iter()
            .filter_map(|came| serde_json::from_str(&came.body).ok());
        bodies.collect()
    }

    /// Waits until the tag has looked at the page again, more than once.
    async fn rests(&self) {
        self.browser()
            .run("window.since = performance.now()", Vec::new())
            .await;
        until("the tag has looked around", || async {
            let script = "return performance.now() - since > 1300";
            self.browser().holds(script).await.then_some(())
        })
        .await;
    }

    /// Asserts that the shopper sees nothing, and that the page loaded exactly this.
    async fn stays_silent(&self, what: &str, loaded: &[&str]) {
        self.rests().await;
        assert_eq!(Prompt::of(self.browser()).count().await, 0, "{what}");
        assert_eq!(self.loaded().await, loaded, "{what}");
        self.stage.is_unharmed().await;
    }

    /// Waits for the form of a survey, which was asked for once.
    async fn asks(&self, nth: usize) -> Prompt<'_> {
        let prompt = Prompt::appears(self.browser()).await;
        let last = self.prompts().pop().expect("a request");
        let surveys = last["surveys"].as_array().expect("surveys");
        assert!(surveys.contains(&json!(self.survey(nth))), "{last}");
        let loaded = self.loaded().await;
        let asked = loaded.iter().filter(|path| *path == "/v1/prompt");
        assert_eq!(asked.count(), 1, "{loaded:?}");
        self.stage.is_unharmed().await;
        prompt
    }

    /// Why an order was not asked, as the owner reads it.
    async fn why(&self, order: &str) -> String {
        let owner = self.stage.server.sign_in().await;
        let shop = &self.stage.server.founded().shop;
        let path = format!("/shops/{shop}/responses?order={order}");
        owner.get(&path).await.expect(200).text
    }
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test"]
async fn where_nothing_is_due_the_loader_is_all_that_is_loaded() {
    let over = json!({"trigger": {"when": "visit", "seconds": 0}, "until": "2020-01-01T00:00:00Z"});
    let scene = Scene::with(vec![
        ruled(
            "sale",
            json!({"trigger": {"when": "visit", "seconds": 0, "page": "/sale*"}}),
        ),
        ruled("orders", json!({})),
        ruled("over", over),
        ruled("call", json!({"trigger": {"when": "call"}})),
        placed("inline", "inline", &json!({"when": "visit", "seconds": 0})),
    ])
    .await;
    scene.open("/about", "", "").await;
    scene.stays_silent("a page of no survey", &["/w.js"]).await;
    // The pattern is of the whole path.
    scene.open("/my/sale", "", "").await;
    scene.stays_silent("another page", &["/w.js"]).await;
    scene.open("/sale/cups?color=moss", "", "").await;
    scene.asks(0).await;
    // A page that thanks for an order it does not tell.
    scene
        .open("/checkout/order-received/77?key=a", "", "")
        .await;
    scene.asks(1).await;
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test"]
async fn a_visit_lasts_before_it_is_asked_about() {
    let trigger = json!({"when": "visit", "seconds": 2, "page": "/cups"});
    let scene = Scene::with(vec![ruled("visit", json!({"trigger": trigger}))]).await;
    scene.open("/cups", "", "").await;
    scene.asks(0).await;
    let between = "const [tag, prompt] = ['/w.js', '/v1/prompt'].map(path =>
            performance.getEntriesByType('resource').find(e => e.name.includes(path)));
        return prompt.startTime - tag.responseEnd";
    let waited = scene.browser().run(between, Vec::new()).await;
    let waited = waited.as_f64().expect("milliseconds");
    assert!((1_950.0..10_000.0).contains(&waited), "{waited} ms");
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test"]
async fn scrolling_far_enough_asks() {
    let trigger = json!({"when": "scroll", "percent": 60});
    let scene = Scene::with(vec![ruled("scroll", json!({"trigger": trigger}))]).await;
    let tall = r#"<style nonce="c2hvcA">main { height: 6000px }</style><main></main>"#;
    scene.open("/long", tall, "").await;
    scene.browser().run("scrollTo(0, 2000)", Vec::new()).await;
    scene.stays_silent("a third of the page", &["/w.js"]).await;
    scene.browser().run("scrollTo(0, 4000)", Vec::new()).await;
    scene.asks(0).await;
}

/// Moves the mouse, step by step.
async fn move_to(browser: &Browser, places: &[(f64, f64)]) {
    let mut moves = MouseActions::new("mouse".to_owned());
    for &(x, y) in places {
        let duration = Some(Duration::from_millis(50));
        moves = moves.then(PointerAction::MoveTo { duration, x, y });
    }
    let client = browser.client();
    client.perform_actions(moves).await.expect("the mouse");
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test"]
async fn the_mouse_that_leaves_at_the_top_asks() {
    let scene = Scene::with(vec![ruled("leave", json!({"trigger": {"when": "leave"}}))]).await;
    let browser = scene.browser();
    if !browser
        .engine()
        .is_chromium_or_skips("move the mouse out of its window")
    {
        return;
    }
    scene.open("/cart", "", "").await;
    move_to(browser, &[(300.0, 400.0), (300.0, 4.0), (300.0, 300.0)]).await;
    scene.stays_silent("near the edge", &["/w.js"]).await;
    browser.move_the_mouse(300, 2).await;
    browser.move_the_mouse(-5, 300).await;
    scene.stays_silent("out at the side", &["/w.js"]).await;
    browser.move_the_mouse(300, 40).await;
    browser.move_the_mouse(300, -5).await;
    scene.asks(0).await;
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test"]
async fn a_click_on_an_element_asks_once() {
    let trigger = json!({"when": "click", "selector": ".help, [data-help]"});
    let scene = Scene::with(vec![ruled("click", json!({"trigger": trigger}))]).await;
    // Whatever the page does with the click, and whenever the element came.
    let body = script(
        "addEventListener('load', () => {
            const help = document.createElement('button');
            help.className = 'help'; help.innerHTML = '<b>Help</b>';
            help.onclick = event => event.stopPropagation();
            document.body.prepend(help); });",
    );
    scene.open("/about", &body, "").await;
    scene.browser().click("#shop-button").await;
    scene.stays_silent("another button", &["/w.js"]).await;
    scene.browser().click(".help b").await;
    let prompt = scene.asks(0).await;
    // Without an order and a customer, a page view is all that is known: it is asked once.
    prompt.tap(".aw-close").await;
    prompt.goes().await;
    scene.browser().click(".help b").await;
    scene.rests().await;
    assert!(!prompt.is_shown().await, "asked again");
    assert_eq!(scene.prompts().len(), 1);
    scene.stage.is_unharmed().await;
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test"]
async fn the_page_asks_by_itself() {
    let scene = Scene::with(vec![ruled("call", json!({"trigger": {"when": "call"}}))]).await;
    scene.open("/account", "", "").await;
    scene.stays_silent("nobody called", &["/w.js"]).await;
    let show = format!("afterword('show', '{}')", scene.survey(0));
    scene.browser().run(&show, Vec::new()).await;
    scene.asks(0).await;
    // Called before the tag is there.
    let stub = "window.afterword = window.afterword || function () { (afterword.q = afterword.q || []).push(arguments); };";
    scene
        .open("/account", &script(&format!("{stub}{show}")), "")
        .await;
    scene.asks(0).await;
    // What is no survey asks nothing and harms nothing.
    let wrong = "afterword('show', 'srv_00000000000000000000000000');";
    scene
        .open("/account", &script(&format!("{stub}{wrong}")), "")
        .await;
    scene
        .stays_silent("no survey of the shop", &["/w.js", "/v1/prompt"])
        .await;
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test"]
async fn the_tab_opens_the_form_and_gets_the_focus_back() {
    let visit = json!({"when": "visit", "seconds": 0});
    let scene = Scene::with(vec![placed("tab", "tab", &visit)]).await;
    scene.open("/about", "", "").await;
    let tab = "[...document.querySelectorAll('div')].map(e => e.shadowRoot && e.shadowRoot.querySelector('button:only-child')).find(Boolean)";
    until("the tab is there", || async {
        let script = format!("return !!({tab})");
        scene.browser().holds(&script).await.then_some(())
    })
    .await;
    scene.rests().await;
    assert_eq!(scene.loaded().await, ["/w.js"]);
    let place = format!(
        "const r = ({tab}).getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2]"
    );
    let place = scene.browser().run(&place, Vec::new()).await;
    let (x, y) = (place[0].as_f64().expect("x"), place[1].as_f64().expect("y"));
    let press = || async {
        use fantoccini::actions::MOUSE_BUTTON_LEFT as button;
        let actions = MouseActions::new("mouse".to_owned())
            .then(PointerAction::MoveTo {
                duration: None,
                x: x.floor(),
                y: y.floor(),
            })
            .then(PointerAction::Down { button })
            .then(PointerAction::Up { button });
        let client = scene.browser().client();
        client.perform_actions(actions).await.expect("the pointer");
    };
    press().await;
    let prompt = scene.asks(0).await;
    let focused = "return document.activeElement && document.activeElement.id === 'afterword'";
    assert!(
        scene.browser().holds(focused).await,
        "the form has the focus"
    );
    prompt.tap(".aw-close").await;
    until("the tab has the focus", || async {
        let script =
            format!("const tab = {tab}; return !!tab && tab.getRootNode().activeElement === tab");
        scene.browser().holds(&script).await.then_some(())
    })
    .await;
    // Whoever presses again gets the form again.
    press().await;
    Prompt::appears(scene.browser()).await.choose(9).await;
    let survey = scene.survey(0).to_owned();
    until("the answer is stored", || async {
        let all = scene.stage.server.responses_to(&survey).await;
        (all.len() == 1 && all[0]["answers"] == json!({"score": 9})).then_some(())
    })
    .await;
    scene.stage.is_unharmed().await;
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test"]
async fn an_element_of_the_page_gets_its_form() {
    let visit = json!({"when": "visit", "seconds": 0});
    let call = ruled("call", json!({"trigger": {"when": "call"}}));
    let scene = Scene::with(vec![placed("inline", "inline", &visit), call]).await;
    let element = format!(r#"<div data-afterword="{}"></div>"#, scene.survey(0));
    scene.open("/article", &element, "").await;
    let prompt = Prompt::appears_in_its_element(scene.browser()).await;
    scene.rests().await;
    assert_eq!(prompt.count().await, 1);
    assert_eq!(scene.prompts().len(), 1);
    assert_eq!(scene.prompts()[0]["surveys"], json!([scene.survey(0)]));
    prompt.choose(7).await;
    until("the answer is stored", || async {
        let all = scene.stage.server.responses_to(scene.survey(0)).await;
        (all.len() == 1 && all[0]["channel"] == "inline").then_some(())
    })
    .await;
    // An element that the page makes later; one of another survey, which does not stand inline.
    let later = format!(
        "addEventListener('load', () => setTimeout(() => {{
            for (const id of ['{}', '{}', 'x']) {{
                const place = document.createElement('div');
                place.dataset.afterword = id;
                document.body.append(place);
            }}
        }}, 700));",
        scene.survey(0),
        scene.survey(1)
    );
    scene.open("/article", &script(&later), "").await;
    let prompt = Prompt::appears_in_its_element(scene.browser()).await;
    scene.rests().await;
    assert_eq!(prompt.count().await, 1);
    assert_eq!(scene.prompts().len(), 2);
    scene.stage.is_unharmed().await;
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test"]
async fn who_is_not_asked_is_told_to_the_owner() {
    let nobody = json!({"trigger": {"when": "order", "page": "/none"}, "sample": 0});
    let once = json!({"trigger": {"when": "order", "page": "/once"}, "again": {"again": "never"}});
    let scene = Scene::with(vec![ruled("nobody", nobody), ruled("once", once)]).await;

    let order = Stage::order();
    scene
        .open("/none", "", &format!(r#"data-order="{order}""#))
        .await;
    scene
        .stays_silent("nobody is in the sample", &["/w.js", "/v1/prompt"])
        .await;
    let why = scene.why(&order).await;
    assert!(why.contains("asks only some of the shoppers"), "{why}");

    // A customer is asked once and never again, whatever is bought.
    let order = Stage::order();
    let of =
        |order: &str, customer: &str| format!(r#"data-order="{order}" data-customer="{customer}""#);
    scene.open("/once", "", &of(&order, "c1")).await;
    scene.asks(1).await.choose(9).await;
    scene.stage.stored(&order, json!({"score": 9})).await;
    let order = Stage::order();
    scene.open("/once", "", &of(&order, "c1")).await;
    scene
        .stays_silent("the same customer", &["/w.js", "/v1/prompt"])
        .await;
    let why = scene.why(&order).await;
    assert!(why.contains("asks each customer once"), "{why}");
    scene.open("/once", "", &of(&Stage::order(), "c2")).await;
    scene.asks(1).await;
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test"]
async fn what_was_asked_for_a_page_that_was_left_does_not_appear() {
    let on = |page: &str| json!({"trigger": {"when": "visit", "seconds": 0, "page": page}});
    let scene = Scene::with(vec![
        ruled("cups", on("/cups")),
        ruled("bowls", on("/bowls")),
    ])
    .await;
    let browser = scene.browser();
    let go = |path: &'static str| {
        browser.run("history.pushState({}, '', arguments[0])", vec![json!(path)])
    };
    // The answer is still on its way when the shopper goes on.
    scene
        .network
        .fails("/v1/prompt", Fault::Late(Duration::from_secs(3)));
    scene.open("/cups", "", "").await;
    until("the request is on its way", || async {
        (scene.prompts().len() == 1).then_some(())
    })
    .await;
    go("/plates").await;
    until("the answer has come", || async {
        (scene.loaded().await == ["/w.js", "/v1/prompt"]).then_some(())
    })
    .await;
    scene
        .stays_silent("it was for another page", &["/w.js", "/v1/prompt"])
        .await;
    // On the next page its own survey is due.
    scene.network.mend();
    go("/bowls").await;
    let prompt = Prompt::appears(browser).await;
    let last = scene.prompts().pop().expect("a request");
    assert_eq!(last["surveys"], json!([scene.survey(1)]));
    // A form that nobody touched goes with its page.
    go("/plates").await;
    prompt.goes().await;
    // Back there, what it waits for is looked at anew.
    go("/cups").await;
    Prompt::appears(browser).await;
    let last = scene.prompts().pop().expect("a request");
    assert_eq!(last["surveys"], json!([scene.survey(0)]));
    // Who has begun to answer is left alone.
    prompt.choose(8).await;
    go("/plates").await;
    scene.rests().await;
    assert!(prompt.is_shown().await, "it was taken away in the middle");
    scene.stage.is_unharmed().await;
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test"]
async fn two_tabs_show_one_form() {
    let scene = Scene::with(vec![ruled("orders", json!({}))]).await;
    let client = scene.browser().client();
    let order = format!(r#"data-order="{}""#, Stage::order());
    scene.open("/till", "", &order).await;
    let first = client.window().await.expect("a window");
    Prompt::appears(scene.browser()).await;
    let second = client.new_window(true).await.expect("a tab").handle;
    client.switch_to_window(second).await.expect("the tab");
    scene.open("/till", "", &order).await;
    until("the second tab has asked", || async {
        (scene.prompts().len() == 2).then_some(())
    })
    .await;
    scene.rests().await;
    let prompt = Prompt::of(scene.browser());
    assert!(!prompt.is_shown().await, "both tabs show it");
    scene.stage.is_unharmed().await;
    client.switch_to_window(first).await.expect("the first tab");
    let prompt = Prompt::of(scene.browser());
    assert!(prompt.is_shown().await, "no tab shows it");
    // Another order is another question.
    let order = format!(r#"data-order="{}""#, Stage::order());
    scene.open("/till", "", &order).await;
    Prompt::appears(scene.browser()).await;
    scene.stage.is_unharmed().await;
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test"]
async fn an_order_belongs_to_the_page_that_it_was_told_for() {
    let scene = Scene::with(vec![ruled("orders", json!({}))]).await;
    let browser = scene.browser();
    // What the tag itself says is about the page that it stands on.
    let order = format!(r#"data-order="{}""#, Stage::order());
    scene.open("/till", "", &order).await;
    let prompt = scene.asks(0).await;
    browser
        .run("history.pushState({}, '', '/cups')", Vec::new())
        .await;
    prompt.goes().await;
    // Nobody sees a form that is gone.
    let loaded = scene.loaded().await;
    let loaded: Vec<&str> = loaded.iter().map(String::as_str).collect();
    scene
        .stays_silent("a page after the order's", &loaded)
        .await;
    assert_eq!(scene.prompts().len(), 1);
    // A shop without page loads tells the order, then shows the page that thanks for it.
    let order = Stage::order();
    let tell = "afterword('order', {id: arguments[0]}); history.pushState({}, '', '/done')";
    browser.run(tell, vec![json!(order)]).await;
    let prompt = Prompt::appears(browser).await;
    scene.rests().await;
    assert!(prompt.is_shown().await, "it went with the page before");
    assert_eq!(prompt.count().await, 1);
    prompt.choose(9).await;
    scene.stage.stored(&order, json!({"score": 9})).await;
    // The same order again is no news.
    let before = scene.prompts().len();
    let again = "afterword('order', {id: arguments[0]})";
    browser.run(again, vec![json!(order)]).await;
    scene.rests().await;
    assert_eq!(scene.prompts().len(), before, "asked about it again");
    scene.stage.is_unharmed().await;
}
