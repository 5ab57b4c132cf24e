//! Every answered response, newest first, and why an order was not asked.

use super::{
    answer::Lines,
    failure::Failure,
    layout::{Frame, Section},
    overview::{no_survey, pick, survey_chooser, surveys_of, version},
    session::Owned,
    words,
};
use crate::{
    app::App,
    error::Error,
    listing::{self, Cursor},
    store::record::{KnownOrder, Response, ResponseState, SurveyHead},
};
use afterword_shared::{id::OrderId, survey::Survey};
use axum::extract::{Query, State};
use maud::{Markup, html};
use serde::Deserialize;
use std::slice::from_ref;

/// How many stand on a page.
const PAGE: usize = 50;

/// What an address asks for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    survey: String,
    after: String,
    test: String,
    order: String,
}

/// `GET /shops/{shop}/responses`
pub(crate) async fn get(
    State(app): State<App>,
    owned: Owned,
    Query(asked): Query<Asked>,
) -> Result<Markup, Failure> {
    let surveys = surveys_of(&app, owned.frame.shop.id).await?;
    let Some(survey) = pick(&surveys, &asked.survey).cloned() else {
        return Ok(no_survey(&owned.frame));
    };
    let test = asked.test == "1";
    let after = (!asked.after.is_empty())
        .then(|| asked.after.parse())
        .transpose()?;
    let page = listing::answered(app.store(), from_ref(&survey), test, after, PAGE).await?;
    let mut list = Vec::with_capacity(page.responses.len());
    for response in page.responses {
        let content = version(app.store(), survey.id, response.version).await?;
        list.push((response, content.shown(&owned.frame.shop.name)));
    }
    let reason = match asked.order.trim() {
        "" => None,
        order => Some(why_not_asked(&app, &owned, &surveys, order).await?),
    };
    let lines = Lines {
        zone: owned.zone.clone(),
        now: app.now(),
        long: true,
    };
    let page = Page {
        survey,
        surveys,
        list,
        next: page.next,
        asked,
        reason,
    };
    Ok(page.view(&owned.frame, &lines))
}

/// Says in a sentence what became of an order.
async fn why_not_asked(
    app: &App,
    owned: &Owned,
    surveys: &[SurveyHead],
    order: &str,
) -> Result<String, Error> {
    let id: OrderId = match order.parse() {
        Ok(id) => id,
        Err(error) => return Ok(afterword_shared::error::Error::to_string(&error)),
    };
    let when = |at| words::moment(at, &owned.zone);
    let Some(known) = app.store().order(owned.frame.shop.id, &id).await? else {
        return Ok(format!(
            "No request about order {id} ever came. Look whether the tag stands on the page that this shopper saw, whether it carries this very number, and whether something blocks scripts there. A request that was refused leaves no trace here: the page’s console says why, and Install shows the sites that are not allowed."
        ));
    };
    let known = known.value;
    let mut responses = Vec::new();
    for survey in surveys {
        for verified in [true, false] {
            if let Some(kept) = app.store().response_to(survey.id, &id, verified).await? {
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
    list: Vec<(Response, Survey)>,
    next: Option<Cursor>,
    asked: Asked,
    reason: Option<String>,
}

impl Page {
    fn is_test(&self) -> bool {
        self.asked.test == "1"
    }

    fn view(&self, frame: &Frame, lines: &Lines) -> Markup {
        let path = Section::Responses.path(frame.shop.id);
        let test = if self.is_test() { "&test=1" } else { "" };
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
                            (survey_chooser(&self.surveys, &self.survey, |id| format!("?survey={id}{test}")))
                            (self.test_switch(&path))
                            (self.export(frame))
                            a.button.quiet href={ "/shops/" (frame.shop.id) "/import" } { "Import" }
                        }
                    }
                    div.grid {
                        section.card.eight aria-label="Responses" {
                            @if self.list.is_empty() { (self.nothing()) } @else {
                                ol.answers.long { @for (response, content) in &self.list { (lines.line(response, content)) } }
                            }
                            (self.pager(&path, test))
                        }
                        (self.why_card(&path))
                    }
                }
            },
        )
    }

    fn test_switch(&self, path: &str) -> Markup {
        html! {
            form.switch method="get" action=(path) data-submit {
                input type="hidden" name="survey" value=(self.survey.id);
                label { input type="checkbox" name="test" value="1" checked[self.is_test()]; " Test answers" }
                button.link type="submit" { "Show" }
            }
        }
    }

    fn export(&self, frame: &Frame) -> Markup {
        let test = if self.is_test() { "&test=1" } else { "" };
        let address = |ending| {
            format!(
                "/shops/{}/export.{ending}?survey={}{test}",
                frame.shop.id, self.survey.id
            )
        };
        html! {
            details.chooser.right {
                summary { span { "Export" } }
                ul {
                    li { a href=(address("csv")) download { "CSV" small { "for spreadsheets" } } }
                    li { a href=(address("ndjson")) download { "NDJSON" small { "for programs, one answer a line" } } }
                    li { a href={ "/shops/" (frame.shop.id) "/orders.csv" } download { "Orders, CSV" small { "every order we know of" } } }
                    li { a href={ "/shops/" (frame.shop.id) "/records.ndjson" } download { "Everything, NDJSON" small { "surveys, orders and answers, to be imported elsewhere" } } }
                }
            }
        }
    }

    fn nothing(&self) -> Markup {
        html! {
            @if !self.asked.after.is_empty() {
                p.few { "No older answers." }
            } @else if self.is_test() {
                p.few { "No test answers." }
                p.note { "Add " code { "data-test" } " to the tag: then it asks every time, and what is answered appears here and in no figure." }
            } @else {
                p.few { "No answers yet." }
                p.note { "They appear here as soon as a shopper taps. The tag has to stand on your thank-you page first." }
            }
        }
    }

    fn pager(&self, path: &str, test: &str) -> Markup {
        html! {
            @if self.next.is_some() || !self.asked.after.is_empty() {
                nav.pager aria-label="Pages" {
                    @if !self.asked.after.is_empty() {
                        a.button.quiet href={ (path) "?survey=" (self.survey.id) (test) } { "Newest" }
                    }
                    @if let Some(next) = self.next {
                        a.button.quiet.next href={ (path) "?survey=" (self.survey.id) "&after=" (next.to_string()) (test) } rel="next" { "Older" }
                    }
                }
            }
        }
    }

    fn why_card(&self, path: &str) -> Markup {
        html! {
            details.card.four.why open[self.reason.is_some()] data-open-wide {
                summary { "Why was this order not asked?" }
                form method="get" action=(path) {
                    input type="hidden" name="survey" value=(self.survey.id);
                    @if self.is_test() { input type="hidden" name="test" value="1"; }
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
}
