//! What each record says of itself to an engine: its kind, its key, and what it alone may hold. A new
//! record is a line in each of these functions.

use super::codec;
use crate::{Key, Kind};
use afterword_domain::record::{INSTALLATION, Record, RecordKey, SecretHash};
use afterword_shared::id::{OrderId, ResponseId, ShopId, SurveyId, UserId};

/// A shop.
pub const SHOP: Kind = Kind(0x10);
pub(crate) const SIGHTING: Kind = Kind(0x11);
/// A survey.
pub const SURVEY: Kind = Kind(0x12);
pub(crate) const SURVEY_VERSION: Kind = Kind(0x13);
/// Somebody who signs in.
pub const USER: Kind = Kind(0x14);
pub(crate) const SESSION: Kind = Kind(0x15);
pub(crate) const API_KEY: Kind = Kind(0x16);
pub(crate) const KEYRING: Kind = Kind(0x17);
pub(crate) const ORDER: Kind = Kind(0x18);
pub(crate) const RESPONSE: Kind = Kind(0x19);
/// An address, of one user.
const EMAIL: Kind = Kind(0x80);
/// An order's place in a survey, of one response.
const PLACE: Kind = Kind(0x81);

/// Under which key a record is kept.
pub fn stored(record: &RecordKey) -> Key {
    let key = |kind, id: &[u8]| Key::new(record.shop(), kind, id);
    match record {
        RecordKey::Shop(_) => key(SHOP, &[]),
        RecordKey::Sighting(_) => key(SIGHTING, &[]),
        RecordKey::Survey(_, id) => key(SURVEY, &id.to_bytes()),
        RecordKey::SurveyVersion(_, id, version) => {
            let id = [&id.to_bytes()[..], &version.to_be_bytes()].concat();
            key(SURVEY_VERSION, &id)
        }
        RecordKey::User(id) => key(USER, &id.to_bytes()),
        RecordKey::Session(hash) => key(SESSION, &hash.0),
        RecordKey::ApiKey(hash) => key(API_KEY, &hash.0),
        RecordKey::Keyring => key(KEYRING, &[]),
        RecordKey::Order(_, id) => key(ORDER, id.as_str().as_bytes()),
        RecordKey::Response(_, id) => key(RESPONSE, &id.to_bytes()),
    }
}

/// Which record is kept under a key; `None` where none of ours is.
pub fn record(key: &Key) -> Option<RecordKey> {
    let (shop, id) = (key.shop(), key.id());
    let hash = || Some(SecretHash(id.try_into().ok()?));
    Some(match key.kind() {
        SHOP => RecordKey::Shop(shop),
        SIGHTING => RecordKey::Sighting(shop),
        SURVEY => RecordKey::Survey(shop, SurveyId::from_bytes(id.try_into().ok()?)),
        SURVEY_VERSION => {
            let (survey, version) = id.split_first_chunk()?;
            let version = u32::from_be_bytes(version.try_into().ok()?);
            RecordKey::SurveyVersion(shop, SurveyId::from_bytes(*survey), version)
        }
        USER => RecordKey::User(UserId::from_bytes(id.try_into().ok()?)),
        SESSION => RecordKey::Session(hash()?),
        API_KEY => RecordKey::ApiKey(hash()?),
        KEYRING => RecordKey::Keyring,
        ORDER => RecordKey::Order(shop, std::str::from_utf8(id).ok()?.parse().ok()?),
        RESPONSE => RecordKey::Response(shop, ResponseId::from_bytes(id.try_into().ok()?)),
        _ => return None,
    })
}

/// Who has an address (lower case).
pub fn email(address: &str) -> Key {
    Key::new(INSTALLATION, EMAIL, address.as_bytes())
}

/// The response that holds an order's place in a survey.
pub fn place(shop: ShopId, survey: SurveyId, order: &OrderId, verified: bool) -> Key {
    let order = order.as_str().as_bytes();
    let id = [&survey.to_bytes()[..], &[u8::from(verified)], order].concat();
    Key::new(shop, PLACE, &id)
}

/// What a record alone may hold: a user's address, and of an order's responses in a survey the one that
/// is no test and no further one.
pub fn unique_keys(key: &Key, body: &[u8]) -> Vec<Key> {
    match key.kind() {
        USER => match codec::decode(key.shop(), key.id(), body) {
            Ok(Record::User(user)) => vec![email(&user.email)],
            _ => Vec::new(),
        },
        RESPONSE => {
            let held = codec::place_of(body).into_iter();
            held.map(|(survey, order, verified)| place(key.shop(), survey, &order, verified))
                .collect()
        }
        _ => Vec::new(),
    }
}
