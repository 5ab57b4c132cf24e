//! `POST /v1/responses`: everything that was answered so far.

use super::{Message, allows, origin_of, readable};
use crate::{
    app::App,
    error::Error,
    ingest::Responded,
    ticket::{Ticket, TicketError},
};
use afterword_shared::response::{ResponseMessage, ResponseReply, Submission};
use axum::{
    Json,
    extract::State,
    http::HeaderMap,
    response::{IntoResponse, Response},
};

/// Answers 200: `saved` says whether the answers are kept, and then they are durable.
pub async fn post(
    State(app): State<App>,
    headers: HeaderMap,
    Message(message): Message<ResponseMessage>,
) -> Result<Response, Error> {
    let ticket = app.read_ticket(&message.ticket)?;
    let shop = app
        .store()
        .shop(ticket.shop)
        .await?
        .ok_or(Error::NotFound(
            "The shop of this ticket is not here any more.",
        ))?
        .value;
    let origin = origin_of(&headers);
    if !allows(&app, &shop, origin) {
        return Err(TicketError::Foreign.into());
    }
    let reply = respond(&app, ticket, &message).await;
    Ok(readable(origin, reply))
}

async fn respond(app: &App, ticket: Ticket, message: &ResponseMessage) -> Result<Response, Error> {
    let survey = app
        .store()
        .survey_version(ticket.survey, ticket.version)
        .await?
        .ok_or(Error::NotFound(
            "The survey of this ticket is not here any more.",
        ))?;
    let submission = Submission::parse(message, &survey.content)?;
    let reason = match app.ingest().respond(ticket, submission, app.now()).await? {
        Responded::Saved => None,
        Responded::OwnedByOther => Some("This order was answered from another prompt already."),
        Responded::SameRevision => {
            return Err(Error::Conflict(
                "This revision came before with other answers: send these with a higher one.",
            ));
        }
        Responded::Gone => {
            return Err(Error::NotFound(
                "The response of this ticket is not here any more.",
            ));
        }
    };
    let reply = ResponseReply {
        saved: reason.is_none(),
        reason: reason.map(ToOwned::to_owned),
    };
    Ok(Json(reply).into_response())
}
