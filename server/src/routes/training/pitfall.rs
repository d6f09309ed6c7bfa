use axum::extract::Path;
use domain::ids::{MaterialId, PitfallId};
use domain::text::Line;
use domain::training::pitfall::PitfallText;
use service::Refusal;
use service::training::{self, pitfall};
use ui::form::Form;
use ui::training::{delete_pitfall_page, pitfall_page};

use crate::web::{Answer, Failure, Id, Sent, Visit, redirect, refuse};

pub(super) async fn new(visit: Visit, Id(id): Id<MaterialId>) -> Answer {
    show_new(&visit, id, &Form::default()).await
}

pub(super) async fn add(visit: Visit, Id(id): Id<MaterialId>, Sent(mut form): Sent) -> Answer {
    let words = form.read("words", Line::parse);
    let source = form.optional("source", Line::parse);
    let heading = form.optional("heading", Line::parse);
    if let (Some(words), Some(source), Some(heading)) = (words, source, heading) {
        let text = PitfallText { words, source, heading };
        match pitfall::add(visit.service(), visit.actor()?, id, &text).await {
            Ok(()) => return Ok(redirect(&format!("/materials/{id}#pitfalls"))),
            Err(error) => refuse(&mut form, error)?,
        }
    }
    show_new(&visit, id, &form).await
}

async fn show_new(visit: &Visit, id: MaterialId, form: &Form) -> Answer {
    let shown = training::find_to_write(visit.service(), visit.actor()?, id).await?;
    Ok(visit.page(|| pitfall_page(&shown, form)))
}

type Named = Path<(String, String)>;

fn read(Path((id, pitfall)): &Named) -> Result<(MaterialId, PitfallId), Failure> {
    let id = id.parse().map_err(|_| Refusal::NotFound)?;
    Ok((id, pitfall.parse().map_err(|_| Refusal::NotFound)?))
}

pub(super) async fn delete_page(visit: Visit, named: Named) -> Answer {
    let (id, pitfall) = read(&named)?;
    let shown = training::find_to_write(visit.service(), visit.actor()?, id).await?;
    let pitfall = shown.pitfalls.iter().find(|one| one.id == pitfall).ok_or(Refusal::NotFound)?;
    Ok(visit.page(|| delete_pitfall_page(&shown, pitfall, &Form::default())))
}

pub(super) async fn delete(visit: Visit, named: Named) -> Answer {
    let (id, pitfall) = read(&named)?;
    pitfall::delete(visit.service(), visit.actor()?, (id, pitfall)).await?;
    Ok(redirect(&format!("/materials/{id}")))
}
