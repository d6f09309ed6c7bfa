//! Reading: who has read which version, and what waits for somebody to be read, reviewed or looked at.

use std::collections::{HashMap, HashSet};

use domain::access::Operation;
use domain::activity::Action;
use domain::day::Zone;
use domain::ids::{CohortId, MaterialId, ProductId};
use domain::training::{Material, Reading};
use jiff::Timestamp;
use jiff::civil::Date;
use store::Transaction;
use store::activity::Record;
use store::training::acknowledgement::{
    Acknowledgement, By, add_acknowledgement, list_newest_of_person,
};
use store::training::version::{list_reviewable, list_versions};

use super::{granted, record_about};
use crate::access::{See, find_seen};
use crate::{Actor, Error, Refusal, Service, new_id};

/// Why a material waits for the actor.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Wants {
    /// They are of its audience and have not read what asks for it.
    Reading,
    /// Somebody else wrote a version and asks for a review.
    Review,
    /// They own it, and its day to look whether it is still true is over.
    Look(Date),
}

pub struct Waiting {
    pub material: Material,
    pub wants: Wants,
}

/// Says that the actor has read a version: the one that they had in front of them.
///
/// # Errors
/// There is no such material for the actor, or nobody could have read this version.
pub async fn acknowledge(
    service: &Service,
    actor: &Actor,
    (id, number): (MaterialId, i64),
) -> Result<(), Error> {
    let mut transaction = service.database.write().await?;
    let (_, material) = granted::<See>(&mut transaction, actor, id).await?;
    let versions = list_versions(&mut transaction, id).await?;
    let published = |number| {
        versions.iter().any(|one| one.number == number && one.state.published_at().is_some())
    };
    if !material.is_open() || !published(number) {
        let message =
            "Nobody can read this version. Open the material again, then say that you read it";
        return Err(Refusal::invalid("number", message).into());
    }
    let (by, at) = (By::Person(actor.person.id), service.now());
    let acknowledgement = Acknowledgement { material: id, number, by, at };
    if add_acknowledgement(&mut transaction, new_id(), &acknowledgement).await? {
        let record = record_about(&material, Action::MaterialRead);
        let record = Record { reason: Some(format!("version {number}")), ..record };
        service.audit(&mut transaction, actor, &record).await?;
    }
    Ok(transaction.commit().await?)
}

/// What waits for the actor, of what they may see. Days count in the zone of the release.
pub(crate) async fn list_waiting(
    transaction: &mut Transaction,
    actor: &Actor,
    now: Timestamp,
) -> Result<Vec<Waiting>, Error> {
    let me = actor.person.id;
    if !actor.is_for(Operation::SeeRelease) {
        return Ok(Vec::new());
    }
    let read = list_newest_of_person(transaction, me).await?;
    let read: HashMap<MaterialId, i64> = read.into_iter().collect();
    let cohorts = store::training::list_cohorts_of_reader(transaction, me).await?;
    let reviews = list_reviewable(transaction, me).await?;
    let reviews: HashSet<MaterialId> = reviews.into_iter().map(|(material, _)| material).collect();
    let can_review = actor.may(domain::access::Relation::None, Operation::ReviewTraining);
    let mut waiting = Vec::new();
    let materials = store::training::list_materials_seen(transaction, me).await?;
    let releases: Vec<_> = materials.iter().filter_map(|material| material.release).collect();
    let releases = find_seen(transaction, actor, &releases).await?;
    for material in materials {
        let release = material.release.and_then(|id| releases.get(&id));
        if material.release.is_some() && !release.is_some_and(|release| release.state.is_open()) {
            continue;
        }
        let zone = release.map_or_else(Zone::utc, |release| release.schedule.zone().clone());
        let today = zone.day(now);
        let looks = material.text.owner == Some(me) && material.needs_review(today);
        let wants = if reviews.contains(&material.id) && can_review {
            Wants::Review
        } else if let Some(day) = material.text.review_on.filter(|_| looks) {
            Wants::Look(day)
        } else if asks(&material, &cohorts, read.get(&material.id).copied()) {
            Wants::Reading
        } else {
            continue;
        };
        waiting.push(Waiting { material, wants });
    }
    waiting.sort_by_key(|one| one.wants);
    Ok(waiting)
}

/// Whether a material asks somebody in these cohorts to read it.
fn asks(material: &Material, cohorts: &[(CohortId, ProductId)], read: Option<i64>) -> bool {
    let of_product = cohorts.iter().filter(|(_, product)| *product == material.product);
    let mine: Vec<CohortId> = of_product.map(|(cohort, _)| *cohort).collect();
    let reading = material.current_for_readers(read);
    material.is_open()
        && !mine.is_empty()
        && material.is_for(&mine)
        && matches!(reading, Reading::NotYet | Reading::Older(_))
}
