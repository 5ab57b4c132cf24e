//! What countries are called.

use crate::Language;

impl Language {
    /// The name of a country by its two letters in capitals: `LV` is Latvia. `None` for letters that are
    /// no country's.
    pub fn country(self, code: &str) -> Option<&'static str> {
        let countries = self.facts().countries;
        let place = countries.binary_search_by(|(other, _)| (*other).cmp(code));
        Some(countries[place.ok()?].1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::{english, latvian};

    #[test]
    fn countries_are_called_as_people_call_them() {
        let [en, lv] = [english(), latvian()];
        assert_eq!(en.country("LV"), Some("Latvia"));
        assert_eq!(en.country("GB"), Some("United Kingdom"));
        assert_eq!(lv.country("LV"), Some("Latvija"));
        assert_eq!(lv.country("HK"), Some("Honkonga"));
        assert_eq!(["ZZ", "lv", ""].map(|code| en.country(code)), [None; 3]);
    }

    #[test]
    fn every_language_has_a_name_for_every_country() {
        for language in Language::all() {
            assert_eq!(language.facts().countries.len(), 249);
        }
    }
}
