//! Every answered response, newest first, narrowed by words and filters, and why an order was not
//! asked.

use super::keywords::language_name;
use crate::{
    http::{
        access::{Frame, ShopContext},
        failure::Failure,
    },
    owner::parts::{
        answer_line::AnswerLineStyle,
        layout::Section,
        period_chooser,
        survey_picker::{PickedSurvey, surveys_of, version},
    },
    services::{
        dimension_names,
        error::Error,
        ingest::Ingest,
        responses::{
            Responses,
            filter::{Narrowing, ResponseFilter, ShopTime, WORDS},
            pagination::{self, List, ResponsePage},
        },
    },
};
use afterword_domain::{
    change::{Change, Expect},
    period::Period,
    record::{
        NotAsked, NotAskedReason, OrderRecord, Record, Response, ResponseState, SavedView,
        SurveyHead,
    },
    validate,
};
use afterword_jobs::Clock;
use afterword_library::locale::Locale;
use afterword_shared::{
    id::OrderId,
    scale::{Group, Kind},
    survey::Survey,
};
use afterword_store::Records;
use afterword_views::{
    index::{Dimension, Index},
    search::{
        Facets, Part,
        facets::{GROUP, NONE, SCORE, SPOKEN, STATE, TEXT},
        query::QUERY_LIMIT,
    },
};
use afterword_wording::{Language, code};
use axum::{
    Form,
    extract::{Query, State},
    response::Redirect,
};
use jiff::tz::TimeZone;
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

/// What an address asks for besides the filter.
#[derive(Clone, Debug, Default)]
struct ResponsesQuery {
    after: String,
    before: String,
    order: String,
}

impl ResponsesQuery {
    fn of(pairs: &[(String, String)]) -> Self {
        let text = |name: &str| {
            let pair = pairs.iter().find(|(key, _)| key == name);
            pair.map_or_else(String::new, |(_, value)| value.trim().to_owned())
        };
        Self {
            after: text("after"),
            before: text("before"),
            order: text("order"),
        }
    }
}

/// `GET /shops/{shop}/responses`
pub(crate) async fn get(
    State(store): State<Records>,
    State(responses): State<Responses>,
    State(index): State<Index>,
    State(clock): State<Clock>,
    access: ShopContext,
    picked: PickedSurvey,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Markup, Failure> {
    let survey = &picked.head;
    let query = ResponsesQuery::of(&pairs);
    let filter = ResponseFilter::parse(&pairs)?;
    let list = List::Survey(survey.id);
    let part = match (&*query.after, &*query.before) {
        ("", "") => Part::Newest,
        (after, "") => Part::Older(list.place(after)?),
        (_, before) => Part::Newer(list.place(before)?),
    };
    let time = ShopTime {
        zone: access.zone.clone(),
        now: clock.now(),
    };
    let one = std::slice::from_ref(survey);
    let mut page = responses.list(one, &filter, &time, part, PAGE).await?;
    if page.count.is_none() {
        page.count = responses.count(survey.id, filter.test).await?;
    }
    let mut answered = Vec::with_capacity(page.places.len());
    for response in pagination::load(&store, survey.shop, &page.places).await? {
        let content = version(&store, survey.id, response.version).await?;
        answered.push((response, content.shown(&access.frame.shop.name)));
    }
    let reason = match &*query.order {
        "" => None,
        order => Some(what_became_of(&store, &access, &picked.all, order).await?),
    };
    let choices = responses.facets(survey.id, filter.test, VALUES).await?;
    let view = ResponsesView {
        words: access.words,
        names: names(&index, &access, &choices, &filter).await,
        kind: picked.content.scored_question().map(|one| one.kind),
        reading: responses.reading()?,
        picked,
        page,
        answered,
        choices,
        filter,
        query,
        reason,
    };
    let style = AnswerLineStyle {
        words: access.words,
        zone: time.zone,
        now: time.now,
        long: true,
        back: view.back(),
    };
    Ok(view.draw(&access.frame, &style))
}

/// What products and categories are called, where the index knows it already.
async fn names(
    index: &Index,
    access: &ShopContext,
    choices: &Facets,
    filter: &ResponseFilter,
) -> BTreeMap<(String, String), String> {
    let Ok(index) = index.read(access.frame.shop.id).await else {
        return BTreeMap::new();
    };
    let mut names = BTreeMap::new();
    for dimension in [Dimension::Product, Dimension::Category] {
        let key = dimension.key();
        let offered = choices.get(&key).into_iter().flatten();
        let chosen = filter.attributes.value(&dimension);
        for value in offered.map(String::as_str).chain(chosen) {
            let name = dimension_names::label(access.words, &index, &dimension, value);
            names.insert((key.clone(), value.to_owned()), name);
        }
    }
    names
}

/// A name for what is seen, or the name of the view to be removed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct ViewForm {
    name: String,
    query: String,
}

/// `POST /shops/{shop}/views`
pub(crate) async fn save_view(
    State(store): State<Records>,
    State(ingest): State<Ingest>,
    access: ShopContext,
    Form(form): Form<ViewForm>,
) -> Result<Redirect, Failure> {
    let words = access.words;
    let name = validate::name(&form.name, "A view")?;
    let query = form.query.trim_start_matches(['?', '&']);
    if query.len() > VIEW_LIMIT {
        let sentence = words.responses_view_too_long();
        return Err(Error::Refused(sentence.into()).into());
    }
    let pairs: Vec<(String, String)> = url::form_urlencoded::parse(query.as_bytes())
        .map(|(key, value)| (key.into_owned(), value.into_owned()))
        .collect();
    // Kept is what this page would show, not whatever was sent.
    let filter = ResponseFilter::parse(&pairs)?;
    let surveys = surveys_of(&store, access.frame.shop.id).await?;
    let named = pairs.iter().find(|(key, _)| key == "survey");
    let survey = surveys
        .iter()
        .find(|survey| named.is_some_and(|(_, named)| survey.id.to_string() == *named))
        .ok_or(Error::NotFound(words.responses_no_such_survey()))?;
    let query = format!("survey={}{}", survey.id, filter.query());
    let mut shop = access.shop.value;
    shop.views.retain(|view| view.name != name);
    if shop.views.len() >= VIEWS {
        let sentence = words.responses_too_many_views(VIEWS as u64);
        return Err(Error::Refused(sentence).into());
    }
    shop.views.push(SavedView {
        name,
        query: query.clone(),
    });
    let (id, expect) = (shop.id, Expect::At(access.shop.sequence));
    let change = Change::put(expect, Record::Shop(shop));
    ingest.must_write(change).await?;
    Ok(Redirect::to(&format!(
        "{}?{query}",
        Section::Responses.path(id)
    )))
}

/// `POST /shops/{shop}/views/forget`
pub(crate) async fn remove_view(
    State(ingest): State<Ingest>,
    access: ShopContext,
    Form(form): Form<ViewForm>,
) -> Result<Redirect, Failure> {
    let mut shop = access.shop.value;
    let id = shop.id;
    let before = shop.views.len();
    let query = shop
        .views
        .iter()
        .find(|view| view.name == form.name)
        .map_or_else(String::new, |view| format!("?{}", view.query));
    shop.views.retain(|view| view.name != form.name);
    if shop.views.len() != before {
        let expect = Expect::At(access.shop.sequence);
        let change = Change::put(expect, Record::Shop(shop));
        ingest.must_write(change).await?;
    }
    Ok(Redirect::to(&format!(
        "{}{query}",
        Section::Responses.path(id)
    )))
}

/// What became of an order, in sentences.
async fn what_became_of(
    store: &Records,
    access: &ShopContext,
    surveys: &[SurveyHead],
    order: &str,
) -> Result<String, Error> {
    let id: OrderId = match order.parse() {
        Ok(id) => id,
        Err(error) => return Ok(afterword_shared::error::Error::to_string(&error)),
    };
    let Some(known) = store.order(access.frame.shop.id, &id).await? else {
        return Ok(access.words.responses_order_unknown(id.as_str()));
    };
    let mut responses = Vec::new();
    for survey in surveys {
        for verified in [true, false] {
            let kept = store.response_to(survey.shop, survey.id, &id, verified);
            if let Some(kept) = kept.await? {
                responses.push((kept.value, survey));
            }
        }
    }
    let tale = OrderTale {
        words: access.words,
        order: &known.value,
        responses: &responses,
        surveys,
        zone: &access.zone,
    };
    Ok(tale.sentences().join(" "))
}

/// What is known of an order.
struct OrderTale<'a> {
    words: Language,
    order: &'a OrderRecord,
    /// Every response to it.
    responses: &'a [(Response, &'a SurveyHead)],
    /// Of which survey: all that the shop has.
    surveys: &'a [SurveyHead],
    zone: &'a TimeZone,
}

impl OrderTale<'_> {
    fn sentences(&self) -> Vec<String> {
        let words = self.words;
        let order = self.order.order.id.as_str();
        let responses = self.responses.iter();
        let mut sentences: Vec<String> = responses
            .map(|(response, survey)| self.asked(response, survey))
            .collect();
        if let Some(not_asked) = &self.order.not_asked {
            let when = words.moment(not_asked.at, self.zone);
            sentences.push(if sentences.is_empty() {
                words.responses_order_not_asked(order, &when)
            } else {
                words.responses_order_not_asked_later(&when)
            });
            sentences.extend(self.reasons(not_asked));
        }
        if sentences.is_empty() {
            let when = words.moment(self.order.first_seen_at, self.zone);
            sentences.push(if self.order.test {
                words.responses_order_test(order, &when)
            } else {
                words.responses_order_nothing(order, &when)
            });
        }
        sentences
    }

    /// What became of a response to it.
    fn asked(&self, response: &Response, survey: &SurveyHead) -> String {
        let words = self.words;
        let (order, survey, rules) = (self.order.order.id.as_str(), &*survey.name, &survey.rules);
        let when = words.moment(response.asked_at, self.zone);
        let answered = response.first_answered_at.is_some();
        match response.state {
            _ if response.withdrawn_at.is_some() => {
                words.responses_order_withdrawn(order, survey, &when)
            }
            ResponseState::Asked => words.responses_order_unseen(order, survey, &when),
            ResponseState::Seen => {
                let (shown, limit) = (response.shown.len() as u64, rules.shown_limit.into());
                words.responses_order_seen(order, survey, &when, shown, limit)
            }
            ResponseState::Started => words.responses_order_started(order, survey, &when),
            ResponseState::Complete => words.responses_order_complete(order, survey, &when),
            ResponseState::Dismissed if answered => {
                words.responses_order_answered_closed(order, survey, &when)
            }
            ResponseState::Dismissed => words.responses_order_closed(order, survey, &when),
        }
    }

    /// Why a request asked nothing: for each survey that still has a name, else the one reason.
    fn reasons(&self, not_asked: &NotAsked) -> Vec<String> {
        let words = self.words;
        let each = not_asked.surveys.iter().filter_map(|passed| {
            let mut surveys = self.surveys.iter();
            let survey = surveys.find(|survey| survey.id == passed.survey)?;
            let reason = reason(words, passed.reason);
            Some(words.responses_reason_of_survey(&survey.name, reason))
        });
        let each: Vec<String> = each.collect();
        if each.is_empty() {
            vec![reason(words, not_asked.reason).to_owned()]
        } else {
            each
        }
    }
}

/// Why nothing was asked, as a sentence.
fn reason(words: Language, reason: NotAskedReason) -> &'static str {
    match reason {
        NotAskedReason::NothingLive => words.responses_reason_nothing_live(),
        NotAskedReason::Answered => words.responses_reason_answered(),
        NotAskedReason::Dismissed => words.responses_reason_dismissed(),
        NotAskedReason::Withdrawn => words.responses_reason_withdrawn(),
        NotAskedReason::ShownOften => words.responses_reason_shown_often(),
        NotAskedReason::Unsigned => words.responses_reason_unsigned(),
        NotAskedReason::Trigger => words.responses_reason_trigger(),
        NotAskedReason::NotYet => words.responses_reason_not_yet(),
        NotAskedReason::Over => words.responses_reason_over(),
        NotAskedReason::NotSampled => words.responses_reason_not_sampled(),
        NotAskedReason::NotNew => words.responses_reason_not_new(),
        NotAskedReason::NotReturning => words.responses_reason_not_returning(),
        NotAskedReason::CustomerUnknown => words.responses_reason_customer_unknown(),
        NotAskedReason::Country => words.responses_reason_country(),
        NotAskedReason::Language => words.responses_reason_language(),
        NotAskedReason::Minimum => words.responses_reason_minimum(),
        NotAskedReason::Products => words.responses_reason_products(),
        NotAskedReason::AskedBefore => words.responses_reason_asked_before(),
        NotAskedReason::AnsweredBefore => words.responses_reason_answered_before(),
        NotAskedReason::AskedLately => words.responses_reason_asked_lately(),
        NotAskedReason::QuietDays => words.responses_reason_quiet_days(),
    }
}

struct ResponsesView {
    words: Language,
    picked: PickedSurvey,
    /// What the score is of.
    kind: Option<Kind>,
    page: ResponsePage,
    /// The responses of the page, each with what was asked.
    answered: Vec<(Response, Survey)>,
    /// What can be chosen.
    choices: Facets,
    /// Products and categories by name.
    names: BTreeMap<(String, String), String>,
    /// How many responses were read in so far, while they are.
    reading: Option<u64>,
    filter: ResponseFilter,
    query: ResponsesQuery,
    /// What became of the order that was asked for.
    reason: Option<String>,
}

impl ResponsesView {
    fn draw(&self, frame: &Frame, style: &AnswerLineStyle) -> Markup {
        let words = self.words;
        let path = Section::Responses.path(frame.shop.id);
        frame.page(
            Section::Responses,
            &html! {
                main id="main" {
                    div.head {
                        div {
                            h1 { (Section::Responses.name(words)) }
                            p.note { (words.responses_note(&self.picked.head.name)) }
                        }
                        div.tools {
                            (self.picked.chooser(words, |id| format!("?survey={id}{}", if self.filter.test { "&test=1" } else { "" })))
                            (self.test_switch(&path))
                            (self.export(frame))
                            a.button.quiet href={ "/shops/" (frame.shop.id) "/import" } { (words.responses_import()) }
                        }
                    }
                    (self.views(frame, &path))
                    (self.search_form(&path))
                    (self.chips(&path))
                    div.grid {
                        section.card.eight aria-label=(Section::Responses.name(words)) {
                            (self.count())
                            @if self.answered.is_empty() { (self.nothing(&path)) } @else {
                                ol.answers.long {
                                    @for (response, content) in &self.answered {
                                        (style.marked_line(response, content, &self.filter.words))
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
        format!(
            "{path}?survey={}{}",
            self.picked.head.id,
            self.filter.query()
        )
    }

    /// What an answer's own page needs to lead back here.
    fn back(&self) -> String {
        let at = |name: &str, place: &str| match place {
            "" => String::new(),
            place => format!("&{name}={place}"),
        };
        let back = format!(
            "{}{}{}",
            self.filter.query(),
            at("after", &self.query.after),
            at("before", &self.query.before)
        );
        back.replacen('&', "?", 1)
    }

    fn test_switch(&self, path: &str) -> Markup {
        html! {
            form.switch method="get" action=(path) data-submit {
                input type="hidden" name="survey" value=(self.picked.head.id);
                label { input type="checkbox" name="test" value="1" checked[self.filter.test]; " " (self.words.responses_test_answers()) }
                button.link type="submit" { (self.words.responses_show()) }
            }
        }
    }

    fn export(&self, frame: &Frame) -> Markup {
        let address = |ending| {
            format!(
                "/shops/{}/export.{ending}?survey={}{}",
                frame.shop.id,
                self.picked.head.id,
                self.filter.query()
            )
        };
        let words = self.words;
        let (csv, ndjson) = if self.filter.is_all() {
            (words.responses_csv_all(), words.responses_ndjson_all())
        } else {
            (words.responses_csv_shown(), words.responses_ndjson_shown())
        };
        html! {
            details.chooser.right {
                summary { span { (words.responses_export()) } }
                ul {
                    li { a href=(address("csv")) download { "CSV" small { (csv) } } }
                    li { a href=(address("ndjson")) download { "NDJSON" small { (ndjson) } } }
                    li { a href={ "/shops/" (frame.shop.id) "/orders.csv" } download { (words.responses_orders()) small { (words.responses_orders_note()) } } }
                    li { a href={ "/shops/" (frame.shop.id) "/records.ndjson" } download { (words.responses_records()) small { (words.responses_records_note()) } } }
                }
            }
        }
    }

    fn views(&self, frame: &Frame, path: &str) -> Markup {
        let here = format!("survey={}{}", self.picked.head.id, self.filter.query());
        let known = |view: &SavedView| {
            let mut pairs = url::form_urlencoded::parse(view.query.as_bytes());
            let survey = pairs.find(|(key, _)| key == "survey");
            survey.is_none_or(|(_, id)| {
                self.picked
                    .all
                    .iter()
                    .any(|survey| survey.id.to_string() == *id)
            })
        };
        html! {
            @if frame.shop.views.iter().any(known) {
                nav.languages aria-label=(self.words.responses_saved_views()) {
                    a.chiplet href={ (path) "?survey=" (self.picked.head.id) } aria-current=[self.filter.is_all().then_some("true")] { (self.words.responses_all()) }
                    @for view in frame.shop.views.iter().filter(|view| known(view)) {
                        a.chiplet href={ (path) "?" (view.query) } aria-current=[(view.query == here).then_some("true")] { (view.name) }
                    }
                }
            }
        }
    }

    fn search_form(&self, path: &str) -> Markup {
        let words = self.words;
        let filters = match self.filter.narrowings().len() {
            0 => words.responses_filters().to_owned(),
            used => words.responses_filters_used(used as u64),
        };
        html! {
            search {
                form.seek method="get" action=(path) {
                    input type="hidden" name="survey" value=(self.picked.head.id);
                    @if self.filter.test { input type="hidden" name="test" value="1"; }
                    @if let Some(language) = self.filter.value(SPOKEN) { input type="hidden" name=(SPOKEN) value=(language); }
                    div.seek-words {
                        label.unseen for="q" { (words.responses_search_label()) }
                        input id="q" type="search" name=(WORDS) value=(self.filter.words.text()) maxlength=(QUERY_LIMIT)
                            placeholder=(words.responses_search_label()) autocomplete="off" aria-describedby="q-hint";
                        button.button type="submit" { (words.responses_search()) }
                    }
                    p.hint.seek-hint id="q-hint" { (words.responses_search_hint()) }
                    details.sift {
                        summary { (filters) }
                        div.sift-fields {
                            (self.period_field())
                            @for filter in self.filters() { (filter) }
                        }
                        div.actions.near { button.button.quiet type="submit" { (words.responses_apply()) } }
                    }
                }
            }
        }
    }

    fn period_field(&self) -> Markup {
        let chosen = self.filter.period;
        let (from, to) = match chosen {
            Some(Period::Fixed { from, to }) => (from, to),
            _ => (None, None),
        };
        let words = self.words;
        html! {
            div.field {
                label for="days" { (words.period_chooser_label()) }
                select id="days" name="days" {
                    option value="" selected[chosen.is_none()] { (period_chooser::title(words, Period::All)) }
                    @for period in Period::ROLLING.into_iter().filter(|period| *period != Period::All) {
                        option value=(period.query().trim_start_matches("days=")) selected[chosen == Some(period)] { (period_chooser::title(words, period)) }
                    }
                    @if from.is_some() || to.is_some() { option value="" selected { (words.period_chooser_other()) } }
                }
            }
            div.field { label for="from" { (words.period_chooser_first()) } input type="date" id="from" name="from" value=[from]; }
            div.field { label for="to" { (words.period_chooser_last()) } input type="date" id="to" name="to" value=[to]; }
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
        let pairs = self.filter.pairs();
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
                label for=(id) { (self.key_name(key)) }
                select id=(id) name=(key) {
                    option value="" selected[chosen.is_none()] { (self.words.responses_any()) }
                    @for value in values {
                        option value=(value) selected[chosen.as_deref() == Some(value)] { (self.value_name(key, value)) }
                    }
                }
            }
        })
    }

    fn key_name(&self, key: &str) -> String {
        let words = self.words;
        let name = match key {
            GROUP => words.responses_group(),
            SCORE => words.responses_score(),
            STATE => words.responses_completion(),
            TEXT => words.responses_comment(),
            SPOKEN => words.responses_language(),
            "period" => words.period_chooser_label(),
            _ => {
                return Dimension::parse(key).map_or_else(
                    || key.to_owned(),
                    |dimension| dimension_names::name(words, &dimension).to_owned(),
                );
            }
        };
        name.to_owned()
    }

    fn value_name(&self, key: &str, value: &str) -> String {
        let words = self.words;
        let named = self.names.get(&(key.to_owned(), value.to_owned()));
        let group = |group| match self.kind {
            Some(kind) => words.group_name(kind, group).to_owned(),
            None => value.to_owned(),
        };
        match (key, value) {
            _ if named.is_some() => named.cloned().unwrap_or_default(),
            (GROUP, "low") => group(Group::Low),
            (GROUP, "middle") => group(Group::Middle),
            (GROUP, "high") => group(Group::High),
            (STATE, "complete") => words.responses_complete().to_owned(),
            (STATE, "started") => words.responses_incomplete().to_owned(),
            (STATE, "dismissed") => words.responses_closed().to_owned(),
            (TEXT, "yes") => words.responses_with_comment().to_owned(),
            (TEXT, "no") => words.responses_without_comment().to_owned(),
            (SPOKEN, NONE) => language_name(words, ""),
            (SPOKEN, language) => language_name(words, language),
            ("period", query) => self.filter.period.map_or_else(
                || query.to_owned(),
                |period| period_chooser::title(words, period),
            ),
            ("language", tag) => {
                Locale::known(tag).map_or_else(|| tag.to_owned(), |locale| locale.name.clone())
            }
            _ => Dimension::parse(key).map_or_else(
                || value.to_owned(),
                |dimension| dimension_names::value_name(words, &dimension, value),
            ),
        }
    }

    /// What narrows the list: each with a way to take it out.
    fn chips(&self, path: &str) -> Markup {
        let narrowings = self.filter.narrowings();
        let test = if self.filter.test { "&test=1" } else { "" };
        let (words, typed) = (self.words, self.filter.words.text());
        let chip = |name: &str, value: &str, without: &str| {
            html! {
                li {
                    a.chiplet.taken href={ (path) "?survey=" (self.picked.head.id) (without) } {
                        span.unseen { (words.responses_remove_filter()) " " } @if !name.is_empty() { small { (name) " " } } (value) span aria-hidden="true" { "×" }
                    }
                }
            }
        };
        html! {
            @if !narrowings.is_empty() || !typed.is_empty() {
                ul.languages aria-label=(words.responses_used_filters()) {
                    @if !typed.is_empty() { (chip(words.responses_words(), typed, &self.filter.without_words())) }
                    @for Narrowing { key, value, without } in &narrowings {
                        (chip(&self.key_name(key), &self.value_name(key, value), without))
                    }
                    @if narrowings.len() + usize::from(!typed.is_empty()) > 1 {
                        li { a.link href={ (path) "?survey=" (self.picked.head.id) (test) } { (words.responses_remove_all()) } }
                    }
                }
            }
        }
    }

    fn count(&self) -> Markup {
        let (words, page) = (self.words, &self.page);
        html! {
            @if let Some(read) = self.reading {
                p.note.count role="status" { (words.responses_reading(read)) }
            } @else if page.behind {
                p.note.count role="status" { (words.responses_behind()) }
            }
            @if let Some(count) = page.count && count > 0 {
                p.note.count { (self.counted(count)) }
            }
        }
    }

    /// How many there are, and which of them stand on this page where that is not all.
    fn counted(&self, count: usize) -> Markup {
        let (words, all, page) = (self.words, self.filter.is_all(), &self.page);
        let shown = page.places.len();
        let figure = |text: &str| html! { b.figure { (text) } };
        let part = page.before.filter(|_| count > shown && shown > 0);
        let count = count as u64;
        match part.map(|before| (before as u64 + 1, (before + shown) as u64)) {
            None if all => words.responses_count(count, figure),
            None => words.responses_found(count, figure),
            Some((first, last)) if all => words.responses_count_part(count, first, last, figure),
            Some((first, last)) => words.responses_found_part(count, first, last, figure),
        }
    }

    fn nothing(&self, path: &str) -> Markup {
        let words = self.words;
        let all = |text: &str| {
            let test = if self.filter.test { "&test=1" } else { "" };
            html! { a href={ (path) "?survey=" (self.picked.head.id) (test) } { (text) } }
        };
        html! {
            @if self.filter.has_no_word() {
                p.few { (words.responses_no_word(self.filter.words.text())) }
                p.note { (words.responses_no_word_note()) }
            } @else if !self.query.after.is_empty() || !self.query.before.is_empty() {
                p.few { (words.responses_no_more()) }
            } @else if !self.filter.is_all() {
                p.few { (words.responses_no_match()) }
                p.note { (words.responses_no_match_note(all)) }
            } @else if self.filter.test {
                p.few { (words.responses_no_tests()) }
                p.note { (words.responses_no_tests_note(code)) }
            } @else {
                p.few { (words.responses_none()) }
                p.note { (words.responses_none_note()) }
            }
        }
    }

    fn pager(&self, path: &str) -> Markup {
        let (words, list) = (self.words, List::Survey(self.picked.head.id));
        let here = self.address(path);
        let first = self.page.places.first().copied();
        let newer = first.filter(|_| self.page.newer);
        let older = self.page.next;
        let moved = !self.query.after.is_empty() || !self.query.before.is_empty();
        html! {
            @if newer.is_some() || older.is_some() || moved {
                nav.pager aria-label=(words.responses_pages()) {
                    @if moved || newer.is_some() { a.button.quiet href=(here) { (words.responses_newest()) } }
                    @if let Some(first) = newer {
                        a.button.quiet href={ (here) "&before=" (list.cursor(first)) } rel="prev" { (words.responses_newer()) }
                    }
                    @if let Some(last) = older {
                        a.button.quiet.next href={ (here) "&after=" (list.cursor(last)) } rel="next" { (words.responses_older()) }
                    }
                }
            }
        }
    }

    fn why_card(&self, path: &str) -> Markup {
        let words = self.words;
        html! {
            details.card.why open[self.reason.is_some()] data-open-wide {
                summary { (words.responses_why()) }
                form method="get" action=(path) {
                    input type="hidden" name="survey" value=(self.picked.head.id);
                    @if self.filter.test { input type="hidden" name="test" value="1"; }
                    div.field {
                        label for="order" { (words.responses_order_number()) }
                        input id="order" type="text" name="order" value=(self.query.order) autocomplete="off" required;
                    }
                    div.actions.near { button.button.quiet type="submit" { (words.responses_look_up()) } }
                }
                @if let Some(reason) = &self.reason { p.reason role="status" { (reason) } }
            }
        }
    }

    /// Keeps this view under a name, or removes it.
    fn save_card(&self, frame: &Frame) -> Markup {
        let query = format!("survey={}{}", self.picked.head.id, self.filter.query());
        let saved = frame.shop.views.iter().find(|view| view.query == query);
        let (words, shop) = (self.words, frame.shop.id);
        html! {
            @if let Some(view) = saved {
                section.card.saved {
                    p.note { (words.responses_saved_as(&view.name)) }
                    form method="post" action={ "/shops/" (shop) "/views/forget" } {
                        input type="hidden" name="name" value=(view.name);
                        button.link.bad type="submit" { (words.responses_remove_view()) }
                    }
                }
            } @else if !self.filter.is_all() {
                details.card.why {
                    summary { (words.responses_save_view()) }
                    form method="post" action={ "/shops/" (shop) "/views" } {
                        input type="hidden" name="query" value=(query);
                        div.field {
                            label for="view" { (words.responses_view_name()) }
                            input id="view" type="text" name="name" maxlength=(validate::NAME_LIMIT) autocomplete="off" required;
                        }
                        div.actions.near { button.button.quiet type="submit" { (words.responses_save()) } }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
