//! The criteria about dry runs. Where nothing is to be rehearsed they say so only if somebody asks: by
//! the tier, or by switching them on.

use jiff::Timestamp;

use super::{CriterionKind, Evidence, Found, Judgement, Place};
use crate::day::day_in_words;
use crate::finding::change_marker::{ChangeMarker, launching, stales_run};
use crate::minutes::{Minutes, in_words};
use crate::release::Tier;
use crate::run::{Forecast, Measure, PastRun, Run, RunKind, latest_safe_rollback};
use crate::runbook::Runbook;

/// Whether somebody wants to hear about it although there is nothing.
pub(super) fn is_wanted(evidence: &Evidence<'_>, kind: CriterionKind) -> bool {
    evidence.tier == Tier::High
        || evidence.switches.iter().any(|switch| switch.kind == kind && switch.on)
}

/// Where a criterion about runbooks has nothing to look at.
fn without_runbook(evidence: &Evidence<'_>, kind: CriterionKind) -> Option<Judgement> {
    let (sentence, next) = if evidence.rehearsed.runbooks.is_empty() {
        let next = "Write a runbook and rehearse it, or say why nothing is migrated";
        ("There is no runbook, so nothing was rehearsed.", next)
    } else {
        ("Only going back was rehearsed.", "Write the runbook of the way forward, and rehearse it")
    };
    let asked = !evidence.rehearsed.runbooks.is_empty() || is_wanted(evidence, kind);
    let unknown = Judgement::new(Found::Unknown, sentence.to_owned(), Place::Runs);
    asked.then_some(unknown.next(next.to_owned()))
}

/// The runs of a runbook that say something about the day: not talked through, and forwards.
fn forwards<'a>(evidence: &Evidence<'a>, runbook: &Runbook) -> impl Iterator<Item = &'a Run> {
    let id = runbook.id;
    let real =
        |run: &&Run| !matches!(run.plan.kind, RunKind::Tabletop | RunKind::RollbackRehearsal);
    evidence.rehearsed.runs.iter().filter(move |run| run.runbook == id).filter(real)
}

/// Runbooks that are only ever gone through backwards are measured, not passed.
fn to_rehearse<'a>(evidence: &Evidence<'a>) -> Vec<&'a Runbook> {
    let runs = evidence.rehearsed.runs;
    let back = |runbook: &&Runbook| {
        let mut own = runs.iter().filter(|run| run.runbook == runbook.id);
        own.clone().any(|run| run.state.is_passed())
            && own.all(|run| run.plan.kind == RunKind::RollbackRehearsal)
    };
    evidence.rehearsed.runbooks.iter().filter(|runbook| !back(runbook)).collect()
}

pub(super) fn dry_run(evidence: &Evidence<'_>, now: Timestamp) -> Option<Judgement> {
    let runbooks = to_rehearse(evidence);
    let judged = runbooks.iter().map(|runbook| {
        let newest = forwards(evidence, runbook)
            .filter(|run| run.state.is_concluded())
            .max_by_key(|run| run.clocks.started_at);
        judge_run(evidence, runbook, newest, now)
    });
    judged
        .max_by_key(|judgement| judgement.found)
        .or_else(|| without_runbook(evidence, CriterionKind::DryRun))
}

/// What the newest run of a runbook shows that somebody has concluded.
fn judge_run(
    evidence: &Evidence<'_>,
    runbook: &Runbook,
    newest: Option<&Run>,
    now: Timestamp,
) -> Judgement {
    let name = &runbook.text.name;
    let Some(run) = newest else {
        let sentence = format!("“{name}” was not rehearsed to its end yet.");
        let next = format!("Rehearse “{name}”, and conclude the run");
        return Judgement::new(Found::Unknown, sentence, Place::Runbook(runbook.id)).next(next);
    };
    let title = run.title();
    let place = Place::Run(run.id);
    if !run.state.is_passed() {
        let sentence = format!("{title} of “{name}” was {}.", run.state.word());
        let next = format!("Mend what {title} showed, then rehearse “{name}” again");
        return Judgement::new(Found::Fail, sentence, place).next(next);
    }
    if let Some(marker) = stales_run(run, evidence.rehearsed.markers) {
        let sentence =
            format!("{title} of “{name}” passed, and {}", changed(evidence, marker, now));
        let next = format!("Rehearse “{name}” again");
        return Judgement::new(Found::Stale, sentence, place).next(next);
    }
    if run.signed.is_none() {
        let sentence = format!("{title} of “{name}” passed, and nobody has signed it off.");
        let next = format!("Have {title} signed off by a second person");
        return Judgement::new(Found::Unknown, sentence, place).next(next);
    }
    let sentence = format!("{title} of “{name}” {} and is signed off.", run.state.word());
    Judgement::new(Found::Pass, sentence, place)
}

/// `the schema changed since, on Mon 23 Nov: a column was added.`
pub(super) fn changed(evidence: &Evidence<'_>, marker: &ChangeMarker, now: Timestamp) -> String {
    let zone = evidence.schedule.zone();
    let day = day_in_words(zone.day(marker.at), zone.day(now));
    format!("{} changed since, on {day}: {}.", marker.text.kind.word(), marker.text.words)
}

pub(super) fn same_artifact(evidence: &Evidence<'_>, _now: Timestamp) -> Option<Judgement> {
    let rehearsed = &evidence.rehearsed;
    let launching = launching(rehearsed.markers, rehearsed.label);
    let judged = to_rehearse(evidence).into_iter().filter_map(|runbook| {
        let passed = forwards(evidence, runbook).filter(|run| run.state.is_passed());
        let run = passed.max_by_key(|run| run.clocks.started_at)?;
        let title = run.title();
        let next = format!("Rehearse {launching}, or launch what was rehearsed");
        let (found, sentence) = match &run.plan.candidate {
            Some(candidate) if candidate.as_str() == launching => {
                (Found::Pass, format!("{title} rehearsed {launching}, which is launched."))
            }
            Some(candidate) => (
                Found::Fail,
                format!("{title} rehearsed {candidate}, and {launching} is launched."),
            ),
            None => (Found::Unknown, format!("Nobody has said which version {title} rehearsed.")),
        };
        Some(Judgement::new(found, sentence, Place::Run(run.id)).next(next))
    });
    judged.max_by_key(|judgement| judgement.found).or_else(|| {
        let sentence = "No version was rehearsed yet.".to_owned();
        let next = format!("Rehearse {launching}");
        let unknown = Judgement::new(Found::Unknown, sentence, Place::Runs).next(next);
        let asked =
            !rehearsed.runbooks.is_empty() || is_wanted(evidence, CriterionKind::SameArtifact);
        asked.then_some(unknown)
    })
}

/// How long the phase leaves for the whole; without hours of its own, what the runbook says.
fn window(evidence: &Evidence<'_>, runbook: &Runbook) -> Option<i64> {
    let of_phase = evidence.gate.as_ref().and_then(|gate| gate.phase.plan.window);
    let of_phase = of_phase.map(|window| window.from().duration_until(window.to()).as_secs());
    of_phase.or(runbook.text.window.map(Minutes::seconds))
}

pub(super) fn forecast(evidence: &Evidence<'_>, _now: Timestamp) -> Option<Judgement> {
    let judged = to_rehearse(evidence).into_iter().map(|runbook| {
        let past: Vec<PastRun> = forwards(evidence, runbook)
            .filter(|run| run.is_measure())
            .filter(|run| stales_run(run, evidence.rehearsed.markers).is_none())
            .map(|run| PastRun { steps: Vec::new(), total: run.took() })
            .collect();
        let forecast = Forecast::of(&past);
        let (name, place) = (&runbook.text.name, Place::Runbook(runbook.id));
        let Some(window) = window(evidence, runbook) else {
            let sentence = format!("Nobody has said how long “{name}” may take.");
            let next = format!("Give “{name}” or the phase a window");
            return Judgement::new(Found::Unknown, sentence, place).next(next);
        };
        let total = forecast.total.map_or((0, 0), |total| (total.median, total.worst));
        let (usual, worst, may) = (in_words(total.0), in_words(total.1), in_words(window));
        let (found, sentence) = match forecast.fits(window) {
            Measure::TooFew => (Found::Unknown, format!("“{name}”: {}", forecast.honesty())),
            Measure::Fits => (
                Found::Pass,
                format!("The longest run of “{name}” took {worst}; the window is {may}."),
            ),
            Measure::Tight => (
                Found::Fail,
                format!(
                    "“{name}” usually takes {usual} and once took {worst}; the window is {may}."
                ),
            ),
            Measure::TooLong => {
                (Found::Fail, format!("“{name}” usually takes {usual}; the window is {may}."))
            }
        };
        let next = match found {
            Found::Unknown => format!("Rehearse “{name}” until there are three runs"),
            _ => format!("Make “{name}” faster, or the window longer"),
        };
        Judgement::new(found, sentence, place).next(next)
    });
    judged
        .max_by_key(|judgement| judgement.found)
        .or_else(|| without_runbook(evidence, CriterionKind::Forecast))
}

/// Going back was measured by a run that is fresh, or, without one, written on the card by hand. With
/// a window it gives the latest safe time; never rehearsed, there is none.
pub(super) fn rollback_measured(evidence: &Evidence<'_>, now: Timestamp) -> Option<Judgement> {
    let gate = evidence.gate.as_ref()?;
    let card = &gate.phase.card;
    let place = Place::Card(gate.phase.id);
    let measured = evidence.rehearsed.runs.iter().filter(|run| run.proves_rollback());
    let (stale, fresh): (Vec<&Run>, Vec<&Run>) =
        measured.partition(|run| stales_run(run, evidence.rehearsed.markers).is_some());
    let longest = fresh.iter().max_by_key(|run| run.rollback_took());
    let newest_stale = stale.iter().max_by_key(|run| run.clocks.started_at);
    let owner = gate.phase.plan.owner;
    if let (Some(run), Some(seconds)) = (longest, longest.and_then(|run| run.rollback_took())) {
        let until = safe_until(evidence, seconds);
        let sentence = format!("Going back took {} in {}.{until}", in_words(seconds), run.title());
        return Some(Judgement::new(Found::Pass, sentence, Place::Run(run.id)));
    }
    let next = "Rehearse the rollback against the clock".to_owned();
    if let Some((run, marker)) =
        newest_stale.and_then(|run| Some((run, stales_run(run, evidence.rehearsed.markers)?)))
    {
        let sentence =
            format!("{} measured it, and {}", run.title(), changed(evidence, marker, now));
        return Some(
            Judgement::new(Found::Stale, sentence, Place::Run(run.id)).next(next).owner(owner),
        );
    }
    let (found, sentence) = match (card.minutes, card.rehearsed_on) {
        (Some(minutes), Some(day)) => {
            let until = safe_until(evidence, Minutes::new(minutes).seconds());
            let day = day.strftime("%-d %b %Y");
            (Found::Pass, format!("Going back took {minutes} minutes on {day}.{until}"))
        }
        _ if evidence.rehearsed.runbooks.is_empty() => (
            Found::Unknown,
            "Never rehearsed. Without a measured rollback nobody knows the latest safe time."
                .to_owned(),
        ),
        _ => (
            Found::Fail,
            "The rollback was never rehearsed, so there is no latest safe time.".to_owned(),
        ),
    };
    let next = match found {
        Found::Unknown => "Rehearse the rollback and write down how long it took".to_owned(),
        _ => next,
    };
    Some(Judgement::new(found, sentence, place).next(next).owner(owner))
}

/// ` The latest safe time is 05:12.`, where the phase has hours of its own.
fn safe_until(evidence: &Evidence<'_>, seconds: i64) -> String {
    let Some(gate) = &evidence.gate else { return String::new() };
    let Some(window) = gate.phase.plan.window else { return String::new() };
    let margins = evidence.rehearsed.runbooks.iter().map(|runbook| runbook.text.margin);
    let margin = margins.max().unwrap_or(Minutes::new(0));
    let zone = evidence.schedule.zone();
    let end = zone.moment(gate.phase.plan.dates.starts_on().to_datetime(window.to()));
    let safe = end.ok().and_then(|end| latest_safe_rollback(end, Some(seconds), margin));
    safe.map_or(String::new(), |safe| {
        format!(
            " The latest safe time is {}, with {margin} to decide.",
            zone.local(safe).strftime("%H:%M")
        )
    })
}

#[cfg(test)]
mod tests;
