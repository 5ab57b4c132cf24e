//! Where an entry is looked for, the newest place first: what was just committed, what is on its way
//! into sled, sled, the sled that is being folded, the base.

use crate::{
    base::{Base, Near},
    frame::Standing,
    recent::{Change, Recent},
};
use afterword_domain::change::Sequence;
use afterword_shared::id::ShopId;
use afterword_store::{Key, Slot, StoreError};
use std::{
    collections::{BTreeMap, HashMap},
    ops::Bound,
    sync::Arc,
};

/// Entries by their keys, with about how many bytes they take.
#[derive(Debug, Default)]
pub(crate) struct Young {
    pub entries: BTreeMap<Key, Change>,
    pub bytes: usize,
    /// The shops that they are of.
    pub shops: HashMap<ShopId, Sequence>,
    /// How many are removals.
    pub removals: u64,
    /// Where the store stands after them; `None` where they are none.
    pub place: Option<u64>,
}

/// The most entries that are read of each layer at a time.
const PAGE: usize = 4096;
/// What an entry takes beside its key and body.
const OVERHEAD: usize = 96;

impl Young {
    pub(crate) fn insert(&mut self, key: Key, change: Change) {
        let body = change.1.as_ref().map_or(0, bytes::Bytes::len);
        self.bytes += OVERHEAD + key.as_bytes().len() + body;
        self.removals += u64::from(change.1.is_none());
        self.entries.insert(key, change);
    }
}

/// Everything that is read from. Cheap to clone, but for what is young.
pub(crate) struct Layers {
    /// Committed, in memory alone.
    pub young: Young,
    /// The same, on its way into `recent`.
    pub old: Option<Arc<Young>>,
    pub recent: Arc<Recent>,
    /// What was recent until a fold began that takes it into the next base.
    pub frozen: Option<Frozen>,
    pub base: Arc<Base>,
    /// Where the store stands with everything that is committed.
    pub standing: Standing,
    /// The batch in which each shop was written last.
    pub ticks: HashMap<ShopId, u64>,
}

/// What a fold takes into the next base: what sled held, and over it what was in memory.
#[derive(Clone)]
pub(crate) struct Frozen {
    pub recent: Arc<Recent>,
    pub young: Arc<Young>,
}

/// What is left to be looked at once the memory was.
pub(crate) struct Disk {
    pub recent: Arc<Recent>,
    pub frozen: Option<Frozen>,
    pub base: Arc<Base>,
}

impl Layers {
    /// What memory says about an entry; `None` where it says nothing.
    pub(crate) fn in_memory(&self, key: &Key) -> Option<Change> {
        let young = self.young.entries.get(key);
        let old = || self.old.as_ref().and_then(|old| old.entries.get(key));
        young.or_else(old).cloned()
    }

    pub(crate) fn disk(&self) -> Disk {
        Disk {
            recent: Arc::clone(&self.recent),
            frozen: self.frozen.clone(),
            base: Arc::clone(&self.base),
        }
    }

    /// What memory says about the entries from a bound up to a key, at most `limit` each of what is
    /// young and what is old.
    fn memory_range(&self, from: &Bound<Key>, to: &Key, limit: usize) -> Gathered {
        let mut gathered = Gathered::default();
        let old = self.old.as_deref().into_iter();
        for young in old.chain([&self.young]) {
            let range = (from.as_ref(), Bound::Excluded(to));
            let found = young.entries.range::<Key, _>(range).take(limit);
            gathered.add(
                limit,
                found.map(|(key, change)| (key.clone(), change.clone())),
            );
        }
        gathered
    }
}

impl Disk {
    /// What stands under a key.
    pub(crate) fn get(&self, key: &Key) -> Result<Option<Slot>, StoreError> {
        match self.since_base(key)? {
            Some((version, body)) => Ok(body.map(|body| (version, body))),
            None => self.base.get(key),
        }
    }

    /// The same, for keys that come in their order.
    pub(crate) fn get_near(&self, key: &Key, near: &mut Near) -> Result<Option<Slot>, StoreError> {
        match self.since_base(key)? {
            Some((version, body)) => Ok(body.map(|body| (version, body))),
            None => self.base.get_near(key, near),
        }
    }

    fn since_base(&self, key: &Key) -> Result<Option<Change>, StoreError> {
        if let Some(change) = self.recent.get(key)? {
            return Ok(Some(change));
        }
        let Some(frozen) = &self.frozen else {
            return Ok(None);
        };
        match frozen.young.entries.get(key) {
            Some(change) => Ok(Some(change.clone())),
            None => frozen.recent.get(key),
        }
    }
}

/// Entries of several layers, the newer ones over the older, up to where all of them were read.
#[derive(Default)]
struct Gathered {
    entries: BTreeMap<Key, Change>,
    /// The last key up to which every layer was read; `None` where all were read to the end.
    read_to: Option<Key>,
}

impl Gathered {
    /// Takes in a newer layer, of which at most `limit` entries were read.
    fn add(&mut self, limit: usize, layer: impl Iterator<Item = (Key, Change)>) {
        let mut count = 0;
        let mut last = None;
        for (key, change) in layer {
            count += 1;
            if count == limit {
                last = Some(key.clone());
            }
            self.entries.insert(key, change);
        }
        if let Some(last) = last {
            self.read_to = Some(match self.read_to.take() {
                Some(before) => before.min(last),
                None => last,
            });
        }
    }
}

impl Gathered {
    /// Takes in what sled holds from a key on and before another.
    fn add_recent(
        &mut self,
        limit: usize,
        recent: &Recent,
        start: &[u8],
        to: &Key,
    ) -> Result<(), StoreError> {
        let mut changes = recent.from(start, limit)?;
        changes.retain(|(key, _)| key < to);
        self.add(limit, changes.into_iter());
        Ok(())
    }
}

/// The live entries between two keys, the lower one included where `from` says so, at most `limit`.
pub(crate) fn range(
    layers: &std::sync::RwLock<Layers>,
    mut from: Bound<Key>,
    to: &Key,
    limit: usize,
) -> Result<Vec<(Key, Slot)>, StoreError> {
    let mut found = Vec::new();
    while found.len() < limit {
        let wanted = (limit - found.len()).clamp(64, PAGE);
        // Memory first: what moves on to the disk meanwhile is then seen in either.
        let (memory, disk) = {
            let layers = layers
                .read()
                .unwrap_or_else(std::sync::PoisonError::into_inner);
            (layers.memory_range(&from, to, wanted), layers.disk())
        };
        let start = match &from {
            Bound::Included(key) => key.as_bytes().to_vec(),
            Bound::Excluded(key) => [key.as_bytes(), &[0]].concat(),
            Bound::Unbounded => Vec::new(),
        };
        let mut all = Gathered::default();
        let mut base = Vec::with_capacity(wanted);
        for entry in disk.base.from(&start).take(wanted) {
            let (key, (version, body)) = entry?;
            if key >= *to {
                break;
            }
            base.push((key, (version, Some(body))));
        }
        all.add(wanted, base.into_iter());
        if let Some(frozen) = &disk.frozen {
            all.add_recent(wanted, &frozen.recent, &start, to)?;
            let range = (from.as_ref(), Bound::Excluded(to));
            let young = frozen.young.entries.range::<Key, _>(range).take(wanted);
            all.add(
                wanted,
                young.map(|(key, change)| (key.clone(), change.clone())),
            );
        }
        all.add_recent(wanted, &disk.recent, &start, to)?;
        if let Some(read_to) = memory.read_to {
            all.read_to = Some(
                all.read_to
                    .map_or(read_to.clone(), |before| before.min(read_to)),
            );
        }
        all.entries.extend(memory.entries);
        let whole = all.read_to.is_none();
        for (key, (version, body)) in all.entries {
            if all.read_to.as_ref().is_some_and(|end| key > *end) || found.len() == limit {
                break;
            }
            if let Some(body) = body {
                found.push((key, (version, body)));
            }
        }
        match all.read_to {
            Some(read_to) if !whole => from = Bound::Excluded(read_to),
            _ => break,
        }
    }
    Ok(found)
}
