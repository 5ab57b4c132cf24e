//! How the figure of a question's ratings reads.

use afterword_stats::Gauge;
use afterword_wording::Language;

/// A figure, or an end of its interval: `+42` for NPS, `84 %` for shares, `4.2` for means.
pub(crate) fn value(words: Language, gauge: Gauge, value: f64) -> String {
    if gauge.is_mean() {
        words.decimal(value, 1)
    } else {
        words.score(gauge.kind(), value)
    }
}

/// A difference, or an end of its interval, with its sign: `+5`, `−0.3`. Shares differ by points, not by
/// per cent of each other.
pub(crate) fn difference(words: Language, gauge: Gauge, value: f64) -> String {
    if gauge.is_mean() {
        words.signed(value, 1)
    } else {
        words.signed(value.round(), 0)
    }
}

/// An interval beside its figure: `+13 to +61`.
pub(crate) fn range(words: Language, gauge: Gauge, low: f64, high: f64) -> String {
    let [low, high] = [low, high].map(|end| value(words, gauge, end));
    words.chart_range(&low, &high)
}

#[cfg(test)]
mod tests {
    use super::*;
    use afterword_shared::scale::{Kind, Scale};

    #[test]
    fn a_figure_and_a_difference_read_by_their_kind() {
        let gauge = |kind, low, high| Gauge::new(kind, Scale { low, high }).unwrap();
        let nps = gauge(Kind::Nps, 0, 10);
        let csat = gauge(Kind::Csat, 1, 5);
        let scale = gauge(Kind::Scale, 1, 5);
        let [en, lv] = [Language::ENGLISH, Language::find("lv").unwrap()];
        assert_eq!(value(en, nps, 41.6), "+42");
        assert_eq!(value(en, csat, 83.5), "84\u{a0}%");
        assert_eq!(
            [en, lv].map(|words| value(words, scale, 4.24)),
            ["4.2", "4,2"]
        );
        assert_eq!(difference(en, csat, -7.5), "−8");
        assert_eq!(difference(en, nps, 0.2), "0");
        assert_eq!(difference(en, scale, -0.32), "−0.3");
        assert_eq!(range(en, nps, -8.0, 12.0), "−8 to +12");
    }
}
