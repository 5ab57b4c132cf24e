//! Many writers before one store, in this process.

use super::Arguments;
use crate::bench::{circumstances, quantile, results::made_up};
use afterword::services::ingest::Ingest;
use afterword_domain::{
    change::{Change, Expect},
    record::Record,
};
use afterword_store::Outcome;
use afterword_views::index::Index;
use anyhow::{Result, ensure};
use std::{
    os::unix::fs::MetadataExt,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

pub fn run(arguments: &Arguments) -> Result<()> {
    let data = tempfile::tempdir()?;
    let records = made_up::records(arguments.answers);
    let asked = records.iter().map(|(order, response)| {
        let mut asked = response.clone();
        asked.answers = afterword_shared::response::Answers::default();
        asked.first_answered_at = None;
        vec![
            (Expect::Absent, Record::Order(order.clone())),
            (Expect::Absent, Record::Response(asked)),
        ]
    });
    let asked: Vec<Change> = asked.map(change).collect();
    let answered = records.into_iter();
    let answered =
        answered.map(|(_, response)| vec![(Expect::Anything, Record::Response(response))]);
    let answered: Vec<Change> = answered.map(change).collect();

    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_time()
        .build()?;
    println!(
        "{}; `cargo xtask bench store --answers {}`\n",
        circumstances(),
        arguments.answers
    );
    println!("| what | writers | a second | p50 ms | p99 ms | bytes to disk each |");
    println!("|---|---|---|---|---|---|");
    runtime.block_on(async {
        let store = afterword_store_embedded::directory::open(data.path())?;
        let index = Index::start(store.clone())?;
        let ingest = Ingest::start(store, index, afterword_jobs::OutboxSignal::default())?;
        write(("prompts", data.path()), &ingest, asked, arguments.writers).await?;
        let quarter = answered.len().div_ceil(4);
        for (n, some) in (1..).zip(answered.chunks(quarter)) {
            let name = format!("answers, quarter {n}");
            write(
                (&name, data.path()),
                &ingest,
                some.to_vec(),
                arguments.writers,
            )
            .await?;
        }
        Ok(())
    })
}

fn change(put: Vec<(Expect, Record)>) -> Change {
    Change {
        put,
        ..Change::default()
    }
}

/// Lets so many writers write all of it, and prints how long that took.
async fn write(
    (name, data): (&str, &Path),
    ingest: &Ingest,
    changes: Vec<Change>,
    writers: usize,
) -> Result<()> {
    let count = changes.len();
    let changes: Arc<[Change]> = changes.into();
    let next = Arc::new(AtomicUsize::new(0));
    let before = written(data)?;
    let begun = Instant::now();
    let mut tasks = Vec::new();
    for _ in 0..writers {
        let (ingest, changes, next) = (ingest.clone(), Arc::clone(&changes), Arc::clone(&next));
        tasks.push(tokio::spawn(async move {
            let mut times: Vec<Duration> = Vec::new();
            while let Some(change) = changes.get(next.fetch_add(1, Ordering::Relaxed)) {
                let begun = Instant::now();
                let outcome = ingest.write(change.clone()).await?;
                ensure!(matches!(outcome, Outcome::Saved(_)), "a conflict");
                times.push(begun.elapsed());
            }
            Ok(times)
        }));
    }
    let mut times = Vec::with_capacity(count);
    for task in tasks {
        times.extend(task.await??.iter().map(|took| took.as_secs_f64() * 1e3));
    }
    let took = begun.elapsed().as_secs_f64();
    times.sort_by(f64::total_cmp);
    println!(
        "| {name} | {writers} | {:.0} | {:.2} | {:.2} | {:.0} |",
        count as f64 / took,
        quantile(&times, 0.5),
        quantile(&times, 0.99),
        (written(data)? - before) / count as f64
    );
    Ok(())
}

/// How many bytes were written to the disk that a directory is on: what Linux counts for a process says
/// more, since it takes a page that is written over for all of its neighbours.
fn written(dir: &Path) -> Result<f64> {
    let device = std::fs::metadata(dir)?.dev();
    let (major, minor) = (rustix::fs::major(device), rustix::fs::minor(device));
    let known = std::fs::read_to_string(format!("/sys/dev/block/{major}:{minor}/stat"))?;
    let sectors = known.split_whitespace().nth(6).unwrap_or_default();
    Ok(512.0 * sectors.parse::<f64>()?)
}
