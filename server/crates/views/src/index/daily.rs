//! What is counted by day, in the zone of the shop: the answered rows, the ratings and texts, and
//! how far those came who were asked.

use super::{
    cube::{self, Cube, Day},
    lists::Lists,
    progress::DayProgress,
    responses::{Responses, WORDS},
    snapshot::{Loader, Saver, Snapshot},
};
use afterword_domain::record::ResponseState;
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, io, ops::Deref, sync::OnceLock};

/// The counts by day. They can be made anew from the rows in another zone.
#[derive(Debug)]
pub(super) struct Daily {
    pub(super) zone: TimeZone,
    /// By survey.
    surveys: Vec<Survey>,
    pub(super) cube: Cube,
}

/// A survey's days.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Survey {
    /// Of first answers.
    answered: BTreeMap<Day, Rows>,
    /// Of asks.
    asked: BTreeMap<Day, Steps>,
}

/// How many of those who were asked on a day came how far: asked, seen, started, complete.
type Steps = [u32; 4];

/// The answered rows of a day, oldest answer first.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Rows {
    rows: Vec<u32>,
    /// What became of them, once somebody asked.
    #[serde(skip)]
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

impl Snapshot for Daily {
    fn save(&self, to: &mut Saver) -> io::Result<()> {
        // A zone without a name is none that a shop can choose.
        to.value(&self.zone.iana_name().unwrap_or("UTC"))?;
        to.value(&self.surveys)?;
        to.value(&self.cube)
    }

    fn load(from: &mut Loader) -> io::Result<Self> {
        let zone = TimeZone::get(&from.value::<String>()?).map_err(io::Error::other)?;
        Ok(Self {
            zone,
            surveys: from.value()?,
            cube: from.value()?,
        })
    }
}

/// The day of a moment in a zone.
pub fn day(at: Timestamp, zone: &TimeZone) -> Date {
    zone.to_datetime(at).date()
}

/// A day as a number. No answer is older than 1970, and the last day is one of 2149.
pub(super) fn day_number(date: Date) -> Day {
    let days = date
        .since(Date::constant(1970, 1, 1))
        .map_or(0, |span| span.get_days());
    Day::try_from(days.max(0)).unwrap_or(Day::MAX)
}

/// The day that [`day_number`] is of.
pub(super) fn date(day: Day) -> Date {
    Date::constant(1970, 1, 1)
        .checked_add(jiff::Span::new().days(i64::from(day)))
        .unwrap_or(Date::MAX)
}

/// How far a row came.
fn steps(responses: &Responses, row: u32) -> Steps {
    let answered = responses.answered(row).is_some();
    let seen = answered || responses.seen(row).is_some();
    let complete = responses.state(row) == ResponseState::Complete;
    [true, seen, answered, complete].map(u32::from)
}

/// The series that a row adds one to: question, code and rating.
fn series<'a>(
    lists: &'a Lists,
    responses: &'a Responses,
    row: u32,
) -> impl Iterator<Item = (u32, u32, u8)> + 'a {
    let codes = move || {
        let codes = responses.codes(row, lists);
        codes.chain([cube::ALL])
    };
    // Of options and texts nobody asks by country or device.
    let options = responses.options(row, lists);
    let texts = responses
        .given(row, lists)
        .filter(|(_, rating)| *rating == WORDS);
    responses
        .given(row, lists)
        .filter(|(_, rating)| *rating != WORDS)
        .flat_map(move |(question, rating)| codes().map(move |code| (question, code, rating)))
        .chain(options.map(|option| (option, cube::ALL, 0)))
        .chain(texts.map(|(question, _)| (question, cube::TEXTS, 0)))
}

impl Daily {
    /// Nothing yet.
    pub(super) fn new(zone: TimeZone) -> Self {
        Self {
            zone,
            surveys: Vec::new(),
            cube: Cube::default(),
        }
    }

    /// The day of a moment in milliseconds.
    fn day(&self, at: i64) -> Day {
        let at = Timestamp::from_millisecond(at).unwrap_or(Timestamp::UNIX_EPOCH);
        day_number(day(at, &self.zone))
    }

    fn survey(&mut self, survey: u16) -> &mut Survey {
        let place = usize::from(survey);
        if self.surveys.len() <= place {
            self.surveys.resize_with(place + 1, Survey::default);
        }
        &mut self.surveys[place]
    }

    /// Adds what a row counts for, or takes it away.
    pub(super) fn count(&mut self, lists: &Lists, responses: &Responses, row: u32, add: bool) {
        let survey = responses.survey(row);
        let asked = self.day(i64::from(responses.asked(row)) * 1000);
        let asked_on = &mut self.survey(survey).asked;
        let sums = asked_on.entry(asked).or_default();
        for (sum, step) in sums.iter_mut().zip(steps(responses, row)) {
            *sum = if add { *sum + step } else { *sum - step };
        }
        if *sums == Steps::default() {
            asked_on.remove(&asked);
        }
        let Some(at) = responses.answered(row) else {
            return;
        };
        let day = self.day(at);
        let key = responses.place(row);
        let rows = self.survey(survey).answered.entry(day).or_default();
        let rows = rows.change();
        let before = rows.partition_point(|other| responses.place(*other) < key);
        if add {
            rows.insert(before, row);
        } else if rows.get(before) == Some(&row) {
            rows.remove(before);
        }
        for (question, code, rating) in series(lists, responses, row) {
            if add {
                self.cube.add(question, code, day, rating);
            } else {
                self.cube.take(question, code, day, rating);
            }
        }
    }

    /// Forgets what was worked out of the day on which a row was answered.
    pub(super) fn look_again(&mut self, responses: &Responses, row: u32) {
        if let Some(at) = responses.answered(row) {
            let day = self.day(at);
            let survey = self.survey(responses.survey(row));
            survey.answered.entry(day).or_default().change();
        }
    }

    /// A survey's answered rows of each day from day to day, oldest first.
    pub(super) fn answered(
        &self,
        survey: u16,
        from: Day,
        to: Day,
    ) -> impl DoubleEndedIterator<Item = &Rows> {
        let survey = self.surveys.get(usize::from(survey));
        survey
            .filter(|_| from <= to)
            .into_iter()
            .flat_map(move |survey| survey.answered.range(from..=to).map(|(_, rows)| rows))
    }

    /// A survey's asks by day.
    pub(super) fn asked(
        &self,
        survey: u16,
        from: Day,
        to: Day,
    ) -> impl Iterator<Item = (Day, Steps)> {
        let survey = self.surveys.get(usize::from(survey));
        survey
            .filter(|_| from <= to)
            .into_iter()
            .flat_map(move |survey| survey.asked.range(from..=to))
            .map(|(day, steps)| (*day, *steps))
    }

    /// Whether a row stands in the list of the day of its first answer.
    pub(super) fn lists(&self, responses: &Responses, row: u32) -> bool {
        let Some(at) = responses.answered(row) else {
            return false;
        };
        let day = self.day(at);
        let key = responses.place(row);
        self.answered(responses.survey(row), day, day).any(|rows| {
            let place = rows.partition_point(|other| responses.place(*other) < key);
            rows.get(place) == Some(&row)
        })
    }

    /// Whether both count the same.
    pub(super) fn counts_as(&self, other: &Self) -> bool {
        let rows = |daily: &Self| -> usize {
            let days = daily
                .surveys
                .iter()
                .flat_map(|survey| survey.answered.values());
            days.map(|rows| rows.len()).sum()
        };
        let asked = |daily: &Self| -> Vec<(usize, Day, Steps)> {
            let surveys = daily.surveys.iter().enumerate();
            surveys
                .flat_map(|(place, survey)| {
                    survey
                        .asked
                        .iter()
                        .map(move |(day, steps)| (place, *day, *steps))
                })
                .collect()
        };
        self.cube == other.cube && rows(self) == rows(other) && asked(self) == asked(other)
    }
}
