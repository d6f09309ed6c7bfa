//! What happened in a release.

pub(crate) mod kept;
pub mod refused;
pub mod sealed;
pub(crate) mod trail;
pub mod watch;

use domain::access::Operation;
use domain::activity::{AuditEntry, Place};
use domain::ids::{ReleaseId, RequestId};
use jiff::Timestamp;
use sha2::{Digest as _, Sha256};
use uuid::{Uuid, Version};

use crate::access::{See, allow, grant};
use crate::release::Seen;
use crate::{Actor, Error, Service};

/// The bytes at the beginning of a number that say when it was given.
const MOMENT: usize = 6;

/// What happened, the newest first: behind an entry that was shown, or from the newest on.
///
/// # Errors
/// The actor may not see the release.
pub async fn list(
    service: &Service,
    actor: &Actor,
    id: ReleaseId,
    behind: Option<Place>,
    limit: u32,
) -> Result<(Seen, Vec<AuditEntry>), Error> {
    let mut transaction = service.database.read().await?;
    let granted = grant::<See>(&mut transaction, actor, id).await?;
    let entries = store::activity::list_entries(&mut transaction, id, behind, limit).await?;
    Ok((Seen::of(&granted), entries))
}

/// The number under which a form is saved: the same for the same words of the same person, sent to the same address
/// from the same page. So it is known when a browser sends a form twice. It begins with the moment of its page, as the
/// number of that page does.
#[must_use]
pub fn number_of_form(actor: &Actor, page: RequestId, path: &str, words: &[u8]) -> RequestId {
    let mut hash = Sha256::new();
    hash.update(actor.person.id.uuid());
    hash.update(page.uuid());
    hash.update(u64::try_from(path.len()).unwrap_or(u64::MAX).to_be_bytes());
    hash.update(path);
    hash.update(words);
    let mut number = page.uuid().into_bytes();
    for (byte, hashed) in number.iter_mut().zip(hash.finalize()).skip(MOMENT) {
        *byte = hashed;
    }
    RequestId::new(uuid::Builder::from_bytes(number).with_version(Version::SortRand).into_uuid())
}

/// Whether a request of the actor, of which nobody knew how it ended, has saved anything after all.
///
/// # Errors
/// The database does not answer.
pub async fn was_saved(
    service: &Service,
    actor: &Actor,
    request: RequestId,
) -> Result<bool, Error> {
    let mut transaction = service.database.read().await?;
    allow(&mut transaction, actor, Operation::ManageAccount).await?;
    Ok(store::activity::was_saved(&mut transaction, request, actor.person.id).await?)
}

/// Who changed something last and when, for somebody whose own change came too late; nothing of what they may not see.
///
/// # Errors
/// The actor may not see where it lies.
pub async fn find_last_change(
    service: &Service,
    actor: &Actor,
    about: Uuid,
) -> Result<Option<(String, Timestamp)>, Error> {
    let mut transaction = service.database.read().await?;
    let found = store::activity::find_last_change(&mut transaction, about).await?;
    let Some((name, at, release)) = found else { return Ok(None) };
    match release {
        Some(release) => {
            grant::<See>(&mut transaction, actor, release).await?;
        }
        None => {
            allow(&mut transaction, actor, Operation::SeeOrganisation).await?;
        }
    }
    Ok(Some((name, at)))
}
