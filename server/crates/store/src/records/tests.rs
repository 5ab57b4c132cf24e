//! What records promise over any engine: here over the one in memory. Engines have a suite of their own.

use super::*;
use afterword_domain::test_records::{
    api_key, keyring, order, response, response_id, session, shop, shop_id, sighting, survey,
    survey_id, user, user_id, version,
};

async fn write(store: &Records, records: impl IntoIterator<Item = Record>) {
    for record in records {
        let outcomes = store
            .commit(vec![Change::put(Expect::Anything, record)])
            .await;
        assert!(matches!(outcomes.unwrap()[..], [Outcome::Saved(_)]));
    }
}

async fn refuses(store: &Records, record: Record) -> bool {
    let outcomes = store
        .commit(vec![Change::put(Expect::Anything, record)])
        .await;
    outcomes.unwrap() == [Outcome::Conflict]
}

#[tokio::test]
async fn every_record_reads_back_as_it_was_written_and_by_its_key() {
    let store = Records::in_memory();
    let all = vec![
        Record::Shop(shop(1)),
        Record::Sighting(sighting(1)),
        Record::Survey(survey(1, 1)),
        Record::SurveyVersion(version(1, 1, 2)),
        Record::User(user(1, "zoë@shop.example")),
        Record::Session(session(1, 1)),
        Record::ApiKey(api_key(1, 1)),
        Record::Keyring(keyring(7)),
        Record::Order(order("1001 🛒", Some("c1"))),
        Record::Response(response(1, Some("1001 🛒"))),
    ];
    write(&store, all.clone()).await;
    for record in &all {
        let key = record.key();
        assert_eq!(store.record(&key).await.unwrap().as_ref(), Some(record));
        assert_eq!(stored::record_key(&stored::key(&key)), key);
    }
    assert_eq!(store.shops().await.unwrap().len(), 1);
    assert_eq!(store.sighting(shop_id(1)).await.unwrap(), Some(sighting(1)));
    assert_eq!(
        store.survey(survey_id(1)).await.unwrap().unwrap().value,
        survey(1, 1)
    );
    assert!(store.has_users().await.unwrap());
    let by_email = store.user_by_email("zoë@shop.example").await.unwrap();
    assert_eq!(by_email.unwrap().value.id, user_id(1));
    assert_eq!(store.keyring().await.unwrap().unwrap().value, keyring(7));
}

#[tokio::test]
async fn lists_hold_what_belongs_to_their_owner() {
    let store = Records::in_memory();
    write(
        &store,
        [survey(2, 1), survey(1, 1), survey(3, 2)].map(Record::Survey),
    )
    .await;
    write(
        &store,
        [session(1, 1), session(2, 2), session(3, 1)].map(Record::Session),
    )
    .await;
    write(&store, [api_key(1, 1), api_key(2, 2)].map(Record::ApiKey)).await;
    let surveys = store.surveys(shop_id(1)).await.unwrap();
    let ids: Vec<SurveyId> = surveys.iter().map(|kept| kept.value.id).collect();
    assert_eq!(ids, [1, 2].map(survey_id));
    assert_eq!(store.sessions(user_id(1)).await.unwrap().len(), 2);
    assert_eq!(store.api_keys(shop_id(2)).await.unwrap(), [api_key(2, 2)]);
}

#[tokio::test]
async fn no_two_users_share_an_address() {
    let store = Records::in_memory();
    write(&store, [Record::User(user(1, "a@shop.example"))]).await;
    assert!(refuses(&store, Record::User(user(2, "a@shop.example"))).await);
    write(&store, [Record::User(user(1, "b@shop.example"))]).await;
    write(&store, [Record::User(user(2, "a@shop.example"))]).await;
}

#[tokio::test]
async fn an_order_has_one_response_of_each_survey_signed_and_unsigned_apart() {
    let store = Records::in_memory();
    let holder = async |verified| {
        let id = "1001".parse().unwrap();
        let kept = store
            .response_to(shop_id(1), survey_id(1), &id, verified)
            .await;
        kept.unwrap().map(|kept| kept.value.id)
    };
    write(&store, [Record::Response(response(1, Some("1001")))]).await;
    assert!(refuses(&store, Record::Response(response(2, Some("1001")))).await);
    let mut signed = response(3, Some("1001"));
    signed.verified = true;
    let (mut test, mut further) = (response(4, Some("1001")), response(5, Some("1001")));
    (test.test, further.further) = (true, true);
    let mut other = response(6, Some("1001"));
    other.survey = survey_id(2);
    write(&store, [signed, test, further, other].map(Record::Response)).await;
    assert_eq!(holder(false).await, Some(response_id(1)));
    assert_eq!(holder(true).await, Some(response_id(3)));
    // One that is about another order now lets go of the place.
    write(
        &store,
        [response(1, Some("1002")), response(2, Some("1001"))].map(Record::Response),
    )
    .await;
    assert_eq!(holder(false).await, Some(response_id(2)));
}

#[tokio::test]
async fn several_are_found_each_in_its_place_and_all_in_pages() {
    let store = Records::in_memory();
    let orders = ["b", "a", "c"].map(|id| Record::Order(order(id, None)));
    write(&store, orders).await;
    write(
        &store,
        [3, 1, 2].map(|n| Record::Response(response(n, None))),
    )
    .await;
    let wanted = ["c", "x", "a"].map(|id| id.parse().unwrap());
    let found = store.orders(shop_id(1), &wanted).await.unwrap();
    let ids: Vec<Option<&str>> = found
        .iter()
        .map(|found| found.as_ref().map(|known| known.order.id.as_str()))
        .collect();
    assert_eq!(ids, [Some("c"), None, Some("a")]);
    let found = store
        .responses(shop_id(1), &[2, 9].map(response_id))
        .await
        .unwrap();
    assert!(found[0].is_some() && found[1].is_none());
    let page = store
        .scan_responses(shop_id(1), Some(response_id(1)), 1)
        .await
        .unwrap();
    assert_eq!(page[0].id, response_id(2));
    let after = "a".parse().unwrap();
    let page = store
        .scan_orders(shop_id(1), Some(&after), 9)
        .await
        .unwrap();
    assert_eq!(page.len(), 2);
}

#[tokio::test]
async fn what_is_at_hand_is_as_it_was_written_last() {
    let store = Records::in_memory();
    write(
        &store,
        [Record::Shop(shop(1)), Record::Survey(survey(1, 1))],
    )
    .await;
    assert_eq!(store.survey(survey_id(9)).await.unwrap(), None);
    for name in ["first", "second"] {
        let (mut shop, mut survey) = (shop(1), survey(1, 1));
        shop.name = name.into();
        survey.name = name.into();
        let mut version = version(1, 1, 1);
        version.content.thanks = name.into();
        let change = Change::put(Expect::Anything, Record::Shop(shop))
            .and(Expect::Anything, Record::Survey(survey))
            .and(Expect::Anything, Record::SurveyVersion(version));
        store.commit(vec![change]).await.unwrap();
        assert_eq!(
            store.shop(shop_id(1)).await.unwrap().unwrap().value.name,
            name
        );
        let survey = store.survey(survey_id(1)).await.unwrap().unwrap().value;
        assert_eq!(survey.name, name);
        let version = store
            .survey_version(survey_id(1), 1)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(version.content.thanks, name);
    }
    let gone = Change::remove(SurveyHead::key(shop_id(1), &survey_id(1)));
    store.commit(vec![gone]).await.unwrap();
    assert_eq!(store.survey(survey_id(1)).await.unwrap(), None);
}

#[tokio::test]
async fn the_feed_tells_what_was_written_and_removed() {
    let store = Records::in_memory();
    write(
        &store,
        [
            Record::Order(order("a", None)),
            Record::Response(response(1, None)),
        ],
    )
    .await;
    let key = OrderRecord::key(shop_id(1), &"a".parse().unwrap());
    store
        .commit(vec![Change::remove(key.clone())])
        .await
        .unwrap();
    let feed = store
        .feed(shop_id(1), Sequence(0), 10)
        .await
        .unwrap()
        .unwrap();
    let told: Vec<(RecordKey, bool)> = feed
        .0
        .into_iter()
        .map(|happened| (happened.key, happened.record.is_some()))
        .collect();
    let answered = Response::key(shop_id(1), &response_id(1));
    assert_eq!(told, [(key.clone(), true), (answered, true), (key, false)]);
    assert_eq!(feed.1, store.version(shop_id(1)).await.unwrap());
}

/// What was decided on has to be as it was: a survey that was paused meanwhile is not asked.
#[tokio::test]
async fn a_change_relies_on_records_that_it_does_not_write() {
    let store = Records::in_memory();
    write(&store, [Record::Survey(survey(1, 1))]).await;
    let read = store.survey(survey_id(1)).await.unwrap().unwrap();
    let key = SurveyHead::key(shop_id(1), &survey_id(1));
    let relying = Change {
        relies_on: vec![(key, Some(read.sequence))],
        ..Change::put(Expect::Absent, Record::Response(response(1, None)))
    };
    write(&store, [Record::Survey(survey(1, 1))]).await;
    assert_eq!(
        store.commit(vec![relying]).await.unwrap(),
        [Outcome::Conflict]
    );
}
