//! A shop's settings, its secrets, and the account of whoever looks.

use super::overview::tag_block;
use crate::services::sign_in_limit::Attempt;
use crate::{
    http::access::ShopContext,
    owner::parts::{
        failure::Failure,
        form::{Field, Form, Wrong, time_zones},
        layout::{Frame, Section},
        words,
    },
    services::{create_shop, error::Error, password},
    state::App,
};
use afterword_domain::{
    change::{Change, Expect},
    record::{ApiKey, Record, Session, Shop, Stored},
    refused::Refused,
    secret::{self, PASSWORD_FLOOR, check_password},
    validate,
};
use afterword_library::locale::Locale;
use axum::{
    extract::{Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};
use serde::Deserialize;
use url::Url;

/// The most addresses of one shop.
const ORIGINS: usize = 50;
/// The most keys of one shop.
const KEYS: usize = 50;
/// The most characters of a form's number.
const FORM: usize = 64;
/// The longest quiet in days.
const QUIET: u16 = 730;
/// The most characters of a link.
const LINK: usize = 500;

/// What an address tells of the change before it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Told {
    saved: String,
}

/// `GET /shops/{shop}/settings`
pub(crate) async fn get(
    State(app): State<App>,
    access: ShopContext,
    Query(told): Query<Told>,
) -> Result<Markup, Failure> {
    let typed = TypedShop::of(&access.shop.value);
    let done = match told.saved.as_str() {
        "shop" => Some("Saved."),
        "secret" => Some(
            "The shop has a new secret. Put it onto your server: what is signed with the old one is refused.",
        ),
        "new-key" => Some("The key is made. It was shown once, and is not shown again."),
        "key" => Some("The key is revoked."),
        "password" => Some("The new password is set, and every other session is signed out."),
        _ => None,
    };
    let page = Page {
        done: done.map(|text| maud::html! { (text) }),
        ..Page::default()
    };
    Ok(page.view(&app, &access, &typed).await?)
}

/// The shop's settings as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct TypedShop {
    name: String,
    origins: String,
    locale: String,
    time_zone: String,
    privacy_url: String,
    quiet_days: String,
    require_signature: String,
}

impl TypedShop {
    fn of(shop: &Shop) -> Self {
        Self {
            name: shop.name.clone(),
            origins: shop.origins.join("\n"),
            locale: shop.locale.clone(),
            time_zone: shop.time_zone.clone(),
            privacy_url: shop.privacy_url.clone(),
            quiet_days: match shop.quiet_days {
                0 => String::new(),
                days => days.to_string(),
            },
            require_signature: if shop.require_signature { "1" } else { "" }.to_owned(),
        }
    }

    /// The shop as it would be, noting everything that is wrong at once.
    fn parse(&self, shop: &Shop, wrong: &mut Wrong) -> Option<Shop> {
        let name = wrong.take("name", validate::name(&self.name, "The shop"));
        let lines: Vec<String> = self.origins.lines().map(ToOwned::to_owned).collect();
        let origins = if lines.len() > ORIGINS {
            Err(Refused::illegal(format!(
                "A shop has at most {ORIGINS} addresses."
            )))
        } else {
            validate::origins(&lines)
        };
        let origins = wrong.take("origins", origins);
        let time_zone = wrong.take("time_zone", validate::time_zone(&self.time_zone));
        let privacy_url = wrong.take("privacy_url", link(&self.privacy_url));
        let quiet_days = wrong.take("quiet_days", quiet_days(&self.quiet_days));
        Some(Shop {
            name: name?,
            origins: origins?,
            locale: Locale::find(&self.locale).tag.clone(),
            time_zone: time_zone?,
            privacy_url: privacy_url?,
            quiet_days: quiet_days?,
            require_signature: self.require_signature == "1",
            ..shop.clone()
        })
    }
}

/// Days of quiet, or none.
fn quiet_days(text: &str) -> Result<u16, Error> {
    match text.trim() {
        "" => Ok(0),
        days => days
            .parse()
            .ok()
            .filter(|days| *days <= QUIET)
            .ok_or_else(|| {
                Error::Refused(format!(
                    "Write a number of days from 0 to {QUIET}, or leave it empty."
                ))
            }),
    }
}

/// A link to a page, or nothing.
fn link(text: &str) -> Result<String, Error> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(String::new());
    }
    let legal = |url: &Url| matches!(url.scheme(), "http" | "https") && text.len() <= LINK;
    Url::parse(text)
        .ok()
        .filter(legal)
        .map(String::from)
        .ok_or_else(|| {
            Error::Refused(
                "Write the page’s whole address, such as https://shop.example/privacy.".into(),
            )
        })
}

/// `POST /shops/{shop}/settings`
pub(crate) async fn save(
    State(app): State<App>,
    access: ShopContext,
    Form(typed): Form<TypedShop>,
) -> Result<Response, Failure> {
    let mut wrong = Wrong::default();
    let Some(shop) = typed.parse(&access.shop.value, &mut wrong) else {
        let page = Page {
            wrong,
            ..Page::default()
        };
        let page = page.view(&app, &access, &typed).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    let expect = Expect::At(access.shop.sequence);
    app.must_write(Change::put(expect, Record::Shop(shop.clone())))
        .await?;
    Ok(saved(&shop, "shop"))
}

/// `POST /shops/{shop}/settings/secret`
pub(crate) async fn new_secret(
    State(app): State<App>,
    access: ShopContext,
) -> Result<Response, Failure> {
    let shop = Shop {
        secret: secret::new_signing_secret(),
        ..access.shop.value
    };
    let expect = Expect::At(access.shop.sequence);
    app.must_write(Change::put(expect, Record::Shop(shop.clone())))
        .await?;
    Ok(saved(&shop, "secret"))
}

/// A name for a key.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct TypedKey {
    key_name: String,
    /// The form's own number: sent twice it makes one key.
    form: String,
}

/// `POST /shops/{shop}/settings/keys`
pub(crate) async fn add_key(
    State(app): State<App>,
    access: ShopContext,
    Form(typed): Form<TypedKey>,
) -> Result<Response, Failure> {
    let shop = &access.shop.value;
    let keys = app.store().api_keys(shop.id).await?;
    if !typed.form.is_empty() && keys.iter().any(|key| key.form == typed.form) {
        return Ok(saved(shop, "new-key"));
    }
    let name = if keys.len() >= KEYS {
        Err(Refused::illegal(format!(
            "A shop has at most {KEYS} keys: revoke one first."
        )))
    } else {
        validate::name(&typed.key_name, "A key")
    };
    let mut page = Page::default();
    let Some(name) = page.wrong.take("key_name", name) else {
        let page = page.view(&app, &access, &TypedShop::of(shop)).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    let (key, mut record) = create_shop::new_api_key(shop.id, &name, app.now());
    record.form = typed.form.chars().take(FORM).collect();
    app.must_write(Change::put(Expect::Absent, Record::ApiKey(record)))
        .await?;
    // Shown in the reply itself, so that nobody has to keep it meanwhile.
    page.done = Some(new_key(&name, &key));
    Ok(page
        .view(&app, &access, &TypedShop::of(shop))
        .await?
        .into_response())
}

fn new_key(name: &str, key: &str) -> Markup {
    html! {
        b { "The key “" (name) "” is made." } " Copy it now: it is not shown again."
        (tag_block(key))
    }
}

/// Which key.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Revoked {
    key: String,
}

/// `POST /shops/{shop}/settings/keys/revoke`
pub(crate) async fn revoke_key(
    State(app): State<App>,
    access: ShopContext,
    Form(revoked): Form<Revoked>,
) -> Result<Response, Failure> {
    let shop = &access.shop.value;
    let keys = app.store().api_keys(shop.id).await?;
    let key = keys.iter().find(|key| key.hash.to_string() == revoked.key);
    let key = key.ok_or(Error::NotFound("This shop has no such key (any more)."))?;
    let change = Change {
        remove: vec![key.own_key()],
        ..Change::default()
    };
    app.must_write(change).await?;
    Ok(saved(shop, "key"))
}

/// A password and its successor.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct TypedPassword {
    current_password: String,
    new_password: String,
}

/// `POST /shops/{shop}/settings/password`
pub(crate) async fn set_password(
    State(app): State<App>,
    access: ShopContext,
    Form(typed): Form<TypedPassword>,
) -> Result<Response, Failure> {
    let mut user = access.user.value.clone();
    let mut page = Page::default();
    if let Attempt::Wait { minutes } = app.sign_in_limit().attempt(&user.email).await? {
        return Err(Error::TooMany(access.words.signin_too_many(minutes)).into());
    }
    if password::is_of(&typed.current_password, Some(&user.password)).await? {
        app.sign_in_limit().forget(&user.email).await?;
    } else {
        page.wrong
            .note("current_password", "This is not your current password.");
    }
    page.wrong
        .take("new_password", check_password(&typed.new_password));
    if !page.wrong.is_empty() {
        let page = page
            .view(&app, &access, &TypedShop::of(&access.shop.value))
            .await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    user.password = password::hash(typed.new_password).await?;
    let mut change = Change::put(Expect::At(access.user.sequence), Record::User(user));
    let sessions = app.store().sessions(access.user.value.id).await?;
    let others = sessions
        .iter()
        .filter(|session| session.hash != access.session.hash);
    change.remove = others.map(Stored::own_key).collect();
    app.must_write(change).await?;
    Ok(saved(&access.shop.value, "password"))
}

/// `POST /shops/{shop}/settings/sessions`: signs out everywhere, here too.
pub(crate) async fn sign_out_everywhere(
    State(app): State<App>,
    access: ShopContext,
) -> Result<Response, Failure> {
    let sessions = app.store().sessions(access.user.value.id).await?;
    let remove = sessions.iter().map(Stored::own_key).collect();
    app.must_write(Change {
        remove,
        ..Change::default()
    })
    .await?;
    Ok(app.sessions().signed_out())
}

fn saved(shop: &Shop, what: &str) -> Response {
    Redirect::to(&format!("{}?saved={what}", Section::Settings.path(shop.id))).into_response()
}

/// What is told on the page beside what is kept.
#[derive(Default)]
struct Page {
    wrong: Wrong,
    done: Option<Markup>,
}

impl Page {
    async fn view(
        &self,
        app: &App,
        access: &ShopContext,
        typed: &TypedShop,
    ) -> Result<Markup, Error> {
        let keys = app.store().api_keys(access.frame.shop.id).await?;
        let now = app.now();
        let mut sessions = app.store().sessions(access.user.value.id).await?;
        sessions.retain(|session| session.expires_at > now);
        let frame = &access.frame;
        let body = html! {
            main.narrow id="main" {
                div.head { h1 { "Settings" } }
                @if let Some(done) = &self.done { div.done role="status" { (done) } }
                (self.wrong.summary())
                (self.shop_card(frame, typed))
                (secret_card(frame))
                (self.keys_card(frame, &keys, &|at| words::ago(at, now, &access.zone)))
                (self.account_card(frame, &sessions))
            }
        };
        Ok(frame.page(Section::Settings, &body))
    }

    fn field<'a>(
        &'a self,
        name: &'static str,
        label: &'a str,
        hint: &'a str,
        value: &'a str,
    ) -> Field<'a> {
        Field {
            name,
            label,
            hint,
            value,
            wrong: self.wrong.with(name),
        }
    }

    fn shop_card(&self, frame: &Frame, typed: &TypedShop) -> Markup {
        let zones = time_zones();
        let known = zones.contains(&typed.time_zone);
        let other = (!known).then_some(&*typed.time_zone);
        html! {
            form.card method="post" action=(Section::Settings.path(frame.shop.id)) {
                h2 { "Shop" }
                (self.field("name", "Name", "As your shoppers know it: it stands in the questions.", &typed.name).line("text", "organization", true))
                (self.field("origins", "Addresses", "Where the tag may run, one per line, such as https://shop.example.", &typed.origins).lines(3))
                div.pair {
                    (self.field("locale", "Language", "Of surveys that you add later.", &typed.locale)
                        .choice(Locale::all().iter().map(|locale| (&*locale.tag, &*locale.name)), None))
                    (self.field("time_zone", "Time zone", "In which your days begin and end.", &typed.time_zone)
                        .choice(other.into_iter().chain(zones.iter().map(|zone| &**zone)).map(|zone| (zone, zone)), None))
                }
                (self.field("privacy_url", "Link to your privacy page", "Stands in the prompt, if you give one.", &typed.privacy_url).line("url", "url", false))
                (self.field("quiet_days", "Days of quiet between surveys", "A customer who was asked anything is asked nothing else for so many days. Known by the customer reference that the tag carries; empty for no such rule.", &typed.quiet_days).line("text", "off", false))
                div.field.check {
                    input type="checkbox" id="require_signature" name="require_signature" value="1" checked[typed.require_signature == "1"] aria-describedby="require_signature-hint";
                    div {
                        label for="require_signature" { "Ask about signed orders only" }
                        p.hint id="require_signature-hint" { "Your server has to sign each order, as " a href=(Section::Install.path(frame.shop.id)) { "Install" } " shows. Others are never asked." }
                    }
                }
                div.actions { button.button type="submit" { "Save shop" } }
            }
        }
    }

    fn keys_card(
        &self,
        frame: &Frame,
        keys: &[ApiKey],
        ago: &impl Fn(jiff::Timestamp) -> String,
    ) -> Markup {
        let path = Section::Settings.path(frame.shop.id);
        html! {
            section.card {
                h2 { "API keys" }
                p.note { "What programs can read with one stands in " a href="/docs/api" { "the API’s description" } "." }
                @if keys.is_empty() {
                    p { "No program can read this shop’s figures yet." }
                } @else {
                    ul.things { @for key in keys { li {
                        div { b { (key.name) } p.note { "Ends in " code { (key.ending) } " · made " (ago(key.created_at)) } }
                        form method="post" action={ (path) "/keys/revoke" } data-sure={ "Programs that use “" (key.name) "” will be refused at once. Revoke it?" } {
                            input type="hidden" name="key" value=(key.hash);
                            button.button.bad type="submit" { "Revoke" span.unseen { " " (key.name) } }
                        }
                    } } }
                }
                form.inline.apart method="post" action={ (path) "/keys" } {
                    input type="hidden" name="form" value=(secret::new_secret("").0);
                    (self.field("key_name", "Name of a new key", "", "").line("text", "off", true))
                    button.button.quiet type="submit" { "Make key" }
                }
            }
        }
    }

    fn account_card(&self, frame: &Frame, sessions: &[Session]) -> Markup {
        let path = Section::Settings.path(frame.shop.id);
        let rule = format!("At least {PASSWORD_FLOOR} characters.");
        let n = sessions.len() as u64;
        html! {
            section.card {
                h2 { "You" }
                p { "Signed in as " b { (frame.email) } "." }
                form method="post" action={ (path) "/password" } {
                    input.unseen type="text" name="username" value=(frame.email) autocomplete="username" tabindex="-1" aria-hidden="true" readonly;
                    div.pair {
                        (self.field("current_password", "Current password", "To know that it is you.", "").line("password", "current-password", true))
                        (self.field("new_password", "New password", &rule, "").line("password", "new-password", true))
                    }
                    div.actions { button.button.quiet type="submit" { "Change password" } }
                }
                form.apart method="post" action={ (path) "/sessions" } {
                    p { "You are signed in on " (words::counted(n, "browser", "browsers")) "." }
                    div.actions.near { button.button.bad type="submit" { "Sign out everywhere" } }
                }
            }
        }
    }
}

fn secret_card(frame: &Frame) -> Markup {
    let path = Section::Settings.path(frame.shop.id);
    html! {
        section.card {
            h2 { "Secret for signing orders" }
            p { "For your server only; " a href=(Section::Install.path(frame.shop.id)) { "Install" } " shows how to sign with it." }
            details.more-to-say.first {
                summary { "Show the secret" }
                (tag_block(&frame.shop.secret))
            }
            form method="post" action={ (path) "/secret" } data-sure="Orders signed with the old secret will be refused at once. Make a new one?" {
                button.button.bad type="submit" { "Make a new secret" }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_privacy_link_leads_to_a_page() {
        assert_eq!(
            link(" https://shop.example/privacy ").unwrap(),
            "https://shop.example/privacy"
        );
        assert_eq!(link("").unwrap(), "");
        for wrong in ["javascript:alert(1)", "shop.example", "data:text/html,x"] {
            assert!(link(wrong).is_err(), "{wrong}");
        }
    }
}
