//! The trail of everything for who looks after the installation, and the chain that shows whether it was touched.
//!
//! Records are sealed by a job some seconds after they were written, in an order of its own: a seal inside of each
//! write would make all who write wait for one row. What is taken away from the end shows only against an anchor that
//! was kept elsewhere: the log has one every hour, and each backup.

use domain::access::Operation;
use domain::activity::{Action, AuditRecord, FIRST, Object, Place};
use domain::text::hex;
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use store::Transaction;
use store::activity::sealed as seals;
use uuid::Uuid;

use crate::account::session;
use crate::activity::trail;
use crate::{Actor, Error, Service, access};

pub use store::activity::sealed::{AuditFilter, SealedRecord};

/// Records that are sealed in one transaction, or read at once.
const PIECE: i64 = 5_000;
/// Among so many of the newest seals there is one of a record whose id says when it was written.
const NEWEST: i64 = 1_000;
/// No write takes so long: a record that is older than the newest seals and has none was put in by somebody else.
const LATE: SignedDuration = SignedDuration::from_mins(10);

/// The end of the chain at one moment.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Anchor {
    pub number: i64,
    /// In hexadecimal digits.
    pub hash: String,
}

/// What came of looking through the chain.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Verified {
    /// So many records fit together; so many were written too recently to be sealed.
    Whole { sealed: i64, recent: i64 },
    /// The number of the first seal that does not fit, and why.
    Broken { number: i64, why: &'static str },
}

/// A page of the trail, the newest first.
///
/// # Errors
/// The actor does not look after the installation.
pub async fn list(
    service: &Service,
    actor: &Actor,
    filter: &AuditFilter,
    (behind, limit): (Option<Place>, u32),
) -> Result<Vec<SealedRecord>, Error> {
    let mut transaction = service.database.read().await?;
    access::allow(&mut transaction, actor, Operation::Operate).await?;
    let asked = (behind, i64::from(limit));
    Ok(seals::list_records(&mut transaction, filter, asked).await?)
}

/// Begins to give the trail away, and writes down that somebody did. What is written already is sealed first.
///
/// # Errors
/// The actor does not look after the installation, or signed in too long ago.
pub async fn begin_export(service: &Service, actor: &Actor) -> Result<(), Error> {
    let mut transaction = service.database.write().await?;
    access::allow(&mut transaction, actor, Operation::Operate).await?;
    session::require_fresh(&mut transaction, actor, service.now()).await?;
    let record = trail::record(Action::AuditExported, Object::Installation, Uuid::nil());
    service.audit(&mut transaction, actor, &record).await?;
    transaction.commit().await?;
    seal(service).await?;
    Ok(())
}

/// Seals what has no seal yet, and gives the end of the chain.
///
/// # Errors
/// The database does not answer.
pub async fn seal(service: &Service) -> Result<Option<Anchor>, Error> {
    while has_unsealed(service).await? && seal_piece(service).await? {}
    let mut transaction = service.database.read().await?;
    let newest = seals::find_newest_seal(&mut transaction).await?;
    Ok(newest.map(|(number, hash)| Anchor { number, hash: hex(&hash) }))
}

/// Looks through the whole chain.
///
/// # Errors
/// The actor does not look after the installation, or the database does not answer.
pub async fn verify(
    service: &Service,
    actor: &Actor,
    anchors: &[Anchor],
) -> Result<Verified, Error> {
    let mut transaction = service.database.read().await?;
    access::allow(&mut transaction, actor, Operation::Operate).await?;
    let broken = |number: i64, why: &'static str| Ok(Verified::Broken { number, why });
    let (mut number, mut hash) = (0, FIRST.to_vec());
    loop {
        let piece = seals::list_sealed(&mut transaction, (number, PIECE)).await?;
        if piece.is_empty() {
            break;
        }
        for SealedRecord { record, seal, .. } in piece {
            let Some((found, kept)) = seal else { continue };
            if found != number + 1 {
                return broken(number + 1, "its record or its seal is gone");
            }
            number = found;
            hash = hash_of(&record, &hash, number);
            if hash != kept {
                return broken(number, "its record is not what was sealed");
            }
            let anchor = anchors.iter().find(|anchor| anchor.number == number);
            if anchor.is_some_and(|anchor| anchor.hash != hex(&hash)) {
                return broken(number, "its anchor says otherwise");
            }
        }
    }
    let (sealed, records) = seals::count_sealed(&mut transaction).await?;
    if sealed != number {
        return broken(number + 1, "its record is gone");
    }
    if let Some(beyond) =
        anchors.iter().map(|anchor| anchor.number).max().filter(|end| *end > number)
    {
        return broken(beyond, "an anchor knows it, and it is not there");
    }
    let horizon = horizon(&mut transaction).await?;
    if seals::has_unsealed_before(&mut transaction, horizon).await? {
        return broken(number + 1, "a record is older than the newest seals and was never sealed");
    }
    Ok(Verified::Whole { sealed, recent: records - sealed })
}

/// Whether there is anything to seal, asked without making anybody wait.
async fn has_unsealed(service: &Service) -> Result<bool, Error> {
    let mut transaction = service.database.read().await?;
    let horizon = horizon(&mut transaction).await?;
    Ok(!seals::list_unsealed(&mut transaction, (horizon, 1)).await?.is_empty())
}

/// Seals some records. Says whether there may be more.
async fn seal_piece(service: &Service) -> Result<bool, Error> {
    let mut transaction = service.database.write_to_the_last().await?;
    let newest = seals::lock_newest_seal(&mut transaction).await?;
    let (mut number, mut hash) = newest.unwrap_or((0, FIRST.to_vec()));
    let horizon = horizon(&mut transaction).await?;
    let piece = seals::list_unsealed(&mut transaction, (horizon, PIECE)).await?;
    let more = i64::try_from(piece.len()).is_ok_and(|count| count == PIECE);
    if piece.is_empty() {
        return Ok(false);
    }
    let mut sealed = Vec::with_capacity(piece.len());
    for SealedRecord { id, record, .. } in piece {
        number += 1;
        hash = hash_of(&record, &hash, number);
        sealed.push((number, id, hash.clone()));
    }
    seals::add_seals(&mut transaction, &sealed).await?;
    transaction.commit().await?;
    Ok(more)
}

/// Before this id everything is sealed. The first 48 bits of an id are its moment in milliseconds, but in some of old;
/// a write that took long is sealed behind others.
async fn horizon(transaction: &mut Transaction) -> Result<Uuid, Error> {
    let newest = seals::list_newest_seals(transaction, NEWEST).await?;
    let in_time = newest.into_iter().find(|id| id.get_version_num() == 7);
    let late = u128::from(LATE.as_secs().unsigned_abs()) * 1000;
    Ok(in_time.map_or(Uuid::nil(), |id| Uuid::from_u128(id.as_u128().saturating_sub(late << 80))))
}

fn hash_of(record: &AuditRecord, before: &[u8], number: i64) -> Vec<u8> {
    Sha256::digest(record.sealed_bytes(before, number)).to_vec()
}
