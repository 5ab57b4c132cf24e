//! A shop's feed: from memory for whoever keeps up, from the journal's segments for whoever was away.

use crate::{
    Shared,
    frame::{Frame, Standing},
    journal::{Segment, SegmentReader},
    lock,
};
use afterword_domain::change::Sequence;
use afterword_shared::id::ShopId;
use afterword_store::{Event, Feed, StoreError};
use std::{
    collections::{BTreeMap, HashMap, VecDeque},
    io,
    path::PathBuf,
};

/// Bytes of events that are kept in memory.
const KEPT: usize = 16 * 1024 * 1024;
/// What an event takes beside its key and body.
const OVERHEAD: usize = 96;
/// For how many shops it is remembered where in the journal their feed was read to.
const PLACES: usize = 64;

/// The latest events of every shop, in memory.
pub(crate) struct Tails {
    shops: HashMap<ShopId, Tail>,
    /// Which shop's oldest commit is the oldest of all, and how many bytes each takes.
    order: VecDeque<(ShopId, usize)>,
    bytes: usize,
    /// Where in the journal the feed of a shop goes on behind a number.
    places: HashMap<(ShopId, Sequence), Place>,
}

#[derive(Default)]
struct Tail {
    /// Everything behind this commit is here.
    after: Sequence,
    commits: VecDeque<(Sequence, Vec<Event>)>,
}

#[derive(Clone)]
struct Place {
    path: PathBuf,
    offset: u64,
}

impl Tails {
    /// Nothing yet, behind where the store stands.
    pub(crate) fn new(standing: &Standing) -> Self {
        let tail = |(shop, after): (&ShopId, &Sequence)| {
            let after = *after;
            (
                *shop,
                Tail {
                    after,
                    commits: VecDeque::new(),
                },
            )
        };
        Self {
            shops: standing.shops.iter().map(tail).collect(),
            order: VecDeque::new(),
            bytes: 0,
            places: HashMap::new(),
        }
    }

    /// Adds a batch.
    pub(crate) fn add(
        &mut self,
        mut events: BTreeMap<ShopId, Vec<Event>>,
        sequences: &HashMap<ShopId, Sequence>,
    ) {
        for (shop, sequence) in sequences {
            let events = events.remove(shop).unwrap_or_default();
            let size = |event: &Event| {
                OVERHEAD
                    + event.key.as_bytes().len()
                    + event.body.as_ref().map_or(0, bytes::Bytes::len)
            };
            let bytes = OVERHEAD + events.iter().map(size).sum::<usize>();
            let tail = self.shops.entry(*shop).or_default();
            tail.commits.push_back((*sequence, events));
            self.order.push_back((*shop, bytes));
            self.bytes += bytes;
        }
        while self.bytes > KEPT {
            let Some((shop, bytes)) = self.order.pop_front() else {
                break;
            };
            self.bytes -= bytes;
            if let Some(tail) = self.shops.get_mut(&shop)
                && let Some((sequence, _)) = tail.commits.pop_front()
            {
                tail.after = sequence;
            }
        }
    }

    /// What happened in a shop behind a commit, where all of that is here.
    fn events(&self, shop: ShopId, after: Sequence, limit: usize) -> Option<Feed> {
        let Some(tail) = self.shops.get(&shop) else {
            return Some(Feed::Events(Vec::new(), after));
        };
        if after < tail.after {
            return None;
        }
        let begin = tail
            .commits
            .partition_point(|(sequence, _)| *sequence <= after);
        let (mut found, mut reached) = (Vec::new(), after);
        for (sequence, events) in tail.commits.range(begin..) {
            if found.len() >= limit {
                break;
            }
            found.extend(events.iter().cloned());
            reached = *sequence;
        }
        Some(Feed::Events(found, reached))
    }
}

/// What happened in a shop behind a commit.
pub(crate) fn read(
    shared: &Shared,
    shop: ShopId,
    after: Sequence,
    limit: usize,
) -> Result<Feed, StoreError> {
    let place = {
        let mut tails = lock(&shared.tails);
        if let Some(feed) = tails.events(shop, after, limit) {
            return Ok(feed);
        }
        tails.places.remove(&(shop, after))
    };
    let (based, durable) = {
        let layers = shared.layers();
        (
            layers.base.standing.shops.get(&shop).copied(),
            layers.standing.tick,
        )
    };
    if after < based.unwrap_or_default() {
        return Ok(Feed::Gone);
    }
    let segments = lock(&shared.writer).journal.segments().to_vec();
    match from_segments(&segments, (shop, after), durable, limit, place.as_ref()) {
        Ok(Some((events, reached, next))) => {
            if let Some(next) = next {
                let mut tails = lock(&shared.tails);
                if tails.places.len() >= PLACES {
                    tails.places.clear();
                }
                tails.places.insert((shop, reached), next);
            }
            Ok(Feed::Events(events, reached))
        }
        // A fold has removed what would have been read.
        Ok(None) => Ok(Feed::Gone),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Feed::Gone),
        Err(error) => Err(crate::files::failed(&shared.dir, &error)),
    }
}

type Found = (Vec<Event>, Sequence, Option<Place>);

/// Reads a shop's events out of the segments; `None` where they begin too late or break off.
fn from_segments(
    segments: &[Segment],
    (shop, after): (ShopId, Sequence),
    durable: u64,
    limit: usize,
    place: Option<&Place>,
) -> io::Result<Option<Found>> {
    let (mut found, mut reached) = (Vec::new(), after);
    let before =
        |segment: &Segment| segment.start.shops.get(&shop).copied().unwrap_or_default() <= after;
    let first = match place {
        Some(place) => segments
            .iter()
            .position(|segment| segment.path == place.path),
        None => segments.partition_point(before).checked_sub(1),
    };
    let Some(first) = first else {
        return Ok(None);
    };
    for (n, segment) in segments.iter().enumerate().skip(first) {
        let end = segments.get(n + 1).map_or(durable, |next| next.start.tick);
        let mut reader = match place {
            Some(place) if n == first => SegmentReader::open_at(&place.path, place.offset)?,
            _ => match SegmentReader::open(&segment.path)? {
                Some((reader, _)) => reader,
                None => return Ok(None),
            },
        };
        let mut read_to = None;
        loop {
            if found.len() >= limit {
                let path = segment.path.clone();
                let offset = reader.offset;
                return Ok(Some((found, reached, Some(Place { path, offset }))));
            }
            match reader.next()? {
                Some(frame) if frame.tick <= end => {
                    read_to = Some(frame.tick);
                    take(frame, shop, &mut reached, &mut found);
                }
                _ => break,
            }
        }
        // Damage in the middle: whoever follows has to read everything anew.
        if read_to.is_some_and(|read_to| read_to < end) {
            return Ok(None);
        }
    }
    Ok(Some((found, reached, None)))
}

/// Takes a shop's events out of a frame.
fn take(frame: Frame, shop: ShopId, reached: &mut Sequence, found: &mut Vec<Event>) {
    let sequence = frame.shops.iter().find(|(other, _)| *other == shop);
    let Some((_, sequence)) = sequence.filter(|(_, sequence)| sequence > reached) else {
        return;
    };
    *reached = *sequence;
    let of_shop = frame
        .entries
        .into_iter()
        .filter(|entry| entry.key.shop() == shop && !entry.key.kind().is_unique());
    found.extend(of_shop.map(|entry| Event {
        key: entry.key,
        version: entry.version,
        body: entry.body,
    }));
}
