use std::collections::HashMap;

use axum::extract::Query;
use domain::day::parse_date;
use domain::ids::{PhaseId, ReleaseId};
use domain::limits;
use domain::number::parse_count;
use domain::phase::schedule::Shift;
use domain::text::Reason;
use service::phase;
use ui::form::Form;
use ui::phase::schedule::{Look, Zoom, move_form, move_page, preview_page, schedule_page};

use crate::routes::phase::{read_dates, read_window};
use crate::web::{Answer, Id, Sent, Visit, redirect, refuse};

pub(super) async fn page(
    visit: Visit,
    Id(id): Id<ReleaseId>,
    Query(query): Query<HashMap<String, String>>,
) -> Answer {
    let (service, actor) = (visit.service(), visit.actor()?);
    let word = |name: &str| query.get(name).map_or("", String::as_str);
    let look = Look {
        zoom: Zoom::from_key(word("zoom")).unwrap_or_default(),
        calendar: word("view") == "calendar",
        from: parse_date(word("from")).ok(),
    };
    let phases = phase::list(service, actor, id).await?;
    let (clashes, freezes) = phase::list_clashes(service, actor, id).await?;
    Ok(visit.page(|| schedule_page(&phases, &clashes, &freezes, look, visit.now())))
}

/// The dialog of a move. Dragging on the timeline leads here with a number of days.
pub(super) async fn move_dialog(
    visit: Visit,
    Id(id): Id<PhaseId>,
    Query(query): Query<HashMap<String, String>>,
) -> Answer {
    let (release, phase) = phase::find_movable(visit.service(), visit.actor()?, id).await?;
    let days = query.get("days").and_then(|days| days.parse().ok()).unwrap_or(0);
    let form = move_form(&phase, days);
    Ok(visit.page(|| move_page(&release, &phase, &form)))
}

/// Shows what a move breaks; saves it when the person has seen that.
pub(super) async fn shift(visit: Visit, Id(id): Id<PhaseId>, Sent(mut form): Sent) -> Answer {
    let (service, actor) = (visit.service(), visit.actor()?);
    let (release, phase) = phase::find_movable(service, actor, id).await?;
    let version = form.seen_version();
    let shift = read(&mut form, id);
    let reason = form.read("reason", Reason::parse);
    let freeze_reason = form.optional("freeze_reason", Reason::parse);
    let (Some(shift), Some(reason), Some(freeze_reason)) = (shift, reason, freeze_reason) else {
        return Ok(visit.page(|| move_page(&release, &phase, &form)));
    };
    let (preview, frozen) = match phase::preview(service, actor, &shift).await {
        Ok(previewed) => previewed,
        Err(error) => {
            refuse(&mut form, error)?;
            return Ok(visit.page(|| move_page(&release, &phase, &form)));
        }
    };
    if form.has("confirmed") {
        let reasons = (&reason, freeze_reason.as_ref());
        match phase::reschedule(service, actor, version, &shift, reasons).await {
            Ok(release) => return Ok(redirect(&format!("/releases/{release}/schedule"))),
            Err(error) => refuse(&mut form, error)?,
        }
        if form.is_conflict() {
            return Ok(visit.page(|| move_page(&release, &phase, &form)));
        }
    }
    Ok(visit.page(|| preview_page(&release, &phase, &preview, &frozen, &form, visit.now())))
}

fn read(form: &mut Form, phase: PhaseId) -> Option<Shift> {
    let dates = read_dates(form, "starts_on", "ends_on");
    let window = read_window(form);
    let bake_days = form.read("bake_days", |text| parse_count(text, limits::PHASE_DAYS));
    let later_too = form.has("later_too");
    Some(Shift { phase, dates: dates?, window: window?, bake_days: bake_days?, later_too })
}
