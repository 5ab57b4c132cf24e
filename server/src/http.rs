//! What HTTP asks of everybody: connections, sessions, guards, files, health.

pub mod access;
pub mod assets;
pub mod caller;
pub mod etag;
pub mod failure;
pub mod guard;
pub mod health;
pub mod metrics;
pub mod serve;
pub mod session;
