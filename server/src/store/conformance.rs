//! What every engine promises: one suite, run against each.
//!
//! An engine's tests call [`conformance!`] with a function that makes a place for a store and
//! returns how to open it; opening it again finds what was committed. Every promise is a test.

mod model;

use super::{
    Change, Expect, Outcome, Sequence, Store,
    record::{
        ApiKey, Context, Keyring, KnownOrder, Record, RecordKey, Response, ResponseState,
        SecretHash, Session, Shop, Sighting, SigningKey, SurveyHead, SurveyStatus, SurveyVersion,
        TicketNonce, User,
    },
};
use crate::rules::Rules;
use afterword_shared::{
    appearance::{Place, Theme},
    id::{OrderId, ResponseId, ShopId, SurveyId, UserId},
    order::{Currency, Money, Order},
    response::{Answer, TEXT_LIMIT},
    scale::Kind,
    survey::{QUESTION_LIMIT, Question, Survey},
};
use jiff::Timestamp;
pub(crate) use model::random_changes_come_to_what_a_plain_model_says;
use std::{collections::BTreeMap, sync::Arc};

/// Makes a test of every promise. `$fresh` is a function without arguments that returns a
/// function which opens a new store, and the same one again once it was dropped.
macro_rules! conformance {
    ($fresh:path) => {
        #[test]
        fn random_changes_come_to_what_a_plain_model_says() {
            $crate::store::conformance::random_changes_come_to_what_a_plain_model_says($fresh);
        }
        $crate::store::conformance::conformance!(
            $fresh:
            an_empty_store_holds_nothing
            every_record_reads_back_as_it_was_written
            records_as_long_as_they_may_be_read_back
            absent_holds_only_while_there_is_no_such_record
            at_holds_only_for_the_commit_that_wrote_last
            a_change_is_made_whole_or_not_at_all
            a_later_change_sees_what_an_earlier_one_wrote
            conflicts_write_nothing
            no_two_users_share_an_address
            an_order_has_one_response_of_each_survey
            further_responses_to_an_order_take_no_place
            signed_unsigned_and_test_responses_are_kept_apart
            a_response_is_found_by_the_order_it_has_now
            several_records_are_found_each_in_its_place
            responses_are_scanned_in_the_order_of_their_ids
            orders_are_scanned_each_once
            whoever_waits_is_told_of_a_commit
            lists_hold_what_belongs_to_their_owner_oldest_first
            a_version_reads_as_it_was_written_last
            the_feed_has_every_record_once_and_as_it_is_now
            the_feed_goes_on_where_it_stopped_and_splits_no_commit
            what_is_removed_is_gone_everywhere
            what_was_removed_is_told_by_the_commit_that_did
            everything_is_there_after_reopening
        );
    };
    ($fresh:path: $($promise:ident)+) => {
        $(
            #[tokio::test]
            async fn $promise() {
                $crate::store::conformance::$promise($crate::store::conformance::Bed::new($fresh()))
                    .await;
            }
        )+
    };
}
pub(crate) use conformance;

/// A store under test.
pub(crate) struct Bed {
    open: Box<dyn Fn() -> Arc<dyn Store>>,
    store: Option<Arc<dyn Store>>,
}

impl Bed {
    pub(crate) fn new(open: impl Fn() -> Arc<dyn Store> + 'static) -> Self {
        let store = Some(open());
        Self {
            open: Box::new(open),
            store,
        }
    }

    fn store(&self) -> &dyn Store {
        self.store.as_deref().unwrap()
    }

    fn reopen(&mut self) {
        self.store = None;
        self.store = Some((self.open)());
    }

    /// Makes one change, which has to hold.
    async fn save(&self, change: Change) -> Sequence {
        match self.store().commit(vec![change]).await.unwrap()[..] {
            [Outcome::Saved(sequence)] => sequence,
            ref other => panic!("{other:?}"),
        }
    }

    /// Writes records, whatever was there.
    async fn write(&self, records: impl IntoIterator<Item = Record>) -> Sequence {
        self.save(anything(records)).await
    }

    /// Tries a change that must not hold.
    async fn refuse(&self, change: Change) {
        let outcomes = self.store().commit(vec![change]).await.unwrap();
        assert_eq!(outcomes, [Outcome::Conflict]);
    }

    async fn response_to(&self, order: &str, verified: bool) -> Option<ResponseId> {
        let order = order.parse().unwrap();
        let found = self.store().response_to(survey_id(1), &order, verified);
        found.await.unwrap().map(|kept| kept.value.id)
    }
}

fn anything(records: impl IntoIterator<Item = Record>) -> Change {
    Change {
        put: records
            .into_iter()
            .map(|record| (Expect::Anything, record))
            .collect(),
        ..Change::default()
    }
}

fn ids(responses: &[Response]) -> Vec<ResponseId> {
    responses.iter().map(|response| response.id).collect()
}

fn shop_id(n: u64) -> ShopId {
    ShopId::new(n, 7)
}

fn survey_id(n: u64) -> SurveyId {
    SurveyId::new(n, 7)
}

fn user_id(n: u64) -> UserId {
    UserId::new(n, 7)
}

fn response_id(n: u64) -> ResponseId {
    ResponseId::new(n, 7)
}

/// So many milliseconds after the first moment of 2026.
fn time(milliseconds: i64) -> Timestamp {
    Timestamp::from_millisecond(1_767_225_600_000 + milliseconds).unwrap()
}

fn shop(n: u64) -> Shop {
    Shop {
        id: shop_id(n),
        name: format!("Shop № {n}"),
        origins: vec!["https://shop.example".into()],
        locale: "lv".into(),
        time_zone: "Europe/Riga".into(),
        privacy_url: "https://shop.example/privacy".into(),
        secret: "00".repeat(32),
        require_signature: n == 2,
        quiet_days: 0,
        demo: false,
        views: Vec::new(),
        created_at: time(1),
    }
}

fn survey(n: u64, shop: u64) -> SurveyHead {
    SurveyHead {
        id: survey_id(n),
        shop: shop_id(shop),
        name: "After buying".into(),
        status: SurveyStatus::Live,
        version: 1,
        rules: Rules::default(),
        place: Place::default(),
        theme: Theme::default(),
        target: None,
        shared: Vec::new(),
        created_at: time(1),
    }
}

fn version(n: u64, version: u32, questions: usize) -> SurveyVersion {
    SurveyVersion {
        survey: survey_id(n),
        version,
        content: Survey {
            locale: "en".into(),
            questions: (0..questions)
                .map(|place| {
                    let id = format!("question_{place}").parse().unwrap();
                    Question::new(id, Kind::Text, "What else?\n“Anything.”".repeat(20))
                })
                .collect(),
            thanks: "Thank you 🛒".into(),
            offer: None,
            endings: Vec::new(),
        },
        translations: BTreeMap::new(),
        created_at: time(1),
    }
}

fn user(n: u64, email: &str) -> User {
    User {
        id: user_id(n),
        email: email.into(),
        password: "$argon2id$".into(),
        shops: vec![shop_id(1)],
        created_at: time(1),
    }
}

fn session(n: u8, user: u64) -> Session {
    Session {
        hash: SecretHash([n; 32]),
        user: user_id(user),
        created_at: time(1),
        expires_at: time(2),
    }
}

fn api_key(n: u8, shop: u64) -> ApiKey {
    ApiKey {
        hash: SecretHash([n; 32]),
        shop: shop_id(shop),
        name: "Warehouse".into(),
        ending: "x7f2".into(),
        created_at: time(1),
    }
}

fn keyring(id: u32) -> Keyring {
    Keyring {
        keys: vec![SigningKey {
            id,
            secret: "ab".repeat(32),
            created_at: time(1),
        }],
    }
}

fn sighting(shop: u64) -> Sighting {
    Sighting {
        shop: shop_id(shop),
        origin: "https://shop.example".into(),
        page: "/thanks".into(),
        source: None,
        at: time(3),
    }
}

fn order(id: &str, customer: Option<&str>) -> KnownOrder {
    KnownOrder {
        shop: shop_id(1),
        order: Order {
            id: id.parse().unwrap(),
            total: Some(Money::from_minor(4990, Currency::parse("EUR").unwrap())),
            customer: customer.map(|customer| customer.parse().unwrap()),
            items: Vec::new(),
            orders_before: None,
            email: None,
            consent: false,
            first_name: Some("Zoë".into()),
            country: Some("LV".into()),
            time: Some(1_767_225_600),
        },
        verified: false,
        test: false,
        source: None,
        put_at: None,
        first_seen_at: time(4),
        delivered_at: None,
        cancelled_at: None,
        refunded_at: None,
        not_asked: None,
    }
}

pub(crate) fn response(n: u64, order: Option<&str>) -> Response {
    Response {
        id: response_id(n),
        shop: shop_id(1),
        survey: survey_id(1),
        version: 1,
        order: order.map(|order| order.parse().unwrap()),
        verified: false,
        test: false,
        further: false,
        state: ResponseState::Asked,
        owner: None,
        revision: 0,
        message: u64::MAX,
        shown: vec![TicketNonce(u64::MAX)],
        answers: afterword_shared::response::Answers::default(),
        asked_at: time(5),
        seen_at: None,
        first_answered_at: None,
        completed_at: None,
        dismissed_at: None,
        withdrawn_at: None,
        customer: None,
        context: Context::default(),
    }
}

fn answered(n: u64, milliseconds: i64) -> Response {
    let mut response = response(n, None);
    response.state = ResponseState::Started;
    response.first_answered_at = Some(time(milliseconds));
    response
        .answers
        .set("score".parse().unwrap(), Answer::Rating(9));
    response
}

pub(crate) async fn an_empty_store_holds_nothing(bed: Bed) {
    let store = bed.store();
    assert_eq!(store.sequence().await.unwrap(), Sequence(0));
    assert_eq!(store.changes(Sequence(0), 10).await.unwrap(), []);
    assert_eq!(store.shops().await.unwrap(), []);
    assert_eq!(store.shop(shop_id(1)).await.unwrap(), None);
    assert!(!store.has_users().await.unwrap());
    assert_eq!(store.keyring().await.unwrap(), None);
    assert_eq!(store.scan_responses(None, 10).await.unwrap(), []);
    assert_eq!(store.commit(Vec::new()).await.unwrap(), []);
    assert_eq!(store.sequence().await.unwrap(), Sequence(0));
}

pub(crate) async fn every_record_reads_back_as_it_was_written(bed: Bed) {
    let (order_1, response_1) = (order("1001", Some("c1")), response(1, Some("1001")));
    let records = vec![
        Record::Shop(shop(1)),
        Record::Sighting(sighting(1)),
        Record::Survey(survey(1, 1)),
        Record::SurveyVersion(version(1, 1, 2)),
        Record::User(user(1, "zoë@shop.example")),
        Record::Session(session(1, 1)),
        Record::ApiKey(api_key(2, 1)),
        Record::Keyring(keyring(1)),
        Record::Order(order_1.clone()),
        Record::Response(response_1.clone()),
    ];
    let written = bed.write(records.clone()).await;
    let store = bed.store();
    let kept = store.shop(shop_id(1)).await.unwrap().unwrap();
    assert_eq!((kept.value, kept.sequence), (shop(1), written));
    assert_eq!(store.sighting(shop_id(1)).await.unwrap(), Some(sighting(1)));
    let kept = store.survey(survey_id(1)).await.unwrap().unwrap();
    assert_eq!((kept.value, kept.sequence), (survey(1, 1), written));
    let found = store.survey_version(survey_id(1), 1).await.unwrap();
    assert_eq!(*found.unwrap(), version(1, 1, 2));
    let kept = store.user(user_id(1)).await.unwrap().unwrap();
    assert_eq!(kept.value, user(1, "zoë@shop.example"));
    let by_email = store.user_by_email("zoë@shop.example").await.unwrap();
    assert_eq!(by_email, Some(kept));
    assert!(store.has_users().await.unwrap());
    assert_eq!(
        store.session(SecretHash([1; 32])).await.unwrap(),
        Some(session(1, 1))
    );
    assert_eq!(
        store.api_key(SecretHash([2; 32])).await.unwrap(),
        Some(api_key(2, 1))
    );
    let kept = store.keyring().await.unwrap().unwrap();
    assert_eq!((kept.value, kept.sequence), (keyring(1), written));
    let kept = store.order(shop_id(1), &order_1.order.id).await.unwrap();
    assert_eq!(kept.unwrap().value, order_1);
    let kept = store.response(response_1.id).await.unwrap().unwrap();
    assert_eq!((kept.value, kept.sequence), (response_1, written));

    let mut feed = store.changes(Sequence(0), 100).await.unwrap();
    feed.sort_by_key(|(_, record)| record.key());
    let mut expected: Vec<_> = records.into_iter().map(|r| (written, r)).collect();
    expected.sort_by_key(|(_, record)| record.key());
    assert_eq!(feed, expected);
}

pub(crate) async fn records_as_long_as_they_may_be_read_back(mut bed: Bed) {
    let longest = |end: &str| format!("{}{end}", "🛒".repeat(127));
    let mut long = response(1, Some(&longest("a")));
    for place in 0..QUESTION_LIMIT {
        let id = format!("question_{place}").parse().unwrap();
        let text = char::from(b'a' + u8::try_from(place % 26).unwrap());
        let text = format!("{text}{}", "č".repeat(TEXT_LIMIT - 1));
        long.answers.set(id, Answer::Text(text));
    }
    let records = [
        Record::Response(long.clone()),
        Record::Response(response(2, Some(&longest("b")))),
        Record::Order(order(&longest("a"), Some(&longest("c")))),
        Record::Order(order(&longest("b"), Some(&longest("c")))),
        Record::Order(order("1001", Some(&longest("d")))),
        Record::SurveyVersion(version(1, 1, QUESTION_LIMIT)),
    ];
    for _ in 0..2 {
        bed.write(records.clone()).await;
        for _ in 0..2 {
            let kept = bed.store().response(long.id).await.unwrap().unwrap();
            assert_eq!(kept.value, long);
            assert_eq!(
                bed.response_to(&longest("b"), false).await,
                Some(response_id(2))
            );
            let found = bed.store().survey_version(survey_id(1), 1).await.unwrap();
            assert_eq!(*found.unwrap(), version(1, 1, QUESTION_LIMIT));
            bed.reopen();
        }
        // Shorter now, and then long once more.
        bed.write([Record::Response(response(1, None))]).await;
        let kept = bed.store().response(long.id).await.unwrap().unwrap();
        assert_eq!(kept.value, response(1, None));
    }
}

pub(crate) async fn absent_holds_only_while_there_is_no_such_record(bed: Bed) {
    let mut second = shop(1);
    second.name = "Another".into();
    bed.save(Change::put(Expect::Absent, Record::Shop(shop(1))))
        .await;
    bed.refuse(Change::put(Expect::Absent, Record::Shop(second.clone())))
        .await;
    let kept = bed.store().shop(shop_id(1)).await.unwrap().unwrap();
    assert_eq!(kept.value, shop(1));
    bed.save(Change {
        remove: vec![RecordKey::Shop(shop_id(1))],
        ..Change::default()
    })
    .await;
    bed.save(Change::put(Expect::Absent, Record::Shop(second)))
        .await;
}

pub(crate) async fn at_holds_only_for_the_commit_that_wrote_last(bed: Bed) {
    let put = |expect| Change::put(expect, Record::Shop(shop(1)));
    bed.refuse(put(Expect::At(Sequence(0)))).await;
    let first = bed.save(put(Expect::Absent)).await;
    let other = bed.write([Record::Shop(shop(2))]).await;
    assert!(other > first);
    bed.refuse(put(Expect::At(other))).await;
    let second = bed.save(put(Expect::At(first))).await;
    bed.refuse(put(Expect::At(first))).await;
    bed.save(put(Expect::At(second))).await;
    bed.save(put(Expect::Anything)).await;
}

pub(crate) async fn a_change_is_made_whole_or_not_at_all(bed: Bed) {
    let first = bed.write([Record::User(user(1, "a@shop.example"))]).await;
    let before = bed.store().sequence().await.unwrap();

    let mut change = Change::put(Expect::At(first), Record::User(user(1, "b@shop.example")))
        .and(Expect::Absent, Record::Shop(shop(1)))
        .and(Expect::Absent, Record::User(user(1, "c@shop.example")));
    change.remove = vec![RecordKey::User(user_id(1))];
    bed.refuse(change.clone()).await;

    let store = bed.store();
    assert_eq!(store.sequence().await.unwrap(), before);
    let kept = store.user(user_id(1)).await.unwrap().unwrap();
    assert_eq!(kept.value.email, "a@shop.example");
    assert_eq!(store.user_by_email("b@shop.example").await.unwrap(), None);
    assert_eq!(store.shop(shop_id(1)).await.unwrap(), None);

    change.put.pop();
    bed.save(change).await;
    assert!(store.shop(shop_id(1)).await.unwrap().is_some());
    assert_eq!(store.user(user_id(1)).await.unwrap(), None);
}

pub(crate) async fn a_later_change_sees_what_an_earlier_one_wrote(bed: Bed) {
    let before = bed.write([Record::Response(response(1, None))]).await;
    let again = |expect| Change::put(expect, Record::Response(response(1, None)));
    let outcomes = bed
        .store()
        .commit(vec![
            again(Expect::At(before)),
            again(Expect::At(before)),
            Change::put(Expect::Absent, Record::User(user(1, "a@shop.example"))),
            Change::put(Expect::Absent, Record::User(user(2, "a@shop.example"))),
            Change::remove(RecordKey::User(user_id(1))),
            Change::put(Expect::Absent, Record::User(user(2, "a@shop.example"))),
        ])
        .await
        .unwrap();
    let held: Vec<bool> = outcomes
        .iter()
        .map(|outcome| *outcome != Outcome::Conflict)
        .collect();
    assert_eq!(held, [true, false, true, false, true, true]);
    let found = bed.store().user_by_email("a@shop.example").await.unwrap();
    assert_eq!(found.unwrap().value.id, user_id(2));
}

pub(crate) async fn conflicts_write_nothing(bed: Bed) {
    let first = bed.write([Record::Shop(shop(1))]).await;
    bed.refuse(Change::put(Expect::Absent, Record::Shop(shop(1))))
        .await;
    assert_eq!(bed.store().sequence().await.unwrap(), first);
    assert_eq!(bed.store().changes(first, 10).await.unwrap(), []);
}

pub(crate) async fn no_two_users_share_an_address(bed: Bed) {
    bed.write([Record::User(user(1, "a@shop.example"))]).await;
    for expect in [Expect::Absent, Expect::Anything] {
        let thief = Record::User(user(2, "a@shop.example"));
        bed.refuse(Change::put(expect, thief)).await;
    }
    bed.refuse(anything([
        Record::User(user(2, "b@shop.example")),
        Record::User(user(3, "b@shop.example")),
    ]))
    .await;
    bed.write([Record::User(user(2, "b@shop.example"))]).await;
    bed.refuse(anything([Record::User(user(2, "a@shop.example"))]))
        .await;
    // An address is free once its owner has another one.
    bed.write([Record::User(user(1, "c@shop.example"))]).await;
    bed.write([Record::User(user(2, "a@shop.example"))]).await;
    for (address, owner) in [
        ("a@shop.example", Some(user_id(2))),
        ("b@shop.example", None),
        ("c@shop.example", Some(user_id(1))),
    ] {
        let found = bed.store().user_by_email(address).await.unwrap();
        assert_eq!(found.map(|kept| kept.value.id), owner, "{address}");
    }
}

pub(crate) async fn an_order_has_one_response_of_each_survey(bed: Bed) {
    bed.write([Record::Response(response(1, Some("1001")))])
        .await;
    for expect in [Expect::Absent, Expect::Anything] {
        let second = Record::Response(response(2, Some("1001")));
        bed.refuse(Change::put(expect, second)).await;
    }
    let mut other_survey = response(2, Some("1001"));
    other_survey.survey = survey_id(2);
    bed.write([
        Record::Response(other_survey),
        Record::Response(response(3, Some("1002"))),
        Record::Response(response(4, None)),
        Record::Response(response(5, None)),
        // Its own order stays its own.
        Record::Response(response(1, Some("1001"))),
    ])
    .await;
    bed.refuse(anything([Record::Response(response(4, Some("1002")))]))
        .await;
    assert_eq!(bed.response_to("1001", false).await, Some(response_id(1)));
    assert_eq!(bed.response_to("1002", false).await, Some(response_id(3)));
    assert_eq!(bed.response_to("100", false).await, None);
}

pub(crate) async fn signed_unsigned_and_test_responses_are_kept_apart(bed: Bed) {
    let mut signed = response(2, Some("1001"));
    signed.verified = true;
    let mut test = response(3, Some("1001"));
    test.test = true;
    let mut another_test = test.clone();
    another_test.id = response_id(4);
    let absent =
        |response: &Response| Change::put(Expect::Absent, Record::Response(response.clone()));
    bed.save(absent(&test)).await;
    assert_eq!(bed.response_to("1001", false).await, None);
    bed.save(absent(&response(1, Some("1001")))).await;
    bed.save(absent(&signed)).await;
    bed.save(absent(&another_test)).await;
    bed.refuse(absent(&another_test)).await;
    assert_eq!(bed.response_to("1001", false).await, Some(response_id(1)));
    assert_eq!(bed.response_to("1001", true).await, Some(response_id(2)));
}

pub(crate) async fn a_response_is_found_by_the_order_it_has_now(bed: Bed) {
    let mut changing = response(1, None);
    bed.write([Record::Response(changing.clone())]).await;
    assert_eq!(bed.response_to("1001", false).await, None);
    changing.order = Some("1001".parse().unwrap());
    bed.write([Record::Response(changing.clone())]).await;
    assert_eq!(bed.response_to("1001", false).await, Some(response_id(1)));
    changing.verified = true;
    bed.write([Record::Response(changing.clone())]).await;
    assert_eq!(bed.response_to("1001", false).await, None);
    assert_eq!(bed.response_to("1001", true).await, Some(response_id(1)));
    changing.test = true;
    bed.write([Record::Response(changing.clone())]).await;
    assert_eq!(bed.response_to("1001", true).await, None);
    changing.test = false;
    changing.order = None;
    bed.write([Record::Response(changing)]).await;
    assert_eq!(bed.response_to("1001", true).await, None);
}

pub(crate) async fn further_responses_to_an_order_take_no_place(bed: Bed) {
    let further = |n| {
        let mut made = answered(n, 10);
        made.order = Some("1001".parse().unwrap());
        made.further = true;
        made
    };
    let first = response(1, Some("1001"));
    bed.save(Change::put(Expect::Absent, Record::Response(further(2))))
        .await;
    assert_eq!(bed.response_to("1001", false).await, None);
    bed.save(Change::put(Expect::Absent, Record::Response(first)))
        .await;
    bed.save(Change::put(Expect::Absent, Record::Response(further(3))))
        .await;
    assert_eq!(bed.response_to("1001", false).await, Some(response_id(1)));
    // One of them is made the order's own, where that place is taken.
    let mut own = further(3);
    own.further = false;
    bed.refuse(Change::put(Expect::Anything, Record::Response(own.clone())))
        .await;
    bed.save(Change::remove(RecordKey::Response(response_id(1))))
        .await;
    bed.write([Record::Response(own)]).await;
    assert_eq!(bed.response_to("1001", false).await, Some(response_id(3)));
}

pub(crate) async fn several_records_are_found_each_in_its_place(mut bed: Bed) {
    let numbers: Vec<u64> = (1..=60).collect();
    let written = numbers.iter().flat_map(|n| {
        let order = order(&n.to_string(), Some("c1"));
        [Record::Response(response(*n, None)), Record::Order(order)]
    });
    bed.write(written).await;
    let removed = [7, 8].map(|n| RecordKey::Response(response_id(n)));
    bed.save(Change {
        remove: removed.into(),
        ..Change::default()
    })
    .await;
    for _ in 0..2 {
        for wanted in [&[][..], &[5], &[60, 1, 7, 99, 30, 1], &numbers] {
            let ids: Vec<ResponseId> = wanted.iter().map(|n| response_id(*n)).collect();
            let found = bed.store().responses(&ids).await.unwrap();
            let expected: Vec<Option<Response>> = wanted
                .iter()
                .map(|n| (*n <= 60 && ![7, 8].contains(n)).then(|| response(*n, None)))
                .collect();
            assert_eq!(found, expected);
            let ids: Vec<OrderId> = wanted
                .iter()
                .map(|n| n.to_string().parse().unwrap())
                .collect();
            let found = bed.store().orders(shop_id(1), &ids).await.unwrap();
            let expected: Vec<Option<KnownOrder>> = wanted
                .iter()
                .map(|n| (*n <= 60).then(|| order(&n.to_string(), Some("c1"))))
                .collect();
            assert_eq!(found, expected);
            let elsewhere = bed.store().orders(shop_id(2), &ids).await.unwrap();
            assert!(elsewhere.iter().all(Option::is_none));
        }
        bed.reopen();
    }
}

pub(crate) async fn responses_are_scanned_in_the_order_of_their_ids(bed: Bed) {
    let records = [3, 1, 5, 2, 4].map(|n| Record::Response(response(n, None)));
    bed.write(records).await;
    for limit in 1..=6 {
        let mut found = Vec::new();
        loop {
            let after = found.last().copied();
            let page = bed.store().scan_responses(after, limit).await.unwrap();
            assert!(page.len() <= limit);
            if page.is_empty() {
                break;
            }
            found.extend(ids(&page));
        }
        assert_eq!(found, [1, 2, 3, 4, 5].map(response_id), "by {limit}");
    }
}

pub(crate) async fn orders_are_scanned_each_once(bed: Bed) {
    let long = "x".repeat(120);
    let mut wanted = Vec::new();
    for shop in [2, 1] {
        for id in ["2", "10", "1", &long] {
            let mut known = order(id, Some("c1"));
            known.shop = shop_id(shop);
            wanted.push(known);
        }
    }
    bed.write(wanted.iter().cloned().map(Record::Order)).await;
    bed.write([Record::Response(response(1, Some("1")))]).await;
    let key = |known: &KnownOrder| (known.shop, known.order.id.clone());
    wanted.sort_by_key(key);
    for limit in 1..=9 {
        let mut found: Vec<KnownOrder> = Vec::new();
        loop {
            let after = found.last().map(key);
            let page = bed.store().scan_orders(after, limit).await.unwrap();
            assert!(page.len() <= limit);
            if page.is_empty() {
                break;
            }
            found.extend(page);
        }
        assert!(found.is_sorted_by_key(|known| known.shop));
        found.sort_by_key(key);
        assert_eq!(found, wanted, "by {limit}");
    }
    assert_eq!(bed.store().record_count().await.unwrap(), 9);
}

pub(crate) async fn whoever_waits_is_told_of_a_commit(bed: Bed) {
    let mut commits = bed.store().commits();
    assert_eq!(*commits.borrow_and_update(), Sequence(0));
    let written = bed.write([Record::Shop(shop(1))]).await;
    commits.changed().await.unwrap();
    assert_eq!(*commits.borrow_and_update(), written);
    bed.refuse(Change::put(Expect::Absent, Record::Shop(shop(1))))
        .await;
    assert!(!commits.has_changed().unwrap());
}

pub(crate) async fn lists_hold_what_belongs_to_their_owner_oldest_first(bed: Bed) {
    let mut older_shop = shop(2);
    older_shop.created_at = time(0);
    let mut older_survey = survey(3, 1);
    older_survey.created_at = time(0);
    let mut older_key = api_key(3, 1);
    older_key.created_at = time(0);
    bed.write([
        Record::Shop(shop(1)),
        Record::Shop(older_shop),
        Record::Survey(survey(1, 1)),
        Record::Survey(survey(2, 2)),
        Record::Survey(older_survey),
        Record::ApiKey(api_key(1, 1)),
        Record::ApiKey(api_key(2, 2)),
        Record::ApiKey(older_key),
        Record::Session(session(1, 1)),
        Record::Session(session(2, 2)),
        Record::Session(session(3, 1)),
    ])
    .await;
    let store = bed.store();
    let shops = store.shops().await.unwrap();
    let shops: Vec<ShopId> = shops.iter().map(|kept| kept.value.id).collect();
    assert_eq!(shops, [2, 1].map(shop_id));
    let surveys = store.surveys(shop_id(1)).await.unwrap();
    let surveys: Vec<SurveyId> = surveys.iter().map(|kept| kept.value.id).collect();
    assert_eq!(surveys, [3, 1].map(survey_id));
    let keys = store.api_keys(shop_id(1)).await.unwrap();
    let keys: Vec<u8> = keys.iter().map(|key| key.hash.0[0]).collect();
    assert_eq!(keys, [3, 1]);
    let mut sessions = store.sessions(user_id(1)).await.unwrap();
    sessions.sort_by_key(|session| session.hash);
    assert_eq!(sessions, [session(1, 1), session(3, 1)]);
    // Whoever it is handed to has it from then on.
    bed.write([
        Record::Survey(survey(1, 2)),
        Record::ApiKey(api_key(1, 2)),
        Record::Session(session(1, 2)),
    ])
    .await;
    assert_eq!(store.surveys(shop_id(1)).await.unwrap().len(), 1);
    assert_eq!(store.surveys(shop_id(2)).await.unwrap().len(), 2);
    assert_eq!(store.api_keys(shop_id(1)).await.unwrap().len(), 1);
    assert_eq!(store.api_keys(shop_id(2)).await.unwrap().len(), 2);
    assert_eq!(store.sessions(user_id(1)).await.unwrap().len(), 1);
    assert_eq!(store.sessions(user_id(2)).await.unwrap().len(), 2);
}

pub(crate) async fn a_version_reads_as_it_was_written_last(bed: Bed) {
    let read = async |number| {
        let found = bed.store().survey_version(survey_id(1), number).await;
        found.unwrap().map(|found| found.content.questions.len())
    };
    assert_eq!(read(1).await, None);
    bed.write([
        Record::SurveyVersion(version(1, 1, 1)),
        Record::SurveyVersion(version(1, 2, 2)),
    ])
    .await;
    assert_eq!((read(1).await, read(2).await), (Some(1), Some(2)));
    bed.write([Record::SurveyVersion(version(1, 1, 3))]).await;
    assert_eq!((read(1).await, read(2).await), (Some(3), Some(2)));
    bed.save(Change {
        remove: vec![RecordKey::SurveyVersion(survey_id(1), 1)],
        ..Change::default()
    })
    .await;
    assert_eq!((read(1).await, read(2).await), (None, Some(2)));
}

pub(crate) async fn the_feed_has_every_record_once_and_as_it_is_now(bed: Bed) {
    let first = bed.write([1, 2, 3].map(|n| Record::Shop(shop(n)))).await;
    let mut changed = shop(2);
    changed.name = "Another".into();
    let second = bed.write([Record::Shop(changed.clone())]).await;
    let third = bed
        .write([
            Record::User(user(1, "a@shop.example")),
            Record::Shop(shop(1)),
        ])
        .await;
    bed.save(Change {
        remove: vec![RecordKey::User(user_id(1))],
        ..Change::default()
    })
    .await;
    let feed = bed.store().changes(Sequence(0), 100).await.unwrap();
    assert_eq!(
        feed,
        [
            (first, Record::Shop(shop(3))),
            (second, Record::Shop(changed)),
            (third, Record::Shop(shop(1))),
        ]
    );
    let sequence = bed.store().sequence().await.unwrap();
    assert!(sequence > third);
    assert_eq!(bed.store().changes(sequence, 100).await.unwrap(), []);
}

pub(crate) async fn the_feed_goes_on_where_it_stopped_and_splits_no_commit(bed: Bed) {
    for start in [1, 4, 5, 7] {
        let records = (start..start + 3).map(|n| Record::Response(response(n, None)));
        bed.write(records).await;
    }
    for limit in 0..=10 {
        let mut seen: Vec<(Sequence, RecordKey)> = Vec::new();
        let mut after = Sequence(0);
        loop {
            let page = bed.store().changes(after, limit).await.unwrap();
            let Some((last, _)) = page.last() else { break };
            assert!(page.iter().all(|(sequence, _)| *sequence > after));
            let before_last = page.iter().filter(|(sequence, _)| sequence < last).count();
            assert!(before_last < limit.max(1));
            after = *last;
            seen.extend(page.iter().map(|(at, record)| (*at, record.key())));
        }
        assert!(seen.is_sorted_by_key(|(sequence, _)| *sequence));
        let mut keys: Vec<_> = seen.into_iter().map(|(_, key)| key).collect();
        keys.sort();
        let all: Vec<_> = (1..10)
            .map(|n| RecordKey::Response(response_id(n)))
            .collect();
        assert_eq!(keys, all, "by {limit}");
    }
}

pub(crate) async fn what_is_removed_is_gone_everywhere(bed: Bed) {
    let mut about_order = answered(1, 10);
    about_order.order = Some("1001".parse().unwrap());
    let records = [
        Record::Shop(shop(1)),
        Record::Sighting(sighting(1)),
        Record::Survey(survey(1, 1)),
        Record::SurveyVersion(version(1, 1, 30)),
        Record::User(user(1, "a@shop.example")),
        Record::Session(session(1, 1)),
        Record::ApiKey(api_key(2, 1)),
        Record::Keyring(keyring(1)),
        Record::Order(order("1001", Some("c1"))),
        Record::Response(about_order),
    ];
    bed.write(records.clone()).await;
    let removal = Change {
        remove: records.iter().map(Record::key).collect(),
        ..Change::default()
    };
    bed.save(removal.clone()).await;
    // Removing what is not there is no error.
    bed.save(removal).await;
    let store = bed.store();
    let order_id: OrderId = "1001".parse().unwrap();
    assert_eq!(store.shops().await.unwrap(), []);
    assert_eq!(store.sighting(shop_id(1)).await.unwrap(), None);
    assert_eq!(store.survey(survey_id(1)).await.unwrap(), None);
    assert_eq!(store.surveys(shop_id(1)).await.unwrap(), []);
    assert_eq!(store.survey_version(survey_id(1), 1).await.unwrap(), None);
    assert_eq!(store.user_by_email("a@shop.example").await.unwrap(), None);
    assert!(!store.has_users().await.unwrap());
    assert_eq!(store.session(SecretHash([1; 32])).await.unwrap(), None);
    assert_eq!(store.sessions(user_id(1)).await.unwrap(), []);
    assert_eq!(store.api_keys(shop_id(1)).await.unwrap(), []);
    assert_eq!(store.keyring().await.unwrap(), None);
    assert_eq!(store.order(shop_id(1), &order_id).await.unwrap(), None);
    assert_eq!(bed.response_to("1001", false).await, None);
    assert_eq!(store.scan_responses(None, 10).await.unwrap(), []);
    assert_eq!(store.changes(Sequence(0), 10).await.unwrap(), []);
    // And its place is free.
    for record in records {
        bed.save(Change::put(Expect::Absent, record)).await;
    }
}

pub(crate) async fn what_was_removed_is_told_by_the_commit_that_did(bed: Bed) {
    let long: OrderId = "🛒".repeat(128).parse().unwrap();
    let keys = [
        RecordKey::Order(shop_id(1), long.clone()),
        RecordKey::Response(response_id(1)),
    ];
    bed.write([
        Record::Order(order(long.as_str(), None)),
        Record::Response(response(1, None)),
    ])
    .await;
    let mut removed = Vec::new();
    for key in keys {
        let at = bed.save(Change::remove(key.clone())).await;
        removed.push((at, key));
    }
    // What is not there is not removed.
    let last = bed.save(Change::remove(removed[0].1.clone())).await;
    let store = bed.store();
    let all = store.removed(Sequence(0), last).await.unwrap();
    assert_eq!(all, removed);
    let newer = store.removed(removed[0].0, last).await.unwrap();
    assert_eq!(newer, removed[1..]);
    let older = store.removed(Sequence(0), removed[0].0).await.unwrap();
    assert_eq!(older, removed[..1]);
    assert_eq!(store.removed(last, Sequence(0)).await.unwrap(), []);
}

pub(crate) async fn everything_is_there_after_reopening(mut bed: Bed) {
    let mut last = Sequence(0);
    for round in 1..=4 {
        let written = bed.write([Record::Response(answered(round, 10))]).await;
        assert!(written > last);
        bed.reopen();
        last = bed.store().sequence().await.unwrap();
        assert!(last >= written);
        let found = bed.store().scan_responses(None, 100).await.unwrap();
        assert_eq!(found.len(), usize::try_from(round).unwrap());
    }
    assert_eq!(bed.store().changes(Sequence(0), 10).await.unwrap().len(), 4);
}
