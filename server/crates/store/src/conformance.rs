//! What every engine promises: one suite, run against each.
//!
//! An engine's tests call [`conformance!`](crate::conformance!) with a function that makes a place for
//! a store and returns how to open it; opening it again finds what was committed. Every promise is a
//! test. Records of kind [`PLAIN`] hold nothing unique; of kind [`NAMED`] they hold the name that
//! stands before the `|` in their body, if any.
#![expect(
    missing_docs,
    clippy::missing_panics_doc,
    reason = "a promise is its name, and panics where it is broken"
)]

use crate::{
    Append, Event, Feed, Key, Kind, Outcome, Precondition, Put, Store, StoreError, Tick,
    Transaction,
};
use afterword_domain::change::Sequence;
use afterword_shared::id::ShopId;
use bytes::Bytes;
use std::{collections::BTreeMap, sync::Arc};

/// Records that hold nothing unique.
pub const PLAIN: Kind = Kind(1);
/// Records that hold a name.
pub const NAMED: Kind = Kind(2);
const NAME: Kind = Kind(200);

/// The [`crate::UniqueKeys`] that an engine under test is given.
pub fn unique_keys(key: &Key, body: &[u8]) -> Vec<Key> {
    let name = body.iter().position(|byte| *byte == b'|');
    match name {
        Some(end) if key.kind() == NAMED => vec![Key::new(key.shop(), NAME, &body[..end])],
        _ => Vec::new(),
    }
}

/// Makes a test of every promise. `$fresh` is a function without arguments that returns a
/// function which opens a new store, and the same one again once it was dropped.
#[macro_export]
macro_rules! conformance {
    ($fresh:path) => {
        $crate::conformance!(
            $fresh:
            an_empty_store_holds_nothing
            entries_read_back_as_they_were_written
            entries_as_long_as_they_may_be_read_back
            absent_holds_only_while_there_is_no_such_record
            at_holds_only_for_the_commit_that_wrote_last
            what_was_relied_on_has_to_be_as_it_was
            a_transaction_is_made_whole_or_not_at_all
            a_later_transaction_sees_what_an_earlier_one_wrote
            nothing_spans_two_shops
            no_two_records_hold_one_unique_key
            a_unique_key_is_let_go_with_its_record_or_by_another_body
            shops_have_sequences_of_their_own
            what_is_appended_stands_in_the_order_of_commits
            a_range_holds_one_shops_records_of_one_kind_in_order
            many_entries_are_found_each_in_its_place
            the_feed_tells_of_every_event_in_order
            the_feed_splits_no_commit
            whoever_waits_is_told_of_a_commit
            what_is_removed_is_gone_everywhere
            everything_is_there_after_reopening
            of_two_writers_one_gets_the_place
            two_writers_make_one_history
            a_sequence_is_seen_only_with_all_before_it
            random_transactions_come_to_what_a_plain_model_says
        );
    };
    ($fresh:path: $($promise:ident)+) => {
        $(
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $promise() {
                $crate::conformance::$promise($crate::conformance::Bed::new($fresh())).await;
            }
        )+
    };
}
pub use conformance;

/// A store under test.
pub struct Bed {
    open: Box<dyn Fn() -> Arc<dyn Store> + Send>,
    store: Option<Arc<dyn Store>>,
}

/// The shop of that number.
pub fn shop(n: u64) -> ShopId {
    ShopId::new(n, 7)
}

/// The key of a plain record of shop 1.
pub fn plain(id: &str) -> Key {
    Key::new(shop(1), PLAIN, id.as_bytes())
}

fn named(id: &str) -> Key {
    Key::new(shop(1), NAMED, id.as_bytes())
}

fn name(name: &str) -> Key {
    Key::new(shop(1), NAME, name.as_bytes())
}

/// A transaction that writes these, whatever was there.
pub fn puts(records: &[(Key, &str)]) -> Transaction {
    let put = |(key, body): &(Key, &str)| put(key, Precondition::None, body);
    Transaction {
        puts: records.iter().map(put).collect(),
        ..Transaction::default()
    }
}

fn put(key: &Key, precondition: Precondition, body: &str) -> Put {
    Put {
        key: key.clone(),
        precondition,
        body: Bytes::copy_from_slice(body.as_bytes()),
    }
}

fn only(put: Put) -> Transaction {
    Transaction {
        puts: vec![put],
        ..Transaction::default()
    }
}

fn removes(keys: &[Key]) -> Transaction {
    Transaction {
        removes: keys.to_vec(),
        ..Transaction::default()
    }
}

impl Bed {
    /// A store as `open` opens it.
    pub fn new(open: impl Fn() -> Arc<dyn Store> + Send + 'static) -> Self {
        let store = Some(open());
        Self {
            open: Box::new(open),
            store,
        }
    }

    fn store(&self) -> &dyn Store {
        self.store.as_deref().unwrap()
    }

    fn reopen(&mut self) {
        self.store = None;
        self.store = Some((self.open)());
    }

    async fn try_to(&self, transaction: Transaction) -> Outcome {
        self.store().commit(vec![transaction]).await.unwrap()[0]
    }

    async fn save(&self, transaction: Transaction) -> Sequence {
        match self.try_to(transaction).await {
            Outcome::Saved(sequence) => sequence,
            Outcome::Conflict => panic!("a conflict"),
        }
    }

    async fn refuse(&self, transaction: Transaction) {
        let before = self.store().version(shop(1)).await.unwrap();
        assert_eq!(self.try_to(transaction).await, Outcome::Conflict);
        assert_eq!(self.store().version(shop(1)).await.unwrap(), before);
    }

    async fn body(&self, key: &Key) -> Option<String> {
        let entry = self.store().get(key).await.unwrap();
        entry.map(|entry| String::from_utf8(entry.body.to_vec()).unwrap())
    }

    async fn holder(&self, unique: &str) -> Option<Key> {
        let entry = self.store().by_unique(&name(unique)).await.unwrap();
        entry.map(|entry| entry.key)
    }

    /// Everything that the feed of a shop tells from a number on; `None` where it is gone.
    async fn events(&self, shop: ShopId, after: Sequence) -> Option<Vec<Event>> {
        let (mut after, mut all) = (after, Vec::new());
        loop {
            let Feed::Events(events, reached) = self.store().feed(shop, after, 3).await.unwrap()
            else {
                return None;
            };
            all.extend(events);
            if reached == after || reached == self.store().version(shop).await.unwrap() {
                return Some(all);
            }
            after = reached;
        }
    }
}

pub async fn an_empty_store_holds_nothing(bed: Bed) {
    let store = bed.store();
    assert_eq!(store.version(shop(1)).await.unwrap(), Sequence(0));
    assert_eq!(store.versions(Tick(0)).await.unwrap().0, []);
    assert_eq!(store.get(&plain("a")).await.unwrap(), None);
    assert_eq!(store.by_unique(&name("a")).await.unwrap(), None);
    assert_eq!(store.range(shop(1), PLAIN, None, 10).await.unwrap(), []);
    assert_eq!(
        store.feed(shop(1), Sequence(0), 10).await.unwrap(),
        Feed::Events(Vec::new(), Sequence(0))
    );
    assert_eq!(store.commit(Vec::new()).await.unwrap(), []);
    assert_eq!(store.entries().await.unwrap(), 0);
}

pub async fn entries_read_back_as_they_were_written(mut bed: Bed) {
    let first = bed.save(puts(&[(plain("a"), "1"), (plain(""), "")])).await;
    let second = bed
        .save(puts(&[(plain("a"), "2"), (plain("\0"), "3")]))
        .await;
    assert!(second > first);
    for _ in 0..2 {
        let entry = bed.store().get(&plain("a")).await.unwrap().unwrap();
        assert_eq!((entry.version, &*entry.body), (second, &b"2"[..]));
        let entry = bed.store().get(&plain("")).await.unwrap().unwrap();
        assert_eq!((entry.version, &*entry.body), (first, &b""[..]));
        assert_eq!(bed.body(&plain("\0")).await.unwrap(), "3");
        bed.reopen();
    }
}

pub async fn entries_as_long_as_they_may_be_read_back(mut bed: Bed) {
    let long = "“Anything else?”\n".repeat(80_000);
    let id = "🛒".repeat(128);
    bed.save(puts(&[(plain(&id), &long), (plain("b"), "short")]))
        .await;
    for _ in 0..2 {
        assert_eq!(bed.body(&plain(&id)).await.unwrap(), long);
        let all = bed.store().range(shop(1), PLAIN, None, 10).await.unwrap();
        assert_eq!(all.len(), 2);
        bed.reopen();
    }
    bed.save(puts(&[(plain(&id), "short too")])).await;
    bed.reopen();
    assert_eq!(bed.body(&plain(&id)).await.unwrap(), "short too");
}

pub async fn absent_holds_only_while_there_is_no_such_record(bed: Bed) {
    let absent = || only(put(&plain("a"), Precondition::Absent, "1"));
    bed.save(absent()).await;
    bed.refuse(absent()).await;
    bed.save(removes(&[plain("a")])).await;
    bed.save(absent()).await;
}

pub async fn at_holds_only_for_the_commit_that_wrote_last(bed: Bed) {
    let at = |sequence| only(put(&plain("a"), Precondition::At(sequence), "2"));
    bed.refuse(at(Sequence(0))).await;
    let first = bed.save(puts(&[(plain("a"), "1")])).await;
    let second = bed.save(at(first)).await;
    bed.refuse(at(first)).await;
    bed.save(puts(&[(plain("b"), "1")])).await;
    bed.save(at(second)).await;
}

pub async fn what_was_relied_on_has_to_be_as_it_was(bed: Bed) {
    let relying = |key: Key, version| Transaction {
        relies_on: vec![(key, version)],
        ..puts(&[(plain("b"), "1")])
    };
    let first = bed.save(puts(&[(plain("a"), "1")])).await;
    bed.save(relying(plain("a"), Some(first))).await;
    bed.save(relying(plain("c"), None)).await;
    bed.refuse(relying(plain("a"), None)).await;
    bed.refuse(relying(plain("c"), Some(first))).await;
    bed.save(puts(&[(plain("a"), "2")])).await;
    bed.refuse(relying(plain("a"), Some(first))).await;
    // It may also write nothing: then it only asks.
    let asking = Transaction {
        relies_on: vec![(plain("a"), Some(first))],
        ..Transaction::default()
    };
    bed.refuse(asking).await;
}

pub async fn a_transaction_is_made_whole_or_not_at_all(mut bed: Bed) {
    bed.save(puts(&[(plain("a"), "1")])).await;
    let half = Transaction {
        puts: vec![
            put(&plain("b"), Precondition::None, "1"),
            put(&named("n"), Precondition::None, "name|"),
            put(&plain("a"), Precondition::Absent, "2"),
        ],
        removes: vec![plain("a")],
        ..Transaction::default()
    };
    bed.refuse(half).await;
    for _ in 0..2 {
        assert_eq!(bed.body(&plain("a")).await.unwrap(), "1");
        assert_eq!(bed.body(&plain("b")).await, None);
        assert_eq!(bed.holder("name").await, None);
        bed.reopen();
    }
}

pub async fn a_later_transaction_sees_what_an_earlier_one_wrote(bed: Bed) {
    let absent = |body| only(put(&plain("a"), Precondition::Absent, body));
    let transactions = vec![
        absent("1"),
        absent("2"),
        removes(&[plain("a")]),
        absent("3"),
        puts(&[(named("x"), "name|x")]),
        puts(&[(named("y"), "name|y")]),
    ];
    let outcomes = bed.store().commit(transactions).await.unwrap();
    let saved = Outcome::Saved(Sequence(1));
    let conflict = Outcome::Conflict;
    assert_eq!(outcomes, [saved, conflict, saved, saved, saved, conflict]);
    assert_eq!(bed.body(&plain("a")).await.unwrap(), "3");
    assert_eq!(bed.holder("name").await, Some(named("x")));
}

pub async fn nothing_spans_two_shops(bed: Bed) {
    let other = Key::new(shop(2), PLAIN, b"a");
    let both = puts(&[(plain("a"), "1"), (other.clone(), "1")]);
    let refused = bed
        .store()
        .commit(vec![puts(&[(plain("b"), "1")]), both])
        .await;
    assert!(matches!(refused, Err(StoreError::Misused(_))));
    assert_eq!(bed.body(&plain("b")).await, None);
    let relying = Transaction {
        relies_on: vec![(other, None)],
        ..puts(&[(plain("a"), "1")])
    };
    let refused = bed.store().commit(vec![relying]).await;
    assert!(matches!(refused, Err(StoreError::Misused(_))));
}

/// What commits append stands in their order, and within one commit in that of its transactions; what loses
/// a race appends nothing.
pub async fn what_is_appended_stands_in_the_order_of_commits(mut bed: Bed) {
    let append = |body: &str| Append {
        shop: shop(1),
        kind: PLAIN,
        body: Bytes::copy_from_slice(body.as_bytes()),
    };
    let appending = |key: &str, bodies: &[&str]| Transaction {
        puts: vec![put(&named(key), Precondition::Absent, "x")],
        appends: bodies.iter().map(|body| append(body)).collect(),
        ..Transaction::default()
    };
    bed.save(appending("1", &["a", "b"])).await;
    let both = vec![appending("2", &["c"]), appending("3", &["d", "e"])];
    bed.store().commit(both).await.unwrap();
    let lost = bed.store().commit(vec![appending("1", &["lost"])]).await;
    assert_eq!(lost.unwrap(), [Outcome::Conflict]);
    // By itself, too.
    bed.save(Transaction {
        appends: vec![append("f")],
        ..Transaction::default()
    })
    .await;
    bed.reopen();
    let entries = bed.store().range(shop(1), PLAIN, None, 100).await.unwrap();
    let bodies: Vec<_> = entries.iter().map(|entry| &entry.body[..]).collect();
    assert_eq!(bodies, [b"a", b"b", b"c", b"d", b"e", b"f"]);
    for entry in entries {
        let number = entry.key.id().first_chunk().copied().unwrap();
        assert_eq!(u64::from_be_bytes(number), entry.version.0);
    }
}

pub async fn no_two_records_hold_one_unique_key(mut bed: Bed) {
    bed.save(puts(&[(named("x"), "name|1")])).await;
    for _ in 0..2 {
        bed.refuse(puts(&[(named("y"), "name|")])).await;
        // Its holder may be written again.
        bed.save(puts(&[(named("x"), "name|2")])).await;
        assert_eq!(bed.holder("name").await, Some(named("x")));
        bed.reopen();
    }
    // Another shop's names are others.
    let elsewhere = Key::new(shop(2), NAMED, b"z");
    bed.save(puts(&[(elsewhere, "name|")])).await;
}

pub async fn a_unique_key_is_let_go_with_its_record_or_by_another_body(mut bed: Bed) {
    bed.save(puts(&[(named("x"), "name|")])).await;
    bed.reopen();
    bed.save(puts(&[(named("x"), "other|")])).await;
    assert_eq!(bed.holder("name").await, None);
    assert_eq!(bed.holder("other").await, Some(named("x")));
    bed.save(puts(&[(named("y"), "name|")])).await;
    bed.reopen();
    bed.save(removes(&[named("x")])).await;
    bed.reopen();
    assert_eq!(bed.holder("other").await, None);
    bed.save(puts(&[(named("z"), "other|")])).await;
}

pub async fn shops_have_sequences_of_their_own(mut bed: Bed) {
    let key = |n| Key::new(shop(n), PLAIN, b"a");
    let both = vec![puts(&[(key(1), "1")]), puts(&[(key(2), "1")])];
    bed.store().commit(both).await.unwrap();
    let (all, tick) = bed.store().versions(Tick(0)).await.unwrap();
    assert_eq!(all.len(), 2);
    assert!(all.iter().all(|(_, sequence)| *sequence == Sequence(1)));
    for n in 2..5 {
        bed.store()
            .commit(vec![puts(&[(key(2), "2")])])
            .await
            .unwrap();
        assert_eq!(bed.store().version(shop(2)).await.unwrap(), Sequence(n));
    }
    assert_eq!(bed.store().version(shop(1)).await.unwrap(), Sequence(1));
    let (newer, _) = bed.store().versions(tick).await.unwrap();
    assert_eq!(newer, [(shop(2), Sequence(4))]);
    bed.reopen();
    assert_eq!(bed.store().version(shop(2)).await.unwrap(), Sequence(4));
    bed.store()
        .commit(vec![puts(&[(key(1), "2")])])
        .await
        .unwrap();
    assert_eq!(bed.store().version(shop(1)).await.unwrap(), Sequence(2));
}

pub async fn a_range_holds_one_shops_records_of_one_kind_in_order(mut bed: Bed) {
    let mut records: Vec<(Key, &str)> = ["b", "a", "c", "aa", "\0"]
        .iter()
        .map(|id| (plain(id), "1"))
        .collect();
    records.push((named("a"), "n|"));
    bed.save(puts(&records)).await;
    bed.save(puts(&[(Key::new(shop(1), Kind(3), b"a"), "1")]))
        .await;
    bed.save(puts(&[(Key::new(shop(2), PLAIN, b"a"), "1")]))
        .await;
    for _ in 0..2 {
        let ids = |entries: Vec<crate::Entry>| -> Vec<String> {
            let id = |entry: crate::Entry| String::from_utf8(entry.key.id().to_vec()).unwrap();
            entries.into_iter().map(id).collect()
        };
        let store = bed.store();
        let all = store.range(shop(1), PLAIN, None, 100).await.unwrap();
        assert_eq!(ids(all), ["\0", "a", "aa", "b", "c"]);
        let some = store.range(shop(1), PLAIN, Some(b"a"), 2).await.unwrap();
        assert_eq!(ids(some), ["aa", "b"]);
        let none = store.range(shop(3), PLAIN, None, 2).await.unwrap();
        assert_eq!(ids(none), [""; 0]);
        bed.reopen();
    }
    bed.save(removes(&[plain("aa"), plain("c")])).await;
    bed.save(puts(&[(plain("ab"), "1")])).await;
    let all = bed
        .store()
        .range(shop(1), PLAIN, Some(b""), 100)
        .await
        .unwrap();
    let ids: Vec<&[u8]> = all.iter().map(|entry| entry.key.id()).collect();
    assert_eq!(ids, [&b"\0"[..], b"a", b"ab", b"b"]);
}

pub async fn many_entries_are_found_each_in_its_place(bed: Bed) {
    bed.save(puts(&[(plain("a"), "1"), (plain("c"), "3")]))
        .await;
    let keys = ["c", "b", "a", "c"].map(plain);
    let found = bed.store().get_many(&keys).await.unwrap();
    let bodies = found
        .iter()
        .map(|entry| entry.as_ref().map(|entry| &*entry.body));
    let wanted = [Some(&b"3"[..]), None, Some(b"1"), Some(b"3")];
    assert!(bodies.eq(wanted));
}

pub async fn the_feed_tells_of_every_event_in_order(mut bed: Bed) {
    let first = bed.save(puts(&[(plain("a"), "1")])).await;
    let second = bed
        .save(puts(&[(named("n"), "name|"), (plain("b"), "1")]))
        .await;
    let third = bed.save(removes(&[plain("a")])).await;
    bed.store()
        .commit(vec![puts(&[(Key::new(shop(2), PLAIN, b"a"), "1")])])
        .await
        .unwrap();
    let fourth = bed.save(puts(&[(plain("b"), "2")])).await;
    let event = |key: Key, version, body: Option<&str>| Event {
        key,
        version,
        body: body.map(|body| Bytes::copy_from_slice(body.as_bytes())),
    };
    let all = [
        event(plain("a"), first, Some("1")),
        event(plain("b"), second, Some("1")),
        event(named("n"), second, Some("name|")),
        event(plain("a"), third, None),
        event(plain("b"), fourth, Some("2")),
    ];
    assert_eq!(bed.events(shop(1), Sequence(0)).await.unwrap(), all);
    assert_eq!(bed.events(shop(1), second).await.unwrap(), all[3..]);
    assert_eq!(bed.events(shop(1), fourth).await.unwrap(), []);
    // An engine may forget what was long before it was opened, but never what comes next.
    bed.reopen();
    for (after, events) in [(Sequence(0), &all[..]), (second, &all[3..])] {
        if let Some(told) = bed.events(shop(1), after).await {
            assert_eq!(told, events);
        }
    }
    assert_eq!(bed.events(shop(1), fourth).await.unwrap(), []);
}

pub async fn the_feed_splits_no_commit(bed: Bed) {
    let many: Vec<(Key, &str)> = (0..50).map(|n| (plain(&format!("{n:02}")), "1")).collect();
    let sequence = bed.save(puts(&many)).await;
    bed.save(puts(&[(plain("z"), "1")])).await;
    let Feed::Events(events, reached) = bed.store().feed(shop(1), Sequence(0), 7).await.unwrap()
    else {
        panic!("the feed is gone");
    };
    assert!(
        events
            .iter()
            .filter(|event| event.version == sequence)
            .count()
            == 50
    );
    assert!(reached >= sequence);
}

pub async fn whoever_waits_is_told_of_a_commit(bed: Bed) {
    let mut commits = bed.store().commits();
    let before = *commits.borrow_and_update();
    bed.save(puts(&[(plain("a"), "1")])).await;
    commits.changed().await.unwrap();
    assert!(*commits.borrow() > before);
    let (newer, tick) = bed.store().versions(before).await.unwrap();
    assert_eq!(newer, [(shop(1), Sequence(1))]);
    assert_eq!(bed.store().versions(tick).await.unwrap().0, []);
}

pub async fn what_is_removed_is_gone_everywhere(mut bed: Bed) {
    bed.save(puts(&[(plain("a"), "1"), (plain("b"), "1")]))
        .await;
    bed.reopen();
    bed.save(removes(&[plain("a"), plain("never there")])).await;
    for _ in 0..2 {
        assert_eq!(bed.body(&plain("a")).await, None);
        let all = bed.store().range(shop(1), PLAIN, None, 10).await.unwrap();
        assert_eq!(all.len(), 1);
        bed.reopen();
    }
}

pub async fn everything_is_there_after_reopening(mut bed: Bed) {
    for n in 0..40 {
        let id = format!("{}", n % 23);
        let body = format!("{n}");
        bed.save(puts(&[(plain(&id), &body)])).await;
        if n % 5 == 0 {
            bed.reopen();
        }
    }
    for n in 17..40 {
        assert_eq!(
            bed.body(&plain(&format!("{}", n % 23))).await.unwrap(),
            n.to_string()
        );
    }
}

pub async fn of_two_writers_one_gets_the_place(bed: Bed) {
    let store = bed.store.clone().unwrap();
    let each = (0..8).map(|n| {
        let store = Arc::clone(&store);
        tokio::spawn(async move {
            let mut won = 0;
            for order in 0..40 {
                let key = named(&format!("{order} {n}"));
                let take = puts(&[(key, &format!("{order}|"))]);
                let outcome = store.commit(vec![take]).await.unwrap()[0];
                won += usize::from(outcome != Outcome::Conflict);
            }
            won
        })
    });
    let mut won = 0;
    for task in each.collect::<Vec<_>>() {
        won += task.await.unwrap();
    }
    assert_eq!(won, 40);
}

pub async fn two_writers_make_one_history(bed: Bed) {
    let store = bed.store.clone().unwrap();
    bed.save(puts(&[(plain("n"), "0")])).await;
    let each = (0..4).map(|_| {
        let store = Arc::clone(&store);
        tokio::spawn(async move {
            for _ in 0..50 {
                loop {
                    let entry = store.get(&plain("n")).await.unwrap().unwrap();
                    let n: u32 = std::str::from_utf8(&entry.body).unwrap().parse().unwrap();
                    let at = Precondition::At(entry.version);
                    let more = only(put(&plain("n"), at, &(n + 1).to_string()));
                    if store.commit(vec![more]).await.unwrap()[0] != Outcome::Conflict {
                        break;
                    }
                }
            }
        })
    });
    for task in each.collect::<Vec<_>>() {
        task.await.unwrap();
    }
    assert_eq!(bed.body(&plain("n")).await.unwrap(), "200");
}

/// Whoever follows the feed while several write sees every event once, and a later one never before
/// an earlier one.
pub async fn a_sequence_is_seen_only_with_all_before_it(bed: Bed) {
    const EACH: usize = 60;
    const WRITERS: usize = 4;
    let store = bed.store.clone().unwrap();
    let writers: Vec<_> = (0..WRITERS)
        .map(|writer| {
            let store = Arc::clone(&store);
            tokio::spawn(async move {
                for n in 0..EACH {
                    let key = plain(&format!("{writer} {n}"));
                    store.commit(vec![puts(&[(key, "1")])]).await.unwrap();
                }
            })
        })
        .collect();
    let mut commits = store.commits();
    let (mut reached, mut seen) = (Sequence(0), Vec::new());
    while seen.len() < WRITERS * EACH {
        commits.borrow_and_update();
        let Feed::Events(events, next) = store.feed(shop(1), reached, 10).await.unwrap() else {
            panic!("the feed is gone");
        };
        assert!(
            events
                .iter()
                .all(|event| event.version > reached && event.version <= next)
        );
        let nothing = events.is_empty();
        seen.extend(events.into_iter().map(|event| event.key));
        reached = next;
        if nothing {
            commits.changed().await.unwrap();
        }
    }
    for writer in writers {
        writer.await.unwrap();
    }
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), WRITERS * EACH);
}

/// A stream of numbers that are the same in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        // Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014.
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % end as u64).unwrap()
    }
}

pub async fn random_transactions_come_to_what_a_plain_model_says(mut bed: Bed) {
    let mut random = Random(7);
    let mut model: BTreeMap<Key, (Sequence, String)> = BTreeMap::new();
    let mut names: BTreeMap<Key, Key> = BTreeMap::new();
    let mut feed: Vec<(Key, Option<String>)> = Vec::new();
    // From where on nothing was forgotten.
    let mut since = Sequence(0);
    for round in 0..250 {
        let mut wanted = Transaction::default();
        let latest = bed.store().version(shop(1)).await.unwrap();
        let now = Sequence(latest.0 + 1);
        let (mut next, mut next_names) = (model.clone(), names.clone());
        let mut holds = true;
        let mut events = BTreeMap::new();
        for _ in 0..=random.below(4) {
            let kind = if random.below(2) == 0 { PLAIN } else { NAMED };
            let key = Key::new(shop(1), kind, format!("{}", random.below(12)).as_bytes());
            let old = next.get(&key).cloned();
            let body = format!(
                "{}|{round} {}",
                random.below(9),
                "x".repeat(random.below(300))
            );
            let precondition = match random.below(3) {
                0 => Precondition::None,
                1 => Precondition::Absent,
                _ => Precondition::At(old.as_ref().map_or(latest, |(sequence, _)| *sequence)),
            };
            holds &= match precondition {
                Precondition::None => true,
                Precondition::Absent => old.is_none(),
                Precondition::At(_) => old.is_some(),
            };
            wanted.puts.push(put(&key, precondition, &body));
            for place in unique_keys(&key, body.as_bytes()) {
                holds &= next_names.get(&place).is_none_or(|holder| *holder == key);
                next_names.retain(|_, holder| *holder != key);
                next_names.insert(place, key.clone());
            }
            events.insert(key.clone(), Some(body.clone()));
            next.insert(key, (now, body));
        }
        if random.below(4) == 0 {
            let key = plain(&format!("{}", random.below(12)));
            wanted.removes.push(key.clone());
            if next.remove(&key).is_some() {
                events.insert(key, None);
            }
        }
        let outcome = bed.try_to(wanted).await;
        if holds {
            assert_eq!(outcome, Outcome::Saved(now), "round {round}");
            (model, names) = (next, next_names);
            feed.extend(events);
        } else {
            assert_eq!(outcome, Outcome::Conflict, "round {round}");
        }
        if random.below(20) == 0 {
            bed.reopen();
            feed.clear();
            since = bed.store().version(shop(1)).await.unwrap();
        }
    }
    for kind in [PLAIN, NAMED] {
        let all = bed.store().range(shop(1), kind, None, 1000).await.unwrap();
        let all: Vec<_> = all
            .into_iter()
            .map(|entry| {
                let body = String::from_utf8(entry.body.to_vec()).unwrap();
                (entry.key, (entry.version, body))
            })
            .collect();
        let wanted: Vec<_> = model
            .clone()
            .into_iter()
            .filter(|(key, _)| key.kind() == kind)
            .collect();
        assert_eq!(all, wanted);
    }
    for (place, holder) in names {
        let found = bed.store().by_unique(&place).await.unwrap().unwrap();
        assert_eq!(found.key, holder);
    }
    let events: Vec<_> = bed
        .events(shop(1), since)
        .await
        .unwrap()
        .into_iter()
        .map(|event| {
            let body = event
                .body
                .map(|body| String::from_utf8(body.to_vec()).unwrap());
            (event.key, body)
        })
        .collect();
    // A key that is written twice in one transaction stands in the feed once.
    assert_eq!(events, feed);
}
