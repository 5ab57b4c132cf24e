//! A survey's counts for a period, as far back as its figures need them.

use super::Analytics;
use crate::services::error::Error;
use afterword_domain::{
    counts::CountKey,
    period::{Days, Period},
    record::Shop,
};
use afterword_shared::{id::SurveyId, survey::Question};
use afterword_stats::{Figures, Point, Scope, Step, trend};
use afterword_views::index;
use jiff::civil::Date;

/// A survey's counts, which may reach beyond the period, and what is to be worked out of them.
#[derive(Clone, Debug)]
pub struct SurveyCounts {
    counts: Vec<(CountKey, i64)>,
    /// Which days, and with which they are compared.
    pub scope: Scope,
}

impl SurveyCounts {
    /// The score of a question, what it was before, and the trend with what led to it.
    pub fn figures(&self, question: &Question) -> Figures {
        Figures::of(question.kind, &question.id, &self.counts, &self.scope)
    }

    /// The score of a question over the period alone, oldest first.
    pub fn trend(&self, question: &Question) -> Vec<Point> {
        let days = trend::known(self.scope.days, self.scope.today, &self.counts);
        afterword_stats::trend(
            question.kind,
            &question.id,
            &self.counts,
            self.scope.step,
            days,
        )
    }
}

impl Analytics {
    /// The counts of a survey of a shop: see [`load_counts`].
    pub async fn counts(
        &self,
        shop: &Shop,
        survey: SurveyId,
        period: Period,
        step: Option<Step>,
    ) -> Result<SurveyCounts, Error> {
        let view = self.index.read(shop.id).await?;
        Ok(load_counts(&view, survey, period, step, self.today(shop)))
    }
}

/// A survey's counts for a period. Without a step the usual one for the period is taken; one too fine for
/// it gives way to the next.
pub fn load_counts(
    shop: &index::Shop,
    survey: SurveyId,
    period: Period,
    step: Option<Step>,
    today: Date,
) -> SurveyCounts {
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
        return SurveyCounts {
            counts,
            scope: bounded,
        };
    }
    // All time is as long as there were answers.
    let day = |count: Option<&(CountKey, i64)>| count.map_or(days.last, |(key, _)| key.day);
    let last = day(counts.last()).min(days.last);
    let known = Days {
        first: day(counts.first()).min(last),
        last,
    };
    SurveyCounts {
        counts,
        scope: scope(known.count()),
    }
}
