//! The command line.

use super::{
    check::{IN_INDEX, IN_SEARCH},
    command::{self, Command},
    socket::{self, Shown},
};
use crate::{
    config::Config,
    http::serve::{self, Timeouts},
    router,
    services::{import_run::ImportReport, import_words},
    state::App,
};
use afterword_domain::record::LinkPurpose;
use afterword_import::sink::Progress;
use afterword_store_embedded::directory;
use afterword_views::search;
use afterword_wording::Language;
use anyhow::{Context, Result, bail};
use clap::{Parser, Subcommand};
use serde_json::Value;
use std::{
    io::{self, IsTerminal, Write},
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};
use tokio::{
    net::TcpListener,
    signal::unix::{Signal, SignalKind, signal},
    sync::watch,
    task::JoinSet,
};

/// How long what is under way may take once the process is asked to end. What runs containers and
/// services kills after ten seconds; the store is to be closed before.
const GRACE: Duration = Duration::from_secs(8);
/// The exit code of a process that was asked to end twice, as a shell tells Ctrl-C.
const ENDED_AT_ONCE: i32 = 130;

/// Post-purchase surveys: one tag, one tap, one honest figure.
#[derive(Debug, Parser)]
#[command(name = "afterword", version, args_conflicts_with_subcommands = true)]
pub struct Cli {
    #[command(subcommand)]
    action: Option<Action>,
    #[command(flatten)]
    serve: Config,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Runs the server; so does no command at all.
    Serve(Box<Config>),
    /// Makes an owner, a shop, a live survey and an API key without a browser.
    Init(Box<Init>),
    /// Accounts.
    User {
        #[command(subcommand)]
        action: UserAction,
    },
    /// Runs a throw-away server with a demo shop and made-up answers, and prints a link that signs in.
    Demo {
        /// Where to listen. Port 0 picks a free one.
        #[arg(
            long,
            env = "AFTERWORD_LISTEN",
            value_name = "ADDR",
            default_value = "127.0.0.1:8080"
        )]
        listen: std::net::SocketAddr,
    },
    /// Reads everything that is kept and compares it with the journal, and figures and search with the
    /// answers.
    Check(Data),
    /// Gets out of a damaged directory what can be read, into a new one.
    Salvage {
        /// The damaged directory. Nothing in it is changed; no server may run on it.
        #[arg(value_name = "DIR")]
        from: PathBuf,
        /// Where the new one goes.
        #[arg(value_name = "NEW")]
        to: PathBuf,
    },
    /// Does nothing any more: figures are counted from the answers themselves.
    #[command(hide = true)]
    Reindex(Data),
    /// Brings answers, orders and customers of other tools into a shop, out of a file.
    ///
    /// A CSV as any tool exports it, or what Afterword itself exports. The same file twice adds
    /// nothing the second time.
    Import(Box<Import>),
}

#[derive(Debug, clap::Args)]
struct Import {
    #[command(flatten)]
    data: Data,
    /// Which survey the answers belong to.
    #[arg(long, value_name = "SURVEY")]
    survey: String,
    /// A file; with a preset the folder of its files.
    #[arg(value_name = "FILE|FOLDER")]
    path: PathBuf,
    /// Reads a folder of files that belong together: olist.
    #[arg(long)]
    preset: Option<String>,
    /// Writes nothing and says what would come of it.
    #[arg(long)]
    dry_run: bool,
    /// Where rows go that can't be taken in, each with its reason; else beside you, by the file's name.
    #[arg(long, value_name = "FILE")]
    refused: Option<PathBuf>,
    /// The file's encoding, such as windows-1257, where it is not told rightly.
    #[arg(long)]
    encoding: Option<String>,
    /// What stands between cells, where it is not told rightly.
    #[arg(long, value_name = "CHARACTER")]
    delimiter: Option<char>,
    /// Whether day or month comes first in dates such as 3/4/2026: dmy or mdy.
    #[arg(long)]
    dates: Option<String>,
    /// The zone of times that stand without one, such as Europe/Riga; else the shop's.
    #[arg(long)]
    zone: Option<String>,
    /// The currency of totals that stand without one, such as EUR.
    #[arg(long)]
    currency: Option<String>,
    /// What a column is, by its header: `Submitted=first_answered_at`, `Q1=answer:score`,
    /// `Store=own:store`, `Notes=nothing`. May be given several times.
    #[arg(long = "column", value_name = "HEADER=FIELD", value_parser = column)]
    columns: Vec<(String, String)>,
}

fn column(text: &str) -> Result<(String, String), String> {
    let (header, field) = text
        .rsplit_once('=')
        .ok_or("write the header, = and what the column is")?;
    Ok((header.to_owned(), field.to_owned()))
}

#[derive(Debug, clap::Args)]
struct Data {
    /// Where everything is kept.
    #[arg(
        long,
        env = "AFTERWORD_DATA",
        value_name = "DIR",
        default_value = "data"
    )]
    data: PathBuf,
}

#[derive(Debug, clap::Args)]
struct Init {
    #[command(flatten)]
    data: Data,
    /// The owner's e-mail address.
    #[arg(long, env = "AFTERWORD_EMAIL")]
    email: String,
    /// The owner's password, at least ten characters. An owner who has an account gives the one in use.
    #[arg(long, env = "AFTERWORD_PASSWORD", hide_env_values = true)]
    password: String,
    /// The shop's name, as its shoppers know it.
    #[arg(long, env = "AFTERWORD_SHOP", value_name = "NAME")]
    shop: String,
    /// Where the tag may run, such as <https://shop.example>; may be given several times.
    #[arg(
        long = "origin",
        env = "AFTERWORD_ORIGIN",
        value_name = "URL",
        value_delimiter = ','
    )]
    origins: Vec<String>,
    /// What to ask: nps, csat, ces, experience, product, loyalty, discovery or feedback.
    #[arg(long, env = "AFTERWORD_TEMPLATE", default_value = "nps")]
    template: String,
    /// The language of the survey, such as lv.
    #[arg(long, env = "AFTERWORD_LOCALE", default_value = "en")]
    locale: String,
    /// The shop's time zone, such as Europe/Riga.
    #[arg(long, env = "AFTERWORD_TIME_ZONE", default_value = "UTC")]
    time_zone: String,
    /// The address that shoppers' browsers reach: stands in the tag.
    #[arg(long, env = "AFTERWORD_PUBLIC_URL", value_name = "URL", value_parser = crate::config::web_address)]
    public_url: Option<url::Url>,
    /// Prints one JSON object for programs.
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Subcommand)]
enum UserAction {
    /// Sets a new password without mail, and signs that person out everywhere.
    ///
    /// Without `--password` it asks for one on a terminal; elsewhere it makes one and prints it.
    Password {
        /// Whose.
        email: String,
        #[command(flatten)]
        data: Data,
        /// The new password, at least ten characters.
        #[arg(long, env = "AFTERWORD_PASSWORD", hide_env_values = true)]
        password: Option<String>,
    },
}

/// What `afterword reindex` says.
const NOTHING_TO_RECOUNT: &str = "There is nothing to recount any more: every figure is counted from the answers themselves, anew whenever the server starts.";

/// Does what the command line says.
pub async fn run(cli: Cli) -> Result<()> {
    match cli.action {
        None => serve(cli.serve).await,
        Some(Action::Serve(config)) => serve(*config).await,
        Some(Action::Init(init)) => run_init(*init).await,
        Some(Action::User {
            action:
                UserAction::Password {
                    email,
                    data,
                    password,
                },
        }) => user_password(email, &data.data, password).await,
        Some(Action::Demo { listen }) => demo(listen).await,
        Some(Action::Check(data)) => check(&data.data).await,
        Some(Action::Salvage { from, to }) => salvage(&from, &to),
        Some(Action::Reindex(_)) => say(NOTHING_TO_RECOUNT),
        Some(Action::Import(import)) => run_import(*import).await,
    }
}

async fn serve(config: Config) -> Result<()> {
    let (app, listener) = start(config).await?;
    let base = app.config().base();
    if app.store().has_users().await? {
        say(&format!("Afterword listens on {base}"))?;
    } else {
        let secret = app.links().open(LinkPurpose::SetUp).await?;
        say(&format!(
            "Create the owner's account: {base}/setup/{secret}"
        ))?;
    }
    run_server(app, listener).await
}

async fn demo(listen: std::net::SocketAddr) -> Result<()> {
    let data = tempfile::tempdir().context("no place for the demo's data")?;
    let config = Config {
        data: data.path().to_owned(),
        listen,
        ..Config::default()
    };
    let (app, listener) = start(config).await?;
    let secret = crate::ops::demo::create(&app).await?;
    let base = app.config().base();
    say(&format!(
        "A demo shop with made-up answers: {base}/signin/{secret}\n\
         It is thrown away when you stop the server."
    ))?;
    run_server(app, listener).await
}

/// Opens the store and the door, in this order: whoever can't have the store takes no port.
async fn start(config: Config) -> Result<(App, TcpListener)> {
    let store = directory::open_tuned(&config.data, config.tuning())?;
    let listener = listen(&config).await?;
    let config = Config {
        listen: listener.local_addr()?,
        ..config
    };
    let app = App::start(store, config).await?;
    app.keep_views().await?;
    Ok((app, listener))
}

async fn listen(config: &Config) -> Result<TcpListener> {
    TcpListener::bind(config.listen).await.with_context(|| {
        format!(
            "can't listen on {}: choose another address with --listen, for instance 127.0.0.1:8081",
            config.listen
        )
    })
}

/// Serves until the process is asked to end, then lets what is under way finish, for so long as
/// [`GRACE`] says. Asked once more, it ends at once: whatever is acknowledged is durable.
async fn run_server(app: App, listener: TcpListener) -> Result<()> {
    let mut signals = Signals::new()?;
    let (stop, stopping) = watch::channel(false);
    let requests = serve::serve(
        listener,
        router::router(app.clone()),
        Timeouts::default(),
        stopping.clone(),
    );
    // Dropped at the end of the grace: then all of it ends where it stands.
    let mut work = JoinSet::new();
    work.spawn(requests);
    work.spawn(answer_commands(app.clone(), stopping.clone()));
    let runner = app.runner().clone();
    let jobs = tokio::spawn(async move { runner.run(stopping).await });
    signals.next().await;
    tokio::spawn(async move {
        signals.next().await;
        std::process::exit(ENDED_AT_ONCE);
    });
    stop.send_replace(true);
    // What it does right now is done anew at the next start.
    jobs.abort();
    let finish = async {
        app.imports().stop().await;
        while work.join_next().await.is_some() {}
        app.index().save().await;
    };
    if tokio::time::timeout(GRACE, finish).await.is_err() {
        tracing::warn!("not everything that was under way could be finished");
    }
    Ok(())
}

async fn answer_commands(app: App, stopping: watch::Receiver<bool>) {
    if let Err(error) = socket::serve(app, stopping).await {
        tracing::error!(%error, "commands such as “afterword check” can't reach this server");
    }
}

/// What asks the process to end: SIGTERM and Ctrl-C.
struct Signals {
    terminate: Signal,
    interrupt: Signal,
}

impl Signals {
    fn new() -> io::Result<Self> {
        Ok(Self {
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
        })
    }

    async fn next(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}

/// Hands a command to the server that runs on a data directory, or does it here where none runs.
async fn on_data(data: &Path, command: Command) -> Result<Value> {
    match socket::send(data, &command, show_progress).await? {
        Some(Ok(done)) => Ok(done),
        Some(Err(why)) => bail!(why),
        None => {
            let begins = matches!(command, Command::Init { .. });
            if !begins && !directory::has_data(data) {
                bail!(
                    "there is no Afterword data in {}: check --data",
                    data.display()
                );
            }
            let config = Config {
                data: data.to_owned(),
                ..Config::default()
            };
            let store = directory::open(data)?;
            let app = App::for_command(store, config).await?;
            let progress = Arc::<Progress>::default();
            let mut done = std::pin::pin!(command::execute(&app, command, &progress));
            let mut tick = tokio::time::interval(Duration::from_millis(250));
            loop {
                tokio::select! {
                    result = &mut done => return Ok(result?),
                    _ = tick.tick() => show_progress(Shown::of(&progress)),
                }
            }
        }
    }
}

/// Draws how far an import has come, where somebody looks.
fn show_progress(shown: Shown) {
    let mut out = io::stderr();
    if shown.rows == 0 || !out.is_terminal() {
        return;
    }
    let full = usize::try_from(shown.percent / 4).unwrap_or(25);
    // Whoever closed the terminal looks no more.
    let _ = write!(
        out,
        "\r[{}{}] {:>3} %  {} rows ",
        "█".repeat(full),
        "·".repeat(25 - full.min(25)),
        shown.percent,
        shown.rows
    );
    let _ = out.flush();
}

async fn run_import(told: Import) -> Result<()> {
    let here = std::env::current_dir()?;
    let name = told.path.file_stem().unwrap_or_default().to_string_lossy();
    let beside = PathBuf::from(format!("{name}.refused.csv"));
    let refused = here.join(told.refused.unwrap_or(beside));
    let command = Command::Import(Box::new(command::Import {
        survey: told.survey,
        path: here.join(told.path),
        preset: told.preset,
        dry: told.dry_run,
        refused: refused.clone(),
        encoding: told.encoding,
        delimiter: told.delimiter,
        dates: told.dates,
        zone: told.zone,
        currency: told.currency,
        columns: told.columns,
    }));
    let done = on_data(&told.data.data, command).await;
    if io::stderr().is_terminal() {
        // The bar has no end of line of its own.
        let _ = writeln!(io::stderr());
    }
    let report: ImportReport = serde_json::from_value(done?)?;
    for sentence in import_words::report(Language::ENGLISH, &report) {
        // Spaces that do not break are for pages.
        say(&sentence.replace('\u{a0}', " "))?;
    }
    let is_stopped = report.stopped;
    for problem in &report.problems {
        say(&format!("  line {}: {}", problem.line, problem.reason))?;
    }
    if report.refused > 0 {
        say(&format!(
            "Every refused row with its reason: {}",
            refused.display()
        ))?;
    }
    if is_stopped {
        bail!("the file was not read to its end");
    }
    Ok(())
}

async fn run_init(init: Init) -> Result<()> {
    let command = Command::Init {
        email: init.email,
        password: init.password,
        shop: init.shop,
        origins: init.origins,
        template: init.template,
        locale: init.locale,
        time_zone: init.time_zone,
        base: init
            .public_url
            .map(|url| url.as_str().trim_end_matches('/').to_owned()),
    };
    let made = on_data(&init.data.data, command).await?;
    if init.json {
        return say(&made.to_string());
    }
    let text = |key: &str| made[key].as_str().unwrap_or_default().to_owned();
    say(&format!(
        "Shop    {}\nSurvey  {}\nAPI key {}  (shown this once)\n\nPaste this tag into the page that thanks for an order:\n\n{}",
        text("shop"),
        text("survey"),
        text("api_key"),
        text("tag")
    ))
}

async fn user_password(email: String, data: &Path, password: Option<String>) -> Result<()> {
    let typed = match password {
        Some(password) => Some(password),
        None if io::stdin().is_terminal() => Some(ask_password()?),
        None => None,
    };
    let made = typed.is_none();
    let password = typed.unwrap_or_else(|| afterword_domain::secret::new_secret("").0);
    let shown = password.clone();
    let done = on_data(data, Command::UserPassword { email, password }).await?;
    let user = done["user"].as_str().unwrap_or_default();
    if made {
        say(&format!("The new password of {user}: {shown}"))
    } else {
        say(&format!("The password of {user} is changed."))
    }
}

fn ask_password() -> Result<String> {
    let password = rpassword::prompt_password("New password: ")?;
    if rpassword::prompt_password("The same again: ")? != password {
        bail!("The two passwords differ; nothing is changed.");
    }
    Ok(password)
}

async fn check(data: &Path) -> Result<()> {
    let done = on_data(data, Command::Check).await?;
    let differences = done["differences"].as_array().cloned().unwrap_or_default();
    for difference in &differences {
        say(difference.as_str().unwrap_or_default())?;
    }
    if differences.is_empty() {
        return say(&format!(
            "Everything that is kept is as it was written, and every figure is that of {} responses.",
            done["responses"]
        ));
    }
    let of = |place: &str| {
        let mut told = differences.iter().filter_map(|told| told.as_str());
        told.any(|told| told.starts_with(place))
    };
    let mut advice = vec![match differences.len() {
        1 => "There is one difference.".to_owned(),
        count => format!("There are {count} differences."),
    }];
    if of(IN_INDEX) {
        advice.push("What was wrong in the figures is read anew from the records now.".into());
    }
    if of(IN_SEARCH) {
        advice.push(format!(
            "The search is made anew when the server starts after its folder “{}” was deleted.",
            search::directory(data).display()
        ));
    }
    bail!(advice.join(" "))
}

/// Gets out what can be read of a damaged directory.
fn salvage(from: &Path, to: &Path) -> Result<()> {
    if to.exists() && to.read_dir()?.next().is_some() {
        bail!("{} is not empty: name a new directory", to.display());
    }
    let found = directory::salvage(from, to)?;
    for missing in &found.missing {
        say(&format!("{missing}."))?;
    }
    say(&format!(
        "{} records are in {} now. Look at them with a server on it before you use it in place of the old one.",
        found.records,
        to.display()
    ))?;
    if !found.missing.is_empty() {
        bail!("not everything could be got out; what is missing stands above");
    }
    Ok(())
}

/// Prints a line; a reader who left is no error.
fn say(text: &str) -> Result<()> {
    match writeln!(io::stdout(), "{text}") {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        done => Ok(done?),
    }
}
