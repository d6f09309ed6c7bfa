//! Products: services that a team owns.

pub mod cohort;
pub mod freeze;

use crate::ids::ProductId;
use crate::text::{Label, Markdown};

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Product {
    pub id: ProductId,
    pub name: String,
    pub summary: String,
    /// Grows with every change; a save names the one it saw.
    pub version: i64,
}

/// What a person says about a product.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ProductText {
    pub name: Label,
    pub summary: Markdown,
}
