//! Where things are kept: all SQL, one text for SQLite and PostgreSQL.
//!
//! Only [`engine`] knows that there are two engines. Every function of the other modules takes a
//! transaction, so that whoever calls decides what belongs together.

pub mod account;
pub mod activity;
pub mod backup;
pub mod checklist;
pub mod drill;
pub mod engine;
pub mod finding;
pub mod gate;
pub mod person;
pub mod phase;
pub mod product;
pub mod release;
pub mod response;
pub mod run;
pub mod runbook;
pub mod search;
pub mod training;

pub use engine::{
    Address, AddressError, Database, Params, Row, StoreError, Transaction, count_statements,
    watch_saves,
};
