//! How the ratings of one question are summed up, whatever its kind: what a page needs that shows
//! any of them.

use super::{
    histogram::Histogram,
    interval, mean,
    score::{Groups, Verdict, score},
};
use afterword_shared::{
    scale::{Kind, Scale},
    survey::Question,
};

/// A question's ratings as one figure: a net score for NPS; a share for CSAT, CES and yes or no; a
/// mean for a scale of the owner's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gauge {
    kind: Kind,
    scale: Scale,
}

/// A figure with its uncertainty. NPS in points from −100 to 100, shares in per cent, means in
/// ratings; unrounded.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The plain figure.
    pub value: f64,
    /// How many answers it stands on; never 0.
    pub n: u64,
    /// Lower end of the 95 % interval.
    pub low: f64,
    /// Upper end of the 95 % interval.
    pub high: f64,
}

/// How far two groups' figures lie apart, in the figure's own unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Difference {
    /// The plain figures' difference.
    pub value: f64,
    /// Lower end of its 95 % interval.
    pub low: f64,
    /// Upper end of its 95 % interval.
    pub high: f64,
    /// How often chance alone would make a difference at least so large: the p-value, 0.05 exactly
    /// where an end of the interval is zero.
    pub chance: f64,
}

impl Gauge {
    /// How this question's ratings are summed up. `None` for questions without ratings.
    pub fn of(question: &Question) -> Option<Self> {
        Self::new(question.kind, question.scale()?)
    }

    /// Of a kind on a scale. `None` where the kind has no ratings or the scale fewer than two.
    pub fn new(kind: Kind, scale: Scale) -> Option<Self> {
        let rated = kind.is_scored() || matches!(kind, Kind::Scale | Kind::YesNo);
        (rated && scale.low < scale.high).then_some(Self { kind, scale })
    }

    /// What was asked.
    pub fn kind(self) -> Kind {
        self.kind
    }

    /// The ratings that could be given.
    pub fn scale(self) -> Scale {
        self.scale
    }

    /// Whether the figure is a mean rating.
    pub fn is_mean(self) -> bool {
        self.kind == Kind::Scale
    }

    /// The ratings that the scale has: others count nowhere.
    fn on_scale(self, histogram: &Histogram) -> Histogram {
        let legal = self.scale.values();
        histogram
            .iter()
            .filter(|(rating, _)| legal.contains(rating))
            .collect()
    }

    /// Of how many answers, and how many of them count for a share.
    fn part(self, histogram: &Histogram) -> (u64, u64) {
        let histogram = self.on_scale(histogram);
        let part = match self.kind {
            Kind::YesNo => histogram.count(self.scale.high),
            kind => Groups::of(kind, &histogram).high,
        };
        (part, histogram.total())
    }

    /// The figure of these ratings. `None` without any.
    pub fn estimate(self, histogram: &Histogram) -> Option<Estimate> {
        if self.is_mean() {
            let mean = mean::mean(self.scale, histogram)?;
            return Some(Estimate {
                value: mean.value,
                n: self.on_scale(histogram).total(),
                low: mean.low,
                high: mean.high,
            });
        }
        if let Some(score) = score(self.kind, histogram) {
            return Some(Estimate {
                value: score.score,
                n: score.n,
                low: score.low,
                high: score.high,
            });
        }
        let (part, n) = self.part(histogram);
        let interval = interval::wilson(part, n)?;
        Some(Estimate {
            value: part as f64 * 100.0 / n as f64,
            n,
            low: interval.low * 100.0,
            high: interval.high * 100.0,
        })
    }

    /// How far the figure of `these` lies above that of `others`; the two must not share answers.
    /// `None` where one of them has none.
    ///
    /// NPS: [`interval::net_difference`]; shares: [`interval::share_difference`]; means:
    /// [`mean::difference`].
    pub fn difference(self, these: &Histogram, others: &Histogram) -> Option<Difference> {
        let value = self.estimate(these)?.value - self.estimate(others)?.value;
        let (interval, chance, unit) = if self.is_mean() {
            let of = |histogram| mean::AdjustedMean::new(self.scale, histogram);
            let (interval, chance) = mean::difference(of(others), of(these));
            (interval, chance, 1.0)
        } else if self.kind.is_nps() {
            let of = |histogram| Groups::of(self.kind, histogram).adjusted();
            let (before, now) = (of(others), of(these));
            let interval = interval::net_difference(before, now);
            (interval, interval::net_chance(before, now), 100.0)
        } else {
            let (before, now) = (self.part(others), self.part(these));
            let interval = interval::share_difference(before, now)?;
            (interval, interval::share_chance(before, now)?, 100.0)
        };
        Some(Difference {
            value,
            low: interval.low * unit,
            high: interval.high * unit,
            chance,
        })
    }
}

impl Difference {
    /// Whether it can be told from chance, taken by itself.
    pub fn verdict(self) -> Verdict {
        Verdict::of(self.low, self.high)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gauge(kind: Kind, low: u8, high: u8) -> Gauge {
        Gauge::new(kind, Scale { low, high }).unwrap()
    }

    fn ratings(counts: &[(u8, u64)]) -> Histogram {
        counts.iter().copied().collect()
    }

    #[test]
    fn every_kind_with_ratings_has_its_figure() {
        let some = ratings(&[(1, 30), (0, 10)]);
        let yes = gauge(Kind::YesNo, 0, 1).estimate(&some).unwrap();
        assert!((yes.value - 75.0).abs() < 1e-9 && yes.n == 40);
        let mean = gauge(Kind::Scale, 0, 4)
            .estimate(&ratings(&[(4, 30), (0, 10), (9, 5)]))
            .unwrap();
        assert!((mean.value - 3.0).abs() < 1e-9 && mean.n == 40);
        let nps = gauge(Kind::Nps, 0, 10).estimate(&some).unwrap();
        assert!((nps.value + 100.0).abs() < 1e-9);
        assert_eq!(Gauge::new(Kind::Text, Scale { low: 0, high: 1 }), None);
        assert_eq!(Gauge::new(Kind::Scale, Scale { low: 3, high: 3 }), None);
        assert_eq!(gauge(Kind::Csat, 1, 5).estimate(&ratings(&[(9, 4)])), None);
    }

    #[test]
    fn a_difference_turned_round_is_its_mirror() {
        for (gauge, high, low) in [
            (gauge(Kind::Nps, 0, 10), 10, 3),
            (gauge(Kind::Csat, 1, 5), 5, 1),
            (gauge(Kind::YesNo, 0, 1), 1, 0),
            (gauge(Kind::Scale, 1, 5), 5, 2),
        ] {
            let group = ratings(&[(high, 60), (low, 10)]);
            let rest = ratings(&[(high, 30), (low, 40)]);
            let there = gauge.difference(&group, &rest).unwrap();
            let back = gauge.difference(&rest, &group).unwrap();
            assert_eq!(there.verdict(), Verdict::Rise);
            assert_eq!(back.verdict(), Verdict::Fall);
            assert!((there.low + back.high).abs() < 1e-9);
            assert!((there.chance - back.chance).abs() < 1e-12 && there.chance < 1e-4);
            assert_eq!(gauge.difference(&group, &Histogram::default()), None);
        }
    }
}
