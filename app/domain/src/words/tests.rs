//! What is stored under a key stays readable: every key of every registry, pinned.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::access::Operation;
use crate::activity::{Action, Object};
use crate::address::Thing;
use crate::backup::BackupReason;
use crate::checklist::{AskedKind, ItemStatus};
use crate::drill::{DrillKind, DrillRole, DrillState, DrillStep, LineKind, Mark, Rating, Scenario};
use crate::finding::change_marker::ChangeMarkerKind;
use crate::finding::{FindingStatus, Severity};
use crate::gate::verdict::{Area, CriterionKind, Found};
use crate::gate::{ExceptionState, VoiceKind};
use crate::person::{Role, Support};
use crate::phase::{Measure, Operator, PhaseState, PhaseStep, RolloutPattern, Unit};
use crate::product::cohort::{CohortKind, CohortUse};
use crate::product::freeze::FreezeKind;
use crate::release::big_bang::{Factor, Mitigation};
use crate::release::outcome::CheckInKind;
use crate::release::upcoming::UpcomingKind;
use crate::release::{Kind, Part, ReleaseState, Tier};
use crate::response::body::Known;
use crate::response::export::ExportTarget;
use crate::response::import::field::Field;
use crate::response::import::{FileFormat, Outcome, Syntax};
use crate::response::proposal::{ProposalKind, ProposalStatus};
use crate::response::question::QuestionStatus;
use crate::response::starter::Starter;
use crate::response::{Channel, Situation, TextStatus};
use crate::run::{NotedKind, RunKind, RunState, StepState};
use crate::search::{Command, EntryKind};
use crate::training::coverage::Coverage;
use crate::training::file::FileKind;
use crate::training::{Format, VersionStatus};

/// What the databases out there hold. Adding a key here is fine; changing or removing one needs a migration of the rows
/// that have it.
const STORED: &str = "\
Action: person_added, person_invited, invitation_withdrawn, role_changed, person_suspended, person_restored,
    audit_exported,
    password_changed, password_link_made, password_chosen,
    signed_in, sign_in_failed, sign_in_throttled, refused, signed_out, session_ended, restored,
    second_step_on, second_step_off, recovery_codes_made, product_created,
    product_edited, release_created, release_edited,
    release_moved, launch_slipped, part_given, part_taken, ownership_handed_over, checklist_imported, section_asked,
    item_added, item_edited, item_placed,
    item_deleted, item_started, item_completed, item_verified, item_blocked, item_excused, item_reopened,
    item_unverified,
    cohort_added, cohort_edited, cohort_deleted, phase_added, phase_edited, phase_rescheduled, phase_moved,
    phase_reached, rollback_card_written, success_added, success_deleted, success_seen, gate_opened, gate_closed,
    vote_cast, decided, override_requested, override_approved, override_rejected, exception_requested,
    exception_approved, exception_rejected, exception_ended, criterion_switched, freeze_added, freeze_deleted,
    absence_added, absence_deleted, feed_created, feed_revoked, outcome_added, outcome_found, outcome_deleted,
    checked_in, bang_assessed, runbook_added, runbook_edited, runbook_imported, step_added, step_edited, step_placed,
    step_deleted, runbook_deleted, run_planned, run_cancelled, run_edited, run_started, run_acted, run_finished,
    run_aborted, run_recorded, run_validated, run_totalled, run_concluded, run_signed, drill_planned, drill_edited,
    drill_moved, drill_joined, drill_left, inject_added, inject_deleted, inject_released, drill_said, drill_corrected,
    drill_debriefed, risks_named, duty_given, duty_taken, finding_reported, finding_edited,
    finding_handed_over, finding_moved, marker_set,
    material_added, material_edited, material_written, material_begun, material_moved, material_published,
    material_retired, material_read, material_file_added, material_file_deleted, pitfall_added, pitfall_deleted,
    response_added, response_edited, responses_imported, response_retired, text_written, text_submitted,
    text_sent_back, text_approved, response_copied, response_rated, question_asked, text_superseded, text_retired,
    fragment_proposed, fragment_approved, fragment_sent_back,
    reader_added, readers_listed, reader_edited, reader_removed, reader_ended, readers_reminded, reader_link_made,
    reader_link_revoked, reader_confirmed,
    question_moved, proposal_made, proposal_accepted, proposal_declined, contacts_typed, contacts_imported,
    contacts_deleted
Object: person, invitation, session, product, release, item, cohort, phase, freeze, outcome, runbook, step, run,
    drill, finding, marker, material, reader, response, fragment, question, contact, proposal,
    installation
QuestionStatus: open, answered, proposed, dismissed
ProposalKind: template, training, item
ProposalStatus: open, accepted, declined
Measure: typed, contact_rate
ItemStatus: pending, in_progress, done, verified, blocked, na
DrillKind: tabletop, functional, game_day, surprise
DrillRole: facilitator, scribe, player, observer
Rating: met, difficulty, partly, not
Scenario: deploy_wrong, keys_exposed, account_compromised, data_exposed, database_deleted, storage_erased, outage,
    degraded, denial_of_service, bad_release, data_corruption, spillage
DrillState: draft, scheduled, running, debrief, reported, closed, postponed, cancelled
DrillStep: schedule, start, end, report, close, postpone, cancel
LineKind: note, decision, question, action, mark, inject
Mark: injected, detected, acknowledged, declared, mitigated, resolved, communicated
ChangeMarkerKind: schema, artifact, runbook, scope, on_call
Severity: low, medium, high
FindingStatus: open, fixing, fixed, retested, accepted
VoiceKind: go, go_if, no_go, cannot_judge
ExceptionState: requested, approved, rejected, withdrawn, closed
Found: na, pass, waived, unknown, stale, fail
CriterionKind: launch_date, required_items, blocked_items, critical_items, critical_evidence, buffer, previous_phase,
    bake_time, freeze, rollback_card, rollback_measured, success_criteria, dry_run, same_artifact, forecast, drills,
    findings, training, answers_active, contact_rate, approvals
Area: checklist, rehearsals, drills, findings, training, responses, votes, dates, rollback
Role: admin, member, viewer
Support: none, agent, lead
Unit: people, sites, percent
RolloutPattern: canary, cohorts, single
PhaseState: planned, in_decision, scheduled, live, baking, complete, paused_live, paused_baking, halted, rolled_back,
    skipped
PhaseStep: open_gate, go, no_go, start, reach_everybody, resume, complete, plan_again, close_gate, decide_again,
    pause, halt, roll_back, skip
Operator: at_most, at_least, below, above, exactly
CohortKind: organisation, site, region, role, share
CohortUse: phase, reader, material, response, support
FreezeKind: freeze, holiday
Format: guide, walkthrough, video, slides, faq, exercise, course, card
VersionStatus: draft, in_review, approved, published, replaced, retired
Coverage: read, older_version, not_yet, overdue
FileKind: pdf, png, jpeg, gif, webp, mp4, docx, xlsx, pptx, csv, text
Factor: no_cohorts, long_approval, mandate, first_production, large_first_phase, old_change, no_rollback, short_buffer
Mitigation: volunteers, staffing, approval_dates, approval_scope, scope, fallback, empty_deployment, load,
    smaller_phase, early_release, rehearse_rollback, decide_rollback, buffer
CheckInKind: week, month
Part: owner, approver, contributor
ReleaseState: draft, planning, in_progress, on_hold, hypercare, closed, cancelled, rolled_back
Kind: standard, big_bang, emergency
Tier: low, standard, high
Channel: any, email, chat, phone, web, social
Situation: always, before, during, paused, after, rolled_back
TextStatus: draft, in_review, approved, active, expired, retired
Known: product, release, version, launch date, phase, phase start, phase end, cohort, cohort contact, today, agent
Starter: why, broken, find
ExportTarget: json, csv, md, yaml, zendesk, zammad
Field: short_code, title, topic, questions, note, avoid, cohorts, channel, situation, language, subject, valid_from,
    valid_to, body, active, state, id
FileFormat: csv, json, yaml, markdown, text
Outcome: new, variant, changed, waiting, unchanged
Syntax: braces, brace, bracket, angle, zammad, percent, dollar, merge
StepState: waiting, running, done, failed, skipped
RunKind: tabletop, mock, dry_run, dress_rehearsal, rollback_rehearsal, cutover
NotedKind: started, finished, aborted, written down afterwards, start, done, failed, skipped, reopened, substitute,
    rollback started, rollback done, rollback cleared, note
RunState: planned, running, finished, validating, passed, passed_with_findings, failed, aborted
EntryKind: product, release, response, material, pitfall, phase, item, finding, runbook, step, run, drill, cohort,
    person
BackupReason: scheduled, asked, upgrade
Command: add_item, add_phase, report_finding, plan_drill, write_runbook, import_checklist, checklist, schedule,
    rehearsals, drills, findings, training, add_material, add_response, evidence, activity, new_release, support,
    add_cohort, add_freeze, desk, home, products, new_product, people, audit_trail, backups, account, sign_out
AskedKind: next, phase, after_launch
UpcomingKind: launch, feature_complete, phase_starts, phase_ends, vote_closes, run, cutover, drill
Thing: products, releases, phases, items, runbooks, runs, drills, findings
";

macro_rules! registries {
    ($($name:ident)*) => {
        [$((stringify!($name), {
            let found = $name::ALL.into_iter().filter(|one| $name::from_key(one.key()) == Some(*one)).count();
            assert_eq!(found, $name::ALL.len(), "a key of {} stands twice", stringify!($name));
            assert_eq!($name::from_key("no such key"), None);
            $name::ALL.into_iter().map($name::key).collect()
        })),*]
    };
}

/// Every registry that has keys. That every key finds its row again says as well that no key stands twice.
fn in_code() -> BTreeMap<&'static str, BTreeSet<&'static str>> {
    let all: [(&str, BTreeSet<&str>); _] = registries! {
        Action Object ItemStatus DrillKind DrillRole Rating Scenario DrillState DrillStep LineKind Mark ChangeMarkerKind
        Severity FindingStatus VoiceKind ExceptionState Found CriterionKind Area Role Support Unit RolloutPattern
        PhaseState PhaseStep Operator CohortKind CohortUse FreezeKind Factor Mitigation CheckInKind Part ReleaseState
        Kind Tier StepState RunKind NotedKind RunState QuestionStatus ProposalKind ProposalStatus Measure
        Channel Situation TextStatus Known Starter
        ExportTarget Field FileFormat Outcome Syntax
        EntryKind Command
        Format VersionStatus FileKind Coverage
        Thing AskedKind UpcomingKind BackupReason
    };
    all.into()
}

/// A registry begins at the margin; the lines below belong to it.
fn stored() -> BTreeMap<&'static str, BTreeSet<&'static str>> {
    let mut all: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut registry = "";
    for line in STORED.lines() {
        let keys = match line.split_once(": ").filter(|_| !line.starts_with(' ')) {
            Some((name, keys)) => {
                registry = name;
                keys
            }
            None => line,
        };
        let keys = keys.split(',').map(str::trim).filter(|key| !key.is_empty());
        all.entry(registry).or_default().extend(keys);
    }
    all
}

#[test]
fn every_stored_key_is_still_understood() {
    let code = in_code();
    for (registry, keys) in stored() {
        let Some(known) = code.get(registry) else {
            panic!("{registry} is gone: its stored rows would be lost")
        };
        let lost: Vec<_> = keys.difference(known).collect();
        assert!(
            lost.is_empty(),
            "stored rows with {lost:?} of {registry} would be lost: migrate them first"
        );
    }
}

#[test]
fn every_new_key_is_pinned() {
    let pinned = stored();
    for (registry, keys) in in_code() {
        let none = BTreeSet::new();
        let new: Vec<_> = keys.difference(pinned.get(registry).unwrap_or(&none)).collect();
        assert!(new.is_empty(), "{registry} has new keys, add them to STORED: {new:?}");
    }
}

#[test]
fn no_registry_is_forgotten() {
    let code = in_code();
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let found = registries_in(&sources);
    assert!(found.len() > 30, "{found:?}");
    for name in found {
        assert!(code.contains_key(name.as_str()), "{name} is made by words! and not in this test");
    }
}

/// The names of the types that `words!` makes with keys.
fn registries_in(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for path in std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path())
    {
        if path.is_dir() {
            found.extend(registries_in(&path));
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        for table in text.split("\nwords! {\n").skip(1) {
            let head = table.lines().find_map(|line| line.trim().strip_prefix("pub enum "));
            found.extend(
                head.and_then(|head| head.split_once('(')).map(|(name, _)| name.to_owned()),
            );
        }
    }
    found
}

#[test]
fn every_action_has_a_sentence() {
    for action in Action::ALL {
        let sentence = action.sentence();
        assert!(
            !sentence.replace("{}", "").trim().is_empty() && sentence.matches("{}").count() <= 1,
            "{action:?}"
        );
    }
}

#[test]
fn an_operation_needs_no_key_and_is_in_the_list_once() {
    let names: BTreeSet<String> = Operation::ALL.iter().map(|one| format!("{one:?}")).collect();
    assert_eq!(names.len(), Operation::ALL.len());
}
