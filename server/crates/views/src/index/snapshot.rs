//! A shop's columns in a file, so that a server has them soon after its start: derived, and thrown
//! away where anything about it does not fit.
//!
//! The file is a line that says what made it, then *parts*: a length, a checksum (XXH3-64) and as
//! many bytes, all numbers little-endian. A column is one part, its cells as they stand in memory;
//! everything smaller is written by postcard. Tables that find a row by its id are made anew.

use super::column::{Cell, Column};
use afterword_domain::change::Sequence;
use afterword_shared::id::ShopId;
use serde::{Serialize, de::DeserializeOwned};
use std::{
    fs::{self, File},
    io::{self, BufReader, BufWriter, Read, Write},
    path::{Path, PathBuf},
};
use xxhash_rust::xxh3::{Xxh3, xxh3_64};

/// Which way of writing columns this is: to be raised with every change of what they hold or mean.
const FORMAT: u32 = 2;

/// Something that is written into a snapshot and read back.
pub(super) trait Snapshot: Sized {
    /// Writes it.
    fn save(&self, to: &mut Saver) -> io::Result<()>;

    /// Reads what [`Self::save`] wrote; errs where that is not as it was written.
    fn load(from: &mut Loader) -> io::Result<Self>;
}

/// Makes a struct a snapshot of its fields: columns and the like first, then what serde writes.
macro_rules! snapshot_of {
    ($name:ident { $($part:ident),* ; $($value:ident),* }) => {
        impl $crate::index::snapshot::Snapshot for $name {
            fn save(&self, to: &mut $crate::index::snapshot::Saver) -> std::io::Result<()> {
                let Self { $($part,)* $($value,)* } = self;
                $($part.save(to)?;)*
                $(to.value($value)?;)*
                Ok(())
            }

            fn load(from: &mut $crate::index::snapshot::Loader) -> std::io::Result<Self> {
                Ok(Self {
                    $($part: $crate::index::snapshot::Snapshot::load(from)?,)*
                    $($value: from.value()?,)*
                })
            }
        }
    };
}
pub(super) use snapshot_of;

/// A snapshot that is being written.
pub(super) struct Saver {
    file: BufWriter<File>,
    part: Vec<u8>,
}

impl Saver {
    /// Writes something small.
    pub(super) fn value(&mut self, value: &impl Serialize) -> io::Result<()> {
        let mut part = std::mem::take(&mut self.part);
        part.clear();
        self.part = postcard::to_extend(value, part).map_err(io::Error::other)?;
        self.end_part()
    }

    fn end_part(&mut self) -> io::Result<()> {
        let length = self.part.len() as u64;
        self.file.write_all(&length.to_le_bytes())?;
        self.file.write_all(&xxh3_64(&self.part).to_le_bytes())?;
        self.file.write_all(&self.part)
    }
}

/// A snapshot that is being read.
pub(super) struct Loader {
    file: BufReader<File>,
    /// The file's length.
    size: u64,
    part: Vec<u8>,
}

fn unfit(why: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, why)
}

/// How many bytes of a column are read at a time.
const CHUNK: usize = 1 << 16;

impl Loader {
    /// Reads something small.
    pub(super) fn value<T: DeserializeOwned>(&mut self) -> io::Result<T> {
        self.read_part()?;
        postcard::from_bytes(&self.part).map_err(io::Error::other)
    }

    fn read_part(&mut self) -> io::Result<()> {
        let length = self.length()?;
        let sum = self.number()?;
        self.part.resize(length, 0);
        self.file.read_exact(&mut self.part)?;
        if xxh3_64(&self.part) != sum {
            return Err(unfit("a part is damaged"));
        }
        Ok(())
    }

    /// The length of a part: one that was damaged may reach beyond the file.
    fn length(&mut self) -> io::Result<usize> {
        let length = self.number()?;
        if length > self.size {
            return Err(unfit("a length is damaged"));
        }
        usize::try_from(length).map_err(io::Error::other)
    }

    fn number(&mut self) -> io::Result<u64> {
        let mut bytes = [0; 8];
        self.file.read_exact(&mut bytes)?;
        Ok(u64::from_le_bytes(bytes))
    }
}

impl<T: Cell> Snapshot for Column<T> {
    fn save(&self, to: &mut Saver) -> io::Result<()> {
        to.part.clear();
        to.part.reserve(self.len() * T::LENGTH);
        for cell in self.iter() {
            cell.put(&mut to.part);
        }
        to.end_part()
    }

    fn load(from: &mut Loader) -> io::Result<Self> {
        let mut left = from.length()?;
        let wanted = from.number()?;
        if left % T::LENGTH != 0 {
            return Err(unfit("a column ends within a cell"));
        }
        let mut cells = Vec::with_capacity(left / T::LENGTH);
        let mut sum = Xxh3::new();
        while left > 0 {
            let length = left.min(CHUNK / T::LENGTH * T::LENGTH);
            from.part.resize(length, 0);
            from.file.read_exact(&mut from.part)?;
            sum.update(&from.part);
            for bytes in from.part.chunks_exact(T::LENGTH) {
                cells.push(T::take(bytes).ok_or_else(|| unfit("a cell is none"))?);
            }
            left -= length;
        }
        if sum.digest() != wanted {
            return Err(unfit("a part is damaged"));
        }
        Ok(Self::from(cells))
    }
}

/// What stands at the beginning: a snapshot of other code, or of another shop, does not fit.
fn title(shop: ShopId) -> String {
    let version = env!("CARGO_PKG_VERSION");
    format!("afterword columns {FORMAT} of {version} for {shop}\n")
}

/// Where the snapshots of a data directory stand.
pub fn directory(data: &Path) -> PathBuf {
    data.join("views")
}

fn path(dir: &Path, shop: ShopId) -> PathBuf {
    dir.join(format!("{shop}.columns"))
}

/// A snapshot that is written, but not in its place yet.
pub(super) struct Written {
    file: File,
    from: PathBuf,
    to: PathBuf,
}

impl Written {
    /// Puts it in the place of the one before.
    pub(super) fn keep(self) -> io::Result<()> {
        self.file.sync_data()?;
        fs::rename(self.from, self.to)
    }
}

/// Writes a shop's columns as they are at a commit.
pub(super) fn write(
    dir: &Path,
    shop: ShopId,
    sequence: Sequence,
    write: impl FnOnce(&mut Saver) -> io::Result<()>,
) -> io::Result<Written> {
    let path = path(dir, shop);
    let making = path.with_extension("making");
    let mut to = Saver {
        file: BufWriter::with_capacity(1 << 20, File::create(&making)?),
        part: Vec::new(),
    };
    to.file.write_all(title(shop).as_bytes())?;
    to.value(&sequence.0)?;
    write(&mut to)?;
    let file = to
        .file
        .into_inner()
        .map_err(io::IntoInnerError::into_error)?;
    Ok(Written {
        file,
        from: making,
        to: path,
    })
}

/// Opens a shop's snapshot; `None` where there is none. Returns the commit that it is of.
pub(super) fn open(dir: &Path, shop: ShopId) -> io::Result<Option<(Loader, Sequence)>> {
    let file = match File::open(path(dir, shop)) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let mut from = Loader {
        size: file.metadata()?.len(),
        file: BufReader::with_capacity(1 << 20, file),
        part: Vec::new(),
    };
    let wanted = title(shop);
    let mut found = vec![0; wanted.len()];
    from.file.read_exact(&mut found)?;
    if found != wanted.as_bytes() {
        return Err(unfit("it was written by another version"));
    }
    let sequence = Sequence(from.value()?);
    Ok(Some((from, sequence)))
}

/// Throws a shop's snapshot away.
pub(super) fn remove(dir: &Path, shop: ShopId) {
    // Where it can't be, it can't be read either, or is found not to fit again.
    let _ = fs::remove_file(path(dir, shop));
}

/// The shops that have a snapshot, each with the commit that it is of. Those that can't be read are
/// thrown away.
pub(super) fn all(dir: &Path) -> Vec<(ShopId, Sequence)> {
    let files = fs::read_dir(dir).into_iter().flatten().flatten();
    let shops = files.filter_map(|file| {
        let path = file.path();
        let stem = path.file_stem()?.to_str()?;
        path.extension().filter(|kind| *kind == "columns")?;
        stem.parse::<ShopId>().ok()
    });
    let opened = shops.filter_map(|shop| {
        let found = open(dir, shop).unwrap_or_else(|_| {
            remove(dir, shop);
            None
        });
        found.map(|(_, sequence)| (shop, sequence))
    });
    opened.collect()
}
