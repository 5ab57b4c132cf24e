//! `GET /w.js`: the loader, and behind it what a shop's surveys wait for. It is on every page of
//! every shop, so a shop's is kept at hand, packed, until one of its records changes or a schedule
//! begins or ends.

use super::{
    encoding::{self, Effort, Encoding},
    files, triggers,
};
use crate::services::error::Error;
use afterword_domain::{
    change::{Sequence, Versioned},
    record::{Shop, SurveyHead},
    rules, secret,
};
use afterword_jobs::Clock;
use afterword_shared::id::ShopId;
use afterword_store::Records;
use axum::{
    body::{Body, Bytes},
    extract::{Query, State},
    http::HeaderMap,
    response::Response,
};
use jiff::Timestamp;
use lru::LruCache;
use serde::Deserialize;
use std::{
    num::NonZeroUsize,
    sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError},
};

const NAME: &str = "w.js";
/// Browsers keep the loader for five minutes before they ask whether it changed.
const CACHE: &str = "public, max-age=300";
/// Of how many shops it is kept, each some 15 KB.
const SHOPS: NonZeroUsize = NonZeroUsize::new(500).unwrap();

static PLAIN: LazyLock<String> = LazyLock::new(|| files::text(NAME).trim_end().to_owned());

/// What `w.js` is asked for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    shop: String,
}

/// Answers with the loader, the same for every shop; with `?shop=` followed by the shop's rules,
/// which make a page on which nothing is due ask nothing. An unknown shop gets the loader alone,
/// and learns from its first request what is wrong.
pub async fn get(
    State(store): State<Records>,
    State(loaders): State<Arc<Loaders>>,
    State(clock): State<Clock>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let loader = match asked.shop.trim().parse() {
        Ok(shop) => loaders.of_shop(&store, &clock, shop).await?,
        Err(_) => None,
    };
    let Some(loader) = loader else {
        return files::file(NAME, &headers, CACHE);
    };
    let encoding = Encoding::preferred(&headers);
    let File { body, tag } = loader.packed.file(encoding);
    let body = || Body::from(body.clone());
    Ok(files::answer(NAME, &headers, CACHE, tag, encoding, body))
}

/// The loaders of the shops whose pages were visited lately.
#[derive(Debug)]
pub struct Loaders(Mutex<LruCache<ShopId, Arc<Loader>>>);

impl Default for Loaders {
    fn default() -> Self {
        Self(Mutex::new(LruCache::new(SHOPS)))
    }
}

impl Loaders {
    /// A panic elsewhere leaves the list whole.
    fn list(&self) -> MutexGuard<'_, LruCache<ShopId, Arc<Loader>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The loader of a shop that exists: the one at hand where it still holds, else a new one.
    async fn of_shop(
        &self,
        store: &Records,
        clock: &Clock,
        id: ShopId,
    ) -> Result<Option<Arc<Loader>>, Error> {
        // Looked at before the records are: what is written meanwhile is found the next time.
        let checked = store.version(id).await?;
        let now = clock.now();
        let known = self.list().get(&id).cloned();
        let in_time = known.filter(|known| known.holds_at(now));
        if let Some(known) = in_time.as_ref().filter(|known| known.checked == checked) {
            return Ok(Some(Arc::clone(known)));
        }
        let Some((shop, surveys)) = shop_with_surveys(store, id).await? else {
            return Ok(None);
        };
        let written = written(&shop, &surveys);
        let loader = match in_time.filter(|known| known.written == written) {
            Some(known) => Loader {
                checked,
                ..Loader::clone(&known)
            },
            None => Loader {
                written,
                checked,
                between: rules::between(surveys.iter().map(|survey| &survey.value.rules), now),
                packed: self.packed(id, &shop.value, surveys, now).await?,
            },
        };
        let loader = Arc::new(loader);
        self.list().put(id, Arc::clone(&loader));
        Ok(Some(loader))
    }

    /// The loader with a shop's rules behind it: packed anew only where that changes anything.
    async fn packed(
        &self,
        id: ShopId,
        shop: &Shop,
        surveys: Vec<Versioned<SurveyHead>>,
        now: Timestamp,
    ) -> Result<Arc<Packed>, Error> {
        let surveys: Vec<_> = surveys.into_iter().map(|survey| survey.value).collect();
        let rules = triggers::for_loader(&surveys, &files::tab_words(&shop.locale), now);
        let plain = format!("{}\n{rules}", *PLAIN);
        let before = self.list().peek(&id).cloned();
        if let Some(same) = before.filter(|before| before.packed.plain.body == plain) {
            return Ok(Arc::clone(&same.packed));
        }
        tokio::task::spawn_blocking(move || Arc::new(Packed::of(plain.into())))
            .await
            .map_err(|error| Error::Internal(format!("packing the loader: {error}")))
    }
}

/// A shop's loader, and what it was made from.
#[derive(Clone, Debug)]
struct Loader {
    /// Which commits wrote the shop and its surveys.
    written: Vec<Sequence>,
    /// As of which commit that is known to hold.
    checked: Sequence,
    /// From when until when no survey's schedule begins or ends.
    between: (Option<Timestamp>, Option<Timestamp>),
    packed: Arc<Packed>,
}

async fn shop_with_surveys(
    store: &Records,
    id: ShopId,
) -> Result<Option<(Versioned<Shop>, Vec<Versioned<SurveyHead>>)>, Error> {
    let Some(shop) = store.shop(id).await? else {
        return Ok(None);
    };
    Ok(Some((shop, store.surveys(id).await?)))
}

/// Whatever is changed about a shop or its surveys, this is another list then.
fn written(shop: &Versioned<Shop>, surveys: &[Versioned<SurveyHead>]) -> Vec<Sequence> {
    let surveys = surveys.iter().map(|survey| survey.sequence);
    std::iter::once(shop.sequence).chain(surveys).collect()
}

impl Loader {
    fn holds_at(&self, now: Timestamp) -> bool {
        let (from, until) = self.between;
        from.is_none_or(|from| from <= now) && until.is_none_or(|until| now < until)
    }
}

/// A file in every way that browsers take it.
#[derive(Debug)]
struct Packed {
    plain: File,
    brotli: File,
    gzip: File,
}

#[derive(Debug)]
struct File {
    body: Bytes,
    tag: String,
}

impl File {
    fn of(body: Vec<u8>) -> Self {
        Self {
            tag: files::tag_of(&secret::hash_bytes(&body).0),
            body: body.into(),
        }
    }
}

impl Packed {
    fn of(plain: Vec<u8>) -> Self {
        Self {
            brotli: File::of(encoding::brotli(&plain, Effort::Most)),
            gzip: File::of(encoding::gzip(&plain, Effort::Most)),
            plain: File::of(plain),
        }
    }

    fn file(&self, encoding: Encoding) -> &File {
        match encoding {
            Encoding::Brotli => &self.brotli,
            Encoding::Gzip => &self.gzip,
            Encoding::Identity => &self.plain,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_loader_holds_until_a_schedule_begins_or_ends() {
        let at = |second| Timestamp::from_second(second).unwrap();
        let holds = |between, now| {
            let loader = Loader {
                written: Vec::new(),
                checked: Sequence(1),
                between,
                packed: Arc::new(Packed::of(Vec::new())),
            };
            loader.holds_at(at(now))
        };
        assert!(holds((None, None), 5));
        assert!(holds((None, Some(at(10))), 9) && !holds((None, Some(at(10))), 10));
        // A clock that is set back, too.
        assert!(holds((Some(at(10)), None), 10) && !holds((Some(at(10)), None), 9));
    }
}
