//! The one attribute that splits a survey's answers most surely, as a card of the overview.

use super::words;
use crate::{
    owner::pages::breakdown::{Address, Axis},
    services::{
        analytics::breakdown::{self, Asked, Value},
        dimension_names,
        error::Error,
    },
    state::App,
};
use afterword_domain::{
    period::{Days, Period},
    record::SurveyHead,
};
use afterword_shared::survey::Question;
use afterword_stats::{Estimate, Gauge, breakdown::Row};
use afterword_views::index::{self, Dimension, Filter};
use maud::{Markup, html};
use std::time::Duration;

/// How many of its groups are shown.
const GROUPS: usize = 6;
/// How long an overview waits for an index that is still being read.
pub(crate) const PATIENCE: Duration = Duration::from_millis(250);

/// What splits the answers most surely.
pub(crate) struct Split {
    gauge: Gauge,
    whole: Estimate,
    dimension: Dimension,
    /// The surest difference first.
    rows: Vec<Row<Dimension, Value>>,
    /// How many answers are in none of its groups; 0 where one may be in several.
    besides: u64,
    /// The breakdown by it.
    address: Address,
}

impl Split {
    /// Looks for it among everything that is known of the answers to a question in some days.
    /// `None` where no difference is sure, and while the index is still being read.
    pub(crate) async fn read(
        app: &App,
        survey: &SurveyHead,
        question: &Question,
        period: Period,
        days: Days,
    ) -> Result<Option<Self>, Error> {
        let Some(gauge) = Gauge::of(question) else {
            return Ok(None);
        };
        let view = match tokio::time::timeout(PATIENCE, app.index().read(survey.shop)).await {
            Ok(Ok(view)) => view,
            Err(_) | Ok(Err(index::NotReady::Loading { .. })) => return Ok(None),
            Ok(Err(error)) => return Err(error.into()),
        };
        let filter = Filter::default();
        let asked = Asked {
            survey: survey.id,
            question: &question.id,
            gauge,
            days,
            by: None,
            filter: &filter,
        };
        let found = breakdown::read(&view, asked);
        drop(view);
        let Some(whole) = found.whole else {
            return Ok(None);
        };
        let split = found.groups.into_surest_split();
        Ok(split.map(|(dimension, mut rows)| {
            let grouped: u64 = rows.iter().map(|row| row.estimate.n).sum();
            rows.retain(|row| row.compared.is_some());
            Self {
                besides: if dimension.has_many() {
                    0
                } else {
                    whole.n.saturating_sub(grouped)
                },
                gauge,
                whole,
                address: Address {
                    shop: survey.shop,
                    survey: survey.id.to_string(),
                    question: question.id.clone(),
                    by: Some(dimension.clone()),
                    period,
                    filter,
                },
                dimension,
                rows,
            }
        }))
    }

    /// The card; with ways on for somebody who is signed in.
    pub(crate) fn card(&self, place: &str, signed_in: bool) -> Markup {
        let rows = &self.rows[..self.rows.len().min(GROUPS)];
        let estimates = rows.iter().map(|row| row.estimate);
        let axis = Axis::of(self.gauge, estimates.chain([self.whole]));
        let shown = |value| self.gauge.shown(value);
        html! {
            section class={ "card " (place) } {
                h2 { "What differs most: " (dimension_names::name(&self.dimension).to_lowercase()) }
                table.breakdown.short {
                    thead.unseen { tr { th scope="col" { (dimension_names::name(&self.dimension)) } th scope="col" { "Score" } th scope="col" { "Interval" } } }
                    tbody {
                        @for row in rows {
                            tr {
                                th scope="row" dir="auto" {
                                    @if signed_in { a.name href=(self.address.responses(&row.attribute, &row.value.key)) { (row.value.name) } }
                                    @else { span.name { (row.value.name) } }
                                    small { (words::counted(row.estimate.n, "answer", "answers")) }
                                }
                                td.number.figure {
                                    b { (shown(row.estimate.value)) }
                                    small { (shown(row.estimate.low)) " to " (shown(row.estimate.high)) }
                                }
                                td.picture { (axis.picture(row.estimate, self.whole, row.verdict())) }
                            }
                        }
                    }
                }
                p.note {
                    "Coloured where a group surely differs from the others of these groups, however much was looked at. "
                    @if self.besides > 0 {
                        (words::counted(self.besides, "answer belongs", "answers belong")) " to none of them: theirs is rare or not known. The line is the score of all answers. "
                    }
                    @if signed_in { a href=(self.address.here()) { "Break it down" } }
                }
            }
        }
    }
}
