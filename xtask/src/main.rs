//! The project's own chores, each in a module of its own.

mod bench;
mod crash;
#[cfg(feature = "dist")]
mod dist;
#[cfg(feature = "dist")]
#[cfg(test)]
mod layers;
mod test;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

#[derive(Parser)]
#[command(name = "cargo xtask", about = "The project's own chores")]
struct Arguments {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    /// Measures pages, ingest, memory and start; prints tables for BENCHMARKS.md.
    Bench(bench::Arguments),
    /// Kills the server, cuts its power and damages its files, and looks whether anything is lost.
    Crash(crash::Arguments),
    #[cfg(feature = "dist")]
    /// Builds what browsers load into dist/, and prints its sizes.
    Dist(dist::Arguments),
    #[cfg(feature = "dist")]
    /// Tests everything: format, lints, unit, property and HTTP tests, dist/, journeys in browsers.
    Test(test::Arguments),
}

fn main() -> ExitCode {
    let done = match Arguments::parse().chore {
        Chore::Bench(arguments) => bench::run(arguments),
        Chore::Crash(arguments) => crash::run(&arguments),
        #[cfg(feature = "dist")]
        Chore::Dist(arguments) => dist::run(&arguments),
        #[cfg(feature = "dist")]
        Chore::Test(arguments) => test::run(&arguments),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            #[cfg(feature = "dist")]
            if error.is::<dist::NoLibrarySource>() {
                return ExitCode::from(dist::NoLibrarySource::EXIT);
            }
            #[cfg(feature = "dist")]
            if error.is::<dist::NoCharts>() {
                return ExitCode::from(dist::NoCharts::EXIT);
            }
            ExitCode::FAILURE
        }
    }
}
