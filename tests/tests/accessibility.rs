//! The form for everybody: axe-core finds nothing in any state, everything can be done with the
//! keyboard, in a narrow window, at 400 %, without colours and without motion.

use afterword_tests::{
    Browser, Fault, Network, Page, Prompt, Stage, npm_file,
    survey::{SHAPES, answer, question, stacked, stepped, survey},
    until,
};
use fantoccini::key::Key;
use serde_json::{Value, json};

/// The rules that are asked, got by npm.
const AXE: (&str, &str) = ("axe-core@4.14.1", "axe.min.js");
/// Every place of a form, as its class names it.
const PLACES: [&str; 9] = [
    "bottom_end",
    "bottom_start",
    "top_end",
    "top_start",
    "dialog",
    "bar",
    "inline",
    "page",
    "tab",
];
/// The smallest that something to press may be, in CSS pixels (WCAG 2.2, 2.5.8).
const TARGET: f64 = 24.0;

/// Asks axe-core about the form as it is, in every place, written from the left and from the right,
/// light and dark.
async fn audit(stage: &Stage, prompt: &Prompt<'_>, axe: &str, what: &str) {
    let browser = &stage.browser;
    prompt.wears_everything().await;
    if browser.holds("return !window.axe").await {
        browser.run(axe, Vec::new()).await;
    }
    for mode in ["light", "dark"] {
        browser
            .pretend(&[
                ("prefers-color-scheme", mode),
                ("prefers-reduced-motion", "reduce"),
            ])
            .await;
        let script = "return (async () => {
            const found = [], before = [form.className, form.dir];
            for (const place of arguments[0]) for (const dir of ['ltr', 'rtl']) {
                form.className = 'aw aw-' + place;
                form.dir = dir;
                const include = [{fromShadowDom: ['#afterword', '.aw']}];
                const {violations} = await axe.run({include}, {resultTypes: ['violations']});
                for (const {id, nodes} of violations) for (const node of nodes)
                    found.push([place, dir, id, node.target.flat().join(' '), node.failureSummary].join(': '));
            }
            [form.className, form.dir] = before;
            return found;
        })()";
        let found = prompt.look(script, vec![json!(PLACES)]).await;
        assert_eq!(found, json!([]), "{what}, {mode}");
    }
}

/// Everything that can happen to a form whose first question has each of these shapes.
async fn axe_finds_nothing(shapes: &[&str]) {
    let Some(axe) = npm_file(AXE.0, AXE.1) else {
        return;
    };
    let browser = Browser::start().await;
    if !browser
        .engine()
        .is_chromium_or_skips("be dark when a test wants it to")
    {
        return;
    }
    let mut surveys = Vec::new();
    for shape in shapes {
        surveys.push(stacked(shape));
        let mut required = stepped(shape);
        required["content"]["questions"][0]["required"] = json!(true);
        required["name"] = json!(format!("{shape}-steps"));
        required["rules"]["trigger"]["page"] = json!(format!("/{shape}-steps"));
        required["content"]["offer"] =
            json!({"text": "Ten per cent off", "address": "https://shop.example/ten"});
        surveys.push(required);
    }
    let stage = Stage::on(browser, surveys).await;
    let network = Network::before(&stage.server).await;
    for shape in shapes {
        let audit = async |prompt: &Prompt<'_>, state: &str| {
            audit(&stage, prompt, &axe, &format!("{shape}, {state}")).await;
        };
        let (prompt, _) = stage.ask(shape).await;
        audit(&prompt, "fresh").await;
        prompt.give(shape, "first").await;
        audit(&prompt, "answered").await;
        if prompt.asked().await.len() < 2 {
            prompt.next().await;
            prompt.asks(&["first", "then"]).await;
            audit(&prompt, "followed up").await;
        }
        prompt.next().await;
        prompt.thanks().await;
        audit(&prompt, "thanked").await;
        prompt.tap(".aw-withdraw").await;
        let withdrawn = prompt.look("return form.dataset.withdrawn", vec![]).await;
        prompt.says(withdrawn.as_str().expect("words")).await;
        audit(&prompt, "withdrawn").await;

        let order = Stage::order();
        let tag = network.rule_tag(&stage.server, &format!(r#"data-order="{order}""#));
        let name = format!("{shape}-steps");
        stage.ask_on(&name, Page::thanks(&tag)).await;
        let prompt = Prompt::appears(&stage.browser).await;
        prompt.next().await;
        is_wrong(&prompt, "first").await;
        audit(&prompt, "wrong").await;
        prompt.reach_for().await;
        prompt.is_taken_over().await;
        network.fails("/v1/responses", Fault::Status(404));
        prompt.give(shape, "first").await;
        if has_more_to_say(shape) {
            prompt.next().await;
        }
        prompt.asks(&["second"]).await;
        prompt.says("could not be sent").await;
        audit(&prompt, "failed").await;
        network.mend();
        prompt.tap(".aw-again").await;
        prompt.says("Saved").await;
        audit(&prompt, "at the second step").await;
        prompt.next().await;
        prompt.asks(&["last"]).await;
        prompt.next().await;
        prompt.thanks().await;
        audit(&prompt, "thanked with an offer").await;
    }
}

/// Whether an answer of the pointer may go on, so that the form does not.
fn has_more_to_say(shape: &str) -> bool {
    matches!(shape, "choices" | "text" | "line" | "contact")
}

/// Waits until something is said to be wrong with this question.
async fn is_wrong(prompt: &Prompt<'_>, id: &str) {
    let script = "const p = find(`[data-q='${arguments[0]}'] .aw-wrong`);
        return !!p && p.innerText.trim() != ''";
    until("something is said to be wrong", || async {
        (prompt.look(script, vec![json!(id)]).await == json!(true)).then_some(())
    })
    .await;
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test"]
async fn axe_finds_nothing_about_numbers() {
    axe_finds_nothing(&["nps", "nps_from_one", "numbers"]).await;
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test"]
async fn axe_finds_nothing_about_agreement_and_scales() {
    axe_finds_nothing(&["ces", "scale"]).await;
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test"]
async fn axe_finds_nothing_about_pictures() {
    axe_finds_nothing(&["stars", "faces", "yes_no"]).await;
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test"]
async fn axe_finds_nothing_about_options() {
    axe_finds_nothing(&["choice", "choices"]).await;
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test"]
async fn axe_finds_nothing_about_words() {
    axe_finds_nothing(&["text", "line", "contact"]).await;
}

/// Tabs until the focus is in this question or on the element of this class.
async fn tab_to(stage: &Stage, prompt: &Prompt<'_>, question: &str, class: &str) {
    for _ in 0..20 {
        stage.browser.press(Key::Tab).await;
        let focus = prompt.focused().await;
        let classes = focus["class"].as_str().unwrap_or_default();
        let is_named = classes
            .split(' ')
            .any(|one| !one.is_empty() && one == class);
        if focus["question"] == question || is_named {
            return;
        }
    }
    panic!("twenty tabs do not lead to {question}{class}");
}

/// Waits until the focus is in a question.
async fn focus_is_in(prompt: &Prompt<'_>, question: &str) {
    until(&format!("the focus is in {question}"), || async {
        (prompt.focused().await["question"] == question).then_some(())
    })
    .await;
}

/// From the question's words, where the focus may be, on to its field.
async fn tab_into_field(stage: &Stage, prompt: &Prompt<'_>, question: &str) {
    if prompt.focused().await["name"] != question {
        tab_to(stage, prompt, question, "").await;
    }
    assert_eq!(prompt.focused().await["name"], question);
}

/// The answer that is chosen by radio buttons in a question.
async fn chosen(prompt: &Prompt<'_>, shape: &str) -> Value {
    let script = "const c = find(`[data-q='first'] input:checked`); return c && c.value";
    let value = prompt.look(script, Vec::new()).await;
    let text = value.as_str().unwrap_or_default();
    if shape == "choice" {
        json!({"chosen": [text]})
    } else {
        text.parse::<u8>()
            .map_or(Value::Null, |rating| json!(rating))
    }
}

/// Answers the first question with the keyboard alone, and stays at it.
async fn answer_by_keyboard(stage: &Stage, prompt: &Prompt<'_>, shape: &str, order: &str) -> Value {
    let browser = &stage.browser;
    match shape {
        "choices" => {
            browser.write(" ").await;
            browser.press(Key::Tab).await;
            browser.press(Key::Tab).await;
            browser.write(" ").await;
            stage.stored(order, json!({"first": answer(shape)})).await;
            answer(shape)
        }
        "text" | "line" => {
            browser.write("Packed with care").await;
            answer(shape)
        }
        "contact" => {
            browser.write("anna@shopper.example").await;
            browser.press(Key::Tab).await;
            browser.write(" ").await;
            answer(shape)
        }
        _ => {
            // Arrows choose, and what is chosen is kept.
            browser.press(Key::Right).await;
            let one = chosen(prompt, shape).await;
            stage.stored(order, json!({"first": one})).await;
            if shape != "yes_no" {
                browser.press(Key::Right).await;
                let other = chosen(prompt, shape).await;
                assert_ne!(one, other, "{shape}");
                stage.stored(order, json!({"first": other})).await;
            }
            chosen(prompt, shape).await
        }
    }
}

async fn everything_by_keyboard(wasm: bool) {
    let stage = Stage::with(SHAPES.map(stepped).to_vec()).await;
    let network = Network::before(&stage.server).await;
    if !wasm {
        network.fails("/dist/", Fault::Offline);
    }
    let browser = &stage.browser;
    for shape in SHAPES {
        println!("{shape}");
        let order = Stage::order();
        let tag = network.rule_tag(&stage.server, &format!(r#"data-order="{order}""#));
        stage.ask_on(shape, Page::thanks(&tag)).await;
        let prompt = Prompt::appears(browser).await;
        let on_the_body = "return document.activeElement === document.body";
        assert!(
            browser.holds(on_the_body).await,
            "{shape} took the focus when it appeared"
        );
        browser
            .run("document.querySelector('#shop-button').focus()", vec![])
            .await;
        tab_to(&stage, &prompt, "first", "").await;
        if wasm {
            prompt.is_taken_over().await;
        }
        let given = answer_by_keyboard(&stage, &prompt, shape, &order).await;
        // The keyboard chooses, and never goes on by itself.
        assert_eq!(prompt.asked().await, ["first"], "{shape}");
        if shape == "text" {
            // Enter is a line break in a text of several lines.
            tab_to(&stage, &prompt, "-", "aw-send").await;
        }
        browser.press(Key::Enter).await;
        prompt.asks(&["second"]).await;
        focus_is_in(&prompt, "second").await;
        stage.stored(&order, json!({"first": given})).await;

        tab_into_field(&stage, &prompt, "second").await;
        browser.write("Packed with care").await;
        browser.press(Key::Enter).await;
        prompt.asks(&["last"]).await;
        focus_is_in(&prompt, "last").await;

        // Back by the keyboard, and on again: everything is still there.
        tab_to(&stage, &prompt, "-", "aw-back").await;
        browser.press(Key::Enter).await;
        prompt.asks(&["second"]).await;
        focus_is_in(&prompt, "second").await;
        assert!(prompt.holds("line", "second").await, "{shape}");
        tab_into_field(&stage, &prompt, "second").await;
        browser.press(Key::Enter).await;
        prompt.asks(&["last"]).await;
        focus_is_in(&prompt, "last").await;

        tab_into_field(&stage, &prompt, "last").await;
        browser.write(" ").await;
        let all = json!({"first": given, "second": answer("line"), "last": 1});
        stage.stored(&order, all.clone()).await;
        assert_eq!(prompt.asked().await, ["last"], "{shape}");
        browser.press(Key::Enter).await;
        prompt.thanks().await;
        until("the focus is on the thanks", || async {
            let focus = prompt.focused().await;
            focus["class"].as_str()?.contains("aw-thanks").then_some(())
        })
        .await;
        stage.stored(&order, all).await;

        browser.press(Key::Escape).await;
        prompt.goes().await;
        until("the focus is back where it was", || async {
            let back = "return document.activeElement.id === 'shop-button'";
            browser.holds(back).await.then_some(())
        })
        .await;
        stage.is_unharmed().await;
    }
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test"]
async fn every_kind_is_answered_by_keyboard() {
    everything_by_keyboard(true).await;
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test"]
async fn every_kind_is_answered_by_keyboard_without_the_bundle() {
    everything_by_keyboard(false).await;
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test"]
async fn escape_closes_says_so_and_gives_the_focus_back() {
    let stage = Stage::with(vec![stacked("nps")]).await;
    let browser = &stage.browser;
    let said = "return root ? [...root.querySelectorAll('[role=status]')].map(e => e.textContent).join(' ') : ''";
    for inside in [true, false] {
        let (prompt, _) = stage.ask("nps").await;
        browser
            .run("document.querySelector('#shop-button').focus()", vec![])
            .await;
        if inside {
            tab_to(&stage, &prompt, "first", "").await;
        } else {
            browser.run("document.activeElement.blur()", vec![]).await;
        }
        let closed = prompt.look("return form.dataset.closed", vec![]).await;
        let closed = closed.as_str().expect("words").to_owned();
        assert!(!closed.is_empty());
        browser.press(Key::Escape).await;
        prompt.goes().await;
        until("it says that it is closed", || async {
            let words = prompt.look(said, vec![]).await;
            words.as_str()?.contains(&closed).then_some(())
        })
        .await;
        if inside {
            let back = "return document.activeElement.id === 'shop-button'";
            assert!(browser.holds(back).await, "the focus is lost");
        }
    }

    // An Escape in the shop's own dialog or field is the shop's.
    let order = Stage::order();
    let tag = stage.server.rule_tag(&format!(r#"data-order="{order}""#));
    let field = r#"<input id="coupon" value="SPRING">"#;
    stage
        .ask_on("nps", Page::thanks(&format!("{field}{tag}")))
        .await;
    let prompt = Prompt::appears(browser).await;
    browser
        .run("document.querySelector('#coupon').focus()", vec![])
        .await;
    browser.press(Key::Escape).await;
    browser.write("X").await;
    let typed = "return document.querySelector('#coupon').value.includes('X')";
    assert!(browser.holds(typed).await, "the key went elsewhere");
    assert!(prompt.is_shown().await);
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test"]
async fn somebody_who_types_in_the_page_is_not_disturbed() {
    let stage = Stage::with(vec![stacked("text")]).await;
    let order = Stage::order();
    let network = Network::before(&stage.server).await;
    network.fails(
        "/v1/prompt",
        Fault::Late(std::time::Duration::from_millis(1500)),
    );
    let tag = network.rule_tag(&stage.server, &format!(r#"data-order="{order}""#));
    let page = Page::thanks(&format!(r#"<input id="coupon">{tag}"#));
    stage.ask_on("text", page).await;
    stage.browser.click("#coupon").await;
    stage.browser.write("SPR").await;
    let prompt = Prompt::appears(&stage.browser).await;
    stage.browser.write("ING").await;
    let typed = "return document.querySelector('#coupon').value";
    assert_eq!(stage.browser.run(typed, vec![]).await, "SPRING");
    assert_eq!(prompt.written().await, "");
}

/// What is smaller than it may be, inside of the form.
async fn too_small(prompt: &Prompt<'_>) -> Value {
    let script = "const small = [];
        for (const e of form.querySelectorAll('input, textarea, button, a[href]')) {
            const box = e.closest('label') || e;
            const r = box.getBoundingClientRect();
            if (!r.height || e.type == 'hidden') continue;
            const label = e.id && form.querySelector(`label[for='${e.id}']`);
            const l = label && label.getBoundingClientRect();
            const height = Math.max(r.height, l && e.type != 'text' ? l.height : 0);
            const width = Math.max(r.width, l ? l.width : 0);
            if (Math.min(height, width) < arguments[0] && !e.classList.contains('aw-said'))
                small.push([e.className || e.name, e.value, r.width, r.height]);
        }
        return small";
    prompt.look(script, vec![json!(TARGET)]).await
}

/// What is cut off, or can't be reached by scrolling up and down alone.
async fn out_of_reach(prompt: &Prompt<'_>) -> Value {
    let script = "const lost = [];
        if (document.documentElement.scrollWidth > innerWidth) lost.push('the page scrolls sideways');
        if (form.scrollWidth > form.clientWidth + 1) lost.push('the form scrolls sideways');
        for (const e of form.querySelectorAll('*')) {
            const r = e.getBoundingClientRect();
            if (!r.height || e.closest('.aw-said, svg')) continue;
            const name = e.tagName + '.' + e.className + ' ' + (e.name || '');
            if (r.x < -1 || r.right > innerWidth + 1) lost.push(name + ' is beside the window');
            const text = [...e.childNodes].some(n => n.nodeType == 3 && n.data.trim());
            if (text && e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display != 'inline')
                lost.push(name + ' is cut off');
            if (!/^(input|button|a|textarea|legend)$/i.test(e.tagName)) continue;
            e.scrollIntoView({block: 'nearest', behavior: 'instant'});
            const now = e.getBoundingClientRect();
            if (now.y < -1 || now.y + Math.min(now.height, innerHeight) > innerHeight + 1)
                lost.push(name + ' is above or below the window');
        }
        return lost";
    prompt.look(script, Vec::new()).await
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test"]
async fn every_kind_fits_a_narrow_window_and_400_per_cent() {
    let stage = Stage::with(SHAPES.map(stepped).to_vec()).await;
    // A phone of 320 px, and a window of 1280 × 1024 pixels at 400 %.
    for (width, height, zoom) in [(320, 568, 2), (320, 256, 4)] {
        if !stage.browser.resize(width, height, zoom).await {
            return;
        }
        for shape in SHAPES {
            let said = format!("{shape} in {width} × {height}");
            println!("{said}");
            let (prompt, order) = stage.ask(shape).await;
            prompt.rests().await;
            prompt.wears_everything().await;
            for place in PLACES {
                let script = format!("form.className = 'aw aw-{place}'");
                prompt.look(&script, Vec::new()).await;
                assert_eq!(out_of_reach(&prompt).await, json!([]), "{said}, {place}");
                assert_eq!(too_small(&prompt).await, json!([]), "{said}, {place}");
            }
            prompt
                .look("form.className = 'aw aw-bottom_end'", vec![])
                .await;
            prompt.give(shape, "first").await;
            if has_more_to_say(shape) {
                prompt.next().await;
            }
            prompt.asks(&["second"]).await;
            assert_eq!(out_of_reach(&prompt).await, json!([]), "{said}");
            prompt.give("line", "second").await;
            prompt.next().await;
            prompt.asks(&["last"]).await;
            prompt.give("yes_no", "last").await;
            prompt.thanks().await;
            assert_eq!(out_of_reach(&prompt).await, json!([]), "{said}");
            let answers = json!({"first": answer(shape), "second": answer("line"), "last": 1});
            stage.stored(&order, answers).await;
        }
    }
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test"]
async fn whatever_can_be_pressed_is_large_enough() {
    let stage = Stage::with(SHAPES.map(stacked).to_vec()).await;
    for shape in SHAPES {
        let (prompt, _) = stage.ask(shape).await;
        prompt.rests().await;
        assert_eq!(too_small(&prompt).await, json!([]), "{shape}");
        prompt.give(shape, "first").await;
        if prompt.asked().await.len() < 2 {
            prompt.next().await;
            prompt.asks(&["first", "then"]).await;
        }
        assert_eq!(too_small(&prompt).await, json!([]), "{shape}, answered");
        prompt.next().await;
        prompt.thanks().await;
        assert_eq!(too_small(&prompt).await, json!([]), "{shape}, thanked");
    }
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test"]
async fn what_is_chosen_and_focused_shows_without_the_shop_s_colours() {
    let stage = Stage::with(SHAPES.map(stepped).to_vec()).await;
    if !stage
        .browser
        .pretend(&[
            ("forced-colors", "active"),
            ("prefers-reduced-motion", "reduce"),
        ])
        .await
    {
        return;
    }
    for shape in SHAPES {
        if matches!(shape, "text" | "line" | "contact") {
            continue;
        }
        let (prompt, _) = stage.ask(shape).await;
        prompt.rests().await;
        let place = prompt.rectangle().await;
        let fresh = stage.browser.picture().await;
        let wanted = answer(shape);
        let value = wanted["chosen"][0]
            .as_str()
            .map_or_else(|| wanted.to_string(), ToOwned::to_owned);
        // Checked by hand, so that nothing else changes.
        let script =
            "const f = find(`[data-q='first'] [value='${arguments[0]}']`); f.checked = true";
        prompt.look(script, vec![json!(value)]).await;
        let chosen = stage.browser.picture().await;
        let differs = chosen.differs_inside(&fresh, place).map_or(0, |(n, _)| n);
        assert!(
            differs > 40,
            "{shape}: what is chosen shows by {differs} pixels"
        );
        tab_to(&stage, &prompt, "first", "").await;
        let focused = stage.browser.picture().await;
        let differs = focused.differs_inside(&chosen, place).map_or(0, |(n, _)| n);
        if differs <= 40 {
            chosen.keep("forced-chosen");
            focused.keep("forced-focused");
        }
        assert!(differs > 40, "{shape}: the focus shows by {differs} pixels");
    }
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test"]
async fn nothing_moves_for_those_who_do_not_want_it() {
    let stage = Stage::with(vec![stepped("stars")]).await;
    let moving = "return document.getAnimations().concat(root.getAnimations(), form.getAnimations({subtree: true}))
        .filter(a => a.effect.getComputedTiming().duration > 1).length";
    for (motion, moves) in [("no-preference", true), ("reduce", false)] {
        if !stage
            .browser
            .pretend(&[("prefers-reduced-motion", motion)])
            .await
        {
            return;
        }
        // Looked at in the moment in which it appears, by the page itself.
        let order = Stage::order();
        let tag = stage.server.rule_tag(&format!(r#"data-order="{order}""#));
        let watch = r#"<script nonce="c2hvcA">
            window.moved = 0;
            const look = () => {
                const host = document.querySelector('#afterword');
                if (host) moved += host.shadowRoot.querySelector('.aw').getAnimations({subtree: true})
                    .filter(a => a.effect.getComputedTiming().duration > 1).length;
                requestAnimationFrame(look);
            };
            look();
            </script>"#;
        stage
            .ask_on("stars", Page::thanks(&format!("{watch}{tag}")))
            .await;
        let prompt = Prompt::appears(&stage.browser).await;
        prompt.rests().await;
        prompt.give("stars", "first").await;
        prompt.asks(&["second"]).await;
        prompt.rests().await;
        let moved = stage.browser.holds("return window.moved > 0").await;
        assert_eq!(moved, moves, "{motion}");
        assert_eq!(prompt.look(moving, vec![]).await, 0);
    }
}

/// Where a form is inside of an element of the shop's.
#[tokio::test]
#[ignore = "needs a browser: cargo xtask test"]
async fn a_form_in_the_page_itself_is_reached_in_the_page_s_own_order() {
    let mut file = survey(
        "inline",
        &[question("nps", "first"), question("text", "then")],
    );
    file["place"] = json!("inline");
    let stage = Stage::with(vec![file]).await;
    let order = Stage::order();
    let id = &stage.server.surveys()[0];
    let tag = stage.server.rule_tag(&format!(r#"data-order="{order}""#));
    let page = Page::thanks(&format!(
        r#"<div data-afterword="{id}"></div><button id="after" type="button">After</button>{tag}"#
    ));
    stage.ask_on("inline", page).await;
    let browser = &stage.browser;
    let prompt = Prompt::appears_in_its_element(browser).await;
    browser
        .run("document.querySelector('#shop-button').focus()", vec![])
        .await;
    tab_to(&stage, &prompt, "first", "").await;
    browser.press(Key::Right).await;
    until("an arrow chooses", || async {
        prompt.chosen().await.map(|_| ())
    })
    .await;
    let rating = prompt.chosen().await;
    stage.stored(&order, json!({"first": rating})).await;
    for _ in 0..12 {
        browser.press(Key::Tab).await;
        if browser
            .holds("return document.activeElement.id === 'after'")
            .await
        {
            return;
        }
    }
    panic!("twelve tabs do not lead out of the form");
}
