//! The survey form: one set of components behind two doors.
//!
//! The server calls [`render`] and sends the form as HTML; it works as it stands, with native radio
//! buttons and a text field. Once a shopper reaches for it, the browser's build of this crate takes
//! the very same elements over (`take_over`), so that no choice, no typed word and no focus is lost.
//!
//! ```
//! use afterword_shared::{prompt::{PromptState, Texts}, survey::Survey};
//!
//! # let texts = Texts {
//! #     label: "A question from {shop}".into(), close: "Close".into(), send: "Send".into(),
//! #     optional: "Optional".into(), saved: "Saved".into(), saving: "Saving".into(),
//! #     not_sent: "Not sent".into(), try_again: "Try again".into(), privacy: "privacy".into(),
//! #     characters_left: "{n} characters left".into(), answered_elsewhere: "Answered".into(),
//! # };
//! let survey: Survey = serde_json::from_str(r#"{
//!     "locale": "en", "thanks": "Thank you.",
//!     "questions": [
//!         {"id": "score", "kind": "nps", "text": "Would you recommend us?", "required": true},
//!         {"id": "why", "kind": "text", "text": "Why?"}
//!     ]
//! }"#).unwrap();
//! let state = PromptState { shop: "Kalnu".into(), privacy: String::new(), survey, texts };
//! let rendered = afterword_widget::render(&state);
//! assert!(rendered.html.starts_with("<section"));
//! ```
//!
//! Assumptions: every question of the survey is drawn at once and hidden until the flow reaches it,
//! so the elements never come and go and both sides always agree on them; what is chosen and
//! written lives in the elements, not beside them; `afterword_shared::flow` alone decides what is
//! shown.

#![expect(
    clippy::needless_pass_by_value,
    reason = "components own what they are drawn from"
)]

mod form;
mod question;
#[cfg(any(test, feature = "browser"))]
mod send;
mod state;

#[cfg(feature = "ssr")]
mod render;
#[cfg(feature = "ssr")]
pub use render::{Rendered, render};

#[cfg(all(feature = "browser", target_arch = "wasm32"))]
mod take_over;
