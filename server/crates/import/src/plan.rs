//! How a table is read: guessed from its start, changeable, and checked before anything is read.

use crate::{
    cell,
    column::{self, Field},
    moment::{DayOrder, Evidence},
    rows::{self, COLUMN_LIMIT, Row, Rows},
    text::{self, Encoding},
};
use afterword_shared::{order::Currency, survey::Survey};
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use std::io::{self, Read};

/// How many bytes of a file are looked at to tell how it is written.
const START: usize = 256 * 1024;
/// How many rows are looked at to tell in which order day and month stand.
const LOOKED_AT: usize = 20_000;
/// How many rows are kept to tell what columns are, and how many bytes of them.
const KEPT: usize = 200;
const KEPT_BYTES: usize = 4 * 1024 * 1024;
/// How many rows are shown.
pub const SHOWN: usize = 5;

/// How a table is read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// The label of its encoding.
    pub encoding: String,
    /// What stands between its cells.
    pub delimiter: u8,
    /// What its columns are.
    pub columns: Vec<Field>,
    /// In which order day and month stand; `None` where that is still to be said.
    pub days: Option<DayOrder>,
    /// IANA name of the zone of times without an offset.
    pub zone: String,
    /// The currency of totals that stand without one.
    pub currency: Option<String>,
}

/// What somebody says of a file instead of leaving it to be guessed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overrides {
    /// Its encoding.
    pub encoding: Option<Encoding>,
    /// What stands between its cells.
    pub delimiter: Option<u8>,
    /// The order of day and month.
    pub days: Option<DayOrder>,
    /// The zone of its times.
    pub zone: Option<String>,
    /// The currency of its totals.
    pub currency: Option<String>,
    /// What columns are, by their headers.
    pub columns: Vec<(String, Field)>,
}

/// A file that was looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Look {
    /// How it would be read.
    pub plan: Plan,
    /// Its first row.
    pub header: Vec<String>,
    /// Some rows below it.
    pub samples: Vec<Vec<String>>,
    /// Whether the encoding is a guess that somebody has to look at.
    pub encoding_guessed: bool,
    /// Whether day and month can stand in either order, or do.
    pub days_in_doubt: bool,
    /// Whether cells with totals name their currency.
    pub currency_in_cells: bool,
}

/// Why a file can't be looked at.
#[derive(Debug, thiserror::Error)]
pub enum LookError {
    /// It can't be read.
    #[error("{0}")]
    Io(#[from] io::Error),
    /// There is nothing in it.
    #[error("the file is empty")]
    Empty,
    /// It is something that people take for a table.
    #[error("the file is no table but {0:?}")]
    NoTable(Container),
    /// It has no first row.
    #[error("the file has no header")]
    NoHeader,
    /// Its first row has more columns than [`COLUMN_LIMIT`].
    #[error("the first row has more than {COLUMN_LIMIT} columns")]
    TooManyColumns,
    /// Its first row is longer than [`rows::ROW_LIMIT`].
    #[error("the first row is longer than {} bytes", rows::ROW_LIMIT)]
    TooLong,
    /// Somebody says what a column is that it does not have.
    #[error("there is no column “{name}”")]
    NoColumn {
        /// The column's name.
        name: String,
        /// Those that it has.
        header: Vec<String>,
    },
}

/// What people take for a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Container {
    /// An Excel workbook, or another ZIP archive.
    Zip,
    /// A workbook of an old Excel.
    OldWorkbook,
    /// A PDF.
    Pdf,
    /// Something packed.
    Gzip,
}

/// What has to be said before a file can be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlanQuestion {
    /// Which column holds score, comment or order number: there is none.
    Subject,
    /// Which column holds the time of the answer.
    AnswerTime,
    /// Which of two columns is this.
    Repeated(Field),
    /// Whether days or months come first in its dates.
    Days,
    /// In which currency its totals are.
    Currency,
    /// What is wrong with the currency that somebody named.
    NoCurrency(afterword_shared::error::Error),
    /// What stands between cells: it has one column only.
    Delimiter,
    /// Its time zone: there is none of that name.
    Zone,
    /// Its encoding: none of that name is known.
    Encoding,
}

/// Looks at a file. `open` opens it at its start, for each of the two times that it is read.
pub fn look<R: Read>(
    open: impl Fn() -> io::Result<R>,
    overrides: &Overrides,
    survey: &Survey,
    zone: &str,
) -> Result<Look, LookError> {
    let start = start(open()?)?;
    if start.iter().all(u8::is_ascii_whitespace) {
        return Err(LookError::Empty);
    }
    not_a_table(&start)?;
    let guess = text::guess(&start);
    let encoding = overrides.encoding.unwrap_or(guess.encoding);
    let mut shown = Vec::new();
    // A letter that is cut at the end of the start becomes a U+FFFD, which nobody looks at.
    encoding.reader(&start[..]).read_to_end(&mut shown)?;
    let delimiter = overrides
        .delimiter
        .unwrap_or_else(|| rows::delimiter(shown.as_slice()));
    let mut table = Table::open(encoding.reader(open()?), delimiter)?;
    let header = table.header.clone();
    let (mut kept, mut kept_bytes) = (Vec::new(), 0);
    let mut columns: Option<Vec<Field>> = None;
    let mut evidence = Evidence::default();
    let mut money_has_currency = false;
    let mut note = |columns: &[Field], row: &[String]| {
        for (field, cell) in columns.iter().zip(row) {
            if field.is_moment() {
                evidence.add(cell);
            } else if *field == Field::Total && cell::currency(cell).is_some() {
                money_has_currency = true;
            }
        }
    };
    for _ in 0..LOOKED_AT {
        let Some(row) = table.next_cells()? else {
            break;
        };
        if let Some(columns) = &columns {
            note(columns, &row);
            continue;
        }
        kept_bytes += row.iter().map(String::len).sum::<usize>();
        kept.push(row);
        if kept.len() == KEPT || kept_bytes >= KEPT_BYTES {
            let found = named(overrides, &header, &kept, survey)?;
            for row in &kept {
                note(&found, row);
            }
            columns = Some(found);
        }
    }
    let columns = if let Some(columns) = columns {
        columns
    } else {
        let found = named(overrides, &header, &kept, survey)?;
        for row in &kept {
            note(&found, row);
        }
        found
    };
    kept.truncate(SHOWN);
    Ok(Look {
        plan: Plan {
            encoding: encoding.label(),
            delimiter,
            columns,
            days: overrides.days.or_else(|| evidence.order()),
            zone: overrides.zone.clone().unwrap_or_else(|| zone.to_owned()),
            currency: overrides.currency.clone(),
        },
        header,
        samples: kept,
        encoding_guessed: overrides.encoding.is_none() && !guess.certain,
        days_in_doubt: evidence.order().is_none(),
        currency_in_cells: money_has_currency,
    })
}

fn start(file: impl Read) -> io::Result<Vec<u8>> {
    let mut start = Vec::new();
    file.take(START as u64).read_to_end(&mut start)?;
    Ok(start)
}

/// Files that people take for tables.
fn not_a_table(start: &[u8]) -> Result<(), LookError> {
    let signatures: [(&[u8], Container); 4] = [
        (b"PK\x03\x04", Container::Zip),
        (b"\xd0\xcf\x11\xe0", Container::OldWorkbook),
        (b"%PDF", Container::Pdf),
        (b"\x1f\x8b", Container::Gzip),
    ];
    let mut signatures = signatures.into_iter();
    match signatures.find(|(signature, _)| start.starts_with(signature)) {
        Some((_, container)) => Err(LookError::NoTable(container)),
        None => Ok(()),
    }
}

/// The columns as their headers say, and as somebody said.
fn named(
    overrides: &Overrides,
    header: &[String],
    samples: &[Vec<String>],
    survey: &Survey,
) -> Result<Vec<Field>, LookError> {
    let mut columns = column::guessed(header, samples, survey);
    for (name, field) in &overrides.columns {
        let place = header.iter().position(|cell| cell.trim() == name.trim());
        let place = place.ok_or_else(|| LookError::NoColumn {
            name: name.clone(),
            header: header.to_vec(),
        })?;
        if !field.may_repeat() {
            for column in &mut columns {
                if column == field {
                    *column = Field::Nothing;
                }
            }
        }
        columns[place] = field.clone();
    }
    let is_named = |place: usize| {
        let mut names = overrides.columns.iter().map(|(name, _)| name.trim());
        names.any(|name| name == header[place].trim())
    };
    if let Some(place) = column::time_of_orders(header, &columns)
        && !is_named(place)
    {
        columns[place] = Field::PlacedAt;
    }
    Ok(columns)
}

/// A table whose header is read.
pub struct Table<R> {
    /// Its first row.
    pub header: Vec<String>,
    rows: Rows<R>,
}

impl<R: Read> Table<R> {
    /// Opens a table of UTF-8.
    pub fn open(file: R, delimiter: u8) -> Result<Self, LookError> {
        let mut rows = Rows::new(file, delimiter);
        loop {
            match rows.next_row()?.ok_or(LookError::NoHeader)? {
                Row::Cells => {}
                Row::TooWide => return Err(LookError::TooManyColumns),
                Row::TooLong => return Err(LookError::TooLong),
            }
            let header: Vec<String> = rows
                .cells()
                .map(|cell| String::from_utf8_lossy(cell).trim().to_owned())
                .collect();
            // What spreadsheets write for each other above the header.
            if header.iter().filter(|cell| !cell.is_empty()).count() == 1
                && header[0].trim_matches('"').starts_with("sep=")
            {
                continue;
            }
            return Ok(Self { header, rows });
        }
    }

    /// The rows below the header.
    pub fn rows(&mut self) -> &mut Rows<R> {
        &mut self.rows
    }

    /// The cells of the next row that can be read.
    fn next_cells(&mut self) -> io::Result<Option<Vec<String>>> {
        while let Some(row) = self.rows.next_row()? {
            if row == Row::Cells {
                let cells = self.rows.cells().map(String::from_utf8_lossy);
                return Ok(Some(
                    cells
                        .map(|cell| cell::unguarded(&cell).to_owned())
                        .collect(),
                ));
            }
        }
        Ok(None)
    }
}

impl Look {
    /// What has to be said before the file can be read; nothing where it can be.
    pub fn questions(&self) -> Vec<PlanQuestion> {
        let mut questions = self.plan.questions();
        let has = |field: &Field| self.plan.columns.contains(field);
        let moments = self.plan.columns.iter().any(Field::is_moment);
        if moments && self.plan.days.is_none() {
            questions.push(PlanQuestion::Days);
        }
        if has(&Field::Total)
            && !has(&Field::Currency)
            && !self.currency_in_cells
            && self.plan.currency.is_none()
        {
            questions.push(PlanQuestion::Currency);
        }
        if self.header.len() == 1 && !questions.is_empty() {
            questions.push(PlanQuestion::Delimiter);
        }
        questions
    }
}

impl Plan {
    /// What is wrong with the plan whatever the file holds.
    fn questions(&self) -> Vec<PlanQuestion> {
        let mut questions = Vec::new();
        let answers = self.columns.iter().any(Field::is_answer);
        let order = self.columns.contains(&Field::OrderId);
        if !answers && !order {
            questions.push(PlanQuestion::Subject);
        }
        let times = [Field::AnsweredAt, Field::CompletedAt, Field::AskedAt];
        if answers && !times.iter().any(|time| self.columns.contains(time)) {
            questions.push(PlanQuestion::AnswerTime);
        }
        for (place, field) in self.columns.iter().enumerate() {
            if !field.may_repeat() && self.columns[..place].contains(field) {
                questions.push(PlanQuestion::Repeated(field.clone()));
            }
        }
        if TimeZone::get(&self.zone).is_err() {
            questions.push(PlanQuestion::Zone);
        }
        if let Some(code) = &self.currency
            && let Err(error) = Currency::parse(code)
        {
            questions.push(PlanQuestion::NoCurrency(error));
        }
        if Encoding::of(&self.encoding).is_none() {
            questions.push(PlanQuestion::Encoding);
        }
        questions
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use afterword_library::{locale::Locale, template::Template};

    fn looked(bytes: &[u8], overrides: &Overrides) -> Result<Look, LookError> {
        let survey = Template::Nps.survey(Locale::find("en"));
        look(|| Ok(bytes), overrides, &survey, "Europe/Riga")
    }

    fn keys(look: &Look) -> Vec<String> {
        look.plan.columns.iter().map(Field::key).collect()
    }

    #[test]
    fn a_file_says_how_it_is_written() {
        let (bytes, _, _) = encoding_rs::WINDOWS_1257.encode(
            "Datums;Vērtējums;Komentārs;Summa\n21.11.2026;9;Ātri, skaisti, paldies jums;49,90 €\n",
        );
        let look = looked(&bytes, &Overrides::default()).unwrap();
        assert_eq!(look.plan.encoding, "windows-1257");
        assert!(look.encoding_guessed);
        assert_eq!(look.plan.delimiter, b';');
        assert_eq!(
            keys(&look),
            [
                "first_answered_at",
                "answer:score",
                "answer:why",
                "order_total"
            ]
        );
        assert_eq!(look.samples[0][2], "Ātri, skaisti, paldies jums");
        assert_eq!(look.questions(), []);
    }

    #[test]
    fn what_is_in_doubt_is_asked() {
        let look = looked(
            b"date,score,order,total\n3/4/2026,9,1001,49.90\n",
            &Overrides::default(),
        );
        let questions = look.unwrap().questions();
        assert_eq!(questions, [PlanQuestion::Days, PlanQuestion::Currency]);
        let said = Overrides {
            days: Some(DayOrder::MonthFirst),
            currency: Some("USD".into()),
            ..Overrides::default()
        };
        let look = looked(b"date,score,order,total\n3/4/2026,9,1001,49.90\n", &said).unwrap();
        assert_eq!(look.questions(), []);
        // With the wrong delimiter nothing can be found.
        let said = Overrides {
            delimiter: Some(b';'),
            ..Overrides::default()
        };
        let questions = looked(b"date,score\n2026-11-21,9\n", &said)
            .unwrap()
            .questions();
        let expected = [PlanQuestion::Subject, PlanQuestion::Delimiter];
        assert_eq!(questions, expected);
    }

    #[test]
    fn columns_can_be_said_by_their_headers() {
        let said = |name: &str, field: &str| Overrides {
            columns: vec![(name.into(), field.parse().unwrap())],
            ..Overrides::default()
        };
        let file = b"when,what,date\n2026-11-21,9,2020-01-01\n";
        let look = looked(file, &said("when", "first_answered_at")).unwrap();
        assert_eq!(
            keys(&look),
            ["first_answered_at", "answer:score", "nothing"]
        );
        let wrong = looked(file, &said("wann", "id")).unwrap_err();
        assert!(
            matches!(&wrong, LookError::NoColumn { name, header } if name == "wann" && header.join(" ") == "when what date"),
            "{wrong}"
        );
    }

    #[test]
    fn the_time_of_orders_without_answers_is_their_own() {
        for (file, expected) in [
            ("date,order\n2026-11-21,1001\n", "placed_at order_id"),
            (
                "Bestellnummer;Datum;Summe EUR\n1001;21.11.2026;49,90\n",
                "order_id placed_at nothing",
            ),
            (
                "order,date,order date\n1001,2026-11-22,2026-11-21\n",
                "order_id first_answered_at placed_at",
            ),
            // Times of answers, though which column holds these is still to be said.
            (
                "order,submit date,what\n1001,2026-11-22,fine\n",
                "order_id first_answered_at nothing",
            ),
            (
                "order,date,score\n1001,2026-11-22,9\n",
                "order_id first_answered_at answer:score",
            ),
        ] {
            let look = looked(file.as_bytes(), &Overrides::default()).unwrap();
            assert_eq!(keys(&look).join(" "), expected, "{file}");
        }
        let file = b"order,date\n1001,2026-11-21\n";
        assert_eq!(looked(file, &Overrides::default()).unwrap().questions(), []);
        // What somebody said stays, and answers that somebody found have their time again.
        let said = |name: &str, field: &str| Overrides {
            columns: vec![(name.into(), field.parse().unwrap())],
            ..Overrides::default()
        };
        let look = looked(file, &said("date", "first_answered_at")).unwrap();
        assert_eq!(keys(&look), ["order_id", "first_answered_at"]);
        let file = b"order,date,what\n1001,2026-11-21,fine\n";
        let look = looked(file, &said("what", "answer:why")).unwrap();
        assert_eq!(keys(&look), ["order_id", "first_answered_at", "answer:why"]);
    }

    #[test]
    fn what_is_no_table_is_told_from_one() {
        let wide = "x,".repeat(3000) + "\n1\n";
        let long = "x".repeat(3 * rows::ROW_LIMIT);
        for (bytes, expected) in [
            (&b""[..], LookError::Empty),
            (b" \r\n\n", LookError::Empty),
            (b"PK\x03\x04rest", LookError::NoTable(Container::Zip)),
            (b"%PDF-1.7", LookError::NoTable(Container::Pdf)),
            (wide.as_bytes(), LookError::TooManyColumns),
            (long.as_bytes(), LookError::TooLong),
        ] {
            let error = looked(bytes, &Overrides::default()).unwrap_err();
            assert_eq!(format!("{error:?}"), format!("{expected:?}"));
        }
    }
}
