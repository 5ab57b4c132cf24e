//! Whatever is loose and whatever is packed, it is one map.

use super::*;
use proptest::{collection::vec, prelude::*, sample::select};

const KINDS: [u8; 4] = [0x18, 0x20, 0x27, 0x30];

/// Keys that crowd together, of kinds that are packed and of one that is not.
fn key() -> impl Strategy<Value = Vec<u8>> {
    (select(KINDS.to_vec()), 0..40_u8, 0..3_u8).prop_map(|(kind, place, more)| {
        let mut key = vec![kind, place];
        key.extend(vec![7; more.into()]);
        key
    })
}

#[derive(Clone, Debug)]
enum Step {
    Write(Vec<(Vec<u8>, Option<Vec<u8>>)>),
    Pack,
}

fn step() -> impl Strategy<Value = Step> {
    let value = prop_oneof![
        Just(vec![]),
        vec(1..=u8::MAX, 1..3),
        vec(any::<u8>(), 20..60),
    ];
    prop_oneof![
        4 => vec((key(), prop::option::weighted(0.7, value)), 1..40).prop_map(Step::Write),
        1 => Just(Step::Pack),
    ]
}

fn pack_all(tree: &Tree) {
    let mut from = Some(Vec::new());
    while let Some(at) = from {
        let (batch, next) = tree.pack(&at).unwrap();
        tree.db.apply_batch(batch).unwrap();
        from = next;
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn packed_or_loose_it_is_one_ordered_map(
        steps in vec(step(), 1..12),
        dense in 1..9_usize,
        full in select(vec![1, 60, 300]),
        bounds in vec((key(), key()), 4),
    ) {
        let db = ::sled::Config::new().temporary(true).open().unwrap();
        let tree = Tree::new(db, Packing { dense, full, many: 0 });
        let mut model = BTreeMap::new();
        for step in steps {
            match step {
                Step::Write(entries) => {
                    let writes: Writes = entries
                        .into_iter()
                        .map(|(key, value)| (key, value.map(IVec::from)))
                        .collect();
                    tree.db.apply_batch(tree.batch(&writes).unwrap()).unwrap();
                    for (key, value) in writes {
                        match value {
                            Some(value) => model.insert(key, value),
                            None => model.remove(&key),
                        };
                    }
                }
                Step::Pack => {
                    pack_all(&tree);
                    if dense == 1 {
                        let loose = tree.db.iter().keys().filter(|key| {
                            keys::is_packable(key.as_ref().unwrap())
                        });
                        prop_assert_eq!(loose.count(), 0);
                    }
                }
            }
            for kind in KINDS {
                let read: Vec<Entry> = tree
                    .range(Bound::Included(vec![kind]), vec![kind + 1])
                    .collect::<Result<_, _>>()
                    .unwrap();
                let expected: Vec<Entry> = model
                    .range(vec![kind]..vec![kind + 1])
                    .map(|(key, value)| (key.as_slice().into(), value.clone()))
                    .collect();
                prop_assert_eq!(read, expected);
            }
        }
        for kind in KINDS {
            let keys: Vec<Vec<u8>> = (0..40)
                .rev()
                .flat_map(|place| [vec![kind, place], vec![kind, place, 7]])
                .collect();
            let each: Vec<_> = keys.iter().map(|key| model.get(key).cloned()).collect();
            let alone: Vec<_> = keys.iter().map(|key| tree.get(key).unwrap()).collect();
            prop_assert_eq!(&alone, &each);
            prop_assert_eq!(&tree.get_all(&keys).unwrap(), &each);
            for (few, each) in keys.chunks(5).zip(each.chunks(5)) {
                prop_assert_eq!(tree.get_all(few).unwrap(), each);
            }
        }
        for (from, to) in bounds {
            let end = vec![from[0], to[1]];
            if from >= end {
                continue;
            }
            for from in [Bound::Included(from.clone()), Bound::Excluded(from)] {
                let read: Vec<IVec> = tree
                    .range(from.clone(), end.clone())
                    .map(|entry| entry.unwrap().0)
                    .collect();
                let expected: Vec<IVec> = model
                    .range((from, Bound::Excluded(end.clone())))
                    .map(|(key, _)| key.as_slice().into())
                    .collect();
                prop_assert_eq!(read, expected);
            }
        }
    }

    #[test]
    fn pieces_hold_everything_and_are_not_too_large(
        sizes in vec(0..300_usize, 1..80),
        full in 50..2000_usize,
        side in select(vec![Side::Start, Side::Between, Side::End]),
    ) {
        let entries: Vec<Entry> = (0_u16..)
            .zip(&sizes)
            .map(|(at, size)| (IVec::from(&at.to_be_bytes()), IVec::from(vec![1; *size])))
            .collect();
        let mut pieces = pieces(&entries, full, side);
        for piece in &pieces {
            let size: usize = piece.iter().map(block::size).sum();
            prop_assert!(size <= full || piece.len() == 1);
        }
        pieces.sort_by_key(|piece| piece[0].0.clone());
        prop_assert_eq!(pieces.concat(), entries);
    }
}
