//! The base: everything that was alive at one moment, sorted, packed and checksummed, in one file
//! that is never changed. With the journal's segments behind it, it is the whole store; it is also
//! what backups are. `docs/journal.md` writes the format down.
//!
//! Entries stand in blocks of some kilobytes. The file's end says which block begins with which key,
//! and which keys are certainly not there; both are kept in memory, so that a look at an entry reads
//! one block, and a look for one that is not there reads none.

use crate::{
    files,
    filter::Filter,
    frame::{Standing, Totals},
};
use afterword_domain::change::Sequence;
use afterword_shared::id::ShopId;
use afterword_store::{Key, Slot, StoreError};
use bytes::{Buf, BufMut, Bytes};
use lz4_flex::block::{compress, decompress};
use std::{
    fs::{self, File},
    io::{self, BufWriter, Write},
    os::unix::fs::FileExt,
    path::{Path, PathBuf},
    sync::Arc,
};

/// How every base begins.
const MAGIC: &[u8; 8] = b"AWBASE1\n";
/// How a base is called until it is whole.
pub(crate) const UNFINISHED: &str = "base-new";
/// Bytes of entries that a block is filled up to.
const FULL: usize = 8 * 1024;
/// Unpacked length, packed length, checksum.
const HEAD: usize = 12;
/// The longest block that is believed, unpacked.
const LONGEST: usize = 1 << 30;
/// Where the end's parts are: offset and length of the directory, its checksum, the magic.
const TAIL: usize = 8 + 8 + 4 + 8;

/// A base that can be read.
#[derive(Debug)]
pub(crate) struct Base {
    /// `None` for the base of a new store, which holds nothing.
    file: Option<File>,
    path: PathBuf,
    pub standing: Standing,
    pub length: u64,
    /// The first keys of the blocks, one behind the other.
    keys: Vec<u8>,
    /// Where the first key of each block ends in `keys`.
    ends: Vec<u32>,
    /// Where each block begins, and where the last one ends.
    offsets: Vec<u64>,
    filter: Filter,
}

/// Entries of a block.
type Entries = Vec<(Key, Slot)>;

/// A block that was unpacked a moment ago: what is looked for next is often in it too.
#[derive(Default)]
pub(crate) struct Near {
    /// Of which base, and which block of it.
    block: Option<(u64, usize)>,
    entries: Entries,
}

impl Base {
    /// The base of a new store.
    pub(crate) fn empty() -> Self {
        Self {
            file: None,
            path: PathBuf::new(),
            standing: Standing::default(),
            length: 0,
            keys: Vec::new(),
            ends: Vec::new(),
            offsets: vec![0],
            filter: Filter::for_entries(0),
        }
    }

    /// Opens a base; errs with [`StoreError::Damaged`] where its directory can't be read.
    pub(crate) fn open(path: &Path) -> Result<Self, StoreError> {
        let io_failed = |error: io::Error| files::failed(path, &error);
        let file = File::open(path).map_err(io_failed)?;
        let length = file.metadata().map_err(io_failed)?.len();
        let damaged = || StoreError::Damaged(format!("{} is no whole base", path.display()));
        let tail_at = length.checked_sub(TAIL as u64).ok_or_else(damaged)?;
        let mut tail = [0; TAIL];
        file.read_exact_at(&mut tail, tail_at).map_err(io_failed)?;
        let mut tail = &tail[..];
        let (offset, size, crc) = (tail.get_u64_le(), tail.get_u64_le(), tail.get_u32_le());
        let is_whole = tail == MAGIC && offset.checked_add(size) == Some(tail_at);
        if !is_whole {
            return Err(damaged());
        }
        let mut bytes = vec![0; usize::try_from(size).map_err(|_| damaged())?];
        file.read_exact_at(&mut bytes, offset).map_err(io_failed)?;
        if crc32c::crc32c(&bytes) != crc {
            return Err(damaged());
        }
        let mut base = Self::directory(Bytes::from(bytes)).ok_or_else(damaged)?;
        base.offsets.push(offset);
        base.file = Some(file);
        path.clone_into(&mut base.path);
        base.length = length;
        Ok(base)
    }

    fn directory(mut bytes: Bytes) -> Option<Self> {
        let mut base = Self::empty();
        base.offsets.clear();
        base.standing.tick = bytes.try_get_u64_le().ok()?;
        base.standing.at = bytes.try_get_i64_le().ok()?;
        base.standing.totals.count = bytes.try_get_u64_le().ok()?;
        base.standing.totals.sum = bytes.try_get_u64_le().ok()?;
        for _ in 0..bytes.try_get_u32_le().ok()? {
            let mut shop = [0; 16];
            bytes.try_copy_to_slice(&mut shop).ok()?;
            let sequence = Sequence(bytes.try_get_u64_le().ok()?);
            base.standing
                .shops
                .insert(ShopId::from_bytes(shop), sequence);
        }
        for _ in 0..bytes.try_get_u32_le().ok()? {
            base.offsets.push(bytes.try_get_u64_le().ok()?);
            let length = usize::from(bytes.try_get_u16_le().ok()?);
            base.keys.extend_from_slice(bytes.get(..length)?);
            bytes.advance(length);
            base.ends.push(u32::try_from(base.keys.len()).ok()?);
        }
        base.filter = Filter(bytes.to_vec());
        (!base.filter.0.is_empty()).then_some(base)
    }

    /// How many blocks it has.
    pub(crate) fn blocks(&self) -> usize {
        self.ends.len()
    }

    fn first_key(&self, block: usize) -> &[u8] {
        let begin = block.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.keys[begin as usize..self.ends[block] as usize]
    }

    /// The block that a key would be in; `None` where it stands before all of them.
    fn block_of(&self, key: &[u8]) -> Option<usize> {
        let (mut low, mut high) = (0, self.blocks());
        while low < high {
            let middle = usize::midpoint(low, high);
            if self.first_key(middle) <= key {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low.checked_sub(1)
    }

    /// What stands under a key.
    pub(crate) fn get(&self, key: &Key) -> Result<Option<Slot>, StoreError> {
        if !self.filter.may_hold(key.as_bytes()) {
            return Ok(None);
        }
        let Some(block) = self.block_of(key.as_bytes()) else {
            return Ok(None);
        };
        let plain = self.unpacked(block)?;
        let mut rest = &plain[..];
        while !rest.is_empty() {
            let damaged = || self.damaged(block);
            let (found, version, body) = split(&mut rest).ok_or_else(damaged)?;
            if found == key.as_bytes() {
                // Not a piece of the block, which would be kept for it.
                return Ok(Some((version, Bytes::copy_from_slice(body))));
            }
        }
        Ok(None)
    }

    /// The same, for keys that come in their order: a block is unpacked once for all that are in it.
    pub(crate) fn get_near(&self, key: &Key, near: &mut Near) -> Result<Option<Slot>, StoreError> {
        if !self.filter.may_hold(key.as_bytes()) {
            return Ok(None);
        }
        let Some(block) = self.block_of(key.as_bytes()) else {
            return Ok(None);
        };
        if near.block != Some((self.standing.tick, block)) {
            near.entries = self.block(block)?;
            near.block = Some((self.standing.tick, block));
        }
        let found = near.entries.binary_search_by(|(other, _)| other.cmp(key));
        Ok(found.ok().map(|place| near.entries[place].1.clone()))
    }

    /// The entries of a block.
    pub(crate) fn block(&self, block: usize) -> Result<Entries, StoreError> {
        let plain = self.unpacked(block)?;
        let mut rest = &plain[..];
        let mut entries = Vec::new();
        while !rest.is_empty() {
            let entry = split(&mut rest).and_then(|(key, version, body)| {
                Some((Key::from_bytes(key)?, (version, plain.slice_ref(body))))
            });
            entries.push(entry.ok_or_else(|| self.damaged(block))?);
        }
        Ok(entries)
    }

    fn damaged(&self, block: usize) -> StoreError {
        let (file, offset) = (self.path.display(), self.offsets[block]);
        StoreError::Damaged(format!("{file} can't be read at byte {offset}"))
    }

    fn unpacked(&self, block: usize) -> Result<Bytes, StoreError> {
        let Some(file) = &self.file else {
            return Ok(Bytes::new());
        };
        let (begin, end) = (self.offsets[block], self.offsets[block + 1]);
        let length = end
            .checked_sub(begin)
            .and_then(|length| usize::try_from(length).ok());
        let length = length.filter(|length| (HEAD..=LONGEST).contains(length));
        let mut bytes = vec![0; length.ok_or_else(|| self.damaged(block))?];
        file.read_exact_at(&mut bytes, begin).map_err(|error| {
            if error.kind() == io::ErrorKind::UnexpectedEof {
                self.damaged(block)
            } else {
                files::failed(&self.path, &error)
            }
        })?;
        unpack(&bytes).ok_or_else(|| self.damaged(block))
    }

    /// Its entries from a key on (or after it), in their order.
    pub(crate) fn from(self: &Arc<Self>, key: &[u8]) -> Scan {
        Scan {
            base: Arc::clone(self),
            block: self.block_of(key).unwrap_or(0),
            entries: Vec::new().into_iter(),
            from: key.to_vec(),
        }
    }

    /// Reads all of it and compares with what its end says it holds.
    pub(crate) fn verify(&self) -> Result<(), StoreError> {
        let mut totals = Totals::default();
        for block in 0..self.blocks() {
            for (key, slot) in self.block(block)? {
                totals.add(key.as_bytes(), &slot);
            }
        }
        if totals == self.standing.totals {
            Ok(())
        } else {
            let file = self.path.display();
            let (found, said) = (totals.count, self.standing.totals.count);
            Err(StoreError::Damaged(format!(
                "{file} holds {found} entries of {said}"
            )))
        }
    }

    /// Its file, where it has one.
    pub(crate) fn path(&self) -> Option<&Path> {
        self.file.is_some().then_some(&*self.path)
    }
}

fn unpack(bytes: &[u8]) -> Option<Bytes> {
    let (mut head, packed) = bytes.split_at_checked(HEAD)?;
    let (plain, length) = (head.get_u32_le() as usize, head.get_u32_le() as usize);
    let is_whole = length == packed.len() && crc32c::crc32c(packed) == head.get_u32_le();
    let unpacked = (is_whole && plain <= LONGEST).then(|| decompress(packed, plain).ok())??;
    (unpacked.len() == plain).then(|| Bytes::from(unpacked))
}

/// The next entry of an unpacked block: key, version, body.
fn split<'a>(rest: &mut &'a [u8]) -> Option<(&'a [u8], Sequence, &'a [u8])> {
    let length = usize::from(rest.try_get_u16_le().ok()?);
    let key = rest.split_off(..length)?;
    let version = Sequence(rest.try_get_u64_le().ok()?);
    let length = rest.try_get_u32_le().ok()? as usize;
    Some((key, version, rest.split_off(..length)?))
}

/// Goes through a base.
pub(crate) struct Scan {
    base: Arc<Base>,
    block: usize,
    entries: std::vec::IntoIter<(Key, Slot)>,
    from: Vec<u8>,
}

impl Iterator for Scan {
    type Item = Result<(Key, Slot), StoreError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            for entry in self.entries.by_ref() {
                if entry.0.as_bytes() >= self.from.as_slice() {
                    return Some(Ok(entry));
                }
            }
            if self.block >= self.base.blocks() {
                return None;
            }
            match self.base.block(self.block) {
                Ok(entries) => self.entries = entries.into_iter(),
                Err(error) => {
                    self.block = usize::MAX;
                    return Some(Err(error));
                }
            }
            self.block += 1;
        }
    }
}

/// Writes a base.
pub(crate) struct BaseWriter {
    path: PathBuf,
    file: BufWriter<File>,
    length: u64,
    plain: Vec<u8>,
    directory: Vec<u8>,
    blocks: u32,
    hashes: Filter,
    totals: Totals,
}

impl BaseWriter {
    /// Begins one of about so many entries, to take the place of `path` when it is whole.
    pub(crate) fn begin(path: &Path, about: u64) -> io::Result<Self> {
        let file = File::create(path.with_extension(UNFINISHED))?;
        let mut file = BufWriter::with_capacity(256 * 1024, file);
        file.write_all(MAGIC)?;
        Ok(Self {
            path: path.to_owned(),
            file,
            length: MAGIC.len() as u64,
            plain: Vec::with_capacity(2 * FULL),
            directory: Vec::new(),
            blocks: 0,
            hashes: Filter::for_entries(about),
            totals: Totals::default(),
        })
    }

    /// Adds an entry; its key follows those before it.
    pub(crate) fn add(&mut self, key: &Key, slot: &Slot) -> io::Result<()> {
        let bytes = key.as_bytes();
        if self.plain.is_empty() {
            self.directory.put_u64_le(self.length);
            self.directory.put_u16_le(short(bytes.len()));
            self.directory.put_slice(bytes);
            self.blocks += 1;
        }
        self.hashes.add(bytes);
        self.totals.add(bytes, slot);
        self.plain.put_u16_le(short(bytes.len()));
        self.plain.put_slice(bytes);
        self.plain.put_u64_le(slot.0.0);
        self.plain
            .put_u32_le(u32::try_from(slot.1.len()).unwrap_or(u32::MAX));
        self.plain.put_slice(&slot.1);
        if self.plain.len() >= FULL {
            self.close_block()?;
        }
        Ok(())
    }

    fn close_block(&mut self) -> io::Result<()> {
        let packed = compress(&self.plain);
        let mut head = [0; HEAD];
        let mut rest = &mut head[..];
        rest.put_u32_le(u32::try_from(self.plain.len()).unwrap_or(u32::MAX));
        rest.put_u32_le(u32::try_from(packed.len()).unwrap_or(u32::MAX));
        rest.put_u32_le(crc32c::crc32c(&packed));
        self.file.write_all(&head)?;
        self.file.write_all(&packed)?;
        self.length += (HEAD + packed.len()) as u64;
        self.plain.clear();
        Ok(())
    }

    /// What was added.
    pub(crate) fn totals(&self) -> Totals {
        self.totals
    }

    /// Writes its end, syncs it and puts it in its place. Its totals are those of what was added.
    pub(crate) fn finish(mut self, standing: &Standing) -> io::Result<()> {
        if !self.plain.is_empty() {
            self.close_block()?;
        }
        let mut end = Vec::with_capacity(self.directory.len() + self.hashes.0.len() + 64);
        end.put_u64_le(standing.tick);
        end.put_i64_le(standing.at);
        end.put_u64_le(self.totals.count);
        end.put_u64_le(self.totals.sum);
        end.put_u32_le(u32::try_from(standing.shops.len()).unwrap_or(u32::MAX));
        for (shop, sequence) in &standing.shops {
            end.put_slice(&shop.to_bytes());
            end.put_u64_le(sequence.0);
        }
        end.put_u32_le(self.blocks);
        end.append(&mut self.directory);
        end.append(&mut self.hashes.0);
        let (offset, size, crc) = (self.length, end.len() as u64, crc32c::crc32c(&end));
        end.put_u64_le(offset);
        end.put_u64_le(size);
        end.put_u32_le(crc);
        end.put_slice(MAGIC);
        self.file.write_all(&end)?;
        let file = self
            .file
            .into_inner()
            .map_err(io::IntoInnerError::into_error)?;
        file.sync_all()?;
        fs::rename(self.path.with_extension(UNFINISHED), &self.path)?;
        self.path.parent().map_or(Ok(()), files::sync_dir)
    }
}

fn short(length: usize) -> u16 {
    u16::try_from(length).unwrap_or(u16::MAX)
}

/// Whatever can be read of a base's blocks, even where its end can't be: for [`crate::salvage`].
/// Says how many bytes could not.
pub(crate) fn salvage(path: &Path, mut each: impl FnMut(Key, Slot)) -> io::Result<u64> {
    let bytes = fs::read(path)?;
    let (mut at, mut lost) = (MAGIC.len().min(bytes.len()), 0);
    while let Some(head) = bytes.get(at..at + HEAD) {
        let mut lengths = &head[4..8];
        let length = lengths.get_u32_le() as usize;
        let whole = at
            .checked_add(HEAD + length)
            .and_then(|end| bytes.get(at..end));
        if let Some(plain) = whole.and_then(unpack) {
            let mut rest = &plain[..];
            while let Some((key, version, body)) = split(&mut rest) {
                if let Some(key) = Key::from_bytes(key) {
                    each(key, (version, plain.slice_ref(body)));
                }
            }
            at += HEAD + length;
        } else {
            at += 1;
            lost += 1;
        }
    }
    Ok(lost)
}

/// The paths of the bases in a directory, oldest first, with the batch that each holds everything up
/// to.
pub(crate) fn list(dir: &Path) -> Result<Vec<(u64, PathBuf)>, StoreError> {
    files::numbered(dir, "base")
}

#[cfg(test)]
mod tests {
    use super::*;
    use afterword_store::Kind;

    fn key(n: u32) -> Key {
        Key::new(
            ShopId::new(u64::from(n / 1000), 1),
            Kind(1),
            &n.to_be_bytes(),
        )
    }

    fn slot(n: u32) -> Slot {
        let body = format!("{n} ").repeat(n as usize % 90);
        (Sequence(u64::from(n)), body.into())
    }

    fn written(dir: &Path, count: u32) -> PathBuf {
        let path = dir.join("7.base");
        let mut writer = BaseWriter::begin(&path, u64::from(count)).unwrap();
        for n in 0..count {
            writer.add(&key(2 * n), &slot(2 * n)).unwrap();
        }
        let shops = [(ShopId::new(1, 1), Sequence(4))].into();
        let standing = Standing {
            tick: 7,
            shops,
            ..Standing::default()
        };
        writer.finish(&standing).unwrap();
        path
    }

    #[test]
    fn every_entry_is_found_and_nothing_else() {
        let dir = tempfile::tempdir().unwrap();
        let base = Arc::new(Base::open(&written(dir.path(), 3000)).unwrap());
        assert!(base.blocks() > 20);
        assert_eq!(base.standing.tick, 7);
        assert_eq!(base.standing.shops.len(), 1);
        for n in 0..3000 {
            assert_eq!(base.get(&key(2 * n)).unwrap(), Some(slot(2 * n)));
            assert_eq!(base.get(&key(2 * n + 1)).unwrap(), None);
        }
        base.verify().unwrap();
        let all: Vec<_> = base.from(&[]).map(Result::unwrap).collect();
        assert_eq!(all.len(), 3000);
        assert!(all.is_sorted());
        let some: Vec<_> = base
            .from(key(2501).as_bytes())
            .map(Result::unwrap)
            .collect();
        assert_eq!(some[0].0, key(2502));
    }

    #[test]
    fn an_empty_base_holds_nothing() {
        let dir = tempfile::tempdir().unwrap();
        for base in [Base::empty(), Base::open(&written(dir.path(), 0)).unwrap()] {
            base.verify().unwrap();
            assert_eq!(base.get(&key(1)).unwrap(), None);
            assert_eq!(Arc::new(base).from(&[]).count(), 0);
        }
    }

    #[test]
    fn no_changed_byte_goes_unseen() {
        let dir = tempfile::tempdir().unwrap();
        let path = written(dir.path(), 120);
        let bytes = fs::read(&path).unwrap();
        // The magic at the beginning says nothing that anybody relies on.
        for place in MAGIC.len()..bytes.len() {
            let mut changed = bytes.clone();
            changed[place] ^= 4;
            fs::write(&path, &changed).unwrap();
            let read = Base::open(&path).and_then(|base| base.verify());
            assert!(matches!(read, Err(StoreError::Damaged(_))), "byte {place}");
        }
    }

    #[test]
    fn what_can_be_read_is_salvaged() {
        let dir = tempfile::tempdir().unwrap();
        let path = written(dir.path(), 3000);
        let mut bytes = fs::read(&path).unwrap();
        let length = bytes.len();
        bytes[length / 3] ^= 1;
        bytes.truncate(length - 100);
        fs::write(&path, &bytes).unwrap();
        let mut found = 0;
        salvage(&path, |_, _| found += 1).unwrap();
        assert!((2500..3000).contains(&found), "{found}");
    }
}
