use std::collections::HashMap;

use axum::extract::Query;
use domain::checklist::{AskedSection, parse_section};
use domain::ids::ReleaseId;
use domain::text::Reason;
use service::{Refusal, checklist};
use ui::checklist::{section_form, section_page};

use super::item::read_asked;
use super::require_judged;
use crate::web::{Answer, Id, Sent, Visit, redirect, refuse};

/// Which gate asks for the items of the section that the address names.
pub(super) async fn page(
    visit: Visit,
    Id(id): Id<ReleaseId>,
    Query(query): Query<HashMap<String, String>>,
) -> Answer {
    let judged = require_judged(&visit, id).await?;
    let section = parse_section(query.get("section").map_or("", String::as_str));
    if !judged.items().iter().any(|item| item.section.starts_with(&section)) || section.is_empty() {
        return Err(Refusal::NotFound.into());
    }
    let form = section_form(&judged, &section);
    Ok(visit.page(|| section_page(&judged, &form)))
}

pub(super) async fn ask(visit: Visit, Id(id): Id<ReleaseId>, Sent(mut form): Sent) -> Answer {
    let section = parse_section(form.value("section"));
    if section.is_empty() {
        return Err(Refusal::NotFound.into());
    }
    let asked = form.read("asked", read_asked);
    let reason = form.optional("reason", Reason::parse);
    if let (Some(asked), Some(reason)) = (asked, reason) {
        let said = AskedSection { section, asked };
        let (service, actor) = (visit.service(), visit.actor()?);
        match checklist::ask_section(service, actor, id, &said, reason.as_ref()).await {
            Ok(()) => return Ok(redirect(&format!("/releases/{id}/checklist"))),
            Err(error) => refuse(&mut form, error)?,
        }
    }
    let judged = require_judged(&visit, id).await?;
    Ok(visit.page(|| section_page(&judged, &form)))
}
