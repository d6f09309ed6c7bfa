//! Training materials.

pub mod acknowledgement;
pub mod blob;
pub mod coverage;
pub mod draft;
pub mod file;
pub mod pitfall;
pub mod reader;
pub mod reader_link;
pub mod version;

use domain::ids::{CohortId, MaterialId, PersonId, PhaseId, ProductId, ReleaseId};
use domain::phase::PhaseState;
use domain::product::Place;
use domain::text::{Line, Title};
use domain::training::{Format, Material, MaterialText};
use jiff::Timestamp;
use uuid::Uuid;

use crate::engine::value::{day, moment, number, parse_stored};
use crate::release::sight::open_to;
use crate::{StoreError, Transaction};

/// Every reading asks for the columns of the row; which rows stands where it is asked.
macro_rules! select {
    ($($which:expr),+) => {
        concat!(
            "SELECT m.id, m.product_id, m.release_id, m.title, m.format, m.minutes, m.roles,
                    m.embargo_phase_id, m.review_on, m.owner_id, m.published, m.retired_at, m.created_by,
                    m.created_at, m.version, e.state AS embargo,
                    (SELECT MAX(v.number) FROM material_versions v
                     WHERE v.material_id = m.id AND v.asks_again AND v.published_at IS NOT NULL) AS asked
             FROM materials m
             LEFT JOIN phases e ON e.id = m.embargo_phase_id
             ",
            $($which),+
        )
    };
}

#[derive(sqlx::FromRow)]
struct MaterialRow {
    id: Uuid,
    product_id: Uuid,
    release_id: Option<Uuid>,
    title: String,
    format: String,
    minutes: Option<i64>,
    roles: Option<String>,
    embargo_phase_id: Option<Uuid>,
    review_on: Option<String>,
    owner_id: Option<Uuid>,
    published: Option<i64>,
    retired_at: Option<i64>,
    created_by: Uuid,
    created_at: i64,
    version: i64,
    embargo: Option<String>,
    asked: Option<i64>,
}

impl MaterialRow {
    /// The material without its cohorts, which are in rows of their own.
    fn read(self) -> Result<Material, StoreError> {
        let roles = self.roles.map(|roles| parse_stored("materials.roles", &roles, Line::parse));
        let embargo = self.embargo.map(|state| {
            PhaseState::from_key(&state).ok_or_else(|| StoreError::unknown("phases.state", &state))
        });
        Ok(Material {
            id: MaterialId::new(self.id),
            product: ProductId::new(self.product_id),
            release: self.release_id.map(ReleaseId::new),
            text: MaterialText {
                title: parse_stored("materials.title", &self.title, Title::parse)?,
                format: Format::from_key(&self.format)
                    .ok_or_else(|| StoreError::unknown("materials.format", &self.format))?,
                minutes: number("materials.minutes", self.minutes)?,
                roles: roles.transpose()?,
                embargo: self.embargo_phase_id.map(PhaseId::new),
                review_on: day("materials.review_on", self.review_on)?,
                owner: self.owner_id.map(PersonId::new),
            },
            cohorts: Vec::new(),
            published: self.published,
            asked: self.asked,
            embargo: embargo.transpose()?,
            retired_at: self.retired_at.map(moment),
            created_by: PersonId::new(self.created_by),
            created_at: moment(self.created_at),
            version: self.version,
        })
    }
}

/// Adds a material with the cohorts that it is for.
pub async fn add_material(
    transaction: &mut Transaction,
    material: &Material,
) -> Result<(), StoreError> {
    let text = &material.text;
    transaction
        .execute(
            "INSERT INTO materials (id, product_id, release_id, title, format, minutes, roles,
                                    embargo_phase_id, review_on, owner_id, created_by, created_at, version)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 1)",
            (
                material.id.uuid(),
                material.product.uuid(),
                material.release.map(ReleaseId::uuid),
                text.title.as_str(),
                text.format.key(),
                text.minutes.map(i64::from),
                text.roles.as_ref().map(Line::to_string),
                text.embargo.map(PhaseId::uuid),
                text.review_on.map(|day| day.to_string()),
                text.owner.map(PersonId::uuid),
                material.created_by.uuid(),
                material.created_at.as_microsecond(),
            ),
        )
        .await?;
    add_cohorts(transaction, material.id, &material.cohorts).await
}

async fn add_cohorts(
    transaction: &mut Transaction,
    id: MaterialId,
    cohorts: &[CohortId],
) -> Result<(), StoreError> {
    for cohort in cohorts {
        transaction
            .execute(
                "INSERT INTO material_cohorts (material_id, cohort_id) VALUES ($1, $2)
                 ON CONFLICT (material_id, cohort_id) DO NOTHING",
                (id.uuid(), cohort.uuid()),
            )
            .await?;
    }
    Ok(())
}

pub async fn find_material(
    transaction: &mut Transaction,
    id: MaterialId,
) -> Result<Option<Material>, StoreError> {
    let row: Option<MaterialRow> =
        transaction.optional(select!("WHERE m.id = $1"), (id.uuid(),)).await?;
    let Some(row) = row else { return Ok(None) };
    let cohorts: Vec<(Uuid,)> = transaction
        .all(
            "SELECT cohort_id FROM material_cohorts WHERE material_id = $1 ORDER BY cohort_id",
            (id.uuid(),),
        )
        .await?;
    let cohorts = cohorts.into_iter().map(|(cohort,)| CohortId::new(cohort)).collect();
    Ok(Some(Material { cohorts, ..row.read()? }))
}

/// The materials of a place, the oldest first. Those of a release do not have those of its product with them.
pub async fn list_materials(
    transaction: &mut Transaction,
    place: Place,
) -> Result<Vec<Material>, StoreError> {
    let (rows, cohorts): (Vec<MaterialRow>, Vec<(Uuid, Uuid)>) = match place {
        Place::Product(id) => {
            let which = select!(
                "WHERE m.product_id = $1 AND m.release_id IS NULL
                 ORDER BY m.created_at, m.id"
            );
            let cohorts = "SELECT c.material_id, c.cohort_id
                 FROM material_cohorts c
                 JOIN materials m ON m.id = c.material_id
                 WHERE m.product_id = $1 AND m.release_id IS NULL
                 ORDER BY c.cohort_id";
            let rows = transaction.all(which, (id.uuid(),)).await?;
            (rows, transaction.all(cohorts, (id.uuid(),)).await?)
        }
        Place::Release(id) => {
            let which = select!(
                "WHERE m.release_id = $1
                 ORDER BY m.created_at, m.id"
            );
            let cohorts = "SELECT c.material_id, c.cohort_id
                 FROM material_cohorts c
                 JOIN materials m ON m.id = c.material_id
                 WHERE m.release_id = $1
                 ORDER BY c.cohort_id";
            let rows = transaction.all(which, (id.uuid(),)).await?;
            (rows, transaction.all(cohorts, (id.uuid(),)).await?)
        }
    };
    with_cohorts(rows, &cohorts)
}

/// Every material of a place that somebody sees who may see its place, not retired, for what waits for them:
/// in the products, and in the releases that are open to them and not over.
pub async fn list_materials_seen(
    transaction: &mut Transaction,
    viewer: PersonId,
) -> Result<Vec<Material>, StoreError> {
    let rows: Vec<MaterialRow> = transaction
        .all(
            select!(
                "LEFT JOIN releases r ON r.id = m.release_id
                 WHERE m.retired_at IS NULL
                   AND (r.id IS NULL
                        OR (",
                open_to!("r", "$1"),
                "))
                 ORDER BY m.created_at, m.id"
            ),
            (viewer.uuid(),),
        )
        .await?;
    let cohorts: Vec<(Uuid, Uuid)> = transaction
        .all(
            "SELECT c.material_id, c.cohort_id
             FROM material_cohorts c
             JOIN materials m ON m.id = c.material_id
             WHERE m.retired_at IS NULL
             ORDER BY c.cohort_id",
            (),
        )
        .await?;
    with_cohorts(rows, &cohorts)
}

/// The cohorts that count on somebody, each with its product.
pub async fn list_cohorts_of_reader(
    transaction: &mut Transaction,
    person: PersonId,
) -> Result<Vec<(CohortId, ProductId)>, StoreError> {
    let rows: Vec<(Uuid, Uuid)> = transaction
        .all(
            "SELECT c.id, c.product_id
             FROM readers r
             JOIN cohorts c ON c.id = r.cohort_id
             WHERE r.person_id = $1",
            (person.uuid(),),
        )
        .await?;
    Ok(rows.into_iter().map(|(id, product)| (CohortId::new(id), ProductId::new(product))).collect())
}

fn with_cohorts(
    rows: Vec<MaterialRow>,
    cohorts: &[(Uuid, Uuid)],
) -> Result<Vec<Material>, StoreError> {
    let mut by_material: std::collections::HashMap<Uuid, Vec<CohortId>> =
        std::collections::HashMap::new();
    for (material, cohort) in cohorts {
        by_material.entry(*material).or_default().push(CohortId::new(*cohort));
    }
    let with = |row: MaterialRow| {
        let cohorts = by_material.remove(&row.id).unwrap_or_default();
        Ok(Material { cohorts, ..row.read()? })
    };
    rows.into_iter().map(with).collect()
}

/// Keeps what is said about it and for whom it is; says whether the version was still the newest.
pub async fn save_material(
    transaction: &mut Transaction,
    (id, version): (MaterialId, i64),
    (text, cohorts): (&MaterialText, &[CohortId]),
) -> Result<bool, StoreError> {
    let saved = transaction
        .execute_one(
            "UPDATE materials
             SET title = $3, format = $4, minutes = $5, roles = $6, embargo_phase_id = $7, review_on = $8,
                 owner_id = $9, version = version + 1
             WHERE id = $1 AND version = $2",
            (
                id.uuid(),
                version,
                text.title.as_str(),
                text.format.key(),
                text.minutes.map(i64::from),
                text.roles.as_ref().map(Line::to_string),
                text.embargo.map(PhaseId::uuid),
                text.review_on.map(|day| day.to_string()),
                text.owner.map(PersonId::uuid),
            ),
        )
        .await?;
    if saved {
        transaction
            .execute("DELETE FROM material_cohorts WHERE material_id = $1", (id.uuid(),))
            .await?;
        add_cohorts(transaction, id, cohorts).await?;
    }
    Ok(saved)
}

/// Which version people read from now on; says whether the material was still as it was.
pub async fn save_published(
    transaction: &mut Transaction,
    (id, version): (MaterialId, i64),
    number: i64,
) -> Result<bool, StoreError> {
    transaction
        .execute_one(
            "UPDATE materials SET published = $3, version = version + 1
             WHERE id = $1 AND version = $2 AND retired_at IS NULL",
            (id.uuid(), version, number),
        )
        .await
}

/// Nobody reads it any more; says whether the material was still as it was.
pub async fn save_retired(
    transaction: &mut Transaction,
    (id, version): (MaterialId, i64),
    at: Timestamp,
) -> Result<bool, StoreError> {
    transaction
        .execute_one(
            "UPDATE materials SET retired_at = $3, version = version + 1
             WHERE id = $1 AND version = $2 AND retired_at IS NULL",
            (id.uuid(), version, at.as_microsecond()),
        )
        .await
}
