//! The surveys that owners start from: one question with a scale, and why.

use crate::locale::{Locale, TemplateTexts};
use afterword_shared::{
    id::QuestionId,
    scale::Kind,
    survey::{Question, Survey},
};
use std::{fmt, str::FromStr};

/// A survey to start from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Template {
    /// Would you recommend us, 0 to 10.
    Nps,
    /// Are you satisfied, one to five stars.
    Csat,
    /// Was it easy, 1 to 7.
    Ces,
}

/// Not a template's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("There is no such template: choose nps, csat or ces.")]
pub struct UnknownTemplate;

impl Template {
    /// All of them, in the order in which a page offers them.
    pub const ALL: [Self; 3] = [Self::Nps, Self::Csat, Self::Ces];

    /// The short name in commands and forms: `nps`, `csat`, `ces`.
    pub fn id(self) -> &'static str {
        match self {
            Self::Nps => "nps",
            Self::Csat => "csat",
            Self::Ces => "ces",
        }
    }

    /// The name on pages, which is also the name of its score.
    pub fn name(self) -> &'static str {
        match self {
            Self::Nps => "Net Promoter Score",
            Self::Csat => "Customer satisfaction",
            Self::Ces => "Customer effort",
        }
    }

    /// What its question asks for.
    pub fn kind(self) -> Kind {
        match self {
            Self::Nps => Kind::Nps,
            Self::Csat => Kind::Csat,
            Self::Ces => Kind::Ces,
        }
    }

    /// The survey in a language: the questions `score` (required) and `why` (may stay empty), with
    /// the shop's name in place.
    pub fn survey(self, locale: &Locale, shop_name: &str) -> Survey {
        let texts = self.texts(locale);
        let fill = |text: &str| text.replace("{shop}", shop_name);
        Survey {
            locale: locale.tag.clone(),
            questions: vec![
                Question {
                    id: question_id("score"),
                    kind: self.kind(),
                    text: fill(&texts.score),
                    low: fill(&texts.low),
                    high: fill(&texts.high),
                    required: true,
                    branches: Vec::new(),
                },
                Question {
                    id: question_id("why"),
                    kind: Kind::Text,
                    text: fill(&texts.why),
                    low: String::new(),
                    high: String::new(),
                    required: false,
                    branches: Vec::new(),
                },
            ],
            thanks: fill(&texts.thanks),
        }
    }

    fn texts(self, locale: &Locale) -> &TemplateTexts {
        match self {
            Self::Nps => &locale.templates.nps,
            Self::Csat => &locale.templates.csat,
            Self::Ces => &locale.templates.ces,
        }
    }
}

fn question_id(id: &'static str) -> QuestionId {
    id.parse()
        .unwrap_or_else(|_| unreachable!("{id} is a legal id"))
}

impl fmt::Display for Template {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

impl FromStr for Template {
    type Err = UnknownTemplate;

    fn from_str(text: &str) -> Result<Self, UnknownTemplate> {
        Self::ALL
            .into_iter()
            .find(|template| template.id() == text)
            .ok_or(UnknownTemplate)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_template_makes_a_survey_that_can_be_asked_in_every_language() {
        for template in Template::ALL {
            assert_eq!(template.to_string().parse(), Ok(template));
            for locale in Locale::all() {
                let survey = template.survey(locale, "Kalnu {n} Keramika");
                survey.check().unwrap();
                assert_eq!(survey.locale, locale.tag);
                let score = survey.scored_question().unwrap();
                assert_eq!((score.id.as_str(), score.kind), ("score", template.kind()));
                assert!(score.required && score.text.contains("Kalnu {n} Keramika"));
                let why = &survey.questions[1];
                assert_eq!((why.id.as_str(), why.kind), ("why", Kind::Text));
                assert!(!why.required);
                assert!(!serde_json::to_string(&survey).unwrap().contains("{shop}"));
            }
        }
        assert_eq!("NPS2".parse::<Template>(), Err(UnknownTemplate));
    }
}
