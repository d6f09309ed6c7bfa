//! Personal links: one reader without an account reads one material, and says that they have.

use domain::activity::{Action, Object};
use domain::ids::{MaterialFileId, MaterialId, ReaderId, ReaderLinkId};
use domain::limits;
use domain::training::file::MaterialFile;
use domain::training::reader::Reader;
use domain::training::reader_link::ReaderLink;
use domain::training::{Material, MaterialVersion};
use jiff::{SignedDuration, Timestamp};
use store::Transaction;
use store::activity::Record;
use store::training::acknowledgement::{Acknowledgement, By, add_acknowledgement};

use super::file::blobs;
use super::{granted, granted_alone, record_about};
use crate::access::WriteTraining;
use crate::{Actor, Caller, Error, Refusal, Secret, Service, new_id};

/// What stands behind a link: one material and the name of the one reader, and nobody else's.
pub struct Opened {
    pub reader: Reader,
    pub material: Material,
    pub version: MaterialVersion,
    pub files: Vec<MaterialFile>,
    /// When they said that they have read what is published now.
    pub confirmed_at: Option<Timestamp>,
    pub expires_at: Timestamp,
}

/// Whom a link to a material would be for.
///
/// # Errors
/// There is no such material or reader for the actor, or they may not write it.
pub async fn prepare(
    service: &Service,
    actor: &Actor,
    id: MaterialId,
    reader: ReaderId,
) -> Result<(Reader, Material), Error> {
    let mut transaction = service.database.read().await?;
    let (_, material) = granted::<WriteTraining>(&mut transaction, actor, id).await?;
    let reader = store::training::reader::find_reader(&mut transaction, reader).await?;
    let reader = reader.ok_or(Refusal::NotFound)?;
    if !is_asked(&mut transaction, &material, &reader).await? {
        return Err(Refusal::NotFound.into());
    }
    Ok((reader, material))
}

/// A link that the actor may revoke, with its material.
///
/// # Errors
/// There is no such link for the actor, or they may not write the material.
pub async fn find(
    service: &Service,
    actor: &Actor,
    id: ReaderLinkId,
) -> Result<(Reader, Material), Error> {
    let mut transaction = service.database.read().await?;
    let link = store::training::reader_link::find_link(&mut transaction, id).await?;
    let link = link.ok_or(Refusal::NotFound)?;
    let (_, material) = granted::<WriteTraining>(&mut transaction, actor, link.material).await?;
    let reader = store::training::reader::find_reader(&mut transaction, link.reader).await?;
    Ok((reader.ok_or(Refusal::NotFound)?, material))
}

/// Makes the link of a reader to a material. The secret is shown once; the one from before stops working.
///
/// # Errors
/// There is no such material for the actor, they may not write it, nobody can read it now, or it is not for
/// this reader.
pub async fn make(
    service: &Service,
    actor: &Actor,
    id: MaterialId,
    reader: ReaderId,
) -> Result<(Secret, Reader, Material), Error> {
    let mut transaction = service.database.write().await?;
    let (_, material) = granted_alone(&mut transaction, actor, id).await?;
    let found = store::training::reader::find_reader(&mut transaction, reader).await?;
    let reader =
        found.ok_or_else(|| Refusal::invalid("reader", "Choose a reader from the list"))?;
    if !is_asked(&mut transaction, &material, &reader).await? {
        let message = "The material is not for this reader";
        return Err(Refusal::invalid("reader", message).into());
    }
    if !material.is_open() {
        let message = "Nobody can read it yet. Publish it first";
        return Err(Refusal::invalid("reader", message).into());
    }
    let now = service.now();
    store::training::reader_link::revoke_links_of_reader(&mut transaction, (id, reader.id), now)
        .await?;
    let secret = Secret::new()?;
    let link = ReaderLink {
        id: ReaderLinkId::new(new_id()),
        material: id,
        reader: reader.id,
        made_by: actor.person.id,
        made_at: now,
        expires_at: now + SignedDuration::from_hours(24 * limits::READER_LINK_DAYS),
        revoked_at: None,
    };
    store::training::reader_link::add_link(&mut transaction, &link, secret.hash()).await?;
    let record = about(&material, (Action::ReaderLinkMade, reader.id));
    service.audit(&mut transaction, actor, &record).await?;
    transaction.commit().await?;
    Ok((secret, reader, material))
}

/// From now on the link leads nowhere. Says of which material it was.
///
/// # Errors
/// There is no such link for the actor, or they may not write the material.
pub async fn revoke(
    service: &Service,
    actor: &Actor,
    id: ReaderLinkId,
) -> Result<MaterialId, Error> {
    let mut transaction = service.database.write().await?;
    let link = store::training::reader_link::find_link(&mut transaction, id).await?;
    let link = link.ok_or(Refusal::NotFound)?;
    let (_, material) = granted::<WriteTraining>(&mut transaction, actor, link.material).await?;
    let now = service.now();
    if store::training::reader_link::revoke_link(&mut transaction, id, now).await? {
        let record = about(&material, (Action::ReaderLinkRevoked, link.reader));
        service.audit(&mut transaction, actor, &record).await?;
    }
    transaction.commit().await?;
    Ok(material.id)
}

/// What a reader sees who opens their link.
///
/// # Errors
/// The link never was one, was revoked, is too old, or its material cannot be read now: all the same.
pub async fn open(service: &Service, secret: &Secret) -> Result<Opened, Error> {
    let mut transaction = service.database.read().await?;
    opened(&mut transaction, secret, service.now()).await
}

/// The reader of the link says that they have read a version: the one that they had in front of them.
/// Whoever is signed in on that browser does not matter.
///
/// # Errors
/// The link does not work, or another version was published meanwhile.
pub async fn confirm(
    service: &Service,
    secret: &Secret,
    number: i64,
    caller: &Caller,
) -> Result<(), Error> {
    let mut transaction = service.database.write().await?;
    let now = service.now();
    let opened = opened(&mut transaction, secret, now).await?;
    if opened.version.number != number {
        let message = "A new version was published while you read. Read it below, then confirm";
        return Err(Refusal::invalid("number", message).into());
    }
    if opened.confirmed_at.is_some() {
        return Ok(());
    }
    let (material, by) = (opened.material.id, By::Reader(opened.reader.id));
    let acknowledgement = Acknowledgement { material, number, by, at: now };
    if add_acknowledgement(&mut transaction, new_id(), &acknowledgement).await? {
        let record = about(&opened.material, (Action::ReaderConfirmed, opened.reader.id));
        let record = Record { reason: Some(format!("version {number}")), ..record };
        service.append_audit(&mut transaction, &caller.origin(None, None), &record).await?;
    }
    Ok(transaction.commit().await?)
}

/// A file of the material behind a link, with what is in it.
///
/// # Errors
/// The link does not work, or its material has no such file.
pub async fn read_file(
    service: &Service,
    secret: &Secret,
    file: MaterialFileId,
) -> Result<(MaterialFile, Vec<u8>), Error> {
    let mut transaction = service.database.read().await?;
    let opened = opened(&mut transaction, secret, service.now()).await?;
    let file = opened.files.into_iter().find(|one| one.id == file).ok_or(Refusal::NotFound)?;
    let bytes = blobs(service)?.read(opened.material.id, &file.hash).await?;
    Ok((file, bytes))
}

async fn opened(
    transaction: &mut Transaction,
    secret: &Secret,
    now: Timestamp,
) -> Result<Opened, Error> {
    let link =
        store::training::reader_link::find_link_by_secret(transaction, secret.hash()).await?;
    let link = link.filter(|link| link.is_open(now)).ok_or(Refusal::NotFound)?;
    let material = store::training::find_material(transaction, link.material).await?;
    let material = material.filter(Material::is_open).ok_or(Refusal::NotFound)?;
    let reader = store::training::reader::find_reader(transaction, link.reader).await?;
    let reader = reader.ok_or(Refusal::NotFound)?;
    if !is_asked(transaction, &material, &reader).await? {
        return Err(Refusal::NotFound.into());
    }
    let versions = store::training::version::list_versions(transaction, material.id).await?;
    let version = versions.into_iter().find(|one| Some(one.number) == material.published);
    let version = version.ok_or(Refusal::NotFound)?;
    // A small change does not ask again who confirmed the version before.
    let asked = (material.id, material.asked.unwrap_or(version.number), reader.id);
    let confirmed_at = store::training::reader_link::confirmed_at(transaction, asked).await?;
    let mut files = store::training::file::list_files(transaction, material.id).await?;
    files.retain(|file| file.range.holds(version.number));
    Ok(Opened { reader, material, version, files, confirmed_at, expires_at: link.expires_at })
}

/// Whether somebody is a critical user of the audience of a material.
async fn is_asked(
    transaction: &mut Transaction,
    material: &Material,
    reader: &Reader,
) -> Result<bool, Error> {
    let cohort = store::product::cohort::find_cohort(transaction, reader.cohort).await?;
    let of_product = cohort.is_some_and(|cohort| cohort.product == material.product);
    Ok(reader.text.critical && of_product && material.is_for(&[reader.cohort]))
}

/// The trail says of which material, and knows the reader by their id alone.
fn about(material: &Material, (action, reader): (Action, ReaderId)) -> Record {
    let record = record_about(material, action);
    Record { object: Object::Reader, object_id: reader.uuid(), ..record }
}
