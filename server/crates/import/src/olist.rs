//! The Brazilian E-Commerce Public Dataset by Olist: real orders and the ratings that their buyers
//! gave. One preset, so that anybody can try everything on something real.
//!
//! A rating's identity is review and order together, an order's total the sum of its payments, its
//! customer the person behind it, and its times are those of São Paulo.

use crate::{column::Field, moment::DayOrder, plan::Plan, row::RowReader, sink::Sink};
use afterword_domain::record::{SurveyHead, SurveyVersion};
use afterword_shared::scale::{Kind, Scale};
use jiff::Timestamp;
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::json;
use std::{
    collections::{BTreeMap, HashMap},
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

/// What the names of its files end with.
const ENDING: &str = "_dataset.csv";
/// What they begin with.
const START: &str = "olist_";

/// The status of an order that was cancelled.
const CANCELLED: &str = "canceled";

/// Where the files are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Olist {
    reviews: PathBuf,
    orders: PathBuf,
    customers: PathBuf,
    payments: PathBuf,
    items: PathBuf,
}

#[derive(Deserialize)]
struct CustomerRow {
    customer_id: String,
    customer_unique_id: String,
}

#[derive(Deserialize)]
struct PaymentRow {
    order_id: String,
    payment_value: String,
}

#[derive(Deserialize)]
struct ItemRow {
    order_id: String,
    product_id: String,
}

#[derive(Deserialize)]
struct OrderRow {
    order_id: String,
    customer_id: String,
    order_status: String,
    order_purchase_timestamp: String,
    order_delivered_customer_date: String,
}

/// Why the files can't be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OlistError {
    /// A file is not among them.
    #[error("{0} is missing")]
    Missing(String),
    /// The survey has no question with a scale from 1 to 5.
    #[error("the survey takes no ratings from 1 to 5")]
    NoRatings,
    /// The folder can't be read.
    #[error("{0}")]
    Unread(String),
}

impl Olist {
    /// The files by their names, whatever stands before `olist_`; errs with what is missing.
    pub fn of(paths: &[PathBuf]) -> Result<Self, OlistError> {
        let find = |name: &str| {
            let wanted = format!("{START}{name}{ENDING}");
            let found = paths.iter().find(|path| {
                let file = path.file_name().unwrap_or_default().to_string_lossy();
                file.ends_with(&wanted)
            });
            found.cloned().ok_or(OlistError::Missing(wanted))
        };
        Ok(Self {
            reviews: find("order_reviews")?,
            orders: find("orders")?,
            customers: find("customers")?,
            payments: find("order_payments")?,
            items: find("order_items")?,
        })
    }

    /// The same files in other places.
    #[must_use]
    pub fn moved(&self, to: impl Fn(&Path) -> PathBuf) -> Self {
        Self {
            reviews: to(&self.reviews),
            orders: to(&self.orders),
            customers: to(&self.customers),
            payments: to(&self.payments),
            items: to(&self.items),
        }
    }

    /// The files of a folder.
    pub fn in_folder(folder: &Path) -> Result<Self, OlistError> {
        let unread = |error: io::Error| OlistError::Unread(error.to_string());
        let entries = std::fs::read_dir(folder).map_err(unread)?;
        let paths: Vec<PathBuf> = entries.filter_map(|e| Some(e.ok()?.path())).collect();
        Self::of(&paths)
    }

    /// Whether files are these, by their names.
    pub fn is_named_so(name: &str) -> bool {
        name.contains(START) && name.ends_with(ENDING)
    }

    /// Bytes in all.
    pub(super) fn size(&self) -> io::Result<u64> {
        let files = [
            &self.reviews,
            &self.orders,
            &self.customers,
            &self.payments,
            &self.items,
        ];
        files.iter().map(|path| Ok(path.metadata()?.len())).sum()
    }

    /// Why a survey can't take the ratings, if it can't.
    pub fn fits(version: &SurveyVersion) -> Result<(), OlistError> {
        rated(version).map(|_| ()).ok_or(OlistError::NoRatings)
    }

    pub(super) fn read(
        &self,
        survey: &SurveyHead,
        versions: BTreeMap<u32, Arc<SurveyVersion>>,
        now: Timestamp,
        sink: &mut Sink,
    ) -> io::Result<()> {
        let version = versions.get(&survey.version).cloned();
        let fits = version.as_deref().and_then(rated);
        let (Some(score), Some(version)) = (fits, version) else {
            return Err(io::Error::other(OlistError::NoRatings));
        };
        self.read_orders(survey, &versions, now, sink)?;
        let words = version
            .content
            .questions
            .iter()
            .find(|q| q.kind == Kind::Text);
        let said = words.map_or(Field::Nothing, |q| Field::Answer(q.id.clone()));
        let columns = vec![
            Field::Id,
            Field::Id,
            Field::Answer(score),
            said.clone(),
            said,
            Field::AskedAt,
            Field::AnsweredAt,
            Field::OrderId,
        ];
        let mut file = csv::Reader::from_reader(sink.open(&self.reviews)?);
        let header: Vec<String> = file.headers()?.iter().map(ToOwned::to_owned).collect();
        sink.table("reviews", &header);
        let reader = reader(survey, versions, columns, now);
        let mut record = csv::StringRecord::new();
        while file.read_record(&mut record)? && !sink.is_closed() {
            sink.row();
            let line = record.position().map_or(0, csv::Position::line);
            let mut cells: Vec<&str> = record.iter().collect();
            cells.truncate(7);
            cells.push(record.get(1).unwrap_or_default());
            match reader.read(&cells, 0) {
                Ok(told) => sink.entry(told.entry),
                Err(reason) => {
                    let cells: Vec<String> = record.iter().map(ToOwned::to_owned).collect();
                    sink.refuse("reviews", &cells, line, &reason)?;
                }
            }
        }
        Ok(())
    }

    fn read_orders(
        &self,
        survey: &SurveyHead,
        versions: &BTreeMap<u32, Arc<SurveyVersion>>,
        now: Timestamp,
        sink: &mut Sink,
    ) -> io::Result<()> {
        let people: HashMap<String, String> = rows::<CustomerRow>(sink, &self.customers)?
            .into_iter()
            .map(|row| (row.customer_id, row.customer_unique_id))
            .collect();
        let mut paid: HashMap<String, i64> = HashMap::new();
        for row in rows::<PaymentRow>(sink, &self.payments)? {
            *paid.entry(row.order_id).or_default() += cents(&row.payment_value)?;
        }
        let mut bought: HashMap<String, BTreeMap<String, u32>> = HashMap::new();
        for row in rows::<ItemRow>(sink, &self.items)? {
            let order = bought.entry(row.order_id).or_default();
            *order.entry(row.product_id).or_default() += 1;
        }
        let orders = rows::<OrderRow>(sink, &self.orders)?;
        // When each person bought, to tell how many orders came before one. What was cancelled was
        // not bought.
        let mut times: HashMap<&str, Vec<&str>> = HashMap::new();
        for order in orders
            .iter()
            .filter(|order| order.order_status != CANCELLED)
        {
            if let Some(person) = people.get(&order.customer_id) {
                let at = order.order_purchase_timestamp.as_str();
                times.entry(person).or_default().push(at);
            }
        }
        let columns = vec![
            Field::OrderId,
            Field::Customer,
            Field::OrderStatus,
            Field::PlacedAt,
            Field::DeliveredAt,
            Field::Total,
            Field::Currency,
            Field::Items,
            Field::OrdersBefore,
            Field::Country,
        ];
        let header = [
            "order_id",
            "customer",
            "status",
            "placed",
            "delivered",
            "total",
            "currency",
            "items",
            "orders_before",
            "country",
        ]
        .map(ToOwned::to_owned);
        let reader = reader(survey, versions.clone(), columns, now);
        for (place, order) in orders.iter().enumerate() {
            if sink.is_closed() {
                break;
            }
            let person = people.get(&order.customer_id).map_or("", String::as_str);
            let at = order.order_purchase_timestamp.as_str();
            let before = times
                .get(person)
                .map(|all| all.iter().filter(|time| **time < at).count());
            let total = paid.get(&order.order_id);
            let items = bought.get(&order.order_id).map(|items| {
                let items = items.iter().map(|(id, n)| json!({"id": id, "quantity": n}));
                serde_json::Value::from(items.collect::<Vec<_>>()).to_string()
            });
            let cells = [
                order.order_id.clone(),
                person.to_owned(),
                order.order_status.clone(),
                at.to_owned(),
                order.order_delivered_customer_date.clone(),
                total.map_or_else(String::new, |c| format!("{}.{:02}", c / 100, c % 100)),
                "BRL".to_owned(),
                items.unwrap_or_default(),
                before.map(|count| count.to_string()).unwrap_or_default(),
                "BR".to_owned(),
            ];
            match reader.read(&cells.each_ref().map(String::as_str), 0) {
                Ok(told) => sink.entry(told.entry),
                Err(reason) => {
                    sink.table("orders", &header);
                    sink.refuse("orders", &cells, place as u64 + 2, &reason)?;
                }
            }
        }
        Ok(())
    }
}

/// The question that takes ratings from 1 to 5.
fn rated(version: &SurveyVersion) -> Option<afterword_shared::id::QuestionId> {
    let mut questions = version.content.questions.iter();
    let five = Some(Scale { low: 1, high: 5 });
    let question = questions.find(|question| question.scale() == five)?;
    Some(question.id.clone())
}

fn reader(
    survey: &SurveyHead,
    versions: BTreeMap<u32, Arc<SurveyVersion>>,
    columns: Vec<Field>,
    now: Timestamp,
) -> RowReader {
    let plan = Plan {
        encoding: "utf-8".to_owned(),
        delimiter: b',',
        columns,
        days: Some(DayOrder::DayFirst),
        zone: "America/Sao_Paulo".to_owned(),
        currency: None,
    };
    RowReader::new(survey, versions, &plan, &[], now)
}

fn rows<T: DeserializeOwned>(sink: &Sink, path: &Path) -> io::Result<Vec<T>> {
    let name = path
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let mut reader = csv::Reader::from_reader(sink.open(path)?);
    let rows = reader.deserialize().collect::<Result<_, _>>();
    rows.map_err(|error| io::Error::other(format!("{name}: {error}")))
}

/// Digits with a point, as cents.
fn cents(amount: &str) -> io::Result<i64> {
    let (whole, decimals) = amount.split_once('.').unwrap_or((amount, ""));
    let cents = format!("{whole}{decimals:0<2.2}");
    let wrong = |_| io::Error::other(format!("“{amount}” is not an amount"));
    cents.parse().map_err(wrong)
}
