//! A file, read from its start to its end: on a thread that may wait, in batches for whoever writes them.

use crate::sink::{Sink, Step};

use crate::{
    olist::Olist,
    plan::{Plan, Table},
    records::{self, Line},
    row::{Identity, RowReader},
    rows::{ROW_LIMIT, Row},
    text::Encoding,
};
use afterword_domain::{
    decide::bulk::{Entry, OrderUpdate},
    record::{SurveyHead, SurveyVersion},
};
use afterword_shared::{id::SurveyId, order::ITEM_LIMIT};
use jiff::Timestamp;
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    hash::{DefaultHasher, Hash, Hasher},
    io::{self, BufReader},
    path::{Path, PathBuf},
    sync::{Arc, atomic::Ordering},
};

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
