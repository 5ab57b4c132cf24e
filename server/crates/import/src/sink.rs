//! Where what is read of a file goes: in batches to whoever writes them, refused rows into files.

use crate::{refused::Refused, rows::Counted};
use afterword_domain::{
    decide::bulk::{BATCH_LIMIT, Entry, OrderUpdate},
    record::{SurveyHead, SurveyVersion},
};
use serde::{Deserialize, Serialize};
use std::{
    collections::BTreeMap,
    fs::File,
    io,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
};
use tokio::sync::mpsc;

/// How many refused rows are told of in a report; all of them are in the file.
const TOLD: usize = 20;

/// How far an import has come.
#[derive(Debug, Default)]
pub struct Progress {
    /// Bytes read.
    pub read: Arc<AtomicU64>,
    /// Bytes in all.
    pub bytes: AtomicU64,
    /// Rows read.
    pub rows: AtomicU64,
    /// Whether somebody wants it to end.
    pub stop: AtomicBool,
}

impl Progress {
    /// How much is read, from 0 to 100.
    pub fn percent(&self) -> u64 {
        let bytes = self.bytes.load(Ordering::Relaxed).max(1);
        (self.read.load(Ordering::Relaxed) * 100 / bytes).min(100)
    }
}

/// A refused row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Its line in the file.
    pub line: u64,
    /// What is wrong with it.
    pub reason: String,
}

/// Something read, on its way to the writer.
pub enum Step {
    /// Orders and responses, to be taken in together.
    Batch(Vec<Entry>),
    /// A survey that the shop does not have.
    Survey(Box<SurveyHead>),
    /// A version of such a survey.
    Version(Box<SurveyVersion>),
}

/// What the reading thread says at its end.
pub struct Read {
    /// How many rows.
    pub rows: u64,
    /// How many of them stand in the file more than once.
    pub repeated: u64,
    /// How many were refused.
    pub refused: u64,
    /// Why, for the first of them.
    pub problems: Vec<Problem>,
    /// Whether somebody stopped it before the end of the file.
    pub stopped: bool,
}

/// Where what is read goes.
pub struct Sink {
    steps: mpsc::Sender<Step>,
    batch: Vec<Entry>,
    pub(crate) progress: Arc<Progress>,
    path: PathBuf,
    tables: BTreeMap<&'static str, Refused>,
    told: Read,
    closed: bool,
}

impl Sink {
    /// A sink whose steps go to a writer; refused rows go to files of this path.
    pub fn new(steps: mpsc::Sender<Step>, progress: Arc<Progress>, path: PathBuf) -> Self {
        Self {
            steps,
            batch: Vec::with_capacity(BATCH_LIMIT),
            progress,
            path,
            tables: BTreeMap::new(),
            told: Read {
                rows: 0,
                repeated: 0,
                refused: 0,
                problems: Vec::new(),
                stopped: false,
            },
            closed: false,
        }
    }

    /// A file, whose bytes count.
    pub(crate) fn open(&self, path: &Path) -> io::Result<Counted<File>> {
        Ok(Counted::new(
            File::open(path)?,
            Arc::clone(&self.progress.read),
        ))
    }

    /// Whether there is no use in reading on.
    pub(crate) fn is_closed(&self) -> bool {
        self.closed || self.progress.stop.load(Ordering::Relaxed)
    }

    /// One more row was read.
    pub(crate) fn row(&mut self) {
        self.told.rows += 1;
        self.progress.rows.store(self.told.rows, Ordering::Relaxed);
    }

    /// Takes what a row says.
    pub(crate) fn entry(&mut self, entry: Entry) {
        if self.batch.len() >= BATCH_LIMIT {
            self.flush();
        }
        self.batch.push(entry);
    }

    /// The order that the row before told, where nothing else was told.
    pub(crate) fn latest_order(&mut self) -> Option<&mut OrderUpdate> {
        let latest = self.batch.last_mut()?;
        let alone = latest.response.is_none();
        latest.order.as_mut().filter(|_| alone)
    }

    pub(crate) fn repeated(&mut self) {
        self.told.repeated += 1;
    }

    /// Says which columns the rows of a table have that may be refused.
    pub(crate) fn table(&mut self, name: &'static str, header: &[String]) {
        let path = if self.tables.is_empty() {
            self.path.clone()
        } else {
            self.path.with_extension(format!("{name}.csv"))
        };
        self.tables
            .insert(name, Refused::new(path, header.to_vec()));
    }

    /// A row that can't be taken in.
    pub(crate) fn refuse(
        &mut self,
        table: &'static str,
        cells: &[String],
        line: u64,
        reason: &str,
    ) -> io::Result<()> {
        self.told.refused += 1;
        if self.told.problems.len() < TOLD {
            self.told.problems.push(Problem {
                line,
                reason: reason.to_owned(),
            });
        }
        match self.tables.get_mut(table) {
            Some(refused) => refused.write(cells, line, reason),
            None => Ok(()),
        }
    }

    pub(crate) fn flush(&mut self) {
        let batch = std::mem::replace(&mut self.batch, Vec::with_capacity(BATCH_LIMIT));
        if !batch.is_empty() {
            self.send(Step::Batch(batch));
        }
    }

    pub(crate) fn send(&mut self, step: Step) {
        self.closed |= self.steps.blocking_send(step).is_err();
    }

    /// Ends it: what was read in all, where that came to its end.
    pub fn finish(mut self, done: io::Result<()>) -> io::Result<Read> {
        self.flush();
        for refused in std::mem::take(&mut self.tables).into_values() {
            refused.finish()?;
        }
        done?;
        self.told.stopped = self.progress.stop.load(Ordering::Relaxed);
        Ok(self.told)
    }
}
