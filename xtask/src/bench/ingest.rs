//! Durable answers per second over HTTP, beside a bare handler that parses the same body and
//! stores nothing; then kill -9, and how many acknowledged answers are still there.

use super::{
    circumstances, quantile,
    server::{self, Server},
};
use afterword_shared::response::{ResponseMessage, ResponseReply};
use anyhow::{Context, Result, bail, ensure};
use axum::{Json, Router, routing::post};
use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::{Request, client::conn::http1, header};
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use std::{
    process::{Command, Stdio},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};
use tokio::net::TcpStream;

const ORIGIN: &str = "https://shop.example";
/// As browsers send it.
const ACCEPTED: &str = "gzip, deflate, br";

/// How much to measure.
#[derive(clap::Args)]
pub struct Arguments {
    /// How many answers in all; the server is measured with so many in its store.
    #[arg(long, default_value_t = 100_000)]
    answers: usize,
}

impl Default for Arguments {
    fn default() -> Self {
        Self { answers: 100_000 }
    }
}

/// What one load came to.
struct Load {
    per_second: f64,
    p50: f64,
    p99: f64,
}

pub fn run(arguments: &Arguments) -> Result<()> {
    server::build()?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()?;
    let data = tempfile::tempdir()?;
    let made = server::init(data.path(), ORIGIN)?;
    let (server, empty_start) = Server::start(data.path(), server::free_port()?)?;
    let bare = Bare::start()?;

    let total = arguments.answers;
    let shares = [
        (1, total / 20),
        (16, total / 4),
        (256, total - total / 20 - total / 4),
    ];
    println!("Asking {total} orders …");
    let tickets = runtime.block_on(ask_all(&server.base, &made, total))?;
    let mut tickets = tickets.into_iter();
    println!(
        "\n{}; `cargo xtask bench ingest --answers {total}`\n",
        circumstances()
    );
    println!(
        "| connections | durable answers/s | p50 ms | p99 ms | bare handler/s | p50 ms | p99 ms | ratio |"
    );
    println!("|---|---|---|---|---|---|---|---|");
    let mut acknowledged = 0;
    for (connections, count) in shares {
        let bodies: Vec<_> = tickets
            .by_ref()
            .take(count)
            .map(|ticket| answer(&ticket))
            .collect();
        let target = format!("{}/v1/responses", server.base);
        // Half of the answers on either side of the bare run, so that a drift hits both.
        let (first, second) = bodies.split_at(bodies.len() / 2);
        let before = runtime.block_on(load(&target, first, connections))?;
        let floor = runtime.block_on(load(&bare.url, &bodies, connections))?;
        let after = runtime.block_on(load(&target, second, connections))?;
        acknowledged += bodies.len();
        let mean = |a: f64, b: f64| f64::midpoint(a, b);
        let ours = Load {
            per_second: mean(before.per_second, after.per_second),
            p50: mean(before.p50, after.p50),
            p99: before.p99.max(after.p99),
        };
        println!(
            "| {connections} | {:.0} | {:.2} | {:.2} | {:.0} | {:.2} | {:.2} | {:.2} |",
            ours.per_second,
            ours.p50,
            ours.p99,
            floor.per_second,
            floor.p50,
            floor.p99,
            ours.per_second / floor.per_second
        );
    }
    let memory = server.memory()?;
    let (server, start) = server.kill_and_start()?;
    let kept = count(&server, &made)?;
    let reopened = server.memory()?;
    println!("\n| what | figure |\n|---|---|");
    println!(
        "| acknowledged answers / still there after kill -9 / lost | {acknowledged} / {kept} / {} |",
        acknowledged - kept
    );
    println!(
        "| memory with {total} responses: after the load / after the restart | {memory:.0} MB / {reopened:.0} MB |"
    );
    println!(
        "| start to ready: empty / with {total} responses after kill -9 | {} ms / {} ms |",
        empty_start.as_millis(),
        start.as_millis()
    );
    println!("| on disk | {:.0} MB |", size(data.path())? / 1e6);
    ensure!(kept == acknowledged, "answers were lost");
    Ok(())
}

/// The bytes of all files in a directory.
pub fn size(dir: &std::path::Path) -> Result<f64> {
    let mut bytes = 0;
    for entry in std::fs::read_dir(dir)? {
        let entry = entry?;
        let meta = entry.metadata()?;
        bytes += if meta.is_dir() { 0 } else { meta.len() };
        if meta.is_dir() {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "bytes"
            )]
            let inside = size(&entry.path())? as u64;
            bytes += inside;
        }
    }
    Ok(bytes as f64)
}

fn count(server: &Server, made: &Value) -> Result<usize> {
    let survey = made["survey"].as_str().context("no survey")?;
    let key = made["api_key"].as_str().context("no key")?;
    let url = format!("{}/api/v1/surveys/{survey}/score", server.base);
    let text = ureq::get(&url)
        .header("authorization", &format!("Bearer {key}"))
        .call()?
        .body_mut()
        .read_to_string()?;
    let score: Value = serde_json::from_str(&text)?;
    Ok(usize::try_from(score["n"].as_u64().context("no n")?)?)
}

fn answer(ticket: &str) -> Bytes {
    let answers = json!({"score": 9, "why": "Packed so well that I kept the box. Quick, too."});
    json!({"ticket": ticket, "rev": 1, "state": "complete", "answers": answers})
        .to_string()
        .into()
}

async fn ask_all(base: &str, made: &Value, count: usize) -> Result<Vec<String>> {
    let bodies: Vec<Bytes> = (0..count)
        .map(|n| {
            let order = json!({"id": format!("order-{n}"), "total": "49.90", "currency": "EUR",
                "customer": format!("c{}", n / 3), "items": [{"id": "cup-moss", "name": "Cup, moss"}]});
            json!({"shop": made["shop"], "page": "/thanks", "lang": "en", "order": order})
                .to_string()
                .into()
        })
        .collect();
    let replies = send(&format!("{base}/v1/prompt"), &bodies, 64).await?;
    replies
        .into_iter()
        .map(|(_, body)| {
            let reply: Value = serde_json::from_slice(&body)?;
            Ok(reply["ticket"].as_str().context("no ticket")?.to_owned())
        })
        .collect()
}

/// Sends every body once and returns what it came to.
async fn load(url: &str, bodies: &[Bytes], connections: usize) -> Result<Load> {
    let start = Instant::now();
    let replies = send(url, bodies, connections).await?;
    let took = start.elapsed().as_secs_f64();
    for (_, body) in &replies {
        let reply: ResponseReply = serde_json::from_slice(body)?;
        ensure!(reply.saved, "an answer was not saved");
    }
    let mut times: Vec<f64> = replies
        .iter()
        .map(|(took, _)| took.as_secs_f64() * 1e3)
        .collect();
    times.sort_by(f64::total_cmp);
    Ok(Load {
        per_second: bodies.len() as f64 / took,
        p50: quantile(&times, 0.5),
        p99: quantile(&times, 0.99),
    })
}

/// Posts every body once over so many connections, each waiting for its reply before it sends on.
async fn send(url: &str, bodies: &[Bytes], connections: usize) -> Result<Vec<(Duration, Bytes)>> {
    let url: hyper::Uri = url.parse()?;
    let authority = url.authority().context("no host")?.to_string();
    let bodies: Arc<[Bytes]> = bodies.into();
    let next = Arc::new(AtomicUsize::new(0));
    let mut tasks = Vec::new();
    for _ in 0..connections {
        let stream = TcpStream::connect(&authority).await?;
        stream.set_nodelay(true)?;
        let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
        tokio::spawn(connection);
        let (bodies, next) = (Arc::clone(&bodies), Arc::clone(&next));
        let (path, authority) = (url.path().to_owned(), authority.clone());
        tasks.push(tokio::spawn(async move {
            let mut replies = Vec::new();
            while let Some(body) = bodies.get(next.fetch_add(1, Ordering::Relaxed)) {
                let request = Request::post(&path)
                    .header(header::HOST, &authority)
                    .header(header::ORIGIN, ORIGIN)
                    .header(header::CONTENT_TYPE, "text/plain")
                    .header(header::ACCEPT_ENCODING, ACCEPTED)
                    .body(Full::new(body.clone()))?;
                let start = Instant::now();
                let reply = sender.send_request(request).await?;
                let status = reply.status();
                let is_packed = reply.headers().contains_key(header::CONTENT_ENCODING);
                let body = reply.into_body().collect().await?.to_bytes();
                let took = start.elapsed();
                let body = if is_packed { unpack(&body)? } else { body };
                if !status.is_success() {
                    bail!("{status}: {}", String::from_utf8_lossy(&body));
                }
                replies.push((took, body));
            }
            Ok(replies)
        }));
    }
    let mut replies = Vec::with_capacity(bodies.len());
    for task in tasks {
        replies.extend(task.await??);
    }
    Ok(replies)
}

/// What brotli made smaller: the coding that the server chooses of [`ACCEPTED`].
fn unpack(body: &[u8]) -> Result<Bytes> {
    let mut plain = Vec::new();
    brotli::BrotliDecompress(&mut &*body, &mut plain)?;
    Ok(plain.into())
}

/// The floor: axum, the same body parsed, nothing stored; in a process of its own.
struct Bare {
    child: std::process::Child,
    url: String,
}

impl Bare {
    fn start() -> Result<Self> {
        let mut child = Command::new(std::env::current_exe()?)
            .args(["bench", "bare"])
            .stdout(Stdio::piped())
            .spawn()?;
        let out = child.stdout.take().context("no output")?;
        let mut line = String::new();
        std::io::BufRead::read_line(&mut std::io::BufReader::new(out), &mut line)?;
        Ok(Self {
            child,
            url: format!("http://{}/v1/responses", line.trim()),
        })
    }
}

impl Drop for Bare {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

pub fn serve_bare() -> Result<()> {
    async fn handler(body: Bytes) -> Json<ResponseReply> {
        let parsed = serde_json::from_slice::<ResponseMessage>(&body).is_ok();
        Json(ResponseReply {
            saved: parsed,
            reason: None,
            html: None,
        })
    }
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
        println!("{}", listener.local_addr()?);
        axum::serve(
            listener,
            Router::new().route("/v1/responses", post(handler)),
        )
        .await?;
        Ok(())
    })
}
