//! The question library: the classic questions after a purchase, ready in every language.

use crate::locale::Locale;
use afterword_shared::{
    id::QuestionId,
    scale::{Kind, Scale},
    survey::{Choice, Look, Question},
};

/// What a question of the library is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Topic {
    /// The visit and the order.
    Experience,
    /// What was bought.
    Product,
    /// Whether they come back.
    Loyalty,
    /// How they came here.
    Discovery,
    /// What fits behind every question.
    More,
}

impl Topic {
    /// All of them, in the order in which a page shows them.
    pub const ALL: [Self; 5] = [
        Self::Experience,
        Self::Product,
        Self::Loyalty,
        Self::Discovery,
        Self::More,
    ];
}

/// A question of the library.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its key in the languages' files.
    pub key: &'static str,
    /// The id that it gets in a survey, where that is still free.
    pub id: &'static str,
    /// What it is about.
    pub topic: Topic,
    /// What it takes.
    pub kind: Kind,
    /// How it is drawn.
    look: Look,
    /// The keys of the words at the ends of its scale.
    ends: Option<(&'static str, &'static str)>,
    /// The ids and keys of its options.
    options: &'static [(&'static str, &'static str)],
}

const LIKELY: (&str, &str) = ("likely-low", "likely-high");
const SATISFIED: (&str, &str) = ("satisfied-low", "satisfied-high");
const AGREE: (&str, &str) = ("agree-low", "agree-high");

const fn entry(key: &'static str, id: &'static str, topic: Topic, kind: Kind) -> Entry {
    Entry {
        key,
        id,
        topic,
        kind,
        look: Look::Usual,
        ends: None,
        options: &[],
    }
}

const fn ends(entry: Entry, ends: (&'static str, &'static str)) -> Entry {
    Entry {
        ends: Some(ends),
        ..entry
    }
}

const fn options(entry: Entry, options: &'static [(&'static str, &'static str)]) -> Entry {
    Entry { options, ..entry }
}

/// Every question of the library, by topic.
pub const LIBRARY: &[Entry] = &[
    ends(
        entry("csat", "score", Topic::Experience, Kind::Csat),
        SATISFIED,
    ),
    ends(entry("ces", "effort", Topic::Experience, Kind::Ces), AGREE),
    Entry {
        look: Look::Faces,
        ..ends(
            entry("experience", "experience", Topic::Experience, Kind::Csat),
            ("experience-low", "experience-high"),
        )
    },
    ends(
        entry("find-way", "find_way", Topic::Experience, Kind::Ces),
        AGREE,
    ),
    entry("information", "information", Topic::Experience, Kind::YesNo),
    entry(
        "information-missing",
        "missing",
        Topic::Experience,
        Kind::Text,
    ),
    options(
        entry(
            "checkout-problem",
            "checkout",
            Topic::Experience,
            Kind::Choice,
        ),
        &[
            ("no_problem", "checkout-problem-none"),
            ("payment", "checkout-problem-payment"),
            ("delivery", "checkout-problem-delivery"),
            ("address", "checkout-problem-address"),
            ("code", "checkout-problem-code"),
            ("slow", "checkout-problem-slow"),
        ],
    ),
    ends(
        entry(
            "answers-quality",
            "answers_quality",
            Topic::Experience,
            Kind::Csat,
        ),
        SATISFIED,
    ),
    ends(
        entry(
            "answers-speed",
            "answers_speed",
            Topic::Experience,
            Kind::Csat,
        ),
        SATISFIED,
    ),
    ends(
        entry("product", "product", Topic::Product, Kind::Csat),
        SATISFIED,
    ),
    ends(
        entry("usage", "usage", Topic::Product, Kind::Scale),
        ("often-low", "often-high"),
    ),
    entry("improved-day", "improved_day", Topic::Product, Kind::Text),
    entry("improve", "improve", Topic::Product, Kind::Text),
    entry("use-for", "use_for", Topic::Product, Kind::Text),
    ends(entry("nps", "score", Topic::Loyalty, Kind::Nps), LIKELY),
    entry("buy-again", "buy_again", Topic::Loyalty, Kind::YesNo),
    ends(
        entry(
            "other-products",
            "other_products",
            Topic::Loyalty,
            Kind::Scale,
        ),
        LIKELY,
    ),
    ends(
        entry("switch", "switch", Topic::Loyalty, Kind::Scale),
        LIKELY,
    ),
    entry("first-choice", "first_choice", Topic::Loyalty, Kind::YesNo),
    entry(
        "first-choice-why",
        "first_choice_why",
        Topic::Loyalty,
        Kind::Text,
    ),
    options(
        entry("heard", "heard", Topic::Discovery, Kind::Choice),
        &[
            ("friend", "heard-friend"),
            ("search", "heard-search"),
            ("social", "heard-social"),
            ("advertisement", "heard-advertisement"),
            ("press", "heard-press"),
            ("passing", "heard-passing"),
        ],
    ),
    options(
        entry("stopped", "stopped", Topic::Discovery, Kind::Choices),
        &[
            ("price", "stopped-price"),
            ("delivery_cost", "stopped-delivery-cost"),
            ("delivery_time", "stopped-delivery-time"),
            ("unsure", "stopped-unsure"),
            ("payment", "stopped-payment"),
            ("trust", "stopped-trust"),
        ],
    ),
    entry("nps-why", "why", Topic::More, Kind::Text),
    entry("csat-why", "why", Topic::More, Kind::Text),
    entry("ces-why", "why", Topic::More, Kind::Text),
    entry("comment", "comment", Topic::More, Kind::Text),
    entry("tab-question", "better", Topic::More, Kind::Text),
    entry("contact", "contact", Topic::More, Kind::Contact),
];

impl Entry {
    /// The entry with this key.
    pub fn find(key: &str) -> Option<&'static Self> {
        LIBRARY.iter().find(|entry| entry.key == key)
    }

    /// The question in a language, with placeholders; it may stay unanswered.
    pub fn question(&self, locale: &Locale) -> Question {
        let text = |key: &str| locale.text(key).to_owned();
        let mut question = Question::new(id(self.id), self.kind, text(self.key));
        question.look = self.look;
        if let Some((low, high)) = self.ends {
            question.low = text(low);
            question.high = text(high);
        }
        if self.kind == Kind::Scale {
            question.range = Some(Scale { low: 1, high: 5 });
        }
        question.options = self
            .options
            .iter()
            .map(|(name, key)| Choice {
                id: name
                    .parse()
                    .unwrap_or_else(|_| unreachable!("{name} is a legal id")),
                text: text(key),
            })
            .collect();
        if self.kind.has_options() {
            question.other = text("other");
        }
        if self.kind == Kind::Choices {
            question.none = text(if self.key == "stopped" {
                "stopped-nothing"
            } else {
                "none-of-these"
            });
        }
        question
    }
}

fn id(id: &str) -> QuestionId {
    id.parse()
        .unwrap_or_else(|_| unreachable!("{id} is a legal id"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use afterword_shared::survey::Survey;

    #[test]
    fn every_question_can_be_asked_in_every_language() {
        for locale in Locale::all() {
            for entry in LIBRARY {
                assert_eq!(Entry::find(entry.key), Some(entry));
                let survey = Survey {
                    locale: locale.tag.clone(),
                    questions: vec![entry.question(locale)],
                    thanks: locale.text("thanks").into(),
                    offer: None,
                    endings: Vec::new(),
                };
                let wrong = |error| format!("{} in {}: {error}", entry.key, locale.tag);
                survey.check().map_err(wrong).unwrap();
                survey.clone().each_words(|name, text| {
                    assert!(
                        !text.is_empty() || !name.ends_with("text"),
                        "{} in {}: {name}",
                        entry.key,
                        locale.tag
                    );
                });
            }
        }
    }
}
