//! Ballots and their seats.

use domain::gate::{Ballot, Seat, Voice};
use domain::ids::{BallotId, PersonId, PhaseId};
use domain::text::{Label, Line};
use jiff::Timestamp;
use uuid::Uuid;

use crate::engine::value::moment;
use crate::engine::value::parse_stored;
use crate::{StoreError, Transaction};

#[derive(sqlx::FromRow)]
struct BallotRow {
    id: Uuid,
    phase_id: Uuid,
    until: i64,
    opened_by: Uuid,
    opened_at: i64,
    closed: bool,
}

#[derive(sqlx::FromRow)]
struct SeatRow {
    person_id: Uuid,
    role: String,
    voice: Option<String>,
    words: Option<String>,
    voted_at: Option<i64>,
}

impl SeatRow {
    fn read(self) -> Result<Seat, StoreError> {
        let words =
            self.words.map(|words| parse_stored("seats.words", &words, Line::parse)).transpose()?;
        let voice = self
            .voice
            .map(|key| parse_stored("seats.voice", &key, |key| Voice::parse(key, words)))
            .transpose()?;
        Ok(Seat {
            role: parse_stored("seats.role", &self.role, Label::parse)?,
            person: PersonId::new(self.person_id),
            vote: voice.zip(self.voted_at.map(moment)),
        })
    }
}

/// Opens a vote with its seats.
pub async fn add_ballot(transaction: &mut Transaction, ballot: &Ballot) -> Result<(), StoreError> {
    transaction
        .execute(
            "INSERT INTO ballots (id, phase_id, until, opened_by, opened_at, closed)
             VALUES ($1, $2, $3, $4, $5, $6)",
            (
                ballot.id.uuid(),
                ballot.phase.uuid(),
                ballot.until.as_microsecond(),
                ballot.opened_by.uuid(),
                ballot.opened_at.as_microsecond(),
                ballot.closed,
            ),
        )
        .await?;
    for seat in &ballot.seats {
        transaction
            .execute(
                "INSERT INTO seats (ballot_id, person_id, role) VALUES ($1, $2, $3)",
                (ballot.id.uuid(), seat.person.uuid(), seat.role.as_str()),
            )
            .await?;
    }
    Ok(())
}

/// The newest vote about a phase.
pub async fn find_ballot(
    transaction: &mut Transaction,
    phase: PhaseId,
) -> Result<Option<Ballot>, StoreError> {
    let row: Option<BallotRow> = transaction
        .optional(
            "SELECT id, phase_id, until, opened_by, opened_at, closed
             FROM ballots
             WHERE phase_id = $1
             ORDER BY opened_at DESC, id DESC
             LIMIT 1",
            (phase.uuid(),),
        )
        .await?;
    let Some(row) = row else { return Ok(None) };
    let seats: Vec<SeatRow> = transaction
        .all(
            "SELECT person_id, role, voice, words, voted_at
             FROM seats
             WHERE ballot_id = $1
             ORDER BY LOWER(role), person_id",
            (row.id,),
        )
        .await?;
    Ok(Some(Ballot {
        id: BallotId::new(row.id),
        phase: PhaseId::new(row.phase_id),
        until: moment(row.until),
        opened_by: PersonId::new(row.opened_by),
        opened_at: moment(row.opened_at),
        closed: row.closed,
        seats: seats.into_iter().map(SeatRow::read).collect::<Result<_, _>>()?,
    }))
}

/// Keeps a vote in an open ballot whose time is not over; says whether it was.
pub async fn save_vote(
    transaction: &mut Transaction,
    (ballot, person): (BallotId, PersonId),
    voice: &Voice,
    at: Timestamp,
) -> Result<bool, StoreError> {
    transaction
        .execute_one(
            "UPDATE seats
             SET voice = $3, words = $4, voted_at = $5
             WHERE ballot_id = $1 AND person_id = $2
               AND EXISTS (SELECT 1 FROM ballots WHERE id = $1 AND NOT closed AND until > $5)",
            (
                ballot.uuid(),
                person.uuid(),
                voice.key(),
                voice.words().map(Line::to_string),
                at.as_microsecond(),
            ),
        )
        .await
}

/// Lets nobody move a phase, vote or decide about it until this transaction ends: first the phase, then
/// its ballots, as everybody does who needs both.
pub async fn lock_gate(transaction: &mut Transaction, phase: PhaseId) -> Result<u64, StoreError> {
    crate::phase::lock_phase(transaction, phase).await?;
    lock_ballots(transaction, phase).await
}

/// Lets nobody vote or decide about a phase until this transaction ends.
pub async fn lock_ballots(
    transaction: &mut Transaction,
    phase: PhaseId,
) -> Result<u64, StoreError> {
    transaction
        .execute("UPDATE ballots SET closed = closed WHERE phase_id = $1", (phase.uuid(),))
        .await
}

/// Says whether it was open. Two who close it at the same moment wait for each other here.
pub async fn close_ballot(transaction: &mut Transaction, id: BallotId) -> Result<bool, StoreError> {
    transaction
        .execute_one("UPDATE ballots SET closed = TRUE WHERE id = $1 AND NOT closed", (id.uuid(),))
        .await
}
