use axum::extract::Path;
use domain::checklist::{AskedAt, AskedKind, ItemText, Placement, parse_section};
use domain::day::parse_date_time;
use domain::ids::ItemId;
use domain::release::Schedule;
use domain::text::{Link, Markdown, Reason, Title, optional};
use service::checklist::{self, Deletion, Step};
use service::{Error, Refusal, person};
use ui::checklist::{delete_page as page_of_deletion, item_form, item_form_page, item_page};
use ui::form::Form;

use crate::web::{Answer, Failure, Id, Sent, Visit, redirect, refuse};

pub(super) async fn page(visit: Visit, Id(id): Id<ItemId>) -> Answer {
    show(&visit, id, &Form::default()).await
}

async fn show(visit: &Visit, id: ItemId, form: &Form) -> Answer {
    let actor = visit.actor()?;
    let (judged, item) = checklist::find(visit.service(), actor, id).await?;
    Ok(visit.page(|| item_page(&judged, &item, actor, form, visit.now())))
}

pub(super) async fn edit_page(visit: Visit, Id(id): Id<ItemId>) -> Answer {
    show_form(&visit, id, None).await
}

pub(super) async fn edit(visit: Visit, Id(id): Id<ItemId>, Sent(mut form): Sent) -> Answer {
    let actor = visit.actor()?;
    let (judged, _) = checklist::find(visit.service(), actor, id).await?;
    let version = form.seen_version();
    let reason = form.optional("reason", Reason::parse);
    if let (Some(text), Some(reason)) = (read(&mut form, &judged.seen.release.schedule), reason) {
        match checklist::edit(visit.service(), actor, (id, version), &text, reason.as_ref()).await {
            Ok(_) => return Ok(redirect(&format!("/items/{id}"))),
            Err(error) => visit.refuse(&mut form, id.uuid(), error).await?,
        }
    }
    show_form(&visit, id, Some(form)).await
}

async fn show_form(visit: &Visit, id: ItemId, form: Option<Form>) -> Answer {
    let actor = visit.actor()?;
    let (judged, item) = checklist::find(visit.service(), actor, id).await?;
    if !judged.seen.can_work {
        return Err(Refusal::READS_ONLY.into());
    }
    let people = person::list_colleagues(visit.service(), actor).await?;
    let form = form.unwrap_or_else(|| item_form(&item, &judged.seen.release.schedule));
    Ok(visit.page(|| item_form_page(&judged, &item, &people, &form)))
}

/// A step of a browser without the island. It comes back to the list.
pub(super) async fn step(
    visit: Visit,
    Path((id, verb)): Path<(String, String)>,
    Sent(mut form): Sent,
) -> Answer {
    let actor = visit.actor()?;
    let id: ItemId = id.parse().map_err(|_| Refusal::NotFound)?;
    let Some(step) = read_step(&verb, &mut form)? else {
        let form = form.with("step", verb);
        return show(&visit, id, &form).await;
    };
    match checklist::apply_step(visit.service(), actor, id, &step).await {
        Ok(release) if matches!(step, Step::Complete | Step::Verify) => {
            Ok(redirect(&format!("/releases/{release}/checklist?ticked={id}#item-{id}")))
        }
        Ok(release) if step == Step::Undo => {
            Ok(redirect(&format!("/releases/{release}/checklist#item-{id}")))
        }
        Ok(_) => Ok(redirect(&format!("/items/{id}"))),
        Err(error @ Error::Refusal(Refusal::Invalid { .. })) => {
            let mut form = form.with("step", verb);
            refuse(&mut form, error)?;
            show(&visit, id, &form).await
        }
        Err(error) => Err(error.into()),
    }
}

/// The step that a form asks for; none when a field of it is wrong.
fn read_step(verb: &str, form: &mut Form) -> Result<Option<Step>, Refusal> {
    Ok(match verb {
        "start" => Some(Step::Start),
        "complete" => Some(Step::Complete),
        "verify" => Some(Step::Verify),
        "undo" => Some(Step::Undo),
        "reopen" => form.read("reopen-reason", Reason::parse).map(|reason| Step::Reopen { reason }),
        "excuse" => form.read("excuse-reason", Reason::parse).map(|reason| Step::Excuse { reason }),
        "block" => {
            let on = form.read("block-on", |text| {
                Reason::parse(text).map_err(|_| "Say whom or what it waits for")
            });
            let reason = form.read("block-reason", Reason::parse);
            on.zip(reason).map(|(on, reason)| Step::Block { reason, on })
        }
        _ => return Err(Refusal::NotFound),
    })
}

pub(super) async fn place(visit: Visit, Id(id): Id<ItemId>, Sent(mut form): Sent) -> Answer {
    let placement = match form.value("to") {
        "up" => Some(Placement::Up),
        "down" => Some(Placement::Down),
        "out" => Some(Placement::Out),
        _ => {
            let under = find_under(&visit, id, form.value("under")).await?;
            form.choose("under", |_| under).map(Placement::Under)
        }
    };
    let reason = form.optional("reason", Reason::parse);
    if let (Some(placement), Some(reason)) = (placement, reason) {
        let actor = visit.actor()?;
        match checklist::place(visit.service(), actor, id, placement, reason.as_ref()).await {
            Ok(release) => {
                return Ok(redirect(&format!("/releases/{release}/checklist#item-{id}")));
            }
            Err(error) => refuse(&mut form, error)?,
        }
    }
    show(&visit, id, &form).await
}

pub(super) async fn delete_page(visit: Visit, Id(id): Id<ItemId>) -> Answer {
    show_delete(&visit, id, &Form::default()).await
}

async fn show_delete(visit: &Visit, id: ItemId, form: &Form) -> Answer {
    let (judged, item) = checklist::find(visit.service(), visit.actor()?, id).await?;
    if !judged.seen.can_work {
        return Err(Refusal::READS_ONLY.into());
    }
    let deletion = Deletion::of(judged, item);
    Ok(visit.page(|| page_of_deletion(&deletion, form)))
}

pub(super) async fn delete(visit: Visit, Id(id): Id<ItemId>, Sent(mut form): Sent) -> Answer {
    if let Some(reason) = form.optional("reason", Reason::parse) {
        match checklist::delete(visit.service(), visit.actor()?, id, reason.as_ref()).await {
            Ok(release) => return Ok(redirect(&format!("/releases/{release}/checklist"))),
            Err(error) => refuse(&mut form, error)?,
        }
    }
    show_delete(&visit, id, &form).await
}

/// Another item by its id, or as it is found by typing: its number in the release, and what it is called.
async fn find_under(visit: &Visit, id: ItemId, text: &str) -> Result<Option<ItemId>, Failure> {
    if let Ok(under) = text.parse() {
        return Ok(Some(under));
    }
    let number = text.split_whitespace().next().and_then(|number| number.parse::<i64>().ok());
    let Some(number) = number else { return Ok(None) };
    let (judged, _) = checklist::find(visit.service(), visit.actor()?, id).await?;
    Ok(judged.items().iter().find(|item| item.ordinal == number).map(|item| item.id))
}

/// Reads the form of an item; a due date is a local time of the release.
pub(super) fn read(form: &mut Form, schedule: &Schedule) -> Option<ItemText> {
    let title = form.read("title", Title::parse);
    let section = parse_section(form.value("section"));
    let explanation = form.read("explanation", Markdown::parse);
    let owner = form.read_person("owner");
    let due_at = form.read("due", |text| {
        optional(text, |text| parse_date_time(text).and_then(|local| schedule.zone().moment(local)))
    });
    let asked = form.optional("asked", read_asked);
    let notes = form.read("notes", Markdown::parse);
    let evidence = form.optional("evidence", Link::parse);
    Some(ItemText {
        title: title?,
        section,
        explanation: explanation?,
        required: form.has("required"),
        critical: form.has("critical"),
        asked: asked?,
        owner: owner?,
        due_at: due_at?,
        notes: notes?,
        evidence: evidence?,
    })
}

/// A gate of the list: a word, or a phase.
pub(super) fn read_asked(text: &str) -> Result<AskedAt, &'static str> {
    match AskedKind::from_key(text) {
        Some(AskedKind::Next) => Ok(AskedAt::Next),
        Some(AskedKind::AfterLaunch) => Ok(AskedAt::AfterLaunch),
        Some(AskedKind::Phase) | None => {
            text.parse().map(AskedAt::Phase).map_err(|_| "Choose a gate from the list")
        }
    }
}
