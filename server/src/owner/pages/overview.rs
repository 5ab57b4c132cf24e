//! The overview: the score and how sure it is, its shape, and who said it.

mod shares;
mod split;
mod target;
#[cfg(test)]
mod tests;
mod view;

use crate::{
    config::Config,
    http::{access::ShopContext, failure::Failure},
    owner::parts::{
        answer_line::AnswerLineStyle,
        survey_picker::{PickedSurvey, version},
    },
    services::{
        analytics::{
            Analytics,
            funnel::FunnelReport,
            overview::{OverviewReport, OverviewRequest},
        },
        error::Error,
        responses::pagination,
        tag,
    },
};
use afterword_domain::{
    period::{Period, PeriodQuery},
    record::{Response, Shop, SurveyHead},
};
use afterword_jobs::Clock;
use afterword_shared::survey::Survey;
use afterword_stats::{Figures, Scope, Step};
use afterword_store::Records;
use afterword_wording::Language;
use axum::extract::{Query, State};
use maud::Markup;
use serde::Deserialize;
use shares::Shares;
use split::SplitCard;
use std::sync::Arc;
pub(crate) use target::save as save_target;
pub(crate) use view::share_address;

/// How many answers stand on the page.
const NEWEST: usize = 6;

/// Which days, and how finely drawn.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct OverviewQuery {
    #[serde(flatten)]
    period: PeriodQuery,
    by: String,
}

/// `GET /shops/{shop}/overview`
pub(crate) async fn get(
    State(config): State<Arc<Config>>,
    State(store): State<Records>,
    State(analytics): State<Analytics>,
    State(clock): State<Clock>,
    access: ShopContext,
    Query(query): Query<OverviewQuery>,
    picked: PickedSurvey,
) -> Result<Markup, Failure> {
    let request = OverviewRequest {
        period: Period::parse(&query.period)?,
        step: Step::parse(&query.by),
        newest: NEWEST,
    };
    let lines = AnswerLineStyle {
        words: access.words,
        zone: access.zone.clone(),
        now: clock.now(),
        long: false,
        back: String::new(),
    };
    let shop = &access.frame.shop;
    let (survey, content) = (picked.head.clone(), picked.content.clone());
    let overview = read(
        access.words,
        &store,
        &analytics,
        shop,
        survey,
        content,
        request,
    )
    .await?;
    let tag = tag::tag(&config.base(), shop.id);
    Ok(overview.view(&access.frame, &picked, &tag, &lines))
}

/// Reads everything that the overview of a survey shows; `content` is what it asks now.
pub(crate) async fn read(
    words: Language,
    store: &Records,
    analytics: &Analytics,
    shop: &Shop,
    survey: SurveyHead,
    content: Survey,
    request: OverviewRequest,
) -> Result<OverviewView, Error> {
    let report = analytics.overview(shop, &survey, &content, request).await?;
    let OverviewReport {
        scope,
        figures,
        funnel,
        given,
        answered_ever,
        newest: places,
    } = report;
    let mut newest = Vec::with_capacity(places.len());
    for response in pagination::load(store, survey.shop, &places).await? {
        let asked = version(store, survey.id, response.version).await?;
        newest.push((response, asked.shown(&shop.name)));
    }
    let split = match content.scored_question() {
        None => None,
        Some(question) => analytics
            .split(words, &survey, question, scope.days)
            .await?
            .map(|split| SplitCard::new(split, &survey, question, request.period)),
    };
    Ok(OverviewView {
        words,
        shares: Shares::of(words, &content, &given),
        survey,
        content,
        period: request.period,
        scope,
        figures,
        funnel,
        split,
        answered_ever,
        newest,
    })
}

/// One survey, looked at.
pub(crate) struct OverviewView {
    /// In which language.
    pub words: Language,
    /// The survey.
    pub survey: SurveyHead,
    /// What it asks now.
    pub content: Survey,
    /// Which time.
    pub period: Period,
    /// Which days these are, and with which they are compared.
    pub scope: Scope,
    /// What was counted; `None` for a survey without a score.
    pub figures: Option<Figures>,
    /// How far prompts came, how long answers took and where some stopped.
    pub funnel: FunnelReport,
    /// What splits the answers most surely.
    pub split: Option<SplitCard>,
    /// How often each answer was given to the questions without a score.
    pub shares: Vec<Shares>,
    /// Whether anybody ever answered.
    pub answered_ever: bool,
    /// The newest answers of the period, each with what was asked.
    pub newest: Vec<(Response, Survey)>,
}
