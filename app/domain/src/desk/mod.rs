//! The desk: what is asked there, and what is found.

mod query;

pub use query::{Piece, Query, Rank, Searched, Term, fold};
