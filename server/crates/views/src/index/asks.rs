//! What a shop's customers bought and were asked, found without a look at anybody else.

use super::{column::NONE, lists::row, responses::Responses, shop::Shop};
use afterword_domain::decide::ask::EarlierAsk;
use afterword_shared::id::{CustomerRef, OrderId};
use jiff::Timestamp;
use std::cmp::Reverse;

/// How many of a customer's orders are looked at for the latest: a reference that a shop gives to all
/// of its guests has millions.
const LOOKED_AT: usize = 500;

/// The newest ask of a customer, and each one's successor, until the oldest.
struct Asks<'a> {
    responses: &'a Responses,
    oldest: u32,
    at: u32,
}

impl Iterator for Asks<'_> {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        let at = self.at;
        if at == NONE {
            return None;
        }
        self.at = if at == self.oldest {
            NONE
        } else {
            self.responses.next_asked[at as usize]
        };
        Some(at)
    }
}

impl Shop {
    fn asks(&self, customer: u32) -> Asks<'_> {
        let oldest = self.orders.customers.oldest[customer as usize];
        let at = match oldest {
            NONE => NONE,
            oldest => self.responses.next_asked[oldest as usize],
        };
        Asks {
            responses: &self.responses,
            oldest,
            at,
        }
    }

    /// Puts a response among those that its customer was asked for.
    pub(super) fn join(&mut self, row: u32) {
        let responses = &mut self.responses;
        let customer = responses.customer(row);
        if customer == NONE {
            return;
        }
        let oldest = &mut self.orders.customers.oldest[customer as usize];
        let place = responses.ask(row);
        if *oldest == NONE {
            responses.next_asked[row as usize] = row;
            *oldest = row;
            return;
        }
        let mut before = *oldest;
        if place > responses.ask(*oldest) {
            // Nearly always the newest.
            loop {
                let next = responses.next_asked[before as usize];
                if responses.ask(next) < place {
                    break;
                }
                before = next;
            }
        }
        responses.next_asked[row as usize] = responses.next_asked[before as usize];
        responses.next_asked[before as usize] = row;
        if place < responses.ask(*oldest) {
            *oldest = row;
        }
    }

    /// Takes a response out of those that its customer was asked for.
    pub(super) fn leave(&mut self, row: u32) {
        let responses = &mut self.responses;
        let customer = responses.customer(row);
        if customer == NONE {
            return;
        }
        let oldest = &mut self.orders.customers.oldest[customer as usize];
        if *oldest == NONE {
            return;
        }
        let mut before = *oldest;
        while responses.next_asked[before as usize] != row {
            before = responses.next_asked[before as usize];
            if before == *oldest {
                return;
            }
        }
        if before == row {
            *oldest = NONE;
        } else {
            responses.next_asked[before as usize] = responses.next_asked[row as usize];
            if *oldest == row {
                *oldest = before;
            }
        }
        responses.next_asked[row as usize] = NONE;
    }

    /// What a customer was asked, by whichever survey: the newest ask first, as many as `limit`; no
    /// test responses.
    pub fn asked_of(&self, customer: &CustomerRef, limit: usize) -> Vec<EarlierAsk> {
        let Some(customer) = self.orders.customers.find(customer) else {
            return Vec::new();
        };
        let asks = self.asks(customer).take(limit);
        asks.filter_map(|row| self.earlier_ask(row)).collect()
    }

    fn earlier_ask(&self, row: u32) -> Option<EarlierAsk> {
        let second = |at: u32| Timestamp::from_second(i64::from(at)).ok();
        let responses = &self.responses;
        let answered = responses.answered(row);
        Some(EarlierAsk {
            id: responses.place(row).1,
            survey: self.survey_of(row)?,
            state: responses.state(row),
            about_order: responses.order(row) != NONE,
            verified: responses.is_verified(row),
            asked_at: second(responses.asked(row))?,
            seen_at: responses.seen(row).and_then(second),
            first_answered_at: answered
                .and_then(|at| Timestamp::from_second(at.div_euclid(1000)).ok()),
            withdrawn: responses.is_withdrawn(row),
        })
    }

    /// How many orders of a customer are known, tests not counted and `except` left out.
    pub fn orders_of(&self, customer: &CustomerRef, except: Option<&OrderId>) -> u64 {
        let Some(customer) = self.orders.customers.find(customer) else {
            return 0;
        };
        let left_out = except
            .and_then(|id| self.orders.find(id))
            .is_some_and(|row| self.orders.customer(row) == customer && self.orders.is_real(row));
        u64::from(self.orders.customers.bought(customer)) - u64::from(left_out)
    }

    /// A customer's orders that are no tests, the latest first, as many as `limit`. Of somebody with
    /// more than some hundred orders those that were told last are looked at.
    pub fn orders_by(&self, customer: &CustomerRef, limit: usize) -> Vec<OrderId> {
        let Some(customer) = self.orders.customers.find(customer) else {
            return Vec::new();
        };
        let real = |row: &u32| self.orders.is_real(*row);
        let mut rows: Vec<u32> = self
            .orders
            .told_of(customer)
            .filter(real)
            .take(LOOKED_AT)
            .collect();
        rows.sort_unstable_by_key(|row| Reverse((self.orders.placed(*row), *row)));
        rows.truncate(limit);
        let ids = rows.into_iter().filter_map(|row| self.orders.id(row));
        ids.collect()
    }

    /// Whether every customer's orders and asks are those that the rows name, once and in order.
    pub(super) fn customers_are_their_rows(&self) -> bool {
        let customers = row(self.orders.customers.len());
        let (mut orders, mut asks) = (0, 0);
        for customer in 0..customers {
            let mut bought = 0;
            for order in self.orders.told_of(customer) {
                if self.orders.customer(order) != customer || orders > self.orders.len() {
                    return false;
                }
                orders += 1;
                bought += u32::from(self.orders.is_real(order));
            }
            if bought != self.orders.customers.bought(customer) {
                return false;
            }
            let mut newer = None;
            for ask in self.asks(customer) {
                let place = self.responses.ask(ask);
                if self.responses.customer(ask) != customer || newer.is_some_and(|at| at <= place) {
                    return false;
                }
                newer = Some(place);
                asks += 1;
            }
        }
        let named = (0..row(self.orders.len())).filter(|row| self.orders.customer(*row) != NONE);
        let of_somebody = |row: &u32| self.responses.customer(*row) != NONE;
        orders == named.count() && asks == self.responses.rows().filter(of_somebody).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use afterword_domain::{record::Response, test_records::response};
    use jiff::tz::TimeZone;
    use proptest::prelude::*;

    fn customer(n: u64) -> CustomerRef {
        format!("c{n}").parse().unwrap()
    }

    proptest! {
        /// Asks come, change and go in any order; two customers, and moments that repeat.
        #[test]
        fn a_customers_asks_stand_newest_first_whatever_order_they_came_in(
            steps in prop::collection::vec((0..24_u64, 0..3_u64, 0..6_i64, any::<bool>()), 0..80),
            limit in 0..30_usize,
        ) {
            let mut shop = Shop::new(TimeZone::UTC);
            let mut plain: Vec<Response> = Vec::new();
            for (id, of, at, removed) in steps {
                let mut made = response(id, None);
                made.customer = (of > 0).then(|| customer(of));
                made.asked_at = Timestamp::from_second(1_800_000_000 + at).unwrap();
                plain.retain(|other| other.id != made.id);
                if removed {
                    shop.remove_response(made.id);
                } else {
                    shop.write_response(&made);
                    plain.push(made);
                }
                prop_assert!(shop.customers_are_their_rows());
            }
            plain.sort_by_key(|one| Reverse((one.asked_at, one.id)));
            for of in [1, 2].map(customer) {
                let own = plain.iter().filter(|one| one.customer.as_ref() == Some(&of));
                let wanted: Vec<EarlierAsk> = own.map(EarlierAsk::from).take(limit).collect();
                prop_assert_eq!(shop.asked_of(&of, limit), wanted);
            }
            prop_assert_eq!(shop.asked_of(&customer(9), 9), []);
        }
    }
}
