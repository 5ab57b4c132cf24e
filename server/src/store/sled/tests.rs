//! The conformance suite, and what only this engine promises.

use super::*;
use crate::store::{
    Expect,
    conformance::{conformance, response},
};
use afterword_shared::{id::CustomerRef, response::Answer};
use std::{
    fs,
    sync::mpsc,
    thread,
    time::{Duration, Instant},
};
use tempfile::TempDir;

fn fresh() -> impl Fn() -> Arc<dyn Store> {
    let dir = tempfile::tempdir().unwrap();
    move || Arc::new(SledStore::open(dir.path()).unwrap())
}

conformance!(fresh);

/// Everything is packed by the commit that writes it.
mod packed_at_once {
    use super::{conformance, packing};

    conformance!(packed);

    fn packed() -> impl Fn() -> std::sync::Arc<dyn super::Store> {
        packing(super::Packing {
            dense: 1,
            full: 400,
            many: usize::MAX,
        })
    }
}

/// Much is packed in the background, while commits and reads go on.
mod packed_meanwhile {
    use super::{conformance, packing};

    conformance!(packed);

    fn packed() -> impl Fn() -> std::sync::Arc<dyn super::Store> {
        packing(super::Packing {
            dense: 3,
            full: 400,
            many: 1,
        })
    }
}

fn packing(packing: Packing) -> impl Fn() -> Arc<dyn Store> {
    let dir = tempfile::tempdir().unwrap();
    move || Arc::new(SledStore::open_packing(dir.path(), PATIENCE, packing).unwrap())
}

fn key(number: u64) -> ApiKey {
    let mut hash = SecretHash([7; 32]);
    hash.0[..8].copy_from_slice(&number.to_be_bytes());
    ApiKey {
        hash,
        shop: ShopId::new(1, 1),
        name: "Warehouse".repeat(20),
        ending: "x7f2".into(),
        created_at: "2026-01-01T10:00:00Z".parse().unwrap(),
    }
}

/// Writes API keys, some at a time.
async fn write_keys(store: &SledStore, numbers: std::ops::Range<u64>) {
    let numbers: Vec<u64> = numbers.collect();
    for some in numbers.chunks(50) {
        let put = some
            .iter()
            .map(|number| (Expect::Absent, Record::ApiKey(key(*number))));
        let change = Change {
            put: put.collect(),
            ..Change::default()
        };
        let outcomes = store.commit(vec![change]).await.unwrap();
        assert!(matches!(outcomes[..], [Outcome::Saved(_)]));
    }
}

async fn keys_in(dir: &TempDir) -> usize {
    let store = SledStore::open(dir.path()).unwrap();
    let keys = store.api_keys(ShopId::new(1, 1)).await.unwrap();
    keys.len()
}

fn snapshot(dir: &TempDir) -> PathBuf {
    let mut entries = fs::read_dir(dir.path()).unwrap();
    let found = entries.find_map(|entry| {
        let path = entry.unwrap().path();
        let name = path.file_name()?.to_str()?;
        name.starts_with("snap.").then_some(path)
    });
    found.expect("sled writes a snapshot when it opens")
}

/// A store that was opened a few times, so that it has a snapshot, and holds 1,500 keys.
async fn used() -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    for round in 0..3 {
        let store = SledStore::open(dir.path()).unwrap();
        write_keys(&store, round * 500..(round + 1) * 500).await;
    }
    dir
}

#[tokio::test]
async fn a_snapshot_that_was_not_finished_is_survived() {
    let dir = used().await;
    let half = dir.path().join("snap.FFFFFFFFFFFFFFFF.generating");
    fs::write(&half, "half a snapshot").unwrap();
    assert_eq!(keys_in(&dir).await, 1500);
    assert!(!half.exists());
}

#[tokio::test]
async fn a_snapshot_that_cannot_be_read_is_made_anew_and_nothing_is_lost() {
    for damage in [
        |bytes: &mut Vec<u8>| bytes[20] ^= 1,
        |bytes: &mut Vec<u8>| bytes.truncate(bytes.len() / 2),
        |bytes: &mut Vec<u8>| bytes.clear(),
    ] {
        let dir = used().await;
        let path = snapshot(&dir);
        let mut bytes = fs::read(&path).unwrap();
        damage(&mut bytes);
        fs::write(&path, bytes).unwrap();
        assert_eq!(keys_in(&dir).await, 1500);
        assert_eq!(keys_in(&dir).await, 1500);
    }
}

#[tokio::test]
async fn a_whole_snapshot_is_left_alone() {
    let dir = used().await;
    open::tidy(dir.path()).unwrap();
    assert!(snapshot(&dir).exists());
}

#[test]
fn a_store_is_open_once() {
    let dir = tempfile::tempdir().unwrap();
    let store = SledStore::open(dir.path()).unwrap();
    let start = Instant::now();
    let second = SledStore::open_within(dir.path(), Duration::from_millis(50));
    assert!(matches!(second, Err(StoreError::InUse(_))));
    assert!(start.elapsed() < Duration::from_secs(2));
    let path = dir.path().to_owned();
    let waiting = thread::spawn(move || SledStore::open(&path).map(|_| ()));
    drop(store);
    waiting.join().unwrap().unwrap();
}

#[test]
fn a_file_in_place_of_the_directory_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("taken");
    fs::write(&path, "").unwrap();
    let error = SledStore::open(&path).err().unwrap();
    assert!(matches!(&error, StoreError::Io(what) if what.contains("taken")));
}

#[tokio::test]
async fn a_missing_file_is_no_new_store() {
    let dir = used().await;
    fs::remove_file(dir.path().join("db")).unwrap();
    let error = SledStore::open(dir.path()).err().unwrap();
    assert!(matches!(&error, StoreError::Damaged(what) if what.contains("backup")));
}

#[tokio::test]
async fn a_newer_layout_is_refused() {
    let dir = used().await;
    {
        let store = SledStore::open(dir.path()).unwrap();
        store
            .core
            .tree
            .db
            .insert(keys::FORMAT, &4_u64.to_be_bytes())
            .unwrap();
    }
    let error = SledStore::open(dir.path()).err().unwrap();
    assert!(error.to_string().contains("newer version"), "{error}");
}

#[tokio::test]
async fn a_store_of_the_layout_before_is_caught_up_with() {
    let dir = tempfile::tempdir().unwrap();
    let customer: CustomerRef = "c1".parse().unwrap();
    let mut asked = response(1, Some("1001"));
    asked.customer = Some(customer.clone());
    {
        let store = SledStore::open(dir.path()).unwrap();
        let change = Change::put(Expect::Absent, Record::Response(asked.clone()));
        store.commit(vec![change]).await.unwrap();
        let index = keys::asked_of(asked.shop, &customer, asked.asked_at, asked.id);
        assert!(store.core.tree.db.remove(index).unwrap().is_some());
        store
            .core
            .tree
            .db
            .insert(keys::FORMAT, &1_u64.to_be_bytes())
            .unwrap();
    }
    for _ in 0..2 {
        let store = SledStore::open(dir.path()).unwrap();
        let index = keys::asked_of(asked.shop, &customer, asked.asked_at, asked.id);
        assert!(store.core.tree.get(&index).unwrap().is_some());
    }
}

#[tokio::test]
async fn a_store_in_which_nothing_is_packed_is_packed_once_it_is_open() {
    let dir = tempfile::tempdir().unwrap();
    let written: Vec<Response> = (1..=300).map(|n| response(n, None)).collect();
    let put = |responses: &[Response]| {
        let put = responses.iter().cloned();
        Change {
            put: put
                .map(|one| (Expect::Absent, Record::Response(one)))
                .collect(),
            ..Change::default()
        }
    };
    let loose = |store: &SledStore| {
        let keys = store.core.tree.db.scan_prefix(keys::RESPONSES);
        keys.count()
    };
    {
        let never = Packing {
            dense: usize::MAX,
            ..Packing::default()
        };
        let store = SledStore::open_packing(dir.path(), PATIENCE, never).unwrap();
        store.commit(vec![put(&written[..299])]).await.unwrap();
        assert_eq!(loose(&store), 299);
        let format = 2_u64.to_be_bytes();
        store.core.tree.db.insert(keys::FORMAT, &format).unwrap();
    }
    let at_once = Packing {
        many: 1,
        ..Packing::default()
    };
    let store = SledStore::open_packing(dir.path(), PATIENCE, at_once).unwrap();
    store.commit(vec![put(&written[299..])]).await.unwrap();
    let start = Instant::now();
    while loose(&store) > 12 {
        assert!(start.elapsed() < Duration::from_secs(20));
        thread::sleep(Duration::from_millis(5));
    }
    let found = store.scan_responses(None, 1000).await.unwrap();
    assert_eq!(found, written);
    let ids: Vec<ResponseId> = written.iter().map(|one| one.id).collect();
    let found = store.responses(&ids).await.unwrap();
    assert!(found.into_iter().flatten().eq(written));
}

#[tokio::test]
async fn a_lost_end_of_the_log_is_noticed() {
    let dir = tempfile::tempdir().unwrap();
    let early = tempfile::tempdir().unwrap();
    let store = SledStore::open(dir.path()).unwrap();
    write_keys(&store, 0..100).await;
    fs::copy(dir.path().join("db"), early.path().join("db")).unwrap();
    write_keys(&store, 100..200).await;
    drop(store);
    fs::copy(early.path().join("db"), dir.path().join("db")).unwrap();
    let error = SledStore::open(dir.path()).err().unwrap();
    assert!(matches!(&error, StoreError::Damaged(what) if what.contains("backup")));
    // And again: nothing forgets it.
    assert!(SledStore::open(dir.path()).is_err());
}

/// What becomes of a damaged file: an error in time, or a store that still answers.
fn opens_or_says(dir: &TempDir) {
    let (done, outcome) = mpsc::channel();
    let path = dir.path().to_owned();
    thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().build();
        let opened = SledStore::open(&path).map(|store| {
            let read = store.changes(Sequence(0), usize::MAX);
            let _ = runtime.unwrap().block_on(read);
        });
        done.send(opened)
    });
    // A panic of that thread drops the sender, and this fails as a hang does.
    match outcome.recv_timeout(Duration::from_secs(20)).unwrap() {
        Ok(()) | Err(StoreError::Damaged(_)) => {}
        Err(other) => panic!("{other}"),
    }
}

#[tokio::test]
async fn a_damaged_file_is_an_error_never_a_panic_or_a_wait() {
    let whole = used().await;
    let bytes = fs::read(whole.path().join("db")).unwrap();
    let snapshot = snapshot(&whole);
    let mark = whole.path().join("mark");
    for eighth in 0..8 {
        let place = bytes.len() / 8 * eighth + 100;
        let mut cut = bytes.clone();
        cut.truncate(place);
        let mut flipped = bytes.clone();
        flipped[place] ^= 0x10;
        let mut zeroed = bytes.clone();
        zeroed[place..(place + 4096).min(bytes.len())].fill(0);
        for damaged in [cut, flipped, zeroed] {
            let dir = tempfile::tempdir().unwrap();
            fs::write(dir.path().join("db"), damaged).unwrap();
            fs::copy(&mark, dir.path().join("mark")).unwrap();
            if eighth % 2 == 0 {
                let name = snapshot.file_name().unwrap();
                fs::copy(&snapshot, dir.path().join(name)).unwrap();
            }
            opens_or_says(&dir);
        }
    }
}

/// How many entries can be read.
fn entries(store: &SledStore) -> usize {
    let of_kind = |kind: u8| {
        store
            .core
            .tree
            .range(Bound::Included(vec![kind]), vec![kind + 1])
    };
    (0..0x80).map(|kind| of_kind(kind).count()).sum()
}

#[tokio::test]
async fn removed_records_leave_nothing_behind() {
    let dir = tempfile::tempdir().unwrap();
    let store = SledStore::open(dir.path()).unwrap();
    let empty = entries(&store);
    let put = |response: Response| Change::put(Expect::Anything, Record::Response(response));
    let changes = vec![
        put(long_response(50)),
        put(long_response(1)),
        put(long_response(20)),
    ];
    for (removals, one_commit) in [(1, true), (2, false)] {
        if one_commit {
            store.commit(changes.clone()).await.unwrap();
        } else {
            for change in changes.clone() {
                store.commit(vec![change]).await.unwrap();
            }
        }
        let removal = Change::remove(RecordKey::Response(long_response(0).id));
        store.commit(vec![removal]).await.unwrap();
        // The sequence has been written since, and that a response was removed is told.
        assert_eq!(entries(&store), empty + 1 + removals);
    }
}

fn long_response(texts: u8) -> Response {
    let mut long = response(1, Some("1001"));
    for place in 0..texts {
        let text = Answer::Text("ž".repeat(4000));
        let id = format!("question_{place}").parse().unwrap();
        long.answers.set(id, text);
    }
    long.first_answered_at = Some(long.asked_at);
    long
}

#[tokio::test]
async fn the_longest_records_stay_inside_the_log() {
    let dir = tempfile::tempdir().unwrap();
    let store = SledStore::open(dir.path()).unwrap();
    for number in 1..40 {
        let mut response = long_response(50);
        response.id = ResponseId::new(number, 1);
        response.order = Some(format!("{}{number}", "🛒".repeat(120)).parse().unwrap());
        let change = Change::put(Expect::Absent, Record::Response(response));
        store.commit(vec![change.clone()]).await.unwrap();
    }
    let beside = fs::read_dir(dir.path().join("blobs")).unwrap();
    assert_eq!(beside.count(), 0);
}

#[tokio::test]
async fn reads_beside_a_writer_never_see_half_a_commit() {
    let dir = tempfile::tempdir().unwrap();
    let store = Arc::new(SledStore::open(dir.path()).unwrap());
    let writing = Arc::clone(&store);
    let user = |address: &str| User {
        id: UserId::new(1, 1),
        email: address.into(),
        password: String::new(),
        shops: Vec::new(),
        created_at: "2026-01-01T10:00:00Z".parse().unwrap(),
    };
    let writer = thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .build()
            .unwrap();
        for round in 0..150_u64 {
            let address = ["a@shop.example", "b@shop.example"][usize::from(round % 2 == 0)];
            let mut change = Change::put(Expect::Anything, Record::User(user(address)));
            let keys = (0..10).map(|n| (Expect::Anything, Record::ApiKey(key(round * 10 + n))));
            change.put.extend(keys);
            runtime.block_on(writing.commit(vec![change])).unwrap();
        }
    });
    let mut after = Sequence(0);
    let mut fed = 0;
    while !writer.is_finished() {
        let keys = store.api_keys(ShopId::new(1, 1)).await.unwrap();
        assert_eq!(keys.len() % 10, 0);
        for address in ["a@shop.example", "b@shop.example"] {
            let found = store.user_by_email(address).await.unwrap();
            assert!(found.is_none_or(|kept| kept.value.email == address));
        }
        let page = store.changes(after, 1).await.unwrap();
        after = page.last().map_or(after, |(sequence, _)| *sequence);
        let is_key = |record: &Record| matches!(record, Record::ApiKey(_));
        fed += page.iter().filter(|(_, record)| is_key(record)).count();
    }
    writer.join().unwrap();
    let rest = store.changes(after, usize::MAX).await.unwrap();
    let rest = rest
        .iter()
        .filter(|(_, record)| matches!(record, Record::ApiKey(_)));
    assert_eq!(fed + rest.count(), 1500);
}

/// Else a power cut during a bulk commit or packing destroys the store.
#[cfg(target_os = "linux")]
#[test]
fn what_sled_calls_stable_is_synced_by_this_program() {
    let dir = tempfile::tempdir().unwrap();
    let db = ::sled::open(dir.path()).unwrap();
    let before = stable::CALLS.load(std::sync::atomic::Ordering::Relaxed);
    db.insert("a", vec![7; 4096]).unwrap();
    db.flush().unwrap();
    assert!(stable::CALLS.load(std::sync::atomic::Ordering::Relaxed) > before);
}
