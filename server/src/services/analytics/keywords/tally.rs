//! Reads what was said in a period and keeps what was counted of it at hand.

use super::{Said, Vocabulary};
use crate::services::{error::Error, responses::pagination};
use afterword_domain::{
    change::Sequence,
    language::primary,
    period::Days,
    record::{AnsweredAt, Response, SurveyVersion},
};
use afterword_shared::{
    id::{QuestionId, ResponseId, ShopId, SurveyId},
    response::Answer,
    scale::{Group, Kind},
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
/// How many are kept.
const KEPT: usize = 64;

/// Which answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Stretch {
    /// Of which survey.
    pub survey: SurveyId,
    /// From this moment on; `None` for the beginning.
    pub from: Option<Timestamp>,
    /// Before this moment; `None` for now.
    pub to: Option<Timestamp>,
}

impl Stretch {
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

/// What was said in one language.
#[derive(Clone, Debug, Default)]
pub struct Spoken {
    /// The words of each side.
    pub vocabulary: Vocabulary,
    /// The newest answers with words, of the lowest and of the highest group.
    pub newest: [Vec<ResponseId>; 2],
}

/// What was said in a period.
#[derive(Clone, Debug)]
pub struct Tally {
    /// By primary language, empty for those of which none is known.
    pub languages: BTreeMap<String, Spoken>,
    /// How many answers were looked at.
    pub looked_at: usize,
    /// Whether there are older ones in the period that were not.
    pub capped: bool,
    sequence: Sequence,
    counted: Instant,
    took: Duration,
}

impl Tally {
    /// The languages in which something was said, the one in which most was first.
    pub fn most_first(&self) -> Vec<(&str, &Spoken)> {
        let languages = self.languages.iter();
        let mut languages: Vec<_> = languages
            .map(|(language, spoken)| (language.as_str(), spoken))
            .collect();
        languages.sort_by_key(|(_, spoken)| Reverse(spoken.vocabulary.said()));
        languages
    }
}

/// What answers are told apart by.
#[derive(Clone, Debug)]
pub struct Scored {
    /// The question whose rating says who is happy.
    pub question: QuestionId,
    /// What its ratings mean.
    pub kind: Kind,
    /// The primary language in which the survey is written.
    pub language: String,
}

/// Where a shop's answers are read.
#[derive(Clone)]
pub struct Answers {
    /// What they are.
    pub store: Records,
    /// Which there are.
    pub index: Index,
    /// Whose.
    pub shop: ShopId,
}

/// What was counted lately.
#[derive(Default)]
pub struct Tallies(Mutex<Kept>);

#[derive(Default)]
struct Kept {
    tallies: HashMap<Stretch, Arc<Tally>>,
    /// Those that are being counted out of sight.
    renewing: HashSet<Stretch>,
}

impl Tallies {
    /// What was said in a stretch of time to a survey whose score is `scored`. Small ones are
    /// always as of now; where counting takes long, a minute may have passed: then it is also said
    /// that something was written since.
    pub async fn get(
        self: &Arc<Self>,
        answers: &Answers,
        stretch: Stretch,
        scored: Scored,
    ) -> Result<(Arc<Tally>, bool), Error> {
        let sequence = answers.store.version(answers.shop).await?;
        let known = lock(&self.0).tallies.get(&stretch).cloned();
        match known {
            Some(tally) if tally.sequence == sequence => Ok((tally, false)),
            Some(tally) if tally.took > QUICK => {
                if tally.counted.elapsed() > FRESH {
                    self.renew(answers.clone(), stretch, scored);
                }
                Ok((tally, true))
            }
            _ => {
                let tally = self.count(answers.clone(), stretch, scored).await?;
                Ok((tally, false))
            }
        }
    }

    /// Counts anew while the old figures are shown.
    fn renew(self: &Arc<Self>, answers: Answers, stretch: Stretch, scored: Scored) {
        if !lock(&self.0).renewing.insert(stretch) {
            return;
        }
        let tallies = Arc::clone(self);
        tokio::spawn(async move {
            if let Err(error) = tallies.count(answers, stretch, scored).await {
                error.log();
            }
            lock(&tallies.0).renewing.remove(&stretch);
        });
    }

    async fn count(
        self: &Arc<Self>,
        answers: Answers,
        stretch: Stretch,
        scored: Scored,
    ) -> Result<Arc<Tally>, Error> {
        let runtime = tokio::runtime::Handle::current();
        let tally =
            tokio::task::spawn_blocking(move || runtime.block_on(read(&answers, stretch, &scored)))
                .await
                .map_err(|error| Error::Internal(error.to_string()))??;
        let tally = Arc::new(tally);
        let mut kept = lock(&self.0);
        if kept.tallies.len() >= KEPT {
            kept.tallies.clear();
        }
        kept.tallies.insert(stretch, Arc::clone(&tally));
        Ok(tally)
    }
}

fn lock(kept: &Mutex<Kept>) -> MutexGuard<'_, Kept> {
    kept.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Reads and counts.
async fn read(answers: &Answers, stretch: Stretch, scored: &Scored) -> Result<Tally, Error> {
    let counted = Instant::now();
    let store = &answers.store;
    let sequence = store.version(answers.shop).await?;
    let mut said: BTreeMap<String, (Vec<Said>, [Vec<ResponseId>; 2])> = BTreeMap::new();
    let mut after = stretch.to.map(|to| AnsweredAt {
        at: to,
        // Whatever came in that very moment is after the period.
        id: ResponseId::from_bytes([0; 16]),
    });
    let (mut looked_at, mut capped) = (0, false);
    'reading: loop {
        let places = {
            let view = answers.index.read(answers.shop).await?;
            view.answered(stretch.survey, false, after, AT_A_TIME)
        };
        let Some(last) = places.last() else {
            break;
        };
        after = Some(*last);
        for response in pagination::load(store, answers.shop, &places).await? {
            let at = response.first_answered_at.unwrap_or(response.asked_at);
            if stretch.from.is_some_and(|from| at < from) {
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
            let (all, newest) = said
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
            all.push(Said { group, texts });
        }
    }
    let languages = said
        .into_iter()
        .map(|(language, (said, newest))| {
            // Whoever is known by no language was most likely asked in the survey's own.
            let stops = if language.is_empty() {
                &scored.language
            } else {
                &language
            };
            let vocabulary = Vocabulary::of(&said, stops);
            (language, Spoken { vocabulary, newest })
        })
        .collect();
    Ok(Tally {
        languages,
        looked_at,
        capped,
        sequence,
        counted,
        took: counted.elapsed(),
    })
}

/// What was said in words.
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
pub fn scored(version: &SurveyVersion) -> Option<Scored> {
    let question = version.content.scored_question()?;
    Some(Scored {
        question: question.id.clone(),
        kind: question.kind,
        language: primary(&version.content.locale),
    })
}
