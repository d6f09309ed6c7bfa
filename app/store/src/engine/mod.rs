//! The two engines: connections, transactions, the values of columns, and news of what changed.

mod copy;
mod database;
pub mod disk;
mod error;
mod health;
pub(crate) mod held;
mod migrations;
pub mod news;
mod room;
mod saves;
mod statements;
mod transaction;
mod writer;

pub(crate) mod value;

pub use copy::Copied;
pub use database::{Address, AddressError, Database};
pub use error::StoreError;
pub use held::Held;
pub use migrations::known_migrations;
pub use saves::watch_saves;
pub use statements::count_statements;
pub use transaction::{Row, Transaction};
pub use value::Params;
