//! Reads a survey's counts for a period, as far back as its figures need them.

use crate::{
    error::Error,
    period::{Days, Period},
    report::{Scope, Step},
    store::{Store, record::CountKey},
};
use afterword_shared::id::SurveyId;
use jiff::civil::Date;

/// A survey's counts, which may reach beyond the period, and what is to be worked out of them.
/// Without a step the usual one for the period is taken; one too fine for it gives way to the next.
pub async fn read(
    store: &dyn Store,
    survey: SurveyId,
    period: Period,
    step: Option<Step>,
    today: Date,
) -> Result<(Vec<(CountKey, i64)>, Scope), Error> {
    let days = period.days(today);
    let scope = |length: i32| Scope {
        days,
        before: period.before(today),
        step: step.unwrap_or(Step::usual(length)).within_room(length),
        today,
    };
    let bounded = scope(days.count());
    let counts = store
        .counts(survey, bounded.first_day(), bounded.last_day())
        .await?;
    if days.first > Date::MIN {
        return Ok((counts, bounded));
    }
    // All time is as long as there were answers.
    let day = |count: Option<&(CountKey, i64)>| count.map_or(days.last, |(key, _)| key.day);
    let last = day(counts.last()).min(days.last);
    let known = Days {
        first: day(counts.first()).min(last),
        last,
    };
    Ok((counts, scope(known.count())))
}
