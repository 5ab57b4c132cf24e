//! Opening a data directory.

use super::{Records, StoreError, unique_keys};
use afterword_store_embedded::{EmbeddedStore, Progress, Tuning, has_store};
use std::{path::Path, sync::Arc};

/// Whether a directory holds data of ours, of this layout or an earlier one.
pub fn has_data(dir: &Path) -> bool {
    has_store(dir)
}

/// Opens the embedded store in a directory, which is made where there is nothing; says on the log what
/// takes long. Blocks, and waits some seconds where another process has it open.
pub fn open(dir: &Path) -> Result<Records, StoreError> {
    let tell = |progress: Progress| match progress {
        Progress::Rebuilding => {
            tracing::warn!("what stands behind the journal is made anew from it; nothing is lost");
        }
    };
    let store = EmbeddedStore::open(dir, unique_keys, Tuning::default(), &tell)?;
    Ok(Records::new(Arc::new(store)))
}
