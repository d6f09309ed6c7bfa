//! Where things are kept: all SQL, one text for SQLite and PostgreSQL.
//!
//! Only [`Database`] and [`Transaction`] know that there are two engines. Every function of the
//! other modules takes a transaction, so that whoever calls decides what belongs together.

pub mod absence;
pub mod attempt;
pub mod audit;
pub mod ballot;
pub mod bang;
pub mod cohort;
mod database;
pub mod decision;
pub mod drill;
pub mod drill_person;
pub mod entry;
mod error;
pub mod exception;
pub mod feed;
pub mod finding;
pub mod freeze;
mod health;
pub mod invitation;
pub mod item;
pub mod marker;
pub mod news;
pub mod outcome;
pub mod overriding;
pub mod participant;
pub mod person;
pub mod phase;
pub mod presence;
pub mod product;
pub mod release;
pub mod run;
pub mod run_action;
pub mod run_step;
pub mod runbook;
pub mod script;
pub mod session;
pub mod setup;
pub mod step;
pub mod success;
pub mod switch;
mod transaction;
mod value;

pub use database::{Address, AddressError, Database};
pub use error::StoreError;
pub use transaction::{Row, Transaction};
pub use value::Params;
