//! The library of a product, and the checklists that begin with it.

use domain::ids::{ItemId, ProductId, ReleaseId};
use domain::product::Place;
use domain::response::product_item::{ProductItem, SECTION, missing};
use store::Transaction;

use crate::access::{See, Work, grant, grant_alone, grant_at};
use crate::checklist::{Appended, append};
use crate::release::Seen;
use crate::{Actor, Error, Service};

/// The library of the product of a release, and what of it the checklist lacks.
pub struct Library {
    pub seen: Seen,
    pub all: usize,
    pub missing: Vec<ProductItem>,
}

/// # Errors
/// There is no such product.
pub async fn list(
    service: &Service,
    actor: &Actor,
    product: ProductId,
) -> Result<Vec<ProductItem>, Error> {
    let mut transaction = service.database.read().await?;
    grant_at::<See>(&mut transaction, actor, Place::Product(product)).await?;
    Ok(store::response::product_item::list_product_items(&mut transaction, product).await?)
}

/// # Errors
/// The actor may not work on the checklist of the release.
pub async fn find_library(
    service: &Service,
    actor: &Actor,
    release: ReleaseId,
) -> Result<Library, Error> {
    let mut transaction = service.database.read().await?;
    let granted = grant::<Work>(&mut transaction, actor, release).await?;
    let product = granted.release.product;
    let (all, missing) = compare(&mut transaction, product, release).await?;
    Ok(Library { seen: Seen::of(&granted), all, missing })
}

/// Adds what the checklist lacks, and says which items these are. Another time nothing is missing.
///
/// # Errors
/// The actor may not work on the checklist, or it is full.
pub async fn add_to_checklist(
    service: &Service,
    actor: &Actor,
    release: ReleaseId,
) -> Result<Vec<ItemId>, Error> {
    let mut transaction = service.database.write().await?;
    let granted = grant_alone::<Work>(&mut transaction, actor, release).await?;
    let (_, missing) = compare(&mut transaction, granted.release.product, release).await?;
    let appended = missing.into_iter().map(|item| Appended {
        section: SECTION.to_owned(),
        title: item.title.to_string(),
        explanation: item.explanation.as_str().to_owned(),
        owner: None,
        due_at: None,
    });
    let appended = appended.collect();
    let added = append(service, actor, &mut transaction, release, appended).await?;
    transaction.commit().await?;
    Ok(added)
}

async fn compare(
    transaction: &mut Transaction,
    product: ProductId,
    release: ReleaseId,
) -> Result<(usize, Vec<ProductItem>), Error> {
    let library = store::response::product_item::list_product_items(transaction, product).await?;
    let items = store::checklist::list_items(transaction, release).await?;
    let titles: Vec<&str> = items.iter().map(|item| &*item.title).collect();
    let lacking = missing(&library, &titles).into_iter().cloned().collect();
    Ok((library.len(), lacking))
}
