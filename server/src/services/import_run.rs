//! The way of a file into the store: read on a thread of its own, taken in batch by batch. A batch
//! is kept whole or not at all; after whatever breaks off, the same file is simply read again.

use super::error::Error;
use crate::state::App;
use afterword_domain::{
    change::{Change, Expect},
    decide::bulk::{Bulk, Entry, Fate, Teller},
    record::{Record, SurveyHead, SurveyVersion},
};
use afterword_import::reader::{self, Problem, Progress, Sink, Source, Step};
use afterword_shared::id::ShopId;
use serde::{Deserialize, Serialize};
use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    hash::{DefaultHasher, Hash, Hasher},
    path::PathBuf,
    sync::{Arc, atomic::Ordering},
    time::Instant,
};
use tokio::sync::mpsc;

/// How many batches are read ahead of the writer.
const AHEAD: usize = 2;

/// A file on its way into a shop.
#[derive(Clone, Debug)]
pub struct Import {
    /// Which survey its answers belong to, where they don't say so themselves.
    pub survey: SurveyHead,
    /// What is read.
    pub source: Source,
    /// Whether nothing is written.
    pub dry: bool,
    /// Where refused rows go.
    pub refused: PathBuf,
    /// How far it has come.
    pub progress: Arc<Progress>,
}

/// How many things were added, changed, and known as they are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Not known before.
    pub added: u64,
    /// Known otherwise.
    pub changed: u64,
    /// Known as they are.
    pub same: u64,
}

impl Tally {
    fn add(&mut self, fate: Option<Fate>) {
        match fate {
            Some(Fate::Added) => self.added += 1,
            Some(Fate::Changed) => self.changed += 1,
            Some(Fate::Same) => self.same += 1,
            None => {}
        }
    }
}

/// What became of an import.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Whether nothing was written.
    pub dry: bool,
    /// How many rows were read.
    pub rows: u64,
    /// What became of the answers.
    pub answers: Tally,
    /// What became of the orders.
    pub orders: Tally,
    /// How many rows stand in the file more than once.
    pub repeated: u64,
    /// How many rows were refused.
    pub refused: u64,
    /// Why, for the first of them.
    pub problems: Vec<Problem>,
    /// Why it ended before the end of the file.
    pub stopped: Option<String>,
    /// How long it took, in milliseconds.
    pub milliseconds: u64,
}

impl Report {
    /// What became of it, in sentences.
    pub fn sentences(&self) -> Vec<String> {
        let mut said = Vec::new();
        let would = |done: &str, dry: &str| if self.dry { dry } else { done }.to_owned();
        let seconds = self.milliseconds as f64 / 1000.0;
        if self.rows == 0 && self.stopped.is_none() {
            said.push("There is no row below the header: nothing was read.".into());
            return said;
        }
        said.push(format!(
            "{} {} in {seconds:.1} s{}",
            counted(self.rows),
            if self.rows == 1 {
                "row was read"
            } else {
                "rows were read"
            },
            would(".", "; nothing was written.")
        ));
        let parts = |tally: Tally| {
            let parts = [
                (tally.added, would("added", "would be added")),
                (tally.changed, would("amended", "would be amended")),
                (tally.same, would("known before", "known already")),
            ];
            let told = parts.into_iter().filter(|(count, _)| *count > 0);
            told.map(|(count, what)| format!("{} {what}", counted(count)))
                .collect::<Vec<_>>()
                .join(", ")
        };
        for (what, tally) in [("Answers", self.answers), ("Orders", self.orders)] {
            if tally != Tally::default() {
                said.push(format!("{what}: {}.", parts(tally)));
            }
        }
        if self.repeated > 0 {
            said.push(format!(
                "{} {} in the file more than once and {} once.",
                counted(self.repeated),
                if self.repeated == 1 {
                    "row stands"
                } else {
                    "rows stand"
                },
                would("counts", "would count")
            ));
        }
        if self.refused > 0 {
            said.push(format!(
                "{} {} refused.",
                counted(self.refused),
                if self.refused == 1 {
                    "row was"
                } else {
                    "rows were"
                }
            ));
        }
        said.extend(self.stopped.clone());
        said
    }
}

/// A number with its thousands apart.
fn counted(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Brings a file into its shop, or says what would come of it.
pub async fn run(app: &App, import: Import) -> Result<Report, Error> {
    let began = Instant::now();
    let shop = import.survey.shop;
    let versions = versions(app, &import.survey).await?;
    let surveys = app.store().surveys(shop).await?;
    let known: BTreeSet<_> = surveys.iter().map(|kept| kept.value.id).collect();
    let (send, mut steps) = mpsc::channel(AHEAD);
    let (dry, now) = (import.dry, app.now());
    let progress = Arc::clone(&import.progress);
    let mut report = Report {
        dry,
        ..Report::default()
    };
    let reading = tokio::task::spawn_blocking(move || {
        let mut sink = Sink::new(send, Arc::clone(&import.progress), import.refused.clone());
        let done = reader::read(
            &import.source,
            &import.survey,
            versions,
            &known,
            now,
            &mut sink,
        );
        sink.finish(done)
    });
    let mut told = HashSet::new();
    let mut failed = None;
    while let Some(step) = steps.recv().await {
        // What is read ahead is read again when the same file is.
        if progress.stop.load(Ordering::Relaxed) {
            break;
        }
        let done = match step {
            Step::Batch(entries) => take_in(app, shop, entries, dry, &mut told, &mut report).await,
            Step::Survey(_) | Step::Version(_) if dry => Ok(()),
            Step::Survey(head) => keep_survey(app, *head).await,
            Step::Version(version) => keep_version(app, *version).await,
        };
        if let Err(error) = done {
            failed = Some(error);
            break;
        }
    }
    drop(steps);
    let read = reading
        .await
        .map_err(|error| Error::Internal(error.to_string()))?
        .map_err(|error| Error::Refused(format!("The file can't be read: {error}.")))?;
    if let Some(error) = failed {
        return Err(error);
    }
    report.rows = read.rows;
    report.repeated = read.repeated;
    report.refused = read.refused;
    report.problems = read.problems;
    report.stopped = read.stopped;
    report.milliseconds = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
    Ok(report)
}

async fn versions(
    app: &App,
    survey: &SurveyHead,
) -> Result<BTreeMap<u32, Arc<SurveyVersion>>, Error> {
    let mut versions = BTreeMap::new();
    for number in 1..=survey.version {
        if let Some(version) = app.store().survey_version(survey.id, number).await? {
            versions.insert(number, version);
        }
    }
    Ok(versions)
}

async fn take_in(
    app: &App,
    shop: ShopId,
    entries: Vec<Entry>,
    dry: bool,
    told: &mut HashSet<u64>,
    report: &mut Report,
) -> Result<(), Error> {
    let named: Vec<Option<u64>> = entries
        .iter()
        .map(|entry| {
            let mut hasher = DefaultHasher::new();
            entry.order.as_ref()?.order.id.hash(&mut hasher);
            Some(hasher.finish())
        })
        .collect();
    let bulk = Bulk {
        shop,
        teller: Teller::File,
        entries,
        at: app.now(),
        dry,
    };
    for (fates, order) in app.ingest().take_in(bulk).await?.into_iter().zip(named) {
        report.answers.add(fates.response);
        // Several rows may be about one order, and it counts once.
        if order.is_some_and(|order| told.insert(order)) {
            report.orders.add(fates.order);
        }
    }
    Ok(())
}

/// Keeps a survey that the shop does not have; one that it has stays as it is.
async fn keep_survey(app: &App, head: SurveyHead) -> Result<(), Error> {
    app.write(Change::put(Expect::Absent, Record::Survey(head)))
        .await?;
    Ok(())
}

/// Keeps a version of a survey that the shop does not have.
async fn keep_version(app: &App, version: SurveyVersion) -> Result<(), Error> {
    app.write(Change::put(Expect::Absent, Record::SurveyVersion(version)))
        .await?;
    Ok(())
}
