//! The thread that loads shops' columns, keeps their snapshots, and lets them go.

use super::{
    Inner, Joined, Loading, PAGE, Shop, Slot, follower::Unsettled, lock, progress, snapshot,
    snapshot::Snapshot,
};
use afterword_shared::id::{OrderId, ShopId};
use afterword_store::{Records, StoreError};
use jiff::tz::TimeZone;
use std::{
    io,
    path::Path,
    sync::{
        Arc, Weak,
        mpsc::{Receiver, RecvTimeoutError},
    },
    time::Duration,
};
use tokio::{sync::oneshot, time::Instant};

/// How often it is looked for what may be saved or let go.
const ROUND: Duration = Duration::from_mins(1);
/// How long nobody reads a shop before its columns are let go.
const IDLE: Duration = Duration::from_hours(1);
/// About how many bytes all columns may take: beyond that those go that were read the longest ago.
const LIMIT: usize = if cfg!(test) { 1 << 20 } else { 1 << 30 };
/// How old a snapshot gets before what was written since is worth another.
const AGE: Duration = Duration::from_mins(15);
/// About how many bytes are worth a file: fewer are read from the records in no time.
const WORTH_A_FILE: usize = if cfg!(test) { 1 } else { 4 << 20 };
/// How many of a snapshot's rows are compared with their records.
const SAMPLE: usize = 100;
/// How long a shop is left alone that can't be read.
const FAILURE_PAUSE: Duration = Duration::from_secs(5);

/// What the keeper is asked for.
#[derive(Debug)]
pub(super) enum Job {
    /// To load a shop.
    Load(ShopId),
    /// To save whatever has changed.
    Save(oneshot::Sender<()>),
}

/// Begins to keep.
pub(super) fn start(inner: &Arc<Inner>, jobs: Receiver<Job>) -> io::Result<()> {
    let keeper = Keeper {
        store: inner.store.clone(),
        inner: Arc::downgrade(inner),
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()?;
    std::thread::Builder::new()
        .name("columns".into())
        .spawn(move || runtime.block_on(keeper.run(&jobs)))?;
    Ok(())
}

struct Keeper {
    store: Records,
    inner: Weak<Inner>,
}

impl Keeper {
    async fn run(&self, jobs: &Receiver<Job>) {
        let mut round = Instant::now();
        loop {
            match jobs.recv_timeout(ROUND.saturating_sub(round.elapsed())) {
                Ok(Job::Load(shop)) => self.load(shop).await,
                Ok(Job::Save(done)) => {
                    if let Some(inner) = self.inner.upgrade() {
                        save_all(&inner, Duration::ZERO).await;
                    }
                    // Who asked may have waited long enough.
                    let _ = done.send(());
                }
                Err(RecvTimeoutError::Timeout) => {
                    let Some(inner) = self.inner.upgrade() else {
                        return;
                    };
                    save_all(&inner, AGE).await;
                    let_idle_go(&inner, IDLE).await;
                    round = Instant::now();
                }
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    }

    /// Loads a shop for whoever waits for it.
    async fn load(&self, id: ShopId) {
        let loaded = match self.load_snapshot(id).await {
            Some(found) => Ok(Some(found)),
            None => self.read(id).await,
        };
        let Some(inner) = self.inner.upgrade() else {
            return;
        };
        match loaded {
            Ok(Some(slot)) => {
                make_room(&inner, &slot).await;
                inner.arrive(id, slot);
                lock(&inner.loading).remove(&id);
            }
            Ok(None) => return,
            Err(why) => {
                tracing::error!(shop = %id, error = %why, "the figures of a shop can't be read");
                let failed = Loading::Failed(why, Instant::now() + FAILURE_PAUSE);
                lock(&inner.loading).insert(id, failed);
            }
        }
        inner.tell();
    }

    /// Reads a shop's records; `None` where nobody wants to know any more.
    async fn read(&self, id: ShopId) -> Result<Option<Arc<Slot>>, StoreError> {
        let sequence = self.store.version(id).await?;
        let all = self.store.entries().await?.max(1);
        let mut read = 0;
        let tell = |records| {
            read += records;
            self.tell(id, read, all)
        };
        let shop = read_shop(&self.store, id, tell).await?;
        Ok(shop.map(|shop| Slot::new(shop, sequence)))
    }

    /// Says how much of a shop is read; `false` where nobody wants to know any more.
    fn tell(&self, shop: ShopId, read: u64, all: u64) -> bool {
        let Some(inner) = self.inner.upgrade() else {
            return false;
        };
        let percent = u8::try_from(read * 100 / all).unwrap_or(99).min(99);
        lock(&inner.loading).insert(shop, Loading::Percent(percent));
        true
    }

    /// The columns of a shop's snapshot with what was written since; `None` where there is none that
    /// fits.
    async fn load_snapshot(&self, id: ShopId) -> Option<Arc<Slot>> {
        let inner = self.inner.upgrade()?;
        let (dir, _) = inner.dir.get()?;
        let why = match self.fitting(dir, id).await {
            Ok(found) => return found,
            Err(why) => why,
        };
        tracing::info!(shop = %id, %why, "the figures are read from the records");
        snapshot::remove(dir, id);
        None
    }

    async fn fitting(&self, dir: &Path, id: ShopId) -> Result<Option<Arc<Slot>>, Unfit> {
        let Some((mut from, saved)) = snapshot::open(dir, id)? else {
            return Ok(None);
        };
        let version = self.store.version(id).await?;
        if saved > version {
            return Err(Unfit::Ahead);
        }
        let mut shop = Shop::load(&mut from)?;
        // Where a store went another way than this one, what is newest tells them apart.
        let (responses, orders) = (shop.latest_responses(SAMPLE), shop.latest_orders(SAMPLE));
        let mut reached = saved;
        while reached < version {
            let mut since = Unsettled::behind(reached);
            if !since.fetch(&self.store, id).await? {
                return Err(Unfit::Old);
            }
            reached = since.reached;
            since.settle(&mut shop);
        }
        for order in orders {
            let held = match self.store.order(id, &order).await? {
                Some(kept) => shop.holds_order(&kept.value),
                None => !shop.knows_order(&order),
            };
            if !held && self.store.version(id).await? == version {
                return Err(Unfit::Other);
            }
        }
        for response in responses {
            let held = match self.store.response(id, response).await? {
                Some(kept) => {
                    let joined = Joined::read(&self.store, &kept.value).await?;
                    shop.holds_response(&kept.value, &joined)
                }
                None => !shop.has_response(response),
            };
            // What was written meanwhile is no fault of the snapshot's.
            if !held && self.store.version(id).await? == version {
                return Err(Unfit::Other);
            }
        }
        let slot = Slot::new(shop, reached);
        lock(&slot.saved).0 = saved;
        Ok(Some(slot))
    }
}

/// Why a snapshot is thrown away.
#[derive(Debug, thiserror::Error)]
enum Unfit {
    #[error("its file can't be read: {0}")]
    File(#[from] io::Error),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("it is ahead of the store")]
    Ahead,
    #[error("what was written since is no longer known")]
    Old,
    #[error("it does not say what the records say")]
    Other,
}

/// A shop's columns out of its records; `read` is told of so many more, and says whether to go on:
/// `None` where not.
async fn read_shop(
    store: &Records,
    id: ShopId,
    mut read: impl FnMut(u64) -> bool,
) -> Result<Option<Shop>, StoreError> {
    let record = store.shop(id).await?;
    let zone = record.map_or(TimeZone::UTC, |kept| kept.value.zone());
    let mut shop = Shop::new(zone);
    let mut after: Option<OrderId> = None;
    loop {
        let page = store.scan_orders(id, after.as_ref(), PAGE).await?;
        let Some(last) = page.last() else { break };
        after = Some(last.order.id.clone());
        for order in &page {
            shop.write_order(order);
        }
        if !read(page.len() as u64) {
            return Ok(None);
        }
    }
    let mut after = None;
    loop {
        let page = store.scan_responses(id, after, PAGE).await?;
        let Some(last) = page.last() else { break };
        after = Some(last.id);
        for response in &page {
            let left = progress::stop_of(store, response).await?;
            shop.write_response(response);
            if let Some(progress::Left(question)) = left {
                shop.note_stop(response, question.as_ref());
            }
        }
        if !read(page.len() as u64) {
            return Ok(None);
        }
    }
    Ok(Some(shop))
}

/// Saves what has changed and was not saved for so long.
async fn save_all(inner: &Inner, age: Duration) {
    for (id, slot) in inner.slots() {
        if lock(&slot.saved).1.elapsed() >= age {
            save(inner, id, &slot).await;
        }
    }
}

/// Writes a snapshot of a shop where something has changed since the last, and it is worth one.
async fn save(inner: &Inner, id: ShopId, slot: &Slot) {
    let Some((dir, identity)) = inner.dir.get() else {
        return;
    };
    // Never into a directory that was put in the place of ours.
    if lock(&slot.saved).0 == slot.reached() || !identity.is_at(dir) {
        return;
    }
    // Nothing is taken in meanwhile: the number stays.
    let shop = slot.shop.read().await;
    let sequence = slot.reached();
    if shop.size() < WORTH_A_FILE {
        return;
    }
    let written = snapshot::write(dir, id, sequence, |to| shop.save(to));
    drop(shop);
    match written.and_then(snapshot::Written::keep) {
        Ok(()) => *lock(&slot.saved) = (sequence, Instant::now()),
        Err(error) => {
            tracing::warn!(shop = %id, %error, "a snapshot of the figures can't be written");
        }
    }
}

/// Lets go what nobody has read for so long.
pub(super) async fn let_idle_go(inner: &Inner, idle: Duration) {
    for (id, slot) in inner.slots() {
        if lock(&slot.read).elapsed() > idle {
            save(inner, id, &slot).await;
            inner.let_go(id);
        }
    }
}

/// Lets go what was read the longest ago, until there is room for a shop.
async fn make_room(inner: &Inner, slot: &Slot) {
    let mut taken = slot.shop.read().await.size();
    let mut others = Vec::new();
    for (id, slot) in inner.slots() {
        let size = slot.shop.read().await.size();
        taken += size;
        let read = *lock(&slot.read);
        others.push((read, id, slot, size));
    }
    others.sort_unstable_by_key(|(read, id, ..)| (*read, *id));
    for (_, id, slot, size) in others {
        if taken <= LIMIT {
            break;
        }
        save(inner, id, &slot).await;
        inner.let_go(id);
        taken -= size;
    }
}
