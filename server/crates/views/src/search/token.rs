//! How a text falls into words, and which words are the same to a search.
//!
//! Words are those of Unicode's segmentation (UAX #29). Scripts that leave no space between words
//! (Chinese, Japanese, Thai and their like) and Korean, which hangs its particles onto them, are
//! taken as pairs of neighbouring characters, so that any part of a sentence is found. Two words
//! are the same where only case, accents, width or vowel points differ.

use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// The most characters of a word that are looked at: what is longer is no word.
const WORD_LIMIT: usize = 64;

/// A stretch of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// A word, an apostrophe inside of it included, or an emoji.
    Word(&'a str, Range<usize>),
    /// Characters of a script without spaces, one after the other.
    Run(Vec<(&'a str, Range<usize>)>),
}

/// The words and runs of a text, in its order; spaces and punctuation are in none.
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut run: Vec<(&str, Range<usize>)> = Vec::new();
    for (start, segment) in text.split_word_bound_indices() {
        if !segment.contains(is_said) {
            continue;
        }
        if !segment.contains(is_dense) {
            close(&mut run, &mut pieces);
            words(text, start..start + segment.len(), &mut pieces);
            continue;
        }
        // Korean and Latin letters stand together in one word of UAX #29.
        let mut word: Option<Range<usize>> = None;
        for (offset, cluster) in segment.grapheme_indices(true) {
            let place = start + offset..start + offset + cluster.len();
            if cluster.starts_with(is_dense) {
                if let Some(word) = word.take() {
                    words(text, word, &mut pieces);
                }
                if run.last().is_some_and(|(_, last)| last.end != place.start) {
                    close(&mut run, &mut pieces);
                }
                run.push((cluster, place));
            } else {
                close(&mut run, &mut pieces);
                word = Some(word.map_or(place.start, |word| word.start)..place.end);
            }
        }
        if let Some(word) = word {
            words(text, word, &mut pieces);
        }
    }
    close(&mut run, &mut pieces);
    pieces
}

/// Full stops and the like, which UAX #29 keeps inside of words (`example.com`): after a sentence
/// people forget the space more often than they write of a site.
const INNER: [char; 14] = [
    '.', ',', ':', ';', '·', '_', '/', '․', '‧', '﹒', '．', '：', '，', '；',
];

/// The words of a stretch; `4.90` stays whole.
fn words<'a>(text: &'a str, range: Range<usize>, pieces: &mut Vec<Piece<'a>>) {
    let digit = |c: Option<char>| c.is_some_and(char::is_numeric);
    let mut start = range.start;
    let mut before = None;
    let mut characters = text[range.clone()].char_indices().peekable();
    while let Some((offset, c)) = characters.next() {
        let next = characters.peek().map(|(_, next)| *next);
        let place = range.start + offset;
        if INNER.contains(&c) && !(digit(before) && digit(next)) {
            word(text, start..place, pieces);
            start = place + c.len_utf8();
        }
        before = Some(c);
    }
    word(text, start..range.end, pieces);
}

fn word<'a>(text: &'a str, range: Range<usize>, pieces: &mut Vec<Piece<'a>>) {
    let word = &text[range.clone()];
    if word.contains(is_said) {
        pieces.push(Piece::Word(word, range));
    }
}

fn close<'a>(run: &mut Vec<(&'a str, Range<usize>)>, pieces: &mut Vec<Piece<'a>>) {
    if !run.is_empty() {
        pieces.push(Piece::Run(std::mem::take(run)));
    }
}

/// What a search looks for and a text is found by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Folded; of a run two characters, or the last one alone.
    pub text: String,
    /// The place among the tokens of the text, from 0.
    pub position: usize,
    /// The bytes of the text that it stands for.
    pub range: Range<usize>,
}

/// The tokens of a text.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut add = |text: String, range: Range<usize>| {
        if !text.is_empty() {
            let position = tokens.len();
            tokens.push(Token {
                text,
                position,
                range,
            });
        }
    };
    for piece in pieces(text) {
        match piece {
            // What stands before an apostrophe is a word too: `l’emballage`.
            Piece::Word(word, range) => {
                let mut start = range.start;
                for part in word.split(APOSTROPHES) {
                    add(folded_word(part), start..start + part.len());
                    start += part.len();
                    start += text[start..].chars().next().map_or(0, char::len_utf8);
                }
            }
            Piece::Run(run) => {
                let folded: Vec<String> = run.iter().map(|(cluster, _)| fold(cluster)).collect();
                for (place, (_, range)) in run.iter().enumerate() {
                    match (folded.get(place + 1), run.get(place + 1)) {
                        (Some(next), Some((_, end))) => {
                            add(format!("{}{next}", folded[place]), range.start..end.end);
                        }
                        _ => add(folded[place].clone(), range.clone()),
                    }
                }
            }
        }
    }
    tokens
}

/// Typewriter's and typographers'.
const APOSTROPHES: [char; 3] = ['\'', '’', 'ʼ'];

fn folded_word(word: &str) -> String {
    let folded = fold(word);
    match folded.char_indices().nth(WORD_LIMIT) {
        Some((end, _)) => folded[..end].to_owned(),
        None => folded,
    }
}

/// A text without what a search does not tell apart: case, accents, width, vowel points, marks
/// that nobody sees.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let decomposed = DecomposingNormalizerBorrowed::new_nfkd();
    let mut bare = String::with_capacity(text.len());
    for c in decomposed
        .normalize(text)
        .chars()
        .flat_map(char::to_lowercase)
    {
        match c {
            c if is_mark(c) => {}
            // Letters that are no letter with an accent to Unicode, but are to people.
            'ß' => bare.push_str("ss"),
            'æ' => bare.push_str("ae"),
            'œ' => bare.push_str("oe"),
            'þ' => bare.push_str("th"),
            'ø' => bare.push('o'),
            'ł' => bare.push('l'),
            'đ' | 'ð' => bare.push('d'),
            'ħ' => bare.push('h'),
            'ı' => bare.push('i'),
            'ŧ' => bare.push('t'),
            'ς' => bare.push('σ'),
            'ى' => bare.push('ي'),
            '’' | 'ʼ' => bare.push('\''),
            c => bare.push(c),
        }
    }
    ComposingNormalizerBorrowed::new_nfc()
        .normalize(&bare)
        .into_owned()
}

/// Whether a character only colours the one before, or is not seen at all.
fn is_mark(c: char) -> bool {
    matches!(c,
        // Accents; the vowel points of Hebrew and Arabic, and Arabic's stretching line.
        '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}'..='\u{5c2}'
        | '\u{5c4}'..='\u{5c5}' | '\u{5c7}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}'
        // Joiners, directions, soft hyphens, variants of emoji.
        | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}')
}

/// Lower case in one form, accents kept: for words that are shown.
pub fn lower(text: &str) -> String {
    let composed = ComposingNormalizerBorrowed::new_nfkc();
    composed
        .normalize(text)
        .to_lowercase()
        .replace(['’', 'ʼ'], "'")
}

/// Whether a character is said, not only written: letters, figures and emoji.
fn is_said(c: char) -> bool {
    c.is_alphanumeric() || is_emoji(c)
}

/// Whether a character is a picture.
pub fn is_emoji(c: char) -> bool {
    matches!(c, '\u{2600}'..='\u{27bf}' | '\u{2b50}'..='\u{2b55}' | '\u{1f300}'..='\u{1faff}' | '\u{1f1e6}'..='\u{1f1ff}')
}

/// Whether words of a character's script are not told apart by spaces, or carry their particles.
pub fn is_dense(c: char) -> bool {
    matches!(c,
        // Thai, Lao; Myanmar; Khmer.
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        // Hangul as parts; kana, bopomofo; ideographs; Hangul.
        | '\u{1100}'..='\u{11ff}' | '\u{3005}'..='\u{3007}' | '\u{3031}'..='\u{318f}'
        | '\u{31a0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{a960}'..='\u{a97f}' | '\u{ac00}'..='\u{d7ff}' | '\u{f900}'..='\u{faff}'
        // Katakana and Hangul of half the width; rarer ideographs.
        | '\u{ff66}'..='\u{ffdc}' | '\u{20000}'..='\u{323af}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn said(text: &str) -> Vec<String> {
        tokens(text).into_iter().map(|token| token.text).collect()
    }

    #[test]
    fn case_accents_width_and_points_make_no_difference() {
        for (written, folded) in [
            ("Kārlis", "karlis"),
            ("STRASSE", "strasse"),
            ("Straße", "strasse"),
            ("İstanbul", "istanbul"),
            ("ısı", "isi"),
            ("Łódź", "lodz"),
            ("smørrebrød", "smorrebrod"),
            ("ＡＢＣ１２", "abc12"),
            ("ﬁne", "fine"),
            ("ΟΔΌΣ", "οδοσ"),
            ("ёлка", "елка"),
            ("شُكْرًا", "شكرا"),
            ("שָׁלוֹם", "שלום"),
            ("ｶﾞﾗｽ", "ガラス"),
            ("Việt", "viet"),
        ] {
            assert_eq!(fold(written), folded, "{written}");
        }
        // A different sound is a different word.
        assert_ne!(fold("か"), fold("が"));
        assert_ne!(fold("कि"), fold("की"));
    }

    #[test]
    fn words_are_told_apart_as_readers_do() {
        assert_eq!(
            said("Quick, honest & beautiful!"),
            ["quick", "honest", "beautiful"]
        );
        assert_eq!(said("didn’t cost 4.90"), ["didn", "t", "cost", "4.90"]);
        assert_eq!(said("l'emballage"), ["l", "emballage"]);
        assert_eq!(said("So glad ☕️❤️!!"), ["so", "glad", "☕", "❤"]);
        assert_eq!(
            said("Came late.The cup:broken snake_case"),
            ["came", "late", "the", "cup", "broken", "snake", "case"]
        );
        assert_eq!(said("... — !?"), Vec::<String>::new());
    }

    #[test]
    fn scripts_without_spaces_are_taken_by_pairs() {
        assert_eq!(said("运费贵。"), ["运费", "费贵", "贵"]);
        assert_eq!(said("とても良い"), ["とて", "ても", "も良", "良い", "い"]);
        assert_eq!(said("배송 빨라요"), ["배송", "송", "빨라", "라요", "요"]);
        assert_eq!(
            said("iPhone用ケース"),
            ["iphone", "用ケ", "ケー", "ース", "ス"]
        );
        assert_eq!(said("A배송b"), ["a", "배송", "송", "b"]);
    }

    #[test]
    fn a_word_without_end_is_cut() {
        let long = "ā".repeat(4000);
        assert_eq!(said(&long), ["a".repeat(WORD_LIMIT)]);
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing_more(text in "\\PC{0,40}") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }

        #[test]
        fn case_never_matters(text in "[a-zA-ZāēĪŠäöÜñçéàЖжΩω ]{0,40}") {
            prop_assert_eq!(fold(&text.to_uppercase()), fold(&text.to_lowercase()));
        }

        #[test]
        fn every_token_stands_for_its_own_part_of_the_text(text in "[\\PC’' 配送料が배송ไทย☕️]{0,60}") {
            let tokens = tokens(&text);
            let mut before = 0;
            for (place, token) in tokens.iter().enumerate() {
                prop_assert_eq!(token.position, place);
                prop_assert!(text.is_char_boundary(token.range.start));
                prop_assert!(text.is_char_boundary(token.range.end));
                prop_assert!(token.range.start < token.range.end);
                prop_assert!(token.range.start >= before);
                prop_assert!(!token.text.is_empty());
                before = token.range.start;
            }
        }

        #[test]
        fn any_text_falls_apart_without_fault(text in any::<String>()) {
            let _ = tokens(&text);
        }
    }
}
