//! What browsers load: the bundle and whatever else `cargo xtask dist` built, embedded.

use super::encoding::Encoding;
use crate::{services::error::Error, shopper::triggers::TabWords};
use afterword_domain::secret;
use afterword_library::locale::Locale;
use axum::{
    body::{Body, Bytes},
    extract::Path,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use rust_embed::{EmbeddedFile, RustEmbed};
use std::{borrow::Cow, sync::LazyLock};

/// The style of pages with a sentence.
pub(super) const PLAIN: &str = include_str!("../../assets/hosted.css");

#[derive(RustEmbed)]
#[folder = "../dist"]
struct Dist;

static BUNDLE: LazyLock<String> = LazyLock::new(|| named("bundle").unwrap_or_default());

static CHARTS: LazyLock<Option<String>> = LazyLock::new(|| named("charts"));

/// The address of a file that the manifest names.
fn named(what: &str) -> Option<String> {
    let manifest = text("manifest.json");
    let manifest: serde_json::Value = serde_json::from_str(&manifest).ok()?;
    Some(format!("/dist/{}", manifest[what].as_str()?))
}

static STYLE: LazyLock<String> = LazyLock::new(|| text("style.css"));

/// A file of `dist/`; empty where it was built without.
pub(super) fn text(name: &str) -> String {
    Dist::get(name)
        .map(|file| String::from_utf8_lossy(&file.data).into_owned())
        .unwrap_or_default()
}

/// The bundle's address on this server.
pub fn bundle() -> &'static str {
    &BUNDLE
}

/// The address of what the owner's charts are drawn with; `None` where `dist/` was built without.
pub fn charts() -> Option<&'static str> {
    CHARTS.as_deref()
}

/// The form's style sheet.
pub fn style() -> &'static str {
    &STYLE
}

/// What the tab at the edge of a shop's pages says, in every language: those first whose texts were
/// read with care, then those that say it shortest.
pub fn tab_words(locale: &str) -> TabWords {
    let usual = Locale::find(locale);
    let mut locales: Vec<_> = Locale::all().iter().collect();
    locales.sort_by_key(|locale| {
        let other = locale.tag != usual.tag;
        (other, !locale.reviewed, locale.text("tab").len())
    });
    let mut words = locales.into_iter().flat_map(|locale| {
        let said = |tag: &str| (tag.to_owned(), locale.text("tab").to_owned());
        locale.page_tags().into_iter().map(said)
    });
    TabWords {
        usual: words.next().unwrap_or_default(),
        others: words.collect(),
    }
}

/// What the survey's own page can do beyond HTML; it works without it.
static PAGE_JS: LazyLock<(String, &'static str)> = LazyLock::new(|| {
    let body = include_str!("../../assets/hosted.js");
    let hash = secret::hash_bytes(body.as_bytes()).0;
    (format!("page-{}.js", hex(&hash[..8])), body)
});

/// The address of the script of the survey's own page.
pub fn page_script() -> String {
    format!("/dist/{}", PAGE_JS.0)
}

/// What a style sheet's address is named by.
pub fn name_of(content: &str) -> String {
    hex(&secret::hash_bytes(content.as_bytes()).0[..8])
}

/// A style sheet; kept for ever where it is asked for by the name that its content has now.
pub fn sheet(css: String, name: &str, headers: &HeaderMap) -> Response {
    let tag = tag_of(&secret::hash_bytes(css.as_bytes()).0);
    let cache = if name.contains(&name_of(&css)) {
        FOR_EVER
    } else {
        "no-cache"
    };
    answer("look.css", headers, cache, &tag, Encoding::Identity, || {
        Body::from(css)
    })
}

const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// `GET /dist/{file}`: never changes under its name.
pub async fn dist(Path(name): Path<String>, headers: HeaderMap) -> Result<Response, Error> {
    // Packed forms and the files without a hash in their name are no addresses of their own.
    let ending = name.rsplit('.').next().unwrap_or_default();
    let hidden = matches!(ending, "br" | "gz") || !name.contains('-');
    if hidden {
        return Err(NO_FILE);
    }
    if name == PAGE_JS.0 {
        let tag = tag_of(&secret::hash_bytes(PAGE_JS.1.as_bytes()).0);
        let body = || Body::from(PAGE_JS.1);
        return Ok(answer(
            &name,
            &headers,
            FOR_EVER,
            &tag,
            Encoding::Identity,
            body,
        ));
    }
    if name == format!("page-{}.css", name_of(PLAIN)) {
        return Ok(sheet(PLAIN.to_owned(), &name, &headers));
    }
    file(&name, &headers, FOR_EVER)
}

const NO_FILE: Error = Error::NotFound("There is no such file here.");

/// A file of `dist/`, packed as the browser likes it best.
pub(super) fn file(
    name: &str,
    headers: &HeaderMap,
    cache: &'static str,
) -> Result<Response, Error> {
    let plain = Dist::get(name).ok_or(NO_FILE)?;
    let (encoding, file) = packed(name, headers).unwrap_or((Encoding::Identity, plain));
    let tag = tag_of(&file.metadata.sha256_hash());
    Ok(answer(
        name,
        headers,
        cache,
        &tag,
        encoding,
        || match file.data {
            Cow::Borrowed(bytes) => Body::from(Bytes::from_static(bytes)),
            Cow::Owned(bytes) => Body::from(bytes),
        },
    ))
}

/// The tag of a file with this hash.
pub(super) fn tag_of(hash: &[u8; 32]) -> String {
    format!("\"{}\"", hex(&hash[..8]))
}

/// A file as it is asked for: whole, or not at all where the browser has it.
pub(super) fn answer(
    name: &str,
    headers: &HeaderMap,
    cache: &'static str,
    tag: &str,
    encoding: Encoding,
    body: impl FnOnce() -> Body,
) -> Response {
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
        Response::new(body())
    };
    let out = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_TYPE, kind(name)),
        (header::CACHE_CONTROL, cache),
        (header::VARY, "accept-encoding"),
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        (CROSS_ORIGIN, "cross-origin"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ] {
        out.insert(name, HeaderValue::from_static(value));
    }
    if let Ok(tag) = HeaderValue::from_str(tag) {
        out.insert(header::ETAG, tag);
    }
    if let Some(encoding) = encoding.content_encoding() {
        out.insert(header::CONTENT_ENCODING, encoding);
    }
    response
}

const CROSS_ORIGIN: header::HeaderName =
    header::HeaderName::from_static("cross-origin-resource-policy");

/// The smallest form of a file that the browser takes.
fn packed(name: &str, headers: &HeaderMap) -> Option<(Encoding, EmbeddedFile)> {
    let encoding = Encoding::preferred(headers);
    let ending = match encoding {
        Encoding::Brotli => "br",
        Encoding::Gzip => "gz",
        Encoding::Identity => return None,
    };
    Some((encoding, Dist::get(&format!("{name}.{ending}"))?))
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
