//! Made-up orders and answers for the demo: sixteen weeks of a small pottery. Nobody was asked.
//!
//! What is built in, so that every page has something to find: promoters come again more often and
//! detractors hardly, large bowls break, and for two weeks the carrier lost parcels.
//!
//! Pure and deterministic: the same shop, survey and time give the same answers.

use afterword_domain::record::{
    Channel, Context, Device, OrderRecord, Response, ResponseState, Shop, SurveyVersion,
    TicketNonce,
};
use afterword_shared::{
    id::{CategoryId, CustomerRef, OrderId, ProductId, ResponseId},
    order::{Currency, Item, Money, Order},
    response::{Answer, Answers},
    scale::{Group, Kind},
};
use jiff::{SignedDuration, Timestamp, ToSpan, tz::TimeZone};

/// How many weeks there are.
const WEEKS: i32 = 16;
/// How many orders an ordinary day brings.
const ORDERS_A_DAY: f64 = 17.0;

/// An order and what came of asking about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Purchase {
    /// The order.
    pub order: OrderRecord,
    /// The ask, answered or not.
    pub response: Response,
}

/// Some 1,900 orders up to `now`, oldest first; about 600 of them are answered.
pub fn purchases(shop: &Shop, survey: &SurveyVersion, now: Timestamp) -> Vec<Purchase> {
    let mut dice = Dice(0x5eed_0f5e_ed00_0001);
    let zone = shop.zone();
    let mut customers = Customers::default();
    times(now, &zone, &mut dice)
        .into_iter()
        .enumerate()
        .map(|(place, at)| {
            let week = (now.duration_since(at).as_hours() / (24 * 7)).min(15);
            let weeks_in = 15 - i32::try_from(week).unwrap_or(0);
            let speaks = *dice.weighted(&SPEAKERS, |speaker| speaker.share);
            let (who, order) = order(shop, 8_214 + place, at, speaks, &mut customers, &mut dice);
            let response = response(shop, survey, &order, at, now, weeks_in, speaks, &mut dice);
            let score = survey.content.scored_question();
            let group = score.and_then(|score| {
                let rating = response.answers.rating(&score.id)?;
                score.kind.group(rating)
            });
            customers.felt(who, group);
            Purchase { order, response }
        })
        .collect()
}

/// When orders came: more on weekends and in the evening, somewhat more each week, and some just
/// now, so that the newest answers are fresh.
fn times(now: Timestamp, zone: &TimeZone, dice: &mut Dice) -> Vec<Timestamp> {
    let today = now.to_zoned(zone.clone()).date();
    let mut times: Vec<Timestamp> = [2, 19, 48, 95, 160, 230]
        .into_iter()
        .map(|minutes| now - SignedDuration::from_mins(minutes))
        .collect();
    // Whole weeks, and this one as far as it has come.
    let days = (WEEKS - 1) * 7 + i32::from(today.weekday().to_monday_zero_offset());
    for ago in 0..=days {
        let day = today.saturating_sub(ago.days());
        let weekend = f64::from(u8::from(day.weekday().to_monday_zero_offset() >= 5));
        let growth = 1.12 - 0.24 * f64::from(ago) / f64::from(WEEKS * 7);
        let orders = ORDERS_A_DAY * growth * (1.0 + 0.3 * weekend) * (0.7 + 0.6 * dice.unit());
        for _ in 0..whole(orders) {
            let (hour, _) = *dice.weighted(&HOURS, |(_, share)| *share);
            let at = day.at(hour, dice.below(60), dice.below(60), 0);
            if let Ok(at) = at.to_zoned(zone.clone()) {
                times.push(at.timestamp());
            }
        }
    }
    times.retain(|at| now.duration_since(*at) > SignedDuration::from_secs(90));
    times.sort_unstable();
    times
}

#[expect(
    clippy::too_many_arguments,
    reason = "one call, and every part is another thing"
)]
fn response(
    shop: &Shop,
    survey: &SurveyVersion,
    order: &OrderRecord,
    at: Timestamp,
    now: Timestamp,
    weeks_in: i32,
    speaks: Speaker,
    dice: &mut Dice,
) -> Response {
    let asked_at = at + SignedDuration::from_secs(1);
    let after = |seconds: i64| Some((asked_at + SignedDuration::from_secs(seconds)).min(now));
    let just_now = now.duration_since(at) < SignedDuration::from_hours(4);
    let mut response = Response {
        id: ResponseId::new(
            u64::try_from(asked_at.as_millisecond()).unwrap_or(0),
            u128::from(dice.next()),
        ),
        shop: shop.id,
        survey: survey.survey,
        version: survey.version,
        order: Some(order.order.id.clone()),
        verified: order.verified,
        test: false,
        further: false,
        state: ResponseState::Asked,
        owner: None,
        revision: 0,
        message: 0,
        shown: Vec::new(),
        answers: Answers::default(),
        asked_at,
        seen_at: None,
        first_answered_at: None,
        completed_at: None,
        dismissed_at: None,
        withdrawn_at: None,
        customer: None,
        context: context(shop, order, speaks, dice),
    };
    if !just_now && !dice.chance(0.88) {
        return response;
    }
    let nonce = TicketNonce(dice.next());
    response.state = ResponseState::Seen;
    response.shown = vec![nonce];
    response.seen_at = after(2);
    if !just_now && !dice.chance(0.36) {
        if dice.chance(0.3) {
            response.state = ResponseState::Dismissed;
            response.dismissed_at = after(3 + i64::from(dice.below(20)));
        }
        return response;
    }
    response.state = ResponseState::Started;
    response.owner = Some(nonce);
    response.revision = 2;
    let tapped = 4 + i64::from(dice.below(30));
    response.first_answered_at = after(tapped);
    answer(survey, &mut response, weeks_in, just_now, speaks, dice);
    if dice.chance(0.92) {
        response.state = ResponseState::Complete;
        response.completed_at = after(tapped + 6 + i64::from(dice.below(80)));
    }
    response
}

/// Rates the order and, sometimes, says why.
fn answer(
    survey: &SurveyVersion,
    response: &mut Response,
    weeks_in: i32,
    talkative: bool,
    speaks: Speaker,
    dice: &mut Dice,
) {
    let Some(scored) = survey.content.scored_question() else {
        return;
    };
    let large_bowl = response
        .context
        .products
        .iter()
        .any(|product| product.as_str() == "bowl-large");
    let group = group(weeks_in, large_bowl, dice);
    let rating = rating(scored.kind, group, dice);
    response
        .answers
        .set(scored.id.clone(), Answer::Rating(rating));
    let chance = match group {
        Group::Low => 0.72,
        Group::Middle => 0.4,
        Group::High => 0.46,
    };
    let words = survey
        .content
        .questions
        .iter()
        .find(|question| question.kind == Kind::Text);
    if let Some(question) = words
        && (talkative || dice.chance(chance))
    {
        response.answers.set(
            question.id.clone(),
            Answer::Text(words_of(group, speaks, dice)),
        );
    }
}

/// Things get gently better, but for two weeks in which the carrier lost parcels, and for large
/// bowls, which arrive broken more often.
fn group(weeks_in: i32, large_bowl: bool, dice: &mut Dice) -> Group {
    let better = f64::from(weeks_in) / f64::from(WEEKS - 1);
    let lost_parcels = if (6..=7).contains(&weeks_in) {
        0.06
    } else {
        0.0
    };
    let broken = if large_bowl { 0.3 } else { 0.0 };
    let low = 0.22 - 0.05 * better + lost_parcels + broken;
    let high = 0.52 + 0.08 * better - lost_parcels - broken;
    match dice.unit() {
        roll if roll < low => Group::Low,
        roll if roll < 1.0 - high => Group::Middle,
        _ => Group::High,
    }
}

/// A rating of a group: near its upper end more often.
fn rating(kind: Kind, group: Group, dice: &mut Dice) -> u8 {
    let Some(scale) = kind.scale() else { return 0 };
    let ratings: Vec<u8> = scale
        .values()
        .filter(|rating| kind.group(*rating) == Some(group))
        .collect();
    let places: Vec<usize> = (0..ratings.len()).collect();
    let place = *dice.weighted(&places, |place| 1.0 + 1.1 * *place as f64);
    ratings.get(place).copied().unwrap_or(scale.high)
}

fn words_of(group: Group, speaks: Speaker, dice: &mut Dice) -> String {
    let sentences = speaks.sentences[group as usize];
    // Some things are said more often than others.
    let first = dice.below(sentences.len()).min(dice.below(sentences.len()));
    let mut text = sentences[first].to_owned();
    if sentences.len() > 3 && dice.chance(0.22) {
        let second = (first + 1 + dice.below(sentences.len() - 1)) % sentences.len();
        let join = match (dice.chance(0.25), matches!(speaks.language, "zh" | "ja")) {
            (true, _) => "\n",
            (false, true) => "",
            (false, false) => " ",
        };
        text.push_str(join);
        text.push_str(sentences[second]);
    }
    text
}

fn context(shop: &Shop, order: &OrderRecord, speaks: Speaker, dice: &mut Dice) -> Context {
    let device = match dice.unit() {
        roll if roll < 0.61 => Device::Phone,
        roll if roll < 0.94 => Device::Desktop,
        _ => Device::Tablet,
    };
    let mut products: Vec<ProductId> = order
        .order
        .items
        .iter()
        .map(|item| item.id.clone())
        .collect();
    products.sort();
    let mut categories: Vec<CategoryId> = order
        .order
        .items
        .iter()
        .filter_map(|item| item.category.clone())
        .collect();
    categories.sort();
    categories.dedup();
    Context {
        channel: Channel::Prompt,
        device,
        country: order.order.country.clone(),
        language: Some(speaks.language.to_owned()),
        origin: Some(
            shop.origins
                .first()
                .cloned()
                .unwrap_or_else(|| "https://shop.example".to_owned()),
        ),
        page: Some("/checkout/thank-you".to_owned()),
        returning: order.order.orders_before.map(|before| before > 0),
        products,
        categories,
        fields: std::collections::BTreeMap::new(),
    }
}

/// Everybody who ordered so far.
#[derive(Default)]
struct Customers {
    /// How many orders each placed.
    orders: Vec<u32>,
    /// Who may come again: each as many times as that is likely.
    likely: Vec<usize>,
}

impl Customers {
    /// Whoever orders now: somebody new, or somebody who comes again.
    fn next(&mut self, dice: &mut Dice) -> usize {
        let again = self.orders.len() > 20 && dice.chance(0.34);
        if again && !self.likely.is_empty() {
            return *dice.pick(&self.likely);
        }
        self.orders.push(0);
        self.orders.len() - 1
    }

    /// Keeps in mind how somebody liked an order, where that is known.
    fn felt(&mut self, who: usize, group: Option<Group>) {
        let times = match group {
            Some(Group::High) => 5,
            Some(Group::Middle) | None => 3,
            Some(Group::Low) => 1,
        };
        self.likely.extend(std::iter::repeat_n(who, times));
    }
}

fn order(
    shop: &Shop,
    number: usize,
    at: Timestamp,
    speaks: Speaker,
    customers: &mut Customers,
    dice: &mut Dice,
) -> (usize, OrderRecord) {
    let who = customers.next(dice);
    let orders_before = customers.orders[who];
    customers.orders[who] += 1;
    let (items, cents) = basket(dice);
    let currency = Currency::parse("EUR").ok();
    let verified = dice.chance(0.7);
    let order = OrderRecord {
        shop: shop.id,
        order: Order {
            id: known_id(&number.to_string()),
            total: currency.map(|currency| Money::from_minor(cents, currency)),
            customer: Some(known_customer(&format!("c{}", who + 31))),
            items,
            orders_before: Some(orders_before),
            email: None,
            consent: false,
            first_name: None,
            country: Some((*dice.pick(speaks.countries)).to_owned()),
            time: verified.then(|| at.as_second()),
        },
        verified,
        test: false,
        source: None,
        put_at: None,
        first_seen_at: at,
        delivered_at: None,
        cancelled_at: None,
        refunded_at: None,
        not_asked: None,
    };
    (who, order)
}

/// One to three different things, and shipping below 60 euros.
fn basket(dice: &mut Dice) -> (Vec<Item>, i64) {
    let lines = *dice.weighted(&[1_usize, 2, 3], |lines| {
        1.0 / (*lines as f64 * *lines as f64)
    });
    let first = dice.below(GOODS.len());
    let mut items = Vec::with_capacity(lines);
    let mut cents = 0;
    for line in 0..lines {
        let goods = GOODS[(first + line * 2) % GOODS.len()];
        let quantity = *dice.weighted(&[1_u32, 2, 4, 6], |n| 1.0 / f64::from(*n));
        cents += goods.cents * i64::from(quantity);
        items.push(Item {
            id: known_product(goods.id),
            name: Some(goods.name.to_owned()),
            category: goods.category.0.parse().ok(),
            category_name: Some(goods.category.1.to_owned()),
            quantity,
        });
    }
    if cents < 6_000 {
        cents += 490;
    }
    (items, cents)
}

fn known_id(text: &str) -> OrderId {
    text.parse()
        .unwrap_or_else(|_| unreachable!("{text} is a legal order id"))
}

fn known_customer(text: &str) -> CustomerRef {
    text.parse()
        .unwrap_or_else(|_| unreachable!("{text} is a legal reference"))
}

fn known_product(text: &str) -> ProductId {
    text.parse()
        .unwrap_or_else(|_| unreachable!("{text} is a legal product id"))
}

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

    /// From 0 to just below 1.
    fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn chance(&mut self, chance: f64) -> bool {
        self.unit() < chance
    }

    /// A whole number below `end`, 0 for an end that leaves no room.
    fn below<N: TryFrom<u64> + TryInto<u64> + Default>(&mut self, end: N) -> N {
        let end: u64 = end.try_into().unwrap_or(1);
        N::try_from(self.next() % end.max(1)).unwrap_or_default()
    }

    fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }

    fn weighted<'a, T>(&mut self, list: &'a [T], weight: impl Fn(&T) -> f64) -> &'a T {
        let mut left = self.unit() * list.iter().map(&weight).sum::<f64>();
        for entry in list {
            left -= weight(entry);
            if left < 0.0 {
                return entry;
            }
        }
        &list[list.len() - 1]
    }
}

/// A small figure as a whole number.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a few dozen at most"
)]
fn whole(figure: f64) -> u32 {
    figure.round() as u32
}

/// An hour of the day and how many order in it.
const HOURS: [(i8, f64); 19] = [
    (0, 1.0),
    (6, 1.0),
    (7, 2.0),
    (8, 4.0),
    (9, 5.0),
    (10, 6.0),
    (11, 6.0),
    (12, 8.0),
    (13, 7.0),
    (14, 5.0),
    (15, 5.0),
    (16, 5.0),
    (17, 6.0),
    (18, 7.0),
    (19, 9.0),
    (20, 11.0),
    (21, 10.0),
    (22, 6.0),
    (23, 3.0),
];

/// Something the pottery sells.
#[derive(Clone, Copy)]
struct Goods {
    id: &'static str,
    name: &'static str,
    category: (&'static str, &'static str),
    cents: i64,
}

const CUPS: (&str, &str) = ("cups", "Cups");
const BOWLS: (&str, &str) = ("bowls", "Bowls");
const TABLE: (&str, &str) = ("table", "For the table");

const GOODS: [Goods; 9] = [
    Goods {
        id: "cup-moss",
        name: "Cup, moss",
        category: CUPS,
        cents: 1_900,
    },
    Goods {
        id: "cup-sand",
        name: "Cup, sand",
        category: CUPS,
        cents: 1_900,
    },
    Goods {
        id: "espresso",
        name: "Espresso cup",
        category: CUPS,
        cents: 1_400,
    },
    Goods {
        id: "bowl-small",
        name: "Small bowl",
        category: BOWLS,
        cents: 1_700,
    },
    Goods {
        id: "bowl-large",
        name: "Large bowl",
        category: BOWLS,
        cents: 3_600,
    },
    Goods {
        id: "plate",
        name: "Dinner plate",
        category: TABLE,
        cents: 2_800,
    },
    Goods {
        id: "jug",
        name: "Water jug",
        category: TABLE,
        cents: 5_200,
    },
    Goods {
        id: "butter",
        name: "Butter dish",
        category: TABLE,
        cents: 4_100,
    },
    Goods {
        id: "vase",
        name: "Vase",
        category: ("vases", "Vases"),
        cents: 4_800,
    },
];

/// Shoppers of one language: how many, from where, and what they say by [`Group`], lowest first.
#[derive(Clone, Copy)]
struct Speaker {
    language: &'static str,
    share: f64,
    countries: &'static [&'static str],
    sentences: [&'static [&'static str]; 3],
}

const SPEAKERS: [Speaker; 9] = [
    Speaker {
        language: "en",
        share: 34.0,
        countries: &["GB", "IE", "US", "GB", "NL"],
        sentences: [
            &[
                "Two of the six cups were chipped and nobody has answered my mail since Monday.",
                "Shipping cost almost as much as the bowl itself.",
                "Ordered eleven days ago and the tracking still says “label created”.",
                "The colour is much greyer than in the photographs.",
                "The discount code from your newsletter did not work and I only noticed after paying.",
                "I had to type my address three times, it kept jumping back to the start.",
                "Arrived in a plastic bag inside a plastic bag. From a pottery I expected better.",
                "The handle is too small for my fingers, and returns are at my own cost.",
                "No way to pay by invoice.",
                "Your site is very slow on my phone.",
            ],
            &[
                "Lovely cups, but please say before the checkout what shipping costs.",
                "Good, although I would have liked to choose the delivery day.",
                "Nice quality. A bit pricey for what it is.",
                "All fine so far, ask me again when it has arrived.",
                "Pretty, slightly smaller than I thought. Measurements in the photos would help.",
                "The checkout wanted an account; guests should be able to buy.",
                "Fine.",
            ],
            &[
                "Packed so well that I kept the box. The little card was a lovely touch.",
                "My third order. Every piece looks as if it was made for me.",
                "Quick, honest and beautiful.",
                "I drank my coffee out of it the minute it came.",
                "You replaced a broken plate without any fuss, so here I am again.",
                "Checkout took less than a minute.",
                "Bought one as a present, came back for five for myself.",
                "The glaze is even better than in the pictures.",
                "I love that you say who made each piece.",
                "Everybody who visits asks where the bowls are from.",
                "Easy",
                "So glad to find a shop that still writes back like a person. ☕️",
            ],
        ],
    },
    Speaker {
        language: "lv",
        share: 24.0,
        countries: &["LV"],
        sentences: [
            &[
                "Pakomātā gaidīju piecas dienas, un neviens neatbildēja.",
                "Viena krūze atnāca ieplīsusi.",
                "Piegāde ir pārāk dārga.",
                "Kartes maksājums divreiz neizdevās, gandrīz padevos.",
            ],
            &[
                "Skaisti, bet gribētos lielāku krāsu izvēli.",
                "Viss labi, tikai piegāde varētu būt ātrāka.",
                "Labi.",
                "Pietrūkst pakomāta izvēles Liepājā.",
            ],
            &[
                "Ļoti skaists darbs, paldies meistarei.",
                "Ātri, ērti, un iesaiņots ar mīlestību.",
                "Jau trešo reizi pērku dāvanai, un vienmēr priecājas.",
                "Bļodas ir vēl skaistākas nekā bildēs.",
                "Patīk, ka viss ir tepat Latvijā tapis.",
            ],
        ],
    },
    Speaker {
        language: "de",
        share: 14.0,
        countries: &["DE", "AT", "DE", "CH"],
        sentences: [
            &[
                "Die Versandkosten in die Schweiz sind ein Witz, und das sieht man erst ganz am Ende.",
                "BulkSource kam mit Riss an. Auf die Reklamation warte ich seit einer Woche.",
                "Keine Zahlung auf Rechnung möglich.",
                "Lieferung dauerte fast drei Wochen.",
            ],
            &[
                "Schöne Ware, aber die Maße muss man lange suchen.",
                "Soweit alles gut. Lieferzeit könnte genauer angegeben sein.",
                "Etwas teuer, dafür handgemacht.",
                "Passt.",
            ],
            &[
                "Wunderschöne Tassen, sehr sorgfältig verpackt.",
                "Schnelle Lieferung, netter Kontakt, gerne wieder.",
                "Die Glasur ist ein Traum. Handwerkskunst, wie man sie selten findet.",
                "Bestellung ging am Handy in zwei Minuten.",
            ],
        ],
    },
    Speaker {
        language: "sv",
        share: 8.0,
        countries: &["SE", "FI"],
        sentences: [
            &[
                "Paketet låg hos ombudet i en vecka utan att jag fick veta något.",
                "Koppen var mycket mindre än på bilden.",
            ],
            &["Fint, men frakten är dyr till Sverige.", "Helt okej."],
            &[
                "Så fina skålar! De används varje dag.",
                "Snabb leverans och jättefin förpackning.",
                "Precis som jag hoppades.",
            ],
        ],
    },
    Speaker {
        language: "fr",
        share: 6.0,
        countries: &["FR", "BE"],
        sentences: [
            &[
                "Deux semaines d’attente et aucune réponse du service client.",
                "Le vase est arrivé cassé.",
            ],
            &[
                "Joli, mais un peu cher.",
                "Bien, j’attends de voir à la livraison.",
            ],
            &[
                "Magnifique travail, l’emballage était très soigné.",
                "Commande simple et rapide, je recommande.",
                "Encore plus beau en vrai.",
            ],
        ],
    },
    Speaker {
        language: "es",
        share: 5.0,
        countries: &["ES"],
        sentences: [
            &["El envío tardó demasiado y nadie avisó."],
            &["Bonito, aunque esperaba más colores.", "Todo bien."],
            &["Preciosas, y muy bien embaladas.", "Compra fácil y rápida."],
        ],
    },
    Speaker {
        language: "uk",
        share: 4.0,
        countries: &["UA", "LV", "PL"],
        sentences: [
            &["Посилка йшла три тижні, а відстеження не працювало."],
            &["Гарно, але доставка дорога."],
            &[
                "Дуже красивий посуд, дякую.",
                "Замовляю вже вдруге, усе чудово.",
            ],
        ],
    },
    Speaker {
        language: "zh",
        share: 3.0,
        countries: &["CN", "SG", "DE"],
        sentences: [
            &["收到时有一个碗裂了，客服一直没有回复。"],
            &["杯子很漂亮，但是运费有点贵。"],
            &["做工精致，包装很用心。", "下单很方便，颜色比照片还好看。"],
        ],
    },
    Speaker {
        language: "ar",
        share: 2.0,
        countries: &["AE", "SE"],
        sentences: [
            &["تأخر الطلب كثيرا ولم يخبرني أحد."],
            &["جميل لكن الشحن غال."],
            &[
                "وصلت الأكواب سليمة، شكرا لكم.",
                "التغليف رائع وسأطلب مرة أخرى.",
            ],
        ],
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::services::create_shop;
    use afterword_library::{locale::Locale, template::Template};
    use afterword_shared::flow;
    use std::collections::BTreeSet;

    fn made(template: Template) -> (SurveyVersion, Vec<Purchase>) {
        let now: Timestamp = "2026-11-21T12:00:00Z".parse().unwrap();
        let shop = Shop {
            id: afterword_shared::id::ShopId::new(1, 1),
            name: "Kalnu Keramika".into(),
            origins: Vec::new(),
            locale: Locale::find("en").tag.clone(),
            time_zone: "Europe/Riga".into(),
            privacy_url: String::new(),
            secret: String::new(),
            require_signature: false,
            quiet_days: 0,
            demo: true,
            views: Vec::new(),
            created_at: now,
        };
        let (_, version) = create_shop::new_survey(&shop, template, template.name(), now);
        let purchases = purchases(&shop, &version, now);
        assert!(purchases.iter().all(|one| one.response.asked_at <= now));
        (version, purchases)
    }

    #[test]
    fn there_are_enough_answers_to_show_every_page() {
        let (version, purchases) = made(Template::Nps);
        let answered: Vec<_> = purchases
            .iter()
            .filter(|one| one.response.first_answered_at.is_some())
            .collect();
        assert!(
            (1_600..2_400).contains(&purchases.len()),
            "{}",
            purchases.len()
        );
        assert!((520..720).contains(&answered.len()), "{}", answered.len());
        for one in &answered {
            let answers = &one.response.answers;
            let path = flow::path(&version.content, answers);
            assert!(answers.iter().all(|(id, _)| path.reaches(id)));
        }
        let languages: BTreeSet<_> = answered
            .iter()
            .filter_map(|one| one.response.context.language.clone())
            .collect();
        assert_eq!(languages.len(), SPEAKERS.len());
    }

    #[test]
    fn every_id_is_there_once_and_the_score_is_a_plausible_one() {
        for template in Template::SCORES {
            let (version, purchases) = made(template);
            let orders: BTreeSet<_> = purchases.iter().map(|one| &one.order.order.id).collect();
            let responses: BTreeSet<_> = purchases.iter().map(|one| one.response.id).collect();
            assert_eq!(
                (orders.len(), responses.len()),
                (purchases.len(), purchases.len())
            );
            let question = version.content.scored_question().unwrap();
            let histogram = purchases
                .iter()
                .filter_map(|one| Some((one.response.answers.rating(&question.id)?, 1)))
                .collect();
            let score = afterword_stats::score(question.kind, &histogram).unwrap();
            assert!(score.score > 20.0 && score.score < 80.0, "{}", score.score);
        }
    }

    #[test]
    fn promoters_come_again_and_detractors_hardly() {
        let (version, purchases) = made(Template::Nps);
        let question = version.content.scored_question().unwrap();
        let customer = |one: &Purchase| one.order.order.customer.clone().unwrap();
        let again = |group: Group| {
            let mut seen = BTreeSet::new();
            let (mut all, mut again) = (0.0, 0.0);
            for (place, one) in purchases.iter().enumerate() {
                let rating = one.response.answers.rating(&question.id);
                let first = seen.insert(customer(one));
                if first && rating.and_then(|rating| question.kind.group(rating)) == Some(group) {
                    let later = &purchases[place + 1..];
                    all += 1.0;
                    again += f64::from(u8::from(
                        later.iter().any(|later| customer(later) == customer(one)),
                    ));
                }
            }
            assert!(all > 30.0, "{group:?}: {all}");
            again / all
        };
        let (low, high) = (again(Group::Low), again(Group::High));
        assert!(high > 2.0 * low && low > 0.0, "{high} of promoters, {low}");
    }

    #[test]
    fn they_are_the_same_each_time() {
        let (_, first) = made(Template::Nps);
        let (_, second) = made(Template::Nps);
        let told = |purchases: &[Purchase]| -> Vec<_> {
            purchases
                .iter()
                .map(|one| (one.order.clone(), one.response.answers.clone()))
                .collect()
        };
        assert!(told(&first) == told(&second));
    }
}
