//! The columns of a shop's responses.

use super::{
    column::{Column, NONE},
    lists::{ListId, Lists, row},
    numbers::Numbers,
    orders::seconds,
    response_ids::ResponseIds,
    snapshot::snapshot_of,
};
use afterword_domain::record::{AnsweredAt, ResponseState};
use afterword_shared::id::ResponseId;
use jiff::Timestamp;
use std::collections::HashMap;

/// Stands for an answer in words in a list of ratings. No scale reaches that far.
pub(super) const WORDS: u8 = u8::MAX;
/// Stands for the survey of a row that is no longer used.
pub(super) const UNUSED: u16 = u16::MAX;
/// From here on numbers of questions stand for options of one.
pub(super) const OPTIONS: u32 = 1 << 31;
/// Stands for a moment that did not come.
pub(super) const NEVER: i64 = i64::MIN;

/// The response was about a signed order.
pub(super) const VERIFIED: u8 = 1;
/// What was answered was taken back.
pub(super) const WITHDRAWN: u8 = 2;

/// The columns of responses.
#[derive(Debug, Default)]
pub(super) struct Responses {
    pub(super) ids: ResponseIds,
    pub(super) survey: Column<u16>,
    pub(super) order: Column<u32>,
    /// The response to the same order that was taken in before: few orders have two.
    pub(super) next: HashMap<u32, u32>,
    pub(super) customer: Column<u32>,
    /// The ask of the same customer before this one; of the oldest, the newest.
    pub(super) next_asked: Column<u32>,
    pub(super) asked: Column<u32>,
    /// In seconds after it was asked.
    pub(super) seen: Numbers<u16>,
    /// In milliseconds after it was asked: lists are sorted by it.
    pub(super) answered: Numbers<u32>,
    /// In seconds after it was asked.
    pub(super) completed: Numbers<u16>,
    /// The question at which somebody stopped.
    pub(super) stop: Column<u32>,
    pub(super) state: Column<ResponseState>,
    pub(super) flags: Column<u8>,
    /// Codes of which there is one for each dimension.
    pub(super) single: Column<ListId>,
    /// Codes of products, categories and fields.
    pub(super) several: Column<ListId>,
    /// Question and rating in one number, by question; then what was chosen, as numbers of options.
    pub(super) given: Column<ListId>,
}

snapshot_of!(Responses {
    ids, survey, order, customer, next_asked, asked, seen, answered, completed, stop, state, flags,
    single, several, given;
    next
});

impl Responses {
    pub(super) fn find(&self, id: ResponseId) -> Option<u32> {
        self.ids.find(id)
    }

    /// The row of a response, made where there is none, and whether it was made now.
    pub(super) fn keep(&mut self, id: ResponseId, nothing: ListId) -> (u32, bool) {
        if let Some(row) = self.find(id) {
            return (row, false);
        }
        let row = self.ids.add(id);
        if row as usize == self.survey.len() {
            self.survey.push(UNUSED);
            self.order.push(NONE);
            self.customer.push(NONE);
            self.next_asked.push(NONE);
            self.asked.push(0);
            self.seen.push();
            self.answered.push();
            self.completed.push();
            self.stop.push(NONE);
            self.state.push(ResponseState::Asked);
            self.flags.push(0);
            self.single.push(nothing);
            self.several.push(nothing);
            self.given.push(nothing);
        }
        (row, true)
    }

    pub(super) fn forget(&mut self, row: u32) {
        self.ids.forget(row);
        self.survey[row as usize] = UNUSED;
        self.customer[row as usize] = NONE;
        self.order[row as usize] = NONE;
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
        let after = self.answered.get(row)?;
        Some(i64::from(self.asked(row)) * 1000 + after)
    }

    /// When the form was seen and when the end was reached, in seconds; `None` where not.
    pub(super) fn seen(&self, row: u32) -> Option<u32> {
        self.after_asked(row, &self.seen)
    }

    pub(super) fn completed(&self, row: u32) -> Option<u32> {
        self.after_asked(row, &self.completed)
    }

    pub(super) fn after_asked(&self, row: u32, after: &Numbers<u16>) -> Option<u32> {
        let at = i64::from(self.asked(row)) + after.get(row)?;
        Some(seconds(at))
    }

    /// Where it stopped, as [`Shop::question_at`] knows it; `None` where it did not.
    pub(super) fn stop(&self, row: u32) -> Option<u32> {
        Some(self.stop[row as usize]).filter(|stop| *stop != NONE)
    }

    pub(super) fn next(&self, row: u32) -> u32 {
        self.next.get(&row).copied().unwrap_or(NONE)
    }

    /// Its place among its customer's asks.
    pub(super) fn ask(&self, row: u32) -> (u32, ResponseId) {
        (self.asked[row as usize], self.ids.get(row))
    }

    pub(super) fn is_verified(&self, row: u32) -> bool {
        self.flags[row as usize] & VERIFIED != 0
    }

    pub(super) fn is_withdrawn(&self, row: u32) -> bool {
        self.flags[row as usize] & WITHDRAWN != 0
    }

    /// The codes of a row.
    pub(super) fn codes<'a>(
        &self,
        row: u32,
        lists: &'a Lists,
    ) -> impl Iterator<Item = u32> + use<'a> {
        let place = row as usize;
        let (single, several) = (self.single[place], self.several[place]);
        let (single, several) = (lists.get(single), lists.get(several));
        single.iter().chain(several).copied()
    }

    /// What a row gave to which question: a rating, or [`WORDS`].
    pub(super) fn given<'a>(
        &self,
        row: u32,
        lists: &'a Lists,
    ) -> impl Iterator<Item = (u32, u8)> + use<'a> {
        let given = lists.get(self.given[row as usize]).iter();
        given
            .take_while(|given| **given < OPTIONS)
            .map(|given| read_given(*given))
    }

    /// The options that a row chose.
    pub(super) fn options<'a>(
        &self,
        row: u32,
        lists: &'a Lists,
    ) -> impl Iterator<Item = u32> + use<'a> {
        let given = lists.get(self.given[row as usize]);
        let options = given.partition_point(|given| *given < OPTIONS);
        given[options..].iter().copied()
    }

    /// Its place in the order of first answers.
    pub(super) fn place(&self, row: u32) -> (i64, ResponseId) {
        (self.answered(row).unwrap_or(NEVER), self.ids.get(row))
    }

    /// When its first answer came; `None` where nothing is answered.
    pub(super) fn at(&self, row: u32) -> Option<AnsweredAt> {
        let at = Timestamp::from_millisecond(self.answered(row)?).ok()?;
        Some(AnsweredAt {
            at,
            id: self.ids.get(row),
        })
    }
}

/// The question and the rating of a number in a list of what was given.
pub(super) fn read_given(given: u32) -> (u32, u8) {
    let [.., rating] = given.to_be_bytes();
    (given >> 8, rating)
}
