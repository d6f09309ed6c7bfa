//! What a decision rested on, in the words of its moment.

use domain::gate::{
    Ballot, Exception, Override, Snapshot, SnapshotCriterion, SnapshotException, SnapshotVote,
    Standing,
};
use domain::phase::Phase;
use domain::release::Release;
use domain::text::Line;
use jiff::civil::Date;
use store::Transaction;

use super::State;
use crate::person::name;
use crate::{Actor, Error, Names, Service, person};

pub(super) async fn snapshot(
    service: &Service,
    actor: &Actor,
    transaction: &mut Transaction,
    (release, state): (&Release, &State),
) -> Result<Snapshot, Error> {
    let names = person::names(service, transaction).await?;
    let phase = &state.phase;
    let zone = release.schedule.zone();
    let today = zone.day(service.now());
    let progress = state.facts.outline.progress();
    let window = phase.plan.window.map(|window| format!(", {}", window.in_words()));
    let dates =
        format!("{}{} ({zone})", phase.plan.dates.in_words(long), window.unwrap_or_default());
    let successes = state.facts.successes(service.now());
    let successes = successes.iter().filter(|success| success.phase == phase.id);
    let exceptions =
        state.at.exceptions.iter().filter(|one| one.standing(today) == Standing::Approved);
    Ok(Snapshot {
        release: format!("{} {} {}", release.product_name, release.name, release.label),
        phase: phase.title(),
        cohort: phase.cohort_name.clone(),
        dates,
        exposure: phase.plan.exposure.in_words(),
        decided_by: actor.person.name.clone(),
        verdict: state.verdict.sentence(),
        criteria: state
            .verdict
            .criteria
            .iter()
            .map(|criterion| SnapshotCriterion {
                name: criterion.kind.name().to_owned(),
                found: criterion.found.key().to_owned(),
                sentence: criterion.sentence.clone(),
            })
            .collect(),
        votes: state.at.ballot.as_ref().map(|ballot| votes(ballot, &names)).unwrap_or_default(),
        conditions: Vec::new(),
        exceptions: exceptions.map(|one| exception(one, &names)).collect(),
        overridden: state.asked.as_ref().and_then(|asked| overridden(asked, state, &names)),
        items: format!("{} of {} items finished", progress.finished(), progress.items),
        rollback: rollback(phase),
        successes: successes.map(|success| success.text.in_words()).collect(),
    })
}

fn votes(ballot: &Ballot, names: &Names) -> Vec<SnapshotVote> {
    let seats = ballot.seats.iter().map(|seat| {
        let voice = seat.vote.as_ref().map(|(voice, _)| voice);
        SnapshotVote {
            role: seat.role.to_string(),
            person: name(names, seat.person),
            voice: voice.map(|voice| voice.label().to_owned()),
            words: voice.and_then(|voice| voice.words()).map(Line::to_string),
        }
    });
    seats.collect()
}

fn exception(exception: &Exception, names: &Names) -> SnapshotException {
    SnapshotException {
        criterion: exception.text.kind.name().to_owned(),
        risk: exception.text.risk.to_string(),
        control: exception.text.control.to_string(),
        until: long(exception.text.until),
        approved_by: exception.answered_by.map_or(String::new(), |by| name(names, by)),
    }
}

/// An override counts only where the verdict was passed over.
fn overridden(asked: &Override, state: &State, names: &Names) -> Option<String> {
    let (by, approved) = asked.answer?;
    (approved && !state.verdict.answer.may_go()).then(|| {
        format!(
            "{} asked to go in spite of the verdict: {} {} approved it.",
            name(names, asked.requested_by),
            asked.reason,
            name(names, by)
        )
    })
}

fn rollback(phase: &Phase) -> Vec<(String, String)> {
    let card = &phase.card;
    let line =
        |line: &Option<Line>| line.as_ref().map_or("not written".to_owned(), Line::to_string);
    let minutes =
        card.minutes.map_or("never measured".to_owned(), |minutes| format!("{minutes} min"));
    [
        ("Trigger", line(&card.trigger)),
        ("Action", line(&card.action)),
        ("Authority", line(&card.authority)),
        ("Deadline", line(&card.deadline)),
        ("Rollback time", minutes),
    ]
    .map(|(name, text)| (name.to_owned(), text))
    .into()
}

fn long(day: Date) -> String {
    day.strftime("%a %-d %b %Y").to_string()
}
