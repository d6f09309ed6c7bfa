//! What happened, as the audit trail keeps it.

use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::ids::AuditId;

/// An entry as the activity of a release shows it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    pub place: Place,
    /// Nobody, when the program did it by itself.
    pub actor: Option<String>,
    pub action: Action,
    /// What the object is called now, or was called when it was deleted.
    pub object: String,
    /// Whom it is about, when the object is something else.
    pub subject: Option<String>,
    pub reason: Option<String>,
}

/// Where an entry stands in the trail: many can happen in one microsecond, and each is shown once.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Place {
    pub at: Timestamp,
    pub id: AuditId,
}

impl Place {
    /// Reads what stood in an address. None for anything that is no place.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (at, id) = text.split_once('.')?;
        Some(Self { at: Timestamp::from_microsecond(at.parse().ok()?).ok()?, id: id.parse().ok()? })
    }
}

/// As it stands in an address: the microseconds and the id.
impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}.{}", self.at.as_microsecond(), self.id)
    }
}

/// What somebody did. The word is stored; the sentence is made when it is read.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    PersonAdded,
    PersonInvited,
    InvitationWithdrawn,
    RoleChanged,
    PersonSuspended,
    PersonRestored,
    SignedIn,
    SignInFailed,
    SignInThrottled,
    Refused,
    SignedOut,
    SessionEnded,
    ProductCreated,
    ProductEdited,
    ReleaseCreated,
    ReleaseEdited,
    ReleaseMoved,
    LaunchSlipped,
    PartGiven,
    PartTaken,
    ChecklistImported,
    ItemAdded,
    ItemEdited,
    ItemPlaced,
    ItemDeleted,
    ItemStarted,
    ItemCompleted,
    ItemVerified,
    ItemBlocked,
    ItemExcused,
    ItemReopened,
    ItemUnverified,
    CohortAdded,
    CohortEdited,
    CohortDeleted,
    PhaseAdded,
    PhaseEdited,
    PhaseRescheduled,
    PhaseMoved,
    PhaseReached,
    RollbackCardWritten,
    SuccessAdded,
    SuccessDeleted,
    SuccessSeen,
    GateOpened,
    GateClosed,
    VoteCast,
    Decided,
    OverrideRequested,
    OverrideApproved,
    OverrideRejected,
    ExceptionRequested,
    ExceptionApproved,
    ExceptionRejected,
    ExceptionEnded,
    CriterionSwitched,
    FreezeAdded,
    FreezeDeleted,
    AbsenceAdded,
    AbsenceDeleted,
    FeedCreated,
    FeedRevoked,
    OutcomeAdded,
    OutcomeFound,
    OutcomeDeleted,
    CheckedIn,
    BangAssessed,
    RunbookAdded,
    RunbookEdited,
    RunbookImported,
    StepAdded,
    StepEdited,
    StepPlaced,
    StepDeleted,
    RunbookDeleted,
    RunPlanned,
    RunCancelled,
    RunEdited,
    RunStarted,
    RunActed,
    RunFinished,
    RunAborted,
    RunRecorded,
    RunValidated,
    RunTotalled,
    RunConcluded,
    RunSigned,
    DrillPlanned,
    DrillEdited,
    DrillMoved,
    DrillJoined,
    DrillLeft,
    InjectAdded,
    InjectDeleted,
    InjectReleased,
    DrillSaid,
    DrillCorrected,
    DrillDebriefed,
    RisksNamed,
    DutyGiven,
    DutyTaken,
    FindingReported,
    FindingEdited,
    FindingHandedOver,
    FindingMoved,
    MarkerSet,
}

/// What an action was about.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Object {
    Person,
    Invitation,
    Session,
    Product,
    Release,
    Item,
    Cohort,
    Phase,
    Freeze,
    Outcome,
    Runbook,
    Step,
    Run,
    Drill,
    Finding,
    Marker,
}

impl Action {
    /// The word in the database: the name in snake case.
    #[must_use]
    pub fn key(self) -> String {
        serde_key(&self)
    }

    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::deserialize(serde::de::value::StrDeserializer::<serde::de::value::Error>::new(key))
            .ok()
    }

    /// What stands between the person and the object: “Ada ticked Tell the desk”.
    #[must_use]
    pub const fn verb(self) -> &'static str {
        match self {
            Self::PersonAdded => "added",
            Self::PersonInvited => "invited",
            Self::InvitationWithdrawn => "withdrew an invitation for",
            Self::RoleChanged => "changed the role of",
            Self::PersonSuspended => "ended the access of",
            Self::PersonRestored => "gave access back to",
            Self::SignedIn => "signed in",
            Self::SignInFailed => "did not get in:",
            Self::SignInThrottled => "tried to get in too often:",
            Self::Refused => "may not",
            Self::SignedOut => "signed out",
            Self::SessionEnded => "ended a session",
            Self::ProductCreated | Self::ReleaseCreated => "created",
            Self::ProductEdited | Self::ReleaseEdited => "changed",
            Self::ReleaseMoved => "moved the release to",
            Self::LaunchSlipped => "moved the launch",
            Self::PartGiven => "gave a part in the release to",
            Self::PartTaken => "took the part in the release from",
            Self::ChecklistImported => "imported",
            Self::ItemAdded => "added",
            Self::ItemEdited => "changed",
            Self::ItemPlaced => "moved",
            Self::ItemDeleted => "deleted",
            Self::ItemStarted => "started",
            Self::ItemCompleted => "ticked",
            Self::ItemVerified => "verified",
            Self::ItemBlocked => "marked as blocked:",
            Self::ItemExcused => "marked as not applicable:",
            Self::ItemReopened => "reopened",
            Self::ItemUnverified => "changed what was verified, so it has to be verified again:",
            Self::CohortAdded | Self::PhaseAdded => "added",
            Self::CohortEdited | Self::PhaseEdited => "changed",
            Self::CohortDeleted => "deleted",
            Self::PhaseRescheduled => "moved the dates of",
            Self::PhaseMoved => "moved",
            Self::PhaseReached => "recorded how many have",
            Self::RollbackCardWritten => "wrote the rollback card of",
            Self::SuccessAdded => "asked of the phase:",
            Self::SuccessDeleted => "no longer asks of the phase:",
            Self::SuccessSeen => "recorded",
            Self::GateOpened => "opened the gate of",
            Self::GateClosed => "closed the gate of",
            Self::VoteCast => "voted at the gate of",
            Self::Decided => "decided",
            Self::OverrideRequested => "asked to go in spite of the verdict:",
            Self::OverrideApproved => "approved the override:",
            Self::OverrideRejected => "rejected the override:",
            Self::ExceptionRequested => "asked for an exception from",
            Self::ExceptionApproved => "approved the exception from",
            Self::ExceptionRejected => "rejected the exception from",
            Self::ExceptionEnded => "ended the exception from",
            Self::CriterionSwitched => "switched",
            Self::FreezeAdded => "closed the days of",
            Self::FreezeDeleted => "opened the days of",
            Self::AbsenceAdded => "said when they are away",
            Self::AbsenceDeleted => "is not away after all",
            Self::FeedCreated => "made an address for a calendar",
            Self::FeedRevoked => "revoked the address of a calendar",
            Self::OutcomeAdded => "expects",
            Self::OutcomeFound => "looked at",
            Self::OutcomeDeleted => "no longer expects",
            Self::CheckedIn => "looked back",
            Self::BangAssessed => "assessed how big the bang is of",
            Self::RunbookAdded => "wrote the runbook",
            Self::RunbookEdited => "changed the runbook",
            Self::RunbookImported => "imported",
            Self::StepAdded => "added the step",
            Self::StepEdited => "changed the step",
            Self::StepPlaced => "moved the step",
            Self::StepDeleted => "deleted the step",
            Self::RunbookDeleted => "deleted the runbook",
            Self::RunPlanned => "planned",
            Self::RunCancelled => "took back the plan of",
            Self::RunEdited => "changed the plan of",
            Self::RunStarted => "started",
            Self::RunActed => "said in a run:",
            Self::RunFinished => "finished",
            Self::RunAborted => "aborted",
            Self::RunRecorded => "wrote down",
            Self::RunValidated => "began to validate",
            Self::RunTotalled => "recorded the totals of",
            Self::RunConcluded => "concluded",
            Self::RunSigned => "signed off",
            Self::DrillPlanned => "planned",
            Self::DrillEdited => "changed the plan of",
            Self::DrillMoved => "moved",
            Self::DrillJoined => "gave a role in the drill to",
            Self::DrillLeft => "took the role in the drill from",
            Self::InjectAdded => "wrote an inject of",
            Self::InjectDeleted => "deleted an inject of",
            Self::InjectReleased => "released an inject of",
            Self::DrillSaid => "wrote in the timeline of",
            Self::DrillCorrected => "corrected a time in",
            Self::DrillDebriefed => "wrote the debrief of",
            Self::RisksNamed => "named the risks of",
            Self::DutyGiven => "put on duty:",
            Self::DutyTaken => "took off duty:",
            Self::FindingReported => "reported",
            Self::FindingEdited => "changed the finding",
            Self::FindingHandedOver => "handed over the finding of",
            Self::FindingMoved => "moved the finding",
            Self::MarkerSet => "marked a change:",
        }
    }
}

impl Object {
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Invitation => "invitation",
            Self::Session => "session",
            Self::Product => "product",
            Self::Release => "release",
            Self::Item => "item",
            Self::Cohort => "cohort",
            Self::Phase => "phase",
            Self::Freeze => "freeze",
            Self::Outcome => "outcome",
            Self::Runbook => "runbook",
            Self::Step => "step",
            Self::Run => "run",
            Self::Drill => "drill",
            Self::Finding => "finding",
            Self::Marker => "marker",
        }
    }
}

fn serde_key(action: &Action) -> String {
    // The same rule as `rename_all` above, which the test holds to.
    let name = format!("{action:?}");
    let mut key = String::with_capacity(name.len() + 4);
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && !key.is_empty() {
            key.push('_');
        }
        key.push(letter.to_ascii_lowercase());
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_read_as_it_was_written_and_nothing_else_is_one() {
        let id = AuditId::new(uuid::Uuid::from_u128(7));
        let place = Place { at: Timestamp::from_microsecond(1_795_251_600_000_001).unwrap(), id };
        assert_eq!(Place::parse(&place.to_string()), Some(place));
        for other in ["", "1795251600000001", "1795251600000001.x", ".", "x.y"] {
            assert_eq!(Place::parse(other), None, "{other}");
        }
    }

    #[test]
    fn an_action_is_found_by_its_key() {
        for action in [Action::ItemCompleted, Action::LaunchSlipped, Action::SignedIn] {
            assert_eq!(Action::from_key(&action.key()), Some(action));
        }
        assert_eq!(Action::from_key("item_completed"), Some(Action::ItemCompleted));
    }
}
