//! A survey's breakdown, read from the index: what the page, the overview and the API show.

use super::Analytics;
use crate::services::{dimension_names, error::Error};
use afterword_domain::period::Days;
use afterword_shared::{
    id::{QuestionId, ShopId, SurveyId},
    survey::{Question, Survey},
};
use afterword_stats::{Attribute, Breakdown, Estimate, Gauge, Histogram};
use afterword_views::{
    index,
    index::{Dimension, Filter},
};
use afterword_wording::Language;

/// Which answers, and by what.
#[derive(Clone, Copy, Debug)]
pub struct BreakdownRequest<'a> {
    /// Of which survey.
    pub survey: SurveyId,
    /// Which of its questions.
    pub question: &'a QuestionId,
    /// How its ratings are summed up.
    pub gauge: Gauge,
    /// The days of first answers.
    pub days: Days,
    /// By one dimension, or by all that are known.
    pub by: Option<&'a Dimension>,
    /// What else has to hold.
    pub filter: &'a Filter,
}

/// A value of a dimension, and how owners read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    /// As the index keeps it.
    pub key: String,
    /// As it is shown.
    pub name: String,
}

/// A score by what is known about the answers.
#[derive(Clone, Debug)]
pub struct BreakdownReport {
    /// Of all answers that match; `None` without any.
    pub whole: Option<Estimate>,
    /// Each group against the others.
    pub groups: Breakdown<Dimension, Value>,
    /// The dimensions that some answer of the shop has a value of, but for those that the filter
    /// fixes.
    pub known: Vec<Dimension>,
    /// What the filter says: each dimension with its value as owners read it.
    pub filtered: Vec<(Dimension, String)>,
}

impl Analytics {
    /// The breakdown of a survey of a shop: see [`load_breakdown`].
    pub async fn breakdown(
        &self,
        words: Language,
        shop: ShopId,
        request: BreakdownRequest<'_>,
    ) -> Result<BreakdownReport, Error> {
        let view = self.index.read(shop).await?;
        Ok(load_breakdown(words, &view, request))
    }
}

/// Reads a breakdown, with values as they read in a language. The view can be dropped before anything is
/// made of it.
pub fn load_breakdown(
    words: Language,
    shop: &index::Shop,
    request: BreakdownRequest<'_>,
) -> BreakdownReport {
    let query = index::Query {
        survey: request.survey,
        days: (request.days.first, request.days.last),
        question: None,
        filter: request.filter,
    };
    // What the filter fixes is the same for all.
    let mut known = shop.dimensions();
    known.retain(|dimension| request.filter.value(dimension).is_none());
    let looked_at = request.by.map_or(&known[..], std::slice::from_ref);
    let whole = shop.histogram(query, request.question);
    let attributes = attributes(words, shop, query, request.question, &whole, looked_at);
    let named = |(dimension, value): (&Dimension, &str)| {
        let name = dimension_names::label(words, shop, dimension, value);
        (dimension.clone(), name)
    };
    BreakdownReport {
        whole: request.gauge.estimate(&whole),
        groups: afterword_stats::breakdown(request.gauge, attributes),
        filtered: request.filter.values().map(named).collect(),
        known,
    }
}

/// A question's ratings by each of these dimensions.
fn attributes(
    words: Language,
    shop: &index::Shop,
    query: index::Query<'_>,
    question: &QuestionId,
    all: &Histogram,
    dimensions: &[Dimension],
) -> Vec<Attribute<Dimension, Value>> {
    let each = shop.by_each(query, question, dimensions);
    dimensions
        .iter()
        .zip(each)
        .map(|(dimension, values)| {
            let whole = if dimension.has_many() {
                // Whoever bought two things counts for both, but is one of the whole only once.
                all.clone()
            } else {
                let mut whole = Histogram::default();
                for (_, ratings) in &values {
                    whole.add(ratings);
                }
                whole
            };
            let values = values.into_iter().map(|(key, ratings)| {
                let name = dimension_names::label(words, shop, dimension, &key);
                (Value { key, name }, ratings)
            });
            Attribute {
                attribute: dimension.clone(),
                whole,
                values: values.collect(),
            }
        })
        .collect()
}

/// The dimension that an address names; `None` for all of them.
pub fn dimension(key: &str) -> Result<Option<Dimension>, Error> {
    match key {
        "" | "all" => Ok(None),
        key => Dimension::parse(key).map(Some).ok_or_else(|| {
            let shown: String = key.chars().take(40).collect();
            let built_in = Dimension::BUILT_IN.map(|dimension| dimension.key());
            Error::Refused(format!(
                "Answers can’t be broken down by “{shown}”: choose one of {} or field-NAME.",
                built_in.join(", ")
            ))
        }),
    }
}

/// The questions whose ratings make a figure, each with how: those with a headline first, since it is what
/// the shop is known by; else in the survey's order.
pub fn rated_questions(content: &Survey) -> Vec<(&Question, Gauge)> {
    let mut rated: Vec<_> = content
        .questions
        .iter()
        .filter_map(|question| Some((question, Gauge::of(question)?)))
        .collect();
    rated.sort_by_key(|(question, _)| !question.kind.is_scored());
    rated
}
