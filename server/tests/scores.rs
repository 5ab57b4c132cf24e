//! The reports' intervals against values that other people's code computed:
//! `reference/scores.py` says how.

use afterword::report::{Histogram, change, score};
use afterword_shared::scale::Kind;
use serde::Deserialize;

#[derive(Deserialize)]
struct Reference {
    net: Vec<Net>,
    share: Vec<Share>,
    net_difference: Vec<NetDifference>,
    share_difference: Vec<ShareDifference>,
}

#[derive(Deserialize)]
struct Net {
    groups: [u64; 3],
    low: f64,
    high: f64,
}

#[derive(Deserialize)]
struct Share {
    part: u64,
    n: u64,
    low: f64,
    high: f64,
}

#[derive(Deserialize)]
struct NetDifference {
    before: [u64; 3],
    now: [u64; 3],
    low: f64,
    high: f64,
}

#[derive(Deserialize)]
struct ShareDifference {
    before: (u64, u64),
    now: (u64, u64),
    low: f64,
    high: f64,
}

fn reference() -> Reference {
    serde_json::from_str(include_str!("reference/scores.json")).unwrap()
}

/// Lows, middles and highs spread over the ratings of their groups.
fn nps([low, middle, high]: [u64; 3]) -> Histogram {
    [
        (0, low / 2),
        (6, low - low / 2),
        (7, middle / 2),
        (8, middle - middle / 2),
        (9, high / 2),
        (10, high - high / 2),
    ]
    .into_iter()
    .collect()
}

fn csat((part, n): (u64, u64)) -> Histogram {
    let rest = n - part;
    [
        (1, rest / 2),
        (3, rest - rest / 2),
        (4, part / 3),
        (5, part - part / 3),
    ]
    .into_iter()
    .collect()
}

fn assert_close(found: (f64, f64), low: f64, high: f64) {
    assert!((found.0 - low).abs() < 1e-9, "{found:?}, not {low}");
    assert!((found.1 - high).abs() < 1e-9, "{found:?}, not {high}");
}

#[test]
fn net_intervals_are_the_reference_s() {
    for case in reference().net {
        let found = score(Kind::Nps, &nps(case.groups)).unwrap();
        assert_close((found.low, found.high), case.low, case.high);
    }
}

#[test]
fn share_intervals_are_the_reference_s() {
    for case in reference().share {
        let found = score(Kind::Csat, &csat((case.part, case.n))).unwrap();
        assert_close((found.low, found.high), case.low, case.high);
    }
}

#[test]
fn net_differences_are_the_reference_s() {
    for case in reference().net_difference {
        let before = score(Kind::Nps, &nps(case.before));
        let now = score(Kind::Nps, &nps(case.now));
        let found = change(before.as_ref(), now.as_ref()).unwrap();
        assert_close((found.low, found.high), case.low, case.high);
    }
}

#[test]
fn share_differences_are_the_reference_s() {
    for case in reference().share_difference {
        let before = score(Kind::Csat, &csat(case.before));
        let now = score(Kind::Csat, &csat(case.now));
        let found = change(before.as_ref(), now.as_ref()).unwrap();
        assert_close((found.low, found.high), case.low, case.high);
    }
}
