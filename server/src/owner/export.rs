//! Everything that was answered, as CSV or NDJSON: read and sent page by page, so that a million
//! answers take no more memory than a thousand.

use super::{
    answer::in_words, failure::Failure, overview::surveys_of, overview::version, session::Owned,
};
use crate::{
    app::App,
    error::Error,
    listing::{self, Cursor},
    response_view::ResponseView,
    store::{AnsweredAt, Store, record::SurveyHead},
};
use afterword_shared::{id::ResponseId, response::Answer, survey::Survey};
use axum::{
    body::{Body, Bytes},
    extract::{Query, State},
    http::{HeaderName, header},
    response::{IntoResponse, Response},
};
use futures_util::stream;
use jiff::{Timestamp, ToSpan, civil::Date, tz::TimeZone};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// How many responses are read at a time.
const PAGE: usize = 500;

/// The columns of a CSV export, the same whatever the survey asks. New ones are added at the end.
/// Times are UTC; `score` is the rating of the survey's scored question, `text` the first answer
/// in words; `answers` holds all of them as JSON, `answers_in_words` with the words of questions and
/// options, one answer a line.
pub const COLUMNS: [&str; 28] = [
    "id",
    "survey",
    "survey_version",
    "state",
    "test",
    "verified",
    "asked_at",
    "first_answered_at",
    "completed_at",
    "order_id",
    "order_total",
    "currency",
    "customer",
    "score_question",
    "score",
    "group",
    "text_question",
    "text",
    "channel",
    "device",
    "country",
    "language",
    "page",
    "returning",
    "products",
    "fields",
    "answers",
    "answers_in_words",
];

/// What an address asks for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    survey: String,
    from: String,
    to: String,
    test: String,
}

/// How responses are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Csv,
    Ndjson,
}

/// `GET /shops/{shop}/export.csv`
pub(crate) async fn csv(
    State(app): State<App>,
    owned: Owned,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    export(&app, &owned, &asked, Format::Csv).await
}

/// `GET /shops/{shop}/export.ndjson`
pub(crate) async fn ndjson(
    State(app): State<App>,
    owned: Owned,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    export(&app, &owned, &asked, Format::Ndjson).await
}

async fn export(
    app: &App,
    owned: &Owned,
    asked: &Asked,
    format: Format,
) -> Result<Response, Failure> {
    let mut surveys = surveys_of(app, owned.frame.shop.id).await?;
    if !asked.survey.is_empty() {
        surveys.retain(|survey| survey.id.to_string() == asked.survey);
        if surveys.is_empty() {
            return Err(Error::NotFound("This shop has no such survey.").into());
        }
    }
    let reader = Reader {
        store: app.shared_store(),
        surveys,
        shop: owned.frame.shop.name.clone(),
        test: asked.test == "1",
        since: day(&asked.from)?.map(|from| midnight(from, &owned.zone)),
        format,
        next: before(day(&asked.to)?, &owned.zone).map_or(Next::Newest, Next::After),
        begun: false,
    };
    let today = app.now().to_zoned(owned.zone.clone()).date();
    let (media_type, ending) = match format {
        Format::Csv => ("text/csv; charset=utf-8", "csv"),
        Format::Ndjson => ("application/x-ndjson; charset=utf-8", "ndjson"),
    };
    let name = format!("afterword-{}{today}.{ending}", slug(&owned.frame.shop.name));
    let headers: [(HeaderName, String); 2] = [
        (header::CONTENT_TYPE, media_type.to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ),
    ];
    let body = Body::from_stream(stream::try_unfold(reader, Reader::step));
    Ok((headers, body).into_response())
}

/// A day of an address; `None` for none.
fn day(text: &str) -> Result<Option<Date>, Error> {
    if text.is_empty() {
        return Ok(None);
    }
    text.parse().map(Some).map_err(|_| {
        Error::Malformed(format!(
            "“{}” is not a day: write it as 2026-11-21.",
            text.chars().take(20).collect::<String>()
        ))
    })
}

fn midnight(day: Date, zone: &TimeZone) -> Timestamp {
    day.to_zoned(zone.clone())
        .map_or(Timestamp::MAX, |at| at.timestamp())
}

/// The place in the list behind which lies everything up to the end of a day.
fn before(day: Option<Date>, zone: &TimeZone) -> Option<Cursor> {
    let at = midnight(day?.saturating_add(1.day()), zone);
    Some(Cursor(AnsweredAt {
        at,
        id: ResponseId::from_bytes([0; 16]),
    }))
}

/// Where reading goes on.
enum Next {
    Newest,
    After(Cursor),
    Nowhere,
}

/// What is still to be read.
struct Reader {
    store: Arc<dyn Store>,
    surveys: Vec<SurveyHead>,
    shop: String,
    test: bool,
    since: Option<Timestamp>,
    format: Format,
    next: Next,
    begun: bool,
}

impl Reader {
    /// Reads and writes one page.
    async fn step(mut self) -> Result<Option<(Bytes, Self)>, Error> {
        let after = match self.next {
            Next::Newest => None,
            Next::After(cursor) => Some(cursor),
            Next::Nowhere => return Ok(None),
        };
        let store = self.store.as_ref();
        let page = listing::answered(store, &self.surveys, self.test, after, PAGE).await?;
        let recent = |at: Option<Timestamp>| match self.since {
            Some(since) => at.is_some_and(|at| at >= since),
            None => true,
        };
        let all = page.responses.len();
        let mut rows = Vec::with_capacity(all);
        for response in page.responses {
            if recent(response.first_answered_at) {
                let content = version(store, response.survey, response.version).await?;
                rows.push((ResponseView::load(store, response).await?, content));
            }
        }
        let more = page.next.filter(|_| rows.len() == all);
        self.next = more.map_or(Next::Nowhere, Next::After);
        let bytes = match self.format {
            Format::Csv => {
                let rows = rows
                    .iter()
                    .map(|(view, content)| row(view, &content.shown(&self.shop)));
                write_csv(!self.begun, rows)?
            }
            Format::Ndjson => write_lines(rows.iter().map(|(view, _)| view))?,
        };
        self.begun = true;
        Ok(Some((bytes, self)))
    }
}

fn write_lines<'a>(views: impl Iterator<Item = &'a ResponseView>) -> Result<Bytes, Error> {
    let mut text = Vec::new();
    for view in views {
        serde_json::to_writer(&mut text, view).map_err(|error| unwritten(&error))?;
        text.push(b'\n');
    }
    Ok(text.into())
}

fn write_csv(with_header: bool, rows: impl Iterator<Item = [String; 28]>) -> Result<Bytes, Error> {
    let mut text = Vec::new();
    if with_header {
        // Spreadsheets take a file for UTF-8 by this mark.
        text.extend_from_slice("\u{feff}".as_bytes());
    }
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(text);
    if with_header {
        writer
            .write_record(COLUMNS)
            .map_err(|error| unwritten(&error))?;
    }
    for row in rows {
        writer
            .write_record(&row)
            .map_err(|error| unwritten(&error))?;
    }
    let text = writer.into_inner().map_err(|error| unwritten(&error))?;
    Ok(text.into())
}

fn unwritten(error: &dyn std::fmt::Display) -> Error {
    Error::Internal(format!("an export could not be written: {error}"))
}

/// One response by [`COLUMNS`].
fn row(view: &ResponseView, survey: &Survey) -> [String; 28] {
    let scored = survey.scored_question();
    let score = scored.and_then(|question| view.answers.rating(&question.id));
    let group = scored
        .zip(score)
        .and_then(|(question, rating)| question.kind.group_name(question.kind.group(rating)?));
    let text = view.answers.iter().find_map(|(id, answer)| match answer {
        Answer::Text(text) => Some((id, text)),
        _ => None,
    });
    let order = view.order.as_ref();
    let time = |at: Option<Timestamp>| at.map(|at| at.to_string()).unwrap_or_default();
    let products: Vec<&str> = view
        .products
        .iter()
        .map(afterword_shared::id::ProductId::as_str)
        .collect();
    [
        view.id.to_string(),
        view.survey.to_string(),
        view.survey_version.to_string(),
        word(&view.state),
        view.test.to_string(),
        view.verified.to_string(),
        view.asked_at.to_string(),
        time(view.first_answered_at),
        time(view.completed_at),
        order
            .map(|order| guarded(order.id.as_str()))
            .unwrap_or_default(),
        order
            .and_then(|order| order.total.clone())
            .unwrap_or_default(),
        order
            .and_then(|order| order.currency)
            .map(|currency| currency.code().to_owned())
            .unwrap_or_default(),
        order
            .and_then(|order| order.customer.as_ref())
            .map(|customer| guarded(customer.as_str()))
            .unwrap_or_default(),
        scored
            .map(|question| question.id.to_string())
            .unwrap_or_default(),
        score.map(|rating| rating.to_string()).unwrap_or_default(),
        group.unwrap_or_default().to_owned(),
        text.map(|(id, _)| id.to_string()).unwrap_or_default(),
        text.map(|(_, text)| guarded(text)).unwrap_or_default(),
        word(&view.channel),
        word(&view.device),
        guarded(view.country.as_deref().unwrap_or_default()),
        guarded(view.language.as_deref().unwrap_or_default()),
        guarded(view.page.as_deref().unwrap_or_default()),
        view.returning
            .map(|returning| returning.to_string())
            .unwrap_or_default(),
        guarded(&products.join(" ")),
        json(&view.fields),
        json(&view.answers),
        guarded(&said(view, survey)),
    ]
}

/// Every answer with its question, one a line, in the survey's order.
fn said(view: &ResponseView, survey: &Survey) -> String {
    let lines = survey.questions.iter().filter_map(|question| {
        let answer = view.answers.get(&question.id)?;
        Some(format!("{} {}", question.text, in_words(question, answer)))
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// A text that no spreadsheet takes for a formula: what could begin one gets an apostrophe.
fn guarded(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// A value that is one word in JSON.
fn word(value: &impl Serialize) -> String {
    json(value).trim_matches('"').to_owned()
}

/// JSON begins with a brace, a quote or a letter: never with what begins a formula.
fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// A shop's name as part of a file's name.
pub(crate) fn slug(name: &str) -> String {
    let mut slug = String::new();
    for letter in name
        .chars()
        .map(|letter| letter.to_ascii_lowercase())
        .take(60)
    {
        if letter.is_ascii_alphanumeric() {
            slug.push(letter);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    if !slug.is_empty() && !slug.ends_with('-') {
        slug.push('-');
    }
    slug
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_no_formula_and_a_number_stays_one() {
        for text in ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"] {
            assert_eq!(guarded(text), format!("'{text}"));
        }
        for text in ["quick", "1-2", "", "’=1"] {
            assert_eq!(guarded(text), text);
        }
    }

    #[test]
    fn the_file_begins_with_the_mark_and_its_columns_and_ends_lines_as_spreadsheets_do() {
        let mut cells: [String; 28] = std::array::from_fn(|_| String::new());
        cells[17] = "said \"so\",\nand more".into();
        let bytes = write_csv(true, std::iter::once(cells)).unwrap();
        let text = String::from_utf8(bytes.to_vec()).unwrap();
        assert!(text.starts_with("\u{feff}id,survey,survey_version,"));
        assert!(text.contains("\"said \"\"so\"\",\nand more\""));
        assert!(text.ends_with("\r\n"));
        let later = write_csv(false, std::iter::empty()).unwrap();
        assert!(later.is_empty());
    }

    #[test]
    fn a_files_name_is_plain() {
        assert_eq!(slug("Kalnu Keramika"), "kalnu-keramika-");
        assert_eq!(slug("Ķīpsala / \"x\""), "psala-x-");
        assert_eq!(slug("陶器"), "");
    }

    #[test]
    fn a_day_of_an_address_is_read_or_refused() {
        assert_eq!(day("").unwrap(), None);
        assert_eq!(
            day("2026-11-21").unwrap(),
            Some(jiff::civil::date(2026, 11, 21))
        );
        assert!(day("21.11.2026").is_err());
    }
}
