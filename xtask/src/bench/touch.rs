//! How long a shopper waits between the first touch and the follow-up question.

use super::{
    circumstances, page, quantile,
    server::{self, Server},
};
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::{fs, process::Command};

/// The script that touches, run beside the harness' own modules.
const SCRIPT: &str = include_str!("touch.mjs");
/// A survey of two questions under each other, and one that leads from question to question.
const SURVEYS: [(&str, &str); 2] = [("nps", "two questions"), ("loyalty", "five, one by one")];

/// How much to measure.
#[derive(clap::Args)]
pub struct Arguments {
    /// How many page loads of each survey under each condition.
    #[arg(long, default_value_t = 20)]
    loads: u32,
}

impl Default for Arguments {
    fn default() -> Self {
        Self { loads: 20 }
    }
}

pub fn run(arguments: &Arguments) -> Result<()> {
    let Some(bench) = page::harness()? else {
        println!("SKIPPED: the wait after a touch, since the harness is not there.");
        return Ok(());
    };
    server::build()?;
    fs::write(bench.join("touch.mjs"), SCRIPT)?;
    println!(
        "\n{}; `cargo xtask bench touch --loads {}`\n",
        circumstances(),
        arguments.loads
    );
    println!(
        "| condition | survey | touch to follow-up, median ms | 95th percentile | tasks over 50 ms | layout shift |"
    );
    println!("|---|---|---|---|---|---|");
    for (condition, said) in [
        ("plain", "plain"),
        ("slow", "4× slower, 150 ms per request, 1.6 Mbit/s"),
    ] {
        for (template, survey) in SURVEYS {
            let shop_port = server::free_port()?;
            let data = tempfile::tempdir()?;
            let origin = format!("http://127.0.0.1:{shop_port}");
            let made = server::init_with(data.path(), &origin, template)?;
            let (server, _) = Server::start(data.path(), server::free_port()?)?;
            let shop = made["shop"].as_str().context("no shop")?;
            let tag = format!(
                r#"<script async src="{}/w.js?shop={shop}" data-order="ORDER"></script>"#,
                server.base
            );
            let out = Command::new("node")
                .args(["touch.mjs", &shop_port.to_string(), &tag])
                .args([&arguments.loads.to_string(), condition])
                .current_dir(&bench)
                .output()?;
            if !out.status.success() {
                bail!("{}", String::from_utf8_lossy(&out.stderr));
            }
            let lines = String::from_utf8(out.stdout)?;
            let loads: Vec<Value> = lines
                .lines()
                .map(serde_json::from_str)
                .collect::<Result<_, _>>()?;
            let values = |key: &str| -> Vec<f64> {
                let mut values: Vec<_> =
                    loads.iter().filter_map(|load| load[key].as_f64()).collect();
                values.sort_by(f64::total_cmp);
                values
            };
            println!(
                "| {said} | {survey} | {:.0} | {:.0} | {:.0} in {} loads | {:.3} |",
                quantile(&values("wait"), 0.5),
                quantile(&values("wait"), 0.95),
                values("long").iter().sum::<f64>(),
                loads.len(),
                quantile(&values("shift"), 1.0),
            );
        }
    }
    Ok(())
}
