//! Random changes, made to a store and to a model that is too plain to be wrong.

use super::{
    ApiKey, Bed, Change, Expect, OrderId, Outcome, Record, RecordKey, Response, Sequence, Session,
    Store, answered, api_key, keyring, order, response, session, shop, shop_id, sighting, survey,
    survey_id, user, user_id, version,
};
use proptest::{prelude::*, sample::select};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// What a store should hold.
#[derive(Clone, Default)]
struct Model {
    sequence: u64,
    records: BTreeMap<RecordKey, (Sequence, Record)>,
    removed: BTreeSet<(Sequence, RecordKey)>,
}

impl Model {
    fn commit(&mut self, changes: &[Change]) -> Vec<Outcome> {
        let sequence = Sequence(self.sequence + 1);
        let outcomes: Vec<Outcome> = changes
            .iter()
            .map(|change| match self.clone().with(change, sequence) {
                Some(after) => {
                    *self = after;
                    Outcome::Saved(sequence)
                }
                None => Outcome::Conflict,
            })
            .collect();
        if outcomes.contains(&Outcome::Saved(sequence)) {
            self.sequence = sequence.0;
        }
        outcomes
    }

    /// Itself after a change; `None` where the change does not hold.
    fn with(mut self, change: &Change, sequence: Sequence) -> Option<Self> {
        for (expect, record) in &change.put {
            let old = self.records.get(&record.key()).map(|(at, _)| *at);
            let holds = match expect {
                Expect::Anything => true,
                Expect::Absent => old.is_none(),
                Expect::At(at) => old == Some(*at),
            };
            let taken = self
                .records
                .values()
                .any(|(_, other)| other.key() != record.key() && same_place(other, record));
            if !holds || taken {
                return None;
            }
            self.records
                .insert(record.key(), (sequence, record.clone()));
        }
        for key in &change.remove {
            let is_told = matches!(key, RecordKey::Order(..) | RecordKey::Response(_));
            if self.records.remove(key).is_some() && is_told {
                self.removed.insert((sequence, key.clone()));
            }
        }
        Some(self)
    }

    fn kept<T>(&self, pick: impl Fn(&Record) -> Option<T>) -> Vec<(Sequence, T)> {
        let all = self.records.values();
        all.filter_map(|(at, record)| Some((*at, pick(record)?)))
            .collect()
    }

    fn responses(&self, pick: impl Fn(&Response) -> bool) -> Vec<Response> {
        let found = self.kept(|record| match record {
            Record::Response(response) if pick(response) => Some(response.clone()),
            _ => None,
        });
        found.into_iter().map(|(_, response)| response).collect()
    }

    async fn compare(&self, store: &dyn Store) {
        self.compare_lists(store).await;
        self.compare_people(store).await;
        self.compare_responses(store).await;
    }

    async fn compare_lists(&self, store: &dyn Store) {
        assert_eq!(store.sequence().await.unwrap(), Sequence(self.sequence));
        for after in 0..=self.sequence {
            let mut feed = store.changes(Sequence(after), 1000).await.unwrap();
            assert!(feed.is_sorted_by_key(|(at, _)| *at));
            feed.sort_by_key(|(_, record)| record.key());
            let mut expected = self.kept(|record| Some(record.clone()));
            expected.retain(|(at, _)| at.0 > after);
            assert_eq!(feed, expected, "the feed after {after}");
        }
        let removed = store.removed(Sequence(0), Sequence(self.sequence)).await;
        let removed: BTreeSet<_> = removed.unwrap().into_iter().collect();
        assert_eq!(removed, self.removed);
        for shop in [1, 2].map(shop_id) {
            let expected = self.kept(|record| match record {
                Record::Survey(survey) if survey.shop == shop => Some(survey.clone()),
                _ => None,
            });
            let surveys = store.surveys(shop).await.unwrap();
            let surveys: Vec<_> = surveys.into_iter().map(|s| (s.sequence, s.value)).collect();
            assert_eq!(surveys, expected, "the surveys of {shop}");
            let mut keys: Vec<ApiKey> = store.api_keys(shop).await.unwrap();
            keys.sort_by_key(|key| key.hash);
            let expected = self.kept(|record| match record {
                Record::ApiKey(key) if key.shop == shop => Some(key.clone()),
                _ => None,
            });
            assert!(keys.iter().eq(expected.iter().map(|(_, key)| key)));
        }
    }

    async fn compare_people(&self, store: &dyn Store) {
        for email in EMAILS {
            let expected = self.kept(|record| match record {
                Record::User(user) if user.email == email => Some(user.clone()),
                _ => None,
            });
            let user = store.user_by_email(email).await.unwrap();
            let user = user.map(|user| (user.sequence, user.value));
            assert_eq!(user.as_slice(), expected, "the user of {email}");
        }
        for user in [1, 2, 3].map(user_id) {
            let mut sessions: Vec<Session> = store.sessions(user).await.unwrap();
            sessions.sort_by_key(|session| session.hash);
            let expected = self.kept(|record| match record {
                Record::Session(session) if session.user == user => Some(session.clone()),
                _ => None,
            });
            assert!(sessions.iter().eq(expected.iter().map(|(_, s)| s)));
        }
    }

    async fn compare_responses(&self, store: &dyn Store) {
        let scanned = store.scan_responses(None, 100).await.unwrap();
        assert_eq!(scanned, self.responses(|_| true));
        for survey in [1, 2].map(survey_id) {
            for flag in [false, true] {
                for order in ORDERS {
                    let order: OrderId = order.parse().unwrap();
                    let expected = self.responses(|response| {
                        response.survey == survey
                            && !response.test
                            && !response.further
                            && response.verified == flag
                            && response.order.as_ref() == Some(&order)
                    });
                    let found = store.response_to(survey, &order, flag).await.unwrap();
                    let found = found.map(|kept| kept.value);
                    assert_eq!(found.as_slice(), expected);
                }
            }
        }
    }
}

/// Whether both want what only one may have.
fn same_place(one: &Record, other: &Record) -> bool {
    match (one, other) {
        (Record::User(one), Record::User(other)) => one.email == other.email,
        (Record::Response(one), Record::Response(other)) => {
            let place = |response: &Response| {
                let order = response
                    .order
                    .clone()
                    .filter(|_| !response.test && !response.further)?;
                Some((response.survey, order, response.verified))
            };
            place(one).is_some() && place(one) == place(other)
        }
        _ => false,
    }
}

const EMAILS: [&str; 3] = ["a@shop.example", "ab@shop.example", "b@shop.example"];
const ORDERS: [&str; 3] = ["1001", "10010", "1002"];

fn orders() -> impl Strategy<Value = Record> {
    let customer = select(vec![None, Some("c1"), Some("c10")]);
    (1..3_u64, select(&ORDERS[..]), customer, any::<bool>()).prop_map(
        |(shop, id, customer, test)| {
            let mut known = order(id, customer);
            known.shop = shop_id(shop);
            known.test = test;
            Record::Order(known)
        },
    )
}

fn responses() -> impl Strategy<Value = Record> {
    let order = prop_oneof![Just(None), select(&ORDERS[..]).prop_map(Some)];
    let first = prop_oneof![Just(None), (0..3_i64).prop_map(Some)];
    let customer = select(vec![None, Some("c1"), Some("c10")]);
    (
        1..7_u64,
        1..3_u64,
        order,
        first,
        any::<[bool; 3]>(),
        customer,
    )
        .prop_map(|(id, survey, order, first, flags, customer)| {
            let mut made = first.map_or_else(|| response(id, None), |at| answered(id, at));
            made.survey = survey_id(survey);
            made.order = order.map(|order| order.parse().unwrap());
            [made.verified, made.test, made.further] = flags;
            made.customer = customer.map(|customer| customer.parse().unwrap());
            Record::Response(made)
        })
}

fn records() -> impl Strategy<Value = Record> {
    let user = (1..4_u64, select(&EMAILS[..])).prop_map(|(id, email)| user(id, email));
    prop_oneof![
        1 => (1..3_u64).prop_map(|n| Record::Shop(shop(n))),
        1 => (1..3_u64).prop_map(|n| Record::Sighting(sighting(n))),
        1 => (1..4_u64, 1..3_u64).prop_map(|(n, shop)| Record::Survey(survey(n, shop))),
        1 => (1..3_u64, 1..3_u32, 0..20_usize)
            .prop_map(|(n, number, size)| Record::SurveyVersion(version(n, number, size))),
        3 => user.prop_map(Record::User),
        1 => (1..4_u8, 1..3_u64).prop_map(|(n, user)| Record::Session(session(n, user))),
        1 => (1..4_u8, 1..3_u64).prop_map(|(n, shop)| Record::ApiKey(api_key(n, shop))),
        1 => (1..3_u32).prop_map(|id| Record::Keyring(keyring(id))),
        3 => orders(),
        6 => responses(),
    ]
}

fn expectations() -> impl Strategy<Value = Expect> {
    prop_oneof![
        3 => Just(Expect::Anything),
        2 => Just(Expect::Absent),
        1 => (0..8_u64).prop_map(|at| Expect::At(Sequence(at))),
    ]
}

fn changes() -> impl Strategy<Value = Change> {
    let removed = records().prop_map(|record| record.key());
    (
        prop::collection::vec((expectations(), records()), 0..4),
        prop::collection::vec(removed, 0..2),
    )
        .prop_map(|(put, remove)| Change { put, remove })
}

pub(crate) fn random_changes_come_to_what_a_plain_model_says<Open>(fresh: fn() -> Open)
where
    Open: Fn() -> Arc<dyn Store> + 'static,
{
    let commits = prop::collection::vec(prop::collection::vec(changes(), 1..5), 1..8);
    let config = ProptestConfig {
        cases: 32,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    proptest!(config, |(commits in commits)| {
        runtime.block_on(async {
            let mut bed = Bed::new(fresh());
            let mut model = Model::default();
            for commit in commits {
                let expected = model.commit(&commit);
                let outcomes = bed.store().commit(commit).await.unwrap();
                assert_eq!(outcomes, expected);
            }
            model.compare(bed.store()).await;
            bed.reopen();
            model.compare(bed.store()).await;
        });
    });
}
