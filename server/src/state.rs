//! What every request shares.

use crate::{
    config::Config,
    http::metrics::Metrics,
    services::{
        analytics::{
            keywords::tally::{Answers, Tallies},
            loyalty,
        },
        create_shop::Beginning,
        error::Error,
        ingest::Ingest,
        uploads::Desk,
    },
    shopper::{form::Forms, loader::Loaders},
};
use afterword_domain::{
    change::{Change, Expect},
    record::{Keyring, Record, SecretHash},
    secret,
    ticket::{self, Ticket},
};
use afterword_shared::id::{ShopId, UserId};
use afterword_store::{Outcome, Records};
use afterword_views::{
    index::{self, Index},
    search::{self, Search},
};
use jiff::{SignedDuration, Timestamp};
use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock},
};

/// How many refused sites are remembered for each shop.
const REFUSALS: usize = 5;
/// For how many shops refused sites are remembered.
const REFUSAL_SHOPS: usize = 1000;

/// What every request shares. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Inner>);

struct Inner {
    store: Records,
    ingest: Ingest,
    index: Index,
    desk: Desk,
    config: Config,
    metrics: Metrics,
    keyring: RwLock<Keyring>,
    setup: Mutex<Option<SecretHash>>,
    sign_ins: Mutex<HashMap<SecretHash, UserId>>,
    refusals: Mutex<HashMap<ShopId, VecDeque<Refusal>>>,
    search: Mutex<Option<Search>>,
    tallies: Arc<Tallies>,
    loyalty: loyalty::AtHand,
    forms: Forms,
    loaders: Loaders,
}

/// A prompt that was refused since its site is not among the shop's addresses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The site.
    pub origin: String,
    /// When it asked last.
    pub at: Timestamp,
}

impl App {
    /// Starts the writer and the index on a store and makes sure that there is a key to sign tickets
    /// with.
    pub async fn start(store: Records, config: Config) -> Result<Self, Error> {
        let index = Index::start(store.clone())
            .map_err(|error| Error::Internal(format!("the index's thread: {error}")))?;
        Self::with(store, index, config).await
    }

    /// The same for one command, which shows no pages: nothing is kept in memory for them.
    pub async fn for_command(store: Records, config: Config) -> Result<Self, Error> {
        let index = Index::at_rest(store.clone());
        Self::with(store, index, config).await
    }

    async fn with(store: Records, index: Index, config: Config) -> Result<Self, Error> {
        let ingest = Ingest::start(store.clone(), index.clone())
            .map_err(|error| Error::Internal(format!("the writer's thread: {error}")))?;
        let app = Self(Arc::new(Inner {
            store,
            ingest,
            index,
            desk: Desk::default(),
            config,
            metrics: Metrics::default(),
            keyring: RwLock::new(Keyring { keys: Vec::new() }),
            setup: Mutex::default(),
            sign_ins: Mutex::default(),
            refusals: Mutex::default(),
            search: Mutex::default(),
            tallies: Arc::default(),
            loyalty: loyalty::AtHand::default(),
            forms: Forms::default(),
            loaders: Loaders::default(),
        }));
        app.rotate_keys().await?;
        Ok(app)
    }

    /// Where everything is kept. Reading only: writing goes through [`Self::ingest`].
    pub fn store(&self) -> &Records {
        &self.0.store
    }

    /// The store, to be held by something that outlives the request's handler.
    pub fn shared_store(&self) -> Records {
        self.0.store.clone()
    }

    /// The one door for writing.
    pub fn ingest(&self) -> &Ingest {
        &self.0.ingest
    }

    /// Keeps what is derived in the data directory from now on: snapshots of the index, and the search,
    /// which begins to read the store's texts.
    pub async fn keep_views(&self) -> Result<(), Error> {
        let dir = index::directory(&self.config().data);
        self.index().keep_in(dir).await?;
        self.open_search()
    }

    /// Begins to read the store's texts into the search index of the data directory. Without this
    /// the index stands in memory, and is begun by the first who looks for something.
    pub fn open_search(&self) -> Result<(), Error> {
        let dir = search::directory(&self.config().data);
        *lock(&self.0.search) = Some(Search::start(self.shared_store(), Some(dir))?);
        Ok(())
    }

    /// Finds responses by their words.
    pub fn search(&self) -> Result<Search, Error> {
        let mut search = lock(&self.0.search);
        if let Some(search) = &*search {
            return Ok(search.clone());
        }
        Ok(search
            .insert(Search::start(self.shared_store(), None)?)
            .clone())
    }

    /// Which words were said in which period, as they were counted lately.
    pub fn tallies(&self) -> &Arc<Tallies> {
        &self.0.tallies
    }

    /// A shop's answers, to be read by something that outlives the request's handler.
    pub fn answers(&self, shop: ShopId) -> Answers {
        Answers {
            store: self.shared_store(),
            index: self.index().clone(),
            shop,
        }
    }

    /// What customers did, as it was worked out a moment ago.
    pub fn loyalty(&self) -> &loyalty::AtHand {
        &self.0.loyalty
    }

    /// The forms that were drawn lately.
    pub fn forms(&self) -> &Forms {
        &self.0.forms
    }

    /// The loaders of the shops whose pages were visited lately.
    pub fn loaders(&self) -> &Loaders {
        &self.0.loaders
    }

    /// What figures are joined from.
    pub fn index(&self) -> &Index {
        &self.0.index
    }

    /// The imports that run.
    pub fn desk(&self) -> &Desk {
        &self.0.desk
    }

    /// The settings.
    pub fn config(&self) -> &Config {
        &self.0.config
    }

    /// What is measured.
    pub fn metrics(&self) -> &Metrics {
        &self.0.metrics
    }

    /// The time, to the millisecond.
    pub fn now(&self) -> Timestamp {
        Timestamp::from_millisecond(Timestamp::now().as_millisecond())
            .unwrap_or(Timestamp::UNIX_EPOCH)
    }

    /// Commits an owner's change.
    pub async fn write(&self, change: Change) -> Result<Outcome, Error> {
        self.ingest().write(change).await
    }

    /// Begins a shop; a conflict, where somebody has the owner's address already, leaves nothing of it.
    pub async fn begin(&self, beginning: Beginning) -> Result<Outcome, Error> {
        let undone = beginning.undone();
        self.must_write(beginning.shop).await?;
        let owner = self.write(beginning.owner).await;
        if !matches!(owner, Ok(Outcome::Saved(_))) {
            self.write(undone).await?;
        }
        owner
    }

    /// The same where nobody else can have the address.
    pub async fn must_begin(&self, beginning: Beginning) -> Result<(), Error> {
        held(self.begin(beginning).await?)
    }

    /// Commits an owner's change that must not have been overtaken.
    pub async fn must_write(&self, change: Change) -> Result<(), Error> {
        held(self.write(change).await?)
    }

    /// Makes a new signing key where there is none or the newest is old. To be called now and then.
    pub async fn rotate_keys(&self) -> Result<(), Error> {
        loop {
            let kept = self.store().keyring().await?;
            let ring = kept.as_ref().map(|kept| &kept.value);
            let Some(next) = ticket::rotate(ring, secret::new_signing_secret(), self.now()) else {
                if let Some(kept) = kept {
                    *self
                        .0
                        .keyring
                        .write()
                        .unwrap_or_else(PoisonError::into_inner) = kept.value;
                }
                return Ok(());
            };
            let expect = kept.map_or(Expect::Absent, |kept| Expect::At(kept.sequence));
            // A conflict means that somebody else made the key: read theirs.
            self.write(Change::put(expect, Record::Keyring(next)))
                .await?;
        }
    }

    /// Signs a ticket.
    pub fn sign(&self, ticket: &Ticket) -> String {
        ticket.sign(
            &self
                .0
                .keyring
                .read()
                .unwrap_or_else(PoisonError::into_inner),
        )
    }

    /// Reads a ticket that this server signed and that is still good.
    pub fn read_ticket(&self, text: &str) -> Result<Ticket, Error> {
        let lifetime = SignedDuration::from_hours(i64::from(self.config().ticket_hours));
        let ring = self
            .0
            .keyring
            .read()
            .unwrap_or_else(PoisonError::into_inner);
        Ok(Ticket::read(text, &ring, self.now(), lifetime)?)
    }

    /// Makes the one-time secret with which the first owner's account is created.
    pub fn open_setup(&self) -> String {
        let (secret, hash) = secret::new_secret("");
        *lock(&self.0.setup) = Some(hash);
        secret
    }

    /// Whether this is the setup secret; it stays good until [`Self::take_setup`].
    pub fn may_set_up(&self, secret: &str) -> bool {
        *lock(&self.0.setup) == Some(secret::hash(secret))
    }

    /// Uses the setup secret up; of two requests in the same moment one gets it.
    pub fn take_setup(&self, secret: &str) -> bool {
        let hash = secret::hash(secret);
        lock(&self.0.setup).take_if(|open| *open == hash).is_some()
    }

    /// Makes a used setup secret good again, since nothing came of it.
    pub fn reopen_setup(&self, secret: &str) {
        *lock(&self.0.setup) = Some(secret::hash(secret));
    }

    /// There is an owner: no setup any more.
    pub fn close_setup(&self) {
        *lock(&self.0.setup) = None;
    }

    /// Makes a one-time secret that signs a user in.
    pub fn open_sign_in(&self, user: UserId) -> String {
        let (secret, hash) = secret::new_secret("");
        lock(&self.0.sign_ins).insert(hash, user);
        secret
    }

    /// Uses a one-time sign-in secret up.
    pub fn take_sign_in(&self, secret: &str) -> Option<UserId> {
        lock(&self.0.sign_ins).remove(&secret::hash(secret))
    }

    /// Remembers that a site was refused, for the shop's Install page.
    pub fn refuse_origin(&self, shop: ShopId, origin: &str) {
        let refusal = Refusal {
            origin: origin.chars().take(200).collect(),
            at: self.now(),
        };
        let mut refusals = lock(&self.0.refusals);
        if refusals.len() >= REFUSAL_SHOPS && !refusals.contains_key(&shop) {
            return;
        }
        let list = refusals.entry(shop).or_default();
        list.retain(|other| other.origin != refusal.origin);
        list.push_front(refusal);
        list.truncate(REFUSALS);
    }

    /// The sites last refused, latest first.
    pub fn refusals(&self, shop: ShopId) -> Vec<Refusal> {
        lock(&self.0.refusals)
            .get(&shop)
            .map(|list| list.iter().cloned().collect())
            .unwrap_or_default()
    }

    /// Forgets a refused site, since it is allowed now.
    pub fn forget_refusal(&self, shop: ShopId, origin: &str) {
        if let Some(list) = lock(&self.0.refusals).get_mut(&shop) {
            list.retain(|other| other.origin != origin);
        }
    }
}

fn held(outcome: Outcome) -> Result<(), Error> {
    match outcome {
        Outcome::Saved(_) => Ok(()),
        Outcome::Conflict => Err(Error::Conflict(
            "Somebody changed this at the same moment. Look at it again, then repeat your change.",
        )),
    }
}

/// A panic elsewhere leaves these small maps whole.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
