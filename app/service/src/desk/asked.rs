use std::collections::BTreeMap;

use domain::desk::Query;
use domain::ids::{CohortId, ProductId, ResponseId, ResponseUseId};
use domain::response::Language;

/// What somebody at the desk has chosen and typed so far. All of it is in the address of the page.
#[derive(Clone, Default, Debug)]
pub struct Asked {
    pub product: Option<ProductId>,
    pub cohort: Option<CohortId>,
    /// An organisation, a site or a role, typed. It counts more than the cohort that was chosen before.
    pub who: String,
    /// What they ask, as it was typed, and what is looked for.
    pub typed: String,
    pub query: Query,
    pub language: Option<Language>,
    pub answer: Option<ResponseId>,
    /// What is filled in by hand.
    pub values: BTreeMap<String, String>,
    /// What was copied a moment ago.
    pub copied: Option<ResponseUseId>,
    /// No script could copy it.
    pub by_hand: bool,
    /// A question was sent a moment ago.
    pub sent: bool,
    /// Somebody said a moment ago whether an answer helped.
    pub rated: bool,
}
