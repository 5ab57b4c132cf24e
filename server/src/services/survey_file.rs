//! A survey as a file: everything about it but its answers. What owners carry from shop to shop,
//! and what the editor works on.

use afterword_domain::{
    record::{SurveyHead, SurveyVersion},
    rules::{Again, LIST_LIMIT, PATTERN_LIMIT, Rules, SHOWN_MOST, When},
    validate,
};
use afterword_library::locale::Locale;
use afterword_shared::{
    appearance::{Place, RADIUS_LIMIT, Theme, is_https, is_link},
    id::OptionId,
    scale::Kind,
    survey::{
        Ending, Link, Next, OPTION_LIMIT, QUESTION_LIMIT, Question, SCALE_LIMIT, Survey,
        WORDS_LIMIT,
    },
    words,
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;
use std::collections::BTreeMap;

/// The most bytes of a survey's file.
pub(crate) const FILE_LIMIT: usize = 1024 * 1024;
/// The most sentences about one file.
const SENTENCES: usize = 30;
/// The most days between two asks.
const DAYS_LIMIT: u16 = 730;

/// A survey as a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SurveyFile {
    /// What the owner calls it.
    pub name: String,
    /// What it asks, in its own language.
    pub content: Survey,
    /// The owner's own translations, by language and by the text's name.
    #[serde(default)]
    pub translations: BTreeMap<String, BTreeMap<String, String>>,
    /// When it asks whom and how often.
    #[serde(default)]
    pub rules: Rules,
    /// Where its form stands.
    #[serde(default)]
    pub place: Place,
    /// What its form looks like.
    #[serde(default)]
    pub theme: Theme,
}

/// What is wrong with a survey, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Problem {
    /// The editor's field.
    pub field: String,
    /// The place in the file.
    pub place: String,
    /// How to mend it.
    pub sentence: String,
}

impl SurveyFile {
    /// A survey as it is kept.
    pub(crate) fn of(head: &SurveyHead, version: &SurveyVersion) -> Self {
        Self {
            name: head.name.clone(),
            content: version.content.clone(),
            translations: version.translations.clone(),
            rules: head.rules.clone(),
            place: head.place,
            theme: head.theme.clone(),
        }
    }

    /// A survey to start from.
    #[cfg(test)]
    pub(crate) fn of_template(
        template: afterword_library::template::Template,
        locale: &Locale,
    ) -> Self {
        Self {
            name: template.name().to_owned(),
            content: template.survey(locale),
            translations: BTreeMap::new(),
            rules: Rules::default(),
            place: Place::default(),
            theme: Theme::default(),
        }
    }

    /// The file's text; the same survey always gives the same one.
    pub(crate) fn write(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }

    /// Reads a file that somebody may have written by hand: the survey, or a sentence for each
    /// thing that is wrong with it.
    pub(crate) fn read(text: &str) -> Result<Self, Vec<String>> {
        if text.len() > FILE_LIMIT {
            return Err(vec![too_large()]);
        }
        let value: Value = serde_json::from_str(text.trim_start_matches('\u{feff}'))
            .map_err(|error| vec![not_json(text, &error)])?;
        let mut wrong = Vec::new();
        let file = Self::of_value(&value, &mut wrong);
        if let Some(file) = &file {
            unknown_fields(&value, file, &mut wrong);
            wrong.extend(
                file.problems()
                    .into_iter()
                    .map(|problem| format!("{}: {}", problem.place, problem.sentence)),
            );
        }
        if wrong.len() > SENTENCES {
            let more = wrong.len() - SENTENCES;
            wrong.truncate(SENTENCES);
            wrong.push(format!("There are {more} more like these."));
        }
        match file {
            Some(file) if wrong.is_empty() => Ok(file),
            _ => Err(wrong),
        }
    }

    fn of_value(value: &Value, wrong: &mut Vec<String>) -> Option<Self> {
        if !value.is_object() {
            wrong.push(
                "A survey’s file holds one JSON object: { \"name\": …, \"content\": … }.".into(),
            );
            return None;
        }
        let content = &value["content"];
        if !content.is_object() {
            wrong.push(
                "“content” is missing: it holds the language, the questions and the thanks.".into(),
            );
            return None;
        }
        let questions = questions_of(content, wrong);
        // Everything but the questions, which were read one by one to name each that is wrong.
        let mut rest = content.clone();
        rest["questions"] = Value::Array(Vec::new());
        let survey: Option<Survey> = part(&rest, "content", wrong);
        let name = part(&value["name"], "name", wrong);
        let file = Self {
            name: name.unwrap_or_default(),
            content: Survey {
                questions: questions.unwrap_or_default(),
                ..survey?
            },
            translations: optional(value, "translations", wrong)?,
            rules: optional(value, "rules", wrong)?,
            place: optional(value, "place", wrong)?,
            theme: optional(value, "theme", wrong)?,
        };
        wrong.is_empty().then_some(file)
    }

    /// Everything that keeps it from being asked, in its order.
    pub(crate) fn problems(&self) -> Vec<Problem> {
        let mut found = Problems::default();
        if let Err(error) = validate::name(&self.name, "The survey") {
            found.add("name", "name", error.to_string());
        }
        found.content(&self.content);
        found.translations(self);
        found.rules(&self.rules);
        found.theme(&self.theme);
        // Whatever is not told of above is told as the form's own check tells it.
        if found.0.is_empty()
            && let Err(error) = self.content.check()
        {
            found.add("questions", "content", error.to_string());
        }
        found.0
    }
}

/// "It is larger than …".
pub(crate) fn too_large() -> String {
    "A survey’s file has at most 1 MB: this one is larger.".to_owned()
}

fn not_json(text: &str, error: &serde_json::Error) -> String {
    if text.trim().is_empty() {
        return "The file is empty: choose one that was exported here.".to_owned();
    }
    format!(
        "The file is not JSON: something is wrong in line {}, at character {}. Look for a missing comma, quote or brace there.",
        error.line(),
        error.column()
    )
}

fn questions_of(content: &Value, wrong: &mut Vec<String>) -> Option<Vec<Question>> {
    let Some(list) = content["questions"].as_array() else {
        wrong.push("content.questions: is missing: it is a list of questions.".into());
        return None;
    };
    if list.len() > QUESTION_LIMIT {
        wrong.push(format!(
            "content.questions: {} questions are too many: a survey has at most {QUESTION_LIMIT}.",
            list.len()
        ));
        return None;
    }
    let read = list.iter().enumerate().map(|(nth, value)| {
        let place = format!("content.questions[{nth}]");
        let named = value["kind"].as_str();
        if let Some(named) = named
            && crate::owner::pages::editor::draft::kind(named).is_none()
        {
            let kinds: Vec<_> = Kind::ALL
                .map(crate::owner::pages::editor::draft::kind_key)
                .to_vec();
            let named: String = named.chars().take(40).collect();
            wrong.push(format!(
                "{place}.kind: there is no kind “{named}”. Use one of {}.",
                kinds.join(", ")
            ));
            return None;
        }
        part(value, &place, wrong)
    });
    // All of them are read before one that is wrong counts.
    read.collect::<Vec<_>>().into_iter().collect()
}

/// Reads a part of a file; what is wrong with it is told with its place.
fn part<T: DeserializeOwned>(value: &Value, place: &str, wrong: &mut Vec<String>) -> Option<T> {
    if value.is_null() {
        wrong.push(format!("{place}: is missing."));
        return None;
    }
    match serde_path_to_error::deserialize(value) {
        Ok(read) => Some(read),
        Err(error) => {
            let inside = error.path().to_string();
            let place = match inside.as_str() {
                "." | "?" => place.to_owned(),
                inside => format!("{place}.{inside}"),
            };
            wrong.push(format!(
                "{place}: {}",
                unreadable(&error.inner().to_string())
            ));
            None
        }
    }
}

/// What serde says of a value that does not fit, as owners read it.
fn unreadable(error: &str) -> String {
    let most = [
        ("u8", u64::from(u8::MAX)),
        ("u16", u64::from(u16::MAX)),
        ("u32", u64::from(u32::MAX)),
    ];
    for (name, most) in most {
        if error.ends_with(&format!("expected {name}")) {
            return format!("write a whole number from 0 to {most} here.");
        }
    }
    for (name, wanted) in [
        ("a string", "a text in quotes"),
        ("a boolean", "true or false"),
        ("a sequence", "a list in [ ]"),
        ("a map", "an object in { }"),
    ] {
        if error.starts_with("invalid type") && error.ends_with(&format!("expected {name}")) {
            return format!("write {wanted} here.");
        }
    }
    if let Some(name) = error
        .strip_prefix("missing field `")
        .and_then(|rest| rest.strip_suffix('`'))
    {
        return format!("“{name}” is missing.");
    }
    format!("can’t be read: {}.", error.trim_end_matches('.'))
}

fn optional<T: DeserializeOwned + Default>(
    value: &Value,
    place: &str,
    wrong: &mut Vec<String>,
) -> Option<T> {
    match &value[place] {
        Value::Null => Some(T::default()),
        value => part(value, place, wrong),
    }
}

/// Tells of fields that nothing reads, since a misspelt one would be lost without a word.
fn unknown_fields(value: &Value, file: &SurveyFile, wrong: &mut Vec<String>) {
    fn compare(given: &Value, read: &Value, place: &str, wrong: &mut Vec<String>) {
        match (given, read) {
            (Value::Object(given), Value::Object(read)) => {
                for (name, value) in given {
                    let short: String = name.chars().take(60).collect();
                    let inside = if place.is_empty() {
                        short
                    } else {
                        format!("{place}.{short}")
                    };
                    match read.get(name) {
                        Some(read) => compare(value, read, &inside, wrong),
                        None => wrong.push(format!(
                            "{inside}: there is no such field here. Look at its spelling, or take it out."
                        )),
                    }
                }
            }
            (Value::Array(given), Value::Array(read)) => {
                for (nth, (given, read)) in given.iter().zip(read).enumerate() {
                    compare(given, read, &format!("{place}[{nth}]"), wrong);
                }
            }
            _ => {}
        }
    }
    if let Ok(read) = serde_json::to_value(file) {
        compare(value, &read, "", wrong);
    }
}

#[derive(Default)]
struct Problems(Vec<Problem>);

impl Problems {
    fn add(
        &mut self,
        field: impl Into<String>,
        place: impl Into<String>,
        sentence: impl Into<String>,
    ) {
        self.0.push(Problem {
            field: field.into(),
            place: place.into(),
            sentence: sentence.into(),
        });
    }

    fn words(&mut self, field: &str, place: &str, text: &str) {
        let length = text.chars().count();
        if length > WORDS_LIMIT {
            let sentence = format!(
                "This text has {length} characters; at most {WORDS_LIMIT} fit. Shorten it."
            );
            self.add(field, place, sentence);
        } else if let Err(error) = words::check(text) {
            self.add(field, place, error.to_string());
        } else if text.chars().any(|c| c.is_control() && c != '\n') {
            self.add(
                field,
                place,
                "This text holds a control character: type it anew.",
            );
        }
    }

    fn link(&mut self, field: &str, place: &str, link: &Link) {
        let (text, address) = (link.text.trim(), link.address.trim());
        if text.is_empty() && !address.is_empty() {
            self.add(
                format!("{field}_text"),
                format!("{place}.text"),
                "A link needs words that say where it leads.",
            );
        }
        if (!text.is_empty() || !address.is_empty()) && !is_link(address) {
            self.add(
                format!("{field}_address"),
                format!("{place}.address"),
                "Write a link that starts with https:// or mailto:, without spaces or quotes.",
            );
        }
        self.words(&format!("{field}_text"), &format!("{place}.text"), text);
    }

    fn content(&mut self, survey: &Survey) {
        if Locale::known(&survey.locale).is_none_or(|known| known.tag != survey.locale) {
            let tags: Vec<_> = Locale::all().iter().map(|locale| &*locale.tag).collect();
            let sentence = format!("Use one of the languages {}.", tags.join(", "));
            self.add("locale", "content.locale", sentence);
        }
        if survey.questions.is_empty() {
            self.add(
                "questions",
                "content.questions",
                "A survey needs at least one question: add one.",
            );
        }
        if survey.questions.len() > QUESTION_LIMIT {
            let sentence =
                format!("A survey has at most {QUESTION_LIMIT} questions: take some out.");
            self.add("questions", "content.questions", sentence);
        }
        for (place, question) in survey.questions.iter().enumerate() {
            if survey.position(&question.id) != Some(place) {
                self.add(
                    "questions",
                    format!("content.questions[{place}].id"),
                    format!(
                        "Two questions have the id “{}”: give one of them another.",
                        question.id
                    ),
                );
            }
            self.question(survey, place, question);
        }
        self.words("thanks", "content.thanks", &survey.thanks);
        if survey.thanks.trim().is_empty() {
            self.add(
                "thanks",
                "content.thanks",
                "Write what is said at the end, such as “Thank you.”",
            );
        }
        if let Some(offer) = &survey.offer {
            self.link("offer", "content.offer", offer);
        }
        for (nth, ending) in survey.endings.iter().enumerate() {
            self.ending(survey, nth, ending);
        }
    }

    fn ending(&mut self, survey: &Survey, nth: usize, ending: &Ending) {
        let (field, place) = (format!("ending.{nth}."), format!("content.endings[{nth}]"));
        if survey.scored_question().is_none() {
            let sentence = "Endings differ by the rating of a score, and this survey asks for none: take the ending out, or add a question with a score.";
            self.add(format!("{field}from"), place.clone(), sentence);
        } else if ending.from > ending.to {
            let sentence = "The first rating is above the last: nobody would see it. Swap them.";
            self.add(format!("{field}from"), format!("{place}.from"), sentence);
        }
        self.words(
            &format!("{field}thanks"),
            &format!("{place}.thanks"),
            &ending.thanks,
        );
        if ending.thanks.trim().is_empty() {
            self.add(
                format!("{field}thanks"),
                format!("{place}.thanks"),
                "Write what is said here.",
            );
        }
        if let Some(link) = &ending.link {
            self.link(&format!("{field}link"), &format!("{place}.link"), link);
        }
    }

    fn question(&mut self, survey: &Survey, at: usize, question: &Question) {
        let field = format!("q.{}.", question.id);
        let place = format!("content.questions[{at}]");
        if question.text.trim().is_empty() {
            self.add(
                format!("{field}text"),
                format!("{place}.text"),
                "Write what is asked here.",
            );
        }
        for (name, text) in [
            ("text", &question.text),
            ("low", &question.low),
            ("high", &question.high),
            ("other", &question.other),
            ("none", &question.none),
        ] {
            self.words(&format!("{field}{name}"), &format!("{place}.{name}"), text);
        }
        if question.kind == Kind::Scale
            && question
                .range
                .is_none_or(|range| range.low >= range.high || range.high > SCALE_LIMIT)
        {
            let sentence =
                "A scale rises from its lowest to its highest number, which is at most 10.";
            self.add(
                format!("{field}range_low"),
                format!("{place}.range"),
                sentence,
            );
        }
        if question.kind.has_options() {
            self.options(
                &format!("{field}options"),
                &format!("{place}.options"),
                question,
            );
        }
        for (nth, branch) in question.branches.iter().enumerate() {
            let field = format!("{field}b{nth}.");
            let place = format!("{place}.branches[{nth}]");
            match &branch.option {
                Some(option) if !question.offered().any(|(id, _)| id == option.as_str()) => {
                    let sentence = "This option is not there any more: choose another, or take the branch out.";
                    self.add(
                        format!("{field}option"),
                        format!("{place}.option"),
                        sentence,
                    );
                }
                None if branch.from > branch.to => {
                    let sentence = "The first rating is above the last: nobody would take this way. Swap them.";
                    self.add(format!("{field}from"), place.clone(), sentence);
                }
                _ => {}
            }
            if let Next::Question(target) = &branch.then {
                let sentence = match survey.position(target) {
                    None => format!(
                        "It leads to “{target}”, which is not there: choose another question or the end."
                    ),
                    Some(target_at) if target_at <= at => format!(
                        "It leads back to “{target}”: a way leads to questions further on only, so that every survey ends."
                    ),
                    Some(_) => continue,
                };
                self.add(format!("{field}then"), format!("{place}.then"), sentence);
            }
        }
    }

    fn options(&mut self, field: &str, place: &str, question: &Question) {
        if question.options.is_empty() || question.offered().count() < 2 {
            self.add(field, place, "Offer at least two options, one per line.");
        }
        if question.options.len() > OPTION_LIMIT {
            let sentence = format!("A question has at most {OPTION_LIMIT} options: take some out.");
            self.add(field, place, sentence);
        }
        for (nth, option) in question.options.iter().enumerate() {
            let place = format!("{place}[{nth}]");
            let id = option.id.as_str();
            if id == OptionId::OTHER || id == OptionId::NONE {
                let sentence = format!(
                    "The id “{id}” has a meaning of its own: use the field “{id}” of the question, or another id."
                );
                self.add(field, format!("{place}.id"), sentence);
            }
            if question.options[..nth]
                .iter()
                .any(|other| other.id == option.id)
            {
                let sentence = format!("Two options have the id “{id}”: give one of them another.");
                self.add(field, format!("{place}.id"), sentence);
            }
            if option.text.trim().is_empty() {
                self.add(field, format!("{place}.text"), "An option needs words.");
            }
            if option.text.contains('\n') {
                self.add(field, format!("{place}.text"), "An option is one line.");
            }
            self.words(field, &format!("{place}.text"), &option.text);
        }
    }

    fn translations(&mut self, file: &SurveyFile) {
        let mut names = Vec::new();
        file.content
            .clone()
            .each_words(|name, _| names.push(name.to_owned()));
        for (tag, texts) in &file.translations {
            let shown: String = tag.chars().take(40).collect();
            let place = format!("translations.{shown}");
            if Locale::known(tag).is_none_or(|known| known.tag != *tag) {
                let tags: Vec<_> = Locale::all().iter().map(|locale| &*locale.tag).collect();
                self.add(
                    "language",
                    place,
                    format!("Use one of the languages {}.", tags.join(", ")),
                );
                continue;
            }
            for (name, text) in texts {
                if names.contains(name) {
                    self.words(&format!("t.{tag}.{name}"), &format!("{place}.{name}"), text);
                } else {
                    let name: String = name.chars().take(60).collect();
                    let sentence = "This survey has no such text. Texts are named like “score.text”, “heard.option.friend” or “thanks”.";
                    self.add("language", format!("{place}.{name}"), sentence);
                }
            }
        }
    }

    fn rules(&mut self, rules: &Rules) {
        let mut add = |wrong: bool, field: &str, place: &str, sentence: &str| {
            if wrong {
                self.add(field, format!("rules.{place}"), sentence);
            }
        };
        let text_is_wrong =
            |text: &str| text.chars().count() > PATTERN_LIMIT || text.chars().any(char::is_control);
        match &rules.trigger.when {
            When::Visit { seconds } => add(
                *seconds > 3600,
                "seconds",
                "trigger.seconds",
                "Write a number of seconds from 0 to 3600.",
            ),
            When::Scroll { percent } => add(
                !(1..=100).contains(percent),
                "percent",
                "trigger.percent",
                "Write a number of per cent from 1 to 100.",
            ),
            When::Click { selector } => add(
                selector.trim().is_empty() || text_is_wrong(selector),
                "selector",
                "trigger.selector",
                "Write a CSS selector of 1 to 200 characters, such as #help or .feedback.",
            ),
            When::Order | When::Leave | When::Call => {}
        }
        add(
            text_is_wrong(&rules.trigger.page)
                || !(rules.trigger.page.is_empty() || rules.trigger.page.starts_with(['/', '*'])),
            "page",
            "trigger.page",
            "A pattern starts with / or * and has at most 200 characters, such as /account* or *sale*.",
        );
        add(
            !(1..=100).contains(&rules.sample),
            "sample",
            "sample",
            "Write a number of per cent from 1 to 100.",
        );
        add(
            matches!((rules.from, rules.until), (Some(from), Some(until)) if until <= from),
            "until",
            "until",
            "It would end before it starts: choose a later end.",
        );
        let country =
            |code: &String| code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase());
        add(
            !rules.countries.iter().all(country) || rules.countries.len() > LIST_LIMIT,
            "countries",
            "countries",
            "Write countries as two letters each, such as LV, EE.",
        );
        let language = |tag: &String| {
            (2..=35).contains(&tag.len())
                && tag.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        };
        add(
            !rules.languages.iter().all(language) || rules.languages.len() > LIST_LIMIT,
            "languages",
            "languages",
            "Write languages as tags, such as lv, pt-BR.",
        );
        add(
            rules.minimum.is_some_and(|minimum| minimum.minor() < 0),
            "minimum",
            "minimum",
            "The least total is not below 0.",
        );
        add(
            rules.products.len() > LIST_LIMIT,
            "products",
            "products",
            "List at most 100 products.",
        );
        add(
            matches!(rules.again, Again::AfterDays { days } if !(1..=DAYS_LIMIT).contains(&days)),
            "days",
            "again.days",
            "Write a number of days from 1 to 730.",
        );
        add(
            !(1..=SHOWN_MOST).contains(&rules.shown_limit),
            "shown_limit",
            "shown_limit",
            "Write a number from 1 to 20.",
        );
    }

    fn theme(&mut self, theme: &Theme) {
        if !theme.logo.is_empty() && !is_https(&theme.logo) {
            self.add(
                "logo",
                "theme.logo",
                "A picture’s address starts with https:// and has no spaces or quotes.",
            );
        }
        if theme.radius.is_some_and(|radius| radius > RADIUS_LIMIT) {
            self.add("radius", "theme.radius", "Write a number from 0 to 32.");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use afterword_library::template::Template;

    fn file() -> SurveyFile {
        SurveyFile::of_template(Template::Product, Locale::find("en"))
    }

    fn sentences(change: impl FnOnce(&mut Value)) -> Vec<String> {
        let mut value = serde_json::to_value(file()).unwrap();
        change(&mut value);
        SurveyFile::read(&value.to_string()).unwrap_err()
    }

    #[track_caller]
    fn one(change: impl FnOnce(&mut Value), expected: &str) {
        let told = sentences(change);
        assert!(
            told.iter().any(|sentence| sentence.contains(expected)),
            "{told:#?}"
        );
    }

    #[test]
    fn a_file_reads_back_as_itself() {
        for template in Template::ALL {
            for locale in Locale::all() {
                let mut file = SurveyFile::of_template(template, locale);
                let words = [("thanks".to_owned(), "Paldies.".to_owned())];
                file.translations
                    .insert("lv".into(), words.into_iter().collect());
                file.theme.radius = Some(8);
                file.rules.trigger.when = When::Scroll { percent: 40 };
                let text = file.write();
                let read = SurveyFile::read(&text).unwrap();
                assert_eq!(read, file);
                assert_eq!(read.write(), text);
            }
        }
    }

    #[test]
    fn everything_that_is_wrong_has_its_sentence_and_its_place() {
        let empty = |text: &str| SurveyFile::read(text).unwrap_err().join(" ");
        assert!(empty("").contains("empty"));
        assert!(empty("{\"name\": }").contains("line 1"));
        assert!(empty("[]").contains("one JSON object"));
        assert!(empty("{}").contains("“content” is missing"));
        assert!(empty(&" ".repeat(FILE_LIMIT + 1)).contains("1 MB"));
        assert!(empty(&"[".repeat(10_000)).contains("not JSON"));

        one(
            |v| v["content"]["questions"][1]["kind"] = "riddle".into(),
            "questions[1].kind: there is no kind “riddle”. Use one of nps, nps_from_one",
        );
        one(
            |v| v["content"]["questions"][1]["text"] = 7.into(),
            "content.questions[1].text: write a text in quotes here.",
        );
        one(
            |v| v["content"]["questions"] = Value::Null,
            "content.questions: is missing",
        );
        one(
            |v| {
                let question = v["content"]["questions"][0].clone();
                v["content"]["questions"] = vec![question; 500].into();
            },
            "500 questions are too many",
        );
        one(
            |v| {
                v["content"]["questions"][2]["branches"] =
                    serde_json::json!([{"then": {"question": "product"}}]);
            },
            "questions[2].branches[0].then: It leads back to “product”",
        );
        one(
            |v| {
                v["content"]["questions"][0]["branches"][0]["then"] =
                    serde_json::json!({"question": "nowhere"});
            },
            "“nowhere”, which is not there",
        );
        for link in ["javascript:alert(1)", "http://shop.example"] {
            one(
                |v| v["content"]["offer"] = serde_json::json!({"text": "Go", "address": link}),
                "content.offer.address: Write a link that starts with https://",
            );
        }
        one(
            |v| v["theme"]["logo"] = "http://a.example/x.png".into(),
            "theme.logo",
        );
        one(
            |v| v["theme"]["accent"] = "red".into(),
            "theme.accent: can’t be read: A colour is written as #",
        );
        one(
            |v| v["theme"]["acent"] = "#fff".into(),
            "theme.acent: there is no such field",
        );
        one(
            |v| v["translations"]["tlh"] = serde_json::json!({"thanks": "x"}),
            "translations.tlh: Use one of",
        );
        one(
            |v| v["translations"]["lv"] = serde_json::json!({"nope": "x"}),
            "translations.lv.nope: This survey has no such text",
        );
        one(
            |v| v["content"]["locale"] = "\"><script>".into(),
            "content.locale",
        );
        one(|v| v["content"]["thanks"] = "".into(), "content.thanks");
        one(
            |v| v["content"]["thanks"] = "Hi {first_name}".into(),
            "{first_name|",
        );
        one(|v| v["rules"]["sample"] = 0.into(), "rules.sample");
        one(
            |v| v["rules"]["sample"] = 1000.into(),
            "rules.sample: write a whole number from 0 to 255 here.",
        );
        one(|v| v["name"] = "".into(), "name");
        one(|v| v["name"] = Value::Null, "name: is missing");
        let many = sentences(|v| {
            for question in v["content"]["questions"].as_array_mut().unwrap() {
                question["text"] = "".into();
            }
        });
        assert_eq!(many.len(), 4, "each of them is told: {many:#?}");
    }

    #[test]
    fn a_value_that_does_not_fit_is_told_with_its_field_and_what_fits() {
        one(
            |v| v["content"]["questions"][1]["range"] = serde_json::json!({"low": 1, "high": 300}),
            "content.questions[1].range.high: write a whole number from 0 to 255 here.",
        );
        one(
            |v| {
                v["content"]["questions"][1]
                    .as_object_mut()
                    .unwrap()
                    .remove("kind");
            },
            "content.questions[1]: “kind” is missing.",
        );
    }

    #[test]
    fn missing_translations_and_parts_are_no_mistake() {
        let mut value = serde_json::to_value(file()).unwrap();
        for name in ["translations", "rules", "place", "theme"] {
            value.as_object_mut().unwrap().remove(name);
        }
        let read = SurveyFile::read(&value.to_string()).unwrap();
        assert_eq!(read, file());
    }
}
