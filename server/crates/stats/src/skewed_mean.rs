//! The mean of what each customer bought afterwards, with its interval.
//!
//! Most customers buy nothing more and a few spend much, so that the values are skewed as no
//! ratings are, and have no upper end: what is done for [means of ratings](super::mean) does not
//! help. `docs/statistics.md` has the trial in which this was chosen.

use super::{distribution::student_reach, interval::Interval};

/// From how many customers that came back on a mean is shown with an interval: of fewer it holds the
/// true mean too seldom where a few spend very much.
pub const MEAN_FLOOR: u64 = 50;

/// A mean with its 95 % interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mean {
    /// The sum over how many.
    pub value: f64,
    /// `None` where too few came back to tell ([`MEAN_FLOOR`]), or all the same.
    pub interval: Option<Interval>,
    /// Over how many customers.
    pub n: u64,
}

/// What a mean and its interval need of the values, none of which is below zero.
#[derive(Clone, Copy, Debug, Default)]
pub struct Moments {
    n: u64,
    positive: u64,
    sum: f64,
    squares: f64,
    cubes: f64,
    fourths: f64,
}

impl Moments {
    /// Adds a value.
    pub fn add(&mut self, value: f64) {
        self.n += 1;
        self.positive += u64::from(value > 0.0);
        self.sum += value;
        self.squares += value * value;
        self.cubes += value * value * value;
        self.fourths += value * value * value * value;
    }

    /// Adds all values of others.
    pub fn join(&mut self, other: Self) {
        self.n += other.n;
        self.positive += other.positive;
        self.sum += other.sum;
        self.squares += other.squares;
        self.cubes += other.cubes;
        self.fourths += other.fourths;
    }

    /// The mean, each value times `unit`; `None` of nothing.
    pub fn mean(self, unit: f64) -> Option<Mean> {
        if self.n == 0 {
            return None;
        }
        let freedom = self.freedom().filter(|_| self.positive >= MEAN_FLOOR);
        let interval = freedom.and_then(|freedom| self.hall(student_reach(freedom)));
        Some(Mean {
            value: self.sum / self.n as f64 * unit,
            interval: interval.map(|Interval { low, high }| Interval {
                low: low * unit,
                high: high * unit,
            }),
            n: self.n,
        })
    }

    /// The values' spread, and their third and fourth moments around the mean in units of it.
    /// `None` where they have no spread, which says nothing of those that are to come.
    fn shape(self) -> Option<(f64, f64, f64)> {
        let n = self.n as f64;
        let mean = self.sum / n;
        let variance = (self.squares - self.sum * mean) / (n - 1.0);
        // What is left of equal values by rounding alone is no spread.
        let spread = Some(variance.max(0.0).sqrt()).filter(|spread| *spread > 1e-6 * mean)?;
        let third = (self.cubes - 3.0 * mean * self.squares + 2.0 * n * mean.powi(3)) / n;
        let fourth = (self.fourths - 4.0 * mean * self.cubes + 6.0 * mean.powi(2) * self.squares
            - 3.0 * n * mean.powi(4))
            / n;
        Some((spread, third / spread.powi(3), fourth / spread.powi(4)))
    }

    /// For how many degrees of freedom the variance is known: as many as give Student's variance
    /// the variance that this one has by the values' fourth moment (F. E. Satterthwaite, "An
    /// approximate distribution of estimates of variance components", Biometrics Bulletin 2 (1946),
    /// 110-114; H. Cramér, Mathematical Methods of Statistics (1946), 27.4). Where a few spend very
    /// much these are far fewer than there are values. `None` without spread.
    pub fn freedom(self) -> Option<f64> {
        let (_, _, fourth) = self.shape()?;
        let n = self.n as f64;
        // In units of the variance over n, not over n − 1.
        let kurtosis = fourth * (n / (n - 1.0)).powi(2);
        let freedom = 2.0 * n * (n - 1.0) / (kurtosis * (n - 1.0) - (n - 3.0));
        Some(freedom.clamp(1.0, n - 1.0))
    }

    /// Hall's interval of the mean, however few the values are: Student's with its skewness
    /// transformed away. P. Hall, "On the removal of skewness by transformation", Journal of the
    /// Royal Statistical Society B 54 (1992), 221-228. `reach` is the quantile of what the
    /// transformed is taken to be distributed as: of the normal in the paper; in [`Self::mean`] of
    /// Student's t with [`Self::freedom`]. `None` without spread.
    pub fn hall(self, reach: f64) -> Option<Interval> {
        let n = self.n as f64;
        let mean = self.sum / n;
        let (spread, skew, _) = self.shape()?;
        let back = |x: f64| {
            if skew.abs() < 1e-6 {
                x
            } else {
                3.0 / skew * ((1.0 + skew * (x - skew / (6.0 * n))).cbrt() - 1.0)
            }
        };
        Some(Interval {
            low: mean - spread * back(reach / n.sqrt()),
            high: mean - spread * back(-reach / n.sqrt()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mean_of_few_buyers_has_no_interval() {
        let mut moments = Moments::default();
        for place in 0..400_u32 {
            moments.add(f64::from(u32::from(place < 49)));
        }
        assert_eq!(moments.mean(1.0).unwrap().interval, None);
        moments.add(1.0);
        let mean = moments.mean(0.5).unwrap();
        let interval = mean.interval.unwrap();
        assert!(interval.low < mean.value && mean.value < interval.high);
        assert!((mean.value - 25.0 / 401.0).abs() < 1e-12);
        // Skewed to the right, so the upper half is the longer one.
        assert!(interval.high - mean.value > mean.value - interval.low);
        assert_eq!(Moments::default().mean(1.0), None);
    }

    #[test]
    fn equal_values_have_no_interval() {
        for (value, n) in [(1.0, 1), (1.0, 100), (4990.0, 100_000), (49.9, 333)] {
            let mut moments = Moments::default();
            (0..n).for_each(|_| moments.add(value));
            let mean = moments.mean(1.0).unwrap();
            assert!((mean.value - value).abs() < 1e-9 * value);
            assert_eq!((mean.interval, moments.hall(2.0)), (None, None));
        }
    }
}
