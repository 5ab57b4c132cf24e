//! What an owner sees when something can't be done: a page with a sentence and a way on.

use super::layout;
use crate::{http::access::language, services::error::Error};
use afterword_domain::refused::Refused;
use afterword_store::StoreError;
use afterword_views::index::NotReady;
use afterword_wording::Language;
use axum::{
    Extension,
    extract::Request,
    http::{HeaderMap, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};

/// Why an owner's page can't be shown.
#[derive(Debug)]
pub(crate) enum Failure {
    /// Nobody is signed in: signing in leads on to this address.
    SignIn(String),
    /// Anything else.
    Error(Error),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Error(error)
    }
}

impl From<Refused> for Failure {
    fn from(refused: Refused) -> Self {
        Self::Error(refused.into())
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::Error(error.into())
    }
}

impl From<NotReady> for Failure {
    fn from(error: NotReady) -> Self {
        Self::Error(error.into())
    }
}

impl From<afterword_shared::error::Error> for Failure {
    fn from(error: afterword_shared::error::Error) -> Self {
        Self::Error(error.into())
    }
}

impl IntoResponse for Failure {
    /// What it says is written by [`in_words`], which knows in which language.
    fn into_response(self) -> Response {
        match self {
            Self::SignIn(next) => {
                let next: String = url::form_urlencoded::byte_serialize(next.as_bytes()).collect();
                Redirect::to(&format!("/signin?next={next}")).into_response()
            }
            Self::Error(Error::Loading { percent }) => {
                let again = [(header::RETRY_AFTER, AGAIN), (header::REFRESH, AGAIN)];
                let page = Extension(FailurePage::Loading { percent });
                (StatusCode::SERVICE_UNAVAILABLE, again, page).into_response()
            }
            Self::Error(error) => {
                error.log();
                let page = Extension(FailurePage::Sentence(error.to_string()));
                (error.status(), page).into_response()
            }
        }
    }
}

/// After how many seconds a page of figures that are being read looks again.
const AGAIN: &str = "2";

/// What is to be written onto the page of a failure.
#[derive(Clone, Debug)]
enum FailurePage {
    Loading { percent: u8 },
    Sentence(String),
}

/// Writes the page of a failure in the language of whoever asked.
pub(crate) async fn in_words(request: Request, next: Next) -> Response {
    let words = language(None, request.headers());
    let mut response = next.run(request).await;
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
