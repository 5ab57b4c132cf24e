//! The search, begun by whoever needs it first.

use super::error::Error;
use afterword_store::Records;
use afterword_views::search;
use std::{
    path::Path,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// Finds responses by their words. Cheap to clone.
#[derive(Clone)]
pub struct Search {
    store: Records,
    running: Arc<Mutex<Option<search::Search>>>,
}

impl Search {
    /// Over a store; nothing is read yet.
    pub fn new(store: Records) -> Self {
        Self {
            store,
            running: Arc::default(),
        }
    }

    /// Begins to read the store's texts into an index in this data directory. Without this the index
    /// stands in memory, and is begun by the first who looks for something.
    pub fn keep_in(&self, data: &Path) -> Result<(), Error> {
        let dir = search::directory(data);
        *self.lock() = Some(search::Search::start(self.store.clone(), Some(dir))?);
        Ok(())
    }

    /// It, running.
    pub fn get(&self) -> Result<search::Search, Error> {
        let mut running = self.lock();
        if let Some(search) = &*running {
            return Ok(search.clone());
        }
        let search = search::Search::start(self.store.clone(), None)?;
        Ok(running.insert(search).clone())
    }

    fn lock(&self) -> MutexGuard<'_, Option<search::Search>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
