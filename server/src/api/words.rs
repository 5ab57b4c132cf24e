//! `GET /api/v1/surveys/{survey}/words`: which words tell low scores from high ones.

use super::{Parameters, current, own_survey, period, rounded};
use crate::{
    http::caller::Caller,
    services::{
        analytics::keywords::{
            Keyword,
            cache::{AnswerSource, KeywordCache, LanguageKeywords, TimeRange, scored_question},
        },
        error::Error,
    },
};
use afterword_domain::period::PeriodQuery;
use afterword_jobs::Clock;
use afterword_shared::{
    id::QuestionId,
    scale::{Group, Kind},
};
use afterword_store::Records;
use afterword_views::index::Index;
use axum::{
    Json,
    extract::{Path, State},
    http::header,
    response::{IntoResponse, Response},
};
use jiff::civil::Date;
use serde::Serialize;
use std::{collections::BTreeMap, sync::Arc};
use utoipa::ToSchema;

/// What was said, language by language.
#[derive(Debug, Serialize, ToSchema)]
pub struct WordsReply {
    /// By the answers to which question.
    #[schema(value_type = String, example = "score")]
    question: QuestionId,
    /// What kind of question.
    #[schema(value_type = String, example = "nps")]
    kind: Kind,
    /// First day, `null` for the beginning.
    #[schema(value_type = Option<String>, format = Date)]
    from: Option<Date>,
    /// Last day.
    #[schema(value_type = String, format = Date)]
    to: Date,
    /// How many answers were looked at, the latest first.
    looked_at: usize,
    /// Whether older ones of the period were left out.
    capped: bool,
    /// Whether something was written since the words were counted: with many answers they are
    /// counted once a minute.
    behind: bool,
    /// Every language in which something was said, the one in which most was first.
    languages: Vec<Said>,
}

/// What was said in one language.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = WordsOfLanguage)]
struct Said {
    /// The language without its region; `null` where none is known.
    #[schema(example = "lv")]
    language: Option<String>,
    /// How many answers with words each group has: promoter, passive and detractor for NPS.
    texts: BTreeMap<&'static str, usize>,
    /// Whether both sides wrote 20 answers or more: below that their words are not compared.
    enough: bool,
    /// What the lowest group says more than the highest, the surest first.
    low: Vec<Word>,
    /// What the highest group says more than the lowest, the surest first.
    high: Vec<Word>,
}

/// A word, or two side by side, that one side uses more.
#[derive(Debug, Serialize, ToSchema)]
struct Word {
    /// As it is written most often.
    #[schema(example = "late delivery")]
    written: String,
    /// How many answers of this side have it.
    here: u64,
    /// How many of the other.
    there: u64,
    /// How far it leans to this side, in standard errors of the log-odds.
    z: f64,
}

/// Which words tell the lowest group from the highest, by log-odds with a prior made of all answers in
/// the language. What a word is of is asked for with `q` of the responses.
#[utoipa::path(
    get, path = "/api/v1/surveys/{survey}/words", tag = "figures", operation_id = "words",
    params(
        ("survey" = String, Path, description = "The survey's id"),
        ("days" = Option<String>, Query, description = "The days up to today: 7, 30, 90, 365 or all.", example = "365"),
        ("from" = Option<String>, Query, description = "The first shop-local day. Goes before `days`.", example = "2026-11-01"),
        ("to" = Option<String>, Query, description = "The last shop-local day, included.", example = "2026-11-30"),
    ),
    responses((status = 200, body = WordsReply), (status = "4XX", body = super::problem::Problem)),
)]
pub async fn get(
    State(store): State<Records>,
    State(index): State<Index>,
    State(cache): State<Arc<KeywordCache>>,
    State(clock): State<Clock>,
    Caller(shop): Caller,
    Path(survey): Path<String>,
    Parameters(wanted): Parameters<PeriodQuery>,
) -> Result<Response, Error> {
    let head = own_survey(&store, &shop, &survey).await?;
    let today = clock.now().to_zoned(shop.zone()).date();
    let days = period(&wanted)?.days(today);
    let version = current(&store, &head).await?;
    let scored = scored_question(&version.content).ok_or(Error::NotFound(
        "This survey has no question with a score by which words could be told apart.",
    ))?;
    let range = TimeRange::of(head.id, days, today, &shop.zone());
    let source = AnswerSource {
        store,
        index,
        shop: shop.id,
    };
    let (report, behind) = cache.get(&source, range, scored.clone()).await?;
    let languages = report.most_first().into_iter();
    let reply = WordsReply {
        question: scored.question,
        kind: scored.kind,
        from: (days.first > Date::MIN).then_some(days.first),
        to: days.last,
        looked_at: report.looked_at,
        capped: report.capped,
        behind,
        languages: languages
            .map(|(language, written)| Said::new(language, scored.kind, written))
            .collect(),
    };
    if behind {
        // Counted before the latest commit, of which its tag would speak.
        return Ok(([(header::CACHE_CONTROL, "no-store")], Json(reply)).into_response());
    }
    Ok(Json(reply).into_response())
}

impl Said {
    fn new(language: &str, kind: Kind, written: &LanguageKeywords) -> Self {
        let keywords = &written.keywords;
        let texts = Group::ALL.into_iter().zip(keywords.texts);
        let words = |side: &[Keyword]| side.iter().map(Word::new).collect();
        Self {
            language: (!language.is_empty()).then(|| language.to_owned()),
            texts: texts
                .filter_map(|(group, n)| Some((kind.group_name(group)?, n)))
                .collect(),
            enough: keywords.is_enough(),
            low: words(&keywords.low),
            high: words(&keywords.high),
        }
    }
}

impl Word {
    fn new(keyword: &Keyword) -> Self {
        Self {
            written: keyword.written.clone(),
            here: keyword.here,
            there: keyword.there,
            z: rounded(keyword.z),
        }
    }
}
