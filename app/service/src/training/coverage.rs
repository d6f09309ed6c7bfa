//! Coverage: who has read what before it reaches them, and asking those who have not.

use std::collections::HashMap;

use domain::activity::Action;
use domain::gate::verdict::Taught;
use domain::ids::{CohortId, MaterialId, ReaderId, ReleaseId};
use domain::limits;
use domain::phase::Phase;
use domain::product::Place;
use domain::product::cohort::Cohort;
use domain::release::Release;
use domain::training::Material;
use domain::training::coverage::{Counts, ReaderStanding, due};
use jiff::civil::Date;
use jiff::{SignedDuration, Span};
use store::Transaction;
use store::activity::Record;
use store::training::coverage as kept;

use super::{granted, granted_alone, record_about};
use crate::access::{See, grant_at};
use crate::product::Shelf;
use crate::{Actor, Error, Refusal, Service, new_id, person};

/// What the cohorts of a release have read of its materials, and of those of its product.
pub struct Matrix {
    pub shelf: Shelf,
    /// What readers can read now.
    pub materials: Vec<Material>,
    /// Those with a phase or a critical user, with how many critical users they have.
    pub cohorts: Vec<(Cohort, i64)>,
    pub phases: Vec<Phase>,
    counts: HashMap<(MaterialId, CohortId), Counts>,
}

/// A cohort in the coverage of a material.
pub struct OfCohort {
    pub cohort: Cohort,
    pub counts: Counts,
    /// The day on which its phase begins.
    pub due: Option<Date>,
}

/// Who has read a material.
pub struct OfMaterial {
    pub shelf: Shelf,
    pub material: Material,
    /// Its audience, where somebody is named.
    pub cohorts: Vec<OfCohort>,
    /// The one cohort that is shown; none for all.
    pub chosen: Option<CohortId>,
    /// Of what is shown: who has not read first.
    pub readers: Vec<ReaderStanding>,
    /// From 0 on.
    pub page: i64,
    pub has_more: bool,
    /// How many had read it for the first time, day by day.
    pub days: Vec<(Date, i64)>,
}

/// Who is asked to read a material.
pub enum Whom {
    /// Everybody who has not read it, of all cohorts or of one.
    All(Option<CohortId>),
    These(Vec<ReaderId>),
}

impl Matrix {
    /// What a cohort has read of a material, and until when it should have; none where it is not for them.
    #[must_use]
    pub fn cell(&self, material: &Material, cohort: CohortId) -> Option<(Counts, Option<Date>)> {
        let counts = self.counts.get(&(material.id, cohort)).copied().unwrap_or_default();
        let due = due(material, cohort, &self.phases);
        material.is_for(&[cohort]).then_some((counts, due))
    }
}

impl OfMaterial {
    /// Of what is shown.
    #[must_use]
    pub fn counts(&self) -> Counts {
        self.shown().fold(Counts::default(), |counts, one| counts.and(one.counts))
    }

    /// How many of them should have read it by a day and have not: each cohort has a day of its own.
    #[must_use]
    pub fn overdue(&self, today: Date) -> i64 {
        self.shown().map(|one| one.counts.overdue(one.due, today)).sum()
    }

    /// The first day on which one of the cohorts that are shown should have read it.
    #[must_use]
    pub fn due(&self) -> Option<Date> {
        self.shown().filter_map(|one| one.due).min()
    }

    #[must_use]
    pub fn of(&self, cohort: CohortId) -> Option<&OfCohort> {
        self.cohorts.iter().find(|one| one.cohort.id == cohort)
    }

    fn shown(&self) -> impl Iterator<Item = &OfCohort> {
        self.cohorts.iter().filter(|one| self.chosen.is_none_or(|chosen| chosen == one.cohort.id))
    }
}

/// # Errors
/// The actor may not see the release.
pub async fn matrix(service: &Service, actor: &Actor, id: ReleaseId) -> Result<Matrix, Error> {
    let mut transaction = service.database.read().await?;
    let granted = grant_at::<See>(&mut transaction, actor, Place::Release(id)).await?;
    let product = granted.product.id;
    let counts = kept::count_of_release(&mut transaction, (id, product)).await?;
    let critical = store::training::reader::count_readers(&mut transaction, product).await?;
    let phases = store::phase::list_phases(&mut transaction, id).await?;
    let cohorts = store::product::cohort::list_cohorts(&mut transaction, product).await?;
    let cohorts = cohorts.into_iter().filter_map(|cohort| {
        let count = critical.iter().find(|(of, ..)| *of == cohort.id).map_or(0, |one| one.2);
        let has_phase = phases.iter().any(|phase| phase.plan.cohort == cohort.id);
        (has_phase || count > 0).then_some((cohort, count))
    });
    Ok(Matrix {
        cohorts: cohorts.collect(),
        materials: open_materials(&mut transaction, &[Place::Release(id), Place::Product(product)])
            .await?,
        counts: counts.into_iter().map(|(id, cohort, counts)| ((id, cohort), counts)).collect(),
        phases,
        shelf: Shelf::of(&granted),
    })
}

/// Who has read a material, of all of its cohorts or of one.
///
/// # Errors
/// There is no such material for the actor, or no such cohort in its product.
pub async fn of_material(
    service: &Service,
    actor: &Actor,
    id: MaterialId,
    (chosen, page): (Option<CohortId>, i64),
) -> Result<OfMaterial, Error> {
    let mut transaction = service.database.read().await?;
    let limit = limits::READERS_SHOWN;
    let mut shown = standing(&mut transaction, actor, id, chosen).await?;
    let all = shown.counts().readers;
    let page = page.clamp(0, all / limit);
    let (which, now) = ((id, chosen), service.now());
    let some = (page * limit, limit);
    let zone = shown.shelf.zone();
    let ahead = domain::day::Zone::utc().moment(zone.local(now));
    let ahead = ahead.map_or(SignedDuration::ZERO, |local| local.duration_since(now));
    let days = kept::count_by_day(&mut transaction, which, ahead).await?;
    let day =
        |days: i64| Date::constant(1970, 1, 1).checked_add(Span::new().try_days(days).ok()?).ok();
    shown.readers = kept::list_standing(&mut transaction, which, some, now).await?;
    shown.days = days.into_iter().filter_map(|(at, count)| Some((day(at)?, count))).collect();
    shown.page = page;
    shown.has_more = all > (page + 1) * limit;
    Ok(shown)
}

/// The same with every reader: for a table that somebody takes away.
///
/// # Errors
/// There is no such material for the actor.
pub async fn everybody(
    service: &Service,
    actor: &Actor,
    id: MaterialId,
    chosen: Option<CohortId>,
) -> Result<OfMaterial, Error> {
    let mut transaction = service.database.read().await?;
    let mut shown = standing(&mut transaction, actor, id, chosen).await?;
    let (which, all) = ((id, chosen), (0, limits::READERS));
    shown.readers = kept::list_standing(&mut transaction, which, all, service.now()).await?;
    Ok(shown)
}

/// Nobody is asked again before they had time to read.
const ASKED_AGAIN: SignedDuration = SignedDuration::from_hours(1);

/// Who was asked to read a material, and who cannot be: they have no account, so it has to be by their link.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Reminded {
    pub at_home: usize,
    pub by_link: usize,
}

/// Asks readers to read a material. Who has read it is not asked, nor who was asked a moment ago: a second press
/// reminds nobody twice.
///
/// # Errors
/// There is no such material for the actor, they may not write it, or nobody is left to be asked.
pub async fn remind(
    service: &Service,
    actor: &Actor,
    id: MaterialId,
    whom: &Whom,
) -> Result<Reminded, Error> {
    let mut transaction = service.database.write().await?;
    let (_, material) = granted_alone(&mut transaction, actor, id).await?;
    let refused = |message: &str| Error::from(Refusal::invalid("reader", message));
    if !material.is_open() {
        return Err(refused("Nobody can read it yet. Publish it first"));
    }
    let cohort = match whom {
        Whom::All(cohort) => *cohort,
        Whom::These(_) => None,
    };
    let mut unread = kept::list_unread(&mut transaction, (id, cohort)).await?;
    if let Whom::These(these) = whom {
        unread.retain(|(one, _)| these.contains(one));
    }
    if unread.is_empty() {
        return Err(refused("Choose who is reminded: somebody who has not read it"));
    }
    let (mut asked, by_link): (Vec<_>, Vec<_>) = unread.into_iter().partition(|(_, has)| *has);
    if asked.is_empty() {
        return Err(refused("None of them has an account here. Give them their personal links"));
    }
    let (now, me) = (service.now(), actor.person.id);
    let since = now - ASKED_AGAIN;
    let reminded = store::training::reader::list_reminded(&mut transaction, id, since).await?;
    asked.retain(|(one, _)| !reminded.contains(one));
    if asked.is_empty() {
        return Err(refused(
            "They were asked less than an hour ago. Leave them some time to read it",
        ));
    }
    for (reader, _) in &asked {
        let row = (new_id(), now);
        store::training::reader::add_reminder(&mut transaction, row, (id, *reader), me).await?;
    }
    let reminded = Reminded { at_home: asked.len(), by_link: by_link.len() };
    let reason = match reminded.at_home {
        1 => "1 reader".to_owned(),
        count => format!("{count} readers"),
    };
    let record = record_about(&material, Action::ReadersReminded);
    let record = Record { reason: Some(reason), ..record };
    service.audit(&mut transaction, actor, &record).await?;
    transaction.commit().await?;
    Ok(reminded)
}

/// Something that the actor was asked to read, by whom, and the day before which.
pub struct AskedToRead {
    pub material: Material,
    pub by: String,
    pub due: Option<Date>,
}

/// What the actor was asked to read and has not, of what they may see.
pub(crate) async fn list_asked(
    service: &Service,
    transaction: &mut Transaction,
    actor: &Actor,
) -> Result<Vec<AskedToRead>, Error> {
    let rows = kept::list_asked_of(transaction, actor.person.id).await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let names = person::names(service, transaction).await?;
    let mut asked: Vec<AskedToRead> = Vec::new();
    for row in rows {
        let (granted, material) = match granted::<See>(transaction, actor, row.material).await {
            Ok(found) => found,
            Err(Error::Refusal(Refusal::NotFound | Refusal::NotAllowed(_))) => continue,
            Err(error) => return Err(error),
        };
        if !material.is_open() || asked.iter().any(|one| one.material.id == material.id) {
            continue;
        }
        let phases = match &granted.release {
            Some(release) => store::phase::list_phases(transaction, release.id).await?,
            None => Vec::new(),
        };
        let due = due(&material, row.cohort, &phases);
        asked.push(AskedToRead { material, by: person::name(&names, row.by), due });
    }
    Ok(asked)
}

/// What the gate asks: how many critical users each cohort of a release has, and what they have read.
pub(crate) async fn list_taught(
    transaction: &mut Transaction,
    release: &Release,
    phases: &[Phase],
) -> Result<(Vec<(CohortId, i64)>, Vec<Taught>), Error> {
    let critical = store::training::reader::count_readers(transaction, release.product).await?;
    let counts = kept::count_of_release(transaction, (release.id, release.product)).await?;
    let places = [Place::Release(release.id), Place::Product(release.product)];
    let mut taught = Vec::new();
    for material in open_materials(transaction, &places).await? {
        for cohort in cohorts_of(phases).into_iter().filter(|cohort| material.is_for(&[*cohort])) {
            let of = counts.iter().find(|(id, of, _)| *id == material.id && *of == cohort);
            taught.push(Taught {
                material: material.id,
                title: material.text.title.to_string(),
                cohort,
                counts: of.map(|(.., counts)| *counts).unwrap_or_default(),
            });
        }
    }
    Ok((critical.into_iter().map(|(cohort, _, critical)| (cohort, critical)).collect(), taught))
}

/// A sentence for each version that was read, and for what the cohorts of a release have read: evidence.
pub(crate) async fn list_evidence(
    transaction: &mut Transaction,
    release: &Release,
    phases: &[Phase],
) -> Result<Vec<(bool, String)>, Error> {
    let zone = release.schedule.zone();
    let places = [Place::Release(release.id), Place::Product(release.product)];
    let mut materials = HashMap::new();
    for place in places {
        let some = store::training::list_materials(transaction, place).await?;
        materials.extend(some.into_iter().map(|one| (one.id, one.text.title)));
    }
    let mut pieces = Vec::new();
    for one in kept::count_confirmed(transaction, (release.id, release.product)).await? {
        let Some(title) = materials.get(&one.material) else { continue };
        let day = |at| zone.local(at).strftime("%-d %b %Y").to_string();
        let (first, last) = (day(one.first), day(one.last));
        let when =
            if first == last { format!("on {first}") } else { format!("from {first} to {last}") };
        let often = if one.count == 1 { "once".to_owned() } else { format!("{} times", one.count) };
        let number = one.number;
        pieces.push((true, format!("“{title}”, version {number}, was confirmed {often}, {when}.")));
    }
    let (_, taught) = list_taught(transaction, release, phases).await?;
    for one in taught.iter().filter(|one| one.counts.readers > 0) {
        let name = phases.iter().find(|phase| phase.plan.cohort == one.cohort);
        let name = name.map_or(String::new(), |phase| phase.cohort_name.clone());
        let Counts { readers, read, .. } = one.counts;
        let sentence =
            format!("{read} of {readers} critical users of {name} have read “{}”.", one.title);
        pieces.push((one.counts.is_reached(), sentence));
    }
    Ok(pieces)
}

fn cohorts_of(phases: &[Phase]) -> Vec<CohortId> {
    let mut cohorts: Vec<CohortId> = phases.iter().map(|phase| phase.plan.cohort).collect();
    cohorts.sort_unstable();
    cohorts.dedup();
    cohorts
}

/// What readers can read now.
async fn open_materials(
    transaction: &mut Transaction,
    places: &[Place],
) -> Result<Vec<Material>, Error> {
    let mut open = Vec::new();
    for place in places {
        let some = store::training::list_materials(transaction, *place).await?;
        open.extend(some.into_iter().filter(Material::is_open));
    }
    Ok(open)
}

async fn standing(
    transaction: &mut Transaction,
    actor: &Actor,
    id: MaterialId,
    chosen: Option<CohortId>,
) -> Result<OfMaterial, Error> {
    let (granted, material) = granted::<See>(transaction, actor, id).await?;
    let phases = match &granted.release {
        Some(release) => store::phase::list_phases(transaction, release.id).await?,
        None => Vec::new(),
    };
    let counts = kept::count_of_material(transaction, id).await?;
    let cohorts = store::product::cohort::list_cohorts(transaction, material.product).await?;
    if chosen.is_some_and(|chosen| cohorts.iter().all(|cohort| cohort.id != chosen)) {
        return Err(Refusal::NotFound.into());
    }
    let of = cohorts.into_iter().filter_map(|cohort| {
        let (_, counts) = counts.iter().find(|(of, _)| *of == cohort.id)?;
        let due = due(&material, cohort.id, &phases);
        Some(OfCohort { counts: *counts, due, cohort })
    });
    Ok(OfMaterial {
        cohorts: of.collect(),
        shelf: Shelf::of(&granted),
        material,
        chosen,
        readers: Vec::new(),
        page: 0,
        has_more: false,
        days: Vec::new(),
    })
}
