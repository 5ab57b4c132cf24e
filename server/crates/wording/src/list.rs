//! How several things read in a row.

use crate::{Language, table::LANGUAGES};
use icu_list::{
    ListFormatter,
    options::{ListFormatterOptions, ListLength},
};
use icu_locale_core::Locale;
use std::sync::LazyLock;

/// Every language's way, by the language's place.
static LISTS: LazyLock<Vec<Option<ListFormatter>>> =
    LazyLock::new(|| LANGUAGES.iter().map(|facts| of(facts.tag)).collect());

fn of(tag: &str) -> Option<ListFormatter> {
    let tag = match tag {
        // British English, as the sentences are: no comma before "and".
        "en" => "en-GB",
        tag => tag,
    };
    let locale: Locale = tag.parse().ok()?;
    let options = ListFormatterOptions::default().with_length(ListLength::Wide);
    ListFormatter::try_new_and(locale.into(), options).ok()
}

impl Language {
    /// Things in a row: `a, b and c`.
    pub fn list<S: AsRef<str>>(self, things: &[S]) -> String {
        let things = things.iter().map(AsRef::as_ref);
        match &LISTS[self.place] {
            Some(formatter) => formatter.format(things).to_string(),
            None => things.collect::<Vec<_>>().join(", "),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::tests::{english, latvian};

    #[test]
    fn the_last_of_several_things_stands_behind_an_and() {
        let [en, lv] = [english(), latvian()];
        assert_eq!(en.list::<&str>(&[]), "");
        assert_eq!(en.list(&["a"]), "a");
        assert_eq!(en.list(&["a", "b"]), "a and b");
        assert_eq!(en.list(&["a", "b", "c"]), "a, b and c");
        assert_eq!(
            lv.list(&["a".to_owned(), "b".to_owned(), "c".to_owned()]),
            "a, b un c"
        );
    }
}
