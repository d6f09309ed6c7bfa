//! Files of materials: on the disk first, then in the database, so that every row has its file.

use std::collections::HashSet;

use domain::access::Operation;
use domain::activity::Action;
use domain::ids::{MaterialFileId, MaterialId};
use domain::limits;
use domain::training::file::{FileError, FileKind, FileName, MaterialFile};
use domain::training::version::VersionRange;
use store::training::blob::{Blobs, Part};
use store::training::file as kept;

use super::write::open_draft;
use super::{granted, granted_alone, record_about};
use crate::access::{See, WriteTraining};
use crate::account::secret::digest_of;
use crate::{Actor, Error, Refusal, Service, new_id};

/// Adds it to the draft; readers see it once that is published.
///
/// # Errors
/// There is no such material, it is with a reviewer, the actor may not write it, it has too many files, or this one is
/// too large, of a kind that is not taken or not what its name says.
pub async fn add(
    service: &Service,
    actor: &Actor,
    id: MaterialId,
    (name, bytes): (Result<FileName, FileError>, &[u8]),
) -> Result<(), Error> {
    require_writer(service, actor, id).await?;
    let blobs = blobs(service)?;
    let refused = |error: FileError| Refusal::invalid("file", error);
    let name = name.map_err(refused)?;
    let kind = FileKind::of(&name, bytes).map_err(refused)?;
    let file = |number| MaterialFile {
        id: MaterialFileId::new(new_id()),
        material: id,
        range: VersionRange::since(number),
        name,
        kind,
        size: i64::try_from(bytes.len()).unwrap_or(i64::MAX),
        hash: digest_of(bytes),
        added_by: actor.person.id,
        added_at: service.now(),
    };
    // Waiting for the disk happens before anybody waits for this.
    let part = blobs.write(id, new_id(), bytes).await?;
    let added = add_written(service, actor, (id, file), (blobs, part)).await;
    if added.is_err() {
        sweep(service, actor, id).await;
    }
    added
}

async fn add_written(
    service: &Service,
    actor: &Actor,
    (id, file): (MaterialId, impl FnOnce(i64) -> MaterialFile),
    (blobs, part): (&Blobs, Part),
) -> Result<(), Error> {
    let mut transaction = service.database.write().await?;
    let (_, material) = granted_alone(&mut transaction, actor, id).await?;
    let number = open_draft(service, &mut transaction, actor, (&material, "file")).await?;
    let there = kept::list_files(&mut transaction, material.id).await?;
    if there.iter().filter(|one| one.range.holds(number)).count() >= limits::MATERIAL_FILES {
        let message = format!("A material has at most {} files", limits::MATERIAL_FILES);
        return Err(Refusal::invalid("file", message).into());
    }
    let file = file(number);
    blobs.keep(material.id, &file.hash, part).await?;
    kept::add_file(&mut transaction, &file).await?;
    let record = record_about(&material, Action::MaterialFileAdded);
    service.audit(&mut transaction, actor, &record).await?;
    Ok(transaction.commit().await?)
}

/// Whoever may not add a file does not fill the disk either.
async fn require_writer(service: &Service, actor: &Actor, id: MaterialId) -> Result<(), Error> {
    let mut transaction = service.database.read().await?;
    granted::<WriteTraining>(&mut transaction, actor, id).await?;
    Ok(())
}

pub(super) fn blobs(service: &Service) -> Result<&Blobs, Refusal> {
    let none = "This Holdpoint was started without a directory for files";
    service.blobs.as_ref().ok_or(Refusal::NotAllowed(none))
}

/// A file with what is in it.
///
/// # Errors
/// There is no such file for the actor.
pub async fn read(
    service: &Service,
    actor: &Actor,
    (id, file): (MaterialId, MaterialFileId),
) -> Result<(MaterialFile, Vec<u8>), Error> {
    let mut transaction = service.database.read().await?;
    let (granted, material) = granted::<See>(&mut transaction, actor, id).await?;
    let writes = granted.may(Operation::WriteTraining);
    let seen = |file: &MaterialFile| {
        writes || material.published.is_some_and(|number| file.range.holds(number))
    };
    let files = kept::list_files(&mut transaction, id).await?;
    let file = files.into_iter().find(|one| one.id == file && seen(one));
    let file = file.ok_or(Refusal::NotFound)?;
    let bytes = blobs(service)?.read(id, &file.hash).await?;
    Ok((file, bytes))
}

/// Takes it out of the draft; readers keep what the published version has until the next one is published.
///
/// # Errors
/// There is no such file, the material is with a reviewer, or the actor may not write it.
pub async fn delete(
    service: &Service,
    actor: &Actor,
    (id, file): (MaterialId, MaterialFileId),
) -> Result<(), Error> {
    let mut transaction = service.database.write().await?;
    let (_, material) = granted_alone(&mut transaction, actor, id).await?;
    let number = open_draft(service, &mut transaction, actor, (&material, "file")).await?;
    let there = kept::list_files(&mut transaction, id).await?;
    let mut there = there.iter().filter(|one| one.range.holds(number));
    let file = there.find(|one| one.id == file).ok_or(Refusal::NotFound)?;
    kept::end_file(&mut transaction, file, number).await?;
    let record = record_about(&material, Action::MaterialFileDeleted);
    service.audit(&mut transaction, actor, &record).await?;
    transaction.commit().await?;
    sweep(service, actor, id).await;
    Ok(())
}

/// Removes from the disk what no row names any more. What cannot be removed now is tried again the next time;
/// nobody can ask for it.
pub(super) async fn sweep(service: &Service, actor: &Actor, id: MaterialId) {
    if let Err(error) = try_sweep(service, actor, id).await {
        tracing::warn!(%error, "files that nobody needs are still on the disk");
    }
}

/// Nobody adds the same file meanwhile: both hold the place where the material lies.
async fn try_sweep(service: &Service, actor: &Actor, id: MaterialId) -> Result<(), Error> {
    let mut transaction = service.database.write().await?;
    granted_alone(&mut transaction, actor, id).await?;
    let files = kept::list_files(&mut transaction, id).await?;
    let hashes: HashSet<String> = files.into_iter().map(|file| file.hash).collect();
    Ok(blobs(service)?.sweep(id, &hashes).await?)
}
