//! What was acknowledged, and whether it is still there: once, and as it was acknowledged last or
//! tried since.

use anyhow::{Context, Result};
use serde_json::Value;
use std::{
    collections::HashMap,
    fmt,
    fs::File,
    io::Write,
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

/// Of what something is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum About {
    /// The shop's order: its total, in cents.
    Order,
    /// The answers about an order: the score, and what was said.
    Answer,
}

/// A record: of what, and the order's number.
type Name = (About, String);

/// Which attempt to write a record.
#[derive(Clone, Debug)]
pub struct Attempt {
    name: Name,
    number: usize,
}

#[derive(Debug)]
struct Tried {
    content: String,
    /// Its acknowledgement's number; 0 where there was none.
    acknowledged: u64,
}

/// Everything that was tried, and which of it was acknowledged.
#[derive(Default)]
pub struct Facts {
    tried: Mutex<HashMap<Name, Vec<Tried>>>,
    acknowledged: AtomicU64,
    /// Where acknowledgements are marked in the order of what the server does.
    log: Option<File>,
}

/// What is wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wrong {
    /// Acknowledged, and not there.
    pub lost: usize,
    /// There, with an older content or one that nobody sent.
    pub otherwise: usize,
    /// There more than once.
    pub repeated: usize,
    /// The first of them.
    pub first: String,
}

impl Wrong {
    /// Whether nothing is.
    pub fn is_nothing(&self) -> bool {
        self.lost + self.otherwise + self.repeated == 0
    }
}

impl fmt::Display for Wrong {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            to,
            "{} lost, {} otherwise, {} more than once; first {}",
            self.lost, self.otherwise, self.repeated, self.first
        )
    }
}

/// What a server holds, or why it can't be read.
pub type Found = Result<Records, String>;

/// The records of a server: contents by name.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Records(HashMap<Name, Vec<String>>);

impl Facts {
    /// Nothing yet; acknowledgements are marked in a log.
    pub fn marked_in(log: File) -> Self {
        Self {
            log: Some(log),
            ..Self::default()
        }
    }

    fn tried(&self) -> MutexGuard<'_, HashMap<Name, Vec<Tried>>> {
        self.tried.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Something is about to be sent. Each record is one client's alone, so its attempts are in order.
    pub fn attempt(&self, about: About, order: &str, content: String) -> Attempt {
        let name = (about, order.to_owned());
        let mut tried = self.tried();
        let attempts = tried.entry(name.clone()).or_default();
        attempts.push(Tried {
            content,
            acknowledged: 0,
        });
        Attempt {
            name,
            number: attempts.len() - 1,
        }
    }

    /// The server acknowledged these.
    pub fn acknowledge(&self, attempts: &[Attempt]) -> Result<()> {
        let number = self.acknowledged.fetch_add(1, Ordering::SeqCst) + 1;
        if let Some(mut log) = self.log.as_ref() {
            // In one piece, so that it stands between the server's own entries.
            log.write_all(&super::recording::mark(number))?;
        }
        let mut tried = self.tried();
        for attempt in attempts {
            if let Some(tried) = tried
                .get_mut(&attempt.name)
                .and_then(|attempts| attempts.get_mut(attempt.number))
            {
                tried.acknowledged = number;
            }
        }
        Ok(())
    }

    /// The last acknowledgement so far.
    pub fn reached(&self) -> u64 {
        self.acknowledged.load(Ordering::SeqCst)
    }

    /// Takes what was acknowledged after an acknowledgement for tried alone.
    pub fn doubt(&self, after: u64) {
        for tried in self.tried().values_mut().flatten() {
            if tried.acknowledged > after {
                tried.acknowledged = 0;
            }
        }
    }

    /// How many records are acknowledged, up to an acknowledgement.
    pub fn count(&self, up_to: u64) -> usize {
        let tried = self.tried();
        let known = tried.values().filter(|attempts| {
            attempts
                .iter()
                .any(|tried| (1..=up_to).contains(&tried.acknowledged))
        });
        known.count()
    }

    /// Compares with what a server holds, as far as it was acknowledged up to an acknowledgement.
    pub fn compare(&self, records: &Records, up_to: u64) -> Wrong {
        let mut wrong = Wrong::default();
        let tried = self.tried();
        let first = |wrong: &mut Wrong, what: &str, name: &Name, found: &dyn fmt::Debug| {
            if wrong.first.is_empty() {
                wrong.first = format!("{what}: {:?} of {}: {found:?}", name.0, name.1);
            }
        };
        for (name, attempts) in tried.iter() {
            let last = attempts
                .iter()
                .rposition(|tried| (1..=up_to).contains(&tried.acknowledged));
            let found = records.0.get(name).map_or(&[][..], Vec::as_slice);
            match (found, last) {
                ([], None) => {}
                ([], Some(_)) => {
                    first(&mut wrong, "lost", name, &attempts);
                    wrong.lost += 1;
                }
                ([content], last) => {
                    let possible = &attempts[last.unwrap_or(0)..];
                    if !possible.iter().any(|tried| tried.content == *content) {
                        first(&mut wrong, "otherwise", name, &(content, attempts));
                        wrong.otherwise += 1;
                    }
                }
                _ => {
                    first(&mut wrong, "more than once", name, &found);
                    wrong.repeated += 1;
                }
            }
        }
        for (name, found) in &records.0 {
            if !tried.contains_key(name) {
                first(&mut wrong, "sent by nobody", name, found);
                wrong.otherwise += 1;
            }
        }
        wrong
    }
}

impl Records {
    /// Reads an export: one record a line.
    pub fn read(text: &str) -> Result<Self> {
        let mut records = Self::default();
        for line in text.lines() {
            let record: Value = serde_json::from_str(line)
                .with_context(|| format!("the export breaks off at “{line}”"))?;
            records.take(&record);
        }
        Ok(records)
    }

    fn take(&mut self, record: &Value) {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let (name, content) = match record["record"].as_str() {
            Some("order") => {
                let order = &record["order"];
                let total = order["total"]["minor"].to_string();
                ((About::Order, text(&order["id"])), total)
            }
            Some("response") => {
                let answers = &record["answers"];
                if answers.as_object().is_none_or(serde_json::Map::is_empty) {
                    return;
                }
                let content = format!("{}/{}", answers["score"], text(&answers["why"]));
                ((About::Answer, text(&record["order"])), content)
            }
            _ => return,
        };
        self.0.entry(name).or_default().push(content);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(number: &str, minor: u32) -> String {
        format!(
            r#"{{"record": "order", "order": {{"id": "{number}", "total": {{"minor": {minor}}}}}}}"#
        )
    }

    fn wrong(facts: &Facts, lines: &[String], up_to: u64) -> (usize, usize, usize) {
        let records = Records::read(&lines.join("\n")).unwrap();
        let wrong = facts.compare(&records, up_to);
        (wrong.lost, wrong.otherwise, wrong.repeated)
    }

    #[test]
    fn what_was_acknowledged_is_there_once_as_then_or_as_tried_since() {
        let facts = Facts::default();
        let first = facts.attempt(About::Order, "1", "100".into());
        assert_eq!(wrong(&facts, &[], u64::MAX), (0, 0, 0));
        assert_eq!(wrong(&facts, &[order("1", 100)], u64::MAX), (0, 0, 0));
        facts.acknowledge(&[first]).unwrap();
        assert_eq!(wrong(&facts, &[], u64::MAX), (1, 0, 0));
        assert_eq!(wrong(&facts, &[], 0), (0, 0, 0));
        let second = facts.attempt(About::Order, "1", "200".into());
        assert_eq!(wrong(&facts, &[order("1", 100)], u64::MAX), (0, 0, 0));
        assert_eq!(wrong(&facts, &[order("1", 200)], u64::MAX), (0, 0, 0));
        facts.acknowledge(&[second]).unwrap();
        assert_eq!(wrong(&facts, &[order("1", 100)], u64::MAX), (0, 1, 0));
        assert_eq!(wrong(&facts, &[order("1", 100)], 1), (0, 0, 0));
        let twice = [order("1", 200), order("1", 200)];
        assert_eq!(wrong(&facts, &twice, u64::MAX), (0, 0, 1));
        let strange = [order("1", 200), order("2", 1)];
        assert_eq!(wrong(&facts, &strange, u64::MAX), (0, 1, 0));
    }
}
