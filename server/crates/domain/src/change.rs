//! Changes in domain words.

use crate::{
    event::Event,
    record::{OutboxEntry, Record, RecordKey, Stored},
};

/// The number of a shop's commit. Every commit of a shop has a higher one than all before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sequence(pub u64);

/// A record and the commit of its shop that wrote it last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Versioned<T> {
    /// What was written.
    pub value: T,
    /// By which commit.
    pub sequence: Sequence,
}

/// What has to hold for a record to be written.
///
/// Whatever is expected, a record never takes another one's place: a user's e-mail address, or a
/// response's order (of one survey, signed or unsigned, test and further responses not looked at).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expect {
    /// Nothing: the last one wins.
    Anything,
    /// There is no such record.
    Absent,
    /// The record is still the one that this commit wrote.
    At(Sequence),
}

/// One change of one shop: all of it, or nothing. Its parts are made in the order in which they stand
/// here. Accounts, sessions and keys are of a shop of their own, the [`INSTALLATION`](afterword_domain::record::INSTALLATION).
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// Records that it does not write but was decided on, each with its version; `None`: there is none.
    pub relies_on: Vec<(RecordKey, Option<Sequence>)>,
    /// Records to write, each with what it relies on.
    pub put: Vec<(Expect, Record)>,
    /// Records to remove; removing what is not there is no error.
    pub remove: Vec<RecordKey>,
    /// What it makes happen.
    pub events: Vec<Event>,
    /// What has to go out because of that: written in the same commit, with numbers in the order of the
    /// shop's commits.
    pub outbox: Vec<OutboxEntry>,
}

impl Change {
    /// Writes one record.
    pub fn put(expect: Expect, record: Record) -> Self {
        Self {
            put: vec![(expect, record)],
            ..Self::default()
        }
    }

    /// Removes one record.
    pub fn remove(key: RecordKey) -> Self {
        Self {
            remove: vec![key],
            ..Self::default()
        }
    }

    /// Removes one record that is still the one that a commit wrote.
    pub fn remove_at(key: RecordKey, version: Sequence) -> Self {
        Self {
            relies_on: vec![(key.clone(), Some(version))],
            ..Self::remove(key)
        }
    }

    /// Also writes this record.
    #[must_use]
    pub fn and(mut self, expect: Expect, record: Record) -> Self {
        self.put.push((expect, record));
        self
    }
}

impl Versioned<Record> {
    /// It as a record of this kind; `None` where it is of another.
    pub fn of<T: Stored>(self) -> Option<Versioned<T>> {
        let sequence = self.sequence;
        let value = T::try_from(self.value).ok()?;
        Some(Versioned { value, sequence })
    }
}
