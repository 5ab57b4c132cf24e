//! The normal distribution and Student's t: how surely something differs from zero, and how far an
//! interval has to reach.

use std::f64::consts::{LN_2, PI, SQRT_2};

/// The 97.5th percentile of the normal distribution, the "1.96" of the formulas.
pub const Z: f64 = 1.959_963_984_540_054;

/// How often a normal value is at least `z` standard errors away from zero, either way: 1 for 0,
/// 0.05 for 1.96. Exact far out too, where one less the inside would be nothing but rounding.
pub fn normal_beyond(z: f64) -> f64 {
    libm::erfc(z.abs() / SQRT_2)
}

/// The same of Student's t with `freedom` degrees of freedom, which need not be whole.
///
/// Expects `freedom > 0`.
pub fn student_beyond(t: f64, freedom: f64) -> f64 {
    let square = t * t;
    if square.is_infinite() {
        return 0.0;
    }
    if freedom > 1e9 {
        return normal_beyond(t);
    }
    incomplete_beta(
        freedom / (freedom + square),
        square / (freedom + square),
        freedom / 2.0,
        0.5,
    )
}

/// Beyond which value Student's t is found once in twenty: the 97.5th percentile, 1.96 for many
/// degrees of freedom and more for few.
///
/// Expects `freedom > 0`.
pub fn student_reach(freedom: f64) -> f64 {
    if freedom > 1000.0 {
        return student_reach_of_many(freedom);
    }
    let (mut low, mut high) = (1.0, 2.0);
    while student_beyond(high, freedom) > 0.05 {
        (low, high) = (high, high * 2.0);
        if high.is_infinite() {
            return high;
        }
    }
    while high - low > f64::EPSILON * high {
        let middle = f64::midpoint(low, high);
        if middle <= low || middle >= high {
            break;
        }
        if student_beyond(middle, freedom) > 0.05 {
            low = middle;
        } else {
            high = middle;
        }
    }
    f64::midpoint(low, high)
}

/// The expansion around the normal's 1.96, of which five terms are exact to the last digit here:
/// M. Abramowitz and I. A. Stegun, Handbook of Mathematical Functions (1964), 26.7.5.
fn student_reach_of_many(freedom: f64) -> f64 {
    let z2 = Z * Z;
    let terms = [
        Z,
        Z * (z2 + 1.0) / 4.0,
        Z * ((5.0 * z2 + 16.0) * z2 + 3.0) / 96.0,
        Z * (((3.0 * z2 + 19.0) * z2 + 17.0) * z2 - 15.0) / 384.0,
        Z * ((((79.0 * z2 + 776.0) * z2 + 1482.0) * z2 - 1920.0) * z2 - 945.0) / 92160.0,
    ];
    terms.iter().rfold(0.0, |sum, term| sum / freedom + term)
}

/// How likely `n` tosses of a fair coin show heads at most `most` times.
///
/// Expects `most < n`.
pub fn fair_coin_up_to(most: u64, n: u64) -> f64 {
    incomplete_beta(0.5, 0.5, (n - most) as f64, (most + 1) as f64)
}

/// The regularized incomplete beta function at `x`, given with `rest`, which is 1 − `x` and would
/// lose its digits if it were computed here.
///
/// The continued fraction of NIST's Digital Library of Mathematical Functions, 8.17.22, evaluated
/// by Lentz's method on the side of the mean where it converges quickly.
fn incomplete_beta(x: f64, rest: f64, a: f64, b: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    if rest <= 0.0 {
        return 1.0;
    }
    // The smaller of the two is the exact one.
    let ln = |part: f64, other: f64| {
        if part < other {
            part.ln()
        } else {
            (-other).ln_1p()
        }
    };
    let front = (a * ln(x, rest) + b * ln(rest, x) - ln_beta(a, b)).exp();
    if x < (a + 1.0) / (a + b + 2.0) {
        front / a * beta_fraction(x, a, b)
    } else {
        1.0 - front / b * beta_fraction(rest, b, a)
    }
}

fn beta_fraction(x: f64, a: f64, b: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let away_from_zero = |value: f64| if value.abs() < TINY { TINY } else { value };
    let mut upper = 1.0;
    let mut lower = 1.0 / away_from_zero(1.0 - (a + b) * x / (a + 1.0));
    let mut fraction = lower;
    let mut step = |term: f64| {
        lower = 1.0 / away_from_zero(1.0 + term * lower);
        upper = away_from_zero(1.0 + term / upper);
        fraction *= upper * lower;
        (fraction, (upper * lower - 1.0).abs())
    };
    // It takes about as many steps as the root of the larger parameter.
    for place in 1..100_000_u32 {
        let m = f64::from(place);
        step(m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m)));
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        let (sum, moved) = step(odd);
        if moved < 1e-16 {
            return sum;
        }
    }
    fraction
}

/// The logarithm of the beta function. Where both are large, or one is a half, the large parts of
/// the three gamma functions are taken away before they can swallow the small ones.
fn ln_beta(a: f64, b: f64) -> f64 {
    let (small, large) = if a < b { (a, b) } else { (b, a) };
    if large < 50.0 {
        return libm::lgamma(a) + libm::lgamma(b) - libm::lgamma(a + b);
    }
    // ln Γ(x) = (x − ½) ln x − x + ½ ln 2π + stirling(x)
    if small < 50.0 {
        let sum = a + b;
        let of_large = (large - 0.5) * -(small / large).ln_1p() - small * sum.ln() + small;
        return libm::lgamma(small) + of_large + stirling(large) - stirling(sum);
    }
    let sum = a + b;
    (a - 0.5) * (a / sum).ln()
        + b * (b / sum).ln()
        + 0.5 * (LN_2 + PI.ln() - b.ln())
        + stirling(a)
        + stirling(b)
        - stirling(sum)
}

/// What Stirling's formula lacks of ln Γ(x), for x of 50 and more.
fn stirling(x: f64) -> f64 {
    let square = x * x;
    (1.0 / 12.0 - (1.0 / 360.0 - (1.0 / 1260.0 - 1.0 / (1680.0 * square)) / square) / square) / x
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_normal_s_1_96_is_once_in_twenty() {
        assert!((normal_beyond(Z) - 0.05).abs() < 1e-15);
        assert!((normal_beyond(-Z) - 0.05).abs() < 1e-15);
        assert!((normal_beyond(0.0) - 1.0).abs() < 1e-15);
    }

    /// The tables in every textbook.
    #[test]
    fn student_s_t_reaches_as_far_as_the_tables_say() {
        for (freedom, reach) in [
            (1.0, 12.706_204_736_174_7),
            (2.0, 4.302_652_729_749_46),
            (29.0, 2.045_229_642_132_7),
            (120.0, 1.979_930_405_082_44),
            (1000.0, 1.962_339_080_826_41),
            (1001.0, 1.962_336_705_280_88),
        ] {
            let found = student_reach(freedom);
            assert!((found - reach).abs() < 1e-13 * reach, "{freedom}: {found}");
        }
        assert!((student_reach(1e12) - Z).abs() < 1e-9);
        assert!((student_beyond(1.0, 1.0) - 0.5).abs() < 1e-14);
        assert!(student_beyond(f64::INFINITY, 3.0) == 0.0);
    }

    /// 1 + 10 + 45 of 1024 ways.
    #[test]
    fn a_fair_coin_shows_two_heads_or_fewer_in_ten_as_the_triangle_says() {
        assert!((fair_coin_up_to(2, 10) - 56.0 / 1024.0).abs() < 1e-14);
        assert!((fair_coin_up_to(0, 5) - 1.0 / 32.0).abs() < 1e-15);
        // The middle of many: a half, and half of the middle toss.
        let half = fair_coin_up_to(499_999, 1_000_000);
        assert!((half - (0.5 - 0.000_398_942_2)).abs() < 1e-9, "{half}");
    }
}
