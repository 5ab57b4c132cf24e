//! Where the address without a path leads.

use crate::{
    http::{access::language, failure::Failure, session::SignedIn},
    owner::parts::layout::Section,
    services::error::Error,
};
use axum::{http::HeaderMap, response::Redirect};

/// `GET /`: the overview of the user's first shop.
pub(crate) async fn get(signed_in: SignedIn, headers: HeaderMap) -> Result<Redirect, Failure> {
    let user = &signed_in.user.value;
    let first = user.shops.first().ok_or_else(|| {
        let words = language(Some(user), &headers);
        Error::NotFound(words.home_no_shop())
    })?;
    Ok(Redirect::to(&Section::Overview.path(*first)))
}
