//! An engine in memory: for tests, and for what need not outlive the process.

use crate::{
    Draft, Entry, Event, Feed, Health, Key, Kind, Outcome, Slot, Store, StoreError, Tick,
    Transaction, UniqueKeys,
};
use afterword_domain::change::Sequence;
use afterword_shared::id::ShopId;
use async_trait::async_trait;
use std::{
    collections::{BTreeMap, HashMap},
    sync::{Mutex, MutexGuard, PoisonError},
};
use tokio::sync::watch;

/// Keeps everything in memory, and the whole feed with it.
pub struct MemoryStore {
    unique_keys: UniqueKeys,
    content: Mutex<Content>,
    commits: watch::Sender<Tick>,
}

#[derive(Default)]
struct Content {
    entries: BTreeMap<Key, Slot>,
    shops: HashMap<ShopId, ShopState>,
    tick: Tick,
}

#[derive(Default)]
struct ShopState {
    latest: Sequence,
    tick: Tick,
    events: Vec<Event>,
}

impl MemoryStore {
    /// An empty one.
    pub fn new(unique_keys: UniqueKeys) -> Self {
        Self {
            unique_keys,
            content: Mutex::default(),
            commits: watch::channel(Tick::default()).0,
        }
    }

    fn content(&self) -> MutexGuard<'_, Content> {
        self.content.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Content {
    fn entry(&self, key: &Key) -> Option<Entry> {
        let (version, body) = self.entries.get(key)?.clone();
        let key = key.clone();
        Some(Entry { key, version, body })
    }

    fn latest(&self, shop: ShopId) -> Sequence {
        self.shops
            .get(&shop)
            .map_or(Sequence(0), |shop| shop.latest)
    }
}

#[async_trait]
impl Store for MemoryStore {
    async fn commit(&self, transactions: Vec<Transaction>) -> Result<Vec<Outcome>, StoreError> {
        let mut content = self.content();
        let read = |key: &Key| Ok(content.entries.get(key).cloned());
        let latest = |shop| content.latest(shop);
        let mut draft = Draft::new(self.unique_keys, &read, &latest);
        let outcomes: Vec<Outcome> = transactions
            .iter()
            .map(|transaction| draft.apply(transaction))
            .collect::<Result<_, _>>()?;
        let (writes, sequences) = draft.into_writes();
        if sequences.is_empty() {
            return Ok(outcomes);
        }
        let tick = Tick(content.tick.0 + 1);
        content.tick = tick;
        for (key, written) in writes {
            let shop = key.shop();
            let version = sequences.get(&shop).copied().unwrap_or_default();
            let body = written.now.as_ref().map(|(_, body)| body.clone());
            if !key.kind().is_unique() {
                let state = content.shops.entry(shop).or_default();
                let key = key.clone();
                state.events.push(Event { key, version, body });
            }
            match written.now {
                Some(slot) => content.entries.insert(key, slot),
                None => content.entries.remove(&key),
            };
        }
        for (shop, sequence) in sequences {
            let state = content.shops.entry(shop).or_default();
            state.latest = sequence;
            state.tick = tick;
        }
        self.commits.send_replace(tick);
        Ok(outcomes)
    }

    async fn get(&self, key: &Key) -> Result<Option<Entry>, StoreError> {
        Ok(self.content().entry(key))
    }

    async fn get_many(&self, keys: &[Key]) -> Result<Vec<Option<Entry>>, StoreError> {
        let content = self.content();
        Ok(keys.iter().map(|key| content.entry(key)).collect())
    }

    async fn by_unique(&self, unique: &Key) -> Result<Option<Entry>, StoreError> {
        let content = self.content();
        let holder = content.entries.get(unique);
        let key = holder.and_then(|(_, holder)| Key::from_bytes(holder));
        Ok(key.and_then(|key| content.entry(&key)))
    }

    async fn range(
        &self,
        shop: ShopId,
        kind: Kind,
        after: Option<&[u8]>,
        limit: usize,
    ) -> Result<Vec<Entry>, StoreError> {
        let content = self.content();
        let from = Key::new(shop, kind, after.unwrap_or_default());
        let found = content
            .entries
            .range(&from..)
            .filter(|(key, _)| after.is_none() || **key != from)
            .take_while(|(key, _)| key.shop() == shop && key.kind() == kind)
            .map(|(key, (version, body))| Entry {
                key: key.clone(),
                version: *version,
                body: body.clone(),
            });
        Ok(found.take(limit).collect())
    }

    async fn feed(&self, shop: ShopId, after: Sequence, limit: usize) -> Result<Feed, StoreError> {
        let content = self.content();
        let Some(state) = content.shops.get(&shop) else {
            return Ok(Feed::Events(Vec::new(), Sequence(0)));
        };
        let begin = state.events.partition_point(|event| event.version <= after);
        let mut end = (begin + limit.max(1)).min(state.events.len());
        while end > begin
            && end < state.events.len()
            && state.events[end].version == state.events[end - 1].version
        {
            end += 1;
        }
        let events = state.events[begin..end].to_vec();
        let reached = match events.last() {
            Some(last) if end < state.events.len() => last.version,
            _ => state.latest,
        };
        Ok(Feed::Events(events, reached))
    }

    async fn versions(&self, after: Tick) -> Result<(Vec<(ShopId, Sequence)>, Tick), StoreError> {
        let content = self.content();
        let newer = content.shops.iter().filter(|(_, state)| state.tick > after);
        let newer = newer.map(|(shop, state)| (*shop, state.latest)).collect();
        Ok((newer, content.tick))
    }

    async fn version(&self, shop: ShopId) -> Result<Sequence, StoreError> {
        Ok(self.content().latest(shop))
    }

    fn commits(&self) -> watch::Receiver<Tick> {
        self.commits.subscribe()
    }

    fn health(&self) -> Health {
        Health::Well
    }

    async fn verify(&self) -> Result<Vec<String>, StoreError> {
        Ok(Vec::new())
    }

    async fn entries(&self) -> Result<u64, StoreError> {
        Ok(self.content().entries.len() as u64)
    }
}

#[cfg(test)]
mod tests {
    use crate::conformance::{conformance, unique_keys};
    use std::sync::Arc;

    fn fresh() -> impl Fn() -> Arc<dyn crate::Store> {
        // What was committed is found again, as with an engine that keeps files.
        let store = Arc::new(super::MemoryStore::new(unique_keys));
        move || Arc::clone(&store) as Arc<dyn crate::Store>
    }

    conformance!(fresh);
}
