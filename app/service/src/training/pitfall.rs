//! Pitfalls that a material addresses.

use domain::activity::Action;
use domain::ids::{MaterialId, PitfallId};
use domain::limits;
use domain::training::pitfall::{Pitfall, PitfallText};
use store::training::pitfall as kept;

use super::{granted_alone, record_about};
use crate::{Actor, Error, Refusal, Service, new_id};

/// # Errors
/// There is no such material, the actor may not write it, or it has too many.
pub async fn add(
    service: &Service,
    actor: &Actor,
    id: MaterialId,
    text: &PitfallText,
) -> Result<(), Error> {
    let mut transaction = service.database.write().await?;
    let (_, material) = granted_alone(&mut transaction, actor, id).await?;
    if kept::list_pitfalls(&mut transaction, id).await?.len() >= limits::PITFALLS {
        let message = format!("A material has at most {} pitfalls", limits::PITFALLS);
        return Err(Refusal::invalid("words", message).into());
    }
    let pitfall = Pitfall { id: PitfallId::new(new_id()), material: id, text: text.clone() };
    kept::add_pitfall(&mut transaction, &pitfall, service.now()).await?;
    let record = record_about(&material, Action::PitfallAdded);
    service.audit(&mut transaction, actor, &record).await?;
    Ok(transaction.commit().await?)
}

/// # Errors
/// There is no such pitfall, or the actor may not write the material.
pub async fn delete(
    service: &Service,
    actor: &Actor,
    (id, pitfall): (MaterialId, PitfallId),
) -> Result<(), Error> {
    let mut transaction = service.database.write().await?;
    let (_, material) = granted_alone(&mut transaction, actor, id).await?;
    if !kept::delete_pitfall(&mut transaction, (id, pitfall)).await? {
        return Err(Refusal::NotFound.into());
    }
    let record = record_about(&material, Action::PitfallDeleted);
    service.audit(&mut transaction, actor, &record).await?;
    Ok(transaction.commit().await?)
}
