//! The editor's fields: reading them into the draft that came with them.
//!
//! The form carries the draft as it was drawn and one field for everything that can be typed; what
//! has no field stays as it was. What was typed and can't be read stays in its field, with what is
//! wrong with it.

use super::draft::{self, Draft};
use crate::{
    owner::parts::form::Wrong,
    services::{error::Error, survey_file},
};
use afterword_domain::rules::{Again, Customers, Rules, When};
use afterword_shared::{
    appearance::{Color, Mode, Place},
    id::QuestionId,
    order::{Currency, Money},
    scale::{Kind, Scale},
    survey::{Branch, Link, Look, Next, Question},
};
use afterword_wording::Language;
use jiff::{Timestamp, civil::DateTime, tz::TimeZone};
use std::{collections::HashMap, str::FromStr};

/// What was posted.
#[derive(Clone, Debug, Default)]
pub(crate) struct Fields(HashMap<String, String>);

impl Fields {
    pub(crate) fn of(pairs: Vec<(String, String)>) -> Self {
        Self(pairs.into_iter().collect())
    }

    /// A field's value as it was typed; `None` where there was no such field.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    fn trimmed(&self, name: &str) -> Option<&str> {
        self.get(name).map(str::trim)
    }

    /// Line breaks as one character, none at the ends.
    fn text(&self, name: &str) -> Option<String> {
        let text = self.get(name)?.replace("\r\n", "\n");
        Some(text.trim().to_owned())
    }

    fn is_on(&self, name: &str) -> bool {
        self.get(name) == Some("1")
    }
}

/// What is in the fields: the draft, and what can't be read, as it was typed.
#[derive(Debug)]
pub(crate) struct FormState {
    pub draft: Draft,
    pub fields: Fields,
    pub wrong: Wrong,
}

impl FormState {
    /// Whether something is wrong with a field, or with the one that it makes sense with.
    fn is_wrong(&self, name: &str) -> bool {
        let together = ["minimum", "currency"];
        self.wrong.with(name).is_some()
            || (together.contains(&name)
                && together.iter().any(|name| self.wrong.with(name).is_some()))
    }

    /// What a field shows: what was typed where that can't be read, else what it was read as.
    pub(crate) fn shown(&self, name: &str, read: impl Into<String>) -> String {
        match self.fields.get(name) {
            Some(typed) if self.is_wrong(name) => typed.to_owned(),
            _ => read.into(),
        }
    }

    /// Notes everything that keeps the draft from being saved.
    pub(crate) fn check(&mut self, words: Language) {
        for problem in self.draft.file.problems(words) {
            self.wrong.note(problem.field, problem.sentence);
        }
    }
}

/// Reads the posted fields.
pub(crate) fn read(words: Language, fields: Fields, zone: &TimeZone) -> Result<FormState, Error> {
    let mut draft: Draft = fields
        .get("draft")
        .and_then(|text| serde_json::from_str(text).ok())
        .ok_or_else(|| Error::Malformed(words.editor_draft_missing().into()))?;
    if fields
        .get("draft")
        .is_some_and(|text| text.len() > 2 * survey_file::FILE_LIMIT)
    {
        return Err(Error::Refused(words.survey_file_too_large().into()));
    }
    let mut wrong = Wrong::default();
    if let Some(name) = fields.text("name") {
        draft.file.name = name;
    }
    for question in &mut draft.file.content.questions {
        read_question(question, &fields);
    }
    read_ends(words, &mut draft, &fields, &mut wrong);
    read_translation(&mut draft, &fields);
    read_theme(words, &mut draft, &fields, &mut wrong);
    read_rules(words, &mut draft.file.rules, &fields, zone, &mut wrong);
    Ok(FormState {
        draft,
        fields,
        wrong,
    })
}

fn read_question(question: &mut Question, fields: &Fields) {
    let start = format!("q.{}.", question.id);
    let name = |part: &str| format!("{start}{part}");
    let Some(text) = fields.text(&name("text")) else {
        return;
    };
    question.text = text;
    question.required = fields.is_on(&name("required"));
    for (part, into) in [("low", &mut question.low), ("high", &mut question.high)] {
        if let Some(text) = fields.text(&name(part)) {
            *into = text;
        }
    }
    if let Some(look) = fields.get(&name("look")) {
        question.look = look_of(look);
    }
    if let (Some(low), Some(high)) = (
        fields.get(&name("range_low")).and_then(|n| n.parse().ok()),
        fields.get(&name("range_high")).and_then(|n| n.parse().ok()),
    ) {
        question.range = Some(Scale { low, high });
    }
    if let Some(lines) = fields.get(&name("options")) {
        question.options = draft::options_of_lines(&question.options, lines);
        question.shuffle = fields.is_on(&name("shuffle"));
        for (part, into) in [("other", &mut question.other), ("none", &mut question.none)] {
            if let Some(text) = fields.text(&name(part)) {
                *into = text;
            }
        }
    }
    for nth in 0..question.branches.len() {
        let name = |part: &str| format!("{start}b{nth}.{part}");
        read_branch(&mut question.branches[nth], fields, &name);
    }
    if let Some(kind) = fields.get(&name("kind")).and_then(survey_file::kind)
        && kind != question.kind
    {
        change_kind(question, kind);
    }
}

fn read_branch(branch: &mut Branch, fields: &Fields, name: &impl Fn(&str) -> String) {
    if let Some(from) = fields.get(&name("from")).and_then(|n| n.parse().ok()) {
        branch.from = from;
        branch.to = from;
    }
    if let Some(to) = fields.get(&name("to")).and_then(|n| n.parse().ok()) {
        branch.to = to;
    }
    if let Some(option) = fields.get(&name("option")).and_then(|id| id.parse().ok()) {
        branch.option = Some(option);
    }
    match fields.get(&name("then")) {
        Some("") => branch.then = Next::End,
        Some(id) => {
            if let Ok(id) = id.parse::<QuestionId>() {
                branch.then = Next::Question(id);
            }
        }
        None => {}
    }
}

/// Makes it a question of another kind: what the other one can't have is dropped, its words stay.
fn change_kind(question: &mut Question, kind: Kind) {
    let were_options = question.kind.has_options();
    let scale = question.scale();
    question.kind = kind;
    if kind == Kind::Scale && question.range.is_none() {
        question.range = scale.or(Some(Scale { low: 1, high: 5 }));
    }
    if question.kind.has_options() != were_options || question.scale() != scale {
        question.branches.clear();
    }
    if !looks(kind).contains(&question.look) {
        question.look = Look::Usual;
    }
}

/// How a kind can be drawn.
pub(crate) fn looks(kind: Kind) -> &'static [Look] {
    match kind {
        Kind::Csat => &[Look::Usual, Look::Faces, Look::Numbers],
        Kind::Text => &[Look::Usual, Look::Line],
        _ => &[Look::Usual],
    }
}

/// A look's name in the form.
pub(crate) fn look_key(look: Look) -> &'static str {
    match look {
        Look::Usual => "usual",
        Look::Faces => "faces",
        Look::Numbers => "numbers",
        Look::Line => "line",
    }
}

fn look_of(name: &str) -> Look {
    [Look::Faces, Look::Numbers, Look::Line]
        .into_iter()
        .find(|look| look_key(*look) == name)
        .unwrap_or_default()
}

fn read_ends(words: Language, draft: &mut Draft, fields: &Fields, wrong: &mut Wrong) {
    let content = &mut draft.file.content;
    if let Some(thanks) = fields.text("thanks") {
        content.thanks = thanks;
    }
    content.offer = read_link(content.offer.take(), "offer", fields);
    for (nth, ending) in content.endings.iter_mut().enumerate() {
        let name = |part: &str| format!("ending.{nth}.{part}");
        if let Some(thanks) = fields.text(&name("thanks")) {
            ending.thanks = thanks;
        }
        for (part, into) in [("from", &mut ending.from), ("to", &mut ending.to)] {
            let name = name(part);
            if let Some(typed) = fields.get(&name)
                && let Some(read) = wrong.take(name, whole(typed, words.editor_write_rating()))
            {
                *into = read;
            }
        }
        ending.link = read_link(ending.link.take(), &name("link"), fields);
    }
}

/// A link of two fields; none where both are empty.
fn read_link(before: Option<Link>, field: &str, fields: &Fields) -> Option<Link> {
    let text = fields.text(&format!("{field}_text"));
    let address = fields.text(&format!("{field}_address"));
    let (Some(text), Some(address)) = (text, address) else {
        return before;
    };
    (!text.is_empty() || !address.is_empty()).then_some(Link { text, address })
}

/// The fields of the one language that is shown, `t.lv.score.text`; an emptied one is no
/// translation any more.
fn read_translation(draft: &mut Draft, fields: &Fields) {
    let language = draft.language.clone();
    if !language.is_empty() {
        let mut texts = draft
            .file
            .translations
            .remove(&language)
            .unwrap_or_default();
        draft.file.content.clone().each_words(|name, _| {
            if let Some(text) = fields.text(&format!("t.{language}.{name}")) {
                if text.is_empty() {
                    texts.remove(name);
                } else {
                    texts.insert(name.to_owned(), text);
                }
            }
        });
        if !texts.is_empty() {
            draft.file.translations.insert(language, texts);
        }
    }
    if let Some(next) = fields.get("language") {
        draft.language = afterword_library::locale::Locale::known(next)
            .filter(|locale| locale.tag != draft.file.content.locale)
            .map(|locale| locale.tag.clone())
            .unwrap_or_default();
    }
}

fn read_theme(words: Language, draft: &mut Draft, fields: &Fields, wrong: &mut Wrong) {
    let theme = &mut draft.file.theme;
    for (field, into) in [
        ("accent", &mut theme.accent),
        ("background", &mut theme.background),
    ] {
        match fields.trimmed(field) {
            Some("") => *into = None,
            Some(text) => {
                if let Some(color) = wrong.take(field, text.parse::<Color>()) {
                    *into = Some(color);
                }
            }
            None => {}
        }
    }
    match fields.trimmed("radius") {
        Some("") => theme.radius = None,
        Some(text) => {
            if let Some(radius) = wrong.take("radius", whole(text, words.survey_file_radius())) {
                theme.radius = Some(radius);
            }
        }
        None => {}
    }
    if let Some(mode) = fields.get("mode") {
        theme.mode = match mode {
            "light" => Mode::Light,
            "dark" => Mode::Dark,
            _ => Mode::Auto,
        };
    }
    if let Some(logo) = fields.text("logo") {
        theme.logo = logo;
    }
    if let Some(place) = fields.get("place") {
        let known = Place::ALL.into_iter().find(|known| known.name() == place);
        draft.file.place = known.unwrap_or(draft.file.place);
    }
}

fn read_rules(
    words: Language,
    rules: &mut Rules,
    fields: &Fields,
    zone: &TimeZone,
    wrong: &mut Wrong,
) {
    let Some(when) = fields.get("when") else {
        return;
    };
    let mut number = |field: &str, sentence: &str| -> Option<u16> {
        wrong.take(
            field.to_owned(),
            whole(fields.get(field).unwrap_or_default(), sentence),
        )
    };
    // What can't be read is noted at its field; the choice that it belongs to stays chosen.
    rules.trigger.when = match when {
        "visit" => When::Visit {
            seconds: number("seconds", words.survey_file_seconds()).unwrap_or(10),
        },
        "scroll" => {
            let percent = number("percent", words.survey_file_percent()).unwrap_or(50);
            When::Scroll {
                // What is out of range stays out of range, and is noted.
                percent: u8::try_from(percent).unwrap_or(u8::MAX),
            }
        }
        "leave" => When::Leave,
        "click" => When::Click {
            selector: fields.text("selector").unwrap_or_default(),
        },
        "call" => When::Call,
        _ => When::Order,
    };
    rules.trigger.page = fields.text("page").unwrap_or_default();
    if let Some(sample) = number("sample", words.survey_file_percent()) {
        rules.sample = u8::try_from(sample).unwrap_or(0);
    }
    if let Some(limit) = number("shown_limit", words.survey_file_shown_limit()) {
        rules.shown_limit = u8::try_from(limit).unwrap_or(0);
    }
    rules.again = match fields.get("again").unwrap_or_default() {
        "until_answered" => Again::UntilAnswered,
        "after_days" => Again::AfterDays {
            days: number("days", words.survey_file_days()).unwrap_or(90),
        },
        "never" => Again::Never,
        _ => Again::EveryOrder,
    };
    rules.customers = match fields.get("customers").unwrap_or_default() {
        "new" => Customers::New,
        "returning" => Customers::Returning,
        _ => Customers::All,
    };
    for (field, into) in [("from", &mut rules.from), ("until", &mut rules.until)] {
        let typed = fields.trimmed(field).unwrap_or_default();
        if let Some(at) = wrong.take(field, moment(words, typed, zone)) {
            *into = at;
        }
    }
    let list = |field: &str| -> Vec<String> {
        let typed = fields.get(field).unwrap_or_default();
        let parts = typed
            .split([',', ';', ' ', '\n', '\r', '\t'])
            .map(str::trim);
        parts
            .filter(|part| !part.is_empty())
            .map(ToOwned::to_owned)
            .collect()
    };
    rules.countries = list("countries")
        .iter()
        .map(|code| code.to_ascii_uppercase())
        .collect();
    rules.languages = list("languages");
    read_minimum(rules, fields, wrong);
    let products = fields.get("products").unwrap_or_default();
    let products = products
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty());
    if let Some(products) = wrong.take(
        "products",
        products.map(str::parse).collect::<Result<_, _>>(),
    ) {
        rules.products = products;
    }
}

/// A whole number, or what to write instead.
fn whole<T: FromStr>(text: &str, sentence: &str) -> Result<T, String> {
    text.trim().parse().map_err(|_| sentence.to_owned())
}

/// An amount with its currency; none where it is empty.
fn read_minimum(rules: &mut Rules, fields: &Fields, wrong: &mut Wrong) {
    let amount = fields.trimmed("minimum").unwrap_or_default();
    if amount.is_empty() {
        rules.minimum = None;
        return;
    }
    let currency = match fields.trimmed("currency").unwrap_or_default() {
        "" => Err(afterword_shared::error::Error::CurrencyMissing),
        code => Currency::parse(code),
    };
    if let Some(currency) = wrong.take("currency", currency)
        && let Some(minimum) = wrong.take("minimum", Money::parse(amount, currency))
    {
        rules.minimum = Some(minimum);
    }
}

/// A moment as browsers write it, in the shop's zone: `2026-11-21T14:00`; none where it is empty.
fn moment(words: Language, text: &str, zone: &TimeZone) -> Result<Option<Timestamp>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    let wrong = || words.editor_write_moment("2026-11-21T14:00");
    let at: DateTime = text.parse().map_err(|_| wrong())?;
    let at = at.to_zoned(zone.clone()).map_err(|_| wrong())?;
    Ok(Some(at.timestamp()))
}

/// A moment as browsers read it.
pub(crate) fn local(at: Option<Timestamp>, zone: &TimeZone) -> String {
    at.map(|at| {
        at.to_zoned(zone.clone())
            .strftime("%Y-%m-%dT%H:%M")
            .to_string()
    })
    .unwrap_or_default()
}
