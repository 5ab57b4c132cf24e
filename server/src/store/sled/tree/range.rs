//! Reading in the order of keys, loose and packed at once.

use super::{
    super::{
        block::{Entries, Entry},
        failed, keys,
    },
    GONE, Tree, first_of,
};
use crate::store::StoreError;
use std::{iter::Peekable, ops::Bound};

/// Goes through the packed entries between two keys.
pub(super) struct Packed<'a> {
    tree: &'a Tree,
    from: Bound<Vec<u8>>,
    end: Vec<u8>,
    /// Where the block stands that is being gone through, and what is left of it.
    open: Option<(Vec<u8>, Entries)>,
    done: bool,
}

impl<'a> Packed<'a> {
    pub(super) fn start(tree: &'a Tree, from: Bound<Vec<u8>>, end: Vec<u8>) -> Self {
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
pub(in super::super) struct Range<'a> {
    tree: &'a Tree,
    loose: Peekable<::sled::Iter>,
    packed: Option<Packed<'a>>,
    /// The next packed entry, where it is known already.
    next_packed: Option<Entry>,
}

impl<'a> Range<'a> {
    pub(super) fn new(tree: &'a Tree, loose: ::sled::Iter, packed: Option<Packed<'a>>) -> Self {
        Self {
            tree,
            loose: loose.peekable(),
            packed,
            next_packed: None,
        }
    }

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
