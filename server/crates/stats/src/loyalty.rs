//! What customers did after they answered: who bought again, how soon, and for how much.
//!
//! Pure. The unit is the customer: each enters once, with the first purchase of the period, and
//! with what was answered about that purchase. What followed is counted in a window of whole days
//! of 24 hours after it. Only customers whose whole window has passed count, since of the others
//! nobody knows yet. What was placed in the same second as that first purchase is part of it.
//!
//! It tells what goes together, not what comes of what: nobody was made a promoter by chance.

use super::{
    interval::{self, Interval, Median, median},
    score::{SCORE_FLOOR, Verdict},
    skewed_mean::{Mean, Moments},
};
use afterword_shared::{
    order::Currency,
    scale::{Group, Kind},
};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// The windows in days, shortest first.
pub const WINDOWS: [u16; 3] = [30, 90, 365];
const DAY: u32 = 86_400;

/// The seconds of a window in days.
pub fn seconds_of(window: u16) -> u32 {
    u32::from(window) * DAY
}

/// What became of asking about a purchase.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reply {
    /// Nobody asked.
    NotAsked,
    /// Somebody asked, and nothing came back.
    Silent,
    /// This rating.
    Rated(u8),
}

/// One customer from the first purchase of the period on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Journey {
    /// What was answered about that purchase.
    pub reply: Reply,
    /// For how many seconds it has been watched since.
    pub watched: u32,
    /// Seconds to the next purchase, whenever it came.
    pub next: Option<u32>,
    /// Purchases that followed within the window that was asked for.
    pub orders: u32,
    /// What those came to, in minor units of [`Self::currency`]; other currencies left out.
    pub spent: i64,
    /// What the first purchase was paid in, as a place in the shop's list of currencies.
    pub currency: Option<usize>,
}

/// Purchases of the period, whoever made them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Purchases {
    /// How many.
    pub n: u64,
    /// How many were by customers who had bought before, and of how many that is known.
    pub returning: (u64, u64),
    /// What they came to in minor units, by currency, in any order.
    pub totals: BTreeMap<usize, Vec<i64>>,
}

/// What purchases come to.
#[derive(Clone, Debug, PartialEq)]
pub struct Bought {
    /// How many.
    n: u64,
    /// How many were by customers who had bought before.
    returning: Share,
    /// What a purchase came to in minor units, by currency.
    totals: Vec<(usize, Median)>,
}

impl Purchases {
    /// None yet, with room for so many totals in each currency.
    pub fn with_room(currencies: impl Iterator<Item = (usize, usize)>) -> Self {
        let totals = currencies.map(|(currency, room)| (currency, Vec::with_capacity(room)));
        Self {
            totals: totals.collect(),
            ..Self::default()
        }
    }

    /// What they come to; the list of them is needed no longer.
    pub fn summed(self) -> Bought {
        let totals = self.totals.into_iter();
        let totals = totals.filter_map(|(currency, mut totals)| {
            let median = median(&mut totals, |minor| minor as f64)?;
            Some((currency, median))
        });
        Bought {
            n: self.n,
            returning: Share::of(self.returning.0, self.returning.1),
            totals: totals.collect(),
        }
    }

    /// Adds one.
    pub fn add(&mut self, total: Option<(usize, i64)>, returning: Option<bool>) {
        self.n += 1;
        if let Some(returning) = returning {
            self.returning.0 += u64::from(returning);
            self.returning.1 += 1;
        }
        if let Some((currency, minor)) = total {
            self.totals.entry(currency).or_default().push(minor);
        }
    }
}

/// Whose line it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Party {
    /// Everybody.
    All,
    /// Who rated so that it falls into this group.
    Group(Group),
    /// Who gave this rating.
    Rating(u8),
    /// Who was asked and did not answer.
    Silent,
    /// Who was not asked.
    NotAsked,
}

/// A share of customers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Share {
    /// How many did.
    pub part: u64,
    /// Of how many.
    pub n: u64,
    /// The share's 95 % interval, 0 to 1; `None` of nobody.
    pub interval: Option<Interval>,
    /// The interval of how much larger the share is than that of all others, by
    /// [`interval::share_difference`]; `None` where there are no others.
    pub difference: Option<Interval>,
}

impl Share {
    fn of(part: u64, n: u64) -> Self {
        Self {
            part,
            n,
            interval: interval::wilson(part, n),
            difference: None,
        }
    }

    fn against(mut self, all: Self) -> Self {
        let others = (all.part - self.part, all.n - self.n);
        self.difference = interval::share_difference(others, (self.part, self.n));
        self
    }

    /// The share, 0 to 1; `None` of nobody.
    pub fn value(&self) -> Option<f64> {
        (self.n > 0).then(|| self.part as f64 / self.n as f64)
    }

    /// How much larger it is than that of all others, where `all` is everybody's, with the interval
    /// of that; `None` where there are no others, or fewer than [`SCORE_FLOOR`] here.
    pub fn lead(&self, all: &Self) -> Option<(f64, Interval)> {
        let others = Self::of(all.part - self.part, all.n - self.n);
        let lead = self.value()? - others.value()?;
        self.difference
            .filter(|_| self.n >= SCORE_FLOOR)
            .map(|interval| (lead, interval))
    }

    /// Whether it is surely higher or surely lower than that of all others.
    pub fn verdict(&self) -> Verdict {
        match self.difference {
            Some(difference) if difference.low > 0.0 => Verdict::Rise,
            Some(difference) if difference.high < 0.0 => Verdict::Fall,
            _ => Verdict::MayBeChance,
        }
    }
}

/// What is known of a party.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Whose line it is.
    pub party: Party,
    /// How many bought again within each of [`WINDOWS`].
    pub again: [Share; 3],
    /// Days to the next purchase, of those who bought again within the window.
    pub days: Option<Median>,
    /// Further purchases of each customer within the window.
    pub orders: Option<Mean>,
    /// What those came to in major units, by the currency of the first purchase.
    pub spent: Vec<(usize, Mean)>,
}

impl Line {
    /// Whether any customer counts in it, within any window.
    pub fn is_of_somebody(&self) -> bool {
        self.again.iter().any(|share| share.n > 0)
    }
}

/// Who answers, against everybody.
#[derive(Clone, Debug, PartialEq)]
pub struct Crowd {
    /// How many purchases.
    pub orders: u64,
    /// What a purchase came to in minor units, by currency.
    pub totals: Vec<(usize, Median)>,
    /// How many purchases were by customers who had bought before.
    pub returning: Share,
    /// How many customers, whether their window has passed or not.
    pub customers: u64,
    /// How many of them bought again within the window.
    pub again: Share,
}

impl Crowd {
    fn of(bought: Bought, sums: &Sums, chosen: usize) -> Self {
        Self {
            orders: bought.n,
            totals: bought.totals,
            returning: bought.returning,
            customers: sums.n,
            again: Share::of(sums.again[chosen], sums.watched[chosen]),
        }
    }
}

/// All of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Loyalty {
    /// Everybody, then the groups with the highest first, then who was silent and who not asked.
    /// Nobody's line is left out.
    pub groups: Vec<Line>,
    /// One line for each rating of the scale, highest first.
    pub ratings: Vec<Line>,
    /// Who rated.
    pub respondents: Crowd,
    /// Everybody.
    pub everybody: Crowd,
}

/// Sums over the customers of one reply.
#[derive(Clone, Debug, Default)]
struct Sums {
    n: u64,
    /// How many were watched for each window, and how many of them bought again in it.
    watched: [u64; 3],
    again: [u64; 3],
    /// Seconds to the next purchase within the chosen window.
    next: Vec<u32>,
    orders: Moments,
    spent: BTreeMap<usize, Moments>,
}

impl Sums {
    fn add(&mut self, journey: &Journey, chosen: usize) {
        self.n += 1;
        for (place, window) in WINDOWS.into_iter().enumerate() {
            let window = seconds_of(window);
            if journey.watched < window {
                continue;
            }
            let next = journey.next.filter(|next| *next <= window);
            self.watched[place] += 1;
            self.again[place] += u64::from(next.is_some());
            if place == chosen {
                self.next.extend(next);
                self.orders.add(f64::from(journey.orders));
                if let Some(currency) = journey.currency {
                    let spent = self.spent.entry(currency).or_default();
                    spent.add(journey.spent as f64);
                }
            }
        }
    }

    fn join(&mut self, other: &Self) {
        self.n += other.n;
        for place in 0..WINDOWS.len() {
            self.watched[place] += other.watched[place];
            self.again[place] += other.again[place];
        }
        self.next.extend_from_slice(&other.next);
        self.orders.join(other.orders);
        for (currency, moments) in &other.spent {
            self.spent.entry(*currency).or_default().join(*moments);
        }
    }

    fn shares(&self) -> [Share; 3] {
        std::array::from_fn(|place| Share::of(self.again[place], self.watched[place]))
    }

    fn line(&self, party: Party, all: &[Share; 3], currencies: &[Currency]) -> Line {
        let mut again = self.shares();
        if party != Party::All {
            for (share, all) in again.iter_mut().zip(all) {
                *share = share.against(*all);
            }
        }
        let mut next = self.next.clone();
        let spent = self.spent.iter().filter_map(|(currency, moments)| {
            let decimals = currencies.get(*currency)?.decimals();
            let unit = 10_f64.powi(-i32::from(decimals));
            Some((*currency, moments.mean(unit)?))
        });
        Line {
            party,
            again,
            days: median(&mut next, |seconds| f64::from(seconds) / f64::from(DAY)),
            orders: self.orders.mean(1.0),
            spent: spent.collect(),
        }
    }
}

/// Works it out. `window` is the one of [`WINDOWS`] for which orders, money and days are told, and
/// within which [`Journey::orders`] and [`Journey::spent`] were counted; `answered` are the
/// purchases with a rating, among all that were `bought` in the period.
pub fn loyalty(
    kind: Kind,
    journeys: impl IntoIterator<Item = Journey>,
    (answered, bought): (Bought, Bought),
    window: u16,
    currencies: &[Currency],
) -> Loyalty {
    let chosen = WINDOWS
        .iter()
        .position(|other| *other == window)
        .unwrap_or(0);
    let mut by_reply: BTreeMap<Reply, Sums> = BTreeMap::new();
    for journey in journeys {
        let sums = by_reply.entry(journey.reply).or_default();
        sums.add(&journey, chosen);
    }
    let sum = |wanted: &dyn Fn(Reply) -> bool| {
        let mut sums = Sums::default();
        for (reply, other) in &by_reply {
            if wanted(*reply) {
                sums.join(other);
            }
        }
        sums
    };
    let all = sum(&|_| true);
    let shares = all.shares();
    let line = |party, sums: &Sums| sums.line(party, &shares, currencies);
    let mut groups = vec![line(Party::All, &all)];
    for group in Group::ALL.into_iter().rev() {
        let of_group = sum(&|reply| match reply {
            Reply::Rated(rating) => kind.group(rating) == Some(group),
            _ => false,
        });
        groups.push(line(Party::Group(group), &of_group));
    }
    let silent = sum(&|reply| reply == Reply::Silent);
    groups.push(line(Party::Silent, &silent));
    let not_asked = sum(&|reply| reply == Reply::NotAsked);
    groups.push(line(Party::NotAsked, &not_asked));
    let scale = kind.scale().map(afterword_shared::scale::Scale::values);
    let ratings = scale
        .into_iter()
        .flatten()
        .rev()
        .map(|rating| {
            let sums = sum(&|reply| reply == Reply::Rated(rating));
            line(Party::Rating(rating), &sums)
        })
        .collect();
    let rated = sum(&|reply| matches!(reply, Reply::Rated(_)));
    Loyalty {
        groups,
        ratings,
        respondents: Crowd::of(answered, &rated, chosen),
        everybody: Crowd::of(bought, &all, chosen),
    }
}

/// Customers who bought first in one month, and when they bought again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cohort {
    /// The first of the month.
    pub month: Date,
    /// How many.
    pub customers: u64,
    /// How many of them bought in the month after, the one after that and so on; whole months
    /// only.
    pub bought: Vec<u64>,
    /// How many have bought nothing for a year; `None` before a year has passed since the month.
    pub silent: Option<u64>,
}

/// Orders of the last year by customers whose latest answer fell into the lowest group.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AtRisk {
    /// How many customers answered so last, whether they bought in that year or not.
    pub unhappy: u64,
    /// How many of them bought in that year.
    pub customers: u64,
    /// How many orders those placed.
    pub orders: u64,
    /// How many orders all customers placed.
    pub all_orders: u64,
    /// What they came to and what all orders did, in minor units, by currency.
    pub money: Vec<(usize, i64, i64)>,
}

#[cfg(test)]
mod tests;
