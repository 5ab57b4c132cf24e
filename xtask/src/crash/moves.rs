//! Stores of earlier layouts that become this one's: killed and cut off in the middle of it.

use super::{
    Deadline, Tally, Trial, Violation,
    cuts::Volume,
    recording::{Disk, Model, Recording},
    server::{self, Program, Server, Started},
};
use anyhow::{Context, Result, bail, ensure};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    thread,
    time::{Duration, Instant},
};

/// The layouts that there are stores of.
const LAYOUTS: [u8; 2] = [2, 3];
/// Whose stores they are.
const OWNER: &str = "ann@mugs.example";

/// Breaks so many moves off by a kill, so many by a cut of an ext4, and so many in each model of a cut.
pub fn run(trial: &Trial, moves: usize, deadline: Deadline) -> Result<Vec<Tally>> {
    if moves == 0 {
        return Ok(Vec::new());
    }
    let mut stores = Vec::new();
    for layout in LAYOUTS {
        stores.push(Store::unpacked(trial, layout)?);
    }
    let until = |percent| deadline.part(percent);
    let mut tallies = vec![kills(trial, &stores, moves, until(25))?];
    tallies.push(cuts(trial, &stores, moves, until(50))?);
    tallies.extend(replays(trial, &stores, moves, deadline)?);
    Ok(tallies)
}

/// A store of an earlier layout, and what is in it.
struct Store {
    layout: u8,
    data: PathBuf,
    /// The records of its first shop, each a line, in their order.
    records: Vec<String>,
    /// How long a start takes that moves it.
    takes: Duration,
}

impl Store {
    fn unpacked(trial: &Trial, layout: u8) -> Result<Self> {
        let folder = trial.folder.join(format!("layout-{layout}"));
        fs::create_dir_all(&folder)?;
        let fixtures = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../server/crates/store-embedded/tests/fixtures")
            .join(format!("layout-{layout}.tar.gz"));
        let unpacked = Command::new("tar")
            .arg("-xzf")
            .arg(&fixtures)
            .arg("-C")
            .arg(&folder)
            .status()?;
        ensure!(unpacked.success(), "{} is no archive", fixtures.display());
        let mut store = Self {
            layout,
            data: folder.join("data"),
            records: Vec::new(),
            takes: Duration::ZERO,
        };
        let moved = folder.join("moved");
        server::copy(&store.data, &moved)?;
        let began = Instant::now();
        let server = start(trial, &moved)?;
        store.takes = began.elapsed();
        store.records = records(trial, &server, &moved)?;
        let expected = fs::read_to_string(folder.join("records.ndjson"))?;
        ensure!(
            store.records.len() > expected.lines().count() / 4,
            "the undisturbed move of layout {layout} left {} of {} records",
            store.records.len(),
            expected.lines().count()
        );
        Ok(store)
    }

    /// Starts on what a broken move left, and holds it against what an undisturbed one left.
    fn look(&self, trial: &Trial, tally: &mut Tally, data: &Path, what: &str) -> Result<()> {
        tally.trials += 1;
        tally.facts += self.records.len();
        trial.set_aside(data)?;
        let before = tally.wrong.len();
        match Server::start(&trial.program, data, &[])? {
            Started::Refused(refusal) => {
                let said = format!("{what}: {}", refusal.said);
                tally.wrong.push((Violation::Unreadable, said));
            }
            Started::Ready(server) => {
                match records(trial, &server, data) {
                    Err(why) => {
                        let said = format!("{what}: {why:#}");
                        tally.wrong.push((Violation::Unreadable, said));
                    }
                    Ok(records) if records != self.records => {
                        let there = self.records.iter().filter(|line| records.contains(line));
                        let said = format!(
                            "{what}: {} of {} records, and {} others",
                            there.clone().count(),
                            self.records.len(),
                            records.len() - there.count()
                        );
                        tally.wrong.push((Violation::Lost, said));
                    }
                    Ok(_) => {}
                }
                if let Err(said) = trial.program.check(data)? {
                    let said = format!("{what}: {said}");
                    tally.wrong.push((Violation::Unclean, said));
                }
                if server.said().contains("panicked") {
                    let said = format!("{what}: {}", server.said());
                    tally.wrong.push((Violation::Panic, said));
                }
            }
        }
        if tally.wrong.len() > before {
            trial.keep(what)?;
        }
        Ok(())
    }
}

fn start(trial: &Trial, data: &Path) -> Result<Server> {
    match Server::start(&trial.program, data, &[])? {
        Started::Ready(server) => Ok(server),
        Started::Refused(refusal) => bail!("{}", refusal.said),
    }
}

/// The records of the first shop, sorted.
fn records(trial: &Trial, server: &Server, data: &Path) -> Result<Vec<String>> {
    const PASSWORD: &str = "only to be moved over";
    let set = Command::new(&trial.program.binary)
        .args(["user", "password", OWNER, "--password", PASSWORD, "--data"])
        .arg(data)
        .output()?;
    let said = String::from_utf8_lossy(&set.stderr);
    ensure!(set.status.success(), "the owner is not there: {said}");
    let cookie = server.sign_in(OWNER, PASSWORD)?;
    let home = server::agent()
        .get(format!("{}/", server.base))
        .header("cookie", &cookie)
        .call()?;
    let place = home.headers().get("location");
    let place = place.context("no shop is there")?.to_str()?;
    let shop = place.split('/').find(|part| part.starts_with("shp_"));
    let program = Program {
        shop: shop.context("no shop is there")?.to_owned(),
        cookie,
        ..trial.program.clone()
    };
    let text = server.exported(&program)?;
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    lines.sort_unstable();
    Ok(lines)
}

fn kills(trial: &Trial, stores: &[Store], moves: usize, deadline: Deadline) -> Result<Tally> {
    let began = Instant::now();
    let mut tally = Tally::new("kill -9 in a move");
    let data = trial.folder.join("moving");
    for number in 0..moves {
        if deadline.is_over() {
            break;
        }
        let store = &stores[number % stores.len()];
        let mut rng = trial.rng(6, number);
        drop(fs::remove_dir_all(&data));
        server::copy(&store.data, &data)?;
        // Again and again, as a service that is restarted would.
        let mut kills = 0;
        loop {
            let mut server = Server::spawn(&trial.program, &data, &[])?;
            thread::sleep(store.takes.mul_f64(rng.f64()));
            server.kill()?;
            kills += 1;
            if kills == 3 || rng.bool() {
                break;
            }
        }
        let what = format!("move {number} of layout {} killed", store.layout);
        store.look(trial, &mut tally, &data, &what)?;
    }
    fs::remove_dir_all(&data).ok();
    tally.took = began.elapsed();
    Ok(tally)
}

fn cuts(trial: &Trial, stores: &[Store], moves: usize, deadline: Deadline) -> Result<Tally> {
    let name = "ext4 cut in a move";
    let volume = match Volume::for_root(trial) {
        Ok(volume) => volume,
        Err(error) => return Ok(Tally::skipped(name, format!("{error:#}"))),
    };
    let began = Instant::now();
    let mut tally = Tally::new(name);
    let data = volume.data();
    for number in 0..moves {
        if deadline.is_over() {
            break;
        }
        let store = &stores[number % stores.len()];
        let mut rng = trial.rng(7, number);
        drop(fs::remove_dir_all(&data));
        server::copy(&store.data, &data)?;
        volume.sync()?;
        let mut server = Server::spawn(&trial.program, &data, &[])?;
        thread::sleep(store.takes.mul_f64(rng.f64()));
        if rng.bool() {
            server.hold()?;
        }
        let files = server::files(&data).unwrap_or_default();
        volume.cut(rng.u32(..), &files, || ())?;
        server.kill()?;
        volume.mount_again()?;
        let what = format!("move {number} of layout {} cut", store.layout);
        store.look(trial, &mut tally, &data, &what)?;
    }
    tally.took = began.elapsed();
    Ok(tally)
}

fn replays(
    trial: &Trial,
    stores: &[Store],
    moves: usize,
    deadline: Deadline,
) -> Result<Vec<Tally>> {
    let models = [Model::Ext4, Model::Volatile];
    let mut tallies =
        models.map(|model| Tally::new(format!("replayed cut of a move, {}", model.name())));
    let recorder = trial.recorder()?;
    for (number, store) in stores.iter().enumerate() {
        let mut rng = trial.rng(8, number);
        let data = trial.folder.join("moving");
        drop(fs::remove_dir_all(&data));
        server::copy(&store.data, &data)?;
        let log = trial.folder.join("moving.entries");
        drop(fs::remove_file(&log));
        let environment = recorder.environment(&data, &log);
        let mut server = match Server::start(&trial.program, &data, &environment)? {
            Started::Ready(server) => server,
            Started::Refused(refusal) => bail!("{}", refusal.said),
        };
        server.kill()?;
        drop(server);
        let recording = Recording::read(&log)?;
        let places = recording.places();
        let mut cuts: Vec<(usize, usize)> = (0..moves.div_ceil(stores.len()))
            .flat_map(|_| [0, 1])
            .map(|model| (places[rng.usize(..places.len())], model))
            .collect();
        cuts.sort_unstable();
        let mut disk = Disk::new(&recording, &store.data)?;
        // The first half of what is left for the first store.
        let deadline = deadline.part(100 / u32::try_from(stores.len() - number)?);
        for (place, model) in cuts {
            if deadline.is_over() {
                break;
            }
            let began = Instant::now();
            let left = trial.folder.join("left");
            drop(fs::remove_dir_all(&left));
            fs::create_dir_all(&left)?;
            disk.play_to(place);
            disk.cut(models[model], &mut rng, &left)?;
            let what = format!(
                "move of layout {} cut before entry {place} of {}, {}",
                store.layout,
                recording.len(),
                models[model].name()
            );
            store.look(trial, &mut tallies[model], &left, &what)?;
            tallies[model].took += began.elapsed();
        }
        drop(fs::remove_dir_all(&data));
    }
    Ok(tallies.into())
}
