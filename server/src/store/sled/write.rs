//! One commit, before it is written: what its changes make of the records and the indexes.

use super::{
    keys::{self, Kind},
    tree::Tree,
};
use crate::store::{
    AnsweredAt, Change, Expect, Sequence, StoreError,
    record::{Record, RecordKey, Response},
};
use ::sled::IVec;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;

/// What will stand under a key; `None` for nothing.
pub(super) type Writes = BTreeMap<Vec<u8>, Option<IVec>>;

/// Whether a change can be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Holds,
    Conflict,
}

/// A record as it is kept: the value under its key.
pub(super) struct Stored {
    /// By which commit.
    pub sequence: Sequence,
    /// How many further parts its JSON has.
    further: u16,
    /// The JSON, or what the first part holds of it.
    json: IVec,
}

/// Bytes before the JSON: the sequence and the number of further parts.
const HEADER: usize = 10;

impl Stored {
    /// Reads a record's value, all its parts, with whatever reads one key.
    pub(super) fn read(
        record_key: &[u8],
        mut get: impl FnMut(&[u8]) -> Result<Option<IVec>, StoreError>,
    ) -> Result<Option<Self>, StoreError> {
        match get(record_key)? {
            Some(value) => Self::from(record_key, &value, get).map(Some),
            None => Ok(None),
        }
    }

    /// Reads a record from its first part, and with whatever reads one key from the further ones.
    pub(super) fn from(
        record_key: &[u8],
        value: &IVec,
        mut get: impl FnMut(&[u8]) -> Result<Option<IVec>, StoreError>,
    ) -> Result<Self, StoreError> {
        let short = || damaged(record_key, "is cut short");
        let (sequence, rest) = value.split_first_chunk().ok_or_else(short)?;
        let (further, json) = rest.split_first_chunk().ok_or_else(short)?;
        let mut stored = Self {
            sequence: Sequence(u64::from_be_bytes(*sequence)),
            further: u16::from_be_bytes(*further),
            json: value.subslice(HEADER, json.len()),
        };
        if stored.further > 0 {
            let mut whole = stored.json.to_vec();
            for part in 1..=stored.further {
                let more = get(&keys::further(record_key, part))?.ok_or_else(short)?;
                whole.extend_from_slice(&more);
            }
            stored.json = whole.into();
        }
        Ok(stored)
    }

    /// The record itself, of a kind that the caller knows.
    pub(super) fn parse<T: DeserializeOwned>(&self, record_key: &[u8]) -> Result<T, StoreError> {
        serde_json::from_slice(&self.json).map_err(|error| damaged(record_key, &error.to_string()))
    }

    /// The record itself, of the kind that its key says.
    pub(super) fn record(&self, record_key: &[u8]) -> Result<Record, StoreError> {
        Ok(
            match keys::kind(record_key).ok_or_else(|| damaged(record_key, "is no record"))? {
                Kind::Shop => Record::Shop(self.parse(record_key)?),
                Kind::Sighting => Record::Sighting(self.parse(record_key)?),
                Kind::Survey => Record::Survey(self.parse(record_key)?),
                Kind::SurveyVersion => Record::SurveyVersion(self.parse(record_key)?),
                Kind::User => Record::User(self.parse(record_key)?),
                Kind::Session => Record::Session(self.parse(record_key)?),
                Kind::ApiKey => Record::ApiKey(self.parse(record_key)?),
                Kind::Keyring => Record::Keyring(self.parse(record_key)?),
                Kind::Order => Record::Order(self.parse(record_key)?),
                Kind::Response => Record::Response(self.parse(record_key)?),
            },
        )
    }
}

/// What is said of a key whose value can't be understood.
pub(super) fn damaged(key: &[u8], what: &str) -> StoreError {
    StoreError::Damaged(format!("what stands under {key:02x?} {what}"))
}

/// Reads a number of 8 bytes.
pub(super) fn number(key: &[u8], value: &[u8]) -> Result<[u8; 8], StoreError> {
    value
        .try_into()
        .map_err(|_| damaged(key, "is no number of 8 bytes"))
}

/// What leads to a record.
struct Index {
    key: Vec<u8>,
    value: Vec<u8>,
    /// Whether nobody else may stand under this key.
    unique: bool,
}

/// What leads from a customer to a response that they were asked for.
pub(super) fn asked_of(response: &Response) -> Option<Vec<u8>> {
    let customer = response.customer.as_ref().filter(|_| !response.test)?;
    Some(keys::asked_of(
        response.shop,
        customer,
        response.asked_at,
        response.id,
    ))
}

fn indexes(record: &Record) -> Vec<Index> {
    let plain = |key| Index {
        key,
        value: Vec::new(),
        unique: false,
    };
    let unique = |key, id: [u8; 16]| Index {
        key,
        value: id.to_vec(),
        unique: true,
    };
    match record {
        Record::Survey(survey) => vec![plain(keys::shop_survey(survey.shop, survey.id))],
        Record::User(user) => vec![unique(keys::email(&user.email), user.id.to_bytes())],
        Record::Session(session) => vec![plain(keys::user_session(session.user, session.hash))],
        Record::ApiKey(key) => vec![plain(keys::shop_key(key.shop, key.hash))],
        Record::Order(known) => known
            .order
            .customer
            .iter()
            .map(|customer| {
                plain(keys::customer_order(
                    known.shop,
                    customer,
                    known.test,
                    &known.order.id,
                ))
            })
            .collect(),
        Record::Response(response) => {
            let to = response
                .order
                .iter()
                .filter(|_| !response.test && !response.further)
                .map(|order| {
                    unique(
                        keys::response_to(response.survey, order, response.verified),
                        response.id.to_bytes(),
                    )
                });
            let answered = response.first_answered_at.iter().map(|at| {
                plain(keys::answered(
                    response.survey,
                    response.test,
                    AnsweredAt {
                        at: *at,
                        id: response.id,
                    },
                ))
            });
            let asked_of = asked_of(response).map(plain);
            to.chain(answered).chain(asked_of).collect()
        }
        Record::Shop(_) | Record::Sighting(_) | Record::SurveyVersion(_) | Record::Keyring(_) => {
            Vec::new()
        }
    }
}

/// The changes of one commit, each of which sees what those before it did.
pub(super) struct Draft<'a> {
    tree: &'a Tree,
    sequence: Sequence,
    /// Of the changes that hold.
    writes: Writes,
    /// Of the change that is being looked at.
    pending: Writes,
}

impl<'a> Draft<'a> {
    /// A commit with this number.
    pub(super) fn new(tree: &'a Tree, sequence: Sequence) -> Self {
        Self {
            tree,
            sequence,
            writes: Writes::new(),
            pending: Writes::new(),
        }
    }

    /// Takes a change in, whole or not at all.
    pub(super) fn apply(&mut self, change: &Change) -> Result<Verdict, StoreError> {
        let verdict = self.attempt(change);
        let pending = std::mem::take(&mut self.pending);
        if matches!(verdict, Ok(Verdict::Holds)) {
            self.writes.extend(pending);
        }
        verdict
    }

    /// Everything to write.
    pub(super) fn into_writes(self) -> Writes {
        self.writes
    }

    fn attempt(&mut self, change: &Change) -> Result<Verdict, StoreError> {
        for (expect, record) in &change.put {
            if self.put(*expect, record)? == Verdict::Conflict {
                return Ok(Verdict::Conflict);
            }
        }
        for key in &change.remove {
            self.remove(key)?;
        }
        Ok(Verdict::Holds)
    }

    fn put(&mut self, expect: Expect, record: &Record) -> Result<Verdict, StoreError> {
        let key = keys::record(&record.key());
        let old = self.stored(&key)?;
        let holds = match (expect, &old) {
            (Expect::Anything, _) | (Expect::Absent, None) => true,
            (Expect::At(sequence), Some(old)) => old.sequence == sequence,
            (Expect::Absent, Some(_)) | (Expect::At(_), None) => false,
        };
        if !holds {
            return Ok(Verdict::Conflict);
        }
        let indexes = indexes(record);
        if let Some(old) = &old {
            self.unlink(&key, old, &indexes)?;
        }
        for index in indexes {
            if index.unique
                && let Some(holder) = self.get(&index.key)?
                && *holder != *index.value
            {
                return Ok(Verdict::Conflict);
            }
            self.set(index.key, index.value);
        }
        self.set(keys::feed(self.sequence, &key), Vec::new());
        self.keep(key, record)?;
        Ok(Verdict::Holds)
    }

    fn remove(&mut self, record_key: &RecordKey) -> Result<(), StoreError> {
        let key = keys::record(record_key);
        if let Some(old) = self.stored(&key)? {
            self.unlink(&key, &old, &[])?;
            if let Some(told) = keys::removed_value(record_key) {
                self.set(keys::removed(self.sequence, &key), told);
            }
            self.unset(key);
        }
        Ok(())
    }

    /// Takes away what led to a record, but for the indexes that it keeps, and its further parts.
    fn unlink(&mut self, key: &[u8], old: &Stored, kept: &[Index]) -> Result<(), StoreError> {
        for index in indexes(&old.record(key)?) {
            if kept.iter().all(|other| other.key != index.key) {
                self.unset(index.key);
            }
        }
        for part in 1..=old.further {
            self.unset(keys::further(key, part));
        }
        self.unset(keys::feed(old.sequence, key));
        Ok(())
    }

    /// Writes a record's value, in parts where it is long.
    fn keep(&mut self, key: Vec<u8>, record: &Record) -> Result<(), StoreError> {
        let unwritable = |error: &dyn std::fmt::Display| {
            StoreError::Io(format!("a record can't be kept: {error}"))
        };
        let json = serde_json::to_vec(record).map_err(|error| unwritable(&error))?;
        let (first, rest) = json.split_at(json.len().min(keys::PART));
        let further = u16::try_from(rest.len().div_ceil(keys::PART))
            .map_err(|_| unwritable(&"it has more than 256 MiB."))?;
        for (part, bytes) in (1..=further).zip(rest.chunks(keys::PART)) {
            self.set(keys::further(&key, part), bytes.to_vec());
        }
        let mut value = Vec::with_capacity(HEADER + first.len());
        value.extend_from_slice(&self.sequence.0.to_be_bytes());
        value.extend_from_slice(&further.to_be_bytes());
        value.extend_from_slice(first);
        self.set(key, value);
        Ok(())
    }

    fn stored(&self, key: &[u8]) -> Result<Option<Stored>, StoreError> {
        Stored::read(key, |key| self.get(key))
    }

    fn get(&self, key: &[u8]) -> Result<Option<IVec>, StoreError> {
        match self.pending.get(key).or_else(|| self.writes.get(key)) {
            Some(written) => Ok(written.clone()),
            None => self.tree.get(key),
        }
    }

    fn set(&mut self, key: Vec<u8>, value: Vec<u8>) {
        self.pending.insert(key, Some(value.into()));
    }

    fn unset(&mut self, key: Vec<u8>) {
        self.pending.insert(key, None);
    }
}
