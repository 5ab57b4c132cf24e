//! Whatever happens, in whatever order and by whatever clock: every figure equals a plain count.

use super::*;
use crate::{
    config::Config,
    services::create_shop::{self, NewShop, Owner},
};
use afterword_domain::{
    change::{Change, Expect},
    counts::{CountKey, Measure},
    decide::{
        ask::{Ask, Asked, Eligible},
        bulk::{Arrival, Bulk, BulkSource, Entry, OrderUpdate},
    },
    record::{OrderRecord, Record, ResponseState, Shop, Stored, TicketNonce},
    test_records,
    ticket::Ticket,
};
use afterword_library::template::Template;
use afterword_shared::{
    id::SurveyId,
    order::{Currency, Loose, Money, Order, OrderMessage},
    response::{Answer, Progress, ResponseMessage, Submission, WireAnswer},
    survey::Survey,
};
use afterword_store::Records;
use jiff::{SignedDuration, Timestamp, civil::Date, tz::TimeZone};
use proptest::{prelude::*, sample::select};
use std::collections::BTreeMap;

const ZONES: [&str; 4] = ["UTC", "Europe/Riga", "America/New_York", "Pacific/Apia"];

/// Half hours around the days on which clocks go forward in New York and Riga.
fn time(half_hours: i64) -> Timestamp {
    let start: Timestamp = "2026-03-07T00:00:00Z".parse().unwrap();
    start + SignedDuration::from_mins(half_hours * 30)
}

/// A moment in half hours; the server's clock may go back between two steps.
fn moments() -> impl Strategy<Value = i64> {
    prop_oneof![0..96_i64, 0..1200_i64]
}

#[derive(Clone, Debug)]
struct Bought {
    order: u32,
    customer: Option<u32>,
    total: Option<i64>,
    test: bool,
}

fn bought() -> impl Strategy<Value = Bought> {
    (
        1..6_u32,
        prop::option::of(1..4_u32),
        prop::option::of(0..9_i64),
        prop::bool::weighted(0.15),
    )
        .prop_map(|(order, customer, total, test)| Bought {
            order,
            customer,
            total,
            test,
        })
}

impl Bought {
    fn order(&self) -> Order {
        let message = OrderMessage {
            id: Loose(self.order.to_string()),
            ..OrderMessage::default()
        };
        let mut order = Order::try_from(message).unwrap();
        let currency = Currency::parse("EUR").unwrap();
        order.customer = self.customer.map(|n| format!("c{n}").parse().unwrap());
        order.total = self
            .total
            .map(|n| Money::from_minor(n * n * 1000, currency));
        order
    }
}

#[derive(Clone, Debug)]
enum Step {
    /// A shopper's page asks.
    Ask(Bought, bool, i64),
    /// Something comes under one of the tickets so far: in any order, repeated, late.
    Answer {
        ticket: usize,
        revision: u32,
        progress: Progress,
        rating: Option<u8>,
        words: bool,
        at: i64,
    },
    /// The shop's server or a file tells of an order: what it came to, that it was taken back.
    Order(Bought, bool, Option<bool>, i64),
    /// A file brings an answer of long ago.
    Import(u64, Bought, u8, i64),
    /// A record is deleted.
    DeleteResponse(usize),
    DeleteOrder(u32),
    /// The shop moves.
    Zone(&'static str),
}

fn steps() -> impl Strategy<Value = Step> {
    let progress = select(vec![
        Progress::Seen,
        Progress::Started,
        Progress::Complete,
        Progress::Dismissed,
        Progress::Withdrawn,
    ]);
    let rating = prop::option::weighted(0.8, 0..11_u8);
    let answer = (
        0..6_usize,
        1..5_u32,
        progress,
        rating,
        any::<bool>(),
        moments(),
    );
    prop_oneof![
        5 => (bought(), any::<bool>(), moments()).prop_map(|(b, v, at)| Step::Ask(b, v, at)),
        9 => answer.prop_map(|(ticket, revision, progress, rating, words, at)| Step::Answer {
            ticket, revision, progress, rating, words, at,
        }),
        3 => (bought(), any::<bool>(), prop::option::of(any::<bool>()), moments())
            .prop_map(|(b, server, back, at)| Step::Order(b, server, back, at)),
        3 => (1..9_u64, bought(), 0..11_u8, moments())
            .prop_map(|(id, b, rating, at)| Step::Import(id, b, rating, at)),
        1 => (0..6_usize).prop_map(Step::DeleteResponse),
        1 => (1..6_u32).prop_map(Step::DeleteOrder),
        1 => select(&ZONES[..]).prop_map(Step::Zone),
    ]
}

struct Bed {
    app: App,
    shop: Shop,
    survey: SurveyId,
    content: Survey,
    tickets: Vec<Ticket>,
    _data: tempfile::TempDir,
}

impl Bed {
    async fn new() -> Self {
        let data = tempfile::tempdir().unwrap();
        let store = Records::in_memory();
        let app = App::start(store, Config::default()).await.unwrap();
        let new_shop = NewShop {
            owner: Owner::New {
                email: "a@shop.example".into(),
                password: "$argon2id$".into(),
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
        let (created, creation) = create_shop::create(&new_shop, time(0)).unwrap();
        app.must_begin(creation).await.unwrap();
        let shop = app.store().shop(created.shop).await.unwrap().unwrap().value;
        let version = app.store().survey_version(created.survey, 1).await.unwrap();
        Self {
            content: version.unwrap().content.clone(),
            app,
            shop,
            survey: created.survey,
            tickets: Vec::new(),
            _data: data,
        }
    }

    fn zone(&self) -> TimeZone {
        TimeZone::get(&self.shop.time_zone).unwrap()
    }

    async fn take(&mut self, step: Step) {
        match step {
            Step::Ask(bought, verified, at) => self.ask(&bought, verified, time(at)).await,
            Step::Answer {
                ticket,
                revision,
                progress,
                rating,
                words,
                at,
            } => {
                let Some(ticket) = self.tickets.get(ticket).cloned() else {
                    return;
                };
                let mut answers = Vec::new();
                if let Some(rating) = rating {
                    answers.push(("score".to_owned(), WireAnswer::Number(f64::from(rating))));
                    if words {
                        let text = format!("because of {rating}");
                        answers.push(("why".to_owned(), WireAnswer::Text(text)));
                    }
                }
                let message = ResponseMessage {
                    fields: Vec::new(),
                    step: None,
                    back: false,
                    ticket: String::new(),
                    rev: revision,
                    state: progress,
                    answers,
                };
                if let Ok(submission) = Submission::parse(&message, &self.content) {
                    let at = time(at);
                    self.app
                        .ingest()
                        .respond(ticket, submission, at)
                        .await
                        .unwrap();
                }
            }
            Step::Order(bought, server, back, at) => {
                let mut update = OrderUpdate::of(bought.order());
                update.cancelled_at = back.map(|back| back.then(|| time(at)));
                update.test = Some(bought.test);
                let entry = Entry {
                    order: Some(update),
                    response: None,
                };
                self.bulk(
                    if server {
                        BulkSource::Server
                    } else {
                        BulkSource::File
                    },
                    entry,
                )
                .await;
            }
            Step::Import(id, bought, rating, at) => {
                let entry = self.arrival(id, &bought, rating, time(at));
                self.bulk(BulkSource::File, entry).await;
            }
            Step::DeleteResponse(place) => {
                let all = self
                    .app
                    .store()
                    .scan_responses(self.shop.id, None, 1000)
                    .await
                    .unwrap();
                if let Some(response) = all.get(place) {
                    let change = Change::remove(response.own_key());
                    self.app.must_write(change).await.unwrap();
                }
            }
            Step::DeleteOrder(id) => {
                let key = OrderRecord::key(self.shop.id, &id.to_string().parse().unwrap());
                self.app.must_write(Change::remove(key)).await.unwrap();
            }
            Step::Zone(zone) => {
                self.shop.time_zone = zone.into();
                let put = Change::put(Expect::Anything, Record::Shop(self.shop.clone()));
                self.app.must_write(put).await.unwrap();
            }
        }
    }

    async fn ask(&mut self, bought: &Bought, verified: bool, at: Timestamp) {
        let nonce = self.tickets.len() as u64 + 1;
        let order = bought.order();
        let ask = Ask {
            shop: self.shop.clone(),
            customer: None,
            eligible: Eligible::Orders,
            source: None,
            verified,
            test: bought.test,
            context: test_records::response(1, None).context,
            fresh: ResponseId::new(1_900_000_000_000, u128::from(nonce)),
            order: Some(order.clone()),
            at,
        };
        if let Asked::Due {
            response,
            survey,
            version,
            ..
        } = self.app.ingest().ask(ask).await.unwrap()
        {
            self.tickets.push(Ticket {
                response,
                shop: self.shop.id,
                survey,
                version,
                order: Some(order.id),
                issued_at: at.as_second(),
                nonce: TicketNonce(nonce),
                language: String::new(),
            });
        }
    }

    fn arrival(&self, id: u64, bought: &Bought, rating: u8, at: Timestamp) -> Entry {
        let mut response = test_records::response(id, None);
        response.shop = self.shop.id;
        response.survey = self.survey;
        response.version = 1;
        response.order = Some(bought.order().id);
        response.test = bought.test;
        response.state = ResponseState::Complete;
        response.asked_at = at;
        response.first_answered_at = Some(at);
        response.completed_at = Some(at);
        response
            .answers
            .set("score".parse().unwrap(), Answer::Rating(rating));
        response.context.country = (rating > 4).then(|| "LV".to_owned());
        Entry {
            order: None,
            response: Some(Arrival {
                otherwise: ResponseId::new(2_000_000_000_000, u128::from(id)),
                response,
                verified: None,
                whole: false,
            }),
        }
    }

    async fn bulk(&self, teller: BulkSource, entry: Entry) {
        let bulk = Bulk {
            shop: self.shop.id,
            teller,
            entries: vec![entry],
            at: time(0),
            dry: false,
        };
        self.app.ingest().take_in(bulk).await.unwrap();
    }

    /// What was kept against a count that shares nothing with ours.
    async fn compare(&self) {
        let found = check(&self.app).await.unwrap();
        assert_eq!(found["differences"], json!([]));
        let responses = self
            .app
            .store()
            .scan_responses(self.shop.id, None, 1000)
            .await
            .unwrap();
        let mut counted: BTreeMap<CountKey, i64> = BTreeMap::new();
        for one in responses.iter().filter(|one| !one.test) {
            let asked = one.asked_at.to_zoned(self.zone()).date();
            let mut add = |day, measure| {
                let survey = one.survey;
                *counted
                    .entry(CountKey {
                        survey,
                        day,
                        measure,
                    })
                    .or_default() += 1;
            };
            add(asked, Measure::Asked);
            let answered = one.first_answered_at;
            if answered.or(one.seen_at).is_some() {
                add(asked, Measure::Seen);
            }
            if one.state == ResponseState::Complete {
                add(asked, Measure::Complete);
            }
            let Some(at) = answered else { continue };
            add(asked, Measure::Started);
            let day = at.to_zoned(self.zone()).date();
            for question in ["score", "why"].map(|id| id.parse().unwrap()) {
                match one.answers.get(&question) {
                    Some(Answer::Rating(rating)) => add(day, Measure::Rating(question, *rating)),
                    Some(Answer::Text(_)) => add(day, Measure::Text(question)),
                    _ => {}
                }
            }
        }
        let index = self.app.index().read(self.shop.id).await.unwrap();
        let days = (Date::MIN, Date::MAX);
        let kept = index.counts(self.survey, days);
        assert!(kept.is_sorted_by_key(|(key, _)| key));
        assert_eq!(kept.into_iter().collect::<BTreeMap<_, _>>(), counted);
        let sum = |measure| {
            let own = counted.iter().filter(|(key, _)| key.measure == measure);
            own.map(|(_, count)| count.cast_unsigned()).sum::<u64>()
        };
        let funnel = index.funnel(self.survey, days);
        assert_eq!(
            [funnel.asked, funnel.seen, funnel.started, funnel.complete],
            [
                Measure::Asked,
                Measure::Seen,
                Measure::Started,
                Measure::Complete
            ]
            .map(sum)
        );
    }
}

#[test]
fn every_figure_equals_a_recount_whatever_happened() {
    let config = ProptestConfig {
        cases: 48,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .unwrap();
    proptest!(config, |(steps in prop::collection::vec(steps(), 1..50))| {
        runtime.block_on(async {
            let mut bed = Bed::new().await;
            for some in steps.chunks(12) {
                for step in some {
                    bed.take(step.clone()).await;
                }
                bed.compare().await;
            }
        });
    });
}

/// What a check says of a shop after something went wrong.
async fn differences(app: &App) -> Vec<String> {
    let found = check(app).await.unwrap();
    let differences = found["differences"].as_array().unwrap().iter();
    let text = |difference: &Value| difference.as_str().unwrap().to_owned();
    differences.map(text).collect()
}

#[tokio::test]
async fn a_command_on_data_alone_compares_what_is_on_the_disk() {
    let data = tempfile::tempdir().unwrap();
    let store = Records::in_memory();
    let config = Config {
        data: data.path().to_owned(),
        ..Config::default()
    };
    let app = App::for_command(store, config).await.unwrap();
    assert_eq!(differences(&app).await, Vec::<String>::new());
    assert!(!search::directory(data.path()).exists());
    std::fs::create_dir(search::directory(data.path())).unwrap();
    assert_eq!(differences(&app).await, Vec::<String>::new());
}
