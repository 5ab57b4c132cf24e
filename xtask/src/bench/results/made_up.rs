//! A made-up shop of any size: three years of orders, a third of them answered, by customers of
//! whom promoters come back more often than detractors. Written into the store directly.

use afterword_domain::{
    change::{Change, Expect},
    record::{Channel, Context, Device, OrderRecord, OrderSource, Record, Response, ResponseState},
};
use afterword_shared::{
    id::{ProductId, ResponseId, ShopId, SurveyId},
    order::{Currency, Item, Money, Order},
    response::{Answer, Answers},
};
use afterword_store::Outcome;
use anyhow::{Context as _, Result, ensure};
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;
use std::{collections::BTreeMap, path::Path};

/// How many orders go into one commit.
const AT_A_TIME: usize = 1000;
const DAYS: u64 = 3 * 365;
/// Everybody has been watched for this long.
const WATCHED: u64 = 100;

/// What people write, by language: a start and an end, and thousands of texts between them.
const WORDS: [(&str, [&str; 4], [&str; 6]); 6] = [
    (
        "en",
        [
            "Delivery was",
            "The parcel was",
            "Support was",
            "The quality is",
        ],
        [
            "quick and easy",
            "too slow",
            "better than expected",
            "a bit disappointing",
            "excellent",
            "fine",
        ],
    ),
    (
        "lv",
        [
            "Piegāde bija",
            "Sūtījums bija",
            "Apkalpošana bija",
            "Kvalitāte ir",
        ],
        [
            "ātra un ērta",
            "pārāk lēna",
            "labāka nekā gaidīts",
            "nedaudz vīlusi",
            "lieliska",
            "laba",
        ],
    ),
    (
        "de",
        [
            "Die Lieferung war",
            "Das Paket war",
            "Der Service war",
            "Die Qualität ist",
        ],
        [
            "schnell und einfach",
            "zu langsam",
            "besser als erwartet",
            "etwas enttäuschend",
            "ausgezeichnet",
            "gut",
        ],
    ),
    (
        "sv",
        [
            "Leveransen var",
            "Paketet var",
            "Kundtjänsten var",
            "Kvaliteten är",
        ],
        [
            "snabb och enkel",
            "för långsam",
            "bättre än väntat",
            "lite av en besvikelse",
            "utmärkt",
            "bra",
        ],
    ),
    (
        "zh",
        ["物流", "包裹", "客服", "质量"],
        [
            "很快很方便",
            "太慢了",
            "比想象的好",
            "有点失望",
            "非常好",
            "还可以",
        ],
    ),
    (
        "ja",
        ["配送は", "荷物は", "対応は", "品質は"],
        [
            "早くて簡単でした",
            "遅すぎました",
            "思ったより良かった",
            "少し残念でした",
            "素晴らしい",
            "まあまあです",
        ],
    ),
];
const COUNTRIES: [&str; 6] = ["GB", "LV", "DE", "SE", "CN", "JP"];

/// The `SplitMix64` generator: small, and the same everywhere.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    fn place(&mut self, end: usize) -> usize {
        usize::try_from(self.below(end as u64)).unwrap_or(0)
    }

    fn in_hundred(&mut self, chance: u64) -> bool {
        self.below(100) < chance
    }
}

/// Orders of all customers, each with whether it was asked and what was answered.
struct Planned {
    customer: u64,
    at: Timestamp,
    rating: Option<u8>,
    asked: bool,
}

/// Orders and answers of a shop that is nowhere.
pub fn records(answers: usize) -> Vec<(OrderRecord, Response)> {
    let (shop, survey) = (ShopId::new(1, 1), SurveyId::new(1, 1));
    let mut dice = Dice(0x5eed_0f5e_ed00_0003);
    let planned = plan(answers as u64, &mut dice);
    let asked = planned.iter().filter(|one| one.rating.is_some());
    let mut number = 0;
    let made = asked.map(|one| {
        number += 1;
        let order = order(shop, number, one, &mut dice);
        let response = response(shop, survey, &order, one, &mut dice);
        (order, response)
    });
    made.collect()
}

/// Fills the store of `afterword init` with so many answers.
pub fn fill(data: &Path, made: &Value, responses: u64) -> Result<()> {
    let shop: ShopId = made["shop"].as_str().context("no shop")?.parse()?;
    let survey: SurveyId = made["survey"].as_str().context("no survey")?.parse()?;
    let store = afterword_store_embedded::directory::open(data)?;
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    let mut kept = runtime
        .block_on(store.shop(shop))?
        .context("no shop")?
        .value;
    kept.demo = true;
    let mark = Change::put(Expect::Anything, Record::Shop(kept));
    runtime.block_on(store.commit(vec![mark]))?;

    let mut dice = Dice(0x5eed_0f5e_ed00_0003);
    let planned = plan(responses, &mut dice);
    let mut written = 0;
    for some in planned.chunks(AT_A_TIME) {
        let mut change = Change::default();
        for one in some {
            written += 1;
            let order = order(shop, written, one, &mut dice);
            if one.asked {
                let response = response(shop, survey, &order, one, &mut dice);
                change
                    .put
                    .push((Expect::Anything, Record::Response(response)));
            }
            change.put.push((Expect::Anything, Record::Order(order)));
        }
        let outcomes = runtime.block_on(store.commit(vec![change]))?;
        ensure!(
            matches!(outcomes[..], [Outcome::Saved(_)]),
            "a commit conflicts"
        );
    }
    Ok(())
}

/// Customers come one after the other, until there are three orders for each answer.
fn plan(responses: u64, dice: &mut Dice) -> Vec<Planned> {
    let now = Timestamp::now();
    let days_ago = |days: u64, second: u64| {
        let seconds = i64::try_from(days * 86_400 + second).unwrap_or(0);
        now - SignedDuration::from_secs(seconds)
    };
    let mut planned = Vec::new();
    let mut answered = 0;
    let mut customer = 0;
    let orders = responses * 3;
    while (planned.len() as u64) < orders {
        customer += 1;
        // Of the first order, the answer decides whether another follows within 90 days.
        let ago = WATCHED + dice.below(DAYS - WATCHED);
        let second = dice.below(86_400);
        let reply = reply(&mut answered, responses, dice);
        planned.push(Planned {
            customer,
            at: days_ago(ago, second),
            rating: reply.1,
            asked: reply.0,
        });
        let chance = match reply {
            (_, Some(9..)) => 40,
            (_, Some(7..)) => 30,
            (_, Some(_)) => 20,
            (true, None) => 28,
            (false, None) => 25,
        };
        if dice.in_hundred(chance) {
            let mut ago = ago - 1 - dice.below(89);
            loop {
                let (asked, rating) = self::reply(&mut answered, responses, dice);
                planned.push(Planned {
                    customer,
                    at: days_ago(ago, dice.below(3600)),
                    rating,
                    asked,
                });
                if ago < 30 || dice.in_hundred(35) {
                    break;
                }
                ago -= 1 + dice.below(ago.min(200));
            }
        }
    }
    planned.sort_by_key(|one| one.at);
    planned
}

/// Whether an order is asked, and its rating.
fn reply(answered: &mut u64, responses: u64, dice: &mut Dice) -> (bool, Option<u8>) {
    let rating = match dice.below(100) {
        0..34 if *answered < responses => match dice.below(100) {
            0..50 => 9 + dice.below(2),
            50..78 => 7 + dice.below(2),
            _ => dice.below(7),
        },
        34..40 => return (true, None),
        _ => return (false, None),
    };
    *answered += 1;
    (true, u8::try_from(rating).ok())
}

fn order(shop: ShopId, number: u64, one: &Planned, dice: &mut Dice) -> OrderRecord {
    let language = usize::try_from(one.customer % 6).unwrap_or(0);
    // A few things sell well, most of them seldom.
    let first = dice.below(2000);
    let product = dice.below(first + 1);
    let minor = 900 + dice.below(9000) + dice.below(9000);
    OrderRecord {
        shop,
        order: Order {
            id: legal(&format!("{number:08}")),
            total: Currency::parse("EUR")
                .ok()
                .map(|currency| Money::from_minor(i64::try_from(minor).unwrap_or(0), currency)),
            customer: Some(legal(&format!("c{}", one.customer))),
            items: vec![Item {
                id: legal(&format!("sku-{product}")),
                name: Some(format!("Thing no. {product}")),
                category: Some(legal(&format!("cat-{}", product % 20))),
                category_name: None,
                quantity: 1,
            }],
            orders_before: None,
            email: None,
            consent: false,
            first_name: None,
            country: Some(COUNTRIES[language].to_owned()),
            time: Some(one.at.as_second()),
        },
        verified: one.customer.is_multiple_of(2),
        test: false,
        source: Some(OrderSource::Tag),
        first_seen_at: one.at,
        delivered_at: None,
        cancelled_at: None,
        refunded_at: None,
        not_asked: None,
        put_at: None,
    }
}

fn response(
    shop: ShopId,
    survey: SurveyId,
    order: &OrderRecord,
    one: &Planned,
    dice: &mut Dice,
) -> Response {
    let at = one.at + SignedDuration::from_secs(2);
    let (language, starts, ends) = &WORDS[usize::try_from(one.customer % 6).unwrap_or(0)];
    let mut answers = Answers::default();
    if let Some(rating) = one.rating {
        answers.set(legal("score"), Answer::Rating(rating));
        let glue = if matches!(*language, "zh" | "ja") {
            ""
        } else {
            " "
        };
        let text = format!(
            "{}{glue}{}. {}{glue}{}.",
            starts[dice.place(4)],
            ends[dice.place(6)],
            starts[dice.place(4)],
            ends[dice.place(6)]
        );
        answers.set(legal("why"), Answer::Text(text));
    }
    let answered = one
        .rating
        .map(|_| at + SignedDuration::from_secs(20 + i64::try_from(dice.below(600)).unwrap_or(0)));
    let products: Vec<ProductId> = order
        .order
        .items
        .iter()
        .map(|item| item.id.clone())
        .collect();
    Response {
        id: ResponseId::new(
            u64::try_from(at.as_millisecond()).unwrap_or(0),
            u128::from(dice.next()),
        ),
        shop,
        survey,
        version: 1,
        order: Some(order.order.id.clone()),
        verified: order.verified,
        test: false,
        state: if answered.is_some() {
            ResponseState::Complete
        } else {
            ResponseState::Seen
        },
        owner: None,
        revision: u32::from(answered.is_some()),
        message: 0,
        shown: Vec::new(),
        answers,
        asked_at: at,
        seen_at: Some(at),
        first_answered_at: answered,
        completed_at: answered,
        dismissed_at: None,
        withdrawn_at: None,
        customer: order.order.customer.clone(),
        context: Context {
            channel: if dice.in_hundred(80) {
                Channel::Prompt
            } else {
                Channel::Email
            },
            device: if dice.in_hundred(60) {
                Device::Phone
            } else {
                Device::Desktop
            },
            country: order.order.country.clone(),
            language: Some((*language).to_owned()),
            origin: Some("https://shop.example".to_owned()),
            page: Some("/checkout/thank-you".to_owned()),
            returning: Some(dice.in_hundred(30)),
            products,
            categories: order
                .order
                .items
                .iter()
                .filter_map(|item| item.category.clone())
                .collect(),
            fields: BTreeMap::from([(
                "campaign".to_owned(),
                format!("campaign-{}", dice.below(12)),
            )]),
        },
        further: false,
    }
}

/// What this program writes itself is legal.
fn legal<T: std::str::FromStr>(text: &str) -> T {
    text.parse()
        .unwrap_or_else(|_| unreachable!("{text} is legal"))
}
