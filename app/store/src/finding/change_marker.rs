//! Changes on which evidence rests.

use domain::finding::change_marker::{ChangeMarker, ChangeMarkerKind, ChangeMarkerText};
use domain::ids::{ChangeMarkerId, PersonId, ReleaseId, RunbookId};
use domain::text::{Line, VersionLabel};
use uuid::Uuid;

use crate::engine::value::moment;
use crate::engine::value::parse_stored;
use crate::{StoreError, Transaction};

#[derive(sqlx::FromRow)]
struct ChangeMarkerRow {
    id: Uuid,
    release_id: Uuid,
    kind: String,
    runbook_id: Option<Uuid>,
    reference: Option<String>,
    words: String,
    at: i64,
    by_id: Uuid,
}

impl ChangeMarkerRow {
    fn read(self) -> Result<ChangeMarker, StoreError> {
        let reference = self.reference.as_deref();
        Ok(ChangeMarker {
            id: ChangeMarkerId::new(self.id),
            release: ReleaseId::new(self.release_id),
            text: ChangeMarkerText {
                kind: ChangeMarkerKind::from_key(&self.kind)
                    .ok_or_else(|| StoreError::unknown("markers.kind", &self.kind))?,
                runbook: self.runbook_id.map(RunbookId::new),
                reference: reference
                    .map(|text| parse_stored("markers.reference", text, VersionLabel::parse))
                    .transpose()?,
                words: parse_stored("markers.words", &self.words, Line::parse)?,
            },
            at: moment(self.at),
            by: PersonId::new(self.by_id),
        })
    }
}

pub async fn add_marker(
    transaction: &mut Transaction,
    marker: &ChangeMarker,
) -> Result<(), StoreError> {
    transaction
        .execute(
            "INSERT INTO markers (id, release_id, kind, runbook_id, reference, words, at, by_id)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            (
                marker.id.uuid(),
                marker.release.uuid(),
                marker.text.kind.key(),
                marker.text.runbook.map(RunbookId::uuid),
                marker.text.reference.as_ref().map(VersionLabel::to_string),
                marker.text.words.as_str(),
                marker.at.as_microsecond(),
                marker.by.uuid(),
            ),
        )
        .await?;
    Ok(())
}

/// The change markers of a release, the newest first.
pub async fn list_markers(
    transaction: &mut Transaction,
    release: ReleaseId,
) -> Result<Vec<ChangeMarker>, StoreError> {
    let rows: Vec<ChangeMarkerRow> = transaction
        .all(
            "SELECT id, release_id, kind, runbook_id, reference, words, at, by_id
             FROM markers
             WHERE release_id = $1
             ORDER BY at DESC, id DESC",
            (release.uuid(),),
        )
        .await?;
    rows.into_iter().map(ChangeMarkerRow::read).collect()
}
