//! The texts: a method for each, which the build script writes, and what fills them in.

use crate::{
    Language, marked,
    number::Figures,
    table::{Facts, LANGUAGES},
};
use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use intl_memoizer::concurrent::IntlLangMemoizer;
use maud::Markup;
use std::{borrow::Cow, sync::LazyLock};

/// What is filled in.
pub(crate) enum Value<'a> {
    Number(u64),
    Text(Cow<'a, str>),
}

impl Value<'_> {
    fn without_marks(&self) -> Self {
        match self {
            Self::Number(number) => Self::Number(*number),
            Self::Text(text) => Self::Text(marked::without_marks(text).into()),
        }
    }
}

include!(concat!(env!("OUT_DIR"), "/messages.rs"));

/// Every language's texts with something to fill in, by the language's place.
static BUNDLES: LazyLock<Vec<FluentBundle<FluentResource>>> =
    LazyLock::new(|| LANGUAGES.iter().map(bundle).collect());

fn bundle(facts: &Facts) -> FluentBundle<FluentResource> {
    let mut bundle = FluentBundle::new_concurrent(facts.tag.parse().into_iter().collect());
    // Isolating marks would end up in titles, in what is searched and in what is copied.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(figure));
    // The build script has read every text already, so nothing is wrong with any.
    drop(bundle.add_builtins());
    let resource = FluentResource::try_new(facts.fluent.to_owned());
    drop(bundle.add_resource(resource.unwrap_or_else(|(partial, _)| partial)));
    bundle
}

/// A figure inside of a sentence, as the sentence's language writes it.
fn figure(value: &FluentValue, memoizer: &IntlLangMemoizer) -> Option<String> {
    let FluentValue::Number(number) = value else {
        return None;
    };
    let written = |figures: &Figures| figures.grouped(number.value, 0);
    memoizer.with_try_get::<Figures, _, _>((), written).ok()
}

impl Language {
    pub(crate) fn facts(self) -> &'static Facts {
        &LANGUAGES[self.place]
    }

    fn plain(self, message: usize) -> &'static str {
        self.facts().plain[message]
    }

    fn filled(self, key: &str, values: &[(&'static str, Value)]) -> String {
        let bundle = &BUNDLES[self.place];
        let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
            // The build script has seen the message in every language.
            debug_assert!(false, "{self:?} lacks {key}");
            return String::new();
        };
        let mut arguments = FluentArgs::with_capacity(values.len());
        for (name, value) in values {
            match value {
                Value::Number(number) => arguments.set(*name, *number),
                Value::Text(text) => arguments.set(*name, &**text),
            }
        }
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, Some(&arguments), &mut errors);
        debug_assert!(errors.is_empty(), "{self:?}: {key}: {errors:?}");
        text.into_owned()
    }

    fn marked_up(
        self,
        key: &str,
        values: &[(&'static str, Value)],
        tags: &[&dyn Fn(&str) -> Markup],
    ) -> Markup {
        // What is filled in can't open or close a tag.
        let values: Vec<_> = values
            .iter()
            .map(|(name, value)| (*name, value.without_marks()))
            .collect();
        marked::markup(&self.filled(key, &values), tags)
    }
}
