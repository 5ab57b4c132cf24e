//! The one-time page on which the first owner's account, shop and survey are made.

use crate::{
    owner::parts::{
        failure::Failure,
        form::{Field, Form, Wrong, time_zones},
        layout::{self, Section},
    },
    services::{
        create_shop::{self, NewShop, Owner},
        error::Error,
        password,
    },
    state::App,
};
use afterword_domain::{
    record::LinkPurpose,
    secret::{PASSWORD_FLOOR, check_password},
    validate,
};
use afterword_library::{locale::Locale, template::Template};
use afterword_shared::words;
use afterword_store::Outcome;
use afterword_wording::Language;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use maud::{Markup, html};
use serde::Deserialize;

/// What is typed to begin.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Typed {
    email: String,
    password: String,
    shop: String,
    origin: String,
    locale: String,
    time_zone: String,
    template: String,
}

/// `GET /setup/{token}`
pub(crate) async fn get(
    State(app): State<App>,
    Path(token): Path<String>,
) -> Result<Response, Failure> {
    if !may_set_up(&app, &token).await? {
        return Ok((StatusCode::NOT_FOUND, used_link()).into_response());
    }
    let typed = Typed {
        locale: "en".into(),
        time_zone: "UTC".into(),
        template: Template::Nps.id().into(),
        ..Typed::default()
    };
    Ok(view(&token, &typed, &Wrong::default()).into_response())
}

/// `POST /setup/{token}`
pub(crate) async fn post(
    State(app): State<App>,
    Path(token): Path<String>,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    if !may_set_up(&app, &token).await? {
        return Ok((StatusCode::NOT_FOUND, used_link()).into_response());
    }
    let mut wrong = Wrong::default();
    let Some(new_shop) = parse(&typed, &mut wrong).await else {
        if wrong.with("password").is_none() {
            wrong.note("password", "Type the password once more: it was not kept.");
        }
        let page = view(&token, &typed, &wrong);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    let (created, creation) = create_shop::create(&new_shop, app.now())?;
    // The link is used up with the account that it is used for: of two in the same moment one gets it.
    let Some((LinkPurpose::SetUp, used)) = app.links().used(&token).await? else {
        return Ok((StatusCode::NOT_FOUND, used_link()).into_response());
    };
    let written = app.begin(creation.with(used)).await?;
    if written == Outcome::Conflict && !may_set_up(&app, &token).await? {
        return Ok((StatusCode::NOT_FOUND, used_link()).into_response());
    }
    if written == Outcome::Conflict {
        wrong.note(
            "email",
            "Somebody has an account with this address already.",
        );
        let page = view(&token, &typed, &wrong);
        return Ok((StatusCode::CONFLICT, page).into_response());
    }
    let next = Section::Install.path(created.shop);
    Ok(app.sessions().begin(created.user, &next).await?)
}

/// `GET /setup/{token}/templates`: the questions as they will read in a language.
pub(crate) async fn questions(
    State(app): State<App>,
    Path(token): Path<String>,
    Query(typed): Query<Typed>,
) -> Result<Markup, Failure> {
    if !may_set_up(&app, &token).await? {
        return Err(Error::NotFound("This link does not work any more.").into());
    }
    Ok(templates(&typed))
}

/// Whether this is the secret of a link to set up with.
async fn may_set_up(app: &App, secret: &str) -> Result<bool, Error> {
    Ok(app.links().purpose(secret).await? == Some(LinkPurpose::SetUp))
}

/// Reads a form, noting everything that is wrong at once.
async fn parse(typed: &Typed, wrong: &mut Wrong) -> Option<NewShop> {
    let email = wrong.take("email", validate::email_address(&typed.email));
    let password = wrong.take("password", check_password(&typed.password));
    let shop = wrong.take("shop", validate::name(&typed.shop, "The shop"));
    let origins = wrong.take(
        "origin",
        validate::origins(std::slice::from_ref(&typed.origin)),
    );
    let time_zone = wrong.take("time_zone", validate::time_zone(&typed.time_zone));
    let template = wrong.take("template", typed.template.parse().map_err(Error::from));
    password?;
    let new_shop = NewShop {
        owner: Owner::New {
            email: email?,
            password: String::new(),
        },
        shop: shop?,
        origins: origins?,
        locale: typed.locale.clone(),
        time_zone: time_zone?,
        template: template?,
        demo: false,
        api_key: false,
    };
    let password = password::hash(typed.password.clone()).await;
    let password = wrong.take("password", password)?;
    let owner = match new_shop.owner {
        Owner::New { email, .. } => Owner::New { email, password },
        known @ Owner::Known(_) => known,
    };
    Some(NewShop { owner, ..new_shop })
}

fn view(token: &str, typed: &Typed, wrong: &Wrong) -> Markup {
    let field = |name, label, hint, value| Field {
        name,
        label,
        hint,
        value,
        wrong: wrong.with(name),
    };
    let rule =
        format!("At least {PASSWORD_FLOOR} characters; a short sentence is easy to keep in mind.");
    let zones = time_zones();
    layout::plain(
        Language::ENGLISH,
        "Begin",
        &html! {
            div.head { div {
                h1 { "Ask your first question" }
                p.note { "One page, then a tag to paste. Everything can be changed later." }
            } }
            (wrong.summary())
            form method="post" action={ "/setup/" (token) } {
                section.card {
                    h2 { "You" }
                    (field("email", "E-mail", "To sign in with. Nothing is sent to it.", &typed.email).line("email", "username", true))
                    (field("password", "Password", &rule, "").line("password", "new-password", true))
                }
                section.card {
                    h2 { "Your shop" }
                    (field("shop", "Name", "As your shoppers know it: it stands in the question.", &typed.shop).line("text", "organization", true))
                    (field("origin", "Web address", "Where the tag will run, such as https://shop.example. It may wait until later.", &typed.origin).line("url", "url", false))
                    (field("locale", "Language of the questions", "", &typed.locale)
                        .choice(Locale::all().iter().map(|locale| (&*locale.tag, &*locale.name)), Some("language")))
                    (field("time_zone", "Time zone", "In which your days begin and end.", &typed.time_zone)
                        .choice(zones.iter().map(|zone| (&**zone, &**zone)), Some("time-zone")))
                }
                section.card {
                    h2 id="template-label" { "What to ask" }
                    div data-templates={ "/setup/" (token) "/templates" } { (templates(typed)) }
                    @if let Some(sentence) = wrong.with("template") { p.wrong { (sentence) } }
                }
                div.actions { button.button.wide type="submit" { "Create account and survey" } }
            }
        },
    )
}

/// The templates as cards, each with its question as it will read.
fn templates(typed: &Typed) -> Markup {
    let shop = match typed.shop.trim() {
        // A gap reads the same in every language.
        "" => "…",
        name => name,
    };
    template_choices(
        &Template::SCORES,
        Locale::find(&typed.locale),
        shop,
        &typed.template,
    )
}

/// Templates to choose from; the script keeps their words in step with name and language.
pub(crate) fn template_choices(
    offered: &[Template],
    locale: &Locale,
    shop: &str,
    chosen: &str,
) -> Markup {
    html! {
        div.choices role="radiogroup" aria-label="What to ask" {
            @for template in offered.iter().copied() {
                @let survey = template.survey(locale);
                label.choice {
                    input type="radio" name="template" value=(template.id()) checked[template.id() == chosen] required;
                    div {
                        b { (template.name()) }
                        @if let Some(question) = survey.questions.first() {
                            p lang=(survey.locale) dir="auto" { (shown(&question.text, shop)) }
                        }
                        small { (what_it_tells(template)) }
                    }
                }
            }
        }
    }
}

/// An owner's words as they read when nothing but the shop is known.
pub(crate) fn shown(text: &str, shop: &str) -> String {
    words::fill(
        text,
        &words::Values {
            shop,
            ..words::Values::default()
        },
    )
}

fn what_it_tells(template: Template) -> &'static str {
    match template {
        Template::Nps => {
            "0 to 10. Whether they would send friends to you; the figure most shops compare."
        }
        Template::Csat => "One to five stars. Whether this order was to their liking.",
        Template::Ces => {
            "1 to 7. Whether buying was easy; the one to ask after changing your checkout."
        }
        Template::Experience => {
            "How the visit was, finding one’s way, and what went wrong at checkout."
        }
        Template::Product => {
            "How they like what they bought, how often they use it, what to improve."
        }
        Template::Loyalty => {
            "Whether they recommend you, would buy again, and whom they would choose instead."
        }
        Template::Discovery => "How they heard of you, and what almost stopped them from buying.",
        Template::Feedback => {
            "What you can do better. Goes well with the small tab at the edge of every page."
        }
    }
}

fn used_link() -> Markup {
    layout::plain(
        Language::ENGLISH,
        "This link does not work",
        &html! {
            h1 { "This link does not work" }
            p.note { "A set-up link works until the first account is made, and a new one is printed each time the server starts without an account. Copy the whole line that it printed last." }
            p.note { "If there is an account already, sign in." }
            div.actions { a.button href="/signin" { "Sign in" } }
        },
    )
}
