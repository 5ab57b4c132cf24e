//! Reads what earlier versions kept: directories of the layouts 1, 2 and 3, each one tree of sled.
//!
//! A key is a byte for the kind, then parts. Of all that stood there only records are read; the rest
//! followed from them:
//!
//! | kind | key | value |
//! |---|---|---|
//! | about the store | `00` name | a number of 8 bytes |
//! | a record | `10`–`19` its id | number of its commit (8), number of further parts (2), JSON |
//! | further parts | `1f` record key, part (2) | JSON, continued |
//! | feed, indexes, counts | `20`–`30` | |
//! | blocks (layout 3) | `80` key of the first entry | entries, packed |
//!
//! Numbers are big-endian. The kinds of records are 10 shop, 11 sighting, 12 survey, 13 version of a
//! survey (survey, version), 14 user, 15 session, 16 API key, 17 keyring, 18 order (shop, text of its
//! id or the start and the hash of it), 19 response. Layout 2 added an index to layout 1, layout 3
//! blocks to layout 2, so that one reader reads all three.
//!
//! In layout 3 an entry of an order or a response is *loose*, under its own key, or *packed* into a
//! block; where it is both, the loose one counts, and the value `00` alone says that there is none any
//! more. Blocks stand in the order of their entries and don't overlap. A block is the number of its
//! entries (2 bytes, here and below little-endian), the length of its last key (2) and that key, then
//! the entries, compressed by LZ4 with their size before them (4): of each how many bytes its key
//! shares with the key before it (2), how many follow (2), the length of its value (2), the rest of
//! the key and the value. The first key shares all with the block's own.

use crate::{
    files,
    recent::{failed, snapshot_is_whole},
};
use ::sled::{Db, IVec};
use afterword_domain::record::{Record, SurveyHead};
use afterword_shared::id::ShopId;
use afterword_store::StoreError;
use lz4_flex::block::decompress_size_prepended;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::{
    any::Any,
    cmp::Ordering,
    fs, io, iter,
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
    thread,
    time::{Duration, Instant},
};

/// The newest layout that is read.
const NEWEST: u64 = 3;
/// Where the number of the layout stands.
const FORMAT: &[u8] = b"\x00format";
/// Where the number of the latest commit stands.
const SEQUENCE: &[u8] = b"\x00sequence";

const SHOP: u8 = 0x10;
const SIGHTING: u8 = 0x11;
const SURVEY: u8 = 0x12;
const SURVEY_VERSION: u8 = 0x13;
const USER: u8 = 0x14;
const SESSION: u8 = 0x15;
const API_KEY: u8 = 0x16;
const KEYRING: u8 = 0x17;
const ORDER: u8 = 0x18;
const RESPONSE: u8 = 0x19;
const FURTHER: u8 = 0x1f;
const BLOCK: u8 = 0x80;

/// The kinds of records, in the order in which they are read.
const KINDS: [u8; 10] = [
    SHOP,
    USER,
    API_KEY,
    SESSION,
    KEYRING,
    SURVEY,
    SURVEY_VERSION,
    SIGHTING,
    ORDER,
    RESPONSE,
];

/// What stands under a loose key whose packed entry is removed.
const GONE: &[u8] = &[0];
/// The most bytes that the entries of a block come to.
const BLOCK_LIMIT: usize = 64 * 1024;

/// How long to wait for a process to leave that was ended a moment ago.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long to wait between two tries.
const PAUSE: Duration = Duration::from_millis(20);
/// Bytes of pages that sled keeps at hand.
const CACHE: u64 = 8 * 1024 * 1024;

/// A key and its value.
type Entry = (IVec, IVec);

/// A directory of an earlier version, open to be read.
pub struct Legacy {
    db: Db,
}

impl Legacy {
    /// Whether an earlier version kept something in a directory.
    pub fn is_in(dir: &Path) -> bool {
        dir.join("db").is_file()
    }

    /// Opens a directory. No record in it is ever changed; sled may write its log and its snapshot
    /// anew. Whoever calls holds the lock of the directory, since what a crash left behind is cleared
    /// away before sled takes its own.
    ///
    /// Errs with [`StoreError::Damaged`] where sled can't read its files, where they are of a newer
    /// version, or where they hold less than they did before; with [`StoreError::InUse`] where
    /// another process has them open for five seconds; else with [`StoreError::Io`].
    pub fn open(dir: &Path) -> Result<Self, StoreError> {
        tidy(dir).map_err(|error| files::failed(dir, &error))?;
        let db = open_sled(dir)?;
        guarded(|| {
            match number(&db, FORMAT)? {
                Some(format) if format > NEWEST => {
                    return Err(StoreError::Damaged(format!(
                        "{} was written by a newer version (layout {format}; this one reads up to \
                         {NEWEST}). Start that version again, or a newer one",
                        dir.display()
                    )));
                }
                Some(_) => {}
                None => return Err(restore(dir, "its beginning is missing")),
            }
            let last = number(&db, SEQUENCE)?.unwrap_or(0);
            match mark(dir) {
                Some(mark) if mark > last => Err(restore(
                    dir,
                    &format!(
                        "it ends with commit {last}, though it held {mark} when it was opened before"
                    ),
                )),
                _ => Ok(()),
            }
        })?;
        Ok(Self { db })
    }

    /// About how many records there are: those both loose and packed are counted twice. Goes through
    /// all keys.
    pub fn count(&self) -> Result<u64, StoreError> {
        guarded(|| {
            let mut count = 0;
            for kind in KINDS {
                for key in self.db.scan_prefix([kind]).keys() {
                    key.map_err(failed)?;
                    count += 1;
                }
                for block in self.blocks(kind) {
                    let (_, block) = block?;
                    count += block
                        .first_chunk()
                        .map_or(0, |entries| u64::from(u16::from_le_bytes(*entries)));
                }
            }
            Ok(count)
        })
    }

    /// Every record once, as it is now, with its shop: shops first, then users, API keys, sessions and
    /// the keyring, surveys, their versions, sightings, orders, responses; each kind in the order of
    /// its keys. Users, API keys, sessions and the keyring belong to the installation, which stands
    /// as the shop of sixteen zeros.
    ///
    /// A record or a block that can't be understood is an error in its place, and what follows is
    /// read; where sled itself can't read on, its error is the last item.
    pub fn records(&self) -> impl Iterator<Item = Result<(ShopId, Record), StoreError>> + use<'_> {
        let mut entries = KINDS.into_iter().flat_map(|kind| self.entries(kind));
        let mut is_over = false;
        iter::from_fn(move || {
            if is_over {
                return None;
            }
            let next = guarded(|| {
                Ok(entries.next().map(|entry| match entry {
                    Ok((key, value)) => self.record(&key, &value).map_err(Unread::Record),
                    Err(error) => Err(error),
                }))
            });
            match next {
                Ok(None) => None,
                Ok(Some(Ok(record))) => Some(Ok(record)),
                Ok(Some(Err(Unread::Record(error)))) => Some(Err(error)),
                Ok(Some(Err(Unread::Rest(error)))) | Err(error) => {
                    is_over = true;
                    Some(Err(error))
                }
            }
        })
    }

    /// The entries of a kind, loose and packed, in the order of their keys.
    fn entries(&self, kind: u8) -> impl Iterator<Item = Result<Entry, Unread>> + use<'_> {
        let mut loose = self.loose(&[kind]).peekable();
        let mut packed = self.packed(kind).peekable();
        iter::from_fn(move || {
            loop {
                let order = match (loose.peek(), packed.peek()) {
                    (Some(Ok((loose, _))), Some(Ok((packed, _)))) => loose.cmp(packed),
                    (Some(Err(_)), _) | (_, None) => Ordering::Less,
                    (_, Some(_)) => Ordering::Greater,
                };
                if order == Ordering::Greater {
                    return packed.next();
                }
                if order == Ordering::Equal {
                    packed.next();
                }
                match loose.next() {
                    Some(Ok((_, value))) if value == GONE => {}
                    Some(Err(error)) => return Some(Err(Unread::Rest(error))),
                    Some(Ok(entry)) => return Some(Ok(entry)),
                    None => return None,
                }
            }
        })
    }

    fn packed(&self, kind: u8) -> impl Iterator<Item = Result<Entry, Unread>> + use<'_> {
        self.blocks(kind).flat_map(|block| match block {
            Ok((place, block)) => match unpacked(&place[1..], &block) {
                Some(entries) => entries.into_iter().map(Ok).collect(),
                None => vec![Err(Unread::Record(damaged(&place, "is no block")))],
            },
            Err(error) => vec![Err(Unread::Rest(error))],
        })
    }

    fn blocks(&self, kind: u8) -> impl Iterator<Item = Result<Entry, StoreError>> + use<'_> {
        self.loose(&[BLOCK, kind])
    }

    /// What stands under the keys that start like this.
    fn loose<'a>(
        &'a self,
        start: &[u8],
    ) -> impl Iterator<Item = Result<Entry, StoreError>> + use<'a> {
        self.db.scan_prefix(start).map(|entry| {
            let entry = entry.map_err(failed)?;
            // An iterator uses a page once, and sled drops none that was not used more often: going
            // through everything would leave thousands of pages in memory.
            self.db.get(&entry.0).map_err(failed)?;
            Ok(entry)
        })
    }

    /// The record under a key, of which this is the first part, with its shop.
    fn record(&self, key: &[u8], value: &[u8]) -> Result<(ShopId, Record), StoreError> {
        let json = self.json(key, value)?;
        let record = match key[0] {
            SHOP => Record::Shop(parsed(key, &json)?),
            SIGHTING => Record::Sighting(parsed(key, &json)?),
            SURVEY => Record::Survey(parsed(key, &json)?),
            SURVEY_VERSION => return self.survey_version(key, &json),
            USER => Record::User(parsed(key, &json)?),
            SESSION => Record::Session(parsed(key, &json)?),
            API_KEY => Record::ApiKey(parsed(key, &json)?),
            KEYRING => Record::Keyring(parsed(key, &json)?),
            ORDER => Record::Order(parsed(key, &json)?),
            RESPONSE => Record::Response(parsed(key, &json)?),
            _ => return Err(damaged(key, "is no record")),
        };
        let shop = record.key().shop;
        Ok((shop, record))
    }

    /// A version of a survey. It did not say its shop: its survey does.
    fn survey_version(&self, key: &[u8], json: &[u8]) -> Result<(ShopId, Record), StoreError> {
        let survey = key.get(1..17).unwrap_or_default();
        let head_key = [&[SURVEY], survey].concat();
        let head = self.db.get(&head_key).map_err(failed)?;
        let head = head.ok_or_else(|| damaged(key, "is of no survey"))?;
        let head: SurveyHead = parsed(&head_key, &self.json(&head_key, &head)?)?;
        let mut version: Value = parsed(key, json)?;
        if let Some(fields) = version.as_object_mut() {
            fields.insert("shop".to_owned(), json!(head.shop));
        }
        let version =
            serde_json::from_value(version).map_err(|error| damaged(key, &error.to_string()))?;
        Ok((head.shop, Record::SurveyVersion(version)))
    }

    /// The JSON under a key, of which this is the first part.
    fn json(&self, key: &[u8], value: &[u8]) -> Result<Vec<u8>, StoreError> {
        let short = || damaged(key, "is cut short");
        let (_, rest) = value.split_first_chunk::<8>().ok_or_else(short)?;
        let (further, start) = rest.split_first_chunk().ok_or_else(short)?;
        let mut json = start.to_vec();
        for part in 1..=u16::from_be_bytes(*further) {
            let part = [&[FURTHER], key, &part.to_be_bytes()].concat();
            json.extend_from_slice(&self.db.get(part).map_err(failed)?.ok_or_else(short)?);
        }
        Ok(json)
    }
}

/// What can't be read: a part of the whole, or all that follows.
enum Unread {
    Record(StoreError),
    Rest(StoreError),
}

fn parsed<T: DeserializeOwned>(key: &[u8], json: &[u8]) -> Result<T, StoreError> {
    serde_json::from_slice(json).map_err(|error| damaged(key, &error.to_string()))
}

/// The entries of the block with this first key.
fn unpacked(first: &[u8], block: &[u8]) -> Option<Vec<Entry>> {
    let (_, rest) = block.split_first_chunk::<2>()?;
    let (length, rest) = rest.split_first_chunk()?;
    let (_, packed) = rest.split_at_checked(u16::from_le_bytes(*length).into())?;
    // What the size says is allocated before anything is read.
    let size = u32::from_le_bytes(*packed.first_chunk()?);
    if usize::try_from(size).ok()? > BLOCK_LIMIT {
        return None;
    }
    let plain = decompress_size_prepended(packed).ok()?;
    let mut entries = Vec::new();
    let (mut rest, mut key) = (plain.as_slice(), first.to_vec());
    while !rest.is_empty() {
        let [shared, more, value] = [(); 3].map(|()| take_length(&mut rest));
        let (more, value) = (take(&mut rest, more?)?, take(&mut rest, value?)?);
        let shared = shared?;
        if shared > key.len() {
            return None;
        }
        key.truncate(shared);
        key.extend_from_slice(more);
        entries.push((key.as_slice().into(), value.into()));
    }
    Some(entries)
}

fn take<'a>(bytes: &mut &'a [u8], length: usize) -> Option<&'a [u8]> {
    let (taken, rest) = bytes.split_at_checked(length)?;
    *bytes = rest;
    Some(taken)
}

fn take_length(bytes: &mut &[u8]) -> Option<usize> {
    let length = take(bytes, 2)?;
    Some(u16::from_le_bytes(length.try_into().ok()?).into())
}

/// A number of 8 bytes.
fn number(db: &Db, key: &[u8]) -> Result<Option<u64>, StoreError> {
    let Some(value) = db.get(key).map_err(failed)? else {
        return Ok(None);
    };
    match value.as_ref().try_into() {
        Ok(bytes) => Ok(Some(u64::from_be_bytes(bytes))),
        Err(_) => Err(damaged(key, "is no number of 8 bytes")),
    }
}

/// How far the store had come when it was opened or closed last: sled takes a damaged end of its log
/// for one that was never written. Without the file, or a number in it, nothing is known.
fn mark(dir: &Path) -> Option<u64> {
    fs::read_to_string(dir.join("mark"))
        .ok()?
        .trim()
        .parse()
        .ok()
}

/// Clears away what keeps sled from opening though nothing is lost: a snapshot that was not finished,
/// or one that can't be read, which it makes anew from its log, and settings that are not those that
/// every store of ours has.
fn tidy(dir: &Path) -> io::Result<()> {
    for entry in fs::read_dir(dir)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let is_whole: fn(&[u8]) -> bool = if name == "conf" {
            settings_are_ours
        } else if name.starts_with("snap.") {
            snapshot_is_whole
        } else {
            continue;
        };
        if name.ends_with(".generating") {
            fs::remove_file(&path)?;
        } else if !fs::read(&path).is_ok_and(|bytes| is_whole(&bytes)) {
            let aside = dir.join(format!("unreadable-{name}"));
            tracing::warn!(file = %path.display(), aside = %aside.display(), "a file of the old store can't be read and is made anew");
            fs::rename(&path, aside)?;
        }
    }
    Ok(())
}

/// Whether sled's settings are the ones that every store of ours was made with; a CRC-32 follows.
fn settings_are_ours(bytes: &[u8]) -> bool {
    bytes.split_last_chunk::<4>().is_some_and(|(settings, _)| {
        settings == b"segment_size: 524288\nuse_compression: false\nversion: 0.34\n"
    })
}

/// Opens sled, which panics on some damaged files, and may find its lock still held by a process
/// that was killed a moment ago.
fn open_sled(dir: &Path) -> Result<Db, StoreError> {
    let deadline = Instant::now() + PATIENCE;
    let config = ::sled::Config::new()
        .path(dir)
        .cache_capacity(CACHE)
        .mode(::sled::Mode::HighThroughput)
        .flush_every_ms(None);
    loop {
        let opened = catch_unwind(AssertUnwindSafe(|| config.open()))
            .map_err(|panic| restore(dir, &sentence(&*panic)))?;
        match opened {
            Ok(db) => return Ok(db),
            Err(::sled::Error::Io(error)) if error.to_string().contains("acquire lock") => {
                if Instant::now() >= deadline {
                    return Err(StoreError::InUse(format!(
                        "{} is locked. Stop the other server, or give this one a directory of its own",
                        dir.display()
                    )));
                }
                thread::sleep(PAUSE);
            }
            Err(::sled::Error::Io(error)) => return Err(files::failed(dir, &error)),
            Err(error) => return Err(restore(dir, &error.to_string())),
        }
    }
}

fn restore(dir: &Path, what: &str) -> StoreError {
    StoreError::Damaged(format!(
        "{}: {what}. Move this directory away, without deleting it, and restore the latest backup",
        dir.display()
    ))
}

/// What is said of a key whose value can't be understood.
fn damaged(key: &[u8], what: &str) -> StoreError {
    StoreError::Damaged(format!("what stands under {key:02x?} {what}"))
}

/// Turns a panic of sled's into an error: on damaged files it has some.
fn guarded<T>(work: impl FnOnce() -> Result<T, StoreError>) -> Result<T, StoreError> {
    catch_unwind(AssertUnwindSafe(work))
        .unwrap_or_else(|panic| Err(StoreError::Damaged(sentence(&*panic))))
}

/// What a panic said.
fn sentence(panic: &(dyn Any + Send)) -> String {
    let said = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied());
    format!(
        "its files are not as they were written ({})",
        said.unwrap_or("no more is known")
    )
}

#[cfg(test)]
pub(crate) mod tests;
