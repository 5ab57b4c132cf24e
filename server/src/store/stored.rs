//! What each record says of itself to an engine: its kind, its key, and what it alone may hold. A new
//! record is a line in each of these functions.

use super::{
    codec,
    record::{Record, RecordKey, SecretHash},
};
use afterword_shared::id::{OrderId, ResponseId, ShopId, SurveyId, UserId};
use afterword_store::{Key, Kind};

/// What belongs to no shop lives in a shop of its own: accounts, sessions, keys.
pub const INSTALLATION: ShopId = ShopId::from_bytes([0; 16]);

pub(super) const SHOP: Kind = Kind(0x10);
pub(super) const SIGHTING: Kind = Kind(0x11);
pub(super) const SURVEY: Kind = Kind(0x12);
pub(super) const SURVEY_VERSION: Kind = Kind(0x13);
pub(super) const USER: Kind = Kind(0x14);
pub(super) const SESSION: Kind = Kind(0x15);
pub(super) const API_KEY: Kind = Kind(0x16);
pub(super) const KEYRING: Kind = Kind(0x17);
pub(super) const ORDER: Kind = Kind(0x18);
pub(super) const RESPONSE: Kind = Kind(0x19);
/// An address, of one user.
const EMAIL: Kind = Kind(0x80);
/// An order's place in a survey, of one response.
const PLACE: Kind = Kind(0x81);

impl RecordKey {
    /// The shop in which it is kept.
    pub fn shop(&self) -> ShopId {
        match self {
            Self::Shop(shop)
            | Self::Sighting(shop)
            | Self::Survey(shop, _)
            | Self::SurveyVersion(shop, _, _)
            | Self::Order(shop, _)
            | Self::Response(shop, _) => *shop,
            Self::User(_) | Self::Session(_) | Self::ApiKey(_) | Self::Keyring => INSTALLATION,
        }
    }

    /// Under which key it is kept.
    pub(super) fn stored(&self) -> Key {
        let key = |kind, id: &[u8]| Key::new(self.shop(), kind, id);
        match self {
            Self::Shop(_) => key(SHOP, &[]),
            Self::Sighting(_) => key(SIGHTING, &[]),
            Self::Survey(_, id) => key(SURVEY, &id.to_bytes()),
            Self::SurveyVersion(_, id, version) => {
                let id = [&id.to_bytes()[..], &version.to_be_bytes()].concat();
                key(SURVEY_VERSION, &id)
            }
            Self::User(id) => key(USER, &id.to_bytes()),
            Self::Session(hash) => key(SESSION, &hash.0),
            Self::ApiKey(hash) => key(API_KEY, &hash.0),
            Self::Keyring => key(KEYRING, &[]),
            Self::Order(_, id) => key(ORDER, id.as_str().as_bytes()),
            Self::Response(_, id) => key(RESPONSE, &id.to_bytes()),
        }
    }

    /// Which record is kept under a key; `None` where none of ours is.
    pub(super) fn of(key: &Key) -> Option<Self> {
        let (shop, id) = (key.shop(), key.id());
        let hash = || Some(SecretHash(id.try_into().ok()?));
        Some(match key.kind() {
            SHOP => Self::Shop(shop),
            SIGHTING => Self::Sighting(shop),
            SURVEY => Self::Survey(shop, SurveyId::from_bytes(id.try_into().ok()?)),
            SURVEY_VERSION => {
                let (survey, version) = id.split_first_chunk()?;
                let version = u32::from_be_bytes(version.try_into().ok()?);
                Self::SurveyVersion(shop, SurveyId::from_bytes(*survey), version)
            }
            USER => Self::User(UserId::from_bytes(id.try_into().ok()?)),
            SESSION => Self::Session(hash()?),
            API_KEY => Self::ApiKey(hash()?),
            KEYRING => Self::Keyring,
            ORDER => Self::Order(shop, std::str::from_utf8(id).ok()?.parse().ok()?),
            RESPONSE => Self::Response(shop, ResponseId::from_bytes(id.try_into().ok()?)),
            _ => return None,
        })
    }
}

/// Who has an address (lower case).
pub(super) fn email(address: &str) -> Key {
    Key::new(INSTALLATION, EMAIL, address.as_bytes())
}

/// The response that holds an order's place in a survey.
pub(super) fn place(shop: ShopId, survey: SurveyId, order: &OrderId, verified: bool) -> Key {
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
