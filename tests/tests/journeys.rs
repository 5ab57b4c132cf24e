//! A shop page, a shopper, an owner, in a real browser: what they see, and what the server stored.
//!
//! Ignored by a plain `cargo test`, since they need a browser: `cargo xtask test` finds or installs
//! one and runs them.

use afterword_tests::{
    Afterword, Browser, Engine, Fault, Founded, Network, Page, Prompt, Setup, ShopSite, skipped,
    until,
};
use fantoccini::key::Key;
use serde_json::{Value, json};
use std::time::Duration;

/// A shop's site, and a server that its tag may speak to.
async fn shop_and_server() -> (ShopSite, Afterword) {
    let shop = ShopSite::start().await;
    let server = Afterword::start(Setup::on(shop.origin())).await;
    (shop, server)
}

/// The tag with an order on it.
fn tag(server: &Afterword, order: &str) -> String {
    server.tag(&format!(r#"data-order="{order}""#))
}

/// A policy that lets this server's tag in, and nothing else that a shop does not need. With
/// `wasm`, also its bundle's WebAssembly.
fn policy(server: &Afterword, wasm: &str) -> String {
    let base = server.base();
    format!(
        "default-src 'none'; script-src 'nonce-c2hvcA' {base} {wasm}; style-src 'nonce-c2hvcA'; \
         img-src 'self'; connect-src {base}; base-uri 'none'; form-action 'none'"
    )
}

/// Waits until exactly these answers are stored about an order.
async fn stored(server: &Afterword, order: &str, answers: Value) {
    let what = format!("{answers} is stored about {order}");
    until(&what, || async {
        (server.answers_about(order).await == [answers.clone()]).then_some(())
    })
    .await;
}

/// Asserts that a page is loaded, nothing went wrong on it and it shows no prompt, after the tag
/// had its turn: `settled` is a condition in the page that comes true after that.
async fn assert_no_prompt(browser: &Browser, settled: &str) {
    until("the tag had its turn", || async {
        browser.holds(settled).await.then_some(())
    })
    .await;
    assert!(!Prompt::of(browser).is_shown().await);
    assert_eq!(browser.trouble().await, Vec::<String>::new());
}

/// True in a page once a request to this path has ended, well or not.
fn ended(path: &str) -> String {
    format!(
        "return performance.getEntriesByType('resource').some(e => e.name.endsWith('{path}') && e.responseEnd > 0)"
    )
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test"]
async fn the_whole_story_from_a_setup_link_to_an_export() {
    let mut server = Afterword::start_empty().await;
    let link = server.setup_link().await;
    let owner = Browser::start().await;

    // An account, a shop and a survey.
    owner.open(&link).await;
    owner.fill("email", Setup::EMAIL).await;
    owner.fill("password", Setup::PASSWORD).await;
    owner.fill("shop", "Kalnu Keramika").await;
    owner.click("input[name=template][value=nps]").await;
    owner.click("button[type=submit]").await;

    // Install: the tag, and a line that waits for it.
    owner.sees("Not seen yet").await;
    let shop = owner.path().await.split('/').nth(2).map(ToOwned::to_owned);
    let shop = shop.expect("the shop's id in the address");
    owner.sees(&format!("w.js?shop={shop}")).await;

    // The made-up checkout, as a shopper.
    let shopper = Browser::start().await;
    shopper
        .open(&server.url(&format!("/demo?shop={shop}")))
        .await;
    shopper.click("button.buy").await;
    shopper.sees("Thank you, Anna").await;
    let prompt = Prompt::appears(&shopper).await;
    prompt
        .says("How likely are you to recommend Kalnu Keramika")
        .await;
    owner.sees("Seen on").await;
    owner.sees("just now").await;

    // One tap is an answer, at once.
    prompt.choose(9).await;
    prompt.says("Saved").await;
    prompt.says("What is the main reason").await;
    owner
        .open(&server.url(&format!("/shops/{shop}/overview")))
        .await;
    owner.sees("29 more answers make a score").await;

    prompt.write("Packed with care. =1+1").await;
    prompt.send().await;
    prompt.says("Thank you for your answer").await;
    let thanks = shopper.address().await;
    shopper.reload().await;
    until("the tag asked and heard that nothing is due", || async {
        shopper.holds(&ended("/v1/prompt")).await.then_some(())
    })
    .await;
    assert!(!Prompt::of(&shopper).is_shown().await);

    // Neither is anybody else asked about it.
    let other = Browser::start().await;
    other.open(&thanks).await;
    until("the tag asked and heard that nothing is due", || async {
        other.holds(&ended("/v1/prompt")).await.then_some(())
    })
    .await;
    assert!(!Prompt::of(&other).is_shown().await);

    // The owner reads it.
    owner.reload().await;
    owner.sees("Packed with care. =1+1").await;
    owner.sees("29 more answers make a score").await;
    owner
        .open(&server.url(&format!("/shops/{shop}/responses")))
        .await;
    owner.sees("Packed with care. =1+1").await;

    server.adopt(Founded {
        shop,
        survey: String::new(),
        api_key: String::new(),
        tag: String::new(),
    });
    let program = server.sign_in().await;
    let lines = program.export("ndjson").await;
    let response: Value = serde_json::from_str(lines.trim()).expect("one line of JSON");
    assert_eq!(
        response["answers"],
        json!({"score": 9, "why": "Packed with care. =1+1"})
    );
    assert_eq!(response["order"]["total"], "42.90");
    assert_eq!(response["state"], "complete");
    let table = program.export("csv").await;
    assert!(
        table.starts_with('\u{feff}') && table.contains("Packed with care. =1+1"),
        "{table}"
    );
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test"]
async fn a_second_device_is_asked_no_second_time() {
    let (shop, server) = shop_and_server().await;
    let page = shop.put("/thanks", Page::thanks(&tag(&server, "1001")));
    let phone = Browser::start().await;
    phone.open(&page).await;
    Prompt::appears(&phone).await.choose(9).await;
    stored(&server, "1001", json!({"score": 9})).await;

    let computer = Browser::start().await;
    computer.open(&page).await;
    assert_no_prompt(&computer, &ended("/v1/prompt")).await;
    assert_eq!(server.score().await["n"], 1);
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test"]
async fn two_devices_that_were_asked_at_once_make_one_response() {
    let (shop, server) = shop_and_server().await;
    let page = shop.put("/thanks", Page::thanks(&tag(&server, "1001")));
    let (phone, computer) = (Browser::start().await, Browser::start().await);
    phone.open(&page).await;
    computer.open(&page).await;
    let second = Prompt::appears(&computer).await;
    Prompt::appears(&phone).await.choose(9).await;
    stored(&server, "1001", json!({"score": 9})).await;
    second.choose(2).await;
    second.says("already").await;
    assert_eq!(server.answers_about("1001").await, [json!({"score": 9})]);
    assert_eq!(server.score().await["n"], 1);
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test"]
async fn a_tap_is_saved_and_so_is_the_text_although_the_wasm_is_refused() {
    let (shop, server) = shop_and_server().await;
    let page = Page::thanks(&tag(&server, "1001"));
    let page = page.with("content-security-policy", &policy(&server, ""));
    let browser = Browser::start().await;
    browser.open(&shop.put("/thanks", page)).await;
    let prompt = Prompt::appears(&browser).await;
    prompt.choose(8).await;
    stored(&server, "1001", json!({"score": 8})).await;
    prompt.says("Saved").await;
    prompt.write("Quick, and kind").await;
    prompt.send().await;
    stored(
        &server,
        "1001",
        json!({"score": 8, "why": "Quick, and kind"}),
    )
    .await;
    prompt.says("Thank you for your answer").await;
    assert_eq!(server.responses().await[0]["state"], "complete");
    assert!(
        !browser.holds("return window.wasmRan === true").await,
        "the wasm was to be refused"
    );
    assert_eq!(browser.trouble().await, Vec::<String>::new());
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test"]
async fn a_page_with_a_strict_policy_shows_the_prompt_and_runs_its_bundle() {
    let (shop, server) = shop_and_server().await;
    let trusted = "; require-trusted-types-for 'script'; trusted-types afterword";
    let strict = policy(&server, "'wasm-unsafe-eval'") + trusted;
    let page = Page::thanks(&tag(&server, "1001"));
    let page = page.with("content-security-policy", &strict);
    let browser = Browser::start().await;
    browser.open(&shop.put("/thanks", page)).await;
    let prompt = Prompt::appears(&browser).await;
    prompt.choose(10).await;
    prompt.is_taken_over().await;
    prompt.write("Lovely").await;
    prompt.send().await;
    prompt.says("Thank you for your answer").await;
    stored(&server, "1001", json!({"score": 10, "why": "Lovely"})).await;
    assert_eq!(browser.trouble().await, Vec::<String>::new());
    assert_eq!(browser.refusals().await, Vec::<String>::new());
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test"]
async fn the_directives_that_the_install_page_names_are_enough() {
    let (shop, server) = shop_and_server().await;
    let install = format!("/shops/{}/install", server.founded().shop);
    let install = server.sign_in().await.get(&install).await.expect(200).text;
    // As an owner reads them: one block, each directive with our address.
    let named = install
        .split("script-src http")
        .nth(1)
        .and_then(|rest| rest.split('<').next())
        .expect("the directives on the page");
    let named = format!("script-src http{named}");
    assert!(named.contains("connect-src"), "{named}");
    let ours = named.replace('\n', " ");
    let scripts = ours.replace("script-src", "script-src 'nonce-c2hvcA'");
    let nothing_else = "default-src 'none'; style-src 'nonce-c2hvcA'; img-src 'self'";
    for wasm in ["", " 'wasm-unsafe-eval'"] {
        let policy = scripts.replacen(';', &format!("{wasm};"), 1);
        let order = if wasm.is_empty() { "1001" } else { "1002" };
        let page = Page::thanks(&server.rule_tag(&format!(r#"data-order="{order}""#)));
        let page = page.with(
            "content-security-policy",
            &format!("{nothing_else}; {policy}"),
        );
        let browser = Browser::start().await;
        browser
            .open(&shop.put(&format!("/thanks-{order}"), page))
            .await;
        let prompt = Prompt::appears(&browser).await;
        prompt.choose(9).await;
        stored(&server, order, json!({"score": 9})).await;
        if wasm.is_empty() {
            prompt.says("Saved").await;
        } else {
            prompt.is_taken_over().await;
            assert_eq!(browser.refusals().await, Vec::<String>::new());
        }
        prompt.write("Quick").await;
        prompt.send().await;
        stored(&server, order, json!({"score": 9, "why": "Quick"})).await;
        assert_eq!(browser.trouble().await, Vec::<String>::new());
    }
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test"]
async fn a_page_that_trusts_no_policy_of_ours_shows_no_prompt_and_throws_no_error() {
    let (shop, server) = shop_and_server().await;
    let none = "; require-trusted-types-for 'script'; trusted-types 'none'";
    let strict = policy(&server, "'wasm-unsafe-eval'") + none;
    let page = Page::thanks(&tag(&server, "1001"));
    let page = page.with("content-security-policy", &strict);
    let browser = Browser::start().await;
    browser.open(&shop.put("/thanks", page)).await;
    if !browser.holds("return 'trustedTypes' in window").await {
        return skipped("a page that trusts no policy: this browser knows no trusted types");
    }
    assert_no_prompt(&browser, &ended("/v1/prompt")).await;
    browser.sees("Thank you, Anna").await;
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test"]
async fn a_shop_page_is_unharmed_while_the_server_is_down() {
    let (shop, mut server) = shop_and_server().await;
    let page = shop.put("/thanks", Page::thanks(&tag(&server, "1001")));
    server.kill();
    let browser = Browser::start().await;
    browser.open(&page).await;
    assert_no_prompt(&browser, "return document.readyState === 'complete'").await;
    browser.sees("Thank you, Anna").await;
    assert!(
        browser
            .holds("return document.querySelectorAll('body > *').length === 4")
            .await
    );
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test"]
async fn an_answer_that_could_not_be_sent_is_sent_when_the_server_is_back() {
    let (shop, mut server) = shop_and_server().await;
    let browser = Browser::start().await;
    browser
        .open(&shop.put("/thanks", Page::thanks(&tag(&server, "1001"))))
        .await;
    let prompt = Prompt::appears(&browser).await;
    prompt.reach_for().await;
    prompt.is_taken_over().await;
    server.kill();
    prompt.choose(7).await;
    prompt.says("could not be sent").await;
    assert_eq!(prompt.chosen().await, Some(7));
    assert_eq!(browser.trouble().await, Vec::<String>::new());
    server.restart().await;
    prompt.tap(".aw-again").await;
    prompt.says("Saved").await;
    stored(&server, "1001", json!({"score": 7})).await;
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test"]
async fn what_was_saved_before_kill_9_is_there_after_it_and_not_asked_again() {
    let (shop, mut server) = shop_and_server().await;
    let page = shop.put("/thanks", Page::thanks(&tag(&server, "1001")));
    let browser = Browser::start().await;
    browser.open(&page).await;
    let prompt = Prompt::appears(&browser).await;
    prompt.choose(9).await;
    prompt.says("Saved").await;
    server.restart().await;
    assert_eq!(server.answers_about("1001").await, [json!({"score": 9})]);
    // The prompt on the page goes on with the server that came back.
    prompt.write("Still here").await;
    prompt.send().await;
    stored(&server, "1001", json!({"score": 9, "why": "Still here"})).await;
    browser.reload().await;
    assert_no_prompt(&browser, &ended("/v1/prompt")).await;
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test"]
async fn a_tag_that_was_pasted_twice_asks_once() {
    let (shop, server) = shop_and_server().await;
    let twice = tag(&server, "1001").repeat(2);
    let browser = Browser::start().await;
    browser
        .open(&shop.put("/thanks", Page::thanks(&twice)))
        .await;
    let prompt = Prompt::appears(&browser).await;
    assert_eq!(prompt.count().await, 1);
    let requests = "return performance.getEntriesByType('resource').filter(e => e.name.endsWith('/v1/prompt')).length";
    assert_eq!(browser.run(requests, Vec::new()).await, 1);
    prompt.choose(9).await;
    stored(&server, "1001", json!({"score": 9})).await;
    assert_eq!(browser.trouble().await, Vec::<String>::new());
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test"]
async fn a_page_whose_styles_reset_everything_looks_the_same_apart_from_the_prompt() {
    let (shop, server) = shop_and_server().await;
    let reset = "* { all: revert !important; box-sizing: content-box !important; }
        *, div { display: block !important; position: static !important; color: #555 !important; }
        div { width: 3000px !important; height: 3000px !important; margin: 50px !important; }
        script, style, head, title, meta { display: none !important; }
        html { scrollbar-width: none !important; }";
    let page = |tag: &str| Page::styled(reset, tag);
    // The same element in the place of the tag, so that only what the tag does can differ.
    let without = shop.put("/before", page("<script></script>"));
    let with = shop.put("/after", page(&tag(&server, "1001")));
    let browser = Browser::start().await;
    browser.open(&without).await;
    let before = browser.picture().await;
    browser.open(&with).await;
    let prompt = Prompt::appears(&browser).await;
    prompt.rests().await;
    let rectangle = prompt.rectangle().await;
    let after = browser.picture().await;
    assert!(
        after.differences(&before) > 1000,
        "the prompt is not in the picture"
    );
    // Its shadow falls a little outside of it.
    let differs = after.differs_outside(&before, rectangle.grown(64.0));
    assert_eq!(
        differs, None,
        "pixels and the first of them; the prompt is at {rectangle:?}"
    );
    assert!(
        rectangle.width < 600.0 && rectangle.height < 600.0,
        "{rectangle:?}"
    );
    assert!(rectangle.x > 600.0, "not in its corner: {rectangle:?}");
    prompt.choose(9).await;
    stored(&server, "1001", json!({"score": 9})).await;
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test"]
async fn nothing_on_the_page_moves_when_the_prompt_comes() {
    let (shop, server) = shop_and_server().await;
    let watch = r#"<script nonce="c2hvcA">
        window.shifts = [];
        new PerformanceObserver(list => shifts.push(...list.getEntries().map(e => e.value)))
            .observe({type: 'layout-shift', buffered: true});
        </script>"#;
    let places = "return [innerWidth, innerHeight, document.documentElement.clientWidth]
        .concat(...[...document.querySelectorAll('body, body > :not(script, #afterword)')].map(e => {
            const r = e.getBoundingClientRect();
            return [r.x, r.y, r.width, r.height];
        }))";
    let page = |tag: &str| Page::thanks(&(watch.to_owned() + tag));
    let browser = Browser::start().await;
    browser
        .open(&shop.put("/before", page("<script></script>")))
        .await;
    let before = browser.run(places, Vec::new()).await;
    browser
        .open(&shop.put("/thanks", page(&tag(&server, "1001"))))
        .await;
    Prompt::appears(&browser).await.rests().await;
    assert_eq!(browser.run(places, Vec::new()).await, before);
    // Only Chromium counts what moved on the way.
    if browser.engine() == Engine::Chromium {
        let shifts = browser.run("return window.shifts", Vec::new()).await;
        assert_eq!(shifts, json!([]));
    }
    let scroll = "return document.documentElement.scrollHeight <= innerHeight";
    assert!(browser.holds(scroll).await, "the page got a scroll bar");
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test"]
async fn everything_can_be_done_with_the_keyboard() {
    let (shop, server) = shop_and_server().await;
    let browser = Browser::start().await;
    browser
        .open(&shop.put("/thanks", Page::thanks(&tag(&server, "1001"))))
        .await;
    let prompt = Prompt::appears(&browser).await;
    let on_the_body = "return document.activeElement === document.body";
    assert!(browser.holds(on_the_body).await, "it took the focus");

    tab_until(&browser, &prompt, "score").await;
    browser.press(Key::Right).await;
    until("an arrow chooses", || async { prompt.chosen().await }).await;
    prompt.is_taken_over().await;
    let chosen = prompt.chosen().await.expect("a rating");
    browser.press(Key::Right).await;
    until("the next arrow chooses the next", || async {
        (prompt.chosen().await == Some(chosen + 1)).then_some(())
    })
    .await;
    stored(&server, "1001", json!({"score": chosen + 1})).await;
    tab_until(&browser, &prompt, "why").await;
    browser.write("By hand").await;
    // On to the button, and press it.
    tab_until_on(&browser, "aw-send").await;
    browser.press(Key::Enter).await;
    prompt.says("Thank you for your answer").await;
    stored(
        &server,
        "1001",
        json!({"score": chosen + 1, "why": "By hand"}),
    )
    .await;
}

/// Tabs until the field of this name has the focus.
async fn tab_until(browser: &Browser, prompt: &Prompt<'_>, name: &str) {
    for _ in 0..12 {
        browser.press(Key::Tab).await;
        if prompt.focus().await["name"] == name {
            return;
        }
    }
    panic!("twelve tabs do not lead to {name}");
}

/// Tabs until the element of this class has the focus.
async fn tab_until_on(browser: &Browser, class: &str) {
    let script = "const a = document.activeElement;
        return !!a && !!a.shadowRoot && !!a.shadowRoot.activeElement
            && a.shadowRoot.activeElement.classList.contains(arguments[0])";
    for _ in 0..12 {
        browser.press(Key::Tab).await;
        if browser.run(script, vec![json!(class)]).await == json!(true) {
            return;
        }
    }
    panic!("twelve tabs do not lead to {class}");
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test"]
async fn escape_closes_the_prompt_for_good() {
    let (shop, server) = shop_and_server().await;
    let browser = Browser::start().await;
    browser
        .open(&shop.put("/thanks", Page::thanks(&tag(&server, "1001"))))
        .await;
    let prompt = Prompt::appears(&browser).await;
    browser.press(Key::Escape).await;
    prompt.goes().await;
    until("the server knows", || async {
        let asked = server.prompt(json!({"order": {"id": "1001"}})).await;
        (asked.status == 204).then_some(())
    })
    .await;
    browser.reload().await;
    assert_no_prompt(&browser, &ended("/v1/prompt")).await;
    assert_eq!(server.score().await["n"], 0);
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test"]
async fn choice_text_and_focus_survive_the_take_over() {
    let (shop, server) = shop_and_server().await;
    let network = Network::before(&server).await;
    // The bundle starts with the first touch, and takes its time.
    network.fails("/dist/", Fault::Late(Duration::from_millis(1500)));
    let tag = network.tag(&server, r#"data-order="1001""#);
    let browser = Browser::start().await;
    browser.open(&shop.put("/thanks", Page::thanks(&tag))).await;
    let prompt = Prompt::appears(&browser).await;
    prompt.choose(6).await;
    prompt.write("Half a sen").await;
    let early = browser.holds("return window.wasmRan === true").await;
    assert!(
        !early,
        "the bundle was faster than the shopper: nothing is tested"
    );
    prompt.is_taken_over().await;
    assert_eq!(prompt.chosen().await, Some(6));
    assert_eq!(prompt.written().await, "Half a sen");
    let focus = prompt.focus().await;
    assert_eq!(
        (&focus["name"], &focus["cursor"]),
        (&json!("why"), &json!(10))
    );
    // The cursor is where it was: the shopper writes on.
    browser.write("tence").await;
    assert_eq!(prompt.written().await, "Half a sentence");
    prompt.send().await;
    prompt.says("Thank you for your answer").await;
    stored(
        &server,
        "1001",
        json!({"score": 6, "why": "Half a sentence"}),
    )
    .await;
    assert_eq!(server.responses().await.len(), 1);
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test"]
async fn one_page_asks_about_several_orders_one_after_another() {
    let (shop, server) = shop_and_server().await;
    let browser = Browser::start().await;
    browser
        .open(&shop.put("/app", Page::thanks(&tag(&server, "1001"))))
        .await;
    for (order, rating) in [("1001", 9), ("1002", 3), ("1003", 10)] {
        if order != "1001" {
            // As a shop of a single page enters its next thank-you page.
            let tell = format!(
                "history.pushState({{}}, '', '/thanks/{order}');
                window.afterword('order', {{id: '{order}'}})"
            );
            browser.run(&tell, vec![]).await;
        }
        let prompt = Prompt::appears(&browser).await;
        prompt.reach_for().await;
        prompt.is_taken_over().await;
        prompt.choose(rating).await;
        prompt.write("By the same wasm").await;
        prompt.send().await;
        prompt.says("Thank you for your answer").await;
        let answers = json!({"score": rating, "why": "By the same wasm"});
        stored(&server, order, answers).await;
        prompt.tap(".aw-close").await;
        prompt.goes().await;
    }
    assert_eq!(browser.trouble().await, Vec::<String>::new());
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test"]
async fn an_order_told_late_does_not_take_an_answer_under_way_off_the_page() {
    let (shop, server) = shop_and_server().await;
    let browser = Browser::start().await;
    browser
        .open(&shop.put("/thanks", Page::thanks(&tag(&server, "1001"))))
        .await;
    let prompt = Prompt::appears(&browser).await;
    prompt.choose(2).await;
    prompt.write("Half a sen").await;
    browser
        .run("window.afterword('order', {id: '1002'})", vec![])
        .await;
    browser.write("tence").await;
    prompt.send().await;
    let answers = json!({"score": 2, "why": "Half a sentence"});
    stored(&server, "1001", answers).await;
    assert_eq!(server.responses().await.len(), 1);
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test"]
async fn a_form_that_was_closed_stays_closed_whatever_was_just_typed() {
    let (shop, server) = shop_and_server().await;
    let browser = Browser::start().await;
    browser
        .open(&shop.put("/thanks", Page::thanks(&tag(&server, "1001"))))
        .await;
    let prompt = Prompt::appears(&browser).await;
    prompt.reach_for().await;
    prompt.is_taken_over().await;
    prompt.choose(6).await;
    prompt.write("Not now").await;
    prompt.tap(".aw-close").await;
    prompt.goes().await;
    stored(&server, "1001", json!({"score": 6, "why": "Not now"})).await;
    // Longer than the pause after which typing is saved.
    tokio::time::sleep(std::time::Duration::from_millis(1500)).await;
    assert_eq!(server.responses().await[0]["state"], "dismissed");
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test"]
async fn half_a_text_is_kept_when_the_page_is_left() {
    let (shop, server) = shop_and_server().await;
    let elsewhere = shop.put("/elsewhere", Page::thanks(""));
    let browser = Browser::start().await;
    browser
        .open(&shop.put("/thanks", Page::thanks(&tag(&server, "1001"))))
        .await;
    let prompt = Prompt::appears(&browser).await;
    prompt.choose(6).await;
    prompt.write("Not sent yet").await;
    browser.open(&elsewhere).await;
    stored(&server, "1001", json!({"score": 6, "why": "Not sent yet"})).await;
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test"]
async fn a_site_that_is_not_allowed_gets_no_prompt_and_a_sentence_that_says_what_to_do() {
    let server = Afterword::start(Setup::default()).await;
    let shop = ShopSite::start().await;
    let browser = Browser::start().await;
    browser
        .open(&shop.put("/thanks", Page::thanks(&tag(&server, "1001"))))
        .await;
    let sentence = until("the console says why", || async {
        let lines = browser.console().await;
        lines.into_iter().find(|line| line.contains("Afterword: "))
    })
    .await;
    assert!(
        sentence.contains(shop.origin()) && sentence.contains("Settings"),
        "{sentence}"
    );
    assert_no_prompt(&browser, "return true").await;
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test"]
async fn test_mode_asks_every_time_and_stays_out_of_figures() {
    let (shop, server) = shop_and_server().await;
    let tag = server.tag(r#"data-test data-order="1001""#);
    let browser = Browser::start().await;
    browser.open(&shop.put("/thanks", Page::thanks(&tag))).await;
    let prompt = Prompt::appears(&browser).await;
    prompt.choose(1).await;
    prompt.says("Saved").await;
    browser.reload().await;
    Prompt::appears(&browser).await;
    assert_eq!(server.score().await["n"], 0);
    assert_eq!(server.responses().await, Vec::<Value>::new());
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test"]
async fn a_tag_manager_that_strips_attributes_and_a_script_that_tells_the_order() {
    let (shop, server) = shop_and_server().await;
    let src = server.url(&format!("/w.js?shop={}", server.founded().shop));
    let script = format!(
        r#"<script nonce="c2hvcA">
        window.afterword = window.afterword || function () {{ (afterword.q = afterword.q || []).push(arguments) }};
        afterword('order', {{id: 'Q1', total: '12.50', currency: 'EUR', items: [{{id: 'sku1', name: 'Mug'}}]}});
        const element = document.createElement('script');
        element.src = '{src}';
        document.head.append(element);
        </script>"#
    );
    let browser = Browser::start().await;
    browser
        .open(&shop.put("/thanks", Page::thanks(&script)))
        .await;
    Prompt::appears(&browser).await.choose(9).await;
    stored(&server, "Q1", json!({"score": 9})).await;
    assert_eq!(server.responses().await[0]["order"]["total"], "12.50");
    assert_eq!(browser.trouble().await, Vec::<String>::new());
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test"]
async fn nothing_is_kept_in_the_shoppers_browser() {
    let (shop, server) = shop_and_server().await;
    let browser = Browser::start().await;
    browser
        .open(&shop.put("/thanks", Page::thanks(&tag(&server, "1001"))))
        .await;
    let prompt = Prompt::appears(&browser).await;
    prompt.choose(9).await;
    prompt.is_taken_over().await;
    prompt.says("Saved").await;
    let kept = "return [document.cookie, localStorage.length, sessionStorage.length]";
    assert_eq!(browser.run(kept, Vec::new()).await, json!(["", 0, 0]));
    let databases = "return indexedDB.databases().then(list => list.length)";
    assert_eq!(browser.run(databases, Vec::new()).await, 0);
    browser.open(&server.url("/healthz")).await;
    assert_eq!(browser.run("return document.cookie", Vec::new()).await, "");
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test"]
async fn on_a_small_phone_the_whole_prompt_is_in_the_window() {
    let (shop, server) = shop_and_server().await;
    let page = shop.put("/thanks", Page::thanks(&tag(&server, "1001")));
    let Some(browser) = Browser::start_on_a_phone(360, 640).await else {
        return;
    };
    browser.open(&page).await;
    let prompt = Prompt::appears(&browser).await;
    prompt.rests().await;
    let r = prompt.rectangle().await;
    assert!(r.x >= 0.0 && r.x + r.width <= 360.0, "{r:?}");
    assert!(r.y >= 0.0 && r.y + r.height <= 640.0, "{r:?}");
    let wide = "return document.documentElement.scrollWidth <= innerWidth";
    assert!(
        browser.holds(wide).await,
        "the page can be scrolled sideways"
    );
    prompt.choose(10).await;
    stored(&server, "1001", json!({"score": 10})).await;
}
