//! Slow and broken networks: no answer is lost once the network is back while the page lives, no
//! error reaches the page, and nothing is counted twice.

use afterword_tests::{
    Fault, Network, Page, Prompt, Stage,
    survey::{answer, stacked, stepped},
    until,
};
use serde_json::{Value, json};
use std::{collections::HashMap, time::Duration};

/// Every way in which a request can fail at once.
const FAULTS: [Fault; 5] = [
    Fault::Offline,
    Fault::Status(500),
    Fault::Unreadable(503),
    Fault::HalfABody,
    Fault::Unheard,
];
/// What an old phone gets far out: GPRS.
const FAR_OUT: Fault = Fault::Slow(Duration::from_millis(400), 6_000);

/// Opens the page of a survey through this network, without waiting for the form.
async fn open(stage: &Stage, network: &Network, survey: &str) -> String {
    let order = Stage::order();
    let tag = network.rule_tag(&stage.server, &format!(r#"data-order="{order}""#));
    // An address of its own, so that no browser has it at hand from the page before.
    let tag = tag.replace("?shop=", &format!("?page={order}&shop="));
    stage.ask_on(survey, Page::thanks(&tag)).await;
    order
}

/// Waits until a request to this path came that was not there before.
async fn one_more(network: &Network, path: &str, before: usize) {
    until(&format!("one more request to {path}"), || async {
        (network.came(path).len() > before).then_some(())
    })
    .await;
}

/// Asserts that no revision of a prompt was sent with two contents.
fn assert_no_revision_says_two_things(network: &Network) {
    let messages = network.came("/v1/responses").into_iter().map(|came| {
        let message: Value = serde_json::from_str(&came.body).expect("a message");
        let which = (message["ticket"].to_string(), message["rev"].to_string());
        (which, json!([message["fields"], message["answers"]]))
    });
    let mut said = HashMap::new();
    for ((ticket, revision), content) in messages {
        let before = said.insert((ticket, revision.clone()), content.clone());
        assert!(
            before.as_ref().is_none_or(|before| *before == content),
            "revision {revision} said {before:?} and then {content}"
        );
    }
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test"]
async fn a_tap_that_failed_is_sent_again_until_it_is_kept() {
    let stage = Stage::with(vec![stacked("nps")]).await;
    let network = Network::before(&stage.server).await;
    for (nth, fault) in FAULTS.into_iter().enumerate() {
        println!("{fault:?}");
        let order = open(&stage, &network, "nps").await;
        let prompt = Prompt::appears(&stage.browser).await;
        network.fails("/v1/responses", fault);
        let before = network.came("/v1/responses").len();
        prompt.give("nps", "first").await;
        // The form goes on, whatever becomes of the message.
        prompt.asks(&["first", "then"]).await;
        one_more(&network, "/v1/responses", before).await;
        network.mend();
        stage.stored(&order, json!({"first": 9})).await;
        prompt.says("Saved").await;
        let counted = until("it is counted", || async {
            let score = stage.server.score().await;
            (score["n"] == nth + 1).then_some(score)
        })
        .await;
        assert_eq!(counted["n"], nth + 1, "{fault:?} counted twice");
        stage.is_unharmed().await;
        assert_no_revision_says_two_things(&network);
    }
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test"]
async fn what_could_not_be_sent_for_long_is_sent_when_the_shopper_asks_for_it() {
    let stage = Stage::with(vec![stacked("nps")]).await;
    let network = Network::before(&stage.server).await;
    for taken_over in [false, true] {
        let order = open(&stage, &network, "nps").await;
        let prompt = Prompt::appears(&stage.browser).await;
        if taken_over {
            prompt.reach_for().await;
            prompt.is_taken_over().await;
        } else {
            network.fails("/dist/", Fault::Offline);
        }
        network.fails("/v1/responses", Fault::Offline);
        prompt.give("nps", "first").await;
        prompt.give("text", "then").await;
        prompt.says("could not be sent").await;
        stage.is_unharmed().await;
        network.mend();
        prompt.tap(".aw-again").await;
        prompt.says("Saved").await;
        prompt.next().await;
        prompt.thanks().await;
        stage
            .stored(&order, json!({"first": 9, "then": answer("text")}))
            .await;
        assert_eq!(stage.server.responses_about(&order).await.len(), 1);
        assert_no_revision_says_two_things(&network);
    }
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test"]
async fn every_step_gets_through_although_the_first_try_of_each_fails() {
    for fault in [Fault::Offline, Fault::Unheard] {
        for wasm in [true, false] {
            println!("{fault:?}, wasm: {wasm}");
            let stage = Stage::with(vec![stepped("choices")]).await;
            let network = Network::before(&stage.server).await;
            if !wasm {
                network.fails("/dist/", Fault::Status(404));
            }
            let order = open(&stage, &network, "choices").await;
            let prompt = Prompt::appears(&stage.browser).await;
            if wasm {
                prompt.reach_for().await;
                prompt.is_taken_over().await;
            }
            let break_down = || {
                network.fails("/v1/responses", fault);
                network.came("/v1/responses").len()
            };
            let mend_after = async |before: usize, answers: Value| {
                one_more(&network, "/v1/responses", before).await;
                network.mend();
                if !wasm {
                    network.fails("/dist/", Fault::Status(404));
                }
                stage.stored(&order, answers).await;
            };
            let before = break_down();
            prompt.give("choices", "first").await;
            prompt.next().await;
            mend_after(before, json!({"first": answer("choices")})).await;
            prompt.asks(&["second"]).await;
            let before = break_down();
            prompt.give("line", "second").await;
            prompt.next().await;
            let both = json!({"first": answer("choices"), "second": answer("line")});
            mend_after(before, both.clone()).await;
            prompt.asks(&["last"]).await;
            let before = break_down();
            prompt.next().await;
            mend_after(before, both).await;
            prompt.thanks().await;
            until("the response is complete", || async {
                let responses = stage.server.responses_about(&order).await;
                (responses[0]["state"] == "complete").then_some(())
            })
            .await;
            let responses = stage.server.responses_about(&order).await;
            assert_eq!(responses.len(), 1);
            stage.is_unharmed().await;
            assert_no_revision_says_two_things(&network);
        }
    }
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test"]
async fn a_server_that_never_answers_holds_nobody_up() {
    let stage = Stage::with(vec![stacked("nps")]).await;
    let network = Network::before(&stage.server).await;
    let order = open(&stage, &network, "nps").await;
    let prompt = Prompt::appears(&stage.browser).await;
    network.fails("/v1/responses", Fault::Never);
    network.fails("/dist/", Fault::Never);
    prompt.give("nps", "first").await;
    // The shopper goes on meanwhile.
    prompt.asks(&["first", "then"]).await;
    prompt.give("text", "then").await;
    network.mend();
    prompt.next().await;
    stage
        .stored(&order, json!({"first": 9, "then": answer("text")}))
        .await;
    prompt.thanks().await;
    assert_eq!(stage.server.responses_about(&order).await.len(), 1);
    stage.is_unharmed().await;
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test"]
async fn a_page_is_unharmed_whatever_becomes_of_the_tag_s_requests() {
    let stage = Stage::with(vec![stacked("nps")]).await;
    let network = Network::before(&stage.server).await;
    for path in ["/w.js", "/v1/prompt"] {
        for fault in FAULTS {
            println!("{path} {fault:?}");
            network.mend();
            network.fails(path, fault);
            let before = network.came(path).len();
            open(&stage, &network, "nps").await;
            one_more(&network, path, before).await;
            stage.browser.sees("Thank you, Anna").await;
            let loaded = "return document.readyState === 'complete'";
            until("the page is loaded", || async {
                stage.browser.holds(loaded).await.then_some(())
            })
            .await;
            assert!(!Prompt::of(&stage.browser).is_shown().await);
            // Some engines read half of a script, and say that it ends too early: nobody can help
            // that, and the page goes on.
            if (path, fault) != ("/w.js", Fault::HalfABody) {
                stage.is_unharmed().await;
            }
        }
    }
    network.mend();
    network.fails("/v1/prompt", Fault::Never);
    open(&stage, &network, "nps").await;
    stage.browser.sees("Thank you, Anna").await;
    stage.is_unharmed().await;
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test"]
async fn without_its_bundle_the_whole_survey_is_answered() {
    let stage = Stage::with(vec![stacked("nps"), stepped("faces")]).await;
    let network = Network::before(&stage.server).await;
    for fault in FAULTS {
        println!("{fault:?}");
        network.mend();
        network.fails("/dist/", fault);
        let order = open(&stage, &network, "faces").await;
        let prompt = Prompt::appears(&stage.browser).await;
        prompt.give("faces", "first").await;
        prompt.asks(&["second"]).await;
        prompt.give("line", "second").await;
        prompt.next().await;
        prompt.asks(&["last"]).await;
        prompt.give("yes_no", "last").await;
        prompt.thanks().await;
        let answers = json!({"first": 4, "second": answer("line"), "last": 1});
        stage.stored(&order, answers).await;
        stage.is_unharmed().await;
    }
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test"]
async fn far_out_with_an_old_phone_everything_works() {
    let stage = Stage::with(vec![stepped("stars")]).await;
    let network = Network::before(&stage.server).await;
    network.fails("", FAR_OUT);
    let order = open(&stage, &network, "stars").await;
    let prompt = Prompt::appears(&stage.browser).await;
    prompt.give("stars", "first").await;
    prompt.asks(&["second"]).await;
    prompt.give("line", "second").await;
    prompt.next().await;
    prompt.asks(&["last"]).await;
    prompt.give("yes_no", "last").await;
    prompt.thanks().await;
    let answers = json!({"first": 4, "second": answer("line"), "last": 1});
    stage.stored(&order, answers).await;
    assert_eq!(stage.server.responses_about(&order).await.len(), 1);
    assert_no_revision_says_two_things(&network);
    stage.is_unharmed().await;
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test"]
async fn what_is_unsent_goes_with_the_page() {
    let stage = Stage::with(vec![stacked("nps")]).await;
    let elsewhere = stage.shop.put("/elsewhere", Page::thanks(""));
    let network = Network::before(&stage.server).await;
    for taken_over in [false, true] {
        let order = open(&stage, &network, "nps").await;
        let prompt = Prompt::appears(&stage.browser).await;
        if taken_over {
            prompt.reach_for().await;
            prompt.is_taken_over().await;
        } else {
            network.fails("/dist/", Fault::Offline);
        }
        network.fails("/v1/responses", Fault::Offline);
        let before = network.came("/v1/responses").len();
        prompt.give("nps", "first").await;
        one_more(&network, "/v1/responses", before).await;
        prompt.give("text", "then").await;
        network.mend();
        stage.browser.open(&elsewhere).await;
        stage
            .stored(&order, json!({"first": 9, "then": answer("text")}))
            .await;
        assert_eq!(stage.server.responses_about(&order).await.len(), 1);
        assert_no_revision_says_two_things(&network);
    }
}
