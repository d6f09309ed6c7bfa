//! Bringing in a document that people already have.

use domain::activity::{Action, Object};
use domain::checklist::import::{Import, ImportError, ImportedItem, Mark};
use domain::checklist::{AskedAt, AskedSection, Item, ItemState, of_section};
use domain::ids::{ItemId, PersonId, ReleaseId};
use domain::limits;

use super::order;
use crate::access::{Work, grant_alone};
use crate::activity::trail;
use crate::release::{Seen, find};
use crate::{Actor, Error, Refusal, Service, new_id};

/// What an item says that was not applicable in the document.
const EXCUSED: &str = "Marked as not applicable in the imported document";

/// Reads a document and changes nothing.
///
/// # Errors
/// The actor may not work on the checklist, or the document cannot be imported.
pub async fn preview_import(
    service: &Service,
    actor: &Actor,
    release: ReleaseId,
    document: &[u8],
) -> Result<(Seen, Import), Error> {
    let seen = find(service, actor, release).await?;
    if !seen.can_work {
        return Err(Refusal::READS_ONLY.into());
    }
    let import = Import::read_bytes(document).map_err(refused)?;
    Ok((seen, import))
}

/// Adds the items of a document behind those that are there: all of them, or none.
///
/// # Errors
/// As for the preview, or there would be too many items.
pub async fn confirm_import(
    service: &Service,
    actor: &Actor,
    release: ReleaseId,
    document: &[u8],
) -> Result<usize, Error> {
    let import = Import::read_bytes(document).map_err(refused)?;
    let mut transaction = service.database.write().await?;
    grant_alone::<Work>(&mut transaction, actor, release).await?;
    let there = store::checklist::list_items(&mut transaction, release).await?;
    let found = there.len() + import.items.len();
    if found > limits::ITEMS {
        return Err(refused(ImportError::TooManyItems { found }).into());
    }
    let now = service.now();
    let mut ids: Vec<ItemId> = Vec::with_capacity(import.items.len());
    let mut position = order::last(&there);
    for imported in &import.items {
        let parent = imported.parent.and_then(|parent| ids.get(parent).copied());
        let item = item(imported, (release, parent), position, actor.person.id);
        store::checklist::add_item(&mut transaction, &item, now).await?;
        ids.push(item.id);
        position += order::GAP;
    }
    let said = store::checklist::asked::list_asked(&mut transaction, release).await?;
    for section in import.after_launch() {
        // What somebody said, or what is there already, stays as it is.
        let known = of_section(section, &said).is_some()
            || there.iter().any(|item| item.section.starts_with(section));
        if !known {
            let said = AskedSection { section: section.to_vec(), asked: AskedAt::AfterLaunch };
            store::checklist::asked::save_asked(&mut transaction, release, &said).await?;
        }
    }
    let mut record =
        trail::record_in(release, Action::ChecklistImported, Object::Release, release.uuid());
    record.label = Some(format!("{} items", import.items.len()));
    service.audit(&mut transaction, actor, &record).await?;
    transaction.commit().await?;
    Ok(ids.len())
}

fn item(
    imported: &ImportedItem,
    (release, parent): (ReleaseId, Option<ItemId>),
    position: i64,
    by: PersonId,
) -> Item {
    let state = match imported.mark {
        Mark::Open => ItemState::Pending,
        Mark::Checked => ItemState::Done(by),
        Mark::NotApplicable => ItemState::NotApplicable { reason: EXCUSED.to_owned() },
    };
    Item {
        id: ItemId::new(new_id()),
        release,
        parent,
        ordinal: 0,
        position,
        section: imported.section.clone(),
        title: imported.title.clone(),
        explanation: imported.explanation.clone(),
        required: true,
        critical: false,
        asked: None,
        owner: None,
        due_at: None,
        notes: String::new(),
        evidence: None,
        state,
        version: 1,
    }
}

fn refused(error: ImportError) -> Refusal {
    Refusal::invalid("document", error)
}
