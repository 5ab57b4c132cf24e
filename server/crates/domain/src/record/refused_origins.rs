//! Sites whose prompts were refused, since they are not among the shop's addresses: for its Install page.

use super::Stored;
use afterword_shared::id::ShopId;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// How many sites are remembered.
const LIMIT: usize = 5;
/// How many characters of one.
const LENGTH: usize = 200;
/// For how long they are remembered.
const LIFETIME: SignedDuration = SignedDuration::from_hours(30 * 24);
/// How old the newest has to be before a page view is written down once more.
const RENEWAL: SignedDuration = SignedDuration::from_mins(1);

/// The sites that were refused lately.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusedOrigins {
    /// In which shop.
    pub shop: ShopId,
    /// Latest first.
    pub origins: Vec<RefusedOrigin>,
}

/// A site that was refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusedOrigin {
    /// The site, as the browser names it.
    pub origin: String,
    /// When it asked last.
    pub at: Timestamp,
}

impl RefusedOrigins {
    /// With one more refused; `None` where that is to be written down some other time: whoever sends
    /// requests from anywhere can have one written a minute.
    pub fn with(before: Option<&Self>, shop: ShopId, origin: &str, at: Timestamp) -> Option<Self> {
        let mut origins = before.map_or_else(Vec::new, |before| before.origins.clone());
        let newest = origins.first();
        if newest.is_some_and(|newest| at.duration_since(newest.at) < RENEWAL) {
            return None;
        }
        let origin: String = origin.chars().take(LENGTH).collect();
        origins.retain(|other| other.origin != origin);
        origins.insert(0, RefusedOrigin { origin, at });
        origins.truncate(LIMIT);
        Some(Self { shop, origins })
    }

    /// Without one, since it is allowed now.
    #[must_use]
    pub fn without(mut self, origin: &str) -> Self {
        self.origins.retain(|other| other.origin != origin);
        self
    }
}

impl Stored for RefusedOrigins {
    const KIND: u8 = 0x1c;
    const EXPIRES: bool = true;
    type Id = ();

    fn shop(&self) -> ShopId {
        self.shop
    }

    fn id(&self) -> Self::Id {}

    fn expires_at(&self) -> Option<Timestamp> {
        let newest = self.origins.first().map(|newest| newest.at);
        let end = newest.map_or(Ok(Timestamp::MIN), |at| at.saturating_add(LIFETIME));
        Some(end.unwrap_or(Timestamp::MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_latest_five_are_remembered_and_at_most_one_a_minute_is_written_down() {
        let shop = ShopId::from_bytes([1; 16]);
        let mut kept = None;
        let mut written = 0;
        for second in 0..600 {
            let at = Timestamp::from_second(second).unwrap();
            let site = format!("https://{}.example", second % 7);
            if let Some(next) = RefusedOrigins::with(kept.as_ref(), shop, &site, at) {
                written += 1;
                kept = Some(next);
            }
        }
        let kept = kept.unwrap();
        assert_eq!((written, kept.origins.len()), (10, LIMIT));
        assert!(kept.origins.is_sorted_by(|one, two| one.at > two.at));
        let newest = kept.origins[0].origin.clone();
        assert!(
            kept.without(&newest)
                .origins
                .iter()
                .all(|other| other.origin != newest)
        );
    }
}
