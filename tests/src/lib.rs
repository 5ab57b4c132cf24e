//! Afterword from outside: the real binary on a port of its own, a shop page on another site, and
//! a shopper's browser. Tests assert what owners see and what the server stored.
//!
//! Nothing here waits for a time to pass: [`until`] looks again until a condition holds, and fails
//! with a sentence when it does not within [`PATIENCE`].

mod answers;
mod browser;
mod engine;
mod network;
mod npm;
mod prompt;
mod screenshot;
mod server;
mod shop;
mod stage;
pub mod survey;

pub use answers::answers;
pub use browser::Browser;
pub use engine::{CHOICE, Engine};
pub use network::{Came, Fault, Network};
pub use npm::npm_file;
pub use prompt::Prompt;
pub use screenshot::{Picture, Rectangle};
pub use server::{Afterword, Founded, Owner, Reply, Setup, binary};
pub use shop::{Page, ShopSite};
pub use stage::Stage;

use std::{
    fmt::Display,
    future::Future,
    io::Write,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

/// How long a condition may take to come true.
pub const PATIENCE: Duration = Duration::from_secs(20);
/// How long to wait before looking again.
const PAUSE: Duration = Duration::from_millis(20);

/// Looks again and again until `probe` finds something.
///
/// # Panics
///
/// With `what` when it finds nothing within [`PATIENCE`].
pub async fn until<T, F>(what: &str, mut probe: impl FnMut() -> F) -> T
where
    F: Future<Output = Option<T>>,
{
    let mut look = async || probe().await.ok_or("it is not so");
    until_instead_of(what, &mut look).await
}

/// The same, and says at the end what there is instead.
///
/// # Panics
///
/// With `what` and the last that `probe` found instead when it finds nothing within [`PATIENCE`].
pub async fn until_instead_of<T, E: Display>(
    what: &str,
    mut probe: impl AsyncFnMut() -> Result<T, E>,
) -> T {
    let start = Instant::now();
    loop {
        match probe().await {
            Ok(found) => return found,
            Err(instead) => assert!(
                start.elapsed() < PATIENCE,
                "waited {} s in vain until {what}: {instead}",
                PATIENCE.as_secs()
            ),
        }
        tokio::time::sleep(PAUSE).await;
    }
}

/// A folder beside the programs that cargo built.
fn beside_the_tests(name: &str) -> PathBuf {
    let test = std::env::current_exe().expect("the test's own path");
    let built = test.parent().and_then(Path::parent).expect("a folder");
    built.join(name)
}

/// Says that something was not tested, past the capture of test output, and leaves a note for
/// `cargo xtask test` in the file that `AFTERWORD_SKIPPED` names.
pub fn skipped(what: &str) {
    // Not `eprintln!`, which the test harness would swallow.
    drop(writeln!(std::io::stderr(), "SKIPPED: {what}"));
    if let Some(path) = std::env::var_os("AFTERWORD_SKIPPED")
        && let Ok(mut file) = std::fs::OpenOptions::new()
            .append(true)
            .create(true)
            .open(path)
    {
        drop(writeln!(file, "{what}"));
    }
}
