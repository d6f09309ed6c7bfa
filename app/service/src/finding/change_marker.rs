//! Marking changes on which evidence rests.

use domain::activity::{Action, Object};
use domain::finding::change_marker::{ChangeMarker, ChangeMarkerText};
use domain::ids::{ChangeMarkerId, ReleaseId};
use domain::limits;
use store::Transaction;
use store::activity::Record;

use crate::access::{See, Work, grant, grant_alone};
use crate::activity::trail;
use crate::release::Seen;
use crate::{Actor, Error, Names, Refusal, Service, new_id, person};

/// What changed in a release.
pub struct Markers {
    pub seen: Seen,
    /// The newest first.
    pub markers: Vec<ChangeMarker>,
    pub names: Names,
}

/// # Errors
/// The actor may not see the release.
pub async fn list(service: &Service, actor: &Actor, id: ReleaseId) -> Result<Markers, Error> {
    let mut transaction = service.database.read().await?;
    let granted = grant::<See>(&mut transaction, actor, id).await?;
    Ok(Markers {
        seen: Seen::of(&granted),
        markers: store::finding::change_marker::list_markers(&mut transaction, id).await?,
        names: person::names(service, &mut transaction).await?,
    })
}

/// Says that something changed: evidence from before is stale from now on.
///
/// # Errors
/// The actor may not work on the release, or there are too many.
pub async fn set(
    service: &Service,
    actor: &Actor,
    release: ReleaseId,
    text: &ChangeMarkerText,
) -> Result<(), Error> {
    let mut transaction = service.database.write().await?;
    grant_alone::<Work>(&mut transaction, actor, release).await?;
    let there = store::finding::change_marker::list_markers(&mut transaction, release).await?;
    if there.len() >= limits::MARKERS {
        let message = format!("A release has at most {} change markers", limits::MARKERS);
        return Err(Refusal::invalid("words", message).into());
    }
    set_in(service, &mut transaction, actor, release, text).await?;
    Ok(transaction.commit().await?)
}

/// The same, inside a verb that asked for permission.
pub(crate) async fn set_in(
    service: &Service,
    transaction: &mut Transaction,
    actor: &Actor,
    release: ReleaseId,
    text: &ChangeMarkerText,
) -> Result<(), Error> {
    let id = ChangeMarkerId::new(new_id());
    let (at, by) = (service.now(), actor.person.id);
    let marker = ChangeMarker { id, release, text: text.clone(), at, by };
    store::finding::change_marker::add_marker(transaction, &marker).await?;
    let record = trail::record_in(release, Action::MarkerSet, Object::Marker, id.uuid());
    let record = Record {
        label: Some(text.kind.word().to_owned()),
        reason: Some(text.words.to_string()),
        ..record
    };
    Ok(service.audit(transaction, actor, &record).await?)
}
