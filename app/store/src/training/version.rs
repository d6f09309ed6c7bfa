//! What materials say, version by version, and who wrote in each.

use std::collections::HashMap;

use domain::ids::{MaterialId, PersonId};
use domain::product::Place;
use domain::text::{Line, Link, Markdown};
use domain::training::version::{Review, SentBack};
use domain::training::{MaterialVersion, VersionState, VersionStatus, VersionText};
use jiff::Timestamp;
use uuid::Uuid;

use crate::engine::value::{moment, parse_stored};
use crate::{StoreError, Transaction};

/// Every reading asks for the columns of the row; which rows stands where it is asked.
macro_rules! select {
    ($which:literal) => {
        concat!(
            "SELECT v.material_id, v.number, v.body, v.link, v.asks_again, v.changes, v.state, v.written_by,
                    v.written_at, v.reviewed_by, v.reviewed_at, v.review, v.published_at, v.version
             FROM material_versions v
             ",
            $which
        )
    };
}

#[derive(sqlx::FromRow)]
struct VersionRow {
    material_id: Uuid,
    number: i64,
    body: String,
    link: Option<String>,
    asks_again: bool,
    changes: Option<String>,
    state: String,
    written_by: Uuid,
    written_at: i64,
    reviewed_by: Option<Uuid>,
    reviewed_at: Option<i64>,
    review: Option<String>,
    published_at: Option<i64>,
    version: i64,
}

impl VersionRow {
    fn read(self, others: Vec<PersonId>) -> Result<MaterialVersion, StoreError> {
        let link = self.link.as_deref();
        let changes = self.changes.as_deref();
        let first = PersonId::new(self.written_by);
        let others = others.into_iter().filter(|person| *person != first);
        Ok(MaterialVersion {
            material: MaterialId::new(self.material_id),
            number: self.number,
            state: self.state()?,
            text: VersionText {
                body: parse_stored("material_versions.body", &self.body, Markdown::stored)?,
                link: link
                    .map(|link| parse_stored("material_versions.link", link, Link::parse))
                    .transpose()?,
                asks_again: self.asks_again,
                changes: changes
                    .map(|text| parse_stored("material_versions.changes", text, Line::parse))
                    .transpose()?,
            },
            authors: std::iter::once(first).chain(others).collect(),
            written_at: moment(self.written_at),
            version: self.version,
        })
    }

    fn state(&self) -> Result<VersionState, StoreError> {
        let unknown = || StoreError::unknown("material_versions.state", &self.state);
        let review = self.reviewed_by.zip(self.reviewed_at);
        let review = review.map(|(by, at)| Review { by: PersonId::new(by), at: moment(at) });
        let published = || review.zip(self.published_at.map(moment)).ok_or_else(unknown);
        Ok(match VersionStatus::from_key(&self.state).ok_or_else(unknown)? {
            VersionStatus::Draft => {
                let sent_back = review.zip(self.review.clone());
                let sent_back = sent_back.map(|(review, reason)| SentBack { review, reason });
                VersionState::Draft { sent_back }
            }
            VersionStatus::InReview => VersionState::InReview,
            VersionStatus::Approved => VersionState::Approved(review.ok_or_else(unknown)?),
            VersionStatus::Published => {
                let (review, at) = published()?;
                VersionState::Published { review, at }
            }
            VersionStatus::Replaced => {
                let (review, at) = published()?;
                VersionState::Replaced { review, at }
            }
            VersionStatus::Retired => {
                let (review, at) = published()?;
                VersionState::Retired { review, at }
            }
        })
    }
}

/// Adds a version with its first author; says false when one with its number is there.
pub async fn add_version(
    transaction: &mut Transaction,
    version: &MaterialVersion,
) -> Result<bool, StoreError> {
    let Some(first) = version.authors.first() else {
        return Err(StoreError::unknown("material_versions.written_by", "nobody"));
    };
    let text = &version.text;
    let added = transaction
        .execute_one(
            "INSERT INTO material_versions (material_id, number, body, link, asks_again, changes, state,
                                            written_by, written_at, version)
             VALUES ($1, $2, $3, $4, $5, $6, 'draft', $7, $8, $9)
             ON CONFLICT (material_id, number) DO NOTHING",
            (
                version.material.uuid(),
                version.number,
                text.body.as_str(),
                text.link.as_ref().map(|link| link.as_str().to_owned()),
                text.asks_again,
                text.changes.as_ref().map(Line::to_string),
                first.uuid(),
                version.written_at.as_microsecond(),
                version.version,
            ),
        )
        .await?;
    if added {
        add_author(transaction, (version.material, version.number), *first).await?;
    }
    Ok(added)
}

/// Notes that somebody wrote in a version, once.
pub async fn add_author(
    transaction: &mut Transaction,
    (material, number): (MaterialId, i64),
    person: PersonId,
) -> Result<(), StoreError> {
    transaction
        .execute(
            "INSERT INTO material_authors (material_id, number, person_id) VALUES ($1, $2, $3)
             ON CONFLICT (material_id, number, person_id) DO NOTHING",
            (material.uuid(), number, person.uuid()),
        )
        .await?;
    Ok(())
}

/// The versions of a material, the newest first.
pub async fn list_versions(
    transaction: &mut Transaction,
    material: MaterialId,
) -> Result<Vec<MaterialVersion>, StoreError> {
    let rows: Vec<VersionRow> = transaction
        .all(
            select!(
                "WHERE v.material_id = $1
                 ORDER BY v.number DESC"
            ),
            (material.uuid(),),
        )
        .await?;
    let authors: Vec<(Uuid, i64, Uuid)> = transaction
        .all(
            "SELECT a.material_id, a.number, a.person_id
             FROM material_authors a
             WHERE a.material_id = $1
             ORDER BY a.person_id",
            (material.uuid(),),
        )
        .await?;
    with_authors(rows, authors)
}

/// The newest version of each material of a place: what is being written, or what people read.
pub async fn list_newest(
    transaction: &mut Transaction,
    place: Place,
) -> Result<Vec<MaterialVersion>, StoreError> {
    let (rows, authors): (Vec<VersionRow>, Vec<(Uuid, i64, Uuid)>) = match place {
        Place::Product(id) => {
            let which = select!(
                "JOIN materials m ON m.id = v.material_id
                 WHERE m.product_id = $1 AND m.release_id IS NULL
                   AND v.number = (SELECT MAX(n.number) FROM material_versions n
                                   WHERE n.material_id = m.id)"
            );
            let authors = "SELECT a.material_id, a.number, a.person_id
                 FROM material_authors a
                 JOIN materials m ON m.id = a.material_id
                 WHERE m.product_id = $1 AND m.release_id IS NULL
                 ORDER BY a.person_id";
            (
                transaction.all(which, (id.uuid(),)).await?,
                transaction.all(authors, (id.uuid(),)).await?,
            )
        }
        Place::Release(id) => {
            let which = select!(
                "JOIN materials m ON m.id = v.material_id
                 WHERE m.release_id = $1
                   AND v.number = (SELECT MAX(n.number) FROM material_versions n
                                   WHERE n.material_id = m.id)"
            );
            let authors = "SELECT a.material_id, a.number, a.person_id
                 FROM material_authors a
                 JOIN materials m ON m.id = a.material_id
                 WHERE m.release_id = $1
                 ORDER BY a.person_id";
            (
                transaction.all(which, (id.uuid(),)).await?,
                transaction.all(authors, (id.uuid(),)).await?,
            )
        }
    };
    with_authors(rows, authors)
}

/// Every version in review that somebody did not write in, of materials that are not retired.
pub async fn list_reviewable(
    transaction: &mut Transaction,
    reviewer: PersonId,
) -> Result<Vec<(MaterialId, i64)>, StoreError> {
    let rows: Vec<(Uuid, i64)> = transaction
        .all(
            "SELECT v.material_id, v.number
             FROM material_versions v
             JOIN materials m ON m.id = v.material_id
             WHERE v.state = 'in_review' AND m.retired_at IS NULL
               AND NOT EXISTS (SELECT 1 FROM material_authors a
                               WHERE a.material_id = v.material_id AND a.number = v.number
                                 AND a.person_id = $1)",
            (reviewer.uuid(),),
        )
        .await?;
    Ok(rows.into_iter().map(|(id, number)| (MaterialId::new(id), number)).collect())
}

fn with_authors(
    rows: Vec<VersionRow>,
    authors: Vec<(Uuid, i64, Uuid)>,
) -> Result<Vec<MaterialVersion>, StoreError> {
    let mut of: HashMap<(Uuid, i64), Vec<PersonId>> = HashMap::new();
    for (material, number, person) in authors {
        of.entry((material, number)).or_default().push(PersonId::new(person));
    }
    let with = |row: VersionRow| {
        let authors = of.remove(&(row.material_id, row.number)).unwrap_or_default();
        row.read(authors)
    };
    rows.into_iter().map(with).collect()
}

/// Keeps what a draft says; says whether it still is a draft and the version was still the newest.
pub async fn save_version(
    transaction: &mut Transaction,
    (material, number, version): (MaterialId, i64, i64),
    text: &VersionText,
    at: Timestamp,
) -> Result<bool, StoreError> {
    transaction
        .execute_one(
            "UPDATE material_versions
             SET body = $4, link = $5, asks_again = $6, changes = $7, written_at = $8, version = version + 1
             WHERE material_id = $1 AND number = $2 AND version = $3 AND state = 'draft'",
            (
                material.uuid(),
                number,
                version,
                text.body.as_str(),
                text.link.as_ref().map(|link| link.as_str().to_owned()),
                text.asks_again,
                text.changes.as_ref().map(Line::to_string),
                at.as_microsecond(),
            ),
        )
        .await
}

/// Keeps where a version is in its life; says whether it was still the newest.
pub async fn save_version_state(
    transaction: &mut Transaction,
    (material, number, version): (MaterialId, i64, i64),
    state: &VersionState,
) -> Result<bool, StoreError> {
    let (review, reason) = match state {
        VersionState::Draft { sent_back: Some(sent_back) } => {
            (Some(sent_back.review), Some(sent_back.reason.clone()))
        }
        other => (other.review(), None),
    };
    transaction
        .execute_one(
            "UPDATE material_versions
             SET state = $4, reviewed_by = $5, reviewed_at = $6, review = $7, published_at = $8,
                 version = version + 1
             WHERE material_id = $1 AND number = $2 AND version = $3",
            (
                material.uuid(),
                number,
                version,
                state.status().key(),
                review.map(|review| review.by.uuid()),
                review.map(|review| review.at.as_microsecond()),
                reason,
                state.published_at().map(Timestamp::as_microsecond),
            ),
        )
        .await
}
