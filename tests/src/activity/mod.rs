//! What happened, and how others hear of it.

mod audit;
mod pages;
mod refused;
mod revision;
mod sealed;
mod stream;
mod subject;
