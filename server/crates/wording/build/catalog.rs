//! Reads the Fluent files of every language, and says in sentences what is wrong with them.
//!
//! English declares: a message's variables and tags stand in the comment directly above it. Every
//! other language must have the same messages with the same variables and tags.

use fluent_syntax::{
    ast::{
        CallArguments, Comment, Entry, Expression, InlineExpression, Message as Node, Pattern,
        PatternElement, Resource, Variant, VariantKey,
    },
    parser, serializer, unicode,
};
use icu_locale_core::Locale;
use icu_plurals::{PluralCategory, PluralRules};
use std::collections::{BTreeMap, BTreeSet};

/// The noncharacter that stands for the opening of a message's first tag; the next for the second.
/// Unicode reserves them for use inside of a program.
pub const OPEN: u32 = 0xFDD0;
/// The noncharacter that stands for the end of any tag.
pub const CLOSE: char = '\u{fdef}';
/// How many tags a message may have.
const TAG_LIMIT: usize = 8;
/// The language that the others are compared with.
const ENGLISH: &str = "en";
/// Names that Rust has taken.
const TAKEN: [&str; 20] = [
    "as", "box", "break", "const", "do", "else", "enum", "for", "if", "in", "let", "loop", "match",
    "mod", "move", "ref", "self", "type", "use", "where",
];

/// The files of one language.
pub struct Source {
    /// Its BCP 47 tag, which names its folder.
    pub tag: String,
    /// Each file's name without `.ftl`, and its text.
    pub files: Vec<(String, String)>,
}

/// Everything that was read.
pub struct Catalog {
    /// English first, the others by their tags.
    pub languages: Vec<Wording>,
    /// In the order of their keys.
    pub messages: Vec<Message>,
}

/// One language's texts.
pub struct Wording {
    /// Its tag.
    pub tag: String,
    /// The text of each message that has neither variables nor tags, in their order.
    pub plain: Vec<String>,
    /// The other messages, as Fluent, with noncharacters in the place of tags.
    pub fluent: String,
}

/// What a method is made of.
pub struct Message {
    /// Its key, such as `signin-title`.
    pub key: String,
    /// The English text as Fluent writes it.
    pub english: String,
    /// What the comment above says besides variables and tags.
    pub remarks: Vec<String>,
    /// In the order in which the comment declares them.
    pub variables: Vec<Variable>,
    /// The same.
    pub tags: Vec<Tag>,
}

impl Message {
    /// Whether it is the same text every time.
    pub fn is_plain(&self) -> bool {
        self.variables.is_empty() && self.tags.is_empty()
    }
}

/// `# $minutes (Number) – how long`
pub struct Variable {
    pub name: String,
    pub kind: Kind,
    /// Whether a language may leave it out, as `(String?)` says.
    pub optional: bool,
    pub meaning: String,
}

/// What a variable may be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    Number,
    String,
}

/// `# <link> – to the Settings page`
pub struct Tag {
    pub name: String,
    pub meaning: String,
}

/// A message of one language, as it was read.
struct Written {
    /// Where it stands, for sentences.
    place: String,
    node: Node<String>,
}

/// Reads everything; `Err` holds every sentence about what is wrong.
pub fn read(sources: &[Source]) -> Result<Catalog, Vec<String>> {
    let mut wrong = Vec::new();
    let mut sources: Vec<&Source> = sources.iter().collect();
    sources.sort_by_key(|source| (source.tag != ENGLISH, &source.tag));
    if sources.first().is_none_or(|first| first.tag != ENGLISH) {
        return Err(vec!["There is no folder en with the English texts.".into()]);
    }
    let mut written: Vec<(&str, BTreeMap<String, Written>)> = sources
        .iter()
        .map(|source| (&*source.tag, entries(source, &mut wrong)))
        .collect();
    let messages: Vec<Message> = written[0]
        .1
        .iter()
        .map(|(key, one)| declared(key, one, &mut wrong))
        .collect();
    let mut languages = Vec::new();
    for (tag, here) in &mut written {
        same_keys(tag, here, &messages, &mut wrong);
        languages.push(wording(tag, here, &messages, &mut wrong));
    }
    if wrong.is_empty() {
        Ok(Catalog {
            languages,
            messages,
        })
    } else {
        Err(wrong)
    }
}

/// Every message of a language by its key.
fn entries(source: &Source, wrong: &mut Vec<String>) -> BTreeMap<String, Written> {
    let mut found: BTreeMap<String, Written> = BTreeMap::new();
    for (page, text) in &source.files {
        let file = format!("{}/{page}.ftl", source.tag);
        let resource = match parser::parse(text.clone()) {
            Ok(resource) => resource,
            Err((resource, errors)) => {
                for error in errors {
                    let line = line_at(
                        text,
                        error
                            .slice
                            .as_ref()
                            .map_or(error.pos.start, |slice| slice.start),
                    );
                    wrong.push(format!("{file}, line {line}: this is no Fluent: {error}."));
                }
                resource
            }
        };
        for entry in resource.body {
            match entry {
                Entry::Message(node) => {
                    let key = node.id.name.clone();
                    let place = format!("{file}, line {}: {key}", line_of(text, &key));
                    shape(page, &place, &node, wrong);
                    let written = Written { place, node };
                    if let Some(twin) = found.insert(key.clone(), written) {
                        wrong.push(format!(
                            "{} is there twice in the language {}.",
                            twin.place, source.tag
                        ));
                    }
                }
                Entry::Term(term) => wrong.push(format!(
                    "{file}: -{} is a term, and texts here have none: write the word out.",
                    term.id.name
                )),
                Entry::Comment(_)
                | Entry::GroupComment(_)
                | Entry::ResourceComment(_)
                | Entry::Junk { .. } => {}
            }
        }
    }
    found
}

/// What can be said of a message by itself.
fn shape(page: &str, place: &str, node: &Node<String>, wrong: &mut Vec<String>) {
    if !node.id.name.starts_with(&format!("{page}-")) {
        wrong.push(format!(
            "{place} stands in {page}.ftl, so its key has to begin with {page}-."
        ));
    }
    let name = &node.id.name;
    if !is_name(name) {
        wrong.push(format!(
            "{place}: a key is of small letters, digits and single hyphens."
        ));
    }
    if node.value.is_none() {
        wrong.push(format!("{place} is empty."));
    }
    if let Some(attribute) = node.attributes.first() {
        wrong.push(format!(
            "{place} has an attribute, .{}: give it a key of its own.",
            attribute.id.name
        ));
    }
}

fn same_keys(
    tag: &str,
    here: &BTreeMap<String, Written>,
    messages: &[Message],
    wrong: &mut Vec<String>,
) {
    for message in messages {
        if !here.contains_key(&message.key) {
            wrong.push(format!(
                "{tag} lacks {}, which reads in English: {}",
                message.key, message.english
            ));
        }
    }
    let known: BTreeSet<&str> = messages
        .iter()
        .map(|message| message.key.as_str())
        .collect();
    for (key, one) in here {
        if !known.contains(key.as_str()) {
            wrong.push(format!("{} is not there in English.", one.place));
        }
    }
}

/// Reads the comment above an English message.
fn declared(key: &str, written: &Written, wrong: &mut Vec<String>) -> Message {
    let place = &written.place;
    let mut message = Message {
        key: key.to_owned(),
        english: english(&written.node),
        remarks: Vec::new(),
        variables: Vec::new(),
        tags: Vec::new(),
    };
    let comment = written.node.comment.as_ref();
    for line in comment.map_or(&[][..], |comment| &comment.content) {
        let line = line.trim();
        if let Some(rest) = line.strip_prefix('$') {
            match variable(rest) {
                Some(variable) => message.variables.push(variable),
                None => wrong.push(format!(
                    "{place}: “{line}” has to read “$name (Number) – what it is”, or (String)."
                )),
            }
        } else if let Some((name, meaning)) =
            line.strip_prefix('<').and_then(|rest| rest.split_once('>'))
        {
            message.tags.push(Tag {
                name: name.to_owned(),
                meaning: meaning_of(meaning),
            });
        } else if !line.is_empty() {
            message.remarks.push(line.to_owned());
        }
    }
    let variables = message.variables.iter().map(|variable| &variable.name);
    let names: Vec<&String> = variables
        .chain(message.tags.iter().map(|tag| &tag.name))
        .collect();
    let distinct: BTreeSet<_> = names.iter().collect();
    if distinct.len() < names.len() {
        wrong.push(format!("{place} declares a name twice."));
    }
    for name in &names {
        if !is_name(name) || TAKEN.contains(&name.as_str()) {
            wrong.push(format!(
                "{place}: “{name}” can’t be a name: take small letters and digits, and no word of Rust’s."
            ));
        }
    }
    if message.tags.len() > TAG_LIMIT {
        wrong.push(format!("{place} has more than {TAG_LIMIT} tags."));
    }
    message
}

fn variable(rest: &str) -> Option<Variable> {
    let (name, rest) = rest.split_once('(')?;
    let (kind, meaning) = rest.split_once(')')?;
    let (kind, optional) = match kind.trim().strip_suffix('?') {
        Some(kind) => (kind, true),
        None => (kind.trim(), false),
    };
    let kind = match kind {
        "Number" => Kind::Number,
        "String" => Kind::String,
        _ => return None,
    };
    Some(Variable {
        name: name.trim().to_owned(),
        kind,
        optional,
        meaning: meaning_of(meaning),
    })
}

/// What stands behind the dash.
fn meaning_of(text: &str) -> String {
    text.trim_start_matches([' ', '–', '—', '-', ':'])
        .trim_end()
        .to_owned()
}

fn is_name(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_lowercase())
        && !text.ends_with('-')
        && !text.contains("--")
        && text
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

/// A message's text as its file has it.
fn english(node: &Node<String>) -> String {
    let alone = Node {
        comment: None::<Comment<String>>,
        attributes: Vec::new(),
        ..node.clone()
    };
    let text = serializer::serialize(&Resource {
        body: vec![Entry::Message(alone)],
    });
    let text = text.split_once('=').map_or("", |(_, text)| text);
    let lines = text.trim_end().lines();
    let text: Vec<&str> = lines
        .map(|line| line.strip_prefix("    ").unwrap_or(line))
        .collect();
    text.join("\n").trim().to_owned()
}

/// Checks a language's texts against what English declares, and makes them ready to be shipped.
fn wording(
    tag: &str,
    here: &mut BTreeMap<String, Written>,
    messages: &[Message],
    wrong: &mut Vec<String>,
) -> Wording {
    let forms = plural_forms(tag, wrong);
    let mut plain = Vec::new();
    let mut body = Vec::new();
    for message in messages {
        if let Some(Written { place, node }) = here.get_mut(&message.key)
            && let Some(pattern) = &mut node.value
        {
            let mut check = Check {
                place,
                tag,
                message,
                forms: &forms,
                variables: BTreeSet::new(),
                tags: BTreeSet::new(),
                wrong,
            };
            check.pattern(pattern, false);
            check.complete();
            let whole = plain_text(pattern);
            if whole.as_ref().is_some_and(|text| text.trim().is_empty()) {
                wrong.push(format!("{place} is empty."));
            }
            if message.is_plain() {
                plain.push(whole.unwrap_or_default());
            } else {
                node.comment = None;
                body.push(Entry::Message(node.clone()));
            }
        }
    }
    Wording {
        tag: tag.to_owned(),
        plain,
        fluent: serializer::serialize(&Resource { body }),
    }
}

/// The plural forms that a language has for whole numbers as pages show them.
fn plural_forms(tag: &str, wrong: &mut Vec<String>) -> BTreeSet<&'static str> {
    let rules = tag
        .parse::<Locale>()
        .ok()
        .and_then(|locale| PluralRules::try_new_cardinal(locale.into()).ok());
    let Some(rules) = rules else {
        wrong.push(format!(
            "The folder {tag} is named after no language: use a tag such as lv or pt-BR."
        ));
        return BTreeSet::from(["other"]);
    };
    (0..=1000_u32)
        .map(|n| match rules.category_for(n) {
            PluralCategory::Zero => "zero",
            PluralCategory::One => "one",
            PluralCategory::Two => "two",
            PluralCategory::Few => "few",
            PluralCategory::Many => "many",
            PluralCategory::Other => "other",
        })
        .collect()
}

/// A text without anything to fill in; `None` where there is something.
fn plain_text(pattern: &Pattern<String>) -> Option<String> {
    pattern
        .elements
        .iter()
        .map(|element| match element {
            PatternElement::TextElement { value } => Some(value.clone()),
            PatternElement::Placeable {
                expression: Expression::Inline(InlineExpression::StringLiteral { value }),
            } => Some(unicode::unescape_unicode_to_string(value).into_owned()),
            PatternElement::Placeable { .. } => None,
        })
        .collect()
}

/// One message of one language, on its way through its text.
struct Check<'a> {
    place: &'a str,
    tag: &'a str,
    message: &'a Message,
    forms: &'a BTreeSet<&'static str>,
    /// Which variables were met.
    variables: BTreeSet<String>,
    /// Which tags were.
    tags: BTreeSet<String>,
    wrong: &'a mut Vec<String>,
}

impl Check<'_> {
    fn say(&mut self, what: &str) {
        self.wrong.push(format!("{} {what}", self.place));
    }

    /// Whether everything that is declared was met.
    fn complete(&mut self) {
        for variable in &self.message.variables {
            if !variable.optional && !self.variables.contains(&variable.name) {
                self.say(&format!("leaves out ${}.", variable.name));
            }
        }
        for tag in &self.message.tags {
            if !self.tags.contains(&tag.name) {
                self.say(&format!("leaves out <{}>.", tag.name));
            }
        }
    }

    /// Goes through a text; `inside` says that it stands inside of a tag.
    fn pattern(&mut self, pattern: &mut Pattern<String>, inside: bool) {
        let mut open: Option<String> = None;
        let mut behind_number = false;
        for element in &mut pattern.elements {
            match element {
                PatternElement::TextElement { value } => {
                    // Fluent gives every line by itself.
                    if value == "\n" {
                        self.say("has an empty line: make it two messages.");
                    }
                    self.text(value);
                    // A figure and what it counts stay on one line.
                    if behind_number && value.starts_with(' ') {
                        value.replace_range(..1, "\u{a0}");
                    }
                    *value = self.tags(value, &mut open, inside);
                    behind_number = false;
                }
                PatternElement::Placeable { expression } => {
                    behind_number = self.expression(expression, inside || open.is_some());
                }
            }
        }
        if let Some(name) = open {
            self.say(&format!("opens <{name}> and does not close it."));
        }
    }

    /// Checks letters, and joins lines.
    fn text(&mut self, value: &mut String) {
        *value = value.replace('\n', " ");
        if value.contains(['!', '！', '¡']) {
            self.say("has an exclamation mark: say it calmly.");
        }
        if value.contains(['\'', '"']) {
            self.say(
                "has a straight quotation mark: write ’ or the language’s own quotation marks.",
            );
        }
        let reserved = |c: char| (OPEN..=u32::from(CLOSE)).contains(&u32::from(c));
        if value.contains(reserved) {
            self.say("has a character that Unicode reserves.");
        }
    }

    /// Puts noncharacters into the place of tags.
    fn tags(&mut self, text: &str, open: &mut Option<String>, inside: bool) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, from)) = rest.split_once('<') {
            out.push_str(before);
            let Some((name, after)) = from.split_once('>') else {
                self.say("has a < without its >.");
                return out;
            };
            rest = after;
            if let Some(name) = name.strip_prefix('/') {
                if open.take().is_none_or(|opened| opened != name) {
                    self.say(&format!("closes <{name}>, which is not open there."));
                }
                out.push(CLOSE);
                continue;
            }
            if inside || open.is_some() {
                self.say(&format!("has <{name}> inside of another tag."));
            }
            let place = self.message.tags.iter().position(|tag| tag.name == name);
            match place.and_then(|place| char::from_u32(OPEN + u32::try_from(place).ok()?)) {
                Some(mark) => out.push(mark),
                None if self.tag == ENGLISH => self.say(&format!(
                    "uses <{name}>: say directly above what it is: # <{name}> – …"
                )),
                None => self.say(&format!("uses <{name}>, which English does not have.")),
            }
            self.tags.insert(name.to_owned());
            *open = Some(name.to_owned());
        }
        out.push_str(rest);
        out
    }

    /// Whether it ends in a figure.
    fn expression(&mut self, expression: &mut Expression<String>, inside: bool) -> bool {
        match expression {
            Expression::Inline(inline) => match inline {
                InlineExpression::StringLiteral { value } => {
                    if value.contains('<') {
                        self.say("has a < between quotation marks.");
                    }
                    false
                }
                InlineExpression::VariableReference { id } => {
                    self.variable(&id.name) == Some(Kind::Number)
                }
                InlineExpression::Placeable { expression } => self.expression(expression, inside),
                InlineExpression::MessageReference { .. }
                | InlineExpression::TermReference { .. } => {
                    self.say("takes in another message: write the words out.");
                    false
                }
                InlineExpression::NumberLiteral { .. }
                | InlineExpression::FunctionReference { .. } => {
                    self.say("may show variables, and nothing that is reckoned.");
                    false
                }
            },
            Expression::Select { selector, variants } => {
                self.choice(selector, variants);
                for variant in variants {
                    self.pattern(&mut variant.value, inside);
                }
                false
            }
        }
    }

    /// Looks whether the forms to choose from fit what chooses.
    fn choice(&mut self, selector: &InlineExpression<String>, variants: &[Variant<String>]) {
        let (name, ordinal) = match selector {
            InlineExpression::VariableReference { id } => (&id.name, false),
            InlineExpression::FunctionReference { id, arguments } if id.name == "NUMBER" => {
                match sole_variable(arguments) {
                    Some(name) => (name, true),
                    None => {
                        return self.say("chooses by NUMBER of something else than a variable.");
                    }
                }
            }
            _ => return self.say("chooses by something else than a variable."),
        };
        if self.variable(name) != Some(Kind::Number) || ordinal {
            return;
        }
        let mut here = BTreeSet::new();
        for variant in variants {
            if let VariantKey::Identifier { name: form } = &variant.key {
                if !self.forms.contains(form.as_str()) {
                    let tag = self.tag;
                    self.say(&format!(
                        "has a form [{form}] for ${name}, and {tag} has none such."
                    ));
                }
                here.insert(form.as_str());
            }
        }
        for form in self.forms {
            if !here.contains(form) {
                self.say(&format!("lacks the form [{form}] for ${name}."));
            }
        }
    }

    /// Notes that a variable was met, and says what it is.
    fn variable(&mut self, name: &str) -> Option<Kind> {
        self.variables.insert(name.to_owned());
        let mut declared = self.message.variables.iter();
        let kind = declared
            .find(|variable| variable.name == name)
            .map(|variable| variable.kind);
        if kind.is_none() {
            if self.tag == ENGLISH {
                self.say(&format!(
                    "uses ${name}: say directly above what it is: # ${name} (Number) – …, or (String)."
                ));
            } else {
                self.say(&format!("uses ${name}, which English does not have."));
            }
        }
        kind
    }
}

fn sole_variable(arguments: &CallArguments<String>) -> Option<&String> {
    match &arguments.positional[..] {
        [InlineExpression::VariableReference { id }] => Some(&id.name),
        _ => None,
    }
}

fn line_at(text: &str, place: usize) -> usize {
    let before = text.as_bytes().iter().take(place);
    1 + before.filter(|byte| **byte == b'\n').count()
}

fn line_of(text: &str, key: &str) -> usize {
    let begins = |line: &str| {
        line.strip_prefix(key)
            .is_some_and(|rest| rest.trim_start().starts_with('='))
    };
    1 + text.lines().position(begins).unwrap_or(0)
}
