//! How entries come together and are split into blocks.

use super::block::{self, Entry};

/// Sorted entries of both; where a key is in both, the upper one.
pub(super) fn merged(lower: Vec<Entry>, upper: Vec<Entry>) -> Vec<Entry> {
    let mut all = Vec::with_capacity(lower.len() + upper.len());
    let mut lower = lower.into_iter().peekable();
    for entry in upper {
        while let Some(below) = lower.next_if(|(key, _)| *key < entry.0) {
            all.push(below);
        }
        lower.next_if(|(key, _)| *key == entry.0);
        all.push(entry);
    }
    all.extend(lower);
    all
}

/// Where a block grows, which says how it is split: a side that goes on growing is left with room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Start,
    Between,
    End,
}

impl Side {
    pub(super) fn of(below: &[Entry], above: &[Entry]) -> Self {
        match (below, above) {
            ([.., (last, _)], [(first, _), ..]) if last < first => Self::End,
            ([], _) => Self::End,
            ([(first, _), ..], [.., (last, _)]) if last < first => Self::Start,
            _ => Self::Between,
        }
    }
}

/// Entries in as few pieces as there have to be, so that none has more than `full` bytes but where
/// one entry alone has.
pub(super) fn pieces(entries: &[Entry], full: usize, side: Side) -> Vec<&[Entry]> {
    let total: usize = entries.iter().map(block::size).sum();
    let enough = match side {
        Side::Between => total.div_ceil(total.div_ceil(full).max(1)),
        Side::Start | Side::End => full,
    };
    let mut pieces = Vec::new();
    let mut rest = entries;
    while !rest.is_empty() {
        let mut taken = 0;
        let mut bytes = 0;
        let from_end = side == Side::Start;
        while let Some(next) = if from_end {
            rest.iter().rev().nth(taken)
        } else {
            rest.get(taken)
        } {
            let more = block::size(next);
            if taken > 0 && (bytes >= enough || bytes + more > full) {
                break;
            }
            taken += 1;
            bytes += more;
        }
        let piece;
        if from_end {
            (rest, piece) = rest.split_at(rest.len() - taken);
        } else {
            (piece, rest) = rest.split_at(taken);
        }
        pieces.push(piece);
    }
    pieces
}
