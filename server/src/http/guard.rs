//! What every owner's page goes through: no posts from other sites, and headers that leave
//! injected markup without power.

use crate::{config::Config, http::failure::Failure, services::error::Error};
use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use maud::Markup;
use std::sync::Arc;

/// Everything from this server, nothing inline, no frames.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; \
                      img-src 'self' data:; connect-src 'self'; form-action 'self'; \
                      base-uri 'none'; frame-ancestors 'none'";

/// The same with frames of this server's own: the editor shows the form in one.
const FRAMING: &str = "default-src 'none'; style-src 'self'; script-src 'self'; \
                       img-src 'self' data:; connect-src 'self'; form-action 'self'; \
                       base-uri 'none'; frame-ancestors 'none'; frame-src 'self'";

/// A page that may frame pages of this server.
pub(crate) fn framing(page: Markup) -> Response {
    let policy = HeaderValue::from_static(FRAMING);
    ([(header::CONTENT_SECURITY_POLICY, policy)], page).into_response()
}

/// Refuses what changes something and comes from another site.
pub(crate) async fn same_site(
    State(config): State<Arc<Config>>,
    request: Request,
    next: Next,
) -> Response {
    let safe = matches!(
        *request.method(),
        Method::GET | Method::HEAD | Method::OPTIONS
    );
    if safe || comes_from_here(request.headers(), &config.origin()) {
        return next.run(request).await;
    }
    let refused = Error::Forbidden(
        "This form was sent from another site, so nothing was changed. Open the page here and send it again.",
    );
    Failure::Error(refused).into_response()
}

/// Whether a browser says that a request comes from this very site: `Sec-Fetch-Site` where it is
/// sent, else `Origin` against the public address or `Host`. Neither: no.
fn comes_from_here(headers: &HeaderMap, public: &str) -> bool {
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text(HeaderName::from_static("sec-fetch-site")) {
        return matches!(site, "same-origin" | "none");
    }
    let Some(origin) = text(header::ORIGIN) else {
        return false;
    };
    let host = origin.split_once("://").map(|(_, host)| host);
    origin == public || (host.is_some() && host == text(header::HOST))
}

/// Adds the headers of every owner's page; what a page set itself stays.
pub(crate) async fn headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (header::CACHE_CONTROL, "no-store"),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        ),
    ] {
        response
            .headers_mut()
            .entry(name)
            .or_insert(HeaderValue::from_static(value));
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(headers: &[(&'static str, &'static str)]) -> bool {
        let headers = headers
            .iter()
            .map(|(name, value)| {
                (
                    HeaderName::from_static(name),
                    HeaderValue::from_static(value),
                )
            })
            .collect();
        comes_from_here(&headers, "https://feedback.example")
    }

    #[test]
    fn a_post_from_this_site_passes() {
        assert!(verdict(&[("sec-fetch-site", "same-origin")]));
        assert!(verdict(&[("sec-fetch-site", "none")]));
        assert!(verdict(&[("origin", "https://feedback.example")]));
        assert!(verdict(&[
            ("origin", "http://10.0.0.5:8080"),
            ("host", "10.0.0.5:8080")
        ]));
    }

    #[test]
    fn a_post_from_another_site_or_from_nowhere_does_not() {
        assert!(!verdict(&[]));
        assert!(!verdict(&[
            ("sec-fetch-site", "cross-site"),
            ("origin", "https://feedback.example")
        ]));
        assert!(!verdict(&[("sec-fetch-site", "same-site")]));
        assert!(!verdict(&[
            ("origin", "https://evil.example"),
            ("host", "feedback.example")
        ]));
        assert!(!verdict(&[
            ("origin", "null"),
            ("host", "feedback.example")
        ]));
    }
}
