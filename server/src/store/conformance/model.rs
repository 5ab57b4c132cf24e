//! Random changes, made to a store and to a model that is too plain to be wrong.

use super::{
    AnsweredAt, ApiKey, Bed, Change, CountKey, CustomerRef, Date, Expect, KnownOrder, Measure,
    OrderId, Outcome, Record, RecordKey, Response, Sequence, Session, Store, answered, api_key,
    count, keyring, order, response, session, shop, shop_id, sighting, survey, survey_id, user,
    user_id, version,
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
    counts: BTreeMap<CountKey, i64>,
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
        self.counts
            .retain(|key, _| !change.forget_counts.contains(&key.survey));
        for (key, by) in &change.counts {
            let value = self.counts.entry(key.clone()).or_default();
            *value = (*value + by).max(0);
            self.counts.retain(|_, value| *value != 0);
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
        for survey in [1, 2].map(survey_id) {
            let counts = store.counts(survey, Date::MIN, Date::MAX).await.unwrap();
            let all = self.counts.iter().filter(|(key, _)| key.survey == survey);
            let expected: Vec<_> = all.map(|(key, value)| (key.clone(), *value)).collect();
            assert_eq!(counts, expected, "the counts of {survey}");
        }
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
        for (shop, customer) in [(1, "c1"), (1, "c10"), (2, "c1"), (2, "c10")] {
            let customer: CustomerRef = customer.parse().unwrap();
            for except in ORDERS {
                let except: OrderId = except.parse().unwrap();
                let counted = |known: &KnownOrder| {
                    known.shop == shop_id(shop)
                        && !known.test
                        && known.order.customer.as_ref() == Some(&customer)
                        && known.order.id != except
                };
                let expected = self.kept(|record| match record {
                    Record::Order(known) if counted(known) => Some(()),
                    _ => None,
                });
                let orders = store
                    .orders_of(shop_id(shop), &customer, Some(&except))
                    .await;
                assert_eq!(orders.unwrap(), expected.len() as u64);
            }
            let expected = self.kept(|record| match record {
                Record::Order(known)
                    if known.shop == shop_id(shop)
                        && !known.test
                        && known.order.customer.as_ref() == Some(&customer) =>
                {
                    Some(known.clone())
                }
                _ => None,
            });
            let mut expected: Vec<_> = expected.into_iter().map(|(_, known)| known).collect();
            let mut found = store
                .orders_by(shop_id(shop), &customer, 100)
                .await
                .unwrap();
            for orders in [&mut expected, &mut found] {
                orders.sort_by(|one, other| one.order.id.cmp(&other.order.id));
            }
            assert_eq!(found, expected);
            let mut asked = self.responses(|response| {
                response.shop == shop_id(shop)
                    && !response.test
                    && response.customer.as_ref() == Some(&customer)
            });
            asked.sort_by_key(|response| (response.asked_at, response.id));
            asked.reverse();
            let found = store.asked_of(shop_id(shop), &customer, 100).await;
            assert_eq!(found.unwrap(), asked);
        }
    }

    async fn compare_responses(&self, store: &dyn Store) {
        let scanned = store.scan_responses(None, 100).await.unwrap();
        assert_eq!(scanned, self.responses(|_| true));
        for survey in [1, 2].map(survey_id) {
            for flag in [false, true] {
                let expected = self.responses(|response| {
                    response.survey == survey
                        && response.test == flag
                        && response.first_answered_at.is_some()
                });
                let place = |response: Response| AnsweredAt {
                    at: response.first_answered_at.unwrap(),
                    id: response.id,
                };
                let mut expected: Vec<AnsweredAt> = expected.into_iter().map(place).collect();
                expected.sort();
                expected.reverse();
                let mut found: Vec<AnsweredAt> = Vec::new();
                loop {
                    let after = found.last().copied();
                    let page = store.answered(survey, flag, after, 2).await.unwrap();
                    if page.is_empty() {
                        break;
                    }
                    found.extend(page);
                }
                assert_eq!(found, expected);
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

fn counts() -> impl Strategy<Value = (CountKey, i64)> {
    let question = || "score".parse().unwrap();
    let measure = prop_oneof![
        Just(Measure::Asked),
        (8..11_u8).prop_map(move |rating| Measure::Rating(question(), rating)),
    ];
    let day = select(vec!["2025-12-31", "2026-01-01"]);
    (1..3_u64, day, measure, -2..4_i64)
        .prop_map(|(survey, day, measure, by)| (count(survey, day, measure), by))
}

fn changes() -> impl Strategy<Value = Change> {
    let removed = records().prop_map(|record| record.key());
    let forgotten = (1..3_u64).prop_map(survey_id);
    (
        prop::collection::vec((expectations(), records()), 0..4),
        prop::collection::vec(removed, 0..2),
        prop::collection::vec(forgotten, 0..2),
        prop::collection::vec(counts(), 0..4),
    )
        .prop_map(|(put, remove, forget_counts, counts)| Change {
            put,
            remove,
            forget_counts,
            counts,
        })
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
