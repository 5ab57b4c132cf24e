//! One component per kind of question.

mod ces;
mod csat;
mod nps;
mod scale;
mod text;

pub(crate) use {ces::Ces, csat::Csat, nps::Nps, text::Text};

use crate::form::{drawn, flag};
use afterword_shared::{prompt::PromptState, scale::Scale, survey::Question};
use leptos::prelude::*;
use std::sync::Arc;

/// What every kind of question is drawn from.
#[derive(Clone)]
pub(crate) struct Asked {
    /// The survey and its words.
    pub(crate) state: Arc<PromptState>,
    /// The question's place in the survey.
    pub(crate) place: usize,
    /// The shown questions, one bit per place.
    pub(crate) shown: RwSignal<u64>,
    /// Whether the loader may show it after the first answer, whatever that is.
    pub(crate) next: bool,
}

impl Asked {
    pub(crate) fn question(&self) -> &Question {
        &self.state.survey.questions[self.place]
    }

    /// The question's name in messages, and of its fields.
    fn name(&self) -> String {
        drawn(|| self.question().id.as_str().to_owned())
    }

    /// Every rating that the question takes.
    fn ratings(&self) -> impl Iterator<Item = u8> {
        self.question()
            .kind
            .scale()
            .into_iter()
            .flat_map(Scale::values)
    }

    /// Whether the flow has not reached it.
    fn hidden(&self) -> Box<dyn FnMut() -> bool + Send> {
        let Self { place, shown, .. } = *self;
        flag(move || shown.get() >> place & 1 == 0)
    }
}

/// What a rating is called by somebody who can't see the scale: `0, Not at all likely`.
fn spoken(question: &Question, rating: u8, name: String) -> String {
    let end = question.kind.scale().and_then(|scale| {
        if rating == scale.low {
            Some(&question.low)
        } else if rating == scale.high {
            Some(&question.high)
        } else {
            None
        }
    });
    match end {
        Some(words) if !words.is_empty() => format!("{name}, {words}"),
        _ => name,
    }
}

/// What the two ends of a scale mean, under it.
#[component]
fn Ends(asked: Asked) -> impl IntoView {
    view! {
        <div class="aw-ends" aria-hidden="true">
            <span>{drawn(|| asked.question().low.clone())}</span>
            <span>{drawn(|| asked.question().high.clone())}</span>
        </div>
    }
}
