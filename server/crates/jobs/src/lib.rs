//! Work in the background: what runs, when, by whom, and what has to go out.
//!
//! A [`Job`] says its name, its period and what it does; the [`Runner`] does each when it is due, once on however
//! many servers: whoever does it has a lease that others see in the store, and says at its end what came of it
//! unless somebody else took it over meanwhile. A job may be broken off anywhere and is then done again. What has
//! to go out because of what happened is written in the commit in which it happened, and carried by the
//! [`Outbox`], which is a job itself.

pub mod clock;
pub mod outbox;
pub mod runner;
pub mod schedule;

pub use clock::Clock;
pub use outbox::{Courier, Delivered, Outbox, OutboxSignal};
pub use runner::{Job, JobStatus, Runner};
pub use schedule::Server;
