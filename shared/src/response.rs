//! Responses on the wire, and the same thing parsed: what the stores and reports are called with.

use crate::{
    error::Error,
    flow,
    id::{OptionId, QuestionId},
    order,
    scale::Kind,
    survey::{Question, Survey},
};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de, ser::SerializeMap};
use std::fmt;

/// The most characters of a text answer.
pub const TEXT_LIMIT: usize = 4000;
/// The most characters of a text answer of one line.
pub const LINE_LIMIT: usize = 200;

/// One answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// A whole number on the question's scale.
    Rating(u8),
    /// Words: not empty, at most [`TEXT_LIMIT`] characters, no control characters but line breaks
    /// and tabs.
    Text(String),
    /// Options, at least one, each once, in the order in which they are offered.
    Chosen {
        /// Which ones.
        options: Vec<OptionId>,
        /// What *other* is, in words; only where that is chosen.
        other: Option<String>,
    },
    /// An address, with the consent to be written to.
    Contact {
        /// The address.
        email: String,
    },
}

impl Serialize for Answer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Rating(rating) => serializer.serialize_u8(*rating),
            Self::Text(text) => serializer.serialize_str(text),
            Self::Chosen { options, other } => {
                let mut map = serializer.serialize_map(None)?;
                map.serialize_entry("chosen", options)?;
                if let Some(other) = other {
                    map.serialize_entry("other", other)?;
                }
                map.end()
            }
            Self::Contact { email } => {
                let mut map = serializer.serialize_map(None)?;
                map.serialize_entry("email", email)?;
                map.serialize_entry("consent", &true)?;
                map.end()
            }
        }
    }
}

impl<'de> Deserialize<'de> for Answer {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let wrong = || de::Error::custom("not an answer as it is kept");
        match WireAnswer::deserialize(deserializer)? {
            WireAnswer::Number(number) => (0..=u8::MAX)
                .find(|rating| (f64::from(*rating) - number).abs() < f64::EPSILON)
                .map(Self::Rating)
                .ok_or_else(wrong),
            WireAnswer::Text(text) => Ok(Self::Text(text)),
            WireAnswer::Chosen { chosen, other } => {
                let options = chosen.iter().map(|id| id.parse());
                let options = options.collect::<Result<_, Error>>().map_err(|_| wrong())?;
                Ok(Self::Chosen { options, other })
            }
            WireAnswer::Contact { email, .. } => Ok(Self::Contact { email }),
            WireAnswer::List(_) => Err(wrong()),
        }
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
            _ => None,
        }
    }

    /// The words given to a question.
    pub fn text(&self, id: &QuestionId) -> Option<&str> {
        match self.get(id)? {
            Answer::Text(text) => Some(text),
            _ => None,
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
    /// Taken back: every answer is deleted, and the shopper is not asked again.
    Withdrawn,
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
    /// The same as the fields of the form, in place of [`Self::answers`]: see [`from_fields`].
    #[serde(default)]
    pub fields: Vec<(String, String)>,
    /// The question that is shown, where the sender can't tell what follows it: then the reply
    /// holds the form with the next step.
    #[serde(default)]
    pub step: Option<String>,
    /// Whether the step before is asked for, not the next.
    #[serde(default)]
    pub back: bool,
}

/// Reads the fields of a form: a question's name with the rating, the text, the address or an
/// option, once for each option; `heard.other` for what *other* is and `contact.consent` for the
/// consent to be written to. Fields without a value are left out.
pub fn from_fields(fields: &[(String, String)]) -> Vec<(String, WireAnswer)> {
    let part = |id: &str, part: &str| {
        fields.iter().find_map(|(name, value)| {
            let name = name.strip_prefix(id)?.strip_prefix('.')?;
            (name == part).then(|| value.clone())
        })
    };
    let mut answers: Vec<(String, WireAnswer)> = Vec::new();
    for (id, _) in fields.iter().filter(|(name, _)| !name.contains('.')) {
        if answers.iter().any(|(known, _)| known == id) {
            continue;
        }
        let mut values: Vec<String> = fields
            .iter()
            .filter(|(name, value)| name == id && !value.trim().is_empty())
            .map(|(_, value)| value.clone())
            .collect();
        let (other, consent) = (part(id, "other"), part(id, "consent"));
        let answer = match values.len() {
            0 => continue,
            1 if consent.is_some() => WireAnswer::Contact {
                email: values.remove(0),
                consent: true,
            },
            1 if other.is_none() => WireAnswer::Text(values.remove(0)),
            _ => WireAnswer::Chosen {
                chosen: values,
                other,
            },
        };
        answers.push((id.clone(), answer));
    }
    answers
}

/// The answer to `POST /v1/responses`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResponseReply {
    /// Whether the answers are kept, for good.
    pub saved: bool,
    /// Why not, in a sentence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The form with the step that was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub html: Option<String>,
}

fn wire_answers<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Vec<(String, WireAnswer)>, D::Error> {
    read_map(deserializer)
}

/// An answer as it came, before anyone looked whether the question takes it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum WireAnswer {
    /// A number, whole or not.
    Number(f64),
    /// Words, or the id of the one chosen option.
    Text(String),
    /// The ids of chosen options.
    List(Vec<String>),
    /// The same, perhaps with what *other* is.
    Chosen {
        /// The ids.
        chosen: Vec<String>,
        /// What *other* is.
        other: Option<String>,
    },
    /// An address.
    Contact {
        /// As it was typed.
        email: String,
        /// Whether the shopper agrees to be written to.
        consent: bool,
    },
}

/// By what the value is: trying one variant after the other, as serde has it for such a type, makes
/// a message for each that does not fit, and every response of an export holds some.
impl<'de> Deserialize<'de> for WireAnswer {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Fields {
            chosen: Option<Vec<String>>,
            other: Option<String>,
            email: Option<String>,
            #[serde(default)]
            consent: bool,
        }
        struct Reader;
        impl<'de> de::Visitor<'de> for Reader {
            type Value = WireAnswer;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a number, a text, options or an address")
            }
            fn visit_u64<E>(self, number: u64) -> Result<WireAnswer, E> {
                Ok(WireAnswer::Number(number as f64))
            }
            fn visit_i64<E>(self, number: i64) -> Result<WireAnswer, E> {
                Ok(WireAnswer::Number(number as f64))
            }
            fn visit_f64<E>(self, number: f64) -> Result<WireAnswer, E> {
                Ok(WireAnswer::Number(number))
            }
            fn visit_str<E>(self, text: &str) -> Result<WireAnswer, E> {
                Ok(WireAnswer::Text(text.to_owned()))
            }
            fn visit_string<E>(self, text: String) -> Result<WireAnswer, E> {
                Ok(WireAnswer::Text(text))
            }
            fn visit_seq<A: de::SeqAccess<'de>>(self, seq: A) -> Result<WireAnswer, A::Error> {
                let ids = Vec::deserialize(de::value::SeqAccessDeserializer::new(seq))?;
                Ok(WireAnswer::List(ids))
            }
            fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<WireAnswer, A::Error> {
                let fields = Fields::deserialize(de::value::MapAccessDeserializer::new(map))?;
                match (fields.chosen, fields.email) {
                    (Some(chosen), _) => Ok(WireAnswer::Chosen {
                        chosen,
                        other: fields.other,
                    }),
                    (None, Some(email)) => Ok(WireAnswer::Contact {
                        email,
                        consent: fields.consent,
                    }),
                    (None, None) => Err(de::Error::custom("neither options nor an address")),
                }
            }
        }
        deserializer.deserialize_any(Reader)
    }
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
        let fields = from_fields(&message.fields);
        for (id, value) in message.answers.iter().chain(&fields) {
            let question = id
                .parse()
                .ok()
                .and_then(|id| survey.question(&id))
                .ok_or_else(|| Error::UnknownQuestion(id.chars().take(40).collect()))?;
            if let Some(answer) = parse_answer(question, value)? {
                answers.set(question.id.clone(), answer);
            }
        }
        if message.state == Progress::Withdrawn {
            answers = Answers::default();
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

/// Checks one answer; `None` for a text in which nothing is left, and where nothing is chosen.
#[expect(
    clippy::float_cmp,
    reason = "a rating is a whole number or it is wrong"
)]
pub fn parse_answer(question: &Question, value: &WireAnswer) -> Result<Option<Answer>, Error> {
    let id = &question.id;
    if let Some(scale) = question.scale() {
        let number = match value {
            WireAnswer::Number(number) => *number,
            // The field of a form is a text.
            WireAnswer::Text(text) => text.parse().map_err(|_| outside(id, scale, shown(value)))?,
            _ => return Err(outside(id, scale, shown(value))),
        };
        return scale
            .values()
            .find(|rating| f64::from(*rating) == number)
            .map(|rating| Some(Answer::Rating(rating)))
            .ok_or_else(|| outside(id, scale, number.to_string()));
    }
    match (question.kind, value) {
        // An address without its tick, as a form sends it.
        (Kind::Contact, WireAnswer::Text(email)) => {
            order::email(email)?;
            Err(Error::ConsentMissing(id.clone()))
        }
        (Kind::Contact, WireAnswer::Contact { email, .. }) if email.trim().is_empty() => Ok(None),
        (Kind::Contact, WireAnswer::Contact { consent: false, .. }) => {
            Err(Error::ConsentMissing(id.clone()))
        }
        (Kind::Contact, WireAnswer::Contact { email, .. }) => {
            let email = order::email(email)?;
            Ok(Some(Answer::Contact { email }))
        }
        (Kind::Contact, _) => Err(Error::ContactNeeded(id.clone())),
        (Kind::Choice | Kind::Choices, WireAnswer::Text(one)) => {
            chosen(question, std::slice::from_ref(one), None)
        }
        (Kind::Choice | Kind::Choices, WireAnswer::List(list)) => chosen(question, list, None),
        (
            Kind::Choice | Kind::Choices,
            WireAnswer::Chosen {
                chosen: list,
                other,
            },
        ) => chosen(question, list, other.as_deref()),
        (Kind::Choice | Kind::Choices, _) => Err(Error::OptionsNeeded(id.clone())),
        (_, WireAnswer::Text(text)) => Ok(clean(text, question.text_limit())?.map(Answer::Text)),
        _ => Err(Error::TextNeeded(id.clone())),
    }
}

/// Checks what was chosen; the options come back in the order in which they are offered.
fn chosen(
    question: &Question,
    list: &[String],
    other: Option<&str>,
) -> Result<Option<Answer>, Error> {
    let wrong = |why| Error::Options {
        question: question.id.clone(),
        why,
    };
    if list
        .iter()
        .any(|id| !question.offered().any(|(known, _)| known == id))
    {
        return Err(wrong(
            "has no such option: send the ids of options that it offers.",
        ));
    }
    let options: Vec<OptionId> = question
        .offered()
        .filter(|(id, _)| list.iter().any(|chosen| chosen == id))
        .map(|(id, _)| id.parse())
        .collect::<Result<_, _>>()?;
    if options.len() > 1 && question.kind == Kind::Choice {
        return Err(wrong("takes one option, not several."));
    }
    if options.len() > 1 && options.iter().any(|id| id.as_str() == OptionId::NONE) {
        return Err(wrong("takes “none” alone, not beside other options."));
    }
    let says_other = options.iter().any(|id| id.as_str() == OptionId::OTHER);
    let other = match other {
        Some(text) if says_other => clean(text, LINE_LIMIT)?,
        _ => None,
    };
    Ok((!options.is_empty()).then_some(Answer::Chosen { options, other }))
}

/// A wrong value, as an error quotes it.
fn shown(value: &WireAnswer) -> String {
    match value {
        WireAnswer::Number(number) => number.to_string(),
        WireAnswer::Text(text) => format!("“{}”", text.chars().take(20).collect::<String>()),
        _ => "a list or an object".to_owned(),
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
    clean(text, TEXT_LIMIT)
}

fn clean(text: &str, limit: usize) -> Result<Option<String>, Error> {
    let clean: String = text
        .replace("\r\n", "\n")
        .replace('\r', "\n")
        .chars()
        .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
        .collect();
    let clean = clean.trim();
    match clean.chars().count() {
        0 => Ok(None),
        length if length > limit => Err(Error::TextLong {
            what: "text",
            length,
            limit,
        }),
        _ => Ok(Some(clean.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(question: &str, answer: &str) -> Result<Answers, Error> {
        let survey = format!(r#"{{"locale": "en", "thanks": "", "questions": [{question}]}}"#);
        let message = format!(
            r#"{{"ticket": "t", "rev": 1, "state": "started", "answers": {{"q": {answer}}}}}"#
        );
        Submission::parse(
            &serde_json::from_str(&message).unwrap(),
            &serde_json::from_str(&survey).unwrap(),
        )
        .map(|submission| submission.answers().clone())
    }

    const MANY: &str = r#"{"id": "q", "kind": "choices", "text": "?", "other": "Other", "none": "None",
        "options": [{"id": "a", "text": "A"}, {"id": "b", "text": "B"}]}"#;
    const CONTACT: &str = r#"{"id": "q", "kind": "contact", "text": "?"}"#;

    #[test]
    fn options_are_taken_in_every_form_and_kept_in_one() {
        let kept = |answer| serde_json::to_string(&parsed(MANY, answer).unwrap()).unwrap();
        assert_eq!(kept(r#""b""#), r#"{"q":{"chosen":["b"]}}"#);
        assert_eq!(kept(r#"["b", "a", "b"]"#), r#"{"q":{"chosen":["a","b"]}}"#);
        let other = kept(r#"{"chosen": ["other", "a"], "other": " x\u0000 "}"#);
        assert_eq!(other, r#"{"q":{"chosen":["a","other"],"other":"x"}}"#);
        assert_eq!(
            kept(r#"{"chosen": ["a"], "other": "not asked for"}"#),
            r#"{"q":{"chosen":["a"]}}"#
        );
        let read: Answers = serde_json::from_str(&other).unwrap();
        assert_eq!(
            read,
            parsed(MANY, r#"{"chosen": ["a", "other"], "other": "x"}"#).unwrap()
        );
        for (wrong, why) in [
            (r#"["c"]"#, "no such option"),
            (r#"["none", "a"]"#, "alone"),
            ("3", "ids of its options"),
            (r#"{"email": "a@b.example"}"#, "ids of its options"),
        ] {
            let said = parsed(MANY, wrong).unwrap_err().to_string();
            assert!(said.contains(why), "{wrong}: {said}");
        }
        let one = MANY.replace("choices", "choice");
        assert!(
            parsed(&one, r#"["a", "b"]"#)
                .unwrap_err()
                .to_string()
                .contains("one option")
        );
        assert_eq!(parsed(MANY, "[]"), Err(Error::AnswerNeeded));
    }

    #[test]
    fn the_fields_of_a_form_are_the_same_answers() {
        let read = |fields: &[(&str, &str)]| {
            let fields: Vec<_> = fields
                .iter()
                .map(|(n, v)| ((*n).to_owned(), (*v).to_owned()))
                .collect();
            from_fields(&fields)
        };
        let text = |text: &str| WireAnswer::Text(text.into());
        assert_eq!(
            read(&[
                ("score", "9"),
                ("why", " "),
                ("heard", "friend"),
                ("heard.other", "")
            ]),
            [
                ("score".into(), text("9")),
                (
                    "heard".into(),
                    WireAnswer::Chosen {
                        chosen: vec!["friend".into()],
                        other: Some(String::new())
                    }
                ),
            ]
        );
        assert_eq!(
            read(&[
                ("m", "a"),
                ("m", "other"),
                ("m.other", "x"),
                ("c", "a@b.example"),
                ("c.consent", "1")
            ]),
            [
                (
                    "m".into(),
                    WireAnswer::Chosen {
                        chosen: vec!["a".into(), "other".into()],
                        other: Some("x".into())
                    }
                ),
                (
                    "c".into(),
                    WireAnswer::Contact {
                        email: "a@b.example".into(),
                        consent: true
                    }
                ),
            ]
        );
        assert_eq!(parsed(MANY, r#""a""#), parsed(MANY, r#"["a"]"#));
        let scale = r#"{"id": "q", "kind": "ces", "text": "?"}"#;
        assert_eq!(parsed(scale, r#""7""#), parsed(scale, "7"));
        assert!(parsed(scale, r#""7.5""#).is_err() && parsed(scale, r#""""#).is_err());
        assert!(matches!(
            parsed(CONTACT, r#""a@b.example""#),
            Err(Error::ConsentMissing(_))
        ));
    }

    #[test]
    fn an_address_is_kept_only_with_consent() {
        let kept = parsed(CONTACT, r#"{"email": " a@b.example ", "consent": true}"#).unwrap();
        let text = serde_json::to_string(&kept).unwrap();
        assert_eq!(text, r#"{"q":{"email":"a@b.example","consent":true}}"#);
        assert_eq!(serde_json::from_str::<Answers>(&text).unwrap(), kept);
        assert!(matches!(
            parsed(CONTACT, r#"{"email": "a@b.example"}"#),
            Err(Error::ConsentMissing(_))
        ));
        assert!(matches!(
            parsed(CONTACT, r#"{"email": "a", "consent": true}"#),
            Err(Error::Email(_))
        ));
        assert!(matches!(parsed(CONTACT, "7"), Err(Error::ContactNeeded(_))));
    }

    #[test]
    fn a_labelled_scale_and_a_short_text_have_limits_of_their_own() {
        let scale = r#"{"id": "q", "kind": "scale", "text": "?", "range": {"low": 2, "high": 4}}"#;
        assert!(parsed(scale, "4").is_ok());
        assert!(
            parsed(scale, "5")
                .unwrap_err()
                .to_string()
                .contains("from 2 to 4")
        );
        assert!(
            parsed(scale, r#"["a"]"#)
                .unwrap_err()
                .to_string()
                .contains("from 2 to 4")
        );
        let line = r#"{"id": "q", "kind": "text", "text": "?", "look": "line"}"#;
        let long = format!("\"{}\"", "x".repeat(LINE_LIMIT + 1));
        assert!(parsed(line, &long).unwrap_err().to_string().contains("200"));
    }

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
