//! Reads the answers from the form's elements: they are kept nowhere else.

use afterword_shared::{
    id::{OptionId, QuestionId},
    order,
    response::{Answer, Answers},
    scale::Kind,
    survey::{Question, Survey},
};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement};

/// What can't be taken as it stands in the form.
pub(crate) struct Wrong {
    /// The question.
    pub(crate) question: QuestionId,
    /// Whether it is an address that is none; else something is missing.
    pub(crate) is_email: bool,
    /// What is behind the question's name in the name of the field that it is about.
    pub(crate) part: &'static str,
}

/// What is chosen and written, and what of the shown questions (one bit per place) can't be taken.
pub(crate) fn read(section: &Element, survey: &Survey, shown: u64) -> (Answers, Option<Wrong>) {
    let mut answers = Answers::default();
    let mut wrong = None;
    for (place, question) in survey.questions.iter().enumerate() {
        match answer(section, question) {
            Ok(Some(answer)) => answers.set(question.id.clone(), answer),
            Ok(None) => {}
            Err(why) if shown >> place & 1 == 1 => wrong = Some(why),
            Err(_) => {}
        }
    }
    (answers, wrong)
}

fn answer(section: &Element, question: &Question) -> Result<Option<Answer>, Wrong> {
    let id = question.id.as_str();
    let written = |part| {
        all(section, "", id, part)
            .first()
            .map(|field| field.value())
            .filter(|text| !text.trim().is_empty())
    };
    let chosen = |part| all(section, ":checked", id, part);
    Ok(match question.kind {
        Kind::Text => written("").map(Answer::Text),
        Kind::Choice | Kind::Choices => {
            let options: Vec<OptionId> = chosen("")
                .iter()
                .filter_map(|field| field.value().parse().ok())
                .collect();
            let is_other = options.iter().any(|id| id.as_str() == OptionId::OTHER);
            let other = written(".other").filter(|_| is_other);
            (!options.is_empty()).then_some(Answer::Chosen { options, other })
        }
        Kind::Contact => {
            let wrong = |is_email, part| Wrong {
                question: question.id.clone(),
                is_email,
                part,
            };
            let Some(email) = written("") else {
                return Ok(None);
            };
            let email = order::email(&email).map_err(|_| wrong(true, ""))?;
            if chosen(".consent").is_empty() {
                return Err(wrong(false, ".consent"));
            }
            Some(Answer::Contact { email })
        }
        _ => chosen("")
            .first()
            .and_then(|field| field.value().parse().ok())
            .map(Answer::Rating),
    })
}

/// The fields of a question, or of a part of it, in a state. A text area is as good as a field.
pub(crate) fn all(section: &Element, state: &str, name: &str, part: &str) -> Vec<HtmlInputElement> {
    let selector = [state, "[name=\"", name, part, "\"]"].concat();
    let Ok(fields) = section.query_selector_all(&selector) else {
        return Vec::new();
    };
    (0..fields.length())
        .filter_map(|nth| fields.get(nth))
        .map(JsCast::unchecked_into)
        .collect()
}
