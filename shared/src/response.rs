//! Responses on the wire, and the same thing parsed: what the stores and reports are called with.

use crate::{error::Error, flow, id::QuestionId, scale::Kind, survey::Survey};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de, ser::SerializeMap};
use std::fmt;

/// The most characters of a text answer.
pub const TEXT_LIMIT: usize = 4000;

/// One answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// A whole number on the question's scale.
    Rating(u8),
    /// Words: not empty, at most [`TEXT_LIMIT`] characters, no control characters but line breaks
    /// and tabs.
    Text(String),
}

impl Serialize for Answer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Rating(rating) => serializer.serialize_u8(*rating),
            Self::Text(text) => serializer.serialize_str(text),
        }
    }
}

impl<'de> Deserialize<'de> for Answer {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;
        impl de::Visitor<'_> for Reader {
            type Value = Answer;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a rating or a text")
            }
            fn visit_u64<E: de::Error>(self, value: u64) -> Result<Answer, E> {
                u8::try_from(value).map(Answer::Rating).map_err(E::custom)
            }
            fn visit_str<E: de::Error>(self, value: &str) -> Result<Answer, E> {
                Ok(Answer::Text(value.to_owned()))
            }
        }
        deserializer.deserialize_any(Reader)
    }
}

/// Answers by question, in the order in which they were given first. A JSON object on the wire.
///
/// A list, not a tree: a survey has few questions, and the form downloads less code.
#[derive(Clone, Debug, Default)]
pub struct Answers(Vec<(QuestionId, Answer)>);

impl Answers {
    /// The answer to a question.
    pub fn get(&self, id: &QuestionId) -> Option<&Answer> {
        self.0
            .iter()
            .find(|(other, _)| other == id)
            .map(|(_, answer)| answer)
    }

    /// The rating given to a question; `None` where there is none or it was answered in words.
    pub fn rating(&self, id: &QuestionId) -> Option<u8> {
        match self.get(id)? {
            Answer::Rating(rating) => Some(*rating),
            Answer::Text(_) => None,
        }
    }

    /// The words given to a question.
    pub fn text(&self, id: &QuestionId) -> Option<&str> {
        match self.get(id)? {
            Answer::Text(text) => Some(text),
            Answer::Rating(_) => None,
        }
    }

    /// Gives or changes an answer.
    pub fn set(&mut self, id: QuestionId, answer: Answer) {
        match self.0.iter_mut().find(|(other, _)| *other == id) {
            Some(entry) => entry.1 = answer,
            None => self.0.push((id, answer)),
        }
    }

    /// Takes an answer back.
    pub fn remove(&mut self, id: &QuestionId) {
        self.0.retain(|(other, _)| other != id);
    }

    /// Keeps the answers to the questions for which `keep` says so.
    pub fn retain(&mut self, keep: impl Fn(&QuestionId) -> bool) {
        self.0.retain(|(id, _)| keep(id));
    }

    /// Every answer with its question.
    pub fn iter(&self) -> impl Iterator<Item = (&QuestionId, &Answer)> {
        self.0.iter().map(|(id, answer)| (id, answer))
    }

    /// Whether nothing was answered.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Equal where the same questions have the same answers, in whatever order they were given.
impl PartialEq for Answers {
    fn eq(&self, other: &Self) -> bool {
        self.0.len() == other.0.len() && self.iter().all(|(id, a)| other.get(id) == Some(a))
    }
}

impl Eq for Answers {}

impl FromIterator<(QuestionId, Answer)> for Answers {
    fn from_iter<I: IntoIterator<Item = (QuestionId, Answer)>>(entries: I) -> Self {
        let mut answers = Self::default();
        for (id, answer) in entries {
            answers.set(id, answer);
        }
        answers
    }
}

impl Serialize for Answers {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (id, answer) in &self.0 {
            map.serialize_entry(id, answer)?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for Answers {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read_map(deserializer).map(|entries| entries.into_iter().collect())
    }
}

/// Reads a JSON object as its entries, in their order.
fn read_map<'de, D: Deserializer<'de>, K: Deserialize<'de>, V: Deserialize<'de>>(
    deserializer: D,
) -> Result<Vec<(K, V)>, D::Error> {
    struct Reader<K, V>(std::marker::PhantomData<(K, V)>);
    impl<'de, K: Deserialize<'de>, V: Deserialize<'de>> de::Visitor<'de> for Reader<K, V> {
        type Value = Vec<(K, V)>;
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("answers by question")
        }
        fn visit_map<A: de::MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut entries = Vec::new();
            while let Some(entry) = map.next_entry()? {
                entries.push(entry);
            }
            Ok(entries)
        }
    }
    deserializer.deserialize_map(Reader(std::marker::PhantomData))
}

/// How far a response has come, as a message says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Progress {
    /// Half of the form was visible for a second.
    Seen,
    /// Something is answered.
    Started,
    /// The flow's end is reached and sent.
    Complete,
    /// Closed; answers that were given before stay.
    Dismissed,
}

/// The body of `POST /v1/responses`: everything that was answered so far.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ResponseMessage {
    /// The permission that came with the prompt.
    pub ticket: String,
    /// Rises by one with every message of the same prompt, from 1.
    pub rev: u32,
    /// How far the response has come.
    pub state: Progress,
    /// All answers so far.
    #[serde(default, deserialize_with = "wire_answers")]
    pub answers: Vec<(String, WireAnswer)>,
}

/// The answer to `POST /v1/responses`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResponseReply {
    /// Whether the answers are kept, for good.
    pub saved: bool,
    /// Why not, in a sentence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

fn wire_answers<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Vec<(String, WireAnswer)>, D::Error> {
    read_map(deserializer)
}

/// An answer as it came, before anyone looked whether the question takes it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum WireAnswer {
    /// A number, whole or not.
    Number(f64),
    /// Words.
    Text(String),
}

/// A message that can only be valid: every answer is legal and lies on the path of the survey's
/// version that the ticket names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submission {
    revision: u32,
    progress: Progress,
    answers: Answers,
}

impl Submission {
    /// Checks a message against the survey's version that it was shown.
    pub fn parse(message: &ResponseMessage, survey: &Survey) -> Result<Self, Error> {
        if message.rev == 0 {
            return Err(Error::Revision);
        }
        let mut answers = Answers::default();
        for (id, value) in &message.answers {
            let question = id
                .parse()
                .ok()
                .and_then(|id| survey.question(&id))
                .ok_or_else(|| Error::UnknownQuestion(id.chars().take(40).collect()))?;
            if let Some(answer) = parse_answer(&question.id, question.kind, value)? {
                answers.set(question.id.clone(), answer);
            }
        }
        let path = flow::path(survey, &answers);
        if let Some((id, _)) = answers.iter().find(|(id, _)| !path.reaches(id)) {
            return Err(Error::OffPath(id.clone()));
        }
        let progress = match message.state {
            Progress::Started | Progress::Complete if answers.is_empty() => {
                return Err(Error::AnswerNeeded);
            }
            Progress::Complete if !path.complete => {
                let missing = path.questions.last().map(|question| question.id.clone());
                return Err(missing.map_or(Error::AnswerNeeded, Error::Incomplete));
            }
            // A tap within the first second overtakes the message that the form was seen.
            Progress::Seen if !answers.is_empty() => Progress::Started,
            progress => progress,
        };
        Ok(Self {
            revision: message.rev,
            progress,
            answers,
        })
    }

    /// The message's revision, 1 or more.
    pub fn revision(&self) -> u32 {
        self.revision
    }

    /// How far the response has come: `Seen` only without answers, `Started` and `Complete` only
    /// with some.
    pub fn progress(&self) -> Progress {
        self.progress
    }

    /// All answers so far.
    pub fn answers(&self) -> &Answers {
        &self.answers
    }
}

/// Checks one answer; `None` for a text in which nothing is left.
#[expect(
    clippy::float_cmp,
    reason = "a rating is a whole number or it is wrong"
)]
fn parse_answer(id: &QuestionId, kind: Kind, value: &WireAnswer) -> Result<Option<Answer>, Error> {
    match (kind.scale(), value) {
        (Some(scale), WireAnswer::Number(number)) => scale
            .values()
            .find(|rating| f64::from(*rating) == *number)
            .map(|rating| Some(Answer::Rating(rating)))
            .ok_or_else(|| outside(id, scale, number.to_string())),
        (Some(scale), WireAnswer::Text(text)) => Err(outside(
            id,
            scale,
            format!("“{}”", text.chars().take(20).collect::<String>()),
        )),
        (None, WireAnswer::Number(_)) => Err(Error::TextNeeded(id.clone())),
        (None, WireAnswer::Text(text)) => Ok(clean_text(text)?.map(Answer::Text)),
    }
}

fn outside(id: &QuestionId, scale: crate::scale::Scale, value: String) -> Error {
    Error::OutsideScale {
        question: id.clone(),
        low: scale.low,
        high: scale.high,
        value,
    }
}

/// What is kept of a shopper's words: control characters but line breaks and tabs are dropped,
/// line breaks become `\n`, and the ends are trimmed. `None` where nothing is left; an error over
/// [`TEXT_LIMIT`] characters.
pub fn clean_text(text: &str) -> Result<Option<String>, Error> {
    let clean: String = text
        .replace("\r\n", "\n")
        .replace('\r', "\n")
        .chars()
        .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
        .collect();
    let clean = clean.trim();
    match clean.chars().count() {
        0 => Ok(None),
        length if length > TEXT_LIMIT => Err(Error::TextLong {
            what: "text",
            length,
            limit: TEXT_LIMIT,
        }),
        _ => Ok(Some(clean.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_loses_control_characters_and_outer_space_and_nothing_else() {
        let clean = |text: &str| clean_text(text).unwrap();
        assert_eq!(
            clean(" a\r\nb\rc\td\u{0}\u{7}\u{85} "),
            Some("a\nb\nc\td".into())
        );
        assert_eq!(clean("\u{1f}\n "), None);
        let emoji = "👩‍🚀".repeat(100);
        assert_eq!(clean(&emoji).as_deref(), Some(emoji.as_str()));
        assert!(clean_text(&"ž".repeat(TEXT_LIMIT)).is_ok());
        let long = clean_text(&"ž".repeat(TEXT_LIMIT + 1))
            .unwrap_err()
            .to_string();
        assert!(long.contains("4001") && long.contains("4000"), "{long}");
    }
}
