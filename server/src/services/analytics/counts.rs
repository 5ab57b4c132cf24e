//! A survey's counts for a period, as far back as its figures need them.

use afterword_domain::{
    counts::CountKey,
    period::{Days, Period},
};
use afterword_shared::id::SurveyId;
use afterword_stats::{Scope, Step};
use afterword_views::index;
use jiff::civil::Date;

/// A survey's counts, which may reach beyond the period, and what is to be worked out of them.
/// Without a step the usual one for the period is taken; one too fine for it gives way to the next.
pub fn read(
    shop: &index::Shop,
    survey: SurveyId,
    period: Period,
    step: Option<Step>,
    today: Date,
) -> (Vec<(CountKey, i64)>, Scope) {
    let days = period.days(today);
    let scope = |length: i32| Scope {
        days,
        before: period.before(today),
        step: step.unwrap_or(Step::usual(length)).within_room(length),
        today,
    };
    let bounded = scope(days.count());
    let counts = shop.counts(survey, (bounded.first_day(), bounded.last_day()));
    if days.first > Date::MIN {
        return (counts, bounded);
    }
    // All time is as long as there were answers.
    let day = |count: Option<&(CountKey, i64)>| count.map_or(days.last, |(key, _)| key.day);
    let last = day(counts.last()).min(days.last);
    let known = Days {
        first: day(counts.first()).min(last),
        last,
    };
    (counts, scope(known.count()))
}
