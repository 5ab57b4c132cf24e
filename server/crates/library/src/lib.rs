//! What a form says, in every language: the form's own words, the questions to start from, the templates
//! made of them, and which language a shopper reads.

pub mod locale;
pub mod localize;
pub mod questions;
pub mod template;
