//! Getting out of a damaged store what can be read.

use crate::{
    EmbeddedStore, Tuning, base, files,
    journal::{self, SegmentReader},
    mark::Mark,
    recent::{Change, Recent},
};
use afterword_store::{Entry, Key, Kind, StoreError, UniqueKeys};
use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

/// What came of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Salvaged {
    /// How many records there are in the new store.
    pub records: u64,
    /// What could not be read, in sentences without their full stops.
    pub missing: Vec<String>,
    /// Of which kinds there are any.
    pub kinds: BTreeSet<Kind>,
}

/// Reads everything in a damaged directory that can be read, and makes a store of it in an empty one.
/// Where parts contradict each other, what was written last counts. Nothing is changed in `from`.
pub fn salvage(from: &Path, to: &Path, unique_keys: UniqueKeys) -> Result<Salvaged, StoreError> {
    let (from, to, unique_keys) = (from.to_owned(), to.to_owned(), unique_keys);
    let mut found = Found::default();
    let based = found.bases(&from)?;
    found.segments(&from, based)?;
    found.recents(&from, &to)?;
    found.into_store(&to, unique_keys)
}

#[derive(Default)]
struct Found {
    entries: BTreeMap<Key, Change>,
    missing: Vec<String>,
}

impl Found {
    fn add(&mut self, key: Key, change: Change) {
        if key.kind().is_unique() {
            return;
        }
        match self.entries.get(&key) {
            Some((version, _)) if *version >= change.0 => {}
            _ => {
                self.entries.insert(key, change);
            }
        }
    }

    /// Returns up to which batch the newest base goes.
    fn bases(&mut self, from: &Path) -> Result<u64, StoreError> {
        let mut based = 0;
        for (tick, path) in base::list(&from.join("journal"))? {
            let mut found = Vec::new();
            let read = base::salvage(&path, |key, (version, body)| {
                found.push((key, (version, Some(body))));
            });
            read.map_err(|error| files::failed(&path, &error))?;
            based = based.max(tick);
            let opened = base::Base::open(&path);
            let count = opened.as_ref().map(|base| base.standing.totals.count);
            let whole = opened
                .as_ref()
                .map_err(Clone::clone)
                .and_then(base::Base::verify);
            if let Err(why) = whole {
                let found = found.len();
                self.missing.push(match count {
                    Ok(count) => format!("{why}; {} of its {count} entries are lost", count.saturating_sub(found as u64)),
                    Err(_) => format!("{why}; {found} entries of it could be read, and how many there were is not known"),
                });
            }
            for (key, change) in found {
                self.add(key, change);
            }
        }
        Ok(based)
    }

    fn segments(&mut self, from: &Path, based: u64) -> Result<(), StoreError> {
        let dir = from.join("journal");
        let segments = journal::list(&dir)?;
        let first = segments.first().map_or(based, |(tick, _)| *tick);
        if first > based {
            self.missing.push(format!(
                "everything up to batch {first} is missing: the base that held it is not there"
            ));
        }
        let mut reached: Option<u64> = None;
        for (tick, path) in segments {
            let failed = |error| files::failed(&path, &error);
            let mut reader =
                SegmentReader::open_at(&path, journal::MAGIC.len() as u64).map_err(failed)?;
            reached = reached.or(Some(tick));
            loop {
                let frame = match reader.next().map_err(failed)? {
                    Some(frame) => frame,
                    None => match reader.skip().map_err(failed)? {
                        Some(frame) => frame,
                        None => break,
                    },
                };
                let before = reached.unwrap_or_default();
                if frame.tick > before + 1 {
                    let (first, last) = (before + 1, frame.tick - 1);
                    let path = path.display();
                    self.missing
                        .push(format!("batches {first} to {last} can’t be read in {path}"));
                }
                reached = Some(before.max(frame.tick));
                for entry in frame.entries {
                    self.add(entry.key, (entry.version, entry.body));
                }
            }
        }
        let reached = reached.unwrap_or_default().max(based);
        let marked = Mark::read(&dir).map_err(|error| files::failed(&dir, &error))?;
        if let Some(marked) = marked.filter(|marked| *marked > reached) {
            let first = reached + 1;
            self.missing.push(format!(
                "the last batches, {first} to {marked}, are not in the journal"
            ));
        }
        Ok(())
    }

    /// sled changes what it opens, so a copy is looked at.
    fn recents(&mut self, from: &Path, to: &Path) -> Result<(), StoreError> {
        for (number, path) in files::numbered(&from.join("recent"), "sled")? {
            let copy = to.with_extension(format!("salvaging-{number}"));
            let failed = |error| files::failed(&copy, &error);
            copy_dir(&path, &copy).map_err(failed)?;
            match Recent::open(&copy) {
                Ok(recent) => self.recent(&recent),
                Err(why) => self
                    .missing
                    .push(format!("{} can’t be opened: {why}", path.display())),
            }
            std::fs::remove_dir_all(&copy).map_err(failed)?;
        }
        Ok(())
    }

    fn recent(&mut self, recent: &Recent) {
        let mut from = Vec::new();
        loop {
            match recent.from(&from, 100) {
                Ok(page) => {
                    let Some((last, _)) = page.last() else { return };
                    from = [last.as_bytes(), &[0]].concat();
                    for (key, change) in page {
                        self.add(key, change);
                    }
                }
                Err(why) => {
                    self.missing
                        .push(format!("sled can’t be read to its end: {why}"));
                    return;
                }
            }
        }
    }

    fn into_store(self, to: &Path, unique_keys: UniqueKeys) -> Result<Salvaged, StoreError> {
        let live = self
            .entries
            .into_iter()
            .filter_map(|(key, (version, body))| {
                Some(Entry {
                    key,
                    version,
                    body: body?,
                })
            });
        let mut kinds = BTreeSet::new();
        let live = live.inspect(|entry| {
            kinds.insert(entry.key.kind());
        });
        let store = EmbeddedStore::open(to, unique_keys, Tuning::default(), &|_| {})?;
        let records = store.fill(live.map(Ok))?;
        Ok(Salvaged {
            records,
            missing: self.missing,
            kinds,
        })
    }
}

fn copy_dir(from: &Path, to: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let (source, target) = (entry.path(), to.join(entry.file_name()));
        if entry.file_type()?.is_dir() {
            copy_dir(&source, &target)?;
        } else {
            std::fs::copy(&source, &target)?;
        }
    }
    Ok(())
}
