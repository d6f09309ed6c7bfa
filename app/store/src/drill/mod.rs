//! Drills. Who takes part, the script and the timeline are in modules of their own.

pub mod participant;
pub mod script;
pub mod timeline_entry;

use domain::drill::{Debrief, Drill, DrillKind, DrillPlan, DrillState, Scenario};
use domain::ids::{DrillId, PersonId, ReleaseId};
use domain::text::{Line, Markdown, Title};
use jiff::Timestamp;
use uuid::Uuid;

use crate::engine::value::moment;
use crate::engine::value::{number, parse_stored};
use crate::release::sight::open_to;
use crate::{StoreError, Transaction};

/// Every reading asks for the columns of the row; which rows stands where it is asked.
macro_rules! select {
    ($($which:expr),+) => {
        concat!(
            "SELECT id, release_id, ordinal, title, scenario, kind, story, environment, third_parties,
                    starts_at, state, postponed, started_at, ended_at, went_well, went_badly, lucky, version
             FROM drills
             ",
            $($which),+
        )
    };
}

#[derive(sqlx::FromRow)]
struct DrillRow {
    id: Uuid,
    release_id: Uuid,
    ordinal: i64,
    title: String,
    scenario: String,
    kind: String,
    story: String,
    environment: Option<String>,
    third_parties: Option<String>,
    starts_at: Option<i64>,
    state: String,
    postponed: i64,
    started_at: Option<i64>,
    ended_at: Option<i64>,
    went_well: String,
    went_badly: String,
    lucky: String,
    version: i64,
}

impl DrillRow {
    fn read(self) -> Result<Drill, StoreError> {
        let line = |column, text: &Option<String>| {
            text.as_deref().map(|text| parse_stored(column, text, Line::parse)).transpose()
        };
        let text = |column, text: &str| parse_stored(column, text, Markdown::stored);
        Ok(Drill {
            id: DrillId::new(self.id),
            release: ReleaseId::new(self.release_id),
            ordinal: self.ordinal,
            plan: DrillPlan {
                title: parse_stored("drills.title", &self.title, Title::parse)?,
                scenario: Scenario::from_key(&self.scenario)
                    .ok_or_else(|| StoreError::unknown("drills.scenario", &self.scenario))?,
                kind: DrillKind::from_key(&self.kind)
                    .ok_or_else(|| StoreError::unknown("drills.kind", &self.kind))?,
                story: text("drills.story", &self.story)?,
                environment: line("drills.environment", &self.environment)?,
                third_parties: line("drills.third_parties", &self.third_parties)?,
                starts_at: self.starts_at.map(moment),
            },
            state: DrillState::from_key(&self.state)
                .ok_or_else(|| StoreError::unknown("drills.state", &self.state))?,
            postponed: number("drills.postponed", Some(self.postponed))?.unwrap_or_default(),
            started_at: self.started_at.map(moment),
            ended_at: self.ended_at.map(moment),
            debrief: Debrief {
                went_well: text("drills.went_well", &self.went_well)?,
                went_badly: text("drills.went_badly", &self.went_badly)?,
                lucky: text("drills.lucky", &self.lucky)?,
            },
            version: self.version,
        })
    }
}

pub async fn add_drill(
    transaction: &mut Transaction,
    (id, release, ordinal): (DrillId, ReleaseId, i64),
    plan: &DrillPlan,
    at: Timestamp,
) -> Result<(), StoreError> {
    transaction
        .execute(
            "INSERT INTO drills (id, release_id, ordinal, title, scenario, kind, story, state,
                                 postponed, went_well, went_badly, lucky, sequence, created_at,
                                 version)
             VALUES ($1, $2, $3, $4, $5, $6, '', $7, 0, '', '', '', 0, $8, 0)",
            (
                id.uuid(),
                release.uuid(),
                ordinal,
                plan.title.as_str(),
                plan.scenario.key(),
                plan.kind.key(),
                DrillState::Draft.key(),
                at.as_microsecond(),
            ),
        )
        .await?;
    save_drill_plan(transaction, (id, 0), plan).await?;
    Ok(())
}

pub async fn find_drill(
    transaction: &mut Transaction,
    id: DrillId,
) -> Result<Option<Drill>, StoreError> {
    let row: Option<DrillRow> =
        transaction.optional(select!("WHERE id = $1"), (id.uuid(),)).await?;
    row.map(DrillRow::read).transpose()
}

/// The drills of a release, the first one first.
pub async fn list_drills(
    transaction: &mut Transaction,
    release: ReleaseId,
) -> Result<Vec<Drill>, StoreError> {
    let rows: Vec<DrillRow> = transaction
        .all(
            select!(
                "WHERE release_id = $1
                 ORDER BY ordinal"
            ),
            (release.uuid(),),
        )
        .await?;
    rows.into_iter().map(DrillRow::read).collect()
}

/// The drills whose clock goes, of releases that are not over and that a person may see.
pub async fn list_running_drills(
    transaction: &mut Transaction,
    person: PersonId,
) -> Result<Vec<Drill>, StoreError> {
    let rows: Vec<DrillRow> = transaction
        .all(
            select!(
                "WHERE state = 'running'
                   AND EXISTS (SELECT 1 FROM releases l
                               WHERE l.id = drills.release_id
                                 AND ",
                open_to!("l", "$1"),
                ")
                 ORDER BY started_at, id"
            ),
            (person.uuid(),),
        )
        .await?;
    rows.into_iter().map(DrillRow::read).collect()
}

/// Keeps what is planned; says whether the version was still the newest.
pub async fn save_drill_plan(
    transaction: &mut Transaction,
    (id, version): (DrillId, i64),
    plan: &DrillPlan,
) -> Result<bool, StoreError> {
    transaction
        .execute_one(
            "UPDATE drills
             SET title = $3, scenario = $4, kind = $5, story = $6, environment = $7,
                 third_parties = $8, starts_at = $9, version = version + 1
             WHERE id = $1 AND version = $2",
            (
                id.uuid(),
                version,
                plan.title.as_str(),
                plan.scenario.key(),
                plan.kind.key(),
                plan.story.as_str(),
                plan.environment.as_ref().map(Line::to_string),
                plan.third_parties.as_ref().map(Line::to_string),
                plan.starts_at.map(Timestamp::as_microsecond),
            ),
        )
        .await
}

/// Keeps everything that moves while a drill lives; says whether the version was still the newest.
pub async fn save_drill(transaction: &mut Transaction, drill: &Drill) -> Result<bool, StoreError> {
    transaction
        .execute_one(
            "UPDATE drills
             SET state = $3, postponed = $4, started_at = $5, ended_at = $6, went_well = $7,
                 went_badly = $8, lucky = $9, version = version + 1
             WHERE id = $1 AND version = $2",
            (
                drill.id.uuid(),
                drill.version,
                drill.state.key(),
                i64::from(drill.postponed),
                drill.started_at.map(Timestamp::as_microsecond),
                drill.ended_at.map(Timestamp::as_microsecond),
                drill.debrief.went_well.as_str(),
                drill.debrief.went_badly.as_str(),
                drill.debrief.lucky.as_str(),
            ),
        )
        .await
}

/// Lets nobody else change who takes part, or write a line, until this transaction ends.
pub async fn lock_drill(transaction: &mut Transaction, id: DrillId) -> Result<(), StoreError> {
    transaction
        .execute("UPDATE drills SET sequence = sequence WHERE id = $1", (id.uuid(),))
        .await?;
    Ok(())
}

/// Counts the lines of a timeline, and lets nobody else write one until this transaction ends. None
/// when there is no such drill.
pub async fn next_entry(
    transaction: &mut Transaction,
    id: DrillId,
) -> Result<Option<i64>, StoreError> {
    let row: Option<(i64,)> = transaction
        .optional(
            "UPDATE drills SET sequence = sequence + 1 WHERE id = $1 RETURNING sequence",
            (id.uuid(),),
        )
        .await?;
    Ok(row.map(|(sequence,)| sequence))
}
