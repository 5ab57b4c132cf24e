//! What somebody looks for: words that all have to occur, and phrases.

use super::token::{Piece, Token, fold, is_dense, pieces, tokens};
use afterword_domain::refused::Refused;
use std::ops::Range;

/// The most characters that are looked for at once.
pub const QUERY_LIMIT: usize = 200;

/// What opens a phrase, and what closes it.
const QUOTES: [char; 10] = ['"', '“', '”', '„', '«', '»', '「', '」', '＂', '‟'];

/// Something that has to occur.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Clause {
    /// These tokens, one right after the other; never empty.
    Phrase(Vec<String>),
    /// The same, the last of which may go on: the word that is being typed.
    Started(Vec<String>),
}

/// What is looked for. Nothing in it is an operator but quotes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Query {
    text: String,
    clauses: Vec<Clause>,
}

impl Query {
    /// Reads what somebody typed. Errs where it is longer than [`QUERY_LIMIT`].
    pub fn parse(text: &str) -> Result<Self, Refused> {
        let text = text.trim();
        if text.chars().count() > QUERY_LIMIT {
            return Err(Refused::illegal(format!(
                "A search takes at most {QUERY_LIMIT} characters: look for fewer words."
            )));
        }
        let mut clauses = Vec::new();
        let mut parts = text.split(QUOTES).enumerate().peekable();
        while let Some((place, part)) = parts.next() {
            let last = parts.peek().is_none();
            if place % 2 == 1 {
                clauses.extend(phrase(part));
            } else {
                words(part, last, &mut clauses);
            }
        }
        let mut seen = Vec::new();
        clauses.retain(|clause| {
            let new = !seen.contains(clause);
            if new {
                seen.push(clause.clone());
            }
            new
        });
        Ok(Self {
            text: text.to_owned(),
            clauses,
        })
    }

    /// A word or several as a phrase, so that exactly these are found.
    pub fn exactly(words: &str) -> String {
        format!("\"{words}\"")
    }

    /// What was typed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What has to occur.
    pub fn clauses(&self) -> &[Clause] {
        &self.clauses
    }

    /// Whether there is no word in it: nothing was typed, or nothing but punctuation.
    pub fn is_empty(&self) -> bool {
        self.clauses.is_empty()
    }

    /// The parts of a text that are looked for, in its order, none touching another.
    pub fn found_in(&self, text: &str) -> Vec<Range<usize>> {
        if self.is_empty() {
            return Vec::new();
        }
        let tokens = tokens(text);
        let mut ranges: Vec<Range<usize>> = self
            .clauses
            .iter()
            .flat_map(|clause| clause.places(&tokens))
            .collect();
        ranges.sort_by_key(|range| (range.start, range.end));
        ranges.dedup_by(|next, before| {
            let touching = next.start <= before.end;
            if touching {
                before.end = before.end.max(next.end);
            }
            touching
        });
        ranges
    }
}

impl Clause {
    /// Its tokens.
    pub fn tokens(&self) -> &[String] {
        match self {
            Self::Phrase(tokens) | Self::Started(tokens) => tokens,
        }
    }

    fn places(&self, tokens: &[Token]) -> Vec<Range<usize>> {
        let wanted = self.tokens();
        let same = |token: &Token, place: usize| {
            let last = place + 1 == wanted.len();
            match self {
                Self::Started(_) if last => token.text.starts_with(&wanted[place]),
                _ => token.text == wanted[place],
            }
        };
        tokens
            .windows(wanted.len().max(1))
            .filter(|some| {
                some.iter()
                    .enumerate()
                    .all(|(place, token)| same(token, place))
            })
            .map(|some| {
                let first = some[0].range.start;
                let last = &some[some.len() - 1];
                // Of a pair of characters that was found by its first alone.
                let single = wanted.last().filter(|_| matches!(self, Self::Started(_)));
                let end = match single {
                    Some(start) if start.starts_with(is_dense) && *start != last.text => {
                        last.range.start + folded_length(tokens, last)
                    }
                    _ => last.range.end,
                };
                first..end
            })
            .collect()
    }
}

/// How many bytes the first character of a pair has in the text.
fn folded_length(tokens: &[Token], pair: &Token) -> usize {
    let next = tokens.get(pair.position + 1);
    next.map_or(pair.range.len(), |next| next.range.start - pair.range.start)
}

/// Everything between two quotes.
fn phrase(part: &str) -> Option<Clause> {
    let mut found: Vec<String> = tokens(part).into_iter().map(|token| token.text).collect();
    // The last character of a run stands alone only where the text ends with it.
    match pieces(part).last() {
        Some(Piece::Run(run)) if run.len() > 1 => {
            found.pop();
        }
        Some(Piece::Run(_)) => return Some(Clause::Started(found)),
        _ => {}
    }
    (!found.is_empty()).then_some(Clause::Phrase(found))
}

/// Words outside of quotes; the last of all may be unfinished.
fn words(part: &str, last: bool, clauses: &mut Vec<Clause>) {
    let pieces = pieces(part);
    let unfinished = last && part.ends_with(|c: char| c.is_alphanumeric());
    let count = pieces.len();
    for (place, piece) in pieces.into_iter().enumerate() {
        match piece {
            Piece::Word(word, _) => {
                let tokens: Vec<String> =
                    tokens(word).into_iter().map(|token| token.text).collect();
                if tokens.is_empty() {
                    continue;
                }
                clauses.push(if unfinished && place + 1 == count {
                    Clause::Started(tokens)
                } else {
                    Clause::Phrase(tokens)
                });
            }
            Piece::Run(run) => {
                let text: String = run.iter().map(|(cluster, _)| *cluster).collect();
                clauses.extend(phrase(&text));
            }
        }
    }
}

/// An id as it is looked for: whole, and folded.
pub(super) fn folded_id(id: &str) -> String {
    fold(id.trim())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn clauses(text: &str) -> Vec<String> {
        let query = Query::parse(text).unwrap();
        let shown = query.clauses().iter().map(|clause| match clause {
            Clause::Phrase(tokens) => tokens.join("+"),
            Clause::Started(tokens) => format!("{}…", tokens.join("+")),
        });
        shown.collect()
    }

    fn marked(query: &str, text: &str) -> Vec<String> {
        let ranges = Query::parse(query).unwrap().found_in(text);
        ranges
            .into_iter()
            .map(|range| text[range].to_owned())
            .collect()
    }

    #[test]
    fn every_word_is_wanted_and_the_last_may_be_unfinished() {
        assert_eq!(clauses("Late deliv"), ["late", "deliv…"]);
        assert_eq!(clauses("late deliv "), ["late", "deliv…"]);
        assert_eq!(clauses("late late!"), ["late"]);
        assert_eq!(clauses("“too Late” again"), ["too+late", "again…"]);
        assert_eq!(clauses("\"never closed"), ["never+closed"]);
        assert_eq!(clauses("运费贵"), ["运费+费贵"]);
        assert_eq!(clauses("贵"), ["贵…"]);
        assert_eq!(clauses("didn't"), ["didn+t…"]);
    }

    #[test]
    fn nothing_but_quotes_is_an_operator() {
        assert_eq!(
            clauses("a AND -b OR c* field:d"),
            ["a", "and", "b", "or", "c", "field", "d…"]
        );
        assert_eq!(
            clauses("'; DROP TABLE responses; --"),
            ["drop", "table", "responses"]
        );
        assert_eq!(clauses("(((]]"), Vec::<String>::new());
        assert!(Query::parse(&"a".repeat(201)).is_err());
        assert!(Query::parse(&"貴".repeat(200)).is_ok());
    }

    #[test]
    fn what_was_found_is_marked_as_it_was_written() {
        assert_eq!(
            marked("karl", "Paldies, Kārlim!"),
            ["Kārl".to_owned() + "im"]
        );
        assert_eq!(
            marked("\"so late\"", "So late, so very late. SO LATE"),
            ["So late", "SO LATE"]
        );
        assert_eq!(marked("运费", "但是运费有点贵"), ["运费"]);
        assert_eq!(marked("贵", "运费贵，很贵"), ["贵", "贵"]);
        assert_eq!(marked("费", "运费贵"), ["费"]);
        assert_eq!(marked("費用", "運送費用は高い"), ["費用"]);
        assert_eq!(marked("☕", "good ☕️"), ["☕️"]);
        assert_eq!(marked("strasse", "Hauptstr. nein, Straße"), ["Straße"]);
    }

    proptest! {
        #[test]
        fn marks_lie_in_the_text_and_apart(query in "\\PC{0,20}", text in "\\PC{0,60}") {
            let mut end = 0;
            for range in Query::parse(&query).unwrap().found_in(&text) {
                prop_assert!(range.start >= end && range.start < range.end);
                prop_assert!(text.get(range.clone()).is_some());
                end = range.end;
            }
        }

        #[test]
        fn a_text_is_found_by_any_of_its_own_words(text in "[a-zāñß配送料배송 ,.]{1,60}") {
            for part in text.split([' ', ',', '.']).filter(|part| !part.is_empty()) {
                let query = Query::parse(part).unwrap();
                prop_assert!(query.is_empty() || !query.found_in(&text).is_empty(), "{}", part);
            }
        }
    }
}
