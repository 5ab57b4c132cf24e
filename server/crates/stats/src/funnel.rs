//! How many went how far.

use afterword_domain::counts::{CountKey, Measure};

/// Responses by how far they came, all of them asked within one period: each number counts those
/// that came at least so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Funnel {
    /// A prompt went out.
    pub asked: u64,
    /// The form was seen, or answered.
    pub seen: u64,
    /// Something was answered.
    pub started: u64,
    /// The survey's end was reached.
    pub complete: u64,
}

impl Funnel {
    /// Adds up a survey's counts, all days together.
    pub fn of(counts: &[(CountKey, i64)]) -> Self {
        let sum = |step: &Measure| {
            let sum: i64 = counts
                .iter()
                .filter(|(key, _)| key.measure == *step)
                .map(|(_, count)| count)
                .sum();
            u64::try_from(sum).unwrap_or(0)
        };
        Self {
            asked: sum(&Measure::Asked),
            seen: sum(&Measure::Seen),
            started: sum(&Measure::Started),
            complete: sum(&Measure::Complete),
        }
    }

    /// The share of those who saw the form that answered something, in percent; `None` where
    /// nobody saw it.
    pub fn answer_rate(self) -> Option<f64> {
        (self.seen > 0).then(|| self.started as f64 * 100.0 / self.seen as f64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use afterword_shared::id::SurveyId;
    use jiff::civil::date;

    #[test]
    fn a_funnel_adds_up_days_and_leaves_ratings_out() {
        let key = |day, measure| CountKey {
            survey: SurveyId::new(1, 1),
            day: date(2026, 3, day),
            measure,
        };
        let funnel = Funnel::of(&[
            (key(1, Measure::Asked), 10),
            (key(1, Measure::Seen), 6),
            (key(2, Measure::Asked), 5),
            (key(2, Measure::Seen), 2),
            (key(2, Measure::Started), 2),
            (key(2, Measure::Complete), 1),
            (key(2, Measure::Rating("score".parse().unwrap(), 9)), 2),
        ]);
        let expected = Funnel {
            asked: 15,
            seen: 8,
            started: 2,
            complete: 1,
        };
        assert_eq!(funnel, expected);
        assert_eq!(funnel.answer_rate(), Some(25.0));
        assert_eq!(Funnel::default().answer_rate(), None);
    }
}
