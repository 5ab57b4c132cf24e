use super::*;
use crate::{change::Sequence, test_records};
use afterword_shared::{id::ShopId, order::OrderMessage};
use jiff::tz::TimeZone;
use serde_json::{Value, json};

fn at(hour: i8) -> Timestamp {
    let day = jiff::civil::date(2026, 11, 21).at(hour, 0, 0, 0);
    day.to_zoned(TimeZone::UTC).unwrap().timestamp()
}

fn update(told: Value) -> OrderUpdate {
    let message: OrderMessage = serde_json::from_value(told).unwrap();
    OrderUpdate::of(message.try_into().unwrap())
}

fn bulk(teller: BulkSource, entries: Vec<Entry>) -> Bulk {
    Bulk {
        shop: ShopId::new(1, 7),
        teller,
        entries,
        at: at(12),
        dry: false,
    }
}

fn of_order(update: OrderUpdate) -> Entry {
    Entry {
        order: Some(update),
        response: None,
    }
}

/// A rating of an order, which comes with the order's number alone.
fn rating(id: u64, order: &str) -> Entry {
    let mut response = test_records::response(id, Some(order));
    response.first_answered_at = Some(at(9));
    Entry {
        order: None,
        response: Some(Arrival {
            otherwise: ResponseId::new(id, 8),
            response,
            verified: None,
            whole: false,
        }),
    }
}

/// What is known once a change is made.
fn after(known: Known, change: &Change) -> Known {
    let mut next = known;
    for (_, record) in &change.put {
        match record.clone() {
            Record::Order(value) => {
                let sequence = Sequence(1);
                let id = value.order.id.clone();
                next.orders.insert(id, Versioned { value, sequence });
            }
            Record::Response(response) => {
                next.responses.insert(response.id, response.survey);
                if let Some(order) = response.order.filter(|_| !response.further) {
                    let place = (response.survey, order, response.verified);
                    next.places.insert(place, response.id);
                }
            }
            _ => {}
        }
    }
    next
}

fn order_in(change: &Change) -> OrderRecord {
    match &change.put[..] {
        [(_, Record::Order(order))] => order.clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_the_shops_server_says_counts_as_signed_and_comes_twice_for_nothing() {
    let told = update(json!({"id": "1001", "total": "49.90", "currency": "EUR"}));
    let bulk = bulk(BulkSource::Server, vec![of_order(told)]);
    let (fates, change) = decide(&bulk, Known::default());
    assert_eq!(fates[0].order, Some(EntryOutcome::Added));
    let order = order_in(&change);
    assert!(order.verified);
    assert_eq!(order.source, Some(OrderSource::Api));
    let known = after(Known::default(), &change);
    let (fates, change) = decide(&bulk, known);
    assert_eq!(fates[0].order, Some(EntryOutcome::Same));
    assert!(change.put.is_empty());
}

#[test]
fn an_amendment_leaves_what_it_does_not_tell_and_can_be_taken_back() {
    let told = update(json!({"id": "1001", "total": "49.90", "currency": "EUR", "customer": "c1"}));
    let (_, change) = decide(
        &bulk(BulkSource::Server, vec![of_order(told)]),
        Known::default(),
    );
    let known = after(Known::default(), &change);
    let mut cancelled = update(json!({"id": "1001"}));
    cancelled.cancelled_at = Some(Some(at(10)));
    let mut restored = update(json!({"id": "1001"}));
    restored.cancelled_at = Some(None);
    restored.delivered_at = Some(Some(at(11)));
    let both = bulk(
        BulkSource::Server,
        vec![of_order(cancelled), of_order(restored)],
    );
    let (fates, change) = decide(&both, known);
    assert_eq!(
        [fates[0].order, fates[1].order],
        [Some(EntryOutcome::Changed); 2]
    );
    let order = order_in(&change);
    assert_eq!(order.cancelled_at, None);
    assert_eq!(order.delivered_at, Some(at(11)));
    assert_eq!(order.order.total.unwrap().to_string(), "49.90");
    assert_eq!(order.order.customer.unwrap().as_str(), "c1");
}

#[test]
fn a_file_fills_in_what_a_signed_order_lacks_and_changes_nothing_of_it() {
    let told = update(json!({"id": "1001", "total": "49.90", "currency": "EUR"}));
    let (_, change) = decide(
        &bulk(BulkSource::Server, vec![of_order(told)]),
        Known::default(),
    );
    let known = after(Known::default(), &change);
    let mut file =
        update(json!({"id": "1001", "total": "1.00", "currency": "EUR", "customer": "c9"}));
    file.delivered_at = Some(Some(at(10)));
    let (_, change) = decide(&bulk(BulkSource::File, vec![of_order(file)]), known);
    let order = order_in(&change);
    assert_eq!(order.order.total.unwrap().to_string(), "49.90");
    assert_eq!(order.order.customer.unwrap().as_str(), "c9");
    assert_eq!(order.delivered_at, Some(at(10)));
    assert!(order.verified);
}

#[test]
fn the_first_response_takes_the_orders_place_and_others_are_further() {
    let told = update(
        json!({"id": "1001", "customer": "c1", "items": [{"id": "cup"}],
                             "country": "LV"}),
    );
    let entries = vec![of_order(told), rating(1, "1001"), rating(2, "1001")];
    let bulk = bulk(BulkSource::File, entries);
    let (fates, change) = decide(&bulk, Known::default());
    assert_eq!(fates[1].response, Some(EntryOutcome::Added));
    let responses: Vec<&Response> = change
        .put
        .iter()
        .filter_map(|(expect, record)| match record {
            Record::Response(response) => {
                assert_eq!(*expect, Expect::Absent);
                Some(response)
            }
            _ => None,
        })
        .collect();
    assert_eq!(
        responses.iter().map(|r| r.further).collect::<Vec<_>>(),
        [false, true]
    );
    for response in responses {
        assert_eq!(response.context.products[0].as_str(), "cup");
        assert_eq!(response.context.country.as_deref(), Some("LV"));
        assert_eq!(response.customer.as_ref().unwrap().as_str(), "c1");
    }

    let known = after(Known::default(), &change);
    let (fates, change) = decide(&bulk, known);
    assert!(change.put.is_empty());
    assert!(fates.iter().all(|fates| {
        let both = [fates.order, fates.response];
        both.into_iter()
            .flatten()
            .all(|fate| fate == EntryOutcome::Same)
    }));
}

#[test]
fn an_id_that_another_survey_has_gives_way_to_one_of_its_own() {
    let mut known = Known::default();
    known
        .responses
        .insert(ResponseId::new(1, 7), SurveyId::new(99, 9));
    let bulk = bulk(BulkSource::File, vec![rating(1, "1001")]);
    let (fates, change) = decide(&bulk, known.clone());
    assert_eq!(fates[0].response, Some(EntryOutcome::Added));
    let Record::Response(response) = &change.put[0].1 else {
        panic!("{change:?}");
    };
    assert_eq!(response.id, ResponseId::new(1, 8));
    let (fates, change) = decide(&bulk, after(known, &change));
    assert_eq!(fates[0].response, Some(EntryOutcome::Same));
    assert!(change.put.is_empty());
}
