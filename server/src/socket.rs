//! The door for commands: `afterword check` and the like reach a running server through a socket
//! in the data directory, since sled lets one process in. One JSON line each way.

use crate::{
    app::App,
    command::{self, Command},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::{
    io,
    path::{Path, PathBuf},
};
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::{UnixListener, UnixStream},
};

/// The longest command.
const LINE_LIMIT: u64 = 64 * 1024;

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Reply {
    Done(Value),
    Failed(String),
}

fn path(data: &Path) -> PathBuf {
    data.join("afterword.sock")
}

/// Serves commands until the server ends. Only this system's user who owns the data can connect.
pub async fn serve(app: App) -> io::Result<()> {
    let path = path(&app.config().data);
    // Whoever holds the store's lock owns the socket: what is left here is of a killed server.
    std::fs::remove_file(&path).ok();
    let listener = UnixListener::bind(&path)?;
    std::fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
    loop {
        let (stream, _) = listener.accept().await?;
        let app = app.clone();
        tokio::spawn(async move {
            if let Err(error) = answer(&app, stream).await {
                tracing::warn!(%error, "a command broke off");
            }
        });
    }
}

async fn answer(app: &App, stream: UnixStream) -> io::Result<()> {
    let (read, mut write) = stream.into_split();
    let mut line = String::new();
    BufReader::new(read)
        .take(LINE_LIMIT)
        .read_line(&mut line)
        .await?;
    let reply = match serde_json::from_str::<Command>(&line) {
        Ok(command) => match command::execute(app, command).await {
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
    let mut text = serde_json::to_string(&reply)?;
    text.push('\n');
    write.write_all(text.as_bytes()).await
}

/// Sends a command to the server that runs on a data directory; `None` where none runs.
pub async fn send(data: &Path, command: &Command) -> io::Result<Option<Result<Value, String>>> {
    let Ok(stream) = UnixStream::connect(path(data)).await else {
        return Ok(None);
    };
    let (read, mut write) = stream.into_split();
    let mut text = serde_json::to_string(command)?;
    text.push('\n');
    write.write_all(text.as_bytes()).await?;
    let mut line = String::new();
    BufReader::new(read).read_line(&mut line).await?;
    match serde_json::from_str(&line)? {
        Reply::Done(value) => Ok(Some(Ok(value))),
        Reply::Failed(why) => Ok(Some(Err(why))),
    }
}
