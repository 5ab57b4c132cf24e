//! What was written since the base, in sled: the latest state of every such entry, so that neither
//! memory nor the journal has to be gone through for one.
//!
//! It stands behind the journal and is filled in large steps; a step names the batch up to which it
//! goes. Whatever is wrong with it (sled can panic on damaged files, and can lose the end of its log
//! without a word), it is thrown away and made anew from the journal.

use crate::{
    files,
    filter::{self, Filter},
};
use afterword_domain::change::Sequence;
use afterword_shared::id::ShopId;
use afterword_store::{Key, StoreError};
use bytes::{Buf, BufMut, Bytes};
use sled::{Db, IVec};
use std::{
    any::Any,
    fs, io,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    sync::{
        PoisonError, RwLock,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

/// How long sled's lock is waited for, and how long between two tries.
const PATIENCE: Duration = Duration::from_secs(5);
const PAUSE: Duration = Duration::from_millis(5);
/// Bytes of pages that sled keeps at hand; in memory they take two to four times as many.
const CACHE: u64 = 8 * 1024 * 1024;
/// The most bytes of a body under one key: what outgrows a page of sled's goes into files beside its
/// log that it never syncs. A page holds up to 17 entries and has to stay below 128 KiB.
const PART: usize = 4096;
/// Stands for the number of further parts where the entry is removed.
const REMOVED: u16 = u16::MAX;
/// What the keys of further parts begin with. No shop's id does, before the year 10889.
const FURTHER: [u8; 2] = [0xFF; 2];
/// Up to which batch it goes. Keys of entries are longer.
const PLACE: &[u8] = b"place";
/// The batch of the base that it stands on.
const FROM: &[u8] = b"from";

/// An entry, or that there is none any more.
pub(crate) type Change = (Sequence, Option<Bytes>);

/// sled, open in a directory of its own.
pub(crate) struct Recent {
    db: Db,
    dir: PathBuf,
    /// Whether the directory goes when nobody reads it any more.
    doomed: AtomicBool,
    /// What every step brought since it was opened, and once it is [learnt](Self::learn) all else.
    filters: RwLock<Vec<Filter>>,
    learnt: AtomicBool,
}

impl Recent {
    /// Makes a new one on the base of a batch.
    pub(crate) fn create(dir: &Path, from: u64) -> Result<Self, StoreError> {
        if dir.exists() {
            fs::remove_dir_all(dir).map_err(|error| files::failed(dir, &error))?;
        }
        let recent = Self::open_sled(dir)?;
        recent.learnt.store(true, Ordering::Release);
        guarded(|| {
            recent
                .db
                .insert(FROM, &from.to_be_bytes())
                .map_err(failed)?;
            recent
                .db
                .insert(PLACE, &from.to_be_bytes())
                .map_err(failed)?;
            recent.db.flush().map_err(failed)?;
            Ok(recent)
        })
    }

    /// Opens one that is there. Errs where it is damaged.
    pub(crate) fn open(dir: &Path) -> Result<Self, StoreError> {
        tidy(dir).map_err(|error| files::failed(dir, &error))?;
        Self::open_sled(dir)
    }

    /// Waits where sled's lock is still held: by its own threads when it was dropped a moment ago, or by
    /// a process that was killed.
    fn open_sled(dir: &Path) -> Result<Self, StoreError> {
        let config = sled::Config::new()
            .path(dir)
            .cache_capacity(CACHE)
            .mode(sled::Mode::HighThroughput)
            // Every step flushes.
            .flush_every_ms(None);
        let deadline = Instant::now() + PATIENCE;
        let db = loop {
            match guarded(|| config.open().map_err(failed)) {
                Err(StoreError::Io(why))
                    if why.contains("acquire lock") && Instant::now() < deadline =>
                {
                    thread::sleep(PAUSE);
                }
                opened => break opened?,
            }
        };
        Ok(Self {
            db,
            dir: dir.to_owned(),
            doomed: AtomicBool::new(false),
            filters: RwLock::default(),
            learnt: AtomicBool::new(false),
        })
    }

    /// The batch of the base that it stands on, and the one up to which it goes.
    pub(crate) fn place(&self) -> Result<(u64, u64), StoreError> {
        let number = |key: &[u8]| {
            let value = guarded(|| self.db.get(key).map_err(failed))?;
            let bytes = value.as_deref().and_then(|value| value.try_into().ok());
            bytes
                .map(u64::from_be_bytes)
                .ok_or_else(|| StoreError::Damaged("its beginning is missing".into()))
        };
        Ok((number(FROM)?, number(PLACE)?))
    }

    /// Says on which base it stands, from which batch on.
    pub(crate) fn set_from(&self, from: u64) -> Result<(), StoreError> {
        guarded(|| {
            let place = self.db.get(PLACE).map_err(failed)?;
            if place.is_none_or(|place| *place == u64::MAX.to_be_bytes()) {
                self.db.insert(PLACE, &from.to_be_bytes()).map_err(failed)?;
            }
            self.db.insert(FROM, &from.to_be_bytes()).map_err(failed)?;
            self.db.flush().map_err(failed)?;
            Ok(())
        })
    }

    /// Takes in entries, and the shops' sequences with them: everything up to a batch is there then,
    /// and durable.
    pub(crate) fn step<'a>(
        &self,
        entries: impl ExactSizeIterator<Item = (&'a Key, &'a Change)>,
        shops: impl Iterator<Item = (ShopId, Sequence)>,
        place: u64,
    ) -> Result<(), StoreError> {
        let mut filter = Filter::for_entries(entries.len() as u64);
        guarded(|| {
            for (key, change) in entries {
                filter.add(key.as_bytes());
                self.insert(key, change)?;
            }
            for (shop, sequence) in shops {
                let key = shop.to_bytes();
                self.db
                    .insert(key, &sequence.0.to_be_bytes())
                    .map_err(failed)?;
            }
            // sled's log keeps the order: whoever finds this finds all that stands above.
            self.db
                .insert(PLACE, &place.to_be_bytes())
                .map_err(failed)?;
            self.db.flush().map_err(failed)?;
            Ok(())
        })?;
        self.add_filter(filter);
        Ok(())
    }

    fn add_filter(&self, filter: Filter) {
        let mut filters = self.filters.write().unwrap_or_else(PoisonError::into_inner);
        filters.push(filter);
    }

    /// Learns what was here when it was opened, so that nothing else is looked for here.
    pub(crate) fn learn(&self) -> Result<(), StoreError> {
        if self.learnt.load(Ordering::Acquire) {
            return Ok(());
        }
        let hashes = guarded(|| {
            let keys = self.db.iter().keys();
            let hashes = keys.map(|key| key.map(|key| filter::hash(&key)));
            hashes.collect::<Result<Vec<_>, _>>().map_err(failed)
        })?;
        self.add_filter(Filter::of(&hashes));
        self.learnt.store(true, Ordering::Release);
        Ok(())
    }

    /// Whether an entry may be here.
    fn may_hold(&self, key: &Key) -> bool {
        if !self.learnt.load(Ordering::Acquire) {
            return true;
        }
        let filters = self.filters.read().unwrap_or_else(PoisonError::into_inner);
        filters.iter().any(|filter| filter.may_hold(key.as_bytes()))
    }

    fn insert(&self, key: &Key, (version, body): &Change) -> Result<(), StoreError> {
        let body_or_nothing = body.as_deref().unwrap_or_default();
        let (first, rest) = body_or_nothing.split_at(body_or_nothing.len().min(PART));
        let further = u16::try_from(rest.len().div_ceil(PART)).ok();
        let further = further.filter(|further| *further < REMOVED);
        let further = further.ok_or_else(|| StoreError::Misused("a record of 256 MiB".into()))?;
        for (part, bytes) in (0..further).zip(rest.chunks(PART)) {
            self.db
                .insert(part_key(key.as_bytes(), part), bytes)
                .map_err(failed)?;
        }
        let mut value = Vec::with_capacity(10 + first.len());
        value.put_u64_le(version.0);
        value.put_u16_le(if body.is_some() { further } else { REMOVED });
        value.put_slice(first);
        self.db.insert(key.as_bytes(), value).map_err(failed)?;
        Ok(())
    }

    /// What became of an entry since the base; `None` where nothing did.
    pub(crate) fn get(&self, key: &Key) -> Result<Option<Change>, StoreError> {
        if !self.may_hold(key) {
            return Ok(None);
        }
        guarded(|| {
            let value = self.db.get(key.as_bytes()).map_err(failed)?;
            value
                .map(|value| self.read(key.as_bytes(), &value))
                .transpose()
        })
    }

    fn read(&self, key: &[u8], mut value: &[u8]) -> Result<Change, StoreError> {
        let damaged = || StoreError::Damaged("an entry is cut short".into());
        let version = Sequence(value.try_get_u64_le().map_err(|_| damaged())?);
        let further = value.try_get_u16_le().map_err(|_| damaged())?;
        if further == REMOVED {
            return Ok((version, None));
        }
        let mut body = value.to_vec();
        for part in 0..further {
            let bytes = self.db.get(part_key(key, part)).map_err(failed)?;
            body.extend_from_slice(&bytes.ok_or_else(damaged)?);
        }
        Ok((version, Some(body.into())))
    }

    /// What became of the entries from a key on, at most `limit` of them.
    pub(crate) fn from(&self, key: &[u8], limit: usize) -> Result<Vec<(Key, Change)>, StoreError> {
        guarded(|| {
            let entries = self.db.range(key..&FURTHER[..]).filter(is_entry);
            let read = |entry: Result<(IVec, IVec), sled::Error>| {
                let (key, value) = entry.map_err(failed)?;
                let change = self.read(&key, &value)?;
                let key = Key::from_bytes(&key);
                key.map(|key| (key, change))
                    .ok_or_else(|| StoreError::Damaged("a key is cut short".into()))
            };
            entries.take(limit).map(read).collect()
        })
    }

    /// The shops that something was written in since the base, with their latest commits.
    pub(crate) fn shops(&self) -> Result<Vec<(ShopId, Sequence)>, StoreError> {
        guarded(|| {
            let mut shops = Vec::new();
            // A shop's sequence stands under its id alone, before the first of its entries.
            let mut from = vec![0; 16];
            while let Some((key, value)) =
                self.db.range(from..).next().transpose().map_err(failed)?
            {
                let Some(id) = key.first_chunk::<16>() else {
                    from = [&key[..], &[0]].concat();
                    continue;
                };
                if key.starts_with(&FURTHER) {
                    break;
                }
                if let (16, Ok(number)) = (key.len(), (&*value).try_into()) {
                    let sequence = Sequence(u64::from_be_bytes(number));
                    shops.push((ShopId::from_bytes(*id), sequence));
                }
                from = [&id[..], &[0xFF; 2]].concat();
            }
            Ok(shops)
        })
    }

    /// Removes its directory once nobody reads it any more.
    pub(crate) fn doom(&self) {
        self.doomed.store(true, Ordering::Relaxed);
    }
}

impl Drop for Recent {
    fn drop(&mut self) {
        if self.doomed.load(Ordering::Relaxed) {
            // sled writes a last time when it is dropped; what is left then is removed at the next start.
            let _ = fs::remove_dir_all(&self.dir);
        }
    }
}

/// Whether it is an entry, and not about a shop or this store.
fn is_entry(entry: &Result<(IVec, IVec), sled::Error>) -> bool {
    entry.as_ref().is_ok_and(|(key, _)| key.len() > 16) || entry.is_err()
}

fn part_key(key: &[u8], part: u16) -> Vec<u8> {
    [&FURTHER[..], key, &part.to_be_bytes()].concat()
}

/// What sled says, as the seam says it.
pub(crate) fn failed(error: sled::Error) -> StoreError {
    match error {
        sled::Error::Io(error) if error.kind() == io::ErrorKind::StorageFull => {
            StoreError::Io("the disk is full. Make room, and try again".into())
        }
        sled::Error::Io(error) => StoreError::Io(error.to_string()),
        error => StoreError::Damaged(error.to_string()),
    }
}

/// Turns a panic of sled's into an error: on damaged files it has some.
fn guarded<T>(work: impl FnOnce() -> Result<T, StoreError>) -> Result<T, StoreError> {
    crate::quiet::without_panic_text(|| catch_unwind(AssertUnwindSafe(work)))
        .unwrap_or_else(|panic| Err(StoreError::Damaged(sentence(&*panic))))
}

/// What a panic said.
fn sentence(panic: &(dyn Any + Send)) -> String {
    let said = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied());
    format!("sled gave up ({})", said.unwrap_or("no more is known"))
}

/// Clears away what keeps sled from opening though nothing is lost: a snapshot that was not
/// finished, or one that can't be read. sled makes a new one from its log.
fn tidy(dir: &Path) -> std::io::Result<()> {
    for entry in fs::read_dir(dir)? {
        let path = entry?.path();
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if name.starts_with("snap.")
            && (name.ends_with(".generating")
                || !fs::read(&path).is_ok_and(|bytes| snapshot_is_whole(&bytes)))
        {
            fs::remove_file(&path)?;
        }
    }
    Ok(())
}

/// Whether a snapshot of sled's ends with its length (8 bytes) and its CRC-32 (4 bytes).
pub(crate) fn snapshot_is_whole(bytes: &[u8]) -> bool {
    bytes
        .split_last_chunk::<4>()
        .and_then(|(rest, crc)| Some((rest.split_last_chunk::<8>()?, crc)))
        .is_some_and(|((body, _), crc)| {
            !body.is_empty() && crc32fast::hash(body) == u32::from_le_bytes(*crc)
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use afterword_store::Kind;

    fn key(n: u64) -> Key {
        Key::new(ShopId::new(n, 1), Kind(1), b"id")
    }

    #[test]
    fn steps_read_back_after_reopening() {
        let dir = tempfile::tempdir().unwrap();
        let dir = dir.path().join("recent");
        let long: Bytes = "x".repeat(3 * PART + 5).into();
        let changes = [
            (key(3), (Sequence(1), Some(long.clone()))),
            (key(1), (Sequence(2), None)),
            (key(2), (Sequence(3), Some(Bytes::from_static(b"b")))),
        ];
        let recent = Recent::create(&dir, 4).unwrap();
        let shops = [1, 2, 3].map(|n| (ShopId::new(n, 1), Sequence(n)));
        let entries = changes.iter().map(|(key, change)| (key, change));
        recent.step(entries, shops.into_iter(), 9).unwrap();
        drop(recent);
        let recent = Recent::open(&dir).unwrap();
        assert_eq!(recent.place().unwrap(), (4, 9));
        assert_eq!(recent.shops().unwrap(), shops);
        assert_eq!(
            recent.get(&key(3)).unwrap(),
            Some((Sequence(1), Some(long)))
        );
        assert_eq!(recent.get(&key(1)).unwrap(), Some((Sequence(2), None)));
        assert_eq!(recent.get(&key(7)).unwrap(), None);
        let all = recent.from(&[], 10).unwrap();
        assert_eq!(
            all.iter()
                .map(|(found, _)| found.clone())
                .collect::<Vec<_>>(),
            [1, 2, 3].map(key)
        );
        assert_eq!(recent.from(key(2).as_bytes(), 1).unwrap()[0].0, key(2));
    }

    #[test]
    fn a_doomed_one_goes_when_nobody_reads_it() {
        let dir = tempfile::tempdir().unwrap();
        let dir = dir.path().join("recent");
        let recent = Recent::create(&dir, 0).unwrap();
        recent.doom();
        assert!(dir.exists());
        drop(recent);
        assert!(!dir.exists());
    }

    /// Else a power cut in the middle of a step destroys what sled holds.
    #[cfg(target_os = "linux")]
    #[test]
    fn what_sled_calls_stable_is_synced_by_this_program() {
        let dir = tempfile::tempdir().unwrap();
        let before = crate::stable::CALLS.load(Ordering::Relaxed);
        Recent::create(&dir.path().join("recent"), 0).unwrap();
        assert!(crate::stable::CALLS.load(Ordering::Relaxed) > before);
    }
}
