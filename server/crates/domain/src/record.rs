//! What the store keeps, in domain words. Every record is one JSON object, so that backups, moves
//! between engines and people can read it; fields are added with a default, never renamed. Of orders
//! and responses, of which there are millions, what says nothing is left out.

mod job;
mod keyring;
mod one_time_link;
mod order;
mod outbox;
mod refused_origins;
mod response;
mod shop;
mod sign_in_attempts;
mod survey;
mod user;

pub use job::{JobName, JobRun, JobState, Lease};
pub use keyring::{Keyring, SigningKey};
pub use one_time_link::{LinkPurpose, OneTimeLink};
pub use order::{NotAsked, NotAskedReason, OrderRecord, OrderSource, PassedOver};
pub use outbox::{
    Delivery, OutboxEntry, OutboxNumber, OutboxProgress, Subscription, SubscriptionId, outgoing,
};
pub use refused_origins::{RefusedOrigin, RefusedOrigins};
pub use response::{AnsweredAt, Channel, Context, Device, Response, ResponseState, TicketNonce};
pub use shop::{SavedView, Shop, Sighting};
pub use sign_in_attempts::{SIGN_IN_LIMIT, SIGN_IN_WINDOW, SignInAttempts};
pub use survey::{SharedReport, SurveyHead, SurveyStatus, SurveyVersion};
pub use user::{ApiKey, SecretHash, Session, User};

use afterword_shared::id::{OrderId, ResponseId, ShopId, SurveyId, UserId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::fmt;

/// What belongs to no shop lives in a shop of its own: accounts, sessions, keys.
pub const INSTALLATION: ShopId = ShopId::from_bytes([0; 16]);

/// What a record says of itself to whoever keeps it, without its meaning. A new record is a struct that
/// says this, in a file of its own, and its name in the list below.
pub trait Stored: Clone + Serialize + DeserializeOwned + Into<Record> + TryFrom<Record> {
    /// The number of its kind, below 128. Numbers are never given twice.
    const KIND: u8;
    /// Whether some of them end by themselves.
    const EXPIRES: bool = false;
    /// What tells it from the others of its kind in a shop.
    type Id: RecordId;

    /// In which shop it is kept.
    fn shop(&self) -> ShopId;

    /// Which of its kind it is.
    fn id(&self) -> Self::Id;

    /// What it alone may hold.
    fn unique_keys(&self) -> Vec<UniqueKey> {
        Vec::new()
    }

    /// Until when it is kept; `None` for ever.
    fn expires_at(&self) -> Option<Timestamp> {
        None
    }

    /// Its key.
    fn own_key(&self) -> RecordKey {
        Self::key(self.shop(), &self.id())
    }

    /// The key of one of them.
    fn key(shop: ShopId, id: &Self::Id) -> RecordKey {
        RecordKey {
            shop,
            kind: Self::KIND,
            id: id.to_bytes().into(),
        }
    }
}

/// What tells a record from the others of its kind, as bytes that sort as it does.
pub trait RecordId: Sized {
    /// Its bytes.
    fn to_bytes(&self) -> Vec<u8>;

    /// What these bytes are; `None` where they are no such id.
    fn from_bytes(bytes: &[u8]) -> Option<Self>;
}

/// A key that no two records may hold, such as an e-mail address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UniqueKey {
    /// The number of its kind, from 128 on.
    pub kind: u8,
    /// Which of its kind.
    pub id: Vec<u8>,
}

/// Which record. Sorts by shop, then kind, then id.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RecordKey {
    /// The shop in which it is kept.
    pub shop: ShopId,
    /// The number of its kind.
    pub kind: u8,
    /// Which of its kind.
    pub id: Box<[u8]>,
}

impl RecordKey {
    /// Whether it is one of this kind.
    pub fn is<T: Stored>(&self) -> bool {
        self.kind == T::KIND
    }

    /// The id of a record of this kind; `None` where it is of another.
    pub fn id_of<T: Stored>(&self) -> Option<T::Id> {
        self.is::<T>().then(|| T::Id::from_bytes(&self.id))?
    }
}

impl fmt::Debug for RecordKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}/{}", self.shop, self.kind, self.id.escape_ascii())
    }
}

/// The records that there are.
macro_rules! records {
    ($($(#[$doc:meta])* $name:ident($type:ident),)*) => {
        /// Anything the store keeps.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[serde(tag = "record", rename_all = "snake_case")]
        pub enum Record {
            $($(#[$doc])* $name($type),)*
        }

        $(
            impl From<$type> for Record {
                fn from(record: $type) -> Self {
                    Self::$name(record)
                }
            }

            impl TryFrom<Record> for $type {
                type Error = Record;

                fn try_from(record: Record) -> Result<Self, Record> {
                    match record {
                        Record::$name(record) => Ok(record),
                        other => Err(other),
                    }
                }
            }
        )*

        impl Record {
            /// Under which key it is kept.
            pub fn key(&self) -> RecordKey {
                match self {
                    $(Self::$name(record) => record.own_key(),)*
                }
            }

            /// What it alone may hold.
            pub fn unique_keys(&self) -> Vec<UniqueKey> {
                match self {
                    $(Self::$name(record) => record.unique_keys(),)*
                }
            }

            /// Until when it is kept; `None` for ever.
            pub fn expires_at(&self) -> Option<Timestamp> {
                match self {
                    $(Self::$name(record) => record.expires_at(),)*
                }
            }
        }

        /// The numbers of the kinds of which some end by themselves.
        pub fn expiring_kinds() -> impl Iterator<Item = u8> {
            [$(($type::KIND, $type::EXPIRES),)*]
                .into_iter()
                .filter_map(|(kind, expires)| expires.then_some(kind))
        }
    };
}

records! {
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
    Order(OrderRecord),
    /// An ask and what came of it.
    Response(Response),
    /// A link that works once.
    OneTimeLink(OneTimeLink),
    /// Wrong passwords of one address.
    SignInAttempts(SignInAttempts),
    /// Sites that were refused.
    RefusedOrigins(RefusedOrigins),
    /// Somebody who is told of events.
    Subscription(Subscription),
    /// Something that has to go out.
    OutboxEntry(OutboxEntry),
    /// How a job goes.
    JobState(JobState),
}

/// A record of which there is one in a shop.
impl RecordId for () {
    fn to_bytes(&self) -> Vec<u8> {
        Vec::new()
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.is_empty().then_some(())
    }
}

macro_rules! ids {
    ($($id:ty),*) => {
        $(
            impl RecordId for $id {
                fn to_bytes(&self) -> Vec<u8> {
                    <$id>::to_bytes(*self).to_vec()
                }

                fn from_bytes(bytes: &[u8]) -> Option<Self> {
                    Some(<$id>::from_bytes(bytes.try_into().ok()?))
                }
            }
        )*
    };
}

ids!(SurveyId, UserId, ResponseId);

/// A version of a survey.
impl RecordId for (SurveyId, u32) {
    fn to_bytes(&self) -> Vec<u8> {
        [&self.0.to_bytes()[..], &self.1.to_be_bytes()].concat()
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (survey, version) = bytes.split_first_chunk()?;
        let version = u32::from_be_bytes(version.try_into().ok()?);
        Some((SurveyId::from_bytes(*survey), version))
    }
}

impl RecordId for SecretHash {
    fn to_bytes(&self) -> Vec<u8> {
        self.0.to_vec()
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        Some(Self(bytes.try_into().ok()?))
    }
}

impl RecordId for OrderId {
    fn to_bytes(&self) -> Vec<u8> {
        self.as_str().as_bytes().to_vec()
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        std::str::from_utf8(bytes).ok()?.parse().ok()
    }
}
