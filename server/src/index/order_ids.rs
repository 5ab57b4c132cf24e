//! The ids of a shop's orders, each exactly as the shop wrote it and in as little room as it can be.

use super::{column::Column, lists::row};
use afterword_shared::id::OrderId;
use hashbrown::HashTable;
use std::hash::{BuildHasher, RandomState};

/// Marks the place of a text where a number stands otherwise.
const TEXT: u64 = 1 << 63;

/// Ids and their rows. Most shops number their orders, and a number fits into the eight bytes that
/// a hash of it would take; of any other id the text is kept besides.
#[derive(Debug, Default)]
pub(super) struct OrderIds {
    hasher: RandomState,
    /// The number, or with [`TEXT`] where the text begins.
    ids: Column<u64>,
    /// Texts one behind the other, each as its length in two bytes and itself.
    texts: Column<u8>,
    places: HashTable<u32>,
}

/// The number that an id is, where it reads back as the same text.
fn number(id: &str) -> Option<u64> {
    let canonical = id == "0" || !id.starts_with('0');
    let digits = id.bytes().all(|byte| byte.is_ascii_digit());
    id.parse()
        .ok()
        .filter(|number| canonical && digits && *number < TEXT)
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
        let found = if let Some(number) = number(id.as_str()) {
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
        let kept = number(id.as_str()).unwrap_or_else(|| {
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

    /// The id of a row.
    pub(super) fn get(&self, row: u32) -> Option<OrderId> {
        let id = *self.ids.get(row as usize)?;
        if id & TEXT == 0 {
            return id.to_string().parse().ok();
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn an_id_has_one_row_and_reads_back_as_it_was_written(
            ids in prop::collection::vec("[0-9]{1,20}|0*[0-9]{1,3}|[a-z#ž-]{1,8}|[+ 0-9]{1,4}x", 0..60),
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
    fn the_largest_numbers_and_those_that_look_like_some_are_told_apart() {
        let mut kept = OrderIds::default();
        let ids = [
            "9223372036854775807",
            "9223372036854775808",
            "18446744073709551616",
            "01",
            "1",
            "+1",
        ];
        for (row, id) in (0..).zip(ids) {
            assert_eq!(kept.keep(&id.parse().unwrap()), (row, true));
        }
        for (row, id) in (0..).zip(ids) {
            assert_eq!(kept.get(row).unwrap().as_str(), id);
        }
    }
}
