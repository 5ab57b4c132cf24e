//! Our own records and responses, one JSON object a line, as our exports write them: what comes out
//! of one shop goes into another as it is.

use crate::response_view::ResponseView;
use afterword_domain::{
    decide::bulk::{Arrival, Entry, OrderUpdate},
    record::{Record, SurveyHead, SurveyVersion},
};
use afterword_shared::id::{ResponseId, ShopId, SurveyId};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::{
    collections::{BTreeSet, HashMap},
    fs::File,
    io::{self, BufRead},
    path::Path,
};

/// The most bytes of one line.
const LINE_LIMIT: u64 = 4 * 1024 * 1024;

/// What a line says.
pub(super) enum Line {
    /// An order or a response.
    Entry(Box<Entry>),
    /// A survey that the shop does not have.
    Survey(Box<SurveyHead>),
    /// A version of such a survey.
    Version(Box<SurveyVersion>),
    /// Something that is not taken over, such as the shop itself.
    PassedOver,
    /// Something that can't be read, and why.
    Refused(String, String),
}

/// Reads the lines of an export.
pub(super) struct Lines<'a, R> {
    file: R,
    shop: ShopId,
    /// The survey of answers whose own is not known.
    survey: &'a SurveyHead,
    /// The shop's surveys.
    known: &'a BTreeSet<SurveyId>,
    /// Surveys of the file, and what they are here.
    surveys: HashMap<SurveyId, SurveyId>,
    line: u64,
}

impl<'a, R: BufRead> Lines<'a, R> {
    pub(super) fn new(file: R, survey: &'a SurveyHead, known: &'a BTreeSet<SurveyId>) -> Self {
        Self {
            file,
            shop: survey.shop,
            survey,
            known,
            surveys: HashMap::new(),
            line: 0,
        }
    }

    /// The line that was read last, from 1.
    pub(super) fn line(&self) -> u64 {
        self.line
    }

    /// The next line that is not empty; `None` at the end.
    pub(super) fn next_line(&mut self) -> io::Result<Option<Line>> {
        let mut bytes = Vec::new();
        loop {
            bytes.clear();
            let mut part = io::Read::take(&mut self.file, LINE_LIMIT);
            if part.read_until(b'\n', &mut bytes)? == 0 {
                return Ok(None);
            }
            self.line += 1;
            if bytes.len() as u64 >= LINE_LIMIT && !bytes.ends_with(b"\n") {
                self.skip_line()?;
                let reason = format!("It is longer than {} MB.", LINE_LIMIT / 1024 / 1024);
                return Ok(Some(Line::Refused(String::new(), reason)));
            }
            let text = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&bytes);
            let text = text.trim_ascii();
            if text.is_empty() {
                continue;
            }
            return Ok(Some(self.read(text).unwrap_or_else(|reason| {
                Line::Refused(String::from_utf8_lossy(text).into_owned(), reason)
            })));
        }
    }

    fn skip_line(&mut self) -> io::Result<()> {
        loop {
            let held = self.file.fill_buf()?;
            let end = held.iter().position(|byte| *byte == b'\n');
            let count = end.map_or(held.len(), |place| place + 1);
            self.file.consume(count);
            if end.is_some() || count == 0 {
                return Ok(());
            }
        }
    }

    fn read(&mut self, text: &[u8]) -> Result<Line, String> {
        let value: Value =
            serde_json::from_slice(text).map_err(|error| format!("It is not JSON: {error}."))?;
        if value.get("record").is_none() {
            let view: ResponseView = serde_json::from_value(value).map_err(|error| {
                format!("It is neither a record nor a response of our exports: {error}.")
            })?;
            let survey = self.here(view.survey, false);
            return Ok(Line::Entry(Box::new(of_view(view, self.shop, survey))));
        }
        let record: Record = serde_json::from_value(value)
            .map_err(|error| format!("It is no record of our exports: {error}."))?;
        Ok(match record {
            Record::Survey(mut head) => {
                let id = self.here(head.id, true);
                (head.id, head.shop) = (id, self.shop);
                if self.known.contains(&id) {
                    Line::PassedOver
                } else {
                    Line::Survey(Box::new(head))
                }
            }
            Record::SurveyVersion(mut version) => {
                version.shop = self.shop;
                version.survey = self.here(version.survey, true);
                if self.known.contains(&version.survey) {
                    Line::PassedOver
                } else {
                    Line::Version(Box::new(version))
                }
            }
            Record::Order(known) => {
                let update = OrderUpdate {
                    delivered_at: known.delivered_at.map(Some),
                    cancelled_at: known.cancelled_at.map(Some),
                    refunded_at: known.refunded_at.map(Some),
                    test: Some(known.test),
                    verified: Some(known.verified),
                    source: known.source,
                    first_seen_at: Some(known.first_seen_at),
                    put_at: known.put_at,
                    not_asked: known.not_asked,
                    ..OrderUpdate::of(known.order)
                };
                Line::Entry(Box::new(Entry {
                    order: Some(update),
                    response: None,
                }))
            }
            Record::Response(mut response) => {
                response.survey = self.here(response.survey, false);
                response.shop = self.shop;
                let arrival = Arrival {
                    otherwise: other_id(response.survey, response.id),
                    verified: Some(response.verified),
                    whole: true,
                    response,
                };
                Line::Entry(Box::new(Entry {
                    order: None,
                    response: Some(arrival),
                }))
            }
            _ => Line::PassedOver,
        })
    }

    /// What a survey of the file is here: itself where the shop has it, else one of the shop's own
    /// that is always the same. A survey whose record is not in the file is the one that was
    /// chosen.
    fn here(&mut self, id: SurveyId, told: bool) -> SurveyId {
        if let Some(known) = self.surveys.get(&id) {
            return *known;
        }
        let here = if self.known.contains(&id) {
            id
        } else if told {
            let mut hash = Sha256::new();
            hash.update(self.shop.to_bytes());
            hash.update(id.to_bytes());
            let digest = hash.finalize();
            let mut bytes = id.to_bytes();
            // Its time stays, so that surveys keep their order.
            bytes[6..].copy_from_slice(&digest[..10]);
            SurveyId::from_bytes(bytes)
        } else {
            self.survey.id
        };
        self.surveys.insert(id, here);
        here
    }
}

/// The id of a response where another survey has one with its own.
fn other_id(survey: SurveyId, id: ResponseId) -> ResponseId {
    let mut hash = Sha256::new();
    hash.update(survey.to_bytes());
    hash.update(id.to_bytes());
    let mut bytes = id.to_bytes();
    bytes[6..].copy_from_slice(&hash.finalize()[..10]);
    ResponseId::from_bytes(bytes)
}

fn of_view(view: ResponseView, shop: ShopId, survey: SurveyId) -> Entry {
    let (response, order) = view.into_parts(shop, survey);
    let verified = response.verified;
    let asked_at = response.asked_at;
    let test = response.test;
    Entry {
        order: order.map(|order| OrderUpdate {
            verified: Some(verified),
            test: Some(test),
            first_seen_at: Some(asked_at),
            ..OrderUpdate::of(order)
        }),
        response: Some(Arrival {
            otherwise: other_id(survey, response.id),
            verified: Some(verified),
            whole: true,
            response,
        }),
    }
}

/// Whether a file holds JSON objects, one a line, and no table.
pub fn are_in(path: &Path) -> io::Result<bool> {
    let mut start = Vec::new();
    let file = File::open(path)?;
    io::Read::read_to_end(&mut io::Read::take(file, 1024), &mut start)?;
    let text = start.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&start);
    Ok(text.trim_ascii_start().starts_with(b"{\""))
}
