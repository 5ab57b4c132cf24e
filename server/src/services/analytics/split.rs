//! The one dimension that splits a survey's answers most surely.

use super::{
    Analytics,
    breakdown::{BreakdownRequest, Value, load_breakdown},
};
use crate::services::error::Error;
use afterword_domain::{period::Days, record::SurveyHead};
use afterword_shared::survey::Question;
use afterword_stats::{Estimate, Gauge, breakdown::Row};
use afterword_views::index::{Dimension, Filter, NotReady};
use afterword_wording::Language;
use std::time::Duration;

/// How long an overview waits for an index that is still being read.
const TIMEOUT: Duration = Duration::from_millis(250);

/// What splits the answers most surely.
#[derive(Clone, Debug)]
pub struct Split {
    /// How ratings are summed up.
    pub gauge: Gauge,
    /// Of all answers.
    pub whole: Estimate,
    /// By what they are split.
    pub dimension: Dimension,
    /// Its groups that can be compared, the surest difference first.
    pub rows: Vec<Row<Dimension, Value>>,
    /// How many answers are in none of its groups; 0 where one may be in several.
    pub besides: u64,
}

impl Analytics {
    /// Looks for it among everything that is known of the answers to a question in some days. `None` where
    /// no difference is sure, and while the index is still being read.
    pub async fn split(
        &self,
        words: Language,
        survey: &SurveyHead,
        question: &Question,
        days: Days,
    ) -> Result<Option<Split>, Error> {
        let Some(gauge) = Gauge::of(question) else {
            return Ok(None);
        };
        let view = match tokio::time::timeout(TIMEOUT, self.index.read(survey.shop)).await {
            Ok(Ok(view)) => view,
            Err(_) | Ok(Err(NotReady::Loading { .. })) => return Ok(None),
            Ok(Err(error)) => return Err(error.into()),
        };
        let request = BreakdownRequest {
            survey: survey.id,
            question: &question.id,
            gauge,
            days,
            by: None,
            filter: &Filter::default(),
        };
        let report = load_breakdown(words, &view, request);
        drop(view);
        let Some(whole) = report.whole else {
            return Ok(None);
        };
        let split = report.groups.into_surest_split();
        Ok(split.map(|(dimension, mut rows)| {
            let grouped: u64 = rows.iter().map(|row| row.estimate.n).sum();
            rows.retain(|row| row.compared.is_some());
            Split {
                besides: if dimension.has_many() {
                    0
                } else {
                    whole.n.saturating_sub(grouped)
                },
                gauge,
                whole,
                dimension,
                rows,
            }
        }))
    }
}
