//! Training materials: who plans, writes, reviews and reads them.

pub mod coverage;
pub mod file;
pub mod pitfall;
pub mod read;
pub mod reader;
pub mod reader_link;
pub mod steps;
pub mod write;

use std::collections::HashMap;

use domain::access::Operation;
use domain::activity::{Action, AuditEntry, Object};
use domain::ids::{CohortId, MaterialId};
use domain::limits;
use domain::person::Person;
use domain::phase::Phase;
use domain::product::Place;
use domain::product::cohort::Cohort;
use domain::training::draft::Draft;
use domain::training::file::MaterialFile;
use domain::training::pitfall::Pitfall;
use domain::training::version::VersionRange;
use domain::training::{Material, MaterialText, MaterialVersion};
use jiff::Timestamp;
use store::Transaction;
use store::activity::Record;

use crate::access::{GrantedAt, Permit, See, WriteTraining, grant_alone_at, grant_at};
use crate::activity::trail;
use crate::product::Shelf;
use crate::{Actor, Error, Names, Refusal, Service, new_id, person};

/// The materials of a place that the actor may see.
pub struct Materials {
    pub shelf: Shelf,
    pub rows: Vec<MaterialRow>,
    pub cohorts: Vec<Cohort>,
    pub names: Names,
}

pub struct MaterialRow {
    pub material: Material,
    /// What is being written, or what people read; for those who write.
    pub newest: Option<MaterialVersion>,
    /// The newest version that the actor has read.
    pub read: Option<i64>,
}

/// What one may choose when a material is planned.
pub struct Planning {
    pub shelf: Shelf,
    pub cohorts: Vec<Cohort>,
    pub phases: Vec<Phase>,
    pub people: Vec<Person>,
}

/// A material with everything on its page.
pub struct Shown {
    pub planning: Planning,
    pub material: Material,
    /// The newest first; what people read and nothing else for those who do not write.
    pub versions: Vec<MaterialVersion>,
    /// Of these versions.
    pub pitfalls: Vec<Pitfall>,
    pub files: Vec<MaterialFile>,
    pub names: Names,
    /// The newest version that the actor has read, and when.
    pub read: Option<(i64, Timestamp)>,
    /// What the actor typed and has not saved.
    pub draft: Option<Draft>,
    /// What happened to it, the newest first; for those who write.
    pub entries: Vec<AuditEntry>,
}

impl Shown {
    /// The version that people read.
    #[must_use]
    pub fn published(&self) -> Option<&MaterialVersion> {
        let number = self.material.published?;
        self.versions.iter().find(|version| version.number == number)
    }

    /// What is being written, or what people read.
    #[must_use]
    pub fn newest(&self) -> Option<&MaterialVersion> {
        self.versions.first()
    }
}

/// # Errors
/// The actor may not see the place.
pub async fn list(service: &Service, actor: &Actor, place: Place) -> Result<Materials, Error> {
    let mut transaction = service.database.read().await?;
    let granted = grant_at::<See>(&mut transaction, actor, place).await?;
    let shelf = Shelf::of(&granted);
    let mut newest = HashMap::new();
    if shelf.may(Operation::WriteTraining) {
        let versions = store::training::version::list_newest(&mut transaction, place).await?;
        newest = versions.into_iter().map(|version| (version.material, version)).collect();
    }
    let me = actor.person.id;
    let read = store::training::acknowledgement::list_newest_of_person(&mut transaction, me);
    let read: HashMap<_, _> = read.await?.into_iter().collect();
    let materials = store::training::list_materials(&mut transaction, place).await?;
    let seen =
        materials.into_iter().filter(|one| shelf.may(Operation::WriteTraining) || one.is_open());
    let rows = seen.map(|material| MaterialRow {
        newest: newest.remove(&material.id),
        read: read.get(&material.id).copied(),
        material,
    });
    Ok(Materials {
        rows: rows.collect(),
        cohorts: store::product::cohort::list_cohorts(&mut transaction, shelf.product.id).await?,
        names: person::names(service, &mut transaction).await?,
        shelf,
    })
}

/// What one may choose for a new material of a place.
///
/// # Errors
/// The actor may not write there.
pub async fn plan(service: &Service, actor: &Actor, place: Place) -> Result<Planning, Error> {
    let mut transaction = service.database.read().await?;
    let granted = grant_at::<WriteTraining>(&mut transaction, actor, place).await?;
    planning(&mut transaction, &granted).await
}

/// # Errors
/// There is no such material for the actor.
pub async fn find(service: &Service, actor: &Actor, id: MaterialId) -> Result<Shown, Error> {
    let mut transaction = service.database.read().await?;
    shown::<See>(&mut transaction, actor, id).await
}

/// The same for those who write it.
///
/// # Errors
/// There is no such material for the actor, or they may only read it.
pub async fn find_to_write(
    service: &Service,
    actor: &Actor,
    id: MaterialId,
) -> Result<Shown, Error> {
    let mut transaction = service.database.read().await?;
    shown::<WriteTraining>(&mut transaction, actor, id).await
}

/// Plans a material and begins its first version.
///
/// # Errors
/// The actor may not write there, there are too many, or what it names is of somewhere else.
pub async fn add(
    service: &Service,
    actor: &Actor,
    place: Place,
    (text, cohorts): (&MaterialText, &[CohortId]),
) -> Result<MaterialId, Error> {
    let mut transaction = service.database.write().await?;
    let granted = grant_alone_at::<WriteTraining>(&mut transaction, actor, place).await?;
    let planning = planning(&mut transaction, &granted).await?;
    require_own(&mut transaction, &planning, (text, cohorts), None).await?;
    let id = add_in(service, &mut transaction, actor, (&granted, text, cohorts)).await?;
    transaction.commit().await?;
    Ok(id)
}

/// The same inside a verb that asked for permission.
///
/// # Errors
/// There are too many.
pub(crate) async fn add_in(
    service: &Service,
    transaction: &mut Transaction,
    actor: &Actor,
    (granted, text, cohorts): (&GrantedAt<WriteTraining>, &MaterialText, &[CohortId]),
) -> Result<MaterialId, Error> {
    let there = store::training::list_materials(transaction, granted.place).await?;
    if there.len() >= limits::MATERIALS {
        let message = format!("There are {} materials, and no more fit", limits::MATERIALS);
        return Err(Refusal::invalid("title", message).into());
    }
    let material = Material {
        id: MaterialId::new(new_id()),
        product: granted.product.id,
        release: granted.release.as_ref().map(|release| release.id),
        text: text.clone(),
        cohorts: cohorts.to_vec(),
        published: None,
        asked: None,
        embargo: None,
        retired_at: None,
        created_by: actor.person.id,
        created_at: service.now(),
        version: 1,
    };
    store::training::add_material(transaction, &material).await?;
    let by = (actor.person.id, service.now());
    let first = MaterialVersion::begin(material.id, None, by);
    store::training::version::add_version(transaction, &first).await?;
    let record = record_about(&material, Action::MaterialAdded);
    service.audit(transaction, actor, &record).await?;
    Ok(material.id)
}

/// # Errors
/// There is no such material, the actor may not write it, or somebody else was first.
pub async fn edit(
    service: &Service,
    actor: &Actor,
    (id, version): (MaterialId, i64),
    (text, cohorts): (&MaterialText, &[CohortId]),
) -> Result<(), Error> {
    let mut transaction = service.database.write().await?;
    let (granted, material) = granted_alone(&mut transaction, actor, id).await?;
    let planning = planning(&mut transaction, &granted).await?;
    require_own(&mut transaction, &planning, (text, cohorts), Some(&material)).await?;
    let saved = (id, version);
    if !store::training::save_material(&mut transaction, saved, (text, cohorts)).await? {
        return Err(Refusal::Conflict.into());
    }
    let record = trail::changed(record_about(&material, Action::MaterialEdited), version);
    service.audit(&mut transaction, actor, &record).await?;
    Ok(transaction.commit().await?)
}

/// What a material names has to be of where it lies.
async fn require_own(
    transaction: &mut Transaction,
    planning: &Planning,
    (text, cohorts): (&MaterialText, &[CohortId]),
    before: Option<&Material>,
) -> Result<(), Error> {
    let known = |id: &CohortId| planning.cohorts.iter().any(|cohort| cohort.id == *id);
    if !cohorts.iter().all(known) {
        return Err(Refusal::invalid("cohorts", "Choose cohorts from the list").into());
    }
    if text.embargo.is_some_and(|id| planning.phases.iter().all(|phase| phase.id != id)) {
        return Err(Refusal::invalid("embargo", "Choose a phase from the list").into());
    }
    let present = before.and_then(|before| before.text.owner);
    person::require(transaction, "owner", text.owner, present).await
}

async fn planning<P: Permit>(
    transaction: &mut Transaction,
    granted: &GrantedAt<P>,
) -> Result<Planning, Error> {
    let phases = match &granted.release {
        Some(release) => store::phase::list_phases(transaction, release.id).await?,
        None => Vec::new(),
    };
    Ok(Planning {
        shelf: Shelf::of(granted),
        cohorts: store::product::cohort::list_cohorts(transaction, granted.product.id).await?,
        phases,
        people: store::person::list_people(transaction).await?,
    })
}

async fn shown<P: Permit>(
    transaction: &mut Transaction,
    actor: &Actor,
    id: MaterialId,
) -> Result<Shown, Error> {
    let (granted, material) = granted::<P>(transaction, actor, id).await?;
    let planning = planning(transaction, &granted).await?;
    let (writes, me) = (planning.shelf.may(Operation::WriteTraining), actor.person.id);
    let mut versions = store::training::version::list_versions(transaction, id).await?;
    let (mut draft, mut entries) = (None, Vec::new());
    if writes {
        draft = store::training::draft::find_draft(transaction, (id, me)).await?;
        entries = store::activity::list_entries_of(transaction, id.uuid(), limits::PAGE).await?;
    } else {
        versions.retain(|version| Some(version.number) == material.published);
    }
    let seen = |range: VersionRange| versions.iter().any(|version| range.holds(version.number));
    let mut pitfalls = store::training::pitfall::list_pitfalls(transaction, id).await?;
    pitfalls.retain(|pitfall| seen(pitfall.range));
    let mut files = store::training::file::list_files(transaction, id).await?;
    files.retain(|file| seen(file.range));
    Ok(Shown {
        versions,
        pitfalls,
        files,
        names: person::names_of(&planning.people),
        read: store::training::acknowledgement::newest_of_person(transaction, (id, me)).await?,
        draft,
        entries,
        material,
        planning,
    })
}

/// A material, and the proof that the actor may do `P` where it lies. Before people may read it, it is not
/// there for anybody who does not write it.
pub(crate) async fn granted<P: Permit>(
    transaction: &mut Transaction,
    actor: &Actor,
    id: MaterialId,
) -> Result<(GrantedAt<P>, Material), Error> {
    let material = store::training::find_material(transaction, id).await?;
    let material = material.ok_or(Refusal::NotFound)?;
    let granted = grant_at::<P>(transaction, actor, material.place()).await;
    let granted = granted.map_err(|error| hide(error, &material))?;
    if !material.is_open() && !granted.may(Operation::WriteTraining) {
        return Err(Refusal::NotFound.into());
    }
    Ok((granted, material))
}

/// The same for somebody who changes it: only one goes on at a time where it lies, and it is read behind
/// the lock.
pub(crate) async fn granted_alone(
    transaction: &mut Transaction,
    actor: &Actor,
    id: MaterialId,
) -> Result<(GrantedAt<WriteTraining>, Material), Error> {
    let before = store::training::find_material(transaction, id).await?;
    let before = before.ok_or(Refusal::NotFound)?;
    let granted = grant_alone_at::<WriteTraining>(transaction, actor, before.place()).await;
    let granted = granted.map_err(|error| hide(error, &before))?;
    let material = store::training::find_material(transaction, id).await?;
    let material = material.ok_or(Refusal::NotFound)?;
    if material.retired_at.is_some() {
        return Err(
            Refusal::invalid("step", "It is retired. Nothing of it changes any more").into()
        );
    }
    Ok((granted, material))
}

/// That one may not change what one may not see is not said: it is not there.
fn hide(error: Error, material: &Material) -> Error {
    match error {
        Error::Refusal(Refusal::NotAllowed(_)) if !material.is_open() => Refusal::NotFound.into(),
        other => other,
    }
}

/// What happened to a material. What everybody may read who sees the release says nothing of what only those
/// who write may see.
pub(crate) fn record_about(material: &Material, action: Action) -> Record {
    let label = match material.is_open() {
        true => material.text.title.to_string(),
        false => "training that is not open yet".to_owned(),
    };
    let record = trail::record_at(material.product, action, Object::Material, material.id.uuid());
    Record { release: material.release, label: Some(label), ..record }
}
