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

use super::{
    block::{self, Entries, Entry, Head},
    failed, keys,
    write::{Writes, damaged},
};
use crate::store::StoreError;
use ::sled::{Batch, Db, IVec};
use std::{collections::BTreeMap, iter::Peekable, ops::Bound};

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
    /// How many loose entries in one stretch are worth a new block. One insertion costs about as
    /// much as unpacking and packing eight to sixteen entries.
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
        Range {
            tree: self,
            loose: loose.peekable(),
            packed,
            next_packed: None,
        }
    }

    /// About how many entries of a kind there are: those both loose and packed are counted twice.
    pub(super) fn about(&self, kind: &[u8; 1]) -> Result<u64, StoreError> {
        let mut count = 0;
        for key in self.db.scan_prefix(kind).keys() {
            key.map_err(failed)?;
            count += 1;
        }
        let mut at = keys::block(kind);
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
                written = self.merge(batch, stretch, newer.collect())?;
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
            from = stretch.end.clone();
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
                self.rewrite(&mut batch, stretch.block, loose)?;
            }
        }
        Ok((batch, Some(from)))
    }

    /// Puts sorted entries into a stretch's block, with what is loose among them. Returns how many
    /// of them: not all where too much is loose.
    fn merge(
        &self,
        batch: &mut Batch,
        stretch: Stretch,
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
        self.rewrite(batch, stretch.block, merged)?;
        Ok(written)
    }

    /// Makes blocks of a block and of entries that stand above it.
    fn rewrite(
        &self,
        batch: &mut Batch,
        block: Option<Entry>,
        above: Vec<Entry>,
    ) -> Result<(), StoreError> {
        let mut below = Vec::new();
        let place = block.as_ref().map(|(place, _)| place.clone());
        if let Some((place, packed)) = &block {
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

/// Sorted entries of both; where a key is in both, the upper one.
fn merged(lower: Vec<Entry>, upper: Vec<Entry>) -> Vec<Entry> {
    let mut all = Vec::with_capacity(lower.len() + upper.len());
    let mut lower = lower.into_iter().peekable();
    for entry in upper {
        while let Some(below) = lower.next_if(|(key, _)| *key < entry.0) {
            all.push(below);
        }
        lower.next_if(|(key, _)| *key == entry.0);
        all.push(entry);
    }
    all.extend(lower);
    all
}

/// Where a block grows, which says how it is split: a side that goes on growing is left with room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Start,
    Between,
    End,
}

impl Side {
    fn of(below: &[Entry], above: &[Entry]) -> Self {
        match (below, above) {
            ([.., (last, _)], [(first, _), ..]) if last < first => Self::End,
            ([], _) => Self::End,
            ([(first, _), ..], [.., (last, _)]) if last < first => Self::Start,
            _ => Self::Between,
        }
    }
}

/// Entries in as few pieces as there have to be, so that none has more than `full` bytes but where
/// one entry alone has.
fn pieces(entries: &[Entry], full: usize, side: Side) -> Vec<&[Entry]> {
    let total: usize = entries.iter().map(block::size).sum();
    let enough = match side {
        Side::Between => total.div_ceil(total.div_ceil(full).max(1)),
        Side::Start | Side::End => full,
    };
    let mut pieces = Vec::new();
    let mut rest = entries;
    while !rest.is_empty() {
        let mut taken = 0;
        let mut bytes = 0;
        let from_end = side == Side::Start;
        while let Some(next) = if from_end {
            rest.iter().rev().nth(taken)
        } else {
            rest.get(taken)
        } {
            let size = block::size(next);
            if taken > 0 && (bytes >= enough || bytes + size > full) {
                break;
            }
            taken += 1;
            bytes += size;
        }
        let piece;
        if from_end {
            (rest, piece) = rest.split_at(rest.len() - taken);
        } else {
            (piece, rest) = rest.split_at(taken);
        }
        pieces.push(piece);
    }
    pieces
}

/// Goes through the packed entries between two keys.
struct Packed<'a> {
    tree: &'a Tree,
    from: Bound<Vec<u8>>,
    end: Vec<u8>,
    /// Where the block stands that is being gone through, and what is left of it.
    open: Option<(Vec<u8>, Entries)>,
    done: bool,
}

impl<'a> Packed<'a> {
    fn start(tree: &'a Tree, from: Bound<Vec<u8>>, end: Vec<u8>) -> Self {
        Self {
            tree,
            from,
            end,
            open: None,
            done: false,
        }
    }

    fn next(&mut self) -> Result<Option<Entry>, StoreError> {
        while !self.done {
            if let Some((_, entries)) = &mut self.open {
                while entries.step()? {
                    let key = entries.key();
                    let before = match &self.from {
                        Bound::Included(from) => key < from.as_slice(),
                        Bound::Excluded(from) => key <= from.as_slice(),
                        Bound::Unbounded => false,
                    };
                    if before {
                        continue;
                    }
                    if key >= self.end.as_slice() {
                        self.done = true;
                        return Ok(None);
                    }
                    return Ok(Some(entries.entry()));
                }
            }
            self.open_next()?;
        }
        Ok(None)
    }

    fn open_next(&mut self) -> Result<(), StoreError> {
        let (Bound::Included(from) | Bound::Excluded(from)) = &self.from else {
            self.done = true;
            return Ok(());
        };
        let next = match &self.open {
            Some((place, _)) => self.tree.block_after(place)?,
            None => match self.tree.block_at(from, 1)? {
                Some(block) => Some(block),
                None => self.tree.block_after(&keys::block(&from[..1]))?,
            },
        };
        match next.filter(|(place, _)| first_of(place) < self.end.as_slice()) {
            Some((place, packed)) => {
                let entries = Entries::of(first_of(&place), &packed)?;
                self.open = Some((place.to_vec(), entries));
            }
            None => self.done = true,
        }
        Ok(())
    }
}

/// Goes through entries, loose and packed, in the order of their keys.
pub(super) struct Range<'a> {
    tree: &'a Tree,
    loose: Peekable<::sled::Iter>,
    packed: Option<Packed<'a>>,
    /// The next packed entry, where it is known already.
    next_packed: Option<Entry>,
}

impl Range<'_> {
    fn advance(&mut self) -> Result<Option<Entry>, StoreError> {
        loop {
            if self.next_packed.is_none()
                && let Some(packed) = &mut self.packed
            {
                self.next_packed = packed.next()?;
            }
            let loose_first = match (self.loose.peek(), &self.next_packed) {
                (Some(Ok((loose, _))), Some((packed, _))) => {
                    if loose == packed {
                        self.next_packed = None;
                    }
                    self.next_packed
                        .as_ref()
                        .is_none_or(|(packed, _)| loose < packed)
                }
                (Some(_), _) => true,
                (None, _) => false,
            };
            if !loose_first {
                return Ok(self.next_packed.take());
            }
            let Some(entry) = self.loose.next().transpose().map_err(failed)? else {
                return Ok(None);
            };
            // An iterator uses a page once: scanning alone would keep 16,384 of them, however
            // small sled's cache is meant to be.
            self.tree.touch(&entry.0)?;
            if self.packed.is_none() || entry.1 != GONE {
                return Ok(Some(entry));
            }
        }
    }
}

impl Iterator for Range<'_> {
    type Item = Result<Entry, StoreError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.advance().transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::{collection::vec, prelude::*, sample::select};

    const KINDS: [u8; 4] = [0x18, 0x20, 0x27, 0x30];

    /// Keys that crowd together, of kinds that are packed and of one that is not.
    fn key() -> impl Strategy<Value = Vec<u8>> {
        (select(KINDS.to_vec()), 0..40_u8, 0..3_u8).prop_map(|(kind, place, more)| {
            let mut key = vec![kind, place];
            key.extend(vec![7; more.into()]);
            key
        })
    }

    #[derive(Clone, Debug)]
    enum Step {
        Write(Vec<(Vec<u8>, Option<Vec<u8>>)>),
        Pack,
    }

    fn step() -> impl Strategy<Value = Step> {
        let value = prop_oneof![
            Just(vec![]),
            vec(1..=u8::MAX, 1..3),
            vec(any::<u8>(), 20..60),
        ];
        prop_oneof![
            4 => vec((key(), prop::option::weighted(0.7, value)), 1..40).prop_map(Step::Write),
            1 => Just(Step::Pack),
        ]
    }

    fn pack_all(tree: &Tree) {
        let mut from = Some(Vec::new());
        while let Some(at) = from {
            let (batch, next) = tree.pack(&at).unwrap();
            tree.db.apply_batch(batch).unwrap();
            from = next;
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]
        #[test]
        fn packed_or_loose_it_is_one_ordered_map(
            steps in vec(step(), 1..12),
            dense in 1..9_usize,
            full in select(vec![1, 60, 300]),
            bounds in vec((key(), key()), 4),
        ) {
            let db = ::sled::Config::new().temporary(true).open().unwrap();
            let tree = Tree::new(db, Packing { dense, full, many: 0 });
            let mut model = BTreeMap::new();
            for step in steps {
                match step {
                    Step::Write(entries) => {
                        let writes: Writes = entries
                            .into_iter()
                            .map(|(key, value)| (key, value.map(IVec::from)))
                            .collect();
                        tree.db.apply_batch(tree.batch(&writes).unwrap()).unwrap();
                        for (key, value) in writes {
                            match value {
                                Some(value) => model.insert(key, value),
                                None => model.remove(&key),
                            };
                        }
                    }
                    Step::Pack => {
                        pack_all(&tree);
                        if dense == 1 {
                            let loose = tree.db.iter().keys().filter(|key| {
                                keys::is_packable(key.as_ref().unwrap())
                            });
                            prop_assert_eq!(loose.count(), 0);
                        }
                    }
                }
                for kind in KINDS {
                    let read: Vec<Entry> = tree
                        .range(Bound::Included(vec![kind]), vec![kind + 1])
                        .collect::<Result<_, _>>()
                        .unwrap();
                    let expected: Vec<Entry> = model
                        .range(vec![kind]..vec![kind + 1])
                        .map(|(key, value)| (key.as_slice().into(), value.clone()))
                        .collect();
                    prop_assert_eq!(read, expected);
                }
            }
            for kind in KINDS {
                let keys: Vec<Vec<u8>> = (0..40)
                    .rev()
                    .flat_map(|place| [vec![kind, place], vec![kind, place, 7]])
                    .collect();
                let each: Vec<_> = keys.iter().map(|key| model.get(key).cloned()).collect();
                let alone: Vec<_> = keys.iter().map(|key| tree.get(key).unwrap()).collect();
                prop_assert_eq!(&alone, &each);
                prop_assert_eq!(&tree.get_all(&keys).unwrap(), &each);
                for (few, each) in keys.chunks(5).zip(each.chunks(5)) {
                    prop_assert_eq!(tree.get_all(few).unwrap(), each);
                }
            }
            for (from, to) in bounds {
                let end = vec![from[0], to[1]];
                if from >= end {
                    continue;
                }
                for from in [Bound::Included(from.clone()), Bound::Excluded(from)] {
                    let read: Vec<IVec> = tree
                        .range(from.clone(), end.clone())
                        .map(|entry| entry.unwrap().0)
                        .collect();
                    let expected: Vec<IVec> = model
                        .range((from, Bound::Excluded(end.clone())))
                        .map(|(key, _)| key.as_slice().into())
                        .collect();
                    prop_assert_eq!(read, expected);
                }
            }
        }

        #[test]
        fn pieces_hold_everything_and_are_not_too_large(
            sizes in vec(0..300_usize, 1..80),
            full in 50..2000_usize,
            side in select(vec![Side::Start, Side::Between, Side::End]),
        ) {
            let entries: Vec<Entry> = (0_u16..)
                .zip(&sizes)
                .map(|(at, size)| (IVec::from(&at.to_be_bytes()), IVec::from(vec![1; *size])))
                .collect();
            let mut pieces = pieces(&entries, full, side);
            for piece in &pieces {
                let size: usize = piece.iter().map(block::size).sum();
                prop_assert!(size <= full || piece.len() == 1);
            }
            pieces.sort_by_key(|piece| piece[0].0.clone());
            prop_assert_eq!(pieces.concat(), entries);
        }
    }
}
