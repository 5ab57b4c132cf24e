//! A made-up checkout that carries the owner's real tag: a product, an order, a thank-you page.

use crate::{
    http::assets::{DEMO_CSS, DEMO_JS, ICON},
    owner::parts::{failure::Failure, form::Form, layout::Section},
    services::error::Error,
    state::App,
};
use afterword_domain::{record::Shop, secret};
use afterword_shared::id::{OrderId, ShopId};
use axum::{
    extract::{Query, State},
    http::{HeaderMap, header},
    response::{IntoResponse, Redirect, Response},
};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use serde::Deserialize;
use serde_json::json;

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
    State(app): State<App>,
    Query(visit): Query<Visit>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let shop = shop_of(&app, &visit, &headers).await?;
    let page = product_view(&shop, &visit);
    Ok(document(&app, &shop, "Cup, moss", &visit, &page))
}

/// `POST /demo`
pub(crate) async fn buy(
    State(app): State<App>,
    headers: HeaderMap,
    Form(visit): Form<Visit>,
) -> Result<Redirect, Failure> {
    let shop = shop_of(&app, &visit, &headers).await?;
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
    State(app): State<App>,
    Query(visit): Query<Visit>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let shop = shop_of(&app, &visit, &headers).await?;
    let order: OrderId = visit.order.parse()?;
    let page = thanks_view(&app.config().base(), &shop, &order, &visit);
    Ok(document(&app, &shop, "Thank you", &visit, &page))
}

/// The shop that is named, else the first of whoever is signed in, else the first there is.
async fn shop_of(app: &App, visit: &Visit, headers: &HeaderMap) -> Result<Shop, Failure> {
    let none = Error::NotFound(
        "There is no shop yet whose tag could stand here. Create your account first.",
    );
    if let Ok(id) = visit.shop.parse::<ShopId>() {
        return Ok(app.store().shop(id).await?.ok_or(none)?.value);
    }
    if let Some(session) = app.sessions().of(headers).await?
        && let Some(user) = app.store().user(session.user).await?
        && let Some(id) = user.value.shops.first()
        && let Some(shop) = app.store().shop(*id).await?
    {
        return Ok(shop.value);
    }
    let mut shops = app.store().shops().await?.into_iter();
    Ok(shops.next().ok_or(none)?.value)
}

fn document(app: &App, shop: &Shop, title: &str, visit: &Visit, body: &Markup) -> Response {
    let here = app.config().origin();
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="robots" content="noindex";
                title { (title) " · " (shop.name) }
                link rel="icon" href=(ICON.path) type="image/svg+xml";
                link rel="stylesheet" href=(DEMO_CSS.path);
            }
            body {
                aside.strip aria-label="About this shop" {
                    span {
                        "A made-up shop with the tag of " (shop.name) ". "
                        @if visit.is_test() { "Test mode: answers stay out of every figure." } @else { "What you answer here counts." }
                    }
                    a href=(Section::Overview.path(shop.id)) { "Back to the overview" }
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

fn product_view(shop: &Shop, visit: &Visit) -> Markup {
    html! {
        div.name { (shop.name) small { "made by hand, one at a time" } }
        div.two {
            div.picture { (cup()) }
            form method="post" action="/demo" {
                input type="hidden" name="shop" value=(shop.id);
                @if visit.is_test() { input type="hidden" name="test" value="1"; }
                h1 { "Cup, moss" }
                p.soft { "Stoneware, fired twice in a wood kiln. Holds three decilitres and keeps them warm." }
                div.box {
                    h2 { "Your cart" }
                    label.amount {
                        span { "Cup, moss" }
                        select name="cups" {
                            @for n in 1..=CUPS { option value=(n) selected[n == visit.cups()] { (n) " × " (euros(CUP)) } }
                        }
                    }
                    div.row { span { "Shipping" } span { (euros(SHIPPING)) } }
                    button.buy type="submit" { "Place order" }
                }
                p.soft.after { small { "Nothing is bought and nothing is paid: this is a stage." } }
            }
        }
    }
}

fn thanks_view(base: &str, shop: &Shop, order: &OrderId, visit: &Visit) -> Markup {
    let cups = visit.cups();
    let total = cups * CUP + SHIPPING;
    let told = json!({
        "id": order,
        "total": format!("{}.{:02}", total / 100, total % 100),
        "currency": "EUR",
        "customer": "anna",
        "first_name": "Anna",
        "items": [{
            "id": "cup-moss", "name": "Cup, moss", "category": "cups", "category_name": "Cups",
            "quantity": cups,
        }],
    });
    // Inside a script element only "<" could end it.
    let told = told.to_string().replace('<', "\\u003c");
    let test = if visit.is_test() { " data-test" } else { "" };
    // The form of the tag without the shop's triggers: a thank-you page needs none.
    let tag = format!(
        r#"<script async src="{base}/w.js" data-shop="{}"{test}></script>"#,
        shop.id
    );
    html! {
        div.name { (shop.name) small { "made by hand, one at a time" } }
        div.thanks {
            h1 { "Thank you, Anna" }
            p { "Your order " b { (order) } " is on its way to our kiln room. We have sent the details to your mail." }
            div.box {
                div.row { span { "Cup, moss, " (cups) " ×" } span { (euros(cups * CUP)) } }
                div.row { span { "Shipping" } span { (euros(SHIPPING)) } }
                div.row { b { "Total" } b { (euros(total)) } }
            }
            p.soft.after { small { "The question asks itself in the corner. Reload this page: an order that is answered, or closed, is not asked again." } }
            @if shop.require_signature && !visit.is_test() {
                p.soft { small { "This shop asks about signed orders only, and a made-up shop has no secret to sign with: nothing will be asked here. " a href={ "/demo?test=1&shop=" (shop.id) } { "Use test mode" } "." } }
            }
            p { a href={ "/demo?shop=" (shop.id) @if visit.is_test() { "&test=1" } } { "Place another order" } }
        }
        script type="application/json" id="order" { (PreEscaped(told)) }
        script src=(DEMO_JS.path) {}
        (PreEscaped(tag))
    }
}

fn euros(cents: u32) -> String {
    format!("€\u{a0}{}.{:02}", cents / 100, cents % 100)
}

fn cup() -> Markup {
    html! {
        svg viewBox="0 0 480 400" role="img" aria-label="A green cup on a linen cloth" {
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
        let page = thanks_view("http://x.example", &shop, &order, &Visit::default()).into_string();
        assert!(!page.contains("<script>"));
        assert_eq!(page.matches("<script").count(), 3);
    }
}
