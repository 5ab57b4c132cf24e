//! The store's seam: what engines promise, in domain words.
//!
//! There is one way to write: [`Store::commit`]. A change carries what it was computed from
//! ([`Expect`]) and how it moves the counts; the engine applies it, whole and durable, only if
//! that still holds. So a decision is made by pure code on what was read, and an engine that many
//! servers share can refuse it when somebody else was faster.

pub mod codec;
#[cfg(test)]
pub(crate) mod conformance;
pub mod legacy;
pub mod record;
pub mod sled;

use afterword_shared::id::{CustomerRef, OrderId, ResponseId, ShopId, SurveyId, UserId};
use async_trait::async_trait;
use jiff::{Timestamp, civil::Date};
use record::{
    ApiKey, CountKey, Keyring, KnownOrder, Record, RecordKey, Response, SecretHash, Session, Shop,
    Sighting, SurveyHead, SurveyVersion, User,
};
use std::sync::Arc;
use tokio::sync::watch;

/// The number of a commit. Every commit has a higher one than all before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sequence(pub u64);

/// A record and the commit that wrote it last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept<T> {
    /// What was written.
    pub value: T,
    /// By which commit.
    pub sequence: Sequence,
}

/// What has to hold for a record to be written.
///
/// Whatever is expected, a record never takes another one's place: a user's e-mail address, or a
/// response's order (of one survey, signed or unsigned, test and further responses not looked at).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expect {
    /// Nothing: the last one wins.
    Anything,
    /// There is no such record. For a user also: nobody has that e-mail address; for a response
    /// also: that survey has no response to that order.
    Absent,
    /// The record is still the one that this commit wrote.
    At(Sequence),
}

/// One change: all of it, or nothing. Its parts are made in the order in which they stand here.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// Records to write, each with what it relies on.
    pub put: Vec<(Expect, Record)>,
    /// Records to remove; removing what is not there is no error.
    pub remove: Vec<RecordKey>,
    /// Surveys whose counts start from nothing, before `counts` are added.
    pub forget_counts: Vec<SurveyId>,
    /// How much to add to which count. None falls below 0: where that would be, something was
    /// counted wrongly, and the engine logs it and leaves 0.
    pub counts: Vec<(CountKey, i64)>,
}

impl Change {
    /// Writes one record.
    pub fn put(expect: Expect, record: Record) -> Self {
        Self {
            put: vec![(expect, record)],
            ..Self::default()
        }
    }

    /// Removes one record.
    pub fn remove(key: RecordKey) -> Self {
        Self {
            remove: vec![key],
            ..Self::default()
        }
    }

    /// Also writes this record.
    #[must_use]
    pub fn and(mut self, expect: Expect, record: Record) -> Self {
        self.put.push((expect, record));
        self
    }
}

/// What became of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is durable.
    Saved(Sequence),
    /// What it relied on no longer holds; nothing of it was written. Read again and decide again.
    Conflict,
}

/// Why a store can't do what it is for.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The disk, or whatever is under the engine. Nothing acknowledged is lost.
    #[error("the store can't read or write: {0}")]
    Io(String),
    /// Something is not as it was written.
    #[error("the store holds something unreadable: {0}")]
    Damaged(String),
    /// Somebody else has it open.
    #[error("the store is in use by another process: {0}")]
    InUse(String),
}

/// A place in a list of answered responses, newest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct AnsweredAt {
    /// When the first answer came, to the millisecond.
    pub at: Timestamp,
    /// Which response.
    pub id: ResponseId,
}

/// Keeps everything. Reads see what has been committed; [`Self::commit`] is the one way to write.
#[async_trait]
pub trait Store: Send + Sync + 'static {
    /// Applies changes in their order, each whole or not at all, and returns when those that were
    /// applied are durable: they survive kill -9 and power loss. One outcome per change, in order.
    /// A later change of the list sees what an earlier one wrote. All that were applied have the
    /// same number; where none was, no number is used.
    async fn commit(&self, changes: Vec<Change>) -> Result<Vec<Outcome>, StoreError>;

    /// The number of the latest commit.
    async fn sequence(&self) -> Result<Sequence, StoreError>;

    /// The number of the latest commit, to be waited on until there is a newer one.
    fn commits(&self) -> watch::Receiver<Sequence>;

    /// The feed: records written after a commit, oldest change first, each once and as it is now.
    /// Ask again from the last number returned; an empty list means that nothing is newer. Records
    /// of one commit are never split over two calls, so `limit` may be exceeded by them. What was
    /// removed is not in it: see [`Self::removed`].
    async fn changes(
        &self,
        after: Sequence,
        limit: usize,
    ) -> Result<Vec<(Sequence, Record)>, StoreError>;

    /// Which orders and responses were removed by the commits after one and up to another, oldest
    /// first. Some may have been written again since.
    async fn removed(
        &self,
        after: Sequence,
        to: Sequence,
    ) -> Result<Vec<(Sequence, RecordKey)>, StoreError>;

    /// One shop.
    async fn shop(&self, id: ShopId) -> Result<Option<Kept<Shop>>, StoreError>;
    /// Every shop, oldest first.
    async fn shops(&self) -> Result<Vec<Kept<Shop>>, StoreError>;
    /// When a shop's tag was last heard of.
    async fn sighting(&self, shop: ShopId) -> Result<Option<Sighting>, StoreError>;

    /// One survey.
    async fn survey(&self, id: SurveyId) -> Result<Option<Kept<SurveyHead>>, StoreError>;
    /// A shop's surveys, oldest first.
    async fn surveys(&self, shop: ShopId) -> Result<Vec<Kept<SurveyHead>>, StoreError>;
    /// One version of a survey. Versions never change, so an engine may keep them at hand.
    async fn survey_version(
        &self,
        id: SurveyId,
        version: u32,
    ) -> Result<Option<Arc<SurveyVersion>>, StoreError>;

    /// One user.
    async fn user(&self, id: UserId) -> Result<Option<Kept<User>>, StoreError>;
    /// The user with this address (lower case).
    async fn user_by_email(&self, email: &str) -> Result<Option<Kept<User>>, StoreError>;
    /// Whether anybody can sign in.
    async fn has_users(&self) -> Result<bool, StoreError>;
    /// Somebody signed in.
    async fn session(&self, hash: SecretHash) -> Result<Option<Session>, StoreError>;
    /// A user's sessions.
    async fn sessions(&self, user: UserId) -> Result<Vec<Session>, StoreError>;
    /// A program's access.
    async fn api_key(&self, hash: SecretHash) -> Result<Option<ApiKey>, StoreError>;
    /// A shop's keys, oldest first.
    async fn api_keys(&self, shop: ShopId) -> Result<Vec<ApiKey>, StoreError>;
    /// What tickets are signed with.
    async fn keyring(&self) -> Result<Option<Kept<Keyring>>, StoreError>;

    /// One order.
    async fn order(
        &self,
        shop: ShopId,
        id: &OrderId,
    ) -> Result<Option<Kept<KnownOrder>>, StoreError>;
    /// Several orders of a shop, each in the place of its id; `None` where there is none.
    async fn orders(
        &self,
        shop: ShopId,
        ids: &[OrderId],
    ) -> Result<Vec<Option<KnownOrder>>, StoreError>;
    /// How many orders of a customer we know, test orders not counted and `except` left out.
    async fn orders_of(
        &self,
        shop: ShopId,
        customer: &CustomerRef,
        except: Option<&OrderId>,
    ) -> Result<u64, StoreError>;

    /// A customer's orders, test orders not looked at, at most `limit`, in no order that says
    /// anything.
    async fn orders_by(
        &self,
        shop: ShopId,
        customer: &CustomerRef,
        limit: usize,
    ) -> Result<Vec<KnownOrder>, StoreError>;

    /// One response.
    async fn response(&self, id: ResponseId) -> Result<Option<Kept<Response>>, StoreError>;
    /// Several responses, each in the place of its id; `None` where there is none.
    async fn responses(&self, ids: &[ResponseId]) -> Result<Vec<Option<Response>>, StoreError>;
    /// The response that holds an order's place in a survey, signed or unsigned; test and further
    /// responses hold none.
    async fn response_to(
        &self,
        survey: SurveyId,
        order: &OrderId,
        verified: bool,
    ) -> Result<Option<Kept<Response>>, StoreError>;
    /// What a customer was asked, by whichever survey of the shop: the newest ask first, as many
    /// as `limit`, test responses not looked at.
    async fn asked_of(
        &self,
        shop: ShopId,
        customer: &CustomerRef,
        limit: usize,
    ) -> Result<Vec<Response>, StoreError>;
    /// A survey's responses with an answer, newest first answer first, from after `after` on: where
    /// each stands. `test` picks the test responses instead of those that count.
    async fn answered(
        &self,
        survey: SurveyId,
        test: bool,
        after: Option<AnsweredAt>,
        limit: usize,
    ) -> Result<Vec<AnsweredAt>, StoreError>;
    /// Every response in the order of their ids, from after `after` on: for recounts and backups.
    async fn scan_responses(
        &self,
        after: Option<ResponseId>,
        limit: usize,
    ) -> Result<Vec<Response>, StoreError>;
    /// Every order, shop by shop and in an order of its own within, from after `after` on.
    async fn scan_orders(
        &self,
        after: Option<(ShopId, OrderId)>,
        limit: usize,
    ) -> Result<Vec<KnownOrder>, StoreError>;
    /// About how many orders and responses there are, tests included: to tell how far a scan has
    /// come.
    async fn record_count(&self) -> Result<u64, StoreError>;

    /// A survey's counts from day to day, both included, in the order of their keys; none are 0.
    async fn counts(
        &self,
        survey: SurveyId,
        from: Date,
        to: Date,
    ) -> Result<Vec<(CountKey, i64)>, StoreError>;
}
