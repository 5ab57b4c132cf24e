//! How far prompts came, how long answers took, and where people stopped.

use super::Analytics;
use crate::services::error::Error;
use afterword_domain::{
    period::{Days, Period},
    record::Shop,
};
use afterword_shared::id::SurveyId;
use afterword_stats::Funnel;
use afterword_views::index::{self, Filter, Progress};

/// How far a survey's prompts of some days came.
#[derive(Clone, Debug)]
pub struct FunnelReport {
    /// How many came how far.
    pub funnel: Funnel,
    /// How long answers took and where some stopped.
    pub progress: Progress,
}

impl FunnelReport {
    /// Whether all that is known are answers from elsewhere, such as a file: how many were asked for
    /// them nobody knows.
    pub fn is_from_elsewhere(&self) -> bool {
        self.progress.unseen > 0 && self.funnel.asked <= self.progress.unseen
    }
}

impl Analytics {
    /// How far the prompts of a survey of a shop came: see [`load_funnel`].
    pub async fn funnel(
        &self,
        shop: &Shop,
        survey: SurveyId,
        period: Period,
    ) -> Result<FunnelReport, Error> {
        let view = self.index.read(shop.id).await?;
        Ok(load_funnel(&view, survey, period.days(self.today(shop))))
    }
}

/// How far a survey's prompts of some days came.
pub fn load_funnel(shop: &index::Shop, survey: SurveyId, days: Days) -> FunnelReport {
    let days = (days.first, days.last);
    FunnelReport {
        funnel: shop.funnel(survey, days),
        progress: shop.progress(index::Query {
            survey,
            days,
            question: None,
            filter: &Filter::default(),
        }),
    }
}
