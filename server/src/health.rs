//! What machines ask: alive, ready, how much.

use crate::{app::App, error::Error};
use axum::{extract::State, http::header, response::IntoResponse};

/// `GET /healthz`: the process answers.
pub async fn alive() -> &'static str {
    "alive\n"
}

/// `GET /readyz`: the store answers too.
pub async fn ready(State(app): State<App>) -> Result<&'static str, Error> {
    app.store().sequence().await?;
    Ok("ready\n")
}

/// `GET /metrics`: for Prometheus.
pub async fn metrics(State(app): State<App>) -> impl IntoResponse {
    let kind = [(
        header::CONTENT_TYPE,
        "application/openmetrics-text; version=1.0.0; charset=utf-8",
    )];
    (kind, app.metrics().text())
}
