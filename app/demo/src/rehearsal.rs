//! What the demo rehearsed: a trend over three runs, a rollback that a change of the schema has made
//! stale, a drill with what it found, and one that was put off once.

use domain::day::Zone;
use domain::drill::{
    Debrief, DrillKind, DrillPlan, DrillRole, DrillState, Inject, Mark, Objective, Participant,
    Rating, Scenario, ScribeLine, TimelineEntry, TimelineEntryKind,
};
use domain::finding::change_marker::{ChangeMarker, ChangeMarkerKind, ChangeMarkerText};
use domain::finding::{Finding, FindingState, FindingText, Rehearsed, Severity, Source};
use domain::ids::{
    ChangeMarkerId, DrillId, FindingId, InjectId, ObjectiveId, PersonId, RunId, RunbookId, StepId,
    TimelineEntryId,
};
use domain::minutes::Minutes;
use domain::run::{
    Conclusion, DataSet, Ending, LiveRun, Run, RunKind, RunPlan, RunState, StepAction, Totals,
};
use domain::runbook::import::Import;
use domain::runbook::{RunbookText, Step, StepText};
use domain::text::{Label, Line, Markdown, Title, VersionLabel};
use jiff::{SignedDuration, Span, Timestamp};
use store::Transaction;

use super::permits::rehearsal::{FINDINGS, ROLLBACK, RUNBOOK, RUNS, SAID};
use crate::{Error, RELEASE, ZONE, broken, new_id, written};

pub(crate) async fn add(
    now: Timestamp,
    transaction: &mut Transaction,
    people: &[PersonId],
) -> Result<(), Error> {
    let (Some(owner), Some(second)) = (people.first().copied(), people.get(1).copied()) else {
        return Ok(());
    };
    let demo = Rehearsal { now, people: (owner, second) };
    let forward = demo.runbook(transaction, "Move the open applications", RUNBOOK).await?;
    let back = demo.runbook(transaction, "Back to the old counter", ROLLBACK).await?;
    let mut last = None;
    for (ordinal, (kind, days, minutes)) in (1..).zip(RUNS) {
        let book = if kind == RunKind::RollbackRehearsal { &back } else { &forward };
        last = Some(demo.run(transaction, book, (ordinal, kind, days), minutes).await?);
    }
    demo.cutover(transaction, &forward).await?;
    let marker = ChangeMarker {
        id: ChangeMarkerId::new(new_id()),
        release: RELEASE,
        text: ChangeMarkerText {
            kind: ChangeMarkerKind::Schema,
            runbook: None,
            reference: Some(written(VersionLabel::parse("0142"))?),
            words: line("Plans are kept in a table of their own")?,
        },
        at: demo.ago(26, 11)?,
        by: second,
    };
    store::finding::change_marker::add_marker(transaction, &marker).await?;
    let drill = demo.drill(transaction).await?;
    demo.put_off(transaction).await?;
    demo.findings(transaction, drill, last).await?;
    let risks = [Scenario::DeployWrong, Scenario::DatabaseDeleted];
    store::drill::script::replace_risks(transaction, RELEASE, &risks).await?;
    for (person, duty) in [(owner, "Leads the launch"), (second, "First on call")] {
        store::drill::participant::save_duty(transaction, (RELEASE, person), &line(duty)?).await?;
    }
    Ok(())
}

fn line(text: &str) -> Result<Line, Error> {
    written(Line::parse(text))
}

struct Rehearsal {
    now: Timestamp,
    /// Who owns the release, and the second person.
    people: (PersonId, PersonId),
}

type Book = (RunbookId, Vec<Step>);

impl Rehearsal {
    /// Some days ago at an hour.
    fn ago(&self, days: i64, hour: i8) -> Result<Timestamp, Error> {
        let zone = Zone::parse(ZONE).map_err(broken)?;
        let today = zone.day(self.now);
        let day = today.checked_sub(Span::new().days(days)).map_err(broken)?;
        zone.moment(day.at(hour, 0, 0, 0)).map_err(broken)
    }

    /// The steps come in by the same reader as everybody's.
    async fn runbook(
        &self,
        transaction: &mut Transaction,
        name: &str,
        document: &str,
    ) -> Result<Book, Error> {
        let id = RunbookId::new(new_id());
        let text = RunbookText {
            name: written(Label::parse(name))?,
            window: Some(Minutes::new(180)),
            margin: Minutes::new(15),
        };
        let now = self.now;
        store::runbook::add_runbook(transaction, (id, RELEASE), &text, now).await?;
        let import = Import::read(document.as_bytes()).map_err(broken)?;
        let mut steps = Vec::new();
        for (position, imported) in (1..).zip(import.steps) {
            let line = |text: Option<String>| text.map(|text| line(&text)).transpose();
            let owner = if position % 2 == 0 { self.people.0 } else { self.people.1 };
            let text = StepText {
                instruction: written(Markdown::parse(&imported.instruction))?,
                owner: Some(owner),
                planned: imported.planned,
                check: line(imported.check)?,
                rollback: line(imported.rollback)?,
                no_return: imported.no_return,
                parallel: imported.parallel,
                ..StepText::named(written(Title::parse(&imported.title))?)
            };
            let step = Step {
                id: StepId::new(new_id()),
                runbook: id,
                number: 1,
                position,
                text,
                version: 1,
            };
            store::runbook::step::add_step(transaction, &step).await?;
            steps.push(step);
        }
        Ok((id, steps))
    }

    async fn run(
        &self,
        transaction: &mut Transaction,
        (runbook, steps): &Book,
        (ordinal, kind, days): (i64, RunKind, i64),
        minutes: &[i64],
    ) -> Result<RunId, Error> {
        let (id, started_at) = (RunId::new(new_id()), self.ago(days, 20)?);
        let plan = RunPlan {
            kind,
            phase: None,
            environment: Some(line("Staging")?),
            people: Some(line("Both operators and the counter North")?),
            starts_at: Some(started_at),
            window: Some(Minutes::new(180)),
            margin: Minutes::new(15),
            data: DataSet {
                name: Some(line("Copy of production")?),
                age: Some(2),
                share: Some(if ordinal == 2 { 40 } else { 100 }),
            },
            candidate: Some(written(VersionLabel::parse("2.4.0"))?),
            schema: None,
        };
        let ids = (id, RELEASE, *runbook);
        store::run::add_run(transaction, ids, 1, &plan, started_at).await?;
        store::run::step::add_run_steps(transaction, id, (*runbook, 1)).await?;
        let mut live = LiveRun::start(steps.clone(), started_at);
        let (owner, second) = self.people;
        let mut at = started_at;
        for (step, minutes) in steps.iter().zip(minutes) {
            at += SignedDuration::from_mins(*minutes);
            let done = StepAction::End(Ending::Done);
            live.apply(step.id, &done, second, (at, at)).map_err(broken)?;
        }
        for step in &live.steps {
            store::run::step::save_run_step(transaction, id, step).await?;
        }
        let found = store::run::find_run(transaction, id).await?;
        let mut run: Run = found.ok_or_else(|| broken("a run is gone"))?;
        run.state = if ordinal == 2 { RunState::PassedWithFindings } else { RunState::Passed };
        run.clocks.started_at = Some(started_at);
        run.clocks.ended_at = Some(at);
        run.totals = Totals {
            rows_in: Some(18_240),
            rows_out: Some(18_231),
            rows_rejected: Some(9),
            ..Totals::default()
        };
        let words = "Fifty applications compared by hand, all the same".to_owned();
        let looked = at + SignedDuration::from_hours(14);
        run.conclusion = Some(Conclusion { words, by: second, at: looked });
        run.signed = Some((owner, looked + SignedDuration::from_hours(1)));
        store::run::save_run(transaction, &run).await?;
        Ok(id)
    }

    /// The migration of the phase that comes next, on its first morning.
    async fn cutover(
        &self,
        transaction: &mut Transaction,
        (runbook, _): &Book,
    ) -> Result<(), Error> {
        let phases = store::phase::list_phases(transaction, RELEASE).await?;
        let Some(phase) = phases.iter().find(|phase| phase.state.is_ahead()) else { return Ok(()) };
        let zone = Zone::parse(ZONE).map_err(broken)?;
        let morning = phase.plan.dates.starts_on().at(6, 0, 0, 0);
        let plan = RunPlan {
            kind: RunKind::Cutover,
            phase: Some(phase.id),
            environment: Some(line("Production")?),
            people: Some(line("Both operators and the counters East and West")?),
            starts_at: Some(zone.moment(morning).map_err(broken)?),
            window: Some(Minutes::new(180)),
            margin: Minutes::new(15),
            data: DataSet { name: Some(line("Production")?), age: None, share: None },
            candidate: Some(written(VersionLabel::parse("2.4.0"))?),
            schema: None,
        };
        let ids = (RunId::new(new_id()), RELEASE, *runbook);
        Ok(store::run::add_run(transaction, ids, 1, &plan, self.now).await?)
    }

    /// A drill that is over and reported.
    async fn drill(&self, transaction: &mut Transaction) -> Result<DrillId, Error> {
        let began = self.ago(10, 14)?;
        let scenario = Scenario::DeployWrong;
        let id = self.plan(transaction, 1, scenario, began).await?;
        let (owner, second) = self.people;
        for (person, role) in [(owner, DrillRole::Facilitator), (second, DrillRole::Player)] {
            let participant = Participant { person, role, attended: true };
            store::drill::participant::save_role(transaction, id, participant).await?;
        }
        let ratings = [Rating::Met, Rating::MetWithDifficulty, Rating::NotMet];
        let mut objectives = store::drill::script::list_objectives(transaction, id).await?;
        for (objective, rating) in objectives.iter_mut().zip(ratings) {
            objective.rating = Some(rating);
        }
        store::drill::script::replace_objectives(transaction, id, &objectives).await?;
        for (sequence, (minute, mark, words)) in (1..).zip(SAID) {
            let at = began + SignedDuration::from_mins(minute);
            let by = if mark == Some("inject") { owner } else { second };
            let (kind, words, owner) = match mark {
                Some("inject") => (TimelineEntryKind::Inject, words.to_owned(), None),
                Some(mark) => {
                    let mark = Mark::from_key(mark).ok_or_else(|| broken("no such mark"))?;
                    (TimelineEntryKind::Mark(mark), words.to_owned(), None)
                }
                None => {
                    let said = written(ScribeLine::parse(words))?;
                    (said.kind, said.words.to_string(), said.owner)
                }
            };
            let id_of_entry = TimelineEntryId::new(new_id());
            let entry = TimelineEntry {
                id: id_of_entry,
                sequence,
                kind,
                words,
                owner,
                at,
                said_at: at,
                by,
            };
            store::drill::timeline_entry::add_entry(transaction, id, &entry).await?;
        }
        let found = store::drill::find_drill(transaction, id).await?;
        let mut drill = found.ok_or_else(|| broken("a drill is gone"))?;
        drill.state = DrillState::Reported;
        drill.started_at = Some(began);
        drill.ended_at = Some(began + SignedDuration::from_mins(42));
        drill.debrief = Debrief {
            went_well: written(Markdown::parse(
                "Going back was decided in nine minutes, by the card.",
            ))?,
            went_badly: written(Markdown::parse("The counter heard of it from a citizen."))?,
            lucky: written(Markdown::parse(
                "It was quiet: on a Monday there are three times as many.",
            ))?,
        };
        store::drill::save_drill(transaction, &drill).await?;
        Ok(id)
    }

    /// A drill that was put off once and is scheduled again.
    async fn put_off(&self, transaction: &mut Transaction) -> Result<(), Error> {
        let id = self.plan(transaction, 2, Scenario::DatabaseDeleted, self.ago(-4, 10)?).await?;
        let (owner, second) = self.people;
        for (person, role) in [(second, DrillRole::Facilitator), (owner, DrillRole::Scribe)] {
            let participant = Participant { person, role, attended: false };
            store::drill::participant::save_role(transaction, id, participant).await?;
        }
        let found = store::drill::find_drill(transaction, id).await?;
        let mut drill = found.ok_or_else(|| broken("a drill is gone"))?;
        drill.state = DrillState::Scheduled;
        drill.postponed = 1;
        store::drill::save_drill(transaction, &drill).await?;
        Ok(())
    }

    async fn plan(
        &self,
        transaction: &mut Transaction,
        ordinal: i64,
        scenario: Scenario,
        starts_at: Timestamp,
    ) -> Result<DrillId, Error> {
        let (id, script) = (DrillId::new(new_id()), scenario.script());
        let plan = DrillPlan {
            title: written(Title::parse(scenario.name()))?,
            scenario,
            kind: DrillKind::Tabletop,
            story: written(Markdown::parse(script.story))?,
            environment: Some(line("Room 204, and the channel of the launch")?),
            third_parties: Some(line("The data centre of the city knows that it is a drill")?),
            starts_at: Some(starts_at),
        };
        let now = self.now;
        store::drill::add_drill(transaction, (id, RELEASE, ordinal), &plan, now).await?;
        let objectives: Vec<Objective> = script
            .objectives
            .iter()
            .map(|words| Objective {
                id: ObjectiveId::new(new_id()),
                words: (*words).to_owned(),
                rating: None,
            })
            .collect();
        store::drill::script::replace_objectives(transaction, id, &objectives).await?;
        for (minute, words, expected) in script.injects {
            let inject = Inject {
                id: InjectId::new(new_id()),
                minute,
                words: words.to_owned(),
                expected: Some(expected.to_owned()),
                released: None,
            };
            store::drill::script::add_inject(transaction, id, &inject).await?;
            if starts_at < now {
                let at = starts_at + SignedDuration::from_mins(i64::from(minute));
                store::drill::script::release_inject(transaction, inject.id, (self.people.0, at))
                    .await?;
            }
        }
        Ok(id)
    }

    /// One that a later run has tested again, and one that is being fixed.
    async fn findings(
        &self,
        transaction: &mut Transaction,
        drill: DrillId,
        last: Option<RunId>,
    ) -> Result<(), Error> {
        let (owner, second) = self.people;
        for (title, severity, fix) in FINDINGS {
            let finding = Finding {
                id: FindingId::new(new_id()),
                release: RELEASE,
                ordinal: 0,
                source: Source::Drill(drill),
                text: FindingText {
                    title: written(Title::parse(title))?,
                    explanation: Markdown::default(),
                    severity,
                    owner: Some(second),
                    due: None,
                    fix: Some(line(fix)?),
                    link: None,
                },
                state: FindingState::Open,
                reported_by: owner,
                reported_at: self.ago(10, 16)?,
                version: 1,
            };
            store::finding::add_finding(transaction, &finding).await?;
            let fixed_at = self.ago(6, 9)?;
            let state = match (severity, last) {
                (Severity::High, Some(run)) => {
                    FindingState::Retested { fixed_at, by: Rehearsed::Run(run) }
                }
                _ => FindingState::Fixing,
            };
            store::finding::save_finding_state(transaction, (finding.id, 1), &state).await?;
        }
        Ok(())
    }
}
