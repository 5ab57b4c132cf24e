//! Signing in and out.

use crate::{
    http::{
        access::PageLanguage,
        failure::Failure,
        session::{Sessions, safe_next},
    },
    owner::parts::{
        form::{Field, Form},
        layout,
    },
    services::{
        one_time_links::OneTimeLinks,
        password,
        sign_in_limit::{Attempt, SignInLimit},
    },
};
use afterword_domain::record::LinkPurpose;
use afterword_store::Records;
use afterword_wording::{Language, code};
use axum::{
    extract::{Path, Query, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};
use serde::Deserialize;

/// Where signing in leads to.
#[derive(Deserialize)]
pub(crate) struct SignInQuery {
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
    State(sessions): State<Sessions>,
    Query(query): Query<SignInQuery>,
    PageLanguage(words): PageLanguage,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    if sessions.of(&headers).await?.is_some() {
        return Ok(Redirect::to(safe_next(&query.next)).into_response());
    }
    let typed = Credentials {
        next: query.next,
        ..Credentials::default()
    };
    Ok(view(words, &typed, None).into_response())
}

/// `POST /signin`
pub(crate) async fn post(
    State(store): State<Records>,
    State(sessions): State<Sessions>,
    State(limit): State<SignInLimit>,
    PageLanguage(words): PageLanguage,
    Form(typed): Form<Credentials>,
) -> Result<Response, Failure> {
    let refused = |status, sentence: &str| {
        let page = view(words, &typed, Some(sentence));
        Ok((status, page).into_response())
    };
    let email = typed.email.trim().to_lowercase();
    if let Attempt::Wait { minutes } = limit.attempt(&email).await? {
        let sentence = words.signin_too_many(minutes);
        return refused(StatusCode::TOO_MANY_REQUESTS, &sentence);
    }
    let user = store.user_by_email(&email).await?;
    let hash = user.as_ref().map(|user| user.value.password.as_str());
    let fits = password::is_of(&typed.password, hash).await?;
    let Some(user) = user.filter(|_| fits) else {
        let sentence = words.signin_wrong_password();
        return refused(StatusCode::UNPROCESSABLE_ENTITY, sentence);
    };
    limit.forget(&email).await?;
    let next = safe_next(&typed.next);
    Ok(sessions.begin(user.value.id, next).await?)
}

/// `GET /signin/{token}`: the one-time link of `afterword demo`.
pub(crate) async fn by_link(
    State(links): State<OneTimeLinks>,
    State(sessions): State<Sessions>,
    Path(token): Path<String>,
    PageLanguage(words): PageLanguage,
) -> Result<Response, Failure> {
    match links.take(&token).await? {
        Some(LinkPurpose::SignIn(user)) => Ok(sessions.begin(user, "/").await?),
        _ => Ok((StatusCode::NOT_FOUND, used_link(words)).into_response()),
    }
}

/// `POST /signout`
pub(crate) async fn out(
    State(sessions): State<Sessions>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    Ok(sessions.end(&headers).await?)
}

fn view(words: Language, typed: &Credentials, wrong: Option<&str>) -> Markup {
    let email = Field {
        name: "email",
        label: words.signin_email(),
        hint: "",
        value: &typed.email,
        wrong: None,
    };
    let password = Field {
        name: "password",
        label: words.signin_password(),
        hint: "",
        value: "",
        wrong: None,
    };
    let address = match typed.email.as_str() {
        "" => "you@shop.example",
        typed => typed,
    };
    layout::plain(
        words,
        words.signin_title(),
        &html! {
            div.head { h1 { (words.signin_title()) } }
            form.card method="post" action="/signin" {
                @if let Some(wrong) = wrong { p.summary-wrong role="alert" { (wrong) } }
                input type="hidden" name="next" value=(safe_next(&typed.next));
                (email.line("email", "username", true))
                (password.line("password", "current-password", true))
                div.actions { button.button.wide type="submit" { (words.signin_title()) } }
            }
            p.note { (words.signin_forgot(address, code)) }
        },
    )
}

fn used_link(words: Language) -> Markup {
    layout::plain(
        words,
        words.signin_link_used(),
        &html! {
            h1 { (words.signin_link_used()) }
            p.note { (words.signin_link_used_note()) }
            div.actions { a.button href="/signin" { (words.signin_title()) } }
        },
    )
}
