//! Loyalty: what customers did after they answered, who answers at all, and what is at risk.

#[cfg(test)]
mod tests;
mod view;

use crate::{
    config::Config,
    http::{
        access::{Frame, ShopContext},
        failure::Failure,
    },
    owner::parts::{layout::Section, survey_picker::PickedSurvey},
    services::{
        analytics::{
            Analytics,
            loyalty::{self, LoyaltyReport, LoyaltyRequest},
        },
        tag,
    },
};
use afterword_domain::period::{Days, Period, PeriodQuery};
use afterword_shared::{id::ShopId, survey::Question};
use afterword_wording::Language;
use axum::extract::{Query, State};
use maud::{Markup, html};
use serde::Deserialize;
use std::sync::Arc;

/// What an address asks for, besides the survey.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct LoyaltyQuery {
    within: String,
    #[serde(flatten)]
    period: PeriodQuery,
}

/// `GET /shops/{shop}/loyalty`
pub(crate) async fn get(
    State(config): State<Arc<Config>>,
    State(analytics): State<Analytics>,
    access: ShopContext,
    Query(query): Query<LoyaltyQuery>,
    picked: PickedSurvey,
) -> Result<Markup, Failure> {
    let shop = &access.frame.shop;
    let window = loyalty::window(&query.within)?;
    // All time: what followed takes its time to be seen.
    let period = Period::parse_or(&query.period, Period::All)?;
    let Some(question) = picked.content.scored_question() else {
        return Ok(nothing_scored(&access.frame, &picked));
    };
    let days = period.days(analytics.today(shop));
    let request = LoyaltyRequest {
        shop: shop.id,
        survey: picked.head.id,
        question: question.id.clone(),
        kind: question.kind,
        days: (days.first, days.last),
        window,
    };
    let report = analytics.loyalty(request).await?;
    let view = LoyaltyView {
        words: access.words,
        picked: &picked,
        question,
        period,
        days,
        window,
        report: &report,
        shop: shop.id,
        tag: tag::tag(&config.base(), shop.id),
    };
    Ok(view.page(&access.frame))
}

/// The page of a survey without a score.
fn nothing_scored(frame: &Frame, picked: &PickedSurvey) -> Markup {
    let words = frame.words;
    frame.page(
        Section::Loyalty,
        &html! {
            main id="main" {
                div.head {
                    div { h1 { (Section::Loyalty.name(words)) } p.note { (picked.head.name) } }
                    div.tools { (picked.chooser(words, |id| format!("?survey={id}"))) }
                }
                section.card {
                    p.few { (words.loyalty_nothing_scored()) }
                    p.note { (words.loyalty_nothing_scored_note()) }
                    div.actions { a.button href=(Section::Surveys.path(frame.shop.id)) { (words.loyalty_to_surveys()) } }
                }
            }
        },
    )
}

/// The page's parts.
struct LoyaltyView<'a> {
    words: Language,
    picked: &'a PickedSurvey,
    question: &'a Question,
    period: Period,
    days: Days,
    window: u16,
    report: &'a LoyaltyReport,
    shop: ShopId,
    tag: String,
}
