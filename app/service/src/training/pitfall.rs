//! Pitfalls that a material addresses.

use domain::activity::Action;
use domain::ids::{MaterialId, PitfallId};
use domain::limits;
use domain::training::pitfall::{Pitfall, PitfallText};
use domain::training::version::VersionRange;
use store::training::pitfall as kept;

use super::write::open_draft;
use super::{granted_alone, record_about};
use crate::{Actor, Error, Refusal, Service, new_id};

/// Adds it to the draft; readers see it once that is published.
///
/// # Errors
/// There is no such material, it is with a reviewer, the actor may not write it, or it has too many.
pub async fn add(
    service: &Service,
    actor: &Actor,
    id: MaterialId,
    text: &PitfallText,
) -> Result<(), Error> {
    let mut transaction = service.database.write().await?;
    let (_, material) = granted_alone(&mut transaction, actor, id).await?;
    let number = open_draft(service, &mut transaction, actor, (&material, "words")).await?;
    let there = kept::list_pitfalls(&mut transaction, id).await?;
    if there.iter().filter(|one| one.range.holds(number)).count() >= limits::PITFALLS {
        let message = format!("A material has at most {} pitfalls", limits::PITFALLS);
        return Err(Refusal::invalid("words", message).into());
    }
    let pitfall = Pitfall {
        id: PitfallId::new(new_id()),
        material: id,
        range: VersionRange::since(number),
        text: text.clone(),
    };
    kept::add_pitfall(&mut transaction, &pitfall, service.now()).await?;
    let record = record_about(&material, Action::PitfallAdded);
    service.audit(&mut transaction, actor, &record).await?;
    Ok(transaction.commit().await?)
}

/// Takes it out of the draft; readers keep what the published version has until the next one is published.
///
/// # Errors
/// There is no such pitfall, the material is with a reviewer, or the actor may not write it.
pub async fn delete(
    service: &Service,
    actor: &Actor,
    (id, pitfall): (MaterialId, PitfallId),
) -> Result<(), Error> {
    let mut transaction = service.database.write().await?;
    let (_, material) = granted_alone(&mut transaction, actor, id).await?;
    let number = open_draft(service, &mut transaction, actor, (&material, "words")).await?;
    let there = kept::list_pitfalls(&mut transaction, id).await?;
    let mut there = there.iter().filter(|one| one.range.holds(number));
    let pitfall = there.find(|one| one.id == pitfall).ok_or(Refusal::NotFound)?;
    kept::end_pitfall(&mut transaction, pitfall, number).await?;
    let record = record_about(&material, Action::PitfallDeleted);
    service.audit(&mut transaction, actor, &record).await?;
    Ok(transaction.commit().await?)
}
