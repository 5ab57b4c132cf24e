//! The real form of a draft, drawn for its owner at any of its steps.

use super::translate::localized;
use crate::{services::survey_file::SurveyFile, shopper::files};
use afterword_domain::record::Shop;
use afterword_library::locale::Locale;
use afterword_shared::{
    flow,
    id::{OptionId, QuestionId},
    prompt::PromptState,
    response::{Answer, Answers},
    survey::{Question, Survey},
    words::Values,
};
use afterword_widget::Drawn;
use afterword_wording::Language;
use axum::{
    http::header,
    response::{IntoResponse, Response},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use maud::{DOCTYPE, PreEscaped, html};
use sha2::{Digest, Sha256};

/// What stands behind the form: a page without anything of its own.
const STAGE: &str = "html{color-scheme:light dark;background:#f3f1ec}body{margin:0;min-height:100vh;\
    font-family:system-ui,sans-serif}.aw.aw-inline,.aw.aw-page{margin:24px auto}\
    .none{padding:24px;color:#5c5850}.note{margin:0;padding:12px 16px;background:#fff7e0;color:#4d3b00;font-size:14px}\
    @media(prefers-color-scheme:dark){html{background:#1b1a18}.none{color:#b9b3a8}.note{background:#3a3320;color:#f3e7c4}}";

/// Which step of the draft is looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum At {
    Question(QuestionId),
    /// The end for whoever gave this rating; for everybody else without one.
    End(Option<u8>),
}

impl At {
    /// Reads `score`, `end.` or `end.9`; anything else is the first question.
    pub(crate) fn parse(text: &str, survey: &Survey) -> Option<Self> {
        if let Some(rating) = text.strip_prefix("end.") {
            return Some(Self::End(rating.parse().ok()));
        }
        let id: QuestionId = text.parse().ok()?;
        survey.question(&id).map(|_| Self::Question(id))
    }
}

/// The preview as a page that only its own editor may frame.
pub(crate) fn page(
    words: Language,
    file: &SurveyFile,
    shop: &Shop,
    language: &str,
    at: Option<&At>,
) -> Response {
    let written = Locale::find(&file.content.locale);
    let preferred = Locale::known(language).unwrap_or(written);
    let mut survey = localized(file, &shop.name, preferred);
    let locale = Locale::find(&survey.locale);
    survey.fill(&Values {
        shop: &shop.name,
        ..Values::default()
    });
    let style = format!(
        "{STAGE}{}{}",
        files::style(),
        afterword_widget::theme_css(&file.theme)
    );
    let form = if survey.questions.is_empty() {
        html! { p.none lang=(words.tag()) dir=(words.dir()) { (words.editor_preview_empty()) } }
    } else {
        PreEscaped(render(file, shop, survey, locale, at))
    };
    let page = html! {
        (DOCTYPE)
        html lang=(locale.tag) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (words.editor_preview()) }
                style { (PreEscaped(&style)) }
            }
            body {
                @if locale.tag != preferred.tag {
                    p.note lang=(words.tag()) dir=(words.dir()) { (words.editor_preview_missing(&preferred.name, &locale.name)) }
                }
                (form)
            }
        }
    };
    // The one style of the page is named by its content; scripts there are none.
    let hash = STANDARD.encode(Sha256::digest(style.as_bytes()));
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{hash}'; img-src https: data:; form-action 'none'; \
         base-uri 'none'; frame-ancestors 'self'"
    );
    ([(header::CONTENT_SECURITY_POLICY, policy)], page).into_response()
}

fn render(
    file: &SurveyFile,
    shop: &Shop,
    survey: Survey,
    locale: &Locale,
    at: Option<&At>,
) -> String {
    let (mut answers, mut shown, mut ended) = (Answers::default(), None, false);
    match at {
        Some(At::Question(id)) => {
            answers = way_to(&survey, id).unwrap_or_default();
            shown = Some(id);
        }
        Some(At::End(rating)) => {
            if let (Some(question), Some(rating)) = (survey.scored_question(), rating) {
                answers.set(question.id.clone(), Answer::Rating(*rating));
            }
            ended = true;
        }
        None => {}
    }
    let state = PromptState {
        shop: shop.name.clone(),
        privacy: shop.privacy_url.clone(),
        place: file.place,
        logo: file.theme.logo.clone(),
        texts: locale.form(&shop.name),
        survey,
    };
    let form = Drawn {
        answers: &answers,
        at: shown,
        ended,
        ..Drawn::default()
    };
    afterword_widget::render_at(&state, &form).html
}

/// Answers that lead to a question; `None` where none do.
pub(crate) fn way_to(survey: &Survey, target: &QuestionId) -> Option<Answers> {
    let goal = survey.position(target)?;
    // From the goal backwards: which answer leads on towards it, for every question before.
    let mut leads: Vec<Option<(Option<Answer>, usize)>> = vec![None; goal];
    for place in (0..goal).rev() {
        let found = edges(survey, place)
            .into_iter()
            .find(|(_, next)| *next == goal || leads.get(*next).is_some_and(Option::is_some));
        leads[place] = found;
    }
    let mut answers = Answers::default();
    let mut place = 0;
    while place < goal {
        let (answer, next) = leads[place].clone()?;
        if let Some(answer) = answer {
            answers.set(survey.questions[place].id.clone(), answer);
        }
        place = next;
    }
    Some(answers)
}

/// For every question, whether some answers lead to it.
pub(crate) fn reached(survey: &Survey) -> Vec<bool> {
    let mut reached = vec![false; survey.questions.len()];
    for place in 0..reached.len() {
        reached[place] |= place == 0;
        if reached[place] {
            for (_, next) in edges(survey, place) {
                reached[next] = true;
            }
        }
    }
    reached
}

/// Every answer to the question at a place with the place that it leads to, by the one flow that
/// there is; answers that end the survey are left out.
fn edges(survey: &Survey, place: usize) -> Vec<(Option<Answer>, usize)> {
    let question = &survey.questions[place];
    let rest = Survey {
        questions: survey.questions[place..].to_vec(),
        thanks: String::new(),
        locale: String::new(),
        offer: None,
        endings: Vec::new(),
    };
    possible(question)
        .into_iter()
        .filter_map(|answer| {
            let given = answer
                .iter()
                .map(|answer| (question.id.clone(), answer.clone()));
            match flow::after(&rest, &given.collect(), &question.id) {
                flow::Step::Question(next) if next.id != question.id => {
                    let next = survey.position(&next.id)?;
                    Some((answer, next))
                }
                _ => None,
            }
        })
        .collect()
}

/// Every answer that may make a difference, best first: none where none is needed.
fn possible(question: &Question) -> Vec<Option<Answer>> {
    let mut answers = Vec::new();
    if !question.required {
        answers.push(None);
    }
    if let Some(scale) = question.scale() {
        answers.extend(
            scale
                .values()
                .rev()
                .map(|rating| Some(Answer::Rating(rating))),
        );
    } else if question.kind.has_options() {
        let ids = question
            .offered()
            .filter_map(|(id, _)| id.parse::<OptionId>().ok());
        answers.extend(ids.map(|id| {
            Some(Answer::Chosen {
                options: vec![id],
                other: None,
            })
        }));
    } else {
        answers.push(Some(Answer::Text("…".into())));
    }
    answers
}

#[cfg(test)]
mod tests {
    use super::*;
    use afterword_library::template::Template;

    #[test]
    fn answers_lead_to_every_question_that_can_be_reached() {
        for template in Template::ALL {
            let survey = template.survey(Locale::find("en"));
            for question in &survey.questions {
                let answers = way_to(&survey, &question.id).unwrap();
                assert!(flow::path(&survey, &answers).reaches(&question.id));
            }
        }
        let mut survey = Template::Experience.survey(Locale::find("en"));
        survey.questions[0].branches = vec![afterword_shared::survey::Branch {
            from: 0,
            to: 10,
            option: None,
            then: afterword_shared::survey::Next::Question(survey.questions[2].id.clone()),
        }];
        // An answer that may be left out leaves the way on open, so it has to be given.
        survey.questions[0].required = true;
        assert_eq!(way_to(&survey, &survey.questions[1].id), None);
        assert_eq!(reached(&survey), [true, false, true, true]);
        assert!(way_to(&survey, &survey.questions[3].id).is_some());
    }
}
