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
pub struct OrderRecord {
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

impl OrderRecord {
    /// When it was placed: as the shop said, else when we first heard of it.
    pub fn placed_at(&self) -> Timestamp {
        self.order
            .time
            .and_then(|seconds| Timestamp::from_second(seconds).ok())
            .unwrap_or(self.first_seen_at)
    }

    /// Whether a response with its number is about this very order, for the owner to see and to count.
    /// An unsigned response is not about a signed order, nor a test one about a real one; what a
    /// shop's server sends about an order that its own pages tell without signature joins the two.
    ///
    /// What a shopper gets to see of it is [`Self::may_be_shown_to`].
    pub fn is_of(&self, response: &Response) -> bool {
        let trusted = self.verified == response.verified || self.put_at.is_some();
        trusted && self.test == response.test
    }

    /// Whether what is known of it may come to the eyes of somebody whose request names it, signed
    /// (`verified`) or not, as a `test` or not: only where the order was told the same way. Anybody can
    /// write a number into an unsigned request, so that learns nothing of a signed order, whatever the
    /// shop's server sent.
    pub fn may_be_shown_to(&self, verified: bool, test: bool) -> bool {
        self.verified == verified && self.test == test
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
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes references")]
fn is_false(flag: &bool) -> bool {
    !flag
}

impl Stored for OrderRecord {
    const KIND: u8 = 0x18;
    type Id = OrderId;

    fn shop(&self) -> ShopId {
        self.shop
    }

    fn id(&self) -> OrderId {
        self.order.id.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{Context, ResponseState};
    use afterword_shared::{id::ResponseId, order::OrderMessage, response::Answers};

    fn order(verified: bool, test: bool, put: bool) -> OrderRecord {
        let message: OrderMessage = serde_json::from_str(r#"{"id": "1001"}"#).unwrap();
        OrderRecord {
            shop: ShopId::new(1, 1),
            order: Order::try_from(message).unwrap(),
            verified,
            test,
            source: None,
            put_at: put.then_some(Timestamp::UNIX_EPOCH),
            first_seen_at: Timestamp::UNIX_EPOCH,
            delivered_at: None,
            cancelled_at: None,
            refunded_at: None,
            not_asked: None,
        }
    }

    fn response(verified: bool, test: bool) -> Response {
        Response {
            id: ResponseId::new(1, 1),
            shop: ShopId::new(1, 1),
            survey: SurveyId::new(1, 1),
            version: 1,
            order: Some("1001".parse().unwrap()),
            verified,
            test,
            further: false,
            state: ResponseState::Asked,
            owner: None,
            revision: 0,
            message: 0,
            shown: Vec::new(),
            answers: Answers::default(),
            asked_at: Timestamp::UNIX_EPOCH,
            seen_at: None,
            first_answered_at: None,
            completed_at: None,
            dismissed_at: None,
            withdrawn_at: None,
            customer: None,
            context: Context::default(),
        }
    }

    #[test]
    fn what_the_shops_server_sent_belongs_to_an_unsigned_response_and_is_not_shown_to_its_shopper()
    {
        let sent = order(true, false, true);
        assert!(sent.is_of(&response(false, false)));
        assert!(sent.is_of(&response(true, false)));
        assert!(!sent.may_be_shown_to(false, false));
        assert!(sent.may_be_shown_to(true, false));
    }

    #[test]
    fn signed_and_unsigned_and_tests_and_real_orders_are_kept_apart() {
        let each = [false, true].map(|verified| [false, true].map(|test| (verified, test)));
        for (verified, test) in each.into_iter().flatten() {
            let known = order(verified, test, false);
            for (other, as_test) in each.into_iter().flatten() {
                let same = (verified, test) == (other, as_test);
                assert_eq!(known.is_of(&response(other, as_test)), same);
                assert_eq!(known.may_be_shown_to(other, as_test), same);
            }
        }
    }
}
