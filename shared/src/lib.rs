//! What a survey, an order and a response are.
//!
//! Everything here is a value: no clock, no store, no randomness. What comes from outside is a
//! dumb *message*; parsing it yields a type that can only be valid, or an [`error::Error`] whose
//! sentence says what to send instead.
//!
//! ```
//! use afterword_shared::{flow, response::{ResponseMessage, Submission}, survey::Survey};
//!
//! let survey: Survey = serde_json::from_str(r#"{
//!     "locale": "en", "thanks": "Thank you.",
//!     "questions": [
//!         {"id": "score", "kind": "nps", "text": "Would you recommend us?", "required": true},
//!         {"id": "why", "kind": "text", "text": "Why?"}
//!     ]
//! }"#).unwrap();
//! survey.check().unwrap();
//!
//! let message: ResponseMessage = serde_json::from_str(
//!     r#"{"ticket": "…", "rev": 2, "state": "complete", "answers": {"score": 9, "why": "quick"}}"#,
//! ).unwrap();
//! let submission = Submission::parse(&message, &survey).unwrap();
//! assert_eq!(submission.answers().rating(&"score".parse().unwrap()), Some(9));
//! assert!(flow::path(&survey, submission.answers()).complete);
//! ```
//!
//! Assumptions: a survey has at most [`survey::QUESTION_LIMIT`] questions; branches only lead on;
//! tags of years ago still send today's messages, so fields are added, never renamed.

pub mod appearance;
pub mod error;
pub mod flow;
pub mod id;
pub mod order;
pub mod prompt;
pub mod response;
pub mod scale;
pub mod survey;
mod told;
pub mod words;
