//! `cargo xtask test`: everything that has to hold, in one command.

use crate::dist::{NoCharts, NoLibrarySource};
use anyhow::{Context, Result, bail};
use std::{
    env,
    ffi::OsStr,
    fs,
    path::{Path, PathBuf},
    process::{Command, ExitStatus},
    time::{Duration, Instant},
};

/// What Debian calls the letters that journeys draw with.
const LETTERS: [&str; 3] = [
    "fonts-noto-core",
    "fonts-noto-cjk",
    "fonts-noto-color-emoji",
];
/// The driver of Firefox, which Debian does not have: from its own crate.
const GECKODRIVER: &str = "0.37.0";

/// What to test.
#[derive(clap::Args)]
pub struct Arguments {
    /// Which browsers journeys run in: chromium, firefox, webkit, several with commas, or all.
    #[arg(long, value_delimiter = ',', default_value = "chromium")]
    browsers: Vec<Choice>,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Choice {
    Chromium,
    Firefox,
    Webkit,
    All,
}

/// A browser that journeys run in.
struct Browser {
    choice: Choice,
    /// What `AFTERWORD_BROWSER` calls it.
    name: &'static str,
    /// The step's name.
    step: &'static str,
    /// What has to be on the path, and what Debian calls the package that brings it.
    programs: &'static [(&'static str, &'static str)],
}

const BROWSERS: [Browser; 3] = [
    Browser {
        choice: Choice::Chromium,
        name: "chromium",
        step: "journeys in Chromium",
        programs: &[
            ("chromium", "chromium"),
            ("chromedriver", "chromium-driver"),
        ],
    },
    Browser {
        choice: Choice::Firefox,
        name: "firefox",
        step: "journeys in Firefox",
        programs: &[("firefox-esr", "firefox-esr")],
    },
    Browser {
        choice: Choice::Webkit,
        name: "webkit",
        step: "journeys in WebKit",
        programs: &[
            ("WebKitWebDriver", "webkit2gtk-driver"),
            ("Xvfb", "xvfb"),
            ("xauth", "xauth"),
        ],
    },
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
pub fn run(arguments: &Arguments) -> Result<()> {
    let all = arguments.browsers.contains(&Choice::All);
    let browsers: Vec<&Browser> = BROWSERS
        .iter()
        .filter(|browser| all || arguments.browsers.contains(&browser.choice))
        .collect();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .context("the workspace's folder")?;
    let here = env::current_exe().context("the path of this program")?;
    let folder = here.parent().context("the folder of this program")?;
    let notes = folder.join("skipped-tests.txt");
    drop(fs::remove_file(&notes));

    let mut report = Report { steps: Vec::new() };
    // First, so that a machine without a browser is told at once.
    let tools = folder.join("tools");
    report.step("browsers", || {
        find_or_install(&browsers, &tools).map(|()| Outcome::Passed)
    })?;
    let path = env::var_os("PATH").unwrap_or_default();
    let path = env::join_paths(env::split_paths(&path).chain([tools.join("bin")]))?;
    let cargo = |arguments: &[&str]| {
        let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        command.current_dir(root).args(arguments);
        command.env("AFTERWORD_SKIPPED", &notes);
        command.env("AFTERWORD_BIN", folder.join("afterword"));
        command.env("PATH", &path);
        command
    };
    report.command("fmt", cargo(&["fmt", "--all", "--check"]))?;
    let clippy = [
        "clippy",
        "--locked",
        "--workspace",
        "--all-targets",
        // Else the bench that makes up a shop would rot.
        "--features",
        "xtask/results",
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
    // Five minutes of what docs/reliability.md has hours of.
    report.step("crash", || {
        let mut crash = Command::new(&here);
        crash.current_dir(root).args(["crash", "--minutes", "5"]);
        crash.arg("--binary").arg(folder.join("afterword"));
        Ok(if crash.status()?.success() {
            Outcome::Passed
        } else {
            Outcome::Failed
        })
    })?;
    // Whatever is ignored elsewhere needs a browser, but for one simulation that takes many minutes.
    let journeys = [
        "test",
        "--locked",
        "--workspace",
        "--no-fail-fast",
        "--tests",
        "--",
        "--ignored",
        "--skip",
        "the_page_s_tables_are_what_a_simulation_gives_and_every_interval_in_use_holds",
    ];
    // What axe-core and pictures say of the form is said of its elements and styles, not of the
    // browser; they take long, and are looked at in one.
    let elsewhere = [
        &journeys[..4],
        &["--package", "afterword-tests"],
        &["--test", "journeys", "--test", "kinds", "--test", "network"],
        &["--test", "discovery", "--test", "triggers"],
        &journeys[5..],
    ]
    .concat();
    for browser in browsers {
        let chromium = matches!(browser.choice, Choice::Chromium);
        let mut command = cargo(if chromium {
            &journeys[..]
        } else {
            &elsewhere[..]
        });
        command.env("AFTERWORD_BROWSER", browser.name);
        report.command(browser.step, command)?;
    }
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
        for line in left_out.lines() {
            // Many tests may need the same thing.
            if !skipped.iter().any(|already| already == line) {
                skipped.push(line.to_owned());
            }
        }
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
    } else if status.code() == Some(i32::from(NoCharts::EXIT)) {
        let why = "npm brought no Chart.js, so nobody compared dist/charts-*.js with its source";
        Outcome::Skipped(why.to_owned())
    } else {
        Outcome::Failed
    }
}

/// Makes sure that these browsers and their drivers can be started.
fn find_or_install(browsers: &[&Browser], tools: &Path) -> Result<()> {
    let programs = browsers.iter().flat_map(|browser| browser.programs);
    let missing: Vec<_> = programs
        .filter(|(program, _)| find_program(program).is_none())
        .collect();
    if !missing.is_empty() {
        let packages: Vec<&str> = missing.iter().map(|(_, package)| *package).collect();
        let packages = [&packages[..], &LETTERS].concat();
        if !(Path::new("/etc/debian_version").exists() && is_root()) {
            let programs: Vec<&str> = missing.iter().map(|(program, _)| *program).collect();
            bail!(
                "journeys need {}. Install each browser with the driver of its version (on Debian, \
                 as root: apt-get install {}) and run this again",
                programs.join(" and "),
                packages.join(" ")
            );
        }
        println!("installing {}", packages.join(" "));
        apt_get(&["update"])?;
        let install = ["install", "--yes", "--no-install-recommends"];
        apt_get(&[&install[..], &packages].concat())?;
    }
    let firefox = browsers
        .iter()
        .any(|browser| browser.choice == Choice::Firefox);
    if firefox && find_program("geckodriver").is_none() && !tools.join("bin/geckodriver").exists() {
        println!("building geckodriver");
        let install = [
            "install",
            "geckodriver",
            "--locked",
            "--version",
            GECKODRIVER,
        ];
        let status = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
            .args(install)
            .arg("--root")
            .arg(tools)
            .status()
            .context("cargo does not start")?;
        if !status.success() {
            bail!("geckodriver does not build");
        }
    }
    Ok(())
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
