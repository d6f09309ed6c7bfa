//! What happened, and how others hear of it.

mod audit;
mod pages;
mod refused;
mod revision;
mod stream;
mod subject;
