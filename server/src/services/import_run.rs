//! The way of a file into the store: read on a thread of its own, taken in batch by batch. A batch
//! is kept whole or not at all; after whatever breaks off, the same file is simply read again.

use super::{error::Error, ingest::Ingest};
use afterword_domain::{
    change::{Change, Expect},
    decide::bulk::{Bulk, BulkSource, Entry, EntryOutcome},
    record::{Record, SurveyHead, SurveyVersion},
};
use afterword_import::{
    reader::{self, Source},
    sink::{Problem, Progress, Sink, Step},
};
use afterword_jobs::Clock;
use afterword_shared::id::ShopId;
use afterword_store::Records;
use axum::extract::FromRef;
use serde::{Deserialize, Deserializer, Serialize};
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
pub struct ImportCounts {
    /// Not known before.
    pub added: u64,
    /// Known otherwise.
    pub changed: u64,
    /// Known as they are.
    pub same: u64,
}

impl ImportCounts {
    fn add(&mut self, fate: Option<EntryOutcome>) {
        match fate {
            Some(EntryOutcome::Added) => self.added += 1,
            Some(EntryOutcome::Changed) => self.changed += 1,
            Some(EntryOutcome::Same) => self.same += 1,
            None => {}
        }
    }
}

/// What became of an import.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportReport {
    /// Whether nothing was written.
    pub dry: bool,
    /// How many rows were read.
    pub rows: u64,
    /// What became of the answers.
    pub answers: ImportCounts,
    /// What became of the orders.
    pub orders: ImportCounts,
    /// How many rows stand in the file more than once.
    pub repeated: u64,
    /// How many rows were refused.
    pub refused: u64,
    /// Why, for the first of them.
    pub problems: Vec<Problem>,
    /// Whether somebody stopped it before the end of the file.
    #[serde(deserialize_with = "is_said")]
    pub stopped: bool,
    /// How long it took, in milliseconds.
    pub milliseconds: u64,
}

/// Reports of earlier versions hold a sentence there, or nothing.
fn is_said<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Stopped {
        Flag(bool),
        Sentence(Option<String>),
    }
    Ok(match Stopped::deserialize(deserializer)? {
        Stopped::Flag(stopped) => stopped,
        Stopped::Sentence(sentence) => sentence.is_some(),
    })
}

/// Brings files into shops.
pub struct Importer {
    store: Records,
    ingest: Ingest,
    clock: Clock,
}

impl<S> FromRef<S> for Importer
where
    Records: FromRef<S>,
    Ingest: FromRef<S>,
    Clock: FromRef<S>,
{
    fn from_ref(state: &S) -> Self {
        Self {
            store: FromRef::from_ref(state),
            ingest: FromRef::from_ref(state),
            clock: FromRef::from_ref(state),
        }
    }
}

impl Importer {
    /// Brings a file into its shop, or says what would come of it.
    pub async fn run(&self, import: Import) -> Result<ImportReport, Error> {
        let began = Instant::now();
        let shop = import.survey.shop;
        let versions = self.versions(&import.survey).await?;
        let surveys = self.store.surveys(shop).await?;
        let known: BTreeSet<_> = surveys.iter().map(|kept| kept.value.id).collect();
        let (send, mut steps) = mpsc::channel(AHEAD);
        let (dry, now) = (import.dry, self.clock.now());
        let progress = Arc::clone(&import.progress);
        let mut report = ImportReport {
            dry,
            ..ImportReport::default()
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
        let mut counted = HashSet::new();
        let mut failed = None;
        while let Some(step) = steps.recv().await {
            // What is read ahead is read again when the same file is.
            if progress.stop.load(Ordering::Relaxed) {
                break;
            }
            let done = match step {
                Step::Batch(entries) => {
                    self.take_in(shop, entries, dry, &mut counted, &mut report)
                        .await
                }
                Step::Survey(_) | Step::Version(_) if dry => Ok(()),
                Step::Survey(head) => self.keep_survey(*head).await,
                Step::Version(version) => self.keep_version(*version).await,
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
        &self,
        survey: &SurveyHead,
    ) -> Result<BTreeMap<u32, Arc<SurveyVersion>>, Error> {
        let mut versions = BTreeMap::new();
        for number in 1..=survey.version {
            if let Some(version) = self.store.survey_version(survey.id, number).await? {
                versions.insert(number, version);
            }
        }
        Ok(versions)
    }

    async fn take_in(
        &self,
        shop: ShopId,
        entries: Vec<Entry>,
        dry: bool,
        counted: &mut HashSet<u64>,
        report: &mut ImportReport,
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
            teller: BulkSource::File,
            entries,
            at: self.clock.now(),
            dry,
        };
        for (fates, order) in self.ingest.take_in(bulk).await?.into_iter().zip(named) {
            report.answers.add(fates.response);
            // Several rows may be about one order, and it counts once.
            if order.is_some_and(|order| counted.insert(order)) {
                report.orders.add(fates.order);
            }
        }
        Ok(())
    }

    /// Keeps a survey that the shop does not have; one that it has stays as it is.
    async fn keep_survey(&self, head: SurveyHead) -> Result<(), Error> {
        self.ingest
            .write(Change::put(Expect::Absent, Record::Survey(head)))
            .await?;
        Ok(())
    }

    /// Keeps a version of a survey that the shop does not have.
    async fn keep_version(&self, version: SurveyVersion) -> Result<(), Error> {
        self.ingest
            .write(Change::put(Expect::Absent, Record::SurveyVersion(version)))
            .await?;
        Ok(())
    }
}
