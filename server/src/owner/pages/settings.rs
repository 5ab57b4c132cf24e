//! A shop's settings, its secrets, and the account of whoever looks.

use crate::{
    http::{
        access::{Frame, ShopContext},
        failure::Failure,
        session::Sessions,
    },
    owner::parts::{
        code_block::code_block,
        form::{Field, Form, Wrong, time_zones, unseen},
        layout::Section,
    },
    services::{
        create_shop,
        error::Error,
        ingest::Ingest,
        password,
        sign_in_limit::{Attempt, SignInLimit},
    },
};
use afterword_domain::{
    change::{Change, Expect},
    record::{ApiKey, Record, Session, Shop, Stored, User},
    secret::{self, PASSWORD_FLOOR, check_password},
    validate,
};
use afterword_jobs::Clock;
use afterword_library::locale::Locale;
use afterword_store::Records;
use afterword_wording::{Language, bold, code};
use axum::{
    extract::{Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};
use serde::Deserialize;
use url::Url;

/// The most addresses of one shop.
const ORIGIN_LIMIT: usize = 50;
/// The most keys of one shop.
const KEY_LIMIT: usize = 50;
/// The most characters of a form's number.
const FORM_LIMIT: usize = 64;
/// The longest quiet in days.
const QUIET_LIMIT: u16 = 730;
/// The most characters of a link.
const LINK_LIMIT: usize = 500;

/// What an address says of the change before it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct SettingsQuery {
    saved: String,
}

/// `GET /shops/{shop}/settings`
pub(crate) async fn get(
    State(store): State<Records>,
    State(clock): State<Clock>,
    access: ShopContext,
    Query(query): Query<SettingsQuery>,
) -> Result<Markup, Failure> {
    let words = access.words;
    let done = match query.saved.as_str() {
        "shop" | "language" => Some(words.settings_saved()),
        "secret" => Some(words.settings_secret_replaced()),
        "new-key" => Some(words.settings_key_made()),
        "key" => Some(words.settings_key_revoked()),
        "password" => Some(words.settings_password_changed()),
        _ => None,
    };
    let settings = Settings::read(&store, &clock, &access).await?;
    let typed = ShopForm::of(&access.shop.value);
    let done = done.map(|sentence| html! { (sentence) });
    Ok(settings.view(&typed, &Wrong::default(), done.as_ref()))
}

/// The shop's settings as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct ShopForm {
    name: String,
    origins: String,
    locale: String,
    time_zone: String,
    privacy_url: String,
    quiet_days: String,
    require_signature: String,
}

impl ShopForm {
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
    fn parse(&self, words: Language, shop: &Shop, wrong: &mut Wrong) -> Option<Shop> {
        let name = wrong.take("name", validate::name(&self.name, "The shop"));
        let lines: Vec<String> = self.origins.lines().map(ToOwned::to_owned).collect();
        let origins = if lines.len() > ORIGIN_LIMIT {
            Err(words.settings_too_many_origins(ORIGIN_LIMIT as u64))
        } else {
            validate::origins(&lines).map_err(|refused| refused.to_string())
        };
        let origins = wrong.take("origins", origins);
        let time_zone = wrong.take("time_zone", validate::time_zone(&self.time_zone));
        let privacy_url = wrong.take("privacy_url", link(words, &self.privacy_url));
        let quiet_days = wrong.take("quiet_days", quiet_days(words, &self.quiet_days));
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
fn quiet_days(words: Language, text: &str) -> Result<u16, String> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(0);
    }
    let days = text.parse().ok().filter(|days| *days <= QUIET_LIMIT);
    days.ok_or_else(|| words.settings_quiet_wrong(QUIET_LIMIT.into()))
}

/// A link to a page, or nothing.
fn link(words: Language, text: &str) -> Result<String, String> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(String::new());
    }
    let legal = |url: &Url| matches!(url.scheme(), "http" | "https") && text.len() <= LINK_LIMIT;
    let url = Url::parse(text).ok().filter(legal).map(String::from);
    url.ok_or_else(|| words.settings_privacy_wrong("https://shop.example/privacy"))
}

/// `POST /shops/{shop}/settings`
pub(crate) async fn save(
    State(store): State<Records>,
    State(ingest): State<Ingest>,
    State(clock): State<Clock>,
    access: ShopContext,
    Form(typed): Form<ShopForm>,
) -> Result<Response, Failure> {
    let mut wrong = Wrong::default();
    let Some(shop) = typed.parse(access.words, &access.shop.value, &mut wrong) else {
        let settings = Settings::read(&store, &clock, &access).await?;
        let page = settings.view(&typed, &wrong, None);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    let expect = Expect::At(access.shop.sequence);
    let saved = saved(&shop, "shop");
    let change = Change::put(expect, Record::Shop(shop));
    ingest.must_write(change).await?;
    Ok(saved)
}

/// `POST /shops/{shop}/settings/secret`
pub(crate) async fn new_secret(
    State(ingest): State<Ingest>,
    access: ShopContext,
) -> Result<Response, Failure> {
    let shop = Shop {
        secret: secret::new_signing_secret(),
        ..access.shop.value
    };
    let expect = Expect::At(access.shop.sequence);
    let saved = saved(&shop, "secret");
    let change = Change::put(expect, Record::Shop(shop));
    ingest.must_write(change).await?;
    Ok(saved)
}

/// A name for a key.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct KeyForm {
    key_name: String,
    /// The form's own number: sent twice it makes one key.
    form: String,
}

/// `POST /shops/{shop}/settings/keys`
pub(crate) async fn add_key(
    State(store): State<Records>,
    State(ingest): State<Ingest>,
    State(clock): State<Clock>,
    access: ShopContext,
    Form(typed): Form<KeyForm>,
) -> Result<Response, Failure> {
    let (words, shop) = (access.words, &access.shop.value);
    let keys = store.api_keys(shop.id).await?;
    if !typed.form.is_empty() && keys.iter().any(|key| key.form == typed.form) {
        return Ok(saved(shop, "new-key"));
    }
    let name = if keys.len() >= KEY_LIMIT {
        Err(words.settings_too_many_keys(KEY_LIMIT as u64))
    } else {
        validate::name(&typed.key_name, "A key").map_err(|refused| refused.to_string())
    };
    let shown = ShopForm::of(shop);
    let mut wrong = Wrong::default();
    let Some(name) = wrong.take("key_name", name) else {
        let settings = Settings::read(&store, &clock, &access).await?;
        let page = settings.view(&shown, &wrong, None);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    let (key, mut record) = create_shop::new_api_key(shop.id, &name, clock.now());
    record.form = typed.form.chars().take(FORM_LIMIT).collect();
    let change = Change::put(Expect::Absent, Record::ApiKey(record));
    ingest.must_write(change).await?;
    // Shown in the reply itself, so that nobody has to keep it meanwhile.
    let done = html! { (words.settings_key_new(&name, bold)) (code_block(words, &key)) };
    let settings = Settings::read(&store, &clock, &access).await?;
    Ok(settings.view(&shown, &wrong, Some(&done)).into_response())
}

/// Which key.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct RevokeKeyForm {
    key: String,
}

/// `POST /shops/{shop}/settings/keys/revoke`
pub(crate) async fn revoke_key(
    State(store): State<Records>,
    State(ingest): State<Ingest>,
    access: ShopContext,
    Form(typed): Form<RevokeKeyForm>,
) -> Result<Response, Failure> {
    let shop = &access.shop.value;
    let keys = store.api_keys(shop.id).await?;
    let key = keys.iter().find(|key| key.hash.to_string() == typed.key);
    let key = key.ok_or(Error::NotFound(access.words.settings_no_such_key()))?;
    let change = Change {
        remove: vec![key.own_key()],
        ..Change::default()
    };
    ingest.must_write(change).await?;
    Ok(saved(shop, "key"))
}

/// The language of the pages, for one account.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct LanguageForm {
    /// Its tag; empty for the one that the browser prefers.
    language: String,
}

/// `POST /shops/{shop}/settings/language`
pub(crate) async fn set_language(
    State(ingest): State<Ingest>,
    access: ShopContext,
    Form(typed): Form<LanguageForm>,
) -> Result<Response, Failure> {
    let language = Language::find(&typed.language);
    let user = User {
        language: language.map_or("", Language::tag).to_owned(),
        ..access.user.value
    };
    let change = Change::put(Expect::At(access.user.sequence), Record::User(user));
    ingest.must_write(change).await?;
    Ok(saved(&access.shop.value, "language"))
}

/// A password and its successor.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct PasswordForm {
    current_password: String,
    new_password: String,
}

/// `POST /shops/{shop}/settings/password`
pub(crate) async fn set_password(
    State(store): State<Records>,
    State(ingest): State<Ingest>,
    State(clock): State<Clock>,
    State(limit): State<SignInLimit>,
    access: ShopContext,
    Form(typed): Form<PasswordForm>,
) -> Result<Response, Failure> {
    let words = access.words;
    let mut user = access.user.value.clone();
    if let Attempt::Wait { minutes } = limit.attempt(&user.email).await? {
        return Err(Error::TooMany(words.signin_too_many(minutes)).into());
    }
    let mut wrong = Wrong::default();
    if password::is_of(&typed.current_password, Some(&user.password)).await? {
        limit.forget(&user.email).await?;
    } else {
        wrong.note("current_password", words.settings_not_your_password());
    }
    wrong.take("new_password", check_password(&typed.new_password));
    if !wrong.is_empty() {
        let settings = Settings::read(&store, &clock, &access).await?;
        let page = settings.view(&ShopForm::of(&access.shop.value), &wrong, None);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    user.password = password::hash(typed.new_password).await?;
    let mut change = Change::put(Expect::At(access.user.sequence), Record::User(user));
    let sessions = store.sessions(access.user.value.id).await?;
    let others = sessions
        .iter()
        .filter(|session| session.hash != access.session.hash);
    change.remove = others.map(Stored::own_key).collect();
    ingest.must_write(change).await?;
    Ok(saved(&access.shop.value, "password"))
}

/// `POST /shops/{shop}/settings/sessions`: signs out everywhere, here too.
pub(crate) async fn sign_out_everywhere(
    State(store): State<Records>,
    State(ingest): State<Ingest>,
    State(sessions): State<Sessions>,
    access: ShopContext,
) -> Result<Response, Failure> {
    let open = store.sessions(access.user.value.id).await?;
    let change = Change {
        remove: open.iter().map(Stored::own_key).collect(),
        ..Change::default()
    };
    ingest.must_write(change).await?;
    Ok(sessions.signed_out())
}

fn saved(shop: &Shop, what: &str) -> Response {
    Redirect::to(&format!("{}?saved={what}", Section::Settings.path(shop.id))).into_response()
}

/// What the page shows of the shop and the account.
struct Settings<'a> {
    frame: &'a Frame,
    user: &'a User,
    /// The keys, each with the day on which it was made.
    keys: Vec<(ApiKey, String)>,
    sessions: Vec<Session>,
}

impl<'a> Settings<'a> {
    async fn read(
        store: &Records,
        clock: &Clock,
        access: &'a ShopContext,
    ) -> Result<Self, Failure> {
        let now = clock.now();
        let day = |key: &ApiKey| {
            let day = key.created_at.to_zoned(access.zone.clone()).date();
            access.words.day(day, now, &access.zone)
        };
        let keys = store.api_keys(access.frame.shop.id).await?;
        let mut sessions = store.sessions(access.user.value.id).await?;
        sessions.retain(|session| session.expires_at > now);
        Ok(Self {
            frame: &access.frame,
            user: &access.user.value,
            keys: keys
                .into_iter()
                .map(|key| (key.clone(), day(&key)))
                .collect(),
            sessions,
        })
    }

    /// The page, with what was typed of the shop, what is wrong with a form, and what was done.
    fn view(&self, typed: &ShopForm, wrong: &Wrong, done: Option<&Markup>) -> Markup {
        let words = self.frame.words;
        let body = html! {
            main.narrow id="main" {
                div.head { h1 { (Section::Settings.name(words)) } }
                @if let Some(done) = done { div.done role="status" { (done) } }
                (wrong.summary(words))
                (self.shop_card(typed, wrong))
                (self.secret_card())
                (self.keys_card(wrong))
                (self.account_card(wrong))
                p.note { a href={ "/shops/" (self.frame.shop.id) "/jobs" } { (words.settings_background()) } }
            }
        };
        self.frame.page(Section::Settings, &body)
    }

    fn path(&self) -> String {
        Section::Settings.path(self.frame.shop.id)
    }

    /// A link to the Install page.
    fn to_install(&self, text: &str) -> Markup {
        html! { a href=(Section::Install.path(self.frame.shop.id)) { (text) } }
    }

    fn shop_card(&self, typed: &ShopForm, wrong: &Wrong) -> Markup {
        let words = self.frame.words;
        let zones = time_zones();
        let known = zones.contains(&typed.time_zone);
        let other = (!known).then_some(&*typed.time_zone);
        let origins_hint = words.settings_origins_hint("https://shop.example");
        html! {
            form.card method="post" action=(self.path()) {
                h2 { (words.settings_shop()) }
                (field(wrong, "name", words.settings_name(), words.settings_name_hint(), &typed.name).line("text", "organization", true))
                (field(wrong, "origins", words.settings_origins(), &origins_hint, &typed.origins).lines(3))
                div.pair {
                    (field(wrong, "locale", words.settings_locale(), words.settings_locale_hint(), &typed.locale)
                        .choice(Locale::all().iter().map(|locale| (&*locale.tag, &*locale.name)), None))
                    (field(wrong, "time_zone", words.settings_time_zone(), words.settings_time_zone_hint(), &typed.time_zone)
                        .choice(other.into_iter().chain(zones.iter().map(|zone| &**zone)).map(|zone| (zone, zone)), None))
                }
                (field(wrong, "privacy_url", words.settings_privacy(), words.settings_privacy_hint(), &typed.privacy_url).line("url", "url", false))
                (field(wrong, "quiet_days", words.settings_quiet(), words.settings_quiet_hint(), &typed.quiet_days).line("text", "off", false))
                div.field.check {
                    input type="checkbox" id="require_signature" name="require_signature" value="1" checked[typed.require_signature == "1"] aria-describedby="require_signature-hint";
                    div {
                        label for="require_signature" { (words.settings_signed_only()) }
                        p.hint id="require_signature-hint" { (words.settings_signed_only_hint(|text| self.to_install(text))) }
                    }
                }
                div.actions { button.button type="submit" { (words.settings_save()) } }
            }
        }
    }

    fn secret_card(&self) -> Markup {
        let words = self.frame.words;
        html! {
            section.card {
                h2 { (words.settings_secret()) }
                p { (words.settings_secret_note(|text| self.to_install(text))) }
                details.more-to-say.first {
                    summary { (words.settings_secret_show()) }
                    (code_block(words, &self.frame.shop.secret))
                }
                form method="post" action={ (self.path()) "/secret" } data-sure=(words.settings_secret_sure()) {
                    button.button.bad type="submit" { (words.settings_secret_new()) }
                }
            }
        }
    }

    fn keys_card(&self, wrong: &Wrong) -> Markup {
        let words = self.frame.words;
        let path = self.path();
        let to_api = |text: &str| html! { a href="/docs/api" { (text) } };
        html! {
            section.card {
                h2 { (words.settings_keys()) }
                p.note { (words.settings_keys_note(to_api)) }
                @if self.keys.is_empty() {
                    p { (words.settings_keys_none()) }
                } @else {
                    ul.things { @for (key, day) in &self.keys { li {
                        div { b { (key.name) } p.note { (words.settings_key_facts(&key.ending, day, code)) } }
                        form method="post" action={ (path) "/keys/revoke" } data-sure=(words.settings_key_sure(&key.name)) {
                            input type="hidden" name="key" value=(key.hash);
                            button.button.bad type="submit" { (words.settings_key_revoke(&key.name, unseen)) }
                        }
                    } } }
                }
                form.inline.apart method="post" action={ (path) "/keys" } {
                    input type="hidden" name="form" value=(secret::new_secret("").0);
                    (field(wrong, "key_name", words.settings_key_name(), "", "").line("text", "off", true))
                    button.button.quiet type="submit" { (words.settings_key_make()) }
                }
            }
        }
    }

    fn account_card(&self, wrong: &Wrong) -> Markup {
        let words = self.frame.words;
        let path = self.path();
        let rule = words.settings_new_password_hint(PASSWORD_FLOOR as u64);
        let languages = Language::all().map(|language| (language.tag(), language.name()));
        let languages = std::iter::once(("", words.settings_language_browser())).chain(languages);
        html! {
            section.card {
                h2 { (words.settings_you()) }
                p { (words.settings_signed_in(&self.user.email, bold)) }
                form method="post" action={ (path) "/language" } {
                    (field(wrong, "language", words.settings_language(), words.settings_language_hint(), &self.user.language).choice(languages, None))
                    div.actions { button.button.quiet type="submit" { (words.settings_language_save()) } }
                }
                form.apart method="post" action={ (path) "/password" } {
                    input.unseen type="text" name="username" value=(self.user.email) autocomplete="username" tabindex="-1" aria-hidden="true" readonly;
                    div.pair {
                        (field(wrong, "current_password", words.settings_current_password(), words.settings_current_password_hint(), "").line("password", "current-password", true))
                        (field(wrong, "new_password", words.settings_new_password(), &rule, "").line("password", "new-password", true))
                    }
                    div.actions { button.button.quiet type="submit" { (words.settings_change_password()) } }
                }
                form.apart method="post" action={ (path) "/sessions" } {
                    p { (words.settings_browsers(self.sessions.len() as u64)) }
                    div.actions.near { button.button.bad type="submit" { (words.settings_sign_out_everywhere()) } }
                }
            }
        }
    }
}

/// A field with what is wrong with it.
fn field<'a>(
    wrong: &'a Wrong,
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
        wrong: wrong.with(name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_privacy_link_leads_to_a_page() {
        assert_eq!(
            link(Language::ENGLISH, " https://shop.example/privacy ").unwrap(),
            "https://shop.example/privacy"
        );
        assert_eq!(link(Language::ENGLISH, "").unwrap(), "");
        for wrong in ["javascript:alert(1)", "shop.example", "data:text/html,x"] {
            assert!(link(Language::ENGLISH, wrong).is_err(), "{wrong}");
        }
    }
}
