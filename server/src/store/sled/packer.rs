//! When loose entries are packed: a little at a time, in the background, and by the commits
//! themselves where they write faster than that.

use super::Core;
use crate::store::StoreError;
use std::{
    io,
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

/// From how many entries written on the tree is gone through when nobody writes.
const FEW: usize = 2_000;
/// How long nobody has to have written for that.
const QUIET: Duration = Duration::from_secs(3);

/// How much there may be to pack.
pub(super) struct Backlog {
    /// After how many entries written the tree is gone through, whoever writes meanwhile.
    many: usize,
    state: Mutex<State>,
    changed: Condvar,
}

struct State {
    /// Entries written since the tree was last begun with.
    written: usize,
    last: Instant,
    /// How far it is gone through; `None` where nothing is due.
    reached: Option<Vec<u8>>,
    closing: bool,
}

impl State {
    fn begin(&mut self) {
        self.written = 0;
        self.reached = Some(Vec::new());
    }
}

impl Backlog {
    /// That of a store that was just opened: nobody knows what was left loose.
    pub(super) fn unknown(many: usize) -> Self {
        Self {
            many,
            state: Mutex::new(State {
                written: FEW,
                last: Instant::now(),
                reached: None,
                closing: false,
            }),
            changed: Condvar::new(),
        }
    }

    /// Notes that entries were written. `true` where packing does not keep up with it: then as
    /// many have to be packed before more are written.
    pub(super) fn add(&self, entries: usize) -> bool {
        let mut state = self.state();
        state.written += entries;
        state.last = Instant::now();
        if state.written < self.many {
            return false;
        }
        if state.reached.is_some() {
            return true;
        }
        state.begin();
        self.changed.notify_one();
        false
    }

    /// Where to go on packing; `None` where nothing is due.
    pub(super) fn next(&self) -> Option<Vec<u8>> {
        self.state().reached.clone()
    }

    /// Notes how far the tree is gone through.
    pub(super) fn reached(&self, next: Option<Vec<u8>>) {
        self.state().reached = next;
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn close(&self) {
        self.state().closing = true;
        self.changed.notify_one();
    }

    /// Waits until there is something to do; `false` where the store closes.
    fn wait(&self) -> bool {
        let mut state = self.state();
        loop {
            if state.closing {
                return false;
            }
            if state.reached.is_some() {
                return true;
            }
            if state.written >= FEW && state.last.elapsed() >= QUIET {
                state.begin();
                return true;
            }
            (state, _) = self
                .changed
                .wait_timeout(state, QUIET)
                .unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// The thread that packs, for as long as the store is open.
pub(super) struct Packer {
    core: Arc<Core>,
    thread: Option<JoinHandle<()>>,
}

impl Packer {
    pub(super) fn start(core: Arc<Core>) -> io::Result<Self> {
        let packing = Arc::clone(&core);
        let thread = thread::Builder::new()
            .name("packer".into())
            .spawn(move || run(&packing))?;
        Ok(Self {
            core,
            thread: Some(thread),
        })
    }
}

impl Drop for Packer {
    fn drop(&mut self) {
        self.core.backlog.close();
        if let Some(thread) = self.thread.take() {
            // A panic of its is nothing that the one who closes could do something about.
            let _ = thread.join();
        }
    }
}

/// Tells of a failure: nobody waits for an answer, and nothing is lost.
pub(super) fn tell(error: &StoreError) {
    tracing::error!(%error, "entries of the store can't be packed");
}

fn run(core: &Core) {
    while core.backlog.wait() {
        let start = Instant::now();
        if let Err(error) = core.pack() {
            tell(&error);
            return;
        }
        // Commits and reads have as much time as this took.
        thread::sleep(start.elapsed());
    }
}
