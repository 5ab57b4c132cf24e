//! A file, read from its start to its end: on a thread that may wait, in batches for whoever writes them.

use crate::{
    olist::Olist,
    plan::{Plan, Table},
    records::{self, Line},
    refused::Refused,
    row::{Identity, RowReader},
    rows::{Counted, ROW_LIMIT, Row},
    text::Encoding,
};
use afterword_domain::{
    decide::bulk::{BATCH_LIMIT, Entry, OrderUpdate},
    record::{SurveyHead, SurveyVersion},
};
use afterword_shared::{id::SurveyId, order::ITEM_LIMIT};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    fs::File,
    hash::{DefaultHasher, Hash, Hasher},
    io::{self, BufReader},
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
};
use tokio::sync::mpsc;

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
    /// Why it ended before the end of the file.
    pub stopped: Option<String>,
}

/// Where what is read goes.
pub struct Sink {
    steps: mpsc::Sender<Step>,
    batch: Vec<Entry>,
    progress: Arc<Progress>,
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
                stopped: None,
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
    fn latest_order(&mut self) -> Option<&mut OrderUpdate> {
        let latest = self.batch.last_mut()?;
        let alone = latest.response.is_none();
        latest.order.as_mut().filter(|_| alone)
    }

    fn repeated(&mut self) {
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

    fn flush(&mut self) {
        let batch = std::mem::replace(&mut self.batch, Vec::with_capacity(BATCH_LIMIT));
        if !batch.is_empty() {
            self.send(Step::Batch(batch));
        }
    }

    fn send(&mut self, step: Step) {
        self.closed |= self.steps.blocking_send(step).is_err();
    }

    /// Ends it: what was read in all, where that came to its end.
    pub fn finish(mut self, done: io::Result<()>) -> io::Result<Read> {
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
pub fn read(
    source: &Source,
    survey: &SurveyHead,
    versions: BTreeMap<u32, Arc<SurveyVersion>>,
    known: &BTreeSet<SurveyId>,
    now: Timestamp,
    sink: &mut Sink,
) -> io::Result<()> {
    let size = |path: &Path| path.metadata().map(|meta| meta.len());
    match source {
        Source::Table { path, plan } => {
            sink.progress.bytes.store(size(path)?, Ordering::Relaxed);
            table(path, plan, survey, versions, now, sink)
        }
        Source::Records(path) => {
            sink.progress.bytes.store(size(path)?, Ordering::Relaxed);
            lines(path, survey, known, sink)
        }
        Source::Olist(olist) => {
            sink.progress.bytes.store(olist.size()?, Ordering::Relaxed);
            olist.read(survey, versions, now, sink)
        }
    }
}

fn lines(
    path: &Path,
    survey: &SurveyHead,
    known: &BTreeSet<SurveyId>,
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
    let has_answers = plan.columns.iter().any(crate::column::Field::is_answer);
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
