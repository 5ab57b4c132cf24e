//! Stores of earlier layouts, moved over.

use super::*;
use crate::legacy::tests::fixture;
use std::collections::BTreeMap;

/// Everything that an earlier version kept.
fn old(dir: &Path) -> BTreeMap<String, Record> {
    let legacy = Legacy::open(dir).unwrap();
    let records = legacy.records().map(|record| {
        let (shop, record) = record.unwrap();
        let record = match record {
            Record::SurveyVersion(version) => {
                Record::SurveyVersion(SurveyVersion { shop, ..version })
            }
            record => record,
        };
        (format!("{:?}", record.key()), record)
    });
    records.collect()
}

/// The same, as it is read now.
async fn now(store: &Records, known: &BTreeMap<String, Record>) -> BTreeMap<String, Record> {
    let mut all = BTreeMap::new();
    for record in known.values() {
        let found = store.record(&record.key()).await.unwrap();
        if let Some(found) = found {
            all.insert(format!("{:?}", record.key()), found);
        }
    }
    all
}

#[tokio::test]
async fn a_store_of_every_earlier_layout_moves_over_whole() {
    for layout in [2, 3] {
        let fixture = fixture(layout);
        let dir = fixture.path().join("data");
        let known = old(&dir);
        assert!(has_data(&dir) && !has_store(&dir));
        let store = open(&dir).unwrap();
        assert_eq!(now(&store, &known).await, known, "layout {layout}");
        let held = store.entries().await.unwrap();
        assert!(held >= known.len() as u64);
        drop(store);
        for left in ["db", "conf", "mark", "blobs", "moving"] {
            assert!(!dir.join(left).exists(), "{left}");
        }
        assert_eq!(now(&open(&dir).unwrap(), &known).await, known);
    }
}

#[tokio::test]
async fn a_move_that_was_broken_off_is_begun_anew_and_one_that_was_not_cleared_is() {
    let fixture = fixture(3);
    let dir = fixture.path().join("data");
    let known = old(&dir);
    // Half of it is there.
    let half = EmbeddedStore::open(&dir.join(MOVING), unique_keys, Tuning::default(), &|_| {});
    let entries = known
        .values()
        .take(9)
        .map(|record| Ok(entry(record.key().shop, record.clone())));
    half.unwrap().fill(entries).unwrap();
    fs::create_dir_all(dir.join("recent/1.sled")).unwrap();
    drop(open(&dir).unwrap());
    // It ended before the old files went.
    fs::write(dir.join("db"), "old").unwrap();
    fs::write(dir.join("snap.00000000000000FF"), "old").unwrap();
    let store = open(&dir).unwrap();
    assert_eq!(now(&store, &known).await, known);
    assert!(!dir.join("db").exists());
    assert!(!dir.join("snap.00000000000000FF").exists());
}
