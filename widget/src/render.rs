//! The server's door.

use crate::{
    form::{Form, Handler},
    state,
};
use afterword_shared::prompt::PromptState;
use leptos::prelude::*;
use std::{rc::Rc, sync::Arc};

/// A prompt, ready to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendered {
    /// One `<section>` with the form; the first question shown, the others hidden.
    pub html: String,
    /// What the bundle of the same build needs to take that very HTML over.
    pub state: String,
}

/// Draws the form for a shopper who has not answered anything yet.
pub fn render(state: &PromptState) -> Rendered {
    let owner = Owner::new();
    let html = owner.with(|| {
        let handler: Handler = Rc::new(|_| ());
        Form(crate::form::FormProps {
            form: crate::form::Signals::new(&state.survey),
            state: Arc::new(state.clone()),
            handler,
        })
        .to_html()
    });
    owner.cleanup();
    Rendered {
        html,
        state: state::pack(state),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use afterword_shared::prompt::Texts;

    /// A survey as an owner would write it, with words that try to break out of the page.
    fn state(questions: &str) -> PromptState {
        PromptState {
            shop: "Cups & <b>Co</b>".into(),
            privacy: "https://shop.example/privacy".into(),
            survey: serde_json::from_str(&format!(
                r#"{{"locale": "en", "thanks": "Thank you, \"friend\".", "questions": {questions}}}"#
            ))
            .unwrap(),
            texts: Texts {
                label: "A question from {shop}".into(),
                close: "Close".into(),
                send: "Send".into(),
                optional: "Optional".into(),
                saved: "Saved".into(),
                saving: "Saving".into(),
                not_sent: "Not sent".into(),
                try_again: "Try again".into(),
                privacy: "privacy".into(),
                characters_left: "{n} characters left".into(),
                answered_elsewhere: "This order was answered already.".into(),
            },
        }
    }

    const SCORE_AND_WHY: &str = r#"[
        {"id": "score", "kind": "nps", "text": "Would you <i>recommend</i> us?", "required": true,
         "low": "Not \"at\" all", "high": "Very"},
        {"id": "why", "kind": "text", "text": "Why?"}
    ]"#;

    /// The opening tag of the first element of which it holds `part`.
    fn tag<'a>(html: &'a str, part: &str) -> &'a str {
        let at = html
            .find(part)
            .unwrap_or_else(|| panic!("no {part} in {html}"));
        let start = html[..at].rfind('<').unwrap();
        &html[start..=at + html[at..].find('>').unwrap()]
    }

    #[test]
    fn the_first_question_is_there_with_native_fields_and_labelled_ends() {
        let html = render(&state(SCORE_AND_WHY)).html;
        assert!(html.starts_with("<section "));
        assert_eq!(html.matches(r#"type="radio""#).count(), 11);
        assert!(html.contains("<legend>Would you &lt;i&gt;recommend&lt;/i&gt; us?</legend>"));
        assert!(tag(&html, r#"value="0""#).contains(r#"aria-label="0, Not &quot;at&quot; all""#));
        assert!(tag(&html, r#"value="10""#).contains(r#"aria-label="10, Very""#));
        assert!(!tag(&html, "<fieldset").contains("hidden"));
        assert!(!html.contains("checked"));
    }

    #[test]
    fn nobody_s_words_break_out_of_the_page() {
        let html = render(&state(SCORE_AND_WHY)).html;
        assert!(!html.contains("<i>") && !html.contains("<b>"));
        assert!(html.contains(r#"aria-label="A question from Cups &amp; &lt;b&gt;Co&lt;/b&gt;""#));
    }

    #[test]
    fn a_follow_up_that_is_always_the_same_waits_hidden_for_the_first_tap() {
        let html = render(&state(SCORE_AND_WHY)).html;
        let text = tag(&html, r#"class="aw-q aw-text""#);
        assert!(
            text.contains("hidden") && text.contains("data-next"),
            "{text}"
        );
        assert!(tag(&html, "<textarea").contains("disabled"));
        assert!(!tag(&html, "<form").contains("data-more"));
    }

    #[test]
    fn where_answers_lead_apart_the_loader_shows_no_follow_up() {
        let html = render(&state(
            r#"[
            {"id": "score", "kind": "nps", "text": "?", "required": true,
             "branches": [{"from": 9, "to": 10, "then": {"question": "good"}}]},
            {"id": "bad", "kind": "text", "text": "?"},
            {"id": "good", "kind": "text", "text": "?"}
        ]"#,
        ))
        .html;
        assert!(!html.contains("data-next"));
        assert!(tag(&html, "<form").contains("data-more"));
    }

    #[test]
    fn every_kind_takes_its_own_ratings() {
        let html = render(&state(
            r#"[
            {"id": "stars", "kind": "csat", "text": "?", "high": "Great"},
            {"id": "easy", "kind": "ces", "text": "?"},
            {"id": "words", "kind": "text", "text": "?", "required": true}
        ]"#,
        ))
        .html;
        assert_eq!(html.matches(r#"name="stars""#).count(), 5);
        assert_eq!(html.matches(r#"name="easy""#).count(), 7);
        assert!(html.contains(r#"aria-label="5/5, Great""#));
        let text = tag(&html, "<textarea");
        assert!(text.contains("required") && text.contains(r#"maxlength="4000""#));
        assert!(text.contains(r#"placeholder="""#));
    }

    #[test]
    fn a_link_that_is_no_page_is_not_shown() {
        let mut state = state(SCORE_AND_WHY);
        assert!(
            render(&state)
                .html
                .contains(r#"href="https://shop.example/privacy""#)
        );
        state.privacy = "javascript:alert(1)".into();
        let html = render(&state).html;
        assert!(!html.contains("javascript") && tag(&html, "<a ").contains("hidden"));
    }

    #[test]
    fn the_bundle_reads_the_state_that_the_server_packed() {
        for words in ["", "a", "ab", "abc", "žluťoučký 🎉"] {
            let mut state = state(SCORE_AND_WHY);
            state.shop = words.into();
            let packed = render(&state).state;
            assert!(
                packed
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b))
            );
            assert_eq!(state::unpack(&packed), Some(state));
        }
        assert_eq!(state::unpack("not a state"), None);
        assert_eq!(state::unpack(""), None);
    }
}
