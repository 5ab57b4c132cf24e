//! A score week by week.

use super::score::{Histogram, Score, score};
use crate::store::record::{CountKey, Measure};
use afterword_shared::{id::QuestionId, scale::Kind};
use jiff::{ToSpan, civil::Date};
use std::collections::BTreeMap;

/// One ISO week.
#[derive(Clone, Debug, PartialEq)]
pub struct Week {
    /// Its Monday.
    pub start: Date,
    /// Its score; `None` where nobody answered.
    pub score: Option<Score>,
}

/// The Monday of a day's ISO week.
pub fn week_start(day: Date) -> Date {
    let since_monday = day.weekday().to_monday_zero_offset();
    day.saturating_sub(i64::from(since_monday).days())
}

/// A question's score by ISO week, from the first week with an answer to the last; weeks between
/// them in which nobody answered are there, without a score.
pub fn trend(kind: Kind, question: &QuestionId, counts: &[(CountKey, i64)]) -> Vec<Week> {
    let mut weeks = BTreeMap::<Date, Vec<(CountKey, i64)>>::new();
    for (key, count) in counts {
        if matches!(&key.measure, Measure::Rating(id, _) if id == question) {
            let week = weeks.entry(week_start(key.day)).or_default();
            week.push((key.clone(), *count));
        }
    }
    let mut scores: BTreeMap<Date, Score> = weeks
        .into_iter()
        .filter_map(|(start, counts)| {
            Some((start, score(kind, &Histogram::of(question, &counts))?))
        })
        .collect();
    let (Some((&first, _)), Some((&last, _))) = (scores.first_key_value(), scores.last_key_value())
    else {
        return Vec::new();
    };
    first
        .series(1.week())
        .take_while(|start| *start <= last)
        .map(|start| Week {
            start,
            score: scores.remove(&start),
        })
        .collect()
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

    #[test]
    fn a_week_without_answers_stands_between_its_neighbours() {
        let question = "score".parse().unwrap();
        let counts = [
            rated(date(2025, 12, 31), 10, 2),
            rated(date(2026, 1, 4), 0, 1),
            rated(date(2026, 1, 12), 9, 1),
        ];
        let weeks = trend(Kind::Nps, &question, &counts);
        let found: Vec<_> = weeks
            .iter()
            .map(|week| (week.start, week.score.as_ref().map(|score| score.n)))
            .collect();
        assert_eq!(
            found,
            [
                (date(2025, 12, 29), Some(3)),
                (date(2026, 1, 5), None),
                (date(2026, 1, 12), Some(1)),
            ]
        );
        assert_eq!(trend(Kind::Nps, &question, &[]), []);
        assert_eq!(trend(Kind::Nps, &"other".parse().unwrap(), &counts), []);
    }

    proptest! {
        #[test]
        fn weeks_follow_each_other_and_hold_every_answer(
            days in prop::collection::vec((0..800_i64, 0..=10_u8, 1..9_i64), 1..40),
        ) {
            let counts: Vec<_> = days
                .iter()
                .map(|(day, rating, count)| rated(date(2025, 1, 1) + day.days(), *rating, *count))
                .collect();
            let weeks = trend(Kind::Nps, &"score".parse().unwrap(), &counts);
            prop_assert!(weeks.windows(2).all(|pair| pair[0].start + 7.days() == pair[1].start));
            prop_assert!(weeks[0].score.is_some() && weeks[weeks.len() - 1].score.is_some());
            let n: u64 = weeks.iter().filter_map(|week| week.score.as_ref()).map(|score| score.n).sum();
            let given: i64 = days.iter().map(|(_, _, count)| count).sum();
            prop_assert_eq!(i64::try_from(n).unwrap(), given);
        }
    }
}
