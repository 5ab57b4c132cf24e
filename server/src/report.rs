//! Figures for owners, from counts: score, interval, trend, funnel.
//!
//! Pure: no store, no clock. Every score carries how many answers it stands on and its 95 %
//! interval; where nothing was answered there is no score rather than a zero.

pub mod funnel;
pub mod interval;
pub mod loyalty;
pub mod score;
pub mod trend;

pub use funnel::Funnel;
pub use interval::Interval;
pub use score::{Change, Groups, Histogram, SCORE_FLOOR, Score, Verdict, change, display, score};
pub use trend::{Week, trend};
