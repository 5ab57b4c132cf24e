//! 95 % intervals: what the true figure may be, given the answers that came.
//!
//! Everything here is in fractions, not percent: a share runs from 0 to 1, a net score from −1
//! to 1. "95 %" is a property of the method: of many such intervals, about 95 in 100 hold the
//! figure that everybody's answers would give. How often each really does is in
//! `docs/statistics.md`.

use super::distribution::{Z, fair_coin_up_to, normal_beyond};

/// Both ends of an interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// Wilson's score interval of a share: `part` of `n`. `None` where `n` is 0.
///
/// E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal
/// of the American Statistical Association 22 (1927), 209-212. Chosen over the textbook interval
/// because that one has no width at 0 % and 100 % and falls short of its 95 % for few answers
/// (R. G. Newcombe, Statistics in Medicine 17 (1998), 857-872).
///
/// Expects `part <= n`.
pub fn wilson(part: u64, n: u64) -> Option<Interval> {
    wilson_at(part, n, Z)
}

/// [`wilson`] with another reach than 1.96 standard errors.
fn wilson_at(part: u64, n: u64, z: f64) -> Option<Interval> {
    if n == 0 {
        return None;
    }
    let (x, count) = (part as f64, n as f64);
    let centre = (x + z * z / 2.0) / (count + z * z);
    let half = z / (count + z * z) * (x * (count - x) / count + z * z / 4.0).sqrt();
    Some(Interval {
        // Exact at the ends, where rounding would leave a hair.
        low: if part == 0 { 0.0 } else { centre - half },
        high: if part == n { 1.0 } else { centre + half },
    })
}

/// A net share (promoters less detractors) after adding three answers: its estimate and variance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AdjustedNet {
    /// Where the interval is centred, −1 to 1.
    pub estimate: f64,
    /// The variance of the estimate.
    pub variance: f64,
}

impl AdjustedNet {
    /// Adds ¾ promoter, ¾ detractor and 1½ passives to `n` answers, of which `promoters` and
    /// `detractors` are such.
    ///
    /// The adjusted Wald interval for a difference of two shares of one sample, with the weight of
    /// three answers spread over the groups: A. Agresti and Y. Min, "Simple improved confidence
    /// intervals for comparing matched proportions", Statistics in Medicine 24 (2005), 729-740;
    /// tried on NPS with this very weight by B. Rocks, "Interval estimation for the Net Promoter
    /// Score", The American Statistician 70 (2016), 365-372. It keeps its 95 % with few answers
    /// and has a width even when all answers agree.
    ///
    /// Expects `promoters + detractors <= n`.
    pub fn new(promoters: u64, detractors: u64, n: u64) -> Self {
        let count = n as f64 + 3.0;
        let up = (promoters as f64 + 0.75) / count;
        let down = (detractors as f64 + 0.75) / count;
        let estimate = up - down;
        Self {
            estimate,
            variance: (up + down - estimate * estimate) / count,
        }
    }

    /// Half of the interval's width before it is clipped.
    pub fn margin(self) -> f64 {
        Z * self.variance.sqrt()
    }

    /// The interval, clipped to −1 … 1.
    pub fn interval(self) -> Interval {
        Interval {
            low: (self.estimate - self.margin()).max(-1.0),
            high: (self.estimate + self.margin()).min(1.0),
        }
    }
}

/// The interval of how much a net share changed from `before` to `now`: the root of the summed
/// variances of both adjusted estimates, which belong to different answers and so are independent.
/// Clipped to −2 … 2.
pub fn net_difference(before: AdjustedNet, now: AdjustedNet) -> Interval {
    let centre = now.estimate - before.estimate;
    let margin = Z * (before.variance + now.variance).sqrt();
    Interval {
        low: (centre - margin).max(-2.0),
        high: (centre + margin).min(2.0),
    }
}

/// Newcombe's interval of how much a share changed from `before` to `now`, each given as part and
/// whole. `None` where one of them has no answers.
///
/// R. G. Newcombe, "Interval estimation for the difference between independent proportions",
/// Statistics in Medicine 17 (1998), 873-890, method 10: it joins the two Wilson intervals.
pub fn share_difference(before: (u64, u64), now: (u64, u64)) -> Option<Interval> {
    share_difference_at(before, now, Z)
}

/// [`share_difference`] with another reach than 1.96 standard errors.
fn share_difference_at(before: (u64, u64), now: (u64, u64), z: f64) -> Option<Interval> {
    let first = wilson_at(now.0, now.1, z)?;
    let second = wilson_at(before.0, before.1, z)?;
    let share = |(part, n): (u64, u64)| part as f64 / n as f64;
    let (p, q) = (share(now), share(before));
    Some(Interval {
        low: p - q - (p - first.low).hypot(second.high - q),
        high: p - q + (first.high - p).hypot(q - second.low),
    })
}

/// How often chance alone would make net scores differ at least so much: the p-value that is 0.05
/// exactly where an end of [`net_difference`] is zero.
pub fn net_chance(before: AdjustedNet, now: AdjustedNet) -> f64 {
    let centre = now.estimate - before.estimate;
    normal_beyond(centre / (before.variance + now.variance).sqrt())
}

/// The same for shares: the p-value that is 0.05 exactly where an end of [`share_difference`] is
/// zero. Newcombe's interval has no formula for it, so the reach is sought at which the interval
/// just touches zero. `None` where one of the two has no answers.
pub fn share_chance(before: (u64, u64), now: (u64, u64)) -> Option<f64> {
    let excludes_zero = |z| {
        let Interval { low, high } = share_difference_at(before, now, z)?;
        Some(low > 0.0 || high < 0.0)
    };
    let (mut low, mut high) = (0.0, 1.0);
    while excludes_zero(high)? {
        (low, high) = (high, high * 2.0);
    }
    while high - low > 1e-15 * (1.0 + high) {
        let middle = f64::midpoint(low, high);
        if excludes_zero(middle)? {
            low = middle;
        } else {
            high = middle;
        }
    }
    Some(normal_beyond(high))
}

/// A median with its 95 % interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Median {
    /// The middle value; of an even number, halfway between the two in the middle.
    pub value: f64,
    /// Both ends are values that really occurred; `None` for fewer than six, which can't bound it.
    pub interval: Option<Interval>,
    /// How many values there are; never 0.
    pub n: u64,
}

/// The median of values and its interval by order statistics: the narrowest pair of values, as far
/// from one end as from the other, between which the true median lies at least 95 times in 100,
/// whatever the values' distribution (H. A. David and H. N. Nagaraja, Order Statistics, 3rd
/// edition, 2003, section 7.1).
///
/// Puts the values into another order; `unit` says what one of them is in figures. `None` without
/// any.
pub fn median<T: Ord + Copy>(values: &mut [T], unit: impl Fn(T) -> f64) -> Option<Median> {
    let n = values.len();
    let last = n.checked_sub(1)?;
    let mut smallest = |place: usize| unit(*values.select_nth_unstable(place).1);
    let value = f64::midpoint(smallest(last / 2), smallest(n / 2));
    let outer = outer_place(n as u64).and_then(|place| usize::try_from(place).ok());
    let interval = outer.map(|place| Interval {
        low: smallest(place),
        high: smallest(last - place),
    });
    Some(Median {
        value,
        interval,
        n: n as u64,
    })
}

/// How many of `n` values lie outside a median's interval on each side.
fn outer_place(n: u64) -> Option<u64> {
    let holds = |place: u64| fair_coin_up_to(place, n) <= 0.025;
    if n < 2 || !holds(0) {
        return None;
    }
    // The last place that holds: found by halving, since the chance rises with the place.
    let (mut low, mut high) = (0, n / 2);
    while high - low > 1 {
        let middle = u64::midpoint(low, high);
        if holds(middle) {
            low = middle;
        } else {
            high = middle;
        }
    }
    Some(low)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn close(interval: Interval, low: f64, high: f64, within: f64) {
        assert!((interval.low - low).abs() <= within, "{interval:?} {low}");
        assert!(
            (interval.high - high).abs() <= within,
            "{interval:?} {high}"
        );
    }

    /// Newcombe 1998 (857-872), table I, method 3 (score, no continuity correction).
    #[test]
    fn wilson_gives_the_published_intervals() {
        for (part, n, low, high) in [
            (81, 263, 0.2553, 0.3662),
            (15, 148, 0.0624, 0.1605),
            (0, 20, 0.0000, 0.1611),
            (1, 29, 0.0061, 0.1718),
        ] {
            close(wilson(part, n).unwrap(), low, high, 0.000_05);
        }
        assert_eq!(wilson(0, 0), None);
    }

    /// Newcombe 1998 (873-890), table II, method 10.
    #[test]
    fn a_difference_of_shares_gives_the_published_intervals() {
        for (now, before, low, high) in [
            ((56, 70), (48, 80), 0.0524, 0.3339),
            ((9, 10), (3, 10), 0.1705, 0.8090),
            ((6, 7), (2, 7), 0.0582, 0.8062),
            ((5, 56), (0, 29), -0.0381, 0.1926),
            ((0, 10), (0, 20), -0.1611, 0.2775),
            ((10, 10), (0, 20), 0.6791, 1.0000),
        ] {
            close(share_difference(before, now).unwrap(), low, high, 0.000_05);
        }
        assert_eq!(share_difference((0, 0), (1, 2)), None);
    }

    /// By hand: 24 promoters and 8 detractors of 40. With three answers more: 24.75/43 and 8.75/43,
    /// so 16/43 = 0.372093; variance (33.5/43 − 0.138453)/43 = 0.0148983; margin 0.239230.
    #[test]
    fn a_net_interval_is_what_a_pencil_gives() {
        let net = AdjustedNet::new(24, 8, 40);
        assert!((net.estimate - 16.0 / 43.0).abs() < 1e-12);
        close(net.interval(), 0.132_863, 0.611_323, 1e-5);
    }

    /// By hand: the one above (now) less 10 promoters and 10 detractors of 40 (before): that one's
    /// estimate is 0 and its variance (21.5/43)/43 = 0.5/43. Sum 0.0148983 + 0.0116279 = 0.0265262,
    /// margin 0.319217 around 0.372093.
    #[test]
    fn a_net_difference_is_what_a_pencil_gives() {
        let difference = net_difference(AdjustedNet::new(10, 10, 40), AdjustedNet::new(24, 8, 40));
        close(difference, 0.052_876, 0.691_310, 1e-5);
    }

    /// From the tables of the sign test: of 10 values the second and the ninth, of 20 the sixth and
    /// the fifteenth.
    #[test]
    fn a_median_s_interval_is_the_sign_test_s() {
        let of = |n: u32| {
            let mut values: Vec<u32> = (1..=n).rev().collect();
            let found = median(&mut values, f64::from).unwrap();
            let ends = found.interval.map(|interval| (interval.low, interval.high));
            (found.value, ends)
        };
        assert_eq!(of(10), (5.5, Some((2.0, 9.0))));
        assert_eq!(of(20), (10.5, Some((6.0, 15.0))));
        assert_eq!(of(6), (3.5, Some((1.0, 6.0))));
        assert_eq!(of(5), (3.0, None));
        assert_eq!(of(1), (1.0, None));
        assert_eq!(median(&mut [0_u32; 0], f64::from), None);
    }

    fn groups() -> impl Strategy<Value = (u64, u64, u64)> {
        (0..2000_u64, 0..2000_u64, 0..2000_u64)
            .prop_filter("an answer", |(low, middle, high)| low + middle + high > 0)
    }

    proptest! {
        #[test]
        fn a_net_interval_holds_its_estimate_within_bounds((low, middle, high) in groups()) {
            let net = AdjustedNet::new(high, low, low + middle + high);
            let interval = net.interval();
            prop_assert!(-1.0 <= interval.low && interval.high <= 1.0);
            prop_assert!(interval.low < net.estimate && net.estimate < interval.high);
        }

        #[test]
        fn swapping_promoters_and_detractors_mirrors_the_net_interval((low, middle, high) in groups()) {
            let n = low + middle + high;
            let one = AdjustedNet::new(high, low, n).interval();
            let other = AdjustedNet::new(low, high, n).interval();
            prop_assert!((one.low + other.high).abs() < 1e-12);
            prop_assert!((one.high + other.low).abs() < 1e-12);
        }

        #[test]
        fn more_answers_of_the_same_mix_narrow_both_intervals((low, middle, high) in groups(), times in 2..50_u64) {
            let n = low + middle + high;
            let few = AdjustedNet::new(high, low, n).margin();
            let many = AdjustedNet::new(high * times, low * times, n * times).margin();
            prop_assert!(many < few);
            let width = |part, n| wilson(part, n).map(|i| i.high - i.low).unwrap();
            prop_assert!(width(high * times, n * times) < width(high, n));
        }

        #[test]
        fn a_wilson_interval_holds_the_share_and_mirrors((low, middle, high) in groups()) {
            let n = low + middle + high;
            let interval = wilson(high, n).unwrap();
            let share = high as f64 / n as f64;
            prop_assert!(0.0 <= interval.low && interval.low <= share);
            prop_assert!(share <= interval.high && interval.high <= 1.0);
            prop_assert!(interval.low < interval.high);
            let other = wilson(n - high, n).unwrap();
            prop_assert!((interval.low + other.high - 1.0).abs() < 1e-12);
        }

        #[test]
        fn a_change_back_is_the_change_mirrored((a, b, c) in groups(), (d, e, f) in groups()) {
            let (one, two) = ((c, a + b + c), (f, d + e + f));
            let there = share_difference(one, two).unwrap();
            let back = share_difference(two, one).unwrap();
            prop_assert!((there.low + back.high).abs() < 1e-12 && (there.high + back.low).abs() < 1e-12);
            prop_assert!(-1.0 - 1e-12 <= there.low && there.high <= 1.0 + 1e-12);
        }

        #[test]
        fn chance_is_below_one_in_twenty_just_where_the_interval_excludes_zero(
            (a, b, c) in groups(), (d, e, f) in groups(),
        ) {
            let excludes = |interval: Interval| interval.low > 0.0 || interval.high < 0.0;
            let (one, two) = (AdjustedNet::new(c, a, a + b + c), AdjustedNet::new(f, d, d + e + f));
            prop_assert_eq!(net_chance(one, two) < 0.05, excludes(net_difference(one, two)));
            let (one, two) = ((c, a + b + c), (f, d + e + f));
            let chance = share_chance(one, two).unwrap();
            prop_assert!((0.0..=1.0).contains(&chance));
            prop_assert_eq!(chance < 0.05, excludes(share_difference(one, two).unwrap()));
        }

        #[test]
        fn a_median_lies_within_its_interval(values in prop::collection::vec(0..50_u8, 1..200)) {
            let mut values = values;
            let found = median(&mut values, f64::from).unwrap();
            prop_assert_eq!(found.interval.is_some(), values.len() >= 6);
            if let Some(Interval { low, high }) = found.interval {
                prop_assert!(low <= found.value && found.value <= high);
            }
        }
    }
}
