//! The journal: every batch of commits, in segments that are only ever appended to.
//!
//! A segment's file is named after the batch that it follows on. It begins with [`MAGIC`] and a frame
//! that says where the store stood there, so that nothing before it has to be read. A batch is
//! acknowledged once its frame is synced.
//!
//! What a power cut left half-written at the end was never acknowledged and is cut off. Where a frame
//! can't be read though later ones can, something was damaged: that is told, never passed over.

use crate::{
    files,
    frame::{self, Frame, HEADER, MARK, Standing},
};
use afterword_store::StoreError;
use bytes::Bytes;
use std::{
    fs::{self, File},
    io::{self, BufReader, Read, Seek, SeekFrom, Write},
    os::unix::fs::FileExt,
    path::{Path, PathBuf},
};

/// How every segment begins.
pub(crate) const MAGIC: &[u8; 8] = b"AWJRNL1\n";
/// How a segment is called until it is begun.
pub(crate) const UNFINISHED: &str = "log-new";
/// How long a segment gets before the next one is begun, in bytes.
pub(crate) const SEGMENT: u64 = 16 * 1024 * 1024;

/// A segment that is there.
#[derive(Clone, Debug)]
pub(crate) struct Segment {
    pub path: PathBuf,
    /// Where the store stood before its first batch.
    pub start: Standing,
}

/// The journal, open to be written.
#[derive(Debug)]
pub(crate) struct Journal {
    dir: PathBuf,
    active: File,
    /// Up to where the active segment is synced.
    length: u64,
    /// Up to where its file has blocks on the disk: behind the last frame there are zeros.
    room: u64,
    segments: Vec<Segment>,
    /// Bytes of the segments before the active one.
    before: u64,
}

impl Journal {
    /// Begins a new segment behind those that are there.
    pub(crate) fn begin(
        dir: &Path,
        mut segments: Vec<Segment>,
        standing: &Standing,
    ) -> io::Result<Self> {
        let path = dir.join(name(standing.tick));
        segments.retain(|segment| segment.path != path);
        let (active, length) = create(dir, &path, standing)?;
        let before = segments.iter().map(|segment| size(&segment.path)).sum();
        segments.push(Segment {
            path,
            start: standing.clone(),
        });
        Ok(Self {
            dir: dir.to_owned(),
            active,
            length,
            room: length,
            segments,
            before,
        })
    }

    /// Goes on behind the last batch of a segment, which is good up to `length`.
    pub(crate) fn reopen(
        dir: &Path,
        segments: Vec<Segment>,
        active: &Path,
        length: u64,
    ) -> io::Result<Self> {
        let file = File::options().write(true).open(active)?;
        let older = segments.split_last().map_or(&[][..], |(_, older)| older);
        Ok(Self {
            dir: dir.to_owned(),
            active: file,
            length,
            room: length,
            before: older.iter().map(|segment| size(&segment.path)).sum(),
            segments,
        })
    }

    /// Writes a batch behind the others and returns when it is durable. Where the file ends, so many
    /// zeros go behind it: a batch that is written over them changes nothing but their blocks, and is
    /// synced in two thirds of the time that a file takes whose length changes too.
    ///
    /// Where that fails nothing of it may be believed: go on with [`Self::restart`].
    pub(crate) fn append(&mut self, frame: &[u8], ahead: u64) -> io::Result<()> {
        let end = self.length + frame.len() as u64;
        self.active.write_all_at(frame, self.length)?;
        if end > self.room {
            let zeros = vec![0; usize::try_from(ahead).unwrap_or(0)];
            self.active.write_all_at(&zeros, end)?;
            self.room = end + ahead;
        }
        self.active.sync_data()?;
        self.length = end;
        Ok(())
    }

    /// Cuts off what stands behind the last batch.
    pub(crate) fn close(&mut self) {
        // Zeros, or what was never acknowledged: where it stays it does no harm.
        let _ = self.active.set_len(self.length);
        self.room = self.length;
    }

    /// Whether the active segment is long enough.
    pub(crate) fn is_full(&self, segment: u64) -> bool {
        self.length >= segment
    }

    /// Goes on in a new segment, since the active one is long enough or can't be written. What stands
    /// in the old one behind `standing` counts for nothing: the new segment says from where on.
    pub(crate) fn restart(&mut self, standing: &Standing) -> io::Result<()> {
        let segments = std::mem::take(&mut self.segments);
        match Self::begin(&self.dir, segments.clone(), standing) {
            Ok(next) => {
                self.close();
                *self = next;
            }
            Err(error) => {
                self.segments = segments;
                return Err(error);
            }
        }
        Ok(())
    }

    /// The segments, oldest first.
    pub(crate) fn segments(&self) -> &[Segment] {
        &self.segments
    }

    /// Bytes of all segments.
    pub(crate) fn bytes(&self) -> u64 {
        self.before + self.length
    }

    /// The active segment's file: to see whether it is still in its place.
    pub(crate) fn active(&self) -> (&File, PathBuf) {
        let path = self.segments.last().map(|segment| segment.path.clone());
        (&self.active, path.unwrap_or_default())
    }

    /// Removes the segments that hold nothing behind a batch.
    pub(crate) fn forget(&mut self, tick: u64) -> io::Result<()> {
        while let [_, next, ..] = &self.segments[..]
            && next.start.tick <= tick
        {
            fs::remove_file(&self.segments[0].path)?;
            self.segments.remove(0);
        }
        let older = self
            .segments
            .split_last()
            .map_or(&[][..], |(_, older)| older);
        self.before = older.iter().map(|segment| size(&segment.path)).sum();
        files::sync_dir(&self.dir)
    }
}

fn name(tick: u64) -> String {
    format!("{tick:020}.log")
}

fn size(path: &Path) -> u64 {
    fs::metadata(path).map_or(0, |about| about.len())
}

/// Makes a segment's file, whole or not at all.
fn create(dir: &Path, path: &Path, standing: &Standing) -> io::Result<(File, u64)> {
    let mut bytes = MAGIC.to_vec();
    frame::standing(&mut bytes, standing);
    let new = path.with_extension(UNFINISHED);
    let mut file = File::options()
        .create(true)
        .truncate(true)
        .write(true)
        .open(&new)?;
    file.write_all(&bytes)?;
    file.sync_all()?;
    fs::rename(&new, path)?;
    files::sync_dir(dir)?;
    Ok((file, bytes.len() as u64))
}

/// Why a segment can't be read to its end.
#[derive(Debug)]
pub(crate) enum Stop {
    /// It ends here, where it should or in a frame that was never whole.
    End {
        /// Up to where it is good.
        length: u64,
    },
    /// A frame can't be read, though later ones can.
    Damage {
        /// Up to where it is good.
        length: u64,
        /// The first frame behind the damage.
        next: Box<Frame>,
    },
}

/// Reads a segment frame by frame.
pub(crate) struct SegmentReader {
    file: BufReader<File>,
    /// Where the next frame begins.
    pub offset: u64,
    length: u64,
}

impl SegmentReader {
    /// Opens a segment before its first batch, and reads where the store stood there; `None` where
    /// its beginning can't be read.
    pub(crate) fn open(path: &Path) -> io::Result<Option<(Self, Standing)>> {
        let file = File::open(path)?;
        let length = file.metadata()?.len();
        let mut reader = Self {
            file: BufReader::with_capacity(256 * 1024, file),
            offset: MAGIC.len() as u64,
            length,
        };
        let mut magic = [0; MAGIC.len()];
        let is_ours = match reader.file.read_exact(&mut magic) {
            Ok(()) => magic == *MAGIC,
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => false,
            Err(error) => return Err(error),
        };
        if !is_ours {
            return Ok(None);
        }
        Ok(reader.next()?.map(|start| (reader, start.into_standing())))
    }

    /// The same from a place on at which a frame begins.
    pub(crate) fn open_at(path: &Path, offset: u64) -> io::Result<Self> {
        let mut file = File::open(path)?;
        let length = file.metadata()?.len();
        file.seek(SeekFrom::Start(offset))?;
        Ok(Self {
            file: BufReader::with_capacity(256 * 1024, file),
            offset,
            length,
        })
    }

    /// The next frame; `None` where none can be read here.
    pub(crate) fn next(&mut self) -> io::Result<Option<Frame>> {
        let rest = self.length.saturating_sub(self.offset);
        let mut bytes = [0; HEADER];
        if rest < HEADER as u64 {
            return Ok(None);
        }
        self.file.read_exact(&mut bytes)?;
        let Some((length, crc)) = frame::head(&bytes) else {
            return Ok(None);
        };
        if length as u64 > rest - HEADER as u64 {
            return Ok(None);
        }
        let mut payload = vec![0; length];
        self.file.read_exact(&mut payload)?;
        let Some(frame) = Frame::read(&Bytes::from(payload), crc) else {
            return Ok(None);
        };
        self.offset += (HEADER + length) as u64;
        Ok(Some(frame))
    }

    /// Why no frame could be read here.
    pub(crate) fn stop(mut self) -> io::Result<Stop> {
        let length = self.offset;
        Ok(match self.skip()? {
            Some(next) => Stop::Damage {
                length,
                next: Box::new(next),
            },
            None => Stop::End { length },
        })
    }

    /// Goes on behind what can't be read: the next frame that can.
    pub(crate) fn skip(&mut self) -> io::Result<Option<Frame>> {
        self.file.seek(SeekFrom::Start(self.offset))?;
        let mut rest = Vec::new();
        self.file.read_to_end(&mut rest)?;
        let places = (1..rest.len()).filter(|at| rest[*at..].starts_with(&MARK));
        for at in places {
            let bytes = &rest[at..];
            let found = frame::head(bytes).and_then(|(length, crc)| {
                let payload = bytes.get(HEADER..HEADER + length)?;
                Some((Frame::read(&Bytes::copy_from_slice(payload), crc)?, length))
            });
            if let Some((frame, length)) = found {
                self.offset += (at + HEADER + length) as u64;
                self.file.seek(SeekFrom::Start(self.offset))?;
                return Ok(Some(frame));
            }
        }
        Ok(None)
    }
}

/// The paths of the segments in a directory, oldest first, with the batch that each follows on.
pub(crate) fn list(dir: &Path) -> Result<Vec<(u64, PathBuf)>, StoreError> {
    files::numbered(dir, "log")
}
