//! How often support was asked: typed, brought in as a table, given out as one.

use domain::activity::{Action, Object};
use domain::ids::{ContactId, ProductId};
use domain::product::cohort::Cohort;
use domain::product::{Place, Product};
use domain::response::contact::export;
use domain::response::contact::import::ContactImport;
use domain::response::contact::{Contact, ContactText};
use std::collections::{HashMap, HashSet};
use store::Transaction;
use store::activity::Record;
use store::response::contact as kept;

use crate::access::{GrantedAt, Permit, See, WriteResponse, grant_alone_at, grant_at};
use crate::activity::trail;
use crate::{Actor, Error, Refusal, Service, new_id};

/// What one may choose when contacts are typed or brought in.
pub struct Typing {
    pub product: Product,
    pub cohorts: Vec<Cohort>,
}

/// What a table would become.
pub struct Preview {
    pub typing: Typing,
    pub import: ContactImport,
    /// How many of its rows replace a number that is there.
    pub replaced: usize,
}

/// # Errors
/// The actor may not write answers of the product.
pub async fn plan(service: &Service, actor: &Actor, product: ProductId) -> Result<Typing, Error> {
    let mut transaction = service.database.read().await?;
    let place = Place::Product(product);
    let granted = grant_at::<WriteResponse>(&mut transaction, actor, place).await?;
    typing(&mut transaction, granted).await
}

/// The number that is there for a cohort, a day and a topic.
///
/// # Errors
/// The actor may not write answers of the product.
pub async fn find_kept(
    service: &Service,
    actor: &Actor,
    product: ProductId,
    text: &ContactText,
) -> Result<Option<Contact>, Error> {
    let mut transaction = service.database.read().await?;
    grant_at::<WriteResponse>(&mut transaction, actor, Place::Product(product)).await?;
    let found = kept::find_contact_of(&mut transaction, text).await?;
    Ok(found.filter(|one| one.product == product))
}

/// Keeps what somebody typed. A number that is there is replaced by who has seen it: `version` is the one they saw,
/// 0 for none.
///
/// # Errors
/// The actor may not write answers of the product, the cohort is of another, or there is a number that they have not
/// seen.
pub async fn keep(
    service: &Service,
    actor: &Actor,
    (product, version): (ProductId, i64),
    text: &ContactText,
) -> Result<(), Error> {
    let mut transaction = service.database.write().await?;
    let place = Place::Product(product);
    let granted = grant_alone_at::<WriteResponse>(&mut transaction, actor, place).await?;
    let typing = typing(&mut transaction, granted).await?;
    let Some(cohort) = typing.cohorts.iter().find(|cohort| cohort.id == text.cohort) else {
        return Err(Refusal::invalid("cohort", "Choose a cohort from the list").into());
    };
    if text.day > typing.product.zone.day(service.now()) {
        return Err(Refusal::invalid("day", "Choose a day that is over, or today").into());
    }
    let there = kept::find_contact_of(&mut transaction, text).await?;
    if there.as_ref().is_some_and(|there| there.version != version) {
        return Err(Refusal::Conflict.into());
    }
    let contact = contact(service, actor, product, text);
    kept::keep_contact(&mut transaction, &contact).await?;
    let id = there.as_ref().map_or(contact.id, |there| there.id);
    let record = trail::record_at(product, Action::ContactsTyped, Object::Contact, id.uuid());
    let mut record = Record { label: Some(in_words(text, cohort)), ..record };
    if there.is_some() {
        record = trail::changed(record, version);
    }
    service.audit(&mut transaction, actor, &record).await?;
    Ok(transaction.commit().await?)
}

/// Reads a table and changes nothing.
///
/// # Errors
/// The actor may not write answers of the product, or it is no such table.
pub async fn preview_import(
    service: &Service,
    actor: &Actor,
    product: ProductId,
    document: &[u8],
) -> Result<Preview, Error> {
    let mut transaction = service.database.read().await?;
    let place = Place::Product(product);
    let granted = grant_at::<WriteResponse>(&mut transaction, actor, place).await?;
    let typing = typing(&mut transaction, granted).await?;
    let import = read(service, document, &typing)?;
    let there = kept::list_contacts(&mut transaction, product).await?;
    let there: HashSet<_> = there.iter().map(|one| key(&one.text)).collect();
    let replaced = import.rows.iter().filter(|row| there.contains(&key(row))).count();
    Ok(Preview { typing, import, replaced })
}

/// Keeps every row of a table, or none. Where there is a number already, it is replaced.
///
/// # Errors
/// As for the preview, or a row is wrong.
pub async fn confirm_import(
    service: &Service,
    actor: &Actor,
    product: ProductId,
    document: &[u8],
) -> Result<usize, Error> {
    let mut transaction = service.database.write().await?;
    let place = Place::Product(product);
    let granted = grant_alone_at::<WriteResponse>(&mut transaction, actor, place).await?;
    let typing = typing(&mut transaction, granted).await?;
    let import = read(service, document, &typing)?;
    if let Some(wrong) = import.wrong.first() {
        return Err(Refusal::invalid("document", wrong).into());
    }
    for row in &import.rows {
        let contact = contact(service, actor, product, row);
        kept::keep_contact(&mut transaction, &contact).await?;
    }
    let record =
        trail::record_at(product, Action::ContactsImported, Object::Product, product.uuid());
    let label = format!("{} rows for {}", import.rows.len(), typing.product.name);
    let record = Record { label: Some(label), ..record };
    service.audit(&mut transaction, actor, &record).await?;
    transaction.commit().await?;
    Ok(import.rows.len())
}

/// All contacts of a product as a table.
///
/// # Errors
/// The actor may not see the product.
pub async fn export(service: &Service, actor: &Actor, product: ProductId) -> Result<String, Error> {
    let mut transaction = service.database.read().await?;
    let granted = grant_at::<See>(&mut transaction, actor, Place::Product(product)).await?;
    let cohorts = typing(&mut transaction, granted).await?.cohorts;
    let names: HashMap<_, _> =
        cohorts.into_iter().map(|cohort| (cohort.id, cohort.text.name.to_string())).collect();
    let contacts = kept::list_contacts(&mut transaction, product).await?;
    let name = |contact: &Contact| names.get(&contact.text.cohort).cloned().unwrap_or_default();
    Ok(export::csv(&contacts, name))
}

/// One number with its cohort, for who may take it away.
///
/// # Errors
/// There is no such number, or the actor may not write answers of its product.
pub async fn find(
    service: &Service,
    actor: &Actor,
    id: ContactId,
) -> Result<(Product, Contact, String), Error> {
    let mut transaction = service.database.read().await?;
    let (granted, contact) = granted(&mut transaction, actor, id).await?;
    let words = words(&mut transaction, &contact).await?;
    Ok((granted.product, contact, words))
}

/// # Errors
/// There is no such number, or the actor may not write answers of its product.
pub async fn delete(service: &Service, actor: &Actor, id: ContactId) -> Result<ProductId, Error> {
    let mut transaction = service.database.write().await?;
    let (granted, contact) = granted(&mut transaction, actor, id).await?;
    let words = words(&mut transaction, &contact).await?;
    kept::delete_contact(&mut transaction, id).await?;
    let record =
        trail::record_at(granted.product.id, Action::ContactsDeleted, Object::Contact, id.uuid());
    let record = Record { label: Some(words), ..record };
    service.audit(&mut transaction, actor, &record).await?;
    transaction.commit().await?;
    Ok(granted.product.id)
}

async fn granted(
    transaction: &mut Transaction,
    actor: &Actor,
    id: ContactId,
) -> Result<(GrantedAt<WriteResponse>, Contact), Error> {
    let contact = kept::find_contact(transaction, id).await?.ok_or(Refusal::NotFound)?;
    let place = Place::Product(contact.product);
    Ok((grant_at::<WriteResponse>(transaction, actor, place).await?, contact))
}

async fn typing<P: Permit>(
    transaction: &mut Transaction,
    granted: GrantedAt<P>,
) -> Result<Typing, Error> {
    let cohorts = store::product::cohort::list_cohorts(transaction, granted.product.id).await?;
    Ok(Typing { product: granted.product, cohorts })
}

async fn words(transaction: &mut Transaction, contact: &Contact) -> Result<String, Error> {
    let cohort = store::product::cohort::find_cohort(transaction, contact.text.cohort).await?;
    Ok(in_words(&contact.text, &cohort.ok_or(Refusal::NotFound)?))
}

/// `Sign-in, 2026-11-20, Pilots: 12`.
fn in_words(text: &ContactText, cohort: &Cohort) -> String {
    format!("{}, {}, {}: {}", text.topic, text.day, cohort.text.name, text.count)
}

fn contact(service: &Service, actor: &Actor, product: ProductId, text: &ContactText) -> Contact {
    Contact {
        id: ContactId::new(new_id()),
        product,
        text: text.clone(),
        by: actor.person.id,
        at: service.now(),
        version: 1,
    }
}

fn key(text: &ContactText) -> (domain::ids::CohortId, jiff::civil::Date, &str) {
    (text.cohort, text.day, text.topic.as_str())
}

fn read(service: &Service, document: &[u8], typing: &Typing) -> Result<ContactImport, Refusal> {
    let today = typing.product.zone.day(service.now());
    let read = ContactImport::read(document, &typing.cohorts, today);
    read.map_err(|error| Refusal::invalid("document", error))
}
