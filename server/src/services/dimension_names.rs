//! What owners call what answers differ in, and the values of it.

use afterword_library::locale::Locale;
use afterword_views::index::{Band, Dimension, Shop};
use afterword_wording::Language;

/// What owners call it: `Country`; a field by its own name.
pub fn name(words: Language, dimension: &Dimension) -> &str {
    match dimension {
        Dimension::Returning => words.dimensions_returning(),
        Dimension::Product => words.dimensions_product(),
        Dimension::Category => words.dimensions_category(),
        Dimension::Total => words.dimensions_total(),
        Dimension::Language => words.dimensions_language(),
        Dimension::Country => words.dimensions_country(),
        Dimension::Device => words.dimensions_device(),
        Dimension::Page => words.dimensions_page(),
        Dimension::Channel => words.dimensions_channel(),
        Dimension::Verified => words.dimensions_signature(),
        Dimension::Field(name) => name,
    }
}

/// A value as owners read it: `Returning`, `50–100 EUR`. Products and categories have names of
/// their own, which [`afterword_views::index::Shop::label`] knows.
pub fn value_name(words: Language, dimension: &Dimension, value: &str) -> String {
    let named = match (dimension, value) {
        (Dimension::Returning, "yes") => words.dimensions_returning_yes(),
        (Dimension::Returning, "no") => words.dimensions_returning_no(),
        (Dimension::Verified, "yes") => words.dimensions_signed(),
        (Dimension::Verified, "no") => words.dimensions_not_signed(),
        (Dimension::Device, "phone") => words.dimensions_phone(),
        (Dimension::Device, "tablet") => words.dimensions_tablet(),
        (Dimension::Device, "desktop") => words.dimensions_desktop(),
        (Dimension::Channel, "prompt") => words.dimensions_prompt(),
        (Dimension::Channel, "inline") => words.dimensions_inline(),
        (Dimension::Channel, "link") => words.dimensions_link(),
        (Dimension::Channel, "email") => words.dimensions_email(),
        (Dimension::Channel, "qr") => words.dimensions_qr(),
        (Dimension::Channel, "import") => words.dimensions_import(),
        (Dimension::Total, band) => {
            return Band::parse(band)
                .map_or_else(|| band.to_owned(), |band| band_name(words, band));
        }
        (Dimension::Country, code) => words.country(code).unwrap_or(code),
        (Dimension::Language, tag) => return language(tag),
        (_, value) => value,
    };
    named.to_owned()
}

/// What a value is called: by the shop where it said so, else as owners read it.
pub fn label(words: Language, shop: &Shop, dimension: &Dimension, value: &str) -> String {
    let named = shop.label(dimension, value).map(str::to_owned);
    named.unwrap_or_else(|| value_name(words, dimension, value))
}

fn band_name(words: Language, band: Band) -> String {
    let code = band.currency.code();
    match (band.from, band.to()) {
        (0, Some(to)) => words.dimensions_below(to, code),
        (from, Some(to)) => words.dimensions_between(from, to, code),
        (from, None) => words.dimensions_from(from, code),
    }
}

/// A language's name in itself, where we speak it: `Latviešu`, `Português (BR)`; else its tag.
fn language(tag: &str) -> String {
    let of = |tag: &str| {
        let mut locales = Locale::all().iter();
        locales.find(|locale| locale.tag.eq_ignore_ascii_case(tag))
    };
    let (primary, region) = tag.split_once(['-', '_']).unwrap_or((tag, ""));
    match (of(tag), of(primary)) {
        (Some(exact), _) => exact.name.clone(),
        (None, Some(known)) => format!("{} ({})", known.name, region.to_uppercase()),
        (None, None) => tag.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_are_called_by_where_they_begin_and_end() {
        let [en, lv] = [Language::ENGLISH, Language::find("lv").unwrap()];
        let plain = |name: String| name.replace('\u{a0}', " ");
        for (key, english, latvian) in [
            ("EUR-20", "20–50 EUR", "20–50 EUR"),
            ("EUR-0", "below 1 EUR", "mazāk par 1 EUR"),
            ("JPY-5000", "5,000–10,000 JPY", "5000–10 000 JPY"),
        ] {
            assert_eq!(plain(value_name(en, &Dimension::Total, key)), english);
            assert_eq!(plain(value_name(lv, &Dimension::Total, key)), latvian);
        }
    }

    #[test]
    fn countries_and_languages_are_called_by_their_names() {
        let words = Language::ENGLISH;
        let language = |tag| value_name(words, &Dimension::Language, tag);
        assert_eq!(language("de"), "Deutsch");
        assert_eq!(language("de-AT"), "Deutsch (AT)");
        assert_eq!(language("tlh"), "tlh");
        assert_eq!(value_name(words, &Dimension::Country, "LV"), "Latvia");
        assert_eq!(value_name(words, &Dimension::Country, "ZZ"), "ZZ");
    }
}
