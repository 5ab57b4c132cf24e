//! Every built-in text that shoppers read, in their language: one file per language in `locales/`.
//!
//! Texts are phrased so that a shop's name and a number fit in without inflection. Where a
//! language has a polite form, it is used.

use afterword_shared::prompt::Texts;
use serde::Deserialize;
use std::sync::LazyLock;

/// One language.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Locale {
    /// Its BCP 47 tag, such as `lv`.
    pub tag: String,
    /// Its name in itself, such as "Latviešu".
    pub name: String,
    /// The form's own words.
    pub texts: Texts,
    /// The words of the surveys that owners start from.
    pub templates: Templates,
}

/// The words of every survey template.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Templates {
    /// Would you recommend us.
    pub nps: TemplateTexts,
    /// Are you satisfied.
    pub csat: TemplateTexts,
    /// Was it easy.
    pub ces: TemplateTexts,
}

/// The words of one survey template.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TemplateTexts {
    /// The question with the scale; `{shop}` stands for the shop's name.
    pub score: String,
    /// What the lowest rating means.
    pub low: String,
    /// What the highest rating means.
    pub high: String,
    /// The question for the reason.
    pub why: String,
    /// What is said at the end.
    pub thanks: String,
}

macro_rules! locales {
    ($($tag:literal),+ $(,)?) => {
        [$(($tag, include_str!(concat!("../locales/", $tag, ".json")))),+]
    };
}

/// English first, since it stands in for languages that are not here; the others by their names.
static LOCALES: LazyLock<Vec<Locale>> = LazyLock::new(|| {
    locales![
        "en", "cs", "de", "et", "es", "fr", "it", "lv", "lt", "nl", "pl", "pt", "sv", "uk", "ja",
        "zh",
    ]
    .into_iter()
    .map(|(tag, json)| {
        serde_json::from_str(json)
            .unwrap_or_else(|error| unreachable!("locales/{tag}.json is tested to parse: {error}"))
    })
    .collect()
});

impl Locale {
    /// Every language, in the order in which a list shows them.
    pub fn all() -> &'static [Self] {
        &LOCALES
    }

    /// The language for a BCP 47 tag: `lv-LV` and `lv_LV` find `lv`; what is not known finds
    /// English.
    pub fn find(tag: &str) -> &'static Self {
        let mut wanted = tag.trim().replace('_', "-");
        loop {
            if let Some(found) = LOCALES
                .iter()
                .find(|locale| locale.tag.eq_ignore_ascii_case(&wanted))
            {
                return found;
            }
            match wanted.rfind('-') {
                Some(end) => wanted.truncate(end),
                None => return &LOCALES[0],
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn template_texts(locale: &Locale) -> [&TemplateTexts; 3] {
        let Templates { nps, csat, ces } = &locale.templates;
        [nps, csat, ces]
    }

    /// Every text of a language, so that none is forgotten when one is added.
    fn words(locale: &Locale) -> Vec<String> {
        let texts = serde_json::to_value(&locale.texts).unwrap();
        let mut words: Vec<String> = texts
            .as_object()
            .unwrap()
            .values()
            .map(|text| text.as_str().unwrap().to_owned())
            .collect();
        for texts in template_texts(locale) {
            let TemplateTexts {
                score,
                low,
                high,
                why,
                thanks,
            } = texts;
            words.extend([score, low, high, why, thanks].map(Clone::clone));
        }
        words
    }

    #[test]
    fn every_file_is_a_language_of_its_own() {
        let files = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/locales")).unwrap();
        let files: BTreeSet<String> = files
            .map(|file| file.unwrap().file_name().into_string().unwrap())
            .collect();
        let tags: BTreeSet<String> = Locale::all()
            .iter()
            .map(|locale| format!("{}.json", locale.tag))
            .collect();
        assert_eq!(tags, files);
        assert!(tags.len() >= 16);
        let names: BTreeSet<_> = Locale::all().iter().map(|locale| &locale.name).collect();
        assert_eq!(names.len(), tags.len());
    }

    #[test]
    fn placeholders_are_kept_and_nothing_is_empty_or_shouted() {
        for locale in Locale::all() {
            let tag = &locale.tag;
            for text in words(locale) {
                assert_eq!(text.trim(), text, "{tag}");
                assert!(!text.is_empty(), "{tag}");
                assert!(!text.contains(['!', '！', '¡']), "{tag}: {text}");
                let rest = text.replacen("{shop}", "", 1).replacen("{n}", "", 1);
                assert!(!rest.contains(['{', '}']), "{tag}: {text}");
            }
            assert!(locale.texts.label.contains("{shop}"), "{tag}");
            assert!(locale.texts.characters_left.contains("{n}"), "{tag}");
            for texts in template_texts(locale) {
                assert!(texts.score.contains("{shop}"), "{tag}");
            }
        }
    }

    #[test]
    fn every_language_says_it_in_its_own_words() {
        // Loan words that are right as they are.
        let same = ["Privacy"];
        let english = words(Locale::find("en"));
        for locale in &Locale::all()[1..] {
            for (text, english) in words(locale).iter().zip(&english) {
                assert!(
                    text != english || same.contains(&text.as_str()),
                    "{} still says “{english}”",
                    locale.tag
                );
            }
        }
    }

    #[test]
    fn a_tag_finds_its_language_and_else_english() {
        let found = |tag| Locale::find(tag).name.as_str();
        assert_eq!(found("lv"), "Latviešu");
        assert_eq!(found("LV-lv"), "Latviešu");
        assert_eq!(found("pt_BR"), "Português");
        assert_eq!(found("zh-Hant-TW"), "简体中文");
        assert_eq!(found("en-GB"), "English");
        assert_eq!(found("tlh"), "English");
        assert_eq!(found(""), "English");
        assert_eq!(found("-"), "English");
    }
}
