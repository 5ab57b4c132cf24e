use super::*;
use crate::{
    change::Sequence,
    record::{SurveyStatus, TicketNonce},
    rules::{Rules, Trigger},
};
use afterword_shared::{
    appearance::Theme,
    id::ShopId,
    order::{Item, ItemMessage, Loose, OrderMessage},
};
use proptest::prelude::*;

const DAY: i64 = 86_400;
const NOW: i64 = 1_800_000_000;

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(seconds).unwrap()
}

fn shop() -> Shop {
    Shop {
        id: ShopId::new(1, 7),
        name: "Kalnu".into(),
        origins: Vec::new(),
        locale: "lv".into(),
        time_zone: "Europe/Riga".into(),
        privacy_url: String::new(),
        secret: String::new(),
        require_signature: false,
        quiet_days: 0,
        demo: false,
        views: Vec::new(),
        created_at: at(0),
    }
}

fn survey(n: u64, rules: Rules) -> SurveyHead {
    SurveyHead {
        id: SurveyId::new(n, 7),
        shop: shop().id,
        name: "After buying".into(),
        status: SurveyStatus::Live,
        version: 1,
        rules,
        place: Place::default(),
        theme: Theme::default(),
        target: None,
        shared: Vec::new(),
        created_at: at(0),
    }
}

fn order(id: &str) -> Order {
    Order::try_from(OrderMessage {
        id: Loose(id.into()),
        total: Some(Loose("49.90".into())),
        currency: Some("EUR".into()),
        customer: Some(Loose("c77".into())),
        items: vec![ItemMessage {
            id: Loose("sku1".into()),
            ..ItemMessage::default()
        }],
        ..OrderMessage::default()
    })
    .unwrap()
}

fn ask(order: Option<Order>) -> Ask {
    Ask {
        shop: shop(),
        order,
        customer: None,
        verified: false,
        test: false,
        eligible: Eligible::Orders,
        source: Some(OrderSource::Tag),
        context: Context {
            country: Some("LV".into()),
            language: Some("de-AT".into()),
            ..Context::default()
        },
        fresh: ResponseId::new(9, 9),
        at: at(NOW),
    }
}

fn visit(customer: Option<&str>) -> Ask {
    let mut ask = ask(None);
    ask.customer = customer.map(|customer| customer.parse().unwrap());
    ask
}

fn known(rules: Rules) -> Known {
    Known {
        live: vec![(survey(1, rules), None)],
        ..Known::default()
    }
}

/// A response of this customer that was seen so many days ago.
fn asked_before(survey: u64, order: Option<&str>, days: i64) -> Response {
    let mut before = fresh(
        &ask(order.map(self::order)),
        &self::survey(survey, Rules::default()),
        None,
        &Context::default(),
    );
    before.id = ResponseId::new(1, u128::from(survey) * 1000 + u128::try_from(days).unwrap());
    before.customer = Some("c77".parse().unwrap());
    before.state = ResponseState::Seen;
    before.asked_at = at(NOW - days * DAY);
    before.seen_at = Some(before.asked_at);
    before
}

fn answered(mut response: Response) -> Response {
    response.first_answered_at = response.seen_at;
    response.state = ResponseState::Started;
    response
}

fn why(ask: &Ask, known: &Known) -> Option<NotAskedReason> {
    match decide(ask, known).0 {
        Asked::Due { .. } => None,
        Asked::NotDue(not_asked) => Some(not_asked.reason),
    }
}

fn why_not(rules: Rules) -> Option<NotAskedReason> {
    why(&ask(Some(order("1001"))), &known(rules))
}

fn kept(response: Response) -> Versioned<Response> {
    Versioned {
        value: response,
        sequence: Sequence(1),
    }
}

#[test]
fn a_survey_asks_in_its_schedule_only() {
    let within = |from: Option<i64>, until: Option<i64>| Rules {
        from: from.map(at),
        until: until.map(at),
        ..Rules::default()
    };
    assert_eq!(why_not(within(Some(NOW), Some(NOW + 1))), None);
    assert_eq!(
        why_not(within(Some(NOW + 1), None)),
        Some(NotAskedReason::NotYet)
    );
    assert_eq!(why_not(within(None, Some(NOW))), Some(NotAskedReason::Over));
}

#[test]
fn an_audience_is_who_it_is_for() {
    let money = |amount: &str, currency: &str| {
        let currency = afterword_shared::order::Currency::parse(currency).unwrap();
        afterword_shared::order::Money::parse(amount, currency).ok()
    };
    let countries = |list: &[&str]| Rules {
        countries: list.iter().map(|one| (*one).to_owned()).collect(),
        ..Rules::default()
    };
    assert_eq!(why_not(countries(&["EE", "LV"])), None);
    assert_eq!(why_not(countries(&["EE"])), Some(NotAskedReason::Country));
    let languages = |list: &[&str]| Rules {
        languages: list.iter().map(|one| (*one).to_owned()).collect(),
        ..Rules::default()
    };
    assert_eq!(why_not(languages(&["de"])), None);
    assert_eq!(why_not(languages(&["lv", "DE_at"])), None);
    for wrong in ["d", "de-CH", "en"] {
        assert_eq!(
            why_not(languages(&[wrong])),
            Some(NotAskedReason::Language),
            "{wrong}"
        );
    }
    let minimum = |minimum| Rules {
        minimum,
        ..Rules::default()
    };
    assert_eq!(why_not(minimum(money("49.90", "EUR"))), None);
    assert_eq!(
        why_not(minimum(money("49.91", "EUR"))),
        Some(NotAskedReason::Minimum)
    );
    assert_eq!(
        why_not(minimum(money("1", "USD"))),
        Some(NotAskedReason::Minimum)
    );
    let products = |id: &str| Rules {
        products: vec!["x".parse().unwrap(), id.parse().unwrap()],
        ..Rules::default()
    };
    assert_eq!(why_not(products("sku1")), None);
    assert_eq!(why_not(products("sku2")), Some(NotAskedReason::Products));
}

#[test]
fn what_another_page_told_of_the_order_counts_too() {
    let rules = Rules {
        products: vec!["sku1".parse().unwrap()],
        ..Rules::default()
    };
    let mut known = known(rules);
    let mut short = order("1001");
    short.items = Vec::<Item>::new();
    let ask = ask(Some(short));
    assert_eq!(why(&ask, &known), Some(NotAskedReason::Products));
    known.order = Some(Versioned {
        value: OrderRecord {
            shop: shop().id,
            order: order("1001"),
            verified: false,
            test: false,
            source: None,
            put_at: None,
            first_seen_at: at(0),
            delivered_at: None,
            cancelled_at: None,
            refunded_at: None,
            not_asked: None,
        },
        sequence: Sequence(1),
    });
    assert_eq!(why(&ask, &known), None);
    // What anybody can have written counts nothing for a signed order.
    let signed = Ask {
        verified: true,
        ..ask
    };
    assert_eq!(why(&signed, &known), Some(NotAskedReason::Products));
}

#[test]
fn what_is_due_says_what_is_known_of_the_order_as_far_as_it_is_trusted_alike() {
    let told = |order: Order, verified: bool, test: bool| {
        Some(Versioned {
            value: OrderRecord {
                shop: shop().id,
                order,
                verified,
                test,
                source: None,
                put_at: None,
                first_seen_at: at(NOW),
                delivered_at: None,
                cancelled_at: None,
                refunded_at: None,
                not_asked: None,
            },
            sequence: Sequence(1),
        })
    };
    let due = |ask: &Ask, order: Option<Versioned<OrderRecord>>| {
        let known = Known {
            order,
            ..known(Rules::default())
        };
        match decide(ask, &known).0 {
            Asked::Due { order, .. } => order.map(|order| *order),
            Asked::NotDue(why) => panic!("{why:?}"),
        }
    };
    let mut bare = order("1001");
    bare.items.clear();
    let ask = ask(Some(bare.clone()));
    assert_eq!(due(&ask, None), Some(bare.clone()));
    assert_eq!(
        due(&ask, told(order("1001"), false, false)),
        Some(order("1001"))
    );
    assert_eq!(
        due(&ask, told(order("1001"), true, false)),
        Some(bare.clone())
    );
    assert_eq!(
        due(&ask, told(order("1001"), false, true)),
        Some(bare.clone())
    );
    let mut signed = ask.clone();
    signed.verified = true;
    assert_eq!(due(&signed, told(order("1001"), false, false)), Some(bare));
    assert_eq!(
        due(&signed, told(order("1001"), true, false)),
        Some(order("1001"))
    );
    assert_eq!(due(&visit(None), None), None);
}

#[test]
fn new_and_returning_customers_are_told_apart() {
    let rules = |customers| Rules {
        customers,
        ..Rules::default()
    };
    let mut new = known(rules(Customers::New));
    let mut returning = known(rules(Customers::Returning));
    let ask = ask(Some(order("1001")));
    // Nobody knows yet, as while what is known is being read.
    for known in [&new, &returning] {
        assert_eq!(why(&ask, known), Some(NotAskedReason::CustomerUnknown));
    }
    (new.other_orders, returning.other_orders) = (Some(0), Some(0));
    assert_eq!(why(&ask, &new), None);
    assert_eq!(why(&ask, &returning), Some(NotAskedReason::NotReturning));
    (new.other_orders, returning.other_orders) = (Some(1), Some(1));
    assert_eq!(why(&ask, &new), Some(NotAskedReason::NotNew));
    assert_eq!(why(&ask, &returning), None);
    assert_eq!(
        why(&visit(None), &new),
        Some(NotAskedReason::CustomerUnknown)
    );
    assert_eq!(why(&visit(Some("c77")), &returning), None);
}

#[test]
fn somebody_is_asked_again_as_the_rules_say() {
    let ask = ask(Some(order("1001")));
    let after = |again, asked: Vec<Response>| {
        let mut known = known(Rules {
            again,
            ..Rules::default()
        });
        known.asked = asked.iter().map(EarlierAsk::from).collect();
        why(&ask, &known)
    };
    let seen = || asked_before(1, Some("1000"), 10);
    assert_eq!(after(Again::EveryOrder, vec![answered(seen())]), None);
    assert_eq!(
        after(Again::Never, vec![seen()]),
        Some(NotAskedReason::AskedBefore)
    );
    // Asked without having been in view is not asked, and neither is another survey.
    let mut unseen = seen();
    unseen.state = ResponseState::Asked;
    assert_eq!(after(Again::Never, vec![unseen]), None);
    let other = asked_before(2, Some("1000"), 10);
    assert_eq!(after(Again::Never, vec![other]), None);
    assert_eq!(after(Again::UntilAnswered, vec![seen()]), None);
    assert_eq!(
        after(Again::UntilAnswered, vec![seen(), answered(seen())]),
        Some(NotAskedReason::AnsweredBefore)
    );
    // Who took an answer back has answered, and is left alone.
    let mut withdrawn = seen();
    withdrawn.state = ResponseState::Dismissed;
    withdrawn.withdrawn_at = withdrawn.seen_at;
    assert_eq!(
        after(Again::UntilAnswered, vec![withdrawn]),
        Some(NotAskedReason::AnsweredBefore)
    );
    let days = |days| Again::AfterDays { days };
    assert_eq!(after(days(10), vec![seen()]), None);
    assert_eq!(
        after(days(11), vec![seen()]),
        Some(NotAskedReason::AskedLately)
    );
}

#[test]
fn a_shop_keeps_some_days_quiet_whatever_asked() {
    let mut ask = ask(Some(order("1001")));
    let mut known = known(Rules::default());
    known.asked = vec![EarlierAsk::from(&asked_before(2, Some("1000"), 5))];
    assert_eq!(why(&ask, &known), None);
    ask.shop.quiet_days = 6;
    assert_eq!(why(&ask, &known), Some(NotAskedReason::QuietDays));
    ask.shop.quiet_days = 5;
    assert_eq!(why(&ask, &known), None);
    // The form itself is shown again until it is answered: that is one ask.
    ask.shop.quiet_days = 6;
    let own = asked_before(1, Some("1001"), 1);
    known.live[0].1 = Some(kept(own.clone()));
    known.asked = vec![EarlierAsk::from(&own)];
    assert_eq!(why(&ask, &known), None);
}

#[test]
fn an_unsigned_ask_suppresses_no_signed_one() {
    let mut ask = ask(Some(order("1001")));
    let mut known = known(Rules {
        again: Again::Never,
        ..Rules::default()
    });
    known.asked = vec![EarlierAsk::from(&asked_before(1, Some("forged"), 1))];
    assert_eq!(why(&ask, &known), Some(NotAskedReason::AskedBefore));
    ask.verified = true;
    assert_eq!(why(&ask, &known), None);
    known.asked[0].verified = true;
    assert_eq!(why(&ask, &known), Some(NotAskedReason::AskedBefore));
}

#[test]
fn a_form_is_shown_as_often_as_its_rules_say() {
    let mut known = known(Rules {
        shown_limit: 2,
        ..Rules::default()
    });
    let mut before = asked_before(1, Some("1001"), 1);
    before.shown = vec![TicketNonce(1)];
    known.live[0].1 = Some(kept(before.clone()));
    let ask = ask(Some(order("1001")));
    assert_eq!(why(&ask, &known), None);
    before.shown.push(TicketNonce(2));
    known.live[0].1 = Some(kept(before.clone()));
    assert_eq!(why(&ask, &known), Some(NotAskedReason::ShownOften));
    before.withdrawn_at = Some(at(NOW));
    known.live[0].1 = Some(kept(before.clone()));
    assert_eq!(why(&ask, &known), Some(NotAskedReason::Withdrawn));

    // Without an order the customer is all that is known.
    let visit = visit(Some("c77"));
    known.live[0].1 = None;
    known.asked = vec![EarlierAsk::from(&asked_before(1, None, 1))];
    assert_eq!(why(&visit, &known), None);
    known
        .asked
        .push(EarlierAsk::from(&asked_before(1, None, 2)));
    assert_eq!(why(&visit, &known), Some(NotAskedReason::ShownOften));
    let answered = answered(asked_before(1, None, 1));
    known.asked.insert(1, EarlierAsk::from(&answered));
    assert_eq!(why(&visit, &known), None);
}

#[test]
fn only_surveys_whose_trigger_fired_are_due_in_the_order_of_the_message() {
    let scroll = Rules {
        trigger: Trigger {
            when: When::Scroll { percent: 50 },
            page: String::new(),
        },
        ..Rules::default()
    };
    let mut inline = survey(3, Rules::default());
    inline.place = Place::Inline;
    let known = Known {
        live: vec![
            (inline, None),
            (survey(1, scroll), None),
            (survey(2, Rules::default()), None),
        ],
        ..Known::default()
    };
    let asked = |ids: &[u64]| {
        let mut ask = ask(Some(order("1001")));
        if !ids.is_empty() {
            let ids = ids.iter().map(|n| SurveyId::new(*n, 7)).collect();
            ask.eligible = Eligible::Fired(ids);
        }
        decide(&ask, &known)
    };
    let due = |asked: Asked| match asked {
        Asked::Due { survey, .. } => Some(survey),
        Asked::NotDue(_) => None,
    };
    // A page without rules asks about orders, and where a form floats.
    assert_eq!(due(asked(&[]).0), Some(SurveyId::new(2, 7)));
    assert_eq!(due(asked(&[1, 2]).0), Some(SurveyId::new(1, 7)));
    assert_eq!(due(asked(&[2, 1]).0), Some(SurveyId::new(2, 7)));
    let (inline, change) = asked(&[3]);
    assert_eq!(due(inline), Some(SurveyId::new(3, 7)));
    assert!(change.put.iter().any(|(_, record)| matches!(
        record,
        Record::Response(response) if response.context.channel == Channel::Inline
    )));
    let (none, change) = asked(&[8]);
    let Asked::NotDue(why) = none else {
        panic!("{none:?}")
    };
    assert_eq!(why.reason, NotAskedReason::Trigger);
    assert_eq!(why.surveys.len(), 3);
    let told = change.put.iter().find_map(|(_, record)| match record {
        Record::Order(known) => known.not_asked.clone(),
        _ => None,
    });
    assert_eq!(told, Some(why));
}

#[test]
fn whoever_asks_for_a_survey_gets_it_whatever_was_before_but_answers_an_order_once() {
    let mut known = known(Rules {
        again: Again::Never,
        ..Rules::default()
    });
    known.live[0].0.place = Place::Tab;
    known.asked = vec![EarlierAsk::from(&asked_before(1, Some("1000"), 1))];
    let mut ask = ask(Some(order("1001")));
    ask.shop.quiet_days = 30;
    ask.eligible = Eligible::Fired(vec![SurveyId::new(1, 7)]);
    assert_eq!(why(&ask, &known), None);
    let mut closed = asked_before(1, Some("1001"), 1);
    closed.state = ResponseState::Dismissed;
    closed.shown = (0..9).map(TicketNonce).collect();
    known.live[0].1 = Some(kept(closed.clone()));
    assert_eq!(why(&ask, &known), None);
    known.live[0].1 = Some(kept(answered(closed)));
    assert_eq!(why(&ask, &known), Some(NotAskedReason::Answered));
}

#[test]
fn a_survey_s_own_page_asks_whoever_has_the_link() {
    let mut known = known(Rules {
        again: Again::Never,
        countries: vec!["EE".into()],
        sample: 1,
        ..Rules::default()
    });
    known.live.push((survey(2, Rules::default()), None));
    known.asked = vec![EarlierAsk::from(&asked_before(1, Some("1000"), 1))];
    let mut ask = ask(Some(order("1001")));
    ask.eligible = Eligible::Own(SurveyId::new(1, 7));
    assert_eq!(why(&ask, &known), None);
    ask.eligible = Eligible::Own(SurveyId::new(3, 7));
    assert_eq!(why(&ask, &known), Some(NotAskedReason::NothingLive));
    ask.eligible = Eligible::Own(SurveyId::new(1, 7));
    known.live[0].0.rules.until = Some(at(NOW));
    assert_eq!(why(&ask, &known), Some(NotAskedReason::Over));
}

#[test]
fn a_test_is_asked_whatever_the_rules_say() {
    let rules = Rules {
        countries: vec!["EE".into()],
        sample: 1,
        until: Some(at(0)),
        ..Rules::default()
    };
    let mut ask = ask(Some(order("1001")));
    ask.test = true;
    assert_eq!(why(&ask, &known(rules)), None);
}

#[test]
fn where_an_order_was_found_is_recorded_and_stays() {
    let change = decide(&ask(Some(order("1001"))), &known(Rules::default())).1;
    let recorded = change.put.iter().find_map(|(_, record)| match record {
        Record::Order(known) => Some(known.clone()),
        _ => None,
    });
    let recorded = recorded.unwrap();
    assert_eq!(recorded.source, Some(OrderSource::Tag));
    let mut later = known(Rules::default());
    later.order = Some(Versioned {
        value: recorded,
        sequence: Sequence(1),
    });
    let mut again = ask(Some(order("1001")));
    again.source = None;
    let change = decide(&again, &later).1;
    assert!(
        !change
            .put
            .iter()
            .any(|(_, record)| matches!(record, Record::Order(_)))
    );
}

#[test]
fn a_visit_belongs_to_its_customer() {
    let change = decide(&visit(Some("c77")), &known(Rules::default())).1;
    let [(_, Record::Response(response))] = &change.put[..] else {
        panic!("{change:?}")
    };
    assert_eq!(response.order, None);
    assert_eq!(
        response.customer.as_ref().map(CustomerRef::as_str),
        Some("c77")
    );
}

#[test]
fn a_record_with_one_reason_still_reads_and_every_reason_reads_back() {
    let old = r#"{"at": "2026-01-01T00:00:00Z", "reason": "shown_often"}"#;
    let old: NotAsked = serde_json::from_str(old).unwrap();
    assert_eq!(old.reason, NotAskedReason::ShownOften);
    assert_eq!(old.surveys, []);
    for reason in NotAskedReason::ALL {
        let surveys = vec![PassedOver {
            survey: SurveyId::new(1, 7),
            reason,
        }];
        let not_asked = NotAsked {
            at: at(0),
            reason,
            surveys,
        };
        let text = serde_json::to_string(&not_asked).unwrap();
        assert_eq!(serde_json::from_str::<NotAsked>(&text).unwrap(), not_asked);
    }
}

#[test]
fn a_sample_hits_its_share() {
    for sample in [1, 10, 50, 90] {
        let rules = Rules {
            sample,
            ..Rules::default()
        };
        let known = known(rules);
        let hits = (0..20_000)
            .filter(|n| {
                let mut order = order("1001");
                order.customer = Some(format!("c{n}").parse().unwrap());
                why(&ask(Some(order)), &known).is_none()
            })
            .count();
        // Five standard deviations of 20,000 throws.
        let share = f64::from(sample) / 100.0;
        let expected = 20_000.0 * share;
        let deviation = (20_000.0 * share * (1.0 - share)).sqrt();
        let hits = f64::from(u32::try_from(hits).unwrap());
        assert!(
            (hits - expected).abs() < 5.0 * deviation,
            "{sample} %: {hits}"
        );
    }
}

proptest! {
    #[test]
    fn a_sample_does_not_flicker(
        customer in prop::option::of("[a-z0-9]{1,20}"), id in "[a-z0-9]{1,20}", sample in 1..=100_u8,
        moment in 0..1_000_000_i64, fresh in any::<u64>(),
    ) {
        let known = known(Rules { sample, ..Rules::default() });
        let mut told = order(&id);
        told.customer = customer.clone().map(|customer| customer.parse().unwrap());
        let first = why(&ask(Some(told.clone())), &known);
        let mut later = ask(Some(told));
        later.at = at(NOW + moment);
        later.fresh = ResponseId::new(fresh, u128::from(fresh));
        prop_assert_eq!(first, why(&later, &known));
        // The customer decides, where there is one; and more of a sample never leaves one out.
        if customer.is_some() {
            let mut other = order("another");
            other.customer = customer.map(|customer| customer.parse().unwrap());
            prop_assert_eq!(first, why(&ask(Some(other)), &known));
        }
        if first.is_none() {
            let mut more = known;
            more.live[0].0.rules.sample = sample.saturating_add(7).min(100);
            prop_assert_eq!(why(&later, &more), None);
        }
    }
}

/// Paused or reworded in the same moment, it is decided anew.
#[test]
fn what_is_asked_relies_on_its_survey_being_as_it_was() {
    let mut known = known(Rules::default());
    let survey = known.live[0].0.id;
    known.versions = vec![(survey, Sequence(7))];
    let ask = ask(Some(order("1001")));
    let (asked, change) = decide(&ask, &known);
    assert!(matches!(asked, Asked::Due { .. }));
    let key = SurveyHead::key(ask.shop.id, &survey);
    assert_eq!(change.relies_on, [(key, Some(Sequence(7)))]);
}
