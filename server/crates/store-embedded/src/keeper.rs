//! What goes on behind commits: steps into sled, folds, and looking after the directory.

use crate::{
    Shared,
    base::Base,
    behind::give_way,
    files,
    fold::{self, Unfolded},
    frame::Standing,
    journal::Segment,
    layers::{Frozen, Young},
    lock,
    recent::Recent,
};
use afterword_store::StoreError;
use rustix::fs::statvfs;
use std::{
    fs, io,
    os::unix::fs::MetadataExt,
    path::{Path, PathBuf},
    sync::{
        Arc, Condvar, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

/// How often the directory is looked at.
const LOOK: Duration = Duration::from_millis(400);
/// Bytes of free disk below which sled is left alone, beside what it is about to write: a full disk
/// breaks it.
const ROOM: u64 = 8 * 1024 * 1024;
/// Bytes of free disk below which a journal that could not be written is not gone on with.
const REOPEN: u64 = 4 * 1024 * 1024;
/// Bytes in memory above which commits are refused, since they can't be taken over into sled.
const MOST: usize = 128 * 1024 * 1024;
/// After how long what failed is tried again.
const AGAIN: Duration = Duration::from_secs(1);
/// How often the same trouble is told.
const TELL: Duration = Duration::from_mins(1);

/// What the keeper is asked for.
#[derive(Default)]
pub(crate) struct Bell {
    signals: Mutex<Signals>,
    rung: Condvar,
    pub stop: AtomicBool,
}

#[derive(Default)]
struct Signals {
    rung: bool,
    /// How many folds were asked for, and how many of these were done.
    wanted: u64,
    done: u64,
    /// Why the last one was not.
    failed: Option<StoreError>,
}

impl Bell {
    /// Lets the keeper look whether there is something to do.
    pub(crate) fn ring(&self) {
        lock(&self.signals).rung = true;
        self.rung.notify_all();
    }

    /// Asks for a fold.
    pub(crate) fn fold_now(&self) {
        let mut signals = lock(&self.signals);
        signals.wanted += 1;
        signals.rung = true;
        drop(signals);
        self.rung.notify_all();
    }

    pub(crate) fn wants_fold(&self) -> Option<u64> {
        let signals = lock(&self.signals);
        (signals.wanted > signals.done).then_some(signals.wanted)
    }

    fn folded(&self, up_to: u64, result: Result<(), StoreError>) {
        let mut signals = lock(&self.signals);
        signals.failed = result.err();
        signals.done = signals.done.max(up_to);
        drop(signals);
        self.rung.notify_all();
    }

    /// Waits until everything that was asked for is folded.
    fn wait_until_folded(&self) -> Result<(), StoreError> {
        let mut signals = lock(&self.signals);
        let wanted = signals.wanted;
        while signals.done < wanted && !self.stop.load(Ordering::Relaxed) {
            signals = self
                .rung
                .wait(signals)
                .unwrap_or_else(PoisonError::into_inner);
        }
        signals.failed.clone().map_or(Ok(()), Err)
    }

    /// Sleeps, unless it is time to stop.
    fn sleep(&self, length: Duration) {
        let signals = lock(&self.signals);
        let goes_on = |_: &mut Signals| !self.stop.load(Ordering::Relaxed);
        drop(self.rung.wait_timeout_while(signals, length, goes_on));
    }

    fn wait(&self, patience: Duration) {
        let signals = lock(&self.signals);
        let waited = self
            .rung
            .wait_timeout_while(signals, patience, |signals| !signals.rung);
        waited.unwrap_or_else(PoisonError::into_inner).0.rung = false;
    }
}

/// The threads.
pub(crate) struct Keeper {
    shared: Arc<Shared>,
    threads: Vec<JoinHandle<()>>,
}

impl Keeper {
    pub(crate) fn start(shared: &Arc<Shared>, check: Check) -> Result<Self, StoreError> {
        let no_thread =
            |error: io::Error| StoreError::Io(format!("no thread for the store: {error}"));
        let spawn = |name: &str, work: Box<dyn FnOnce(Arc<Shared>) + Send>| {
            let shared = Arc::clone(shared);
            let thread = thread::Builder::new().name(name.into());
            thread.spawn(move || work(shared)).map_err(no_thread)
        };
        let threads = vec![
            spawn(
                "store",
                Box::new(move |shared| Steps::new(shared, check).run()),
            )?,
            spawn("store-watch", Box::new(|shared| watch(&shared)))?,
        ];
        Ok(Self {
            shared: Arc::clone(shared),
            threads,
        })
    }

    /// Waits for the folds that were asked for.
    pub(crate) fn folded(&self) -> Result<(), StoreError> {
        self.shared.wake.wait_until_folded()
    }

    /// Takes everything over into sled, and ends.
    pub(crate) fn stop(self) {
        self.shared.wake.stop.store(true, Ordering::Relaxed);
        self.shared.wake.ring();
        for thread in self.threads {
            // A panic there was told when it happened.
            let _ = thread.join();
        }
    }
}

/// What is to be looked at behind an opening.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Check {
    /// A part of the journal can't be read, though all that it says is in sled: fold it away.
    pub fold: bool,
    /// Up to which batch sled has to agree with the journal.
    pub agree_to: u64,
}

/// A fold under way.
struct Fold {
    thread: JoinHandle<Result<Base, StoreError>>,
    standing: Standing,
    /// Which wish it fulfils.
    wish: Option<u64>,
}

/// Steps into sled, and folds.
struct Steps {
    shared: Arc<Shared>,
    check: Option<Check>,
    fold: Option<Fold>,
    /// Not before this: what failed a moment ago fails again.
    not_before: Instant,
    told: Option<Instant>,
    /// When it was last looked at what seemed damaged.
    mended: Option<Instant>,
}

impl Steps {
    fn new(shared: Arc<Shared>, check: Check) -> Self {
        if check.fold {
            shared.wake.fold_now();
        }
        Self {
            shared,
            check: Some(check),
            fold: None,
            not_before: Instant::now(),
            told: None,
            mended: None,
        }
    }

    fn run(mut self) {
        let shared = Arc::clone(&self.shared);
        let stopping = || shared.wake.stop.load(Ordering::Relaxed);
        while !stopping() {
            self.shared.wake.wait(AGAIN);
            if stopping() {
                break;
            }
            let done = self.work();
            self.hear(done);
        }
        if let Some(fold) = self.fold.take() {
            // It stops by itself, and is begun anew at the next start.
            let _ = fold.thread.join();
        }
        // What is not taken over stands in the journal.
        if let Err(error) = self.step() {
            tracing::warn!(%error, "the last step into sled was left to the next start");
        }
    }

    fn hear(&mut self, done: Result<(), StoreError>) {
        let Err(error) = done else { return };
        self.not_before = Instant::now() + AGAIN;
        if self.told.is_none_or(|told| told.elapsed() >= TELL) {
            self.told = Some(Instant::now());
            tracing::warn!(%error, "the store could not tidy up behind its commits, and tries again");
        }
        if matches!(error, StoreError::Damaged(_)) {
            self.shared.suspect.store(true, Ordering::Relaxed);
        }
    }

    fn work(&mut self) -> Result<(), StoreError> {
        self.reap()?;
        if Instant::now() < self.not_before {
            return Ok(());
        }
        if let Some(check) = self.check.take() {
            self.look_once(check)?;
        }
        // Whoever reads what is damaged for good asks again and again.
        let lately = self.mended.is_some_and(|at| at.elapsed() < TELL);
        if !lately && self.shared.suspect.swap(false, Ordering::Relaxed) {
            self.mended = Some(Instant::now());
            self.mend()?;
        }
        // A fold takes what is in memory with it; where there is no room for one, a step may go on.
        let folded = if self.fold.is_none() && self.is_fold_due() {
            self.begin_fold()
        } else {
            Ok(())
        };
        let (full, waiting) = {
            let layers = self.shared.layers();
            (
                layers.young.bytes >= self.shared.tuning.step,
                layers.old.is_some(),
            )
        };
        if full || waiting {
            self.step()?;
        }
        folded
    }

    /// Takes what is in memory over into sled.
    fn step(&mut self) -> Result<(), StoreError> {
        // What failed the last time goes first.
        let waiting = self.shared.layers().old.clone();
        if let Some(old) = waiting {
            self.take_over(&old)?;
        }
        let old = {
            let mut layers = self.shared.layers_mut();
            if layers.young.place.is_none() {
                return Ok(());
            }
            let old = Arc::new(std::mem::take(&mut layers.young));
            layers.old = Some(Arc::clone(&old));
            old
        };
        self.take_over(&old)
    }

    fn take_over(&self, old: &Arc<Young>) -> Result<(), StoreError> {
        let needed = ROOM + 3 * old.bytes as u64;
        if free(&self.shared.dir).is_some_and(|free| free < needed) {
            self.shared.stuck.store(true, Ordering::Relaxed);
            return Err(StoreError::Io("the disk is nearly full".into()));
        }
        let recent = Arc::clone(&self.shared.layers().recent);
        let shops = old.shops.iter().map(|(shop, sequence)| (*shop, *sequence));
        let stepped = recent.step(old.entries.iter(), shops, old.place.unwrap_or_default());
        self.shared.stuck.store(stepped.is_err(), Ordering::Relaxed);
        if stepped.is_err() {
            // Once a write has failed sled neither writes nor reads until it is opened again.
            drop(recent);
            self.rebuild()?;
            return stepped;
        }
        self.shared.layers_mut().old = None;
        Ok(())
    }

    fn segments(&self) -> Vec<Segment> {
        lock(&self.shared.writer).journal.segments().to_vec()
    }

    /// Makes sled anew from the journal.
    fn rebuild(&self) -> Result<(), StoreError> {
        let (from, to) = {
            let layers = self.shared.layers();
            (layers.base.standing.tick, layers.standing.tick)
        };
        let changes = fold::of_journal(&self.segments(), from, to)?;
        let shops = self.shared.standing().shops;
        let recent = Recent::create(&next_recent(&self.shared.dir)?, from)?;
        recent.step(changes.iter(), shops.into_iter(), to)?;
        let mut layers = self.shared.layers_mut();
        layers.recent.doom();
        layers.recent = Arc::new(recent);
        // It reaches back to the base.
        if let Some(frozen) = layers.frozen.take() {
            frozen.recent.doom();
        }
        Ok(())
    }

    /// Looks at what seems damaged, and makes anew what can be.
    fn mend(&mut self) -> Result<(), StoreError> {
        let (recent, frozen, base) = {
            let layers = self.shared.layers();
            (
                Arc::clone(&layers.recent),
                layers.frozen.clone(),
                Arc::clone(&layers.base),
            )
        };
        let reads = |recent: &Arc<Recent>| fold::of_recent(recent).all(|change| change.is_ok());
        if !reads(&recent) || frozen.is_some_and(|frozen| !reads(&frozen.recent)) {
            self.rebuild()?;
            tracing::warn!(
                "sled’s files were damaged; they were made anew from the journal, and nothing is lost"
            );
        }
        if let Err(error @ StoreError::Damaged(_)) = base.verify() {
            self.tell_damage(&error);
        }
        Ok(())
    }

    fn tell_damage(&self, error: &StoreError) {
        let dir = self.shared.dir.display();
        let why = format!(
            "{error}. Stop the server, copy {dir} somewhere safe, and get out what can be read with: \
             afterword salvage {dir} NEW"
        );
        tracing::error!(%why, "a part of what is kept is damaged");
        *lock(&self.shared.damage) = Some(why);
    }

    /// Once behind an opening: whether the files are as they were left.
    fn look_once(&mut self, check: Check) -> Result<(), StoreError> {
        let (base, recent) = {
            let layers = self.shared.layers();
            (Arc::clone(&layers.base), Arc::clone(&layers.recent))
        };
        if let Err(error @ StoreError::Damaged(_)) = base.verify() {
            self.tell_damage(&error);
            return Ok(());
        }
        if check.fold {
            return Ok(());
        }
        let stop = &self.shared.wake.stop;
        let from = base.standing.tick;
        match fold::agrees(&self.segments(), from, check.agree_to, &recent, stop) {
            Ok(true) => recent.learn()?,
            Ok(false) => {
                self.rebuild()?;
                tracing::warn!(
                    "sled held something else than the journal; it was made anew, and nothing is lost"
                );
            }
            // The journal is damaged where sled was ahead of it already: what it said is folded away.
            Err(StoreError::Damaged(why)) => {
                tracing::warn!(%why, "what it said is in sled, and is written anew");
                self.shared.wake.fold_now();
            }
            Err(error) => return Err(error),
        }
        Ok(())
    }

    fn is_fold_due(&self) -> bool {
        if self.shared.wake.wants_fold().is_some() {
            return true;
        }
        let (bytes, begun) = {
            let writer = lock(&self.shared.writer);
            let begun = writer
                .journal
                .segments()
                .first()
                .map(|segment| segment.start.at);
            (writer.journal.bytes(), begun.unwrap_or_default())
        };
        let (length, standing) = {
            let layers = self.shared.layers();
            (layers.base.length, layers.base.standing.clone())
        };
        if bytes > self.shared.tuning.fold.max(length) {
            return true;
        }
        let age = crate::now().saturating_sub(begun.max(standing.at));
        let purge = i64::try_from(self.shared.tuning.purge_after.as_millis()).unwrap_or(i64::MAX);
        age > purge && self.shared.layers().standing.tick > standing.tick
    }

    /// Lets another thread make the next base out of all that is committed now.
    fn begin_fold(&mut self) -> Result<(), StoreError> {
        let wish = self.shared.wake.wants_fold();
        let nothing_new = {
            let layers = self.shared.layers();
            layers.base.standing.tick == layers.standing.tick
        };
        if nothing_new {
            self.shared.wake.folded(wish.unwrap_or_default(), Ok(()));
            return Ok(());
        }
        let (length, bytes) = {
            let length = self.shared.layers().base.length;
            (length, lock(&self.shared.writer).journal.bytes())
        };
        if free(&self.shared.dir).is_some_and(|free| free < ROOM + length + bytes) {
            return Err(StoreError::Io(
                "there is no room on the disk to fold the journal".into(),
            ));
        }
        let next = Arc::new(Recent::create(&next_recent(&self.shared.dir)?, u64::MAX)?);
        let (standing, base, frozen) = self.freeze(&next).inspect_err(|_| next.doom())?;
        self.spawn_fold(standing, base, frozen, wish)
    }

    /// Lets what is written from now on go into another sled, once the one there is has all that is
    /// committed.
    fn freeze(&self, next: &Arc<Recent>) -> Result<(Standing, Arc<Base>, Frozen), StoreError> {
        // Everything before the new segment can go then, file by file.
        {
            let mut writer = lock(&self.shared.writer);
            let standing = self.shared.standing();
            let begun = writer.journal.restart(&standing);
            begun.map_err(|error| files::failed(&self.shared.dir, &error))?;
        }
        if let Some(old) = self.shared.layers().old.clone() {
            self.take_over(&old)?;
        }
        // Nobody reads it before it says where it begins; until then a start begins with the journal.
        let mut layers = self.shared.layers_mut();
        let standing = layers.standing.clone();
        let frozen = Frozen {
            young: Arc::new(std::mem::take(&mut layers.young)),
            recent: std::mem::replace(&mut layers.recent, Arc::clone(next)),
        };
        layers.frozen = Some(frozen.clone());
        Ok((standing, Arc::clone(&layers.base), frozen))
    }

    fn spawn_fold(
        &mut self,
        standing: Standing,
        base: Arc<Base>,
        frozen: Frozen,
        wish: Option<u64>,
    ) -> Result<(), StoreError> {
        let path = self
            .shared
            .dir
            .join("journal")
            .join(format!("{:020}.base", standing.tick));
        let (shared, segments) = (Arc::clone(&self.shared), self.segments());
        let up_to = standing.clone();
        let work = move || {
            give_way();
            let stop = &shared.wake.stop;
            match fold::write(&path, &base, fold::of_frozen(&frozen), &up_to, stop) {
                Ok(()) => {}
                Err(Unfolded::Disagrees | Unfolded::Failed(StoreError::Damaged(_))) => {
                    let (from, to) = (base.standing.tick, up_to.tick);
                    let changes = fold::of_journal(&segments, from, to)?;
                    let changes = Box::new(changes.into_iter().map(Ok));
                    fold::write(&path, &base, changes, &up_to, stop).map_err(|why| match why {
                        Unfolded::Failed(error) => error,
                        _ => StoreError::Damaged("the base is not what the journal says".into()),
                    })?;
                    tracing::warn!(
                        "sled held something else than the journal, which was followed; nothing is lost"
                    );
                }
                Err(Unfolded::Stopped) => return Err(StoreError::Io("stopped".into())),
                Err(Unfolded::Failed(error)) => return Err(error),
            }
            Base::open(&path)
        };
        let thread = thread::Builder::new().name("store-fold".into()).spawn(work);
        let thread =
            thread.map_err(|error| StoreError::Io(format!("no thread to fold: {error}")))?;
        self.fold = Some(Fold {
            thread,
            standing,
            wish,
        });
        Ok(())
    }

    /// Puts a base in place that is written.
    fn reap(&mut self) -> Result<(), StoreError> {
        let Some(fold) = self.fold.take_if(|fold| fold.thread.is_finished()) else {
            return Ok(());
        };
        let base = fold
            .thread
            .join()
            .unwrap_or_else(|_| Err(StoreError::Damaged("folding broke off".into())));
        let base = match base {
            Ok(base) => Arc::new(base),
            Err(error) => {
                if matches!(error, StoreError::Damaged(_)) {
                    self.tell_damage(&error);
                }
                // What is frozen stays readable through the journal.
                self.rebuild()?;
                self.shared
                    .wake
                    .folded(fold.wish.unwrap_or_default(), Err(error.clone()));
                return Err(error);
            }
        };
        let before = {
            let mut layers = self.shared.layers_mut();
            if let Some(frozen) = layers.frozen.take() {
                frozen.recent.doom();
            }
            std::mem::replace(&mut layers.base, base)
        };
        let recent = Arc::clone(&self.shared.layers().recent);
        recent.set_from(fold.standing.tick)?;
        if let Some(path) = before.path() {
            fs::remove_file(path).map_err(|error| files::failed(path, &error))?;
        }
        let forgotten = lock(&self.shared.writer).journal.forget(fold.standing.tick);
        forgotten.map_err(|error| files::failed(&self.shared.dir, &error))?;
        self.shared
            .wake
            .folded(fold.wish.unwrap_or_default(), Ok(()));
        Ok(())
    }
}

/// Where the next sled goes.
pub(crate) fn next_recent(dir: &Path) -> Result<PathBuf, StoreError> {
    let dir = dir.join("recent");
    files::create_dir(&dir).map_err(|error| files::failed(&dir, &error))?;
    let last = files::numbered(&dir, "sled")?
        .last()
        .map_or(0, |(number, _)| *number);
    Ok(dir.join(format!("{}.sled", last + 1)))
}

/// Bytes that are free on the disk; `None` where the system does not say.
fn free(dir: &Path) -> Option<u64> {
    let about = statvfs(dir).ok()?;
    Some(about.f_bavail.saturating_mul(about.f_frsize))
}

/// Why a write failed, as a sentence for owners.
pub(crate) fn reason(dir: &Path, error: &io::Error) -> String {
    let dir = dir.display();
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => format!(
            "The disk under {dir} is full. Make room; answers are taken again some seconds later"
        ),
        io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied => format!(
            "{dir} can’t be written ({error}). Answers are taken again some seconds after it can"
        ),
        _ => format!(
            "The disk under {dir} fails ({error}). Answers are taken again some seconds after it is mended"
        ),
    }
}

/// Looks after the directory, and takes commits again once what hindered them is gone.
fn watch(shared: &Shared) {
    while !shared.wake.stop.load(Ordering::Relaxed) {
        match hindrance(shared) {
            Some(why) => shared.refuse(why),
            None => shared.recover(),
        }
        shared.wake.sleep(LOOK);
    }
}

/// What keeps commits from being taken, if anything.
fn hindrance(shared: &Shared) -> Option<String> {
    let mut writer = lock(&shared.writer);
    let dir = shared.dir.display();
    let (active, path) = writer.journal.active();
    let is_there = match (active.metadata(), fs::metadata(&path)) {
        (Ok(open), Ok(there)) => open.ino() == there.ino() && open.dev() == there.dev(),
        (_, Err(error)) if error.kind() == io::ErrorKind::NotFound => false,
        // What else is wrong shows when it is written.
        _ => true,
    };
    if !is_there {
        return Some(format!(
            "{dir} was deleted, moved or replaced under the running server. Put it back, or start the \
             server again where it is now"
        ));
    }
    if shared.layers().young.bytes > MOST {
        return Some(format!(
            "The disk under {dir} is nearly full. Make room; answers are taken again some seconds later"
        ));
    }
    if writer.broken {
        // What is left to a disk that is as good as full would be full again with the next batch.
        if free(&shared.dir).is_some_and(|free| free < REOPEN) {
            return Some(reason(&shared.dir, &io::ErrorKind::StorageFull.into()));
        }
        let standing = shared.standing();
        match writer.journal.restart(&standing) {
            Ok(()) => writer.broken = false,
            Err(error) => return Some(reason(&shared.dir, &error)),
        }
    }
    None
}
