//! An index that followed equals one that was read at once, and both equal a plain count.

use super::*;
use afterword_domain::{
    change::{Change, Expect},
    counts::{CountKey, Measure},
    decide::ask::EarlierAsk,
    record::{
        AnsweredAt, Channel, Device, OrderRecord, Record, Response, ResponseState,
        Shop as ShopRecord, Stored,
    },
    test_records::response,
};
use afterword_shared::{
    id::{OrderId, QuestionId, ResponseId, SurveyId},
    order::{Currency, Item, Money, Order},
    response::Answer,
    scale::{Group, Kind},
};
use afterword_stats::loyalty::{Cohort, Journey, Reply};
use jiff::{SignedDuration, Timestamp, civil::Date, tz::TimeZone};
use proptest::{prelude::*, sample::select, strategy::ValueTree};
use std::{collections::BTreeMap, path::Path};

const SHOP: u64 = 1;
const ZONES: [&str; 4] = ["UTC", "Europe/Riga", "America/New_York", "Pacific/Apia"];

fn shop_id() -> ShopId {
    ShopId::new(SHOP, 7)
}

fn survey_id(n: u64) -> SurveyId {
    SurveyId::new(n, 7)
}

fn shop_record(zone: &str) -> ShopRecord {
    ShopRecord {
        id: shop_id(),
        name: "Kalnu".into(),
        origins: Vec::new(),
        locale: "lv".into(),
        time_zone: zone.into(),
        privacy_url: String::new(),
        secret: "00".repeat(32),
        require_signature: false,
        quiet_days: 0,
        demo: false,
        views: Vec::new(),
        created_at: Timestamp::UNIX_EPOCH,
    }
}

/// Half hours around the day on which clocks go forward in Riga and New York.
fn time(half_hours: i64) -> Timestamp {
    let start: Timestamp = "2026-03-07T00:00:00Z".parse().unwrap();
    start + SignedDuration::from_mins(half_hours * 30)
}

fn orders() -> impl Strategy<Value = OrderRecord> {
    (
        1..9_u32,
        prop_oneof![Just(None), (1..4_u32).prop_map(Some)],
        prop_oneof![Just(None), (0..300_i64).prop_map(Some)],
        select(vec!["EUR", "JPY"]),
        0..1200_i64,
        prop::array::uniform3(prop::bool::weighted(0.2)),
        any::<bool>(),
    )
        .prop_map(
            |(id, customer, total, code, at, [test, cancelled, refunded], verified)| {
                let currency = Currency::parse(code).unwrap();
                OrderRecord {
                    shop: shop_id(),
                    order: Order {
                        id: id.to_string().parse().unwrap(),
                        total: total.map(|total| Money::from_minor(total * 100, currency)),
                        customer: customer.map(|n| format!("c{n}").parse().unwrap()),
                        items: vec![Item {
                            id: "mug".parse().unwrap(),
                            name: Some("A mug".into()),
                            category: None,
                            category_name: None,
                            quantity: 1,
                        }],
                        orders_before: None,
                        email: None,
                        consent: false,
                        first_name: None,
                        country: None,
                        time: Some(time(at).as_second()),
                    },
                    verified,
                    test,
                    source: None,
                    put_at: None,
                    first_seen_at: time(at),
                    delivered_at: None,
                    cancelled_at: cancelled.then(|| time(at)),
                    refunded_at: refunded.then(|| time(at)),
                    not_asked: None,
                }
            },
        )
}

fn responses() -> impl Strategy<Value = Response> {
    (
        (1..12_u64, 1..3_u64),
        prop_oneof![Just(None), (1..9_u32).prop_map(Some)],
        prop_oneof![
            Just(None),
            (0..1200_i64, 0..11_u8, any::<bool>()).prop_map(Some)
        ],
        prop::option::of(0..11_u8),
        prop_oneof![Just(None), select(vec!["LV", "SE"]).prop_map(Some)],
        (
            prop::option::of(any::<bool>()),
            prop::bool::weighted(0.2),
            any::<bool>(),
        ),
        prop::collection::btree_set(select(vec!["mug", "cup", "pot"]), 0..3),
        prop::option::of(select(vec!["spring", "summer"])),
        (
            prop_oneof![Just(None), (1..4_u32).prop_map(Some)],
            prop::option::of(0..9_u8),
            prop::bool::weighted(0.1),
        ),
    )
        .prop_map(
            |(
                (id, survey),
                order,
                first,
                second,
                country,
                (returning, test, phone),
                products,
                field,
                (customer, seen, withdrawn),
            )| {
                let mut made = response(id, None);
                made.shop = shop_id();
                made.survey = survey_id(survey);
                made.order = order.map(|id| id.to_string().parse().unwrap());
                // Two responses of one survey may not take the same order's place.
                made.order = made.order.filter(|_| id % 3 == 0);
                made.asked_at = time(i64::from(seen.unwrap_or(0)) * 5);
                made.seen_at = seen.map(|_| made.asked_at);
                made.verified = returning == Some(true);
                made.withdrawn_at = withdrawn.then(|| time(1100));
                made.test = test;
                made.customer = customer.map(|n| format!("c{n}").parse().unwrap());
                if let Some((at, rating, complete)) = first {
                    made.first_answered_at = Some(time(at));
                    made.state = ResponseState::Started;
                    made.answers
                        .set("score".parse().unwrap(), Answer::Rating(rating));
                    // Which of three, several at once, or something else.
                    let options = (0..3).filter(|place| (u64::from(rating) + id) >> place & 1 == 1);
                    let options: Vec<_> = options
                        .map(|place| ["card", "cash", "other"][place].parse().unwrap())
                        .collect();
                    if !options.is_empty() {
                        let chosen = Answer::Chosen {
                            options,
                            other: None,
                        };
                        made.answers.set("paid".parse().unwrap(), chosen);
                    }
                    if let Some(second) = second {
                        let answer = if second > 7 {
                            Answer::Text("quick".into())
                        } else {
                            Answer::Rating(second)
                        };
                        made.answers.set("second".parse().unwrap(), answer);
                    }
                    if complete {
                        made.state = ResponseState::Complete;
                        made.completed_at = Some(time(at));
                    }
                }
                let context = &mut made.context;
                context.country = country.map(str::to_owned);
                context.returning = returning;
                context.device = if phone {
                    Device::Phone
                } else {
                    Device::Desktop
                };
                context.channel = if phone {
                    Channel::Prompt
                } else {
                    Channel::Link
                };
                context.page = Some(format!("/thanks/{id}"));
                context.products = products.iter().map(|id| id.parse().unwrap()).collect();
                if let Some(field) = field {
                    context.fields.insert("campaign".into(), field.into());
                }
                made
            },
        )
}

#[derive(Clone, Debug)]
enum Step {
    Order(Box<OrderRecord>),
    Response(Box<Response>),
    RemoveOrder(u32),
    RemoveResponse(u64),
    Zone(&'static str),
}

fn steps() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => orders().prop_map(|order| Step::Order(Box::new(order))),
        8 => responses().prop_map(|response| Step::Response(Box::new(response))),
        1 => (1..9_u32).prop_map(Step::RemoveOrder),
        1 => (1..12_u64).prop_map(Step::RemoveResponse),
        1 => select(&ZONES[..]).prop_map(Step::Zone),
    ]
}

fn change(step: Step) -> Change {
    let put = |record| Change::put(Expect::Anything, record);
    match step {
        Step::Order(order) => put(Record::Order(*order)),
        Step::Response(response) => put(Record::Response(*response)),
        Step::RemoveOrder(id) => Change::remove(OrderRecord::key(
            shop_id(),
            &id.to_string().parse().unwrap(),
        )),
        Step::RemoveResponse(id) => {
            Change::remove(Response::key(shop_id(), &ResponseId::new(id, 7)))
        }
        Step::Zone(zone) => put(Record::Shop(shop_record(zone))),
    }
}

/// Everything that can be asked, in an order that does not depend on how it was built.
fn facts(shop: &Shop) -> Vec<String> {
    let mut facts = Vec::new();
    let score: QuestionId = "score".parse().unwrap();
    let filters = [
        &[][..],
        &[("country", "LV")],
        &[("group", "low")],
        &[("product", "mug"), ("device", "phone")],
        &[("total", "EUR-100"), ("group", "high")],
    ];
    let days = [
        (Date::MIN, Date::MAX),
        (Date::constant(2026, 3, 8), Date::constant(2026, 3, 20)),
    ];
    for survey in [1, 2].map(survey_id) {
        for filter in filters.map(|pairs| Filter::parse(pairs.iter().copied()).unwrap()) {
            for days in days {
                let query = Query {
                    survey,
                    days,
                    question: Some((&score, Kind::Nps)),
                    filter: &filter,
                };
                let listed = shop.responses(query, None, usize::MAX);
                assert_eq!(listed.len() as u64, shop.count_responses(query));
                facts.push(format!("{listed:?} {:?}", shop.histogram(query, &score)));
                let progress = shop.progress(query);
                let left: BTreeMap<_, _> = progress.left.iter().collect();
                facts.push(format!(
                    "{} {} {left:?} {:?} {:?}",
                    progress.started, progress.unseen, progress.to_answer, progress.to_complete
                ));
                for dimension in shop.dimensions() {
                    let by = shop.by(query, &score, &dimension);
                    if !by.is_empty() {
                        facts.push(format!("{dimension:?} {by:?}"));
                    }
                }
            }
        }
        facts.push(format!("{:?}", shop.counts(survey, (Date::MIN, Date::MAX))));
        for test in [false, true] {
            facts.push(format!(
                "{:?}",
                shop.answered(survey, test, None, usize::MAX)
            ));
        }
    }
    assert!(shop.counts_its_rows());
    facts.extend((1..4).map(|id| {
        let customer = format!("c{id}").parse().unwrap();
        let asked = shop.asked_of(&customer, 100);
        let mut orders = shop.orders_by(&customer, 100);
        assert_eq!(shop.orders_of(&customer, None), orders.len() as u64);
        orders.sort();
        format!("{orders:?} {asked:?}")
    }));
    facts
}

/// How a plain count tells answers apart by one dimension.
fn counted(
    responses: &[Response],
    orders: &BTreeMap<OrderId, OrderRecord>,
    dimension: &Dimension,
) -> BTreeMap<String, BTreeMap<u8, u64>> {
    let mut sums: BTreeMap<String, BTreeMap<u8, u64>> = BTreeMap::new();
    for response in responses.iter().filter(|response| !response.test) {
        if response.first_answered_at.is_none() {
            continue;
        }
        let Some(rating) = response.answers.rating(&"score".parse().unwrap()) else {
            continue;
        };
        let context = &response.context;
        let order = response.order.as_ref().and_then(|id| orders.get(id));
        let values: Vec<String> = match dimension {
            Dimension::Country => context.country.iter().cloned().collect(),
            Dimension::Product => context.products.iter().map(ToString::to_string).collect(),
            Dimension::Total => {
                let own = order.filter(|known| known.is_of(response));
                let total = own.and_then(|known| known.order.total);
                total
                    .map(|total| super::dimension::band(total).1)
                    .into_iter()
                    .collect()
            }
            Dimension::Field(name) => context.fields.get(name).cloned().into_iter().collect(),
            _ => Vec::new(),
        };
        for value in values {
            *sums.entry(value).or_default().entry(rating).or_default() += 1;
        }
    }
    sums
}

/// How often each option was chosen and each second rating given, counted plainly.
fn given(responses: &[Response], days: (Date, Date), zone: &TimeZone) -> [Given; 2] {
    let (mut paid, mut second) = (Given::default(), Given::default());
    let mut ratings: BTreeMap<u8, u64> = BTreeMap::new();
    for one in responses.iter().filter(|one| !one.test) {
        let Some(at) = one.first_answered_at else {
            continue;
        };
        let day = at.to_zoned(zone.clone()).date();
        if day < days.0 || days.1 < day {
            continue;
        }
        if let Some(Answer::Chosen { options, .. }) = one.answers.get(&"paid".parse().unwrap()) {
            paid.n += 1;
            for option in options {
                *paid.options.entry(option.clone()).or_default() += 1;
            }
        }
        if let Some(Answer::Rating(rating)) = one.answers.get(&"second".parse().unwrap()) {
            second.n += 1;
            *ratings.entry(*rating).or_default() += 1;
        }
    }
    second.ratings = ratings.into_iter().collect();
    [paid, second]
}

/// What a customer did, counted plainly: whoever reads it sees that it is what the page says.
fn travelled(
    responses: &[Response],
    orders: &BTreeMap<OrderId, OrderRecord>,
    days: (Date, Date),
    zone: &TimeZone,
    within: i64,
    now: Timestamp,
) -> Vec<Journey> {
    let is_purchase = |known: &&OrderRecord| {
        !known.test && known.cancelled_at.is_none() && known.refunded_at.is_none()
    };
    let mut by_customer: BTreeMap<&str, Vec<&OrderRecord>> = BTreeMap::new();
    for known in orders.values().filter(is_purchase) {
        if let Some(customer) = &known.order.customer {
            by_customer
                .entry(customer.as_str())
                .or_default()
                .push(known);
        }
    }
    let mut found = Vec::new();
    for mut orders in by_customer.into_values() {
        orders.sort_by_key(|known| known.placed_at());
        let in_period = |known: &&&OrderRecord| {
            let day = day(known.placed_at(), zone);
            days.0 <= day && day <= days.1 && known.placed_at() <= now
        };
        let Some(first) = orders.iter().find(in_period) else {
            continue;
        };
        let after = |known: &&&OrderRecord| known.placed_at().duration_since(first.placed_at());
        let later: Vec<_> = orders
            .iter()
            .filter(|known| after(known).is_positive() && known.placed_at() <= now)
            .collect();
        let counted: Vec<_> = later
            .iter()
            .filter(|known| after(known).as_secs() <= within)
            .collect();
        let code = |known: &OrderRecord| known.order.total.map(|total| total.currency().code());
        let minor = |known: &OrderRecord| known.order.total.map_or(0, Money::minor);
        let mut about: Vec<&Response> = responses
            .iter()
            .filter(|one| !one.test && one.order.as_ref() == Some(&first.order.id))
            .collect();
        about.sort_by_key(|one| (one.first_answered_at, one.id));
        let rating = about.iter().rev().find_map(|one| {
            one.first_answered_at?;
            one.answers.rating(&"score".parse().unwrap())
        });
        found.push(Journey {
            reply: match rating {
                Some(rating) => Reply::Rated(rating),
                None if about.is_empty() => Reply::NotAsked,
                None => Reply::Silent,
            },
            watched: u32::try_from(now.duration_since(first.placed_at()).as_secs()).unwrap(),
            next: later
                .first()
                .map(|known| u32::try_from(after(known).as_secs()).unwrap()),
            orders: u32::try_from(counted.len()).unwrap(),
            spent: counted
                .iter()
                .filter(|known| code(known) == code(first))
                .map(|known| minor(known))
                .sum(),
            currency: None,
        });
    }
    found
}

/// How many purchases of the year are of customers whose latest answer is a detractor's.
fn unhappy_orders(
    responses: &[Response],
    orders: &BTreeMap<OrderId, OrderRecord>,
    now: Timestamp,
) -> u64 {
    let customer = |response: &Response| {
        let of_order = || orders.get(response.order.as_ref()?)?.order.customer.clone();
        response.customer.clone().or_else(of_order)
    };
    let mut latest: BTreeMap<_, (_, u8)> = BTreeMap::new();
    for response in responses.iter().filter(|response| !response.test) {
        let rating = response.answers.rating(&"score".parse().unwrap());
        if let (Some(customer), Some(at), Some(rating)) =
            (customer(response), response.first_answered_at, rating)
        {
            let place = (at, response.id);
            let known = latest.entry(customer).or_insert((place, rating));
            *known = (*known).max((place, rating));
        }
    }
    let is_counted = |known: &&OrderRecord| {
        let customer = known.order.customer.as_ref();
        let rating = customer.and_then(|customer| latest.get(customer));
        !known.test
            && known.cancelled_at.is_none()
            && known.refunded_at.is_none()
            && known.placed_at() <= now
            && rating.is_some_and(|(_, rating)| *rating <= 6)
    };
    orders.values().filter(is_counted).count() as u64
}

/// Without what depends on how the index was built, in one order.
fn sorted(mut journeys: Vec<Journey>) -> Vec<String> {
    for journey in &mut journeys {
        journey.currency = None;
    }
    let mut journeys: Vec<String> = journeys.iter().map(|one| format!("{one:?}")).collect();
    journeys.sort();
    journeys
}

/// Everything that a survey's responses add one to, counted plainly.
fn plainly_counted(responses: &[Response], zone: &TimeZone) -> BTreeMap<CountKey, i64> {
    let mut counts = BTreeMap::new();
    for one in responses.iter().filter(|one| !one.test) {
        let mut add = |at: Timestamp, measure| {
            let key = CountKey {
                survey: one.survey,
                day: at.to_zoned(zone.clone()).date(),
                measure,
            };
            *counts.entry(key).or_insert(0) += 1;
        };
        add(one.asked_at, Measure::Asked);
        if one.seen_at.or(one.first_answered_at).is_some() {
            add(one.asked_at, Measure::Seen);
        }
        if one.state == ResponseState::Complete {
            add(one.asked_at, Measure::Complete);
        }
        let Some(at) = one.first_answered_at else {
            continue;
        };
        add(one.asked_at, Measure::Started);
        for (question, answer) in one.answers.iter() {
            match answer {
                Answer::Rating(rating) => add(at, Measure::Rating(question.clone(), *rating)),
                Answer::Text(_) => add(at, Measure::Text(question.clone())),
                Answer::Chosen { .. } | Answer::Contact { .. } => {}
            }
        }
    }
    counts
}

/// Where answered responses stand, newest first.
fn plainly_listed(responses: &[Response], test: bool) -> Vec<AnsweredAt> {
    let own = responses.iter().filter(|one| one.test == test);
    let mut listed: Vec<AnsweredAt> = own
        .filter_map(|one| Some((one.first_answered_at?, one.id)))
        .map(|(at, id)| AnsweredAt { at, id })
        .collect();
    listed.sort_by(|a, b| b.cmp(a));
    listed
}

/// What each customer bought and was asked, told plainly.
fn assert_customers(shop: &Shop, responses: &[Response], orders: &BTreeMap<OrderId, OrderRecord>) {
    for customer in (1..4).map(|n| format!("c{n}").parse().unwrap()) {
        let mut own: Vec<&Response> = responses
            .iter()
            .filter(|one| !one.test && one.customer.as_ref() == Some(&customer))
            .collect();
        own.sort_by_key(|one| std::cmp::Reverse((one.asked_at, one.id)));
        let asked: Vec<EarlierAsk> = own.into_iter().map(EarlierAsk::from).collect();
        assert_eq!(shop.asked_of(&customer, 100), asked);
        assert_eq!(shop.asked_of(&customer, 2), asked[..asked.len().min(2)]);
        let mut bought: Vec<&OrderRecord> = orders
            .values()
            .filter(|known| !known.test && known.order.customer.as_ref() == Some(&customer))
            .collect();
        bought.sort_by_key(|known| std::cmp::Reverse(known.placed_at()));
        assert_eq!(shop.orders_of(&customer, None), bought.len() as u64);
        for id in orders.keys() {
            let others = bought.iter().filter(|known| known.order.id != *id);
            assert_eq!(shop.orders_of(&customer, Some(id)), others.count() as u64);
        }
        let placed = |id: &OrderId| orders[id].placed_at();
        let found: Vec<Timestamp> = shop.orders_by(&customer, 3).iter().map(placed).collect();
        let latest = bought.iter().map(|known| known.placed_at()).take(3);
        assert_eq!(found, latest.collect::<Vec<_>>());
    }
}

async fn everything(store: &Records) -> (Vec<Response>, BTreeMap<OrderId, OrderRecord>) {
    let responses = store.scan_responses(shop_id(), None, 1000).await.unwrap();
    let orders = store.scan_orders(shop_id(), None, 1000).await.unwrap();
    let orders = orders
        .into_iter()
        .map(|known| (known.order.id.clone(), known));
    (responses, orders.collect())
}

async fn compare(store: &Records, followed: &Index, zone: &str) {
    let read = Index::start(store.clone()).unwrap();
    let (followed, read) = (
        followed.read(shop_id()).await.unwrap(),
        read.read(shop_id()).await.unwrap(),
    );
    assert_eq!(facts(&followed), facts(&read));

    let (responses, orders) = everything(store).await;
    let zone = TimeZone::get(zone).unwrap();
    assert_customers(&followed, &responses, &orders);
    for survey in [1, 2].map(survey_id) {
        let own: Vec<Response> = responses
            .iter()
            .filter(|response| response.survey == survey)
            .cloned()
            .collect();
        let days = (Date::MIN, Date::MAX);
        let wanted: Vec<_> = plainly_counted(&own, &zone).into_iter().collect();
        assert_eq!(followed.counts(survey, days), wanted);
        let some = (Date::constant(2026, 3, 8), Date::constant(2026, 3, 12));
        let within = |key: &CountKey| some.0 <= key.day && key.day <= some.1;
        let wanted = wanted.into_iter().filter(|(key, _)| within(key));
        assert_eq!(followed.counts(survey, some), wanted.collect::<Vec<_>>());
        for test in [false, true] {
            let found = followed.answered(survey, test, None, usize::MAX);
            assert_eq!(found, plainly_listed(&own, test));
        }
        let question = "score".parse().unwrap();
        let now = time(1000);
        for days in [
            (Date::MIN, Date::MAX),
            (Date::constant(2026, 3, 9), Date::constant(2026, 3, 15)),
        ] {
            let answers = ["paid", "second"].map(|id| {
                let mut found = followed.answers(survey, &id.parse().unwrap(), days);
                found.options.retain(|_, count| *count > 0);
                found.ratings = found.ratings.iter().filter(|(_, n)| *n > 0).collect();
                found
            });
            assert_eq!(answers, given(&own, days, &zone));
            let within = 5 * 86_400;
            let wanted = Behaviour {
                survey,
                question: &question,
                days,
                within,
                now,
            };
            let counted = travelled(&own, &orders, days, &zone, i64::from(within), now);
            assert_eq!(
                sorted(followed.behaviour(wanted).collect()),
                sorted(counted)
            );
        }
        let risk = |shop: &Shop| {
            let mut risk = shop.at_risk(survey, &question, Kind::Nps, now);
            risk.money
                .iter_mut()
                .for_each(|(currency, ..)| *currency = 0);
            risk.money.sort_unstable();
            risk
        };
        assert_eq!(risk(&followed), risk(&read));
        assert_eq!(risk(&followed).orders, unhappy_orders(&own, &orders, now));
        let filter = Filter::default();
        let query = Query {
            survey,
            days: (Date::MIN, Date::MAX),
            question: None,
            filter: &filter,
        };
        let own_field = Dimension::Field("campaign".into());
        for dimension in [
            Dimension::Country,
            Dimension::Product,
            Dimension::Total,
            own_field,
        ] {
            let by: BTreeMap<String, BTreeMap<u8, u64>> = followed
                .by(query, &"score".parse().unwrap(), &dimension)
                .into_iter()
                .map(|(value, histogram)| (value, histogram.iter().collect()))
                .collect();
            assert_eq!(by, counted(&own, &orders, &dimension), "{dimension:?}");
        }
    }
}

#[test]
fn following_comes_to_what_a_scan_and_a_recount_say() {
    let config = ProptestConfig {
        cases: 64,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .unwrap();
    proptest!(config, |(steps in prop::collection::vec(steps(), 1..60))| {
        runtime.block_on(async {
            let store = Records::in_memory();
            let dir = tempfile::tempdir().unwrap();
            let mut followed = Index::start(store.clone()).unwrap();
            followed.keep_in(dir.path().into()).await.unwrap();
            let mut zone = "UTC";
            store.commit(vec![change(Step::Zone(zone))]).await.unwrap();
            // Nothing is taken in before it is loaded.
            followed.read(shop_id()).await.unwrap();
            for (n, steps) in steps.chunks(7).enumerate() {
                if n % 3 == 2 {
                    // Most of it comes from the snapshot now, and the rest from the feed.
                    followed.save().await;
                }
                if n % 3 == 0 {
                    followed = Index::start(store.clone()).unwrap();
                    followed.keep_in(dir.path().into()).await.unwrap();
                }
                let mut zones = steps.iter().filter_map(|step| match step {
                    Step::Zone(zone) => Some(*zone),
                    _ => None,
                });
                zone = zones.next_back().unwrap_or(zone);
                let changes = steps.iter().cloned().map(change).collect();
                store.commit(changes).await.unwrap();
                // What was worked out once must not be told when it is no longer so.
                facts(&followed.read(shop_id()).await.unwrap());
            }
            compare(&store, &followed, zone).await;
        });
    });
}

/// Writes a response and reads it back, so that it is in the index.
async fn write(store: &Records, index: &Index, n: u64) {
    let about = response(n, Some(&n.to_string()));
    let put = Change::put(Expect::Absent, Record::Response(about));
    store.commit(vec![put]).await.unwrap();
    index.read(shop_id()).await.unwrap();
}

/// An index that keeps snapshots there.
async fn kept_in(dir: &Path, store: &Records) -> Index {
    let index = Index::start(store.clone()).unwrap();
    index.keep_in(dir.into()).await.unwrap();
    index
}

/// Of which commit a shop's snapshot was that it was loaded from; 0 without one.
async fn loaded_from(index: &Index) -> u64 {
    index.read(shop_id()).await.unwrap();
    lock(&index.0.slot(shop_id()).unwrap().saved).0.0
}

#[tokio::test]
async fn columns_are_loaded_from_their_snapshot_and_what_was_written_since() {
    let (store, dir) = (Records::in_memory(), tempfile::tempdir().unwrap());
    let index = kept_in(dir.path(), &store).await;
    for n in 1..5 {
        write(&store, &index, n).await;
    }
    index.save().await;
    write(&store, &index, 5).await;
    let wanted = facts(&index.read(shop_id()).await.unwrap());
    drop(index);
    let again = kept_in(dir.path(), &store).await;
    assert_eq!(loaded_from(&again).await, 4);
    assert_eq!(facts(&again.read(shop_id()).await.unwrap()), wanted);
}

#[tokio::test]
async fn a_snapshot_of_another_store_is_thrown_away() {
    let (store, dir) = (Records::in_memory(), tempfile::tempdir().unwrap());
    let index = kept_in(dir.path(), &store).await;
    for n in 1..5 {
        write(&store, &index, n).await;
    }
    index.save().await;
    // A store that has come less far: an older copy was put back.
    let older = Records::in_memory();
    let plain = Index::start(older.clone()).unwrap();
    write(&older, &plain, 1).await;
    let old = kept_in(dir.path(), &older).await;
    assert_eq!(loaded_from(&old).await, 0);
    index.save().await;
    assert_eq!(old.read(shop_id()).await.unwrap().response_ids().len(), 1);
    // One that has come as far by another way.
    write(&store, &index, 5).await;
    index.save().await;
    for n in 11..16 {
        write(&older, &plain, n).await;
    }
    let other = kept_in(dir.path(), &older).await;
    assert_eq!(loaded_from(&other).await, 0);
    assert_eq!(other.read(shop_id()).await.unwrap().response_ids().len(), 6);
}

/// The other store has gone on since, so that most of what would be looked at came by its feed.
#[tokio::test]
async fn a_snapshot_of_another_history_is_thrown_away_however_old_it_is() {
    let dir = tempfile::tempdir().unwrap();
    let [one, other] = [Records::in_memory(), Records::in_memory()];
    let plain = Index::start(one.clone()).unwrap();
    let index = kept_in(dir.path(), &other).await;
    for n in 1..4 {
        write(&one, &plain, n).await;
        write(&other, &index, n).await;
    }
    write(&other, &index, 50).await;
    index.save().await;
    for n in 100..300 {
        write(&one, &plain, n).await;
    }
    let found = kept_in(dir.path(), &one).await;
    assert_eq!(loaded_from(&found).await, 0);
    let found = found.read(shop_id()).await.unwrap();
    assert_eq!(found.response_ids().len(), 203);
}

#[tokio::test]
async fn nothing_is_written_into_a_directory_that_took_the_place_of_the_first() {
    let (store, place) = (Records::in_memory(), tempfile::tempdir().unwrap());
    let dir = place.path().join("views");
    let index = kept_in(&dir, &store).await;
    write(&store, &index, 1).await;
    std::fs::rename(&dir, place.path().join("moved")).unwrap();
    index.save().await;
    assert!(!dir.exists());
    std::fs::create_dir(&dir).unwrap();
    index.save().await;
    assert_eq!(std::fs::read_dir(&dir).unwrap().count(), 0);
}

#[tokio::test]
async fn a_damaged_snapshot_is_thrown_away_wherever_the_damage_is() {
    let (store, dir) = (Records::in_memory(), tempfile::tempdir().unwrap());
    let index = kept_in(dir.path(), &store).await;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut changes = vec![change(Step::Zone("Europe/Riga"))];
    for _ in 0..60 {
        changes.push(change(steps().new_tree(&mut runner).unwrap().current()));
    }
    store.commit(changes).await.unwrap();
    let wanted = facts(&index.read(shop_id()).await.unwrap());
    index.save().await;
    let path = dir.path().join(format!("{}.columns", shop_id()));
    let whole = std::fs::read(&path).unwrap();
    for place in (0..whole.len()).step_by(whole.len() / 150 + 1) {
        let mut damaged = whole.clone();
        damaged[place] ^= 1 << (place % 8);
        let cut = whole[..place].to_vec();
        for bytes in [damaged, cut] {
            std::fs::write(&path, bytes).unwrap();
            let again = kept_in(dir.path(), &store).await;
            assert_eq!(loaded_from(&again).await, 0, "damaged at {place}");
            assert_eq!(facts(&again.read(shop_id()).await.unwrap()), wanted);
        }
    }
}

#[tokio::test]
async fn what_nobody_reads_is_let_go_and_comes_back_when_somebody_does() {
    let (store, dir) = (Records::in_memory(), tempfile::tempdir().unwrap());
    let index = kept_in(dir.path(), &store).await;
    write(&store, &index, 1).await;
    keeper::let_idle_go(&index.0, Duration::from_mins(1)).await;
    assert!(index.0.slot(shop_id()).is_some(), "it was read just now");
    let held = index.read(shop_id()).await.unwrap();
    keeper::let_idle_go(&index.0, Duration::ZERO).await;
    assert!(index.0.slot(shop_id()).is_none());
    assert_eq!(held.response_ids().len(), 1);
    let put = Change::put(Expect::Anything, Record::Response(response(2, None)));
    store.commit(vec![put]).await.unwrap();
    assert_eq!(index.read(shop_id()).await.unwrap().response_ids().len(), 2);
    assert_eq!(loaded_from(&index).await, 1);
}

#[tokio::test]
async fn all_columns_together_take_no_more_than_their_limit() {
    let store = Records::in_memory();
    let index = Index::start(store.clone()).unwrap();
    let shops = (1..4).map(|n| ShopId::new(n, 7));
    for shop in shops.clone() {
        let orders = (0..4_000).map(|n| {
            let mut known = afterword_domain::test_records::order(&n.to_string(), Some("c1"));
            known.shop = shop;
            Change::put(Expect::Absent, Record::Order(known))
        });
        store.commit(orders.collect()).await.unwrap();
        let mut made = 0;
        while made < 6_000 {
            let some = (made..made + 1_000).map(|n| {
                let mut made = response(n, None);
                made.shop = shop;
                Change::put(Expect::Absent, Record::Response(made))
            });
            store.commit(some.collect()).await.unwrap();
            made += 1_000;
        }
        assert_eq!(index.read(shop).await.unwrap().response_ids().len(), 6_000);
    }
    let loaded = |shop: &ShopId| index.0.slot(*shop).is_some();
    let left: Vec<ShopId> = shops.filter(loaded).collect();
    assert_eq!(left, [ShopId::new(3, 7)], "each is most of the limit");
}

#[tokio::test]
async fn a_read_sees_what_was_written_before_it() {
    let store = Records::in_memory();
    let index = Index::start(store.clone()).unwrap();
    let filter = Filter::default();
    for n in 1..20_u64 {
        let mut made = response(n, None);
        made.shop = shop_id();
        made.state = ResponseState::Started;
        made.first_answered_at = Some(time(1));
        let question: QuestionId = "score".parse().unwrap();
        made.answers.set(question.clone(), Answer::Rating(9));
        let put = Change::put(Expect::Absent, Record::Response(made));
        store.commit(vec![put]).await.unwrap();
        let view = index.read(shop_id()).await.unwrap();
        let query = Query {
            survey: survey_id(1),
            days: (Date::MIN, Date::MAX),
            question: Some((&question, Kind::Nps)),
            filter: &filter,
        };
        assert_eq!(view.count_responses(query), n);
        let high = Filter::default().with_group(Some(Group::High));
        let query = Query {
            filter: &high,
            ..query
        };
        assert_eq!(view.histogram(query, &question).count(9), n);
        assert_eq!(view.sequence(), store.version(shop_id()).await.unwrap());
    }
}

#[test]
fn a_list_goes_on_where_the_page_before_ended() {
    let mut shop = Shop::new(TimeZone::get("Europe/Riga").unwrap());
    for n in (1..40_u64).flat_map(|n| [n, 100 + n]) {
        let mut made = response(n, None);
        made.test = n > 100;
        let n = n % 100;
        // Many share a moment.
        made.first_answered_at = Some(time(i64::try_from(n).unwrap() / 5 * 20));
        made.answers
            .set("score".parse().unwrap(), Answer::Rating(9));
        shop.write_response(&made);
    }
    for test in [false, true] {
        let all = shop.answered(survey_id(1), test, None, 100);
        assert_eq!(all.len(), 39);
        assert!(all.is_sorted_by(|a, b| a > b));
        for limit in [1, 2, 3, 7, 40] {
            let mut found = Vec::new();
            loop {
                let page = shop.answered(survey_id(1), test, found.last().copied(), limit);
                if page.is_empty() {
                    break;
                }
                found.extend(page);
            }
            assert_eq!(found, all);
        }
    }
}

/// Somebody who reads one shop for long keeps nobody else waiting, and nothing is lost by it.
#[tokio::test]
async fn a_shop_that_is_read_holds_up_neither_its_readers_nor_other_shops() {
    let store = Records::in_memory();
    let index = Index::start(store.clone()).unwrap();
    let other = ShopId::new(2, 7);
    let customer = "c1".parse().unwrap();
    let ask = async |n: u64, shop: ShopId| {
        let mut made = response(n, None);
        made.shop = shop;
        made.customer = Some("c1".parse().unwrap());
        let put = Change::put(Expect::Absent, Record::Response(made));
        store.commit(vec![put]).await.unwrap();
    };
    ask(1, shop_id()).await;
    let held = index.read(shop_id()).await.unwrap();
    ask(2, shop_id()).await;
    ask(3, other).await;
    let elsewhere = index.read(other).await.unwrap();
    assert_eq!(elsewhere.asked_of(&customer, 9).len(), 1);
    // As it is at hand: the follower has been here, and came no further.
    let moment = Instant::now() + Duration::from_millis(10);
    let again = index.at_hand(shop_id(), moment).await.unwrap();
    assert_eq!(again.asked_of(&customer, 9).len(), 1);
    drop((held, again));
    let now = index.read(shop_id()).await.unwrap();
    assert_eq!(now.asked_of(&customer, 9).len(), 2);
}

#[test]
fn the_last_orders_are_told_with_their_ids_tests_among_them() {
    let mut shop = Shop::new(TimeZone::UTC);
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    for (n, id) in (0_i64..).zip(["8", "A-7", "007", "9", "10"]) {
        let mut known = orders().new_tree(&mut runner).unwrap().current();
        known.order.id = id.parse().unwrap();
        known.order.time = Some(time(n).as_second());
        known.test = n % 2 == 0;
        known.source = (n != 3).then_some(afterword_domain::record::OrderSource::Tag);
        shop.write_order(&known);
    }
    let ids: Vec<String> = shop
        .last_orders(3)
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(ids, ["10", "007", "A-7"]);
    shop.remove_order(&"10".parse().unwrap());
    assert_eq!(shop.last_orders(9).len(), 3);
}

/// Dropping the index lets go of the store, so that its directory can be opened again.
#[tokio::test]
async fn an_index_that_nobody_holds_lets_go_of_the_store() {
    let data = tempfile::tempdir().unwrap();
    let store = afterword_store_embedded::directory::open(data.path()).unwrap();
    let index = Index::start(store.clone()).unwrap();
    index.read(shop_id()).await.unwrap();
    drop((index, store));
    afterword_store_embedded::directory::open(data.path()).unwrap();
}

/// Each customer's orders, as months after January 2024, and what the table says.
#[test]
fn cohorts_are_counted_by_the_month_of_the_first_order() {
    let mut shop = Shop::new(TimeZone::get("Europe/Riga").unwrap());
    let mut number = 0;
    let mut buy = |customer: &str, at: &str, before: Option<u32>, cancelled: bool| {
        number += 1;
        let at: Timestamp = at.parse().unwrap();
        shop.write_order(&OrderRecord {
            shop: shop_id(),
            order: Order {
                id: number.to_string().parse().unwrap(),
                total: None,
                customer: Some(customer.parse().unwrap()),
                items: Vec::new(),
                orders_before: before,
                email: None,
                consent: false,
                first_name: None,
                country: None,
                time: None,
            },
            verified: false,
            test: false,
            source: None,
            put_at: None,
            first_seen_at: at,
            delivered_at: None,
            cancelled_at: cancelled.then_some(at),
            refunded_at: None,
            not_asked: None,
        });
    };
    buy("a", "2024-01-05T12:00:00Z", None, false);
    buy("a", "2024-02-05T12:00:00Z", None, false);
    buy("a", "2024-02-25T12:00:00Z", None, false);
    // In Riga it is February already.
    buy("b", "2024-01-31T23:00:00Z", None, false);
    buy("b", "2025-04-01T12:00:00Z", None, false);
    buy("c", "2024-01-20T12:00:00Z", None, false);
    buy("c", "2024-02-20T12:00:00Z", None, true);
    // The shop says that this one had bought before.
    buy("d", "2024-01-20T12:00:00Z", Some(2), false);
    buy("e", "2025-04-02T12:00:00Z", Some(0), false);
    let found = shop.cohorts("2025-04-10T12:00:00Z".parse().unwrap(), 24);
    let cohort = |month, customers, bought: &[u64], silent| Cohort {
        month,
        customers,
        bought: bought.to_vec(),
        silent,
    };
    assert_eq!(
        found,
        [
            cohort(
                Date::constant(2024, 1, 1),
                2,
                &[1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
                Some(2)
            ),
            // April is not over, and would be the fourteenth month.
            cohort(Date::constant(2024, 2, 1), 1, &[0; 12], Some(0)),
            cohort(Date::constant(2025, 4, 1), 1, &[], None),
        ]
    );
    assert_eq!(
        shop.cohorts("2025-04-10T12:00:00Z".parse().unwrap(), 1)
            .len(),
        1
    );
}
