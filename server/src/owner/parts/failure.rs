//! What an owner sees when something can't be done: a page with a sentence and a way on.

use super::layout;
use crate::services::error::Error;
use afterword_domain::refused::Refused;
use afterword_store::StoreError;
use afterword_views::index::NotReady;
use axum::{
    http::{HeaderMap, StatusCode, header},
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
    fn into_response(self) -> Response {
        match self {
            Self::SignIn(next) => {
                let next: String = url::form_urlencoded::byte_serialize(next.as_bytes()).collect();
                Redirect::to(&format!("/signin?next={next}")).into_response()
            }
            Self::Error(Error::Loading { percent }) => {
                let again = [(header::RETRY_AFTER, AGAIN), (header::REFRESH, AGAIN)];
                (StatusCode::SERVICE_UNAVAILABLE, again, loading(percent)).into_response()
            }
            Self::Error(error) => {
                error.log();
                (error.status(), page(error.status(), &error.to_string())).into_response()
            }
        }
    }
}

/// After how many seconds a page of figures that are being read looks again.
const AGAIN: &str = "2";

/// The page while the figures are being read; it looks again by itself.
fn loading(percent: u8) -> Markup {
    layout::plain(
        "Reading your figures",
        &html! {
            h1 { "Reading your figures" }
            p.note role="status" {
                "The server has just started and reads every order and answer once: " (percent) "\u{a0}% so far. "
                "This page looks again by itself."
            }
            progress max="100" value=(percent) aria-label="How much is read" {}
        },
    )
}

/// The page of an error.
fn page(status: StatusCode, sentence: &str) -> Markup {
    let title = match status {
        StatusCode::NOT_FOUND => "Nothing here",
        StatusCode::FORBIDDEN => "Not from here",
        StatusCode::TOO_MANY_REQUESTS => "Too many attempts",
        StatusCode::CONFLICT => "Somebody was faster",
        status if status.is_server_error() => "That did not work",
        _ => "That can’t be read",
    };
    layout::plain(
        title,
        &html! {
            h1 { (title) }
            p.note { (sentence) }
            div.actions { a.button href="/" { "To your overview" } }
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
        Failure::Error(error).into_response()
    } else {
        error.into_response()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn while_figures_are_being_read_a_page_says_how_far_and_looks_again() {
        let response = Failure::Error(Error::Loading { percent: 40 }).into_response();
        assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(response.headers()[header::REFRESH], AGAIN);
        let body = axum::body::to_bytes(response.into_body(), 1 << 20).await;
        let body = String::from_utf8(body.unwrap().to_vec()).unwrap();
        assert!(body.contains("40\u{a0}% so far"), "{body}");
    }
}
