//! Keys: a shop, a kind, an id, as bytes that sort in this order.

use afterword_shared::id::ShopId;
use std::fmt;

/// What an entry is: a number that whoever writes records gives to each kind of them. From 128 on
/// they stand for places that only one record can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Kind(pub u8);

impl Kind {
    /// Whether it stands for a place that only one record can hold, and not for a record.
    pub fn is_unique(self) -> bool {
        self.0 >= 128
    }
}

/// How many bytes of a key name the shop.
const SHOP: usize = 16;

/// Which entry. Sorts by shop, then kind, then the bytes of the id.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(Box<[u8]>);

impl Key {
    /// The key of one entry.
    pub fn new(shop: ShopId, kind: Kind, id: &[u8]) -> Self {
        let mut bytes = Vec::with_capacity(SHOP + 1 + id.len());
        bytes.extend_from_slice(&shop.to_bytes());
        bytes.push(kind.0);
        bytes.extend_from_slice(id);
        Self(bytes.into())
    }

    /// The key that these bytes are; `None` where they are too few.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        (bytes.len() > SHOP).then(|| Self(bytes.into()))
    }

    /// All of it.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// In which shop.
    pub fn shop(&self) -> ShopId {
        let shop = self.0.first_chunk().copied();
        ShopId::from_bytes(shop.unwrap_or_default())
    }

    /// What kind.
    pub fn kind(&self) -> Kind {
        Kind(self.0.get(SHOP).copied().unwrap_or_default())
    }

    /// Which of its kind.
    pub fn id(&self) -> &[u8] {
        self.0.get(SHOP + 1..).unwrap_or_default()
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let id = self.id().escape_ascii();
        write!(f, "{}/{}/{id}", self.shop(), self.kind().0)
    }
}
