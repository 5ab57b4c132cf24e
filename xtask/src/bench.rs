//! Measures what the README promises and appends nothing anywhere: it prints tables in Markdown,
//! ready for BENCHMARKS.md.
//!
//! Whatever is compared runs in turns within one run, so that the machine's mood hits both alike.

mod ingest;
mod page;
mod results;
mod server;
mod store;
mod touch;

use anyhow::{Result, ensure};

/// What to measure.
#[derive(clap::Args)]
pub struct Arguments {
    #[command(subcommand)]
    what: Option<What>,
}

#[derive(clap::Subcommand)]
enum What {
    /// What the survey costs a shop page, against a hand-written one and the best open peer's.
    Page(page::Arguments),
    /// How long a shopper waits between the first touch and the follow-up question.
    Touch(touch::Arguments),
    /// Durable answers per second over HTTP, memory, and the start after kill -9.
    Ingest(ingest::Arguments),
    /// The store alone, without HTTP before it.
    Store(store::Arguments),
    /// The owner's pages with a million answers and three million orders.
    Results(results::Arguments),
    /// Serves the bare handler that the ingest is compared with.
    #[command(hide = true)]
    Bare,
}

/// Runs one bench, or all of them, in a release build: a slow load generator would measure itself.
pub fn run(arguments: Arguments) -> Result<()> {
    if cfg!(debug_assertions) {
        return run_released();
    }
    match arguments.what {
        Some(What::Page(arguments)) => page::run(&arguments),
        Some(What::Touch(arguments)) => touch::run(&arguments),
        Some(What::Ingest(arguments)) => ingest::run(&arguments),
        Some(What::Store(arguments)) => store::run(&arguments),
        Some(What::Results(arguments)) => results::run(&arguments),
        Some(What::Bare) => ingest::serve_bare(),
        None => {
            ingest::run(&ingest::Arguments::default())?;
            store::run(&store::Arguments::default())?;
            page::run(&page::Arguments::default())?;
            touch::run(&touch::Arguments::default())?;
            results::run(&results::Arguments::default())
        }
    }
}

/// Runs the same command again as a release build.
fn run_released() -> Result<()> {
    let status = std::process::Command::new(env!("CARGO"))
        .args([
            "run",
            "--quiet",
            "--release",
            "--package",
            "xtask",
            "--no-default-features",
            "--features",
            "results",
            "--",
        ])
        .args(std::env::args_os().skip(1))
        .current_dir(server::root())
        .status()?;
    ensure!(status.success(), "the bench failed");
    Ok(())
}

/// The value below which a share of the sorted values lies.
fn quantile(sorted: &[f64], share: f64) -> f64 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "an index within the slice"
    )]
    let place = ((sorted.len() as f64 - 1.0) * share).round() as usize;
    sorted.get(place).copied().unwrap_or(f64::NAN)
}

/// The machine and the day, as every figure is quoted with them.
fn circumstances() -> String {
    let text = |path: &str| std::fs::read_to_string(path).unwrap_or_default();
    let model = text("/proc/cpuinfo")
        .lines()
        .find_map(|line| line.strip_prefix("model name")?.split_once(':'))
        .map_or_else(
            || "unknown processor".to_owned(),
            |(_, name)| name.trim().to_owned(),
        );
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let memory = text("/proc/meminfo")
        .lines()
        .find_map(|line| {
            line.strip_prefix("MemTotal:")?
                .trim()
                .strip_suffix(" kB")?
                .parse()
                .ok()
        })
        .map_or(0, |kib: u64| kib / 1024 / 1024);
    let day = std::process::Command::new("date")
        .args(["-u", "+%Y-%m-%d"])
        .output();
    let day = day.map(|out| String::from_utf8_lossy(&out.stdout).trim().to_owned());
    format!(
        "{}, {cores} cores of {model}, {memory} GiB",
        day.unwrap_or_default()
    )
}
