//! Does what is due: each job once, on however many servers, and none holds up another.

use crate::{
    Clock,
    schedule::{self, LEASE, Server},
};
use afterword_domain::{
    change::{Change, Expect, Sequence},
    record::{INSTALLATION, JobName, JobRun, JobState, Record},
};
use afterword_store::{Outcome, Records, StoreError};
use async_trait::async_trait;
use jiff::{SignedDuration, Timestamp};
use std::{
    collections::HashSet,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::{
    sync::{Notify, watch},
    task::{JoinError, JoinSet},
    time::MissedTickBehavior,
};

/// How often it is looked what is due, where nobody waits for something.
const LOOK: Duration = Duration::from_secs(20);
/// How often a lease is made longer: three times before it ends.
const RENEW: Duration = Duration::from_secs(LEASE.as_secs().unsigned_abs() / 3);

/// Work in the background.
#[async_trait]
pub trait Job: Send + Sync {
    /// What it is called, in addresses and metrics: `rotate-keys`.
    fn name(&self) -> &'static str;

    /// How long after it went well it is due again.
    fn every(&self) -> SignedDuration;

    /// Whether somebody waits for it right now.
    fn is_wanted(&self) -> bool {
        false
    }

    /// Does it. It may be broken off anywhere, and is done again then. Errs with a sentence.
    async fn run(&self) -> Result<(), String>;
}

/// How a job goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobStatus {
    /// What it is called.
    pub name: &'static str,
    /// How long after it went well it is due again.
    pub every: SignedDuration,
    /// Since when somebody is at it.
    pub running_since: Option<Timestamp>,
    /// How it went last.
    pub last: Option<JobRun>,
    /// How often in a row it went wrong.
    pub failures: u32,
    /// When it is due next.
    pub next_at: Timestamp,
}

/// Does what is due. Cheap to clone.
#[derive(Clone)]
pub struct Runner(Arc<Inner>);

struct Inner {
    store: Records,
    clock: Clock,
    server: Server,
    jobs: Vec<Arc<dyn Job>>,
    /// Which of them run here.
    running: Mutex<HashSet<&'static str>>,
    wake: Arc<Notify>,
}

impl Runner {
    /// For these jobs; `wake` says that somebody waits for one.
    pub fn new(
        store: Records,
        clock: Clock,
        server: Server,
        jobs: Vec<Arc<dyn Job>>,
        wake: Arc<Notify>,
    ) -> Self {
        Self(Arc::new(Inner {
            store,
            clock,
            server,
            jobs,
            running: Mutex::default(),
            wake,
        }))
    }

    /// Does what is due until it is to stop. What runs then is broken off: its lease is void at the next
    /// start, or ends by itself.
    pub async fn run(&self, mut stopping: watch::Receiver<bool>) {
        let mut work = JoinSet::new();
        let mut look = tokio::time::interval(LOOK);
        look.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                _ = look.tick() => {}
                () = self.0.wake.notified() => {}
                Some(_) = work.join_next() => continue,
                _ = stopping.wait_for(|stop| *stop) => return,
            }
            for job in &self.0.jobs {
                match self.begin(job).await {
                    Ok(Some(run)) => {
                        work.spawn(run.carry_out());
                    }
                    Ok(None) => {}
                    Err(error) => {
                        tracing::warn!(job = job.name(), %error, "a job could not be begun");
                    }
                }
            }
        }
    }

    /// Does everything that is due now, one after the other, and returns when it is done.
    pub async fn run_due(&self) -> Result<(), StoreError> {
        for job in &self.0.jobs {
            if let Some(run) = self.begin(job).await? {
                run.carry_out().await;
            }
        }
        Ok(())
    }

    /// How each job goes.
    pub async fn statuses(&self) -> Result<Vec<JobStatus>, StoreError> {
        let now = self.0.clock.now();
        let mut statuses = Vec::with_capacity(self.0.jobs.len());
        for job in &self.0.jobs {
            let state = self.state(job.name()).await?.map(|(state, _)| state);
            let lease = state.as_ref().and_then(|state| state.lease.as_ref());
            let lease = lease.filter(|lease| {
                lease.until > now && (!self.0.server.alone || lease.boot == self.0.server.boot)
            });
            statuses.push(JobStatus {
                name: job.name(),
                every: job.every(),
                running_since: lease.map(|lease| lease.since),
                failures: state.as_ref().map_or(0, |state| state.failures),
                next_at: state.as_ref().map_or(now, |state| state.next_at),
                last: state.and_then(|state| state.last),
            });
        }
        Ok(statuses)
    }

    async fn state(&self, name: &str) -> Result<Option<(JobState, Sequence)>, StoreError> {
        let name = JobName(name.to_owned());
        let kept = self.0.store.one::<JobState>(INSTALLATION, &name).await?;
        Ok(kept.map(|kept| (kept.value, kept.sequence)))
    }

    /// Takes a job's lease where it is due and nobody has it.
    async fn begin(&self, job: &Arc<dyn Job>) -> Result<Option<Run>, StoreError> {
        if self.running().contains(job.name()) {
            return Ok(None);
        }
        let before = self.state(job.name()).await?;
        let known = before.as_ref().map(|(state, _)| state);
        let now = self.0.clock.now();
        let wanted = job.is_wanted();
        let Some(state) = schedule::begin(known, job.name(), wanted, self.0.server, now) else {
            return Ok(None);
        };
        let expect = before.map_or(Expect::Absent, |(_, version)| Expect::At(version));
        let Some(version) = self.put(expect, &state).await? else {
            return Ok(None);
        };
        self.running().insert(job.name());
        Ok(Some(Run {
            runner: self.clone(),
            job: Arc::clone(job),
            state,
            version,
        }))
    }

    /// Writes a job's state; `None` where another server was faster.
    async fn put(&self, expect: Expect, state: &JobState) -> Result<Option<Sequence>, StoreError> {
        let change = Change::put(expect, Record::JobState(state.clone()));
        let outcomes = self.0.store.commit(vec![change]).await?;
        Ok(outcomes.first().and_then(|outcome| match outcome {
            Outcome::Saved(version) => Some(*version),
            Outcome::Conflict => None,
        }))
    }

    fn running(&self) -> MutexGuard<'_, HashSet<&'static str>> {
        self.0
            .running
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

/// A job that this server has the lease of.
struct Run {
    runner: Runner,
    job: Arc<dyn Job>,
    state: JobState,
    version: Sequence,
}

impl Drop for Run {
    fn drop(&mut self) {
        self.runner.running().remove(self.job.name());
    }
}

impl Run {
    /// Does it, and says what came of it, unless somebody else has taken it over meanwhile.
    async fn carry_out(mut self) {
        let job = Arc::clone(&self.job);
        let mut work = JoinSet::new();
        work.spawn(async move { job.run().await });
        let mut renew = tokio::time::interval(RENEW);
        renew.tick().await;
        let error = loop {
            tokio::select! {
                Some(done) = work.join_next() => break reason(done),
                _ = renew.tick() => {
                    if !self.renew().await {
                        // Somebody else is at it, since this server stood still for too long.
                        return;
                    }
                }
            }
        };
        if let Some(error) = &error {
            tracing::warn!(job = self.job.name(), %error, "a job went wrong, and is tried again");
        }
        let now = self.runner.0.clock.now();
        let next = schedule::end(&self.state, self.job.every(), error, now);
        let ended = self.runner.put(Expect::At(self.version), &next).await;
        if let Err(error) = ended {
            tracing::warn!(job = self.job.name(), %error, "what came of a job could not be written down");
        }
    }

    async fn renew(&mut self) -> bool {
        let next = schedule::renew(&self.state, self.runner.0.clock.now());
        match self.runner.put(Expect::At(self.version), &next).await {
            Ok(Some(version)) => {
                (self.state, self.version) = (next, version);
                true
            }
            Ok(None) => false,
            // The store refuses for now; the lease may last until it does not.
            Err(_) => true,
        }
    }
}

/// Why a run went wrong, a panic's text left out; `None` where it did not.
fn reason(done: Result<Result<(), String>, JoinError>) -> Option<String> {
    match done {
        Ok(Ok(())) => None,
        Ok(Err(error)) => Some(error),
        Err(error) if error.is_panic() => Some("It broke off; the server’s log says why.".into()),
        Err(_) => Some("It was broken off.".into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicU32, Ordering};

    /// A job that counts its runs, and does them as it is told.
    struct Counting {
        name: &'static str,
        runs: AtomicU32,
        behave: fn() -> Result<(), String>,
    }

    #[async_trait]
    impl Job for Counting {
        fn name(&self) -> &'static str {
            self.name
        }

        fn every(&self) -> SignedDuration {
            SignedDuration::from_hours(1)
        }

        async fn run(&self) -> Result<(), String> {
            self.runs.fetch_add(1, Ordering::SeqCst);
            (self.behave)()
        }
    }

    fn counting(name: &'static str, behave: fn() -> Result<(), String>) -> Arc<Counting> {
        Arc::new(Counting {
            name,
            runs: AtomicU32::new(0),
            behave,
        })
    }

    fn runner(store: &Records, clock: &Clock, boot: u64, jobs: &[&Arc<Counting>]) -> Runner {
        let jobs = jobs.iter().map(|job| Arc::clone(job) as Arc<dyn Job>);
        Runner::new(
            store.clone(),
            clock.clone(),
            Server { boot, alone: false },
            jobs.collect(),
            Arc::default(),
        )
    }

    fn fails() -> Result<(), String> {
        Err("There is no disk.".into())
    }

    fn dies() -> Result<(), String> {
        panic!("a job of this test dies on purpose")
    }

    #[tokio::test]
    async fn two_servers_do_a_job_once() {
        let (store, clock) = (
            Records::in_memory(),
            Clock::standing_at(Timestamp::UNIX_EPOCH),
        );
        let job = counting("tidy", || Ok(()));
        let (here, there) = (
            runner(&store, &clock, 1, &[&job]),
            runner(&store, &clock, 2, &[&job]),
        );
        let (one, two) = tokio::join!(here.run_due(), there.run_due());
        one.and(two).unwrap();
        assert_eq!(job.runs.load(Ordering::SeqCst), 1);
        clock.advance(SignedDuration::from_hours(1));
        there.run_due().await.unwrap();
        assert_eq!(job.runs.load(Ordering::SeqCst), 2);
    }

    #[tokio::test]
    async fn a_job_that_fails_or_dies_says_so_and_holds_up_nobody() {
        let (store, clock) = (
            Records::in_memory(),
            Clock::standing_at(Timestamp::UNIX_EPOCH),
        );
        let (bad, dead) = (counting("bad", fails), counting("dead", dies));
        let good = counting("good", || Ok(()));
        let runner = runner(&store, &clock, 1, &[&dead, &bad, &good]);
        runner.run_due().await.unwrap();
        let statuses = runner.statuses().await.unwrap();
        let errors: Vec<_> = statuses
            .iter()
            .map(|status| status.last.as_ref().unwrap().error.clone())
            .collect();
        assert_eq!(errors[1].as_deref(), Some("There is no disk."));
        assert!(
            errors[0]
                .as_ref()
                .is_some_and(|why| !why.contains("on purpose"))
        );
        assert_eq!(errors[2], None);
        clock.advance(SignedDuration::from_mins(1));
        runner.run_due().await.unwrap();
        let runs = [&dead, &bad, &good].map(|job| job.runs.load(Ordering::SeqCst));
        assert_eq!(runs, [2, 2, 1]);
    }

    #[tokio::test]
    async fn what_another_took_over_meanwhile_is_not_ended_by_the_first() {
        let (store, clock) = (
            Records::in_memory(),
            Clock::standing_at(Timestamp::UNIX_EPOCH),
        );
        let job = counting("tidy", || Ok(()));
        let (here, there) = (
            runner(&store, &clock, 1, &[&job]),
            runner(&store, &clock, 2, &[&job]),
        );
        let shared: Arc<dyn Job> = job.clone();
        let slow = here.begin(&shared).await.unwrap().unwrap();
        clock.advance(LEASE);
        there.run_due().await.unwrap();
        let done = there.statuses().await.unwrap();
        clock.advance(SignedDuration::from_secs(1));
        slow.carry_out().await;
        assert_eq!(there.statuses().await.unwrap(), done);
    }
}
