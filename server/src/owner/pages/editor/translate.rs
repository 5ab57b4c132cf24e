//! A survey's texts in other languages: those of the library are ready, owners add their own.

use super::{draft::Texts, form::FormState};
use crate::{owner::parts::form::Wrong, services::survey_file::SurveyFile};
use afterword_domain::record::SurveyVersion;
use afterword_library::{locale::Locale, localize};
use afterword_shared::{id::SurveyId, survey::Survey};
use afterword_wording::{Language, code};
use jiff::Timestamp;
use maud::{Markup, html};
use std::collections::{BTreeMap, HashMap};

/// One text of a survey.
struct Text {
    name: String,
    original: String,
}

fn texts_of(survey: &Survey) -> Vec<Text> {
    let mut texts = Vec::new();
    survey.clone().each_words(|name, text| {
        if !text.trim().is_empty() {
            texts.push(Text {
                name: name.to_owned(),
                original: text.clone(),
            });
        }
    });
    texts
}

/// The survey as shoppers get it who want a language: in that one where every text is there, else as
/// it was written.
pub(crate) fn localized(file: &SurveyFile, shop: &str, locale: &Locale) -> Survey {
    let translations = file.translations.clone();
    localize::localize(&version(file, translations), shop, &locale.tag)
}

/// A draft as the version that it would be.
fn version(file: &SurveyFile, translations: BTreeMap<String, Texts>) -> SurveyVersion {
    SurveyVersion {
        shop: afterword_domain::record::INSTALLATION,
        survey: SurveyId::from_bytes([0; 16]),
        version: 1,
        content: file.content.clone(),
        translations,
        created_at: Timestamp::UNIX_EPOCH,
    }
}

/// The texts of a survey that are the library's, by their names.
struct LibraryTexts(HashMap<String, String>);

impl LibraryTexts {
    fn of(file: &SurveyFile, shop: &str) -> Self {
        let from = Locale::find(&file.content.locale);
        let version = version(file, BTreeMap::new());
        let keys = texts_of(&file.content).into_iter().filter_map(|text| {
            let key = localize::key(&version, from, &text.name, &text.original, shop)?;
            let key = key.to_owned();
            Some((text.name, key))
        });
        Self(keys.collect())
    }

    /// A text of the library in another language.
    fn text<'a>(&self, name: &str, to: &'a Locale) -> Option<&'a str> {
        let ready = to.text(self.0.get(name)?);
        (!ready.is_empty()).then_some(ready)
    }
}

/// How many texts there are in each language, of how many.
pub(crate) struct Coverage {
    of: usize,
    by_language: HashMap<&'static str, usize>,
}

impl Coverage {
    fn of(file: &SurveyFile, ready: &LibraryTexts) -> Self {
        let texts = texts_of(&file.content);
        let known: Vec<bool> = texts
            .iter()
            .map(|text| ready.0.contains_key(&text.name))
            .collect();
        let by_language = Locale::all()
            .iter()
            .map(|locale| {
                let own = file.translations.get(&locale.tag);
                let has = |name: &str| own.is_some_and(|own| own.contains_key(name));
                let done = texts.iter().zip(&known);
                let done = done
                    .filter(|(text, known)| **known || has(&text.name))
                    .count();
                (&*locale.tag, done)
            })
            .collect();
        Self {
            of: texts.len(),
            by_language,
        }
    }

    /// How many texts there are in a language.
    fn count(&self, tag: &str) -> usize {
        self.by_language.get(tag).copied().unwrap_or(0)
    }

    fn in_words(&self, words: Language, tag: &str) -> String {
        match self.count(tag) {
            done if done == self.of => words.editor_complete().to_owned(),
            done => words.editor_done_of(done as u64, self.of as u64),
        }
    }

    /// How many languages have every text.
    fn complete(&self) -> usize {
        self.by_language
            .values()
            .filter(|done| **done == self.of)
            .count()
    }
}

/// The part of the editor in which one language at a time is translated; `here` is its own address.
pub(crate) fn section(words: Language, form: &FormState, shop: &str, here: &str) -> Markup {
    let draft = &form.draft;
    let file = &draft.file;
    let ready = LibraryTexts::of(file, shop);
    let coverage = Coverage::of(file, &ready);
    let from = Locale::find(&file.content.locale);
    let to = Locale::known(&draft.language).filter(|to| to.tag != from.tag);
    let choice = |locale: &Locale| {
        let done = coverage.in_words(words, &locale.tag);
        words.editor_translate_choice(&locale.name, &done)
    };
    html! {
        p { (words.editor_languages_note(&from.name, Locale::all().len() as u64)) }
        p.note {
            @match coverage.complete().saturating_sub(1) {
                _ if file.content.questions.is_empty() => "",
                0 => (words.editor_languages_none()),
                n if n + 1 == Locale::all().len() => (words.editor_languages_all()),
                n => (words.editor_languages_some(n as u64)),
            }
        }
        div.inline.field {
            div.field {
                label for="language" { (words.editor_translate()) }
                select id="language" name="language" data-act="translate" {
                    option value="" selected[to.is_none()] { (words.editor_translate_none()) }
                    @for locale in Locale::all().iter().filter(|locale| locale.tag != from.tag) {
                        option value=(locale.tag) selected[to.is_some_and(|to| to.tag == locale.tag)] { (choice(locale)) }
                    }
                }
            }
            button.button.quiet type="submit" name="do" value="translate" formaction=(here) data-scripted="hide" { (words.editor_translate_show()) }
        }
        @if let Some(wrong) = form.wrong.with("language") { p.wrong { (wrong) } }
        @if let Some(to) = to { (table(words, file, &ready, from, to, &form.wrong)) }
    }
}

fn table(
    words: Language,
    file: &SurveyFile,
    all_ready: &LibraryTexts,
    from: &Locale,
    to: &Locale,
    wrong: &Wrong,
) -> Markup {
    let nothing = Texts::new();
    let own = file.translations.get(&to.tag).unwrap_or(&nothing);
    html! {
        @if !to.reviewed { p.note { (words.editor_not_reviewed(&to.name)) } }
        p.note { (words.editor_translate_placeholders(code, code)) }
        ol.pairs {
            @for text in texts_of(&file.content) {
                @let field = format!("t.{}.{}", to.tag, text.name);
                @let ready = all_ready.text(&text.name, to);
                @let wrong = wrong.with(&field);
                li {
                    label for=(field) lang=(from.tag) dir="auto" { (text.original) }
                    div {
                        textarea id=(field) name=(field) rows="1" lang=(to.tag) dir="auto" spellcheck="true" data-grow
                            placeholder=[ready] aria-invalid=[wrong.map(|_| "true")]
                            aria-describedby=[wrong.map(|_| format!("{field}-wrong"))] {
                            "\n" (own.get(&text.name).map_or("", String::as_str))
                        }
                        @match (ready, own.contains_key(&text.name)) {
                            (Some(_), false) => p.hint { (words.editor_translation_ready()) },
                            (None, false) => p.hint.missing { (words.editor_translation_missing(&from.name)) },
                            _ => {},
                        }
                        @if let Some(wrong) = wrong { p.wrong id={ (field) "-wrong" } { (wrong) } }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use afterword_library::template::Template;

    #[test]
    fn own_translations_come_before_ready_ones_in_a_language_that_is_whole() {
        let mut file = SurveyFile::of_template(Template::Nps, Locale::find("en"));
        file.content.questions[1].text = "Why so, {shop}?".into();
        let words = [("thanks".to_owned(), "Tencinām.".to_owned())];
        file.translations
            .insert("lv".into(), words.into_iter().collect());
        let shown = |file: &SurveyFile| localized(file, "Kalnu", Locale::find("lv"));
        assert_eq!(shown(&file), file.content);
        let count = |file: &SurveyFile, tag: &str| {
            let coverage = Coverage::of(file, &LibraryTexts::of(file, "Kalnu"));
            (coverage.count(tag), coverage.of)
        };
        assert_eq!(count(&file, "lv"), (4, 5));
        assert_eq!(count(&file, "de"), (4, 5));
        file.content.questions.remove(1);
        let shown = shown(&file);
        assert_eq!(shown.locale, "lv");
        assert_eq!(shown.thanks, "Tencinām.");
        let ready = Template::Nps.survey(Locale::find("lv"));
        assert_eq!(shown.questions[0].text, ready.questions[0].text);
        assert_eq!(count(&file, "de"), (4, 4));
    }
}
