//! The store alone: how many answers a second it makes durable when nothing but writers is before it.

#[cfg(feature = "results")]
mod writers;

#[cfg(feature = "results")]
pub use writers::run;

/// How much to write.
#[derive(clap::Args)]
pub struct Arguments {
    /// How many answers.
    #[arg(long, default_value_t = 200_000)]
    answers: usize,
    /// How many writers, each waiting until what it wrote is durable before it goes on.
    #[arg(long, default_value_t = 256)]
    writers: usize,
}

impl Default for Arguments {
    fn default() -> Self {
        Self {
            answers: 200_000,
            writers: 256,
        }
    }
}

#[cfg(not(feature = "results"))]
pub fn run(_: &Arguments) -> anyhow::Result<()> {
    anyhow::bail!("this build has no store: run `cargo xtask bench store`")
}
