//! The store, function by function, on both engines.

mod audit;
mod records;
mod schema;
