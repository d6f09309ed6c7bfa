use crate::release::Tier;

/// What a gate can ask. Every kind is one pure function in `criteria` or `gate`; a new feature adds
/// its kinds here and its functions there.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum CriterionKind {
    LaunchDate,
    RequiredItems,
    BlockedItems,
    CriticalItems,
    CriticalEvidence,
    Buffer,
    PreviousPhase,
    BakeTime,
    Freeze,
    RollbackCard,
    RollbackMeasured,
    SuccessCriteria,
    DryRun,
    SameArtifact,
    Forecast,
    Drills,
    Findings,
    Approvals,
}

impl CriterionKind {
    pub const ALL: [Self; 18] = [
        Self::LaunchDate,
        Self::RequiredItems,
        Self::BlockedItems,
        Self::CriticalItems,
        Self::CriticalEvidence,
        Self::Buffer,
        Self::PreviousPhase,
        Self::BakeTime,
        Self::Freeze,
        Self::RollbackCard,
        Self::RollbackMeasured,
        Self::SuccessCriteria,
        Self::DryRun,
        Self::SameArtifact,
        Self::Forecast,
        Self::Drills,
        Self::Findings,
        Self::Approvals,
    ];

    /// The lowest tier that asks for it.
    #[must_use]
    pub const fn tier(self) -> Tier {
        match self {
            Self::LaunchDate
            | Self::RequiredItems
            | Self::BlockedItems
            | Self::CriticalItems
            | Self::PreviousPhase
            | Self::BakeTime
            | Self::Freeze
            | Self::Findings => Tier::Low,
            Self::Buffer
            | Self::RollbackCard
            | Self::SuccessCriteria
            | Self::DryRun
            | Self::SameArtifact
            | Self::Forecast
            | Self::Drills
            | Self::Approvals => Tier::Standard,
            Self::CriticalEvidence | Self::RollbackMeasured => Tier::High,
        }
    }

    /// Whether a tier asks for it by itself.
    #[must_use]
    pub const fn is_in(self, tier: Tier) -> bool {
        tier as u8 >= self.tier() as u8
    }

    /// The word in the database and in addresses.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::LaunchDate => "launch_date",
            Self::RequiredItems => "required_items",
            Self::BlockedItems => "blocked_items",
            Self::CriticalItems => "critical_items",
            Self::CriticalEvidence => "critical_evidence",
            Self::Buffer => "buffer",
            Self::PreviousPhase => "previous_phase",
            Self::BakeTime => "bake_time",
            Self::Freeze => "freeze",
            Self::RollbackCard => "rollback_card",
            Self::RollbackMeasured => "rollback_measured",
            Self::SuccessCriteria => "success_criteria",
            Self::DryRun => "dry_run",
            Self::SameArtifact => "same_artifact",
            Self::Forecast => "forecast",
            Self::Drills => "drills",
            Self::Findings => "findings",
            Self::Approvals => "approvals",
        }
    }

    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }

    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::LaunchDate => "Launch date",
            Self::RequiredItems => "Required items",
            Self::BlockedItems => "Blocked items",
            Self::CriticalItems => "Critical items",
            Self::CriticalEvidence => "Evidence of critical items",
            Self::Buffer => "Buffer",
            Self::PreviousPhase => "Previous phase",
            Self::BakeTime => "Bake time",
            Self::Freeze => "No freeze",
            Self::RollbackCard => "Rollback card",
            Self::RollbackMeasured => "Rollback measured",
            Self::SuccessCriteria => "Success criteria",
            Self::DryRun => "Dry run",
            Self::SameArtifact => "Same artifact",
            Self::Forecast => "Fits the window",
            Self::Drills => "Drills",
            Self::Findings => "Findings",
            Self::Approvals => "Approvals",
        }
    }

    /// What it asks, as it stands where it is switched on or off.
    #[must_use]
    pub const fn explanation(self) -> &'static str {
        match self {
            Self::LaunchDate => "The release has a launch date.",
            Self::RequiredItems => "Every required item of the checklist is done.",
            Self::BlockedItems => "Nothing on the checklist is blocked.",
            Self::CriticalItems => "Critical items are verified by a second person.",
            Self::CriticalEvidence => "Critical items link to their evidence.",
            Self::Buffer => "There is a month between feature-complete and launch.",
            Self::PreviousPhase => "The phase before met what was asked of it.",
            Self::BakeTime => "The bake time of the phase before is over.",
            Self::Freeze => "The phase is in no freeze and on no holiday.",
            Self::RollbackCard => "The rollback card says when, how, who and until when.",
            Self::RollbackMeasured => "Going back was rehearsed and measured.",
            Self::SuccessCriteria => "It is said with which numbers the phase has succeeded.",
            Self::DryRun => "Every runbook has a dry run that passed, is signed off, and is fresh.",
            Self::SameArtifact => "What was rehearsed is what is launched.",
            Self::Forecast => "The longest of at least three runs fits the window.",
            Self::Drills => {
                "The risks that are feared most were practised, and nothing changed since."
            }
            Self::Findings => "No finding of high severity waits for a later run or drill.",
            Self::Approvals => "The invited roles say go.",
        }
    }
}
