//! Many entries under one key of sled's: a block.
//!
//! sled keeps some 300 bytes in memory for every page, and a page holds 8 to 16 entries however
//! small they are. So entries that have come to rest are packed, sorted and compressed, and sled
//! holds one entry where there were dozens.
//!
//! A block's value is the number of its entries (2 bytes), the length of its last key (2) and that
//! key, then the entries, compressed by LZ4. An entry is how many bytes its key shares with the key
//! before it (2), how many follow (2), the length of its value (2), then the rest of the key and
//! the value. The first key shares all with the block's own. Numbers are little-endian.

use super::write::damaged;
use crate::store::StoreError;
use ::sled::IVec;
use lz4_flex::block::{compress_prepend_size, decompress_size_prepended};
use std::cmp::Ordering;

/// Bytes of entries, not yet compressed, that a block is filled up to. With 17 of them and their
/// keys a page stays below the 128 KiB of [`super::keys::PART`], however badly they compress.
pub(super) const FULL: usize = 6 * 1024;
/// Bytes before an entry's key and value.
const ENTRY: usize = 6;
/// The most bytes that entries can come to: one of the longest there are.
const MOST: usize = 64 * 1024;

/// An entry to be packed.
pub(super) type Entry = (IVec, IVec);

/// How many bytes an entry takes at most, before compression.
pub(super) fn size(entry: &Entry) -> usize {
    ENTRY + entry.0.len() + entry.1.len()
}

/// The value of a block that holds these entries, which are sorted and not empty. Its key is made
/// of the first one's.
pub(super) fn pack(entries: &[Entry]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(entries.iter().map(size).sum());
    let mut before = entries.first().map_or(&[][..], |(key, _)| key);
    let short = |length: usize| u16::try_from(length).unwrap_or(u16::MAX).to_le_bytes();
    for (key, value) in entries {
        let shared = before.iter().zip(&**key).take_while(|(a, b)| a == b);
        let shared = shared.count();
        plain.extend(short(shared));
        plain.extend(short(key.len() - shared));
        plain.extend(short(value.len()));
        plain.extend_from_slice(&key[shared..]);
        plain.extend_from_slice(value);
        before = key;
    }
    let packed = compress_prepend_size(&plain);
    let mut block = Vec::with_capacity(4 + before.len() + packed.len());
    block.extend(short(entries.len()));
    block.extend(short(before.len()));
    block.extend_from_slice(before);
    block.extend(packed);
    block
}

/// What a block says of itself before it is unpacked.
pub(super) struct Head<'a> {
    /// How many entries it has.
    pub entries: usize,
    /// The key of its last one.
    pub last: &'a [u8],
    packed: &'a [u8],
}

impl<'a> Head<'a> {
    pub(super) fn read(block: &'a [u8]) -> Option<Self> {
        let (entries, rest) = block.split_first_chunk()?;
        let (length, rest) = rest.split_first_chunk()?;
        let (last, packed) = rest.split_at_checked(u16::from_le_bytes(*length).into())?;
        Some(Self {
            entries: u16::from_le_bytes(*entries).into(),
            last,
            packed,
        })
    }
}

/// Goes through the entries of a block.
pub(super) struct Entries {
    first: Vec<u8>,
    plain: IVec,
    /// Where the next entry starts.
    next: usize,
    key: Vec<u8>,
    /// Where the value of the entry ends that `key` is of, and how long it is.
    value: usize,
}

impl Entries {
    /// Starts before the first entry of the block with this first key.
    pub(super) fn of(first: &[u8], block: &[u8]) -> Result<Self, StoreError> {
        let unpacked = Head::read(block).and_then(|head| {
            let size = head.packed.first_chunk().copied().map(u32::from_le_bytes)?;
            // What the size says is allocated before anything is read.
            (usize::try_from(size).ok()? <= MOST)
                .then(|| decompress_size_prepended(head.packed).ok())?
        });
        Ok(Self {
            first: first.to_vec(),
            plain: unpacked
                .ok_or_else(|| damaged(first, "is no block"))?
                .into(),
            next: 0,
            key: first.to_vec(),
            value: 0,
        })
    }

    /// Goes on to the next entry; `false` where there is none.
    pub(super) fn step(&mut self) -> Result<bool, StoreError> {
        if self.next == self.plain.len() {
            return Ok(false);
        }
        let read = self.plain.get(self.next..).and_then(|rest| {
            let (lengths, rest) = rest.split_first_chunk::<ENTRY>()?;
            let length =
                |at: usize| usize::from(u16::from_le_bytes([lengths[at], lengths[at + 1]]));
            let (shared, more, value) = (length(0), length(2), length(4));
            (shared <= self.key.len() && more + value <= rest.len())
                .then_some((shared, more, value))
        });
        let Some((shared, more, value)) = read else {
            return Err(damaged(&self.key, "is followed by no entry"));
        };
        let start = self.next + ENTRY;
        self.key.truncate(shared);
        self.key.extend_from_slice(&self.plain[start..start + more]);
        self.value = value;
        self.next = start + more + value;
        Ok(true)
    }

    /// The value under a key. Entries are gone through from the one gone on to, or from the first
    /// where that lies behind.
    pub(super) fn find(&mut self, key: &[u8]) -> Result<Option<IVec>, StoreError> {
        if self.next > 0 {
            match self.key().cmp(key) {
                Ordering::Less => {}
                Ordering::Equal => return Ok(Some(self.value())),
                Ordering::Greater => {
                    self.next = 0;
                    self.key.clone_from(&self.first);
                }
            }
        }
        while self.step()? {
            match self.key().cmp(key) {
                Ordering::Less => {}
                Ordering::Equal => return Ok(Some(self.value())),
                Ordering::Greater => break,
            }
        }
        Ok(None)
    }

    /// The key of the first entry.
    pub(super) fn first(&self) -> &[u8] {
        &self.first
    }

    /// The key of the entry gone on to.
    pub(super) fn key(&self) -> &[u8] {
        &self.key
    }

    /// The value of the entry gone on to.
    pub(super) fn value(&self) -> IVec {
        self.plain.subslice(self.next - self.value, self.value)
    }

    /// The entry gone on to.
    pub(super) fn entry(&self) -> Entry {
        (self.key.as_slice().into(), self.value())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::{collection::btree_map, prelude::*};

    fn unpack(first: &[u8], block: &[u8]) -> Result<Vec<Entry>, StoreError> {
        let mut entries = Entries::of(first, block)?;
        let mut found = Vec::new();
        while entries.step()? {
            found.push(entries.entry());
        }
        Ok(found)
    }

    fn entries() -> impl Strategy<Value = Vec<Entry>> {
        let bytes =
            |most| prop::collection::vec(prop_oneof![Just(0), Just(1), any::<u8>()], 0..most);
        btree_map(bytes(40), bytes(300), 1..60).prop_map(|entries| {
            let entries = entries.into_iter();
            entries
                .map(|(key, value)| (key.into(), value.into()))
                .collect()
        })
    }

    proptest! {
        #[test]
        fn what_is_packed_is_unpacked(entries in entries()) {
            let block = pack(&entries);
            let head = Head::read(&block).unwrap();
            prop_assert_eq!(head.entries, entries.len());
            prop_assert_eq!(head.last, &*entries.last().unwrap().0);
            let mut found = Entries::of(&entries[0].0, &block).unwrap();
            for (key, value) in entries.iter().rev().chain(&entries) {
                prop_assert_eq!(found.find(key).unwrap(), Some(value.clone()));
                let absent = [&key[..], &[7; 50]].concat();
                prop_assert_eq!(found.find(&absent).unwrap(), None);
            }
            prop_assert_eq!(unpack(&entries[0].0, &block).unwrap(), entries);
        }

        #[test]
        fn a_damaged_block_is_an_error_or_other_entries_never_a_panic(
            entries in entries(),
            place: prop::sample::Index,
            flip in 1..=u8::MAX,
            cut: bool,
        ) {
            let mut block = pack(&entries);
            let place = place.index(block.len());
            if cut {
                block.truncate(place);
            } else {
                block[place] ^= flip;
            }
            let _ = unpack(&entries[0].0, &block);
        }
    }

    #[test]
    fn a_block_that_claims_to_be_huge_is_refused() {
        let mut block = pack(&[(IVec::from(b"key"), IVec::from(b"value"))]);
        let size = 4 + b"key".len();
        block[size..size + 4].copy_from_slice(&u32::MAX.to_le_bytes());
        assert!(unpack(b"key", &block).is_err());
    }
}
