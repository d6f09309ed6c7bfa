//! Bringing in a runbook that people already have.

use domain::activity::Action;
use domain::ids::{PersonId, RunbookId, StepId};
use domain::person::Person;
use domain::runbook::import::{Import, ImportError, ImportedStep};
use domain::runbook::{Step, StepText};
use domain::text::{Line, Markdown, Title};

use super::steps::{Change, open, require_room};
use super::{Shown, find, granted, record_about};
use crate::access::Work;
use crate::{Actor, Error, Refusal, Service, new_id};

/// What a document would become.
pub struct Preview {
    pub shown: Shown,
    pub import: Import,
    /// Owners that the document names and nobody here is called.
    pub unknown: Vec<String>,
}

/// Reads a document and changes nothing.
///
/// # Errors
/// The actor may not work on the runbook, or the document cannot be imported.
pub async fn preview_import(
    service: &Service,
    actor: &Actor,
    id: RunbookId,
    document: &[u8],
) -> Result<Preview, Error> {
    let shown = find(service, actor, id, None).await?;
    if !shown.seen.can_work {
        return Err(Refusal::READS_ONLY.into());
    }
    let import = Import::read(document).map_err(refused)?;
    let mut unknown: Vec<String> = import
        .steps
        .iter()
        .filter_map(|step| step.owner.clone())
        .filter(|owner| called(&shown.people, owner).is_none())
        .collect();
    unknown.sort();
    unknown.dedup();
    Ok(Preview { shown, import, unknown })
}

/// Adds the steps of a document behind those that are there: all of them, or none.
///
/// # Errors
/// As for the preview, or there would be too many steps.
pub async fn confirm_import(
    service: &Service,
    actor: &Actor,
    id: RunbookId,
    document: &[u8],
) -> Result<usize, Error> {
    let import = Import::read(document).map_err(refused)?;
    let mut transaction = service.database.write().await?;
    let (_, runbook) = granted::<Work>(&mut transaction, actor, id).await?;
    let people = store::person::list_people(&mut transaction).await?;
    let number = open(service, &mut transaction, actor, &runbook, Change::Work).await?;
    let there = store::runbook::step::list_steps(&mut transaction, (id, number)).await?;
    require_room(there.len(), import.steps.len())
        .map_err(|_| refused(ImportError::TooMany { found: there.len() + import.steps.len() }))?;
    let last = there.last().map_or(0, |step| step.position);
    for (position, imported) in (last + 1..).zip(&import.steps) {
        let text = text(imported, &people)?;
        let step =
            Step { id: StepId::new(new_id()), runbook: id, number, position, text, version: 1 };
        store::runbook::step::add_step(&mut transaction, &step).await?;
    }
    let label = format!("{} steps into {}", import.steps.len(), runbook.text.name);
    let record = record_about(runbook.release, id, Action::RunbookImported, &label);
    service.audit(&mut transaction, actor, &record).await?;
    transaction.commit().await?;
    Ok(import.steps.len())
}

/// An owner whom nobody knows stays in the instruction: nothing of a document is lost.
fn text(imported: &ImportedStep, people: &[Person]) -> Result<StepText, Refusal> {
    let owner = imported.owner.as_deref().and_then(|owner| called(people, owner));
    let unknown = imported.owner.as_ref().filter(|_| owner.is_none());
    let instruction = match unknown {
        Some(name) => format!("{}\n\nOwner: {name}", imported.instruction),
        None => imported.instruction.clone(),
    };
    let line = |text: &Option<String>| text.as_deref().and_then(|text| Line::parse(text).ok());
    let wrong = |error| Refusal::invalid("document", format!("Line {}: {error}", imported.line));
    Ok(StepText {
        title: Title::parse(&imported.title).map_err(wrong)?,
        instruction: Markdown::parse(instruction.trim_start_matches('\n')).map_err(wrong)?,
        owner,
        planned: imported.planned,
        check: line(&imported.check),
        rollback: line(&imported.rollback),
        no_return: imported.no_return,
        parallel: imported.parallel,
    })
}

fn called(people: &[Person], name: &str) -> Option<PersonId> {
    let name = name.trim().trim_start_matches('@').to_lowercase();
    let same = |person: &&Person| {
        person.active
            && (person.name.to_lowercase() == name || person.email.as_str().to_lowercase() == name)
    };
    people.iter().find(same).map(|person| person.id)
}

fn refused(error: ImportError) -> Refusal {
    Refusal::invalid("document", error)
}
