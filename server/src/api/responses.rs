//! `GET /api/v1/responses`: what was answered, newest first.

use super::{Pairs, Parameters, own_survey, period};
use crate::{
    http::caller::Caller,
    services::{
        error::Error,
        responses::{
            self,
            filter::{ResponseFilter, ShopTime},
            pagination::{self, List},
        },
    },
};
use afterword_domain::period::PeriodQuery;
use afterword_import::response_view::ResponseView;
use afterword_jobs::Clock;
use afterword_store::Records;
use afterword_views::search::Part;
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
pub struct ResponsesQuery {
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

impl super::Named for ResponsesQuery {
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
    params(ResponsesQuery,
        ("q" = Option<String>, Query, description = "Words that all have to occur, an order number or a customer; quotes keep words together.", example = "late delivery"),
        ("score" = Option<String>, Query, description = "The rating of the first scored question.", example = "3"),
        ("group" = Option<String>, Query, description = "Its group: low, middle or high.", example = "low"),
        ("state" = Option<String>, Query, description = "complete, started or dismissed.", example = "complete"),
        ("text" = Option<String>, Query, description = "Whether anything was said in words: yes or no.", example = "yes"),
        ("spoken" = Option<String>, Query, description = "In which language, without its region; `none` where none is known.", example = "lv"),
    ),
    responses((status = 200, body = Responses), (status = "4XX", body = super::problem::Problem),
        (status = 503, description = "Not all answers can be searched yet: try again in a moment.", body = super::problem::Problem)),
)]
pub async fn list(
    State(store): State<Records>,
    State(list): State<responses::Responses>,
    State(clock): State<Clock>,
    Caller(shop): Caller,
    Parameters(query): Parameters<ResponsesQuery>,
    Pairs(pairs): Pairs,
) -> Result<Json<Responses>, Error> {
    let limit = query.limit.unwrap_or(USUAL);
    if !(1..=LIMIT).contains(&limit) {
        return Err(Error::Refused(format!(
            "A limit is a number from 1 to {LIMIT}."
        )));
    }
    // No other days than these: what is misspelt would be a month.
    period(&PeriodQuery {
        days: query.days,
        from: query.from,
        to: query.to,
    })?;
    let mut filter = ResponseFilter::parse(&pairs)?;
    filter.test = query.test;
    let places = List::Shop(shop.id);
    let part = match query.after.as_deref().unwrap_or_default() {
        "" => Part::Newest,
        cursor => Part::Older(places.place(cursor)?),
    };
    let surveys = match &query.survey {
        Some(id) => vec![own_survey(&store, &shop, id).await?],
        None => store
            .surveys(shop.id)
            .await?
            .into_iter()
            .map(|kept| kept.value)
            .collect(),
    };
    let time = ShopTime {
        zone: shop.zone(),
        now: clock.now(),
    };
    let page = list.list(&surveys, &filter, &time, part, limit).await?;
    if page.behind {
        return Err(Error::NotSearchable);
    }
    let answered = pagination::load(&store, shop.id, &page.places).await?;
    let responses = responses::views(&store, shop.id, answered).await?;
    Ok(Json(Responses {
        responses,
        next: page.next.map(|place| places.cursor(place)),
    }))
}
