//! The one door for writing: takes changes from everywhere, decides on what is committed, batches,
//! commits, and acknowledges only what is durable.
//!
//! One thread drains its queue into one commit. While that is synced the queue fills up again, so
//! the batches grow with the load, and one sync serves them all.
//!
//! What a customer bought and was asked before comes from the index ([`afterword_views::index`]), which follows
//! what is committed. The writer gives it a moment per batch to come up, reads it as it is then, and
//! waits for no page that reads it. So of two orders of one customer in the same moment both may be
//! asked about, and for as long as a large shop moves into another time zone the same holds for
//! longer than a moment. What must never happen twice, asking about one order, is not decided by
//! the index: the store lets one response take an order's place. While the index is being loaded,
//! nothing is known of a customer: whether one returns is then left open.

use super::{create_shop::ShopCreation, error::Error};
use afterword_domain::{
    change::{Change, Expect},
    decide::{
        answer::{self, Verdict},
        ask::{self, Ask, Asked, Eligible, Known},
        bulk::{self, Bulk, EntryOutcomes},
        events,
    },
    record::{Record, Sighting, SurveyStatus, outgoing},
    rules::Again,
    ticket::Ticket,
};
use afterword_jobs::OutboxSignal;
use afterword_shared::{id::ShopId, response::Submission};
use afterword_store::{Outcome, Records, StoreError};
use afterword_views::index::{Index, View};
use jiff::{SignedDuration, Timestamp};
use std::{collections::HashMap, time::Duration};
use tokio::{
    sync::{mpsc, oneshot},
    time::Instant,
};

/// The most changes of one commit: what is synced together waits together.
const BATCH_LIMIT: usize = 1024;
/// How many requests may wait for the writer before new ones have to wait outside.
const QUEUE_LIMIT: usize = 8192;
/// How often a change that lost a race is decided anew.
const ROUNDS: u32 = 64;
/// How old a sighting gets before a request renews it.
const SIGHTING_AGE: SignedDuration = SignedDuration::from_secs(30);
/// How long a batch waits for the index to have what was committed before it, at most.
const INDEX_PATIENCE: Duration = Duration::from_millis(50);

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

/// The writer's end of the door. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Ingest {
    queue: mpsc::Sender<Job>,
}

#[derive(Debug)]
enum Job {
    Ask(Box<Ask>, oneshot::Sender<Result<Asked, Error>>, u32),
    Respond(Box<Respond>, oneshot::Sender<Result<Responded, Error>>, u32),
    Bulk(
        Box<Bulk>,
        oneshot::Sender<Result<Vec<EntryOutcomes>, Error>>,
        u32,
    ),
    Write(Change, oneshot::Sender<Result<Outcome, Error>>),
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
        Vec<EntryOutcomes>,
        oneshot::Sender<Result<Vec<EntryOutcomes>, Error>>,
        u32,
    ),
    Write(oneshot::Sender<Result<Outcome, Error>>),
}

impl Ingest {
    /// Starts the writer's thread; it ends when every clone of the door is dropped. `index` is the
    /// one of this store.
    pub fn start(
        store: Records,
        index: Index,
        outbox: OutboxSignal,
    ) -> Result<Self, std::io::Error> {
        let (queue, jobs) = mpsc::channel(QUEUE_LIMIT);
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .build()?;
        std::thread::Builder::new()
            .name("ingest".into())
            .spawn(move || {
                let writer = Writer {
                    store,
                    index,
                    outbox,
                    sighted: HashMap::new(),
                    views: HashMap::new(),
                    deadline: None,
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
    pub async fn take_in(&self, bulk: Bulk) -> Result<Vec<EntryOutcomes>, Error> {
        self.send(|reply| Job::Bulk(Box::new(bulk), reply, 0)).await
    }

    /// Commits an owner's change.
    pub async fn write(&self, change: Change) -> Result<Outcome, Error> {
        self.send(|reply| Job::Write(change, reply)).await
    }

    /// Commits an owner's change that must not have been overtaken.
    pub async fn must_write(&self, change: Change) -> Result<(), Error> {
        must_hold(self.write(change).await?)
    }

    /// Begins a shop; a conflict, where somebody has the owner's address already, leaves nothing of it.
    pub async fn begin(&self, creation: ShopCreation) -> Result<Outcome, Error> {
        let undone = creation.undone();
        self.must_write(creation.shop).await?;
        let owner = self.write(creation.owner).await;
        if !matches!(owner, Ok(Outcome::Saved(_))) {
            self.write(undone).await?;
        }
        owner
    }

    /// The same where nobody else can have the address.
    pub async fn must_begin(&self, creation: ShopCreation) -> Result<(), Error> {
        must_hold(self.begin(creation).await?)
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

fn must_hold(outcome: Outcome) -> Result<(), Error> {
    match outcome {
        Outcome::Saved(_) => Ok(()),
        Outcome::Conflict => Err(Error::Conflict(
            "Somebody changed this at the same moment. Look at it again, then repeat your change.",
        )),
    }
}

struct Writer {
    store: Records,
    index: Index,
    /// Raised where something has to go out.
    outbox: OutboxSignal,
    /// The sighting last written for each shop.
    sighted: HashMap<ShopId, Sighting>,
    /// What is known of the shops of the batch at hand, where somebody looks at it: read once a
    /// batch, not once an ask.
    views: HashMap<ShopId, Option<View>>,
    /// Until when this batch waits for the index, where it has begun to.
    deadline: Option<Instant>,
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
        self.deadline = None;
        let mut changes = Vec::with_capacity(batch.len());
        let mut waiting = Vec::with_capacity(batch.len());
        for job in batch {
            if let Some((change, wait)) = self.decide(job).await {
                changes.push(change);
                waiting.push(wait);
            }
        }
        // While it is synced, the index may be written to.
        self.views.clear();
        if changes.is_empty() {
            return Vec::new();
        }
        let goes_out = changes.iter().any(|change| !change.outbox.is_empty());
        match self.store.commit(changes).await {
            Ok(outcomes) => {
                if goes_out {
                    self.outbox.raise();
                }
                waiting
                    .into_iter()
                    .zip(outcomes)
                    .filter_map(|(w, o)| acknowledge(w, o))
                    .collect()
            }
            Err(error) => {
                for wait in waiting {
                    refuse(wait, &error);
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
        }
    }

    async fn decide_ask(&mut self, ask: &Ask) -> Result<(Asked, Change), StoreError> {
        let known = self.known(ask).await?;
        let (asked, mut change) = ask::decide(ask, &known);
        self.tell(ask.shop.id, ask.at, &mut change).await?;
        self.sight(ask, &mut change);
        Ok((asked, change))
    }

    async fn decide_bulk(
        &mut self,
        bulk: &Bulk,
    ) -> Result<(Vec<EntryOutcomes>, Change), StoreError> {
        let mut known = bulk::Known::default();
        let store = &self.store;
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
                if let Some(kept) = store.response(bulk.shop, id).await? {
                    known.responses.insert(id, kept.value.survey);
                }
            }
            let survey = arrival.response.survey;
            for (order, verified) in named.into_iter().flat_map(|id| [(id, true), (id, false)]) {
                if let Some(kept) = store
                    .response_to(bulk.shop, survey, order, verified)
                    .await?
                {
                    let place = (survey, order.clone(), verified);
                    known.places.insert(place, kept.value.id);
                }
            }
        }
        let (fates, mut change) = bulk::decide(bulk, known);
        self.tell(bulk.shop, bulk.at, &mut change).await?;
        Ok((fates, change))
    }

    /// Adds to a change what has to go out because of what it makes happen.
    async fn tell(
        &self,
        shop: ShopId,
        at: Timestamp,
        change: &mut Change,
    ) -> Result<(), StoreError> {
        if change.events.is_empty() {
            return Ok(());
        }
        let definitions = self.store.definitions(shop).await?;
        let subscriptions = definitions.subscriptions.iter().map(|kept| &kept.value);
        change.outbox = outgoing(shop, &change.events, subscriptions, at);
        Ok(())
    }

    async fn known(&mut self, ask: &Ask) -> Result<Known, StoreError> {
        let mut known = Known::default();
        let shop = ask.shop.id;
        if let Some(order) = &ask.order {
            known.order = self.store.order(shop, &order.id).await?;
        }
        let order = ask.order.as_ref();
        let definitions = self.store.definitions(shop).await?;
        for survey in &definitions.surveys {
            if survey.value.status != SurveyStatus::Live {
                continue;
            }
            known.versions.push((survey.value.id, survey.sequence));
            let response = match &ask.order {
                Some(order) if !ask.test => {
                    self.store
                        .response_to(shop, survey.value.id, &order.id, ask.verified)
                        .await?
                }
                _ => None,
            };
            known.live.push((survey.value.clone(), response));
        }
        let looks_back = !ask.test
            && !matches!(ask.eligible, Eligible::Own(_))
            && (ask.shop.quiet_days > 0
                || order.is_none()
                || known
                    .live
                    .iter()
                    .any(|(survey, _)| survey.rules.again != Again::EveryOrder));
        let counts_orders = order.is_none_or(|order| order.orders_before.is_none());
        if let Some(customer) = ask.customer().filter(|_| looks_back || counts_orders)
            && let Some(view) = self.view(shop).await
        {
            let except = order.map(|order| &order.id);
            known.other_orders = Some(view.orders_of(customer, except));
            if looks_back {
                known.asked = view.asked_of(customer, ask::ASKED_LIMIT);
            }
        }
        Ok(known)
    }

    /// What the index knows of a shop; `None` while that is being loaded.
    async fn view(&mut self, shop: ShopId) -> Option<&View> {
        if !self.views.contains_key(&shop) {
            let patience = || Instant::now() + INDEX_PATIENCE;
            let deadline = *self.deadline.get_or_insert_with(patience);
            let view = self.index.at_hand(shop, deadline).await;
            self.views.insert(shop, view);
        }
        self.views.get(&shop)?.as_ref()
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
        &self,
        respond: &Respond,
    ) -> Result<Result<Change, Responded>, StoreError> {
        let ticket = &respond.ticket;
        let Some(kept) = self.store.response(ticket.shop, ticket.response).await? else {
            return Ok(Err(Responded::Gone));
        };
        let before = &kept.value;
        Ok(
            match answer::apply(before, &respond.ticket, &respond.submission, respond.at) {
                Verdict::Stale => Err(Responded::Saved),
                Verdict::SameRevision => Err(Responded::SameRevision),
                Verdict::OwnedByOther => Err(Responded::OwnedByOther),
                Verdict::Changed(after) => {
                    let expect = Expect::At(kept.sequence);
                    let event = events::of_response(Some(before), &after);
                    let mut change = Change::put(expect, Record::Response(*after));
                    change.events.extend(event);
                    self.tell(ticket.shop, respond.at, &mut change).await?;
                    Ok(change)
                }
            },
        )
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
        wait => refuse(wait, &StoreError::Io("a change lost every race".into())),
    }
    None
}

fn refuse(waiting: Waiting, why: &StoreError) {
    let error = || Error::Store(why.clone());
    match waiting {
        Waiting::Ask(_, _, reply, _) => drop(reply.send(Err(error()))),
        Waiting::Respond(_, reply, _) => drop(reply.send(Err(error()))),
        Waiting::Bulk(_, _, reply, _) => drop(reply.send(Err(error()))),
        Waiting::Write(reply) => drop(reply.send(Err(error()))),
    }
}

#[cfg(test)]
pub(crate) mod tests;
