//! `GET /api/v1/surveys`: what a shop asks.

use crate::{http::caller::Caller, services::error::Error};
use afterword_domain::record::SurveyStatus;
use afterword_shared::{
    id::{QuestionId, SurveyId},
    scale::Kind,
};
use afterword_store::Records;
use axum::{Json, extract::State};
use serde::Serialize;
use utoipa::ToSchema;

/// What a shop asks.
#[derive(Debug, Serialize, ToSchema)]
pub struct Surveys {
    /// Oldest first.
    surveys: Vec<Survey>,
}

#[derive(Debug, Serialize, ToSchema)]
struct Survey {
    /// Its id, for the figures.
    #[schema(value_type = String, example = "srv_01kyx6kfndw67swr78a66swe2j")]
    id: SurveyId,
    /// What the owner calls it.
    name: String,
    /// `live` or `paused`.
    #[schema(value_type = String, example = "live")]
    status: SurveyStatus,
    /// Its current version, from 1.
    version: u32,
    /// What it asks now, in order.
    questions: Vec<Question>,
}

#[derive(Debug, Serialize, ToSchema)]
struct Question {
    /// Its id, under which answers stand. It stays when the words change.
    #[schema(value_type = String, example = "score")]
    id: QuestionId,
    /// `nps`, `csat`, `ces`, `scale`, `yes_no`, `choice`, `choices`, `text` or `contact`.
    #[schema(value_type = String, example = "nps")]
    kind: Kind,
    /// What shoppers are asked.
    text: String,
}

/// Lists the shop's surveys, oldest first.
#[utoipa::path(get, path = "/api/v1/surveys", tag = "surveys", operation_id = "surveys", responses((status = 200, body = Surveys)))]
pub async fn list(
    State(store): State<Records>,
    Caller(shop): Caller,
) -> Result<Json<Surveys>, Error> {
    let mut surveys = Vec::new();
    for kept in store.surveys(shop.id).await? {
        let head = kept.value;
        let version = store.survey_version(head.id, head.version).await?;
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
