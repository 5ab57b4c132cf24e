//! Opening a directory: one process at a time, what a crash left behind, and what is damaged.

use crate::{
    Tuning,
    base::{self, Base},
    files, fold,
    frame::{Frame, Standing},
    journal::{self, Journal, Segment, SegmentReader, Stop},
    keeper::{self, Check},
    layers::{Layers, Young},
    mark::Mark,
    recent::Recent,
};
use afterword_store::StoreError;
use jiff::Timestamp;
use std::{
    collections::HashMap,
    fs::{self, File, TryLockError},
    io,
    path::{Path, PathBuf},
    sync::Arc,
    thread,
    time::{Duration, Instant},
};

/// How long to wait between two tries for a lock.
const PAUSE: Duration = Duration::from_millis(20);
/// What else is in a directory in which a store was: what is missing is its journal.
const REMAINS: [&str; 7] = ["recent", "db", "conf", "blobs", "search", "views", "mark"];

/// Work that takes long, and how far it has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// What sled held is made anew from the journal.
    Rebuilding,
}

/// An open directory.
pub(crate) struct Opened {
    pub journal: Journal,
    pub mark: Mark,
    pub layers: Layers,
    pub check: Check,
}

/// Whether a store is in a directory.
pub fn has_store(dir: &Path) -> bool {
    let journal = dir.join("journal");
    let any =
        |list: Result<Vec<(u64, PathBuf)>, StoreError>| list.is_ok_and(|list| !list.is_empty());
    any(journal::list(&journal)) || any(base::list(&journal)) || journal.join("mark").exists()
}

/// Opens a directory, or makes a store where there is nothing.
pub(crate) fn open(
    dir: &Path,
    tuning: Tuning,
    progress: &dyn Fn(Progress),
) -> Result<(Opened, File), StoreError> {
    files::create_dir(dir).map_err(|error| files::failed(dir, &error))?;
    let lock = lock(dir, tuning.patience)?;
    let journal_dir = dir.join("journal");
    if !has_store(dir) {
        create(dir, &journal_dir)?;
    }
    let opened = opened(dir, &journal_dir, tuning, progress)?;
    Ok((opened, lock))
}

fn create(dir: &Path, journal_dir: &Path) -> Result<(), StoreError> {
    if let Some(left) = REMAINS.iter().find(|name| dir.join(name).exists()) {
        let dir = dir.display();
        return Err(StoreError::Damaged(format!(
            "{dir} holds remains of a store (“{left}”), but its journal is not there. Restore the latest \
             backup, or choose an empty directory to begin anew"
        )));
    }
    let made = || -> io::Result<()> {
        files::create_dir(journal_dir)?;
        let standing = Standing {
            at: crate::now(),
            ..Standing::default()
        };
        Journal::begin(journal_dir, Vec::new(), &standing)?;
        files::sync_dir(dir)
    };
    made().map_err(|error| files::failed(dir, &error))
}

/// Takes a directory for this process, as long as the file is held; waits so long for another process
/// to leave. A lock of our own, since what a crash left is cleared away before sled takes its lock.
pub fn lock(dir: &Path, patience: Duration) -> Result<File, StoreError> {
    let deadline = Instant::now() + patience;
    let path = dir.join("lock");
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path);
    let file = file.map_err(|error| files::failed(&path, &error))?;
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::WouldBlock) if Instant::now() < deadline => thread::sleep(PAUSE),
            Err(TryLockError::WouldBlock) => {
                return Err(StoreError::InUse(format!(
                    "{} is locked. Stop the other server, or give this one a directory of its own",
                    dir.display()
                )));
            }
            Err(TryLockError::Error(error)) => return Err(files::failed(&path, &error)),
        }
    }
}

/// What can't be made good again, with what to do.
fn damaged(dir: &Path, what: &str) -> StoreError {
    let dir = dir.display();
    StoreError::Damaged(format!(
        "{dir}: {what}. Copy this directory somewhere safe; restore the latest backup, or get out what can \
         be read with: afterword salvage {dir} NEW"
    ))
}

fn opened(
    dir: &Path,
    journal_dir: &Path,
    tuning: Tuning,
    progress: &dyn Fn(Progress),
) -> Result<Opened, StoreError> {
    clear(journal_dir).map_err(|error| files::failed(journal_dir, &error))?;
    let (mark, marked) =
        Mark::open(journal_dir).map_err(|error| files::failed(journal_dir, &error))?;
    let base = newest_base(dir, journal_dir)?;
    let segments = segments(dir, journal_dir, base.standing.tick)?;
    let recent = if let Some(recent) = recent_on(dir, base.standing.tick)? {
        recent
    } else {
        if base.standing.tick > 0 || marked.unwrap_or_default() > 0 {
            progress(Progress::Rebuilding);
        }
        Recent::create(&keeper::next_recent(dir)?, base.standing.tick)?
    };
    let recent = Arc::new(recent);
    let (_, place) = recent.place()?;
    let mut replay = Replay {
        dir,
        standing: base.standing.clone(),
        young: Young::default(),
        place,
        step: tuning.step,
        recent: &recent,
        heal: false,
    };
    let length = replay.run(&segments)?;
    let (mut standing, young, mut heal) = (replay.standing, replay.young, replay.heal);
    if standing.tick < place {
        // The journal's end is lost, but sled had it all.
        standing.tick = place;
        standing.shops.extend(recent.shops()?);
        standing.totals = fold::totals(&base, &recent)?;
        heal = true;
    }
    if let Some(marked) = marked.filter(|marked| *marked > standing.tick) {
        let (reached, lost) = (standing.tick, marked - standing.tick);
        return Err(damaged(
            dir,
            &format!(
                "the journal ends with batch {reached}, though {marked} were written: the last {lost} are \
                 missing, from after {}",
                time(standing.at)
            ),
        ));
    }
    if heal {
        tracing::warn!(
            "a part of the journal can’t be read; what it said is in sled, and is written anew"
        );
    }
    let agree_to = recent.place()?.1;
    let ended = match segments.last() {
        Some(last) if !heal => Journal::reopen(journal_dir, segments.clone(), &last.path, length),
        _ => Journal::begin(journal_dir, segments, &standing),
    };
    let journal = ended.map_err(|error| files::failed(journal_dir, &error))?;
    // Only a help for noticing what is lost elsewhere.
    let _ = mark.set(standing.tick);
    let ticks: HashMap<_, _> = standing
        .shops
        .keys()
        .map(|shop| (*shop, standing.tick))
        .collect();
    Ok(Opened {
        journal,
        mark,
        layers: Layers {
            young,
            old: None,
            recent,
            frozen: None,
            base,
            standing,
            ticks,
        },
        check: Check {
            fold: heal,
            agree_to,
        },
    })
}

/// Removes what was never finished.
fn clear(journal_dir: &Path) -> io::Result<()> {
    for entry in fs::read_dir(journal_dir)? {
        let path = entry?.path();
        let unfinished = [base::UNFINISHED, journal::UNFINISHED];
        if path
            .extension()
            .is_some_and(|ending| unfinished.iter().any(|other| ending == *other))
        {
            fs::remove_file(&path)?;
        }
    }
    Ok(())
}

/// The newest base that is whole; older ones are removed, and what was never finished.
fn newest_base(dir: &Path, journal_dir: &Path) -> Result<Arc<Base>, StoreError> {
    let mut bases = base::list(journal_dir)?;
    let mut broken = None;
    while let Some((_, path)) = bases.pop() {
        match Base::open(&path) {
            Ok(base) => {
                for (_, older) in bases {
                    fs::remove_file(&older).map_err(|error| files::failed(&older, &error))?;
                }
                return Ok(Arc::new(base));
            }
            Err(StoreError::Damaged(why)) => broken = broken.or(Some(why)),
            Err(error) => return Err(error),
        }
    }
    // Without one everything stands in the segments, if they reach back to the beginning.
    match broken {
        Some(why)
            if journal::list(journal_dir)?
                .first()
                .is_none_or(|(tick, _)| *tick > 0) =>
        {
            Err(damaged(dir, &why))
        }
        _ => Ok(Arc::new(Base::empty())),
    }
}

/// The segments that are needed behind a base, oldest first.
fn segments(dir: &Path, journal_dir: &Path, base: u64) -> Result<Vec<Segment>, StoreError> {
    let mut segments = Vec::new();
    let listed = journal::list(journal_dir)?;
    let needed = listed
        .partition_point(|(tick, _)| *tick <= base)
        .saturating_sub(1);
    for (n, (tick, path)) in listed.into_iter().enumerate() {
        if n < needed {
            fs::remove_file(&path).map_err(|error| files::failed(&path, &error))?;
            continue;
        }
        let opened = SegmentReader::open(&path).map_err(|error| files::failed(&path, &error))?;
        let start = match opened {
            Some((_, start)) if start.tick == tick => start,
            // Its batches may be in sled all the same.
            _ => Standing {
                tick,
                ..Standing::default()
            },
        };
        segments.push(Segment { path, start });
    }
    match segments.first() {
        Some(first) if first.start.tick <= base => Ok(segments),
        Some(first) => {
            let first = first.start.tick;
            Err(damaged(
                dir,
                &format!("the journal’s batches {} to {first} are missing", base + 1),
            ))
        }
        None if base > 0 => Ok(segments),
        None => Err(damaged(dir, "its journal is missing")),
    }
}

/// sled as it stands on a base; `None` where there is none that can be used. Others are removed.
fn recent_on(dir: &Path, base: u64) -> Result<Option<Recent>, StoreError> {
    let mut found = None;
    for (_, path) in files::numbered(&dir.join("recent"), "sled")? {
        let opened = Recent::open(&path).and_then(|recent| {
            let (from, place) = recent.place()?;
            // So that nothing of it panics later.
            recent.from(&[], 1)?;
            Ok((from, place, recent))
        });
        match opened {
            Ok((from, place, recent)) if from == base && place >= base && found.is_none() => {
                found = Some(recent);
                continue;
            }
            Err(StoreError::Io(why)) => {
                return Err(StoreError::Io(format!("{}: {why}", path.display())));
            }
            Ok(_) => {}
            Err(why) => {
                tracing::warn!(%why, "what sled held is made anew from the journal");
            }
        }
        fs::remove_dir_all(&path).map_err(|error| files::failed(&path, &error))?;
    }
    Ok(found)
}

/// Goes through the journal behind what sled holds.
struct Replay<'a> {
    dir: &'a Path,
    standing: Standing,
    young: Young,
    /// Up to which batch sled goes.
    place: u64,
    step: usize,
    recent: &'a Arc<Recent>,
    /// A part can't be read that sled holds already.
    heal: bool,
}

impl Replay<'_> {
    /// Reads the segments; returns up to where the last one is good.
    fn run(&mut self, segments: &[Segment]) -> Result<u64, StoreError> {
        let first = segments.partition_point(|segment| segment.start.tick <= self.place);
        let first = first.saturating_sub(1);
        // What stands before it is in sled, and is not read. Where it does not say where the store stood,
        // it can't be read itself.
        let says = |segment: &&Segment| !segment.start.shops.is_empty();
        if let Some(segment) = segments.get(first).filter(says)
            && first > 0
        {
            self.standing = segment.start.clone();
        }
        let mut length = 0;
        for (n, segment) in segments.iter().enumerate().skip(first) {
            let end = segments.get(n + 1).map(|next| next.start.tick);
            length = self.segment(segment, end)?;
        }
        Ok(length)
    }

    fn segment(&mut self, segment: &Segment, end: Option<u64>) -> Result<u64, StoreError> {
        let failed = |error: io::Error| files::failed(&segment.path, &error);
        let opened = SegmentReader::open(&segment.path).map_err(failed)?;
        let Some((mut reader, start)) = opened else {
            return self.unreadable_start(end);
        };
        if start.tick > self.standing.tick {
            self.missing(start.tick)?;
        }
        if start.tick >= self.standing.tick {
            self.standing = start;
        }
        loop {
            match reader.next().map_err(failed)? {
                // It was never acknowledged: the next segment begins before it.
                Some(frame) if end.is_some_and(|end| frame.tick > end) => return Ok(reader.offset),
                Some(frame) => self.take(frame)?,
                None => match reader.stop().map_err(failed)? {
                    Stop::End { length } => {
                        if let Some(end) = end
                            && self.standing.tick < end
                        {
                            self.missing(end)?;
                        } else if end.is_none() {
                            cut(&segment.path, length).map_err(failed)?;
                        }
                        return Ok(length);
                    }
                    Stop::Damage { length, next } => {
                        if end.is_some_and(|end| next.tick > end && self.standing.tick == end) {
                            return Ok(length);
                        }
                        self.missing(next.tick - 1)?;
                        reader = SegmentReader::open_at(&segment.path, length).map_err(failed)?;
                        reader.skip().map_err(failed)?;
                        self.take(*next)?;
                    }
                },
            }
        }
    }

    /// A segment whose beginning can't be read: that is no loss where sled holds all of it.
    fn unreadable_start(&mut self, end: Option<u64>) -> Result<u64, StoreError> {
        self.heal = true;
        let Some(end) = end else {
            // What it held behind sled's place is not known; the mark knows how far it went.
            return Ok(0);
        };
        self.missing(end)?;
        self.standing.tick = end;
        Ok(0)
    }

    /// Batches up to one can't be read: an error, unless sled holds them.
    fn missing(&mut self, up_to: u64) -> Result<(), StoreError> {
        if up_to <= self.place || up_to <= self.standing.tick {
            self.heal |= up_to > self.standing.tick;
            return Ok(());
        }
        let first = self.standing.tick.max(self.place) + 1;
        let what = format!(
            "the journal’s batches {first} to {up_to} can’t be read, of after {}",
            time(self.standing.at)
        );
        Err(damaged(self.dir, &what))
    }

    fn take(&mut self, frame: Frame) -> Result<(), StoreError> {
        if frame.tick <= self.standing.tick {
            return Ok(());
        }
        if frame.tick > self.standing.tick + 1 {
            self.missing(frame.tick - 1)?;
        }
        frame.advance(&mut self.standing);
        if frame.tick <= self.place {
            return Ok(());
        }
        self.young.place = Some(frame.tick);
        self.young.shops.extend(frame.shops.iter().copied());
        for entry in frame.entries {
            self.young.insert(entry.key, (entry.version, entry.body));
        }
        if self.young.bytes >= self.step {
            let young = std::mem::take(&mut self.young);
            let shops = young.shops.into_iter();
            self.recent.step(young.entries.iter(), shops, frame.tick)?;
        }
        Ok(())
    }
}

/// Cuts off what a power cut left half-written.
fn cut(path: &Path, length: u64) -> io::Result<()> {
    let file = File::options().write(true).open(path)?;
    if file.metadata()?.len() > length {
        file.set_len(length)?;
        file.sync_all()?;
    }
    Ok(())
}

/// A time for people, in UTC.
fn time(at: i64) -> String {
    let at = Timestamp::from_millisecond(at).unwrap_or_default();
    at.strftime("%Y-%m-%d %H:%M UTC").to_string()
}

#[cfg(test)]
mod tests {
    #[test]
    fn times_are_told_as_dates() {
        assert_eq!(super::time(0), "1970-01-01 00:00 UTC");
        assert_eq!(super::time(1_709_209_259_000), "2024-02-29 12:20 UTC");
    }
}
