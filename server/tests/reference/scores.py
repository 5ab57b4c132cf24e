"""Reference values for server/src/report, made by other people's code.

    pip install statsmodels && python3 scores.py > scores.json

From libraries as they are: Wilson, Newcombe, the mean's t interval, Welch's interval, its p-value
(statsmodels), the median's interval (scipy's quantile_test), Benjamini-Hochberg (scipy), the
normal and Student's t (scipy).

Put together here from libraries' parts: the net score's variance is statsmodels' weighted
descriptive statistics of the values +1, 0, -1 with the three added answers as weights, so that the
formula for it is not the one under test; means get their two added answers as weights too; the
p-value of a difference of shares is the level at which statsmodels' own Newcombe interval touches
zero, sought by scipy's root finder.

Written by hand, since no library here has it: the log-odds of words, a second time from the paper;
Hall's interval of a skewed mean, of which the paper gives the transformation and its inverse, and
here the transformation alone is written down and scipy's root finder inverts it.
"""

import json
import math
import random

import numpy as np
from scipy.optimize import brentq
from scipy.stats import false_discovery_control, kurtosis, moment, norm, quantile_test, t, tstd
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint
from statsmodels.stats.weightstats import CompareMeans, DescrStatsW

Z = float(norm.ppf(0.975))


def net(high, middle, low):
    """Estimate and variance after adding 3/4, 1 1/2 and 3/4 answers."""
    stats = DescrStatsW([1, 0, -1], weights=[high + 0.75, middle + 1.5, low + 0.75], ddof=0)
    return float(stats.mean), float(stats.var / stats.sum_weights)


def net_case(high, middle, low):
    mean, variance = net(high, middle, low)
    margin = Z * variance**0.5
    return {
        "groups": [low, middle, high],
        "low": max(-100.0, 100 * (mean - margin)),
        "high": min(100.0, 100 * (mean + margin)),
    }


def share_case(part, n):
    low, high = proportion_confint(part, n, method="wilson")
    return {"part": part, "n": n, "low": 100 * float(low), "high": 100 * float(high)}


def net_difference_case(before, now):
    (m1, v1), (m2, v2) = net(*before), net(*now)
    margin = Z * (v1 + v2) ** 0.5
    return {
        "before": list(reversed(before)),
        "now": list(reversed(now)),
        "low": 100 * (m2 - m1 - margin),
        "high": 100 * (m2 - m1 + margin),
        "chance": float(2 * norm.sf(abs(m2 - m1) / (v1 + v2) ** 0.5)),
    }


def share_difference_case(before, now):
    low, high = confint_proportions_2indep(*now, *before, method="newcomb", compare="diff")
    return {
        "before": list(before),
        "now": list(now),
        "low": 100 * float(low),
        "high": 100 * float(high),
        "chance": share_chance(before, now),
    }


def share_chance(before, now):
    """The level at which Newcombe's interval touches zero."""
    rise = now[0] / now[1] - before[0] / before[1]
    if rise == 0:
        return 1.0

    def end(z):
        alpha = 2 * norm.sf(z)
        ends = confint_proportions_2indep(
            *now, *before, method="newcomb", compare="diff", alpha=alpha
        )
        return float(ends[0] if rise > 0 else ends[1])

    # Beyond 37 standard errors the level itself is zero to a computer.
    if end(37.0) * rise > 0:
        return 0.0
    return float(2 * norm.sf(brentq(end, 1e-9, 37.0, xtol=1e-14, rtol=1e-14)))


def ratings(low, counts):
    """With two answers added, spread evenly over the scale."""
    values = np.arange(low, low + len(counts))
    weights = np.array(counts) + 2 / len(counts)
    return DescrStatsW(values, weights=weights, ddof=1)


def mean_case(low, counts):
    ends = ratings(low, counts).tconfint_mean(alpha=0.05)
    high = low + len(counts) - 1
    plain = DescrStatsW(np.arange(low, high + 1), weights=np.array(counts)).mean
    return {
        "scale": [low, high],
        "counts": list(counts),
        "mean": float(plain),
        "low": max(low, float(ends[0])),
        "high": min(high, float(ends[1])),
    }


def mean_difference_case(low, before, now):
    compared = CompareMeans(ratings(low, now), ratings(low, before))
    ends = compared.tconfint_diff(alpha=0.05, usevar="unequal")
    chance = compared.ttest_ind(usevar="unequal")[1]
    return {
        "scale": [low, low + len(now) - 1],
        "before": list(before),
        "now": list(now),
        "low": float(ends[0]),
        "high": float(ends[1]),
        "chance": float(chance),
    }


def median_case(values):
    interval = quantile_test(values, q=0, p=0.5).confidence_interval(0.95)
    ends = [float(interval.low), float(interval.high)]
    return {
        "values": values,
        "median": float(np.median(values)),
        "interval": None if any(map(math.isnan, ends)) else ends,
    }


def hall(values):
    """The 95 % interval of a skewed mean: P. Hall, "On the removal of skewness by transformation",
    1992. Student's T is transformed to g(T), which is normal but for terms of the order 1/n, and
    the ends are where g(T) reaches the quantiles. The cubic g rises everywhere.

    Taken are Student's quantiles, with the degrees of freedom nu for which the variance of a normal
    sample's variance, 2 sigma^4 / nu, is what the fourth moment says it is here."""
    n, mean, spread = len(values), float(np.mean(values)), float(tstd(values))
    root, skew = math.sqrt(n), float(moment(values, 3)) / spread**3

    def g(x):
        return x + skew * x**2 / (3 * root) + skew**2 * x**3 / (27 * n) + skew / (6 * root)

    def reaches(quantile):
        """A flat stretch makes finding a root there imprecise, so it is sought from the middle of
        that stretch, which is where g's slope vanishes."""
        flat = -3 * root / skew if abs(skew) > 1e-9 else 0.0
        far = 1.0
        while g(flat - far) > quantile or g(flat + far) < quantile:
            far *= 2
        return brentq(lambda x: g(x) - quantile, flat - far, flat + far, xtol=1e-15, rtol=1e-15)

    variance_of_variance = kurtosis(values, fisher=False) / n - (n - 3) / (n * (n - 1))
    reach = float(t.ppf(0.975, min(n - 1, 2 / variance_of_variance)))
    return [mean - reaches(end) * spread / root for end in (reach, -reach)]


def skewed_mean_case(values):
    low, high = hall(values)
    found, counts = (part.tolist() for part in np.unique(values, return_counts=True))
    return {"values": found, "counts": counts, "mean": float(np.mean(values))} | {
        "low": low,
        "high": high,
    }


def student_case(value, freedom):
    return {
        "t": value,
        "freedom": freedom,
        "beyond": float(2 * t.sf(value, freedom)),
        "reach": float(t.ppf(0.975, freedom)),
    }


def log_odds_case(focus, rest, prior):
    """Monroe, Colaresi and Quinn 2008, formulas 16, 20 and 22."""
    a = np.maximum(np.array(prior, dtype=float), 1)
    a *= min(1.0, 500 / a.sum())
    y1, y2 = np.array(focus, dtype=float), np.array(rest, dtype=float)
    n1, n2, a0 = y1.sum(), y2.sum(), a.sum()
    delta = np.log(y1 + a) - np.log(n1 + a0 - y1 - a) - np.log(y2 + a) + np.log(n2 + a0 - y2 - a)
    z = delta / np.sqrt(1 / (y1 + a) + 1 / (y2 + a))
    return {
        "focus": focus,
        "rest": rest,
        "prior": prior,
        "log_odds": delta.tolist(),
        "z": z.tolist(),
    }


def main():
    dice = random.Random(2026)

    def groups():
        size = dice.choice([3, 12, 40, 300, 5000])
        found = tuple(dice.randint(0, size) for _ in range(3))
        return found if sum(found) else (1, 0, 0)

    def share():
        n = dice.choice([1, 5, 29, 30, 318, 8225])
        return dice.randint(0, n), n

    edges = [(1, 0, 0), (0, 1, 0), (0, 0, 1), (30, 0, 0), (0, 0, 30), (24, 8, 8), (184, 83, 51)]
    shares = [(0, 1), (1, 1), (0, 30), (30, 30), (81, 263), (5726, 8135)]
    reference = {
        "net": [net_case(*g) for g in edges + [groups() for _ in range(20)]],
        "share": [share_case(*s) for s in shares + [share() for _ in range(20)]],
        "net_difference": [net_difference_case(groups(), groups()) for _ in range(20)],
        "share_difference": [share_difference_case(share(), share()) for _ in range(20)],
    }
    # After what was there before, so that its values stay.
    scales = [(1, 5), (1, 7), (0, 10), (0, 1)]

    def counts(low, high):
        size = dice.choice([1, 5, 40, 900, 100_000])
        found = [dice.randint(0, size) for _ in range(low, high + 1)]
        return found if sum(found) else [*found[1:], 1]

    def two_counts():
        low, high = dice.choice(scales)
        return low, counts(low, high), counts(low, high)

    def means():
        low, high = dice.choice(scales)
        return low, counts(low, high)

    def words():
        size = dice.choice([3, 40, 2000])
        many = range(dice.choice([2, 8, 30]))
        # No word that nobody used: such are left out.
        found = [[dice.randint(1, size) for _ in many], [dice.randint(0, size) for _ in many]]
        return *found, [dice.randint(0, 10 * size) for _ in many]

    edges = [(1, [0, 0, 0, 0, 30]), (1, [3, 0, 0, 0, 27]), (0, [0] * 10 + [1])]
    reference |= {
        "mean": [mean_case(*m) for m in edges + [means() for _ in range(20)]],
        "mean_difference": [mean_difference_case(*two_counts()) for _ in range(20)],
        "median": [
            median_case([dice.randint(0, 400) for _ in range(n)])
            for n in [1, 2, 5, 6, 7, 10, 11, 30, 31, 100, 365, 1000]
        ],
        "discoveries": [
            {"chances": chances, "adjusted": false_discovery_control(chances).tolist()}
            for chances in (
                [round(dice.random() ** dice.choice([1, 4, 9]), 6) for _ in range(n)]
                for n in [1, 2, 15, 40, 40]
            )
        ],
        "student": [
            student_case(value, freedom)
            for value in [0.0, 0.1, 1.0, 1.96, 3.5, 8.0, 40.0]
            for freedom in [0.7, 1, 2.5, 29, 31.4, 240, 1000.5, 12_345, 1_000_000]
        ],
        "log_odds": [log_odds_case(*words()) for _ in range(10)],
    }

    def amounts(n, part, spread):
        """What customers spent, in minor units: most of them nothing."""
        spent = [round(math.exp(8 + spread * dice.gauss(0, 1))) for _ in range(n)]
        return [amount if dice.random() < part else 0 for amount in spent]

    reference |= {
        "skewed_mean": [
            skewed_mean_case(amounts(n, part, spread))
            for n, part, spread in [
                (100, 1, 0.5),
                (130, 0.9, 1.2),
                (250, 0.5, 0.8),
                (600, 0.2, 1.2),
                (1500, 0.1, 0.5),
            ]
        ]
        # How many orders came after: skewed to the right, even, and to the left.
        + [
            skewed_mean_case([n for n, count in enumerate(counts) for _ in range(count)])
            for counts in [[900, 100, 20, 3], [50, 200, 50], [5, 20, 300]]
        ],
    }
    print(json.dumps(reference, indent=1))


if __name__ == "__main__":
    main()
