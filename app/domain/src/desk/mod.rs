//! The desk: what is asked there, and what is found.

mod query;
mod today;

pub use query::{Piece, Query, Rank, Searched, Term, fold};
pub use today::{Today, Turn};
