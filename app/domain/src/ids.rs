//! One type for each kind of id, so that a person cannot be passed where a release is meant.
//!
//! Ids are UUIDv7: they sort by age, and nobody can guess the next one.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! id {
    ($(#[$doc:meta] $name:ident;)*) => {$(
        #[$doc]
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// Ids come from outside: the domain has no randomness of its own.
            #[must_use]
            pub const fn new(uuid: Uuid) -> Self {
                Self(uuid)
            }

            #[must_use]
            pub const fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(formatter)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )*};
}

id! {
    /// A person of the organisation.
    PersonId;
    /// An invitation that has not been used yet.
    InvitationId;
    /// A sign-in on one browser. It is shown; the secret in the cookie is something else.
    SessionId;
    /// A service that a team owns.
    ProductId;
    /// One version of a product on its way to people.
    ReleaseId;
    /// A line of a checklist.
    ItemId;
    /// A move of a launch date.
    SlipId;
    /// A group of people who get something together.
    CohortId;
    /// A cohort's turn in a release.
    PhaseId;
    /// What has to be measured before a phase has succeeded.
    SuccessCriterionId;
    /// What a release is expected to change, looked at afterwards.
    OutcomeId;
    /// A question to the invited roles: go or no-go.
    BallotId;
    /// What was decided at a gate.
    DecisionId;
    /// A request to go in spite of the verdict.
    OverrideId;
    /// A criterion waived until a day.
    ExceptionId;
    /// Days on which nothing is launched.
    FreezeId;
    /// Days on which a person is away.
    AbsenceId;
    /// Ordered, timed steps of a migration.
    RunbookId;
    /// A step of a runbook, the same over all of its versions.
    StepId;
    /// One rehearsal of a runbook.
    RunId;
    /// Something that somebody did in a run. The browser makes it, so that it counts once.
    ActionId;
    /// The practice of an incident.
    DrillId;
    /// What a drill is to show.
    ObjectiveId;
    /// A scripted event of a drill.
    InjectId;
    /// A line in the timeline of a drill. The browser makes it, so that it counts once.
    TimelineEntryId;
    /// What a rehearsal showed must change.
    FindingId;
    /// Something changed on which evidence rests.
    ChangeMarkerId;
    /// What prepares people before a release reaches them.
    MaterialId;
    /// What users stumbled over, answered by a training material.
    PitfallId;
    /// A file of a training material.
    MaterialFileId;
    /// Somebody a cohort counts on, with an account or without.
    ReaderId;
    /// The personal link by which a reader confirms a training material.
    ReaderLinkId;
    /// An answer to what people ask support.
    ResponseId;
    /// The text of an answer for one situation and language.
    VariantId;
    /// Text that answers share.
    FragmentId;
    /// One copying of an answer.
    ResponseUseId;
    /// What people asked and no answer fits.
    QuestionId;
    /// How often support was asked about a topic on a day.
    ContactId;
    /// What questions suggest to write.
    ProposalId;
    /// A checklist item that the next release of a product begins with.
    ProductItemId;
    /// The address of a calendar.
    SubscriptionId;
    /// An entry of the audit trail.
    AuditId;
    /// A request, as it is named in logs and in messages to people.
    RequestId;
}
