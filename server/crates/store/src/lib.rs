//! The seam: what an engine that keeps records promises, whatever is under it.
//!
//! An engine knows no record's meaning. It keeps *entries*: bytes under a [`Key`], which names a
//! shop, a kind and an id, with the version of the commit that wrote them last. There is one way to
//! write, [`Store::commit`]: a [`Transaction`] says what it relied on, and the engine applies it, whole
//! and durable, only if that still holds. So decisions are made by pure code on what was read, and
//! an engine that many servers share can refuse one when somebody else was faster.
//!
//! Shops are independent. Nothing spans two of them in one transaction, every shop has a
//! [`Sequence`] of its own, and its numbers are given in the order in which its commits become
//! visible: whoever has read a shop's feed up to a number has seen everything up to it.
//!
//! What must be unique is the engine's to know, since only it can decide between two writers: a
//! record says which [unique keys](Put::unique) it holds. Everything else that leads from one record
//! to others (lists, counts, a customer's orders) is derived from the feed by views.

pub mod codec;
#[cfg(any(test, feature = "conformance"))]
pub mod conformance;
mod draft;
mod key;
mod memory;
mod records;
pub mod stored;

pub use draft::{Draft, Sequences, Slot, Written};
pub use key::{Key, Kind};
pub use memory::MemoryStore;
pub use records::{Definitions, Happened, Records};
pub use stored::unique_keys;

use afterword_domain::change::Sequence;
use afterword_shared::id::ShopId;
use async_trait::async_trait;
use bytes::Bytes;
use std::sync::Arc;
use tokio::sync::watch;

/// How far an engine has come with all of its shops. It says nothing but that something was
/// committed since: ticks of two engines, or of one that was opened twice, can't be compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tick(pub u64);

/// What is kept under a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Which record.
    pub key: Key,
    /// The commit of its shop that wrote it last.
    pub version: Sequence,
    /// The record.
    pub body: Bytes,
}

/// What happened to a record: it was written, or removed where there is no body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Which record.
    pub key: Key,
    /// By which commit of its shop.
    pub version: Sequence,
    /// What it is since; `None` where it was removed.
    pub body: Option<Bytes>,
}

/// What a shop's feed holds behind a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Feed {
    /// These were written or removed, the oldest commit first; each record may stand in it several
    /// times, and its last event says what it is. Events of one commit are never split over two
    /// calls. Go on from the number beside them; where it is the shop's latest, nothing is newer.
    Events(Vec<Event>, Sequence),
    /// The engine no longer knows what happened since. Read the [range](Store::range) of what is
    /// needed, and follow from the version that the shop had before that.
    Gone,
}

/// What has to hold for a record to be written or removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Precondition {
    /// Nothing: the last one wins.
    None,
    /// There is no such record.
    Absent,
    /// The record is still the one that this commit wrote.
    At(Sequence),
}

/// A record to be written.
#[derive(Clone, Debug)]
pub struct Put {
    /// Which.
    pub key: Key,
    /// What has to hold.
    pub precondition: Precondition,
    /// The record.
    pub body: Bytes,
}

/// A record whose id is the number of the commit that writes it, 8 bytes, and its place among what that
/// commit appends, 4 bytes, both with the highest byte first: so those of a kind stand in a shop in the order
/// in which they were committed.
#[derive(Clone, Debug)]
pub struct Append {
    /// In which shop.
    pub shop: ShopId,
    /// Of which kind.
    pub kind: Kind,
    /// The record.
    pub body: Bytes,
}

/// One change of one shop: all of it, or nothing.
#[derive(Clone, Debug, Default)]
pub struct Transaction {
    /// Records that it does not write but was decided on: each must still be of this version, or
    /// absent.
    pub relies_on: Vec<(Key, Option<Sequence>)>,
    /// Records to write.
    pub puts: Vec<Put>,
    /// Records to remove; removing what is not there is no error.
    pub removes: Vec<Key>,
    /// Records to write behind those of their kind.
    pub appends: Vec<Append>,
}

impl Transaction {
    /// Whether it writes nothing.
    pub fn is_empty(&self) -> bool {
        self.puts.is_empty() && self.removes.is_empty() && self.appends.is_empty()
    }

    /// The shop that it is of; `None` where it writes nothing, or would span two shops.
    pub fn shop(&self) -> Option<ShopId> {
        let written = self.puts.iter().map(|put| &put.key);
        let appended = self.appends.iter().map(|append| append.shop);
        let mut shops = written.chain(&self.removes).map(Key::shop).chain(appended);
        let first = shops.next()?;
        let relied_on = self.relies_on.iter().map(|(key, _)| key.shop());
        shops
            .chain(relied_on)
            .all(|shop| shop == first)
            .then_some(first)
    }
}

/// What became of a transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is durable, and this is its number in its shop.
    Saved(Sequence),
    /// What it relied on no longer holds, or another record holds one of its unique keys; nothing of
    /// it was written. Read again and decide again.
    Conflict,
}

/// Why a store can't do what it is for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The disk, or whatever is under the engine, can't be read or written. Nothing acknowledged is
    /// lost, and it is tried again by itself.
    #[error("the store can't read or write: {0}")]
    Io(String),
    /// Something is not as it was written.
    #[error("the store holds something unreadable: {0}")]
    Damaged(String),
    /// Somebody else has it open.
    #[error("the store is in use by another process: {0}")]
    InUse(String),
    /// The caller asked for what no engine can do.
    #[error("the store was asked for what it can't do: {0}")]
    Misused(String),
}

/// Whether commits are taken.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Health {
    /// They are.
    #[default]
    Well,
    /// They are refused for the time being, and it is tried again every few seconds. Reads go on as
    /// far as they can.
    Refusing {
        /// Why, as a sentence for owners that says how to mend it.
        why: String,
        /// Since when, in milliseconds since 1970 (UTC).
        since: i64,
    },
    /// They are, but a part of what is kept can't be read any more.
    Damaged {
        /// What, as a sentence for owners that says what to do.
        why: String,
    },
}

impl Health {
    /// What is wrong, as a sentence for owners without its full stop; `None` where all is well.
    pub fn trouble(&self) -> Option<String> {
        match self {
            Self::Well => None,
            Self::Refusing { why, .. } | Self::Damaged { why } => Some(why.clone()),
        }
    }
}

/// Which unique keys a record holds: those of its own kind's choice, each with the kind that stands
/// for one place, such as an e-mail address or an order's place in a survey. Engines call it with
/// what they are about to write, and with what they replace.
pub type UniqueKeys = fn(key: &Key, body: &[u8]) -> Vec<Key>;

/// Keeps entries. Reads see what is durable, and nothing else.
#[async_trait]
pub trait Store: Send + Sync + 'static {
    /// Applies transactions in their order, each whole or not at all, and returns when those that
    /// were applied are durable: they survive kill -9 and power loss. One outcome per transaction, in
    /// order. A later one of the list sees what an earlier one wrote; those of one shop that were
    /// applied together share a number.
    ///
    /// Errs with [`StoreError::Misused`] where one of them spans two shops, and nothing is written.
    async fn commit(&self, transactions: Vec<Transaction>) -> Result<Vec<Outcome>, StoreError>;

    /// One entry.
    async fn get(&self, key: &Key) -> Result<Option<Entry>, StoreError>;

    /// Several entries, each in the place of its key; `None` where there is none.
    async fn get_many(&self, keys: &[Key]) -> Result<Vec<Option<Entry>>, StoreError>;

    /// The record that holds a unique key.
    async fn by_unique(&self, unique: &Key) -> Result<Option<Entry>, StoreError>;

    /// A shop's records of one kind in the order of their ids, from after the id `after` on, at most
    /// `limit`. Of records that are written meanwhile each is either as it was or as it is now.
    async fn range(
        &self,
        shop: ShopId,
        kind: Kind,
        after: Option<&[u8]>,
        limit: usize,
    ) -> Result<Vec<Entry>, StoreError>;

    /// What happened in a shop after a commit, about `limit` events.
    async fn feed(&self, shop: ShopId, after: Sequence, limit: usize) -> Result<Feed, StoreError>;

    /// The shops in which something was committed after a tick, each with its latest commit; after
    /// [`Tick`] 0 every shop that there is. The tick to go on from stands beside them.
    async fn versions(&self, after: Tick) -> Result<(Vec<(ShopId, Sequence)>, Tick), StoreError>;

    /// A shop's latest commit; 0 where it has none.
    async fn version(&self, shop: ShopId) -> Result<Sequence, StoreError>;

    /// Changes with every commit that this engine sees: to be waited on. It is a hint; what is new
    /// say [`Self::versions`].
    fn commits(&self) -> watch::Receiver<Tick>;

    /// Whether commits are taken.
    fn health(&self) -> Health;

    /// Reads everything that is kept and says, in sentences, what of it is not as it was written.
    async fn verify(&self) -> Result<Vec<String>, StoreError>;

    /// About how many entries there are: to tell how far something has come.
    async fn entries(&self) -> Result<u64, StoreError>;
}

/// A store that whoever holds it shares.
pub type SharedStore = Arc<dyn Store>;
