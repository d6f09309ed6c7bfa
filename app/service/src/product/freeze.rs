//! Freezes and holidays of a product.

use domain::access::Operation;
use domain::activity::{Action, Object};
use domain::ids::{FreezeId, ProductId};
use domain::limits;
use domain::product::Product;
use domain::product::freeze::{Freeze, FreezeText};
use store::activity::Record;

use crate::activity::trail;
use crate::{Actor, Error, Refusal, Service, access, new_id};

/// # Errors
/// There is no such product, the actor may not change anything, or there are too many.
pub async fn add(
    service: &Service,
    actor: &Actor,
    product: ProductId,
    text: &FreezeText,
) -> Result<(), Error> {
    let mut transaction = service.database.write().await?;
    access::allow(&mut transaction, actor, Operation::WriteProduct).await?;
    if store::product::find_product(&mut transaction, product).await?.is_none() {
        return Err(Refusal::NotFound.into());
    }
    if store::product::freeze::list_freezes(&mut transaction, product).await?.len()
        >= limits::FREEZES
    {
        let message = format!("A product has at most {} freezes and holidays", limits::FREEZES);
        return Err(Refusal::invalid("name", message).into());
    }
    let id = FreezeId::new(new_id());
    store::product::freeze::add_freeze(&mut transaction, (id, product), text, service.now())
        .await?;
    let record = trail::record_at(product, Action::FreezeAdded, Object::Freeze, id.uuid());
    let record = Record { label: Some(text.name.to_string()), ..record };
    service.audit(&mut transaction, actor, &record).await?;
    Ok(transaction.commit().await?)
}

/// # Errors
/// There is no such freeze, or the actor may not change anything.
pub async fn delete(service: &Service, actor: &Actor, id: FreezeId) -> Result<ProductId, Error> {
    let mut transaction = service.database.write().await?;
    access::allow(&mut transaction, actor, Operation::WriteProduct).await?;
    let freeze = store::product::freeze::find_freeze(&mut transaction, id)
        .await?
        .ok_or(Refusal::NotFound)?;
    store::product::freeze::delete_freeze(&mut transaction, id).await?;
    let record = trail::record_at(freeze.product, Action::FreezeDeleted, Object::Freeze, id.uuid());
    let record = Record { label: Some(freeze.text.name.to_string()), ..record };
    service.audit(&mut transaction, actor, &record).await?;
    transaction.commit().await?;
    Ok(freeze.product)
}

/// A freeze or a holiday with its product.
///
/// # Errors
/// There is no such freeze.
pub async fn find(
    service: &Service,
    actor: &Actor,
    id: FreezeId,
) -> Result<(Product, Freeze), Error> {
    let mut transaction = service.database.read().await?;
    access::allow(&mut transaction, actor, Operation::SeeOrganisation).await?;
    let freeze = store::product::freeze::find_freeze(&mut transaction, id)
        .await?
        .ok_or(Refusal::NotFound)?;
    let product = store::product::find_product(&mut transaction, freeze.product).await?;
    Ok((product.ok_or(Refusal::NotFound)?, freeze))
}

/// The freezes and holidays of a product in the order of their days.
pub async fn list(
    service: &Service,
    actor: &Actor,
    product: ProductId,
) -> Result<Vec<Freeze>, Error> {
    let mut transaction = service.database.read().await?;
    access::allow(&mut transaction, actor, Operation::SeeOrganisation).await?;
    Ok(store::product::freeze::list_freezes(&mut transaction, product).await?)
}
