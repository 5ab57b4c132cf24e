//! How often each answer was given to the questions that have no score.

use crate::{
    owner::parts::answer_line::in_words, services::analytics::overview::counted_questions,
};
use afterword_shared::{
    id::QuestionId,
    response::Answer,
    scale::Kind,
    survey::{Question, Survey},
};
use afterword_views::index::Given;
use afterword_wording::Language;
use std::collections::HashMap;

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
    /// Of every question of which it was counted what was given.
    pub fn of(words: Language, survey: &Survey, given: &HashMap<QuestionId, Given>) -> Vec<Self> {
        let counted = counted_questions(survey)
            .filter_map(|question| Some((question, given.get(&question.id)?)));
        counted
            .map(|(question, given)| {
                let name = |answer| end_in_words(words, question, &answer);
                let each = match question.scale() {
                    Some(scale) => scale
                        .values()
                        .rev()
                        .map(|rating| (name(Answer::Rating(rating)), given.ratings.count(rating)))
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
                            (name(chosen), count)
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

/// An answer in few words: of a scale only its ends are named.
fn end_in_words(words: Language, question: &Question, answer: &Answer) -> String {
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
        (_, answer) => in_words(words, question, answer),
    }
}
