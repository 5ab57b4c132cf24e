"""Reference values for server/src/report, made by other people's code.

    pip install statsmodels && python3 scores.py > scores.json

Wilson and Newcombe come from statsmodels. The net score's variance comes from statsmodels'
weighted descriptive statistics of the values +1, 0, -1 with the three added answers as weights,
so that the formula for it is not the one under test.
"""

import json
import random

from scipy.stats import norm
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint
from statsmodels.stats.weightstats import DescrStatsW

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
    }


def share_difference_case(before, now):
    low, high = confint_proportions_2indep(*now, *before, method="newcomb", compare="diff")
    return {
        "before": list(before),
        "now": list(now),
        "low": 100 * float(low),
        "high": 100 * float(high),
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
    print(json.dumps(reference, indent=1))


main()
