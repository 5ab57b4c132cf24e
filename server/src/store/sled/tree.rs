//! sled's tree as one ordered map, though some of its entries are packed.
//!
//! An entry is *loose*, under its own key, or *packed* into a [`block`]; where it is both, the
//! loose one counts. A loose [`GONE`] says that the packed one is removed. Blocks stand among
//! themselves, each under its first entry's key with [`keys::block`] before it; a block is
//! responsible for its *stretch*, from its first key up to the next block's, and the first block
//! of a kind for what stands before it too.
//!
//! A commit writes loose entries, but where many fall into one stretch they go into its block at
//! once. The rest is packed afterwards, by [`Tree::pack`], in batches that change nothing of what
//! is read.

mod pieces;
mod range;

use super::{
    block::{self, Entries, Entry, Head},
    failed, keys,
    write::{Writes, damaged},
};
use crate::store::StoreError;
use ::sled::{Batch, Db, IVec};
use pieces::{Side, merged, pieces};
use range::{Packed, Range};
use std::{collections::BTreeMap, ops::Bound};

/// What stands under a loose key whose packed entry is removed. No entry's value is this: records
/// are longer, an id has 16 bytes, an order's holds no `00`, and others have none.
const GONE: &[u8] = &[0];
/// The most loose entries that are packed in one batch. Readers wait while it goes in.
pub(super) const AT_ONCE: usize = 512;
/// How often the page of a block is used that is read alone: sled looks for pages to drop only after
/// 64 uses in each of 256 parts of its cache, so what is used once stays. Twice is enough where its
/// neighbours are read with it.
const USES: usize = 8;

/// When entries are packed, and how.
#[derive(Clone, Copy, Debug)]
pub(super) struct Packing {
    /// How many loose entries in one stretch are worth a new block: with fewer, blocks are made anew
    /// for little; with more, more stays loose.
    pub dense: usize,
    /// Bytes of entries that a block is filled up to.
    pub full: usize,
    /// After how many entries written the tree is gone through.
    pub many: usize,
}

impl Default for Packing {
    fn default() -> Self {
        Self {
            dense: 12,
            full: block::FULL,
            // About 4 MB of sled's pages.
            many: 100_000,
        }
    }
}

/// sled's tree, and what is known of the packed part of it.
pub(super) struct Tree {
    pub db: Db,
    packing: Packing,
}

/// A block that was unpacked a moment ago: what is looked for next is often in it too.
struct Near {
    entries: Entries,
    last: Vec<u8>,
}

/// The part of the keys that one block is responsible for.
struct Stretch {
    /// The block's key in sled and its value; `None` where its kind has no block yet.
    block: Option<Entry>,
    /// The first key after it.
    end: Vec<u8>,
}

impl Tree {
    pub(super) fn new(db: Db, packing: Packing) -> Self {
        Self { db, packing }
    }

    /// What stands under a key.
    pub(super) fn get(&self, key: &[u8]) -> Result<Option<IVec>, StoreError> {
        match self.db.get(key).map_err(failed)? {
            Some(value) => Ok(present(key, value)),
            None => self.packed(key, &mut None, USES),
        }
    }

    /// What stands under each of some keys of one kind, in their order. What lies close together
    /// is unpacked once.
    pub(super) fn get_all(&self, keys: &[Vec<u8>]) -> Result<Vec<Option<IVec>>, StoreError> {
        let mut sorted: Vec<usize> = (0..keys.len()).collect();
        sorted.sort_unstable_by(|a, b| keys[*a].cmp(&keys[*b]));
        let (Some(first), Some(last)) = (sorted.first(), sorted.last()) else {
            return Ok(Vec::new());
        };
        let between = self
            .db
            .range(keys[*first].as_slice()..=keys[*last].as_slice());
        let loose: BTreeMap<IVec, IVec> = between
            .take(keys.len())
            .collect::<Result<_, _>>()
            .map_err(failed)?;
        let are_all = loose.len() < keys.len();
        let mut near = None;
        let mut found = vec![None; keys.len()];
        for place in sorted {
            let key = keys[place].as_slice();
            let value = match loose.get(key) {
                Some(value) => Some(value.clone()),
                None if are_all => None,
                None => self.db.get(key).map_err(failed)?,
            };
            found[place] = match value {
                Some(value) => present(key, value),
                None => self.packed(key, &mut near, 2)?,
            };
        }
        Ok(found)
    }

    /// What is packed under a key that is not loose, which may well be in the block that the last
    /// one was in.
    fn packed(
        &self,
        key: &[u8],
        near: &mut Option<Near>,
        uses: usize,
    ) -> Result<Option<IVec>, StoreError> {
        if !keys::is_packable(key) {
            return Ok(None);
        }
        if let Some(near) = near
            && near.entries.first() <= key
            && key <= near.last.as_slice()
        {
            return near.entries.find(key);
        }
        let Some((place, packed)) = self.block_at(key, uses)? else {
            return Ok(None);
        };
        let head = Head::read(&packed).ok_or_else(|| damaged(&place, "is no block"))?;
        if key > head.last {
            return Ok(None);
        }
        let found = near.insert(Near {
            entries: Entries::of(first_of(&place), &packed)?,
            last: head.last.to_vec(),
        });
        found.entries.find(key)
    }

    /// Makes sled count one more use of the page that a loose key is on, or would be.
    pub(super) fn touch(&self, key: &[u8]) -> Result<(), StoreError> {
        self.db.get(key).map(drop).map_err(failed)
    }

    /// The entries from `from` up to `end`, which are of one kind.
    pub(super) fn range(&self, from: Bound<Vec<u8>>, end: Vec<u8>) -> Range<'_> {
        let packed = match &from {
            Bound::Included(key) | Bound::Excluded(key) if keys::is_packable(key) => {
                Some(Packed::start(self, from.clone(), end.clone()))
            }
            _ => None,
        };
        let loose = self.db.range((from, Bound::Excluded(end)));
        Range::new(self, loose, packed)
    }

    /// About how many entries of a kind there are: those both loose and packed are counted twice.
    pub(super) fn about(&self, kind: [u8; 1]) -> Result<u64, StoreError> {
        let mut count = 0;
        for key in self.db.scan_prefix(kind).keys() {
            key.map_err(failed)?;
            count += 1;
        }
        let mut at = keys::block(&kind);
        while let Some((place, packed)) = self.block_after(&at)? {
            count += Head::read(&packed).map_or(0, |head| head.entries as u64);
            at = place.to_vec();
        }
        Ok(count)
    }

    /// The block that is responsible for a key, but for keys before the first block.
    fn block_at(&self, key: &[u8], uses: usize) -> Result<Option<Entry>, StoreError> {
        let found = self
            .db
            .range(keys::block(&key[..1])..=keys::block(key))
            .next_back()
            .transpose()
            .map_err(failed)?;
        self.used(found, uses)
    }

    /// The block of the same kind that follows a place.
    fn block_after(&self, place: &[u8]) -> Result<Option<Entry>, StoreError> {
        let found = self.db.get_gt(place).map_err(failed)?;
        self.used(found.filter(|(next, _)| next.get(..2) == place.get(..2)), 2)
    }

    fn used(&self, found: Option<Entry>, uses: usize) -> Result<Option<Entry>, StoreError> {
        if let Some((place, _)) = &found {
            for _ in 1..uses {
                self.touch(place)?;
            }
        }
        Ok(found)
    }

    /// The stretch that a key is in.
    fn stretch(&self, key: &[u8]) -> Result<Stretch, StoreError> {
        let block = match self.block_at(key, 1)? {
            Some(block) => Some(block),
            None => self.block_after(&keys::block(&key[..1]))?,
        };
        let next = match &block {
            Some((place, _)) => self.block_after(place)?,
            None => None,
        };
        let end = match next {
            Some((place, _)) => first_of(&place).to_vec(),
            None => keys::end_of(&key[..1]),
        };
        Ok(Stretch { block, end })
    }

    /// What has to be written so that these entries are what is read.
    pub(super) fn batch(&self, writes: &Writes) -> Result<Batch, StoreError> {
        let mut batch = Batch::default();
        let mut rest = writes.iter().peekable();
        while let Some((key, value)) = rest.next() {
            if !keys::is_packable(key) {
                match value {
                    Some(value) => batch.insert(key.as_slice(), value),
                    None => batch.remove(key.as_slice()),
                }
                continue;
            }
            let mut run = vec![(key.as_slice(), value)];
            while let Some((key, value)) = rest.next_if(|(next, _)| next[0] == key[0]) {
                run.push((key, value));
            }
            self.write_run(&mut batch, &run)?;
        }
        Ok(batch)
    }

    /// Writes entries of one kind: into blocks where they fall densely.
    fn write_run(
        &self,
        batch: &mut Batch,
        mut run: &[(&[u8], &Option<IVec>)],
    ) -> Result<(), StoreError> {
        while run.len() >= self.packing.dense {
            let stretch = self.stretch(run[0].0)?;
            let within = run.partition_point(|(key, _)| *key < stretch.end.as_slice());
            let (part, rest) = run.split_at(within);
            run = rest;
            let mut written = 0;
            if part.len() >= self.packing.dense {
                let newer = part.iter().map(|(key, value)| {
                    (
                        (*key).into(),
                        (*value).clone().unwrap_or_else(|| GONE.into()),
                    )
                });
                written = self.merge(batch, stretch.block.as_ref(), newer.collect())?;
            }
            self.write_loose(batch, &part[written..])?;
        }
        self.write_loose(batch, run)
    }

    fn write_loose(
        &self,
        batch: &mut Batch,
        entries: &[(&[u8], &Option<IVec>)],
    ) -> Result<(), StoreError> {
        for (key, value) in entries {
            match value {
                Some(value) => batch.insert(*key, value),
                None if self.may_be_packed(key)? => batch.insert(*key, GONE),
                None => batch.remove(*key),
            }
        }
        Ok(())
    }

    fn may_be_packed(&self, key: &[u8]) -> Result<bool, StoreError> {
        let block = self.block_at(key, 1)?;
        Ok(
            block
                .is_some_and(|(_, packed)| Head::read(&packed).is_none_or(|head| key <= head.last)),
        )
    }

    /// Packs loose entries from `from` on, as many as go into one batch. Returns where to go on, or
    /// `None` where there are no more.
    pub(super) fn pack(&self, from: &[u8]) -> Result<(Batch, Option<Vec<u8>>), StoreError> {
        let mut batch = Batch::default();
        let mut from = from.to_vec();
        let mut seen = 0;
        while seen < AT_ONCE {
            let Some((key, _)) = self
                .db
                .range(from.as_slice()..)
                .next()
                .transpose()
                .map_err(failed)?
            else {
                return Ok((batch, None));
            };
            if !keys::is_packable(&key) {
                match keys::next_packable(key[0]) {
                    Some(kind) => from = vec![kind],
                    None => return Ok((batch, None)),
                }
                continue;
            }
            let stretch = self.stretch(&key)?;
            let loose: Vec<Entry> = self
                .db
                .range(&key[..]..stretch.end.as_slice())
                .take(AT_ONCE)
                .collect::<Result<_, _>>()
                .map_err(failed)?;
            seen += loose.len();
            from.clone_from(&stretch.end);
            if loose.len() == AT_ONCE
                && let Some((last, _)) = loose.last()
            {
                // The next batch goes on with the blocks that this one makes.
                from = [last, &[0][..]].concat();
            }
            if loose.len() >= self.packing.dense {
                for (key, _) in &loose {
                    batch.remove(key);
                }
                self.rewrite(&mut batch, stretch.block.as_ref(), loose)?;
            }
        }
        Ok((batch, Some(from)))
    }

    /// Puts sorted entries into their stretch's block, with what is loose among them. Returns how many
    /// of them: not all where too much is loose.
    fn merge(
        &self,
        batch: &mut Batch,
        block: Option<&Entry>,
        mut newer: Vec<Entry>,
    ) -> Result<usize, StoreError> {
        let (Some((first, _)), Some((last, _))) = (newer.first(), newer.last()) else {
            return Ok(0);
        };
        let loose: Vec<Entry> = self
            .db
            .range(&first[..]..=&last[..])
            .take(AT_ONCE)
            .collect::<Result<_, _>>()
            .map_err(failed)?;
        if loose.len() == AT_ONCE
            && let Some((last, _)) = loose.last()
        {
            newer.truncate(newer.partition_point(|(key, _)| key <= last));
        }
        let written = newer.len();
        for (key, _) in &loose {
            batch.remove(key);
        }
        let merged = merged(loose, newer);
        self.rewrite(batch, block, merged)?;
        Ok(written)
    }

    /// Makes blocks of a block and of entries that stand above it.
    fn rewrite(
        &self,
        batch: &mut Batch,
        block: Option<&Entry>,
        above: Vec<Entry>,
    ) -> Result<(), StoreError> {
        let mut below = Vec::new();
        let place = block.map(|(place, _)| place.clone());
        if let Some((place, packed)) = block {
            let mut entries = Entries::of(first_of(place), packed)?;
            while entries.step()? {
                below.push(entries.entry());
            }
        }
        let side = Side::of(&below, &above);
        let mut whole = merged(below, above);
        whole.retain(|(_, value)| value != GONE);
        let mut kept = false;
        for piece in pieces(&whole, self.packing.full, side) {
            if let Some((first, _)) = piece.first() {
                let at = keys::block(first);
                kept |= place.as_deref() == Some(at.as_slice());
                batch.insert(at, block::pack(piece));
            }
        }
        if let Some(place) = place.filter(|_| !kept) {
            batch.remove(place);
        }
        Ok(())
    }
}

/// What a loose value says.
fn present(key: &[u8], value: IVec) -> Option<IVec> {
    (!keys::is_packable(key) || value != GONE).then_some(value)
}

/// The key of the first entry of a block that stands at a place.
fn first_of(place: &[u8]) -> &[u8] {
    place.get(1..).unwrap_or_default()
}

#[cfg(test)]
mod tests;
