//! What has to go out: told in the order in which it happened, by whoever can carry it.

use crate::{
    Clock, Job,
    schedule::{backoff, later},
};
use afterword_domain::{
    change::{Change, Expect, Versioned},
    record::{Delivery, OutboxEntry, OutboxProgress, Record, Stored, SubscriptionId},
};
use afterword_shared::id::ShopId;
use afterword_store::{Outcome, Records, StoreError, Tick};
use async_trait::async_trait;
use jiff::{SignedDuration, Timestamp};
use std::{
    collections::{BTreeSet, HashSet},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};
use tokio::sync::Notify;

/// How many entries are read at a time.
const PAGE: usize = 100;
/// The longest wait until something is tried again.
const LONGEST: SignedDuration = SignedDuration::from_hours(6);
/// After how many failures it is given up: about three days.
const FAILURES: u32 = 20;

/// Somebody who carries messages out.
#[async_trait]
pub trait Courier: Send + Sync {
    /// What the ids of its subscriptions begin with, in front of the colon.
    fn name(&self) -> &'static str;

    /// Carries one out.
    async fn deliver(&self, entry: &OutboxEntry) -> Delivered;
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Delivered {
    /// It arrived.
    Done,
    /// Not now.
    Later(String),
    /// Never.
    Never(String),
}

/// Says that something has to go out. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct OutboxSignal {
    waiting: Arc<AtomicBool>,
    wake: Arc<Notify>,
}

impl OutboxSignal {
    /// A signal that also wakes whoever runs jobs.
    pub fn new(wake: Arc<Notify>) -> Self {
        Self {
            waiting: Arc::default(),
            wake,
        }
    }

    /// There is something.
    pub fn raise(&self) {
        self.waiting.store(true, Ordering::Release);
        self.wake.notify_one();
    }
}

/// The job that carries everything out.
pub struct Outbox {
    store: Records,
    clock: Clock,
    couriers: Vec<Arc<dyn Courier>>,
    signal: OutboxSignal,
    /// Up to where the shops' commits are known, and in which shops something waits.
    waiting: Mutex<(Tick, BTreeSet<ShopId>)>,
}

impl Outbox {
    /// By these couriers.
    pub fn new(
        store: Records,
        clock: Clock,
        couriers: Vec<Arc<dyn Courier>>,
        signal: OutboxSignal,
    ) -> Self {
        Self {
            store,
            clock,
            couriers,
            signal,
            waiting: Mutex::default(),
        }
    }

    fn waiting(&self) -> MutexGuard<'_, (Tick, BTreeSet<ShopId>)> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn carry_out(&self) -> Result<(), StoreError> {
        self.signal.waiting.store(false, Ordering::Release);
        let after = self.waiting().0;
        let (changed, reached) = self.store.versions_after(after).await?;
        let shops: BTreeSet<ShopId> = {
            let mut waiting = self.waiting();
            waiting.0 = reached;
            waiting.1.extend(changed.into_iter().map(|(shop, _)| shop));
            waiting.1.clone()
        };
        for shop in shops {
            if !self.carry_out_of(shop).await? {
                self.waiting().1.remove(&shop);
            }
        }
        Ok(())
    }

    /// Carries out what waits in a shop; returns whether something has to be tried again.
    async fn carry_out_of(&self, shop: ShopId) -> Result<bool, StoreError> {
        // Whoever could not be told of one thing is not told of what happened after it.
        let mut held_up: HashSet<SubscriptionId> = HashSet::new();
        let mut after = None;
        loop {
            let page = self
                .store
                .page::<OutboxEntry>(shop, after.as_ref(), PAGE)
                .await?;
            let Some(last) = page.last() else {
                return Ok(!held_up.is_empty());
            };
            after = Some(last.value.number);
            for entry in page {
                if entry.value.progress.is_over() || held_up.contains(&entry.value.to) {
                    continue;
                }
                let to = entry.value.to.clone();
                if !self.carry_out_one(entry).await? {
                    held_up.insert(to);
                }
            }
        }
    }

    /// Carries one out; returns whether it is done with, one way or the other.
    async fn carry_out_one(&self, entry: Versioned<OutboxEntry>) -> Result<bool, StoreError> {
        let now = self.clock.now();
        let courier = entry.value.to.courier();
        let Some(courier) = self.couriers.iter().find(|one| one.name() == courier) else {
            // Whoever subscribed is of a later version.
            return Ok(false);
        };
        let entry = match &entry.value.progress {
            OutboxProgress::Retrying { not_before, .. } if *not_before > now => return Ok(false),
            OutboxProgress::Sending { .. } => {
                self.set(&entry, OutboxProgress::Unclear).await?;
                return Ok(true);
            }
            _ if entry.value.delivery == Delivery::AtMostOnce => {
                let sending = OutboxProgress::Sending { since: now };
                let Some(entry) = self.set(&entry, sending).await? else {
                    return Ok(false);
                };
                entry
            }
            _ => entry,
        };
        let delivered = courier.deliver(&entry.value).await;
        match after(&entry.value, delivered, self.clock.now()) {
            None => {
                let change = Change::remove_at(entry.value.own_key(), entry.sequence);
                self.store.commit(vec![change]).await?;
                Ok(true)
            }
            Some(progress) => {
                let is_over = progress.is_over();
                self.set(&entry, progress).await?;
                Ok(is_over)
            }
        }
    }

    /// Writes down how far an entry has come; `None` where somebody else did meanwhile.
    async fn set(
        &self,
        entry: &Versioned<OutboxEntry>,
        progress: OutboxProgress,
    ) -> Result<Option<Versioned<OutboxEntry>>, StoreError> {
        let value = OutboxEntry {
            progress,
            ..entry.value.clone()
        };
        let expect = Expect::At(entry.sequence);
        let change = Change::put(expect, Record::OutboxEntry(value.clone()));
        let outcomes = self.store.commit(vec![change]).await?;
        Ok(match outcomes.first() {
            Some(Outcome::Saved(sequence)) => Some(Versioned {
                value,
                sequence: *sequence,
            }),
            _ => None,
        })
    }
}

/// How far an entry has come after an attempt; `None` where it is over and done with.
fn after(entry: &OutboxEntry, delivered: Delivered, now: Timestamp) -> Option<OutboxProgress> {
    let failures = match &entry.progress {
        OutboxProgress::Retrying { failures, .. } => *failures + 1,
        _ => 1,
    };
    match delivered {
        Delivered::Done => None,
        Delivered::Never(why) => Some(OutboxProgress::Failed { why }),
        Delivered::Later(why) if failures >= FAILURES => Some(OutboxProgress::Failed { why }),
        Delivered::Later(why) => Some(OutboxProgress::Retrying {
            failures,
            not_before: later(now, backoff(failures, LONGEST)),
            why,
        }),
    }
}

#[async_trait]
impl Job for Outbox {
    fn name(&self) -> &'static str {
        "outbox"
    }

    /// Seldom where nothing waits: whoever writes something says so.
    fn every(&self) -> SignedDuration {
        if self.waiting().1.is_empty() {
            SignedDuration::from_hours(1)
        } else {
            SignedDuration::from_mins(1)
        }
    }

    fn is_wanted(&self) -> bool {
        self.signal.waiting.load(Ordering::Acquire)
    }

    async fn run(&self) -> Result<(), String> {
        self.carry_out().await.map_err(|error| error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schedule::RETRY;
    use afterword_domain::{
        event::EventKind,
        event::{Event, OrderEvent},
        record::{OutboxNumber, Subscription, outgoing},
    };

    /// Carries to those whose name does not end with `!`, and writes down what.
    #[derive(Default)]
    struct Log(Mutex<Vec<String>>);

    #[async_trait]
    impl Courier for Log {
        fn name(&self) -> &'static str {
            "log"
        }

        async fn deliver(&self, entry: &OutboxEntry) -> Delivered {
            let Event::OrderKnown(OrderEvent { order }) = &entry.event else {
                return Delivered::Never("It is of another kind.".into());
            };
            let line = format!("{} {order}", entry.to.0);
            self.0.lock().unwrap().push(line);
            if entry.to.0.ends_with('!') {
                Delivered::Later("Nobody is there.".into())
            } else {
                Delivered::Done
            }
        }
    }

    struct Bed {
        store: Records,
        clock: Clock,
        log: Arc<Log>,
        outbox: Outbox,
    }

    const SHOP: ShopId = ShopId::from_bytes([1; 16]);

    impl Bed {
        fn new() -> Self {
            let store = Records::in_memory();
            let clock = Clock::standing_at(Timestamp::UNIX_EPOCH);
            let log = Arc::<Log>::default();
            let couriers = vec![Arc::clone(&log) as Arc<dyn Courier>];
            let signal = OutboxSignal::default();
            let outbox = Outbox::new(store.clone(), clock.clone(), couriers, signal);
            Self {
                store,
                clock,
                log,
                outbox,
            }
        }

        /// An order that is told to these, in a commit of its own.
        async fn order(&self, order: &str, to: &[(&str, Delivery)]) {
            let event = Event::OrderKnown(OrderEvent {
                order: order.parse().unwrap(),
            });
            let to: Vec<_> = to
                .iter()
                .map(|(id, delivery)| Subscription {
                    shop: SHOP,
                    id: SubscriptionId((*id).to_owned()),
                    events: vec![EventKind::OrderKnown],
                    delivery: *delivery,
                })
                .collect();
            let change = Change {
                outbox: outgoing(SHOP, &[event], to.iter(), self.clock.now()),
                ..Change::default()
            };
            let outcomes = self.store.commit(vec![change]).await.unwrap();
            assert!(matches!(outcomes[..], [Outcome::Saved(_)]));
        }

        async fn run(&self) -> Vec<String> {
            self.outbox.run().await.unwrap();
            std::mem::take(&mut self.log.0.lock().unwrap())
        }

        async fn left(&self) -> Vec<OutboxEntry> {
            let all = self.store.all::<OutboxEntry>(SHOP).await.unwrap();
            all.into_iter().map(|kept| kept.value).collect()
        }
    }

    const ONE: (&str, Delivery) = ("log:one", Delivery::AtLeastOnce);
    const DEAF: (&str, Delivery) = ("log:deaf!", Delivery::AtLeastOnce);

    #[tokio::test]
    async fn what_happened_is_told_in_its_order_and_once() {
        let bed = Bed::new();
        bed.order("b", &[ONE]).await;
        bed.order("a", &[ONE]).await;
        assert_eq!(bed.run().await, ["log:one b", "log:one a"]);
        assert_eq!(bed.run().await, Vec::<String>::new());
        assert_eq!(bed.left().await, []);
        assert_eq!(bed.outbox.every(), SignedDuration::from_hours(1));
        bed.order("c", &[ONE]).await;
        assert_eq!(bed.run().await, ["log:one c"]);
    }

    #[tokio::test]
    async fn whoever_is_deaf_is_told_later_and_holds_up_nobody_else() {
        let bed = Bed::new();
        bed.order("a", &[DEAF, ONE]).await;
        bed.order("b", &[DEAF, ONE]).await;
        assert_eq!(bed.run().await, ["log:deaf! a", "log:one a", "log:one b"]);
        assert_eq!(bed.outbox.every(), SignedDuration::from_mins(1));
        assert_eq!(bed.run().await, Vec::<String>::new());
        bed.clock.advance(RETRY);
        assert_eq!(bed.run().await, ["log:deaf! a"]);
        bed.clock.advance(RETRY);
        assert_eq!(
            bed.run().await,
            Vec::<String>::new(),
            "the second wait is twice as long"
        );
        for _ in 0..FAILURES {
            bed.clock.advance(LONGEST);
            bed.run().await;
        }
        let left = bed.left().await;
        assert!(
            matches!(left[0].progress, OutboxProgress::Failed { .. }),
            "{left:?}"
        );
        assert!(
            matches!(left[1].progress, OutboxProgress::Retrying { .. }),
            "{left:?}"
        );
        assert!(left[0].number < left[1].number && left[0].number > OutboxNumber::default());
    }

    #[tokio::test]
    async fn what_may_go_out_once_never_goes_out_twice_after_a_crash() {
        let bed = Bed::new();
        bed.order("a", &[("log:once", Delivery::AtMostOnce)]).await;
        let entries = bed.store.all::<OutboxEntry>(SHOP).await.unwrap();
        let since = bed.clock.now();
        bed.outbox
            .set(&entries[0], OutboxProgress::Sending { since })
            .await
            .unwrap();
        assert_eq!(bed.run().await, Vec::<String>::new());
        assert_eq!(bed.left().await[0].progress, OutboxProgress::Unclear);
        bed.order("b", &[("log:once", Delivery::AtMostOnce)]).await;
        assert_eq!(bed.run().await, ["log:once b"]);
    }

    #[tokio::test]
    async fn what_waited_before_a_start_goes_out_after_it() {
        let bed = Bed::new();
        bed.order("a", &[ONE]).await;
        let couriers = vec![Arc::clone(&bed.log) as Arc<dyn Courier>];
        let next = Outbox::new(
            bed.store.clone(),
            bed.clock.clone(),
            couriers,
            OutboxSignal::default(),
        );
        next.run().await.unwrap();
        assert_eq!(*bed.log.0.lock().unwrap(), ["log:one a"]);
    }
}
