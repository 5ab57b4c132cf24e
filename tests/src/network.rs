//! A network that fails as it is told, between a shopper's browser and the server: the same for
//! every engine, since none of them has to help.

use crate::Afterword;
use std::{
    io,
    sync::{Arc, Mutex},
    time::Duration,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};

/// The longest head of a request, and how much is passed on at once.
const PIECE: usize = 16 * 1024;

/// What becomes of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The connection ends at once and the request gets nowhere, as on a train in a tunnel.
    Offline,
    /// This status with a short text, and the server hears nothing.
    Status(u16),
    /// The same without the header that lets the page read it, as proxies in front of servers do.
    Unreadable(u16),
    /// The request gets nowhere and the connection stays open.
    Never,
    /// The server hears it; the connection ends in the middle of its reply's body.
    HalfABody,
    /// The server hears it; nobody hears its reply.
    Unheard,
    /// It goes well, after this time.
    Late(Duration),
    /// It goes well, at so many bytes per second after this time, as with an old phone far out.
    Slow(Duration, u32),
}

/// A request that came, as it was written.
#[derive(Clone, Debug)]
pub struct Came {
    /// The method and the path with its query.
    pub line: String,
    /// The body.
    pub body: String,
    /// What was done to it.
    pub fault: Option<Fault>,
}

#[derive(Default)]
struct State {
    upstream: String,
    faults: Vec<(String, Fault)>,
    came: Vec<Came>,
}

/// The network.
pub struct Network {
    base: String,
    state: Arc<Mutex<State>>,
    task: JoinHandle<()>,
}

impl Network {
    /// A network without faults before this server.
    ///
    /// # Panics
    ///
    /// When no port is free.
    pub async fn before(server: &Afterword) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let base = format!("http://{}", listener.local_addr().expect("its address"));
        let upstream = server.base().trim_start_matches("http://").to_owned();
        let state = Arc::new(Mutex::new(State {
            upstream,
            ..State::default()
        }));
        let shared = Arc::clone(&state);
        let task = tokio::spawn(async move {
            while let Ok((page, _)) = listener.accept().await {
                let state = Arc::clone(&shared);
                // A connection that breaks is what this is for.
                tokio::spawn(async move { drop(pass(page, &state).await) });
            }
        });
        Self { base, state, task }
    }

    /// An address of the server, through this network.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    /// The server's tag, loaded through this network.
    pub fn tag(&self, server: &Afterword, attributes: &str) -> String {
        server.tag(attributes).replace(&server.base(), &self.base)
    }

    /// The server's tag that brings the shop's rules with it, loaded through this network.
    pub fn rule_tag(&self, server: &Afterword, attributes: &str) -> String {
        let tag = server.rule_tag(attributes);
        tag.replace(&server.base(), &self.base)
    }

    /// What happens from now on to requests whose path begins so. The latest word counts.
    ///
    /// # Panics
    ///
    /// When a connection panicked while it looked.
    pub fn fails(&self, path: &str, fault: Fault) {
        let mut state = self.state.lock().expect("no panic while held");
        state.faults.insert(0, (path.to_owned(), fault));
    }

    /// All is well from now on.
    ///
    /// # Panics
    ///
    /// When a connection panicked while it looked.
    pub fn mend(&self) {
        self.state
            .lock()
            .expect("no panic while held")
            .faults
            .clear();
    }

    /// The requests so far whose path begins so.
    ///
    /// # Panics
    ///
    /// When a connection panicked while it wrote.
    pub fn came(&self, path: &str) -> Vec<Came> {
        let state = self.state.lock().expect("no panic while held");
        let mine = state.came.iter();
        mine.filter(|came| came.path().starts_with(path))
            .cloned()
            .collect()
    }
}

impl Drop for Network {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Came {
    fn path(&self) -> &str {
        self.line.split(' ').nth(1).unwrap_or_default()
    }
}

/// Passes one request and its reply; every request has a connection of its own.
async fn pass(mut page: TcpStream, state: &Mutex<State>) -> io::Result<()> {
    let Some(request) = Request::read(&mut page).await? else {
        return Ok(());
    };
    let (fault, upstream) = {
        let mut state = state.lock().expect("no panic while held");
        let mut came = Came {
            line: request.line.clone(),
            body: String::from_utf8_lossy(&request.body).into_owned(),
            fault: None,
        };
        let mut faults = state.faults.iter();
        let mine = faults.find(|(path, _)| came.path().starts_with(path));
        came.fault = mine.map(|(_, fault)| *fault);
        let fault = came.fault;
        state.came.push(came);
        (fault, state.upstream.clone())
    };
    match fault {
        Some(Fault::Offline) => return Ok(()),
        Some(Fault::Status(status)) => {
            return refuse(&mut page, status, "access-control-allow-origin: *\r\n").await;
        }
        Some(Fault::Unreadable(status)) => return refuse(&mut page, status, "").await,
        Some(Fault::Never) => {
            // Until the browser gives up.
            let mut rest = Vec::new();
            page.read_to_end(&mut rest).await?;
            return Ok(());
        }
        Some(Fault::Late(time) | Fault::Slow(time, _)) => tokio::time::sleep(time).await,
        Some(Fault::HalfABody | Fault::Unheard) | None => {}
    }
    let mut server = TcpStream::connect(upstream).await?;
    server.write_all(&request.head()).await?;
    server.write_all(&request.body).await?;
    let mut reply = Vec::new();
    server.read_to_end(&mut reply).await?;
    match fault {
        Some(Fault::Unheard) => Ok(()),
        Some(Fault::HalfABody) => {
            let body = end_of_head(&reply).unwrap_or(reply.len());
            page.write_all(&reply[..body + (reply.len() - body) / 2])
                .await
        }
        Some(Fault::Slow(_, speed)) => {
            // A tenth of a second's worth at a time.
            for piece in reply.chunks((speed / 10).max(1) as usize) {
                page.write_all(piece).await?;
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
            Ok(())
        }
        _ => page.write_all(&reply).await,
    }
}

async fn refuse(page: &mut TcpStream, status: u16, header: &str) -> io::Result<()> {
    let text = "Not now.";
    let length = text.len();
    let reply = format!(
        "HTTP/1.1 {status} Trouble\r\n{header}content-type: text/plain\r\ncontent-length: \
         {length}\r\nconnection: close\r\n\r\n{text}"
    );
    page.write_all(reply.as_bytes()).await
}

/// A request as it is passed on.
struct Request {
    line: String,
    headers: Vec<String>,
    body: Vec<u8>,
}

impl Request {
    /// Reads one; none where the connection ends before it begins.
    async fn read(page: &mut TcpStream) -> io::Result<Option<Self>> {
        let mut bytes = Vec::new();
        let body = loop {
            if let Some(body) = end_of_head(&bytes) {
                break body;
            }
            let mut piece = vec![0; PIECE];
            let read = page.read(&mut piece).await?;
            if read == 0 || bytes.len() > PIECE {
                return Ok(None);
            }
            bytes.extend_from_slice(&piece[..read]);
        };
        let head = String::from_utf8_lossy(&bytes[..body]).into_owned();
        let mut lines = head.lines().filter(|line| !line.is_empty());
        let line = lines.next().unwrap_or_default().to_owned();
        let headers: Vec<String> = lines.map(ToOwned::to_owned).collect();
        let length = headers
            .iter()
            .filter_map(|header| header.split_once(':'))
            .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
            .and_then(|(_, length)| length.trim().parse().ok())
            .unwrap_or(0);
        let mut body = bytes.split_off(body);
        let missing: usize = length;
        let begun = body.len();
        body.resize(missing.max(begun), 0);
        page.read_exact(&mut body[begun..]).await?;
        Ok(Some(Self {
            line,
            headers,
            body,
        }))
    }

    /// Its head, asking the server to end the connection after the reply.
    fn head(&self) -> Vec<u8> {
        let mut head = format!("{}\r\n", self.line);
        for header in &self.headers {
            let name = header.split(':').next().unwrap_or_default();
            if !name.eq_ignore_ascii_case("connection") {
                head.push_str(header);
                head.push_str("\r\n");
            }
        }
        head.push_str("connection: close\r\n\r\n");
        head.into_bytes()
    }
}

/// Where the body begins.
fn end_of_head(bytes: &[u8]) -> Option<usize> {
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
    Some(end + 4)
}
