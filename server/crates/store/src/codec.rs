//! How a record is kept: a version byte, then the record in that version's form.
//!
//! | version | what follows |
//! |---|---|
//! | 0 | any [`Record`] as JSON, with its tag: what there is little of |
//! | 1 | an order |
//! | 2 | a response |
//!
//! What the key says, an order's or a response's shop and id, stands in the key alone. Versions 1 and
//! 2 are the fields below, one after the other and without names, each as postcard writes it: whole
//! numbers as varints, with a sign zigzag; a text or a list as its length and what is in it; `?` as 0,
//! or as 1 and what is there; `u8`, `[u8; 3]`, `[u8; 8]` and `[u8; 16]` as they are.
//!
//! | order | kept as |
//! |---|---|
//! | verified, test, consent | `u8`, bits 1, 2 and 4 |
//! | first seen | time |
//! | total | ? minor units `i64`, code of the currency `[u8; 3]` |
//! | customer | ? text |
//! | items | list of: id text, name ? text, category ? text, its name ? text, quantity `u32` |
//! | orders before | ? `u32` |
//! | e-mail address, first name, country | ? text each |
//! | placed | ? `i64`, seconds after the second of first seen |
//! | source | ? `u8` |
//! | put, delivered, cancelled, refunded | ? time each, after first seen |
//! | not asked | ? time after first seen, reason `u8`, list of: survey `[u8; 16]`, reason `u8` |
//!
//! | response | kept as |
//! |---|---|
//! | verified, test, further | `u8`, bits 1, 2 and 4 |
//! | asked | time |
//! | survey, its version | `[u8; 16]`, `u32` |
//! | order | ? text |
//! | state | `u8` |
//! | owner | ? `[u8; 8]`, little-endian as all nonces |
//! | revision | `u32` |
//! | message | ? `[u8; 8]`, little-endian, where it is not 0 |
//! | shown | list of `[u8; 8]` |
//! | answers | list of: question text, kind `u8` (1 rating, 2 text, 3 options, 4 address), then `u8`; text; list of text and ? text; text |
//! | seen, first answered, complete, dismissed, withdrawn | ? time each, after asked |
//! | customer | ? text |
//! | channel, device | `u8` each |
//! | country, language, origin, page | ? text each |
//! | returning | ? 0 or 1 |
//! | products, categories | list of text each |
//! | fields | list of: name text, value text |
//!
//! A time is an `i64`, twice the milliseconds since 1970 or since the time named. Where nanoseconds go
//! beyond the millisecond it is one more, and they follow as an `i32` of the sign of the time since
//! 1970. What the numbers of enums mean stands below, at `numbered!`.
//!
//! **A new field** of an order or a response is a new version: take the next free number, leave
//! `read` of the old one as it is (it fills the field with its default), let [`encode`] write the
//! new one, add a line to the table and a golden test. Numbers are never given twice, and old versions
//! are read for ever. A new value of an enum takes the next number of its list; a program that does
//! not know it refuses the record instead of guessing. Everything else is JSON, where a field is added
//! with a default.

use afterword_domain::record::{
    Channel, Context, Device, NotAsked, NotAskedReason, OrderRecord, OrderSource, OutboxNumber,
    PassedOver, Record, RecordId, Response, ResponseState, TicketNonce,
};
use afterword_shared::{
    id::{CategoryId, CustomerRef, OrderId, ResponseId, ShopId, SurveyId},
    order::{Currency, Item, Money, Order},
    response::{Answer, Answers},
};
use jiff::Timestamp;
use postcard::{de_flavors::Slice, ser_flavors::ExtendFlavor};
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// [`Record`] as JSON.
const JSON: u8 = 0;
/// The order of the table above.
const ORDER: u8 = 1;
/// The response of the table above.
const RESPONSE: u8 = 2;

/// Why the bytes of a record can't be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Unreadable {
    /// There are no bytes.
    #[error("the record is empty")]
    Empty,
    /// A later version of the program wrote it, or something broke it.
    #[error(
        "the record is kept in form {0}, which this version does not know; start the version that wrote it, or a newer one"
    )]
    Version(u8),
    /// The same, of one value in it.
    #[error("the record holds {what} number {number}, which this version does not know")]
    Number {
        /// Of what kind.
        what: &'static str,
        /// The number.
        number: u8,
    },
    /// A text stands in it that is no id, no currency and the like.
    #[error("the record holds something that it can't: {0}")]
    Value(#[from] afterword_shared::error::Error),
    /// A time that no calendar has.
    #[error("the record holds a time out of range")]
    Time,
    /// Not the bytes of its form.
    #[error("the record is not as it was written: {0}")]
    Form(#[from] postcard::Error),
    /// The same, of a record in JSON.
    #[error("the record is not as it was written: {0}")]
    Json(#[from] serde_json::Error),
    /// It goes on after its end.
    #[error("{0} bytes follow where the record ends")]
    Rest(usize),
    /// The key is none of such a record.
    #[error("the key of the record is no order’s and no response’s")]
    Key,
}

/// Writes a record's body: a version byte, then the record.
pub fn encode(record: &Record) -> Vec<u8> {
    match record {
        Record::Order(order) => Writer::within(ORDER, 128, |to| write_order(to, order)),
        Record::Response(response) => {
            Writer::within(RESPONSE, 256, |to| write_response(to, response))
        }
        other => {
            let mut bytes = vec![JSON];
            write_json(&mut bytes, other);
            bytes
        }
    }
}

/// Reads a record's body. What the key says already is passed in: the shop, and as `id` the text of
/// an order's id or the 16 bytes of a response's. For other kinds neither is looked at.
///
/// Errs where the body is none that [`encode`] ever wrote, whatever bytes it is made of. What is
/// allocated meanwhile grows with the length of the body, not with what stands in it.
pub fn decode(shop: ShopId, id: &[u8], body: &[u8]) -> Result<Record, Unreadable> {
    let (version, rest) = body.split_first().ok_or(Unreadable::Empty)?;
    match *version {
        JSON => {
            let mut record = serde_json::from_slice(rest)?;
            // Its number is given by the commit, so that it stands in the key alone.
            if let Record::OutboxEntry(entry) = &mut record {
                entry.number = OutboxNumber::from_bytes(id).ok_or(Unreadable::Key)?;
            }
            Ok(record)
        }
        ORDER => {
            let id = std::str::from_utf8(id).map_err(|_| Unreadable::Key)?;
            let id = id.parse().map_err(|_| Unreadable::Key)?;
            Reader::whole(rest, |from| read_order(from, shop, id)).map(Record::Order)
        }
        RESPONSE => {
            let id = id.try_into().map_err(|_| Unreadable::Key)?;
            let id = ResponseId::from_bytes(id);
            Reader::whole(rest, |from| read_response(from, shop, id)).map(Record::Response)
        }
        other => Err(Unreadable::Version(other)),
    }
}

fn write_json(bytes: &mut Vec<u8>, record: &Record) {
    serde_json::to_writer(bytes, record).expect("every map of a record has texts for keys");
}

fn write_order(to: &mut Writer, known: &OrderRecord) {
    let seen = known.first_seen_at;
    let order = &known.order;
    to.flags([known.verified, known.test, order.consent]);
    to.time(seen);
    to.put(order.total.map(|total| {
        let code = total.currency().code().as_bytes();
        (total.minor(), <[u8; 3]>::try_from(code).unwrap_or_default())
    }));
    to.put(order.customer.as_ref().map(CustomerRef::as_str));
    to.list(&order.items, |to, item| {
        to.put(item.id.as_str());
        to.put(item.name.as_deref());
        to.put(item.category.as_ref().map(CategoryId::as_str));
        to.put(item.category_name.as_deref());
        to.put(item.quantity);
    });
    to.put(order.orders_before);
    to.put(order.email.as_deref());
    to.put(order.first_name.as_deref());
    to.put(order.country.as_deref());
    // A shop may tell any number of seconds.
    to.put(order.time.map(|time| time.wrapping_sub(seen.as_second())));
    to.put(known.source.map(Numbered::number));
    for at in [
        known.put_at,
        known.delivered_at,
        known.cancelled_at,
        known.refunded_at,
    ] {
        to.time_after(seen, at);
    }
    to.put(known.not_asked.is_some());
    if let Some(not_asked) = &known.not_asked {
        to.after(seen, not_asked.at);
        to.put(not_asked.reason.number());
        to.list(&not_asked.surveys, |to, passed| {
            to.put(passed.survey.to_bytes());
            to.put(passed.reason.number());
        });
    }
}

fn read_order(from: &mut Reader, shop: ShopId, id: OrderId) -> Result<OrderRecord, Unreadable> {
    let [verified, test, consent] = from.flags()?;
    let seen = from.time()?;
    let order = Order {
        id,
        total: from
            .take::<Option<(i64, [u8; 3])>>()?
            .map(|(minor, code)| Ok::<_, Unreadable>(Money::from_minor(minor, currency(code)?)))
            .transpose()?,
        customer: from.parsed_if_any()?,
        items: from.list(|from| {
            Ok(Item {
                id: from.parsed()?,
                name: from.take()?,
                category: from.parsed_if_any()?,
                category_name: from.take()?,
                quantity: from.take()?,
            })
        })?,
        orders_before: from.take()?,
        email: from.take()?,
        consent,
        first_name: from.take()?,
        country: from.take()?,
        time: from
            .take::<Option<i64>>()?
            .map(|time| time.wrapping_add(seen.as_second())),
    };
    Ok(OrderRecord {
        shop,
        order,
        verified,
        test,
        source: from.numbered_if_any()?,
        put_at: from.time_after(seen)?,
        first_seen_at: seen,
        delivered_at: from.time_after(seen)?,
        cancelled_at: from.time_after(seen)?,
        refunded_at: from.time_after(seen)?,
        not_asked: if from.take()? {
            Some(NotAsked {
                at: from.after(seen)?,
                reason: from.numbered()?,
                surveys: from.list(|from| {
                    Ok(PassedOver {
                        survey: SurveyId::from_bytes(from.take()?),
                        reason: from.numbered()?,
                    })
                })?,
            })
        } else {
            None
        },
    })
}

fn write_response(to: &mut Writer, response: &Response) {
    let asked = response.asked_at;
    to.flags([response.verified, response.test, response.further]);
    to.time(asked);
    to.put(response.survey.to_bytes());
    to.put(response.version);
    to.put(response.order.as_ref().map(OrderId::as_str));
    to.put(response.state.number());
    to.put(response.owner.map(|owner| owner.0.to_le_bytes()));
    to.put(response.revision);
    to.put((response.message != 0).then(|| response.message.to_le_bytes()));
    to.list(&response.shown, |to, nonce| to.put(nonce.0.to_le_bytes()));
    to.put(response.answers.iter().count());
    for (question, answer) in response.answers.iter() {
        to.put(question.as_str());
        write_answer(to, answer);
    }
    for at in [
        response.seen_at,
        response.first_answered_at,
        response.completed_at,
        response.dismissed_at,
        response.withdrawn_at,
    ] {
        to.time_after(asked, at);
    }
    to.put(response.customer.as_ref().map(CustomerRef::as_str));
    let context = &response.context;
    to.put((context.channel.number(), context.device.number()));
    to.put(context.country.as_deref());
    to.put(context.language.as_deref());
    to.put(context.origin.as_deref());
    to.put(context.page.as_deref());
    to.put(context.returning);
    to.list(&context.products, |to, product| to.put(product.as_str()));
    to.list(&context.categories, |to, category| {
        to.put(category.as_str());
    });
    to.put(&context.fields);
}

/// What a response begins with.
struct Head {
    verified: bool,
    test: bool,
    further: bool,
    asked: Timestamp,
    survey: SurveyId,
    version: u32,
    order: Option<OrderId>,
}

fn read_head(from: &mut Reader) -> Result<Head, Unreadable> {
    let [verified, test, further] = from.flags()?;
    Ok(Head {
        verified,
        test,
        further,
        asked: from.time()?,
        survey: SurveyId::from_bytes(from.take()?),
        version: from.take()?,
        order: from.parsed_if_any()?,
    })
}

/// Survey and order that a response holds the one place of, and whether the order is signed; `None`
/// for one that holds none, and for what is no response. Its answers are not read.
pub fn place_of(body: &[u8]) -> Option<(SurveyId, OrderId, bool)> {
    let (&RESPONSE, rest) = body.split_first()? else {
        return None;
    };
    let head = read_head(&mut Reader(postcard::Deserializer::from_bytes(rest))).ok()?;
    let order = head.order.filter(|_| !head.test && !head.further)?;
    Some((head.survey, order, head.verified))
}

fn read_response(from: &mut Reader, shop: ShopId, id: ResponseId) -> Result<Response, Unreadable> {
    let nonce = |bytes| TicketNonce(u64::from_le_bytes(bytes));
    let head = read_head(from)?;
    let asked = head.asked;
    Ok(Response {
        id,
        shop,
        survey: head.survey,
        version: head.version,
        order: head.order,
        verified: head.verified,
        test: head.test,
        further: head.further,
        state: from.numbered()?,
        owner: from.take::<Option<_>>()?.map(nonce),
        revision: from.take()?,
        message: from.take::<Option<_>>()?.map_or(0, u64::from_le_bytes),
        shown: from.list(|from| from.take().map(nonce))?,
        answers: read_answers(from)?,
        asked_at: asked,
        seen_at: from.time_after(asked)?,
        first_answered_at: from.time_after(asked)?,
        completed_at: from.time_after(asked)?,
        dismissed_at: from.time_after(asked)?,
        withdrawn_at: from.time_after(asked)?,
        customer: from.parsed_if_any()?,
        context: Context {
            channel: from.numbered()?,
            device: from.numbered()?,
            country: from.take()?,
            language: from.take()?,
            origin: from.take()?,
            page: from.take()?,
            returning: from.take()?,
            products: from.list(Reader::parsed)?,
            categories: from.list(Reader::parsed)?,
            fields: from.take()?,
        },
    })
}

fn write_answer(to: &mut Writer, answer: &Answer) {
    match answer {
        Answer::Rating(rating) => to.put((1_u8, rating)),
        Answer::Text(text) => to.put((2_u8, text)),
        Answer::Chosen { options, other } => {
            to.put(3_u8);
            to.list(options, |to, option| to.put(option.as_str()));
            to.put(other.as_deref());
        }
        Answer::Contact { email } => to.put((4_u8, email)),
    }
}

fn read_answers(from: &mut Reader) -> Result<Answers, Unreadable> {
    let mut answers = Answers::default();
    for _ in 0..from.take::<usize>()? {
        answers.set(from.parsed()?, read_answer(from)?);
    }
    Ok(answers)
}

fn read_answer(from: &mut Reader) -> Result<Answer, Unreadable> {
    Ok(match from.take()? {
        1 => Answer::Rating(from.take()?),
        2 => Answer::Text(from.take()?),
        3 => Answer::Chosen {
            options: from.list(Reader::parsed)?,
            other: from.take()?,
        },
        4 => Answer::Contact {
            email: from.take()?,
        },
        number => {
            return Err(Unreadable::Number {
                what: "answer",
                number,
            });
        }
    })
}

/// The currency with this code, in upper case.
fn currency(code: [u8; 3]) -> Result<Currency, Unreadable> {
    let text = std::str::from_utf8(&code).unwrap_or_default();
    Ok(Currency::parse(text)?)
}

/// Writes values one after the other.
struct Writer(postcard::Serializer<ExtendFlavor<Vec<u8>>>);

impl Writer {
    /// A body of this version: `about` bytes are made room for.
    fn within(version: u8, about: usize, write: impl FnOnce(&mut Self)) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(about);
        bytes.push(version);
        let mut writer = Self(postcard::Serializer {
            output: ExtendFlavor::new(bytes),
        });
        write(&mut writer);
        let written = postcard::ser_flavors::Flavor::finalize(writer.0.output);
        written.expect("a list of bytes has no end to be written")
    }

    fn put(&mut self, value: impl Serialize) {
        value
            .serialize(&mut self.0)
            .expect("a list of bytes takes whatever has a known length");
    }

    fn flags(&mut self, flags: [bool; 3]) {
        let bits = flags.iter().rev();
        self.put(bits.fold(0_u8, |bits, flag| bits << 1 | u8::from(*flag)));
    }

    fn list<T>(&mut self, values: &[T], each: impl Fn(&mut Self, &T)) {
        self.put(values.len());
        for value in values {
            each(self, value);
        }
    }

    fn time(&mut self, at: Timestamp) {
        self.after(Timestamp::UNIX_EPOCH, at);
    }

    fn after(&mut self, start: Timestamp, at: Timestamp) {
        let beyond = at.subsec_nanosecond() % NANOSECONDS;
        let milliseconds = at.as_millisecond() - start.as_millisecond();
        self.put(milliseconds << 1 | i64::from(beyond != 0));
        if beyond != 0 {
            self.put(beyond);
        }
    }

    fn time_after(&mut self, start: Timestamp, at: Option<Timestamp>) {
        self.put(at.is_some());
        if let Some(at) = at {
            self.after(start, at);
        }
    }
}

/// Of a millisecond.
const NANOSECONDS: i32 = 1_000_000;

/// Reads what a [`Writer`] wrote.
struct Reader<'a>(postcard::Deserializer<'a, Slice<'a>>);

impl<'a> Reader<'a> {
    /// Reads a value of which nothing is left over.
    fn whole<T>(
        bytes: &'a [u8],
        read: impl FnOnce(&mut Self) -> Result<T, Unreadable>,
    ) -> Result<T, Unreadable> {
        let mut reader = Self(postcard::Deserializer::from_bytes(bytes));
        let value = read(&mut reader)?;
        match reader.0.finalize()?.len() {
            0 => Ok(value),
            rest => Err(Unreadable::Rest(rest)),
        }
    }

    fn take<T: Deserialize<'a>>(&mut self) -> Result<T, Unreadable> {
        Ok(T::deserialize(&mut self.0)?)
    }

    fn parsed<T>(&mut self) -> Result<T, Unreadable>
    where
        T: FromStr<Err = afterword_shared::error::Error>,
    {
        Ok(self.take::<&str>()?.parse()?)
    }

    fn parsed_if_any<T>(&mut self) -> Result<Option<T>, Unreadable>
    where
        T: FromStr<Err = afterword_shared::error::Error>,
    {
        let text: Option<&str> = self.take()?;
        Ok(text.map(str::parse).transpose()?)
    }

    fn numbered<T: Numbered>(&mut self) -> Result<T, Unreadable> {
        T::from_number(self.take()?)
    }

    fn numbered_if_any<T: Numbered>(&mut self) -> Result<Option<T>, Unreadable> {
        let number: Option<u8> = self.take()?;
        number.map(T::from_number).transpose()
    }

    fn flags(&mut self) -> Result<[bool; 3], Unreadable> {
        match self.take()? {
            bits @ 0..8 => Ok([bits & 1 != 0, bits & 2 != 0, bits & 4 != 0]),
            number => Err(Unreadable::Number {
                what: "flags",
                number,
            }),
        }
    }

    /// Room is made for what is there, never for as many as the length says.
    fn list<T>(
        &mut self,
        each: impl Fn(&mut Self) -> Result<T, Unreadable>,
    ) -> Result<Vec<T>, Unreadable> {
        let length: usize = self.take()?;
        let mut list = Vec::with_capacity(length.min(4));
        for _ in 0..length {
            list.push(each(self)?);
        }
        Ok(list)
    }

    fn time(&mut self) -> Result<Timestamp, Unreadable> {
        self.after(Timestamp::UNIX_EPOCH)
    }

    fn after(&mut self, start: Timestamp) -> Result<Timestamp, Unreadable> {
        let doubled: i64 = self.take()?;
        let beyond: i32 = if doubled & 1 == 0 { 0 } else { self.take()? };
        // Halved, it is far from the ends of its type.
        let milliseconds = start.as_millisecond() + (doubled >> 1);
        let nanoseconds = (milliseconds % 1000) * i64::from(NANOSECONDS) + i64::from(beyond);
        let nanoseconds = i32::try_from(nanoseconds).map_err(|_| Unreadable::Time)?;
        Timestamp::new(milliseconds / 1000, nanoseconds).map_err(|_| Unreadable::Time)
    }

    fn time_after(&mut self, start: Timestamp) -> Result<Option<Timestamp>, Unreadable> {
        self.take::<bool>()?.then(|| self.after(start)).transpose()
    }
}

/// An enum whose values are kept as numbers. A number means the same for ever, wherever its value
/// stands in the enum and whatever it is called.
pub trait Numbered: Sized {
    /// The number of a value.
    fn number(self) -> u8;
    /// The value of a number.
    fn from_number(number: u8) -> Result<Self, Unreadable>;
}

macro_rules! numbered {
    ($what:literal, $kind:ident: $($value:ident = $number:literal),+ $(,)?) => {
        impl Numbered for $kind {
            fn number(self) -> u8 {
                match self {
                    $(Self::$value => $number,)+
                }
            }

            fn from_number(number: u8) -> Result<Self, Unreadable> {
                match number {
                    $($number => Ok(Self::$value),)+
                    number => Err(Unreadable::Number { what: $what, number }),
                }
            }
        }
    };
}

numbered!("state", ResponseState:
    Asked = 1,
    Seen = 2,
    Started = 3,
    Complete = 4,
    Dismissed = 5,
);

numbered!("channel", Channel:
    Prompt = 1,
    Inline = 2,
    Link = 3,
    Email = 4,
    Qr = 5,
    Import = 6,
);

numbered!("device", Device:
    Phone = 1,
    Tablet = 2,
    Desktop = 3,
    Unknown = 4,
);

numbered!("source of an order", OrderSource:
    Tag = 1,
    Call = 2,
    DataLayer = 3,
    Ecwid = 4,
    JsonLd = 5,
    Link = 6,
    Api = 7,
    Import = 8,
);

numbered!("reason for not asking", NotAskedReason:
    NothingLive = 1,
    Answered = 2,
    Dismissed = 3,
    Withdrawn = 4,
    ShownOften = 5,
    Unsigned = 6,
    Trigger = 7,
    NotYet = 8,
    Over = 9,
    NotSampled = 10,
    NotNew = 11,
    NotReturning = 12,
    CustomerUnknown = 13,
    Country = 14,
    Language = 15,
    Minimum = 16,
    Products = 17,
    AskedBefore = 18,
    AnsweredBefore = 19,
    AskedLately = 20,
    QuietDays = 21,
);

#[cfg(test)]
mod tests;
