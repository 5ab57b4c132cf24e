//! Whether the columns hold what the records say: what `afterword check` looks at.

use super::{
    column::NONE,
    dimension::Dimension,
    progress::{self, Left},
    responses::NEVER,
    shop::Shop,
};
use afterword_domain::{
    change::Sequence,
    record::{OrderRecord, Response, ResponseState},
};
use afterword_shared::id::{OptionId, QuestionId, ResponseId, SurveyId};
use afterword_store::{Records, StoreError};

/// What a response is joined with in its row.
#[derive(Debug)]
pub struct Joined {
    order: Option<OrderRecord>,
    /// Which commit wrote the order.
    pub written: Sequence,
    left: Option<Left>,
}

impl Joined {
    /// Reads it.
    pub async fn read(store: &Records, response: &Response) -> Result<Self, StoreError> {
        let order = match &response.order {
            Some(id) => store.order(response.shop, id).await?,
            None => None,
        };
        Ok(Self {
            written: order.as_ref().map_or(Sequence(0), |kept| kept.sequence),
            order: order.map(|kept| kept.value),
            left: progress::stop_of(store, response).await?,
        })
    }
}

/// What the columns say of a response, without the numbers that stand for it.
#[derive(Debug, PartialEq)]
struct Row {
    survey: SurveyId,
    /// Whether order and customer are those that the record names.
    names: (bool, bool),
    /// Asked, seen, first answered (in milliseconds) and completed.
    times: (u32, u32, i64, u32),
    state: ResponseState,
    /// Whether its order was signed, and whether it was taken back.
    flags: (bool, bool),
    /// The question's id; nothing for the end.
    stop: Option<String>,
    /// Sorted.
    values: Vec<(Dimension, String)>,
    given: Vec<(QuestionId, u8)>,
    options: Vec<(QuestionId, Option<OptionId>)>,
}

impl Shop {
    /// Whether a response's row is what its record says, and is found where it is looked for.
    pub fn holds_response(&self, response: &Response, joined: &Joined) -> bool {
        if !self.tests.holds(response) {
            return false;
        }
        if response.test {
            return self.responses.find(response.id).is_none();
        }
        let mut wanted = Self::new(self.zone().clone());
        if let Some(order) = &joined.order {
            wanted.write_order(order);
        }
        wanted.write_response(response);
        if let Some(Left(question)) = &joined.left {
            wanted.note_stop(response, question.as_ref());
        }
        let found = self.row(response);
        found.is_some() && found == wanted.row(response) && self.is_listed(response)
    }

    /// Whether an order's row is what its record says.
    pub fn holds_order(&self, known: &OrderRecord) -> bool {
        let mut wanted = Self::new(self.zone().clone());
        wanted.write_order(known);
        self.orders.says_as(&wanted.orders, &known.order)
    }

    /// The responses that have a row.
    pub fn response_ids(&self) -> Vec<ResponseId> {
        let rows = self.responses.rows();
        let rows = rows.map(|row| self.responses.place(row).1);
        rows.chain(self.tests.ids()).collect()
    }

    /// Whether a response has a row.
    pub fn has_response(&self, id: ResponseId) -> bool {
        self.responses.find(id).is_some() || self.tests.has(id)
    }

    /// How many orders were told.
    pub fn order_count(&self) -> usize {
        self.orders.known_count()
    }

    /// Whether every count and list is what its rows come to.
    pub fn counts_its_rows(&self) -> bool {
        let counted = self.counted_in(self.zone().clone());
        self.daily.counts_as(&counted) && self.customers_are_their_rows()
    }

    /// What the columns say of a response.
    fn row(&self, response: &Response) -> Option<Row> {
        let row = self.responses.find(response.id)?;
        let order = response.order.as_ref().map(|id| self.orders.find(id));
        let customer = response.customer.as_ref();
        let customer = customer.map(|id| self.orders.find_customer(id));
        let is_named = |named: Option<Option<u32>>, kept: u32| match named {
            None => kept == NONE,
            Some(named) => named == Some(kept),
        };
        Some(Row {
            survey: self.survey_of(row)?,
            names: (
                is_named(order, self.responses.order(row)),
                is_named(customer, self.responses.customer(row)),
            ),
            times: (
                self.responses.asked(row),
                self.responses.seen(row).unwrap_or(0),
                self.responses.answered(row).unwrap_or(NEVER),
                self.responses.completed(row).unwrap_or(0),
            ),
            state: self.responses.state(row),
            flags: (
                self.responses.is_verified(row),
                self.responses.is_withdrawn(row),
            ),
            stop: self.responses.stop(row).map(|stop| {
                self.question_at(stop)
                    .map_or_else(String::new, ToString::to_string)
            }),
            values: self.values_of(row),
            given: self.given_by(row),
            options: self.options_of(row),
        })
    }

    /// Whether a response is in the list of its day and among those of its order, once.
    fn is_listed(&self, response: &Response) -> bool {
        let Some(row) = self.responses.find(response.id) else {
            return false;
        };
        let times_of_order = match &response.order {
            None => 0,
            Some(id) => self
                .orders
                .find(id)
                .map_or(0, |order| self.times_linked(order, row)),
        };
        self.daily.lists(&self.responses, row) == response.first_answered_at.is_some()
            && times_of_order == usize::from(response.order.is_some())
    }
}
