//! The criteria of a gate. They say nothing where there is no phase to judge.

use jiff::Timestamp;

use super::{Evidence, Found, GateEvidence, Judgement, Place};
use crate::gate::{Ballot, Voice};
use crate::phase::{Met, Phase, PhaseState, SuccessCriterion};
use crate::product::freeze::Freeze;

/// The phase before, if there is one that counts: what was skipped has nothing to show.
pub(super) fn previous<'a>(gate: &GateEvidence<'a>) -> Option<&'a Phase> {
    let before = |phase: &&Phase| phase.position < gate.phase.position;
    gate.phases
        .iter()
        .filter(before)
        .filter(|phase| phase.state != PhaseState::Skipped)
        .max_by_key(|phase| phase.position)
}

fn successes<'a>(gate: &GateEvidence<'a>, phase: &Phase) -> Vec<&'a SuccessCriterion> {
    gate.successes.iter().filter(|success| success.phase == phase.id).collect()
}

/// The phase that was taken back: this one, or the one before. Whatever the tier asks for, nothing goes on before
/// somebody knows why.
fn stopped<'a>(gate: &GateEvidence<'a>) -> Option<&'a Phase> {
    let stopped =
        |phase: &&Phase| matches!(phase.state, PhaseState::Halted | PhaseState::RolledBack);
    Some(gate.phase).filter(stopped).or_else(|| previous(gate).filter(stopped))
}

pub(super) fn is_stopped(evidence: &Evidence<'_>) -> bool {
    evidence.gate.as_ref().is_some_and(|gate| stopped(gate).is_some())
}

/// What brings a phase that has not begun on its way: never its start before a go.
fn begin(phase: &Phase) -> String {
    let title = phase.title();
    match phase.state {
        PhaseState::Scheduled => format!("Start {title}"),
        PhaseState::InDecision => format!("Decide {title} at its gate"),
        _ => format!("Vote on {title} at its gate"),
    }
}

pub(super) fn previous_phase(evidence: &Evidence<'_>, _now: Timestamp) -> Option<Judgement> {
    let gate = evidence.gate.as_ref()?;
    if let Some(stopped) = stopped(gate) {
        let (title, word) = (stopped.title(), stopped.state.word());
        let next = format!(
            "Find out why {title} was {word} and record it as a finding. Then plan it again and vote again"
        );
        let judgement =
            Judgement::new(Found::Fail, format!("{title} was {word}."), Place::Phase(stopped.id));
        return Some(judgement.next(next).owner(stopped.plan.owner));
    }
    let Some(before) = previous(gate) else {
        let sentence = "This is the first phase.".to_owned();
        return Some(Judgement::new(Found::NotApplicable, sentence, Place::Phase(gate.phase.id)));
    };
    let place = Place::Phase(before.id);
    let title = before.title();
    let asked = successes(gate, before);
    let count = |met: Met| asked.iter().filter(|success| success.met() == met).count();
    let (found, sentence, next) = match before.state {
        state if state.is_ahead() => (
            Found::Unknown,
            format!("{title} has not begun, so nobody knows how it goes."),
            begin(before),
        ),
        PhaseState::PausedLive | PhaseState::PausedBaking => (
            Found::Unknown,
            format!("{title} is paused."),
            format!("Find out why {title} is paused, then resume it"),
        ),
        _ if count(Met::Missed) > 0 => {
            let missed = asked.iter().find(|success| success.met() == Met::Missed);
            let missed = missed.map_or(String::new(), |success| success.text.in_words());
            (
                Found::Fail,
                format!("{title} missed “{missed}”."),
                format!("Find out why {title} missed it"),
            )
        }
        _ if asked.is_empty() => (
            Found::Unknown,
            format!("Nothing was asked of {title}, so nobody knows whether it succeeded."),
            format!("Say with which numbers {title} has succeeded"),
        ),
        _ if count(Met::Met) < asked.len() => (
            Found::Unknown,
            format!("{} of {} numbers of {title} are in.", count(Met::Met), asked.len()),
            format!("Record the numbers of {title}"),
        ),
        _ => (Found::Pass, format!("{title} met everything that was asked of it."), String::new()),
    };
    Some(Judgement::new(found, sentence, place).next(next).owner(before.plan.owner))
}

pub(super) fn bake_time(evidence: &Evidence<'_>, now: Timestamp) -> Option<Judgement> {
    let gate = evidence.gate.as_ref()?;
    let Some(before) = previous(gate) else {
        let sentence = "No phase has to bake before this one.".to_owned();
        return Some(Judgement::new(Found::NotApplicable, sentence, Place::Phase(gate.phase.id)));
    };
    let title = before.title();
    let asked = i64::from(before.plan.bake_days);
    let (found, sentence, next) = match (before.state, before.baked_days(now)) {
        (PhaseState::Complete, Some(days)) => (
            Found::Pass,
            format!("{title} is complete and baked {days} of {asked} days."),
            String::new(),
        ),
        (PhaseState::Complete, None) => {
            (Found::Pass, format!("{title} is complete."), String::new())
        }
        // Waiting mends nothing here, and giving it to more people least of all.
        (PhaseState::Halted | PhaseState::RolledBack, _) => (
            Found::Fail,
            format!("{title} was {}, so it does not bake.", before.state.word()),
            String::new(),
        ),
        (PhaseState::PausedLive, _) => (
            Found::Fail,
            format!("{title} is paused, so it has not begun to bake."),
            format!("Find out why {title} is paused, then resume it or roll it back"),
        ),
        (PhaseState::Baking, Some(days)) if days >= asked => {
            (Found::Pass, format!("{title} has baked {days} of {asked} days."), String::new())
        }
        (PhaseState::PausedBaking, Some(_)) => (
            Found::Fail,
            format!("{title} is paused, so its bake time stands still."),
            format!("Find out why {title} is paused, then resume it"),
        ),
        (_, Some(days)) => (
            Found::Fail,
            format!("{title} has baked {days} of {asked} days."),
            format!("Wait until {title} has baked {asked} days"),
        ),
        (state, None) if state.is_ahead() => {
            (Found::Unknown, format!("{title} has not begun, so it has not baked."), begin(before))
        }
        (_, None) => (
            Found::Fail,
            format!("{title} has not begun to bake: not everybody in it has it."),
            format!("Give {title} to everybody in its cohort"),
        ),
    };
    Some(
        Judgement::new(found, sentence, Place::Phase(before.id))
            .next(next)
            .owner(before.plan.owner),
    )
}

pub(super) fn freeze(evidence: &Evidence<'_>, _now: Timestamp) -> Option<Judgement> {
    let gate = evidence.gate.as_ref()?;
    let place = Place::Move(gate.phase.id);
    let mut frozen = gate.freezes.iter().filter(|freeze| freeze.stops(gate.phase.plan.dates));
    let known = |freeze: &&Freeze| {
        gate.phase.freeze_reason.as_ref().is_some_and(|reason| reason.covers(freeze))
    };
    let new = frozen.clone().find(|freeze| !known(freeze));
    let (found, sentence, next) = match (new, frozen.next(), &gate.phase.freeze_reason) {
        (Some(freeze), _, _) => (
            Found::Fail,
            format!("It would be in {}.", freeze.in_words()),
            "Move the phase out of the freeze".to_owned(),
        ),
        (None, Some(freeze), Some(reason)) => (
            Found::Waived,
            format!("In {}, because: {}.", freeze.in_words(), reason.words),
            String::new(),
        ),
        _ => {
            (Found::Pass, "Its days are in no freeze and on no holiday.".to_owned(), String::new())
        }
    };
    Some(Judgement::new(found, sentence, place).next(next).owner(gate.phase.plan.owner))
}

pub(super) fn rollback_card(evidence: &Evidence<'_>, _now: Timestamp) -> Option<Judgement> {
    let gate = evidence.gate.as_ref()?;
    let missing = gate.phase.card.missing();
    let (found, sentence) = match missing.len() {
        0 => (Found::Pass, "It says when, how, who and until when.".to_owned()),
        4 => (Found::Unknown, "There is no rollback card yet.".to_owned()),
        _ => (Found::Unknown, format!("It lacks {}.", missing.join(" and "))),
    };
    let next = "Write the rollback card".to_owned();
    Some(
        Judgement::new(found, sentence, Place::Card(gate.phase.id))
            .next(next)
            .owner(gate.phase.plan.owner),
    )
}

pub(super) fn success_criteria(evidence: &Evidence<'_>, _now: Timestamp) -> Option<Judgement> {
    let gate = evidence.gate.as_ref()?;
    let (found, sentence) = match successes(gate, gate.phase).len() {
        0 => (Found::Unknown, "Nobody has said with which numbers it has succeeded.".to_owned()),
        1 => (Found::Pass, "One number says whether it has succeeded.".to_owned()),
        count => (Found::Pass, format!("{count} numbers say whether it has succeeded.")),
    };
    let next = "Say with which numbers the phase has succeeded".to_owned();
    Some(
        Judgement::new(found, sentence, Place::Phase(gate.phase.id))
            .next(next)
            .owner(gate.phase.plan.owner),
    )
}

pub(super) fn approvals(evidence: &Evidence<'_>, now: Timestamp) -> Option<Judgement> {
    let gate = evidence.gate.as_ref()?;
    let place = Place::Gate(gate.phase.id);
    // Votes count for the plan that they were asked about, not for the next one.
    let counts = matches!(gate.phase.state, PhaseState::InDecision | PhaseState::Scheduled);
    let Some(ballot) = gate.ballot.filter(|_| counts) else {
        let sentence = "Nobody has been asked yet.".to_owned();
        let next = "Hold the go/no-go vote".to_owned();
        return Some(Judgement::new(Found::Unknown, sentence, place).next(next));
    };
    let (found, sentence, next) = count_votes(ballot, now);
    let due = (!ballot.is_revealed(now)).then_some(ballot.until);
    Some(Judgement::new(found, sentence, place).next(next).due(due))
}

fn count_votes(ballot: &Ballot, now: Timestamp) -> (Found, String, String) {
    let all = ballot.seats.len();
    if all == 0 {
        let sentence = "No role was invited to vote.".to_owned();
        return (Found::Unknown, sentence, "Invite the roles who have to agree".to_owned());
    }
    if !ballot.is_revealed(now) {
        let sentence =
            format!("{} of {all} have voted. Votes are hidden until all are in.", ballot.voted());
        return (Found::Unknown, sentence, "Collect the votes that are missing".to_owned());
    }
    let roles = |which: fn(Option<&Voice>) -> bool| {
        let seats =
            ballot.seats.iter().filter(|seat| which(seat.vote.as_ref().map(|(voice, _)| voice)));
        seats.map(|seat| seat.role.to_string()).collect::<Vec<_>>()
    };
    let says = |roles: &[String]| if roles.len() == 1 { "says" } else { "say" };
    let against = roles(|voice| matches!(voice, Some(Voice::NoGo { .. })));
    if !against.is_empty() {
        let who = against.join(", ");
        return (
            Found::Fail,
            format!("{who} {} no-go.", says(&against)),
            format!("Answer what {who} {} against it", says(&against)),
        );
    }
    let silent = roles(|voice| matches!(voice, None | Some(Voice::CannotJudge { .. })));
    if !silent.is_empty() {
        let who = silent.join(", ");
        return (
            Found::Unknown,
            format!("Nothing is known from {who}: no vote, or cannot judge."),
            format!("Give {who} what they need, then ask again"),
        );
    }
    let conditions = ballot.conditions().count();
    let sentence = match conditions {
        0 => format!("All {all} voted go."),
        1 => format!("All {all} voted go, one of them with a condition."),
        count => format!("All {all} voted go, {count} of them with conditions."),
    };
    (Found::Pass, sentence, String::new())
}
