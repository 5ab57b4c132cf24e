//! The rows that could not be taken in, as a table to mend and feed again: as they stood in the
//! file, with their line and the reason behind them.

use crate::{cell::guarded, column::OUR_MARK};
use std::{
    fs::File,
    io::{self, BufWriter, Write},
    path::PathBuf,
};

/// Writes refused rows; there is no file until there is one.
pub struct Refused {
    path: PathBuf,
    header: Vec<String>,
    writer: Option<csv::Writer<BufWriter<File>>>,
}

impl Refused {
    /// Refused rows of a table go here.
    pub fn new(path: PathBuf, header: Vec<String>) -> Self {
        Self {
            path,
            header,
            writer: None,
        }
    }

    /// Writes one; `cells` are empty where the row could not be read at all.
    pub fn write(&mut self, cells: &[String], line: u64, reason: &str) -> io::Result<()> {
        if self.writer.is_none() {
            let mut file = BufWriter::new(File::create(&self.path)?);
            // Spreadsheets take a file for UTF-8 by this mark.
            file.write_all("\u{feff}".as_bytes())?;
            let mut writer = csv::WriterBuilder::new()
                .terminator(csv::Terminator::CRLF)
                .from_writer(file);
            let ours = ["line", "reason"].map(|name| format!("{OUR_MARK}{name}"));
            let names = self
                .header
                .iter()
                .filter(|name| !name.starts_with(OUR_MARK));
            writer.write_record(names.map(|name| guarded(name)).chain(ours))?;
            self.writer = Some(writer);
        }
        let Some(writer) = &mut self.writer else {
            return Ok(());
        };
        let empty = String::new();
        let kept = self.header.iter().enumerate();
        let kept = kept.filter(|(_, name)| !name.starts_with(OUR_MARK));
        let cells = kept.map(|(place, _)| guarded(cells.get(place).unwrap_or(&empty)));
        let ours = [line.to_string(), reason.to_owned()];
        writer.write_record(cells.chain(ours))?;
        Ok(())
    }

    /// Finishes the file; returns whether there is one.
    pub fn finish(self) -> io::Result<bool> {
        let Some(writer) = self.writer else {
            return Ok(false);
        };
        let mut file = writer
            .into_inner()
            .map_err(|error| io::Error::other(error.to_string()))?;
        file.flush()?;
        Ok(true)
    }
}
