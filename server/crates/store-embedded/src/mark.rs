//! How far the journal has come, in a small file beside it: whoever cut off its end, or brought an
//! older copy, is noticed. It is written behind every batch without being synced, so a power cut may
//! leave an older one, but never one that says too much. One that can't be read is made anew.

use std::{fs::File, io, os::unix::fs::FileExt, path::Path};

const LENGTH: usize = 16;

/// The file, open to be written.
#[derive(Debug)]
pub(crate) struct Mark(File);

impl Mark {
    /// Opens it, and reads the latest batch; `None` where there is none or it can't be read.
    pub(crate) fn open(dir: &Path) -> io::Result<(Self, Option<u64>)> {
        let file = File::options()
            .create(true)
            .truncate(false)
            .read(true)
            .write(true)
            .open(dir.join("mark"))?;
        let found = read(&file);
        Ok((Self(file), found))
    }

    /// Reads the latest batch, and changes nothing.
    pub(crate) fn read(dir: &Path) -> io::Result<Option<u64>> {
        match File::open(dir.join("mark")) {
            Ok(file) => Ok(read(&file)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Remembers a batch.
    pub(crate) fn set(&self, tick: u64) -> io::Result<()> {
        self.0.write_all_at(&encoded(tick), 0)
    }
}

fn read(file: &File) -> Option<u64> {
    let mut bytes = [0; LENGTH];
    let is_whole = file.read_exact_at(&mut bytes, 0).is_ok();
    let tick = u64::from_le_bytes(bytes[..8].try_into().unwrap_or_default());
    (is_whole && bytes == encoded(tick)).then_some(tick)
}

fn encoded(tick: u64) -> [u8; LENGTH] {
    let mut bytes = [0; LENGTH];
    bytes[..8].copy_from_slice(&tick.to_le_bytes());
    let crc = crc32c::crc32c(&bytes[..8]);
    bytes[8..12].copy_from_slice(&crc.to_le_bytes());
    bytes[12..].copy_from_slice(b"mark");
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_reads_back_and_a_damaged_one_is_none() {
        let dir = tempfile::tempdir().unwrap();
        let (mark, found) = Mark::open(dir.path()).unwrap();
        assert_eq!(found, None);
        mark.set(7).unwrap();
        assert_eq!(Mark::open(dir.path()).unwrap().1, Some(7));
        let path = dir.path().join("mark");
        for place in 0..LENGTH {
            let mut bytes = encoded(7);
            bytes[place] ^= 1;
            std::fs::write(&path, bytes).unwrap();
            assert_eq!(Mark::open(dir.path()).unwrap().1, None);
        }
    }
}
