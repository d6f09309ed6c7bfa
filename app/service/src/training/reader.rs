//! Readers: the critical users of the cohorts of a product, by their names.

use std::collections::HashSet;

use domain::access::Operation;
use domain::activity::{Action, Object};
use domain::ids::{CohortId, PersonId, ProductId, ReaderId};
use domain::limits;
use domain::person::{Email, Person};
use domain::product::cohort::Cohort;
use domain::product::{Place, Product};
use domain::text::Name;
use domain::training::reader::{Reader, ReaderText};
use domain::training::reader_list::ReaderList;
use store::Transaction;
use store::activity::Record;

use crate::access::{GrantedAt, See, WriteTraining, grant_alone_at, grant_at};
use crate::activity::trail;
use crate::{Actor, Error, Refusal, Service, new_id};

/// Some of the readers of a product.
pub struct Readers {
    pub product: Product,
    /// Every cohort with how many readers it has, and how many of them are critical.
    pub cohorts: Vec<(Cohort, i64, i64)>,
    /// By their cohorts and names.
    pub readers: Vec<Reader>,
    /// From 0 on.
    pub page: i64,
    pub has_more: bool,
    pub can_write: bool,
}

/// A cohort whose readers the actor may write, and whom they can choose.
pub struct OfCohort {
    pub product: Product,
    pub cohort: Cohort,
    pub people: Vec<Person>,
}

/// What is typed about a reader: whoever has an account has a name and an address already.
pub struct ReaderEntry {
    pub name: Option<Name>,
    pub email: Option<Email>,
    pub person: Option<PersonId>,
    pub critical: bool,
}

/// # Errors
/// There is no such product.
pub async fn list(
    service: &Service,
    actor: &Actor,
    id: ProductId,
    page: i64,
) -> Result<Readers, Error> {
    let mut transaction = service.database.read().await?;
    let granted = grant_at::<See>(&mut transaction, actor, Place::Product(id)).await?;
    let counts = store::training::reader::count_readers(&mut transaction, id).await?;
    let count = |cohort: CohortId| {
        let found = counts.iter().find(|(of, ..)| *of == cohort);
        found.map_or((0, 0), |(_, all, critical)| (*all, *critical))
    };
    let cohorts = store::product::cohort::list_cohorts(&mut transaction, id).await?;
    let cohorts = cohorts.into_iter().map(|cohort| {
        let (all, critical) = count(cohort.id);
        (cohort, all, critical)
    });
    let all: i64 = counts.iter().map(|(_, all, _)| *all).sum();
    let page = page.clamp(0, all / limits::READERS_SHOWN);
    let behind = page * limits::READERS_SHOWN;
    let some = (behind, limits::READERS_SHOWN);
    Ok(Readers {
        cohorts: cohorts.collect(),
        readers: store::training::reader::list_readers(&mut transaction, id, some).await?,
        page,
        has_more: all > behind + limits::READERS_SHOWN,
        can_write: granted.may(Operation::WriteTraining),
        product: granted.product,
    })
}

/// A cohort whose readers the actor may write.
///
/// # Errors
/// There is no such cohort, or the actor may not write.
pub async fn of_cohort(service: &Service, actor: &Actor, id: CohortId) -> Result<OfCohort, Error> {
    let mut transaction = service.database.read().await?;
    let (granted, cohort) = granted(&mut transaction, actor, id).await?;
    let people = store::person::list_people(&mut transaction).await?;
    Ok(OfCohort { product: granted.product, cohort, people })
}

/// A reader whom the actor may change, with their cohort.
///
/// # Errors
/// There is no such reader, or the actor may not write.
pub async fn find(
    service: &Service,
    actor: &Actor,
    id: ReaderId,
) -> Result<(OfCohort, Reader), Error> {
    let mut transaction = service.database.read().await?;
    let reader = store::training::reader::find_reader(&mut transaction, id).await?;
    let reader = reader.ok_or(Refusal::NotFound)?;
    let (granted, cohort) = granted(&mut transaction, actor, reader.cohort).await?;
    let people = store::person::list_people(&mut transaction).await?;
    Ok((OfCohort { product: granted.product, cohort, people }, reader))
}

/// Names a critical user. An address that somebody here signs in with is their account.
///
/// # Errors
/// There is no such cohort, the actor may not write, or the cohort has them already.
pub async fn add(
    service: &Service,
    actor: &Actor,
    id: CohortId,
    entry: &ReaderEntry,
) -> Result<ProductId, Error> {
    let mut transaction = service.database.write().await?;
    let cohort = granted_alone(&mut transaction, actor, id).await?;
    require_room(&mut transaction, cohort.product, 1).await?;
    let (text, person) = resolve(&mut transaction, entry, None).await?;
    let reader = Reader {
        id: ReaderId::new(new_id()),
        cohort: id,
        text,
        person,
        created_at: service.now(),
        version: 1,
    };
    if !store::training::reader::add_reader(&mut transaction, &reader).await? {
        return Err(taken());
    }
    let record = record_about(&cohort, (Action::ReaderAdded, reader.id));
    service.audit(&mut transaction, actor, &record).await?;
    transaction.commit().await?;
    Ok(cohort.product)
}

/// What a list would add, and everything in it that cannot be taken.
///
/// # Errors
/// There is no such cohort, the actor may not write, or the document is no list.
pub async fn preview_list(
    service: &Service,
    actor: &Actor,
    id: CohortId,
    document: &[u8],
) -> Result<(OfCohort, ReaderList), Error> {
    let mut transaction = service.database.read().await?;
    let (granted, cohort) = granted(&mut transaction, actor, id).await?;
    let list = read_list(&mut transaction, &cohort, document).await?;
    Ok((OfCohort { product: granted.product, cohort, people: Vec::new() }, list))
}

/// Adds everybody on a list, or nobody.
///
/// # Errors
/// There is no such cohort, the actor may not write, or something in the list is wrong.
pub async fn add_list(
    service: &Service,
    actor: &Actor,
    id: CohortId,
    document: &[u8],
) -> Result<(ProductId, usize), Error> {
    let mut transaction = service.database.write().await?;
    let cohort = granted_alone(&mut transaction, actor, id).await?;
    let list = read_list(&mut transaction, &cohort, document).await?;
    if !list.wrong.is_empty() {
        let message = "Some lines cannot be taken. Nothing was added";
        return Err(Refusal::invalid("document", message).into());
    }
    let count = list.readers.len();
    for one in list.readers {
        let reader = Reader {
            id: ReaderId::new(new_id()),
            cohort: id,
            text: one.text,
            person: None,
            created_at: service.now(),
            version: 1,
        };
        if !store::training::reader::add_reader(&mut transaction, &reader).await? {
            return Err(taken());
        }
    }
    store::training::reader::link_accounts_of_cohort(&mut transaction, id).await?;
    let record = trail::record_at(cohort.product, Action::ReadersListed, Object::Cohort, id.uuid());
    let reason = if count == 1 { "1 reader".to_owned() } else { format!("{count} readers") };
    let label = Some(cohort.text.name.to_string());
    let record = Record { label, reason: Some(reason), ..record };
    service.audit(&mut transaction, actor, &record).await?;
    transaction.commit().await?;
    Ok((cohort.product, count))
}

/// # Errors
/// There is no such reader, the actor may not write, or somebody else was first.
pub async fn edit(
    service: &Service,
    actor: &Actor,
    (id, version): (ReaderId, i64),
    entry: &ReaderEntry,
) -> Result<ProductId, Error> {
    let mut transaction = service.database.write().await?;
    let (cohort, reader) = reader_alone(&mut transaction, actor, id).await?;
    let (text, person) = resolve(&mut transaction, entry, reader.person).await?;
    let who = (text.email.as_ref(), person);
    if store::training::reader::is_taken(&mut transaction, (cohort.id, id), who).await? {
        return Err(taken());
    }
    if !store::training::reader::save_reader(&mut transaction, (id, version), (&text, person))
        .await?
    {
        return Err(Refusal::Conflict.into());
    }
    let record = trail::changed(record_about(&cohort, (Action::ReaderEdited, id)), version);
    service.audit(&mut transaction, actor, &record).await?;
    transaction.commit().await?;
    Ok(cohort.product)
}

/// Removes a reader of whom nothing is kept. Whoever confirmed something, was asked or has a link stays
/// named, because what they read is evidence; they are not asked and not counted any more.
///
/// # Errors
/// There is no such reader, or the actor may not write.
pub async fn remove(service: &Service, actor: &Actor, id: ReaderId) -> Result<ProductId, Error> {
    let mut transaction = service.database.write().await?;
    let (cohort, _) = reader_alone(&mut transaction, actor, id).await?;
    let action = if store::training::reader::delete_reader(&mut transaction, id).await? {
        Action::ReaderRemoved
    } else {
        store::training::reader::end_reader(&mut transaction, id).await?;
        Action::ReaderEnded
    };
    service.audit(&mut transaction, actor, &record_about(&cohort, (action, id))).await?;
    transaction.commit().await?;
    Ok(cohort.product)
}

/// What a list says, less whom the cohort has already.
async fn read_list(
    transaction: &mut Transaction,
    cohort: &Cohort,
    document: &[u8],
) -> Result<ReaderList, Error> {
    let list = ReaderList::read(document).map_err(|error| Refusal::invalid("document", error))?;
    let more = i64::try_from(list.readers.len()).unwrap_or(i64::MAX);
    require_room(transaction, cohort.product, more).await?;
    let there: HashSet<String> =
        store::training::reader::list_emails(transaction, cohort.id).await?.into_iter().collect();
    Ok(list.without(|text| {
        let email = text.email.as_ref().filter(|email| there.contains(email.as_str()))?;
        Some(format!("{} has a reader with the address {email} already", cohort.text.name))
    }))
}

async fn require_room(
    transaction: &mut Transaction,
    product: ProductId,
    more: i64,
) -> Result<(), Error> {
    let counts = store::training::reader::count_readers(transaction, product).await?;
    let there: i64 = counts.iter().map(|(_, all, _)| *all).sum();
    if there + more > limits::READERS {
        let message = format!("A product has at most {} readers; it has {there}", limits::READERS);
        return Err(Refusal::invalid("document", message).into());
    }
    Ok(())
}

/// Who is meant: the account that was chosen, or the one that the address belongs to.
async fn resolve(
    transaction: &mut Transaction,
    entry: &ReaderEntry,
    present: Option<PersonId>,
) -> Result<(ReaderText, Option<PersonId>), Error> {
    crate::person::require(transaction, "person", entry.person, present).await?;
    let person = match (entry.person, &entry.email) {
        (Some(id), _) => store::person::find_person(transaction, id).await?,
        (None, Some(email)) => match store::person::find_credentials(transaction, email).await? {
            Some((id, ..)) => store::person::find_person(transaction, id).await?,
            None => None,
        },
        (None, None) => None,
    };
    let of_person = person.as_ref().and_then(|person| Name::parse(&person.name).ok());
    let Some(name) = entry.name.clone().or(of_person) else {
        return Err(Refusal::invalid("name", "Enter a name, or choose a person").into());
    };
    let text = ReaderText { name, email: entry.email.clone(), critical: entry.critical };
    Ok((text, person.map(|person| person.id)))
}

fn taken() -> Error {
    Refusal::invalid("email", "The cohort has a reader with this address or account already").into()
}

async fn granted(
    transaction: &mut Transaction,
    actor: &Actor,
    id: CohortId,
) -> Result<(GrantedAt<WriteTraining>, Cohort), Error> {
    let cohort = store::product::cohort::find_cohort(transaction, id).await?;
    let cohort = cohort.ok_or(Refusal::NotFound)?;
    let place = Place::Product(cohort.product);
    Ok((grant_at::<WriteTraining>(transaction, actor, place).await?, cohort))
}

/// The same for a verb that counts: only one goes on at a time in a product.
async fn granted_alone(
    transaction: &mut Transaction,
    actor: &Actor,
    id: CohortId,
) -> Result<Cohort, Error> {
    let cohort = store::product::cohort::find_cohort(transaction, id).await?;
    let place = Place::Product(cohort.ok_or(Refusal::NotFound)?.product);
    grant_alone_at::<WriteTraining>(transaction, actor, place).await?;
    let cohort = store::product::cohort::find_cohort(transaction, id).await?;
    Ok(cohort.ok_or(Refusal::NotFound)?)
}

async fn reader_alone(
    transaction: &mut Transaction,
    actor: &Actor,
    id: ReaderId,
) -> Result<(Cohort, Reader), Error> {
    let reader = store::training::reader::find_reader(transaction, id).await?;
    let cohort = granted_alone(transaction, actor, reader.ok_or(Refusal::NotFound)?.cohort).await?;
    let reader = store::training::reader::find_reader(transaction, id).await?;
    Ok((cohort, reader.ok_or(Refusal::NotFound)?))
}

/// The trail says in which cohort, and knows the reader by their id alone.
fn record_about(cohort: &Cohort, (action, reader): (Action, ReaderId)) -> Record {
    let record = trail::record_at(cohort.product, action, Object::Reader, reader.uuid());
    Record { label: Some(cohort.text.name.to_string()), ..record }
}
