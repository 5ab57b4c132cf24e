//! Every answered response, newest first, narrowed by words and filters, and why an order was not
//! asked.

use super::vocabulary::language_name;
use crate::{
    http::access::ShopContext,
    owner::parts::{
        answer::Lines,
        failure::Failure,
        layout::{Frame, Section},
        survey_picker::{no_survey, pick, survey_chooser, surveys_of, version},
        words,
    },
    services::{
        dimension_names,
        error::Error,
        responses::{
            filter::{self, Clock, Narrowing, Page as Found, Sought, WORDS},
            pagination,
        },
    },
    state::App,
};
use afterword_domain::{
    change::{Change, Expect},
    period::Period,
    record::{KnownOrder, Record, Response, ResponseState, SavedView, SurveyHead},
    validate,
};
use afterword_library::locale::Locale;
use afterword_shared::{
    id::OrderId,
    scale::{Group, Kind},
    survey::Survey,
};
use afterword_views::{
    index::Dimension,
    search::{
        Facets, Part,
        facets::{GROUP, NONE, SCORE, SPOKEN, STATE, TEXT},
    },
};
use afterword_wording::Language;
use axum::{
    Form,
    extract::{Query, State},
    response::Redirect,
};
use maud::{Markup, html};
use serde::Deserialize;
use std::collections::BTreeMap;

/// How many stand on a page.
const PAGE: usize = 50;
/// How many values of a filter can be chosen from.
const VALUES: usize = 40;
/// The most saved views of a shop.
const VIEWS: usize = 50;
/// The most bytes of a saved view's address.
const VIEW_LIMIT: usize = 2000;

/// What an address asks for besides what is sought.
#[derive(Clone, Debug, Default)]
struct Asked {
    survey: String,
    after: String,
    before: String,
    order: String,
}

impl Asked {
    fn of(pairs: &[(String, String)]) -> Self {
        let text = |name: &str| {
            let found = pairs.iter().find(|(key, _)| key == name);
            found.map_or_else(String::new, |(_, value)| value.trim().to_owned())
        };
        Self {
            survey: text("survey"),
            after: text("after"),
            before: text("before"),
            order: text("order"),
        }
    }
}

/// `GET /shops/{shop}/responses`
pub(crate) async fn get(
    State(app): State<App>,
    access: ShopContext,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Markup, Failure> {
    let surveys = surveys_of(app.store(), access.frame.shop.id).await?;
    let asked = Asked::of(&pairs);
    let Some(survey) = pick(&surveys, &asked.survey).cloned() else {
        return Ok(no_survey(&access.frame));
    };
    let sought = Sought::parse(&pairs)?;
    let place = |text: &str| filter::read_cursor(survey.id, text);
    let part = match (&*asked.after, &*asked.before) {
        ("", "") => Part::Newest,
        (after, "") => Part::Older(place(after)?),
        (_, before) => Part::Newer(place(before)?),
    };
    let clock = Clock {
        zone: access.zone.clone(),
        now: app.now(),
    };
    let found = filter::page(&app, survey.id, &sought, &clock, part, PAGE).await?;
    let mut listed = Vec::with_capacity(found.places.len());
    for response in pagination::load(app.store(), survey.shop, &found.places).await? {
        let content = version(app.store(), survey.id, response.version).await?;
        listed.push((response, content.shown(&access.frame.shop.name)));
    }
    let reason = match &*asked.order {
        "" => None,
        order => Some(why_not_asked(&app, &access, &surveys, order).await?),
    };
    let content = version(app.store(), survey.id, survey.version).await?;
    let choices = app
        .search()?
        .facets(survey.id, sought.test, VALUES)
        .await
        .unwrap_or_else(|error| {
            Error::Search(error).log();
            Facets::new()
        });
    let page = Page {
        names: names(&app, &access, &choices, &sought).await,
        kind: content
            .content
            .scored_question()
            .map(|question| question.kind),
        reading: app.search()?.reading(),
        survey,
        surveys,
        found,
        listed,
        choices,
        sought,
        asked,
        reason,
    };
    let lines = Lines {
        zone: clock.zone,
        now: clock.now,
        long: true,
        back: page.back(),
    };
    Ok(page.view(&access.frame, &lines))
}

/// What products and categories are called, where the index knows it already.
async fn names(
    app: &App,
    access: &ShopContext,
    choices: &Facets,
    sought: &Sought,
) -> BTreeMap<(String, String), String> {
    let Ok(index) = app.index().read(access.frame.shop.id).await else {
        return BTreeMap::new();
    };
    let mut names = BTreeMap::new();
    for dimension in [Dimension::Product, Dimension::Category] {
        let key = dimension.key();
        let offered = choices.get(&key).into_iter().flatten();
        let chosen = sought.filter.value(&dimension);
        for value in offered.map(String::as_str).chain(chosen) {
            let name = dimension_names::label(Language::ENGLISH, &index, &dimension, value);
            names.insert((key.clone(), value.to_owned()), name);
        }
    }
    names
}

/// A name for what is seen, or the name of what is to be forgotten.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct TypedView {
    name: String,
    query: String,
}

/// `POST /shops/{shop}/views`
pub(crate) async fn save_view(
    State(app): State<App>,
    access: ShopContext,
    Form(typed): Form<TypedView>,
) -> Result<Redirect, Failure> {
    let name = validate::name(&typed.name, "A view")?;
    let query = typed.query.trim_start_matches(['?', '&']);
    if query.len() > VIEW_LIMIT {
        return Err(Error::Refused(
            "This view has too many filters to keep: take some out.".into(),
        )
        .into());
    }
    let pairs: Vec<(String, String)> = url::form_urlencoded::parse(query.as_bytes())
        .map(|(key, value)| (key.into_owned(), value.into_owned()))
        .collect();
    // Kept is what this page would show, not whatever was sent.
    let sought = Sought::parse(&pairs)?;
    let surveys = surveys_of(app.store(), access.frame.shop.id).await?;
    let survey = surveys
        .iter()
        .find(|survey| survey.id.to_string() == Asked::of(&pairs).survey)
        .ok_or(Error::NotFound("This shop has no such survey."))?;
    let query = format!("survey={}{}", survey.id, sought.query());
    let mut shop = access.shop.value;
    shop.views.retain(|view| view.name != name);
    if shop.views.len() >= VIEWS {
        return Err(Error::Refused(format!(
            "A shop keeps at most {VIEWS} views: forget one first."
        ))
        .into());
    }
    shop.views.push(SavedView {
        name,
        query: query.clone(),
    });
    let (id, expect) = (shop.id, Expect::At(access.shop.sequence));
    app.must_write(Change::put(expect, Record::Shop(shop)))
        .await?;
    Ok(Redirect::to(&format!(
        "{}?{query}",
        Section::Responses.path(id)
    )))
}

/// `POST /shops/{shop}/views/forget`
pub(crate) async fn forget_view(
    State(app): State<App>,
    access: ShopContext,
    Form(typed): Form<TypedView>,
) -> Result<Redirect, Failure> {
    let mut shop = access.shop.value;
    let id = shop.id;
    let before = shop.views.len();
    let query = shop
        .views
        .iter()
        .find(|view| view.name == typed.name)
        .map_or_else(String::new, |view| format!("?{}", view.query));
    shop.views.retain(|view| view.name != typed.name);
    if shop.views.len() != before {
        let expect = Expect::At(access.shop.sequence);
        app.must_write(Change::put(expect, Record::Shop(shop)))
            .await?;
    }
    Ok(Redirect::to(&format!(
        "{}{query}",
        Section::Responses.path(id)
    )))
}

/// Says in a sentence what became of an order.
async fn why_not_asked(
    app: &App,
    access: &ShopContext,
    surveys: &[SurveyHead],
    order: &str,
) -> Result<String, Error> {
    let id: OrderId = match order.parse() {
        Ok(id) => id,
        Err(error) => return Ok(afterword_shared::error::Error::to_string(&error)),
    };
    let when = |at| words::moment(at, &access.zone);
    let Some(known) = app.store().order(access.frame.shop.id, &id).await? else {
        return Ok(format!(
            "No request about order {id} ever came. Look whether the tag stands on the page that this shopper saw, whether it carries this very number, and whether something blocks scripts there. A request that was refused leaves no trace here: the page’s console says why, and Install shows the sites that are not allowed."
        ));
    };
    let known = known.value;
    let mut responses = Vec::new();
    for survey in surveys {
        for verified in [true, false] {
            if let Some(kept) = app
                .store()
                .response_to(survey.shop, survey.id, &id, verified)
                .await?
            {
                responses.push((kept.value, survey));
            }
        }
    }
    Ok(fate(&known, &responses, surveys, &when))
}

/// What became of an order that is known.
fn fate(
    known: &KnownOrder,
    responses: &[(Response, &SurveyHead)],
    surveys: &[SurveyHead],
    when: &impl Fn(jiff::Timestamp) -> String,
) -> String {
    let id = &known.order.id;
    let mut sentences: Vec<String> = responses
        .iter()
        .map(|(response, survey)| {
            let became = match response.state {
                ResponseState::Asked => "the question went out, but was never in view: the page was left, or nobody scrolled to it".to_owned(),
                ResponseState::Seen => format!("the question was seen ({} of {} times) and not answered", response.shown.len(), survey.rules.shown_limit),
                ResponseState::Started => "it was answered, but not to the end".to_owned(),
                ResponseState::Complete => "it was answered".to_owned(),
                ResponseState::Dismissed if response.withdrawn_at.is_some() => "it was answered, then the shopper took everything back: the answers are deleted, and nobody is asked about this order again".to_owned(),
                ResponseState::Dismissed if response.first_answered_at.is_some() => "it was answered, then closed".to_owned(),
                ResponseState::Dismissed => "the shopper closed the question".to_owned(),
            };
            format!("Order {id} was asked “{}” on {}: {became}.", survey.name, when(response.asked_at))
        })
        .collect();
    if let Some(not_asked) = &known.not_asked {
        let name_of = |id| {
            let known = surveys.iter().find(|survey| survey.id == id)?;
            Some(known.name.as_str())
        };
        let reason = not_asked.told(name_of);
        sentences.push(format!(
            "A later request, on {}, asked nothing: {reason}.",
            when(not_asked.at)
        ));
        if responses.is_empty() {
            sentences = vec![format!(
                "Order {id} was not asked, on {}: {reason}.",
                when(not_asked.at)
            )];
        }
    }
    if sentences.is_empty() {
        let kind = if known.test {
            "a test order: tests are asked each time and leave no trace here"
        } else {
            "known, but no question about it was recorded"
        };
        sentences.push(format!(
            "Order {id}, first seen on {}, is {kind}.",
            when(known.first_seen_at)
        ));
    }
    sentences.join(" ")
}

struct Page {
    survey: SurveyHead,
    surveys: Vec<SurveyHead>,
    /// What the score is of.
    kind: Option<Kind>,
    found: Found,
    /// What was asked, of each response found.
    listed: Vec<(Response, Survey)>,
    /// What can be chosen.
    choices: Facets,
    /// Products and categories by name.
    names: BTreeMap<(String, String), String>,
    /// How many responses were read in so far, while they are.
    reading: Option<u64>,
    sought: Sought,
    asked: Asked,
    reason: Option<String>,
}

impl Page {
    fn view(&self, frame: &Frame, lines: &Lines) -> Markup {
        let path = Section::Responses.path(frame.shop.id);
        frame.page(
            Section::Responses,
            &html! {
                main id="main" {
                    div.head {
                        div {
                            h1 { "Responses" }
                            p.note { (self.survey.name) ", newest first." }
                        }
                        div.tools {
                            (survey_chooser(frame.words, &self.surveys, &self.survey, |id| format!("?survey={id}{}", if self.sought.test { "&test=1" } else { "" })))
                            (self.test_switch(&path))
                            (self.export(frame))
                            a.button.quiet href={ "/shops/" (frame.shop.id) "/import" } { "Import" }
                        }
                    }
                    (self.views(frame, &path))
                    (self.search_form(&path))
                    (self.chips(&path))
                    div.grid {
                        section.card.eight aria-label="Responses" {
                            (self.count())
                            @if self.listed.is_empty() { (self.nothing(&path)) } @else {
                                ol.answers.long {
                                    @for (response, content) in &self.listed {
                                        (lines.found_line(response, content, &self.sought.words))
                                    }
                                }
                            }
                            (self.pager(&path))
                        }
                        div.column.four {
                            (self.why_card(&path))
                            (self.save_card(frame))
                        }
                    }
                }
            },
        )
    }

    /// The address of this list.
    fn address(&self, path: &str) -> String {
        format!("{path}?survey={}{}", self.survey.id, self.sought.query())
    }

    /// What an answer's own page needs to lead back here.
    fn back(&self) -> String {
        let at = |name: &str, place: &str| match place {
            "" => String::new(),
            place => format!("&{name}={place}"),
        };
        let back = format!(
            "{}{}{}",
            self.sought.query(),
            at("after", &self.asked.after),
            at("before", &self.asked.before)
        );
        back.replacen('&', "?", 1)
    }

    fn test_switch(&self, path: &str) -> Markup {
        html! {
            form.switch method="get" action=(path) data-submit {
                input type="hidden" name="survey" value=(self.survey.id);
                label { input type="checkbox" name="test" value="1" checked[self.sought.test]; " Test answers" }
                button.link type="submit" { "Show" }
            }
        }
    }

    fn export(&self, frame: &Frame) -> Markup {
        let address = |ending| {
            format!(
                "/shops/{}/export.{ending}?survey={}{}",
                frame.shop.id,
                self.survey.id,
                self.sought.query()
            )
        };
        html! {
            details.chooser.right {
                summary { span { "Export" } }
                ul {
                    li { a href=(address("csv")) download { "CSV" small { @if self.sought.is_all() { "for spreadsheets" } @else { "for spreadsheets: what is shown here" } } } }
                    li { a href=(address("ndjson")) download { "NDJSON" small { @if self.sought.is_all() { "for programs, one answer a line" } @else { "for programs: what is shown here" } } } }
                    li { a href={ "/shops/" (frame.shop.id) "/orders.csv" } download { "Orders, CSV" small { "every order we know of" } } }
                    li { a href={ "/shops/" (frame.shop.id) "/records.ndjson" } download { "Everything, NDJSON" small { "surveys, orders and answers, to be imported elsewhere" } } }
                }
            }
        }
    }

    fn views(&self, frame: &Frame, path: &str) -> Markup {
        let here = format!("survey={}{}", self.survey.id, self.sought.query());
        let known = |view: &SavedView| {
            let mut pairs = url::form_urlencoded::parse(view.query.as_bytes());
            let survey = pairs.find(|(key, _)| key == "survey");
            survey.is_none_or(|(_, id)| {
                self.surveys
                    .iter()
                    .any(|survey| survey.id.to_string() == *id)
            })
        };
        html! {
            @if frame.shop.views.iter().any(known) {
                nav.languages aria-label="Saved views" {
                    a.chiplet href={ (path) "?survey=" (self.survey.id) } aria-current=[self.sought.is_all().then_some("true")] { "All" }
                    @for view in frame.shop.views.iter().filter(|view| known(view)) {
                        a.chiplet href={ (path) "?" (view.query) } aria-current=[(view.query == here).then_some("true")] { (view.name) }
                    }
                }
            }
        }
    }

    fn search_form(&self, path: &str) -> Markup {
        html! {
            search {
                form.seek method="get" action=(path) {
                    input type="hidden" name="survey" value=(self.survey.id);
                    @if self.sought.test { input type="hidden" name="test" value="1"; }
                    @if let Some(language) = self.sought.value(SPOKEN) { input type="hidden" name=(SPOKEN) value=(language); }
                    div.seek-words {
                        label.unseen for="q" { "Words, an order number or a customer" }
                        input id="q" type="search" name=(WORDS) value=(self.sought.words.text()) maxlength=(afterword_views::search::query::QUERY_LIMIT)
                            placeholder="Words, an order number or a customer" autocomplete="off" aria-describedby="q-hint";
                        button.button type="submit" { "Search" }
                    }
                    p.hint.seek-hint id="q-hint" { "Every word has to occur; “quotes” keep words together." }
                    details.sift {
                        summary { "Filters" @let n = self.sought.narrowings().len(); @if n > 0 { " (" (n) ")" } }
                        div.sift-fields {
                            (self.period_field())
                            @for filter in self.filters() { (filter) }
                        }
                        div.actions.near { button.button.quiet type="submit" { "Show these" } }
                    }
                }
            }
        }
    }

    fn period_field(&self) -> Markup {
        let chosen = self.sought.period;
        let (from, to) = match chosen {
            Some(Period::Fixed { from, to }) => (from, to),
            _ => (None, None),
        };
        html! {
            div.field {
                label for="days" { "Period" }
                select id="days" name="days" {
                    option value="" selected[chosen.is_none()] { "All time" }
                    @for period in Period::ROLLING.into_iter().filter(|period| *period != Period::All) {
                        option value=(period.query().trim_start_matches("days=")) selected[chosen == Some(period)] { (period.name()) }
                    }
                    @if from.is_some() || to.is_some() { option value="" selected { "Other days" } }
                }
            }
            div.field { label for="from" { "First day" } input type="date" id="from" name="from" value=[from]; }
            div.field { label for="to" { "Last day" } input type="date" id="to" name="to" value=[to]; }
        }
    }

    /// A field for everything that answers can be told apart by.
    fn filters(&self) -> Vec<Markup> {
        let mut keys: Vec<String> = [GROUP, SCORE, STATE, TEXT].map(str::to_owned).to_vec();
        keys.extend(Dimension::BUILT_IN.iter().map(Dimension::key));
        let own = self.choices.keys().filter(|key| key.starts_with("field-"));
        keys.extend(own.cloned());
        keys.into_iter()
            .filter_map(|key| self.filter_field(&key))
            .collect()
    }

    fn chosen(&self, key: &str) -> Option<String> {
        let pairs = self.sought.pairs();
        pairs
            .into_iter()
            .find(|(other, _)| other == key)
            .map(|(_, value)| value)
    }

    fn filter_field(&self, key: &str) -> Option<Markup> {
        let chosen = self.chosen(key);
        let mut values: Vec<&str> = self
            .choices
            .get(key)
            .into_iter()
            .flatten()
            .map(String::as_str)
            .collect();
        if let Some(chosen) = &chosen
            && !values.contains(&chosen.as_str())
        {
            values.push(chosen);
        }
        match key {
            SCORE => values.sort_by_key(|value| value.parse::<u8>().unwrap_or(u8::MAX)),
            GROUP => values.sort_by_key(|value| {
                ["low", "middle", "high"]
                    .iter()
                    .position(|group| group == value)
            }),
            _ => {}
        }
        // What all answers share tells none apart.
        if values.is_empty() || (values.len() == 1 && chosen.is_none()) {
            return None;
        }
        let id = format!("by-{key}");
        Some(html! {
            div.field {
                label for=(id) { (Self::key_name(key)) }
                select id=(id) name=(key) {
                    option value="" selected[chosen.is_none()] { "Any" }
                    @for value in values {
                        option value=(value) selected[chosen.as_deref() == Some(value)] { (self.value_name(key, value)) }
                    }
                }
            }
        })
    }

    fn key_name(key: &str) -> String {
        match (filter::key_name(key), Dimension::parse(key)) {
            (Some(name), _) => name.to_owned(),
            (None, Some(dimension)) => {
                dimension_names::name(Language::ENGLISH, &dimension).to_owned()
            }
            (None, None) => key.to_owned(),
        }
    }

    fn value_name(&self, key: &str, value: &str) -> String {
        let named = self.names.get(&(key.to_owned(), value.to_owned()));
        let group = |group| match self.kind {
            Some(kind) => words::group_name(kind, group).to_owned(),
            None => value.to_owned(),
        };
        match (key, value) {
            _ if named.is_some() => named.cloned().unwrap_or_default(),
            (GROUP, "low") => group(Group::Low),
            (GROUP, "middle") => group(Group::Middle),
            (GROUP, "high") => group(Group::High),
            (STATE, "complete") => "To the end".to_owned(),
            (STATE, "started") => "Not to the end".to_owned(),
            (STATE, "dismissed") => "Closed".to_owned(),
            (TEXT, "yes") => "With words".to_owned(),
            (TEXT, "no") => "Without words".to_owned(),
            (SPOKEN, NONE) => language_name(""),
            (SPOKEN, language) => language_name(language),
            ("period", query) => self
                .sought
                .period
                .map_or_else(|| query.to_owned(), Period::in_words),
            ("language", tag) => {
                Locale::known(tag).map_or_else(|| tag.to_owned(), |locale| locale.name.clone())
            }
            _ => Dimension::parse(key).map_or_else(
                || value.to_owned(),
                |dimension| dimension_names::value_name(Language::ENGLISH, &dimension, value),
            ),
        }
    }

    /// What narrows the list: each with a way to take it out.
    fn chips(&self, path: &str) -> Markup {
        let narrowings = self.sought.narrowings();
        let test = if self.sought.test { "&test=1" } else { "" };
        let words = self.sought.words.text();
        let chip = |name: &str, value: &str, without: &str| {
            html! {
                li {
                    a.chiplet.taken href={ (path) "?survey=" (self.survey.id) (without) } {
                        span.unseen { "Take out " } @if !name.is_empty() { small { (name) " " } } (value) span aria-hidden="true" { "×" }
                    }
                }
            }
        };
        html! {
            @if !narrowings.is_empty() || !words.is_empty() {
                ul.languages aria-label="What narrows the list" {
                    @if !words.is_empty() { (chip("Words", words, &self.sought.without_words())) }
                    @for Narrowing { key, value, without } in &narrowings {
                        (chip(&Self::key_name(key), &self.value_name(key, value), without))
                    }
                    @if narrowings.len() + usize::from(!words.is_empty()) > 1 {
                        li { a.link href={ (path) "?survey=" (self.survey.id) (test) } { "Take all out" } }
                    }
                }
            }
        }
    }

    fn count(&self) -> Markup {
        let found = &self.found;
        html! {
            @if let Some(read) = self.reading {
                p.note.count role="status" { "The search is being made ready: " (words::counted(read, "answer", "answers")) " read so far." }
            } @else if found.behind {
                p.note.count role="status" { "The newest answers are still being read in: load the page again in a moment." }
            }
            @if let Some(count) = found.count && count > 0 {
                p.note.count {
                    b.figure { (words::counted(count as u64, "answer", "answers")) }
                    @if !self.sought.is_all() { " found" }
                    @if let Some(before) = found.before && count > found.places.len() && !found.places.is_empty() {
                        ", here " (words::count(before as u64 + 1)) " to " (words::count((before + found.places.len()) as u64))
                    }
                    "."
                }
            }
        }
    }

    fn nothing(&self, path: &str) -> Markup {
        html! {
            @if !self.sought.words.text().is_empty() && self.sought.words.is_empty() {
                p.few { "There is no word in “" (self.sought.words.text()) "”." }
                p.note { "Look for letters, figures or an emoji." }
            } @else if !self.asked.after.is_empty() || !self.asked.before.is_empty() {
                p.few { "No further answers." }
            } @else if !self.sought.is_all() {
                p.few { "No answer fits." }
                p.note { "Take something out, or look at "
                    a href={ (path) "?survey=" (self.survey.id) (if self.sought.test { "&test=1" } else { "" }) } { "all answers" } "." }
            } @else if self.sought.test {
                p.few { "No test answers." }
                p.note { "Add " code { "data-test" } " to the tag: then it asks every time, and what is answered appears here and in no figure." }
            } @else {
                p.few { "No answers yet." }
                p.note { "They appear here as soon as a shopper taps. The tag has to stand on your thank-you page first." }
            }
        }
    }

    fn pager(&self, path: &str) -> Markup {
        let here = self.address(path);
        let first = self.found.places.first().copied();
        let newer = first.filter(|_| self.found.newer);
        let older = self.found.next;
        let moved = !self.asked.after.is_empty() || !self.asked.before.is_empty();
        html! {
            @if newer.is_some() || older.is_some() || moved {
                nav.pager aria-label="Pages" {
                    @if moved || newer.is_some() { a.button.quiet href=(here) { "Newest" } }
                    @if let Some(first) = newer {
                        a.button.quiet href={ (here) "&before=" (filter::cursor(self.survey.id, first)) } rel="prev" { "Newer" }
                    }
                    @if let Some(last) = older {
                        a.button.quiet.next href={ (here) "&after=" (filter::cursor(self.survey.id, last)) } rel="next" { "Older" }
                    }
                }
            }
        }
    }

    fn why_card(&self, path: &str) -> Markup {
        html! {
            details.card.why open[self.reason.is_some()] data-open-wide {
                summary { "Why was this order not asked?" }
                form method="get" action=(path) {
                    input type="hidden" name="survey" value=(self.survey.id);
                    @if self.sought.test { input type="hidden" name="test" value="1"; }
                    div.field {
                        label for="order" { "Order number" }
                        input id="order" type="text" name="order" value=(self.asked.order) autocomplete="off" required;
                    }
                    div.actions.near { button.button.quiet type="submit" { "Look it up" } }
                }
                @if let Some(reason) = &self.reason { p.reason role="status" { (reason) } }
            }
        }
    }

    /// Keeps this view under a name, or forgets it.
    fn save_card(&self, frame: &Frame) -> Markup {
        let query = format!("survey={}{}", self.survey.id, self.sought.query());
        let saved = frame.shop.views.iter().find(|view| view.query == query);
        let shop = frame.shop.id;
        html! {
            @if let Some(view) = saved {
                section.card.saved {
                    p.note { "Saved as “" (view.name) "”." }
                    form method="post" action={ "/shops/" (shop) "/views/forget" } {
                        input type="hidden" name="name" value=(view.name);
                        button.link.bad type="submit" { "Forget this view" }
                    }
                }
            } @else if !self.sought.is_all() {
                details.card.why {
                    summary { "Save this view" }
                    form method="post" action={ "/shops/" (shop) "/views" } {
                        input type="hidden" name="query" value=(query);
                        div.field {
                            label for="view" { "Its name" }
                            input id="view" type="text" name="name" maxlength=(validate::NAME_LIMIT) autocomplete="off" required;
                        }
                        div.actions.near { button.button.quiet type="submit" { "Save" } }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
