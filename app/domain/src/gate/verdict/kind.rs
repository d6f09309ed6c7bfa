use crate::release::Tier;
use crate::words;

words! {
    /// What a gate can ask. Every kind is one pure function in `criteria` or `gate`; a new feature adds
    /// its kinds here and its functions there.
    pub enum CriterionKind(tier: Tier, name, explanation) {
        LaunchDate = "launch_date",
            Tier::Low, "Launch date", "The release has a launch date, on a day without a freeze.";
        RequiredItems = "required_items", Tier::Low, "Required items", "Every required item of the checklist is done.";
        BlockedItems = "blocked_items", Tier::Low, "Blocked items", "Nothing on the checklist is blocked.";
        CriticalItems = "critical_items",
            Tier::Low, "Critical items", "Critical items are verified by a second person.";
        CriticalEvidence = "critical_evidence",
            Tier::High, "Evidence of critical items", "Critical items link to their evidence.";
        Buffer = "buffer", Tier::Standard, "Buffer", "There is a month between feature-complete and launch.";
        PreviousPhase = "previous_phase", Tier::Low, "Previous phase", "The phase before met what was asked of it.";
        BakeTime = "bake_time", Tier::Low, "Bake time", "The bake time of the phase before is over.";
        Freeze = "freeze", Tier::Low, "No freeze", "The phase is in no freeze and on no holiday.";
        RollbackCard = "rollback_card",
            Tier::Standard, "Rollback card", "The rollback card says when, how, who and until when.";
        RollbackMeasured = "rollback_measured",
            Tier::High, "Rollback measured", "Going back was rehearsed and measured.";
        SuccessCriteria = "success_criteria",
            Tier::Standard, "Success criteria", "Success criteria are defined.";
        DryRun = "dry_run",
            Tier::Standard, "Dry run", "Every runbook has a dry run that passed, is signed off, and is fresh.";
        SameArtifact = "same_artifact", Tier::Standard, "Same artifact", "What was rehearsed is what is launched.";
        Forecast = "forecast", Tier::Standard, "Fits the window", "The longest of at least three runs fits the window.";
        Drills = "drills",
            Tier::Standard, "Drills", "Top risks are drilled, and nothing changed since.";
        Findings = "findings", Tier::Low, "Findings", "No finding of high severity waits for a later run or drill.";
        Training = "training",
            Tier::Standard, "Training", "The critical users of the cohort have read what is published for them.";
        AnswersActive = "answers_active",
            Tier::Standard, "Answers", "What the cohort will ask has an approved answer for now and for after the go.";
        ContactRate = "contact_rate",
            Tier::Standard, "Contact rate",
            "It is known how many asked for help in the phase before, and it was few enough.";
        Approvals = "approvals", Tier::Standard, "Approvals", "All approvers voted go.";
    }
}

impl CriterionKind {
    /// Whether a tier asks for it by itself.
    #[must_use]
    pub const fn is_in(self, tier: Tier) -> bool {
        tier as u8 >= self.tier() as u8
    }
}
