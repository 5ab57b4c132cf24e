//! `GET /api/v1/responses`: what was answered, newest first.

use super::{Caller, Parameters, own_survey};
use crate::{
    app::App,
    error::Error,
    listing::{self, Cursor},
    response_view::ResponseView,
};
use axum::{Json, extract::State};
use serde::{Deserialize, Serialize};

/// The most responses of one page.
const LIMIT: usize = 500;
/// How many of them where the caller says nothing.
const USUAL: usize = 50;

/// Which responses.
#[derive(Debug, Deserialize)]
pub struct Wanted {
    /// Of which survey; of all where none is named.
    survey: Option<String>,
    /// The cursor that the page before gave as `next`.
    after: Option<String>,
    /// How many, 1 to 500.
    limit: Option<usize>,
    /// `true`: test responses instead of those that count.
    #[serde(default)]
    test: bool,
}

/// The reply.
#[derive(Debug, Serialize)]
pub struct Responses {
    responses: Vec<ResponseView>,
    next: Option<String>,
}

/// Lists answered responses, the newest first answer first.
pub async fn list(
    State(app): State<App>,
    Caller(shop): Caller,
    Parameters(wanted): Parameters<Wanted>,
) -> Result<Json<Responses>, Error> {
    let limit = wanted.limit.unwrap_or(USUAL);
    if !(1..=LIMIT).contains(&limit) {
        return Err(Error::Refused(format!(
            "A limit is a number from 1 to {LIMIT}."
        )));
    }
    let after = wanted.after.filter(|text| !text.is_empty());
    let after = after.map(|text| text.parse::<Cursor>()).transpose()?;
    let surveys = match &wanted.survey {
        Some(id) => vec![own_survey(&app, &shop, id).await?],
        None => app
            .store()
            .surveys(shop.id)
            .await?
            .into_iter()
            .map(|kept| kept.value)
            .collect(),
    };
    let page = listing::answered(app.store(), &surveys, wanted.test, after, limit).await?;
    let mut responses = Vec::with_capacity(page.responses.len());
    for response in page.responses {
        responses.push(ResponseView::load(app.store(), response).await?);
    }
    Ok(Json(Responses {
        responses,
        next: page.next.map(|cursor| cursor.to_string()),
    }))
}
