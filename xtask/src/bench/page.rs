//! What the survey costs a shop page, with the harness that measures others the same way.

use super::{
    circumstances, quantile,
    server::{self, Server, root},
};
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// Where the harness lies, beside the checkout.
const HARNESS: &str = "../shared/bench/widget";
/// The conditions, as the harness names them and as people say them.
const CONDITIONS: [(&str, &str); 3] = [
    ("cpu1", "plain"),
    ("cpu4", "processor 4× slower"),
    ("slow4g", "4× slower, 150 ms per request, 1.6 Mbit/s"),
];

/// How much to measure.
#[derive(clap::Args)]
pub struct Arguments {
    /// How many runs of each page under each condition, taken in turns.
    #[arg(long, default_value_t = 40)]
    pairs: u32,
    /// Only this condition: cpu1, cpu4 or slow4g.
    #[arg(long)]
    condition: Option<String>,
}

impl Default for Arguments {
    fn default() -> Self {
        Self {
            pairs: 40,
            condition: None,
        }
    }
}

pub fn run(arguments: &Arguments) -> Result<()> {
    let Some(bench) = harness()? else {
        println!("SKIPPED: the page's cost, since {HARNESS} is not there.");
        return Ok(());
    };
    server::build()?;
    let harness = server::free_port()?;
    let data = tempfile::tempdir()?;
    let made = server::init(data.path(), &format!("http://127.0.0.1:{harness}"))?;
    let (server, _) = Server::start(data.path(), server::free_port()?)?;

    // Every load is an order of its own, as on a real thank-you page.
    let shop = made["shop"].as_str().context("no shop")?;
    let snippet = format!(
        "<script>window.afterword=window.afterword||function(){{(afterword.q=afterword.q||[])\
         .push(arguments)}};afterword('order',{{id:'o'+Date.now()+Math.random(),total:'49.90',\
         currency:'EUR',customer:'c77',items:[{{id:'cup',name:'Cup'}}]}})</script>\
         <script async src=\"{}/w.js?shop={shop}\"></script>",
        server.base
    );
    let conditions: Vec<_> = CONDITIONS
        .into_iter()
        .filter(|(name, _)| arguments.condition.as_ref().is_none_or(|only| only == name))
        .collect();
    let names: Vec<_> = conditions.iter().map(|(name, _)| *name).collect();
    let pairs = arguments.pairs.to_string();
    let status = Command::new("node")
        .args(["harness.mjs", "--row", "afterword", "--label", "Afterword"])
        .args(["--snippet", &snippet, "--host", "#afterword"])
        .args(["--target", ".aw-scale label:nth-of-type(10)"])
        .args([
            "--only",
            "afterword,vanilla,posthog-noflag",
            "--conds",
            &names.join(","),
        ])
        .args([
            "--runs",
            &pairs,
            "--runs-slow",
            &pairs,
            "--port",
            &harness.to_string(),
        ])
        .current_dir(&bench)
        .status()?;
    if !status.success() {
        bail!("the harness failed");
    }
    report(&bench, &conditions, arguments.pairs)
}

/// A copy of the harness with its modules; `None` where there is none beside the checkout.
pub fn harness() -> Result<Option<PathBuf>> {
    let source = root().join(HARNESS);
    if !source.join("harness.mjs").exists() {
        return Ok(None);
    }
    copy(&source).map(Some)
}

/// The harness writes beside itself, so it works on a copy.
fn copy(source: &Path) -> Result<PathBuf> {
    let target = root().join("target/bench/widget");
    fs::create_dir_all(target.join("vanilla"))?;
    for name in [
        "harness.mjs",
        "package.json",
        "package-lock.json",
        "vanilla/survey.json",
        "vanilla/widget.js",
    ] {
        // Read and write, not copy: a read-only original must not make a read-only copy.
        fs::write(target.join(name), fs::read(source.join(name))?)?;
    }
    fs::remove_dir_all(target.join("results")).ok();
    if !target.join("node_modules").exists() {
        let done = Command::new("npm")
            .args(["ci", "--silent"])
            .current_dir(&target)
            .status()?;
        if !done.success() {
            bail!("npm ci failed");
        }
    }
    Ok(target)
}

fn report(bench: &Path, conditions: &[(&str, &str)], pairs: u32) -> Result<()> {
    let rows = |name: &str| -> Result<Value> {
        let text = fs::read_to_string(bench.join(format!("results/{name}.json")))?;
        Ok(serde_json::from_str(&text)?)
    };
    let (ours, floor, other) = (
        rows("afterword")?,
        rows("vanilla")?,
        rows("posthog-noflag")?,
    );
    println!(
        "\n{}; `cargo xtask bench page --pairs {pairs}`\n",
        circumstances()
    );
    println!(
        "| condition | page | KiB on the wire | requests | ready, median ms | less the floor, median of pairs [95 %] ms | tasks over 50 ms |"
    );
    println!("|---|---|---|---|---|---|---|");
    for (condition, said) in conditions {
        for (label, row) in [
            ("hand-written floor", &floor),
            ("**Afterword**", &ours),
            ("PostHog 1.449.2", &other),
        ] {
            let values = |key: &str| column(row, condition, key);
            let median = |key: &str| quantile(&sorted(values(key)), 0.5);
            let difference: Vec<f64> = values("ready")
                .iter()
                .zip(column(&floor, condition, "ready"))
                .map(|(one, floor)| one - floor)
                .collect();
            let long = values("maxlong")
                .iter()
                .filter(|longest| **longest > 50.0)
                .count();
            println!(
                "| {said} | {label} | {:.1} | {:.0} | {:.0} | {} | in {long} of {} loads |",
                median("bytes") / 1024.0,
                median("requests"),
                median("ready"),
                paired(&sorted(difference)),
                values("maxlong").len(),
            );
        }
    }
    Ok(())
}

fn column(row: &Value, condition: &str, key: &str) -> Vec<f64> {
    let runs = row["conds"][condition].as_array();
    runs.into_iter()
        .flatten()
        .filter_map(|run| run[key].as_f64())
        .collect()
}

fn sorted(mut values: Vec<f64>) -> Vec<f64> {
    values.sort_by(f64::total_cmp);
    values
}

/// The median of paired differences with the interval that order statistics give it, without any
/// assumption about their shape: ranks n/2 ± 1.96·√n/2.
fn paired(sorted: &[f64]) -> String {
    let n = sorted.len() as f64;
    let reach = 1.96 * n.sqrt() / 2.0;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "ranks, clamped"
    )]
    let rank = |place: f64| place.clamp(0.0, (n - 1.0).max(0.0)) as usize;
    let at = |rank: usize| sorted.get(rank).copied().unwrap_or(f64::NAN);
    let low = at(rank((n / 2.0 - reach).floor()));
    let high = at(rank((n / 2.0 + reach).ceil()));
    format!("{:+.0} [{low:+.0}, {high:+.0}]", quantile(sorted, 0.5))
}
