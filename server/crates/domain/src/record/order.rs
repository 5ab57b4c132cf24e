//! Purchases, and why some were not asked about.

use super::{Response, Stored};
use afterword_shared::{
    id::{OrderId, ShopId, SurveyId},
    order::Order,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Where an order was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderSource {
    /// On the tag: `data-order` and the like.
    Tag,
    /// Told by the page: `afterword('order', …)`.
    Call,
    /// GA4's `purchase` in the data layer.
    DataLayer,
    /// Ecwid's `OnOrderPlaced`.
    Ecwid,
    /// A schema.org `Order` in JSON-LD.
    JsonLd,
    /// In the address of the survey's own page.
    Link,
    /// Sent by the shop's own server with its key.
    Api,
    /// In a file that the owner imported.
    Import,
}

/// A purchase that we know of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownOrder {
    /// In which shop.
    pub shop: ShopId,
    /// What the shop told.
    pub order: Order,
    /// Whether the shop's own server signed it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub verified: bool,
    /// Whether it stays out of every figure.
    #[serde(default, skip_serializing_if = "is_false")]
    pub test: bool,
    /// By which way we heard of it first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<OrderSource>,
    /// When the shop's own server first sent it with its key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub put_at: Option<Timestamp>,
    /// When we first heard of it; also when it was placed, where the shop does not say.
    pub first_seen_at: Timestamp,
    /// When it was delivered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivered_at: Option<Timestamp>,
    /// When it was cancelled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cancelled_at: Option<Timestamp>,
    /// When it was refunded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refunded_at: Option<Timestamp>,
    /// Why the latest request for it asked nothing, where it asked nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_asked: Option<NotAsked>,
}

impl KnownOrder {
    /// When it was placed: as the shop said, else when we first heard of it.
    pub fn placed_at(&self) -> Timestamp {
        self.order
            .time
            .and_then(|seconds| Timestamp::from_second(seconds).ok())
            .unwrap_or(self.first_seen_at)
    }

    /// Whether a response with its number is about this very order. An unsigned response is not
    /// about a signed order, nor a test one about a real one; what a shop's server sends about an
    /// order that its own pages tell without signature joins the two.
    pub fn is_of(&self, response: &Response) -> bool {
        let trusted = self.verified == response.verified || self.put_at.is_some();
        trusted && self.test == response.test
    }
}

/// A request about an order that asked nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotAsked {
    /// When.
    pub at: Timestamp,
    /// Why; where there are several surveys, the reason that says most.
    pub reason: NotAskedReason,
    /// Why not, for each live survey; empty where the reason is the whole shop's.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub surveys: Vec<PassedOver>,
}

/// A live survey that was not asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassedOver {
    /// Which survey.
    pub survey: SurveyId,
    /// Why.
    pub reason: NotAskedReason,
}

impl NotAsked {
    /// Why nothing was asked, as the rest of a sentence without its full stop: for each survey that
    /// `name_of` knows by name, else the one reason.
    pub fn told<'a>(&self, name_of: impl Fn(SurveyId) -> Option<&'a str>) -> String {
        let each: Vec<String> = self
            .surveys
            .iter()
            .filter_map(|passed| {
                let name = name_of(passed.survey)?;
                Some(format!("“{name}”: {}", passed.reason.words()))
            })
            .collect();
        if each.is_empty() {
            self.reason.words().to_owned()
        } else {
            each.join("; ")
        }
    }
}

/// Why an order was not asked, or by one survey not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NotAskedReason {
    /// The shop has no survey that is live.
    NothingLive,
    /// It is answered.
    Answered,
    /// The shopper closed the form.
    Dismissed,
    /// The shopper took the answers back.
    Withdrawn,
    /// The form was shown as often as it may be.
    ShownOften,
    /// The shop asks signed orders only, and this one was not signed.
    Unsigned,
    /// What has to happen in the page did not happen on the page that told of the order.
    Trigger,
    /// Its schedule had not begun.
    NotYet,
    /// Its schedule was over.
    Over,
    /// It asks a part of the shoppers only, and this one is not in it.
    NotSampled,
    /// It is for new customers, and this one had bought before.
    NotNew,
    /// It is for returning customers, and this one had not bought before.
    NotReturning,
    /// It is for new or for returning customers, and the order names no customer.
    CustomerUnknown,
    /// It is for other countries.
    Country,
    /// It is for other languages.
    Language,
    /// The order comes to less than its minimum, or in another currency.
    Minimum,
    /// Nothing that it asks about was bought.
    Products,
    /// It asks each customer once, and had asked this one.
    AskedBefore,
    /// It asks until it is answered, and this customer had answered it.
    AnsweredBefore,
    /// It waits some days before it asks a customer again.
    AskedLately,
    /// The shop waits some days before it asks a customer anything again.
    QuietDays,
}

impl NotAskedReason {
    /// Every reason.
    pub const ALL: [Self; 21] = [
        Self::NothingLive,
        Self::Answered,
        Self::Dismissed,
        Self::Withdrawn,
        Self::ShownOften,
        Self::Unsigned,
        Self::Trigger,
        Self::NotYet,
        Self::Over,
        Self::NotSampled,
        Self::NotNew,
        Self::NotReturning,
        Self::CustomerUnknown,
        Self::Country,
        Self::Language,
        Self::Minimum,
        Self::Products,
        Self::AskedBefore,
        Self::AnsweredBefore,
        Self::AskedLately,
        Self::QuietDays,
    ];

    /// The reason for the owner, as the rest of a sentence without its full stop.
    pub fn words(self) -> &'static str {
        match self {
            Self::NothingLive => "no survey was live. Surveys can be resumed under Surveys",
            Self::Answered => "it was answered already",
            Self::Dismissed => "the shopper had closed the question",
            Self::Withdrawn => "the shopper had taken the answers back",
            Self::ShownOften => "it had been shown as often as the survey may be shown",
            Self::Unsigned => {
                "the order was not signed, and your settings ask about signed orders only"
            }
            Self::Trigger => {
                "what the survey waits for (its trigger or its page) had not happened on that page"
            }
            Self::NotYet => "the survey’s schedule had not begun",
            Self::Over => "the survey’s schedule was over",
            Self::NotSampled => {
                "the survey asks a part of the shoppers only, and this one is not in it"
            }
            Self::NotNew => "the survey is for new customers, and this one had bought before",
            Self::NotReturning => {
                "the survey is for returning customers, and no earlier order of this one is known"
            }
            Self::CustomerUnknown => {
                "the survey tells new from returning customers, and the tag named no customer"
            }
            Self::Country => {
                "the survey is for other countries, or the order’s country is not known"
            }
            Self::Language => "the survey is for pages in other languages",
            Self::Minimum => {
                "the order came to less than the survey’s minimum, or its total in that currency is not known"
            }
            Self::Products => "none of the survey’s products was in the order",
            Self::AskedBefore => "the survey asks each customer once, and had asked this one",
            Self::AnsweredBefore => {
                "the survey asks until it is answered, and this customer had answered it"
            }
            Self::AskedLately => {
                "this customer had been asked by the survey not long ago, and it waits longer"
            }
            Self::QuietDays => {
                "this customer had been asked something not long ago, and your settings keep some days quiet"
            }
        }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes references")]
fn is_false(flag: &bool) -> bool {
    !flag
}

impl Stored for KnownOrder {
    const KIND: u8 = 0x18;
    type Id = OrderId;

    fn shop(&self) -> ShopId {
        self.shop
    }

    fn id(&self) -> OrderId {
        self.order.id.clone()
    }
}
