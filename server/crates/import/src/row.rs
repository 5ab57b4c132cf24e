//! What one row says: an order, a response, or both.

use crate::{
    cell,
    column::{Field, OUR_MARK},
    moment::{self, DayOrder},
    plan::Plan,
};
use afterword_domain::{
    decide::bulk::{Arrival, Entry, OrderUpdate},
    record::{Channel, Context, Device, Response, ResponseState, SurveyHead, SurveyVersion},
};
use afterword_shared::{
    error::Error,
    flow,
    id::{CustomerRef, QuestionId, ResponseId, ShopId, SurveyId},
    order::{self, Currency, Item, NAME_LIMIT, Order},
    response::{Answer, Answers, WireAnswer, clean_text, parse_answer},
    scale::Kind,
    survey::{Question, Survey},
};
use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use std::{collections::BTreeMap, str::FromStr, sync::Arc};

/// The most fields of the owner's own.
const OWN_LIMIT: usize = 10;
/// The most characters of a short text.
const SHORT: usize = 200;
/// Answers from before are a date that was read wrongly.
const EARLIEST: i64 = 631_152_000;
/// How far ahead of us another tool's clock may go.
const AHEAD: SignedDuration = SignedDuration::from_hours(26);

/// Reads the rows of a table by its plan.
pub struct RowReader {
    shop: ShopId,
    survey: SurveyId,
    version: u32,
    versions: BTreeMap<u32, Arc<SurveyVersion>>,
    columns: Vec<Field>,
    /// Whether a column is a part of what tells rows apart.
    own: Vec<bool>,
    days: DayOrder,
    zone: TimeZone,
    currency: Option<Currency>,
    now: Timestamp,
}

/// What one row says.
#[derive(Clone, Debug)]
pub struct Told {
    /// What it says.
    pub entry: Entry,
    /// What tells it from other rows: its own id, else what stands in it.
    pub identity: Identity,
}

/// What tells a row from others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Identity {
    /// A digest of its own id; `None` where it has none.
    pub id: Option<u64>,
    /// A digest of all that stands in it.
    pub content: u64,
}

/// The cells of a row by what they are.
struct Cells<'a> {
    reader: &'a RowReader,
    cells: &'a [&'a str],
}

impl RowReader {
    /// Reads rows of answers to `survey` in this shop; `versions` has at least its current one.
    pub fn new(
        survey: &SurveyHead,
        versions: BTreeMap<u32, Arc<SurveyVersion>>,
        plan: &Plan,
        header: &[String],
        now: Timestamp,
    ) -> Self {
        let code = plan.currency.as_deref();
        Self {
            shop: survey.shop,
            survey: survey.id,
            version: survey.version,
            versions,
            columns: plan.columns.clone(),
            own: header
                .iter()
                .map(|name| !name.starts_with(OUR_MARK))
                .collect(),
            days: plan.days.unwrap_or(DayOrder::DayFirst),
            zone: TimeZone::get(&plan.zone).unwrap_or(TimeZone::UTC),
            currency: code.and_then(|code| Currency::parse(code).ok()),
            now,
        }
    }

    /// Reads a row; errs with what is wrong with it. `occurrence` is how many rows with the same
    /// content stood above it, for rows without an id of their own.
    pub fn read(&self, cells: &[&str], occurrence: u32) -> Result<Told, String> {
        let identity = self.identity(cells);
        let cells = Cells {
            reader: self,
            cells,
        };
        let order = cells.order()?;
        let response = cells.response(order.as_ref(), identity, occurrence)?;
        if order.is_none() && response.is_none() {
            return Err("There is neither an answer nor an order number in this row.".into());
        }
        let mut order = order;
        if let (Some(update), Some(arrival)) = (&mut order, &response) {
            update
                .first_seen_at
                .get_or_insert(arrival.response.asked_at);
        }
        Ok(Told {
            entry: Entry { order, response },
            identity,
        })
    }

    /// What tells a row from others: its id and its order's, else all that stands in it.
    pub fn identity(&self, cells: &[&str]) -> Identity {
        let (mut own, mut content) = (Sha256::new(), Sha256::new());
        let mut has_id = false;
        for (place, cell) in cells.iter().enumerate() {
            let text = cell.trim();
            if self.own.get(place).copied().unwrap_or(true) {
                content.update(text);
                content.update([0]);
            }
            let column = self.columns.get(place);
            has_id |= column == Some(&Field::Id) && !text.is_empty();
            // Some tools give one id to what was said about several orders.
            if matches!(column, Some(Field::Id | Field::OrderId)) {
                own.update(text);
                own.update([0]);
            }
        }
        Identity {
            id: has_id.then(|| start_of(own)),
            content: start_of(content),
        }
    }

    /// The response's id: always the same for the same row of the same survey.
    fn response_id(&self, at: Timestamp, identity: Identity, occurrence: u32) -> ResponseId {
        let mut hash = Sha256::new();
        hash.update(self.survey.to_bytes());
        if let Some(id) = identity.id {
            hash.update(b"id");
            hash.update(id.to_be_bytes());
        } else {
            hash.update(b"content");
            hash.update(identity.content.to_be_bytes());
            hash.update(occurrence.to_be_bytes());
        }
        derived(at, hash)
    }

    fn content(&self, version: u32) -> Option<&Survey> {
        self.versions.get(&version).map(|version| &version.content)
    }
}

/// The id of a response that was answered at this time, out of what tells it from others.
pub(super) fn derived(at: Timestamp, hash: Sha256) -> ResponseId {
    let digest = hash.finalize();
    let mut random = [0; 16];
    random[6..].copy_from_slice(&digest[..10]);
    let milliseconds = u64::try_from(at.as_millisecond()).unwrap_or(0);
    ResponseId::new(milliseconds, u128::from_be_bytes(random))
}

fn start_of(hash: Sha256) -> u64 {
    let digest = hash.finalize();
    u64::from_be_bytes(digest[..8].try_into().unwrap_or_default())
}

/// What tools write where nothing is known.
fn says_nothing(text: &str) -> bool {
    let says = [
        "-",
        "–",
        "n/a",
        "na",
        "null",
        "none",
        "nil",
        "undefined",
        "nan",
        "\\n",
        "#n/a",
    ];
    text.is_empty() || says.iter().any(|word| text.eq_ignore_ascii_case(word))
}

impl<'a> Cells<'a> {
    /// The cells of all columns that are `field`, with something in them.
    fn all(&self, field: &'a Field) -> impl Iterator<Item = &'a str> {
        let columns = self.reader.columns.iter().zip(self.cells);
        columns
            .filter(move |(column, _)| *column == field)
            .map(|(_, cell)| cell::unguarded(cell).trim())
            .filter(|cell| !says_nothing(cell))
    }

    fn one(&self, field: &'a Field) -> Option<&'a str> {
        self.all(field).next()
    }

    fn moment(&self, field: &'a Field) -> Result<Option<Timestamp>, String> {
        let Some(text) = self.one(field) else {
            return Ok(None);
        };
        let reader = self.reader;
        match moment::moment(text, reader.days, &reader.zone) {
            None => Err(format!(
                "“{}” can’t be read as a day and time{}.",
                excerpt(text),
                match reader.days {
                    DayOrder::DayFirst => " (with the day before the month)",
                    DayOrder::MonthFirst => " (with the month before the day)",
                }
            )),
            Some(at) if at.as_second() < EARLIEST => Err(format!(
                "“{}” lies before 1990: look at the order of day, month and year.",
                excerpt(text)
            )),
            Some(at) if at.duration_since(reader.now) > AHEAD => Err(format!(
                "“{}” lies in the future: look at the order of day, month and year.",
                excerpt(text)
            )),
            Some(at) => Ok(Some(at)),
        }
    }

    fn flag(&self, field: &'a Field) -> Option<bool> {
        cell::yes(self.one(field)?)
    }

    fn json<T: DeserializeOwned>(&self, field: &'a Field) -> Result<Option<T>, String> {
        let Some(text) = self.one(field) else {
            return Ok(None);
        };
        serde_json::from_str(text)
            .map(Some)
            .map_err(|_| format!("“{}” is not what our export writes there.", excerpt(text)))
    }

    fn parsed<T: FromStr<Err = Error>>(&self, field: &'a Field) -> Result<Option<T>, String> {
        self.one(field)
            .map(|text| text.parse().map_err(|error: Error| error.to_string()))
            .transpose()
    }

    fn short(&self, field: &'a Field) -> Option<String> {
        short(self.one(field)?)
    }

    /// Who bought: as the file says, else by the address, of which only a digest is kept for it.
    fn customer(&self) -> Result<Option<CustomerRef>, String> {
        if let Some(customer) = self.parsed(&Field::Customer)? {
            return Ok(Some(customer));
        }
        let Some(email) = self.one(&Field::Email).filter(|text| text.contains('@')) else {
            return Ok(None);
        };
        let mut hash = Sha256::new();
        hash.update(self.reader.shop.to_bytes());
        hash.update(email.to_lowercase());
        let customer = format!("mail-{:016x}", start_of(hash));
        Ok(customer.parse().ok())
    }

    fn country(&self) -> Option<String> {
        self.one(&Field::Country).and_then(order::country)
    }

    fn items(&self) -> Result<Vec<Item>, String> {
        if let Some(items) = self.json(&Field::Items)? {
            return Ok(items);
        }
        let mut items: Vec<Item> = Vec::new();
        let ids = self
            .all(&Field::Products)
            .flat_map(|cell| cell.split([';', '|', '\n']))
            .map(str::trim)
            .filter(|id| !id.is_empty());
        for id in ids {
            let id = id.parse().map_err(|error: Error| error.to_string())?;
            match items.iter_mut().find(|item| item.id == id) {
                Some(item) => item.quantity += 1,
                None => items.push(Item {
                    id,
                    name: None,
                    category: None,
                    category_name: None,
                    quantity: 1,
                }),
            }
        }
        if items.len() > order::ITEM_LIMIT {
            return Err(format!(
                "{} items are too many for one order: at most {} are kept.",
                items.len(),
                order::ITEM_LIMIT
            ));
        }
        Ok(items)
    }

    fn total(&self) -> Result<Option<order::Money>, String> {
        let Some(text) = self.one(&Field::Total) else {
            return Ok(None);
        };
        let named = self.one(&Field::Currency);
        let currency = match named {
            Some(code) => Some(
                cell::currency(code)
                    .map_or_else(|| Currency::parse(code), Ok)
                    .map_err(|error| error.to_string())?,
            ),
            None => cell::currency(text).or(self.reader.currency),
        };
        let currency = currency.ok_or_else(|| Error::CurrencyMissing.to_string())?;
        let total = cell::money(text, currency).map_err(|error| error.to_string())?;
        Ok(Some(total))
    }

    fn order(&self) -> Result<Option<OrderUpdate>, String> {
        let Some(id) = self.parsed(&Field::OrderId)? else {
            return Ok(None);
        };
        let placed_at = self.moment(&Field::PlacedAt)?;
        let email = self
            .one(&Field::Email)
            .map(order::email)
            .transpose()
            .map_err(|error| error.to_string())?;
        let before = self.one(&Field::OrdersBefore);
        let first_seen_at = self.moment(&Field::FirstSeenAt)?;
        let order = Order {
            id,
            total: self.total()?,
            customer: self.customer()?,
            items: self.items()?,
            orders_before: before.and_then(|text| text.parse().ok()),
            email,
            consent: self.flag(&Field::Consent).unwrap_or(false),
            first_name: self
                .short(&Field::FirstName)
                .map(|name| name.chars().take(NAME_LIMIT).collect()),
            country: self.country(),
            time: placed_at.map(Timestamp::as_second),
        };
        let told = |field| -> Result<Option<Option<Timestamp>>, String> {
            Ok(self.moment(field)?.map(Some))
        };
        let mut update = OrderUpdate {
            delivered_at: told(&Field::DeliveredAt)?,
            cancelled_at: told(&Field::CancelledAt)?,
            refunded_at: told(&Field::RefundedAt)?,
            test: self.flag(&Field::Test),
            verified: self.flag(&Field::Verified),
            source: self.json_word(&Field::Source),
            // An order is heard of when it is placed, where nobody heard of it otherwise.
            first_seen_at: first_seen_at.or(placed_at),
            put_at: self.moment(&Field::PutAt)?,
            ..OrderUpdate::of(order)
        };
        let ended = || Some(Some(placed_at.unwrap_or(self.reader.now)));
        match self.one(&Field::OrderStatus).and_then(order_status) {
            Some(Ended::Cancelled) => update.cancelled_at = update.cancelled_at.or_else(ended),
            Some(Ended::Refunded) => update.refunded_at = update.refunded_at.or_else(ended),
            None => {}
        }
        Ok(Some(update))
    }

    /// A word that our export writes for one of several values.
    fn json_word<T: DeserializeOwned>(&self, field: &'a Field) -> Option<T> {
        let text = self.one(field)?;
        serde_json::from_value(serde_json::Value::from(text.to_lowercase())).ok()
    }

    /// The channel that a tool names.
    fn channel(&self) -> Channel {
        let Some(text) = self.one(&Field::Channel) else {
            return Channel::Import;
        };
        match text.to_lowercase().as_str() {
            "email" | "e-mail" | "mail" => Channel::Email,
            "link" | "anonymous" | "web link" | "url" | "sms" => Channel::Link,
            "qr" | "qr code" => Channel::Qr,
            "prompt" | "web" | "website" | "popup" | "pop-up" => Channel::Prompt,
            "inline" | "embed" | "embedded" => Channel::Inline,
            _ => Channel::Import,
        }
    }

    fn device(&self) -> Device {
        let Some(text) = self.one(&Field::Device) else {
            return Device::Unknown;
        };
        match text.to_lowercase().as_str() {
            "phone" | "mobile" | "smartphone" | "iphone" | "android" => Device::Phone,
            "tablet" | "ipad" => Device::Tablet,
            "desktop" | "computer" | "pc" | "laptop" | "mac" => Device::Desktop,
            _ => Device::Unknown,
        }
    }

    fn context(&self) -> Result<Context, String> {
        let mut fields: BTreeMap<String, String> = self.json(&Field::Fields)?.unwrap_or_default();
        for (column, cell) in self.reader.columns.iter().zip(self.cells) {
            if let Field::Own(name) = column
                && fields.len() < OWN_LIMIT
                && let Some(value) = short(cell::unguarded(cell))
            {
                fields.insert(name.clone(), value);
            }
        }
        let listed = |field: &'a Field| self.one(field).map(listed).unwrap_or_default();
        let returning = self.one(&Field::Returning).map(cell::yes);
        Ok(Context {
            channel: self.channel(),
            device: self.device(),
            country: self.country(),
            language: self.short(&Field::Language),
            origin: self.short(&Field::Origin),
            page: self.short(&Field::Page).map(|page| plain_page(&page)),
            returning: returning.flatten(),
            products: if self.reader.columns.contains(&Field::Answers) {
                listed(&Field::Products)
                    .into_iter()
                    .filter_map(|id| id.parse().ok())
                    .collect()
            } else {
                Vec::new()
            },
            categories: listed(&Field::Categories)
                .into_iter()
                .filter_map(|id| id.parse().ok())
                .collect(),
            fields,
        })
    }

    fn answers(&self, survey: &Survey) -> Result<Answers, String> {
        let mut answers = Answers::default();
        if let Some(told) =
            self.json::<serde_json::Map<String, serde_json::Value>>(&Field::Answers)?
        {
            for (id, value) in told {
                let question = id
                    .parse()
                    .ok()
                    .and_then(|id: QuestionId| survey.question(&id));
                let question = question.ok_or_else(|| {
                    Error::UnknownQuestion(id.chars().take(40).collect()).to_string()
                })?;
                let value: WireAnswer = serde_json::from_value(value)
                    .map_err(|_| format!("The answer to “{id}” can’t be read."))?;
                let answer = parse_answer(question, &value).map_err(|error| error.to_string())?;
                if let Some(answer) = answer {
                    answers.set(question.id.clone(), answer);
                }
            }
        }
        for question in &survey.questions {
            // Titles and texts of reviews stand in columns of their own.
            let field = Field::Answer(question.id.clone());
            let texts: Vec<&str> = {
                let columns = self.reader.columns.iter().zip(self.cells);
                columns
                    .filter(|(column, _)| **column == field)
                    .map(|(_, cell)| cell::unguarded(cell).trim())
                    .filter(|cell| !cell.is_empty())
                    .collect()
            };
            if texts.is_empty() {
                continue;
            }
            if let Some(answer) = answered(question, &texts)? {
                answers.set(question.id.clone(), answer);
            }
        }
        Ok(answers)
    }

    fn response(
        &self,
        order: Option<&OrderUpdate>,
        identity: Identity,
        occurrence: u32,
    ) -> Result<Option<Arrival>, String> {
        let reader = self.reader;
        if !reader.columns.iter().any(Field::is_answer) {
            return Ok(None);
        }
        let named = self.one(&Field::Version).and_then(|text| text.parse().ok());
        let version = named
            .filter(|version| reader.versions.contains_key(version))
            .unwrap_or(reader.version);
        let survey = reader
            .content(version)
            .ok_or("This version of the survey is not known.")?;
        let answers = self.answers(survey)?;
        let dismissed_at = self.moment(&Field::DismissedAt)?;
        if answers.is_empty() {
            return Ok(None);
        }
        let path = flow::path(survey, &answers);
        if let Some((id, _)) = answers.iter().find(|(id, _)| !path.reaches(id)) {
            return Err(Error::OffPath(id.clone()).to_string());
        }
        let asked = self.moment(&Field::AskedAt)?;
        let completed = self.moment(&Field::CompletedAt)?;
        let first = self.moment(&Field::AnsweredAt)?.or(completed).or(asked);
        let answered_at = first.ok_or("The time of the answer is missing.")?;
        let state = self.state(path.complete);
        let complete = state == ResponseState::Complete;
        let id = reader.response_id(answered_at, identity, occurrence);
        let own = self.one(&Field::Id).and_then(|text| text.parse().ok());
        let seen_at = self.moment(&Field::SeenAt)?;
        let asked_at = asked.unwrap_or(answered_at).min(answered_at);
        let response = Response {
            id: own.unwrap_or(id),
            shop: reader.shop,
            survey: reader.survey,
            version,
            order: order.map(|update| update.order.id.clone()),
            verified: false,
            test: self.flag(&Field::Test).unwrap_or(false),
            further: self.flag(&Field::Further).unwrap_or(false),
            state,
            owner: None,
            revision: 1,
            message: 0,
            shown: Vec::new(),
            answers,
            asked_at,
            seen_at,
            first_answered_at: Some(answered_at),
            completed_at: complete.then(|| completed.unwrap_or(answered_at)),
            dismissed_at,
            withdrawn_at: None,
            customer: self.customer()?,
            context: self.context()?,
        };
        Ok(Some(Arrival {
            response,
            verified: self.flag(&Field::Verified),
            whole: reader.columns.contains(&Field::Answers),
            otherwise: id,
        }))
    }

    /// How far it came: as the file says, but never complete where something required is missing.
    fn state(&self, complete: bool) -> ResponseState {
        let said = self.one(&Field::State).map(str::to_lowercase);
        match said.as_deref() {
            Some("dismissed") => ResponseState::Dismissed,
            Some("started" | "partial" | "incomplete" | "in progress" | "partially completed") => {
                ResponseState::Started
            }
            Some(other) if cell::yes(other) == Some(false) => ResponseState::Started,
            _ if complete => ResponseState::Complete,
            _ => ResponseState::Started,
        }
    }
}

/// The answer that some cells hold: several texts become one.
fn answered(question: &Question, texts: &[&str]) -> Result<Option<Answer>, String> {
    let first = texts.first().copied().unwrap_or_default();
    if question.kind != Kind::Text && texts.iter().all(|text| says_nothing(text)) {
        return Ok(None);
    }
    let value = match question.kind {
        Kind::Text => {
            let mut lines: Vec<&str> = Vec::with_capacity(texts.len());
            for text in texts {
                if !lines.contains(text) {
                    lines.push(text);
                }
            }
            WireAnswer::Text(lines.join("\n"))
        }
        Kind::Contact => WireAnswer::Contact {
            email: first.to_owned(),
            consent: true,
        },
        Kind::Choice | Kind::Choices => chosen(question, texts),
        Kind::YesNo => match cell::yes(first) {
            Some(yes) => WireAnswer::Number(f64::from(u8::from(yes))),
            None => WireAnswer::Text(first.to_owned()),
        },
        _ => match cell::rating(first) {
            Some(number) => WireAnswer::Number(number),
            None => WireAnswer::Text(excerpt(first)),
        },
    };
    parse_answer(question, &value).map_err(|error| error.to_string())
}

/// Options by their ids or their words, several of them between semicolons, bars or line breaks.
fn chosen(question: &Question, texts: &[&str]) -> WireAnswer {
    let find = |text: &str| {
        let mut offered = question.offered();
        offered.find_map(|(id, words)| {
            let same = id == text || words.trim().eq_ignore_ascii_case(text);
            same.then(|| id.to_owned())
        })
    };
    let mut chosen: Vec<String> = Vec::new();
    let mut rest: Vec<&str> = Vec::new();
    for text in texts {
        // An option's own words may hold what stands between options elsewhere.
        let parts: Vec<&str> = match find(text) {
            Some(_) => vec![text],
            None => text.split([';', '|', '\n']).map(str::trim).collect(),
        };
        for part in parts.into_iter().filter(|part| !part.is_empty()) {
            match find(part) {
                Some(id) if !chosen.contains(&id) => chosen.push(id),
                Some(_) => {}
                None => rest.push(part),
            }
        }
    }
    let takes_other = question.offered().any(|(id, _)| id == "other");
    if rest.is_empty() || !takes_other {
        chosen.extend(rest.into_iter().map(str::to_owned));
        return WireAnswer::List(chosen);
    }
    if !chosen.iter().any(|id| id == "other") {
        chosen.push("other".to_owned());
    }
    WireAnswer::Chosen {
        chosen,
        other: Some(rest.join("; ")),
    }
}

/// How an order ended.
enum Ended {
    Cancelled,
    Refunded,
}

/// What a status says, in the languages that shop systems write; `None` for what is still a
/// purchase.
fn order_status(text: &str) -> Option<Ended> {
    let lower = text.to_lowercase();
    let cancelled = [
        "cancel",
        "annul",
        "storn",
        "voided",
        "abgebroch",
        "abandon",
        "anulow",
        "zrušen",
        "atcelt",
        "atšauk",
        "отмен",
        "failed",
        "iptal",
        "peruut",
        "avbeställ",
        "取消",
    ];
    let refunded = [
        "refund",
        "erstatt",
        "rembours",
        "reembols",
        "rimbors",
        "terugbetaal",
        "återbetal",
        "zwrot",
        "atmaksā",
        "возврат",
        "iade",
        "退款",
        "chargeback",
    ];
    let says = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    // What is refunded in part is still a purchase.
    if lower.contains("partial") {
        None
    } else if says(&refunded) {
        Some(Ended::Refunded)
    } else if says(&cancelled) {
        Some(Ended::Cancelled)
    } else {
        None
    }
}

/// A page without its site and without its query.
fn plain_page(address: &str) -> String {
    let path = match url::Url::parse(address) {
        Ok(url) => url.path().to_owned(),
        Err(_) => address.to_owned(),
    };
    path.split(['?', '#']).next().unwrap_or_default().to_owned()
}

/// The ids that our export writes into one cell.
fn listed(cell: &str) -> Vec<String> {
    match serde_json::from_str(cell) {
        Ok(ids) => ids,
        Err(_) => cell.split_whitespace().map(ToOwned::to_owned).collect(),
    }
}

/// A short text without control characters; `None` where nothing is left.
fn short(text: &str) -> Option<String> {
    let text: String = text.chars().take(SHORT).collect();
    clean_text(&text).ok().flatten()
}

fn excerpt(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(40).collect()
}

#[cfg(test)]
mod tests;
