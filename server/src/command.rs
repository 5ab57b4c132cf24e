//! What can be done from the command line, on a running server or on its data alone.

use crate::{
    app::App,
    error::Error,
    founding::{self, Founding, Owner},
    secret,
    store::{
        Change, Expect,
        record::{Record, RecordKey},
    },
    template::Template,
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// A command and what it needs.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Command {
    /// Makes owner, shop, live survey and key.
    Init {
        /// The owner's address.
        email: String,
        /// The owner's password, for a new owner.
        password: String,
        /// The shop's name.
        shop: String,
        /// Its addresses.
        origins: Vec<String>,
        /// `nps`, `csat` or `ces`.
        template: String,
        /// A language tag.
        locale: String,
        /// IANA name.
        time_zone: String,
        /// The address that browsers reach, where the caller knows better than the server.
        base: Option<String>,
    },
    /// Sets a password and signs that user out everywhere.
    UserPassword {
        /// Whose.
        email: String,
        /// The new one.
        password: String,
    },
    /// Recounts everything and compares.
    Check,
    /// Rebuilds the counts.
    Reindex,
}

/// Does it.
pub async fn execute(app: &App, command: Command) -> Result<Value, Error> {
    match command {
        Command::Init {
            email,
            password,
            shop,
            origins,
            template,
            locale,
            time_zone,
            base,
        } => {
            let template: Template = template.parse()?;
            let owner = owner(app, &email, password).await?;
            let founding = Founding {
                owner,
                shop,
                origins,
                locale,
                time_zone,
                template,
                demo: false,
                api_key: true,
            };
            init(app, &founding, base).await
        }
        Command::UserPassword { email, password } => user_password(app, &email, password).await,
        Command::Check => check(app).await,
        Command::Reindex => reindex(app).await,
    }
}

async fn owner(app: &App, email: &str, password: String) -> Result<Owner, Error> {
    let address = founding::email_address(email)?;
    if let Some(user) = app.store().user_by_email(&address).await? {
        return if verified(&password, &user.value.password).await {
            Ok(Owner::Known(Box::new(user)))
        } else {
            Err(Error::Refused(format!(
                "{address} has an account with another password. Use that one, or set a new one \
                 with “afterword user password {address}”."
            )))
        };
    }
    secret::check_password(&password)?;
    Ok(Owner::New {
        email: address,
        password: hashed(password).await?,
    })
}

async fn init(app: &App, founding: &Founding, base: Option<String>) -> Result<Value, Error> {
    let (founded, change) = founding::found(founding, app.now())?;
    app.must_write(change).await?;
    app.close_setup();
    let base = base.unwrap_or_else(|| app.config().base());
    Ok(json!({
        "shop": founded.shop,
        "survey": founded.survey,
        "api_key": founded.api_key,
        "tag": founding::tag(&base, founded.shop),
    }))
}

async fn user_password(app: &App, email: &str, password: String) -> Result<Value, Error> {
    secret::check_password(&password)?;
    let address = founding::email_address(email)?;
    let kept = app
        .store()
        .user_by_email(&address)
        .await?
        .ok_or(Error::NotFound(
            "Nobody has an account with this e-mail address.",
        ))?;
    let mut user = kept.value;
    user.password = hashed(password).await?;
    let mut change = Change::put(Expect::At(kept.sequence), Record::User(user.clone()));
    let sessions = app.store().sessions(user.id).await?;
    change.remove = sessions
        .iter()
        .map(|session| RecordKey::Session(session.hash))
        .collect();
    app.must_write(change).await?;
    Ok(json!({"user": address, "signed_out": sessions.len()}))
}

/// Hashes off the async threads.
pub async fn hashed(password: String) -> Result<String, Error> {
    tokio::task::spawn_blocking(move || secret::hash_password(&password))
        .await
        .map_err(|error| Error::Internal(error.to_string()))?
}

/// Verifies off the async threads.
pub async fn verified(password: &str, hash: &str) -> bool {
    let (password, hash) = (password.to_owned(), hash.to_owned());
    tokio::task::spawn_blocking(move || secret::verify_password(&password, &hash))
        .await
        .unwrap_or(false)
}

async fn check(app: &App) -> Result<Value, Error> {
    let mut responses = 0;
    let mut differences = Vec::new();
    for shop in app.store().shops().await? {
        for survey in app.store().surveys(shop.value.id).await? {
            let compared = app.ingest().compare(survey.value.id).await?;
            responses += compared.responses;
            differences.extend(compared.differences);
        }
    }
    Ok(json!({"responses": responses, "differences": differences}))
}

async fn reindex(app: &App) -> Result<Value, Error> {
    let mut responses = 0;
    for shop in app.store().shops().await? {
        responses += app.recount(shop.value.id).await?;
    }
    Ok(json!({"responses": responses}))
}
