//! The languages that owners may read their pages in.

use crate::table::LANGUAGES;
use afterword_domain::language::closest;
use afterword_shared::words::direction;
use std::fmt;

/// How many languages of a browser's list are looked at.
const LIST_LIMIT: usize = 20;

/// A language, with every text in it: a small value to pass on and to copy.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Language {
    /// Its place in the table.
    pub(crate) place: usize,
}

impl Language {
    /// English, which stands in for languages that are not here.
    pub const ENGLISH: Self = Self { place: 0 };

    /// Every language, in the order in which a list shows them: English, then by their tags.
    pub fn all() -> impl ExactSizeIterator<Item = Self> {
        (0..LANGUAGES.len()).map(|place| Self { place })
    }

    /// Its BCP 47 tag, such as `lv` or `pt-BR`: what HTML's `lang` says, and what is stored of an
    /// owner's choice.
    pub fn tag(self) -> &'static str {
        LANGUAGES[self.place].tag
    }

    /// Its name in itself, such as "Latviešu".
    pub fn name(self) -> &'static str {
        self.language_name()
    }

    /// Which way it is written, as HTML's `dir` says it: `ltr` or `rtl`.
    pub fn dir(self) -> &'static str {
        direction(self.tag())
    }

    /// The language for a BCP 47 tag: `lv-LV` and `lv_LV` find Latvian. `None` where there is none.
    pub fn find(tag: &str) -> Option<Self> {
        let tag = closest(tag, Self::all().map(Self::tag))?;
        Self::all().find(|language| language.tag() == tag)
    }

    /// The language that a browser likes best, by its `Accept-Language`: `lv,en;q=0.8`. English
    /// where it names none that is here.
    pub fn negotiate(accept_language: &str) -> Self {
        let mut ranges: Vec<(f32, &str)> = accept_language
            .split(',')
            .take(LIST_LIMIT)
            .filter_map(range)
            .collect();
        // Stable: of equal ones the first counts.
        ranges.sort_by(|(one, _), (other, _)| other.total_cmp(one));
        ranges
            .into_iter()
            .find_map(|(_, tag)| match tag {
                "*" => Some(Self::ENGLISH),
                tag => Self::find(tag),
            })
            .unwrap_or_default()
    }
}

/// A tag of the list with its weight; `None` where the browser refuses it or it makes no sense.
fn range(text: &str) -> Option<(f32, &str)> {
    let (tag, parameters) = text.split_once(';').unwrap_or((text, ""));
    let weight = match parameters.trim().split_once('=') {
        Some((name, weight)) if name.trim().eq_ignore_ascii_case("q") => {
            weight.trim().parse().ok()?
        }
        Some(_) => return None,
        None => 1.0,
    };
    (weight > 0.0 && weight <= 1.0).then_some((weight, tag.trim()))
}

impl Default for Language {
    fn default() -> Self {
        Self::ENGLISH
    }
}

impl fmt::Debug for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Language({})", self.tag())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::{english, latvian};

    #[test]
    fn english_comes_first_and_every_language_is_found_by_its_tag() {
        assert_eq!(Language::all().next(), Some(Language::ENGLISH));
        assert_eq!(Language::ENGLISH.tag(), "en");
        for language in Language::all() {
            assert_eq!(Language::find(language.tag()), Some(language));
        }
        assert_eq!(latvian().name(), "Latviešu");
        assert_eq!(latvian().dir(), "ltr");
    }

    #[test]
    fn a_tag_with_a_region_finds_its_language_and_an_unknown_one_nothing() {
        assert_eq!(Language::find("LV_lv"), Some(latvian()));
        assert_eq!(Language::find("en-US"), Some(english()));
        assert_eq!(Language::find("tlh"), None);
        assert_eq!(Language::find(""), None);
    }

    #[test]
    fn the_language_that_a_browser_likes_best_is_chosen() {
        let tag = |header| Language::negotiate(header).tag();
        assert_eq!(tag("lv"), "lv");
        assert_eq!(tag("lv-LV,lv;q=0.9,en-US;q=0.8,en;q=0.7"), "lv");
        assert_eq!(tag("en;q=0.5, lv;q=0.9"), "lv");
        assert_eq!(tag("en, lv"), "en");
        assert_eq!(tag("tlh, lv;q=0.1"), "lv");
        assert_eq!(tag("lv ; Q = 0.3 , en ; q = 0.2"), "lv");
    }

    #[test]
    fn a_list_without_a_language_of_ours_finds_english() {
        let tag = |header| Language::negotiate(header).tag();
        assert_eq!(tag(""), "en");
        assert_eq!(tag("tlh"), "en");
        assert_eq!(tag("*, lv;q=0.5"), "en");
        assert_eq!(tag("lv;q=0"), "en");
        assert_eq!(tag("lv;q=NaN,lv;q=7,lv;level=1"), "en");
        assert_eq!(tag(&"x,".repeat(50_000)), "en");
    }
}
