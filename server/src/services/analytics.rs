//! Figures, found in the views and worked out: once, for pages and programs alike.

pub mod breakdown;
pub mod counts;
pub mod funnel;
pub mod keywords;
pub mod loyalty;
pub mod overview;
pub mod split;

use afterword_domain::record::Shop;
use afterword_jobs::Clock;
use afterword_views::index::Index;
use jiff::civil::Date;
use std::sync::Arc;

/// Works figures out of what the index has joined. Cheap to clone.
#[derive(Clone)]
pub struct Analytics {
    index: Index,
    clock: Clock,
    loyalty: Arc<loyalty::LoyaltyCache>,
}

impl Analytics {
    /// With nothing worked out yet.
    pub fn new(index: Index, clock: Clock) -> Self {
        Self {
            index,
            clock,
            loyalty: Arc::default(),
        }
    }

    /// Which day it is where a shop is.
    pub fn today(&self, shop: &Shop) -> Date {
        self.clock.now().to_zoned(shop.zone()).date()
    }
}
