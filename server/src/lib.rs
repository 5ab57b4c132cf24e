//! Afterword's server: asks shoppers, keeps their answers and shows owners what they say.

pub mod api;
pub mod app;
pub mod cli;
pub mod command;
pub mod config;
pub mod demo;
pub mod error;
pub mod founding;
pub mod health;
pub mod ingest;
pub mod listing;
pub mod locale;
pub mod made_up;
pub mod metrics;
pub mod owner;
pub mod report;
pub mod response_view;
pub mod rollup;
pub mod router;
pub mod secret;
pub mod shopper;
pub mod socket;
pub mod store;
pub mod template;
pub mod ticket;
