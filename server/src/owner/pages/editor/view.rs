//! The editor's page.

use super::{
    draft::{group_key, kind_key},
    form::{Typed, local, look_key, looks},
    preview, translate,
};
use crate::{
    http::assets::EDITOR_JS,
    owner::{
        pages::surveys::kind_in_words,
        parts::{
            form::Field,
            layout::{Frame, Section},
            words,
        },
    },
};
use afterword_domain::{
    record::{SurveyHead, SurveyStatus},
    rules::{Again, Customers, When},
};
use afterword_library::{
    locale::Locale,
    questions::{LIBRARY, Topic},
};
use afterword_shared::{
    appearance::{Color, Mode, Place},
    id::QuestionId,
    scale::{Group, Kind, Scale},
    survey::{Branch, Ending, Link, Look, Next, QUESTION_LIMIT, Question},
};
use jiff::tz::TimeZone;
use maud::{Markup, html};

/// How many mistakes are listed above the fields.
const WRONGS: usize = 30;
/// Above so many questions they are folded.
const OPEN: usize = 2;

/// What is told above the fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Told {
    Nothing,
    /// It is saved; these questions are new ones, with figures of their own.
    Saved(Vec<String>),
    /// Somebody else saved meanwhile.
    Overtaken,
    /// The draft came from a file.
    Imported,
}

/// Everything that the page is drawn from.
pub(crate) struct Page<'a> {
    pub frame: &'a Frame,
    pub head: &'a SurveyHead,
    pub typed: &'a Typed,
    pub zone: &'a TimeZone,
    /// Whether the draft is not what is saved.
    pub changed: bool,
    pub told: Told,
    /// What is opened and shown in the preview.
    pub at: &'a str,
    /// In which language the preview is.
    pub language: &'a str,
}

impl Page<'_> {
    pub(crate) fn view(&self) -> Markup {
        let path = format!(
            "{}/{}",
            Section::Surveys.path(self.frame.shop.id),
            self.head.id
        );
        let body = html! {
            main.editor id="main" {
                div.head {
                    div {
                        h1 { "Edit “" (self.head.name) "”" }
                        p.note {
                            a href=(Section::Surveys.path(self.frame.shop.id)) { "All surveys" }
                            " · " @match self.head.status { SurveyStatus::Live => "live: what you save is asked from then on", SurveyStatus::Paused => "paused" }
                            " · version " (self.head.version)
                        }
                    }
                    div.tools {
                        a.button.quiet href={ (path) "/survey.json" } download { "Save as a file" }
                        a.button.quiet href={ (path) "/import" } { "Load a file" }
                    }
                }
                (self.told())
                form.editor-form id="editor" method="post" action={ (path) "/edit" } data-editor
                    data-preview={ (path) "/preview" } data-changed=[self.changed.then_some("1")] novalidate {
                    input type="hidden" name="draft" value=(serde_json::to_string(&self.typed.draft).unwrap_or_default());
                    // Enter in a field presses the form's first button: this one changes nothing.
                    button.unseen type="submit" name="do" value="keep" tabindex="-1" { "Keep" }
                    div.fields {
                        section.card { (self.field("name", "Name of the survey", "For you: shoppers don’t see it.", &self.typed.draft.file.name, |field| field.line("text", "off", true))) }
                        (self.questions())
                        (self.part("ends", "The end", &self.ends()))
                        (self.part("languages", "Languages", &translate::section(self.typed, &self.frame.shop.name, &self.to("part-languages"))))
                        (self.part("look", "Look and place", &self.look()))
                        (self.part("rules", "When it asks, and whom", &self.rules()))
                    }
                    (self.preview(&path))
                    div.savebar {
                        button.button type="submit" name="do" value="save" { "Save" }
                        a.button.quiet.to-preview href="#preview" { "Preview" }
                        span.note role="status" data-dirty { @if self.changed { "Not saved yet." } }
                    }
                }
                script defer src=(EDITOR_JS.path) {}
            }
        };
        self.frame.page(Section::Surveys, &body)
    }

    /// Where a button leads: back here, to a part of the page.
    fn to(&self, part: &str) -> String {
        let surveys = Section::Surveys.path(self.frame.shop.id);
        format!("{surveys}/{}/edit#{part}", self.head.id)
    }

    fn told(&self) -> Markup {
        html! {
            @match &self.told {
                Told::Nothing => {},
                Told::Imported => div.done role="status" { b { "This is the file, as a draft." } " Nothing is saved yet: look at it, then save." },
                Told::Saved(renamed) => {
                    div.done role="status" {
                        b { "Saved." }
                        @if !renamed.is_empty() {
                            " Since its kind or scale changed, "
                            @for (nth, text) in renamed.iter().enumerate() { @if nth > 0 { ", " } "“" (text) "”" }
                            " is a question of its own from now on: what was answered before stays with the old one."
                        }
                    }
                }
                Told::Overtaken => {
                    div.summary-wrong role="alert" {
                        b { "Somebody saved this survey while you edited it." } " Your draft is below, and nothing of it is lost. "
                        "See in " a href={ (Section::Surveys.path(self.frame.shop.id)) "/" (self.head.id) "/edit" } target="_blank" rel="noopener" { "another window" }
                        " what is saved now. "
                        button.link type="submit" form="editor" name="do" value="overwrite" { "Save mine in its place" }
                    }
                }
            }
            (self.wrongs())
        }
    }

    /// What has to be mended, each with a way to its field.
    fn wrongs(&self) -> Markup {
        let count = self.typed.wrong.each().count();
        html! {
            @if count > 0 {
                div.summary-wrong role="alert" {
                    b { @match count { 1 => "One thing needs another look.", n => { (n) " things need another look." } } }
                    " Nothing is saved yet, and nothing is lost."
                    ul {
                        @for (field, sentence) in self.in_page_order().into_iter().take(WRONGS) {
                            li {
                                @if let Some(whose) = self.whose(field) { (whose) ": " }
                                a href={ "#" (field) } { (sentence) }
                            }
                        }
                        @if count > WRONGS { li { "and " (count - WRONGS) " more" } }
                    }
                }
            }
        }
    }

    /// Everything that is wrong, as it stands in the page: question by question, then the rest.
    fn in_page_order(&self) -> Vec<(&str, &str)> {
        let questions = &self.typed.draft.file.content.questions;
        let place = |field: &str| {
            let id = field.strip_prefix("q.")?.split('.').next()?;
            questions.iter().position(|q| q.id.as_str() == id)
        };
        let mut wrong: Vec<_> = self.typed.wrong.each().collect();
        wrong.sort_by_key(|(field, _)| place(field).unwrap_or(usize::MAX));
        wrong
    }

    /// What of the survey a field is about, where its sentence does not say so.
    fn whose(&self, field: &str) -> Option<String> {
        let questions = &self.typed.draft.file.content.questions;
        let named = |id: &str| {
            let place = questions.iter().position(|q| q.id.as_str() == id)?;
            let text: String = questions[place].text.chars().take(60).collect();
            Some(match text.trim() {
                "" => format!("Question {}", place + 1),
                text => format!("Question {}, “{text}”", place + 1),
            })
        };
        match field.split('.').collect::<Vec<_>>()[..] {
            ["q", id, ..] => named(id),
            ["t", tag, id, ..] => {
                let language = Locale::known(tag).map_or(tag, |locale| &locale.name);
                Some(named(id).map_or_else(
                    || language.to_owned(),
                    |question| format!("{language}, {question}"),
                ))
            }
            ["ending", nth, ..] => Some(format!("Ending {}", nth.parse::<usize>().ok()? + 1)),
            _ => None,
        }
    }

    fn part(&self, id: &str, title: &str, body: &Markup) -> Markup {
        let open = self.at == id || self.is_wrong_in(id);
        html! {
            details.card.part id={ "part-" (id) } open[open] { summary { h2 { (title) } } (body) }
        }
    }

    fn is_wrong_in(&self, part: &str) -> bool {
        let starts: &[&str] = match part {
            "ends" => &["thanks", "ending", "offer"],
            "languages" => &["language", "t."],
            "look" => &["accent", "background", "radius", "mode", "logo", "place"],
            "rules" => &[
                "when",
                "seconds",
                "percent",
                "selector",
                "page",
                "sample",
                "from",
                "until",
                "countries",
                "languages",
                "minimum",
                "currency",
                "products",
                "days",
                "shown_limit",
                "rules",
            ],
            _ => &[],
        };
        starts.iter().any(|start| match *start {
            "language" => self.typed.wrong.with("language").is_some(),
            "from" => self.typed.wrong.with("from").is_some(),
            start => self.typed.wrong.within(start),
        })
    }

    /// A field with what was typed and what is wrong with it.
    fn field(
        &self,
        name: &str,
        label: &str,
        hint: &str,
        read: &str,
        draw: impl Fn(Field) -> Markup,
    ) -> Markup {
        let value = self.typed.shown(name, read);
        draw(Field {
            name,
            label,
            hint,
            value: &value,
            wrong: self.typed.wrong.with(name),
        })
    }

    fn line(&self, name: &str, label: &str, hint: &str, read: &str) -> Markup {
        self.field(name, label, hint, read, |field| {
            field.line("text", "off", false)
        })
    }

    fn prose(&self, name: &str, label: &str, hint: &str, read: &str) -> Markup {
        let lang = &*self.typed.draft.file.content.locale;
        self.field(name, label, hint, read, |field| field.prose(lang))
    }

    fn choice<'b>(
        &self,
        name: &str,
        label: &str,
        hint: &str,
        read: &str,
        options: impl Iterator<Item = (&'b str, &'b str)>,
    ) -> Markup {
        let options: Vec<_> = options.collect();
        self.field(name, label, hint, read, |field| {
            field.choice(options.iter().copied(), None)
        })
    }

    fn wrong(&self, name: &str) -> Markup {
        html! {
            @if let Some(wrong) = self.typed.wrong.with(name) { p.wrong id={ (name) "-wrong" } { (wrong) } }
        }
    }

    // Questions ---------------------------------------------------------------------------------

    fn questions(&self) -> Markup {
        let questions = &self.typed.draft.file.content.questions;
        let reached = preview::reached(&self.typed.draft.file.content);
        html! {
            section id="questions" {
                div.questions-head {
                    h2.big { "Questions" }
                    details.placeholders {
                        summary { "Placeholders" }
                        p.note { "In every text " code { "{shop}" } " is your shop’s name, " code { "{product|your purchase}" } " what was bought, "
                            code { "{order|your order}" } " its number and " code { "{first_name|there}" } " the shopper. Behind the bar stands what is shown where it isn’t known." }
                    }
                }
                (self.wrong("questions"))
                @if questions.is_empty() { p.note { "No question yet. Add one below." } }
                ol.qs {
                    @for (place, question) in questions.iter().enumerate() {
                        (self.question(place, question, questions.len(), reached[place]))
                    }
                }
                (self.removed())
                @if questions.len() < QUESTION_LIMIT { (self.add(questions.is_empty())) }
                @else { p.note { "A survey has at most " (QUESTION_LIMIT) " questions." } }
            }
        }
    }

    fn question(&self, place: usize, question: &Question, count: usize, reached: bool) -> Markup {
        let id = &question.id;
        let start = format!("q.{id}.");
        let name = |part: &str| format!("{start}{part}");
        let is_wrong = self.typed.wrong.within(&start);
        let open = is_wrong || count <= OPEN || self.at == id.as_str();
        let kinds: Vec<_> = Kind::ALL
            .iter()
            .map(|kind| (kind_key(*kind), kind_name(*kind)))
            .collect();
        let text = shortened(&question.text);
        html! {
            li.q id={ "q-" (id) } {
                @if place + 1 == count { span id="last" {} }
                details.card id={ "d-" (id) } data-at=(id) open[open] {
                    summary {
                        span.nth { (place + 1) }
                        span.text lang=(self.typed.draft.file.content.locale) dir="auto" { @if text.is_empty() { "A new question" } @else { (text) } }
                        small { (kind_in_words(question)) @if is_wrong { b.wrong-mark { " · needs another look" } } }
                    }
                    @if !reached && place > 0 { p.note.unreached { "No answers lead here: a branch before passes over it." } }
                    (self.prose(&name("text"), "Question", "", &question.text))
                    div.pair {
                        (self.field(&name("kind"), "Kind of answer", "", kind_key(question.kind), |field| {
                            field.choice(kinds.iter().copied(), Some("act"))
                        }))
                        (self.kind_fields(question, &name))
                    }
                    p.hint { "Another kind or scale makes it another question, with figures of its own." }
                    @if question.scale().is_some() && question.kind != Kind::YesNo {
                        div.pair {
                            (self.line(&name("low"), "The lowest means", "", &question.low))
                            (self.line(&name("high"), "The highest means", "", &question.high))
                        }
                    }
                    @if question.kind.has_options() { (self.options(question, &name)) }
                    (tick(&name("required"), "An answer is needed to go on", if question.kind == Kind::Contact { "The form takes an address only with the consent to be written to: better left without." } else { "" }, question.required))
                    (self.branches(place, question))
                    div.actions {
                        button.button.bad type="submit" name="do" value={ "remove:" (id) } formaction=(self.to("questions")) { "Take out" span.unseen { " “" (text) "”" } }
                    }
                }
                div.move {
                    (self.mover("up", id, "↑", &format!("Move “{text}” up"), place == 0))
                    (self.mover("down", id, "↓", &format!("Move “{text}” down"), place + 1 == count))
                }
            }
        }
    }

    fn mover(&self, action: &str, id: &QuestionId, sign: &str, label: &str, off: bool) -> Markup {
        html! {
            button.button.quiet type="submit" name="do" value={ (action) ":" (id) } formaction=(self.to(&format!("q-{id}"))) aria-label=(label) disabled[off] { (sign) }
        }
    }

    fn kind_fields(&self, question: &Question, name: &impl Fn(&str) -> String) -> Markup {
        let numbers: Vec<String> = (0..=10).map(|n| n.to_string()).collect();
        let offered = looks(question.kind);
        html! {
            @if question.kind == Kind::Scale {
                @let range = question.range.unwrap_or(Scale { low: 1, high: 5 });
                div.pair.close {
                    (self.choice(&name("range_low"), "From", "", &range.low.to_string(), numbers[..10].iter().map(|n| (&**n, &**n))))
                    (self.choice(&name("range_high"), "To", "", &range.high.to_string(), numbers[1..].iter().map(|n| (&**n, &**n))))
                }
            }
            @if offered.len() > 1 {
                (self.choice(&name("look"), "Drawn as", "", look_key(question.look), offered.iter().map(|look| (look_key(*look), look_name(question.kind, *look)))))
            }
        }
    }

    fn options(&self, question: &Question, name: &impl Fn(&str) -> String) -> Markup {
        let lines: Vec<_> = question
            .options
            .iter()
            .map(|option| &*option.text)
            .collect();
        html! {
            (self.prose(&name("options"), "Options, one per line", "A line that you reword stays the same option, and so does one that you move. To put another in its place, delete the line and write the new one at the end.", &lines.join("\n")))
            div.pair {
                (self.line(&name("other"), "Option with a text of their own", "Such as “Other”; empty for none.", &question.other))
                (self.line(&name("none"), "Option that excludes the rest", "Such as “None of these”; empty for none.", &question.none))
            }
            (tick(&name("shuffle"), "Mix the options anew each time", "Those two stay last.", question.shuffle))
        }
    }

    fn branches(&self, place: usize, question: &Question) -> Markup {
        let questions = &self.typed.draft.file.content.questions;
        let id = &question.id;
        let can = question.scale().is_some() || question.kind.has_options();
        let here = format!("q-{id}");
        html! {
            @if can {
                fieldset.branches.field {
                    legend { "Where answers lead" }
                    @if question.branches.is_empty() {
                        p.hint { @if place + 1 == questions.len() { "To the end" } @else { "On to the next question" } ", whatever is answered." }
                    } @else {
                        p.hint { "The first line that fits decides; all other answers lead " @if place + 1 == questions.len() { "to the end." } @else { "on to the next question." } }
                        ol.ways {
                            @for (nth, branch) in question.branches.iter().enumerate() { (self.way(place, question, nth, branch)) }
                        }
                    }
                    div.actions.near {
                        @if question.kind.is_scored() {
                            @for group in Group::ALL {
                                button.button.quiet type="submit" name="do" value={ "branch:" (id) ":" (group_key(group)) } formaction=(self.to(&here)) { "+ " (words::group_name(question.kind, group)) }
                            }
                        }
                        button.button.quiet type="submit" name="do" value={ "branch:" (id) ":any" } formaction=(self.to(&here)) {
                            "+ " @if question.kind.has_options() { "An option" } @else if question.kind == Kind::YesNo { "Yes or no" } @else { "Some ratings" }
                        }
                    }
                }
            }
        }
    }

    fn way(&self, place: usize, question: &Question, nth: usize, branch: &Branch) -> Markup {
        let start = format!("q.{}.b{nth}.", question.id);
        let name = |part: &str| format!("{start}{part}");
        let later = &self.typed.draft.file.content.questions[place + 1..];
        let (chosen, gone) = match &branch.then {
            Next::End => (String::new(), false),
            Next::Question(id) => (id.to_string(), !later.iter().any(|q| q.id == *id)),
        };
        html! {
            li {
                div.way {
                    (self.condition(question, branch, &name))
                    label.unseen for=(name("then")) { "lead to" }
                    span aria-hidden="true" { "→" }
                    select id=(name("then")) name=(name("then")) aria-invalid=[self.typed.wrong.with(&name("then")).map(|_| "true")] aria-describedby={ (name("then")) "-wrong" } {
                        @for (offset, later) in later.iter().enumerate() {
                            option value=(later.id) selected[later.id.as_str() == chosen] { (place + offset + 2) ". " (shortened(&later.text)) }
                        }
                        option value="" selected[chosen.is_empty()] { "The end" }
                        @if gone { option value=(chosen) selected { "(not further on: " (chosen) ")" } }
                    }
                    button.link.bad type="submit" name="do" value={ "unbranch:" (question.id) ":" (nth) } formaction=(self.to(&format!("q-{}", question.id))) { "Take out" span.unseen { " way " (nth + 1) } }
                }
                (self.wrong(&name("from"))) (self.wrong(&name("option"))) (self.wrong(&name("then")))
            }
        }
    }

    fn condition(
        &self,
        question: &Question,
        branch: &Branch,
        name: &impl Fn(&str) -> String,
    ) -> Markup {
        if let Some(option) = &branch.option {
            let known = question.offered().any(|(id, _)| id == option.as_str());
            return html! {
                label.unseen for=(name("option")) { "Whoever chooses" }
                select id=(name("option")) name=(name("option")) {
                    @for (id, text) in question.offered() { option value=(id) selected[id == option.as_str()] { (shortened(text)) } }
                    @if !known { option value=(option) selected { "(not there any more)" } }
                }
            };
        }
        if question.kind == Kind::YesNo {
            return html! {
                label.unseen for=(name("from")) { "Whoever says" }
                select id=(name("from")) name=(name("from")) {
                    option value="1" selected[branch.from == 1] { "Yes" }
                    option value="0" selected[branch.from == 0] { "No" }
                }
            };
        }
        let scale = question.scale().unwrap_or(Scale { low: 0, high: 10 });
        self.ratings(question.kind, scale, (branch.from, branch.to), name)
    }

    /// Two numbers of a scale, and what the group between them is called.
    fn ratings(
        &self,
        kind: Kind,
        scale: Scale,
        (from, to): (u8, u8),
        name: &impl Fn(&str) -> String,
    ) -> Markup {
        let group = Group::ALL.into_iter().find(|group| {
            kind.ratings_of(*group)
                .is_some_and(|ratings| (ratings.low, ratings.high) == (from, to))
        });
        let to = to.min(scale.high);
        html! {
            span.of { @match group { Some(group) => (words::group_name(kind, group)), None => "Ratings" } }
            @for (part, label, chosen) in [("from", "from", from), ("to", "to", to)] {
                label for=(name(part)) { (label) }
                select.number id=(name(part)) name=(name(part)) aria-invalid=[self.typed.wrong.with(&name("from")).map(|_| "true")] {
                    @for n in scale.values() { option value=(n) selected[n == chosen] { (n) } }
                    @if !scale.values().contains(&chosen) { option value=(chosen) selected { (chosen) } }
                }
            }
        }
    }

    fn removed(&self) -> Markup {
        html! {
            @for removed in self.typed.draft.removed.iter().rev() {
                div.removed {
                    span { "Taken out: “" span lang=(self.typed.draft.file.content.locale) dir="auto" { (shortened(&removed.question.text)) } "”" }
                    button.button.quiet type="submit" name="do" value={ "restore:" (removed.question.id) } formaction=(self.to(&format!("q-{}", removed.question.id))) { "Put it back" }
                }
            }
        }
    }

    fn add(&self, open: bool) -> Markup {
        let locale = Locale::find(&self.typed.draft.file.content.locale);
        html! {
            details.card.add id="add" open[open] {
                summary { "Add a question" }
                p.note { "Those of the library are ready in " (Locale::all().len()) " languages. An empty one is yours to word and to translate." }
                @for topic in Topic::ALL {
                    h3 { (topic.name()) }
                    ul.library {
                        @for entry in LIBRARY.iter().filter(|entry| entry.topic == topic) {
                            @let question = entry.question(locale);
                            li {
                                div { span lang=(locale.tag) dir="auto" { (crate::owner::pages::setup::shown(&question.text, &self.frame.shop.name)) } small { (kind_in_words(&question)) } }
                                button.button.quiet type="submit" name="do" value={ "add:" (entry.key) } formaction=(self.to("last")) { "Add" span.unseen { " “" (question.text) "”" } }
                            }
                        }
                    }
                }
                h3 { "Empty" }
                div.actions.near {
                    @for kind in Kind::ALL {
                        button.button.quiet type="submit" name="do" value={ "blank:" (kind_key(kind)) } formaction=(self.to("last")) { (kind_name(kind)) }
                    }
                }
            }
        }
    }

    // The end -------------------------------------------------------------------------------------

    fn ends(&self) -> Markup {
        let content = &self.typed.draft.file.content;
        let scored = content.scored_question();
        html! {
            (self.prose("thanks", "Thanks", "Said when the survey is complete.", &content.thanks))
            fieldset.field {
                legend { "An offer for everyone" }
                p.hint { "A code, a draw, a next order’s discount. It stands below every thanks: a reward must not depend on the answer, so there is no place for one that does." }
                (self.link("offer", content.offer.as_ref()))
            }
            fieldset.field {
                legend { "Other thanks for some ratings" }
                @match scored {
                    None if content.endings.is_empty() => p.hint { "Thanks can differ by the rating of a score (0 to 10, stars, 1 to 7). This survey asks for none." },
                    None => p.hint { "Thanks differ by the rating of a score, and this survey asks for none." },
                    Some(question) => p.hint { "By the answer to “" (shortened(&question.text)) "”. The first that fits is said in place of the thanks above. A link may lead to a review site, your help page or a contact." },
                }
                @for (nth, ending) in content.endings.iter().enumerate() { (self.one_end(nth, ending, scored)) }
                @if let Some(question) = scored {
                    div.actions.near {
                        @for group in Group::ALL {
                            button.button.quiet type="submit" name="do" value={ "ending:" (group_key(group)) } formaction=(self.to("part-ends")) { "+ " (words::group_name(question.kind, group)) }
                        }
                        button.button.quiet type="submit" name="do" value="ending:any" formaction=(self.to("part-ends")) { "+ Some ratings" }
                    }
                }
            }
        }
    }

    fn one_end(&self, nth: usize, ending: &Ending, scored: Option<&Question>) -> Markup {
        let name = |part: &str| format!("ending.{nth}.{part}");
        let kind = scored.map_or(Kind::Nps, |question| question.kind);
        let scale = kind.scale().unwrap_or(Scale { low: 0, high: 10 });
        html! {
            div.ending {
                div.way {
                    (self.ratings(kind, scale, (ending.from, ending.to), &name))
                    button.link.bad type="submit" name="do" value={ "unending:" (nth) } formaction=(self.to("part-ends")) { "Take out" span.unseen { " these thanks" } }
                }
                (self.wrong(&name("from")))
                (self.prose(&name("thanks"), "Thanks", "", &ending.thanks))
                (self.link(&name("link"), ending.link.as_ref()))
            }
        }
    }

    fn link(&self, field: &str, link: Option<&Link>) -> Markup {
        let (text, address) = link.map_or(("", ""), |link| (&link.text, &link.address));
        html! {
            div.pair {
                (self.line(&format!("{field}_text"), "Words of the link", "", text))
                (self.field(&format!("{field}_address"), "Where it leads", "https://… or mailto:…, empty for none.", address, |field| field.line("url", "off", false)))
            }
        }
    }

    // Look and place ------------------------------------------------------------------------------

    fn look(&self) -> Markup {
        let file = &self.typed.draft.file;
        let theme = &file.theme;
        let color = |color: Option<Color>| color.map(|color| color.to_string()).unwrap_or_default();
        let modes = [
            ("auto", "As the shopper’s device is set"),
            ("light", "Always light"),
            ("dark", "Always dark"),
        ];
        let mode = match theme.mode {
            Mode::Auto => "auto",
            Mode::Light => "light",
            Mode::Dark => "dark",
        };
        let radius = theme
            .radius
            .map(|radius| radius.to_string())
            .unwrap_or_default();
        html! {
            (self.choice("place", "Place", "On phones everything that floats is a sheet at the lower edge.", file.place.name(), Place::ALL.iter().map(|place| (place.name(), place_name(*place)))))
            @match file.place {
                Place::Inline => p.note { "Shown inside of each element " code { "<div data-afterword=\"" (self.head.id) "\"></div>" } " of a page, and nowhere without one." },
                Place::Tab => p.note { "The tab is always there; a click on it opens the form. Goes well with “What could we do better?”" },
                _ => {},
            }
            div.pair {
                (self.field("accent", "Colour of buttons", "Such as #0b6e5f, empty for ours. The text on it is black or white, whichever reads better.", &color(theme.accent), |field| field.color("#0b6e5f")))
                (self.field("background", "Background", "Empty for white, and near-black in the dark.", &color(theme.background), |field| field.color("#ffffff")))
            }
            div.pair {
                (self.line("radius", "Round corners, in pixels", "0 to 32, empty for ours.", &radius))
                (self.choice("mode", "Light or dark", "", mode, modes.into_iter()))
            }
            (self.field("logo", "Logo", "The address of a picture, https://… Empty for none. Your page’s security policy has to allow it (img-src).", &theme.logo, |field| field.line("url", "off", false)))
        }
    }

    // When it asks --------------------------------------------------------------------------------

    fn rules(&self) -> Markup {
        let rules = &self.typed.draft.file.rules;
        let customers = match rules.customers {
            Customers::All => "all",
            Customers::New => "new",
            Customers::Returning => "returning",
        };
        let zone = self.zone.iana_name().unwrap_or("UTC");
        let products: Vec<_> = rules
            .products
            .iter()
            .map(afterword_shared::id::ProductId::as_str)
            .collect();
        let (amount, currency) = rules.minimum.map_or((String::new(), ""), |minimum| {
            (minimum.to_string(), minimum.currency().code())
        });
        let in_zone = format!("In your shop’s time, {zone}. Empty for none.");
        html! {
            (self.wrong("rules"))
            (self.trigger())
            (self.line("page", "Only on pages", "A path, with * for anything: /account*. Empty for every page.", &rules.trigger.page))
            fieldset.field {
                legend { "Whom" }
                div.pair {
                    (self.line("sample", "Of a hundred, ask", "Decided by customer or order, so that it stays decided.", &rules.sample.to_string()))
                    (self.choice("customers", "Customers", "By the customer reference that the tag carries.", customers, [("all", "All"), ("new", "New ones only"), ("returning", "Returning ones only")].into_iter()))
                }
                div.pair {
                    (self.line("countries", "Countries", "Two letters each: LV, EE. Empty for all.", &rules.countries.join(", ")))
                    (self.line("languages", "Languages of the page", "Tags: lv, pt-BR. Empty for all.", &rules.languages.join(", ")))
                }
                div.pair {
                    (self.line("minimum", "Orders from this total on", "Digits with a point: 49.90. Empty for all.", &amount))
                    (self.line("currency", "Its currency", "Three letters. Orders in others are not asked.", currency))
                }
                (self.field("products", "One of these products", "Your ids, one per line. Empty for all.", &products.join("\n"), |field| field.lines(2)))
            }
            fieldset.field {
                legend { "From when to when" }
                div.pair {
                    (self.field("from", "Not before", &in_zone, &local(rules.from, self.zone), |field| field.moment()))
                    (self.field("until", "Not from then on", "", &local(rules.until, self.zone), |field| field.moment()))
                }
            }
            (self.again())
        }
    }

    fn trigger(&self) -> Markup {
        let when = &self.typed.draft.file.rules.trigger.when;
        let (seconds, percent, selector) = match when {
            When::Visit { seconds } => (seconds.to_string(), String::new(), String::new()),
            When::Scroll { percent } => (String::new(), percent.to_string(), String::new()),
            When::Click { selector } => (String::new(), String::new(), selector.clone()),
            When::Order | When::Leave | When::Call => Default::default(),
        };
        let or = |text: String, usual: &str| {
            if text.is_empty() {
                usual.to_owned()
            } else {
                text
            }
        };
        html! {
            fieldset.field.radios {
                legend { "What has to happen" }
                (radio("when", "order", "An order was placed", "The thank-you page tells of it, or is one.", *when == When::Order))
                (self.with_value("visit", "Somebody stays for so many seconds", "seconds", &or(seconds, "10"), matches!(when, When::Visit { .. })))
                (self.with_value("scroll", "Somebody scrolls so many per cent down", "percent", &or(percent, "50"), matches!(when, When::Scroll { .. })))
                (radio("when", "leave", "The mouse leaves the window at the top", "Never on touch screens.", *when == When::Leave))
                (self.with_value("click", "Somebody clicks on an element (its CSS selector)", "selector", &selector, matches!(when, When::Click { .. })))
                (radio("when", "call", "The page calls for it", &format!("afterword('show', '{}')", self.head.id), *when == When::Call))
            }
        }
    }

    fn with_value(&self, value: &str, label: &str, field: &str, read: &str, on: bool) -> Markup {
        let shown = match self.typed.fields.get(field) {
            Some(typed) => typed.to_owned(),
            None => read.to_owned(),
        };
        html! {
            div.radio {
                input type="radio" id={ "when-" (value) } name="when" value=(value) checked[on];
                div {
                    label for={ "when-" (value) } { (label) }
                    input type="text" name=(field) value=(shown) aria-label=(label) autocomplete="off" spellcheck="false" autocapitalize="none"
                        aria-invalid=[self.typed.wrong.with(field).map(|_| "true")] aria-describedby={ (field) "-wrong" };
                    (self.wrong(field))
                }
            }
        }
    }

    fn again(&self) -> Markup {
        let rules = &self.typed.draft.file.rules;
        let days = match rules.again {
            Again::AfterDays { days } => days.to_string(),
            _ => self.typed.fields.get("days").unwrap_or("90").to_owned(),
        };
        let quiet = self.frame.shop.quiet_days;
        html! {
            fieldset.field.radios {
                legend { "When somebody is asked again" }
                (radio("again", "every_order", "About every order", "", rules.again == Again::EveryOrder))
                (radio("again", "until_answered", "About every order, until one is answered", "", rules.again == Again::UntilAnswered))
                div.radio {
                    input type="radio" id="again-after_days" name="again" value="after_days" checked[matches!(rules.again, Again::AfterDays { .. })];
                    div {
                        label for="again-after_days" { "After so many days" }
                        input type="text" name="days" value=(self.typed.shown("days", days)) aria-label="Days" inputmode="numeric" autocomplete="off" aria-describedby="days-wrong";
                        (self.wrong("days"))
                    }
                }
                (radio("again", "never", "Never", "", rules.again == Again::Never))
                (self.line("shown_limit", "Shown about one order at most", "So many times, unless it is answered or closed before.", &rules.shown_limit.to_string()))
                p.hint {
                    "Known by the customer reference and the order that your tag carries. Without either, the form shows at most once per page view, and more is impossible: nothing is stored in the shopper’s browser. "
                    @if quiet > 0 { "Your settings also keep " (words::counted(u64::from(quiet), "day", "days")) " of quiet after any survey." }
                    @else { "Days of quiet after any survey are in " a href=(Section::Settings.path(self.frame.shop.id)) { "Settings" } "." }
                }
            }
        }
    }

    // Preview -------------------------------------------------------------------------------------

    fn preview(&self, path: &str) -> Markup {
        let content = &self.typed.draft.file.content;
        let scored = content.scored_question();
        html! {
            aside.preview id="preview" aria-label="Preview" data-preview-pane {
                div.preview-tools {
                    label.unseen for="at" { "Step of the preview" }
                    select id="at" name="at" {
                        @for (place, question) in content.questions.iter().enumerate() {
                            option value=(question.id) selected[question.id.as_str() == self.at] { (place + 1) ". " (shortened(&question.text)) }
                        }
                        option value="end." selected[self.at == "end."] { "The end" }
                        @if scored.is_some() {
                            @for ending in &content.endings {
                                @let value = format!("end.{}", ending.from);
                                option value=(value) selected[self.at == value] { "The end after " (ending.from) " to " (ending.to) }
                            }
                        }
                    }
                    label.unseen for="show" { "Language of the preview" }
                    select id="show" name="show" {
                        @for locale in Locale::all() {
                            option value=(locale.tag) selected[locale.tag == self.language] { (locale.name) }
                        }
                    }
                    div.widths role="group" aria-label="Width of the preview" hidden data-widths {
                        button.button.quiet type="button" data-width="375" aria-pressed="false" { "Phone" }
                        button.button.quiet type="button" data-width="900" aria-pressed="true" { "Desktop" }
                    }
                    button.button.quiet type="submit" formaction={ (path) "/preview" } formtarget="preview" data-scripted="hide" { "Show the draft" }
                }
                div.stage { iframe name="preview" title="The form as shoppers see it" src={ (path) "/preview?show=" (self.language) } sandbox="allow-same-origin" {} }
            }
        }
    }
}

fn tick(name: &str, label: &str, hint: &str, on: bool) -> Markup {
    html! {
        div.field.check {
            input type="checkbox" id=(name) name=(name) value="1" checked[on] aria-describedby=[(!hint.is_empty()).then(|| format!("{name}-hint"))];
            div {
                label for=(name) { (label) }
                @if !hint.is_empty() { p.hint id={ (name) "-hint" } { (hint) } }
            }
        }
    }
}

fn radio(name: &str, value: &str, label: &str, hint: &str, on: bool) -> Markup {
    let id = format!("{name}-{value}");
    html! {
        div.radio {
            input type="radio" id=(id) name=(name) value=(value) checked[on] aria-describedby=[(!hint.is_empty()).then(|| format!("{id}-hint"))];
            div {
                label for=(id) { (label) }
                @if !hint.is_empty() { p.hint id={ (id) "-hint" } { (hint) } }
            }
        }
    }
}

/// The start of a text on one line.
fn shortened(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= 70 {
        return line;
    }
    let start: String = line.chars().take(67).collect();
    format!("{}…", start.trim_end())
}

fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Nps => "Recommend, 0 to 10 (NPS)",
        Kind::NpsFromOne => "Recommend, 1 to 10 (reported apart)",
        Kind::Csat => "Satisfied, 1 to 5 (CSAT)",
        Kind::Ces => "Easy, 1 to 7 (CES)",
        Kind::Scale => "A scale with words at its ends",
        Kind::YesNo => "Yes or no, as thumbs",
        Kind::Choice => "One of several options",
        Kind::Choices => "As many options as apply",
        Kind::Text => "In their own words",
        Kind::Contact => "An e-mail address, with consent",
    }
}

fn look_name(kind: Kind, look: Look) -> &'static str {
    match (kind, look) {
        (Kind::Text, Look::Line) => "One line",
        (Kind::Text, _) => "Several lines",
        (_, Look::Faces) => "Faces",
        (_, Look::Numbers) => "Numbers",
        _ => "Stars",
    }
}

fn place_name(place: Place) -> &'static str {
    match place {
        Place::BottomEnd => "Lower corner, right (left in right-to-left languages)",
        Place::BottomStart => "Lower corner, left",
        Place::TopEnd => "Upper corner, right",
        Place::TopStart => "Upper corner, left",
        Place::Dialog => "In the middle of the window",
        Place::Bar => "A bar along the lower edge",
        Place::Inline => "Inside of an element of the page",
        Place::Page => "Over the whole window",
        Place::Tab => "Behind a small tab at the edge, always there",
    }
}
