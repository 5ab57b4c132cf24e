//! What can go wrong, once for the whole server, and how it is told: a problem document with a
//! sentence that says what to do.

use afterword_domain::{refused::Refused, ticket::TicketError};
use afterword_store::StoreError;
use afterword_views::index::NotReady;
use axum::{
    Json,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use std::{
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

/// Why a request can't be served.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A body, path or query that can't be read at all.
    #[error("{0}")]
    Malformed(String),
    /// Something well-formed that isn't legal.
    #[error(transparent)]
    Invalid(#[from] afterword_shared::error::Error),
    /// A sentence of its own about something that isn't legal.
    #[error("{0}")]
    Refused(String),
    /// No such template.
    #[error(transparent)]
    Template(#[from] afterword_library::template::UnknownTemplate),
    /// A body over the limit.
    #[error("The message is larger than {limit} bytes: send less.")]
    TooLarge {
        /// Most bytes.
        limit: usize,
    },
    /// No such thing.
    #[error("{0}")]
    NotFound(&'static str),
    /// There was such a thing, for a time that is over.
    #[error("{0}")]
    Gone(&'static str),
    /// An address that takes another method.
    #[error("This address takes another method.")]
    WrongMethod,
    /// A site that the shop did not allow.
    #[error("{origin} is not among this shop's addresses. Add it under Settings → Addresses.")]
    Origin {
        /// The site, as the browser names it.
        origin: String,
    },
    /// A ticket that gives no permission.
    #[error(transparent)]
    Ticket(#[from] TicketError),
    /// An order's signature that does not fit.
    #[error("{0}")]
    Signature(&'static str),
    /// Nobody signed in, or no key.
    #[error("{0}")]
    Unauthorized(&'static str),
    /// Not allowed to whoever asks.
    #[error("{0}")]
    Forbidden(&'static str),
    /// Somebody else was faster, or the same revision with another content.
    #[error("{0}")]
    Conflict(&'static str),
    /// Too often.
    #[error("{0}")]
    TooMany(String),
    /// The store fails.
    #[error("{}", sentence(.0))]
    Store(#[from] StoreError),
    /// Nothing can be looked for.
    #[error(
        "Search does not work right now; the server’s log says why. It is tried again by itself every few seconds."
    )]
    Search(#[from] afterword_views::search::SearchError),
    /// Not everything can be found yet.
    #[error("Not all answers can be searched yet. Try again in a moment.")]
    NotSearchable,
    /// The index is still being read from the store.
    #[error("The figures are being read: {percent} % so far. They will be here in a moment.")]
    Loading {
        /// How much is read, 0 to 99.
        percent: u8,
    },
    /// A mistake of ours.
    #[error("Something went wrong on the server; its log says what.")]
    Internal(String),
}

impl From<Refused> for Error {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Unreadable(sentence) => Self::Malformed(sentence),
            Refused::Illegal(sentence) => Self::Refused(sentence),
        }
    }
}

impl From<NotReady> for Error {
    fn from(error: NotReady) -> Self {
        match error {
            NotReady::Loading { percent } => Self::Loading { percent },
            NotReady::Store(error) => Self::Store(error),
        }
    }
}

/// RFC 9457.
#[derive(Serialize)]
struct Problem<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    title: &'a str,
    status: u16,
    detail: String,
}

impl Error {
    /// The status that says whose turn it is to mend something.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::Malformed(_) => StatusCode::BAD_REQUEST,
            Self::Invalid(_) | Self::Refused(_) | Self::Template(_) => {
                StatusCode::UNPROCESSABLE_ENTITY
            }
            Self::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            Self::NotFound(_) => StatusCode::NOT_FOUND,
            Self::WrongMethod => StatusCode::METHOD_NOT_ALLOWED,
            Self::Gone(_) | Self::Ticket(TicketError::Expired) => StatusCode::GONE,
            Self::Origin { .. } | Self::Signature(_) | Self::Forbidden(_) | Self::Ticket(_) => {
                StatusCode::FORBIDDEN
            }
            Self::Unauthorized(_) => StatusCode::UNAUTHORIZED,
            Self::Conflict(_) => StatusCode::CONFLICT,
            Self::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Store(_) | Self::Search(_) | Self::NotSearchable | Self::Loading { .. } => {
                StatusCode::SERVICE_UNAVAILABLE
            }
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Writes a fault of the server to its log, once, where the request ends.
    pub fn log(&self) {
        match self {
            // A store that is out of order refuses whatever comes: once a minute says enough.
            Self::Store(error) if is_due(&STORE_TOLD) => {
                tracing::error!(%error, "the store failed");
            }
            Self::Search(error) => tracing::error!(%error, "the search failed"),
            Self::Internal(error) => tracing::error!(%error, "internal error"),
            _ => {}
        }
    }
}

/// What whoever asks is told of a store that fails. Where it stands is for its owner alone, on the log.
fn sentence(error: &StoreError) -> &'static str {
    match error {
        StoreError::Damaged(_) => {
            "A part of what the server keeps is damaged and can't be read; its log says which. Restore the latest backup, or get out what can be read with “afterword salvage”."
        }
        _ => "The server can't save or read right now. Try again in a moment.",
    }
}

/// When it was last told that the store failed.
static STORE_TOLD: Mutex<Option<Instant>> = Mutex::new(None);

/// Whether something was not told within the last minute; then it counts as told now.
fn is_due(told: &Mutex<Option<Instant>>) -> bool {
    let mut told = told.lock().unwrap_or_else(PoisonError::into_inner);
    let due = told.is_none_or(|at| at.elapsed() >= Duration::from_mins(1));
    if due {
        *told = Some(Instant::now());
    }
    due
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        self.log();
        let status = self.status();
        let problem = Problem {
            kind: "about:blank",
            title: status.canonical_reason().unwrap_or("Error"),
            status: status.as_u16(),
            detail: self.to_string(),
        };
        let kind = [(header::CONTENT_TYPE, "application/problem+json")];
        (status, kind, Json(problem)).into_response()
    }
}
