//! What became of an import, and what is wrong with a file, in sentences: pages say them in the owner's
//! language, the command line in English.

use super::{
    import_run::{ImportCounts, ImportReport},
    uploads::UploadError,
};
use afterword_import::{
    olist::OlistError,
    plan::{Container, LookError, PlanQuestion},
    rows::{COLUMN_LIMIT, ROW_LIMIT},
};
use afterword_wording::Language;

/// A part of what became of answers or orders, such as "12 added".
type Part = fn(Language, u64) -> String;

/// What became of answers: added, changed, and known as they are; then what would become of them.
const ANSWERS: [[Part; 3]; 2] = [
    [
        |words, count| words.import_answers_added(count),
        |words, count| words.import_answers_changed(count),
        |words, count| words.import_answers_known(count),
    ],
    [
        |words, count| words.import_answers_would_add(count),
        |words, count| words.import_answers_would_change(count),
        |words, count| words.import_answers_known_already(count),
    ],
];

/// The same of orders.
const ORDERS: [[Part; 3]; 2] = [
    [
        |words, count| words.import_orders_added(count),
        |words, count| words.import_orders_changed(count),
        |words, count| words.import_orders_known(count),
    ],
    [
        |words, count| words.import_orders_would_add(count),
        |words, count| words.import_orders_would_change(count),
        |words, count| words.import_orders_known_already(count),
    ],
];

/// What became of an import, sentence by sentence.
pub fn report(words: Language, report: &ImportReport) -> Vec<String> {
    if report.rows == 0 && !report.stopped {
        return vec![words.import_no_rows().to_owned()];
    }
    #[expect(clippy::cast_precision_loss, reason = "nobody waits for so long")]
    let seconds = words.decimal(report.milliseconds as f64 / 1000.0, 1);
    let mut sentences = vec![if report.dry {
        words.import_rows_tried(report.rows, &seconds)
    } else {
        words.import_rows_read(report.rows, &seconds)
    }];
    let answers = parts(words, report.answers, ANSWERS[usize::from(report.dry)]);
    if !answers.is_empty() {
        sentences.push(words.import_answers_became(&answers));
    }
    let orders = parts(words, report.orders, ORDERS[usize::from(report.dry)]);
    if !orders.is_empty() {
        sentences.push(words.import_orders_became(&orders));
    }
    if report.repeated > 0 {
        sentences.push(words.import_repeated(report.repeated));
    }
    if report.refused > 0 {
        sentences.push(words.import_refused(report.refused));
    }
    if report.stopped {
        sentences.push(words.import_stopped().to_owned());
    }
    sentences
}

/// Those that are not 0, in a row.
fn parts(words: Language, counts: ImportCounts, parts: [Part; 3]) -> String {
    let counts = [counts.added, counts.changed, counts.same];
    let parts = parts.into_iter().zip(counts);
    let parts: Vec<String> = parts
        .filter(|(_, count)| *count > 0)
        .map(|(part, count)| part(words, count))
        .collect();
    words.list(&parts)
}

/// What has to be said before a file can be read.
pub fn question(words: Language, question: &PlanQuestion) -> String {
    let sentence = match question {
        PlanQuestion::Subject => words.import_ask_subject(),
        PlanQuestion::AnswerTime => words.import_ask_answer_time(),
        PlanQuestion::Repeated(field) => return words.import_ask_repeated(&field.key()),
        PlanQuestion::Days => words.import_ask_days(),
        PlanQuestion::Currency => words.import_ask_currency(),
        PlanQuestion::NoCurrency(error) => return error.to_string(),
        PlanQuestion::Delimiter => words.import_ask_delimiter(),
        PlanQuestion::Zone => words.import_ask_zone(),
        PlanQuestion::Encoding => words.import_ask_encoding(),
    };
    sentence.to_owned()
}

/// Why a file can't be looked at.
pub fn look_error(words: Language, error: &LookError) -> String {
    let sentence = match error {
        LookError::Io(error) => return words.import_unreadable(&error.to_string()),
        LookError::Empty => words.import_empty(),
        LookError::NoTable(Container::Zip) => words.import_workbook(),
        LookError::NoTable(Container::OldWorkbook) => words.import_old_workbook(),
        LookError::NoTable(Container::Pdf) => words.import_pdf(),
        LookError::NoTable(Container::Gzip) => words.import_gzip(),
        LookError::NoHeader => words.import_no_header(),
        LookError::TooManyColumns => return words.import_too_many_columns(COLUMN_LIMIT as u64),
        LookError::TooLong => return words.import_too_long((ROW_LIMIT / 1024 / 1024) as u64),
        LookError::NoColumn { name, header } => {
            return words.import_no_column(name, &header.join(", "));
        }
    };
    sentence.to_owned()
}

/// Why the files of the Olist data can't be read.
pub fn olist_error(words: Language, error: &OlistError) -> String {
    match error {
        OlistError::Missing(file) => words.import_olist_missing(file),
        OlistError::NoRatings => words.import_olist_no_ratings().to_owned(),
        OlistError::Unread(error) => words.import_unreadable(error),
    }
}

/// Why nothing can be made of an upload.
pub fn upload_error(words: Language, error: &UploadError) -> String {
    match error {
        UploadError::SeveralFiles => words.import_one_file().to_owned(),
        UploadError::Look(error) => look_error(words, error),
        UploadError::Olist(error) => olist_error(words, error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(sentences: Vec<String>) -> Vec<String> {
        let sentences = sentences.into_iter();
        sentences.map(|one| one.replace('\u{a0}', " ")).collect()
    }

    #[test]
    fn a_report_says_what_was_done_or_would_be() {
        let counts = |added, changed, same| ImportCounts {
            added,
            changed,
            same,
        };
        let mut done = ImportReport {
            rows: 8_230,
            answers: counts(8_225, 0, 1),
            orders: counts(1, 2, 21),
            repeated: 1,
            refused: 3,
            milliseconds: 1_900,
            ..ImportReport::default()
        };
        let lv = Language::find("lv").unwrap();
        assert_eq!(
            plain(report(Language::ENGLISH, &done)),
            [
                "8,230 rows were read in 1.9 s.",
                "Answers: 8,225 added and 1 known before.",
                "Orders: 1 added, 2 amended and 21 known before.",
                "1 row is in the file more than once and counts once.",
                "3 rows were refused.",
            ]
        );
        assert_eq!(
            plain(report(lv, &done))[1..3],
            [
                "Atbildes: 8225 pievienotas un 1 bija zināma.",
                "Pasūtījumi: 1 pievienots, 2 papildināti un 21 bija zināms.",
            ]
        );
        done.dry = true;
        let tried = plain(report(Language::ENGLISH, &done));
        assert_eq!(
            tried[0],
            "8,230 rows were read in 1.9 s; nothing was written."
        );
        assert_eq!(
            tried[1],
            "Answers: 8,225 would be added and 1 known already."
        );
        done.stopped = true;
        let stopped = report(Language::ENGLISH, &done);
        assert_eq!(stopped.last().unwrap(), Language::ENGLISH.import_stopped());
        let nothing = report(Language::ENGLISH, &ImportReport::default());
        assert_eq!(nothing, [Language::ENGLISH.import_no_rows()]);
    }
}
