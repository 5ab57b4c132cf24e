//! The owner's pages with a million answers and three million orders, all made up: how long they
//! take, how much memory the server needs, and whether the page finds the loyalty that was put in.

#[cfg(feature = "results")]
mod made_up;

use super::{
    circumstances, quantile,
    server::{self, Server},
};
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::{
    fs,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

/// How much to make up.
#[derive(clap::Args)]
pub struct Arguments {
    /// How many answers; there are three times as many orders.
    #[arg(long, default_value_t = 1_000_000)]
    responses: u64,
    /// How many answers of the smaller shop that it is compared with.
    #[arg(long, default_value_t = 10_000)]
    few: u64,
    /// Where the data is made, and kept to be measured again; a temporary directory otherwise.
    #[arg(long)]
    data: Option<PathBuf>,
    /// How often each page is loaded.
    #[arg(long, default_value_t = 100)]
    loads: usize,
}

impl Default for Arguments {
    fn default() -> Self {
        Self {
            responses: 1_000_000,
            few: 10_000,
            data: None,
            loads: 100,
        }
    }
}

/// What is measured of each page, and how its address goes on.
const PAGES: [(&str, &str); 9] = [
    ("overview", "?days=all"),
    ("overview", "?days=30"),
    ("breakdown", "?days=all"),
    ("breakdown", "?days=365"),
    ("breakdown", "?days=all&by=product"),
    ("breakdown", "?days=all&country=LV"),
    ("responses", ""),
    ("loyalty", "?within=90"),
    ("loyalty", "?within=365&days=all"),
];

/// Milliseconds of one page.
struct Times {
    first: f64,
    median: f64,
    p99: f64,
}

/// What one store came to.
struct Measured {
    pages: Vec<Times>,
    loading: Duration,
    memory: f64,
    loyalty: String,
}

pub fn run(arguments: &Arguments) -> Result<()> {
    server::build()?;
    let temporary = tempfile::tempdir()?;
    let place = arguments.data.as_deref().unwrap_or(temporary.path());
    let few = measure(&place.join("few"), arguments.few, arguments.loads)?;
    let many = measure(&place.join("many"), arguments.responses, arguments.loads)?;
    println!(
        "\n{}; `cargo xtask bench results --responses {}`, all made up\n",
        circumstances(),
        arguments.responses
    );
    println!(
        "| page | {} answers: median ms | p99 ms | {} answers: first ms | median ms | p99 ms | ratio of medians |",
        arguments.few, arguments.responses
    );
    println!("|---|---|---|---|---|---|---|");
    for ((page, query), (few, many)) in PAGES.iter().zip(few.pages.iter().zip(&many.pages)) {
        println!(
            "| {page}{query} | {:.1} | {:.1} | {:.1} | {:.1} | {:.1} | {:.2} |",
            few.median,
            few.p99,
            many.first,
            many.median,
            many.p99,
            many.median / few.median
        );
    }
    println!("\n| what | value |\n|---|---|");
    println!("| memory, serving | {:.0} MB |", many.memory);
    println!(
        "| start until the figures are there | {:.1} s |",
        many.loading.as_secs_f64()
    );
    println!("\nPut in, bought again within 90 days: {TRUTH}");
    println!("Found: {}", many.loyalty);
    Ok(())
}

fn measure(data: &Path, responses: u64, loads: usize) -> Result<Measured> {
    let made = made(data, responses)?;
    let shop = made["shop"].as_str().context("no shop")?;
    let start = Instant::now();
    let (server, _) = Server::start(data, server::free_port()?)?;
    let owner = sign_in(&server.base)?;
    let address = |page: &str, query: &str| format!("{}/shops/{shop}/{page}{query}", server.base);
    while get(&owner, &address("breakdown", "")).is_err() {
        if start.elapsed() > Duration::from_mins(10) {
            bail!("the figures are not there after ten minutes");
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    let loading = start.elapsed();
    let mut pages = Vec::new();
    for (page, query) in PAGES {
        let mut times = Vec::with_capacity(loads);
        for _ in 0..loads.max(2) {
            let begun = Instant::now();
            get(&owner, &address(page, query))?;
            times.push(begun.elapsed().as_secs_f64() * 1e3);
        }
        let first = times.remove(0);
        times.sort_by(f64::total_cmp);
        pages.push(Times {
            first,
            median: quantile(&times, 0.5),
            p99: quantile(&times, 0.99),
        });
    }
    let loyalty = get(&owner, &address("loyalty", "?within=90"))?;
    Ok(Measured {
        pages,
        loading,
        memory: server.memory()?,
        loyalty: headline(&loyalty),
    })
}

/// Makes the store where it is not there yet; returns what `afterword init` said.
fn made(data: &Path, responses: u64) -> Result<Value> {
    let note = data.join("made.json");
    if let Ok(text) = fs::read_to_string(&note) {
        return Ok(serde_json::from_str(&text)?);
    }
    fs::create_dir_all(data)?;
    let made = server::init(data, "https://shop.example")?;
    println!(
        "Making up {responses} answers and {} orders …",
        responses * 3
    );
    fill(data, &made, responses)?;
    fs::write(note, made.to_string())?;
    Ok(made)
}

/// What was put in.
const TRUTH: &str = "promoters 40 %, passives 30 %, detractors 20 %, silent 28 %, not asked 25 %";

#[cfg(feature = "results")]
fn fill(data: &Path, made: &Value, responses: u64) -> Result<()> {
    made_up::fill(data, made, responses)
}

#[cfg(not(feature = "results"))]
fn fill(_: &Path, _: &Value, _: u64) -> Result<()> {
    bail!("this build can't make up a shop: run `cargo xtask bench results`")
}

/// Signs in; returns the cookie.
fn sign_in(base: &str) -> Result<String> {
    let agent: ureq::Agent = ureq::Agent::config_builder()
        .max_redirects(0)
        .build()
        .into();
    let reply = agent
        .post(format!("{base}/signin"))
        .header("sec-fetch-site", "same-origin")
        .send_form([
            ("email", "bench@shop.example"),
            ("password", "only for the bench"),
        ])?;
    let cookie = reply.headers().get("set-cookie").context("no cookie")?;
    let cookie = cookie.to_str()?.split(';').next().unwrap_or_default();
    Ok(cookie.to_owned())
}

fn get(cookie: &str, address: &str) -> Result<String> {
    let mut reply = ureq::get(address).header("cookie", cookie).call()?;
    Ok(reply.body_mut().read_to_string()?)
}

/// The first sentences of the loyalty page, without tags.
fn headline(page: &str) -> String {
    let start = page.find("<p class=\"few\">").unwrap_or(0);
    let text = &page[start..];
    let end = text.find("<table").unwrap_or(text.len());
    let mut plain = String::new();
    let mut in_tag = false;
    for letter in text[..end].chars() {
        match letter {
            '<' => in_tag = true,
            '>' => in_tag = false,
            letter if !in_tag => plain.push(letter),
            _ => {}
        }
    }
    plain
}
