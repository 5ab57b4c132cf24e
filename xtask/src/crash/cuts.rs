//! Power cuts of a real file system: ext4 in a file on a loop device, shut down without its journal
//! being flushed, under a server that runs or is held.

use super::{
    Deadline, Tally, Trial,
    facts::Facts,
    load::Load,
    server::{self, Server, Started},
};
use anyhow::{Context, Result, bail, ensure};
use std::{
    fs::{self, File},
    io::{BufRead, BufReader, Write},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::atomic::{AtomicU64, Ordering},
    thread,
    time::{Duration, Instant},
};

const NAME: &str = "ext4 cut";
/// The size of the file system, in bytes; its file is sparse.
const SIZE: u64 = 512 * 1024 * 1024;
/// How many cuts one store lives through.
const CUTS_OF_A_STORE: usize = 5;
/// How long an import may take until the cut that waits for its end is made all the same.
const PATIENCE: Duration = Duration::from_secs(20);

/// Cuts so often, or until the time is over.
pub fn run(trial: &Trial, cuts: usize, deadline: Deadline) -> Result<Tally> {
    if cuts == 0 {
        return Ok(Tally::skipped(NAME, "none wanted".into()));
    }
    let volume = match Volume::for_root(trial) {
        Ok(volume) => volume,
        Err(error) => return Ok(Tally::skipped(NAME, format!("{error:#}"))),
    };
    let began = Instant::now();
    let mut tally = Tally::new(NAME);
    tally.busy = (0, "importing");
    let data = volume.data();
    let mut store = None;
    for number in 0..cuts {
        if deadline.is_over() {
            break;
        }
        let mut rng = trial.rng(2, number);
        if number % CUTS_OF_A_STORE == 0 {
            store = None;
        }
        let (facts, mut server) = match store.take() {
            Some(store) => store,
            None => begin(trial, &volume, &data)?,
        };
        let prefix = format!("{number}");
        let base = server.base.clone();
        let mut load = Load::new(&trial.program, &base, &data, &facts, &prefix);
        // Half of them in the seconds after an import, with nobody else there.
        let after = number % 2 == 1;
        load.shoppers = !after;
        let (hold, back, wait) = (rng.bool(), rng.bool(), rng.u64(50..1500));
        let seed = rng.u32(..);
        // A sync that is under way while the file system is shut down may end well in vain: where another
        // committer saw the journal aborted first, ext4 finds nothing left to wait for. The power that goes
        // takes the processor with it, so what is acknowledged from then on says nothing.
        let known = AtomicU64::new(0);
        let busy = load.during(&mut rng, || -> Result<bool> {
            if after {
                let began = Instant::now();
                while load.imported.load(Ordering::SeqCst) == 0 && began.elapsed() < PATIENCE {
                    thread::sleep(Duration::from_millis(5));
                }
                load.stop.store(true, Ordering::Relaxed);
            }
            thread::sleep(Duration::from_millis(wait));
            let busy = load.importing.load(Ordering::SeqCst) > 0;
            if hold {
                server.hold()?;
            }
            let files = if back {
                // Files come and go under a running server.
                server::files(&data).unwrap_or_default()
            } else {
                Vec::new()
            };
            volume.cut(seed, &files, || {
                known.store(facts.reached(), Ordering::SeqCst);
            })?;
            // What runs gets errors from now on, and has to refuse.
            thread::sleep(Duration::from_millis(50));
            server.kill()?;
            Ok(busy)
        })?;
        tally.busy.0 += usize::from(busy);
        volume.mount_again()?;
        let what = format!("cut {number}");
        let known = known.load(Ordering::SeqCst);
        let server = trial.look(&mut tally, &data, &facts, known, &what)?;
        facts.doubt(known);
        store = server.map(|server| (facts, server));
    }
    drop(store);
    tally.took = began.elapsed();
    Ok(tally)
}

fn begin(trial: &Trial, volume: &Volume, data: &Path) -> Result<(Facts, Server)> {
    drop(fs::remove_dir_all(data));
    trial.program.copy_to(data)?;
    volume.sync()?;
    match Server::start(&trial.program, data, &[])? {
        Started::Ready(server) => Ok((Facts::default(), server)),
        Started::Refused(refusal) => bail!("{}", refusal.said),
    }
}

/// A mounted file system; unmounted when dropped.
pub struct Volume {
    image: PathBuf,
    place: PathBuf,
    shutdown: PathBuf,
}

impl Volume {
    /// Makes one and mounts it, which only root may do.
    pub fn for_root(trial: &Trial) -> Result<Self> {
        ensure!(rustix::process::geteuid().is_root(), "only root may mount");
        let volume = Self {
            image: trial.folder.join("ext4.image"),
            place: trial.folder.join("ext4"),
            shutdown: trial.build(include_str!("shutdown.c"), "shutdown", &[])?,
        };
        File::create(&volume.image)?.set_len(SIZE)?;
        fs::create_dir_all(&volume.place)?;
        said(Command::new("mkfs.ext4").arg("-q").arg(&volume.image))?;
        volume.mount()?;
        Ok(volume)
    }

    /// Where a server's data go.
    pub fn data(&self) -> PathBuf {
        self.place.join("data")
    }

    /// Syncs what was put there: as if it had been there for long.
    pub fn sync(&self) -> Result<()> {
        said(Command::new("sync").arg("-f").arg(&self.place))
    }

    fn mount(&self) -> Result<()> {
        let mut mount = Command::new("mount");
        said(mount.args(["-o", "loop"]).arg(&self.image).arg(&self.place))
    }

    /// Cuts the power after random ranges of these files were written back; calls `at` right before.
    pub fn cut(&self, seed: u32, files: &[PathBuf], at: impl FnOnce()) -> Result<()> {
        let mut shutdown = Command::new(&self.shutdown)
            .arg(&self.place)
            .arg(seed.to_string())
            .args(files.iter().map(|file| self.data().join(file)))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        let mut ready = String::new();
        let said = shutdown.stdout.take().context("no output")?;
        BufReader::new(said).read_line(&mut ready)?;
        at();
        if let Some(mut order) = shutdown.stdin.take() {
            // Where it has ended already, its status says so.
            drop(writeln!(order));
        }
        let done = shutdown.wait_with_output()?;
        let why = String::from_utf8_lossy(&done.stderr);
        ensure!(done.status.success(), "shutdown: {}", why.trim());
        Ok(())
    }

    /// Mounts what the cut left.
    pub fn mount_again(&self) -> Result<()> {
        said(Command::new("umount").arg(&self.place))?;
        self.mount()
    }
}

impl Drop for Volume {
    fn drop(&mut self) {
        drop(Command::new("umount").arg("-l").arg(&self.place).output());
    }
}

/// Runs a command; errs with what it said.
fn said(command: &mut Command) -> Result<()> {
    let name = command.get_program().to_string_lossy().into_owned();
    let done = command.output().with_context(|| name.clone())?;
    if !done.status.success() {
        bail!("{name}: {}", String::from_utf8_lossy(&done.stderr).trim());
    }
    Ok(())
}
