//! The store, function by function, on both engines; the disk; and the end of the program.

mod budget;
mod disk;
mod line;
mod race;
mod records;
mod room;
mod schema;
mod twice;
