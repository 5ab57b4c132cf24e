//! What splits a survey's answers most surely, as a card of the overview.

use crate::{
    owner::{
        pages::breakdown::{Address, Axis},
        parts::gauge,
    },
    services::{analytics::split::Split, dimension_names},
};
use afterword_domain::{period::Period, record::SurveyHead};
use afterword_shared::survey::Question;
use afterword_views::index::Filter;
use afterword_wording::Language;
use maud::{Markup, html};

/// How many of its groups are shown.
const GROUPS: usize = 6;

/// What splits the answers to a question most surely, to be drawn.
pub(crate) struct SplitCard {
    split: Split,
    /// The breakdown by it.
    address: Address,
}

impl SplitCard {
    /// Of a split that was found in a period.
    pub(crate) fn new(
        split: Split,
        survey: &SurveyHead,
        question: &Question,
        period: Period,
    ) -> Self {
        Self {
            address: Address {
                shop: survey.shop,
                survey: survey.id.to_string(),
                question: question.id.clone(),
                by: Some(split.dimension.clone()),
                period,
                filter: Filter::default(),
            },
            split,
        }
    }

    /// The card; with ways on for somebody who is signed in.
    pub(crate) fn view(&self, words: Language, place: &str, signed_in: bool) -> Markup {
        let Split {
            gauge,
            whole,
            dimension,
            rows,
            besides,
        } = &self.split;
        let rows = &rows[..rows.len().min(GROUPS)];
        let estimates = rows.iter().map(|row| row.estimate);
        let axis = Axis::of(words, *gauge, estimates.chain([*whole]));
        let name = dimension_names::name(words, dimension);
        html! {
            section class={ "card " (place) } data-split=(dimension.key()) {
                h2 { (words.split_title(name)) }
                table.breakdown.short {
                    thead.unseen { tr { th scope="col" { (name) } th scope="col" { (words.split_score()) } th scope="col" { (words.split_interval()) } } }
                    tbody {
                        @for row in rows {
                            @let estimate = row.estimate;
                            tr {
                                th scope="row" dir="auto" {
                                    @if signed_in { a.name href=(self.address.responses(&row.attribute, &row.value.key)) { (row.value.name) } }
                                    @else { span.name { (row.value.name) } }
                                    small { (words.split_answers(estimate.n)) }
                                }
                                td.number.figure {
                                    b { (gauge::value(words, *gauge, estimate.value)) }
                                    small { (gauge::range(words, *gauge, estimate.low, estimate.high)) }
                                }
                                td.picture { (axis.picture(estimate, *whole, row.verdict())) }
                            }
                        }
                    }
                }
                p.note {
                    (words.split_note()) " "
                    @if *besides > 0 { (words.split_besides(*besides)) " " }
                    @if signed_in { a href=(self.address.here()) { (words.split_more()) } }
                }
            }
        }
    }
}
