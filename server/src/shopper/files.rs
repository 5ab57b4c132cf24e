//! What browsers load: the loader and the bundle, built by `cargo xtask dist` and embedded.

use crate::{
    app::App,
    error::Error,
    locale::Locale,
    rules::{self, TabWords},
    secret,
};
use afterword_shared::id::ShopId;
use axum::{
    body::{Body, Bytes},
    extract::{Path, Query, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use rust_embed::{EmbeddedFile, RustEmbed};
use serde::Deserialize;
use std::{
    borrow::Cow,
    collections::HashMap,
    io::Write as _,
    sync::{Arc, LazyLock, Mutex, PoisonError},
};

#[derive(RustEmbed)]
#[folder = "../dist"]
struct Dist;

/// How long browsers keep the loader before they ask whether it changed, in seconds.
const LOADER_AGE: u32 = 300;

static BUNDLE: LazyLock<String> = LazyLock::new(|| named("bundle").unwrap_or_default());

static CHARTS: LazyLock<Option<String>> = LazyLock::new(|| named("charts"));

/// The address of a file that the manifest names.
fn named(what: &str) -> Option<String> {
    let manifest = text("manifest.json");
    let manifest: serde_json::Value = serde_json::from_str(&manifest).ok()?;
    Some(format!("/dist/{}", manifest[what].as_str()?))
}

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

/// The address of what the owner's charts are drawn with; `None` where `dist/` was built without.
pub fn charts() -> Option<&'static str> {
    CHARTS.as_deref()
}

/// The form's style sheet.
pub fn style() -> &'static str {
    &STYLE
}

/// What `w.js` is asked for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Loader {
    shop: String,
}

/// `GET /w.js`: the loader, the same for every shop; with `?shop=` followed by the shop's rules,
/// which make a page on which nothing is due ask nothing. An unknown shop gets the loader alone,
/// and learns from its first request what is wrong.
pub async fn loader(
    State(app): State<App>,
    Query(query): Query<Loader>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let cache = format!("public, max-age={LOADER_AGE}");
    let Some(rules) = rules_of(&app, &query.shop).await? else {
        return file("w.js", &headers, &cache);
    };
    let packed = tokio::task::spawn_blocking(move || with_rules(rules))
        .await
        .map_err(|error| Error::Internal(format!("packing the loader: {error}")))?;
    let accepted = accepted(&headers);
    let (encoding, body) = if accepted.contains(&"br") {
        (Some("br"), &packed.brotli)
    } else if accepted.contains(&"gzip") {
        (Some("gzip"), &packed.gzip)
    } else {
        (None, &packed.plain)
    };
    let tag = tag_of(&secret::hash_bytes(body).0);
    Ok(answer("w.js", &headers, &cache, &tag, encoding, || {
        Body::from(body.clone())
    }))
}

/// The rules of a shop that exists.
async fn rules_of(app: &App, shop: &str) -> Result<Option<String>, Error> {
    let Ok(id) = shop.trim().parse::<ShopId>() else {
        return Ok(None);
    };
    let Some(shop) = app.store().shop(id).await? else {
        return Ok(None);
    };
    let surveys: Vec<_> = app
        .store()
        .surveys(id)
        .await?
        .into_iter()
        .map(|kept| kept.value)
        .collect();
    Ok(Some(rules::for_loader(
        &surveys,
        &tab_words(&shop.value.locale),
        app.now(),
    )))
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

/// A file in every form that browsers take.
#[derive(Debug)]
struct Packed {
    plain: Bytes,
    brotli: Bytes,
    gzip: Bytes,
}

/// How many different rules are kept packed.
const PACKED_LIMIT: usize = 500;

static PACKED: LazyLock<Mutex<HashMap<String, Arc<Packed>>>> = LazyLock::new(Mutex::default);

/// The loader with some rules behind it, packed once for each.
fn with_rules(rules: String) -> Arc<Packed> {
    let packed = || PACKED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = packed().get(&rules) {
        return Arc::clone(known);
    }
    let plain = format!("{}\n{rules}", text("w.js").trim_end()).into_bytes();
    let made = Arc::new(Packed {
        brotli: brotli(&plain).into(),
        gzip: gzip(&plain).into(),
        plain: plain.into(),
    });
    let mut packed = packed();
    if packed.len() >= PACKED_LIMIT {
        packed.clear();
    }
    packed.insert(rules, Arc::clone(&made));
    made
}

/// As small as brotli gets it. Writing to memory does not fail.
fn brotli(plain: &[u8]) -> Vec<u8> {
    let params = brotli::enc::BrotliEncoderParams {
        quality: 11,
        lgwin: 16,
        size_hint: plain.len(),
        ..Default::default()
    };
    let mut packed = Vec::new();
    let _ = brotli::BrotliCompress(&mut &plain[..], &mut packed, &params);
    packed
}

fn gzip(plain: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    let _ = packer.write_all(plain);
    packer.finish().unwrap_or_default()
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
    answer("look.css", headers, cache, &tag, None, || Body::from(css))
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
        return Ok(answer(&name, &headers, FOR_EVER, &tag, None, body));
    }
    if name == format!("page-{}.css", name_of(super::hosted::PLAIN)) {
        return Ok(sheet(super::hosted::PLAIN.to_owned(), &name, &headers));
    }
    file(&name, &headers, FOR_EVER)
}

const NO_FILE: Error = Error::NotFound("There is no such file here.");

fn file(name: &str, headers: &HeaderMap, cache: &str) -> Result<Response, Error> {
    let plain = Dist::get(name).ok_or(NO_FILE)?;
    let (encoding, file) = packed(name, headers).map_or((None, plain), |(e, f)| (Some(e), f));
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
fn tag_of(hash: &[u8; 32]) -> String {
    format!("\"{}\"", hex(&hash[..8]))
}

/// A file as it is asked for: whole, or not at all where the browser has it.
fn answer(
    name: &str,
    headers: &HeaderMap,
    cache: &str,
    tag: &str,
    encoding: Option<&'static str>,
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
    let mut set = |name, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            out.insert(name, value);
        }
    };
    set(header::CONTENT_TYPE, kind(name));
    set(header::CACHE_CONTROL, cache);
    set(header::ETAG, tag);
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
    response
}

/// The encodings that a browser takes.
fn accepted(headers: &HeaderMap) -> Vec<&str> {
    headers
        .get_all(header::ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .filter(|one| !one.replace(' ', "").ends_with(";q=0"))
        .filter_map(|one| one.split(';').next())
        .map(str::trim)
        .collect()
}

/// The smallest form of a file that the browser takes.
fn packed(name: &str, headers: &HeaderMap) -> Option<(&'static str, EmbeddedFile)> {
    let accepted = accepted(headers);
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
