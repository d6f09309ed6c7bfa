//! What has a day in the next time, of all open releases that a person may see.

use domain::ids::{PersonId, ReleaseId};
use domain::release::upcoming::{Upcoming, UpcomingKind, When};
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use crate::engine::value::{day, moment};
use crate::release::sight::open_to;
use crate::{StoreError, Transaction};

fn read_kind(key: &str) -> Result<UpcomingKind, StoreError> {
    UpcomingKind::from_key(key).ok_or_else(|| StoreError::unknown("kind", key))
}

/// Launches and phases from one day to another, the first first, as many as are asked for. What is before today comes
/// last, so that it takes no place from what is today.
pub async fn list_upcoming_days(
    transaction: &mut Transaction,
    person: PersonId,
    (from, today, to): (Date, Date, Date),
    limit: usize,
) -> Result<Vec<Upcoming>, StoreError> {
    let rows: Vec<(String, Uuid, i64, String, String)> = transaction
        .all(
            concat!(
                "SELECT * FROM (
                     SELECT 'launch' AS kind, r.id AS release_id, 0 AS number, '' AS title, r.launch_on AS on_day
                     FROM releases r
                     WHERE r.launch_on BETWEEN $2 AND $3 AND ", open_to!("r", "$1"), "
                     UNION ALL
                     SELECT 'feature_complete', r.id, 0, '', r.feature_complete_on
                     FROM releases r
                     WHERE r.feature_complete_on BETWEEN $2 AND $3 AND ", open_to!("r", "$1"), "
                     UNION ALL
                     SELECT 'phase_starts', r.id, p.position, p.name, p.starts_on
                     FROM phases p
                     JOIN releases r ON r.id = p.release_id
                     WHERE p.starts_on BETWEEN $2 AND $3 AND p.state IN ('planned', 'in_decision', 'scheduled')
                       AND ", open_to!("r", "$1"), "
                     UNION ALL
                     SELECT 'phase_ends', r.id, p.position, p.name, p.ends_on
                     FROM phases p
                     JOIN releases r ON r.id = p.release_id
                     WHERE p.ends_on BETWEEN $2 AND $3 AND p.state IN ('live', 'paused_live')
                       AND ", open_to!("r", "$1"), "
                 ) coming
                 ORDER BY CASE WHEN on_day < $4 THEN 1 ELSE 0 END, on_day, kind, release_id, number
                 LIMIT $5"
            ),
            (
                person.uuid(),
                from.to_string(),
                to.to_string(),
                today.to_string(),
                i64::try_from(limit).unwrap_or(i64::MAX),
            ),
        )
        .await?;
    let mut upcoming = Vec::with_capacity(rows.len());
    for (kind, release, number, title, on) in rows {
        let Some(on) = day("on_day", Some(on))? else { continue };
        let (kind, release) = (read_kind(&kind)?, ReleaseId::new(release));
        upcoming.push(Upcoming { kind, release, number, title, when: When::Day(on) });
    }
    Ok(upcoming)
}

/// Votes, dry runs and drills from one moment to another, the first first, as many as are asked for.
pub async fn list_upcoming_moments(
    transaction: &mut Transaction,
    person: PersonId,
    (from, to): (Timestamp, Timestamp),
    limit: usize,
) -> Result<Vec<Upcoming>, StoreError> {
    let rows: Vec<(String, Uuid, i64, String, i64)> = transaction
        .all(
            concat!(
                "SELECT * FROM (
                     SELECT 'vote_closes' AS kind, r.id AS release_id, p.position AS number, p.name AS title,
                            b.until AS at
                     FROM ballots b
                     JOIN phases p ON p.id = b.phase_id
                     JOIN releases r ON r.id = p.release_id
                     WHERE b.until BETWEEN $2 AND $3 AND NOT b.closed AND p.state = 'in_decision'
                       AND ", open_to!("r", "$1"), "
                     UNION ALL
                     SELECT CASE WHEN u.kind = 'cutover' THEN 'cutover' ELSE 'run' END, r.id, u.ordinal,
                            k.name, u.starts_at
                     FROM runs u
                     JOIN runbooks k ON k.id = u.runbook_id
                     JOIN releases r ON r.id = u.release_id
                     WHERE u.starts_at BETWEEN $2 AND $3 AND u.state = 'planned'
                       AND ", open_to!("r", "$1"), "
                     UNION ALL
                     SELECT 'drill', r.id, d.ordinal, d.title, d.starts_at
                     FROM drills d
                     JOIN releases r ON r.id = d.release_id
                     WHERE d.starts_at BETWEEN $2 AND $3 AND d.state = 'scheduled'
                       AND ", open_to!("r", "$1"), "
                 ) coming
                 ORDER BY at, kind, release_id, number
                 LIMIT $4"
            ),
            (
                person.uuid(),
                from.as_microsecond(),
                to.as_microsecond(),
                i64::try_from(limit).unwrap_or(i64::MAX),
            ),
        )
        .await?;
    let one = |(kind, release, number, title, at): (String, Uuid, i64, String, i64)| {
        let (kind, release) = (read_kind(&kind)?, ReleaseId::new(release));
        Ok(Upcoming { kind, release, number, title, when: When::Moment(moment(at)) })
    };
    rows.into_iter().map(one).collect()
}
