//! A bad day: the program is killed, its disk fails, its database goes away, while several people write. What was
//! acknowledged is there once, what was refused is not there, and what nobody knew is known after it was sent again.
//!
//! The numbers are those of the faults that Holdpoint is built for. A whole run does each a few times; by hand they are
//! done as often as wanted: `FAULT_CYCLES=500 cargo test … fault::sqlite::f1 -- --nocapture`.

mod bed;
mod checker;
mod cluster;
mod control;
mod failover;
mod history;
mod liar;
mod load;
mod postgres;
mod sqlite;
