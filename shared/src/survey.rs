//! A survey: an ordered list of questions with branches, and what it says at the end.

use crate::{
    appearance::is_link,
    error::Error,
    id::{OptionId, QuestionId},
    response::{LINE_LIMIT, TEXT_LIMIT},
    scale::{Kind, Scale},
    words::{self, Values},
};
use serde::{Deserialize, Serialize};

/// The most questions one survey may hold.
pub const QUESTION_LIMIT: usize = 50;
/// The most options of one question.
pub const OPTION_LIMIT: usize = 30;
/// The most characters of one of its texts.
pub const WORDS_LIMIT: usize = 500;
/// The highest number of a labelled scale.
pub const SCALE_LIMIT: u8 = 10;

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
    /// What everybody is offered at the end, whatever they answered: the place of a reward.
    #[serde(default)]
    pub offer: Option<Link>,
    /// Other words at the end for some ratings of the first scored question; the first match
    /// counts, else [`Self::thanks`].
    #[serde(default)]
    pub endings: Vec<Ending>,
}

/// A link at the end of a survey.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// What it says.
    pub text: String,
    /// Where it leads: https or mailto.
    pub address: String,
}

/// What a survey says at its end after some ratings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ending {
    /// Lowest rating that sees it.
    pub from: u8,
    /// Highest rating that sees it.
    pub to: u8,
    /// What it says.
    pub thanks: String,
    /// Where to go from there: a review site, the help page, a contact. Never a reward.
    #[serde(default)]
    pub link: Option<Link>,
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
    /// Where answers lead; the first match decides, else the next question of the list follows.
    #[serde(default)]
    pub branches: Vec<Branch>,
    /// How it is drawn, where its kind leaves a choice.
    #[serde(default)]
    pub look: Look,
    /// From where to where a [`Kind::Scale`] goes.
    #[serde(default)]
    pub range: Option<Scale>,
    /// What can be chosen, without *other* and *none*.
    #[serde(default)]
    pub options: Vec<Choice>,
    /// Whether every prompt mixes the options anew.
    #[serde(default)]
    pub shuffle: bool,
    /// What the option *other* says, which takes a text; empty for no such option. Its id is
    /// [`OptionId::OTHER`].
    #[serde(default)]
    pub other: String,
    /// What the option *none of these* says, which excludes the rest; empty for no such option.
    /// Its id is [`OptionId::NONE`].
    #[serde(default)]
    pub none: String,
}

/// How a question is drawn, where its kind leaves a choice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Look {
    /// As its kind is usually drawn: satisfaction as stars, a text of several lines.
    #[default]
    Usual,
    /// Satisfaction as faces.
    Faces,
    /// Satisfaction as numbers.
    Numbers,
    /// A text of one line.
    Line,
}

/// One option of a question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// Its name in messages, exports and counts.
    pub id: OptionId,
    /// What it says.
    pub text: String,
}

/// Where some answers to a question lead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Branch {
    /// Lowest rating that takes it.
    #[serde(default)]
    pub from: u8,
    /// Highest rating that takes it.
    #[serde(default = "any_rating")]
    pub to: u8,
    /// The option that takes it, where there are options.
    #[serde(default)]
    pub option: Option<OptionId>,
    /// Where it leads.
    pub then: Next,
}

fn any_rating() -> u8 {
    u8::MAX
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

impl Question {
    /// A question that may stay unanswered, as its kind is usually asked, without options.
    pub fn new(id: QuestionId, kind: Kind, text: impl Into<String>) -> Self {
        Self {
            id,
            kind,
            text: text.into(),
            low: String::new(),
            high: String::new(),
            required: false,
            branches: Vec::new(),
            look: Look::Usual,
            range: (kind == Kind::Scale).then_some(Scale { low: 1, high: 5 }),
            options: Vec::new(),
            shuffle: false,
            other: String::new(),
            none: String::new(),
        }
    }

    /// The legal ratings; `None` where no rating is asked for.
    pub fn scale(&self) -> Option<Scale> {
        match self.kind {
            Kind::Scale => self.range,
            kind => kind.scale(),
        }
    }

    /// Every option's id and words in the order in which they are offered, *other* and *none*
    /// last.
    pub fn offered(&self) -> impl Iterator<Item = (&str, &str)> {
        let last = [(OptionId::OTHER, &self.other), (OptionId::NONE, &self.none)];
        self.options
            .iter()
            .map(|choice| (choice.id.as_str(), choice.text.as_str()))
            .chain(
                last.into_iter()
                    .filter(|(_, text)| self.kind.has_options() && !text.is_empty())
                    .map(|(id, text)| (id, text.as_str())),
            )
    }

    /// The most characters of an answer in words.
    pub fn text_limit(&self) -> usize {
        if self.look == Look::Line || self.kind != Kind::Text {
            LINE_LIMIT
        } else {
            TEXT_LIMIT
        }
    }

    fn check(&self) -> Result<(), Error> {
        let wrong = |why: &str| Err(Error::Survey(format!("“{}” {why}", self.id)));
        if let (Kind::Scale, range) = (self.kind, self.range)
            && range.is_none_or(|r| r.low >= r.high || r.high > SCALE_LIMIT)
        {
            return wrong("needs a scale that rises, from 0 at the lowest to 10 at the highest.");
        }
        if self.kind.has_options() {
            if self.options.is_empty() || self.offered().count() < 2 {
                return wrong("needs at least two options.");
            }
            if self.options.len() > OPTION_LIMIT {
                return wrong("has too many options: at most 30.");
            }
            for (place, option) in self.options.iter().enumerate() {
                let id = option.id.as_str();
                if id == OptionId::OTHER || id == OptionId::NONE {
                    return wrong(
                        "has an option with the id “other” or “none”, which have a meaning of their own.",
                    );
                }
                if self.options[..place].iter().any(|o| o.id == option.id) {
                    return wrong("has two options with the same id.");
                }
                if option.text.trim().is_empty() {
                    return wrong("has an option without words.");
                }
            }
        }
        if self.text.trim().is_empty() {
            return wrong("asks nothing: write a question.");
        }
        for branch in &self.branches {
            if let Some(option) = &branch.option {
                if !self.offered().any(|(id, _)| id == option.as_str()) {
                    return wrong("has a branch for an option that it does not have.");
                }
            } else if branch.from > branch.to {
                return wrong(
                    "has a branch from a higher to a lower rating: nobody would take it.",
                );
            }
        }
        Ok(())
    }
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

    /// The first question with a headline: what `score` reads unless another is named, and what
    /// decides between [`Self::endings`].
    pub fn scored_question(&self) -> Option<&Question> {
        self.questions
            .iter()
            .find(|question| question.kind.is_scored())
    }

    /// Whether it can be asked: it has questions, their ids differ, branches only lead on, so that
    /// [`crate::flow`] always ends, and every text, link and placeholder is as it has to be.
    pub fn check(&self) -> Result<(), Error> {
        if self.questions.is_empty() {
            return Err(Error::Survey("it has no question.".into()));
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
                return Err(Error::Survey(format!(
                    "two of its questions have the id “{}”.",
                    question.id
                )));
            }
            question.check()?;
            for branch in &question.branches {
                if let Next::Question(target) = &branch.then
                    && self.position(target).is_none_or(|target| target <= place)
                {
                    return Err(Error::Survey(format!(
                        "“{}” leads to “{target}”, which is no question further on.",
                        question.id
                    )));
                }
            }
        }
        let links = self.endings.iter().map(|ending| &ending.link);
        for link in links.chain([&self.offer]).flatten() {
            if !is_link(&link.address) {
                return Err(Error::Link);
            }
            if link.text.trim().is_empty() {
                return Err(Error::Survey("a link at its end says nothing.".into()));
            }
        }
        let mut wrong = Ok(());
        self.clone().each_words(|_, text| {
            let length = text.chars().count();
            if wrong.is_ok() && length > WORDS_LIMIT {
                wrong = Err(Error::TextLong {
                    what: "text of the survey",
                    length,
                    limit: WORDS_LIMIT,
                });
            }
            if wrong.is_ok() {
                wrong = words::check(text);
            }
        });
        wrong
    }

    /// Calls `visit` with every text that shoppers read and its name, which stays the same from
    /// version to version: `score.text`, `heard.option.friend`, `thanks`, `ending.0.link`.
    pub fn each_words(&mut self, mut visit: impl FnMut(&str, &mut String)) {
        for question in &mut self.questions {
            let id = question.id.as_str();
            visit(&format!("{id}.text"), &mut question.text);
            visit(&format!("{id}.low"), &mut question.low);
            visit(&format!("{id}.high"), &mut question.high);
            for option in &mut question.options {
                visit(&format!("{id}.option.{}", option.id), &mut option.text);
            }
            visit(&format!("{id}.other"), &mut question.other);
            visit(&format!("{id}.none"), &mut question.none);
        }
        visit("thanks", &mut self.thanks);
        if let Some(offer) = &mut self.offer {
            visit("offer.text", &mut offer.text);
        }
        for (nth, ending) in self.endings.iter_mut().enumerate() {
            visit(&format!("ending.{nth}.thanks"), &mut ending.thanks);
            if let Some(link) = &mut ending.link {
                visit(&format!("ending.{nth}.link"), &mut link.text);
            }
        }
    }

    /// Puts values in the place of the placeholders of every text.
    pub fn fill(&mut self, values: &Values) {
        self.each_words(|_, text| {
            if text.contains('{') {
                *text = words::fill(text, values);
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn survey(questions: &str) -> Survey {
        let text = format!(r#"{{"locale": "en", "thanks": "Thanks.", "questions": {questions}}}"#);
        serde_json::from_str(&text).unwrap()
    }

    fn refused(questions: &str) -> String {
        survey(questions).check().unwrap_err().to_string()
    }

    #[test]
    fn every_reason_why_a_survey_cannot_be_asked_has_its_sentence() {
        assert!(refused("[]").contains("no question"));
        assert!(refused(r#"[{"id": "a", "kind": "nps", "text": ""}]"#).contains("asks nothing"));
        assert!(
            refused(r#"[{"id": "a", "kind": "scale", "text": "?"}]"#).contains("scale that rises")
        );
        let range =
            r#"[{"id": "a", "kind": "scale", "text": "?", "range": {"low": 0, "high": 11}}]"#;
        assert!(refused(range).contains("scale that rises"));
        assert!(refused(r#"[{"id": "a", "kind": "choice", "text": "?"}]"#).contains("two options"));
        let other = r#"[{"id": "a", "kind": "choice", "text": "?", "options": [{"id": "other", "text": "x"}, {"id": "b", "text": "y"}]}]"#;
        assert!(refused(other).contains("meaning of their own"));
        let twice = r#"[{"id": "a", "kind": "choice", "text": "?", "options": [{"id": "b", "text": "x"}, {"id": "b", "text": "y"}]}]"#;
        assert!(refused(twice).contains("same id"));
        let branch = r#"[{"id": "a", "kind": "yes_no", "text": "?", "branches": [{"option": "x", "then": "end"}]}]"#;
        assert!(refused(branch).contains("does not have"));
        let cycle = r#"[{"id": "a", "kind": "nps", "text": "?"}, {"id": "b", "kind": "nps", "text": "?", "branches": [{"then": {"question": "a"}}]}]"#;
        assert!(refused(cycle).contains("further on"));
        assert!(
            refused(r#"[{"id": "a", "kind": "nps", "text": "Hi {first_name}"}]"#)
                .contains("first_name")
        );
        let long = format!(
            r#"[{{"id": "a", "kind": "nps", "text": "{}"}}]"#,
            "x".repeat(501)
        );
        assert!(refused(&long).contains("500"));
        let mut linked = survey(r#"[{"id": "a", "kind": "nps", "text": "?"}]"#);
        linked.offer = Some(Link {
            text: "Go".into(),
            address: "javascript:alert(1)".into(),
        });
        assert_eq!(linked.check(), Err(Error::Link));
    }

    #[test]
    fn placeholders_are_filled_in_every_text() {
        let mut survey = survey(
            r#"[{"id": "a", "kind": "choice", "text": "{shop}", "other": "{shop}", "none": "{shop}",
                 "low": "{shop}", "high": "{shop}", "options": [{"id": "b", "text": "{shop}"}]}]"#,
        );
        survey.thanks = "{shop}".into();
        let link = Link {
            text: "{shop}".into(),
            address: "https://a.example".into(),
        };
        survey.offer = Some(link.clone());
        survey.endings = vec![Ending {
            from: 0,
            to: 6,
            thanks: "{shop}".into(),
            link: Some(link),
        }];
        survey.fill(&Values {
            shop: "<Kalnu>",
            ..Values::default()
        });
        let written = serde_json::to_string(&survey).unwrap();
        assert!(!written.contains("{shop}"));
        let mut texts = 0;
        survey.each_words(|_, text| texts += usize::from(text == "<Kalnu>"));
        assert_eq!(texts, written.matches("<Kalnu>").count());
    }
}
