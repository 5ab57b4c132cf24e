//! Cuts of a recording: what a server did to its files is recorded once under load, then cut off at
//! random places, in two models of what a cut leaves.

use super::{
    Deadline, Recorder, Tally, Trial,
    facts::Facts,
    load::Load,
    recording::{DERIVED, Disk, Model, Recording},
    server::{self, Server, Started},
};
use anyhow::{Result, bail, ensure};
use fastrand::Rng;
use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    sync::atomic::Ordering,
    thread,
    time::{Duration, Instant},
};

/// For how long a recording runs at least and at most; it goes on until an import has ended.
const RECORDED: [Duration; 2] = [Duration::from_secs(2), Duration::from_secs(6)];
/// For how long it waits for that.
const LONGEST: Duration = Duration::from_mins(1);
/// How many cuts one recording serves, over both models.
const CUTS_OF_A_RECORDING: usize = 50;

/// Plays so many cuts in each model, or until the time is over.
pub fn run(trial: &Trial, replays: usize, deadline: Deadline) -> Result<Vec<Tally>> {
    let models = [Model::Ext4, Model::Volatile];
    let mut tallies = models.map(|model| {
        let mut tally = Tally::new(format!("replayed cut, {}", model.name()));
        tally.busy = (0, "with unsynced writes");
        tally
    });
    if replays == 0 {
        return Ok(Vec::new());
    }
    let recorder = trial.recorder()?;
    let mut round = 0;
    while tallies[0].trials < replays && !deadline.is_over() {
        let mut rng = trial.rng(3, round);
        // Every other one of imports alone: those write most between two syncs.
        let left = deadline.0.saturating_duration_since(Instant::now());
        let time = (left / 10).clamp(RECORDED[0], RECORDED[1]);
        let past = Recorded::make(trial, &recorder, round % 2 == 1, time, &mut rng)?;
        let count = (replays - tallies[0].trials).min(CUTS_OF_A_RECORDING / 2);
        let places = past.recording.places();
        let mut cuts: Vec<(usize, usize)> = (0..count)
            .flat_map(|_| [0, 1])
            .map(|model| (places[rng.usize(..places.len())], model))
            .collect();
        cuts.sort_unstable();
        let mut disk = Disk::new(&past.recording, &past.before)?;
        for (place, model) in cuts {
            if deadline.is_over() {
                break;
            }
            let began = Instant::now();
            let left = trial.folder.join("left");
            drop(fs::remove_dir_all(&left));
            fs::create_dir_all(&left)?;
            disk.play_to(place);
            let tally = &mut tallies[model];
            tally.busy.0 += usize::from(disk.has_unsynced());
            disk.cut(models[model], &mut rng, &left)?;
            // As it was before: only what came since has to be made anew.
            let derived = past.before.join(DERIVED);
            if derived.is_dir() {
                server::copy(&derived, &left.join(DERIVED))?;
            }
            let up_to = past.recording.marked_before(place);
            let what = format!(
                "recording {round} cut before entry {place} of {}, {}",
                past.recording.len(),
                models[model].name()
            );
            drop(trial.look(tally, &left, &past.facts, up_to, &what)?);
            fs::remove_dir_all(&left)?;
            tally.took += began.elapsed();
        }
        drop(disk);
        past.remove()?;
        round += 1;
    }
    Ok(tallies.into())
}

/// A load that was recorded.
struct Recorded {
    recording: Recording,
    facts: Facts,
    before: PathBuf,
}

impl Recorded {
    fn make(
        trial: &Trial,
        recorder: &Recorder,
        shoppers: bool,
        time: Duration,
        rng: &mut Rng,
    ) -> Result<Self> {
        let before = trial.folder.join("before");
        let data = trial.folder.join("recorded");
        let log = trial.folder.join("recorded.entries");
        drop(fs::remove_file(&log));
        trial.program.copy_to(&data)?;
        let entries = File::options().create(true).append(true).open(&log)?;
        let facts = Facts::marked_in(entries);
        // Something to write over first.
        busy(trial, &data, &facts, "f", true, time / 2, &[], rng)?.stop()?;
        server::copy(&data, &before)?;
        let environment = recorder.environment(&data, &log);
        let mut server = busy(trial, &data, &facts, "r", shoppers, time, &environment, rng)?;
        server.kill()?;
        drop(server);
        let recording = Recording::read(&log)?;
        fs::remove_file(&log)?;
        // Played to its end it is what the server left; else a cut of it would say nothing.
        let left = trial.folder.join("left");
        drop(fs::remove_dir_all(&left));
        fs::create_dir_all(&left)?;
        let mut disk = Disk::new(&recording, &before)?;
        disk.play_to(recording.len());
        disk.compare(&data, &left)?;
        drop(disk);
        fs::remove_dir_all(&data)?;
        Ok(Self {
            recording,
            facts,
            before,
        })
    }

    fn remove(self) -> Result<()> {
        Ok(fs::remove_dir_all(&self.before)?)
    }
}

/// A server that was busy for so long, and until an import has ended.
#[expect(
    clippy::too_many_arguments,
    reason = "the two halves of a recording differ in all of them"
)]
fn busy(
    trial: &Trial,
    data: &Path,
    facts: &Facts,
    prefix: &str,
    shoppers: bool,
    time: Duration,
    environment: &[(&str, &Path)],
    rng: &mut Rng,
) -> Result<Server> {
    let server = match Server::start(&trial.program, data, environment)? {
        Started::Ready(server) => server,
        Started::Refused(refusal) => bail!("{}", refusal.said),
    };
    let base = server.base.clone();
    let mut load = Load::new(&trial.program, &base, data, facts, prefix);
    load.shoppers = shoppers;
    load.during(rng, || {
        let began = Instant::now();
        while began.elapsed() < time || (!has_imported(&load) && began.elapsed() < LONGEST) {
            thread::sleep(Duration::from_millis(20));
        }
    });
    ensure!(has_imported(&load), "no import came to its end");
    Ok(server)
}

fn has_imported(load: &Load<'_>) -> bool {
    load.imported.load(Ordering::SeqCst) > 0
}
