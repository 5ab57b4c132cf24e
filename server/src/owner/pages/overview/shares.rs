//! How often each answer was given to the questions that have no score.

use crate::owner::parts::answer::in_words;
use afterword_shared::{
    id::QuestionId,
    response::Answer,
    scale::Kind,
    survey::{Question, Survey},
};
use afterword_views::index::Given;

/// How often each answer was given to a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Shares {
    /// What was asked.
    pub question: String,
    /// Every answer that can be given, in words, and how often it was.
    pub given: Vec<(String, u64)>,
    /// How many answered it.
    pub n: u64,
    /// Whether one person may give several.
    pub several: bool,
}

impl Shares {
    /// Of every question with options or a scale without a headline, from what was given to each.
    pub fn of(survey: &Survey, given: impl Fn(&QuestionId) -> Given) -> Vec<Self> {
        let first = survey.scored_question().map(|question| &question.id);
        let told = survey.questions.iter().filter(|question| {
            Some(&question.id) != first
                && (question.scale().is_some() || question.kind.has_options())
        });
        told.map(|question| {
            let given = given(&question.id);
            let words = |answer| end_in_words(question, &answer);
            let each = match question.scale() {
                Some(scale) => scale
                    .values()
                    .rev()
                    .map(|rating| (words(Answer::Rating(rating)), given.ratings.count(rating)))
                    .collect(),
                None => question
                    .offered()
                    .filter_map(|(id, _)| id.parse().ok())
                    .map(|id| {
                        let count = given.options.get(&id).copied().unwrap_or(0);
                        let chosen = Answer::Chosen {
                            options: vec![id],
                            other: None,
                        };
                        (words(chosen), count)
                    })
                    .collect(),
            };
            Self {
                question: question.text.clone(),
                given: each,
                n: given.n,
                several: question.kind == Kind::Choices,
            }
        })
        .collect()
    }
}

/// An answer in few words: of a scale only its ends are told.
fn end_in_words(question: &Question, answer: &Answer) -> String {
    let scale = question.scale().filter(|_| question.kind != Kind::YesNo);
    match (scale, answer) {
        (Some(scale), Answer::Rating(rating)) => {
            let end = match *rating {
                low if low == scale.low => &question.low,
                high if high == scale.high => &question.high,
                _ => "",
            };
            format!("{rating} {end}").trim_end().to_owned()
        }
        (_, answer) => in_words(question, answer),
    }
}
