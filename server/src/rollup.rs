//! How one change of a response moves the counts. Pure: what a response counts for is a list, and
//! a change adds the new list and takes the old one away, so the counts always equal a recount.

use crate::store::record::{CountKey, Measure, Response, ResponseState};
use afterword_shared::response::Answer;
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use std::collections::{BTreeMap, BTreeSet};

/// The shop-local day of a moment.
pub fn day(at: Timestamp, zone: &TimeZone) -> Date {
    zone.to_datetime(at).date()
}

/// Everything that one response adds one to. Test responses add to nothing.
pub fn counted(response: &Response, zone: &TimeZone) -> Vec<CountKey> {
    if response.test {
        return Vec::new();
    }
    let key = |day, measure| CountKey {
        survey: response.survey,
        day,
        measure,
    };
    let asked_on = day(response.asked_at, zone);
    let answered = response.first_answered_at.is_some();
    let complete = response.state == ResponseState::Complete;

    let mut keys = vec![key(asked_on, Measure::Asked)];
    if answered || response.seen_at.is_some() {
        keys.push(key(asked_on, Measure::Seen));
    }
    if answered {
        keys.push(key(asked_on, Measure::Started));
    }
    if complete {
        keys.push(key(asked_on, Measure::Complete));
    }
    if let Some(at) = response.first_answered_at {
        let answered_on = day(at, zone);
        keys.extend(response.answers.iter().filter_map(|(question, answer)| {
            let measure = match answer {
                Answer::Rating(rating) => Measure::Rating(question.clone(), *rating),
                Answer::Text(_) => Measure::Text(question.clone()),
                Answer::Chosen { .. } | Answer::Contact { .. } => return None,
            };
            Some(key(answered_on, measure))
        }));
    }
    keys
}

/// How the counts move when a response becomes another; `None` where there is or was none.
pub fn deltas(
    before: Option<&Response>,
    after: Option<&Response>,
    zone: &TimeZone,
) -> Vec<(CountKey, i64)> {
    let mut sums: BTreeMap<CountKey, i64> = BTreeMap::new();
    for (response, sign) in [(before, -1), (after, 1)] {
        for key in response.iter().flat_map(|response| counted(response, zone)) {
            *sums.entry(key).or_default() += sign;
        }
    }
    sums.into_iter().filter(|(_, sum)| *sum != 0).collect()
}

/// The counts of many responses, from nothing.
pub fn recount<'a>(
    responses: impl IntoIterator<Item = &'a Response>,
    zone: &TimeZone,
    into: &mut BTreeMap<CountKey, i64>,
) {
    for key in responses
        .into_iter()
        .flat_map(|response| counted(response, zone))
    {
        *into.entry(key).or_default() += 1;
    }
}

/// Every count that is not what a recount says, in words.
pub fn differences(
    kept: &BTreeMap<CountKey, i64>,
    counted: &BTreeMap<CountKey, i64>,
) -> Vec<String> {
    let keys: BTreeSet<_> = kept.keys().chain(counted.keys()).collect();
    keys.into_iter()
        .map(|key| {
            (
                key,
                kept.get(key).unwrap_or(&0),
                counted.get(key).unwrap_or(&0),
            )
        })
        .filter(|(_, kept, counted)| kept != counted)
        .map(|(key, kept, counted)| {
            format!(
                "{} {} {:?}: kept {kept}, counted {counted}",
                key.survey, key.day, key.measure
            )
        })
        .collect()
}
