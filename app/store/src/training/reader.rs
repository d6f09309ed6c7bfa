//! Readers: who is named as a critical user of a cohort.

use domain::ids::{CohortId, PersonId, ProductId, ReaderId};
use domain::person::Email;
use domain::text::Name;
use domain::training::reader::{Reader, ReaderText};
use jiff::Timestamp;
use uuid::Uuid;

use crate::engine::value::{moment, parse_stored};
use crate::{StoreError, Transaction};

/// Every reading asks for the columns of the row; which rows stands where it is asked.
macro_rules! select {
    ($which:literal) => {
        concat!(
            "SELECT r.id, r.cohort_id, r.name, r.email, r.person_id, r.critical, r.created_at, r.version
             FROM readers r
             ",
            $which
        )
    };
}

#[derive(sqlx::FromRow)]
struct ReaderRow {
    id: Uuid,
    cohort_id: Uuid,
    name: String,
    email: Option<String>,
    person_id: Option<Uuid>,
    critical: bool,
    created_at: i64,
    version: i64,
}

impl ReaderRow {
    fn read(self) -> Result<Reader, StoreError> {
        let email = self.email.map(|email| parse_stored("readers.email", &email, Email::parse));
        Ok(Reader {
            id: ReaderId::new(self.id),
            cohort: CohortId::new(self.cohort_id),
            text: ReaderText {
                name: parse_stored("readers.name", &self.name, Name::parse)?,
                email: email.transpose()?,
                critical: self.critical,
            },
            person: self.person_id.map(PersonId::new),
            created_at: moment(self.created_at),
            version: self.version,
        })
    }
}

/// Says whether it was added: a cohort has an address, and an account, once.
pub async fn add_reader(
    transaction: &mut Transaction,
    reader: &Reader,
) -> Result<bool, StoreError> {
    transaction
        .execute_one(
            "INSERT INTO readers (id, cohort_id, name, email, person_id, critical, created_at, version)
             VALUES ($1, $2, $3, $4, $5, $6, $7, 1)
             ON CONFLICT DO NOTHING",
            (
                reader.id.uuid(),
                reader.cohort.uuid(),
                reader.text.name.as_str(),
                reader.text.email.as_ref().map(Email::to_string),
                reader.person.map(PersonId::uuid),
                reader.text.critical,
                reader.created_at.as_microsecond(),
            ),
        )
        .await
}

pub async fn find_reader(
    transaction: &mut Transaction,
    id: ReaderId,
) -> Result<Option<Reader>, StoreError> {
    let row: Option<ReaderRow> =
        transaction.optional(select!("WHERE r.id = $1"), (id.uuid(),)).await?;
    row.map(ReaderRow::read).transpose()
}

/// Some of the readers of a product, by the names of their cohorts and their own; how many come before them
/// is said by `behind`.
pub async fn list_readers(
    transaction: &mut Transaction,
    product: ProductId,
    (behind, limit): (i64, i64),
) -> Result<Vec<Reader>, StoreError> {
    let rows: Vec<ReaderRow> = transaction
        .all(
            select!(
                "JOIN cohorts c ON c.id = r.cohort_id
                 WHERE c.product_id = $1
                 ORDER BY LOWER(c.name), c.id, LOWER(r.name), r.id
                 LIMIT $3 OFFSET $2"
            ),
            (product.uuid(), behind, limit),
        )
        .await?;
    rows.into_iter().map(ReaderRow::read).collect()
}

/// How many readers each cohort of a product has, and how many of them are critical.
pub async fn count_readers(
    transaction: &mut Transaction,
    product: ProductId,
) -> Result<Vec<(CohortId, i64, i64)>, StoreError> {
    let rows: Vec<(Uuid, i64, i64)> = transaction
        .all(
            "SELECT r.cohort_id, COUNT(*), SUM(CASE WHEN r.critical THEN 1 ELSE 0 END)
             FROM readers r
             JOIN cohorts c ON c.id = r.cohort_id
             WHERE c.product_id = $1
             GROUP BY r.cohort_id
             ORDER BY r.cohort_id",
            (product.uuid(),),
        )
        .await?;
    Ok(rows.into_iter().map(|(id, all, critical)| (CohortId::new(id), all, critical)).collect())
}

/// The addresses of the readers of a cohort.
pub async fn list_emails(
    transaction: &mut Transaction,
    cohort: CohortId,
) -> Result<Vec<String>, StoreError> {
    let rows: Vec<(String,)> = transaction
        .all(
            "SELECT email FROM readers WHERE cohort_id = $1 AND email IS NOT NULL",
            (cohort.uuid(),),
        )
        .await?;
    Ok(rows.into_iter().map(|(email,)| email).collect())
}

/// Keeps what is said about a reader; says whether the version was still the newest.
pub async fn save_reader(
    transaction: &mut Transaction,
    (id, version): (ReaderId, i64),
    (text, person): (&ReaderText, Option<PersonId>),
) -> Result<bool, StoreError> {
    transaction
        .execute_one(
            "UPDATE readers
             SET name = $3, email = $4, critical = $5, person_id = $6, version = version + 1
             WHERE id = $1 AND version = $2",
            (
                id.uuid(),
                version,
                text.name.as_str(),
                text.email.as_ref().map(Email::to_string),
                text.critical,
                person.map(PersonId::uuid),
            ),
        )
        .await
}

/// Whether another reader of the cohort has this address or this account.
pub async fn is_taken(
    transaction: &mut Transaction,
    (cohort, but): (CohortId, ReaderId),
    (email, person): (Option<&Email>, Option<PersonId>),
) -> Result<bool, StoreError> {
    let (count,): (i64,) = transaction
        .one(
            "SELECT COUNT(*) FROM readers
             WHERE cohort_id = $1 AND id <> $2 AND (email = $3 OR person_id = $4)",
            (cohort.uuid(), but.uuid(), email.map(Email::to_string), person.map(PersonId::uuid)),
        )
        .await?;
    Ok(count > 0)
}

/// Gives the readers of a cohort the accounts that their addresses have.
pub async fn link_accounts_of_cohort(
    transaction: &mut Transaction,
    cohort: CohortId,
) -> Result<(), StoreError> {
    transaction
        .execute(
            "UPDATE readers
             SET person_id = (SELECT p.id FROM people p WHERE p.email = readers.email)
             WHERE cohort_id = $1 AND person_id IS NULL
               AND EXISTS (SELECT 1 FROM people p WHERE p.email = readers.email)
               AND NOT EXISTS (SELECT 1 FROM readers o
                               JOIN people p ON p.id = o.person_id
                               WHERE o.cohort_id = readers.cohort_id AND p.email = readers.email)",
            (cohort.uuid(),),
        )
        .await?;
    Ok(())
}

/// Gives an account that is new to the readers who have its address.
pub async fn link_account(
    transaction: &mut Transaction,
    (person, email): (PersonId, &Email),
) -> Result<(), StoreError> {
    transaction
        .execute(
            "UPDATE readers SET person_id = $1
             WHERE person_id IS NULL AND email = $2
               AND NOT EXISTS (SELECT 1 FROM readers o
                               WHERE o.cohort_id = readers.cohort_id AND o.person_id = $1)",
            (person.uuid(), email.as_str()),
        )
        .await?;
    Ok(())
}

/// Removes a reader of whom nothing is kept; says whether that was so.
pub async fn delete_reader(
    transaction: &mut Transaction,
    id: ReaderId,
) -> Result<bool, StoreError> {
    transaction
        .execute_one(
            "DELETE FROM readers
             WHERE id = $1
               AND NOT EXISTS (SELECT 1 FROM acknowledgements a WHERE a.reader_id = $1)
               AND NOT EXISTS (SELECT 1 FROM reminders m WHERE m.reader_id = $1)
               AND NOT EXISTS (SELECT 1 FROM reader_links l WHERE l.reader_id = $1)",
            (id.uuid(),),
        )
        .await
}

/// From now on they are not asked and not counted.
pub async fn end_reader(transaction: &mut Transaction, id: ReaderId) -> Result<(), StoreError> {
    transaction
        .execute(
            "UPDATE readers SET critical = $2, version = version + 1 WHERE id = $1",
            (id.uuid(), false),
        )
        .await?;
    Ok(())
}

/// Notes that readers were asked to read a material.
pub async fn add_reminder(
    transaction: &mut Transaction,
    (id, at): (Uuid, Timestamp),
    (material, reader): (domain::ids::MaterialId, ReaderId),
    by: PersonId,
) -> Result<(), StoreError> {
    transaction
        .execute(
            "INSERT INTO reminders (id, material_id, reader_id, by_id, at) VALUES ($1, $2, $3, $4, $5)",
            (id, material.uuid(), reader.uuid(), by.uuid(), at.as_microsecond()),
        )
        .await?;
    Ok(())
}

/// Who was asked to read a material since a moment.
pub async fn list_reminded(
    transaction: &mut Transaction,
    material: domain::ids::MaterialId,
    since: Timestamp,
) -> Result<Vec<ReaderId>, StoreError> {
    let rows: Vec<(Uuid,)> = transaction
        .all(
            "SELECT DISTINCT reader_id FROM reminders WHERE material_id = $1 AND at > $2",
            (material.uuid(), since.as_microsecond()),
        )
        .await?;
    Ok(rows.into_iter().map(|(id,)| ReaderId::new(id)).collect())
}
