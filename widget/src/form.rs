//! The part of the form that lives: what is shown of it, and what it says.
//!
//! Only what changes is told of here. What an element is called and what stands in it is
//! [`Fixed`]: the server alone writes it, and the bundle carries no code for it.

use afterword_shared::{
    flow,
    id::{OptionId, QuestionId},
    response::{Answer, Answers, Progress},
    scale::Kind,
    survey::{Question, Survey},
};
use leptos::prelude::*;
use std::sync::Arc;

/// The attributes and the content of an element that never change: written by the server.
#[cfg(feature = "ssr")]
pub(crate) type Fixed = Vec<leptos::attr::any_attribute::AnyAttribute>;
/// In the browser they stand in the page already.
#[cfg(not(feature = "ssr"))]
pub(crate) type Fixed = ();

/// What the form says about the answers, in its foot.
#[cfg_attr(
    not(any(test, feature = "browser")),
    expect(dead_code, reason = "the server draws a form that says nothing yet")
)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Status {
    /// Nothing to say.
    #[default]
    Quiet,
    /// On their way for a while.
    Saving,
    /// Kept.
    Saved,
    /// Not sent, and given up.
    Failed,
    /// The order was answered under another ticket.
    Elsewhere,
}

/// The words that the form says later. They stand in the drawn form, as attributes of its section:
/// there they weigh less than in what the server packs for the bundle.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Words {
    pub(crate) send: String,
    pub(crate) next: String,
    /// With `{n}` and `{of}`.
    pub(crate) progress: String,
    pub(crate) saving: String,
    pub(crate) saved: String,
    pub(crate) not_sent: String,
    pub(crate) answered_elsewhere: String,
    pub(crate) required: String,
    pub(crate) email_wrong: String,
    pub(crate) consent_missing: String,
    /// With `{n}`.
    pub(crate) characters_left: String,
    pub(crate) withdrawn: String,
}

/// What the form has to know to go on by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Carried {
    /// The survey; of its words only those at its end.
    pub(crate) survey: Survey,
    pub(crate) words: Words,
}

impl Carried {
    fn said(&self, status: Status) -> String {
        let words = &self.words;
        match status {
            Status::Quiet => "",
            Status::Saving => &words.saving,
            Status::Saved => &words.saved,
            Status::Failed => &words.not_sent,
            Status::Elsewhere => &words.answered_elsewhere,
        }
        .to_owned()
    }

    /// Where somebody is in a survey of several steps; nothing in a short one.
    pub(crate) fn progress(&self, view: View) -> String {
        if view.of == 0 {
            return String::new();
        }
        let text = fill(&self.words.progress, "{n}", view.n);
        fill(&text, "{of}", view.of)
    }

    /// What the button says that leads on.
    pub(crate) fn onward(&self, view: View) -> String {
        if view.n < view.of {
            &self.words.next
        } else {
            &self.words.send
        }
        .clone()
    }
}

/// A text with a number in the place of a placeholder.
pub(crate) fn fill(text: &str, name: &str, number: usize) -> String {
    match text.split_once(name) {
        Some((before, after)) => [before, &number.to_string(), after].concat(),
        None => text.to_owned(),
    }
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
pub(crate) fn is_settled(question: &Question, answer: Option<&Answer>) -> bool {
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

/// What changes about the form.
#[derive(Clone, Copy)]
pub(crate) struct Signals {
    pub(crate) view: RwSignal<View>,
    /// What it says in its foot.
    pub(crate) status: RwSignal<Status>,
}

/// What the server alone writes, element by element.
#[derive(Clone, Default)]
pub(crate) struct Parts {
    pub(crate) form: Fixed,
    pub(crate) head: Fixed,
    /// The shop's picture, and what a form needs that is sent without a script.
    pub(crate) logo: Fixed,
    pub(crate) progress: Fixed,
    /// One for every question of the survey.
    pub(crate) questions: Vec<Fixed>,
    pub(crate) foot: Fixed,
    pub(crate) notes: Fixed,
    pub(crate) status: Fixed,
    /// Who asks, and the privacy page.
    pub(crate) fine: Fixed,
    pub(crate) back: Fixed,
    pub(crate) again: Fixed,
    pub(crate) send: Fixed,
}

/// The questions, and a foot with what happened and the buttons.
#[component]
pub(crate) fn Form(form: Signals, carried: Arc<Carried>, parts: Parts) -> impl IntoView {
    let Signals { view, status } = form;
    let questions: Vec<_> = parts
        .questions
        .into_iter()
        .enumerate()
        .map(|(place, fixed)| {
            view! {
                <fieldset
                    {..fixed}
                    hidden=flag(move || view.get().shown >> place & 1 == 0)
                    disabled=flag(move || view.get().enabled >> place & 1 == 0)
                ></fieldset>
            }
        })
        .collect();
    let [of_progress, of_status, of_send] = std::array::from_fn(|_| Arc::clone(&carried));
    view! {
        <form {..parts.form} hidden=flag(move || view.get().done)>
            <div {..parts.head}>
                <span {..parts.logo}></span>
                <span
                    {..parts.progress}
                    prop:textContent=words(move || of_progress.progress(view.get()))
                ></span>
            </div>
            {questions}
            <div {..parts.foot}>
                <button {..parts.back} hidden=flag(move || !view.get().back)></button>
                <button
                    {..parts.again}
                    hidden=flag(move || status.get() != Status::Failed)
                ></button>
                <button
                    {..parts.send}
                    hidden=flag(move || !view.get().sendable)
                    prop:textContent=words(move || of_send.onward(view.get()))
                ></button>
                <div {..parts.notes}>
                    <span
                        {..parts.status}
                        prop:textContent=words(move || of_status.said(status.get()))
                    ></span>
                    <span {..parts.fine}></span>
                </div>
            </div>
        </form>
    }
}

/// An attribute that comes and goes. Boxed, so that leptos' machinery is in the bundle once.
fn flag(value: impl Fn() -> bool + Send + 'static) -> Box<dyn FnMut() -> bool + Send> {
    Box::new(value)
}

/// A text that changes; boxed as [`flag`] is.
fn words(value: impl Fn() -> String + Send + 'static) -> Box<dyn FnMut() -> String + Send> {
    Box::new(value)
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
        let carried = Carried {
            survey: survey(TWO_RATINGS),
            words: Words {
                progress: "{of} 个中的第 {n} 个".into(),
                next: "Next".into(),
                send: "Send".into(),
                ..Words::default()
            },
        };
        let at = |n, of| View {
            n,
            of,
            ..View::default()
        };
        assert_eq!(carried.progress(at(2, 5)), "5 个中的第 2 个");
        assert_eq!(carried.progress(at(0, 0)), "");
        assert_eq!(carried.onward(at(2, 5)), "Next");
        assert_eq!(carried.onward(at(5, 5)), "Send");
        assert_eq!(carried.onward(at(0, 0)), "Send");
    }
}
