//! Surveys to start from, as cards.

use afterword_library::{locale::Locale, template::Template};
use afterword_shared::words as placeholders;
use afterword_wording::Language;
use maud::{Markup, html};

/// Templates to choose from, each with its first question as it will read in the shop.
pub(crate) fn template_choices(
    words: Language,
    offered: &[Template],
    locale: &Locale,
    shop: &str,
    chosen: &str,
) -> Markup {
    html! {
        div.choices role="radiogroup" aria-label=(words.setup_template()) {
            @for template in offered.iter().copied() {
                @let survey = template.survey(locale);
                label.choice {
                    input type="radio" name="template" value=(template.id()) checked[template.id() == chosen] required;
                    div {
                        b { (name(words, template)) }
                        @if let Some(question) = survey.questions.first() {
                            p lang=(survey.locale) dir="auto" { (in_shop(&question.text, shop)) }
                        }
                        small { (note(words, template)) }
                    }
                }
            }
        }
    }
}

/// What a template is called, and a survey that is made from it.
pub(crate) fn name(words: Language, template: Template) -> &'static str {
    match template {
        Template::Nps => words.templates_nps(),
        Template::Csat => words.templates_csat(),
        Template::Ces => words.templates_ces(),
        Template::Experience => words.templates_experience(),
        Template::Product => words.templates_product(),
        Template::Loyalty => words.templates_loyalty(),
        Template::Discovery => words.templates_discovery(),
        Template::Feedback => words.templates_feedback(),
    }
}

/// What a template finds out.
fn note(words: Language, template: Template) -> &'static str {
    match template {
        Template::Nps => words.templates_nps_note(),
        Template::Csat => words.templates_csat_note(),
        Template::Ces => words.templates_ces_note(),
        Template::Experience => words.templates_experience_note(),
        Template::Product => words.templates_product_note(),
        Template::Loyalty => words.templates_loyalty_note(),
        Template::Discovery => words.templates_discovery_note(),
        Template::Feedback => words.templates_feedback_note(),
    }
}

/// An owner's text as it reads when nothing but the shop is known.
pub(crate) fn in_shop(text: &str, shop: &str) -> String {
    let values = placeholders::Values {
        shop,
        ..placeholders::Values::default()
    };
    placeholders::fill(text, &values)
}
