//! A shop's surveys: what each asks, whether it asks, and new ones from templates.

use super::{editor::fits, overview::version, setup::template_choices};
use crate::{
    http::access::ShopContext,
    owner::parts::{
        chart::spot,
        failure::Failure,
        form::Form,
        layout::{Frame, Section},
        words,
    },
    services::{create_shop, error::Error},
    state::App,
};
use afterword_domain::{
    change::{Change, Expect, Kept},
    record::{Record, SurveyHead, SurveyStatus},
    rules::{Rules, When},
};
use afterword_library::{locale::Locale, template::Template};
use afterword_shared::{
    id::SurveyId,
    scale::Kind,
    survey::{Question, Survey},
};
use afterword_stats::Funnel;
use axum::{
    extract::{Path, State},
    response::Redirect,
};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use maud::{Markup, html};
use serde::Deserialize;
use std::fmt::Write as _;

/// How many questions a card shows.
const LISTED: usize = 6;
/// The most surveys of one shop.
const LIMIT: usize = 50;

/// `GET /shops/{shop}/surveys`
pub(crate) async fn get(State(app): State<App>, access: ShopContext) -> Result<Markup, Failure> {
    let mut list = Vec::new();
    let surveys = app.store().surveys(access.frame.shop.id).await?;
    let funnels: Vec<Funnel> = {
        let index = app.index().read(access.frame.shop.id).await?;
        let days = (Date::MIN, Date::MAX);
        let funnel = |kept: &Kept<SurveyHead>| index.funnel(kept.value.id, days);
        surveys.iter().map(funnel).collect()
    };
    for (kept, funnel) in surveys.into_iter().zip(funnels) {
        let head = kept.value;
        list.push(Listed {
            content: version(app.store(), head.id, head.version)
                .await?
                .shown(&access.frame.shop.name),
            funnel,
            head,
        });
    }
    Ok(view(&access.frame, &list, app.now(), &access.zone))
}

/// A template to start from.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Chosen {
    template: String,
}

/// `POST /shops/{shop}/surveys`
pub(crate) async fn add(
    State(app): State<App>,
    access: ShopContext,
    Form(chosen): Form<Chosen>,
) -> Result<Redirect, Failure> {
    let template: Template = chosen.template.parse().map_err(Error::from)?;
    let shop = &access.shop.value;
    room(&app, &access).await?;
    let surveys = app.store().surveys(shop.id).await?;
    let (mut head, content) = create_shop::new_survey(shop, template, app.now());
    // Two live surveys would both ask; the one that is there goes on until its owner says so.
    if surveys
        .iter()
        .any(|kept| kept.value.status == SurveyStatus::Live)
    {
        head.status = SurveyStatus::Paused;
    }
    // Where it can be looked at and changed before it asks.
    let editor = format!("{}/{}/edit", Section::Surveys.path(shop.id), head.id);
    let change = Change::put(Expect::Absent, Record::Survey(head))
        .and(Expect::Absent, Record::SurveyVersion(content));
    app.must_write(change).await?;
    Ok(Redirect::to(&editor))
}

/// Whether the shop may have one more survey.
pub(crate) async fn room(app: &App, access: &ShopContext) -> Result<(), Error> {
    if app.store().surveys(access.frame.shop.id).await?.len() >= LIMIT {
        return Err(Error::Refused(format!(
            "A shop has at most {LIMIT} surveys. Edit one of those that are paused instead."
        )));
    }
    Ok(())
}

/// `POST /shops/{shop}/surveys/{survey}/pause`
pub(crate) async fn pause(
    State(app): State<App>,
    access: ShopContext,
    Path((_, survey)): Path<(String, String)>,
) -> Result<Redirect, Failure> {
    set(&app, &access, &survey, SurveyStatus::Paused).await
}

/// `POST /shops/{shop}/surveys/{survey}/resume`
pub(crate) async fn resume(
    State(app): State<App>,
    access: ShopContext,
    Path((_, survey)): Path<(String, String)>,
) -> Result<Redirect, Failure> {
    set(&app, &access, &survey, SurveyStatus::Live).await
}

/// The survey of this shop that an address names.
pub(crate) async fn own(
    app: &App,
    access: &ShopContext,
    survey: &str,
) -> Result<Kept<SurveyHead>, Error> {
    let unknown = || Error::NotFound("This shop has no such survey.");
    let id: SurveyId = survey.parse().map_err(|_| unknown())?;
    app.store()
        .survey(id)
        .await?
        .filter(|kept| kept.value.shop == access.frame.shop.id)
        .ok_or_else(unknown)
}

async fn set(
    app: &App,
    access: &ShopContext,
    survey: &str,
    status: SurveyStatus,
) -> Result<Redirect, Failure> {
    let kept = own(app, access, survey).await?;
    let head = SurveyHead {
        status,
        ..kept.value
    };
    fits(app, head.clone()).await??;
    let change = Change::put(Expect::At(kept.sequence), Record::Survey(head));
    app.must_write(change).await?;
    Ok(Redirect::to(&Section::Surveys.path(access.frame.shop.id)))
}

/// A survey of the list.
struct Listed {
    head: SurveyHead,
    content: Survey,
    funnel: Funnel,
}

fn view(frame: &Frame, list: &[Listed], now: Timestamp, zone: &TimeZone) -> Markup {
    let path = Section::Surveys.path(frame.shop.id);
    let live = list
        .iter()
        .filter(|one| one.head.status == SurveyStatus::Live)
        .count();
    frame.page(
        Section::Surveys,
        &html! {
            main.narrow id="main" {
                div.head { div {
                    h1 { "Surveys" }
                    p.note {
                        @match live {
                            0 => "Nothing is asked at the moment.",
                            1 if list.len() == 1 => "One survey asks.",
                            1 => "One survey asks; the others wait.",
                            _ => { (live) " surveys ask. Where several are due at once, the one that stands first here asks: the oldest." }
                        }
                    }
                } }
                @for one in list { (card(&path, one, now, zone)) }
                section.section {
                    h2 { "Add a survey" }
                    p.note { "In your shop’s language; every template can be edited, and is ready in all others. Where another survey asks already, the new one waits until you start it." }
                    form method="post" action=(path) {
                        (template_choices(&Template::ALL, Locale::find(&frame.shop.locale), &frame.shop.name, Template::Nps.id()))
                        div.actions {
                            button.button type="submit" { "Add survey" }
                            a.button.quiet href={ (path) "/import" } { "From a file" }
                        }
                    }
                }
            }
        },
    )
}

fn card(path: &str, one: &Listed, now: Timestamp, zone: &TimeZone) -> Markup {
    let head = &one.head;
    let since = head.created_at.to_zoned(zone.clone()).date();
    html! {
        article.card aria-labelledby={ "n-" (head.id) } {
            ul.things { li {
                div {
                    h2.big id={ "n-" (head.id) } { (head.name) }
                    p.note {
                        "Asked " b { (words::count(one.funnel.asked)) } ", answered " b { (words::count(one.funnel.started)) }
                        " · since " (words::day(since, now, zone))
                    }
                }
                div.actions.none {
                    @match head.status {
                        SurveyStatus::Live => {
                            span.status.on { (spot("plain")) "Live" }
                            form method="post" action={ (path) "/" (head.id) "/pause" } { button.button.quiet type="submit" { "Pause" } }
                        }
                        SurveyStatus::Paused => {
                            span.status.off { (spot("middle")) "Paused" }
                            form method="post" action={ (path) "/" (head.id) "/resume" } { button.button type="submit" { "Start asking" } }
                        }
                    }
                }
            } }
            ol.questions lang=(one.content.locale) {
                @for question in one.content.questions.iter().take(LISTED) {
                    li {
                        span dir="auto" { (question.text) }
                        small lang="en" {
                            (kind_in_words(question))
                            @if !question.low.is_empty() || !question.high.is_empty() {
                                ": " span lang=(one.content.locale) { (question.low) " … " (question.high) }
                            }
                            @if !question.required { ", may stay empty" }
                        }
                    }
                }
            }
            @if one.content.questions.len() > LISTED { p.note { "and " (one.content.questions.len() - LISTED) " more" } }
            p.note { (when_in_words(&head.rules)) }
            div.actions.near {
                a.button.quiet href={ (path) "/" (head.id) "/edit" } { "Edit" span.unseen { " " (head.name) } }
                a.button.quiet href={ "/s/" (head.id) } { "Open its page" }
                form method="post" action={ (path) "/" (head.id) "/duplicate" } { button.link type="submit" { "Duplicate" } }
                a.link href={ (path) "/" (head.id) "/survey.json" } download { "Save as a file" }
            }
        }
    }
}

/// When a survey asks, in a sentence.
fn when_in_words(rules: &Rules) -> String {
    let when = match &rules.trigger.when {
        When::Order => "After an order".to_owned(),
        When::Visit { seconds: 0 } => "As soon as a page opens".to_owned(),
        When::Visit { seconds } => format!("After {seconds} seconds on a page"),
        When::Scroll { percent } => format!("After scrolling {percent} % of a page"),
        When::Leave => "When the mouse leaves the page".to_owned(),
        When::Click { .. } => "After a click on an element of your page".to_owned(),
        When::Call => "When your page calls for it".to_owned(),
    };
    let mut text = when;
    if !rules.trigger.page.is_empty() {
        let _ = write!(text, ", on {}", rules.trigger.page);
    }
    if rules.sample < 100 {
        let _ = write!(text, ", {} of a hundred shoppers", rules.sample);
    }
    text.push('.');
    text
}

/// What a question takes, in few words.
pub(crate) fn kind_in_words(question: &Question) -> String {
    let words = match question.kind {
        Kind::Nps => "0 to 10",
        Kind::NpsFromOne => "1 to 10",
        Kind::Csat => "one to five",
        Kind::Ces => "1 to 7",
        Kind::Scale => {
            let range = question
                .range
                .map_or((1, 5), |range| (range.low, range.high));
            return format!("{} to {}", range.0, range.1);
        }
        Kind::YesNo => "yes or no",
        Kind::Choice => "one choice",
        Kind::Choices => "as many choices as apply",
        Kind::Text => "in their own words",
        Kind::Contact => "an e-mail address, with consent",
    };
    words.to_owned()
}
