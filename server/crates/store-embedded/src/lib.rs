//! The engine in one directory: a journal, and behind it what can be rebuilt from it.
//!
//! ```text
//! commit ─▶ journal ─▶ acknowledged ─▶ memory ─▶ sled: what was written since the base
//!                                                  │
//!                                           fold ──▶ base: everything, sorted and packed
//! ```
//!
//! A batch is one frame of the [journal] and one sync; then it is acknowledged and can be read. A
//! thread takes what is in memory over into sled once that is much. When the journal has outgrown
//! the [base], another one *folds*: it merges the base with what was written since into the next base and
//! removes the segments before it, so that every record is written a bounded number of times and
//! what was removed is gone from the disk. **Base and later segments are everything**: sled is thrown
//! away and made anew where it is damaged or disagrees with them, and each fold compares what it
//! wrote with the count and sum that every frame of the journal carries.
//!
//! Where the disk is full or fails, commits are refused and reads go on; it is tried again every
//! second. One writer at a time; whoever commits waits for the disk, so it belongs on a thread of
//! its own.

mod base;
mod behind;
pub mod directory;
mod feed;
mod files;
mod filter;
mod fold;
mod frame;
mod journal;
mod keeper;
mod layers;
mod legacy;
mod mark;
mod open;
mod quiet;
mod recent;
mod salvage;
#[cfg(target_os = "linux")]
mod stable;

pub use behind::give_way;
pub use open::Progress;
pub use salvage::Salvaged;

use afterword_domain::change::Sequence;
use afterword_shared::id::ShopId;
use afterword_store::{
    Draft, Entry, Event, Feed, Health, Key, Kind, Outcome, Precondition, Put, Slot, Store,
    StoreError, Tick, Transaction, UniqueKeys, Written,
};
use async_trait::async_trait;
use feed::Tails;
use frame::{FrameWriter, Standing, Totals};
use journal::Journal;
use keeper::Keeper;
use layers::Layers;
use mark::Mark;
use std::{
    collections::{BTreeMap, HashMap},
    fs::File,
    ops::Bound,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};
use tokio::sync::watch;

/// The most records of one batch of [`EmbeddedStore::fill`], and about the most bytes.
const FILL: usize = 4096;
const FILL_BYTES: usize = 4 * 1024 * 1024;

/// How many steps' worth of entries may be in memory before commits wait for the next step, how long,
/// and how often they look.
const FAR: usize = 2;
const PATIENCE: Duration = Duration::from_secs(5);
const PAUSE: Duration = Duration::from_millis(1);
/// How many bytes of a segment are written with zeros at a time, and at most a quarter of it.
const AHEAD: u64 = 1024 * 1024;

/// When the engine does its work. The defaults are for servers; tests make it hurry.
#[derive(Clone, Copy, Debug)]
pub struct Tuning {
    /// Bytes of a segment of the journal.
    pub segment: u64,
    /// Bytes in memory that are worth a step into sled.
    pub step: usize,
    /// Bytes of the journal below which nothing is folded.
    pub fold: u64,
    /// After how long what was removed is folded away, however little it is.
    pub purge_after: Duration,
    /// How long opening waits for another process to leave.
    pub patience: Duration,
}

impl Default for Tuning {
    fn default() -> Self {
        Self {
            segment: journal::SEGMENT,
            // What is written several times, as an ask that is seen, answered and completed, is mostly
            // taken over once.
            step: 24 * 1024 * 1024,
            fold: 32 * 1024 * 1024,
            purge_after: Duration::from_hours(20),
            patience: Duration::from_secs(5),
        }
    }
}

impl Tuning {
    /// Folds whenever so many bytes are in the journal, and does all else as often.
    pub fn folding_after(bytes: u64) -> Self {
        Self {
            segment: (bytes / 2).max(4096),
            step: usize::try_from(bytes / 4 * 3).unwrap_or(usize::MAX),
            fold: bytes,
            ..Self::default()
        }
    }
}

/// A directory that keeps everything. Only one process has it open at a time.
pub struct EmbeddedStore {
    shared: Arc<Shared>,
    /// Ends before the lock is let go.
    keeper: Option<Keeper>,
    _lock: File,
}

/// What commits, reads and the threads behind them share.
struct Shared {
    dir: PathBuf,
    tuning: Tuning,
    unique_keys: UniqueKeys,
    writer: Mutex<Writer>,
    layers: RwLock<Layers>,
    tails: Mutex<Tails>,
    /// Why commits are refused, and since when.
    refusing: Mutex<Option<(String, i64)>>,
    /// What can't be read any more.
    damage: Mutex<Option<String>>,
    commits: watch::Sender<Tick>,
    /// Something that was read from sled was not as it was written.
    suspect: AtomicBool,
    /// The last step into sled failed: waiting for the next would be in vain.
    stuck: AtomicBool,
    /// Wakes the keeper.
    wake: keeper::Bell,
}

/// The journal's end.
struct Writer {
    journal: Journal,
    mark: Mark,
    frame: Vec<u8>,
    /// The last write failed: go on in a new segment.
    broken: bool,
}

impl EmbeddedStore {
    /// Opens the store in a directory; where there is nothing at all, makes one. Blocks, waits some
    /// seconds where another process has it open, and tells `progress` about work that takes long.
    ///
    /// Errs with [`StoreError::InUse`] where that process stays, with [`StoreError::Damaged`] where
    /// something acknowledged can't be read or the directory holds remains of a store (each says what
    /// to do), else with [`StoreError::Io`].
    pub fn open(
        dir: &Path,
        unique_keys: UniqueKeys,
        tuning: Tuning,
        progress: &dyn Fn(Progress),
    ) -> Result<Self, StoreError> {
        let (opened, lock) = open::open(dir, tuning, progress)?;
        Self::start(dir, unique_keys, tuning, opened, lock)
    }

    fn start(
        dir: &Path,
        unique_keys: UniqueKeys,
        tuning: Tuning,
        opened: open::Opened,
        lock: File,
    ) -> Result<Self, StoreError> {
        let tick = Tick(opened.layers.standing.tick);
        let tails = Tails::new(&opened.layers.standing);
        let shared = Arc::new(Shared {
            dir: dir.to_owned(),
            tuning,
            unique_keys,
            writer: Mutex::new(Writer {
                journal: opened.journal,
                mark: opened.mark,
                frame: Vec::new(),
                broken: false,
            }),
            layers: RwLock::new(opened.layers),
            tails: Mutex::new(tails),
            refusing: Mutex::default(),
            damage: Mutex::default(),
            commits: watch::channel(tick).0,
            suspect: AtomicBool::new(false),
            stuck: AtomicBool::new(false),
            wake: keeper::Bell::default(),
        });
        let keeper = Keeper::start(&shared, opened.check)?;
        Ok(Self {
            shared,
            keeper: Some(keeper),
            _lock: lock,
        })
    }

    /// Takes everything over into the next base now, removes from the disk what was removed before,
    /// and returns when that is done.
    pub fn fold(&self) -> Result<(), StoreError> {
        self.shared.wake.fold_now();
        self.keeper.as_ref().map_or(Ok(()), Keeper::folded)
    }

    /// Fills a store with records, in large batches; returns how many were written. A record that
    /// would take another one's unique place is an error.
    pub fn fill(
        &self,
        entries: impl Iterator<Item = Result<Entry, StoreError>>,
    ) -> Result<u64, StoreError> {
        let mut written = 0;
        let mut batch: Vec<Transaction> = Vec::new();
        let mut bytes = 0;
        let write = |batch: &mut Vec<Transaction>| {
            let outcomes = self.shared.commit(&std::mem::take(batch))?;
            if outcomes.contains(&Outcome::Conflict) {
                let why = "two records hold one unique place".to_owned();
                return Err(StoreError::Damaged(why));
            }
            Ok(outcomes.len() as u64)
        };
        for entry in entries {
            let Entry { key, body, .. } = entry?;
            bytes += body.len();
            batch.push(Transaction {
                puts: vec![Put {
                    key,
                    precondition: Precondition::None,
                    body,
                }],
                ..Transaction::default()
            });
            if batch.len() >= FILL || bytes >= FILL_BYTES {
                written += write(&mut batch)?;
                bytes = 0;
            }
        }
        if !batch.is_empty() {
            written += write(&mut batch)?;
        }
        Ok(written)
    }
}

impl Drop for EmbeddedStore {
    fn drop(&mut self) {
        if let Some(keeper) = self.keeper.take() {
            keeper.stop();
        }
        lock(&self.shared.writer).journal.close();
    }
}

/// A panic elsewhere leaves what stands behind our locks whole: it is changed in one go.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The time, in milliseconds since 1970: it stands in frames for people to read, nothing depends on it.
fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| {
        i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
    })
}

impl Shared {
    fn layers(&self) -> RwLockReadGuard<'_, Layers> {
        self.layers.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn layers_mut(&self) -> RwLockWriteGuard<'_, Layers> {
        self.layers.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// What stands under a key.
    fn slot(&self, key: &Key) -> Result<Option<Slot>, StoreError> {
        let disk = {
            let layers = self.layers();
            if let Some((version, body)) = layers.in_memory(key) {
                return Ok(body.map(|body| (version, body)));
            }
            layers.disk()
        };
        self.doubting(|| disk.get(key))
    }

    /// Reads from the disk; where that finds damage, lets the keeper look.
    fn doubting<T>(&self, read: impl FnOnce() -> Result<T, StoreError>) -> Result<T, StoreError> {
        read().inspect_err(|_| {
            self.suspect.store(true, Ordering::Relaxed);
            self.wake.ring();
        })
    }

    fn entry(&self, key: &Key) -> Result<Option<Entry>, StoreError> {
        let slot = self.slot(key)?;
        Ok(slot.map(|(version, body)| Entry {
            key: key.clone(),
            version,
            body,
        }))
    }

    fn latest(&self, shop: ShopId) -> Sequence {
        let layers = self.layers();
        layers
            .standing
            .shops
            .get(&shop)
            .copied()
            .unwrap_or_default()
    }

    /// Refuses commits for the time being.
    fn refuse(&self, why: String) {
        let mut refusing = lock(&self.refusing);
        if let Some((before, _)) = &mut *refusing {
            *before = why;
            return;
        }
        tracing::error!(%why, "nothing is taken in until this is mended");
        *refusing = Some((why, now()));
    }

    /// Takes commits again.
    fn recover(&self) {
        if lock(&self.refusing).take().is_some() {
            tracing::warn!("everything is taken in again");
        }
    }

    /// Waits a while for the next step where memory is far ahead of sled: whoever fills a store writes
    /// faster than sled does, and must neither fill the memory nor be refused for it.
    fn keep_pace(&self) {
        let far = self.tuning.step.saturating_mul(FAR);
        let until = Instant::now() + PATIENCE;
        while self.layers().young.bytes > far
            && !self.stuck.load(Ordering::Relaxed)
            && Instant::now() < until
        {
            self.wake.ring();
            std::thread::sleep(PAUSE);
        }
    }

    fn commit(&self, transactions: &[Transaction]) -> Result<Vec<Outcome>, StoreError> {
        self.keep_pace();
        let mut writer = lock(&self.writer);
        if let Some((why, _)) = &*lock(&self.refusing) {
            return Err(StoreError::Io(why.clone()));
        }
        let read = |key: &Key| self.slot(key);
        let latest = |shop| self.latest(shop);
        let mut draft = Draft::new(self.unique_keys, &read, &latest);
        let outcomes: Vec<Outcome> = transactions
            .iter()
            .map(|transaction| draft.apply(transaction))
            .collect::<Result<_, _>>()?;
        let (written, sequences) = draft.into_writes();
        if !sequences.is_empty() {
            self.write(&mut writer, written, sequences)?;
        }
        Ok(outcomes)
    }

    /// Makes a batch durable, and then lets it be read.
    fn write(
        &self,
        writer: &mut Writer,
        mut entries: BTreeMap<Key, Written>,
        sequences: HashMap<ShopId, Sequence>,
    ) -> Result<(), StoreError> {
        // What a batch makes and removes again was never there.
        entries.retain(|_, written| written.before.is_some() || written.now.is_some());
        let (tick, mut totals) = {
            let standing = &self.layers().standing;
            (standing.tick + 1, standing.totals)
        };
        let at = now();
        for (key, written) in &entries {
            if let Some(before) = &written.before {
                totals.subtract(key.as_bytes(), before);
            }
            if let Some(now) = &written.now {
                totals.add(key.as_bytes(), now);
            }
        }
        writer.frame.clear();
        encode(&mut writer.frame, (tick, at, totals), &entries, &sequences);
        let ahead = AHEAD.min(self.tuning.segment / 4);
        if let Err(error) = writer.journal.append(&writer.frame, ahead) {
            writer.broken = true;
            let why = keeper::reason(&self.dir, &error);
            self.refuse(why.clone());
            return Err(StoreError::Io(why));
        }
        // Only a help for noticing what is lost elsewhere.
        let _ = writer.mark.set(tick);
        self.publish(entries, sequences, (tick, at, totals));
        if writer.frame.capacity() > 4 * 1024 * 1024 {
            writer.frame = Vec::new();
        }
        if writer.journal.is_full(self.tuning.segment) {
            let standing = self.layers().standing.clone();
            if let Err(error) = writer.journal.restart(&standing) {
                tracing::warn!(%error, "the journal's next segment could not be begun yet");
            }
        }
        Ok(())
    }

    fn publish(
        &self,
        writes: BTreeMap<Key, Written>,
        sequences: HashMap<ShopId, Sequence>,
        (tick, at, totals): (u64, i64, Totals),
    ) {
        let version = |key: &Key| sequences.get(&key.shop()).copied().unwrap_or_default();
        let mut events: BTreeMap<ShopId, Vec<Event>> = BTreeMap::new();
        for (key, written) in &writes {
            if !key.kind().is_unique() {
                events.entry(key.shop()).or_default().push(Event {
                    key: key.clone(),
                    version: version(key),
                    body: written.now.as_ref().map(|(_, body)| body.clone()),
                });
            }
        }
        lock(&self.tails).add(events, &sequences);
        let full = {
            let mut layers = self.layers_mut();
            let layers = &mut *layers;
            for (key, written) in writes {
                let change = match written.now {
                    Some((version, body)) => (version, Some(body)),
                    None => (version(&key), None),
                };
                layers.young.insert(key, change);
            }
            for (shop, sequence) in sequences {
                layers.standing.shops.insert(shop, sequence);
                layers.young.shops.insert(shop, sequence);
                layers.ticks.insert(shop, tick);
            }
            layers.standing.tick = tick;
            layers.standing.at = at;
            layers.standing.totals = totals;
            layers.young.place = Some(tick);
            layers.young.bytes >= self.tuning.step
        };
        self.commits.send_replace(Tick(tick));
        if full {
            self.wake.ring();
        }
    }

    fn standing(&self) -> Standing {
        self.layers().standing.clone()
    }
}

/// Writes a batch as a frame.
fn encode(
    into: &mut Vec<u8>,
    (tick, at, totals): (u64, i64, Totals),
    writes: &BTreeMap<Key, Written>,
    sequences: &HashMap<ShopId, Sequence>,
) {
    let mut frame = FrameWriter::new(into, tick, at, totals);
    let mut rest = sequences.clone();
    let all: Vec<(&Key, &Written)> = writes.iter().collect();
    for of_shop in all.chunk_by(|a, b| a.0.shop() == b.0.shop()) {
        let shop = of_shop[0].0.shop();
        let sequence = rest.remove(&shop).unwrap_or_default();
        frame.shop(
            shop,
            sequence,
            u32::try_from(of_shop.len()).unwrap_or(u32::MAX),
        );
        for (key, written) in of_shop {
            frame.entry(key, written.now.as_ref().map(|(_, body)| &**body));
        }
    }
    for (shop, sequence) in rest {
        frame.shop(shop, sequence, 0);
    }
    frame.end();
}

#[async_trait]
impl Store for EmbeddedStore {
    async fn commit(&self, transactions: Vec<Transaction>) -> Result<Vec<Outcome>, StoreError> {
        self.shared.commit(&transactions)
    }

    async fn get(&self, key: &Key) -> Result<Option<Entry>, StoreError> {
        self.shared.entry(key)
    }

    async fn get_many(&self, keys: &[Key]) -> Result<Vec<Option<Entry>>, StoreError> {
        self.shared.get_many(keys)
    }

    async fn by_unique(&self, unique: &Key) -> Result<Option<Entry>, StoreError> {
        let holder = self.shared.slot(unique)?;
        let key = holder.and_then(|(_, holder)| Key::from_bytes(&holder));
        key.map_or(Ok(None), |key| self.shared.entry(&key))
    }

    async fn range(
        &self,
        shop: ShopId,
        kind: Kind,
        after: Option<&[u8]>,
        limit: usize,
    ) -> Result<Vec<Entry>, StoreError> {
        let from = Key::new(shop, kind, after.unwrap_or_default());
        let from = match after {
            Some(_) => Bound::Excluded(from),
            None => Bound::Included(from),
        };
        let to = Key::new(shop, Kind(kind.0.saturating_add(1)), &[]);
        let read = || layers::range(&self.shared.layers, from, &to, limit);
        let found = self.shared.doubting(read)?;
        let entry = |(key, (version, body))| Entry { key, version, body };
        Ok(found.into_iter().map(entry).collect())
    }

    async fn feed(&self, shop: ShopId, after: Sequence, limit: usize) -> Result<Feed, StoreError> {
        feed::read(&self.shared, shop, after, limit)
    }

    async fn versions(&self, after: Tick) -> Result<(Vec<(ShopId, Sequence)>, Tick), StoreError> {
        let layers = self.shared.layers();
        let newer = layers.ticks.iter().filter(|(_, tick)| **tick > after.0);
        let sequence = |shop| layers.standing.shops.get(shop).copied().unwrap_or_default();
        let newer = newer.map(|(shop, _)| (*shop, sequence(shop))).collect();
        Ok((newer, Tick(layers.standing.tick)))
    }

    async fn version(&self, shop: ShopId) -> Result<Sequence, StoreError> {
        Ok(self.shared.latest(shop))
    }

    fn commits(&self) -> watch::Receiver<Tick> {
        self.shared.commits.subscribe()
    }

    fn health(&self) -> Health {
        if let Some((why, since)) = lock(&self.shared.refusing).clone() {
            return Health::Refusing { why, since };
        }
        let damage = lock(&self.shared.damage).clone();
        damage.map_or(Health::Well, |why| Health::Damaged { why })
    }

    async fn verify(&self) -> Result<Vec<String>, StoreError> {
        let shared = Arc::clone(&self.shared);
        let checked = tokio::task::spawn_blocking(move || fold::check(&shared)).await;
        checked.map_err(|error| StoreError::Io(error.to_string()))?
    }

    async fn entries(&self) -> Result<u64, StoreError> {
        Ok(self.shared.layers().standing.totals.count)
    }
}

impl Shared {
    /// Several entries. Those on the disk are read in the order of their keys, so that a block is
    /// unpacked once for all that are in it.
    fn get_many(&self, keys: &[Key]) -> Result<Vec<Option<Entry>>, StoreError> {
        let mut found = vec![None; keys.len()];
        let mut rest = Vec::new();
        let disk = {
            let layers = self.layers();
            for (place, key) in keys.iter().enumerate() {
                match layers.in_memory(key) {
                    Some((version, body)) => {
                        let key = key.clone();
                        found[place] = body.map(|body| Entry { key, version, body });
                    }
                    None => rest.push(place),
                }
            }
            layers.disk()
        };
        rest.sort_unstable_by(|a, b| keys[*a].cmp(&keys[*b]));
        self.doubting(|| {
            let mut near = base::Near::default();
            for place in rest {
                let key = keys[place].clone();
                let slot = disk.get_near(&key, &mut near)?;
                found[place] = slot.map(|(version, body)| Entry { key, version, body });
            }
            Ok(found)
        })
    }
}

#[cfg(test)]
mod tests;
