//! A survey that is being edited, and what buttons do to it. Pure: nothing is saved here.

use crate::services::survey_file::{self, SurveyFile};
use afterword_domain::{record::SurveyVersion, secret};
use afterword_library::{locale::Locale, questions::Entry};
use afterword_shared::{
    id::{OptionId, QuestionId},
    scale::{Group, Kind, Scale},
    survey::{Branch, Choice, Ending, Link, Next, Question, Survey},
};
use serde::{Deserialize, Serialize};
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    str::FromStr,
};

/// A survey that is being edited. It travels in the form, so that nothing of it is lost and
/// nothing of it is kept before it is saved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Draft {
    /// What the saved survey was when editing began, as a digest: tells of a change elsewhere.
    pub basis: String,
    /// The survey as it would be.
    pub file: SurveyFile,
    /// Questions that were taken out since, latest last.
    #[serde(default)]
    pub removed: Vec<Removed>,
    /// The language whose translation is shown; empty for none.
    #[serde(default)]
    pub language: String,
}

/// A question that was taken out, and where it stood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Removed {
    pub place: usize,
    pub question: Question,
}

/// What a button of the editor does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Action {
    /// Nothing but showing the draft as it is now.
    Keep,
    /// The same, with the languages open.
    Translate,
    Save,
    /// Saves over what somebody else saved meanwhile.
    Overwrite,
    /// Adds a question of the library.
    Add(String),
    /// Adds an empty question of a kind.
    Blank(Kind),
    Remove(QuestionId),
    Restore(QuestionId),
    Up(QuestionId),
    Down(QuestionId),
    /// Adds a branch: for a group of ratings, else for what can be chosen.
    Branch(QuestionId, Option<Group>),
    Unbranch(QuestionId, usize),
    /// Adds an ending.
    Ending(Option<Group>),
    Unending(usize),
}

impl FromStr for Action {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (name, rest) = text.split_once(':').unwrap_or((text, ""));
        let id = |text: &str| text.parse::<QuestionId>().map_err(|_| ());
        let two = || rest.split_once(':').ok_or(());
        let group = |text: &str| Group::ALL.into_iter().find(|g| group_key(*g) == text);
        Ok(match name {
            "keep" | "" => Self::Keep,
            "translate" => Self::Translate,
            "save" => Self::Save,
            "overwrite" => Self::Overwrite,
            "add" => Self::Add(rest.to_owned()),
            "blank" => Self::Blank(survey_file::kind(rest).ok_or(())?),
            "remove" => Self::Remove(id(rest)?),
            "restore" => Self::Restore(id(rest)?),
            "up" => Self::Up(id(rest)?),
            "down" => Self::Down(id(rest)?),
            "branch" => Self::Branch(id(two()?.0)?, group(two()?.1)),
            "unbranch" => Self::Unbranch(id(two()?.0)?, two()?.1.parse().map_err(|_| ())?),
            "ending" => Self::Ending(group(rest)),
            "unending" => Self::Unending(rest.parse().map_err(|_| ())?),
            _ => return Err(()),
        })
    }
}

/// A group's name in the editor's buttons.
pub(crate) fn group_key(group: Group) -> &'static str {
    match group {
        Group::Low => "low",
        Group::Middle => "middle",
        Group::High => "high",
    }
}

impl Draft {
    /// Does what a button says. What can't be done any more leaves the draft as it is.
    /// `used` holds every question's id that was ever used in this survey.
    pub(crate) fn act(&mut self, action: &Action, used: &Used) {
        match action {
            Action::Keep | Action::Translate | Action::Save | Action::Overwrite => {}
            Action::Add(key) => self.add(key),
            Action::Blank(kind) => self.blank(*kind, used),
            Action::Remove(id) => {
                if let Some(place) = self.content().position(id) {
                    let question = self.file.content.questions.remove(place);
                    self.removed.push(Removed { place, question });
                }
            }
            Action::Restore(id) => {
                if let Some(at) = self.removed.iter().position(|one| one.question.id == *id) {
                    let Removed { place, question } = self.removed.remove(at);
                    let questions = &mut self.file.content.questions;
                    questions.insert(place.min(questions.len()), question);
                }
            }
            Action::Up(id) => self.swap(id, |place| place.checked_sub(1)),
            Action::Down(id) => self.swap(id, |place| Some(place + 1)),
            Action::Branch(id, group) => self.branch(id, *group),
            Action::Unbranch(id, nth) => {
                if let Some(question) = self.question(id)
                    && *nth < question.branches.len()
                {
                    question.branches.remove(*nth);
                }
            }
            Action::Ending(group) => self.ending(*group),
            Action::Unending(nth) => self.unending(*nth),
        }
    }

    fn content(&self) -> &Survey {
        &self.file.content
    }

    fn question(&mut self, id: &QuestionId) -> Option<&mut Question> {
        let questions = &mut self.file.content.questions;
        questions.iter_mut().find(|question| question.id == *id)
    }

    /// Whether an id stands for a question, shown or taken out.
    fn knows(&self, id: &QuestionId) -> bool {
        self.content().position(id).is_some()
            || self.removed.iter().any(|one| one.question.id == *id)
    }

    fn add(&mut self, key: &str) {
        let Some(entry) = Entry::find(key) else {
            return;
        };
        let mut question = entry.question(Locale::find(&self.content().locale));
        question.id = fresh(&question.id, |id| self.knows(id));
        self.file.content.questions.push(question);
    }

    fn blank(&mut self, kind: Kind, used: &Used) {
        let Ok(id) = survey_file::kind_key(kind).parse() else {
            return;
        };
        let id = fresh(&id, |id| self.knows(id) || used.0.contains_key(id));
        self.file
            .content
            .questions
            .push(Question::new(id, kind, ""));
    }

    fn swap(&mut self, id: &QuestionId, with: impl Fn(usize) -> Option<usize>) {
        let questions = &mut self.file.content.questions;
        if let Some(place) = questions.iter().position(|question| question.id == *id)
            && let Some(other) = with(place).filter(|other| *other < questions.len())
        {
            questions.swap(place, other);
        }
    }

    fn branch(&mut self, id: &QuestionId, group: Option<Group>) {
        let next = self.content().position(id).and_then(|place| {
            let next = self.content().questions.get(place + 2)?;
            Some(Next::Question(next.id.clone()))
        });
        let Some(question) = self.question(id) else {
            return;
        };
        let scale = group
            .and_then(|group| question.kind.ratings_of(group))
            .or_else(|| question.scale());
        let option = question
            .offered()
            .next()
            .and_then(|(id, _)| id.parse().ok());
        if scale.is_none() && option.is_none() {
            return;
        }
        question.branches.push(Branch {
            from: scale.map_or(0, |scale| scale.low),
            to: scale.map_or(u8::MAX, |scale| scale.high),
            option: option.filter(|_| question.kind.has_options()),
            then: next.unwrap_or(Next::End),
        });
    }

    fn ending(&mut self, group: Option<Group>) {
        let Some(question) = self.content().scored_question() else {
            return;
        };
        let scale = group
            .and_then(|group| question.kind.ratings_of(group))
            .or_else(|| question.scale())
            .unwrap_or(Scale { low: 0, high: 10 });
        let thanks = self.content().thanks.clone();
        self.file.content.endings.push(Ending {
            from: scale.low,
            to: scale.high,
            thanks,
            link: None,
        });
    }

    /// Takes an ending out; the translations of those behind it move up with them.
    fn unending(&mut self, nth: usize) {
        let endings = &mut self.file.content.endings;
        if nth >= endings.len() {
            return;
        }
        endings.remove(nth);
        self.rename_texts(|name| {
            let rest = name.strip_prefix("ending.")?;
            let (place, part) = rest.split_once('.')?;
            let place: usize = place.parse().ok()?;
            match place.cmp(&nth) {
                std::cmp::Ordering::Less => None,
                std::cmp::Ordering::Equal => Some(String::new()),
                std::cmp::Ordering::Greater => Some(format!("ending.{}.{part}", place - 1)),
            }
        });
    }

    /// Renames the texts of every translation: to nothing takes one out, `None` leaves it.
    fn rename_texts(&mut self, rename: impl Fn(&str) -> Option<String>) {
        for texts in self.file.translations.values_mut() {
            *texts = std::mem::take(texts)
                .into_iter()
                .map(|(name, text)| (rename(&name).unwrap_or(name), text))
                .filter(|(name, _)| !name.is_empty())
                .collect();
        }
    }

    /// Gives a new id to every question that was asked before with another kind or scale, so that
    /// no series mixes two measures; returns the questions' texts. Drops translations of texts
    /// that are gone.
    pub(crate) fn settle(&mut self, used: &Used) -> Vec<String> {
        let mut renamed = Vec::new();
        for place in 0..self.content().questions.len() {
            let question = &self.content().questions[place];
            if used.fits(question) {
                continue;
            }
            let old = question.id.clone();
            let new = fresh(&old, |id| self.knows(id) || used.0.contains_key(id));
            renamed.push(question.text.clone());
            self.file.content.questions[place].id = new.clone();
            for question in &mut self.file.content.questions {
                for branch in &mut question.branches {
                    if branch.then == Next::Question(old.clone()) {
                        branch.then = Next::Question(new.clone());
                    }
                }
            }
            let start = format!("{old}.");
            self.rename_texts(|name| Some(format!("{new}.{}", name.strip_prefix(&start)?)));
        }
        let mut names = BTreeSet::new();
        self.file.content.clone().each_words(|name, text| {
            if !text.is_empty() {
                names.insert(name.to_owned());
            }
        });
        self.rename_texts(|name| (!names.contains(name)).then(String::new));
        self.file.translations.retain(|_, texts| !texts.is_empty());
        self.file.content.offer = self.file.content.offer.take().filter(has_words);
        for ending in &mut self.file.content.endings {
            ending.link = ending.link.take().filter(has_words);
        }
        renamed
    }
}

fn has_words(link: &Link) -> bool {
    !link.text.trim().is_empty() || !link.address.trim().is_empty()
}

/// What every question's id ever stood for in a survey: its kind and scale.
#[derive(Clone, Debug, Default)]
pub(crate) struct Used(HashMap<QuestionId, (Kind, Option<(u8, u8)>)>);

impl Used {
    /// Adds the questions of a version; the newest comes last and counts.
    pub(crate) fn note(&mut self, version: &SurveyVersion) {
        for question in &version.content.questions {
            self.0.insert(question.id.clone(), measure(question));
        }
    }

    fn fits(&self, question: &Question) -> bool {
        self.0
            .get(&question.id)
            .is_none_or(|before| *before == measure(question))
    }
}

/// What an answer to a question means. One choice and several are two measures.
fn measure(question: &Question) -> (Kind, Option<(u8, u8)>) {
    let range = question.scale().map(|scale| (scale.low, scale.high));
    (question.kind, range)
}

/// An id that is not taken: the preferred one, or with a number behind it.
fn fresh(preferred: &QuestionId, taken: impl Fn(&QuestionId) -> bool) -> QuestionId {
    if !taken(preferred) {
        return preferred.clone();
    }
    let stem = preferred
        .as_str()
        .trim_end_matches(|c: char| c.is_ascii_digit());
    let stem: String = stem.trim_end_matches('_').chars().take(34).collect();
    // There are at most fifty questions a version, and far fewer versions than this.
    (2..=u32::from(u16::MAX))
        .filter_map(|n| format!("{stem}_{n}").parse().ok())
        .find(|id| !taken(id))
        .unwrap_or_else(|| preferred.clone())
}

/// Reads options, one per line. A line that says what an option said is that option, wherever it
/// stands; a changed line between the same neighbours is the same option renamed; every other line
/// is a new one.
pub(crate) fn options_of_lines(before: &[Choice], lines: &str) -> Vec<Choice> {
    let lines: Vec<&str> = lines
        .lines()
        .map(str::trim)
        .filter(|l| !l.is_empty())
        .collect();
    let mut ids: Vec<Option<usize>> = vec![None; lines.len()];
    let mut free: BTreeSet<usize> = (0..before.len()).collect();
    for (line, id) in lines.iter().zip(&mut ids) {
        let same = free.iter().copied().find(|old| before[*old].text == *line);
        if let Some(old) = same {
            free.remove(&old);
            *id = Some(old);
        }
    }
    for place in 0..ids.len() {
        if ids[place].is_some() {
            continue;
        }
        let after = match place.checked_sub(1) {
            None => Some(0),
            Some(above) => ids[above].map(|old| old + 1),
        };
        let ahead = match ids.get(place + 1) {
            None => before.len().checked_sub(1),
            Some(below) => below.and_then(|old| old.checked_sub(1)),
        };
        // With as many lines as before, a place is as good as a neighbour.
        let same_place = (lines.len() == before.len()).then_some(place);
        let renamed = [same_place, after, ahead]
            .into_iter()
            .flatten()
            .find(|old| free.contains(old));
        if let Some(old) = renamed {
            free.remove(&old);
            ids[place] = Some(old);
        }
    }
    let mut taken: BTreeSet<String> = before.iter().map(|o| o.id.to_string()).collect();
    lines
        .into_iter()
        .zip(ids)
        .filter_map(|(line, old)| {
            let id = match old {
                Some(old) => before[old].id.clone(),
                None => new_option(line, &mut taken)?,
            };
            Some(Choice {
                id,
                text: line.to_owned(),
            })
        })
        .collect()
}

/// An id for a new option, made of its words where they are plain letters, else random: an id must
/// never come to mean something else.
fn new_option(text: &str, taken: &mut BTreeSet<String>) -> Option<OptionId> {
    let mut slug = String::new();
    for letter in text.to_lowercase().chars() {
        if letter.is_ascii_alphanumeric() {
            slug.push(letter);
        } else if letter == ' ' && !slug.is_empty() && !slug.ends_with('_') {
            slug.push('_');
        }
        if slug.len() >= 30 {
            break;
        }
    }
    let slug = slug.trim_matches('_').to_owned();
    let plain = text.is_ascii() && slug.len() >= 2;
    let reserved = slug == OptionId::OTHER || slug == OptionId::NONE;
    let id = if plain && !reserved && !taken.contains(&slug) {
        slug
    } else {
        format!("o{:010x}", secret::random_id() & 0xff_ffff_ffff)
    };
    taken.insert(id.clone());
    id.parse().ok()
}

/// The texts of a language that owners wrote themselves, by their names.
pub(crate) type Texts = BTreeMap<String, String>;

#[cfg(test)]
mod tests {
    use super::*;
    use afterword_library::template::Template;

    fn options(texts: &[&str]) -> Vec<Choice> {
        let lines = texts.join("\n");
        options_of_lines(&[], &lines)
    }

    fn ids(options: &[Choice]) -> Vec<&str> {
        options.iter().map(|option| option.id.as_str()).collect()
    }

    fn draft(template: Template) -> Draft {
        let shop = SurveyFile::of_template(template, Locale::find("en"));
        Draft {
            basis: String::new(),
            file: shop,
            removed: Vec::new(),
            language: String::new(),
        }
    }

    fn order(draft: &Draft) -> Vec<&str> {
        let questions = &draft.file.content.questions;
        questions
            .iter()
            .map(|question| question.id.as_str())
            .collect()
    }

    #[test]
    fn an_option_keeps_its_id_when_it_is_renamed_or_moved() {
        let before = options(&["From a friend", "In the press", "By chance"]);
        assert_eq!(ids(&before), ["from_a_friend", "in_the_press", "by_chance"]);
        let after = |lines: &str| options_of_lines(&before, lines);
        let renamed = after("A friend told me\nIn the press\nBy chance");
        assert_eq!(ids(&renamed), ids(&before));
        assert_eq!(renamed[0].text, "A friend told me");
        let moved = after("By chance\nFrom a friend\n\n  In the press ");
        assert_eq!(ids(&moved), ["by_chance", "from_a_friend", "in_the_press"]);
        let added = after("From a friend\nOn the radio\nIn the press\nBy chance");
        assert_eq!(ids(&added)[1], "on_the_radio");
        assert_eq!(ids(&added)[2], "in_the_press");
        let fewer = after("From a friend\nBy chance");
        assert_eq!(ids(&fewer), ["from_a_friend", "by_chance"]);
        let all_new = after("A\nB");
        assert_eq!(all_new.len(), 2);
    }

    #[test]
    fn a_new_option_never_gets_an_id_with_a_meaning_of_its_own() {
        let made = options(&["Other", "None", "陶器", "陶器", "a", "A friend", "A friend"]);
        let unique: BTreeSet<_> = ids(&made).into_iter().map(ToOwned::to_owned).collect();
        assert_eq!(unique.len(), 7);
        assert!(!unique.contains("other") && !unique.contains("none"));
    }

    #[test]
    fn a_question_is_moved_taken_out_and_put_back() {
        let mut draft = draft(Template::Experience);
        let before = draft.clone();
        let used = Used::default();
        let act = |draft: &mut Draft, text: &str| draft.act(&text.parse().unwrap(), &used);
        let first = order(&before)[0].to_owned();
        act(&mut draft, &format!("down:{first}"));
        assert_eq!(order(&draft)[1], first);
        act(&mut draft, &format!("up:{first}"));
        act(&mut draft, &format!("up:{first}"));
        assert_eq!(draft, before);
        act(&mut draft, &format!("remove:{first}"));
        assert_eq!(order(&draft).len(), 3);
        act(&mut draft, &format!("restore:{first}"));
        assert_eq!(draft, before);
        act(&mut draft, "add:csat");
        act(&mut draft, "add:csat");
        act(&mut draft, "blank:text");
        assert_eq!(order(&draft)[4..], ["score", "score_2", "text"]);
        act(&mut draft, "add:nonsense");
        act(&mut draft, "remove:nonsense");
        assert_eq!(order(&draft).len(), 7);
        assert!("blank:nonsense".parse::<Action>().is_err());
        assert!("unbranch:a:x".parse::<Action>().is_err());
    }

    #[test]
    fn another_kind_is_another_question() {
        let mut draft = draft(Template::Product);
        let mut used = Used::default();
        used.note(&SurveyVersion {
            shop: afterword_shared::id::ShopId::new(1, 1),
            survey: afterword_shared::id::SurveyId::new(1, 1),
            version: 1,
            content: draft.file.content.clone(),
            translations: BTreeMap::new(),
            created_at: jiff::Timestamp::UNIX_EPOCH,
        });
        assert!(draft.settle(&used).is_empty());
        let words = [("usage.text", "Cik bieži?"), ("gone.text", "x")];
        let words = words.map(|(name, text)| (name.to_owned(), text.to_owned()));
        draft
            .file
            .translations
            .insert("lv".into(), words.into_iter().collect());
        let usage = draft.question(&"usage".parse().unwrap()).unwrap();
        usage.range = Some(Scale { low: 0, high: 10 });
        assert_eq!(draft.settle(&used).len(), 1);
        assert_eq!(order(&draft), ["product", "improve", "usage_2", "use_for"]);
        let lead = &draft.file.content.questions[0].branches[0].then;
        assert_eq!(*lead, Next::Question("usage_2".parse().unwrap()));
        let kept: Vec<_> = draft.file.translations["lv"].keys().collect();
        assert_eq!(kept, ["usage_2.text"]);
        draft.file.content.check().unwrap();
    }

    #[test]
    fn translations_of_endings_move_with_them() {
        let mut draft = draft(Template::Nps);
        let used = Used::default();
        for group in ["low", "middle", "high"] {
            draft.act(&format!("ending:{group}").parse().unwrap(), &used);
        }
        let ends: Vec<_> = draft
            .file
            .content
            .endings
            .iter()
            .map(|e| (e.from, e.to))
            .collect();
        assert_eq!(ends, [(0, 6), (7, 8), (9, 10)]);
        let words = (0..3).map(|n| (format!("ending.{n}.thanks"), n.to_string()));
        draft.file.translations.insert("lv".into(), words.collect());
        draft.act(&"unending:1".parse().unwrap(), &used);
        let kept: Vec<_> = draft.file.translations["lv"].iter().collect();
        assert_eq!(kept.len(), 2);
        assert_eq!(
            (kept[1].0.as_str(), kept[1].1.as_str()),
            ("ending.1.thanks", "2")
        );
    }
}
