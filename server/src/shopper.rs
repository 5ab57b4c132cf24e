//! What shoppers' browsers reach: the loader, the bundle, the prompt and the answers.

pub mod drawing;
pub mod encoding;
pub mod fields;
pub mod files;
pub mod form;
pub mod hosted;
pub mod loader;
pub mod prompt;
pub mod response;
pub mod signature;
pub mod style;
pub mod triggers;

use crate::{config::Config, services::error::Error};
use afterword_domain::record::Shop;
use afterword_shared::id::ShopId;
use afterword_store::Records;
use axum::{
    body::Body,
    extract::{FromRequest, Request},
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Response},
};
use serde::de::DeserializeOwned;

/// The most bytes of a message.
pub const MESSAGE_LIMIT: usize = 64 * 1024;

/// A message of the loader's or the bundle's: JSON, whatever its content type says, since
/// `text/plain` spares the browser a preflight.
pub struct Message<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Message<T> {
    type Rejection = Error;

    async fn from_request(request: Request, _: &S) -> Result<Self, Error> {
        let body = read(request.into_body()).await?;
        let text = std::str::from_utf8(&body).map_err(|_| {
            Error::Malformed("The message is not UTF-8: send JSON in UTF-8.".into())
        })?;
        serde_json::from_str(text).map(Self).map_err(|error| {
            Error::Malformed(format!(
                "The message is not the JSON that is expected here: {error}."
            ))
        })
    }
}

async fn read(body: Body) -> Result<axum::body::Bytes, Error> {
    axum::body::to_bytes(body, MESSAGE_LIMIT)
        .await
        .map_err(|error| {
            let cause = std::error::Error::source(&error);
            if cause.is_some_and(<dyn std::error::Error>::is::<http_body_util::LengthLimitError>) {
                Error::TooLarge {
                    limit: MESSAGE_LIMIT,
                }
            } else {
                Error::Malformed("The message broke off: send it again.".into())
            }
        })
}

/// The site that a message comes from, as the browser says; `None` outside of browsers, which can
/// say what they like anyway.
pub fn origin_of(headers: &HeaderMap) -> Option<&str> {
    headers
        .get(header::ORIGIN)
        .and_then(|value| value.to_str().ok())
}

/// Whether a shop's tag may run on a site: one of the shop's addresses, or this server itself,
/// whose demo checkout carries the tag too.
pub fn allows(config: &Config, shop: &Shop, origin: Option<&str>) -> bool {
    origin.is_none_or(|origin| {
        shop.origins.iter().any(|allowed| allowed == origin) || config.is_own_origin(origin)
    })
}

/// The shop that a message names.
pub async fn named_shop(store: &Records, id: &str) -> Result<Shop, Error> {
    let unknown = "There is no such shop here: compare the tag with the one on the Install page.";
    let id: ShopId = id.trim().parse()?;
    store
        .shop(id)
        .await?
        .map(|kept| kept.value)
        .ok_or(Error::NotFound(unknown))
}

/// Lets the page that asked read the reply. Only ever called for an allowed site.
pub fn readable(origin: Option<&str>, reply: impl IntoResponse) -> Response {
    let mut response = reply.into_response();
    let headers = response.headers_mut();
    let vary = HeaderValue::from_static("origin, accept-encoding");
    headers.insert(header::VARY, vary);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Some(Ok(origin)) = origin.map(HeaderValue::from_str) {
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    }
    response
}

#[cfg(test)]
mod tests;
