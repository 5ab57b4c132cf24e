//! A made-up checkout that carries the owner's real tag: a product, an order, a thank-you page.

use crate::{
    config::Config,
    http::{
        access::PageLanguage,
        assets::{DEMO_CSS, DEMO_JS, ICON},
        failure::Failure,
        session::Sessions,
    },
    owner::parts::{form::Form, layout::Section},
    services::error::Error,
};
use afterword_domain::{record::Shop, secret};
use afterword_shared::{
    id::{OrderId, ShopId},
    order::Currency,
};
use afterword_store::Records;
use afterword_wording::{Language, bold};
use axum::{
    extract::{Query, State},
    http::{HeaderMap, header},
    response::{IntoResponse, Redirect, Response},
};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use serde::Deserialize;
use serde_json::json;
use std::sync::Arc;

/// What the shop sells in.
const CURRENCY: &str = "EUR";
/// In cents.
const CUP: u32 = 1900;
/// In cents.
const SHIPPING: u32 = 490;
/// The most cups of one order.
const CUPS: u32 = 6;

/// Whose tag the shop carries, and what was bought.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Visit {
    shop: String,
    test: String,
    cups: String,
    order: String,
}

impl Visit {
    fn is_test(&self) -> bool {
        self.test == "1"
    }

    fn cups(&self) -> u32 {
        self.cups.parse().unwrap_or(2).clamp(1, CUPS)
    }
}

/// `GET /demo`
pub(crate) async fn product(
    State(store): State<Records>,
    State(sessions): State<Sessions>,
    State(config): State<Arc<Config>>,
    PageLanguage(words): PageLanguage,
    Query(visit): Query<Visit>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let shop = shop_of(words, &store, &sessions, &visit, &headers).await?;
    let page = product_view(words, &shop, &visit)?;
    let title = words.demo_cup();
    Ok(document(words, &config, &shop, title, &visit, &page))
}

/// `POST /demo`
pub(crate) async fn buy(
    State(store): State<Records>,
    State(sessions): State<Sessions>,
    PageLanguage(words): PageLanguage,
    headers: HeaderMap,
    Form(visit): Form<Visit>,
) -> Result<Redirect, Failure> {
    let shop = shop_of(words, &store, &sessions, &visit, &headers).await?;
    let number = 10_000 + u32::from_be_bytes(secret::random()) % 90_000;
    let test = if visit.is_test() { "&test=1" } else { "" };
    Ok(Redirect::to(&format!(
        "/demo/thanks?shop={}&order=D{number}&cups={}{test}",
        shop.id,
        visit.cups()
    )))
}

/// `GET /demo/thanks`
pub(crate) async fn thanks(
    State(store): State<Records>,
    State(sessions): State<Sessions>,
    State(config): State<Arc<Config>>,
    PageLanguage(words): PageLanguage,
    Query(visit): Query<Visit>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let shop = shop_of(words, &store, &sessions, &visit, &headers).await?;
    let order: OrderId = visit.order.parse()?;
    let page = thanks_view(words, &config.base(), &shop, &order, &visit)?;
    let title = words.demo_thanks_title();
    Ok(document(words, &config, &shop, title, &visit, &page))
}

/// The shop that is named, else the first of whoever is signed in, else the first there is.
async fn shop_of(
    words: Language,
    store: &Records,
    sessions: &Sessions,
    visit: &Visit,
    headers: &HeaderMap,
) -> Result<Shop, Failure> {
    let none = Error::NotFound(words.demo_no_shop());
    if let Ok(id) = visit.shop.parse::<ShopId>() {
        return Ok(store.shop(id).await?.ok_or(none)?.value);
    }
    if let Some(session) = sessions.of(headers).await?
        && let Some(user) = store.user(session.user).await?
        && let Some(id) = user.value.shops.first()
        && let Some(shop) = store.shop(*id).await?
    {
        return Ok(shop.value);
    }
    let mut shops = store.shops().await?.into_iter();
    Ok(shops.next().ok_or(none)?.value)
}

fn document(
    words: Language,
    config: &Config,
    shop: &Shop,
    title: &str,
    visit: &Visit,
    body: &Markup,
) -> Response {
    let here = config.origin();
    let about = if visit.is_test() {
        words.demo_test(&shop.name)
    } else {
        words.demo_counts(&shop.name)
    };
    let page = html! {
        (DOCTYPE)
        html lang=(words.tag()) dir=(words.dir()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="robots" content="noindex";
                title { (words.demo_page_title(title, &shop.name)) }
                link rel="icon" href=(ICON.path) type="image/svg+xml";
                link rel="stylesheet" href=(DEMO_CSS.path);
            }
            body {
                aside.strip aria-label=(words.demo_about()) {
                    span { (about) }
                    a href=(Section::Overview.path(shop.id)) { (words.demo_back()) }
                }
                main.shop { (body) }
            }
        }
    };
    let policy = format!(
        "default-src 'none'; style-src 'self'; script-src 'self' {here} 'wasm-unsafe-eval'; \
         img-src 'self' data:; connect-src 'self' {here}; form-action 'self'; base-uri 'none'; \
         frame-ancestors 'none'"
    );
    ([(header::CONTENT_SECURITY_POLICY, policy)], page).into_response()
}

fn product_view(words: Language, shop: &Shop, visit: &Visit) -> Result<Markup, Error> {
    let (cup, shipping) = (euros(words, CUP)?, euros(words, SHIPPING)?);
    Ok(html! {
        div.name { (shop.name) small { (words.demo_motto()) } }
        div.two {
            div.picture { (picture(words)) }
            form method="post" action="/demo" {
                input type="hidden" name="shop" value=(shop.id);
                @if visit.is_test() { input type="hidden" name="test" value="1"; }
                h1 { (words.demo_cup()) }
                p.soft { (words.demo_cup_note()) }
                div.box {
                    h2 { (words.demo_cart()) }
                    label.amount {
                        span { (words.demo_cup()) }
                        select name="cups" {
                            @for n in 1..=CUPS { option value=(n) selected[n == visit.cups()] { (words.demo_amount(n.into(), &cup)) } }
                        }
                    }
                    div.row { span { (words.demo_shipping()) } span { (shipping) } }
                    button.buy type="submit" { (words.demo_place_order()) }
                }
                p.soft.after { small { (words.demo_stage()) } }
            }
        }
    })
}

fn thanks_view(
    words: Language,
    base: &str,
    shop: &Shop,
    order: &OrderId,
    visit: &Visit,
) -> Result<Markup, Error> {
    let cups = visit.cups();
    let total = cups * CUP + SHIPPING;
    let message = json!({
        "id": order,
        "total": format!("{}.{:02}", total / 100, total % 100),
        "currency": CURRENCY,
        "customer": "anna",
        "first_name": "Anna",
        "items": [{
            "id": "cup-moss", "name": "Cup, moss", "category": "cups", "category_name": "Cups",
            "quantity": cups,
        }],
    });
    // Inside a script element only "<" could end it.
    let message = message.to_string().replace('<', "\\u003c");
    let test = if visit.is_test() { " data-test" } else { "" };
    // The form of the tag without the shop's triggers: a thank-you page needs none.
    let tag = format!(
        r#"<script async src="{base}/w.js" data-shop="{}"{test}></script>"#,
        shop.id
    );
    let to_test_mode = |text: &str| html! { a href={ "/demo?test=1&shop=" (shop.id) } { (text) } };
    Ok(html! {
        div.name { (shop.name) small { (words.demo_motto()) } }
        div.thanks {
            h1 { (words.demo_thanks()) }
            p { (words.demo_thanks_note(order.as_str(), bold)) }
            div.box {
                div.row { span { (words.demo_cups(cups.into())) } span { (euros(words, cups * CUP)?) } }
                div.row { span { (words.demo_shipping()) } span { (euros(words, SHIPPING)?) } }
                div.row { b { (words.demo_total()) } b { (euros(words, total)?) } }
            }
            p.soft.after { small { (words.demo_asked_once()) } }
            @if shop.require_signature && !visit.is_test() {
                p.soft { small { (words.demo_signed_only(to_test_mode)) } }
            }
            p { a href={ "/demo?shop=" (shop.id) @if visit.is_test() { "&test=1" } } { (words.demo_again()) } }
        }
        script type="application/json" id="order" { (PreEscaped(message)) }
        script src=(DEMO_JS.path) {}
        (PreEscaped(tag))
    })
}

/// An amount as the shop shows it.
fn euros(words: Language, cents: u32) -> Result<String, Error> {
    Ok(words.money(cents.into(), Currency::parse(CURRENCY)?))
}

fn picture(words: Language) -> Markup {
    html! {
        svg viewBox="0 0 480 400" role="img" aria-label=(words.demo_cup_picture()) {
            ellipse.shade cx="240" cy="322" rx="150" ry="22" {}
            path.steam d="M205 92c-14-18 12-30 0-52M240 84c-14-18 12-30 0-52M275 92c-14-18 12-30 0-52" {}
            path.handle d="M330 168c62-10 76 84-14 96" {}
            path.cup d="M130 130h210l-12 150c-3 30-30 44-93 44s-90-14-93-44z" {}
            path.cup-dark d="M139.600 250l2.400 30c3 30 30 44 93 44s90-14 93-44l2.400-30c-58 18-133 18-190.800 0z" {}
            ellipse.cup-light cx="235" cy="130" rx="105" ry="22" {}
            ellipse.cup-dark cx="235" cy="132" rx="92" ry="16" {}
            path.cup-light d="M150 160l8 96c1 8 10 8 9-1l-7-95c-1-6-11-6-10 0z" {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_number_can_not_break_out_of_the_page() {
        let shop = Shop {
            id: ShopId::new(1, 1),
            name: "</script><script>".into(),
            origins: Vec::new(),
            locale: "en".into(),
            time_zone: "UTC".into(),
            privacy_url: String::new(),
            secret: String::new(),
            require_signature: false,
            quiet_days: 0,
            demo: false,
            views: Vec::new(),
            created_at: jiff::Timestamp::UNIX_EPOCH,
        };
        let order = "</script><script>alert(1)".parse().unwrap();
        let page = thanks_view(
            Language::ENGLISH,
            "http://x.example",
            &shop,
            &order,
            &Visit::default(),
        );
        let page = page.unwrap().into_string();
        assert!(!page.contains("<script>"));
        assert_eq!(page.matches("<script").count(), 3);
    }
}
