//! The door for commands: `afterword check` and the like reach a running server through a socket
//! in the data directory, since sled lets one process in. One JSON line each way; before the
//! answer to a long one, lines that say how far it has come.

use super::command::{self, Command};
use crate::{http::serve::told, state::App};
use afterword_import::sink::Progress;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::{
    io,
    path::{Path, PathBuf},
    sync::{Arc, atomic::Ordering},
    time::Duration,
};
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::{UnixListener, UnixStream, unix::OwnedWriteHalf},
    sync::watch,
    task::JoinSet,
};

/// How often a long command says how far it has come.
const TICK: Duration = Duration::from_millis(250);
/// The longest command.
const LINE_LIMIT: u64 = 64 * 1024;

/// How far a long command has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// From 0 to 100.
    pub percent: u64,
    /// Rows read.
    pub rows: u64,
}

impl Shown {
    /// What there is to show.
    pub fn of(progress: &Progress) -> Self {
        Self {
            percent: progress.percent(),
            rows: progress.rows.load(Ordering::Relaxed),
        }
    }
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Reply {
    Progress(Shown),
    Done(Value),
    Failed(String),
}

fn path(data: &Path) -> PathBuf {
    data.join("afterword.sock")
}

/// Serves commands until `stopping` turns true, then tells those that run to stop and returns once
/// they have. Only this system's user who owns the data can connect.
pub async fn serve(app: App, mut stopping: watch::Receiver<bool>) -> io::Result<()> {
    let path = path(&app.config().data);
    // Whoever holds the store's lock owns the socket: what is left here is of a killed server.
    std::fs::remove_file(&path).ok();
    let listener = UnixListener::bind(&path)?;
    std::fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
    let mut answers = JoinSet::new();
    loop {
        let stream = tokio::select! {
            accepted = listener.accept() => accepted?.0,
            Some(_) = answers.join_next() => continue,
            () = told(&mut stopping) => break,
        };
        let (app, stopping) = (app.clone(), stopping.clone());
        answers.spawn(async move {
            if let Err(error) = answer(&app, stream, stopping).await {
                tracing::warn!(%error, "a command broke off");
            }
        });
    }
    while answers.join_next().await.is_some() {}
    Ok(())
}

async fn answer(
    app: &App,
    stream: UnixStream,
    mut stopping: watch::Receiver<bool>,
) -> io::Result<()> {
    let (read, mut write) = stream.into_split();
    let mut line = String::new();
    let mut command = BufReader::new(read).take(LINE_LIMIT);
    tokio::select! {
        read = command.read_line(&mut line) => read?,
        () = told(&mut stopping) => return Ok(()),
    };
    let progress = Arc::<Progress>::default();
    let reply = match serde_json::from_str::<Command>(&line) {
        Ok(command) => match watched(app, command, &progress, &mut write, stopping).await {
            Ok(value) => Reply::Done(value),
            Err(error) => {
                error.log();
                Reply::Failed(error.to_string())
            }
        },
        Err(_) => Reply::Failed(
            "The running server does not know this command: it is of another version.".into(),
        ),
    };
    say(&mut write, &reply).await
}

async fn say(write: &mut OwnedWriteHalf, reply: &Reply) -> io::Result<()> {
    let mut text = serde_json::to_string(reply)?;
    text.push('\n');
    write.write_all(text.as_bytes()).await
}

/// Executes a command and tells how far it has come. One whose sender has left is stopped, as is
/// every long one when the server ends.
async fn watched(
    app: &App,
    command: Command,
    progress: &Arc<Progress>,
    write: &mut OwnedWriteHalf,
    mut stopping: watch::Receiver<bool>,
) -> Result<Value, crate::services::error::Error> {
    let long = matches!(command, Command::Import(_));
    let mut done = std::pin::pin!(command::execute(app, command, progress));
    let mut tick = tokio::time::interval(TICK);
    loop {
        tokio::select! {
            result = &mut done => return result,
            () = told(&mut stopping), if !progress.stop.load(Ordering::Relaxed) => {
                progress.stop.store(true, Ordering::Relaxed);
            }
            _ = tick.tick(), if long => {
                let told = Reply::Progress(Shown::of(progress));
                if say(write, &told).await.is_err() {
                    progress.stop.store(true, Ordering::Relaxed);
                }
            }
        }
    }
}

/// Sends a command to the server that runs on a data directory; `None` where none runs.
pub async fn send(
    data: &Path,
    command: &Command,
    mut show: impl FnMut(Shown),
) -> io::Result<Option<Result<Value, String>>> {
    let Ok(stream) = UnixStream::connect(path(data)).await else {
        return Ok(None);
    };
    let (read, mut write) = stream.into_split();
    let mut text = serde_json::to_string(command)?;
    text.push('\n');
    write.write_all(text.as_bytes()).await?;
    let mut lines = BufReader::new(read).lines();
    while let Some(line) = lines.next_line().await? {
        match serde_json::from_str(&line)? {
            Reply::Progress(shown) => show(shown),
            Reply::Done(value) => return Ok(Some(Ok(value))),
            Reply::Failed(why) => return Ok(Some(Err(why))),
        }
    }
    Err(io::Error::other("the server broke off before it was done"))
}
