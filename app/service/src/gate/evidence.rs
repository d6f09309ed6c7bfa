//! The evidence pack of a release: everything that was shown, in words.

use domain::day::Zone;
use domain::drill::{Drill, Participant, Times};
use domain::finding::Finding;
use domain::finding::change_marker::{ChangeMarker, stales_drill, stales_run};
use domain::gate::evidence::{Kind, Pack, Piece};
use domain::gate::{Decision, Exception};
use domain::ids::ReleaseId;
use domain::minutes::in_words;
use domain::run::Run;
use jiff::Timestamp;
use store::Transaction;

use crate::access::{See, grant};
use crate::gate::facts::Facts;
use crate::person::name;
use crate::release::Seen;
use crate::training::coverage::list_evidence;
use crate::{Actor, Error, Names, Service, person};

/// Puts together what a release has to show now.
///
/// # Errors
/// The actor may not see the release.
pub async fn pack(service: &Service, actor: &Actor, id: ReleaseId) -> Result<(Seen, Pack), Error> {
    let mut transaction = service.database.read().await?;
    let granted = grant::<See>(&mut transaction, actor, id).await?;
    let release = &granted.release;
    let now = service.now();
    let facts = Facts::find(service, &mut transaction, release).await?;
    let verdict = facts.judge_next(now);
    let write = Write {
        names: person::names(service, &mut transaction).await?,
        zone: release.schedule.zone(),
        now,
    };
    let mut pieces = Vec::new();
    for runbook in &facts.runbooks {
        let steps =
            store::runbook::step::list_steps(&mut transaction, (runbook.id, runbook.number))
                .await?;
        let undone = steps.iter().filter(|step| step.text.rollback.is_some()).count();
        let sentence = format!(
            "Runbook “{}”, version {}: {} steps, {undone} of them say what to do when they fail.",
            runbook.text.name,
            runbook.number,
            steps.len()
        );
        pieces.push(Piece { kind: Kind::Plan, proves: !steps.is_empty(), sentence });
    }
    let done = facts.runs.iter().filter(|run| run.state.is_over());
    pieces.extend(done.map(|run| write.run(run, &facts.markers)));
    for drill in facts.drills.iter().filter(|drill| drill.is_reported()) {
        pieces.extend(write.drill(&mut transaction, drill, &facts.markers).await?);
    }
    let read = list_evidence(&mut transaction, release, &facts.phases).await?.into_iter();
    pieces.extend(read.map(|(proves, sentence)| Piece { kind: Kind::Reading, proves, sentence }));
    let (mut exceptions, mut decisions) = (Vec::new(), Vec::new());
    for phase in &facts.phases {
        let of_phase = store::gate::exception::list_exceptions(&mut transaction, phase.id).await?;
        exceptions.extend(of_phase.iter().map(|one| write.exception(&phase.title(), one)));
        let of_phase = store::gate::decision::list_decisions(&mut transaction, phase.id).await?;
        decisions.extend(of_phase.iter().map(|one| write.decision(&phase.title(), one)));
    }
    let pack = Pack {
        title: format!("{} {} {}", release.product_name, release.name, release.label),
        facts: vec![
            format!("Put together on {} ({}).", write.moment(now), write.zone),
            format!("Verdict: {}", verdict.sentence()),
        ],
        pieces,
        findings: facts.findings.iter().map(|finding| write.finding(finding)).collect(),
        exceptions,
        decisions,
    };
    Ok((Seen::of(&granted), pack))
}

struct Write<'a> {
    names: Names,
    zone: &'a Zone,
    now: Timestamp,
}

impl Write<'_> {
    fn moment(&self, at: Timestamp) -> String {
        self.zone.local(at).strftime("%-d %b %Y, %H:%M").to_string()
    }

    fn day(&self, at: Option<Timestamp>) -> String {
        at.map_or("no day".to_owned(), |at| self.zone.local(at).strftime("%-d %b %Y").to_string())
    }

    fn stale(marker: Option<&ChangeMarker>) -> String {
        marker.map_or(String::new(), |marker| {
            format!(" Stale: {} changed since: {}.", marker.text.kind.word(), marker.text.words)
        })
    }

    fn run(&self, run: &Run, markers: &[ChangeMarker]) -> Piece {
        let took = run.took().map_or(String::new(), |took| format!(", took {}", in_words(took)));
        let back = run.rollback_took();
        let back = back.map_or(String::new(), |took| format!(", rollback took {}", in_words(took)));
        let version = run.plan.candidate.as_ref();
        let version = version.map_or(String::new(), |version| format!(", version {version}"));
        let signed = run.signed.map_or(" Nobody has signed it off.".to_owned(), |(by, _)| {
            format!(" Signed off by {}.", name(&self.names, by))
        });
        let stale = Self::stale(stales_run(run, markers));
        let sentence = format!(
            "{} of “{}”, {}: {}{took}{back}{version}. {}{signed}{stale}",
            run.title(),
            run.runbook_name,
            self.day(run.clocks.started_at),
            run.state.word(),
            run.totals.in_words(),
        );
        let proves = run.state.is_passed() && stale.is_empty() && run.signed.is_some();
        Piece { kind: Kind::Run, proves, sentence }
    }

    async fn drill(
        &self,
        transaction: &mut Transaction,
        drill: &Drill,
        markers: &[ChangeMarker],
    ) -> Result<Vec<Piece>, Error> {
        let times =
            Times::of(&store::drill::timeline_entry::list_timeline(transaction, drill.id).await?);
        let objectives = store::drill::script::list_objectives(transaction, drill.id).await?;
        let rated: Vec<String> = objectives
            .iter()
            .filter_map(|one| {
                Some(format!("{}: {}", one.words, one.rating?.label().to_lowercase()))
            })
            .collect();
        let span = |word: &str, seconds: Option<i64>| {
            seconds.map(|seconds| format!("{word} after {}", in_words(seconds)))
        };
        let spans = [span("seen", times.detect), span("restored", times.restore)];
        let spans: Vec<String> = spans.into_iter().flatten().collect();
        let day = self.day(drill.started_at);
        let fresh = stales_drill(drill, markers).is_none();
        let sentence = format!(
            "{} ({}, {}), {day}. {}{} {}{}",
            drill.title(),
            drill.plan.kind.label().to_lowercase(),
            drill.plan.scenario.name().to_lowercase(),
            spans.join(", "),
            if spans.is_empty() { "" } else { "." },
            rated.join("; "),
            Self::stale(stales_drill(drill, markers)),
        );
        let people = store::drill::participant::list_participants(transaction, drill.id).await?;
        let was = |one: &&Participant| one.attended;
        let pieces = people.iter().filter(was).map(|one| Piece {
            kind: Kind::Attendance,
            proves: fresh,
            sentence: format!(
                "{} as {} in {}, {day}.",
                name(&self.names, one.person),
                one.role.label().to_lowercase(),
                drill.title()
            ),
        });
        let first = Piece { kind: Kind::Drill, proves: fresh, sentence };
        Ok(std::iter::once(first).chain(pieces).collect())
    }

    fn finding(&self, finding: &Finding) -> String {
        let today = self.zone.day(self.now);
        let blocks = if finding.blocks(today) { ", keeps the gate closed" } else { "" };
        let (severity, state) = (finding.text.severity.label(), finding.state.word());
        format!("{} ({severity}): {state}{blocks}.", finding.text.title)
    }

    fn exception(&self, phase: &str, one: &Exception) -> String {
        let by = name(&self.names, one.requested_by);
        let standing = one.standing(self.zone.day(self.now)).label().to_lowercase();
        let (kind, until) = (one.text.kind.name(), one.text.until);
        format!(
            "{phase}, {kind}: {standing}, until {until}, asked for by {by}. Instead: {}.",
            one.text.control
        )
    }

    fn decision(&self, phase: &str, one: &Decision) -> String {
        let word = if one.go { "go" } else { "no-go" };
        let (by, at) = (name(&self.names, one.by), self.moment(one.at));
        format!("{phase}, decision {}: {word} by {by} on {at}. {}", one.number, one.words)
    }
}
