//! The clock stands while anything moves, and jumps to the next alarm when nothing does.

use super::*;
use axum::routing::{get, post};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt, DuplexStream, duplex},
    task::JoinHandle,
    time::sleep,
};

/// A client that speaks bytes, with room for few of them on either way.
struct Client {
    stream: DuplexStream,
    server: JoinHandle<()>,
    stop: watch::Sender<bool>,
    began: Instant,
}

impl Client {
    fn new() -> Self {
        let router = Router::new()
            .route("/", get(async || "well"))
            .route("/large", get(async || "x".repeat(100_000)))
            .route("/slow", get(async || sleep(Duration::from_hours(1)).await))
            .route("/", post(async |body: String| body.len().to_string()));
        let (stream, far) = duplex(1024);
        let (stop, stopping) = watch::channel(false);
        let server = tokio::spawn(connection(far, router, Timeouts::default(), stopping));
        Self {
            stream,
            server,
            stop,
            began: Instant::now(),
        }
    }

    async fn send(&mut self, text: &str) {
        let sent = self.stream.write_all(text.as_bytes()).await;
        sent.expect("the server takes it");
    }

    /// What the server sends until this comes.
    async fn read_to(&mut self, end: &str) -> String {
        let mut text = String::new();
        while !text.ends_with(end) {
            let byte = self.stream.read_u8().await.expect("more");
            text.push(char::from(byte));
        }
        text
    }

    /// After how many seconds in all the server closes the connection.
    async fn closed_after(self) -> u64 {
        self.server.await.expect("no panic");
        self.began.elapsed().as_secs()
    }
}

#[tokio::test(start_paused = true)]
async fn a_connection_on_which_nothing_comes_is_closed_after_ten_seconds() {
    assert_eq!(Client::new().closed_after().await, 10);
}

#[tokio::test(start_paused = true)]
async fn a_head_that_comes_in_drops_is_closed_after_ten_seconds_in_all() {
    let mut client = Client::new();
    client.send("GET / HTTP/1.1\r\n").await;
    for _ in 0..3 {
        sleep(Duration::from_secs(3)).await;
        client.send("x: y\r\n").await;
    }
    assert_eq!(client.closed_after().await, 10);
}

#[tokio::test(start_paused = true)]
async fn the_head_of_a_later_request_has_ten_seconds_from_its_first_byte_on() {
    let mut client = Client::new();
    client.send("GET / HTTP/1.1\r\nhost: a\r\n\r\n").await;
    client.read_to("well").await;
    sleep(Duration::from_secs(50)).await;
    client.send("GET / HT").await;
    assert_eq!(client.closed_after().await, 60);
}

#[tokio::test(start_paused = true)]
async fn a_body_that_stands_still_is_closed_after_thirty_seconds() {
    let mut client = Client::new();
    client
        .send("POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 9\r\n\r\nhalf")
        .await;
    assert_eq!(client.closed_after().await, 30);
}

#[tokio::test(start_paused = true)]
async fn a_body_that_comes_slowly_is_taken() {
    let mut client = Client::new();
    client
        .send("POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 5\r\n\r\n")
        .await;
    for _ in 0..5 {
        sleep(Duration::from_secs(25)).await;
        client.send("x").await;
    }
    client.read_to("\r\n\r\n5").await;
}

#[tokio::test(start_paused = true)]
async fn an_idle_connection_is_closed_a_minute_after_its_last_reply() {
    let mut client = Client::new();
    for _ in 0..3 {
        sleep(Duration::from_secs(9)).await;
        client.send("GET / HTTP/1.1\r\nhost: a\r\n\r\n").await;
        client.read_to("well").await;
    }
    assert_eq!(client.closed_after().await, 27 + 60);
}

#[tokio::test(start_paused = true)]
async fn a_handler_that_works_is_not_timed() {
    let mut client = Client::new();
    client.send("GET /slow HTTP/1.1\r\nhost: a\r\n\r\n").await;
    client.read_to("\r\n\r\n").await;
    assert_eq!(client.began.elapsed().as_secs(), 3600);
}

#[tokio::test(start_paused = true)]
async fn a_reply_that_nobody_reads_is_closed_after_a_minute() {
    let mut client = Client::new();
    client.send("GET /large HTTP/1.1\r\nhost: a\r\n\r\n").await;
    client.read_to("\r\n\r\n").await;
    sleep(Duration::from_secs(30)).await;
    client.read_to(&"x".repeat(5000)).await;
    assert_eq!(client.closed_after().await, 90);
}

#[tokio::test(start_paused = true)]
async fn a_reply_that_is_read_slowly_is_not_cut() {
    let mut client = Client::new();
    client.send("GET /large HTTP/1.1\r\nhost: a\r\n\r\n").await;
    client.read_to("\r\n\r\n").await;
    for _ in 0..20 {
        sleep(Duration::from_secs(50)).await;
        client.read_to(&"x".repeat(5000)).await;
    }
}

#[tokio::test(start_paused = true)]
async fn who_is_idle_is_closed_at_once_when_the_server_ends() {
    let mut client = Client::new();
    client.send("GET / HTTP/1.1\r\nhost: a\r\n\r\n").await;
    client.read_to("well").await;
    client.stop.send_replace(true);
    assert_eq!(client.closed_after().await, 0);
}

#[tokio::test(start_paused = true)]
async fn who_is_served_gets_the_reply_when_the_server_ends() {
    let mut client = Client::new();
    client.send("GET /slow HTTP/1.1\r\nhost: a\r\n\r\n").await;
    sleep(Duration::from_secs(1)).await;
    client.stop.send_replace(true);
    client.read_to("\r\n\r\n").await;
    assert_eq!(client.closed_after().await, 3600);
}
