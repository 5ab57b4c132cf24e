//! The key layout: a byte for the kind, then parts whose bytes sort as what they mean.
//!
//! | kind | key | value |
//! |---|---|---|
//! | about the store | `00` name | a number of 8 bytes |
//! | a record | `10`–`19` its id | sequence (8), number of further parts (2), JSON |
//! | further parts | `1f` record key, part (2) | JSON, continued |
//! | feed | `20` sequence (8), record key | |
//! | user of an e-mail address | `21` address | user (16) |
//! | a user's sessions | `22` user (16), hash (32) | |
//! | a shop's surveys | `23` shop (16), survey (16) | |
//! | a shop's API keys | `24` shop (16), hash (32) | |
//! | a customer's orders | `25` shop (16), customer, test (1), order | |
//! | response to an order | `26` survey (16), verified (1), order | response (16) |
//! | answered, newest first | `27` survey (16), test (1), !milliseconds (8), !response (16) | |
//! | asked of a customer, newest first | `28` shop (16), customer, !milliseconds (8), !response (16) | |
//! | removed order or response | `29` sequence (8), record key | the order's id, where it is an order |
//! | blocks | `80` key of the first entry | entries, packed: [`super::block`] |
//!
//! Kinds that grow with every order or answer are [packed](is_packable) once they are at rest.
//!
//! Numbers are big-endian. A text ends with a `00`, which none of ours holds; a text of more than
//! [`PLAIN`] bytes stands as its first bytes, a `01` and its SHA-256. So no key has more than a
//! few hundred bytes, and with [`PART`] no page outgrows what sled keeps inside its log: what it
//! puts into files beside the log, it never syncs.

use crate::store::{
    AnsweredAt, Sequence,
    record::{RecordKey, SecretHash},
};
use afterword_shared::id::{CustomerRef, OrderId, ResponseId, ShopId, SurveyId, UserId};
use jiff::Timestamp;
use sha2::{Digest, Sha256};

/// The most bytes of JSON under one key. A page of sled's holds up to 17 of them and has to stay
/// below 128 KiB.
pub(super) const PART: usize = 4096;
/// The most bytes of a text that a key holds as they are.
const PLAIN: usize = 64;
/// How many bytes of a longer text a key holds before its hash.
const START: usize = 24;

/// Which layout this is.
pub(super) const FORMAT: &[u8] = b"\x00format";
/// The number of the latest commit.
pub(super) const SEQUENCE: &[u8] = b"\x00sequence";

const SHOP: u8 = 0x10;
const SIGHTING: u8 = 0x11;
const SURVEY: u8 = 0x12;
const SURVEY_VERSION: u8 = 0x13;
const USER: u8 = 0x14;
const SESSION: u8 = 0x15;
const API_KEY: u8 = 0x16;
const KEYRING: u8 = 0x17;
const ORDER: u8 = 0x18;
const RESPONSE: u8 = 0x19;
const FURTHER: u8 = 0x1f;
const FEED: u8 = 0x20;
const EMAIL: u8 = 0x21;
const USER_SESSION: u8 = 0x22;
const SHOP_SURVEY: u8 = 0x23;
const SHOP_KEY: u8 = 0x24;
const CUSTOMER_ORDER: u8 = 0x25;
const RESPONSE_TO: u8 = 0x26;
const ANSWERED: u8 = 0x27;
const ASKED_OF: u8 = 0x28;
const REMOVED: u8 = 0x29;
const BLOCK: u8 = 0x80;

/// The kinds whose entries may be packed, in their order: those of which there are millions, and
/// which are seldom written again.
const PACKABLE: [u8; 8] = [
    ORDER,
    RESPONSE,
    FEED,
    CUSTOMER_ORDER,
    RESPONSE_TO,
    ANSWERED,
    ASKED_OF,
    REMOVED,
];

/// Whether an entry may be packed.
pub(super) fn is_packable(key: &[u8]) -> bool {
    key.first().is_some_and(|kind| PACKABLE.contains(kind))
}

/// The first kind after this one whose entries may be packed.
pub(super) fn next_packable(kind: u8) -> Option<u8> {
    PACKABLE.into_iter().find(|next| *next > kind)
}

/// Where a block stands whose first entry has this key.
pub(super) fn block(first: &[u8]) -> Vec<u8> {
    Key::new(BLOCK).bytes(first).0
}

/// Builds a key from its parts.
struct Key(Vec<u8>);

impl Key {
    fn new(kind: u8) -> Self {
        let mut bytes = Vec::with_capacity(64);
        bytes.push(kind);
        Self(bytes)
    }

    fn bytes(mut self, bytes: &[u8]) -> Self {
        self.0.extend_from_slice(bytes);
        self
    }

    fn flag(self, flag: bool) -> Self {
        self.bytes(&[u8::from(flag)])
    }

    fn text(self, text: &str) -> Self {
        let bytes = text.as_bytes();
        if bytes.len() <= PLAIN {
            self.bytes(bytes).bytes(&[0])
        } else {
            self.bytes(&bytes[..START])
                .bytes(&[1])
                .bytes(&Sha256::digest(bytes))
        }
    }

    /// A time and the response that it is of, the latest first.
    fn newest_first(self, at: Timestamp, id: ResponseId) -> Self {
        let time = at.as_millisecond().cast_unsigned() ^ (1 << 63);
        self.bytes(&(!time).to_be_bytes())
            .bytes(&id.to_bytes().map(|byte| !byte))
    }
}

/// Where a record is kept.
pub(super) fn record(key: &RecordKey) -> Vec<u8> {
    match key {
        RecordKey::Shop(id) => Key::new(SHOP).bytes(&id.to_bytes()),
        RecordKey::Sighting(shop) => Key::new(SIGHTING).bytes(&shop.to_bytes()),
        RecordKey::Survey(id) => Key::new(SURVEY).bytes(&id.to_bytes()),
        RecordKey::SurveyVersion(id, version) => Key::new(SURVEY_VERSION)
            .bytes(&id.to_bytes())
            .bytes(&version.to_be_bytes()),
        RecordKey::User(id) => Key::new(USER).bytes(&id.to_bytes()),
        RecordKey::Session(hash) => Key::new(SESSION).bytes(&hash.0),
        RecordKey::ApiKey(hash) => Key::new(API_KEY).bytes(&hash.0),
        RecordKey::Keyring => Key::new(KEYRING),
        RecordKey::Order(shop, id) => Key::new(ORDER).bytes(&shop.to_bytes()).text(id.as_str()),
        RecordKey::Response(id) => Key::new(RESPONSE).bytes(&id.to_bytes()),
    }
    .0
}

/// What kind of record a key from [`record`] is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Shop,
    Sighting,
    Survey,
    SurveyVersion,
    User,
    Session,
    ApiKey,
    Keyring,
    Order,
    Response,
}

/// The kind of a record's key; `None` for other keys.
pub(super) fn kind(record_key: &[u8]) -> Option<Kind> {
    Some(match *record_key.first()? {
        SHOP => Kind::Shop,
        SIGHTING => Kind::Sighting,
        SURVEY => Kind::Survey,
        SURVEY_VERSION => Kind::SurveyVersion,
        USER => Kind::User,
        SESSION => Kind::Session,
        API_KEY => Kind::ApiKey,
        KEYRING => Kind::Keyring,
        ORDER => Kind::Order,
        RESPONSE => Kind::Response,
        _ => return None,
    })
}

/// What every shop's key starts with.
pub(super) const SHOPS: &[u8] = &[SHOP];
/// What every user's key starts with.
pub(super) const USERS: &[u8] = &[USER];
/// What every order's key starts with.
pub(super) const ORDERS: [u8; 1] = [ORDER];
/// What every response's key starts with.
pub(super) const RESPONSES: [u8; 1] = [RESPONSE];

/// Where the JSON of a record goes on, part 1 and up.
pub(super) fn further(record_key: &[u8], part: u16) -> Vec<u8> {
    Key::new(FURTHER)
        .bytes(record_key)
        .bytes(&part.to_be_bytes())
        .0
}

/// A record's place in the feed.
pub(super) fn feed(sequence: Sequence, record_key: &[u8]) -> Vec<u8> {
    Key::new(FEED)
        .bytes(&sequence.0.to_be_bytes())
        .bytes(record_key)
        .0
}

/// Which record stands at a place in the feed; `None` for other keys.
pub(super) fn read_feed(key: &[u8]) -> Option<(Sequence, &[u8])> {
    let (sequence, record_key) = key.strip_prefix(&[FEED])?.split_first_chunk()?;
    Some((Sequence(u64::from_be_bytes(*sequence)), record_key))
}

/// A removed record's place among what was removed.
pub(super) fn removed(sequence: Sequence, record_key: &[u8]) -> Vec<u8> {
    Key::new(REMOVED)
        .bytes(&sequence.0.to_be_bytes())
        .bytes(record_key)
        .0
}

/// What stands under a key from [`removed`]: what the key alone does not say. `None` where a
/// removal is not told.
pub(super) fn removed_value(key: &RecordKey) -> Option<Vec<u8>> {
    match key {
        RecordKey::Order(_, id) => Some(id.as_str().as_bytes().to_vec()),
        RecordKey::Response(_) => Some(Vec::new()),
        _ => None,
    }
}

/// Which record was removed, and by which commit; `None` for other keys.
pub(super) fn read_removed(key: &[u8], value: &[u8]) -> Option<(Sequence, RecordKey)> {
    let (sequence, record_key) = key.strip_prefix(&[REMOVED])?.split_first_chunk()?;
    let (_, rest) = record_key.split_first()?;
    let (id, _) = rest.split_first_chunk()?;
    let record = match kind(record_key)? {
        Kind::Order => {
            let order = std::str::from_utf8(value).ok()?.parse().ok()?;
            RecordKey::Order(ShopId::from_bytes(*id), order)
        }
        Kind::Response => RecordKey::Response(ResponseId::from_bytes(*id)),
        _ => return None,
    };
    Some((Sequence(u64::from_be_bytes(*sequence)), record))
}

/// Who has an e-mail address.
pub(super) fn email(address: &str) -> Vec<u8> {
    Key::new(EMAIL).text(address).0
}

/// What the keys of a user's sessions start with.
pub(super) fn user_sessions(user: UserId) -> Vec<u8> {
    Key::new(USER_SESSION).bytes(&user.to_bytes()).0
}

/// One of a user's sessions.
pub(super) fn user_session(user: UserId, hash: SecretHash) -> Vec<u8> {
    Key(user_sessions(user)).bytes(&hash.0).0
}

/// What the keys of a shop's surveys start with.
pub(super) fn shop_surveys(shop: ShopId) -> Vec<u8> {
    Key::new(SHOP_SURVEY).bytes(&shop.to_bytes()).0
}

/// One of a shop's surveys.
pub(super) fn shop_survey(shop: ShopId, survey: SurveyId) -> Vec<u8> {
    Key(shop_surveys(shop)).bytes(&survey.to_bytes()).0
}

/// What the keys of a shop's API keys start with.
pub(super) fn shop_keys(shop: ShopId) -> Vec<u8> {
    Key::new(SHOP_KEY).bytes(&shop.to_bytes()).0
}

/// One of a shop's API keys.
pub(super) fn shop_key(shop: ShopId, hash: SecretHash) -> Vec<u8> {
    Key(shop_keys(shop)).bytes(&hash.0).0
}

/// What the keys of a customer's orders start with, test orders apart from the others.
pub(super) fn customer_orders(shop: ShopId, customer: &CustomerRef, test: bool) -> Vec<u8> {
    Key::new(CUSTOMER_ORDER)
        .bytes(&shop.to_bytes())
        .text(customer.as_str())
        .flag(test)
        .0
}

/// One of a customer's orders.
pub(super) fn customer_order(
    shop: ShopId,
    customer: &CustomerRef,
    test: bool,
    order: &OrderId,
) -> Vec<u8> {
    Key(customer_orders(shop, customer, test))
        .text(order.as_str())
        .0
}

/// The response of a survey to an order.
pub(super) fn response_to(survey: SurveyId, order: &OrderId, verified: bool) -> Vec<u8> {
    Key::new(RESPONSE_TO)
        .bytes(&survey.to_bytes())
        .flag(verified)
        .text(order.as_str())
        .0
}

/// What the keys of a survey's answered responses start with, test responses apart.
pub(super) fn all_answered(survey: SurveyId, test: bool) -> Vec<u8> {
    Key::new(ANSWERED).bytes(&survey.to_bytes()).flag(test).0
}

/// An answered response. Newest first, so time and id stand inverted.
pub(super) fn answered(survey: SurveyId, test: bool, place: AnsweredAt) -> Vec<u8> {
    Key(all_answered(survey, test))
        .newest_first(place.at, place.id)
        .0
}

/// What the keys of what a customer was asked start with.
pub(super) fn all_asked_of(shop: ShopId, customer: &CustomerRef) -> Vec<u8> {
    Key::new(ASKED_OF)
        .bytes(&shop.to_bytes())
        .text(customer.as_str())
        .0
}

/// A response that a customer was asked for.
pub(super) fn asked_of(
    shop: ShopId,
    customer: &CustomerRef,
    at: Timestamp,
    id: ResponseId,
) -> Vec<u8> {
    Key(all_asked_of(shop, customer)).newest_first(at, id).0
}

/// The first key after all that start with this one. Empty where there is none, which no kind
/// of ours comes to.
pub(super) fn end_of(prefix: &[u8]) -> Vec<u8> {
    let mut end = prefix.to_vec();
    while let Some(last) = end.pop() {
        if last < u8::MAX {
            end.push(last + 1);
            break;
        }
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn answered_sorts_the_newest_first(a: i32, b: i32, first in 0..3_u64, second in 0..3_u64) {
            let place = |at: i32, id| AnsweredAt {
                at: Timestamp::from_millisecond(i64::from(at)).unwrap(),
                id: ResponseId::new(id, 0),
            };
            let survey = SurveyId::new(1, 1);
            let (a, b) = (place(a, first), place(b, second));
            let (key_a, key_b) = (answered(survey, false, a), answered(survey, false, b));
            prop_assert_eq!(key_a.cmp(&key_b), b.cmp(&a));
        }

        #[test]
        fn texts_in_a_row_are_never_taken_for_others(
            a in "[ab]{1,80}", b in "[ab]{1,80}", c in "[ab]{1,80}", d in "[ab]{1,80}",
        ) {
            let key = |customer: &str, order: &str| customer_order(
                ShopId::new(1, 1), &customer.parse().unwrap(), false, &order.parse().unwrap(),
            );
            prop_assert_eq!(key(&a, &b) == key(&c, &d), (&a, &b) == (&c, &d));
            let all = customer_orders(ShopId::new(1, 1), &a.parse().unwrap(), false);
            prop_assert_eq!(key(&c, &d).starts_with(&all), a == c);
        }
    }

    #[test]
    fn no_key_is_long_whatever_a_shop_calls_its_orders() {
        let longest = "🛒".repeat(128);
        let key = customer_order(
            ShopId::new(1, 1),
            &longest.parse().unwrap(),
            true,
            &longest.parse().unwrap(),
        );
        assert!(key.len() < 160);
    }

    #[test]
    fn the_end_of_a_prefix_follows_everything_in_it() {
        assert_eq!(end_of(&[1, 2]), [1, 3]);
        assert_eq!(end_of(&[1, 255]), [2]);
    }
}
