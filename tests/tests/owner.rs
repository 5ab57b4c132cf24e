//! What owners reach, from outside: who may, what comes back, and that exports are safe to open.

use afterword_tests::{Afterword, Reply, Setup};
use serde_json::{Value, json};
use std::process::Command;

async fn answered(server: &Afterword, order: Value, answers: Value) {
    let prompt = server.prompt(json!({"order": order})).await.expect(200);
    let message = json!({
        "ticket": prompt.json()["ticket"], "rev": 1, "state": "complete", "answers": answers,
    });
    let reply = server.respond(message).await.expect(200);
    assert_eq!(reply.json(), json!({"saved": true}));
}

fn rows(table: &str) -> Vec<csv::StringRecord> {
    let text = table.strip_prefix('\u{feff}').expect("a byte order mark");
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(text.as_bytes());
    reader.records().map(|row| row.expect("a row")).collect()
}

#[tokio::test]
async fn no_cell_of_a_csv_export_is_a_formula() {
    let server = Afterword::start(Setup::default()).await;
    let formulas = [
        "=HYPERLINK(\"https://evil.example\",\"Click\")",
        "+1+cmd|' /C calc'!A0",
        "-2+3",
        "@SUM(1,1)",
        "＝1+1",
    ];
    for formula in formulas {
        let order = json!({
            "id": format!("={formula}"), "customer": formula, "country": "=1",
            "items": [{"id": formula, "name": formula, "category": formula}],
        });
        let answers = json!({"score": 3, "why": formula});
        answered(&server, order, answers).await;
    }
    let table = server.sign_in().await.export("csv").await;
    let rows = rows(&table);
    assert_eq!(rows.len(), 1 + formulas.len());
    for cell in rows.iter().flatten() {
        let first = cell.trim_start().chars().next();
        let harmless = first.is_none_or(|c| !"=+-@＝＋－＠".contains(c));
        assert!(harmless, "a spreadsheet may run {cell}");
    }
    // Nothing of it is lost, and programs read it as it was written.
    let lines = server.sign_in().await.export("ndjson").await;
    for formula in formulas {
        assert!(
            rows.iter()
                .any(|row| row.iter().any(|cell| cell.contains(formula)))
        );
        let text = serde_json::to_string(formula).expect("a text");
        assert!(lines.contains(&format!("\"why\":{text}")), "{lines}");
    }
}

#[tokio::test]
async fn an_export_has_a_row_for_every_answer_and_the_same_columns_for_every_survey() {
    let mut headers = Vec::new();
    for template in ["nps", "csat", "ces"] {
        let server = Afterword::start(Setup::default().asking(template)).await;
        let words = "Line one\nline \"two\", 🦀; three";
        answered(
            &server,
            json!({"id": "1"}),
            json!({"score": 5, "why": words}),
        )
        .await;
        answered(&server, json!({"id": "2"}), json!({"score": 1})).await;
        let table = rows(&server.sign_in().await.export("csv").await);
        assert_eq!(table.len(), 3);
        // The newest first.
        assert!(table[1].iter().any(|cell| cell == "2"));
        assert!(table[2].iter().any(|cell| cell == words));
        headers.push(table[0].clone());
    }
    assert!(
        headers.windows(2).all(|pair| pair[0] == pair[1]),
        "{headers:?}"
    );
}

#[tokio::test]
async fn pages_and_exports_are_for_who_signed_in() {
    let server = Afterword::start(Setup::default()).await;
    let shop = server.founded().shop.clone();
    for page in [
        "overview",
        "responses",
        "install",
        "export.csv",
        "export.ndjson",
    ] {
        let url = server.url(&format!("/shops/{shop}/{page}"));
        let reply = Reply::to(server.client().get(&url)).await;
        assert!(
            [303, 401, 404].contains(&reply.status),
            "{page}: {}",
            reply.status
        );
        let forged = server
            .client()
            .get(&url)
            .header("cookie", "afterword=x; session=x");
        let reply = Reply::to(forged).await;
        assert!(
            [303, 401, 404].contains(&reply.status),
            "{page}: {}",
            reply.status
        );
    }
    let owner = server.sign_in().await;
    for page in ["overview", "responses", "install"] {
        owner
            .get(&format!("/shops/{shop}/{page}"))
            .await
            .expect(200);
    }
}

#[tokio::test]
async fn a_shop_is_hidden_from_the_owner_of_another() {
    let server = Afterword::start(Setup::default()).await;
    let owner = server.sign_in().await;
    for shop in ["shp_00000000000000000000000000", "shp_x", "..%2F.."] {
        let reply = owner.get(&format!("/shops/{shop}/overview")).await;
        assert!([400, 404, 422].contains(&reply.status), "{}", reply.status);
    }
}

#[tokio::test]
async fn pages_run_nothing_inline_and_their_cookie_is_out_of_reach_of_scripts() {
    let server = Afterword::start(Setup::default()).await;
    let form = [("email", Setup::EMAIL), ("password", Setup::PASSWORD)];
    let request = server.client().post(server.url("/signin")).form(&form);
    let reply = Reply::to(request.header("origin", server.base())).await;
    let cookie = reply.header("set-cookie");
    assert!(
        cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"),
        "{cookie}"
    );

    let owner = server.sign_in().await;
    let shop = &server.founded().shop;
    for page in ["overview", "responses", "install"] {
        let reply = owner
            .get(&format!("/shops/{shop}/{page}"))
            .await
            .expect(200);
        let policy = reply.header("content-security-policy");
        assert!(policy.contains("default-src 'none'"), "{policy}");
        assert!(!policy.contains("unsafe-inline"), "{policy}");
        for inline in [
            " style=\"",
            "<style",
            " onclick=",
            "javascript:",
            "<script>",
        ] {
            assert!(!reply.text.contains(inline), "{page} has {inline}");
        }
    }
}

#[tokio::test]
async fn a_form_that_comes_from_another_site_changes_nothing() {
    let server = Afterword::start(Setup::default()).await;
    let form = [("email", Setup::EMAIL), ("password", Setup::PASSWORD)];
    let post = || server.client().post(server.url("/signin")).form(&form);
    for request in [
        post(),
        post().header("origin", "https://evil.example"),
        post()
            .header("origin", server.base())
            .header("sec-fetch-site", "cross-site"),
    ] {
        let reply = Reply::to(request).await.expect(403);
        assert_eq!(reply.header("set-cookie"), "");
    }
}

#[tokio::test]
async fn a_wrong_password_signs_nobody_in() {
    let server = Afterword::start(Setup::default()).await;
    for (email, password) in [
        (Setup::EMAIL, "wrong horse battery"),
        (Setup::EMAIL, ""),
        ("nobody@shop.example", Setup::PASSWORD),
        ("", ""),
    ] {
        let form = [("email", email), ("password", password)];
        let request = server.client().post(server.url("/signin")).form(&form);
        let reply = Reply::to(request.header("origin", server.base())).await;
        assert!((400..500).contains(&reply.status), "{}", reply.status);
        assert_eq!(reply.header("set-cookie"), "");
    }
}

#[tokio::test]
async fn a_new_password_signs_everybody_out() {
    let server = Afterword::start(Setup::default()).await;
    let owner = server.sign_in().await;
    let overview = format!("/shops/{}/overview", server.founded().shop);
    owner.get(&overview).await.expect(200);
    let output = Command::new(afterword_tests::binary())
        .args([
            "user",
            "password",
            Setup::EMAIL,
            "--password",
            "another long password",
        ])
        .arg("--data")
        .arg(server.data())
        .output()
        .expect("the command runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert_ne!(owner.get(&overview).await.status, 200);
}

#[tokio::test]
async fn what_shoppers_write_is_text_on_the_owners_pages() {
    let server = Afterword::start(Setup::default()).await;
    let markup = "<script>alert(1)</script><img src=x onerror=alert(1)>";
    let order =
        json!({"id": "<b>1</b>", "customer": "\"><i>", "items": [{"id": "<u>", "name": markup}]});
    answered(&server, order, json!({"score": 2, "why": markup})).await;
    let owner = server.sign_in().await;
    let shop = &server.founded().shop;
    for page in ["overview", "responses"] {
        let html = owner
            .get(&format!("/shops/{shop}/{page}"))
            .await
            .expect(200)
            .text;
        assert!(
            html.contains("&lt;script&gt;alert(1)"),
            "{page} does not show it"
        );
        for raw in ["<script>alert", "<img src=x", "<b>1</b>", "\"><i>", "<u>"] {
            assert!(!html.contains(raw), "{page} has {raw} in it");
        }
    }
}

#[tokio::test]
async fn the_setup_link_works_once() {
    let server = Afterword::start_empty().await;
    let link = server.setup_link().await;
    let form = [
        ("email", Setup::EMAIL),
        ("password", Setup::PASSWORD),
        ("shop", "Kalnu Keramika"),
        ("origin", "https://shop.example"),
        ("locale", "lv"),
        ("time_zone", "Europe/Riga"),
        ("template", "csat"),
    ];
    let post = || {
        server
            .client()
            .post(&link)
            .header("origin", server.base())
            .form(&form)
    };
    let made = Reply::to(post()).await;
    assert_eq!(made.status, 303, "{}", made.text);
    assert_ne!(made.header("set-cookie"), "");
    assert_eq!(Reply::to(post()).await.status, 404);
    assert_eq!(Reply::to(server.client().get(&link)).await.status, 404);
    server.sign_in().await;
}

#[tokio::test]
async fn every_figure_equals_a_recount() {
    let server = Afterword::start(Setup::default()).await;
    for score in 0..=10 {
        answered(
            &server,
            json!({"id": score.to_string()}),
            json!({"score": score}),
        )
        .await;
    }
    // While the server runs, by its socket.
    let output = Command::new(afterword_tests::binary())
        .arg("check")
        .arg("--data")
        .arg(server.data())
        .output()
        .expect("the command runs");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success(),
        "{said}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert!(said.contains("11 responses"), "{said}");
}
