//! The owner's charts: Chart.js as npm has it, whole and unchanged, and behind it what makes our
//! pages use it. The lock file says by their hashes what npm may bring.

use anyhow::{Context, Result, ensure};
use sha2::{Digest, Sha256};
use std::{fs, path::Path, process::Command};

/// What the file's name begins with.
pub(super) const STEM: &str = "charts";
/// Most bytes, brotli.
pub(super) const BUDGET: usize = 72 * 1024;

/// Chart.js can't be had here.
#[derive(Debug)]
pub(crate) struct NoCharts(String);

impl NoCharts {
    /// What the process returns, so that a caller can tell "not checked" from "differs".
    pub(crate) const EXIT: u8 = 4;
}

impl std::fmt::Display for NoCharts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let why = &self.0;
        write!(
            f,
            "dist/{STEM}-*.js was NOT checked or built: {why}. \
             Install Node.js with npm, let it reach its registry, and run this again."
        )
    }
}

impl std::error::Error for NoCharts {}

/// Builds the file; returns its name and content.
pub(super) fn build(
    root: &Path,
    minified: impl Fn(&str) -> Result<String>,
) -> Result<(String, Vec<u8>)> {
    let source = root.join("server/charts");
    let chart_js = fetch(&source, &root.join("target/dist/charts"))?;
    let ours = fs::read_to_string(source.join("charts.js"))?;
    let file = join(&chart_js, &minified(&ours)?)?.into_bytes();
    let hash: [u8; 32] = Sha256::digest(&file).into();
    let hash = u64::from_be_bytes(*hash.first_chunk().unwrap_or(&[0; 8]));
    Ok((format!("{STEM}-{hash:016x}.js"), file))
}

/// Lets npm bring what the lock file names, in a folder that is not the source's.
fn fetch(source: &Path, target: &Path) -> Result<String> {
    fs::create_dir_all(target)?;
    for name in ["package.json", "package-lock.json"] {
        fs::copy(source.join(name), target.join(name))
            .with_context(|| format!("copying {name}"))?;
    }
    let npm = Command::new("npm")
        .current_dir(target)
        .args([
            "ci",
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
            "--prefer-offline",
        ])
        .output();
    let output = match npm {
        Ok(output) => output,
        Err(error) => return Err(NoCharts(format!("npm does not start ({error})")).into()),
    };
    let said = String::from_utf8_lossy(&output.stderr);
    // Something else than what the lock file names is no reason to go on with less.
    ensure!(
        !said.contains("EINTEGRITY"),
        "npm brought something else than the lock file names:\n{said}"
    );
    if !output.status.success() {
        let said = said
            .lines()
            .find(|line| line.contains("error"))
            .unwrap_or("it did not say why");
        return Err(NoCharts(format!("`npm ci` failed ({said})")).into());
    }
    let file = target.join("node_modules/chart.js/dist/chart.umd.min.js");
    fs::read_to_string(&file).with_context(|| format!("reading {}", file.display()))
}

/// Both in one file, Chart.js with its notice of licence and without the address of its source.
fn join(chart_js: &str, ours: &str) -> Result<String> {
    ensure!(
        chart_js.starts_with("/*!") && chart_js.contains("Released under the MIT License"),
        "Chart.js has no notice of its licence"
    );
    let plain: Vec<_> = chart_js
        .lines()
        .filter(|line| !line.starts_with("//# sourceMappingURL="))
        .collect();
    Ok(format!("{}\n{ours}\n", plain.join("\n").trim_end()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_notice_of_licence_stays_and_the_source_s_address_goes() {
        let chart_js = "/*!\n * Released under the MIT License\n */\n!function(){}();\n//# sourceMappingURL=x.map\n";
        assert_eq!(
            join(chart_js, "ours();").unwrap(),
            "/*!\n * Released under the MIT License\n */\n!function(){}();\nours();\n"
        );
        assert!(join("!function(){}();", "").is_err());
    }

    #[test]
    fn the_lock_file_names_hashes_and_no_registry() {
        let root = super::super::root().unwrap();
        let lock = fs::read_to_string(root.join("server/charts/package-lock.json")).unwrap();
        let lock: serde_json::Value = serde_json::from_str(&lock).unwrap();
        let packages = lock["packages"].as_object().unwrap();
        for (name, package) in packages.iter().filter(|(name, _)| !name.is_empty()) {
            let integrity = package["integrity"].as_str().unwrap_or_default();
            assert!(integrity.starts_with("sha512-"), "{name}");
            assert!(package.get("resolved").is_none(), "{name}");
        }
    }
}
