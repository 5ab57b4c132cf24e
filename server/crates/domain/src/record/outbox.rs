//! What has to go out, and to whom.

use super::{RecordId, Stored};
use crate::event::{Event, EventKind};
use afterword_shared::id::ShopId;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Somebody who is told of events of a shop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subscription {
    /// Of which shop.
    pub shop: ShopId,
    /// Which of its subscriptions: what its deliveries are told apart by.
    pub id: SubscriptionId,
    /// Of which kinds of events.
    pub events: Vec<EventKind>,
    /// How sure it has to be that each is told.
    pub delivery: Delivery,
}

/// The name of a subscription: that of whoever delivers, a colon, and its own, such as `webhook:1`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SubscriptionId(pub String);

impl SubscriptionId {
    /// The name of whoever delivers.
    pub fn courier(&self) -> &str {
        self.0
            .split_once(':')
            .map_or(&self.0, |(courier, _)| courier)
    }
}

impl RecordId for SubscriptionId {
    fn to_bytes(&self) -> Vec<u8> {
        self.0.as_bytes().to_vec()
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        String::from_utf8(bytes.to_vec()).ok().map(Self)
    }
}

/// What happens to a message of which nobody knows whether it went out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Delivery {
    /// It goes out again: it must arrive, and whoever gets it twice can tell by its number.
    AtLeastOnce,
    /// It never goes out again: somebody has to look.
    AtMostOnce,
}

/// Something that has to go out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutboxEntry {
    /// Of which shop.
    pub shop: ShopId,
    /// Its number, in the order in which things happened in the shop; given by the store.
    #[serde(skip)]
    pub number: OutboxNumber,
    /// To whom.
    pub to: SubscriptionId,
    /// What happened.
    pub event: Event,
    /// How sure it has to be that it is told.
    pub delivery: Delivery,
    /// When it happened.
    pub at: Timestamp,
    /// How far it has come.
    pub progress: OutboxProgress,
}

/// How far something that has to go out has come.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum OutboxProgress {
    /// Nobody has tried.
    #[default]
    New,
    /// It went wrong so often, and is tried again.
    Retrying {
        /// How often.
        failures: u32,
        /// Not before.
        not_before: Timestamp,
        /// What went wrong last.
        why: String,
    },
    /// Somebody is about to send it, since when: only of what goes out at most once.
    Sending {
        /// Since when.
        since: Timestamp,
    },
    /// Somebody was about to send it and never said what came of it.
    Unclear,
    /// It can't be told, and is not tried any more.
    Failed {
        /// Why.
        why: String,
    },
}

impl OutboxProgress {
    /// Whether it is over, and waits for somebody to look.
    pub fn is_over(&self) -> bool {
        matches!(self, Self::Unclear | Self::Failed { .. })
    }
}

/// The number of something that has to go out: the commit that it happened in, and its place there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OutboxNumber {
    /// The number of the commit in the shop.
    pub commit: u64,
    /// Its place in it.
    pub place: u32,
}

impl RecordId for OutboxNumber {
    fn to_bytes(&self) -> Vec<u8> {
        [&self.commit.to_be_bytes()[..], &self.place.to_be_bytes()].concat()
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (commit, place) = bytes.split_first_chunk()?;
        Some(Self {
            commit: u64::from_be_bytes(*commit),
            place: u32::from_be_bytes(place.try_into().ok()?),
        })
    }
}

impl Stored for Subscription {
    const KIND: u8 = 0x1d;
    type Id = SubscriptionId;

    fn shop(&self) -> ShopId {
        self.shop
    }

    fn id(&self) -> SubscriptionId {
        self.id.clone()
    }
}

impl Stored for OutboxEntry {
    const KIND: u8 = 0x1e;
    type Id = OutboxNumber;

    fn shop(&self) -> ShopId {
        self.shop
    }

    fn id(&self) -> OutboxNumber {
        self.number
    }
}

/// What has to go out since something happened.
pub fn outgoing<'a>(
    shop: ShopId,
    events: &[Event],
    subscriptions: impl IntoIterator<Item = &'a Subscription>,
    at: Timestamp,
) -> Vec<OutboxEntry> {
    let subscriptions: Vec<&Subscription> = subscriptions.into_iter().collect();
    let mut outgoing = Vec::new();
    for event in events {
        let kind = event.kind();
        for to in subscriptions.iter().filter(|to| to.events.contains(&kind)) {
            outgoing.push(OutboxEntry {
                shop,
                number: OutboxNumber::default(),
                to: to.id.clone(),
                event: event.clone(),
                delivery: to.delivery,
                at,
                progress: OutboxProgress::New,
            });
        }
    }
    outgoing
}
