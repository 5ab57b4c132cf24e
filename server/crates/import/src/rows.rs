//! The rows of a table in text, one after the other, in the same memory whatever the file holds.

use csv_core::{ReadRecordResult, ReaderBuilder};
use std::{
    io::{self, Read},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

/// The most bytes of one row.
pub const ROW_LIMIT: usize = 1024 * 1024;
/// The most columns of a table.
pub const COLUMN_LIMIT: usize = 500;
/// What may stand between cells, as it is offered.
pub const DELIMITERS: [char; 4] = [',', ';', '\t', '|'];
/// How many rows are looked at to tell what stands between cells.
const LOOKED_AT: usize = 50;

/// Counts the bytes that are read from a file, for whoever shows how far it has come.
pub struct Counted<R> {
    file: R,
    count: Arc<AtomicU64>,
}

impl<R> Counted<R> {
    /// Adds what is read to `count`.
    pub fn new(file: R, count: Arc<AtomicU64>) -> Self {
        Self { file, count }
    }
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(into)?;
        self.count.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

/// One row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
    /// Its cells are in [`Rows::cells`].
    Cells,
    /// It has more than [`ROW_LIMIT`] bytes, and was passed over.
    TooLong,
    /// It has more than [`COLUMN_LIMIT`] cells, and was passed over.
    TooWide,
}

/// Reads rows as spreadsheets write them: cells in quotation marks may hold delimiters, line breaks
/// and doubled quotation marks.
pub struct Rows<R> {
    reader: csv_core::Reader,
    file: R,
    input: Vec<u8>,
    unread: std::ops::Range<usize>,
    output: Vec<u8>,
    ends: Vec<usize>,
    count: usize,
    line: u64,
}

impl<R: Read> Rows<R> {
    /// The rows of a file in UTF-8.
    pub fn new(file: R, delimiter: u8) -> Self {
        Self {
            reader: ReaderBuilder::new().delimiter(delimiter).build(),
            file,
            input: vec![0; 64 * 1024],
            unread: 0..0,
            output: vec![0; 16 * 1024],
            ends: vec![0; COLUMN_LIMIT],
            count: 0,
            line: 1,
        }
    }

    /// The line of the file on which the row of the latest [`Self::next_row`] begins, from 1.
    pub fn line(&self) -> u64 {
        self.line
    }

    /// The cells of the latest row, each as its bytes.
    pub fn cells(&self) -> impl Iterator<Item = &[u8]> {
        let mut start = 0;
        self.ends[..self.count].iter().map(move |end| {
            let cell = &self.output[start..*end];
            start = *end;
            cell
        })
    }

    /// The next row that is not empty; `None` at the end. Errs where the file can't be read.
    pub fn next_row(&mut self) -> io::Result<Option<Row>> {
        self.line = self.reader.line();
        let (mut written, mut found) = (0, 0);
        let mut passed_over = None;
        loop {
            if self.unread.is_empty() {
                let read = self.file.read(&mut self.input)?;
                self.unread = 0..read;
            }
            if passed_over.is_some() {
                (written, found) = (0, 0);
            }
            let (result, read, wrote, ended) = self.reader.read_record(
                &self.input[self.unread.clone()],
                &mut self.output[written..],
                &mut self.ends[found..],
            );
            // The reader passes over empty lines before the row begins.
            if written == 0 && found == 0 && passed_over.is_none() {
                let skipped = self.input[self.unread.clone()]
                    .iter()
                    .take_while(|byte| matches!(byte, b'\n' | b'\r'));
                let breaks = skipped.filter(|byte| **byte == b'\n').count();
                self.line += breaks as u64;
            }
            self.unread.start += read;
            written += wrote;
            found += ended;
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull if passed_over.is_some() => {}
                ReadRecordResult::OutputFull if self.output.len() >= ROW_LIMIT => {
                    passed_over = Some(Row::TooLong);
                }
                ReadRecordResult::OutputFull => {
                    let room = (self.output.len() * 2).min(ROW_LIMIT);
                    self.output.resize(room, 0);
                }
                ReadRecordResult::OutputEndsFull => {
                    passed_over.get_or_insert(Row::TooWide);
                }
                ReadRecordResult::Record => {
                    self.count = if passed_over.is_none() { found } else { 0 };
                    return Ok(Some(passed_over.unwrap_or(Row::Cells)));
                }
                ReadRecordResult::End => return Ok(None),
            }
        }
    }
}

/// What stands between the cells of a table, by its first rows: the one that gives the most
/// columns in the most rows. A comma where nothing does.
pub fn delimiter(start: &[u8]) -> u8 {
    if let Some(named) = named(start) {
        return named;
    }
    let score = |delimiter: u8| {
        let mut rows = Rows::new(start, delimiter);
        let mut widths = Vec::new();
        while let Ok(Some(row)) = rows.next_row()
            && widths.len() < LOOKED_AT
        {
            widths.push(if row == Row::Cells { rows.count } else { 0 });
        }
        // The last row is cut where the start of the file ends.
        if widths.len() > 1 {
            widths.pop();
        }
        let Some(first) = widths.first().copied().filter(|width| *width > 1) else {
            return 0;
        };
        let alike = widths.iter().filter(|width| **width == first).count();
        alike * 1000 / widths.len() * 100 + first.min(99)
    };
    DELIMITERS
        .iter()
        .map(|delimiter| *delimiter as u8)
        .max_by_key(|delimiter| (score(*delimiter), *delimiter == b','))
        .unwrap_or(b',')
}

/// What the first line names, as spreadsheets write it for each other: `sep=;`.
pub fn named(start: &[u8]) -> Option<u8> {
    let first = start.split(|byte| *byte == b'\n').next()?;
    let first = first.trim_ascii();
    let first = first.strip_prefix(b"\"").unwrap_or(first);
    let first = first.strip_suffix(b"\"").unwrap_or(first);
    match first.strip_prefix(b"sep=")? {
        [delimiter] => Some(*delimiter),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::iter;

    fn all(text: &[u8], delimiter: u8) -> Vec<(u64, Row, Vec<String>)> {
        let mut rows = Rows::new(text, delimiter);
        iter::from_fn(|| {
            let row = rows.next_row().unwrap()?;
            let cells = match row {
                Row::Cells => rows
                    .cells()
                    .map(|c| String::from_utf8_lossy(c).into())
                    .collect(),
                _ => Vec::new(),
            };
            Some((rows.line(), row, cells))
        })
        .collect()
    }

    #[test]
    fn rows_know_the_line_on_which_they_begin() {
        let text = b"a,b\n\"one\ntwo\",\"say \"\"hi\"\"\"\r\n\r\n\nlast,=1+1";
        let cells = |cells: &[&str]| cells.iter().map(|c| (*c).to_owned()).collect::<Vec<_>>();
        assert_eq!(
            all(text, b','),
            [
                (1, Row::Cells, cells(&["a", "b"])),
                (2, Row::Cells, cells(&["one\ntwo", "say \"hi\""])),
                (6, Row::Cells, cells(&["last", "=1+1"])),
            ]
        );
    }

    #[test]
    fn a_row_that_is_too_long_or_too_wide_is_passed_over_and_the_next_one_read() {
        let mut text = b"a;b\n".to_vec();
        text.extend(iter::repeat_n(b'x', 5 * ROW_LIMIT));
        text.extend_from_slice(b";1\n");
        text.extend_from_slice("1;".repeat(3000).as_bytes());
        text.extend_from_slice(b"\n2;3\n");
        let found = all(&text, b';');
        let rows: Vec<(u64, Row)> = found.iter().map(|(line, row, _)| (*line, *row)).collect();
        assert_eq!(
            rows,
            [
                (1, Row::Cells),
                (2, Row::TooLong),
                (3, Row::TooWide),
                (4, Row::Cells)
            ]
        );
        assert_eq!(found[3].2, ["2", "3"]);
    }

    #[test]
    fn a_quotation_mark_that_is_never_closed_ends_with_the_file() {
        let mut text = b"a,b\n1,\"open\n".to_vec();
        text.extend("2,x\n".repeat(ROW_LIMIT).bytes());
        let found = all(&text, b',');
        assert_eq!(found.len(), 2);
        assert_eq!((found[1].0, found[1].1), (2, Row::TooLong));
    }

    #[test]
    fn what_stands_between_cells_is_told_by_the_rows() {
        for (text, found) in [
            ("date,score,comment\n1,2,\"a; b; c\"\n", b','),
            ("date;score;comment\n1,5;2;a, b\n2,5;3;c\n", b';'),
            ("date\tscore\n1\t2\n", b'\t'),
            ("date|score\n1|2\n", b'|'),
            ("sep=;\ndate;score\n", b';'),
            ("score\n1\n2\n", b','),
            ("", b','),
        ] {
            assert_eq!(delimiter(text.as_bytes()), found, "{text}");
        }
    }
}
