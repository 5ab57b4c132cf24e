//! Sites whose prompts were refused, for the shop's Install page.

use super::{error::Error, ingest::Ingest};
use afterword_domain::{
    change::{Change, Expect, Versioned},
    record::{Record, RefusedOrigin, RefusedOrigins as Refused},
};
use afterword_jobs::Clock;
use afterword_shared::id::ShopId;
use afterword_store::Records;

/// Remembers refused sites. Cheap to clone.
#[derive(Clone)]
pub struct RefusedOrigins {
    store: Records,
    ingest: Ingest,
    clock: Clock,
}

impl RefusedOrigins {
    /// Over a store.
    pub fn new(store: Records, ingest: Ingest, clock: Clock) -> Self {
        Self {
            store,
            ingest,
            clock,
        }
    }

    /// Remembers that a site was refused. What another request overtakes is not worth a second try.
    pub async fn remember(&self, shop: ShopId, origin: &str) -> Result<(), Error> {
        let before = self.record(shop).await?;
        let known = before.as_ref().map(|kept| &kept.value);
        if let Some(next) = Refused::with(known, shop, origin, self.clock.now()) {
            self.put(before.as_ref(), next).await?;
        }
        Ok(())
    }

    /// The sites last refused, latest first.
    pub async fn latest(&self, shop: ShopId) -> Result<Vec<RefusedOrigin>, Error> {
        let kept = self.record(shop).await?;
        Ok(kept.map_or_else(Vec::new, |kept| kept.value.origins))
    }

    /// Forgets a site, since it is allowed now.
    pub async fn forget(&self, shop: ShopId, origin: &str) -> Result<(), Error> {
        if let Some(kept) = self.record(shop).await? {
            let next = kept.value.clone().without(origin);
            self.put(Some(&kept), next).await?;
        }
        Ok(())
    }

    async fn record(&self, shop: ShopId) -> Result<Option<Versioned<Refused>>, Error> {
        Ok(self.store.one(shop, &()).await?)
    }

    async fn put(&self, before: Option<&Versioned<Refused>>, next: Refused) -> Result<(), Error> {
        let expect = before.map_or(Expect::Absent, |kept| Expect::At(kept.sequence));
        let change = Change::put(expect, Record::RefusedOrigins(next));
        self.ingest.write(change).await?;
        Ok(())
    }
}
