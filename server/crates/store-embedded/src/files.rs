//! Files and directories, made so that they outlive a power cut.

use afterword_store::StoreError;
use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

/// An error of the system's, with the path that it is about.
pub(crate) fn failed(path: &Path, error: &io::Error) -> StoreError {
    let path = path.display();
    StoreError::Io(match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            format!("the disk under {path} is full. Make room, and try again")
        }
        _ => format!("{path}: {error}"),
    })
}

/// Syncs the entries of a directory.
pub(crate) fn sync_dir(dir: &Path) -> io::Result<()> {
    File::open(dir)?.sync_all()
}

/// Makes a directory where there is none, and syncs those that have a new entry then.
pub(crate) fn create_dir(dir: &Path) -> io::Result<()> {
    let missing: Vec<&Path> = dir
        .ancestors()
        .take_while(|dir| !dir.as_os_str().is_empty() && !dir.exists())
        .collect();
    fs::create_dir_all(dir)?;
    for made in missing {
        match made.parent() {
            Some(parent) if parent.as_os_str().is_empty() => sync_dir(Path::new("."))?,
            Some(parent) => sync_dir(parent)?,
            None => {}
        }
    }
    Ok(())
}

/// The files of a directory that are named by a number and this ending, the lowest first.
pub(crate) fn numbered(dir: &Path, ending: &str) -> Result<Vec<(u64, PathBuf)>, StoreError> {
    let listed = || -> io::Result<Vec<(u64, PathBuf)>> {
        let mut found = Vec::new();
        for entry in fs::read_dir(dir)? {
            let path = entry?.path();
            let stem = path.file_stem().and_then(|stem| stem.to_str());
            if path.extension().is_some_and(|other| other == ending)
                && let Some(number) = stem.and_then(|stem| stem.parse().ok())
            {
                found.push((number, path));
            }
        }
        found.sort_unstable();
        Ok(found)
    };
    match listed() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        listed => listed.map_err(|error| failed(dir, &error)),
    }
}
