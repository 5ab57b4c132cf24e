//! A tenant, and when its tag was heard of.

use super::OrderSource;
use super::Stored;
use afterword_shared::id::ShopId;
use jiff::{Timestamp, tz::TimeZone};
use serde::{Deserialize, Serialize};

/// A tenant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shop {
    /// Its id: public, stands in the tag.
    pub id: ShopId,
    /// What shoppers know it by.
    pub name: String,
    /// Where its tag may run, each as `https://host[:port]`, as browsers write it.
    pub origins: Vec<String>,
    /// The language of its surveys, a BCP 47 tag.
    pub locale: String,
    /// IANA name of the time zone in which its days begin and its times are shown.
    pub time_zone: String,
    /// Where it tells shoppers what becomes of their answers; empty for none.
    #[serde(default)]
    pub privacy_url: String,
    /// What its server signs orders with, 64 hexadecimal digits.
    pub secret: String,
    /// Whether unsigned orders are never asked.
    #[serde(default)]
    pub require_signature: bool,
    /// For how many days a customer who was asked anything is asked nothing else; 0 for none.
    #[serde(default)]
    pub quiet_days: u16,
    /// Whether its answers are made up, and every page has to say so.
    #[serde(default)]
    pub demo: bool,
    /// Searches among the responses that the owner gave a name, in the order of their making.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub views: Vec<SavedView>,
    /// When it was made.
    pub created_at: Timestamp,
}

impl Shop {
    /// The zone in which its days begin; UTC where this program's tables do not know it.
    pub fn zone(&self) -> TimeZone {
        TimeZone::get(&self.time_zone).unwrap_or(TimeZone::UTC)
    }
}

/// A search among the responses, by its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedView {
    /// What the owner calls it: no two of a shop share one.
    pub name: String,
    /// What stands behind the question mark of its address.
    pub query: String,
}

/// When and where a shop's tag was last heard of from an allowed origin.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sighting {
    /// Whose tag.
    pub shop: ShopId,
    /// On which site.
    pub origin: String,
    /// On which page, without query.
    pub page: String,
    /// Where the order was found there.
    #[serde(default)]
    pub source: Option<OrderSource>,
    /// When, to the minute or better.
    pub at: Timestamp,
}

impl Stored for Shop {
    const KIND: u8 = 0x10;
    type Id = ();

    fn shop(&self) -> ShopId {
        self.id
    }

    fn id(&self) -> Self::Id {}
}

impl Stored for Sighting {
    const KIND: u8 = 0x11;
    type Id = ();

    fn shop(&self) -> ShopId {
        self.shop
    }

    fn id(&self) -> Self::Id {}
}
