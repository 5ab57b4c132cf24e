//! kill -9 under load, and while it starts.

use super::{
    Deadline, Tally, Trial,
    facts::Facts,
    load::Load,
    server::{Server, Started},
};
use anyhow::{Result, bail};
use std::{
    fs,
    path::Path,
    sync::atomic::Ordering,
    thread,
    time::{Duration, Instant},
};

/// How many kills one store lives through: what is looked up grows with it.
const KILLS_OF_A_STORE: usize = 5;

/// Kills so often, or until the time is over.
pub fn run(trial: &Trial, kills: usize, deadline: Deadline) -> Result<Tally> {
    let began = Instant::now();
    let mut tally = Tally::new("kill -9");
    tally.busy = (0, "importing");
    let data = trial.folder.join("killed");
    let mut store = None;
    for number in 0..kills {
        if deadline.is_over() {
            break;
        }
        let mut rng = trial.rng(1, number);
        if number % KILLS_OF_A_STORE == 0 {
            store = None;
        }
        let (facts, mut server) = match store.take() {
            Some(store) => store,
            None => (Facts::default(), begin(trial, &data)?),
        };
        let prefix = format!("{number}");
        let base = server.base.clone();
        let load = Load::new(&trial.program, &base, &data, &facts, &prefix);
        let busy = load.during(&mut rng.fork(), || -> Result<bool> {
            thread::sleep(Duration::from_millis(rng.u64(100..900)));
            let busy = load.importing.load(Ordering::SeqCst) > 0;
            server.kill()?;
            Ok(busy)
        })?;
        tally.busy.0 += usize::from(busy);
        // Some more while it opens what the one before left.
        while rng.u8(..3) == 0 {
            let mut opening = Server::spawn(&trial.program, &data, &[])?;
            thread::sleep(Duration::from_millis(rng.u64(..300)));
            opening.kill()?;
        }
        let what = format!("kill {number}");
        let server = trial.look(&mut tally, &data, &facts, u64::MAX, &what)?;
        store = server.map(|server| (facts, server));
    }
    drop(store);
    fs::remove_dir_all(&data).ok();
    tally.took = began.elapsed();
    Ok(tally)
}

fn begin(trial: &Trial, data: &Path) -> Result<Server> {
    drop(fs::remove_dir_all(data));
    trial.program.copy_to(data)?;
    match Server::start(&trial.program, data, &[])? {
        Started::Ready(server) => Ok(server),
        Started::Refused(refusal) => bail!("{}", refusal.said),
    }
}
