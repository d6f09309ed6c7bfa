//! How the application is reached: configuration, commands, router, middleware, sessions.

pub mod commands;
pub mod config;
mod descriptors;
mod functions;
mod jobs;
mod listen;
mod lock;
mod metrics;
mod open;
mod places;
mod router;
mod routes;
mod shares;
pub mod web;

pub use router::router;
pub use web::{App, Origin};

/// The version, with the commit it was built from.
pub const VERSION: &str = concat!(env!("CARGO_PKG_VERSION"), " (", env!("BUILD_COMMIT"), ")");
