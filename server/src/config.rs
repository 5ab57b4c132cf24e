//! The server's settings: each a flag of `afterword serve` and an environment variable.

use afterword_store_embedded::Tuning;
use std::{net::SocketAddr, path::PathBuf};
use url::Url;

/// How the server runs.
#[derive(Clone, Debug, clap::Args)]
pub struct Config {
    /// Where everything is kept. Created when missing; back up this one directory.
    #[arg(
        long,
        env = "AFTERWORD_DATA",
        value_name = "DIR",
        default_value = "data"
    )]
    pub data: PathBuf,

    /// Where to listen. Port 0 picks a free one.
    #[arg(
        long,
        env = "AFTERWORD_LISTEN",
        value_name = "ADDR",
        default_value = "127.0.0.1:8080"
    )]
    pub listen: SocketAddr,

    /// The address that shoppers' browsers reach, such as <https://feedback.example>; needed
    /// behind a proxy. Without it: <http://> and the listening address.
    #[arg(long, env = "AFTERWORD_PUBLIC_URL", value_name = "URL", value_parser = web_address)]
    pub public_url: Option<Url>,

    /// How many hours a prompt may be answered after it was made.
    #[arg(long, env = "AFTERWORD_TICKET_HOURS", value_name = "HOURS", default_value_t = 24,
          value_parser = clap::value_parser!(u16).range(1..=720))]
    pub ticket_hours: u16,

    /// The header in which a proxy you trust tells the visitor's two-letter country, such as
    /// `CF-IPCountry`. Without it no country is recorded unless the order carries one.
    #[arg(long, env = "AFTERWORD_COUNTRY_HEADER", value_name = "NAME")]
    pub country_header: Option<String>,

    /// KiB of the journal after which it is folded: for trials, which want that often.
    #[arg(long, hide = true, env = "AFTERWORD_FOLD_AFTER", value_name = "KIB")]
    pub fold_after: Option<u32>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            data: PathBuf::from("data"),
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            public_url: None,
            ticket_hours: 24,
            country_header: None,
            fold_after: None,
        }
    }
}

impl Config {
    /// When the store does its work behind commits.
    pub fn tuning(&self) -> Tuning {
        let kib = self.fold_after.map(|kib| u64::from(kib.max(1)));
        kib.map_or_else(Tuning::default, |kib| Tuning::folding_after(kib * 1024))
    }

    /// The address that browsers reach, without a slash at its end.
    pub fn base(&self) -> String {
        match &self.public_url {
            Some(url) => url.as_str().trim_end_matches('/').to_owned(),
            None => format!("http://{}", self.listen),
        }
    }

    /// The base's origin, as browsers write it in `Origin`.
    pub fn origin(&self) -> String {
        Url::parse(&self.base())
            .map_or_else(|_| self.base(), |url| url.origin().ascii_serialization())
    }

    /// Whether a page of this server itself has this origin. Without a public address people reach
    /// it by either name of their own machine.
    pub fn is_own_origin(&self, origin: &str) -> bool {
        let port = self.listen.port();
        let by_name = || format!("http://localhost:{port}") == origin;
        origin == self.origin() || (self.public_url.is_none() && by_name())
    }

    /// Whether browsers reach the server by TLS.
    pub fn is_https(&self) -> bool {
        self.base().starts_with("https:")
    }
}

/// Reads an address that browsers can reach.
pub(crate) fn web_address(text: &str) -> Result<Url, String> {
    let wrong = || "write it as https://feedback.example".to_owned();
    let url = Url::parse(text).map_err(|_| wrong())?;
    match url.scheme() {
        "http" | "https" if url.has_host() => Ok(url),
        _ => Err(wrong()),
    }
}
