//! Reading what must not change before the transaction has ended.

/// A question about one row, in the words of each engine. [`held`] writes it.
#[derive(Clone, Copy)]
pub struct Held {
    /// For a transaction that only reads, and for SQLite: whoever writes there is alone, so nothing that
    /// it has read can change.
    pub(super) plain: &'static str,
    /// For a write on PostgreSQL: others may read and hold the row too, whoever changes or deletes it
    /// waits. When somebody has changed it a moment ago, this waits and reads what they left.
    pub(super) locking: &'static str,
}

impl Held {
    pub(crate) const fn new(plain: &'static str, locking: &'static str) -> Self {
        Self { plain, locking }
    }
}

/// The one place that names a lock which only one of the engines has.
macro_rules! held {
    ($sql:literal) => {
        $crate::engine::held::Held::new($sql, concat!($sql, " FOR SHARE"))
    };
}

pub(crate) use held;
