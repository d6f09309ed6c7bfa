//! What happened, and how others hear of it.

mod audit;
mod stream;
