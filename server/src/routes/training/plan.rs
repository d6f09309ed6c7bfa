use domain::day::parse_date;
use domain::ids::{MaterialId, ProductId, ReleaseId};
use domain::limits;
use domain::number::parse_count;
use domain::product::Place;
use domain::text::{Line, Title};
use domain::training::{Format, MaterialText};
use service::training;
use ui::form::Form;
use ui::training::{material_form, material_form_page};

use crate::routes::product::cohort::ticked_cohorts;
use crate::web::{Answer, Id, Many, Visit, redirect, refuse};

pub(super) async fn new_of_release(visit: Visit, Id(id): Id<ReleaseId>) -> Answer {
    show_new(&visit, Place::Release(id), &blank()).await
}

pub(super) async fn new_of_product(visit: Visit, Id(id): Id<ProductId>) -> Answer {
    show_new(&visit, Place::Product(id), &blank()).await
}

fn blank() -> Form {
    Form::default().with("format", Format::Guide.key())
}

pub(super) async fn add_to_release(visit: Visit, Id(id): Id<ReleaseId>, sent: Many) -> Answer {
    add(&visit, Place::Release(id), sent).await
}

pub(super) async fn add_to_product(visit: Visit, Id(id): Id<ProductId>, sent: Many) -> Answer {
    add(&visit, Place::Product(id), sent).await
}

async fn add(visit: &Visit, place: Place, Many(pairs): Many) -> Answer {
    let cohorts = ticked_cohorts(&pairs);
    let mut form = Form::of(pairs);
    if let Some(text) = read(&mut form) {
        let planned = (&text, &*cohorts);
        match training::add(visit.service(), visit.actor()?, place, planned).await {
            Ok(material) => return Ok(redirect(&format!("/materials/{material}"))),
            Err(error) => refuse(&mut form, error)?,
        }
    }
    show_new(visit, place, &form).await
}

async fn show_new(visit: &Visit, place: Place, form: &Form) -> Answer {
    let planning = training::plan(visit.service(), visit.actor()?, place).await?;
    Ok(visit.page(|| material_form_page(&planning, None, form)))
}

pub(super) async fn edit_page(visit: Visit, Id(id): Id<MaterialId>) -> Answer {
    show_edit(&visit, id, None).await
}

pub(super) async fn edit(visit: Visit, Id(id): Id<MaterialId>, Many(pairs): Many) -> Answer {
    let cohorts = ticked_cohorts(&pairs);
    let mut form = Form::of(pairs);
    let version = form.seen_version();
    if let Some(text) = read(&mut form) {
        let planned = (&text, &*cohorts);
        match training::edit(visit.service(), visit.actor()?, (id, version), planned).await {
            Ok(()) => return Ok(redirect(&format!("/materials/{id}"))),
            Err(error) => visit.refuse(&mut form, id.uuid(), error).await?,
        }
    }
    show_edit(&visit, id, Some(form)).await
}

async fn show_edit(visit: &Visit, id: MaterialId, form: Option<Form>) -> Answer {
    let shown = training::find_to_write(visit.service(), visit.actor()?, id).await?;
    let form = form.unwrap_or_else(|| material_form(&shown.material));
    Ok(visit.page(|| material_form_page(&shown.planning, Some(&shown.material), &form)))
}

fn read(form: &mut Form) -> Option<MaterialText> {
    let title = form.read("title", Title::parse);
    let format = form.choose("format", Format::from_key);
    let minutes = form.optional("minutes", |text| parse_count(text, limits::READING_MINUTES));
    let roles = form.optional("roles", Line::parse);
    let embargo =
        form.optional("embargo", |text| text.parse().map_err(|_| "Choose a phase from the list"));
    let review_on = form.optional("review_on", parse_date);
    let owner = form.read_person("owner");
    Some(MaterialText {
        title: title?,
        format: format?,
        minutes: minutes?,
        roles: roles?,
        embargo: embargo?,
        review_on: review_on?,
        owner: owner?,
    })
}
