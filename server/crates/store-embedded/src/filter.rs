//! Which keys are certainly not somewhere, so that nobody looks for them there.

use xxhash_rust::xxh3::xxh3_64;

/// Bits for each entry: one look in a hundred for what is not there goes on.
const BITS: u64 = 10;
/// How many of the bits stand for one entry.
const HASHES: u64 = 7;

/// What a filter knows of a key.
pub(crate) fn hash(key: &[u8]) -> u64 {
    xxh3_64(key)
}

/// A set of keys that errs to one side alone (Bloom, 1970).
#[derive(Debug, Default)]
pub(crate) struct Filter(pub Vec<u8>);

impl Filter {
    /// An empty one for so many entries.
    pub(crate) fn for_entries(count: u64) -> Self {
        let bytes = usize::try_from(count * BITS / 8 + 8).unwrap_or(usize::MAX);
        Self(vec![0; bytes])
    }

    /// One with keys of these [hashes](hash).
    pub(crate) fn of(hashes: &[u64]) -> Self {
        let mut filter = Self::for_entries(hashes.len() as u64);
        for hash in hashes {
            filter.add_hash(*hash);
        }
        filter
    }

    fn places(&self, hash: u64) -> impl Iterator<Item = (usize, u8)> {
        // Two hashes make as many as are needed (Kirsch, Mitzenmacher, 2008).
        let (first, second) = (hash, hash.rotate_left(32) | 1);
        let bits = (self.0.len() * 8) as u64;
        (0..HASHES).map(move |n| {
            let bit = first.wrapping_add(n.wrapping_mul(second)) % bits;
            (usize::try_from(bit / 8).unwrap_or(0), 1 << (bit % 8))
        })
    }

    pub(crate) fn add(&mut self, key: &[u8]) {
        self.add_hash(hash(key));
    }

    fn add_hash(&mut self, hash: u64) {
        let places: Vec<(usize, u8)> = self.places(hash).collect();
        for (byte, bit) in places {
            self.0[byte] |= bit;
        }
    }

    /// Whether a key may be there; nearly always `false` where it is not.
    pub(crate) fn may_hold(&self, key: &[u8]) -> bool {
        self.places(hash(key))
            .all(|(byte, bit)| self.0[byte] & bit != 0)
    }
}
