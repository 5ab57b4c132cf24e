//! Files that are no longer as they were written: the server says so or makes it good, and is never
//! silently less than it was.

use super::{
    Deadline, Tally, Trial, Violation,
    facts::Facts,
    load::Load,
    server::{self, Server, Started},
};
use anyhow::{Result, bail};
use fastrand::Rng;
use std::{
    fs::{self, File},
    io::Write,
    os::unix::fs::FileExt,
    path::Path,
    thread,
    time::{Duration, Instant},
};

/// For how long the store is filled.
const FILLED: Duration = Duration::from_millis(1200);

/// What happens to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Damage {
    Flip,
    Zero4K,
    CutBytes,
    CutHalf,
    CutAll,
    Delete,
    Zeros,
}

const DAMAGES: [Damage; 7] = [
    Damage::Flip,
    Damage::Zero4K,
    Damage::CutBytes,
    Damage::CutHalf,
    Damage::CutAll,
    Damage::Delete,
    Damage::Zeros,
];

/// Damages so often after a clean end and after kill -9 each, or until the time is over.
pub fn run(trial: &Trial, damages: usize, deadline: Deadline) -> Result<Vec<Tally>> {
    let mut tallies = Vec::new();
    if damages == 0 {
        return Ok(tallies);
    }
    for (campaign, clean, name) in [
        (4, true, "damage after a clean end"),
        (5, false, "damage after kill -9"),
    ] {
        let began = Instant::now();
        let mut tally = Tally::new(name);
        let base = trial.folder.join("whole");
        let facts = fill(trial, &base, clean, &mut trial.rng(campaign, usize::MAX))?;
        // The first half of the time for the first of the two.
        let share = deadline.0.saturating_duration_since(began);
        let deadline = Deadline(began + if clean { share / 2 } else { share });
        let files = server::files(&base)?;
        for number in 0..damages * files.len() {
            if deadline.is_over() {
                break;
            }
            let mut rng = trial.rng(campaign, number);
            // Every file in turn, each in every way in turn.
            let file = &files[number % files.len()];
            let damage = DAMAGES[(number / files.len() + number) % DAMAGES.len()];
            let data = trial.folder.join("damaged");
            drop(fs::remove_dir_all(&data));
            server::copy(&base, &data)?;
            let what = damage.apply(&data.join(file), &mut rng)?;
            let what = format!("{number}: {} {what}", file.display());
            one(trial, &mut tally, &data, &facts, &what)?;
            fs::remove_dir_all(&data)?;
        }
        fs::remove_dir_all(&base)?;
        tally.took = began.elapsed();
        tallies.push(tally);
    }
    Ok(tallies)
}

/// A store with everything in it, and what was acknowledged.
fn fill(trial: &Trial, data: &Path, clean: bool, rng: &mut Rng) -> Result<Facts> {
    trial.program.copy_to(data)?;
    let facts = Facts::default();
    let mut server = match Server::start(&trial.program, data, &[])? {
        Started::Ready(server) => server,
        Started::Refused(refusal) => bail!("{}", refusal.said),
    };
    let base = server.base.clone();
    let load = Load::new(&trial.program, &base, data, &facts, "d");
    load.during(rng, || thread::sleep(FILLED));
    if clean {
        server.stop()?;
    } else {
        server.kill()?;
    }
    Ok(facts)
}

/// Starts on a damaged directory. A refusal in a sentence is right, as is everything that there was, and a
/// server that says what it can't read.
fn one(trial: &Trial, tally: &mut Tally, data: &Path, facts: &Facts, what: &str) -> Result<()> {
    tally.trials += 1;
    tally.facts += facts.count(u64::MAX);
    trial.set_aside(data)?;
    let mut wrong = |violation, said: &str| -> Result<()> {
        tally.wrong.push((violation, format!("{what}: {said}")));
        trial.keep(what)
    };
    let said = match Server::start(&trial.program, data, &[])? {
        Started::Refused(refusal) => {
            let sentence = refusal.said.lines().last().unwrap_or_default();
            if !sentence.starts_with("afterword: ") || refusal.status.is_none() {
                let status = refusal.status.map(|status| status.to_string());
                let status = status.unwrap_or_else(|| "it hangs".into());
                wrong(Violation::Unreadable, &format!("{status}: {sentence}"))?;
            }
            tally.refused += 1;
            refusal.said
        }
        Started::Ready(server) => {
            match server.records(&trial.program) {
                // A part that can't be read breaks an export off, and has to be told of everywhere else.
                Err(_) if server.tells_of_damage()? => tally.refused += 1,
                Err(why) => wrong(Violation::Unreadable, &why)?,
                Ok(records) => {
                    let found = facts.compare(&records, u64::MAX);
                    if !found.is_nothing() {
                        // What is derived may be wrong for a while, if it is told.
                        let told = match trial.program.check(data)? {
                            Ok(()) => "and check says nothing",
                            Err(_) => "check says so",
                        };
                        wrong(Violation::Lost, &format!("{found}; {told}"))?;
                    }
                }
            }
            server.said()
        }
    };
    if said.contains("panicked") {
        let line = said.lines().find(|line| line.contains("panicked"));
        let line = line.unwrap_or_default().to_owned();
        tally
            .wrong
            .push((Violation::Panic, format!("{what}: {line}")));
    }
    Ok(())
}

impl Damage {
    /// Does it, and says what was done.
    fn apply(self, file: &Path, rng: &mut Rng) -> Result<String> {
        let length = fs::metadata(file)?.len();
        let open = || File::options().read(true).write(true).open(file);
        Ok(match self {
            Self::Flip if length > 0 => {
                let at = rng.u64(..length);
                let mut byte = [0];
                open()?.read_exact_at(&mut byte, at)?;
                open()?.write_all_at(&[byte[0] ^ (1 << rng.u8(..8))], at)?;
                format!("with a bit flipped at {at}")
            }
            Self::Zero4K if length > 0 => {
                let at = rng.u64(..length) / 4096 * 4096;
                let count = usize::try_from((length - at).min(4096))?;
                open()?.write_all_at(&vec![0; count], at)?;
                format!("with zeros at {at}")
            }
            Self::CutBytes | Self::CutHalf if length > 0 => {
                let left = match self {
                    Self::CutHalf => length / 2,
                    _ => length.saturating_sub(rng.u64(1..200)),
                };
                open()?.set_len(left)?;
                format!("cut to {left} of {length}")
            }
            Self::Zeros if length > 0 => {
                File::create(file)?.write_all(&vec![0; usize::try_from(length)?])?;
                "all zeros".to_owned()
            }
            Self::CutAll => {
                open()?.set_len(0)?;
                "emptied".to_owned()
            }
            // An empty file has nothing else to lose.
            _ => {
                fs::remove_file(file)?;
                "deleted".to_owned()
            }
        })
    }
}
