//! The criteria about drills, and about what rehearsals showed.

use jiff::Timestamp;

use super::rehearsal::{changed, is_wanted};
use super::{CriterionKind, Evidence, Found, Judgement, Place};
use crate::day::day_in_words;
use crate::drill::{Drill, DrillState, Scenario};
use crate::finding::change_marker::stales_drill;
use crate::finding::{Finding, FindingState, Severity};

pub(super) fn drills(evidence: &Evidence<'_>, now: Timestamp) -> Option<Judgement> {
    let rehearsed = &evidence.rehearsed;
    if rehearsed.risks.is_empty() {
        let sentence = "No top risks are chosen.".to_owned();
        let next = "Choose top risks, then drill them".to_owned();
        let unknown = Judgement::new(Found::Unknown, sentence, Place::Drills).next(next);
        let asked = !rehearsed.drills.is_empty() || is_wanted(evidence, CriterionKind::Drills);
        return asked.then_some(unknown);
    }
    let judged: Vec<Judgement> =
        rehearsed.risks.iter().map(|risk| judge_risk(evidence, *risk, now)).collect();
    let open = judged.iter().filter(|judgement| judgement.found != Found::Pass).count();
    let worst = judged.into_iter().max_by_key(|judgement| judgement.found)?;
    if open == 0 {
        let sentence = match rehearsed.risks.len() {
            1 => "The one risk that is feared most was practised.".to_owned(),
            count => format!("All {count} risks were practised."),
        };
        return Some(Judgement::new(Found::Pass, sentence, Place::Drills));
    }
    Some(worst)
}

/// What the newest drill of a risk shows.
fn judge_risk(evidence: &Evidence<'_>, risk: Scenario, now: Timestamp) -> Judgement {
    let rehearsed = &evidence.rehearsed;
    let of_risk = || rehearsed.drills.iter().filter(|drill| drill.plan.scenario == risk);
    let done = of_risk().filter(|drill| drill.is_reported()).max_by_key(|drill| drill.started_at);
    let name = risk.name();
    let Some(drill) = done else {
        let put_off = of_risk()
            .filter(|drill| drill.state == DrillState::Postponed || drill.postponed > 0)
            .max_by_key(|drill| drill.postponed);
        let often = put_off.and_then(Drill::put_off);
        let often = often.map_or(String::new(), |often| format!(" Its drill was {often}."));
        let sentence = format!("“{name}” was never practised.{often}");
        let next = format!("Run a drill of “{name}”");
        let place = put_off.map_or(Place::Drills, |drill| Place::Drill(drill.id));
        return Judgement::new(Found::Unknown, sentence, place).next(next);
    };
    if let Some(marker) = stales_drill(drill, rehearsed.markers) {
        let sentence = format!("“{name}” was practised, and {}", changed(evidence, marker, now));
        let next = format!("Run a drill of “{name}” again");
        return Judgement::new(Found::Stale, sentence, Place::Drill(drill.id)).next(next);
    }
    Judgement::new(Found::Pass, format!("“{name}” was practised."), Place::Drill(drill.id))
}

pub(super) fn findings(evidence: &Evidence<'_>, now: Timestamp) -> Option<Judgement> {
    let all = evidence.rehearsed.findings;
    let today = evidence.schedule.zone().day(now);
    let blocking: Vec<&Finding> = all.iter().filter(|finding| finding.blocks(today)).collect();
    let high = || all.iter().filter(|finding| finding.text.severity == Severity::High);
    let (found, sentence) = match (blocking.as_slice(), high().count()) {
        _ if all.is_empty() => return None,
        ([], 0) => (Found::Pass, "Nothing of high severity was found.".to_owned()),
        ([], _) => {
            let accepted = high().find_map(|finding| match &finding.state {
                FindingState::Accepted { until, .. } => Some((finding, until)),
                _ => None,
            });
            match accepted {
                Some((finding, until)) => (
                    Found::Waived,
                    format!(
                        "“{}” is accepted until {}.",
                        finding.text.title,
                        day_in_words(*until, today)
                    ),
                ),
                None => {
                    (Found::Pass, "Every finding of high severity was tested again.".to_owned())
                }
            }
        }
        ([one], _) => (Found::Fail, format!("“{}” is {}.", one.text.title, one.state.word())),
        (many, _) => (
            Found::Fail,
            format!("{} findings of high severity were not tested again.", many.len()),
        ),
    };
    let Some(first) = blocking.first() else {
        return Some(Judgement::new(found, sentence, Place::Findings));
    };
    let title = &first.text.title;
    let next = match first.state {
        FindingState::Fixed { .. } => format!("Test “{title}” again in a later run or drill"),
        _ => format!("Fix “{title}”, then test it again in a later run or drill"),
    };
    let zone = evidence.schedule.zone();
    let due = first
        .text
        .due
        .and_then(|due| zone.moment(due.to_datetime(jiff::civil::Time::midnight())).ok());
    Some(
        Judgement::new(found, sentence, Place::Finding(first.id))
            .next(next)
            .owner(first.text.owner)
            .due(due),
    )
}
