//! Loyalty: what customers did after they answered, who answers at all, and what is at risk.

#[cfg(test)]
mod tests;
mod view;

use super::overview::{no_survey, pick, survey_chooser, surveys_of, version};
use crate::{
    http::access::ShopContext,
    owner::parts::{
        failure::Failure,
        layout::{Frame, Section},
    },
    services::{
        analytics::loyalty::{self, Found, Wanted},
        tag,
    },
    state::App,
};
use afterword_domain::{
    period::{Days, Period, PeriodQuery},
    record::SurveyHead,
};
use afterword_shared::{
    id::ShopId,
    survey::{Question, Survey},
};
use axum::extract::{Query, State};
use maud::{Markup, html};
use serde::Deserialize;

/// What an address asks for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    survey: String,
    within: String,
    #[serde(flatten)]
    period: PeriodQuery,
}

/// `GET /shops/{shop}/loyalty`
pub(crate) async fn get(
    State(app): State<App>,
    access: ShopContext,
    Query(asked): Query<Asked>,
) -> Result<Markup, Failure> {
    let surveys = surveys_of(&app, access.frame.shop.id).await?;
    let Some(survey) = pick(&surveys, &asked.survey).cloned() else {
        return Ok(no_survey(&access.frame));
    };
    let window = loyalty::window(&asked.within)?;
    // All time: what followed takes its time to be seen.
    let period = Period::parse_or(&asked.period, Period::All)?;
    let content = version(app.store(), survey.id, survey.version).await?;
    let content = content.shown(&access.frame.shop.name);
    let Some(question) = content.scored_question() else {
        return Ok(nothing_scored(&access.frame, &surveys, &survey));
    };
    let days = period.days(app.now().to_zoned(access.zone.clone()).date());
    let wanted = Wanted {
        shop: access.frame.shop.id,
        survey: survey.id,
        question: question.id.clone(),
        kind: question.kind,
        days: (days.first, days.last),
        window,
    };
    let found = loyalty::find(&app, wanted).await?;
    let page = Page {
        survey: &survey,
        surveys: &surveys,
        content: &content,
        question,
        period,
        days,
        window,
        found: &found,
        shop: access.frame.shop.id,
        tag: tag::tag(&app.config().base(), access.frame.shop.id),
    };
    Ok(page.view(&access.frame))
}

/// The page of a survey without a score.
fn nothing_scored(frame: &Frame, surveys: &[SurveyHead], survey: &SurveyHead) -> Markup {
    frame.page(
        Section::Loyalty,
        &html! {
            main id="main" {
                div.head {
                    div { h1 { "Loyalty" } p.note { (survey.name) } }
                    div.tools { (survey_chooser(surveys, survey, |id| format!("?survey={id}"))) }
                }
                section.card {
                    p.few { "This survey asks for no score." }
                    p.note { "What customers did afterwards can be told by how they answered about recommending you, about their satisfaction or about their effort." }
                    div.actions { a.button href=(Section::Surveys.path(frame.shop.id)) { "To the surveys" } }
                }
            }
        },
    )
}

/// The page's parts.
struct Page<'a> {
    survey: &'a SurveyHead,
    surveys: &'a [SurveyHead],
    content: &'a Survey,
    question: &'a Question,
    period: Period,
    days: Days,
    window: u16,
    found: &'a Found,
    shop: ShopId,
    tag: String,
}
