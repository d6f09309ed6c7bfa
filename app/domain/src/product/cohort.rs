//! Cohorts: people who get something together.

use crate::ids::{CohortId, ProductId};
use crate::text::{Label, Line, Markdown};
use crate::words;

words! {
    /// What holds a cohort together. Never assume a percentage or a flag system.
    pub enum CohortKind(label) {
        Organisation = "organisation", "Organisation";
        Site = "site", "Site";
        Region = "region", "Region";
        Role = "role", "Role";
        Share = "share", "Share of traffic";
    }
}

words! {
    /// What names a cohort, so that it cannot be deleted. The sentence says what to do first.
    pub enum CohortUse(sentence) {
        Phase = "phase", "A phase is planned for this cohort. Give the phase another one first";
        Reader = "reader", "Critical users are named for this cohort. Remove them first";
        Material = "material", "A training material is for this cohort. Take the cohort off it first";
        Response = "response", "A response template is for this cohort. Take the cohort off it first";
        Support = "support", "Answers, questions or contacts of this cohort are on record, so it stays";
    }
}

/// A group of people that a product can be given to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cohort {
    pub id: CohortId,
    pub product: ProductId,
    pub text: CohortText,
    pub version: i64,
}

/// What a person says about a cohort.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CohortText {
    pub name: Label,
    pub kind: CohortKind,
    /// People in it.
    pub size: Option<u32>,
    /// Percent of all users, for a share of traffic.
    pub share: Option<u32>,
    /// Whom to call.
    pub contact: Option<Line>,
    /// Who speaks for it among the users.
    pub champion: Option<Line>,
    pub language: Option<Line>,
    /// Opening hours, old browsers, slow lines.
    pub constraints: Markdown,
    pub chosen_because: Markdown,
    /// Whom this choice could leave behind, and what is done about it.
    pub equity_note: Markdown,
}

impl Cohort {
    /// Its name and how many people it has, as it stands in lists.
    #[must_use]
    pub fn in_words(&self) -> String {
        match (self.text.size, self.text.share) {
            (Some(1), _) => format!("{}, 1 person", self.text.name),
            (Some(size), _) => format!("{}, {size} people", self.text.name),
            (None, Some(share)) => format!("{}, {share} % of all users", self.text.name),
            (None, None) => self.text.name.to_string(),
        }
    }
}
