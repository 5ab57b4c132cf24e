//! Every order of a shop as a row of columns.

use super::{
    column::{Column, NONE},
    customers::Customers,
    numbers::Numbers,
    order_ids::OrderIds,
    snapshot::snapshot_of,
};
use afterword_domain::record::{OrderRecord, OrderSource};
use afterword_shared::{
    id::{CustomerRef, OrderId},
    order::{Currency, Money, Order},
};

/// The order itself was told, not only named by a response.
const KNOWN: u8 = 1;
const TEST: u8 = 2;
const VERIFIED: u8 = 4;
const CANCELLED: u8 = 8;
const REFUNDED: u8 = 16;
/// The shop said how many orders came before.
const TOLD: u8 = 32;
/// It said that there were some.
const RETURNING: u8 = 64;
/// The shop's server sent it.
const PUT: u8 = 128;
/// Stands where an order has no total.
const NO_CURRENCY: u8 = u8::MAX;

/// The columns. A row is made when an order is named first, which may be by a response.
#[derive(Debug, Default)]
pub(super) struct Orders {
    ids: OrderIds,
    pub(super) customers: Customers,
    customer: Column<u32>,
    /// The order of the same customer that was told before.
    next: Column<u32>,
    placed: Column<u32>,
    /// In minor units.
    total: Numbers<u32>,
    currency: Column<u8>,
    flags: Column<u8>,
    source: Column<Option<OrderSource>>,
    /// The response about it that was taken in last; each leads on to the one before.
    pub(super) response: Column<u32>,
    currencies: Vec<Currency>,
}

snapshot_of!(Orders {
    ids, customers, customer, next, placed, total, currency, flags, source, response;
    currencies
});

impl Orders {
    /// The row of an order, made where there is none.
    pub(super) fn keep(&mut self, id: &OrderId) -> u32 {
        let (row, new) = self.ids.keep(id);
        if new {
            self.customer.push(NONE);
            self.next.push(NONE);
            self.placed.push(0);
            self.total.push();
            self.currency.push(NO_CURRENCY);
            self.flags.push(0);
            self.source.push(None);
            self.response.push(NONE);
        }
        row
    }

    /// Writes what is known of an order; returns its row and whether a response to it may read another
    /// total now.
    pub(super) fn write(&mut self, known: &OrderRecord) -> (u32, bool) {
        let order = &known.order;
        let row = self.keep(&order.id);
        let before = [true, false].map(|verified| self.total_for(row, verified));
        let customer = order.customer.as_ref().map(|id| self.keep_customer(id));
        let currency = order
            .total
            .map(|total| self.keep_currency(total.currency()));
        let place = row as usize;
        self.count(row, false);
        self.give_to(row, customer.unwrap_or(NONE));
        self.placed[place] = seconds(known.placed_at().as_second());
        self.total.set(row, order.total.map(Money::minor));
        self.currency[place] = currency.unwrap_or(NO_CURRENCY);
        self.source[place] = known.source;
        let flag = |flag: u8, holds: bool| if holds { flag } else { 0 };
        self.flags[place] = KNOWN
            | flag(TEST, known.test)
            | flag(VERIFIED, known.verified)
            | flag(CANCELLED, known.cancelled_at.is_some())
            | flag(REFUNDED, known.refunded_at.is_some())
            | flag(TOLD, order.orders_before.is_some())
            | flag(RETURNING, order.orders_before.is_some_and(|n| n > 0))
            | flag(PUT, known.put_at.is_some());
        self.count(row, true);
        let now = [true, false].map(|verified| self.total_for(row, verified));
        (row, before != now)
    }

    /// Forgets what was told of an order; its row stays for the responses that name it. Returns
    /// the row and whether it had a total.
    pub(super) fn forget(&mut self, id: &OrderId) -> Option<(u32, bool)> {
        let row = self.find(id)?;
        let had = self.total(row).is_some();
        let place = row as usize;
        self.count(row, false);
        self.give_to(row, NONE);
        self.placed[place] = 0;
        self.total.set(row, None);
        self.currency[place] = NO_CURRENCY;
        self.flags[place] = 0;
        self.source[place] = None;
        Some((row, had))
    }

    /// Counts an order among its customer's, or takes it away.
    fn count(&mut self, row: u32, add: bool) {
        let customer = self.customer(row);
        if customer != NONE && self.is_real(row) {
            self.customers.count(customer, add);
        }
    }

    /// Makes an order the one that was told last of its customer, where it was another's before.
    fn give_to(&mut self, row: u32, customer: u32) {
        let before = self.customer(row);
        if before == customer {
            return;
        }
        if before != NONE {
            let next = self.next[row as usize];
            let last = self.customers.order(before);
            if *last == row {
                *last = next;
            } else {
                let mut at = *last;
                while at != NONE && self.next[at as usize] != row {
                    at = self.next[at as usize];
                }
                if at != NONE {
                    self.next[at as usize] = next;
                }
            }
        }
        self.customer[row as usize] = customer;
        self.next[row as usize] = match customer {
            NONE => NONE,
            customer => std::mem::replace(self.customers.order(customer), row),
        };
    }

    /// A customer's orders, tests among them, the one that was told last first.
    pub(super) fn told_of(&self, customer: u32) -> impl Iterator<Item = u32> {
        let led_to = |row: u32| Some(row).filter(|row| *row != NONE);
        let last = led_to(self.customers.last_order(customer));
        std::iter::successors(last, move |row| led_to(self.next[*row as usize]))
    }

    pub(super) fn keep_customer(&mut self, id: &CustomerRef) -> u32 {
        self.customers.keep(id)
    }

    pub(super) fn find_customer(&self, id: &CustomerRef) -> Option<u32> {
        self.customers.find(id)
    }

    pub(super) fn find(&self, id: &OrderId) -> Option<u32> {
        self.ids.find(id)
    }

    /// The id of an order.
    pub(super) fn id(&self, row: u32) -> Option<OrderId> {
        self.ids.get(row)
    }

    fn keep_currency(&mut self, currency: Currency) -> u8 {
        let known = self.currencies.iter().position(|other| *other == currency);
        let place = known.unwrap_or_else(|| {
            self.currencies.push(currency);
            self.currencies.len() - 1
        });
        u8::try_from(place).unwrap_or(NO_CURRENCY)
    }

    /// How many rows there are.
    pub(super) fn len(&self) -> usize {
        self.ids.len()
    }

    /// How many customers there are.
    pub(super) fn customer_count(&self) -> usize {
        self.customers.len()
    }

    /// What was paid, where the shop said so.
    pub(super) fn total(&self, row: u32) -> Option<Money> {
        let currency = self
            .currencies
            .get(usize::from(self.currency[row as usize]))?;
        Some(Money::from_minor(self.minor(row), *currency))
    }

    /// The total that a response with its number reads which is no test and signed or not, as
    /// [`OrderRecord::is_of`] has it.
    pub(super) fn total_for(&self, row: u32, verified: bool) -> Option<Money> {
        let flags = self.flags[row as usize];
        let trusted = (flags & VERIFIED != 0) == verified || flags & PUT != 0;
        let is_of = trusted && flags & TEST == 0;
        self.total(row).filter(|_| is_of)
    }

    /// The currencies in which orders were paid; [`Self::currency`] gives places in it.
    pub(super) fn currencies(&self) -> &[Currency] {
        &self.currencies
    }

    /// The place of its total's currency; `None` without a total.
    pub(super) fn currency(&self, row: u32) -> Option<usize> {
        let place = usize::from(self.currency[row as usize]);
        (place < self.currencies.len()).then_some(place)
    }

    pub(super) fn minor(&self, row: u32) -> i64 {
        self.total.get(row).unwrap_or_default()
    }

    /// Who bought; [`NONE`] where that is not known.
    pub(super) fn customer(&self, row: u32) -> u32 {
        self.customer[row as usize]
    }

    /// When it was placed, in seconds since 1970.
    pub(super) fn placed(&self, row: u32) -> u32 {
        self.placed[row as usize]
    }

    /// Whether an order's row says what that of others says.
    pub(super) fn says_as(&self, others: &Self, order: &Order) -> bool {
        let row = |orders: &Self| {
            let row = orders.find(&order.id)?;
            let customer = order.customer.as_ref();
            let customer = match customer.map(|id| orders.find_customer(id)) {
                None => orders.customer(row) == NONE,
                Some(named) => named == Some(orders.customer(row)),
            };
            let place = row as usize;
            let (flags, source) = (orders.flags[place], orders.source[place]);
            Some((
                customer,
                orders.placed(row),
                orders.total(row),
                flags,
                source,
            ))
        };
        let found = row(self);
        found.is_some() && found == row(others)
    }

    /// How many orders were told.
    pub(super) fn known_count(&self) -> usize {
        self.flags
            .iter()
            .filter(|flags| **flags & KNOWN != 0)
            .count()
    }

    pub(super) fn source(&self, row: u32) -> Option<OrderSource> {
        self.source[row as usize]
    }

    fn is(&self, row: u32, flags: u8) -> bool {
        self.flags[row as usize] & flags != 0
    }

    /// Whether the order itself was told, as a test or not.
    pub(super) fn is_known(&self, row: u32) -> bool {
        self.is(row, KNOWN)
    }

    /// Whether the order itself was told, and is no test.
    pub(super) fn is_real(&self, row: u32) -> bool {
        self.flags[row as usize] & (KNOWN | TEST) == KNOWN
    }

    /// Whether it counts as something bought: told, no test, neither cancelled nor refunded.
    pub(super) fn is_purchase(&self, row: u32) -> bool {
        self.flags[row as usize] & (KNOWN | TEST | CANCELLED | REFUNDED) == KNOWN
    }

    /// Whether the customer had bought before, where the shop said so.
    pub(super) fn returning(&self, row: u32) -> Option<bool> {
        self.is(row, TOLD).then(|| self.is(row, RETURNING))
    }
}

/// Seconds since 1970 as a column keeps them: no order is older, and the column ends in 2106.
pub(super) fn seconds(seconds: i64) -> u32 {
    u32::try_from(seconds.max(0)).unwrap_or(u32::MAX)
}
