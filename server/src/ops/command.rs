//! What can be done from the command line, on a running server or on its data alone.

use super::check;
use crate::{
    services::{
        create_shop::{self, NewShop, Owner},
        error::Error,
        import_run::{self, Importer},
        import_words, password, tag,
    },
    state::App,
};
use afterword_domain::{
    change::{Change, Expect},
    record::{LinkPurpose, Record, Stored, SurveyVersion},
    secret, validate,
};
use afterword_import::{
    moment::DayOrder,
    olist::Olist,
    plan::{self, Overrides, PlanQuestion},
    reader::Source,
    records,
    sink::Progress,
    text::Encoding,
};
use afterword_library::template::Template;
use afterword_shared::id::SurveyId;
use afterword_wording::Language;
use axum::extract::FromRef;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::{
    fs::File,
    path::{Path, PathBuf},
    sync::Arc,
};

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
    /// Compares everything that is derived with the records.
    Check,
    /// Brings files into a shop.
    Import(Box<Import>),
}

/// What is imported, and how.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Import {
    /// Which survey its answers belong to.
    pub survey: String,
    /// A file, or a preset's folder; absolute.
    pub path: PathBuf,
    /// `olist`, or nothing.
    pub preset: Option<String>,
    /// Whether nothing is written.
    pub dry: bool,
    /// Where refused rows go; absolute.
    pub refused: PathBuf,
    /// The label of an encoding.
    pub encoding: Option<String>,
    /// What stands between cells.
    pub delimiter: Option<char>,
    /// `dmy` or `mdy`.
    pub dates: Option<String>,
    /// IANA name of the zone of its times.
    pub zone: Option<String>,
    /// The currency of its totals.
    pub currency: Option<String>,
    /// Headers and what their columns are.
    pub columns: Vec<(String, String)>,
}

/// Does it; `progress` says meanwhile how far an import has come.
pub async fn execute(
    app: &App,
    command: Command,
    progress: &Arc<Progress>,
) -> Result<Value, Error> {
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
            let new_shop = NewShop {
                owner,
                shop,
                origins,
                locale,
                time_zone,
                survey_name: template.name().to_owned(),
                template,
                demo: false,
                api_key: true,
            };
            init(app, &new_shop, base).await
        }
        Command::UserPassword { email, password } => user_password(app, &email, password).await,
        Command::Check => check::check(app).await,
        Command::Import(import) => self::import(app, *import, progress).await,
    }
}

async fn owner(app: &App, email: &str, password: String) -> Result<Owner, Error> {
    let address = validate::email_address(email)?;
    if let Some(user) = app.store().user_by_email(&address).await? {
        return if password::is_of(&password, Some(&user.value.password)).await? {
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
        password: password::hash(password).await?,
    })
}

async fn init(app: &App, new_shop: &NewShop, base: Option<String>) -> Result<Value, Error> {
    let (created, creation) = create_shop::create(new_shop, app.now())?;
    app.must_begin(creation).await?;
    app.links().close(LinkPurpose::SetUp).await?;
    let base = base.unwrap_or_else(|| app.config().base());
    Ok(json!({
        "shop": created.shop,
        "survey": created.survey,
        "api_key": created.api_key,
        "tag": tag::tag(&base, created.shop),
    }))
}

async fn user_password(app: &App, email: &str, password: String) -> Result<Value, Error> {
    secret::check_password(&password)?;
    let address = validate::email_address(email)?;
    let kept = app
        .store()
        .user_by_email(&address)
        .await?
        .ok_or(Error::NotFound(
            "Nobody has an account with this e-mail address.",
        ))?;
    let mut user = kept.value;
    user.password = password::hash(password).await?;
    let mut change = Change::put(Expect::At(kept.sequence), Record::User(user.clone()));
    let sessions = app.store().sessions(user.id).await?;
    change.remove = sessions.iter().map(Stored::own_key).collect();
    app.must_write(change).await?;
    Ok(json!({"user": address, "signed_out": sessions.len()}))
}

async fn import(app: &App, told: Import, progress: &Arc<Progress>) -> Result<Value, Error> {
    let id: SurveyId = told.survey.parse()?;
    let missing =
        Error::NotFound("There is no such survey: its id stands in the editor’s address.");
    let survey = app.store().survey(id).await?.ok_or(missing)?.value;
    let shop = app.store().shop(survey.shop).await?;
    let zone = shop.map_or_else(|| "UTC".to_owned(), |shop| shop.value.time_zone);
    let version = app.store().survey_version(id, survey.version).await?;
    let version = version
        .ok_or_else(|| Error::Internal(format!("{id} has no version {}", survey.version)))?;
    let refused = told.refused.clone();
    let dry = told.dry;
    let source = tokio::task::spawn_blocking(move || source(&told, &version, &zone))
        .await
        .map_err(|error| Error::Internal(error.to_string()))??;
    let import = import_run::Import {
        survey,
        source,
        dry,
        refused,
        progress: Arc::clone(progress),
    };
    let report = Importer::from_ref(app).run(import).await?;
    Ok(json!(report))
}

/// Looks at what is to be imported; errs with what has to be said first, and how.
fn source(told: &Import, version: &SurveyVersion, zone: &str) -> Result<Source, Error> {
    let refused = |sentence: String| Error::Refused(sentence);
    match told.preset.as_deref() {
        Some("olist") => {
            let sentence = |error| refused(import_words::olist_error(Language::ENGLISH, &error));
            Olist::fits(version).map_err(sentence)?;
            return Ok(Source::Olist(
                Olist::in_folder(&told.path).map_err(sentence)?,
            ));
        }
        Some(other) => {
            return Err(Error::Refused(format!(
                "There is no preset “{other}”: there is olist."
            )));
        }
        None => {}
    }
    if told.path.is_dir() {
        return Err(refused(
            "This is a folder. Name one file of it, or the preset that reads all of them.".into(),
        ));
    }
    if records::are_in(&told.path).map_err(|error| unread(&told.path, &error))? {
        return Ok(Source::Records(told.path.clone()));
    }
    let look = plan::look(
        || File::open(&told.path),
        &overrides(told)?,
        &version.content,
        zone,
    )
    .map_err(|error| refused(import_words::look_error(Language::ENGLISH, &error)))?;
    let asked: Vec<String> = look
        .questions()
        .iter()
        .map(|question| {
            let sentence = import_words::question(Language::ENGLISH, question);
            format!("{sentence} ({})", flag(question))
        })
        .collect();
    if !asked.is_empty() {
        return Err(Error::Refused(format!(
            "{}\nThe file’s columns: {}.",
            asked.join("\n"),
            look.header.join(", ")
        )));
    }
    Ok(Source::Table {
        path: told.path.clone(),
        plan: look.plan,
    })
}

/// What answers a question on the command line.
fn flag(question: &PlanQuestion) -> &'static str {
    match question {
        PlanQuestion::Days => "--dates dmy or --dates mdy",
        PlanQuestion::Currency | PlanQuestion::NoCurrency(_) => "--currency EUR",
        PlanQuestion::Delimiter => "--delimiter ';'",
        PlanQuestion::Zone => "--zone Europe/Riga",
        PlanQuestion::Encoding => "--encoding utf-8",
        PlanQuestion::Subject | PlanQuestion::AnswerTime | PlanQuestion::Repeated(_) => {
            "--column 'Header=first_answered_at', --column 'Header=answer:score' and the like"
        }
    }
}

fn unread(path: &Path, error: &std::io::Error) -> Error {
    Error::Refused(format!("{} can’t be read: {error}.", path.display()))
}

/// What the command line says of the file.
fn overrides(told: &Import) -> Result<Overrides, Error> {
    let encoding = told.encoding.as_deref().map(|label| {
        let unknown = || {
            Error::Refused(format!(
                "The encoding “{label}” is not known: name it as utf-8 or windows-1257."
            ))
        };
        Encoding::of(label).ok_or_else(unknown)
    });
    let delimiter = told.delimiter.map(|delimiter| {
        u8::try_from(delimiter).map_err(|_| {
            Error::Refused(
                "What stands between cells is one plain character, such as ; or a tab.".into(),
            )
        })
    });
    let days = told.dates.as_deref().map(|text| {
        DayOrder::parse(text)
            .ok_or_else(|| Error::Refused("Dates are dmy (day first) or mdy (month first).".into()))
    });
    let columns = told.columns.iter().map(|(name, field)| {
        let field = field.parse().map_err(Error::Refused)?;
        Ok((name.clone(), field))
    });
    Ok(Overrides {
        encoding: encoding.transpose()?,
        delimiter: delimiter.transpose()?,
        days: days.transpose()?,
        zone: told.zone.clone(),
        currency: told.currency.clone(),
        columns: columns.collect::<Result<_, Error>>()?,
    })
}
