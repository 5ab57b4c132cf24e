//! The owner's pages with a million answers and three million orders, all made up: how long they
//! take, how much memory the server needs, whether the page finds the loyalty that was put in, and how
//! fast everything leaves as a file and comes in again elsewhere.

#[cfg(feature = "results")]
pub mod made_up;

use super::{
    circumstances, quantile,
    server::{self, Server},
};
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::{
    fs,
    io::{Read, Write},
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

/// What is measured of each page, and how its address goes on. Each address is asked for as often as
/// the next.
const PAGES: [(&str, &str); 19] = [
    ("overview", "?days=all"),
    ("overview", "?days=30"),
    ("breakdown", "?days=all"),
    ("breakdown", "?days=365"),
    ("breakdown", "?days=all&by=product"),
    ("breakdown", "?days=all&country=LV"),
    ("responses", ""),
    ("responses", "?group=low&device=phone"),
    ("responses", "?q=delivery"),
    ("responses", "?q=%22too+slow%22"),
    ("responses", "?q=lieliska+piegade"),
    ("responses", "?q=%E9%9D%9E%E5%B8%B8%E5%A5%BD&group=low"),
    ("responses", "?q=nowhere"),
    (ONE_RESPONSE, ""),
    ("words", "?days=all"),
    ("words", "?days=90&language=de"),
    ("loyalty", "?within=90"),
    ("loyalty", "?within=365&days=all"),
    ("import", ""),
];
/// In the place of the path of the newest response's page.
const ONE_RESPONSE: &str = "responses/…";

/// After so long the allocator has given back what pages needed.
const SETTLED: Duration = Duration::from_secs(3);
/// How long a store that was just filled is left to itself, so that it is folded when it is measured.
const FOLDED: Duration = Duration::from_secs(15);

/// Milliseconds of one page.
struct Times {
    first: f64,
    median: f64,
    p99: f64,
}

/// What one store came to.
struct Measured {
    pages: Vec<Times>,
    /// Until the figures are there, and until what was said can be looked for: of a start that finds
    /// nothing that is derived, and of every other.
    first: [Duration; 2],
    start: [Duration; 2],
    stop: Duration,
    /// In MB, some seconds after all pages were loaded, and the most while they were.
    memory: (f64, f64),
    /// Bytes.
    disk: f64,
    loyalty: String,
    exports: Vec<(&'static str, Export)>,
}

/// What leaves as one file.
struct Export {
    rows: u64,
    took: Duration,
    /// By how much the server's memory grew at most meanwhile, in MB.
    grew: f64,
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
    println!(
        "| memory, serving; most while pages are worked out | {:.0} MB, {:.0} MB |",
        many.memory.0, many.memory.1
    );
    for (name, [figures, words]) in [
        ("start", many.start),
        ("start where all that is derived is made anew", many.first),
    ] {
        println!(
            "| {name}: until the figures are there; until what was said can be looked for | {:.1} s, {:.1} s |",
            figures.as_secs_f64(),
            words.as_secs_f64()
        );
    }
    println!(
        "| SIGTERM until the end | {:.1} s |",
        many.stop.as_secs_f64()
    );
    println!("| on disk | {:.2} GB |", many.disk / 1e9);
    for (name, export) in &many.exports {
        println!(
            "| {name}: rows, rows/s, memory | {}, {:.0}, +{:.0} MB |",
            export.rows,
            export.rows as f64 / export.took.as_secs_f64(),
            export.grew
        );
    }
    let (took, memory) = import(&place.join("elsewhere"), &place.join("many").join(EXPORTED))?;
    println!(
        "| `afterword import` of that CSV into an empty store | {:.0} s, {memory:.0} MB |",
        took.as_secs_f64()
    );
    println!("\nPut in, bought again within 90 days: {TRUTH}");
    println!("Found: {}", many.loyalty);
    Ok(())
}

fn measure(data: &Path, responses: u64, loads: usize) -> Result<Measured> {
    let made = made(data, responses)?;
    let shop = made["shop"].as_str().context("no shop")?;
    let begun = Instant::now();
    let (server, _) = Server::start(data, server::free_port()?)?;
    let owner = sign_in(&server.base)?;
    let first = until_there(&server, &owner, shop, begun)?;
    std::thread::sleep(FOLDED);
    let asked = Instant::now();
    let (server, ending) = server.stop_and_start()?;
    let start = until_there(&server, &owner, shop, asked + ending)?;
    let address = |page: &str, query: &str| format!("{}/shops/{shop}/{page}{query}", server.base);
    server.forget_memory()?;
    let newest = newest(&get(&owner, &address("responses", ""))?)?;
    let mut pages = Vec::new();
    for (page, query) in PAGES {
        let page = if page == ONE_RESPONSE { &newest } else { page };
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
    let most = server.most_memory()?;
    std::thread::sleep(SETTLED);
    let memory = (server.memory()?, most);
    let disk = super::ingest::size(data)?;
    let mut exports = Vec::new();
    for (name, page) in [
        ("export, CSV", "export.csv"),
        ("export, NDJSON", "export.ndjson"),
        ("orders, CSV", "orders.csv"),
    ] {
        let file = data.join(page);
        let address = address(page, "");
        exports.push((name, export(&server, &owner, &address, &file)?));
    }
    Ok(Measured {
        pages,
        first,
        start,
        stop: ending,
        memory,
        disk,
        loyalty: headline(&loyalty),
        exports,
    })
}

/// Waits for a shop's figures, and until what was said can be looked for; returns how long after
/// `begun` each was.
fn until_there(server: &Server, owner: &str, shop: &str, begun: Instant) -> Result<[Duration; 2]> {
    let until = |page: &str| {
        while get(owner, &format!("{}/shops/{shop}/{page}", server.base)).is_err() {
            if begun.elapsed() > Duration::from_mins(10) {
                bail!("{page} is not there after ten minutes");
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Ok(begun.elapsed())
    };
    // What is looked for is found only after the index of words has been made.
    Ok([until("breakdown")?, until("export.csv?q=nowhere")?])
}

/// The name of the file that is imported again.
const EXPORTED: &str = "export.csv";

/// The path of the newest response's page, within the shop's.
fn newest(list: &str) -> Result<String> {
    let start = list.find("/responses/rsp_").context("no response listed")?;
    let path = &list[start + 1..];
    let end = path.find(['"', '?']).context("no end of an address")?;
    Ok(path[..end].to_owned())
}

/// Writes an export into a file.
fn export(server: &Server, cookie: &str, address: &str, file: &Path) -> Result<Export> {
    let before = server.memory()?;
    let begun = Instant::now();
    let mut reply = ureq::get(address).header("cookie", cookie).call()?;
    let mut body = reply.body_mut().as_reader();
    let mut out = fs::File::create(file)?;
    let mut piece = vec![0; 256 * 1024];
    let is_csv = file.extension().is_some_and(|ending| ending == "csv");
    let mut quoted = false;
    let (mut rows, mut most, mut pieces) = (0, before, 0_u32);
    loop {
        let read = body.read(&mut piece)?;
        if read == 0 {
            break;
        }
        out.write_all(&piece[..read])?;
        for byte in &piece[..read] {
            match byte {
                // A cell may have lines of its own.
                b'"' if is_csv => quoted ^= true,
                b'\n' if !quoted => rows += 1,
                _ => {}
            }
        }
        pieces += 1;
        if pieces.is_multiple_of(500) {
            most = server.memory()?.max(most);
        }
    }
    Ok(Export {
        rows,
        took: begun.elapsed(),
        grew: server.memory()?.max(most) - before,
    })
}

/// Imports a file into an empty store; returns how long it took and the most memory, in MB.
fn import(data: &Path, file: &Path) -> Result<(Duration, f64)> {
    if data.exists() {
        fs::remove_dir_all(data)?;
    }
    fs::create_dir_all(data)?;
    let made = server::init(data, "https://shop.example")?;
    let survey = made["survey"].as_str().context("no survey")?;
    server::run_measured(
        &["import", "--survey", survey, "--data"],
        &[data, file],
        data,
    )
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
    let reply = ureq::get(address).header("cookie", cookie).call();
    let mut reply = reply.with_context(|| address.to_owned())?;
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
