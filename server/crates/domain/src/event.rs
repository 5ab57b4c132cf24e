//! What a change made happen: decided with it, and told to whoever wants to know.

use afterword_shared::id::{OrderId, ResponseId, SurveyId};
use serde::{Deserialize, Serialize};

/// Something that happened in a shop. It names records and says nothing of what stands in them: whoever is
/// told reads that when it is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// A shopper gave the first answer.
    Answered(ResponseEvent),
    /// A shopper changed answers, or added to them.
    Amended(ResponseEvent),
    /// A shopper took all answers back.
    Withdrawn(ResponseEvent),
    /// An order was heard of for the first time.
    OrderKnown(OrderEvent),
    /// An order is known otherwise than before.
    OrderChanged(OrderEvent),
}

/// To which response something happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResponseEvent {
    /// Which.
    pub response: ResponseId,
    /// To which survey.
    pub survey: SurveyId,
}

/// To which order something happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderEvent {
    /// Which.
    pub order: OrderId,
}

/// A kind of event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EventKind {
    /// [`Event::Answered`].
    Answered,
    /// [`Event::Amended`].
    Amended,
    /// [`Event::Withdrawn`].
    Withdrawn,
    /// [`Event::OrderKnown`].
    OrderKnown,
    /// [`Event::OrderChanged`].
    OrderChanged,
}

impl Event {
    /// Its kind.
    pub fn kind(&self) -> EventKind {
        match self {
            Self::Answered(_) => EventKind::Answered,
            Self::Amended(_) => EventKind::Amended,
            Self::Withdrawn(_) => EventKind::Withdrawn,
            Self::OrderKnown(_) => EventKind::OrderKnown,
            Self::OrderChanged(_) => EventKind::OrderChanged,
        }
    }
}
