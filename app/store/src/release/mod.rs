//! Releases and the moves of their launch.

pub mod address;
pub mod big_bang;
pub mod contents;
pub(crate) mod ordinal;
pub mod outcome;
pub mod participant;
pub mod presence;
pub(crate) mod sight;
pub mod upcoming;

use domain::address::Slug;
use domain::day::Zone;
use domain::ids::{PersonId, ProductId, ReleaseId, SlipId};
use domain::release::{Kind, Plan, Release, ReleaseState, Schedule, Slip, Tier};
use jiff::Timestamp;
use uuid::Uuid;

use crate::engine::value::{among, day, list, moment};
use crate::release::sight::{open_to, seen_by};
use crate::{StoreError, Transaction};

/// Every reading asks for the columns of the row; which rows stands where it is asked.
macro_rules! select {
    ($($which:expr),+) => {
        concat!(
            "SELECT r.id, r.product_id, p.name AS product_name, p.slug AS product_slug, r.name, r.label, r.slug,
                    r.summary, r.kind, r.tier, r.zone, r.feature_complete_on, r.launch_on, r.state,
                    r.restricted, r.version
             FROM releases r
             JOIN products p ON p.id = r.product_id
             ",
            $($which),+
        )
    };
}

#[derive(sqlx::FromRow)]
struct ReleaseRow {
    id: Uuid,
    product_id: Uuid,
    product_name: String,
    product_slug: String,
    name: String,
    label: String,
    slug: String,
    summary: String,
    kind: String,
    tier: String,
    zone: String,
    feature_complete_on: Option<String>,
    launch_on: Option<String>,
    state: String,
    restricted: bool,
    version: i64,
}

impl ReleaseRow {
    fn read(self) -> Result<Release, StoreError> {
        let zone = Zone::parse(&self.zone).map_err(|_| StoreError::unknown("zone", &self.zone))?;
        let schedule = Schedule::new(
            day("feature_complete_on", self.feature_complete_on)?,
            day("launch_on", self.launch_on)?,
            zone,
        )
        .map_err(|_| StoreError::unknown("launch_on", "a launch before feature-complete"))?;
        Ok(Release {
            id: ReleaseId::new(self.id),
            product: ProductId::new(self.product_id),
            product_name: self.product_name,
            product_slug: self.product_slug,
            name: self.name,
            label: self.label,
            slug: self.slug,
            summary: self.summary,
            kind: Kind::from_key(&self.kind)
                .ok_or_else(|| StoreError::unknown("kind", &self.kind))?,
            tier: Tier::from_key(&self.tier)
                .ok_or_else(|| StoreError::unknown("tier", &self.tier))?,
            schedule,
            state: ReleaseState::from_key(&self.state)
                .ok_or_else(|| StoreError::unknown("state", &self.state))?,
            restricted: self.restricted,
            version: self.version,
        })
    }
}

pub async fn add_release(
    transaction: &mut Transaction,
    id: ReleaseId,
    product: ProductId,
    (plan, slug): (&Plan, &Slug),
    at: Timestamp,
) -> Result<(), StoreError> {
    transaction
        .execute(
            "INSERT INTO releases (id, product_id, name, label, slug, summary, kind, tier, zone,
                                   feature_complete_on, launch_on, state, restricted, created_at, version)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 1)",
            (
                id.uuid(),
                product.uuid(),
                plan.name.as_str(),
                plan.label.as_str(),
                slug.as_str(),
                plan.summary.as_str(),
                plan.kind.key(),
                plan.tier.key(),
                plan.schedule.zone().name(),
                plan.schedule.feature_complete().map(|day| day.to_string()),
                plan.schedule.launch().map(|day| day.to_string()),
                ReleaseState::Draft.key(),
                plan.restricted,
                at.as_microsecond(),
            ),
        )
        .await?;
    Ok(())
}

pub async fn find_release(
    transaction: &mut Transaction,
    id: ReleaseId,
) -> Result<Option<Release>, StoreError> {
    let row: Option<ReleaseRow> =
        transaction.optional(select!("WHERE r.id = $1"), (id.uuid(),)).await?;
    row.map(ReleaseRow::read).transpose()
}

/// The releases that a person may see: open ones, and restricted ones they have a part in. Those
/// that are closed, cancelled or rolled back come last.
pub async fn list_releases(
    transaction: &mut Transaction,
    person: PersonId,
    product: Option<ProductId>,
) -> Result<Vec<Release>, StoreError> {
    let rows: Vec<ReleaseRow> = transaction
        .all(
            select!("WHERE ", seen_by!("r", "$1"), "
                       AND (r.product_id = $2 OR $2 IS NULL)
                     ORDER BY CASE WHEN r.state IN ('closed', 'cancelled', 'rolled_back') THEN 1 ELSE 0 END,
                              COALESCE(r.launch_on, '9999'), r.id"),
            (person.uuid(), product.map(ProductId::uuid)),
        )
        .await?;
    rows.into_iter().map(ReleaseRow::read).collect()
}

/// A page of the releases that are not over and that a person may see, by their launch: those behind one of them, or
/// from the first on.
pub async fn list_open_releases(
    transaction: &mut Transaction,
    person: PersonId,
    (after, limit): (Option<ReleaseId>, usize),
) -> Result<Vec<Release>, StoreError> {
    let rows: Vec<ReleaseRow> = transaction
        .all(
            select!("WHERE ", open_to!("r", "$1"), "
                       AND ($2 IS NULL
                            OR (COALESCE(r.launch_on, '9999'), r.id)
                               > (SELECT COALESCE(b.launch_on, '9999'), b.id FROM releases b WHERE b.id = $2))
                     ORDER BY COALESCE(r.launch_on, '9999'), r.id
                     LIMIT $3"),
            (person.uuid(), after.map(ReleaseId::uuid), i64::try_from(limit).unwrap_or(i64::MAX)),
        )
        .await?;
    rows.into_iter().map(ReleaseRow::read).collect()
}

/// How many releases are not over, of those that a person may see.
pub async fn count_open_releases(
    transaction: &mut Transaction,
    person: PersonId,
) -> Result<usize, StoreError> {
    let (count,): (i64,) = transaction
        .one(
            concat!("SELECT COUNT(*) FROM releases r WHERE ", open_to!("r", "$1")),
            (person.uuid(),),
        )
        .await?;
    Ok(usize::try_from(count).unwrap_or_default())
}

/// Those of some releases that a person may see, in no order.
pub async fn list_releases_among(
    transaction: &mut Transaction,
    person: PersonId,
    ids: &[ReleaseId],
) -> Result<Vec<Release>, StoreError> {
    let sql = among!(transaction, select!("WHERE ", seen_by!("r", "$1"), " AND r.id"), "$2");
    let ids = list(ids.iter().map(|id| id.uuid().simple().to_string()));
    let rows: Vec<ReleaseRow> = transaction.all(sql, (person.uuid(), ids)).await?;
    rows.into_iter().map(ReleaseRow::read).collect()
}

/// Says whether the version was still the newest.
pub async fn save_plan(
    transaction: &mut Transaction,
    id: ReleaseId,
    version: i64,
    (plan, slug): (&Plan, &Slug),
) -> Result<bool, StoreError> {
    transaction
        .execute_one(
            "UPDATE releases
             SET name = $3, label = $4, slug = $5, summary = $6, kind = $7, tier = $8, zone = $9,
                 feature_complete_on = $10, launch_on = $11, restricted = $12, version = version + 1
             WHERE id = $1 AND version = $2",
            (
                id.uuid(),
                version,
                plan.name.as_str(),
                plan.label.as_str(),
                slug.as_str(),
                plan.summary.as_str(),
                plan.kind.key(),
                plan.tier.key(),
                plan.schedule.zone().name(),
                plan.schedule.feature_complete().map(|day| day.to_string()),
                plan.schedule.launch().map(|day| day.to_string()),
                plan.restricted,
            ),
        )
        .await
}

/// Lets nobody else change what belongs to a release until this transaction ends. SQLite has one
/// writer anyway; on PostgreSQL an update that changes nothing takes the lock.
pub async fn lock_release(
    transaction: &mut Transaction,
    id: ReleaseId,
) -> Result<bool, StoreError> {
    transaction
        .execute_one("UPDATE releases SET version = version WHERE id = $1", (id.uuid(),))
        .await
}

/// Says whether the version was still the newest.
pub async fn save_state(
    transaction: &mut Transaction,
    id: ReleaseId,
    version: i64,
    state: ReleaseState,
) -> Result<bool, StoreError> {
    transaction
        .execute_one(
            "UPDATE releases SET state = $3, version = version + 1 WHERE id = $1 AND version = $2",
            (id.uuid(), version, state.key()),
        )
        .await
}

pub async fn add_slip(
    transaction: &mut Transaction,
    id: SlipId,
    release: ReleaseId,
    slip: &Slip,
    by: PersonId,
) -> Result<(), StoreError> {
    transaction
        .execute(
            "INSERT INTO slips (id, release_id, from_on, to_on, reason, by_id, at)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
            (
                id.uuid(),
                release.uuid(),
                slip.from.map(|day| day.to_string()),
                slip.to.map(|day| day.to_string()),
                slip.reason.as_str(),
                by.uuid(),
                slip.at.as_microsecond(),
            ),
        )
        .await?;
    Ok(())
}

#[derive(sqlx::FromRow)]
struct SlipRow {
    from_on: Option<String>,
    to_on: Option<String>,
    reason: String,
    by_name: String,
    at: i64,
}

/// The moves of the launch, the newest first.
pub async fn list_slips(
    transaction: &mut Transaction,
    release: ReleaseId,
) -> Result<Vec<Slip>, StoreError> {
    let rows: Vec<SlipRow> = transaction
        .all(
            "SELECT s.from_on, s.to_on, s.reason, p.name AS by_name, s.at
             FROM slips s
             JOIN people p ON p.id = s.by_id
             WHERE s.release_id = $1
             ORDER BY s.at DESC, s.id DESC",
            (release.uuid(),),
        )
        .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Slip {
                from: day("slips.from_on", row.from_on)?,
                to: day("slips.to_on", row.to_on)?,
                reason: row.reason,
                by_name: row.by_name,
                at: moment(row.at),
            })
        })
        .collect()
}
