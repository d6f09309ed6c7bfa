//! Who has read which version.

use domain::ids::{MaterialId, PersonId, ReaderId};
use jiff::Timestamp;
use uuid::Uuid;

use crate::engine::value::moment;
use crate::{StoreError, Transaction};

/// Whoever has read something: a person of the organisation, or a reader by their link.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum By {
    Person(PersonId),
    Reader(ReaderId),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Acknowledgement {
    pub material: MaterialId,
    pub number: i64,
    pub by: By,
    pub at: Timestamp,
}

/// Notes that somebody has read a version, once; says whether it was new.
pub async fn add_acknowledgement(
    transaction: &mut Transaction,
    id: Uuid,
    acknowledgement: &Acknowledgement,
) -> Result<bool, StoreError> {
    let (person, reader) = match acknowledgement.by {
        By::Person(person) => (Some(person.uuid()), None),
        By::Reader(reader) => (None, Some(reader.uuid())),
    };
    transaction
        .execute_one(
            "INSERT INTO acknowledgements (id, material_id, number, person_id, reader_id, at)
             VALUES ($1, $2, $3, $4, $5, $6)
             ON CONFLICT DO NOTHING",
            (
                id,
                acknowledgement.material.uuid(),
                acknowledgement.number,
                person,
                reader,
                acknowledgement.at.as_microsecond(),
            ),
        )
        .await
}

/// The newest version of a material that a person has read.
pub async fn newest_of_person(
    transaction: &mut Transaction,
    (material, person): (MaterialId, PersonId),
) -> Result<Option<(i64, Timestamp)>, StoreError> {
    let row: Option<(i64, i64)> = transaction
        .optional(
            "SELECT number, at FROM acknowledgements
             WHERE material_id = $1 AND person_id = $2
             ORDER BY number DESC
             LIMIT 1",
            (material.uuid(), person.uuid()),
        )
        .await?;
    Ok(row.map(|(number, at)| (number, moment(at))))
}

/// The newest version that a person has read, of every material that they read anything of.
pub async fn list_newest_of_person(
    transaction: &mut Transaction,
    person: PersonId,
) -> Result<Vec<(MaterialId, i64)>, StoreError> {
    let rows: Vec<(Uuid, i64)> = transaction
        .all(
            "SELECT material_id, MAX(number) FROM acknowledgements
             WHERE person_id = $1
             GROUP BY material_id",
            (person.uuid(),),
        )
        .await?;
    Ok(rows.into_iter().map(|(id, number)| (MaterialId::new(id), number)).collect())
}
