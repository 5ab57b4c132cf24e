//! What people type, as it may be kept: names, e-mail addresses, sites, time zones.

use crate::refused::Refused;
use jiff::{Timestamp, tz::TimeZone};
use url::Url;

/// The most characters of a shop's or survey's name.
pub const NAME_LIMIT: usize = 80;

/// Milliseconds since 1970, for ids.
pub fn milliseconds(at: Timestamp) -> u64 {
    u64::try_from(at.as_millisecond()).unwrap_or(0)
}

/// A name of 1 to [`NAME_LIMIT`] characters without control characters; `what` begins the
/// sentence that says so.
pub fn name(text: &str, what: &str) -> Result<String, Refused> {
    let text = text.trim();
    let legal = (1..=NAME_LIMIT).contains(&text.chars().count());
    if legal && !text.chars().any(char::is_control) {
        Ok(text.to_owned())
    } else {
        Err(Refused::Illegal(format!(
            "{what} needs a name of 1 to {NAME_LIMIT} characters."
        )))
    }
}

/// An e-mail address in lower case.
pub fn email_address(text: &str) -> Result<String, Refused> {
    Ok(afterword_shared::order::email(text)
        .map_err(|error| Refused::illegal(error.to_string()))?
        .to_lowercase())
}

/// A zone's IANA name.
pub fn time_zone(name: &str) -> Result<String, Refused> {
    match TimeZone::get(name.trim()) {
        Ok(_) => Ok(name.trim().to_owned()),
        Err(_) => Err(Refused::Illegal(format!(
            "“{name}” is not a time zone: use a name such as Europe/Riga, or UTC."
        ))),
    }
}

/// Several addresses, each once.
pub fn origins(texts: &[String]) -> Result<Vec<String>, Refused> {
    let mut origins = Vec::new();
    for text in texts.iter().filter(|text| !text.trim().is_empty()) {
        let origin = origin(text)?;
        if !origins.contains(&origin) {
            origins.push(origin);
        }
    }
    Ok(origins)
}

/// A site's address as browsers name it in `Origin`: `https://host[:port]`, lower case, without a
/// path. Takes what people paste: a page's whole address, or the host alone.
pub fn origin(text: &str) -> Result<String, Refused> {
    let wrong = || {
        Refused::Illegal(format!(
            "“{}” is not a shop's address: write it as https://shop.example.",
            text.chars()
                .filter(|c| !c.is_control())
                .take(80)
                .collect::<String>()
        ))
    };
    let text = text.trim();
    let local = ["localhost", "127.", "[::1]"]
        .iter()
        .any(|host| text.starts_with(host));
    let whole = if local {
        format!("http://{text}")
    } else if text.contains("://") {
        text.to_owned()
    } else {
        format!("https://{text}")
    };
    let url = Url::parse(&whole).map_err(|_| wrong())?;
    let host = url.host_str().unwrap_or_default();
    if !matches!(url.scheme(), "http" | "https") || host.is_empty() || url.username() != "" {
        return Err(wrong());
    }
    if !host.contains('.') && !host.contains(':') && host != "localhost" {
        return Err(wrong());
    }
    Ok(url.origin().ascii_serialization())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_taken_as_people_paste_it() {
        for (written, kept) in [
            ("https://shop.example", "https://shop.example"),
            (" Shop.Example/ ", "https://shop.example"),
            (
                "https://shop.example/checkout/thanks?x=1#y",
                "https://shop.example",
            ),
            ("http://localhost:3000", "http://localhost:3000"),
            ("localhost:3000/thanks", "http://localhost:3000"),
            ("https://shop.example:443", "https://shop.example"),
            ("https://käse.example", "https://xn--kse-qla.example"),
            ("http://[::1]:8080/", "http://[::1]:8080"),
        ] {
            assert_eq!(origin(written).unwrap(), kept);
        }
        for wrong in [
            "",
            "shop",
            "ftp://shop.example",
            "https://",
            "https://a@shop.example",
            "a b.c",
            "javascript:alert(1)",
        ] {
            assert!(origin(wrong).is_err(), "{wrong}");
        }
    }
}
