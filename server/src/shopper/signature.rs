//! Orders signed by the shop's own server.

use crate::services::error::Error;
use afterword_domain::{record::Shop, secret::mac_fits};
use afterword_shared::order::{Loose, OrderMessage};
use jiff::{SignedDuration, Timestamp};

/// How old a signed order may be.
pub const VALIDITY: SignedDuration = SignedDuration::from_hours(90 * 24);
/// How far the shop's clock may be ahead of ours.
const CLOCK_SKEW: SignedDuration = SignedDuration::from_hours(24);

/// Whether an order is verified: signed with the shop's secret, and not too long ago. Without a
/// signature it is not; with one that does not fit it is refused, since somebody altered it.
///
/// Signed is the JSON array of the five strings order, total, currency, customer, time as they
/// were sent, absent ones empty; HMAC-SHA256, in hexadecimal digits.
pub fn verify(
    shop: &Shop,
    order: Option<&OrderMessage>,
    signature: Option<&str>,
    now: Timestamp,
) -> Result<bool, Error> {
    let (Some(order), Some(signature)) = (order, signature.filter(|s| !s.trim().is_empty())) else {
        return Ok(false);
    };
    let tag = digits(signature.trim()).ok_or(Error::Signature(
        "The order's signature is not 64 hexadecimal digits: send HMAC-SHA256 in hex.",
    ))?;
    if !mac_fits(shop.secret.as_bytes(), signed_text(order).as_bytes(), &tag) {
        return Err(Error::Signature(
            "The order's signature does not fit: sign the JSON array of the strings order, total, \
             currency, customer and time, exactly as they are sent, with the shop's secret.",
        ));
    }
    let placed = order
        .time
        .as_ref()
        .and_then(|time| time.0.trim().parse().ok());
    let age = placed
        .and_then(|seconds| Timestamp::from_second(seconds).ok())
        .map(|placed| now.duration_since(placed))
        .ok_or(Error::Signature(
            "A signed order needs its time: whole seconds since 1970 (UTC).",
        ))?;
    if age > VALIDITY || age < -CLOCK_SKEW {
        return Err(Error::Signature(
            "The order's signature is not valid any more: it lives for 90 days from the order's time.",
        ));
    }
    Ok(true)
}

/// What is signed: for instance `["1001","49.90","EUR","c77","1795287873"]`.
pub fn signed_text(order: &OrderMessage) -> String {
    let loose = |text: &Option<Loose>| text.clone().unwrap_or_default().0;
    let parts = [
        order.id.0.clone(),
        loose(&order.total),
        order.currency.clone().unwrap_or_default(),
        loose(&order.customer),
        loose(&order.time),
    ];
    serde_json::to_string(&parts).unwrap_or_default()
}

fn digits(text: &str) -> Option<Vec<u8>> {
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    (0..32)
        .map(|n| u8::from_str_radix(&text[2 * n..2 * n + 2], 16).ok())
        .collect()
}
