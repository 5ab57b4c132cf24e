//! How a shop begins: an owner, the shop, a live survey and a key, made in one change. The setup
//! page, `afterword init` and `afterword demo` all come here.

use crate::{error::Error, locale::Locale, template::Template};
use afterword_domain::{
    change::{Change, Expect, Kept},
    record::{ApiKey, Record, SecretHash, Shop, SurveyHead, SurveyStatus, SurveyVersion, User},
    rules::Rules,
    secret,
};
use afterword_shared::{
    appearance::{Place, Theme},
    id::{ShopId, SurveyId, UserId},
};
use jiff::{Timestamp, tz::TimeZone};
use std::collections::BTreeMap;
use url::Url;

/// The most characters of a shop's or survey's name.
pub const NAME_LIMIT: usize = 80;

/// Who begins what.
#[derive(Clone, Debug)]
pub struct Founding {
    /// The owner, new or known; a known one keeps the password.
    pub owner: Owner,
    /// The shop's name.
    pub shop: String,
    /// Its addresses, as people write them.
    pub origins: Vec<String>,
    /// A language tag.
    pub locale: String,
    /// IANA name.
    pub time_zone: String,
    /// What it asks first.
    pub template: Template,
    /// Whether its answers will be made up.
    pub demo: bool,
    /// Whether to make a first API key: only for whoever gets to see it.
    pub api_key: bool,
}

/// Whose shop it is.
#[derive(Clone, Debug)]
pub enum Owner {
    /// A new account; the password is hashed already.
    New {
        /// The address, in any case.
        email: String,
        /// argon2id, PHC form.
        password: String,
    },
    /// One more shop of this owner's.
    Known(Box<Kept<User>>),
}

/// What was begun.
#[derive(Clone, Debug)]
pub struct Founded {
    /// The owner.
    pub user: UserId,
    /// The shop.
    pub shop: ShopId,
    /// Its survey.
    pub survey: SurveyId,
    /// The API key itself, where one was asked for: shown once, kept as a hash.
    pub api_key: Option<String>,
}

/// The changes that begin a shop, in the order in which they are made: nothing spans a shop and the
/// accounts. The owner's conflicts where somebody has that e-mail address already; then the shop's is
/// to be taken back.
#[derive(Clone, Debug)]
pub struct Beginning {
    /// The shop with its survey.
    pub shop: Change,
    /// Its owner, and the key.
    pub owner: Change,
}

impl Beginning {
    /// What takes the shop back.
    pub fn undone(&self) -> Change {
        let made = self.shop.put.iter().map(|(_, record)| record.key());
        Change {
            remove: made.collect(),
            ..Change::default()
        }
    }
}

/// Checks what a person wrote and makes the changes that begin the shop.
pub fn found(founding: &Founding, now: Timestamp) -> Result<(Founded, Beginning), Error> {
    let user = match &founding.owner {
        Owner::Known(kept) => kept.value.clone(),
        Owner::New { email, password } => User {
            id: UserId::new(milliseconds(now), secret::random_id()),
            email: email_address(email)?,
            password: password.clone(),
            shops: Vec::new(),
            created_at: now,
        },
    };
    let shop = Shop {
        id: ShopId::new(milliseconds(now), secret::random_id()),
        name: name(&founding.shop, "A shop")?,
        origins: origins(&founding.origins)?,
        locale: Locale::find(&founding.locale).tag.clone(),
        time_zone: time_zone(&founding.time_zone)?,
        privacy_url: String::new(),
        secret: secret::new_signing_secret(),
        require_signature: false,
        quiet_days: 0,
        demo: founding.demo,
        views: Vec::new(),
        created_at: now,
    };
    let (survey, version) = new_survey(&shop, founding.template, now);
    let key = founding
        .api_key
        .then(|| new_api_key(shop.id, "First key", now));
    let (api_key, key) = key.unzip();
    let founded = Founded {
        user: user.id,
        shop: shop.id,
        survey: survey.id,
        api_key,
    };

    let expect = match &founding.owner {
        Owner::Known(kept) => Expect::At(kept.sequence),
        Owner::New { .. } => Expect::Absent,
    };
    let mut owner = user;
    owner.shops.push(shop.id);
    let mut owner = Change::put(expect, Record::User(owner));
    if let Some(key) = key {
        owner = owner.and(Expect::Absent, Record::ApiKey(key));
    }
    let shop = Change::put(Expect::Absent, Record::Shop(shop))
        .and(Expect::Absent, Record::Survey(survey))
        .and(Expect::Absent, Record::SurveyVersion(version));
    Ok((founded, Beginning { shop, owner }))
}

/// A live survey of a template, in the shop's language.
pub fn new_survey(shop: &Shop, template: Template, now: Timestamp) -> (SurveyHead, SurveyVersion) {
    let locale = Locale::find(&shop.locale);
    let id = SurveyId::new(milliseconds(now), secret::random_id());
    let head = SurveyHead {
        id,
        shop: shop.id,
        name: template.name().to_owned(),
        status: SurveyStatus::Live,
        version: 1,
        rules: Rules::default(),
        place: match template {
            Template::Feedback => Place::Tab,
            _ => Place::default(),
        },
        theme: Theme::default(),
        target: None,
        shared: Vec::new(),
        created_at: now,
    };
    let version = SurveyVersion {
        shop: shop.id,
        survey: id,
        version: 1,
        content: template.survey(locale),
        translations: BTreeMap::new(),
        created_at: now,
    };
    (head, version)
}

/// A new key for a shop's programs: the key itself, and what is kept of it.
pub fn new_api_key(shop: ShopId, name: &str, now: Timestamp) -> (String, ApiKey) {
    let (key, hash): (String, SecretHash) = secret::new_secret("awk_");
    let ending = key[key.len() - 4..].to_owned();
    (
        key,
        ApiKey {
            hash,
            shop,
            name: name.to_owned(),
            ending,
            created_at: now,
        },
    )
}

/// Milliseconds since 1970, for ids.
pub fn milliseconds(at: Timestamp) -> u64 {
    u64::try_from(at.as_millisecond()).unwrap_or(0)
}

/// A name of 1 to [`NAME_LIMIT`] characters without control characters; `what` begins the
/// sentence that says so.
pub fn name(text: &str, what: &str) -> Result<String, Error> {
    let text = text.trim();
    let legal = (1..=NAME_LIMIT).contains(&text.chars().count());
    if legal && !text.chars().any(char::is_control) {
        Ok(text.to_owned())
    } else {
        Err(Error::Refused(format!(
            "{what} needs a name of 1 to {NAME_LIMIT} characters."
        )))
    }
}

/// An e-mail address in lower case.
pub fn email_address(text: &str) -> Result<String, Error> {
    Ok(afterword_shared::order::email(text)?.to_lowercase())
}

/// A zone's IANA name.
pub fn time_zone(name: &str) -> Result<String, Error> {
    match TimeZone::get(name.trim()) {
        Ok(_) => Ok(name.trim().to_owned()),
        Err(_) => Err(Error::Refused(format!(
            "“{name}” is not a time zone: use a name such as Europe/Riga, or UTC."
        ))),
    }
}

/// Several addresses, each once.
pub fn origins(texts: &[String]) -> Result<Vec<String>, Error> {
    let mut origins = Vec::new();
    for text in texts.iter().filter(|text| !text.trim().is_empty()) {
        let origin = origin(text)?;
        if !origins.contains(&origin) {
            origins.push(origin);
        }
    }
    Ok(origins)
}

/// A site's address as browsers name it in `Origin`: `https://host[:port]`, lower case, without a
/// path. Takes what people paste: a page's whole address, or the host alone.
pub fn origin(text: &str) -> Result<String, Error> {
    let wrong = || {
        Error::Refused(format!(
            "“{}” is not a shop's address: write it as https://shop.example.",
            text.chars()
                .filter(|c| !c.is_control())
                .take(80)
                .collect::<String>()
        ))
    };
    let text = text.trim();
    let local = ["localhost", "127.", "[::1]"]
        .iter()
        .any(|host| text.starts_with(host));
    let whole = if local {
        format!("http://{text}")
    } else if text.contains("://") {
        text.to_owned()
    } else {
        format!("https://{text}")
    };
    let url = Url::parse(&whole).map_err(|_| wrong())?;
    let host = url.host_str().unwrap_or_default();
    if !matches!(url.scheme(), "http" | "https") || host.is_empty() || url.username() != "" {
        return Err(wrong());
    }
    if !host.contains('.') && !host.contains(':') && host != "localhost" {
        return Err(wrong());
    }
    Ok(url.origin().ascii_serialization())
}

/// The tag of a shop, without an order.
pub fn tag(base: &str, shop: ShopId) -> String {
    format!(r#"<script async src="{base}/w.js?shop={shop}"></script>"#)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_taken_as_people_paste_it() {
        for (written, kept) in [
            ("https://shop.example", "https://shop.example"),
            (" Shop.Example/ ", "https://shop.example"),
            (
                "https://shop.example/checkout/thanks?x=1#y",
                "https://shop.example",
            ),
            ("http://localhost:3000", "http://localhost:3000"),
            ("localhost:3000/thanks", "http://localhost:3000"),
            ("https://shop.example:443", "https://shop.example"),
            ("https://käse.example", "https://xn--kse-qla.example"),
            ("http://[::1]:8080/", "http://[::1]:8080"),
        ] {
            assert_eq!(origin(written).unwrap(), kept);
        }
        for wrong in [
            "",
            "shop",
            "ftp://shop.example",
            "https://",
            "https://a@shop.example",
            "a b.c",
            "javascript:alert(1)",
        ] {
            assert!(origin(wrong).is_err(), "{wrong}");
        }
    }
}
