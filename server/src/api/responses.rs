//! `GET /api/v1/responses`: what was answered, newest first.

use super::{Caller, Pairs, Parameters, own_survey, period};
use crate::{
    services::{
        self,
        error::Error,
        responses::{
            filter::{self, Clock, Sought},
            pagination::{self, Cursor},
        },
    },
    state::App,
};
use afterword_domain::period::PeriodQuery;
use afterword_import::response_view::ResponseView;
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
    /// The days up to today in which the first answer came: 7, 30, 90, 365 or all.
    #[serde(default)]
    #[param(example = "30")]
    days: String,
    /// The first shop-local day. Goes before `days`.
    #[serde(default)]
    #[param(example = "2026-11-01")]
    from: String,
    /// The last shop-local day, included.
    #[serde(default)]
    #[param(example = "2026-11-30")]
    to: String,
}

impl super::Named for Wanted {
    const NAMES: &'static [&'static str] = &[
        "survey", "after", "limit", "test", "days", "from", "to", "q", "score", "group", "state",
        "text", "spoken",
    ];
    const ATTRIBUTES: bool = true;
}

/// One page of the list.
#[derive(Debug, Serialize, ToSchema)]
pub struct Responses {
    /// The newest first answer first.
    responses: Vec<ResponseView>,
    /// The cursor of the next page, to be sent as `after`; null on the last one.
    next: Option<String>,
}

/// Lists answered responses, the newest first answer first, page by page. What narrows the list on
/// the page of responses narrows it here; every other parameter is an attribute: `country=LV`,
/// `device=phone`, `field-campaign=spring` and the like.
#[utoipa::path(
    get, path = "/api/v1/responses", tag = "responses", operation_id = "responses",
    params(Wanted,
        ("q" = Option<String>, Query, description = "Words that all have to occur, an order number or a customer; quotes keep words together.", example = "late delivery"),
        ("score" = Option<String>, Query, description = "The rating of the first scored question.", example = "3"),
        ("group" = Option<String>, Query, description = "Its group: low, middle or high.", example = "low"),
        ("state" = Option<String>, Query, description = "complete, started or dismissed.", example = "complete"),
        ("text" = Option<String>, Query, description = "Whether anything was said in words: yes or no.", example = "yes"),
        ("spoken" = Option<String>, Query, description = "In which language, without its region; `none` where none is known.", example = "lv"),
    ),
    responses((status = 200, body = Responses), (status = "4XX", body = super::openapi::Problem),
        (status = 503, description = "Not all answers can be searched yet: try again in a moment.", body = super::openapi::Problem)),
)]
pub async fn list(
    State(app): State<App>,
    Caller(shop): Caller,
    Parameters(wanted): Parameters<Wanted>,
    Pairs(pairs): Pairs,
) -> Result<Json<Responses>, Error> {
    let limit = wanted.limit.unwrap_or(USUAL);
    if !(1..=LIMIT).contains(&limit) {
        return Err(Error::Refused(format!(
            "A limit is a number from 1 to {LIMIT}."
        )));
    }
    // No other days than these: what is misspelt would be a month.
    period(&PeriodQuery {
        days: wanted.days,
        from: wanted.from,
        to: wanted.to,
    })?;
    let mut sought = Sought::parse(&pairs)?;
    sought.test = wanted.test;
    let after = wanted.after.filter(|text| !text.is_empty());
    let after = after.map(|text| text.parse::<Cursor>()).transpose()?;
    if let Some(cursor) = after {
        cursor.check(app.store(), shop.id).await?;
    }
    let surveys = match &wanted.survey {
        Some(id) => vec![own_survey(app.store(), &shop, id).await?],
        None => app
            .store()
            .surveys(shop.id)
            .await?
            .into_iter()
            .map(|kept| kept.value)
            .collect(),
    };
    let clock = Clock {
        zone: shop.zone(),
        now: app.now(),
    };
    let page = filter::listed(&app, &surveys, &sought, &clock, after, limit).await?;
    if page.behind {
        return Err(Error::NotSearchable);
    }
    let responses = pagination::load(app.store(), shop.id, &page.places).await?;
    let responses = services::responses::views(app.store(), shop.id, responses).await?;
    Ok(Json(Responses {
        responses,
        next: page.next.map(|cursor| cursor.to_string()),
    }))
}
