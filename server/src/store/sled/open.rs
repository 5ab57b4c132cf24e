//! Opening a directory: one process at a time, what a crash left behind, and what is damaged.

use super::{
    failed, keys, sentence,
    write::{Stored, asked_of, number},
};
use crate::store::{Sequence, StoreError, record::Response};
use ::sled::Db;
use std::{
    fs::{self, File, TryLockError},
    io,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    thread,
    time::{Duration, Instant},
};

/// The layout that this program writes. 2 added what leads from a customer to what they were asked,
/// 3 blocks; a store of layout 2 is one of layout 3 in which nothing is packed yet.
const FORMAT: u64 = 3;
/// How long to wait between two tries for a lock.
const PAUSE: Duration = Duration::from_millis(20);
/// Bytes of pages that sled keeps at hand; in memory they take two to four times as many.
const CACHE: u64 = 8 * 1024 * 1024;

/// An open directory.
pub(super) struct Opened {
    pub db: Db,
    /// sled's own file: what [`File::sync_data`] has to be called on.
    pub file: File,
    /// Held for as long as the store is open.
    pub lock: File,
    pub sequence: Sequence,
}

/// Opens a directory, or makes it, and waits as long as `patience` for another process to leave.
pub(super) fn open(dir: &Path, patience: Duration) -> Result<Opened, StoreError> {
    let deadline = Instant::now() + patience;
    create(dir)?;
    let lock = lock(dir, deadline)?;
    tidy(dir)?;
    let mark = read_mark(dir)?;
    if mark.is_some() && !dir.join("db").exists() {
        return Err(restore(dir, "its file “db” is missing"));
    }
    let db = open_sled(dir, deadline)?;
    let file = File::options()
        .read(true)
        .write(true)
        .open(dir.join("db"))
        .map_err(|error| io_failed(dir, &error))?;
    let found = db.get(keys::FORMAT).map_err(failed)?;
    match found {
        Some(found) => {
            let format = u64::from_be_bytes(number(keys::FORMAT, &found)?);
            if format > FORMAT {
                return Err(StoreError::Damaged(format!(
                    "{} was written by a newer version (layout {format}; this one reads up to \
                     {FORMAT}). Start that version again, or a newer one",
                    dir.display()
                )));
            }
            if format < FORMAT {
                if format < 2 {
                    catch_up(&db)?;
                }
                let sync = || {
                    db.flush().map_err(failed)?;
                    file.sync_data().map_err(|error| io_failed(dir, &error))
                };
                sync()?;
                db.insert(keys::FORMAT, &FORMAT.to_be_bytes())
                    .map_err(failed)?;
                sync()?;
            }
        }
        None if mark.is_none() && db.is_empty() => {
            db.insert(keys::FORMAT, &FORMAT.to_be_bytes())
                .map_err(failed)?;
            db.flush().map_err(failed)?;
            file.sync_all().map_err(|error| io_failed(dir, &error))?;
            sync_new(dir)?;
        }
        None => return Err(restore(dir, "its beginning is missing")),
    }
    let sequence = match db.get(keys::SEQUENCE).map_err(failed)? {
        Some(value) => Sequence(u64::from_be_bytes(number(keys::SEQUENCE, &value)?)),
        None => Sequence(0),
    };
    if mark.is_some_and(|mark| mark > sequence) {
        let lost = format!(
            "it ends with commit {}, though it held {} when it was opened before",
            sequence.0,
            mark.unwrap_or_default().0
        );
        return Err(restore(dir, &lost));
    }
    write_mark(dir, sequence)?;
    Ok(Opened {
        db,
        file,
        lock,
        sequence,
    })
}

/// Adds what a store of layout 1 lacks: what leads from a customer to what they were asked. Cut
/// short, it begins anew, and writes nothing twice.
fn catch_up(db: &Db) -> Result<(), StoreError> {
    for key in db.scan_prefix(keys::RESPONSES).keys() {
        let key = key.map_err(failed)?;
        let stored = Stored::read(&key, |part| db.get(part).map_err(failed))?;
        let Some(stored) = stored else { continue };
        let response: Response = stored.parse(&key)?;
        if let Some(index) = asked_of(&response) {
            db.insert(index, Vec::new()).map_err(failed)?;
        }
    }
    Ok(())
}

fn io_failed(dir: &Path, error: &io::Error) -> StoreError {
    StoreError::Io(format!("{}: {error}", dir.display()))
}

fn restore(dir: &Path, what: &str) -> StoreError {
    StoreError::Damaged(format!(
        "{}: {what}. Move this directory away, without deleting it, and restore the latest backup",
        dir.display()
    ))
}

fn sync_dir(dir: &Path) -> Result<(), StoreError> {
    File::open(dir)
        .and_then(|dir| dir.sync_all())
        .map_err(|error| io_failed(dir, &error))
}

/// Makes the directory, and syncs the ones that now have a new entry.
fn create(dir: &Path) -> Result<(), StoreError> {
    let missing: Vec<&Path> = dir
        .ancestors()
        .take_while(|dir| !dir.as_os_str().is_empty() && !dir.exists())
        .collect();
    fs::create_dir_all(dir).map_err(|error| io_failed(dir, &error))?;
    for made in missing {
        sync_parent(made)?;
    }
    Ok(())
}

fn sync_parent(dir: &Path) -> Result<(), StoreError> {
    match dir.parent() {
        Some(parent) if parent.as_os_str().is_empty() => sync_dir(Path::new(".")),
        Some(parent) => sync_dir(parent),
        None => Ok(()),
    }
}

/// Syncs what sled made for a new store.
fn sync_new(dir: &Path) -> Result<(), StoreError> {
    File::open(dir.join("conf"))
        .and_then(|conf| conf.sync_all())
        .map_err(|error| io_failed(dir, &error))?;
    sync_dir(&dir.join("blobs"))?;
    sync_dir(dir)?;
    sync_parent(dir)
}

/// A lock of our own, since what a crash left is cleared away before sled takes its lock.
fn lock(dir: &Path, deadline: Instant) -> Result<File, StoreError> {
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(dir.join("lock"))
        .map_err(|error| io_failed(dir, &error))?;
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::WouldBlock) if Instant::now() < deadline => thread::sleep(PAUSE),
            Err(TryLockError::WouldBlock) => return Err(in_use(dir)),
            Err(TryLockError::Error(error)) => return Err(io_failed(dir, &error)),
        }
    }
}

fn in_use(dir: &Path) -> StoreError {
    StoreError::InUse(format!(
        "{} is locked. Stop the other server, or give this one a directory of its own",
        dir.display()
    ))
}

/// Clears away what keeps sled from opening though nothing is lost: a snapshot that was not
/// finished, or one that can't be read. sled makes a new one from its log.
pub(super) fn tidy(dir: &Path) -> Result<(), StoreError> {
    for path in snapshots(dir).map_err(|error| io_failed(dir, &error))? {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let done = if name.ends_with(".generating") {
            fs::remove_file(&path)
        } else if fs::read(&path).is_ok_and(|bytes| snapshot_is_whole(&bytes)) {
            Ok(())
        } else {
            let aside = dir.join(format!("unreadable-{name}"));
            tracing::warn!(snapshot = %path.display(), aside = %aside.display(), "a snapshot can't be read and is made anew");
            fs::rename(&path, aside)
        };
        done.map_err(|error| io_failed(dir, &error))?;
    }
    Ok(())
}

fn snapshots(dir: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(dir)? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with("snap.") {
            found.push(entry.path());
        }
    }
    Ok(found)
}

/// Whether a snapshot of sled's ends with its length (8 bytes) and its CRC-32 (4 bytes).
fn snapshot_is_whole(bytes: &[u8]) -> bool {
    bytes
        .split_last_chunk::<4>()
        .and_then(|(rest, crc)| Some((rest.split_last_chunk::<8>()?, crc)))
        .is_some_and(|((body, _), crc)| {
            !body.is_empty() && crc32fast::hash(body) == u32::from_le_bytes(*crc)
        })
}

/// Opens sled, which panics on some damaged files, and may find its lock still held by a process
/// that was killed a moment ago.
fn open_sled(dir: &Path, deadline: Instant) -> Result<Db, StoreError> {
    let config = ::sled::Config::new()
        .path(dir)
        .cache_capacity(CACHE)
        .mode(::sled::Mode::HighThroughput)
        // Every commit flushes.
        .flush_every_ms(None);
    loop {
        let opened = catch_unwind(AssertUnwindSafe(|| config.open()))
            .map_err(|panic| restore(dir, &sentence(&*panic)))?;
        match opened {
            Ok(db) => return Ok(db),
            Err(::sled::Error::Io(error)) if error.to_string().contains("acquire lock") => {
                if Instant::now() >= deadline {
                    return Err(in_use(dir));
                }
                thread::sleep(PAUSE);
            }
            Err(::sled::Error::Io(error)) => return Err(io_failed(dir, &error)),
            Err(error) => return Err(restore(dir, &error.to_string())),
        }
    }
}

/// The file that remembers how far the store had come, so that a loss does not go unseen: sled
/// takes a damaged end of its log for one that was never written.
const MARK: &str = "mark";

fn read_mark(dir: &Path) -> Result<Option<Sequence>, StoreError> {
    match fs::read_to_string(dir.join(MARK)) {
        Ok(text) => match text.trim().parse() {
            Ok(number) => Ok(Some(Sequence(number))),
            Err(_) => Err(restore(dir, "its file “mark” holds no number")),
        },
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(io_failed(dir, &error)),
    }
}

/// Remembers how far the store has come.
pub(super) fn write_mark(dir: &Path, sequence: Sequence) -> Result<(), StoreError> {
    let new = dir.join("mark.new");
    let written = || {
        fs::write(&new, format!("{}\n", sequence.0))?;
        File::open(&new)?.sync_all()?;
        fs::rename(&new, dir.join(MARK))
    };
    written().map_err(|error| io_failed(dir, &error))?;
    sync_dir(dir)
}
