//! What is counted by day, in the zone of the shop: the answered rows, the ratings and texts, and
//! how far those came who were asked.

use super::{
    cube::{self, Cube, Day},
    lists::Lists,
    progress::DayProgress,
    shop::{Responses, Shop, WORDS},
    snapshot::{Loader, Saver, Snapshot},
};
use afterword_domain::{
    counts::{CountKey, Measure},
    record::ResponseState,
};
use afterword_shared::id::{QuestionId, SurveyId};
use afterword_stats::Funnel;
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
    fn asked(&self, survey: u16, from: Day, to: Day) -> impl Iterator<Item = (Day, Steps)> {
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

/// What is counted by day.
impl Shop {
    /// Everything counted anew from the rows, with days that begin in a zone.
    pub(super) fn counted_in(&self, zone: TimeZone) -> Daily {
        let mut daily = Daily::new(zone);
        for row in self.responses.rows() {
            daily.count(&self.lists, &self.responses, row, true);
        }
        daily
    }

    /// What a survey's responses come to from day to day, both included, in the order of the keys;
    /// none are 0. Those asked, seen, started and complete count on the day of the ask, ratings and
    /// texts on that of the first answer; test responses for nothing.
    pub fn counts(&self, survey: SurveyId, days: (Date, Date)) -> Vec<(CountKey, i64)> {
        let Some(number) = self.survey(survey) else {
            return Vec::new();
        };
        let (from, to) = (day_number(days.0), day_number(days.1));
        let key = |day, measure| CountKey {
            survey,
            day,
            measure,
        };
        let mut counts = Vec::new();
        let measures = [
            Measure::Asked,
            Measure::Seen,
            Measure::Started,
            Measure::Complete,
        ];
        for (day, steps) in self.daily.asked(number, from, to) {
            let day = date(day);
            let steps = measures.iter().zip(steps).filter(|(_, count)| *count > 0);
            counts.extend(
                steps.map(|(measure, count)| (key(day, measure.clone()), i64::from(count))),
            );
        }
        if from <= to {
            for (question, id) in self.questions_of(number) {
                self.count_given(question, (from, to), |day, rating, count| {
                    let measure = match rating {
                        Some(rating) => Measure::Rating(id.clone(), rating),
                        None => Measure::Text(id.clone()),
                    };
                    counts.push((key(day, measure), i64::try_from(count).unwrap_or(i64::MAX)));
                });
            }
        }
        counts.sort_unstable();
        counts
    }

    /// Tells of each day how often each rating was given to a question, and how often words.
    fn count_given(
        &self,
        question: u32,
        (from, to): (Day, Day),
        mut tell: impl FnMut(Date, Option<u8>, u64),
    ) {
        let ratings = self.daily.cube.cells(question, cube::ALL, from, to);
        let ratings = ratings.map(|(day, rating, count)| (day, Some(rating), count));
        let texts = self.daily.cube.cells(question, cube::TEXTS, from, to);
        let texts = texts.map(|(day, _, count)| (day, None, count));
        // A day has a dozen cells.
        let mut known = (Day::MAX, date(Day::MAX));
        for (day, rating, count) in ratings.chain(texts) {
            if known.0 != day {
                known = (day, date(day));
            }
            tell(known.1, rating, count);
        }
    }

    /// The questions of a survey that somebody answered, with their numbers.
    fn questions_of(&self, survey: u16) -> impl Iterator<Item = (u32, &QuestionId)> {
        (0..)
            .zip(&self.questions)
            .filter(move |(_, (of, _))| *of == survey)
            .map(|(number, (_, id))| (number, id))
    }

    /// How far those came whom a survey asked from day to day.
    pub fn funnel(&self, survey: SurveyId, days: (Date, Date)) -> Funnel {
        let mut funnel = Funnel::default();
        let (from, to) = (day_number(days.0), day_number(days.1));
        let asked = self.survey(survey).into_iter();
        for (_, steps) in asked.flat_map(|survey| self.daily.asked(survey, from, to)) {
            let [asked, seen, started, complete] = steps.map(u64::from);
            funnel.asked += asked;
            funnel.seen += seen;
            funnel.started += started;
            funnel.complete += complete;
        }
        funnel
    }
}
