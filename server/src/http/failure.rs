//! Why an owner's page can't be shown.

use crate::services::error::Error;
use afterword_domain::refused::Refused;
use afterword_store::StoreError;
use afterword_views::index::NotReady;
use axum::{
    Extension,
    http::{StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};

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
    /// What it says is written by a layer around the pages, which knows in which language.
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
pub(crate) const AGAIN: &str = "2";

/// What is to be written onto the page of a failure.
#[derive(Clone, Debug)]
pub(crate) enum FailurePage {
    /// Figures are being read.
    Loading {
        /// How much is read, 0 to 99.
        percent: u8,
    },
    /// Anything else.
    Sentence(String),
}
