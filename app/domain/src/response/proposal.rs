//! What the questions suggest: somebody proposes it, somebody else says yes or no.

use jiff::Timestamp;
use thiserror::Error;
use uuid::Uuid;

use crate::ids::{PersonId, ProductId, ProposalId, QuestionId, ReleaseId, ResponseId};
use crate::product::Place;
use crate::text::{Line, Reason, Title, Topic};
use crate::words;

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Proposal {
    pub id: ProposalId,
    pub product: ProductId,
    /// The release of what it came from; who may not see that sees nothing of the proposal.
    pub release: Option<ReleaseId>,
    pub text: ProposalText,
    pub source: ProposalSource,
    pub state: ProposalState,
    pub made_by: PersonId,
    pub made_at: Timestamp,
    pub version: i64,
}

/// What a person proposes, and why.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ProposalText {
    pub kind: ProposalKind,
    pub title: Title,
    pub reason: Line,
}

words! {
    /// What it becomes when it is accepted.
    pub enum ProposalKind(label, becomes) {
        Template = "template", "Template",
            "A template of the product without a text. Somebody writes the text, a support lead approves it.";
        Training = "training", "Training",
            "A training material of the product, as a draft. Somebody writes it, somebody else reviews it.";
        Item = "item", "Checklist item",
            "An item of the product. The checklist of the next release can begin with it.";
    }
}

/// What suggested it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ProposalSource {
    Question(QuestionId),
    /// A template that does not help.
    Response(ResponseId),
    /// A topic that rises.
    Topic(Topic),
    /// Somebody thought of it.
    None,
}

/// Where a proposal is in its life.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ProposalState {
    Open,
    Accepted {
        by: PersonId,
        at: Timestamp,
        /// What was made of it: a template, a material or an item of the product, as its kind says.
        became: Option<Uuid>,
    },
    Declined {
        by: PersonId,
        at: Timestamp,
        reason: String,
    },
}

words! {
    /// The state without what it carries: what is stored and shown.
    pub enum ProposalStatus(label, word) {
        Open = "open", "Open", "open";
        Accepted = "accepted", "Accepted", "accepted";
        Declined = "declined", "Declined", "declined";
    }
}

/// Why a proposal was not answered. The sentences are shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
pub enum ProposalError {
    #[error("It is {} already", .0)]
    Answered(&'static str),
    #[error("You made this proposal. Somebody else has to answer it")]
    Own,
}

impl Proposal {
    /// Where it lies, and so who may see it.
    #[must_use]
    pub fn place(&self) -> Place {
        self.release.map_or(Place::Product(self.product), Place::Release)
    }

    /// # Errors
    /// It is answered, or one's own.
    pub fn accept(
        &self,
        (by, at): (PersonId, Timestamp),
        became: Uuid,
    ) -> Result<ProposalState, ProposalError> {
        self.require_answerable(by)?;
        Ok(ProposalState::Accepted { by, at, became: Some(became) })
    }

    /// # Errors
    /// It is answered, or one's own.
    pub fn decline(
        &self,
        (by, at): (PersonId, Timestamp),
        reason: &Reason,
    ) -> Result<ProposalState, ProposalError> {
        self.require_answerable(by)?;
        Ok(ProposalState::Declined { by, at, reason: reason.to_string() })
    }

    /// # Errors
    /// It is answered, or one's own.
    pub fn require_answerable(&self, by: PersonId) -> Result<(), ProposalError> {
        if self.state != ProposalState::Open {
            return Err(ProposalError::Answered(self.state.status().word()));
        }
        if self.made_by == by { Err(ProposalError::Own) } else { Ok(()) }
    }
}

impl ProposalState {
    #[must_use]
    pub const fn status(&self) -> ProposalStatus {
        match self {
            Self::Open => ProposalStatus::Open,
            Self::Accepted { .. } => ProposalStatus::Accepted,
            Self::Declined { .. } => ProposalStatus::Declined,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn person(number: u128) -> PersonId {
        PersonId::new(Uuid::from_u128(number))
    }

    fn proposal(by: u128) -> Proposal {
        Proposal {
            id: ProposalId::new(Uuid::nil()),
            product: ProductId::new(Uuid::nil()),
            release: None,
            text: ProposalText {
                kind: ProposalKind::Item,
                title: Title::parse("Tell the desk").unwrap(),
                reason: Line::parse("Nobody knew").unwrap(),
            },
            source: ProposalSource::None,
            state: ProposalState::Open,
            made_by: person(by),
            made_at: Timestamp::UNIX_EPOCH,
            version: 1,
        }
    }

    proptest! {
        #[test]
        fn nobody_answers_their_own_proposal_and_nobody_twice(maker in 0..3u128, by in 0..3u128) {
            let open = proposal(maker);
            let (who, reason) = ((person(by), Timestamp::UNIX_EPOCH), Reason::parse("x").unwrap());
            let accepted = open.accept(who, Uuid::nil());
            prop_assert_eq!(accepted.is_ok(), maker != by);
            prop_assert_eq!(open.decline(who, &reason).is_ok(), maker != by);
            if let Ok(state) = accepted {
                let after = Proposal { state, ..open };
                prop_assert!(after.accept((person(9), who.1), Uuid::nil()).is_err());
                prop_assert!(after.decline((person(9), who.1), &reason).is_err());
            }
        }
    }
}
