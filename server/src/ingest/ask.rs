//! Whether a shopper is asked, and what is recorded about it. Pure: what the store holds is passed
//! in, what it shall hold is returned.

use crate::store::{
    Change, Expect, Kept,
    record::{
        Context, KnownOrder, NotAsked, NotAskedReason, Record, Response, ResponseState, Shop,
        SurveyHead, TicketNonce,
    },
};
use afterword_shared::{
    id::{ResponseId, SurveyId},
    order::Order,
};
use jiff::Timestamp;

/// How often a form may be shown for one order, whoever looks.
pub const SHOWN_LIMIT: usize = 3;

/// A request to ask, parsed and allowed.
#[derive(Clone, Debug)]
pub struct Ask {
    /// In which shop.
    pub shop: Shop,
    /// About which order.
    pub order: Option<Order>,
    /// Whether the order is signed.
    pub verified: bool,
    /// Test mode: always ask, never count.
    pub test: bool,
    /// What is known about it.
    pub context: Context,
    /// The id of the response, should it be a new one.
    pub fresh: ResponseId,
    /// When it came.
    pub at: Timestamp,
}

/// What is asked, if anything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    /// This survey, in this version, into this response.
    Due {
        /// Which response.
        response: ResponseId,
        /// Which survey.
        survey: SurveyId,
        /// Its current version.
        version: u32,
    },
    /// Nothing.
    NotDue(NotAskedReason),
}

/// What the store holds about a request.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// The order, if it came before.
    pub order: Option<Kept<KnownOrder>>,
    /// How many other orders of this customer are known.
    pub other_orders: u64,
    /// The shop's surveys that are live, each with the response to this order, if any.
    pub live: Vec<(SurveyHead, Option<Kept<Response>>)>,
}

/// Decides which survey is due, first come first asked, and what to record.
pub fn decide(ask: &Ask, known: &Known) -> (Asked, Change) {
    let mut context = ask.context.clone();
    context.returning = returning(ask, known);
    let mut change = Change::default();
    let asked = due(ask, known, &context, &mut change);
    if let Some(order) = &ask.order {
        record_order(ask, order, &asked, known, &mut change);
    }
    (asked, change)
}

/// Whether the customer had bought before: as the shop says, else by the orders that we know.
fn returning(ask: &Ask, known: &Known) -> Option<bool> {
    let order = ask.order.as_ref()?;
    match order.orders_before {
        Some(before) => Some(before > 0),
        None => order.customer.as_ref().map(|_| known.other_orders > 0),
    }
}

fn due(ask: &Ask, known: &Known, context: &Context, change: &mut Change) -> Asked {
    if ask.shop.require_signature && ask.order.is_some() && !ask.verified && !ask.test {
        return Asked::NotDue(NotAskedReason::Unsigned);
    }
    let mut reason = NotAskedReason::NothingLive;
    for (survey, kept) in &known.live {
        let (response, expect) = match kept {
            None => (fresh(ask, survey, context), Expect::Absent),
            Some(kept) => {
                if let Err(why) = may_ask_again(&kept.value) {
                    reason = why;
                    continue;
                }
                let mut again = kept.value.clone();
                again.version = survey.version;
                again.context = context.clone();
                (again, Expect::At(kept.sequence))
            }
        };
        let asked = Asked::Due {
            response: response.id,
            survey: survey.id,
            version: survey.version,
        };
        if kept.as_ref().is_none_or(|kept| kept.value != response) {
            change.put.push((expect, Record::Response(response)));
        }
        return asked;
    }
    Asked::NotDue(reason)
}

fn may_ask_again(response: &Response) -> Result<(), NotAskedReason> {
    if response.first_answered_at.is_some() {
        Err(NotAskedReason::Answered)
    } else if response.state == ResponseState::Dismissed {
        Err(NotAskedReason::Dismissed)
    } else if response.shown.len() >= SHOWN_LIMIT {
        Err(NotAskedReason::ShownOften)
    } else {
        Ok(())
    }
}

fn fresh(ask: &Ask, survey: &SurveyHead, context: &Context) -> Response {
    Response {
        id: ask.fresh,
        shop: ask.shop.id,
        survey: survey.id,
        version: survey.version,
        order: ask.order.as_ref().map(|order| order.id.clone()),
        verified: ask.verified,
        test: ask.test,
        state: ResponseState::Asked,
        owner: None,
        revision: 0,
        message: 0,
        shown: Vec::new(),
        answers: afterword_shared::response::Answers::default(),
        asked_at: ask.at,
        seen_at: None,
        first_answered_at: None,
        completed_at: None,
        dismissed_at: None,
        context: context.clone(),
    }
}

/// Records the order as the request tells it, unless that is less trusted than what is known: an
/// unsigned message never changes a signed order, nor a test one a real one.
fn record_order(ask: &Ask, order: &Order, asked: &Asked, known: &Known, change: &mut Change) {
    let before = known.order.as_ref();
    if before.is_some_and(|kept| {
        (kept.value.verified && !ask.verified) || (!kept.value.test && ask.test)
    }) {
        return;
    }
    let mut next = match before {
        Some(kept) => KnownOrder {
            order: if kept.value.verified == ask.verified && kept.value.test == ask.test {
                amended(&kept.value.order, order)
            } else {
                order.clone()
            },
            verified: ask.verified,
            test: ask.test,
            ..kept.value.clone()
        },
        None => KnownOrder {
            shop: ask.shop.id,
            order: order.clone(),
            verified: ask.verified,
            test: ask.test,
            first_seen_at: ask.at,
            delivered_at: None,
            cancelled_at: None,
            refunded_at: None,
            not_asked: None,
        },
    };
    if let Asked::NotDue(reason) = asked {
        // The first moment of the same reason is kept: reloading a page writes nothing.
        let same = next
            .not_asked
            .as_ref()
            .is_some_and(|known| known.reason == *reason);
        if !same {
            next.not_asked = Some(NotAsked {
                at: ask.at,
                reason: *reason,
            });
        }
    }
    if before.is_none_or(|kept| kept.value != next) {
        let expect = before.map_or(Expect::Absent, |kept| Expect::At(kept.sequence));
        change.put.push((expect, Record::Order(next)));
    }
}

/// An order as told again: what is told now counts, and what is not stays as it was told before,
/// since another page of the shop may know less.
fn amended(before: &Order, now: &Order) -> Order {
    let (before, now) = (before.clone(), now.clone());
    Order {
        id: now.id,
        total: now.total.or(before.total),
        customer: now.customer.or(before.customer),
        items: if now.items.is_empty() {
            before.items
        } else {
            now.items
        },
        orders_before: now.orders_before.or(before.orders_before),
        // Consent is to be written to at the address that came with it.
        consent: if now.email.is_some() {
            now.consent
        } else {
            before.consent
        },
        email: now.email.or(before.email),
        first_name: now.first_name.or(before.first_name),
        country: now.country.or(before.country),
        time: now.time.or(before.time),
    }
}

/// The ticket's number out of random bytes.
pub fn nonce(random: [u8; 8]) -> TicketNonce {
    TicketNonce(u64::from_be_bytes(random))
}
