//! `PUT /api/v1/orders/{id}` and its batch form: what the shop's own server tells of its orders,
//! whether or not the tag ever ran. Idempotent; what a message does not name stays as it is.

use crate::{
    http::caller::Caller,
    services::{error::Error, ingest::Ingest},
};
use afterword_domain::{
    decide::bulk::{BATCH_LIMIT, Bulk, BulkSource, Entry, EntryOutcome, OrderUpdate},
    record::{OrderRecord, OrderSource, Shop},
};
use afterword_jobs::Clock;
use afterword_shared::{
    id::{CustomerRef, OrderId},
    order::{Currency, Item, Loose, Money, Order, OrderMessage},
};
use afterword_store::Records;
use axum::{
    Json,
    body::Bytes,
    extract::{Path, State, rejection::BytesRejection},
    http::StatusCode,
};
use jiff::Timestamp;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

/// The most bytes of one message.
pub const BODY_LIMIT: usize = 8 * 1024 * 1024;
/// The most orders of one message.
pub const ORDER_LIMIT: usize = 10_000;
/// The most orders of one message that are told why they were refused.
const TOLD_LIMIT: usize = 100;

/// An order as the shop's server tells it: what the tag tells, and what came of it. A field that is
/// not there changes nothing.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
#[expect(
    clippy::option_option,
    reason = "not told, taken back, or told: three things"
)]
struct Message {
    #[serde(flatten)]
    order: OrderMessage,
    /// When it was placed, as a time or in whole seconds since 1970.
    placed_at: Option<Moment>,
    /// When it was delivered; `null` takes it back.
    #[serde(deserialize_with = "named")]
    delivered_at: Option<Option<Moment>>,
    /// When it was cancelled; `null` takes it back.
    #[serde(deserialize_with = "named")]
    cancelled_at: Option<Option<Moment>>,
    /// When it was refunded; `null` takes it back.
    #[serde(deserialize_with = "named")]
    refunded_at: Option<Option<Moment>>,
    /// Whether it stays out of every figure.
    test: Option<bool>,
}

/// What an order is told with besides, so that it can be sent back as it was read; it says nothing.
const TOLD: [&str; 3] = ["verified", "source", "first_seen_at"];

/// The fields of a message. Others would be lost without a word: who sends `refunded` would believe that
/// it was told.
const FIELDS: [&str; 16] = [
    "id",
    "total",
    "currency",
    "customer",
    "items",
    "orders_before",
    "email",
    "consent",
    "first_name",
    "country",
    "time",
    "placed_at",
    "delivered_at",
    "cancelled_at",
    "refunded_at",
    "test",
];

/// Tells a field that is `null` from one that is not there.
#[expect(
    clippy::option_option,
    reason = "not told, taken back, or told: three things"
)]
fn named<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Option<Moment>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}

/// A moment as programs write it: `2026-11-21T14:03:00Z`, with any offset, or seconds since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Moment(Timestamp);

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Loose::deserialize(deserializer)?.0;
        let text = text.trim();
        let at = match text.parse::<i64>() {
            Ok(seconds) => Timestamp::from_second(seconds).ok(),
            Err(_) => text.parse().ok(),
        };
        at.map(Self).ok_or_else(|| {
            let shown: String = text.chars().take(40).collect();
            serde::de::Error::custom(format!(
                "“{shown}” is not a time: write it as 2026-11-21T14:03:00Z, with an offset of your own, or as whole seconds since 1970"
            ))
        })
    }
}

impl Message {
    /// Reads an order; `id` is the one of the address, where there is one.
    fn read(value: Value, id: Option<&str>) -> Result<OrderUpdate, Error> {
        if !value.is_object() {
            return Err(Error::Malformed(
                "An order is a JSON object such as {\"id\": \"1001\", \"total\": \"49.90\", \"currency\": \"EUR\"}.".into(),
            ));
        }
        let is_known = |key: &str| FIELDS.contains(&key) || TOLD.contains(&key);
        let unknown = value
            .as_object()
            .and_then(|fields| fields.keys().find(|key| !is_known(key)));
        if let Some(unknown) = unknown {
            let shown: String = unknown.chars().take(40).collect();
            return Err(Error::Malformed(format!(
                "“{shown}” is no field of an order, so this one was not taken in. There are: {}.",
                FIELDS.join(", ")
            )));
        }
        let mut message: Self = serde_json::from_value(value)
            .map_err(|error| Error::Malformed(format!("This order can't be read: {error}.")))?;
        if let Some(id) = id {
            let told = message.order.id.0.trim();
            if !told.is_empty() && told != id {
                return Err(Error::Refused(format!(
                    "The address names order “{id}”, the message another one. Leave “id” out of the message, or name the same."
                )));
            }
            message.order.id = Loose(id.to_owned());
        }
        if let Some(Moment(at)) = message.placed_at {
            message.order.time = Some(Loose(at.as_second().to_string()));
        }
        let moment = |told: Option<Option<Moment>>| told.map(|at| at.map(|Moment(at)| at));
        Ok(OrderUpdate {
            delivered_at: moment(message.delivered_at),
            cancelled_at: moment(message.cancelled_at),
            refunded_at: moment(message.refunded_at),
            test: message.test,
            ..OrderUpdate::of(message.order.try_into()?)
        })
    }
}

/// An order as programs read it. Fields are added, never renamed.
#[derive(Debug, Serialize, ToSchema)]
pub struct OrderReply {
    /// The shop's number of it.
    #[schema(value_type = String, example = "1001")]
    id: OrderId,
    /// What was paid, digits with a point.
    #[schema(example = "49.90")]
    total: Option<String>,
    /// In which currency.
    #[schema(value_type = Option<String>, example = "EUR")]
    currency: Option<Currency>,
    /// The shop's reference of the customer.
    #[schema(value_type = Option<String>)]
    customer: Option<CustomerRef>,
    /// What was bought.
    #[schema(value_type = Vec<Object>)]
    items: Vec<Item>,
    /// How many orders of this customer came before, where the shop said so.
    orders_before: Option<u32>,
    /// The shopper's address, where the shop passed it on.
    email: Option<String>,
    /// Whether the shopper agreed to be written to.
    consent: bool,
    /// The shopper's first name.
    first_name: Option<String>,
    /// Two-letter country.
    country: Option<String>,
    /// Whether the shop's own server told or signed it.
    verified: bool,
    /// Whether it stays out of every figure.
    test: bool,
    /// Which way it came.
    #[schema(value_type = Option<String>, example = "api")]
    source: Option<OrderSource>,
    /// When it was placed.
    #[schema(value_type = String, format = DateTime)]
    placed_at: Timestamp,
    /// When it was first heard of.
    #[schema(value_type = String, format = DateTime)]
    first_seen_at: Timestamp,
    /// When it was delivered.
    #[schema(value_type = Option<String>, format = DateTime)]
    delivered_at: Option<Timestamp>,
    /// When it was cancelled.
    #[schema(value_type = Option<String>, format = DateTime)]
    cancelled_at: Option<Timestamp>,
    /// When it was refunded.
    #[schema(value_type = Option<String>, format = DateTime)]
    refunded_at: Option<Timestamp>,
}

impl From<OrderRecord> for OrderReply {
    fn from(known: OrderRecord) -> Self {
        let placed_at = known.placed_at();
        let Order {
            id,
            total,
            customer,
            items,
            orders_before,
            email,
            consent,
            first_name,
            country,
            time: _,
        } = known.order;
        Self {
            id,
            total: total.map(|total| total.to_string()),
            currency: total.map(Money::currency),
            customer,
            items,
            orders_before,
            email,
            consent,
            first_name,
            country,
            verified: known.verified,
            test: known.test,
            source: known.source,
            placed_at,
            first_seen_at: known.first_seen_at,
            delivered_at: known.delivered_at,
            cancelled_at: known.cancelled_at,
            refunded_at: known.refunded_at,
        }
    }
}

const UNKNOWN: Error = Error::NotFound("This shop knows no order with this number.");

/// One order, as far as we know it.
#[utoipa::path(
    get, path = "/api/v1/orders/{order}", tag = "orders", operation_id = "order",
    params(("order" = String, Path, description = "The shop's number of it")),
    responses((status = 200, body = OrderReply), (status = "4XX", body = super::problem::Problem)),
)]
pub async fn get(
    State(store): State<Records>,
    Caller(shop): Caller,
    Path(id): Path<String>,
) -> Result<Json<OrderReply>, Error> {
    let id: OrderId = id.parse()?;
    let known = store.order(shop.id, &id).await?.ok_or(UNKNOWN)?;
    Ok(Json(known.value.into()))
}

/// Tells of an order or amends it; 201 where it was not known. A field that is not sent stays as it
/// is, so sending the same again changes nothing.
#[utoipa::path(
    put, path = "/api/v1/orders/{order}", tag = "orders", operation_id = "tell_order",
    params(("order" = String, Path, description = "The shop's number of it")),
    request_body = OrderTold,
    responses((status = 200, body = OrderReply), (status = 201, body = OrderReply), (status = "4XX", body = super::problem::Problem)),
)]
pub async fn put(
    State(store): State<Records>,
    State(ingest): State<Ingest>,
    State(clock): State<Clock>,
    Caller(shop): Caller,
    Path(id): Path<String>,
    body: Result<Bytes, BytesRejection>,
) -> Result<(StatusCode, Json<OrderReply>), Error> {
    let body = whole(body)?;
    let value = serde_json::from_slice(&body).map_err(|error| not_json(&error))?;
    let id: OrderId = id.parse()?;
    let update = Message::read(value, Some(id.as_str()))?;
    let fates = take_in(&ingest, &clock, &shop, vec![update]).await?;
    let known = store.order(shop.id, &id).await?.ok_or(UNKNOWN)?;
    let status = match fates[..] {
        [EntryOutcome::Added] => StatusCode::CREATED,
        _ => StatusCode::OK,
    };
    Ok((status, Json(known.value.into())))
}

/// What became of a message with many orders.
#[derive(Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct BatchReply {
    /// How many were not known before.
    added: usize,
    /// How many were known otherwise.
    changed: usize,
    /// How many were known as they are.
    unchanged: usize,
    /// How many could not be read. The others are kept all the same.
    refused: usize,
    /// Why, for the first hundred of them.
    problems: Vec<Problem>,
}

/// Why one order of many was refused.
#[derive(Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = OrderProblem)]
pub struct Problem {
    /// Its place in the message, from 1.
    place: usize,
    /// Its number, where it can be read.
    id: Option<String>,
    /// What is wrong with it.
    detail: String,
}

/// Many orders, as a JSON array or one JSON object a line; at most 10,000 of them and 8 MiB. One that
/// can't be read is told of and keeps no other one out; sending them all again once it is mended
/// changes nothing else.
#[utoipa::path(
    post, path = "/api/v1/orders", tag = "orders", operation_id = "tell_orders",
    request_body = Vec<OrderTold>,
    responses((status = 200, body = BatchReply), (status = "4XX", body = super::problem::Problem)),
)]
pub async fn post(
    State(ingest): State<Ingest>,
    State(clock): State<Clock>,
    Caller(shop): Caller,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<BatchReply>, Error> {
    let values = values(&whole(body)?)?;
    if values.len() > ORDER_LIMIT {
        return Err(Error::Refused(format!(
            "{} orders are too many for one message: send at most {ORDER_LIMIT} at a time.",
            values.len()
        )));
    }
    let mut reply = BatchReply::default();
    let mut updates = Vec::with_capacity(values.len());
    for (place, value) in values.into_iter().enumerate() {
        let id = match &value {
            Ok(Value::Object(fields)) => fields.get("id").and_then(shown),
            _ => None,
        };
        match value.and_then(|value| Message::read(value, None)) {
            Ok(update) => updates.push(update),
            Err(error) => {
                reply.refused += 1;
                if reply.problems.len() < TOLD_LIMIT {
                    reply.problems.push(Problem {
                        place: place + 1,
                        id,
                        detail: error.to_string(),
                    });
                }
            }
        }
    }
    for fate in take_in(&ingest, &clock, &shop, updates).await? {
        match fate {
            EntryOutcome::Added => reply.added += 1,
            EntryOutcome::Changed => reply.changed += 1,
            EntryOutcome::Same => reply.unchanged += 1,
        }
    }
    Ok(Json(reply))
}

fn shown(id: &Value) -> Option<String> {
    let text = match id {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    Some(text.chars().take(40).collect())
}

fn whole(body: Result<Bytes, BytesRejection>) -> Result<Bytes, Error> {
    body.map_err(|rejection| {
        if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
            Error::TooLarge { limit: BODY_LIMIT }
        } else {
            Error::Malformed("The message broke off before its end: send it again.".into())
        }
    })
}

fn not_json(error: &serde_json::Error) -> Error {
    Error::Malformed(format!("The message is not JSON: {error}."))
}

/// The objects of a message: of an array, or of its lines. A line that is no JSON is told of like
/// an order that can't be read.
fn values(body: &[u8]) -> Result<Vec<Result<Value, Error>>, Error> {
    let body = body.strip_prefix("\u{feff}".as_bytes()).unwrap_or(body);
    if body.trim_ascii_start().first() == Some(&b'[') {
        let values: Vec<Value> = serde_json::from_slice(body).map_err(|error| not_json(&error))?;
        return Ok(values.into_iter().map(Ok).collect());
    }
    let lines = body
        .split(|byte| *byte == b'\n')
        .filter(|line| !line.trim_ascii().is_empty());
    let values: Vec<_> = lines
        .map(|line| {
            serde_json::from_slice(line)
                .map_err(|_| Error::Malformed("This line is not a JSON object.".into()))
        })
        .collect();
    // One object over several lines is a likely mistake, and a sentence a line says nothing of it.
    if !values.is_empty() && values.iter().all(Result::is_err) {
        return Err(Error::Malformed(
            "Send a JSON array of orders, or one order a line as NDJSON.".into(),
        ));
    }
    Ok(values)
}

/// Hands orders to the writer, some at a time.
async fn take_in(
    ingest: &Ingest,
    clock: &Clock,
    shop: &Shop,
    updates: Vec<OrderUpdate>,
) -> Result<Vec<EntryOutcome>, Error> {
    let mut fates = Vec::with_capacity(updates.len());
    let mut updates = updates.into_iter().peekable();
    while updates.peek().is_some() {
        let entries = updates.by_ref().take(BATCH_LIMIT).map(|update| Entry {
            order: Some(update),
            response: None,
        });
        let bulk = Bulk {
            shop: shop.id,
            teller: BulkSource::Server,
            entries: entries.collect(),
            at: clock.now(),
            dry: false,
        };
        let done = ingest.take_in(bulk).await?;
        fates.extend(done.into_iter().filter_map(|fates| fates.order));
    }
    Ok(fates)
}

/// An order as the shop's server tells it. A field that is not there changes nothing.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes what orders.rs reads")]
pub struct OrderTold {
    /// The shop's number of it; where the address names it, it can be left out.
    #[schema(example = "1001")]
    id: Option<String>,
    /// What was paid, digits with a point.
    #[schema(example = "49.90")]
    total: Option<String>,
    /// ISO 4217 code.
    #[schema(example = "EUR")]
    currency: Option<String>,
    /// The shop's reference of the customer: what loyalty is told by.
    #[schema(example = "c77")]
    customer: Option<String>,
    /// What was bought.
    items: Option<Vec<ItemTold>>,
    /// How many orders of this customer came before.
    orders_before: Option<u32>,
    /// The shopper's address; leave it out unless it may be kept.
    email: Option<String>,
    /// Whether the shopper agreed to be written to.
    consent: Option<bool>,
    /// The shopper's first name.
    first_name: Option<String>,
    /// Two-letter country.
    #[schema(example = "LV")]
    country: Option<String>,
    /// When it was placed, as a time or in whole seconds since 1970.
    #[schema(format = DateTime)]
    placed_at: Option<String>,
    /// When it was delivered; null takes it back.
    #[schema(format = DateTime)]
    delivered_at: Option<String>,
    /// When it was cancelled; null takes it back.
    #[schema(format = DateTime)]
    cancelled_at: Option<String>,
    /// When it was refunded; null takes it back.
    #[schema(format = DateTime)]
    refunded_at: Option<String>,
    /// Whether it stays out of every figure.
    test: Option<bool>,
}

/// One line of an order.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes what orders.rs reads")]
pub struct ItemTold {
    /// The product's id.
    #[schema(example = "sku1")]
    id: String,
    /// Its name.
    #[schema(example = "Mug")]
    name: Option<String>,
    /// The id of its category.
    category: Option<String>,
    /// The category's name.
    category_name: Option<String>,
    /// How many.
    quantity: Option<u32>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_time_is_a_moment_or_seconds_and_null_takes_it_back() {
        let read = |value| Message::read(value, Some("1001"));
        let told = read(
            json!({"delivered_at": "2026-11-21T16:03:00+02:00", "cancelled_at": null, "placed_at": 1_795_287_873}),
        );
        let told = told.unwrap();
        let moment: Timestamp = "2026-11-21T14:03:00Z".parse().unwrap();
        assert_eq!(told.delivered_at, Some(Some(moment)));
        assert_eq!(told.cancelled_at, Some(None));
        assert_eq!(told.refunded_at, None);
        assert_eq!(told.order.time, Some(1_795_287_873));
        for wrong in [
            json!({"delivered_at": "yesterday"}),
            json!({"delivered_at": "2026-11-21 14:03"}),
            json!({"id": "1002"}),
            json!([]),
        ] {
            assert!(read(wrong).is_err());
        }
    }

    #[test]
    fn a_message_is_an_array_or_lines() {
        let count = |text: &str| values(text.as_bytes()).map(|found| found.len());
        assert_eq!(count("[{\"id\": 1}, {\"id\": 2}]").unwrap(), 2);
        assert_eq!(count("{\"id\": 1}\r\n\n{\"id\": 2}\n").unwrap(), 2);
        assert_eq!(count("").unwrap(), 0);
        assert!(count("{\n\"id\": 1\n}").is_err());
        assert!(count("[{\"id\": 1}").is_err());
        let found = values(b"{\"id\": 1}\nnonsense\n").unwrap();
        assert!(found[0].is_ok() && found[1].is_err());
    }
}
