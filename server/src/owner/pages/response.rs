//! One response and its whole story: what was asked and answered, when, about which order, by whom.

use crate::{
    http::access::ShopContext,
    owner::parts::{
        answer::{chip, device, in_words, marked},
        failure::Failure,
        layout::{Frame, Section},
        survey_picker::version,
        words,
    },
    services::{
        error::Error,
        responses::filter::{Sought, read_cursor},
    },
    state::App,
};
use afterword_domain::record::{Channel, KnownOrder, Response, ResponseState, SurveyHead};
use afterword_shared::{
    flow,
    id::{CategoryId, CustomerRef, ProductId, ResponseId, ShopId},
    response::Answer,
    scale::Kind,
    survey::Survey,
};
use afterword_views::search::Query;
use axum::extract::{Path, Query as Pairs, State};
use jiff::{Timestamp, tz::TimeZone};
use maud::{Markup, html};
use std::fmt::Write as _;

/// How many other responses and other orders of a customer are shown.
const OTHERS: usize = 20;

/// `GET /shops/{shop}/responses/{response}`
pub(crate) async fn get(
    State(app): State<App>,
    access: ShopContext,
    Path((_, id)): Path<(String, String)>,
    Pairs(pairs): Pairs<Vec<(String, String)>>,
) -> Result<Markup, Failure> {
    let unknown = || Error::NotFound("This shop has no such response.");
    let id: ResponseId = id.parse().map_err(|_| unknown())?;
    let response = app.store().response(access.frame.shop.id, id).await?;
    let response = response.map(|kept| kept.value).ok_or_else(unknown)?;
    let list = list(&pairs, &response);
    let story = read(&app, &access, response).await?;
    Ok(story.view(&access.frame, &access.zone, app.now(), &list))
}

/// The list that somebody came from, as a part of its address. It is made anew from what can be
/// read of it: whatever else stands in an address leads nowhere.
fn list(pairs: &[(String, String)], response: &Response) -> String {
    let mut sought = Sought::parse(pairs).unwrap_or_default();
    sought.test = response.test;
    let mut list = format!("survey={}{}", response.survey, sought.query());
    let place = pairs.iter().find(|(key, place)| {
        matches!(&**key, "after" | "before") && read_cursor(response.survey, place).is_ok()
    });
    if let Some((key, place)) = place {
        let _ = write!(list, "&{key}={place}");
    }
    list
}

async fn read(app: &App, access: &ShopContext, response: Response) -> Result<Story, Error> {
    let shop = access.frame.shop.id;
    let store = app.store();
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
    let mut told = Story {
        content: content.shown(&access.frame.shop.name),
        survey,
        order,
        others: Vec::new(),
        orders: Vec::new(),
        all_orders: 0,
        response,
    };
    if let Some(customer) = told.response.customer.clone() {
        let this = told.response.order.as_ref();
        let (mut asked, mut bought) = {
            let index = app.index().read(shop).await?;
            told.all_orders = index.orders_of(&customer, this);
            let asked = index.asked_of(&customer, OTHERS + 1);
            let asked: Vec<ResponseId> = asked.iter().map(|earlier| earlier.id).collect();
            (asked, index.orders_by(&customer, OTHERS + 1))
        };
        asked.retain(|id| *id != told.response.id);
        asked.truncate(OTHERS);
        for other in store.responses(shop, &asked).await?.into_iter().flatten() {
            let content = version(store, other.survey, other.version).await?;
            told.others
                .push((other, content.shown(&access.frame.shop.name)));
        }
        bought.retain(|id| Some(id) != this);
        bought.truncate(OTHERS);
        let orders = store.orders(shop, &bought).await?;
        told.orders = orders.into_iter().flatten().collect();
    }
    Ok(told)
}

struct Story {
    response: Response,
    survey: SurveyHead,
    /// What was asked, in the words of that version.
    content: Survey,
    order: Option<KnownOrder>,
    /// What else the customer was asked, the newest first.
    others: Vec<(Response, Survey)>,
    /// What else the customer bought, the newest first.
    orders: Vec<KnownOrder>,
    /// How many that are in all.
    all_orders: u64,
}

impl Story {
    fn view(&self, frame: &Frame, zone: &TimeZone, now: Timestamp, list: &str) -> Markup {
        let back = format!("{}?{list}", Section::Responses.path(frame.shop.id));
        frame.page(
            Section::Responses,
            &html! {
                main id="main" {
                    div.head {
                        div {
                            p.note.back { a href=(back) { "← Responses" } }
                            h1 { (self.title()) }
                            p.note { (self.summary(zone)) }
                        }
                    }
                    div.grid.tale {
                        div.column.eight {
                            section.card aria-labelledby="path" {
                                h2 id="path" { "What was asked and answered" }
                                (self.path())
                            }
                            section.card aria-labelledby="times" {
                                h2 id="times" { "When" }
                                (self.times(zone))
                            }
                            (self.customer(zone, now))
                        }
                        div.column.four {
                            (self.order_card(zone))
                            (self.circumstances())
                        }
                    }
                }
            },
        )
    }

    fn title(&self) -> String {
        match &self.response.order {
            Some(order) => format!("Order {order}"),
            None => "Response without an order".to_owned(),
        }
    }

    fn summary(&self, zone: &TimeZone) -> Markup {
        let response = &self.response;
        let at = response.first_answered_at.unwrap_or(response.asked_at);
        html! {
            @if response.test { b.bad-word { "Test: in no figure. " } }
            (self.survey.name) ", " (became(response)) ", " (words::moment(at, zone)) "."
        }
    }

    fn path(&self) -> Markup {
        let response = &self.response;
        let path = flow::path(&self.content, &response.answers);
        let answered = |id| response.answers.get(id).is_some();
        let last = path
            .questions
            .iter()
            .rposition(|question| answered(&question.id));
        html! {
            @if response.withdrawn_at.is_some() {
                p.few { "Taken back." }
                p.note { "The shopper deleted everything that was answered. Nobody is asked about this order again." }
            } @else {
                ol.path {
                    @for (place, question) in path.questions.iter().enumerate() {
                        @let answer = response.answers.get(&question.id);
                        li.open[answer.is_none()] {
                            p.asked lang=(self.content.locale) dir="auto" { (question.text) }
                            @match answer {
                                Some(Answer::Text(said)) => p.said lang=[response.context.language.as_deref()] dir="auto" { (marked(said, &Query::default())) },
                                Some(Answer::Rating(rating)) if question.kind != Kind::YesNo => div.rated {
                                    (chip(question.kind, *rating))
                                    p.said.chosen { (in_words(question, &Answer::Rating(*rating)))
                                        @if let Some(group) = question.kind.group(*rating) { ", " (words::one_of_group(question.kind, group).to_lowercase()) } }
                                },
                                Some(answer) => p.said.chosen { (in_words(question, answer)) },
                                None if last.is_some_and(|last| place < last) || path.complete && response.state == ResponseState::Complete => p.said.faint { "Passed over" },
                                None => p.said.faint { (unanswered(response)) },
                            }
                        }
                    }
                }
            }
        }
    }

    fn times(&self, zone: &TimeZone) -> Markup {
        let response = &self.response;
        let mut steps: Vec<(&str, Timestamp)> = [
            (
                "Order placed",
                self.order.as_ref().map(KnownOrder::placed_at),
            ),
            ("Asked", Some(response.asked_at)),
            ("Seen", response.seen_at),
            ("First answer", response.first_answered_at),
            ("Complete", response.completed_at),
            ("Closed", response.dismissed_at),
            ("Taken back", response.withdrawn_at),
            (
                "Order delivered",
                self.order.as_ref().and_then(|order| order.delivered_at),
            ),
            (
                "Order cancelled",
                self.order.as_ref().and_then(|order| order.cancelled_at),
            ),
            (
                "Order refunded",
                self.order.as_ref().and_then(|order| order.refunded_at),
            ),
        ]
        .into_iter()
        .filter_map(|(name, at)| Some((name, at?)))
        .collect();
        steps.sort_by_key(|(_, at)| *at);
        let zone_name = zone.iana_name().unwrap_or("UTC").to_owned();
        html! {
            table.list.when {
                thead { tr { th scope="col" { "What" } th scope="col" { "When" } th scope="col" { "After the step before" } } }
                tbody {
                    @for (place, (name, at)) in steps.iter().enumerate() {
                        tr {
                            th scope="row" { (name) }
                            td { time datetime=(at) { (at.to_zoned(zone.clone()).strftime("%-d %B %Y, %H:%M:%S")) } }
                            td.small { @if let Some(before) = place.checked_sub(1) { @if steps[before].1 == *at { "at once" } @else { (words::lasting(at.duration_since(steps[before].1))) } } }
                        }
                    }
                }
            }
            p.note { "Times of " (zone_name) ". Shown "
                @match response.shown.len() { 0 => "never", 1 => "once", n => { (n) " times" }, } "." }
        }
    }

    fn customer(&self, zone: &TimeZone, now: Timestamp) -> Markup {
        let Some(customer) = &self.response.customer else {
            return html! {
                section.card aria-labelledby="customer" {
                    h2 id="customer" { "This customer" }
                    p.note { "The order named no customer. With " code { "data-customer" } " in the tag, earlier and later answers and orders of the same customer stand here." }
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
                h2 id="customer" { "Customer " (customer) }
                @if self.others.is_empty() { p.note { "Was asked nothing else." } }
                @for (name, list) in [("Later", &later), ("Earlier", &earlier)] {
                    @if !list.is_empty() {
                        h3 { (name) }
                        ul.others { @for (other, content) in list { (other_line(other, content, zone, now)) } }
                    }
                }
                h3 { "Other orders" }
                @if self.orders.is_empty() { p.note { "None that we saw." } } @else {
                    ul.others {
                        @for known in &self.orders {
                            li {
                                span { "Order " (known.order.id) }
                                span.figure { @if let Some(total) = known.order.total { (total) " " (total.currency().code()) } }
                                span.faint { (fate(known)) }
                                time.faint datetime=(known.placed_at()) { (words::day(known.placed_at().to_zoned(zone.clone()).date(), now, zone)) }
                            }
                        }
                    }
                    @if self.all_orders > self.orders.len() as u64 { p.note { "The latest " (self.orders.len()) " of " (words::count(self.all_orders)) "." } }
                }
            }
        }
    }

    fn order_card(&self, zone: &TimeZone) -> Markup {
        html! {
            section.card aria-labelledby="order" {
                h2 id="order" { "The order" }
                @match (&self.response.order, &self.order) {
                    (None, _) => p.note { "No order is known: the question stood on a page that told of none." },
                    (Some(id), None) => p.note { "Order " (id) " is known by its number alone." },
                    (Some(_), Some(known)) => {
                        @if let Some(total) = known.order.total { p.few.figure { (total) " " (total.currency().code()) } }
                        @if !known.order.items.is_empty() {
                            ul.items {
                                @for item in &known.order.items {
                                    li {
                                        @if item.quantity != 1 { b.figure { (item.quantity) " × " } }
                                        (item.name.as_deref().unwrap_or(item.id.as_str()))
                                        @if let Some(category) = item.category_name.as_deref().or(item.category.as_ref().map(CategoryId::as_str)) {
                                            small.faint { " " (category) }
                                        }
                                    }
                                }
                            }
                        }
                        dl.facts {
                            (fact("Number", Some(known.order.id.as_str())))
                            (fact("Placed", Some(&words::moment(known.placed_at(), zone))))
                            (fact("State", Some(fate(known)).filter(|fate| !fate.is_empty())))
                            (fact("First name", known.order.first_name.as_deref()))
                            (fact("E-mail", known.order.email.as_deref()))
                            (fact("Found", known.source.map(words::source)))
                            (fact("Signed", Some(if known.verified { "yes, by your server" } else { "no" })))
                        }
                    }
                }
            }
        }
    }

    fn circumstances(&self) -> Markup {
        let context = &self.response.context;
        let list = |ids: Vec<&str>| (!ids.is_empty()).then(|| ids.join(", "));
        let products = list(context.products.iter().map(ProductId::as_str).collect());
        let returning = context.returning.map(|returning| {
            if returning {
                "returning customer"
            } else {
                "new customer"
            }
        });
        html! {
            section.card aria-labelledby="how" {
                h2 id="how" { "How it was asked" }
                dl.facts {
                    (fact("Survey", Some(&format!("{}, version {}", self.survey.name, self.response.version))))
                    (fact("By way of", Some(channel(context.channel))))
                    (fact("On a", Some(device(context.device))))
                    (fact("Page", context.page.as_deref()))
                    (fact("Site", context.origin.as_deref()))
                    (fact("Language", context.language.as_deref()))
                    (fact("Country", context.country.as_deref()))
                    (fact("Customer", self.response.customer.as_ref().map(CustomerRef::as_str)))
                    (fact("Had bought", returning))
                    @if self.order.is_none() { (fact("Products", products.as_deref())) }
                    @for (name, value) in &context.fields { (fact(name, Some(value))) }
                    (fact("Id", Some(&self.response.id.to_string())))
                }
            }
        }
    }
}

/// How far a response came, as part of a sentence.
fn became(response: &Response) -> &'static str {
    match response.state {
        _ if response.withdrawn_at.is_some() => "answered, then taken back",
        ResponseState::Asked => "asked, never in view",
        ResponseState::Seen => "seen and not answered",
        ResponseState::Started => "answered, not to the end",
        ResponseState::Complete => "answered to the end",
        ResponseState::Dismissed if response.first_answered_at.is_some() => "answered, then closed",
        ResponseState::Dismissed => "closed without an answer",
    }
}

/// Why the question where somebody stopped has no answer.
fn unanswered(response: &Response) -> &'static str {
    match response.state {
        ResponseState::Asked => "Never in view",
        ResponseState::Dismissed => "Closed here",
        ResponseState::Seen | ResponseState::Started => "Left here",
        ResponseState::Complete => "Passed over",
    }
}

fn fate(known: &KnownOrder) -> &'static str {
    match known {
        known if known.refunded_at.is_some() => "refunded",
        known if known.cancelled_at.is_some() => "cancelled",
        known if known.delivered_at.is_some() => "delivered",
        _ => "",
    }
}

fn channel(channel: Channel) -> &'static str {
    match channel {
        Channel::Prompt => "prompt on the shop’s page",
        Channel::Inline => "form inside of the shop’s page",
        Channel::Link => "link",
        Channel::Email => "link in a mail",
        Channel::Qr => "QR code",
        Channel::Import => "file that you imported",
    }
}

fn fact(name: &str, value: Option<&str>) -> Markup {
    html! {
        @if let Some(value) = value { div { dt { (name) } dd { (value) } } }
    }
}

/// Another response of the same customer.
fn other_line(other: &Response, content: &Survey, zone: &TimeZone, now: Timestamp) -> Markup {
    let at = other.first_answered_at.unwrap_or(other.asked_at);
    let scored = content
        .scored_question()
        .and_then(|question| Some((question.kind, other.answers.rating(&question.id)?)));
    let said = other.answers.iter().find_map(|(_, answer)| match answer {
        Answer::Text(text) => Some(text.as_str()),
        _ => None,
    });
    html! {
        li {
            a href=(path(other.shop, other.id)) {
                @match (&other.order, said) {
                    (_, Some(said)) => span dir="auto" { "“" (excerpt(said)) "”" },
                    (Some(order), None) => span { "Order " (order) },
                    (None, None) => span { "No order" },
                }
            }
            @match scored {
                Some((kind, rating)) => (chip(kind, rating)),
                None => span.faint { (became(other)) },
            }
            time.faint datetime=(at) { (words::day(at.to_zoned(zone.clone()).date(), now, zone)) }
        }
    }
}

/// The address of a response.
pub(crate) fn path(shop: ShopId, response: ResponseId) -> String {
    format!("{}/{response}", Section::Responses.path(shop))
}

fn excerpt(said: &str) -> String {
    const ROOM: usize = 90;
    match said.char_indices().nth(ROOM) {
        Some((end, _)) => format!("{}…", said[..end].trim_end()),
        None => said.to_owned(),
    }
}
