//! The thread that takes in what is written: of every shop that is loaded, and of no other.

use super::{
    Inner, PAGE, Shop, Slot, State,
    daily::Daily,
    lock,
    progress::{self, Left},
};
use afterword_domain::{
    change::Sequence,
    record::{OrderRecord, Record, Response},
};
use afterword_shared::id::{OrderId, ResponseId, ShopId};
use afterword_store::{Records, StoreError, Tick};
use jiff::tz::TimeZone;
use std::{
    collections::HashMap,
    io,
    sync::{Arc, Weak, atomic::Ordering},
    time::Duration,
};
use tokio::sync::watch;

/// How long changes gather before they are taken in, unless somebody reads.
const GATHER: Duration = Duration::from_millis(200);
/// How long a shop is left alone that somebody reads, before it is tried again.
const PAUSE: Duration = Duration::from_millis(1);
/// How long the store is left alone that can't be read, before it is tried again.
const FAILURE_PAUSE: Duration = Duration::from_secs(1);
/// How many changes may wait for shops that somebody reads before no more are fetched.
const WAITING: usize = 20_000;

/// Begins to follow the store.
pub(super) fn start(inner: &Arc<Inner>) -> io::Result<()> {
    let follower = Follower {
        commits: inner.store.commits(),
        store: inner.store.clone(),
        asks: inner.wanted.subscribe(),
        inner: Arc::downgrade(inner),
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()?;
    std::thread::Builder::new()
        .name("index".into())
        .spawn(move || runtime.block_on(follower.run()))?;
    Ok(())
}

struct Follower {
    store: Records,
    commits: watch::Receiver<Tick>,
    asks: watch::Receiver<()>,
    inner: Weak<Inner>,
}

impl Follower {
    async fn run(mut self) {
        let (mut tick, mut waiting) = (Tick(0), Waiting::default());
        loop {
            let Some(inner) = self.inner.upgrade() else {
                return;
            };
            self.commits.borrow_and_update();
            let done = self.take_in(&inner, &mut tick, &mut waiting).await;
            let fails = done.is_err();
            inner.state.send_modify(|state| match done {
                Ok(()) => *state = State::Follows,
                Err(error) => {
                    if !matches!(state, State::Fails(known) if *known == error) {
                        tracing::error!(%error, "the figures can't be kept up to date");
                    }
                    *state = State::Fails(error);
                }
            });
            drop(inner);
            if fails {
                tokio::time::sleep(FAILURE_PAUSE).await;
            } else if !waiting.is_empty() {
                tokio::time::sleep(PAUSE).await;
            } else if self.wait(tick).await.is_err() {
                return;
            }
        }
    }

    /// Takes in what was written since a tick.
    async fn take_in(
        &self,
        inner: &Inner,
        tick: &mut Tick,
        waiting: &mut Waiting,
    ) -> Result<(), StoreError> {
        let (newer, newest) = self.store.versions_after(*tick).await?;
        *tick = newest;
        waiting.wanted.extend(newer);
        for shop in inner.arrived() {
            waiting.wanted.insert(shop, self.store.version(shop).await?);
            lock(&inner.arrived).remove(&shop);
        }
        let fetched = waiting.fetch(inner).await;
        waiting.settle().await;
        fetched
    }

    fn has_arrivals(&self) -> bool {
        let inner = self.inner.upgrade();
        inner.is_some_and(|inner| !lock(&inner.arrived).is_empty())
    }

    /// Waits for a commit or a shop, and then a little for more of them, unless somebody asks. Errs where
    /// nobody can ask any more.
    async fn wait(&mut self, reached: Tick) -> Result<(), watch::error::RecvError> {
        let mut asked = false;
        while *self.commits.borrow_and_update() <= reached && !self.has_arrivals() {
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

/// One thing for a shop's columns to take in.
#[derive(Debug)]
enum Step {
    Order(OrderRecord),
    Response(Response, Option<Left>),
    RemoveOrder(OrderId),
    RemoveResponse(ResponseId),
}

/// What one shop has yet to take in.
#[derive(Debug, Default)]
pub(super) struct Unsettled {
    steps: Vec<Step>,
    /// The zone to come, where that is news.
    zone: Option<TimeZone>,
    /// What was counted in it.
    daily: Option<Daily>,
    /// Up to which commit that is.
    pub(super) reached: Sequence,
}

/// What was fetched for a shop and is not taken in.
struct Fetched {
    /// The columns that it is for: a shop that was let go and loaded again has others.
    slot: Arc<Slot>,
    unsettled: Unsettled,
}

/// What is ahead of the columns.
#[derive(Default)]
struct Waiting {
    /// How far each shop has come in the store that is ahead of what was fetched.
    wanted: HashMap<ShopId, Sequence>,
    fetched: HashMap<ShopId, Fetched>,
}

impl Waiting {
    fn is_empty(&self) -> bool {
        self.wanted.is_empty() && self.fetched.is_empty()
    }

    fn len(&self) -> usize {
        let shops = self.fetched.values();
        shops.map(|shop| shop.unsettled.steps.len()).sum()
    }

    /// Fetches what was written, as much as may wait.
    async fn fetch(&mut self, inner: &Inner) -> Result<(), StoreError> {
        let mut failed = None;
        for (shop, wanted) in std::mem::take(&mut self.wanted) {
            let fetched = self.fetched.remove(&shop);
            let Some(slot) = inner.slot(shop) else {
                continue;
            };
            let mut fetched = fetched
                .filter(|fetched| Arc::ptr_eq(&fetched.slot, &slot))
                .unwrap_or_else(|| Fetched {
                    unsettled: Unsettled::behind(slot.reached()),
                    slot,
                });
            let unsettled = &mut fetched.unsettled;
            let mut is_known = true;
            while is_known
                && unsettled.reached < wanted
                && self.len() + unsettled.steps.len() < WAITING
            {
                match unsettled.fetch(&inner.store, shop).await {
                    Ok(known) => is_known = known,
                    Err(error) => {
                        failed = Some(error);
                        break;
                    }
                }
            }
            if !is_known {
                // Whoever wants it has it loaded anew.
                inner.let_go(shop);
                inner.tell();
                continue;
            }
            if unsettled.reached < wanted {
                self.wanted.insert(shop, wanted);
            }
            self.fetched.insert(shop, fetched);
        }
        failed.map_or(Ok(()), Err)
    }

    /// Lets each shop that nobody reads take in what waits for it.
    async fn settle(&mut self) {
        let mut left = HashMap::new();
        for (id, mut fetched) in self.fetched.drain() {
            let slot = Arc::clone(&fetched.slot);
            fetched.unsettled.count_in_zone(&slot).await;
            if let Ok(mut shop) = slot.shop.try_write() {
                let reached = fetched.unsettled.reached;
                fetched.unsettled.apply(&mut shop);
                slot.reached.store(reached.0, Ordering::Release);
                slot.held.store(false, Ordering::Release);
            } else {
                slot.held.store(true, Ordering::Release);
                left.insert(id, fetched);
            }
        }
        self.fetched = left;
    }
}

impl Unsettled {
    /// Nothing yet of what happened after a commit.
    pub(super) fn behind(reached: Sequence) -> Self {
        Self {
            reached,
            ..Self::default()
        }
    }

    /// Fetches some of what happened in a shop; `false` where that is no longer known.
    pub(super) async fn fetch(
        &mut self,
        store: &Records,
        shop: ShopId,
    ) -> Result<bool, StoreError> {
        let Some((happened, reached)) = store.feed(shop, self.reached, PAGE).await? else {
            return Ok(false);
        };
        for happened in happened {
            match (happened.key, happened.record) {
                (_, Some(Record::Shop(shop))) => self.zone = Some(shop.zone()),
                (_, Some(Record::Order(order))) => self.steps.push(Step::Order(order)),
                (_, Some(Record::Response(response))) => {
                    let left = progress::stop_of(store, &response).await?;
                    self.steps.push(Step::Response(response, left));
                }
                (key, None) => {
                    self.steps
                        .extend(key.id_of::<OrderRecord>().map(Step::RemoveOrder));
                    self.steps
                        .extend(key.id_of::<Response>().map(Step::RemoveResponse));
                }
                _ => {}
            }
        }
        self.reached = reached;
        Ok(true)
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

    /// Takes it into columns that nobody reads yet.
    pub(super) fn settle(mut self, shop: &mut Shop) {
        if let Some(zone) = self.zone.take().filter(|zone| shop.zone() != zone) {
            self.daily = Some(shop.counted_in(zone));
        }
        self.apply(shop);
    }

    fn apply(self, shop: &mut Shop) {
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
