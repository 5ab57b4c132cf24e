//! Ends the real program in every way it may end and looks whether what it acknowledged is still
//! there: `cargo xtask crash`. What each campaign does, and what a long run found, stands in
//! `docs/reliability.md`.

mod cuts;
mod damages;
mod facts;
mod kills;
mod load;
mod moves;
mod recording;
mod replays;
mod server;

use anyhow::{Context, Result, bail, ensure};
use facts::Facts;
use fastrand::Rng;
use server::{Program, Server, Started};
use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant},
};

/// How many directories in which something was wrong are kept.
const KEPT: usize = 5;

/// How much to try.
#[derive(clap::Args)]
pub struct Arguments {
    /// How often the server is killed under load.
    #[arg(long, default_value_t = 40)]
    kills: usize,
    /// How often the power of a file system (ext4 on a loop device) is cut; for root only.
    #[arg(long, default_value_t = 20)]
    cuts: usize,
    /// How many cuts of a recording are played, in each of the two models.
    #[arg(long, default_value_t = 60)]
    replays: usize,
    /// In how many ways each file is damaged, after a clean end and after kill -9 each.
    #[arg(long, default_value_t = 3)]
    damages: usize,
    /// How many moves of earlier layouts are broken off by a kill, by an ext4 cut and in each model.
    #[arg(long, default_value_t = 10)]
    moves: usize,
    /// Of what chance is made; another one each time where none is given.
    #[arg(long)]
    seed: Option<u64>,
    /// How many minutes it may take in all; what is not done by then is left.
    #[arg(long, default_value_t = 5)]
    minutes: u64,
    /// The program to try; else a release build.
    #[arg(long)]
    binary: Option<PathBuf>,
}

/// What all campaigns share.
struct Trial {
    program: Program,
    /// Where files are put: in memory where there is such a place.
    folder: PathBuf,
    /// Where directories in which something was wrong are kept.
    kept: PathBuf,
    seed: u64,
}

/// What a campaign came to.
struct Tally {
    name: String,
    trials: usize,
    /// Acknowledged facts that were looked up, over all trials.
    facts: usize,
    /// While how many trials something special was going on, and what.
    busy: (usize, &'static str),
    /// How often it refused to start, in a sentence.
    refused: usize,
    /// What was wrong, by kind.
    wrong: Vec<(Violation, String)>,
    skipped: Option<String>,
    took: Duration,
}

/// What must not happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Violation {
    /// It does not start, or its records can't be read.
    Unreadable,
    /// Something acknowledged is not there, or is not as it was acknowledged, and nothing says so.
    Lost,
    /// `afterword check` finds differences.
    Unclean,
    /// A panic's text reached somebody.
    Panic,
}

impl Tally {
    fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            trials: 0,
            facts: 0,
            busy: (0, ""),
            refused: 0,
            wrong: Vec::new(),
            skipped: None,
            took: Duration::ZERO,
        }
    }

    fn skipped(name: &str, why: String) -> Self {
        Self {
            skipped: Some(why),
            ..Self::new(name)
        }
    }

    fn count(&self, violation: Violation) -> usize {
        let found = self.wrong.iter().filter(|(kind, _)| *kind == violation);
        found.count()
    }

    fn row(&self) -> String {
        if let Some(why) = &self.skipped {
            return format!("| {} | skipped: {why} | | | | | | | | |", self.name);
        }
        let busy = match self.busy {
            (_, "") => String::new(),
            (count, what) => format!("{count} {what}"),
        };
        format!(
            "| {} | {} | {} | {busy} | {} | {} | {} | {} | {} | {} |",
            self.name,
            self.trials,
            self.facts,
            self.refused,
            self.count(Violation::Unreadable),
            self.count(Violation::Lost),
            self.count(Violation::Unclean),
            self.count(Violation::Panic),
            self.took.as_secs(),
        )
    }
}

/// When a campaign has to be done.
#[derive(Clone, Copy)]
struct Deadline(Instant);

impl Deadline {
    fn is_over(self) -> bool {
        Instant::now() >= self.0
    }

    /// When so much of the time that is left is over.
    fn part(self, percent: u32) -> Self {
        let now = Instant::now();
        Self(now + self.0.saturating_duration_since(now) * percent / 100)
    }
}

/// Runs the campaigns, prints what they came to, and fails where anything was wrong.
pub fn run(arguments: &Arguments) -> Result<()> {
    ensure!(
        cfg!(target_os = "linux"),
        "the campaigns need Linux: they record its calls and cut its file systems off"
    );
    let began = Instant::now();
    let seed = arguments.seed.unwrap_or_else(|| Rng::new().u64(..));
    let memory = Path::new("/dev/shm");
    let place = if memory.is_dir() {
        memory.to_owned()
    } else {
        env::temp_dir()
    };
    let folder = tempfile::Builder::new()
        .prefix("afterword-crash-")
        .tempdir_in(place)?;
    let trial = Trial {
        program: Program::found(binary(arguments)?, folder.path())?,
        folder: folder.path().to_owned(),
        kept: built()?.join("crash"),
        seed,
    };
    drop(fs::remove_dir_all(&trial.kept));
    println!(
        "cargo xtask crash --kills {} --cuts {} --replays {} --moves {} --damages {} --minutes {} --seed {seed}",
        arguments.kills,
        arguments.cuts,
        arguments.replays,
        arguments.moves,
        arguments.damages,
        arguments.minutes,
    );
    // Shares of the time in percent; what one leaves, the next ones have.
    let time = Duration::from_secs(arguments.minutes * 60);
    let until = |percent: u32| Deadline(began + time * percent / 100);
    let mut tallies = vec![kills::run(&trial, arguments.kills, until(20))?];
    tallies.push(cuts::run(&trial, arguments.cuts, until(45))?);
    tallies.extend(replays::run(&trial, arguments.replays, until(65))?);
    tallies.extend(moves::run(&trial, arguments.moves, until(80))?);
    tallies.extend(damages::run(&trial, arguments.damages, until(100))?);
    report(&tallies, &trial)
}

fn report(tallies: &[Tally], trial: &Trial) -> Result<()> {
    println!(
        "\n| campaign | trials | facts looked up | | refused | unreadable | lost | check | panics | s |\n|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|"
    );
    let mut violations = 0;
    for tally in tallies {
        println!("{}", tally.row());
        violations += tally.wrong.len();
    }
    for tally in tallies {
        for (violation, what) in &tally.wrong {
            println!("{}: {violation:?}: {what}", tally.name);
        }
    }
    if violations > 0 {
        bail!(
            "{violations} violations (seed {}); the first directories are kept in {}",
            trial.seed,
            trial.kept.display()
        );
    }
    Ok(())
}

/// The folder of programs that cargo built.
fn built() -> Result<PathBuf> {
    let here = env::current_exe().context("the path of this program")?;
    Ok(here
        .parent()
        .context("the folder of this program")?
        .to_owned())
}

fn binary(arguments: &Arguments) -> Result<PathBuf> {
    if let Some(binary) = &arguments.binary {
        return Ok(fs::canonicalize(binary)?);
    }
    let mut build = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    build.args(["build", "--release", "--quiet", "--package", "afterword"]);
    ensure!(build.status()?.success(), "the server does not build");
    let profiles = built()?;
    let target = profiles
        .parent()
        .context("the folder of what cargo built")?;
    Ok(target.join("release/afterword"))
}

impl Trial {
    /// Chance for one trial: the same for the same seed, campaign and number.
    fn rng(&self, campaign: u64, number: usize) -> Rng {
        let number = u64::try_from(number).unwrap_or(u64::MAX);
        Rng::with_seed(self.seed ^ (campaign << 56) ^ number.wrapping_mul(0x9E37_79B9_7F4A_7C15))
    }

    /// Copies a directory before a server changes it.
    fn set_aside(&self, data: &Path) -> Result<()> {
        let aside = self.folder.join("aside");
        drop(fs::remove_dir_all(&aside));
        server::copy(data, &aside)
    }

    /// Keeps what was set aside last, for whoever looks for the cause.
    fn keep(&self, name: &str) -> Result<()> {
        fs::create_dir_all(&self.kept)?;
        if fs::read_dir(&self.kept)?.count() < KEPT {
            let name = name.replace([' ', ',', ':', '/'], "-");
            server::copy(&self.folder.join("aside"), &self.kept.join(name))?;
        }
        Ok(())
    }

    /// Builds a program of C that comes with this one.
    fn build(&self, source: &str, name: &str, arguments: &[&str]) -> Result<PathBuf> {
        let into = self.folder.join(name);
        let file = into.with_extension("c");
        fs::write(&file, source)?;
        let mut compiler = Command::new("cc");
        compiler.arg("-O1").args(arguments).arg("-o");
        let status = compiler.arg(&into).arg(&file).status();
        let status = status.context("there is no C compiler (cc)")?;
        ensure!(status.success(), "{} does not compile", file.display());
        Ok(into)
    }

    /// What is loaded into a server to write down what it does to its files.
    fn recorder(&self) -> Result<Recorder> {
        let source = include_str!("crash/recorder.c");
        let library = self.build(source, "recorder.so", &["-shared", "-fPIC"])?;
        Ok(Recorder { library })
    }

    /// Starts a server on a directory and compares what it holds with what was acknowledged up to
    /// an acknowledgement; returns the server where it can go on.
    fn look(
        &self,
        tally: &mut Tally,
        data: &Path,
        facts: &Facts,
        up_to: u64,
        what: &str,
    ) -> Result<Option<Server>> {
        tally.trials += 1;
        tally.facts += facts.count(up_to);
        let before = tally.wrong.len();
        self.set_aside(data)?;
        let server = match Server::start(&self.program, data, &[])? {
            Started::Refused(refusal) => {
                let said = format!("{what}: {}", refusal.said);
                tally.wrong.push((Violation::Unreadable, said));
                None
            }
            Started::Ready(server) => {
                match server.records(&self.program) {
                    Err(why) => tally
                        .wrong
                        .push((Violation::Unreadable, format!("{what}: {why}"))),
                    Ok(records) => {
                        let wrong = facts.compare(&records, up_to);
                        if !wrong.is_nothing() {
                            let wrong = format!("{what}: {wrong}");
                            tally.wrong.push((Violation::Lost, wrong));
                        }
                    }
                }
                if let Err(said) = self.program.check(data)? {
                    let said = format!("{what}: {said}");
                    tally.wrong.push((Violation::Unclean, said));
                }
                if server.said().contains("panicked") {
                    let said = format!("{what}: {}", server.said());
                    tally.wrong.push((Violation::Panic, said));
                }
                Some(server)
            }
        };
        if tally.wrong.len() > before {
            self.keep(what)?;
            return Ok(None);
        }
        Ok(server)
    }
}

/// The library that writes down what a server does to its files.
struct Recorder {
    library: PathBuf,
}

impl Recorder {
    /// What a server's environment says to it: whose files, and where to.
    fn environment<'a>(&'a self, data: &'a Path, log: &'a Path) -> [(&'static str, &'a Path); 3] {
        [
            ("LD_PRELOAD", &self.library),
            ("CRASH_DATA", data),
            ("CRASH_LOG", log),
        ]
    }
}
