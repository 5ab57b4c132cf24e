//! Placeholders in an owner's words: `{shop}`, `{product}`, `{order}`, `{first_name}`, each with
//! words for when it isn't known after a bar: `{first_name|friend}`.

use crate::error::Error;

/// The placeholders, without their braces.
pub const PLACEHOLDERS: [&str; 4] = ["shop", "product", "order", "first_name"];

/// What the placeholders stand for in one prompt.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Values<'a> {
    /// The shop's name.
    pub shop: &'a str,
    /// What was bought, if one thing was.
    pub product: Option<&'a str>,
    /// The shop's number of the order.
    pub order: Option<&'a str>,
    /// What the shopper is called.
    pub first_name: Option<&'a str>,
}

impl<'a> Values<'a> {
    fn get(&self, name: &str) -> Option<&'a str> {
        match name {
            "shop" => Some(self.shop),
            "product" => self.product,
            "order" => self.order,
            "first_name" => self.first_name,
            _ => None,
        }
    }
}

/// A text with its placeholders filled in; what is no placeholder stays as it is. Values are text:
/// whoever shows the result escapes it.
pub fn fill(text: &str, values: &Values) -> String {
    let mut filled = String::with_capacity(text.len());
    for part in parts(text) {
        match part {
            Part::Text(text) => filled.push_str(text),
            Part::Placeholder {
                name,
                otherwise,
                whole,
            } => match values.get(name).filter(|value| !value.is_empty()) {
                Some(value) => filled.push_str(value),
                None if PLACEHOLDERS.contains(&name) => {
                    filled.push_str(otherwise.unwrap_or_default());
                }
                None => filled.push_str(whole),
            },
        }
    }
    filled
}

/// Whether a language is written from the right, by its BCP 47 tag.
pub fn is_right_to_left(locale: &str) -> bool {
    let language = locale.split('-').next().unwrap_or_default();
    ["ar", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"].contains(&language)
}

/// Which way a language is written, as HTML's `dir` says it.
pub fn direction(locale: &str) -> &'static str {
    if is_right_to_left(locale) {
        "rtl"
    } else {
        "ltr"
    }
}

/// Whether every placeholder of a text is known and, but for the shop, has words for when its
/// value isn't known.
pub fn check(text: &str) -> Result<(), Error> {
    for part in parts(text) {
        if let Part::Placeholder {
            name, otherwise, ..
        } = part
        {
            if !PLACEHOLDERS.contains(&name) {
                return Err(Error::UnknownPlaceholder(name.chars().take(40).collect()));
            }
            if name != "shop" && otherwise.is_none() {
                return Err(Error::PlaceholderAlone(name.to_owned()));
            }
        }
    }
    Ok(())
}

enum Part<'a> {
    Text(&'a str),
    Placeholder {
        name: &'a str,
        otherwise: Option<&'a str>,
        whole: &'a str,
    },
}

/// Cuts a text at its placeholders: a brace, a name, perhaps a bar and other words, a brace.
fn parts(text: &str) -> impl Iterator<Item = Part<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        if let Some(inside) = rest.strip_prefix('{')
            && let Some(end) = inside.find(['{', '}'])
            && inside[end..].starts_with('}')
        {
            let whole = &rest[..end + 2];
            rest = &rest[end + 2..];
            let inside = &inside[..end];
            let (name, otherwise) = match inside.split_once('|') {
                Some((name, otherwise)) => (name, Some(otherwise)),
                None => (inside, None),
            };
            let name = name.trim();
            return Some(Part::Placeholder {
                name,
                otherwise,
                whole,
            });
        }
        let start = rest.chars().next().map_or(0, char::len_utf8);
        let end = rest[start..].find('{').map_or(rest.len(), |at| at + start);
        let (text, after) = rest.split_at(end);
        rest = after;
        Some(Part::Text(text))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const VALUES: Values = Values {
        shop: "Kalnu",
        product: Some("Cup {shop}"),
        order: None,
        first_name: Some(""),
    };

    #[test]
    fn a_placeholder_stands_for_its_value_or_for_the_words_after_its_bar() {
        let filled = |text| fill(text, &VALUES);
        assert_eq!(
            filled("Hi {first_name|there}, {shop} here."),
            "Hi there, Kalnu here."
        );
        // A value is no text of the owner's: nothing in it is filled in again.
        assert_eq!(
            filled("How is {product|your purchase}?"),
            "How is Cup {shop}?"
        );
        assert_eq!(filled("Order {order|}."), "Order .");
        assert_eq!(filled("a { b } {n} {"), "a { b } {n} {");
        assert_eq!(filled("{{shop}}"), "{Kalnu}");
    }

    #[test]
    fn a_placeholder_without_other_words_is_told_of() {
        assert!(check("Hi {first_name|there} of {shop}").is_ok());
        assert!(
            check("Hi {first_name}")
                .unwrap_err()
                .to_string()
                .contains("{first_name|")
        );
        assert!(
            check("Hi {name|x}")
                .unwrap_err()
                .to_string()
                .contains("{name}")
        );
        assert!(check("no } placeholder {").is_ok());
    }

    proptest! {
        #[test]
        fn any_text_is_read_to_its_end(text in "[{}|a-z_ž ]{0,40}") {
            let all: String = parts(&text).map(|part| match part {
                Part::Text(text) => text,
                Part::Placeholder { whole, .. } => whole,
            }).collect();
            prop_assert_eq!(all, text);
        }
    }
}
