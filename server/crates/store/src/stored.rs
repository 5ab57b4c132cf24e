//! Records' keys as an engine takes them.

use super::codec;
use crate::{Key, Kind};
use afterword_domain::record::{OrderRecord, RecordKey, Response, Stored, UniqueKey};
use afterword_shared::id::ShopId;

/// Under which key a record is kept.
pub fn key(record: &RecordKey) -> Key {
    Key::new(record.shop, Kind(record.kind), &record.id)
}

/// Which record is kept under a key.
pub fn record_key(key: &Key) -> RecordKey {
    RecordKey {
        shop: key.shop(),
        kind: key.kind().0,
        id: key.id().into(),
    }
}

/// The key of a place in a shop.
pub fn unique_key(shop: ShopId, place: &UniqueKey) -> Key {
    Key::new(shop, Kind(place.kind), &place.id)
}

/// What a record alone may hold.
pub fn unique_keys(key: &Key, body: &[u8]) -> Vec<Key> {
    let shop = key.shop();
    match key.kind().0 {
        // There are millions of them, and their beginning says it.
        Response::KIND => {
            let held = codec::place_of(body).into_iter();
            held.map(|(survey, order, verified)| Response::order_key(survey, &order, verified))
                .map(|place| unique_key(shop, &place))
                .collect()
        }
        OrderRecord::KIND => Vec::new(),
        _ => match codec::decode(shop, key.id(), body) {
            Ok(record) => record
                .unique_keys()
                .iter()
                .map(|place| unique_key(shop, place))
                .collect(),
            Err(_) => Vec::new(),
        },
    }
}
