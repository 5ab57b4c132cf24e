//! Where a form stands in a page and what it looks like.

use crate::error::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::{fmt, str::FromStr};

/// Where a form stands. Start and end are left and right, and the other way round in languages
/// that are written from the right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// Slides into the lower corner at the end of a line.
    #[default]
    BottomEnd,
    /// Slides into the lower corner at the start of a line.
    BottomStart,
    /// Slides into the upper corner at the end of a line.
    TopEnd,
    /// Slides into the upper corner at the start of a line.
    TopStart,
    /// In the middle of the window.
    Dialog,
    /// Along the lower edge of the window.
    Bar,
    /// Inside of an element of the page: `data-afterword="srv_…"`.
    Inline,
    /// Over the whole window; the survey's own page, too.
    Page,
    /// Behind a small tab at the edge of the window that is always there.
    Tab,
}

impl Place {
    /// All of them, in the order in which a list offers them.
    pub const ALL: [Self; 9] = [
        Self::BottomEnd,
        Self::BottomStart,
        Self::TopEnd,
        Self::TopStart,
        Self::Dialog,
        Self::Bar,
        Self::Inline,
        Self::Page,
        Self::Tab,
    ];

    /// Its name in messages, files and classes of elements: `bottom_end`.
    pub fn name(self) -> &'static str {
        match self {
            Self::BottomEnd => "bottom_end",
            Self::BottomStart => "bottom_start",
            Self::TopEnd => "top_end",
            Self::TopStart => "top_start",
            Self::Dialog => "dialog",
            Self::Bar => "bar",
            Self::Inline => "inline",
            Self::Page => "page",
            Self::Tab => "tab",
        }
    }
}

/// What a form looks like; what is not set is the style sheet's own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Theme {
    /// Buttons and what is chosen.
    pub accent: Option<Color>,
    /// Behind everything.
    pub background: Option<Color>,
    /// How round the card is, in CSS pixels, at most [`RADIUS_LIMIT`].
    pub radius: Option<u8>,
    /// Light or dark.
    pub mode: Mode,
    /// The address of a picture above the first question; https, empty for none.
    pub logo: String,
}

/// The roundest that a card gets.
pub const RADIUS_LIMIT: u8 = 32;

/// Whether a form is light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// As the shopper's device says.
    #[default]
    Auto,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl Theme {
    /// Whether its picture's address and its roundness are legal.
    pub fn check(&self) -> Result<(), Error> {
        if !self.logo.is_empty() && !is_https(&self.logo) {
            return Err(Error::Link);
        }
        if self.radius.is_some_and(|radius| radius > RADIUS_LIMIT) {
            return Err(Error::Radius);
        }
        Ok(())
    }
}

/// A colour of the sRGB space, written as `#0b6e5f`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Color {
    /// Red, green and blue.
    pub rgb: [u8; 3],
}

impl Color {
    /// White.
    pub const WHITE: Self = Self { rgb: [255; 3] };
    /// Black.
    pub const BLACK: Self = Self { rgb: [0; 3] };

    /// Relative luminance, 0 to 1 (WCAG 2.2, "relative luminance").
    pub fn luminance(self) -> f64 {
        let [red, green, blue] = self.rgb.map(|channel| {
            let channel = f64::from(channel) / 255.0;
            if channel <= 0.04045 {
                channel / 12.92
            } else {
                ((channel + 0.055) / 1.055).powf(2.4)
            }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// Contrast ratio, 1 to 21 (WCAG 2.2, "contrast ratio").
    pub fn contrast(self, other: Self) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    /// Black or white, whichever stands out more on it: at least 4.58 : 1.
    #[must_use]
    pub fn ink(self) -> Self {
        if self.contrast(Self::WHITE) >= self.contrast(Self::BLACK) {
            Self::WHITE
        } else {
            Self::BLACK
        }
    }
}

impl fmt::Display for Color {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.rgb;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

impl FromStr for Color {
    type Err = Error;

    /// Reads `#0b6e5f` or `#abc`, in any case.
    fn from_str(text: &str) -> Result<Self, Error> {
        let digits = text.trim().strip_prefix('#').ok_or(Error::Color)?;
        let digit = |at: usize| {
            digits
                .get(at..=at)
                .and_then(|digit| u8::from_str_radix(digit, 16).ok())
        };
        let channel = |nth: usize| match digits.len() {
            3 => Some(digit(nth)? * 17),
            6 => Some(digit(2 * nth)? * 16 + digit(2 * nth + 1)?),
            _ => None,
        };
        match [channel(0), channel(1), channel(2)] {
            [Some(red), Some(green), Some(blue)] => Ok(Self {
                rgb: [red, green, blue],
            }),
            _ => Err(Error::Color),
        }
    }
}

impl Serialize for Color {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.to_string())
    }
}

impl<'de> Deserialize<'de> for Color {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(de::Error::custom)
    }
}

/// Whether a browser may load it from a shop's page: https, and nothing that could end an
/// attribute or a line.
pub fn is_https(address: &str) -> bool {
    address.len() > "https://".len() && address.starts_with("https://") && is_plain(address)
}

/// Whether a form may link to it: https or mailto.
pub fn is_link(address: &str) -> bool {
    is_https(address)
        || (address.starts_with("mailto:") && address.contains('@') && is_plain(address))
}

fn is_plain(address: &str) -> bool {
    address.len() <= 2000
        && !address
            .chars()
            .any(|c| c.is_control() || c.is_whitespace() || "\"'<>\\".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_color_is_read_in_both_lengths() {
        let read = |text: &str| text.parse::<Color>().ok().map(|color| color.to_string());
        assert_eq!(read("#0B6e5f").as_deref(), Some("#0b6e5f"));
        assert_eq!(read(" #abc").as_deref(), Some("#aabbcc"));
        for wrong in [
            "",
            "#",
            "0b6e5f",
            "#0b6e5",
            "#0b6e5g",
            "#žž",
            "red",
            "#fff;}*{x:y",
        ] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn only_https_and_mailto_are_links() {
        assert!(is_link("https://shop.example/help?a=1"));
        assert!(is_link("mailto:help@shop.example"));
        for wrong in [
            "javascript:alert(1)",
            "http://shop.example",
            "https://",
            "//shop.example",
            "mailto:x",
            "https://a\" onclick=",
            "https://a\nb",
            "data:text/html,x",
            " https://a.example",
        ] {
            assert!(!is_link(wrong), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn ink_stands_out_on_every_color(rgb in any::<[u8; 3]>()) {
            let color = Color { rgb };
            prop_assert!(color.contrast(color.ink()) >= 4.5);
        }
    }
}
