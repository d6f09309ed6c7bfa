//! What a template says: written by one person, approved by another, replaced and retired.

use domain::activity::Action;
use domain::ids::VariantId;
use domain::limits;
use domain::response::body::Body;
use domain::response::fragment::Fragment;
use domain::response::variant::Superseded;
use domain::response::{Language, Response, Situation, Text, TextState, Validity, Variant};
use domain::text::{Markdown, Reason};
use jiff::Timestamp;
use jiff::civil::Date;
use store::Transaction;
use store::activity::Record;
use store::response::text as texts;

use super::plan::require_open;
use super::{Shown, granted, record_about, shown};
use crate::access::{ApproveResponse, GrantedAt, Permit, WriteResponse};
use crate::product::Shelf;
use crate::{Actor, Error, Refusal, Service, new_id};

/// A variant with its template, and which of its texts is meant.
pub struct OfVariant {
    pub shown: Shown,
    pub variant: Variant,
    /// The newest first, retired ones too.
    pub texts: Vec<Text>,
}

/// What people write in a text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Written {
    pub body: Markdown,
    pub validity: Validity,
}

/// What a lead says to a text that waits.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Decision {
    Approve,
    SendBack(Reason),
}

impl OfVariant {
    /// The one that is being written or waits, if there is one.
    #[must_use]
    pub fn open(&self) -> Option<&Text> {
        self.texts.iter().find(|text| text.state.stored().is_open())
    }
}

/// # Errors
/// There is no such variant for the actor, or they may not write in it.
pub async fn find(service: &Service, actor: &Actor, id: VariantId) -> Result<OfVariant, Error> {
    let mut transaction = service.database.read().await?;
    let (granted, response, variant) =
        of_variant::<WriteResponse>(&mut transaction, actor, id).await?;
    let texts = texts::list_texts(&mut transaction, id).await?;
    let shown = shown(&mut transaction, (service, actor), &granted, response).await?;
    Ok(OfVariant { shown, variant, texts })
}

/// Writes the first text for a situation in a language.
///
/// # Errors
/// There is no such template, the actor may not write it, there is such a text already, or the text is not understood.
pub async fn add(
    service: &Service,
    actor: &Actor,
    id: domain::ids::ResponseId,
    (situation, language): (Situation, &Language),
    written: &Written,
) -> Result<VariantId, Error> {
    let mut transaction = service.database.write().await?;
    let (_, response) = granted::<WriteResponse>(&mut transaction, actor, id).await?;
    store::response::lock_response(&mut transaction, id).await?;
    require_open(&response, "situation")?;
    require_understood(&mut transaction, &response, &written.body).await?;
    let there = store::response::variant::list_variants(&mut transaction, id).await?;
    if there.len() >= limits::VARIANTS {
        let message = format!("A template has at most {} texts", limits::VARIANTS);
        return Err(Refusal::invalid("situation", message).into());
    }
    let same = |one: &Variant| one.situation == situation && one.language == *language;
    if there.iter().any(same) {
        let message = format!(
            "There is a text in {} {} already. Edit that one",
            language.name(),
            situation.phrase()
        );
        return Err(Refusal::invalid("language", message).into());
    }
    let variant = Variant {
        id: VariantId::new(new_id()),
        response: id,
        situation,
        language: language.clone(),
    };
    store::response::variant::add_variant(&mut transaction, &variant, service.now()).await?;
    let text = new_text(&variant, 1, (service, actor), written);
    texts::add_text(&mut transaction, &text).await?;
    let record = record_of(&response, &variant, Action::TextWritten);
    service.audit(&mut transaction, actor, &record).await?;
    transaction.commit().await?;
    Ok(variant.id)
}

/// Writes in the open text, or begins the next one when the newest was approved. `seen` is the number and version of
/// the text that the form was filled from; the version is 0 for a text that it begins.
///
/// # Errors
/// There is no such variant, the actor may not write in it, the text is not understood, or somebody else was first.
pub async fn write(
    service: &Service,
    actor: &Actor,
    (id, (number, version)): (VariantId, (i64, i64)),
    written: &Written,
) -> Result<(), Error> {
    let mut transaction = service.database.write().await?;
    let (_, response, variant) = of_variant::<WriteResponse>(&mut transaction, actor, id).await?;
    store::response::lock_response(&mut transaction, response.id).await?;
    require_open(&response, "body")?;
    require_understood(&mut transaction, &response, &written.body).await?;
    let all = texts::list_texts(&mut transaction, id).await?;
    let newest = all.first().map_or(0, |text| text.number);
    match all.iter().find(|text| text.state.stored().is_open()) {
        Some(open) => {
            if (open.number, open.version) != (number, version) {
                return Err(Refusal::Conflict.into());
            }
            let state = open.state.clone().write();
            let text = Text {
                body: written.body.clone(),
                state: state.map_err(|error| Refusal::invalid("body", error))?,
                validity: written.validity,
                written_by: actor.person.id,
                written_at: service.now(),
                ..open.clone()
            };
            if !texts::save_text(&mut transaction, &text).await? {
                return Err(Refusal::Conflict.into());
            }
        }
        None => {
            if (newest + 1, 0) != (number, version) {
                return Err(Refusal::Conflict.into());
            }
            if all.len() >= limits::TEXTS {
                let message = format!("A text has at most {} versions", limits::TEXTS);
                return Err(Refusal::invalid("body", message).into());
            }
            let text = new_text(&variant, number, (service, actor), written);
            texts::add_text(&mut transaction, &text).await?;
        }
    }
    let record = record_of(&response, &variant, Action::TextWritten);
    service.audit(&mut transaction, actor, &record).await?;
    Ok(transaction.commit().await?)
}

/// Asks a lead to approve the open text.
///
/// # Errors
/// There is no such text, the actor may not write in it, it is no draft, or somebody else was first.
pub async fn submit(
    service: &Service,
    actor: &Actor,
    (id, seen): (VariantId, (i64, i64)),
) -> Result<(), Error> {
    let mut transaction = service.database.write().await?;
    let (granted, response, variant) =
        of_variant::<WriteResponse>(&mut transaction, actor, id).await?;
    store::response::lock_response(&mut transaction, response.id).await?;
    require_open(&response, "step")?;
    let text = seen_text(&mut transaction, (id, seen)).await?;
    let state = text.state.clone().submit();
    let state = state.map_err(|error| Refusal::invalid("step", error))?;
    require_ready(&mut transaction, &response, &text).await?;
    if text.validity.to.is_some_and(|to| to < today(&granted, service.now())) {
        let message = "The last day of the text is over. Edit the text and choose a later day";
        return Err(Refusal::invalid("step", message).into());
    }
    save_state(&mut transaction, &text, (&state, text.validity)).await?;
    let record = record_of(&response, &variant, Action::TextSubmitted);
    service.audit(&mut transaction, actor, &record).await?;
    Ok(transaction.commit().await?)
}

/// A lead answers a text that waits. What is approved replaces what was approved before.
///
/// # Errors
/// There is no such text, the actor is no lead or wrote in it, it does not wait, or somebody else was first.
pub async fn decide(
    service: &Service,
    actor: &Actor,
    (id, seen): (VariantId, (i64, i64)),
    decision: &Decision,
) -> Result<(), Error> {
    let mut transaction = service.database.write().await?;
    let (granted, response, variant) =
        of_variant::<ApproveResponse>(&mut transaction, actor, id).await?;
    store::response::lock_response(&mut transaction, response.id).await?;
    require_open(&response, "decision")?;
    let text = seen_text(&mut transaction, (id, seen)).await?;
    let (state, record) = match decision {
        Decision::SendBack(reason) => {
            let record = record_of(&response, &variant, Action::TextSentBack);
            let why = record.reason.map(|which| format!("{which}: {reason}"));
            (text.state.clone().send_back(reason), Record { reason: why, ..record })
        }
        Decision::Approve => {
            let authors = texts::list_authors(&mut transaction, (id, text.number)).await?;
            let now = service.now();
            let today = today(&granted, now);
            let state = text.approve((actor.person.id, now, today), &authors);
            if state.is_ok() {
                require_ready(&mut transaction, &response, &text).await?;
                let kept = (&response, &variant);
                supersede(service, &mut transaction, actor, kept, (&text, today)).await?;
            }
            (state, record_of(&response, &variant, Action::TextApproved))
        }
    };
    let state = state.map_err(|error| Refusal::invalid("decision", error))?;
    save_state(&mut transaction, &text, (&state, text.validity)).await?;
    service.audit(&mut transaction, actor, &record).await?;
    Ok(transaction.commit().await?)
}

/// Takes a text away for good.
///
/// # Errors
/// There is no such text, the actor may not write in it, it is retired, or somebody else was first.
pub async fn retire(
    service: &Service,
    actor: &Actor,
    (id, seen): (VariantId, (i64, i64)),
) -> Result<(), Error> {
    let mut transaction = service.database.write().await?;
    let (_, response, variant) = of_variant::<WriteResponse>(&mut transaction, actor, id).await?;
    store::response::lock_response(&mut transaction, response.id).await?;
    let text = seen_text(&mut transaction, (id, seen)).await?;
    let state = text.state.clone().retire();
    let state = state.map_err(|error| Refusal::invalid("version", error))?;
    save_state(&mut transaction, &text, (&state, text.validity)).await?;
    let record = record_of(&response, &variant, Action::TextRetired);
    service.audit(&mut transaction, actor, &record).await?;
    Ok(transaction.commit().await?)
}

/// The newest holds from its first day on.
async fn supersede(
    service: &Service,
    transaction: &mut Transaction,
    actor: &Actor,
    (response, variant): (&Response, &Variant),
    (newer, today): (&Text, Date),
) -> Result<(), Error> {
    for old in texts::list_texts(transaction, newer.variant).await? {
        let (state, validity) = match old.superseded(newer.validity, today) {
            Superseded::Stays => continue,
            Superseded::Ends(last) => {
                (old.state.clone(), Validity { to: Some(last), ..old.validity })
            }
            Superseded::Retires => {
                let state = old.state.clone().retire();
                let state = state.map_err(|error| Refusal::invalid("decision", error))?;
                (state, old.validity)
            }
        };
        save_state(transaction, &old, (&state, validity)).await?;
        let record = record_of(response, variant, Action::TextSuperseded);
        service.audit(transaction, actor, &record).await?;
    }
    Ok(())
}

/// What is written has to be understood, and what it includes has to be there or proposed.
async fn require_understood(
    transaction: &mut Transaction,
    response: &Response,
    body: &Markdown,
) -> Result<(), Error> {
    let body = Body::parse(body.as_str()).map_err(|error| Refusal::invalid("body", error))?;
    let named = body.fragments();
    if named.is_empty() {
        return Ok(());
    }
    let there: Vec<Fragment> =
        store::response::fragment::list_fragments(transaction, response.product).await?;
    for name in named {
        if there.iter().all(|fragment| fragment.name != *name) {
            let message = format!("There is no fragment “{name}” in this product. Add it first");
            return Err(Refusal::invalid("body", message).into());
        }
    }
    Ok(())
}

/// What is approved has to be complete: every fragment in it is approved.
async fn require_ready(
    transaction: &mut Transaction,
    response: &Response,
    text: &Text,
) -> Result<(), Error> {
    if text.body.as_str().trim().is_empty() {
        let message = "The text is empty. Write what the answer says";
        return Err(Refusal::invalid("step", message).into());
    }
    let body = Body::parse(text.body.as_str());
    let body = body.map_err(|error| Refusal::invalid("step", error))?;
    let fragments =
        store::response::found::list_approved_fragments(transaction, response.product).await?;
    fragments.resolve(&body).map_err(|error| Refusal::invalid("step", error))?;
    Ok(())
}

async fn of_variant<P: Permit>(
    transaction: &mut Transaction,
    actor: &Actor,
    id: VariantId,
) -> Result<(GrantedAt<P>, Response, Variant), Error> {
    let variant = store::response::variant::find_variant(transaction, id).await?;
    let variant = variant.ok_or(Refusal::NotFound)?;
    let (granted, response) = granted::<P>(transaction, actor, variant.response).await?;
    Ok((granted, response, variant))
}

/// The text that a form named, when it is still as the form showed it.
async fn seen_text(
    transaction: &mut Transaction,
    (id, (number, version)): (VariantId, (i64, i64)),
) -> Result<Text, Error> {
    let text = texts::find_text(transaction, (id, number)).await?;
    let text = text.ok_or(Refusal::Conflict)?;
    if text.version == version { Ok(text) } else { Err(Refusal::Conflict.into()) }
}

async fn save_state(
    transaction: &mut Transaction,
    text: &Text,
    after: (&TextState, Validity),
) -> Result<(), Error> {
    let seen = (text.variant, text.number, text.version);
    if texts::save_text_state(transaction, seen, after).await? {
        Ok(())
    } else {
        Err(Refusal::Conflict.into())
    }
}

fn new_text(
    variant: &Variant,
    number: i64,
    (service, actor): (&Service, &Actor),
    written: &Written,
) -> Text {
    Text {
        variant: variant.id,
        number,
        body: written.body.clone(),
        state: TextState::Draft { review: None },
        validity: written.validity,
        written_by: actor.person.id,
        written_at: service.now(),
        version: 1,
    }
}

fn today<P: Permit>(granted: &GrantedAt<P>, now: Timestamp) -> Date {
    Shelf::of(granted).today(now)
}

/// Which of the texts it was stands in the reason: it has no name of its own.
fn record_of(response: &Response, variant: &Variant, action: Action) -> Record {
    let which = format!("{}, {}", variant.situation.label(), variant.language.name());
    Record { reason: Some(which), ..record_about(response, action) }
}
