//! What owners reach: one file or folder per page, and the parts that pages are made of.

pub(crate) mod pages;
pub(crate) mod parts;
#[cfg(test)]
mod tests;
