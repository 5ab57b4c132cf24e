//! A real browser: headless Chromium, driven by chromedriver.

use crate::{Picture, until};
use axum::http::Method;
use fantoccini::{
    Client, ClientBuilder,
    elements::Element,
    key::Key,
    wd::{Capabilities, WebDriverCompatibleCommand},
};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use std::{
    io::{BufRead, BufReader},
    os::unix::process::CommandExt,
    process::{Child, Command, Stdio},
};
use tempfile::TempDir;
use url::{ParseError, Url};

/// How often a browser is started before that counts as a failure.
const TRIES: u32 = 3;

/// A browser with a fresh profile; everything of it ends when this is dropped.
pub struct Browser {
    client: Client,
    driver: Child,
    _directory: TempDir,
}

impl Browser {
    /// Starts one with a window of 1280 × 900.
    pub async fn start() -> Self {
        Self::start_with(json!({})).await
    }

    /// Starts one that passes for a phone with a window of this size, in CSS pixels.
    pub async fn start_on_a_phone(width: u32, height: u32) -> Self {
        let metrics = json!({"width": width, "height": height, "pixelRatio": 2, "touch": true});
        let phone = json!({"deviceMetrics": metrics, "clientHints": {"platform": "Android", "mobile": true}});
        Self::start_with(json!({"mobileEmulation": phone})).await
    }

    /// A busy machine sometimes starts no browser: that says nothing about what is tested, so it
    /// is tried again.
    async fn start_with(options: Value) -> Self {
        for _ in 1..TRIES {
            if let Ok(browser) = Self::try_to_start(options.clone()).await {
                return browser;
            }
        }
        let last = Self::try_to_start(options).await;
        last.unwrap_or_else(|why| panic!("no browser starts: {why}"))
    }

    async fn try_to_start(options: Value) -> Result<Self, String> {
        let directory = TempDir::new().expect("a directory for the profile");
        let mut driver = Command::new("chromedriver")
            .arg("--port=0")
            .env("TMPDIR", directory.path())
            // A group of its own: the browser ends with it.
            .process_group(0)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver starts: `cargo xtask test` installs it or says how");
        let output = BufReader::new(driver.stdout.take().expect("its output"));
        let port = output
            .lines()
            .map_while(Result::ok)
            .find_map(|line| port_in(&line));
        let connected = match port {
            Some(port) => session(port, options).await,
            None => Err("chromedriver says no port".to_owned()),
        };
        match connected {
            Ok(client) => Ok(Self {
                client,
                driver,
                _directory: directory,
            }),
            Err(why) => {
                end(&mut driver);
                Err(why)
            }
        }
    }

    /// The session.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// Opens an address and waits until it is loaded.
    ///
    /// # Panics
    ///
    /// When it can't.
    pub async fn open(&self, url: &str) {
        self.client.goto(url).await.expect("the page opens");
    }

    /// Loads the page again.
    ///
    /// # Panics
    ///
    /// When it can't.
    pub async fn reload(&self) {
        self.client.refresh().await.expect("the page loads again");
    }

    /// Runs a script and returns what it returns.
    ///
    /// # Panics
    ///
    /// When the script throws.
    pub async fn run(&self, script: &str, arguments: Vec<Value>) -> Value {
        let found = self.client.execute(script, arguments).await;
        found.unwrap_or_else(|error| panic!("{script}: {error}"))
    }

    /// Whether a script returns something true.
    pub async fn holds(&self, script: &str) -> bool {
        self.run(script, Vec::new()).await == json!(true)
    }

    /// Waits for an element of the page itself.
    pub async fn find(&self, selector: &str) -> Element {
        let what = format!("the page has {selector}");
        until(&what, || async {
            let locator = fantoccini::Locator::Css(selector);
            self.client.find(locator).await.ok()
        })
        .await
    }

    /// Clicks on an element of the page itself.
    pub async fn click(&self, selector: &str) {
        let what = format!("{selector} is clicked");
        until(&what, || async {
            self.find(selector).await.click().await.ok()
        })
        .await;
    }

    /// Writes into the field of this name.
    ///
    /// # Panics
    ///
    /// When it can't be written into.
    pub async fn fill(&self, name: &str, text: &str) {
        let field = self.find(&format!("[name={name}]")).await;
        field.send_keys(text).await.expect("a field to write into");
    }

    /// Where it is.
    ///
    /// # Panics
    ///
    /// When the driver does not tell.
    pub async fn address(&self) -> String {
        self.client
            .current_url()
            .await
            .expect("an address")
            .to_string()
    }

    /// The path of where it is.
    ///
    /// # Panics
    ///
    /// When the driver does not tell.
    pub async fn path(&self) -> String {
        self.client
            .current_url()
            .await
            .expect("an address")
            .path()
            .to_owned()
    }

    /// Waits until the page's visible text has these words.
    pub async fn sees(&self, words: &str) {
        let what = format!("the page says “{words}”");
        until(&what, || async {
            self.text().await.contains(words).then_some(())
        })
        .await;
    }

    /// The page's visible text.
    pub async fn text(&self) -> String {
        let script = "return document.body ? document.body.innerText : ''";
        match self.client.execute(script, Vec::new()).await {
            Ok(Value::String(text)) => text,
            _ => String::new(),
        }
    }

    /// What went wrong on a page made by [`crate::Page::thanks`].
    pub async fn trouble(&self) -> Vec<String> {
        let found = self.run("return window.trouble", Vec::new()).await;
        serde_json::from_value(found).unwrap_or_default()
    }

    /// The lines of the browser's console since it was asked last, each with its level in front.
    ///
    /// # Panics
    ///
    /// When the driver does not tell.
    pub async fn console(&self) -> Vec<String> {
        let lines = self
            .client
            .issue_cmd(ConsoleLog)
            .await
            .expect("the console");
        let lines = lines.as_array().cloned().unwrap_or_default();
        lines
            .iter()
            .map(|line| format!("{} {}", text(&line["level"]), text(&line["message"])))
            .collect()
    }

    /// Presses a key, wherever the focus is.
    ///
    /// # Panics
    ///
    /// When it can't.
    pub async fn press(&self, key: Key) {
        self.write(&char::from(key).to_string()).await;
    }

    /// Writes a text, wherever the focus is, key by key.
    ///
    /// # Panics
    ///
    /// When it can't.
    pub async fn write(&self, text: &str) {
        use fantoccini::actions::{InputSource, KeyAction, KeyActions};
        let mut keys = KeyActions::new("keyboard".to_owned());
        for value in text.chars() {
            keys = keys
                .then(KeyAction::Down { value })
                .then(KeyAction::Up { value });
        }
        self.client
            .perform_actions(keys)
            .await
            .expect("the keyboard");
    }

    /// Makes every request that starts from now on wait for so long.
    ///
    /// # Panics
    ///
    /// When the driver can't.
    pub async fn slow_down(&self, milliseconds: u32) {
        let slow = Slowness(milliseconds);
        self.client.issue_cmd(slow).await.expect("a slow network");
    }

    /// A picture of the window.
    ///
    /// # Panics
    ///
    /// When it can't.
    pub async fn picture(&self) -> Picture {
        let png = self.client.screenshot().await.expect("a screenshot");
        Picture::decode(&png)
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        end(&mut self.driver);
    }
}

/// Ends a driver with its browser. The group's id is the driver's: ending only the driver would
/// leave the browser running.
fn end(driver: &mut Child) {
    if let Ok(id) = i32::try_from(driver.id())
        && let Some(group) = rustix::process::Pid::from_raw(id)
    {
        let signal = rustix::process::Signal::KILL;
        let _ = rustix::process::kill_process_group(group, signal);
    }
    drop(driver.wait());
}

async fn session(port: u16, mut options: Value) -> Result<Client, String> {
    options["args"] = json!([
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-dev-shm-usage",
        "--hide-scrollbars",
        "--force-device-scale-factor=1",
        "--window-size=1280,900",
        "--lang=en",
    ]);
    let wanted = json!({
        "browserName": "chrome",
        "goog:chromeOptions": options,
        "goog:loggingPrefs": {"browser": "ALL"},
    });
    let capabilities: Capabilities =
        serde_json::from_value(wanted).expect("capabilities are an object");
    let driver = format!("http://127.0.0.1:{port}");
    let mut builder = ClientBuilder::new(HttpConnector::new());
    builder.capabilities(capabilities);
    let connected = tokio::time::timeout(crate::PATIENCE, builder.connect(&driver)).await;
    connected
        .map_err(|_| "the browser does not start in time".to_owned())?
        .map_err(|error| error.to_string())
}

/// The port in the line with which the driver says that it is ready.
fn port_in(line: &str) -> Option<u16> {
    let rest = line.split("successfully on port ").nth(1)?;
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// Chromium's own command for the console's lines.
#[derive(Debug)]
struct ConsoleLog;

impl WebDriverCompatibleCommand for ConsoleLog {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        base.join(&format!("session/{}/se/log", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(json!({"type": "browser"}).to_string()))
    }
}

/// Chromium's own command for a slow network.
#[derive(Debug)]
struct Slowness(u32);

impl WebDriverCompatibleCommand for Slowness {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        let session = session.unwrap_or_default();
        base.join(&format!("session/{session}/chromium/network_conditions"))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        let conditions = json!({
            "offline": false, "latency": self.0,
            "download_throughput": 10_000_000, "upload_throughput": 10_000_000,
        });
        let body = json!({"network_conditions": conditions});
        (Method::POST, Some(body.to_string()))
    }
}
