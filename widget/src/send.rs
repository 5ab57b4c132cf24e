//! What is still to be sent, and what follows from each reply. Pure: no clock, no network.
//!
//! Every message carries all answers so far and a revision. A revision belongs to one content for
//! ever: it may be sent again, but other content gets the next one.

use afterword_shared::response::{Answer, Answers, Progress};

/// How often one content is tried before the form says that it was not sent.
const TRIES: u32 = 3;
/// The middle of the wait before the second try, in milliseconds; each one after it is three times
/// as long.
const WAIT: f64 = 1000.0;
/// The longest wait: it goes on for as long as the page lives.
const LONGEST: f64 = 60_000.0;

/// What the form says about the answers, in its foot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    /// Nothing to say.
    Quiet,
    /// On their way for a while.
    Saving,
    /// Kept.
    Saved,
    /// Not sent, and given up.
    Failed,
    /// The order was answered under another ticket.
    Elsewhere,
}

/// What came of one attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reply {
    /// Kept, for good.
    Saved,
    /// Another ticket owns the response.
    Elsewhere,
    /// Refused: trying again can't help.
    Refused,
    /// No reply, or one that may be different next time.
    Unreachable,
}

/// The one message that is to be sent: only the latest content counts.
#[derive(Debug)]
pub(crate) struct Outbox {
    ticket: String,
    rev: u32,
    content: String,
    progress: Option<Progress>,
    tries: u32,
    waiting: bool,
    refused: bool,
    over: bool,
}

impl Outbox {
    /// Goes on after the last revision that was used with this ticket.
    pub(crate) fn new(ticket: String, rev: u32) -> Self {
        Self {
            ticket,
            rev,
            content: String::new(),
            progress: None,
            tries: 0,
            waiting: false,
            refused: false,
            over: false,
        }
    }

    /// Puts new content in the place of the old; nothing changes where it is the same.
    pub(crate) fn put(&mut self, progress: Progress, answers: &Answers) {
        let content = content(progress, answers);
        if self.over || content == self.content {
            return;
        }
        self.rev += 1;
        self.content = content;
        self.progress = Some(progress);
        self.waiting = true;
        self.again();
    }

    /// How far the response has come with the latest content.
    pub(crate) fn progress(&self) -> Option<Progress> {
        self.progress
    }

    /// Starts over with short waits.
    pub(crate) fn again(&mut self) {
        self.tries = 0;
        self.refused = false;
    }

    /// Whether the latest content is not known to be kept.
    pub(crate) fn is_waiting(&self) -> bool {
        self.waiting
    }

    /// What to send now, with its revision; `None` if all is kept or was refused.
    pub(crate) fn next(&self) -> Option<(u32, String)> {
        (self.waiting && !self.refused).then(|| (self.rev, self.body()))
    }

    /// The latest message, sent or not.
    pub(crate) fn body(&self) -> String {
        let mut body = String::from("{\"ticket\":");
        write_text(&mut body, &self.ticket);
        body.push_str(",\"rev\":");
        body.push_str(&self.rev.to_string());
        body.push_str(&self.content);
        body
    }

    /// Takes note of a reply; says what the form shows, and after how many milliseconds the rest is
    /// sent. `random` is from 0 to 1.
    pub(crate) fn reply(&mut self, rev: u32, reply: Reply, random: f64) -> (Status, Option<f64>) {
        if reply == Reply::Elsewhere {
            self.over = true;
            self.waiting = false;
        }
        if self.over {
            return (Status::Elsewhere, None);
        }
        if rev != self.rev {
            return (Status::Quiet, Some(0.0));
        }
        match reply {
            Reply::Saved => {
                self.waiting = false;
                (Status::Saved, None)
            }
            _ if !self.waiting => (Status::Saved, None),
            Reply::Refused => {
                self.refused = true;
                (Status::Failed, None)
            }
            _ => {
                let wait = (0..self.tries).fold(WAIT, |wait, _| (wait * 3.0).min(LONGEST));
                self.tries += 1;
                let status = if self.tries < TRIES {
                    Status::Saving
                } else {
                    Status::Failed
                };
                (status, Some(wait * (0.5 + random)))
            }
        }
    }
}

/// What is behind the revision in a message.
fn content(progress: Progress, answers: &Answers) -> String {
    let mut text = String::from(",\"state\":\"");
    text.push_str(match progress {
        Progress::Seen => "seen",
        Progress::Started => "started",
        Progress::Complete => "complete",
        Progress::Dismissed => "dismissed",
        Progress::Withdrawn => "withdrawn",
    });
    text.push_str("\",\"answers\":{");
    for (nth, (id, answer)) in answers.iter().enumerate() {
        if nth > 0 {
            text.push(',');
        }
        write_text(&mut text, id.as_str());
        text.push(':');
        match answer {
            Answer::Rating(rating) => text.push_str(&rating.to_string()),
            Answer::Text(words) => write_text(&mut text, words),
            Answer::Chosen { options, other } => {
                text.push_str("{\"chosen\":[");
                for (nth, option) in options.iter().enumerate() {
                    if nth > 0 {
                        text.push(',');
                    }
                    write_text(&mut text, option.as_str());
                }
                text.push(']');
                if let Some(other) = other {
                    text.push_str(",\"other\":");
                    write_text(&mut text, other);
                }
                text.push('}');
            }
            Answer::Contact { email } => {
                text.push_str("{\"email\":");
                write_text(&mut text, email);
                text.push_str(",\"consent\":true}");
            }
        }
    }
    text.push_str("}}");
    text
}

/// Writes a JSON string. By hand: `serde_json` would make the bundle a third larger.
fn write_text(json: &mut String, text: &str) {
    json.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                json.push('\\');
                json.push(c);
            }
            '\0'..='\x1f' => {
                json.push_str("\\u00");
                for shift in [4, 0] {
                    let digit = c as u8 >> shift & 15;
                    json.push(char::from(b"0123456789abcdef"[usize::from(digit)]));
                }
            }
            c => json.push(c),
        }
    }
    json.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;
    use afterword_shared::response::ResponseMessage;

    fn rated(rating: u8, why: &str) -> Answers {
        let mut answers = Answers::default();
        answers.set("score".parse().unwrap(), Answer::Rating(rating));
        if !why.is_empty() {
            answers.set("why".parse().unwrap(), Answer::Text(why.into()));
        }
        answers
    }

    #[test]
    fn what_is_written_by_hand_reads_back_as_the_message_it_is() {
        let words = "“quick”, \"and\" \\ good\n\tžē 🎉 \u{1}\u{7f}\u{2028}";
        let mut outbox = Outbox::new("t\"1".into(), 4);
        outbox.put(Progress::Complete, &rated(9, words));
        let message: ResponseMessage = serde_json::from_str(&outbox.body()).unwrap();
        assert_eq!(message.ticket, "t\"1");
        assert_eq!(message.rev, 5);
        assert_eq!(message.state, Progress::Complete);
        let answers: serde_json::Value = serde_json::to_value(&message.answers).unwrap();
        assert_eq!(answers[0][1], 9.0);
        assert_eq!(answers[1][1], words);
    }

    #[test]
    fn a_revision_never_carries_two_contents() {
        let mut outbox = Outbox::new("t".into(), 1);
        outbox.put(Progress::Started, &rated(9, ""));
        let first = outbox.next().unwrap();
        outbox.put(Progress::Started, &rated(9, ""));
        assert_eq!(outbox.next().unwrap(), first);
        outbox.put(Progress::Started, &rated(8, ""));
        assert_eq!(outbox.next().unwrap().0, first.0 + 1);
    }

    #[test]
    fn a_late_reply_to_older_content_does_not_pass_for_the_newer() {
        let mut outbox = Outbox::new("t".into(), 0);
        outbox.put(Progress::Started, &rated(9, ""));
        outbox.put(Progress::Started, &rated(8, ""));
        assert_eq!(outbox.reply(1, Reply::Saved, 0.5).1, Some(0.0));
        assert!(outbox.is_waiting());
        assert_eq!(outbox.reply(2, Reply::Saved, 0.5), (Status::Saved, None));
        assert!(!outbox.is_waiting());
        assert_eq!(outbox.progress(), Some(Progress::Started));
    }

    #[test]
    fn after_three_tries_the_form_says_so_and_goes_on_with_growing_waits() {
        let mut outbox = Outbox::new("t".into(), 0);
        outbox.put(Progress::Started, &rated(9, ""));
        let replies: Vec<_> = (0..10)
            .map(|_| outbox.reply(1, Reply::Unreachable, 0.5))
            .collect();
        let failed: Vec<_> = replies.iter().map(|r| r.0 == Status::Failed).collect();
        assert_eq!(failed[..4], [false, false, true, true]);
        let waits: Vec<_> = replies.iter().map(|r| r.1.unwrap()).collect();
        assert!(waits[..4].windows(2).all(|pair| pair[1] > pair[0]));
        assert!(waits.iter().all(|wait| (1000.0..=60_000.0).contains(wait)));
        // Nobody knows at which moment the others try.
        let early = outbox.reply(1, Reply::Unreachable, 0.0).1.unwrap();
        let late = outbox.reply(1, Reply::Unreachable, 1.0).1.unwrap();
        assert!(early < late);
        // The same message, until it is kept.
        assert_eq!(outbox.next().unwrap().0, 1);
        outbox.again();
        assert_eq!(outbox.reply(1, Reply::Unreachable, 0.5).0, Status::Saving);
        assert_eq!(outbox.reply(1, Reply::Saved, 0.5), (Status::Saved, None));
        assert_eq!(outbox.next(), None);
    }

    #[test]
    fn what_was_chosen_and_who_may_be_written_to_read_back() {
        let mut answers = Answers::default();
        let chosen = |options: &[&str], other: Option<&str>| Answer::Chosen {
            options: options.iter().map(|id| id.parse().unwrap()).collect(),
            other: other.map(Into::into),
        };
        answers.set("one".parse().unwrap(), chosen(&["a"], None));
        answers.set(
            "many".parse().unwrap(),
            chosen(&["a", "other"], Some("\"x\"")),
        );
        let email = "a@b.example".into();
        answers.set("mail".parse().unwrap(), Answer::Contact { email });
        let mut outbox = Outbox::new("t".into(), 0);
        outbox.put(Progress::Started, &answers);
        let message: serde_json::Value = serde_json::from_str(&outbox.body()).unwrap();
        let read: Answers = serde_json::from_value(message["answers"].clone()).unwrap();
        assert_eq!(read, answers);
        outbox.put(Progress::Withdrawn, &Answers::default());
        assert!(
            outbox
                .body()
                .ends_with(r#""state":"withdrawn","answers":{}}"#)
        );
    }

    #[test]
    fn a_refusal_is_not_tried_again() {
        let mut outbox = Outbox::new("t".into(), 0);
        outbox.put(Progress::Started, &rated(9, ""));
        assert_eq!(outbox.reply(1, Reply::Refused, 0.0), (Status::Failed, None));
        assert_eq!(outbox.next(), None);
        outbox.put(Progress::Started, &rated(8, ""));
        assert_eq!(outbox.next().unwrap().0, 2);
    }

    #[test]
    fn an_order_answered_elsewhere_is_left_alone() {
        let mut outbox = Outbox::new("t".into(), 0);
        outbox.put(Progress::Started, &rated(9, ""));
        assert_eq!(
            outbox.reply(1, Reply::Elsewhere, 0.0),
            (Status::Elsewhere, None)
        );
        outbox.put(Progress::Started, &rated(8, ""));
        assert_eq!(outbox.next(), None);
    }
}
