//! Asking whether a shopper is to be asked, and what comes back.

use crate::{
    appearance::Place,
    order::{Loose, OrderMessage},
    survey::Survey,
    told,
};
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
    #[serde(deserialize_with = "told::order")]
    pub order: Option<OrderMessage>,
    /// The shop's own signature of the order.
    pub sig: Option<String>,
    /// Test mode: always ask, never count.
    #[serde(deserialize_with = "told::flag")]
    pub test: bool,
    /// Fields of the owner's own (`data-field-…`).
    pub fields: BTreeMap<String, String>,
    /// The surveys whose trigger has fired, in the order of the shop's rules; empty where the page
    /// has no rules: then every survey that asks about orders may be due.
    pub surveys: Vec<String>,
    /// Where the loader found the order: `tag`, `call`, `data_layer`, `ecwid` or `json_ld`, or the
    /// first letter of it.
    pub source: String,
    /// The customer, on pages without an order.
    pub customer: Option<Loose>,
}

/// The answer to `POST /v1/prompt` where something is due.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PromptReply {
    /// Which survey it is.
    #[serde(default)]
    pub survey: String,
    /// The form, ready to be put into a shadow root.
    pub html: String,
    /// The style sheet that the shadow root adopts.
    pub style: String,
    /// The address of the bundle that takes the form over, on this server.
    pub bundle: String,
    /// What the bundle needs, readable by that very bundle only.
    pub state: String,
    /// The permission to answer. It differs from reply to reply and stands last, so that all before
    /// it can be packed once.
    pub ticket: String,
}

/// Everything that the form needs to be drawn and to go on: rendered by the server, carried to the
/// bundle as [`PromptReply::state`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PromptState {
    /// Who asks.
    pub shop: String,
    /// Where the shop says what it does with answers; empty for none.
    pub privacy: String,
    /// Where the form stands.
    pub place: Place,
    /// The address of a picture above the first question; empty for none.
    pub logo: String,
    /// What is asked.
    pub survey: Survey,
    /// Built-in words, in the survey's language.
    pub texts: Texts,
}

/// The form's built-in words in one language, with the shop's name in its place.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Texts {
    /// What the form is to somebody who can't see it: "A question from Kalnu".
    pub label: String,
    /// The button that closes the form.
    pub close: String,
    /// Said when it was closed.
    pub closed: String,
    /// The button that completes the survey.
    pub send: String,
    /// The button that leads on to the next question.
    pub next: String,
    /// The button that leads back to the question before.
    pub back: String,
    /// Where somebody is in a survey of several steps: `{n}` of `{of}`.
    pub progress: String,
    /// Said in an empty field that may stay empty.
    pub optional: String,
    /// Said where an answer is needed and missing.
    pub required: String,
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
    /// The button that takes everything back, after the thanks.
    pub withdraw: String,
    /// Said when everything is taken back.
    pub withdrawn: String,
    /// Thumb up.
    pub yes: String,
    /// Thumb down.
    pub no: String,
    /// What the field beside *other* is for.
    pub other_text: String,
    /// Said above options of which several may be chosen.
    pub choose_many: String,
    /// What the field for an address is for.
    pub email: String,
    /// Said where that is none.
    pub email_wrong: String,
    /// What is agreed to when an address is given.
    pub consent: String,
    /// Said where there is an address without that.
    pub consent_missing: String,
    /// The five faces, saddest first.
    pub faces: [String; 5],
}
