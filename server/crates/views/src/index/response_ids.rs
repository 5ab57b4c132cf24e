//! The ids of a shop's responses and their rows.

use super::{
    column::Column,
    lists::row,
    snapshot::{Loader, Saver, Snapshot},
};
use afterword_shared::id::ResponseId;
use hashbrown::{DefaultHashBuilder, HashTable};
use std::{collections::HashSet, hash::BuildHasher, io};

/// Ids by row, and rows by id. Ids are the server's own: nobody can choose which fall together.
#[derive(Debug, Default)]
pub(super) struct ResponseIds {
    ids: Column<ResponseId>,
    places: HashTable<u32>,
    hasher: DefaultHashBuilder,
    /// Rows that are taken again before there are more.
    unused: Vec<u32>,
}

impl ResponseIds {
    /// The row of an id.
    pub(super) fn find(&self, id: ResponseId) -> Option<u32> {
        let is_it = |place: &u32| self.ids[*place as usize] == id;
        self.places.find(self.hasher.hash_one(id), is_it).copied()
    }

    /// The id of a row.
    pub(super) fn get(&self, row: u32) -> ResponseId {
        self.ids[row as usize]
    }

    /// A row for an id that has none: one that was taken from another, or the one behind the last.
    pub(super) fn add(&mut self, id: ResponseId) -> u32 {
        let place = if let Some(unused) = self.unused.pop() {
            self.ids[unused as usize] = id;
            unused
        } else {
            self.ids.push(id);
            row(self.ids.len() - 1)
        };
        self.place(place);
        place
    }

    fn place(&mut self, place: u32) {
        let Self {
            ids,
            places,
            hasher,
            ..
        } = self;
        let hash = |place: &u32| hasher.hash_one(ids[*place as usize]);
        places.insert_unique(hash(&place), place, hash);
    }

    /// Takes a row from its id.
    pub(super) fn forget(&mut self, row: u32) {
        let hash = self.hasher.hash_one(self.get(row));
        if let Ok(entry) = self.places.find_entry(hash, |place| *place == row) {
            entry.remove();
            self.unused.push(row);
        }
    }
}

impl Snapshot for ResponseIds {
    fn save(&self, to: &mut Saver) -> io::Result<()> {
        self.ids.save(to)?;
        to.value(&self.unused)
    }

    fn load(from: &mut Loader) -> io::Result<Self> {
        let ids: Column<ResponseId> = Snapshot::load(from)?;
        let unused: Vec<u32> = from.value()?;
        let mut kept = Self {
            places: HashTable::with_capacity(ids.len()),
            ids,
            unused,
            hasher: DefaultHashBuilder::default(),
        };
        let unused: HashSet<u32> = kept.unused.iter().copied().collect();
        for place in 0..row(kept.ids.len()) {
            if !unused.contains(&place) {
                kept.place(place);
            }
        }
        Ok(kept)
    }
}
