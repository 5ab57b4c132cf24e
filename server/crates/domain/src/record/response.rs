//! An ask and what came of it.

use super::{Stored, UniqueKey};
use afterword_shared::{
    id::{CategoryId, CustomerRef, OrderId, ProductId, ResponseId, ShopId, SurveyId},
    response::Answers,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How far a response has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ResponseState {
    /// A prompt went out.
    Asked,
    /// Half of the form was visible for a second.
    Seen,
    /// Something is answered.
    Started,
    /// The flow's end is reached.
    Complete,
    /// Closed; answers given before stay and count.
    Dismissed,
}

/// The random number of one ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct TicketNonce(pub u64);

/// An ask and what came of it: one per survey and order, or per ticket where no order is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Response {
    /// Its id.
    pub id: ResponseId,
    /// In which shop.
    pub shop: ShopId,
    /// To which survey.
    pub survey: SurveyId,
    /// To which version of it.
    pub version: u32,
    /// About which order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<OrderId>,
    /// Whether the order was signed by the shop's own server. Signed and unsigned responses to
    /// one order are kept apart, so that nobody can answer in a real buyer's place.
    #[serde(default, skip_serializing_if = "is_false")]
    pub verified: bool,
    /// Whether it stays out of every figure.
    #[serde(default, skip_serializing_if = "is_false")]
    pub test: bool,
    /// Whether another response of the survey holds the order's place: imports may bring several
    /// per order, and the first of them is the one by which the order is not asked again.
    #[serde(default, skip_serializing_if = "is_false")]
    pub further: bool,
    /// How far it has come.
    pub state: ResponseState,
    /// The ticket that answered first: only its messages count from then on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<TicketNonce>,
    /// The owner's latest revision; 0 before the first answer.
    #[serde(default)]
    pub revision: u32,
    /// What the owner's latest message said, as a digest: tells a repetition from a contradiction.
    #[serde(default)]
    pub message: u64,
    /// The tickets under which the form was seen, each once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shown: Vec<TicketNonce>,
    /// What was answered.
    #[serde(default)]
    pub answers: Answers,
    /// When it was asked first.
    pub asked_at: Timestamp,
    /// When the form was first seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen_at: Option<Timestamp>,
    /// When the first answer came: the day on which the response counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_answered_at: Option<Timestamp>,
    /// When it was complete.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub completed_at: Option<Timestamp>,
    /// When it was closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dismissed_at: Option<Timestamp>,
    /// When everything that was answered was taken back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawn_at: Option<Timestamp>,
    /// Who was asked, where the shop said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer: Option<CustomerRef>,
    /// What was known when it was asked.
    pub context: Context,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes references")]
fn is_false(flag: &bool) -> bool {
    !flag
}

/// By which way a question reached the shopper.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Channel {
    /// The tag on a shop page.
    #[default]
    Prompt,
    /// The tag, inside of an element of the page.
    Inline,
    /// The survey as a page of its own, reached by a link.
    Link,
    /// The same, by a link in a mail.
    Email,
    /// The same, by a QR code.
    Qr,
    /// Another tool, from which the answers were imported.
    Import,
}

/// What kind of device.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Device {
    /// In the hand.
    Phone,
    /// On the knees.
    Tablet,
    /// On the table, and whatever does not say what it is.
    #[default]
    Desktop,
    /// Not known, since another tool asked.
    Unknown,
}

/// What was known when the prompt was made, since it can't be had later.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Context {
    /// By which way.
    pub channel: Channel,
    /// On what device.
    pub device: Device,
    /// Two-letter country, of the order or from a trusted proxy.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// The page's language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The site.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origin: Option<String>,
    /// The page, without query.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<String>,
    /// Whether the customer had bought before; `None` without a customer reference.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub returning: Option<bool>,
    /// What was bought.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub products: Vec<ProductId>,
    /// Of which categories.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<CategoryId>,
    /// The owner's own fields.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub fields: BTreeMap<String, String>,
}

/// A place in a list of answered responses, newest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct AnsweredAt {
    /// When the first answer came, to the millisecond.
    pub at: Timestamp,
    /// Which response.
    pub id: ResponseId,
}

impl Stored for Response {
    const KIND: u8 = 0x19;

    type Id = ResponseId;

    fn shop(&self) -> ShopId {
        self.shop
    }

    fn id(&self) -> ResponseId {
        self.id
    }

    fn unique_keys(&self) -> Vec<UniqueKey> {
        let order = self.order.as_ref();
        let order = order.filter(|_| !self.test && !self.further);
        let place = order.map(|order| Self::order_key(self.survey, order, self.verified));
        place.into_iter().collect()
    }
}

impl Response {
    /// The place of an order in a survey, signed or unsigned: of its responses the one that is no test and
    /// no further one holds it.
    pub fn order_key(survey: SurveyId, order: &OrderId, verified: bool) -> UniqueKey {
        let order = order.as_str().as_bytes();
        UniqueKey {
            kind: 0x81,
            id: [&survey.to_bytes()[..], &[u8::from(verified)], order].concat(),
        }
    }
}
