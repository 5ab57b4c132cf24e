//! The one door for writing: takes changes from everywhere, decides on what is committed, batches,
//! commits, and acknowledges only what is durable.
//!
//! One thread drains its queue into one commit. While that is synced the queue fills up again, so
//! the batches grow with the load, and one sync serves them all.

pub mod answer;
pub mod ask;
pub mod bulk;

use crate::{
    error::Error,
    rollup,
    rules::Again,
    store::{
        Change, Expect, Outcome, Store, StoreError,
        record::{CountKey, Record, Sighting, SurveyStatus},
    },
    ticket::Ticket,
};
use afterword_shared::{
    id::{ShopId, SurveyId},
    response::Submission,
};
use answer::Verdict;
use ask::{Ask, Asked, Known, Wanted};
use bulk::{Bulk, Fates};
use jiff::{SignedDuration, Timestamp, civil::Date, tz::TimeZone};
use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};
use tokio::sync::{mpsc, oneshot};

/// The most changes of one commit: what is synced together waits together.
const BATCH_LIMIT: usize = 1024;
/// How many requests may wait for the writer before new ones have to wait outside.
const QUEUE_LIMIT: usize = 8192;
/// How often a change that lost a race is decided anew.
const ROUNDS: u32 = 64;
/// How old a sighting gets before a request renews it.
const SIGHTING_AGE: SignedDuration = SignedDuration::from_secs(30);

/// What became of a message with answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Responded {
    /// It is kept, or newer answers are.
    Saved,
    /// Another ticket answered this order first.
    OwnedByOther,
    /// The same revision came before with another content.
    SameRevision,
    /// There is no such response (any more).
    Gone,
}

/// What a recount found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Compared {
    /// How many responses were counted.
    pub responses: u64,
    /// Every count that is not what it should be, in words.
    pub differences: Vec<String>,
}

/// The writer's end of the door. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Ingest {
    queue: mpsc::Sender<Job>,
}

#[derive(Debug)]
enum Job {
    Ask(Box<Ask>, oneshot::Sender<Result<Asked, Error>>, u32),
    Respond(Box<Respond>, oneshot::Sender<Result<Responded, Error>>, u32),
    Bulk(Box<Bulk>, oneshot::Sender<Result<Vec<Fates>, Error>>, u32),
    Write(Change, oneshot::Sender<Result<Outcome, Error>>),
    Recount(SurveyId, oneshot::Sender<Result<u64, Error>>),
    Compare(SurveyId, oneshot::Sender<Result<Compared, Error>>),
}

impl Job {
    /// How many changes it comes to.
    fn size(&self) -> usize {
        match self {
            Self::Bulk(bulk, _, _) => bulk.entries.len().max(1),
            _ => 1,
        }
    }
}

#[derive(Debug)]
struct Respond {
    ticket: Ticket,
    submission: Submission,
    at: Timestamp,
}

/// A decided job that waits for its commit.
enum Waiting {
    Ask(Box<Ask>, Asked, oneshot::Sender<Result<Asked, Error>>, u32),
    Respond(Box<Respond>, oneshot::Sender<Result<Responded, Error>>, u32),
    Bulk(
        Box<Bulk>,
        Vec<Fates>,
        oneshot::Sender<Result<Vec<Fates>, Error>>,
        u32,
    ),
    Write(oneshot::Sender<Result<Outcome, Error>>),
}

impl Ingest {
    /// Starts the writer's thread; it ends when every clone of the door is dropped.
    pub fn start(store: Arc<dyn Store>) -> Result<Self, std::io::Error> {
        let (queue, jobs) = mpsc::channel(QUEUE_LIMIT);
        let runtime = tokio::runtime::Builder::new_current_thread().build()?;
        std::thread::Builder::new()
            .name("ingest".into())
            .spawn(move || {
                let writer = Writer {
                    store,
                    sighted: HashMap::new(),
                    zones: HashMap::new(),
                };
                runtime.block_on(writer.run(jobs));
            })?;
        Ok(Self { queue })
    }

    /// Asks whether something is due and records the order and the ask; durable on return.
    pub async fn ask(&self, ask: Ask) -> Result<Asked, Error> {
        self.send(|reply| Job::Ask(Box::new(ask), reply, 0)).await
    }

    /// Hands over answers; what is `Saved` is durable on return.
    pub async fn respond(
        &self,
        ticket: Ticket,
        submission: Submission,
        at: Timestamp,
    ) -> Result<Responded, Error> {
        let respond = Box::new(Respond {
            ticket,
            submission,
            at,
        });
        self.send(|reply| Job::Respond(respond, reply, 0)).await
    }

    /// Takes in many orders and responses, all of them or none; durable on return. Says what became
    /// of each entry.
    pub async fn take_in(&self, bulk: Bulk) -> Result<Vec<Fates>, Error> {
        self.send(|reply| Job::Bulk(Box::new(bulk), reply, 0)).await
    }

    /// Commits an owner's change.
    pub async fn write(&self, change: Change) -> Result<Outcome, Error> {
        self.send(|reply| Job::Write(change, reply)).await
    }

    /// Rebuilds a survey's counts from its responses; returns how many responses there are.
    /// Nothing else is written meanwhile.
    pub async fn recount(&self, survey: SurveyId) -> Result<u64, Error> {
        self.send(|reply| Job::Recount(survey, reply)).await
    }

    /// Recounts a survey's responses and compares with the counts. Nothing is written meanwhile.
    pub async fn compare(&self, survey: SurveyId) -> Result<Compared, Error> {
        self.send(|reply| Job::Compare(survey, reply)).await
    }

    async fn send<T>(
        &self,
        job: impl FnOnce(oneshot::Sender<Result<T, Error>>) -> Job,
    ) -> Result<T, Error> {
        let gone = || Error::Internal("the writer has stopped".into());
        let (reply, answer) = oneshot::channel();
        self.queue.send(job(reply)).await.map_err(|_| gone())?;
        answer.await.map_err(|_| gone())?
    }
}

struct Writer {
    store: Arc<dyn Store>,
    /// The sighting last written for each shop.
    sighted: HashMap<ShopId, Sighting>,
    /// The zones of the shops of the batch at hand: read once a batch, not once an answer.
    zones: HashMap<ShopId, TimeZone>,
}

impl Writer {
    async fn run(mut self, mut jobs: mpsc::Receiver<Job>) {
        let mut batch = Vec::new();
        loop {
            if batch.is_empty() {
                let Some(job) = jobs.recv().await else { return };
                batch.push(job);
            }
            let mut size: usize = batch.iter().map(Job::size).sum();
            while size < BATCH_LIMIT {
                let Ok(job) = jobs.try_recv() else { break };
                size += job.size();
                batch.push(job);
            }
            batch = self.commit(std::mem::take(&mut batch)).await;
        }
    }

    /// Decides and commits a batch; returns what has to be decided anew, oldest first.
    async fn commit(&mut self, batch: Vec<Job>) -> Vec<Job> {
        self.zones.clear();
        let mut changes = Vec::with_capacity(batch.len());
        let mut waiting = Vec::with_capacity(batch.len());
        for job in batch {
            if let Some((change, wait)) = self.decide(job).await {
                changes.push(change);
                waiting.push(wait);
            }
        }
        if changes.is_empty() {
            return Vec::new();
        }
        match self.store.commit(changes).await {
            Ok(outcomes) => waiting
                .into_iter()
                .zip(outcomes)
                .filter_map(|(w, o)| acknowledge(w, o))
                .collect(),
            Err(error) => {
                let text = error.to_string();
                for wait in waiting {
                    refuse(wait, &text);
                }
                Vec::new()
            }
        }
    }

    /// What a job writes; `None` where nothing is to be written and it is answered already.
    async fn decide(&mut self, job: Job) -> Option<(Change, Waiting)> {
        match job {
            Job::Write(change, reply) => Some((change, Waiting::Write(reply))),
            Job::Ask(ask, reply, round) => match self.decide_ask(&ask).await {
                Ok((asked, change)) if change.put.is_empty() => {
                    reply.send(Ok(asked)).ok();
                    None
                }
                Ok((asked, change)) => Some((change, Waiting::Ask(ask, asked, reply, round))),
                Err(error) => {
                    reply.send(Err(error.into())).ok();
                    None
                }
            },
            Job::Respond(respond, reply, round) => match self.decide_answer(&respond).await {
                Ok(Ok(change)) => Some((change, Waiting::Respond(respond, reply, round))),
                Ok(Err(responded)) => {
                    reply.send(Ok(responded)).ok();
                    None
                }
                Err(error) => {
                    reply.send(Err(error.into())).ok();
                    None
                }
            },
            Job::Bulk(bulk, reply, round) => match self.decide_bulk(&bulk).await {
                Ok((fates, change)) if bulk.dry || change.put.is_empty() => {
                    reply.send(Ok(fates)).ok();
                    None
                }
                Ok((fates, change)) => Some((change, Waiting::Bulk(bulk, fates, reply, round))),
                Err(error) => {
                    reply.send(Err(error.into())).ok();
                    None
                }
            },
            Job::Recount(survey, reply) => {
                reply
                    .send(self.recount(survey).await.map_err(Error::from))
                    .ok();
                None
            }
            Job::Compare(survey, reply) => {
                reply
                    .send(self.compare(survey).await.map_err(Error::from))
                    .ok();
                None
            }
        }
    }

    async fn decide_ask(&mut self, ask: &Ask) -> Result<(Asked, Change), StoreError> {
        let known = self.known(ask).await?;
        let (asked, mut change) = ask::decide(ask, &known);
        let zone = ask.shop.zone();
        for (_, record) in &change.put {
            let Record::Response(after) = record else {
                continue;
            };
            let before = known
                .live
                .iter()
                .find_map(|(_, kept)| kept.as_ref().filter(|kept| kept.value.id == after.id))
                .map(|kept| &kept.value);
            change
                .counts
                .extend(rollup::deltas(before, Some(after), &zone));
        }
        self.sight(ask, &mut change);
        Ok((asked, change))
    }

    async fn decide_bulk(&mut self, bulk: &Bulk) -> Result<(Vec<Fates>, Change), StoreError> {
        let mut known = bulk::Known::default();
        let store = self.store.as_ref();
        for entry in &bulk.entries {
            let told = entry.order.as_ref().map(|update| &update.order.id);
            let named = entry
                .response
                .as_ref()
                .and_then(|arrival| arrival.response.order.as_ref());
            for id in told.into_iter().chain(named) {
                if !known.orders.contains_key(id)
                    && let Some(kept) = store.order(bulk.shop, id).await?
                {
                    known.orders.insert(id.clone(), kept);
                }
            }
            let Some(arrival) = &entry.response else {
                continue;
            };
            for id in [arrival.response.id, arrival.otherwise] {
                if let Some(kept) = store.response(id).await? {
                    known.responses.insert(id, kept.value.survey);
                }
            }
            let survey = arrival.response.survey;
            for (order, verified) in named.into_iter().flat_map(|id| [(id, true), (id, false)]) {
                if let Some(kept) = store.response_to(survey, order, verified).await? {
                    let place = (survey, order.clone(), verified);
                    known.places.insert(place, kept.value.id);
                }
            }
        }
        let zone = self.zone(bulk.shop).await?;
        Ok(bulk::decide(bulk, known, &zone))
    }

    async fn known(&self, ask: &Ask) -> Result<Known, StoreError> {
        let mut known = Known::default();
        let shop = ask.shop.id;
        if let Some(order) = &ask.order {
            known.order = self.store.order(shop, &order.id).await?;
        }
        let order = ask.order.as_ref();
        let told = order.and_then(|order| order.orders_before);
        if let (Some(customer), None) = (ask.customer(), told) {
            let except = order.map(|order| &order.id);
            known.other_orders = self.store.orders_of(shop, customer, except).await?;
        }
        for survey in self.store.surveys(shop).await? {
            if survey.value.status != SurveyStatus::Live {
                continue;
            }
            let response = match &ask.order {
                Some(order) if !ask.test => {
                    self.store
                        .response_to(survey.value.id, &order.id, ask.verified)
                        .await?
                }
                _ => None,
            };
            known.live.push((survey.value, response));
        }
        let looks_back = !ask.test
            && !matches!(ask.wanted, Wanted::Own(_))
            && (ask.shop.quiet_days > 0
                || order.is_none()
                || known
                    .live
                    .iter()
                    .any(|(survey, _)| survey.rules.again != Again::EveryOrder));
        if let (Some(customer), true) = (ask.customer(), looks_back) {
            let asked = self.store.asked_of(shop, customer, ask::ASKED_LIMIT);
            known.asked = asked.await?;
        }
        Ok(known)
    }

    /// Adds to a change that the shop's tag was heard of, where that is news.
    fn sight(&mut self, ask: &Ask, change: &mut Change) {
        let Some(origin) = ask.context.origin.clone() else {
            return;
        };
        let news = self.sighted.get(&ask.shop.id).is_none_or(|last| {
            last.origin != origin
                || (ask.source.is_some() && last.source != ask.source)
                || ask.at.duration_since(last.at) >= SIGHTING_AGE
        });
        if news {
            let sighting = Sighting {
                shop: ask.shop.id,
                origin,
                page: ask.context.page.clone().unwrap_or_default(),
                source: ask.source,
                at: ask.at,
            };
            self.sighted.insert(sighting.shop, sighting.clone());
            change
                .put
                .push((Expect::Anything, Record::Sighting(sighting)));
        }
    }

    async fn decide_answer(
        &mut self,
        respond: &Respond,
    ) -> Result<Result<Change, Responded>, StoreError> {
        let Some(kept) = self.store.response(respond.ticket.response).await? else {
            return Ok(Err(Responded::Gone));
        };
        let before = &kept.value;
        Ok(
            match answer::apply(before, &respond.ticket, &respond.submission, respond.at) {
                Verdict::Stale => Err(Responded::Saved),
                Verdict::SameRevision => Err(Responded::SameRevision),
                Verdict::OwnedByOther => Err(Responded::OwnedByOther),
                Verdict::Changed(after) => {
                    let zone = self.zone(before.shop).await?;
                    let counts = rollup::deltas(Some(before), Some(&after), &zone);
                    let put = vec![(Expect::At(kept.sequence), Record::Response(*after))];
                    Ok(Change {
                        put,
                        counts,
                        ..Change::default()
                    })
                }
            },
        )
    }

    async fn zone(&mut self, shop: ShopId) -> Result<TimeZone, StoreError> {
        if let Some(zone) = self.zones.get(&shop) {
            return Ok(zone.clone());
        }
        let kept = self.store.shop(shop).await?;
        let zone = kept.map_or(TimeZone::UTC, |kept| kept.value.zone());
        self.zones.insert(shop, zone.clone());
        Ok(zone)
    }

    async fn recount(&self, survey: SurveyId) -> Result<u64, StoreError> {
        let (counts, responses) = recount(self.store.as_ref(), survey).await?;
        let change = Change {
            forget_counts: vec![survey],
            counts: counts.into_iter().collect(),
            ..Change::default()
        };
        self.store.commit(vec![change]).await?;
        Ok(responses)
    }

    async fn compare(&self, survey: SurveyId) -> Result<Compared, StoreError> {
        let (counted, responses) = recount(self.store.as_ref(), survey).await?;
        let kept = self
            .store
            .counts(survey, Date::MIN, Date::MAX)
            .await?
            .into_iter()
            .collect();
        Ok(Compared {
            responses,
            differences: rollup::differences(&kept, &counted),
        })
    }
}

/// Counts a survey's responses from nothing; returns also how many there are.
async fn recount(
    store: &dyn Store,
    survey: SurveyId,
) -> Result<(BTreeMap<CountKey, i64>, u64), StoreError> {
    let mut counts = BTreeMap::new();
    let mut responses = 0;
    let Some(head) = store.survey(survey).await? else {
        return Ok((counts, responses));
    };
    let shop = store.shop(head.value.shop).await?;
    let zone = shop.map_or(TimeZone::UTC, |shop| shop.value.zone());
    let mut after = None;
    loop {
        let page = store.scan_responses(after, 1000).await?;
        let Some(last) = page.last() else {
            return Ok((counts, responses));
        };
        after = Some(last.id);
        let own: Vec<_> = page
            .iter()
            .filter(|response| response.survey == survey)
            .collect();
        responses += own.len() as u64;
        rollup::recount(own, &zone, &mut counts);
    }
}

fn acknowledge(waiting: Waiting, outcome: Outcome) -> Option<Job> {
    let saved = matches!(outcome, Outcome::Saved(_));
    match waiting {
        Waiting::Write(reply) => {
            reply.send(Ok(outcome)).ok();
        }
        Waiting::Ask(_, asked, reply, _) if saved => {
            reply.send(Ok(asked)).ok();
        }
        Waiting::Respond(_, reply, _) if saved => {
            reply.send(Ok(Responded::Saved)).ok();
        }
        Waiting::Bulk(_, fates, reply, _) if saved => {
            reply.send(Ok(fates)).ok();
        }
        Waiting::Bulk(bulk, _, reply, round) if round < ROUNDS => {
            return Some(Job::Bulk(bulk, reply, round + 1));
        }
        Waiting::Ask(ask, _, reply, round) if round < ROUNDS => {
            return Some(Job::Ask(ask, reply, round + 1));
        }
        Waiting::Respond(respond, reply, round) if round < ROUNDS => {
            return Some(Job::Respond(respond, reply, round + 1));
        }
        wait => refuse(wait, "a change lost every race"),
    }
    None
}

fn refuse(waiting: Waiting, why: &str) {
    let error = || Error::Store(StoreError::Io(why.to_owned()));
    match waiting {
        Waiting::Ask(_, _, reply, _) => drop(reply.send(Err(error()))),
        Waiting::Respond(_, reply, _) => drop(reply.send(Err(error()))),
        Waiting::Bulk(_, _, reply, _) => drop(reply.send(Err(error()))),
        Waiting::Write(reply) => drop(reply.send(Err(error()))),
    }
}
