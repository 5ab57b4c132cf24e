//! The server ends when it is asked to, whatever its clients do; what it acknowledged stays.

use afterword_tests::{Afterword, Setup, until};
use serde_json::json;
use std::{
    fmt::Write as _,
    fs,
    io::{Read, Write},
    net::TcpStream,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

/// A connection on which this much of a request was sent.
fn sent(server: &Afterword, bytes: &str) -> TcpStream {
    let address = server.base().replace("http://", "");
    let mut stream = TcpStream::connect(address).expect("a connection");
    stream.write_all(bytes.as_bytes()).expect("it is sent");
    stream
}

/// Connections that hinder whoever waits for them: idle, half a head, half a body, and replies
/// that nobody reads until the server has no more room for them.
fn hindrances(server: &Afterword) -> Vec<TcpStream> {
    let unread = sent(server, "");
    unread
        .set_write_timeout(Some(Duration::from_millis(500)))
        .expect("a socket's option");
    let requests = "GET /docs/api HTTP/1.1\r\nhost: x\r\n\r\n".repeat(1000);
    while (&unread).write_all(requests.as_bytes()).is_ok() {}
    vec![
        unread,
        sent(server, ""),
        sent(server, "GET / HTTP/1.1\r\nhost: x\r\n"),
        sent(
            server,
            "POST /v1/prompt HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{\"shop\":",
        ),
    ]
}

/// A table of so many answers.
fn table(rows: u32) -> String {
    let mut table = String::from("Submitted,Rating,Order\n");
    for row in 0..rows {
        writeln!(table, "2026-01-01T00:00:00Z,9,file-{row}").expect("room");
    }
    table
}

#[tokio::test(flavor = "multi_thread")]
async fn it_ends_within_ten_seconds_whatever_clients_do_and_keeps_what_it_acknowledged() {
    let mut server = Afterword::start(Setup::default()).await;
    let ticket = server.ticket("kept").await;
    let tap = json!({"ticket": ticket, "rev": 1, "state": "started", "answers": {"score": 9}});
    server.respond(tap).await.expect(200);
    let hindrances = hindrances(&server);
    let file = server.data().join("answers.csv");
    fs::write(&file, table(200_000)).expect("a file");
    let mut import = Command::new(afterword_tests::binary());
    import.args(["import", "--survey", &server.founded().survey, "--data"]);
    import.arg(server.data()).arg(&file);
    import.args(["--column", "Submitted=first_answered_at"]);
    import.args([
        "--column",
        "Rating=answer:score",
        "--column",
        "Order=order_id",
    ]);
    import.stdout(Stdio::piped()).stderr(Stdio::piped());
    let import = import.spawn().expect("afterword import runs");
    until("the import has taken something in", || async {
        (server.score().await["n"].as_u64()? > 1).then_some(())
    })
    .await;

    let start = Instant::now();
    server.ask_to_end();
    let status = server.ended();
    let took = start.elapsed();
    assert!(status.success(), "{status}: {}", server.read_log());
    assert!(took < Duration::from_secs(10), "it took {took:?}");
    let import = import.wait_with_output().expect("it ends");
    let said = String::from_utf8_lossy(&import.stdout);
    let failed = String::from_utf8_lossy(&import.stderr);
    assert!(said.contains("It was stopped."), "{said}{failed}");
    drop(hindrances);

    server.restart().await;
    let kept = server.answers_about("kept").await;
    assert_eq!(kept, [json!({"score": 9})]);
}

#[tokio::test(flavor = "multi_thread")]
async fn asked_a_second_time_it_ends_at_once() {
    let mut server = Afterword::start(Setup::default()).await;
    let ticket = server.ticket("kept").await;
    let tap = json!({"ticket": ticket, "rev": 1, "state": "started", "answers": {"score": 9}});
    let hindrances = hindrances(&server);
    server.respond(tap).await.expect(200);
    server.ask_to_end();
    until("no new connection is taken", || async {
        TcpStream::connect(server.base().replace("http://", ""))
            .is_err()
            .then_some(())
    })
    .await;
    let start = Instant::now();
    server.ask_to_end();
    let status = server.ended();
    assert_eq!(status.code(), Some(130));
    let took = start.elapsed();
    assert!(took < Duration::from_secs(2), "it took {took:?}");
    drop(hindrances);

    server.restart().await;
    let kept = server.answers_about("kept").await;
    assert_eq!(kept, [json!({"score": 9})]);
}

#[tokio::test(flavor = "multi_thread")]
async fn connections_on_which_nothing_comes_keep_nobody_out_for_long() {
    let server = Afterword::start(Setup::default()).await;
    server.allow_open_files(64);
    let silent: Vec<TcpStream> = (0..100).map(|_| sent(&server, "")).collect();
    let mut late = sent(
        &server,
        "GET /healthz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n",
    );
    let mut reply = String::new();
    late.read_to_string(&mut reply).expect("a reply");
    assert!(reply.starts_with("HTTP/1.1 200"), "{reply}");
    drop(silent);
}
