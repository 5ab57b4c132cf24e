//! In which language a survey is asked: the first one that the shopper wants and in which every
//! text of the survey is there.
//!
//! A text is there where the owner translated it, and where it is the question library's own: then
//! in every built-in language.

use crate::{locale::Locale, questions::Entry};
use afterword_domain::{record::SurveyVersion, secret};
use afterword_shared::{
    id::ResponseId,
    order::Order,
    scale::Kind,
    survey::{Choice, Survey},
    words::{self, Values},
};
use std::collections::BTreeMap;

/// How many of the wanted languages are looked at.
const WANTED_LIMIT: usize = 20;

/// A survey in the language that fits best, its placeholders not filled. `wanted` are language tags
/// with commas between them, the dearest first: the page's, then the browser's. Where none fits,
/// it is the survey as it was written.
pub fn localize(version: &SurveyVersion, shop: &str, wanted: &str) -> Survey {
    let own = &version.content;
    let wanted = wanted.split(',').map(str::trim);
    for tag in wanted.filter(|tag| !tag.is_empty()).take(WANTED_LIMIT) {
        if is_same(tag, &own.locale) {
            break;
        }
        if let Some(survey) = translated(version, shop, tag) {
            return survey;
        }
    }
    own.clone()
}

/// What is known of an order's product: the name of the one thing that was bought, if it was one.
pub fn product(order: &Order) -> Option<&str> {
    match &order.items[..] {
        [one] => one.name.as_deref(),
        _ => None,
    }
}

/// Fills the placeholders.
pub fn fill(survey: &mut Survey, shop: &str, order: Option<&Order>) {
    let locale = survey.locale.clone();
    let apart = |text: Option<&str>| text.map(|text| isolated(text, &locale));
    let (shop, product) = (isolated(shop, &locale), apart(order.and_then(product)));
    let number = apart(order.map(|order| order.id.as_str()));
    let first_name = apart(order.and_then(|order| order.first_name.as_deref()));
    survey.fill(&Values {
        shop: &shop,
        product: product.as_deref(),
        order: number.as_deref(),
        first_name: first_name.as_deref(),
    });
}

/// A name between marks that keep its letters and signs together where the language around it is
/// written from the right: first strong isolate, pop directional isolate.
pub fn isolated(name: &str, locale: &str) -> String {
    if words::is_right_to_left(locale) {
        format!("\u{2068}{name}\u{2069}")
    } else {
        name.to_owned()
    }
}

/// Mixes the options of the questions that want it; for one response always in the same way, so
/// that a form that is drawn again stays as it was.
pub fn shuffle(survey: &mut Survey, response: ResponseId) {
    for question in &mut survey.questions {
        if question.shuffle {
            let seed = [&response.to_bytes()[..], question.id.as_str().as_bytes()].concat();
            mix(&mut question.options, &seed);
        }
    }
}

fn mix(options: &mut [Choice], seed: &[u8]) {
    let place =
        |option: &Choice| secret::hash_bytes(&[seed, b"/", option.id.as_str().as_bytes()].concat());
    options.sort_by_cached_key(place);
}

/// Whether two tags name the same language, as far as surveys go: `de-AT` is `de`, but `pt-BR` is
/// not `pt-PT`.
fn is_same(one: &str, other: &str) -> bool {
    let plain = |tag: &str| tag.replace('_', "-").to_ascii_lowercase();
    let (one, other) = (plain(one), plain(other));
    let language = |tag: &str| tag.split('-').next().unwrap_or_default().to_owned();
    one == other
        || match (Locale::known(&one), Locale::known(&other)) {
            (Some(one), Some(other)) => one.tag == other.tag,
            (None, None) => language(&one) == language(&other),
            _ => false,
        }
}

/// The survey in a language, where every text is there.
fn translated(version: &SurveyVersion, shop: &str, tag: &str) -> Option<Survey> {
    let owners = version
        .translations
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(tag))
        .or_else(|| {
            version
                .translations
                .iter()
                .find(|(known, _)| is_same(known, tag))
        });
    let built_in = Locale::known(tag);
    let locale = match (owners, built_in) {
        (Some((known, _)), _) => known.clone(),
        (None, Some(locale)) => locale.tag.clone(),
        (None, None) => return None,
    };
    let nothing = BTreeMap::new();
    let owners = owners.map_or(&nothing, |(_, texts)| texts);
    let library = Locale::known(&version.content.locale).zip(built_in);
    let mut survey = version.content.clone();
    let mut complete = true;
    survey.each_words(|name, text| {
        if text.trim().is_empty() {
            return;
        }
        let owners = owners.get(name).filter(|text| !text.trim().is_empty());
        let found = owners.map(String::as_str).or_else(|| {
            let (from, to) = library?;
            Some(to.text(key(version, from, name, text, shop)?))
        });
        match found {
            Some(found) => found.clone_into(text),
            None => complete = false,
        }
    });
    survey.locale = locale;
    complete.then_some(survey)
}

/// The library's key of a text. Two texts may read alike in one language and differ in another, so
/// what the text is for decides between them.
pub fn key<'a>(
    version: &SurveyVersion,
    from: &'a Locale,
    name: &str,
    text: &'a str,
    shop: &str,
) -> Option<&'a str> {
    let keys = from.keys_of(text, shop);
    let (question, part) = name.split_once('.').unwrap_or((name, ""));
    let kind = question
        .parse()
        .ok()
        .and_then(|id| version.content.question(&id))
        .map(|question| question.kind);
    let fits = |key: &str| match part {
        "low" => key.ends_with("-low"),
        "high" => key.ends_with("-high"),
        "text" => Entry::find(key).is_some_and(|entry| Some(entry.kind) == kind),
        _ => !key.starts_with("face-") && Entry::find(key).is_none(),
    };
    let score = version.content.scored_question().map(|scored| scored.kind);
    let why = match score {
        Some(Kind::Nps | Kind::NpsFromOne) => "nps-why",
        Some(Kind::Ces) => "ces-why",
        _ => "csat-why",
    };
    keys.iter()
        .find(|key| **key == why)
        .or_else(|| keys.iter().find(|key| fits(key)))
        .or_else(|| keys.first())
        .copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::template::Template;
    use afterword_shared::id::SurveyId;
    use jiff::Timestamp;

    fn version(template: Template, locale: &str) -> SurveyVersion {
        SurveyVersion {
            shop: afterword_shared::id::ShopId::new(1, 7),
            survey: SurveyId::new(1, 7),
            version: 1,
            content: template.survey(Locale::find(locale)),
            translations: BTreeMap::new(),
            created_at: Timestamp::UNIX_EPOCH,
        }
    }

    #[test]
    fn the_library_s_questions_are_asked_in_every_language() {
        for template in Template::ALL {
            for own in ["en", "lv", "zh-Hans"] {
                let version = version(template, own);
                for locale in Locale::all() {
                    let survey = localize(&version, "Kalnu", &locale.tag);
                    assert_eq!(survey, template.survey(locale), "{own} → {}", locale.tag);
                }
            }
        }
    }

    #[test]
    fn a_survey_with_the_shop_s_name_already_in_it_is_translated_too() {
        let mut old = version(Template::Nps, "en");
        old.content.fill(&Values {
            shop: "Kalnu",
            ..Values::default()
        });
        assert!(old.content.questions[0].text.contains("Kalnu"));
        let mut survey = localize(&old, "Kalnu", "lv");
        assert_eq!(survey, Template::Nps.survey(Locale::find("lv")));
        fill(&mut survey, "Kalnu", None);
        assert!(survey.questions[0].text.contains("Kalnu"));
        // The name of another shop is the owner's own text.
        assert_eq!(localize(&old, "Other", "lv"), old.content);
    }

    #[test]
    fn the_first_wanted_language_that_is_there_wins() {
        let version = version(Template::Csat, "en");
        let locale = |wanted| localize(&version, "Kalnu", wanted).locale;
        assert_eq!(locale("tlh,de-AT,lv"), "de");
        assert_eq!(locale("en-GB,lv"), "en");
        assert_eq!(locale(",,zh-TW"), "zh-Hant");
        assert_eq!(locale(""), "en");
        assert_eq!(locale(&"x,".repeat(50_000)), "en");
    }

    #[test]
    fn an_owner_s_own_text_needs_the_owner_s_translation() {
        let mut version = version(Template::Nps, "en");
        version.content.questions[1].text = "What did the cat say?".into();
        let locale = |version: &SurveyVersion, wanted| localize(version, "Kalnu", wanted).locale;
        assert_eq!(locale(&version, "lv"), "en");
        let one = BTreeMap::from([("why.text".to_owned(), "Ko teica kaķis?".to_owned())]);
        version.translations.insert("lv".into(), one);
        let survey = localize(&version, "Kalnu", "lv-LV");
        assert_eq!(survey.locale, "lv");
        assert_eq!(survey.questions[1].text, "Ko teica kaķis?");
        assert_eq!(
            survey.questions[0].text,
            Template::Nps.survey(Locale::find("lv")).questions[0].text
        );
        // A language of the owner's own needs every text.
        let part = BTreeMap::from([("why.text".to_owned(), "Cad a dúirt an cat?".to_owned())]);
        version.translations.insert("ga".into(), part);
        assert_eq!(locale(&version, "ga"), "en");
        let mut all = BTreeMap::new();
        version.content.clone().each_words(|name, text| {
            all.insert(name.to_owned(), format!("ga {text}"));
        });
        version.translations.insert("ga".into(), all);
        assert_eq!(locale(&version, "ga-IE,lv"), "ga");
        assert_eq!(locale(&version, "et,lv"), "lv");
    }

    #[test]
    fn options_are_mixed_in_the_same_way_for_the_same_response() {
        let mixed = |n| {
            let mut survey = version(Template::Discovery, "en").content;
            survey.questions[0].shuffle = true;
            shuffle(&mut survey, ResponseId::new(1, n));
            survey
        };
        assert_eq!(mixed(1), mixed(1));
        assert!((2..20).any(|n| mixed(n).questions[0] != mixed(1).questions[0]));
        assert!((2..20).all(|n| mixed(n).questions[1] == mixed(1).questions[1]));
    }
}
