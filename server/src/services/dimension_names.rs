//! What owners call what answers differ in, and the values of it.

use super::country;
use afterword_library::locale::Locale;
use afterword_views::index::{Band, Dimension, Shop};

/// What owners call it: `Country`; a field by its own name.
pub fn name(dimension: &Dimension) -> &str {
    match dimension {
        Dimension::Returning => "New or returning",
        Dimension::Product => "Product",
        Dimension::Category => "Category",
        Dimension::Total => "Order total",
        Dimension::Language => "Language",
        Dimension::Country => "Country",
        Dimension::Device => "Device",
        Dimension::Page => "Page",
        Dimension::Channel => "Channel",
        Dimension::Verified => "Signature",
        Dimension::Field(name) => name,
    }
}

/// A value as owners read it: `Returning`, `50–100 EUR`. Products and categories have names of
/// their own, which [`afterword_views::index::Shop::label`] knows.
pub fn value_name(dimension: &Dimension, value: &str) -> String {
    let named = match (dimension, value) {
        (Dimension::Returning, "yes") => "Returning",
        (Dimension::Returning, "no") => "New",
        (Dimension::Verified, "yes") => "Signed",
        (Dimension::Verified, "no") => "Not signed",
        (Dimension::Device, "phone") => "Phone",
        (Dimension::Device, "tablet") => "Tablet",
        (Dimension::Device, "desktop") => "Desktop",
        (Dimension::Channel, "prompt") => "In a corner of the page",
        (Dimension::Channel, "inline") => "Inside the page",
        (Dimension::Channel, "link") => "Link",
        (Dimension::Channel, "email") => "E-mail",
        (Dimension::Channel, "qr") => "QR code",
        (Dimension::Channel, "import") => "Imported",
        (Dimension::Total, band) => {
            return Band::parse(band).map_or_else(|| band.to_owned(), band_name);
        }
        (Dimension::Country, code) => country::name(code).unwrap_or(code),
        (Dimension::Language, tag) => return language(tag),
        (_, value) => value,
    };
    named.to_owned()
}

/// What a value is called, where the shop said, else as owners read it.
pub fn label(shop: &Shop, dimension: &Dimension, value: &str) -> String {
    let said = shop.label(dimension, value).map(str::to_owned);
    said.unwrap_or_else(|| value_name(dimension, value))
}

fn band_name(band: Band) -> String {
    let code = band.currency.code();
    match (band.from, band.to()) {
        (0, Some(to)) => format!("below {to} {code}"),
        (from, Some(to)) => format!("{from}–{to} {code}"),
        (from, None) => format!("{from} {code} and more"),
    }
}

/// A language's name in itself, where we speak it: `Latviešu`, `Português (BR)`; else its tag.
fn language(tag: &str) -> String {
    let of = |wanted: &str| {
        let mut locales = Locale::all().iter();
        locales.find(|locale| locale.tag.eq_ignore_ascii_case(wanted))
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
    fn bands_are_told_by_where_they_begin_and_end() {
        for (key, name) in [
            ("EUR-20", "20–50 EUR"),
            ("EUR-50", "50–100 EUR"),
            ("EUR-0", "below 1 EUR"),
            ("JPY-5000", "5000–10000 JPY"),
        ] {
            assert_eq!(value_name(&Dimension::Total, key), name);
        }
    }

    #[test]
    fn countries_and_languages_are_called_by_their_names() {
        let language = |tag| value_name(&Dimension::Language, tag);
        assert_eq!(language("de"), "Deutsch");
        assert_eq!(language("de-AT"), "Deutsch (AT)");
        assert_eq!(language("tlh"), "tlh");
        assert_eq!(value_name(&Dimension::Country, "LV"), "Latvia");
        assert_eq!(value_name(&Dimension::Country, "ZZ"), "ZZ");
    }
}
