//! What customers did: every purchase of every customer, and what was answered about it.

use super::{column::NONE, lists::row, shop::Shop};
use afterword_shared::{
    id::{QuestionId, SurveyId},
    order::Currency,
    scale::{Group, Kind},
};
use afterword_stats::loyalty::{AtRisk, Cohort, Journey, Purchases, Reply};
use jiff::{Timestamp, ToSpan, civil::Date};
use std::{cmp::Reverse, collections::BTreeMap, ops::Range};

/// How many months a cohort is watched.
const MONTHS: usize = 12;
/// The seconds of a year.
const YEAR: u32 = 365 * 86_400;
/// How many customers are followed at once. All orders are gone through for each such part, so that
/// a shop of millions needs some megabytes for it, and not a hundred.
const AT_ONCE: usize = if cfg!(test) { 2 } else { 1 << 19 };

/// Which journeys.
#[derive(Clone, Copy, Debug)]
pub struct Behaviour<'a> {
    /// Answers to this survey.
    pub survey: SurveyId,
    /// To this question of it.
    pub question: &'a QuestionId,
    /// First purchases from day to day, in the shop's zone, both included.
    pub days: (Date, Date),
    /// For how many seconds further orders are counted.
    pub within: u32,
    /// Until when customers were watched.
    pub now: Timestamp,
}

/// A survey and its question as numbers; `None` for what nobody was asked.
#[derive(Clone, Copy)]
struct Asked {
    survey: Option<u16>,
    question: Option<u32>,
}

/// What happened to one customer, while the orders are gone through.
#[derive(Clone, Copy)]
struct Traveller {
    /// The row of the first purchase of the period.
    order: u32,
    /// When that was.
    placed: u32,
    /// When the next was.
    next: u32,
    orders: u32,
    spent: i64,
}

const NOBODY: Traveller = Traveller {
    order: NONE,
    placed: u32::MAX,
    next: u32::MAX,
    orders: 0,
    spent: 0,
};

impl Shop {
    /// The currencies in which this shop's orders were paid.
    pub fn currencies(&self) -> &[Currency] {
        self.orders.currencies()
    }

    /// Whether any order names its customer.
    pub fn knows_customers(&self) -> bool {
        (0..row(self.orders.len())).any(|order| self.orders.customer(order) != NONE)
    }

    /// Every purchase with its customer and when it was placed.
    fn purchases(&self) -> impl Iterator<Item = (u32, usize, u32)> {
        self.purchases_of(0..self.orders.customer_count())
    }

    /// The purchases of some customers, each with the customer's place among them and when it was
    /// placed.
    fn purchases_of(&self, customers: Range<usize>) -> impl Iterator<Item = (u32, usize, u32)> {
        let (start, count) = (customers.start, customers.len());
        (0..row(self.orders.len())).filter_map(move |order| {
            let customer = (self.orders.customer(order) as usize).wrapping_sub(start);
            let counts = customer < count && self.orders.is_purchase(order);
            counts.then(|| (order, customer, self.orders.placed(order)))
        })
    }

    /// When each customer bought first, whatever the period; `u32::MAX` where that is not known.
    fn first_purchases(&self) -> Vec<u32> {
        let mut first = vec![u32::MAX; self.orders.customer_count()];
        for (_, customer, placed) in self.purchases() {
            first[customer] = first[customer].min(placed);
        }
        first
    }

    /// One journey for each customer who bought in the period.
    pub fn behaviour(&self, wanted: Behaviour<'_>) -> impl Iterator<Item = Journey> {
        let customers = self.orders.customer_count();
        (0..customers)
            .step_by(AT_ONCE)
            .flat_map(move |start| self.journeys(wanted, start..customers.min(start + AT_ONCE)))
    }

    /// The journeys of some of the customers.
    fn journeys(
        &self,
        wanted: Behaviour<'_>,
        customers: Range<usize>,
    ) -> impl Iterator<Item = Journey> {
        let asked = self.asked_by(wanted);
        let (from, to) = self.moments(wanted.days);
        let now = super::orders::seconds(wanted.now.as_second());
        let mut travellers = vec![NOBODY; customers.len()];
        for (order, customer, placed) in self.purchases_of(customers.clone()) {
            let known = &mut travellers[customer];
            let is_first = from <= placed
                && placed < to
                && placed <= now
                && (placed < known.placed
                    || placed == known.placed && self.is_rather(asked, order, known.order));
            if is_first {
                (known.order, known.placed) = (order, placed);
            }
        }
        for (order, customer, placed) in self.purchases_of(customers.clone()) {
            let known = &mut travellers[customer];
            if known.order == NONE || placed <= known.placed || placed > now {
                continue;
            }
            known.next = known.next.min(placed);
            if placed - known.placed <= wanted.within {
                known.orders += 1;
                if self.orders.currency(order) == self.orders.currency(known.order) {
                    known.spent = known.spent.saturating_add(self.orders.minor(order));
                }
            }
        }
        travellers
            .into_iter()
            .filter(|known| known.order != NONE)
            .map(move |known| Journey {
                reply: self.reply(asked, known.order),
                watched: now - known.placed,
                next: (known.next != u32::MAX).then(|| known.next - known.placed),
                orders: known.orders,
                spent: known.spent,
                currency: self.orders.currency(known.order),
            })
    }

    /// The purchases of the period about which a rating was given, and all of them.
    pub fn answered_purchases(&self, wanted: Behaviour<'_>) -> (Purchases, Purchases) {
        let (from, to) = self.moments(wanted.days);
        let first = self.first_purchases();
        let mut is_answered = vec![false; self.orders.len()];
        if let Some(question) = self.question(wanted.survey, wanted.question) {
            for response in self.responses.rows() {
                // No other survey has this question.
                if let Some(answered) = is_answered.get_mut(self.responses.order(response) as usize)
                    && self.rating(response, question).is_some()
                {
                    *answered = true;
                }
            }
        }
        let of_period = || {
            (0..row(self.orders.len())).filter(|order| {
                let placed = self.orders.placed(*order);
                from <= placed && placed < to && self.orders.is_purchase(*order)
            })
        };
        // Of so many a list that doubles would take three times the room.
        let mut room: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
        for order in of_period() {
            if let Some(currency) = self.orders.currency(order) {
                let (answered, all) = room.entry(currency).or_default();
                *answered += usize::from(is_answered[order as usize]);
                *all += 1;
            }
        }
        let rooms = |pick: fn(&(usize, usize)) -> usize| {
            let rooms = room.iter().map(|(currency, room)| (*currency, pick(room)));
            Purchases::with_room(rooms)
        };
        let (mut answered, mut all) = (rooms(|room| room.0), rooms(|room| room.1));
        for order in of_period() {
            let placed = self.orders.placed(order);
            let minor = self.orders.minor(order);
            let total = self
                .orders
                .currency(order)
                .map(|currency| (currency, minor));
            let known = first.get(self.orders.customer(order) as usize);
            // An earlier order that we know says more than what the shop's page counted.
            let returning = match known {
                Some(first) if *first < placed => Some(true),
                _ => self.orders.returning(order).or(known.map(|_| false)),
            };
            all.add(total, returning);
            if is_answered[order as usize] {
                answered.add(total, returning);
            }
        }
        (answered, all)
    }

    fn asked_by(&self, wanted: Behaviour<'_>) -> Asked {
        Asked {
            survey: self.survey(wanted.survey),
            question: self.question(wanted.survey, wanted.question),
        }
    }

    /// Which of two orders of the same second stands for both: the one that says more.
    fn is_rather(&self, asked: Asked, order: u32, than: u32) -> bool {
        let weight = |order| {
            let reply = match self.reply(asked, order) {
                Reply::NotAsked => 0,
                Reply::Silent => 1,
                Reply::Rated(rating) => 2 + u32::from(rating),
            };
            let total = self.orders.total(order);
            let code = total.map(|total| Reverse(total.currency().code()));
            (reply, code, self.orders.minor(order))
        };
        weight(order) > weight(than)
    }

    /// What was answered about an order: by the latest answer, where there are several.
    fn reply(&self, Asked { survey, question }: Asked, order: u32) -> Reply {
        let mut reply = Reply::NotAsked;
        let mut latest = None;
        let mut response = self.orders.response[order as usize];
        while response != NONE {
            if survey.is_some_and(|survey| self.responses.is_of(response, survey)) {
                let rating = question.and_then(|question| self.rating(response, question));
                let at = Some(self.responses.place(response));
                match rating {
                    Some(rating) if at > latest => {
                        (reply, latest) = (Reply::Rated(rating), at);
                    }
                    None if latest.is_none() => reply = Reply::Silent,
                    _ => {}
                }
            }
            response = self.responses.next(response);
        }
        reply
    }

    /// Customers by the month of their first purchase, the latest month last, as many as `limit`.
    /// A customer of whom the shop says that there were orders before is in none.
    pub fn cohorts(&self, now: Timestamp, limit: usize) -> Vec<Cohort> {
        let first = self.first_purchases();
        let mut months = Months::new(self, &first, now);
        // By customer: the month of the first purchase, and a bit for each month after it.
        let begun: Vec<u16> = first
            .iter()
            .map(|first| u16::try_from(months.of(*first)).unwrap_or(u16::MAX))
            .collect();
        let mut bought = vec![0_u16; first.len()];
        let mut last = vec![0_u32; first.len()];
        let mut older = vec![false; first.len()];
        for (order, customer, placed) in self.purchases() {
            last[customer] = last[customer].max(placed);
            if placed == first[customer] && self.orders.returning(order) == Some(true) {
                older[customer] = true;
            }
            let after = months.of(placed).saturating_sub(begun[customer].into());
            if (1..=MONTHS).contains(&after) {
                bought[customer] |= 1 << after;
            }
        }
        let current = months.of(super::orders::seconds(now.as_second()));
        let now = super::orders::seconds(now.as_second());
        let mut cohorts: Vec<Cohort> = months
            .starts()
            .enumerate()
            .map(|(place, month)| {
                let whole = current.saturating_sub(place + 1).min(MONTHS);
                // A year has passed since the month's end.
                let is_old = months
                    .end(place)
                    .is_some_and(|end| end.saturating_add(YEAR) <= now);
                Cohort {
                    month,
                    customers: 0,
                    bought: vec![0; whole],
                    silent: is_old.then_some(0),
                }
            })
            .collect();
        for (customer, first) in first.iter().enumerate() {
            if *first == u32::MAX || older[customer] {
                continue;
            }
            let Some(cohort) = cohorts.get_mut(usize::from(begun[customer])) else {
                continue;
            };
            cohort.customers += 1;
            for (after, count) in (1..).zip(&mut cohort.bought) {
                *count += u64::from(bought[customer] >> after & 1);
            }
            if let Some(silent) = &mut cohort.silent {
                *silent += u64::from(last[customer].saturating_add(YEAR) <= now);
            }
        }
        cohorts.retain(|cohort| cohort.customers > 0);
        let old = cohorts.len().saturating_sub(limit);
        cohorts.split_off(old)
    }

    /// Orders of the year before `now` by customers whose latest answer to a question is in the
    /// lowest group of its kind.
    pub fn at_risk(
        &self,
        survey: SurveyId,
        question: &QuestionId,
        kind: Kind,
        now: Timestamp,
    ) -> AtRisk {
        let mut risk = AtRisk::default();
        let known = self.survey(survey).zip(self.question(survey, question));
        let mut latest = vec![NONE; self.orders.customer_count()];
        // Where nobody has answered it yet, nobody is unhappy.
        for response in self.responses.rows() {
            let Some((_, question)) =
                known.filter(|(number, _)| self.responses.is_of(response, *number))
            else {
                continue;
            };
            let customer = match self.responses.customer(response) {
                NONE => match self.responses.order(response) {
                    NONE => NONE,
                    order => self.orders.customer(order),
                },
                customer => customer,
            };
            let Some(last) = latest
                .get_mut(customer as usize)
                .filter(|_| self.responses.answered(response).is_some())
            else {
                continue;
            };
            let is_later =
                *last == NONE || self.responses.place(response) > self.responses.place(*last);
            if is_later && self.rating(response, question).is_some() {
                *last = response;
            }
        }
        let is_unhappy: Vec<bool> = latest
            .into_iter()
            .map(|response| {
                let (_, question) = known?;
                let rating = (response != NONE).then(|| self.rating(response, question));
                kind.group(rating.flatten()?)
            })
            .map(|group| group == Some(Group::Low))
            .collect();
        risk.unhappy = is_unhappy.iter().filter(|unhappy| **unhappy).count() as u64;
        let mut bought = vec![false; is_unhappy.len()];
        let mut money = vec![(0_i64, 0_i64); self.orders.currencies().len()];
        let now = super::orders::seconds(now.as_second());
        for order in 0..row(self.orders.len()) {
            let placed = self.orders.placed(order);
            let is_recent = placed <= now && placed > now.saturating_sub(YEAR);
            if !is_recent || !self.orders.is_purchase(order) {
                continue;
            }
            let customer = self.orders.customer(order) as usize;
            let unhappy = is_unhappy.get(customer).copied().unwrap_or(false);
            risk.all_orders += 1;
            risk.orders += u64::from(unhappy);
            if unhappy {
                bought[customer] = true;
            }
            if let Some(sums) = self.orders.currency(order).and_then(|at| money.get_mut(at)) {
                let minor = self.orders.minor(order);
                sums.1 = sums.1.saturating_add(minor);
                if unhappy {
                    sums.0 = sums.0.saturating_add(minor);
                }
            }
        }
        risk.customers = bought.iter().filter(|bought| **bought).count() as u64;
        risk.money = money
            .into_iter()
            .enumerate()
            .filter(|(_, (_, all))| *all != 0)
            .map(|(currency, (at_risk, all))| (currency, at_risk, all))
            .collect();
        risk.money.sort_by_key(|(_, _, all)| Reverse(*all));
        risk
    }
}

/// The months of a shop's zone, from the first purchase to the current month.
struct Months {
    first: Date,
    /// When each begins, and at last when the month after the current one does.
    starts: Vec<u32>,
}

impl Months {
    fn new(shop: &Shop, first: &[u32], now: Timestamp) -> Self {
        let oldest = first.iter().min().copied().unwrap_or(u32::MAX);
        let oldest = Timestamp::from_second(i64::from(oldest))
            .unwrap_or(now)
            .min(now);
        let month = |at: Timestamp| at.to_zoned(shop.zone().clone()).date().first_of_month();
        let (first, last) = (month(oldest), month(now));
        let starts = first
            .series(1.month())
            .take_while(|start| *start <= last.saturating_add(1.month()))
            .map(|start| shop.moments((start, start)).0)
            .collect();
        Self { first, starts }
    }

    /// The place of a moment's month; that of the last for what is later.
    fn of(&mut self, at: u32) -> usize {
        self.starts
            .partition_point(|start| *start <= at)
            .saturating_sub(1)
    }

    /// The first day of each month up to the current one.
    fn starts(&self) -> impl Iterator<Item = Date> {
        let months = self.starts.len().saturating_sub(1);
        self.first.series(1.month()).take(months)
    }

    fn end(&self, place: usize) -> Option<u32> {
        self.starts.get(place + 1).copied()
    }
}
