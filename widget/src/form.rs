//! The part of the form that lives: what is shown of it, and what it says.
//!
//! Only what changes is told of here. What an element is called and what stands in it is
//! [`Fixed`]: the server alone writes it, and the bundle carries no code for it.

use afterword_shared::{
    flow,
    id::{OptionId, QuestionId},
    response::{Answer, Answers, Progress},
    scale::Kind,
    survey::{self, Survey},
};
use leptos::prelude::*;

/// The attributes and the content of an element that never change: written by the server.
#[cfg(feature = "ssr")]
pub(crate) type Fixed = Vec<leptos::attr::any_attribute::AnyAttribute>;
/// In the browser they stand in the page already.
#[cfg(not(feature = "ssr"))]
pub(crate) type Fixed = ();

/// Where somebody is in a survey of several steps, in a text with `{n}` and `{of}`; nothing in a
/// short one.
pub(crate) fn progress(text: &str, view: View) -> String {
    if view.of == 0 {
        return String::new();
    }
    fill(&fill(text, "n}", view.n), "of}", view.of)
}

/// A text with a number in the place of a placeholder, whose name ends with its brace. Looks for
/// braces alone: what finds longer texts is large.
pub(crate) fn fill(text: &str, name: &str, number: usize) -> String {
    for (place, _) in text.match_indices('{') {
        if let Some(after) = text[place + 1..].strip_prefix(name) {
            return [&text[..place], &number.to_string(), after].concat();
        }
    }
    text.to_owned()
}

/// What is shown of the form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct View {
    /// The shown questions, one bit per place in the survey (at most 50).
    pub(crate) shown: u64,
    /// The questions whose answers count: those on the answers' path.
    pub(crate) enabled: u64,
    /// Whether there is something to send, or to pass over, with the button.
    pub(crate) sendable: bool,
    /// Whether there is a step before.
    pub(crate) back: bool,
    /// Which step it is, from 1; 0 where there are no steps.
    pub(crate) n: usize,
    /// How many there are, as far as the answers tell.
    pub(crate) of: usize,
    /// Whether the survey is over and the form thanks.
    pub(crate) done: bool,
}

impl View {
    /// A survey that is shown step by step, at one of its questions.
    pub(crate) fn stepped(survey: &Survey, answers: &Answers, at: usize) -> Self {
        let id = &survey.questions[at].id;
        let mut view = Self {
            shown: 1 << at,
            enabled: 1 << at,
            sendable: true,
            back: flow::before(survey, answers, id).is_some(),
            ..Self::default()
        };
        (view.n, view.of) = flow::progress(survey, answers, id);
        for question in flow::path(survey, answers).questions {
            view.enabled |= 1 << place(survey, &question.id);
        }
        view
    }

    /// Whether the button leads to another question, as far as the answers tell; else it sends.
    pub(crate) fn has_next(self) -> bool {
        self.n < self.of
    }

    /// A survey of one or two questions, which stand under each other.
    pub(crate) fn stacked(step: Step) -> Self {
        Self {
            shown: step.shown,
            enabled: step.shown,
            sendable: step.sendable,
            ..Self::default()
        }
    }
}

/// The place of a question in the survey; 0 for one that isn't in it.
pub(crate) fn place(survey: &Survey, id: &QuestionId) -> usize {
    survey.position(id).unwrap_or_default()
}

/// Whether a choice is all that the question takes, so that nothing is left to do there.
pub(crate) fn is_settled(question: &survey::Question, answer: Option<&Answer>) -> bool {
    match answer {
        Some(Answer::Rating(_)) => true,
        Some(Answer::Chosen { options, .. }) => {
            question.kind == Kind::Choice
                && options
                    .iter()
                    .all(|option| option.as_str() != OptionId::OTHER)
        }
        _ => false,
    }
}

/// How far some answers lead where the questions stand under each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Step {
    /// The questions to show, one bit per place in the survey.
    pub(crate) shown: u64,
    /// Whether *Send* has something to do: something is answered, or words are being asked for.
    pub(crate) sendable: bool,
    /// The place behind the last shown question.
    pub(crate) end: usize,
    /// What a message says that is sent now without *Send*.
    pub(crate) progress: Progress,
    /// Whether *Send* completes the survey.
    pub(crate) last: bool,
}

impl Step {
    /// The questions on the answers' path up to the first one that waits for an answer. A rating
    /// waits for a choice, words for *Send*: `sent` is the place up to which that was pressed.
    pub(crate) fn of(survey: &Survey, answers: &Answers, sent: usize) -> Self {
        let path = flow::path(survey, answers);
        let mut step = Self {
            shown: 0,
            sendable: !answers.is_empty(),
            end: 0,
            progress: Progress::Started,
            last: path.complete,
        };
        let mut settled = true;
        for (nth, question) in path.questions.iter().enumerate() {
            let place = place(survey, &question.id);
            step.shown |= 1 << place;
            step.end = place + 1;
            let answer = answers.get(&question.id);
            settled &= is_settled(question, answer);
            let in_words = matches!(question.kind, Kind::Text | Kind::Contact);
            if place >= sent && (in_words || answer.is_none()) {
                step.sendable |= in_words;
                step.last &= nth + 1 == path.questions.len();
                break;
            }
        }
        if settled && path.complete {
            // Nothing but choices, and all of them made: there is nothing to wait for.
            step.progress = Progress::Complete;
        }
        step
    }
}

/// The form, but for the questions and the foot that stand in it.
///
/// The server draws it and the other two once. The bundle takes each over where it stands, and draws
/// it anew into that whenever something has changed: leptos compares, and writes only what differs.
/// There are no signals in it, so that their runtime is not in the bundle, and nothing that could
/// need a new element, so that what makes elements is not.
#[component(transparent)]
pub(crate) fn Form(done: bool, fixed: Fixed) -> impl IntoView {
    view! { <form {..fixed} hidden=done></form> }
}

/// A question, by its place in the survey.
#[component(transparent)]
pub(crate) fn Question(view: View, place: usize, fixed: Fixed) -> impl IntoView {
    let is_out = |of: u64| of >> place & 1 == 0;
    view! { <fieldset {..fixed} hidden=is_out(view.shown) disabled=is_out(view.enabled)></fieldset> }
}

/// A button in the foot.
#[component(transparent)]
pub(crate) fn Button(shown: bool, fixed: Fixed) -> impl IntoView {
    view! { <button {..fixed} hidden=!shown></button> }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn survey(questions: &str) -> Survey {
        serde_json::from_str(&format!(
            r#"{{"locale": "en", "thanks": "", "questions": {questions}}}"#
        ))
        .unwrap()
    }

    fn answers(given: &[(&str, Answer)]) -> Answers {
        given
            .iter()
            .map(|(id, answer)| (id.parse().unwrap(), answer.clone()))
            .collect()
    }

    fn chosen(options: &[&str]) -> Answer {
        Answer::Chosen {
            options: options.iter().map(|id| id.parse().unwrap()).collect(),
            other: None,
        }
    }

    const TWO_RATINGS: &str = r#"[
        {"id": "score", "kind": "nps", "text": "?", "required": true},
        {"id": "why", "kind": "text", "text": "?"},
        {"id": "easy", "kind": "ces", "text": "?", "required": true}
    ]"#;

    #[test]
    fn a_rating_leads_on_at_once_and_a_text_when_it_is_sent() {
        let survey = survey(TWO_RATINGS);
        let nothing = Step::of(&survey, &Answers::default(), 0);
        assert_eq!((nothing.shown, nothing.sendable), (0b001, false));
        let rated = answers(&[("score", Answer::Rating(9))]);
        let text = Step::of(&survey, &rated, 0);
        assert_eq!((text.shown, text.sendable, text.last), (0b011, true, false));
        let typed = answers(&[
            ("score", Answer::Rating(9)),
            ("why", Answer::Text("x".into())),
        ]);
        assert_eq!(Step::of(&survey, &typed, 0).shown, 0b011);
        assert_eq!(Step::of(&survey, &typed, text.end).shown, 0b111);
    }

    #[test]
    fn send_ends_the_survey_only_where_nothing_required_is_open() {
        let survey = survey(TWO_RATINGS);
        let rated = answers(&[("score", Answer::Rating(9))]);
        let open = Step::of(&survey, &rated, 2);
        assert!(!open.last && open.shown == 0b111);
        let all = answers(&[("score", Answer::Rating(9)), ("easy", Answer::Rating(7))]);
        assert!(Step::of(&survey, &all, 2).last);
    }

    #[test]
    fn what_is_only_chosen_is_complete_with_the_last_choice() {
        let options = r#""options": [{"id": "a", "text": "A"}], "other": "B"}"#;
        let of = |kind: &str, answer: Answer| {
            let survey = survey(&format!(
                r#"[{{"id": "q", "kind": "{kind}", "text": "?", {options}]"#
            ));
            Step::of(&survey, &answers(&[("q", answer)]), 0).progress
        };
        assert_eq!(of("nps", Answer::Rating(3)), Progress::Complete);
        assert_eq!(of("choice", chosen(&["a"])), Progress::Complete);
        // A text may follow, and more may be chosen.
        assert_eq!(of("choice", chosen(&["other"])), Progress::Started);
        assert_eq!(of("choices", chosen(&["a"])), Progress::Started);
    }

    #[test]
    fn a_step_shows_one_question_and_counts_the_answers_on_the_path() {
        let survey = survey(
            r#"[
            {"id": "score", "kind": "nps", "text": "?", "required": true,
             "branches": [{"from": 9, "to": 10, "then": {"question": "easy"}}]},
            {"id": "why", "kind": "text", "text": "?"},
            {"id": "easy", "kind": "ces", "text": "?"}
        ]"#,
        );
        let fresh = View::stepped(&survey, &Answers::default(), 0);
        assert_eq!((fresh.shown, fresh.enabled), (0b001, 0b001));
        assert_eq!((fresh.n, fresh.of, fresh.back), (1, 3, false));
        let low = answers(&[("score", Answer::Rating(2))]);
        let second = View::stepped(&survey, &low, 1);
        assert_eq!((second.shown, second.enabled), (0b010, 0b111));
        assert_eq!((second.n, second.of, second.back), (2, 3, true));
        let high = answers(&[("score", Answer::Rating(9))]);
        let last = View::stepped(&survey, &high, 2);
        assert_eq!((last.shown, last.enabled), (0b100, 0b101));
        assert_eq!((last.n, last.of, last.back), (2, 2, true));
    }

    #[test]
    fn the_words_of_steps_have_their_numbers() {
        let at = |n, of| View {
            n,
            of,
            ..View::default()
        };
        let text = "{of} 个中的第 {n} 个";
        assert_eq!(progress(text, at(2, 5)), "5 个中的第 2 个");
        assert_eq!(progress(text, at(0, 0)), "");
        assert_eq!(progress("{x} {n", at(2, 5)), "{x} {n");
        assert!(at(2, 5).has_next());
        assert!(!at(5, 5).has_next());
        assert!(!at(0, 0).has_next());
    }
}
