//! What customers of a shop did after they answered, read from the index and kept at hand: what the
//! page and the API show.

use crate::{services::error::Error, state::App};
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
/// How many results are kept at hand.
const AT_HAND: usize = 64;

/// Which figures.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Wanted {
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
pub struct Found {
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

impl Found {
    /// Joins them from a shop's index, as of a moment.
    pub fn of(shop: &Shop, wanted: &Wanted, now: Timestamp) -> Self {
        let asked = Behaviour {
            survey: wanted.survey,
            question: &wanted.question,
            days: wanted.days,
            within: seconds_of(wanted.window),
            now,
        };
        let currencies = shop.currencies().to_vec();
        // Both halves go through all orders, and someone waits for them.
        let (loyalty, (cohorts, at_risk)) = std::thread::scope(|scope| {
            let months = scope.spawn(|| {
                let risk = shop.at_risk(wanted.survey, &wanted.question, wanted.kind, now);
                (shop.cohorts(now, MONTHS), risk)
            });
            let (answered, all) = shop.answered_purchases(asked);
            let bought = (answered.summed(), all.summed());
            let journeys = shop.behaviour(asked);
            let loyalty = loyalty(wanted.kind, journeys, bought, wanted.window, &currencies);
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

/// Figures that were worked out a moment ago.
#[derive(Debug, Default)]
pub struct AtHand(Mutex<HashMap<Wanted, (Moment, Arc<Found>)>>);

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

/// The figures, from at hand where nothing has changed.
pub async fn find(app: &App, wanted: Wanted) -> Result<Arc<Found>, Error> {
    // A minute is short enough for whoever looks, and long enough to look again.
    let now = app.now();
    let minute = now.as_second().div_euclid(60);
    let now = Timestamp::from_second(minute * 60).unwrap_or(now);
    let shop = app.index().read(wanted.shop).await?;
    let moment = (shop.sequence(), minute);
    if let Some(found) = app.loyalty().get(&wanted, moment) {
        return Ok(found);
    }
    // Going through a million customers would keep other requests waiting.
    let (wanted, found) = tokio::task::spawn_blocking(move || {
        let found = Found::of(&shop, &wanted, now);
        (wanted, Arc::new(found))
    })
    .await
    .map_err(|error| Error::Internal(error.to_string()))?;
    app.loyalty().keep(wanted, moment, Arc::clone(&found));
    Ok(found)
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
