//! What the store acknowledged survives kill -9, whole.
//!
//! The test starts its own binary again as a child that commits numbered changes and says which
//! were acknowledged; it kills the child at a random moment, opens the store and looks.

use afterword_domain::{
    change::{Change, Expect, Sequence},
    record::{OrderRecord, Record, Response},
};
use afterword_shared::id::{OrderId, ResponseId, ShopId, SurveyId};
use afterword_store::{Outcome, Records};
use serde_json::json;
use std::{
    hash::{BuildHasher, Hasher, RandomState},
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

/// Where the child finds the store; only a child has it.
const DIRECTORY: &str = "AFTERWORD_CRASH_DIRECTORY";
const ROUNDS: u64 = 25;

/// A number below `limit`.
fn random(limit: u64) -> u64 {
    RandomState::new().build_hasher().finish() % limit
}

fn order_id(number: u64) -> OrderId {
    number.to_string().parse().unwrap()
}

fn response_id(number: u64) -> ResponseId {
    ResponseId::new(number, 1)
}

/// An order and its response. Some are long enough to be kept in parts.
fn change(number: u64) -> Change {
    let shop = ShopId::new(1, 1).to_string();
    let order: OrderRecord = serde_json::from_value(json!({
        "shop": shop,
        "order": {"id": number.to_string(), "customer": format!("c{}", number % 10)},
        "first_seen_at": "2026-01-01T10:00:00Z",
    }))
    .unwrap();
    let length = if number.is_multiple_of(40) { 3000 } else { 30 };
    let response: Response = serde_json::from_value(json!({
        "id": response_id(number).to_string(),
        "shop": shop,
        "survey": SurveyId::new(1, 1).to_string(),
        "version": 1,
        "order": number.to_string(),
        "state": "started",
        "answers": {"score": number % 11, "why": "ž".repeat(length)},
        "asked_at": "2026-01-01T10:00:00Z",
        "first_answered_at": "2026-01-01T10:00:00Z",
        "context": {},
    }))
    .unwrap();
    Change::put(Expect::Absent, Record::Response(response))
        .and(Expect::Absent, Record::Order(order))
}

/// What the child does; without the variable there is nothing to do.
#[tokio::test]
async fn commits_until_it_is_killed() {
    let Ok(directory) = std::env::var(DIRECTORY) else {
        return;
    };
    let store = afterword_store_embedded::directory::open(Path::new(&directory)).unwrap();
    let mut next = highest(&store).await + 1;
    loop {
        let numbers = next..next + 1 + random(16);
        next = numbers.end;
        let outcomes = store.commit(numbers.clone().map(change).collect()).await;
        for outcome in outcomes.unwrap() {
            assert!(matches!(outcome, Outcome::Saved(_)));
        }
        println!("saved {}", numbers.end - 1);
    }
}

async fn responses(store: &Records) -> Vec<Response> {
    store
        .scan_responses(ShopId::new(1, 1), None, usize::MAX)
        .await
        .unwrap()
}

async fn highest(store: &Records) -> u64 {
    let all = responses(store).await;
    all.last()
        .and_then(|last| last.order.as_ref()?.as_str().parse().ok())
        .unwrap_or(0)
}

fn start(directory: &Path) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "commits_until_it_is_killed", "--nocapture"])
        .env(DIRECTORY, directory)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

/// Lets a child commit for a while, kills it and returns the last number that it acknowledged.
fn killed(directory: &Path, delay: Duration, wait_for_first: bool) -> Option<u64> {
    let mut child = start(directory);
    let mut lines = BufReader::new(child.stdout.take().unwrap());
    let mut last = None;
    let mut read = |last: &mut Option<u64>| {
        let mut line = String::new();
        let more = lines.read_line(&mut line).unwrap() > 0;
        // A line without its end was cut by the kill.
        if let Some(number) = line
            .strip_suffix('\n')
            .and_then(|line| line.split("saved ").nth(1))
        {
            *last = Some(number.parse().unwrap());
        }
        more
    };
    while wait_for_first && last.is_none() {
        assert!(read(&mut last), "the child ended before it was killed");
    }
    thread::scope(|scope| {
        let child = &mut child;
        scope.spawn(move || {
            thread::sleep(delay);
            child.kill().unwrap();
        });
        while read(&mut last) {}
    });
    let status = child.wait().unwrap();
    assert!(!status.success(), "the child ended before it was killed");
    last
}

async fn look(directory: &Path, acknowledged: u64) -> Sequence {
    let store = afterword_store_embedded::directory::open(directory).unwrap();
    let found = responses(&store).await;
    for (place, response) in (1..).zip(&found) {
        let expected = change(place);
        assert_eq!(expected.put[0].1, Record::Response(response.clone()));
        let order = store.order(response.shop, &order_id(place)).await.unwrap();
        let order = order.expect("a response has its order");
        assert_eq!(expected.put[1].1, Record::Order(order.value));
    }
    let found = found.len() as u64;
    assert!(found >= acknowledged, "{found} of {acknowledged} are there");
    store.version(ShopId::new(1, 1)).await.unwrap()
}

#[tokio::test]
async fn what_was_acknowledged_survives_kill_9() {
    let place = tempfile::tempdir().unwrap();
    let directory = place.path().join("new").join("store");
    let mut acknowledged = 0;
    let mut sequence = Sequence(0);
    for round in 0..ROUNDS {
        // Every third child may be killed while it opens the store, or makes it.
        let opening = round % 3 == 0;
        let delay = Duration::from_millis(random(if opening { 40 } else { 100 }));
        if let Some(last) = killed(&directory, delay, !opening) {
            acknowledged = last;
        }
        let now = look(&directory, acknowledged).await;
        assert!(now >= sequence);
        sequence = now;
    }
    assert!(acknowledged > ROUNDS);
}
