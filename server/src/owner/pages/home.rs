//! Where the address without a path leads.

use crate::{
    http::session::SignedIn,
    owner::parts::{failure::Failure, layout::Section},
    services::error::Error,
};
use axum::response::Redirect;

/// `GET /`: the overview of the user's first shop.
pub(crate) async fn get(signed_in: SignedIn) -> Result<Redirect, Failure> {
    let shops = &signed_in.user.value.shops;
    let first = shops.first().ok_or(Error::NotFound(
        "Your account has no shop. Whoever runs this server makes one with “afterword init”.",
    ))?;
    Ok(Redirect::to(&Section::Overview.path(*first)))
}
