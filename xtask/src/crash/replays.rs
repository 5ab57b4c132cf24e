//! Cuts of a recording: what a server did to its files is recorded once under load, then cut off at
//! random places, in two models of what a cut leaves.

use super::{
    Deadline, Tally, Trial,
    facts::Facts,
    load::Load,
    recording::{Disk, Model, Recording},
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

/// For how long a recording runs at least; it goes on until an import has ended.
const RECORDED: Duration = Duration::from_secs(5);
/// For how long it runs at most.
const LONGEST: Duration = Duration::from_secs(60);
/// How many cuts one recording serves, over both models.
const CUTS_OF_A_RECORDING: usize = 100;

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
    let recorder = trial.build(
        include_str!("recorder.c"),
        "recorder.so",
        &["-shared", "-fPIC"],
    )?;
    let mut round = 0;
    while tallies[0].trials < replays && !deadline.is_over() {
        let mut rng = trial.rng(3, round);
        // Every other one of imports alone: those wrote most between two syncs.
        let recorded = Recorded::make(trial, &recorder, round % 2 == 0, &mut rng)?;
        let count = (replays - tallies[0].trials).min(CUTS_OF_A_RECORDING / 2);
        let mut cuts: Vec<(usize, usize)> = (0..count)
            .flat_map(|_| [0, 1])
            .map(|model| (rng.usize(..recorded.recording.len()), model))
            .collect();
        cuts.sort_unstable();
        let mut disk = Disk::new(&recorded.recording, &recorded.before)?;
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
            let up_to = recorded.recording.marked_before(place);
            let what = format!(
                "recording {round} cut before entry {place} of {}, {}",
                recorded.recording.len(),
                models[model].name()
            );
            drop(trial.look(tally, &left, &recorded.facts, up_to, &what)?);
            fs::remove_dir_all(&left)?;
            tally.took += began.elapsed();
        }
        drop(disk);
        recorded.remove()?;
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
    fn make(trial: &Trial, recorder: &Path, shoppers: bool, rng: &mut Rng) -> Result<Self> {
        let before = trial.folder.join("before");
        let data = trial.folder.join("recorded");
        let log = trial.folder.join("recorded.entries");
        drop(fs::remove_file(&log));
        trial.program.copy_to(&before)?;
        server::copy(&before, &data)?;
        let entries = File::options().create(true).append(true).open(&log)?;
        let facts = Facts::marked_in(entries);
        let environment = [
            ("LD_PRELOAD", recorder),
            ("CRASH_DATA", data.as_path()),
            ("CRASH_LOG", log.as_path()),
        ];
        let mut server = match Server::start(&trial.program, &data, &environment)? {
            Started::Ready(server) => server,
            Started::Refused(refusal) => bail!("{}", refusal.said),
        };
        let base = server.base.clone();
        let mut load = Load::new(&trial.program, &base, &data, &facts, "r");
        load.shoppers = shoppers;
        load.during(rng, || -> Result<()> {
            let began = Instant::now();
            let is_short = || load.imported.load(Ordering::SeqCst) == 0;
            while began.elapsed() < RECORDED || (is_short() && began.elapsed() < LONGEST) {
                thread::sleep(Duration::from_millis(20));
            }
            server.kill()
        })?;
        let imported = load.imported.load(Ordering::SeqCst);
        ensure!(imported > 0, "no import came to its end in the recording");
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
