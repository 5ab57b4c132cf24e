//! What the store keeps, in domain words. Every record is one JSON object, so that backups, moves
//! between engines and people can read it; fields are added with a default, never renamed. Of orders
//! and responses, of which there are millions, what says nothing is left out.

mod keyring;
mod order;
mod response;
mod shop;
mod survey;
mod user;

pub use keyring::{Keyring, SigningKey};
pub use order::{KnownOrder, NotAsked, NotAskedReason, OrderSource, PassedOver};
pub use response::{AnsweredAt, Channel, Context, Device, Response, ResponseState, TicketNonce};
pub use shop::{SavedView, Shop, Sighting};
pub use survey::{SharedReport, SurveyHead, SurveyStatus, SurveyVersion};
pub use user::{ApiKey, SecretHash, Session, User};

use afterword_shared::id::{OrderId, ResponseId, ShopId, SurveyId, UserId};
use serde::{Deserialize, Serialize};

/// Anything the store keeps.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "record", rename_all = "snake_case")]
pub enum Record {
    /// A tenant.
    Shop(Shop),
    /// When a shop's tag was last heard of.
    Sighting(Sighting),
    /// A survey's name, status and current version.
    Survey(SurveyHead),
    /// One version of a survey: written once.
    SurveyVersion(SurveyVersion),
    /// Somebody who signs in.
    User(User),
    /// Somebody signed in.
    Session(Session),
    /// A program's access.
    ApiKey(ApiKey),
    /// What tickets are signed with.
    Keyring(Keyring),
    /// A purchase.
    Order(KnownOrder),
    /// An ask and what came of it.
    Response(Response),
}

/// Which record.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RecordKey {
    /// [`Record::Shop`].
    Shop(ShopId),
    /// [`Record::Sighting`].
    Sighting(ShopId),
    /// [`Record::Survey`].
    Survey(ShopId, SurveyId),
    /// [`Record::SurveyVersion`].
    SurveyVersion(ShopId, SurveyId, u32),
    /// [`Record::User`].
    User(UserId),
    /// [`Record::Session`].
    Session(SecretHash),
    /// [`Record::ApiKey`].
    ApiKey(SecretHash),
    /// [`Record::Keyring`]: there is one.
    Keyring,
    /// [`Record::Order`].
    Order(ShopId, OrderId),
    /// [`Record::Response`].
    Response(ShopId, ResponseId),
}

/// What belongs to no shop lives in a shop of its own: accounts, sessions, keys.
pub const INSTALLATION: ShopId = ShopId::from_bytes([0; 16]);

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
}

impl Record {
    /// Under which key it is kept.
    pub fn key(&self) -> RecordKey {
        match self {
            Self::Shop(shop) => RecordKey::Shop(shop.id),
            Self::Sighting(sighting) => RecordKey::Sighting(sighting.shop),
            Self::Survey(survey) => RecordKey::Survey(survey.shop, survey.id),
            Self::SurveyVersion(version) => {
                RecordKey::SurveyVersion(version.shop, version.survey, version.version)
            }
            Self::User(user) => RecordKey::User(user.id),
            Self::Session(session) => RecordKey::Session(session.hash),
            Self::ApiKey(key) => RecordKey::ApiKey(key.hash),
            Self::Keyring(_) => RecordKey::Keyring,
            Self::Order(order) => RecordKey::Order(order.shop, order.order.id.clone()),
            Self::Response(response) => RecordKey::Response(response.shop, response.id),
        }
    }
}
