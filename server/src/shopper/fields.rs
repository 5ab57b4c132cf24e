//! The fields of a form as answers, and the step that follows: for whoever can't tell what comes
//! next, the loader without the bundle and the page without JavaScript.

use crate::services::error::Error;
use afterword_shared::{
    error::Error as Wrong,
    flow::{self, Step},
    id::QuestionId,
    prompt::Texts,
    response::{
        Answer, Answers, Progress, ResponseMessage, Submission, WireAnswer, from_fields,
        parse_answer,
    },
    survey::Survey,
};

/// The most fields of one form: every option of every question.
pub const FIELD_LIMIT: usize = 2000;

/// How much of a mistyped address is shown again.
const ADDRESS_LENGTH: usize = 254;

/// What was answered, and what could not be taken.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// The answers, without those that the flow does not reach any more.
    pub answers: Answers,
    /// An answer that somebody typed and has to mend.
    pub wrong: Option<(QuestionId, Mistake)>,
    /// What was typed there: an address.
    pub typed: String,
    /// Whether the consent to be written to was ticked there.
    pub agreed: bool,
}

impl Taken {
    /// What the form shows: the answers, and what has to be mended as it was typed.
    pub fn shown(&self, turn: &Turn) -> Answers {
        let mut shown = self.answers.clone();
        if let (Some((id, _)), Some(_)) = (&self.wrong, turn.wrong) {
            let email = self.typed.clone();
            // An address alone is drawn without the tick: consent is given, never presumed.
            let answer = if self.agreed {
                Answer::Contact { email }
            } else {
                Answer::Text(email)
            };
            shown.set(id.clone(), answer);
        }
        shown
    }
}

/// What somebody has to mend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mistake {
    /// That is no e-mail address.
    Email,
    /// The consent to be written to is missing.
    Consent,
    /// An answer is missing.
    Missing,
}

impl Mistake {
    /// What the form says about it.
    pub fn words(self, texts: &Texts) -> &str {
        match self {
            Self::Email => &texts.email_wrong,
            Self::Consent => &texts.consent_missing,
            Self::Missing => &texts.required,
        }
    }
}

/// Reads a form. What nobody can send who uses the form is an error; what somebody can mistype is
/// said beside the answers.
pub fn take(fields: &[(String, String)], survey: &Survey) -> Result<Taken, Error> {
    if fields.len() > FIELD_LIMIT {
        return Err(Error::Invalid(Wrong::TooMany {
            what: "fields",
            count: fields.len(),
            limit: FIELD_LIMIT,
        }));
    }
    let mut taken = Taken::default();
    for (id, value) in from_fields(fields) {
        let question = id
            .parse()
            .ok()
            .and_then(|id| survey.question(&id))
            .ok_or_else(|| Wrong::UnknownQuestion(id.chars().take(40).collect()))?;
        let mistake = match parse_answer(question, &value) {
            Ok(None) => continue,
            Ok(Some(answer)) => {
                taken.answers.set(question.id.clone(), answer);
                continue;
            }
            Err(Wrong::Email(_)) => Mistake::Email,
            Err(Wrong::ConsentMissing(_)) => Mistake::Consent,
            Err(error) => return Err(error.into()),
        };
        if taken.wrong.is_none() {
            taken.wrong = Some((question.id.clone(), mistake));
            taken.agreed = matches!(value, WireAnswer::Contact { consent: true, .. });
            taken.typed = match value {
                WireAnswer::Text(email) | WireAnswer::Contact { email, .. } => {
                    email.chars().take(ADDRESS_LENGTH).collect()
                }
                _ => String::new(),
            };
        }
    }
    flow::prune(survey, &mut taken.answers);
    Ok(taken)
}

/// What is shown after a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    /// The question that is shown; none at the survey's end.
    pub at: Option<QuestionId>,
    /// What has to be mended in it.
    pub wrong: Option<Mistake>,
}

impl Turn {
    /// Whether the survey is over.
    pub fn is_end(&self) -> bool {
        self.at.is_none()
    }
}

/// Goes on from a question, or back. Somebody who goes back mends nothing now.
pub fn turn(survey: &Survey, taken: &Taken, step: &QuestionId, back: bool) -> Turn {
    if back {
        let before = flow::before(survey, &taken.answers, step);
        return Turn {
            at: Some(before.map_or_else(|| step.clone(), |question| question.id.clone())),
            wrong: None,
        };
    }
    if let Some((id, mistake)) = &taken.wrong {
        return Turn {
            at: Some(id.clone()),
            wrong: Some(*mistake),
        };
    }
    match flow::after(survey, &taken.answers, step) {
        Step::End => Turn {
            at: None,
            wrong: None,
        },
        Step::Question(next) => {
            let missing =
                next.required && taken.answers.get(&next.id).is_none() && next.id == *step;
            Turn {
                at: Some(next.id.clone()),
                wrong: missing.then_some(Mistake::Missing),
            }
        }
    }
}

/// Checks answers as those of a message; `None` where nothing is answered and the message would say
/// nothing else.
pub fn submission(
    survey: &Survey,
    answers: &Answers,
    revision: u32,
    progress: Progress,
) -> Result<Option<Submission>, Error> {
    let says_nothing = matches!(progress, Progress::Started | Progress::Complete);
    if says_nothing && answers.is_empty() {
        return Ok(None);
    }
    let wire = answers
        .iter()
        .filter_map(|(id, answer)| {
            let value = serde_json::to_value(answer).ok()?;
            let value: WireAnswer = serde_json::from_value(value).ok()?;
            Some((id.to_string(), value))
        })
        .collect();
    let message = ResponseMessage {
        ticket: String::new(),
        rev: revision,
        state: progress,
        answers: wire,
        fields: Vec::new(),
        step: None,
        back: false,
    };
    Ok(Some(Submission::parse(&message, survey)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn survey() -> Survey {
        serde_json::from_str(
            r#"{"locale": "en", "thanks": "Thanks.", "questions": [
                {"id": "score", "kind": "nps", "text": "?", "required": true,
                 "branches": [{"from": 9, "to": 10, "then": {"question": "contact"}}]},
                {"id": "why", "kind": "text", "text": "?"},
                {"id": "heard", "kind": "choices", "text": "?", "other": "Other",
                 "options": [{"id": "a", "text": "A"}, {"id": "b", "text": "B"}]},
                {"id": "contact", "kind": "contact", "text": "?"}
            ]}"#,
        )
        .unwrap()
    }

    fn fields(fields: &[(&str, &str)]) -> Vec<(String, String)> {
        let own = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        fields.iter().map(own).collect()
    }

    fn id(text: &str) -> QuestionId {
        text.parse().unwrap()
    }

    #[test]
    fn a_form_leads_from_step_to_step_and_back() {
        let survey = survey();
        let taken = take(&fields(&[("score", "3")]), &survey).unwrap();
        let next = |step: &str| turn(&survey, &taken, &id(step), false).at;
        assert_eq!(next("score"), Some(id("why")));
        assert_eq!(next("why"), Some(id("heard")));
        assert_eq!(next("contact"), None);
        assert_eq!(
            turn(&survey, &taken, &id("heard"), true).at,
            Some(id("why"))
        );
        assert_eq!(
            turn(&survey, &taken, &id("score"), true).at,
            Some(id("score"))
        );
    }

    #[test]
    fn answers_off_the_path_are_dropped() {
        let all = [
            ("score", "10"),
            ("why", "x"),
            ("heard", "a"),
            ("heard", "other"),
        ];
        let taken = take(&fields(&all), &survey()).unwrap();
        assert_eq!(taken.answers.iter().count(), 1);
        let turn = turn(&survey(), &taken, &id("score"), false);
        assert_eq!(turn.at, Some(id("contact")));
    }

    #[test]
    fn what_is_mistyped_or_missing_is_said_and_the_rest_is_kept() {
        let survey = survey();
        let taken = take(
            &fields(&[
                ("score", "9"),
                ("contact", "no address"),
                ("contact.consent", "1"),
            ]),
            &survey,
        )
        .unwrap();
        assert_eq!(taken.answers.rating(&id("score")), Some(9));
        assert_eq!(taken.wrong, Some((id("contact"), Mistake::Email)));
        let at = turn(&survey, &taken, &id("contact"), false);
        assert_eq!(
            (at.at, at.wrong),
            (Some(id("contact")), Some(Mistake::Email))
        );
        assert_eq!(turn(&survey, &taken, &id("contact"), true).wrong, None);
        let taken = take(
            &fields(&[("score", "9"), ("contact", "a@b.example")]),
            &survey,
        )
        .unwrap();
        assert_eq!(taken.wrong, Some((id("contact"), Mistake::Consent)));
        let nothing = take(&[], &survey).unwrap();
        let at = turn(&survey, &nothing, &id("score"), false);
        assert_eq!(
            (at.at, at.wrong),
            (Some(id("score")), Some(Mistake::Missing))
        );
    }

    #[test]
    fn what_no_form_sends_is_refused() {
        let survey = survey();
        let refused = |one: (&str, &str)| take(&fields(&[one]), &survey).unwrap_err().to_string();
        assert!(refused(("score", "11")).contains("from 0 to 10"));
        assert!(refused(("nothing", "1")).contains("nothing"));
        assert!(refused(("heard", "z")).contains("no such option"));
        let many = vec![("score".to_owned(), "1".to_owned()); FIELD_LIMIT + 1];
        assert!(
            take(&many, &survey)
                .unwrap_err()
                .to_string()
                .contains("2000")
        );
    }
}
