//! What is counted of a survey by day.

use afterword_shared::id::{QuestionId, SurveyId};
use jiff::civil::Date;

/// Which count: of a survey and a day, as the index has it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CountKey {
    /// Of which survey.
    pub survey: SurveyId,
    /// The shop-local day: of the first answer for [`Measure::Rating`] and [`Measure::Text`], of
    /// the ask for the others, so that a funnel's steps speak of the same prompts.
    pub day: Date,
    /// Of what.
    pub measure: Measure,
}

/// What is counted.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Measure {
    /// Responses asked.
    Asked,
    /// Of them, those whose form was seen (or answered).
    Seen,
    /// Of them, those with an answer.
    Started,
    /// Of them, those that are complete.
    Complete,
    /// Answers to a question with this rating.
    Rating(QuestionId, u8),
    /// Answers to a question in words.
    Text(QuestionId),
}
