//! Answers, orders and customers from other tools, out of files: what a file is written in
//! ([`text`], [`rows`]), what its columns are ([`column`], [`plan`]), what a row says ([`row`],
//! [`cell`], [`moment`]). Pure: the way into the store is the server's.
//!
//! A row's identity is its own id, or without one a hash of what stands in it. From that and the
//! time of the answer its response gets its id, always the same one, so that a file read twice adds
//! nothing the second time, and one that broke off is simply read again.

pub mod cell;
pub mod column;
pub mod moment;
pub mod olist;
pub mod plan;
pub mod reader;
pub mod records;
pub mod refused;
pub mod response_view;
pub mod row;
pub mod rows;
pub mod sink;
pub mod text;
