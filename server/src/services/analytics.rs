//! Figures, found in the views and worked out.

pub mod breakdown;
pub mod counts;
pub mod keywords;
pub mod loyalty;
