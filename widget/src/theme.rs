//! A shop's theme as a style sheet.

use afterword_shared::appearance::{Color, Mode, Theme};
use std::fmt::Write;

/// The form's own surfaces, light and dark, as its style sheet says them.
const SURFACES: [Color; 2] = [
    Color { rgb: [255; 3] },
    Color {
        rgb: [0x20, 0x1f, 0x1c],
    },
];
/// The form's own inks, light and dark.
const INKS: [Color; 2] = [
    Color {
        rgb: [0x1d, 0x1c, 0x1a],
    },
    Color {
        rgb: [0xf2, 0xef, 0xe9],
    },
];
/// The form's own accents, light and dark.
const ACCENTS: [Color; 2] = [
    Color {
        rgb: [0x0b, 0x6e, 0x5f],
    },
    Color {
        rgb: [0x58, 0xc4, 0xae],
    },
];
/// Least contrast of a line that means something (WCAG 2.2, 1.4.11).
const LINE: f64 = 3.0;
/// Least contrast of a text (WCAG 2.2, 1.4.3).
const TEXT: f64 = 4.5;

/// The custom properties that a theme sets on `.aw`, as a style sheet that follows the form's own;
/// empty for a theme that sets nothing.
///
/// Text on the accent has a contrast of at least 4.5. Where the accent is a line, it is moved
/// towards black or white until it stands out from the background, at 3 at least.
pub fn theme_css(theme: &Theme) -> String {
    let mut css = String::new();
    if let Some(radius) = theme.radius {
        // What is inside of the card is less round than the card.
        let inner = radius.div_ceil(2).min(10);
        _ = write!(css, ".aw{{--card:{radius}px;--round:{inner}px}}");
    }
    let schemes = match theme.mode {
        // An own background is light or dark, whatever the device says.
        _ if theme.background.is_some() => &[theme.background.map_or(0, is_dark)][..],
        Mode::Light => &[0],
        Mode::Dark => &[1],
        Mode::Auto if theme.accent.is_none() => return css,
        Mode::Auto => &[0, 1],
    };
    for (nth, scheme) in schemes.iter().enumerate() {
        let properties = properties(theme, *scheme, schemes.len() == 1);
        if nth == 0 {
            _ = write!(css, ".aw{{{properties}}}");
        } else {
            _ = write!(
                css,
                "@media (prefers-color-scheme:dark){{.aw{{{properties}}}}}"
            );
        }
    }
    css
}

fn is_dark(color: Color) -> usize {
    usize::from(color.ink() == Color::WHITE)
}

/// The properties of one scheme: 0 light, 1 dark; all of them where the scheme is `forced`.
fn properties(theme: &Theme, scheme: usize, forced: bool) -> String {
    let surface = theme.background.unwrap_or(SURFACES[scheme]);
    let accent = theme.accent.unwrap_or(ACCENTS[scheme]);
    let line = standing_out(accent, surface, LINE);
    let ink = if forced {
        standing_out(mixed(surface.ink(), surface, 0.08), surface, TEXT)
    } else {
        INKS[scheme]
    };
    // Only as much of the accent as leaves what stands on it readable.
    let soft = [0.12, 0.08, 0.04]
        .map(|share| mixed(surface, accent, share))
        .into_iter()
        .find(|soft| soft.contrast(ink) >= TEXT)
        .unwrap_or(surface);
    let mut css = format!(
        "--accent:{accent};--accent-ink:{};--accent-line:{line};--accent-soft:{soft}",
        accent.ink(),
    );
    if forced {
        let towards = |share, least| standing_out(mixed(ink, surface, share), surface, least);
        _ = write!(
            css,
            ";color-scheme:{};--surface:{surface};--ink:{ink};--ink-2:{};--ink-3:{};--line:{};\
             --line-strong:{};--focus:{};--wrong:{}",
            ["light", "dark"][scheme],
            towards(0.25, TEXT),
            towards(0.35, TEXT),
            mixed(ink, surface, 0.85),
            towards(0.5, LINE),
            standing_out([FOCUS_LIGHT, FOCUS_DARK][scheme], surface, LINE),
            standing_out([WRONG_LIGHT, WRONG_DARK][scheme], surface, TEXT),
        );
    }
    css
}

const FOCUS_LIGHT: Color = Color {
    rgb: [0x1a, 0x4f, 0xd6],
};
const FOCUS_DARK: Color = Color {
    rgb: [0x8f, 0xb0, 0xff],
};
const WRONG_LIGHT: Color = Color {
    rgb: [0xa8, 0x32, 0x1c],
};
const WRONG_DARK: Color = Color {
    rgb: [0xf0, 0x87, 0x6d],
};

/// A colour, moved towards black or white as far as it has to be to stand out from another one.
fn standing_out(color: Color, from: Color, least: f64) -> Color {
    let towards = from.ink();
    (0..=20)
        .map(|step| mixed(color, towards, f64::from(step) / 20.0))
        .find(|mixed| mixed.contrast(from) >= least)
        .unwrap_or(towards)
}

/// Two colours mixed, with a share from 0 to 1 of the second one.
fn mixed(color: Color, other: Color, share: f64) -> Color {
    let mut rgb = [0; 3];
    for (channel, (one, two)) in rgb.iter_mut().zip(color.rgb.into_iter().zip(other.rgb)) {
        let value = f64::from(one) * (1.0 - share) + f64::from(two) * share;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "between two bytes"
        )]
        {
            *channel = value.round() as u8;
        }
    }
    Color { rgb }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every 37th colour of a walk through the cube: some thousands, spread evenly.
    fn colors() -> impl Iterator<Item = Color> {
        (0..0x0100_0000_u32).step_by(16_411).map(|n| {
            let [_, red, green, blue] = n.to_be_bytes();
            Color {
                rgb: [red, green, blue],
            }
        })
    }

    /// The values of a property, in the order in which they are set.
    fn values(css: &str, name: &str) -> Vec<Color> {
        css.split([';', '{', '}'])
            .filter_map(|part| part.strip_prefix(name)?.strip_prefix(':'))
            .map(|value| value.parse().unwrap())
            .collect()
    }

    #[test]
    fn a_theme_that_sets_nothing_changes_nothing() {
        assert_eq!(theme_css(&Theme::default()), "");
    }

    #[test]
    fn any_accent_can_be_read_on_and_seen_in_both_schemes() {
        for accent in colors() {
            let css = theme_css(&Theme {
                accent: Some(accent),
                ..Theme::default()
            });
            let inks = values(&css, "--accent-ink");
            let lines = values(&css, "--accent-line");
            assert_eq!(values(&css, "--accent"), [accent; 2]);
            for ((line, ink), surface) in lines.iter().zip(inks).zip(SURFACES) {
                assert!(accent.contrast(ink) >= 4.5, "{css}");
                assert!(line.contrast(surface) >= 3.0, "{css}");
            }
        }
    }

    #[test]
    fn an_accent_that_stands_out_stays_as_it_is() {
        let accent = "#b3261e".parse().unwrap();
        let css = theme_css(&Theme {
            accent: Some(accent),
            mode: Mode::Light,
            ..Theme::default()
        });
        assert_eq!(values(&css, "--accent-line"), [accent]);
        assert!(css.contains("color-scheme:light"), "{css}");
    }

    #[test]
    fn everything_can_be_read_on_any_background() {
        for (background, accent) in colors().zip(colors().skip(501)) {
            let css = theme_css(&Theme {
                background: Some(background),
                accent: Some(accent),
                ..Theme::default()
            });
            assert_eq!(values(&css, "--surface"), [background]);
            for (name, least) in [
                ("--ink", 4.5),
                ("--ink-2", 4.5),
                ("--ink-3", 4.5),
                ("--wrong", 4.5),
                ("--accent-line", 3.0),
                ("--line-strong", 3.0),
                ("--focus", 3.0),
            ] {
                let contrast = values(&css, name)[0].contrast(background);
                assert!(contrast >= least, "{name} {contrast} {css}");
            }
            let soft = values(&css, "--accent-soft")[0];
            assert!(values(&css, "--ink")[0].contrast(soft) >= 4.5, "{css}");
            let dark = css.contains("color-scheme:dark");
            assert_eq!(dark, background.ink() == Color::WHITE);
        }
    }

    #[test]
    fn a_card_is_as_round_as_said_and_its_fields_less() {
        let css = theme_css(&Theme {
            radius: Some(0),
            ..Theme::default()
        });
        assert_eq!(css, ".aw{--card:0px;--round:0px}");
        let css = theme_css(&Theme {
            radius: Some(32),
            ..Theme::default()
        });
        assert_eq!(css, ".aw{--card:32px;--round:10px}");
    }
}
