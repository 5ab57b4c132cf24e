//! What is counted by day, and how far those came who answered.

use super::{
    cube::{self, Day},
    daily::{Daily, date, day_number},
    progress::{DayProgress, Progress, ProgressSum},
    shop::{Query, Shop},
};
use afterword_domain::counts::{CountKey, Measure};
use afterword_shared::id::{QuestionId, SurveyId};
use afterword_stats::Funnel;
use jiff::{civil::Date, tz::TimeZone};

/// What is counted by day.
impl Shop {
    /// Everything counted anew from the rows, with days that begin in a zone.
    pub(super) fn counted_in(&self, zone: TimeZone) -> Daily {
        let mut daily = Daily::new(zone);
        for row in self.responses.rows() {
            daily.count(&self.lists, &self.responses, row, true);
        }
        daily
    }

    /// What a survey's responses come to from day to day, both included, in the order of the keys;
    /// none are 0. Those asked, seen, started and complete count on the day of the ask, ratings and
    /// texts on that of the first answer; test responses for nothing.
    pub fn counts(&self, survey: SurveyId, days: (Date, Date)) -> Vec<(CountKey, i64)> {
        let Some(number) = self.survey(survey) else {
            return Vec::new();
        };
        let (from, to) = (day_number(days.0), day_number(days.1));
        let key = |day, measure| CountKey {
            survey,
            day,
            measure,
        };
        let mut counts = Vec::new();
        let measures = [
            Measure::Asked,
            Measure::Seen,
            Measure::Started,
            Measure::Complete,
        ];
        for (day, steps) in self.daily.asked(number, from, to) {
            let day = date(day);
            let steps = measures.iter().zip(steps).filter(|(_, count)| *count > 0);
            counts.extend(
                steps.map(|(measure, count)| (key(day, measure.clone()), i64::from(count))),
            );
        }
        if from <= to {
            for (question, id) in self.questions_of(number) {
                self.count_given(question, (from, to), |day, rating, count| {
                    let measure = match rating {
                        Some(rating) => Measure::Rating(id.clone(), rating),
                        None => Measure::Text(id.clone()),
                    };
                    counts.push((key(day, measure), i64::try_from(count).unwrap_or(i64::MAX)));
                });
            }
        }
        counts.sort_unstable();
        counts
    }

    /// Tells of each day how often each rating was given to a question, and how often words.
    fn count_given(
        &self,
        question: u32,
        (from, to): (Day, Day),
        mut tell: impl FnMut(Date, Option<u8>, u64),
    ) {
        let ratings = self.daily.cube.cells(question, cube::ALL, from, to);
        let ratings = ratings.map(|(day, rating, count)| (day, Some(rating), count));
        let texts = self.daily.cube.cells(question, cube::TEXTS, from, to);
        let texts = texts.map(|(day, _, count)| (day, None, count));
        // A day has a dozen cells.
        let mut known = (Day::MAX, date(Day::MAX));
        for (day, rating, count) in ratings.chain(texts) {
            if known.0 != day {
                known = (day, date(day));
            }
            tell(known.1, rating, count);
        }
    }

    /// The questions of a survey that somebody answered, with their numbers.
    fn questions_of(&self, survey: u16) -> impl Iterator<Item = (u32, &QuestionId)> {
        (0..)
            .zip(&self.questions)
            .filter(move |(_, (of, _))| *of == survey)
            .map(|(number, (_, id))| (number, id))
    }

    /// How far those came whom a survey asked from day to day.
    pub fn funnel(&self, survey: SurveyId, days: (Date, Date)) -> Funnel {
        let mut funnel = Funnel::default();
        let (from, to) = (day_number(days.0), day_number(days.1));
        let asked = self.survey(survey).into_iter();
        for (_, steps) in asked.flat_map(|survey| self.daily.asked(survey, from, to)) {
            let [asked, seen, started, complete] = steps.map(u64::from);
            funnel.asked += asked;
            funnel.seen += seen;
            funnel.started += started;
            funnel.complete += complete;
        }
        funnel
    }
}

impl Shop {
    /// What became of those who answered first in the query's days and match it.
    pub fn progress(&self, query: Query<'_>) -> Progress {
        let mut sum = ProgressSum::default();
        let mut add = |day: &DayProgress| sum.add(day, |stop| self.question_at(stop).cloned());
        if query.filter.is_empty() {
            // Days that are over seldom change: a million rows would be read again for each look.
            for rows in self.rows_by_day(query.survey, query.days) {
                let count = |rows: &[u32]| DayProgress::of(&self.responses, rows.iter().copied());
                add(rows.progress(count));
            }
        } else {
            add(&DayProgress::of(&self.responses, self.matching(query)));
        }
        sum.into_progress()
    }
}
