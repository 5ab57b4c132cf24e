//! What a server did to its files, and what a power cut may leave of it.
//!
//! `recorder.c` writes the log; clients put a mark into it for every acknowledgement, so that what
//! was acknowledged before a cut is what is marked before it.

use anyhow::{Context, Result, ensure};
use fastrand::Rng;
use std::{
    collections::{BTreeMap, HashMap, HashSet},
    fs::{self, File},
    io::Write,
    ops::Range,
    path::{Path, PathBuf},
};

/// What is derived and made anew where it is not there. Its files are written in ways that can't be
/// recorded.
pub const DERIVED: &str = "search";
/// What a device writes whole, or not at all.
const PAGE: usize = 4096;
/// The length of an entry's header.
const HEADER: usize = 32;

/// What a cut may leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Model {
    /// Synced data stay; writes in place since then may be there or not, page by page; of what was
    /// appended since then a beginning may be there. Names come in their order, and with whatever
    /// is synced that changed a length.
    Ext4,
    /// Any page, length or name may be lost that was not synced itself: a name by its directory.
    Volatile,
}

impl Model {
    /// As the table calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ext4 => "as ext4",
            Self::Volatile => "volatile cache",
        }
    }
}

#[derive(Debug)]
struct Entry {
    kind: u8,
    a: u64,
    b: u64,
    path: PathBuf,
    other: PathBuf,
    data: Range<usize>,
}

/// A log, read.
pub struct Recording {
    bytes: Vec<u8>,
    entries: Vec<Entry>,
}

/// A mark for the log.
pub fn mark(number: u64) -> [u8; HEADER] {
    let mut entry = [0; HEADER];
    entry[0] = b'M';
    entry[16..24].copy_from_slice(&number.to_le_bytes());
    entry
}

impl Recording {
    /// Reads a log.
    pub fn read(path: &Path) -> Result<Self> {
        let bytes = fs::read(path)?;
        let mut entries = Vec::new();
        let mut at = 0;
        while at + HEADER <= bytes.len() {
            let header = &bytes[at..at + HEADER];
            let long = |from: usize| {
                let bytes = header[from..from + 8].try_into().unwrap_or_default();
                u64::from_le_bytes(bytes)
            };
            let short = |from: usize| {
                let bytes = header[from..from + 4].try_into().unwrap_or_default();
                u32::from_le_bytes(bytes) as usize
            };
            let path = at + HEADER..at + HEADER + short(4);
            let other = path.end..path.end + short(8);
            let data = other.end..other.end + short(12);
            let text = |range: &Range<usize>| -> Result<PathBuf> {
                let bytes = bytes.get(range.clone()).context("the log breaks off")?;
                Ok(PathBuf::from(std::str::from_utf8(bytes)?))
            };
            let entry = Entry {
                kind: header[0],
                a: long(16),
                b: long(24),
                path: text(&path)?,
                other: text(&other)?,
                data: data.clone(),
            };
            at = data.end;
            if at > bytes.len() {
                // The server was killed over it.
                break;
            }
            entries.push(entry);
        }
        Ok(Self { bytes, entries })
    }

    /// How many entries there are: a cut is before one of them.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// The entries before which a cut leaves something else than before the entry before.
    pub fn places(&self) -> Vec<usize> {
        let mut derived = HashSet::new();
        let mut places = Vec::new();
        for (place, entry) in self.entries.iter().enumerate() {
            let is_derived = match entry.kind {
                b'C' | b'O' if entry.path.starts_with(DERIVED) => {
                    derived.insert(entry.a);
                    true
                }
                b'C' | b'O' => {
                    derived.remove(&entry.a);
                    false
                }
                b'W' | b'T' | b'S' => derived.contains(&entry.a),
                _ => entry.path.starts_with(DERIVED),
            };
            if !is_derived && !matches!(entry.kind, b'O' | b'B' | b'M') {
                places.push(place + 1);
            }
        }
        places
    }

    /// The last mark before an entry; 0 where there is none.
    pub fn marked_before(&self, cut: usize) -> u64 {
        let before = self.entries[..cut]
            .iter()
            .filter(|entry| entry.kind == b'M');
        before.map(|entry| entry.a).max().unwrap_or(0)
    }
}

type FileId = usize;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Node {
    Directory,
    File(FileId),
}

/// Names and what they stand for.
type Tree = BTreeMap<PathBuf, Node>;

#[derive(Clone, Debug)]
enum Naming {
    Put(PathBuf, Node),
    Remove(PathBuf),
    Rename(PathBuf, PathBuf),
}

impl Naming {
    /// Does it, where it can be done.
    fn apply(&self, tree: &mut Tree) {
        match self {
            Self::Put(path, node) => {
                tree.insert(path.clone(), *node);
            }
            Self::Remove(path) => {
                tree.remove(path);
            }
            Self::Rename(from, to) => {
                let moved: Vec<PathBuf> = tree
                    .keys()
                    .filter(|path| path.starts_with(from))
                    .cloned()
                    .collect();
                for path in moved {
                    let node = tree.remove(&path);
                    let rest = path.strip_prefix(from).unwrap_or(Path::new(""));
                    let place = if rest.as_os_str().is_empty() {
                        to.clone()
                    } else {
                        to.join(rest)
                    };
                    tree.extend(node.map(|node| (place, node)));
                }
            }
        }
    }

    /// Whether a sync of this directory makes it durable.
    fn is_in(&self, directory: &Path) -> bool {
        let (Self::Put(path, _) | Self::Remove(path) | Self::Rename(_, path)) = self;
        path.parent() == Some(directory)
    }
}

#[derive(Clone, Debug)]
enum Change {
    Write(usize, Range<usize>),
    Length(usize),
}

impl Change {
    fn apply(&self, content: &mut Vec<u8>, log: &[u8]) {
        match self {
            Self::Write(at, data) => overwrite(content, *at, &log[data.clone()]),
            Self::Length(length) => content.resize(*length, 0),
        }
    }
}

fn overwrite(content: &mut Vec<u8>, at: usize, data: &[u8]) {
    if content.len() < at + data.len() {
        content.resize(at + data.len(), 0);
    }
    content[at..at + data.len()].copy_from_slice(data);
}

/// A file: what is durable of it, and what was done since.
#[derive(Default)]
struct Content {
    durable: Vec<u8>,
    pending: Vec<(usize, Change)>,
}

/// The files of a recording as far as it is played.
pub struct Disk<'a> {
    recording: &'a Recording,
    played: usize,
    durable: Tree,
    current: Tree,
    naming: Vec<(usize, Naming)>,
    contents: Vec<Content>,
    inodes: HashMap<u64, FileId>,
    directories: HashMap<u64, PathBuf>,
    /// Where each sync that has begun did so.
    syncs: HashMap<u64, usize>,
    /// The entry before which every name is in ext4's journal.
    committed: usize,
}

impl<'a> Disk<'a> {
    /// The files as they were before the recording: a copy of the directory.
    pub fn new(recording: &'a Recording, before: &Path) -> Result<Self> {
        let mut disk = Self {
            recording,
            played: 0,
            durable: Tree::new(),
            current: Tree::new(),
            naming: Vec::new(),
            contents: Vec::new(),
            inodes: HashMap::new(),
            directories: HashMap::new(),
            syncs: HashMap::new(),
            committed: 0,
        };
        disk.take_over(before, Path::new(""))?;
        disk.current = disk.durable.clone();
        Ok(disk)
    }

    fn take_over(&mut self, before: &Path, below: &Path) -> Result<()> {
        for entry in fs::read_dir(before.join(below))? {
            let entry = entry?;
            let path = below.join(entry.file_name());
            let kind = entry.file_type()?;
            if path.starts_with(DERIVED) {
            } else if kind.is_dir() {
                self.durable.insert(path.clone(), Node::Directory);
                self.take_over(before, &path)?;
            } else if kind.is_file() {
                let node = Node::File(self.contents.len());
                self.contents.push(Content {
                    durable: fs::read(entry.path())?,
                    pending: Vec::new(),
                });
                self.durable.insert(path, node);
            }
        }
        Ok(())
    }

    /// Plays on up to an entry.
    pub fn play_to(&mut self, cut: usize) {
        while self.played < cut {
            self.step();
            self.played += 1;
        }
    }

    fn step(&mut self) {
        let entry = &self.recording.entries[self.played];
        if entry.path.starts_with(DERIVED) && entry.kind != b'R' {
            // Its writes must not go to the file that had the number before.
            self.inodes.remove(&entry.a);
            self.directories.remove(&entry.a);
            return;
        }
        match entry.kind {
            b'C' => {
                let id = self.contents.len();
                self.contents.push(Content::default());
                self.inodes.insert(entry.a, id);
                self.directories.remove(&entry.a);
                self.name(Naming::Put(entry.path.clone(), Node::File(id)));
            }
            b'O' => {
                if let Some(Node::File(id)) = self.current.get(&entry.path) {
                    self.inodes.insert(entry.a, *id);
                } else {
                    self.inodes.remove(&entry.a);
                    self.directories.insert(entry.a, entry.path.clone());
                }
            }
            b'W' => self.change(entry.a, Change::Write(size(entry.b), entry.data.clone())),
            b'T' => self.change(entry.a, Change::Length(size(entry.b))),
            b'B' => {
                self.syncs.insert(entry.b, self.played);
            }
            b'S' => {
                if let Some(began) = self.syncs.remove(&entry.b) {
                    self.sync(entry.a, began);
                }
            }
            b'R' => self.name(Naming::Rename(entry.path.clone(), entry.other.clone())),
            b'U' => self.name(Naming::Remove(entry.path.clone())),
            b'D' => self.name(Naming::Put(entry.path.clone(), Node::Directory)),
            _ => {}
        }
    }

    fn name(&mut self, naming: Naming) {
        naming.apply(&mut self.current);
        self.naming.push((self.played, naming));
    }

    fn change(&mut self, inode: u64, change: Change) {
        if let Some(id) = self.inodes.get(&inode) {
            self.contents[*id].pending.push((self.played, change));
        }
    }

    /// What was done before a sync began is durable now.
    fn sync(&mut self, inode: u64, began: usize) {
        if let Some(directory) = self.directories.get(&inode) {
            let directory = directory.clone();
            // Later names may stand on earlier ones, so those of one directory keep their order.
            let (synced, rest): (Vec<_>, Vec<_>) = std::mem::take(&mut self.naming)
                .into_iter()
                .partition(|(at, naming)| *at < began && naming.is_in(&directory));
            for (_, naming) in synced {
                naming.apply(&mut self.durable);
            }
            self.naming = rest;
            self.committed = self.committed.max(began);
        }
        if let Some(id) = self.inodes.get(&inode) {
            let content = &mut self.contents[*id];
            let count = content.pending.partition_point(|(at, _)| *at < began);
            let length = content.durable.len();
            for (_, change) in content.pending.drain(..count) {
                change.apply(&mut content.durable, &self.recording.bytes);
            }
            if content.durable.len() != length {
                self.committed = self.committed.max(began);
            }
        }
    }

    /// Whether anything was written that is not synced.
    pub fn has_unsynced(&self) -> bool {
        let pending = |content: &Content| !content.pending.is_empty();
        self.contents.iter().any(pending)
    }

    /// Writes what a cut now leaves into an empty directory.
    pub fn cut(&self, model: Model, rng: &mut Rng, into: &Path) -> Result<()> {
        let mut tree = self.durable.clone();
        let chance = [0.0, 0.5, 1.0, rng.f64()][rng.usize(..4)];
        match model {
            Model::Ext4 => {
                let kept = self.naming.partition_point(|(at, _)| *at < self.committed);
                let count = rng.usize(kept..=self.naming.len());
                for (_, naming) in &self.naming[..count] {
                    naming.apply(&mut tree);
                }
            }
            Model::Volatile => {
                for (_, naming) in &self.naming {
                    if rng.f64() < chance {
                        naming.apply(&mut tree);
                    }
                }
            }
        }
        self.write(&tree, into, |content| match model {
            Model::Ext4 => content.cut_as_ext4(chance, rng, &self.recording.bytes),
            Model::Volatile => content.cut_volatile(chance, rng, &self.recording.bytes),
        })
    }

    /// Writes everything that was done, and says where the directory itself is otherwise.
    pub fn compare(&self, directory: &Path, into: &Path) -> Result<()> {
        self.write(&self.current, into, |content| {
            let mut all = content.durable.clone();
            for (_, change) in &content.pending {
                change.apply(&mut all, &self.recording.bytes);
            }
            all
        })?;
        let mut differences = Vec::new();
        compare(directory, into, Path::new(""), &mut differences)?;
        ensure!(
            differences.is_empty(),
            "the recorder did not see everything that was done: {}",
            differences.join(", ")
        );
        Ok(())
    }

    fn write(
        &self,
        tree: &Tree,
        into: &Path,
        mut content: impl FnMut(&Content) -> Vec<u8>,
    ) -> Result<()> {
        for (path, node) in tree {
            let place = into.join(path);
            match node {
                Node::Directory => fs::create_dir_all(&place)?,
                // A name in a directory that is lost is lost with it.
                Node::File(id) if place.parent().is_some_and(Path::is_dir) => {
                    let bytes = content(&self.contents[*id]);
                    File::create(&place)?.write_all(&bytes)?;
                }
                Node::File(_) => {}
            }
        }
        Ok(())
    }
}

fn size(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

impl Content {
    fn cut_as_ext4(&self, chance: f64, rng: &mut Rng, log: &[u8]) -> Vec<u8> {
        let mut left = self.durable.clone();
        let mut all = self.durable.clone();
        for (_, change) in &self.pending {
            change.apply(&mut all, log);
            match change {
                Change::Write(at, data) => {
                    let inside = left.len().saturating_sub(*at).min(data.len());
                    by_page(*at, &log[data.start..data.start + inside], |at, page| {
                        if rng.f64() < chance {
                            overwrite(&mut left, at, page);
                        }
                    });
                }
                Change::Length(length) if *length < left.len() && rng.f64() < chance => {
                    left.truncate(*length);
                }
                Change::Length(_) => {}
            }
        }
        if all.len() > left.len() && rng.bool() {
            let more = rng.usize(left.len()..=all.len());
            left.extend_from_slice(&all[left.len()..more]);
        }
        left
    }

    fn cut_volatile(&self, chance: f64, rng: &mut Rng, log: &[u8]) -> Vec<u8> {
        let mut left = self.durable.clone();
        for (_, change) in &self.pending {
            match change {
                Change::Write(at, data) => by_page(*at, &log[data.clone()], |at, page| {
                    if rng.f64() < chance {
                        overwrite(&mut left, at, page);
                    }
                }),
                Change::Length(length) if rng.f64() < chance => left.resize(*length, 0),
                Change::Length(_) => {}
            }
        }
        left
    }
}

/// The pieces of a write that lie in one page each.
fn by_page(at: usize, data: &[u8], mut piece: impl FnMut(usize, &[u8])) {
    let mut from = 0;
    while from < data.len() {
        let room = PAGE - (at + from) % PAGE;
        let to = data.len().min(from + room);
        piece(at + from, &data[from..to]);
        from = to;
    }
}

fn compare(left: &Path, right: &Path, below: &Path, found: &mut Vec<String>) -> Result<()> {
    let names = |root: &Path| -> Result<BTreeMap<PathBuf, fs::FileType>> {
        let mut names = BTreeMap::new();
        for entry in fs::read_dir(root.join(below))? {
            let entry = entry?;
            let kind = entry.file_type()?;
            let path = below.join(entry.file_name());
            if (kind.is_file() || kind.is_dir()) && !path.starts_with(DERIVED) {
                names.insert(path, kind);
            }
        }
        Ok(names)
    };
    let (here, there) = (names(left)?, names(right)?);
    for path in here.keys().filter(|path| !there.contains_key(*path)) {
        found.push(format!("{} was not seen", path.display()));
    }
    for (path, kind) in &there {
        if !here.contains_key(path) {
            found.push(format!("{} is gone", path.display()));
        } else if kind.is_dir() {
            compare(left, right, path, found)?;
        } else if fs::read(left.join(path))? != fs::read(right.join(path))? {
            found.push(format!("{} is otherwise", path.display()));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
