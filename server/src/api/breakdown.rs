//! `GET /api/v1/surveys/{id}/breakdown`: a score by what is known about the answers, and which
//! differences are sure.

use super::{Pairs, Parameters, current, own_survey, period, rounded};
use crate::{
    http::caller::Caller,
    services::{
        analytics::{
            Analytics,
            breakdown::{self, BreakdownRequest},
        },
        error::Error,
    },
};
use afterword_domain::period::PeriodQuery;
use afterword_shared::{id::QuestionId, scale::Kind};
use afterword_stats::{Estimate, Verdict, breakdown::Compared};
use afterword_store::Records;
use afterword_views::index::Filter;
use afterword_wording::Language;
use axum::{
    Json,
    extract::{Path, State},
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Which answers, besides the filter: `country=LV`, `device=phone`, `field-campaign=spring` …
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct BreakdownQuery {
    /// `country` and the like; all of them where it is missing.
    by: String,
    /// Which question, where not the first that has a figure.
    question: String,
    /// All time where it is missing.
    #[serde(flatten)]
    period: PeriodQuery,
}

impl super::Named for BreakdownQuery {
    const NAMES: &'static [&'static str] = &["by", "question", "days", "from", "to"];
    const ATTRIBUTES: bool = true;
}

/// The reply. NPS is in points, shares are in per cent, means in ratings.
#[derive(Debug, Serialize, ToSchema)]
pub struct BreakdownReply {
    /// Of which question.
    #[schema(value_type = String, example = "score")]
    question: QuestionId,
    /// What kind of question.
    #[schema(value_type = String, example = "nps")]
    kind: Kind,
    /// First day, `null` for the beginning.
    #[schema(value_type = Option<String>, format = Date)]
    from: Option<Date>,
    /// Last day.
    #[schema(value_type = String, format = Date)]
    to: Date,
    /// Of all answers that match; `null` without any.
    all: Option<Figure>,
    /// Groups of 30 answers and more, the surest difference first.
    groups: Vec<Group>,
    /// What has fewer answers.
    too_small: Vec<TooSmall>,
}

/// A figure with its uncertainty.
#[derive(Debug, Serialize, ToSchema)]
struct Figure {
    /// The figure.
    value: f64,
    /// From how many answers.
    n: u64,
    /// Lower end of the 95 % interval.
    low: f64,
    /// Upper end of the 95 % interval.
    high: f64,
}

/// Those with one value.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = BreakdownGroup)]
struct Group {
    /// By what, such as `country`.
    by: String,
    /// The value, as a filter takes it.
    value: String,
    /// The value as owners read it.
    name: String,
    /// Their figure.
    figure: Figure,
    /// To all others of whom the same is known; `null` where they are too few.
    difference: Option<Difference>,
}

/// How far two groups lie apart.
#[derive(Debug, Serialize, ToSchema)]
struct Difference {
    /// This group less the others.
    value: f64,
    /// Lower end of the difference's 95 % interval.
    low: f64,
    /// Upper end of the difference's 95 % interval.
    high: f64,
    /// The p-value.
    chance: f64,
    /// Adjusted for all comparisons of this reply, after Benjamini and Hochberg.
    adjusted: f64,
    /// `higher` or `lower` where it is sure among them all, else `null`.
    sure: Option<&'static str>,
}

/// Groups of fewer than 30 answers.
#[derive(Debug, Serialize, ToSchema)]
struct TooSmall {
    /// By what.
    by: String,
    /// How many such groups.
    groups: usize,
    /// How many answers they have together.
    n: u64,
}

/// Breaks a survey's score down, each figure rounded to two decimals. Every other parameter is a
/// filter: `country=LV`, `device=phone`, `field-campaign=spring` and the like.
#[utoipa::path(
    get, path = "/api/v1/surveys/{survey}/breakdown", tag = "figures", operation_id = "breakdown",
    params(
        ("survey" = String, Path, description = "The survey's id"),
        ("by" = Option<String>, Query, description = "`country`, `device`, `product` and the like, or `field-…`; all of them where it is missing.", example = "country"),
        ("question" = Option<String>, Query, description = "Which question, where not the first that has a figure."),
        ("days" = Option<String>, Query, description = "The days up to today: 7, 30, 90, 365 or all.", example = "90"),
        ("from" = Option<String>, Query, description = "The first shop-local day. Goes before `days`.", example = "2026-11-01"),
        ("to" = Option<String>, Query, description = "The last shop-local day, included.", example = "2026-11-30"),
    ),
    responses((status = 200, body = BreakdownReply), (status = "4XX", body = super::problem::Problem),
        (status = 503, description = "The server has just started and still reads its answers: try again in a moment.", body = super::problem::Problem)),
)]
pub async fn get(
    State(store): State<Records>,
    State(analytics): State<Analytics>,
    Caller(shop): Caller,
    Path(survey): Path<String>,
    Parameters(query): Parameters<BreakdownQuery>,
    Pairs(pairs): Pairs,
) -> Result<Json<BreakdownReply>, Error> {
    let head = own_survey(&store, &shop, &survey).await?;
    let by = breakdown::dimension(&query.by)?;
    let filter = Filter::parse(pairs)?.with_group(None);
    let days = period(&query.period)?.days(analytics.today(&shop));
    let version = current(&store, &head).await?;
    let rated = breakdown::rated_questions(&version.content);
    let named = |id: &QuestionId| query.question.is_empty() || id.as_str() == query.question;
    let (question, gauge) = rated
        .into_iter()
        .find(|(question, _)| named(&question.id))
        .ok_or(Error::NotFound(
            "This survey has no such question with ratings.",
        ))?;
    let request = BreakdownRequest {
        survey: head.id,
        question: &question.id,
        gauge,
        days,
        by: by.as_ref(),
        filter: &filter,
    };
    // Programs go by keys; names are as they always were.
    let report = analytics
        .breakdown(Language::ENGLISH, shop.id, request)
        .await?;
    let groups = report.groups.rows.into_iter().map(|row| Group {
        by: row.attribute.key(),
        value: row.value.key,
        name: row.value.name,
        figure: figure(row.estimate),
        difference: row.compared.map(difference),
    });
    let too_small = report.groups.folded.into_iter().map(|folded| TooSmall {
        by: folded.attribute.key(),
        groups: folded.values,
        n: folded.n,
    });
    Ok(Json(BreakdownReply {
        question: question.id.clone(),
        kind: question.kind,
        from: (days.first > Date::MIN).then_some(days.first),
        to: days.last,
        all: report.whole.map(figure),
        groups: groups.collect(),
        too_small: too_small.collect(),
    }))
}

fn figure(estimate: Estimate) -> Figure {
    Figure {
        value: rounded(estimate.value),
        n: estimate.n,
        low: rounded(estimate.low),
        high: rounded(estimate.high),
    }
}

fn difference(compared: Compared) -> Difference {
    let difference = compared.difference;
    Difference {
        value: rounded(difference.value),
        low: rounded(difference.low),
        high: rounded(difference.high),
        chance: difference.chance,
        adjusted: compared.adjusted,
        sure: match compared.verdict() {
            Verdict::Rise => Some("higher"),
            Verdict::Fall => Some("lower"),
            Verdict::MayBeChance => None,
        },
    }
}
