//! Work in the background.

pub mod clock;

pub use clock::Clock;
