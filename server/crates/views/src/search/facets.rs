//! What responses can be told apart by, apart from their words: every dimension of the index
//! ([`Dimension`]), and what the answers themselves are. An address names a facet by the same key.

use super::SearchError;
use crate::index::{self, Dimension};
use afterword_domain::{
    language::primary,
    record::{Response, ResponseState},
};
use afterword_shared::{order::Money, response::Answer, scale::Group};
use afterword_store::Records;

/// The group of the first scored answer: `low`, `middle` or `high`.
pub const GROUP: &str = "group";
/// That answer itself.
pub const SCORE: &str = "score";
/// How far it came: `complete`, `started` or `dismissed`.
pub const STATE: &str = "state";
/// Whether anything was said in words: `yes` or `no`.
pub const TEXT: &str = "text";
/// The language without region; [`NONE`] where none is known.
pub const SPOKEN: &str = "spoken";
/// What stands for no language.
pub const NONE: &str = "none";

/// How an address names a group.
pub fn group_key(group: Group) -> &'static str {
    match group {
        Group::Low => "low",
        Group::Middle => "middle",
        Group::High => "high",
    }
}

/// How an address names how far an answered response came.
pub fn state_key(state: ResponseState) -> &'static str {
    match state {
        ResponseState::Complete => "complete",
        ResponseState::Dismissed => "dismissed",
        ResponseState::Asked | ResponseState::Seen | ResponseState::Started => "started",
    }
}

/// The facets of an answered response; none of one without answers.
pub(super) async fn of(
    store: &Records,
    response: &Response,
) -> Result<Vec<(String, String)>, SearchError> {
    if response.first_answered_at.is_none() {
        return Ok(Vec::new());
    }
    let mut facets: Vec<(String, String)> = index::values(response, total(store, response).await?)
        .into_iter()
        .map(|(dimension, value)| (Dimension::key(&dimension), value))
        .collect();
    let mut add = |key: &str, value: &str| facets.push((key.to_owned(), value.to_owned()));
    add(STATE, state_key(response.state));
    add(TEXT, if is_said(response) { "yes" } else { "no" });
    let language = response.context.language.as_deref().map(primary);
    add(SPOKEN, language.as_deref().unwrap_or(NONE));
    let version = store
        .survey_version_in(response.shop, response.survey, response.version)
        .await?;
    let scored = version.as_ref().and_then(|version| {
        let question = version.content.scored_question()?;
        Some((question.kind, response.answers.rating(&question.id)?))
    });
    if let Some((kind, rating)) = scored {
        add(SCORE, &rating.to_string());
        if let Some(group) = kind.group(rating) {
            add(GROUP, group_key(group));
        }
    }
    Ok(facets)
}

fn is_said(response: &Response) -> bool {
    response.answers.iter().any(|(_, answer)| match answer {
        Answer::Text(_) => true,
        Answer::Chosen { other, .. } => other.is_some(),
        Answer::Rating(_) | Answer::Contact { .. } => false,
    })
}

async fn total(store: &Records, response: &Response) -> Result<Option<Money>, SearchError> {
    let Some(order) = &response.order else {
        return Ok(None);
    };
    let known = store.order(response.shop, order).await?;
    Ok(known
        .map(|kept| kept.value)
        .filter(|known| known.is_of(response))
        .and_then(|known| known.order.total))
}
