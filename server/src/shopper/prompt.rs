//! `POST /v1/prompt`: is something due for this shopper? Then the form, ready to be painted.

use super::{
    Message, allows,
    encoding::Encoding,
    form::{self, Forms},
    named_shop, origin_of, readable, signature,
};
use crate::{
    config::Config,
    services::{error::Error, ingest::Ingest, refused_origins::RefusedOrigins, tickets::Tickets},
};
use afterword_domain::{
    decide::ask::{self, Ask, Asked, Eligible},
    record::{Channel, Context, Device, OrderSource, Shop},
    secret,
    ticket::Ticket,
    validate::milliseconds,
};
use afterword_jobs::Clock;
use afterword_shared::{
    id::{CustomerRef, ResponseId},
    order::{Order, country},
    prompt::PromptMessage,
    response::clean_text,
};
use afterword_store::Records;
use afterword_views::index::Index;
use axum::{
    body::Body,
    extract::{FromRef, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use jiff::Timestamp;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
    time::Duration,
};

/// The most fields of the owner's own.
pub const FIELD_LIMIT: usize = 10;
/// The most characters of the wanted languages.
const LANGUAGES_LENGTH: usize = 400;
/// The most surveys whose trigger fired at once.
const FIRED_LIMIT: usize = 100;
/// The most characters of such a field, and of a page's path.
const FIELD_LENGTH: usize = 200;
/// How long a request waits, right after the server's start, for what is known of its customer.
pub(super) const LOADING_PATIENCE: Duration = Duration::from_secs(3);

/// Answers 200 with the prompt, or 204 where nothing is due. What was recorded is durable.
pub async fn post(
    State(prompts): State<Prompts>,
    State(refused): State<RefusedOrigins>,
    headers: HeaderMap,
    Message(message): Message<PromptMessage>,
) -> Result<Response, Error> {
    let shop = named_shop(&prompts.store, &message.shop).await?;
    let origin = origin_of(&headers);
    if !allows(&prompts.config, &shop, origin) {
        let origin = origin.unwrap_or_default();
        refused.remember(shop.id, origin).await?;
        return Err(Error::Origin {
            origin: origin.chars().take(200).collect(),
        });
    }
    let reply = prompts.prompt(shop, message, &headers).await;
    Ok(readable(origin, reply))
}

/// What prompts are made with.
pub struct Prompts {
    config: Arc<Config>,
    store: Records,
    index: Index,
    ingest: Ingest,
    tickets: Tickets,
    forms: Arc<Forms>,
    clock: Clock,
}

impl<S> FromRef<S> for Prompts
where
    Arc<Config>: FromRef<S>,
    Records: FromRef<S>,
    Index: FromRef<S>,
    Ingest: FromRef<S>,
    Tickets: FromRef<S>,
    Arc<Forms>: FromRef<S>,
    Clock: FromRef<S>,
{
    fn from_ref(state: &S) -> Self {
        Self {
            config: FromRef::from_ref(state),
            store: FromRef::from_ref(state),
            index: FromRef::from_ref(state),
            ingest: FromRef::from_ref(state),
            tickets: FromRef::from_ref(state),
            forms: FromRef::from_ref(state),
            clock: FromRef::from_ref(state),
        }
    }
}

impl Prompts {
    async fn prompt(
        &self,
        shop: Shop,
        message: PromptMessage,
        headers: &HeaderMap,
    ) -> Result<Response, Error> {
        let wanted: String = message.lang.chars().take(LANGUAGES_LENGTH).collect();
        let ask = parse(&self.config, shop, message, headers, self.clock.now())?;
        if ask.customer().is_some() {
            // Else nobody would know what was bought or asked before.
            self.index.loaded(ask.shop.id, LOADING_PATIENCE).await;
        }
        let (shop, at) = (ask.shop.clone(), ask.at);
        let asked = self.ingest.ask(ask).await?;
        let Asked::Due {
            response,
            survey,
            version,
            order,
        } = asked
        else {
            return Ok(StatusCode::NO_CONTENT.into_response());
        };
        let missing = || Error::Internal(format!("{survey} is not there"));
        let head = self.store.survey(survey).await?.ok_or_else(missing)?.value;
        let request = form::Request {
            shop: &shop,
            survey: &head,
            version,
            wanted: &wanted,
            order: order.as_deref(),
            response,
        };
        let encoding = Encoding::preferred(headers);
        let body = self.paint(request, at, encoding).await?;
        Ok(packed(body, encoding))
    }

    /// The form with a ticket of its own.
    async fn paint(
        &self,
        request: form::Request<'_>,
        at: Timestamp,
        encoding: Encoding,
    ) -> Result<Vec<u8>, Error> {
        let form = self.forms.form(&self.store, request).await?;
        let ticket = Ticket {
            response: request.response,
            shop: request.shop.id,
            survey: request.survey.id,
            version: request.version,
            order: request.order.map(|order| order.id.clone()),
            issued_at: at.as_second(),
            nonce: ask::nonce(secret::random()),
            language: form.language().to_owned(),
        };
        form.reply(&self.tickets.sign(&ticket), encoding).await
    }
}

/// A body of JSON as it was packed.
fn packed(body: Vec<u8>, encoding: Encoding) -> Response {
    let mut response = Response::new(Body::from(body));
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/json"),
    );
    if let Some(encoding) = encoding.content_encoding() {
        headers.insert(header::CONTENT_ENCODING, encoding);
    }
    response
}

/// Reads a message into a request that can only be valid.
fn parse(
    config: &Config,
    shop: Shop,
    message: PromptMessage,
    headers: &HeaderMap,
    at: Timestamp,
) -> Result<Ask, Error> {
    let verified = signature::verify(&shop, message.order.as_ref(), message.sig.as_deref(), at)?;
    // A tag whose order attributes are there but empty stands on a page without an order.
    let told = message.order.filter(|order| !order.id.0.trim().is_empty());
    let order = told.map(Order::try_from).transpose()?;
    let told_customer = message
        .customer
        .filter(|customer| !customer.0.trim().is_empty())
        .map(|customer| customer.0.parse::<CustomerRef>())
        .transpose()?;
    let eligible = eligible(&message.surveys)?;
    let source = order.as_ref().and_then(|_| source(&message.source));
    let context = Context {
        channel: Channel::Prompt,
        device: device(headers),
        country: order
            .as_ref()
            .and_then(|order| order.country.clone())
            .or_else(|| proxy_country(config, headers)),
        language: short(
            message
                .lang
                .split(',')
                .find(|tag| !tag.trim().is_empty())
                .unwrap_or_default(),
        ),
        origin: origin_of(headers).map(ToOwned::to_owned),
        page: short(message.page.split(['?', '#']).next().unwrap_or_default()),
        returning: None,
        products: unique(
            order
                .iter()
                .flat_map(|o| &o.items)
                .map(|item| item.id.clone()),
        ),
        categories: unique(
            order
                .iter()
                .flat_map(|o| &o.items)
                .filter_map(|item| item.category.clone()),
        ),
        fields: fields(message.fields)?,
    };
    Ok(Ask {
        fresh: ResponseId::new(milliseconds(at), secret::random_id()),
        shop,
        order,
        customer: told_customer,
        eligible,
        source,
        verified,
        test: message.test,
        context,
        at,
    })
}

/// The surveys whose trigger fired. A survey that is not here any more is passed over: the page may
/// know older rules.
fn eligible(surveys: &[String]) -> Result<Eligible, Error> {
    if surveys.len() > FIRED_LIMIT {
        return Err(Error::Refused(format!(
            "{} surveys are too many: send at most {FIRED_LIMIT}.",
            surveys.len()
        )));
    }
    if surveys.is_empty() {
        return Ok(Eligible::Orders);
    }
    let ids = surveys.iter().map(|id| id.trim().parse());
    Ok(Eligible::Fired(
        ids.collect::<Result<_, afterword_shared::error::Error>>()?,
    ))
}

/// Where the page found the order, by its name or the first letter of it; one that is not known is
/// none, since newer loaders may know more.
fn source(name: &str) -> Option<OrderSource> {
    let source = match name {
        "t" | "tag" => OrderSource::Tag,
        "c" | "call" => OrderSource::Call,
        "d" | "data_layer" => OrderSource::DataLayer,
        "e" | "ecwid" => OrderSource::Ecwid,
        "j" | "json_ld" => OrderSource::JsonLd,
        _ => return None,
    };
    Some(source)
}

/// The kind of device, by what the browser says of itself.
pub(super) fn device(headers: &HeaderMap) -> Device {
    let agent = headers
        .get(header::USER_AGENT)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let tablet = agent.contains("iPad")
        || agent.contains("Tablet")
        || (agent.contains("Android") && !agent.contains("Mobile"));
    if tablet {
        Device::Tablet
    } else if agent.contains("Mobi") || agent.contains("iPhone") {
        Device::Phone
    } else {
        Device::Desktop
    }
}

/// The country that a trusted proxy tells; `XX` and the like mean that it doesn't know.
pub(super) fn proxy_country(config: &Config, headers: &HeaderMap) -> Option<String> {
    let name = config.country_header.as_deref()?;
    let code = country(headers.get(name)?.to_str().ok()?)?;
    (code != "XX" && code != "ZZ").then_some(code)
}

fn fields(told: BTreeMap<String, String>) -> Result<BTreeMap<String, String>, Error> {
    if told.len() > FIELD_LIMIT {
        return Err(Error::Refused(format!(
            "{} fields are too many: send at most {FIELD_LIMIT} of data-field-….",
            told.len()
        )));
    }
    let mut kept = BTreeMap::new();
    for (name, value) in told {
        let legal = (1..=40).contains(&name.len())
            && name
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"_-".contains(&b));
        if !legal {
            return Err(Error::Refused(
                "A field's name has 1 to 40 characters out of a-z, 0-9, - and _.".into(),
            ));
        }
        if let Some(value) = short(&value) {
            kept.insert(name, value);
        }
    }
    Ok(kept)
}

/// A short text without control characters; `None` where nothing is left.
pub(super) fn short(text: &str) -> Option<String> {
    let text: String = text.chars().take(FIELD_LENGTH).collect();
    clean_text(&text).ok().flatten()
}

fn unique<T: Ord + Clone>(ids: impl Iterator<Item = T>) -> Vec<T> {
    ids.collect::<BTreeSet<_>>().into_iter().collect()
}
