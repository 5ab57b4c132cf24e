//! The overview: the score and how sure it is, its shape, and who said it.

use super::{
    answer::{Lines, in_words},
    chart,
    failure::Failure,
    layout::{Frame, Section},
    session::Owned,
    words,
};
use crate::{
    app::App,
    error::Error,
    founding,
    period::{Period, PeriodQuery},
    report::{
        self, Change, Funnel, Histogram, SCORE_FLOOR, Score, Verdict, Week, trend::week_start,
    },
    store::{
        Store,
        record::{CountKey, Response, SurveyHead, SurveyStatus, SurveyVersion},
    },
};
use afterword_shared::{
    id::{QuestionId, ShopId, SurveyId},
    response::Answer,
    scale::{Group, Kind},
    survey::{Question, Survey},
};
use axum::extract::{Query, State};
use jiff::{ToSpan, civil::Date};
use maud::{Markup, html};
use serde::Deserialize;
use std::sync::Arc;

/// How many answers stand on the page.
const NEWEST: usize = 6;
/// How many of the latest responses shares are worked out of.
const LOOKED_AT: usize = 1000;
/// The fewest and the most weeks that are drawn.
const WEEKS: (i32, i32) = (12, 105);

/// The figures of a survey in a period.
#[derive(Clone, Debug)]
pub(crate) struct Figures {
    /// What the score is of.
    pub kind: Kind,
    /// Every rating of the scale and how often it was given, lowest first.
    pub ratings: Vec<(u8, u64)>,
    /// `None` without answers.
    pub score: Option<Score>,
    /// What the score was in as many days before, where that was a headline too.
    pub before: Option<(Score, Change)>,
    /// How far prompts came.
    pub funnel: Funnel,
    /// The latest weeks, oldest first.
    pub weeks: Vec<Week>,
}

impl Figures {
    /// Works the figures out of a survey's counts, which may reach further back than the period.
    fn of(
        kind: Kind,
        question: &QuestionId,
        counts: &[(CountKey, i64)],
        period: Period,
        today: Date,
    ) -> Self {
        let between = |from: Date, to: Date| -> Vec<(CountKey, i64)> {
            let within = |key: &CountKey| from <= key.day && key.day <= to;
            counts
                .iter()
                .filter(|(key, _)| within(key))
                .cloned()
                .collect()
        };
        let days = period.days(today);
        let now = between(days.first, days.last);
        let score_of =
            |counts: &[(CountKey, i64)]| report::score(kind, &Histogram::of(question, counts));
        let score = score_of(&now);
        let before = period.before(today).and_then(|days| {
            let score = score_of(&between(days.first, days.last))?;
            score.missing().is_none().then_some(score)
        });
        let before = before.and_then(|before| {
            let change = report::change(Some(&before), score.as_ref())?;
            Some((before, change))
        });
        let first_week = first_week(counts, period, today);
        let drawn = between(first_week, today);
        Self {
            kind,
            ratings: Histogram::of(question, &now).on_scale(kind),
            score,
            before,
            funnel: Funnel::of(&now),
            weeks: every_week(report::trend(kind, question, &drawn), first_week, today),
        }
    }

    fn n(&self) -> u64 {
        self.score.as_ref().map_or(0, |score| score.n)
    }

    /// How many answers the drawing by week stands on.
    fn drawn(&self) -> u64 {
        let scores = self.weeks.iter().filter_map(|week| week.score.as_ref());
        scores.map(|score| score.n).sum()
    }

    fn headline(&self) -> Option<&Score> {
        self.score
            .as_ref()
            .filter(|score| score.missing().is_none())
    }

    fn groups(&self) -> [u64; 3] {
        let groups = self
            .score
            .as_ref()
            .map(|score| score.groups)
            .unwrap_or_default();
        Group::ALL.map(|group| groups.get(group))
    }
}

/// The Monday on which the drawing by week begins: the period's, but enough weeks to see a shape
/// and not more than there is room for.
fn first_week(counts: &[(CountKey, i64)], period: Period, today: Date) -> Date {
    let weeks_ago = |weeks: i32| week_start(today).saturating_sub((weeks - 1).weeks());
    let oldest = counts.iter().map(|(key, _)| key.day).min().unwrap_or(today);
    let wanted = week_start(period.days(today).first.max(oldest));
    wanted.clamp(weeks_ago(WEEKS.1), weeks_ago(WEEKS.0))
}

/// Adds the weeks without answers before the first and after the last.
fn every_week(known: Vec<Week>, first: Date, today: Date) -> Vec<Week> {
    let mut known = known.into_iter().peekable();
    first
        .series(1.week())
        .take_while(|start| *start <= today)
        .map(|start| {
            known
                .next_if(|week| week.start == start)
                .unwrap_or(Week { start, score: None })
        })
        .collect()
}

/// What an address asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    survey: String,
    #[serde(flatten)]
    period: PeriodQuery,
}

/// `GET /shops/{shop}/overview`
pub(crate) async fn get(
    State(app): State<App>,
    owned: Owned,
    Query(asked): Query<Asked>,
) -> Result<Markup, Failure> {
    let surveys = surveys_of(&app, owned.frame.shop.id).await?;
    let Some(survey) = pick(&surveys, &asked.survey) else {
        return Ok(no_survey(&owned.frame));
    };
    let lines = Lines {
        zone: owned.zone.clone(),
        now: app.now(),
        long: false,
    };
    let overview = read(
        &app,
        survey.clone(),
        surveys,
        Period::parse(&asked.period)?,
        &lines,
    )
    .await?;
    Ok(overview.view(&owned.frame, &lines))
}

async fn read(
    app: &App,
    survey: SurveyHead,
    surveys: Vec<SurveyHead>,
    period: Period,
    lines: &Lines,
) -> Result<Overview, Error> {
    let shop = app.store().shop(survey.shop).await?;
    let shop = shop.map(|kept| kept.value.name).unwrap_or_default();
    let content = version(app.store(), survey.id, survey.version).await?;
    let content = content.shown(&shop);
    let today = lines.now.to_zoned(lines.zone.clone()).date();
    let days = period.days(today);
    let oldest = period
        .before(today)
        .map_or(Date::MIN, |before| before.first)
        .min(week_start(today).saturating_sub(WEEKS.0.weeks()));
    let counts = app.store().counts(survey.id, oldest, today).await?;
    let figures = content
        .scored_question()
        .map(|question| Figures::of(question.kind, &question.id, &counts, period, today));
    // Where there are no shares to tell, the newest are enough.
    let looked_at = if Shares::of(&content, &[].iter()).is_empty() {
        NEWEST
    } else {
        LOOKED_AT
    };
    let answered = app
        .store()
        .answered(survey.id, false, None, looked_at)
        .await?;
    let within = |response: &&Response| {
        let at = response.first_answered_at.unwrap_or(response.asked_at);
        days.contains(at.to_zoned(lines.zone.clone()).date())
    };
    let shares = Shares::of(&content, &answered.iter().filter(within));
    let capped = answered.len() == LOOKED_AT && answered.last().is_some_and(|last| within(&last));
    let mut newest = Vec::with_capacity(NEWEST);
    for response in answered.into_iter().take(NEWEST) {
        let asked = version(app.store(), survey.id, response.version).await?;
        newest.push((response, asked.shown(&shop)));
    }
    let within = |key: &CountKey| days.contains(key.day);
    let counted: Vec<_> = counts
        .iter()
        .filter(|(key, _)| within(key))
        .cloned()
        .collect();
    let funnel = Funnel::of(&counted);
    Ok(Overview {
        tag: founding::tag(&app.config().base(), survey.shop),
        survey,
        content,
        surveys,
        period,
        figures,
        funnel,
        shares,
        capped,
        newest,
    })
}

/// One version of a survey, which is there if anything names it.
pub(crate) async fn version(
    store: &dyn Store,
    survey: SurveyId,
    version: u32,
) -> Result<Arc<SurveyVersion>, Error> {
    store
        .survey_version(survey, version)
        .await?
        .ok_or_else(|| Error::Internal(format!("{survey} has no version {version}")))
}

/// A shop's surveys, oldest first.
pub(crate) async fn surveys_of(app: &App, shop: ShopId) -> Result<Vec<SurveyHead>, Error> {
    let surveys = app.store().surveys(shop).await?;
    Ok(surveys.into_iter().map(|kept| kept.value).collect())
}

/// The survey that an address names, else the first that is live, else the first.
pub(crate) fn pick<'a>(surveys: &'a [SurveyHead], named: &str) -> Option<&'a SurveyHead> {
    surveys
        .iter()
        .find(|survey| survey.id.to_string() == named)
        .or_else(|| {
            surveys
                .iter()
                .find(|survey| survey.status == SurveyStatus::Live)
        })
        .or_else(|| surveys.first())
}

/// The page of a shop that asks nothing.
pub(crate) fn no_survey(frame: &Frame) -> Markup {
    frame.page(
        Section::Overview,
        &html! {
            main id="main" {
                div.head { h1 { "Overview" } }
                section.card {
                    p.few { "There is no survey yet." }
                    p.note { "Start from one of the surveys that shops ask after an order." }
                    div.actions { a.button href=(Section::Surveys.path(frame.shop.id)) { "Add a survey" } }
                }
            }
        },
    )
}

/// One survey, looked at.
pub(crate) struct Overview {
    /// It.
    pub survey: SurveyHead,
    /// What it asks now.
    pub content: Survey,
    /// The shop's surveys to choose from.
    pub surveys: Vec<SurveyHead>,
    /// Which time.
    pub period: Period,
    /// What was counted; `None` for a survey without a score.
    pub figures: Option<Figures>,
    /// How far prompts came.
    pub funnel: Funnel,
    /// How often each answer was given to the questions without a score.
    pub shares: Vec<Shares>,
    /// Whether the shares stand on the latest answers of the period only.
    pub capped: bool,
    /// The newest answers, each with what was asked.
    pub newest: Vec<(Response, Survey)>,
    /// What the owner pastes.
    pub tag: String,
}

impl Overview {
    /// The page.
    pub(crate) fn view(&self, frame: &Frame, lines: &Lines) -> Markup {
        frame.page(
            Section::Overview,
            &html! {
                main id="main" {
                    (self.head(frame, lines))
                    @match &self.figures {
                        _ if self.newest.is_empty() => (self.nothing_yet(frame, self.funnel.asked)),
                        Some(figures) => (self.cards(figures, frame, lines)),
                        None => (self.without_score(frame, lines)),
                    }
                }
            },
        )
    }

    fn head(&self, frame: &Frame, lines: &Lines) -> Markup {
        let since = self.survey.created_at.to_zoned(lines.zone.clone()).date();
        html! {
            div.head {
                div {
                    h1 { (self.survey.name) }
                    p.note {
                        @if let Some(question) = self.content.scored_question().or(self.content.questions.first()) {
                            span lang=(self.content.locale) dir="auto" { (question.text) } " · "
                        }
                        @match self.survey.status {
                            SurveyStatus::Live => { "live since " (words::day(since, lines.now, &lines.zone)) },
                            SurveyStatus::Paused => b { "paused" },
                        }
                    }
                }
                div.tools {
                    (survey_chooser(&self.surveys, &self.survey, |id| format!("?survey={id}&{}", self.period.query())))
                    @if !self.newest.is_empty() {
                        nav.period aria-label="Period" {
                            @for period in Period::ROLLING {
                                a href={ (Section::Overview.path(frame.shop.id)) "?survey=" (self.survey.id) "&" (period.query()) }
                                    aria-current=[(period == self.period).then_some("true")] { (period.name()) }
                            }
                        }
                    }
                }
            }
        }
    }

    fn nothing_yet(&self, frame: &Frame, asked: u64) -> Markup {
        html! {
            section.card {
                p.few { "No answers yet." }
                @if asked > 0 {
                    p.note { (words::counted(asked, "shopper was", "shoppers were")) " asked. The first answer will stand here." }
                } @else {
                    p.note { "Paste this tag into the page that thanks your shoppers for their order. The first answer will stand here." }
                    (tag_block(&self.tag))
                    div.actions {
                        a.button href=(Section::Install.path(frame.shop.id)) { "How to install it" }
                        a.button.quiet href="/demo" { "Try it in a made-up shop" }
                    }
                }
            }
        }
    }

    fn cards(&self, figures: &Figures, frame: &Frame, lines: &Lines) -> Markup {
        html! {
            div.grid {
                (self.score_card(figures))
                @if figures.drawn() < SCORE_FLOOR {
                    // Weeks of so few answers would draw a score that the page does not state.
                    (ratings_card(figures, "seven tall"))
                    (self.newest_card(frame, lines))
                    (self.funnel_card(figures.funnel, "five"))
                } @else {
                    (weeks_card(figures))
                    (self.newest_card(frame, lines))
                    div.column.five {
                        (ratings_card(figures, ""))
                        (self.funnel_card(figures.funnel, ""))
                    }
                }
                (self.shares_cards("five"))
            }
        }
    }

    /// A survey that asks nothing with a headline: what was answered, and how often.
    fn without_score(&self, frame: &Frame, lines: &Lines) -> Markup {
        html! {
            div.grid {
                div.column.five {
                    (self.funnel_card(self.funnel, ""))
                    (self.shares_cards(""))
                }
                (self.newest_card(frame, lines))
            }
        }
    }

    /// One card for each question of which shares can be told.
    fn shares_cards(&self, place: &str) -> Markup {
        html! {
            @for shares in &self.shares {
                section class={ "card " (place) } {
                    h2 lang=(self.content.locale) dir="auto" { (shares.question) }
                    @match shares.n {
                        0 => p.note { "No answers " (self.period.in_words()) "." },
                        n => {
                            table.funnel.shares {
                                tbody {
                                    @for (answer, count) in &shares.given {
                                        tr {
                                            th scope="row" lang=(self.content.locale) dir="auto" { (answer) }
                                            td.bar { (chart::bar(share(*count, n))) }
                                            td.number { (words::count(*count)) }
                                            td.number.share { (words::percent(share(*count, n))) }
                                        }
                                    }
                                }
                            }
                            p.note {
                                "Of " (words::counted(n, "answer", "answers"))
                                @if shares.several { "; several could be chosen" }
                                @if self.capped { ", the latest " (words::count(LOOKED_AT as u64)) " responses" }
                                "."
                                @if n < SCORE_FLOOR { " So few speak of chance as much as of your shop." }
                            }
                        }
                    }
                }
            }
        }
    }

    fn score_card(&self, figures: &Figures) -> Markup {
        let (kind, n) = (figures.kind, figures.n());
        html! {
            section.card.five.tall {
                h2 { @if words::score_name(kind) == self.survey.name { "The score" } @else { (words::score_name(kind)) } }
                @match figures.headline() {
                    Some(score) => (headline(score, figures.before.as_ref())),
                    None => {
                        p.few {
                            @if n == 0 { "No answers " (self.period.in_words()) "." }
                            @else { b { (words::counted(n, "answer", "answers")) } " " (self.period.in_words()) "." }
                        }
                        p.note { (missing_in_words(n)) " A figure from fewer would speak of chance more than of your shop." }
                    }
                }
                @if n > 0 {
                    (chart::stack(figures.groups()))
                    (chart::key(kind, figures.groups()))
                }
            }
        }
    }

    fn newest_card(&self, frame: &Frame, lines: &Lines) -> Markup {
        html! {
            section.card.seven {
                h2 { "Newest answers" }
                ol.answers { @for (response, survey) in &self.newest { (lines.line(response, survey)) } }
                p.note.all { a href={ (Section::Responses.path(frame.shop.id)) "?survey=" (self.survey.id) } { "All responses" } }
            }
        }
    }

    fn funnel_card(&self, funnel: Funnel, place: &str) -> Markup {
        let steps = [
            ("Asked", funnel.asked),
            ("Seen", funnel.seen),
            ("Tapped", funnel.started),
            ("Completed", funnel.complete),
        ];
        html! {
            section class={ "card " (place) } {
                h2 { "From asked to answered" }
                table.funnel {
                    tbody {
                        @for (name, n) in steps {
                            tr {
                                th scope="row" { (name) }
                                td.bar { (chart::bar(share(n, funnel.asked))) }
                                td.number { (words::count(n)) }
                            }
                        }
                    }
                }
                @if let Some(rate) = funnel.answer_rate() {
                    p.note { b { (words::percent(rate)) } " of those who saw the question answered it." }
                } @else if funnel.asked == 0 {
                    p.note { "Nobody was asked " (self.period.in_words()) "." }
                }
            }
        }
    }
}

/// How often each answer was given to a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Shares {
    /// What was asked.
    question: String,
    /// Every answer that can be given, in words, and how often it was.
    given: Vec<(String, u64)>,
    /// How many answered it.
    n: u64,
    /// Whether one person may give several.
    several: bool,
}

impl Shares {
    /// Of every question with options or a scale without a headline.
    fn of<'a>(
        survey: &Survey,
        responses: &(impl Iterator<Item = &'a Response> + Clone),
    ) -> Vec<Self> {
        let first = survey.scored_question().map(|question| &question.id);
        let told = survey.questions.iter().filter(|question| {
            Some(&question.id) != first
                && (question.scale().is_some() || question.kind.has_options())
        });
        told.map(|question| {
            let mut n = 0;
            let possible: Vec<(Answer, String)> = match question.scale() {
                Some(scale) => scale.values().rev().map(Answer::Rating).collect(),
                None => question
                    .offered()
                    .filter_map(|(id, _)| id.parse().ok())
                    .map(|id| Answer::Chosen {
                        options: vec![id],
                        other: None,
                    })
                    .collect::<Vec<_>>(),
            }
            .into_iter()
            .map(|answer| {
                let words = end_in_words(question, &answer);
                (answer, words)
            })
            .collect();
            let mut given = vec![0; possible.len()];
            for answer in responses
                .clone()
                .filter_map(|one| one.answers.get(&question.id))
            {
                n += 1;
                for (place, (one, _)) in possible.iter().enumerate() {
                    let fits = match (one, answer) {
                        (Answer::Chosen { options: one, .. }, Answer::Chosen { options, .. }) => {
                            options.contains(&one[0])
                        }
                        (one, answer) => one == answer,
                    };
                    given[place] += u64::from(fits);
                }
            }
            Self {
                question: question.text.clone(),
                given: possible
                    .into_iter()
                    .map(|(_, words)| words)
                    .zip(given)
                    .collect(),
                n,
                several: question.kind == Kind::Choices,
            }
        })
        .collect()
    }
}

/// An answer in few words: of a scale only its ends are told.
fn end_in_words(question: &Question, answer: &Answer) -> String {
    let scale = question.scale().filter(|_| question.kind != Kind::YesNo);
    match (scale, answer) {
        (Some(scale), Answer::Rating(rating)) => {
            let end = match *rating {
                low if low == scale.low => &question.low,
                high if high == scale.high => &question.high,
                _ => "",
            };
            format!("{rating} {end}").trim_end().to_owned()
        }
        (_, answer) => in_words(question, answer),
    }
}

/// The score, how sure it is, and what it was.
fn headline(score: &Score, before: Option<&(Score, Change)>) -> Markup {
    let kind = score.kind;
    html! {
        div.score {
            b { (score.shown()) }
            span {
                @if kind == Kind::Csat { "satisfied, " }
                @if kind == Kind::Ces { "found it easy, " }
                "from " (words::counted(score.n, "answer", "answers"))
                @if let Some((before, _)) = before { " · was " (before.shown()) }
            }
        }
        (chart::interval(score))
        p.note {
            b { "Between " (report::display(kind, score.low)) " and " (report::display(kind, score.high)) }
            ", 95 times in 100. "
            @if let Some((before, change)) = before { (change_in_words(score, before, change.verdict)) }
        }
        @if let Some(mean) = score.mean {
            p.note { "Mean rating " b { (format!("{mean:.1}")) } " of 7." }
        }
    }
}

fn weeks_card(figures: &Figures) -> Markup {
    html! {
        section.card.seven.tall {
            h2 { "By week, with its 95 % band" }
            (chart::weeks(figures.kind, &figures.weeks))
            details.numbers {
                summary { "As a table" }
                div.scroll tabindex="0" role="region" aria-label="Score by week" {
                    table {
                        thead { tr { th scope="col" { "Week of" } th.number scope="col" { "Score" } th.number scope="col" { "Between" } th.number scope="col" { "Answers" } } }
                        tbody {
                            @for week in figures.weeks.iter().rev() {
                                tr {
                                    th scope="row" { (words::short_day(week.start)) }
                                    @match &week.score {
                                        Some(score) => {
                                            td.number { (score.shown()) }
                                            td.number { (report::display(score.kind, score.low)) " and " (report::display(score.kind, score.high)) }
                                            td.number { (words::count(score.n)) }
                                        }
                                        None => { td.number { "–" } td.number { "–" } td.number { "0" } }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn ratings_card(figures: &Figures, place: &str) -> Markup {
    let n = figures.n();
    html! {
        section class={ "card " (place) } {
            h2 { "How they rated" }
            (chart::histogram(figures.kind, &figures.ratings))
            details.numbers {
                summary { "As a table" }
                table {
                    thead { tr { th scope="col" { "Rating" } th scope="col" { "Group" } th.number scope="col" { "Answers" } th.number scope="col" { "Share" } } }
                    tbody {
                        @for (rating, count) in figures.ratings.iter().rev() {
                            tr {
                                th scope="row" { (rating) }
                                td { @if let Some(group) = figures.kind.group(*rating) { (words::one_of_group(figures.kind, group)) } }
                                td.number { (words::count(*count)) }
                                td.number { (words::percent(share(*count, n))) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The shop's other surveys, where it has more than one.
pub(crate) fn survey_chooser(
    surveys: &[SurveyHead],
    here: &SurveyHead,
    address: impl Fn(SurveyId) -> String,
) -> Markup {
    html! {
        @if surveys.len() > 1 {
            details.chooser {
                summary aria-label={ "Survey: " (here.name) } { span { (here.name) } }
                ul {
                    @for survey in surveys {
                        li {
                            a href=(address(survey.id)) aria-current=[(survey.id == here.id).then_some("true")] {
                                (survey.name)
                                @if survey.status == SurveyStatus::Paused { small { "paused" } }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A piece of code with a button that copies it.
pub(crate) fn tag_block(code: &str) -> Markup {
    html! {
        div.tag data-copy {
            pre tabindex="0" { code { (breaking_between_words(code)) } }
            div.actions { button.button.quiet type="button" hidden data-copy-button { "Copy" } span.note role="status" {} }
        }
    }
}

/// Code in which browsers break lines at spaces only, not at the hyphens of attributes.
fn breaking_between_words(code: &str) -> Markup {
    html! {
        @if code.starts_with('<') {
            @for (place, line) in code.lines().enumerate() {
                @if place > 0 { "\n" }
                @for (place, word) in line.split(' ').enumerate() {
                    @if place > 0 { " " }
                    @if !word.is_empty() { span.word { (word) } }
                }
            }
        } @else { (code) }
    }
}

fn share(part: u64, whole: u64) -> f64 {
    if whole == 0 {
        return 0.0;
    }
    part as f64 / whole as f64 * 100.0
}

/// "The rise of 5 may be chance.", of the figures as they are shown.
fn change_in_words(now: &Score, before: &Score, verdict: Verdict) -> Markup {
    let change = now.score.round() - before.score.round();
    let size = format!("{}", change.abs());
    html! {
        @match verdict {
            Verdict::Rise => { span.rise { "The rise of " (size) } " is more than chance." },
            Verdict::Fall => { span.fall { "The fall of " (size) } " is more than chance." },
            Verdict::MayBeChance if change > 0.0 => { "The rise of " (size) " may be chance." },
            Verdict::MayBeChance if change < 0.0 => { "The fall of " (size) " may be chance." },
            Verdict::MayBeChance => "The same as before.",
        }
    }
}

/// "12 more answers make a score."
fn missing_in_words(n: u64) -> String {
    match report::score::missing(n) {
        None => String::new(),
        Some(1) => "One more answer makes a score.".to_owned(),
        Some(missing) => format!("{missing} more answers make a score."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nps(promoters: u64, detractors: u64) -> Score {
        report::score(
            Kind::Nps,
            &[(10, promoters), (3, detractors)].into_iter().collect(),
        )
        .unwrap()
    }

    #[test]
    fn the_words_say_whether_a_change_may_be_chance() {
        let words = |now: &Score, before: &Score| {
            let change = report::change(Some(before), Some(now)).unwrap();
            change_in_words(now, before, change.verdict).into_string()
        };
        assert_eq!(
            words(&nps(36, 4), &nps(35, 5)),
            "The rise of 5 may be chance."
        );
        assert!(words(&nps(20, 20), &nps(36, 4)).contains("fall of 80"));
        assert_eq!(words(&nps(36, 4), &nps(36, 4)), "The same as before.");
    }

    #[test]
    fn every_week_up_to_now_is_drawn_even_without_answers() {
        let today = jiff::civil::date(2026, 11, 21);
        let figures = Figures::of(
            Kind::Nps,
            &"score".parse().unwrap(),
            &[],
            Period::Month,
            today,
        );
        assert_eq!(figures.weeks.len(), 12);
        assert_eq!(figures.weeks[11].start, jiff::civil::date(2026, 11, 16));
        assert!(figures.score.is_none() && figures.headline().is_none());
    }

    #[test]
    fn a_score_is_promised_for_thirty_answers() {
        assert_eq!(missing_in_words(18), "12 more answers make a score.");
        assert_eq!(missing_in_words(29), "One more answer makes a score.");
    }
}
