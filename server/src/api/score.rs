//! `GET /api/v1/surveys/{id}/score`: one honest figure.

use super::{Caller, Parameters, own_survey};
use crate::{
    app::App,
    error::Error,
    report::{Histogram, score},
};
use afterword_shared::{
    id::QuestionId,
    scale::{Group, Kind},
};
use axum::{
    Json,
    extract::{Path, State},
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Which answers.
#[derive(Debug, Deserialize)]
pub struct Period {
    /// First shop-local day, `2026-11-01`.
    from: Option<Date>,
    /// Last shop-local day, included.
    to: Option<Date>,
    /// Which question, where not the first scored one.
    question: Option<String>,
}

/// The reply. Without answers `score`, `low` and `high` are null.
#[derive(Debug, Serialize)]
pub struct ScoreReply {
    question: QuestionId,
    kind: Kind,
    score: Option<f64>,
    n: u64,
    low: Option<f64>,
    high: Option<f64>,
    mean: Option<f64>,
    groups: BTreeMap<&'static str, u64>,
    histogram: BTreeMap<u8, u64>,
}

/// Computes a survey's score from its counts, each figure rounded to one decimal.
pub async fn get(
    State(app): State<App>,
    Caller(shop): Caller,
    Path(survey): Path<String>,
    Parameters(period): Parameters<Period>,
) -> Result<Json<ScoreReply>, Error> {
    let head = own_survey(&app, &shop, &survey).await?;
    let (from, to) = (
        period.from.unwrap_or(Date::MIN),
        period.to.unwrap_or(Date::MAX),
    );
    if from > to {
        return Err(Error::Refused(
            "The period ends before it starts: swap from and to.".into(),
        ));
    }
    let version = app
        .store()
        .survey_version(head.id, head.version)
        .await?
        .ok_or_else(|| Error::Internal(format!("{} has no version {}", head.id, head.version)))?;
    let question = match period.question {
        None => version.content.scored_question(),
        Some(id) => version
            .content
            .question(&id.parse()?)
            .filter(|q| q.kind.scale().is_some()),
    };
    let question = question.ok_or(Error::NotFound(
        "This survey has no such question with a scale.",
    ))?;
    let counts = app.store().counts(head.id, from, to).await?;
    let histogram = Histogram::of(&question.id, &counts);
    Ok(Json(reply(question.id.clone(), question.kind, &histogram)))
}

fn reply(question: QuestionId, kind: Kind, histogram: &Histogram) -> ScoreReply {
    let score = score(kind, histogram);
    let figure = score.as_ref();
    let one_decimal = |value: f64| (value * 10.0).round() / 10.0;
    let groups = Group::ALL
        .into_iter()
        .filter_map(|group| {
            let count = figure.map_or(0, |score| score.groups.get(group));
            Some((kind.group_name(group)?, count))
        })
        .collect();
    ScoreReply {
        question,
        kind,
        score: figure.map(|score| one_decimal(score.score)),
        n: figure.map_or(0, |score| score.n),
        low: figure.map(|score| one_decimal(score.low)),
        high: figure.map(|score| one_decimal(score.high)),
        mean: figure
            .and_then(|score| score.mean)
            .map(|mean| (mean.value * 100.0).round() / 100.0),
        groups,
        histogram: histogram.on_scale(kind).into_iter().collect(),
    }
}
