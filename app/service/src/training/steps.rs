//! The life of a version: submitted, reviewed by somebody else, published, retired.

use domain::activity::Action;
use domain::ids::MaterialId;
use domain::text::Reason;
use domain::training::version::Review;
use domain::training::{Material, MaterialVersion, VersionState};
use store::Transaction;
use store::activity::Record;
use store::training::version::{list_versions, save_version_state};

use super::file::sweep;
use super::{granted_alone, record_about};
use crate::access::{ReviewTraining, grant_at};
use crate::{Actor, Error, Refusal, Service};

/// What moves a version on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Step {
    Submit,
    TakeBack,
    Approve,
    SendBack(Reason),
    Publish,
}

/// Moves the newest version on.
///
/// # Errors
/// There is no such material, the actor may not do this, its state does not allow it, or somebody else was
/// first.
pub async fn apply_step(
    service: &Service,
    actor: &Actor,
    (id, seen): (MaterialId, i64),
    step: &Step,
) -> Result<(), Error> {
    let mut transaction = service.database.write().await?;
    let (_, material) = granted_alone(&mut transaction, actor, id).await?;
    if matches!(step, Step::Approve | Step::SendBack(_)) {
        grant_at::<ReviewTraining>(&mut transaction, actor, material.place()).await?;
    }
    let now = service.now();
    let versions = list_versions(&mut transaction, id).await?;
    let newest = versions.first().ok_or(Refusal::NotFound)?;
    let state = stepped(newest, step, Review { by: actor.person.id, at: now });
    let state = state.map_err(|error| Refusal::invalid("step", error))?;
    if newest.version != seen {
        return Err(Refusal::Conflict.into());
    }
    save(&mut transaction, newest, &state).await?;
    let mut gone = 0;
    if matches!(step, Step::Publish) {
        replace(&mut transaction, &material, &versions).await?;
        let ended = (id, newest.number);
        gone = store::training::file::delete_ended_files(&mut transaction, ended).await?;
        store::training::pitfall::delete_ended_pitfalls(&mut transaction, ended).await?;
        let saved = (id, material.version);
        if !store::training::save_published(&mut transaction, saved, newest.number).await? {
            return Err(Refusal::Conflict.into());
        }
    }
    let after = store::training::find_material(&mut transaction, id).await?;
    let after = after.ok_or(Refusal::NotFound)?;
    let record = record_of(&after, newest, (step, &state));
    service.audit(&mut transaction, actor, &record).await?;
    transaction.commit().await?;
    if gone > 0 {
        sweep(service, actor, id).await;
    }
    Ok(())
}

fn stepped(
    version: &MaterialVersion,
    step: &Step,
    review: Review,
) -> Result<VersionState, domain::training::VersionError> {
    let state = version.state.clone();
    match step {
        Step::Submit => version.submit(),
        Step::TakeBack => state.take_back(),
        Step::Approve => state.approve(review, &version.authors),
        Step::SendBack(reason) => state.send_back(review, &version.authors, reason.as_str()),
        Step::Publish => state.publish(review.at),
    }
}

/// Why it was sent back is said to those who write it, with the version; the trail is read by more.
fn record_of(
    material: &Material,
    version: &MaterialVersion,
    (step, state): (&Step, &VersionState),
) -> Record {
    let number = version.number;
    if !matches!(step, Step::Publish) {
        let record = record_about(material, Action::MaterialMoved);
        return Record { reason: Some(format!("version {number}: {}", state.word())), ..record };
    }
    let reason = match (number, version.text.asks_again) {
        // There is nobody who has read one before it.
        (1, _) => "version 1".to_owned(),
        (_, true) => format!("version {number}, asks again"),
        (_, false) => format!("version {number}, a small change"),
    };
    let record = record_about(material, Action::MaterialPublished);
    Record { reason: Some(reason), ..record }
}

/// What people read until now.
async fn replace(
    transaction: &mut Transaction,
    material: &Material,
    versions: &[MaterialVersion],
) -> Result<(), Error> {
    let before = versions.iter().find(|version| Some(version.number) == material.published);
    let Some(before) = before else { return Ok(()) };
    let state = before.state.clone().replace();
    save(transaction, before, &state.map_err(|error| Refusal::invalid("step", error))?).await
}

async fn save(
    transaction: &mut Transaction,
    version: &MaterialVersion,
    state: &VersionState,
) -> Result<(), Error> {
    let seen = (version.material, version.number, version.version);
    match save_version_state(transaction, seen, state).await? {
        true => Ok(()),
        false => Err(Refusal::Conflict.into()),
    }
}

/// Nobody reads it any more, and nothing of it changes. What was read stays known.
///
/// # Errors
/// There is no such material, or the actor may not write it.
pub async fn retire(
    service: &Service,
    actor: &Actor,
    id: MaterialId,
    reason: &Reason,
) -> Result<(), Error> {
    let mut transaction = service.database.write().await?;
    let (_, material) = granted_alone(&mut transaction, actor, id).await?;
    let versions = list_versions(&mut transaction, id).await?;
    if let Some(read) = versions.iter().find(|one| Some(one.number) == material.published) {
        let state = read.state.clone().retire();
        let state = state.map_err(|error| Refusal::invalid("step", error))?;
        save(&mut transaction, read, &state).await?;
    }
    let seen = (id, material.version);
    if !store::training::save_retired(&mut transaction, seen, service.now()).await? {
        return Err(Refusal::Conflict.into());
    }
    let reason = material.is_open().then(|| reason.to_string());
    let record = Record { reason, ..record_about(&material, Action::MaterialRetired) };
    service.audit(&mut transaction, actor, &record).await?;
    Ok(transaction.commit().await?)
}
