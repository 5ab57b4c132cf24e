//! A server to measure: the release build, on a directory of its own.

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;
use std::{
    io::{BufRead, BufReader},
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

/// A running server; killed when dropped.
pub struct Server {
    child: Child,
    data: PathBuf,
    /// `http://127.0.0.1:port`.
    pub base: String,
}

/// The workspace's root.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn binary() -> PathBuf {
    let target =
        std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
    target.join("release/afterword")
}

/// Builds the release binary.
pub fn build() -> Result<()> {
    let status = Command::new(env!("CARGO"))
        .args(["build", "--release", "--package", "afterword"])
        .current_dir(root())
        .status()?;
    if !status.success() {
        bail!("the server does not build");
    }
    Ok(())
}

/// A port that is free now.
pub fn free_port() -> Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}

/// Makes a shop that asks NPS on `origin`; returns what `afterword init --json` printed.
pub fn init(data: &Path, origin: &str) -> Result<Value> {
    init_with(data, origin, "nps")
}

/// Makes a shop that asks what a template asks; otherwise as [`init`].
pub fn init_with(data: &Path, origin: &str, template: &str) -> Result<Value> {
    let out = Command::new(binary())
        .args([
            "init",
            "--email",
            "bench@shop.example",
            "--password",
            "only for the bench",
        ])
        .args([
            "--shop",
            "Bench",
            "--template",
            template,
            "--json",
            "--origin",
            origin,
            "--data",
        ])
        .arg(data)
        .output()?;
    if !out.status.success() {
        bail!("afterword init: {}", String::from_utf8_lossy(&out.stderr));
    }
    Ok(serde_json::from_slice(&out.stdout)?)
}

impl Server {
    /// Starts the server and waits until it is ready; returns also how long that took.
    pub fn start(data: &Path, port: u16) -> Result<(Self, Duration)> {
        let start = Instant::now();
        let mut child = Command::new(binary())
            .args(["serve", "--listen", &format!("127.0.0.1:{port}"), "--data"])
            .arg(data)
            .stdout(Stdio::piped())
            .spawn()
            .context("the server does not start")?;
        let out = child.stdout.take().context("no output")?;
        let mut line = String::new();
        BufReader::new(out).read_line(&mut line)?;
        let server = Self {
            child,
            data: data.to_owned(),
            base: format!("http://127.0.0.1:{port}"),
        };
        if line.is_empty() {
            bail!("the server ended at once");
        }
        let ready = format!("{}/readyz", server.base);
        while ureq::get(&ready).call().is_err() {
            if start.elapsed() > Duration::from_secs(30) {
                bail!("the server is not ready after 30 s");
            }
            std::thread::sleep(Duration::from_millis(2));
        }
        Ok((server, start.elapsed()))
    }

    /// kill -9, then the same again; returns how long it took until it was ready.
    pub fn kill_and_start(mut self) -> Result<(Self, Duration)> {
        self.child.kill()?;
        self.child.wait()?;
        let port = self.base.rsplit(':').next().unwrap_or_default().parse()?;
        Self::start(&self.data.clone(), port)
    }

    /// Lets it end by itself, then the same again; returns also how long it took to end.
    pub fn stop_and_start(mut self) -> Result<(Self, Duration)> {
        let asked = Instant::now();
        let id = i32::try_from(self.child.id())?;
        let process = rustix::process::Pid::from_raw(id).context("no process")?;
        rustix::process::kill_process(process, rustix::process::Signal::TERM)?;
        self.child.wait()?;
        let took = asked.elapsed();
        let port = self.base.rsplit(':').next().unwrap_or_default().parse()?;
        let (server, _) = Self::start(&self.data.clone(), port)?;
        Ok((server, took))
    }

    /// Resident memory in MB (1,000,000 bytes).
    pub fn memory(&self) -> Result<f64> {
        memory_of(&self.child, "VmRSS:")
    }

    /// The most of it since [`Self::forget_memory`].
    pub fn most_memory(&self) -> Result<f64> {
        memory_of(&self.child, "VmHWM:")
    }

    /// Lets Linux watch the most memory from now on.
    pub fn forget_memory(&self) -> Result<()> {
        Ok(std::fs::write(
            format!("/proc/{}/clear_refs", self.child.id()),
            "5",
        )?)
    }
}

/// A line of what Linux knows of a process's memory, in MB.
fn memory_of(child: &Child, what: &str) -> Result<f64> {
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id()))?;
    let kib: f64 = status
        .lines()
        .find_map(|line| line.strip_prefix(what)?.trim().strip_suffix(" kB"))
        .with_context(|| format!("no {what}"))?
        .trim()
        .parse()?;
    Ok(kib * 1024.0 / 1e6)
}

/// Runs a command of the release build to its end, in a folder; returns how long it took and the most
/// memory it had, in MB.
pub fn run_measured(words: &[&str], paths: &[&Path], folder: &Path) -> Result<(Duration, f64)> {
    let start = Instant::now();
    let mut child = Command::new(binary())
        .args(words)
        .args(paths)
        .current_dir(folder)
        .spawn()
        .context("the command does not start")?;
    let mut most = 0.0;
    loop {
        // An ended process has no memory any more.
        most = memory_of(&child, "VmHWM:").unwrap_or(most);
        if let Some(status) = child.try_wait()? {
            ensure!(status.success(), "the command failed");
            return Ok((start.elapsed(), most));
        }
        std::thread::sleep(Duration::from_millis(50));
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}
