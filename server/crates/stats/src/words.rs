//! Which words some answers use more than others.
//!
//! The log-odds ratio of each term between two bodies of text, pulled towards what is usual by an
//! informative Dirichlet prior and divided by its standard error: B. L. Monroe, M. P. Colaresi and
//! K. M. Quinn, "Fightin' words: lexical feature selection and evaluation for identifying the
//! content of political conflict", Political Analysis 16 (2008), 372-403, formulas 16, 20 and 22.
//! A rare word has to differ a lot to stand out, and a frequent one only a little.

use std::{collections::HashMap, hash::Hash};

/// How often each term was used: how often it occurs, or in how many answers it does.
pub type Counts<T> = HashMap<T, u64>;

/// How many uses the prior weighs as, all terms together. A prior of fewer weighs as what it has.
pub const PRIOR_WEIGHT: f64 = 500.0;

/// How much more a term is used in one body of text than in the rest.
#[derive(Clone, Debug, PartialEq)]
pub struct Leaning<T> {
    /// The term.
    pub term: T,
    /// The log-odds ratio in standard errors: above 0 where the term leans to the focus. Beyond
    /// ±1.96 it would be called sure if it were the only term looked at.
    pub z: f64,
    /// The natural logarithm of the ratio of the term's odds in the focus to those in the rest,
    /// after adding the prior to both.
    pub log_odds: f64,
    /// Its uses in the focus.
    pub focus: u64,
    /// Its uses in the rest.
    pub rest: u64,
}

/// Compares the words of some answers (`focus`) with those of others (`rest`). `prior` says how
/// often terms are used at all, best over everything of that language that was ever written to the
/// shop; a term that it lacks counts there as used once.
///
/// Terms used in neither body are left out. Sorted by `z`, the surest of the focus first; equal
/// ones by term. Empty where one of the bodies is.
///
/// Every term is compared with all others of its own body, so counts must be of one kind: words
/// with words, pairs with pairs.
pub fn log_odds<T: Clone + Eq + Hash + Ord>(
    focus: &Counts<T>,
    rest: &Counts<T>,
    prior: &Counts<T>,
) -> Vec<Leaning<T>> {
    let total = |counts: &Counts<T>| counts.values().sum::<u64>() as f64;
    let (in_focus, in_rest) = (total(focus), total(rest));
    if in_focus == 0.0 || in_rest == 0.0 {
        return Vec::new();
    }
    let used = |term: &T| {
        let of = |counts: &Counts<T>| counts.get(term).copied().unwrap_or(0);
        (of(focus), of(rest))
    };
    let mut terms: Vec<&T> = focus
        .keys()
        .chain(rest.keys().filter(|term| !focus.contains_key(*term)))
        .filter(|term| used(term) != (0, 0))
        .collect();
    // Sorted, so that the sums below do not depend on how a map orders its keys.
    terms.sort_unstable();
    let usual = |term: &T| prior.get(term).copied().unwrap_or(0).max(1);
    let added = terms
        .iter()
        .filter(|term| prior.get(**term).copied().unwrap_or(0) == 0);
    let in_prior = total(prior) + added.count() as f64;
    let scale = (PRIOR_WEIGHT / in_prior).min(1.0);
    let weight = in_prior * scale;
    let mut leanings: Vec<_> = terms
        .into_iter()
        .map(|term| {
            let (in_this, in_that) = used(term);
            let prior = usual(term) as f64 * scale;
            let (x, y) = (in_this as f64 + prior, in_that as f64 + prior);
            let odds = |uses: f64, all: f64| (uses / (all + weight - uses)).ln();
            // One term alone is all there is: no odds to compare.
            let log_odds = if x < in_focus + weight && y < in_rest + weight {
                odds(x, in_focus) - odds(y, in_rest)
            } else {
                0.0
            };
            Leaning {
                term: term.clone(),
                z: log_odds / (1.0 / x + 1.0 / y).sqrt(),
                log_odds,
                focus: in_this,
                rest: in_that,
            }
        })
        .collect();
    leanings.sort_by(|one, other| {
        let by_z = other.z.total_cmp(&one.z);
        by_z.then_with(|| one.term.cmp(&other.term))
    });
    leanings
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn counts(uses: &[(&'static str, u64)]) -> Counts<&'static str> {
        uses.iter().copied().collect()
    }

    /// By hand: 8 of 10 against 2 of 10, the prior half of 20: each body then has 30 uses, 18
    /// against 12, so the odds are 18/12 and 12/18 and their ratio (18/12)² = 2.25.
    #[test]
    fn a_word_s_leaning_is_what_a_pencil_gives() {
        let found = log_odds(
            &counts(&[("late", 8), ("mug", 2)]),
            &counts(&[("late", 2), ("mug", 8)]),
            &counts(&[("late", 10), ("mug", 10)]),
        );
        assert_eq!(found[0].term, "late");
        assert!((found[0].log_odds - 2.25_f64.ln()).abs() < 1e-12);
        let error = (1.0_f64 / 18.0 + 1.0 / 12.0).sqrt();
        assert!((found[0].z - 2.25_f64.ln() / error).abs() < 1e-12);
        assert_eq!((found[0].focus, found[0].rest), (8, 2));
        assert!((found[0].z + found[1].z).abs() < 1e-12);
    }

    #[test]
    fn a_word_used_alike_leans_nowhere_and_a_rare_one_less_than_a_frequent_one() {
        let found = log_odds(
            &counts(&[("the", 500), ("late", 60), ("broken", 3), ("nice", 10)]),
            &counts(&[("the", 500), ("late", 10), ("nice", 63)]),
            &counts(&[("the", 5000), ("late", 350), ("broken", 3), ("nice", 365)]),
        );
        let z = |term| found.iter().find(|leaning| leaning.term == term).unwrap().z;
        assert!(z("the").abs() < 0.1);
        assert!(z("late") > z("broken") && z("broken") > 0.0);
        assert!(z("nice") < -1.96);
        assert_eq!(found[0].term, "late");
    }

    #[test]
    fn with_nothing_to_compare_nothing_leans() {
        let some = counts(&[("late", 8)]);
        assert!(log_odds(&some, &counts(&[]), &some).is_empty());
        assert!(log_odds(&counts(&[]), &some, &some).is_empty());
        let alone = log_odds(&some, &some, &counts(&[]));
        assert!(alone[0].z.abs() < 1e-12);
    }

    proptest! {
        #[test]
        fn turning_the_question_round_turns_every_leaning(
            words in prop::collection::vec((0..30_u64, 0..30_u64, 0..500_u64), 2..20),
        ) {
            let side = |pick: fn(&(u64, u64, u64)) -> u64| -> Counts<usize> {
                words.iter().map(pick).enumerate().collect()
            };
            let (focus, rest, prior) = (side(|w| w.0), side(|w| w.1), side(|w| w.2));
            let there = log_odds(&focus, &rest, &prior);
            let back = log_odds(&rest, &focus, &prior);
            prop_assert_eq!(there.len(), back.len());
            for leaning in &there {
                prop_assert!(leaning.z.is_finite());
                let turned = back.iter().find(|other| other.term == leaning.term).unwrap();
                prop_assert!((leaning.z + turned.z).abs() < 1e-9);
            }
            prop_assert!(there.windows(2).all(|pair| pair[0].z >= pair[1].z));
        }
    }
}
