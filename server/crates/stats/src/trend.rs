//! A score day by day, week by week or month by month.

use super::{
    histogram::Histogram,
    score::{Score, score},
};
use afterword_domain::{
    counts::{CountKey, Measure},
    period::Days,
};
use afterword_shared::{id::QuestionId, scale::Kind};
use jiff::{Span, ToSpan, civil::Date};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How finely a trend is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Step {
    /// Day by day.
    Day,
    /// By ISO week.
    Week,
    /// By calendar month.
    Month,
}

/// The most points that a trend has room for.
const MOST: i32 = 190;

impl Step {
    /// From fine to coarse.
    pub const ALL: [Self; 3] = [Self::Day, Self::Week, Self::Month];

    /// As an address and a button say it: `day`, `week`, `month`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
        }
    }

    /// Reads [`Self::name`].
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.name() == name)
    }

    /// The one that shows the shape of so many days.
    pub fn usual(days: i32) -> Self {
        match days {
            ..=14 => Self::Day,
            15..=400 => Self::Week,
            _ => Self::Month,
        }
    }

    /// This one, or the next coarser that draws so many days in the room there is.
    #[must_use]
    pub fn within_room(self, days: i32) -> Self {
        match self {
            Self::Day if days > MOST => Self::Week.within_room(days),
            Self::Week if days > 7 * MOST => Self::Month,
            step => step,
        }
    }

    /// How many points are drawn at least, so that a short period stands before what led to it.
    pub fn context(self) -> i32 {
        match self {
            Self::Day => 30,
            Self::Week | Self::Month => 12,
        }
    }

    /// The first day of the day, week or month that a day is in.
    pub fn start(self, day: Date) -> Date {
        match self {
            Self::Day => day,
            Self::Week => week_start(day),
            Self::Month => day.first_of_month(),
        }
    }

    /// So many steps.
    pub fn times(self, many: i32) -> Span {
        match self {
            Self::Day => many.days(),
            Self::Week => many.weeks(),
            Self::Month => many.months(),
        }
    }
}

/// One day, week or month.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// Its first day.
    pub start: Date,
    /// Its score; `None` where nobody answered.
    pub score: Option<Score>,
}

/// The Monday of a day's ISO week.
pub fn week_start(day: Date) -> Date {
    let since_monday = day.weekday().to_monday_zero_offset();
    day.saturating_sub(i64::from(since_monday).days())
}

/// A question's score step by step over some days; steps in which nobody answered are there,
/// without a score. Steps are whole: the first and the last may reach beyond the days, but count
/// only what is in them. Of more steps than there is room for, the latest are taken.
pub fn trend(
    kind: Kind,
    question: &QuestionId,
    counts: &[(CountKey, i64)],
    step: Step,
    days: Days,
) -> Vec<Point> {
    let mut by_start = BTreeMap::<Date, Vec<(CountKey, i64)>>::new();
    for (key, count) in counts {
        let counts = matches!(&key.measure, Measure::Rating(id, _) if id == question);
        if counts && days.contains(key.day) {
            let point = by_start.entry(step.start(key.day)).or_default();
            point.push((key.clone(), *count));
        }
    }
    let room = step.start(days.last).saturating_sub(step.times(MOST - 1));
    step.start(days.first)
        .max(step.start(room))
        .series(step.times(1))
        .take_while(|start| *start <= days.last)
        .map(|start| Point {
            start,
            score: by_start
                .remove(&start)
                .and_then(|counts| score(kind, &Histogram::of(question, &counts))),
        })
        .collect()
}

/// The days that are drawn for a period: it, what led to it ([`Step::context`]), nothing after
/// today and nothing before the first answer. All time ends with its last answer.
pub fn drawn(step: Step, days: Days, today: Date, counts: &[(CountKey, i64)]) -> Days {
    let earliest = context_start(step, days, today);
    let rated = || {
        let rated = counts
            .iter()
            .filter(|(key, _)| matches!(key.measure, Measure::Rating(..)));
        rated.map(|(key, _)| key.day).filter(|day| *day >= earliest)
    };
    let oldest = rated().min();
    let end = days.last.min(today);
    let last = match rated().filter(|day| *day <= end).max() {
        Some(newest) if days.first == Date::MIN => newest,
        _ => end,
    };
    let context = step
        .start(last)
        .saturating_sub(step.times(step.context() - 1));
    // Before the first answer there is nothing to see, but a few empty steps keep the shape's scale.
    let first = earliest.max(oldest.unwrap_or(last).min(context));
    Days {
        first: first.min(last),
        last,
    }
}

/// The part of some days in which there can be answers: from the first one on, up to today.
pub fn known(days: Days, today: Date, counts: &[(CountKey, i64)]) -> Days {
    let last = days.last.min(today).max(days.first);
    let oldest = counts
        .iter()
        .filter(|(key, _)| matches!(key.measure, Measure::Rating(..)) && days.contains(key.day))
        .map(|(key, _)| key.day)
        .min();
    let first = match oldest {
        Some(oldest) if days.first == Date::MIN => oldest,
        None if days.first == Date::MIN => last,
        _ => days.first,
    };
    Days { first, last }
}

/// From which day on counts are needed to draw a period.
pub fn context_start(step: Step, days: Days, today: Date) -> Date {
    let last = days.last.min(today);
    let context = step
        .start(last)
        .saturating_sub(step.times(step.context() - 1));
    days.first.min(context)
}

#[cfg(test)]
mod tests {
    use super::*;
    use afterword_shared::id::SurveyId;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn rated(day: Date, rating: u8, count: i64) -> (CountKey, i64) {
        let measure = Measure::Rating("score".parse().unwrap(), rating);
        let survey = SurveyId::new(1, 1);
        (
            CountKey {
                survey,
                day,
                measure,
            },
            count,
        )
    }

    #[test]
    fn weeks_begin_on_monday_also_across_a_year_s_end() {
        // 2026-01-01 is a Thursday and belongs to the week of Monday 2025-12-29 (ISO 8601).
        assert_eq!(week_start(date(2026, 1, 1)), date(2025, 12, 29));
        assert_eq!(week_start(date(2025, 12, 28)), date(2025, 12, 22));
        assert_eq!(week_start(date(2026, 3, 2)), date(2026, 3, 2));
    }

    fn days(first: Date, last: Date) -> Days {
        Days { first, last }
    }

    fn starts(points: &[Point]) -> Vec<(Date, Option<u64>)> {
        points
            .iter()
            .map(|point| (point.start, point.score.as_ref().map(|score| score.n)))
            .collect()
    }

    #[test]
    fn a_week_without_answers_stands_between_its_neighbours() {
        let question = "score".parse().unwrap();
        let counts = [
            rated(date(2025, 12, 31), 10, 2),
            rated(date(2026, 1, 4), 0, 1),
            rated(date(2026, 1, 12), 9, 1),
        ];
        let all = days(date(2025, 12, 30), date(2026, 1, 18));
        let weeks = trend(Kind::Nps, &question, &counts, Step::Week, all);
        assert_eq!(
            starts(&weeks),
            [
                (date(2025, 12, 29), Some(3)),
                (date(2026, 1, 5), None),
                (date(2026, 1, 12), Some(1)),
            ]
        );
        let other = trend(
            Kind::Nps,
            &"other".parse().unwrap(),
            &counts,
            Step::Week,
            all,
        );
        assert!(other.iter().all(|point| point.score.is_none()));
    }

    #[test]
    fn months_begin_on_their_first_also_where_they_differ_in_length() {
        let question = "score".parse().unwrap();
        let counts = [
            rated(date(2026, 1, 31), 10, 2),
            rated(date(2026, 2, 28), 0, 1),
            rated(date(2026, 3, 31), 9, 1),
        ];
        let all = days(date(2026, 1, 31), date(2026, 3, 31));
        let months = trend(Kind::Nps, &question, &counts, Step::Month, all);
        assert_eq!(
            starts(&months),
            [
                (date(2026, 1, 1), Some(2)),
                (date(2026, 2, 1), Some(1)),
                (date(2026, 3, 1), Some(1)),
            ]
        );
    }

    #[test]
    fn a_short_period_is_drawn_with_what_led_to_it_and_never_past_today() {
        let today = date(2026, 11, 21);
        let month = days(date(2026, 10, 23), today);
        let drawn_days = drawn(Step::Week, month, today, &[]);
        assert_eq!(drawn_days, days(date(2026, 8, 31), today));
        let future = days(date(2026, 11, 1), date(2027, 2, 1));
        assert_eq!(drawn(Step::Day, future, today, &[]).last, today);
        let ahead = days(date(2027, 1, 1), date(2027, 2, 1));
        let drawn_days = drawn(Step::Day, ahead, today, &[]);
        assert!(drawn_days.first <= drawn_days.last);
    }

    #[test]
    fn all_time_is_drawn_from_the_first_answer_to_the_last() {
        let today = date(2026, 11, 21);
        let counts = [rated(date(2019, 5, 3), 9, 1), rated(date(2024, 7, 9), 9, 1)];
        let all = days(Date::MIN, today);
        assert_eq!(
            drawn(Step::Month, all, today, &counts),
            days(date(2019, 5, 3), date(2024, 7, 9))
        );
        assert_eq!(drawn(Step::Month, all, today, &[]).last, today);
        // Who says the last day wants to see it.
        let said = days(date(2019, 1, 1), today);
        assert_eq!(drawn(Step::Month, said, today, &counts).last, today);
    }

    #[test]
    fn what_has_no_room_is_drawn_more_coarsely() {
        assert_eq!(Step::Day.within_room(30), Step::Day);
        assert_eq!(Step::Day.within_room(365), Step::Week);
        assert_eq!(Step::Day.within_room(5000), Step::Month);
        let all = days(date(0, 1, 1), date(9999, 12, 31));
        let points = trend(Kind::Nps, &"score".parse().unwrap(), &[], Step::Month, all);
        assert_eq!(points.len(), usize::try_from(MOST).unwrap());
        assert_eq!(points.last().unwrap().start, date(9999, 12, 1));
    }

    proptest! {
        #[test]
        fn steps_follow_each_other_and_hold_every_answer(
            given in prop::collection::vec((0..800_i64, 0..=10_u8, 1..9_i64), 1..40),
            step in prop::sample::select(&Step::ALL),
        ) {
            let counts: Vec<_> = given
                .iter()
                .map(|(day, rating, count)| rated(date(2025, 1, 1) + day.days(), *rating, *count))
                .collect();
            let step = step.within_room(800);
            let all = days(date(2025, 1, 1), date(2025, 1, 1) + 800.days());
            let points = trend(Kind::Nps, &"score".parse().unwrap(), &counts, step, all);
            prop_assert!(points.windows(2).all(|pair| pair[0].start + step.times(1) == pair[1].start));
            let n: u64 = points.iter().filter_map(|point| point.score.as_ref()).map(|score| score.n).sum();
            let sum: i64 = given.iter().map(|(_, _, count)| count).sum();
            prop_assert_eq!(i64::try_from(n).unwrap(), sum);
        }
    }
}
