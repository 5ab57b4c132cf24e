//! What Afterword keeps and decides: records by noun, rules, periods, tickets.
//!
//! Nothing here knows a store, a clock or HTTP.

pub mod change;
pub mod counts;
pub mod decide;
pub mod event;
pub mod language;
pub mod period;
pub mod record;
pub mod refused;
pub mod report_link;
pub mod rules;
pub mod secret;
#[cfg(any(test, feature = "test-records"))]
pub mod test_records;
pub mod ticket;
pub mod validate;
