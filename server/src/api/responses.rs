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
use utoipa::{IntoParams, ToSchema};

/// The most responses of one page.
const LIMIT: usize = 500;
/// How many of them where the caller says nothing.
const USUAL: usize = 50;

/// Which responses.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
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

/// One page of the list.
#[derive(Debug, Serialize, ToSchema)]
pub struct Responses {
    /// The newest first answer first.
    responses: Vec<ResponseView>,
    /// The cursor of the next page, to be sent as `after`; null on the last one.
    next: Option<String>,
}

/// Lists answered responses, the newest first answer first, page by page.
#[utoipa::path(
    get, path = "/api/v1/responses", tag = "responses", operation_id = "responses", params(Wanted),
    responses((status = 200, body = Responses), (status = "4XX", body = super::openapi::Problem)),
)]
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
    if let Some(cursor) = after {
        cursor.check(app.store(), shop.id).await?;
    }
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
