//! Forms: reading them, and drawing their fields with what was typed and what is wrong.

use crate::{
    http::{
        access::{ShopContext, language},
        failure::Failure,
    },
    services::error::Error,
};
use afterword_wording::Language;
use axum::{
    extract::{FromRequest, Request},
    http::StatusCode,
};
use maud::{Markup, Render, html};
use serde::de::DeserializeOwned;
use std::{borrow::Cow, collections::BTreeMap};

/// A posted form.
pub(crate) struct Form<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Form<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        let words = words_of(&request);
        axum::Form::from_request(request, state)
            .await
            .map(|axum::Form(form)| Self(form))
            .map_err(|rejection| {
                if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
                    return Error::Malformed(words.form_too_large().into()).into();
                }
                Error::Malformed(words.form_unreadable(&rejection.to_string())).into()
            })
    }
}

/// The language of whoever sent a form.
fn words_of(request: &Request) -> Language {
    match request.extensions().get::<ShopContext>() {
        Some(access) => access.words,
        None => language(None, request.headers()),
    }
}

/// What is wrong with a form, by field.
#[derive(Debug, Default)]
pub(crate) struct Wrong(BTreeMap<Cow<'static, str>, Markup>);

impl Wrong {
    /// Keeps a field's value, or what is wrong with it.
    pub(crate) fn take<T>(
        &mut self,
        field: impl Into<Cow<'static, str>>,
        parsed: Result<T, impl ToString>,
    ) -> Option<T> {
        match parsed {
            Ok(value) => Some(value),
            Err(error) => {
                self.note(field, error.to_string());
                None
            }
        }
    }

    /// Notes what is wrong with a field.
    pub(crate) fn note(&mut self, field: impl Into<Cow<'static, str>>, sentence: impl Render) {
        self.0
            .entry(field.into())
            .or_insert_with(|| sentence.render());
    }

    /// Whether something is wrong with a field whose name begins so.
    pub(crate) fn within(&self, start: &str) -> bool {
        self.0.keys().any(|field| field.starts_with(start))
    }

    /// Everything that is wrong, each with its field, in the fields' order.
    pub(crate) fn each(&self) -> impl Iterator<Item = (&str, &Markup)> {
        self.0.iter().map(|(field, sentence)| (&**field, sentence))
    }

    /// What is wrong with a field.
    pub(crate) fn with(&self, field: &str) -> Option<&Markup> {
        self.0.get(field)
    }

    /// Whether nothing is.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Says above a form that something in it has to be mended.
    pub(crate) fn summary(&self, words: Language) -> Markup {
        html! {
            @if !self.is_empty() {
                div.summary-wrong role="alert" { (words.form_look_again(self.0.len() as u64)) }
            }
        }
    }
}

/// A field of a form.
pub(crate) struct Field<'a> {
    /// Its name in the form.
    pub name: &'a str,
    /// What stands above it.
    pub label: &'a str,
    /// What helps to fill it in.
    pub hint: &'a str,
    /// What is in it.
    pub value: &'a str,
    /// What is wrong with it.
    pub wrong: Option<&'a Markup>,
}

impl Field<'_> {
    fn describedby(&self) -> Option<String> {
        let hint = (!self.hint.is_empty()).then(|| format!("{}-hint", self.name));
        let wrong = self.wrong.map(|_| format!("{}-wrong", self.name));
        match (hint, wrong) {
            (Some(hint), Some(wrong)) => Some(format!("{hint} {wrong}")),
            (hint, wrong) => hint.or(wrong),
        }
    }

    fn around(&self, control: &Markup) -> Markup {
        html! {
            div.field {
                label for=(self.name) { (self.label) }
                @if !self.hint.is_empty() { p.hint id={ (self.name) "-hint" } { (self.hint) } }
                (control)
                @if let Some(wrong) = self.wrong { p.wrong id={ (self.name) "-wrong" } { (wrong) } }
            }
        }
    }

    fn invalid(&self) -> Option<&'static str> {
        self.wrong.map(|_| "true")
    }

    /// One line. `kind` is the input's type, `autocomplete` says what browsers may fill in.
    pub(crate) fn line(&self, kind: &str, autocomplete: &str, required: bool) -> Markup {
        let mode = if kind == "url" { "text" } else { kind };
        self.around(&html! {
            input id=(self.name) name=(self.name) type=(mode) value=(self.value) autocomplete=(autocomplete)
                inputmode=[(kind == "url").then_some("url")] autocapitalize=[(kind != "text").then_some("none")]
                spellcheck=[(kind != "text").then_some("false")]
                required[required] aria-invalid=[self.invalid()] aria-describedby=[self.describedby()];
        })
    }

    /// Several lines.
    pub(crate) fn lines(&self, rows: u8) -> Markup {
        self.around(&html! {
            textarea id=(self.name) name=(self.name) rows=(rows) autocapitalize="none" spellcheck="false"
                aria-invalid=[self.invalid()] aria-describedby=[self.describedby()] { "\n" (self.value) }
        })
    }

    /// Some lines of prose in a language.
    pub(crate) fn prose(&self, lang: &str) -> Markup {
        self.around(&html! {
            textarea.prose id=(self.name) name=(self.name) rows="1" lang=(lang) dir="auto" spellcheck="true"
                aria-invalid=[self.invalid()] aria-describedby=[self.describedby()] { "\n" (self.value) }
        })
    }

    /// A colour as text; the script puts a picker beside it, which shows `usual` for none.
    pub(crate) fn color(&self, usual: &str) -> Markup {
        self.around(&html! {
            div.color data-color=(usual) {
                input id=(self.name) name=(self.name) type="text" value=(self.value) autocomplete="off" autocapitalize="none" spellcheck="false"
                    aria-invalid=[self.invalid()] aria-describedby=[self.describedby()];
            }
        })
    }

    /// A day and a time.
    pub(crate) fn moment(&self) -> Markup {
        self.around(&html! {
            input id=(self.name) name=(self.name) type="datetime-local" value=(self.value)
                aria-invalid=[self.invalid()] aria-describedby=[self.describedby()];
        })
    }

    /// One out of a list of values and their names; `data` marks it for the script.
    pub(crate) fn choice<'b>(
        &self,
        options: impl Iterator<Item = (&'b str, &'b str)>,
        data: Option<&str>,
    ) -> Markup {
        self.around(&html! {
            select id=(self.name) name=(self.name) data-preset=[data]
                aria-invalid=[self.invalid()] aria-describedby=[self.describedby()] {
                @for (value, name) in options {
                    option value=(value) selected[value == self.value] { (name) }
                }
            }
        })
    }
}

/// What only screen readers say: `words.settings_key_revoke(name, unseen)`.
pub(crate) fn unseen(text: &str) -> Markup {
    html! { span.unseen { (text) } }
}

/// Every time zone by its name, without the aliases that only confuse.
pub(crate) fn time_zones() -> Vec<String> {
    let places = [
        "Africa/",
        "America/",
        "Antarctica/",
        "Arctic/",
        "Asia/",
        "Atlantic/",
        "Australia/",
        "Europe/",
        "Indian/",
        "Pacific/",
    ];
    let mut zones: Vec<String> = jiff::tz::db()
        .available()
        .map(|name| name.to_string())
        .filter(|name| places.iter().any(|place| name.starts_with(place)))
        .collect();
    zones.sort();
    zones.insert(0, "UTC".to_owned());
    zones
}
