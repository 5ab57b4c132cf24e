//! Responses, as somebody looks for them.

pub mod filter;
pub mod pagination;

use crate::services::{error::Error, search::Search};
use afterword_domain::record::{Response, SurveyHead};
use afterword_import::response_view::ResponseView;
use afterword_shared::id::{OrderId, ShopId, SurveyId};
use afterword_store::Records;
use afterword_views::{
    index::Index,
    search::{Facets, Part},
};
use axum::extract::FromRef;
use filter::{ResponseFilter, ShopTime};
use pagination::ResponsePage;
use std::cmp::Reverse;

/// The answered responses of a shop, to be listed page by page.
pub struct Responses {
    /// Knows all of them.
    index: Index,
    /// Tells them apart.
    search: Search,
}

impl<S> FromRef<S> for Responses
where
    Index: FromRef<S>,
    Search: FromRef<S>,
{
    fn from_ref(state: &S) -> Self {
        Self {
            index: FromRef::from_ref(state),
            search: FromRef::from_ref(state),
        }
    }
}

impl Responses {
    /// A part of the list of those that fit a filter, newest first, at most so many. The surveys are
    /// of one shop. A list that nothing narrows needs no search: it is there while that is made or
    /// can't be read.
    pub async fn list(
        &self,
        surveys: &[SurveyHead],
        filter: &ResponseFilter,
        time: &ShopTime,
        part: Part,
        limit: usize,
    ) -> Result<ResponsePage, Error> {
        if filter.has_no_word() {
            return Ok(ResponsePage::default());
        }
        let backwards = matches!(part, Part::Newer(_));
        if filter.is_all() && (!backwards || self.search.get()?.reading().is_some()) {
            return self.list_all(surveys, filter.test, part, limit).await;
        }
        let search = self.search.get()?;
        let (mut places, mut count, mut before, mut behind) = (Vec::new(), 0, 0, false);
        for survey in surveys {
            let query = filter.search_query(survey.id, time, part, limit);
            let found = search.find(query).await?;
            count += found.count;
            before += found.before;
            behind |= found.behind;
            places.extend(found.places);
        }
        places.sort_by_key(|place| Reverse(*place));
        // Each survey gave the nearest of its own: the nearest of all are among them.
        let spare = places.len().saturating_sub(limit);
        if backwards {
            places.drain(..spare);
            before += spare;
        } else {
            places.truncate(limit);
        }
        let shown = before + places.len();
        Ok(ResponsePage {
            count: Some(count),
            before: Some(before),
            newer: before > 0,
            next: places.last().copied().filter(|_| shown < count),
            places,
            behind,
        })
    }

    /// From the newest on, or from behind a place on.
    async fn list_all(
        &self,
        surveys: &[SurveyHead],
        test: bool,
        part: Part,
        limit: usize,
    ) -> Result<ResponsePage, Error> {
        let after = match part {
            Part::Newest | Part::Newer(_) => None,
            Part::Older(place) => Some(place),
        };
        let Some(shop) = surveys.first().map(|survey| survey.shop) else {
            return Ok(ResponsePage::default());
        };
        let mut places = Vec::new();
        let index = self.index.read(shop).await?;
        for survey in surveys {
            // One more than fits tells whether there is a next page.
            places.extend(index.answered(survey.id, test, after, limit + 1));
        }
        drop(index);
        places.sort_by_key(|place| Reverse(*place));
        let more = places.len() > limit;
        places.truncate(limit);
        Ok(ResponsePage {
            count: None,
            before: after.is_none().then_some(0),
            newer: after.is_some(),
            next: places.last().copied().filter(|_| more),
            places,
            behind: false,
        })
    }

    /// What the responses of a survey can be told apart by, at most so many values of each; nothing where
    /// the search can't be read.
    pub async fn facets(
        &self,
        survey: SurveyId,
        test: bool,
        limit: usize,
    ) -> Result<Facets, Error> {
        let facets = self.search.get()?.facets(survey, test, limit).await;
        Ok(facets.unwrap_or_else(|error| {
            Error::Search(error).log();
            Facets::new()
        }))
    }

    /// How many responses the search has read in so far; `None` once it has them all.
    pub fn reading(&self) -> Result<Option<u64>, Error> {
        Ok(self.search.get()?.reading())
    }

    /// How many a survey has in all, test responses or those that count; `None` while nobody knows.
    pub async fn count(&self, survey: SurveyId, test: bool) -> Result<Option<usize>, Error> {
        let search = self.search.get()?;
        if search.reading().is_some() {
            return Ok(None);
        }
        match search.count(survey, test).await {
            Ok(count) => Ok(Some(count)),
            Err(error) => {
                Error::Search(error).log();
                Ok(None)
            }
        }
    }
}

/// Responses of a shop as programs and exports read them, each with the order that the store knows for it.
pub async fn views(
    store: &Records,
    shop: ShopId,
    responses: Vec<Response>,
) -> Result<Vec<ResponseView>, Error> {
    let named = responses.iter().filter_map(|one| one.order.clone());
    let named: Vec<OrderId> = named.collect();
    let mut orders = store.orders(shop, &named).await?.into_iter();
    let views = responses.into_iter().map(|response| {
        let known = response.order.as_ref().and_then(|_| orders.next()?);
        let known = known
            .filter(|known| known.is_of(&response))
            .map(|known| known.order);
        ResponseView::new(response, known)
    });
    Ok(views.collect())
}
