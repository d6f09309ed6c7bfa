//! A backup: what is in it, how long it is kept, and when there has been none for too long.

use std::collections::{BTreeMap, HashSet};

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::words;

/// The form of what is written here. A program refuses what it does not know.
pub const FORMAT: u32 = 1;
/// Everything that was made within this time is kept …
const ALL: SignedDuration = SignedDuration::from_hours(24);
/// … and always so many, however old.
const ALWAYS: usize = 3;
/// Clocks are corrected by so much.
const AHEAD: SignedDuration = SignedDuration::from_mins(5);
/// More between two backups than this, and the clock is wrong rather than the older one old.
const LEAP: SignedDuration = SignedDuration::from_hours(24 * 180);
/// After so many more backups the clock is believed again.
const DOUBT: usize = 30;
/// After how long without a backup somebody has to look.
const STALE: SignedDuration = SignedDuration::from_hours(26);

words! {
    /// Why a backup was made.
    pub enum BackupReason(label) {
        Scheduled = "scheduled", "By schedule";
        Asked = "asked", "By hand";
        Upgrade = "upgrade", "Before an upgrade";
    }
}

/// What is in a backup, written beside it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    pub format: u32,
    pub made_at: Timestamp,
    /// The key of a [`BackupReason`].
    pub reason: String,
    /// The version of the program that made it.
    pub program: String,
    /// The word for the engine; only the same one can take it.
    pub engine: String,
    /// How many migrations its tables have behind them.
    pub migrations: i64,
    /// The newest record of the trail, to see whether anything happened since.
    pub newest_record: Option<Uuid>,
    /// The end of the chain over the trail: its number and its hash.
    pub newest_seal: Option<(i64, String)>,
    /// Rows of each table.
    pub rows: BTreeMap<String, i64>,
    /// The database first, then the files of training.
    pub files: Vec<KeptFile>,
    /// Files that rows name and that were missing or damaged when it was made. Everything else is in it.
    pub damaged: Vec<String>,
}

/// A file of a backup.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeptFile {
    /// Where it lies, from the folder of the backup on.
    pub path: String,
    pub bytes: u64,
    pub sha256: String,
}

impl Manifest {
    #[must_use]
    pub fn reason(&self) -> Option<BackupReason> {
        BackupReason::from_key(&self.reason)
    }

    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.files.iter().map(|file| file.bytes).sum()
    }

    #[must_use]
    pub fn row_count(&self) -> i64 {
        self.rows.values().sum()
    }
}

/// Whether there has been no backup for so long that somebody has to look.
#[must_use]
pub fn is_stale(newest: Option<Timestamp>, now: Timestamp) -> bool {
    newest.is_none_or(|newest| now.duration_since(newest) > STALE || is_ahead(newest, now))
}

/// Whether a moment is ahead of the clock: it was set back since, and a backup of then says nothing of how old it is.
#[must_use]
pub fn is_ahead(at: Timestamp, now: Timestamp) -> bool {
    at.duration_since(now) > AHEAD
}

/// Which of the backups are not kept any more: all of the last day are, then the newest of each day for so many days,
/// and always the newest three. None while the clock is in doubt: one that jumped ahead would make all of them old.
#[must_use]
pub fn expired(made: &[Timestamp], now: Timestamp, days: u32) -> Vec<Timestamp> {
    let mut newest_first: Vec<Timestamp> = made.to_vec();
    newest_first.sort_unstable_by(|one, other| other.cmp(one));
    newest_first.dedup();
    let is_in_doubt = newest_first.first().is_some_and(|newest| is_ahead(*newest, now))
        || newest_first.windows(2).take(DOUBT).any(|pair| match pair {
            [newer, older] => newer.duration_since(*older) > LEAP,
            _ => false,
        })
        || newest_first.first().is_some_and(|newest| now.duration_since(*newest) > LEAP);
    if is_in_doubt {
        return Vec::new();
    }
    let oldest = now - SignedDuration::from_hours(24 * i64::from(days));
    let mut seen = HashSet::new();
    let mut expired = Vec::new();
    for (place, at) in newest_first.into_iter().enumerate() {
        let is_last_of_its_day = seen.insert(at.as_second().div_euclid(24 * 60 * 60));
        let is_kept =
            place < ALWAYS || now.duration_since(at) <= ALL || (is_last_of_its_day && at >= oldest);
        if !is_kept {
            expired.push(at);
        }
    }
    expired
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn a_day_without_a_backup_is_too_long_and_so_is_none_at_all() {
        let now = at("2026-11-28T12:00:00Z");
        assert!(is_stale(None, now));
        assert!(is_stale(Some(at("2026-11-27T09:59:00Z")), now));
        assert!(!is_stale(Some(at("2026-11-27T10:01:00Z")), now));
        assert!(!is_stale(Some(at("2026-11-28T12:04:00Z")), now), "a clock that is corrected");
        assert!(is_stale(Some(at("2027-11-28T12:00:00Z")), now), "a clock that was set back");
    }

    #[test]
    fn of_the_last_day_all_are_kept_and_of_the_days_before_the_newest() {
        let now = at("2026-11-28T12:00:00Z");
        let hourly: Vec<_> =
            (0..24 * 20).map(|hours| now - SignedDuration::from_hours(hours)).collect();
        let gone = expired(&hourly, now, 14);
        let kept: Vec<_> = hourly.iter().filter(|at| !gone.contains(at)).collect();
        // 25 of the last day; the days from the 14th to the 26th keep one each, and that of the 27th is among them.
        assert_eq!(kept.len(), 25 + 13);
        assert!(kept.contains(&&at("2026-11-20T23:00:00Z")));
    }

    #[test]
    fn a_clock_that_jumps_takes_no_backup_away() {
        let now = at("2026-11-28T12:00:00Z");
        let mut made: Vec<_> =
            (0..40).map(|days| now - SignedDuration::from_hours(24 * days)).collect();
        assert!(!expired(&made, now, 14).is_empty());
        let ahead = at("2028-01-01T00:00:00Z");
        assert!(expired(&made, ahead, 14).is_empty(), "before the first of then");
        made.push(ahead);
        assert!(expired(&made, ahead, 14).is_empty());
        assert!(expired(&made, now, 14).is_empty(), "and when it is set back");
    }

    proptest! {
        #[test]
        fn the_newest_three_are_always_kept_and_the_others_have_an_end(
            ages in prop::collection::vec(0_i64..4_000, 0..200), days in 1_u32..30
        ) {
            let now = at("2026-11-28T12:00:00Z");
            let made: Vec<_> = ages.iter().map(|hours| now - SignedDuration::from_hours(*hours)).collect();
            let gone = expired(&made, now, days);
            let mut sorted = made.clone();
            sorted.sort_unstable();
            sorted.dedup();
            prop_assert!(sorted.iter().rev().take(3).all(|newest| !gone.contains(newest)));
            let kept = sorted.len() - gone.len();
            prop_assert!(kept <= 25 + usize::try_from(days).unwrap() + 1 + 3, "{kept}");
        }

        #[test]
        fn whoever_forgets_twice_forgets_nothing_more(
            ages in prop::collection::vec(0_i64..4_000, 0..100), days in 1_u32..30
        ) {
            let now = at("2026-11-28T12:00:00Z");
            let made: Vec<_> = ages.iter().map(|hours| now - SignedDuration::from_hours(*hours)).collect();
            let gone = expired(&made, now, days);
            let left: Vec<_> = made.into_iter().filter(|at| !gone.contains(at)).collect();
            prop_assert!(expired(&left, now, days).is_empty());
        }
    }
}
