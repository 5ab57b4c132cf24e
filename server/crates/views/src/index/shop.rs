//! Everything of one shop that figures are joined from.

use super::{
    codes::Codes,
    column::NONE,
    cube::{self, Day},
    daily::{Daily, Rows, date, day, day_number},
    dimension::{self, Dimension},
    filter::Filter,
    lists::{Lists, row},
    orders::{Orders, seconds},
    responses::{OPTIONS, Responses, UNUSED, VERIFIED, WITHDRAWN, WORDS},
    snapshot::snapshot_of,
    test_responses::TestResponses,
};
use afterword_domain::record::{AnsweredAt, OrderRecord, OrderSource, Response};
use afterword_shared::{
    id::{OptionId, OrderId, QuestionId, ResponseId, SurveyId},
    response::Answer,
    scale::Kind,
};
use afterword_stats::Histogram;
use indexmap::IndexSet;
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use std::{
    cmp::Reverse,
    collections::{BTreeMap, BinaryHeap, HashMap},
    ops::RangeInclusive,
};

/// Stands for the end of a survey, where a question could stand.
const END: u32 = NONE - 1;

/// About how many bytes a row takes, with its places in tables and its part of counts and lists.
const ORDER_SIZE: usize = 42;
const CUSTOMER_SIZE: usize = 32;
const RESPONSE_SIZE: usize = 110;

/// Which answers of a survey.
#[derive(Clone, Copy, Debug)]
pub struct Query<'a> {
    /// Of which survey.
    pub survey: SurveyId,
    /// From which day to which, in the shop's zone, both included: the days of first answers.
    pub days: (Date, Date),
    /// The question of whose groups the filter speaks, and its kind; without it a filter with a
    /// group holds for nothing.
    pub question: Option<(&'a QuestionId, Kind)>,
    /// What else has to hold.
    pub filter: &'a Filter,
}

/// How often each answer was given to one question.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Given {
    /// How many answered it.
    pub n: u64,
    /// How often each rating.
    pub ratings: Histogram,
    /// How often each option; of several that one chose, each.
    pub options: BTreeMap<OptionId, u64>,
}

/// The index of one shop. Test responses are but on a list of their own, test orders in no figure.
#[derive(Debug)]
pub struct Shop {
    codes: Codes,
    pub(super) lists: Lists,
    pub(super) orders: Orders,
    pub(super) responses: Responses,
    surveys: Vec<SurveyId>,
    pub(super) questions: IndexSet<(u16, QuestionId)>,
    /// Options of questions; without an option, that some was chosen.
    options: IndexSet<(u32, Option<OptionId>)>,
    pub(super) daily: Daily,
    pub(super) tests: TestResponses,
}

snapshot_of!(Shop { codes, lists, orders, responses, daily, tests; surveys, questions, options });

/// What the columns say, for a look at whether that is so.
impl Shop {
    /// Some responses, of those that were taken in last.
    pub(super) fn latest_responses(&self, limit: usize) -> Vec<ResponseId> {
        let rows = 0..row(self.responses.survey.len());
        let used = rows
            .rev()
            .filter(|row| self.responses.survey(*row) != UNUSED);
        used.take(limit)
            .map(|row| self.responses.ids.get(row))
            .collect()
    }

    /// Some orders, of those that were told last.
    pub(super) fn latest_orders(&self, limit: usize) -> Vec<OrderId> {
        let told = (0..row(self.orders.len())).rev();
        let told = told.filter(|row| self.orders.is_known(*row));
        told.take(limit)
            .filter_map(|row| self.orders.id(row))
            .collect()
    }

    /// Whether an order was told.
    pub(super) fn knows_order(&self, id: &OrderId) -> bool {
        let row = self.orders.find(id);
        row.is_some_and(|row| self.orders.is_known(row))
    }

    /// About how many bytes it takes in memory.
    pub(super) fn size(&self) -> usize {
        self.orders.len() * ORDER_SIZE
            + self.orders.customer_count() * CUSTOMER_SIZE
            + self.responses.survey.len() * RESPONSE_SIZE
    }

    /// The survey of a row.
    pub(super) fn survey_of(&self, row: u32) -> Option<SurveyId> {
        self.surveys
            .get(usize::from(self.responses.survey(row)))
            .copied()
    }

    /// Every value that a row has, sorted.
    pub(super) fn values_of(&self, row: u32) -> Vec<(Dimension, String)> {
        let place = row as usize;
        let (single, several) = (self.responses.single[place], self.responses.several[place]);
        let codes = self.lists.get(single).iter().chain(self.lists.get(several));
        let mut values: Vec<_> = codes
            .map(|code| self.codes.value(*code))
            .map(|(dimension, value)| (dimension.clone(), value.to_owned()))
            .collect();
        values.sort_unstable();
        values
    }

    /// Every question that a row answers with what it gave, as its list keeps that; sorted.
    pub(super) fn given_by(&self, row: u32) -> Vec<(QuestionId, u8)> {
        let given = self.responses.given(row, &self.lists);
        let mut given: Vec<_> = given
            .filter_map(|(question, rating)| Some((self.question_at(question)?.clone(), rating)))
            .collect();
        given.sort_unstable();
        given
    }

    /// Every question of which a row chose options, and those; sorted.
    pub(super) fn options_of(&self, row: u32) -> Vec<(QuestionId, Option<OptionId>)> {
        let chosen = self.responses.options(row, &self.lists);
        let mut chosen: Vec<_> = chosen
            .filter_map(|number| self.options.get_index((number ^ OPTIONS) as usize))
            .filter_map(|(question, option)| {
                Some((self.question_at(*question)?.clone(), option.clone()))
            })
            .collect();
        chosen.sort_unstable();
        chosen
    }

    /// How often a row is among the responses of an order.
    pub(super) fn times_linked(&self, order: u32, row: u32) -> usize {
        let mut at = self.orders.response[order as usize];
        let mut times = 0;
        while at != NONE {
            times += usize::from(at == row);
            at = self.responses.next(at);
        }
        times
    }
}

impl Shop {
    /// Nothing yet, with the zone in which days begin.
    pub(super) fn new(zone: TimeZone) -> Self {
        Self {
            codes: Codes::default(),
            lists: Lists::default(),
            orders: Orders::default(),
            responses: Responses::default(),
            surveys: Vec::new(),
            questions: IndexSet::new(),
            options: IndexSet::new(),
            daily: Daily::new(zone),
            tests: TestResponses::default(),
        }
    }

    /// Takes counts over that were made of these rows with days that begin in another zone.
    pub(super) fn set_daily(&mut self, daily: Daily) {
        self.daily = daily;
    }

    /// Takes in what an order is now.
    pub(super) fn write_order(&mut self, known: &OrderRecord) {
        let (row, repriced) = self.orders.write(known);
        for item in &known.order.items {
            if let Some(name) = &item.name {
                self.codes.name(&Dimension::Product, item.id.as_str(), name);
            }
            if let (Some(id), Some(name)) = (&item.category, &item.category_name) {
                self.codes.name(&Dimension::Category, id.as_str(), name);
            }
        }
        if repriced {
            self.reprice(row);
        }
    }

    /// Forgets an order.
    pub(super) fn remove_order(&mut self, id: &OrderId) {
        if let Some((row, true)) = self.orders.forget(id) {
            self.reprice(row);
        }
    }

    /// Puts the responses about an order into the band of what it comes to now.
    fn reprice(&mut self, order: u32) {
        let signed = self.codes.code(&Dimension::Verified, "yes");
        let mut row = self.orders.response[order as usize];
        while row != NONE {
            self.count(row, false);
            let mut codes: Vec<u32> = self
                .lists
                .get(self.responses.single[row as usize])
                .iter()
                .copied()
                .filter(|code| *self.codes.value(*code).0 != Dimension::Total)
                .collect();
            let verified = signed.is_some_and(|signed| codes.contains(&signed));
            codes.extend(self.band(order, verified));
            codes.sort_unstable();
            self.responses.single[row as usize] = self.lists.keep(&codes);
            self.count(row, true);
            row = self.responses.next(row);
        }
    }

    fn band(&mut self, order: u32, verified: bool) -> Option<u32> {
        if order == NONE {
            return None;
        }
        let (dimension, band) = dimension::band(self.orders.total_for(order, verified)?);
        Some(self.codes.keep(&dimension, &band))
    }

    /// Takes in what a response is now.
    pub(super) fn write_response(&mut self, response: &Response) {
        self.tests.write(response);
        if response.test {
            self.remove_row(response.id);
            return;
        }
        let survey = self.keep_survey(response.survey);
        let order = response
            .order
            .as_ref()
            .map_or(NONE, |id| self.orders.keep(id));
        let customer = response.customer.as_ref();
        let customer = customer.map_or(NONE, |id| self.orders.keep_customer(id));
        let mut single: Vec<u32> = dimension::single(response)
            .iter()
            .map(|(dimension, value)| self.codes.keep(dimension, value))
            .chain(None)
            .collect();
        single.extend(self.band(order, response.verified));
        single.sort_unstable();
        let mut several: Vec<u32> = dimension::several(response)
            .iter()
            .map(|(dimension, value)| self.codes.keep(dimension, value))
            .collect();
        several.sort_unstable();
        several.dedup();
        let mut given = self.given(survey, response);
        given.extend(self.chosen_by(survey, response));

        let nothing = self.lists.keep(&[]);
        let (row, new) = self.responses.keep(response.id, nothing);
        let asked = seconds(response.asked_at.as_second());
        // Nearly every change of a response leaves it where it is found.
        let stays = !new && self.stays(row, order, customer, asked);
        if !new {
            self.count(row, false);
            if !stays {
                self.unlink(row);
                self.leave(row);
            }
        }
        let (single, several) = (self.lists.keep(&single), self.lists.keep(&several));
        let given = self.lists.keep(&given);
        let place = row as usize;
        let after = |at: Option<Timestamp>| {
            let at = seconds(at?.as_second());
            Some(i64::from(at) - i64::from(asked))
        };
        let responses = &mut self.responses;
        responses.survey[place] = survey;
        responses.order[place] = order;
        responses.customer[place] = customer;
        responses.asked[place] = asked;
        responses.seen.set(row, after(response.seen_at));
        let answered = response.first_answered_at.map(Timestamp::as_millisecond);
        let answered = answered.map(|at| at - i64::from(asked) * 1000);
        responses.answered.set(row, answered);
        responses.completed.set(row, after(response.completed_at));
        responses.stop[place] = NONE;
        responses.state[place] = response.state;
        let flag = |flag: u8, holds: bool| if holds { flag } else { 0 };
        responses.flags[place] =
            flag(VERIFIED, response.verified) | flag(WITHDRAWN, response.withdrawn_at.is_some());
        responses.single[place] = single;
        responses.several[place] = several;
        responses.given[place] = given;
        if !stays {
            self.link(row);
            self.join(row);
        }
        self.count(row, true);
    }

    /// Whether a row is found by this order, by this customer and by when it was asked.
    fn stays(&self, row: u32, order: u32, customer: u32, asked: u32) -> bool {
        let responses = &self.responses;
        (
            responses.order(row),
            responses.customer(row),
            responses.asked(row),
        ) == (order, customer, asked)
    }

    /// Notes where a response stopped that was just written: at a question, or at the end.
    pub(super) fn note_stop(&mut self, response: &Response, question: Option<&QuestionId>) {
        let Some(row) = self.responses.find(response.id) else {
            return;
        };
        let survey = self.keep_survey(response.survey);
        self.responses.stop[row as usize] = match question {
            Some(question) => self.keep_question(survey, question),
            None => END,
        };
        self.daily.look_again(&self.responses, row);
    }

    /// The question of [`Responses::stop`]; `None` for the end.
    pub(super) fn question_at(&self, stop: u32) -> Option<&QuestionId> {
        self.questions.get_index(stop as usize).map(|(_, id)| id)
    }

    /// Forgets a response.
    pub(super) fn remove_response(&mut self, id: ResponseId) {
        self.tests.remove(id);
        self.remove_row(id);
    }

    fn remove_row(&mut self, id: ResponseId) {
        if let Some(row) = self.responses.find(id) {
            self.count(row, false);
            self.unlink(row);
            self.leave(row);
            self.responses.forget(row);
        }
    }

    fn keep_survey(&mut self, id: SurveyId) -> u16 {
        let known = self.surveys.iter().position(|survey| *survey == id);
        let place = known.unwrap_or_else(|| {
            self.surveys.push(id);
            self.surveys.len() - 1
        });
        u16::try_from(place).unwrap_or(UNUSED)
    }

    pub(super) fn survey(&self, id: SurveyId) -> Option<u16> {
        let place = self.surveys.iter().position(|survey| *survey == id)?;
        u16::try_from(place).ok()
    }

    pub(super) fn question(&self, survey: SurveyId, id: &QuestionId) -> Option<u32> {
        let survey = self.survey(survey)?;
        self.questions.get_index_of(&(survey, id.clone())).map(row)
    }

    fn keep_question(&mut self, survey: u16, id: &QuestionId) -> u32 {
        row(self.questions.insert_full((survey, id.clone())).0)
    }

    /// What a response answered, as numbers that hold the question and the rating.
    fn given(&mut self, survey: u16, response: &Response) -> Vec<u32> {
        if response.first_answered_at.is_none() {
            return Vec::new();
        }
        let mut given = Vec::new();
        for (question, answer) in response.answers.iter() {
            let rating = match answer {
                Answer::Rating(rating) => (*rating).min(WORDS - 1),
                Answer::Text(_) => WORDS,
                Answer::Chosen { .. } | Answer::Contact { .. } => continue,
            };
            let number = self.keep_question(survey, question);
            given.push(number << 8 | u32::from(rating));
        }
        given.sort_unstable();
        given
    }

    /// What a response chose, as numbers of options.
    fn chosen_by(&mut self, survey: u16, response: &Response) -> Vec<u32> {
        if response.first_answered_at.is_none() {
            return Vec::new();
        }
        let mut chosen = Vec::new();
        for (question, answer) in response.answers.iter() {
            if let Answer::Chosen { options, .. } = answer {
                let question = self.keep_question(survey, question);
                chosen.push(self.keep_option(question, None));
                let options = options.iter().cloned().map(Some);
                chosen.extend(options.map(|option| self.keep_option(question, option)));
            }
        }
        chosen.sort_unstable();
        chosen.dedup();
        chosen
    }

    fn keep_option(&mut self, question: u32, option: Option<OptionId>) -> u32 {
        OPTIONS | row(self.options.insert_full((question, option)).0)
    }

    /// Makes a response found by its order.
    fn link(&mut self, row: u32) {
        let order = self.responses.order[row as usize];
        if order != NONE {
            let before = std::mem::replace(&mut self.orders.response[order as usize], row);
            if before != NONE {
                self.responses.next.insert(row, before);
            }
        }
    }

    fn unlink(&mut self, row: u32) {
        let order = self.responses.order[row as usize];
        if order == NONE {
            return;
        }
        let after = self.responses.next.remove(&row);
        let first = &mut self.orders.response[order as usize];
        if *first == row {
            *first = after.unwrap_or(NONE);
            return;
        }
        let mut at = *first;
        while at != NONE {
            let next = self.responses.next(at);
            if next == row {
                match after {
                    Some(after) => self.responses.next.insert(at, after),
                    None => self.responses.next.remove(&at),
                };
                return;
            }
            at = next;
        }
    }

    /// Adds what a row counts for, or takes it away.
    fn count(&mut self, row: u32, add: bool) {
        self.daily.count(&self.lists, &self.responses, row, add);
    }

    /// The rating that a row has for a question.
    pub(super) fn rating(&self, row: u32, question: u32) -> Option<u8> {
        self.responses
            .given(row, &self.lists)
            .find(|(other, rating)| *other == question && *rating != WORDS)
            .map(|(_, rating)| rating)
    }
}

/// A filter as numbers.
struct Wanted {
    codes: Vec<u32>,
    /// The question and which ratings of it.
    ratings: Option<(u32, RangeInclusive<u8>)>,
}

/// How often each rating was given, by code: side by side, since a million answers have ten codes
/// each. Ratings seldom reach beyond ten; the row grows with the highest.
struct ByCode {
    codes: usize,
    /// By rating and code.
    counts: Vec<u32>,
}

impl ByCode {
    fn new(codes: usize) -> Self {
        Self {
            codes,
            counts: Vec::new(),
        }
    }

    fn add(&mut self, code: u32, rating: u8) {
        let row = usize::from(rating) * self.codes;
        if self.counts.len() <= row {
            self.counts.resize(row + self.codes, 0);
        }
        self.counts[row + code as usize] += 1;
    }

    fn of(&self, code: u32) -> Histogram {
        let rows = self.counts.chunks_exact(self.codes.max(1));
        (0..=u8::MAX)
            .zip(rows.map(|row| u64::from(row[code as usize])))
            .collect()
    }
}

/// What is asked of it.
impl Shop {
    /// The zone in which its days begin.
    pub fn zone(&self) -> &TimeZone {
        &self.daily.zone
    }

    /// A filter as numbers; `None` where nothing can match it.
    fn wanted(&self, query: Query<'_>) -> Option<Wanted> {
        let codes = query
            .filter
            .values()
            .map(|(dimension, value)| self.codes.code(dimension, value))
            .collect::<Option<_>>()?;
        let ratings = match query.filter.group() {
            None => None,
            Some(group) => {
                let (question, kind) = query.question?;
                let scale = kind.ratings_of(group)?;
                Some((self.question(query.survey, question)?, scale.values()))
            }
        };
        Some(Wanted { codes, ratings })
    }

    fn matches(&self, row: u32, wanted: &Wanted) -> bool {
        let place = row as usize;
        let has = |code: &u32| {
            self.lists.get(self.responses.single[place]).contains(code)
                || self.lists.get(self.responses.several[place]).contains(code)
        };
        wanted.codes.iter().all(has)
            && wanted.ratings.as_ref().is_none_or(|(question, ratings)| {
                self.rating(row, *question)
                    .is_some_and(|rating| ratings.contains(&rating))
            })
    }

    /// The answered rows of a period, newest first.
    fn newest_first(&self, survey: SurveyId, days: (Date, Date)) -> impl Iterator<Item = u32> {
        self.rows_by_day(survey, days)
            .rev()
            .flat_map(|rows| rows.iter().rev().copied())
    }

    /// The answered rows of each day of a period, oldest first.
    pub(super) fn rows_by_day(
        &self,
        survey: SurveyId,
        days: (Date, Date),
    ) -> impl DoubleEndedIterator<Item = &Rows> {
        let (from, to) = (day_number(days.0), day_number(days.1));
        let survey = self.survey(survey).into_iter();
        survey.flat_map(move |survey| self.daily.answered(survey, from, to))
    }

    /// A survey's responses with an answer, newest first answer first, from after `after` on: where
    /// each stands. `test` picks the test responses instead of those that count.
    pub fn answered(
        &self,
        survey: SurveyId,
        test: bool,
        after: Option<AnsweredAt>,
        limit: usize,
    ) -> Vec<AnsweredAt> {
        if test {
            return self.tests.answered(survey, after, limit);
        }
        let last = after.map_or(Date::MAX, |after| day(after.at, self.zone()));
        let after = after.map(|place| (place.at.as_millisecond(), place.id));
        let before = |rows: &&Rows| match after {
            // All but the latest day are before it as a whole.
            Some(after) => rows.partition_point(|row| self.responses.place(*row) < after),
            None => rows.len(),
        };
        self.rows_by_day(survey, (Date::MIN, last))
            .rev()
            .flat_map(|rows| rows[..before(&rows)].iter().rev())
            .filter_map(|row| self.responses.at(*row))
            .take(limit)
            .collect()
    }

    /// Answered responses that match, the newest first answer first, from after `after` on.
    pub fn responses(
        &self,
        query: Query<'_>,
        after: Option<AnsweredAt>,
        limit: usize,
    ) -> Vec<AnsweredAt> {
        let Some(wanted) = self.wanted(query) else {
            return Vec::new();
        };
        let mut days = query.days;
        if let Some(after) = after {
            days.1 = days.1.min(day(after.at, self.zone()));
        }
        let after = after.map(|place| (place.at.as_millisecond(), place.id));
        self.newest_first(query.survey, days)
            .filter(|row| after.is_none_or(|after| self.responses.place(*row) < after))
            .filter(|row| self.matches(*row, &wanted))
            .filter_map(|row| self.responses.at(row))
            .take(limit)
            .collect()
    }

    /// The rows of answered responses that match.
    pub(super) fn matching(&self, query: Query<'_>) -> impl Iterator<Item = u32> {
        self.wanted(query).into_iter().flat_map(move |wanted| {
            self.newest_first(query.survey, query.days)
                .filter(move |row| self.matches(*row, &wanted))
        })
    }

    /// How many answered responses match.
    pub fn count_responses(&self, query: Query<'_>) -> u64 {
        if query.filter.is_empty() {
            let rows = self.rows_by_day(query.survey, query.days);
            return rows.map(|rows| rows.len() as u64).sum();
        }
        let Some(wanted) = self.wanted(query) else {
            return 0;
        };
        self.newest_first(query.survey, query.days)
            .filter(|row| self.matches(*row, &wanted))
            .count() as u64
    }

    /// How often each rating of a question was given by those who match.
    pub fn histogram(&self, query: Query<'_>, question: &QuestionId) -> Histogram {
        let (Some(question), Some(wanted)) =
            (self.question(query.survey, question), self.wanted(query))
        else {
            return Histogram::default();
        };
        match (&wanted.codes[..], &wanted.ratings) {
            ([], None) => self.cells(question, cube::ALL, query.days),
            ([code], None) => self.cells(question, *code, query.days),
            _ => self
                .newest_first(query.survey, query.days)
                .filter(|row| self.matches(*row, &wanted))
                .filter_map(|row| Some((self.rating(row, question)?, 1)))
                .collect(),
        }
    }

    /// How often each answer was given to a question by those who answered first in some days.
    pub fn answers(&self, survey: SurveyId, question: &QuestionId, days: (Date, Date)) -> Given {
        let Some(question) = self.question(survey, question) else {
            return Given::default();
        };
        let ratings = self.cells(question, cube::ALL, days);
        let mut given = Given {
            n: ratings.total(),
            ratings,
            options: BTreeMap::new(),
        };
        let options = self.options.iter().enumerate();
        for (place, (_, option)) in options.filter(|(_, (of, _))| *of == question) {
            let count = self.cells(OPTIONS | row(place), cube::ALL, days).total();
            match option {
                None => given.n += count,
                Some(option) => {
                    given.options.insert(option.clone(), count);
                }
            }
        }
        given
    }

    fn cells(&self, question: u32, code: u32, days: (Date, Date)) -> Histogram {
        let mut counts = [0_u64; 256];
        let (from, to) = (day_number(days.0), day_number(days.1));
        if from <= to {
            for (_, rating, count) in self.daily.cube.cells(question, code, from, to) {
                counts[usize::from(rating)] += count;
            }
        }
        (0..=u8::MAX)
            .map(|rating| (rating, counts[usize::from(rating)]))
            .collect()
    }

    /// How often each rating of a question was given, by the values of a dimension; values that
    /// nobody has are left out. A response with several products counts for each of them, and one
    /// of which the value is not known for none.
    pub fn by(
        &self,
        query: Query<'_>,
        question: &QuestionId,
        dimension: &Dimension,
    ) -> Vec<(String, Histogram)> {
        let mut each = self.by_each(query, question, std::slice::from_ref(dimension));
        each.pop().unwrap_or_default()
    }

    /// The same for each of several dimensions, in their order, with one look at the rows.
    pub fn by_each(
        &self,
        query: Query<'_>,
        question: &QuestionId,
        dimensions: &[Dimension],
    ) -> Vec<Vec<(String, Histogram)>> {
        let (Some(question), Some(wanted)) =
            (self.question(query.survey, question), self.wanted(query))
        else {
            return dimensions.iter().map(|_| Vec::new()).collect();
        };
        let counted = (!query.filter.is_empty()).then(|| self.by_code(query, question, &wanted));
        let ratings_of = |code: u32| match &counted {
            None => self.cells(question, code, query.days),
            Some(counted) => counted.of(code),
        };
        let of = |dimension: &Dimension| {
            let mut found: Vec<(String, Histogram)> = self
                .codes
                .all(dimension)
                .map(|code| (code, ratings_of(code)))
                .filter(|(_, histogram)| histogram.total() > 0)
                .map(|(code, histogram)| (self.codes.value(code).1.to_owned(), histogram))
                .collect();
            found.sort_by(|a, b| b.1.total().cmp(&a.1.total()).then_with(|| a.0.cmp(&b.0)));
            found
        };
        dimensions.iter().map(of).collect()
    }

    /// How often those who match gave each rating, by code.
    fn by_code(&self, query: Query<'_>, question: u32, wanted: &Wanted) -> ByCode {
        let mut counted = ByCode::new(self.codes.len());
        for row in self.newest_first(query.survey, query.days) {
            if !self.matches(row, wanted) {
                continue;
            }
            let Some(rating) = self.rating(row, question) else {
                continue;
            };
            let place = row as usize;
            let single = self.lists.get(self.responses.single[place]);
            let several = self.lists.get(self.responses.several[place]);
            for code in single.iter().chain(several) {
                counted.add(*code, rating);
            }
        }
        counted
    }

    /// What a value is called, where the shop said.
    pub fn label(&self, dimension: &Dimension, value: &str) -> Option<&str> {
        let code = self.codes.code(dimension, value)?;
        self.codes.label(code)
    }

    /// The dimensions that some answer has a value of: those built in, then the owner's fields.
    pub fn dimensions(&self) -> Vec<Dimension> {
        self.codes.dimensions().cloned().collect()
    }

    /// How many orders were placed from day to day, by where they were found, most first; no tests.
    pub fn orders_by_source(&self, days: (Date, Date)) -> Vec<(Option<OrderSource>, u64)> {
        let (from, to) = self.moments(days);
        let mut sums: HashMap<Option<OrderSource>, u64> = HashMap::new();
        for row in 0..row(self.orders.len()) {
            let placed = self.orders.placed(row);
            if from <= placed && placed < to && self.orders.is_real(row) {
                *sums.entry(self.orders.source(row)).or_default() += 1;
            }
        }
        let mut sums: Vec<_> = sums.into_iter().collect();
        sums.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        sums
    }

    /// The seconds at which a period begins and at which the day after it does.
    pub(super) fn moments(&self, days: (Date, Date)) -> (u32, u32) {
        let start = |date: Date| {
            date.to_zoned(self.zone().clone())
                .map_or(0, |at| at.timestamp().as_second())
        };
        let from = if days.0 <= date(0) { 0 } else { start(days.0) };
        let to = match days.1.tomorrow() {
            Ok(after) if days.1 < date(Day::MAX) => start(after),
            _ => i64::MAX,
        };
        (seconds(from), seconds(to))
    }

    /// The orders that were placed last, tests among them, the latest first: of those of which it is
    /// known where they were found.
    pub fn last_orders(&self, limit: usize) -> Vec<OrderId> {
        let mut latest = BinaryHeap::with_capacity(limit + 1);
        for row in 0..row(self.orders.len()) {
            if self.orders.is_known(row) && self.orders.source(row).is_some() {
                latest.push(Reverse((self.orders.placed(row), row)));
                if latest.len() > limit {
                    latest.pop();
                }
            }
        }
        let latest = latest.into_sorted_vec();
        let ids = latest
            .into_iter()
            .filter_map(|Reverse((_, row))| self.orders.id(row));
        ids.collect()
    }
}
