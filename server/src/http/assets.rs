//! Style sheets and scripts of the pages: built in, and named by their content so that browsers
//! may keep them for ever.

use axum::{
    extract::Path,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use sha2::{Digest, Sha256};
use std::{fmt::Write as _, sync::LazyLock};

/// A built-in file.
pub(crate) struct Asset {
    /// Its address on this server.
    pub path: String,
    body: &'static str,
    media_type: &'static str,
}

impl Asset {
    fn new(stem: &str, ending: &str, media_type: &'static str, body: &'static str) -> Self {
        let mut name = String::new();
        for byte in &Sha256::digest(body)[..6] {
            let _ = write!(name, "{byte:02x}");
        }
        Self {
            path: format!("/assets/{stem}-{name}.{ending}"),
            body,
            media_type,
        }
    }
}

/// The style of the owner's pages.
pub(crate) static OWNER_CSS: LazyLock<Asset> = LazyLock::new(|| {
    let body = concat!(
        include_str!("../../assets/tokens.css"),
        include_str!("../../assets/owner.css"),
        include_str!("../../assets/editor.css"),
        include_str!("../../assets/import.css"),
        include_str!("../../assets/breakdown.css"),
        include_str!("../../assets/loyalty.css"),
        include_str!("../../assets/overview.css"),
        include_str!("../../assets/responses.css")
    );
    Asset::new("owner", "css", "text/css; charset=utf-8", body)
});

/// What the owner's pages can do beyond HTML; each works without it.
pub(crate) static OWNER_JS: LazyLock<Asset> = LazyLock::new(|| {
    let body = include_str!("../../assets/owner.js");
    Asset::new("owner", "js", "text/javascript; charset=utf-8", body)
});

/// What the editor can do beyond HTML; it works without it.
pub(crate) static EDITOR_JS: LazyLock<Asset> = LazyLock::new(|| {
    let body = include_str!("../../assets/editor.js");
    Asset::new("editor", "js", "text/javascript; charset=utf-8", body)
});

/// The style of the made-up shop.
pub(crate) static DEMO_CSS: LazyLock<Asset> = LazyLock::new(|| {
    let body = include_str!("../../assets/demo.css");
    Asset::new("demo", "css", "text/css; charset=utf-8", body)
});

/// What the made-up shop's system tells the tag.
pub(crate) static DEMO_JS: LazyLock<Asset> = LazyLock::new(|| {
    let body = include_str!("../../assets/demo.js");
    Asset::new("demo", "js", "text/javascript; charset=utf-8", body)
});

/// The small picture beside a page's title.
pub(crate) static ICON: LazyLock<Asset> = LazyLock::new(|| {
    let body = include_str!("../../assets/icon.svg");
    Asset::new("icon", "svg", "image/svg+xml", body)
});

/// `GET /assets/{file}`
pub(crate) async fn serve(Path(file): Path<String>) -> Response {
    let path = format!("/assets/{file}");
    let found = [
        &*OWNER_CSS,
        &*OWNER_JS,
        &*EDITOR_JS,
        &*DEMO_CSS,
        &*DEMO_JS,
        &*ICON,
    ]
    .into_iter()
    .find(|asset| asset.path == path);
    let Some(asset) = found else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let headers = [
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static(asset.media_type),
        ),
        (
            header::CACHE_CONTROL,
            HeaderValue::from_static("public, max-age=31536000, immutable"),
        ),
        (
            header::X_CONTENT_TYPE_OPTIONS,
            HeaderValue::from_static("nosniff"),
        ),
    ];
    (headers, asset.body).into_response()
}
