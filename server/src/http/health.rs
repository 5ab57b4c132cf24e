//! What machines ask: alive, ready, how much.

use super::metrics::Metrics;
use crate::services::error::Error;
use afterword_store::{Health, Records};
use axum::{
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use std::sync::Arc;

/// `GET /healthz`: the process answers.
pub async fn alive() -> &'static str {
    "alive\n"
}

/// `GET /readyz`: the store answers too, and takes what comes; else why not.
pub async fn ready(State(store): State<Records>) -> Result<Response, Error> {
    if let Health::Refusing { why, .. } = store.health() {
        let said = format!("{why}.\n");
        return Ok((StatusCode::SERVICE_UNAVAILABLE, said).into_response());
    }
    store.has_users().await?;
    if let Some(why) = store.health().trouble() {
        return Ok(format!("ready, but {why}.\n").into_response());
    }
    Ok("ready\n".into_response())
}

/// `GET /metrics`: for Prometheus.
pub async fn metrics(State(metrics): State<Arc<Metrics>>) -> impl IntoResponse {
    let kind = [(
        header::CONTENT_TYPE,
        "application/openmetrics-text; version=1.0.0; charset=utf-8",
    )];
    (kind, metrics.text())
}
