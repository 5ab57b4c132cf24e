//! What machines ask: alive, ready, how much.

use crate::{services::error::Error, state::App};
use afterword_store::Health;
use axum::{
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};

/// `GET /healthz`: the process answers.
pub async fn alive() -> &'static str {
    "alive\n"
}

/// `GET /readyz`: the store answers too, and takes what comes; else why not.
pub async fn ready(State(app): State<App>) -> Result<Response, Error> {
    if let Health::Refusing { why, .. } = app.store().health() {
        let said = format!("{why}.\n");
        return Ok((StatusCode::SERVICE_UNAVAILABLE, said).into_response());
    }
    app.store().has_users().await?;
    if let Some(why) = app.store().health().trouble() {
        return Ok(format!("ready, but {why}.\n").into_response());
    }
    Ok("ready\n".into_response())
}

/// `GET /metrics`: for Prometheus.
pub async fn metrics(State(app): State<App>) -> impl IntoResponse {
    let kind = [(
        header::CONTENT_TYPE,
        "application/openmetrics-text; version=1.0.0; charset=utf-8",
    )];
    (kind, app.metrics().text())
}
