//! A piece of code to be copied.

use afterword_wording::Language;
use maud::{Markup, html};

/// A piece of code with a button that copies it.
pub(crate) fn code_block(words: Language, code: &str) -> Markup {
    html! {
        div.tag data-copy data-copied=(words.code_copied()) data-selected=(words.code_selected()) {
            pre tabindex="0" { code { (breaking_between_words(code)) } }
            div.actions { button.button.quiet type="button" hidden data-copy-button { (words.code_copy()) } span.note role="status" {} }
        }
    }
}

/// Code in which browsers break lines at spaces only, not at the hyphens of attributes.
fn breaking_between_words(code: &str) -> Markup {
    html! {
        @if code.starts_with('<') {
            @for (place, line) in code.lines().enumerate() {
                @if place > 0 { "\n" }
                @for (place, word) in line.split(' ').enumerate() {
                    @if place > 0 { " " }
                    @if !word.is_empty() { span.word { (word) } }
                }
            }
        } @else { (code) }
    }
}
