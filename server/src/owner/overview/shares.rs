//! How often each answer was given to the questions that have no score.

use crate::{owner::answer::in_words, store::record::Response};
use afterword_shared::{
    response::Answer,
    scale::Kind,
    survey::{Question, Survey},
};

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
    /// Of every question with options or a scale without a headline.
    pub fn of<'a>(
        survey: &Survey,
        responses: &(impl Iterator<Item = &'a Response> + Clone),
    ) -> Vec<Self> {
        let first = survey.scored_question().map(|question| &question.id);
        let told = survey.questions.iter().filter(|question| {
            Some(&question.id) != first
                && (question.scale().is_some() || question.kind.has_options())
        });
        told.map(|question| {
            let mut n = 0;
            let possible: Vec<(Answer, String)> = match question.scale() {
                Some(scale) => scale.values().rev().map(Answer::Rating).collect(),
                None => question
                    .offered()
                    .filter_map(|(id, _)| id.parse().ok())
                    .map(|id| Answer::Chosen {
                        options: vec![id],
                        other: None,
                    })
                    .collect::<Vec<_>>(),
            }
            .into_iter()
            .map(|answer| {
                let words = end_in_words(question, &answer);
                (answer, words)
            })
            .collect();
            let mut given = vec![0; possible.len()];
            for answer in responses
                .clone()
                .filter_map(|one| one.answers.get(&question.id))
            {
                n += 1;
                for (place, (one, _)) in possible.iter().enumerate() {
                    let fits = match (one, answer) {
                        (Answer::Chosen { options: one, .. }, Answer::Chosen { options, .. }) => {
                            options.contains(&one[0])
                        }
                        (one, answer) => one == answer,
                    };
                    given[place] += u64::from(fits);
                }
            }
            Self {
                question: question.text.clone(),
                given: possible
                    .into_iter()
                    .map(|(_, words)| words)
                    .zip(given)
                    .collect(),
                n,
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
