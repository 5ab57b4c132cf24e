//! Which shop a program calls for: whose key it sends.

use crate::services::error::Error;
use afterword_domain::{
    record::{ApiKey, Shop},
    secret,
};
use afterword_store::Records;
use axum::{
    extract::{FromRef, FromRequestParts},
    http::{header, request::Parts},
};

/// The shop to which the request's key gives access.
pub struct Caller(pub Shop);

impl<S> FromRequestParts<S> for Caller
where
    S: Sync,
    Records: FromRef<S>,
{
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        let store = Records::from_ref(state);
        let key = parts
            .headers
            .get(header::AUTHORIZATION)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.split_once(' '))
            .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
            .map(|(_, key)| key)
            .ok_or(Error::Unauthorized(
                "Send the shop's API key as “Authorization: Bearer awk_…”; Settings makes one.",
            ))?;
        let unknown =
            Error::Unauthorized("This API key is not known (any more); Settings makes one.");
        let Some(ApiKey { shop, .. }) = store.api_key(secret::hash(key.trim())).await? else {
            return Err(unknown);
        };
        let shop = store.shop(shop).await?.ok_or(unknown)?;
        Ok(Self(shop.value))
    }
}
