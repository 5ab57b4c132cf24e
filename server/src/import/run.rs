//! The way of a file into the store: read on a thread of its own, taken in batch by batch. A batch
//! is kept whole or not at all; after whatever breaks off, the same file is simply read again.

use super::{
    olist::Olist,
    plan::{Plan, Table},
    records::{self, Line},
    refused::Refused,
    row::{Identity, RowReader},
    rows::{Counted, ROW_LIMIT, Row},
    text::Encoding,
};
use crate::{app::App, error::Error};
use afterword_domain::{
    decide::bulk::{BATCH_LIMIT, Bulk, Entry, Fate, OrderUpdate, Teller},
    record::{SurveyHead, SurveyVersion},
};
use afterword_shared::{
    id::{ShopId, SurveyId},
    order::ITEM_LIMIT,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::{
    collections::{BTreeMap, HashMap, HashSet},
    fs::File,
    hash::{DefaultHasher, Hash, Hasher},
    io::{self, BufReader},
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Instant,
};
use tokio::sync::mpsc;

/// How many batches are read ahead of the writer.
const AHEAD: usize = 2;
/// How many refused rows are told of in a report; all of them are in the file.
const TOLD: usize = 20;

/// What is read.
#[derive(Clone, Debug)]
pub enum Source {
    /// A table, by its plan.
    Table {
        /// Where it is.
        path: PathBuf,
        /// How it is read.
        plan: Plan,
    },
    /// Records or responses that we exported, one a line.
    Records(PathBuf),
    /// The files of the Olist data.
    Olist(Olist),
}

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

/// A refused row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Its line in the file.
    pub line: u64,
    /// What is wrong with it.
    pub reason: String,
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

/// Something read, on its way to the writer.
enum Step {
    Batch(Vec<Entry>),
    Survey(Box<SurveyHead>),
    Version(Box<SurveyVersion>),
}

/// What the reading thread says at its end.
struct Read {
    rows: u64,
    repeated: u64,
    refused: u64,
    problems: Vec<Problem>,
    stopped: Option<String>,
}

/// Brings a file into its shop, or says what would come of it.
pub async fn run(app: &App, import: Import) -> Result<Report, Error> {
    let began = Instant::now();
    let shop = import.survey.shop;
    let versions = versions(app, &import.survey).await?;
    let surveys = app.store().surveys(shop).await?;
    let known: HashSet<_> = surveys.iter().map(|kept| kept.value.id).collect();
    let (send, mut steps) = mpsc::channel(AHEAD);
    let (dry, now) = (import.dry, app.now());
    let progress = Arc::clone(&import.progress);
    let mut report = Report {
        dry,
        ..Report::default()
    };
    let reading = tokio::task::spawn_blocking(move || {
        let mut sink = Sink::new(send, Arc::clone(&import.progress), import.refused.clone());
        let done = read(&import, versions, &known, now, &mut sink);
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
            Step::Survey(head) => records::keep_survey(app, *head).await,
            Step::Version(version) => records::keep_version(app, *version).await,
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

/// Where what is read goes.
pub(super) struct Sink {
    steps: mpsc::Sender<Step>,
    batch: Vec<Entry>,
    progress: Arc<Progress>,
    path: PathBuf,
    tables: BTreeMap<&'static str, Refused>,
    told: Read,
    closed: bool,
}

impl Sink {
    fn new(steps: mpsc::Sender<Step>, progress: Arc<Progress>, path: PathBuf) -> Self {
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
                stopped: None,
            },
            closed: false,
        }
    }

    /// A file, whose bytes count.
    pub(super) fn open(&self, path: &Path) -> io::Result<Counted<File>> {
        Ok(Counted::new(
            File::open(path)?,
            Arc::clone(&self.progress.read),
        ))
    }

    /// Whether there is no use in reading on.
    pub(super) fn is_closed(&self) -> bool {
        self.closed || self.progress.stop.load(Ordering::Relaxed)
    }

    /// One more row was read.
    pub(super) fn row(&mut self) {
        self.told.rows += 1;
        self.progress.rows.store(self.told.rows, Ordering::Relaxed);
    }

    /// Takes what a row says.
    pub(super) fn entry(&mut self, entry: Entry) {
        if self.batch.len() >= BATCH_LIMIT {
            self.flush();
        }
        self.batch.push(entry);
    }

    /// The order that the row before told, where nothing else was told.
    fn latest_order(&mut self) -> Option<&mut OrderUpdate> {
        let latest = self.batch.last_mut()?;
        let alone = latest.response.is_none();
        latest.order.as_mut().filter(|_| alone)
    }

    fn repeated(&mut self) {
        self.told.repeated += 1;
    }

    /// Says which columns the rows of a table have that may be refused.
    pub(super) fn table(&mut self, name: &'static str, header: &[String]) {
        let path = if self.tables.is_empty() {
            self.path.clone()
        } else {
            self.path.with_extension(format!("{name}.csv"))
        };
        self.tables
            .insert(name, Refused::new(path, header.to_vec()));
    }

    /// A row that can't be taken in.
    pub(super) fn refuse(
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

    fn flush(&mut self) {
        let batch = std::mem::replace(&mut self.batch, Vec::with_capacity(BATCH_LIMIT));
        if !batch.is_empty() {
            self.send(Step::Batch(batch));
        }
    }

    fn send(&mut self, step: Step) {
        self.closed |= self.steps.blocking_send(step).is_err();
    }

    fn finish(mut self, done: io::Result<()>) -> io::Result<Read> {
        self.flush();
        for refused in std::mem::take(&mut self.tables).into_values() {
            refused.finish()?;
        }
        done?;
        if self.progress.stop.load(Ordering::Relaxed) {
            self.told.stopped = Some(
                "It was stopped. Start it again with the same file: what is there is not added twice."
                    .to_owned(),
            );
        }
        Ok(self.told)
    }
}

/// Reads everything, on a thread that may wait.
fn read(
    import: &Import,
    versions: BTreeMap<u32, Arc<SurveyVersion>>,
    known: &HashSet<SurveyId>,
    now: Timestamp,
    sink: &mut Sink,
) -> io::Result<()> {
    let size = |path: &Path| path.metadata().map(|meta| meta.len());
    match &import.source {
        Source::Table { path, plan } => {
            import.progress.bytes.store(size(path)?, Ordering::Relaxed);
            table(path, plan, &import.survey, versions, now, sink)
        }
        Source::Records(path) => {
            import.progress.bytes.store(size(path)?, Ordering::Relaxed);
            lines(path, &import.survey, known, sink)
        }
        Source::Olist(olist) => {
            import
                .progress
                .bytes
                .store(olist.size()?, Ordering::Relaxed);
            olist.read(&import.survey, versions, now, sink)
        }
    }
}

fn lines(
    path: &Path,
    survey: &SurveyHead,
    known: &HashSet<SurveyId>,
    sink: &mut Sink,
) -> io::Result<()> {
    let header = ["record".to_owned()];
    sink.table("records", &header);
    let mut reader = records::Lines::new(BufReader::new(sink.open(path)?), survey, known);
    while let Some(line) = reader.next_line()? {
        if sink.is_closed() {
            break;
        }
        sink.row();
        match line {
            Line::Entry(entry) => sink.entry(*entry),
            Line::Survey(head) => {
                sink.flush();
                sink.send(Step::Survey(head));
            }
            Line::Version(version) => sink.send(Step::Version(version)),
            Line::PassedOver => {}
            Line::Refused(text, reason) => {
                sink.refuse("records", &[text], reader.line(), &reason)?;
            }
        }
    }
    Ok(())
}

fn table(
    path: &Path,
    plan: &Plan,
    survey: &SurveyHead,
    versions: BTreeMap<u32, Arc<SurveyVersion>>,
    now: Timestamp,
    sink: &mut Sink,
) -> io::Result<()> {
    let encoding = Encoding::of(&plan.encoding).unwrap_or(Encoding::UTF_8);
    let file = encoding.reader(sink.open(path)?);
    let mut table =
        Table::open(file, plan.delimiter).map_err(|error| io::Error::other(error.to_string()))?;
    let header = table.header.clone();
    let reader = RowReader::new(survey, versions, plan, &header, now);
    let has_answers = plan.columns.iter().any(super::column::Field::is_answer);
    sink.table("rows", &header);
    let mut seen = Seen::default();
    let rows = table.rows();
    while let Some(row) = rows.next_row()? {
        if sink.is_closed() {
            break;
        }
        sink.row();
        let line = rows.line();
        let cells: Vec<&[u8]> = rows.cells().collect();
        let lossy = || -> Vec<String> {
            let text = cells.iter().map(|cell| String::from_utf8_lossy(cell));
            text.map(std::borrow::Cow::into_owned).collect()
        };
        if let Some(reason) = unreadable(row, &cells, header.len(), encoding) {
            let cells = if row == Row::Cells {
                lossy()
            } else {
                Vec::new()
            };
            sink.refuse("rows", &cells, line, &reason)?;
            continue;
        }
        let texts: Vec<&str> = cells
            .iter()
            .map(|cell| std::str::from_utf8(cell).unwrap_or_default())
            .collect();
        let mut occurrence = 0;
        if has_answers {
            match seen.see(reader.identity(&texts), line) {
                Sight::New(times) => occurrence = times,
                Sight::Again => {
                    sink.repeated();
                    continue;
                }
                Sight::Contradicts(other) => {
                    let reason = format!(
                        "It has the id of line {other} and says something else. Ids have to be unique: mend one of the two, or choose another column as id."
                    );
                    sink.refuse("rows", &lossy(), line, &reason)?;
                    continue;
                }
            }
        }
        match reader.read(&texts, occurrence) {
            Ok(told) => match (told.entry.order, told.entry.response) {
                (Some(update), None) if continues(sink.latest_order(), &update) => {}
                (order, response) => sink.entry(Entry { order, response }),
            },
            Err(reason) => sink.refuse("rows", &lossy(), line, &reason)?,
        }
    }
    Ok(())
}

/// Why the cells of a row can't be looked at.
fn unreadable(row: Row, cells: &[&[u8]], columns: usize, encoding: Encoding) -> Option<String> {
    match row {
        Row::TooLong => {
            return Some(format!(
                "It is longer than {} MB. Most likely a quotation mark is opened there and never closed, or the file has no line breaks.",
                ROW_LIMIT / 1024 / 1024
            ));
        }
        Row::TooWide => {
            return Some(
                "It has far more cells than the first row: what stands between cells stands inside of one too.".into(),
            );
        }
        Row::Cells => {}
    }
    let more = cells.get(columns..).unwrap_or_default();
    if more.iter().any(|cell| !cell.trim_ascii().is_empty()) {
        return Some(format!(
            "It has {} cells where the first row has {columns}: put a cell that holds what stands between cells into quotation marks.",
            cells.len()
        ));
    }
    let unknown = cells.iter().any(|cell| match std::str::from_utf8(cell) {
        Ok(text) => !encoding.is_utf_8() && text.contains('\u{fffd}'),
        Err(_) => true,
    });
    unknown.then(|| {
        format!(
            "It holds letters that are not written in {}, as the rest of the file is. Save the file in one encoding, best UTF-8.",
            encoding.name()
        )
    })
}

/// Whether a row goes on with the order of the row before, as shop systems export orders with a row
/// for each item; then its items are added.
fn continues(latest: Option<&mut OrderUpdate>, update: &OrderUpdate) -> bool {
    let Some(latest) = latest.filter(|latest| latest.order.id == update.order.id) else {
        return false;
    };
    for item in &update.order.items {
        let items = &mut latest.order.items;
        let room = items.len() < ITEM_LIMIT;
        match items.iter_mut().find(|other| other.id == item.id) {
            Some(other) => other.quantity = other.quantity.saturating_add(item.quantity),
            None if room => items.push(item.clone()),
            None => {}
        }
    }
    true
}

/// What was seen of a file, to tell its rows apart.
#[derive(Default)]
struct Seen {
    /// By id: a digest of what stood there, and the line.
    ids: HashMap<u64, (u32, u32)>,
    /// By content, where rows have no id: how often.
    contents: HashMap<u64, u32>,
}

enum Sight {
    /// Not seen, or seen so often where rows may be alike.
    New(u32),
    /// The very same row was seen.
    Again,
    /// This line has the same id and another content.
    Contradicts(u32),
}

impl Seen {
    fn see(&mut self, identity: Identity, line: u64) -> Sight {
        let Some(id) = identity.id else {
            let times = self.contents.entry(identity.content).or_default();
            *times += 1;
            return Sight::New(*times - 1);
        };
        let mut hasher = DefaultHasher::new();
        identity.content.hash(&mut hasher);
        #[expect(clippy::cast_possible_truncation, reason = "half of a hash is one too")]
        let content = hasher.finish() as u32;
        let line = u32::try_from(line).unwrap_or(u32::MAX);
        match self.ids.get(&id) {
            None => {
                self.ids.insert(id, (content, line));
                Sight::New(0)
            }
            Some((before, _)) if *before == content => Sight::Again,
            Some((_, other)) => Sight::Contradicts(*other),
        }
    }
}
