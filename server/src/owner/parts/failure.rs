//! What an owner sees when something can't be done: a page with a sentence and a way on.

use super::layout;
use crate::{
    http::{access::language, failure::FailurePage},
    services::error::Error,
};
use afterword_wording::Language;
use axum::{
    extract::Request,
    http::{HeaderMap, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use maud::{Markup, html};

/// Writes the page of a failure in the language of whoever asked.
pub(crate) async fn in_words(request: Request, next: Next) -> Response {
    let preferred = language(None, request.headers());
    let mut response = next.run(request).await;
    let chosen = response.extensions_mut().remove::<Language>();
    let words = chosen.unwrap_or(preferred);
    let Some(page) = response.extensions_mut().remove::<FailurePage>() else {
        return response;
    };
    let page = match page {
        FailurePage::Loading { percent } => loading(words, percent),
        FailurePage::Sentence(sentence) => self::page(words, response.status(), &sentence),
    };
    let (mut parts, _) = response.into_parts();
    parts.headers.remove(header::CONTENT_LENGTH);
    (parts, page).into_response()
}

/// The page while the figures are being read; it looks again by itself.
fn loading(words: Language, percent: u8) -> Markup {
    layout::plain(
        words,
        words.failure_loading_title(),
        &html! {
            h1 { (words.failure_loading_title()) }
            p.note role="status" { (words.failure_loading(percent.into())) }
            progress max="100" value=(percent) aria-label=(words.failure_loading_progress()) {}
        },
    )
}

/// The page of an error.
fn page(words: Language, status: StatusCode, sentence: &str) -> Markup {
    let title = match status {
        StatusCode::NOT_FOUND => words.failure_nothing_here(),
        StatusCode::FORBIDDEN => words.failure_forbidden(),
        StatusCode::TOO_MANY_REQUESTS => words.failure_too_many(),
        StatusCode::CONFLICT => words.failure_conflict(),
        status if status.is_server_error() => words.failure_ours(),
        _ => words.failure_unreadable(),
    };
    layout::plain(
        words,
        title,
        &html! {
            h1 { (title) }
            p.note { (sentence) }
            div.actions { a.button href="/" { (words.failure_back()) } }
        },
    )
}

/// Tells browsers of a missing address with a page, programs with a problem document.
pub(crate) fn nothing_here(headers: &HeaderMap) -> Response {
    let error = Error::NotFound("There is nothing at this address.");
    let browser = headers
        .get(header::ACCEPT)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|accept| accept.contains("text/html"));
    if browser {
        error.log();
        let words = language(None, headers);
        (
            error.status(),
            page(words, error.status(), &error.to_string()),
        )
            .into_response()
    } else {
        error.into_response()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::failure::{AGAIN, Failure};
    use axum::{Router, body::Body, middleware, routing::get};
    use tower::ServiceExt as _;

    #[tokio::test]
    async fn while_figures_are_being_read_a_page_says_how_far_and_looks_again() {
        let handler = || async { Failure::Error(Error::Loading { percent: 40 }) };
        let router = Router::new()
            .route("/", get(handler))
            .layer(middleware::from_fn(in_words));
        let request = Request::get("/").header(header::ACCEPT_LANGUAGE, "lv");
        let response = router
            .oneshot(request.body(Body::empty()).unwrap())
            .await
            .unwrap();
        assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(response.headers()[header::REFRESH], AGAIN);
        let body = axum::body::to_bytes(response.into_body(), 1 << 20).await;
        let body = String::from_utf8(body.unwrap().to_vec()).unwrap();
        assert!(
            body.contains("value=\"40\"") && body.contains("lang=\"lv\""),
            "{body}"
        );
    }
}
