//! What rehearsals showed must change.

pub mod change_marker;

use domain::finding::{
    Finding, FindingState, FindingStatus, FindingText, Rehearsed, Severity, Source,
};
use domain::ids::{DrillId, FindingId, PersonId, PhaseId, ProductId, ReleaseId, RunId};
use domain::text::{Line, Link, Markdown, Title};
use uuid::Uuid;

use crate::engine::value::moment;
use crate::engine::value::{day, parse_stored};
use crate::release::sight::{open_to, seen_by};
use crate::{StoreError, Transaction};

/// Every reading asks for the columns of the row; which rows stands where it is asked.
macro_rules! select {
    ($($which:expr),+) => {
        concat!(
            "SELECT f.id, f.release_id, f.ordinal, f.run_id, f.drill_id, f.phase_id, f.title, f.explanation,
                    f.severity, f.owner_id, f.due_on, f.fix, f.link, f.state, f.fixed_at, f.retest_run,
                    f.retest_drill, f.until_on, f.answer, f.answered_by, f.reported_by, f.reported_at,
                    f.version
             FROM findings f
             ",
            $($which),+
        )
    };
}

#[derive(sqlx::FromRow)]
struct FindingRow {
    id: Uuid,
    release_id: Uuid,
    ordinal: i64,
    run_id: Option<Uuid>,
    drill_id: Option<Uuid>,
    phase_id: Option<Uuid>,
    title: String,
    explanation: String,
    severity: String,
    owner_id: Option<Uuid>,
    due_on: Option<String>,
    fix: Option<String>,
    link: Option<String>,
    state: String,
    fixed_at: Option<i64>,
    retest_run: Option<Uuid>,
    retest_drill: Option<Uuid>,
    until_on: Option<String>,
    answer: Option<String>,
    answered_by: Option<Uuid>,
    reported_by: Uuid,
    reported_at: i64,
    version: i64,
}

impl FindingRow {
    fn read(self) -> Result<Finding, StoreError> {
        let state = self.state()?;
        let source = match (self.run_id, self.drill_id, self.phase_id) {
            (Some(run), ..) => Source::Run(RunId::new(run)),
            (_, Some(drill), _) => Source::Drill(DrillId::new(drill)),
            (.., Some(phase)) => Source::Phase(PhaseId::new(phase)),
            _ => Source::None,
        };
        let fix =
            self.fix.map(|fix| parse_stored("findings.fix", &fix, Line::parse)).transpose()?;
        let link =
            self.link.map(|link| parse_stored("findings.link", &link, Link::parse)).transpose()?;
        Ok(Finding {
            id: FindingId::new(self.id),
            release: ReleaseId::new(self.release_id),
            ordinal: self.ordinal,
            source,
            text: FindingText {
                title: parse_stored("findings.title", &self.title, Title::parse)?,
                explanation: parse_stored(
                    "findings.explanation",
                    &self.explanation,
                    Markdown::stored,
                )?,
                severity: Severity::from_key(&self.severity)
                    .ok_or_else(|| StoreError::unknown("findings.severity", &self.severity))?,
                owner: self.owner_id.map(PersonId::new),
                due: day("findings.due_on", self.due_on)?,
                fix,
                link,
            },
            state,
            reported_by: PersonId::new(self.reported_by),
            reported_at: moment(self.reported_at),
            version: self.version,
        })
    }

    fn state(&self) -> Result<FindingState, StoreError> {
        let fixed_at = moment(self.fixed_at.unwrap_or_default());
        let unknown = || StoreError::unknown("findings.state", &self.state);
        Ok(match FindingStatus::from_key(&self.state).ok_or_else(unknown)? {
            FindingStatus::Open => FindingState::Open,
            FindingStatus::Fixing => FindingState::Fixing,
            FindingStatus::Fixed => FindingState::Fixed { at: fixed_at },
            FindingStatus::Retested => {
                let run = self.retest_run.map(|run| Rehearsed::Run(RunId::new(run)));
                let drill = self.retest_drill.map(|drill| Rehearsed::Drill(DrillId::new(drill)));
                FindingState::Retested { fixed_at, by: run.or(drill).ok_or_else(unknown)? }
            }
            FindingStatus::Accepted => FindingState::Accepted {
                until: day("findings.until_on", self.until_on.clone())?.ok_or_else(unknown)?,
                reason: self.answer.clone().unwrap_or_default(),
                by: PersonId::new(self.answered_by.ok_or_else(unknown)?),
            },
        })
    }
}

pub async fn add_finding(
    transaction: &mut Transaction,
    finding: &Finding,
) -> Result<(), StoreError> {
    let (run, drill, phase) = match finding.source {
        Source::Run(run) => (Some(run.uuid()), None, None),
        Source::Drill(drill) => (None, Some(drill.uuid()), None),
        Source::Phase(phase) => (None, None, Some(phase.uuid())),
        Source::None => (None, None, None),
    };
    let text = &finding.text;
    transaction
        .execute(
            "INSERT INTO findings (id, release_id, run_id, drill_id, phase_id, title, explanation,
                                   severity, owner_id, due_on, fix, link, state, reported_by,
                                   reported_at, version, ordinal)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'open', $13, $14, 1,
                     (SELECT COALESCE(MAX(ordinal), 0) + 1 FROM findings WHERE release_id = $2))",
            (
                finding.id.uuid(),
                finding.release.uuid(),
                run,
                drill,
                phase,
                text.title.as_str(),
                text.explanation.as_str(),
                text.severity.key(),
                text.owner.map(PersonId::uuid),
                text.due.map(|due| due.to_string()),
                text.fix.as_ref().map(Line::to_string),
                text.link.as_ref().map(|link| link.as_str().to_owned()),
                finding.reported_by.uuid(),
                finding.reported_at.as_microsecond(),
            ),
        )
        .await?;
    Ok(())
}

pub async fn find_finding(
    transaction: &mut Transaction,
    id: FindingId,
) -> Result<Option<Finding>, StoreError> {
    let row: Option<FindingRow> =
        transaction.optional(select!("WHERE f.id = $1"), (id.uuid(),)).await?;
    row.map(FindingRow::read).transpose()
}

/// The findings of a release, the newest first.
pub async fn list_findings(
    transaction: &mut Transaction,
    release: ReleaseId,
) -> Result<Vec<Finding>, StoreError> {
    let rows: Vec<FindingRow> = transaction
        .all(
            select!(
                "WHERE f.release_id = $1
                 ORDER BY f.reported_at DESC, f.id DESC"
            ),
            (release.uuid(),),
        )
        .await?;
    rows.into_iter().map(FindingRow::read).collect()
}

/// The findings that a person owns and that no retest has settled, of releases that are not over and that they may see.
pub async fn list_owned_findings(
    transaction: &mut Transaction,
    person: PersonId,
) -> Result<Vec<Finding>, StoreError> {
    let rows: Vec<FindingRow> = transaction
        .all(
            select!(
                "JOIN releases r ON r.id = f.release_id
                 WHERE f.owner_id = $1 AND f.state <> 'retested'
                   AND ",
                open_to!("r", "$1"),
                "
                 ORDER BY f.reported_at DESC, f.id DESC"
            ),
            (person.uuid(),),
        )
        .await?;
    rows.into_iter().map(FindingRow::read).collect()
}

/// The findings of those releases of a product that a person may see, the newest first.
pub async fn list_findings_of_product(
    transaction: &mut Transaction,
    product: ProductId,
    viewer: PersonId,
) -> Result<Vec<Finding>, StoreError> {
    let rows: Vec<FindingRow> = transaction
        .all(
            select!(
                "JOIN releases r ON r.id = f.release_id
                 WHERE r.product_id = $1
                   AND ",
                seen_by!("r", "$2"),
                "
                 ORDER BY f.reported_at DESC, f.id DESC"
            ),
            (product.uuid(), viewer.uuid()),
        )
        .await?;
    rows.into_iter().map(FindingRow::read).collect()
}

/// Keeps what it says; says whether the version was still the newest.
pub async fn save_finding(
    transaction: &mut Transaction,
    (id, version): (FindingId, i64),
    text: &FindingText,
) -> Result<bool, StoreError> {
    transaction
        .execute_one(
            "UPDATE findings
             SET title = $3, explanation = $4, severity = $5, owner_id = $6, due_on = $7, fix = $8,
                 link = $9, version = version + 1
             WHERE id = $1 AND version = $2",
            (
                id.uuid(),
                version,
                text.title.as_str(),
                text.explanation.as_str(),
                text.severity.key(),
                text.owner.map(PersonId::uuid),
                text.due.map(|due| due.to_string()),
                text.fix.as_ref().map(Line::to_string),
                text.link.as_ref().map(|link| link.as_str().to_owned()),
            ),
        )
        .await
}

/// Keeps where it is in its life; says whether the version was still the newest.
pub async fn save_finding_state(
    transaction: &mut Transaction,
    (id, version): (FindingId, i64),
    state: &FindingState,
) -> Result<bool, StoreError> {
    let fixed_at = match state {
        FindingState::Fixed { at } => Some(*at),
        FindingState::Retested { fixed_at, .. } => Some(*fixed_at),
        _ => None,
    };
    let (run, drill) = match state {
        FindingState::Retested { by: Rehearsed::Run(run), .. } => (Some(run.uuid()), None),
        FindingState::Retested { by: Rehearsed::Drill(drill), .. } => (None, Some(drill.uuid())),
        _ => (None, None),
    };
    let (until, answer, by) = match state {
        FindingState::Accepted { until, reason, by } => {
            (Some(until.to_string()), Some(reason.clone()), Some(by.uuid()))
        }
        _ => (None, None, None),
    };
    transaction
        .execute_one(
            "UPDATE findings
             SET state = $3, fixed_at = $4, retest_run = $5, retest_drill = $6, until_on = $7,
                 answer = $8, answered_by = $9, version = version + 1
             WHERE id = $1 AND version = $2",
            (
                id.uuid(),
                version,
                state.status().key(),
                fixed_at.map(jiff::Timestamp::as_microsecond),
                run,
                drill,
                until,
                answer,
                by,
            ),
        )
        .await
}
