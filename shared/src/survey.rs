//! A survey: an ordered list of questions with branches, and what it says at the end.

use crate::{error::Error, id::QuestionId, scale::Kind};
use serde::{Deserialize, Serialize};

/// The most questions one survey may hold.
pub const QUESTION_LIMIT: usize = 50;

/// One version of a survey, in one language. Its words may change from version to version; what a
/// question's answers mean may not: another kind is another question with an id of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Survey {
    /// The language of every text in it, a BCP 47 tag such as `lv`.
    pub locale: String,
    /// In the order in which they are asked where no branch says otherwise.
    pub questions: Vec<Question>,
    /// What it says when it is complete.
    pub thanks: String,
}

/// One prompt for one answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// Its name in messages, exports and series.
    pub id: QuestionId,
    /// What it takes.
    pub kind: Kind,
    /// What it asks.
    pub text: String,
    /// What the lowest rating means, in words; empty for none.
    #[serde(default)]
    pub low: String,
    /// What the highest rating means, in words; empty for none.
    #[serde(default)]
    pub high: String,
    /// Whether the survey can end without an answer to it.
    #[serde(default)]
    pub required: bool,
    /// Where ratings lead; the first match decides, else the next question of the list follows.
    #[serde(default)]
    pub branches: Vec<Branch>,
}

/// Where some ratings of a question lead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Branch {
    /// Lowest rating that takes it.
    pub from: u8,
    /// Highest rating that takes it.
    pub to: u8,
    /// Where it leads.
    pub then: Next,
}

/// What follows a question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Next {
    /// A question further on in the list.
    Question(QuestionId),
    /// Nothing: the survey is complete.
    End,
}

impl Survey {
    /// The place of a question in the list.
    pub fn position(&self, id: &QuestionId) -> Option<usize> {
        self.questions
            .iter()
            .position(|question| question.id == *id)
    }

    /// The question with this id.
    pub fn question(&self, id: &QuestionId) -> Option<&Question> {
        self.questions.iter().find(|question| question.id == *id)
    }

    /// The first question with a scale: what `score` reads unless another is named.
    pub fn scored_question(&self) -> Option<&Question> {
        self.questions
            .iter()
            .find(|question| question.kind.scale().is_some())
    }

    /// Whether it can be asked: it has questions, their ids differ, and branches only lead on,
    /// so that [`crate::flow`] always ends.
    pub fn check(&self) -> Result<(), Error> {
        if self.questions.is_empty() {
            return Err(Error::Survey("it has no question."));
        }
        if self.questions.len() > QUESTION_LIMIT {
            return Err(Error::TooMany {
                what: "questions",
                count: self.questions.len(),
                limit: QUESTION_LIMIT,
            });
        }
        for (place, question) in self.questions.iter().enumerate() {
            if self.position(&question.id) != Some(place) {
                return Err(Error::Survey("two of its questions have the same id."));
            }
            for branch in &question.branches {
                if let Next::Question(target) = &branch.then
                    && self.position(target).is_none_or(|target| target <= place)
                {
                    return Err(Error::Survey("a branch leads to no question further on."));
                }
            }
        }
        Ok(())
    }
}
