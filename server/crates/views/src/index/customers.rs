//! A shop's customers as small numbers, each with what they bought and what they were asked, found
//! without a look at anybody else.

use super::{
    column::{Column, NONE},
    lists::row,
    numbers::Numbers,
    snapshot::{Loader, Saver, Snapshot},
};
use afterword_domain::secret;
use afterword_shared::id::CustomerRef;
use hashbrown::HashTable;
use siphasher::sip::SipHasher13;
use std::io;

/// The customers. Of a reference only 64 bits of a keyed hash are kept: of ten million references
/// two are taken for one with a chance of one in half a million, and nobody can choose which.
#[derive(Debug)]
pub(super) struct Customers {
    /// With which key: a secret.
    hasher: SipHasher13,
    hashes: Column<u64>,
    places: HashTable<u32>,
    /// The order that was told last; each leads on to one told before.
    order: Column<u32>,
    /// How many orders that are no tests.
    bought: Numbers<u16>,
    /// The oldest ask. It leads on to the newest, and each of the others to the one before it.
    pub(super) oldest: Column<u32>,
}

impl Default for Customers {
    fn default() -> Self {
        Self {
            hasher: SipHasher13::new_with_key(&secret::random()),
            hashes: Column::default(),
            places: HashTable::default(),
            order: Column::default(),
            bought: Numbers::default(),
            oldest: Column::default(),
        }
    }
}

impl Snapshot for Customers {
    fn save(&self, to: &mut Saver) -> io::Result<()> {
        to.value(&self.hasher.key())?;
        self.hashes.save(to)?;
        self.order.save(to)?;
        self.bought.save(to)?;
        self.oldest.save(to)
    }

    fn load(from: &mut Loader) -> io::Result<Self> {
        let mut customers = Self {
            hasher: SipHasher13::new_with_key(&from.value()?),
            hashes: Snapshot::load(from)?,
            order: Snapshot::load(from)?,
            bought: Snapshot::load(from)?,
            oldest: Snapshot::load(from)?,
            places: HashTable::default(),
        };
        let Self { hashes, places, .. } = &mut customers;
        let hash = |place: &u32| hashes[*place as usize];
        places.reserve(hashes.len(), hash);
        for place in 0..row(hashes.len()) {
            places.insert_unique(hash(&place), place, hash);
        }
        Ok(customers)
    }
}

impl Customers {
    pub(super) fn find(&self, id: &CustomerRef) -> Option<u32> {
        let hash = self.hasher.hash(id.as_str().as_bytes());
        self.places
            .find(hash, |place| self.hashes[*place as usize] == hash)
            .copied()
    }

    /// The number of a customer, made where there is none.
    pub(super) fn keep(&mut self, id: &CustomerRef) -> u32 {
        if let Some(known) = self.find(id) {
            return known;
        }
        let hash = self.hasher.hash(id.as_str().as_bytes());
        let place = row(self.hashes.len());
        let hashes = &mut self.hashes;
        hashes.push(hash);
        self.places
            .insert_unique(hash, place, |place| hashes[*place as usize]);
        self.order.push(NONE);
        self.bought.push();
        self.oldest.push(NONE);
        place
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.hashes.len()
    }

    /// The order that was told last of a customer; [`NONE`] where none was.
    pub(super) fn last_order(&self, customer: u32) -> u32 {
        self.order[customer as usize]
    }

    /// The same, to be another.
    pub(super) fn order(&mut self, customer: u32) -> &mut u32 {
        &mut self.order[customer as usize]
    }

    /// One more order that is no test, or one less.
    pub(super) fn count(&mut self, customer: u32, add: bool) {
        let bought = self.bought(customer);
        let bought = if add { bought + 1 } else { bought - 1 };
        self.bought.set(customer, Some(bought.into()));
    }

    /// How many orders that are no tests a customer has.
    pub(super) fn bought(&self, customer: u32) -> u32 {
        let bought = self.bought.get(customer).unwrap_or_default();
        u32::try_from(bought).unwrap_or(u32::MAX)
    }
}
