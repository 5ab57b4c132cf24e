//! What stands in a cell, as what it means: amounts, ratings, yes and no, texts.

use afterword_shared::{
    error::Error,
    order::{Currency, Money},
};

/// Before a text that begins as a formula does, exports write an apostrophe, so that no spreadsheet
/// runs it; texts that begin so already get another one. This takes it away again.
pub fn unguarded(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if is_guarded(rest) => rest,
        _ => text,
    }
}

/// A text that no spreadsheet takes for a formula.
pub fn guarded(text: &str) -> String {
    if is_guarded(text) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// Whether exports write an apostrophe before a text.
fn is_guarded(text: &str) -> bool {
    text.trim_start_matches('\'')
        .starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}

/// A currency that stands in a cell with an amount: `EUR`, `€`. A dollar alone may be one of many.
pub fn currency(text: &str) -> Option<Currency> {
    let sign = [
        ('€', "EUR"),
        ('£', "GBP"),
        ('₽', "RUB"),
        ('₺', "TRY"),
        ('₴', "UAH"),
        ('₩', "KRW"),
        ('₹', "INR"),
        ('₪', "ILS"),
    ];
    let found = sign.iter().find(|(sign, _)| text.contains(*sign));
    if let Some((_, code)) = found {
        return Currency::parse(code).ok();
    }
    if text.contains("R$") {
        return Currency::parse("BRL").ok();
    }
    let letters: String = text.chars().filter(char::is_ascii_alphabetic).collect();
    (letters.len() == 3)
        .then(|| Currency::parse(&letters).ok())
        .flatten()
}

/// Reads an amount with a point or a comma for decimals and whatever stands between thousands:
/// `1.234,50 €`, `1,234.50`, `1 234,5`. What could be either is told by the currency's decimals.
pub fn money(text: &str, currency: Currency) -> Result<Money, Error> {
    let places = usize::from(currency.decimals());
    let negative = text.contains(['-', '−']) || text.trim().starts_with('(');
    let kept: String = text
        .chars()
        .filter(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
        .collect();
    let kept = kept.trim_matches(['.', ',']);
    let last = kept.rfind(['.', ',']);
    let separators = kept.matches(['.', ',']).count();
    let (whole, decimals) = match last {
        None => (kept, ""),
        Some(place) => {
            let (whole, decimals) = (&kept[..place], &kept[place + 1..]);
            let mark = &kept[place..=place];
            // 1,234,567 has no decimals; 1.234 has some only in a currency that has three.
            let thousands = kept.matches(mark).count() > 1
                || (separators == 1 && decimals.len() == 3 && places != 3 && whole != "0");
            if thousands {
                (kept, "")
            } else {
                (whole, decimals)
            }
        }
    };
    let whole: String = whole.chars().filter(char::is_ascii_digit).collect();
    // Some shops write four decimals, the last ones 0.
    let mut decimals = decimals;
    while decimals.len() > places
        && let Some(shorter) = decimals.strip_suffix('0')
    {
        decimals = shorter;
    }
    let sign = if negative { "-" } else { "" };
    let whole = if whole.is_empty() && !kept.is_empty() {
        "0"
    } else {
        &whole
    };
    let plain = if decimals.is_empty() {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{decimals}")
    };
    if whole.is_empty() {
        // The sentence shows the cell, not what is left of it.
        return Money::parse(text, currency);
    }
    Money::parse(&plain, currency)
}

/// The number that a rating begins or ends with: `9`, `9 - Very likely`, `4.0`, `5 stars`,
/// `★★★★`. `None` where there is none, or it is not whole.
pub fn rating(text: &str) -> Option<f64> {
    let text = text.trim();
    let stars = text.chars().filter(|c| matches!(c, '★' | '⭐')).count();
    if stars > 0
        && text
            .chars()
            .all(|c| matches!(c, '★' | '⭐' | '☆' | '\u{fe0f}' | ' '))
    {
        return Some(stars as f64);
    }
    let number: String = text
        .chars()
        .take_while(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
        .collect();
    if number.is_empty() {
        return None;
    }
    let rest = &text[number.len()..];
    // 9/10 and 9 of 10 are ratings, 9th is none.
    if rest.starts_with(char::is_alphanumeric) {
        return None;
    }
    let number = number.trim_end_matches(['.', ',']).replace(',', ".");
    number.parse().ok()
}

/// Yes or no, in the languages that exports are written in.
pub fn yes(text: &str) -> Option<bool> {
    let lower = text.trim().to_lowercase();
    match lower.as_str() {
        "1" | "true" | "yes" | "y" | "ja" | "jā" | "oui" | "si" | "sí" | "sì" | "sim" | "tak"
        | "ano" | "да" | "taip" | "jah" | "kyllä" | "evet" | "是" | "はい" | "👍" | "returning"
        | "satisfied" | "good" => Some(true),
        "0" | "false" | "no" | "n" | "nein" | "nē" | "non" | "não" | "nao" | "nie" | "ne"
        | "нет" | "не" | "nej" | "ei" | "hayır" | "否" | "いいえ" | "👎" | "new" | "nee"
        | "bad" | "unsatisfied" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_the_world_writes_them() {
        let minor =
            |text: &str, code: &str| money(text, Currency::parse(code).unwrap()).map(Money::minor);
        for (text, code, expected) in [
            ("49.90", "EUR", 4990),
            ("49,90 €", "EUR", 4990),
            ("1.234,50", "EUR", 123_450),
            ("1,234.50", "USD", 123_450),
            ("1 234,5", "EUR", 123_450),
            ("1’234.50", "CHF", 123_450),
            ("1.234", "EUR", 123_400),
            ("1,234,567", "USD", 123_456_700),
            ("0.500", "EUR", 50),
            ("1.234", "TND", 1234),
            ("49.9000", "EUR", 4990),
            ("-3", "EUR", -300),
            ("(3.00)", "EUR", -300),
            ("¥1,200", "JPY", 1200),
            ("R$ 99,90", "BRL", 9990),
        ] {
            assert_eq!(minor(text, code).unwrap(), expected, "{text}");
        }
        for wrong in ["", "free", "49.9051"] {
            assert!(minor(wrong, "EUR").is_err(), "{wrong}");
        }
        assert_eq!(currency("49,90 €").unwrap().code(), "EUR");
        assert_eq!(currency("SEK 120").unwrap().code(), "SEK");
        assert!(currency("$5").is_none());
    }

    #[test]
    fn a_rating_is_the_number_that_it_begins_with() {
        for (text, expected) in [
            ("9", Some(9.0)),
            ("9 - Very likely", Some(9.0)),
            ("4.0", Some(4.0)),
            ("5 stars", Some(5.0)),
            ("8/10", Some(8.0)),
            ("★★★☆☆", Some(3.0)),
            ("3,5", Some(3.5)),
            ("9th", None),
            ("very good", None),
            ("", None),
        ] {
            assert_eq!(rating(text), expected, "{text}");
        }
    }

    #[test]
    fn what_exports_guard_reads_back() {
        for text in ["=1+1", "'=1", "''@x", "-", "plain", "'quoted'", "\tx", ""] {
            assert_eq!(unguarded(&guarded(text)), text);
        }
        assert_eq!(guarded("=cmd|' /C calc'!A0"), "'=cmd|' /C calc'!A0");
    }
}
