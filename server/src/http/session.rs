//! Who is signed in, and whose shop a page shows.

use crate::{
    owner::parts::{failure::Failure, layout::Frame},
    services::error::Error,
    state::App,
};
use afterword_domain::{
    change::{Change, Expect, Kept},
    period::{Period, PeriodQuery},
    record::{Record, Session, Shop, Stored, User},
    secret,
};
use afterword_shared::id::{ShopId, SurveyId, UserId};
use axum::{
    extract::{FromRequestParts, RawPathParams},
    http::{HeaderMap, HeaderValue, header, request::Parts},
    response::{AppendHeaders, IntoResponse, Redirect, Response},
};
use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use url::form_urlencoded;

/// The cookie's name.
const COOKIE: &str = "afterword";
/// How long somebody stays signed in.
const LIFETIME: SignedDuration = SignedDuration::from_hours(30 * 24);

/// Somebody who is signed in.
pub(crate) struct SignedIn {
    /// Who.
    pub user: Kept<User>,
    /// By which session.
    pub session: Session,
}

impl FromRequestParts<App> for SignedIn {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let wanted = || match parts.method {
            axum::http::Method::GET => parts.uri.path_and_query().map_or("/", |path| path.as_str()),
            _ => "/",
        };
        let Some(session) = session_of(app, &parts.headers).await? else {
            return Err(Failure::SignIn(wanted().to_owned()));
        };
        let Some(user) = app.store().user(session.user).await? else {
            return Err(Failure::SignIn(wanted().to_owned()));
        };
        Ok(Self { user, session })
    }
}

/// The session of a request's cookie, if it is still good.
pub(crate) async fn session_of(app: &App, headers: &HeaderMap) -> Result<Option<Session>, Error> {
    let Some(secret) = cookie(headers) else {
        return Ok(None);
    };
    let session = app.store().session(secret::hash(secret)).await?;
    Ok(session.filter(|session| session.expires_at > app.now()))
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

/// The shop of an address, of somebody who owns it.
pub(crate) struct Owned {
    /// Who is signed in.
    pub user: Kept<User>,
    /// By which session.
    pub session: Session,
    /// The shop as it is kept.
    pub shop: Kept<Shop>,
    /// What its pages have around them.
    pub frame: Frame,
    /// The shop's zone.
    pub zone: TimeZone,
}

impl FromRequestParts<App> for Owned {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let SignedIn { user, session } = SignedIn::from_request_parts(parts, app).await?;
        let unknown = || Error::NotFound("There is no such shop in your account.");
        let params = RawPathParams::from_request_parts(parts, app)
            .await
            .map_err(|_| unknown())?;
        let id: ShopId = params
            .iter()
            .find(|(name, _)| *name == "shop")
            .and_then(|(_, value)| value.parse().ok())
            .filter(|id| user.value.shops.contains(id))
            .ok_or_else(unknown)?;
        let mut shops = Vec::with_capacity(user.value.shops.len());
        let mut here = None;
        for other in &user.value.shops {
            if let Some(kept) = app.store().shop(*other).await? {
                shops.push((*other, kept.value.name.clone()));
                if *other == id {
                    here = Some(kept);
                }
            }
        }
        let shop = here.ok_or_else(unknown)?;
        Ok(Self {
            frame: Frame {
                email: user.value.email.clone(),
                shop: shop.value.clone(),
                shops,
                chosen: chosen(parts.uri.query().unwrap_or_default()),
                trouble: app.store().health().trouble(),
            },
            zone: shop.value.zone(),
            user,
            session,
            shop,
        })
    }
}

/// What an address says of days and of the survey, where it can be read.
fn chosen(query: &str) -> String {
    let asked = PeriodQuery::of(query);
    let period = (asked != PeriodQuery::default())
        .then(|| Period::parse(&asked).ok())
        .flatten();
    let survey: Option<SurveyId> = form_urlencoded::parse(query.as_bytes())
        .find(|(name, _)| name == "survey")
        .and_then(|(_, id)| id.parse().ok());
    let parts = [
        period.map(Period::query),
        survey.map(|survey| format!("survey={survey}")),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join("&")
}

/// Signs a user in and leads on.
pub(crate) async fn begin(app: &App, user: UserId, next: &str) -> Result<Response, Error> {
    let now = app.now();
    let (secret, hash) = secret::new_secret("");
    let session = Session {
        hash,
        user,
        created_at: now,
        expires_at: now.saturating_add(LIFETIME).unwrap_or(Timestamp::MAX),
    };
    let mut change = Change::put(Expect::Absent, Record::Session(session));
    let old = app.store().sessions(user).await?;
    change.remove = old
        .iter()
        .filter(|session| session.expires_at <= now)
        .map(Stored::own_key)
        .collect();
    app.must_write(change).await?;
    Ok((cookie_header(app, &secret, LIFETIME), Redirect::to(next)).into_response())
}

/// Signs one session out.
pub(crate) async fn end(app: &App, headers: &HeaderMap) -> Result<Response, Error> {
    if let Some(session) = session_of(app, headers).await? {
        let change = Change {
            remove: vec![session.own_key()],
            ..Change::default()
        };
        app.must_write(change).await?;
    }
    Ok(signed_out(app))
}

/// Takes the cookie away and leads to the sign-in page.
pub(crate) fn signed_out(app: &App) -> Response {
    let gone = cookie_header(app, "", SignedDuration::ZERO);
    (gone, Redirect::to("/signin")).into_response()
}

fn cookie_header(
    app: &App,
    secret: &str,
    lifetime: SignedDuration,
) -> AppendHeaders<[(header::HeaderName, HeaderValue); 1]> {
    let secure = if app.config().is_https() {
        "; Secure"
    } else {
        ""
    };
    let text = format!(
        "{COOKIE}={secret}; Path=/; HttpOnly; SameSite=Lax; Max-Age={}{secure}",
        lifetime.as_secs()
    );
    let value = HeaderValue::try_from(text).unwrap_or(HeaderValue::from_static(""));
    AppendHeaders([(header::SET_COOKIE, value)])
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
