//! `GET /api/v1/surveys/{survey}/score`, `…/trend` and `…/funnel`: the figures of the pages.

use super::{Parameters, current, own_survey};
use crate::{
    http::caller::Caller,
    services::{
        analytics::{Analytics, funnel::FunnelReport},
        error::Error,
    },
};
use afterword_domain::{
    period::{Days, Period, PeriodQuery},
    record::{Shop, SurveyHead, SurveyVersion},
};
use afterword_shared::{
    id::QuestionId,
    scale::{Group, Kind},
    survey::Question,
};
use afterword_stats::{Change, Score, Step, Verdict};
use afterword_store::Records;
use axum::{
    Json,
    extract::{Path, State},
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, sync::Arc};
use utoipa::{IntoParams, ToSchema};

/// Which answers. Without any of them: all there are.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub struct FiguresQuery {
    /// The days up to today: 7, 30, 90, 365 or all.
    #[param(example = "30")]
    days: String,
    /// The first shop-local day. Goes before `days`.
    #[param(example = "2026-11-01")]
    from: String,
    /// The last shop-local day, included.
    #[param(example = "2026-11-30")]
    to: String,
    /// Which question, where not the survey's first scored one.
    question: Option<String>,
    /// For a trend.
    #[param(ignore)]
    by: Option<String>,
}

impl super::Named for FiguresQuery {
    const NAMES: &'static [&'static str] = &["days", "from", "to", "question", "by"];
}

impl FiguresQuery {
    fn period(&self) -> Result<Period, Error> {
        let query = PeriodQuery {
            days: self.days.clone(),
            from: self.from.clone(),
            to: self.to.clone(),
        };
        super::period(&query)
    }

    fn step(&self) -> Result<Option<Step>, Error> {
        let Some(by) = self.by.as_deref().filter(|by| !by.is_empty()) else {
            return Ok(None);
        };
        Step::parse(by).map(Some).ok_or_else(|| {
            Error::Refused(
                "A trend goes by day, week or month: leave “by” out to let its length decide."
                    .into(),
            )
        })
    }
}

/// A survey of the caller's and what it asks now.
struct OwnSurvey {
    head: SurveyHead,
    version: Arc<SurveyVersion>,
}

impl OwnSurvey {
    async fn of(store: &Records, shop: &Shop, survey: &str) -> Result<Self, Error> {
        let head = own_survey(store, shop, survey).await?;
        let version = current(store, &head).await?;
        Ok(Self { head, version })
    }

    fn question(&self, named: Option<&str>) -> Result<&Question, Error> {
        let question = match named {
            None => self.version.content.scored_question(),
            Some(id) => {
                let question = self.version.content.question(&id.parse()?);
                question.filter(|question| question.scale().is_some())
            }
        };
        question.ok_or(Error::NotFound(
            "This survey has no such question with a scale.",
        ))
    }
}

fn one_decimal(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

/// A score. Points of a hundred, one decimal: NPS from -100 to 100, the others from 0 to 100.
#[derive(Debug, Serialize, ToSchema)]
pub struct ScoreReply {
    /// Of which question.
    #[schema(value_type = String, example = "score")]
    question: QuestionId,
    /// What kind of question.
    #[schema(value_type = String, example = "nps")]
    kind: Kind,
    /// The score; null without answers.
    #[schema(example = 40.0)]
    score: Option<f64>,
    /// From how many answers.
    #[schema(example = 40)]
    n: u64,
    /// Lower end of the 95 % interval.
    #[schema(example = 13.3)]
    low: Option<f64>,
    /// Upper end of the 95 % interval.
    #[schema(example = 61.1)]
    high: Option<f64>,
    /// The mean rating, where the kind has one.
    mean: Option<f64>,
    /// How many answers fell into each group: promoter, passive and detractor for NPS.
    groups: BTreeMap<&'static str, u64>,
    /// How often each rating was given.
    histogram: BTreeMap<u8, u64>,
    /// How the score moved against as many days right before; null where the period has no first
    /// day, or where one of the two has fewer than 30 answers.
    change: Option<ChangeView>,
    /// What the owner wants to reach.
    target: Option<i8>,
}

/// How a score moved.
#[derive(Debug, Serialize, ToSchema)]
pub struct ChangeView {
    /// The score before.
    before: f64,
    /// From how many answers.
    n_before: u64,
    /// The first day of the period before.
    #[schema(value_type = String, format = Date)]
    from: Date,
    /// The last day of the period before.
    #[schema(value_type = String, format = Date)]
    to: Date,
    /// Now less before.
    difference: f64,
    /// Lower end of the difference's 95 % interval.
    low: f64,
    /// Upper end of the difference's 95 % interval.
    high: f64,
    /// `rise` or `fall` where the interval excludes zero, else `may_be_chance`.
    #[schema(example = "may_be_chance")]
    verdict: &'static str,
}

impl ChangeView {
    fn new(before: &Score, change: &Change, days: Days) -> Self {
        Self {
            before: one_decimal(before.score),
            n_before: before.n,
            from: days.first,
            to: days.last,
            difference: one_decimal(change.difference),
            low: one_decimal(change.low),
            high: one_decimal(change.high),
            verdict: match change.verdict {
                Verdict::Rise => "rise",
                Verdict::Fall => "fall",
                Verdict::MayBeChance => "may_be_chance",
            },
        }
    }
}

/// A survey's score with its interval, and whether it changed.
#[utoipa::path(
    get, path = "/api/v1/surveys/{survey}/score", tag = "figures", operation_id = "score",
    params(("survey" = String, Path, description = "The survey's id"), FiguresQuery),
    responses((status = 200, body = ScoreReply), (status = "4XX", body = super::problem::Problem)),
)]
pub async fn score(
    State(store): State<Records>,
    State(analytics): State<Analytics>,
    Caller(shop): Caller,
    Path(survey): Path<String>,
    Parameters(query): Parameters<FiguresQuery>,
) -> Result<Json<ScoreReply>, Error> {
    let period = query.period()?;
    let survey = OwnSurvey::of(&store, &shop, &survey).await?;
    let question = survey.question(query.question.as_deref())?;
    let counts = analytics
        .counts(&shop, survey.head.id, period, None)
        .await?;
    let figures = counts.figures(question);
    let change = figures.change().zip(counts.scope.before);
    let known = figures.score.as_ref();
    let groups = Group::ALL.into_iter().filter_map(|group| {
        let count = known.map_or(0, |score| score.groups.get(group));
        Some((question.kind.group_name(group)?, count))
    });
    Ok(Json(ScoreReply {
        question: question.id.clone(),
        kind: question.kind,
        score: known.map(|score| one_decimal(score.score)),
        n: figures.n(),
        low: known.map(|score| one_decimal(score.low)),
        high: known.map(|score| one_decimal(score.high)),
        mean: known
            .and_then(|score| score.mean)
            .map(|mean| (mean.value * 100.0).round() / 100.0),
        groups: groups.collect(),
        histogram: figures.ratings.iter().copied().collect(),
        change: change.map(|((before, change), days)| ChangeView::new(before, &change, days)),
        target: survey.head.target,
    }))
}

/// A score over time.
#[derive(Debug, Serialize, ToSchema)]
pub struct TrendReply {
    /// Of which question.
    #[schema(value_type = String, example = "score")]
    question: QuestionId,
    /// What kind of question.
    #[schema(value_type = String, example = "nps")]
    kind: Kind,
    /// `day`, `week` (from Monday) or `month`.
    #[schema(value_type = String, example = "week")]
    by: Step,
    /// Oldest first; those without answers are there too.
    points: Vec<PointView>,
}

/// One day, week or month.
#[derive(Debug, Serialize, ToSchema)]
pub struct PointView {
    /// Its first day.
    #[schema(value_type = String, format = Date, example = "2026-11-16")]
    start: Date,
    /// From how many answers of the period.
    n: u64,
    /// Its score; null without answers.
    score: Option<f64>,
    /// Lower end of the 95 % interval.
    low: Option<f64>,
    /// Upper end of the 95 % interval.
    high: Option<f64>,
}

/// A survey's score by day, week or month, each point with its interval.
#[utoipa::path(
    get, path = "/api/v1/surveys/{survey}/trend", tag = "figures", operation_id = "trend",
    params(("survey" = String, Path, description = "The survey's id"), FiguresQuery,
        ("by" = Option<String>, Query, description = "`day`, `week` or `month`; the usual one for the period where it is missing, the next coarser where there are more than 190 steps.", example = "week")),
    responses((status = 200, body = TrendReply), (status = "4XX", body = super::problem::Problem)),
)]
pub async fn trend(
    State(store): State<Records>,
    State(analytics): State<Analytics>,
    Caller(shop): Caller,
    Path(survey): Path<String>,
    Parameters(query): Parameters<FiguresQuery>,
) -> Result<Json<TrendReply>, Error> {
    let (period, step) = (query.period()?, query.step()?);
    let survey = OwnSurvey::of(&store, &shop, &survey).await?;
    let question = survey.question(query.question.as_deref())?;
    let counts = analytics
        .counts(&shop, survey.head.id, period, step)
        .await?;
    let points = counts.trend(question).into_iter().map(|point| {
        let figure =
            |of: fn(&Score) -> f64| point.score.as_ref().map(|score| one_decimal(of(score)));
        PointView {
            start: point.start,
            n: point.score.as_ref().map_or(0, |score| score.n),
            score: figure(|score| score.score),
            low: figure(|score| score.low),
            high: figure(|score| score.high),
        }
    });
    Ok(Json(TrendReply {
        question: question.id.clone(),
        kind: question.kind,
        by: counts.scope.step,
        points: points.collect(),
    }))
}

/// How far prompts came. Each number counts those of the period's prompts that came at least so far.
#[derive(Debug, Serialize, ToSchema)]
pub struct FunnelReply {
    /// A prompt went out.
    asked: u64,
    /// The form was seen, or answered.
    seen: u64,
    /// Something was answered.
    started: u64,
    /// The survey's end was reached.
    complete: u64,
    /// How many of the answers came from elsewhere, such as a file: without those who were asked there
    /// and said nothing, so that nothing follows from the shares where they are many.
    from_elsewhere: u64,
    /// Half of those who answered in the period did so within so many seconds of seeing the form.
    seconds_to_answer: Option<i64>,
    /// Half of those who reached the end did so within so many seconds of their first answer.
    seconds_to_complete: Option<i64>,
    /// Where those stopped who began in the period and did not reach the end.
    stopped: Vec<StopView>,
}

/// A question at which people stopped.
#[derive(Debug, Serialize, ToSchema)]
pub struct StopView {
    /// The question; null for the end, before it was sent off.
    #[schema(value_type = Option<String>, example = "why")]
    question: Option<QuestionId>,
    /// How many stopped there.
    n: u64,
}

/// How far prompts came, how long answers took, and where people stopped.
#[utoipa::path(
    get, path = "/api/v1/surveys/{survey}/funnel", tag = "figures", operation_id = "funnel",
    params(("survey" = String, Path, description = "The survey's id"), FiguresQuery),
    responses((status = 200, body = FunnelReply), (status = "4XX", body = super::problem::Problem),
        (status = 503, description = "The server has just started and still reads its answers: try again in a moment.", body = super::problem::Problem)),
)]
pub async fn funnel(
    State(store): State<Records>,
    State(analytics): State<Analytics>,
    Caller(shop): Caller,
    Path(survey): Path<String>,
    Parameters(query): Parameters<FiguresQuery>,
) -> Result<Json<FunnelReply>, Error> {
    let period = query.period()?;
    let head = own_survey(&store, &shop, &survey).await?;
    let FunnelReport { funnel, progress } = analytics.funnel(&shop, head.id, period).await?;
    let mut stopped: Vec<_> = progress
        .left
        .into_iter()
        .map(|(question, n)| StopView { question, n })
        .collect();
    stopped.sort_by(|a, b| b.n.cmp(&a.n).then_with(|| a.question.cmp(&b.question)));
    Ok(Json(FunnelReply {
        asked: funnel.asked,
        seen: funnel.seen,
        started: funnel.started,
        complete: funnel.complete,
        from_elsewhere: progress.unseen,
        seconds_to_answer: progress.to_answer.map(|time| time.as_secs()),
        seconds_to_complete: progress.to_complete.map(|time| time.as_secs()),
        stopped,
    }))
}
