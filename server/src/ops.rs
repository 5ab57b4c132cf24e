//! What whoever runs the server does: the command line, commands to a running server, looking whether all is
//! well.

pub mod check;
pub mod cli;
pub mod command;
pub mod demo;
pub mod socket;
