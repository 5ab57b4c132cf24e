//! One response and its whole story: what was asked and answered, when, about which order, by whom.

use crate::{
    http::{
        access::{Frame, ShopContext},
        failure::Failure,
    },
    owner::parts::{
        answer_line::{chip, device, in_words, marked, response_path},
        layout::Section,
        survey_picker::version,
    },
    services::{
        error::Error,
        responses::{filter::ResponseFilter, pagination::List},
    },
};
use afterword_domain::record::{Channel, OrderRecord, Response, ResponseState, SurveyHead};
use afterword_jobs::Clock;
use afterword_shared::{
    flow,
    id::{CategoryId, CustomerRef, ProductId, ResponseId},
    order::Money,
    response::Answer,
    scale::Kind,
    survey::{Question, Survey},
};
use afterword_store::Records;
use afterword_views::{index::Index, search::Query};
use afterword_wording::{Language, code};
use axum::extract::{Path, Query as Pairs, State};
use jiff::{Timestamp, tz::TimeZone};
use maud::{Markup, html};
use std::fmt::Write as _;

/// How many other responses and other orders of a customer are shown.
const OTHERS: usize = 20;

/// `GET /shops/{shop}/responses/{response}`
pub(crate) async fn get(
    State(store): State<Records>,
    State(index): State<Index>,
    State(clock): State<Clock>,
    access: ShopContext,
    Path((_, id)): Path<(String, String)>,
    Pairs(pairs): Pairs<Vec<(String, String)>>,
) -> Result<Markup, Failure> {
    let unknown = || Error::NotFound(access.words.response_unknown());
    let id: ResponseId = id.parse().map_err(|_| unknown())?;
    let response = store.response(access.frame.shop.id, id).await?;
    let response = response.map(|kept| kept.value).ok_or_else(unknown)?;
    let list = list(&pairs, &response);
    let view = read(&store, &index, &access, response).await?;
    let reader = Reader {
        words: access.words,
        zone: &access.zone,
        now: clock.now(),
    };
    Ok(view.draw(&access.frame, reader, &list))
}

/// The list that somebody came from, as a part of its address. It is made anew from what can be
/// read of it: whatever else stands in an address leads nowhere.
fn list(pairs: &[(String, String)], response: &Response) -> String {
    let mut filter = ResponseFilter::parse(pairs).unwrap_or_default();
    filter.test = response.test;
    let mut list = format!("survey={}{}", response.survey, filter.query());
    let of_survey = List::Survey(response.survey);
    let place = pairs.iter().find(|(key, place)| {
        matches!(&**key, "after" | "before") && of_survey.place(place).is_ok()
    });
    if let Some((key, place)) = place {
        let _ = write!(list, "&{key}={place}");
    }
    list
}

async fn read(
    store: &Records,
    index: &Index,
    access: &ShopContext,
    response: Response,
) -> Result<StoryView, Error> {
    let shop = access.frame.shop.id;
    let survey = store.survey(response.survey).await?;
    let survey = survey.map(|kept| kept.value).ok_or_else(|| {
        Error::Internal(format!("{} is of a survey that is not there", response.id))
    })?;
    let content = version(store, response.survey, response.version).await?;
    let order = match &response.order {
        Some(id) => store.order(shop, id).await?.map(|kept| kept.value),
        None => None,
    };
    let order = order.filter(|known| known.is_of(&response));
    let mut view = StoryView {
        content: content.shown(&access.frame.shop.name),
        survey,
        order,
        others: Vec::new(),
        orders: Vec::new(),
        all_orders: 0,
        response,
    };
    if let Some(customer) = view.response.customer.clone() {
        let this = view.response.order.as_ref();
        let (mut asked, mut bought) = {
            let index = index.read(shop).await?;
            view.all_orders = index.orders_of(&customer, this);
            let asked = index.asked_of(&customer, OTHERS + 1);
            let asked: Vec<ResponseId> = asked.iter().map(|earlier| earlier.id).collect();
            (asked, index.orders_by(&customer, OTHERS + 1))
        };
        asked.retain(|id| *id != view.response.id);
        asked.truncate(OTHERS);
        for other in store.responses(shop, &asked).await?.into_iter().flatten() {
            let content = version(store, other.survey, other.version).await?;
            view.others
                .push((other, content.shown(&access.frame.shop.name)));
        }
        bought.retain(|id| Some(id) != this);
        bought.truncate(OTHERS);
        let orders = store.orders(shop, &bought).await?;
        view.orders = orders.into_iter().flatten().collect();
    }
    Ok(view)
}

struct StoryView {
    response: Response,
    survey: SurveyHead,
    /// What was asked, in the words of that version.
    content: Survey,
    order: Option<OrderRecord>,
    /// What else the customer was asked, the newest first.
    others: Vec<(Response, Survey)>,
    /// What else the customer bought, the newest first.
    orders: Vec<OrderRecord>,
    /// How many that are in all.
    all_orders: u64,
}

/// Who reads a story, where and when.
#[derive(Clone, Copy)]
struct Reader<'a> {
    words: Language,
    /// The shop's.
    zone: &'a TimeZone,
    now: Timestamp,
}

impl Reader<'_> {
    /// The day of a moment.
    fn day(self, at: Timestamp) -> String {
        let day = at.to_zoned(self.zone.clone()).date();
        self.words.day(day, self.now, self.zone)
    }

    fn money(self, total: Money) -> String {
        self.words.money(total.minor(), total.currency())
    }
}

impl StoryView {
    fn draw(&self, frame: &Frame, reader: Reader, list: &str) -> Markup {
        let words = reader.words;
        let back = format!("{}?{list}", Section::Responses.path(frame.shop.id));
        frame.page(
            Section::Responses,
            &html! {
                main id="main" {
                    div.head {
                        div {
                            p.note.back { a href=(back) { "← " (Section::Responses.name(words)) } }
                            h1 { (self.title(words)) }
                            p.note { (self.summary(reader)) }
                        }
                    }
                    div.grid.tale {
                        div.column.eight {
                            section.card aria-labelledby="path" {
                                h2 id="path" { (words.response_path()) }
                                (self.path(words))
                            }
                            section.card aria-labelledby="times" {
                                h2 id="times" { (words.response_times()) }
                                (self.times(reader))
                            }
                            (self.customer(reader))
                        }
                        div.column.four {
                            (self.order_card(reader))
                            (self.circumstances(words))
                        }
                    }
                }
            },
        )
    }

    fn title(&self, words: Language) -> String {
        match &self.response.order {
            Some(order) => words.answer_order(order.as_str()),
            None => words.response_without_order().to_owned(),
        }
    }

    fn summary(&self, reader: Reader) -> Markup {
        let (words, response) = (reader.words, &self.response);
        let at = response.first_answered_at.unwrap_or(response.asked_at);
        let when = words.moment(at, reader.zone);
        html! {
            @if response.test { b.bad-word { (words.response_test()) } " " }
            (words.response_summary(&self.survey.name, became(words, response), &when))
        }
    }

    fn path(&self, words: Language) -> Markup {
        let response = &self.response;
        let path = flow::path(&self.content, &response.answers);
        let answered = |id| response.answers.get(id).is_some();
        let last = path
            .questions
            .iter()
            .rposition(|question| answered(&question.id));
        html! {
            @if response.withdrawn_at.is_some() {
                p.few { (words.response_withdrawn()) }
                p.note { (words.response_withdrawn_note()) }
            } @else {
                ol.path {
                    @for (place, question) in path.questions.iter().enumerate() {
                        @let answer = response.answers.get(&question.id);
                        li.open[answer.is_none()] {
                            p.asked lang=(self.content.locale) dir="auto" { (question.text) }
                            @match answer {
                                Some(Answer::Text(text)) => p.said lang=[response.context.language.as_deref()] dir="auto" { (marked(text, &Query::default())) },
                                Some(Answer::Rating(rating)) if question.kind != Kind::YesNo => div.rated {
                                    (chip(words, question.kind, *rating))
                                    p.said.chosen { (rated(words, question, *rating)) }
                                },
                                Some(answer) => p.said.chosen { (in_words(words, question, answer)) },
                                None if last.is_some_and(|last| place < last) || path.complete && response.state == ResponseState::Complete => p.said.faint { (words.response_skipped()) },
                                None => p.said.faint { (unanswered(words, response)) },
                            }
                        }
                    }
                }
            }
        }
    }

    fn times(&self, reader: Reader) -> Markup {
        let words = reader.words;
        let steps = self.steps(words);
        let zone = reader.zone.iana_name().unwrap_or("UTC");
        html! {
            table.list.when {
                thead { tr { th scope="col" { (words.response_step()) } th scope="col" { (words.response_step_time()) } th scope="col" { (words.response_step_after()) } } }
                tbody {
                    @for (place, (name, at)) in steps.iter().enumerate() {
                        tr {
                            th scope="row" { (name) }
                            td { time datetime=(at) { (words.exact_moment(&at.to_zoned(reader.zone.clone()))) } }
                            td.small {
                                @if let Some(before) = place.checked_sub(1) {
                                    @if steps[before].1 == *at { (words.response_at_once()) }
                                    @else { (words.duration(at.duration_since(steps[before].1))) }
                                }
                            }
                        }
                    }
                }
            }
            p.note { (words.response_zone(zone)) " " (words.response_shown(self.response.shown.len() as u64)) }
        }
    }

    /// What happened, in its order.
    fn steps(&self, words: Language) -> Vec<(&'static str, Timestamp)> {
        let response = &self.response;
        let of_order = |at: fn(&OrderRecord) -> Option<Timestamp>| self.order.as_ref().and_then(at);
        let mut steps: Vec<_> = [
            (
                words.response_placed(),
                of_order(|order| Some(order.placed_at())),
            ),
            (words.response_asked(), Some(response.asked_at)),
            (words.response_seen(), response.seen_at),
            (words.response_first_answer(), response.first_answered_at),
            (words.response_complete(), response.completed_at),
            (words.response_closed(), response.dismissed_at),
            (words.response_taken_back(), response.withdrawn_at),
            (
                words.response_delivered(),
                of_order(|order| order.delivered_at),
            ),
            (
                words.response_cancelled(),
                of_order(|order| order.cancelled_at),
            ),
            (
                words.response_refunded(),
                of_order(|order| order.refunded_at),
            ),
        ]
        .into_iter()
        .filter_map(|(name, at)| Some((name, at?)))
        .collect();
        steps.sort_by_key(|(_, at)| *at);
        steps
    }

    fn customer(&self, reader: Reader) -> Markup {
        let words = reader.words;
        let Some(customer) = &self.response.customer else {
            return html! {
                section.card aria-labelledby="customer" {
                    h2 id="customer" { (words.response_customer()) }
                    p.note { (words.response_customer_unknown(code)) }
                }
            };
        };
        let here = self.response.asked_at;
        let (later, earlier): (Vec<_>, Vec<_>) = self
            .others
            .iter()
            .partition(|(other, _)| other.asked_at > here);
        html! {
            section.card aria-labelledby="customer" {
                h2 id="customer" { (words.response_customer_named(customer.as_str())) }
                @if self.others.is_empty() { p.note { (words.response_nothing_else()) } }
                @for (name, list) in [(words.response_later(), &later), (words.response_earlier(), &earlier)] {
                    @if !list.is_empty() {
                        h3 { (name) }
                        ul.others { @for (other, content) in list { (other_line(reader, other, content)) } }
                    }
                }
                h3 { (words.response_other_orders()) }
                @if self.orders.is_empty() { p.note { (words.response_no_other_orders()) } } @else {
                    ul.others {
                        @for known in &self.orders {
                            li {
                                span { (words.answer_order(known.order.id.as_str())) }
                                span.figure { @if let Some(total) = known.order.total { (reader.money(total)) } }
                                span.faint { @if let Some(state) = order_state(words, known) { (state) } }
                                time.faint datetime=(known.placed_at()) { (reader.day(known.placed_at())) }
                            }
                        }
                    }
                    @let shown = self.orders.len() as u64;
                    @if self.all_orders > shown { p.note { (words.response_latest_orders(shown, self.all_orders)) } }
                }
            }
        }
    }

    fn order_card(&self, reader: Reader) -> Markup {
        let words = reader.words;
        html! {
            section.card aria-labelledby="order" {
                h2 id="order" { (words.response_order()) }
                @match (&self.response.order, &self.order) {
                    (None, _) => p.note { (words.response_no_order()) },
                    (Some(id), None) => p.note { (words.response_order_number_alone(id.as_str())) },
                    (Some(_), Some(known)) => {
                        @if let Some(total) = known.order.total { p.few.figure { (reader.money(total)) } }
                        @if !known.order.items.is_empty() {
                            ul.items {
                                @for item in &known.order.items {
                                    li {
                                        @if item.quantity != 1 { b.figure { (words.count(item.quantity.into())) " × " } }
                                        (item.name.as_deref().unwrap_or(item.id.as_str()))
                                        @if let Some(category) = item.category_name.as_deref().or(item.category.as_ref().map(CategoryId::as_str)) {
                                            small.faint { " " (category) }
                                        }
                                    }
                                }
                            }
                        }
                        dl.facts {
                            (fact(words.response_order_number(), Some(known.order.id.as_str())))
                            (fact(words.response_order_placed(), Some(&words.moment(known.placed_at(), reader.zone))))
                            (fact(words.response_order_state(), order_state(words, known)))
                            (fact(words.response_order_first_name(), known.order.first_name.as_deref()))
                            (fact(words.response_order_email(), known.order.email.as_deref()))
                            (fact(words.response_order_found(), known.source.map(|source| words.order_source(source))))
                            (fact(words.response_order_signed(), Some(if known.verified { words.response_order_signed_yes() } else { words.response_order_signed_no() })))
                        }
                    }
                }
            }
        }
    }

    fn circumstances(&self, words: Language) -> Markup {
        let context = &self.response.context;
        let list = |ids: Vec<&str>| (!ids.is_empty()).then(|| ids.join(", "));
        let products = list(context.products.iter().map(ProductId::as_str).collect());
        let bought_before = context.returning.map(|returning| {
            if returning {
                words.answer_yes()
            } else {
                words.answer_no()
            }
        });
        let survey = words.response_survey_version(&self.survey.name, self.response.version.into());
        html! {
            section.card aria-labelledby="how" {
                h2 id="how" { (words.response_how()) }
                dl.facts {
                    (fact(words.response_survey(), Some(&survey)))
                    (fact(words.response_channel(), Some(channel(words, context.channel))))
                    (fact(words.response_device(), Some(device(words, context.device))))
                    (fact(words.response_page(), context.page.as_deref()))
                    (fact(words.response_site(), context.origin.as_deref()))
                    (fact(words.response_language(), context.language.as_deref()))
                    (fact(words.response_country(), context.country.as_deref()))
                    (fact(words.response_customer_reference(), self.response.customer.as_ref().map(CustomerRef::as_str)))
                    (fact(words.response_bought_before(), bought_before))
                    @if self.order.is_none() { (fact(words.response_products(), products.as_deref())) }
                    @for (name, value) in &context.fields { (fact(name, Some(value))) }
                    (fact(words.response_id(), Some(&self.response.id.to_string())))
                }
            }
        }
    }
}

/// A rating, and in which group it is.
fn rated(words: Language, question: &Question, rating: u8) -> String {
    let answer = in_words(words, question, &Answer::Rating(rating));
    match question.kind.group(rating) {
        Some(group) => {
            let group = words.one_of_group(question.kind, group).to_lowercase();
            words.response_rated(&answer, &group)
        }
        None => answer,
    }
}

/// How far a response came, as part of a sentence.
fn became(words: Language, response: &Response) -> &'static str {
    let answered = response.first_answered_at.is_some();
    match response.state {
        _ if response.withdrawn_at.is_some() => words.response_became_withdrawn(),
        ResponseState::Asked => words.response_became_asked(),
        ResponseState::Seen => words.response_became_seen(),
        ResponseState::Started => words.response_became_started(),
        ResponseState::Complete => words.response_became_complete(),
        ResponseState::Dismissed if answered => words.response_became_answered_closed(),
        ResponseState::Dismissed => words.response_became_closed(),
    }
}

/// Why the question where somebody stopped has no answer.
fn unanswered(words: Language, response: &Response) -> &'static str {
    match response.state {
        ResponseState::Asked => words.response_never_in_view(),
        ResponseState::Dismissed => words.response_closed_here(),
        ResponseState::Seen | ResponseState::Started => words.response_left_here(),
        ResponseState::Complete => words.response_skipped(),
    }
}

/// What happened to an order last; `None` where nothing did.
fn order_state(words: Language, known: &OrderRecord) -> Option<&'static str> {
    match known {
        known if known.refunded_at.is_some() => Some(words.response_order_refunded()),
        known if known.cancelled_at.is_some() => Some(words.response_order_cancelled()),
        known if known.delivered_at.is_some() => Some(words.response_order_delivered()),
        _ => None,
    }
}

fn channel(words: Language, channel: Channel) -> &'static str {
    match channel {
        Channel::Prompt => words.response_channel_prompt(),
        Channel::Inline => words.response_channel_inline(),
        Channel::Link => words.response_channel_link(),
        Channel::Email => words.response_channel_email(),
        Channel::Qr => words.response_channel_qr(),
        Channel::Import => words.response_channel_import(),
    }
}

fn fact(name: &str, value: Option<&str>) -> Markup {
    html! {
        @if let Some(value) = value { div { dt { (name) } dd { (value) } } }
    }
}

/// Another response of the same customer.
fn other_line(reader: Reader, other: &Response, content: &Survey) -> Markup {
    let words = reader.words;
    let at = other.first_answered_at.unwrap_or(other.asked_at);
    let scored = content
        .scored_question()
        .and_then(|question| Some((question.kind, other.answers.rating(&question.id)?)));
    let text = other.answers.iter().find_map(|(_, answer)| match answer {
        Answer::Text(text) => Some(text.as_str()),
        _ => None,
    });
    html! {
        li {
            a href=(response_path(other.shop, other.id)) {
                @match (&other.order, text) {
                    (_, Some(text)) => span dir="auto" { (words.response_quote(&excerpt(text))) },
                    (Some(order), None) => span { (words.answer_order(order.as_str())) },
                    (None, None) => span { (words.answer_no_order()) },
                }
            }
            @match scored {
                Some((kind, rating)) => (chip(words, kind, rating)),
                None => span.faint { (became(words, other)) },
            }
            time.faint datetime=(at) { (reader.day(at)) }
        }
    }
}

fn excerpt(text: &str) -> String {
    const ROOM: usize = 90;
    match text.char_indices().nth(ROOM) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}
