//! The program and its door: commands, health, other sites, mistakes.

mod busy;
mod command;
mod connections;
mod cross_origin;
mod errors;
mod function;
mod health;
mod log;
mod metrics;
mod size;
