//! What was refused, for whoever looks for an attack: wrong passwords, too many of them, and what
//! somebody who is signed in may not do.
//!
//! A record names ids and a network, never what was typed. There is at most one of each kind for a
//! person, or for a network while nobody is signed in, and a minute: the id of the record is made of
//! these, so that a second one is the same one, also in another process. Whoever sends a million wrong
//! passwords from one network leaves one line a minute.

use domain::activity::{Action, Object};
use domain::ids::{AuditId, PersonId};
use sha2::{Digest, Sha256};
use store::activity::{Origin, Record};
use uuid::Uuid;

use super::trail;
use crate::{Actor, Caller, Error, Service};

/// Writes down that somebody did not get in. The person is known when the address belongs to one; it
/// makes no difference for which records there are, or an answer would take longer for some addresses.
pub(crate) async fn sign_in(
    service: &Service,
    caller: &Caller,
    (action, person): (Action, Option<PersonId>),
) {
    let object = person.map_or(Uuid::nil(), PersonId::uuid);
    let record = trail::record(action, Object::Person, object);
    let origin = caller.origin(None, None);
    let whose = origin.network.clone();
    // The answer is the same, whether or not it can be written down: a try that was wrong stays one.
    if let Err(error) = write_once(service, &whose, &origin, &record).await {
        tracing::warn!(%error, "a sign-in that failed is not in the trail");
    }
}

/// Writes down that somebody may not do what they asked for. The address is a pattern, such as
/// `POST /releases/{id}/edit`: what was asked for stands in the log of the request.
pub async fn not_allowed(service: &Service, actor: &Actor, address: &str) -> Result<(), Error> {
    let id = actor.person.id;
    let record = trail::record(Action::Refused, Object::Person, id.uuid());
    let record = Record { label: Some(address.to_owned()), ..record };
    write_once(service, &id.to_string(), &actor.origin(), &record).await
}

async fn write_once(
    service: &Service,
    whose: &str,
    origin: &Origin,
    record: &Record,
) -> Result<(), Error> {
    let now = service.now();
    let minute = now.as_second().div_euclid(60);
    let id = AuditId::new(id_of(&format!("{} {whose}", record.action.key()), minute));
    // Reading first: a flood then waits for no writer.
    let mut transaction = service.database.read().await?;
    if store::activity::has_record(&mut transaction, id).await? {
        return Ok(());
    }
    drop(transaction);
    let mut transaction = service.database.write_to_the_last().await?;
    store::activity::add_record_once(&mut transaction, id, now, origin, record).await?;
    Ok(transaction.commit().await?)
}

/// The same id for the same text in the same minute, always. It begins with the moment, as those of other records do.
fn id_of(text: &str, minute: i64) -> Uuid {
    let hash = Sha256::digest(format!("{text} {minute}").as_bytes());
    let mut bytes = [0; 16];
    // Milliseconds in 48 bits, then what tells it from others.
    let moment = (minute * 60_000).to_be_bytes();
    for (byte, kept) in bytes.iter_mut().zip(moment.into_iter().skip(2).chain(hash)) {
        *byte = kept;
    }
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_refusal_in_the_same_minute_has_the_same_id_and_another_has_not() {
        assert_eq!(id_of("sign_in_failed 10.0.0.0/24", 1), id_of("sign_in_failed 10.0.0.0/24", 1));
        assert_ne!(id_of("sign_in_failed 10.0.0.0/24", 1), id_of("sign_in_failed 10.0.0.0/24", 2));
        assert_ne!(id_of("sign_in_failed 10.0.0.0/24", 1), id_of("refused 10.0.0.0/24", 1));
        assert!(id_of("refused 10.0.0.0/24", 2) > id_of("sign_in_failed 10.0.0.0/24", 1));
    }
}
