//! Whole pages of ours for everybody: axe-core finds nothing on the survey's own page, in the editor
//! and on the owner's other pages, light and dark, wide and narrow.

use afterword_tests::{
    Afterword, Browser, Setup, Stage, npm_file,
    survey::{SHAPES, stepped},
    until,
};
use serde_json::json;

/// The rules that are asked, got by npm.
const AXE: (&str, &str) = ("axe-core@4.14.1", "axe.min.js");

/// Asks axe-core about the page that is open.
async fn audit(browser: &Browser, axe: &str, what: &str) {
    for (mode, width) in [("light", 1280), ("dark", 360)] {
        browser.pretend(&[("prefers-color-scheme", mode)]).await;
        browser.resize(width, 800, 1).await;
        if browser.holds("return !window.axe").await {
            browser.run(axe, Vec::new()).await;
        }
        let script = "return (async () => {
            const {violations} = await axe.run(document, {resultTypes: ['violations']});
            return violations.flatMap(({id, nodes}) => nodes.map(node =>
                [id, node.target.flat().join(' '), node.failureSummary].join(': ')));
        })()";
        let found = browser.run(script, Vec::new()).await;
        assert_eq!(found, json!([]), "{what}, {mode}");
    }
}

/// A stage in a browser that can be dark, with a survey for each shape; nothing elsewhere.
async fn stage() -> Option<(Stage, String)> {
    let axe = npm_file(AXE.0, AXE.1)?;
    let browser = Browser::start().await;
    let can = browser
        .engine()
        .is_chromium_or_skips("be dark when a test wants it to");
    if !can {
        return None;
    }
    Some((Stage::on(browser, SHAPES.map(stepped).to_vec()).await, axe))
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test"]
async fn axe_finds_nothing_on_the_survey_s_own_page() {
    let Some((stage, axe)) = stage().await else {
        return;
    };
    let browser = &stage.browser;
    for (shape, survey) in SHAPES.into_iter().zip(stage.server.surveys()) {
        browser
            .open(&stage.server.url(&format!("/s/{survey}")))
            .await;
        audit(browser, &axe, &format!("{shape}, fresh")).await;
        let on = "document.querySelector('.aw-send').click()";
        browser.run(on, Vec::new()).await;
        until(
            "the second question is asked, or the first again",
            || async {
                let asked = "return !document.querySelector('[data-q=first]:not([hidden])') ||
                !!document.querySelector('.aw-wrong:not(:empty)')";
                browser.holds(asked).await.then_some(())
            },
        )
        .await;
        audit(browser, &axe, &format!("{shape}, passed over")).await;
    }
    browser.open(&stage.server.url("/s/srv_unknown")).await;
    audit(browser, &axe, "no such survey").await;
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test"]
async fn axe_finds_nothing_on_the_owner_s_pages() {
    let Some((stage, axe)) = stage().await else {
        return;
    };
    let (browser, server) = (&stage.browser, &stage.server);
    let (prompt, order) = stage.ask("nps").await;
    prompt.give("nps", "first").await;
    stage
        .stored(
            &order,
            json!({"first": afterword_tests::survey::answer("nps")}),
        )
        .await;

    browser.open(&server.url("/signin")).await;
    audit(browser, &axe, "signing in").await;
    browser.fill("email", Setup::EMAIL).await;
    browser.fill("password", Setup::PASSWORD).await;
    browser.click("button[type=submit]").await;
    browser.sees("Overview").await;
    let shop = &server.founded().shop;
    for page in ["overview", "responses", "surveys", "install", "settings"] {
        browser
            .open(&server.url(&format!("/shops/{shop}/{page}")))
            .await;
        audit(browser, &axe, page).await;
    }
    for (shape, survey) in SHAPES.into_iter().zip(server.surveys()) {
        let path = format!("/shops/{shop}/surveys/{survey}/edit");
        browser.open(&server.url(&path)).await;
        unfold(browser).await;
        audit(browser, &axe, &format!("the editor of {shape}")).await;
    }
    // What can't be saved is told, and that has to be heard too.
    let empty = "document.querySelector('[name=name]').value = ''";
    browser.run(empty, Vec::new()).await;
    browser.click("button[value=save]").await;
    browser.sees("needs another look").await;
    audit(browser, &axe, "the editor with a mistake").await;
    browser
        .open(&server.url(&format!("/shops/{shop}/surveys/import")))
        .await;
    audit(browser, &axe, "importing a survey").await;
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test"]
async fn axe_finds_nothing_on_the_results() {
    let Some(axe) = npm_file(AXE.0, AXE.1) else {
        return;
    };
    let browser = &Browser::start().await;
    if !browser
        .engine()
        .is_chromium_or_skips("be dark when a test wants it to")
    {
        return;
    }
    let server = Afterword::start(Setup::default()).await;
    server.import_answers(240);
    browser.sign_in(&server).await;
    let founded = server.founded();
    let page = |path: &str| server.url(&format!("/shops/{}/{path}", founded.shop));
    let share = page(&format!("surveys/{}/share?days=90", founded.survey));
    for path in [
        "overview?days=90",
        "overview?days=7&by=day",
        "breakdown?days=90",
        "breakdown?days=90&by=country",
        "responses?q=nothing-of-this",
        "responses?q=parcel&group=low&days=90",
        "words?days=90",
        "loyalty?days=all&within=30",
        "import",
        "overview?from=2026-11-30&to=2026-11-01",
    ] {
        browser.open(&page(path)).await;
        unfold(browser).await;
        audit(browser, &axe, path).await;
    }
    let response = &server.responses().await[0]["id"];
    let response = response.as_str().expect("an id");
    browser.open(&page(&format!("responses/{response}"))).await;
    audit(browser, &axe, "one response").await;
    browser.open(&server.url("/docs/api")).await;
    unfold(browser).await;
    audit(browser, &axe, "the API's description").await;

    browser.open(&share).await;
    browser.click("main button.button[type=submit]").await;
    browser.find("[data-copy] code").await;
    audit(browser, &axe, "a shared link").await;
    let link = "return new URL(document.querySelector('[data-copy] code').textContent).pathname";
    let link = browser.run(link, Vec::new()).await;
    browser
        .open(&server.url(link.as_str().expect("a link")))
        .await;
    unfold(browser).await;
    audit(browser, &axe, "a shared report").await;
    browser.open(&server.url("/r/nothing")).await;
    audit(browser, &axe, "a link to no report").await;

    let file = "date,score,comment\n2026-01-05 10:00,9,good\n2026-01-06 11:30,11,bad\n";
    let file = server.file("a.csv", file);
    browser.open(&page("import")).await;
    browser.fill("file", file.to_str().expect("a path")).await;
    browser.click("main form .button").await;
    browser.sees("What its columns are").await;
    audit(browser, &axe, "a file as it would be read").await;
    browser.click("button[value=import]").await;
    browser.sees("Why it was refused").await;
    audit(browser, &axe, "a file that was imported").await;
}

/// Opens whatever can be opened.
async fn unfold(browser: &Browser) {
    let script = "document.querySelectorAll('details').forEach(part => part.open = true)";
    browser.run(script, Vec::new()).await;
}
