//! Coverage: what the critical users of cohorts have read. It is counted here, so that nothing grows with
//! what a page does not show.

use domain::ids::{CohortId, MaterialId, PersonId, ProductId, ReaderId, ReaderLinkId, ReleaseId};
use domain::training::Reading;
use domain::training::coverage::{Counts, ReaderStanding};
use jiff::Timestamp;
use uuid::Uuid;

use crate::engine::value::moment;
use crate::{StoreError, Transaction};

/// What every question here is about: each critical user of the audience of each material that asks to be
/// read, once, with the newest version that they have read, 0 for none, and when they had read what counts
/// now. What somebody read while they were signed in counts for them, and what they confirmed by a link.
macro_rules! standing {
    ($columns:literal, $materials:literal, $rest:literal) => {
        concat!(
            "WITH asked AS (
                 SELECT m.id AS material_id, m.product_id, MAX(v.number) AS number
                 FROM materials m
                 JOIN material_versions v ON v.material_id = m.id
                 WHERE v.asks_again AND v.published_at IS NOT NULL AND m.published IS NOT NULL
                   AND m.retired_at IS NULL AND ",
            $materials,
            "
                 GROUP BY m.id, m.product_id
             ), heard AS (
                 SELECT a.material_id, a.number, a.at, a.reader_id
                 FROM acknowledgements a
                 JOIN asked q ON q.material_id = a.material_id
                 WHERE a.reader_id IS NOT NULL
                 UNION ALL
                 SELECT a.material_id, a.number, a.at, r.id AS reader_id
                 FROM acknowledgements a
                 JOIN asked q ON q.material_id = a.material_id
                 JOIN readers r ON r.person_id = a.person_id
             ), newest AS (
                 SELECT h.material_id, h.reader_id, MAX(h.number) AS number,
                        MIN(CASE WHEN h.number >= q.number THEN h.at END) AS read_at
                 FROM heard h
                 JOIN asked q ON q.material_id = h.material_id
                 GROUP BY h.material_id, h.reader_id
             )
             SELECT ",
            $columns,
            "
             FROM asked q
             JOIN cohorts c ON c.product_id = q.product_id
             JOIN readers r ON r.cohort_id = c.id
             LEFT JOIN newest n ON n.material_id = q.material_id AND n.reader_id = r.id
             WHERE r.critical
               AND (NOT EXISTS (SELECT 1 FROM material_cohorts x WHERE x.material_id = q.material_id)
                    OR EXISTS (SELECT 1 FROM material_cohorts x
                               WHERE x.material_id = q.material_id AND x.cohort_id = c.id))
             ",
            $rest
        )
    };
}

type CountRow = (Uuid, Uuid, i64, i64, i64);

fn counted((material, cohort, readers, read, older): CountRow) -> (MaterialId, CohortId, Counts) {
    (MaterialId::new(material), CohortId::new(cohort), Counts { readers, read, older })
}

/// How many of the readers of each cohort have read each material of a release, and of its product.
pub async fn count_of_release(
    transaction: &mut Transaction,
    (release, product): (ReleaseId, ProductId),
) -> Result<Vec<(MaterialId, CohortId, Counts)>, StoreError> {
    let rows: Vec<CountRow> = transaction
        .all(
            standing!(
                "q.material_id, r.cohort_id, COUNT(*),
                 SUM(CASE WHEN n.number >= q.number THEN 1 ELSE 0 END),
                 SUM(CASE WHEN n.number < q.number THEN 1 ELSE 0 END)",
                "(m.release_id = $1 OR (m.release_id IS NULL AND m.product_id = $2))",
                "GROUP BY q.material_id, r.cohort_id"
            ),
            (release.uuid(), product.uuid()),
        )
        .await?;
    Ok(rows.into_iter().map(counted).collect())
}

/// How many of the readers of each cohort have read a material.
pub async fn count_of_material(
    transaction: &mut Transaction,
    material: MaterialId,
) -> Result<Vec<(CohortId, Counts)>, StoreError> {
    let rows: Vec<CountRow> = transaction
        .all(
            standing!(
                "q.material_id, r.cohort_id, COUNT(*),
                 SUM(CASE WHEN n.number >= q.number THEN 1 ELSE 0 END),
                 SUM(CASE WHEN n.number < q.number THEN 1 ELSE 0 END)",
                "m.id = $1",
                "GROUP BY q.material_id, r.cohort_id"
            ),
            (material.uuid(),),
        )
        .await?;
    Ok(rows.into_iter().map(counted).map(|(_, cohort, counts)| (cohort, counts)).collect())
}

#[derive(sqlx::FromRow)]
struct StandingRow {
    id: Uuid,
    cohort_id: Uuid,
    name: String,
    email: Option<String>,
    person_id: Option<Uuid>,
    asked: i64,
    number: i64,
    read_at: Option<i64>,
    reminded: i64,
    reminded_at: Option<i64>,
    link_id: Option<Uuid>,
    link_expires_at: Option<i64>,
}

impl StandingRow {
    fn read(self) -> ReaderStanding {
        let reading = match self.number {
            0 => Reading::NotYet,
            number if number < self.asked => Reading::Older(number),
            number => Reading::Read(number),
        };
        ReaderStanding {
            reader: ReaderId::new(self.id),
            cohort: CohortId::new(self.cohort_id),
            name: self.name,
            email: self.email,
            person: self.person_id.map(PersonId::new),
            reading,
            read_at: self.read_at.map(moment),
            reminded: self.reminded,
            reminded_at: self.reminded_at.map(moment),
            link: self.link_id.map(ReaderLinkId::new).zip(self.link_expires_at.map(moment)),
        }
    }
}

/// Some of the critical users of the audience of a material, or of one cohort of it: who has not read it
/// first, then by cohort and name.
pub async fn list_standing(
    transaction: &mut Transaction,
    (material, cohort): (MaterialId, Option<CohortId>),
    (behind, limit): (i64, i64),
    now: Timestamp,
) -> Result<Vec<ReaderStanding>, StoreError> {
    let rows: Vec<StandingRow> = transaction
        .all(
            standing!(
                "r.id, r.cohort_id, r.name, r.email, r.person_id, q.number AS asked,
                 COALESCE(n.number, 0) AS number, n.read_at,
                 (SELECT COUNT(*) FROM reminders e
                  WHERE e.reader_id = r.id AND e.material_id = q.material_id) AS reminded,
                 (SELECT MAX(e.at) FROM reminders e
                  WHERE e.reader_id = r.id AND e.material_id = q.material_id) AS reminded_at,
                 (SELECT l.id FROM reader_links l
                  WHERE l.reader_id = r.id AND l.material_id = q.material_id AND l.revoked_at IS NULL
                    AND l.expires_at > $5
                  ORDER BY l.made_at DESC LIMIT 1) AS link_id,
                 (SELECT l.expires_at FROM reader_links l
                  WHERE l.reader_id = r.id AND l.material_id = q.material_id AND l.revoked_at IS NULL
                    AND l.expires_at > $5
                  ORDER BY l.made_at DESC LIMIT 1) AS link_expires_at",
                "m.id = $1",
                "  AND r.cohort_id = COALESCE($2, r.cohort_id)
                 ORDER BY CASE WHEN n.read_at IS NULL THEN 0 ELSE 1 END,
                          LOWER(c.name), c.id, LOWER(r.name), r.id
                 LIMIT $4 OFFSET $3"
            ),
            (material.uuid(), cohort.map(CohortId::uuid), behind, limit, now.as_microsecond()),
        )
        .await?;
    Ok(rows.into_iter().map(StandingRow::read).collect())
}

/// Who of the critical users has not read what is published now, and whether they have an account here.
pub async fn list_unread(
    transaction: &mut Transaction,
    (material, cohort): (MaterialId, Option<CohortId>),
) -> Result<Vec<(ReaderId, bool)>, StoreError> {
    let rows: Vec<(Uuid, bool)> = transaction
        .all(
            standing!(
                "r.id, r.person_id IS NOT NULL",
                "m.id = $1",
                "  AND n.read_at IS NULL AND r.cohort_id = COALESCE($2, r.cohort_id)
                 ORDER BY r.id"
            ),
            (material.uuid(), cohort.map(CohortId::uuid)),
        )
        .await?;
    Ok(rows.into_iter().map(|(id, account)| (ReaderId::new(id), account)).collect())
}

/// How many readers had read what counts now for the first time on each day; a day is counted from 1970,
/// and begins `ahead` of the one in UTC.
pub async fn count_by_day(
    transaction: &mut Transaction,
    (material, cohort): (MaterialId, Option<CohortId>),
    ahead: jiff::SignedDuration,
) -> Result<Vec<(i64, i64)>, StoreError> {
    let ahead = ahead.as_secs().saturating_mul(1_000_000);
    transaction
        .all(
            standing!(
                "(n.read_at + $3) / 86400000000 AS day, COUNT(*)",
                "m.id = $1",
                "  AND n.read_at IS NOT NULL AND r.cohort_id = COALESCE($2, r.cohort_id)
                 GROUP BY day
                 ORDER BY day"
            ),
            (material.uuid(), cohort.map(CohortId::uuid), ahead),
        )
        .await
}

/// What somebody was asked to read, by whom and when last, for the cohort that counts on them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct AskedToRead {
    pub material: MaterialId,
    pub cohort: CohortId,
    pub by: PersonId,
    pub at: Timestamp,
}

/// What somebody with an account was asked to read and has not read yet, the newest first.
pub async fn list_asked_of(
    transaction: &mut Transaction,
    person: PersonId,
) -> Result<Vec<AskedToRead>, StoreError> {
    let rows: Vec<(Uuid, Uuid, Uuid, i64)> = transaction
        .all(
            standing!(
                "q.material_id, r.cohort_id,
                 (SELECT e.by_id FROM reminders e
                  WHERE e.reader_id = r.id AND e.material_id = q.material_id
                  ORDER BY e.at DESC, e.id DESC LIMIT 1) AS by_id,
                 (SELECT MAX(e.at) FROM reminders e
                  WHERE e.reader_id = r.id AND e.material_id = q.material_id) AS at",
                "m.id IN (SELECT e.material_id FROM reminders e
                          JOIN readers o ON o.id = e.reader_id
                          WHERE o.person_id = $1)",
                "  AND r.person_id = $1 AND n.read_at IS NULL
                   AND EXISTS (SELECT 1 FROM reminders e
                               WHERE e.reader_id = r.id AND e.material_id = q.material_id)
                 ORDER BY at DESC, q.material_id
                 LIMIT 50"
            ),
            (person.uuid(),),
        )
        .await?;
    let read = |(material, cohort, by, at): (Uuid, Uuid, Uuid, i64)| AskedToRead {
        material: MaterialId::new(material),
        cohort: CohortId::new(cohort),
        by: PersonId::new(by),
        at: moment(at),
    };
    Ok(rows.into_iter().map(read).collect())
}

/// How often a version was confirmed, and when first and last.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Confirmed {
    pub material: MaterialId,
    pub number: i64,
    pub count: i64,
    pub first: Timestamp,
    pub last: Timestamp,
}

/// How often each version of the materials of a release, and of its product, was confirmed.
pub async fn count_confirmed(
    transaction: &mut Transaction,
    (release, product): (ReleaseId, ProductId),
) -> Result<Vec<Confirmed>, StoreError> {
    let rows: Vec<(Uuid, i64, i64, i64, i64)> = transaction
        .all(
            "SELECT a.material_id, a.number, COUNT(*), MIN(a.at), MAX(a.at)
             FROM acknowledgements a
             JOIN materials m ON m.id = a.material_id
             WHERE m.release_id = $1 OR (m.release_id IS NULL AND m.product_id = $2)
             GROUP BY a.material_id, a.number
             ORDER BY a.material_id, a.number",
            (release.uuid(), product.uuid()),
        )
        .await?;
    let read = |(material, number, count, first, last): (Uuid, i64, i64, i64, i64)| Confirmed {
        material: MaterialId::new(material),
        number,
        count,
        first: moment(first),
        last: moment(last),
    };
    Ok(rows.into_iter().map(read).collect())
}
