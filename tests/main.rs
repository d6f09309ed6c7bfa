//! What the product promises, per address and per person. Every promise about stored things is kept
//! on SQLite and on PostgreSQL.

mod world;

mod access;
mod account;
mod checklist;
mod cohorts;
mod command;
mod corpus;
mod cross_origin;
mod decisions;
mod disk;
mod drills;
mod errors;
mod feeds;
mod findings;
mod gate;
mod health;
mod home;
mod house;
mod items;
mod kill;
mod live;
mod outcomes;
mod people;
mod phases;
mod products;
mod rehearsals;
mod releases;
mod runbooks;
mod runs;
mod schedule;
mod setup;
mod sign_in;
mod store;
