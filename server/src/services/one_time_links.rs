//! Links that work once.

use super::{error::Error, ingest::Ingest};
use afterword_domain::{
    change::{Change, Expect, Versioned},
    record::{INSTALLATION, LinkPurpose, OneTimeLink, Record, Stored},
    secret,
};
use afterword_jobs::Clock;
use afterword_store::{Outcome, Records};
use jiff::Timestamp;

/// Makes links that work once, and uses them up. Cheap to clone.
#[derive(Clone)]
pub struct OneTimeLinks {
    store: Records,
    ingest: Ingest,
    clock: Clock,
}

impl OneTimeLinks {
    /// Over a store.
    pub fn new(store: Records, ingest: Ingest, clock: Clock) -> Self {
        Self {
            store,
            ingest,
            clock,
        }
    }

    /// Makes a link; returns its secret. One for setting up takes the place of those before it.
    pub async fn open(&self, purpose: LinkPurpose) -> Result<String, Error> {
        if purpose == LinkPurpose::SetUp {
            self.close(purpose).await?;
        }
        let (secret, hash) = secret::new_secret("");
        let now = self.clock.now();
        let expires_at = now.saturating_add(purpose.lifetime());
        let link = OneTimeLink {
            hash,
            purpose,
            expires_at: expires_at.unwrap_or(Timestamp::MAX),
        };
        let change = Change::put(Expect::Absent, Record::OneTimeLink(link));
        self.ingest.must_write(change).await?;
        Ok(secret)
    }

    /// What a link is good for; `None` for nothing any more.
    pub async fn purpose(&self, secret: &str) -> Result<Option<LinkPurpose>, Error> {
        Ok(self.find(secret).await?.map(|link| link.value.purpose))
    }

    /// What using a link up comes to, together with whatever it is used for: of two who use it in the same
    /// moment one gets a conflict. `None` where it is good for nothing any more.
    pub async fn used(&self, secret: &str) -> Result<Option<(LinkPurpose, Change)>, Error> {
        let Some(link) = self.find(secret).await? else {
            return Ok(None);
        };
        let change = Change::remove_at(link.value.own_key(), link.sequence);
        Ok(Some((link.value.purpose, change)))
    }

    /// Uses a link up by itself.
    pub async fn take(&self, secret: &str) -> Result<Option<LinkPurpose>, Error> {
        let Some((purpose, change)) = self.used(secret).await? else {
            return Ok(None);
        };
        let outcome = self.ingest.write(change).await?;
        Ok(matches!(outcome, Outcome::Saved(_)).then_some(purpose))
    }

    /// Makes all links of a purpose useless.
    pub async fn close(&self, purpose: LinkPurpose) -> Result<(), Error> {
        let links = self.store.all::<OneTimeLink>(INSTALLATION).await?;
        let links = links.iter().filter(|link| link.value.purpose == purpose);
        let change = Change {
            remove: links.map(|link| link.value.own_key()).collect(),
            ..Change::default()
        };
        if change.remove.is_empty() {
            return Ok(());
        }
        self.ingest.must_write(change).await
    }

    async fn find(&self, secret: &str) -> Result<Option<Versioned<OneTimeLink>>, Error> {
        let hash = secret::hash(secret);
        let link = self.store.one::<OneTimeLink>(INSTALLATION, &hash).await?;
        let now = self.clock.now();
        Ok(link.filter(|link| link.value.expires_at > now))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::services::ingest::tests::door;
    use afterword_shared::id::UserId;

    const ANNA: LinkPurpose = LinkPurpose::SignIn(UserId::from_bytes([7; 16]));

    fn links() -> (OneTimeLinks, OneTimeLinks, Clock) {
        let clock = Clock::standing_at(Timestamp::UNIX_EPOCH);
        let (store, ingest) = door();
        let links = OneTimeLinks::new(store, ingest, clock.clone());
        (links.clone(), links, clock)
    }

    #[tokio::test]
    async fn a_link_works_once_on_whichever_server() {
        let (here, there, _) = links();
        let secret = here.open(ANNA).await.unwrap();
        assert_eq!(there.purpose(&secret).await.unwrap(), Some(ANNA));
        let (one, two) = tokio::join!(here.take(&secret), there.take(&secret));
        let won = [one.unwrap(), two.unwrap()];
        assert_eq!(won.iter().flatten().count(), 1, "{won:?}");
        assert_eq!(here.purpose(&secret).await.unwrap(), None);
    }

    #[tokio::test]
    async fn a_link_ends_by_itself() {
        let (links, _, clock) = links();
        let secret = links.open(ANNA).await.unwrap();
        clock.advance(ANNA.lifetime());
        assert_eq!(links.take(&secret).await.unwrap(), None);
    }

    #[tokio::test]
    async fn the_set_up_link_that_was_made_last_is_the_only_one() {
        let (links, _, _) = links();
        let first = links.open(LinkPurpose::SetUp).await.unwrap();
        let second = links.open(LinkPurpose::SetUp).await.unwrap();
        assert_eq!(links.purpose(&first).await.unwrap(), None);
        assert!(links.purpose(&second).await.unwrap().is_some());
        links.close(LinkPurpose::SetUp).await.unwrap();
        assert_eq!(links.purpose(&second).await.unwrap(), None);
    }
}
