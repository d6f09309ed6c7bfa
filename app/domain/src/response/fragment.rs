//! Text that templates share by its name. A change is proposed by one person and approved by another.

use jiff::Timestamp;
use thiserror::Error;

use super::body::VariableName;
use crate::ids::{FragmentId, PersonId, ProductId};
use crate::text::Markdown;

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fragment {
    pub id: FragmentId,
    pub product: ProductId,
    pub name: VariableName,
    /// What is in the answers; nothing before the first approval.
    pub body: Option<Markdown>,
    pub proposed: Option<Proposed>,
    pub approved: Option<(PersonId, Timestamp)>,
    pub version: i64,
}

/// A change that waits for approval.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Proposed {
    pub body: Markdown,
    pub by: PersonId,
    pub at: Timestamp,
}

/// Why a proposal is not approved. The sentences are shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
pub enum FragmentError {
    #[error("No change of this fragment waits for approval")]
    NothingProposed,
    #[error("You proposed this change. Another support lead has to approve it")]
    Own,
}

impl Fragment {
    /// What it says once somebody else has approved it.
    ///
    /// # Errors
    /// Nothing is proposed, or it is their own proposal.
    pub fn approve(&self, by: PersonId) -> Result<&Markdown, FragmentError> {
        let proposed = self.proposed.as_ref().ok_or(FragmentError::NothingProposed)?;
        if proposed.by == by {
            return Err(FragmentError::Own);
        }
        Ok(&proposed.body)
    }
}
