//! What the store keeps, in domain words. Every record is one JSON object, so that backups, moves
//! between engines and people can read it; fields are added with a default, never renamed. Of orders
//! and responses, of which there are millions, what says nothing is left out.

use crate::{period::Period, rules::Rules};
use afterword_shared::{
    appearance::{Place, Theme},
    id::{
        CategoryId, CustomerRef, OrderId, ProductId, QuestionId, ResponseId, ShopId, SurveyId,
        UserId,
    },
    order::Order,
    response::Answers,
    survey::Survey,
    words,
};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, fmt};

/// Anything the store keeps.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "record", rename_all = "snake_case")]
pub enum Record {
    /// A tenant.
    Shop(Shop),
    /// When a shop's tag was last heard of.
    Sighting(Sighting),
    /// A survey's name, status and current version.
    Survey(SurveyHead),
    /// One version of a survey: written once.
    SurveyVersion(SurveyVersion),
    /// Somebody who signs in.
    User(User),
    /// Somebody signed in.
    Session(Session),
    /// A program's access.
    ApiKey(ApiKey),
    /// What tickets are signed with.
    Keyring(Keyring),
    /// A purchase.
    Order(KnownOrder),
    /// An ask and what came of it.
    Response(Response),
}

/// Which record.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RecordKey {
    /// [`Record::Shop`].
    Shop(ShopId),
    /// [`Record::Sighting`].
    Sighting(ShopId),
    /// [`Record::Survey`].
    Survey(SurveyId),
    /// [`Record::SurveyVersion`].
    SurveyVersion(SurveyId, u32),
    /// [`Record::User`].
    User(UserId),
    /// [`Record::Session`].
    Session(SecretHash),
    /// [`Record::ApiKey`].
    ApiKey(SecretHash),
    /// [`Record::Keyring`]: there is one.
    Keyring,
    /// [`Record::Order`].
    Order(ShopId, OrderId),
    /// [`Record::Response`].
    Response(ResponseId),
}

impl Record {
    /// Under which key it is kept.
    pub fn key(&self) -> RecordKey {
        match self {
            Self::Shop(shop) => RecordKey::Shop(shop.id),
            Self::Sighting(sighting) => RecordKey::Sighting(sighting.shop),
            Self::Survey(survey) => RecordKey::Survey(survey.id),
            Self::SurveyVersion(version) => {
                RecordKey::SurveyVersion(version.survey, version.version)
            }
            Self::User(user) => RecordKey::User(user.id),
            Self::Session(session) => RecordKey::Session(session.hash),
            Self::ApiKey(key) => RecordKey::ApiKey(key.hash),
            Self::Keyring(_) => RecordKey::Keyring,
            Self::Order(order) => RecordKey::Order(order.shop, order.order.id.clone()),
            Self::Response(response) => RecordKey::Response(response.id),
        }
    }
}

/// A tenant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shop {
    /// Its id: public, stands in the tag.
    pub id: ShopId,
    /// What shoppers know it by.
    pub name: String,
    /// Where its tag may run, each as `https://host[:port]`, as browsers write it.
    pub origins: Vec<String>,
    /// The language of its surveys, a BCP 47 tag.
    pub locale: String,
    /// IANA name of the time zone in which its days begin and its times are shown.
    pub time_zone: String,
    /// Where it tells shoppers what becomes of their answers; empty for none.
    #[serde(default)]
    pub privacy_url: String,
    /// What its server signs orders with, 64 hexadecimal digits.
    pub secret: String,
    /// Whether unsigned orders are never asked.
    #[serde(default)]
    pub require_signature: bool,
    /// For how many days a customer who was asked anything is asked nothing else; 0 for none.
    #[serde(default)]
    pub quiet_days: u16,
    /// Whether its answers are made up, and every page has to say so.
    #[serde(default)]
    pub demo: bool,
    /// Searches among the responses that the owner gave a name, in the order of their making.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub views: Vec<SavedView>,
    /// When it was made.
    pub created_at: Timestamp,
}

impl Shop {
    /// The zone in which its days begin; UTC where this program's tables do not know it.
    pub fn zone(&self) -> TimeZone {
        TimeZone::get(&self.time_zone).unwrap_or(TimeZone::UTC)
    }
}

/// A search among the responses, by its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedView {
    /// What the owner calls it: no two of a shop share one.
    pub name: String,
    /// What stands behind the question mark of its address.
    pub query: String,
}

/// When and where a shop's tag was last heard of from an allowed origin.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sighting {
    /// Whose tag.
    pub shop: ShopId,
    /// On which site.
    pub origin: String,
    /// On which page, without query.
    pub page: String,
    /// Where the order was found there.
    #[serde(default)]
    pub source: Option<OrderSource>,
    /// When, to the minute or better.
    pub at: Timestamp,
}

/// Where an order was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderSource {
    /// On the tag: `data-order` and the like.
    Tag,
    /// Told by the page: `afterword('order', …)`.
    Call,
    /// GA4's `purchase` in the data layer.
    DataLayer,
    /// Ecwid's `OnOrderPlaced`.
    Ecwid,
    /// A schema.org `Order` in JSON-LD.
    JsonLd,
    /// In the address of the survey's own page.
    Link,
    /// Sent by the shop's own server with its key.
    Api,
    /// In a file that the owner imported.
    Import,
}

/// Whether a survey asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SurveyStatus {
    /// It asks.
    Live,
    /// It does not ask; answers to what it asked before are still taken.
    Paused,
}

/// What a survey is called and whether it asks; its words are in its versions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SurveyHead {
    /// Its id.
    pub id: SurveyId,
    /// Whose it is.
    pub shop: ShopId,
    /// What the owner calls it.
    pub name: String,
    /// Whether it asks.
    pub status: SurveyStatus,
    /// Its current version, from 1.
    pub version: u32,
    /// When it asks whom and how often.
    #[serde(default)]
    pub rules: Rules,
    /// Where its form stands.
    #[serde(default)]
    pub place: Place,
    /// What its form looks like.
    #[serde(default)]
    pub theme: Theme,
    /// The score that the owner wants to reach, in points of a hundred: NPS −100 to 100, the
    /// others 0 to 100.
    #[serde(default)]
    pub target: Option<i8>,
    /// The read-only links to its report, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shared: Vec<SharedReport>,
    /// When it was made.
    pub created_at: Timestamp,
}

/// A read-only link to a survey's report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharedReport {
    /// Which of the survey's links.
    pub id: u64,
    /// What it is signed with, 64 hexadecimal digits.
    pub secret: String,
    /// Over which days.
    pub period: Period,
    /// Whether the newest answers in words are in it.
    #[serde(default)]
    pub comments: bool,
    /// When it was made.
    pub created_at: Timestamp,
    /// Until when it leads to the report.
    pub expires_at: Timestamp,
}

/// One version of a survey. Kept for ever, since tickets and responses name it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SurveyVersion {
    /// Which survey.
    pub survey: SurveyId,
    /// From 1.
    pub version: u32,
    /// What it asks.
    pub content: Survey,
    /// The owner's own translations: by language tag, then by the text's name in
    /// [`Survey::each_words`].
    #[serde(default)]
    pub translations: BTreeMap<String, BTreeMap<String, String>>,
    /// When it was made.
    pub created_at: Timestamp,
}

impl SurveyVersion {
    /// What it asks as owners read it: with the shop's name, and what stands in for what only a
    /// prompt knows.
    pub fn shown(&self, shop: &str) -> Survey {
        let mut survey = self.content.clone();
        survey.fill(&words::Values {
            shop,
            ..words::Values::default()
        });
        survey
    }
}

/// Somebody who signs in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct User {
    /// The id.
    pub id: UserId,
    /// Lower case; no two users share one.
    pub email: String,
    /// argon2id, in PHC form.
    pub password: String,
    /// The shops this user owns, first the one made first.
    pub shops: Vec<ShopId>,
    /// When the account was made.
    pub created_at: Timestamp,
}

/// SHA-256 of a secret of 32 random bytes: the secret itself is never kept.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SecretHash(pub [u8; 32]);

impl fmt::Display for SecretHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for SecretHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for SecretHash {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for SecretHash {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let digit = |place| {
            text.get(place..place + 2)
                .and_then(|pair| u8::from_str_radix(pair, 16).ok())
        };
        let mut bytes = [0; 32];
        for (place, byte) in bytes.iter_mut().enumerate() {
            *byte = digit(2 * place)
                .ok_or_else(|| serde::de::Error::custom("64 hexadecimal digits are needed"))?;
        }
        Ok(Self(bytes))
    }
}

/// Somebody signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// Of the cookie's secret.
    pub hash: SecretHash,
    /// Who.
    pub user: UserId,
    /// Since when.
    pub created_at: Timestamp,
    /// Until when.
    pub expires_at: Timestamp,
}

/// A program's access to one shop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApiKey {
    /// Of the key.
    pub hash: SecretHash,
    /// To which shop.
    pub shop: ShopId,
    /// What the owner calls it.
    pub name: String,
    /// The key's last four characters, to tell keys apart.
    pub ending: String,
    /// When it was made.
    pub created_at: Timestamp,
}

/// What tickets are signed with: the newest key signs, the others still verify.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Keyring {
    /// Newest first; never empty.
    pub keys: Vec<SigningKey>,
}

/// One key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SigningKey {
    /// Names the key in a ticket.
    pub id: u32,
    /// 64 hexadecimal digits.
    pub secret: String,
    /// When it was made.
    pub created_at: Timestamp,
}

/// A purchase that we know of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownOrder {
    /// In which shop.
    pub shop: ShopId,
    /// What the shop told.
    pub order: Order,
    /// Whether the shop's own server signed it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub verified: bool,
    /// Whether it stays out of every figure.
    #[serde(default, skip_serializing_if = "is_false")]
    pub test: bool,
    /// By which way we heard of it first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<OrderSource>,
    /// When the shop's own server first sent it with its key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub put_at: Option<Timestamp>,
    /// When we first heard of it; also when it was placed, where the shop does not say.
    pub first_seen_at: Timestamp,
    /// When it was delivered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivered_at: Option<Timestamp>,
    /// When it was cancelled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cancelled_at: Option<Timestamp>,
    /// When it was refunded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refunded_at: Option<Timestamp>,
    /// Why the latest request for it asked nothing, where it asked nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_asked: Option<NotAsked>,
}

impl KnownOrder {
    /// When it was placed: as the shop said, else when we first heard of it.
    pub fn placed_at(&self) -> Timestamp {
        self.order
            .time
            .and_then(|seconds| Timestamp::from_second(seconds).ok())
            .unwrap_or(self.first_seen_at)
    }

    /// Whether a response with its number is about this very order. An unsigned response is not
    /// about a signed order, nor a test one about a real one; what a shop's server sends about an
    /// order that its own pages tell without signature joins the two.
    pub fn is_of(&self, response: &Response) -> bool {
        let trusted = self.verified == response.verified || self.put_at.is_some();
        trusted && self.test == response.test
    }
}

/// A request about an order that asked nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotAsked {
    /// When.
    pub at: Timestamp,
    /// Why; where there are several surveys, the reason that says most.
    pub reason: NotAskedReason,
    /// Why not, for each live survey; empty where the reason is the whole shop's.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub surveys: Vec<PassedOver>,
}

/// A live survey that was not asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassedOver {
    /// Which survey.
    pub survey: SurveyId,
    /// Why.
    pub reason: NotAskedReason,
}

impl NotAsked {
    /// Why nothing was asked, as the rest of a sentence without its full stop: for each survey that
    /// `name_of` knows by name, else the one reason.
    pub fn told<'a>(&self, name_of: impl Fn(SurveyId) -> Option<&'a str>) -> String {
        let each: Vec<String> = self
            .surveys
            .iter()
            .filter_map(|passed| {
                let name = name_of(passed.survey)?;
                Some(format!("“{name}”: {}", passed.reason.words()))
            })
            .collect();
        if each.is_empty() {
            self.reason.words().to_owned()
        } else {
            each.join("; ")
        }
    }
}

/// Why an order was not asked, or by one survey not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NotAskedReason {
    /// The shop has no survey that is live.
    NothingLive,
    /// It is answered.
    Answered,
    /// The shopper closed the form.
    Dismissed,
    /// The shopper took the answers back.
    Withdrawn,
    /// The form was shown as often as it may be.
    ShownOften,
    /// The shop asks signed orders only, and this one was not signed.
    Unsigned,
    /// What has to happen in the page did not happen on the page that told of the order.
    Trigger,
    /// Its schedule had not begun.
    NotYet,
    /// Its schedule was over.
    Over,
    /// It asks a part of the shoppers only, and this one is not in it.
    NotSampled,
    /// It is for new customers, and this one had bought before.
    NotNew,
    /// It is for returning customers, and this one had not bought before.
    NotReturning,
    /// It is for new or for returning customers, and the order names no customer.
    CustomerUnknown,
    /// It is for other countries.
    Country,
    /// It is for other languages.
    Language,
    /// The order comes to less than its minimum, or in another currency.
    Minimum,
    /// Nothing that it asks about was bought.
    Products,
    /// It asks each customer once, and had asked this one.
    AskedBefore,
    /// It asks until it is answered, and this customer had answered it.
    AnsweredBefore,
    /// It waits some days before it asks a customer again.
    AskedLately,
    /// The shop waits some days before it asks a customer anything again.
    QuietDays,
}

impl NotAskedReason {
    /// Every reason.
    pub const ALL: [Self; 21] = [
        Self::NothingLive,
        Self::Answered,
        Self::Dismissed,
        Self::Withdrawn,
        Self::ShownOften,
        Self::Unsigned,
        Self::Trigger,
        Self::NotYet,
        Self::Over,
        Self::NotSampled,
        Self::NotNew,
        Self::NotReturning,
        Self::CustomerUnknown,
        Self::Country,
        Self::Language,
        Self::Minimum,
        Self::Products,
        Self::AskedBefore,
        Self::AnsweredBefore,
        Self::AskedLately,
        Self::QuietDays,
    ];

    /// The reason for the owner, as the rest of a sentence without its full stop.
    pub fn words(self) -> &'static str {
        match self {
            Self::NothingLive => "no survey was live. Surveys can be resumed under Surveys",
            Self::Answered => "it was answered already",
            Self::Dismissed => "the shopper had closed the question",
            Self::Withdrawn => "the shopper had taken the answers back",
            Self::ShownOften => "it had been shown as often as the survey may be shown",
            Self::Unsigned => {
                "the order was not signed, and your settings ask about signed orders only"
            }
            Self::Trigger => {
                "what the survey waits for (its trigger or its page) had not happened on that page"
            }
            Self::NotYet => "the survey’s schedule had not begun",
            Self::Over => "the survey’s schedule was over",
            Self::NotSampled => {
                "the survey asks a part of the shoppers only, and this one is not in it"
            }
            Self::NotNew => "the survey is for new customers, and this one had bought before",
            Self::NotReturning => {
                "the survey is for returning customers, and no earlier order of this one is known"
            }
            Self::CustomerUnknown => {
                "the survey tells new from returning customers, and the tag named no customer"
            }
            Self::Country => {
                "the survey is for other countries, or the order’s country is not known"
            }
            Self::Language => "the survey is for pages in other languages",
            Self::Minimum => {
                "the order came to less than the survey’s minimum, or its total in that currency is not known"
            }
            Self::Products => "none of the survey’s products was in the order",
            Self::AskedBefore => "the survey asks each customer once, and had asked this one",
            Self::AnsweredBefore => {
                "the survey asks until it is answered, and this customer had answered it"
            }
            Self::AskedLately => {
                "this customer had been asked by the survey not long ago, and it waits longer"
            }
            Self::QuietDays => {
                "this customer had been asked something not long ago, and your settings keep some days quiet"
            }
        }
    }
}

/// How far a response has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ResponseState {
    /// A prompt went out.
    Asked,
    /// Half of the form was visible for a second.
    Seen,
    /// Something is answered.
    Started,
    /// The flow's end is reached.
    Complete,
    /// Closed; answers given before stay and count.
    Dismissed,
}

/// The random number of one ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct TicketNonce(pub u64);

/// An ask and what came of it: one per survey and order, or per ticket where no order is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Response {
    /// Its id.
    pub id: ResponseId,
    /// In which shop.
    pub shop: ShopId,
    /// To which survey.
    pub survey: SurveyId,
    /// To which version of it.
    pub version: u32,
    /// About which order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<OrderId>,
    /// Whether the order was signed by the shop's own server. Signed and unsigned responses to
    /// one order are kept apart, so that nobody can answer in a real buyer's place.
    #[serde(default, skip_serializing_if = "is_false")]
    pub verified: bool,
    /// Whether it stays out of every figure.
    #[serde(default, skip_serializing_if = "is_false")]
    pub test: bool,
    /// Whether another response of the survey holds the order's place: imports may bring several
    /// per order, and the first of them is the one by which the order is not asked again.
    #[serde(default, skip_serializing_if = "is_false")]
    pub further: bool,
    /// How far it has come.
    pub state: ResponseState,
    /// The ticket that answered first: only its messages count from then on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<TicketNonce>,
    /// The owner's latest revision; 0 before the first answer.
    #[serde(default)]
    pub revision: u32,
    /// What the owner's latest message said, as a digest: tells a repetition from a contradiction.
    #[serde(default)]
    pub message: u64,
    /// The tickets under which the form was seen, each once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shown: Vec<TicketNonce>,
    /// What was answered.
    #[serde(default)]
    pub answers: Answers,
    /// When it was asked first.
    pub asked_at: Timestamp,
    /// When the form was first seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen_at: Option<Timestamp>,
    /// When the first answer came: the day on which the response counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_answered_at: Option<Timestamp>,
    /// When it was complete.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub completed_at: Option<Timestamp>,
    /// When it was closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dismissed_at: Option<Timestamp>,
    /// When everything that was answered was taken back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawn_at: Option<Timestamp>,
    /// Who was asked, where the shop said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer: Option<CustomerRef>,
    /// What was known when it was asked.
    pub context: Context,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes references")]
fn is_false(flag: &bool) -> bool {
    !flag
}

/// By which way a question reached the shopper.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Channel {
    /// The tag on a shop page.
    #[default]
    Prompt,
    /// The tag, inside of an element of the page.
    Inline,
    /// The survey as a page of its own, reached by a link.
    Link,
    /// The same, by a link in a mail.
    Email,
    /// The same, by a QR code.
    Qr,
    /// Another tool, from which the answers were imported.
    Import,
}

/// What kind of device.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Device {
    /// In the hand.
    Phone,
    /// On the knees.
    Tablet,
    /// On the table, and whatever does not say what it is.
    #[default]
    Desktop,
    /// Not known, since another tool asked.
    Unknown,
}

/// What was known when the prompt was made, since it can't be had later.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Context {
    /// By which way.
    pub channel: Channel,
    /// On what device.
    pub device: Device,
    /// Two-letter country, of the order or from a trusted proxy.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// The page's language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The site.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origin: Option<String>,
    /// The page, without query.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<String>,
    /// Whether the customer had bought before; `None` without a customer reference.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub returning: Option<bool>,
    /// What was bought.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub products: Vec<ProductId>,
    /// Of which categories.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<CategoryId>,
    /// The owner's own fields.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub fields: BTreeMap<String, String>,
}

/// Which count: of a survey and a day, as the index has it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CountKey {
    /// Of which survey.
    pub survey: SurveyId,
    /// The shop-local day: of the first answer for [`Measure::Rating`] and [`Measure::Text`], of
    /// the ask for the others, so that a funnel's steps speak of the same prompts.
    pub day: Date,
    /// Of what.
    pub measure: Measure,
}

/// What is counted.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Measure {
    /// Responses asked.
    Asked,
    /// Of them, those whose form was seen (or answered).
    Seen,
    /// Of them, those with an answer.
    Started,
    /// Of them, those that are complete.
    Complete,
    /// Answers to a question with this rating.
    Rating(QuestionId, u8),
    /// Answers to a question in words.
    Text(QuestionId),
}
