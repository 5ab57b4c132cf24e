//! The owner's JSON API: everything a program may read of one shop, and the orders that the shop's
//! own server tells of.

pub mod breakdown;
pub mod figures;
pub mod loyalty;
pub mod openapi;
pub mod orders;
pub mod problem;
pub mod responses;
pub mod surveys;
pub mod words;

use crate::services::error::Error;
use afterword_domain::{
    period::{Period, PeriodQuery},
    record::{Shop, SurveyHead, SurveyVersion},
};
use afterword_shared::id::SurveyId;
use afterword_store::Records;
use afterword_views::index::Dimension;
use axum::{
    extract::{FromRequestParts, Query},
    http::request::Parts,
};
use serde::de::DeserializeOwned;
use std::sync::Arc;

/// What a route can be asked with.
pub trait Named: DeserializeOwned {
    /// The names of its parameters.
    const NAMES: &'static [&'static str];
    /// Whether the attributes of answers narrow it too.
    const ATTRIBUTES: bool = false;
}

/// Query parameters; what can't be read, and what nothing reads, is told in a sentence: a filter that is
/// misspelt would give the figures of everybody.
pub struct Parameters<T>(pub T);

impl<T: Named, S: Send + Sync> FromRequestParts<S> for Parameters<T> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        let Pairs(pairs) = Pairs::from_request_parts(parts, state).await?;
        let is_known =
            |key: &str| T::NAMES.contains(&key) || T::ATTRIBUTES && Dimension::parse(key).is_some();
        if let Some((key, _)) = pairs.iter().find(|(key, _)| !is_known(key)) {
            let key: String = key.chars().take(40).collect();
            let names = T::NAMES.join(", ");
            let attributes = if T::ATTRIBUTES {
                ", and attributes of answers such as country, device or field-campaign"
            } else {
                ""
            };
            return Err(Error::Refused(format!(
                "“{key}” is no parameter here. There are: {names}{attributes}."
            )));
        }
        query(parts).map(Self)
    }
}

/// All query parameters as they stand.
pub struct Pairs(pub Vec<(String, String)>);

impl<S: Send + Sync> FromRequestParts<S> for Pairs {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Error> {
        query(parts).map(Self)
    }
}

fn query<T: DeserializeOwned>(parts: &Parts) -> Result<T, Error> {
    Query::try_from_uri(&parts.uri)
        .map(|Query(query)| query)
        .map_err(|error| Error::Malformed(format!("The address's query can't be read: {error}.")))
}

impl Named for PeriodQuery {
    const NAMES: &'static [&'static str] = &["days", "from", "to"];
}

/// A survey of the caller's shop.
pub async fn own_survey(store: &Records, shop: &Shop, id: &str) -> Result<SurveyHead, Error> {
    let id: SurveyId = id.parse()?;
    store
        .survey(id)
        .await?
        .map(|kept| kept.value)
        .filter(|survey| survey.shop == shop.id)
        .ok_or(Error::NotFound(
            "This shop has no such survey; GET /api/v1/surveys lists them.",
        ))
}

/// The period that a query asks for; all time where it asks for none.
pub fn period(asked: &PeriodQuery) -> Result<Period, Error> {
    let period = Period::parse_or(asked, Period::All)?;
    match (period, asked.days.as_str()) {
        (Period::Fixed { .. }, _) | (_, "") => Ok(period),
        (period, days) if period.query() == format!("days={days}") => Ok(period),
        _ => Err(Error::Refused(
            "“days” is one of 7, 30, 90, 365 and all; “from” and “to” take any others.".into(),
        )),
    }
}

/// The survey as it is asked now.
pub async fn current(store: &Records, head: &SurveyHead) -> Result<Arc<SurveyVersion>, Error> {
    let version = store.survey_version(head.id, head.version).await?;
    version.ok_or_else(|| Error::Internal(format!("{} has no version {}", head.id, head.version)))
}

/// A figure to two decimals.
fn rounded(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

#[cfg(test)]
mod tests;
