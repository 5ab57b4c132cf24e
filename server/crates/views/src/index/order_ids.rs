//! The ids of a shop's orders, each exactly as the shop wrote it and in as little room as it can be.

use super::{
    column::Column,
    lists::row,
    snapshot::{Loader, Saver, Snapshot},
};
use afterword_shared::id::OrderId;
use hashbrown::HashTable;
use indexmap::IndexSet;
use std::{
    hash::{BuildHasher, RandomState},
    io,
};

/// Marks the place of a text where a number stands otherwise.
const TEXT: u64 = 1 << 63;
/// Of a number its lowest bits are the digits at the end of the id, the next say how many those are,
/// and the rest which text stands before them.
const DIGIT_BITS: u32 = 44;
const LENGTH_BITS: u32 = 4;
/// That many digits fit.
const DIGITS: usize = 13;
/// That many texts before them are told apart.
const HEADS: usize = 1 << (63 - DIGIT_BITS - LENGTH_BITS);

/// Ids and their rows. Most shops number their orders, with some letters before the number or none:
/// such an id fits into the eight bytes that a hash of it would take. Of any other the text is kept
/// besides.
#[derive(Debug, Default)]
pub(super) struct OrderIds {
    hasher: RandomState,
    /// What stands before the numbers.
    heads: IndexSet<Box<str>>,
    /// The number, or with [`TEXT`] where the text begins.
    ids: Column<u64>,
    /// Texts one behind the other, each as its length in two bytes and itself.
    texts: Column<u8>,
    places: HashTable<u32>,
}

/// What stands before an id's number, and its digits. An id that ends with more of them than fit
/// has the first of them before its number.
fn split(id: &str) -> (&str, &str) {
    let digits = id.bytes().rev().take_while(u8::is_ascii_digit);
    id.split_at(id.len() - digits.take(DIGITS).count())
}

fn number(head: usize, digits: &str) -> Option<u64> {
    let number: u64 = digits.parse().ok()?;
    let length = (digits.len() as u64) << DIGIT_BITS;
    Some((head as u64) << (DIGIT_BITS + LENGTH_BITS) | length | number)
}

fn text_at(texts: &[u8], id: u64) -> &[u8] {
    let begin = usize::try_from(id & !TEXT).unwrap_or(usize::MAX);
    let Some((length, rest)) = texts.get(begin..).and_then(<[u8]>::split_first_chunk) else {
        return &[];
    };
    rest.get(..usize::from(u16::from_le_bytes(*length)))
        .unwrap_or_default()
}

impl OrderIds {
    fn hash(&self, id: u64) -> u64 {
        match id & TEXT {
            0 => self.hasher.hash_one(id),
            _ => self.hasher.hash_one(text_at(&self.texts, id)),
        }
    }

    /// The row of an id.
    pub(super) fn find(&self, id: &OrderId) -> Option<u32> {
        let ids = &self.ids;
        let (head, digits) = split(id.as_str());
        let head = self.heads.get_index_of(head);
        let found = if let Some(number) = head.and_then(|head| number(head, digits)) {
            let hash = self.hasher.hash_one(number);
            self.places
                .find(hash, |place| ids[*place as usize] == number)
        } else {
            let text = id.as_str().as_bytes();
            self.places.find(self.hasher.hash_one(text), |place| {
                let id = ids[*place as usize];
                id & TEXT != 0 && text_at(&self.texts, id) == text
            })
        };
        found.copied()
    }

    /// The row of an id, and whether it was made now.
    pub(super) fn keep(&mut self, id: &OrderId) -> (u32, bool) {
        if let Some(known) = self.find(id) {
            return (known, false);
        }
        let kept = self.number(id.as_str()).unwrap_or_else(|| {
            let begin = self.texts.len() as u64;
            let text = id.as_str().as_bytes();
            // An order's id has at most some hundred bytes.
            let length = u16::try_from(text.len()).unwrap_or(u16::MAX);
            for byte in length.to_le_bytes().iter().chain(text) {
                self.texts.push(*byte);
            }
            TEXT | begin
        });
        let place = row(self.ids.len());
        self.ids.push(kept);
        let hash = self.hash(kept);
        let mut places = std::mem::take(&mut self.places);
        places.insert_unique(hash, place, |place| self.hash(self.ids[*place as usize]));
        self.places = places;
        (place, true)
    }

    /// The number that an id is, where what stands before it is one of a few.
    fn number(&mut self, id: &str) -> Option<u64> {
        let (head, digits) = split(id);
        if digits.is_empty() {
            return None;
        }
        let known = self.heads.get_index_of(head);
        let head = match known {
            Some(known) => known,
            None if self.heads.len() < HEADS => self.heads.insert_full(head.into()).0,
            None => return None,
        };
        number(head, digits)
    }

    /// The id of a row.
    pub(super) fn get(&self, row: u32) -> Option<OrderId> {
        let id = *self.ids.get(row as usize)?;
        if id & TEXT == 0 {
            let head = usize::try_from(id >> (DIGIT_BITS + LENGTH_BITS)).ok()?;
            let head = self.heads.get_index(head)?;
            let length = usize::try_from(id >> DIGIT_BITS).ok()? & ((1 << LENGTH_BITS) - 1);
            let digits = id & ((1 << DIGIT_BITS) - 1);
            return format!("{head}{digits:0length$}").parse().ok();
        }
        std::str::from_utf8(text_at(&self.texts, id))
            .ok()?
            .parse()
            .ok()
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.ids.len()
    }
}

impl Snapshot for OrderIds {
    fn save(&self, to: &mut Saver) -> io::Result<()> {
        to.value(&self.heads)?;
        self.ids.save(to)?;
        self.texts.save(to)
    }

    fn load(from: &mut Loader) -> io::Result<Self> {
        let mut kept = Self {
            heads: from.value()?,
            ids: Snapshot::load(from)?,
            texts: Snapshot::load(from)?,
            ..Self::default()
        };
        let mut places = HashTable::with_capacity(kept.len());
        for place in 0..row(kept.len()) {
            let hash = |place: &u32| kept.hash(kept.ids[*place as usize]);
            places.insert_unique(hash(&place), place, hash);
        }
        kept.places = places;
        Ok(kept)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn an_id_has_one_row_and_reads_back_as_it_was_written(
            ids in prop::collection::vec("[0-9]{1,20}|0*[0-9]{1,3}|[a-z#ž-]{1,8}|[+ 0-9]{1,4}x|[a#]{0,2}0*[0-9]{1,15}", 0..60),
        ) {
            let mut kept = OrderIds::default();
            let mut rows = std::collections::BTreeMap::new();
            for id in ids {
                let id: OrderId = id.parse().unwrap();
                let (row, new) = kept.keep(&id);
                prop_assert_eq!(new, !rows.contains_key(id.as_str()));
                prop_assert_eq!(*rows.entry(id.as_str().to_owned()).or_insert(row), row);
            }
            prop_assert_eq!(kept.len(), rows.len());
            for (id, row) in rows {
                let id: OrderId = id.parse().unwrap();
                prop_assert_eq!(kept.find(&id), Some(row));
                prop_assert_eq!(kept.get(row), Some(id));
            }
        }
    }

    #[test]
    fn what_stands_before_numbers_may_be_anything() {
        let mut kept = OrderIds::default();
        let ids: Vec<OrderId> = (0..HEADS + 9)
            .map(|n| format!("{n:x}-{n}").parse().unwrap())
            .collect();
        for _ in 0..2 {
            for (row, id) in (0..).zip(&ids) {
                assert_eq!(kept.keep(id).0, row);
                assert_eq!(kept.get(row).as_ref(), Some(id));
            }
        }
        assert_eq!(kept.len(), ids.len());
    }

    #[test]
    fn the_largest_numbers_and_those_that_look_like_some_are_told_apart() {
        let mut kept = OrderIds::default();
        let ids = [
            "9999999999999",
            "09999999999999",
            "10000000000000",
            "9223372036854775807",
            "9223372036854775808",
            "18446744073709551616",
            "01",
            "1",
            "+1",
            "#1",
            "#01",
            "#",
        ];
        for (row, id) in (0..).zip(ids) {
            assert_eq!(kept.keep(&id.parse().unwrap()), (row, true));
        }
        for (row, id) in (0..).zip(ids) {
            assert_eq!(kept.get(row).unwrap().as_str(), id);
        }
    }
}
