//! How to put the tag into a shop, and whether it arrived.

use super::qr;
use crate::{
    config::Config,
    http::{
        access::{Frame, ShopContext},
        failure::Failure,
    },
    owner::parts::{
        code_block::code_block, form::Form, layout::Section, survey_picker::surveys_of,
    },
    services::{error::Error, ingest::Ingest, refused_origins::RefusedOrigins, tag},
};
use afterword_domain::{
    change::{Change, Expect},
    record::{OrderRecord, OrderSource, Record, RefusedOrigin, Shop, Sighting, SurveyHead},
    validate,
};
use afterword_jobs::Clock;
use afterword_shared::id::ShopId;
use afterword_store::{Records, StoreError};
use afterword_views::index::Index;
use afterword_wording::{Language, bold, code};
use axum::{
    extract::{FromRef, State},
    response::{IntoResponse, Redirect, Response},
};
use jiff::{SignedDuration, Timestamp, civil::Date, tz::TimeZone};
use maud::{Markup, html};
use serde::Deserialize;
use std::{sync::Arc, time::Duration};

/// How many of the last orders are shown.
const LAST_ORDERS: usize = 5;
/// How long the page waits for orders that it can do without.
const ORDERS_TIMEOUT: Duration = Duration::from_millis(500);
/// For how long a refused site is shown.
const REFUSAL_SHOWN: SignedDuration = SignedDuration::from_hours(24);

/// `GET /shops/{shop}/install`
pub(crate) async fn get(
    State(store): State<Records>,
    State(index): State<Index>,
    State(config): State<Arc<Config>>,
    State(arrivals): State<Arrivals>,
    access: ShopContext,
) -> Result<Markup, Failure> {
    let words = access.words;
    let shop = access.frame.shop.id;
    let live = arrivals.view(&access).await?;
    let surveys = surveys_of(&store, shop).await?;
    let (last, ways) = orders(&store, &index, shop).await?;
    let install = InstallView {
        words,
        frame: &access.frame,
        base: &config.base(),
        surveys: &surveys,
    };
    let orders = html! { (last_orders(words, &last)) (orders_by_source(words, &ways)) };
    Ok(install.page(&live, &orders))
}

/// How many orders came which way.
type Ways = Vec<(Option<OrderSource>, u64)>;

/// The last orders of a shop, latest first, and how many came which way; nothing while what is
/// known is still being read.
async fn orders(
    store: &Records,
    index: &Index,
    shop: ShopId,
) -> Result<(Vec<OrderRecord>, Ways), StoreError> {
    let read = tokio::time::timeout(ORDERS_TIMEOUT, index.read(shop)).await;
    let Ok(Ok(view)) = read else {
        return Ok((Vec::new(), Vec::new()));
    };
    let ways = view.orders_by_source((Date::MIN, Date::MAX));
    let last = view.last_orders(LAST_ORDERS);
    drop(view);
    let last = store.orders(shop, &last).await?;
    Ok((last.into_iter().flatten().collect(), ways))
}

/// `GET /shops/{shop}/install/live`: the part of the page that changes by itself.
pub(crate) async fn poll(
    State(arrivals): State<Arrivals>,
    access: ShopContext,
) -> Result<Markup, Failure> {
    Ok(arrivals.view(&access).await?)
}

/// A site to allow.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct AllowForm {
    origin: String,
}

/// `POST /shops/{shop}/install/allow`
pub(crate) async fn allow(
    State(ingest): State<Ingest>,
    State(refused): State<RefusedOrigins>,
    access: ShopContext,
    Form(typed): Form<AllowForm>,
) -> Result<Response, Failure> {
    let origin = validate::origin(&typed.origin)?;
    let mut shop = access.shop.value;
    if !shop.origins.contains(&origin) {
        shop.origins.push(origin.clone());
        let expect = Expect::At(access.shop.sequence);
        let change = Change::put(expect, Record::Shop(shop.clone()));
        ingest.must_write(change).await?;
    }
    refused.forget(shop.id, &typed.origin).await?;
    refused.forget(shop.id, &origin).await?;
    Ok(Redirect::to(&Section::Install.path(shop.id)).into_response())
}

/// Where a shop's tag was seen and where it was refused.
pub(crate) struct Arrivals {
    store: Records,
    refused: RefusedOrigins,
    clock: Clock,
    config: Arc<Config>,
}

impl<S> FromRef<S> for Arrivals
where
    Records: FromRef<S>,
    RefusedOrigins: FromRef<S>,
    Clock: FromRef<S>,
    Arc<Config>: FromRef<S>,
{
    fn from_ref(state: &S) -> Self {
        Self {
            store: FromRef::from_ref(state),
            refused: FromRef::from_ref(state),
            clock: FromRef::from_ref(state),
            config: FromRef::from_ref(state),
        }
    }
}

impl Arrivals {
    async fn view(&self, access: &ShopContext) -> Result<Markup, Error> {
        let shop = &access.shop.value;
        let now = self.clock.now();
        let sighting = self.store.sighting(shop.id).await?;
        let latest = self.refused.latest(shop.id).await?;
        let refusals: Vec<RefusedOrigin> = latest
            .into_iter()
            .filter(|refusal| now.duration_since(refusal.at) < REFUSAL_SHOWN)
            .filter(|refusal| !shop.origins.contains(&refusal.origin))
            .collect();
        let ago = |at| when(access.words, at, now, &access.zone);
        let here = self.config.origin();
        Ok(html! {
            @match &sighting {
                Some(sighting) => (seen(access.words, shop, sighting, &ago(sighting.at), &here)),
                None if refusals.is_empty() => (not_seen(access.words, shop)),
                None => {},
            }
            @for refusal in &refusals { (refused(access.words, shop, refusal, &ago(refusal.at))) }
        })
    }
}

/// Says that the tag was seen, and whether it may run there.
fn seen(words: Language, shop: &Shop, sighting: &Sighting, time: &str, here: &str) -> Markup {
    let Sighting { origin, page, .. } = sighting;
    if origin != here && !shop.origins.contains(origin) {
        let to_settings =
            |text: &str| html! { a href=(Section::Settings.path(shop.id)) { (text) } };
        return html! {
            div.live {
                span.lamp aria-hidden="true" {}
                div {
                    b { (words.install_last_seen(origin, time)) }
                    p.note { (words.install_not_allowed(to_settings)) }
                }
            }
        };
    }
    let is_demo = page.starts_with("/demo") && origin == here;
    html! {
        div.live.seen {
            span.lamp aria-hidden="true" {}
            div {
                b { (words.install_seen(origin, time)) }
                p.note {
                    @match sighting.source {
                        _ if is_demo => (words.install_seen_in_demo()),
                        Some(source) => (words.install_works_with_order(page, words.order_source(source), code)),
                        None => (words.install_works(page, code)),
                    }
                }
            }
        }
    }
}

fn not_seen(words: Language, shop: &Shop) -> Markup {
    let waits = match &shop.origins[..] {
        [] => words.install_waits_for_any().to_owned(),
        [one] => words.install_waits_for_one(one),
        [first, rest @ ..] => words.install_waits_for_several(first, rest.len() as u64),
    };
    html! {
        div.live {
            span.lamp aria-hidden="true" {}
            div {
                b { (words.install_not_seen()) }
                p.note { (waits) }
            }
        }
    }
}

/// Says that the tag was loaded where it may not run, and offers to allow it.
fn refused(words: Language, shop: &Shop, refusal: &RefusedOrigin, time: &str) -> Markup {
    html! {
        div.live.refused {
            span.lamp aria-hidden="true" {}
            div {
                b { (words.install_refused(&refusal.origin, time)) }
                p.note { (words.install_refused_note()) }
                @if validate::origin(&refusal.origin).is_ok() {
                    form.actions method="post" action={ (Section::Install.path(shop.id)) "/allow" } {
                        input type="hidden" name="origin" value=(refusal.origin);
                        button.button type="submit" { (words.install_allow(&refusal.origin)) }
                    }
                }
            }
        }
    }
}

/// "just now", "2 min ago", "on 3 March".
fn when(words: Language, at: Timestamp, now: Timestamp, zone: &TimeZone) -> String {
    let seconds = now.duration_since(at).as_secs();
    let whole = |unit: i64| (seconds / unit).unsigned_abs();
    match seconds {
        ..60 => words.units_just_now().to_owned(),
        60..3600 => words.install_ago_minutes(whole(60)),
        3600..86_400 => words.install_ago_hours(whole(3600)),
        86_400..604_800 => words.install_ago_days(whole(86_400)),
        _ => {
            let day = at.to_zoned(zone.clone()).date();
            words.install_on_day(&words.day(day, now, zone))
        }
    }
}

/// Where the last orders were found.
fn last_orders(words: Language, orders: &[OrderRecord]) -> Markup {
    let marks = |order: &OrderRecord| match (order.verified, order.test) {
        (true, true) => words.install_signed_test(),
        (true, false) => words.install_signed(),
        (false, true) => words.install_test(),
        (false, false) => "",
    };
    html! {
        @if !orders.is_empty() {
            section.section.sources {
                h2 { (words.install_last_orders()) }
                table {
                    tbody {
                        @for known in orders {
                            tr {
                                th scope="row" { (known.order.id) }
                                td { @if let Some(source) = known.source { (words.install_found(words.order_source(source))) } }
                                td { (marks(known)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// How many orders came which way.
fn orders_by_source(words: Language, ways: &[(Option<OrderSource>, u64)]) -> Markup {
    let name = |source: Option<OrderSource>| match source {
        Some(source) => words.order_source(source),
        None => words.install_source_unknown(),
    };
    html! {
        @if !ways.is_empty() {
            section.section.sources {
                h2 { (words.install_all_orders()) }
                table {
                    tbody {
                        @for (source, count) in ways {
                            tr {
                                th scope="row" { (name(*source)) }
                                td.number { (words.count(*count)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The page's instructions.
struct InstallView<'a> {
    words: Language,
    frame: &'a Frame,
    /// This server's address.
    base: &'a str,
    surveys: &'a [SurveyHead],
}

impl InstallView<'_> {
    fn page(&self, live: &Markup, orders: &Markup) -> Markup {
        let (words, base) = (self.words, self.base);
        let shop = &self.frame.shop;
        let path = Section::Install.path(shop.id);
        let to_import = |text: &str| html! { a href={ "/shops/" (shop.id) "/import" } { (text) } };
        let body = html! {
            main.narrow id="main" {
                div.head { div {
                    h1 { (Section::Install.name(words)) }
                    p.note { (words.install_note()) }
                } }
                div data-live={ (path) "/live" } aria-live="polite" { (live) }
                (orders)
                ol.steps.section {
                    li {
                        h2 { (words.install_paste()) }
                        p { (words.install_paste_note(&shop.name)) }
                        (code_block(words, &tag::tag(base, shop.id)))
                        p.note { (words.install_paste_old(code)) }
                    }
                    li {
                        h2 { (words.install_order()) }
                        p { (words.install_order_note()) }
                        (systems(words, base, shop))
                    }
                    li {
                        h2 { (words.install_try()) }
                        p { (words.install_try_note(code)) }
                        div.actions { a.button href={ "/demo?shop=" (shop.id) } { (words.install_try_open()) } }
                    }
                    li {
                        h2 { (words.install_links()) }
                        p { (words.install_links_note()) }
                        (self.links())
                    }
                    li {
                        h2 { (words.install_elsewhere()) }
                        (self.elsewhere())
                    }
                    li {
                        h2 { (words.install_server()) }
                        p { (words.install_server_note()) }
                        (by_server(words, base))
                        p.note { (words.install_server_file(to_import)) }
                    }
                    li {
                        h2 { (words.install_policy()) }
                        p { (words.install_policy_note()) }
                        (policy(words, base))
                    }
                    li {
                        h2 { (words.install_sign()) }
                        p { (words.install_sign_note(bold)) }
                        (signing(words, base, shop))
                    }
                }
            }
        };
        self.frame.page(Section::Install, &body)
    }

    /// The pages of the surveys, for mails and codes.
    fn links(&self) -> Markup {
        let (words, base) = (self.words, self.base);
        html! {
            @if self.surveys.is_empty() { p.note { (words.install_no_survey()) } }
            @for survey in self.surveys {
                @let page = format!("{base}/s/{}", survey.id);
                details.more-to-say {
                    summary { (survey.name) }
                    p.note { (words.install_page_link()) }
                    (code_block(words, &format!("{page}?order=1001")))
                    p.note { (words.install_one_click()) }
                    (code_block(words, &one_click(&page)))
                    p.note { (words.install_qr()) }
                    (qr::block(words, base, survey.shop, survey.id))
                    p.note { a href={ "/s/" (survey.id) } { (words.install_open_page()) } }
                }
            }
        }
    }

    /// Where else a survey's form can stand.
    fn elsewhere(&self) -> Markup {
        let words = self.words;
        let survey = self.surveys.first().map(|survey| survey.id.to_string());
        let id = survey.as_deref().unwrap_or("srv_…");
        let to_surveys =
            |text: &str| html! { a href=(Section::Surveys.path(self.frame.shop.id)) { (text) } };
        html! {
            p { (words.install_elsewhere_note(to_surveys)) }
            details.more-to-say {
                summary { (words.install_inline_name()) }
                p.note { (words.install_inline(words.editor_place_inline())) }
                (code_block(words, &format!("<div data-afterword=\"{id}\"></div>")))
            }
            details.more-to-say {
                summary { (words.install_call_name()) }
                p.note { (words.install_call(words.editor_when_call())) }
                (code_block(words, &format!("window.afterword = window.afterword || function () {{ (afterword.q = afterword.q || []).push(arguments); }};\nafterword(\"show\", \"{id}\");")))
            }
        }
    }
}

/// How the shop's own server sends its orders.
fn by_server(words: Language, base: &str) -> Markup {
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
        (code_block(words, &one))
        p.note { (words.install_server_again()) }
        (code_block(words, &amended))
        details.more-to-say {
            summary { (words.install_server_many()) }
            p.note { (words.install_server_many_note(code)) }
            (code_block(words, &many))
            dl.words {
                dt { code { "delivered_at" } } dd { (words.install_delivered_at(code, code)) }
                dt { code { "orders_before" } } dd { (words.install_orders_before()) }
                dt { code { "test" } } dd { (words.install_test_field()) }
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
fn systems(words: Language, base: &str, shop: &Shop) -> Markup {
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
        (system(words.install_by_hand(), &html! {
            p.note { (words.install_by_hand_note()) }
            (code_block(words, &by_hand))
            (attributes(words))
        }))
        (system("WooCommerce", &html! {
            p.note { (words.install_woocommerce()) }
            (code_block(words, &woo))
        }))
        (system("Magento 2, Adobe Commerce", &html! {
            p.note { (words.install_magento_layout(code)) }
            (code_block(words, MAGENTO_LAYOUT))
            p.note { (words.install_magento_template(code)) }
            (code_block(words, &magento))
        }))
        (system("PrestaShop", &html! {
            p.note { (words.install_prestashop(code)) }
            (code_block(words, &prestashop))
        }))
        (system("Ecwid", &html! {
            p.note { (words.install_ecwid()) }
            (code_block(words, &plain))
        }))
        (system("Google Tag Manager", &html! {
            p.note { (words.install_tag_manager(code)) }
            (code_block(words, &plain))
        }))
        (system(words.install_analytics_name(), &html! {
            p.note { (words.install_analytics(code)) }
            (code_block(words, ANALYTICS))
        }))
        (system("Shopify", &html! {
            p.note { (words.install_shopify()) }
            p.note { (words.install_shopify_pages("</body>", code, code)) }
            (code_block(words, &plain))
        }))
        (system(words.install_late_name(), &html! {
            p.note { (words.install_late()) }
            (code_block(words, LATE_CALL))
        }))
    }
}

fn system(name: &str, body: &Markup) -> Markup {
    html! { details.more-to-say { summary { (name) } (body) } }
}

const ANALYTICS: &str = r#"gtag("event", "purchase", {
  transaction_id: "1001", value: 49.90, currency: "EUR",
  items: [{ item_id: "cup-moss", item_name: "Cup, moss", quantity: 1 }]
});"#;

const LATE_CALL: &str = r#"window.afterword = window.afterword || function () { (afterword.q = afterword.q || []).push(arguments); };
afterword("order", { id: "1001", total: "49.90", currency: "EUR", customer: "c77",
  items: [{ id: "cup-moss", name: "Cup, moss", quantity: 1 }] });"#;

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
  $message = array(
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
    afterword("order", <?php echo wp_json_encode( $message, JSON_HEX_TAG | JSON_HEX_AMP ); ?>);
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

fn attributes(words: Language) -> Markup {
    html! {
        dl.words {
            dt { code { "data-order" } } dd { (words.install_data_order()) }
            dt { code { "data-total" } } dd { (words.install_data_total()) }
            dt { code { "data-currency" } } dd { (words.install_data_currency()) }
            dt { code { "data-customer" } } dd { (words.install_data_customer()) }
            dt { code { "data-field-…" } } dd { (words.install_data_field()) }
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

/// The directives that a shop's policy needs.
fn policy(words: Language, base: &str) -> Markup {
    html! {
        (code_block(words, &format!("script-src {base};\nconnect-src {base}")))
        dl.words {
            dt { code { "'wasm-unsafe-eval'" } } dd { (words.install_policy_wasm()) }
            dt { code { "img-src" } } dd { (words.install_policy_img()) }
            dt { code { "trusted-types afterword" } } dd { (words.install_policy_types("require-trusted-types-for 'script'", code)) }
        }
    }
}

fn signing(words: Language, base: &str, shop: &Shop) -> Markup {
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
            summary { (words.install_show_secret()) }
            p.note { (words.install_show_secret_note()) }
            (code_block(words, &shop.secret))
        }
        @for (language, sample) in [("PHP", php), ("Node.js", node), ("Python", python)] {
            details.more-to-say { summary { (words.install_sign_in(language)) } (code_block(words, sample)) }
        }
        details.more-to-say {
            summary { (words.install_signed_tag()) }
            p.note { (words.install_signed_tag_note()) }
            (code_block(words, &tag))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_ago_reads_as_a_person_says_it() {
        let now: Timestamp = "2026-11-21T12:00:00Z".parse().unwrap();
        let said = |words, text: &str| when(words, text.parse().unwrap(), now, &TimeZone::UTC);
        let [en, lv] = [Language::ENGLISH, Language::find("lv").unwrap()];
        assert_eq!(said(en, "2026-11-21T11:59:59Z"), en.units_just_now());
        assert_eq!(said(en, "2026-11-21T11:55:00Z"), en.install_ago_minutes(5));
        assert_eq!(said(lv, "2026-11-21T09:55:00Z"), lv.install_ago_hours(2));
        assert_eq!(said(lv, "2026-11-20T11:55:00Z"), "pirms 1\u{a0}dienas");
        assert_eq!(
            said(en, "2026-11-01T11:55:00Z"),
            en.install_on_day("1\u{a0}November")
        );
    }
}
