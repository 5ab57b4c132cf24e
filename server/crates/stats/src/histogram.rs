//! How often each rating was given.

use afterword_domain::counts::{CountKey, Measure};
use afterword_shared::{id::QuestionId, scale::Kind};
use std::collections::BTreeMap;

/// How often each rating was given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Histogram(BTreeMap<u8, u64>);

impl Histogram {
    /// The ratings of one question out of a survey's counts, all days together. A count below
    /// zero, which only a damaged store could hold, is taken for none.
    pub fn of(question: &QuestionId, counts: &[(CountKey, i64)]) -> Self {
        let mut sums = BTreeMap::<u8, i64>::new();
        for (key, count) in counts {
            if let Measure::Rating(id, rating) = &key.measure
                && id == question
            {
                *sums.entry(*rating).or_default() += count;
            }
        }
        sums.into_iter()
            .map(|(rating, count)| (rating, u64::try_from(count).unwrap_or(0)))
            .collect()
    }

    /// How often this rating was given.
    pub fn count(&self, rating: u8) -> u64 {
        self.0.get(&rating).copied().unwrap_or(0)
    }

    /// The ratings that were given, rising, each with how often; none is 0.
    pub fn iter(&self) -> impl Iterator<Item = (u8, u64)> + '_ {
        self.0.iter().map(|(rating, count)| (*rating, *count))
    }

    /// How many ratings there are.
    pub fn total(&self) -> u64 {
        self.0.values().sum()
    }

    /// Every rating of the kind's scale with how often it was given, 0 included: what a chart
    /// shows. Empty for a kind without a scale.
    pub fn on_scale(&self, kind: Kind) -> Vec<(u8, u64)> {
        kind.scale().map_or_else(Vec::new, |scale| {
            scale.values().map(|v| (v, self.count(v))).collect()
        })
    }

    /// Adds another's ratings.
    pub fn add(&mut self, other: &Self) {
        for (rating, count) in other.iter() {
            *self.0.entry(rating).or_default() += count;
        }
    }

    /// What is left when a part is taken away.
    #[must_use]
    pub fn without(&self, part: &Self) -> Self {
        self.iter()
            .map(|(rating, count)| (rating, count.saturating_sub(part.count(rating))))
            .collect()
    }
}

impl FromIterator<(u8, u64)> for Histogram {
    fn from_iter<I: IntoIterator<Item = (u8, u64)>>(ratings: I) -> Self {
        let mut sums = BTreeMap::new();
        for (rating, count) in ratings {
            if count > 0 {
                *sums.entry(rating).or_default() += count;
            }
        }
        Self(sums)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use afterword_shared::id::SurveyId;
    use jiff::civil::date;

    #[test]
    fn a_question_s_histogram_takes_its_own_ratings_of_all_days() {
        let survey = SurveyId::new(1, 1);
        let count = |day, measure, count| {
            let day = date(2026, 3, day);
            (
                CountKey {
                    survey,
                    day,
                    measure,
                },
                count,
            )
        };
        let score: QuestionId = "score".parse().unwrap();
        let other: QuestionId = "other".parse().unwrap();
        let counts = [
            count(1, Measure::Rating(score.clone(), 9), 4),
            count(2, Measure::Rating(score.clone(), 9), 2),
            count(2, Measure::Rating(score.clone(), 3), 1),
            count(2, Measure::Rating(score.clone(), 4), -1),
            count(2, Measure::Rating(other, 9), 5),
            count(2, Measure::Text(score.clone()), 7),
            count(2, Measure::Asked, 70),
        ];
        let found = Histogram::of(&score, &counts);
        assert_eq!(found.iter().collect::<Vec<_>>(), [(3, 1), (9, 6)]);
    }
}
