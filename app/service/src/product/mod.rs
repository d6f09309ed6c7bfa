//! Products: services that a team owns.

pub mod cohort;
pub mod freeze;

mod shelf;

pub use shelf::Shelf;

use domain::access::Operation;
use domain::activity::{Action, Object};
use domain::address::Slug;
use domain::ids::ProductId;
use domain::product::{Product, ProductText};
use domain::release::Release;

use crate::activity::trail;
use crate::release::address;
use crate::{Actor, Error, Refusal, Service, access, new_id};

/// # Errors
/// The actor may not change anything.
pub async fn create(
    service: &Service,
    actor: &Actor,
    text: &ProductText,
) -> Result<ProductId, Error> {
    let mut transaction = service.database.write().await?;
    access::allow(&mut transaction, actor, Operation::WriteProduct).await?;
    let id = ProductId::new(new_id());
    let slug = address::take_for_product(&mut transaction, id, text).await?;
    store::product::add_product(&mut transaction, id, (text, &slug), service.now()).await?;
    let record = trail::record_at(id, Action::ProductCreated, Object::Product, id.uuid());
    service.audit(&mut transaction, actor, &record).await?;
    transaction.commit().await?;
    Ok(id)
}

/// # Errors
/// The actor may not change anything, or somebody else saved first.
pub async fn edit(
    service: &Service,
    actor: &Actor,
    (id, version): (ProductId, i64),
    text: &ProductText,
) -> Result<(), Error> {
    let mut transaction = service.database.write().await?;
    access::allow(&mut transaction, actor, Operation::WriteProduct).await?;
    let product = store::product::find_product(&mut transaction, id).await?;
    let text = &with_kept_slug(&product.ok_or(Refusal::NotFound)?, text);
    let slug = address::take_for_product(&mut transaction, id, text).await?;
    if !store::product::save_product(&mut transaction, id, version, (text, &slug)).await? {
        return Err(Refusal::Conflict.into());
    }
    let record = trail::record_at(id, Action::ProductEdited, Object::Product, id.uuid());
    service.audit(&mut transaction, actor, &trail::changed(record, version)).await?;
    Ok(transaction.commit().await?)
}

/// An address that was made of the name follows the name; one that somebody chose stays.
fn with_kept_slug(product: &Product, text: &ProductText) -> ProductText {
    let follows = text.name.as_str() != product.name
        && text.slug.as_ref().is_some_and(|slug| {
            slug.as_str() == product.slug && *slug == Slug::of_words(&product.name, "product")
        });
    ProductText { slug: text.slug.clone().filter(|_| !follows), ..text.clone() }
}

pub async fn list(service: &Service, actor: &Actor) -> Result<Vec<Product>, Error> {
    let mut transaction = service.database.read().await?;
    access::allow(&mut transaction, actor, Operation::SeeOrganisation).await?;
    Ok(store::product::list_products(&mut transaction).await?)
}

/// A product and those of its releases that the actor may see.
///
/// # Errors
/// There is no such product.
pub async fn find(
    service: &Service,
    actor: &Actor,
    id: ProductId,
) -> Result<(Product, Vec<Release>), Error> {
    let mut transaction = service.database.read().await?;
    access::allow(&mut transaction, actor, Operation::SeeOrganisation).await?;
    let product =
        store::product::find_product(&mut transaction, id).await?.ok_or(Refusal::NotFound)?;
    let releases = access::list_seen(&mut transaction, actor, Some(id)).await?;
    Ok((product, releases))
}
