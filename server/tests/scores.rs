//! The reports' formulas against values that other people's code computed: `reference/scores.py`
//! says how.

use afterword_shared::scale::{Kind, Scale};
use afterword_stats::{
    Gauge, Histogram,
    breakdown::benjamini_hochberg,
    change,
    distribution::{student_beyond, student_reach},
    interval::median,
    mean::{AdjustedMean, difference, mean},
    score,
    skewed_mean::Moments,
    words::{Counts, log_odds},
};
use serde::Deserialize;

#[derive(Deserialize)]
struct Reference {
    net: Vec<Net>,
    share: Vec<Share>,
    net_difference: Vec<NetDifference>,
    share_difference: Vec<ShareDifference>,
    mean: Vec<MeanCase>,
    mean_difference: Vec<MeanDifference>,
    median: Vec<MedianCase>,
    discoveries: Vec<Discoveries>,
    student: Vec<Student>,
    log_odds: Vec<LogOdds>,
    skewed_mean: Vec<SkewedMean>,
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
    chance: f64,
}

#[derive(Deserialize)]
struct ShareDifference {
    before: (u64, u64),
    now: (u64, u64),
    low: f64,
    high: f64,
    chance: f64,
}

#[derive(Deserialize)]
struct MeanCase {
    scale: (u8, u8),
    counts: Vec<u64>,
    mean: f64,
    low: f64,
    high: f64,
}

#[derive(Deserialize)]
struct MeanDifference {
    scale: (u8, u8),
    before: Vec<u64>,
    now: Vec<u64>,
    low: f64,
    high: f64,
    chance: f64,
}

#[derive(Deserialize)]
struct MedianCase {
    values: Vec<u32>,
    median: f64,
    interval: Option<(f64, f64)>,
}

#[derive(Deserialize)]
struct SkewedMean {
    values: Vec<u32>,
    counts: Vec<u32>,
    mean: f64,
    low: f64,
    high: f64,
}

#[derive(Deserialize)]
struct Discoveries {
    chances: Vec<f64>,
    adjusted: Vec<f64>,
}

#[derive(Deserialize)]
struct Student {
    t: f64,
    freedom: f64,
    beyond: f64,
    reach: f64,
}

#[derive(Deserialize)]
struct LogOdds {
    focus: Vec<u64>,
    rest: Vec<u64>,
    prior: Vec<u64>,
    #[serde(rename = "log_odds")]
    ratios: Vec<f64>,
    z: Vec<f64>,
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

fn gauge(kind: Kind) -> Gauge {
    Gauge::new(kind, kind.scale().unwrap()).unwrap()
}

fn on((low, high): (u8, u8), counts: &[u64]) -> (Scale, Histogram) {
    let scale = Scale { low, high };
    (scale, scale.values().zip(counts.iter().copied()).collect())
}

/// Within 1e-9, and a small probability also within 1e-9 of itself.
fn assert_chance(found: f64, expected: f64) {
    let within = 1e-9 * expected.max(1e-290);
    assert!(
        (found - expected).abs() <= within,
        "{found}, not {expected}"
    );
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
        let found = gauge(Kind::Nps).difference(&nps(case.now), &nps(case.before));
        assert_close(
            (found.unwrap().low, found.unwrap().high),
            case.low,
            case.high,
        );
        assert_chance(found.unwrap().chance, case.chance);
    }
}

#[test]
fn share_differences_are_the_reference_s() {
    for case in reference().share_difference {
        let before = score(Kind::Csat, &csat(case.before));
        let now = score(Kind::Csat, &csat(case.now));
        let found = change(before.as_ref(), now.as_ref()).unwrap();
        assert_close((found.low, found.high), case.low, case.high);
        let found = gauge(Kind::Csat).difference(&csat(case.now), &csat(case.before));
        assert_close(
            (found.unwrap().low, found.unwrap().high),
            case.low,
            case.high,
        );
        assert_chance(found.unwrap().chance, case.chance);
    }
}

#[test]
fn mean_intervals_are_the_reference_s() {
    for case in reference().mean {
        let (scale, ratings) = on(case.scale, &case.counts);
        let found = mean(scale, &ratings).unwrap();
        assert!((found.value - case.mean).abs() < 1e-9);
        assert_close((found.low, found.high), case.low, case.high);
    }
}

#[test]
fn mean_differences_are_the_reference_s() {
    for case in reference().mean_difference {
        let of = |counts: &[u64]| {
            let (scale, ratings) = on(case.scale, counts);
            AdjustedMean::new(scale, &ratings)
        };
        let (found, chance) = difference(of(&case.before), of(&case.now));
        assert_close((found.low, found.high), case.low, case.high);
        assert_chance(chance, case.chance);
    }
}

#[test]
fn medians_and_their_intervals_are_the_reference_s() {
    for mut case in reference().median {
        let found = median(&mut case.values, f64::from).unwrap();
        assert!((found.value - case.median).abs() < 1e-9);
        let ends = found.interval.map(|interval| (interval.low, interval.high));
        assert_eq!(ends, case.interval, "of {}", found.n);
    }
}

#[test]
fn skewed_means_and_their_intervals_are_the_reference_s() {
    for case in reference().skewed_mean {
        let mut moments = Moments::default();
        for (value, count) in case.values.into_iter().zip(case.counts) {
            (0..count).for_each(|_| moments.add(f64::from(value)));
        }
        let found = moments.mean(1.0).unwrap();
        assert!((found.value - case.mean).abs() < 1e-9);
        let interval = found.interval.unwrap();
        assert_close((interval.low, interval.high), case.low, case.high);
    }
}

#[test]
fn adjusted_chances_are_the_reference_s() {
    for case in reference().discoveries {
        let found = benjamini_hochberg(&case.chances);
        assert_eq!(found.len(), case.adjusted.len());
        for (found, expected) in found.into_iter().zip(case.adjusted) {
            assert!((found - expected).abs() < 1e-9);
        }
    }
}

#[test]
fn student_s_t_is_the_reference_s() {
    for case in reference().student {
        assert_chance(student_beyond(case.t, case.freedom), case.beyond);
        let reach = student_reach(case.freedom);
        assert!((reach - case.reach).abs() < 1e-9 * case.reach, "{reach}");
    }
}

#[test]
fn leanings_of_words_are_the_reference_s() {
    for case in reference().log_odds {
        let counts = |uses: &[u64]| -> Counts<usize> { uses.iter().copied().enumerate().collect() };
        let found = log_odds(
            &counts(&case.focus),
            &counts(&case.rest),
            &counts(&case.prior),
        );
        assert_eq!(found.len(), case.focus.len());
        for leaning in found {
            assert!((leaning.log_odds - case.ratios[leaning.term]).abs() < 1e-9);
            assert!((leaning.z - case.z[leaning.term]).abs() < 1e-9);
        }
    }
}
