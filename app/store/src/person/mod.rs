//! People.

pub mod absence;
pub mod acting;
pub mod ownership;

use domain::ids::PersonId;
use domain::person::{Email, Person, Role, Standing, Support};
use domain::text::Name;
use jiff::Timestamp;
use uuid::Uuid;

use crate::{StoreError, Transaction};

/// Every reading asks for the columns of the row; which rows stands where it is asked.
macro_rules! select {
    ($which:literal) => {
        concat!(
            "SELECT id, email, name, role, support, active, shortcuts, version
             FROM people
             ",
            $which
        )
    };
}

#[derive(sqlx::FromRow)]
struct PersonRow {
    id: Uuid,
    email: String,
    name: String,
    role: String,
    support: String,
    active: bool,
    shortcuts: bool,
    version: i64,
}

impl PersonRow {
    fn read(self) -> Result<Person, StoreError> {
        Ok(Person {
            id: PersonId::new(self.id),
            email: Email::parse(&self.email)
                .map_err(|_| StoreError::unknown("people.email", "…"))?,
            role: role(&self.role)?,
            support: Support::from_key(&self.support)
                .ok_or_else(|| StoreError::unknown("people.support", &self.support))?,
            name: self.name,
            active: self.active,
            shortcuts: self.shortcuts,
            version: self.version,
        })
    }
}

pub(crate) fn role(key: &str) -> Result<Role, StoreError> {
    Role::from_key(key).ok_or_else(|| StoreError::unknown("role", key))
}

/// Adds a person, unless the address is taken. Says whether they were added.
pub async fn add_person(
    transaction: &mut Transaction,
    id: PersonId,
    (email, name, role): (&Email, &Name, Role),
    password_hash: &str,
    at: Timestamp,
) -> Result<bool, StoreError> {
    transaction
        .execute_one(
            "INSERT INTO people (id, email, name, role, password_hash, active, shortcuts, created_at, version)
             VALUES ($1, $2, $3, $4, $5, TRUE, TRUE, $6, 1)
             ON CONFLICT (email) DO NOTHING",
            (id.uuid(), email.as_str(), name.as_str(), role.key(), password_hash, at.as_microsecond()),
        )
        .await
}

pub async fn find_person(
    transaction: &mut Transaction,
    id: PersonId,
) -> Result<Option<Person>, StoreError> {
    let row: Option<PersonRow> =
        transaction.optional(select!("WHERE id = $1"), (id.uuid(),)).await?;
    row.map(PersonRow::read).transpose()
}

/// The one with access, or without, who has this address, or this name alone, whatever letters are capitals.
pub async fn find_named(
    transaction: &mut Transaction,
    (named, active): (&str, bool),
) -> Result<Option<PersonId>, StoreError> {
    let rows: Vec<(Uuid,)> = transaction
        .all(
            "SELECT id FROM people
             WHERE active = $2 AND (email = LOWER($1) OR LOWER(name) = LOWER($1))
             ORDER BY CASE WHEN email = LOWER($1) THEN 0 ELSE 1 END, id
             LIMIT 2",
            (named, active),
        )
        .await?;
    let is_address = named.contains('@');
    Ok(match rows.as_slice() {
        [(id,)] => Some(PersonId::new(*id)),
        [(id,), _] if is_address => Some(PersonId::new(*id)),
        _ => None,
    })
}

pub async fn list_people(transaction: &mut Transaction) -> Result<Vec<Person>, StoreError> {
    let rows: Vec<PersonRow> =
        transaction.all(select!("ORDER BY active DESC, LOWER(name), id"), ()).await?;
    rows.into_iter().map(PersonRow::read).collect()
}

/// Lets nobody else change who is an administrator until this transaction ends. The lock is the row of
/// whoever was here first, because people are never deleted: several rows could be locked in another
/// order by somebody else.
pub async fn lock_administrators(transaction: &mut Transaction) -> Result<(), StoreError> {
    transaction
        .execute(
            "UPDATE people
             SET version = version
             WHERE id = (SELECT id FROM people ORDER BY id LIMIT 1)",
            (),
        )
        .await?;
    Ok(())
}

/// How many people can still manage the others.
pub async fn count_active_admins(transaction: &mut Transaction) -> Result<i64, StoreError> {
    let (count,) =
        transaction.one("SELECT COUNT(*) FROM people WHERE active AND role = 'admin'", ()).await?;
    Ok(count)
}

/// Who has this address, and the hash of their password.
pub async fn find_credentials(
    transaction: &mut Transaction,
    email: &Email,
) -> Result<Option<(PersonId, bool, String)>, StoreError> {
    let row: Option<(Uuid, bool, String)> = transaction
        .optional(
            "SELECT id, active, password_hash FROM people WHERE email = $1",
            (email.as_str(),),
        )
        .await?;
    Ok(row.map(|(id, active, hash)| (PersonId::new(id), active, hash)))
}

/// The hash of a password, which nobody else reads for a write or changes until this transaction ends.
pub async fn lock_hash(
    transaction: &mut Transaction,
    id: PersonId,
) -> Result<Option<String>, StoreError> {
    transaction
        .execute("UPDATE people SET password_hash = password_hash WHERE id = $1", (id.uuid(),))
        .await?;
    let row: Option<(String,)> = transaction
        .optional("SELECT password_hash FROM people WHERE id = $1", (id.uuid(),))
        .await?;
    Ok(row.map(|(hash,)| hash))
}

pub async fn save_password(
    transaction: &mut Transaction,
    id: PersonId,
    password_hash: &str,
) -> Result<(), StoreError> {
    transaction
        .execute("UPDATE people SET password_hash = $2 WHERE id = $1", (id.uuid(), password_hash))
        .await?;
    Ok(())
}

/// Changes what they are and whether they have access. Says whether the version was still the newest.
pub async fn save_access(
    transaction: &mut Transaction,
    (id, version): (PersonId, i64),
    standing: Standing,
    active: bool,
) -> Result<bool, StoreError> {
    transaction
        .execute_one(
            "UPDATE people
             SET role = $3, support = $4, active = $5, version = version + 1
             WHERE id = $1 AND version = $2",
            (id.uuid(), version, standing.role.key(), standing.support.key(), active),
        )
        .await
}

pub async fn save_shortcuts(
    transaction: &mut Transaction,
    id: PersonId,
    shortcuts: bool,
) -> Result<(), StoreError> {
    transaction
        .execute("UPDATE people SET shortcuts = $2 WHERE id = $1", (id.uuid(), shortcuts))
        .await?;
    Ok(())
}
