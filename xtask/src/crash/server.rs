//! The real program: a store to begin with, a server on a copy of it, and what it says.

use super::facts::{Found, Records};
use anyhow::{Context, Result, bail, ensure};
use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;
use std::{
    fs::{self, File},
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    sync::mpsc,
    thread,
    time::{Duration, Instant},
};
use ureq::{
    Agent, Body,
    http::{Response, StatusCode},
};

const EMAIL: &str = "owner@shop.example";
const PASSWORD: &str = "only to be cut off";
/// The site of the shop.
pub const ORIGIN: &str = "https://shop.example";
/// After how many KiB of the journal the server folds: all the time.
const FOLD_AFTER: &str = "256";
/// For how long a server may try to mend what it can't read before it says so.
const MENDING: Duration = Duration::from_secs(5);
/// How long a server may take until it is ready, or has refused to start.
const PATIENCE: Duration = Duration::from_mins(1);

/// The program, and a shop that was made with it.
#[derive(Clone)]
pub struct Program {
    /// The binary.
    pub binary: PathBuf,
    /// A data directory that holds the shop, cleanly closed.
    pub founded: PathBuf,
    /// The shop's id.
    pub shop: String,
    /// Its survey.
    pub survey: String,
    /// The key of its API.
    pub key: String,
    /// What says that it is the owner who reads.
    pub cookie: String,
}

/// A client that waits for nobody for ever, and takes every status for an answer.
pub fn agent() -> Agent {
    let config = Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .timeout_global(Some(Duration::from_secs(30)));
    config.build().into()
}

impl Program {
    /// Makes a shop in a folder.
    pub fn found(binary: PathBuf, folder: &Path) -> Result<Self> {
        let founded = folder.join("founded");
        let made = Command::new(&binary)
            .args(["init", "--email", EMAIL, "--password", PASSWORD])
            .args(["--shop", "Crash", "--origin", ORIGIN, "--json", "--data"])
            .arg(&founded)
            .output()
            .with_context(|| format!("{} does not start", binary.display()))?;
        if !made.status.success() {
            bail!("afterword init: {}", String::from_utf8_lossy(&made.stderr));
        }
        let made: Value = serde_json::from_slice(&made.stdout)?;
        let text = |name: &str| made[name].as_str().unwrap_or_default().to_owned();
        let mut program = Self {
            binary,
            founded: founded.clone(),
            shop: text("shop"),
            survey: text("survey"),
            key: text("api_key"),
            cookie: String::new(),
        };
        let server = match Server::start(&program, &founded, &[])? {
            Started::Ready(server) => server,
            Started::Refused(refusal) => bail!("it does not start: {}", refusal.said),
        };
        program.cookie = server.sign_in(EMAIL, PASSWORD)?;
        server.stop()?;
        Ok(program)
    }

    /// Starts a server on a copy of the shop's directory.
    pub fn copy_to(&self, data: &Path) -> Result<()> {
        copy(&self.founded, data)
    }

    /// Runs `afterword check` on a directory, whether a server runs there or not.
    pub fn check(&self, data: &Path) -> Result<Result<(), String>> {
        let done = Command::new(&self.binary)
            .args(["check", "--data"])
            .arg(data)
            .output()?;
        if done.status.success() {
            return Ok(Ok(()));
        }
        let said = [done.stdout, done.stderr].concat();
        Ok(Err(String::from_utf8_lossy(&said).trim().to_owned()))
    }
}

/// Copies a directory with what is in it; sockets and the like stay.
pub fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let kind = entry.file_type()?;
        let place = to.join(entry.file_name());
        if kind.is_dir() {
            copy(&entry.path(), &place)?;
        } else if kind.is_file() {
            fs::copy(entry.path(), &place)?;
        }
    }
    Ok(())
}

/// The paths of all files below a directory, in their order.
pub fn files(directory: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![PathBuf::new()];
    while let Some(below) = folders.pop() {
        for entry in fs::read_dir(directory.join(&below))? {
            let entry = entry?;
            let path = below.join(entry.file_name());
            let kind = entry.file_type()?;
            if kind.is_dir() {
                folders.push(path);
            } else if kind.is_file() {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

/// A running server; killed when dropped.
pub struct Server {
    child: Child,
    log: PathBuf,
    /// `http://127.0.0.1:port`.
    pub base: String,
}

/// What came of a start.
pub enum Started {
    /// It serves.
    Ready(Server),
    /// It ended by itself, or never got ready.
    Refused(Refusal),
}

/// Why there is no server.
pub struct Refusal {
    /// How it ended; `None` where it hung.
    pub status: Option<ExitStatus>,
    /// What it wrote to its log.
    pub said: String,
}

impl Server {
    /// Starts a server and waits until it is ready. What it says goes to a file beside its data.
    pub fn start(program: &Program, data: &Path, environment: &[(&str, &Path)]) -> Result<Started> {
        let mut server = Self::spawn(program, data, environment)?;
        let began = Instant::now();
        if let Some(base) = server.address()? {
            server.base = base;
            if server.gets_ready(began)? {
                return Ok(Started::Ready(server));
            }
        }
        // Its output ends a moment before it does.
        let asked = Instant::now();
        while server.child.try_wait()?.is_none() && asked.elapsed() < Duration::from_secs(2) {
            thread::sleep(Duration::from_millis(5));
        }
        let status = server.child.try_wait()?;
        server.kill()?;
        Ok(Started::Refused(Refusal {
            status,
            said: server.said(),
        }))
    }

    /// Waits until it prints where it listens; `None` where it ends before or never does.
    fn address(&mut self) -> Result<Option<String>> {
        let out = self.child.stdout.take().context("no output")?;
        let (send, lines) = mpsc::channel();
        thread::spawn(move || {
            // Read to its end, so that the server never waits for room.
            for line in BufReader::new(out).lines().map_while(Result::ok) {
                drop(send.send(line));
            }
        });
        while let Ok(line) = lines.recv_timeout(PATIENCE) {
            if let Some(at) = line.find("http://") {
                return Ok(Some(line[at..].trim().to_owned()));
            }
        }
        Ok(None)
    }

    fn gets_ready(&mut self, began: Instant) -> Result<bool> {
        let agent = agent();
        while began.elapsed() < PATIENCE && self.child.try_wait()?.is_none() {
            let ready = agent.get(format!("{}/readyz", self.base)).call();
            if ready.is_ok_and(|reply| reply.status() == StatusCode::OK) {
                return Ok(true);
            }
            thread::sleep(Duration::from_millis(5));
        }
        Ok(false)
    }

    /// Starts a server and waits for nothing.
    pub fn spawn(program: &Program, data: &Path, environment: &[(&str, &Path)]) -> Result<Self> {
        let log = data.with_extension("log");
        let child = Command::new(&program.binary)
            .env("AFTERWORD_FOLD_AFTER", FOLD_AFTER)
            .args(["serve", "--listen", "127.0.0.1:0", "--data"])
            .arg(data)
            .envs(environment.iter().copied())
            .env_remove("RUST_BACKTRACE")
            .stdout(Stdio::piped())
            .stderr(File::create(&log)?)
            .spawn()?;
        Ok(Self {
            child,
            log,
            base: String::new(),
        })
    }

    /// What it wrote to its log so far.
    pub fn said(&self) -> String {
        let bytes = fs::read(&self.log).unwrap_or_default();
        String::from_utf8_lossy(&bytes).trim().to_owned()
    }

    /// kill -9.
    pub fn kill(&mut self) -> Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }

    /// Holds it as it is: SIGSTOP.
    pub fn hold(&self) -> Result<()> {
        Ok(kill_process(self.process()?, Signal::STOP)?)
    }

    /// Asks it to end and waits until it has.
    pub fn stop(mut self) -> Result<()> {
        kill_process(self.process()?, Signal::TERM)?;
        let status = self.child.wait()?;
        if !status.success() {
            bail!("it does not end well: {status}: {}", self.said());
        }
        Ok(())
    }

    fn process(&self) -> Result<Pid> {
        Pid::from_raw(i32::try_from(self.child.id())?).context("no process")
    }

    /// Signs somebody in: the cookie that says so.
    pub fn sign_in(&self, email: &str, password: &str) -> Result<String> {
        let reply = agent()
            .post(format!("{}/signin", self.base))
            .header("origin", &self.base)
            .send_form([("email", email), ("password", password)])?;
        let cookie = reply.headers().get("set-cookie");
        let cookie = cookie.context("the owner can't sign in")?.to_str()?;
        Ok(cookie.split(';').next().unwrap_or_default().to_owned())
    }

    /// Reads every record of the shop, as its owner exports them.
    pub fn records(&self, program: &Program) -> Found {
        let read = || Records::read(&self.exported(program)?);
        read().map_err(|error| format!("records can't be read: {error:#}"))
    }

    /// Whether it serves and says that something it keeps can't be read, once it has tried to mend it.
    pub fn tells_of_damage(&self) -> Result<bool> {
        let began = Instant::now();
        while began.elapsed() < MENDING {
            let reply = agent().get(format!("{}/readyz", self.base)).call()?;
            let said = text(reply)?;
            if said.contains("unreadable") && said.contains("afterword salvage") {
                return Ok(true);
            }
            thread::sleep(Duration::from_millis(50));
        }
        Ok(false)
    }

    /// Every record of the shop, one a line.
    pub fn exported(&self, program: &Program) -> Result<String> {
        let url = format!("{}/shops/{}/records.ndjson", self.base, program.shop);
        let reply = agent().get(&url).header("cookie", &program.cookie).call()?;
        let status = reply.status();
        let text = text(reply)?;
        ensure!(status == StatusCode::OK, "{status}: {text}");
        Ok(text)
    }
}

/// A reply's body, however long.
pub fn text(reply: Response<Body>) -> Result<String> {
    let mut body = reply.into_body();
    Ok(body.with_config().limit(1 << 30).read_to_string()?)
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended long ago.
        drop(self.kill());
    }
}
