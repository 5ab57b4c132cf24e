//! What transactions come to: the one place that decides whether each of them holds.

use crate::{Append, Entry, Key, Outcome, Precondition, Put, StoreError, Transaction, UniqueKeys};
use afterword_domain::change::Sequence;
use afterword_shared::id::ShopId;
use bytes::Bytes;
use hashbrown::HashMap;
use std::collections::BTreeMap;

/// A version and a body.
pub type Slot = (Sequence, Bytes);

/// The new latest commits of some shops.
pub type Sequences = std::collections::HashMap<ShopId, Sequence>;

/// What becomes of one key.
#[derive(Clone, Debug)]
pub struct Written {
    /// What stood there when the draft was begun.
    pub before: Option<Slot>,
    /// What stands there once it is committed; `None` where it is removed.
    pub now: Option<Slot>,
}

/// Transactions that are decided one after the other, each seeing what those before it write, and
/// are then written together by an engine: their records, and the unique keys that these hold.
pub struct Draft<'a> {
    unique_keys: UniqueKeys,
    /// What is committed.
    read: &'a dyn Fn(&Key) -> Result<Option<Slot>, StoreError>,
    /// A shop's latest commit.
    latest: &'a dyn Fn(ShopId) -> Sequence,
    written: BTreeMap<Key, Written>,
    sequences: HashMap<ShopId, Sequence>,
    /// How many records are appended in each shop.
    appended: HashMap<ShopId, u32>,
    /// What the transaction at hand writes, before it is known to hold.
    pending: BTreeMap<Key, Option<Slot>>,
    /// What was read for it of what is committed.
    committed: HashMap<Key, Option<Slot>>,
}

impl<'a> Draft<'a> {
    /// Nothing yet, on what an engine has committed.
    pub fn new(
        unique_keys: UniqueKeys,
        read: &'a dyn Fn(&Key) -> Result<Option<Slot>, StoreError>,
        latest: &'a dyn Fn(ShopId) -> Sequence,
    ) -> Self {
        Self {
            unique_keys,
            read,
            latest,
            written: BTreeMap::new(),
            sequences: HashMap::new(),
            appended: HashMap::new(),
            pending: BTreeMap::new(),
            committed: HashMap::new(),
        }
    }

    /// Decides one more.
    pub fn apply(&mut self, transaction: &Transaction) -> Result<Outcome, StoreError> {
        if transaction.is_empty() {
            let shop = transaction.relies_on.first().map(|(key, _)| key.shop());
            let sequence = shop.map_or(Sequence(0), |shop| (self.latest)(shop));
            return Ok(if self.holds(transaction)? {
                Outcome::Saved(sequence)
            } else {
                Outcome::Conflict
            });
        }
        let shop = transaction
            .shop()
            .ok_or_else(|| StoreError::Misused("a transaction spans two shops".into()))?;
        let sequence = match self.sequences.get(&shop) {
            Some(sequence) => *sequence,
            None => Sequence((self.latest)(shop).0 + 1),
        };
        self.pending.clear();
        if !self.holds(transaction)? {
            return Ok(Outcome::Conflict);
        }
        for put in &transaction.puts {
            if !self.put(put, sequence)? {
                return Ok(Outcome::Conflict);
            }
        }
        for key in &transaction.removes {
            self.remove(key)?;
        }
        for append in &transaction.appends {
            self.append(append, sequence)?;
        }
        self.keep();
        self.sequences.insert(shop, sequence);
        Ok(Outcome::Saved(sequence))
    }

    /// What has to be written, in the order of the keys, and the new latest commit of each shop.
    pub fn into_writes(self) -> (BTreeMap<Key, Written>, Sequences) {
        (self.written, self.sequences.into_iter().collect())
    }

    fn holds(&mut self, transaction: &Transaction) -> Result<bool, StoreError> {
        for (key, version) in &transaction.relies_on {
            if self.current(key)?.map(|(version, _)| version) != *version {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn put(&mut self, put: &Put, sequence: Sequence) -> Result<bool, StoreError> {
        let old = self.current(&put.key)?;
        let holds = match (put.precondition, &old) {
            (Precondition::None, _) | (Precondition::Absent, None) => true,
            (Precondition::At(version), Some((old, _))) => *old == version,
            (Precondition::Absent, Some(_)) | (Precondition::At(_), None) => false,
        };
        if !holds {
            return Ok(false);
        }
        let unique = (self.unique_keys)(&put.key, &put.body);
        for place in &unique {
            match self.current(place)? {
                Some((_, holder)) if *holder != *put.key.as_bytes() => return Ok(false),
                Some(_) => {}
                None => {
                    let holder = Bytes::copy_from_slice(put.key.as_bytes());
                    self.pending.insert(place.clone(), Some((sequence, holder)));
                }
            }
        }
        if let Some((_, body)) = old {
            self.let_go(&put.key, &body, &unique)?;
        }
        self.pending
            .insert(put.key.clone(), Some((sequence, put.body.clone())));
        Ok(true)
    }

    fn remove(&mut self, key: &Key) -> Result<(), StoreError> {
        if let Some((_, body)) = self.current(key)? {
            self.let_go(key, &body, &[])?;
            self.pending.insert(key.clone(), None);
        }
        Ok(())
    }

    /// Writes a record behind those that its commit has appended already: transactions of one commit share
    /// their shop's number.
    fn append(&mut self, append: &Append, sequence: Sequence) -> Result<(), StoreError> {
        let place = self.appended.entry(append.shop).or_default();
        let id = [&sequence.0.to_be_bytes()[..], &place.to_be_bytes()].concat();
        *place += 1;
        let put = Put {
            key: Key::new(append.shop, append.kind, &id),
            precondition: Precondition::None,
            body: append.body.clone(),
        };
        self.put(&put, sequence)?;
        Ok(())
    }

    /// Frees the places that a record held, but for those that it goes on holding.
    fn let_go(&mut self, key: &Key, body: &[u8], held: &[Key]) -> Result<(), StoreError> {
        for place in (self.unique_keys)(key, body) {
            if !held.contains(&place) && self.current(&place)?.is_some() {
                self.pending.insert(place, None);
            }
        }
        Ok(())
    }

    fn current(&mut self, key: &Key) -> Result<Option<Slot>, StoreError> {
        if let Some(now) = self.pending.get(key) {
            return Ok(now.clone());
        }
        if let Some(written) = self.written.get(key) {
            return Ok(written.now.clone());
        }
        if let Some(known) = self.committed.get(key) {
            return Ok(known.clone());
        }
        let found = (self.read)(key)?;
        self.committed.insert(key.clone(), found.clone());
        Ok(found)
    }

    fn keep(&mut self) {
        for (key, now) in std::mem::take(&mut self.pending) {
            if let Some(written) = self.written.get_mut(&key) {
                written.now = now;
            } else {
                let before = self.committed.get(&key).cloned().flatten();
                self.written.insert(key, Written { before, now });
            }
        }
    }
}

/// What an entry is as a slot.
impl From<Entry> for Slot {
    fn from(entry: Entry) -> Self {
        (entry.version, entry.body)
    }
}
