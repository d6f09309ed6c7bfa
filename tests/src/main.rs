//! What the product promises, per address and per person, in the rooms of the other layers. Every
//! promise about stored things is kept on SQLite and on PostgreSQL.

mod world;

mod access;
mod account;
mod activity;
mod backup;
mod checklist;
mod desk;
mod drill;
mod engine;
mod fault;
mod finding;
mod gate;
mod home;
mod house;
mod person;
mod phase;
mod product;
mod release;
mod response;
mod run;
mod runbook;
mod search;
mod server;
mod training;
