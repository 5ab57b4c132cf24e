//! Stores that earlier versions left, and what can be wrong with one.

use super::*;
use ::sled::Db;
use afterword_domain::record::RecordKey;
use lz4_flex::block::compress_prepend_size;
use std::{collections::HashMap, path::PathBuf, process::Command};
use tempfile::TempDir;

/// A store of the fixtures, unpacked into a directory of its own.
pub(crate) fn fixture(layout: u8) -> TempDir {
    let dir = TempDir::new().unwrap();
    let file = format!(
        "{}/tests/fixtures/layout-{layout}.tar.gz",
        env!("CARGO_MANIFEST_DIR")
    );
    let unpacked = Command::new("tar")
        .args(["-xzf", &file, "-C"])
        .arg(dir.path())
        .status();
    assert!(unpacked.unwrap().success());
    dir
}

/// What the program that made a store said was in it.
fn exported(dir: &TempDir) -> Vec<Value> {
    let lines = fs::read_to_string(dir.path().join("records.ndjson")).unwrap();
    let records = lines.lines().map(serde_json::from_str);
    records.collect::<Result<_, _>>().unwrap()
}

fn all(legacy: &Legacy) -> Vec<(ShopId, Record)> {
    legacy.records().collect::<Result<_, _>>().unwrap()
}

fn kind(record: &Record) -> &'static str {
    match record {
        Record::Shop(_) => "shop",
        Record::Sighting(_) => "sighting",
        Record::Survey(_) => "survey",
        Record::SurveyVersion(_) => "version",
        Record::User(_) => "user",
        Record::Session(_) => "session",
        Record::ApiKey(_) => "key",
        Record::Keyring(_) => "keyring",
        Record::Order(_) => "order",
        Record::Response(_) => "response",
        _ => "of a later version",
    }
}

/// How many there are of each kind, in the order in which they come.
fn kinds(records: &[(ShopId, Record)]) -> Vec<(&'static str, usize)> {
    records
        .chunk_by(|(_, a), (_, b)| kind(a) == kind(b))
        .map(|run| (kind(&run[0].1), run.len()))
        .collect()
}

/// A record as the export has it: a version said nothing of its shop.
fn line(record: &Record) -> Value {
    let mut line = json!(record);
    if let Record::SurveyVersion(_) = record {
        line.as_object_mut().unwrap().remove("shop");
    }
    line
}

/// Opens a store of the fixtures, and holds against what its own program said of it.
fn is_read_as_exported(layout: u8, orders: usize, responses: usize, further: usize) -> TempDir {
    let dir = fixture(layout);
    let legacy = Legacy::open(&dir.path().join("data")).unwrap();
    let records = all(&legacy);
    assert_eq!(
        kinds(&records),
        [
            ("shop", 2),
            ("user", 1),
            ("key", 2),
            ("session", 2),
            ("keyring", 1),
            ("survey", 3),
            ("version", 4),
            ("sighting", 2),
            ("order", orders),
            ("response", responses),
        ]
    );
    let by_key: HashMap<RecordKey, &Record> = records
        .iter()
        .map(|(_, record)| (record.key(), record))
        .collect();
    assert_eq!(by_key.len(), records.len(), "every record comes once");

    let mut lines = HashMap::new();
    for (_, record) in &records {
        *lines.entry(line(record).to_string()).or_insert(0) += 1;
    }
    let exported = exported(&dir);
    assert_eq!(exported.len(), 3 + 4 + orders + responses);
    for record in &exported {
        assert_eq!(lines.get(&record.to_string()), Some(&1), "{record}");
    }

    let count = legacy.count().unwrap();
    assert!(
        count >= records.len() as u64 && count < records.len() as u64 + 100,
        "{count}"
    );
    let responses = records.iter().filter_map(|(_, record)| match record {
        Record::Response(response) => Some(response),
        _ => None,
    });
    assert_eq!(
        responses.filter(|response| response.further).count(),
        further
    );
    dir
}

#[test]
fn every_record_of_a_store_of_layout_2_is_read() {
    is_read_as_exported(2, 150, 140, 12);
}

#[test]
fn every_record_of_a_store_of_layout_3_is_read() {
    let dir = is_read_as_exported(3, 340, 380, 60);
    let legacy = Legacy::open(&dir.path().join("data")).unwrap();
    for kind in [ORDER, RESPONSE] {
        assert!(
            legacy.blocks(kind).count() > 0,
            "nothing of {kind:02x} is packed"
        );
    }
    let twice = legacy.count().unwrap() - all(&legacy).len() as u64;
    assert!(twice > 0, "nothing loose stands above what is packed");
}

#[test]
fn a_record_comes_with_its_shop() {
    let dir = fixture(2);
    let records = all(&Legacy::open(&dir.path().join("data")).unwrap());
    let shop = |name: &str| {
        records.iter().find_map(|(shop, record)| match record {
            Record::Shop(named) if named.name == name => Some(*shop),
            _ => None,
        })
    };
    let (mugs, flowers) = (shop("Mugs & More").unwrap(), shop("Blumenladen").unwrap());
    let of = |shop: ShopId, of: &str| {
        let own = records.iter().filter(|(belongs, _)| *belongs == shop);
        own.filter(|(_, record)| kind(record) == of).count()
    };
    assert_eq!((of(mugs, "version"), of(flowers, "version")), (3, 1));
    assert_eq!((of(mugs, "survey"), of(flowers, "survey")), (2, 1));
    assert_eq!((of(flowers, "order"), of(flowers, "response")), (11, 10));
    let installation = ShopId::from_bytes([0; 16]);
    for kind in ["user", "session", "key", "keyring"] {
        assert!(of(installation, kind) > 0, "{kind}");
    }
    for (_, record) in &records {
        if let Record::User(user) = record {
            assert_eq!(user.email, "ann@mugs.example");
            assert_eq!(user.shops, [mugs, flowers]);
        }
    }
}

/// A new store with nothing in it.
struct Made {
    dir: TempDir,
    db: Db,
}

impl Made {
    fn of_layout(layout: u64) -> Self {
        let dir = TempDir::new().unwrap();
        let db = ::sled::Config::new().path(dir.path()).open().unwrap();
        db.insert(FORMAT, &layout.to_be_bytes()).unwrap();
        db.insert(SEQUENCE, &7_u64.to_be_bytes()).unwrap();
        Self { dir, db }
    }

    /// Stops it and opens it again, to be read.
    fn opened(self) -> (TempDir, Result<Legacy, StoreError>) {
        let dir = self.closed();
        let opened = Legacy::open(dir.path());
        (dir, opened)
    }

    fn closed(self) -> TempDir {
        self.db.flush().unwrap();
        self.dir
    }

    /// The ids of the orders that are read from it.
    fn order_ids(self) -> Vec<String> {
        let (_dir, opened) = self.opened();
        let orders = all(&opened.unwrap())
            .into_iter()
            .map(|(_, record)| match record {
                Record::Order(order) => order.order.id.to_string(),
                other => panic!("{other:?} is no order"),
            });
        orders.collect()
    }
}

fn order_key(id: &str) -> Vec<u8> {
    [&[ORDER], &[1; 16][..], id.as_bytes(), &[0]].concat()
}

/// The value of an order's entry: its id is what tells them apart.
fn order_value(id: &str) -> Vec<u8> {
    let shop = ShopId::from_bytes([1; 16]);
    let order = json!({
        "record": "order", "shop": shop, "order": {"id": id}, "first_seen_at": "2026-01-01T00:00:00Z",
    });
    [&[0; 10][..], order.to_string().as_bytes()].concat()
}

/// A block as layout 3 has it, with its place.
fn block(entries: &[(Vec<u8>, Vec<u8>)]) -> (Vec<u8>, Vec<u8>) {
    let short = |length: usize| u16::try_from(length).unwrap().to_le_bytes();
    let (first, last) = (&entries[0].0, &entries[entries.len() - 1].0);
    let (mut plain, mut before) = (Vec::new(), first);
    for (key, value) in entries {
        let shared = before.iter().zip(key).take_while(|(a, b)| a == b).count();
        for length in [shared, key.len() - shared, value.len()] {
            plain.extend(short(length));
        }
        plain.extend_from_slice(&key[shared..]);
        plain.extend_from_slice(value);
        before = key;
    }
    let head = [&short(entries.len())[..], &short(last.len()), last].concat();
    (
        [&[BLOCK], &first[..]].concat(),
        [head, compress_prepend_size(&plain)].concat(),
    )
}

fn orders(ids: &[&str]) -> Vec<(Vec<u8>, Vec<u8>)> {
    ids.iter()
        .map(|id| (order_key(id), order_value(id)))
        .collect()
}

#[test]
fn a_loose_entry_counts_above_a_packed_one_and_a_removed_one_is_not_there() {
    let made = Made::of_layout(3);
    for ids in [["b", "c", "d"], ["f", "g", "h"]] {
        let (place, block) = block(&orders(&ids));
        made.db.insert(place, block).unwrap();
    }
    for id in ["a", "e", "i"] {
        made.db.insert(order_key(id), order_value(id)).unwrap();
    }
    made.db
        .insert(order_key("c"), order_value("c anew"))
        .unwrap();
    for removed in ["b", "h"] {
        made.db.insert(order_key(removed), GONE).unwrap();
    }
    assert_eq!(made.order_ids(), ["a", "c anew", "d", "e", "f", "g", "i"]);
}

#[test]
fn a_store_of_layout_1_is_read() {
    let made = Made::of_layout(1);
    made.db.insert(order_key("a"), order_value("a")).unwrap();
    assert_eq!(made.order_ids(), ["a"]);
}

#[test]
fn a_record_in_several_parts_is_whole_and_one_that_lacks_a_part_is_damaged() {
    let made = Made::of_layout(3);
    for (id, has_last) in [("a", true), ("b", false)] {
        let value = order_value(id);
        let (first, rest) = value.split_at(40);
        let (second, third) = rest.split_at(30);
        let mut first = first.to_vec();
        first[9] = 2;
        made.db.insert(order_key(id), first).unwrap();
        let part = |part: u8| [&[FURTHER], &order_key(id)[..], &[0, part]].concat();
        made.db.insert(part(1), second).unwrap();
        if has_last {
            made.db.insert(part(2), third).unwrap();
        }
    }
    let (_dir, opened) = made.opened();
    let legacy = opened.unwrap();
    let read: Vec<_> = legacy.records().collect();
    assert!(
        matches!(
            &read[..],
            [Ok((_, Record::Order(_))), Err(StoreError::Damaged(_))]
        ),
        "{read:?}"
    );
}

#[test]
fn what_can_t_be_understood_is_an_error_in_its_place_and_the_rest_is_read() {
    let made = Made::of_layout(3);
    let (place, mut damaged) = block(&orders(&["b", "c"]));
    damaged.truncate(30);
    made.db.insert(place, damaged).unwrap();
    let (place, mut huge) = block(&orders(&["d"]));
    let size = 4 + order_key("d").len();
    huge[size..size + 4].copy_from_slice(&u32::MAX.to_le_bytes());
    made.db.insert(place, huge).unwrap();
    made.db.insert(order_key("a"), b"no order").unwrap();
    made.db.insert(order_key("e"), order_value("e")).unwrap();
    let version = [&[SURVEY_VERSION], &[9; 16][..], &[0, 0, 0, 1]].concat();
    made.db
        .insert(version, [&[0; 10][..], b"{}"].concat())
        .unwrap();
    let (_dir, opened) = made.opened();
    let legacy = opened.unwrap();
    let (read, errors): (Vec<_>, Vec<_>) = legacy.records().partition(Result::is_ok);
    assert_eq!((read.len(), errors.len()), (1, 4), "{errors:?}");
}

/// A store with one order, stopped.
fn stopped() -> TempDir {
    let made = Made::of_layout(3);
    made.db.insert(order_key("a"), order_value("a")).unwrap();
    made.closed()
}

fn snapshot(dir: &TempDir) -> PathBuf {
    let files = fs::read_dir(dir.path()).unwrap();
    files
        .map(|file| file.unwrap().path())
        .find(|path| {
            path.file_name()
                .unwrap()
                .to_string_lossy()
                .starts_with("snap.")
        })
        .expect("a snapshot")
}

fn is_whole(dir: &TempDir) {
    let legacy = Legacy::open(dir.path()).unwrap();
    assert_eq!(all(&legacy).len(), 1);
    assert_eq!(legacy.count().unwrap(), 1);
}

#[test]
fn what_can_be_made_anew_may_be_missing_unfinished_or_damaged() {
    let dir = stopped();
    assert!(Legacy::is_in(dir.path()));
    fs::remove_file(dir.path().join("conf")).unwrap();
    is_whole(&dir);
    for damage in ["", "segment_size: 1\n", "what is this?"] {
        fs::write(dir.path().join("conf"), damage).unwrap();
        is_whole(&dir);
    }
    for mark in ["", "7\n", "3", "no number"] {
        fs::write(dir.path().join("mark"), mark).unwrap();
        is_whole(&dir);
    }
    let unfinished = dir.path().join("snap.0000000000000001.generating");
    fs::write(&unfinished, b"half").unwrap();
    is_whole(&dir);
    assert!(!unfinished.exists());
    let path = snapshot(&dir);
    let mut bytes = fs::read(&path).unwrap();
    bytes[3] ^= 0x55;
    fs::write(&path, bytes).unwrap();
    is_whole(&dir);
}

#[test]
fn a_store_that_lost_something_or_is_newer_is_refused_with_what_to_do() {
    let dir = stopped();
    fs::write(dir.path().join("mark"), "8\n").unwrap();
    let said = |opened: Result<Legacy, StoreError>| match opened {
        Err(StoreError::Damaged(said)) => said,
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("it was opened"),
    };
    let lost = said(Legacy::open(dir.path()));
    assert!(
        lost.contains("commit 7") && lost.contains("held 8"),
        "{lost}"
    );

    let (_dir, opened) = Made::of_layout(4).opened();
    let newer = said(opened);
    assert!(newer.contains("layout 4"), "{newer}");

    let made = Made::of_layout(3);
    made.db.remove(FORMAT).unwrap();
    let (_dir, opened) = made.opened();
    assert!(said(opened).contains("beginning"));
}

#[test]
fn a_directory_without_a_store_is_none() {
    let dir = TempDir::new().unwrap();
    assert!(!Legacy::is_in(dir.path()));
    assert!(!Legacy::is_in(&dir.path().join("nowhere")));
}

#[test]
fn a_store_that_was_read_is_still_one_of_its_layout() {
    let dir = fixture(2);
    let data = dir.path().join("data");
    let entries = || {
        let legacy = Legacy::open(&data).unwrap();
        assert_eq!(number(&legacy.db, FORMAT).unwrap(), Some(2));
        assert_eq!(all(&legacy).len(), 307);
        let entries: Result<Vec<Entry>, _> = legacy.db.iter().collect();
        entries.unwrap()
    };
    assert_eq!(entries(), entries());
}
