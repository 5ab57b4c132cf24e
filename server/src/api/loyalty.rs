//! `GET /api/v1/surveys/{survey}/loyalty`: what customers did after they answered.

use super::{Parameters, current, own_survey, period, rounded};
use crate::{
    http::caller::Caller,
    services::{
        analytics::{
            Analytics,
            loyalty::{self, LoyaltyReport, LoyaltyRequest},
        },
        error::Error,
    },
};
use afterword_domain::period::PeriodQuery;
use afterword_shared::{
    id::QuestionId,
    order::{Currency, Money},
    scale::Kind,
};
use afterword_stats::{Interval, Verdict, interval::Median, loyalty as stats, skewed_mean::Mean};
use afterword_store::Records;
use axum::{
    Json,
    extract::{Path, State},
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Which purchases, and for how long customers are watched after them.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct LoyaltyQuery {
    within: String,
    #[serde(flatten)]
    period: PeriodQuery,
}

impl super::Named for LoyaltyQuery {
    const NAMES: &'static [&'static str] = &["within", "days", "from", "to"];
}

/// The reply. Shares are in per cent. The unit is the customer, by the first purchase of the period
/// and what was answered about it; only those count whose whole window has passed.
#[derive(Debug, Serialize, ToSchema)]
pub struct LoyaltyReply {
    /// By the answers to which question.
    #[schema(value_type = String, example = "score")]
    question: QuestionId,
    /// What kind of question.
    #[schema(value_type = String, example = "nps")]
    kind: Kind,
    /// First day of first purchases, `null` for the beginning.
    #[schema(value_type = Option<String>, format = Date)]
    from: Option<Date>,
    /// Their last day.
    #[schema(value_type = String, format = Date)]
    to: Date,
    /// For how many days `days`, `orders` and `spent` are told.
    #[schema(example = 90)]
    within: u16,
    /// Whether any order names its customer; without that nobody can be told to come back.
    knows_customers: bool,
    /// Everybody, then the groups with the highest first, then who was silent and who not asked.
    groups: Vec<Line>,
    /// The same by each rating, the highest first.
    ratings: Vec<Line>,
    /// Who rated.
    respondents: Crowd,
    /// Everybody, to compare with.
    everybody: Crowd,
    /// By the month of the first order, whatever the period.
    cohorts: Vec<Cohort>,
    /// Orders of the last 365 days by customers whose latest answer fell into the lowest group.
    at_risk: AtRisk,
}

/// What is known of some customers.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = LoyaltyLine)]
struct Line {
    /// `all`, a group such as `promoter`, `rated`, `silent` (asked, but no answer) or `not_asked`.
    #[schema(example = "promoter")]
    party: &'static str,
    /// Of `rated`: the rating.
    rating: Option<u8>,
    /// How many bought again within 30, 90 and 365 days.
    again: Vec<Again>,
    /// Days to the next order, of those who bought again within the window; their median.
    days: Option<Middle>,
    /// Further orders of each customer within the window; their mean.
    orders: Option<Middle>,
    /// What those came to for each customer, by the currency of the first purchase.
    spent: Vec<Spent>,
}

/// How many bought again within some days.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = BoughtAgain)]
struct Again {
    /// Within how many days.
    within: u16,
    /// How many, of how many.
    share: Share,
    /// The share less that of all other customers; `null` where one of them has too few.
    difference: Option<Lead>,
}

/// A share in per cent.
#[derive(Debug, Serialize, ToSchema)]
struct Share {
    /// How many.
    part: u64,
    /// Of how many.
    n: u64,
    /// The share; `null` of nobody.
    value: Option<f64>,
    /// Lower end of the 95 % interval.
    low: Option<f64>,
    /// Upper end of the 95 % interval.
    high: Option<f64>,
}

/// How far a share lies from that of the others, in points.
#[derive(Debug, Serialize, ToSchema)]
struct Lead {
    /// This share less the others'.
    value: f64,
    /// Lower end of the difference's 95 % interval.
    low: f64,
    /// Upper end of the difference's 95 % interval.
    high: f64,
    /// `higher` or `lower` where the interval excludes zero, else `null`.
    sure: Option<&'static str>,
}

/// A median or a mean.
#[derive(Debug, Serialize, ToSchema)]
struct Middle {
    /// The figure.
    value: f64,
    /// Of how many.
    n: u64,
    /// Lower end of the 95 % interval; `null` where there are too few to tell.
    low: Option<f64>,
    /// Upper end of the 95 % interval.
    high: Option<f64>,
}

/// An amount of money, in major units of a currency.
#[derive(Debug, Serialize, ToSchema)]
struct Spent {
    /// The currency.
    #[schema(example = "EUR")]
    currency: &'static str,
    /// How much.
    amount: Middle,
}

/// Who answers, or everybody.
#[derive(Debug, Serialize, ToSchema)]
struct Crowd {
    /// How many orders of the period.
    orders: u64,
    /// What an order came to, by currency; the median.
    totals: Vec<Spent>,
    /// How many of them were by customers who had bought before.
    returning: Share,
    /// How many customers, whether their window has passed or not.
    customers: u64,
    /// How many bought again within the window.
    again: Share,
}

/// Customers whose first order fell into one month.
#[derive(Debug, Serialize, ToSchema)]
struct Cohort {
    /// The first of the month.
    #[schema(value_type = String, format = Date, example = "2026-01-01")]
    month: Date,
    /// How many.
    customers: u64,
    /// How many of them bought in the month after, the one after that and so on; whole months only.
    bought: Vec<u64>,
    /// How many have bought nothing in the last 365 days; `null` before so long has passed.
    gone: Option<u64>,
}

/// What unhappy customers spent in the last 365 days.
#[derive(Debug, Serialize, ToSchema)]
struct AtRisk {
    /// How many customers' latest answer fell into the lowest group.
    unhappy: u64,
    /// How many of them bought.
    customers: u64,
    /// How many orders those placed.
    orders: u64,
    /// How many orders all customers placed.
    all_orders: u64,
    /// What those came to, by currency.
    money: Vec<Risked>,
}

/// Money at risk in one currency: digits with a point.
#[derive(Debug, Serialize, ToSchema)]
struct Risked {
    /// The currency.
    #[schema(example = "EUR")]
    currency: &'static str,
    /// At risk.
    #[schema(example = "2300.00")]
    at_risk: String,
    /// What all orders came to.
    #[schema(example = "9800.00")]
    all: String,
}

/// Who bought again, how soon and for how much, by what was answered; and who answers at all. It tells
/// what goes together, not what comes of what. Figures are rounded to two decimals.
#[utoipa::path(
    get, path = "/api/v1/surveys/{survey}/loyalty", tag = "figures", operation_id = "loyalty",
    params(
        ("survey" = String, Path, description = "The survey's id"),
        ("within" = Option<String>, Query, description = "For how many days customers are watched after a purchase: 30, 90 or 365; 90 where it is missing.", example = "90"),
        ("days" = Option<String>, Query, description = "First purchases of the days up to today: 7, 30, 90, 365 or all.", example = "all"),
        ("from" = Option<String>, Query, description = "The first shop-local day. Goes before `days`.", example = "2026-11-01"),
        ("to" = Option<String>, Query, description = "The last shop-local day, included.", example = "2026-11-30"),
    ),
    responses((status = 200, body = LoyaltyReply), (status = "4XX", body = super::problem::Problem),
        (status = 503, description = "The server has just started and still reads its answers: try again in a moment.", body = super::problem::Problem)),
)]
pub async fn get(
    State(store): State<Records>,
    State(analytics): State<Analytics>,
    Caller(shop): Caller,
    Path(survey): Path<String>,
    Parameters(query): Parameters<LoyaltyQuery>,
) -> Result<Json<LoyaltyReply>, Error> {
    let head = own_survey(&store, &shop, &survey).await?;
    let window = loyalty::window(&query.within)?;
    let days = period(&query.period)?.days(analytics.today(&shop));
    let version = current(&store, &head).await?;
    let question = version.content.scored_question().ok_or(Error::NotFound(
        "This survey has no question with a score by which customers could be told apart.",
    ))?;
    let request = LoyaltyRequest {
        shop: shop.id,
        survey: head.id,
        question: question.id.clone(),
        kind: question.kind,
        days: (days.first, days.last),
        window,
    };
    let report = analytics.loyalty(request).await?;
    let view = View {
        kind: question.kind,
        currencies: &report.currencies,
        all: &report.loyalty.groups,
    };
    let LoyaltyReport {
        loyalty, at_risk, ..
    } = &*report;
    Ok(Json(LoyaltyReply {
        question: question.id.clone(),
        kind: question.kind,
        from: (days.first > Date::MIN).then_some(days.first),
        to: days.last,
        within: window,
        knows_customers: report.knows_customers,
        groups: loyalty.groups.iter().map(|line| view.line(line)).collect(),
        ratings: loyalty.ratings.iter().map(|line| view.line(line)).collect(),
        respondents: view.crowd(&loyalty.respondents),
        everybody: view.crowd(&loyalty.everybody),
        cohorts: report.cohorts.iter().map(Cohort::new).collect(),
        at_risk: view.at_risk(at_risk),
    }))
}

/// What the parts of a reply have in common.
struct View<'a> {
    kind: Kind,
    currencies: &'a [Currency],
    /// Everybody's line, and others.
    all: &'a [stats::Line],
}

impl View<'_> {
    fn line(&self, line: &stats::Line) -> Line {
        let (party, rating) = match line.party {
            stats::Party::All => ("all", None),
            stats::Party::Group(group) => (self.kind.group_name(group).unwrap_or("group"), None),
            stats::Party::Rating(rating) => ("rated", Some(rating)),
            stats::Party::Silent => ("silent", None),
            stats::Party::NotAsked => ("not_asked", None),
        };
        let everybody = self
            .all
            .iter()
            .filter(|line| line.party == stats::Party::All)
            .flat_map(|line| &line.again);
        let again = stats::WINDOWS.into_iter().zip(&line.again).zip(everybody);
        Line {
            party,
            rating,
            again: again
                .map(|((within, share), all)| Again {
                    within,
                    share: Share::new(share),
                    difference: share.lead(all).map(|lead| Lead::new(lead, share.verdict())),
                })
                .collect(),
            days: line.days.map(|days| Middle::median(days, 1.0)),
            orders: line.orders.map(Middle::mean),
            spent: self.money(&line.spent, |mean, _| Middle::mean(*mean)),
        }
    }

    fn crowd(&self, crowd: &stats::Crowd) -> Crowd {
        Crowd {
            orders: crowd.orders,
            totals: self.money(&crowd.totals, |total, currency| {
                Middle::median(*total, 10_f64.powi(-i32::from(currency.decimals())))
            }),
            returning: Share::new(&crowd.returning),
            customers: crowd.customers,
            again: Share::new(&crowd.again),
        }
    }

    fn money<T>(
        &self,
        amounts: &[(usize, T)],
        middle: impl Fn(&T, Currency) -> Middle,
    ) -> Vec<Spent> {
        let known = amounts.iter().filter_map(|(place, amount)| {
            let currency = *self.currencies.get(*place)?;
            Some(Spent {
                currency: currency.code(),
                amount: middle(amount, currency),
            })
        });
        known.collect()
    }

    fn at_risk(&self, risk: &stats::AtRisk) -> AtRisk {
        let money = risk.money.iter().filter_map(|(place, at_risk, all)| {
            let currency = *self.currencies.get(*place)?;
            let amount = |minor: i64| Money::from_minor(minor, currency).to_string();
            Some(Risked {
                currency: currency.code(),
                at_risk: amount(*at_risk),
                all: amount(*all),
            })
        });
        AtRisk {
            unhappy: risk.unhappy,
            customers: risk.customers,
            orders: risk.orders,
            all_orders: risk.all_orders,
            money: money.collect(),
        }
    }
}

impl Share {
    fn new(share: &stats::Share) -> Self {
        let percent = |part: f64| rounded(part * 100.0);
        Self {
            part: share.part,
            n: share.n,
            value: share.value().map(percent),
            low: share.interval.map(|interval| percent(interval.low)),
            high: share.interval.map(|interval| percent(interval.high)),
        }
    }
}

impl Lead {
    fn new((lead, interval): (f64, Interval), verdict: Verdict) -> Self {
        Self {
            value: rounded(lead * 100.0),
            low: rounded(interval.low * 100.0),
            high: rounded(interval.high * 100.0),
            sure: match verdict {
                Verdict::Rise => Some("higher"),
                Verdict::Fall => Some("lower"),
                Verdict::MayBeChance => None,
            },
        }
    }
}

impl Middle {
    fn median(median: Median, unit: f64) -> Self {
        Self::new(median.value, median.n, median.interval, unit)
    }

    fn mean(mean: Mean) -> Self {
        Self::new(mean.value, mean.n, mean.interval, 1.0)
    }

    fn new(value: f64, n: u64, interval: Option<Interval>, unit: f64) -> Self {
        Self {
            value: rounded(value * unit),
            n,
            low: interval.map(|interval| rounded(interval.low * unit)),
            high: interval.map(|interval| rounded(interval.high * unit)),
        }
    }
}

impl Cohort {
    fn new(cohort: &stats::Cohort) -> Self {
        Self {
            month: cohort.month,
            customers: cohort.customers,
            bought: cohort.bought.clone(),
            gone: cohort.silent,
        }
    }
}
