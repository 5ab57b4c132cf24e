//! What Afterword keeps and decides: records by noun, rules, periods.
//!
//! Nothing here knows a store, a clock or HTTP.

pub mod counts;
pub mod period;
pub mod record;
pub mod refused;
pub mod rules;
