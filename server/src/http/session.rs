//! Who is signed in, and whose shop a page shows.

use super::failure::Failure;
use crate::services::{error::Error, ingest::Ingest};
use afterword_domain::{
    change::{Change, Expect, Versioned},
    record::{Record, Session, Stored, User},
    secret,
};
use afterword_jobs::Clock;
use afterword_shared::id::UserId;
use afterword_store::Records;
use axum::{
    extract::{FromRef, FromRequestParts},
    http::{HeaderMap, HeaderValue, header, request::Parts},
    response::{AppendHeaders, IntoResponse, Redirect, Response},
};
use jiff::{SignedDuration, Timestamp};

/// The cookie's name.
const COOKIE: &str = "afterword";
/// How long somebody stays signed in.
const LIFETIME: SignedDuration = SignedDuration::from_hours(30 * 24);

/// Somebody who is signed in.
pub(crate) struct SignedIn {
    /// Who.
    pub user: Versioned<User>,
    /// By which session.
    pub session: Session,
}

impl<S> FromRequestParts<S> for SignedIn
where
    S: Send + Sync,
    Sessions: FromRef<S>,
{
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        Sessions::from_ref(state).signed_in(parts).await
    }
}

/// Signs people in and out. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Sessions {
    store: Records,
    ingest: Ingest,
    clock: Clock,
    /// Whether browsers reach the server by TLS alone.
    secure: bool,
}

impl Sessions {
    /// Over a store; `secure` where browsers reach the server by TLS.
    pub(crate) fn new(store: Records, ingest: Ingest, clock: Clock, secure: bool) -> Self {
        Self {
            store,
            ingest,
            clock,
            secure,
        }
    }

    /// Whoever a request comes from; a failure that leads to the sign-in page where nobody is signed in.
    pub(crate) async fn signed_in(&self, parts: &Parts) -> Result<SignedIn, Failure> {
        let next = || match parts.method {
            axum::http::Method::GET => parts.uri.path_and_query().map_or("/", |path| path.as_str()),
            _ => "/",
        };
        let Some(session) = self.of(&parts.headers).await? else {
            return Err(Failure::SignIn(next().to_owned()));
        };
        let Some(user) = self.store.user(session.user).await? else {
            return Err(Failure::SignIn(next().to_owned()));
        };
        Ok(SignedIn { user, session })
    }

    /// The session of a request's cookie, if it is still good.
    pub(crate) async fn of(&self, headers: &HeaderMap) -> Result<Option<Session>, Error> {
        let Some(secret) = cookie(headers) else {
            return Ok(None);
        };
        let session = self.store.session(secret::hash(secret)).await?;
        Ok(session.filter(|session| session.expires_at > self.clock.now()))
    }

    /// Signs a user in and leads on.
    pub(crate) async fn begin(&self, user: UserId, next: &str) -> Result<Response, Error> {
        let now = self.clock.now();
        let (secret, hash) = secret::new_secret("");
        let session = Session {
            hash,
            user,
            created_at: now,
            expires_at: now.saturating_add(LIFETIME).unwrap_or(Timestamp::MAX),
        };
        let change = Change::put(Expect::Absent, Record::Session(session));
        self.ingest.must_write(change).await?;
        Ok((self.set_cookie(&secret, LIFETIME), Redirect::to(next)).into_response())
    }

    /// Signs one session out.
    pub(crate) async fn end(&self, headers: &HeaderMap) -> Result<Response, Error> {
        if let Some(session) = self.of(headers).await? {
            let change = Change::remove(session.own_key());
            self.ingest.must_write(change).await?;
        }
        Ok(self.signed_out())
    }

    /// Takes the cookie away and leads to the sign-in page.
    pub(crate) fn signed_out(&self) -> Response {
        let gone = self.set_cookie("", SignedDuration::ZERO);
        (gone, Redirect::to("/signin")).into_response()
    }

    fn set_cookie(
        &self,
        secret: &str,
        lifetime: SignedDuration,
    ) -> AppendHeaders<[(header::HeaderName, HeaderValue); 1]> {
        let secure = if self.secure { "; Secure" } else { "" };
        let text = format!(
            "{COOKIE}={secret}; Path=/; HttpOnly; SameSite=Lax; Max-Age={}{secure}",
            lifetime.as_secs()
        );
        let value = HeaderValue::try_from(text).unwrap_or(HeaderValue::from_static(""));
        AppendHeaders([(header::SET_COOKIE, value)])
    }
}

fn cookie(headers: &HeaderMap) -> Option<&str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, _)| *name == COOKIE)
        .map(|(_, value)| value)
}

/// An address on this server to lead on to; anything else is the start.
pub(crate) fn safe_next(next: &str) -> &str {
    let here = next.starts_with('/')
        && !next.starts_with("//")
        && !next.contains('\\')
        && next.bytes().all(|byte| byte.is_ascii_graphic());
    if here { next } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signing_in_never_leads_to_another_site() {
        assert_eq!(
            safe_next("/shops/x/responses?test=1"),
            "/shops/x/responses?test=1"
        );
        for away in [
            "//evil.example",
            "https://evil.example",
            "/\\evil.example",
            "",
            "/\r\nX: y",
            "/\t/evil.example",
        ] {
            assert_eq!(safe_next(away), "/");
        }
    }

    #[test]
    fn the_cookie_is_found_among_others() {
        let mut headers = HeaderMap::new();
        headers.append(
            header::COOKIE,
            HeaderValue::from_static("a=1; afterword=s3cret; b=2"),
        );
        assert_eq!(cookie(&headers), Some("s3cret"));
        headers.clear();
        headers.append(
            header::COOKIE,
            HeaderValue::from_static("not_afterword=s3cret"),
        );
        assert_eq!(cookie(&headers), None);
    }
}
