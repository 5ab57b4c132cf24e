//! Files on their way in from outside: the command line on a running server and on its data alone,
//! an upload that breaks off, and real ratings against a straight count of their files.
//!
//! The data (Brazilian E-Commerce Public Dataset by Olist, CC BY-NC-SA 4.0) is not part of the
//! project: without `../shared/data/olist` beside the repository its test is skipped, and says so.

use afterword_tests::{Afterword, Reply, Setup, skipped, until};
use serde_json::json;
use std::{
    collections::{BTreeMap, HashMap},
    fs,
    io::{Read, Write},
    net::TcpStream,
    path::{Path, PathBuf},
    process::{Command, Output},
};

fn folder() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent();
    root.expect("the repository").join("../shared/data/olist")
}

/// Runs `afterword import` beside a data directory.
fn import(server: &Afterword, arguments: &[&str]) -> Output {
    let output = Command::new(afterword_tests::binary())
        .arg("import")
        .arg("--data")
        .arg(server.data())
        .args(["--survey", &server.founded().survey])
        .args(arguments)
        .current_dir(server.data())
        .output();
    output.expect("afterword import runs")
}

fn said(output: &Output) -> String {
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8_lossy(&output.stdout).into_owned()
}

type Row = HashMap<String, String>;

fn rows(name: &str) -> Vec<Row> {
    let path = folder().join(format!("olist_{name}_dataset.csv"));
    let mut reader = csv::Reader::from_path(path).expect("a file");
    let rows = reader.deserialize();
    rows.map(|row| row.expect("a row")).collect()
}

/// A time of the files, as it was in São Paulo.
fn moment(text: &str) -> jiff::Timestamp {
    let time: jiff::civil::DateTime = text.parse().expect("a time");
    time.in_tz("America/Sao_Paulo").expect("a zone").timestamp()
}

fn cents(amount: &str) -> i64 {
    let (whole, decimals) = amount.split_once('.').unwrap_or((amount, ""));
    format!("{whole}{decimals:0<2}").parse().expect("an amount")
}

#[tokio::test(flavor = "multi_thread")]
async fn every_rating_of_the_real_files_is_a_response_at_its_own_time() {
    if !folder().is_dir() {
        skipped(
            "import of real ratings (olist): ../shared/data/olist is not beside the repository",
        );
        return;
    }
    let mut server = Afterword::start(Setup::default().asking("csat")).await;
    let path = folder();
    let path = path.to_str().expect("a path");
    let tried = said(&import(&server, &["--preset", "olist", path, "--dry-run"]));
    assert!(tried.contains("8,225 would be added"), "{tried}");
    assert_eq!(server.score().await["n"], 0);
    // Through the running server, and then again without one.
    let taken = said(&import(&server, &["--preset", "olist", path]));
    assert!(taken.contains("Answers: 8,225 added."), "{taken}");
    assert!(taken.contains("Orders: 8,135 added."), "{taken}");
    let reviews = rows("order_reviews");
    assert_counted(&server, &reviews).await;
    assert_joined(&server, &reviews).await;
    server.kill();
    let again = said(&import(&server, &["--preset", "olist", path]));
    assert!(again.contains("Answers: 8,225 known before."), "{again}");
    server.restart().await;
    assert_counted(&server, &reviews).await;
}

/// n, the share of the satisfied and every month are what a straight count gives.
async fn assert_counted(server: &Afterword, reviews: &[Row]) {
    assert_eq!(reviews.len(), 8225);
    let score = server.score().await;
    assert_eq!(score["n"], reviews.len());
    let mut months: BTreeMap<jiff::civil::Date, [u64; 6]> = BTreeMap::new();
    for review in reviews {
        let at = moment(&review["review_answer_timestamp"]);
        // The shop of these tests has its days in UTC.
        let day = at.to_zoned(jiff::tz::TimeZone::UTC).date();
        let rating: usize = review["review_score"].parse().expect("a rating");
        months.entry(day.first_of_month()).or_default()[rating] += 1;
    }
    for (month, ratings) in months {
        let path = format!(
            "/api/v1/surveys/{}/score?from={month}&to={}",
            server.founded().survey,
            month.last_of_month()
        );
        let score = server.api(&path).await.expect(200).json();
        let n: u64 = ratings.iter().sum();
        assert_eq!(score["n"], n, "{month}");
        let satisfied = ratings[4] + ratings[5];
        let share = (satisfied as f64 * 1000.0 / n as f64).round() / 10.0;
        assert_eq!(score["score"], share, "{month}");
        for (rating, count) in ratings.iter().enumerate().skip(1) {
            let counted = &score["histogram"][rating.to_string()];
            assert_eq!(counted.as_u64().unwrap_or(0), *count, "{month} {rating}");
        }
    }
}

/// Every response has its order's total, items and person, and every order its times.
async fn assert_joined(server: &Afterword, reviews: &[Row]) {
    let people: HashMap<String, String> = rows("customers")
        .into_iter()
        .map(|mut row| {
            (
                row["customer_id"].clone(),
                row.remove("customer_unique_id").expect("a person"),
            )
        })
        .collect();
    let mut paid: HashMap<String, i64> = HashMap::new();
    for row in rows("order_payments") {
        *paid.entry(row["order_id"].clone()).or_default() += cents(&row["payment_value"]);
    }
    let orders: HashMap<String, Row> = rows("orders")
        .into_iter()
        .map(|row| (row["order_id"].clone(), row))
        .collect();
    let responses = server.responses().await;
    assert_eq!(responses.len(), reviews.len());
    let mut per_order: HashMap<&str, usize> = HashMap::new();
    for response in &responses {
        let id = response["order"]["id"].as_str().expect("an order");
        *per_order.entry(id).or_default() += 1;
        let total = paid.get(id).map(|c| format!("{}.{:02}", c / 100, c % 100));
        assert_eq!(response["order"]["total"], json!(total));
        assert_eq!(response["order"]["currency"], json!(total.map(|_| "BRL")));
        let person = &people[&orders[id]["customer_id"]];
        assert_eq!(response["order"]["customer"], *person);
    }
    assert_eq!(per_order.len(), 8135);
    // 84 orders have two reviews, and 3 have three.
    let further: usize = per_order.values().map(|count| count - 1).sum();
    assert_eq!(further, 90);
    for (id, row) in orders.iter().take(200) {
        let path = format!("/api/v1/orders/{id}");
        let order = server.api(&path).await.expect(200).json();
        let time =
            |name: &str| Some(moment(row.get(name).filter(|text| !text.is_empty())?).to_string());
        assert_eq!(order["placed_at"], json!(time("order_purchase_timestamp")));
        assert_eq!(
            order["delivered_at"],
            json!(time("order_delivered_customer_date"))
        );
        let cancelled = row["order_status"] == "canceled";
        assert_eq!(order["cancelled_at"].is_string(), cancelled, "{id}");
        assert_eq!(order["source"], "import");
    }
}

#[tokio::test]
async fn the_command_line_says_what_it_has_to_be_told() {
    let server = Afterword::start(Setup::default()).await;
    let file = server.data().join("answers.csv");
    let path = file.to_str().expect("a path");
    fs::write(
        &file,
        "when,rating,total,order\n3/4/2026,9,5,1001\n3/5/2026,12,6,1002\n",
    )
    .expect("written");
    let asked = import(&server, &[path]);
    assert!(!asked.status.success());
    let told = String::from_utf8_lossy(&asked.stderr);
    for part in [
        "--column 'Header=first_answered_at'",
        "--currency EUR",
        "when, rating, total, order",
    ] {
        assert!(told.contains(part), "{part}: {told}");
    }
    let column = ["--column", "when=first_answered_at", "--currency", "EUR"];
    let asked = import(&server, &[&column[..], &[path]].concat());
    assert!(String::from_utf8_lossy(&asked.stderr).contains("--dates dmy or --dates mdy"));
    let rest = ["--dates", "mdy", "--refused", "refused.csv", path];
    let taken = said(&import(&server, &[&column[..], &rest].concat()));
    assert!(
        taken.contains("Answers: 1 added.") && taken.contains("line 3:"),
        "{taken}"
    );
    let refused = fs::read_to_string(server.data().join("refused.csv")).expect("refused rows");
    assert!(refused.contains("3/5/2026,12,6,1002,3,"), "{refused}");
    let wrong = import(&server, &["--preset", "magic", path]);
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("There is no preset"));
    let unknown = import(&server, &["no such file.csv"]);
    assert!(String::from_utf8_lossy(&unknown.stderr).contains("can’t be read"));
}

/// An upload is written to the disk as it comes, and whatever stands in a file is read row by row.
#[tokio::test]
async fn a_line_of_200_mb_is_refused_in_little_memory_and_the_others_are_taken_in() {
    const MB: usize = 1024 * 1024;
    let server = Afterword::start(Setup::default()).await;
    let owner = server.sign_in().await;
    let address = server.base().replace("http://", "");
    let path = format!("/shops/{}/import", server.founded().shop);
    let before = server.peak_memory();
    let start = "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\nid,date,score,comment\na1,2026-01-05,9,before\na2,2026-01-06,8,";
    let end = "\na3,2026-01-07,7,after\n\r\n--edge--\r\n";
    let mut stream = TcpStream::connect(&address).expect("connected");
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: {address}\r\nOrigin: {}\r\nCookie: {}\r\nConnection: close\r\nContent-Type: multipart/form-data; boundary=edge\r\nContent-Length: {}\r\n\r\n{start}",
        server.base(),
        owner.cookie(),
        start.len() + 200 * MB + end.len()
    );
    let reply = tokio::task::spawn_blocking(move || {
        stream.write_all(head.as_bytes()).expect("sent");
        let part = vec![b'x'; MB];
        for _ in 0..200 {
            stream.write_all(&part).expect("sent");
        }
        stream.write_all(end.as_bytes()).expect("sent");
        let mut reply = String::new();
        stream.read_to_string(&mut reply).expect("a reply");
        reply
    });
    let reply = reply.await.expect("sent");
    let page = reply
        .lines()
        .find_map(|line| line.strip_prefix("location: "))
        .unwrap_or_else(|| panic!("not taken: {reply}"))
        .to_owned();
    let request = server.client().post(server.url(&page));
    let request = request
        .header("cookie", owner.cookie())
        .header("origin", server.base());
    Reply::to(request.form(&[("do", "import")]))
        .await
        .expect(303);
    let told = until("the file is read", || async {
        let text = owner.get(&page).await.text;
        text.contains("Answers: 2\u{a0}added.").then_some(text)
    })
    .await;
    assert!(told.contains("It is longer than 1 MB"), "{told}");
    assert_eq!(server.score().await["n"], 2);
    let (Some(before), Some(after)) = (before, server.peak_memory()) else {
        return skipped("the memory of a server, which only Linux tells");
    };
    let grown = (after - before) / MB as u64;
    assert!(grown < 64, "{grown} MB more");
}

#[tokio::test]
async fn an_upload_that_breaks_off_leaves_nothing_behind() {
    let server = Afterword::start(Setup::default()).await;
    let owner = server.sign_in().await;
    let address = server.base().replace("http://", "");
    let path = format!("/shops/{}/import", server.founded().shop);
    let imports = server.data().join("imports");
    let count = || fs::read_dir(&imports).map_or(0, Iterator::count);
    {
        let mut stream = TcpStream::connect(&address).expect("connected");
        let head = format!(
            "POST {path} HTTP/1.1\r\nHost: {address}\r\nOrigin: {}\r\nCookie: {}\r\nContent-Type: multipart/form-data; boundary=edge\r\nContent-Length: 9000000\r\n\r\n--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\nid,date\r\n",
            server.base(),
            owner.cookie()
        );
        stream.write_all(head.as_bytes()).expect("sent");
        stream.write_all(&vec![b'x'; 100_000]).expect("sent");
        until("the upload arrives", || async {
            (count() == 1).then_some(())
        })
        .await;
    }
    until("it is cleared away", || async {
        (count() == 0).then_some(())
    })
    .await;
    assert_eq!(server.score().await["n"], 0);
}
