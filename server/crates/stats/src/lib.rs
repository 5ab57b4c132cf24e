//! Figures for owners, from counts: score, interval, trend, funnel, breakdown, words.
//!
//! Pure: no store, no clock. Every score carries how many answers it stands on and its 95 %
//! interval; where nothing was answered there is no score rather than a zero.

pub mod breakdown;
pub mod distribution;
pub mod figures;
pub mod funnel;
pub mod gauge;
pub mod histogram;
pub mod interval;
pub mod loyalty;
pub mod mean;
pub mod score;
pub mod skewed_mean;
pub mod trend;
pub mod words;

pub use breakdown::{Attribute, Breakdown, breakdown};
pub use figures::{Figures, Scope};
pub use funnel::Funnel;
pub use gauge::{Difference, Estimate, Gauge};
pub use histogram::Histogram;
pub use interval::Interval;
pub use mean::Mean;
pub use score::{Change, Groups, SCORE_FLOOR, Score, Verdict, change, score};
pub use trend::{Point, Step, trend};
