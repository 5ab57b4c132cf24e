//! The answered test responses of a shop: in no figure, but on a list of their own.

use super::snapshot::{Loader, Saver, Snapshot};
use afterword_domain::record::{AnsweredAt, Response};
use afterword_shared::id::{ResponseId, SurveyId};
use jiff::Timestamp;
use std::{
    collections::{BTreeSet, HashMap},
    io,
    ops::Bound,
};

/// Where each stands. There are few of them.
#[derive(Debug, Default)]
pub(super) struct TestResponses {
    lists: HashMap<SurveyId, BTreeSet<AnsweredAt>>,
    places: HashMap<ResponseId, (SurveyId, AnsweredAt)>,
}

/// Where a response stands among those that are answered, to the millisecond.
fn place(response: &Response) -> Option<AnsweredAt> {
    let at = response.first_answered_at?.as_millisecond();
    Some(AnsweredAt {
        at: Timestamp::from_millisecond(at).ok()?,
        id: response.id,
    })
}

impl TestResponses {
    /// Takes in what a response is now: only a test response with an answer stays.
    pub(super) fn write(&mut self, response: &Response) {
        self.remove(response.id);
        if let Some(place) = place(response).filter(|_| response.test) {
            self.insert(response.survey, place);
        }
    }

    fn insert(&mut self, survey: SurveyId, place: AnsweredAt) {
        self.lists.entry(survey).or_default().insert(place);
        self.places.insert(place.id, (survey, place));
    }

    /// Forgets a response.
    pub(super) fn remove(&mut self, id: ResponseId) {
        if let Some((survey, place)) = self.places.remove(&id)
            && let Some(list) = self.lists.get_mut(&survey)
        {
            list.remove(&place);
        }
    }

    /// Those of a survey, the newest first answer first, from after `after` on.
    pub(super) fn answered(
        &self,
        survey: SurveyId,
        after: Option<AnsweredAt>,
        limit: usize,
    ) -> Vec<AnsweredAt> {
        let end = after.map_or(Bound::Unbounded, Bound::Excluded);
        let list = self.lists.get(&survey);
        let places = list
            .into_iter()
            .flat_map(|list| list.range((Bound::Unbounded, end)).rev());
        places.take(limit).copied().collect()
    }

    /// Whether a response stands where its record says.
    pub(super) fn holds(&self, response: &Response) -> bool {
        let wanted = place(response).filter(|_| response.test);
        let found = self.places.get(&response.id);
        found.copied() == wanted.map(|place| (response.survey, place))
    }

    /// Every response that is listed.
    pub(super) fn ids(&self) -> impl Iterator<Item = ResponseId> {
        self.places.keys().copied()
    }

    /// Whether a response is listed.
    pub(super) fn has(&self, id: ResponseId) -> bool {
        self.places.contains_key(&id)
    }
}

impl Snapshot for TestResponses {
    fn save(&self, to: &mut Saver) -> io::Result<()> {
        let places = self.places.values();
        let places = places.map(|(survey, place)| (*survey, place.at.as_millisecond(), place.id));
        to.value(&places.collect::<Vec<_>>())
    }

    fn load(from: &mut Loader) -> io::Result<Self> {
        let mut tests = Self::default();
        for (survey, at, id) in from.value::<Vec<(SurveyId, i64, ResponseId)>>()? {
            let at = Timestamp::from_millisecond(at).map_err(io::Error::other)?;
            tests.insert(survey, AnsweredAt { at, id });
        }
        Ok(tests)
    }
}
