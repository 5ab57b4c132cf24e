//! Loyalty: what customers did after they answered, who answers at all, and what is at risk.

#[cfg(test)]
mod tests;
mod view;

use super::{
    failure::Failure,
    layout::{Frame, Section},
    overview::{no_survey, pick, survey_chooser, surveys_of, version},
    session::Owned,
};
use crate::{
    app::App,
    error::Error,
    founding,
    index::{Behaviour, Shop},
    period::{Days, Period, PeriodQuery},
    report::loyalty::{AtRisk, Cohort, Loyalty, WINDOWS, loyalty, seconds_of},
    store::{Sequence, record::SurveyHead},
};
use afterword_shared::{
    id::{QuestionId, ShopId, SurveyId},
    order::Currency,
    scale::Kind,
    survey::{Question, Survey},
};
use axum::{
    Extension,
    extract::{Query, State},
};
use jiff::{Timestamp, civil::Date};
use maud::{Markup, html};
use serde::Deserialize;
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

/// How many months are listed by the month of the first order.
const MONTHS: usize = 24;
/// How many results are kept at hand.
const AT_HAND: usize = 64;

/// What an address asks for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    survey: String,
    within: String,
    #[serde(flatten)]
    period: PeriodQuery,
}

/// Which figures.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Wanted {
    shop: ShopId,
    survey: SurveyId,
    question: QuestionId,
    kind: Kind,
    days: (Date, Date),
    window: u16,
}

/// All figures of the page.
#[derive(Debug)]
struct Found {
    loyalty: Loyalty,
    cohorts: Vec<Cohort>,
    at_risk: AtRisk,
    currencies: Vec<Currency>,
    /// Whether any order names its customer.
    knows_customers: bool,
}

impl Found {
    fn of(shop: &Shop, wanted: &Wanted, now: Timestamp) -> Self {
        let asked = Behaviour {
            survey: wanted.survey,
            question: &wanted.question,
            days: wanted.days,
            within: seconds_of(wanted.window),
            now,
        };
        let currencies = shop.currencies().to_vec();
        let bought = shop.answered_purchases(asked);
        let journeys = shop.behaviour(asked);
        Self {
            loyalty: loyalty(wanted.kind, journeys, bought, wanted.window, &currencies),
            cohorts: shop.cohorts(now, MONTHS),
            at_risk: shop.at_risk(wanted.survey, &wanted.question, wanted.kind, now),
            currencies,
            knows_customers: shop.knows_customers(),
        }
    }
}

/// When figures were worked out: they stay what they are until somebody writes or a minute passes.
type Moment = (Sequence, i64);

/// Figures that were worked out a moment ago.
#[derive(Debug, Default)]
pub(crate) struct AtHand(Mutex<HashMap<Wanted, (Moment, Arc<Found>)>>);

impl AtHand {
    fn get(&self, wanted: &Wanted, moment: Moment) -> Option<Arc<Found>> {
        let found = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (at, found) = found.get(wanted)?;
        (*at == moment).then(|| Arc::clone(found))
    }

    fn keep(&self, wanted: Wanted, moment: Moment, found: Arc<Found>) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= AT_HAND {
            all.retain(|_, (at, _)| *at == moment);
        }
        if all.len() >= AT_HAND {
            all.clear();
        }
        all.insert(wanted, (moment, found));
    }
}

/// `GET /shops/{shop}/loyalty`
pub(crate) async fn get(
    State(app): State<App>,
    owned: Owned,
    Extension(at_hand): Extension<Arc<AtHand>>,
    Query(asked): Query<Asked>,
) -> Result<Markup, Failure> {
    let surveys = surveys_of(&app, owned.frame.shop.id).await?;
    let Some(survey) = pick(&surveys, &asked.survey).cloned() else {
        return Ok(no_survey(&owned.frame));
    };
    let window = window(&asked.within)?;
    let period = period(&asked.period)?;
    let content = version(app.store(), survey.id, survey.version).await?;
    let content = content.shown(&owned.frame.shop.name);
    let Some(question) = content.scored_question() else {
        return Ok(nothing_scored(&owned.frame, &surveys, &survey));
    };
    // A minute is short enough for whoever looks, and long enough to look again.
    let now = app.now();
    let minute = now.as_second().div_euclid(60);
    let now = Timestamp::from_second(minute * 60).unwrap_or(now);
    let days = period.days(now.to_zoned(owned.zone.clone()).date());
    let wanted = Wanted {
        shop: owned.frame.shop.id,
        survey: survey.id,
        question: question.id.clone(),
        kind: question.kind,
        days: (days.first, days.last),
        window,
    };
    let found = find(&app, &at_hand, wanted, minute, now).await?;
    let page = Page {
        survey: &survey,
        surveys: &surveys,
        content: &content,
        question,
        period,
        days,
        window,
        found: &found,
        shop: owned.frame.shop.id,
        tag: founding::tag(&app.config().base(), owned.frame.shop.id),
    };
    Ok(page.view(&owned.frame))
}

/// The figures, from at hand where nothing has changed.
async fn find(
    app: &App,
    at_hand: &AtHand,
    wanted: Wanted,
    minute: i64,
    now: Timestamp,
) -> Result<Arc<Found>, Error> {
    let shop = app.index().read(wanted.shop).await?;
    let moment = (shop.sequence(), minute);
    if let Some(found) = at_hand.get(&wanted, moment) {
        return Ok(found);
    }
    // Going through a million customers would keep other requests waiting.
    let (wanted, found) = tokio::task::spawn_blocking(move || {
        let found = Found::of(&shop, &wanted, now);
        (wanted, Arc::new(found))
    })
    .await
    .map_err(|error| Error::Internal(error.to_string()))?;
    at_hand.keep(wanted, moment, Arc::clone(&found));
    Ok(found)
}

/// The window that an address names, else the shortest but one.
fn window(text: &str) -> Result<u16, Error> {
    if text.is_empty() {
        return Ok(WINDOWS[1]);
    }
    let window = text.parse().ok().filter(|days| WINDOWS.contains(days));
    window.ok_or_else(|| {
        let [short, middle, long] = WINDOWS;
        Error::Refused(format!(
            "Customers are watched for {short}, {middle} or {long} days: choose one of them."
        ))
    })
}

/// The period that an address names, else all time: what followed takes its time to be seen.
fn period(asked: &PeriodQuery) -> Result<Period, Error> {
    let said = [&asked.days, &asked.from, &asked.to];
    if said.iter().all(|part| part.is_empty()) {
        return Ok(Period::All);
    }
    Period::parse(asked)
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
