//! Short lists of numbers, each kept once: a row holds where its list begins.

use super::{
    column::{Cell, Column},
    snapshot::{Loader, Saver, Snapshot},
};
use hashbrown::{DefaultHashBuilder, HashTable};
use std::{hash::BuildHasher, io};

/// Where a list begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ListId(pub(super) u32);

impl Cell for ListId {
    const LENGTH: usize = 4;

    fn put(self, to: &mut Vec<u8>) {
        self.0.put(to);
    }

    fn take(bytes: &[u8]) -> Option<Self> {
        u32::take(bytes).map(Self)
    }
}

/// Lists one behind the other, each as its length and its numbers. What is no longer named stays
/// until the index is built anew.
#[derive(Debug, Default)]
pub(super) struct Lists {
    numbers: Column<u32>,
    begins: HashTable<u32>,
    hasher: DefaultHashBuilder,
}

impl Lists {
    /// Keeps a list, or finds where it is kept already.
    pub(super) fn keep(&mut self, list: &[u32]) -> ListId {
        let Self {
            numbers,
            begins,
            hasher,
        } = self;
        let found = begins.entry(
            hasher.hash_one(list),
            |begin| at(numbers, *begin) == list,
            |begin| hasher.hash_one(at(numbers, *begin)),
        );
        if let hashbrown::hash_table::Entry::Occupied(found) = &found {
            return ListId(*found.get());
        }
        let begin = row(numbers.len());
        found.insert(begin);
        numbers.push(row(list.len()));
        for number in list {
            numbers.push(*number);
        }
        ListId(begin)
    }

    /// The list that begins there.
    pub(super) fn get(&self, id: ListId) -> &[u32] {
        at(&self.numbers, id.0)
    }
}

impl Snapshot for Lists {
    fn save(&self, to: &mut Saver) -> io::Result<()> {
        self.numbers.save(to)
    }

    fn load(from: &mut Loader) -> io::Result<Self> {
        let mut lists = Self {
            numbers: Snapshot::load(from)?,
            ..Self::default()
        };
        let Self {
            numbers,
            begins,
            hasher,
        } = &mut lists;
        let hash = |begin: &u32| hasher.hash_one(at(numbers, *begin));
        let mut begin = 0;
        while begin < numbers.len() {
            let kept = row(begin);
            begin += 1 + numbers[begin] as usize;
            if begin > numbers.len() {
                return Err(io::ErrorKind::InvalidData.into());
            }
            begins.insert_unique(hash(&kept), kept, hash);
        }
        Ok(lists)
    }
}

fn at(numbers: &[u32], begin: u32) -> &[u32] {
    let begin = begin as usize;
    let length = numbers[begin] as usize;
    &numbers[begin + 1..=begin + length]
}

/// A place in a column. Four thousand million rows are out of reach of one server's memory.
pub(super) fn row(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_kept_once_and_read_back() {
        let mut lists = Lists::default();
        let kept: Vec<_> = [&[][..], &[7], &[1, 2, 3], &[7], &[]]
            .into_iter()
            .map(|list| (list, lists.keep(list)))
            .collect();
        for (list, id) in &kept {
            assert_eq!(lists.get(*id), *list);
        }
        assert_eq!(kept[1].1, kept[3].1);
        assert_eq!(kept[0].1, kept[4].1);
        assert_eq!(lists.numbers.len(), 1 + 2 + 4);
    }
}
