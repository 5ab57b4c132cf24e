//! Everything of one shop that figures are joined from.

use super::{
    codes::Codes,
    column::Column,
    cube::{self, Cube, Day},
    dimension::{self, Dimension},
    filter::Filter,
    lists::{ListId, Lists, row},
    orders::{NONE, Orders, seconds},
    progress::DayProgress,
};
use crate::{
    report::Histogram,
    rollup,
    store::{
        AnsweredAt,
        record::{CountKey, KnownOrder, Measure, OrderSource, Response, ResponseState},
    },
};
use afterword_shared::{
    id::{CustomerRef, OptionId, OrderId, QuestionId, ResponseId, SurveyId},
    order::Money,
    response::Answer,
    scale::Kind,
};
use hashbrown::{DefaultHashBuilder, HashTable};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use std::{
    collections::{BTreeMap, HashMap},
    hash::BuildHasher,
    ops::{Deref, RangeInclusive},
    sync::OnceLock,
};

/// Stands for an answer in words in a list of ratings. No scale reaches that far.
pub(super) const WORDS: u8 = u8::MAX;
/// Stands for the survey of a row that is no longer used.
const UNUSED: u16 = u16::MAX;
/// From here on numbers of questions stand for options of one.
const OPTIONS: u32 = 1 << 31;
/// Stands for the end of a survey, where a question could stand.
const END: u32 = NONE - 1;
/// Stands for a moment that did not come.
pub(super) const NEVER: i64 = i64::MIN;

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

/// What is known of an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderFacts {
    /// When it was placed.
    pub placed_at: Timestamp,
    /// What was paid.
    pub total: Option<Money>,
    /// Whether the shop's server signed it.
    pub verified: bool,
    /// Whether it was cancelled.
    pub cancelled: bool,
    /// Whether it was refunded.
    pub refunded: bool,
    /// Where it was found.
    pub source: Option<OrderSource>,
    /// The responses about it that are no tests, oldest ask first.
    pub responses: Vec<ResponseId>,
}

/// What is known of a customer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CustomerFacts {
    /// Orders that are no tests, oldest first.
    pub orders: Vec<OrderFacts>,
    /// Responses that are no tests, oldest ask first.
    pub responses: Vec<ResponseId>,
}

/// The index of one shop. Test responses are not in it, test orders in no figure.
#[derive(Debug)]
pub struct Shop {
    zone: TimeZone,
    codes: Codes,
    lists: Lists,
    pub(super) orders: Orders,
    pub(super) responses: Responses,
    surveys: Vec<SurveyId>,
    questions: Vec<(u16, QuestionId)>,
    question_numbers: HashMap<(u16, QuestionId), u32>,
    /// Options of questions; without an option, that some was chosen.
    options: Vec<(u32, Option<OptionId>)>,
    option_numbers: HashMap<(u32, Option<OptionId>), u32>,
    /// By survey and day of the first answer.
    days: Vec<BTreeMap<Day, Rows>>,
    cube: Cube,
}

/// The answered rows of a day, oldest answer first.
#[derive(Debug, Default)]
pub(super) struct Rows {
    rows: Vec<u32>,
    /// What became of them, once somebody asked.
    progress: OnceLock<DayProgress>,
}

impl Rows {
    /// To be changed, so that what was known of them is forgotten.
    fn change(&mut self) -> &mut Vec<u32> {
        self.progress.take();
        &mut self.rows
    }

    /// What became of them, as `count` says it.
    pub(super) fn progress(&self, count: impl FnOnce(&[u32]) -> DayProgress) -> &DayProgress {
        self.progress.get_or_init(|| count(&self.rows))
    }
}

impl Deref for Rows {
    type Target = [u32];

    fn deref(&self) -> &[u32] {
        &self.rows
    }
}

/// The columns of responses.
#[derive(Debug, Default)]
pub(super) struct Responses {
    id: Column<ResponseId>,
    places: HashTable<u32>,
    hasher: DefaultHashBuilder,
    survey: Column<u16>,
    order: Column<u32>,
    /// The response to the same order that was taken in before.
    next: Column<u32>,
    customer: Column<u32>,
    asked: Column<u32>,
    seen: Column<u32>,
    /// Milliseconds: lists are sorted by it.
    answered: Column<i64>,
    completed: Column<u32>,
    /// The question at which somebody stopped.
    stop: Column<u32>,
    state: Column<ResponseState>,
    /// Codes of which there is one for each dimension.
    single: Column<ListId>,
    /// Codes of products, categories and fields.
    several: Column<ListId>,
    /// Question and rating in one number, by question.
    given: Column<ListId>,
    /// What was chosen, as numbers of options.
    chosen: Column<ListId>,
    unused: Vec<u32>,
}

impl Responses {
    pub(super) fn find(&self, id: ResponseId) -> Option<u32> {
        self.places
            .find(self.hasher.hash_one(id), |place| {
                self.id[*place as usize] == id
            })
            .copied()
    }

    /// The row of a response, made where there is none, and whether it was made now.
    fn keep(&mut self, id: ResponseId, nothing: ListId) -> (u32, bool) {
        if let Some(row) = self.find(id) {
            return (row, false);
        }
        let place = if let Some(unused) = self.unused.pop() {
            self.id[unused as usize] = id;
            unused
        } else {
            self.id.push(id);
            self.survey.push(UNUSED);
            self.order.push(NONE);
            self.next.push(NONE);
            self.customer.push(NONE);
            self.asked.push(0);
            self.seen.push(0);
            self.answered.push(NEVER);
            self.completed.push(0);
            self.stop.push(NONE);
            self.state.push(ResponseState::Asked);
            self.single.push(nothing);
            self.several.push(nothing);
            self.given.push(nothing);
            self.chosen.push(nothing);
            row(self.id.len() - 1)
        };
        let Self {
            id: ids,
            places,
            hasher,
            ..
        } = self;
        places.insert_unique(hasher.hash_one(id), place, |place| {
            hasher.hash_one(ids[*place as usize])
        });
        (place, true)
    }

    fn forget(&mut self, row: u32) {
        let id = self.id[row as usize];
        let hash = self.hasher.hash_one(id);
        if let Ok(entry) = self.places.find_entry(hash, |place| *place == row) {
            entry.remove();
        }
        self.survey[row as usize] = UNUSED;
        self.unused.push(row);
    }

    /// Every row that is used.
    pub(super) fn rows(&self) -> impl Iterator<Item = u32> {
        self.survey
            .iter()
            .enumerate()
            .filter(|(_, survey)| **survey != UNUSED)
            .map(|(place, _)| row(place))
    }

    pub(super) fn survey(&self, row: u32) -> u16 {
        self.survey[row as usize]
    }

    pub(super) fn state(&self, row: u32) -> ResponseState {
        self.state[row as usize]
    }

    pub(super) fn asked(&self, row: u32) -> u32 {
        self.asked[row as usize]
    }

    pub(super) fn is_of(&self, row: u32, survey: u16) -> bool {
        self.survey[row as usize] == survey
    }

    pub(super) fn order(&self, row: u32) -> u32 {
        self.order[row as usize]
    }

    pub(super) fn customer(&self, row: u32) -> u32 {
        self.customer[row as usize]
    }

    /// Milliseconds since 1970 of the first answer; `None` where nothing is answered.
    pub(super) fn answered(&self, row: u32) -> Option<i64> {
        Some(self.answered[row as usize]).filter(|at| *at != NEVER)
    }

    /// When the form was seen and when the end was reached, in seconds; `None` where not.
    pub(super) fn seen(&self, row: u32) -> Option<u32> {
        Some(self.seen[row as usize]).filter(|at| *at != 0)
    }

    pub(super) fn completed(&self, row: u32) -> Option<u32> {
        Some(self.completed[row as usize]).filter(|at| *at != 0)
    }

    /// Where it stopped, as [`Shop::question_at`] knows it; `None` where it did not.
    pub(super) fn stop(&self, row: u32) -> Option<u32> {
        Some(self.stop[row as usize]).filter(|stop| *stop != NONE)
    }

    pub(super) fn next(&self, row: u32) -> u32 {
        self.next[row as usize]
    }

    /// Its place in the order of first answers.
    pub(super) fn place(&self, row: u32) -> (i64, ResponseId) {
        (self.answered[row as usize], self.id[row as usize])
    }

    /// When its first answer came; `None` where nothing is answered.
    fn at(&self, row: u32) -> Option<AnsweredAt> {
        let at = Timestamp::from_millisecond(self.answered(row)?).ok()?;
        Some(AnsweredAt {
            at,
            id: self.id[row as usize],
        })
    }
}

/// A day as the cube keeps it. No answer is older than 1970, and the column ends in 2149.
fn day_number(date: Date) -> Day {
    let days = date
        .since(Date::constant(1970, 1, 1))
        .map_or(0, |span| span.get_days());
    Day::try_from(days.max(0)).unwrap_or(Day::MAX)
}

/// The day that [`day_number`] is of.
fn date(day: Day) -> Date {
    Date::constant(1970, 1, 1)
        .checked_add(jiff::Span::new().days(i64::from(day)))
        .unwrap_or(Date::MAX)
}

/// What the columns say, for a look at whether that is so.
impl Shop {
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
        let given = self.lists.get(self.responses.given[row as usize]).iter();
        let mut given: Vec<_> = given
            .map(|given| read_given(*given))
            .filter_map(|(question, rating)| Some((self.question_at(question)?.clone(), rating)))
            .collect();
        given.sort_unstable();
        given
    }

    /// Every question of which a row chose options, and those; sorted.
    pub(super) fn options_of(&self, row: u32) -> Vec<(QuestionId, Option<OptionId>)> {
        let chosen = self.lists.get(self.responses.chosen[row as usize]).iter();
        let mut chosen: Vec<_> = chosen
            .filter_map(|number| self.options.get((number ^ OPTIONS) as usize))
            .filter_map(|(question, option)| {
                Some((self.question_at(*question)?.clone(), option.clone()))
            })
            .collect();
        chosen.sort_unstable();
        chosen
    }

    /// Whether a row stands in the list of the day of its first answer.
    pub(super) fn is_in_its_day(&self, row: u32) -> bool {
        let Some(at) = self.responses.answered(row) else {
            return false;
        };
        let survey = usize::from(self.responses.survey(row));
        let rows = self
            .days
            .get(survey)
            .and_then(|days| days.get(&self.day(at)));
        let key = self.responses.place(row);
        rows.is_some_and(|rows| {
            let place = rows.partition_point(|other| self.responses.place(*other) < key);
            rows.get(place) == Some(&row)
        })
    }

    /// How many rows stand in lists of days.
    pub(super) fn listed_count(&self) -> usize {
        let days = self.days.iter().flat_map(BTreeMap::values);
        days.map(|rows| rows.len()).sum()
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

    /// Every series counted anew from the rows.
    pub(super) fn recounted(&self) -> Cube {
        let mut cube = Cube::default();
        for row in self.responses.rows() {
            if let Some(at) = self.responses.answered(row) {
                let day = self.day(at);
                for (question, code, rating) in counted(&self.lists, &self.responses, row) {
                    cube.add(question, code, day, rating);
                }
            }
        }
        cube
    }

    /// Every series as it is kept.
    pub(super) fn cube(&self) -> &Cube {
        &self.cube
    }
}

impl Shop {
    /// Nothing yet, with the zone in which days begin.
    pub(super) fn new(zone: TimeZone) -> Self {
        Self {
            zone,
            codes: Codes::default(),
            lists: Lists::default(),
            orders: Orders::default(),
            responses: Responses::default(),
            surveys: Vec::new(),
            questions: Vec::new(),
            question_numbers: HashMap::new(),
            options: Vec::new(),
            option_numbers: HashMap::new(),
            days: Vec::new(),
            cube: Cube::default(),
        }
    }

    /// Lets days begin in another zone.
    pub(super) fn set_zone(&mut self, zone: TimeZone) {
        if zone == self.zone {
            return;
        }
        self.zone = zone;
        self.cube = Cube::default();
        self.days.iter_mut().for_each(BTreeMap::clear);
        let rows: Vec<u32> = self.responses.rows().collect();
        for row in rows {
            self.count(row, true);
        }
    }

    /// Takes in what an order is now.
    pub(super) fn write_order(&mut self, known: &KnownOrder) {
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
        if response.test {
            self.remove_response(response.id);
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
        let given = self.given(survey, response);
        let chosen = self.chosen_by(survey, response);

        let nothing = self.lists.keep(&[]);
        let (row, new) = self.responses.keep(response.id, nothing);
        if !new {
            self.count(row, false);
            self.unlink(row);
        }
        let (single, several) = (self.lists.keep(&single), self.lists.keep(&several));
        let (given, chosen) = (self.lists.keep(&given), self.lists.keep(&chosen));
        let place = row as usize;
        let moment = |at: Option<Timestamp>| at.map_or(0, |at| seconds(at.as_second()));
        let responses = &mut self.responses;
        responses.survey[place] = survey;
        responses.order[place] = order;
        responses.customer[place] = customer;
        responses.asked[place] = seconds(response.asked_at.as_second());
        responses.seen[place] = moment(response.seen_at);
        let answered = response.first_answered_at;
        responses.answered[place] = answered.map_or(NEVER, Timestamp::as_millisecond);
        responses.completed[place] = moment(response.completed_at);
        responses.stop[place] = NONE;
        responses.state[place] = response.state;
        responses.single[place] = single;
        responses.several[place] = several;
        responses.given[place] = given;
        responses.chosen[place] = chosen;
        self.link(row);
        self.count(row, true);
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
        if let Some(at) = self.responses.answered(row) {
            let day = self.day(at);
            self.days[usize::from(survey)]
                .entry(day)
                .or_default()
                .change();
        }
    }

    /// The question of [`Responses::stop`]; `None` for the end.
    pub(super) fn question_at(&self, stop: u32) -> Option<&QuestionId> {
        self.questions.get(stop as usize).map(|(_, id)| id)
    }

    /// Forgets a response.
    pub(super) fn remove_response(&mut self, id: ResponseId) {
        if let Some(row) = self.responses.find(id) {
            self.count(row, false);
            self.unlink(row);
            self.responses.forget(row);
        }
    }

    fn keep_survey(&mut self, id: SurveyId) -> u16 {
        let known = self.surveys.iter().position(|survey| *survey == id);
        let place = known.unwrap_or_else(|| {
            self.surveys.push(id);
            self.days.push(BTreeMap::new());
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
        self.question_numbers.get(&(survey, id.clone())).copied()
    }

    fn keep_question(&mut self, survey: u16, id: &QuestionId) -> u32 {
        let key = (survey, id.clone());
        *self.question_numbers.entry(key).or_insert_with(|| {
            self.questions.push((survey, id.clone()));
            row(self.questions.len() - 1)
        })
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
        let key = (question, option);
        if let Some(number) = self.option_numbers.get(&key) {
            return *number;
        }
        let number = OPTIONS | row(self.options.len());
        self.options.push(key.clone());
        self.option_numbers.insert(key, number);
        number
    }

    /// Makes a response found by its order.
    fn link(&mut self, row: u32) {
        let order = self.responses.order[row as usize];
        if order != NONE {
            let first = &mut self.orders.response[order as usize];
            self.responses.next[row as usize] = *first;
            *first = row;
        }
    }

    fn unlink(&mut self, row: u32) {
        let order = self.responses.order[row as usize];
        if order == NONE {
            return;
        }
        let after = self.responses.next[row as usize];
        let mut at = self.orders.response[order as usize];
        if at == row {
            self.orders.response[order as usize] = after;
            return;
        }
        while at != NONE {
            let next = self.responses.next[at as usize];
            if next == row {
                self.responses.next[at as usize] = after;
                return;
            }
            at = next;
        }
    }

    fn day(&self, at: i64) -> Day {
        let at = Timestamp::from_millisecond(at).unwrap_or(Timestamp::UNIX_EPOCH);
        day_number(rollup::day(at, &self.zone))
    }

    /// Adds what a row counts for, or takes it away.
    fn count(&mut self, row: u32, add: bool) {
        let place = row as usize;
        let Some(at) = self.responses.answered(row) else {
            return;
        };
        let day = self.day(at);
        let key = self.responses.place(row);
        let responses = &self.responses;
        let rows = self.days[usize::from(responses.survey[place])]
            .entry(day)
            .or_default()
            .change();
        let before = rows.partition_point(|other| responses.place(*other) < key);
        if add {
            rows.insert(before, row);
        } else if rows.get(before) == Some(&row) {
            rows.remove(before);
        }
        for (question, code, rating) in counted(&self.lists, responses, row) {
            if add {
                self.cube.add(question, code, day, rating);
            } else {
                self.cube.take(question, code, day, rating);
            }
        }
    }

    /// The rating that a row has for a question.
    pub(super) fn rating(&self, row: u32, question: u32) -> Option<u8> {
        self.lists
            .get(self.responses.given[row as usize])
            .iter()
            .map(|given| read_given(*given))
            .find(|(other, rating)| *other == question && *rating != WORDS)
            .map(|(_, rating)| rating)
    }
}

/// The series that a row adds one to: question, code and rating.
fn counted(lists: &Lists, responses: &Responses, row: u32) -> impl Iterator<Item = (u32, u32, u8)> {
    let place = row as usize;
    let codes = move || {
        let (single, several) = (responses.single[place], responses.several[place]);
        let (single, several) = (lists.get(single), lists.get(several));
        single.iter().chain(several).copied().chain([cube::ALL])
    };
    let given = lists.get(responses.given[place]).iter();
    // Of options nobody asks by country or device.
    let chosen = lists.get(responses.chosen[place]).iter();
    given
        .map(|given| read_given(*given))
        .filter(|(_, rating)| *rating != WORDS)
        .flat_map(move |(question, rating)| codes().map(move |code| (question, code, rating)))
        .chain(chosen.map(|option| (*option, cube::ALL, 0)))
}

/// The question and the rating of a number in a list of what was given.
fn read_given(given: u32) -> (u32, u8) {
    let [.., rating] = given.to_be_bytes();
    (given >> 8, rating)
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
        &self.zone
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
        self.survey(survey)
            .filter(|_| from <= to)
            .map(|survey| &self.days[usize::from(survey)])
            .into_iter()
            .flat_map(move |days| days.range(from..=to).map(|(_, rows)| rows))
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
            days.1 = days.1.min(rollup::day(after.at, &self.zone));
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
            for (_, rating, count) in self.cube.cells(question, code, from, to) {
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

    /// What a survey's responses come to, as [`rollup::recount`] says it: to be compared with.
    pub fn counts(&self, survey: SurveyId) -> BTreeMap<CountKey, i64> {
        let mut counts = BTreeMap::new();
        let Some(number) = self.survey(survey) else {
            return counts;
        };
        let mut add = |day, measure, by| {
            let key = CountKey {
                survey,
                day: date(day),
                measure,
            };
            *counts.entry(key).or_default() += by;
        };
        for row in self
            .responses
            .rows()
            .filter(|row| self.responses.is_of(*row, number))
        {
            let place = row as usize;
            let asked = self.day(i64::from(self.responses.asked[place]) * 1000);
            let answered = self.responses.answered(row);
            add(asked, Measure::Asked, 1);
            if answered.is_some() || self.responses.seen[place] > 0 {
                add(asked, Measure::Seen, 1);
            }
            if answered.is_some() {
                add(asked, Measure::Started, 1);
            }
            if self.responses.state[place] == ResponseState::Complete {
                add(asked, Measure::Complete, 1);
            }
            let Some(at) = answered else { continue };
            for given in self.lists.get(self.responses.given[place]) {
                let (question, rating) = read_given(*given);
                if rating == WORDS {
                    let question = self.questions[question as usize].1.clone();
                    add(self.day(at), Measure::Text(question), 1);
                }
            }
        }
        for (question, (of, id)) in self.questions.iter().enumerate() {
            if *of == number {
                for (day, rating, count) in self.cube.cells(row(question), cube::ALL, 0, Day::MAX) {
                    let count = i64::try_from(count).unwrap_or(i64::MAX);
                    add(day, Measure::Rating(id.clone(), rating), count);
                }
            }
        }
        counts
    }

    /// What a value is called where owners read it.
    pub fn label(&self, dimension: &Dimension, value: &str) -> String {
        self.codes
            .code(dimension, value)
            .and_then(|code| self.codes.label(code))
            .map_or_else(|| dimension.value_name(value), str::to_owned)
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
            date.to_zoned(self.zone.clone())
                .map_or(0, |at| at.timestamp().as_second())
        };
        let from = if days.0 <= date(0) { 0 } else { start(days.0) };
        let to = match days.1.tomorrow() {
            Ok(after) if days.1 < date(Day::MAX) => start(after),
            _ => i64::MAX,
        };
        (seconds(from), seconds(to))
    }

    fn order_facts(&self, row: u32) -> OrderFacts {
        let mut responses = Vec::new();
        let mut response = self.orders.response[row as usize];
        while response != NONE {
            responses.push(self.responses.id[response as usize]);
            response = self.responses.next(response);
        }
        responses.sort_unstable();
        OrderFacts {
            placed_at: Timestamp::from_second(i64::from(self.orders.placed(row)))
                .unwrap_or(Timestamp::UNIX_EPOCH),
            total: self.orders.total(row),
            verified: self.orders.is_verified(row),
            cancelled: self.orders.is_cancelled(row),
            refunded: self.orders.is_refunded(row),
            source: self.orders.source(row),
            responses,
        }
    }

    /// What is known of an order that is no test.
    pub fn order(&self, id: &OrderId) -> Option<OrderFacts> {
        let row = self.orders.find(id)?;
        self.orders.is_real(row).then(|| self.order_facts(row))
    }

    /// What is known of a customer.
    pub fn customer(&self, id: &CustomerRef) -> Option<CustomerFacts> {
        let customer = self.orders.find_customer(id)?;
        let mut orders: Vec<OrderFacts> = (0..row(self.orders.len()))
            .filter(|row| self.orders.customer(*row) == customer && self.orders.is_real(*row))
            .map(|row| self.order_facts(row))
            .collect();
        orders.sort_by_key(|order| order.placed_at);
        let mut responses: Vec<ResponseId> = self
            .responses
            .rows()
            .filter(|row| self.responses.customer(*row) == customer)
            .map(|row| self.responses.id[row as usize])
            .collect();
        responses.sort_unstable();
        Some(CustomerFacts { orders, responses })
    }
}
