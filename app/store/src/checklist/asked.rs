//! Which gate asks for what stands in a section.

use domain::checklist::{AskedAt, AskedKind, AskedSection};
use domain::ids::{PhaseId, ReleaseId};
use uuid::Uuid;

use crate::{StoreError, Transaction};

pub(super) fn read(kind: Option<&str>, phase: Option<Uuid>) -> Result<Option<AskedAt>, StoreError> {
    let Some(key) = kind else { return Ok(None) };
    let unknown = || StoreError::unknown("asked", key);
    Ok(Some(match AskedKind::from_key(key).ok_or_else(unknown)? {
        AskedKind::Next => AskedAt::Next,
        AskedKind::Phase => AskedAt::Phase(PhaseId::new(phase.ok_or_else(unknown)?)),
        AskedKind::AfterLaunch => AskedAt::AfterLaunch,
    }))
}

/// The columns of it: what kind, and which phase.
pub(super) fn columns(asked: Option<AskedAt>) -> (Option<String>, Option<Uuid>) {
    let phase = match asked {
        Some(AskedAt::Phase(phase)) => Some(phase.uuid()),
        _ => None,
    };
    (asked.map(|asked| asked.kind().key().to_owned()), phase)
}

/// Says it for a section, whatever was said before.
pub async fn save_asked(
    transaction: &mut Transaction,
    release: ReleaseId,
    said: &AskedSection,
) -> Result<(), StoreError> {
    let (kind, phase) = columns(Some(said.asked));
    transaction
        .execute(
            "INSERT INTO sections (release_id, section, asked, asked_phase_id)
             VALUES ($1, $2, $3, $4)
             ON CONFLICT (release_id, section)
             DO UPDATE SET asked = excluded.asked, asked_phase_id = excluded.asked_phase_id",
            (release.uuid(), said.section.join("\n"), kind, phase),
        )
        .await?;
    Ok(())
}

/// What is said of the sections of a release.
pub async fn list_asked(
    transaction: &mut Transaction,
    release: ReleaseId,
) -> Result<Vec<AskedSection>, StoreError> {
    let rows: Vec<(String, String, Option<Uuid>)> = transaction
        .all(
            "SELECT section, asked, asked_phase_id
             FROM sections
             WHERE release_id = $1
             ORDER BY section",
            (release.uuid(),),
        )
        .await?;
    rows.into_iter()
        .map(|(section, kind, phase)| {
            Ok(AskedSection {
                section: section.lines().map(str::to_owned).collect(),
                asked: read(Some(&kind), phase)?.unwrap_or(AskedAt::Next),
            })
        })
        .collect()
}
