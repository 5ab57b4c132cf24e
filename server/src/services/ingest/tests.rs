//! What the writer knows of a customer when it decides.

use super::*;
use crate::services::create_shop::{self, NewShop, Owner};
use afterword_domain::{
    event::{Event, EventKind, OrderEvent, ResponseEvent},
    record::{Context, Delivery, OutboxEntry, Response, Shop, Subscription, SubscriptionId},
    test_records,
};
use afterword_library::template::Template;
use afterword_shared::{
    id::ResponseId,
    order::{Loose, Order, OrderMessage},
    response::ResponseMessage,
};
use ask::Eligible;

/// A store in memory and its writer, for tests that look at no customer.
pub(crate) fn door() -> (Records, Ingest) {
    let store = Records::in_memory();
    let index = Index::at_rest(store.clone());
    let ingest = Ingest::start(store.clone(), index, OutboxSignal::default()).unwrap();
    (store, ingest)
}

struct Bed {
    store: Records,
    ingest: Ingest,
    shop: Shop,
    _data: tempfile::TempDir,
}

impl Bed {
    async fn new(index: fn(Records) -> Index) -> (Self, Index) {
        let data = tempfile::tempdir().unwrap();
        let store = Records::in_memory();
        let index = index(store.clone());
        let ingest = Ingest::start(store.clone(), index.clone(), OutboxSignal::default()).unwrap();
        let new_shop = NewShop {
            owner: Owner::New {
                email: "a@shop.example".into(),
                password: String::new(),
            },
            shop: "Kalnu".into(),
            origins: vec!["https://shop.example".into()],
            locale: "en".into(),
            time_zone: "Europe/Riga".into(),
            template: Template::Nps,
            survey_name: Template::Nps.name().into(),
            demo: false,
            api_key: false,
        };
        let (created, creation) = create_shop::create(&new_shop, Timestamp::UNIX_EPOCH).unwrap();
        ingest.write(creation.shop).await.unwrap();
        ingest.write(creation.owner).await.unwrap();
        let kept = store.shop(created.shop).await.unwrap().unwrap();
        let bed = Self {
            store,
            ingest,
            shop: kept.value,
            _data: data,
        };
        (bed, index)
    }

    /// Asks the customer `c1` about an order; returns what was recorded.
    async fn ask(&self, order: u64) -> Response {
        self.ask_at(order, None, 1_800_000_000).await
    }

    /// The same from a site, at a second.
    async fn ask_at(&self, order: u64, origin: Option<&str>, second: i64) -> Response {
        let message = OrderMessage {
            id: Loose(order.to_string()),
            customer: Some(Loose("c1".into())),
            ..OrderMessage::default()
        };
        let ask = Ask {
            shop: self.shop.clone(),
            order: Some(Order::try_from(message).unwrap()),
            customer: None,
            eligible: Eligible::Orders,
            source: None,
            verified: false,
            test: false,
            context: Context {
                origin: origin.map(ToOwned::to_owned),
                ..test_records::response(1, None).context
            },
            fresh: ResponseId::new(1_800_000_000_000, u128::from(order)),
            at: Timestamp::from_second(second).unwrap(),
        };
        let asked = self.ingest.ask(ask).await.unwrap();
        let Asked::Due { response, .. } = asked else {
            panic!("{asked:?}")
        };
        let kept = self.store.response(self.shop.id, response).await.unwrap();
        kept.unwrap().value
    }
}

fn followed(store: Records) -> Index {
    Index::start(store).unwrap()
}

#[tokio::test]
async fn an_order_that_was_acknowledged_makes_the_next_one_a_returning_customers() {
    let (bed, index) = Bed::new(followed).await;
    index.catch_up().await.unwrap();
    assert_eq!(bed.ask(1).await.context.returning, Some(false));
    for order in 2..6 {
        assert_eq!(bed.ask(order).await.context.returning, Some(true));
    }
    // The same order again is no other.
    assert_eq!(bed.ask(1).await.context.returning, Some(true));
}

#[tokio::test]
async fn whoever_reads_a_shop_for_long_holds_up_no_order() {
    let (bed, index) = Bed::new(followed).await;
    let held = index.read(bed.shop.id).await.unwrap();
    assert_eq!(bed.ask(1).await.context.returning, Some(false));
    // Nothing can be taken in: the customer is known as far as it was.
    assert_eq!(bed.ask(2).await.context.returning, Some(false));
    drop(held);
    index.catch_up().await.unwrap();
    assert_eq!(bed.ask(3).await.context.returning, Some(true));
}

#[tokio::test]
async fn where_nothing_is_known_yet_it_is_left_open_who_returns() {
    let (bed, _) = Bed::new(Index::at_rest).await;
    assert_eq!(bed.ask(1).await.context.returning, None);
    assert_eq!(bed.ask(2).await.context.returning, None);
}

#[tokio::test]
async fn whoever_subscribed_is_told_in_the_commit_in_which_it_happened() {
    let (bed, _) = Bed::new(Index::at_rest).await;
    let before = bed.ask(1).await;
    let subscription = Subscription {
        shop: bed.shop.id,
        id: SubscriptionId("log:1".into()),
        events: vec![EventKind::Answered, EventKind::OrderKnown],
        delivery: Delivery::AtLeastOnce,
    };
    let change = Change::put(Expect::Absent, Record::Subscription(subscription));
    bed.ingest.must_write(change).await.unwrap();
    let asked = bed.ask(2).await;
    let ticket = Ticket {
        response: before.id,
        shop: bed.shop.id,
        survey: before.survey,
        version: 1,
        order: before.order.clone(),
        issued_at: 0,
        nonce: ask::nonce([1; 8]),
        language: String::new(),
    };
    let survey = bed.store.survey_version(before.survey, 1).await;
    let survey = survey.unwrap().unwrap();
    for (revision, rating) in [(1, 9), (2, 8)] {
        let message = format!(
            r#"{{"ticket": "", "rev": {revision}, "state": "started", "answers": {{"score": {rating}}}}}"#
        );
        let message: ResponseMessage = serde_json::from_str(&message).unwrap();
        let submission = Submission::parse(&message, &survey.content).unwrap();
        let at = Timestamp::from_second(1_800_000_100).unwrap();
        bed.ingest
            .respond(ticket.clone(), submission, at)
            .await
            .unwrap();
    }
    let entries = bed.store.all::<OutboxEntry>(bed.shop.id).await.unwrap();
    let told: Vec<_> = entries
        .iter()
        .map(|entry| entry.value.event.clone())
        .collect();
    let answered = ResponseEvent {
        response: before.id,
        survey: before.survey,
    };
    let known = OrderEvent {
        order: asked.order.unwrap(),
    };
    assert_eq!(told, [Event::OrderKnown(known), Event::Answered(answered)]);
    for entry in entries {
        assert_eq!(entry.value.number.commit, entry.sequence.0);
    }
}

#[tokio::test]
async fn that_a_tag_was_heard_of_is_written_down_every_half_minute_and_not_with_every_page() {
    let (bed, _) = Bed::new(Index::at_rest).await;
    let heard = async |second| {
        let order = u64::try_from(second).unwrap();
        bed.ask_at(order, Some("https://shop.example"), second)
            .await;
        let sighting = bed.store.sighting(bed.shop.id).await.unwrap().unwrap();
        sighting.at.as_second()
    };
    let start = 1_800_000_000;
    assert_eq!(heard(start).await, start);
    assert_eq!(heard(start + 29).await, start);
    assert_eq!(heard(start + 30).await, start + 30);
    // Another site is news.
    bed.ask_at(7, Some("https://other.example"), start + 31)
        .await;
    let sighting = bed.store.sighting(bed.shop.id).await.unwrap().unwrap();
    assert_eq!(sighting.origin, "https://other.example");
}
