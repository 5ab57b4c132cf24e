//! How to put the tag into a shop, and whether it arrived.

use super::{
    failure::Failure,
    form::Form,
    layout::{Frame, Section},
    overview::tag_block,
    session::Owned,
    words,
};
use crate::{
    app::{App, Refusal},
    founding,
    store::{
        Change, Expect,
        record::{Record, Shop, Sighting},
    },
};
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use maud::{Markup, html};
use serde::Deserialize;

/// For how long a refused site is told of.
const REFUSAL_SHOWN: SignedDuration = SignedDuration::from_hours(24);

/// `GET /shops/{shop}/install`
pub(crate) async fn get(State(app): State<App>, owned: Owned) -> Result<Markup, Failure> {
    let live = live(&app, &owned).await?;
    Ok(view(&owned.frame, &app.config().base(), &live))
}

/// `GET /shops/{shop}/install/live`: the part of the page that changes by itself.
pub(crate) async fn poll(State(app): State<App>, owned: Owned) -> Result<Markup, Failure> {
    Ok(live(&app, &owned).await?)
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
    owned: Owned,
    Form(allow): Form<Allow>,
) -> Result<Response, Failure> {
    let origin = founding::origin(&allow.origin)?;
    let mut shop = owned.shop.value;
    if !shop.origins.contains(&origin) {
        shop.origins.push(origin.clone());
        let expect = Expect::At(owned.shop.sequence);
        app.must_write(Change::put(expect, Record::Shop(shop.clone())))
            .await?;
    }
    app.forget_refusal(shop.id, &allow.origin);
    app.forget_refusal(shop.id, &origin);
    Ok(Redirect::to(&Section::Install.path(shop.id)).into_response())
}

async fn live(app: &App, owned: &Owned) -> Result<Markup, crate::error::Error> {
    let shop = &owned.shop.value;
    let now = app.now();
    let sighting = app.store().sighting(shop.id).await?;
    let refusals: Vec<Refusal> = app
        .refusals(shop.id)
        .into_iter()
        .filter(|refusal| now.duration_since(refusal.at) < REFUSAL_SHOWN)
        .filter(|refusal| !shop.origins.contains(&refusal.origin))
        .collect();
    Ok(live_line(
        shop,
        sighting.as_ref(),
        &refusals,
        now,
        &owned.zone,
        &app.config().origin(),
    ))
}

fn live_line(
    shop: &Shop,
    sighting: Option<&Sighting>,
    refusals: &[Refusal],
    now: Timestamp,
    zone: &TimeZone,
    here: &str,
) -> Markup {
    html! {
        @match sighting {
            Some(seen) => {
                div.live.seen {
                    span.lamp aria-hidden="true" {}
                    div {
                        b { "Seen on " (seen.origin) " " (ago(seen.at, now, zone)) }
                        @if seen.page.starts_with("/demo") && seen.origin == here {
                            p.note { "That was the made-up shop. Your own comes next." }
                        } @else {
                        p.note { "The tag asked for its question on " code { (seen.page) } ". It works." }
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
                    @if founding::origin(&refusal.origin).is_ok() {
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

fn view(frame: &Frame, base: &str, live: &Markup) -> Markup {
    let shop = &frame.shop;
    let path = Section::Install.path(shop.id);
    frame.page(
        Section::Install,
        &html! {
            main.narrow id="main" {
                div.head { div {
                    h1 { "Install" }
                    p.note { "One tag on the page that thanks your shoppers for their order." }
                } }
                div data-live={ (path) "/live" } aria-live="polite" { (live) }
                ol.steps.section {
                    li {
                        h2 { "Paste the tag" }
                        p { "Anywhere in the thank-you page. It loads beside your page, sets no cookie and asks " (shop.name) "’s question in the corner." }
                        (tag_block(&founding::tag(base, shop.id)))
                    }
                    li {
                        h2 { "Tell it which order" }
                        p { "Then each order is asked once, on whatever device, and you see what every answer is about. Put your shop system’s own placeholders where the examples stand; all but the shop may be left out." }
                        (tag_block(&tag_with_order(base, shop)))
                        (attributes())
                    }
                    li {
                        h2 { "Try it" }
                        p { "Place an order in a made-up shop that carries your tag, or add " code { "data-test" } " to the tag in your own: then it asks every time, and what is answered stays out of every figure." }
                        div.actions { a.button href={ "/demo?shop=" (shop.id) } { "Open the made-up shop" } }
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

fn tag_with_order(base: &str, shop: &Shop) -> String {
    let id = shop.id;
    format!(
        r#"<script async src="{base}/w.js"
  data-shop="{id}"
  data-order="1001" data-total="49.90" data-currency="EUR"
  data-customer="c77"></script>"#
    )
}

fn attributes() -> Markup {
    html! {
        dl.words {
            dt { code { "data-order" } } dd { "Your number of the order." }
            dt { code { "data-total" } } dd { "What was paid, digits with a point." }
            dt { code { "data-currency" } } dd { "Three letters, such as EUR." }
            dt { code { "data-customer" } } dd { "Your own reference of the customer, to tell new from returning. No name or address is needed." }
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
        r#"<script async src="{base}/w.js"
  data-shop="{id}"
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
