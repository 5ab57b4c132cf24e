//! What pages, programs and commands share.

pub mod analytics;
pub mod country;
pub mod create_shop;
pub mod demo;
pub mod dimension_names;
pub mod error;
pub mod import_run;
pub mod ingest;
pub mod password;
pub mod responses;
pub mod sample_data;
pub mod survey_file;
pub mod tag;
pub mod uploads;
