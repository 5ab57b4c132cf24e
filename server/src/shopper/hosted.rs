//! `/s/{survey}`: the survey as a page of its own, for links in mails, QR codes and whoever has no
//! JavaScript. A GET never writes: programs follow links, too. What is answered comes by POST, step
//! by step.

use super::{
    drawing,
    fields::{self, Mistake, Taken, Turn},
    files::{self, PLAIN},
    prompt, read, signature,
};
use crate::{
    config::Config,
    http::assets::ICON,
    services::{
        error::Error,
        ingest::{Ingest, Responded},
        tickets::Tickets,
    },
};
use afterword_domain::{
    decide::ask::{self, Ask, Asked, Eligible},
    record::{
        Channel, Context, NotAskedReason, OrderSource, Response as Kept, ResponseState, Shop,
        SurveyHead, SurveyStatus, SurveyVersion,
    },
    secret,
    ticket::{Ticket, TicketError},
    validate::milliseconds,
};
use afterword_jobs::Clock;
use afterword_library::locale::Locale;
use afterword_shared::{
    appearance::{Place, is_https},
    flow,
    id::{QuestionId, ResponseId, SurveyId},
    order::{Loose, Order, OrderMessage},
    prompt::{PromptState, Texts},
    response::{Answer, Answers, Progress},
    survey::Survey,
    words,
};
use afterword_store::Records;
use afterword_views::index::Index;
use afterword_widget::{Drawn, Hosted};
use axum::{
    Json,
    body::Body,
    extract::{FromRef, Path, Query, State},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use jiff::Timestamp;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use serde::Deserialize;
use serde_json::json;
use std::sync::Arc;
use url::form_urlencoded;

/// Everything from this server but the shop's picture; nothing inline, no frames.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self' 'wasm-unsafe-eval'; \
                      img-src 'self' https:; connect-src 'self'; form-action 'self'; \
                      base-uri 'none'; frame-ancestors 'none'";

/// What stands in the address of the page.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Link {
    order: String,
    total: String,
    currency: String,
    customer: String,
    time: String,
    sig: String,
    /// Preselects the first scored question.
    score: String,
    lang: String,
    /// `mail`, `qr` or `link`.
    channel: String,
    test: String,
}

impl Link {
    fn message(&self) -> Option<OrderMessage> {
        let loose = |text: &String| (!text.is_empty()).then(|| Loose(text.clone()));
        (!self.order.trim().is_empty()).then(|| OrderMessage {
            id: Loose(self.order.clone()),
            total: loose(&self.total),
            currency: (!self.currency.is_empty()).then(|| self.currency.clone()),
            customer: loose(&self.customer),
            time: loose(&self.time),
            ..OrderMessage::default()
        })
    }

    fn channel(&self) -> Channel {
        match self.channel.as_str() {
            "mail" | "email" => Channel::Email,
            "qr" => Channel::Qr,
            _ => Channel::Link,
        }
    }

    fn is_test(&self) -> bool {
        !matches!(self.test.as_str(), "" | "0" | "false")
    }

    /// Where the form is sent: this very page, without the score, which is in the form by then.
    fn action(&self, survey: SurveyId) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (name, value) in [
            ("order", &self.order),
            ("total", &self.total),
            ("currency", &self.currency),
            ("customer", &self.customer),
            ("time", &self.time),
            ("sig", &self.sig),
            ("lang", &self.lang),
            ("channel", &self.channel),
            ("test", &self.test),
        ] {
            if !value.is_empty() {
                query.append_pair(name, value);
            }
        }
        let query = query.finish();
        let mark = if query.is_empty() { "" } else { "?" };
        format!("/s/{survey}{mark}{query}")
    }
}

/// The address of a survey's own page, as a link or a QR code leads there.
pub fn address(base: &str, survey: SurveyId, channel: &str) -> String {
    format!("{base}/s/{survey}?channel={channel}")
}

/// Why the page shows a sentence instead of the survey.
enum Instead {
    /// A sentence in the shopper's language, of a shop that may be known.
    Says(StatusCode, Words),
    /// Something is not as it has to be, in the sentence of its error.
    Fails(Error),
}

/// What the page says instead.
#[derive(Clone, Copy)]
enum Words {
    Wrong,
    Closed,
    Answered,
    Withdrawn,
}

impl<E: Into<Error>> From<E> for Instead {
    fn from(error: E) -> Self {
        match error.into() {
            // Links are not written by who follows them: why one is wrong helps nobody there.
            Error::Signature(_) | Error::Ticket(_) => {
                Self::Says(StatusCode::FORBIDDEN, Words::Wrong)
            }
            error => Self::Fails(error),
        }
    }
}

/// A survey's page that was opened.
struct Opened {
    shop: Shop,
    head: SurveyHead,
    link: Link,
    order: Option<Order>,
    verified: bool,
    headers: HeaderMap,
    wanted: String,
    at: Timestamp,
}

/// What the surveys' own pages are made with.
pub struct HostedPages {
    config: Arc<Config>,
    store: Records,
    index: Index,
    ingest: Ingest,
    tickets: Tickets,
    clock: Clock,
}

impl<S> FromRef<S> for HostedPages
where
    Arc<Config>: FromRef<S>,
    Records: FromRef<S>,
    Index: FromRef<S>,
    Ingest: FromRef<S>,
    Tickets: FromRef<S>,
    Clock: FromRef<S>,
{
    fn from_ref(state: &S) -> Self {
        Self {
            config: FromRef::from_ref(state),
            store: FromRef::from_ref(state),
            index: FromRef::from_ref(state),
            ingest: FromRef::from_ref(state),
            tickets: FromRef::from_ref(state),
            clock: FromRef::from_ref(state),
        }
    }
}

/// `GET /s/{survey}`
pub async fn get(
    State(pages): State<HostedPages>,
    Path(survey): Path<String>,
    Query(link): Query<Link>,
    headers: HeaderMap,
) -> Response {
    let wanted = wanted(&link, &headers);
    match Box::pin(pages.show(&survey, link, &headers)).await {
        Ok(page) => page,
        Err(instead) => say(&instead, &wanted, None),
    }
}

/// `POST /s/{survey}`
pub async fn post(
    State(pages): State<HostedPages>,
    Path(survey): Path<String>,
    Query(link): Query<Link>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let wanted = wanted(&link, &headers);
    match Box::pin(pages.answer(&survey, link, &headers, body)).await {
        Ok(page) => page,
        Err(instead) => say(&instead, &wanted, None),
    }
}

/// `GET /s/{survey}/look-….css`: the form's style with the survey's theme.
pub async fn look(
    State(store): State<Records>,
    Path((survey, name)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let unknown = || Error::NotFound("There is no such file here.");
    if !name.starts_with("look-") {
        return Err(unknown());
    }
    let id: SurveyId = survey.parse().map_err(|_| unknown())?;
    let head = store.survey(id).await?.ok_or_else(unknown)?.value;
    Ok(files::sheet(sheet(&head), &name, &headers))
}

fn sheet(head: &SurveyHead) -> String {
    let theme = afterword_widget::theme_css(&head.theme);
    format!("{}{theme}{PLAIN}", files::style())
}

/// The languages that somebody wants: the link's, then the browser's.
fn wanted(link: &Link, headers: &HeaderMap) -> String {
    let accepted = headers
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let mut tags: Vec<(&str, f32)> = accepted
        .split(',')
        .take(20)
        .map(|one| {
            let (tag, rest) = one.split_once(';').unwrap_or((one, ""));
            let weight = rest.trim().strip_prefix("q=").map_or(Ok(1.0), str::parse);
            (tag.trim(), weight.unwrap_or(0.0))
        })
        .filter(|(tag, weight)| *tag != "*" && *weight > 0.0)
        .collect();
    tags.sort_by(|one, other| other.1.total_cmp(&one.1));
    let list = std::iter::once(link.lang.as_str()).chain(tags.into_iter().map(|(tag, _)| tag));
    let list: Vec<&str> = list.filter(|tag| !tag.is_empty()).collect();
    list.join(",").chars().take(400).collect()
}

/// Reads what the address says.
async fn open(
    store: &Records,
    survey: &str,
    link: Link,
    headers: &HeaderMap,
    at: Timestamp,
) -> Result<Opened, Instead> {
    let gone = || Instead::Says(StatusCode::NOT_FOUND, Words::Wrong);
    let id: SurveyId = survey.parse().map_err(|_| gone())?;
    let head = store.survey(id).await?.ok_or_else(gone)?.value;
    let shop = store.shop(head.shop).await?.ok_or_else(gone)?.value;
    let message = link.message();
    if message.is_none() && !link.sig.is_empty() {
        return Err(Instead::Says(StatusCode::FORBIDDEN, Words::Wrong));
    }
    let sig = (!link.sig.is_empty()).then_some(link.sig.as_str());
    let verified = signature::verify(&shop, message.as_ref(), sig, at)?;
    let order = message.map(Order::try_from).transpose()?;
    Ok(Opened {
        wanted: wanted(&link, headers),
        headers: headers.clone(),
        shop,
        head,
        link,
        order,
        verified,
        at,
    })
}

impl Opened {
    /// Whether the survey takes somebody new.
    fn is_open(&self) -> bool {
        self.head.status == SurveyStatus::Live
            && (self.link.is_test() || self.head.rules.in_schedule(self.at).is_ok())
    }

    /// What was answered about the order before.
    async fn before(&self, store: &Records) -> Result<Option<Kept>, Error> {
        let Some(order) = self.order.as_ref().filter(|_| !self.link.is_test()) else {
            return Ok(None);
        };
        let kept = store
            .response_to(self.shop.id, self.head.id, &order.id, self.verified)
            .await?;
        Ok(kept.map(|kept| kept.value))
    }

    async fn version(&self, store: &Records, version: u32) -> Result<Arc<SurveyVersion>, Error> {
        store
            .survey_version(self.head.id, version)
            .await?
            .ok_or(Error::NotFound("This survey is not here any more."))
    }

    /// The form's state, in a language of this list.
    async fn state(
        &self,
        store: &Records,
        version: &SurveyVersion,
        languages: &str,
        response: ResponseId,
    ) -> Result<PromptState, Error> {
        let id = self.order.as_ref().map(|order| &order.id);
        let known =
            drawing::order(store, &self.shop, id, self.verified, self.link.is_test()).await?;
        let order = known.as_ref().or(self.order.as_ref());
        let state = drawing::state(&self.shop, &self.head, version, languages, order, response);
        Ok(PromptState {
            place: Place::Page,
            ..state
        })
    }

    fn ticket(&self, response: ResponseId, version: u32, language: String) -> Ticket {
        Ticket {
            response,
            shop: self.shop.id,
            survey: self.head.id,
            version,
            order: self.order.as_ref().map(|order| order.id.clone()),
            issued_at: self.at.as_second(),
            nonce: ask::nonce(secret::random()),
            language,
        }
    }

    fn fresh(&self) -> ResponseId {
        ResponseId::new(milliseconds(self.at), secret::random_id())
    }
}

impl HostedPages {
    async fn show(
        &self,
        survey: &str,
        link: Link,
        headers: &HeaderMap,
    ) -> Result<Response, Instead> {
        let opened = open(&self.store, survey, link, headers, self.clock.now()).await?;
        let before = opened.before(&self.store).await?;
        if let Some(before) = &before {
            is_free(before)?;
        }
        if !opened.is_open() {
            return Ok(closed(&opened));
        }
        let response = before.map_or_else(|| opened.fresh(), |before| before.id);
        let version = opened.version(&self.store, opened.head.version).await?;
        let state = opened
            .state(&self.store, &version, &opened.wanted, response)
            .await?;
        let ticket = opened.ticket(response, version.version, state.survey.locale.clone());
        let answers = preselected(&state.survey, &opened.link.score);
        let taken = Taken {
            answers,
            ..Taken::default()
        };
        let turn = Turn {
            at: state.survey.questions.first().map(|first| first.id.clone()),
            wrong: None,
        };
        Ok(page(
            &opened,
            &state,
            &self.tickets.sign(&ticket),
            1,
            &taken,
            &turn,
        ))
    }

    async fn answer(
        &self,
        survey: &str,
        link: Link,
        headers: &HeaderMap,
        body: Body,
    ) -> Result<Response, Instead> {
        let sent = Sent::parse(&read(body).await?);
        let opened = open(&self.store, survey, link, headers, self.clock.now()).await?;
        let (ticket, kept) = match self.begun(&opened, &sent).await? {
            Ok(begun) => begun,
            Err(page) => return Ok(page),
        };
        if kept.owner.is_some_and(|owner| owner != ticket.nonce) {
            return Err(Instead::Says(StatusCode::OK, Words::Answered));
        }
        if kept.withdrawn_at.is_some() {
            return Err(Instead::Says(StatusCode::OK, Words::Withdrawn));
        }
        let version = opened.version(&self.store, ticket.version).await?;
        let content = &version.content;
        if sent.withdraw {
            let revision = kept.revision.saturating_add(1);
            let nothing = Answers::default();
            let submission = fields::submission(content, &nothing, revision, Progress::Withdrawn)?;
            if let Some(submission) = submission {
                self.ingest.respond(ticket, submission, opened.at).await?;
            }
            return Err(Instead::Says(StatusCode::OK, Words::Withdrawn));
        }
        let step = step(&sent, content)?;
        let mut taken = fields::take(&sent.fields, content)?;
        let revision = revise(content, &kept, &sent, &step, &mut taken);
        let turn = if sent.open {
            Turn {
                at: Some(step.clone()),
                wrong: None,
            }
        } else {
            fields::turn(content, &taken, &step, sent.back)
        };
        let progress = if turn.is_end() {
            Progress::Complete
        } else {
            Progress::Started
        };
        // What was sent before is not kept twice, unless it ends the survey now.
        let ends = turn.is_end() && kept.state != ResponseState::Complete;
        let revision = match revision {
            None if ends => Some(kept.revision.saturating_add(1)),
            revision => revision,
        };
        let mut last = kept.revision;
        if let Some(revision) = revision
            && let Some(submission) =
                fields::submission(content, &taken.answers, revision, progress)?
        {
            match self
                .ingest
                .respond(ticket.clone(), submission, opened.at)
                .await?
            {
                Responded::Saved => last = revision,
                Responded::OwnedByOther => {
                    return Err(Instead::Says(StatusCode::OK, Words::Answered));
                }
                Responded::SameRevision => {
                    return Err(Instead::Fails(Error::Conflict(
                        "This form was sent twice in one moment with different answers. Send it again.",
                    )));
                }
                Responded::Gone => return Err(Instead::Says(StatusCode::FORBIDDEN, Words::Wrong)),
            }
        }
        if sent.open {
            let reply = json!({"ticket": self.tickets.sign(&ticket), "rev": last});
            return Ok(safe(Json(reply)));
        }
        let languages = &ticket.language;
        let state = opened
            .state(&self.store, &version, languages, ticket.response)
            .await?;
        let next = last.saturating_add(1);
        Ok(page(
            &opened,
            &state,
            &self.tickets.sign(&ticket),
            next,
            &taken,
            &turn,
        ))
    }

    /// The ticket of a form and the response that it is for, which is asked now where it was not yet;
    /// or the page that is shown instead.
    async fn begun(
        &self,
        opened: &Opened,
        sent: &Sent,
    ) -> Result<Result<(Ticket, Kept), Response>, Instead> {
        let read = match self.tickets.read(&sent.ticket).await {
            Ok(ticket) => Some(ticket),
            // The page stood open for long, or never was: the link is what permits.
            Err(Error::Ticket(TicketError::Expired)) => None,
            Err(_) if sent.ticket.is_empty() => None,
            Err(error) => return Err(error.into()),
        };
        let mut ticket = read.unwrap_or_else(|| {
            opened.ticket(opened.fresh(), opened.head.version, opened.wanted.clone())
        });
        let order = opened.order.as_ref().map(|order| &order.id);
        if ticket.survey != opened.head.id || ticket.order.as_ref() != order {
            return Err(TicketError::Foreign.into());
        }
        if let Some(kept) = self.store.response(opened.shop.id, ticket.response).await? {
            let own = kept.value.survey == opened.head.id && kept.value.verified == opened.verified;
            return if own {
                Ok(Ok((ticket, kept.value)))
            } else {
                Err(TicketError::Foreign.into())
            };
        }
        let ask = opened.ask(&self.config, ticket.response);
        if ask.customer().is_some() {
            self.index
                .loaded(ask.shop.id, prompt::LOADING_PATIENCE)
                .await;
        }
        let asked = self.ingest.ask(ask).await?;
        match asked {
            Asked::Due { response, .. } => ticket.response = response,
            Asked::NotDue(why) => {
                return match why.reason {
                    NotAskedReason::Answered => Err(Instead::Says(StatusCode::OK, Words::Answered)),
                    NotAskedReason::Withdrawn => {
                        Err(Instead::Says(StatusCode::OK, Words::Withdrawn))
                    }
                    NotAskedReason::Unsigned => {
                        Err(Instead::Says(StatusCode::FORBIDDEN, Words::Wrong))
                    }
                    _ => Ok(Err(closed(opened))),
                };
            }
        }
        let kept = self.store.response(opened.shop.id, ticket.response).await?;
        let kept = kept.ok_or_else(|| Error::Internal("what was asked is not there".into()))?;
        Ok(Ok((ticket, kept.value)))
    }
}

/// Whether a response about the order can still be given.
fn is_free(before: &Kept) -> Result<(), Instead> {
    if before.withdrawn_at.is_some() {
        Err(Instead::Says(StatusCode::OK, Words::Withdrawn))
    } else if before.first_answered_at.is_some() {
        Err(Instead::Says(StatusCode::OK, Words::Answered))
    } else {
        Ok(())
    }
}

/// The score in the link, where it is one.
fn preselected(survey: &Survey, score: &str) -> Answers {
    survey
        .questions
        .first()
        .filter(|first| first.kind.is_scored())
        .and_then(|first| {
            let rating: u8 = score.trim().parse().ok()?;
            let legal = first.scale()?.values().contains(&rating);
            legal.then(|| (first.id.clone(), Answer::Rating(rating)))
        })
        .into_iter()
        .collect()
}

/// What came with the form beside its answers.
#[derive(Default)]
struct Sent {
    fields: Vec<(String, String)>,
    ticket: String,
    rev: u32,
    step: String,
    back: bool,
    withdraw: bool,
    /// Whether the page's script asks for the permission to go on by itself.
    open: bool,
}

impl Sent {
    fn parse(body: &[u8]) -> Self {
        let mut sent = Self::default();
        for (name, value) in form_urlencoded::parse(body) {
            match &*name {
                ".ticket" => sent.ticket = value.into_owned(),
                ".rev" => sent.rev = value.parse().unwrap_or_default(),
                ".step" => sent.step = value.into_owned(),
                ".back" => sent.back = true,
                ".withdraw" => sent.withdraw = true,
                ".open" => sent.open = true,
                name if name.starts_with('.') => {}
                _ => sent.fields.push((name.into_owned(), value.into_owned())),
            }
        }
        sent
    }
}

impl Opened {
    fn ask(&self, config: &Config, fresh: ResponseId) -> Ask {
        let device = prompt::device(&self.headers);
        Ask {
            shop: self.shop.clone(),
            order: self.order.clone(),
            customer: None,
            verified: self.verified,
            test: self.link.is_test(),
            eligible: Eligible::Own(self.head.id),
            source: self.order.as_ref().map(|_| OrderSource::Link),
            context: Context {
                channel: self.link.channel(),
                device,
                country: prompt::proxy_country(config, &self.headers),
                language: prompt::short(self.wanted.split(',').next().unwrap_or_default()),
                ..Context::default()
            },
            fresh,
            at: self.at,
        }
    }
}

/// The question that was shown.
fn step(sent: &Sent, survey: &Survey) -> Result<QuestionId, Error> {
    if sent.step.is_empty() {
        let first = survey.questions.first().map(|first| first.id.clone());
        return first.ok_or(Error::NotFound("This survey asks nothing."));
    }
    let id = sent.step.parse().ok();
    id.filter(|id| survey.position(id).is_some())
        .ok_or_else(|| {
            let name = sent.step.chars().take(40).collect();
            afterword_shared::error::Error::UnknownQuestion(name).into()
        })
}

/// The revision under which a form is kept; none where it says nothing new. Somebody who goes back
/// with the browser sends an older form: what is new in it counts, and what was answered behind its
/// step stays.
fn revise(
    survey: &Survey,
    kept: &Kept,
    sent: &Sent,
    step: &QuestionId,
    taken: &mut Taken,
) -> Option<u32> {
    let rev = sent.rev.max(1);
    if rev > kept.revision {
        return Some(rev);
    }
    let same = taken
        .answers
        .iter()
        .all(|(id, answer)| kept.answers.get(id) == Some(answer));
    let place = survey.position(step);
    let behind = |id: &QuestionId| survey.position(id) > place;
    for (id, answer) in kept.answers.iter() {
        if taken.answers.get(id).is_none() && (same || behind(id)) {
            taken.answers.set(id.clone(), answer.clone());
        }
    }
    flow::prune(survey, &mut taken.answers);
    (!same).then(|| kept.revision.saturating_add(1))
}

/// The page of a survey.
fn page(
    opened: &Opened,
    state: &PromptState,
    ticket: &str,
    rev: u32,
    taken: &Taken,
    turn: &Turn,
) -> Response {
    let survey = &state.survey;
    let rev = rev.to_string();
    // Where questions stand under each other, the last that is in view is the one that is sent.
    let way = flow::path(survey, &taken.answers).questions;
    let shown = match (flow::is_stepped(survey), way.last(), &turn.at) {
        (false, Some(last), Some(_)) if !taken.answers.is_empty() => Some(&last.id),
        (_, _, at) => at.as_ref(),
    };
    let step = shown.map_or("", QuestionId::as_str);
    let action = opened.link.action(opened.head.id);
    let hidden = [(".ticket", ticket), (".rev", &rev), (".step", step)];
    let wrong = turn.at.as_ref().zip(turn.wrong);
    let filled = taken.shown(turn);
    let drawn = afterword_widget::render_at(
        state,
        &Drawn {
            answers: &filled,
            at: shown,
            ended: turn.is_end(),
            wrong: wrong.map(|(id, mistake): (_, Mistake)| (id, mistake.words(&state.texts))),
            hosted: Some(Hosted {
                action: &action,
                fields: &hidden,
            }),
        },
    );
    let question = survey.questions.first().map_or("", |first| &first.text);
    let head = Head {
        locale: &survey.locale,
        texts: &state.texts,
        shop: &state.shop,
        question,
        logo: &state.logo,
        sheet: look_of(&opened.head),
        scripted: !turn.is_end(),
        plain: false,
    };
    let body = html! {
        main id="survey" data-bundle=(files::bundle()) data-state=(drawn.state) { (PreEscaped(drawn.html)) }
    };
    safe(document(&head, &body))
}

fn look_of(head: &SurveyHead) -> String {
    format!("/s/{}/look-{}.css", head.id, files::name_of(&sheet(head)))
}

/// The page of a survey that asks nothing (any more).
fn closed(opened: &Opened) -> Response {
    say(
        &Instead::Says(StatusCode::OK, Words::Closed),
        &opened.wanted,
        Some(opened),
    )
}

/// A page with a sentence.
fn say(instead: &Instead, wanted: &str, opened: Option<&Opened>) -> Response {
    let locale = wanted
        .split(',')
        .find_map(Locale::known)
        .unwrap_or_else(|| Locale::find(opened.map_or("en", |opened| &opened.shop.locale)));
    let shop = opened.map_or("", |opened| opened.shop.name.as_str());
    let texts = locale.form(shop);
    let (status, sentence, locale) = match instead {
        Instead::Says(status, words) => {
            let sentence = match words {
                Words::Wrong => locale.text("link-wrong"),
                Words::Closed => locale.text("survey-closed"),
                Words::Answered => &texts.answered_elsewhere,
                Words::Withdrawn => &texts.withdrawn,
            };
            (*status, sentence.to_owned(), locale.tag.as_str())
        }
        Instead::Fails(error) => {
            error.log();
            (error.status(), error.to_string(), "en")
        }
    };
    let head = Head {
        locale,
        texts: &texts,
        shop,
        question: &sentence,
        logo: "",
        sheet: format!("/dist/page-{}.css", files::name_of(files::PLAIN)),
        scripted: false,
        plain: true,
    };
    let body = html! {
        main.page-said {
            @if shop.is_empty() {
                h1 { (sentence) }
            } @else {
                h1 { (shop) }
                p role="status" { (sentence) }
            }
        }
    };
    (status, safe(document(&head, &body))).into_response()
}

/// What stands in the head of a page.
struct Head<'a> {
    locale: &'a str,
    texts: &'a Texts,
    shop: &'a str,
    /// What previews say.
    question: &'a str,
    logo: &'a str,
    sheet: String,
    scripted: bool,
    plain: bool,
}

fn document(head: &Head, body: &Markup) -> Markup {
    let title = if head.shop.is_empty() {
        head.question
    } else {
        &head.texts.label
    };
    html! {
        (DOCTYPE)
        html lang=(head.locale) dir=(words::direction(head.locale)) class=[head.plain.then_some("page-plain")] {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover";
                meta name="robots" content="noindex";
                title { (title) }
                meta name="description" content=(head.question);
                meta property="og:type" content="website";
                meta property="og:title" content=(title);
                meta property="og:description" content=(head.question);
                @if !head.shop.is_empty() { meta property="og:site_name" content=(head.shop); }
                @if is_https(head.logo) { meta property="og:image" content=(head.logo); }
                link rel="icon" href=(ICON.path) type="image/svg+xml";
                link rel="stylesheet" href=(head.sheet);
                @if head.scripted { script defer src=(files::page_script()) {} }
            }
            body { (body) }
        }
    }
}

/// With the headers that leave markup which somebody smuggled in without power.
fn safe(reply: impl IntoResponse) -> Response {
    let mut response = reply.into_response();
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CACHE_CONTROL, "no-store"),
        (HeaderName::from_static("x-robots-tag"), "noindex"),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        ),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}
