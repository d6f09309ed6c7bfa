//! Products: services that a team owns.

pub mod cohort;
pub mod freeze;

use crate::address::Slug;
use crate::day::Zone;
use crate::ids::{ProductId, ReleaseId};
use crate::text::{Label, Markdown};

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Product {
    pub id: ProductId,
    pub name: String,
    /// The words of its address.
    pub slug: String,
    pub summary: String,
    /// Grows with every change; a save names the one it saw.
    pub version: i64,
    /// Where days are counted for what is of the whole product: as its newest open release does. UTC while it has none.
    pub zone: Zone,
}

/// Where something lies that is of a whole product or of one release of it: training materials, answers.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Place {
    /// For all releases; open to everybody in the organisation.
    Product(ProductId),
    /// For this one; as open as the release is.
    Release(ReleaseId),
}

/// What a person says about a product.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ProductText {
    pub name: Label,
    /// The words of its address; none are made from its name.
    pub slug: Option<Slug>,
    pub summary: Markdown,
}

impl Product {
    /// `/permit-portal`.
    #[must_use]
    pub fn address(&self) -> String {
        format!("/{}", self.slug)
    }
}
