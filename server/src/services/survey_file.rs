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
    words as placeholders,
};
use afterword_wording::Language;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;
use std::collections::BTreeMap;

/// The most bytes of a survey's file.
pub(crate) const FILE_LIMIT: usize = 1024 * 1024;
/// The most sentences about one file.
const SENTENCE_LIMIT: usize = 30;
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
    pub(crate) fn read(words: Language, text: &str) -> Result<Self, Vec<String>> {
        if text.len() > FILE_LIMIT {
            return Err(vec![words.survey_file_too_large().to_owned()]);
        }
        let value: Value = serde_json::from_str(text.trim_start_matches('\u{feff}'))
            .map_err(|error| vec![not_json(words, text, &error)])?;
        let mut wrong = Mistakes::new(words);
        let file = Self::of_value(&value, &mut wrong);
        if let Some(file) = &file {
            unknown_fields(&value, file, &mut wrong);
            for problem in file.problems(words) {
                wrong.add(&problem.place, problem.sentence);
            }
        }
        match file {
            Some(file) if wrong.is_empty() => Ok(file),
            _ => Err(wrong.listed()),
        }
    }

    fn of_value(value: &Value, wrong: &mut Mistakes) -> Option<Self> {
        if !value.is_object() {
            let sample = "{ \"name\": …, \"content\": … }";
            wrong.say(wrong.words.survey_file_no_object(sample));
            return None;
        }
        let content = &value["content"];
        if !content.is_object() {
            wrong.say(wrong.words.survey_file_no_content());
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
    pub(crate) fn problems(&self, words: Language) -> Vec<Problem> {
        let mut found = Problems {
            words,
            list: Vec::new(),
        };
        if let Err(error) = validate::name(&self.name, "The survey") {
            found.add("name", "name", error.to_string());
        }
        found.content(&self.content);
        found.translations(self);
        found.rules(&self.rules);
        found.theme(&self.theme);
        // Whatever is not said above is said as the form's own check says it.
        if found.list.is_empty()
            && let Err(error) = self.content.check()
        {
            found.add("questions", "content", error.to_string());
        }
        found.list
    }
}

/// What is wrong with a file, in sentences.
struct Mistakes {
    words: Language,
    sentences: Vec<String>,
}

impl Mistakes {
    fn new(words: Language) -> Self {
        Self {
            words,
            sentences: Vec::new(),
        }
    }

    /// Adds a sentence about the file as a whole.
    fn say(&mut self, sentence: impl Into<String>) {
        self.sentences.push(sentence.into());
    }

    /// Adds one about a place in it.
    fn add(&mut self, place: &str, sentence: impl AsRef<str>) {
        let sentence = self.words.survey_file_at(place, sentence.as_ref());
        self.sentences.push(sentence);
    }

    fn is_empty(&self) -> bool {
        self.sentences.is_empty()
    }

    /// The first of them, and how many more there are.
    fn listed(mut self) -> Vec<String> {
        let more = self.sentences.len().saturating_sub(SENTENCE_LIMIT);
        self.sentences.truncate(SENTENCE_LIMIT);
        if more > 0 {
            self.sentences
                .push(self.words.survey_file_more(more as u64));
        }
        self.sentences
    }
}

fn not_json(words: Language, text: &str, error: &serde_json::Error) -> String {
    if text.trim().is_empty() {
        return words.survey_file_empty().to_owned();
    }
    words.survey_file_not_json(error.line() as u64, error.column() as u64)
}

fn questions_of(content: &Value, wrong: &mut Mistakes) -> Option<Vec<Question>> {
    let Some(list) = content["questions"].as_array() else {
        wrong.add("content.questions", wrong.words.survey_file_no_questions());
        return None;
    };
    if list.len() > QUESTION_LIMIT {
        let (count, limit) = (list.len() as u64, QUESTION_LIMIT as u64);
        let sentence = wrong.words.survey_file_questions_too_many(count, limit);
        wrong.add("content.questions", sentence);
        return None;
    }
    let read = list.iter().enumerate().map(|(nth, value)| {
        let place = format!("content.questions[{nth}]");
        let named = value["kind"].as_str();
        if let Some(named) = named
            && kind(named).is_none()
        {
            let kinds: Vec<_> = Kind::ALL.map(kind_key).to_vec();
            let named: String = named.chars().take(40).collect();
            let sentence = wrong
                .words
                .survey_file_unknown_kind(&named, &kinds.join(", "));
            wrong.add(&format!("{place}.kind"), sentence);
            return None;
        }
        part(value, &place, wrong)
    });
    // All of them are read before one that is wrong counts.
    read.collect::<Vec<_>>().into_iter().collect()
}

/// Reads a part of a file; what is wrong with it is said with its place.
fn part<T: DeserializeOwned>(value: &Value, place: &str, wrong: &mut Mistakes) -> Option<T> {
    if value.is_null() {
        wrong.add(place, wrong.words.survey_file_missing());
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
            let sentence = unreadable(wrong.words, &error.inner().to_string());
            wrong.add(&place, sentence);
            None
        }
    }
}

/// What serde says of a value that does not fit, as owners read it.
fn unreadable(words: Language, error: &str) -> String {
    let most = [
        ("u8", u64::from(u8::MAX)),
        ("u16", u64::from(u16::MAX)),
        ("u32", u64::from(u32::MAX)),
    ];
    for (name, most) in most {
        if error.ends_with(&format!("expected {name}")) {
            return words.survey_file_whole_number(most);
        }
    }
    for (name, sentence) in [
        ("a string", words.survey_file_text()),
        ("a boolean", words.survey_file_boolean()),
        ("a sequence", words.survey_file_list()),
        ("a map", &words.survey_file_object("{ }")),
    ] {
        if error.starts_with("invalid type") && error.ends_with(&format!("expected {name}")) {
            return sentence.to_owned();
        }
    }
    if let Some(name) = error
        .strip_prefix("missing field `")
        .and_then(|rest| rest.strip_suffix('`'))
    {
        return words.survey_file_field_missing(name);
    }
    words.survey_file_unreadable(error.trim_end_matches('.'))
}

fn optional<T: DeserializeOwned + Default>(
    value: &Value,
    place: &str,
    wrong: &mut Mistakes,
) -> Option<T> {
    match &value[place] {
        Value::Null => Some(T::default()),
        value => part(value, place, wrong),
    }
}

/// Notes fields that nothing reads, since a misspelt one would be lost without a word.
fn unknown_fields(value: &Value, file: &SurveyFile, wrong: &mut Mistakes) {
    fn compare(given: &Value, read: &Value, place: &str, wrong: &mut Mistakes) {
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
                        None => wrong.add(&inside, wrong.words.survey_file_unknown_field()),
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

/// What is wrong with a survey, as it is gathered.
struct Problems {
    words: Language,
    list: Vec<Problem>,
}

impl Problems {
    fn add(
        &mut self,
        field: impl Into<String>,
        place: impl Into<String>,
        sentence: impl Into<String>,
    ) {
        self.list.push(Problem {
            field: field.into(),
            place: place.into(),
            sentence: sentence.into(),
        });
    }

    fn text(&mut self, field: &str, place: &str, text: &str) {
        let length = text.chars().count();
        if length > WORDS_LIMIT {
            let (length, limit) = (length as u64, WORDS_LIMIT as u64);
            let sentence = self.words.survey_file_text_too_long(length, limit);
            self.add(field, place, sentence);
        } else if let Err(error) = placeholders::check(text) {
            self.add(field, place, error.to_string());
        } else if text.chars().any(|c| c.is_control() && c != '\n') {
            self.add(field, place, self.words.survey_file_control_character());
        }
    }

    fn link(&mut self, field: &str, place: &str, link: &Link) {
        let (text, address) = (link.text.trim(), link.address.trim());
        if text.is_empty() && !address.is_empty() {
            self.add(
                format!("{field}_text"),
                format!("{place}.text"),
                self.words.survey_file_link_text(),
            );
        }
        if (!text.is_empty() || !address.is_empty()) && !is_link(address) {
            self.add(
                format!("{field}_address"),
                format!("{place}.address"),
                self.words.survey_file_link_address(),
            );
        }
        self.text(&format!("{field}_text"), &format!("{place}.text"), text);
    }

    fn content(&mut self, survey: &Survey) {
        if Locale::known(&survey.locale).is_none_or(|known| known.tag != survey.locale) {
            let tags: Vec<_> = Locale::all().iter().map(|locale| &*locale.tag).collect();
            let sentence = self.words.survey_file_locale(&tags.join(", "));
            self.add("locale", "content.locale", sentence);
        }
        if survey.questions.is_empty() {
            self.add(
                "questions",
                "content.questions",
                self.words.survey_file_no_question(),
            );
        }
        if survey.questions.len() > QUESTION_LIMIT {
            let limit = QUESTION_LIMIT as u64;
            let sentence = self.words.survey_file_question_limit(limit);
            self.add("questions", "content.questions", sentence);
        }
        for (place, question) in survey.questions.iter().enumerate() {
            if survey.position(&question.id) != Some(place) {
                self.add(
                    "questions",
                    format!("content.questions[{place}].id"),
                    self.words.survey_file_same_question(question.id.as_str()),
                );
            }
            self.question(survey, place, question);
        }
        self.text("thanks", "content.thanks", &survey.thanks);
        if survey.thanks.trim().is_empty() {
            self.add("thanks", "content.thanks", self.words.survey_file_thanks());
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
            let sentence = self.words.survey_file_ending_no_score();
            self.add(format!("{field}from"), place.clone(), sentence);
        } else if ending.from > ending.to {
            let sentence = self.words.survey_file_ending_order();
            self.add(format!("{field}from"), format!("{place}.from"), sentence);
        }
        self.text(
            &format!("{field}thanks"),
            &format!("{place}.thanks"),
            &ending.thanks,
        );
        if ending.thanks.trim().is_empty() {
            self.add(
                format!("{field}thanks"),
                format!("{place}.thanks"),
                self.words.survey_file_ending_thanks(),
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
                self.words.survey_file_question_text(),
            );
        }
        for (name, text) in [
            ("text", &question.text),
            ("low", &question.low),
            ("high", &question.high),
            ("other", &question.other),
            ("none", &question.none),
        ] {
            self.text(&format!("{field}{name}"), &format!("{place}.{name}"), text);
        }
        if question.kind == Kind::Scale
            && question
                .range
                .is_none_or(|range| range.low >= range.high || range.high > SCALE_LIMIT)
        {
            let sentence = self.words.survey_file_range();
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
                    let sentence = self.words.survey_file_branch_option();
                    self.add(
                        format!("{field}option"),
                        format!("{place}.option"),
                        sentence,
                    );
                }
                None if branch.from > branch.to => {
                    let sentence = self.words.survey_file_branch_order();
                    self.add(format!("{field}from"), place.clone(), sentence);
                }
                _ => {}
            }
            if let Next::Question(target) = &branch.then {
                let sentence = match survey.position(target) {
                    None => self.words.survey_file_branch_nowhere(target.as_str()),
                    Some(target_at) if target_at <= at => {
                        self.words.survey_file_branch_back(target.as_str())
                    }
                    Some(_) => continue,
                };
                self.add(format!("{field}then"), format!("{place}.then"), sentence);
            }
        }
    }

    fn options(&mut self, field: &str, place: &str, question: &Question) {
        if question.options.is_empty() || question.offered().count() < 2 {
            self.add(field, place, self.words.survey_file_two_options());
        }
        if question.options.len() > OPTION_LIMIT {
            let sentence = self.words.survey_file_option_limit(OPTION_LIMIT as u64);
            self.add(field, place, sentence);
        }
        for (nth, option) in question.options.iter().enumerate() {
            let place = format!("{place}[{nth}]");
            let id = option.id.as_str();
            if id == OptionId::OTHER || id == OptionId::NONE {
                let sentence = self.words.survey_file_reserved_option(id);
                self.add(field, format!("{place}.id"), sentence);
            }
            if question.options[..nth]
                .iter()
                .any(|other| other.id == option.id)
            {
                let sentence = self.words.survey_file_same_option(id);
                self.add(field, format!("{place}.id"), sentence);
            }
            if option.text.trim().is_empty() {
                self.add(
                    field,
                    format!("{place}.text"),
                    self.words.survey_file_option_text(),
                );
            }
            if option.text.contains('\n') {
                self.add(
                    field,
                    format!("{place}.text"),
                    self.words.survey_file_option_line(),
                );
            }
            self.text(field, &format!("{place}.text"), &option.text);
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
                    self.words.survey_file_locale(&tags.join(", ")),
                );
                continue;
            }
            for (name, text) in texts {
                if names.contains(name) {
                    self.text(&format!("t.{tag}.{name}"), &format!("{place}.{name}"), text);
                } else {
                    let name: String = name.chars().take(60).collect();
                    let names = ["score.text", "heard.option.friend", "thanks"];
                    let sentence = self.words.survey_file_no_such_text(&names.join(", "));
                    self.add("language", format!("{place}.{name}"), sentence);
                }
            }
        }
    }

    fn rules(&mut self, rules: &Rules) {
        let words = self.words;
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
                words.survey_file_seconds(),
            ),
            When::Scroll { percent } => add(
                !(1..=100).contains(percent),
                "percent",
                "trigger.percent",
                words.survey_file_percent(),
            ),
            When::Click { selector } => add(
                selector.trim().is_empty() || text_is_wrong(selector),
                "selector",
                "trigger.selector",
                words.survey_file_selector(),
            ),
            When::Order | When::Leave | When::Call => {}
        }
        add(
            text_is_wrong(&rules.trigger.page)
                || !(rules.trigger.page.is_empty() || rules.trigger.page.starts_with(['/', '*'])),
            "page",
            "trigger.page",
            words.survey_file_pattern(),
        );
        add(
            !(1..=100).contains(&rules.sample),
            "sample",
            "sample",
            words.survey_file_percent(),
        );
        add(
            matches!((rules.from, rules.until), (Some(from), Some(until)) if until <= from),
            "until",
            "until",
            words.survey_file_until(),
        );
        let country =
            |code: &String| code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase());
        add(
            !rules.countries.iter().all(country) || rules.countries.len() > LIST_LIMIT,
            "countries",
            "countries",
            words.survey_file_countries(),
        );
        let language = |tag: &String| {
            (2..=35).contains(&tag.len())
                && tag.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        };
        add(
            !rules.languages.iter().all(language) || rules.languages.len() > LIST_LIMIT,
            "languages",
            "languages",
            words.survey_file_languages(),
        );
        add(
            rules.minimum.is_some_and(|minimum| minimum.minor() < 0),
            "minimum",
            "minimum",
            words.survey_file_minimum(),
        );
        add(
            rules.products.len() > LIST_LIMIT,
            "products",
            "products",
            &words.survey_file_products(LIST_LIMIT as u64),
        );
        add(
            matches!(rules.again, Again::AfterDays { days } if !(1..=DAYS_LIMIT).contains(&days)),
            "days",
            "again.days",
            words.survey_file_days(),
        );
        add(
            !(1..=SHOWN_MOST).contains(&rules.shown_limit),
            "shown_limit",
            "shown_limit",
            words.survey_file_shown_limit(),
        );
    }

    fn theme(&mut self, theme: &Theme) {
        if !theme.logo.is_empty() && !is_https(&theme.logo) {
            self.add("logo", "theme.logo", self.words.survey_file_logo());
        }
        if theme.radius.is_some_and(|radius| radius > RADIUS_LIMIT) {
            self.add("radius", "theme.radius", self.words.survey_file_radius());
        }
    }
}

/// A kind by its name in messages.
pub(crate) fn kind(name: &str) -> Option<Kind> {
    Kind::ALL.into_iter().find(|kind| kind_key(*kind) == name)
}

/// A kind's name in messages.
pub(crate) fn kind_key(kind: Kind) -> &'static str {
    match kind {
        Kind::Nps => "nps",
        Kind::NpsFromOne => "nps_from_one",
        Kind::Csat => "csat",
        Kind::Ces => "ces",
        Kind::Scale => "scale",
        Kind::YesNo => "yes_no",
        Kind::Choice => "choice",
        Kind::Choices => "choices",
        Kind::Text => "text",
        Kind::Contact => "contact",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use afterword_library::template::Template;

    fn file() -> SurveyFile {
        SurveyFile::of_template(Template::Product, Locale::find("en"))
    }

    const WORDS: Language = Language::ENGLISH;

    fn sentences(change: impl FnOnce(&mut Value)) -> Vec<String> {
        let mut value = serde_json::to_value(file()).unwrap();
        change(&mut value);
        SurveyFile::read(WORDS, &value.to_string()).unwrap_err()
    }

    /// A change makes this sentence about a place; an empty one stands for any.
    #[track_caller]
    fn one(place: &str, sentence: &str, change: impl FnOnce(&mut Value)) {
        let said = sentences(change);
        let expected = WORDS.survey_file_at(place, sentence);
        let fits = |said: &String| match sentence {
            "" => said.starts_with(&expected),
            _ => *said == expected,
        };
        assert!(said.iter().any(fits), "{said:#?}");
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
                let read = SurveyFile::read(WORDS, &text).unwrap();
                assert_eq!(read, file);
                assert_eq!(read.write(), text);
            }
        }
    }

    #[test]
    fn a_file_that_is_no_survey_gets_one_sentence() {
        let only = |text: &str| match &SurveyFile::read(WORDS, text).unwrap_err()[..] {
            [one] => one.clone(),
            several => panic!("{several:#?}"),
        };
        assert_eq!(only(""), WORDS.survey_file_empty());
        assert_eq!(only("{\"name\": }"), WORDS.survey_file_not_json(1, 10));
        let object = "{ \"name\": …, \"content\": … }";
        assert_eq!(only("[]"), WORDS.survey_file_no_object(object));
        assert_eq!(only("{}"), WORDS.survey_file_no_content());
        let large = " ".repeat(FILE_LIMIT + 1);
        assert_eq!(only(&large), WORDS.survey_file_too_large());
        assert_eq!(
            only(&"[".repeat(10_000)),
            WORDS.survey_file_not_json(1, 128)
        );
    }

    #[test]
    fn everything_that_is_wrong_has_its_sentence_and_its_place() {
        let kinds = Kind::ALL.map(kind_key);
        one(
            "content.questions[1].kind",
            &WORDS.survey_file_unknown_kind("riddle", &kinds.join(", ")),
            |v| v["content"]["questions"][1]["kind"] = "riddle".into(),
        );
        one("content.questions[1].text", WORDS.survey_file_text(), |v| {
            v["content"]["questions"][1]["text"] = 7.into();
        });
        one("content.questions", WORDS.survey_file_no_questions(), |v| {
            v["content"]["questions"] = Value::Null;
        });
        one(
            "content.questions",
            &WORDS.survey_file_questions_too_many(500, QUESTION_LIMIT as u64),
            |v| {
                let question = v["content"]["questions"][0].clone();
                v["content"]["questions"] = vec![question; 500].into();
            },
        );
        one(
            "content.questions[2].branches[0].then",
            &WORDS.survey_file_branch_back("product"),
            |v| {
                v["content"]["questions"][2]["branches"] =
                    serde_json::json!([{"then": {"question": "product"}}]);
            },
        );
        one(
            "content.questions[0].branches[0].then",
            &WORDS.survey_file_branch_nowhere("nowhere"),
            |v| {
                v["content"]["questions"][0]["branches"][0]["then"] =
                    serde_json::json!({"question": "nowhere"});
            },
        );
        for link in ["javascript:alert(1)", "http://shop.example"] {
            let address = WORDS.survey_file_link_address();
            one("content.offer.address", address, |v| {
                v["content"]["offer"] = serde_json::json!({"text": "Go", "address": link});
            });
        }
        one("theme.logo", WORDS.survey_file_logo(), |v| {
            v["theme"]["logo"] = "http://a.example/x.png".into();
        });
        one("theme.accent", "", |v| v["theme"]["accent"] = "red".into());
        one("theme.acent", WORDS.survey_file_unknown_field(), |v| {
            v["theme"]["acent"] = "#fff".into();
        });
        one("translations.tlh", "", |v| {
            v["translations"]["tlh"] = serde_json::json!({"thanks": "x"});
        });
        one("translations.lv.nope", "", |v| {
            v["translations"]["lv"] = serde_json::json!({"nope": "x"});
        });
        one("content.locale", "", |v| {
            v["content"]["locale"] = "\"><script>".into();
        });
        one("content.thanks", WORDS.survey_file_thanks(), |v| {
            v["content"]["thanks"] = "".into();
        });
        one("content.thanks", "", |v| {
            v["content"]["thanks"] = "Hi {first_name}".into();
        });
        one("rules.sample", WORDS.survey_file_percent(), |v| {
            v["rules"]["sample"] = 0.into();
        });
        one("rules.sample", &WORDS.survey_file_whole_number(255), |v| {
            v["rules"]["sample"] = 1000.into();
        });
        one("name", "", |v| v["name"] = "".into());
        one("name", WORDS.survey_file_missing(), |v| {
            v["name"] = Value::Null;
        });
        let many = sentences(|v| {
            for question in v["content"]["questions"].as_array_mut().unwrap() {
                question["text"] = "".into();
            }
        });
        assert_eq!(many.len(), 4, "each of them is said: {many:#?}");
    }

    #[test]
    fn a_value_that_does_not_fit_is_said_with_its_field_and_what_fits() {
        one(
            "content.questions[1].range.high",
            &WORDS.survey_file_whole_number(255),
            |v| v["content"]["questions"][1]["range"] = serde_json::json!({"low": 1, "high": 300}),
        );
        one(
            "content.questions[1]",
            &WORDS.survey_file_field_missing("kind"),
            |v| {
                let question = v["content"]["questions"][1].as_object_mut().unwrap();
                question.remove("kind");
            },
        );
    }

    #[test]
    fn what_is_wrong_is_said_in_every_language() {
        for words in Language::all() {
            let wrong = SurveyFile::read(words, "{}").unwrap_err();
            assert_eq!(wrong, [words.survey_file_no_content()]);
        }
    }

    #[test]
    fn missing_translations_and_parts_are_no_mistake() {
        let mut value = serde_json::to_value(file()).unwrap();
        for name in ["translations", "rules", "place", "theme"] {
            value.as_object_mut().unwrap().remove(name);
        }
        let read = SurveyFile::read(WORDS, &value.to_string()).unwrap();
        assert_eq!(read, file());
    }
}
