//! One question's score with its uncertainty, and how it moved against the period before.

use super::{
    histogram::Histogram,
    interval::{self, AdjustedNet, Interval},
    mean::{Mean, mean},
};
use afterword_shared::scale::{Group, Kind};

/// From how many answers on a score is shown as a headline; below it, the answers themselves are.
pub const SCORE_FLOOR: u64 = 30;

/// How many answers fell into each group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Groups {
    /// [`Group::Low`]: detractors, for NPS.
    pub low: u64,
    /// [`Group::Middle`]: passives, for NPS.
    pub middle: u64,
    /// [`Group::High`]: promoters, for NPS.
    pub high: u64,
}

impl Groups {
    /// Counts the groups; ratings that the kind's scale does not have count nowhere.
    pub(super) fn of(kind: Kind, histogram: &Histogram) -> Self {
        let mut groups = Self::default();
        for (rating, count) in histogram.iter() {
            match kind.group(rating) {
                Some(Group::Low) => groups.low += count,
                Some(Group::Middle) => groups.middle += count,
                Some(Group::High) => groups.high += count,
                None => {}
            }
        }
        groups
    }

    /// The count of one group.
    pub fn get(self, group: Group) -> u64 {
        match group {
            Group::Low => self.low,
            Group::Middle => self.middle,
            Group::High => self.high,
        }
    }

    /// All answers.
    pub fn total(self) -> u64 {
        self.low + self.middle + self.high
    }

    /// As a net score: high less low.
    pub(super) fn adjusted(self) -> AdjustedNet {
        AdjustedNet::new(self.high, self.low, self.total())
    }
}

/// A question's score. Numbers are in points of a hundred and unrounded: NPS −100 to 100, CSAT and
/// CES 0 to 100 %. Round them where they are shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Score {
    /// What was asked.
    pub kind: Kind,
    /// NPS: share of promoters less share of detractors. CSAT: share of 4 and 5. CES: share of 5
    /// to 7.
    pub score: f64,
    /// How many answers it stands on; never 0.
    pub n: u64,
    /// Lower end of the 95 % interval.
    pub low: f64,
    /// Upper end of the 95 % interval.
    pub high: f64,
    /// The answers by group.
    pub groups: Groups,
    /// The answers by rating; only ratings that the scale has.
    pub histogram: Histogram,
    /// CES: the mean rating, 1 to 7, with its interval. `None` for other kinds.
    pub mean: Option<Mean>,
}

impl Score {
    /// The share of a group in percent.
    pub fn share(&self, group: Group) -> f64 {
        percent(self.groups.get(group), self.n)
    }

    /// How many more answers make a headline score; `None` when there are enough.
    pub fn missing(&self) -> Option<u64> {
        missing(self.n)
    }
}

/// How many more answers than `n` make a headline score; `None` when there are enough.
pub fn missing(n: u64) -> Option<u64> {
    SCORE_FLOOR.checked_sub(n).filter(|more| *more > 0)
}

/// Computes a score. `None` where nobody answered or the kind has no score.
///
/// The interval is around an estimate that is pulled towards the middle (see
/// [`AdjustedNet::new`] and [`interval::wilson`]); the score itself is the plain one, so it need
/// not sit in the interval's centre.
pub fn score(kind: Kind, histogram: &Histogram) -> Option<Score> {
    let scale = kind.scale().filter(|_| kind.is_scored())?;
    let histogram: Histogram = histogram
        .iter()
        .filter(|(rating, _)| scale.values().contains(rating))
        .collect();
    let groups = Groups::of(kind, &histogram);
    let n = groups.total();
    if n == 0 {
        return None;
    }
    let (score, interval) = match kind {
        kind if kind.is_nps() => (
            percent(groups.high, n) - percent(groups.low, n),
            groups.adjusted().interval(),
        ),
        _ => (percent(groups.high, n), interval::wilson(groups.high, n)?),
    };
    let mean = (kind == Kind::Ces).then(|| mean(scale, &histogram));
    Some(Score {
        kind,
        score,
        n,
        low: interval.low * 100.0,
        high: interval.high * 100.0,
        groups,
        histogram,
        mean: mean.flatten(),
    })
}

/// What a difference between two periods says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The whole interval is above zero.
    Rise,
    /// The whole interval is below zero.
    Fall,
    /// The interval holds zero.
    MayBeChance,
}

impl Verdict {
    /// Of a difference's interval.
    pub fn of(low: f64, high: f64) -> Self {
        if low > 0.0 {
            Self::Rise
        } else if high < 0.0 {
            Self::Fall
        } else {
            Self::MayBeChance
        }
    }
}

/// How a score moved against the period before, in points of a hundred.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change {
    /// The plain scores' difference, now less before.
    pub difference: f64,
    /// Lower end of its 95 % interval.
    pub low: f64,
    /// Upper end of its 95 % interval.
    pub high: f64,
    /// Whether it can be told from chance.
    pub verdict: Verdict,
}

/// Compares two periods of one question. `None` where one of them has no answers, or where the
/// scores are of different kinds.
///
/// NPS: [`interval::net_difference`]; shares: [`interval::share_difference`]. The periods must not
/// share answers.
pub fn change(before: Option<&Score>, now: Option<&Score>) -> Option<Change> {
    let (before, now) = (before?, now?);
    if before.kind != now.kind {
        return None;
    }
    let Interval { low, high } = match now.kind {
        kind if kind.is_nps() => {
            interval::net_difference(before.groups.adjusted(), now.groups.adjusted())
        }
        _ => interval::share_difference((before.groups.high, before.n), (now.groups.high, now.n))?,
    };
    Some(Change {
        difference: now.score - before.score,
        low: low * 100.0,
        high: high * 100.0,
        verdict: Verdict::of(low, high),
    })
}

fn percent(part: u64, n: u64) -> f64 {
    part as f64 * 100.0 / n as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn histogram(ratings: &[(u8, u64)]) -> Histogram {
        ratings.iter().copied().collect()
    }

    /// By hand: 24 of 40 are 60 %, 8 of 40 are 20 %.
    #[test]
    fn nps_is_promoters_less_detractors() {
        let found = score(
            Kind::Nps,
            &histogram(&[(10, 16), (9, 8), (8, 5), (7, 3), (6, 2), (0, 6)]),
        )
        .unwrap();
        assert!((found.score - 40.0).abs() < 1e-9);
        assert_eq!(found.n, 40);
        assert_eq!(
            found.groups,
            Groups {
                low: 8,
                middle: 8,
                high: 24
            }
        );
        assert_eq!(found.mean, None);
    }

    /// By hand: 3 of 4 are easy; the mean is (7+6+5+2)/4 = 5.
    #[test]
    fn ces_is_a_share_with_its_mean_beside_it() {
        let found = score(Kind::Ces, &histogram(&[(7, 1), (6, 1), (5, 1), (2, 1)])).unwrap();
        assert!((found.score - 75.0).abs() < 1e-9);
        assert_eq!(found.mean.map(|mean| mean.value), Some(5.0));
    }

    #[test]
    fn ratings_that_the_scale_does_not_have_count_nowhere() {
        let found = score(Kind::Csat, &histogram(&[(5, 3), (1, 1), (9, 7), (0, 2)])).unwrap();
        assert_eq!((found.n, found.histogram.total()), (4, 4));
        assert!((found.score - 75.0).abs() < 1e-9);
        assert_eq!(score(Kind::Csat, &histogram(&[(9, 7)])), None);
        assert_eq!(score(Kind::Csat, &Histogram::default()), None);
        assert_eq!(score(Kind::Text, &histogram(&[(5, 1)])), None);
    }

    #[test]
    fn a_score_says_how_many_answers_it_lacks() {
        assert_eq!([missing(0), missing(29)], [Some(30), Some(1)]);
        assert_eq!([missing(30), missing(31)], [None, None]);
    }

    #[test]
    fn a_change_is_told_from_chance_by_its_interval() {
        let of = |high, low| score(Kind::Nps, &histogram(&[(9, high), (3, low), (7, 20)]));
        let verdict = |before: &Option<Score>, now: &Option<Score>| {
            change(before.as_ref(), now.as_ref()).unwrap().verdict
        };
        let (bad, good, better) = (of(20, 60), of(60, 20), of(64, 16));
        assert_eq!(verdict(&bad, &good), Verdict::Rise);
        assert_eq!(verdict(&good, &bad), Verdict::Fall);
        assert_eq!(verdict(&good, &better), Verdict::MayBeChance);
        assert_eq!(change(None, good.as_ref()), None);
        let csat = score(Kind::Csat, &histogram(&[(5, 1)]));
        assert_eq!(change(csat.as_ref(), good.as_ref()), None);
    }

    proptest! {
        #[test]
        fn a_score_lies_within_its_bounds_and_counts_everything(
            counts in prop::collection::vec(0..500_u64, 11),
            kind in prop::sample::select(vec![Kind::Nps, Kind::Csat, Kind::Ces]),
        ) {
            let scale = kind.scale().unwrap();
            let all: Histogram = scale.values().map(|v| (v, counts[usize::from(v)])).collect();
            let total = all.total();
            match score(kind, &all) {
                None => prop_assert_eq!(total, 0),
                Some(found) => {
                    let least = if kind == Kind::Nps { -100.0 } else { 0.0 };
                    prop_assert!(least <= found.low && found.low < found.high && found.high <= 100.0);
                    prop_assert!(least <= found.score && found.score <= 100.0);
                    prop_assert_eq!(found.n, total);
                    prop_assert_eq!(found.groups.total(), total);
                    let shares: f64 = Group::ALL.iter().map(|g| found.share(*g)).sum();
                    prop_assert!((shares - 100.0).abs() < 1e-9);
                    prop_assert_eq!(change(Some(&found), Some(&found)).unwrap().verdict, Verdict::MayBeChance);
                }
            }
        }
    }
}
