//! The survey form: one set of components behind two doors.
//!
//! The server calls [`render`] and sends the form as HTML; it works as it stands, with native radio
//! buttons and a text field. Once a shopper reaches for it, the browser's build of this crate takes
//! the very same elements over (`take_over`), so that no choice, no typed word and no focus is lost.
//!
//! ```
//! use afterword_shared::{appearance::Place, prompt::{PromptState, Texts}, survey::Survey};
//!
//! let survey: Survey = serde_json::from_str(r#"{
//!     "locale": "en", "thanks": "Thank you.",
//!     "questions": [
//!         {"id": "score", "kind": "nps", "text": "Would you recommend us?", "required": true},
//!         {"id": "why", "kind": "text", "text": "Why?"}
//!     ]
//! }"#).unwrap();
//! let state = PromptState {
//!     shop: "Kalnu".into(), privacy: String::new(), place: Place::BottomEnd, logo: String::new(),
//!     survey, texts: Texts { label: "A question from Kalnu".into(), ..Texts::default() },
//! };
//! let rendered = afterword_widget::render(&state);
//! assert!(rendered.html.starts_with("<section"));
//! ```
//!
//! Assumptions: every question of the survey is drawn at once and hidden until the flow reaches it,
//! so the elements never come and go and both sides always agree on them; what is chosen and
//! written lives in the elements, not beside them; `afterword_shared::flow` alone decides what is
//! shown.

mod form;
#[cfg(any(test, feature = "browser"))]
mod send;
mod state;

#[cfg(feature = "ssr")]
mod question;
#[cfg(feature = "ssr")]
mod render;
#[cfg(feature = "ssr")]
mod theme;
#[cfg(feature = "ssr")]
pub use {
    render::{Drawn, Hosted, Rendered, render, render_at},
    theme::theme_css,
};

#[cfg(all(feature = "browser", target_arch = "wasm32"))]
mod read;
#[cfg(all(feature = "browser", target_arch = "wasm32"))]
mod take_over;
