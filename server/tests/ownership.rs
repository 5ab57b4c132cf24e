//! Who owns a response, and what counts: random interleavings through the one door on a real
//! store, held against a model that knows only what was delivered.

use afterword::services::{
    create_shop::{self, NewShop, Owner},
    ingest::{Ingest, Responded},
};
use afterword_domain::{
    change::{Change, Expect},
    decide::ask::{Ask, Asked, Eligible},
    record::{Context, Record, Response, ResponseState, Shop, TicketNonce},
    ticket::Ticket,
};
use afterword_library::template::Template;
use afterword_shared::{
    id::{OrderId, ResponseId},
    order::{Loose, Order, OrderMessage},
    response::{Answers, Progress, ResponseMessage, Submission, WireAnswer},
    survey::Survey,
};
use afterword_store::{Outcome, Records};
use afterword_views::index::Index;
use jiff::Timestamp;
use proptest::prelude::*;
use std::{
    cmp::Ordering,
    collections::{BTreeMap, BTreeSet},
};

/// What one device sends in its life, in the order in which it makes the messages.
#[derive(Clone, Debug)]
struct Device {
    order: usize,
    messages: Vec<(Progress, Option<u8>, bool)>,
}

#[derive(Clone, Debug)]
enum Step {
    /// The device opens the thank-you page (again).
    Open(usize),
    /// One of its messages arrives, in whatever order, once more or for the first time.
    Deliver {
        device: usize,
        message: usize,
        forged_content: bool,
    },
}

fn device() -> impl Strategy<Value = Device> {
    let message = (
        prop_oneof![
            Just(Progress::Seen),
            Just(Progress::Started),
            Just(Progress::Complete),
            Just(Progress::Dismissed),
        ],
        prop::option::weighted(0.8, 0..=10_u8),
        any::<bool>(),
    );
    (0..2_usize, prop::collection::vec(message, 1..5))
        .prop_map(|(order, messages)| Device { order, messages })
}

fn story() -> impl Strategy<Value = (Vec<Device>, Vec<Step>)> {
    prop::collection::vec(device(), 1..4).prop_flat_map(|devices| {
        let count = devices.len();
        let step = prop_oneof![
            1 => (0..count).prop_map(Step::Open),
            4 => (0..count, 0..4_usize, prop::bool::weighted(0.1)).prop_map(
                |(device, message, forged_content)| Step::Deliver { device, message, forged_content }
            ),
        ];
        (Just(devices), prop::collection::vec(step, 1..30))
    })
}

/// The same message again, or another one under its revision.
fn submission(survey: &Survey, device: &Device, place: usize, forged: bool) -> Option<Submission> {
    let (state, rating, why) = *device.messages.get(place)?;
    let rating = if forged {
        rating.map(|r| (r + 1) % 11)
    } else {
        rating
    };
    let mut answers = Vec::new();
    if let Some(rating) = rating {
        answers.push(("score".to_owned(), WireAnswer::Number(f64::from(rating))));
        if why {
            answers.push((
                "why".to_owned(),
                WireAnswer::Text(format!("because of {rating}")),
            ));
        }
    }
    let rev = u32::try_from(place).unwrap() + 1;
    let message = ResponseMessage {
        fields: Vec::new(),
        step: None,
        back: false,
        ticket: String::new(),
        rev,
        state,
        answers,
    };
    Submission::parse(&message, survey).ok()
}

/// What the design promises about the response to one order, told by what was delivered alone.
#[derive(Default)]
struct Model {
    asked: bool,
    owner: Option<TicketNonce>,
    applied: Vec<Submission>,
    dismissed: bool,
    shown: BTreeSet<TicketNonce>,
}

impl Model {
    fn due(&self) -> bool {
        self.owner.is_none() && !self.dismissed && self.shown.len() < 3
    }

    fn deliver(&mut self, ticket: TicketNonce, submission: &Submission) -> Responded {
        if self.owner.is_some_and(|owner| owner != ticket) {
            return Responded::OwnedByOther;
        }
        if submission.progress() == Progress::Seen {
            if self.owner.is_none() {
                self.shown.insert(ticket);
            }
            return Responded::Saved;
        }
        if self.owner.is_none() && submission.answers().is_empty() {
            self.dismissed = true;
            return Responded::Saved;
        }
        self.owner = Some(ticket);
        let Some(latest) = self.applied.last() else {
            self.applied.push(submission.clone());
            return Responded::Saved;
        };
        match submission.revision().cmp(&latest.revision()) {
            Ordering::Less => Responded::Saved,
            Ordering::Equal if submission == latest => Responded::Saved,
            Ordering::Equal => Responded::SameRevision,
            Ordering::Greater => {
                self.applied.push(submission.clone());
                Responded::Saved
            }
        }
    }

    fn answers(&self) -> Answers {
        let answered = self
            .applied
            .iter()
            .rev()
            .find(|said| !said.answers().is_empty());
        answered
            .map(|said| said.answers().clone())
            .unwrap_or_default()
    }

    fn complete(&self) -> bool {
        self.applied
            .iter()
            .any(|said| said.progress() == Progress::Complete)
    }
}

struct Server {
    store: Records,
    ingest: Ingest,
    shop: Shop,
    survey: Survey,
    clock: i64,
}

impl Server {
    async fn start() -> Self {
        let store = Records::in_memory();
        let index = Index::at_rest(store.clone());
        let ingest = Ingest::start(
            store.clone(),
            index,
            afterword_jobs::OutboxSignal::default(),
        )
        .unwrap();
        let new_shop = NewShop {
            owner: Owner::New {
                email: "a@shop.example".into(),
                password: String::new(),
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
        let (created, creation) = create_shop::create(&new_shop, Timestamp::UNIX_EPOCH).unwrap();
        for change in [creation.shop, creation.owner] {
            let outcome = ingest.write(change).await.unwrap();
            assert!(matches!(outcome, Outcome::Saved(_)));
        }
        let shop = store.shop(created.shop).await.unwrap().unwrap().value;
        let survey = store
            .survey_version(created.survey, 1)
            .await
            .unwrap()
            .unwrap();
        Self {
            store,
            ingest,
            shop,
            survey: survey.content.clone(),
            clock: 1_700_000_000,
        }
    }

    fn now(&mut self) -> Timestamp {
        self.clock += 3600;
        Timestamp::from_second(self.clock).unwrap()
    }

    async fn ask(&mut self, order: &OrderId, nonce: u64) -> Option<Ticket> {
        let at = self.now();
        let message = OrderMessage {
            id: Loose(order.to_string()),
            ..OrderMessage::default()
        };
        let ask = Ask {
            shop: self.shop.clone(),
            order: Some(Order::try_from(message).unwrap()),
            customer: None,
            eligible: Eligible::Orders,
            source: None,
            verified: false,
            test: false,
            context: Context::default(),
            fresh: ResponseId::new(u64::try_from(self.clock).unwrap() * 1000, u128::from(nonce)),
            at,
        };
        match self.ingest.ask(ask).await.unwrap() {
            Asked::NotDue(_) => None,
            Asked::Due {
                response,
                survey,
                version,
                ..
            } => Some(Ticket {
                response,
                shop: self.shop.id,
                survey,
                version,
                order: Some(order.clone()),
                issued_at: self.clock,
                nonce: TicketNonce(nonce),
                language: String::new(),
            }),
        }
    }

    async fn response(&self, ticket: &Ticket) -> Response {
        self.store
            .response(ticket.shop, ticket.response)
            .await
            .unwrap()
            .unwrap()
            .value
    }
}

fn order(n: usize) -> OrderId {
    format!("order {n}").parse().unwrap()
}

async fn one_by_one(devices: Vec<Device>, steps: Vec<Step>) {
    let mut server = Server::start().await;
    let mut models: Vec<Model> = (0..2).map(|_| Model::default()).collect();
    let mut tickets: BTreeMap<usize, Ticket> = BTreeMap::new();
    let mut nonces = 1..;
    for step in steps {
        match step {
            Step::Open(device) => {
                let about = devices[device].order;
                let ticket = server.ask(&order(about), nonces.next().unwrap()).await;
                assert_eq!(ticket.is_some(), models[about].due());
                models[about].asked = true;
                tickets.extend(ticket.map(|ticket| (device, ticket)));
            }
            Step::Deliver {
                device,
                message,
                forged_content,
            } => {
                let sender = &devices[device];
                let submission = submission(&server.survey, sender, message, forged_content);
                let (Some(ticket), Some(submission)) = (tickets.get(&device), submission) else {
                    continue;
                };
                let at = server.now();
                let ticket = ticket.clone();
                let expected = models[sender.order].deliver(ticket.nonce, &submission);
                let got = server
                    .ingest
                    .respond(ticket.clone(), submission, at)
                    .await
                    .unwrap();
                assert_eq!(got, expected);

                let model = &models[sender.order];
                let kept = server.response(&ticket).await;
                assert_eq!(kept.owner, model.owner);
                assert_eq!(kept.answers, model.answers());
                assert_eq!(kept.state == ResponseState::Complete, model.complete());
                assert_eq!(kept.first_answered_at.is_some(), model.owner.is_some());
                assert_eq!(kept.shown.len(), model.shown.len());
            }
        }
    }
    let asked = models.iter().filter(|model| model.asked).count();
    let responses = server
        .store
        .scan_responses(server.shop.id, None, 100)
        .await
        .unwrap();
    assert_eq!(responses.len(), asked, "one order, one ask");
}

/// Everything that every device has to say about one order arrives in the same moment.
async fn all_at_once(devices: Vec<Device>) {
    let mut server = Server::start().await;
    let about = order(0);
    let mut sent = Vec::new();
    for (device, nonce) in devices.iter().zip(1..) {
        let Some(ticket) = server.ask(&about, nonce).await else {
            continue;
        };
        let mut answered = false;
        for place in 0..device.messages.len() {
            let Some(said) = submission(&server.survey, device, place, false) else {
                continue;
            };
            // A form carries all answers in every message; one that lost them and overtakes the
            // newest answers would rightly make those stale.
            if answered && said.answers().is_empty() {
                continue;
            }
            answered |= !said.answers().is_empty();
            sent.push((ticket.clone(), said));
        }
    }
    let Some(first) = sent.first().map(|(ticket, _)| ticket.clone()) else {
        return;
    };
    let at = server.now();
    let tasks: Vec<_> = sent
        .iter()
        .map(|(ticket, said)| {
            let (door, ticket, said) = (server.ingest.clone(), ticket.clone(), said.clone());
            tokio::spawn(async move { door.respond(ticket, said, at).await.unwrap() })
        })
        .collect();
    let mut replies = Vec::new();
    for task in tasks {
        replies.push(task.await.unwrap());
    }
    let kept = server.response(&first).await;
    let own: Vec<_> = sent
        .iter()
        .zip(&replies)
        .filter(|((ticket, _), _)| Some(ticket.nonce) == kept.owner)
        .map(|((_, said), reply)| (said, reply))
        .collect();
    let newest = own
        .iter()
        .map(|(said, _)| *said)
        .filter(|said| !said.answers().is_empty())
        .max_by_key(|said| said.revision());
    assert_eq!(
        kept.answers,
        newest
            .map(|said| said.answers().clone())
            .unwrap_or_default()
    );
    assert!(own.iter().all(|(_, reply)| **reply == Responded::Saved));
    let anyone_answered = sent.iter().any(|(_, said)| !said.answers().is_empty());
    assert_eq!(kept.owner.is_some(), anyone_answered);
}

fn run(story: impl Future<Output = ()>) {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap()
        .block_on(story);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn whatever_arrives_in_whatever_order_the_first_ticket_to_answer_owns_the_response(
        (devices, steps) in story()
    ) {
        run(one_by_one(devices, steps));
    }

    #[test]
    fn devices_that_answer_in_the_same_moment_leave_one_owner_and_its_newest_answers(
        devices in prop::collection::vec(device(), 1..4)
    ) {
        run(all_at_once(devices));
    }
}

#[test]
fn an_owners_change_that_was_overtaken_is_refused() {
    run(async {
        let server = Server::start().await;
        let kept = server.store.shop(server.shop.id).await.unwrap().unwrap();
        let rename = |name: &str| {
            let shop = Shop {
                name: name.into(),
                ..kept.value.clone()
            };
            Change::put(Expect::At(kept.sequence), Record::Shop(shop))
        };
        let first = server.ingest.write(rename("Upe")).await.unwrap();
        assert!(matches!(first, Outcome::Saved(_)));
        assert_eq!(
            server.ingest.write(rename("Ezers")).await.unwrap(),
            Outcome::Conflict
        );
        let now = server.store.shop(server.shop.id).await.unwrap().unwrap();
        assert_eq!(now.value.name, "Upe");
    });
}
