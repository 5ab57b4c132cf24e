//! What customers of a shop did after they answered, read from the index and kept for a moment: what
//! the page and the API show.

use super::Analytics;
use crate::services::error::Error;
use afterword_domain::change::Sequence;
use afterword_shared::{
    id::{QuestionId, ShopId, SurveyId},
    order::Currency,
    scale::Kind,
};
use afterword_stats::loyalty::{AtRisk, Cohort, Loyalty, WINDOWS, loyalty, seconds_of};
use afterword_views::index::{Behaviour, Shop};
use jiff::{Timestamp, civil::Date};
use std::{
    collections::HashMap,
    panic::resume_unwind,
    sync::{Arc, Mutex, PoisonError},
};

/// How many months are listed by the month of the first order.
const MONTHS: usize = 24;
/// How many reports are kept at hand.
const CACHED: usize = 64;

/// Which figures.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct LoyaltyRequest {
    /// Of which shop.
    pub shop: ShopId,
    /// By the answers to which survey.
    pub survey: SurveyId,
    /// And to which of its questions, one with groups.
    pub question: QuestionId,
    /// Of which kind that is.
    pub kind: Kind,
    /// The days of first purchases, both included.
    pub days: (Date, Date),
    /// One of [`WINDOWS`].
    pub window: u16,
}

/// All figures.
#[derive(Debug)]
pub struct LoyaltyReport {
    /// Who bought again, and who answers.
    pub loyalty: Loyalty,
    /// By the month of the first order, whatever the period.
    pub cohorts: Vec<Cohort>,
    /// Of the last year, whatever the period.
    pub at_risk: AtRisk,
    /// What currencies stand for in the figures.
    pub currencies: Vec<Currency>,
    /// Whether any order names its customer.
    pub knows_customers: bool,
}

impl LoyaltyReport {
    /// Joins them from a shop's index, as of a moment.
    pub fn of(shop: &Shop, request: &LoyaltyRequest, now: Timestamp) -> Self {
        let behaviour = Behaviour {
            survey: request.survey,
            question: &request.question,
            days: request.days,
            within: seconds_of(request.window),
            now,
        };
        let currencies = shop.currencies().to_vec();
        // Both halves go through all orders, and someone waits for them.
        let (loyalty, (cohorts, at_risk)) = std::thread::scope(|scope| {
            let months = scope.spawn(|| {
                let risk = shop.at_risk(request.survey, &request.question, request.kind, now);
                (shop.cohorts(now, MONTHS), risk)
            });
            let (answered, all) = shop.answered_purchases(behaviour);
            let bought = (answered.summed(), all.summed());
            let journeys = shop.behaviour(behaviour);
            let loyalty = loyalty(request.kind, journeys, bought, request.window, &currencies);
            let months = months.join().unwrap_or_else(|panic| resume_unwind(panic));
            (loyalty, months)
        });
        Self {
            loyalty,
            cohorts,
            at_risk,
            currencies,
            knows_customers: shop.knows_customers(),
        }
    }
}

/// When figures were worked out: they stay what they are until somebody writes or a minute passes.
type Moment = (Sequence, i64);

/// Reports that were worked out a moment ago.
#[derive(Debug, Default)]
pub(super) struct LoyaltyCache(Mutex<HashMap<LoyaltyRequest, (Moment, Arc<LoyaltyReport>)>>);

impl LoyaltyCache {
    fn get(&self, request: &LoyaltyRequest, moment: Moment) -> Option<Arc<LoyaltyReport>> {
        let reports = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (at, report) = reports.get(request)?;
        (*at == moment).then(|| Arc::clone(report))
    }

    fn insert(&self, request: LoyaltyRequest, moment: Moment, report: Arc<LoyaltyReport>) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= CACHED {
            all.retain(|_, (at, _)| *at == moment);
        }
        if all.len() >= CACHED {
            all.clear();
        }
        all.insert(request, (moment, report));
    }
}

impl Analytics {
    /// What customers of a shop did: as it was worked out a moment ago, where nothing has changed.
    pub async fn loyalty(&self, request: LoyaltyRequest) -> Result<Arc<LoyaltyReport>, Error> {
        // A minute is short enough for whoever looks, and long enough to look again.
        let now = self.clock.now();
        let minute = now.as_second().div_euclid(60);
        let now = Timestamp::from_second(minute * 60).unwrap_or(now);
        let shop = self.index.read(request.shop).await?;
        let moment = (shop.sequence(), minute);
        if let Some(report) = self.loyalty.get(&request, moment) {
            return Ok(report);
        }
        // Going through a million customers would keep other requests waiting.
        let (request, report) = tokio::task::spawn_blocking(move || {
            let report = Arc::new(LoyaltyReport::of(&shop, &request, now));
            (request, report)
        })
        .await
        .map_err(|error| Error::Internal(error.to_string()))?;
        self.loyalty.insert(request, moment, Arc::clone(&report));
        Ok(report)
    }
}

/// The window that an address names, else the shortest but one.
pub fn window(text: &str) -> Result<u16, Error> {
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
