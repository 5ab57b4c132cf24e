//! Folding: the base and what was written since become the next base. And looking whether all of it
//! is what the journal says.

use crate::{
    Shared,
    base::{Base, BaseWriter},
    files,
    frame::{Standing, Totals},
    journal::{Segment, SegmentReader},
    layers::Frozen,
    lock,
    recent::{Change, Recent},
};
use afterword_store::{Key, StoreError};
use std::{
    collections::{BTreeMap, HashMap},
    io,
    ops::Bound,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};
use xxhash_rust::xxh3::xxh3_64;

/// How many entries of sled are read at a time.
const PAGE: usize = 1000;

/// Changes in the order of their keys.
type Changes = Box<dyn Iterator<Item = Result<(Key, Change), StoreError>>>;

/// Why a fold came to nothing.
#[derive(Debug)]
pub(crate) enum Unfolded {
    /// What was merged is not what the journal says it should be.
    Disagrees,
    /// It was told to stop.
    Stopped,
    Failed(StoreError),
}

impl From<StoreError> for Unfolded {
    fn from(error: StoreError) -> Self {
        Self::Failed(error)
    }
}

/// The live entries of a base with changes over them.
fn merged(
    base: &Arc<Base>,
    changes: Changes,
    mut each: impl FnMut(&Key, &afterword_store::Slot) -> Result<(), Unfolded>,
) -> Result<(), Unfolded> {
    let mut based = base.from(&[]).peekable();
    for change in changes {
        let (key, (version, body)) = change?;
        while let Some(entry) =
            based.next_if(|entry| entry.as_ref().is_ok_and(|(other, _)| *other < key))
        {
            let (key, slot) = entry?;
            each(&key, &slot)?;
        }
        if matches!(based.peek(), Some(Err(_)))
            && let Some(Err(error)) = based.next()
        {
            return Err(error.into());
        }
        based.next_if(|entry| entry.as_ref().is_ok_and(|(other, _)| *other == key));
        if let Some(body) = body {
            each(&key, &(version, body))?;
        }
    }
    for entry in based {
        let (key, slot) = entry?;
        each(&key, &slot)?;
    }
    Ok(())
}

/// Everything that sled holds.
pub(crate) fn of_recent(recent: &Arc<Recent>) -> Changes {
    let recent = Arc::clone(recent);
    let mut from = Vec::new();
    let mut page = Vec::new().into_iter();
    let mut ended = false;
    Box::new(std::iter::from_fn(move || {
        loop {
            if let Some(change) = page.next() {
                return Some(Ok(change));
            }
            if ended {
                return None;
            }
            match recent.from(&from, PAGE) {
                Ok(found) => {
                    ended = found.len() < PAGE;
                    if let Some((last, _)) = found.last() {
                        from = [last.as_bytes(), &[0]].concat();
                    }
                    page = found.into_iter();
                }
                Err(error) => {
                    ended = true;
                    return Some(Err(error));
                }
            }
        }
    }))
}

/// What sled held when a fold began, with what was in memory over it.
pub(crate) fn of_frozen(frozen: &Frozen) -> Changes {
    let mut older = of_recent(&frozen.recent).peekable();
    let young = Arc::clone(&frozen.young);
    let mut next = young.entries.first_key_value().map(|(key, _)| key.clone());
    Box::new(std::iter::from_fn(move || {
        let Some(key) = &next else {
            return older.next();
        };
        if older
            .peek()
            .is_some_and(|change| change.as_ref().map_or(true, |(older, _)| older < key))
        {
            return older.next();
        }
        older.next_if(|change| change.as_ref().is_ok_and(|(older, _)| older == key));
        let key = key.clone();
        let change = young.entries.get(&key)?.clone();
        let behind = (Bound::Excluded(&key), Bound::Unbounded);
        next = young
            .entries
            .range::<Key, _>(behind)
            .next()
            .map(|(key, _)| key.clone());
        Some(Ok((key, change)))
    }))
}

/// What a base with sled over it comes to.
pub(crate) fn totals(base: &Arc<Base>, recent: &Arc<Recent>) -> Result<Totals, StoreError> {
    let mut totals = Totals::default();
    let summed = merged(base, of_recent(recent), |key, slot| {
        totals.add(key.as_bytes(), slot);
        Ok(())
    });
    match summed {
        Err(Unfolded::Failed(error)) => Err(error),
        _ => Ok(totals),
    }
}

/// Writes the base of where the store stood when `changes` were complete.
pub(crate) fn write(
    path: &Path,
    base: &Arc<Base>,
    changes: Changes,
    standing: &Standing,
    stop: &AtomicBool,
) -> Result<(), Unfolded> {
    let failed = |error: io::Error| Unfolded::Failed(files::failed(path, &error));
    let mut writer = BaseWriter::begin(path, standing.totals.count).map_err(failed)?;
    merged(base, changes, |key, slot| {
        if stop.load(Ordering::Relaxed) {
            return Err(Unfolded::Stopped);
        }
        writer.add(key, slot).map_err(failed)
    })?;
    if writer.totals() != standing.totals {
        return Err(Unfolded::Disagrees);
    }
    writer.finish(standing).map_err(failed)
}

/// What the journal says was written behind one batch and up to another: the last state of each.
pub(crate) fn of_journal(
    segments: &[Segment],
    after: u64,
    to: u64,
) -> Result<BTreeMap<Key, Change>, StoreError> {
    let mut changes = BTreeMap::new();
    each_frame(segments, after, to, |frame| {
        for entry in frame.entries {
            changes.insert(entry.key, (entry.version, entry.body));
        }
    })?;
    Ok(changes)
}

/// Reads the frames behind one batch and up to another; errs where one is missing.
pub(crate) fn each_frame(
    segments: &[Segment],
    after: u64,
    to: u64,
    mut each: impl FnMut(crate::frame::Frame),
) -> Result<(), StoreError> {
    let mut reached = after;
    for (n, segment) in segments.iter().enumerate() {
        let end = segments
            .get(n + 1)
            .map_or(to, |next| next.start.tick)
            .min(to);
        if end <= after {
            continue;
        }
        let failed = |error: io::Error| files::failed(&segment.path, &error);
        let opened = SegmentReader::open(&segment.path).map_err(failed)?;
        let Some((mut reader, _)) = opened else { break };
        while reached < end
            && let Some(frame) = reader.next().map_err(failed)?
        {
            if frame.tick > reached && frame.tick <= end {
                if frame.tick != reached + 1 {
                    break;
                }
                reached = frame.tick;
                each(frame);
            }
        }
        if reached < end {
            break;
        }
    }
    if reached < to {
        let missing = reached + 1;
        return Err(StoreError::Damaged(format!(
            "the journal’s batch {missing} can’t be read"
        )));
    }
    Ok(())
}

/// Whether sled holds what the journal says was written since the base, up to where it was looked.
pub(crate) fn agrees(
    segments: &[Segment],
    after: u64,
    to: u64,
    recent: &Arc<Recent>,
    stop: &AtomicBool,
) -> Result<bool, StoreError> {
    // Hashes of keys: a million entries take some 30 MB.
    let mut wanted: HashMap<u64, (u64, u64)> = HashMap::new();
    let mut last = HashMap::new();
    each_frame(segments, after, to, |frame| {
        last.extend(frame.shops.iter().copied());
        for entry in frame.entries {
            let body = entry.body.map_or(1, |body| xxh3_64(&body));
            wanted.insert(xxh3_64(entry.key.as_bytes()), (entry.version.0, body));
        }
    })?;
    for change in of_recent(recent) {
        if stop.load(Ordering::Relaxed) {
            return Ok(true);
        }
        let (key, (version, body)) = match change {
            Ok(change) => change,
            Err(StoreError::Damaged(_)) => return Ok(false),
            Err(error) => return Err(error),
        };
        let body = body.map_or(1, |body| xxh3_64(&body));
        match wanted.remove(&xxh3_64(key.as_bytes())) {
            Some((wanted, hash)) if version.0 == wanted && body == hash => {}
            // It was written again meanwhile.
            Some((wanted, _)) if version.0 > wanted => {}
            None if last.get(&key.shop()).is_none_or(|last| version > *last) => {}
            _ => return Ok(false),
        }
    }
    Ok(wanted.is_empty())
}

/// Looks at everything: what is wrong, in sentences.
pub(crate) fn check(shared: &Shared) -> Result<Vec<String>, StoreError> {
    let mut wrong = Vec::new();
    let never = AtomicBool::new(false);
    // A fold meanwhile takes away what is looked at: then it is looked at again.
    for _ in 0..5 {
        wrong.clear();
        let disk = shared.layers().disk();
        let before = disk.base.standing.tick;
        if let Err(error) = disk.base.verify() {
            wrong.push(error.to_string());
        }
        let (_, place) = disk.recent.place()?;
        let segments = lock(&shared.writer).journal.segments().to_vec();
        // What is being folded is looked at by the fold.
        if disk.frozen.is_some() {
            return Ok(wrong);
        }
        match agrees(&segments, before, place, &disk.recent, &never) {
            Ok(true) => {}
            Ok(false) => wrong.push(
                "what sled holds is not what the journal says; it is made anew from the journal"
                    .into(),
            ),
            Err(error) => wrong.push(error.to_string()),
        }
        if shared.layers().base.standing.tick == before {
            break;
        }
    }
    if !wrong.is_empty() {
        shared.suspect.store(true, Ordering::Relaxed);
        shared.wake.ring();
    }
    Ok(wrong)
}
