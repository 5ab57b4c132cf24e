//! Sentences with a link, a key or a bold figure in their middle.
//!
//! In the files such a part stands between named tags. The build script has put a noncharacter into
//! the place of each tag, so nothing that is filled in can be taken for one.

use maud::{Markup, html};

/// The first tag's opening; the next for the second's.
const OPEN: char = '\u{fdd0}';
/// The end of any tag.
const CLOSE: char = '\u{fdef}';

/// What surrounds a bold part of a sentence: `words.setup_note(bold)`.
pub fn bold(text: &str) -> Markup {
    html! { b { (text) } }
}

/// The same for what is typed or copied as it stands: a command, an attribute, a file's name.
pub fn code(text: &str) -> Markup {
    html! { code { (text) } }
}

fn is_mark(c: char) -> bool {
    (OPEN..=CLOSE).contains(&c)
}

/// A text without noncharacters.
pub(crate) fn without_marks(text: &str) -> String {
    text.replace(is_mark, "")
}

/// The sentence with each tag's part as its function draws it; everything else is escaped.
pub(crate) fn markup(text: &str, tags: &[&dyn Fn(&str) -> Markup]) -> Markup {
    html! {
        @for (tag, text) in pieces(text) {
            @match tag.and_then(|tag| tags.get(tag)) {
                Some(draw) => (draw(text)),
                None => (text),
            }
        }
    }
}

/// The parts of a sentence, each with the place of its tag.
fn pieces(text: &str) -> Vec<(Option<usize>, &str)> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((start, mark)) = rest.char_indices().find(|(_, c)| is_mark(*c)) {
        let tag = (u32::from(mark) - u32::from(OPEN)) as usize;
        pieces.push((None, &rest[..start]));
        let inner = &rest[start + mark.len_utf8()..];
        let (inner, after) = inner.split_once(CLOSE).unwrap_or((inner, ""));
        pieces.push((Some(tag), inner));
        rest = after;
    }
    pieces.push((None, rest));
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(text: &str) -> String {
        let link = |text: &str| html! { a href="/settings" { (text) } };
        markup(text, &[&link, &bold]).into_string()
    }

    #[test]
    fn each_tag_is_drawn_by_its_own_function() {
        assert_eq!(
            drawn("Open \u{fdd0}Settings\u{fdef} and wait \u{fdd1}a day\u{fdef}."),
            "Open <a href=\"/settings\">Settings</a> and wait <b>a day</b>."
        );
        assert_eq!(drawn("\u{fdd1}All\u{fdef}"), "<b>All</b>");
        assert_eq!(drawn("Nothing"), "Nothing");
    }

    #[test]
    fn everything_in_a_sentence_is_escaped() {
        assert_eq!(
            drawn("<i> & \u{fdd1}<script>\u{fdef}"),
            "&lt;i&gt; &amp; <b>&lt;script&gt;</b>"
        );
    }

    #[test]
    fn a_text_that_is_filled_in_loses_what_stands_for_tags() {
        assert_eq!(without_marks("Kalnu \u{fdd0}x\u{fdef}"), "Kalnu x");
    }
}
