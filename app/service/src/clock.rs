use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::{SignedDuration, Timestamp};

/// Where the time comes from: the machine, or a test that moves it.
#[derive(Clone, Default)]
pub enum Clock {
    #[default]
    System,
    /// Microseconds since 1970.
    Stopped(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that stands still until it is moved.
    #[must_use]
    pub fn stopped_at(at: Timestamp) -> Self {
        Self::Stopped(Arc::new(AtomicI64::new(at.as_microsecond())))
    }

    /// The time in whole microseconds, which is what the database keeps.
    #[expect(clippy::disallowed_methods, reason = "this is the clock")]
    #[must_use]
    pub fn now(&self) -> Timestamp {
        let microseconds = match self {
            Self::System => Timestamp::now().as_microsecond(),
            Self::Stopped(at) => at.load(Ordering::SeqCst),
        };
        Timestamp::from_microsecond(microseconds).unwrap_or_default()
    }

    /// Moves a stopped clock; the clock of the machine goes by itself.
    pub fn advance(&self, by: SignedDuration) {
        if let Self::Stopped(at) = self {
            at.fetch_add(i64::try_from(by.as_micros()).unwrap_or(0), Ordering::SeqCst);
        }
    }
}
