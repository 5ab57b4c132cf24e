//! A shop's surveys: what each asks, whether it asks, and new ones from templates.

use crate::{
    http::{
        access::{Frame, ShopContext},
        failure::Failure,
    },
    owner::parts::{
        chart::spot,
        form::{Form, unseen},
        layout::Section,
        survey_picker::version,
        template_choices::{self, template_choices},
    },
    services::{create_shop, error::Error, ingest::Ingest},
    shopper::{files, triggers},
};
use afterword_domain::{
    change::{Change, Expect, Versioned},
    record::{Record, SurveyHead, SurveyStatus},
    rules::{Rules, When},
};
use afterword_jobs::Clock;
use afterword_library::{locale::Locale, template::Template};
use afterword_shared::{
    id::SurveyId,
    scale::{Kind, Scale},
    survey::{Question, Survey},
};
use afterword_stats::Funnel;
use afterword_store::Records;
use afterword_views::index::Index;
use afterword_wording::{Language, bold};
use axum::{
    extract::{Path, State},
    response::Redirect,
};
use jiff::{civil::Date, tz::TimeZone};
use maud::{Markup, html};
use serde::Deserialize;

/// How many questions a card shows.
const LISTED: usize = 6;
/// The most surveys of one shop.
const LIMIT: usize = 50;

/// `GET /shops/{shop}/surveys`
pub(crate) async fn get(
    State(store): State<Records>,
    State(index): State<Index>,
    access: ShopContext,
) -> Result<Markup, Failure> {
    let mut list = Vec::new();
    let surveys = store.surveys(access.frame.shop.id).await?;
    let funnels: Vec<Funnel> = {
        let index = index.read(access.frame.shop.id).await?;
        let days = (Date::MIN, Date::MAX);
        let funnel = |kept: &Versioned<SurveyHead>| index.funnel(kept.value.id, days);
        surveys.iter().map(funnel).collect()
    };
    for (kept, funnel) in surveys.into_iter().zip(funnels) {
        let head = kept.value;
        list.push(SurveyCard {
            content: version(&store, head.id, head.version)
                .await?
                .shown(&access.frame.shop.name),
            funnel,
            head,
        });
    }
    Ok(view(&access.frame, &list, &access.zone))
}

/// A template to start from.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct AddForm {
    template: String,
}

/// `POST /shops/{shop}/surveys`
pub(crate) async fn add(
    State(store): State<Records>,
    State(ingest): State<Ingest>,
    State(clock): State<Clock>,
    access: ShopContext,
    Form(typed): Form<AddForm>,
) -> Result<Redirect, Failure> {
    let template: Template = typed.template.parse().map_err(Error::from)?;
    let shop = &access.shop.value;
    room(&store, &access).await?;
    let surveys = store.surveys(shop.id).await?;
    let name = template_choices::name(access.words, template);
    let (mut head, content) = create_shop::new_survey(shop, template, name, clock.now());
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
    ingest.must_write(change).await?;
    Ok(Redirect::to(&editor))
}

/// Whether the shop may have one more survey.
pub(crate) async fn room(store: &Records, access: &ShopContext) -> Result<(), Error> {
    if store.surveys(access.frame.shop.id).await?.len() >= LIMIT {
        let sentence = access.words.surveys_too_many(LIMIT as u64);
        return Err(Error::Refused(sentence));
    }
    Ok(())
}

/// `POST /shops/{shop}/surveys/{survey}/pause`
pub(crate) async fn pause(
    State(store): State<Records>,
    State(ingest): State<Ingest>,
    access: ShopContext,
    Path((_, survey)): Path<(String, String)>,
) -> Result<Redirect, Failure> {
    set_status(&store, &ingest, &access, &survey, SurveyStatus::Paused).await
}

/// `POST /shops/{shop}/surveys/{survey}/resume`
pub(crate) async fn resume(
    State(store): State<Records>,
    State(ingest): State<Ingest>,
    access: ShopContext,
    Path((_, survey)): Path<(String, String)>,
) -> Result<Redirect, Failure> {
    set_status(&store, &ingest, &access, &survey, SurveyStatus::Live).await
}

/// The survey of this shop that an address names.
pub(crate) async fn own(
    store: &Records,
    access: &ShopContext,
    survey: &str,
) -> Result<Versioned<SurveyHead>, Error> {
    let unknown = || Error::NotFound(access.words.surveys_unknown());
    let id: SurveyId = survey.parse().map_err(|_| unknown())?;
    store
        .survey(id)
        .await?
        .filter(|kept| kept.value.shop == access.frame.shop.id)
        .ok_or_else(unknown)
}

/// Whether the triggers of a shop's live surveys fit into its tag with this one.
pub(crate) async fn fits(store: &Records, head: SurveyHead) -> Result<Result<(), Error>, Error> {
    if head.status != SurveyStatus::Live {
        return Ok(Ok(()));
    }
    let shop = store.shop(head.shop).await?;
    let locale = shop.map(|kept| kept.value.locale).unwrap_or_default();
    let mut live: Vec<SurveyHead> = store
        .surveys(head.shop)
        .await?
        .into_iter()
        .map(|kept| kept.value)
        .filter(|other| other.status == SurveyStatus::Live && other.id != head.id)
        .collect();
    live.push(head);
    Ok(triggers::check_together(&live, &files::tab_words(&locale)))
}

async fn set_status(
    store: &Records,
    ingest: &Ingest,
    access: &ShopContext,
    survey: &str,
    status: SurveyStatus,
) -> Result<Redirect, Failure> {
    let kept = own(store, access, survey).await?;
    let head = SurveyHead {
        status,
        ..kept.value
    };
    fits(store, head.clone()).await??;
    let change = Change::put(Expect::At(kept.sequence), Record::Survey(head));
    ingest.must_write(change).await?;
    Ok(Redirect::to(&Section::Surveys.path(access.frame.shop.id)))
}

/// A survey of the list.
struct SurveyCard {
    head: SurveyHead,
    content: Survey,
    funnel: Funnel,
}

fn view(frame: &Frame, list: &[SurveyCard], zone: &TimeZone) -> Markup {
    let words = frame.words;
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
                    h1 { (Section::Surveys.name(words)) }
                    p.note data-asking=(live) {
                        @match live {
                            0 => (words.surveys_none_asks()),
                            1 if list.len() == 1 => (words.surveys_only_one_asks()),
                            1 => (words.surveys_one_asks()),
                            _ => (words.surveys_several_ask(live as u64)),
                        }
                    }
                } }
                @for one in list { (card(words, &path, one, zone)) }
                section.section {
                    h2 { (words.surveys_add_title()) }
                    p.note { (words.surveys_add_note()) }
                    form method="post" action=(path) {
                        (template_choices(words, &Template::ALL, Locale::find(&frame.shop.locale), &frame.shop.name, Template::Nps.id()))
                        div.actions {
                            button.button type="submit" { (words.surveys_add()) }
                            a.button.quiet href={ (path) "/import" } { (words.surveys_from_file()) }
                        }
                    }
                }
            }
        },
    )
}

fn card(words: Language, path: &str, one: &SurveyCard, zone: &TimeZone) -> Markup {
    let head = &one.head;
    let more = one.content.questions.len().saturating_sub(LISTED);
    html! {
        article.card aria-labelledby={ "n-" (head.id) } {
            ul.things { li {
                div {
                    h2.big id={ "n-" (head.id) } { (head.name) }
                    p.note { (figures(words, one, zone)) }
                }
                div.actions.none {
                    @match head.status {
                        SurveyStatus::Live => {
                            span.status.on { (spot("plain")) (words.surveys_live()) }
                            form method="post" action={ (path) "/" (head.id) "/pause" } { button.button.quiet type="submit" { (words.surveys_pause()) } }
                        }
                        SurveyStatus::Paused => {
                            span.status.off { (spot("middle")) (words.surveys_paused()) }
                            form method="post" action={ (path) "/" (head.id) "/resume" } { button.button type="submit" { (words.surveys_start()) } }
                        }
                    }
                }
            } }
            ol.questions lang=(one.content.locale) {
                @for question in one.content.questions.iter().take(LISTED) {
                    li {
                        span dir="auto" { (question.text) }
                        small lang=(words.tag()) dir=(words.dir()) {
                            (kind_in_words(words, question))
                            @if !question.low.is_empty() || !question.high.is_empty() {
                                ": " span lang=(one.content.locale) { (question.low) " … " (question.high) }
                            }
                            @if !question.required { " · " (words.surveys_optional()) }
                        }
                    }
                }
            }
            @if more > 0 { p.note { (words.surveys_more(more as u64)) } }
            p.note { (when_in_words(words, &head.rules)) }
            div.actions.near {
                a.button.quiet href={ (path) "/" (head.id) "/edit" } { (words.surveys_edit(&head.name, unseen)) }
                a.button.quiet href={ "/s/" (head.id) } { (words.surveys_open()) }
                form method="post" action={ (path) "/" (head.id) "/duplicate" } { button.link type="submit" { (words.surveys_duplicate()) } }
                a.link href={ (path) "/" (head.id) "/survey.json" } download { (words.surveys_save_as_file()) }
            }
        }
    }
}

/// How many were asked and answered, and since when.
fn figures(words: Language, one: &SurveyCard, zone: &TimeZone) -> Markup {
    let day = one.head.created_at.to_zoned(zone.clone()).date();
    let day = words.day_inside(day);
    words.surveys_figures(one.funnel.asked, one.funnel.started, &day, bold)
}

/// When a survey asks, in sentences.
fn when_in_words(words: Language, rules: &Rules) -> String {
    let mut sentences = vec![match &rules.trigger.when {
        When::Order => words.surveys_when_order().to_owned(),
        When::Visit { seconds: 0 } => words.surveys_when_open().to_owned(),
        When::Visit { seconds } => words.surveys_when_stay((*seconds).into()),
        When::Scroll { percent } => words.surveys_when_scroll((*percent).into()),
        When::Leave => words.surveys_when_leave().to_owned(),
        When::Click { .. } => words.surveys_when_click().to_owned(),
        When::Call => words.surveys_when_call().to_owned(),
    }];
    if !rules.trigger.page.is_empty() {
        sentences.push(words.surveys_only_on(&rules.trigger.page));
    }
    if rules.sample < 100 {
        sentences.push(words.surveys_sample(rules.sample.into()));
    }
    sentences.join(" ")
}

/// What a question takes, in few words.
pub(crate) fn kind_in_words(words: Language, question: &Question) -> String {
    let text = match question.kind {
        Kind::Nps => words.surveys_kind_nps(),
        Kind::NpsFromOne => words.surveys_kind_nps_from_one(),
        Kind::Csat => words.surveys_kind_csat(),
        Kind::Ces => words.surveys_kind_ces(),
        Kind::Scale => {
            let range = question.range.unwrap_or(Scale { low: 1, high: 5 });
            return words.surveys_kind_scale(range.low.into(), range.high.into());
        }
        Kind::YesNo => words.surveys_kind_yes_no(),
        Kind::Choice => words.surveys_kind_choice(),
        Kind::Choices => words.surveys_kind_choices(),
        Kind::Text => words.surveys_kind_text(),
        Kind::Contact => words.surveys_kind_contact(),
    };
    text.to_owned()
}
