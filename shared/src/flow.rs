//! Which question comes next. The form, the page without JavaScript and the server's check of what
//! came in all ask here, and nowhere else.

use crate::{
    response::{Answer, Answers},
    survey::{Next, Question, Survey},
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
    pub fn reaches(&self, id: &crate::id::QuestionId) -> bool {
        self.questions.iter().any(|question| question.id == *id)
    }
}

/// Follows the answers through the survey. Ends for every survey that passes [`Survey::check`],
/// and even for one that does not: it only ever goes on.
pub fn path<'a>(survey: &'a Survey, answers: &Answers) -> Path<'a> {
    let mut questions = Vec::new();
    let mut at = 0;
    while let Some(question) = survey.questions.get(at) {
        questions.push(question);
        let answer = answers.get(&question.id);
        if answer.is_none() && question.required {
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
    let Some(Answer::Rating(rating)) = answer else {
        return None;
    };
    question
        .branches
        .iter()
        .find(|branch| (branch.from..=branch.to).contains(rating))
        .map(|branch| &branch.then)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{id::QuestionId, scale::Kind, survey::Branch};
    use proptest::prelude::*;

    fn id(n: usize) -> QuestionId {
        format!("q{n}").parse().unwrap()
    }

    prop_compose! {
        fn question(n: usize, of: usize)(
            rated in any::<bool>(),
            required in any::<bool>(),
            branches in prop::collection::vec((0..=10_u8, 0..=10_u8, n..=of), 0..3),
        ) -> Question {
            Question {
                id: id(n),
                kind: if rated { Kind::Nps } else { Kind::Text },
                text: String::new(), low: String::new(), high: String::new(),
                required,
                branches: branches.into_iter().map(|(from, to, target)| Branch {
                    from, to,
                    then: if target + 1 >= of { Next::End } else { Next::Question(id(target + 1)) },
                }).collect(),
            }
        }
    }

    fn survey() -> impl Strategy<Value = Survey> {
        (1..8_usize)
            .prop_flat_map(|of| (0..of).map(|n| question(n, of)).collect::<Vec<_>>())
            .prop_map(|questions| Survey {
                locale: "en".into(),
                questions,
                thanks: String::new(),
            })
    }

    fn answers() -> impl Strategy<Value = Answers> {
        prop::collection::btree_map(0..8_usize, 0..=10_u8, 0..8).prop_map(|map| {
            map.into_iter()
                .map(|(n, rating)| (id(n), Answer::Rating(rating)))
                .collect()
        })
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
