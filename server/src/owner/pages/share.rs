//! Read-only links to a survey's report: made, listed and taken back by the owner, and what they
//! lead to.

use super::{
    overview::{self, OverviewView, share_address},
    surveys::own,
};
use crate::{
    config::Config,
    http::{
        access::{Frame, PageLanguage, ShopContext},
        failure::Failure,
    },
    owner::parts::{
        answer_line::AnswerLineStyle,
        code_block::code_block,
        form::Form,
        layout::{self, Section},
        survey_picker::version,
    },
    services::{
        analytics::{Analytics, overview::OverviewRequest},
        error::Error,
        ingest::Ingest,
    },
};
use afterword_domain::{
    change::{Change, Expect, Versioned},
    period::{Period, PeriodQuery},
    record::{Record, SharedReport, SurveyHead},
    report_link::Link,
    secret,
};
use afterword_jobs::Clock;
use afterword_store::Records;
use afterword_wording::Language;
use axum::{
    extract::{Path, Query, State},
    http::{HeaderName, HeaderValue, header},
    response::{IntoResponse, Redirect, Response},
};
use jiff::{SignedDuration, Timestamp, civil::Date, tz::TimeZone};
use maud::{Markup, html};
use serde::Deserialize;
use std::sync::Arc;

/// The most links of one survey.
const LIMIT: usize = 20;
/// For how many days a link can be good.
const LIFETIMES: [u16; 4] = [7, 30, 90, 365];
/// For how many days it is, unless somebody chooses.
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

/// `GET /shops/{shop}/surveys/{survey}/share`
pub(crate) async fn get(
    State(store): State<Records>,
    State(clock): State<Clock>,
    State(config): State<Arc<Config>>,
    access: ShopContext,
    Path((_, survey)): Path<(String, String)>,
    Query(query): Query<PeriodQuery>,
) -> Result<Markup, Failure> {
    let period = Period::parse(&query)?;
    let survey = own(&store, &access, &survey).await?.value;
    let now = clock.now();
    let share = ShareView {
        frame: &access.frame,
        zone: &access.zone,
        survey: &survey,
        period,
        today: now.to_zoned(access.zone.clone()).date(),
        now,
        base: config.base(),
    };
    Ok(share.page())
}

/// What was typed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct ShareForm {
    period: String,
    days: u16,
    comments: Option<String>,
}

/// `POST /shops/{shop}/surveys/{survey}/share`
pub(crate) async fn add(
    State(store): State<Records>,
    State(ingest): State<Ingest>,
    State(clock): State<Clock>,
    access: ShopContext,
    Path((_, survey)): Path<(String, String)>,
    Form(typed): Form<ShareForm>,
) -> Result<Redirect, Failure> {
    let Versioned {
        mut value,
        sequence,
    } = own(&store, &access, &survey).await?;
    let now = clock.now();
    let period = Period::of_query(&typed.period)?;
    if !LIFETIMES.contains(&typed.days) {
        let sentence = access.words.share_choose_lifetime();
        return Err(Error::Refused(sentence.into()).into());
    }
    value.shared.retain(|link| link.expires_at > now);
    if value.shared.len() >= LIMIT {
        return Err(Error::Refused(access.words.share_too_many(LIMIT as u64)).into());
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
    let back = share_address(&access.frame, &value, period);
    let change = Change::put(Expect::At(sequence), Record::Survey(value));
    ingest.must_write(change).await?;
    Ok(Redirect::to(&back))
}

/// Which link.
#[derive(Debug, Deserialize)]
pub(crate) struct RevokeForm {
    link: u64,
    #[serde(default)]
    period: String,
}

/// `POST /shops/{shop}/surveys/{survey}/share/revoke`
pub(crate) async fn revoke(
    State(store): State<Records>,
    State(ingest): State<Ingest>,
    access: ShopContext,
    Path((_, survey)): Path<(String, String)>,
    Form(typed): Form<RevokeForm>,
) -> Result<Redirect, Failure> {
    let Versioned {
        mut value,
        sequence,
    } = own(&store, &access, &survey).await?;
    let back = share_address(&access.frame, &value, Period::of_query(&typed.period)?);
    value.shared.retain(|link| link.id != typed.link);
    let change = Change::put(Expect::At(sequence), Record::Survey(value));
    ingest.must_write(change).await?;
    Ok(Redirect::to(&back))
}

/// The owner's page.
struct ShareView<'a> {
    frame: &'a Frame,
    zone: &'a TimeZone,
    survey: &'a SurveyHead,
    period: Period,
    today: Date,
    now: Timestamp,
    base: String,
}

impl ShareView<'_> {
    fn page(&self) -> Markup {
        let words = self.frame.words;
        let back = format!(
            "{}?survey={}&{}",
            Section::Overview.path(self.frame.shop.id),
            self.survey.id,
            self.period.query()
        );
        let to_overview = |text: &str| html! { a href=(back) { (text) } };
        self.frame.page(
            Section::Overview,
            &html! {
                main.narrow id="main" {
                    div.head { div {
                        h1 { (words.share_title()) }
                        p.note { (words.share_of(&self.survey.name, to_overview)) }
                    } }
                    (self.form())
                    @if !self.survey.shared.is_empty() { (self.list()) }
                }
            },
        )
    }

    fn form(&self) -> Markup {
        let words = self.frame.words;
        let fixed = self.period.fixed(self.today);
        html! {
            section.card {
                h2 { (words.share_new()) }
                p.note { (words.share_new_note()) }
                form method="post" action=(path(self.frame, self.survey)) {
                    fieldset.field {
                        legend { (words.share_days()) }
                        div.choices {
                            @if fixed != self.period { (choice(self.period, &named(words, self.period), words.share_moves(), true)) }
                            (choice(fixed, &named(words, fixed), words.share_stays(), fixed == self.period))
                        }
                    }
                    div.field {
                        label for="days" { (words.share_good_for()) }
                        select id="days" name="days" {
                            @for days in LIFETIMES { option value=(days) selected[days == USUAL_LIFETIME] { (lifetime(words, days)) } }
                        }
                    }
                    div.field.check {
                        input type="checkbox" id="comments" name="comments" value="1";
                        div {
                            label for="comments" { (words.share_comments()) }
                            p.hint { (words.share_comments_hint()) }
                        }
                    }
                    div.actions { button.button type="submit" { (words.share_make()) } }
                }
            }
        }
    }

    fn list(&self) -> Markup {
        let words = self.frame.words;
        html! {
            section.card {
                h2 { (words.share_links()) }
                ul.things {
                    @for shared in self.survey.shared.iter().rev() {
                        li {
                            div {
                                b { (named(words, shared.period)) }
                                p.note { (self.facts(shared)) }
                                @if shared.expires_at > self.now {
                                    (code_block(words, &format!("{}/r/{}", self.base, link(shared, self.survey).text())))
                                }
                            }
                            form method="post" action={ (path(self.frame, self.survey)) "/revoke" } data-sure=(words.share_revoke_sure()) {
                                input type="hidden" name="link" value=(shared.id);
                                input type="hidden" name="period" value=(self.period.query());
                                button.button.bad type="submit" { (words.share_revoke()) }
                            }
                        }
                    }
                }
            }
        }
    }

    /// What a link shows, since when and until when.
    fn facts(&self, shared: &SharedReport) -> String {
        let words = self.frame.words;
        let date = |at: Timestamp| at.to_zoned(self.zone.clone()).date();
        let made = words.day(date(shared.created_at), self.now, self.zone);
        let ends = if shared.expires_at > self.now {
            words.share_good_until(&words.day_inside(date(shared.expires_at)))
        } else {
            words.share_expired().to_owned()
        };
        let comments = shared
            .comments
            .then(|| words.share_with_comments().to_owned());
        let facts = comments.into_iter().chain([words.share_made(&made), ends]);
        facts.collect::<Vec<_>>().join(" · ")
    }
}

/// For how long a link is good, as it can be chosen.
fn lifetime(words: Language, days: u16) -> String {
    match days {
        7 => words.share_a_week().to_owned(),
        365 => words.share_a_year().to_owned(),
        days => words.units_days(days.into()),
    }
}

/// A period as the name of a link: it says whether it moves on.
fn named(words: Language, period: Period) -> String {
    match period {
        Period::Week => words.share_week().to_owned(),
        Period::Month => words.share_month().to_owned(),
        Period::Quarter => words.share_quarter().to_owned(),
        Period::Year => words.share_year().to_owned(),
        Period::All => words.share_all().to_owned(),
        Period::Fixed { .. } => words.share_fixed(&words.period(period)),
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
pub(crate) async fn report(
    State(store): State<Records>,
    State(analytics): State<Analytics>,
    State(clock): State<Clock>,
    Path(link): Path<String>,
    PageLanguage(words): PageLanguage,
) -> Response {
    let mut response = match shared(words, &store, &analytics, clock.now(), &link).await {
        Ok(page) => page.into_response(),
        Err(error) => {
            error.log();
            (error.status(), no_report(words, &error)).into_response()
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

async fn shared(
    words: Language,
    store: &Records,
    analytics: &Analytics,
    now: Timestamp,
    text: &str,
) -> Result<Markup, Error> {
    let unknown = || Error::NotFound(words.share_no_report_note());
    let link = Link::read(text).ok_or_else(unknown)?;
    let survey = store.survey(link.survey).await?.ok_or_else(unknown)?;
    let survey = survey.value;
    let shared = survey
        .shared
        .iter()
        .find(|shared| shared.id == link.id && link.is_signed_with(&shared.secret))
        .cloned()
        .ok_or_else(unknown)?;
    if link.expires_at.min(shared.expires_at) <= now {
        return Err(Error::Gone(words.share_link_expired_note()));
    }
    let shop = store.shop(survey.shop).await?.ok_or_else(unknown)?;
    let lines = AnswerLineStyle {
        words,
        zone: shop.value.zone(),
        now,
        long: false,
        back: String::new(),
    };
    let request = OverviewRequest {
        period: shared.period,
        step: None,
        newest: if shared.comments { COMMENTS } else { 0 },
    };
    let content = version(store, survey.id, survey.version).await?;
    let content = content.shown(&shop.value.name);
    let overview = overview::read(
        words,
        store,
        analytics,
        &shop.value,
        survey,
        content,
        request,
    )
    .await?;
    Ok(layout::report(
        words,
        &shop.value,
        &report_view(words, &overview, &shop.value.name, &shared, &lines),
    ))
}

fn report_view(
    words: Language,
    overview: &OverviewView,
    shop: &str,
    shared: &SharedReport,
    lines: &AnswerLineStyle,
) -> Markup {
    let until = shared.expires_at.to_zoned(lines.zone.clone()).date();
    html! {
        main id="main" {
            (overview.report_head(shop))
            (overview.cards(None, lines))
        }
        footer.foot { (words.share_foot(shop, &words.day_inside(until))) }
    }
}

/// The page of a link that leads to no report.
fn no_report(words: Language, error: &Error) -> Markup {
    let title = match error {
        Error::Gone(_) => words.share_link_expired(),
        Error::NotFound(_) => words.share_no_report(),
        _ => words.share_failed(),
    };
    layout::plain(words, title, &html! { h1 { (title) } p.note { (error) } })
}

#[cfg(test)]
mod tests;
