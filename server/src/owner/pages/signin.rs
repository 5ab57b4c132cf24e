//! Signing in and out.

use crate::{
    http::session::{self, safe_next},
    owner::parts::{
        failure::Failure,
        form::{Field, Form},
        layout,
    },
    services::{error::Error, password},
    state::App,
};
use afterword_domain::record::LinkPurpose;
use axum::{
    extract::{Path, Query, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};
use serde::Deserialize;

/// Where signing in leads to.
#[derive(Deserialize)]
pub(crate) struct Wanted {
    #[serde(default)]
    next: String,
}

/// What is typed to sign in.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Credentials {
    email: String,
    password: String,
    next: String,
}

/// `GET /signin`
pub(crate) async fn get(
    State(app): State<App>,
    Query(wanted): Query<Wanted>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    if session::session_of(&app, &headers).await?.is_some() {
        return Ok(Redirect::to(safe_next(&wanted.next)).into_response());
    }
    let typed = Credentials {
        next: wanted.next,
        ..Credentials::default()
    };
    Ok(view(&typed, None).into_response())
}

/// `POST /signin`
pub(crate) async fn post(
    State(app): State<App>,
    Form(typed): Form<Credentials>,
) -> Result<Response, Failure> {
    let email = typed.email.trim().to_lowercase();
    if let Err(error) = app.sign_in_limit().attempt(&email).await {
        return Ok((error.status(), view(&typed, Some(&error.to_string()))).into_response());
    }
    let user = app.store().user_by_email(&email).await?;
    let user = user.as_ref().map(|kept| &kept.value);
    let hash = user.map(|user| user.password.as_str());
    if !password::is_of(&typed.password, hash).await? {
        let sentence = "This address and password do not belong together. Passwords are told apart by upper and lower case.";
        return Ok((
            StatusCode::UNPROCESSABLE_ENTITY,
            view(&typed, Some(sentence)),
        )
            .into_response());
    }
    app.sign_in_limit().forget(&email).await?;
    let user = user.ok_or_else(|| Error::Internal("nobody signed in".into()))?;
    Ok(session::begin(&app, user.id, safe_next(&typed.next)).await?)
}

/// `GET /signin/{token}`: the one-time link of `afterword demo`.
pub(crate) async fn by_link(
    State(app): State<App>,
    Path(token): Path<String>,
) -> Result<Response, Failure> {
    match app.links().take(&token).await? {
        Some(LinkPurpose::SignIn(user)) => Ok(session::begin(&app, user, "/").await?),
        _ => Ok((StatusCode::NOT_FOUND, used_link()).into_response()),
    }
}

/// `POST /signout`
pub(crate) async fn out(State(app): State<App>, headers: HeaderMap) -> Result<Response, Failure> {
    Ok(session::end(&app, &headers).await?)
}

fn view(typed: &Credentials, wrong: Option<&str>) -> Markup {
    let email = Field {
        name: "email",
        label: "E-mail",
        hint: "",
        value: &typed.email,
        wrong: None,
    };
    let password = Field {
        name: "password",
        label: "Password",
        hint: "",
        value: "",
        wrong: None,
    };
    layout::plain(
        "Sign in",
        &html! {
            div.head { h1 { "Sign in" } }
            form.card method="post" action="/signin" {
                @if let Some(wrong) = wrong { p.summary-wrong role="alert" { (wrong) } }
                input type="hidden" name="next" value=(safe_next(&typed.next));
                (email.line("email", "username", true))
                (password.line("password", "current-password", true))
                div.actions { button.button.wide type="submit" { "Sign in" } }
            }
            p.note { "Forgot it? Whoever runs this server sets a new one: " code { "afterword user password " (if typed.email.is_empty() { "you@shop.example" } else { &typed.email }) } }
        },
    )
}

fn used_link() -> Markup {
    layout::plain(
        "This link is used",
        &html! {
            h1 { "This link is used" }
            p.note { "A sign-in link works once. Sign in with your password, or start the server again for a new link." }
            div.actions { a.button href="/signin" { "Sign in" } }
        },
    )
}
