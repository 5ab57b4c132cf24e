//! Whose answers count: what one message does to a response. Pure, so that a model can check it.

use crate::{
    record::{Response, ResponseState},
    secret,
    ticket::Ticket,
};
use afterword_shared::response::{Answers, Progress, Submission};
use jiff::Timestamp;

/// What a message does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The response becomes this.
    Changed(Box<Response>),
    /// Repeated, or overtaken by a newer one: nothing changes, and nothing is lost.
    Stale,
    /// The same revision came before with another content.
    SameRevision,
    /// Another ticket answered first.
    OwnedByOther,
}

/// Decides what a message under `ticket` does to a response at the time `at`.
///
/// A message applies if its ticket owns the response and its revision is higher, or if nobody has
/// answered yet; the first message with an answer makes its ticket the owner.
pub fn apply(
    response: &Response,
    ticket: &Ticket,
    submission: &Submission,
    at: Timestamp,
) -> Verdict {
    match response.owner {
        Some(owner) if owner != ticket.nonce => return Verdict::OwnedByOther,
        // What is answered was seen.
        Some(_) if submission.progress() == Progress::Seen => return Verdict::Stale,
        Some(_) if submission.revision() < response.revision => return Verdict::Stale,
        Some(_) if submission.revision() == response.revision => {
            return if response.message == digest(submission) {
                Verdict::Stale
            } else {
                Verdict::SameRevision
            };
        }
        _ => {}
    }
    let mut next = response.clone();
    if submission.progress() == Progress::Seen {
        see(&mut next, ticket, at);
    } else {
        if !submission.answers().is_empty() && next.owner.is_none() {
            next.owner = Some(ticket.nonce);
            next.version = ticket.version;
        }
        advance(&mut next, submission, at);
        if next.owner.is_some() {
            next.revision = submission.revision();
            next.message = digest(submission);
        }
    }
    if next == *response {
        Verdict::Stale
    } else {
        Verdict::Changed(Box::new(next))
    }
}

/// Half of the form was visible for a second: counted once per ticket, whatever is repeated.
fn see(response: &mut Response, ticket: &Ticket, at: Timestamp) {
    if !response.shown.contains(&ticket.nonce) {
        response.shown.push(ticket.nonce);
    }
    response.seen_at.get_or_insert(at);
    response.state = response.state.max(ResponseState::Seen);
}

fn advance(response: &mut Response, submission: &Submission, at: Timestamp) {
    if submission.progress() == Progress::Withdrawn {
        withdraw(response, at);
        return;
    }
    // What was answered stays answered when the form is closed by a message that lost it.
    if !submission.answers().is_empty() {
        response.answers = submission.answers().clone();
        response.first_answered_at.get_or_insert(at);
        response.seen_at.get_or_insert(at);
    }
    // Complete stays complete: closing the thanks takes nothing back.
    if response.state == ResponseState::Complete {
        return;
    }
    match submission.progress() {
        Progress::Complete => {
            response.state = ResponseState::Complete;
            response.completed_at = Some(at);
        }
        Progress::Dismissed => {
            response.state = ResponseState::Dismissed;
            response.dismissed_at.get_or_insert(at);
        }
        Progress::Started | Progress::Seen => response.state = ResponseState::Started,
        Progress::Withdrawn => {}
    }
}

/// Everything that was answered is deleted, as if the form had been closed at once: it counts as
/// seen, and nobody is asked again.
fn withdraw(response: &mut Response, at: Timestamp) {
    response.answers = Answers::default();
    response.first_answered_at = None;
    response.completed_at = None;
    response.state = ResponseState::Dismissed;
    response.dismissed_at.get_or_insert(at);
    response.withdrawn_at.get_or_insert(at);
}

/// What a message says, in 64 bits: the same for the same state and answers, in whatever order
/// they came.
fn digest(submission: &Submission) -> u64 {
    let mut answers: Vec<_> = submission.answers().iter().collect();
    answers.sort_by_key(|(id, _)| *id);
    let text = serde_json::to_vec(&(submission.progress(), answers)).unwrap_or_default();
    let hash = secret::hash_bytes(&text).0;
    u64::from_be_bytes(hash[..8].try_into().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{record::TicketNonce, test_records};
    use afterword_shared::response::ResponseMessage;

    fn ticket(nonce: u64) -> Ticket {
        let response = test_records::response(1, None);
        Ticket {
            response: response.id,
            shop: response.shop,
            survey: response.survey,
            version: response.version,
            order: None,
            issued_at: 0,
            nonce: TicketNonce(nonce),
            language: String::new(),
        }
    }

    fn submission(state: &str, revision: u32) -> Submission {
        let message = format!(r#"{{"ticket": "", "rev": {revision}, "state": "{state}"}}"#);
        let message: ResponseMessage = serde_json::from_str(&message).unwrap();
        let survey = test_records::version(1, 1, 1).content;
        Submission::parse(&message, &survey).unwrap()
    }

    fn after(response: &Response, ticket: &Ticket, state: &str) -> Response {
        let at = Timestamp::from_second(1_800_000_000).unwrap();
        match apply(response, ticket, &submission(state, 1), at) {
            Verdict::Changed(response) => *response,
            Verdict::Stale => response.clone(),
            other => panic!("{other:?}"),
        }
    }

    /// A response that nobody has seen.
    fn unseen() -> Response {
        Response {
            state: ResponseState::Asked,
            shown: Vec::new(),
            seen_at: None,
            ..test_records::response(1, None)
        }
    }

    #[test]
    fn who_said_no_stays_unasked_when_another_device_shows_the_form() {
        let asked = unseen();
        let (phone, desktop) = (ticket(1), ticket(2));
        let no = after(&asked, &phone, "dismissed");
        assert_eq!(no.state, ResponseState::Dismissed);
        let seen = after(&no, &desktop, "seen");
        assert_eq!(seen.state, ResponseState::Dismissed);
        assert_eq!(seen.shown, [desktop.nonce], "it was shown all the same");
    }

    #[test]
    fn a_form_that_is_seen_twice_with_one_ticket_was_shown_once() {
        let asked = unseen();
        let seen = after(&after(&asked, &ticket(1), "seen"), &ticket(1), "seen");
        assert_eq!((seen.state, seen.shown.len()), (ResponseState::Seen, 1));
    }
}
