//! How to put the tag into a shop, and whether it arrived.

use super::{
    overview::{surveys_of, tag_block},
    qr,
};
use crate::{
    http::access::ShopContext,
    owner::parts::{
        failure::Failure,
        form::Form,
        layout::{Frame, Section},
        words,
    },
    services::tag,
    state::App,
};
use afterword_domain::record::RefusedOrigin;
use afterword_domain::{
    change::{Change, Expect},
    record::{KnownOrder, OrderSource, Record, Shop, Sighting, SurveyHead},
    validate,
};
use afterword_shared::id::ShopId;
use afterword_store::StoreError;
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use jiff::{SignedDuration, Timestamp, civil::Date, tz::TimeZone};
use maud::{Markup, html};
use serde::Deserialize;
use std::time::Duration;

/// How many of the last orders are told of.
const LAST_ORDERS: usize = 5;
/// How long the page waits for orders that it can do without.
const ORDERS_PATIENCE: Duration = Duration::from_millis(500);
/// For how long a refused site is told of.
const REFUSAL_SHOWN: SignedDuration = SignedDuration::from_hours(24);

/// `GET /shops/{shop}/install`
pub(crate) async fn get(State(app): State<App>, access: ShopContext) -> Result<Markup, Failure> {
    let live = live(&app, &access).await?;
    let shop = access.frame.shop.id;
    let surveys = surveys_of(&app, shop).await?;
    let (seen, ways) = orders(&app, shop).await?;
    Ok(view(
        &access.frame,
        &app.config().base(),
        &live,
        &html! { (sources(&seen)) (counted(&ways)) },
        &surveys,
    ))
}

/// How many orders came which way.
type Ways = Vec<(Option<OrderSource>, u64)>;

/// The last orders of a shop, latest first, and how many came which way; nothing while what is
/// known is still being read.
async fn orders(app: &App, shop: ShopId) -> Result<(Vec<KnownOrder>, Ways), StoreError> {
    let read = tokio::time::timeout(ORDERS_PATIENCE, app.index().read(shop)).await;
    let Ok(Ok(view)) = read else {
        return Ok((Vec::new(), Vec::new()));
    };
    let ways = view.orders_by_source((Date::MIN, Date::MAX));
    let last = view.last_orders(LAST_ORDERS);
    drop(view);
    let last = app.store().orders(shop, &last).await?;
    Ok((last.into_iter().flatten().collect(), ways))
}

/// `GET /shops/{shop}/install/live`: the part of the page that changes by itself.
pub(crate) async fn poll(State(app): State<App>, access: ShopContext) -> Result<Markup, Failure> {
    Ok(live(&app, &access).await?)
}

/// A site to allow.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Allow {
    origin: String,
}

/// `POST /shops/{shop}/install/allow`
pub(crate) async fn allow(
    State(app): State<App>,
    access: ShopContext,
    Form(allow): Form<Allow>,
) -> Result<Response, Failure> {
    let origin = validate::origin(&allow.origin)?;
    let mut shop = access.shop.value;
    if !shop.origins.contains(&origin) {
        shop.origins.push(origin.clone());
        let expect = Expect::At(access.shop.sequence);
        app.must_write(Change::put(expect, Record::Shop(shop.clone())))
            .await?;
    }
    app.refused_origins().forget(shop.id, &allow.origin).await?;
    app.refused_origins().forget(shop.id, &origin).await?;
    Ok(Redirect::to(&Section::Install.path(shop.id)).into_response())
}

async fn live(app: &App, access: &ShopContext) -> Result<Markup, crate::services::error::Error> {
    let shop = &access.shop.value;
    let now = app.now();
    let sighting = app.store().sighting(shop.id).await?;
    let latest = app.refused_origins().latest(shop.id).await?;
    let refusals: Vec<RefusedOrigin> = latest
        .into_iter()
        .filter(|refusal| now.duration_since(refusal.at) < REFUSAL_SHOWN)
        .filter(|refusal| !shop.origins.contains(&refusal.origin))
        .collect();
    Ok(live_line(
        shop,
        sighting.as_ref(),
        &refusals,
        now,
        &access.zone,
        &app.config().origin(),
    ))
}

fn live_line(
    shop: &Shop,
    sighting: Option<&Sighting>,
    refusals: &[RefusedOrigin],
    now: Timestamp,
    zone: &TimeZone,
    here: &str,
) -> Markup {
    html! {
        @match sighting {
            Some(seen) if seen.origin != here && !shop.origins.contains(&seen.origin) => {
                div.live {
                    span.lamp aria-hidden="true" {}
                    div {
                        b { "Last seen on " (seen.origin) " " (ago(seen.at, now, zone)) ", where it may not run any more" }
                        p.note { "This address is not among your shop’s. Add it under " a href=(Section::Settings.path(shop.id)) { "Settings" } ", or load the page that has the tag: its address will be offered here." }
                    }
                }
            }
            Some(seen) => {
                div.live.seen {
                    span.lamp aria-hidden="true" {}
                    div {
                        b { "Seen on " (seen.origin) " " (ago(seen.at, now, zone)) }
                        @if seen.page.starts_with("/demo") && seen.origin == here {
                            p.note { "That was the made-up shop. Your own comes next." }
                        } @else {
                        p.note {
                            "The tag asked for its question on " code { (seen.page) } "."
                            @if let Some(source) = seen.source { " The order was found " (words::source(source)) "." }
                            " It works."
                        }
                        }
                    }
                }
            }
            None if !refusals.is_empty() => {}
            None => {
                div.live {
                    span.lamp aria-hidden="true" {}
                    div {
                        b { "Not seen yet" }
                        p.note {
                            "This line changes by itself when the tag is loaded on "
                            @match &shop.origins[..] {
                                [] => "an address of your shop. None is allowed yet: load the page that has the tag, and its address will be offered here.",
                                [one] => { (one) "." }
                                [first, rest @ ..] => { (first) " or " (words::counted(rest.len() as u64, "other address", "other addresses")) "." }
                            }
                        }
                    }
                }
            }
        }
        @for refusal in refusals {
            div.live.refused {
                span.lamp aria-hidden="true" {}
                div {
                    b { "Refused on " (refusal.origin) " " (ago(refusal.at, now, zone)) }
                    p.note { "The tag was loaded there, but this address is not among your shop’s. If it is yours, allow it." }
                    @if validate::origin(&refusal.origin).is_ok() {
                        form.actions method="post" action={ (Section::Install.path(shop.id)) "/allow" } {
                            input type="hidden" name="origin" value=(refusal.origin);
                            button.button type="submit" { "Allow " (refusal.origin) }
                        }
                    }
                }
            }
        }
    }
}

/// "just now", "2 min ago", "on 3 March".
fn ago(at: Timestamp, now: Timestamp, zone: &TimeZone) -> String {
    let text = words::ago(at, now, zone);
    match now.duration_since(at).as_secs() {
        ..60 => text,
        60..604_800 => format!("{text} ago"),
        _ => format!("on {text}"),
    }
}

fn view(
    frame: &Frame,
    base: &str,
    live: &Markup,
    orders: &Markup,
    surveys: &[SurveyHead],
) -> Markup {
    let shop = &frame.shop;
    let path = Section::Install.path(shop.id);
    frame.page(
        Section::Install,
        &html! {
            main.narrow id="main" {
                div.head { div {
                    h1 { "Install" }
                    p.note { "One tag on every page of your shop, or on the page that thanks for an order alone." }
                } }
                div data-live={ (path) "/live" } aria-live="polite" { (live) }
                (orders)
                ol.steps.section {
                    li {
                        h2 { "Paste the tag" }
                        p { "Anywhere in the page. It loads beside your page and sets no cookie. On a page where " (shop.name) " asks nothing it is all that is loaded." }
                        (tag_block(&tag::tag(base, shop.id)))
                        p.note { "A tag of before, with " code { "data-shop" } ", works on as it is." }
                    }
                    li {
                        h2 { "Tell it which order" }
                        p { "Then each order is asked once, on whatever device, and you see what every answer is about. The tag looks for the order by itself: on the tag, in a call, in the data layer of Google Analytics 4, in Ecwid, and in schema.org data of the page." }
                        (systems(base, shop))
                    }
                    li {
                        h2 { "Try it" }
                        p { "Place an order in a made-up shop that carries your tag, or add " code { "data-test" } " to the tag in your own: then it asks every time, and what is answered stays out of every figure." }
                        div.actions { a.button href={ "/demo?shop=" (shop.id) } { "Open the made-up shop" } }
                    }
                    li {
                        h2 { "Ask by mail, link or QR code" }
                        p { "Every survey is a page of its own, which works without JavaScript. Opening a link writes nothing, since mail programs open links too: the shopper’s tap does." }
                        (links(base, surveys))
                    }
                    li {
                        h2 { "Ask elsewhere in your pages" }
                        (elsewhere(surveys))
                    }
                    li {
                        h2 { "Tell it from your server, too" }
                        p { "Orders whose tag never ran are known then as well, and what became of them: delivered, cancelled, refunded. What your server says counts as signed, and no page can change it." }
                        (by_server(base))
                        p.note { "For what you know already: " a href={ "/shops/" (shop.id) "/import" } { "import a file" } "." }
                    }
                    li {
                        h2 { "Where your pages have a security policy" }
                        p { "A Content-Security-Policy needs these, beside what it has already. No inline style or script is ever used." }
                        (policy(base))
                    }
                    li {
                        h2 { "Sign your orders, if you like" }
                        p { "An order that your own server signs can’t be answered in somebody else’s name; its answers are marked " b { "verified" } "." }
                        (signing(base, shop))
                    }
                }
            }
        },
    )
}

/// Where the last orders were found.
fn sources(seen: &[KnownOrder]) -> Markup {
    html! {
        @if !seen.is_empty() {
            section.section.sources {
                h2 { "The last orders" }
                table {
                    tbody {
                        @for known in seen {
                            tr {
                                th scope="row" { (known.order.id) }
                                td { @match known.source { Some(source) => { "found " (words::source(source)) }, None => "" } }
                                td { @if known.verified { "signed" } @if known.test { " test" } }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// How many orders came which way.
fn counted(ways: &[(Option<OrderSource>, u64)]) -> Markup {
    html! {
        @if !ways.is_empty() {
            section.section.sources {
                h2 { "All orders, by how each was heard of first" }
                table {
                    tbody {
                        @for (source, count) in ways {
                            tr {
                                th scope="row" { (source.map_or("told by a page that did not say how", words::source)) }
                                td.number { (words::count(*count)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// How the shop's own server tells of orders.
fn by_server(base: &str) -> Markup {
    let one = format!(
        r#"curl -X PUT {base}/api/v1/orders/1001 \
  -H "Authorization: Bearer $AFTERWORD_KEY" \
  -d '{{"total": "49.90", "currency": "EUR", "customer": "c77",
       "placed_at": "2026-11-21T14:03:00Z",
       "items": [{{"id": "cup-moss", "name": "Cup, moss"}}]}}'"#
    );
    let amended = format!(
        r#"curl -X PUT {base}/api/v1/orders/1001 \
  -H "Authorization: Bearer $AFTERWORD_KEY" \
  -d '{{"delivered_at": "2026-11-24T09:30:00Z"}}'"#
    );
    let many = format!(
        r#"curl -X POST {base}/api/v1/orders \
  -H "Authorization: Bearer $AFTERWORD_KEY" \
  --data-binary @orders.ndjson"#
    );
    html! {
        (tag_block(&one))
        p.note { "The same again changes nothing, and what a message does not name stays as it is." }
        (tag_block(&amended))
        details.more-to-say {
            summary { "Many at once" }
            p.note { "One order a line, each with its " code { "id" } ", or a JSON array: up to 10,000 orders and 8 MB. The reply counts them and says which could not be read." }
            (tag_block(&many))
            dl.words {
                dt { code { "delivered_at" } } dd { "Also " code { "cancelled_at" } " and " code { "refunded_at" } ": a time, or null to take it back. A cancelled or refunded order is no purchase." }
                dt { code { "orders_before" } } dd { "How many orders this customer placed before, where your shop knows." }
                dt { code { "test" } } dd { "Keeps it out of every figure." }
            }
        }
    }
}

/// The tag with a shop system's own placeholders.
fn tag_with(base: &str, shop: &Shop, attributes: &str) -> String {
    let id = shop.id;
    format!("<script async src=\"{base}/w.js?shop={id}\"\n{attributes}></script>")
}

/// A path for each shop system.
fn systems(base: &str, shop: &Shop) -> Markup {
    let plain = tag::tag(base, shop.id);
    let by_hand = tag_with(
        base,
        shop,
        "  data-order=\"1001\" data-total=\"49.90\" data-currency=\"EUR\"\n  data-customer=\"c77\"",
    );
    let woo = WOOCOMMERCE.replace("THE_TAG", &plain);
    let magento = format!("{MAGENTO}{}", tag_with(base, shop, MAGENTO_ATTRIBUTES));
    let prestashop = tag_with(base, shop, PRESTASHOP_ATTRIBUTES);
    html! {
        (system("Any shop, by hand", &html! {
            p.note { "Put your shop system’s own placeholders where the examples stand. All but the shop may be left out." }
            (tag_block(&by_hand))
            (attributes())
        }))
        (system("WooCommerce", &html! {
            p.note { "Into the functions.php of your child theme, or a snippets plug-in. It prints the order and the tag on the thank-you page." }
            (tag_block(&woo))
        }))
        (system("Magento 2 and Adobe Commerce", &html! {
            p.note { "In your theme, " code { "Magento_Checkout/layout/checkout_onepage_success.xml" } ":" }
            (tag_block(MAGENTO_LAYOUT))
            p.note { "and " code { "Magento_Checkout/templates/afterword.phtml" } ". Add this server to your csp_whitelist.xml (script-src and connect-src)." }
            (tag_block(&magento))
        }))
        (system("PrestaShop", &html! {
            p.note { "At the end of your theme’s " code { "templates/checkout/order-confirmation.tpl" } " (PrestaShop 1.7 and later):" }
            (tag_block(&prestashop))
        }))
        (system("Ecwid", &html! {
            p.note { "Paste the plain tag into your website’s custom code, on the page that holds the store. The order is found by itself when it is placed." }
            (tag_block(&plain))
        }))
        (system("Google Tag Manager", &html! {
            p.note { "A new tag of the type Custom HTML with this text, on All Pages. Where your shop sends Google Analytics 4 its " code { "purchase" } " event through the data layer, the order is found there: before or after the tag." }
            (tag_block(&plain))
        }))
        (system("Anything with Google Analytics 4", &html! {
            p.note { "Paste the plain tag into the page. The " code { "purchase" } " event of gtag.js or the data layer tells number, total, currency and products." }
            (tag_block("gtag(\"event\", \"purchase\", {\n  transaction_id: \"1001\", value: 49.90, currency: \"EUR\",\n  items: [{ item_id: \"cup-moss\", item_name: \"Cup, moss\", quantity: 1 }]\n});"))
        }))
        (system("Shopify", &html! {
            p.note { "Plainly: Shopify’s checkout and thank-you page run no tags of others. What works: the tag on storefront pages, and after an order a link in the confirmation mail, on a card in the parcel or as a QR code (below)." }
            p.note { "For storefront pages, into " code { "theme.liquid" } " before " code { "</body>" } ". Choose a trigger other than an order in the survey’s editor." }
            (tag_block(&plain))
        }))
        (system("A page that knows the order later", &html! {
            p.note { "Call it when you know; before or after the tag is loaded." }
            (tag_block("window.afterword = window.afterword || function () { (afterword.q = afterword.q || []).push(arguments); };\nafterword(\"order\", { id: \"1001\", total: \"49.90\", currency: \"EUR\", customer: \"c77\",\n  items: [{ id: \"cup-moss\", name: \"Cup, moss\", quantity: 1 }] });"))
        }))
    }
}

fn system(name: &str, body: &Markup) -> Markup {
    html! { details.more-to-say { summary { (name) } (body) } }
}

const WOOCOMMERCE: &str = r#"add_action( 'woocommerce_thankyou', function ( $order_id ) {
  $order = wc_get_order( $order_id );
  if ( ! $order ) {
    return;
  }
  $items = array();
  foreach ( $order->get_items() as $item ) {
    $items[] = array(
      'id'       => (string) $item->get_product_id(),
      'name'     => $item->get_name(),
      'quantity' => $item->get_quantity(),
    );
  }
  $told = array(
    'id'         => (string) $order->get_order_number(),
    'total'      => wc_format_decimal( $order->get_total(), wc_get_price_decimals() ),
    'currency'   => $order->get_currency(),
    'country'    => $order->get_billing_country(),
    'first_name' => $order->get_billing_first_name(),
    'customer'   => $order->get_customer_id() ? (string) $order->get_customer_id() : null,
    'items'      => $items,
  );
  ?>
  <script>
    window.afterword = window.afterword || function () { (afterword.q = afterword.q || []).push(arguments); };
    afterword("order", <?php echo wp_json_encode( $told, JSON_HEX_TAG | JSON_HEX_AMP ); ?>);
  </script>
  THE_TAG
  <?php
} );"#;

const MAGENTO_LAYOUT: &str = r#"<page xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xsi:noNamespaceSchemaLocation="urn:magento:framework:View/Layout/etc/page_configuration.xsd">
  <body>
    <referenceContainer name="content">
      <block class="Magento\Checkout\Block\Onepage\Success" name="afterword"
        template="Magento_Checkout::afterword.phtml"/>
    </referenceContainer>
  </body>
</page>"#;

const MAGENTO: &str = r"<?php
/** @var \Magento\Checkout\Block\Onepage\Success $block */
$order = \Magento\Framework\App\ObjectManager::getInstance()
  ->get(\Magento\Checkout\Model\Session::class)->getLastRealOrder();
$attribute = fn ($value) => $block->escapeHtmlAttr((string) $value);
?>
";

const MAGENTO_ATTRIBUTES: &str = r#"  data-order="<?= $attribute($order->getIncrementId()) ?>"
  data-total="<?= $attribute(number_format((float) $order->getGrandTotal(), 2, '.', '')) ?>"
  data-currency="<?= $attribute($order->getOrderCurrencyCode()) ?>"
  data-customer="<?= $attribute($order->getCustomerId()) ?>""#;

const PRESTASHOP_ATTRIBUTES: &str = r#"  data-order="{$order.details.reference|escape:'html'}"
  data-total="{$order.totals.total.amount|string_format:'%.2f'}"
  data-currency="{$currency.iso_code|escape:'html'}"
  data-customer="{$customer.id|default:''|escape:'html'}""#;

fn attributes() -> Markup {
    html! {
        dl.words {
            dt { code { "data-order" } } dd { "Your number of the order." }
            dt { code { "data-total" } } dd { "What was paid, digits with a point." }
            dt { code { "data-currency" } } dd { "Three letters, such as EUR." }
            dt { code { "data-customer" } } dd { "Your own reference of the customer, to tell new from returning and to ask nobody too often. No name or address is needed." }
            dt { code { "data-field-…" } } dd { "Up to ten fields of your own, such as data-field-store; what is longer than 200 characters is cut there." }
        }
    }
}

/// The pages of the surveys, for mails and codes.
fn links(base: &str, surveys: &[SurveyHead]) -> Markup {
    html! {
        @if surveys.is_empty() { p.note { "There is no survey yet." } }
        @for survey in surveys {
            @let page = format!("{base}/s/{}", survey.id);
            details.more-to-say {
                summary { (survey.name) }
                p.note { "Its page. The order’s number may follow, so that it is asked once: put your mail system’s placeholder in its place." }
                (tag_block(&format!("{page}?order=1001")))
                p.note { "One tap from a mail: the number that is tapped is chosen on the page already." }
                (tag_block(&one_click(&page)))
                p.note { "A QR code for parcels, receipts and tables:" }
                (qr::block(base, &survey.shop.to_string(), survey.id))
                p.note { a href={ "/s/" (survey.id) } { "Open the page" } }
            }
        }
    }
}

/// The numbers from 0 to 10 as links of a mail.
fn one_click(page: &str) -> String {
    let numbers = (0..=10).map(|score| {
        format!("<a href=\"{page}?channel=mail&amp;order=1001&amp;score={score}\">{score}</a>")
    });
    numbers.collect::<Vec<_>>().join("\n")
}

fn elsewhere(surveys: &[SurveyHead]) -> Markup {
    let id = surveys
        .first()
        .map_or_else(|| "srv_…".to_owned(), |survey| survey.id.to_string());
    html! {
        p { "When a survey asks, and where its form stands, is set in its editor under " a href="surveys" { "Surveys" } "." }
        details.more-to-say {
            summary { "Inside of an element" }
            p.note { "For instance in the customer’s account. Choose the place “Inside of an element” for the survey." }
            (tag_block(&format!("<div data-afterword=\"{id}\"></div>")))
        }
        details.more-to-say {
            summary { "When your page says so" }
            p.note { "Choose the trigger “The page calls for it”." }
            (tag_block(&format!("window.afterword = window.afterword || function () {{ (afterword.q = afterword.q || []).push(arguments); }};\nafterword(\"show\", \"{id}\");")))
        }
    }
}

/// The directives that a shop's policy needs.
fn policy(base: &str) -> Markup {
    html! {
        (tag_block(&format!("script-src {base};\nconnect-src {base}")))
        dl.words {
            dt { code { "'wasm-unsafe-eval'" } } dd { "In script-src, if you can: the form reacts a little quicker. Without it everything works all the same." }
            dt { code { "img-src" } } dd { "The site of the logo, where a survey shows one." }
            dt { code { "trusted-types afterword" } } dd { "Where you have " code { "require-trusted-types-for 'script'" } ". If it is refused, nothing is asked, and nothing breaks." }
        }
    }
}

fn signing(base: &str, shop: &Shop) -> Markup {
    let id = shop.id;
    let php = r#"$signed = [(string) $order, (string) $total, $currency, (string) $customer, (string) time()];
$sig = hash_hmac("sha256",
    json_encode($signed, JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES),
    getenv("AFTERWORD_SECRET"));
// data-time is $signed[4], data-sig is $sig"#;
    let node = r#"import { createHmac } from "node:crypto";
const time = String(Math.floor(Date.now() / 1000));
const signed = JSON.stringify([order, total, currency, customer, time]); // five strings
const sig = createHmac("sha256", process.env.AFTERWORD_SECRET).update(signed).digest("hex");"#;
    let python = r#"import hashlib, hmac, json, os, time
signed = [order, total, currency, customer, str(int(time.time()))]  # five strings
text = json.dumps(signed, ensure_ascii=False, separators=(",", ":"))
sig = hmac.new(os.environ["AFTERWORD_SECRET"].encode(), text.encode(), hashlib.sha256).hexdigest()"#;
    let tag = format!(
        r#"<script async src="{base}/w.js?shop={id}"
  data-order="1001" data-total="49.90" data-currency="EUR" data-customer="c77"
  data-time="1795287873" data-sig="9f2c…"></script>"#
    );
    html! {
        details.more-to-say {
            summary { "Show the shop’s secret" }
            p.note { "For your server only: never put it into a page." }
            (tag_block(&shop.secret))
        }
        details.more-to-say { summary { "Sign in PHP" } (tag_block(php)) }
        details.more-to-say { summary { "Sign in Node.js" } (tag_block(node)) }
        details.more-to-say { summary { "Sign in Python" } (tag_block(python)) }
        details.more-to-say {
            summary { "The signed tag" }
            p.note { "Signed are the strings order, total, currency, customer and time, exactly as they stand in the tag; empty where the tag has none. The time is whole seconds since 1970; a signature is good for 90 days." }
            (tag_block(&tag))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_ago_reads_as_a_person_says_it() {
        let now: Timestamp = "2026-11-21T12:00:00Z".parse().unwrap();
        let said = |text: &str| ago(text.parse().unwrap(), now, &TimeZone::UTC);
        assert_eq!(said("2026-11-21T11:59:59Z"), "just now");
        assert_eq!(said("2026-11-21T11:55:00Z"), "5\u{a0}min ago");
        assert_eq!(said("2026-11-01T11:55:00Z"), "on 1\u{a0}November");
    }
}
