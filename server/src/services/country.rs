//! What countries are called on the owner's pages.
//!
//! `country/names.tsv` is the time zone database's `iso3166.tab` (in the public domain), with the
//! names of four countries as most people write them.

use std::{collections::HashMap, sync::LazyLock};

static NAMES: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
    include_str!("country/names.tsv")
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .collect()
});

/// The English name of a country by its two letters in capitals: `LV` is Latvia. `None` for letters
/// that are no country's.
pub fn name(code: &str) -> Option<&'static str> {
    NAMES.get(code).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_are_called_as_people_call_them() {
        assert_eq!(name("LV"), Some("Latvia"));
        assert_eq!(name("GB"), Some("United Kingdom"));
        assert_eq!([name("ZZ"), name("lv"), name("")], [None; 3]);
        assert!(NAMES.len() > 240);
    }
}
