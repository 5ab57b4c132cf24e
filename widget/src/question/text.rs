use super::Asked;
use crate::form::{drawn, words};
use afterword_shared::response::TEXT_LIMIT;
use leptos::prelude::*;

/// From how many characters before the limit the form says how many are left.
const NEAR: usize = 200;

/// Words of the shopper's own.
#[component]
pub(crate) fn Text(asked: Asked) -> impl IntoView {
    let field = drawn(|| format!("aw-{}", asked.name()));
    let placeholder = drawn(|| {
        if asked.question().required {
            String::new()
        } else {
            asked.state.texts.optional.clone()
        }
    });
    let written = RwSignal::new(0);
    let left = {
        let asked = asked.clone();
        move || characters_left(&asked.state.texts.characters_left, written.get())
    };
    view! {
        <div class="aw-q aw-text" data-next=asked.next hidden=asked.hidden()>
            <label for=field.clone()>{drawn(|| asked.question().text.clone())}</label>
            <textarea
                id=field
                name=asked.name()
                rows="3"
                maxlength=drawn(|| TEXT_LIMIT.to_string())
                placeholder=placeholder
                required=asked.question().required
                disabled=asked.hidden()
                on:input=move |event| {
                    written.set(event_target_value(&event).encode_utf16().count());
                }
            ></textarea>
            <small class="aw-left" role="status" prop:textContent=words(left)></small>
        </div>
    }
}

/// How many characters may still be written, in words with `{n}` for the number; nothing far from
/// the limit. Counts as `maxlength` does, in UTF-16 units.
fn characters_left(words: &str, written: usize) -> String {
    let left = TEXT_LIMIT.saturating_sub(written);
    match words.split_once('{') {
        Some((before, after)) if left <= NEAR => {
            let after = after.strip_prefix("n}").unwrap_or(after);
            [before, &left.to_string(), after].concat()
        }
        _ => String::new(),
    }
}
