//! Writes the Rust of a catalog: a table for each language and a method for each message.

use crate::{
    calendar::Calendar,
    catalog::{Catalog, Kind, Message, Wording},
    countries::Countries,
};
use std::fmt::Write as _;

/// The table of the languages.
pub fn table(catalog: &Catalog, calendars: &[Calendar], countries: &[Countries]) -> String {
    let mut out = String::from("pub(crate) static LANGUAGES: &[Facts] = &[\n");
    let languages = catalog.languages.iter().zip(calendars).zip(countries);
    for ((wording, calendar), countries) in languages {
        out.push_str(&facts(wording, calendar, countries));
    }
    out.push_str("];\n");
    out
}

/// The method of each message.
pub fn methods(catalog: &Catalog) -> String {
    let mut out = String::from("impl Language {\n");
    let mut plain = 0;
    for message in &catalog.messages {
        out.push_str(&documented(message));
        out.push_str(&method(plain, message));
        plain += usize::from(message.is_plain());
    }
    out.push_str("}\n");
    out
}

fn facts(wording: &Wording, calendar: &Calendar, countries: &Countries) -> String {
    format!(
        "Facts {{ tag: {:?}, plain: &{:?}, fluent: {:?}, months: {:?}, months_alone: {:?}, \
         short_months: {:?}, short_months_alone: {:?}, weekdays: {:?}, \
         countries: &{:?} }},\n",
        wording.tag,
        wording.plain,
        wording.fluent,
        calendar.months,
        calendar.months_alone,
        calendar.short_months,
        calendar.short_months_alone,
        calendar.weekdays,
        countries,
    )
}

/// The English text, and what each argument is.
fn documented(message: &Message) -> String {
    let mut lines = Vec::new();
    if message.english.contains(['\n', '`']) {
        lines.push("```text".to_owned());
        lines.extend(message.english.lines().map(str::to_owned));
        lines.push("```".to_owned());
    } else {
        lines.push(format!("`{}`", message.english));
    }
    if !message.remarks.is_empty() {
        lines.push(String::new());
        lines.extend(message.remarks.iter().map(|remark| escaped(remark)));
    }
    if !message.is_plain() {
        lines.push(String::new());
    }
    for variable in &message.variables {
        let (name, meaning) = (argument(&variable.name), escaped(&variable.meaning));
        lines.push(format!("* `{name}`: {meaning}"));
    }
    for tag in &message.tags {
        let (name, meaning) = (argument(&tag.name), escaped(&tag.meaning));
        lines.push(format!("* `{name}`: {meaning}"));
    }
    let mut out = String::new();
    for line in lines {
        let space = if line.is_empty() { "" } else { " " };
        let _ = writeln!(out, "    ///{space}{line}");
    }
    out
}

/// Free text that Markdown takes as it stands.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if "<>[]*_`\\".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// `plain` is how many plain messages stand before.
fn method(plain: usize, message: &Message) -> String {
    let name = argument(&message.key);
    let mut arguments = String::new();
    let mut values = String::new();
    for variable in &message.variables {
        let argument = argument(&variable.name);
        let (kind, value) = match variable.kind {
            Kind::Number => ("u64", format!("Value::Number({argument})")),
            Kind::String => ("&str", format!("Value::Text({argument}.into())")),
        };
        let _ = write!(arguments, ", {argument}: {kind}");
        let _ = write!(values, "({:?}, {value}), ", variable.name);
    }
    let mut tags = String::new();
    for tag in &message.tags {
        let argument = argument(&tag.name);
        let _ = write!(arguments, ", {argument}: impl Fn(&str) -> Markup");
        let _ = write!(tags, "&{argument}, ");
    }
    let count = 1 + message.variables.len() + message.tags.len();
    let many = if count > 7 {
        "    #[expect(clippy::too_many_arguments, reason = \"the sentence has as many parts\")]\n"
    } else {
        ""
    };
    let key = &message.key;
    if message.is_plain() {
        format!("    pub fn {name}(self) -> &'static str {{ self.plain({plain}) }}\n")
    } else if message.tags.is_empty() {
        format!(
            "{many}    pub fn {name}(self{arguments}) -> String {{ self.filled({key:?}, &[{values}]) }}\n"
        )
    } else {
        format!(
            "{many}    pub fn {name}(self{arguments}) -> Markup {{ self.marked_up({key:?}, &[{values}], &[{tags}]) }}\n"
        )
    }
}

/// A name as Rust writes it.
fn argument(name: &str) -> String {
    name.replace('-', "_")
}
