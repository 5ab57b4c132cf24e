//! Surveys of every kind of question, written as an owner's file has them, and put into a server's
//! store before it starts.

use crate::Founded;
use afterword_domain::{
    change::{Change, Expect},
    record::{Record, SurveyHead, SurveyStatus, SurveyVersion},
    rules::Rules,
};
use afterword_shared::{
    appearance::{Place, Theme},
    id::SurveyId,
    survey::Survey,
};
use afterword_store::Outcome;
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Value, json};
use std::{collections::BTreeMap, path::Path};

/// Every kind of question in every look that it has.
pub const SHAPES: [&str; 13] = [
    "nps",
    "nps_from_one",
    "stars",
    "faces",
    "numbers",
    "ces",
    "scale",
    "yes_no",
    "choice",
    "choices",
    "text",
    "line",
    "contact",
];

/// A question of this shape with this id, as a survey's file has it.
///
/// # Panics
///
/// When there is no such shape.
pub fn question(shape: &str, id: &str) -> Value {
    let options = json!([
        {"id": "friend", "text": "From a friend"},
        {"id": "search", "text": "By a search on the web"},
        {"id": "press", "text": "In a magazine"},
    ]);
    let mut question = match shape {
        "nps" | "nps_from_one" => json!({
            "kind": shape, "text": "How likely are you to recommend {shop}?",
            "low": "Not at all likely", "high": "Extremely likely",
        }),
        "stars" => json!({"kind": "csat", "text": "How satisfied are you with your order?"}),
        "faces" | "numbers" => json!({
            "kind": "csat", "look": shape, "text": "How was your visit today?",
            "low": "Very bad", "high": "Very good",
        }),
        "ces" => json!({
            "kind": "ces", "text": "It was easy to find my way.",
            "low": "Strongly disagree", "high": "Strongly agree",
        }),
        "scale" => json!({
            "kind": "scale", "text": "How often do you use it?", "range": {"low": 1, "high": 5},
            "low": "Never", "high": "Often",
        }),
        "yes_no" => json!({"kind": "yes_no", "text": "Would you buy here again?"}),
        "choice" => json!({
            "kind": "choice", "text": "How did you hear about us?", "options": options,
            "other": "Something else",
        }),
        "choices" => json!({
            "kind": "choices", "text": "What almost stopped you?", "options": options,
            "other": "Something else", "none": "Nothing did",
        }),
        "text" => json!({"kind": "text", "text": "What could we do better?"}),
        "line" => json!({"kind": "text", "look": "line", "text": "What do you use it for?"}),
        "contact" => json!({"kind": "contact", "text": "May we write to you about it?"}),
        other => panic!("there is no shape {other}"),
    };
    question["id"] = json!(id);
    question
}

/// What is stored when a shopper answers a question of this shape as [`crate::Prompt::give`] does.
///
/// # Panics
///
/// When there is no such shape.
pub fn answer(shape: &str) -> Value {
    match shape {
        "nps" | "nps_from_one" => json!(9),
        "stars" | "faces" | "numbers" | "scale" => json!(4),
        "ces" => json!(6),
        "yes_no" => json!(1),
        "choice" => json!({"chosen": ["search"]}),
        "choices" => json!({"chosen": ["friend", "press"]}),
        "text" | "line" => json!("Packed with care"),
        "contact" => json!({"email": "anna@shopper.example", "consent": true}),
        other => panic!("there is no shape {other}"),
    }
}

/// A survey's file: it asks these questions on pages of the path `/{name}` that tell an order.
pub fn survey(name: &str, questions: &[Value]) -> Value {
    json!({
        "name": name,
        "content": {
            "locale": "en",
            "questions": questions,
            "thanks": "Thank you, that helps us.",
        },
        "rules": {"trigger": {"when": "order", "page": format!("/{name}")}},
    })
}

/// A survey of one question of this shape and a follow-up, which is a text, or another kind where
/// that is asked for first.
pub fn stacked(shape: &str) -> Value {
    let follow_up = if matches!(shape, "text" | "line") {
        "stars"
    } else {
        "text"
    };
    survey(
        shape,
        &[question(shape, "first"), question(follow_up, "then")],
    )
}

/// A survey of three questions, of which the first has this shape: it is shown step by step.
pub fn stepped(shape: &str) -> Value {
    let questions = [
        question(shape, "first"),
        question("line", "second"),
        question("yes_no", "last"),
    ];
    survey(shape, &questions)
}

/// What a survey's file holds.
#[derive(Deserialize)]
struct File {
    name: String,
    content: Survey,
    #[serde(default)]
    translations: BTreeMap<String, BTreeMap<String, String>>,
    #[serde(default)]
    rules: Rules,
    #[serde(default)]
    place: Place,
    #[serde(default)]
    theme: Theme,
}

/// Puts surveys into the store of a server that does not run: the first in the place of the shop's
/// own, the others behind it. Returns their ids.
///
/// # Panics
///
/// When one of them can't be asked, or the store can't be written.
pub(crate) async fn put(
    data: &Path,
    founded: &Founded,
    privacy: &str,
    files: &[Value],
) -> Vec<String> {
    let store = afterword_store_embedded::directory::open(data).expect("the store opens");
    let shop = founded.shop.parse().expect("the shop's id");
    let mut kept = store.shop(shop).await.expect("it reads");
    let mut kept = kept.take().expect("the shop").value;
    privacy.clone_into(&mut kept.privacy_url);
    let mut change = Change::put(Expect::Anything, Record::Shop(kept));
    let mut ids = Vec::new();
    let now = Timestamp::now();
    for (nth, file) in files.iter().enumerate() {
        let file: File = serde_json::from_value(file.clone()).expect("a survey's file");
        file.content.check().expect("a survey that can be asked");
        let milliseconds = u64::try_from(now.as_millisecond()).unwrap_or(0);
        let id = match nth {
            0 => founded.survey.parse().expect("the survey's id"),
            _ => SurveyId::new(milliseconds, nth as u128),
        };
        change = change
            .and(
                Expect::Anything,
                Record::Survey(SurveyHead {
                    id,
                    shop,
                    name: file.name,
                    status: SurveyStatus::Live,
                    version: 1,
                    rules: file.rules,
                    place: file.place,
                    theme: file.theme,
                    target: None,
                    shared: Vec::new(),
                    created_at: now,
                }),
            )
            .and(
                Expect::Anything,
                Record::SurveyVersion(SurveyVersion {
                    shop,
                    survey: id,
                    version: 1,
                    content: file.content,
                    translations: file.translations,
                    created_at: now,
                }),
            );
        ids.push(id.to_string());
    }
    let outcomes = store.commit(vec![change]).await.expect("it writes");
    assert!(matches!(outcomes[..], [Outcome::Saved(_)]));
    ids
}
