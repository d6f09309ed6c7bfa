//! Phases of a release.

pub mod success_criterion;

use domain::day::{Dates, parse_time};
use domain::ids::{CohortId, PersonId, PhaseId, ProductId, ReleaseId};
use domain::phase::{
    Clocks, Exposure, FreezeReason, Phase, PhasePlan, PhaseState, RollbackCard, Unit, Window,
};
use domain::text::{Label, Line};
use jiff::Timestamp;
use uuid::Uuid;

use crate::engine::value::moment;
use crate::engine::value::{day, number, parse_stored};
use crate::{StoreError, Transaction};

/// Every reading asks for the columns of the row; which rows stands where it is asked.
macro_rules! select {
    ($which:literal) => {
        concat!(
            "SELECT p.id, p.release_id, p.position, p.name, p.cohort_id, c.name AS cohort_name, p.access,
                    p.starts_on, p.ends_on, p.window_from, p.window_to, p.bake_days, p.planned, p.unit,
                    p.owner_id, p.state, p.reached, p.rollback_trigger, p.rollback_action, p.rollback_by,
                    p.rollback_deadline, p.rollback_minutes, p.rehearsed_on, p.started_at, p.baking_since,
                    p.paused_at, p.ended_at, p.freeze_reason, p.freeze_reason_at, p.sequence, p.version
             FROM phases p
             JOIN cohorts c ON c.id = p.cohort_id
             ",
            $which
        )
    };
}

// Below the macro, which it uses.
pub mod asking;

#[derive(sqlx::FromRow)]
struct PhaseRow {
    id: Uuid,
    release_id: Uuid,
    position: i64,
    name: String,
    cohort_id: Uuid,
    cohort_name: String,
    access: Option<String>,
    starts_on: String,
    ends_on: String,
    window_from: Option<String>,
    window_to: Option<String>,
    bake_days: i64,
    planned: i64,
    unit: String,
    owner_id: Option<Uuid>,
    state: String,
    reached: Option<i64>,
    rollback_trigger: Option<String>,
    rollback_action: Option<String>,
    rollback_by: Option<String>,
    rollback_deadline: Option<String>,
    rollback_minutes: Option<i64>,
    rehearsed_on: Option<String>,
    started_at: Option<i64>,
    baking_since: Option<i64>,
    paused_at: Option<i64>,
    ended_at: Option<i64>,
    freeze_reason: Option<String>,
    freeze_reason_at: Option<i64>,
    sequence: i64,
    version: i64,
}

impl PhaseRow {
    fn read(self) -> Result<Phase, StoreError> {
        let window = self.window()?;
        let dates = Dates::new(
            parse_stored("phases.starts_on", &self.starts_on, str::parse)?,
            parse_stored("phases.ends_on", &self.ends_on, str::parse)?,
        );
        Ok(Phase {
            id: PhaseId::new(self.id),
            release: ReleaseId::new(self.release_id),
            position: self.position,
            plan: PhasePlan {
                name: parse_stored("phases.name", &self.name, Label::parse)?,
                cohort: CohortId::new(self.cohort_id),
                access: line(self.access)?,
                dates: dates.map_err(|_| StoreError::unknown("phases.ends_on", &self.ends_on))?,
                window,
                bake_days: whole("phases.bake_days", self.bake_days)?,
                exposure: Exposure {
                    planned: whole("phases.planned", self.planned)?,
                    unit: Unit::from_key(&self.unit)
                        .ok_or_else(|| StoreError::unknown("phases.unit", &self.unit))?,
                },
                owner: self.owner_id.map(PersonId::new),
            },
            cohort_name: self.cohort_name,
            state: PhaseState::from_key(&self.state)
                .ok_or_else(|| StoreError::unknown("phases.state", &self.state))?,
            reached: number("phases.reached", self.reached)?,
            card: RollbackCard {
                trigger: line(self.rollback_trigger)?,
                action: line(self.rollback_action)?,
                authority: line(self.rollback_by)?,
                deadline: line(self.rollback_deadline)?,
                minutes: number("phases.rollback_minutes", self.rollback_minutes)?,
                rehearsed_on: day("phases.rehearsed_on", self.rehearsed_on)?,
            },
            clocks: Clocks {
                started_at: self.started_at.map(moment),
                baking_since: self.baking_since.map(moment),
                paused_at: self.paused_at.map(moment),
                ended_at: self.ended_at.map(moment),
            },
            freeze_reason: self
                .freeze_reason
                .zip(self.freeze_reason_at)
                .map(|(words, at)| FreezeReason { words, at: moment(at) }),
            sequence: self.sequence,
            version: self.version,
        })
    }

    fn window(&self) -> Result<Option<Window>, StoreError> {
        let (Some(from), Some(to)) = (&self.window_from, &self.window_to) else { return Ok(None) };
        let time = |text: &str| parse_stored("phases.window", text, parse_time);
        let window = Window::new(time(from)?, time(to)?);
        window.map(Some).map_err(|_| StoreError::unknown("phases.window_to", to))
    }
}

fn line(text: Option<String>) -> Result<Option<Line>, StoreError> {
    text.map(|text| parse_stored("phases", &text, Line::parse)).transpose()
}

fn whole(column: &'static str, kept: i64) -> Result<u32, StoreError> {
    u32::try_from(kept).map_err(|_| StoreError::unknown(column, &kept.to_string()))
}

fn text(line: Option<&Line>) -> Option<String> {
    line.map(Line::to_string)
}

/// The two ends of a window as they are kept.
fn hours(window: Option<Window>) -> (Option<String>, Option<String>) {
    let time = |time: jiff::civil::Time| time.strftime("%H:%M").to_string();
    (window.map(|window| time(window.from())), window.map(|window| time(window.to())))
}

/// Adds a planned phase.
pub async fn add_phase(
    transaction: &mut Transaction,
    (id, release, position): (PhaseId, ReleaseId, i64),
    plan: &PhasePlan,
    at: Timestamp,
) -> Result<(), StoreError> {
    let (from, to) = hours(plan.window);
    transaction
        .execute(
            "INSERT INTO phases (id, release_id, position, name, cohort_id, access, starts_on, ends_on,
                                 window_from, window_to, bake_days, planned, unit, owner_id, state,
                                 created_at, sequence, version)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, 0, 1)",
            (
                id.uuid(),
                release.uuid(),
                position,
                plan.name.as_str(),
                plan.cohort.uuid(),
                text(plan.access.as_ref()),
                plan.dates.starts_on().to_string(),
                plan.dates.ends_on().to_string(),
                from,
                to,
                i64::from(plan.bake_days),
                i64::from(plan.exposure.planned),
                plan.exposure.unit.key(),
                plan.owner.map(PersonId::uuid),
                PhaseState::Planned.key(),
                at.as_microsecond(),
            ),
        )
        .await?;
    Ok(())
}

pub async fn find_phase(
    transaction: &mut Transaction,
    id: PhaseId,
) -> Result<Option<Phase>, StoreError> {
    let row: Option<PhaseRow> =
        transaction.optional(select!("WHERE p.id = $1"), (id.uuid(),)).await?;
    row.map(PhaseRow::read).transpose()
}

/// Lets nobody move a phase until this transaction ends.
pub async fn lock_phase(transaction: &mut Transaction, id: PhaseId) -> Result<(), StoreError> {
    transaction.execute("UPDATE phases SET version = version WHERE id = $1", (id.uuid(),)).await?;
    Ok(())
}

/// The phases of a release in their order.
pub async fn list_phases(
    transaction: &mut Transaction,
    release: ReleaseId,
) -> Result<Vec<Phase>, StoreError> {
    let rows: Vec<PhaseRow> = transaction
        .all(
            select!(
                "WHERE p.release_id = $1
                 ORDER BY p.position, p.id"
            ),
            (release.uuid(),),
        )
        .await?;
    rows.into_iter().map(PhaseRow::read).collect()
}

/// The phases of all releases of a product. Whoever asks leaves out those that somebody may not see.
pub async fn list_phases_of_product(
    transaction: &mut Transaction,
    product: ProductId,
) -> Result<Vec<Phase>, StoreError> {
    let rows: Vec<PhaseRow> = transaction
        .all(
            select!(
                "JOIN releases r ON r.id = p.release_id
                 WHERE r.product_id = $1
                 ORDER BY p.position, p.id"
            ),
            (product.uuid(),),
        )
        .await?;
    rows.into_iter().map(PhaseRow::read).collect()
}

/// Says whether the version was still the newest. `sequence` is the one that calendars are told.
pub async fn save_plan(
    transaction: &mut Transaction,
    (id, version): (PhaseId, i64),
    plan: &PhasePlan,
    sequence: i64,
) -> Result<bool, StoreError> {
    let (from, to) = hours(plan.window);
    transaction
        .execute_one(
            "UPDATE phases
             SET name = $3, cohort_id = $4, access = $5, starts_on = $6, ends_on = $7, window_from = $8,
                 window_to = $9, bake_days = $10, planned = $11, unit = $12, owner_id = $13,
                 sequence = $14, version = version + 1
             WHERE id = $1 AND version = $2",
            (
                id.uuid(),
                version,
                plan.name.as_str(),
                plan.cohort.uuid(),
                text(plan.access.as_ref()),
                plan.dates.starts_on().to_string(),
                plan.dates.ends_on().to_string(),
                from,
                to,
                i64::from(plan.bake_days),
                i64::from(plan.exposure.planned),
                plan.exposure.unit.key(),
                plan.owner.map(PersonId::uuid),
                sequence,
            ),
        )
        .await
}

/// Keeps why a phase may be in a freeze; none takes the reason away.
pub async fn save_freeze_reason(
    transaction: &mut Transaction,
    id: PhaseId,
    reason: Option<(&str, Timestamp)>,
) -> Result<bool, StoreError> {
    let (words, at) = reason.unzip();
    transaction
        .execute_one(
            "UPDATE phases SET freeze_reason = $2, freeze_reason_at = $3 WHERE id = $1",
            (id.uuid(), words.map(str::to_owned), at.map(Timestamp::as_microsecond)),
        )
        .await
}

/// Gives a phase its place in the order.
pub async fn renumber(
    transaction: &mut Transaction,
    id: PhaseId,
    position: i64,
) -> Result<bool, StoreError> {
    transaction
        .execute_one("UPDATE phases SET position = $2 WHERE id = $1", (id.uuid(), position))
        .await
}

/// Says whether the version was still the newest.
pub async fn save_state(
    transaction: &mut Transaction,
    (id, version): (PhaseId, i64),
    state: PhaseState,
    clocks: &Clocks,
) -> Result<bool, StoreError> {
    let at = |at: Option<Timestamp>| at.map(Timestamp::as_microsecond);
    transaction
        .execute_one(
            "UPDATE phases
             SET state = $3, started_at = $4, baking_since = $5, paused_at = $6, ended_at = $7,
                 version = version + 1
             WHERE id = $1 AND version = $2",
            (
                id.uuid(),
                version,
                state.key(),
                at(clocks.started_at),
                at(clocks.baking_since),
                at(clocks.paused_at),
                at(clocks.ended_at),
            ),
        )
        .await
}

/// Forgets what an earlier attempt reached and measured: the next one has to show it anew.
pub async fn forget_measures(transaction: &mut Transaction, id: PhaseId) -> Result<(), StoreError> {
    transaction.execute("UPDATE phases SET reached = NULL WHERE id = $1", (id.uuid(),)).await?;
    transaction
        .execute(
            "UPDATE successes
             SET actual = NULL, inconclusive = NULL, seen_at = NULL, version = version + 1
             WHERE phase_id = $1",
            (id.uuid(),),
        )
        .await?;
    Ok(())
}

/// Tells calendars that something about the dates is different: a phase was left out, or is back.
pub async fn bump_sequence(transaction: &mut Transaction, id: PhaseId) -> Result<bool, StoreError> {
    transaction
        .execute_one("UPDATE phases SET sequence = sequence + 1 WHERE id = $1", (id.uuid(),))
        .await
}

/// Says whether the version was still the newest.
pub async fn save_reached(
    transaction: &mut Transaction,
    (id, version): (PhaseId, i64),
    reached: u32,
) -> Result<bool, StoreError> {
    transaction
        .execute_one(
            "UPDATE phases SET reached = $3, version = version + 1 WHERE id = $1 AND version = $2",
            (id.uuid(), version, i64::from(reached)),
        )
        .await
}

/// Says whether the version was still the newest.
pub async fn save_card(
    transaction: &mut Transaction,
    (id, version): (PhaseId, i64),
    card: &RollbackCard,
) -> Result<bool, StoreError> {
    transaction
        .execute_one(
            "UPDATE phases
             SET rollback_trigger = $3, rollback_action = $4, rollback_by = $5, rollback_deadline = $6,
                 rollback_minutes = $7, rehearsed_on = $8, version = version + 1
             WHERE id = $1 AND version = $2",
            (
                id.uuid(),
                version,
                text(card.trigger.as_ref()),
                text(card.action.as_ref()),
                text(card.authority.as_ref()),
                text(card.deadline.as_ref()),
                card.minutes.map(i64::from),
                card.rehearsed_on.map(|day| day.to_string()),
            ),
        )
        .await
}
