//! Writing: what is typed is kept at once for the person, and saved for everybody who writes when they say so.

use domain::activity::Action;
use domain::ids::MaterialId;
use domain::text::Markdown;
use domain::training::{Material, MaterialVersion, VersionState, VersionText};
use store::Transaction;
use store::training::{draft, version};

use super::{granted, granted_alone, record_about};
use crate::access::WriteTraining;
use crate::activity::trail;
use crate::{Actor, Error, Refusal, Service};

const NOT_OPEN: &str = "It is in review or approved. Take it back first, then change it";

/// What somebody had in front of them: the version of the newest text, and of what was kept for them, 0 for
/// nothing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Opened {
    pub version: i64,
    pub draft: i64,
}

/// Keeps what somebody types, for them alone, and gives the version of what is kept.
///
/// # Errors
/// There is no such material, the actor may not write it, or they kept something newer in another tab.
pub async fn keep(
    service: &Service,
    actor: &Actor,
    (id, opened): (MaterialId, Opened),
    body: &Markdown,
) -> Result<i64, Error> {
    let mut transaction = service.database.write().await?;
    let (_, material) = granted::<WriteTraining>(&mut transaction, actor, id).await?;
    if material.retired_at.is_some() {
        return Err(
            Refusal::invalid("body", "It is retired. Nothing of it changes any more").into()
        );
    }
    let (mine, seen) = ((id, actor.person.id), (opened.draft, opened.version));
    if !draft::keep_draft(&mut transaction, mine, seen, body, service.now()).await? {
        return Err(Refusal::Conflict.into());
    }
    transaction.commit().await?;
    Ok(opened.draft + 1)
}

/// Saves what somebody wrote. Over what people read it begins the next version, and they go on reading the
/// one before.
///
/// # Errors
/// There is no such material, the actor may not write it, it is with a reviewer, or somebody else or another
/// tab was first.
pub async fn save(
    service: &Service,
    actor: &Actor,
    (id, opened): (MaterialId, Opened),
    text: VersionText,
) -> Result<(), Error> {
    let mut transaction = service.database.write().await?;
    let (_, material) = granted_alone(&mut transaction, actor, id).await?;
    let versions = version::list_versions(&mut transaction, id).await?;
    let newest = versions.first().ok_or(Refusal::NotFound)?;
    let (me, now) = (actor.person.id, service.now());
    let kept = draft::find_draft(&mut transaction, (id, me)).await?;
    if newest.version != opened.version || kept.is_some_and(|kept| kept.version != opened.draft) {
        return Err(Refusal::Conflict.into());
    }
    let action = match newest.state {
        VersionState::Draft { .. } => {
            let seen = (id, newest.number, opened.version);
            let text = text.of_number(newest.number);
            if !version::save_version(&mut transaction, seen, &text, now).await? {
                return Err(Refusal::Conflict.into());
            }
            version::add_author(&mut transaction, (id, newest.number), me).await?;
            Action::MaterialWritten
        }
        VersionState::Published { .. } => {
            let next = MaterialVersion::begin(id, Some(newest), (me, now));
            begin(&mut transaction, MaterialVersion { text, ..next }).await?;
            Action::MaterialBegun
        }
        _ => {
            return Err(Refusal::invalid("body", NOT_OPEN).into());
        }
    };
    draft::delete_draft(&mut transaction, (id, me)).await?;
    let record = trail::changed(record_about(&material, action), opened.version);
    service.audit(&mut transaction, actor, &record).await?;
    Ok(transaction.commit().await?)
}

/// The draft in which something changes that lies beside the text: the newest version, or the one after what people
/// read, which begins then. Whoever changes it has written in it.
///
/// # Errors
/// The newest version is not open to write, or somebody else was first.
pub(super) async fn open_draft(
    service: &Service,
    transaction: &mut Transaction,
    actor: &Actor,
    (material, field): (&Material, &'static str),
) -> Result<i64, Error> {
    let (id, me) = (material.id, actor.person.id);
    let versions = version::list_versions(transaction, id).await?;
    let newest = versions.first().ok_or(Refusal::NotFound)?;
    match newest.state {
        VersionState::Draft { .. } => {
            version::add_author(transaction, (id, newest.number), me).await?;
            Ok(newest.number)
        }
        VersionState::Published { .. } => {
            let next = MaterialVersion::begin(id, Some(newest), (me, service.now()));
            let number = next.number;
            // It says what the one before says, so whoever has that open to write on may go on.
            begin(transaction, MaterialVersion { version: newest.version, ..next }).await?;
            let record = record_about(material, Action::MaterialBegun);
            service.audit(transaction, actor, &record).await?;
            Ok(number)
        }
        _ => Err(Refusal::invalid(field, NOT_OPEN).into()),
    }
}

async fn begin(transaction: &mut Transaction, next: MaterialVersion) -> Result<(), Error> {
    match version::add_version(transaction, &next).await? {
        true => Ok(()),
        false => Err(Refusal::Conflict.into()),
    }
}

/// Forgets what was kept for somebody while they typed.
///
/// # Errors
/// There is no such material, or the actor may not write it.
pub async fn forget(service: &Service, actor: &Actor, id: MaterialId) -> Result<(), Error> {
    let mut transaction = service.database.write().await?;
    granted::<WriteTraining>(&mut transaction, actor, id).await?;
    draft::delete_draft(&mut transaction, (id, actor.person.id)).await?;
    Ok(transaction.commit().await?)
}
