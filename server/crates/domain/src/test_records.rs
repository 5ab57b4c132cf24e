//! Made-up records for tests.
#![expect(clippy::missing_panics_doc, reason = "what is made up is always legal")]

use crate::{
    record::{
        ApiKey, Context, Keyring, OrderRecord, Response, ResponseState, SecretHash, Session, Shop,
        Sighting, SigningKey, SurveyHead, SurveyStatus, SurveyVersion, TicketNonce, User,
    },
    rules::{Rules, Trigger, When},
};
use afterword_shared::{
    appearance::{Place, Theme},
    id::{ResponseId, ShopId, SurveyId, UserId},
    order::{Currency, Money, Order},
    scale::Kind,
    survey::{Question, Survey},
};
use jiff::Timestamp;
use std::collections::BTreeMap;

/// The id of a shop, by a number.
pub fn shop_id(n: u64) -> ShopId {
    ShopId::new(n, 7)
}

/// The id of a survey, by a number.
pub fn survey_id(n: u64) -> SurveyId {
    SurveyId::new(n, 7)
}

/// The id of somebody, by a number.
pub fn user_id(n: u64) -> UserId {
    UserId::new(n, 7)
}

/// The id of a response, by a number.
pub fn response_id(n: u64) -> ResponseId {
    ResponseId::new(n, 7)
}

/// So many milliseconds after the first moment of 2026.
pub fn time(milliseconds: i64) -> Timestamp {
    Timestamp::from_millisecond(1_767_225_600_000 + milliseconds).unwrap()
}

/// A shop.
pub fn shop(n: u64) -> Shop {
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

/// A survey of a shop.
pub fn survey(n: u64, shop: u64) -> SurveyHead {
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

/// Rules that ask at a moment, on pages of a pattern.
pub fn rules_on(when: When, page: &str) -> Rules {
    Rules {
        trigger: Trigger {
            when,
            page: page.into(),
        },
        ..Rules::default()
    }
}

/// A version of a survey, with so many questions.
pub fn version(n: u64, version: u32, questions: usize) -> SurveyVersion {
    SurveyVersion {
        shop: shop_id(1),
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

/// Somebody with this address.
pub fn user(n: u64, email: &str) -> User {
    User {
        id: user_id(n),
        email: email.into(),
        password: "$argon2id$".into(),
        shops: vec![shop_id(1)],
        language: String::new(),
        created_at: time(1),
    }
}

/// Somebody signed in.
pub fn session(n: u8, user: u64) -> Session {
    Session {
        hash: SecretHash([n; 32]),
        user: user_id(user),
        created_at: time(1),
        expires_at: time(2),
    }
}

/// A program’s access to a shop.
pub fn api_key(n: u8, shop: u64) -> ApiKey {
    ApiKey {
        hash: SecretHash([n; 32]),
        shop: shop_id(shop),
        name: "Warehouse".into(),
        ending: "x7f2".into(),
        form: String::new(),
        created_at: time(1),
    }
}

/// A key to sign with.
pub fn keyring(id: u32) -> Keyring {
    Keyring {
        keys: vec![SigningKey {
            id,
            secret: "ab".repeat(32),
            created_at: time(1),
        }],
    }
}

/// A shop whose tag was heard of.
pub fn sighting(shop: u64) -> Sighting {
    Sighting {
        shop: shop_id(shop),
        origin: "https://shop.example".into(),
        page: "/thanks".into(),
        source: None,
        at: time(3),
    }
}

/// An order, of a customer or of nobody.
pub fn order(id: &str, customer: Option<&str>) -> OrderRecord {
    OrderRecord {
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

/// A response to an order, or to none.
pub fn response(n: u64, order: Option<&str>) -> Response {
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
