//! Phases that wait for a person.

use domain::ids::PersonId;
use domain::phase::Phase;

use super::PhaseRow;
use crate::{StoreError, Transaction};

/// The phases whose gates may ask something of a person: those that are voted on, halted or rolled back, and those with
/// an exception that somebody else asked for; of releases that are not over and in which they have a part.
pub async fn list_asking_phases(
    transaction: &mut Transaction,
    person: PersonId,
) -> Result<Vec<Phase>, StoreError> {
    let rows: Vec<PhaseRow> = transaction
        .all(
            select!(
                "JOIN participants m ON m.release_id = p.release_id
                 JOIN releases r ON r.id = p.release_id
                 WHERE m.person_id = $1 AND r.state NOT IN ('closed', 'cancelled', 'rolled_back')
                   AND (p.state IN ('in_decision', 'halted', 'rolled_back')
                        OR EXISTS (SELECT 1 FROM exceptions e
                                   WHERE e.phase_id = p.id AND e.state = 'requested' AND e.requested_by <> $1))
                 ORDER BY p.starts_on, p.id"
            ),
            (person.uuid(),),
        )
        .await?;
    rows.into_iter().map(PhaseRow::read).collect()
}
