//! Opening a data directory, of this layout or an earlier one.

use crate::{
    EmbeddedStore, Progress, Salvaged, Tuning, files,
    legacy::Legacy,
    open::{has_store, lock},
    quiet::without_panic_text,
};
use afterword_domain::{
    change::Sequence,
    record::{Record, Shop, Stored, SurveyHead, SurveyVersion, User},
};
use afterword_shared::id::ShopId;
use afterword_store::{Entry, Kind, Records, StoreError, codec, stored, unique_keys};
use std::{
    fs,
    io::{self, IsTerminal, Write as _},
    os::unix::fs::MetadataExt,
    path::Path,
    sync::Arc,
};

/// Where a store of an earlier layout becomes one of this: it counts only once it is whole.
const MOVING: &str = "moving";
/// What the earlier layouts left in a data directory.
const OLD_FILES: [&str; 4] = ["db", "conf", "mark", "mark.new"];
const OLD_FOLDERS: [&str; 2] = ["blobs", "search"];
/// After how many records it is told how far a move has come.
const TOLD: u64 = 20_000;

/// Which directory stands at a path: another one that was put there since is not the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Identity(u64, u64);

impl Identity {
    /// That of the one that stands there now.
    pub fn of(dir: &Path) -> io::Result<Self> {
        let about = fs::metadata(dir)?;
        Ok(Self(about.dev(), about.ino()))
    }

    /// Whether it stands there still.
    pub fn is_at(self, dir: &Path) -> bool {
        Self::of(dir).is_ok_and(|now| now == self)
    }
}

/// Whether a directory holds data of ours, of this layout or an earlier one.
pub fn has_data(dir: &Path) -> bool {
    has_store(dir) || Legacy::is_in(dir)
}

/// Opens the embedded store in a directory, which is made where there is nothing; says on the log what
/// takes long. A store of an earlier layout becomes one of this first. Blocks, and waits some seconds
/// where another process has it open.
pub fn open(dir: &Path) -> Result<Records, StoreError> {
    open_tuned(dir, Tuning::default())
}

/// As [`open`], with work behind commits done when somebody says.
pub fn open_tuned(dir: &Path, tuning: Tuning) -> Result<Records, StoreError> {
    if !has_store(dir) && Legacy::is_in(dir) {
        move_over(dir, tuning)?;
    }
    let tell = |progress: Progress| match progress {
        Progress::Rebuilding => {
            tracing::warn!("what stands behind the journal is made anew from it; nothing is lost");
        }
    };
    let store = EmbeddedStore::open(dir, unique_keys, tuning, &tell)?;
    // A move that ended a moment before its last step.
    clear(dir)?;
    Ok(Records::new(Arc::new(store)))
}

/// Makes a store of whatever can be read of a damaged directory of this layout, in an empty one.
pub fn salvage(from: &Path, to: &Path) -> Result<Salvaged, StoreError> {
    if !has_store(from) {
        let from = from.display();
        return Err(StoreError::Damaged(format!(
            "{from} holds no journal of this version’s; there is nothing to salvage"
        )));
    }
    let _lock = lock(from, Tuning::default().patience)?;
    let mut found = crate::salvage::salvage(from, to, unique_keys)?;
    for (what, kind) in [
        ("account", Kind(User::KIND)),
        ("shop", Kind(Shop::KIND)),
        ("survey", Kind(SurveyHead::KIND)),
    ] {
        if !found.kinds.contains(&kind) {
            found.missing.push(format!("no {what} could be got out"));
        }
    }
    Ok(found)
}

/// Makes of a store of an earlier layout one of this. Broken off, it is begun anew: until the last step
/// the old one is what counts.
fn move_over(dir: &Path, tuning: Tuning) -> Result<(), StoreError> {
    let failed = |error: io::Error| files::failed(dir, &error);
    let _lock = lock(dir, tuning.patience)?;
    let moving = dir.join(MOVING);
    if moving.exists() {
        fs::remove_dir_all(&moving).map_err(failed)?;
    }
    let legacy = without_panic_text(|| Legacy::open(dir))?;
    let count = legacy.count()?;
    tracing::warn!(
        "the data is of an earlier version and becomes this one’s, about {count} records; it can’t be \
         opened by an earlier version afterwards"
    );
    let store = EmbeddedStore::open(&moving, unique_keys, tuning, &|_| {})?;
    let mut done = 0;
    let entries = legacy.records().map(|record| {
        done += 1;
        if done % TOLD == 0 {
            show(done, count);
        }
        record.map(|(shop, record)| entry(shop, record))
    });
    let written = store.fill(entries)?;
    store.fold()?;
    drop((store, legacy));
    show(count.max(1), count.max(1));
    // The journal is the last: with it there is a store of this layout.
    for name in ["recent", "journal"] {
        if dir.join(name).exists() {
            fs::remove_dir_all(dir.join(name)).map_err(failed)?;
        }
        fs::rename(moving.join(name), dir.join(name)).map_err(failed)?;
    }
    files::sync_dir(dir).map_err(failed)?;
    tracing::warn!("{written} records are moved over");
    Ok(())
}

/// Removes what an earlier layout left, once there is a store of this one.
fn clear(dir: &Path) -> Result<(), StoreError> {
    let failed = |error: io::Error| files::failed(dir, &error);
    if !dir.join(OLD_FILES[0]).exists() && !dir.join(MOVING).exists() {
        return Ok(());
    }
    for folder in OLD_FOLDERS.iter().chain([&MOVING]) {
        let folder = dir.join(folder);
        if folder.exists() {
            fs::remove_dir_all(folder).map_err(failed)?;
        }
    }
    for entry in fs::read_dir(dir).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let is_old = OLD_FILES[1..].contains(&&*name)
            || name.starts_with("snap.")
            || name.starts_with("unreadable-snap.");
        if is_old {
            fs::remove_file(&path).map_err(failed)?;
        }
    }
    // The last: what is left until then says that there is something to clear.
    let db = dir.join(OLD_FILES[0]);
    if db.exists() {
        fs::remove_file(db).map_err(failed)?;
    }
    Ok(())
}

fn entry(shop: ShopId, record: Record) -> Entry {
    let record = match record {
        Record::SurveyVersion(version) => Record::SurveyVersion(SurveyVersion { shop, ..version }),
        record => record,
    };
    Entry {
        key: stored::key(&record.key()),
        version: Sequence(0),
        body: codec::encode(&record).into(),
    }
}

/// Draws how far a move has come, where somebody looks.
fn show(done: u64, count: u64) {
    let mut out = io::stderr();
    if out.is_terminal() {
        let percent = (done * 100 / count.max(1)).min(100);
        // Whoever closed the terminal looks no more.
        let _ = write!(out, "\r{percent:>3} % moved over ");
        let _ = out.flush();
    }
}

#[cfg(test)]
mod tests;
