//! What stands inside of a question: drawn once, by the server, with native fields that know
//! everything that was chosen and written.

mod contact;
mod icon;
mod options;
mod rating;
mod text;

pub(crate) use icon::CROSS;

use afterword_shared::{
    prompt::Texts,
    response::Answer,
    scale::Kind,
    survey::{Look, Question},
};
use leptos::prelude::*;

/// What a question is drawn from.
#[derive(Clone, Copy)]
pub(crate) struct Asked<'a> {
    pub(crate) question: &'a Question,
    pub(crate) texts: &'a Texts,
    /// What was answered before.
    pub(crate) answer: Option<&'a Answer>,
    /// What is said about an answer that could not be taken.
    pub(crate) wrong: &'a str,
}

impl Asked<'_> {
    /// The question's name in messages, and of its fields.
    fn name(self) -> String {
        self.question.id.as_str().to_owned()
    }

    /// An id for an element inside of it; on the form's own page other things have ids, too.
    fn place(self, part: &str) -> String {
        format!("aw-{}-{part}", self.question.id)
    }

    /// The classes of the question's `fieldset`.
    pub(crate) fn class(self) -> String {
        let question = self.question;
        let kind = match (question.kind, question.look) {
            (Kind::YesNo, _) => "aw-thumbs",
            (Kind::Csat, Look::Faces) => "aw-faces",
            (Kind::Csat, Look::Usual | Look::Line) => "aw-starred",
            (Kind::Choice | Kind::Choices, _) => "aw-options",
            (Kind::Text, _) => "aw-text",
            (Kind::Contact, _) => "aw-text aw-contact",
            _ => {
                let count = question.scale().map_or(0, |scale| scale.values().count());
                return format!("aw-q aw-numbers aw-{count}");
            }
        };
        format!("aw-q {kind}")
    }

    /// Its content: what is asked, the fields, and room for what is wrong.
    pub(crate) fn content(self) -> String {
        let fields = match self.question.kind {
            Kind::Choice | Kind::Choices => self.options(),
            Kind::Text => self.text(),
            Kind::Contact => self.contact(),
            _ => self.ratings(),
        };
        let asked = self.question.text.clone();
        // Words have one field, and the question is its name.
        let legend = if self.question.kind == Kind::Text {
            let field = self.place("field");
            view! { <legend tabindex="-1"><label for=field>{asked}</label></legend> }.to_html()
        } else {
            view! { <legend tabindex="-1">{asked}</legend> }.to_html()
        };
        let wrong = view! {
            <p class="aw-wrong" id=self.place("wrong") role="alert" inner_html=text(self.wrong)></p>
        }
        .to_html();
        [legend, fields, wrong].concat()
    }
}

/// A text as the content of an element.
pub(crate) fn text(words: &str) -> String {
    if words.is_empty() {
        // leptos writes a space for nothing.
        String::new()
    } else {
        RenderHtml::to_html(words.to_owned())
    }
}
