//! The words that some answers use and others do not: which terms a text has, in how many texts
//! of which group they stand, and which lean to one group. Counts of what was written, never
//! topics that somebody made up. Pure: knows no store and no clock.

pub mod cache;

use afterword_shared::scale::Group;
use afterword_stats::words::{Counts, Leaning, log_odds};
use afterword_views::search::token::{Piece, fold, is_emoji, lower, pieces};
use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::LazyLock,
};

/// Each side has to have this many texts before their words are compared.
pub const TEXT_FLOOR: usize = 20;
/// In how many texts of its side a term has to stand.
pub const TERM_FLOOR: u64 = 3;
/// How far a term has to lean to be shown: z-scores beyond it are what chance makes of one word in
/// forty on each side.
pub const Z_FLOOR: f64 = 1.96;
/// At most how many terms are shown of each side.
pub const SHOWN: usize = 25;
/// The most words of a text that are looked at.
const WORDS_LIMIT: usize = 1000;

static STOP_WORDS: LazyLock<HashMap<&'static str, HashSet<String>>> = LazyLock::new(|| {
    include_str!("keywords/stop_words.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(' '))
        .map(|(language, words)| (language, words.split(' ').map(fold).collect()))
        .collect()
});

/// A word, or two that stand side by side.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Term {
    /// Folded, so that spellings fall together.
    pub key: String,
    /// Whether there are two words.
    pub pair: bool,
}

/// The terms of a text as they are written (in lower case), each with its key; one that occurs
/// twice stands there twice. `language` is a primary language, empty where none is known.
pub fn terms(text: &str, language: &str) -> Vec<(Term, String)> {
    let stops = STOP_WORDS.get(language);
    let mut terms = Vec::new();
    // The word before, with nothing but space between.
    let mut before: Option<(String, usize)> = None;
    for piece in pieces(text).into_iter().take(WORDS_LIMIT) {
        match piece {
            Piece::Word(word, range) => {
                let word = lower(without_elision(word, language));
                let key = fold(&word);
                let stops = stops.is_some_and(|stops| stops.contains(&key));
                if stops || !is_worth_counting(&key) {
                    before = None;
                    continue;
                }
                if let Some((last, end)) = &before
                    && text[*end..range.start].chars().all(char::is_whitespace)
                {
                    let pair = format!("{last} {word}");
                    terms.push((
                        Term {
                            key: fold(&pair),
                            pair: true,
                        },
                        pair,
                    ));
                }
                terms.push((Term { key, pair: false }, word.clone()));
                before = Some((word, range.end));
            }
            Piece::Run(run) => {
                before = None;
                for pair in run.windows(2) {
                    let written = lower(&format!("{}{}", pair[0].0, pair[1].0));
                    let key = fold(&written);
                    let idle = stops.is_some_and(|stops| {
                        let each = pair.iter().map(|(cluster, _)| fold(cluster));
                        stops.contains(&key) || each.into_iter().any(|one| stops.contains(&one))
                    });
                    // Japanese writes its grammar in hiragana.
                    let grammar = written
                        .chars()
                        .all(|c| matches!(c, '\u{3040}'..='\u{309f}'));
                    if !idle && !grammar {
                        terms.push((Term { key, pair: false }, written));
                    }
                }
            }
        }
    }
    terms
}

/// French and Italian write `l’emballage`, `dell’ordine`: the word is what follows.
fn without_elision<'a>(word: &'a str, language: &str) -> &'a str {
    if !matches!(language, "fr" | "it") {
        return word;
    }
    match word.split_once(['\'', '’']) {
        Some((article, rest)) if article.chars().count() <= 5 && rest.chars().count() > 1 => rest,
        _ => word,
    }
}

/// Whether a word is worth counting: no single letter, no number.
fn is_worth_counting(key: &str) -> bool {
    let mut characters = key.chars();
    match (characters.next(), characters.next()) {
        (Some(one), None) => is_emoji(one),
        (Some(_), Some(_)) => key.chars().any(|c| c.is_alphabetic() || is_emoji(c)),
        (None, _) => false,
    }
}

/// One answer's texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerTexts {
    /// Of which group the answer is.
    pub group: Group,
    /// Everything that was written in it.
    pub texts: Vec<String>,
}

/// A term that one side uses more.
#[derive(Clone, Debug, PartialEq)]
pub struct Keyword {
    /// As it is written most often.
    pub written: String,
    /// Whether it is two words.
    pub pair: bool,
    /// How many answers of this side have it.
    pub here: u64,
    /// How many of the other.
    pub there: u64,
    /// How far it leans to this side, in standard errors; above 0.
    pub z: f64,
}

/// What the lowest and the highest group say, and not each other.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Keywords {
    /// How many answers with words each group has, lowest first.
    pub texts: [usize; 3],
    /// What the lowest group says more, the surest first.
    pub low: Vec<Keyword>,
    /// What the highest group says more, the surest first.
    pub high: Vec<Keyword>,
}

impl Keywords {
    /// How many answers with words there are.
    pub fn answers(&self) -> usize {
        self.texts.iter().sum()
    }

    /// Whether both sides said enough to compare their words.
    pub fn is_enough(&self) -> bool {
        self.texts[0] >= TEXT_FLOOR && self.texts[2] >= TEXT_FLOOR
    }

    /// Compares what was said in one language. A term counts once for each answer that has it, and
    /// what all groups said together is the prior.
    pub fn of(answers: &[AnswerTexts], language: &str) -> Self {
        let mut texts = [0; 3];
        for one in answers {
            texts[place(one.group)] += 1;
        }
        let mut keywords = Self {
            texts,
            ..Self::default()
        };
        if !keywords.is_enough() {
            return keywords;
        }
        let counted = TermCounts::of(answers, language);
        let mut leanings = counted.leanings(false);
        leanings.extend(counted.leanings(true));
        leanings.retain(|leaning| {
            leaning.z.abs() >= Z_FLOOR && leaning.focus.max(leaning.rest) >= TERM_FLOOR
        });
        leanings.sort_by(|one, other| {
            let by_z = other.z.abs().total_cmp(&one.z.abs());
            by_z.then_with(|| one.term.cmp(&other.term))
        });
        let (low, high): (Vec<_>, Vec<_>) =
            leanings.into_iter().partition(|leaning| leaning.z > 0.0);
        keywords.low = counted.surest(&low, |leaning| (leaning.focus, leaning.rest));
        keywords.high = counted.surest(&high, |leaning| (leaning.rest, leaning.focus));
        keywords
    }
}

fn place(group: Group) -> usize {
    Group::ALL
        .iter()
        .position(|other| *other == group)
        .unwrap_or_default()
}

/// A term by number.
type Number = u32;

/// In how many answers each term stands.
#[derive(Default)]
struct TermCounts {
    /// Every spelling's term.
    numbers: HashMap<String, Number>,
    /// Of each term: itself, its spellings and how often each was written.
    terms: Vec<(Term, BTreeMap<String, u32>)>,
    /// Of each term: in how many answers of each group it stands, lowest first.
    uses: Vec<[u64; 3]>,
}

impl TermCounts {
    fn of(answers: &[AnswerTexts], language: &str) -> Self {
        let mut counted = Self::default();
        let mut here: HashSet<Number> = HashSet::new();
        for one in answers {
            here.clear();
            for text in &one.texts {
                for (term, written) in terms(text, language) {
                    here.insert(counted.number(term, written));
                }
            }
            for number in &here {
                counted.uses[*number as usize][place(one.group)] += 1;
            }
        }
        counted
    }

    fn number(&mut self, term: Term, written: String) -> Number {
        let next = Number::try_from(self.terms.len()).unwrap_or(Number::MAX);
        // A pair's key has a space in it, so the two kinds can't be confused.
        let number = *self.numbers.entry(term.key.clone()).or_insert(next);
        if number == next {
            self.terms.push((term, BTreeMap::new()));
            self.uses.push([0; 3]);
        }
        *self.terms[number as usize].1.entry(written).or_default() += 1;
        number
    }

    /// Words against words, or pairs against pairs.
    fn leanings(&self, pairs: bool) -> Vec<Leaning<Number>> {
        let counts = |of: fn(&[u64; 3]) -> u64| -> Counts<Number> {
            (0..)
                .zip(&self.terms)
                .zip(&self.uses)
                .filter(|((_, (term, _)), uses)| term.pair == pairs && of(uses) > 0)
                .map(|((number, _), uses)| (number, of(uses)))
                .collect()
        };
        log_odds(
            &counts(|uses| uses[0]),
            &counts(|uses| uses[2]),
            &counts(|uses| uses.iter().sum()),
        )
    }

    /// The surest leanings in words. A word that stands in a pair as surely, and nowhere else, is
    /// left out: the pair says more.
    fn surest(
        &self,
        leanings: &[Leaning<Number>],
        counts: impl Fn(&Leaning<Number>) -> (u64, u64),
    ) -> Vec<Keyword> {
        let pairs: Vec<(&str, (u64, u64))> = leanings
            .iter()
            .filter_map(|leaning| {
                let (term, _) = &self.terms[leaning.term as usize];
                term.pair.then(|| (term.key.as_str(), counts(leaning)))
            })
            .collect();
        let within = |word: &str, uses: (u64, u64)| {
            pairs
                .iter()
                .any(|(pair, in_pair)| *in_pair == uses && pair.split(' ').any(|part| part == word))
        };
        leanings
            .iter()
            .filter(|leaning| {
                let (term, _) = &self.terms[leaning.term as usize];
                term.pair || !within(&term.key, counts(leaning))
            })
            .take(SHOWN)
            .map(|leaning| {
                let (term, spellings) = &self.terms[leaning.term as usize];
                let most = spellings
                    .iter()
                    .max_by(|one, other| one.1.cmp(other.1).then_with(|| other.0.cmp(one.0)));
                let (here, there) = counts(leaning);
                Keyword {
                    written: most.map_or_else(|| term.key.clone(), |(written, _)| written.clone()),
                    pair: term.pair,
                    here,
                    there,
                    z: leaning.z.abs(),
                }
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use afterword_domain::language::primary;
    use proptest::prelude::*;

    fn written(text: &str, language: &str) -> Vec<String> {
        let terms = terms(text, language);
        terms.into_iter().map(|(_, written)| written).collect()
    }

    #[test]
    fn words_without_a_meaning_of_their_own_are_left_out_and_denials_stay() {
        assert_eq!(
            written("The delivery was not on time, and it’s 4 days", "en"),
            ["delivery", "not", "time", "days"]
        );
        assert_eq!(
            written("Ļoti SKAISTA krūze, paldies!", "lv"),
            ["skaista", "skaista krūze", "krūze", "paldies"]
        );
        assert_eq!(
            written("L’emballage n'est pas soigné", "fr"),
            ["emballage", "pas", "pas soigné", "soigné"]
        );
        assert_eq!(written("a 100 % b ❤️", "en"), ["❤️"]);
        assert_eq!(written("the and of", "en"), Vec::<String>::new());
        // Nothing is known of this language: every word counts.
        assert_eq!(written("hau the", "eu"), ["hau", "hau the", "the"]);
    }

    #[test]
    fn chinese_and_japanese_are_counted_by_pairs_of_characters() {
        assert_eq!(written("运费有点贵", "zh"), ["运费", "点贵"]);
        assert_eq!(written("配送がとても早かった", "ja"), ["配送"]);
    }

    #[test]
    fn a_language_is_known_by_its_first_part() {
        assert_eq!(primary("pt-BR"), "pt");
        assert_eq!(primary("zh_Hans"), "zh");
        assert_eq!(primary("NN"), "nb");
        for language in STOP_WORDS.keys() {
            assert_eq!(primary(language), *language);
        }
        for locale in afterword_library::locale::Locale::all() {
            assert!(
                STOP_WORDS.contains_key(&*primary(&locale.tag)),
                "{}",
                locale.tag
            );
        }
    }

    fn answers(group: Group, texts: &[&str], times: usize) -> Vec<AnswerTexts> {
        let one = |place: usize| AnswerTexts {
            group,
            texts: vec![texts[place % texts.len()].to_owned()],
        };
        (0..times).map(one).collect()
    }

    #[test]
    fn each_side_is_known_by_the_words_that_the_other_lacks() {
        let mut all = answers(
            Group::Low,
            &[
                "late delivery, the cup came broken",
                "the cup: late delivery again",
            ],
            40,
        );
        all.extend(answers(
            Group::High,
            &[
                "the cup is lovely",
                "Lovely packaging, thank you, a lovely cup",
            ],
            60,
        ));
        all.extend(answers(Group::Middle, &["fine"], 10));
        let keywords = Keywords::of(&all, "en");
        assert_eq!(keywords.texts, [40, 10, 60]);
        let low: Vec<&str> = keywords.low.iter().map(|term| &*term.written).collect();
        let high: Vec<&str> = keywords.high.iter().map(|term| &*term.written).collect();
        // “late” and “delivery” never stand alone.
        assert_eq!(low[0], "late delivery", "{low:?}");
        assert!(!low.contains(&"late") && !low.contains(&"cup"), "{low:?}");
        assert_eq!(high[0], "lovely", "{high:?}");
        let lovely = &keywords.high[0];
        assert_eq!((lovely.here, lovely.there), (60, 0));
        assert!(
            keywords
                .low
                .iter()
                .chain(&keywords.high)
                .all(|term| term.z >= Z_FLOOR)
        );
    }

    #[test]
    fn spellings_fall_together_and_the_usual_one_is_shown() {
        let mut all = answers(Group::Low, &["Ātri", "ātri", "atri"], 30);
        all.extend(answers(Group::High, &["paldies"], 30));
        let keywords = Keywords::of(&all, "lv");
        assert_eq!(
            (&*keywords.low[0].written, keywords.low[0].here),
            ("ātri", 30)
        );
    }

    #[test]
    fn where_few_wrote_nothing_is_compared() {
        let mut all = answers(Group::Low, &["late"], TEXT_FLOOR - 1);
        all.extend(answers(Group::High, &["lovely"], 100));
        let keywords = Keywords::of(&all, "en");
        assert!(!keywords.is_enough());
        assert_eq!((keywords.low, keywords.high), (Vec::new(), Vec::new()));
    }

    proptest! {
        #[test]
        fn every_term_is_found_again_by_a_search_for_it(text in "[a-zāñß配送料배송 ,.’☕4]{0,60}") {
            for (_, written) in terms(&text, "en") {
                let query = afterword_views::search::Query::parse(&afterword_views::search::Query::exactly(&written)).unwrap();
                prop_assert!(!query.found_in(&text).is_empty(), "{written}");
            }
        }
    }
}
