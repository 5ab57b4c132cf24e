//! What went wrong, as programs read it.

use serde::Serialize;
use utoipa::ToSchema;

/// What went wrong, with a sentence that says how to mend it (RFC 9457).
#[derive(Serialize, ToSchema)]
pub struct Problem {
    /// Always `about:blank`.
    #[serde(rename = "type")]
    kind: String,
    /// The status in words.
    title: String,
    /// The status.
    status: u16,
    /// The sentence.
    detail: String,
}
