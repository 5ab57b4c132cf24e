//! Records over whatever engine keeps them: the one place where they are read and written as what
//! they mean.

use super::{Health, Outcome, StoreError, Tick, codec, stored};
use crate::{Entry, Event, Feed, Key, Kind, MemoryStore, Precondition, Put, Store, Transaction};
use afterword_domain::{
    change::{Change, Expect, Kept, Sequence},
    record::{
        ApiKey, INSTALLATION, Keyring, KnownOrder, Record, RecordKey, Response, SecretHash,
        Session, Shop, Sighting, SurveyHead, SurveyVersion, User,
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
    pub shop: Option<Kept<Shop>>,
    /// Its surveys, oldest first.
    pub surveys: Vec<Kept<SurveyHead>>,
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
            if let RecordKey::SurveyVersion(_, survey, version) = key {
                self.versions().remove(&(*survey, *version));
            } else {
                definitions.remove(&key.shop());
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

    async fn get(&self, key: &RecordKey) -> Result<Option<Kept<Record>>, StoreError> {
        let entry = self.0.store.get(&stored::stored(key)).await?;
        entry.as_ref().map(kept).transpose()
    }

    /// All records of a kind in a shop.
    async fn all(&self, shop: ShopId, kind: Kind) -> Result<Vec<Kept<Record>>, StoreError> {
        let mut all = Vec::new();
        let mut after: Option<Vec<u8>> = None;
        loop {
            let page = self
                .0
                .store
                .range(shop, kind, after.as_deref(), PAGE)
                .await?;
            for entry in &page {
                all.push(kept(entry)?);
            }
            match page.last() {
                Some(last) if page.len() == PAGE => after = Some(last.key.id().to_vec()),
                _ => return Ok(all),
            }
        }
    }

    /// A shop and its surveys.
    pub async fn definitions(&self, shop: ShopId) -> Result<Arc<Definitions>, StoreError> {
        if let Some(known) = read(&self.0.definitions).get(&shop) {
            return Ok(Arc::clone(known));
        }
        let forgotten = self.0.forgotten.load(Ordering::Acquire);
        let found = Arc::new(Definitions {
            shop: self.get(&RecordKey::Shop(shop)).await?.and_then(Kept::shop),
            surveys: self
                .all(shop, stored::SURVEY)
                .await?
                .into_iter()
                .filter_map(Kept::survey)
                .collect(),
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
    pub async fn shop(&self, id: ShopId) -> Result<Option<Kept<Shop>>, StoreError> {
        Ok(self.definitions(id).await?.shop.clone())
    }

    /// Every shop, oldest first.
    pub async fn shops(&self) -> Result<Vec<Kept<Shop>>, StoreError> {
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
        let kept = self.get(&RecordKey::Sighting(shop)).await?;
        Ok(kept.and_then(Kept::sighting).map(|kept| kept.value))
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
    pub async fn survey(&self, id: SurveyId) -> Result<Option<Kept<SurveyHead>>, StoreError> {
        let Some(shop) = self.home_of(id).await? else {
            return Ok(None);
        };
        let definitions = self.definitions(shop).await?;
        let found = definitions.surveys.iter().find(|head| head.value.id == id);
        Ok(found.cloned())
    }

    /// A shop's surveys, oldest first.
    pub async fn surveys(&self, shop: ShopId) -> Result<Vec<Kept<SurveyHead>>, StoreError> {
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
        let key = RecordKey::SurveyVersion(shop, id, version);
        let Some(found) = self.get(&key).await?.and_then(Kept::survey_version) else {
            return Ok(None);
        };
        let found = Arc::new(found.value);
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
    pub async fn user(&self, id: UserId) -> Result<Option<Kept<User>>, StoreError> {
        Ok(self.get(&RecordKey::User(id)).await?.and_then(Kept::user))
    }

    /// The user with this address (lower case).
    pub async fn user_by_email(&self, email: &str) -> Result<Option<Kept<User>>, StoreError> {
        let entry = self.0.store.by_unique(&stored::email(email)).await?;
        Ok(entry.as_ref().map(kept).transpose()?.and_then(Kept::user))
    }

    /// Whether anybody can sign in.
    pub async fn has_users(&self) -> Result<bool, StoreError> {
        let store = &self.0.store;
        let first = store.range(INSTALLATION, stored::USER, None, 1);
        Ok(!first.await?.is_empty())
    }

    /// Somebody signed in.
    pub async fn session(&self, hash: SecretHash) -> Result<Option<Session>, StoreError> {
        let kept = self.get(&RecordKey::Session(hash)).await?;
        Ok(kept.and_then(Kept::session).map(|kept| kept.value))
    }

    /// A user's sessions.
    pub async fn sessions(&self, user: UserId) -> Result<Vec<Session>, StoreError> {
        let all = self.all(INSTALLATION, stored::SESSION).await?;
        let all = all.into_iter().filter_map(Kept::session);
        let own = all.filter(|session| session.value.user == user);
        Ok(own.map(|session| session.value).collect())
    }

    /// A program's access.
    pub async fn api_key(&self, hash: SecretHash) -> Result<Option<ApiKey>, StoreError> {
        let kept = self.get(&RecordKey::ApiKey(hash)).await?;
        Ok(kept.and_then(Kept::api_key).map(|kept| kept.value))
    }

    /// A shop's keys, oldest first.
    pub async fn api_keys(&self, shop: ShopId) -> Result<Vec<ApiKey>, StoreError> {
        let all = self.all(INSTALLATION, stored::API_KEY).await?;
        let all = all.into_iter().filter_map(Kept::api_key);
        let own = all.map(|key| key.value).filter(|key| key.shop == shop);
        let mut own: Vec<ApiKey> = own.collect();
        own.sort_by_key(|key| key.created_at);
        Ok(own)
    }

    /// What tickets are signed with.
    pub async fn keyring(&self) -> Result<Option<Kept<Keyring>>, StoreError> {
        Ok(self.get(&RecordKey::Keyring).await?.and_then(Kept::keyring))
    }

    /// One order.
    pub async fn order(
        &self,
        shop: ShopId,
        id: &OrderId,
    ) -> Result<Option<Kept<KnownOrder>>, StoreError> {
        let key = RecordKey::Order(shop, id.clone());
        Ok(self.get(&key).await?.and_then(Kept::order))
    }

    /// Several orders of a shop, each in the place of its id; `None` where there is none.
    pub async fn orders(
        &self,
        shop: ShopId,
        ids: &[OrderId],
    ) -> Result<Vec<Option<KnownOrder>>, StoreError> {
        let keys = ids
            .iter()
            .map(|id| stored::stored(&RecordKey::Order(shop, id.clone())));
        let found = self.many(keys.collect()).await?;
        let orders = found.into_iter().map(|kept| kept.and_then(Kept::order));
        Ok(orders.map(|kept| kept.map(|kept| kept.value)).collect())
    }

    /// One response.
    pub async fn response(
        &self,
        shop: ShopId,
        id: ResponseId,
    ) -> Result<Option<Kept<Response>>, StoreError> {
        let key = RecordKey::Response(shop, id);
        Ok(self.get(&key).await?.and_then(Kept::response))
    }

    /// The shop that a response is in, of whose place in a list somebody asks in another: looked for in
    /// every shop, so only where a mistake is to be told.
    pub async fn home_of_response(&self, id: ResponseId) -> Result<Option<ShopId>, StoreError> {
        let (shops, _) = self.versions_after(Tick(0)).await?;
        for (shop, _) in shops {
            if self
                .0
                .store
                .get(&stored::stored(&RecordKey::Response(shop, id)))
                .await?
                .is_some()
            {
                return Ok(Some(shop));
            }
        }
        Ok(None)
    }

    /// Several responses of a shop, each in the place of its id; `None` where there is none.
    pub async fn responses(
        &self,
        shop: ShopId,
        ids: &[ResponseId],
    ) -> Result<Vec<Option<Response>>, StoreError> {
        let keys = ids
            .iter()
            .map(|id| stored::stored(&RecordKey::Response(shop, *id)));
        let found = self.many(keys.collect()).await?;
        let responses = found.into_iter().map(|kept| kept.and_then(Kept::response));
        Ok(responses.map(|kept| kept.map(|kept| kept.value)).collect())
    }

    async fn many(&self, keys: Vec<Key>) -> Result<Vec<Option<Kept<Record>>>, StoreError> {
        let found = self.0.store.get_many(&keys).await?;
        let kept = found
            .iter()
            .map(|entry| entry.as_ref().map(kept).transpose());
        kept.collect()
    }

    /// The response that holds an order's place in a survey, signed or unsigned; test and further
    /// responses hold none.
    pub async fn response_to(
        &self,
        shop: ShopId,
        survey: SurveyId,
        order: &OrderId,
        verified: bool,
    ) -> Result<Option<Kept<Response>>, StoreError> {
        let place = stored::place(shop, survey, order, verified);
        let entry = self.0.store.by_unique(&place).await?;
        Ok(entry
            .as_ref()
            .map(kept)
            .transpose()?
            .and_then(Kept::response))
    }

    /// A shop's responses in the order of their ids, from after `after` on, at most `limit`.
    pub async fn scan_responses(
        &self,
        shop: ShopId,
        after: Option<ResponseId>,
        limit: usize,
    ) -> Result<Vec<Response>, StoreError> {
        let after = after.map(ResponseId::to_bytes);
        let after = after.as_ref().map(<[u8; 16]>::as_slice);
        let page = self
            .0
            .store
            .range(shop, stored::RESPONSE, after, limit)
            .await?;
        values(&page, Kept::response)
    }

    /// A shop's orders in the order of the bytes of their ids, from after `after` on, at most `limit`.
    pub async fn scan_orders(
        &self,
        shop: ShopId,
        after: Option<&OrderId>,
        limit: usize,
    ) -> Result<Vec<KnownOrder>, StoreError> {
        let after = after.map(|id| id.as_str().as_bytes());
        let page = self
            .0
            .store
            .range(shop, stored::ORDER, after, limit)
            .await?;
        values(&page, Kept::order)
    }
}

fn values<T>(
    page: &[Entry],
    of_kind: impl Fn(Kept<Record>) -> Option<Kept<T>>,
) -> Result<Vec<T>, StoreError> {
    let mut found = Vec::with_capacity(page.len());
    for entry in page {
        found.extend(of_kind(kept(entry)?).map(|kept| kept.value));
    }
    Ok(found)
}

fn read<T>(lock: &RwLock<T>) -> std::sync::RwLockReadGuard<'_, T> {
    lock.read().unwrap_or_else(PoisonError::into_inner)
}

fn write<T>(lock: &RwLock<T>) -> std::sync::RwLockWriteGuard<'_, T> {
    lock.write().unwrap_or_else(PoisonError::into_inner)
}

/// Whether it is kept at hand.
fn is_definition(key: &RecordKey) -> bool {
    matches!(
        key,
        RecordKey::Shop(_) | RecordKey::Survey(..) | RecordKey::SurveyVersion(..)
    )
}

/// A change as an engine takes it.
fn transaction(change: Change) -> Transaction {
    let puts = change.put.into_iter().map(|(expect, record)| Put {
        key: stored::stored(&record.key()),
        precondition: match expect {
            Expect::Anything => Precondition::None,
            Expect::Absent => Precondition::Absent,
            Expect::At(sequence) => Precondition::At(sequence),
        },
        body: codec::encode(&record).into(),
    });
    let relies_on = change.relies_on.into_iter();
    Transaction {
        relies_on: relies_on
            .map(|(key, version)| (stored::stored(&key), version))
            .collect(),
        puts: puts.collect(),
        removes: change.remove.iter().map(stored::stored).collect(),
    }
}

/// An entry read as what it is.
fn kept(entry: &Entry) -> Result<Kept<Record>, StoreError> {
    let value = decoded(&entry.key, &entry.body)?;
    let sequence = entry.version;
    Ok(Kept { value, sequence })
}

fn decoded(key: &Key, body: &[u8]) -> Result<Record, StoreError> {
    codec::decode(key.shop(), key.id(), body)
        .map_err(|error| StoreError::Damaged(format!("the record {key:?}: {error}")))
}

fn happened(event: &Event) -> Result<Happened, StoreError> {
    let unknown = || StoreError::Damaged(format!("{:?} is no record’s key", event.key));
    let body = event.body.as_ref();
    Ok(Happened {
        key: stored::record(&event.key).ok_or_else(unknown)?,
        sequence: event.version,
        record: body.map(|body| decoded(&event.key, body)).transpose()?,
    })
}

#[cfg(test)]
mod tests;
