//! What becomes of what somebody sends: pure functions from a request and what is known to a
//! [`Change`](crate::change::Change).

pub mod answer;
pub mod ask;
pub mod bulk;
pub mod events;
