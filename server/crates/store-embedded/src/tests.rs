//! The conformance suite, and what only this engine promises.

use super::*;
use crate::recent::Recent;
use afterword_store::conformance::{conformance, unique_keys};

fn fresh() -> impl Fn() -> Arc<dyn Store> {
    opening(Tuning::default())
}

conformance!(fresh);

/// Everything is taken over into sled and folded all the time.
mod folding {
    use super::*;

    conformance!(folding);

    fn folding() -> impl Fn() -> Arc<dyn Store> {
        opening(Tuning {
            segment: 300,
            step: 1,
            fold: 1,
            ..Tuning::default()
        })
    }
}

fn opening(tuning: Tuning) -> impl Fn() -> Arc<dyn Store> {
    let dir = tempfile::tempdir().unwrap();
    move || Arc::new(EmbeddedStore::open(dir.path(), unique_keys, tuning, &|_| {}).unwrap())
}

use afterword_store::conformance::{plain, puts, shop};
use salvage::salvage;
use std::fs;

/// Nothing is taken over into sled before the end.
const LAZY: Tuning = Tuning {
    segment: 400,
    step: usize::MAX,
    fold: u64::MAX,
    purge_after: Duration::from_hours(20),
    patience: Duration::from_millis(200),
};

struct Place {
    dir: tempfile::TempDir,
    tuning: Tuning,
}

impl Place {
    fn new(tuning: Tuning) -> Self {
        let dir = tempfile::tempdir().unwrap();
        Self { dir, tuning }
    }

    fn try_open(&self) -> Result<EmbeddedStore, StoreError> {
        EmbeddedStore::open(&self.data(), unique_keys, self.tuning, &|_| {})
    }

    fn open(&self) -> EmbeddedStore {
        self.try_open().unwrap()
    }

    fn data(&self) -> PathBuf {
        self.dir.path().join("data")
    }

    fn files(&self) -> Vec<PathBuf> {
        fn gather(dir: &Path, into: &mut Vec<PathBuf>) {
            for entry in fs::read_dir(dir).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    gather(&path, into);
                } else {
                    into.push(path);
                }
            }
        }
        let mut files = Vec::new();
        gather(&self.data(), &mut files);
        files.sort();
        files
    }

    /// As if the process had been killed: what is in its files now is in another directory.
    fn killed(&self) -> Self {
        let copy = Self::new(self.tuning);
        for file in self.files() {
            let to = copy.data().join(file.strip_prefix(self.data()).unwrap());
            fs::create_dir_all(to.parent().unwrap()).unwrap();
            fs::copy(&file, to).unwrap();
        }
        copy
    }

    fn named(&self, ending: &str) -> Vec<PathBuf> {
        let is = |path: &PathBuf| path.to_string_lossy().ends_with(ending);
        self.files().into_iter().filter(is).collect()
    }
}

fn save(store: &EmbeddedStore, id: u32) {
    let body = format!("the body of {id} ").repeat(3);
    let key = plain(&format!("{id:04}"));
    let outcomes = store.shared.commit(&[puts(&[(key, &body)])]).unwrap();
    assert!(matches!(outcomes[..], [Outcome::Saved(_)]));
}

fn ids(store: &EmbeddedStore) -> Vec<u32> {
    let from = Bound::Included(plain(""));
    let to = Key::new(shop(1), Kind(2), &[]);
    let all = layers::range(&store.shared.layers, from, &to, 10_000).unwrap();
    all.iter()
        .map(|(key, (_, body))| {
            let id = std::str::from_utf8(key.id()).unwrap().parse().unwrap();
            assert!(body.starts_with(format!("the body of {id} ").as_bytes()));
            id
        })
        .collect()
}

/// How long a segment is without the zeros behind its last batch.
fn written(path: &Path) -> u64 {
    let bytes = fs::read(path).unwrap();
    let end = bytes.iter().rposition(|byte| *byte != 0).unwrap();
    end as u64 + 1
}

/// Takes away what stands behind a place, with the file's end or in favour of zeros.
fn cut(path: &Path, place: u64, is_shorter: bool) {
    let file = File::options().write(true).open(path).unwrap();
    let length = file.metadata().unwrap().len();
    file.set_len(place).unwrap();
    if !is_shorter {
        file.set_len(length).unwrap();
    }
}

fn flip(path: &Path, place: usize) {
    let mut bytes = fs::read(path).unwrap();
    let place = place % bytes.len();
    bytes[place] ^= 0x40;
    fs::write(path, bytes).unwrap();
}

fn wait_until(what: &str, holds: impl Fn() -> bool) {
    let begun = Instant::now();
    while !holds() {
        assert!(begun.elapsed() < Duration::from_secs(20), "{what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn what_was_acknowledged_is_there_after_a_kill() {
    let place = Place::new(LAZY);
    let store = place.open();
    (0..50).for_each(|id| save(&store, id));
    let killed = place.killed();
    assert!(killed.named(".log").len() > 3);
    assert!(ids(&killed.open()).into_iter().eq(0..50));
}

#[test]
fn a_half_written_end_is_cut_off() {
    let place = Place::new(LAZY);
    let store = place.open();
    (0..9).for_each(|id| save(&store, id));
    let last = place.named(".log").pop().unwrap();
    let whole = written(&last);
    save(&store, 9);
    let longer = written(&last);
    assert!(longer > whole);
    let ways = [true, false];
    let cuts = (whole..longer).flat_map(|length| ways.map(|is_shorter| (length, is_shorter)));
    for (length, is_shorter) in cuts {
        let killed = place.killed();
        // It was cut off before it was acknowledged: the mark does not know it.
        Mark::open(&killed.data().join("journal"))
            .unwrap()
            .0
            .set(9)
            .unwrap();
        cut(&killed.named(".log").pop().unwrap(), length, is_shorter);
        let store = killed.open();
        assert!(ids(&store).into_iter().eq(0..9));
        save(&store, 77);
        drop(store);
        assert_eq!(ids(&killed.open()).len(), 10);
    }
}

#[test]
fn a_hole_in_the_journal_is_told_with_its_batches() {
    let place = Place::new(Tuning {
        segment: u64::MAX,
        ..LAZY
    });
    let store = place.open();
    (0..9).for_each(|id| save(&store, id));
    let killed = place.killed();
    let log = killed.named(".log").pop().unwrap();
    flip(&log, usize::try_from(written(&log)).unwrap() / 2);
    let Err(StoreError::Damaged(why)) = killed.try_open() else {
        panic!("it opened");
    };
    assert!(
        why.contains("batches 5 to 5") && why.contains("salvage"),
        "{why}"
    );
    let salvaged = killed.dir.path().join("salvaged");
    let found = salvage(&killed.data(), &salvaged, unique_keys).unwrap();
    assert_eq!(found.records, 8);
    assert!(
        found.missing[0].contains("batches 5 to 5"),
        "{:?}",
        found.missing
    );
    let store = EmbeddedStore::open(&salvaged, unique_keys, LAZY, &|_| {}).unwrap();
    assert_eq!(ids(&store), [0, 1, 2, 3, 5, 6, 7, 8]);
}

#[test]
fn salvage_says_what_is_not_there_at_all() {
    let place = Place::new(Tuning {
        segment: u64::MAX,
        ..LAZY
    });
    let store = place.open();
    (0..50).for_each(|id| save(&store, id));
    store.fold().unwrap();
    (50..60).for_each(|id| save(&store, id));
    drop(store);
    let salvaged = |damage: &dyn Fn(&Place)| {
        let damaged = place.killed();
        fs::remove_dir_all(damaged.data().join("recent")).unwrap();
        damage(&damaged);
        let to = damaged.dir.path().join("salvaged");
        let found = salvage(&damaged.data(), &to, unique_keys).unwrap();
        (found.records, found.missing.join(" "))
    };
    assert_eq!(salvaged(&|_| {}), (60, String::new()));
    let remove = |ending: &'static str| {
        move |place: &Place| {
            place
                .named(ending)
                .iter()
                .for_each(|path| fs::remove_file(path).unwrap());
        }
    };
    let (records, missing) = salvaged(&remove(".base"));
    assert_eq!(records, 10);
    assert!(missing.contains("up to batch 50 is missing"), "{missing}");
    let (records, missing) = salvaged(&remove(".log"));
    assert_eq!(records, 50);
    assert!(missing.contains("51 to 60"), "{missing}");
    let (records, missing) = salvaged(&|place| flip(&place.named(".base")[0], 60));
    assert_eq!(records, 10);
    assert!(
        missing.contains("50 of its 50 entries are lost"),
        "{missing}"
    );
}

#[test]
fn a_lost_end_of_the_journal_is_told() {
    let place = Place::new(Tuning {
        segment: u64::MAX,
        ..LAZY
    });
    let store = place.open();
    (0..7).for_each(|id| save(&store, id));
    let log = place.named(".log").pop().unwrap();
    let length = written(&log);
    (7..9).for_each(|id| save(&store, id));
    for is_shorter in [true, false] {
        let killed = place.killed();
        cut(&killed.named(".log").pop().unwrap(), length, is_shorter);
        let Err(StoreError::Damaged(why)) = killed.try_open() else {
            panic!("it opened");
        };
        assert!(why.contains("though 9 were written"), "{why}");
    }
}

#[test]
fn sled_is_made_anew_where_it_is_missing_or_damaged() {
    let place = Place::new(LAZY);
    let store = place.open();
    (0..50).for_each(|id| save(&store, id));
    drop(store);
    let whole = place.killed();
    fs::remove_dir_all(whole.data().join("recent")).unwrap();
    assert_eq!(ids(&whole.open()).len(), 50);
    for way in 0..20 {
        let damaged = place.killed();
        let db = damaged.named("/db").pop().unwrap();
        let length = fs::metadata(&db).unwrap().len();
        match way {
            0 => File::create(&db).map(drop).unwrap(),
            1 => File::options()
                .write(true)
                .open(&db)
                .unwrap()
                .set_len(length / 3)
                .unwrap(),
            _ => flip(&db, way * 4001),
        }
        let store = damaged.open();
        wait_until("sled agrees with the journal", || {
            fold::check(&store.shared).is_ok_and(|wrong| wrong.is_empty())
        });
        assert_eq!(ids(&store).len(), 50, "way {way}");
    }
}

#[test]
fn whoever_fills_a_store_waits_for_sled() {
    let step = 500;
    let place = Place::new(Tuning {
        segment: u64::MAX,
        step,
        ..LAZY
    });
    let store = place.open();
    let most = (0..500).map(|id| {
        save(&store, id);
        store.shared.layers().young.bytes
    });
    let most = most.max().unwrap();
    assert!(most < (FAR + 1) * step, "{most} bytes in memory");
    assert_eq!(ids(&store).len(), 500);
}

#[test]
fn opening_what_was_closed_changes_nothing() {
    let place = Place::new(LAZY);
    let store = place.open();
    (0..50).for_each(|id| save(&store, id));
    drop(store);
    let journal = || (place.named(".log"), place.named(".base"));
    let before = journal();
    assert!(before.0.len() > 2);
    let store = place.open();
    assert_eq!(store.shared.wake.wants_fold(), None);
    assert_eq!(ids(&store).len(), 50);
    assert_eq!(fold::check(&store.shared).unwrap(), [""; 0]);
    drop(store);
    assert_eq!(journal(), before);
}

#[test]
fn what_the_journal_lost_is_taken_from_sled() {
    let place = Place::new(Tuning {
        segment: 2000,
        ..LAZY
    });
    let store = place.open();
    (0..50).for_each(|id| save(&store, id));
    drop(store);
    for log in place.named(".log") {
        for way in 0..3 {
            let damaged = place.killed();
            let log = damaged.data().join(log.strip_prefix(place.data()).unwrap());
            match way {
                0 => flip(&log, 3),
                1 => flip(&log, 200),
                _ => File::create(&log).map(drop).unwrap(),
            }
            let store = damaged.open();
            assert_eq!(ids(&store).len(), 50, "{} {way}", log.display());
            save(&store, 50);
            store.fold().unwrap();
            drop(store);
            let store = damaged.open();
            assert_eq!(ids(&store).len(), 51);
            assert_eq!(fold::check(&store.shared).unwrap(), [""; 0]);
        }
    }
}

#[test]
fn damage_in_the_base_is_told_and_the_rest_salvaged() {
    let place = Place::new(LAZY);
    let store = place.open();
    (0..900).for_each(|id| save(&store, id));
    store.fold().unwrap();
    drop(store);
    let base = place.named(".base").pop().unwrap();
    flip(&base, 3000);
    let store = place.open();
    wait_until("the damage is told", || {
        matches!(store.health(), Health::Damaged { .. })
    });
    save(&store, 900);
    drop(store);
    let salvaged = place.dir.path().join("salvaged");
    let found = salvage(&place.data(), &salvaged, unique_keys).unwrap();
    assert!((500..901).contains(&found.records), "{found:?}");
    assert!(!found.missing.is_empty());
}

#[test]
fn what_was_removed_is_gone_from_every_file_after_a_fold() {
    let place = Place::new(LAZY);
    let store = place.open();
    let secret = "zoe@shopper.example, who wants to be forgotten";
    store
        .shared
        .commit(&[puts(&[(plain("secret"), secret)])])
        .unwrap();
    save(&store, 1);
    store.fold().unwrap();
    save(&store, 2);
    let removes = vec![plain("secret")];
    let remove = Transaction {
        removes,
        ..Transaction::default()
    };
    store.shared.commit(&[remove]).unwrap();
    save(&store, 3);
    store.fold().unwrap();
    let holds = |path: &PathBuf| {
        let bytes = fs::read(path).unwrap();
        bytes
            .windows(20)
            .any(|window| window == &secret.as_bytes()[..20])
    };
    assert!(!place.files().iter().any(holds));
    drop(store);
    assert!(!place.files().iter().any(holds));
    assert_eq!(ids(&place.open()), [1, 2, 3]);
}

#[tokio::test]
async fn a_feed_goes_on_after_reopening_and_is_gone_after_a_fold() {
    let place = Place::new(LAZY);
    let store = place.open();
    (0..40).for_each(|id| save(&store, id));
    drop(store);
    let store = place.open();
    let mut reached = Sequence(7);
    let mut seen = 0;
    while reached < Sequence(40) {
        let Feed::Events(events, next) = store.feed(shop(1), reached, 3).await.unwrap() else {
            panic!("the feed is gone");
        };
        assert!(events.len() <= 3 && next > reached);
        seen += events.len();
        reached = next;
    }
    assert_eq!(seen, 33);
    store.fold().unwrap();
    drop(store);
    let store = place.open();
    assert_eq!(
        store.feed(shop(1), Sequence(7), 3).await.unwrap(),
        Feed::Gone
    );
    let nothing_newer = Feed::Events(Vec::new(), Sequence(40));
    assert_eq!(
        store.feed(shop(1), Sequence(40), 3).await.unwrap(),
        nothing_newer
    );
}

#[test]
fn a_directory_with_remains_of_a_store_is_refused() {
    let place = Place::new(LAZY);
    let store = place.open();
    save(&store, 1);
    drop(store);
    fs::remove_dir_all(place.data().join("journal")).unwrap();
    let Err(StoreError::Damaged(why)) = place.try_open() else {
        panic!("it opened");
    };
    assert!(why.contains("remains") && why.contains("backup"), "{why}");
}

#[test]
fn a_second_process_is_told_to_stay_out() {
    let place = Place::new(LAZY);
    let _store = place.open();
    assert!(matches!(place.try_open(), Err(StoreError::InUse(_))));
}

#[test]
fn a_directory_deleted_under_the_server_is_noticed_and_its_return_too() {
    let place = Place::new(LAZY);
    let store = place.open();
    save(&store, 1);
    let away = place.dir.path().join("away");
    fs::rename(place.data(), &away).unwrap();
    wait_until("it is noticed", || {
        matches!(store.health(), Health::Refusing { .. })
    });
    let refused = store.shared.commit(&[puts(&[(plain("2"), "2")])]);
    assert!(matches!(refused, Err(StoreError::Io(why)) if why.contains("deleted")));
    assert_eq!(ids(&store), [1]);
    fs::rename(&away, place.data()).unwrap();
    wait_until("it goes on", || store.health() == Health::Well);
    save(&store, 2);
}

#[test]
fn a_fold_that_was_broken_off_is_begun_anew() {
    let place = Place::new(LAZY);
    let store = place.open();
    (0..30).for_each(|id| save(&store, id));
    store.fold().unwrap();
    (30..60).for_each(|id| save(&store, id));
    drop(store);
    // What a kill in the middle of a fold leaves: another sled, and a base that is not whole.
    let other = Recent::create(&keeper::next_recent(&place.data()).unwrap(), 60).unwrap();
    drop(other);
    fs::write(
        place.data().join("journal/00000000000000000060.base-new"),
        "AWBASE1",
    )
    .unwrap();
    let store = place.open();
    assert_eq!(ids(&store).len(), 60);
    store.fold().unwrap();
    drop(store);
    assert_eq!(ids(&place.open()).len(), 60);
    assert_eq!(place.named("/db").len(), 1);
    assert_eq!(place.named("-new").len(), 0);
}
