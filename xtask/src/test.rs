//! `cargo xtask test`: everything that has to hold, in one command.

use crate::dist::NoLibrarySource;
use anyhow::{Context, Result, bail};
use std::{
    env,
    ffi::OsStr,
    fs,
    path::{Path, PathBuf},
    process::{Command, ExitStatus},
    time::{Duration, Instant},
};

/// What Debian calls what journeys need: a browser, its driver, and letters to draw.
const PACKAGES: [&str; 5] = [
    "chromium",
    "chromium-driver",
    "fonts-noto-core",
    "fonts-noto-cjk",
    "fonts-noto-color-emoji",
];

/// What became of a step.
enum Outcome {
    Passed,
    Failed,
    Skipped(String),
}

/// Steps as they are done, and what tests said that they left out.
struct Report {
    steps: Vec<(&'static str, Outcome, Duration)>,
}

/// Runs every step, whatever became of those before it, and fails if one failed.
pub fn run() -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .context("the workspace's folder")?;
    let here = env::current_exe().context("the path of this program")?;
    let folder = here.parent().context("the folder of this program")?;
    let notes = folder.join("skipped-tests.txt");
    drop(fs::remove_file(&notes));

    let mut report = Report { steps: Vec::new() };
    // First, so that a machine without a browser is told at once.
    report.step("browser", || {
        find_or_install_browser().map(|()| Outcome::Passed)
    })?;
    let cargo = |arguments: &[&str]| {
        let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        command.current_dir(root).args(arguments);
        command.env("AFTERWORD_SKIPPED", &notes);
        command.env("AFTERWORD_BIN", folder.join("afterword"));
        command
    };
    report.command("fmt", cargo(&["fmt", "--all", "--check"]))?;
    let clippy = [
        "clippy",
        "--locked",
        "--workspace",
        "--all-targets",
        "--",
        "-D",
        "warnings",
    ];
    report.command("clippy", cargo(&clippy))?;
    // The same packages in every step, so that features unify the same way and nothing is built
    // twice.
    report.command("build", cargo(&["build", "--locked", "--workspace"]))?;
    let tests = ["test", "--locked", "--workspace", "--no-fail-fast"];
    report.command("unit, property and HTTP tests", cargo(&tests))?;
    report.step("dist --check", || {
        let mut check = Command::new(&here);
        check.current_dir(root).args(["dist", "--check"]);
        Ok(outcome_of_dist(check.status()?))
    })?;
    let journeys = [
        "test",
        "--locked",
        "--workspace",
        "--test",
        "journeys",
        "--",
        "--ignored",
    ];
    report.command("journeys in a browser", cargo(&journeys))?;
    report.finish(&notes)
}

impl Report {
    fn step(&mut self, name: &'static str, work: impl FnOnce() -> Result<Outcome>) -> Result<()> {
        println!("\n── {name}");
        let start = Instant::now();
        let outcome = work().with_context(|| format!("at the step “{name}”"))?;
        let time = start.elapsed();
        println!("── {name}: {} after {} s", outcome.word(), time.as_secs());
        self.steps.push((name, outcome, time));
        Ok(())
    }

    fn command(&mut self, name: &'static str, mut command: Command) -> Result<()> {
        self.step(name, || {
            let status = command.status().context("cargo does not start")?;
            Ok(if status.success() {
                Outcome::Passed
            } else {
                Outcome::Failed
            })
        })
    }

    /// Prints what became of everything, the loud part last.
    fn finish(&self, notes: &Path) -> Result<()> {
        println!("\n── summary");
        for (name, outcome, time) in &self.steps {
            println!("{:>6} s  {:<8}  {name}", time.as_secs(), outcome.word());
        }
        let mut skipped: Vec<String> = self
            .steps
            .iter()
            .filter_map(|(name, outcome, _)| match outcome {
                Outcome::Skipped(why) => Some(format!("{name}: {why}")),
                _ => None,
            })
            .collect();
        let left_out = fs::read_to_string(notes).unwrap_or_default();
        skipped.extend(left_out.lines().map(ToOwned::to_owned));
        for what in skipped {
            println!("\n!!!!!! SKIPPED  {what}");
        }
        let failed: Vec<_> = self
            .steps
            .iter()
            .filter(|(_, outcome, _)| matches!(outcome, Outcome::Failed))
            .map(|(name, ..)| *name)
            .collect();
        if !failed.is_empty() {
            bail!("failed: {}", failed.join(", "));
        }
        println!("\nEverything that was tested holds.");
        Ok(())
    }
}

impl Outcome {
    fn word(&self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Failed => "FAILED",
            Self::Skipped(_) => "SKIPPED",
        }
    }
}

fn outcome_of_dist(status: ExitStatus) -> Outcome {
    if status.success() {
        Outcome::Passed
    } else if status.code() == Some(i32::from(NoLibrarySource::EXIT)) {
        let why = "this toolchain has no rust-src, so nobody compared dist/ with its source";
        Outcome::Skipped(why.to_owned())
    } else {
        Outcome::Failed
    }
}

/// Makes sure that Chromium and its driver can be started.
fn find_or_install_browser() -> Result<()> {
    let missing: Vec<_> = ["chromium", "chromedriver"]
        .into_iter()
        .filter(|program| find_program(program).is_none())
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    if !(Path::new("/etc/debian_version").exists() && is_root()) {
        bail!(
            "journeys need {}. Install Chromium and chromedriver of the same version (on Debian, \
             as root: apt-get install {}) and run this again",
            missing.join(" and "),
            PACKAGES.join(" ")
        );
    }
    println!("installing {}", PACKAGES.join(" "));
    apt_get(&["update"])?;
    let install = ["install", "--yes", "--no-install-recommends"];
    apt_get(&[&install[..], &PACKAGES].concat())
}

fn apt_get(arguments: &[&str]) -> Result<()> {
    let status = Command::new("apt-get")
        .args(arguments)
        .env("DEBIAN_FRONTEND", "noninteractive")
        .status()
        .context("apt-get does not start")?;
    if !status.success() {
        bail!("apt-get {} failed", arguments.join(" "));
    }
    Ok(())
}

fn find_program(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    find_in(&path, name)
}

fn find_in(path: &OsStr, name: &str) -> Option<PathBuf> {
    env::split_paths(path)
        .map(|folder| folder.join(name))
        .find(|file| file.is_file())
}

fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}
