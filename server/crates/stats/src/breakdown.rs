//! A score by what is known about an answer (new or returning, product, country …), and which of
//! the differences are more than chance when many are looked at.

use super::{
    gauge::{Difference, Estimate, Gauge},
    histogram::Histogram,
    score::{SCORE_FLOOR, Verdict},
};

/// Of the differences that are called sure, the share that may be chance.
const FALSE_ALARMS: f64 = 0.05;

/// The ratings of those of whom one thing is known, such as their country.
#[derive(Clone, Debug)]
pub struct Attribute<A, V> {
    /// What is known.
    pub attribute: A,
    /// Everybody of whom it is known, each once: where somebody may have several values (an order
    /// of several products), fewer than the values' ratings together.
    pub whole: Histogram,
    /// The ratings by value.
    pub values: Vec<(V, Histogram)>,
}

/// Those with one value against all others of whom the attribute is known.
#[derive(Clone, Debug, PartialEq)]
pub struct Row<A, V> {
    /// What is known.
    pub attribute: A,
    /// Its value.
    pub value: V,
    /// Their figure; from [`SCORE_FLOOR`] answers on.
    pub estimate: Estimate,
    /// How far it lies from the others'; `None` where they are too few.
    pub compared: Option<Compared>,
}

/// A difference as one of many.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Compared {
    /// By itself.
    pub difference: Difference,
    /// The smallest share of false alarms among the sure ones at which this one would be sure:
    /// the p-value adjusted for how many differences were looked at.
    pub adjusted: f64,
}

impl Compared {
    /// What it says among all that were looked at: a rise or fall only where it is sure.
    pub fn verdict(&self) -> Verdict {
        if self.adjusted > FALSE_ALARMS {
            return Verdict::MayBeChance;
        }
        self.difference.verdict()
    }
}

impl<A, V> Row<A, V> {
    /// What its difference says among all that were looked at.
    pub fn verdict(&self) -> Verdict {
        self.compared
            .map_or(Verdict::MayBeChance, |compared| compared.verdict())
    }

    fn chance(&self) -> f64 {
        self.compared
            .map_or(1.0, |compared| compared.difference.chance)
    }

    fn size(&self) -> f64 {
        self.compared
            .map_or(0.0, |compared| compared.difference.value.abs())
    }
}

/// The values of an attribute with too few answers for a figure of their own.
#[derive(Clone, Debug, PartialEq)]
pub struct Folded<A> {
    /// What is known.
    pub attribute: A,
    /// How many values.
    pub values: usize,
    /// How many answers they have together; an answer with several of them counts for each.
    pub n: u64,
}

/// Every value that has answers enough, and how many have not.
#[derive(Clone, Debug, PartialEq)]
pub struct Breakdown<A, V> {
    /// The surest difference first.
    pub rows: Vec<Row<A, V>>,
    /// One per attribute that has small groups.
    pub folded: Vec<Folded<A>>,
}

/// Compares each value with the others of its attribute. Which differences are sure is decided
/// over all of them together.
pub fn breakdown<A: Clone, V>(
    gauge: Gauge,
    attributes: impl IntoIterator<Item = Attribute<A, V>>,
) -> Breakdown<A, V> {
    let mut rows = Vec::new();
    let mut folded = Vec::new();
    for Attribute {
        attribute,
        whole,
        values,
    } in attributes
    {
        let mut small = Folded {
            attribute: attribute.clone(),
            values: 0,
            n: 0,
        };
        for (value, ratings) in values {
            let Some(estimate) = gauge.estimate(&ratings) else {
                continue;
            };
            if estimate.n < SCORE_FLOOR {
                small.values += 1;
                small.n += estimate.n;
                continue;
            }
            let others = whole.without(&ratings);
            let enough = gauge.estimate(&others).is_some_and(|o| o.n >= SCORE_FLOOR);
            let difference = enough
                .then(|| gauge.difference(&ratings, &others))
                .flatten();
            rows.push(Row {
                attribute: attribute.clone(),
                value,
                estimate,
                compared: difference.map(|difference| Compared {
                    difference,
                    adjusted: 1.0,
                }),
            });
        }
        if small.values > 0 {
            folded.push(small);
        }
    }
    let compared = || rows.iter().filter_map(|row| row.compared);
    let chances: Vec<f64> = compared().map(|c| c.difference.chance).collect();
    let mut adjusted = benjamini_hochberg(&chances).into_iter();
    for compared in rows.iter_mut().filter_map(|row| row.compared.as_mut()) {
        compared.adjusted = adjusted.next().unwrap_or(1.0);
    }
    // Stable: where two are as sure and as large, the order in which they came stays.
    rows.sort_by(|one, other| {
        let known = other.compared.is_some().cmp(&one.compared.is_some());
        known
            .then_with(|| one.chance().total_cmp(&other.chance()))
            .then_with(|| other.size().total_cmp(&one.size()))
    });
    Breakdown { rows, folded }
}

impl<A: Clone + PartialEq, V> Breakdown<A, V> {
    /// The attribute that splits the answers most surely, with its rows, the surest first; `None`
    /// where no difference is sure.
    pub fn into_surest_split(mut self) -> Option<(A, Vec<Row<A, V>>)> {
        let first = self.rows.first()?;
        if first.verdict() == Verdict::MayBeChance {
            return None;
        }
        let attribute = first.attribute.clone();
        self.rows.retain(|row| row.attribute == attribute);
        Some((attribute, self.rows))
    }
}

/// The p-values adjusted for their number, in the same order: those up to 0.05 can be called sure
/// together, and of what is called sure no more than 5 % is chance, on average.
///
/// Y. Benjamini and Y. Hochberg, "Controlling the false discovery rate: a practical and powerful
/// approach to multiple testing", Journal of the Royal Statistical Society B 57 (1995), 289-300.
/// Groups compared with the rest of the same answers depend on each other a little; the promise
/// was proved for independent ones, and the trial in `docs/statistics.md` says how well it holds.
pub fn benjamini_hochberg(chances: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..chances.len()).collect();
    order.sort_by(|one, other| chances[*one].total_cmp(&chances[*other]));
    let mut adjusted = vec![1.0; chances.len()];
    let mut least = 1.0_f64;
    for (rank, place) in order.into_iter().enumerate().rev() {
        least = least.min(chances[place] * chances.len() as f64 / (rank + 1) as f64);
        adjusted[place] = least;
    }
    adjusted
}

#[cfg(test)]
mod tests {
    use super::*;
    use afterword_shared::scale::{Kind, Scale};

    fn nps() -> Gauge {
        Gauge::new(Kind::Nps, Scale { low: 0, high: 10 }).unwrap()
    }

    fn ratings(promoters: u64, detractors: u64) -> Histogram {
        [(10, promoters), (2, detractors)].into_iter().collect()
    }

    fn attribute(
        name: &'static str,
        values: &[(&'static str, Histogram)],
    ) -> Attribute<&'static str, &'static str> {
        let mut whole = Histogram::default();
        for (_, ratings) in values {
            whole.add(ratings);
        }
        Attribute {
            attribute: name,
            whole,
            values: values.to_vec(),
        }
    }

    /// The example of the paper, section 3: fifteen p-values of which the method takes four.
    #[test]
    fn of_the_paper_s_fifteen_four_are_sure() {
        let chances = [
            0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262,
            0.5719, 0.6528, 0.7590, 1.0,
        ];
        let adjusted = benjamini_hochberg(&chances);
        assert_eq!(adjusted.iter().filter(|q| **q <= 0.05).count(), 4);
        assert!((adjusted[0] - 0.0015).abs() < 1e-12);
        assert!(benjamini_hochberg(&[]).is_empty());
    }

    #[test]
    fn the_surest_difference_comes_first_and_small_groups_are_folded() {
        let found = breakdown(
            nps(),
            [
                attribute(
                    "device",
                    &[("phone", ratings(150, 100)), ("desktop", ratings(140, 95))],
                ),
                attribute(
                    "country",
                    &[
                        ("LV", ratings(160, 20)),
                        ("EE", ratings(10, 9)),
                        ("LT", ratings(120, 160)),
                        ("FI", ratings(0, 6)),
                    ],
                ),
            ],
        );
        let order: Vec<_> = found.rows.iter().map(|row| row.value).collect();
        assert_eq!(order[2..], ["phone", "desktop"]);
        assert!(order[..2].contains(&"LV") && order[..2].contains(&"LT"));
        let of = |value| found.rows.iter().find(|row| row.value == value).unwrap();
        assert_eq!(of("LV").verdict(), Verdict::Rise);
        assert_eq!(of("LT").verdict(), Verdict::Fall);
        assert_eq!(of("phone").verdict(), Verdict::MayBeChance);
        assert_eq!(
            found.folded,
            [Folded {
                attribute: "country",
                values: 2,
                n: 25
            }]
        );
        let (split, rows) = found.into_surest_split().unwrap();
        assert_eq!((split, rows.len()), ("country", 2));
    }

    #[test]
    fn a_difference_that_is_sure_alone_need_not_be_among_many() {
        let one = attribute(
            "device",
            &[("phone", ratings(120, 80)), ("desktop", ratings(102, 98))],
        );
        let even = |name| attribute(name, &[("a", ratings(50, 50)), ("b", ratings(50, 50))]);
        let alone = breakdown(nps(), [one.clone()]);
        assert!(alone.rows[0].compared.unwrap().difference.chance < 0.08);
        let many = breakdown(nps(), [one, even("x"), even("y"), even("z")]);
        assert_eq!(many.rows[0].verdict(), Verdict::MayBeChance);
        assert!(many.rows[0].compared.unwrap().adjusted > alone.rows[0].compared.unwrap().adjusted);
        assert!(many.into_surest_split().is_none());
    }

    /// The floor's own value has a figure, and one less has none.
    #[test]
    fn a_group_of_thirty_has_a_figure_and_one_of_twenty_nine_is_folded_away() {
        let groups = [("thirty", ratings(20, 10)), ("less", ratings(19, 10))];
        let found = breakdown(nps(), [attribute("country", &groups)]);
        let shown: Vec<_> = found
            .rows
            .iter()
            .map(|row| (row.value, row.estimate.n))
            .collect();
        assert_eq!(shown, [("thirty", 30)]);
        assert_eq!(found.rows[0].compared, None, "the others are too few");
        assert_eq!((found.folded[0].values, found.folded[0].n), (1, 29));
        let all = [("one", ratings(20, 10)), ("other", ratings(20, 10))];
        let found = breakdown(nps(), [attribute("country", &all)]);
        assert!(found.rows.iter().all(|row| row.compared.is_some()));
    }

    #[test]
    fn what_everybody_has_is_compared_with_nobody() {
        let found = breakdown(nps(), [attribute("language", &[("lv", ratings(30, 10))])]);
        assert_eq!(found.rows[0].compared, None);
        assert_eq!(found.rows[0].verdict(), Verdict::MayBeChance);
        assert!(found.into_surest_split().is_none());
    }
}
