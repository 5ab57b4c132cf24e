//! Other people's files, got by npm when a test needs them: never part of the project.

use crate::{beside_the_tests, skipped};
use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
    sync::Mutex,
};

/// A file of a package, such as `axe-core@4.14.1`; says loudly where npm can't get it.
///
/// # Panics
///
/// When the package has no such file.
pub fn npm_file(package: &str, path: &str) -> Option<String> {
    // One at a time: tests of one program ask for the same.
    static GETTING: Mutex<()> = Mutex::new(());
    let _alone = GETTING.lock().ok()?;
    let folder = beside_the_tests("npm").join(package.replace(['/', '@'], "_"));
    if !folder.join("package").exists()
        && let Err(why) = get(package, &folder)
    {
        skipped(&format!("npm does not get {package}: {why}"));
        return None;
    }
    let file = folder.join("package").join(path);
    let read = fs::read_to_string(&file);
    Some(read.unwrap_or_else(|why| panic!("{package} has no {path}: {why}")))
}

/// The package alone: nothing that it needs is got, and nothing of it is run.
fn get(package: &str, folder: &Path) -> Result<(), String> {
    fs::create_dir_all(folder).map_err(|error| error.to_string())?;
    let run = |program: &str, arguments: &[&str]| {
        let output = Command::new(program)
            .args(arguments)
            .current_dir(folder)
            .stdin(Stdio::null())
            .output()
            .map_err(|error| format!("{program} does not start: {error}"))?;
        if output.status.success() {
            Ok(String::from_utf8_lossy(&output.stdout).into_owned())
        } else {
            Err(String::from_utf8_lossy(&output.stderr).into_owned())
        }
    };
    let printed = run("npm", &["pack", "--silent", package])?;
    let archive = printed.lines().last().unwrap_or_default();
    // Unpacked beside, then renamed: half a package is none.
    run("tar", &["-xzf", archive, "--one-top-level=half"])?;
    fs::rename(folder.join("half/package"), folder.join("package"))
        .map_err(|error| error.to_string())
}
