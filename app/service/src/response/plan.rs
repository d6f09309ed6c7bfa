//! What a template is: added, begun from examples, changed, retired.

use domain::activity::Action;
use domain::ids::{ResponseId, VariantId};
use domain::limits;
use domain::product::Place;
use domain::response::starter::Starter;
use domain::response::{
    Channel, Language, Questions, Response, ResponseText, ShortCode, Situation, Text, TextState,
    Validity, Variant,
};
use domain::text::{Markdown, Title, Topic};
use store::Transaction;

use super::{Planning, granted, planning, record_about};
use crate::access::{GrantedAt, Permit, WriteResponse, grant_alone_at, grant_at};
use crate::activity::trail;
use crate::{Actor, Error, Refusal, Service, new_id, person};

/// What one may choose for a new template of a place.
///
/// # Errors
/// The actor may not write there.
pub async fn plan(service: &Service, actor: &Actor, place: Place) -> Result<Planning, Error> {
    let mut transaction = service.database.read().await?;
    let granted = grant_at::<WriteResponse>(&mut transaction, actor, place).await?;
    planning(&mut transaction, actor, &granted).await
}

/// Adds a template, which says nothing yet.
///
/// # Errors
/// The actor may not write there, there are too many, its short code is taken, or what it names is of somewhere
/// else.
pub async fn add(
    service: &Service,
    actor: &Actor,
    place: Place,
    text: &ResponseText,
) -> Result<ResponseId, Error> {
    let mut transaction = service.database.write().await?;
    let granted = grant_alone_at::<WriteResponse>(&mut transaction, actor, place).await?;
    let planning = planning(&mut transaction, actor, &granted).await?;
    require_own(&mut transaction, &planning, text, None).await?;
    let response = add_in(service, &mut transaction, actor, (&granted, text)).await?;
    transaction.commit().await?;
    Ok(response.id)
}

/// Adds the templates to begin with, each with a draft in English. Those whose short code is taken are there already.
///
/// # Errors
/// The actor may not write there, or there are too many.
pub async fn begin(service: &Service, actor: &Actor, place: Place) -> Result<(), Error> {
    let mut transaction = service.database.write().await?;
    let granted = grant_alone_at::<WriteResponse>(&mut transaction, actor, place).await?;
    for starter in Starter::ALL {
        let text = of_starter(starter)?;
        let (product, code) = (granted.product.id, &text.short_code);
        let there = store::response::find_by_short_code(&mut transaction, product, code).await?;
        if there.is_some() {
            continue;
        }
        let response = add_in(service, &mut transaction, actor, (&granted, &text)).await?;
        let variant = Variant {
            id: VariantId::new(new_id()),
            response: response.id,
            situation: Situation::Always,
            language: Language::english(),
        };
        store::response::variant::add_variant(&mut transaction, &variant, service.now()).await?;
        let draft = Text {
            variant: variant.id,
            number: 1,
            body: Markdown::parse(starter.body())
                .map_err(|error| Refusal::invalid("begin", error))?,
            state: TextState::Draft { review: None },
            validity: Validity::default(),
            written_by: actor.person.id,
            written_at: service.now(),
            version: 1,
        };
        store::response::text::add_text(&mut transaction, &draft).await?;
    }
    Ok(transaction.commit().await?)
}

/// # Errors
/// There is no such template, the actor may not write it, it is retired, its short code is taken, or somebody else was
/// first.
pub async fn edit(
    service: &Service,
    actor: &Actor,
    (id, version): (ResponseId, i64),
    text: &ResponseText,
) -> Result<(), Error> {
    let mut transaction = service.database.write().await?;
    let (granted, response) = granted::<WriteResponse>(&mut transaction, actor, id).await?;
    require_open(&response, "title")?;
    let planning = planning(&mut transaction, actor, &granted).await?;
    require_own(&mut transaction, &planning, text, Some(&response)).await?;
    if !store::response::save_response(&mut transaction, (id, version), text).await? {
        return Err(Refusal::Conflict.into());
    }
    let record = trail::changed(record_about(&response, Action::ResponseEdited), version);
    service.audit(&mut transaction, actor, &record).await?;
    Ok(transaction.commit().await?)
}

/// Takes a template away for good. What it said stays in its history.
///
/// # Errors
/// There is no such template, the actor may not write it, or somebody else was first.
pub async fn retire(
    service: &Service,
    actor: &Actor,
    (id, version): (ResponseId, i64),
) -> Result<(), Error> {
    let mut transaction = service.database.write().await?;
    let (_, response) = granted::<WriteResponse>(&mut transaction, actor, id).await?;
    require_open(&response, "version")?;
    let now = service.now();
    if !store::response::retire_response(&mut transaction, (id, version), now).await? {
        return Err(Refusal::Conflict.into());
    }
    let record = trail::changed(record_about(&response, Action::ResponseRetired), version);
    service.audit(&mut transaction, actor, &record).await?;
    Ok(transaction.commit().await?)
}

/// What is retired stays as it is.
pub(super) fn require_open(response: &Response, field: &'static str) -> Result<(), Refusal> {
    match response.retired_at {
        None => Ok(()),
        Some(_) => Err(Refusal::invalid(field, "This template is retired and stays as it is")),
    }
}

/// Inside a verb that asked for permission and knows that the short code is free.
pub(super) async fn add_in<P: Permit>(
    service: &Service,
    transaction: &mut Transaction,
    actor: &Actor,
    (granted, text): (&GrantedAt<P>, &ResponseText),
) -> Result<Response, Error> {
    let product = granted.product.id;
    let there = store::response::count_responses(transaction, product).await?;
    if usize::try_from(there).unwrap_or(usize::MAX) >= limits::RESPONSES {
        let message = format!("A product has at most {} templates", limits::RESPONSES);
        return Err(Refusal::invalid("title", message).into());
    }
    let response = Response {
        id: ResponseId::new(new_id()),
        product,
        release: granted.release.as_ref().map(|release| release.id),
        text: text.clone(),
        retired_at: None,
        created_by: actor.person.id,
        created_at: service.now(),
        version: 1,
    };
    store::response::add_response(transaction, &response).await?;
    let record = record_about(&response, Action::ResponseAdded);
    service.audit(transaction, actor, &record).await?;
    Ok(response)
}

/// What a template names has to be of where it lies, and its short code its own.
async fn require_own(
    transaction: &mut Transaction,
    planning: &Planning,
    text: &ResponseText,
    before: Option<&Response>,
) -> Result<(), Error> {
    let product = planning.shelf.product.id;
    let taken = store::response::find_by_short_code(transaction, product, &text.short_code).await?;
    if taken.is_some_and(|id| before.is_none_or(|before| before.id != id)) {
        let message = format!(
            "Another template of this product has the short code “{}”. Choose another one",
            text.short_code
        );
        return Err(Refusal::invalid("short_code", message).into());
    }
    let known = |id| planning.cohorts.iter().any(|cohort| cohort.id == id);
    if !text.cohorts.iter().all(|id| known(*id)) {
        return Err(Refusal::invalid("cohorts", "Choose cohorts from the list").into());
    }
    let kept = before.and_then(|before| before.text.material);
    let new = text.material.filter(|id| kept != Some(*id));
    if new.is_some_and(|id| planning.materials.iter().all(|material| material.id != id)) {
        return Err(Refusal::invalid("material", "Choose a training from the list").into());
    }
    let kept = before.and_then(|before| before.text.finding);
    let new = text.finding.filter(|id| kept != Some(*id));
    if new.is_some_and(|id| planning.findings.iter().all(|finding| finding.id != id)) {
        return Err(Refusal::invalid("finding", "Choose a finding from the list").into());
    }
    let present = before.and_then(|before| before.text.owner);
    person::require(transaction, "owner", text.owner, present).await
}

fn of_starter(starter: Starter) -> Result<ResponseText, Refusal> {
    fn read<T, E: std::fmt::Display>(result: Result<T, E>) -> Result<T, Refusal> {
        result.map_err(|error| Refusal::invalid("begin", error))
    }
    Ok(ResponseText {
        topic: read(Topic::parse(starter.topic()))?,
        title: read(Title::parse(starter.title()))?,
        short_code: read(ShortCode::parse(starter.key()))?,
        questions: read(Questions::parse(starter.questions()))?,
        note: read(Markdown::parse(starter.note()))?,
        avoid: read(Markdown::parse(starter.avoid()))?,
        channel: Channel::Any,
        cohorts: Vec::new(),
        material: None,
        finding: None,
        owner: None,
    })
}
