//! The embedded engine: one sled tree, one writer, every commit flushed and synced.
//!
//! All keys are in one tree, so that a commit is one atomic batch; [`keys`] says how they are laid
//! out, [`write`] what a change does to them, [`open`] what happens before the first read. What is
//! at rest is packed in [`block`]s by the [`packer`]; [`tree`] is the one place that knows.
//!
//! The methods are async because the trait is: they work inline and never wait for anything but
//! the disk. A read takes microseconds where its pages are in memory. A commit takes as long as
//! the disk needs to sync, so it belongs on a thread of its own, as the ingest has one.
//!
//! What a commit wrote can be read a moment before it is durable. [`Store::sequence`] and
//! [`Store::changes`] never speak of it until it is.

mod block;
mod keys;
mod open;
mod packer;
#[cfg(target_os = "linux")]
mod stable;
mod tree;
mod write;

use super::{
    Change, Kept, Outcome, Sequence, Store, StoreError,
    record::{
        ApiKey, Keyring, KnownOrder, Record, RecordKey, Response, SecretHash, Session, Shop,
        Sighting, SurveyHead, SurveyVersion, User,
    },
};
use ::sled::{Batch, IVec};
use afterword_shared::id::{OrderId, ResponseId, ShopId, SurveyId, UserId};
use async_trait::async_trait;
use packer::{Backlog, Packer};
use serde::de::DeserializeOwned;
use std::{
    any::Any,
    collections::HashMap,
    fs::File,
    ops::Bound,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, RwLock},
    time::Duration,
};
use tokio::sync::watch;
use tree::{Packing, Tree};
use write::{Draft, Stored, Verdict, damaged};

/// How long [`SledStore::open`] waits for another process to leave.
const PATIENCE: Duration = Duration::from_secs(5);
/// How often a page is used that is read for one record: with 100,000 orders and responses, reads
/// here and there and then a scan leave 84 MB in memory instead of 112.
const USES: usize = 4;
/// How many survey versions are kept at hand.
const VERSIONS_AT_HAND: usize = 1000;

/// A directory that keeps everything. Only one process has it open at a time.
pub struct SledStore {
    dir: PathBuf,
    core: Arc<Core>,
    /// sled's own file. `flush` alone syncs a range of it, which is not safe against power loss.
    file: File,
    /// The latest commit that is durable.
    durable: watch::Sender<Sequence>,
    /// Versions never change.
    versions: Mutex<HashMap<(SurveyId, u32), Arc<SurveyVersion>>>,
    /// Ends before the lock is let go.
    _packer: Packer,
    _lock: File,
}

/// What commits, reads and the packer share.
struct Core {
    tree: Tree,
    /// One batch at a time is worked out and written.
    writer: Mutex<()>,
    /// Held to write while a batch goes in, so that a read never sees half of it.
    still: RwLock<()>,
    /// What went wrong when memory and disk went apart: nothing can be trusted until reopened.
    broken: OnceLock<String>,
    backlog: Backlog,
}

impl Core {
    fn check(&self) -> Result<(), StoreError> {
        match self.broken.get() {
            None => Ok(()),
            Some(what) => Err(StoreError::Io(format!(
                "{what}. Make room or mend the disk, then start the server again; nothing \
                 acknowledged is lost"
            ))),
        }
    }

    fn writer(&self) -> MutexGuard<'_, ()> {
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Makes a batch be seen, and does something before anybody sees it.
    fn put(&self, batch: Batch, meanwhile: impl FnOnce()) -> Result<(), StoreError> {
        let _still = self.still.write().unwrap_or_else(PoisonError::into_inner);
        self.tree.db.apply_batch(batch).map_err(failed)?;
        meanwhile();
        Ok(())
    }

    /// Runs what writes; where it fails, nothing is trusted any more.
    fn or_break<T>(&self, work: impl FnOnce() -> Result<T, StoreError>) -> Result<T, StoreError> {
        guarded(work).inspect_err(|error| {
            let (StoreError::Io(what) | StoreError::Damaged(what) | StoreError::InUse(what)) =
                error;
            // The first failure stays the reason.
            let _ = self.broken.set(format!("a commit failed ({what})"));
        })
    }

    /// Packs some of what is loose.
    fn pack(&self) -> Result<(), StoreError> {
        let _one = self.writer();
        self.check()?;
        self.pack_next()
    }

    /// Packs as many entries as were just written.
    fn keep_up(&self, entries: usize) {
        for _ in 0..entries.div_ceil(tree::AT_ONCE) {
            // What was written is durable whatever becomes of this.
            if let Err(error) = self.pack_next() {
                packer::tell(&error);
                return;
            }
        }
    }

    /// Packs some of what is loose, where nobody else writes. Nothing that is read changes, so it
    /// need not be durable before the next commit is.
    fn pack_next(&self) -> Result<(), StoreError> {
        let Some(from) = self.backlog.next() else {
            return Ok(());
        };
        let (batch, next) = guarded(|| self.tree.pack(&from))?;
        self.or_break(|| self.put(batch, || {}))?;
        self.backlog.reached(next);
        Ok(())
    }
}

impl SledStore {
    /// Opens the store in a directory, which is made where it is missing. Blocks, and waits some
    /// seconds where another process has it open.
    ///
    /// Errs with [`StoreError::InUse`] where that process stays, with [`StoreError::Damaged`]
    /// where the files are not as they were written (each says what to do), else with
    /// [`StoreError::Io`].
    pub fn open(dir: &Path) -> Result<Self, StoreError> {
        Self::open_within(dir, PATIENCE)
    }

    /// [`Self::open`], waiting as long as `patience` for another process to leave.
    pub fn open_within(dir: &Path, patience: Duration) -> Result<Self, StoreError> {
        Self::open_packing(dir, patience, Packing::default())
    }

    fn open_packing(dir: &Path, patience: Duration, packing: Packing) -> Result<Self, StoreError> {
        let opened = open::open(dir, patience)?;
        let core = Arc::new(Core {
            tree: Tree::new(opened.db, packing),
            writer: Mutex::default(),
            still: RwLock::default(),
            broken: OnceLock::new(),
            backlog: Backlog::unknown(packing.many),
        });
        let packer = Packer::start(Arc::clone(&core))
            .map_err(|error| StoreError::Io(format!("no thread for the store: {error}")))?;
        Ok(Self {
            dir: dir.to_owned(),
            core,
            file: opened.file,
            durable: watch::channel(opened.sequence).0,
            versions: Mutex::default(),
            _packer: packer,
            _lock: opened.lock,
        })
    }

    fn latest(&self) -> Sequence {
        *self.durable.borrow()
    }

    /// Reads while no batch goes in.
    fn read<T>(&self, work: impl FnOnce() -> Result<T, StoreError>) -> Result<T, StoreError> {
        self.core.check()?;
        let _still = self
            .core
            .still
            .read()
            .unwrap_or_else(PoisonError::into_inner);
        guarded(work)
    }

    fn get(&self, key: &[u8]) -> Result<Option<IVec>, StoreError> {
        self.core.tree.get(key)
    }

    /// A record whose neighbours are not read with it, so that its page has to be used more often
    /// before sled looks for pages to drop: see [`Self::each`].
    fn alone(&self, record_key: &[u8]) -> Result<Option<Stored>, StoreError> {
        let stored = Stored::read(record_key, |key| self.get(key))?;
        if stored.is_some() {
            for _ in 1..USES {
                self.core.tree.touch(record_key)?;
            }
        }
        Ok(stored)
    }

    /// A record that an index, a feed or a caller names.
    fn one<T: DeserializeOwned>(&self, key: &RecordKey) -> Result<Option<Kept<T>>, StoreError> {
        let key = keys::record(key);
        let Some(stored) = self.read(|| self.alone(&key))? else {
            return Ok(None);
        };
        Ok(Some(Kept {
            value: stored.parse(&key)?,
            sequence: stored.sequence,
        }))
    }

    /// The keys and values from `from` on that start with `prefix`, as many as `limit`.
    fn scan(
        &self,
        prefix: &[u8],
        from: Bound<Vec<u8>>,
        limit: usize,
    ) -> impl Iterator<Item = Result<(IVec, IVec), StoreError>> {
        self.core.tree.range(from, keys::end_of(prefix)).take(limit)
    }

    /// The records whose first parts these are.
    fn scanned(
        &self,
        entries: impl Iterator<Item = Result<(IVec, IVec), StoreError>>,
    ) -> Result<Vec<(Vec<u8>, Stored)>, StoreError> {
        entries
            .map(|entry| {
                let (key, value) = entry?;
                let stored = Stored::from(&key, &value, |part| self.get(part))?;
                Ok((key.to_vec(), stored))
            })
            .collect()
    }

    /// What is kept under each of these keys, where something is.
    fn found(&self, record_keys: &[Vec<u8>]) -> Result<Vec<Option<Stored>>, StoreError> {
        let values = self.core.tree.get_all(record_keys)?;
        let stored = values.into_iter().zip(record_keys).map(|(value, key)| {
            let value = value.map(|value| Stored::from(key, &value, |part| self.get(part)));
            value.transpose()
        });
        stored.collect()
    }

    /// What is kept under each of these keys: something has to be.
    fn each(
        &self,
        record_keys: impl Iterator<Item = Result<Vec<u8>, StoreError>>,
    ) -> Result<Vec<(Vec<u8>, Stored)>, StoreError> {
        let keys: Vec<Vec<u8>> = record_keys.collect::<Result<_, _>>()?;
        let found = self.found(&keys)?.into_iter().zip(keys);
        found
            .map(|(stored, key)| match stored {
                Some(stored) => Ok((key, stored)),
                None => Err(damaged(&key, "is missing")),
            })
            .collect()
    }

    /// The records under some keys of one kind, where they are.
    fn some<T: DeserializeOwned>(&self, keys: &[Vec<u8>]) -> Result<Vec<Option<T>>, StoreError> {
        let found = self.read(|| self.found(keys))?;
        let values = found.into_iter().zip(keys);
        values
            .map(|(stored, key)| stored.map(|stored| stored.parse(key)).transpose())
            .collect()
    }

    /// The records that index entries starting with `prefix` name by the end of their keys.
    fn listed<T: DeserializeOwned>(
        &self,
        prefix: &[u8],
        record_key: impl Fn(&[u8]) -> Option<RecordKey>,
    ) -> Result<Vec<Kept<T>>, StoreError> {
        let found = self.read(|| {
            let entries = self.scan(prefix, Bound::Included(prefix.to_vec()), usize::MAX);
            self.each(entries.map(|entry| {
                let (key, _) = entry?;
                let named = key.get(prefix.len()..).and_then(&record_key);
                named
                    .map(|named| keys::record(&named))
                    .ok_or_else(|| damaged(&key, "names no record"))
            }))
        })?;
        kept(&found)
    }

    /// Works out what the changes come to, and writes it.
    fn apply(&self, changes: &[Change]) -> Result<Vec<Outcome>, StoreError> {
        let sequence = Sequence(self.latest().0 + 1);
        let mut draft = Draft::new(&self.core.tree, sequence);
        let outcomes: Vec<Outcome> = changes
            .iter()
            .map(|change| {
                Ok(match draft.apply(change)? {
                    Verdict::Holds => Outcome::Saved(sequence),
                    Verdict::Conflict => Outcome::Conflict,
                })
            })
            .collect::<Result<_, StoreError>>()?;
        if outcomes.contains(&Outcome::Saved(sequence)) {
            let mut writes = draft.into_writes();
            writes.insert(
                keys::SEQUENCE.to_vec(),
                Some(sequence.0.to_be_bytes().as_slice().into()),
            );
            let batch = self.core.tree.batch(&writes)?;
            self.core.or_break(|| self.write(batch, changes))?;
            self.durable.send_replace(sequence);
            if self.core.backlog.add(writes.len()) {
                self.core.keep_up(writes.len());
            }
        }
        Ok(outcomes)
    }

    /// Writes a batch and returns when it is durable.
    fn write(&self, batch: Batch, changes: &[Change]) -> Result<(), StoreError> {
        self.core.put(batch, || self.forget_versions(changes))?;
        self.core.tree.db.flush().map_err(failed)?;
        self.file
            .sync_data()
            .map_err(|error| StoreError::Io(format!("{}: {error}", self.dir.display())))
    }

    fn versions(&self) -> MutexGuard<'_, HashMap<(SurveyId, u32), Arc<SurveyVersion>>> {
        self.versions.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Versions never change, but they can be removed and restored.
    fn forget_versions(&self, changes: &[Change]) {
        let written = changes
            .iter()
            .flat_map(|change| change.put.iter().map(|(_, record)| record.key()));
        let removed = changes.iter().flat_map(|change| change.remove.clone());
        for key in written.chain(removed) {
            if let RecordKey::SurveyVersion(id, version) = key {
                self.versions().remove(&(id, version));
            }
        }
    }
}

impl Drop for SledStore {
    fn drop(&mut self) {
        if self.core.broken.get().is_none()
            && let Err(error) = open::write_mark(&self.dir, self.latest())
        {
            tracing::warn!(%error, "how far the store has come could not be noted");
        }
    }
}

/// What sled says, as the trait says it.
fn failed(error: ::sled::Error) -> StoreError {
    match error {
        ::sled::Error::Io(error) => StoreError::Io(error.to_string()),
        error => StoreError::Damaged(error.to_string()),
    }
}

/// Turns a panic of sled's into an error: on damaged files it has some.
fn guarded<T>(work: impl FnOnce() -> Result<T, StoreError>) -> Result<T, StoreError> {
    catch_unwind(AssertUnwindSafe(work))
        .unwrap_or_else(|panic| Err(StoreError::Damaged(sentence(&*panic))))
}

/// What a panic said.
fn sentence(panic: &(dyn Any + Send)) -> String {
    let said = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied());
    format!(
        "its files are not as they were written ({})",
        said.unwrap_or("no more is known")
    )
}

fn kept<T: DeserializeOwned>(found: &[(Vec<u8>, Stored)]) -> Result<Vec<Kept<T>>, StoreError> {
    found
        .iter()
        .map(|(key, stored)| {
            Ok(Kept {
                value: stored.parse(key)?,
                sequence: stored.sequence,
            })
        })
        .collect()
}

fn id(bytes: &[u8]) -> Option<[u8; 16]> {
    bytes.try_into().ok()
}

fn hash(bytes: &[u8]) -> Option<SecretHash> {
    bytes.try_into().ok().map(SecretHash)
}

#[async_trait]
impl Store for SledStore {
    async fn commit(&self, changes: Vec<Change>) -> Result<Vec<Outcome>, StoreError> {
        let _one = self.core.writer();
        self.core.check()?;
        guarded(|| self.apply(&changes))
    }

    async fn sequence(&self) -> Result<Sequence, StoreError> {
        self.core.check()?;
        Ok(self.latest())
    }

    fn commits(&self) -> watch::Receiver<Sequence> {
        self.durable.subscribe()
    }

    async fn changes(
        &self,
        after: Sequence,
        limit: usize,
    ) -> Result<Vec<(Sequence, Record)>, StoreError> {
        let found = self.read(|| {
            let from = keys::feed(Sequence(after.0.saturating_add(1)), &[]);
            let end = keys::feed(Sequence(self.latest().0.saturating_add(1)), &[]);
            if from >= end {
                return Ok(Vec::new());
            }
            let mut found = Vec::new();
            let mut last = after;
            for entry in self.core.tree.range(Bound::Included(from), end) {
                let (entry, _) = entry?;
                let (sequence, record_key) =
                    keys::read_feed(&entry).ok_or_else(|| damaged(&entry, "names no record"))?;
                if found.len() >= limit.max(1) && sequence != last {
                    break;
                }
                last = sequence;
                found.push(Ok(record_key.to_vec()));
            }
            self.each(found.into_iter())
        })?;
        found
            .iter()
            .map(|(key, stored)| Ok((stored.sequence, stored.record(key)?)))
            .collect()
    }

    async fn removed(
        &self,
        after: Sequence,
        to: Sequence,
    ) -> Result<Vec<(Sequence, RecordKey)>, StoreError> {
        self.read(|| {
            let from = keys::removed(Sequence(after.0.saturating_add(1)), &[]);
            let to = to.min(self.latest());
            let end = keys::removed(Sequence(to.0.saturating_add(1)), &[]);
            if from >= end {
                return Ok(Vec::new());
            }
            self.core
                .tree
                .range(Bound::Included(from), end)
                .map(|entry| {
                    let (key, value) = entry?;
                    keys::read_removed(&key, &value).ok_or_else(|| damaged(&key, "names no record"))
                })
                .collect()
        })
    }

    async fn shop(&self, id: ShopId) -> Result<Option<Kept<Shop>>, StoreError> {
        self.one(&RecordKey::Shop(id))
    }

    async fn shops(&self) -> Result<Vec<Kept<Shop>>, StoreError> {
        let mut shops: Vec<Kept<Shop>> = self.listed(keys::SHOPS, |key| {
            Some(RecordKey::Shop(ShopId::from_bytes(id(key)?)))
        })?;
        shops.sort_by_key(|shop| (shop.value.created_at, shop.value.id));
        Ok(shops)
    }

    async fn sighting(&self, shop: ShopId) -> Result<Option<Sighting>, StoreError> {
        Ok(self.one(&RecordKey::Sighting(shop))?.map(|kept| kept.value))
    }

    async fn survey(&self, id: SurveyId) -> Result<Option<Kept<SurveyHead>>, StoreError> {
        self.one(&RecordKey::Survey(id))
    }

    async fn surveys(&self, shop: ShopId) -> Result<Vec<Kept<SurveyHead>>, StoreError> {
        let mut surveys: Vec<Kept<SurveyHead>> = self.listed(&keys::shop_surveys(shop), |key| {
            Some(RecordKey::Survey(SurveyId::from_bytes(id(key)?)))
        })?;
        surveys.sort_by_key(|survey| (survey.value.created_at, survey.value.id));
        Ok(surveys)
    }

    async fn survey_version(
        &self,
        id: SurveyId,
        version: u32,
    ) -> Result<Option<Arc<SurveyVersion>>, StoreError> {
        self.core.check()?;
        if let Some(at_hand) = self.versions().get(&(id, version)) {
            return Ok(Some(Arc::clone(at_hand)));
        }
        let key = keys::record(&RecordKey::SurveyVersion(id, version));
        self.read(|| {
            let Some(stored) = Stored::read(&key, |key| self.get(key))? else {
                return Ok(None);
            };
            let found: Arc<SurveyVersion> = Arc::new(stored.parse(&key)?);
            let mut versions = self.versions();
            if versions.len() >= VERSIONS_AT_HAND {
                versions.clear();
            }
            versions.insert((id, version), Arc::clone(&found));
            Ok(Some(found))
        })
    }

    async fn user(&self, id: UserId) -> Result<Option<Kept<User>>, StoreError> {
        self.one(&RecordKey::User(id))
    }

    async fn user_by_email(&self, email: &str) -> Result<Option<Kept<User>>, StoreError> {
        self.named_by(&keys::email(email), |id| {
            RecordKey::User(UserId::from_bytes(id))
        })
    }

    async fn has_users(&self) -> Result<bool, StoreError> {
        self.read(|| {
            let from = Bound::Included(keys::USERS.to_vec());
            self.scan(keys::USERS, from, 1)
                .next()
                .transpose()
                .map(|first| first.is_some())
        })
    }

    async fn session(&self, hash: SecretHash) -> Result<Option<Session>, StoreError> {
        Ok(self.one(&RecordKey::Session(hash))?.map(|kept| kept.value))
    }

    async fn sessions(&self, user: UserId) -> Result<Vec<Session>, StoreError> {
        let sessions = self.listed(&keys::user_sessions(user), |key| {
            Some(RecordKey::Session(hash(key)?))
        })?;
        Ok(values(sessions))
    }

    async fn api_key(&self, hash: SecretHash) -> Result<Option<ApiKey>, StoreError> {
        Ok(self.one(&RecordKey::ApiKey(hash))?.map(|kept| kept.value))
    }

    async fn api_keys(&self, shop: ShopId) -> Result<Vec<ApiKey>, StoreError> {
        let mut keys: Vec<ApiKey> = values(self.listed(&keys::shop_keys(shop), |key| {
            Some(RecordKey::ApiKey(hash(key)?))
        })?);
        keys.sort_by_key(|key| (key.created_at, key.hash));
        Ok(keys)
    }

    async fn keyring(&self) -> Result<Option<Kept<Keyring>>, StoreError> {
        self.one(&RecordKey::Keyring)
    }

    async fn order(
        &self,
        shop: ShopId,
        id: &OrderId,
    ) -> Result<Option<Kept<KnownOrder>>, StoreError> {
        self.one(&RecordKey::Order(shop, id.clone()))
    }

    async fn orders(
        &self,
        shop: ShopId,
        ids: &[OrderId],
    ) -> Result<Vec<Option<KnownOrder>>, StoreError> {
        let key = |id: &OrderId| keys::record(&RecordKey::Order(shop, id.clone()));
        self.some(&ids.iter().map(key).collect::<Vec<_>>())
    }

    async fn response(&self, id: ResponseId) -> Result<Option<Kept<Response>>, StoreError> {
        self.one(&RecordKey::Response(id))
    }

    async fn responses(&self, ids: &[ResponseId]) -> Result<Vec<Option<Response>>, StoreError> {
        let key = |id: &ResponseId| keys::record(&RecordKey::Response(*id));
        self.some(&ids.iter().map(key).collect::<Vec<_>>())
    }

    async fn response_to(
        &self,
        survey: SurveyId,
        order: &OrderId,
        verified: bool,
    ) -> Result<Option<Kept<Response>>, StoreError> {
        self.named_by(&keys::response_to(survey, order, verified), |id| {
            RecordKey::Response(ResponseId::from_bytes(id))
        })
    }

    async fn scan_responses(
        &self,
        after: Option<ResponseId>,
        limit: usize,
    ) -> Result<Vec<Response>, StoreError> {
        let from = match after {
            Some(id) => Bound::Excluded(keys::record(&RecordKey::Response(id))),
            None => Bound::Included(keys::RESPONSES.to_vec()),
        };
        let found = self.read(|| self.scanned(self.scan(&keys::RESPONSES, from, limit)))?;
        Ok(values(kept(&found)?))
    }

    async fn scan_orders(
        &self,
        after: Option<(ShopId, OrderId)>,
        limit: usize,
    ) -> Result<Vec<KnownOrder>, StoreError> {
        let from = match after {
            Some((shop, id)) => Bound::Excluded(keys::record(&RecordKey::Order(shop, id))),
            None => Bound::Included(keys::ORDERS.to_vec()),
        };
        let found = self.read(|| self.scanned(self.scan(&keys::ORDERS, from, limit)))?;
        Ok(values(kept(&found)?))
    }

    async fn record_count(&self) -> Result<u64, StoreError> {
        self.core.check()?;
        // Not under `read`: a writer need not wait for a count that is out of date anyway.
        guarded(|| {
            let tree = &self.core.tree;
            Ok(tree.about(keys::ORDERS)? + tree.about(keys::RESPONSES)?)
        })
    }
}

impl SledStore {
    /// The record whose id stands under an index key.
    fn named_by<T: DeserializeOwned>(
        &self,
        index: &[u8],
        record_key: impl Fn([u8; 16]) -> RecordKey,
    ) -> Result<Option<Kept<T>>, StoreError> {
        let found = self.read(|| {
            let Some(value) = self.get(index)? else {
                return Ok(None);
            };
            let named = id(&value).ok_or_else(|| damaged(index, "names no record"))?;
            let key = keys::record(&record_key(named));
            let stored = self.alone(&key)?;
            let stored = stored.ok_or_else(|| damaged(&key, "is missing"))?;
            Ok(Some((key, stored)))
        })?;
        let Some((key, stored)) = found else {
            return Ok(None);
        };
        Ok(Some(Kept {
            value: stored.parse(&key)?,
            sequence: stored.sequence,
        }))
    }
}

fn values<T>(kept: Vec<Kept<T>>) -> Vec<T> {
    kept.into_iter().map(|kept| kept.value).collect()
}

#[cfg(test)]
mod tests;
