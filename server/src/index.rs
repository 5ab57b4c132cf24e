//! What figures are counted and joined from, in memory: every order and response of every shop as
//! columns.
//!
//! The store answers what one record is; this answers how many there are of a day, which stand in
//! a list, and which of them go together: answers by country, what a customer was asked before, what
//! somebody bought after answering, how many match a filter. Nothing in it is durable. It is read from
//! the store when the server starts, on a thread of its own, and then follows the feed of every shop; a
//! row that changes is taken out of every count and put in again, so it always comes to what a
//! scan would.
//!
//! Each shop stands behind a lock of its own. The one thread that writes takes it only while nobody
//! reads, and never queues for it: however long a page reads, the next reader does not wait for it,
//! and no other shop does. What has to be taken in meanwhile is kept beside.
//!
//! [`Index::read`] waits until a shop has come as far as the store, so owners see what they just
//! wrote; [`Index::at_hand`] waits a moment at most. It knows no HTTP and no clock.

mod audit;
mod behaviour;
mod codes;
mod column;
mod cube;
mod customers;
mod daily;
mod dimension;
mod filter;
mod lists;
mod order_ids;
mod orders;
mod progress;
mod shop;
mod test_responses;

pub use behaviour::Behaviour;
pub use customers::EarlierAsk;
pub use daily::day;
pub use dimension::{Dimension, values};
pub use filter::Filter;
pub(crate) use progress::stop_of;
pub use progress::{Progress, left_at};
pub use shop::{Given, Query, Shop};

use crate::store::{
    INSTALLATION, Records, Sequence, StoreError, Tick,
    record::{KnownOrder, Record, RecordKey, Response},
};
use afterword_shared::id::{OrderId, QuestionId, ResponseId, ShopId};
use daily::Daily;
use jiff::tz::TimeZone;
use std::{
    collections::HashMap,
    ops::Deref,
    sync::{
        Arc, OnceLock, PoisonError, Weak,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Duration,
};
use tokio::{
    sync::{OwnedRwLockReadGuard, RwLock, watch},
    time::{Instant, timeout, timeout_at},
};

/// How many records are read at a time.
const PAGE: usize = 1000;
/// How long a read waits for what is being loaded or written.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long changes gather before they are taken in, unless somebody reads.
const GATHER: Duration = Duration::from_millis(200);
/// How long a shop is left alone that somebody reads, before it is tried again.
const PAUSE: Duration = Duration::from_millis(1);
/// How many changes may wait for shops that somebody reads before no more are fetched.
const WAITING: usize = 20_000;
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

/// How far it has come.
#[derive(Clone, Debug)]
enum State {
    /// Nobody reads.
    AtRest,
    Loading {
        percent: u8,
    },
    /// Something was taken in since.
    Follows,
    Failed(String),
}

/// A shop's columns.
#[derive(Debug)]
struct Slot {
    shop: Arc<RwLock<Shop>>,
    /// The latest commit of the shop that is in them.
    reached: AtomicU64,
    /// Whether something waits, since somebody reads them.
    held: AtomicBool,
}

/// Every shop's columns.
type Shops = HashMap<ShopId, Arc<Slot>>;

/// The index. Cheap to clone.
#[derive(Clone)]
pub struct Index(Arc<Inner>);

struct Inner {
    store: Records,
    shops: std::sync::RwLock<Shops>,
    state: watch::Sender<State>,
    /// Somebody waits for what was written last. Closed when nobody can any more.
    wanted: watch::Sender<()>,
}

impl Inner {
    fn slot(&self, shop: ShopId) -> Option<Arc<Slot>> {
        let shops = self.shops.read().unwrap_or_else(PoisonError::into_inner);
        shops.get(&shop).cloned()
    }

    /// The columns of a shop, made where there are none. A shop without a record has its days in
    /// UTC.
    fn keep(&self, shop: ShopId) -> Arc<Slot> {
        let mut shops = self.shops.write().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(
            shops
                .entry(shop)
                .or_insert_with(|| Slot::new(Shop::new(TimeZone::UTC), Sequence(0))),
        )
    }

    /// The latest commit of a shop that is taken in.
    fn reached(&self, shop: ShopId) -> Sequence {
        let slot = self.slot(shop);
        slot.map_or(Sequence(0), |slot| slot.reached())
    }
}

impl Slot {
    fn new(shop: Shop, reached: Sequence) -> Arc<Self> {
        Arc::new(Self {
            shop: Arc::new(RwLock::new(shop)),
            reached: AtomicU64::new(reached.0),
            held: AtomicBool::new(false),
        })
    }

    fn reached(&self) -> Sequence {
        Sequence(self.reached.load(Ordering::Acquire))
    }
}

/// One shop as it was at one moment. Nothing is taken into it while this is held: read and drop.
pub struct View {
    shop: Option<OwnedRwLockReadGuard<Shop>>,
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
        static NOTHING: OnceLock<Shop> = OnceLock::new();
        match &self.shop {
            Some(shop) => shop,
            None => NOTHING.get_or_init(|| Shop::new(TimeZone::UTC)),
        }
    }
}

impl Index {
    /// One that reads nothing, for commands that ask it nothing: whoever does is told that.
    pub fn at_rest(store: Records) -> Self {
        Self::new(store, State::AtRest)
    }

    fn new(store: Records, state: State) -> Self {
        let (state, _) = watch::channel(state);
        let (wanted, _) = watch::channel(());
        Self(Arc::new(Inner {
            store,
            shops: std::sync::RwLock::default(),
            state,
            wanted,
        }))
    }

    /// Begins to read the store on a thread of its own. The thread ends when every clone of the
    /// index is dropped.
    pub fn start(store: Records) -> Result<Self, std::io::Error> {
        let index = Self::new(store.clone(), State::Loading { percent: 0 });
        let asks = index.0.wanted.subscribe();
        let follower = Follower {
            commits: store.commits(),
            store,
            asks,
            inner: Arc::downgrade(&index.0),
        };
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .build()?;
        std::thread::Builder::new()
            .name("index".into())
            .spawn(move || runtime.block_on(follower.run()))?;
        Ok(index)
    }

    /// Whether it reads nothing.
    pub fn is_at_rest(&self) -> bool {
        matches!(*self.0.state.borrow(), State::AtRest)
    }

    /// One shop, with everything that was written before this call.
    pub async fn read(&self, shop: ShopId) -> Result<View, NotReady> {
        let wanted = self.0.store.version(shop).await?;
        self.reach(wanted, shop).await?;
        Ok(self.view(shop).await)
    }

    async fn view(&self, shop: ShopId) -> View {
        let Some(slot) = self.0.slot(shop) else {
            return View {
                shop: None,
                sequence: Sequence(0),
            };
        };
        let shop = Arc::clone(&slot.shop).read_owned().await;
        View {
            shop: Some(shop),
            sequence: slot.reached(),
        }
    }

    /// One shop, with everything that was written before this call if that is in it by a deadline,
    /// and else as far as it has come; `None` while it is being loaded, or can't be read.
    pub async fn at_hand(&self, shop: ShopId, deadline: Instant) -> Option<View> {
        if !matches!(*self.0.state.borrow(), State::Follows) {
            return None;
        }
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
        timeout(A_MOMENT, self.view(shop)).await.ok()
    }

    /// Waits while it is being loaded, so long at most.
    pub async fn loaded(&self, patience: Duration) {
        let mut state = self.0.state.subscribe();
        let loaded = state.wait_for(|state| !matches!(state, State::Loading { .. }));
        let _ = timeout(patience, loaded).await;
    }

    /// Waits until it has come as far as the store, however long that takes.
    pub async fn catch_up(&self) -> Result<(), NotReady> {
        let (versions, _) = self.0.store.versions_after(Tick(0)).await?;
        for (shop, wanted) in versions {
            if shop != INSTALLATION {
                self.come_to(wanted, shop).await?;
            }
        }
        Ok(())
    }

    /// Waits a while until a shop has everything up to a commit.
    async fn reach(&self, wanted: Sequence, shop: ShopId) -> Result<(), NotReady> {
        match timeout(PATIENCE, self.come_to(wanted, shop)).await {
            Ok(reached) => reached,
            Err(_) => Err(match *self.0.state.borrow() {
                State::Loading { percent } => NotReady::Loading { percent },
                _ => NotReady::Loading { percent: 99 },
            }),
        }
    }

    /// Waits until a shop has everything up to a commit.
    async fn come_to(&self, wanted: Sequence, shop: ShopId) -> Result<(), NotReady> {
        let mut state = self.0.state.subscribe();
        loop {
            match &*state.borrow_and_update() {
                State::Follows if self.0.reached(shop) >= wanted => return Ok(()),
                State::Failed(why) => return Err(StoreError::Io(why.clone()).into()),
                State::AtRest => {
                    let why = "the index reads nothing for a command".to_owned();
                    return Err(StoreError::Io(why).into());
                }
                State::Loading { .. } | State::Follows => {}
            }
            self.0.wanted.send_replace(());
            if state.changed().await.is_err() {
                return Err(StoreError::Io("the index has stopped".into()).into());
            }
        }
    }
}

/// Reads the store, then what is written to it.
struct Follower {
    store: Records,
    commits: watch::Receiver<Tick>,
    asks: watch::Receiver<()>,
    inner: Weak<Inner>,
}

impl Follower {
    async fn run(mut self) {
        let done = match self.load().await {
            Ok(Some(tick)) => self.follow(tick).await,
            Ok(None) => Ok(()),
            Err(error) => Err(error),
        };
        if let Err(error) = done {
            tracing::error!(%error, "the index can't be kept");
            if let Some(inner) = self.inner.upgrade() {
                inner.state.send_replace(State::Failed(error.to_string()));
            }
        }
    }

    /// Reads everything; `None` where nobody wants it any more.
    async fn load(&self) -> Result<Option<Tick>, StoreError> {
        let (versions, tick) = self.store.versions_after(Tick(0)).await?;
        let all = self.store.entries().await?.max(1);
        let mut read = 0;
        for (id, sequence) in versions {
            if id == INSTALLATION {
                continue;
            }
            let mut told = |records| {
                read += records;
                self.tell(read, all)
            };
            let Some(shop) = read_shop(&self.store, id, &mut told).await? else {
                return Ok(None);
            };
            let Some(inner) = self.inner.upgrade() else {
                return Ok(None);
            };
            let mut shops = inner.shops.write().unwrap_or_else(PoisonError::into_inner);
            shops.insert(id, Slot::new(shop, sequence));
        }
        let Some(inner) = self.inner.upgrade() else {
            return Ok(None);
        };
        inner.state.send_replace(State::Follows);
        Ok(Some(tick))
    }

    /// Says how much is read; `false` where nobody wants to know any more.
    fn tell(&self, read: u64, all: u64) -> bool {
        let Some(inner) = self.inner.upgrade() else {
            return false;
        };
        let percent = u8::try_from(read * 100 / all).unwrap_or(99).min(99);
        inner.state.send_if_modified(|state| match state {
            State::Loading { percent: before } if *before != percent => {
                *before = percent;
                true
            }
            _ => false,
        });
        true
    }

    async fn follow(&mut self, mut tick: Tick) -> Result<(), StoreError> {
        let mut waiting = Waiting::default();
        loop {
            let Some(inner) = self.inner.upgrade() else {
                return Ok(());
            };
            self.commits.borrow_and_update();
            let (newer, newest) = self.store.versions_after(tick).await?;
            tick = newest;
            waiting.wanted.extend(newer);
            waiting.fetch(&inner).await?;
            waiting.settle(&inner).await;
            inner.state.send_replace(State::Follows);
            drop(inner);
            if !waiting.is_empty() {
                tokio::time::sleep(PAUSE).await;
            } else if self.wait(tick).await.is_err() {
                return Ok(());
            }
        }
    }

    /// Waits for a commit, and then a little for more of them, unless somebody asks. Errs where
    /// nobody can ask any more.
    async fn wait(&mut self, reached: Tick) -> Result<(), watch::error::RecvError> {
        let mut asked = false;
        while *self.commits.borrow_and_update() <= reached {
            tokio::select! {
                commit = self.commits.changed() => commit?,
                ask = self.asks.changed() => {
                    ask?;
                    asked = true;
                }
            }
        }
        if !asked {
            tokio::select! {
                ask = self.asks.changed() => ask?,
                () = tokio::time::sleep(GATHER) => {}
            }
        }
        Ok(())
    }
}

/// A shop's columns out of its records; `read` is told of so many more, and says whether to go on:
/// `None` where not.
async fn read_shop(
    store: &Records,
    id: ShopId,
    read: &mut impl FnMut(u64) -> bool,
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
            if let Some(question) = left {
                shop.note_stop(response, question.as_ref());
            }
        }
        if !read(page.len() as u64) {
            return Ok(None);
        }
    }
    Ok(Some(shop))
}

/// The question at which somebody left; `None` at the end.
#[derive(Debug)]
struct Left(Option<QuestionId>);

/// One thing for a shop's columns to take in.
#[derive(Debug)]
enum Step {
    Order(KnownOrder),
    Response(Response, Option<Left>),
    RemoveOrder(OrderId),
    RemoveResponse(ResponseId),
}

/// What one shop has yet to take in.
#[derive(Debug, Default)]
struct Unsettled {
    /// What takes the place of all that was there, since the feed no longer says what changed.
    anew: Option<Box<Shop>>,
    steps: Vec<Step>,
    /// The zone to come, where that is news.
    zone: Option<TimeZone>,
    /// What was counted in it.
    daily: Option<Daily>,
    /// Up to which commit that is.
    reached: Sequence,
}

/// What was fetched and is not taken in.
#[derive(Debug, Default)]
struct Waiting {
    /// How far each shop has come in the store that is ahead of what was fetched.
    wanted: HashMap<ShopId, Sequence>,
    fetched: HashMap<ShopId, Unsettled>,
}

impl Waiting {
    fn is_empty(&self) -> bool {
        self.wanted.is_empty() && self.fetched.is_empty()
    }

    fn len(&self) -> usize {
        self.fetched.values().map(|shop| shop.steps.len()).sum()
    }

    /// Fetches what was written, as much as may wait.
    async fn fetch(&mut self, inner: &Inner) -> Result<(), StoreError> {
        for (shop, wanted) in std::mem::take(&mut self.wanted) {
            if shop == INSTALLATION {
                continue;
            }
            let mut unsettled = self.fetched.remove(&shop).unwrap_or_default();
            if unsettled.reached == Sequence(0) {
                unsettled.reached = inner.reached(shop);
            }
            while unsettled.reached < wanted && self.len() + unsettled.steps.len() < WAITING {
                unsettled.fetch(&inner.store, shop).await?;
            }
            if unsettled.reached < wanted {
                self.wanted.insert(shop, wanted);
            }
            self.fetched.insert(shop, unsettled);
        }
        Ok(())
    }

    /// Lets each shop that nobody reads take in what waits for it.
    async fn settle(&mut self, inner: &Inner) {
        let mut left = HashMap::new();
        for (id, mut unsettled) in self.fetched.drain() {
            let slot = inner.keep(id);
            unsettled.count_in_zone(&slot).await;
            if let Ok(mut shop) = slot.shop.try_write() {
                let reached = unsettled.reached;
                unsettled.apply(&mut shop);
                slot.reached.store(reached.0, Ordering::Release);
                slot.held.store(false, Ordering::Release);
            } else {
                slot.held.store(true, Ordering::Release);
                left.insert(id, unsettled);
            }
        }
        self.fetched = left;
    }
}

impl Unsettled {
    /// Fetches some of what happened in a shop.
    async fn fetch(&mut self, store: &Records, shop: ShopId) -> Result<(), StoreError> {
        let Some((happened, reached)) = store.feed(shop, self.reached, PAGE).await? else {
            let version = store.version(shop).await?;
            if let Some(anew) = read_shop(store, shop, &mut |_| true).await? {
                *self = Self {
                    anew: Some(Box::new(anew)),
                    reached: version,
                    ..Self::default()
                };
            }
            return Ok(());
        };
        for happened in happened {
            match (happened.key, happened.record) {
                (_, Some(Record::Shop(shop))) => self.zone = Some(shop.zone()),
                (_, Some(Record::Order(order))) => self.steps.push(Step::Order(order)),
                (_, Some(Record::Response(response))) => {
                    let left = progress::stop_of(store, &response).await?.map(Left);
                    self.steps.push(Step::Response(response, left));
                }
                (RecordKey::Order(_, id), None) => self.steps.push(Step::RemoveOrder(id)),
                (RecordKey::Response(_, id), None) => self.steps.push(Step::RemoveResponse(id)),
                _ => {}
            }
        }
        self.reached = reached;
        Ok(())
    }

    /// Counts a shop's rows anew where its zone is another now; whoever reads goes on meanwhile.
    async fn count_in_zone(&mut self, slot: &Slot) {
        let Some(zone) = self.zone.take() else {
            return;
        };
        // Nobody else writes: what is counted here is still so when it is taken over.
        let shop = slot.shop.read().await;
        self.daily = (*shop.zone() != zone).then(|| shop.counted_in(zone));
    }

    fn apply(self, shop: &mut Shop) {
        if let Some(anew) = self.anew {
            *shop = *anew;
        }
        if let Some(daily) = self.daily {
            shop.set_daily(daily);
        }
        for step in self.steps {
            match step {
                Step::Order(order) => shop.write_order(&order),
                Step::Response(response, left) => {
                    shop.write_response(&response);
                    if let Some(Left(question)) = left {
                        shop.note_stop(&response, question.as_ref());
                    }
                }
                Step::RemoveOrder(id) => shop.remove_order(&id),
                Step::RemoveResponse(id) => shop.remove_response(id),
            }
        }
    }
}

#[cfg(test)]
mod tests;
