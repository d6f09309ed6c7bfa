//! Who acts.

use domain::account::Session;
use domain::ids::{PersonId, ReleaseId, SessionId};
use domain::person::Person;
use domain::release::Part;
use uuid::Uuid;

use super::PersonRow;
use crate::engine::held::held;
use crate::engine::value::moment;
use crate::release::participant::part;
use crate::{StoreError, Transaction};

#[derive(sqlx::FromRow)]
struct PersonWithPartRow {
    #[sqlx(flatten)]
    person: PersonRow,
    part: Option<String>,
}

#[derive(sqlx::FromRow)]
struct PersonInSessionRow {
    #[sqlx(flatten)]
    person: PersonRow,
    session_id: Uuid,
    browser: String,
    created_at: i64,
    last_seen_at: i64,
    second_steps: i64,
}

impl PersonInSessionRow {
    fn read(self) -> Result<(Person, Session, bool), StoreError> {
        let person = self.person.read()?;
        let session = Session {
            id: SessionId::new(self.session_id),
            person: person.id,
            browser: self.browser,
            created_at: moment(self.created_at),
            last_seen_at: moment(self.last_seen_at),
        };
        Ok((person, session, self.second_steps > 0))
    }
}

/// The person who acts. In a write nobody changes their role or ends their access before it has ended.
pub async fn hold_person(
    transaction: &mut Transaction,
    id: PersonId,
) -> Result<Option<Person>, StoreError> {
    let row: Option<PersonRow> = transaction
        .hold(
            held!(
                "SELECT id, email, name, role, support, active, shortcuts, version
                 FROM people WHERE id = $1"
            ),
            (id.uuid(),),
        )
        .await?;
    row.map(PersonRow::read).transpose()
}

/// The person who acts and their part in a release, for those who only read.
pub async fn find_person_with_part(
    transaction: &mut Transaction,
    (id, release): (PersonId, ReleaseId),
) -> Result<Option<(Person, Option<Part>)>, StoreError> {
    let row: Option<PersonWithPartRow> = transaction
        .optional(
            "SELECT p.id, p.email, p.name, p.role, p.support, p.active, p.shortcuts, p.version, m.part
             FROM people p
             LEFT JOIN participants m ON m.person_id = p.id AND m.release_id = $2
             WHERE p.id = $1",
            (id.uuid(), release.uuid()),
        )
        .await?;
    row.map(|row| Ok((row.person.read()?, row.part.as_deref().map(part).transpose()?))).transpose()
}

/// Who is signed in with a session, and whether they have a second step.
pub async fn find_person_in_session(
    transaction: &mut Transaction,
    secret_hash: &[u8],
) -> Result<Option<(Person, Session, bool)>, StoreError> {
    let row: Option<PersonInSessionRow> = transaction
        .optional(
            "SELECT p.id, p.email, p.name, p.role, p.support, p.active, p.shortcuts, p.version,
                    s.id AS session_id, s.browser, s.created_at, s.last_seen_at,
                    (SELECT COUNT(*) FROM second_steps x
                     WHERE x.person_id = p.id AND x.confirmed_at IS NOT NULL) AS second_steps
             FROM sessions s
             JOIN people p ON p.id = s.person_id
             WHERE s.secret_hash = $1",
            (secret_hash.to_vec(),),
        )
        .await?;
    row.map(PersonInSessionRow::read).transpose()
}
