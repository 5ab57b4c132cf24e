use super::Asked;
use afterword_shared::response::Answer;
use leptos::prelude::*;

impl Asked<'_> {
    /// An address, and the consent to be written to.
    pub(super) fn contact(self) -> String {
        // Consent is given, never presumed: an address alone is one that is to be mended.
        let (email, agreed) = match self.answer {
            Some(Answer::Contact { email }) => (Some(email.clone()), true),
            Some(Answer::Text(email)) => (Some(email.clone()), false),
            _ => (None, false),
        };
        let (field, tick) = (self.place("field"), self.place("consent"));
        let address = view! {
            <label class="aw-label" for=field.clone()>{self.texts.email.clone()}</label>
            <input
                class="aw-field"
                id=field
                type="email"
                name=self.name()
                autocomplete="email"
                maxlength="254"
                placeholder=(!self.question.required).then(|| self.texts.optional.clone())
                required=self.question.required
                value=email
            />
        }
        .to_html();
        let consent = view! {
            <div class="aw-option">
                <input
                    id=tick.clone()
                    type="checkbox"
                    name=format!("{}.consent", self.question.id)
                    value="1"
                    checked=agreed
                />
                <label for=tick>{self.texts.consent.clone()}</label>
            </div>
        }
        .to_html();
        address + &consent
    }
}
