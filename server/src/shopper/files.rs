//! What browsers load: the loader and the bundle, built by `cargo xtask dist` and embedded.

use crate::error::Error;
use axum::{
    body::{Body, Bytes},
    extract::Path,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use rust_embed::{EmbeddedFile, RustEmbed};
use std::{borrow::Cow, sync::LazyLock};

#[derive(RustEmbed)]
#[folder = "../dist"]
struct Dist;

/// How long browsers keep the loader before they ask whether it changed, in seconds.
const LOADER_AGE: u32 = 300;

static BUNDLE: LazyLock<String> = LazyLock::new(|| {
    let manifest = text("manifest.json");
    let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap_or_default();
    format!("/dist/{}", manifest["bundle"].as_str().unwrap_or_default())
});

static STYLE: LazyLock<String> = LazyLock::new(|| text("style.css"));

fn text(name: &str) -> String {
    Dist::get(name)
        .map(|file| String::from_utf8_lossy(&file.data).into_owned())
        .unwrap_or_default()
}

/// The bundle's address on this server.
pub fn bundle() -> &'static str {
    &BUNDLE
}

/// The form's style sheet.
pub fn style() -> &'static str {
    &STYLE
}

/// `GET /w.js`: the loader, the same for every shop.
pub async fn loader(headers: HeaderMap) -> Result<Response, Error> {
    let cache = format!("public, max-age={LOADER_AGE}");
    file("w.js", &headers, &cache)
}

/// `GET /dist/{file}`: never changes under its name.
pub async fn dist(Path(name): Path<String>, headers: HeaderMap) -> Result<Response, Error> {
    // Packed forms and the files without a hash in their name are no addresses of their own.
    let ending = name.rsplit('.').next().unwrap_or_default();
    let hidden = matches!(ending, "br" | "gz") || !name.contains('-');
    if hidden {
        return Err(NO_FILE);
    }
    file(&name, &headers, "public, max-age=31536000, immutable")
}

const NO_FILE: Error = Error::NotFound("There is no such file here.");

fn file(name: &str, headers: &HeaderMap, cache: &str) -> Result<Response, Error> {
    let plain = Dist::get(name).ok_or(NO_FILE)?;
    let (encoding, file) = packed(name, headers).map_or((None, plain), |(e, f)| (Some(e), f));
    let tag = format!("\"{}\"", hex(&file.metadata.sha256_hash()[..8]));
    let known = headers
        .get(header::IF_NONE_MATCH)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|list| {
            list.split(',')
                .any(|one| one.trim().trim_start_matches("W/") == tag)
        });
    let mut response = if known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        Response::new(match file.data {
            Cow::Borrowed(bytes) => Body::from(Bytes::from_static(bytes)),
            Cow::Owned(bytes) => Body::from(bytes),
        })
    };
    let out = response.headers_mut();
    let mut set = |name, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            out.insert(name, value);
        }
    };
    set(header::CONTENT_TYPE, kind(name));
    set(header::CACHE_CONTROL, cache);
    set(header::ETAG, &tag);
    set(header::VARY, "accept-encoding");
    set(header::ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    set(
        header::HeaderName::from_static("cross-origin-resource-policy"),
        "cross-origin",
    );
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    if let Some(encoding) = encoding {
        set(header::CONTENT_ENCODING, encoding);
    }
    Ok(response)
}

/// The smallest form of a file that the browser takes.
fn packed(name: &str, headers: &HeaderMap) -> Option<(&'static str, EmbeddedFile)> {
    let accepted = headers
        .get_all(header::ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .filter(|one| !one.replace(' ', "").ends_with(";q=0"))
        .filter_map(|one| one.split(';').next())
        .map(str::trim)
        .collect::<Vec<_>>();
    [("br", "br"), ("gzip", "gz")]
        .into_iter()
        .filter(|(encoding, _)| accepted.contains(encoding))
        .find_map(|(encoding, ending)| Some((encoding, Dist::get(&format!("{name}.{ending}"))?)))
}

fn kind(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("js") => "text/javascript; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("css") => "text/css; charset=utf-8",
        Some("json") => "application/json",
        _ => "application/octet-stream",
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}
