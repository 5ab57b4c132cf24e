//! What figures are joined from, in memory: every order and response of every shop as columns.
//!
//! The store answers what one record is and how many there are of a day; this answers which of
//! them go together: answers by country, what somebody bought after answering, how many match a
//! filter. Nothing in it is durable. It is read from the store when the server starts, on a thread
//! of its own, and then follows [`Store::changes`]; a row that changes is taken out of every count
//! and put in again, so it always comes to what a scan would.
//!
//! [`Index::read`] waits until it has come as far as the store, so owners see what they just wrote.
//! It knows no HTTP and no clock.

mod audit;
mod behaviour;
mod codes;
mod column;
mod cube;
mod dimension;
mod filter;
mod lists;
mod orders;
mod progress;
mod shop;

pub use behaviour::Behaviour;
pub use dimension::{Dimension, values};
pub use filter::Filter;
pub(crate) use progress::stop_of;
pub use progress::{Progress, left_at};
pub use shop::{CustomerFacts, Given, OrderFacts, Query, Shop};

use crate::store::{
    Sequence, Store, StoreError,
    record::{Record, RecordKey},
};
use afterword_shared::id::{OrderId, ShopId};
use jiff::tz::TimeZone;
use std::{
    collections::HashMap,
    ops::Deref,
    sync::{Arc, OnceLock, Weak},
    time::Duration,
};
use tokio::sync::{OwnedRwLockReadGuard, RwLock, watch};

/// How many records are read at a time.
const PAGE: usize = 1000;
/// How long a read waits for what is being loaded or written.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long changes gather before they are taken in, unless somebody reads.
const GATHER: Duration = Duration::from_millis(200);

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
    Reached(Sequence),
    Failed(String),
}

/// Every shop's columns.
type Shops = HashMap<ShopId, Shop>;

/// The index. Cheap to clone.
#[derive(Clone)]
pub struct Index(Arc<Inner>);

struct Inner {
    store: Arc<dyn Store>,
    shops: Arc<RwLock<Shops>>,
    state: watch::Sender<State>,
    /// Somebody waits for what was written last. Closed when nobody can any more.
    wanted: watch::Sender<()>,
}

/// One shop as it was at one moment. Whatever is written waits while this is held: read and drop.
pub struct View {
    shops: OwnedRwLockReadGuard<Shops>,
    shop: ShopId,
    sequence: Sequence,
}

impl View {
    /// The latest commit that is in it.
    pub fn sequence(&self) -> Sequence {
        self.sequence
    }
}

impl Deref for View {
    type Target = Shop;

    fn deref(&self) -> &Shop {
        static NOTHING: OnceLock<Shop> = OnceLock::new();
        self.shops
            .get(&self.shop)
            .unwrap_or_else(|| NOTHING.get_or_init(|| Shop::new(TimeZone::UTC)))
    }
}

impl Index {
    /// One that reads nothing, for commands that ask it nothing: whoever does is told that.
    pub fn at_rest(store: Arc<dyn Store>) -> Self {
        Self::new(store, State::AtRest)
    }

    fn new(store: Arc<dyn Store>, state: State) -> Self {
        let (state, _) = watch::channel(state);
        let (wanted, _) = watch::channel(());
        Self(Arc::new(Inner {
            store,
            shops: Arc::default(),
            state,
            wanted,
        }))
    }

    /// Begins to read the store on a thread of its own. The thread ends when every clone of the
    /// index is dropped.
    pub fn start(store: Arc<dyn Store>) -> Result<Self, std::io::Error> {
        let index = Self::new(Arc::clone(&store), State::Loading { percent: 0 });
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
        let wanted = self.0.store.sequence().await?;
        let sequence = self.reach(wanted).await?;
        let shops = Arc::clone(&self.0.shops).read_owned().await;
        Ok(View {
            shops,
            shop,
            sequence,
        })
    }

    /// Waits until it has come as far as the store, however long that takes.
    pub async fn catch_up(&self) -> Result<(), NotReady> {
        let wanted = self.0.store.sequence().await?;
        self.come_to(wanted).await?;
        Ok(())
    }

    /// Waits a while until everything up to a commit is taken in.
    async fn reach(&self, wanted: Sequence) -> Result<Sequence, NotReady> {
        match tokio::time::timeout(PATIENCE, self.come_to(wanted)).await {
            Ok(reached) => reached,
            Err(_) => Err(match *self.0.state.borrow() {
                State::Loading { percent } => NotReady::Loading { percent },
                _ => NotReady::Loading { percent: 99 },
            }),
        }
    }

    async fn come_to(&self, wanted: Sequence) -> Result<Sequence, NotReady> {
        let mut state = self.0.state.subscribe();
        loop {
            match &*state.borrow_and_update() {
                State::Reached(sequence) if *sequence >= wanted => return Ok(*sequence),
                State::Failed(why) => return Err(StoreError::Io(why.clone()).into()),
                State::AtRest => {
                    let why = "the index reads nothing for a command".to_owned();
                    return Err(StoreError::Io(why).into());
                }
                State::Loading { .. } | State::Reached(_) => {}
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
    store: Arc<dyn Store>,
    commits: watch::Receiver<Sequence>,
    asks: watch::Receiver<()>,
    inner: Weak<Inner>,
}

impl Follower {
    async fn run(mut self) {
        let done = match self.load().await {
            Ok(Some(sequence)) => self.follow(sequence).await,
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
    async fn load(&self) -> Result<Option<Sequence>, StoreError> {
        let sequence = self.store.sequence().await?;
        let mut shops = Shops::new();
        for kept in self.store.shops().await? {
            shops.insert(kept.value.id, Shop::new(kept.value.zone()));
        }
        let all = self.store.record_count().await?.max(1);
        let mut read = 0;
        let mut after: Option<(ShopId, OrderId)> = None;
        loop {
            let page = self.store.scan_orders(after.take(), PAGE).await?;
            let Some(last) = page.last() else { break };
            after = Some((last.shop, last.order.id.clone()));
            for order in &page {
                shop(&mut shops, order.shop).write_order(order);
            }
            read += page.len() as u64;
            if !self.tell(read, all) {
                return Ok(None);
            }
        }
        let mut after = None;
        loop {
            let page = self.store.scan_responses(after, PAGE).await?;
            let Some(last) = page.last() else { break };
            after = Some(last.id);
            for response in &page {
                let left = progress::stop_of(&*self.store, response).await?;
                let shop = shop(&mut shops, response.shop);
                shop.write_response(response);
                if let Some(question) = left {
                    shop.note_stop(response, question.as_ref());
                }
            }
            read += page.len() as u64;
            if !self.tell(read, all) {
                return Ok(None);
            }
        }
        let Some(inner) = self.inner.upgrade() else {
            return Ok(None);
        };
        *inner.shops.write().await = shops;
        inner.state.send_replace(State::Reached(sequence));
        Ok(Some(sequence))
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

    async fn follow(&mut self, mut reached: Sequence) -> Result<(), StoreError> {
        loop {
            let newest = *self.commits.borrow_and_update();
            while reached < newest {
                let Some(inner) = self.inner.upgrade() else {
                    return Ok(());
                };
                reached = take_in(&inner, reached, newest).await?;
            }
            if self.wait(reached).await.is_err() {
                return Ok(());
            }
        }
    }

    /// Waits for a commit, and then a little for more of them, unless somebody asks. Errs where
    /// nobody can ask any more.
    async fn wait(&mut self, reached: Sequence) -> Result<(), watch::error::RecvError> {
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

/// Takes in what was written after a commit; returns how far that reaches.
async fn take_in(
    inner: &Inner,
    reached: Sequence,
    newest: Sequence,
) -> Result<Sequence, StoreError> {
    let changes = inner.store.changes(reached, PAGE).await?;
    let last = changes.last().map_or(newest, |(sequence, _)| *sequence);
    let mut gone = Vec::new();
    for (_, key) in inner.store.removed(reached, last).await? {
        // It may have been written again since.
        let is_gone = match &key {
            RecordKey::Order(shop, id) => inner.store.order(*shop, id).await?.is_none(),
            RecordKey::Response(id) => inner.store.response(*id).await?.is_none(),
            _ => false,
        };
        if is_gone {
            gone.push(key);
        }
    }
    let mut left = Vec::new();
    for (_, record) in &changes {
        if let Record::Response(response) = record
            && let Some(question) = progress::stop_of(&*inner.store, response).await?
        {
            left.push((response, question));
        }
    }
    let mut shops = inner.shops.write().await;
    for (_, record) in &changes {
        match record {
            Record::Shop(now) => shop(&mut shops, now.id).set_zone(now.zone()),
            Record::Order(order) => shop(&mut shops, order.shop).write_order(order),
            Record::Response(response) => shop(&mut shops, response.shop).write_response(response),
            _ => {}
        }
    }
    for (response, question) in left {
        shop(&mut shops, response.shop).note_stop(response, question.as_ref());
    }
    for key in gone {
        match key {
            RecordKey::Order(id, order) => shop(&mut shops, id).remove_order(&order),
            RecordKey::Response(id) => {
                shops.values_mut().for_each(|shop| shop.remove_response(id));
            }
            _ => {}
        }
    }
    inner.state.send_replace(State::Reached(last));
    Ok(last)
}

#[cfg(test)]
mod tests;

/// A shop's columns. A shop without a record has its days in UTC.
fn shop(shops: &mut Shops, id: ShopId) -> &mut Shop {
    shops.entry(id).or_insert_with(|| Shop::new(TimeZone::UTC))
}
