use super::{
    Asked,
    icon::{STAR, THUMB, face},
};
use afterword_shared::{
    response::Answer,
    scale::{Kind, Scale},
    survey::Look,
};
use leptos::prelude::*;

impl Asked<'_> {
    /// Ratings to choose one from, and what both ends mean.
    pub(super) fn ratings(self) -> String {
        let question = self.question;
        let scale = question.scale().unwrap_or(Scale { low: 1, high: 5 });
        let fields: String = if question.kind == Kind::YesNo {
            self.thumb(1, &self.texts.yes) + &self.thumb(0, &self.texts.no)
        } else {
            scale
                .values()
                .map(|rating| match (question.kind, question.look) {
                    (Kind::Csat, Look::Faces) => self.face(rating),
                    (Kind::Csat, Look::Usual | Look::Line) => self.star(rating, scale),
                    _ => self.number(rating),
                })
                .collect()
        };
        let ends = if question.low.is_empty() && question.high.is_empty() {
            String::new()
        } else {
            view! {
                <div class="aw-ends" aria-hidden="true">
                    <span>{question.low.clone()}</span>
                    <span>{question.high.clone()}</span>
                </div>
            }
            .to_html()
        };
        view! { <div class="aw-scale" inner_html=fields></div> }.to_html() + &ends
    }

    fn number(self, rating: u8) -> String {
        let mut name = self.spoken(rating, rating.to_string());
        if name == rating.to_string() {
            // It stands in the label.
            name.clear();
        }
        let field = self.field(rating, name);
        let inside = format!("{field}<span>{rating}</span>");
        view! { <label inner_html=inside></label> }.to_html()
    }

    fn face(self, rating: u8) -> String {
        let nth = usize::from(rating.saturating_sub(1));
        let name = self.texts.faces.get(nth).cloned().unwrap_or_default();
        let inside = format!("{}<span>{}</span>", self.field(rating, name), face(nth));
        view! { <label inner_html=inside></label> }.to_html()
    }

    /// A star: field and picture are neighbours, so that the style sheet can tell which stars come
    /// after the chosen one.
    fn star(self, rating: u8, scale: Scale) -> String {
        let name = self.spoken(rating, format!("{rating}/{}", scale.high));
        format!("{}<span>{STAR}</span>", self.field(rating, name))
    }

    fn thumb(self, rating: u8, word: &str) -> String {
        let word = view! { <b>{word.to_owned()}</b> }.to_html();
        let inside = format!(
            "{}<span>{THUMB}{word}</span>",
            self.field(rating, String::new())
        );
        view! { <label inner_html=inside></label> }.to_html()
    }

    /// A radio button; what it is called is the text beside it where no other name is given.
    fn field(self, rating: u8, name: String) -> String {
        view! {
            <input
                type="radio"
                name=self.name()
                value=rating.to_string()
                aria-label=(!name.is_empty()).then_some(name)
                required=self.question.required
                checked=self.answer == Some(&Answer::Rating(rating))
            />
        }
        .to_html()
    }

    /// What a rating is called by somebody who can't see the scale: `0, Not at all likely`.
    fn spoken(self, rating: u8, name: String) -> String {
        let question = self.question;
        let end = question.scale().and_then(|scale| {
            if rating == scale.low {
                Some(&question.low)
            } else if rating == scale.high {
                Some(&question.high)
            } else {
                None
            }
        });
        match end {
            Some(words) if !words.is_empty() => format!("{name}, {words}"),
            _ => name,
        }
    }
}
