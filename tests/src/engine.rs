//! The three engines that shoppers use, and how each is started without a display.

use fantoccini::{Client, ClientBuilder, wd::Capabilities};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use std::{
    env,
    io::{BufRead, BufReader},
    net::TcpListener,
    os::unix::process::CommandExt,
    path::Path,
    process::{Child, Command, Stdio},
};

/// Names the engine that tests run in: `chromium` (the default), `firefox` or `webkit`.
pub const CHOICE: &str = "AFTERWORD_BROWSER";
/// How wide and high windows are, with their frames where an engine draws one.
const WINDOW: (u32, u32) = (1280, 900);

/// What draws pages and runs their scripts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Chromium, by chromedriver.
    Chromium,
    /// Firefox, by geckodriver.
    Firefox,
    /// `WebKitGTK`, by `WebKitWebDriver`.
    WebKit,
}

impl Engine {
    /// The one that [`CHOICE`] names.
    ///
    /// # Panics
    ///
    /// When it names none.
    pub fn chosen() -> Self {
        match env::var(CHOICE).as_deref() {
            Err(_) | Ok("" | "chromium") => Self::Chromium,
            Ok("firefox") => Self::Firefox,
            Ok("webkit") => Self::WebKit,
            Ok(other) => panic!("{CHOICE} is chromium, firefox or webkit, not {other}"),
        }
    }

    /// Its name, as people write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Chromium => "Chromium",
            Self::Firefox => "Firefox",
            Self::WebKit => "WebKit",
        }
    }

    /// Whether it is Chromium; else says loudly that this engine can't do what a test needs.
    pub fn is_chromium_or_skips(self, what: &str) -> bool {
        if self != Self::Chromium {
            crate::skipped(&format!("{} has no way to {what}", self.name()));
        }
        self == Self::Chromium
    }

    fn driver(self) -> &'static str {
        match self {
            Self::Chromium => "chromedriver",
            Self::Firefox => "geckodriver",
            Self::WebKit => "WebKitWebDriver",
        }
    }

    fn capabilities(self, chromium: Value) -> Capabilities {
        let (width, height) = WINDOW;
        let wanted = match self {
            Self::Chromium => {
                let mut options = chromium;
                let size = format!("--window-size={width},{height}");
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
                    size,
                    "--lang=en",
                ]);
                json!({"browserName": "chrome", "goog:chromeOptions": options})
            }
            Self::Firefox => {
                let (width, height) = (width.to_string(), height.to_string());
                let arguments = ["-headless", "-width", &width, "-height", &height];
                let settings =
                    json!({"intl.accept_languages": "en", "intl.locale.requested": "en"});
                let options = json!({"args": arguments, "prefs": settings});
                json!({"browserName": "firefox", "moz:firefoxOptions": options})
            }
            Self::WebKit => json!({"browserName": "MiniBrowser"}),
        };
        serde_json::from_value(wanted).expect("capabilities are an object")
    }
}

/// A driver with whatever it started, in a process group of its own. Ending only the driver would
/// leave the browser running, so the group ends when this is dropped.
pub(crate) struct Driver {
    /// The first of the group, which gives it its id; the display where there is one.
    leader: Child,
    /// The driver where it is not the leader.
    follower: Option<Child>,
}

impl Driver {
    /// Starts an engine's driver and a session of it. `chromium` are options of Chromium's own.
    pub(crate) async fn start(
        engine: Engine,
        chromium: Value,
        folder: &Path,
    ) -> Result<(Self, Client), String> {
        let mut command = Command::new(engine.driver());
        command.env("TMPDIR", folder);
        // Firefox would start a process that outlives it.
        command.env("MOZ_CRASHREPORTER_DISABLE", "1");
        let (driver, port) = match engine {
            Engine::Chromium => {
                Self::that_says_its_port(command.arg("--port=0"), "successfully on port ")?
            }
            Engine::Firefox => {
                // Its second port has a number of its own, which would be everybody's.
                let second = free_port().to_string();
                command.args(["--port", "0", "--websocket-port", &second]);
                Self::that_says_its_port(&mut command, "Listening on 127.0.0.1:")?
            }
            Engine::WebKit => {
                let port = free_port();
                (Self::on_a_display(&mut command, port)?, port)
            }
        };
        let client = session(port, engine.capabilities(chromium)).await?;
        if engine == Engine::WebKit {
            let (width, height) = WINDOW;
            let sized = client.set_window_rect(0, 0, width, height).await;
            sized.map_err(|error| error.to_string())?;
        }
        Ok((driver, client))
    }

    /// A driver that chooses its port and prints it after these words.
    fn that_says_its_port(command: &mut Command, words: &str) -> Result<(Self, u16), String> {
        let mut leader = start(command.process_group(0).stdout(Stdio::piped()));
        let output = BufReader::new(leader.stdout.take().expect("its output"));
        let driver = Self {
            leader,
            follower: None,
        };
        let mut lines = output.lines().map_while(Result::ok);
        let port = lines.find_map(|line| number_after(&line, words));
        // Whatever it prints later has to go somewhere: a closed pipe would end it.
        std::thread::spawn(move || lines.for_each(drop));
        Ok((driver, port.ok_or("the driver says no port")?))
    }

    /// A driver of a browser that needs a display: one in memory is started for it.
    fn on_a_display(command: &mut Command, port: u16) -> Result<Self, String> {
        let (width, height) = WINDOW;
        let mut leader = start(
            Command::new("Xvfb")
                .args(["-displayfd", "1", "-nolisten", "tcp", "-screen", "0"])
                .arg(format!("{width}x{height}x24"))
                .process_group(0)
                .stdout(Stdio::piped()),
        );
        let mut output = BufReader::new(leader.stdout.take().expect("its output"));
        let group = i32::try_from(leader.id()).expect("a process id");
        let mut driver = Self {
            leader,
            follower: None,
        };
        let mut number = String::new();
        let read = output.read_line(&mut number);
        if read.is_err() || number.trim().is_empty() {
            return Err("no display starts".to_owned());
        }
        command.arg(format!("--port={port}"));
        command.env("DISPLAY", format!(":{}", number.trim()));
        let follower = start(command.process_group(group).stdout(Stdio::null()));
        driver.follower = Some(follower);
        Ok(driver)
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        if let Ok(id) = i32::try_from(self.leader.id())
            && let Some(group) = rustix::process::Pid::from_raw(id)
        {
            let signal = rustix::process::Signal::KILL;
            let _ = rustix::process::kill_process_group(group, signal);
        }
        drop(self.leader.wait());
        if let Some(mut follower) = self.follower.take() {
            drop(follower.wait());
        }
    }
}

fn start(command: &mut Command) -> Child {
    let started = command.stderr(Stdio::null()).spawn();
    started.unwrap_or_else(|why| {
        let program = command.get_program().display();
        panic!("{program} does not start ({why}): `cargo xtask test` installs it or says how")
    })
}

async fn session(port: u16, capabilities: Capabilities) -> Result<Client, String> {
    let driver = format!("http://127.0.0.1:{port}");
    let connected = async {
        // Drivers that were told their port don't say when they listen.
        while tokio::net::TcpStream::connect(("127.0.0.1", port))
            .await
            .is_err()
        {
            tokio::time::sleep(crate::PAUSE).await;
        }
        let mut builder = ClientBuilder::new(HttpConnector::new());
        builder.capabilities(capabilities);
        builder.connect(&driver).await
    };
    // A browser that finds no display waits for ever.
    tokio::time::timeout(crate::PATIENCE, connected)
        .await
        .map_err(|_| "the browser does not start in time".to_owned())?
        .map_err(|error| error.to_string())
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("its address").port()
}

/// The number that follows these words in a line.
fn number_after(line: &str, words: &str) -> Option<u16> {
    let rest = line.split(words).nth(1)?;
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}
