//! The library of a product: checklist items that its next release can begin with.

use std::collections::HashSet;

use jiff::Timestamp;

use crate::ids::{ProductId, ProductItemId, ProposalId};
use crate::text::{Markdown, Title};

/// The section of a checklist into which they are added.
pub const SECTION: &str = "From the product's library";

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ProductItem {
    pub id: ProductItemId,
    pub product: ProductId,
    pub proposal: Option<ProposalId>,
    pub title: Title,
    pub explanation: Markdown,
    pub created_at: Timestamp,
}

/// Those that a checklist with these titles does not have yet. Adding them twice adds nothing.
#[must_use]
pub fn missing<'a>(library: &'a [ProductItem], titles: &[&str]) -> Vec<&'a ProductItem> {
    let mut there: HashSet<String> = titles.iter().map(|title| title.to_lowercase()).collect();
    library.iter().filter(|item| there.insert(item.title.as_str().to_lowercase())).collect()
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn what_a_checklist_has_is_not_added_again() {
        let item = |title: &str| ProductItem {
            id: ProductItemId::new(Uuid::nil()),
            product: ProductId::new(Uuid::nil()),
            proposal: None,
            title: Title::parse(title).unwrap(),
            explanation: Markdown::default(),
            created_at: Timestamp::UNIX_EPOCH,
        };
        let library = [item("Tell the desk"), item("Print the card"), item("print the card")];
        let of = |titles: &[&str]| missing(&library, titles).len();
        assert_eq!(
            (of(&[]), of(&["TELL the desk"]), of(&["Tell the desk", "Print the card"])),
            (2, 1, 0)
        );
    }
}
