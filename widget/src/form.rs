//! The form as a whole: which questions are shown, and the card around them.

use crate::question::{Asked, Ces, Csat, Nps, Text};
use afterword_shared::{
    flow,
    prompt::PromptState,
    response::{Answer, Answers, Progress},
    scale::Kind,
    survey::Survey,
};
use leptos::{either::EitherOf4, prelude::*};
use std::{rc::Rc, sync::Arc};

/// What somebody did with the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Act {
    /// Chose a rating or changed a text.
    Changed,
    /// Pressed *Send*.
    Sent,
    /// Pressed *Try again*.
    Again,
    /// Closed the form.
    Closed,
}

/// Where acts go; nowhere on the server.
pub(crate) type Handler = Rc<dyn Fn(Act)>;

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

impl Status {
    fn words(self, state: &PromptState) -> String {
        let texts = &state.texts;
        match self {
            Self::Quiet => "",
            Self::Saving => &texts.saving,
            Self::Saved => &texts.saved,
            Self::Failed => &texts.not_sent,
            Self::Elsewhere => &texts.answered_elsewhere,
        }
        .to_owned()
    }
}

/// What changes about the form.
#[derive(Clone, Copy)]
pub(crate) struct Signals {
    /// The shown questions, one bit per place in the survey.
    pub(crate) shown: RwSignal<u64>,
    /// What it says in its foot.
    pub(crate) status: RwSignal<Status>,
    /// Whether there is something to send with a button.
    pub(crate) sendable: RwSignal<bool>,
    /// Whether the survey is over and the form thanks.
    pub(crate) done: RwSignal<bool>,
}

impl Signals {
    /// A form that nobody has touched.
    pub(crate) fn new(survey: &Survey) -> Self {
        let step = Step::of(survey, &Answers::default(), 0);
        Self {
            shown: RwSignal::new(step.shown),
            status: RwSignal::default(),
            sendable: RwSignal::new(step.sendable),
            done: RwSignal::new(false),
        }
    }
}

/// How far some answers lead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Step {
    /// The questions to show, one bit per place in the survey (at most 50).
    pub(crate) shown: u64,
    /// Whether *Send* has something to do: something is answered, or a text is being asked for.
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
    /// waits for a choice, a text for *Send*: `sent` is the place up to which that was pressed.
    pub(crate) fn of(survey: &Survey, answers: &Answers, sent: usize) -> Self {
        let path = flow::path(survey, answers);
        let mut step = Self {
            shown: 0,
            sendable: !answers.is_empty(),
            end: 0,
            progress: Progress::Started,
            last: path.complete,
        };
        let mut rated = true;
        for (nth, question) in path.questions.iter().enumerate() {
            let place = survey.position(&question.id).unwrap_or_default();
            step.shown |= 1 << place;
            step.end = place + 1;
            rated &= answers.rating(&question.id).is_some();
            let waits = if question.kind == Kind::Text {
                place >= sent
            } else {
                answers.get(&question.id).is_none() && place >= sent
            };
            if waits {
                step.sendable |= question.kind == Kind::Text;
                step.last &= nth + 1 == path.questions.len();
                break;
            }
        }
        if rated && path.complete {
            // Nothing but ratings, and all of them given: there is nothing to wait for.
            step.progress = Progress::Complete;
        }
        step
    }
}

/// The place of the question that comes second whatever the first answer is: the loader shows it
/// before the bundle is there.
pub(crate) fn next_place(survey: &Survey) -> Option<usize> {
    let first = survey.questions.first()?;
    let second = |answer: Option<Answer>| {
        let answers: Answers = answer
            .map(|answer| (first.id.clone(), answer))
            .into_iter()
            .collect();
        flow::path(survey, &answers)
            .questions
            .get(1)
            .and_then(|question| survey.position(&question.id))
    };
    match first.kind.scale() {
        None => second(Some(Answer::Text(String::new()))),
        Some(scale) => {
            let next = second(Some(Answer::Rating(scale.low)))?;
            scale
                .values()
                .all(|rating| second(Some(Answer::Rating(rating))) == Some(next))
                .then_some(next)
        }
    }
}

/// The card: close button, the questions, a foot with what happened and *Send*, and the thanks.
#[component]
pub(crate) fn Form(form: Signals, state: Arc<PromptState>, handler: Handler) -> impl IntoView {
    let [closed, again, sent, changed] = std::array::from_fn(|_| Rc::clone(&handler));
    let PromptState { survey, texts, .. } = &*state;
    let next = next_place(survey);
    let more = survey.questions.len() > next.map_or(1, |_| 2);
    let questions: Vec<_> = (0..survey.questions.len())
        .map(|place| {
            question_view(Asked {
                state: Arc::clone(&state),
                place,
                shown: form.shown,
                next: next == Some(place),
            })
        })
        .collect();
    let said = {
        let state = Arc::clone(&state);
        move || form.status.get().words(&state)
    };
    let thanks = {
        let state = Arc::clone(&state);
        move || {
            let status = form.status.get();
            if !form.done.get() {
                String::new()
            } else if status == Status::Elsewhere {
                status.words(&state)
            } else {
                state.survey.thanks.clone()
            }
        }
    };
    let privacy = drawn(|| link(&state.privacy));
    view! {
        <section
            class="aw"
            lang=drawn(|| survey.locale.clone())
            dir=drawn(|| direction(&survey.locale).into())
            aria-label=drawn(|| texts.label.replace("{shop}", &state.shop))
            data-saved=drawn(|| texts.saved.clone())
            data-failed=drawn(|| texts.not_sent.clone())
            data-elsewhere=drawn(|| texts.answered_elsewhere.clone())
            data-thanks=drawn(|| survey.thanks.clone())
        >
            <form
                class="aw-form"
                novalidate
                data-more=more
                hidden=flag(move || form.done.get())
                on:input=move |_| changed(Act::Changed)
                on:submit=move |event| {
                    event.prevent_default();
                    sent(Act::Sent);
                }
            >
                {questions}
                <div class="aw-foot">
                    <small>
                        <span class="aw-status" role="status" prop:textContent=words(said)></span>
                        <a hidden=privacy.is_empty() href=privacy target="_blank" rel="noopener">
                            {drawn(|| texts.privacy.clone())}
                        </a>
                    </small>
                    <button
                        class="aw-again"
                        type="button"
                        hidden=flag(move || form.status.get() != Status::Failed)
                        on:click=move |_| again(Act::Again)
                    >
                        {drawn(|| texts.try_again.clone())}
                    </button>
                    <button
                        class="aw-send"
                        type="submit"
                        hidden=flag(move || !form.sendable.get())
                    >
                        {drawn(|| texts.send.clone())}
                    </button>
                </div>
            </form>
            <p class="aw-thanks" role="status" tabindex="-1" prop:textContent=words(thanks)></p>
            <button
                class="aw-close"
                type="button"
                aria-label=drawn(|| texts.close.clone())
                on:click=move |_| closed(Act::Closed)
            >
                "✕"
            </button>
        </section>
    }
}

fn question_view(asked: Asked) -> impl IntoView {
    match asked.question().kind {
        Kind::Nps => EitherOf4::A(view! { <Nps asked/> }),
        Kind::Csat => EitherOf4::B(view! { <Csat asked/> }),
        Kind::Ces => EitherOf4::C(view! { <Ces asked/> }),
        Kind::Text => EitherOf4::D(view! { <Text asked/> }),
    }
}

/// A text that the server alone writes: at the take-over it stands in the page already, and the
/// bundle does not carry the code that makes it.
pub(crate) fn drawn(text: impl FnOnce() -> String) -> String {
    if cfg!(feature = "ssr") {
        text()
    } else {
        String::new()
    }
}

/// An attribute that comes and goes. Boxed, so that leptos' machinery is in the bundle once.
pub(crate) fn flag(value: impl Fn() -> bool + Send + 'static) -> Box<dyn FnMut() -> bool + Send> {
    Box::new(value)
}

/// A text that changes; boxed as [`flag`] is.
pub(crate) fn words(
    value: impl Fn() -> String + Send + 'static,
) -> Box<dyn FnMut() -> String + Send> {
    Box::new(value)
}

/// Which way a language is written, by its BCP 47 tag.
fn direction(locale: &str) -> &'static str {
    let language = locale.split('-').next().unwrap_or_default();
    if ["ar", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"].contains(&language) {
        "rtl"
    } else {
        "ltr"
    }
}

/// The privacy page's address, empty unless a browser may open it: `javascript:` is no page.
fn link(privacy: &str) -> String {
    let page = privacy.starts_with("https://") || privacy.starts_with("http://");
    if page {
        privacy.to_owned()
    } else {
        String::new()
    }
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
        let done = Step::of(&survey, &all, 2);
        assert!(done.last);
        assert_eq!(done.progress, Progress::Started);
    }

    #[test]
    fn ratings_alone_are_complete_with_the_last_one() {
        let survey = survey(r#"[{"id": "score", "kind": "nps", "text": "?", "required": true}]"#);
        let rated = answers(&[("score", Answer::Rating(0))]);
        assert_eq!(Step::of(&survey, &rated, 0).progress, Progress::Complete);
    }

    #[test]
    fn a_branch_to_the_end_has_no_follow_up() {
        let survey = survey(
            r#"[
            {"id": "score", "kind": "nps", "text": "?", "required": true,
             "branches": [{"from": 0, "to": 10, "then": "end"}]},
            {"id": "why", "kind": "text", "text": "?"}
        ]"#,
        );
        assert_eq!(next_place(&survey), None);
        let rated = answers(&[("score", Answer::Rating(5))]);
        assert_eq!(Step::of(&survey, &rated, 0).shown, 0b01);
    }
}
