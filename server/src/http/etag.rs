//! Replies that have not changed are not sent again: their tag is the shop's latest commit, which
//! changes with whatever a reply could be made of.

use super::caller::Caller;
use afterword_jobs::Clock;
use afterword_store::Records;
use axum::{
    extract::{FromRequestParts, Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

/// For how long a tag is good at most, in seconds: with a new day a rolling period moves on though
/// nothing was written, and days begin at quarters of an hour all over the world.
const QUARTER: i64 = 900;

/// Whether the caller already has what has this tag.
pub(crate) fn is_known(headers: &HeaderMap, tag: &str) -> bool {
    headers
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|list| list.split(','))
        .map(|one| one.trim().trim_start_matches("W/"))
        .any(|one| one == tag.trim_start_matches("W/"))
}

/// Adds tags to the API's replies, and answers 304 to whoever has them.
pub async fn tagged(
    State(store): State<Records>,
    State(clock): State<Clock>,
    request: Request,
    next: Next,
) -> Response {
    if *request.method() != Method::GET {
        return next.run(request).await;
    }
    let (mut parts, body) = request.into_parts();
    // Nobody learns without a key whether something changed.
    let Ok(caller) = Caller::from_request_parts(&mut parts, &store).await else {
        return next.run(Request::from_parts(parts, body)).await;
    };
    // Read before anything else is: a reply may be newer than its tag, never older.
    let sequence = match store.version(caller.0.id).await {
        Ok(sequence) => sequence.0,
        Err(error) => return crate::services::error::Error::from(error).into_response(),
    };
    let tag = format!("W/\"{sequence}-{}\"", clock.now().as_second() / QUARTER);
    if is_known(&parts.headers, &tag) {
        return with(StatusCode::NOT_MODIFIED.into_response(), &tag);
    }
    let response = next.run(Request::from_parts(parts, body)).await;
    // What is already old when it is sent says so, and may not be kept.
    let is_old = response.headers().contains_key(header::CACHE_CONTROL);
    if response.status() == StatusCode::OK && !is_old {
        return with(response, &tag);
    }
    response
}

fn with(mut response: Response, tag: &str) -> Response {
    let headers = response.headers_mut();
    if let Ok(tag) = HeaderValue::from_str(tag) {
        headers.insert(header::ETAG, tag);
    }
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("private, no-cache"),
    );
    headers.append(header::VARY, HeaderValue::from_static("authorization"));
    response
}
