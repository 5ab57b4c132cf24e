//! `POST /v1/responses`: everything that was answered so far.

use super::{
    Message, allows, drawing,
    fields::{self, Taken, Turn},
    origin_of, readable,
};
use crate::{
    config::Config,
    services::{
        error::Error,
        ingest::{Ingest, Responded},
        tickets::Tickets,
    },
};
use afterword_domain::{
    record::{Shop, SurveyVersion},
    ticket::{Ticket, TicketError},
};
use afterword_jobs::Clock;
use afterword_shared::{
    error::Error as Wrong,
    response::{Progress, ResponseMessage, ResponseReply, Submission},
};
use afterword_store::Records;
use afterword_widget::Drawn;
use axum::{
    Json,
    extract::State,
    http::HeaderMap,
    response::{IntoResponse, Response},
};
use std::sync::Arc;

/// Answers 200: `saved` says whether the answers are kept, and then they are durable.
pub async fn post(
    State(config): State<Arc<Config>>,
    State(store): State<Records>,
    State(tickets): State<Tickets>,
    State(ingest): State<Ingest>,
    State(clock): State<Clock>,
    headers: HeaderMap,
    Message(message): Message<ResponseMessage>,
) -> Result<Response, Error> {
    let ticket = tickets.read(&message.ticket).await?;
    let shop = store
        .shop(ticket.shop)
        .await?
        .ok_or(Error::NotFound(
            "The shop of this ticket is not here any more.",
        ))?
        .value;
    let origin = origin_of(&headers);
    if !allows(&config, &shop, origin) {
        return Err(TicketError::Foreign.into());
    }
    let reply = respond(&store, &ingest, &clock, &shop, ticket, &message).await;
    Ok(readable(origin, reply))
}

async fn respond(
    store: &Records,
    ingest: &Ingest,
    clock: &Clock,
    shop: &Shop,
    ticket: Ticket,
    message: &ResponseMessage,
) -> Result<Response, Error> {
    let survey = version(store, &ticket).await?;
    let content = &survey.content;
    let step = message
        .step
        .as_ref()
        .map(|step| {
            let id = step.parse().ok();
            id.filter(|id| content.position(id).is_some())
                .ok_or_else(|| Wrong::UnknownQuestion(step.chars().take(40).collect()))
        })
        .transpose()?;
    let (submission, drawn) = match step {
        None if message.fields.is_empty() => (Some(Submission::parse(message, content)?), None),
        step => {
            let taken = fields::take(&message.fields, content)?;
            let turn = step.map(|step| fields::turn(content, &taken, &step, message.back));
            let progress = progress(message.state, turn.as_ref());
            let submission = fields::submission(content, &taken.answers, message.rev, progress)?;
            (submission, turn.map(|turn| (taken, turn)))
        }
    };
    let reason = match submission {
        // Nothing is answered yet: there is nothing to keep, but a next step to show.
        None => None,
        Some(submission) => keep(ingest, clock, ticket.clone(), submission).await?,
    };
    let html = match drawn {
        Some((taken, turn)) if reason.is_none() => {
            Some(draw(store, shop, &ticket, &survey, &taken, &turn).await?)
        }
        _ => None,
    };
    let reply = ResponseReply {
        saved: reason.is_none(),
        reason: reason.map(ToOwned::to_owned),
        html,
    };
    Ok(Json(reply).into_response())
}

/// How far a message of somebody has come who can't tell where the survey ends.
fn progress(said: Progress, turn: Option<&Turn>) -> Progress {
    match (said, turn) {
        (Progress::Started | Progress::Complete, Some(turn)) if turn.is_end() => Progress::Complete,
        (Progress::Complete, Some(_)) => Progress::Started,
        (said, _) => said,
    }
}

/// Hands answers over; `Err` in a sentence where another ticket has answered.
async fn keep(
    ingest: &Ingest,
    clock: &Clock,
    ticket: Ticket,
    submission: Submission,
) -> Result<Option<&'static str>, Error> {
    match ingest.respond(ticket, submission, clock.now()).await? {
        Responded::Saved => Ok(None),
        Responded::OwnedByOther => Ok(Some("This order was answered from another prompt already.")),
        Responded::SameRevision => Err(Error::Conflict(
            "This revision came before with other answers: send these with a higher one.",
        )),
        Responded::Gone => Err(Error::NotFound(
            "The response of this ticket is not here any more.",
        )),
    }
}

/// The version of the survey that a ticket was made for.
async fn version(store: &Records, ticket: &Ticket) -> Result<Arc<SurveyVersion>, Error> {
    store
        .survey_version(ticket.survey, ticket.version)
        .await?
        .ok_or(Error::NotFound(
            "The survey of this ticket is not here any more.",
        ))
}

/// Draws the form at another step, in the language and with the words that it had.
async fn draw(
    store: &Records,
    shop: &Shop,
    ticket: &Ticket,
    version: &SurveyVersion,
    taken: &Taken,
    turn: &Turn,
) -> Result<String, Error> {
    let head = store
        .survey(ticket.survey)
        .await?
        .ok_or(Error::NotFound(
            "The survey of this ticket is not here any more.",
        ))?
        .value;
    let response = store.response(ticket.shop, ticket.response).await?;
    let (verified, test) = response.map_or((false, false), |kept| {
        (kept.value.verified, kept.value.test)
    });
    let order = drawing::order(store, shop, ticket.order.as_ref(), verified, test).await?;
    let state = drawing::state(
        shop,
        &head,
        version,
        &ticket.language,
        order.as_ref(),
        ticket.response,
    );
    let wrong = turn.at.as_ref().zip(turn.wrong);
    let shown = taken.shown(turn);
    let drawn = Drawn {
        answers: &shown,
        at: turn.at.as_ref(),
        ended: turn.is_end(),
        wrong: wrong.map(|(id, mistake)| (id, mistake.words(&state.texts))),
        hosted: None,
    };
    Ok(afterword_widget::render_at(&state, &drawn).html)
}
