use super::{Asked, text};
use afterword_shared::{response::Answer, survey::Look};
use leptos::prelude::*;

impl Asked<'_> {
    /// Words of the shopper's own, in one line or several.
    pub(super) fn text(self) -> String {
        let question = self.question;
        let limit = question.text_limit().to_string();
        let placeholder = if question.required {
            String::new()
        } else {
            self.texts.optional.clone()
        };
        let written = match self.answer {
            Some(Answer::Text(text)) => text.clone(),
            _ => String::new(),
        };
        let field = if question.look == Look::Line {
            view! {
                <input
                    class="aw-field"
                    id=self.place("field")
                    type="text"
                    name=self.name()
                    maxlength=limit
                    placeholder=placeholder
                    required=question.required
                    aria-describedby=self.place("left")
                    value=(!written.is_empty()).then_some(written)
                />
            }
            .to_html()
        } else {
            // The first line break of a text area is not its own.
            let inside = if written.is_empty() {
                written
            } else {
                format!("\n{}", text(&written))
            };
            view! {
                <textarea
                    class="aw-field"
                    id=self.place("field")
                    name=self.name()
                    rows="3"
                    maxlength=limit
                    placeholder=placeholder
                    required=question.required
                    aria-describedby=self.place("left")
                    inner_html=inside
                ></textarea>
            }
            .to_html()
        };
        let left = view! { <p class="aw-left" id=self.place("left") role="status"></p> };
        field + &left.to_html()
    }
}
