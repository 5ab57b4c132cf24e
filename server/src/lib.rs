//! Afterword's server: asks shoppers, keeps their answers and shows owners what they say.
//!
//! Each of these uses only those above it.

pub mod api;
pub mod config;
pub mod http;
pub mod ops;
pub mod owner;
pub mod router;
pub mod services;
pub mod shopper;
pub mod state;
