//! Everything that was answered and ordered, as CSV or NDJSON: read and sent page by page, so that a
//! million answers take no more memory than a thousand. Importing an export elsewhere gives the
//! same answers and orders.

use crate::{
    http::{access::ShopContext, failure::Failure},
    owner::parts::{
        answer_line::in_words,
        survey_picker::{surveys_of, version},
    },
    services::{
        error::Error,
        responses::{
            self, Responses,
            filter::{ResponseFilter, ShopTime},
            pagination,
        },
    },
};
use afterword_domain::record::{AnsweredAt, OrderRecord, Record, SurveyHead};
use afterword_import::{cell::guarded, response_view::ResponseView};
use afterword_jobs::Clock;
use afterword_shared::{
    id::{CategoryId, CustomerRef, OrderId, ProductId, ResponseId, ShopId, SurveyId},
    response::Answer,
    survey::Survey,
};
use afterword_store::Records;
use afterword_views::search;
use afterword_wording::Language;
use axum::{
    body::{Body, Bytes},
    extract::{Query, State},
    http::{HeaderName, header},
    response::{IntoResponse, Response},
};
use futures_util::{StreamExt, stream};
use jiff::{Timestamp, civil::Date};
use serde::Serialize;
use std::collections::HashMap;

/// How many responses are read at a time.
const PAGE: usize = 1000;
/// How many of those that were looked for: each look counts all that fit.
const FOUND_PAGE: usize = 2000;

/// How many pages of a file are in the making at once.
const AHEAD: usize = 4;

/// The columns of a CSV export, the same whatever the survey asks. New ones are added at the end.
/// Times are UTC; `score` is the rating of the survey's scored question, `text` the first answer
/// in words; `answers` holds all of them as JSON, `answers_in_words` with the words of questions and
/// options, one answer a line.
pub const COLUMNS: [&str; 33] = [
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
    "seen_at",
    "dismissed_at",
    "origin",
    "categories",
    "further",
];

/// The columns of a CSV export of orders. New ones are added at the end. Times are UTC; `items` holds
/// what was bought as JSON.
pub const ORDER_COLUMNS: [&str; 18] = [
    "order_id",
    "order_total",
    "currency",
    "customer",
    "placed_at",
    "delivered_at",
    "cancelled_at",
    "refunded_at",
    "country",
    "orders_before",
    "email",
    "consent",
    "first_name",
    "items",
    "verified",
    "test",
    "source",
    "first_seen_at",
];

/// How responses are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Csv,
    Ndjson,
}

/// `GET /shops/{shop}/export.csv`
pub(crate) async fn csv(
    State(store): State<Records>,
    State(responses): State<Responses>,
    State(clock): State<Clock>,
    access: ShopContext,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response, Failure> {
    export(store, responses, &clock, &access, &pairs, Format::Csv).await
}

/// `GET /shops/{shop}/export.ndjson`
pub(crate) async fn ndjson(
    State(store): State<Records>,
    State(responses): State<Responses>,
    State(clock): State<Clock>,
    access: ShopContext,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response, Failure> {
    export(store, responses, &clock, &access, &pairs, Format::Ndjson).await
}

/// `GET /shops/{shop}/orders.csv`
pub(crate) async fn orders_csv(
    State(store): State<Records>,
    State(clock): State<Clock>,
    access: ShopContext,
) -> Result<Response, Failure> {
    Ok(orders(store, &clock, &access, Format::Csv))
}

/// `GET /shops/{shop}/orders.ndjson`
pub(crate) async fn orders_ndjson(
    State(store): State<Records>,
    State(clock): State<Clock>,
    access: ShopContext,
) -> Result<Response, Failure> {
    Ok(orders(store, &clock, &access, Format::Ndjson))
}

/// `GET /shops/{shop}/records.ndjson`: surveys with their versions, orders and responses as they
/// are kept, one record a line. What signs or lets somebody in is not in it.
pub(crate) async fn records(
    State(store): State<Records>,
    State(clock): State<Clock>,
    access: ShopContext,
) -> Result<Response, Failure> {
    let mut first = Vec::new();
    for survey in surveys_of(&store, access.frame.shop.id).await? {
        for number in 1..=survey.version {
            if let Some(version) = store.survey_version(survey.id, number).await? {
                first.push(Record::SurveyVersion((*version).clone()));
            }
        }
        first.push(Record::Survey(survey));
    }
    let reader = RecordReader {
        store,
        shop: access.frame.shop.id,
        next: Part::First(first),
    };
    let headers = headers(today(&clock, &access), &access, "records-", Format::Ndjson);
    let body = Body::from_stream(stream::try_unfold(reader, RecordReader::step));
    Ok((headers, body).into_response())
}

/// Where a stream of records goes on.
enum Part {
    First(Vec<Record>),
    Orders(Option<OrderId>),
    Responses(Option<ResponseId>),
    Nothing,
}

struct RecordReader {
    store: Records,
    shop: ShopId,
    next: Part,
}

impl RecordReader {
    async fn step(mut self) -> Result<Option<(Bytes, Self)>, Error> {
        let (records, next) = match std::mem::replace(&mut self.next, Part::Nothing) {
            Part::First(records) => (records, Part::Orders(None)),
            Part::Orders(after) => {
                let page = self
                    .store
                    .scan_orders(self.shop, after.as_ref(), PAGE)
                    .await?;
                let last = page.last().map(|last| last.order.id.clone());
                let next = last.map_or(Part::Responses(None), |last| Part::Orders(Some(last)));
                (page.into_iter().map(Record::Order).collect(), next)
            }
            Part::Responses(after) => {
                let page = self.store.scan_responses(self.shop, after, PAGE).await?;
                let next = page
                    .last()
                    .map_or(Part::Nothing, |last| Part::Responses(Some(last.id)));
                (page.into_iter().map(Record::Response).collect(), next)
            }
            Part::Nothing => return Ok(None),
        };
        self.next = next;
        Ok(Some((write_lines(records.iter())?, self)))
    }
}

fn orders(store: Records, clock: &Clock, access: &ShopContext, format: Format) -> Response {
    let shop = access.frame.shop.id;
    let state = (store, None::<OrderId>, true);
    let body = stream::try_unfold(state, move |(store, after, first)| async move {
        let page = store.scan_orders(shop, after.as_ref(), PAGE).await?;
        let next = page.last().map(|last| last.order.id.clone());
        if next.is_none() && !first {
            return Ok(None);
        }
        // Behind the last one nothing comes, whatever it is called.
        let next = next.or(after);
        let bytes = match format {
            Format::Csv => write_csv(
                first.then_some(&ORDER_COLUMNS[..]),
                page.iter().map(order_row),
            )?,
            Format::Ndjson => {
                let records: Vec<Record> = page.into_iter().map(Record::Order).collect();
                write_lines(records.iter())?
            }
        };
        Ok::<_, Error>(Some((bytes, (store, next, false))))
    });
    let headers = headers(today(clock, access), access, "orders-", format);
    (headers, Body::from_stream(body)).into_response()
}

/// One order by [`ORDER_COLUMNS`].
fn order_row(known: &OrderRecord) -> [String; 18] {
    let order = &known.order;
    let time = |at: Option<Timestamp>| at.map(|at| at.to_string()).unwrap_or_default();
    let text = |text: Option<&str>| guarded(text.unwrap_or_default());
    let placed = order
        .time
        .and_then(|time| Timestamp::from_second(time).ok());
    [
        guarded(order.id.as_str()),
        order
            .total
            .map(|total| total.to_string())
            .unwrap_or_default(),
        order
            .total
            .map(|total| total.currency().code().to_owned())
            .unwrap_or_default(),
        text(order.customer.as_ref().map(CustomerRef::as_str)),
        time(placed),
        time(known.delivered_at),
        time(known.cancelled_at),
        time(known.refunded_at),
        text(order.country.as_deref()),
        order
            .orders_before
            .map(|count| count.to_string())
            .unwrap_or_default(),
        text(order.email.as_deref()),
        order.consent.to_string(),
        text(order.first_name.as_deref()),
        if order.items.is_empty() {
            String::new()
        } else {
            json(&order.items)
        },
        known.verified.to_string(),
        known.test.to_string(),
        known.source.map(|source| word(&source)).unwrap_or_default(),
        time(Some(known.first_seen_at)),
    ]
}

/// What the page of responses lists for the same address; of every survey where it names none.
async fn export(
    store: Records,
    responses: Responses,
    clock: &Clock,
    access: &ShopContext,
    pairs: &[(String, String)],
    format: Format,
) -> Result<Response, Failure> {
    let filter = ResponseFilter::parse(pairs)?;
    let mut surveys = surveys_of(&store, access.frame.shop.id).await?;
    let named = pairs.iter().find(|(key, _)| key == "survey");
    if let Some((_, named)) = named.filter(|(_, named)| !named.is_empty()) {
        surveys.retain(|survey| survey.id.to_string() == *named);
        if surveys.is_empty() {
            return Err(Error::NotFound(access.words.responses_no_such_survey()).into());
        }
    }
    let time = ShopTime {
        zone: access.zone.clone(),
        now: clock.now(),
    };
    let today = time.today();
    let mut reader = Reader {
        responses,
        surveys,
        time,
        limit: if filter.is_all() { PAGE } else { FOUND_PAGE },
        filter,
        next: None,
    };
    // Before the headers go out: what can't be read is then said in a sentence.
    let first = reader.read(search::Part::Newest).await?;
    let pages = stream::once(async { Ok(first) }).chain(stream::try_unfold(reader, Reader::step));
    let writer = Writer {
        words: access.words,
        store,
        shop: access.frame.shop.id,
        shop_name: access.frame.shop.name.clone(),
        format,
    };
    // Pages are read and written side by side: where each begins is known long before.
    let written = pages.enumerate().map(move |(place, page)| {
        let writer = writer.clone();
        async move {
            let task = tokio::spawn(writer.write(page?, place == 0));
            task.await
                .map_err(|error| Error::Internal(error.to_string()))?
        }
    });
    let body = Body::from_stream(written.buffered(AHEAD));
    Ok((headers(today, access, "", format), body).into_response())
}

/// The shop's day.
fn today(clock: &Clock, access: &ShopContext) -> Date {
    clock.now().to_zoned(access.zone.clone()).date()
}

fn headers(
    today: Date,
    access: &ShopContext,
    what: &str,
    format: Format,
) -> [(HeaderName, String); 2] {
    let (media_type, ending) = match format {
        Format::Csv => ("text/csv; charset=utf-8", "csv"),
        Format::Ndjson => ("application/x-ndjson; charset=utf-8", "ndjson"),
    };
    let shop = slug(&access.frame.shop.name);
    [
        (header::CONTENT_TYPE, media_type.to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"afterword-{what}{shop}{today}.{ending}\""),
        ),
    ]
}

/// What is still to be read.
struct Reader {
    responses: Responses,
    surveys: Vec<SurveyHead>,
    filter: ResponseFilter,
    time: ShopTime,
    limit: usize,
    /// Behind which place reading goes on.
    next: Option<AnsweredAt>,
}

impl Reader {
    async fn step(mut self) -> Result<Option<(Vec<AnsweredAt>, Self)>, Error> {
        let Some(after) = self.next else {
            return Ok(None);
        };
        let page = self.read(search::Part::Older(after)).await?;
        Ok(Some((page, self)))
    }

    /// Reads a page.
    async fn read(&mut self, part: search::Part) -> Result<Vec<AnsweredAt>, Error> {
        let (surveys, filter) = (&self.surveys, &self.filter);
        let list = self
            .responses
            .list(surveys, filter, &self.time, part, self.limit);
        let page = list.await?;
        // What is written while a file is read stands before what is left of it.
        if page.behind && part == search::Part::Newest {
            return Err(Error::NotSearchable);
        }
        self.next = page.next;
        Ok(page.places)
    }
}

/// Makes lines of responses.
#[derive(Clone)]
struct Writer {
    words: Language,
    store: Records,
    shop: ShopId,
    shop_name: String,
    format: Format,
}

impl Writer {
    async fn write(self, places: Vec<AnsweredAt>, is_first: bool) -> Result<Bytes, Error> {
        let store = &self.store;
        let responses = pagination::load(store, self.shop, &places).await?;
        // A page has few versions, of a few surveys.
        let mut surveys: HashMap<(SurveyId, u32), Survey> = HashMap::new();
        for response in &responses {
            let version = (response.survey, response.version);
            if self.format == Format::Csv && !surveys.contains_key(&version) {
                let content = self::version(store, version.0, version.1).await?;
                surveys.insert(version, content.shown(&self.shop_name));
            }
        }
        let views = responses::views(store, self.shop, responses).await?;
        match self.format {
            Format::Csv => {
                let row = |view: &ResponseView| {
                    let survey = surveys.get(&(view.survey, view.survey_version))?;
                    Some(row(self.words, view, survey))
                };
                write_csv(
                    is_first.then_some(&COLUMNS[..]),
                    views.iter().filter_map(row),
                )
            }
            Format::Ndjson => write_lines(views.iter()),
        }
    }
}

fn write_lines<'a, T: Serialize + 'a>(views: impl Iterator<Item = &'a T>) -> Result<Bytes, Error> {
    let mut text = Vec::new();
    for view in views {
        serde_json::to_writer(&mut text, view).map_err(|error| unwritten(&error))?;
        text.push(b'\n');
    }
    Ok(text.into())
}

fn write_csv<const N: usize>(
    header: Option<&[&str]>,
    rows: impl Iterator<Item = [String; N]>,
) -> Result<Bytes, Error> {
    let mut text = Vec::new();
    if header.is_some() {
        // Spreadsheets take a file for UTF-8 by this mark.
        text.extend_from_slice("\u{feff}".as_bytes());
    }
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(text);
    if let Some(header) = header {
        writer
            .write_record(header)
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
fn row(words: Language, view: &ResponseView, survey: &Survey) -> [String; 33] {
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
        view.customer
            .as_ref()
            .or(order.and_then(|order| order.customer.as_ref()))
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
        guarded(&listed(view.products.iter().map(ProductId::as_str))),
        json(&view.fields),
        json(&view.answers),
        guarded(&answers_in_words(words, view, survey)),
        time(view.seen_at),
        time(view.dismissed_at),
        guarded(view.origin.as_deref().unwrap_or_default()),
        guarded(&listed(view.categories.iter().map(CategoryId::as_str))),
        view.further.to_string(),
    ]
}

/// Every answer with its question, one a line, in the survey's order.
fn answers_in_words(words: Language, view: &ResponseView, survey: &Survey) -> String {
    let lines = survey.questions.iter().filter_map(|question| {
        let answer = view.answers.get(&question.id)?;
        Some(format!(
            "{} {}",
            question.text,
            in_words(words, question, answer)
        ))
    });
    // Spaces that do not break are for pages.
    let lines: Vec<String> = lines.collect();
    lines.join("\n").replace('\u{a0}', " ")
}

/// Ids as one cell: between spaces, or as a JSON list where one of them holds a space.
fn listed<'a>(ids: impl Iterator<Item = &'a str>) -> String {
    let ids: Vec<&str> = ids.collect();
    if ids.iter().any(|id| id.contains(char::is_whitespace)) {
        json(&ids)
    } else {
        ids.join(" ")
    }
}

/// A value that is one word in JSON.
fn word(value: &impl Serialize) -> String {
    let mut word = json(value);
    word.retain(|letter| letter != '"');
    word
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
        let mut cells: [String; 33] = std::array::from_fn(|_| String::new());
        cells[17] = "said \"so\",\nand more".into();
        let bytes = write_csv(Some(&COLUMNS), std::iter::once(cells)).unwrap();
        let text = String::from_utf8(bytes.to_vec()).unwrap();
        assert!(text.starts_with("\u{feff}id,survey,survey_version,"));
        assert!(text.contains("\"said \"\"so\"\",\nand more\""));
        assert!(text.ends_with("\r\n"));
        let later = write_csv(None, std::iter::empty::<[String; 33]>()).unwrap();
        assert!(later.is_empty());
    }

    #[test]
    fn a_files_name_is_plain() {
        assert_eq!(slug("Kalnu Keramika"), "kalnu-keramika-");
        assert_eq!(slug("Ķīpsala / \"x\""), "psala-x-");
        assert_eq!(slug("陶器"), "");
    }
}
