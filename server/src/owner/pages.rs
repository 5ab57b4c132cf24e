//! A file or folder per page, handler and view together.

pub(crate) mod breakdown;
pub(crate) mod demo_shop;
pub(crate) mod editor;
pub(crate) mod export;
pub(crate) mod home;
pub(crate) mod import;
pub(crate) mod install;
pub(crate) mod jobs;
pub(crate) mod keywords;
pub(crate) mod loyalty;
pub(crate) mod overview;
pub(crate) mod qr;
pub(crate) mod response;
pub(crate) mod responses;
pub(crate) mod settings;
pub(crate) mod setup;
pub(crate) mod share;
pub(crate) mod signin;
pub(crate) mod surveys;
