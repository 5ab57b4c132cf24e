//! What requests share: each handler takes of it what it needs.

use crate::{
    config::Config,
    http::{metrics::Metrics, session::Sessions},
    services::{
        analytics::{Analytics, keywords::cache::KeywordCache},
        create_shop::ShopCreation,
        error::Error,
        ingest::Ingest,
        jobs::{Expire, RotateKeys},
        one_time_links::OneTimeLinks,
        refused_origins::RefusedOrigins,
        search::Search,
        sign_in_limit::SignInLimit,
        tickets::Tickets,
        uploads::RunningImports,
    },
    shopper::{form::Forms, loader::Loaders},
};
use afterword_domain::{change::Change, secret};
use afterword_jobs::{Clock, Job, Outbox, OutboxSignal, Runner, Server};
use afterword_store::Records;
use afterword_views::{index, index::Index};
use axum::extract::FromRef;
use jiff::Timestamp;
use std::sync::Arc;
use tokio::sync::Notify;

/// Everything that requests share. Cheap to clone.
#[derive(Clone, FromRef)]
pub struct App {
    config: Arc<Config>,
    clock: Clock,
    store: Records,
    ingest: Ingest,
    index: Index,
    search: Search,
    tickets: Tickets,
    sessions: Sessions,
    links: OneTimeLinks,
    sign_in_limit: SignInLimit,
    refused_origins: RefusedOrigins,
    imports: Arc<RunningImports>,
    keywords: Arc<KeywordCache>,
    analytics: Analytics,
    forms: Arc<Forms>,
    loaders: Arc<Loaders>,
    metrics: Arc<Metrics>,
    runner: Runner,
}

impl App {
    /// Starts the writer and the index on a store and makes sure that there is a key to sign tickets
    /// with.
    pub async fn start(store: Records, config: Config) -> Result<Self, Error> {
        Self::start_at(store, config, Clock::system()).await
    }

    /// The same by another clock.
    pub async fn start_at(store: Records, config: Config, clock: Clock) -> Result<Self, Error> {
        let index = Index::start(store.clone())
            .map_err(|error| Error::Internal(format!("the index's thread: {error}")))?;
        Self::with(store, index, config, clock).await
    }

    /// The same for one command, which shows no pages: nothing is kept in memory for them.
    pub async fn for_command(store: Records, config: Config) -> Result<Self, Error> {
        let index = Index::at_rest(store.clone());
        Self::with(store, index, config, Clock::system()).await
    }

    async fn with(
        store: Records,
        index: Index,
        config: Config,
        clock: Clock,
    ) -> Result<Self, Error> {
        let wake = Arc::<Notify>::default();
        let signal = OutboxSignal::new(Arc::clone(&wake));
        let ingest = Ingest::start(store.clone(), index.clone(), signal.clone())
            .map_err(|error| Error::Internal(format!("the writer's thread: {error}")))?;
        let all = || (store.clone(), ingest.clone(), clock.clone());
        let (kept, door, time) = all();
        let tickets = Tickets::start(kept, door, time, config.ticket_hours).await?;
        let (kept, door, time) = all();
        let sessions = Sessions::new(kept, door, time, config.is_https());
        let (kept, door, time) = all();
        let links = OneTimeLinks::new(kept, door, time);
        let (kept, door, time) = all();
        let sign_in_limit = SignInLimit::new(kept, door, time);
        let (kept, door, time) = all();
        let refused_origins = RefusedOrigins::new(kept, door, time);
        let (kept, door, time) = all();
        let jobs: Vec<Arc<dyn Job>> = vec![
            Arc::new(RotateKeys(tickets.clone())),
            Arc::new(Expire {
                store: kept.clone(),
                ingest: door,
                clock: time.clone(),
            }),
            // Whoever is told of events comes with what they are told by.
            Arc::new(Outbox::new(kept, time, Vec::new(), signal)),
        ];
        let server = Server {
            boot: u64::from_be_bytes(secret::random()),
            // The embedded store has one server at a time.
            alone: true,
        };
        let runner = Runner::new(store.clone(), clock.clone(), server, jobs, wake);
        Ok(Self {
            runner,
            search: Search::new(store.clone()),
            analytics: Analytics::new(index.clone(), clock.clone()),
            config: Arc::new(config),
            clock,
            store,
            ingest,
            index,
            tickets,
            sessions,
            links,
            sign_in_limit,
            refused_origins,
            imports: Arc::default(),
            keywords: Arc::default(),
            forms: Arc::default(),
            loaders: Arc::default(),
            metrics: Arc::default(),
        })
    }

    /// Where everything is kept. Reading only: writing goes through [`Self::ingest`].
    pub fn store(&self) -> &Records {
        &self.store
    }

    /// The one door for writing.
    pub fn ingest(&self) -> &Ingest {
        &self.ingest
    }

    /// Keeps what is derived in the data directory from now on: snapshots of the index, and the search,
    /// which begins to read the store's texts.
    pub async fn keep_views(&self) -> Result<(), Error> {
        let dir = index::directory(&self.config.data);
        self.index.keep_in(dir).await?;
        self.open_search()
    }

    /// Begins to read the store's texts into the search index of the data directory.
    pub fn open_search(&self) -> Result<(), Error> {
        self.search.keep_in(&self.config.data)
    }

    /// Finds responses by their words.
    pub fn search(&self) -> Result<afterword_views::search::Search, Error> {
        self.search.get()
    }

    /// What figures are joined from.
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// The imports that run.
    pub fn imports(&self) -> &RunningImports {
        &self.imports
    }

    /// The settings.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// What is measured.
    pub fn metrics(&self) -> &Metrics {
        &self.metrics
    }

    /// What does the work in the background.
    pub fn runner(&self) -> &Runner {
        &self.runner
    }

    /// The clock.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Links that work once.
    pub fn links(&self) -> &OneTimeLinks {
        &self.links
    }

    /// Sites that were refused.
    pub fn refused_origins(&self) -> &RefusedOrigins {
        &self.refused_origins
    }

    /// The time, to the millisecond.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// The same where nobody else can have the owner's address.
    pub async fn must_begin(&self, creation: ShopCreation) -> Result<(), Error> {
        self.ingest.must_begin(creation).await
    }

    /// Commits an owner's change that must not have been overtaken.
    pub async fn must_write(&self, change: Change) -> Result<(), Error> {
        self.ingest.must_write(change).await
    }
}
