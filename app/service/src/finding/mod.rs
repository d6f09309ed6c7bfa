//! Findings: what a rehearsal showed must change, until something later has shown that it did.

pub mod change_marker;

use domain::access::Operation;
use domain::activity::{Action, AuditEntry, Object};
use domain::drill::{Drill, Objective, Rating};
use domain::finding::change_marker::stales_run;
use domain::finding::{Finding, FindingState, FindingText, Rehearsed, Retest, Severity, Source};
use domain::ids::{FindingId, ProductId, ReleaseId};
use domain::limits;
use domain::person::Person;
use domain::phase::Phase;
use domain::product::Product;
use domain::release::Release;
use domain::run::{Run, RunKind};
use domain::text::Reason;
use jiff::civil::Date;
use store::Transaction;
use store::activity::Record;

use crate::access::{ApproveIt, Granted, Permit, See, Work, grant, grant_alone};
use crate::activity::trail;
use crate::release::Seen;
use crate::{Actor, Error, Names, Refusal, Service, access, new_id, person};

/// The findings of a release, and everything that could have shown them or could test them again.
pub struct Findings {
    pub seen: Seen,
    /// The newest first.
    pub findings: Vec<Finding>,
    pub runs: Vec<Run>,
    pub drills: Vec<Drill>,
    pub phases: Vec<Phase>,
    pub people: Vec<Person>,
    pub names: Names,
}

/// The findings of the releases of a product that the actor may see.
pub struct OfProduct {
    pub product: Product,
    pub releases: Vec<Release>,
    pub findings: Vec<Finding>,
    pub names: Names,
}

/// What moves a finding on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Step {
    Begin,
    Fix,
    Retest(Rehearsed),
    Accept { until: Date, reason: Reason },
    Reopen(Reason),
}

/// # Errors
/// The actor may not see the release.
pub async fn list(service: &Service, actor: &Actor, id: ReleaseId) -> Result<Findings, Error> {
    let mut transaction = service.database.read().await?;
    let granted = grant::<See>(&mut transaction, actor, id).await?;
    of_release(&mut transaction, &granted).await
}

/// A finding with the others of its release, and what happened to it, the newest first.
///
/// # Errors
/// There is no such finding for the actor.
pub async fn find(
    service: &Service,
    actor: &Actor,
    id: FindingId,
) -> Result<(Findings, Finding, Vec<AuditEntry>), Error> {
    let mut transaction = service.database.read().await?;
    let (granted, finding) = granted::<See>(&mut transaction, actor, id).await?;
    let findings = of_release(&mut transaction, &granted).await?;
    let entries =
        store::activity::list_entries_of(&mut transaction, id.uuid(), limits::PAGE).await?;
    Ok((findings, finding, entries))
}

/// # Errors
/// There is no such product.
pub async fn list_of_product(
    service: &Service,
    actor: &Actor,
    id: ProductId,
) -> Result<OfProduct, Error> {
    let mut transaction = service.database.read().await?;
    access::allow(&mut transaction, actor, Operation::SeeOrganisation).await?;
    access::allow_scope(actor, Operation::SeeRelease)?;
    let product = store::product::find_product(&mut transaction, id).await?;
    let me = actor.person.id;
    Ok(OfProduct {
        product: product.ok_or(Refusal::NotFound)?,
        releases: access::list_seen(&mut transaction, actor, Some(id)).await?,
        findings: store::finding::list_findings_of_product(&mut transaction, id, me).await?,
        names: person::names(service, &mut transaction).await?,
    })
}

/// Reports what something showed.
///
/// # Errors
/// The actor may not work on the release, it has too many, or what showed it is of another release.
pub async fn report(
    service: &Service,
    actor: &Actor,
    release: ReleaseId,
    (source, text): (Source, &FindingText),
) -> Result<FindingId, Error> {
    let mut transaction = service.database.write().await?;
    grant_alone::<Work>(&mut transaction, actor, release).await?;
    require_own(&mut transaction, release, source).await?;
    person::require(&mut transaction, "owner", text.owner, None).await?;
    let there = store::finding::list_findings(&mut transaction, release).await?;
    if there.len() >= limits::FINDINGS {
        let message = format!("A release has at most {} findings", limits::FINDINGS);
        return Err(Refusal::invalid("title", message).into());
    }
    let finding = Finding {
        id: FindingId::new(new_id()),
        release,
        ordinal: 0,
        source,
        text: text.clone(),
        state: FindingState::Open,
        reported_by: actor.person.id,
        reported_at: service.now(),
        version: 1,
    };
    store::finding::add_finding(&mut transaction, &finding).await?;
    let record = record_about(&finding, Action::FindingReported);
    service.audit(&mut transaction, actor, &record).await?;
    transaction.commit().await?;
    Ok(finding.id)
}

/// # Errors
/// There is no such finding, the actor may not work on it, or somebody else was first.
pub async fn edit(
    service: &Service,
    actor: &Actor,
    (id, version): (FindingId, i64),
    text: &FindingText,
) -> Result<(), Error> {
    let mut transaction = service.database.write().await?;
    let (_, finding) = granted::<Work>(&mut transaction, actor, id).await?;
    person::require(&mut transaction, "owner", text.owner, finding.text.owner).await?;
    let settled = matches!(finding.state, FindingState::Retested { .. });
    if finding.text.severity == Severity::High && text.severity != Severity::High && !settled {
        let message =
            "It stays high until it is tested again. An approver can accept it until a day";
        return Err(Refusal::invalid("severity", message).into());
    }
    if !store::finding::save_finding(&mut transaction, (id, version), text).await? {
        return Err(Refusal::Conflict.into());
    }
    let mut record = record_about(&finding, Action::FindingEdited);
    if finding.text.severity != text.severity {
        let (from, to) = (finding.text.severity.label(), text.severity.label());
        record.reason = Some(format!("{from} → {to}"));
    }
    service.audit(&mut transaction, actor, &trail::changed(record, version)).await?;
    // Who had it is asked when somebody accepts it, so each hand-over names whose it was.
    if let Some(owner) = finding.text.owner.filter(|_| finding.text.owner != text.owner) {
        let handed_over = record_about(&finding, Action::FindingHandedOver);
        let record = Record { subject: Some(owner), ..handed_over };
        service.audit(&mut transaction, actor, &record).await?;
    }
    Ok(transaction.commit().await?)
}

/// Moves a finding on.
///
/// # Errors
/// There is no such finding, the actor may not do this, its state does not allow it, or somebody else
/// was first.
pub async fn apply_step(
    service: &Service,
    actor: &Actor,
    (id, version): (FindingId, i64),
    step: &Step,
) -> Result<(), Error> {
    let mut transaction = service.database.write().await?;
    let (granted, finding) = granted::<Work>(&mut transaction, actor, id).await?;
    let now = service.now();
    let (before, me) = (finding.state.clone(), actor.person.id);
    let (state, field) = match step {
        Step::Begin => (before.begin(), "step"),
        Step::Fix => (before.fix(now), "step"),
        Step::Reopen(_) => (before.reopen(), "step"),
        Step::Retest(what) => {
            let retest = retest(&mut transaction, finding.release, *what).await?;
            (before.retest(&retest, finding.source), "retest")
        }
        Step::Accept { until, reason } => {
            grant::<ApproveIt>(&mut transaction, actor, finding.release).await?;
            let today = granted.release.schedule.zone().day(now);
            let handed = Action::FindingHandedOver;
            let former =
                store::activity::list_subjects(&mut transaction, id.uuid(), handed).await?;
            (finding.accept((me, &former), (*until, today), reason.as_str()), "until")
        }
    };
    let state = state.map_err(|error| Refusal::invalid(field, error))?;
    if !store::finding::save_finding_state(&mut transaction, (id, version), &state).await? {
        return Err(Refusal::Conflict.into());
    }
    let why = match step {
        Step::Accept { until, reason } => format!("{} until {until}: {reason}", state.word()),
        Step::Reopen(reason) => format!("{}: {reason}", state.word()),
        _ => state.word().to_owned(),
    };
    let record = Record { reason: Some(why), ..record_about(&finding, Action::FindingMoved) };
    service.audit(&mut transaction, actor, &trail::changed(record, version)).await?;
    Ok(transaction.commit().await?)
}

/// What a run or a drill of the same release proves.
async fn retest(
    transaction: &mut Transaction,
    release: ReleaseId,
    what: Rehearsed,
) -> Result<Retest, Error> {
    let gone = || Refusal::invalid("retest", "Choose a run or a drill from the list");
    let (of, began_at, proves) = match what {
        Rehearsed::Run(run) => {
            let run = store::run::find_run(transaction, run).await?.ok_or_else(gone)?;
            let markers = store::finding::change_marker::list_markers(transaction, release).await?;
            let real = run.plan.kind != RunKind::Tabletop && stales_run(&run, &markers).is_none();
            (run.release, run.clocks.started_at, real && run.state.is_passed())
        }
        Rehearsed::Drill(drill) => {
            let drill = store::drill::find_drill(transaction, drill).await?.ok_or_else(gone)?;
            let objectives = store::drill::script::list_objectives(transaction, drill.id).await?;
            let met = |one: &Objective| one.rating.is_some_and(Rating::is_met);
            (drill.release, drill.started_at, drill.is_reported() && objectives.iter().all(met))
        }
    };
    if of != release {
        return Err(gone().into());
    }
    Ok(Retest { what, began_at, proves })
}

async fn require_own(
    transaction: &mut Transaction,
    release: ReleaseId,
    source: Source,
) -> Result<(), Error> {
    let of = match source {
        Source::None => return Ok(()),
        Source::Run(run) => store::run::find_run(transaction, run).await?.map(|run| run.release),
        Source::Drill(drill) => {
            store::drill::find_drill(transaction, drill).await?.map(|drill| drill.release)
        }
        Source::Phase(phase) => {
            store::phase::find_phase(transaction, phase).await?.map(|phase| phase.release)
        }
    };
    if of == Some(release) { Ok(()) } else { Err(Refusal::NotFound.into()) }
}

async fn of_release<P: Permit>(
    transaction: &mut Transaction,
    granted: &Granted<P>,
) -> Result<Findings, Error> {
    let release = granted.release.id;
    let people = store::person::list_people(transaction).await?;
    Ok(Findings {
        seen: Seen::of(granted),
        findings: store::finding::list_findings(transaction, release).await?,
        runs: store::run::list_runs(transaction, release).await?,
        drills: store::drill::list_drills(transaction, release).await?,
        phases: store::phase::list_phases(transaction, release).await?,
        names: person::names_of(&people),
        people,
    })
}

/// A finding, and the proof that the actor may do `P` to its release.
async fn granted<P: Permit>(
    transaction: &mut Transaction,
    actor: &Actor,
    id: FindingId,
) -> Result<(Granted<P>, Finding), Error> {
    let finding = store::finding::find_finding(transaction, id).await?.ok_or(Refusal::NotFound)?;
    Ok((grant::<P>(transaction, actor, finding.release).await?, finding))
}

fn record_about(finding: &Finding, action: Action) -> Record {
    let record = trail::record_in(finding.release, action, Object::Finding, finding.id.uuid());
    Record { label: Some(finding.text.title.to_string()), ..record }
}
