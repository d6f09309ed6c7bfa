//! The items of all checklists that wait for one person. Every rule of [`domain::checklist::Outline`] that decides it
//! is said in SQL here, and a test compares both: nobody reads all checklists to find a dozen lines. Items that are
//! under each other in a circle, which nothing makes any more, are on the page of their checklist only.

use domain::checklist::Item;
use domain::ids::PersonId;
use jiff::Timestamp;

use super::ItemRow;
use crate::release::sight::open_to;
use crate::{StoreError, Transaction};

/// What waits for one person.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct WaitingItems {
    /// Those that are due first, each with whether it is to be verified; else it is to be done.
    pub first: Vec<(Item, bool)>,
    pub count: usize,
    /// How many of them are late.
    pub late: usize,
}

#[derive(sqlx::FromRow)]
struct WaitingRow {
    #[sqlx(flatten)]
    item: ItemRow,
    verifies: i32,
    total: i64,
    late: i64,
}

/// Items that a person owns and that are open, and critical ones of releases in which they have a part that somebody
/// else has done. Only lines without sub-items are work; a critical item makes those below it critical, and one that is
/// not applicable takes them with it.
pub async fn list_waiting_items(
    transaction: &mut Transaction,
    person: PersonId,
    (now, limit): (Timestamp, usize),
) -> Result<WaitingItems, StoreError> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let rows: Vec<WaitingRow> = transaction
        .all(
            concat!("WITH RECURSIVE above (id, parent_id, critical, excused, verifies) AS (
                 SELECT * FROM (
                     SELECT i.id, i.parent_id, CASE WHEN i.critical THEN 1 ELSE 0 END, 0, 0
                     FROM items i
                     JOIN releases r ON r.id = i.release_id
                     WHERE i.owner_id = $1 AND i.state IN ('pending', 'in_progress', 'blocked')
                       AND ", open_to!("r", "$1"), "
                     UNION ALL
                     SELECT i.id, i.parent_id, CASE WHEN i.critical THEN 1 ELSE 0 END, 0, 1
                     FROM participants m
                     JOIN releases r ON r.id = m.release_id
                     JOIN items i ON i.release_id = r.id
                     WHERE m.person_id = $1 AND r.state NOT IN ('closed', 'cancelled', 'rolled_back')
                       AND i.state = 'done' AND i.done_by <> $1
                       AND (i.critical OR i.parent_id IS NOT NULL)
                 ) lines
                 -- Not UNION ALL: items that are under each other in a circle come to an end.
                 UNION
                 SELECT a.id, p.parent_id, CASE WHEN p.critical THEN 1 ELSE a.critical END,
                        CASE WHEN p.state = 'na' THEN 1 ELSE a.excused END, a.verifies
                 FROM above a
                 JOIN items p ON p.id = a.parent_id
             )
             SELECT i.id, i.release_id, i.parent_id, i.ordinal, i.position, i.section, i.title,
                    i.explanation, i.required, i.critical, i.asked, i.asked_phase_id, i.owner_id, i.due_at,
                    i.notes, i.evidence, i.state, i.reason, i.blocked_on, i.done_by, i.verified_by, i.version,
                    w.verifies, COUNT(*) OVER () AS total,
                    SUM(CASE WHEN i.due_at < $2 THEN 1 ELSE 0 END) OVER () AS late
             FROM (SELECT id, MAX(critical) AS critical, MAX(excused) AS excused, MAX(verifies) AS verifies
                   FROM above GROUP BY id) w
             JOIN items i ON i.id = w.id
             WHERE w.excused = 0 AND (w.verifies = 0 OR w.critical = 1)
               AND NOT EXISTS (SELECT 1 FROM items s WHERE s.parent_id = i.id)
             ORDER BY COALESCE(i.due_at, 9223372036854775807), i.position, i.id
             LIMIT $3"),
            (person.uuid(), now.as_microsecond(), limit),
        )
        .await?;
    let whole = |number: i64| usize::try_from(number).unwrap_or_default();
    let (count, late) =
        rows.first().map(|row| (whole(row.total), whole(row.late))).unwrap_or_default();
    let read = |row: WaitingRow| Ok((row.item.read()?, row.verifies == 1));
    let first = rows.into_iter().map(read).collect::<Result<_, StoreError>>()?;
    Ok(WaitingItems { first, count, late })
}
