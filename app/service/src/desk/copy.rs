//! What is written from the desk: that an answer was copied, whether it helped, and what no answer fits.

use domain::access::Operation;
use domain::activity::{Action, Object};
use domain::ids::{QuestionId, ResponseId, ResponseUseId, VariantId};
use domain::markdown::SafeHtml;
use domain::response::Language;
use domain::text::Reason;
use store::activity::Record;
use store::response::question::{NewQuestion, add_question};
use store::response::response_use::{ResponseUse, add_use, find_used, save_helped};

use super::answers::choose;
use super::asked::Asked;
use super::ground::Ground;
use crate::activity::trail;
use crate::{Actor, Error, Refusal, Service, access, new_id};

/// The text that somebody has before their eyes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Copying {
    pub response: ResponseId,
    pub variant: VariantId,
    pub number: i64,
}

/// What goes to the clipboard.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Copied {
    pub id: ResponseUseId,
    pub text: String,
    pub html: SafeHtml,
    pub language: Language,
}

/// Whether a copied answer helped, and what was missing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Feedback {
    pub id: ResponseUseId,
    pub helped: bool,
    pub why: Option<Reason>,
}

/// Gives the text and writes down that it was copied, when it is right at this moment.
///
/// # Errors
/// The actor does not use the desk or may not see the template; it is another text now ([`Refusal::Conflict`]); or
/// something has to be filled in first.
pub async fn copy(
    service: &Service,
    actor: &Actor,
    asked: &Asked,
    copying: Copying,
) -> Result<Copied, Error> {
    let mut transaction = service.database.write().await?;
    access::allow(&mut transaction, actor, Operation::UseDesk).await?;
    let ground = Ground::find(&mut transaction, (service, actor), asked).await?;
    let chosen = choose(&mut transaction, (&ground, actor, service.now()), copying.response, asked);
    let chosen = chosen.await?;
    let chosen = chosen.ok_or(Refusal::Conflict)?;
    if (chosen.variant, chosen.number) != (copying.variant, copying.number) {
        return Err(Refusal::Conflict.into());
    }
    let filled = chosen.filled.map_err(|problem| Refusal::invalid("fill", problem))?;
    if let Some(missing) = filled.missing.first() {
        let message = format!("Fill in “{missing}” first");
        return Err(Refusal::invalid("fill", message).into());
    }
    let id = ResponseUseId::new(new_id());
    let used = ResponseUse {
        id,
        response: copying.response,
        variant: copying.variant,
        number: copying.number,
        cohort: asked.cohort,
        person: actor.person.id,
        at: service.now(),
    };
    add_use(&mut transaction, &used).await?;
    let record = trail::record(Action::ResponseCopied, Object::Response, copying.response.uuid());
    let record = Record { label: Some(chosen.listed.title.clone()), ..record };
    // Nothing that others see has changed: nobody is told.
    service.append_audit(&mut transaction, &actor.origin(), &record).await?;
    transaction.commit().await?;
    Ok(Copied { id, text: filled.plain, html: filled.html, language: chosen.listed.language })
}

/// # Errors
/// The actor does not use the desk, or did not copy it.
pub async fn say_helped(
    service: &Service,
    actor: &Actor,
    feedback: &Feedback,
) -> Result<(), Error> {
    let mut transaction = service.database.write().await?;
    access::allow(&mut transaction, actor, Operation::UseDesk).await?;
    let used = find_used(&mut transaction, feedback.id, actor.person.id).await?;
    let response = used.ok_or(Refusal::NotFound)?;
    let said = (feedback.helped, feedback.why.as_ref().map(Reason::to_string));
    save_helped(&mut transaction, feedback.id, said).await?;
    let rated = store::response::find_response(&mut transaction, response).await?;
    let label = rated.map(|rated| rated.text.title.to_string());
    let record = trail::record(Action::ResponseRated, Object::Response, response.uuid());
    let record = Record { label, ..record };
    service.append_audit(&mut transaction, &actor.origin(), &record).await?;
    Ok(transaction.commit().await?)
}

/// Passes on what no answer fits.
///
/// # Errors
/// The actor does not use the desk, or nobody knows yet of which product they speak.
pub async fn ask(
    service: &Service,
    actor: &Actor,
    asked: &Asked,
    words: &Reason,
) -> Result<QuestionId, Error> {
    let mut transaction = service.database.write().await?;
    access::allow(&mut transaction, actor, Operation::UseDesk).await?;
    let ground = Ground::find(&mut transaction, (service, actor), asked).await?;
    let product = ground.product.as_ref().ok_or(Refusal::NotFound)?.id;
    let id = QuestionId::new(new_id());
    let question = NewQuestion {
        id,
        product,
        release: ground.today.turn().map(|turn| turn.release.id),
        cohort: asked.cohort,
        words: words.as_str(),
        topic: None,
        asked_by: actor.person.id,
        asked_at: service.now(),
    };
    add_question(&mut transaction, &question).await?;
    let record = trail::record(Action::QuestionAsked, Object::Question, id.uuid());
    service.audit(&mut transaction, actor, &record).await?;
    transaction.commit().await?;
    Ok(id)
}
