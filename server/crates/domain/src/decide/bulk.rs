//! Many orders and responses at once: what the shop's own server sends, and what is imported. Pure:
//! what the store holds is passed in, what it shall hold is returned.
//!
//! Nothing here is decided by when it comes: the same batch twice changes nothing the second time.

use super::ask::amended;
use crate::{
    change::{Change, Expect, Versioned},
    decide::events,
    record::{NotAsked, OrderRecord, OrderSource, Record, Response},
};
use afterword_shared::{
    id::{OrderId, ResponseId, ShopId, SurveyId},
    order::Order,
};
use jiff::Timestamp;
use std::collections::HashMap;

/// The most entries of one batch: they are committed together, and shoppers wait meanwhile.
pub const BATCH_LIMIT: usize = 1000;

/// Who tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BulkSource {
    /// The shop's own server, with its key: what it says of an order counts as signed.
    Server,
    /// The owner, with a file: it fills in what a signed order lacks and changes nothing of it.
    File,
}

/// Orders and responses of one shop, to be taken in whole.
#[derive(Clone, Debug)]
pub struct Bulk {
    /// Which shop.
    pub shop: ShopId,
    /// Who tells.
    pub teller: BulkSource,
    /// What is told, in order. At most [`BATCH_LIMIT`].
    pub entries: Vec<Entry>,
    /// When it came.
    pub at: Timestamp,
    /// Whether only to say what would become of it.
    pub dry: bool,
}

/// An order, a response, or both: then the response is about the order.
#[derive(Clone, Debug, Default)]
pub struct Entry {
    /// What is told of an order.
    pub order: Option<OrderUpdate>,
    /// A response from elsewhere.
    pub response: Option<Arrival>,
}

/// What is told of an order. What is not told stays as it is.
#[derive(Clone, Debug, PartialEq)]
pub struct OrderUpdate {
    /// What was bought by whom.
    pub order: Order,
    /// When it was delivered; `Some(None)` takes it back.
    pub delivered_at: Option<Option<Timestamp>>,
    /// When it was cancelled.
    pub cancelled_at: Option<Option<Timestamp>>,
    /// When it was refunded.
    pub refunded_at: Option<Option<Timestamp>>,
    /// Whether it stays out of every figure.
    pub test: Option<bool>,
    /// Whether it was signed, as our own export says.
    pub verified: Option<bool>,
    /// By which way it was heard of first, as our own export says.
    pub source: Option<OrderSource>,
    /// When it was heard of first, as our own export or the answer to it says.
    pub first_seen_at: Option<Timestamp>,
    /// When the shop's server first sent it, as our own export says.
    pub put_at: Option<Timestamp>,
    /// Why it was not asked, as our own export says.
    pub not_asked: Option<NotAsked>,
}

impl OrderUpdate {
    /// An order of which nothing else is told.
    pub fn of(order: Order) -> Self {
        Self {
            order,
            delivered_at: None,
            cancelled_at: None,
            refunded_at: None,
            test: None,
            verified: None,
            source: None,
            first_seen_at: None,
            put_at: None,
            not_asked: None,
        }
    }
}

/// A response that was given elsewhere.
#[derive(Clone, Debug, PartialEq)]
pub struct Arrival {
    /// The response; whether it is verified and holds its order's place is decided here.
    pub response: Response,
    /// Whether its order was signed, as our own export says; else as the order is.
    pub verified: Option<bool>,
    /// Whether it is whole, as our own export wrote it: then nothing is filled in from the order.
    pub whole: bool,
    /// Its id where another survey has a response with the first one.
    pub otherwise: ResponseId,
}

/// What became of one part of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryOutcome {
    /// It was not known.
    Added,
    /// It was known otherwise.
    Changed,
    /// It was known as it is.
    Same,
}

/// What became of an entry.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EntryOutcomes {
    /// Of its order.
    pub order: Option<EntryOutcome>,
    /// Of its response.
    pub response: Option<EntryOutcome>,
}

/// A place that one response holds.
pub type Place = (SurveyId, OrderId, bool);

/// What the store holds about a batch, and what the entries before the one at hand made of it.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// The orders that entries name, as they are kept.
    pub orders: HashMap<OrderId, Versioned<OrderRecord>>,
    /// The responses whose ids entries have, each with its survey.
    pub responses: HashMap<ResponseId, SurveyId>,
    /// The places that are held among those that entries may want.
    pub places: HashMap<Place, ResponseId>,
}

/// Decides what becomes of each entry, and what to write.
pub fn decide(bulk: &Bulk, mut known: Known) -> (Vec<EntryOutcomes>, Change) {
    let mut orders: HashMap<OrderId, OrderRecord> = HashMap::new();
    let mut named: Vec<OrderId> = Vec::new();
    let mut responses: Vec<Response> = Vec::new();
    let mut fates = Vec::with_capacity(bulk.entries.len());
    for entry in &bulk.entries {
        let mut fate = EntryOutcomes::default();
        if let Some(update) = &entry.order {
            let id = &update.order.id;
            let kept = known.orders.get(id).map(|kept| &kept.value);
            let before = orders.get(id).or(kept);
            let next = told(bulk, update, before);
            let did = match before {
                None => EntryOutcome::Added,
                Some(before) if *before == next => EntryOutcome::Same,
                Some(_) => EntryOutcome::Changed,
            };
            if did != EntryOutcome::Same && orders.insert(id.clone(), next).is_none() {
                named.push(id.clone());
            }
            fate.order = Some(did);
        }
        if let Some(arrival) = &entry.response {
            let id = match known.responses.get(&arrival.response.id) {
                Some(survey) if *survey != arrival.response.survey => arrival.otherwise,
                _ => arrival.response.id,
            };
            fate.response = Some(if known.responses.contains_key(&id) {
                EntryOutcome::Same
            } else {
                let order = arrival.response.order.as_ref().and_then(|id| {
                    let kept = known.orders.get(id).map(|kept| &kept.value);
                    orders.get(id).or(kept)
                });
                let response = arrived(arrival, id, order, &mut known.places);
                known.responses.insert(id, response.survey);
                responses.push(response);
                EntryOutcome::Added
            });
        }
        fates.push(fate);
    }
    let mut change = Change::default();
    for id in named {
        if let Some(order) = orders.remove(&id) {
            let before = known.orders.get(&id);
            let expect = before.map_or(Expect::Absent, |kept| Expect::At(kept.sequence));
            // What a file tells is history: nobody is to be told of it as if it happened now.
            if bulk.teller == BulkSource::Server {
                let before = before.map(|kept| &kept.value);
                change.events.extend(events::of_order(before, &order));
            }
            change.put.push((expect, Record::Order(order)));
        }
    }
    for response in responses {
        change
            .put
            .push((Expect::Absent, Record::Response(response)));
    }
    (fates, change)
}

/// The order as it is from now on.
fn told(bulk: &Bulk, update: &OrderUpdate, before: Option<&OrderRecord>) -> OrderRecord {
    let server = bulk.teller == BulkSource::Server;
    let Some(before) = before else {
        return OrderRecord {
            shop: bulk.shop,
            order: update.order.clone(),
            verified: server || update.verified.unwrap_or(false),
            test: update.test.unwrap_or(false),
            source: update.source.or(Some(if server {
                OrderSource::Api
            } else {
                OrderSource::Import
            })),
            put_at: if server { Some(bulk.at) } else { update.put_at },
            first_seen_at: update.first_seen_at.unwrap_or(bulk.at),
            delivered_at: update.delivered_at.flatten(),
            cancelled_at: update.cancelled_at.flatten(),
            refunded_at: update.refunded_at.flatten(),
            not_asked: update.not_asked.clone(),
        };
    };
    let mut next = before.clone();
    if before.verified && !server {
        // "What is told now" is what was signed; the file fills in what it lacks.
        next.order = amended(&update.order, &before.order);
        let fill = |kept: &mut Option<Timestamp>, told: Option<Option<Timestamp>>| {
            *kept = kept.or(told.flatten());
        };
        fill(&mut next.delivered_at, update.delivered_at);
        fill(&mut next.cancelled_at, update.cancelled_at);
        fill(&mut next.refunded_at, update.refunded_at);
        return next;
    }
    next.order = amended(&before.order, &update.order);
    next.delivered_at = update.delivered_at.unwrap_or(before.delivered_at);
    next.cancelled_at = update.cancelled_at.unwrap_or(before.cancelled_at);
    next.refunded_at = update.refunded_at.unwrap_or(before.refunded_at);
    next.test = update.test.unwrap_or(before.test);
    if server {
        next.verified = true;
        next.put_at.get_or_insert(bulk.at);
        next.source.get_or_insert(OrderSource::Api);
    } else {
        next.source.get_or_insert(OrderSource::Import);
    }
    next
}

/// A response with what its order tells, in the order's place where that is free.
fn arrived(
    arrival: &Arrival,
    id: ResponseId,
    order: Option<&OrderRecord>,
    places: &mut HashMap<Place, ResponseId>,
) -> Response {
    let mut response = arrival.response.clone();
    response.id = id;
    let as_order = order.is_some_and(|order| order.verified);
    response.verified = arrival.verified.unwrap_or(as_order);
    if !arrival.whole
        && let Some(known) = order.filter(|known| known.is_of(&response))
    {
        fill_in(&mut response, &known.order);
    }
    if let Some(order) = response
        .order
        .clone()
        .filter(|_| !response.test && !response.further)
    {
        let place = (response.survey, order, response.verified);
        response.further = *places.entry(place).or_insert(id) != id;
    }
    response
}

fn fill_in(response: &mut Response, order: &Order) {
    let context = &mut response.context;
    if context.products.is_empty() {
        let mut products: Vec<_> = order.items.iter().map(|item| item.id.clone()).collect();
        products.sort();
        products.dedup();
        context.products = products;
    }
    if context.categories.is_empty() {
        let categories = order.items.iter().filter_map(|item| item.category.clone());
        let mut categories: Vec<_> = categories.collect();
        categories.sort();
        categories.dedup();
        context.categories = categories;
    }
    if context.country.is_none() {
        context.country.clone_from(&order.country);
    }
    if context.returning.is_none() {
        context.returning = order.orders_before.map(|before| before > 0);
    }
    if response.customer.is_none() {
        response.customer.clone_from(&order.customer);
    }
}

#[cfg(test)]
mod tests;
