//! What pages, programs and commands share.

pub mod analytics;
pub mod create_shop;
pub mod dimension_names;
pub mod error;
pub mod import_run;
pub mod import_words;
pub mod ingest;
pub mod jobs;
pub mod one_time_links;
pub mod password;
pub mod refused_origins;
pub mod responses;
pub mod sample_data;
pub mod search;
pub mod sign_in_limit;
pub mod survey_file;
pub mod tag;
pub mod tickets;
pub mod uploads;
