//! Full-text search over what was answered in words: an index beside the store.
//!
//! It is derived: a scan of the store when there is none (or none that can be read), then the
//! store's feed. How far it has come is kept with it, so it goes on after a restart; it may be
//! deleted at any time. A thread of its own follows the store, every few seconds or as soon as a
//! page asks ([`Search::find`] waits a moment for what was committed before it was asked).
//!
//! [`token`] says what a word is, [`query`] what was asked for, [`facets`] what else responses are
//! told apart by, and the index keeps and finds both. Nothing here knows HTTP.

pub mod facets;
mod index;
pub mod query;
pub mod token;

use afterword_domain::{
    change::Sequence,
    record::{AnsweredAt, INSTALLATION, OrderRecord, Record, Response},
};
use afterword_shared::id::{OrderId, ResponseId, ShopId, SurveyId};
use afterword_store::{Happened, Health, Records, StoreError, Tick};
use afterword_store_embedded::directory::Identity;
use index::{Index, Writer};
use jiff::Timestamp;
pub use query::Query;
use std::{
    collections::{BTreeMap, BTreeSet},
    hash::RandomState,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        mpsc::{Receiver, RecvTimeoutError, Sender, channel},
    },
    time::Duration,
};
use tokio::sync::watch;

/// How often the index follows the store where nobody asks.
const PAUSE: Duration = Duration::from_secs(5);
/// How long search is left alone that failed, before it is tried again.
const AGAIN: Duration = if cfg!(test) {
    Duration::from_millis(20)
} else {
    Duration::from_secs(5)
};
/// How long a question waits for the newest texts.
const PATIENCE: Duration = Duration::from_millis(1500);
/// How many records are read at a time.
const AT_A_TIME: usize = 2000;
/// How many texts are taken in before they can be found, while the store is read in whole.
const BETWEEN_COMMITS: usize = 200_000;

/// Why a search found nothing out.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SearchError {
    /// The index, or the disk under it.
    #[error("the search index can't be read or written: {0}")]
    Index(String),
    /// The store that it follows.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<tantivy::TantivyError> for SearchError {
    fn from(error: tantivy::TantivyError) -> Self {
        Self::Index(error.to_string())
    }
}

/// What responses can be told apart by: every key with its values, the most frequent first.
pub type Facets = BTreeMap<String, Vec<String>>;

impl From<std::io::Error> for SearchError {
    fn from(error: std::io::Error) -> Self {
        Self::Index(error.to_string())
    }
}

/// Which part of the list of the found, newest first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Part {
    /// From the newest on.
    #[default]
    Newest,
    /// What comes after a place.
    Older(AnsweredAt),
    /// What comes before a place, the nearest to it.
    Newer(AnsweredAt),
}

/// What is asked of the index.
#[derive(Clone)]
pub struct Wanted {
    /// Of which survey.
    pub survey: SurveyId,
    /// Whether test responses instead of those that count.
    pub test: bool,
    /// Which words; none for all.
    pub query: Query,
    /// Which facets, as [`facets::of`] names them.
    pub facets: Vec<(String, String)>,
    /// From when on.
    pub from: Option<Timestamp>,
    /// Before when.
    pub to: Option<Timestamp>,
    /// Which part of the list.
    pub part: Part,
    /// At most how many.
    pub limit: usize,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The places, newest first, at most as many as were wanted.
    pub places: Vec<AnsweredAt>,
    /// How many there are in all, wherever the places begin.
    pub count: usize,
    /// How many of them stand before the first place.
    pub before: usize,
    /// Whether the newest texts are not in yet.
    pub behind: bool,
}

/// Up to which commit of each shop everything is in.
type Places = BTreeMap<ShopId, Sequence>;

/// How far the index has come.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Progress {
    /// The whole store is read in: so many responses so far.
    Reading(u64),
    /// Everything up to these commits can be found.
    Reached(Arc<Places>),
    /// It has stopped, and why.
    Failed(String),
}

/// The search of a store. Cheap to clone; the thread that follows the store ends with the last
/// clone.
#[derive(Clone)]
pub struct Search(Arc<Inner>);

struct Inner {
    store: Records,
    index: Mutex<Option<Index>>,
    progress: watch::Receiver<Progress>,
    nudge: Sender<()>,
}

impl Search {
    /// Begins to follow a store. The index stands in a directory of its own, or in memory alone
    /// where none is given.
    pub fn start(store: Records, dir: Option<PathBuf>) -> Result<Self, SearchError> {
        let (nudge, nudges) = channel();
        let (told, progress) = watch::channel(Progress::Reading(0));
        let inner = Arc::new(Inner {
            store: store.clone(),
            index: Mutex::default(),
            progress,
            nudge,
        });
        let search = Self(Arc::clone(&inner));
        let runtime = tokio::runtime::Builder::new_current_thread()
            .build()
            .map_err(|error| SearchError::Index(error.to_string()))?;
        let weak = Arc::downgrade(&inner);
        std::thread::Builder::new()
            .name("search".into())
            .spawn(move || {
                afterword_store_embedded::give_way();
                let data = dir.as_deref().and_then(Path::parent);
                let follower = Follower {
                    store,
                    identity: data.and_then(|data| Identity::of(data).ok()),
                    dir,
                    told,
                    nudges,
                    found_by: weak,
                };
                runtime.block_on(follower.run());
            })
            .map_err(|error| SearchError::Index(error.to_string()))?;
        Ok(search)
    }

    /// Finds responses by their words, newest first; waits a moment until what the store holds now
    /// can be found.
    pub async fn find(&self, wanted: Wanted) -> Result<Found, SearchError> {
        let behind = !self.reach(wanted.survey).await?;
        let Some(index) = lock(&self.0.index).clone() else {
            return Ok(Found {
                behind: true,
                ..Found::default()
            });
        };
        let found = tokio::task::spawn_blocking(move || index.find(&wanted))
            .await
            .map_err(|error| SearchError::Index(error.to_string()))??;
        Ok(Found { behind, ..found })
    }

    /// How many answered responses a survey has, without looking at each; waits a moment as
    /// [`Self::find`] does.
    pub async fn count(&self, survey: SurveyId, test: bool) -> Result<usize, SearchError> {
        self.reach(survey).await?;
        let Some(index) = lock(&self.0.index).clone() else {
            return Ok(0);
        };
        tokio::task::spawn_blocking(move || index.count(survey, test))
            .await
            .map_err(|error| SearchError::Index(error.to_string()))?
    }

    /// Which values there are to choose from; see [`Facets`].
    pub async fn facets(
        &self,
        survey: SurveyId,
        test: bool,
        limit: usize,
    ) -> Result<Facets, SearchError> {
        let Some(index) = lock(&self.0.index).clone() else {
            return Ok(Facets::new());
        };
        tokio::task::spawn_blocking(move || index.facets(survey, test, limit))
            .await
            .map_err(|error| SearchError::Index(error.to_string()))?
    }

    /// The responses that are not found by what their records say, or are found without a record:
    /// what is wrong on two looks, since what is written between the first and its record is not.
    /// Waits until everything is read in, however long that takes.
    pub async fn misplaced(&self) -> Result<BTreeSet<ResponseId>, SearchError> {
        let suspects = self.look(None).await?;
        if suspects.is_empty() {
            return Ok(suspects);
        }
        self.look(Some(suspects)).await
    }

    /// The responses, of all or of some, of which the index and the records don't say the same.
    async fn look(
        &self,
        among: Option<BTreeSet<ResponseId>>,
    ) -> Result<BTreeSet<ResponseId>, SearchError> {
        let shops = shops_of(&self.0.store).await?;
        for (shop, wanted) in &shops {
            self.come_to(*shop, *wanted).await?;
        }
        let Some(index) = lock(&self.0.index).clone() else {
            return Ok(BTreeSet::new());
        };
        let hasher = RandomState::new();
        let sums = {
            let hasher = hasher.clone();
            tokio::task::spawn_blocking(move || index.sums(&hasher))
        };
        let mut sums = sums
            .await
            .map_err(|error| SearchError::Index(error.to_string()))??;
        let store = &self.0.store;
        let mut wrong = BTreeSet::new();
        for shop in shops.keys() {
            let mut after = None;
            loop {
                let responses = store.scan_responses(*shop, after, AT_A_TIME).await?;
                let Some(last) = responses.last() else { break };
                after = Some(last.id);
                for response in &responses {
                    let found = sums.remove(&response.id);
                    if among
                        .as_ref()
                        .is_some_and(|among| !among.contains(&response.id))
                    {
                        continue;
                    }
                    let facets = facets::of(store, response).await?;
                    if found != index::sum_of(response, &facets, &hasher) {
                        wrong.insert(response.id);
                    }
                }
            }
        }
        let is_looked_at = |id: &ResponseId| among.as_ref().is_none_or(|among| among.contains(id));
        wrong.extend(sums.into_keys().filter(is_looked_at));
        Ok(wrong)
    }

    /// How many responses were read in so far, while the whole store is read in.
    pub fn reading(&self) -> Option<u64> {
        match &*self.0.progress.borrow() {
            Progress::Reading(responses) => Some(*responses),
            _ => None,
        }
    }

    /// Waits for everything that a survey's shop has now, but not for long; says whether it is in.
    async fn reach(&self, survey: SurveyId) -> Result<bool, SearchError> {
        let wanted = match self.0.store.home_of(survey).await? {
            Some(shop) => [(shop, self.0.store.version(shop).await?)].into(),
            // Nobody knows whose it is, nor what is to be waited for.
            None => shops_of(&self.0.store).await?,
        };
        let all = async {
            // Until the index is there at all.
            self.come_to(INSTALLATION, Sequence(0)).await?;
            for (shop, wanted) in wanted {
                self.come_to(shop, wanted).await?;
            }
            Ok(())
        };
        match tokio::time::timeout(PATIENCE, all).await {
            Ok(reached) => reached.map(|()| true),
            Err(_) => Ok(false),
        }
    }

    /// Waits for a commit's texts, however long that takes.
    async fn come_to(&self, shop: ShopId, wanted: Sequence) -> Result<(), SearchError> {
        let mut progress = self.0.progress.clone();
        let is_in = |places: &Places| places.get(&shop).copied().unwrap_or_default() >= wanted;
        if matches!(&*progress.borrow(), Progress::Reached(places) if is_in(places)) {
            return Ok(());
        }
        // A thread that is gone has said why.
        let _ = self.0.nudge.send(());
        let reached = progress.wait_for(|progress| match progress {
            Progress::Reached(places) => is_in(places),
            Progress::Failed(_) => true,
            Progress::Reading(_) => false,
        });
        match reached.await.as_deref() {
            Ok(Progress::Failed(why)) => Err(SearchError::Index(why.clone())),
            Ok(_) => Ok(()),
            Err(_) => Err(SearchError::Index("the thread that reads is gone".into())),
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The thread that reads what the store commits.
struct Follower {
    store: Records,
    dir: Option<PathBuf>,
    /// Which directory the data stood in at the beginning.
    identity: Option<Identity>,
    told: watch::Sender<Progress>,
    nudges: Receiver<()>,
    /// Where pages look for the index.
    found_by: std::sync::Weak<Inner>,
}

impl Follower {
    /// Follows the store until nobody looks for anything any more. What fails is tried again, but never
    /// in a directory that was put in the place of the one it began in.
    async fn run(self) {
        let mut last = None;
        while let Err(error) = self.follow().await {
            let error = error.to_string();
            if last.as_ref() != Some(&error) {
                tracing::error!(%error, "search does not work, and is tried again");
            }
            self.told.send_replace(Progress::Failed(error.clone()));
            last = Some(error);
            std::thread::sleep(AGAIN);
            if self.found_by.strong_count() == 0 || !self.is_in_place() {
                return;
            }
        }
    }

    /// Whether the data directory is still the one in which it began.
    fn is_in_place(&self) -> bool {
        let data = self.dir.as_deref().and_then(Path::parent);
        let place = data.zip(self.identity);
        place.is_none_or(|(data, identity)| identity.is_at(data))
    }

    /// Whether anything may be written: not where the disk is full, nor where the directory is another.
    fn may_write(&self) -> bool {
        let is_refusing = matches!(self.store.health(), Health::Refusing { .. });
        !is_refusing && self.is_in_place()
    }

    async fn follow(&self) -> Result<(), SearchError> {
        let opened = match &self.dir {
            Some(dir) => index::open(dir, &shops_of(&self.store).await?)?,
            None => index::in_memory()?,
        };
        let (index, mut writer, reached) = opened;
        if !self.publish(index) {
            return Ok(());
        }
        let mut reached = match reached {
            Some(reached) => reached,
            None => self.read_whole(&mut writer).await?,
        };
        let mut tick = Tick(0);
        loop {
            if self.may_write() {
                tick = self.catch_up(&mut writer, &mut reached, tick).await?;
            }
            self.told
                .send_replace(Progress::Reached(Arc::new(reached.clone())));
            if self.found_by.strong_count() == 0 || !self.wait() {
                return Ok(());
            }
        }
    }

    /// Lets pages find what is in so far; says whether there is anybody to find it.
    fn publish(&self, index: Index) -> bool {
        let Some(inner) = self.found_by.upgrade() else {
            return false;
        };
        *lock(&inner.index) = Some(index);
        true
    }

    /// Waits until somebody asks or some time has passed; says whether to go on.
    fn wait(&self) -> bool {
        match self.nudges.recv_timeout(PAUSE) {
            Ok(()) => {
                while self.nudges.try_recv().is_ok() {}
                true
            }
            Err(RecvTimeoutError::Timeout) => true,
            Err(RecvTimeoutError::Disconnected) => false,
        }
    }

    /// Reads every response in. What is written meanwhile comes again by the feed.
    async fn read_whole(&self, writer: &mut Writer) -> Result<Places, SearchError> {
        let begun = shops_of(&self.store).await?;
        let mut since = 0;
        let mut read = 0;
        for shop in begun.keys() {
            self.read_shop(writer, *shop, &mut read, &mut since).await?;
            if self.found_by.strong_count() == 0 {
                return Ok(begun);
            }
        }
        writer.commit(Some(&begun))?;
        Ok(begun)
    }

    /// Reads a shop's responses in.
    async fn read_shop(
        &self,
        writer: &mut Writer,
        shop: ShopId,
        read: &mut u64,
        since: &mut usize,
    ) -> Result<(), SearchError> {
        let mut after = None;
        loop {
            let responses = self.store.scan_responses(shop, after, AT_A_TIME).await?;
            let Some(last) = responses.last() else {
                return Ok(());
            };
            after = Some(last.id);
            *read += responses.len() as u64;
            for response in &responses {
                if response.first_answered_at.is_some() {
                    let facets = facets::of(&self.store, response).await?;
                    *since += usize::from(writer.replace(response, &facets)?);
                }
            }
            self.told.send_replace(Progress::Reading(*read));
            if *since >= BETWEEN_COMMITS {
                *since = 0;
                writer.commit(None)?;
            }
            if self.found_by.strong_count() == 0 {
                return Ok(());
            }
        }
    }

    /// Takes in what was committed since; returns up to which tick that is.
    async fn catch_up(
        &self,
        writer: &mut Writer,
        reached: &mut Places,
        tick: Tick,
    ) -> Result<Tick, SearchError> {
        // What comes meanwhile is for the next time.
        let (newer, tick) = self.store.versions_after(tick).await?;
        let mut since = 0;
        for (shop, newest) in newer {
            if shop == INSTALLATION {
                continue;
            }
            let mut at = reached.get(&shop).copied().unwrap_or_default();
            while at < newest {
                let Some((happened, next)) = self.store.feed(shop, at, AT_A_TIME).await? else {
                    at = self.store.version(shop).await?;
                    self.read_shop(writer, shop, &mut 0, &mut since).await?;
                    break;
                };
                for happened in happened {
                    since += self.take_in(writer, happened).await?;
                }
                at = next;
                if since >= BETWEEN_COMMITS {
                    since = 0;
                    reached.insert(shop, at);
                    writer.commit(Some(reached))?;
                }
            }
            reached.insert(shop, at);
        }
        if since > 0 {
            writer.commit(Some(reached))?;
        }
        Ok(tick)
    }
}

impl Follower {
    /// Takes in what happened to a record; returns how many responses that touched.
    async fn take_in(&self, writer: &mut Writer, happened: Happened) -> Result<usize, SearchError> {
        if let Some(Record::Response(response)) = happened.record {
            let facets = facets::of(&self.store, &response).await?;
            return Ok(usize::from(writer.replace(&response, &facets)?));
        }
        if let Some(id) = happened.key.id_of::<Response>() {
            writer.remove(id);
            return Ok(1);
        }
        match happened.key.id_of::<OrderRecord>() {
            Some(id) => self.take_in_order(writer, happened.key.shop, &id).await,
            None => Ok(0),
        }
    }

    /// Takes in what is known of an order now: what was paid may have been amended, and which
    /// responses are about it. Returns how many responses that touched.
    async fn take_in_order(
        &self,
        writer: &mut Writer,
        shop: ShopId,
        order: &OrderId,
    ) -> Result<usize, SearchError> {
        let store = &self.store;
        let mut touched = 0;
        for id in writer.naming(order)? {
            let response = store.response(shop, id).await?.map(|kept| kept.value);
            if let Some(response) = response
                && response.order.as_ref() == Some(order)
            {
                let facets = facets::of(store, &response).await?;
                touched += usize::from(writer.replace(&response, &facets)?);
            }
        }
        Ok(touched)
    }
}

/// Every shop with its latest commit.
async fn shops_of(store: &Records) -> Result<Places, StoreError> {
    let (versions, _) = store.versions_after(Tick(0)).await?;
    let shops = versions
        .into_iter()
        .filter(|(shop, _)| *shop != INSTALLATION);
    Ok(shops.collect())
}

/// Where the index of a data directory stands.
pub fn directory(data: &Path) -> PathBuf {
    data.join("search")
}

#[cfg(test)]
mod tests;
