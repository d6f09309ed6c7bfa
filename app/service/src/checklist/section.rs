//! What a section says for all of its items.

use domain::activity::{Action, Object};
use domain::checklist::{AskedAt, AskedSection, Item, asked_at, of_section};
use domain::ids::ReleaseId;
use domain::phase::Phase;
use domain::text::Reason;
use store::Transaction;

use crate::access::{Work, grant_alone};
use crate::activity::trail;
use crate::{Actor, Error, Refusal, Service};

/// Says which gate asks for the items of a section that say nothing themselves.
///
/// # Errors
/// The actor may not work on the checklist, there is no such section or phase, or it asks for less without a reason.
pub async fn ask_section(
    service: &Service,
    actor: &Actor,
    release: ReleaseId,
    said: &AskedSection,
    reason: Option<&Reason>,
) -> Result<(), Error> {
    let mut transaction = service.database.write().await?;
    grant_alone::<Work>(&mut transaction, actor, release).await?;
    let items = store::checklist::list_items(&mut transaction, release).await?;
    if !items.iter().any(|item| item.section.starts_with(&said.section)) {
        return Err(Refusal::NotFound.into());
    }
    let phases = require_phase(&mut transaction, release, Some(said.asked)).await?;
    let sections = store::checklist::asked::list_asked(&mut transaction, release).await?;
    let before = of_section(&said.section, &sections).unwrap_or(AskedAt::Next);
    require_reason((said.asked, before), &phases, reason)?;
    store::checklist::asked::save_asked(&mut transaction, release, said).await?;
    let mut record =
        trail::record_in(release, Action::SectionAsked, Object::Release, release.uuid());
    let words = said.asked.in_words(&phases);
    record.label = Some(format!("“{}”: {words}", said.section.join(" › ")));
    record.reason = reason.map(Reason::to_string);
    service.audit(&mut transaction, actor, &record).await?;
    Ok(transaction.commit().await?)
}

/// Refuses a phase of another release, and gives those of this one.
pub(super) async fn require_phase(
    transaction: &mut Transaction,
    release: ReleaseId,
    asked: Option<AskedAt>,
) -> Result<Vec<Phase>, Error> {
    let phases = store::phase::list_phases(transaction, release).await?;
    match asked {
        Some(AskedAt::Phase(id)) if !phases.iter().any(|phase| phase.id == id) => {
            Err(Refusal::invalid("asked", "Choose a gate from the list").into())
        }
        _ => Ok(phases),
    }
}

/// An item that is about to be where a later gate asks for it, by what it says, by its section or by what it is under,
/// says why.
pub(super) async fn require_reason_to_move(
    transaction: &mut Transaction,
    items: &[Item],
    moved: &Item,
    reason: Option<&Reason>,
) -> Result<(), Error> {
    let phases = store::phase::list_phases(transaction, moved.release).await?;
    let sections = store::checklist::asked::list_asked(transaction, moved.release).await?;
    let after: Vec<Item> =
        items.iter().map(|item| if item.id == moved.id { moved } else { item }.clone()).collect();
    let of = |items: &[Item]| {
        asked_at(items, &sections).get(&moved.id).copied().unwrap_or(AskedAt::Next)
    };
    Ok(require_reason((of(&after), of(items)), &phases, reason)?)
}

/// A gate that asks for less says why.
fn require_reason(
    (asked, before): (AskedAt, AskedAt),
    phases: &[Phase],
    reason: Option<&Reason>,
) -> Result<(), Refusal> {
    if reason.is_none() && asked.is_later_than(before, phases) {
        return Err(Refusal::invalid("reason", "Enter a reason for asking later"));
    }
    Ok(())
}
