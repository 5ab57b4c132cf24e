//! Shops' style sheets: the form looks the same in every page, and no page looks different for it.
//!
//! The style sheets are those of the frameworks that shops are built with, got by npm when the
//! tests run.

use afterword_tests::{
    Page, Picture, Prompt, Rectangle, Stage, npm_file,
    survey::{SHAPES, question, stacked, survey},
};
use serde_json::{Value, json};

/// Package, file, and what to call it.
const SHEETS: [(&str, &str, &str); 6] = [
    ("bootstrap@5.3.9", "dist/css/bootstrap.css", "Bootstrap"),
    ("tailwindcss@4.3.5", "preflight.css", "Tailwind's preflight"),
    ("bulma@1.0.4", "css/bulma.css", "Bulma"),
    ("normalize.css@8.0.1", "normalize.css", "normalize.css"),
    (
        "@wordpress/block-library@11.1.0",
        "build-style/style.css",
        "WordPress' blocks",
    ),
    (
        "@wordpress/block-library@11.1.0",
        "build-style/reset.css",
        "WordPress' reset",
    ),
];

/// Written by shops themselves.
const RESETS: [(&str, &str); 4] = [
    (
        "a reset",
        "*, *::before, *::after { margin: 0; padding: 0; border: 0; box-sizing: content-box; \
         font: inherit; color: inherit; background: none; list-style: none; }",
    ),
    (
        "a reset that means it",
        "* { all: unset !important; display: block !important; } \
         script, style, head, title, meta { display: none !important; }",
    ),
    (
        "everything that is inherited",
        "body { line-height: 3; letter-spacing: 4px; word-spacing: 9px; text-transform: uppercase; \
         text-align: center; text-indent: 30px; font-weight: 900; font-style: italic; \
         font-variant: small-caps; color: red; cursor: crosshair; white-space: pre; \
         word-break: break-all; visibility: visible; list-style: square; direction: ltr; \
         text-shadow: 0 0 4px red; accent-color: red; caret-color: red; \
         quotes: none; tab-size: 1; hyphens: auto; line-break: anywhere; \
         text-decoration: underline; border-collapse: collapse; border-spacing: 9px; \
         empty-cells: hide; caption-side: bottom; }",
    ),
    (
        "rules about everything a form has",
        "html { font-size: 10px; } fieldset, legend, label, input, textarea, button, section, form, \
         svg, span, p, a, div { display: inline-block !important; width: 7px !important; \
         height: 7px !important; transform: rotate(9deg) !important; opacity: .3 !important; \
         color: red !important; } .aw, .aw * { all: initial !important; } #afterword { float: left; \
         margin: 90px; filter: blur(3px); transform: scale(2); }",
    ),
];

/// What makes pictures comparable: one font and no scroll bars; and a page as white as without any
/// style sheet, since it shows at round corners.
const PINNED: &str = "html { scrollbar-width: none !important; background: #fff !important; }
    body { font-family: 'Noto Sans', sans-serif !important; background: #fff !important; }";

/// The style sheets by name; says loudly where npm can't get one.
fn sheets() -> Vec<(&'static str, String)> {
    let written = RESETS.map(|(name, css)| (name, css.to_owned()));
    let got = SHEETS
        .into_iter()
        .filter_map(|(package, file, name)| Some((name, npm_file(package, file)?)));
    written.into_iter().chain(got).collect()
}

/// A page with this style sheet in the first place of all, so that what is pinned counts.
fn page(css: &str, tag: &str) -> Page {
    Page::styled(&format!("{css}\n{PINNED}"), tag)
}

/// A form at rest in a page with this style sheet, with the pointer away from it: what it looks
/// like, and where.
async fn seen(stage: &Stage, survey: &str, css: &str) -> (Picture, Rectangle) {
    let order = Stage::order();
    let tag = stage.server.rule_tag(&format!(r#"data-order="{order}""#));
    stage.ask_on(survey, page(css, &tag)).await;
    let prompt = Prompt::appears(&stage.browser).await;
    prompt.rests().await;
    let rectangle = prompt.rectangle().await;
    (stage.browser.picture().await, rectangle)
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test"]
async fn every_kind_looks_the_same_in_every_page() {
    // Its follow-up is there from the start, so that one picture shows both.
    let of = |shape: &str| {
        let mut file = stacked(shape);
        file["content"]["thanks"] = json!("Thanks.");
        file
    };
    let stage = Stage::with(SHAPES.map(of).to_vec()).await;
    let sheets = sheets();
    let mut wrong = Vec::new();
    for shape in SHAPES {
        let (plain, place) = seen(&stage, shape, "").await;
        for (name, css) in &sheets {
            let (styled, same) = seen(&stage, shape, css).await;
            let said = format!("{shape} in {name}");
            // What is under the card shines through the outermost pixels of its round edge.
            let differs = styled.differs_inside(&plain, place.grown(-1.0));
            if differs.is_some() || same != place {
                plain.keep(&format!("{shape}-plain"));
                styled.keep(&said.replace([' ', '\''], "-"));
                wrong.push(format!("{said}: {differs:?}, {same:?}, not {place:?}"));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
    stage.is_unharmed().await;
}

/// One survey in each place that stands over the page. A dialog dims the page on purpose, and a
/// page of its own hides it.
fn placed() -> Vec<Value> {
    let places = ["bottom_end", "bottom_start", "top_end", "top_start", "bar"];
    let of = |place: &str| {
        let questions = [question("nps", "first"), question("text", "then")];
        let mut file = survey(place, &questions);
        file["place"] = json!(place);
        file
    };
    places.map(of).to_vec()
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test"]
async fn no_page_looks_different_outside_of_the_form() {
    let surveys = placed();
    let names: Vec<String> = surveys
        .iter()
        .map(|file| file["name"].as_str().expect("a name").to_owned())
        .collect();
    let stage = Stage::with(surveys).await;
    for (sheet, css) in &sheets() {
        // The same element in the place of the tag, so that only what the tag does can differ.
        stage
            .ask_on("without", page(css, "<script></script>"))
            .await;
        let before = stage.browser.picture().await;
        for name in &names {
            let (after, place) = seen(&stage, name, css).await;
            assert!(after.differences(&before) > 1000, "{name} is not there");
            // Its shadow falls a little outside of it.
            let differs = after.differs_outside(&before, place.grown(64.0));
            if differs.is_some() {
                before.keep("before");
                after.keep("after");
            }
            assert_eq!(differs, None, "{name} in {sheet}; it is at {place:?}");
        }
    }
    stage.is_unharmed().await;
}
