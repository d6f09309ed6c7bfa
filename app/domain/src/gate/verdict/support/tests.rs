use jiff::civil::date;
use uuid::Uuid;

use super::super::*;
use super::Template;
use crate::day::{Dates, Zone};
use crate::ids::*;
use crate::number::Amount;
use crate::phase::*;
use crate::response::contact::DayCount;
use crate::response::{Offer, Situation, TextStatus, Validity};
use crate::text::{Label, Title};

fn now() -> Timestamp {
    "2026-11-21T09:00:00Z".parse().unwrap()
}

fn phase(position: i64, state: PhaseState) -> Phase {
    let first = date(2026, 11, 1).checked_add(jiff::Span::new().days(position * 30)).unwrap();
    Phase {
        id: PhaseId::new(Uuid::from_u128(u128::try_from(position).unwrap())),
        release: ReleaseId::new(Uuid::nil()),
        position,
        plan: PhasePlan {
            name: Label::parse("Pilot").unwrap(),
            cohort: CohortId::new(Uuid::nil()),
            access: None,
            dates: Dates::new(first, first).unwrap(),
            window: None,
            bake_days: 7,
            exposure: Exposure { planned: 10, unit: Unit::People },
            owner: None,
        },
        cohort_name: "Pilots".into(),
        state,
        reached: None,
        card: RollbackCard::default(),
        clocks: Clocks::default(),
        freeze_reason: None,
        sequence: 0,
        version: 1,
    }
}

fn offer(situation: Situation, state: TextStatus, language: &str) -> Offer {
    Offer {
        response: ResponseId::new(Uuid::nil()),
        variant: VariantId::new(Uuid::nil()),
        number: 1,
        situation,
        language: crate::response::Language::parse(language).unwrap(),
        state,
        validity: Validity::default(),
    }
}

fn template(cohorts: Vec<CohortId>, offers: Vec<Offer>) -> Template {
    Template { response: ResponseId::new(Uuid::nil()), title: "Reset".into(), cohorts, offers }
}

/// What a criterion finds about the second phase.
fn judge(
    kind: CriterionKind,
    (phases, successes): (&[Phase], &[SuccessCriterion]),
    supported: Supported<'_>,
    tier: Tier,
) -> Option<(Found, String)> {
    let schedule = Schedule::new(None, None, Zone::parse("UTC").unwrap()).unwrap();
    let gate = GateEvidence { successes, ..GateEvidence::nothing(phases.last().unwrap(), phases) };
    let evidence = Evidence { supported, gate: Some(gate), ..Evidence::nothing(tier, &schedule) };
    let verdict = Verdict::of(&evidence, now());
    let found = verdict.criteria.into_iter().find(|criterion| criterion.kind == kind);
    found.map(|criterion| (criterion.found, criterion.sentence))
}

fn answers(templates: &[Template], tier: Tier) -> Option<(Found, String)> {
    let phases = [phase(1, PhaseState::Live), phase(2, PhaseState::InDecision)];
    let supported = Supported { templates, ..Supported::default() };
    judge(CriterionKind::AnswersActive, (&phases, &[]), supported, tier)
}

#[test]
fn an_answer_has_to_hold_now_and_after_the_go() {
    let (active, draft) = (TextStatus::Approved, TextStatus::Draft);
    let always = template(Vec::new(), vec![offer(Situation::Always, active, "en")]);
    let found = |templates: &[Template]| answers(templates, Tier::Standard).unwrap().0;
    assert_eq!(found(std::slice::from_ref(&always)), Found::Pass);
    let before = template(
        Vec::new(),
        vec![offer(Situation::Before, active, "en"), offer(Situation::During, draft, "en")],
    );
    let (failed, why) = answers(&[always.clone(), before], Tier::Standard).unwrap();
    assert_eq!(failed, Found::Fail);
    assert_eq!(why, "“Reset” has no approved text for Pilots while the phase is live.");
    let german = template(Vec::new(), vec![offer(Situation::Always, active, "de")]);
    assert_eq!(found(&[always.clone(), german]), Found::Fail, "nobody there reads German");
    let rolled_back = template(Vec::new(), vec![offer(Situation::RolledBack, active, "en")]);
    assert_eq!(found(&[always.clone(), rolled_back.clone()]), Found::Pass);
    assert_eq!(found(&[rolled_back]), Found::Unknown, "nothing is said while it is live");
    assert_eq!(found(&[always, template(Vec::new(), Vec::new())]), Found::Fail, "it has no text");
}

#[test]
fn without_a_template_for_the_cohort_nobody_knows_whether_answers_are_ready() {
    let other = template(vec![CohortId::new(Uuid::from_u128(7))], Vec::new());
    assert_eq!(answers(std::slice::from_ref(&other), Tier::Standard), None);
    let (found, sentence) = answers(&[other], Tier::High).unwrap();
    assert_eq!((found, &*sentence), (Found::Unknown, "There is no answer for Pilots yet."));
}

fn rate(tier: Tier, measure: Option<i64>, days: &[u64]) -> Option<(Found, String)> {
    let mut before = phase(1, PhaseState::Baking);
    before.clocks.started_at = Some("2026-11-18T08:00:00Z".parse().unwrap());
    let counts: Vec<DayCount> = days
        .iter()
        .zip(18..)
        .map(|(count, day)| DayCount {
            cohort: before.plan.cohort,
            day: date(2026, 11, day),
            count: *count,
        })
        .collect();
    let of = (&*counts, None);
    let zone = Zone::parse("UTC").unwrap();
    let known = crate::response::contact::rate::of_phase(&before, of, (&zone, zone.day(now())));
    let success = measure.map(|target| SuccessCriterion {
        id: SuccessCriterionId::new(Uuid::nil()),
        phase: before.id,
        text: SuccessCriterionText {
            metric: Title::parse("Contacts").unwrap(),
            operator: Operator::AtMost,
            target: Amount::from_thousandths(target),
            unit: None,
            source: None,
            watcher: None,
            measure: Measure::ContactRate,
        },
        actual: Actual::None,
        version: 1,
    });
    let successes: Vec<SuccessCriterion> = success
        .into_iter()
        .map(|one| one.measured(known.ok().map(|rate| rate.amount), now()))
        .collect();
    let phases = [before, phase(2, PhaseState::InDecision)];
    let supported = Supported { contacts: &counts, ..Supported::default() };
    judge(CriterionKind::ContactRate, (&phases, &successes), supported, tier)
}

#[test]
fn the_contact_rate_of_the_phase_before_is_known_and_within_what_was_asked() {
    let found = |tier, measure, days: &[u64]| rate(tier, measure, days).map(|(found, _)| found);
    assert_eq!(found(Tier::Standard, None, &[]), None);
    assert_eq!(found(Tier::High, None, &[]), Some(Found::Unknown));
    assert_eq!(found(Tier::Standard, Some(20_000), &[]), Some(Found::Unknown));
    assert_eq!(found(Tier::Standard, None, &[1, 3]), Some(Found::Pass));
    assert_eq!(found(Tier::Standard, Some(20_000), &[1, 3]), Some(Found::Pass));
    assert_eq!(found(Tier::Standard, Some(19_999), &[1, 3]), Some(Found::Fail));
    let (_, sentence) = rate(Tier::Standard, None, &[1, 3]).unwrap();
    assert_eq!(
        sentence,
        "Phase 1: Pilot had 20 contacts per 100 people and day (4 contacts on 2 days among 10 people)."
    );
}

#[test]
fn before_the_first_phase_nobody_has_asked() {
    let phases = [phase(1, PhaseState::InDecision)];
    let of = |tier| {
        let supported = Supported::default();
        judge(CriterionKind::ContactRate, (&phases, &[]), supported, tier).map(|(found, _)| found)
    };
    assert_eq!((of(Tier::High), of(Tier::Standard)), (Some(Found::NotApplicable), None));
}
