//! What owners reach: one file per page, handler and view together.

mod answer;
pub(crate) mod assets;
pub(crate) mod breakdown;
mod chart;
pub(crate) mod demo_shop;
pub(crate) mod editor;
pub(crate) mod export;
pub(crate) mod failure;
mod form;
pub(crate) mod guard;
pub(crate) mod home;
pub(crate) mod install;
mod layout;
pub(crate) mod loyalty;
pub(crate) mod overview;
mod period_chooser;
pub(crate) mod qr;
pub(crate) mod response;
pub(crate) mod responses;
mod session;
pub(crate) mod settings;
pub(crate) mod setup;
pub(crate) mod share;
pub(crate) mod signin;
mod split;
mod survey_file;
pub(crate) mod surveys;
#[cfg(test)]
mod tests;
pub(crate) mod vocabulary;
mod words;
