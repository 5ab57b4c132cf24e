//! Each test writes a log by hand and cuts it in many ways of chance.

use super::*;
use std::collections::BTreeSet;

const MODELS: [Model; 2] = [Model::Ext4, Model::Volatile];
/// The only file's inode, and that of the directory it is in.
const FILE: u64 = 7;
const ROOT: u64 = 1;

#[derive(Default)]
struct Log(Vec<u8>);

impl Log {
    fn entry(mut self, kind: u8, a: u64, b: u64, names: [&str; 2], data: &[u8]) -> Self {
        let mut header = [0; HEADER];
        header[0] = kind;
        let lengths = [names[0].len(), names[1].len(), data.len()];
        for (at, length) in [4, 8, 12].into_iter().zip(lengths) {
            let length = u32::try_from(length).unwrap();
            header[at..at + 4].copy_from_slice(&length.to_le_bytes());
        }
        header[16..24].copy_from_slice(&a.to_le_bytes());
        header[24..].copy_from_slice(&b.to_le_bytes());
        self.0.extend(header);
        self.0.extend(names.concat().bytes());
        self.0.extend(data);
        self
    }

    fn created(self, path: &str) -> Self {
        self.entry(b'C', FILE, 0, [path, ""], &[])
    }

    fn written(self, at: u64, data: &[u8]) -> Self {
        self.entry(b'W', FILE, at, ["", ""], data)
    }

    fn sync_begun(self, inode: u64, number: u64) -> Self {
        self.entry(b'B', inode, number, ["", ""], &[])
    }

    fn sync_ended(self, inode: u64, number: u64) -> Self {
        self.entry(b'S', inode, number, ["", ""], &[])
    }

    fn synced(self, inode: u64, number: u64) -> Self {
        self.sync_begun(inode, number).sync_ended(inode, number)
    }

    fn root_opened(self) -> Self {
        self.entry(b'O', ROOT, 0, ["", ""], &[])
    }

    fn renamed(self, from: &str, to: &str) -> Self {
        self.entry(b'R', 0, 0, [from, to], &[])
    }

    fn marked(mut self, number: u64) -> Self {
        self.0.extend(mark(number));
        self
    }

    fn read(self) -> Recording {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("log");
        fs::write(&path, self.0).unwrap();
        Recording::read(&path).unwrap()
    }

    /// Everything that a cut at the end of the log may leave: names and contents.
    fn left(self, model: Model) -> BTreeSet<Vec<(String, Vec<u8>)>> {
        let recording = self.read();
        let folder = tempfile::tempdir().unwrap();
        let mut disk = Disk::new(&recording, folder.path()).unwrap();
        disk.play_to(recording.len());
        let mut all = BTreeSet::new();
        for seed in 0..200 {
            let folder = tempfile::tempdir().unwrap();
            let mut rng = Rng::with_seed(seed);
            disk.cut(model, &mut rng, folder.path()).unwrap();
            let entries = fs::read_dir(folder.path()).unwrap();
            let mut files: Vec<_> = entries
                .map(|entry| {
                    let entry = entry.unwrap();
                    let name = entry.file_name().into_string().unwrap();
                    (name, fs::read(entry.path()).unwrap())
                })
                .collect();
            files.sort();
            all.insert(files);
        }
        all
    }
}

/// A file whose first two pages and name are durable.
fn durable() -> Log {
    Log::default()
        .root_opened()
        .created("file")
        .written(0, &[1; 2 * PAGE])
        .synced(FILE, 1)
        .synced(ROOT, 2)
}

fn contents(left: BTreeSet<Vec<(String, Vec<u8>)>>) -> BTreeSet<Vec<u8>> {
    left.into_iter()
        .map(|files| match &files[..] {
            [(name, content)] if name == "file" => content.clone(),
            other => panic!("one file, not {other:?}"),
        })
        .collect()
}

#[test]
fn what_is_synced_stays_in_every_cut() {
    for model in MODELS {
        let left = contents(durable().left(model));
        assert_eq!(left, BTreeSet::from([vec![1; 2 * PAGE]]), "{model:?}");
    }
}

#[test]
fn each_page_written_in_place_since_may_be_there_or_not() {
    let [old, new] = [vec![1; PAGE], vec![2; PAGE]];
    for model in MODELS {
        let left = contents(durable().written(0, &[2; 2 * PAGE]).left(model));
        let mixed = [(&old, &old), (&old, &new), (&new, &old), (&new, &new)];
        let all = mixed.map(|(first, second)| [&first[..], second].concat());
        assert_eq!(left, BTreeSet::from(all), "{model:?}");
    }
}

#[test]
fn of_what_was_appended_since_ext4_leaves_a_beginning() {
    let end = u64::try_from(2 * PAGE).unwrap();
    let left = contents(durable().written(end, &[2; 100]).left(Model::Ext4));
    assert!(left.contains(&vec![1; 2 * PAGE]));
    assert!(left.len() > 10);
    for content in left {
        let (whole, more) = content.split_at(2 * PAGE);
        assert_eq!(whole, vec![1; 2 * PAGE]);
        assert!(more.len() <= 100 && more.iter().all(|byte| *byte == 2));
    }
}

#[test]
fn of_what_was_appended_since_a_cache_may_lose_the_beginning() {
    let end = u64::try_from(2 * PAGE).unwrap();
    let left = contents(durable().written(end, &[2; 2 * PAGE]).left(Model::Volatile));
    let hole = [vec![1; 2 * PAGE], vec![0; PAGE], vec![2; PAGE]].concat();
    assert!(left.contains(&hole));
    assert!(left.contains(&vec![1; 2 * PAGE]));
}

#[test]
fn a_sync_covers_what_was_written_before_it_began_once_it_has_ended() {
    for model in MODELS {
        let log = durable().sync_begun(FILE, 3).written(0, &[2]);
        let left = contents(log.sync_ended(FILE, 3).left(model));
        assert_eq!(left.len(), 2, "{model:?}: written after the sync began");
        let log = durable().written(0, &[2]).sync_begun(FILE, 3);
        assert_eq!(contents(log.left(model)).len(), 2, "{model:?}: not ended");
        let log = durable().written(0, &[2]).synced(FILE, 3);
        assert_eq!(contents(log.left(model)).len(), 1, "{model:?}: ended");
    }
}

#[test]
fn a_name_is_durable_with_its_directory() {
    let names = |log: Log, model| -> BTreeSet<Vec<String>> {
        let names = |files: Vec<(String, Vec<u8>)>| files.into_iter().map(|file| file.0).collect();
        log.left(model).into_iter().map(names).collect()
    };
    let one = |name: &str| vec![name.to_owned()];
    for model in MODELS {
        let renamed = durable().renamed("file", "other");
        let both = BTreeSet::from([one("file"), one("other")]);
        assert_eq!(names(renamed, model), both, "{model:?}");
        let synced = durable().renamed("file", "other").synced(ROOT, 3);
        assert_eq!(names(synced, model), BTreeSet::from([one("other")]));
    }
    let grown = |log: Log| log.created("file").written(0, b"x").synced(FILE, 1);
    let with_it = BTreeSet::from([one("file")]);
    let log = grown(Log::default().root_opened());
    assert_eq!(
        names(log, Model::Ext4),
        with_it,
        "ext4 commits the name along"
    );
    let unnamed = BTreeSet::from([vec![], one("file")]);
    let log = grown(Log::default().root_opened());
    assert_eq!(names(log, Model::Volatile), unnamed);
}

#[test]
fn a_mark_counts_from_its_place_on() {
    let recording = durable().marked(1).written(0, &[2]).marked(2).read();
    let last = recording.len();
    assert_eq!(recording.marked_before(last), 2);
    assert_eq!(recording.marked_before(last - 1), 1);
    assert_eq!(recording.marked_before(last - 3), 0);
}
