//! A survey's figures in a period, beside those of the period before.

use super::{
    histogram::Histogram,
    score::{self, Change, Score},
    trend::{self, Point, Step},
};
use afterword_domain::{counts::CountKey, period::Days};
use afterword_shared::{
    id::QuestionId,
    scale::{Group, Kind},
};
use jiff::civil::Date;

/// What is to be worked out.
#[derive(Clone, Copy, Debug)]
pub struct Scope {
    /// Over which days.
    pub days: Days,
    /// With which they are compared, where they can be.
    pub before: Option<Days>,
    /// How finely the trend is drawn.
    pub step: Step,
    /// The shop's today: nothing is drawn behind it.
    pub today: Date,
}

impl Scope {
    /// From which day on the counts are needed.
    pub fn first_day(&self) -> Date {
        let context = trend::context_start(self.step, self.days, self.today);
        self.before
            .map_or(context, |before| before.first.min(context))
    }

    /// Up to which day the counts are needed.
    pub fn last_day(&self) -> Date {
        self.days.last
    }
}

/// The figures of a question in a period.
#[derive(Clone, Debug, PartialEq)]
pub struct Figures {
    /// What the score is of.
    pub kind: Kind,
    /// Every rating of the scale and how often it was given, lowest first.
    pub ratings: Vec<(u8, u64)>,
    /// `None` without answers.
    pub score: Option<Score>,
    /// What was answered in the period before; `None` where there is no such period, or no answer
    /// in it.
    pub before: Option<Score>,
    /// The trend, oldest first: the period and what led to it.
    pub trend: Vec<Point>,
    /// How finely it is drawn.
    pub step: Step,
}

impl Figures {
    /// Works the figures out of a survey's counts, which may reach beyond the days asked for.
    pub fn of(
        kind: Kind,
        question: &QuestionId,
        counts: &[(CountKey, i64)],
        scope: &Scope,
    ) -> Self {
        let within = |days: Days| -> Vec<(CountKey, i64)> {
            let counts = counts.iter().filter(|(key, _)| days.contains(key.day));
            counts.cloned().collect()
        };
        let score_in = |days| score::score(kind, &Histogram::of(question, &within(days)));
        let drawn = trend::drawn(scope.step, scope.days, scope.today, counts);
        Self {
            kind,
            ratings: Histogram::of(question, &within(scope.days)).on_scale(kind),
            score: score_in(scope.days),
            before: scope.before.and_then(score_in),
            trend: trend::trend(kind, question, counts, scope.step, drawn),
            step: scope.step,
        }
    }

    /// How many answers the score stands on.
    pub fn n(&self) -> u64 {
        self.score.as_ref().map_or(0, |score| score.n)
    }

    /// The score where it stands on enough answers to be stated.
    pub fn headline(&self) -> Option<&Score> {
        let score = self.score.as_ref();
        score.filter(|score| score.missing().is_none())
    }

    /// How the score moved; only between two that may both be stated.
    pub fn change(&self) -> Option<(&Score, Change)> {
        let before = self.before.as_ref();
        let before = before.filter(|score| score.missing().is_none())?;
        Some((before, score::change(Some(before), self.headline())?))
    }

    /// How many answers fell into each group, lowest first.
    pub fn groups(&self) -> [u64; 3] {
        let groups = self.score.as_ref().map(|score| score.groups);
        Group::ALL.map(|group| groups.unwrap_or_default().get(group))
    }

    /// How many answers the trend stands on.
    pub fn drawn(&self) -> u64 {
        let scores = self.trend.iter().filter_map(|point| point.score.as_ref());
        scores.map(|score| score.n).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Verdict;
    use afterword_domain::{
        counts::{CountKey, Measure},
        period::Period,
    };
    use afterword_shared::id::SurveyId;
    use jiff::civil::date;

    const TODAY: Date = date(2026, 11, 21);

    fn rated(day: Date, rating: u8, count: i64) -> (CountKey, i64) {
        let measure = Measure::Rating("score".parse().unwrap(), rating);
        let key = CountKey {
            survey: SurveyId::new(1, 1),
            day,
            measure,
        };
        (key, count)
    }

    fn figures(period: Period, counts: &[(CountKey, i64)]) -> Figures {
        let scope = Scope {
            days: period.days(TODAY),
            before: period.before(TODAY),
            step: Step::Week,
            today: TODAY,
        };
        Figures::of(Kind::Nps, &"score".parse().unwrap(), counts, &scope)
    }

    #[test]
    fn every_week_up_to_now_is_drawn_even_without_answers() {
        let figures = figures(Period::Month, &[]);
        assert_eq!(figures.trend.len(), 12);
        assert_eq!(figures.trend[11].start, date(2026, 11, 16));
        assert!(figures.score.is_none() && figures.headline().is_none());
    }

    #[test]
    fn a_period_is_compared_with_the_days_right_before_it() {
        let counts = [
            rated(TODAY, 10, 30),
            rated(date(2026, 10, 23), 10, 10),
            rated(date(2026, 10, 22), 0, 40),
            rated(date(2026, 9, 22), 10, 999),
        ];
        let figures = figures(Period::Month, &counts);
        assert_eq!(figures.n(), 40);
        let (before, change) = figures.change().unwrap();
        assert_eq!((before.n, before.score), (40, -100.0));
        assert_eq!(change.verdict, Verdict::Rise);
    }

    #[test]
    fn too_few_answers_are_compared_with_nothing() {
        let counts = [rated(TODAY, 10, 30), rated(date(2026, 10, 22), 0, 29)];
        let few_before = figures(Period::Month, &counts);
        assert!(few_before.change().is_none() && few_before.before.is_some());
        let few_now = figures(
            Period::Month,
            &[rated(TODAY, 10, 29), rated(date(2026, 10, 22), 0, 40)],
        );
        assert!(few_now.change().is_none() && few_now.headline().is_none());
        assert!(figures(Period::All, &counts).before.is_none());
    }
}
