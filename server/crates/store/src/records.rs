//! Records over whatever engine keeps them: the one place where they are read and written as what
//! they mean.

use super::{Health, Outcome, StoreError, Tick, codec, stored};
use crate::{
    Append, Entry, Event, Feed, Key, Kind, MemoryStore, Precondition, Put, Store, Transaction,
};
use afterword_domain::{
    change::{Change, Expect, Sequence, Versioned},
    record::{
        ApiKey, INSTALLATION, Keyring, OrderRecord, OutboxEntry, Record, RecordId, RecordKey,
        Response, SecretHash, Session, Shop, Sighting, Stored, Subscription, SurveyHead,
        SurveyVersion, UniqueKey, User,
    },
};
use afterword_shared::id::{OrderId, ResponseId, ShopId, SurveyId, UserId};
use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError, RwLock,
        atomic::{AtomicU64, Ordering},
    },
};
use tokio::sync::watch;

/// How many survey versions are kept at hand.
const VERSIONS_AT_HAND: usize = 1000;
/// How many records are read at a time where all of a kind are.
const PAGE: usize = 1000;

/// What happened to a record: it is this now, or it was removed.
#[derive(Clone, Debug)]
pub struct Happened {
    /// Which.
    pub key: RecordKey,
    /// By which commit of its shop.
    pub sequence: Sequence,
    /// What it is since; `None` where it was removed.
    pub record: Option<Record>,
}

/// A shop and its surveys, parsed.
#[derive(Debug, Default)]
pub struct Definitions {
    /// The shop; `None` where there is none.
    pub shop: Option<Versioned<Shop>>,
    /// Its surveys, oldest first.
    pub surveys: Vec<Versioned<SurveyHead>>,
    /// Who is told of what happens in it.
    pub subscriptions: Vec<Versioned<Subscription>>,
}

/// Reads and writes records. Cheap to clone.
#[derive(Clone)]
pub struct Records(Arc<Inner>);

struct Inner {
    store: Arc<dyn Store>,
    /// Shops and surveys are read with every request and seldom written.
    definitions: RwLock<HashMap<ShopId, Arc<Definitions>>>,
    /// Counts what made definitions be forgotten: what was read before is not kept then.
    forgotten: AtomicU64,
    /// Whose a survey is: their addresses name the survey alone.
    homes: RwLock<HashMap<SurveyId, ShopId>>,
    /// Versions never change, but they can be removed and restored.
    versions: Mutex<HashMap<(SurveyId, u32), Arc<SurveyVersion>>>,
}

impl Records {
    /// Over an engine.
    pub fn new(store: Arc<dyn Store>) -> Self {
        Self(Arc::new(Inner {
            store,
            definitions: RwLock::default(),
            forgotten: AtomicU64::new(0),
            homes: RwLock::default(),
            versions: Mutex::default(),
        }))
    }

    /// Over an engine in memory.
    pub fn in_memory() -> Self {
        Self::new(Arc::new(MemoryStore::new(stored::unique_keys)))
    }

    /// Applies changes in their order, each whole or not at all, and returns when those that were
    /// applied are durable. One outcome per change, in order; a later change sees what an earlier one
    /// wrote.
    pub async fn commit(&self, changes: Vec<Change>) -> Result<Vec<Outcome>, StoreError> {
        let written = changes
            .iter()
            .flat_map(|change| change.put.iter().map(|(_, record)| record.key()));
        let removed = changes.iter().flat_map(|change| change.remove.clone());
        let defining: Vec<RecordKey> = written.chain(removed).filter(is_definition).collect();
        let transactions = changes.into_iter().map(transaction).collect();
        let outcomes = self.0.store.commit(transactions).await;
        // Also where it failed: nobody knows then what came of it.
        self.forget(&defining);
        outcomes
    }

    /// Forgets what is at hand of some records, since they were written.
    pub fn forget(&self, keys: &[RecordKey]) {
        if keys.is_empty() {
            return;
        }
        self.0.forgotten.fetch_add(1, Ordering::AcqRel);
        let mut definitions = write(&self.0.definitions);
        for key in keys {
            if let Some(version) = key.id_of::<SurveyVersion>() {
                self.versions().remove(&version);
            } else {
                definitions.remove(&key.shop);
            }
        }
    }

    /// The number of a shop's latest commit.
    pub async fn version(&self, shop: ShopId) -> Result<Sequence, StoreError> {
        self.0.store.version(shop).await
    }

    /// The shops in which something was committed after a tick, each with its latest commit, and the
    /// tick to go on from.
    pub async fn versions_after(
        &self,
        after: Tick,
    ) -> Result<(Vec<(ShopId, Sequence)>, Tick), StoreError> {
        self.0.store.versions(after).await
    }

    /// Changes with every commit: to be waited on.
    pub fn commits(&self) -> watch::Receiver<Tick> {
        self.0.store.commits()
    }

    /// Whether commits are taken.
    pub fn health(&self) -> Health {
        self.0.store.health()
    }

    /// Reads everything that is kept and says, in sentences, what of it is not as it was written.
    pub async fn verify(&self) -> Result<Vec<String>, StoreError> {
        self.0.store.verify().await
    }

    /// About how many entries there are: to tell how far something has come.
    pub async fn entries(&self) -> Result<u64, StoreError> {
        self.0.store.entries().await
    }

    /// What happened in a shop after a commit, oldest first, about `limit` of it, and the commit to go
    /// on from; `None` where that is no longer known, and everything has to be read anew.
    pub async fn feed(
        &self,
        shop: ShopId,
        after: Sequence,
        limit: usize,
    ) -> Result<Option<(Vec<Happened>, Sequence)>, StoreError> {
        match self.0.store.feed(shop, after, limit).await? {
            Feed::Gone => Ok(None),
            Feed::Events(events, reached) => {
                let happened = events.iter().map(happened).collect::<Result<_, _>>()?;
                Ok(Some((happened, reached)))
            }
        }
    }

    /// One record, whatever it is.
    pub async fn record(&self, key: &RecordKey) -> Result<Option<Record>, StoreError> {
        Ok(self.get(key).await?.map(|kept| kept.value))
    }

    async fn get(&self, key: &RecordKey) -> Result<Option<Versioned<Record>>, StoreError> {
        let entry = self.0.store.get(&stored::key(key)).await?;
        entry.as_ref().map(kept).transpose()
    }

    /// One record of a kind.
    pub async fn one<T: Stored>(
        &self,
        shop: ShopId,
        id: &T::Id,
    ) -> Result<Option<Versioned<T>>, StoreError> {
        Ok(self.get(&T::key(shop, id)).await?.and_then(Versioned::of))
    }

    /// Some records of a kind in the order of the bytes of their ids, from after `after` on, at most `limit`.
    pub async fn page<T: Stored>(
        &self,
        shop: ShopId,
        after: Option<&T::Id>,
        limit: usize,
    ) -> Result<Vec<Versioned<T>>, StoreError> {
        let after = after.map(RecordId::to_bytes);
        let store = &self.0.store;
        let page = store.range(shop, Kind(T::KIND), after.as_deref(), limit);
        let page = page.await?;
        let read = page.iter().map(|entry| Ok(kept(entry)?.of()));
        read.filter_map(Result::transpose).collect()
    }

    /// Some records of whatever kind, as [`Self::page`] reads those of one.
    pub async fn page_of(
        &self,
        shop: ShopId,
        kind: u8,
        after: Option<&[u8]>,
        limit: usize,
    ) -> Result<Vec<Versioned<Record>>, StoreError> {
        let page = self.0.store.range(shop, Kind(kind), after, limit).await?;
        page.iter().map(kept).collect()
    }

    /// All records of a kind in a shop: where there are few of them.
    pub async fn all<T: Stored>(&self, shop: ShopId) -> Result<Vec<Versioned<T>>, StoreError> {
        let mut all: Vec<Versioned<T>> = Vec::new();
        loop {
            let after = all.last().map(|last| last.value.id());
            let page = self.page(shop, after.as_ref(), PAGE).await?;
            let is_last = page.len() < PAGE;
            all.extend(page);
            if is_last {
                return Ok(all);
            }
        }
    }

    /// The record that holds a place.
    pub async fn by_unique<T: Stored>(
        &self,
        shop: ShopId,
        place: &UniqueKey,
    ) -> Result<Option<Versioned<T>>, StoreError> {
        let key = stored::unique_key(shop, place);
        let found = self
            .0
            .store
            .by_unique(&key)
            .await?
            .as_ref()
            .map(kept)
            .transpose()?;
        Ok(found.and_then(Versioned::of))
    }

    /// A shop and its surveys.
    pub async fn definitions(&self, shop: ShopId) -> Result<Arc<Definitions>, StoreError> {
        if let Some(known) = read(&self.0.definitions).get(&shop) {
            return Ok(Arc::clone(known));
        }
        let forgotten = self.0.forgotten.load(Ordering::Acquire);
        let found = Arc::new(Definitions {
            shop: self.one(shop, &()).await?,
            surveys: self.all(shop).await?,
            subscriptions: self.all(shop).await?,
        });
        if found.shop.is_some() || !found.surveys.is_empty() {
            let mut homes = write(&self.0.homes);
            homes.extend(found.surveys.iter().map(|survey| (survey.value.id, shop)));
            drop(homes);
            let mut definitions = write(&self.0.definitions);
            if self.0.forgotten.load(Ordering::Acquire) == forgotten {
                definitions.insert(shop, Arc::clone(&found));
            }
        }
        Ok(found)
    }

    /// One shop.
    pub async fn shop(&self, id: ShopId) -> Result<Option<Versioned<Shop>>, StoreError> {
        Ok(self.definitions(id).await?.shop.clone())
    }

    /// Every shop, oldest first.
    pub async fn shops(&self) -> Result<Vec<Versioned<Shop>>, StoreError> {
        let (versions, _) = self.versions_after(Tick(0)).await?;
        let mut shops = Vec::with_capacity(versions.len());
        for (id, _) in versions {
            shops.extend(self.shop(id).await?);
        }
        shops.sort_by_key(|shop| shop.value.id);
        Ok(shops)
    }

    /// When a shop's tag was last heard of.
    pub async fn sighting(&self, shop: ShopId) -> Result<Option<Sighting>, StoreError> {
        let kept = self.one(shop, &()).await?;
        Ok(kept.map(|kept| kept.value))
    }

    /// Whose survey it is; `None` where there is none.
    pub async fn home_of(&self, survey: SurveyId) -> Result<Option<ShopId>, StoreError> {
        if let Some(home) = read(&self.0.homes).get(&survey) {
            return Ok(Some(*home));
        }
        let (versions, _) = self.versions_after(Tick(0)).await?;
        for (shop, _) in versions {
            let definitions = self.definitions(shop).await?;
            if definitions
                .surveys
                .iter()
                .any(|head| head.value.id == survey)
            {
                return Ok(Some(shop));
            }
        }
        Ok(None)
    }

    /// One survey.
    pub async fn survey(&self, id: SurveyId) -> Result<Option<Versioned<SurveyHead>>, StoreError> {
        let Some(shop) = self.home_of(id).await? else {
            return Ok(None);
        };
        let definitions = self.definitions(shop).await?;
        let found = definitions.surveys.iter().find(|head| head.value.id == id);
        Ok(found.cloned())
    }

    /// A shop's surveys, oldest first.
    pub async fn surveys(&self, shop: ShopId) -> Result<Vec<Versioned<SurveyHead>>, StoreError> {
        Ok(self.definitions(shop).await?.surveys.clone())
    }

    /// One version of a survey.
    pub async fn survey_version(
        &self,
        id: SurveyId,
        version: u32,
    ) -> Result<Option<Arc<SurveyVersion>>, StoreError> {
        match self.home_of(id).await? {
            Some(shop) => self.survey_version_in(shop, id, version).await,
            None => Ok(None),
        }
    }

    /// The same, of a survey of this shop.
    pub async fn survey_version_in(
        &self,
        shop: ShopId,
        id: SurveyId,
        version: u32,
    ) -> Result<Option<Arc<SurveyVersion>>, StoreError> {
        if let Some(known) = self.versions().get(&(id, version)) {
            return Ok(Some(Arc::clone(known)));
        }
        let forgotten = self.0.forgotten.load(Ordering::Acquire);
        let found = self.one::<SurveyVersion>(shop, &(id, version)).await?;
        let Some(found) = found.map(|kept| Arc::new(kept.value)) else {
            return Ok(None);
        };
        let mut versions = self.versions();
        if versions.len() >= VERSIONS_AT_HAND {
            versions.clear();
        }
        if self.0.forgotten.load(Ordering::Acquire) == forgotten {
            versions.insert((id, version), Arc::clone(&found));
        }
        Ok(Some(found))
    }

    fn versions(&self) -> MutexGuard<'_, HashMap<(SurveyId, u32), Arc<SurveyVersion>>> {
        self.0
            .versions
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// One user.
    pub async fn user(&self, id: UserId) -> Result<Option<Versioned<User>>, StoreError> {
        self.one(INSTALLATION, &id).await
    }

    /// The user with this address (lower case).
    pub async fn user_by_email(&self, email: &str) -> Result<Option<Versioned<User>>, StoreError> {
        self.by_unique(INSTALLATION, &User::email_key(email)).await
    }

    /// Whether anybody can sign in.
    pub async fn has_users(&self) -> Result<bool, StoreError> {
        let first = self.page::<User>(INSTALLATION, None, 1).await?;
        Ok(!first.is_empty())
    }

    /// Somebody signed in.
    pub async fn session(&self, hash: SecretHash) -> Result<Option<Session>, StoreError> {
        let kept = self.one(INSTALLATION, &hash).await?;
        Ok(kept.map(|kept| kept.value))
    }

    /// A user's sessions.
    pub async fn sessions(&self, user: UserId) -> Result<Vec<Session>, StoreError> {
        let all = self.all::<Session>(INSTALLATION).await?;
        let all = all.into_iter().map(|session| session.value);
        Ok(all.filter(|session| session.user == user).collect())
    }

    /// A program's access.
    pub async fn api_key(&self, hash: SecretHash) -> Result<Option<ApiKey>, StoreError> {
        let kept = self.one(INSTALLATION, &hash).await?;
        Ok(kept.map(|kept| kept.value))
    }

    /// A shop's keys, oldest first.
    pub async fn api_keys(&self, shop: ShopId) -> Result<Vec<ApiKey>, StoreError> {
        let all = self.all::<ApiKey>(INSTALLATION).await?.into_iter();
        let own = all.map(|key| key.value).filter(|key| key.shop == shop);
        let mut own: Vec<ApiKey> = own.collect();
        own.sort_by_key(|key| key.created_at);
        Ok(own)
    }

    /// What tickets are signed with.
    pub async fn keyring(&self) -> Result<Option<Versioned<Keyring>>, StoreError> {
        self.one(INSTALLATION, &()).await
    }

    /// One order.
    pub async fn order(
        &self,
        shop: ShopId,
        id: &OrderId,
    ) -> Result<Option<Versioned<OrderRecord>>, StoreError> {
        self.one(shop, id).await
    }

    /// Several orders of a shop, each in the place of its id; `None` where there is none.
    pub async fn orders(
        &self,
        shop: ShopId,
        ids: &[OrderId],
    ) -> Result<Vec<Option<OrderRecord>>, StoreError> {
        self.many(shop, ids).await
    }

    /// One response.
    pub async fn response(
        &self,
        shop: ShopId,
        id: ResponseId,
    ) -> Result<Option<Versioned<Response>>, StoreError> {
        self.one(shop, &id).await
    }

    /// Several responses of a shop, each in the place of its id; `None` where there is none.
    pub async fn responses(
        &self,
        shop: ShopId,
        ids: &[ResponseId],
    ) -> Result<Vec<Option<Response>>, StoreError> {
        self.many(shop, ids).await
    }

    /// Several records of a kind, each in the place of its id; `None` where there is none.
    async fn many<T: Stored>(
        &self,
        shop: ShopId,
        ids: &[T::Id],
    ) -> Result<Vec<Option<T>>, StoreError> {
        let keys: Vec<Key> = ids
            .iter()
            .map(|id| stored::key(&T::key(shop, id)))
            .collect();
        let found = self.0.store.get_many(&keys).await?;
        let read = found.iter().map(|entry| {
            let kept = entry.as_ref().map(kept).transpose()?;
            Ok(kept.and_then(Versioned::of).map(|kept| kept.value))
        });
        read.collect()
    }

    /// The response that holds an order's place in a survey, signed or unsigned; test and further
    /// responses hold none.
    pub async fn response_to(
        &self,
        shop: ShopId,
        survey: SurveyId,
        order: &OrderId,
        verified: bool,
    ) -> Result<Option<Versioned<Response>>, StoreError> {
        let place = Response::order_key(survey, order, verified);
        self.by_unique(shop, &place).await
    }

    /// A shop's responses in the order of their ids, from after `after` on, at most `limit`.
    pub async fn scan_responses(
        &self,
        shop: ShopId,
        after: Option<ResponseId>,
        limit: usize,
    ) -> Result<Vec<Response>, StoreError> {
        Ok(values(self.page(shop, after.as_ref(), limit).await?))
    }

    /// A shop's orders in the order of the bytes of their ids, from after `after` on, at most `limit`.
    pub async fn scan_orders(
        &self,
        shop: ShopId,
        after: Option<&OrderId>,
        limit: usize,
    ) -> Result<Vec<OrderRecord>, StoreError> {
        Ok(values(self.page(shop, after, limit).await?))
    }
}

fn values<T>(page: Vec<Versioned<T>>) -> Vec<T> {
    page.into_iter().map(|kept| kept.value).collect()
}

fn read<T>(lock: &RwLock<T>) -> std::sync::RwLockReadGuard<'_, T> {
    lock.read().unwrap_or_else(PoisonError::into_inner)
}

fn write<T>(lock: &RwLock<T>) -> std::sync::RwLockWriteGuard<'_, T> {
    lock.write().unwrap_or_else(PoisonError::into_inner)
}

/// Whether it is kept at hand.
fn is_definition(key: &RecordKey) -> bool {
    key.is::<Shop>()
        || key.is::<SurveyHead>()
        || key.is::<SurveyVersion>()
        || key.is::<Subscription>()
}

/// A change as an engine takes it.
fn transaction(change: Change) -> Transaction {
    let puts = change.put.into_iter().map(|(expect, record)| Put {
        key: stored::key(&record.key()),
        precondition: match expect {
            Expect::Anything => Precondition::None,
            Expect::Absent => Precondition::Absent,
            Expect::At(sequence) => Precondition::At(sequence),
        },
        body: codec::encode(&record).into(),
    });
    let relies_on = change.relies_on.into_iter();
    let appends = change.outbox.into_iter().map(|entry| Append {
        shop: entry.shop,
        kind: Kind(OutboxEntry::KIND),
        body: codec::encode(&Record::OutboxEntry(entry)).into(),
    });
    Transaction {
        relies_on: relies_on
            .map(|(key, version)| (stored::key(&key), version))
            .collect(),
        puts: puts.collect(),
        removes: change.remove.iter().map(stored::key).collect(),
        appends: appends.collect(),
    }
}

/// An entry read as what it is.
fn kept(entry: &Entry) -> Result<Versioned<Record>, StoreError> {
    let value = decoded(&entry.key, &entry.body)?;
    let sequence = entry.version;
    Ok(Versioned { value, sequence })
}

fn decoded(key: &Key, body: &[u8]) -> Result<Record, StoreError> {
    codec::decode(key.shop(), key.id(), body)
        .map_err(|error| StoreError::Damaged(format!("the record {key:?}: {error}")))
}

fn happened(event: &Event) -> Result<Happened, StoreError> {
    let body = event.body.as_ref();
    Ok(Happened {
        key: stored::record_key(&event.key),
        sequence: event.version,
        record: body.map(|body| decoded(&event.key, body)).transpose()?,
    })
}

#[cfg(test)]
mod tests;
