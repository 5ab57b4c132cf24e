//! Whatever a record holds, it reads back as it was; whatever bytes there are, nothing breaks.

use super::*;
use afterword_domain::record::{SecretHash, Session};
use afterword_shared::id::{OptionId, ProductId, QuestionId, UserId};
use proptest::{collection::vec, option, prelude::*, sample::select};
use std::collections::BTreeMap;

fn id_of(record: &Record) -> Vec<u8> {
    record.key().id.into()
}

fn shop_of(record: &Record) -> ShopId {
    match record {
        Record::Order(order) => order.shop,
        Record::Response(response) => response.shop,
        _ => ShopId::from_bytes([0; 16]),
    }
}

fn read_back(record: &Record, body: &[u8]) -> Result<Record, Unreadable> {
    decode(shop_of(record), &id_of(record), body)
}

/// What a shop may write: an id, or a name.
fn reference<T: FromStr + std::fmt::Debug + 'static>() -> BoxedStrategy<T> {
    let characters =
        prop_oneof![4 => select(vec!['a', 'Z', '0', '-', ' ', '💐']), 1 => any::<char>()];
    vec(characters, 1..=128)
        .prop_filter_map("an id", |characters| {
            characters.into_iter().collect::<String>().parse().ok()
        })
        .boxed()
}

fn question() -> impl Strategy<Value = QuestionId> {
    let longest = "x_0123456789".repeat(4)[..40].to_owned();
    select(vec![
        "score".to_owned(),
        "why".to_owned(),
        "q_1".to_owned(),
        longest,
    ])
    .prop_map(|id| id.parse().unwrap())
}

fn text() -> BoxedStrategy<String> {
    prop_oneof![
        Just(String::new()),
        any::<String>(),
        Just("Ž💐\n".repeat(1500)),
    ]
    .boxed()
}

fn whole<T: Clone + std::fmt::Debug + 'static>(
    least: T,
    most: T,
    all: impl Strategy<Value = T> + 'static,
) -> impl Strategy<Value = T> {
    prop_oneof![1 => Just(least), 1 => Just(most), 4 => all]
}

fn time() -> BoxedStrategy<Timestamp> {
    let (first, last) = (Timestamp::MIN, Timestamp::MAX);
    prop_oneof![
        4 => (0..2_000_000_000_000_i64).prop_map(|at| Timestamp::from_millisecond(at).unwrap()),
        4 => whole(first.as_nanosecond(), last.as_nanosecond(), first.as_nanosecond()..=last.as_nanosecond())
            .prop_map(|at| Timestamp::from_nanosecond(at).unwrap()),
        1 => (-2_000_000..2_000_000_i128).prop_map(|at| Timestamp::from_nanosecond(at).unwrap()),
    ]
    .boxed()
}

fn currencies() -> Vec<Currency> {
    let letters = || 'A'..='Z';
    let codes = letters().flat_map(move |a| letters().map(move |b| (a, b)));
    let codes = codes.flat_map(move |(a, b)| letters().map(move |c| [a, b, c]));
    codes
        .filter_map(|code| Currency::parse(&code.iter().collect::<String>()).ok())
        .collect()
}

fn money() -> impl Strategy<Value = Money> {
    (
        whole(i64::MIN, i64::MAX, any::<i64>()),
        select(currencies()),
    )
        .prop_map(|(minor, currency)| Money::from_minor(minor, currency))
}

fn item() -> impl Strategy<Value = Item> {
    (
        reference(),
        option::of(text()),
        option::of(reference()),
        option::of(text()),
        whole(0, u32::MAX, any::<u32>()),
    )
        .prop_map(|(id, name, category, category_name, quantity)| Item {
            id,
            name,
            category,
            category_name,
            quantity,
        })
}

fn bytes() -> impl Strategy<Value = [u8; 16]> {
    any::<[u8; 16]>()
}

fn survey() -> impl Strategy<Value = SurveyId> {
    bytes().prop_map(SurveyId::from_bytes)
}

fn reason() -> impl Strategy<Value = NotAskedReason> {
    select(NotAskedReason::ALL.to_vec())
}

fn source() -> impl Strategy<Value = OrderSource> {
    (1..=8_u8).prop_map(|number| OrderSource::from_number(number).unwrap())
}

fn not_asked() -> impl Strategy<Value = NotAsked> {
    let passed = (survey(), reason()).prop_map(|(survey, reason)| PassedOver { survey, reason });
    (time(), reason(), vec(passed, 0..4)).prop_map(|(at, reason, surveys)| NotAsked {
        at,
        reason,
        surveys,
    })
}

prop_compose! {
    fn order()(
        id in reference(),
        total in option::of(money()),
        customer in option::of(reference()),
        items in vec(item().boxed(), 0..4),
        orders_before in option::of(whole(0, u32::MAX, any::<u32>())),
        email in option::of(text()),
        consent: bool,
        first_name in option::of(text()),
        country in option::of(text()),
        time in option::of(whole(i64::MIN, i64::MAX, any::<i64>())),
    ) -> Order {
        Order {
            id, total, customer, items, orders_before, email, consent, first_name, country, time,
        }
    }
}

prop_compose! {
    fn known_order()(
        shop in bytes().prop_map(ShopId::from_bytes),
        order in order().boxed(),
        (verified, test) in any::<(bool, bool)>(),
        source in option::of(source()),
        first_seen_at in time(),
        [put_at, delivered_at, cancelled_at, refunded_at] in [(); 4].map(|()| option::of(time())),
        not_asked in option::of(not_asked().boxed()),
    ) -> Record {
        Record::Order(OrderRecord {
            shop, order, verified, test, source, put_at, first_seen_at, delivered_at, cancelled_at,
            refunded_at, not_asked,
        })
    }
}

fn answer() -> impl Strategy<Value = Answer> {
    let option_ids =
        select(vec!["a", "other", "none"]).prop_map(|id| id.parse::<OptionId>().unwrap());
    prop_oneof![
        any::<u8>().prop_map(Answer::Rating),
        text().prop_map(Answer::Text),
        (vec(option_ids, 0..4), option::of(text()))
            .prop_map(|(options, other)| Answer::Chosen { options, other }),
        text().prop_map(|email| Answer::Contact { email }),
    ]
}

fn nonce() -> impl Strategy<Value = TicketNonce> {
    whole(0, u64::MAX, any::<u64>()).prop_map(TicketNonce)
}

prop_compose! {
    fn context()(
        channel in (1..=6_u8).prop_map(|number| Channel::from_number(number).unwrap()),
        device in (1..=4_u8).prop_map(|number| Device::from_number(number).unwrap()),
        [country, language, origin, page] in [(); 4].map(|()| option::of(text())),
        returning: Option<bool>,
        products in vec(reference::<ProductId>(), 0..3),
        categories in vec(reference::<CategoryId>(), 0..3),
        fields in prop::collection::btree_map(text(), text(), 0..3),
    ) -> Context {
        Context {
            channel, device, country, language, origin, page, returning, products, categories, fields,
        }
    }
}

prop_compose! {
    fn response()(
        (id, shop, survey) in (bytes(), bytes(), survey()),
        version in whole(0, u32::MAX, any::<u32>()),
        order in option::of(reference::<OrderId>()),
        (verified, test, further) in any::<(bool, bool, bool)>(),
        state in (1..=5_u8).prop_map(|number| ResponseState::from_number(number).unwrap()),
        owner in option::of(nonce()),
        revision in whole(0, u32::MAX, any::<u32>()),
        message in whole(0, u64::MAX, any::<u64>()),
        shown in vec(nonce(), 0..4),
        answers in vec((question(), answer()).boxed(), 0..4),
        asked_at in time(),
        [seen_at, first_answered_at, completed_at, dismissed_at, withdrawn_at]
            in [(); 5].map(|()| option::of(time())),
        customer in option::of(reference::<CustomerRef>()),
        context in context().boxed(),
    ) -> Record {
        Record::Response(Response {
            id: ResponseId::from_bytes(id),
            shop: ShopId::from_bytes(shop),
            answers: answers.into_iter().collect(),
            survey, version, order, verified, test, further, state, owner, revision, message, shown,
            asked_at, seen_at, first_answered_at, completed_at, dismissed_at, withdrawn_at, customer,
            context,
        })
    }
}

/// Its parts are boxed: as one value they outgrow the stack of a test.
fn record() -> impl Strategy<Value = Record> {
    prop_oneof![known_order().boxed(), response().boxed()]
}

/// Answers are equal in whatever order they were given; what is kept keeps the order too.
fn in_order(record: &Record) -> Vec<(&QuestionId, &Answer)> {
    match record {
        Record::Response(response) => response.answers.iter().collect(),
        _ => Vec::new(),
    }
}

proptest! {
    #[test]
    fn an_order_or_a_response_reads_back_as_it_was(record in record()) {
        let read = read_back(&record, &encode(&record)).unwrap();
        prop_assert_eq!(in_order(&read), in_order(&record));
        prop_assert_eq!(read, record);
    }

    #[test]
    fn an_order_or_a_response_can_be_read_as_json_too(record in record()) {
        let mut body = vec![JSON];
        write_json(&mut body, &record);
        prop_assert_eq!(read_back(&record, &body).unwrap(), record);
    }

    #[test]
    fn any_bytes_are_a_record_or_refused(
        version in 0..4_u8, bytes in vec(prop_oneof![0..4_u8, any::<u8>()], 0..200), id: [u8; 16],
    ) {
        let body = [&[version], &bytes[..]].concat();
        let _ = decode(ShopId::from_bytes([1; 16]), &id, &body);
        let _ = decode(ShopId::from_bytes([1; 16]), b"1001", &body);
    }

    #[test]
    fn a_damaged_record_is_refused_or_another_one(
        record in record(), places in vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
    ) {
        let mut body = encode(&record);
        for (place, byte) in places {
            let place = place.index(body.len());
            body[place] = byte;
        }
        let _ = read_back(&record, &body);
    }

    #[test]
    fn a_record_that_is_cut_off_or_goes_on_is_refused(record in record(), rest in 1..9_usize) {
        let mut body = encode(&record);
        for end in (0..body.len()).rev().take(300) {
            prop_assert!(read_back(&record, &body[..end]).is_err(), "cut off at {}", end);
        }
        body.extend(vec![0; rest]);
        let refused = read_back(&record, &body);
        prop_assert!(matches!(refused, Err(Unreadable::Rest(count)) if count == rest));
    }
}

/// The time of a test, so many milliseconds into 2026.
fn at(milliseconds: i64) -> Timestamp {
    Timestamp::from_millisecond(1_767_225_600_000 + milliseconds).unwrap()
}

/// An order as a tag tells it.
fn usual_order() -> Record {
    Record::Order(OrderRecord {
        shop: ShopId::from_bytes([1; 16]),
        order: Order {
            id: "10482".parse().unwrap(),
            total: Some(Money::from_minor(4990, Currency::parse("EUR").unwrap())),
            customer: Some("c77".parse().unwrap()),
            items: vec![Item {
                id: "sku1".parse().unwrap(),
                name: Some("Mug, large".into()),
                category: Some("mugs".parse().unwrap()),
                category_name: None,
                quantity: 1,
            }],
            orders_before: None,
            email: None,
            consent: false,
            first_name: None,
            country: Some("LV".into()),
            time: None,
        },
        verified: true,
        test: false,
        source: Some(OrderSource::Tag),
        put_at: None,
        first_seen_at: at(0),
        delivered_at: None,
        cancelled_at: None,
        refunded_at: None,
        not_asked: None,
    })
}

/// What a prompt asked about [`usual_order`].
fn asked() -> Response {
    Response {
        id: ResponseId::new(1_767_225_600_000, 7),
        shop: ShopId::from_bytes([1; 16]),
        survey: SurveyId::from_bytes([2; 16]),
        version: 3,
        order: Some("10482".parse().unwrap()),
        verified: true,
        test: false,
        further: false,
        state: ResponseState::Asked,
        owner: None,
        revision: 0,
        message: 0,
        shown: Vec::new(),
        answers: Answers::default(),
        asked_at: at(0),
        seen_at: None,
        first_answered_at: None,
        completed_at: None,
        dismissed_at: None,
        withdrawn_at: None,
        customer: Some("c77".parse().unwrap()),
        context: Context {
            channel: Channel::Prompt,
            device: Device::Phone,
            country: Some("LV".into()),
            language: Some("lv-LV".into()),
            origin: Some("https://shop.example".into()),
            page: Some("/checkout/thanks".into()),
            returning: Some(true),
            products: vec!["sku1".parse().unwrap()],
            categories: vec!["mugs".parse().unwrap()],
            fields: BTreeMap::new(),
        },
    }
}

/// The same, answered.
fn answered() -> Record {
    let answers = [
        ("score", Answer::Rating(9)),
        (
            "why",
            Answer::Text("Quick delivery, and the mug is as lovely as told".into()),
        ),
    ];
    Record::Response(Response {
        state: ResponseState::Complete,
        owner: Some(TicketNonce(0x0123_4567_89ab_cdef)),
        revision: 2,
        message: 0xfedc_ba98_7654_3210,
        shown: vec![TicketNonce(0x0123_4567_89ab_cdef)],
        answers: answers
            .map(|(question, answer)| (question.parse().unwrap(), answer))
            .into_iter()
            .collect(),
        seen_at: Some(at(1_800)),
        first_answered_at: Some(at(4_321)),
        completed_at: Some(at(19_876)),
        ..asked()
    })
}

#[test]
fn a_usual_record_takes_about_a_third_of_its_json() {
    for (record, most) in [
        (usual_order(), 83),
        (Record::Response(asked()), 144),
        (answered(), 231),
    ] {
        let body = encode(&record);
        let json = serde_json::to_vec(&record).unwrap();
        assert!(body.len() <= most, "{} of {}", body.len(), json.len());
        assert!(
            3 * body.len() <= json.len() + 60,
            "{} of {}",
            body.len(),
            json.len()
        );
    }
}

#[test]
fn what_a_later_version_wrote_is_refused_with_what_to_do() {
    let record = usual_order();
    let mut body = encode(&record);
    body[0] = 99;
    let refused = read_back(&record, &body).unwrap_err();
    assert!(matches!(refused, Unreadable::Version(99)), "{refused}");
    assert!(matches!(read_back(&record, &[]), Err(Unreadable::Empty)));
    let response = answered();
    let refused = decode(shop_of(&response), b"no id", &encode(&response));
    assert!(matches!(refused, Err(Unreadable::Key)));
}

#[test]
fn a_length_that_nothing_follows_makes_no_room() {
    // The length of the list of items: 2^63, and nothing behind it.
    let long = [&[0xff; 9][..], &[0x01]].concat();
    let body = [&[ORDER, 0, 0, 0, 0], &long[..]].concat();
    let refused = decode(ShopId::from_bytes([1; 16]), b"1001", &body);
    assert!(matches!(refused, Err(Unreadable::Form(_))), "{refused:?}");
}

#[test]
fn other_kinds_are_json_with_their_tag() {
    let session = Record::Session(Session {
        hash: SecretHash([7; 32]),
        user: UserId::from_bytes([3; 16]),
        created_at: at(0),
        expires_at: at(1),
    });
    let body = encode(&session);
    assert_eq!(body[0], JSON);
    assert_eq!(
        serde_json::from_slice::<Record>(&body[1..]).unwrap(),
        session
    );
    assert_eq!(read_back(&session, &body).unwrap(), session);
}

/// Bodies as they were written once, with what they say. They are never changed: a new version gets
/// a body of its own.
const WRITTEN_ONCE: [(&str, &str); 2] = [
    (
        "0107ecc3aadbddcd0101fb4d544e4401036337370204736b7531010a4d75672c206c6172676501046d75677301044d\
    7567730301370000000101ac020110616e6e406d61696c2e6578616d706c650103416e6e01024c560101010501b498\
    010194c6b2d70901ed03fe887a01969cd2f427d00f01040a0202020202020202020202020202020202150303030303\
    030303030303030303030301",
        r#"{"record":"order","shop":"shp_01041061050r3gg28a1c60t3gf","order":{"id":"Ž-10482 💐",
    "total":{"minor":-4990,"currency":"TND"},"customer":"c77","items":[{"id":"sku1",
    "name":"Mug, large","category":"mugs","category_name":"Mugs","quantity":3},{"id":"7",
    "name":null,"category":null,"category_name":null,"quantity":1}],"orders_before":300,
    "email":"ann@mail.example","consent":true,"first_name":"Ann","country":"LV",
    "time":1767225599},"verified":true,"test":true,"source":"json_ld",
    "put_at":"2026-01-01T00:00:05Z","first_seen_at":"2026-01-01T00:00:00.123Z",
    "delivered_at":"2026-01-08T12:30:00Z","cancelled_at":"2025-12-31T23:59:59.999999999Z",
    "refunded_at":"2026-02-01T00:00:00.000001Z","not_asked":{"at":"2026-01-01T00:00:00.124Z",
    "reason":"not_sampled","surveys":[{"survey":"srv_02081040g2081040g2081040g2",
    "reason":"quiet_days"},{"survey":"srv_030c1g60r30c1g60r30c1g60r3",
    "reason":"nothing_live"}]}}"#,
    ),
    (
        "0207eec3aadbddcd01aae13702020202020202020202020202020202ac02010dc5bd2d313034383220f09f92900501\
    efcdab896745230107011032547698badcfe02efcdab8967452301010000000000000005037768790219517569636b\
    20e2809320c5bdf09f92900a616e64206b696e640573636f72650100056865617264030206667269656e64056f7468\
    657201086120706f73746572046d616e790301046e6f6e650007636f6e746163740410616e6e406d61696c2e657861\
    6d706c6501a0380198830101a4e9040194dce5a40101e9c3aadbddcd01010103633737050401024c5601056c762d4c\
    56011468747470733a2f2f73686f702e6578616d706c6501102f636865636b6f75742f7468616e6b7301000204736b\
    7531013701046d7567730204706c616e04676f6c640473697a6500",
        r#"{"record":"response","id":"rsp_05ayv7akc50n2ab5ant2nbwnvr",
    "shop":"shp_01041061050r3gg28a1c60t3gf","survey":"srv_02081040g2081040g2081040g2",
    "version":300,"order":"Ž-10482 💐","verified":true,"test":true,"further":true,
    "state":"dismissed","owner":81985529216486895,"revision":7,"message":18364758544493064720,
    "shown":[81985529216486895,1],"answers":{"why":"Quick – Ž💐\nand kind","score":0,
    "heard":{"chosen":["friend","other"],"other":"a poster"},"many":{"chosen":["none"]},
    "contact":{"email":"ann@mail.example","consent":true}},
    "asked_at":"2026-01-01T00:00:00.123456789Z","seen_at":"2026-01-01T00:00:01.923Z",
    "first_answered_at":"2026-01-01T00:00:04.321Z","completed_at":"2026-01-01T00:00:19.876Z",
    "dismissed_at":"2026-01-02T00:00:00Z","withdrawn_at":"1969-12-31T23:59:59.999999999Z",
    "customer":"c77","context":{"channel":"qr","device":"unknown","country":"LV",
    "language":"lv-LV","origin":"https://shop.example","page":"/checkout/thanks",
    "returning":false,"products":["sku1","7"],"categories":["mugs"],"fields":{"plan":"gold",
    "size":""}}}"#,
    ),
];

fn bytes_of(hex: &str) -> Vec<u8> {
    hex.as_bytes()
        .chunks(2)
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap())
        .collect()
}

#[test]
fn what_was_written_once_is_read_for_ever() {
    for (hex, json) in WRITTEN_ONCE {
        let body = bytes_of(hex);
        let record: Record = serde_json::from_str(json).unwrap();
        assert_eq!(read_back(&record, &body).unwrap(), record);
        assert_eq!(encode(&record), body);
    }
}

#[test]
fn every_number_means_what_it_meant() {
    fn names<T: Numbered + Serialize>() -> String {
        let values = (1..=u8::MAX).map_while(|number| T::from_number(number).ok());
        serde_json::to_string(&values.collect::<Vec<_>>()).unwrap()
    }
    assert!(ResponseState::from_number(0).is_err() && NotAskedReason::from_number(0).is_err());
    assert_eq!(
        names::<ResponseState>(),
        r#"["asked","seen","started","complete","dismissed"]"#
    );
    assert_eq!(
        names::<Channel>(),
        r#"["prompt","inline","link","email","qr","import"]"#
    );
    assert_eq!(
        names::<Device>(),
        r#"["phone","tablet","desktop","unknown"]"#
    );
    assert_eq!(
        names::<OrderSource>(),
        r#"["tag","call","data_layer","ecwid","json_ld","link","api","import"]"#
    );
    assert_eq!(
        names::<NotAskedReason>(),
        "[\"nothing_live\",\"answered\",\"dismissed\",\"withdrawn\",\"shown_often\",\"unsigned\",\"trigger\",\
         \"not_yet\",\"over\",\"not_sampled\",\"not_new\",\"not_returning\",\"customer_unknown\",\"country\",\
         \"language\",\"minimum\",\"products\",\"asked_before\",\"answered_before\",\"asked_lately\",\"quiet_days\"]"
    );
}
