//! Frames: what the journal is made of. `docs/journal.md` writes the format down.
//!
//! A frame is one batch of commits: for each shop its new sequence and the entries that were written
//! or removed. It begins with a mark that is looked for behind damage, its length and a CRC-32C of
//! everything that follows.

use afterword_domain::change::Sequence;
use afterword_shared::id::ShopId;
use afterword_store::{Key, Slot};
use bytes::{Buf, BufMut, Bytes};
use std::collections::HashMap;
use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

/// How every frame begins.
pub(crate) const MARK: [u8; 4] = *b"\xABfr1";
/// Mark, length and checksum.
pub(crate) const HEADER: usize = 12;
/// The longest frame that is believed.
const LONGEST: usize = 1 << 30;
/// Stands for the length of a body where the entry is removed.
const REMOVED: u32 = u32::MAX;
/// How many bytes of a key name its shop.
const SHOP: usize = 16;

/// What is alive at a moment: how many entries, and the sum of their hashes. Two stores with the
/// same totals hold the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Totals {
    pub count: u64,
    pub sum: u64,
}

impl Totals {
    pub(crate) fn add(&mut self, key: &[u8], (version, body): &Slot) {
        self.count = self.count.wrapping_add(1);
        self.sum = self.sum.wrapping_add(hash(key, *version, body));
    }

    pub(crate) fn subtract(&mut self, key: &[u8], (version, body): &Slot) {
        self.count = self.count.wrapping_sub(1);
        self.sum = self.sum.wrapping_sub(hash(key, *version, body));
    }
}

fn hash(key: &[u8], version: Sequence, body: &[u8]) -> u64 {
    xxh3_64_with_seed(body, xxh3_64(key) ^ version.0.rotate_left(32))
}

/// Where a store stands: after which batch, with what in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Standing {
    /// The number of the batch.
    pub tick: u64,
    /// When it was written, in milliseconds since 1970 (UTC).
    pub at: i64,
    pub totals: Totals,
    /// Every shop's latest commit.
    pub shops: HashMap<ShopId, Sequence>,
}

/// One entry of a frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Logged {
    pub key: Key,
    pub version: Sequence,
    /// `None` where it was removed.
    pub body: Option<Bytes>,
}

/// One batch, read back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Frame {
    pub tick: u64,
    pub at: i64,
    pub totals: Totals,
    pub shops: Vec<(ShopId, Sequence)>,
    pub entries: Vec<Logged>,
}

/// Writes one frame behind whatever is in `into`. Entries come in the order of their keys.
pub(crate) struct FrameWriter<'a> {
    into: &'a mut Vec<u8>,
    begin: usize,
}

impl<'a> FrameWriter<'a> {
    pub(crate) fn new(into: &'a mut Vec<u8>, tick: u64, at: i64, totals: Totals) -> Self {
        let begin = into.len();
        into.extend_from_slice(&MARK);
        into.put_bytes(0, HEADER - MARK.len());
        into.put_u64_le(tick);
        into.put_i64_le(at);
        into.put_u64_le(totals.count);
        into.put_u64_le(totals.sum);
        Self { into, begin }
    }

    /// Begins a shop, of which `entries` entries follow.
    pub(crate) fn shop(&mut self, shop: ShopId, sequence: Sequence, entries: u32) {
        self.into.extend_from_slice(&shop.to_bytes());
        self.into.put_u64_le(sequence.0);
        self.into.put_u32_le(entries);
    }

    /// An entry of the shop that was begun last.
    pub(crate) fn entry(&mut self, key: &Key, body: Option<&[u8]>) {
        let rest = &key.as_bytes()[SHOP..];
        self.into
            .put_u16_le(u16::try_from(rest.len()).unwrap_or(u16::MAX));
        self.into.extend_from_slice(rest);
        match body {
            None => self.into.put_u32_le(REMOVED),
            Some(body) => {
                self.into
                    .put_u32_le(u32::try_from(body.len()).unwrap_or(REMOVED - 1));
                self.into.extend_from_slice(body);
            }
        }
    }

    /// Puts length and checksum before it.
    pub(crate) fn end(self) {
        let payload = self.begin + HEADER;
        let length = u32::try_from(self.into.len() - payload).unwrap_or(u32::MAX);
        let crc = crc32c::crc32c(&self.into[payload..]);
        let head = &mut self.into[self.begin + MARK.len()..payload];
        head[..4].copy_from_slice(&length.to_le_bytes());
        head[4..].copy_from_slice(&crc.to_le_bytes());
    }
}

/// A frame that says where a store stands, and holds no entries.
pub(crate) fn standing(into: &mut Vec<u8>, standing: &Standing) {
    let mut frame = FrameWriter::new(into, standing.tick, standing.at, standing.totals);
    for (shop, sequence) in &standing.shops {
        frame.shop(*shop, *sequence, 0);
    }
    frame.end();
}

/// The length of a frame's payload and its checksum; `None` where no frame begins here.
pub(crate) fn head(bytes: &[u8]) -> Option<(usize, u32)> {
    let mut rest = bytes.get(..HEADER)?.strip_prefix(&MARK)?;
    let length = usize::try_from(rest.get_u32_le()).ok()?;
    (length <= LONGEST).then(|| (length, rest.get_u32_le()))
}

impl Frame {
    /// Reads a payload; `None` where it is not what its checksum says, or no frame's.
    pub(crate) fn read(payload: &Bytes, crc: u32) -> Option<Self> {
        (crc32c::crc32c(payload) == crc).then(|| Self::parse(payload))?
    }

    fn parse(payload: &Bytes) -> Option<Self> {
        let mut rest = payload.clone();
        let mut frame = Self {
            tick: rest.try_get_u64_le().ok()?,
            at: rest.try_get_i64_le().ok()?,
            totals: Totals {
                count: rest.try_get_u64_le().ok()?,
                sum: rest.try_get_u64_le().ok()?,
            },
            shops: Vec::new(),
            entries: Vec::new(),
        };
        while rest.has_remaining() {
            let mut shop = [0; SHOP];
            rest.try_copy_to_slice(&mut shop).ok()?;
            let version = Sequence(rest.try_get_u64_le().ok()?);
            frame.shops.push((ShopId::from_bytes(shop), version));
            for _ in 0..rest.try_get_u32_le().ok()? {
                let length = usize::from(rest.try_get_u16_le().ok()?);
                let id = split(&mut rest, length)?;
                let key = Key::from_bytes(&[&shop[..], &id].concat())?;
                let body = match rest.try_get_u32_le().ok()? {
                    REMOVED => None,
                    length => Some(split(&mut rest, usize::try_from(length).ok()?)?),
                };
                frame.entries.push(Logged { key, version, body });
            }
        }
        Some(frame)
    }

    /// Moves on to where the store stands after this frame.
    pub(crate) fn advance(&self, standing: &mut Standing) {
        standing.tick = self.tick;
        standing.at = self.at;
        standing.totals = self.totals;
        standing.shops.extend(self.shops.iter().copied());
    }

    /// Where a store stands that begins with this frame.
    pub(crate) fn into_standing(self) -> Standing {
        let mut standing = Standing::default();
        self.advance(&mut standing);
        standing
    }
}

fn split(bytes: &mut Bytes, length: usize) -> Option<Bytes> {
    (length <= bytes.len()).then(|| bytes.split_to(length))
}

#[cfg(test)]
mod tests {
    use super::*;
    use afterword_store::Kind;

    fn written() -> Vec<u8> {
        let mut bytes = b"before".to_vec();
        let totals = Totals { count: 3, sum: 4 };
        let mut frame = FrameWriter::new(&mut bytes, 7, -5, totals);
        frame.shop(ShopId::new(1, 1), Sequence(9), 2);
        frame.entry(&Key::new(ShopId::new(1, 1), Kind(1), b"a"), Some(b"body"));
        frame.entry(&Key::new(ShopId::new(1, 1), Kind(1), b"b"), None);
        frame.shop(ShopId::new(2, 1), Sequence(1), 0);
        frame.end();
        bytes[6..].to_vec()
    }

    fn read(bytes: &[u8]) -> Option<Frame> {
        let (length, crc) = head(bytes)?;
        let payload = bytes.get(HEADER..HEADER + length)?;
        Frame::read(&Bytes::copy_from_slice(payload), crc)
    }

    #[test]
    fn a_frame_reads_back() {
        let frame = read(&written()).unwrap();
        assert_eq!((frame.tick, frame.at, frame.totals.sum), (7, -5, 4));
        assert_eq!(frame.shops.len(), 2);
        assert_eq!(frame.entries[0].body.as_deref(), Some(&b"body"[..]));
        assert_eq!(frame.entries[1].body, None);
        assert_eq!(frame.entries[1].key.id(), b"b");
    }

    #[test]
    fn a_frame_with_any_byte_changed_or_missing_is_none() {
        let bytes = written();
        for place in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[place] ^= 0x10;
            assert_eq!(read(&changed), None, "byte {place}");
            assert_eq!(read(&bytes[..place]), None);
        }
    }
}
