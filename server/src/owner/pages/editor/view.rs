//! The editor's page.

use super::{
    draft::group_key,
    form::{FormState, local, look_key, looks},
    preview, translate,
};
use crate::{
    http::{access::Frame, assets::EDITOR_JS},
    owner::{
        pages::surveys::kind_in_words,
        parts::{
            form::{Field, unseen},
            layout::Section,
            template_choices::in_shop,
        },
    },
    services::survey_file::kind_key,
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
use afterword_wording::{Language, bold, code};
use jiff::tz::TimeZone;
use maud::{Markup, html};

/// How many mistakes are listed above the fields.
const WRONGS: usize = 30;
/// Above so many questions they are folded.
const OPEN: usize = 2;

/// What is said above the fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Notice {
    None,
    /// It is saved; these questions are new ones, with figures of their own.
    Saved(Vec<String>),
    /// Somebody else saved meanwhile.
    Overtaken,
    /// The draft came from a file.
    Imported,
}

/// Everything that the page is drawn from.
pub(crate) struct EditorView<'a> {
    pub frame: &'a Frame,
    pub head: &'a SurveyHead,
    pub form: &'a FormState,
    pub zone: &'a TimeZone,
    /// Whether the draft is not what is saved.
    pub changed: bool,
    pub notice: Notice,
    /// What is opened and shown in the preview.
    pub at: &'a str,
    /// In which language the preview is.
    pub language: &'a str,
}

impl EditorView<'_> {
    pub(crate) fn page(&self) -> Markup {
        let words = self.frame.words;
        let surveys = Section::Surveys.path(self.frame.shop.id);
        let path = format!("{surveys}/{}", self.head.id);
        let to_surveys = |text: &str| html! { a href=(surveys) { (text) } };
        let version = self.head.version.into();
        let body = html! {
            main.editor id="main" {
                div.head {
                    div {
                        h1 { (words.editor_title(&self.head.name)) }
                        p.note {
                            @match self.head.status {
                                SurveyStatus::Live => (words.editor_live(version, to_surveys)),
                                SurveyStatus::Paused => (words.editor_paused(version, to_surveys)),
                            }
                        }
                    }
                    div.tools {
                        a.button.quiet href={ (path) "/survey.json" } download { (words.editor_save_as_file()) }
                        a.button.quiet href={ (path) "/import" } { (words.editor_load_file()) }
                    }
                }
                (self.notice())
                form.editor-form id="editor" method="post" action={ (path) "/edit" } data-editor
                    data-preview={ (path) "/preview" } data-changed=[self.changed.then_some("1")] novalidate {
                    input type="hidden" name="draft" value=(serde_json::to_string(&self.form.draft).unwrap_or_default());
                    // Enter in a field presses the form's first button: this one changes nothing.
                    button.unseen type="submit" name="do" value="keep" tabindex="-1" { (words.editor_keep()) }
                    div.fields {
                        section.card { (self.field("name", words.editor_name(), words.editor_name_hint(), &self.form.draft.file.name, |field| field.line("text", "off", true))) }
                        (self.questions())
                        (self.part("ends", words.editor_ends(), &self.ends()))
                        (self.part("languages", words.editor_languages(), &translate::section(words, self.form, &self.frame.shop.name, &self.to("part-languages"))))
                        (self.part("look", words.editor_look(), &self.look()))
                        (self.part("rules", words.editor_rules(), &self.rules()))
                    }
                    (self.preview(&path))
                    div.savebar {
                        button.button type="submit" name="do" value="save" { (words.editor_save()) }
                        a.button.quiet.to-preview href="#preview" { (words.editor_preview()) }
                        span.note role="status" data-dirty=(words.editor_not_saved()) { @if self.changed { (words.editor_not_saved()) } }
                    }
                }
                script defer src=(EDITOR_JS.path) {}
            }
        };
        self.frame.page(Section::Surveys, &body)
    }

    /// The page's address.
    fn here(&self) -> String {
        let surveys = Section::Surveys.path(self.frame.shop.id);
        format!("{surveys}/{}/edit", self.head.id)
    }

    /// Where a button leads: back here, to a part of the page.
    fn to(&self, part: &str) -> String {
        format!("{}#{part}", self.here())
    }

    /// What was done, and what has to be mended.
    fn notice(&self) -> Markup {
        let words = self.frame.words;
        let quoted = |text: &String| words.editor_quoted(text);
        let separate = |texts: &[String]| {
            let questions: Vec<_> = texts.iter().map(quoted).collect();
            words.editor_now_separate(texts.len() as u64, &words.list(&questions))
        };
        let elsewhere = |text: &str| {
            html! { a href=(self.here()) target="_blank" rel="noopener" { (text) } }
        };
        html! {
            @match &self.notice {
                Notice::None => {},
                Notice::Imported => div.done role="status" { (words.editor_imported(bold)) },
                Notice::Saved(renamed) => {
                    div.done role="status" {
                        b { (words.editor_saved()) }
                        @if !renamed.is_empty() { " " (separate(renamed)) }
                    }
                }
                Notice::Overtaken => {
                    div.summary-wrong role="alert" {
                        (words.editor_overtaken(bold, elsewhere)) " "
                        button.link type="submit" form="editor" name="do" value="overwrite" { (words.editor_overwrite()) }
                    }
                }
            }
            (self.wrongs())
        }
    }

    /// What has to be mended, each with a way to its field.
    fn wrongs(&self) -> Markup {
        let words = self.frame.words;
        let count = self.form.wrong.each().count();
        let more = count.saturating_sub(WRONGS);
        html! {
            @if count > 0 {
                div.summary-wrong role="alert" {
                    (words.editor_look_again(count as u64, bold))
                    ul {
                        @for (field, sentence) in self.in_page_order().into_iter().take(WRONGS) {
                            li {
                                @if let Some(whose) = self.whose(field) { (whose) ": " }
                                a href={ "#" (field) } { (sentence) }
                            }
                        }
                        @if more > 0 { li { (words.editor_more_wrong(more as u64)) } }
                    }
                }
            }
        }
    }

    /// Everything that is wrong, as it stands in the page: question by question, then the rest.
    fn in_page_order(&self) -> Vec<(&str, &Markup)> {
        let questions = &self.form.draft.file.content.questions;
        let place = |field: &str| {
            let id = field.strip_prefix("q.")?.split('.').next()?;
            questions.iter().position(|q| q.id.as_str() == id)
        };
        let mut wrong: Vec<_> = self.form.wrong.each().collect();
        wrong.sort_by_key(|(field, _)| place(field).unwrap_or(usize::MAX));
        wrong
    }

    /// What of the survey a field is about, where its sentence does not say so.
    fn whose(&self, field: &str) -> Option<String> {
        let words = self.frame.words;
        let questions = &self.form.draft.file.content.questions;
        let named = |id: &str| {
            let place = questions.iter().position(|q| q.id.as_str() == id)?;
            let number = place as u64 + 1;
            let text: String = questions[place].text.chars().take(60).collect();
            Some(match text.trim() {
                "" => words.editor_question_nth(number),
                text => words.editor_question_named(number, text),
            })
        };
        match field.split('.').collect::<Vec<_>>()[..] {
            ["q", id, ..] => named(id),
            ["t", tag, id, ..] => {
                let language = Locale::known(tag).map_or(tag, |locale| &locale.name);
                Some(named(id).map_or_else(
                    || language.to_owned(),
                    |question| words.editor_in_language(language, &question),
                ))
            }
            ["ending", nth, ..] => Some(words.editor_ending_nth(nth.parse::<u64>().ok()? + 1)),
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
            "language" => self.form.wrong.with("language").is_some(),
            "from" => self.form.wrong.with("from").is_some(),
            start => self.form.wrong.within(start),
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
        let value = self.form.shown(name, read);
        draw(Field {
            name,
            label,
            hint,
            value: &value,
            wrong: self.form.wrong.with(name),
        })
    }

    fn line(&self, name: &str, label: &str, hint: &str, read: &str) -> Markup {
        self.field(name, label, hint, read, |field| {
            field.line("text", "off", false)
        })
    }

    fn prose(&self, name: &str, label: &str, hint: &str, read: &str) -> Markup {
        let lang = &*self.form.draft.file.content.locale;
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
            @if let Some(wrong) = self.form.wrong.with(name) { p.wrong id={ (name) "-wrong" } { (wrong) } }
        }
    }

    // Questions ---------------------------------------------------------------------------------

    fn questions(&self) -> Markup {
        let words = self.frame.words;
        let questions = &self.form.draft.file.content.questions;
        let reached = preview::reached(&self.form.draft.file.content);
        let placeholders = words.editor_placeholders_note(code, code, code, code);
        html! {
            section id="questions" {
                div.questions-head {
                    h2.big { (words.editor_questions()) }
                    details.placeholders {
                        summary { (words.editor_placeholders()) }
                        p.note { (placeholders) }
                    }
                }
                (self.wrong("questions"))
                @if questions.is_empty() { p.note { (words.editor_no_question()) } }
                ol.qs {
                    @for (place, question) in questions.iter().enumerate() {
                        (self.question(place, question, questions.len(), reached[place]))
                    }
                }
                (self.removed())
                @if questions.len() < QUESTION_LIMIT { (self.add(questions.is_empty())) }
                @else { p.note { (words.editor_question_limit(QUESTION_LIMIT as u64)) } }
            }
        }
    }

    fn question(&self, place: usize, question: &Question, count: usize, reached: bool) -> Markup {
        let words = self.frame.words;
        let id = &question.id;
        let start = format!("q.{id}.");
        let name = |part: &str| format!("{start}{part}");
        let is_wrong = self.form.wrong.within(&start);
        let open = is_wrong || count <= OPEN || self.at == id.as_str();
        let kinds: Vec<_> = Kind::ALL
            .iter()
            .map(|kind| (kind_key(*kind), kind_name(words, *kind)))
            .collect();
        let text = shortened(&question.text);
        let required_hint = match question.kind {
            Kind::Contact => words.editor_required_contact(),
            _ => "",
        };
        html! {
            li.q id={ "q-" (id) } {
                @if place + 1 == count { span id="last" {} }
                details.card id={ "d-" (id) } data-at=(id) open[open] {
                    summary {
                        span.nth { (place + 1) }
                        @if text.is_empty() { span.text { (words.editor_new_question()) } }
                        @else { span.text lang=(self.form.draft.file.content.locale) dir="auto" { (text) } }
                        small { (kind_in_words(words, question)) @if is_wrong { b.wrong-mark { " · " (words.editor_needs_look()) } } }
                    }
                    @if !reached && place > 0 { p.note.unreached { (words.editor_unreached()) } }
                    (self.prose(&name("text"), words.editor_question(), "", &question.text))
                    div.pair {
                        (self.field(&name("kind"), words.editor_kind(), "", kind_key(question.kind), |field| {
                            field.choice(kinds.iter().copied(), Some("act"))
                        }))
                        (self.kind_fields(question, &name))
                    }
                    p.hint { (words.editor_kind_hint()) }
                    @if question.scale().is_some() && question.kind != Kind::YesNo {
                        div.pair {
                            (self.line(&name("low"), words.editor_low(), "", &question.low))
                            (self.line(&name("high"), words.editor_high(), "", &question.high))
                        }
                    }
                    @if question.kind.has_options() { (self.options(question, &name)) }
                    (tick(&name("required"), words.editor_required(), required_hint, question.required))
                    (self.branches(place, question))
                    div.actions {
                        button.button.bad type="submit" name="do" value={ "remove:" (id) } formaction=(self.to("questions")) { (words.editor_remove_question(&text, unseen)) }
                    }
                }
                div.move {
                    (self.mover("up", id, "↑", &words.editor_move_up(&text), place == 0))
                    (self.mover("down", id, "↓", &words.editor_move_down(&text), place + 1 == count))
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
        let words = self.frame.words;
        let numbers: Vec<String> = (0..=10).map(|n| n.to_string()).collect();
        let offered = looks(question.kind);
        html! {
            @if question.kind == Kind::Scale {
                @let range = question.range.unwrap_or(Scale { low: 1, high: 5 });
                div.pair.close {
                    (self.choice(&name("range_low"), words.editor_from(), "", &range.low.to_string(), numbers[..10].iter().map(|n| (&**n, &**n))))
                    (self.choice(&name("range_high"), words.editor_to(), "", &range.high.to_string(), numbers[1..].iter().map(|n| (&**n, &**n))))
                }
            }
            @if offered.len() > 1 {
                (self.choice(&name("look"), words.editor_drawn_as(), "", look_key(question.look), offered.iter().map(|look| (look_key(*look), look_name(words, question.kind, *look)))))
            }
        }
    }

    fn options(&self, question: &Question, name: &impl Fn(&str) -> String) -> Markup {
        let words = self.frame.words;
        let lines: Vec<_> = question
            .options
            .iter()
            .map(|option| &*option.text)
            .collect();
        html! {
            (self.prose(&name("options"), words.editor_options(), words.editor_options_hint(), &lines.join("\n")))
            div.pair {
                (self.line(&name("other"), words.editor_other(), words.editor_other_hint(), &question.other))
                (self.line(&name("none"), words.editor_none(), words.editor_none_hint(), &question.none))
            }
            (tick(&name("shuffle"), words.editor_shuffle(), words.editor_shuffle_hint(), question.shuffle))
        }
    }

    fn branches(&self, place: usize, question: &Question) -> Markup {
        let words = self.frame.words;
        let is_last = place + 1 == self.form.draft.file.content.questions.len();
        let id = &question.id;
        let can = question.scale().is_some() || question.kind.has_options();
        let here = format!("q-{id}");
        let rest = match (question.branches.is_empty(), is_last) {
            (true, true) => words.editor_all_end(),
            (true, false) => words.editor_all_on(),
            (false, true) => words.editor_rest_end(),
            (false, false) => words.editor_rest_on(),
        };
        let any = if question.kind.has_options() {
            words.editor_add_option()
        } else if question.kind == Kind::YesNo {
            words.editor_add_yes_no()
        } else {
            words.editor_add_ratings()
        };
        html! {
            @if can {
                fieldset.branches.field {
                    legend { (words.editor_ways()) }
                    p.hint { (rest) }
                    @if !question.branches.is_empty() {
                        ol.ways {
                            @for (nth, branch) in question.branches.iter().enumerate() { (self.way(place, question, nth, branch)) }
                        }
                    }
                    div.actions.near {
                        @if question.kind.is_scored() {
                            @for group in Group::ALL {
                                button.button.quiet type="submit" name="do" value={ "branch:" (id) ":" (group_key(group)) } formaction=(self.to(&here)) { "+ " (words.group_name(question.kind, group)) }
                            }
                        }
                        button.button.quiet type="submit" name="do" value={ "branch:" (id) ":any" } formaction=(self.to(&here)) { "+ " (any) }
                    }
                }
            }
        }
    }

    fn way(&self, place: usize, question: &Question, nth: usize, branch: &Branch) -> Markup {
        let words = self.frame.words;
        let start = format!("q.{}.b{nth}.", question.id);
        let name = |part: &str| format!("{start}{part}");
        let later = &self.form.draft.file.content.questions[place + 1..];
        let (chosen, gone) = match &branch.then {
            Next::End => (String::new(), false),
            Next::Question(id) => (id.to_string(), !later.iter().any(|q| q.id == *id)),
        };
        html! {
            li {
                div.way {
                    (self.condition(question, branch, &name))
                    label.unseen for=(name("then")) { (words.editor_leads_to()) }
                    span aria-hidden="true" { "→" }
                    select id=(name("then")) name=(name("then")) aria-invalid=[self.form.wrong.with(&name("then")).map(|_| "true")] aria-describedby={ (name("then")) "-wrong" } {
                        @for (offset, later) in later.iter().enumerate() {
                            option value=(later.id) selected[later.id.as_str() == chosen] { (place + offset + 2) ". " (shortened(&later.text)) }
                        }
                        option value="" selected[chosen.is_empty()] { (words.editor_preview_end()) }
                        @if gone { option value=(chosen) selected { (words.editor_not_further_on(&chosen)) } }
                    }
                    button.link.bad type="submit" name="do" value={ "unbranch:" (question.id) ":" (nth) } formaction=(self.to(&format!("q-{}", question.id))) { (words.editor_remove_way(nth as u64 + 1, unseen)) }
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
        let words = self.frame.words;
        if let Some(option) = &branch.option {
            let known = question.offered().any(|(id, _)| id == option.as_str());
            return html! {
                label.unseen for=(name("option")) { (words.editor_who_chooses()) }
                select id=(name("option")) name=(name("option")) {
                    @for (id, text) in question.offered() { option value=(id) selected[id == option.as_str()] { (shortened(text)) } }
                    @if !known { option value=(option) selected { (words.editor_option_gone()) } }
                }
            };
        }
        if question.kind == Kind::YesNo {
            return html! {
                label.unseen for=(name("from")) { (words.editor_who_says()) }
                select id=(name("from")) name=(name("from")) {
                    option value="1" selected[branch.from == 1] { (words.editor_yes()) }
                    option value="0" selected[branch.from == 0] { (words.editor_no()) }
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
        let words = self.frame.words;
        let group = Group::ALL.into_iter().find(|group| {
            kind.ratings_of(*group)
                .is_some_and(|ratings| (ratings.low, ratings.high) == (from, to))
        });
        let to = to.min(scale.high);
        html! {
            span.of { @match group { Some(group) => (words.group_name(kind, group)), None => (words.editor_ratings()) } }
            @for (part, label, chosen) in [("from", words.editor_ratings_from(), from), ("to", words.editor_ratings_to(), to)] {
                label for=(name(part)) { (label) }
                select.number id=(name(part)) name=(name(part)) aria-invalid=[self.form.wrong.with(&name("from")).map(|_| "true")] {
                    @for n in scale.values() { option value=(n) selected[n == chosen] { (n) } }
                    @if !scale.values().contains(&chosen) { option value=(chosen) selected { (chosen) } }
                }
            }
        }
    }

    fn removed(&self) -> Markup {
        let words = self.frame.words;
        let locale = &*self.form.draft.file.content.locale;
        let question = |text: &str| html! { span lang=(locale) dir="auto" { (text) } };
        html! {
            @for removed in self.form.draft.removed.iter().rev() {
                div.removed {
                    span { (words.editor_removed(&shortened(&removed.question.text), question)) }
                    button.button.quiet type="submit" name="do" value={ "restore:" (removed.question.id) } formaction=(self.to(&format!("q-{}", removed.question.id))) { (words.editor_put_back()) }
                }
            }
        }
    }

    fn add(&self, open: bool) -> Markup {
        let words = self.frame.words;
        let locale = Locale::find(&self.form.draft.file.content.locale);
        html! {
            details.card.add id="add" open[open] {
                summary { (words.editor_add_question()) }
                p.note { (words.editor_library_note(Locale::all().len() as u64)) }
                @for topic in Topic::ALL {
                    h3 { (topic_name(words, topic)) }
                    ul.library {
                        @for entry in LIBRARY.iter().filter(|entry| entry.topic == topic) {
                            @let question = entry.question(locale);
                            li {
                                div { span lang=(locale.tag) dir="auto" { (in_shop(&question.text, &self.frame.shop.name)) } small { (kind_in_words(words, &question)) } }
                                button.button.quiet type="submit" name="do" value={ "add:" (entry.key) } formaction=(self.to("last")) { (words.editor_add(&question.text, unseen)) }
                            }
                        }
                    }
                }
                h3 { (words.editor_empty()) }
                div.actions.near {
                    @for kind in Kind::ALL {
                        button.button.quiet type="submit" name="do" value={ "blank:" (kind_key(kind)) } formaction=(self.to("last")) { (kind_name(words, kind)) }
                    }
                }
            }
        }
    }

    // The end -------------------------------------------------------------------------------------

    fn ends(&self) -> Markup {
        let words = self.frame.words;
        let content = &self.form.draft.file.content;
        let scored = content.scored_question();
        html! {
            (self.prose("thanks", words.editor_thanks(), words.editor_thanks_hint(), &content.thanks))
            fieldset.field {
                legend { (words.editor_offer()) }
                p.hint { (words.editor_offer_hint()) }
                (self.link("offer", content.offer.as_ref()))
            }
            fieldset.field {
                legend { (words.editor_endings()) }
                p.hint {
                    @match scored {
                        None => (words.editor_endings_no_score()),
                        Some(question) => (words.editor_endings_hint(&shortened(&question.text))),
                    }
                }
                @for (nth, ending) in content.endings.iter().enumerate() { (self.one_end(nth, ending, scored)) }
                @if let Some(question) = scored {
                    div.actions.near {
                        @for group in Group::ALL {
                            button.button.quiet type="submit" name="do" value={ "ending:" (group_key(group)) } formaction=(self.to("part-ends")) { "+ " (words.group_name(question.kind, group)) }
                        }
                        button.button.quiet type="submit" name="do" value="ending:any" formaction=(self.to("part-ends")) { "+ " (words.editor_add_ratings()) }
                    }
                }
            }
        }
    }

    fn one_end(&self, nth: usize, ending: &Ending, scored: Option<&Question>) -> Markup {
        let words = self.frame.words;
        let name = |part: &str| format!("ending.{nth}.{part}");
        let kind = scored.map_or(Kind::Nps, |question| question.kind);
        let scale = kind.scale().unwrap_or(Scale { low: 0, high: 10 });
        html! {
            div.ending {
                div.way {
                    (self.ratings(kind, scale, (ending.from, ending.to), &name))
                    button.link.bad type="submit" name="do" value={ "unending:" (nth) } formaction=(self.to("part-ends")) { (words.editor_remove_ending(unseen)) }
                }
                (self.wrong(&name("from")))
                (self.prose(&name("thanks"), words.editor_thanks(), "", &ending.thanks))
                (self.link(&name("link"), ending.link.as_ref()))
            }
        }
    }

    fn link(&self, field: &str, link: Option<&Link>) -> Markup {
        let words = self.frame.words;
        let (text, address) = link.map_or(("", ""), |link| (&link.text, &link.address));
        html! {
            div.pair {
                (self.line(&format!("{field}_text"), words.editor_link_text(), "", text))
                (self.field(&format!("{field}_address"), words.editor_link_address(), words.editor_link_address_hint(), address, |field| field.line("url", "off", false)))
            }
        }
    }

    // Look and place ------------------------------------------------------------------------------

    fn look(&self) -> Markup {
        let words = self.frame.words;
        let file = &self.form.draft.file;
        let theme = &file.theme;
        let color = |color: Option<Color>| color.map(|color| color.to_string()).unwrap_or_default();
        let modes = [
            ("auto", words.editor_mode_auto()),
            ("light", words.editor_mode_light()),
            ("dark", words.editor_mode_dark()),
        ];
        let mode = match theme.mode {
            Mode::Auto => "auto",
            Mode::Light => "light",
            Mode::Dark => "dark",
        };
        let element = format!("<div data-afterword=\"{}\"></div>", self.head.id);
        let accent_hint = words.editor_accent_hint("#0b6e5f");
        let radius = theme
            .radius
            .map(|radius| radius.to_string())
            .unwrap_or_default();
        html! {
            (self.choice("place", words.editor_place(), words.editor_place_hint(), file.place.name(), Place::ALL.iter().map(|place| (place.name(), place_name(words, *place)))))
            @match file.place {
                Place::Inline => p.note { (words.editor_place_inline_note(&element, code)) },
                Place::Tab => p.note { (words.editor_place_tab_note()) },
                _ => {},
            }
            div.pair {
                (self.field("accent", words.editor_accent(), &accent_hint, &color(theme.accent), |field| field.color("#0b6e5f")))
                (self.field("background", words.editor_background(), words.editor_background_hint(), &color(theme.background), |field| field.color("#ffffff")))
            }
            div.pair {
                (self.line("radius", words.editor_radius(), words.editor_radius_hint(), &radius))
                (self.choice("mode", words.editor_mode(), "", mode, modes.into_iter()))
            }
            (self.field("logo", words.editor_logo(), words.editor_logo_hint(), &theme.logo, |field| field.line("url", "off", false)))
        }
    }

    // When it asks --------------------------------------------------------------------------------

    fn rules(&self) -> Markup {
        let words = self.frame.words;
        let rules = &self.form.draft.file.rules;
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
        let in_zone = words.editor_not_before_hint(zone);
        let page_hint = words.editor_page_hint("/account*");
        let customer_choices = [
            ("all", words.editor_customers_all()),
            ("new", words.editor_customers_new()),
            ("returning", words.editor_customers_returning()),
        ];
        html! {
            (self.wrong("rules"))
            (self.trigger())
            (self.line("page", words.editor_page(), &page_hint, &rules.trigger.page))
            fieldset.field {
                legend { (words.editor_whom()) }
                div.pair {
                    (self.line("sample", words.editor_sample(), words.editor_sample_hint(), &rules.sample.to_string()))
                    (self.choice("customers", words.editor_customers(), words.editor_customers_hint(), customers, customer_choices.into_iter()))
                }
                div.pair {
                    (self.line("countries", words.editor_countries(), words.editor_countries_hint(), &rules.countries.join(", ")))
                    (self.line("languages", words.editor_page_languages(), words.editor_page_languages_hint(), &rules.languages.join(", ")))
                }
                div.pair {
                    (self.line("minimum", words.editor_minimum(), words.editor_minimum_hint(), &amount))
                    (self.line("currency", words.editor_currency(), words.editor_currency_hint(), currency))
                }
                (self.field("products", words.editor_products(), words.editor_products_hint(), &products.join("\n"), |field| field.lines(2)))
            }
            fieldset.field {
                legend { (words.editor_schedule()) }
                div.pair {
                    (self.field("from", words.editor_not_before(), &in_zone, &local(rules.from, self.zone), |field| field.moment()))
                    (self.field("until", words.editor_until(), "", &local(rules.until, self.zone), |field| field.moment()))
                }
            }
            (self.again())
        }
    }

    fn trigger(&self) -> Markup {
        let words = self.frame.words;
        let when = &self.form.draft.file.rules.trigger.when;
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
                legend { (words.editor_when()) }
                (radio("when", "order", words.editor_when_order(), words.editor_when_order_hint(), *when == When::Order))
                (self.with_value("visit", words.editor_when_visit(), "seconds", &or(seconds, "10"), matches!(when, When::Visit { .. })))
                (self.with_value("scroll", words.editor_when_scroll(), "percent", &or(percent, "50"), matches!(when, When::Scroll { .. })))
                (radio("when", "leave", words.editor_when_leave(), words.editor_when_leave_hint(), *when == When::Leave))
                (self.with_value("click", words.editor_when_click(), "selector", &selector, matches!(when, When::Click { .. })))
                (radio("when", "call", words.editor_when_call(), &format!("afterword('show', '{}')", self.head.id), *when == When::Call))
            }
        }
    }

    fn with_value(&self, value: &str, label: &str, field: &str, read: &str, on: bool) -> Markup {
        let shown = match self.form.fields.get(field) {
            Some(typed) => typed.to_owned(),
            None => read.to_owned(),
        };
        html! {
            div.radio {
                input type="radio" id={ "when-" (value) } name="when" value=(value) checked[on];
                div {
                    label for={ "when-" (value) } { (label) }
                    input type="text" name=(field) value=(shown) aria-label=(label) autocomplete="off" spellcheck="false" autocapitalize="none"
                        aria-invalid=[self.form.wrong.with(field).map(|_| "true")] aria-describedby={ (field) "-wrong" };
                    (self.wrong(field))
                }
            }
        }
    }

    fn again(&self) -> Markup {
        let words = self.frame.words;
        let to_settings = |text: &str| {
            html! { a href=(Section::Settings.path(self.frame.shop.id)) { (text) } }
        };
        let rules = &self.form.draft.file.rules;
        let days = match rules.again {
            Again::AfterDays { days } => days.to_string(),
            _ => self.form.fields.get("days").unwrap_or("90").to_owned(),
        };
        let quiet = self.frame.shop.quiet_days;
        html! {
            fieldset.field.radios {
                legend { (words.editor_again()) }
                (radio("again", "every_order", words.editor_again_every(), "", rules.again == Again::EveryOrder))
                (radio("again", "until_answered", words.editor_again_until_answered(), "", rules.again == Again::UntilAnswered))
                div.radio {
                    input type="radio" id="again-after_days" name="again" value="after_days" checked[matches!(rules.again, Again::AfterDays { .. })];
                    div {
                        label for="again-after_days" { (words.editor_again_after()) }
                        input type="text" name="days" value=(self.form.shown("days", days)) aria-label=(words.editor_again_days()) inputmode="numeric" autocomplete="off" aria-describedby="days-wrong";
                        (self.wrong("days"))
                    }
                }
                (radio("again", "never", words.editor_again_never(), "", rules.again == Again::Never))
                (self.line("shown_limit", words.editor_shown_limit(), words.editor_shown_limit_hint(), &rules.shown_limit.to_string()))
                p.hint {
                    (words.editor_again_note()) " "
                    @if quiet > 0 { (words.editor_quiet(quiet.into())) } @else { (words.editor_no_quiet(to_settings)) }
                }
            }
        }
    }

    // Preview -------------------------------------------------------------------------------------

    fn preview(&self, path: &str) -> Markup {
        let words = self.frame.words;
        let content = &self.form.draft.file.content;
        let scored = content.scored_question();
        html! {
            aside.preview id="preview" aria-label=(words.editor_preview()) data-preview-pane {
                div.preview-tools {
                    label.unseen for="at" { (words.editor_preview_step()) }
                    select id="at" name="at" {
                        @for (place, question) in content.questions.iter().enumerate() {
                            option value=(question.id) selected[question.id.as_str() == self.at] { (place + 1) ". " (shortened(&question.text)) }
                        }
                        option value="end." selected[self.at == "end."] { (words.editor_preview_end()) }
                        @if scored.is_some() {
                            @for ending in &content.endings {
                                @let value = format!("end.{}", ending.from);
                                option value=(value) selected[self.at == value] { (words.editor_preview_end_after(ending.from.into(), ending.to.into())) }
                            }
                        }
                    }
                    label.unseen for="show" { (words.editor_preview_language()) }
                    select id="show" name="show" {
                        @for locale in Locale::all() {
                            option value=(locale.tag) selected[locale.tag == self.language] { (locale.name) }
                        }
                    }
                    div.widths role="group" aria-label=(words.editor_preview_width()) hidden data-widths {
                        button.button.quiet type="button" data-width="375" aria-pressed="false" { (words.editor_preview_phone()) }
                        button.button.quiet type="button" data-width="900" aria-pressed="true" { (words.editor_preview_desktop()) }
                    }
                    button.button.quiet type="submit" formaction={ (path) "/preview" } formtarget="preview" data-scripted="hide" { (words.editor_preview_draft()) }
                }
                div.stage { iframe name="preview" title=(words.editor_preview_frame()) src={ (path) "/preview?show=" (self.language) } sandbox="allow-same-origin" {} }
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

fn kind_name(words: Language, kind: Kind) -> &'static str {
    match kind {
        Kind::Nps => words.editor_kind_nps(),
        Kind::NpsFromOne => words.editor_kind_nps_from_one(),
        Kind::Csat => words.editor_kind_csat(),
        Kind::Ces => words.editor_kind_ces(),
        Kind::Scale => words.editor_kind_scale(),
        Kind::YesNo => words.editor_kind_yes_no(),
        Kind::Choice => words.editor_kind_choice(),
        Kind::Choices => words.editor_kind_choices(),
        Kind::Text => words.editor_kind_text(),
        Kind::Contact => words.editor_kind_contact(),
    }
}

fn topic_name(words: Language, topic: Topic) -> &'static str {
    match topic {
        Topic::Experience => words.editor_topic_experience(),
        Topic::Product => words.editor_topic_product(),
        Topic::Loyalty => words.editor_topic_loyalty(),
        Topic::Discovery => words.editor_topic_discovery(),
        Topic::More => words.editor_topic_more(),
    }
}

fn look_name(words: Language, kind: Kind, look: Look) -> &'static str {
    match (kind, look) {
        (Kind::Text, Look::Line) => words.editor_look_line(),
        (Kind::Text, _) => words.editor_look_lines(),
        (_, Look::Faces) => words.editor_look_faces(),
        (_, Look::Numbers) => words.editor_look_numbers(),
        _ => words.editor_look_stars(),
    }
}

fn place_name(words: Language, place: Place) -> &'static str {
    match place {
        Place::BottomEnd => words.editor_place_bottom_end(),
        Place::BottomStart => words.editor_place_bottom_start(),
        Place::TopEnd => words.editor_place_top_end(),
        Place::TopStart => words.editor_place_top_start(),
        Place::Dialog => words.editor_place_dialog(),
        Place::Bar => words.editor_place_bar(),
        Place::Inline => words.editor_place_inline(),
        Place::Page => words.editor_place_page(),
        Place::Tab => words.editor_place_tab(),
    }
}
