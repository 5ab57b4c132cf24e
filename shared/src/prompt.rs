//! Asking whether a shopper is to be asked, and what comes back.

use crate::{order::OrderMessage, survey::Survey};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The body of `POST /v1/prompt`, as the loader sends it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct PromptMessage {
    /// The shop's id.
    pub shop: String,
    /// The page's path, without query and fragment.
    pub page: String,
    /// The page's language, else the browser's.
    pub lang: String,
    /// The order that the page thanks for.
    pub order: Option<OrderMessage>,
    /// The shop's own signature of the order.
    pub sig: Option<String>,
    /// Test mode: always ask, never count.
    pub test: bool,
    /// Fields of the owner's own (`data-field-…`).
    pub fields: BTreeMap<String, String>,
}

/// The answer to `POST /v1/prompt` where something is due.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PromptReply {
    /// The permission to answer.
    pub ticket: String,
    /// The form, ready to be put into a shadow root.
    pub html: String,
    /// The style sheet that the shadow root adopts.
    pub style: String,
    /// The address of the bundle that takes the form over, on this server.
    pub bundle: String,
    /// What the bundle needs, readable by that very bundle only.
    pub state: String,
}

/// Everything that the form needs to be drawn and to go on: rendered by the server, carried to the
/// bundle as [`PromptReply::state`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PromptState {
    /// Who asks.
    pub shop: String,
    /// Where the shop says what it does with answers; empty for none.
    pub privacy: String,
    /// What is asked.
    pub survey: Survey,
    /// Built-in words, in the survey's language.
    pub texts: Texts,
}

/// The form's built-in words in one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Texts {
    /// What the form is to somebody who can't see it, `{shop}` for the shop's name:
    /// "A question from {shop}".
    pub label: String,
    /// The button that closes the form.
    pub close: String,
    /// The button that completes the survey.
    pub send: String,
    /// Said in an empty field that may stay empty.
    pub optional: String,
    /// Said as soon as an answer is kept.
    pub saved: String,
    /// Said while an answer is on its way.
    pub saving: String,
    /// Said when an answer could not be sent.
    pub not_sent: String,
    /// The button that sends it again.
    pub try_again: String,
    /// The link to the shop's privacy page.
    pub privacy: String,
    /// Said when a text nears its limit, `{n}` for how many characters are left.
    pub characters_left: String,
    /// Said instead of the form where the order was answered elsewhere.
    pub answered_elsewhere: String,
}
