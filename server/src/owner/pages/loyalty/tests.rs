//! The loyalty page from outside.

mod olist;

use crate::owner::tests::Site;
use afterword_domain::{
    change::{Change, Expect},
    record::{Context, KnownOrder, Record, Response, ResponseState},
};
use afterword_shared::{
    id::{ResponseId, ShopId},
    order::{Currency, Money, Order},
    response::{Answer, Answers},
};
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

fn order(shop: ShopId, id: &str, customer: Option<&str>, at: Timestamp) -> KnownOrder {
    KnownOrder {
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
    let text = text(body);
    assert!(text.contains(sentence), "“{sentence}” is not in: {text}");
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
    says(&page.body, "No order says yet who bought.");
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
    says(
        &page.body,
        "50 % of promoters bought again within 30 days, and 15 % of detractors.",
    );
    says(&page.body, "What goes together, not what comes of what:");
    says(&page.body, "Promoters 60 customers 50 % 38 % to 62 %");
    says(&page.body, "+32 ");
    says(&page.body, "surely higher");
    says(&page.body, "Detractors 40 customers 15 % 7.1 % to 29 %");
    says(&page.body, "Not asked 50 customers 20 % 11 % to 33 %");
    says(&page.body, "Asked, but silent 0 customers –");
    // 46 orders followed within 30 days; 6 of them by detractors, who paid 40 first orders too.
    says(
        &page.body,
        "2,300 EUR of the last year came from customers who are among detractors by their latest answer.",
    );
    says(&page.body, "Orders 46 23 %");
    assert!(page.body.contains("class=\"number depth-5\""));
    assert!(!page.body.contains("\" class=\""), "a class is lost");
    // Nobody has been watched for a year.
    let page = site.get(&format!("{path}?within=365")).await;
    says(&page.body, "Nobody’s 365 days have passed yet.");
    // Nobody bought first in these days.
    let page = site.get(&format!("{path}?days=7")).await;
    says(&page.body, "No customer bought in the last 7 days.");
    says(&page.body, "Money at risk 2,300 EUR");
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
async fn of_few_answers_the_numbers_stand_there_but_no_headline() {
    let (site, shop) = Site::set_up().await;
    let everybody = [buyers(Some(10), 29, 10, 20), buyers(Some(2), 40, 6, 20)];
    buy(&site, shop, everybody.into_iter().flatten().collect()).await;
    let page = site.get(&format!("/shops/{shop}/loyalty?within=30")).await;
    says(
        &page.body,
        "16 of 69 customers bought again within 30 days.",
    );
    says(&page.body, "Promoters 29 customers 34 %");
    says(&page.body, "too few to compare");
    assert!(!text(&page.body).contains("of promoters bought again"));
}

#[tokio::test]
async fn where_everybody_answered_nobody_is_compared_with() {
    let (site, shop) = Site::set_up().await;
    let everybody = [buyers(Some(10), 40, 0, 20), buyers(Some(2), 40, 0, 20)];
    buy(&site, shop, everybody.into_iter().flatten().collect()).await;
    let page = site.get(&format!("/shops/{shop}/loyalty?within=30")).await;
    says(&page.body, "there is nobody else to compare with");
    assert!(!text(&page.body).contains("about as often as the others"));
}

#[tokio::test]
async fn figures_at_hand_are_not_shown_once_something_was_written() {
    let (site, shop) = Site::set_up().await;
    buy(&site, shop, buyers(Some(10), 31, 10, 20)).await;
    let path = format!("/shops/{shop}/loyalty?within=30");
    for _ in 0..2 {
        says(&site.get(&path).await.body, "Promoters 31 customers 32 %");
    }
    buy(&site, shop, buyers(Some(9), 9, 9, 20)).await;
    says(&site.get(&path).await.body, "Promoters 40 customers 48 %");
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
