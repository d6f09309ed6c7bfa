//! Search: what can be found, what somebody asks for, how well a text answers it, and what can be done from everywhere.
//!
//! The store only gives what may fit. Whether it does, and what is best, is decided here, so that both engines find the
//! same.

mod command;
mod fit;
mod query;
#[cfg(test)]
mod tests;

pub use command::{At, Command};
pub use query::{Piece, Query, Word};

use uuid::Uuid;

use crate::ids::{PersonId, ProductId, ReleaseId};
use crate::words;

words! {
    /// A kind of thing that is found. In the order in which equals are shown.
    pub enum EntryKind(heading) {
        Product = "product", "Products";
        Release = "release", "Releases";
        Response = "response", "Answers";
        Material = "material", "Training materials";
        Pitfall = "pitfall", "Pitfalls";
        Phase = "phase", "Phases";
        Item = "item", "Checklist items";
        Finding = "finding", "Findings";
        Runbook = "runbook", "Runbooks";
        Step = "step", "Steps";
        Run = "run", "Runs";
        Drill = "drill", "Drills";
        Cohort = "cohort", "Cohorts";
        Person = "person", "People";
    }
}

/// Something that has a title, and where it lies.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    pub kind: EntryKind,
    pub object: Uuid,
    /// The thing on whose page it is: the runbook of a step, the material of a pitfall, itself otherwise.
    pub page: Uuid,
    pub title: String,
    /// What else it can be found by.
    pub words: String,
    pub product: Option<(ProductId, String)>,
    pub release: Option<(ReleaseId, String)>,
}

/// Who searches. Everything that decides what they find.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Viewer {
    pub person: PersonId,
    /// Releases and what is in them: open ones, and those they take part in.
    pub sees_releases: bool,
    /// Also materials that readers do not see yet, or any more.
    pub writes_training: bool,
    pub uses_answers: bool,
    /// Also answers that are retired.
    pub writes_answers: bool,
    /// Also people whose access has ended.
    pub manages_people: bool,
}

/// Where a page is: the product, and the release if it is in one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Whereabouts {
    pub product: Option<ProductId>,
    pub release: Option<ReleaseId>,
}
