//! Which question comes next. The form, the page without JavaScript and the server's check of what
//! came in all ask here, and nowhere else.

use crate::{
    id::QuestionId,
    response::{Answer, Answers},
    survey::{Ending, Link, Next, Question, Survey},
};

/// The way that some answers take through a survey.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path<'a> {
    /// Every question that these answers reach, in order. A question that must be answered and is
    /// not ends the list; an optional one without an answer is passed over and stays in it.
    pub questions: Vec<&'a Question>,
    /// Whether the survey's end is reached: everything required on the way is answered.
    pub complete: bool,
}

impl Path<'_> {
    /// Whether these answers lead to the question.
    pub fn reaches(&self, id: &QuestionId) -> bool {
        self.questions.iter().any(|question| question.id == *id)
    }
}

/// Follows the answers through the survey. Ends for every survey that passes [`Survey::check`],
/// and even for one that does not: it only ever goes on.
pub fn path<'a>(survey: &'a Survey, answers: &Answers) -> Path<'a> {
    walk(survey, answers, false)
}

/// The path; with `beyond`, as if what must be answered and is not could be passed over.
fn walk<'a>(survey: &'a Survey, answers: &Answers, beyond: bool) -> Path<'a> {
    let mut questions = Vec::new();
    let mut at = 0;
    while let Some(question) = survey.questions.get(at) {
        questions.push(question);
        let answer = answers.get(&question.id);
        if answer.is_none() && question.required && !beyond {
            return Path {
                questions,
                complete: false,
            };
        }
        match branch(question, answer) {
            Some(Next::End) => break,
            Some(Next::Question(id)) => {
                at = survey
                    .position(id)
                    .filter(|target| *target > at)
                    .unwrap_or(at + 1);
            }
            None => at += 1,
        }
    }
    Path {
        questions,
        complete: true,
    }
}

/// Whether a survey is shown question by question, with a way back. One or two questions stand
/// under each other.
pub fn is_stepped(survey: &Survey) -> bool {
    survey.questions.len() > 2
}

/// What follows a question that is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step<'a> {
    /// This question; the same one where it needs an answer and has none.
    Question(&'a Question),
    /// The survey's end.
    End,
}

/// What is shown after a question. A question off the path leads to the path's last one.
pub fn after<'a>(survey: &'a Survey, answers: &Answers, id: &QuestionId) -> Step<'a> {
    let path = path(survey, answers);
    let place = path.questions.iter().position(|q| q.id == *id);
    match (place, path.questions.last()) {
        (Some(place), Some(last)) => match path.questions.get(place + 1) {
            Some(next) => Step::Question(next),
            None if path.complete => Step::End,
            None => Step::Question(last),
        },
        (None, Some(last)) => Step::Question(last),
        (_, None) => Step::End,
    }
}

/// What was shown before a question; `None` at the first one.
pub fn before<'a>(survey: &'a Survey, answers: &Answers, id: &QuestionId) -> Option<&'a Question> {
    let path = path(survey, answers);
    let place = path.questions.iter().position(|q| q.id == *id);
    let place = place.unwrap_or(path.questions.len());
    place.checked_sub(1).map(|before| path.questions[before])
}

/// Where a question stands on the way, from 1, and how long the way is as far as the answers
/// tell: as if those to come led nowhere else.
pub fn progress(survey: &Survey, answers: &Answers, id: &QuestionId) -> (usize, usize) {
    let way = walk(survey, answers, true).questions;
    let place = way.iter().position(|q| q.id == *id).unwrap_or_default();
    (place + 1, way.len())
}

/// Drops every answer that the flow would not reach any more, for instance after a change of mind.
pub fn prune(survey: &Survey, answers: &mut Answers) {
    // Dropping one answer can only shorten the way behind it, so one pass along the path is enough.
    let kept = path(survey, answers);
    let reached: Vec<_> = kept
        .questions
        .iter()
        .map(|question| question.id.clone())
        .collect();
    answers.retain(|id| reached.contains(id));
}

fn branch<'a>(question: &'a Question, answer: Option<&Answer>) -> Option<&'a Next> {
    let answer = answer?;
    question
        .branches
        .iter()
        .find(|branch| match (answer, &branch.option) {
            (Answer::Rating(rating), None) => (branch.from..=branch.to).contains(rating),
            (Answer::Chosen { options, .. }, Some(option)) => options.contains(option),
            _ => false,
        })
        .map(|branch| &branch.then)
}

/// What a survey says at its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct End<'a> {
    /// Its thanks.
    pub thanks: &'a str,
    /// Where to go from there.
    pub link: Option<&'a Link>,
    /// What everybody is offered.
    pub offer: Option<&'a Link>,
}

/// The end that some answers lead to: by the rating of the first scored question, if it has one.
pub fn end<'a>(survey: &'a Survey, answers: &Answers) -> End<'a> {
    let ending = survey
        .scored_question()
        .and_then(|question| answers.rating(&question.id))
        .and_then(|rating| {
            let fits = |ending: &&Ending| (ending.from..=ending.to).contains(&rating);
            survey.endings.iter().find(fits)
        });
    End {
        thanks: ending.map_or(&survey.thanks, |ending| &ending.thanks),
        link: ending.and_then(|ending| ending.link.as_ref()),
        offer: survey.offer.as_ref(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        id::OptionId,
        scale::Kind,
        survey::{Branch, Choice},
    };
    use proptest::prelude::*;

    fn id(n: usize) -> QuestionId {
        format!("q{n}").parse().unwrap()
    }

    fn option(n: u8) -> OptionId {
        format!("o{n}").parse().unwrap()
    }

    prop_compose! {
        fn question(n: usize, of: usize)(
            kind in prop::sample::select(vec![Kind::Nps, Kind::Text, Kind::Choice, Kind::Choices]),
            required in any::<bool>(),
            branches in prop::collection::vec((0..=10_u8, 0..=10_u8, n..=of), 0..3),
        ) -> Question {
            let mut question = Question::new(id(n), kind, "?");
            question.required = required;
            question.options = (0..3)
                .filter(|_| kind.has_options())
                .map(|n| Choice { id: option(n), text: "x".into() })
                .collect();
            question.branches = branches.into_iter().map(|(from, length, target)| Branch {
                from,
                to: from + length,
                option: kind.has_options().then(|| option(from % 3)),
                then: if target + 1 >= of { Next::End } else { Next::Question(id(target + 1)) },
            }).collect();
            question
        }
    }

    fn survey() -> impl Strategy<Value = Survey> {
        (1..8_usize)
            .prop_flat_map(|of| (0..of).map(|n| question(n, of)).collect::<Vec<_>>())
            .prop_map(|questions| Survey {
                locale: "en".into(),
                questions,
                thanks: String::new(),
                offer: None,
                endings: Vec::new(),
            })
    }

    fn answer() -> impl Strategy<Value = Answer> {
        prop_oneof![
            (0..=10_u8).prop_map(Answer::Rating),
            Just(Answer::Text("x".into())),
            prop::collection::btree_set(0..3_u8, 1..3).prop_map(|chosen| Answer::Chosen {
                options: chosen.into_iter().map(option).collect(),
                other: None,
            }),
        ]
    }

    fn answers() -> impl Strategy<Value = Answers> {
        prop::collection::btree_map(0..8_usize, answer(), 0..8)
            .prop_map(|map| map.into_iter().map(|(n, answer)| (id(n), answer)).collect())
    }

    #[test]
    fn an_end_fits_its_group_and_the_offer_is_everybody_s() {
        let survey: Survey = serde_json::from_str(
            r#"{"locale": "en", "thanks": "Thanks.",
                "questions": [{"id": "score", "kind": "nps", "text": "?"}],
                "offer": {"text": "10 % off", "address": "https://shop.example/code"},
                "endings": [
                    {"from": 0, "to": 6, "thanks": "Sorry.", "link": {"text": "Write to us", "address": "mailto:a@b.example"}},
                    {"from": 9, "to": 10, "thanks": "Great."}
                ]}"#,
        )
        .unwrap();
        survey.check().unwrap();
        let end_at = |rating| {
            let answers = [("score".parse().unwrap(), Answer::Rating(rating))];
            end(&survey, &answers.into_iter().collect())
        };
        assert_eq!(
            (end_at(3).thanks, end_at(3).link.is_some()),
            ("Sorry.", true)
        );
        assert_eq!((end_at(8).thanks, end_at(8).link), ("Thanks.", None));
        assert_eq!(end_at(10).thanks, "Great.");
        assert_eq!(end(&survey, &Answers::default()).thanks, "Thanks.");
        for rating in 0..=10 {
            assert_eq!(end_at(rating).offer, survey.offer.as_ref());
        }
    }

    proptest! {
        #[test]
        fn a_path_ends_goes_forward_only_and_shows_no_question_twice(survey in survey(), answers in answers()) {
            survey.check().unwrap();
            let path = path(&survey, &answers);
            let places: Vec<_> = path.questions.iter().map(|q| survey.position(&q.id).unwrap()).collect();
            prop_assert!(places.windows(2).all(|pair| pair[0] < pair[1]));
            prop_assert_eq!(places.first(), Some(&0));
        }

        #[test]
        fn step_by_step_is_the_path_and_so_is_the_way_back(survey in survey(), answers in answers()) {
            let way = path(&survey, &answers);
            let mut forward = vec![way.questions[0]];
            loop {
                let here = forward[forward.len() - 1];
                match after(&survey, &answers, &here.id) {
                    Step::Question(next) if next.id == here.id => {
                        prop_assert!(!way.complete && here.required && answers.get(&here.id).is_none());
                        break;
                    }
                    Step::Question(next) => forward.push(next),
                    Step::End => { prop_assert!(way.complete); break; }
                }
                let (n, of) = progress(&survey, &answers, &forward[forward.len() - 1].id);
                prop_assert!(n == forward.len() && n <= of);
            }
            prop_assert_eq!(&forward, &way.questions);
            let mut back = vec![forward[forward.len() - 1]];
            while let Some(before) = before(&survey, &answers, &back[back.len() - 1].id) {
                back.push(before);
            }
            back.reverse();
            prop_assert_eq!(back, forward);
        }

        #[test]
        fn pruned_answers_take_the_same_path_and_lie_on_it(survey in survey(), answers in answers()) {
            let mut pruned = answers.clone();
            prune(&survey, &mut pruned);
            let way = path(&survey, &pruned);
            prop_assert_eq!(&way, &path(&survey, &answers));
            prop_assert!(pruned.iter().all(|(id, _)| way.reaches(id)));
            let mut again = pruned.clone();
            prune(&survey, &mut again);
            prop_assert_eq!(again, pruned);
        }
    }
}
