//! The real `afterword` binary with a data directory of its own.

use crate::{survey, until};
use reqwest::{Client, RequestBuilder, header::HeaderMap};
use rustix::process::{Pid, Resource, Rlimit, Signal, kill_process, prlimit};
use serde::Deserialize;
use serde_json::{Value, json};
use std::{
    fs::File,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    sync::{
        Arc, Mutex, OnceLock,
        atomic::{AtomicU64, Ordering},
    },
};
use tempfile::TempDir;

/// What `afterword init --json` prints.
#[derive(Clone, Debug, Deserialize)]
pub struct Founded {
    /// The shop's id.
    pub shop: String,
    /// Its survey's id.
    pub survey: String,
    /// The key of its API.
    pub api_key: String,
    /// The tag to paste.
    pub tag: String,
}

/// How a shop is begun.
#[derive(Clone, Debug)]
pub struct Setup {
    /// `nps`, `csat` or `ces`.
    pub template: &'static str,
    /// Where its tag may run.
    pub origins: Vec<String>,
    /// Its name.
    pub shop: &'static str,
    /// More arguments of `serve`.
    pub serve: Vec<&'static str>,
    /// Files of surveys that are live in the place of the template's.
    pub surveys: Vec<Value>,
    /// Where the shop says what it does with answers; empty for nowhere.
    pub privacy: &'static str,
}

impl Default for Setup {
    fn default() -> Self {
        Self {
            template: "nps",
            origins: vec!["https://shop.example".to_owned()],
            shop: "Kalnu Keramika",
            serve: Vec::new(),
            surveys: Vec::new(),
            privacy: "",
        }
    }
}

impl Setup {
    /// The owner's e-mail address.
    pub const EMAIL: &'static str = "owner@shop.example";
    /// The owner's password.
    pub const PASSWORD: &'static str = "correct horse battery";

    /// A shop whose tag may run on this site.
    pub fn on(origin: &str) -> Self {
        Self {
            origins: vec![origin.to_owned()],
            ..Self::default()
        }
    }

    /// With this template.
    #[must_use]
    pub fn asking(mut self, template: &'static str) -> Self {
        self.template = template;
        self
    }
}

/// What came back: status, headers, and the body as text and as JSON.
#[derive(Debug)]
pub struct Reply {
    /// The status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub text: String,
}

impl Reply {
    /// Sends a request.
    ///
    /// # Panics
    ///
    /// When the server does not answer.
    pub async fn to(request: RequestBuilder) -> Self {
        let response = request.send().await.expect("the server answers");
        Self {
            status: response.status().as_u16(),
            headers: response.headers().clone(),
            text: response.text().await.expect("the answer is read"),
        }
    }

    /// A header, empty where it is not there.
    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }

    /// The body as JSON.
    ///
    /// # Panics
    ///
    /// When it is not JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text)
            .unwrap_or_else(|error| panic!("not JSON ({error}): {}", self.text))
    }

    /// Asserts a status, showing the body where it is another.
    ///
    /// # Panics
    ///
    /// When it is another.
    #[expect(
        clippy::return_self_not_must_use,
        reason = "the assertion alone is often what it is called for"
    )]
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.text);
        self
    }
}

/// A running server.
pub struct Afterword {
    directory: TempDir,
    arguments: Vec<&'static str>,
    running: Option<Running>,
    listen: String,
    founded: Option<Founded>,
    surveys: Vec<String>,
    client: Client,
}

struct Running {
    child: Child,
    lines: Arc<Mutex<Vec<String>>>,
}

static ORDERS: AtomicU64 = AtomicU64::new(1001);

impl Afterword {
    /// A server with a shop, made by `afterword init`.
    pub async fn start(setup: Setup) -> Self {
        let mut server = Self::prepared(setup.serve.clone());
        let founded = server.init(&setup);
        if !setup.surveys.is_empty() {
            let Setup {
                privacy, surveys, ..
            } = &setup;
            server.surveys = survey::put(&server.data(), &founded, privacy, surveys).await;
        }
        server.founded = Some(founded);
        server.serve().await;
        server
    }

    /// A server that nobody has set up; [`Self::setup_link`] says where to.
    pub async fn start_empty() -> Self {
        let mut server = Self::prepared(Vec::new());
        server.serve().await;
        server
    }

    fn prepared(arguments: Vec<&'static str>) -> Self {
        Self {
            directory: TempDir::new().expect("a directory for the server"),
            arguments,
            running: None,
            listen: "127.0.0.1:0".to_owned(),
            founded: None,
            surveys: Vec::new(),
            client: Client::builder()
                .redirect(reqwest::redirect::Policy::none())
                .build()
                .expect("a client"),
        }
    }

    fn init(&self, setup: &Setup) -> Founded {
        let mut command = Command::new(binary());
        command.arg("init").arg("--data").arg(self.data());
        command.args(["--email", Setup::EMAIL, "--password", Setup::PASSWORD]);
        command.args(["--shop", setup.shop, "--template", setup.template, "--json"]);
        for origin in &setup.origins {
            command.args(["--origin", origin]);
        }
        let output = command.output().expect("afterword init runs");
        assert!(
            output.status.success(),
            "afterword init: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        serde_json::from_slice(&output.stdout).expect("afterword init prints JSON")
    }

    /// Where it keeps everything.
    pub fn data(&self) -> PathBuf {
        self.directory.path().join("data")
    }

    async fn serve(&mut self) {
        let log = File::options()
            .append(true)
            .create(true)
            .open(self.log())
            .expect("a log file");
        let mut child = Command::new(binary())
            .arg("serve")
            .args(["--listen", &self.listen])
            .arg("--data")
            .arg(self.data())
            .args(&self.arguments)
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .expect("afterword serve starts");
        let lines = Arc::new(Mutex::new(Vec::new()));
        let output = BufReader::new(child.stdout.take().expect("its output"));
        let heard = Arc::clone(&lines);
        // Ends with the server's output.
        std::thread::spawn(move || {
            for line in output.lines().map_while(Result::ok) {
                heard.lock().expect("no panic while held").push(line);
            }
        });
        self.running = Some(Running { child, lines });
        let address = until("the server prints its address", || {
            assert!(
                self.is_running(),
                "the server ended at once: {}",
                self.read_log()
            );
            let address = self.printed().iter().find_map(|line| address_in(line));
            async { address }
        })
        .await;
        self.listen = address;
        until("the server is ready", || async {
            let request = self.client.get(self.url("/readyz"));
            request
                .send()
                .await
                .ok()?
                .status()
                .is_success()
                .then_some(())
        })
        .await;
    }

    fn is_running(&mut self) -> bool {
        self.running
            .as_mut()
            .is_some_and(|running| matches!(running.child.try_wait(), Ok(None)))
    }

    /// What the server printed since it was started last.
    ///
    /// # Panics
    ///
    /// When the thread that reads it panicked.
    pub fn printed(&self) -> Vec<String> {
        let Some(running) = &self.running else {
            return Vec::new();
        };
        running.lines.lock().expect("no panic while held").clone()
    }

    /// The most memory that the server held at once since it was started, in bytes; `None` where
    /// the system does not tell (it is Linux that does).
    pub fn peak_memory(&self) -> Option<u64> {
        let id = self.running.as_ref()?.child.id();
        let status = std::fs::read_to_string(format!("/proc/{id}/status")).ok()?;
        let line = status
            .lines()
            .find_map(|line| line.strip_prefix("VmHWM:"))?;
        let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
        Some(kilobytes * 1024)
    }

    fn log(&self) -> PathBuf {
        self.directory.path().join("log")
    }

    /// The server's log.
    pub fn read_log(&self) -> String {
        std::fs::read_to_string(self.log()).unwrap_or_default()
    }

    /// Ends the server as a power cut would end it: `kill -9`.
    pub fn kill(&mut self) {
        if let Some(mut running) = self.running.take() {
            drop(running.child.kill());
            drop(running.child.wait());
        }
    }

    fn process(&self) -> Option<Pid> {
        let id = self.running.as_ref()?.child.id();
        Pid::from_raw(id.try_into().ok()?)
    }

    /// Asks the server to end, as whatever runs it does: SIGTERM.
    ///
    /// # Panics
    ///
    /// When it does not run.
    pub fn ask_to_end(&self) {
        let process = self.process().expect("a running server");
        kill_process(process, Signal::TERM).expect("the signal is sent");
    }

    /// Lets the running server have so many open files at once.
    ///
    /// # Panics
    ///
    /// When it does not run.
    pub fn allow_open_files(&self, count: u64) {
        let limit = Rlimit {
            current: Some(count),
            maximum: Some(count),
        };
        prlimit(self.process(), Resource::Nofile, limit).expect("the limit is set");
    }

    /// Waits until the server has ended, and says how.
    ///
    /// # Panics
    ///
    /// When it does not run.
    pub fn ended(&mut self) -> ExitStatus {
        let mut running = self.running.take().expect("a running server");
        running.child.wait().expect("it is our child")
    }

    /// Starts the server again, at the same address.
    pub async fn restart(&mut self) {
        self.kill();
        self.serve().await;
    }

    /// `http://host:port`.
    pub fn base(&self) -> String {
        format!("http://{}", self.listen)
    }

    /// An address on this server.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base())
    }

    /// Where the first owner's account is created, as the server printed it.
    pub async fn setup_link(&self) -> String {
        until("the server prints the link to set it up", || async {
            self.printed().iter().find_map(|line| {
                let start = line.find("http://")?;
                let link = line[start..].split_whitespace().next()?;
                (link.len() > self.base().len() + 1).then(|| link.to_owned())
            })
        })
        .await
    }

    /// The shop that was begun with the server, or [`Self::adopt`]ed.
    ///
    /// # Panics
    ///
    /// When there is none.
    pub fn founded(&self) -> &Founded {
        self.founded.as_ref().expect("a shop was begun")
    }

    /// Begins one more shop of the same owner.
    pub fn found_another(&self, setup: &Setup) -> Founded {
        self.init(setup)
    }

    /// Speaks for this shop from now on.
    pub fn adopt(&mut self, founded: Founded) {
        self.founded = Some(founded);
    }

    /// The tag with further attributes, as a shop would paste it.
    pub fn tag(&self, attributes: &str) -> String {
        format!(
            r#"<script async src="{}" data-shop="{}" {attributes}></script>"#,
            self.url("/w.js"),
            self.founded().shop
        )
    }

    /// The tag in the form that brings the shop's rules with it.
    pub fn rule_tag(&self, attributes: &str) -> String {
        format!(
            r#"<script async src="{}?shop={}" {attributes}></script>"#,
            self.url("/w.js"),
            self.founded().shop
        )
    }

    /// The ids of the surveys that it was set up with, in their order.
    pub fn surveys(&self) -> &[String] {
        &self.surveys
    }

    /// A client that follows no redirects.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// A body, whatever it is, to a path, as a browser's script would send it.
    pub async fn post(&self, path: &str, body: impl Into<reqwest::Body>) -> Reply {
        let request = self.client.post(self.url(path)).body(body);
        Reply::to(request.header("content-type", "text/plain")).await
    }

    /// `POST /v1/prompt` with this shop's id added.
    pub async fn prompt(&self, mut message: Value) -> Reply {
        if message.get("shop").is_none() {
            message["shop"] = json!(self.founded().shop);
        }
        self.post("/v1/prompt", message.to_string()).await
    }

    /// `POST /v1/responses`.
    pub async fn respond(&self, message: Value) -> Reply {
        self.post("/v1/responses", message.to_string()).await
    }

    /// The ticket to answer about an order.
    pub async fn ticket(&self, order: &str) -> String {
        let reply = self.prompt(json!({"order": {"id": order}})).await;
        ticket_of(&reply.expect(200))
    }

    /// The ticket to answer about an order that nobody had before.
    pub async fn fresh_ticket(&self) -> String {
        self.ticket(&fresh_order()).await
    }

    /// A path of the owner's API with this shop's key.
    pub async fn api(&self, path: &str) -> Reply {
        let request = self.client.get(self.url(path));
        Reply::to(request.bearer_auth(&self.founded().api_key)).await
    }

    /// `GET /api/v1/surveys/{id}/score` of this shop's survey.
    pub async fn score(&self) -> Value {
        let path = format!("/api/v1/surveys/{}/score", self.founded().survey);
        self.api(&path).await.expect(200).json()
    }

    /// Every response of this shop's survey that holds an answer, newest first.
    pub async fn responses(&self) -> Vec<Value> {
        self.responses_to(&self.founded().survey).await
    }

    /// Every response to a survey that holds an answer, newest first, page by page.
    ///
    /// # Panics
    ///
    /// When a page is not as promised.
    pub async fn responses_to(&self, survey: &str) -> Vec<Value> {
        let mut all = Vec::new();
        let first = format!("/api/v1/responses?survey={survey}&limit=200");
        let mut path = first.clone();
        loop {
            let mut page = self.api(&path).await.expect(200).json();
            let next = page["next"].take();
            let Value::Array(responses) = page["responses"].take() else {
                panic!("responses are a list");
            };
            all.extend(responses);
            match next {
                Value::Null => return all,
                Value::String(after) => path = format!("{first}&after={after}"),
                other => panic!("not a cursor: {other}"),
            }
        }
    }

    /// The responses about an order, to any survey.
    pub async fn responses_about(&self, order: &str) -> Vec<Value> {
        let mut all = Vec::new();
        let own = [self.founded().survey.clone()];
        let surveys = if self.surveys.is_empty() {
            &own[..]
        } else {
            &self.surveys
        };
        for survey in surveys {
            all.extend(self.responses_to(survey).await);
        }
        all.retain(|response| response["order"]["id"] == order);
        all
    }

    /// The answers about an order, as stored.
    pub async fn answers_about(&self, order: &str) -> Vec<Value> {
        let responses = self.responses_about(order).await;
        responses
            .into_iter()
            .map(|mut response| response["answers"].take())
            .collect()
    }
}

/// The ticket in the reply to a prompt.
///
/// # Panics
///
/// When there is none.
fn ticket_of(reply: &Reply) -> String {
    let ticket = reply.json()["ticket"].as_str().map(ToOwned::to_owned);
    ticket.expect("a prompt carries a ticket")
}

/// The number of an order that nobody had before.
fn fresh_order() -> String {
    ORDERS.fetch_add(1, Ordering::Relaxed).to_string()
}

impl Drop for Afterword {
    fn drop(&mut self) {
        self.kill();
        if std::thread::panicking() {
            eprintln!("the server's log:\n{}", self.read_log());
        }
    }
}

/// The `host:port` of the first address in a line.
fn address_in(line: &str) -> Option<String> {
    let rest = &line[line.find("http://")? + "http://".len()..];
    let end = rest
        .find(|c: char| !(c.is_ascii_alphanumeric() || ".:[]-".contains(c)))
        .unwrap_or(rest.len());
    Some(rest[..end].to_owned())
}

/// The binary under test: `AFTERWORD_BIN`, else built by cargo beside the tests, once.
///
/// # Panics
///
/// When it can't be built.
pub fn binary() -> &'static Path {
    static BINARY: OnceLock<PathBuf> = OnceLock::new();
    BINARY.get_or_init(|| {
        if let Some(path) = std::env::var_os("AFTERWORD_BIN") {
            return PathBuf::from(path);
        }
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let status = Command::new(cargo)
            .args(["build", "--quiet", "--package", "afterword"])
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .status()
            .expect("cargo runs");
        assert!(status.success(), "the server does not build");
        let test = std::env::current_exe().expect("the test's own path");
        let folder = test.parent().and_then(Path::parent).expect("a folder");
        folder.join("afterword")
    })
}

/// Somebody who signed in with a program instead of a browser.
pub struct Owner<'a> {
    server: &'a Afterword,
    cookie: String,
}

impl Afterword {
    /// Signs the owner in who was made with the server.
    ///
    /// # Panics
    ///
    /// When that is refused.
    pub async fn sign_in(&self) -> Owner<'_> {
        let form = [("email", Setup::EMAIL), ("password", Setup::PASSWORD)];
        let request = self.client.post(self.url("/signin")).form(&form);
        let reply = Reply::to(request.header("origin", self.base())).await;
        let cookie = reply.header("set-cookie").split(';').next();
        let cookie = cookie.unwrap_or_default().to_owned();
        assert!(
            (300..400).contains(&reply.status) && !cookie.is_empty(),
            "{}: {}",
            reply.status,
            reply.text
        );
        Owner {
            server: self,
            cookie,
        }
    }
}

impl Owner<'_> {
    /// Opens one of the owner's pages.
    pub async fn get(&self, path: &str) -> Reply {
        let request = self.server.client.get(self.server.url(path));
        Reply::to(request.header("cookie", &self.cookie)).await
    }

    /// What says to the server who this is.
    pub fn cookie(&self) -> &str {
        &self.cookie
    }

    /// Downloads all responses as `csv` or `ndjson`.
    pub async fn export(&self, format: &str) -> String {
        let shop = &self.server.founded().shop;
        let path = format!("/shops/{shop}/export.{format}");
        self.get(&path).await.expect(200).text
    }
}
