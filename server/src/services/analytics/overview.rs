//! What the overview of a survey shows, read from the index at once.

use super::{
    Analytics,
    counts::load_counts,
    funnel::{FunnelReport, load_funnel},
};
use crate::services::error::Error;
use afterword_domain::{
    period::{Days, Period},
    record::{AnsweredAt, Shop, SurveyHead},
};
use afterword_shared::{
    id::{QuestionId, ResponseId},
    survey::{Question, Survey},
};
use afterword_stats::{Figures, Scope, Step};
use afterword_views::index::Given;
use jiff::{Timestamp, tz::TimeZone};
use std::collections::HashMap;

/// What is read of a survey.
#[derive(Clone, Copy, Debug)]
pub struct OverviewRequest {
    /// Over which time.
    pub period: Period,
    /// How finely the trend is drawn, where somebody chose.
    pub step: Option<Step>,
    /// How many of the newest answers.
    pub newest: usize,
}

/// What the overview of a survey shows.
#[derive(Clone, Debug)]
pub struct OverviewReport {
    /// Which days these are, and with which they are compared.
    pub scope: Scope,
    /// What was counted; `None` for a survey without a score.
    pub figures: Option<Figures>,
    /// How far prompts came.
    pub funnel: FunnelReport,
    /// What was answered to the questions without a headline that have a scale or options.
    pub given: HashMap<QuestionId, Given>,
    /// Whether anybody ever answered.
    pub answered_ever: bool,
    /// The newest answers of the period.
    pub newest: Vec<AnsweredAt>,
}

impl Analytics {
    /// The overview of a survey of a shop, as `content` asks it now.
    pub async fn overview(
        &self,
        shop: &Shop,
        survey: &SurveyHead,
        content: &Survey,
        request: OverviewRequest,
    ) -> Result<OverviewReport, Error> {
        let (zone, today) = (shop.zone(), self.today(shop));
        let view = self.index.read(shop.id).await?;
        let counts = load_counts(&view, survey.id, request.period, request.step, today);
        let days = counts.scope.days;
        let mut newest = view.answered(survey.id, false, behind(days, &zone), request.newest);
        let answered_ever =
            !newest.is_empty() || !view.answered(survey.id, false, None, 1).is_empty();
        newest.retain(|place| days.contains(place.at.to_zoned(zone.clone()).date()));
        let given = counted_questions(content).map(|question| {
            let days = (days.first, days.last);
            let given = view.answers(survey.id, &question.id, days);
            (question.id.clone(), given)
        });
        Ok(OverviewReport {
            figures: content
                .scored_question()
                .map(|question| counts.figures(question)),
            scope: counts.scope,
            funnel: load_funnel(&view, survey.id, days),
            given: given.collect(),
            answered_ever,
            newest,
        })
    }
}

/// The questions without a headline of which it can be said how often each answer was given.
pub fn counted_questions(survey: &Survey) -> impl Iterator<Item = &Question> {
    let first = survey.scored_question().map(|question| &question.id);
    survey.questions.iter().filter(move |question| {
        Some(&question.id) != first && (question.scale().is_some() || question.kind.has_options())
    })
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
