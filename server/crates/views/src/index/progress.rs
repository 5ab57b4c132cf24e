//! How long answers took, and where those stopped that did not reach their survey's end.

use super::{lists::row, orders::seconds, responses::Responses};
use afterword_domain::record::{Response, ResponseState};
use afterword_shared::{
    flow::{self, Step},
    id::QuestionId,
    response::Answers,
    survey::Survey,
};
use afterword_store::{Records, StoreError};
use jiff::SignedDuration;
use std::collections::{BTreeMap, HashMap};

/// What became of those who began to answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// How many answered something.
    pub started: u64,
    /// How many of them stopped at which question; `None`: at the end, without sending it off.
    pub left: HashMap<Option<QuestionId>, u64>,
    /// How many of them nobody knows to have seen the question: their answers came from elsewhere.
    pub unseen: u64,
    /// Half of them answered within so much time of seeing the question; `None` where nobody's
    /// seeing it is known, as with imported answers.
    pub to_answer: Option<SignedDuration>,
    /// Half of those who reached the end did so within so much time of their first answer; who is not
    /// known to have seen the question is left out here too.
    pub to_complete: Option<SignedDuration>,
}

impl Progress {
    /// How many stopped on the way.
    pub fn stopped(&self) -> u64 {
        self.left.values().sum()
    }
}

/// The question at which somebody stopped who answered this much: the one after the last answered;
/// `None` behind the last of them.
pub fn left_at(survey: &Survey, answers: &Answers) -> Option<QuestionId> {
    let path = flow::path(survey, answers);
    let answered = path
        .questions
        .iter()
        .rfind(|question| answers.get(&question.id).is_some());
    match answered {
        Some(last) => match flow::after(survey, answers, &last.id) {
            Step::Question(next) => Some(next.id.clone()),
            Step::End => None,
        },
        None => path.questions.first().map(|first| first.id.clone()),
    }
}

/// The question at which somebody left; `None` at the end.
#[derive(Debug)]
pub(super) struct Left(pub Option<QuestionId>);

/// Where a response stopped, by the version that it answers; `None` for one that reached the end
/// or has not begun.
pub(super) async fn stop_of(
    store: &Records,
    response: &Response,
) -> Result<Option<Left>, StoreError> {
    let begun = response.first_answered_at.is_some() && !response.test;
    if !begun || response.state == ResponseState::Complete {
        return Ok(None);
    }
    let version = store
        .survey_version_in(response.shop, response.survey, response.version)
        .await?;
    Ok(version.map(|version| Left(left_at(&version.content, &response.answers))))
}

/// What became of some who began to answer, so that it can be added up.
#[derive(Clone, Debug, Default)]
pub(super) struct DayProgress {
    started: u64,
    unseen: u64,
    /// How many stopped where, as [`Shop::question_at`] knows it.
    left: Vec<(u32, u64)>,
    to_answer: Times,
    to_complete: Times,
}

impl DayProgress {
    pub(super) fn of(responses: &Responses, rows: impl Iterator<Item = u32>) -> Self {
        let mut progress = Self::default();
        let mut left: HashMap<u32, u64> = HashMap::new();
        let (mut to_answer, mut to_complete) = (Vec::new(), Vec::new());
        for row in rows {
            progress.started += 1;
            let Some(answered) = responses.answered(row) else {
                continue;
            };
            // In whole seconds on both sides: a difference of two that are cut off is right on average.
            let answered = answered.div_euclid(1000);
            if let Some(seen) = responses.seen(row) {
                to_answer.push(seconds(answered - i64::from(seen)));
                if let Some(completed) = responses.completed(row) {
                    to_complete.push(seconds(i64::from(completed) - answered));
                }
            } else {
                // What came from elsewhere mostly has one time for all of it.
                progress.unseen += 1;
            }
            if let Some(stop) = responses.stop(row) {
                *left.entry(stop).or_default() += 1;
            }
        }
        progress.left = left.into_iter().collect();
        progress.to_answer = Times::of(to_answer);
        progress.to_complete = Times::of(to_complete);
        progress
    }
}

/// How often it took how many seconds, the shortest first.
#[derive(Clone, Debug, Default)]
struct Times(Vec<(u32, u32)>);

impl Times {
    fn of(mut seconds: Vec<u32>) -> Self {
        seconds.sort_unstable();
        let same = seconds.chunk_by(|a, b| a == b);
        Self(same.map(|same| (same[0], row(same.len()))).collect())
    }
}

/// Times of many days, added up.
#[derive(Default)]
struct Sum {
    /// How often it took so many seconds, up to an hour and a little.
    short: Vec<u64>,
    long: BTreeMap<u32, u64>,
    n: u64,
}

/// From so many seconds on few take equally long.
const LONG: usize = 4096;

impl Sum {
    fn add(&mut self, times: &Times) {
        self.short.resize(LONG, 0);
        for (seconds, count) in &times.0 {
            let count = u64::from(*count);
            self.n += count;
            match self.short.get_mut(*seconds as usize) {
                Some(sum) => *sum += count,
                None => *self.long.entry(*seconds).or_default() += count,
            }
        }
    }

    /// The lower median.
    fn median(&self) -> Option<SignedDuration> {
        let middle = self.n.checked_sub(1)? / 2;
        let short = (0..).zip(self.short.iter().copied());
        let long = self.long.iter().map(|(seconds, count)| (*seconds, *count));
        let mut before = 0;
        let (seconds, _) = short.chain(long).find(|(_, count)| {
            before += count;
            before > middle
        })?;
        Some(SignedDuration::from_secs(i64::from(seconds)))
    }
}

/// The progress of several days.
#[derive(Default)]
pub(super) struct ProgressSum {
    progress: Progress,
    to_answer: Sum,
    to_complete: Sum,
}

impl ProgressSum {
    /// One more day; `question_at` says at which question a stop is.
    pub(super) fn add(
        &mut self,
        day: &DayProgress,
        question_at: impl Fn(u32) -> Option<QuestionId>,
    ) {
        self.progress.started += day.started;
        self.progress.unseen += day.unseen;
        for (stop, count) in &day.left {
            *self.progress.left.entry(question_at(*stop)).or_default() += count;
        }
        self.to_answer.add(&day.to_answer);
        self.to_complete.add(&day.to_complete);
    }

    /// All of it.
    pub(super) fn into_progress(mut self) -> Progress {
        self.progress.to_answer = self.to_answer.median();
        self.progress.to_complete = self.to_complete.median();
        self.progress
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::{Filter, Index, Query, Shop};
    use afterword_domain::{
        change::{Change, Expect},
        record::{Record, SurveyVersion},
        test_records::response,
    };
    use afterword_shared::{
        id::{ShopId, SurveyId},
        response::Answer,
    };
    use jiff::{Timestamp, civil::Date};

    fn survey() -> Survey {
        serde_json::from_str(
            r#"{"locale": "en", "thanks": "Thank you.", "questions": [
                {"id": "score", "kind": "nps", "text": "?", "required": true,
                 "branches": [{"from": 9, "to": 10, "then": {"question": "friend"}}]},
                {"id": "why", "kind": "text", "text": "?"},
                {"id": "friend", "kind": "yes_no", "text": "?"}
            ]}"#,
        )
        .unwrap()
    }

    fn answers(given: &[(&str, Answer)]) -> Answers {
        let mut answers = Answers::default();
        for (id, answer) in given {
            answers.set(id.parse().unwrap(), answer.clone());
        }
        answers
    }

    #[test]
    fn somebody_stops_at_the_question_after_the_last_answer_on_their_way() {
        let stop = |given: &[(&str, Answer)]| {
            let id = left_at(&survey(), &answers(given));
            id.map(|id| id.to_string())
        };
        let words = || Answer::Text("slow".into());
        assert_eq!(stop(&[]).unwrap(), "score");
        assert_eq!(stop(&[("score", Answer::Rating(3))]).unwrap(), "why");
        assert_eq!(stop(&[("score", Answer::Rating(10))]).unwrap(), "friend");
        assert_eq!(
            stop(&[("score", Answer::Rating(3)), ("why", words())]).unwrap(),
            "friend"
        );
        let to_the_end = [("score", Answer::Rating(10)), ("friend", Answer::Rating(1))];
        assert_eq!(stop(&to_the_end), None);
    }

    #[tokio::test]
    async fn times_are_medians_and_stops_are_counted_by_question() {
        let store = Records::in_memory();
        let at = |seconds: i64| Timestamp::from_second(1_800_000_000 + seconds).unwrap();
        let mut change = Change::put(
            Expect::Absent,
            Record::SurveyVersion(SurveyVersion {
                shop: ShopId::new(1, 7),
                survey: SurveyId::new(1, 7),
                version: 1,
                content: survey(),
                translations: std::collections::BTreeMap::new(),
                created_at: at(0),
            }),
        );
        // Seen at 0, answered after 2, 4 and 9 seconds; the first two reach the end.
        let mut shop = None;
        for (n, (waited, took, rating)) in
            [(2_i64, Some(10_i64), 9), (4, Some(20), 10), (9, None, 3)]
                .into_iter()
                .enumerate()
        {
            let mut made = response(n as u64 + 1, None);
            shop = Some(made.shop);
            made.survey = SurveyId::new(1, 7);
            made.seen_at = Some(at(0));
            made.first_answered_at = Some(at(waited));
            made.completed_at = took.map(|took| at(waited + took));
            made.state = match took {
                Some(_) => ResponseState::Complete,
                None => ResponseState::Started,
            };
            made.answers = answers(&[("score", Answer::Rating(rating))]);
            change = change.and(Expect::Absent, Record::Response(made));
        }
        store.commit(vec![change]).await.unwrap();
        let shop: ShopId = shop.unwrap();
        let index = Index::start(store.clone()).unwrap();
        let progress = |view: &Shop| {
            view.progress(Query {
                survey: SurveyId::new(1, 7),
                days: (Date::MIN, Date::MAX),
                question: None,
                filter: &Filter::default(),
            })
        };
        let found = progress(&index.read(shop).await.unwrap());
        assert_eq!((found.started, found.stopped(), found.unseen), (3, 1, 0));
        assert_eq!(found.left[&Some("why".parse().unwrap())], 1);
        assert_eq!(found.to_answer, Some(SignedDuration::from_secs(4)));
        assert_eq!(found.to_complete, Some(SignedDuration::from_secs(10)));

        // Whoever goes on has not stopped.
        let mut went_on = response(3, None);
        went_on.survey = SurveyId::new(1, 7);
        went_on.first_answered_at = Some(at(9));
        went_on.state = ResponseState::Complete;
        went_on.answers = answers(&[("score", Answer::Rating(3))]);
        let change = Change::put(Expect::Anything, Record::Response(went_on));
        store.commit(vec![change]).await.unwrap();
        let found = progress(&index.read(shop).await.unwrap());
        assert_eq!((found.started, found.stopped()), (3, 0));
        // Nobody knows when it was seen: as if it had come from elsewhere.
        assert_eq!(found.unseen, 1);
    }
}
