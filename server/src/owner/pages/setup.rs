//! The one-time page on which the first owner's account, shop and survey are made.

use crate::{
    http::{access::PageLanguage, failure::Failure, session::Sessions},
    owner::parts::{
        form::{Field, Form, Wrong, time_zones},
        layout::{self, Section},
        template_choices::{self, template_choices},
    },
    services::{
        create_shop::{self, NewShop, Owner},
        error::Error,
        ingest::Ingest,
        one_time_links::OneTimeLinks,
        password,
    },
};
use afterword_domain::{
    record::LinkPurpose,
    secret::{PASSWORD_FLOOR, check_password},
    validate,
};
use afterword_jobs::Clock;
use afterword_library::{locale::Locale, template::Template};
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
pub(crate) struct SetupForm {
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
    State(links): State<OneTimeLinks>,
    Path(token): Path<String>,
    PageLanguage(words): PageLanguage,
) -> Result<Response, Failure> {
    if !may_set_up(&links, &token).await? {
        return Ok(link_is_wrong(words));
    }
    let typed = SetupForm {
        locale: "en".into(),
        time_zone: "UTC".into(),
        template: Template::Nps.id().into(),
        ..SetupForm::default()
    };
    Ok(view(words, &token, &typed, &Wrong::default()).into_response())
}

/// `POST /setup/{token}`
pub(crate) async fn post(
    State(links): State<OneTimeLinks>,
    State(ingest): State<Ingest>,
    State(sessions): State<Sessions>,
    State(clock): State<Clock>,
    Path(token): Path<String>,
    PageLanguage(words): PageLanguage,
    Form(typed): Form<SetupForm>,
) -> Result<Response, Failure> {
    if !may_set_up(&links, &token).await? {
        return Ok(link_is_wrong(words));
    }
    let mut wrong = Wrong::default();
    let Some(new_shop) = parse(words, &typed, &mut wrong).await else {
        wrong.note("password", words.setup_password_again());
        let page = view(words, &token, &typed, &wrong);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    let (created, creation) = create_shop::create(&new_shop, clock.now())?;
    // The link is used up with the account that it is used for: of two in the same moment one gets it.
    let Some((LinkPurpose::SetUp, used)) = links.used(&token).await? else {
        return Ok(link_is_wrong(words));
    };
    let written = ingest.begin(creation.with(used)).await?;
    if written == Outcome::Conflict && !may_set_up(&links, &token).await? {
        return Ok(link_is_wrong(words));
    }
    if written == Outcome::Conflict {
        let to_sign_in = |text: &str| html! { a href="/signin" { (text) } };
        wrong.note("email", words.setup_account_exists(to_sign_in));
        let page = view(words, &token, &typed, &wrong);
        return Ok((StatusCode::CONFLICT, page).into_response());
    }
    let next = Section::Install.path(created.shop);
    Ok(sessions.begin(created.user, &next).await?)
}

/// `GET /setup/{token}/templates`: the questions as they will read in a language.
pub(crate) async fn questions(
    State(links): State<OneTimeLinks>,
    Path(token): Path<String>,
    PageLanguage(words): PageLanguage,
    Query(typed): Query<SetupForm>,
) -> Result<Markup, Failure> {
    if !may_set_up(&links, &token).await? {
        return Err(Error::NotFound(words.setup_link_expired()).into());
    }
    Ok(templates(words, &typed))
}

/// Whether this is the secret of a link to set up with.
async fn may_set_up(links: &OneTimeLinks, secret: &str) -> Result<bool, Error> {
    Ok(links.purpose(secret).await? == Some(LinkPurpose::SetUp))
}

/// Reads a form, noting everything that is wrong at once.
async fn parse(words: Language, typed: &SetupForm, wrong: &mut Wrong) -> Option<NewShop> {
    let email = wrong.take("email", validate::email_address(&typed.email));
    let password = wrong.take("password", check_password(&typed.password));
    let shop = wrong.take("shop", validate::name(&typed.shop, "The shop"));
    let origins = wrong.take(
        "origin",
        validate::origins(std::slice::from_ref(&typed.origin)),
    );
    let time_zone = wrong.take("time_zone", validate::time_zone(&typed.time_zone));
    let template: Option<Template> = wrong.take("template", typed.template.parse());
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
        survey_name: template_choices::name(words, template?).to_owned(),
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

fn view(words: Language, token: &str, typed: &SetupForm, wrong: &Wrong) -> Markup {
    let field = |name, label, hint, value| Field {
        name,
        label,
        hint,
        value,
        wrong: wrong.with(name),
    };
    let rule = words.setup_password_hint(PASSWORD_FLOOR as u64);
    let origin_hint = words.setup_origin_hint("https://shop.example");
    let zones = time_zones();
    layout::plain(
        words,
        words.setup_begin(),
        &html! {
            div.head { div {
                h1 { (words.setup_title()) }
                p.note { (words.setup_note()) }
            } }
            (wrong.summary(words))
            form method="post" action={ "/setup/" (token) } {
                section.card {
                    h2 { (words.setup_you()) }
                    (field("email", words.setup_email(), words.setup_email_hint(), &typed.email).line("email", "username", true))
                    (field("password", words.setup_password(), &rule, "").line("password", "new-password", true))
                }
                section.card {
                    h2 { (words.setup_shop()) }
                    (field("shop", words.setup_shop_name(), words.setup_shop_name_hint(), &typed.shop).line("text", "organization", true))
                    (field("origin", words.setup_origin(), &origin_hint, &typed.origin).line("url", "url", false))
                    (field("locale", words.setup_language(), "", &typed.locale)
                        .choice(Locale::all().iter().map(|locale| (&*locale.tag, &*locale.name)), Some("language")))
                    (field("time_zone", words.setup_time_zone(), words.setup_time_zone_hint(), &typed.time_zone)
                        .choice(zones.iter().map(|zone| (&**zone, &**zone)), Some("time-zone")))
                }
                section.card {
                    h2 id="template-label" { (words.setup_template()) }
                    div data-templates={ "/setup/" (token) "/templates" } { (templates(words, typed)) }
                    @if let Some(sentence) = wrong.with("template") { p.wrong { (sentence) } }
                }
                div.actions { button.button.wide type="submit" { (words.setup_create()) } }
            }
        },
    )
}

/// The templates as cards, each with its question as it will read.
fn templates(words: Language, typed: &SetupForm) -> Markup {
    let shop = match typed.shop.trim() {
        // A gap reads the same in every language.
        "" => "…",
        name => name,
    };
    template_choices(
        words,
        &Template::SCORES,
        Locale::find(&typed.locale),
        shop,
        &typed.template,
    )
}

/// The reply to a link that works for nobody.
fn link_is_wrong(words: Language) -> Response {
    let page = layout::plain(
        words,
        words.setup_link_wrong(),
        &html! {
            h1 { (words.setup_link_wrong()) }
            p.note { (words.setup_link_wrong_note()) }
            p.note { (words.setup_link_wrong_sign_in()) }
            div.actions { a.button href="/signin" { (words.signin_title()) } }
        },
    );
    (StatusCode::NOT_FOUND, page).into_response()
}
