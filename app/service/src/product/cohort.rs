//! Cohorts of a product: adding, changing and deleting them.

use domain::access::Operation;
use domain::activity::{Action, Object};
use domain::ids::{CohortId, ProductId};
use domain::limits;
use domain::product::Product;
use domain::product::cohort::{Cohort, CohortText};
use store::activity::Record;

use crate::activity::trail;
use crate::{Actor, Error, Refusal, Service, access, new_id};

/// # Errors
/// There is no such product, the actor may not change anything, or there are too many.
pub async fn add(
    service: &Service,
    actor: &Actor,
    product: ProductId,
    text: &CohortText,
) -> Result<CohortId, Error> {
    let mut transaction = service.database.write().await?;
    access::allow(&mut transaction, actor, Operation::WriteProduct).await?;
    if store::product::find_product(&mut transaction, product).await?.is_none() {
        return Err(Refusal::NotFound.into());
    }
    if store::product::cohort::list_cohorts(&mut transaction, product).await?.len()
        >= limits::COHORTS
    {
        let message = format!("A product has at most {} cohorts", limits::COHORTS);
        return Err(Refusal::invalid("name", message).into());
    }
    let id = CohortId::new(new_id());
    store::product::cohort::add_cohort(&mut transaction, id, product, text, service.now()).await?;
    let record = trail::record_at(product, Action::CohortAdded, Object::Cohort, id.uuid());
    service.audit(&mut transaction, actor, &record).await?;
    transaction.commit().await?;
    Ok(id)
}

/// # Errors
/// There is no such cohort, the actor may not change anything, or somebody else saved first.
pub async fn edit(
    service: &Service,
    actor: &Actor,
    (id, version): (CohortId, i64),
    text: &CohortText,
) -> Result<ProductId, Error> {
    let mut transaction = service.database.write().await?;
    access::allow(&mut transaction, actor, Operation::WriteProduct).await?;
    let cohort = store::product::cohort::find_cohort(&mut transaction, id)
        .await?
        .ok_or(Refusal::NotFound)?;
    if !store::product::cohort::save_cohort(&mut transaction, (id, version), text).await? {
        return Err(Refusal::Conflict.into());
    }
    let record = trail::record_at(cohort.product, Action::CohortEdited, Object::Cohort, id.uuid());
    service.audit(&mut transaction, actor, &trail::changed(record, version)).await?;
    transaction.commit().await?;
    Ok(cohort.product)
}

/// Deletes a cohort that nothing names.
///
/// # Errors
/// There is no such cohort, the actor may not change anything, or something names it.
pub async fn delete(service: &Service, actor: &Actor, id: CohortId) -> Result<ProductId, Error> {
    let mut transaction = service.database.write().await?;
    access::allow(&mut transaction, actor, Operation::WriteProduct).await?;
    let cohort = store::product::cohort::find_cohort(&mut transaction, id)
        .await?
        .ok_or(Refusal::NotFound)?;
    if let Some(found) = store::product::cohort::find_use(&mut transaction, id).await? {
        return Err(Refusal::invalid("name", found.sentence()).into());
    }
    store::product::cohort::delete_cohort(&mut transaction, id).await?;
    let record = trail::record_at(cohort.product, Action::CohortDeleted, Object::Cohort, id.uuid());
    let record = Record { label: Some(cohort.text.name.to_string()), ..record };
    service.audit(&mut transaction, actor, &record).await?;
    transaction.commit().await?;
    Ok(cohort.product)
}

/// A cohort with its product.
///
/// # Errors
/// There is no such cohort.
pub async fn find(
    service: &Service,
    actor: &Actor,
    id: CohortId,
) -> Result<(Product, Cohort), Error> {
    let mut transaction = service.database.read().await?;
    access::allow(&mut transaction, actor, Operation::SeeOrganisation).await?;
    let cohort = store::product::cohort::find_cohort(&mut transaction, id)
        .await?
        .ok_or(Refusal::NotFound)?;
    let product = store::product::find_product(&mut transaction, cohort.product).await?;
    Ok((product.ok_or(Refusal::NotFound)?, cohort))
}

/// The cohorts of a product by their names.
pub async fn list(
    service: &Service,
    actor: &Actor,
    product: ProductId,
) -> Result<Vec<Cohort>, Error> {
    let mut transaction = service.database.read().await?;
    access::allow(&mut transaction, actor, Operation::SeeOrganisation).await?;
    Ok(store::product::cohort::list_cohorts(&mut transaction, product).await?)
}
