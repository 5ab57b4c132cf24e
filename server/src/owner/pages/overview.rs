//! The overview: the score and how sure it is, its shape, and who said it.

mod shares;
mod target;
#[cfg(test)]
mod tests;
mod view;

use crate::{
    http::access::ShopContext,
    owner::parts::{
        answer::Lines,
        code_block::code_block,
        failure::Failure,
        layout::{Frame, Section},
        split::{PATIENCE, Split},
    },
    services::{analytics::counts, error::Error, responses::pagination, tag},
    state::App,
};
use afterword_domain::{
    period::{Days, Period, PeriodQuery},
    record::{AnsweredAt, Response, SurveyHead, SurveyStatus, SurveyVersion},
};
use afterword_shared::{
    id::{ResponseId, ShopId, SurveyId},
    survey::Survey,
};
use afterword_stats::{Figures, Funnel, Scope, Step};
use afterword_store::Records;
use afterword_views::index::{self, Filter, NotReady, Progress};
use afterword_wording::Language;
use axum::extract::{Query, State};
use jiff::{Timestamp, tz::TimeZone};
use maud::{Markup, html};
use serde::Deserialize;
use shares::Shares;
use std::sync::Arc;
pub(crate) use target::save as save_target;

/// How many answers stand on the page.
const NEWEST: usize = 6;
/// What an address asks for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    survey: String,
    #[serde(flatten)]
    period: PeriodQuery,
    by: String,
}

/// `GET /shops/{shop}/overview`
pub(crate) async fn get(
    State(app): State<App>,
    access: ShopContext,
    Query(asked): Query<Asked>,
) -> Result<Markup, Failure> {
    let period = Period::parse(&asked.period)?;
    let surveys = surveys_of(&app, access.frame.shop.id).await?;
    let Some(survey) = pick(&surveys, &asked.survey) else {
        return Ok(no_survey(&access.frame));
    };
    let lines = Lines {
        zone: access.zone.clone(),
        now: app.now(),
        long: false,
        back: String::new(),
    };
    let scope = Wanted {
        period,
        step: Step::parse(&asked.by),
        newest: NEWEST,
    };
    let overview = read(&app, survey.clone(), surveys, scope, &lines).await?;
    Ok(overview.view(&access.frame, &lines))
}

/// What is read of a survey.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wanted {
    /// Over which time.
    pub period: Period,
    /// How finely the trend is drawn, where somebody chose.
    pub step: Option<Step>,
    /// How many of the newest answers.
    pub newest: usize,
}

/// Reads everything that the overview of a survey shows.
pub(crate) async fn read(
    app: &App,
    survey: SurveyHead,
    surveys: Vec<SurveyHead>,
    wanted: Wanted,
    lines: &Lines,
) -> Result<Overview, Error> {
    let shop = app.store().shop(survey.shop).await?;
    let shop = shop.map(|kept| kept.value.name).unwrap_or_default();
    let content = version(app.store(), survey.id, survey.version).await?;
    let content = content.shown(&shop);
    let today = lines.now.to_zoned(lines.zone.clone()).date();
    let index = app.index().read(survey.shop).await?;
    let (counts, scope) = counts::read(&index, survey.id, wanted.period, wanted.step, today);
    let figures = content
        .scored_question()
        .map(|question| Figures::of(question.kind, &question.id, &counts, &scope));
    let behind = behind(scope.days, &lines.zone);
    let mut answered = index.answered(survey.id, false, behind, wanted.newest);
    let answered_ever =
        !answered.is_empty() || !index.answered(survey.id, false, None, 1).is_empty();
    drop(index);
    answered.retain(|place| {
        let day = place.at.to_zoned(lines.zone.clone()).date();
        scope.days.contains(day)
    });
    let mut newest = Vec::with_capacity(wanted.newest);
    for response in pagination::load(app.store(), survey.shop, &answered).await? {
        let asked = version(app.store(), survey.id, response.version).await?;
        newest.push((response, asked.shown(&shop)));
    }
    let counted: Vec<_> = counts
        .iter()
        .filter(|(key, _)| scope.days.contains(key.day))
        .cloned()
        .collect();
    let (progress, shares) = match joined(app, &survey, &content, scope.days).await? {
        Some((progress, shares)) => (Some(progress), shares),
        None => (None, Vec::new()),
    };
    let split = match content.scored_question() {
        Some(question) => Split::read(app, &survey, question, wanted.period, scope.days).await?,
        None => None,
    };
    Ok(Overview {
        split,
        progress,
        tag: tag::tag(&app.config().base(), survey.shop),
        survey,
        content,
        surveys,
        period: wanted.period,
        scope,
        figures,
        funnel: Funnel::of(&counted),
        shares,
        answered_ever,
        newest,
    })
}

/// What became of those who began to answer in these days, and what they answered to the questions
/// without a score; `None` while that is still being read.
async fn joined(
    app: &App,
    survey: &SurveyHead,
    content: &Survey,
    days: Days,
) -> Result<Option<(Progress, Vec<Shares>)>, Error> {
    let view = match tokio::time::timeout(PATIENCE, app.index().read(survey.shop)).await {
        Ok(Ok(view)) => view,
        Err(_) | Ok(Err(NotReady::Loading { .. })) => return Ok(None),
        Ok(Err(error)) => return Err(error.into()),
    };
    let days = (days.first, days.last);
    let progress = view.progress(index::Query {
        survey: survey.id,
        days,
        question: None,
        filter: &Filter::default(),
    });
    let shares = Shares::of(content, |question| view.answers(survey.id, question, days));
    Ok(Some((progress, shares)))
}

/// The place in the list of answers right behind some days; `None` where they reach to the end of
/// the calendar.
fn behind(days: Days, zone: &TimeZone) -> Option<AnsweredAt> {
    let at = days.last.tomorrow().ok()?.to_zoned(zone.clone()).ok()?;
    // Nothing sorts behind the last id of that moment but what came before the moment.
    let milliseconds = at.timestamp().as_millisecond();
    Some(AnsweredAt {
        at: Timestamp::from_millisecond(milliseconds).ok()?,
        id: ResponseId::from_bytes([0; 16]),
    })
}

/// One version of a survey, which is there if anything names it.
pub(crate) async fn version(
    store: &Records,
    survey: SurveyId,
    version: u32,
) -> Result<Arc<SurveyVersion>, Error> {
    store
        .survey_version(survey, version)
        .await?
        .ok_or_else(|| Error::Internal(format!("{survey} has no version {version}")))
}

/// A shop's surveys, oldest first.
pub(crate) async fn surveys_of(app: &App, shop: ShopId) -> Result<Vec<SurveyHead>, Error> {
    let surveys = app.store().surveys(shop).await?;
    Ok(surveys.into_iter().map(|kept| kept.value).collect())
}

/// The survey that an address names, else the first that is live, else the first.
pub(crate) fn pick<'a>(surveys: &'a [SurveyHead], named: &str) -> Option<&'a SurveyHead> {
    surveys
        .iter()
        .find(|survey| survey.id.to_string() == named)
        .or_else(|| {
            surveys
                .iter()
                .find(|survey| survey.status == SurveyStatus::Live)
        })
        .or_else(|| surveys.first())
}

/// The page of a shop that asks nothing.
pub(crate) fn no_survey(frame: &Frame) -> Markup {
    frame.page(
        Section::Overview,
        &html! {
            main id="main" {
                div.head { h1 { "Overview" } }
                section.card {
                    p.few { "There is no survey yet." }
                    p.note { "Start from one of the surveys that shops ask after an order." }
                    div.actions { a.button href=(Section::Surveys.path(frame.shop.id)) { "Add a survey" } }
                }
            }
        },
    )
}

/// One survey, looked at.
pub(crate) struct Overview {
    /// It.
    pub survey: SurveyHead,
    /// What it asks now.
    pub content: Survey,
    /// The shop's surveys to choose from.
    pub surveys: Vec<SurveyHead>,
    /// Which time.
    pub period: Period,
    /// Which days these are, and with which they are compared.
    pub scope: Scope,
    /// What was counted; `None` for a survey without a score.
    pub figures: Option<Figures>,
    /// How far prompts came.
    pub funnel: Funnel,
    /// How long answers took and where some stopped; `None` while the index is still being read.
    pub progress: Option<Progress>,
    /// What splits the answers most surely.
    pub split: Option<Split>,
    /// How often each answer was given to the questions without a score; none while the index is
    /// still being read.
    pub shares: Vec<Shares>,
    /// Whether anybody ever answered.
    pub answered_ever: bool,
    /// The newest answers of the period, each with what was asked.
    pub newest: Vec<(Response, Survey)>,
    /// What the owner pastes.
    pub tag: String,
}

/// The shop's other surveys, where it has more than one.
pub(crate) fn survey_chooser(
    surveys: &[SurveyHead],
    here: &SurveyHead,
    address: impl Fn(SurveyId) -> String,
) -> Markup {
    html! {
        @if surveys.len() > 1 {
            details.chooser {
                summary aria-label={ "Survey: " (here.name) } { span { (here.name) } }
                ul {
                    @for survey in surveys {
                        li {
                            a href=(address(survey.id)) aria-current=[(survey.id == here.id).then_some("true")] {
                                (survey.name)
                                @if survey.status == SurveyStatus::Paused { small { "paused" } }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A piece of code with a button that copies it.
pub(crate) fn tag_block(code: &str) -> Markup {
    code_block(Language::ENGLISH, code)
}
