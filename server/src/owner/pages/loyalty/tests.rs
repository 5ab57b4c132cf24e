//! The loyalty page from outside.

mod olist;

use crate::owner::tests::{
    Site,
    language::{is_latvian, latvian},
};
use afterword_domain::period::Period;
use afterword_domain::{
    change::{Change, Expect},
    record::{Context, OrderRecord, Record, Response, ResponseState},
};
use afterword_shared::{
    id::{ResponseId, ShopId},
    order::{Currency, Money, Order},
    response::{Answer, Answers},
    scale::{Group, Kind},
};
use afterword_wording::{Language, bold};
use axum::http::StatusCode;
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

/// One customer: what was answered, and after how many days the next order came.
struct Buyer {
    name: String,
    rating: Option<u8>,
    next: Option<i64>,
}

fn buyers(rating: Option<u8>, n: usize, back: usize, next: i64) -> Vec<Buyer> {
    let buyer = |place: usize| Buyer {
        name: format!(
            "{}-{place}",
            rating.map_or("none".into(), |rating| rating.to_string())
        ),
        rating,
        next: (place < back).then_some(next),
    };
    (0..n).map(buyer).collect()
}

fn order(shop: ShopId, id: &str, customer: Option<&str>, at: Timestamp) -> OrderRecord {
    OrderRecord {
        put_at: None,
        shop,
        order: Order {
            id: id.parse().unwrap(),
            total: Some(Money::from_minor(5000, Currency::parse("EUR").unwrap())),
            customer: customer.map(|customer| customer.parse().unwrap()),
            items: Vec::new(),
            orders_before: None,
            email: None,
            consent: false,
            first_name: None,
            country: None,
            time: None,
        },
        verified: false,
        test: false,
        source: None,
        first_seen_at: at,
        delivered_at: None,
        cancelled_at: None,
        refunded_at: None,
        not_asked: None,
    }
}

/// Everybody bought 200 days ago.
async fn buy(site: &Site, shop: ShopId, buyers: Vec<Buyer>) {
    let survey = site.survey(shop).await;
    let at = site.app.now() - SignedDuration::from_hours(200 * 24);
    let mut change = Change::default();
    for (place, buyer) in buyers.iter().enumerate() {
        let id = format!("first-{}", buyer.name);
        let first = order(shop, &id, Some(&buyer.name), at);
        if let Some(rating) = buyer.rating {
            let mut answers = Answers::default();
            answers.set("score".parse().unwrap(), Answer::Rating(rating));
            let response = Response {
                further: false,
                id: ResponseId::new(u64::try_from(at.as_millisecond()).unwrap(), place as u128),
                shop,
                survey: survey.id,
                version: 1,
                order: Some(first.order.id.clone()),
                verified: false,
                test: false,
                state: ResponseState::Complete,
                owner: None,
                revision: 1,
                message: 0,
                shown: Vec::new(),
                answers,
                asked_at: at,
                seen_at: Some(at),
                first_answered_at: Some(at),
                completed_at: Some(at),
                dismissed_at: None,
                withdrawn_at: None,
                customer: first.order.customer.clone(),
                context: Context::default(),
            };
            change
                .put
                .push((Expect::Absent, Record::Response(response)));
        }
        change.put.push((Expect::Absent, Record::Order(first)));
        if let Some(days) = buyer.next {
            let id = format!("next-{}", buyer.name);
            let at = at + SignedDuration::from_hours(days * 24);
            let next = order(shop, &id, Some(&buyer.name), at);
            change.put.push((Expect::Absent, Record::Order(next)));
        }
    }
    site.app.must_write(change).await.unwrap();
}

/// A page's text without its tags, each run of spaces as one.
fn text(body: &str) -> String {
    let main = body.split_once("<main").map_or(body, |(_, main)| main);
    let mut text = String::new();
    let mut in_tag = false;
    for letter in main.chars() {
        match letter {
            '<' => in_tag = true,
            '>' => {
                in_tag = false;
                text.push(' ');
            }
            letter if !in_tag => text.push(letter),
            _ => {}
        }
    }
    text.split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .replace('\u{a0}', " ")
}

#[track_caller]
fn says(body: &str, sentence: &str) {
    let (text, sentence) = (text(body), self::text(sentence));
    assert!(text.contains(&sentence), "“{sentence}” is not in: {text}");
}

#[tokio::test]
async fn without_customer_references_the_page_shows_what_to_add_to_the_tag() {
    let (site, shop) = Site::set_up().await;
    let at = site.app.now();
    let put = Record::Order(order(shop, "1", None, at));
    site.app
        .must_write(Change::put(Expect::Absent, put))
        .await
        .unwrap();
    let page = site.get(&format!("/shops/{shop}/loyalty")).await;
    assert_eq!(page.status, StatusCode::OK);
    says(&page.body, Language::ENGLISH.loyalty_no_customers());
    says(&page.body, "data-customer=&quot;c77&quot;");
}

/// By hand: 30 of 60 promoters and 6 of 40 detractors came back after 20 days, and so did 10 of 50
/// who were not asked. 50 % of 60 lies between 38 and 62 % by Wilson.
#[tokio::test]
async fn groups_are_told_by_who_bought_again() {
    let (site, shop) = Site::set_up().await;
    let everybody = [
        buyers(Some(10), 60, 30, 20),
        buyers(Some(2), 40, 6, 20),
        buyers(None, 50, 10, 20),
    ];
    buy(&site, shop, everybody.into_iter().flatten().collect()).await;
    let path = format!("/shops/{shop}/loyalty");
    let page = site.get(&format!("{path}?within=30")).await;
    assert_eq!(page.status, StatusCode::OK);
    let words = Language::ENGLISH;
    let compared = words.loyalty_compared("promoters", "50 %", "15 %", 30, bold, bold);
    says(&page.body, &compared.into_string());
    says(&page.body, &words.loyalty_no_cause(bold).into_string());
    let row = |name: &str, n, figures: &str| {
        let count = words.loyalty_count(n, bold).into_string();
        says(&page.body, &format!("{name} {count} {figures}"));
    };
    let group = |group| words.group_name(Kind::Nps, group);
    row(group(Group::High), 60, "50 % 38 % to 62 %");
    says(
        &page.body,
        &format!("+32 {}", words.loyalty_points("+17", "+46")),
    );
    row(group(Group::Low), 40, "15 % 7.1 % to 29 %");
    row(words.loyalty_not_asked(), 50, "20 % 11 % to 33 %");
    row(words.loyalty_silent(), 0, "–");
    // 46 orders followed within 30 days; 6 of them by detractors, who paid 40 first orders too.
    let risk = words.loyalty_risk_money("detractors", "2,300 EUR", bold);
    says(&page.body, &risk.into_string());
    says(&page.body, &format!("{} 46 23 %", words.loyalty_orders()));
    assert!(page.body.contains("class=\"number depth-5\""));
    assert!(!page.body.contains("\" class=\""), "a class is lost");
    // Nobody has been watched for a year.
    let page = site.get(&format!("{path}?within=365")).await;
    says(&page.body, &words.loyalty_too_soon(365));
    // Nobody bought first in these days.
    let page = site.get(&format!("{path}?days=7")).await;
    says(
        &page.body,
        &words.loyalty_nobody(&words.period(Period::Week)),
    );
    says(&page.body, "2,300 EUR");
}

/// A figure of the API as the page rounds it.
fn rounded(figure: &Value) -> String {
    format!("{:.0}", figure.as_f64().unwrap().round())
}

/// A share in per cent, or points, without the sign: below ten to a tenth.
fn fine(figure: &Value) -> String {
    let figure = figure.as_f64().unwrap().abs();
    let text = if figure < 9.95 {
        format!("{figure:.1}")
    } else {
        format!("{:.0}", figure.round())
    };
    if text == "0.0" { "0".to_owned() } else { text }
}

/// A line of the API as the page shows it.
fn shown(name: &str, line: &Value, within: u16) -> String {
    let again = line["again"].as_array().unwrap();
    let chosen = again.iter().find(|one| one["within"] == within).unwrap();
    let share = &chosen["share"];
    let share = match share["n"].as_u64().unwrap() {
        0 => "0 customers –".to_owned(),
        n => {
            let [value, low, high] = ["value", "low", "high"].map(|end| fine(&share[end]));
            format!("{n} customers {value} % {low} % to {high} %")
        }
    };
    let Some(lead) = chosen["difference"].as_object() else {
        return format!("{name} {share}");
    };
    let [value, low, high] = ["value", "low", "high"].map(|point| {
        let text = fine(&lead[point]);
        let sign = match text.as_str() {
            "0" => "",
            _ if lead[point].as_f64().unwrap() < 0.0 => "−",
            _ => "+",
        };
        format!("{sign}{text}")
    });
    let sure = match lead["sure"].as_str() {
        Some(sure) => format!("surely {sure}"),
        None => "may be chance".to_owned(),
    };
    format!("{name} {share} {value} {low} to {high} points {sure}")
}

#[tokio::test]
async fn programs_are_told_the_figures_of_the_page() {
    let (site, shop) = Site::set_up().await;
    let everybody = [
        buyers(Some(10), 60, 30, 20),
        buyers(Some(2), 40, 6, 25),
        buyers(Some(1), 40, 20, 40),
        buyers(None, 50, 10, 20),
    ];
    buy(&site, shop, everybody.into_iter().flatten().collect()).await;
    let (key, survey) = (site.key(shop).await, site.survey(shop).await.id);
    for within in [30, 90, 365] {
        let path = format!("/shops/{shop}/loyalty?within={within}");
        let page = site.get(&path).await.body;
        let path = format!("surveys/{survey}/loyalty?within={within}");
        let told = site.told(&key, &path).await;
        assert_eq!(
            (&told["within"], &told["from"]),
            (&within.into(), &Value::Null)
        );
        let groups = told["groups"].as_array().unwrap();
        let names = [
            ("all", "All customers"),
            ("promoter", "Promoters"),
            ("passive", "Passives"),
            ("detractor", "Detractors"),
            ("silent", "Asked, but silent"),
            ("not_asked", "Not asked"),
        ];
        assert_eq!(groups.len(), names.len());
        for (line, (party, name)) in groups.iter().zip(names) {
            assert_eq!(line["party"], party);
            says(&page, &shown(name, line, within));
        }
        let ratings = told["ratings"].as_array().unwrap();
        assert_eq!(ratings.len(), 11);
        for (line, rating) in ratings.iter().zip((0..=10).rev()) {
            assert_eq!(
                (&line["party"], &line["rating"]),
                (&"rated".into(), &rating.into())
            );
            says(&page, &shown(&format!("Rated {rating}"), line, within));
        }
        let (some, all) = (&told["respondents"], &told["everybody"]);
        let risk = &told["at_risk"];
        let part = risk["orders"].as_f64().unwrap() / risk["all_orders"].as_f64().unwrap();
        for said in [
            format!("Orders {} {}", some["orders"], all["orders"]),
            format!(
                "by their first purchase {} {}",
                some["customers"], all["customers"]
            ),
            format!(
                "less, EUR {}.00",
                rounded(&some["totals"][0]["amount"]["value"])
            ),
            format!("Orders {} {:.0} %", risk["orders"], part * 100.0),
            "5,300 EUR of the last year".to_owned(),
        ] {
            says(&page, &said);
        }
        assert_eq!(risk["money"][0]["at_risk"], "5300.00");
        let cohort = &told["cohorts"][0];
        let bought = cohort["bought"].as_array().unwrap().iter();
        let bought: u64 = bought.map(|n| n.as_u64().unwrap()).sum();
        assert_eq!((&cohort["customers"], bought), (&190.into(), 66));
    }
    let path = format!("surveys/{survey}/loyalty?within=30");
    let promoters = &site.told(&key, &path).await["groups"][1];
    assert_eq!(promoters["days"]["value"], 20.0);
    assert_eq!(promoters["orders"]["value"], 0.5);
    assert_eq!(promoters["spent"][0]["amount"]["value"], 25.0);
    assert_eq!(promoters["again"][2]["difference"], Value::Null);
}

#[tokio::test]
async fn what_customers_did_is_told_in_latvian() {
    let (site, path) = latvian().await;
    let everybody = [
        buyers(Some(10), 60, 30, 20),
        buyers(Some(2), 40, 6, 25),
        buyers(None, 50, 10, 20),
    ];
    let shop = path.rsplit('/').next().unwrap().parse().unwrap();
    buy(&site, shop, everybody.into_iter().flatten().collect()).await;
    for query in ["", "?within=30", "?within=365&days=all", "?days=7"] {
        let page = site.get(&format!("{path}/loyalty{query}")).await.body;
        is_latvian(&page, &["loyalty", "period-chooser"]);
    }
}

#[tokio::test]
async fn of_few_answers_the_numbers_stand_there_but_no_headline() {
    let (site, shop) = Site::set_up().await;
    let everybody = [buyers(Some(10), 29, 10, 20), buyers(Some(2), 40, 6, 20)];
    buy(&site, shop, everybody.into_iter().flatten().collect()).await;
    let page = site.get(&format!("/shops/{shop}/loyalty?within=30")).await;
    let words = Language::ENGLISH;
    let all = words.loyalty_again_of_all("16", 69, 30, bold, bold);
    says(&page.body, &all.into_string());
    says(&page.body, words.loyalty_too_few());
    says(&page.body, &words.loyalty_floor("promoters", 30));
}

#[tokio::test]
async fn where_everybody_answered_nobody_is_compared_with() {
    let (site, shop) = Site::set_up().await;
    let everybody = [buyers(Some(10), 40, 0, 20), buyers(Some(2), 40, 0, 20)];
    buy(&site, shop, everybody.into_iter().flatten().collect()).await;
    let page = site.get(&format!("/shops/{shop}/loyalty?within=30")).await;
    assert!(page.body.contains("data-speaks=\"all\""));
    assert!(!page.body.contains("data-speaks=\"alike\""));
}

#[tokio::test]
async fn figures_at_hand_are_not_shown_once_something_was_written() {
    let (site, shop) = Site::set_up().await;
    buy(&site, shop, buyers(Some(10), 31, 10, 20)).await;
    let path = format!("/shops/{shop}/loyalty?within=30");
    for _ in 0..2 {
        says(&site.get(&path).await.body, "31 customers 32 %");
    }
    buy(&site, shop, buyers(Some(9), 9, 9, 20)).await;
    says(&site.get(&path).await.body, "40 customers 48 %");
}

#[tokio::test]
async fn a_wrong_address_is_refused_in_a_sentence() {
    let (site, shop) = Site::set_up().await;
    for (query, told) in [
        ("within=31", "30, 90 or 365 days"),
        ("from=2026-11-30&to=2026-11-01", "ends before it starts"),
        ("from=never", "is no day"),
    ] {
        let page = site.get(&format!("/shops/{shop}/loyalty?{query}")).await;
        assert!(page.status.is_client_error(), "{query}: {}", page.status);
        assert!(page.body.contains(told), "{query}: {}", page.body);
    }
}
