//! What figures are counted and joined from, in memory: every order and response of every shop as
//! columns.
//!
//! The store answers what one record is; this answers how many there are of a day, which stand in
//! a list, and which of them go together: answers by country, what a customer was asked before, what
//! somebody bought after answering, how many match a filter. Nothing in it is durable.
//!
//! A shop's columns are loaded by the first who reads them, and let go when nobody did for long, or
//! when all together take too much memory. The [keeper] does both on a thread of its own: it loads
//! them from their [snapshot], or from the records where there is none that fits, and writes snapshots of
//! what has changed. The [follower], a second thread, takes in what the feed of each loaded shop
//! says; a row that changes is taken out of every count and put in again, so it always comes to
//! what a scan would.
//!
//! Each shop stands behind a lock of its own. The one thread that writes takes it only while nobody
//! reads, and never queues for it: however long a page reads, the next reader does not wait for it,
//! and no other shop does. What has to be taken in meanwhile is kept beside.
//!
//! [`Index::read`] waits until a shop has come as far as the store, so owners see what they just
//! wrote; [`Index::at_hand`] waits a moment at most. It knows no HTTP and no clock.

mod asks;
mod audit;
mod behaviour;
mod codes;
mod column;
mod cube;
mod customers;
mod daily;
mod dimension;
mod figures;
mod filter;
mod follower;
mod keeper;
mod lists;
mod numbers;
mod order_ids;
mod orders;
mod progress;
mod response_ids;
mod responses;
mod shop;
mod snapshot;
mod test_responses;

pub use audit::Joined;
pub use behaviour::Behaviour;
pub use daily::day;
pub use dimension::{Band, Dimension, values};
pub use filter::Filter;
pub use progress::{Progress, left_at};
pub use shop::{Given, Query, Shop};
pub use snapshot::directory;

use afterword_domain::{change::Sequence, record::INSTALLATION};
use afterword_shared::id::ShopId;
use afterword_store::{Records, StoreError, Tick};
use afterword_store_embedded::directory::Identity;
use keeper::Job;
use std::{
    collections::{HashMap, HashSet},
    ops::Deref,
    path::PathBuf,
    sync::{
        Arc, Mutex, MutexGuard, OnceLock, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
        mpsc,
    },
    time::Duration,
};
use tokio::{
    sync::{OwnedRwLockReadGuard, RwLock, oneshot, watch},
    time::{Instant, timeout, timeout_at},
};

/// How many records are read at a time.
const PAGE: usize = 1000;
/// How long a read waits for what is being loaded or written.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long a shop is waited for that somebody reads, where it is needed only as it is at hand.
const SHORT_PATIENCE: Duration = Duration::from_millis(5);
/// How long a shop takes to take in what was fetched, at most; nearly always far less.
const A_MOMENT: Duration = Duration::from_millis(20);

/// Why the index can't be read.
#[derive(Debug, thiserror::Error)]
pub enum NotReady {
    /// It is still being read from the store.
    #[error("The figures are being read: {percent} % so far. They will be here in a moment.")]
    Loading {
        /// How much is read, 0 to 99.
        percent: u8,
    },
    /// The store can't be read.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Whether it reads, and whether something is in the way.
#[derive(Clone, Debug)]
enum State {
    /// Nobody reads.
    AtRest,
    Follows,
    /// The store can't be read; it is tried again.
    Fails(StoreError),
}

/// A shop's columns.
#[derive(Debug)]
struct Slot {
    shop: Arc<RwLock<Shop>>,
    /// The latest commit of the shop that is in them.
    reached: AtomicU64,
    /// Whether something waits, since somebody reads them.
    held: AtomicBool,
    /// The commit of which there is a snapshot, and since when.
    saved: Mutex<(Sequence, Instant)>,
    /// When they were read last.
    read: Mutex<Instant>,
}

/// Where a shop stands that is to be loaded.
#[derive(Clone, Debug)]
enum Loading {
    /// So much of it is read.
    Percent(u8),
    /// It can't be read; not tried again before this.
    Failed(StoreError, Instant),
}

/// The index. Cheap to clone.
#[derive(Clone)]
pub struct Index(Arc<Inner>);

struct Inner {
    store: Records,
    /// The shops that are loaded.
    shops: std::sync::RwLock<HashMap<ShopId, Arc<Slot>>>,
    /// Those that are not yet.
    loading: Mutex<HashMap<ShopId, Loading>>,
    /// Those that were loaded lately, and have to be caught up with.
    arrived: Mutex<HashSet<ShopId>>,
    /// Where snapshots are kept, and which directory that was.
    dir: OnceLock<(PathBuf, Identity)>,
    jobs: mpsc::Sender<Job>,
    /// Changes with all that is taken in or loaded.
    state: watch::Sender<State>,
    /// Somebody waits for what was written last. Closed when nobody can any more.
    wanted: watch::Sender<()>,
}

impl Inner {
    fn slot(&self, shop: ShopId) -> Option<Arc<Slot>> {
        let shops = self.shops.read().unwrap_or_else(PoisonError::into_inner);
        shops.get(&shop).cloned()
    }

    fn slots(&self) -> Vec<(ShopId, Arc<Slot>)> {
        let shops = self.shops.read().unwrap_or_else(PoisonError::into_inner);
        let slots = shops.iter().map(|(id, slot)| (*id, Arc::clone(slot)));
        slots.collect()
    }

    /// The latest commit of a shop that is taken in.
    fn reached(&self, shop: ShopId) -> Sequence {
        let slot = self.slot(shop);
        slot.map_or(Sequence(0), |slot| slot.reached())
    }

    /// Takes a shop's columns in, to be followed from now on.
    fn arrive(&self, shop: ShopId, slot: Arc<Slot>) {
        let mut shops = self.shops.write().unwrap_or_else(PoisonError::into_inner);
        shops.insert(shop, slot);
        drop(shops);
        lock(&self.arrived).insert(shop);
        self.wanted.send_replace(());
    }

    /// The shops that arrived lately.
    fn arrived(&self) -> Vec<ShopId> {
        lock(&self.arrived).iter().copied().collect()
    }

    /// Lets a shop's columns go. Whoever reads them goes on.
    fn let_go(&self, shop: ShopId) {
        let mut shops = self.shops.write().unwrap_or_else(PoisonError::into_inner);
        shops.remove(&shop);
    }

    /// Lets everybody look again who waits.
    fn tell(&self) {
        self.state.send_modify(|_| {});
    }

    /// Has a shop loaded that is not.
    fn load(&self, shop: ShopId) -> Result<(), NotReady> {
        let mut loading = lock(&self.loading);
        match loading.get(&shop) {
            Some(Loading::Percent(_)) => return Ok(()),
            Some(Loading::Failed(why, until)) if Instant::now() < *until => {
                return Err(why.clone().into());
            }
            Some(Loading::Failed(..)) | None => {}
        }
        // Somebody may have loaded it since it was looked for.
        if self.slot(shop).is_none() {
            loading.insert(shop, Loading::Percent(0));
            if self.jobs.send(Job::Load(shop)).is_err() {
                return Err(stopped());
            }
        }
        Ok(())
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn stopped() -> NotReady {
    StoreError::Io("the index has stopped".into()).into()
}

impl Slot {
    fn new(shop: Shop, reached: Sequence) -> Arc<Self> {
        Arc::new(Self {
            shop: Arc::new(RwLock::new(shop)),
            reached: AtomicU64::new(reached.0),
            held: AtomicBool::new(false),
            saved: Mutex::new((Sequence(0), Instant::now())),
            read: Mutex::new(Instant::now()),
        })
    }

    fn reached(&self) -> Sequence {
        Sequence(self.reached.load(Ordering::Acquire))
    }

    /// The columns as they are now.
    async fn view(&self) -> View {
        *lock(&self.read) = Instant::now();
        let shop = Arc::clone(&self.shop).read_owned().await;
        View {
            sequence: self.reached(),
            shop,
        }
    }
}

/// One shop as it was at one moment. Nothing is taken into it while this is held: read and drop.
pub struct View {
    shop: OwnedRwLockReadGuard<Shop>,
    sequence: Sequence,
}

impl View {
    /// The shop's latest commit that is in it.
    pub fn sequence(&self) -> Sequence {
        self.sequence
    }
}

impl Deref for View {
    type Target = Shop;

    fn deref(&self) -> &Shop {
        &self.shop
    }
}

impl Index {
    /// One that reads nothing, for commands that ask it nothing: whoever does is told that.
    pub fn at_rest(store: Records) -> Self {
        let (jobs, _) = mpsc::channel();
        Self::new(store, State::AtRest, jobs)
    }

    fn new(store: Records, state: State, jobs: mpsc::Sender<Job>) -> Self {
        let (state, _) = watch::channel(state);
        let (wanted, _) = watch::channel(());
        Self(Arc::new(Inner {
            store,
            shops: std::sync::RwLock::default(),
            loading: Mutex::default(),
            arrived: Mutex::default(),
            dir: OnceLock::new(),
            jobs,
            state,
            wanted,
        }))
    }

    /// Begins to follow the store. Its threads end when every clone of the index is dropped.
    pub fn start(store: Records) -> Result<Self, std::io::Error> {
        let (jobs, queue) = mpsc::channel();
        let index = Self::new(store, State::Follows, jobs);
        follower::start(&index.0)?;
        keeper::start(&index.0, queue)?;
        Ok(index)
    }

    /// Keeps snapshots in a directory from now on, so that the next start is quick. Those that are
    /// ahead of the store are thrown away: it was replaced by an older copy.
    pub async fn keep_in(&self, dir: PathBuf) -> Result<(), StoreError> {
        let made = std::fs::create_dir_all(&dir).and_then(|()| Identity::of(&dir));
        let identity = match made {
            Ok(identity) => identity,
            Err(error) => {
                // A disk that is full holds up nobody: the next start takes longer.
                tracing::warn!(%error, "no snapshots of the figures can be kept");
                return Ok(());
            }
        };
        for (shop, sequence) in snapshot::all(&dir) {
            if self.0.store.version(shop).await? < sequence {
                snapshot::remove(&dir, shop);
            }
        }
        // Whoever comes second keeps to what the first has.
        let _ = self.0.dir.set((dir, identity));
        Ok(())
    }

    /// Reads a shop anew from its records, since its columns are not what they should be.
    pub fn forget(&self, shop: ShopId) {
        if let Some((dir, _)) = self.0.dir.get() {
            snapshot::remove(dir, shop);
        }
        self.0.let_go(shop);
        self.0.tell();
    }

    /// Writes a snapshot of whatever has changed: for the moment before a server stops.
    pub async fn save(&self) {
        let (done, saved) = oneshot::channel();
        if self.0.jobs.send(Job::Save(done)).is_ok() {
            // A keeper that has ended keeps nothing.
            let _ = saved.await;
        }
    }

    /// Whether it reads nothing.
    pub fn is_at_rest(&self) -> bool {
        matches!(*self.0.state.borrow(), State::AtRest)
    }

    /// One shop, with everything that was written before this call.
    pub async fn read(&self, shop: ShopId) -> Result<View, NotReady> {
        let wanted = self.0.store.version(shop).await?;
        match timeout(PATIENCE, self.come_to(wanted, shop)).await {
            Ok(reached) => Ok(reached?.view().await),
            Err(_) => Err(self.why_late(shop)),
        }
    }

    /// Why a shop has not come as far as was waited for.
    fn why_late(&self, shop: ShopId) -> NotReady {
        if let State::Fails(why) = &*self.0.state.borrow() {
            return why.clone().into();
        }
        let percent = match lock(&self.0.loading).get(&shop) {
            Some(Loading::Percent(percent)) => *percent,
            _ => 99,
        };
        NotReady::Loading { percent }
    }

    /// One shop, with everything that was written before this call if that is in it by a deadline,
    /// and else as far as it has come; `None` while it is being loaded, or can't be read.
    pub async fn at_hand(&self, shop: ShopId, deadline: Instant) -> Option<View> {
        let wanted = self.0.store.version(shop).await.ok()?;
        // Somebody reads it already: how long that takes nobody knows.
        let is_held = |slot: Arc<Slot>| slot.held.load(Ordering::Acquire);
        let deadline = if self.0.slot(shop).is_some_and(is_held) {
            deadline.min(Instant::now() + SHORT_PATIENCE)
        } else {
            deadline
        };
        if self.0.reached(shop) < wanted
            && let Ok(reached) = timeout_at(deadline, self.come_to(wanted, shop)).await
        {
            reached.ok()?;
        }
        let slot = self.0.slot(shop)?;
        timeout(A_MOMENT, slot.view()).await.ok()
    }

    /// Waits until a shop is loaded, so long at most.
    pub async fn loaded(&self, shop: ShopId, patience: Duration) {
        if self.0.slot(shop).is_none() && !self.is_at_rest() {
            // Whoever reads it is told where it can't be.
            let _ = timeout(patience, self.come_to(Sequence(0), shop)).await;
        }
    }

    /// Waits until every shop is loaded and has come as far as the store, however long that takes.
    pub async fn catch_up(&self) -> Result<(), NotReady> {
        let (versions, _) = self.0.store.versions_after(Tick(0)).await?;
        for (shop, wanted) in versions {
            if shop != INSTALLATION {
                self.come_to(wanted, shop).await?;
            }
        }
        Ok(())
    }

    /// Waits until a shop has everything up to a commit.
    async fn come_to(&self, wanted: Sequence, shop: ShopId) -> Result<Arc<Slot>, NotReady> {
        let mut state = self.0.state.subscribe();
        loop {
            if matches!(*state.borrow_and_update(), State::AtRest) {
                let why = "the index reads nothing for a command".to_owned();
                return Err(StoreError::Io(why).into());
            }
            match self.0.slot(shop) {
                Some(slot) if slot.reached() >= wanted => return Ok(slot),
                Some(_) => {
                    self.0.wanted.send_replace(());
                }
                None => self.0.load(shop)?,
            }
            if state.changed().await.is_err() {
                return Err(stopped());
            }
        }
    }
}

#[cfg(test)]
mod tests;
