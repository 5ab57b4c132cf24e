//! Tickets, signed and read with the keys that the store holds.

use super::{error::Error, ingest::Ingest};
use afterword_domain::{
    change::{Change, Expect},
    record::{Keyring, Record},
    secret,
    ticket::{self, Ticket, TicketError},
};
use afterword_jobs::Clock;
use afterword_store::Records;
use jiff::{SignedDuration, Timestamp};
use std::sync::{Arc, Mutex, PoisonError, RwLock, RwLockReadGuard};

/// How long after the keys were read a ticket of an unknown key has them read again: forged tickets cost
/// nothing more than that.
const REREAD: SignedDuration = SignedDuration::from_secs(1);

/// Signs tickets and reads them. Cheap to clone.
#[derive(Clone)]
pub struct Tickets(Arc<Inner>);

struct Inner {
    store: Records,
    ingest: Ingest,
    clock: Clock,
    lifetime: SignedDuration,
    ring: RwLock<Keyring>,
    read_at: Mutex<Timestamp>,
}

impl Tickets {
    /// Reads the keys, and makes one where there is none. Tickets are good for so many hours.
    pub async fn start(
        store: Records,
        ingest: Ingest,
        clock: Clock,
        hours: u16,
    ) -> Result<Self, Error> {
        let tickets = Self(Arc::new(Inner {
            read_at: Mutex::new(clock.now()),
            store,
            ingest,
            clock,
            lifetime: SignedDuration::from_hours(i64::from(hours)),
            ring: RwLock::new(Keyring { keys: Vec::new() }),
        }));
        tickets.rotate().await?;
        Ok(tickets)
    }

    /// Makes a new signing key where there is none or the newest is old. To be called now and then.
    pub async fn rotate(&self) -> Result<(), Error> {
        loop {
            let kept = self.0.store.keyring().await?;
            let ring = kept.as_ref().map(|kept| &kept.value);
            let secret = secret::new_signing_secret();
            let Some(next) = ticket::rotate(ring, secret, self.0.clock.now()) else {
                if let Some(kept) = kept {
                    *self.0.ring.write().unwrap_or_else(PoisonError::into_inner) = kept.value;
                }
                return Ok(());
            };
            let expect = kept.map_or(Expect::Absent, |kept| Expect::At(kept.sequence));
            // A conflict means that somebody else made the key: read theirs.
            let change = Change::put(expect, Record::Keyring(next));
            self.0.ingest.write(change).await?;
        }
    }

    /// Signs a ticket.
    pub fn sign(&self, ticket: &Ticket) -> String {
        ticket.sign(&self.ring())
    }

    /// Reads a ticket that was signed here, or by another server on the same store, and that is still good.
    pub async fn read(&self, text: &str) -> Result<Ticket, Error> {
        let now = self.0.clock.now();
        let read = |ring: &Keyring| Ticket::read(text, ring, now, self.0.lifetime);
        let known = read(&self.ring());
        if known != Err(TicketError::UnknownKey) || !self.may_reread(now) {
            return Ok(known?);
        }
        self.rotate().await?;
        let known = read(&self.ring());
        Ok(known?)
    }

    fn ring(&self) -> RwLockReadGuard<'_, Keyring> {
        self.0.ring.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn may_reread(&self, now: Timestamp) -> bool {
        let mut read_at = self
            .0
            .read_at
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let may = now.duration_since(*read_at) >= REREAD;
        if may {
            *read_at = now;
        }
        may
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::services::ingest::tests::door;
    use afterword_domain::{record::TicketNonce, ticket::KEY_AGE};
    use afterword_shared::id::{ResponseId, ShopId, SurveyId};

    fn ticket(now: Timestamp) -> Ticket {
        Ticket {
            response: ResponseId::from_bytes([1; 16]),
            shop: ShopId::from_bytes([2; 16]),
            survey: SurveyId::from_bytes([3; 16]),
            version: 1,
            order: None,
            issued_at: now.as_second(),
            nonce: TicketNonce(4),
            language: String::new(),
        }
    }

    #[tokio::test]
    async fn a_ticket_of_a_key_that_another_server_made_is_read_at_once() {
        let clock = Clock::standing_at(Timestamp::UNIX_EPOCH);
        let (store, ingest) = door();
        let start = || Tickets::start(store.clone(), ingest.clone(), clock.clone(), 24);
        let (here, there) = (start().await.unwrap(), start().await.unwrap());
        clock.advance(KEY_AGE);
        there.rotate().await.unwrap();
        let ticket = ticket(clock.now());
        assert_eq!(here.read(&there.sign(&ticket)).await.unwrap(), ticket);
    }

    #[tokio::test]
    async fn forged_tickets_have_the_keys_read_once_a_second() {
        let clock = Clock::standing_at(Timestamp::UNIX_EPOCH);
        let (store, ingest) = door();
        let tickets = Tickets::start(store, ingest, clock.clone(), 24)
            .await
            .unwrap();
        assert!(!tickets.may_reread(clock.now()));
        clock.advance(REREAD);
        assert!(tickets.may_reread(clock.now()));
        assert!(!tickets.may_reread(clock.now()));
    }
}
