//! Every kind of question, answered with the pointer: with the bundle and without it, under each
//! other and step by step, on a shop's page and on the survey's own.

use afterword_tests::{
    Page, Prompt, Stage,
    survey::{SHAPES, answer, question, stacked, stepped, survey},
    until,
};
use serde_json::{Value, json};

/// Whether a page lets the bundle run.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wasm {
    Runs,
    Refused,
}

/// Opens the page of a survey with a new order, and waits for the form.
async fn ask<'a>(stage: &'a Stage, name: &str, wasm: Wasm) -> (Prompt<'a>, String) {
    if wasm == Wasm::Runs {
        let (prompt, order) = stage.ask(name).await;
        prompt.reach_for().await;
        prompt.is_taken_over().await;
        return (prompt, order);
    }
    let order = Stage::order();
    let tag = stage.server.rule_tag(&format!(r#"data-order="{order}""#));
    let base = stage.server.base();
    let policy = format!(
        "default-src 'none'; script-src 'nonce-c2hvcA' {base}; style-src 'nonce-c2hvcA'; \
         img-src 'self'; connect-src {base}"
    );
    let page = Page::thanks(&tag).with("content-security-policy", &policy);
    stage.ask_on(name, page).await;
    (Prompt::appears(&stage.browser).await, order)
}

/// Whether a choice of the pointer says all there is to say.
fn is_one_choice(shape: &str) -> bool {
    !matches!(shape, "choices" | "text" | "line" | "contact")
}

/// Waits until the only response about an order is complete.
async fn is_complete(stage: &Stage, order: &str) {
    until("the response is complete", || async {
        let responses = stage.server.responses_about(order).await;
        (responses.len() == 1 && responses[0]["state"] == "complete").then_some(())
    })
    .await;
}

async fn answers_each_under_the_other(wasm: Wasm) {
    let stage = Stage::with(SHAPES.map(stacked).to_vec()).await;
    for shape in SHAPES {
        println!("{shape}");
        let (prompt, order) = ask(&stage, shape, wasm).await;
        prompt.asks(&["first"]).await;
        prompt.give(shape, "first").await;
        if matches!(shape, "text" | "line" | "contact") {
            prompt.next().await;
        } else {
            // A tap is an answer, at once; of several options, each.
            stage.stored(&order, json!({"first": answer(shape)})).await;
        }
        prompt.asks(&["first", "then"]).await;
        let then = if matches!(shape, "text" | "line") {
            "stars"
        } else {
            "text"
        };
        prompt.give(then, "then").await;
        prompt.next().await;
        prompt.thanks().await;
        let answers = json!({"first": answer(shape), "then": answer(then)});
        stage.stored(&order, answers).await;
        is_complete(&stage, &order).await;
        stage.is_unharmed().await;
    }
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test"]
async fn every_kind_is_answered_by_pointer() {
    answers_each_under_the_other(Wasm::Runs).await;
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test"]
async fn every_kind_is_answered_by_pointer_although_the_wasm_is_refused() {
    answers_each_under_the_other(Wasm::Refused).await;
}

async fn answers_each_step_by_step(wasm: Wasm) {
    let stage = Stage::with(SHAPES.map(stepped).to_vec()).await;
    for shape in SHAPES {
        println!("{shape}");
        let (prompt, order) = ask(&stage, shape, wasm).await;
        prompt.asks(&["first"]).await;
        prompt.says("1 of 3").await;
        prompt.give(shape, "first").await;
        if !is_one_choice(shape) {
            prompt.next().await;
        }
        prompt.asks(&["second"]).await;
        prompt.says("2 of 3").await;
        stage.stored(&order, json!({"first": answer(shape)})).await;
        // Back: the answer is there, and nothing leads on but the button.
        prompt.back().await;
        prompt.asks(&["first"]).await;
        assert!(prompt.holds(shape, "first").await, "{shape}");
        prompt.next().await;
        prompt.asks(&["second"]).await;
        prompt.give("line", "second").await;
        prompt.next().await;
        prompt.asks(&["last"]).await;
        prompt.give("yes_no", "last").await;
        prompt.thanks().await;
        let answers = json!({"first": answer(shape), "second": answer("line"), "last": 1});
        stage.stored(&order, answers).await;
        is_complete(&stage, &order).await;
        stage.is_unharmed().await;
    }
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test"]
async fn every_kind_is_a_step_with_a_way_back() {
    answers_each_step_by_step(Wasm::Runs).await;
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test"]
async fn every_kind_is_a_step_with_a_way_back_although_the_wasm_is_refused() {
    answers_each_step_by_step(Wasm::Refused).await;
}

/// High ratings lead over the next two questions, a yes to the end.
fn branching() -> Value {
    let mut score = question("nps", "score");
    score["required"] = json!(true);
    score["branches"] = json!([{"from": 9, "to": 10, "then": {"question": "heard"}}]);
    let mut fixed = question("yes_no", "fixed");
    fixed["branches"] = json!([{"from": 1, "to": 1, "then": "end"}]);
    let questions = [
        score,
        question("line", "why"),
        fixed,
        question("choice", "heard"),
    ];
    let mut file = survey("branching", &questions);
    file["content"]["endings"] = json!([
        {"from": 0, "to": 6, "thanks": "We are sorry, and mend it.",
         "link": {"text": "Write to us", "address": "mailto:help@shop.example"}},
        {"from": 9, "to": 10, "thanks": "We are happy to hear it.",
         "link": {"text": "Tell others", "address": "https://reviews.example/kalnu"}},
    ]);
    file["content"]["offer"] =
        json!({"text": "Ten per cent off", "address": "https://shop.example/ten"});
    file
}

async fn takes_the_way_that_answers_lead(wasm: Wasm) {
    let stage = Stage::with(vec![branching()]).await;

    // A high rating leads over two questions.
    let (prompt, order) = ask(&stage, "branching", wasm).await;
    prompt.choose(10).await;
    prompt.asks(&["heard"]).await;
    prompt.says("2 of 2").await;
    prompt.give("choice", "heard").await;
    prompt.says("We are happy to hear it.").await;
    prompt.says("Tell others").await;
    prompt.says("Ten per cent off").await;
    stage
        .stored(
            &order,
            json!({"score": 10, "heard": {"chosen": ["search"]}}),
        )
        .await;
    is_complete(&stage, &order).await;

    // A low one to the next question, and its yes to the end.
    let (prompt, order) = ask(&stage, "branching", wasm).await;
    prompt.choose(3).await;
    prompt.asks(&["why"]).await;
    prompt.give("line", "why").await;
    prompt.next().await;
    prompt.asks(&["fixed"]).await;
    prompt.give("yes_no", "fixed").await;
    prompt.says("We are sorry, and mend it.").await;
    prompt.says("Write to us").await;
    // The offer is everybody's, whatever they answered.
    prompt.says("Ten per cent off").await;
    stage
        .stored(
            &order,
            json!({"score": 3, "why": answer("line"), "fixed": 1}),
        )
        .await;

    // Whoever changes their mind leaves no answer behind that nothing leads to.
    let (prompt, order) = ask(&stage, "branching", wasm).await;
    prompt.choose(3).await;
    prompt.asks(&["why"]).await;
    prompt.give("line", "why").await;
    prompt.next().await;
    prompt.asks(&["fixed"]).await;
    prompt.back().await;
    prompt.asks(&["why"]).await;
    assert!(prompt.holds("line", "why").await);
    prompt.back().await;
    prompt.asks(&["score"]).await;
    prompt.choose(9).await;
    prompt.asks(&["heard"]).await;
    stage.stored(&order, json!({"score": 9})).await;
    // What may stay empty may be passed over.
    prompt.next().await;
    prompt.says("We are happy to hear it.").await;
    stage.stored(&order, json!({"score": 9})).await;
    is_complete(&stage, &order).await;
    stage.is_unharmed().await;
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test"]
async fn answers_lead_to_the_next_question_a_further_one_or_the_end() {
    takes_the_way_that_answers_lead(Wasm::Runs).await;
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test"]
async fn answers_lead_to_the_same_questions_although_the_wasm_is_refused() {
    takes_the_way_that_answers_lead(Wasm::Refused).await;
}

async fn takes_everything_back(wasm: Wasm) {
    let stage = Stage::with(vec![stacked("nps"), stepped("stars")]).await;
    for name in ["nps", "stars"] {
        let (prompt, order) = ask(&stage, name, wasm).await;
        prompt.give(name, "first").await;
        if name == "nps" {
            prompt.asks(&["first", "then"]).await;
        } else {
            prompt.asks(&["second"]).await;
            prompt.next().await;
            prompt.asks(&["last"]).await;
        }
        prompt.next().await;
        prompt.thanks().await;
        stage.stored(&order, json!({"first": answer(name)})).await;
        prompt.tap(".aw-withdraw").await;
        let words = prompt
            .look("return form.dataset.withdrawn", Vec::new())
            .await;
        prompt.says(words.as_str().expect("words")).await;
        until("nothing is stored", || async {
            let answers = stage.server.answers_about(&order).await;
            answers.iter().all(|a| *a == json!({})).then_some(())
        })
        .await;
        assert_eq!(stage.server.score().await["n"], 0);
        let place = usize::from(name != "nps");
        let again = json!({"order": {"id": order}, "surveys": [stage.server.surveys()[place]]});
        assert_eq!(stage.server.prompt(again).await.status, 204);
        stage.is_unharmed().await;
    }
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test"]
async fn answers_are_taken_back() {
    takes_everything_back(Wasm::Runs).await;
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test"]
async fn answers_are_taken_back_although_the_wasm_is_refused() {
    takes_everything_back(Wasm::Refused).await;
}

async fn says_what_is_missing_or_wrong(wasm: Wasm) {
    let mut required = stepped("choices");
    required["content"]["questions"][0]["required"] = json!(true);
    let stage = Stage::with(vec![stepped("contact"), required]).await;
    let wrong = "const p = [...form.querySelectorAll('.aw-wrong')].filter(p => p.innerText.trim());
        return p.map(p => p.closest('[data-q]').dataset.q)";

    let (prompt, order) = ask(&stage, "contact", wasm).await;
    prompt.tap("[name='first']").await;
    stage.browser.write("anna@").await;
    prompt.next().await;
    until("the address is said to be wrong", || async {
        (prompt.look(wrong, Vec::new()).await == json!(["first"])).then_some(())
    })
    .await;
    prompt.asks(&["first"]).await;
    prompt.tap("[name='first']").await;
    stage.browser.write("shopper.example").await;
    // Without the tick nothing is kept.
    prompt.next().await;
    until("the tick is said to be missing", || async {
        (prompt.look(wrong, Vec::new()).await == json!(["first"])).then_some(())
    })
    .await;
    assert_eq!(
        stage.server.answers_about(&order).await,
        Vec::<Value>::new()
    );
    prompt.tap("[name='first.consent']").await;
    prompt.next().await;
    prompt.asks(&["second"]).await;
    let contact = json!({"email": "anna@shopper.example", "consent": true});
    stage.stored(&order, json!({"first": contact})).await;

    let (prompt, _) = ask(&stage, "choices", wasm).await;
    prompt.asks(&["first"]).await;
    prompt.next().await;
    until("an answer is said to be missing", || async {
        (prompt.look(wrong, Vec::new()).await == json!(["first"])).then_some(())
    })
    .await;
    prompt.asks(&["first"]).await;
    prompt.give("choices", "first").await;
    prompt.next().await;
    prompt.asks(&["second"]).await;
    stage.is_unharmed().await;
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test"]
async fn what_is_missing_or_wrong_is_said_beside_it() {
    says_what_is_missing_or_wrong(Wasm::Runs).await;
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test"]
async fn what_is_missing_or_wrong_is_said_beside_it_although_the_wasm_is_refused() {
    says_what_is_missing_or_wrong(Wasm::Refused).await;
}

async fn takes_other_and_none(wasm: Wasm) {
    let stage = Stage::with(vec![stepped("choice"), stepped("choices")]).await;

    let (prompt, order) = ask(&stage, "choice", wasm).await;
    prompt.tap("[name='first'][value='other']").await;
    // What it is can still be said: the step stays.
    prompt.tap("[name='first.other']").await;
    stage.browser.write("On a bus").await;
    prompt.asks(&["first"]).await;
    prompt.next().await;
    prompt.asks(&["second"]).await;
    let other = json!({"first": {"chosen": ["other"], "other": "On a bus"}});
    stage.stored(&order, other).await;

    let (prompt, order) = ask(&stage, "choices", wasm).await;
    prompt.give("choices", "first").await;
    stage
        .stored(&order, json!({"first": answer("choices")}))
        .await;
    prompt.tap("[name='first'][value='none']").await;
    stage
        .stored(&order, json!({"first": {"chosen": ["none"]}}))
        .await;
    prompt.tap("[name='first'][value='press']").await;
    stage
        .stored(&order, json!({"first": {"chosen": ["press"]}}))
        .await;
    stage.is_unharmed().await;
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test"]
async fn other_takes_a_text_and_none_excludes_the_rest() {
    takes_other_and_none(Wasm::Runs).await;
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test"]
async fn other_takes_a_text_and_none_excludes_the_rest_although_the_wasm_is_refused() {
    takes_other_and_none(Wasm::Refused).await;
}
