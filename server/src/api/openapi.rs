//! What the API is, for programs (as `OpenAPI` 3.1) and for people (a page made from the same).

use super::{breakdown, figures, loyalty, orders, responses, surveys, words};
use crate::owner::parts::layout;
use afterword_wording::Language;
use axum::{
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use maud::{Markup, html};
use serde_json::Value;
use std::sync::LazyLock;
use utoipa::{
    Modify, OpenApi,
    openapi::security::{Http, HttpAuthScheme, SecurityScheme},
};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Afterword",
        description = "A shop's surveys, answers and figures, for the shop's own programs. Every request carries a key from Settings as `Authorization: Bearer awk_…`, and reads the shop that the key belongs to. Days are the shop's own, times are UTC. Replies have an `ETag`: send it back as `If-None-Match` and get 304 without a body while nothing has changed. Fields are added, never renamed or removed.",
        license(name = "MIT OR Apache-2.0"),
    ),
    paths(
        surveys::list,
        figures::score,
        figures::trend,
        figures::funnel,
        breakdown::get,
        loyalty::get,
        words::get,
        responses::list,
        orders::get,
        orders::put,
        orders::post,
    ),
    tags(
        (name = "surveys", description = "What the shop asks"),
        (name = "figures", description = "The figures of the pages, each with how sure it is"),
        (name = "responses", description = "The answers themselves"),
        (name = "orders", description = "Orders that the shop's own server tells of"),
    ),
    security(("key" = [])),
    modifiers(&Key),
)]
struct Api;

/// Says how a key is sent.
struct Key;

impl Modify for Key {
    fn modify(&self, api: &mut utoipa::openapi::OpenApi) {
        let key = SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer));
        let components = api.components.get_or_insert_default();
        components.add_security_scheme("key", key);
    }
}

/// The description and its tag.
static DESCRIPTION: LazyLock<(String, String)> = LazyLock::new(|| {
    let text = Api::openapi().to_pretty_json().unwrap_or_default();
    let hash = afterword_domain::secret::hash(&text).to_string();
    (text, format!("\"{}\"", &hash[..16]))
});

/// `GET /api/v1/openapi.json`: needs no key, since it says nothing of any shop.
pub async fn json(headers: HeaderMap) -> Response {
    let (text, tag) = &*DESCRIPTION;
    let tag = [(header::ETAG, tag.as_str())];
    if crate::http::etag::is_known(&headers, &DESCRIPTION.1) {
        return (StatusCode::NOT_MODIFIED, tag).into_response();
    }
    let kind = [(header::CONTENT_TYPE, "application/json")];
    (tag, kind, text.as_str()).into_response()
}

/// `GET /docs/api`
pub async fn page() -> Markup {
    let api: Value = serde_json::from_str(&DESCRIPTION.0).unwrap_or_default();
    let description = text(&api["info"], "description");
    layout::docs(
        Language::ENGLISH,
        "The API",
        &html! {
            main.narrow id="main" {
                div.head { div {
                    h1 { "The API" }
                    p.note { (prose(description)) }
                } }
                p.note { "For machines: " a href="/api/v1/openapi.json" { "openapi.json" } ", an OpenAPI description that clients can be made from." }
                @for tag in api["tags"].as_array().into_iter().flatten() {
                    section.section {
                        h2 { (text(tag, "description")) }
                        @for (path, method, operation) in operations(&api) {
                            @if operation["tags"][0] == tag["name"] { (operation_card(&api, path, method, operation)) }
                        }
                    }
                }
                section.section {
                    h2 { "When something is wrong" }
                    p.note { (prose("Bad requests get a 4xx and an `application/problem+json` whose `detail` is a sentence that says what to do.")) }
                }
            }
        },
    )
}

/// Every operation, in the order of the description's paths.
fn operations(api: &Value) -> impl Iterator<Item = (&str, &str, &Value)> {
    let paths = api["paths"].as_object().into_iter().flatten();
    paths.flat_map(|(path, methods)| {
        let methods = methods.as_object().into_iter().flatten();
        methods.map(move |(method, operation)| (path.as_str(), method.as_str(), operation))
    })
}

fn operation_card(api: &Value, path: &str, method: &str, operation: &Value) -> Markup {
    let parameters = operation["parameters"].as_array();
    let content = |reply: &Value| {
        let content = reply["content"].as_object()?;
        Some(content.values().next()?["schema"].clone())
    };
    html! {
        section.card id=(text(operation, "operationId")) {
            h3.call { b { (method.to_uppercase()) } " " code { (path) } }
            p.note { (prose(text(operation, "summary"))) }
            @if let Some(parameters) = parameters.filter(|list| !list.is_empty()) {
                table.list.told-of {
                    thead { tr { th scope="col" { "Parameter" } th scope="col" { "What it says" } } }
                    tbody {
                        @for parameter in parameters {
                            tr {
                                th scope="row" { code { (text(parameter, "name")) } }
                                td { (prose(text(parameter, "description"))) @if let Some(example) = parameter["example"].as_str() { " For example " code { (example) } "." } }
                            }
                        }
                    }
                }
            }
            @if let Some(schema) = content(&operation["requestBody"]) {
                details.numbers {
                    summary { @if schema["type"] == "array" { "The message: a list of" } @else { "The message" } }
                    (fields(api, &schema, 0))
                }
            }
            @for (status, reply) in operation["responses"].as_object().into_iter().flatten() {
                @if status == "200" && let Some(schema) = content(reply) {
                    details.numbers {
                        summary { "The reply" }
                        (fields(api, &schema, 0))
                    }
                }
            }
        }
    }
}

/// How deep a reply's fields are told.
const DEPTH: usize = 4;

/// The fields of an object, or of each object of a list; those of objects in it beneath them.
fn fields(api: &Value, schema: &Value, depth: usize) -> Markup {
    let schema = inner(api, schema).unwrap_or_else(|| resolved(api, schema));
    let properties = schema["properties"].as_object();
    html! {
        @if let Some(properties) = properties.filter(|_| depth < DEPTH) {
            dl.fields {
                @for (name, property) in properties {
                    dt { code { (name) } " " small { (kind(api, property)) } }
                    dd {
                        (prose(described(property)))
                        @if let Some(inner) = inner(api, property) { (fields(api, &inner, depth + 1)) }
                    }
                }
            }
        }
    }
}

/// The schema that a reference stands for.
fn resolved(api: &Value, schema: &Value) -> Value {
    schema["$ref"]
        .as_str()
        .and_then(|path| api.pointer(path.trim_start_matches('#')))
        .unwrap_or(schema)
        .clone()
}

/// The object in a field: itself, one that may be null, or the items of a list.
fn inner(api: &Value, property: &Value) -> Option<Value> {
    let either = ["oneOf", "anyOf", "allOf"]
        .into_iter()
        .filter_map(|name| property[name].as_array())
        .flatten();
    let candidates = either.chain([property, &property["items"]]);
    candidates
        .map(|schema| resolved(api, schema))
        .find(|schema| schema["properties"].is_object())
}

/// What a field says; one that may be null says it where it says what else it may be.
fn described(property: &Value) -> &str {
    let either = property["oneOf"].as_array().into_iter().flatten();
    let all = std::iter::once(property).chain(either);
    all.map(|one| text(one, "description"))
        .find(|text| !text.is_empty())
        .unwrap_or_default()
}

/// What a field holds, in one word or two.
fn kind(api: &Value, property: &Value) -> String {
    let name = match &property["type"] {
        Value::String(name) => name.clone(),
        Value::Array(names) => {
            let names = names.iter().filter_map(Value::as_str);
            names.collect::<Vec<_>>().join(" or ")
        }
        _ if property["oneOf"].is_array() => "object or null".into(),
        _ => text(&resolved(api, property), "type").to_owned(),
    };
    match name.as_str() {
        "array" => "list".into(),
        _ => name,
    }
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_default()
}

/// A text with what stands between backticks as code.
fn prose(text: &str) -> Markup {
    html! {
        @for (place, part) in text.split('`').enumerate() {
            @if place % 2 == 1 { code { (part) } } @else { (part) }
        }
    }
}
