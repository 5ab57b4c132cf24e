//! Every built-in text that shoppers read, in their language: one Fluent file per language in
//! `server/locales/form/`.
//!
//! Texts are phrased so that a shop's name, a product's name and a number fit in without
//! inflection. Where a language has a polite form, it is used.

use afterword_domain::language::closest;
use afterword_shared::{prompt::Texts, words};
use fluent_bundle::{FluentArgs, FluentResource, concurrent::FluentBundle};
use rust_embed::RustEmbed;
use std::{collections::HashMap, sync::LazyLock};

#[derive(RustEmbed)]
#[folder = "../../locales/form"]
#[include = "*.ftl"]
struct Files;

/// One language.
pub struct Locale {
    /// Its BCP 47 tag, such as `lv` or `pt-BR`.
    pub tag: String,
    /// Its name in itself, such as "Latviešu".
    pub name: String,
    /// Whether its texts were read with care by somebody who speaks it.
    pub reviewed: bool,
    /// Every text by its key. What stands there for a shop, a product or a number are
    /// placeholders of [`words`], the product with what stands in for it.
    texts: HashMap<String, String>,
    /// The form's own words, with placeholders.
    form: Texts,
}

/// English first, since it stands in for languages that are not here; the others by their tags.
static LOCALES: LazyLock<Vec<Locale>> = LazyLock::new(|| {
    let mut locales: Vec<_> = Files::iter().map(|name| read(&name)).collect();
    locales.sort_by(|one, two| (one.tag != "en", &one.tag).cmp(&(two.tag != "en", &two.tag)));
    locales
});

/// Reads a file of them; all of them are tested to be whole.
fn read(file: &str) -> Locale {
    let tag = file.trim_end_matches(".ftl").to_owned();
    let source = Files::get(file).map_or_else(String::new, |file| {
        String::from_utf8_lossy(&file.data).into_owned()
    });
    let keys: Vec<String> = source
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| Some(line.split_once(" = ")?.0.to_owned()))
        .collect();
    let resource = FluentResource::try_new(source).unwrap_or_else(|(partial, _)| partial);
    let mut bundle = FluentBundle::new_concurrent(tag.parse().into_iter().collect());
    // Isolating marks would end up in questions that owners edit.
    bundle.set_use_isolating(false);
    drop(bundle.add_resource(resource));
    let written = |key: &str, product: &str| {
        let mut values = FluentArgs::new();
        for (name, value) in [
            ("shop", "{shop}"),
            ("n", "{n}"),
            ("of", "{of}"),
            ("product", product),
        ] {
            values.set(name, value);
        }
        let pattern = bundle.get_message(key)?.value()?;
        let text = bundle.format_pattern(pattern, Some(&values), &mut Vec::new());
        Some(text.into_owned())
    };
    let purchase = written("product-fallback", "").unwrap_or_default();
    let product = format!("{{product|{purchase}}}");
    let texts: HashMap<String, String> = keys
        .into_iter()
        .filter_map(|key| {
            let text = written(&key, &product)?;
            Some((key, text))
        })
        .collect();
    let text = |key: &str| texts.get(key).cloned().unwrap_or_default();
    Locale {
        name: text("language"),
        reviewed: text("reviewed") == "yes",
        form: Texts {
            label: text("form-label"),
            close: text("close"),
            closed: text("closed"),
            send: text("send"),
            next: text("next"),
            back: text("back"),
            progress: text("progress"),
            optional: text("optional"),
            required: text("required"),
            saved: text("saved"),
            saving: text("saving"),
            not_sent: text("not-sent"),
            try_again: text("try-again"),
            privacy: text("privacy"),
            characters_left: text("characters-left"),
            answered_elsewhere: text("answered-elsewhere"),
            withdraw: text("withdraw"),
            withdrawn: text("withdrawn"),
            yes: text("yes"),
            no: text("no"),
            other_text: text("other-text"),
            choose_many: text("choose-many"),
            email: text("email"),
            email_wrong: text("email-wrong"),
            consent_missing: text("consent-missing"),
            consent: text("consent"),
            faces: [1, 2, 3, 4, 5].map(|n| text(&format!("face-{n}"))),
        },
        tag,
        texts,
    }
}

impl Locale {
    /// Every language, in the order in which a list shows them.
    pub fn all() -> &'static [Self] {
        &LOCALES
    }

    /// A text by its key, with placeholders; empty where there is no such key.
    pub fn text(&self, key: &str) -> &str {
        self.texts.get(key).map_or("", String::as_str)
    }

    /// The key of a text with placeholders, where it is one of this language's.
    pub fn key_of(&self, text: &str) -> Option<&str> {
        self.texts
            .iter()
            .find(|(_, known)| *known == text)
            .map(|(key, _)| key.as_str())
    }

    /// The keys of every text that reads like this one in a shop's survey, with placeholders or with
    /// the shop's name already in its place; in the order of the keys.
    pub fn keys_of(&self, text: &str, shop: &str) -> Vec<&str> {
        let values = words::Values {
            shop,
            ..words::Values::default()
        };
        let filled = words::fill(text, &values);
        let mut keys: Vec<&str> = self
            .texts
            .iter()
            .filter(|(_, known)| {
                *known == text || (known.contains('{') && words::fill(known, &values) == filled)
            })
            .map(|(key, _)| key.as_str())
            .collect();
        keys.sort_unstable();
        keys
    }

    /// The form's own words for a shop.
    pub fn form(&self, shop: &str) -> Texts {
        let fill = |text: &str| {
            words::fill(
                text,
                &words::Values {
                    shop,
                    ..words::Values::default()
                },
            )
        };
        Texts {
            label: fill(&self.form.label),
            consent: fill(&self.form.consent),
            ..self.form.clone()
        }
    }

    /// The language for a BCP 47 tag: `lv-LV` and `lv_LV` find `lv`, `zh-TW` finds `zh-Hant`;
    /// what is not known finds English.
    pub fn find(tag: &str) -> &'static Self {
        Self::known(tag).unwrap_or(&LOCALES[0])
    }

    /// What the tags of pages in this language begin with, where no longer one of another language
    /// fits as well.
    pub fn page_tags(&self) -> Vec<&str> {
        match self.tag.as_str() {
            "zh-Hans" => vec!["zh"],
            "zh-Hant" => vec!["zh-Hant", "zh-TW"],
            "pt-PT" => vec!["pt"],
            "nb" => vec!["nb", "no"],
            tag => vec![tag],
        }
    }

    /// The language for a BCP 47 tag, where it is known.
    pub fn known(tag: &str) -> Option<&'static Self> {
        let tag = closest(tag, LOCALES.iter().map(|locale| locale.tag.as_str()))?;
        LOCALES.iter().find(|locale| locale.tag == tag)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// Every key of a file with its text as it is written there.
    fn written(tag: &str) -> Vec<(String, String)> {
        let source = Files::get(&format!("{tag}.ftl")).unwrap().data.into_owned();
        String::from_utf8(source)
            .unwrap()
            .lines()
            .filter(|line| !line.starts_with('#') && !line.trim().is_empty())
            .map(|line| {
                line.split_once(" = ")
                    .unwrap_or_else(|| panic!("{tag}: {line}"))
            })
            .map(|(key, text)| (key.to_owned(), text.to_owned()))
            .collect()
    }

    /// The variables of a text, such as `{ $shop }`, in the order of their names.
    fn variables(text: &str) -> Vec<&str> {
        let mut found: Vec<_> = text
            .split("{ ")
            .skip(1)
            .map(|rest| rest.split(" }").next().unwrap())
            .collect();
        found.sort_unstable();
        found
    }

    #[test]
    fn the_languages_that_were_promised_are_here() {
        let promised = [
            "en", "lv", "sv", "bg", "zh-Hans", "zh-Hant", "et", "lt", "de", "fr", "es", "pt-PT",
            "pt-BR", "it", "nl", "da", "nb", "fi", "pl", "cs", "sk", "hu", "ro", "hr", "sl", "el",
            "tr", "uk", "ru", "ar", "he", "ja", "ko", "hi",
        ];
        let here: BTreeSet<_> = Locale::all().iter().map(|l| l.tag.as_str()).collect();
        assert_eq!(here, promised.into_iter().collect());
        assert_eq!(Locale::all()[0].tag, "en");
        let names: BTreeSet<_> = Locale::all().iter().map(|locale| &locale.name).collect();
        assert_eq!(names.len(), promised.len());
        for locale in Locale::all() {
            let reviewed = ["en", "lv", "sv", "bg", "zh-Hans"].contains(&locale.tag.as_str());
            assert_eq!(locale.reviewed, reviewed, "{}", locale.tag);
        }
    }

    #[test]
    fn every_language_has_every_text_with_its_variables_and_no_other() {
        let english = written("en");
        for locale in Locale::all() {
            let tag = &locale.tag;
            let here = written(tag);
            let keys = |texts: &[(String, String)]| -> Vec<String> {
                texts.iter().map(|(key, _)| key.clone()).collect()
            };
            assert_eq!(keys(&here), keys(&english), "{tag}");
            for ((key, text), (_, english)) in here.iter().zip(&english) {
                assert!(
                    !text.trim().is_empty() && text.trim() == text,
                    "{tag}: {key}"
                );
                assert!(
                    !text.contains(['!', '！', '¡', '\u{2068}']),
                    "{tag}: {key}: {text}"
                );
                assert_eq!(variables(text), variables(english), "{tag}: {key}: {text}");
                assert!(
                    locale.texts.contains_key(key),
                    "{tag}: {key} is no message of Fluent's"
                );
                let plain = locale.text(key);
                assert!(
                    !plain.contains('$') && !plain.contains("{ "),
                    "{tag}: {key}: {plain}"
                );
                let rest = plain.replace("{n}", "").replace("{of}", "");
                words::check(&rest).unwrap_or_else(|wrong| panic!("{tag}: {key}: {wrong}"));
            }
        }
    }

    /// The program's own source, without its tests.
    fn source(folder: &std::path::Path) -> String {
        let entries = std::fs::read_dir(folder).unwrap();
        entries
            .map(|entry| entry.unwrap().path())
            .map(|path| {
                if path.is_dir() {
                    source(&path)
                } else {
                    std::fs::read_to_string(&path).unwrap_or_default()
                }
            })
            .map(|text| {
                text.split("#[cfg(test)]")
                    .next()
                    .unwrap_or_default()
                    .to_owned()
            })
            .collect()
    }

    #[test]
    fn every_text_is_used() {
        let own = source(concat!(env!("CARGO_MANIFEST_DIR"), "/src").as_ref());
        let server = source(concat!(env!("CARGO_MANIFEST_DIR"), "/../../src").as_ref());
        let source = own + &server;
        for (key, _) in written("en") {
            // The faces' keys are put together.
            let used = key.starts_with("face-") || source.contains(&format!("\"{key}\""));
            assert!(used, "{key} is used nowhere");
        }
    }

    #[test]
    fn every_language_says_it_in_its_own_words() {
        // Words that are the same in two languages, each looked at.
        let same = [
            ("da", "send"),
            ("da", "tab"),
            ("de", "tab"),
            ("es", "no"),
            ("it", "no"),
            ("it", "privacy"),
            ("nb", "send"),
            ("nl", "privacy"),
            ("nl", "tab"),
        ];
        let english: HashMap<String, String> = written("en").into_iter().collect();
        for locale in &Locale::all()[1..] {
            for (key, text) in written(&locale.tag) {
                let looked_at = ["reviewed", "progress"].contains(&key.as_str())
                    || same.contains(&(&*locale.tag, &*key));
                assert!(
                    looked_at || text != english[&key],
                    "{} still says “{text}” for {key}",
                    locale.tag
                );
            }
        }
    }

    #[test]
    fn a_tag_finds_its_language_and_else_english() {
        let found = |tag| Locale::find(tag).tag.as_str();
        assert_eq!(found("lv"), "lv");
        assert_eq!(found("LV-lv"), "lv");
        assert_eq!(found("pt_BR"), "pt-BR");
        assert_eq!(found("pt"), "pt-PT");
        assert_eq!(found("zh"), "zh-Hans");
        assert_eq!(found("zh-Hant-TW"), "zh-Hant");
        assert_eq!(found("zh-HK"), "zh-Hant");
        assert_eq!(found("zh-CN"), "zh-Hans");
        assert_eq!(found("nn-NO"), "nb");
        assert_eq!(found("en-GB"), "en");
        assert_eq!(found("tlh"), "en");
        assert_eq!(found(""), "en");
        assert_eq!(found("-"), "en");
        assert!(Locale::known("tlh").is_none());
    }

    #[test]
    fn a_shop_s_name_stands_in_the_form_s_words() {
        let form = Locale::find("en").form("Kalnu {n}");
        assert_eq!(form.label, "A question from Kalnu {n}");
        assert!(form.consent.starts_with("Kalnu {n} may write"));
        assert!(form.characters_left.contains("{n}"));
        assert!(form.progress.contains("{n}") && form.progress.contains("{of}"));
    }
}
