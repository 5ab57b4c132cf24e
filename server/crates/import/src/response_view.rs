//! A response as the owner's programs and exports read it: with its order, without our inside.

use afterword_domain::record::{Channel, Context, Device, Response, ResponseState};
use afterword_shared::{
    id::{CategoryId, CustomerRef, OrderId, ProductId, ResponseId, ShopId, SurveyId},
    order::{Currency, Item, Money, Order},
    response::Answers,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// One response. Fields are added, never renamed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ResponseView {
    /// Its id.
    #[schema(value_type = String)]
    pub id: ResponseId,
    /// To which survey.
    #[schema(value_type = String)]
    pub survey: SurveyId,
    /// To which version of it.
    pub survey_version: u32,
    /// How far it has come.
    #[schema(value_type = String)]
    pub state: ResponseState,
    /// Whether it stays out of every figure.
    pub test: bool,
    /// Whether the shop's own server signed the order.
    pub verified: bool,
    /// Whether it is one more response to its order, beside the one that the order was asked for.
    #[serde(default)]
    pub further: bool,
    /// About which order.
    pub order: Option<OrderView>,
    /// Who was asked, where the shop said so.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub customer: Option<CustomerRef>,
    /// What was answered, by question.
    #[schema(value_type = Object)]
    pub answers: Answers,
    /// When it was asked first (UTC).
    #[schema(value_type = String, format = DateTime)]
    pub asked_at: Timestamp,
    /// When the form was first seen.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub seen_at: Option<Timestamp>,
    /// When the first answer came.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub first_answered_at: Option<Timestamp>,
    /// When it was complete.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub completed_at: Option<Timestamp>,
    /// When it was closed.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub dismissed_at: Option<Timestamp>,
    /// When everything that was answered was taken back; then there are no answers.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub withdrawn_at: Option<Timestamp>,
    /// By which way it was asked.
    #[schema(value_type = String)]
    pub channel: Channel,
    /// On what device.
    #[schema(value_type = String)]
    pub device: Device,
    /// In which country.
    pub country: Option<String>,
    /// In which language.
    pub language: Option<String>,
    /// On which site.
    pub origin: Option<String>,
    /// On which page.
    pub page: Option<String>,
    /// Whether the customer had bought before.
    pub returning: Option<bool>,
    /// What was bought, when it was asked.
    #[schema(value_type = Vec<String>)]
    pub products: Vec<ProductId>,
    /// Of which categories.
    #[schema(value_type = Vec<String>)]
    pub categories: Vec<CategoryId>,
    /// The owner's own fields.
    pub fields: BTreeMap<String, String>,
}

/// The order that a response is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OrderView {
    /// The shop's number of it.
    #[schema(value_type = String)]
    pub id: OrderId,
    /// What was paid, digits with a point.
    pub total: Option<String>,
    /// In which currency.
    #[schema(value_type = Option<String>)]
    pub currency: Option<Currency>,
    /// By whom.
    #[schema(value_type = Option<String>)]
    pub customer: Option<CustomerRef>,
    /// For what.
    #[schema(value_type = Vec<Object>)]
    pub items: Vec<Item>,
}

impl ResponseView {
    /// The response as it is kept in a shop and a survey, with what it tells of its order. Which
    /// ticket answered is not in a view.
    pub fn into_parts(self, shop: ShopId, survey: SurveyId) -> (Response, Option<Order>) {
        let order = self.order.map(|order| Order {
            total: order
                .total
                .zip(order.currency)
                .and_then(|(total, currency)| Money::parse(&total, currency).ok()),
            id: order.id,
            customer: order.customer,
            items: order.items,
            orders_before: None,
            email: None,
            consent: false,
            first_name: None,
            country: None,
            time: None,
        });
        let response = Response {
            id: self.id,
            shop,
            survey,
            version: self.survey_version,
            customer: self.customer,
            order: order.as_ref().map(|order| order.id.clone()),
            verified: self.verified,
            test: self.test,
            further: self.further,
            state: self.state,
            owner: None,
            revision: 1,
            message: 0,
            shown: Vec::new(),
            answers: self.answers,
            asked_at: self.asked_at,
            seen_at: self.seen_at,
            first_answered_at: self.first_answered_at,
            completed_at: self.completed_at,
            dismissed_at: self.dismissed_at,
            withdrawn_at: self.withdrawn_at,
            context: Context {
                channel: self.channel,
                device: self.device,
                country: self.country,
                language: self.language,
                origin: self.origin,
                page: self.page,
                returning: self.returning,
                products: self.products,
                categories: self.categories,
                fields: self.fields,
            },
        };
        (response, order)
    }

    /// A response with its order, as far as that is known.
    pub fn new(response: Response, known: Option<Order>) -> Self {
        let order = response.order.map(|id| match known {
            Some(order) => OrderView {
                id,
                total: order.total.map(|total| total.to_string()),
                currency: order.total.map(Money::currency),
                customer: order.customer,
                items: order.items,
            },
            None => OrderView {
                id,
                total: None,
                currency: None,
                customer: None,
                items: Vec::new(),
            },
        });
        let Context {
            channel,
            device,
            country,
            language,
            origin,
            page,
            returning,
            products,
            categories,
            fields,
        } = response.context;
        Self {
            id: response.id,
            survey: response.survey,
            survey_version: response.version,
            state: response.state,
            test: response.test,
            verified: response.verified,
            further: response.further,
            order,
            customer: response.customer,
            answers: response.answers,
            asked_at: response.asked_at,
            seen_at: response.seen_at,
            first_answered_at: response.first_answered_at,
            completed_at: response.completed_at,
            dismissed_at: response.dismissed_at,
            withdrawn_at: response.withdrawn_at,
            channel,
            device,
            country,
            language,
            origin,
            page,
            returning,
            products,
            categories,
            fields,
        }
    }
}
