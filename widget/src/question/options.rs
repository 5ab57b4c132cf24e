use super::Asked;
use afterword_shared::{
    id::OptionId,
    response::{Answer, LINE_LIMIT},
    scale::Kind,
};
use leptos::prelude::*;

impl Asked<'_> {
    /// Options to choose one or several from.
    ///
    /// Field and words are neighbours: so the style sheet shows what *other* is to be as soon as
    /// that is chosen, with or without a script.
    pub(super) fn options(self) -> String {
        let question = self.question;
        let many = question.kind == Kind::Choices;
        let (chosen, said) = match self.answer {
            Some(Answer::Chosen { options, other }) => (options.as_slice(), other.as_ref()),
            _ => Default::default(),
        };
        let options: String = question
            .offered()
            .map(|(id, text)| {
                let place = self.place(id);
                let field = view! {
                    <input
                        id=place.clone()
                        type=if many { "checkbox" } else { "radio" }
                        name=self.name()
                        value=id.to_owned()
                        required=question.required && !many
                        checked=chosen.iter().any(|option| option.as_str() == id)
                    />
                    <label for=place>{text.to_owned()}</label>
                }
                .to_html();
                let said = if id == OptionId::OTHER {
                    let name = &self.texts.other_text;
                    view! {
                        <input
                            class="aw-field"
                            type="text"
                            name=format!("{}.other", question.id)
                            maxlength=LINE_LIMIT.to_string()
                            aria-label=name.clone()
                            placeholder=name.clone()
                            value=said.cloned()
                        />
                    }
                    .to_html()
                } else {
                    String::new()
                };
                view! { <div class="aw-option" inner_html=field + &said></div> }.to_html()
            })
            .collect();
        let hint = if many {
            view! { <p class="aw-hint">{self.texts.choose_many.clone()}</p> }.to_html()
        } else {
            String::new()
        };
        hint + &view! { <div class="aw-list" inner_html=options></div> }.to_html()
    }
}
