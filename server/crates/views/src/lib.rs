//! What is derived from the records: the columns that figures are counted and joined from, and the search. It
//! follows the store's feed, and can be thrown away at any time.

pub mod index;
pub mod search;
