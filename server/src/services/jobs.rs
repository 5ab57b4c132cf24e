//! The background work of this server: one list.

use super::{error::Error, ingest::Ingest, tickets::Tickets};
use afterword_domain::{change::Change, record::expiring_kinds};
use afterword_jobs::{Clock, Job};
use afterword_shared::id::ShopId;
use afterword_store::{Records, Tick};
use async_trait::async_trait;
use jiff::SignedDuration;

/// How many records are looked at at a time.
const PAGE: usize = 500;

/// Makes a new signing key once the newest is old.
pub struct RotateKeys(pub Tickets);

#[async_trait]
impl Job for RotateKeys {
    fn name(&self) -> &'static str {
        "rotate-keys"
    }

    fn every(&self) -> SignedDuration {
        SignedDuration::from_hours(1)
    }

    async fn run(&self) -> Result<(), String> {
        self.0.rotate().await.map_err(|error| error.to_string())
    }
}

/// Removes what has ended by itself: sessions, links that work once, wrong passwords, refused sites.
pub struct Expire {
    /// Where they are.
    pub store: Records,
    /// How they are removed.
    pub ingest: Ingest,
    /// What time it is.
    pub clock: Clock,
}

impl Expire {
    async fn expire(&self) -> Result<(), Error> {
        let (shops, _) = self.store.versions_after(Tick(0)).await?;
        for (shop, _) in shops {
            for kind in expiring_kinds() {
                self.expire_of(shop, kind).await?;
            }
        }
        Ok(())
    }

    async fn expire_of(&self, shop: ShopId, kind: u8) -> Result<(), Error> {
        let now = self.clock.now();
        let mut after: Option<Vec<u8>> = None;
        loop {
            let page = self
                .store
                .page_of(shop, kind, after.as_deref(), PAGE)
                .await?;
            for kept in &page {
                let ended = kept.value.expires_at().is_some_and(|end| end <= now);
                if ended {
                    // One that was renewed meanwhile stays.
                    let change = Change::remove_at(kept.value.key(), kept.sequence);
                    self.ingest.write(change).await?;
                }
            }
            match page.last() {
                Some(last) if page.len() == PAGE => after = Some(last.value.key().id.into()),
                _ => return Ok(()),
            }
        }
    }
}

#[async_trait]
impl Job for Expire {
    fn name(&self) -> &'static str {
        "expire"
    }

    fn every(&self) -> SignedDuration {
        SignedDuration::from_hours(1)
    }

    async fn run(&self) -> Result<(), String> {
        self.expire().await.map_err(|error| error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::services::{
        ingest::tests::door, one_time_links::OneTimeLinks, sign_in_limit::SignInLimit,
    };
    use afterword_domain::record::{INSTALLATION, LinkPurpose, OneTimeLink, SignInAttempts};
    use jiff::Timestamp;

    #[tokio::test]
    async fn what_has_ended_is_removed_and_nothing_else() {
        let clock = Clock::standing_at(Timestamp::UNIX_EPOCH);
        let (store, ingest) = door();
        let links = OneTimeLinks::new(store.clone(), ingest.clone(), clock.clone());
        let limit = SignInLimit::new(store.clone(), ingest.clone(), clock.clone());
        links.open(LinkPurpose::SetUp).await.unwrap();
        limit.attempt("anna@shop.example").await.unwrap();
        let expire = Expire {
            store: store.clone(),
            ingest,
            clock: clock.clone(),
        };
        let left = async || {
            expire.run().await.unwrap();
            let links = store.all::<OneTimeLink>(INSTALLATION).await.unwrap();
            let attempts = store.all::<SignInAttempts>(INSTALLATION).await.unwrap();
            (links.len(), attempts.len())
        };
        assert_eq!(left().await, (1, 1));
        clock.advance(SignedDuration::from_mins(15));
        assert_eq!(left().await, (1, 0));
        clock.advance(LinkPurpose::SetUp.lifetime());
        assert_eq!(left().await, (0, 0));
    }
}
