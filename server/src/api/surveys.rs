//! `GET /api/v1/surveys`: what a shop asks.

use super::Caller;
use crate::{app::App, error::Error, store::record::SurveyStatus};
use afterword_shared::{
    id::{QuestionId, SurveyId},
    scale::Kind,
};
use axum::{Json, extract::State};
use serde::Serialize;

/// The reply.
#[derive(Debug, Serialize)]
pub struct Surveys {
    surveys: Vec<Survey>,
}

#[derive(Debug, Serialize)]
struct Survey {
    id: SurveyId,
    name: String,
    status: SurveyStatus,
    version: u32,
    questions: Vec<Question>,
}

#[derive(Debug, Serialize)]
struct Question {
    id: QuestionId,
    kind: Kind,
    text: String,
}

/// Lists the shop's surveys, oldest first.
pub async fn list(State(app): State<App>, Caller(shop): Caller) -> Result<Json<Surveys>, Error> {
    let mut surveys = Vec::new();
    for kept in app.store().surveys(shop.id).await? {
        let head = kept.value;
        let version = app.store().survey_version(head.id, head.version).await?;
        let questions = version
            .map(|version| version.shown(&shop.name).questions)
            .unwrap_or_default();
        surveys.push(Survey {
            id: head.id,
            name: head.name,
            status: head.status,
            version: head.version,
            questions: questions
                .into_iter()
                .map(|q| Question {
                    id: q.id,
                    kind: q.kind,
                    text: q.text,
                })
                .collect(),
        });
    }
    Ok(Json(Surveys { surveys }))
}
