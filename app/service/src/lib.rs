//! What may be done: permission, rule, transaction, audit; one public function for each verb.
//!
//! Every function takes the [`Service`] and, unless it is about signing in, the [`Actor`] who asks.

mod access;
pub mod account;
pub mod activity;
mod actor;
pub mod backup;
pub mod checklist;
mod clock;
pub mod desk;
pub mod drill;
mod error;
pub mod finding;
pub mod gate;
pub mod home;
pub mod person;
pub mod phase;
pub mod product;
pub mod release;
pub mod response;
pub mod run;
pub mod runbook;
pub mod search;
pub mod training;

pub use account::password::{Hashing, Passwords};
pub use account::secret::Secret;
pub use actor::{Actor, Caller, household};
pub use clock::Clock;
pub use error::{Error, Fault, Refusal};

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use domain::ids::PersonId;
use domain::limits;
use store::training::blob::Blobs;
use store::{Address, Database};

use crate::activity::kept::Kept;
use crate::backup::place::Backups;

/// Everything that the verbs share.
#[derive(Clone)]
pub struct Service {
    database: Database,
    clock: Clock,
    passwords: Passwords,
    /// Where files are. None where none are kept.
    blobs: Option<Blobs>,
    /// None where none are made.
    backups: Option<Backups>,
    kept: Kept,
}

impl Service {
    /// Opens the database and brings its tables up to date.
    ///
    /// # Errors
    /// The database cannot be reached, or it is newer than this program.
    pub async fn open(address: Address, clock: Clock, hashing: Hashing) -> Result<Self, Error> {
        let service = Self::connect(address, clock, hashing).await?;
        service.database.migrate().await?;
        Ok(service)
    }

    /// Connects to the database and changes nothing: its tables may be of an older program.
    ///
    /// # Errors
    /// The database cannot be reached.
    pub async fn connect(address: Address, clock: Clock, hashing: Hashing) -> Result<Self, Error> {
        let database = Database::connect(address).await?;
        Ok(Self {
            database,
            clock,
            passwords: Passwords::new(hashing)?,
            blobs: None,
            backups: None,
            kept: Kept::default(),
        })
    }

    /// Makes backups.
    #[must_use]
    pub fn keeping_backups(self, backups: Backups) -> Self {
        Self { backups: Some(backups), ..self }
    }

    /// Keeps files in the data directory, whichever database it is.
    #[must_use]
    pub fn keeping_files_in(self, data: &Path) -> Self {
        Self { blobs: Some(Blobs::in_directory(data)), ..self }
    }

    /// The database itself, for what is beyond all verbs: the demo has a past to write.
    #[must_use]
    pub const fn database(&self) -> &Database {
        &self.database
    }

    /// The time, as everything here sees it.
    #[must_use]
    pub fn now(&self) -> jiff::Timestamp {
        self.clock.now()
    }

    /// Whether people can write: there is room on the disk.
    #[must_use]
    pub fn can_write(&self) -> bool {
        self.database.has_room(0)
    }

    /// Whether there is room for uploads and imports.
    #[must_use]
    pub fn can_take_large(&self) -> bool {
        self.database.has_room(limits::FREE_FOR_LARGE.saturating_sub(limits::FREE))
    }

    /// Whether the database answers and its tables are those of this program.
    ///
    /// # Errors
    /// It does not, or they are not.
    pub async fn check(&self) -> Result<(), Error> {
        Ok(self.database.check().await?)
    }

    /// Waits for what is being written and lets the database go.
    pub async fn close(&self) {
        self.database.close().await;
    }
}

/// An id for something that a form does once, however often it is sent.
#[must_use]
pub fn press() -> uuid::Uuid {
    new_id()
}

/// A new id; UUIDv7, so that ids sort by age.
#[expect(clippy::disallowed_methods, reason = "this is where ids are made")]
fn new_id() -> uuid::Uuid {
    uuid::Uuid::now_v7()
}

/// The names of people by their ids, for pages that show who did what.
pub type Names = Arc<HashMap<PersonId, String>>;
