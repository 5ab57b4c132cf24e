//! Real ratings of real orders through the public contract: nothing that is legal is refused,
//! nothing is lost, and every figure is what a count of the file gives.
//!
//! The data (Brazilian E-Commerce Public Dataset by Olist, CC BY-NC-SA 4.0) is not part of the
//! project: without `../shared/data/olist` beside the repository the test is skipped, and says so.

use afterword_tests::{Afterword, Setup, skipped};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::{Value, json};
use std::{
    collections::{BTreeMap, HashMap},
    path::{Path, PathBuf},
    sync::Arc,
};
use tokio::{sync::Semaphore, task::JoinSet};

/// How many shoppers there are at the same time.
const SHOPPERS: usize = 48;

#[derive(Deserialize)]
struct OrderRow {
    order_id: String,
    customer_id: String,
    order_purchase_timestamp: String,
}

#[derive(Deserialize)]
struct CustomerRow {
    customer_id: String,
    customer_unique_id: String,
}

#[derive(Deserialize)]
struct ItemRow {
    order_id: String,
    product_id: String,
}

#[derive(Deserialize)]
struct PaymentRow {
    order_id: String,
    payment_value: String,
}

#[derive(Clone, Deserialize)]
struct ReviewRow {
    order_id: String,
    review_score: u8,
    review_comment_message: String,
    review_answer_timestamp: String,
}

/// What the files hold, by order.
struct Olist {
    /// What the tag would tell.
    orders: BTreeMap<String, Value>,
    /// The first rating, by the time at which it was given.
    first: BTreeMap<String, ReviewRow>,
    /// How many ratings came after the first.
    later: usize,
}

fn folder() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent();
    root.expect("the repository").join("../shared/data/olist")
}

fn rows<T: DeserializeOwned>(folder: &Path, name: &str) -> Vec<T> {
    let path = folder.join(format!("olist_{name}_dataset.csv"));
    let mut reader = csv::Reader::from_path(path).expect("a file");
    reader
        .deserialize()
        .map(|row| row.expect("a row"))
        .collect()
}

/// Digits with a point, as cents.
fn cents(amount: &str) -> u64 {
    let (whole, decimals) = amount.split_once('.').unwrap_or((amount, ""));
    let cents = format!("{whole}{decimals:0<2}");
    cents.parse().expect("an amount")
}

fn load(folder: &Path) -> Olist {
    let people: HashMap<String, String> = rows(folder, "customers")
        .into_iter()
        .map(|row: CustomerRow| (row.customer_id, row.customer_unique_id))
        .collect();
    let mut paid: HashMap<String, u64> = HashMap::new();
    for row in rows::<PaymentRow>(folder, "order_payments") {
        *paid.entry(row.order_id).or_default() += cents(&row.payment_value);
    }
    let mut items: HashMap<String, BTreeMap<String, u32>> = HashMap::new();
    for row in rows::<ItemRow>(folder, "order_items") {
        let order = items.entry(row.order_id).or_default();
        *order.entry(row.product_id).or_default() += 1;
    }
    let orders = rows(folder, "orders")
        .into_iter()
        .map(|row: OrderRow| {
            let bought = items.remove(&row.order_id).unwrap_or_default();
            let bought: Vec<_> = bought
                .into_iter()
                .map(|(product, quantity)| json!({"id": product, "quantity": quantity}))
                .collect();
            let time: jiff::civil::DateTime = row.order_purchase_timestamp.parse().expect("a time");
            let time = time.in_tz("America/Sao_Paulo").expect("a zone").timestamp();
            let total = paid
                .get(&row.order_id)
                .map(|c| format!("{}.{:02}", c / 100, c % 100));
            let told = json!({
                "id": row.order_id, "total": total, "currency": total.as_ref().map(|_| "BRL"),
                "customer": people[&row.customer_id], "items": bought, "country": "BR",
                "time": time.as_second(),
            });
            (row.order_id, told)
        })
        .collect();
    let mut first: BTreeMap<String, ReviewRow> = BTreeMap::new();
    let reviews: Vec<ReviewRow> = rows(folder, "order_reviews");
    let later = reviews.len();
    for review in reviews {
        let earlier = first
            .get(&review.order_id)
            .is_some_and(|other| other.review_answer_timestamp <= review.review_answer_timestamp);
        if !earlier {
            first.insert(review.order_id.clone(), review);
        }
    }
    let later = later - first.len();
    Olist {
        orders,
        first,
        later,
    }
}

impl ReviewRow {
    /// The comment as it is to be kept: without outer space, with plain line breaks.
    fn comment(&self) -> Option<String> {
        let text = self
            .review_comment_message
            .replace("\r\n", "\n")
            .replace('\r', "\n");
        let text = text.trim();
        (!text.is_empty()).then(|| text.to_owned())
    }

    fn answers(&self) -> Value {
        match self.comment() {
            Some(comment) => json!({"score": self.review_score, "why": comment}),
            None => json!({"score": self.review_score}),
        }
    }

    /// The answers as the form would send them, with the comment as it was written.
    fn sent(&self) -> Value {
        json!({"score": self.review_score, "why": self.review_comment_message})
    }
}

/// Does something for every key, some at the same time, and returns what came of each.
async fn at_once<T: Send + 'static, F>(
    keys: impl Iterator<Item = String>,
    work: impl Fn(String) -> F,
) -> Vec<T>
where
    F: Future<Output = T> + Send + 'static,
{
    let places = Arc::new(Semaphore::new(SHOPPERS));
    let mut set = JoinSet::new();
    for key in keys {
        let place = Arc::clone(&places).acquire_owned().await.expect("open");
        let task = work(key);
        set.spawn(async move {
            let done = task.await;
            drop(place);
            done
        });
    }
    set.join_all().await
}

#[tokio::test(flavor = "multi_thread")]
async fn real_ratings_go_in_and_come_out_as_they_are() {
    let folder = folder();
    if !folder.is_dir() {
        skipped("real ratings (olist): ../shared/data/olist is not beside the repository");
        return;
    }
    let olist = Arc::new(load(&folder));
    assert_eq!(
        (olist.orders.len(), olist.first.len(), olist.later),
        (8135, 8135, 90)
    );
    let mut server = Afterword::start(Setup::default().asking("csat")).await;
    play(&server, &olist).await;
    assert_eq!(asked_again(&server, &olist).await, Vec::<String>::new());
    assert_stored(&server, &olist).await;
    server.restart().await;
    assert_stored(&server, &olist).await;
    assert_exported(&server, &olist).await;
}

/// Every order first, then its first rating.
async fn play(server: &Afterword, olist: &Arc<Olist>) {
    let tickets = at_once(olist.orders.keys().cloned(), |id| {
        let message = json!({"shop": server.founded().shop, "lang": "pt", "page": "/obrigado",
                             "order": olist.orders[&id]});
        let request = server
            .client()
            .post(server.url("/v1/prompt"))
            .body(message.to_string());
        async move {
            let reply = request.send().await.expect("a reply");
            assert_eq!(reply.status(), 200, "{message}");
            let prompt: Value = reply.json().await.expect("a prompt");
            (id, prompt["ticket"].as_str().expect("a ticket").to_owned())
        }
    })
    .await;
    let tickets: HashMap<String, String> = tickets.into_iter().collect();
    at_once(olist.first.keys().cloned(), |id| {
        let message = json!({"ticket": tickets[&id], "rev": 1, "state": "complete",
                             "answers": olist.first[&id].sent()});
        let request = server
            .client()
            .post(server.url("/v1/responses"))
            .body(message.to_string());
        async move {
            let reply = request.send().await.expect("a reply");
            let reply: Value = reply.json().await.expect("JSON");
            assert_eq!(reply, json!({"saved": true}), "{message}");
        }
    })
    .await;
}

/// Of all orders, those that the server would ask again.
async fn asked_again(server: &Afterword, olist: &Olist) -> Vec<String> {
    let asked = at_once(olist.first.keys().cloned(), |id| {
        let message = json!({"shop": server.founded().shop, "order": olist.orders[&id]});
        let request = server
            .client()
            .post(server.url("/v1/prompt"))
            .body(message.to_string());
        async move {
            let reply = request.send().await.expect("a reply");
            (reply.status() != 204).then_some(id)
        }
    })
    .await;
    asked.into_iter().flatten().collect()
}

async fn assert_stored(server: &Afterword, olist: &Olist) {
    let mut histogram = [0_u64; 6];
    for review in olist.first.values() {
        histogram[usize::from(review.review_score)] += 1;
    }
    let n: u64 = histogram.iter().sum();
    let satisfied = histogram[4] + histogram[5];
    let score = server.score().await;
    assert_eq!(score["n"], n);
    assert_eq!(score["groups"]["satisfied"], satisfied);
    let share = (satisfied as f64 * 1000.0 / n as f64).round() / 10.0;
    assert_eq!(score["score"], share);
    for rating in 1..=5 {
        assert_eq!(score["histogram"][rating.to_string()], histogram[rating]);
    }

    let responses = server.responses().await;
    assert_eq!(responses.len(), olist.first.len());
    for response in responses {
        let id = response["order"]["id"].as_str().expect("an order");
        assert_eq!(response["answers"], olist.first[id].answers());
        assert_eq!(response["order"]["total"], olist.orders[id]["total"]);
        assert_eq!(response["order"]["customer"], olist.orders[id]["customer"]);
    }
}

async fn assert_exported(server: &Afterword, olist: &Olist) {
    let owner = server.sign_in().await;
    let expected = |id: &str| {
        let review = &olist.first[id];
        (
            review.review_score.to_string(),
            review.comment().unwrap_or_default(),
        )
    };

    let ndjson = owner.export("ndjson").await;
    let mut found = 0;
    for line in ndjson.lines() {
        let response: Value = serde_json::from_str(line).expect("a line is JSON");
        let id = response["order"]["id"].as_str().expect("an order");
        assert_eq!(response["answers"], olist.first[id].answers());
        found += 1;
    }
    assert_eq!(found, olist.first.len());

    let text = owner.export("csv").await;
    let text = text
        .strip_prefix('\u{feff}')
        .expect("a byte order mark, for Excel");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().expect("a header").clone();
    let place = |name: &str| {
        let place = header.iter().position(|column| column == name);
        place.unwrap_or_else(|| panic!("no column {name} in {header:?}"))
    };
    let (order, score, why) = (place("order_id"), place("score"), place("text"));
    let mut found = 0;
    for row in reader.records() {
        let row = row.expect("a row");
        let told = (row[score].to_owned(), unguarded(&row[why]));
        assert_eq!(told, expected(&row[order]));
        found += 1;
    }
    assert_eq!(found, olist.first.len());
}

/// A cell without the apostrophe that keeps a spreadsheet from running it.
fn unguarded(cell: &str) -> String {
    let inner = cell.strip_prefix('\'');
    match inner {
        Some(rest) if rest.starts_with(['=', '+', '-', '@', '\t']) => rest.to_owned(),
        _ => cell.to_owned(),
    }
}
