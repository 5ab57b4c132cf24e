//! Reads what was written in a period and keeps what was counted of it at hand.

use super::{AnswerTexts, Keywords};
use crate::services::{error::Error, responses::pagination};
use afterword_domain::{
    change::Sequence,
    language::primary,
    period::Days,
    record::{AnsweredAt, Response},
};
use afterword_shared::{
    id::{QuestionId, ResponseId, ShopId, SurveyId},
    response::Answer,
    scale::{Group, Kind},
    survey::Survey,
};
use afterword_store::Records;
use afterword_views::index::Index;
use jiff::{Timestamp, ToSpan, civil::Date, tz::TimeZone};
use std::{
    cmp::Reverse,
    collections::{BTreeMap, HashMap, HashSet},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

/// How many answers of a period are looked at, the latest first.
pub const LOOKED_AT: usize = 20_000;
/// How many answers are listed where there are too few to compare.
const LISTED: usize = 6;
/// How many are read at a time.
const AT_A_TIME: usize = 1000;
/// What took less than this is counted anew whenever anything was written.
const QUICK: Duration = Duration::from_millis(25);
/// What took longer is shown for as long as this before it is counted anew, out of sight.
const FRESH: Duration = Duration::from_mins(1);
/// The most that are kept.
const CAPACITY: usize = 64;

/// Which answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TimeRange {
    /// Of which survey.
    pub survey: SurveyId,
    /// From this moment on; `None` for the beginning.
    pub from: Option<Timestamp>,
    /// Before this moment; `None` for now.
    pub to: Option<Timestamp>,
}

impl TimeRange {
    /// The days of a period in a shop's zone; those that reach to today have no end.
    pub fn of(survey: SurveyId, days: Days, today: Date, zone: &TimeZone) -> Self {
        let midnight = |day: Date| {
            let day = day.to_zoned(zone.clone()).ok()?;
            Some(day.timestamp())
        };
        Self {
            survey,
            from: midnight(days.first),
            to: (days.last < today)
                .then(|| midnight(days.last.saturating_add(1.day())))
                .flatten(),
        }
    }
}

/// What was written in one language.
#[derive(Clone, Debug, Default)]
pub struct LanguageKeywords {
    /// The words of each side.
    pub keywords: Keywords,
    /// The newest answers with words, of the lowest and of the highest group.
    pub newest: [Vec<ResponseId>; 2],
}

/// What was written in a period.
#[derive(Clone, Debug)]
pub struct KeywordReport {
    /// By primary language, empty for those of which none is known.
    pub languages: BTreeMap<String, LanguageKeywords>,
    /// How many answers were looked at.
    pub looked_at: usize,
    /// Whether there are older ones in the period that were not.
    pub capped: bool,
    sequence: Sequence,
    counted: Instant,
    took: Duration,
}

impl KeywordReport {
    /// The languages in which something was said, the one in which most was first.
    pub fn most_first(&self) -> Vec<(&str, &LanguageKeywords)> {
        let languages = self.languages.iter();
        let mut languages: Vec<_> = languages
            .map(|(language, spoken)| (language.as_str(), spoken))
            .collect();
        languages.sort_by_key(|(_, spoken)| Reverse(spoken.keywords.answers()));
        languages
    }
}

/// What answers are told apart by.
#[derive(Clone, Debug)]
pub struct ScoredQuestion {
    /// The question whose rating says who is happy.
    pub question: QuestionId,
    /// What its ratings mean.
    pub kind: Kind,
    /// The primary language in which the survey is written.
    pub language: String,
}

/// Where a shop's answers are read.
#[derive(Clone)]
pub struct AnswerSource {
    /// What they are.
    pub store: Records,
    /// Which there are.
    pub index: Index,
    /// Whose.
    pub shop: ShopId,
}

/// What was counted lately, so that looking again is quick.
#[derive(Default)]
pub struct KeywordCache(Mutex<Entries>);

#[derive(Default)]
struct Entries {
    reports: HashMap<TimeRange, Arc<KeywordReport>>,
    /// Those that are being counted out of sight.
    renewing: HashSet<TimeRange>,
}

impl KeywordCache {
    /// What was written in a range of time to a survey whose score is `scored`. Small ones are
    /// always as of now; where counting takes long, a minute may have passed: then it is also said
    /// that something was written since.
    pub async fn get(
        self: &Arc<Self>,
        source: &AnswerSource,
        range: TimeRange,
        scored: ScoredQuestion,
    ) -> Result<(Arc<KeywordReport>, bool), Error> {
        let sequence = source.store.version(source.shop).await?;
        let known = lock(&self.0).reports.get(&range).cloned();
        match known {
            Some(report) if report.sequence == sequence => Ok((report, false)),
            Some(report) if report.took > QUICK => {
                if report.counted.elapsed() > FRESH {
                    self.renew(source.clone(), range, scored);
                }
                Ok((report, true))
            }
            _ => {
                let report = self.count(source.clone(), range, scored).await?;
                Ok((report, false))
            }
        }
    }

    /// Counts anew while the old figures are shown.
    fn renew(self: &Arc<Self>, source: AnswerSource, range: TimeRange, scored: ScoredQuestion) {
        if !lock(&self.0).renewing.insert(range) {
            return;
        }
        let cache = Arc::clone(self);
        tokio::spawn(async move {
            if let Err(error) = cache.count(source, range, scored).await {
                error.log();
            }
            lock(&cache.0).renewing.remove(&range);
        });
    }

    async fn count(
        self: &Arc<Self>,
        source: AnswerSource,
        range: TimeRange,
        scored: ScoredQuestion,
    ) -> Result<Arc<KeywordReport>, Error> {
        let runtime = tokio::runtime::Handle::current();
        let report =
            tokio::task::spawn_blocking(move || runtime.block_on(read(&source, range, &scored)))
                .await
                .map_err(|error| Error::Internal(error.to_string()))??;
        let report = Arc::new(report);
        let mut entries = lock(&self.0);
        if entries.reports.len() >= CAPACITY {
            entries.reports.clear();
        }
        entries.reports.insert(range, Arc::clone(&report));
        Ok(report)
    }
}

fn lock(entries: &Mutex<Entries>) -> MutexGuard<'_, Entries> {
    entries.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Reads and counts.
async fn read(
    source: &AnswerSource,
    range: TimeRange,
    scored: &ScoredQuestion,
) -> Result<KeywordReport, Error> {
    let counted = Instant::now();
    let store = &source.store;
    let sequence = store.version(source.shop).await?;
    let mut written: BTreeMap<String, (Vec<AnswerTexts>, [Vec<ResponseId>; 2])> = BTreeMap::new();
    let mut after = range.to.map(|to| AnsweredAt {
        at: to,
        // Whatever came in that very moment is after the period.
        id: ResponseId::from_bytes([0; 16]),
    });
    let (mut looked_at, mut capped) = (0, false);
    'reading: loop {
        let places = {
            let view = source.index.read(source.shop).await?;
            view.answered(range.survey, false, after, AT_A_TIME)
        };
        let Some(last) = places.last() else {
            break;
        };
        after = Some(*last);
        for response in pagination::load(store, source.shop, &places).await? {
            let at = response.first_answered_at.unwrap_or(response.asked_at);
            if range.from.is_some_and(|from| at < from) {
                break 'reading;
            }
            if looked_at == LOOKED_AT {
                capped = true;
                break 'reading;
            }
            looked_at += 1;
            let rating = response.answers.rating(&scored.question);
            let Some(group) = rating.and_then(|rating| scored.kind.group(rating)) else {
                continue;
            };
            let texts = texts(&response);
            if texts.is_empty() {
                continue;
            }
            let language = response.context.language.as_deref();
            let (all, newest) = written
                .entry(language.map(primary).unwrap_or_default())
                .or_default();
            let listed = match group {
                Group::Low => Some(&mut newest[0]),
                Group::Middle => None,
                Group::High => Some(&mut newest[1]),
            };
            if let Some(listed) = listed
                && listed.len() < LISTED
            {
                listed.push(response.id);
            }
            all.push(AnswerTexts { group, texts });
        }
    }
    let languages = written
        .into_iter()
        .map(|(language, (answers, newest))| {
            // Whoever is known by no language was most likely asked in the survey's own.
            let stops = if language.is_empty() {
                &scored.language
            } else {
                &language
            };
            let keywords = Keywords::of(&answers, stops);
            (language, LanguageKeywords { keywords, newest })
        })
        .collect();
    Ok(KeywordReport {
        languages,
        looked_at,
        capped,
        sequence,
        counted,
        took: counted.elapsed(),
    })
}

/// What was written in words.
fn texts(response: &Response) -> Vec<String> {
    let texts = response
        .answers
        .iter()
        .filter_map(|(_, answer)| match answer {
            Answer::Text(text) => Some(text.clone()),
            Answer::Chosen { other, .. } => other.clone(),
            Answer::Rating(_) | Answer::Contact { .. } => None,
        });
    texts.collect()
}

/// The question whose score tells the groups apart.
pub fn scored_question(survey: &Survey) -> Option<ScoredQuestion> {
    let question = survey.scored_question()?;
    Some(ScoredQuestion {
        question: question.id.clone(),
        kind: question.kind,
        language: primary(&survey.locale),
    })
}
