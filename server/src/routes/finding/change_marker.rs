use domain::finding::change_marker::{ChangeMarkerKind, ChangeMarkerText};
use domain::ids::ReleaseId;
use domain::text::{Line, VersionLabel};
use service::finding::change_marker;
use ui::finding::change_marker::markers_page;
use ui::form::Form;

use crate::web::{Answer, Id, Sent, Visit, redirect, refuse};

pub(super) async fn page(visit: Visit, Id(id): Id<ReleaseId>) -> Answer {
    show(&visit, id, &Form::default()).await
}

async fn show(visit: &Visit, id: ReleaseId, form: &Form) -> Answer {
    let markers = change_marker::list(visit.service(), visit.actor()?, id).await?;
    Ok(visit.page(|| markers_page(&markers, form, visit.now())))
}

pub(super) async fn set(visit: Visit, Id(id): Id<ReleaseId>, Sent(mut form): Sent) -> Answer {
    let kind = form.choose("kind", ChangeMarkerKind::from_key);
    let words = form.read("words", Line::parse);
    let reference = form.optional("reference", VersionLabel::parse);
    if let (Some(kind), Some(words), Some(reference)) = (kind, words, reference) {
        let text = ChangeMarkerText { kind, runbook: None, reference, words };
        match change_marker::set(visit.service(), visit.actor()?, id, &text).await {
            Ok(()) => return Ok(redirect(&format!("/releases/{id}/markers"))),
            Err(error) => refuse(&mut form, error)?,
        }
    }
    show(&visit, id, &form).await
}
