//! Answers from elsewhere, for pages that need many: a file of them, and its import.

use crate::{Afterword, binary};
use jiff::{Timestamp, ToSpan};
use std::{fmt::Write, path::PathBuf, process::Command};

/// So many answers with their orders as a file, the newest of today: each third one a detractor's
/// who writes of late parcels, the others promoters' who write of lovely cups. Customers buy twice.
pub fn answers(many: u32) -> String {
    let now = Timestamp::now();
    let mut file = "id,date,score,comment,order,total,currency,customer,country\n".to_owned();
    for n in 0..many {
        let at = now - (i64::from(n) * 5).hours();
        let (score, comment) = match n % 3 {
            0 => (3, "The parcel came late & nobody told us"),
            1 => (9, "Lovely cups, well packed"),
            _ => (10, "Lovely and quick"),
        };
        let (customer, cents) = (n % (many / 2).max(1), n % 100);
        let country = if n % 3 == 0 { "SE" } else { "LV" };
        writeln!(
            file,
            "a{n},{at},{score},{comment} {n},{},4{}.{cents:02},EUR,c{customer},{country}",
            1000 + n,
            n % 10
        )
        .expect("a line");
    }
    file.replace("cups, well", "cups; well")
}

impl Afterword {
    /// Writes a file that a browser or a command can read; it ends with the server.
    ///
    /// # Panics
    ///
    /// When it can't be written.
    pub fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.data().join(name);
        std::fs::write(&path, text).expect("a file");
        path
    }

    /// Imports [`answers`] into the first survey.
    ///
    /// # Panics
    ///
    /// When that fails.
    pub fn import_answers(&self, many: u32) {
        let file = self.file("answers.csv", &answers(many));
        let output = Command::new(binary())
            .arg("import")
            .arg("--data")
            .arg(self.data())
            .args(["--survey", &self.founded().survey])
            .arg(file)
            .output()
            .expect("afterword import runs");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{said}");
    }
}
