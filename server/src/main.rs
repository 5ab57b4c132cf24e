//! The `afterword` command.

use afterword::{
    ops::cli::{Cli, run},
    services::error::Error,
};
use clap::Parser;
use std::{process::ExitCode, time::Duration};
use tracing_subscriber::EnvFilter;

/// glibc keeps more than a gigabyte behind a store of three million orders once it was read through.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let filter =
        EnvFilter::try_from_env("AFTERWORD_LOG").unwrap_or_else(|_| EnvFilter::new("warn"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .init();
    let done = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(anyhow::Error::from)
        .and_then(|runtime| {
            let done = runtime.block_on(run(cli));
            // A thread that reads a file or counts words holds up nobody who wants the end.
            runtime.shutdown_timeout(Duration::from_secs(1));
            done
        });
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("afterword: {}", told(&error));
            ExitCode::FAILURE
        }
    }
}

/// What went wrong, once. A command's reader owns the store: what fails is told with its place.
fn told(error: &anyhow::Error) -> String {
    match error.downcast_ref::<Error>() {
        Some(Error::Store(error)) => error.to_string(),
        _ => format!("{error:#}"),
    }
}
