//! What somebody does: one row for each action.

use crate::words;

words! {
    /// What somebody did. The key is stored; the sentence is made when it is read.
    ///
    /// The sentence is what stands behind the person, with `{}` for the object: “Ada ticked “Tell the desk””.
    pub enum Action(sentence) {
        // Person, and how they come in.
        PersonAdded = "person_added", "added “{}”";
        PersonInvited = "person_invited", "invited “{}”";
        InvitationWithdrawn = "invitation_withdrawn", "withdrew an invitation for “{}”";
        RoleChanged = "role_changed", "changed the role of “{}”";
        PersonSuspended = "person_suspended", "ended the access of “{}”";
        PersonRestored = "person_restored", "gave access back to “{}”";
        PasswordChanged = "password_changed", "changed the password of “{}”";
        PasswordLinkMade = "password_link_made", "made a link for a new password of “{}”";
        PasswordChosen = "password_chosen", "chose a new password by a link: “{}”";
        SecondStepOn = "second_step_on", "switched the second step on: “{}”";
        SecondStepOff = "second_step_off", "switched the second step off: “{}”";
        RecoveryCodesMade = "recovery_codes_made", "made new recovery codes: “{}”";
        SignedIn = "signed_in", "signed in “{}”";
        SignInFailed = "sign_in_failed", "did not get in: “{}”";
        SignInThrottled = "sign_in_throttled", "tried to get in too often: “{}”";
        Refused = "refused", "may not “{}”";
        SignedOut = "signed_out", "signed out “{}”";
        SessionEnded = "session_ended", "ended a session “{}”";
        AuditExported = "audit_exported", "exported the trail of everything: “{}”";
        Restored = "restored", "restored everything from a backup: “{}”";

        // Product.
        ProductCreated = "product_created", "created “{}”";
        ProductEdited = "product_edited", "changed “{}”";

        // Release.
        ReleaseCreated = "release_created", "created the release";
        ReleaseEdited = "release_edited", "changed the plan";
        ReleaseMoved = "release_moved", "moved the release to {}";
        LaunchSlipped = "launch_slipped", "moved the launch {}";
        PartGiven = "part_given", "added {} to the members";
        PartTaken = "part_taken", "removed {} from the members";
        OwnershipHandedOver = "ownership_handed_over", "handed the release over to {}";

        // Checklist.
        ChecklistImported = "checklist_imported", "imported {}";
        SectionAsked = "section_asked", "said which gate asks for {}";
        ItemAdded = "item_added", "added “{}”";
        ItemEdited = "item_edited", "changed “{}”";
        ItemPlaced = "item_placed", "moved “{}”";
        ItemDeleted = "item_deleted", "deleted “{}”";
        ItemStarted = "item_started", "started “{}”";
        ItemCompleted = "item_completed", "ticked “{}”";
        ItemVerified = "item_verified", "verified “{}”";
        ItemBlocked = "item_blocked", "marked as blocked: “{}”";
        ItemExcused = "item_excused", "marked as not applicable: “{}”";
        ItemReopened = "item_reopened", "reopened “{}”";
        ItemUnverified = "item_unverified",
            "changed what was verified, so it has to be verified again: “{}”";

        // Cohorts of a product.
        CohortAdded = "cohort_added", "added “{}”";
        CohortEdited = "cohort_edited", "changed “{}”";
        CohortDeleted = "cohort_deleted", "deleted “{}”";

        // Phase.
        PhaseAdded = "phase_added", "added “{}”";
        PhaseEdited = "phase_edited", "changed “{}”";
        PhaseRescheduled = "phase_rescheduled", "moved the dates of {}";
        PhaseMoved = "phase_moved", "moved {}";
        PhaseReached = "phase_reached", "recorded how many have “{}”";
        RollbackCardWritten = "rollback_card_written", "wrote the rollback card of “{}”";
        SuccessAdded = "success_added", "added success criterion “{}”";
        SuccessDeleted = "success_deleted", "deleted success criterion “{}”";
        SuccessSeen = "success_seen", "recorded {}";

        // Gate.
        GateOpened = "gate_opened", "started the go/no-go vote on “{}”";
        GateClosed = "gate_closed", "cancelled the vote on “{}”";
        VoteCast = "vote_cast", "voted on “{}”";
        Decided = "decided", "decided {}";
        OverrideRequested = "override_requested", "requested an override for “{}”";
        OverrideApproved = "override_approved", "approved the override: “{}”";
        OverrideRejected = "override_rejected", "rejected the override: “{}”";
        ExceptionRequested = "exception_requested", "requested an exception from “{}”";
        ExceptionApproved = "exception_approved", "approved the exception from “{}”";
        ExceptionRejected = "exception_rejected", "rejected the exception from “{}”";
        ExceptionEnded = "exception_ended", "ended the exception from “{}”";
        CriterionSwitched = "criterion_switched", "switched {}";

        // Freezes of a product, and absences.
        FreezeAdded = "freeze_added", "added the freeze “{}”";
        FreezeDeleted = "freeze_deleted", "deleted the freeze “{}”";
        AbsenceAdded = "absence_added", "said when they are away “{}”";
        AbsenceDeleted = "absence_deleted", "is not away after all “{}”";

        // Calendars.
        FeedCreated = "feed_created", "made an address for a calendar “{}”";
        FeedRevoked = "feed_revoked", "revoked the address of a calendar “{}”";

        // Outcomes of a release.
        OutcomeAdded = "outcome_added", "added outcome “{}”";
        OutcomeFound = "outcome_found", "recorded outcome “{}”";
        OutcomeDeleted = "outcome_deleted", "deleted outcome “{}”";
        CheckedIn = "checked_in", "looked back {}";
        BangAssessed = "bang_assessed", "assessed the big-bang risk of “{}”";

        // Runbook.
        RunbookAdded = "runbook_added", "wrote the runbook “{}”";
        RunbookEdited = "runbook_edited", "changed the runbook “{}”";
        RunbookImported = "runbook_imported", "imported “{}”";
        StepAdded = "step_added", "added the step “{}”";
        StepEdited = "step_edited", "changed the step “{}”";
        StepPlaced = "step_placed", "moved the step “{}”";
        StepDeleted = "step_deleted", "deleted the step “{}”";
        RunbookDeleted = "runbook_deleted", "deleted the runbook “{}”";

        // Run.
        RunPlanned = "run_planned", "planned “{}”";
        RunCancelled = "run_cancelled", "took back the plan of “{}”";
        RunEdited = "run_edited", "changed the plan of “{}”";
        RunStarted = "run_started", "started “{}”";
        RunActed = "run_acted", "said in a run: “{}”";
        RunFinished = "run_finished", "finished “{}”";
        RunAborted = "run_aborted", "aborted “{}”";
        RunRecorded = "run_recorded", "wrote down “{}”";
        RunValidated = "run_validated", "began to validate “{}”";
        RunTotalled = "run_totalled", "recorded the totals of “{}”";
        RunConcluded = "run_concluded", "concluded “{}”";
        RunSigned = "run_signed", "signed off “{}”";

        // Drill.
        DrillPlanned = "drill_planned", "planned “{}”";
        DrillEdited = "drill_edited", "changed the plan of “{}”";
        DrillMoved = "drill_moved", "moved “{}”";
        DrillJoined = "drill_joined", "gave a role in the drill to “{}”";
        DrillLeft = "drill_left", "took the role in the drill from “{}”";
        InjectAdded = "inject_added", "wrote an inject of “{}”";
        InjectDeleted = "inject_deleted", "deleted an inject of “{}”";
        InjectReleased = "inject_released", "released an inject of “{}”";
        DrillSaid = "drill_said", "wrote in the timeline of “{}”";
        DrillCorrected = "drill_corrected", "corrected a time in “{}”";
        DrillDebriefed = "drill_debriefed", "wrote the debrief of “{}”";
        RisksNamed = "risks_named", "named the risks of “{}”";
        DutyGiven = "duty_given", "put on call: “{}”";
        DutyTaken = "duty_taken", "took off call: “{}”";

        // Finding.
        FindingReported = "finding_reported", "reported “{}”";
        FindingEdited = "finding_edited", "changed the finding “{}”";
        FindingHandedOver = "finding_handed_over", "handed over the finding of “{}”";
        FindingMoved = "finding_moved", "moved the finding “{}”";
        MarkerSet = "marker_set", "marked a change: “{}”";

        // Response.
        ResponseAdded = "response_added", "added the template “{}”";
        ResponseEdited = "response_edited", "changed the template “{}”";
        ResponsesImported = "responses_imported", "imported {}";
        ResponseRetired = "response_retired", "retired the template “{}”";
        TextWritten = "text_written", "wrote a text of the template “{}”";
        TextSubmitted = "text_submitted", "asked to approve a text of “{}”";
        TextSentBack = "text_sent_back", "sent back a text of “{}”";
        TextApproved = "text_approved", "approved a text of “{}”";
        TextSuperseded = "text_superseded", "replaced a text of “{}”";
        TextRetired = "text_retired", "retired a text of “{}”";
        FragmentProposed = "fragment_proposed", "proposed the fragment “{}”";
        FragmentApproved = "fragment_approved", "approved the fragment “{}”";
        FragmentSentBack = "fragment_sent_back", "sent back the fragment “{}”";

        // Training.
        MaterialAdded = "material_added", "added the training “{}”";
        MaterialEdited = "material_edited", "changed the plan of the training “{}”";
        MaterialWritten = "material_written", "wrote in the training “{}”";
        MaterialBegun = "material_begun", "began the next version of “{}”";
        MaterialMoved = "material_moved", "moved the training “{}”";
        MaterialPublished = "material_published", "published the training “{}”";
        MaterialRetired = "material_retired", "retired the training “{}”";
        MaterialRead = "material_read", "has read “{}”";
        MaterialFileAdded = "material_file_added", "added a file to “{}”";
        MaterialFileDeleted = "material_file_deleted", "deleted a file of “{}”";
        PitfallAdded = "pitfall_added", "added a pitfall to “{}”";
        PitfallDeleted = "pitfall_deleted", "deleted a pitfall of “{}”";
        // What is done at the desk.
        ResponseCopied = "response_copied", "copied “{}”";
        ResponseRated = "response_rated", "said whether “{}” helped";
        QuestionAsked = "question_asked", "passed on a question: “{}”";

        // What is learned from the desk.
        QuestionMoved = "question_moved", "dealt with the question “{}”";
        ProposalMade = "proposal_made", "proposed “{}”";
        ProposalAccepted = "proposal_accepted", "accepted the proposal “{}”";
        ProposalDeclined = "proposal_declined", "declined the proposal “{}”";
        ContactsTyped = "contacts_typed", "typed contacts of “{}”";
        ContactsImported = "contacts_imported", "imported contacts of “{}”";
        ContactsDeleted = "contacts_deleted", "deleted contacts of “{}”";

        // Readers and coverage.
        ReaderAdded = "reader_added", "named a critical user of “{}”";
        ReadersListed = "readers_listed", "added a list of critical users to “{}”";
        ReaderEdited = "reader_edited", "changed a critical user of “{}”";
        ReaderRemoved = "reader_removed", "removed a critical user of “{}”";
        ReaderEnded = "reader_ended", "no longer counts a reader of “{}”";
        ReadersReminded = "readers_reminded", "asked readers to read “{}”";
        ReaderLinkMade = "reader_link_made", "made a personal link to “{}”";
        ReaderLinkRevoked = "reader_link_revoked", "revoked a personal link to “{}”";
        ReaderConfirmed = "reader_confirmed", "noted that a reader confirmed “{}” by their link";
    }
}

impl Action {
    /// Whether something may be judged otherwise behind it. Who comes in and what is copied changes nothing that a
    /// verdict rests on, and happens all day.
    #[must_use]
    pub const fn changes_facts(self) -> bool {
        !matches!(
            self,
            Self::PersonInvited
                | Self::PasswordChanged
                | Self::PasswordLinkMade
                | Self::PasswordChosen
                | Self::SecondStepOn
                | Self::SecondStepOff
                | Self::RecoveryCodesMade
                | Self::InvitationWithdrawn
                | Self::SignedIn
                | Self::SignInFailed
                | Self::SignInThrottled
                | Self::Refused
                | Self::SignedOut
                | Self::SessionEnded
                | Self::Restored
                | Self::AuditExported
                | Self::FeedCreated
                | Self::FeedRevoked
                | Self::ResponseCopied
                | Self::ResponseRated
                | Self::QuestionAsked
        )
    }

    /// Whether the one whom it is about, a person or their session, may not look any more.
    #[must_use]
    pub const fn may_end_looking(self) -> bool {
        matches!(
            self,
            Self::RoleChanged
                | Self::PersonSuspended
                | Self::PasswordChanged
                | Self::PasswordChosen
                | Self::SecondStepOn
                | Self::SecondStepOff
                | Self::SignedOut
                | Self::SessionEnded
                | Self::ReleaseEdited
                | Self::PartTaken
        )
    }
}
