//! How often support was asked, by cohort, day and topic.

use domain::ids::{CohortId, ContactId, PersonId, ProductId, ReleaseId};
use domain::response::contact::{Contact, ContactText, DayCount};
use domain::text::Topic;
use jiff::civil::Date;
use uuid::Uuid;

use crate::engine::value::{moment, parse_stored};
use crate::{StoreError, Transaction};

/// Every reading asks for the columns of the row; which rows stands where it is asked.
macro_rules! select {
    ($which:literal) => {
        concat!(
            "SELECT id, product_id, cohort_id, day, topic, count, by_id, at, version
             FROM contacts
             ",
            $which
        )
    };
}

#[derive(sqlx::FromRow)]
struct ContactRow {
    id: Uuid,
    product_id: Uuid,
    cohort_id: Uuid,
    day: String,
    topic: String,
    count: i64,
    by_id: Uuid,
    at: i64,
    version: i64,
}

impl ContactRow {
    fn read(self) -> Result<Contact, StoreError> {
        let count = u32::try_from(self.count);
        Ok(Contact {
            id: ContactId::new(self.id),
            product: ProductId::new(self.product_id),
            text: ContactText {
                cohort: CohortId::new(self.cohort_id),
                day: parse_stored("contacts.day", &self.day, str::parse)?,
                topic: parse_stored("contacts.topic", &self.topic, Topic::parse)?,
                count: count
                    .map_err(|_| StoreError::unknown("contacts.count", &self.count.to_string()))?,
            },
            by: PersonId::new(self.by_id),
            at: moment(self.at),
            version: self.version,
        })
    }
}

#[derive(sqlx::FromRow)]
struct DayRow {
    cohort_id: Uuid,
    day: String,
    count: i64,
}

impl DayRow {
    fn read(self) -> Result<DayCount, StoreError> {
        Ok(DayCount {
            cohort: CohortId::new(self.cohort_id),
            day: parse_stored("contacts.day", &self.day, str::parse)?,
            count: u64::try_from(self.count).unwrap_or_default(),
        })
    }
}

/// Keeps a number; the one that was there for its cohort, day and topic is replaced.
pub async fn keep_contact(
    transaction: &mut Transaction,
    contact: &Contact,
) -> Result<(), StoreError> {
    let text = &contact.text;
    transaction
        .execute(
            "INSERT INTO contacts (id, product_id, cohort_id, day, topic, count, by_id, at, version)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1)
             ON CONFLICT (cohort_id, day, topic)
             DO UPDATE SET count = excluded.count, by_id = excluded.by_id, at = excluded.at,
                           version = contacts.version + 1",
            (
                contact.id.uuid(),
                contact.product.uuid(),
                text.cohort.uuid(),
                text.day.to_string(),
                text.topic.as_str(),
                i64::from(text.count),
                contact.by.uuid(),
                contact.at.as_microsecond(),
            ),
        )
        .await?;
    Ok(())
}

pub async fn find_contact(
    transaction: &mut Transaction,
    id: ContactId,
) -> Result<Option<Contact>, StoreError> {
    let row: Option<ContactRow> =
        transaction.optional(select!("WHERE id = $1"), (id.uuid(),)).await?;
    row.map(ContactRow::read).transpose()
}

/// The number that is there for a cohort, a day and a topic.
pub async fn find_contact_of(
    transaction: &mut Transaction,
    text: &ContactText,
) -> Result<Option<Contact>, StoreError> {
    let row: Option<ContactRow> = transaction
        .optional(
            select!("WHERE cohort_id = $1 AND day = $2 AND topic = $3"),
            (text.cohort.uuid(), text.day.to_string(), text.topic.as_str()),
        )
        .await?;
    row.map(ContactRow::read).transpose()
}

/// The contacts of a product, the newest day first.
pub async fn list_contacts(
    transaction: &mut Transaction,
    product: ProductId,
) -> Result<Vec<Contact>, StoreError> {
    let rows: Vec<ContactRow> = transaction
        .all(
            select!("WHERE product_id = $1 ORDER BY day DESC, cohort_id, topic"),
            (product.uuid(),),
        )
        .await?;
    rows.into_iter().map(ContactRow::read).collect()
}

/// The same from one day on.
pub async fn list_contacts_since(
    transaction: &mut Transaction,
    product: ProductId,
    day: Date,
) -> Result<Vec<Contact>, StoreError> {
    let rows: Vec<ContactRow> = transaction
        .all(
            select!("WHERE product_id = $1 AND day >= $2 ORDER BY day DESC, cohort_id, topic"),
            (product.uuid(), day.to_string()),
        )
        .await?;
    rows.into_iter().map(ContactRow::read).collect()
}

/// The newest of a product, so many at most.
pub async fn list_newest(
    transaction: &mut Transaction,
    product: ProductId,
    most: u32,
) -> Result<Vec<Contact>, StoreError> {
    let rows: Vec<ContactRow> = transaction
        .all(
            select!("WHERE product_id = $1 ORDER BY day DESC, at DESC, id DESC LIMIT $2"),
            (product.uuid(), i64::from(most)),
        )
        .await?;
    rows.into_iter().map(ContactRow::read).collect()
}

/// How many contacts the cohorts of a release had each day.
pub async fn list_day_counts(
    transaction: &mut Transaction,
    release: ReleaseId,
) -> Result<Vec<DayCount>, StoreError> {
    let rows: Vec<DayRow> = transaction
        .all(
            "SELECT c.cohort_id, c.day, CAST(SUM(c.count) AS BIGINT) AS count
             FROM contacts c
             WHERE EXISTS (SELECT 1 FROM phases p WHERE p.release_id = $1 AND p.cohort_id = c.cohort_id)
             GROUP BY c.cohort_id, c.day
             ORDER BY c.day, c.cohort_id",
            (release.uuid(),),
        )
        .await?;
    rows.into_iter().map(DayRow::read).collect()
}

/// Says whether there was one.
pub async fn delete_contact(
    transaction: &mut Transaction,
    id: ContactId,
) -> Result<bool, StoreError> {
    transaction.execute_one("DELETE FROM contacts WHERE id = $1", (id.uuid(),)).await
}
