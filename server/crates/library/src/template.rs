//! The surveys that owners start from, put together out of the question library.

use crate::{locale::Locale, questions::Entry};
use afterword_shared::{
    scale::Group,
    survey::{Branch, Next, Question, Survey},
};
use std::{fmt, str::FromStr};

/// A survey to start from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Template {
    /// Would you recommend us, 0 to 10, and why.
    Nps,
    /// Are you satisfied, one to five stars, and why.
    Csat,
    /// Was it easy, 1 to 7, and why.
    Ces,
    /// How today's visit was, and what went wrong at checkout.
    Experience,
    /// How they like and use what they bought.
    Product,
    /// Whether they come back.
    Loyalty,
    /// How they found the shop, and what almost stopped them.
    Discovery,
    /// What could be better: for the tab that is always there.
    Feedback,
}

/// Not a template's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "There is no such template: choose nps, csat, ces, experience, product, loyalty, discovery or feedback."
)]
pub struct UnknownTemplate;

impl Template {
    /// All of them, in the order in which a page offers them.
    pub const ALL: [Self; 8] = [
        Self::Nps,
        Self::Csat,
        Self::Ces,
        Self::Experience,
        Self::Product,
        Self::Loyalty,
        Self::Discovery,
        Self::Feedback,
    ];

    /// Those that make a headline of one question: what a new shop begins with.
    pub const SCORES: [Self; 3] = [Self::Nps, Self::Csat, Self::Ces];

    /// The short name in commands and forms: `nps`, `csat`, `ces` …
    pub fn id(self) -> &'static str {
        match self {
            Self::Nps => "nps",
            Self::Csat => "csat",
            Self::Ces => "ces",
            Self::Experience => "experience",
            Self::Product => "product",
            Self::Loyalty => "loyalty",
            Self::Discovery => "discovery",
            Self::Feedback => "feedback",
        }
    }

    /// The name on pages, which is also the name of its score where it has one.
    pub fn name(self) -> &'static str {
        match self {
            Self::Nps => "Net Promoter Score",
            Self::Csat => "Customer satisfaction",
            Self::Ces => "Customer effort",
            Self::Experience => "Shopping experience",
            Self::Product => "Product",
            Self::Loyalty => "Loyalty",
            Self::Discovery => "How customers find you",
            Self::Feedback => "Complaints and suggestions",
        }
    }

    /// The survey in a language, with placeholders. Its first question is required; the others may
    /// stay empty.
    pub fn survey(self, locale: &Locale) -> Survey {
        let ask = |key: &str| {
            Entry::find(key)
                .unwrap_or_else(|| unreachable!("{key} is in the library"))
                .question(locale)
        };
        let mut questions = match self {
            Self::Nps => vec![ask("nps"), ask("nps-why")],
            Self::Csat => vec![ask("csat"), ask("csat-why")],
            Self::Ces => {
                let mut effort = ask("ces");
                effort.id = ask("nps").id;
                vec![effort, ask("ces-why")]
            }
            Self::Experience => vec![
                ask("experience"),
                ask("find-way"),
                ask("checkout-problem"),
                ask("comment"),
            ],
            Self::Product => {
                let mut product = ask("product");
                // Whoever is content is not asked what to improve.
                product.branches = vec![leads(&product, Group::High, &ask("usage"))];
                vec![product, ask("improve"), ask("usage"), ask("use-for")]
            }
            Self::Loyalty => {
                let mut first = ask("first-choice");
                first.branches = vec![Branch {
                    from: 1,
                    to: 1,
                    option: None,
                    then: Next::End,
                }];
                vec![
                    ask("nps"),
                    ask("nps-why"),
                    ask("buy-again"),
                    first,
                    ask("first-choice-why"),
                ]
            }
            Self::Discovery => vec![ask("heard"), ask("stopped")],
            Self::Feedback => vec![ask("tab-question"), ask("contact")],
        };
        questions[0].required = true;
        Survey {
            locale: locale.tag.clone(),
            questions,
            thanks: locale.text("thanks").to_owned(),
            offer: None,
            endings: Vec::new(),
        }
    }
}

fn leads(question: &Question, group: Group, to: &Question) -> Branch {
    let ratings = question.kind.ratings_of(group);
    Branch {
        from: ratings.map_or(0, |scale| scale.low),
        to: ratings.map_or(u8::MAX, |scale| scale.high),
        option: None,
        then: Next::Question(to.id.clone()),
    }
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
    use afterword_shared::scale::Kind;

    #[test]
    fn every_template_makes_a_survey_that_can_be_asked_in_every_language() {
        for template in Template::ALL {
            assert_eq!(template.to_string().parse(), Ok(template));
            for locale in Locale::all() {
                let survey = template.survey(locale);
                survey.check().unwrap();
                assert_eq!(survey.locale, locale.tag);
                assert!(survey.questions[0].required);
                assert!(survey.questions[1..].iter().all(|q| !q.required));
            }
        }
        assert_eq!("NPS2".parse::<Template>(), Err(UnknownTemplate));
    }

    #[test]
    fn a_score_s_template_asks_for_the_score_and_why() {
        for template in Template::SCORES {
            let survey = template.survey(Locale::find("en"));
            let ids: Vec<_> = survey.questions.iter().map(|q| q.id.as_str()).collect();
            assert_eq!(ids, ["score", "why"]);
            assert!(survey.questions[0].text.contains("{shop}"));
            assert_eq!(survey.questions[1].kind, Kind::Text);
        }
    }
}
