//! Read-only links to a survey's report: made, listed and taken back by the owner, and what they
//! lead to.

use super::{
    overview::{self, Overview, Wanted, surveys_of},
    surveys::own,
};
use crate::{
    http::access::ShopContext,
    owner::parts::{
        answer::Lines,
        failure::Failure,
        layout::{self, Frame, Section},
        words,
    },
    services::error::Error,
    state::App,
};
use afterword_domain::{
    change::{Change, Expect, Kept},
    period::{Period, PeriodQuery},
    record::{Record, SharedReport, SurveyHead},
    report_link::Link,
    secret,
};
use afterword_wording::Language;
use axum::{
    Form,
    extract::{Path, Query, State},
    http::{HeaderName, HeaderValue, header},
    response::{IntoResponse, Redirect, Response},
};
use jiff::{SignedDuration, Timestamp, civil::Date};
use maud::{Markup, html};
use serde::Deserialize;

/// The most links of one survey.
const LIMIT: usize = 20;
/// For how many days a link can be good, and for how many it is unless somebody chooses.
const LIFETIMES: [(u16, &str); 4] = [
    (7, "a week"),
    (30, "30 days"),
    (90, "90 days"),
    (365, "a year"),
];
const USUAL_LIFETIME: u16 = 30;
/// How many comments a report shows.
const COMMENTS: usize = 12;

fn link(report: &SharedReport, survey: &SurveyHead) -> Link {
    Link::sign(survey.id, report.id, report.expires_at, &report.secret)
}

fn path(frame: &Frame, survey: &SurveyHead) -> String {
    format!(
        "{}/{}/share",
        Section::Surveys.path(frame.shop.id),
        survey.id
    )
}

/// The page on which a survey's links are made.
pub(crate) fn address(frame: &Frame, survey: &SurveyHead, period: Period) -> String {
    format!("{}?{}", path(frame, survey), period.query())
}

/// `GET /shops/{shop}/surveys/{survey}/share`
pub(crate) async fn get(
    State(app): State<App>,
    access: ShopContext,
    Path((_, survey)): Path<(String, String)>,
    Query(asked): Query<PeriodQuery>,
) -> Result<Markup, Failure> {
    let period = Period::parse(&asked)?;
    let survey = own(&app, &access, &survey).await?.value;
    let page = Page {
        frame: &access.frame,
        survey: &survey,
        period,
        today: app.now().to_zoned(access.zone.clone()).date(),
        now: app.now(),
        base: app.config().base(),
    };
    Ok(page.view(&access))
}

/// What was typed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Typed {
    period: String,
    days: u16,
    comments: Option<String>,
}

/// `POST /shops/{shop}/surveys/{survey}/share`
pub(crate) async fn add(
    State(app): State<App>,
    access: ShopContext,
    Path((_, survey)): Path<(String, String)>,
    Form(typed): Form<Typed>,
) -> Result<Redirect, Failure> {
    let Kept {
        mut value,
        sequence,
    } = own(&app, &access, &survey).await?;
    let now = app.now();
    let period = Period::of_query(&typed.period)?;
    if !LIFETIMES.iter().any(|(days, _)| *days == typed.days) {
        return Err(Error::Refused("Choose one of the times that the form offers.".into()).into());
    }
    value.shared.retain(|link| link.expires_at > now);
    if value.shared.len() >= LIMIT {
        return Err(Error::Refused(format!(
            "A survey has at most {LIMIT} links. Take one back that nobody needs any more."
        ))
        .into());
    }
    let lifetime = SignedDuration::from_hours(24 * i64::from(typed.days));
    let expires_at = now.saturating_add(lifetime).unwrap_or(Timestamp::MAX);
    value.shared.push(SharedReport {
        id: u64::from_be_bytes(secret::random()),
        secret: secret::new_signing_secret(),
        period,
        comments: typed.comments.is_some(),
        created_at: now,
        // Links carry whole seconds.
        expires_at: Timestamp::from_second(expires_at.as_second()).unwrap_or(expires_at),
    });
    let back = address(&access.frame, &value, period);
    let change = Change::put(Expect::At(sequence), Record::Survey(value));
    app.must_write(change).await?;
    Ok(Redirect::to(&back))
}

/// Which link.
#[derive(Debug, Deserialize)]
pub(crate) struct Revoked {
    link: u64,
    #[serde(default)]
    period: String,
}

/// `POST /shops/{shop}/surveys/{survey}/share/revoke`
pub(crate) async fn revoke(
    State(app): State<App>,
    access: ShopContext,
    Path((_, survey)): Path<(String, String)>,
    Form(revoked): Form<Revoked>,
) -> Result<Redirect, Failure> {
    let Kept {
        mut value,
        sequence,
    } = own(&app, &access, &survey).await?;
    let back = address(&access.frame, &value, Period::of_query(&revoked.period)?);
    value.shared.retain(|link| link.id != revoked.link);
    let change = Change::put(Expect::At(sequence), Record::Survey(value));
    app.must_write(change).await?;
    Ok(Redirect::to(&back))
}

/// The owner's page.
struct Page<'a> {
    frame: &'a Frame,
    survey: &'a SurveyHead,
    period: Period,
    today: Date,
    now: Timestamp,
    base: String,
}

impl Page<'_> {
    fn view(&self, access: &ShopContext) -> Markup {
        let back = format!(
            "{}?survey={}&{}",
            Section::Overview.path(self.frame.shop.id),
            self.survey.id,
            self.period.query()
        );
        self.frame.page(
            Section::Overview,
            &html! {
                main.narrow id="main" {
                    div.head { div {
                        h1 { "Share the report" }
                        p.note { (self.survey.name) " · " a href=(back) { "Back to the overview" } }
                    } }
                    (self.form())
                    @if !self.survey.shared.is_empty() { (self.list(access)) }
                }
            },
        )
    }

    fn form(&self) -> Markup {
        let fixed = self.period.fixed(self.today);
        html! {
            section.card {
                h2 { "A new link" }
                p.note { "Whoever has the link sees the figures, and nothing else: no orders, no e-mail addresses, no way to change anything. Search engines are asked to stay away." }
                form method="post" action=(path(self.frame, self.survey)) {
                    fieldset.field {
                        legend { "Which days" }
                        div.choices {
                            @if fixed != self.period { (choice(self.period, &named(self.period), "It moves on from day to day.", true)) }
                            (choice(fixed, &named(fixed), "It stays at these days; late answers still count.", fixed == self.period))
                        }
                    }
                    div.field {
                        label for="days" { "Good for" }
                        select id="days" name="days" {
                            @for (days, name) in LIFETIMES { option value=(days) selected[days == USUAL_LIFETIME] { (name) } }
                        }
                    }
                    div.field.check {
                        input type="checkbox" id="comments" name="comments" value="1";
                        div {
                            label for="comments" { "With comments" }
                            p.hint { "The newest answers in words, without orders. E-mail addresses in them are left out; names that shoppers wrote are not." }
                        }
                    }
                    div.actions { button.button type="submit" { "Make a link" } }
                }
            }
        }
    }

    fn list(&self, access: &ShopContext) -> Markup {
        let day = |at: Timestamp| {
            words::day(
                at.to_zoned(access.zone.clone()).date(),
                self.now,
                &access.zone,
            )
        };
        html! {
            section.card {
                h2 { "Links" }
                ul.things {
                    @for shared in self.survey.shared.iter().rev() {
                        li {
                            div {
                                b { (named(shared.period)) }
                                p.note {
                                    @if shared.comments { "with comments · " }
                                    "made " (day(shared.created_at))
                                    @if shared.expires_at > self.now { " · good until " (day(shared.expires_at)) } @else { " · expired" }
                                }
                                @if shared.expires_at > self.now {
                                    (overview::tag_block(&format!("{}/r/{}", self.base, link(shared, self.survey).text())))
                                }
                            }
                            form method="post" action={ (path(self.frame, self.survey)) "/revoke" } data-sure="The link will lead nowhere. Nobody who has it sees the report any more." {
                                input type="hidden" name="link" value=(shared.id);
                                input type="hidden" name="period" value=(self.period.query());
                                button.button.bad type="submit" { "Take back" }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A period as the name of a link: it says whether it moves on.
fn named(period: Period) -> String {
    let words = period.in_few_words();
    match period {
        Period::All | Period::Fixed { .. } => words::capital(&words),
        _ => format!("Always the {words}"),
    }
}

fn choice(period: Period, name: &str, hint: &str, chosen: bool) -> Markup {
    html! {
        label.choice {
            input type="radio" name="period" value=(period.query()) checked[chosen];
            span { b { (name) } small { (hint) } }
        }
    }
}

/// `GET /r/{link}`: the report that a link leads to.
pub(crate) async fn report(State(app): State<App>, Path(link): Path<String>) -> Response {
    let mut response = match shared(&app, &link).await {
        Ok(page) => page.into_response(),
        Err(error) => {
            error.log();
            (error.status(), nowhere(&error)).into_response()
        }
    };
    let headers = response.headers_mut();
    headers.insert(
        HeaderName::from_static("x-robots-tag"),
        HeaderValue::from_static("noindex, nofollow"),
    );
    // The address is the permission: no other site may learn it.
    headers.insert(
        header::REFERRER_POLICY,
        HeaderValue::from_static("no-referrer"),
    );
    response
}

async fn shared(app: &App, text: &str) -> Result<Markup, Error> {
    let unknown = || {
        Error::NotFound(
            "This link leads to no report. It was taken back, or a part of it is missing or altered: compare it with the one you were given, or ask for a new one.",
        )
    };
    let link = Link::read(text).ok_or_else(unknown)?;
    let survey = app.store().survey(link.survey).await?.ok_or_else(unknown)?;
    let survey = survey.value;
    let shared = survey
        .shared
        .iter()
        .find(|shared| shared.id == link.id && link.is_signed_with(&shared.secret))
        .cloned()
        .ok_or_else(unknown)?;
    let now = app.now();
    if link.expires_at.min(shared.expires_at) <= now {
        return Err(Error::Gone(
            "This link was good for a time that is over. Ask whoever gave it to you for a new one.",
        ));
    }
    let shop = app.store().shop(survey.shop).await?.ok_or_else(unknown)?;
    let lines = Lines {
        zone: shop.value.zone(),
        now,
        long: false,
        back: String::new(),
    };
    let wanted = Wanted {
        period: shared.period,
        step: None,
        newest: if shared.comments { COMMENTS } else { 0 },
    };
    let surveys = surveys_of(app, survey.shop).await?;
    let overview = overview::read(app, survey, surveys, wanted, &lines).await?;
    Ok(layout::report(
        Language::ENGLISH,
        &shop.value,
        &view(&overview, &shop.value.name, &shared, &lines),
    ))
}

fn view(overview: &Overview, shop: &str, shared: &SharedReport, lines: &Lines) -> Markup {
    let until = shared.expires_at.to_zoned(lines.zone.clone()).date();
    html! {
        main id="main" {
            (overview.report_head(shop))
            (overview.cards(None, lines))
        }
        footer.foot { "A report of " (shop) " for reading, good until " (words::day(until, lines.now, &lines.zone)) "." }
    }
}

fn nowhere(error: &Error) -> Markup {
    let title = match error {
        Error::Gone(_) => "This link has expired",
        Error::NotFound(_) => "No report here",
        _ => "That did not work",
    };
    layout::plain(
        Language::ENGLISH,
        title,
        &html! { h1 { (title) } p.note { (error) } },
    )
}

#[cfg(test)]
mod tests;
