//! A real browser, driven by its engine's driver.

use crate::{Afterword, Engine, Picture, Setup, engine::Driver, until, until_instead_of};
use axum::http::Method;
use fantoccini::{Client, elements::Element, key::Key, wd::WebDriverCompatibleCommand};
use serde_json::{Value, json};
use tempfile::TempDir;
use url::{ParseError, Url};

/// How often a browser is started before that counts as a failure.
const TRIES: u32 = 3;

/// A browser with a fresh profile; everything of it ends when this is dropped.
pub struct Browser {
    engine: Engine,
    client: Client,
    _driver: Driver,
    _folder: TempDir,
}

impl Browser {
    /// Starts the chosen one with a window of 1280 × 900.
    pub async fn start() -> Self {
        Self::start_with(Engine::chosen(), json!({})).await
    }

    /// Starts Chromium as a phone with a window of this size, in CSS pixels; says loudly where
    /// another engine was chosen, which can't pass for one.
    pub async fn start_on_a_phone(width: u32, height: u32) -> Option<Self> {
        let engine = Engine::chosen();
        if !engine.is_chromium_or_skips("pass for a phone") {
            return None;
        }
        let metrics = json!({"width": width, "height": height, "pixelRatio": 2, "touch": true});
        let phone = json!({"deviceMetrics": metrics, "clientHints": {"platform": "Android", "mobile": true}});
        Some(Self::start_with(engine, json!({"mobileEmulation": phone})).await)
    }

    /// A busy machine sometimes starts no browser: that says nothing about what is tested, so it
    /// is tried again.
    async fn start_with(engine: Engine, chromium: Value) -> Self {
        for _ in 1..TRIES {
            if let Ok(browser) = Self::try_to_start(engine, chromium.clone()).await {
                return browser;
            }
        }
        let last = Self::try_to_start(engine, chromium).await;
        last.unwrap_or_else(|why| panic!("{} does not start: {why}", engine.name()))
    }

    async fn try_to_start(engine: Engine, chromium: Value) -> Result<Self, String> {
        let folder = TempDir::new().expect("a folder for the profile");
        let (driver, client) = Driver::start(engine, chromium, folder.path()).await?;
        Ok(Self {
            engine,
            client,
            _driver: driver,
            _folder: folder,
        })
    }

    /// What it is.
    pub fn engine(&self) -> Engine {
        self.engine
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
        until_instead_of(&what, async || {
            let text = self.text().await;
            if text.contains(words) {
                return Ok(());
            }
            Err(format!("{}: {text}", self.path().await))
        })
        .await;
    }

    /// The page's visible text, with a plain space for one that keeps a figure and what it counts together.
    pub async fn text(&self) -> String {
        let script = "return document.body ? document.body.innerText : ''";
        match self.client.execute(script, Vec::new()).await {
            Ok(Value::String(text)) => text.replace('\u{a0}', " "),
            _ => String::new(),
        }
    }

    /// What went wrong on a page made by [`crate::Page::thanks`].
    pub async fn trouble(&self) -> Vec<String> {
        let found = self.run("return window.trouble", Vec::new()).await;
        serde_json::from_value(found).unwrap_or_default()
    }

    /// What scripts of a page made by [`crate::Page::thanks`] wrote to the console, each with its
    /// level in front.
    pub async fn console(&self) -> Vec<String> {
        let lines = self.run("return window.heard", Vec::new()).await;
        serde_json::from_value(lines).unwrap_or_default()
    }

    /// What the content security policy of a page made by [`crate::Page::thanks`] refused:
    /// directive and address.
    pub async fn refusals(&self) -> Vec<String> {
        let lines = self.run("return window.refused", Vec::new()).await;
        serde_json::from_value(lines).unwrap_or_default()
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

    /// Pretends media features, such as `prefers-reduced-motion`: `reduce`, from now on. Returns
    /// whether it can; says loudly where it can't.
    ///
    /// # Panics
    ///
    /// When the driver refuses.
    pub async fn pretend(&self, features: &[(&str, &str)]) -> bool {
        let what = features.iter().map(|(name, _)| *name);
        let what = format!("pretend {}", what.collect::<Vec<_>>().join(", "));
        if !self.engine.is_chromium_or_skips(&what) {
            return false;
        }
        let features = features.iter();
        let features: Vec<Value> = features
            .map(|(name, value)| json!({"name": name, "value": value}))
            .collect();
        self.devtools("Emulation.setEmulatedMedia", json!({"features": features}))
            .await;
        true
    }

    /// Gives the page a window of this size in CSS pixels, each as many pixels of the screen wide
    /// as `zoom`, which is what zooming in does. Returns whether it can; says loudly where it
    /// can't.
    ///
    /// # Panics
    ///
    /// When the driver refuses.
    pub async fn resize(&self, width: u32, height: u32, zoom: u32) -> bool {
        if !self
            .engine
            .is_chromium_or_skips("have a window of any size")
        {
            return false;
        }
        let metrics =
            json!({"width": width, "height": height, "deviceScaleFactor": zoom, "mobile": false});
        self.devtools("Emulation.setDeviceMetricsOverride", metrics)
            .await;
        true
    }

    /// Moves the mouse to a place of the window, or out of it: only Chromium's own door leads there.
    ///
    /// # Panics
    ///
    /// When the driver refuses.
    pub async fn move_the_mouse(&self, x: i32, y: i32) {
        let to = json!({"type": "mouseMoved", "x": x, "y": y, "pointerType": "mouse"});
        self.devtools("Input.dispatchMouseEvent", to).await;
    }

    /// Signs in the owner who was made with the server.
    pub async fn sign_in(&self, server: &Afterword) {
        self.open(&server.url("/signin")).await;
        self.fill("email", Setup::EMAIL).await;
        self.fill("password", Setup::PASSWORD).await;
        self.click("button[type=submit]").await;
        self.find(".top .out").await;
    }

    /// Forgets every cookie: from now on it is somebody else's.
    ///
    /// # Panics
    ///
    /// When the driver refuses.
    pub async fn sign_out(&self) {
        let forgotten = self.client.delete_all_cookies().await;
        forgotten.expect("cookies to forget");
    }

    /// Keeps [`Self::trouble`] and [`Self::refusals`] on whatever page is opened from now on, our
    /// own too. Only Chromium's own door leads there.
    pub async fn watch(&self) {
        let source = "window.trouble = []; window.refused = [];
            addEventListener('error', event => trouble.push(String(event.message)));
            addEventListener('unhandledrejection', event => trouble.push(String(event.reason)));
            addEventListener('securitypolicyviolation', event =>
                refused.push([event.violatedDirective, event.blockedURI].join(' ')));";
        let parameters = json!({"source": source});
        self.devtools("Page.addScriptToEvaluateOnNewDocument", parameters)
            .await;
    }

    /// Runs no script of any page from now on, or runs them again. Only Chromium's own door leads
    /// there.
    pub async fn let_scripts_run(&self, run: bool) {
        self.devtools(
            "Emulation.setScriptExecutionDisabled",
            json!({"value": !run}),
        )
        .await;
    }

    /// Forgets every file that was loaded before. Only Chromium's own door leads there.
    pub async fn forget_files(&self) {
        self.devtools("Network.clearBrowserCache", json!({})).await;
    }

    async fn devtools(&self, name: &'static str, parameters: Value) {
        let command = DevTools(name, parameters);
        self.client.issue_cmd(command).await.expect(name);
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

/// Chromium's door to its developer tools.
#[derive(Debug)]
struct DevTools(&'static str, Value);

impl WebDriverCompatibleCommand for DevTools {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        let session = session.unwrap_or_default();
        base.join(&format!("session/{session}/goog/cdp/execute"))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        let body = json!({"cmd": self.0, "params": self.1});
        (Method::POST, Some(body.to_string()))
    }
}
