//! The tag that owners paste into their shops.

use afterword_shared::id::ShopId;

/// The tag of a shop, without an order.
pub fn tag(base: &str, shop: ShopId) -> String {
    format!(r#"<script async src="{base}/w.js?shop={shop}"></script>"#)
}
