//! Creating a shop: an owner, the shop, a live survey and a key. The setup page, `afterword init` and
//! `afterword demo` all come here.

use super::error::Error;
use afterword_domain::{
    change::{Change, Expect, Versioned},
    record::{ApiKey, Record, SecretHash, Shop, SurveyHead, SurveyStatus, SurveyVersion, User},
    rules::Rules,
    secret,
    validate::{email_address, milliseconds, name, origins, time_zone},
};
use afterword_library::{locale::Locale, template::Template};
use afterword_shared::{
    appearance::{Place, Theme},
    id::{ShopId, SurveyId, UserId},
};
use jiff::Timestamp;
use std::collections::BTreeMap;

/// A shop to be created.
#[derive(Clone, Debug)]
pub struct NewShop {
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
    /// What the owner calls that.
    pub survey_name: String,
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
    Known(Box<Versioned<User>>),
}

/// What was created.
#[derive(Clone, Debug)]
pub struct CreatedShop {
    /// The owner.
    pub user: UserId,
    /// The shop.
    pub shop: ShopId,
    /// Its survey.
    pub survey: SurveyId,
    /// The API key itself, where one was asked for: shown once, kept as a hash.
    pub api_key: Option<String>,
}

/// The changes that create a shop, in the order in which they are made: nothing spans a shop and the
/// accounts. The owner's conflicts where somebody has that e-mail address already; then the shop's is
/// to be taken back.
#[derive(Clone, Debug)]
pub struct ShopCreation {
    /// The shop with its survey.
    pub shop: Change,
    /// Its owner, and the key.
    pub owner: Change,
}

impl ShopCreation {
    /// With what is used up by it, which the owner's change then relies on.
    #[must_use]
    pub fn with(mut self, used: Change) -> Self {
        self.owner.relies_on.extend(used.relies_on);
        self.owner.remove.extend(used.remove);
        self
    }

    /// What takes the shop back.
    pub fn undone(&self) -> Change {
        let made = self.shop.put.iter().map(|(_, record)| record.key());
        Change {
            remove: made.collect(),
            ..Change::default()
        }
    }
}

/// Checks what a person wrote; returns what the new shop's parts are and the changes that create it.
pub fn create(new_shop: &NewShop, now: Timestamp) -> Result<(CreatedShop, ShopCreation), Error> {
    let user = match &new_shop.owner {
        Owner::Known(kept) => kept.value.clone(),
        Owner::New { email, password } => User {
            id: UserId::new(milliseconds(now), secret::random_id()),
            email: email_address(email)?,
            password: password.clone(),
            shops: Vec::new(),
            language: String::new(),
            created_at: now,
        },
    };
    let shop = Shop {
        id: ShopId::new(milliseconds(now), secret::random_id()),
        name: name(&new_shop.shop, "A shop")?,
        origins: origins(&new_shop.origins)?,
        locale: Locale::find(&new_shop.locale).tag.clone(),
        time_zone: time_zone(&new_shop.time_zone)?,
        privacy_url: String::new(),
        secret: secret::new_signing_secret(),
        require_signature: false,
        quiet_days: 0,
        demo: new_shop.demo,
        views: Vec::new(),
        created_at: now,
    };
    let (survey, version) = new_survey(&shop, new_shop.template, &new_shop.survey_name, now);
    let key = new_shop
        .api_key
        .then(|| new_api_key(shop.id, "First key", now));
    let (api_key, key) = key.unzip();
    let created = CreatedShop {
        user: user.id,
        shop: shop.id,
        survey: survey.id,
        api_key,
    };

    let expect = match &new_shop.owner {
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
    Ok((created, ShopCreation { shop, owner }))
}

/// A live survey of a template, in the shop's language; the name is for the owner alone.
pub fn new_survey(
    shop: &Shop,
    template: Template,
    name: &str,
    now: Timestamp,
) -> (SurveyHead, SurveyVersion) {
    let locale = Locale::find(&shop.locale);
    let id = SurveyId::new(milliseconds(now), secret::random_id());
    let head = SurveyHead {
        id,
        shop: shop.id,
        name: name.to_owned(),
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
            form: String::new(),
            created_at: now,
        },
    )
}
