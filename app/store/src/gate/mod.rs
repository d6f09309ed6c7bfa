//! Gates: votes, decisions, exceptions, overrides, and which criteria a release asks for.

pub mod ballot;
pub mod condition;
pub mod decision;
pub mod exception;
pub mod override_request;
pub mod switch;
