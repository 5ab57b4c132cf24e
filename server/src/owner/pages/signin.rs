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
use afterword_domain::{record::SecretHash, secret};
use axum::{
    Extension,
    extract::{Path, Query, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use jiff::{SignedDuration, Timestamp};
use maud::{Markup, html};
use serde::Deserialize;
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

/// After so many wrong passwords for one address its owner has to wait.
const ATTEMPTS: u32 = 8;
/// For how long, counted from the first wrong one.
const WINDOW: SignedDuration = SignedDuration::from_mins(15);
/// For how many addresses wrong passwords are remembered.
const REMEMBERED: usize = 10_000;
/// Keeps guessing slow.
#[derive(Default)]
pub(crate) struct Doorkeeper {
    failures: Mutex<HashMap<SecretHash, (Timestamp, u32)>>,
}

impl Doorkeeper {
    /// Counts an attempt before it is looked at; an error where there were too many.
    pub(crate) fn attempt(&self, email: &str, now: Timestamp) -> Result<(), Error> {
        let mut failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        let open = |since: Timestamp| now.duration_since(since) < WINDOW;
        if failures.len() >= REMEMBERED {
            failures.retain(|_, (since, _)| open(*since));
        }
        if failures.len() >= REMEMBERED {
            return Err(Error::TooMany(
                "Too many sign-ins fail right now. Try again in some minutes.".into(),
            ));
        }
        let entry = failures.entry(secret::hash(email)).or_insert((now, 0));
        if !open(entry.0) {
            *entry = (now, 0);
        }
        if entry.1 >= ATTEMPTS {
            let left = WINDOW.as_secs() - now.duration_since(entry.0).as_secs();
            let minutes = left.max(1).unsigned_abs().div_ceil(60);
            return Err(Error::TooMany(format!(
                "Too many wrong passwords for this address. Try again in {}.",
                crate::owner::parts::words::counted(minutes, "minute", "minutes")
            )));
        }
        entry.1 += 1;
        Ok(())
    }

    /// Forgets an address's wrong passwords, since the right one came.
    pub(crate) fn forget(&self, email: &str) {
        let mut failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        failures.remove(&secret::hash(email));
    }
}

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
    Extension(doorkeeper): Extension<Arc<Doorkeeper>>,
    Form(typed): Form<Credentials>,
) -> Result<Response, Failure> {
    let email = typed.email.trim().to_lowercase();
    if let Err(error) = doorkeeper.attempt(&email, app.now()) {
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
    doorkeeper.forget(&email);
    let user = user.ok_or_else(|| Error::Internal("nobody signed in".into()))?;
    Ok(session::begin(&app, user.id, safe_next(&typed.next)).await?)
}

/// `GET /signin/{token}`: the one-time link of `afterword demo`.
pub(crate) async fn by_link(
    State(app): State<App>,
    Path(token): Path<String>,
) -> Result<Response, Failure> {
    match app.take_sign_in(&token) {
        Some(user) => Ok(session::begin(&app, user, "/").await?),
        None => Ok((StatusCode::NOT_FOUND, used_link()).into_response()),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrong_passwords_have_to_wait_and_the_right_one_ends_it() {
        let keeper = Doorkeeper::default();
        let now: Timestamp = "2026-11-21T12:00:00Z".parse().unwrap();
        for _ in 0..ATTEMPTS {
            keeper.attempt("anna@shop.example", now).unwrap();
        }
        let refused = keeper.attempt("anna@shop.example", now).unwrap_err();
        assert_eq!(refused.status(), StatusCode::TOO_MANY_REQUESTS);
        assert!(refused.to_string().contains("15\u{a0}minutes"));
        keeper.attempt("bert@shop.example", now).unwrap();
        let later = now + WINDOW;
        keeper.attempt("anna@shop.example", later).unwrap();
        for _ in 1..ATTEMPTS {
            keeper.attempt("anna@shop.example", later).unwrap();
        }
        keeper.forget("anna@shop.example");
        keeper.attempt("anna@shop.example", later).unwrap();
    }
}
