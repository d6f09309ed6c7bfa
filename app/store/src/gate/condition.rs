//! The conditions of decisions. The tables refuse to change them.

use domain::gate::Condition;
use domain::ids::{DecisionId, ItemId, PhaseId, ReleaseId};
use uuid::Uuid;

use crate::{StoreError, Transaction};

#[derive(sqlx::FromRow)]
struct ConditionRow {
    item_id: Uuid,
    release_id: Uuid,
    phase_id: Uuid,
    decision_id: Uuid,
    role: String,
    words: String,
}

impl ConditionRow {
    fn read(self) -> Condition {
        Condition {
            item: ItemId::new(self.item_id),
            release: ReleaseId::new(self.release_id),
            phase: PhaseId::new(self.phase_id),
            decision: DecisionId::new(self.decision_id),
            role: self.role,
            words: self.words,
        }
    }
}

pub async fn add_condition(
    transaction: &mut Transaction,
    condition: &Condition,
) -> Result<(), StoreError> {
    transaction
        .execute(
            "INSERT INTO conditions (item_id, release_id, phase_id, decision_id, role, words)
             VALUES ($1, $2, $3, $4, $5, $6)",
            (
                condition.item.uuid(),
                condition.release.uuid(),
                condition.phase.uuid(),
                condition.decision.uuid(),
                condition.role.as_str(),
                condition.words.as_str(),
            ),
        )
        .await?;
    Ok(())
}

/// The conditions of the newest decision about each phase of a release, in their order.
pub async fn list_conditions(
    transaction: &mut Transaction,
    release: ReleaseId,
) -> Result<Vec<Condition>, StoreError> {
    let rows: Vec<ConditionRow> = transaction
        .all(
            "SELECT c.item_id, c.release_id, c.phase_id, c.decision_id, c.role, c.words
             FROM conditions c JOIN decisions d ON d.id = c.decision_id
             WHERE c.release_id = $1
               AND d.number = (SELECT MAX(newest.number) FROM decisions newest WHERE newest.phase_id = c.phase_id)
             ORDER BY c.item_id",
            (release.uuid(),),
        )
        .await?;
    Ok(rows.into_iter().map(ConditionRow::read).collect())
}

/// The items of a release that any decision was given on, also one that a newer decision has superseded.
pub async fn list_items(
    transaction: &mut Transaction,
    release: ReleaseId,
) -> Result<Vec<ItemId>, StoreError> {
    let rows: Vec<(Uuid,)> = transaction
        .all("SELECT item_id FROM conditions WHERE release_id = $1", (release.uuid(),))
        .await?;
    Ok(rows.into_iter().map(|(id,)| ItemId::new(id)).collect())
}
