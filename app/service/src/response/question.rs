//! Questions that no answer fits: typed, answered by a template, or dismissed.

use domain::access::Operation;
use domain::activity::{Action, AuditEntry, Object};
use domain::ids::{ProductId, QuestionId, ReleaseId, ResponseId};
use domain::limits;
use domain::product::cohort::Cohort;
use domain::product::{Place, Product};
use domain::response::proposal::{Proposal, ProposalSource};
use domain::response::question::{Question, QuestionState, QuestionText, Settled};
use domain::response::{Response, ShortCode};
use domain::text::Reason;
use store::Transaction;
use store::activity::Record;
use store::response::question as kept;
use store::response::question::NewQuestion;

use crate::access::{GrantedAt, Permit, See, WriteResponse, grant_alone_at, grant_at, list_seen};
use crate::activity::trail;
use crate::{Actor, Error, Names, Refusal, Service, new_id, person};

/// A question with everything on its page.
pub struct ShownQuestion {
    pub product: Product,
    pub question: Question,
    /// What it was answered by, when it was and the actor may see that.
    pub response: Option<Response>,
    /// What was proposed because of it.
    pub proposals: Vec<Proposal>,
    pub cohorts: Vec<Cohort>,
    pub can_write: bool,
    pub names: Names,
    /// What happened to it, the newest first.
    pub entries: Vec<AuditEntry>,
}

/// What moves a question on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Step {
    /// By the short code of a template of the product.
    Answer(ShortCode),
    Dismiss(Reason),
    Reopen,
}

/// What one may choose for a question that is typed by hand.
///
/// # Errors
/// The actor may not write answers of the product.
pub async fn plan(
    service: &Service,
    actor: &Actor,
    product: ProductId,
) -> Result<(Product, Vec<Cohort>), Error> {
    let mut transaction = service.database.read().await?;
    let place = Place::Product(product);
    let granted = grant_at::<WriteResponse>(&mut transaction, actor, place).await?;
    let cohorts = store::product::cohort::list_cohorts(&mut transaction, product).await?;
    Ok((granted.product, cohorts))
}

/// Keeps a question that was asked elsewhere.
///
/// # Errors
/// The actor may not write answers of the product, there are too many open, or its cohort is of another product.
pub async fn add(
    service: &Service,
    actor: &Actor,
    product: ProductId,
    text: &QuestionText,
) -> Result<QuestionId, Error> {
    let mut transaction = service.database.write().await?;
    grant_alone_at::<WriteResponse>(&mut transaction, actor, Place::Product(product)).await?;
    if kept::count_open(&mut transaction, product).await? >= limits::OPEN_QUESTIONS {
        let message = format!("{} questions are open, and no more fit", limits::OPEN_QUESTIONS);
        return Err(Refusal::invalid("words", message).into());
    }
    let cohorts = store::product::cohort::list_cohorts(&mut transaction, product).await?;
    if text.cohort.is_some_and(|id| cohorts.iter().all(|cohort| cohort.id != id)) {
        return Err(Refusal::invalid("cohort", "Choose a cohort from the list").into());
    }
    let id = QuestionId::new(new_id());
    let question = NewQuestion {
        id,
        product,
        release: None,
        cohort: text.cohort,
        words: text.words.as_str(),
        topic: text.topic.as_ref().map(domain::text::Topic::as_str),
        asked_by: actor.person.id,
        asked_at: service.now(),
    };
    kept::add_question(&mut transaction, &question).await?;
    let record = trail::record(Action::QuestionAsked, Object::Question, id.uuid());
    let record = Record { label: Some(shortened(text.words.as_str())), ..record };
    service.audit(&mut transaction, actor, &record).await?;
    transaction.commit().await?;
    Ok(id)
}

/// # Errors
/// There is no such question for the actor.
pub async fn find(
    service: &Service,
    actor: &Actor,
    id: QuestionId,
) -> Result<ShownQuestion, Error> {
    let mut transaction = service.database.read().await?;
    let (granted, question) = granted::<See>(&mut transaction, actor, id).await?;
    let product = granted.product.id;
    let response = match question.state {
        QuestionState::Answered { response, .. } => {
            store::response::find_response(&mut transaction, response).await?
        }
        _ => None,
    };
    let seen = match &response {
        Some(response) => sees(&mut transaction, actor, product, response.release).await?,
        None => false,
    };
    let proposals =
        store::response::proposal::list_proposals(&mut transaction, product, u32::MAX).await?;
    let from_it = |one: &Proposal| one.source == ProposalSource::Question(id);
    Ok(ShownQuestion {
        can_write: granted.may(Operation::WriteResponse),
        product: granted.product,
        response: response.filter(|_| seen),
        proposals: proposals.into_iter().filter(from_it).collect(),
        cohorts: store::product::cohort::list_cohorts(&mut transaction, product).await?,
        names: person::names(service, &mut transaction).await?,
        entries: store::activity::list_entries_of(&mut transaction, id.uuid(), limits::PAGE)
            .await?,
        question,
    })
}

/// # Errors
/// There is no such question for the actor, they may not write answers, its state does not allow it, or somebody else
/// was first.
pub async fn apply_step(
    service: &Service,
    actor: &Actor,
    (id, version): (QuestionId, i64),
    step: &Step,
) -> Result<(), Error> {
    let mut transaction = service.database.write().await?;
    let (granted, question) = granted::<WriteResponse>(&mut transaction, actor, id).await?;
    let settled = Settled { by: actor.person.id, at: service.now() };
    let before = question.state.clone();
    let (state, field) = match step {
        Step::Answer(code) => {
            let response = find_answer(&mut transaction, actor, &granted, code).await?;
            (before.answer(response, settled), "code")
        }
        Step::Dismiss(reason) => (before.dismiss(reason, settled), "reason"),
        Step::Reopen => (before.reopen(), "step"),
    };
    let state = state.map_err(|error| Refusal::invalid(field, error))?;
    if !kept::save_state(&mut transaction, (id, version), &state).await? {
        return Err(Refusal::Conflict.into());
    }
    let why = match step {
        Step::Dismiss(reason) => format!("{}: {reason}", state.word()),
        _ => state.word().to_owned(),
    };
    let record = Record { reason: Some(why), ..record_about(&question, Action::QuestionMoved) };
    service.audit(&mut transaction, actor, &trail::changed(record, version)).await?;
    Ok(transaction.commit().await?)
}

/// The template of the product with a short code, when it is not retired and the actor may see it.
async fn find_answer<P: Permit>(
    transaction: &mut Transaction,
    actor: &Actor,
    granted: &GrantedAt<P>,
    code: &ShortCode,
) -> Result<ResponseId, Error> {
    let product = granted.product.id;
    let gone = || Refusal::invalid("code", format!("No template has the short code “{code}”"));
    let id = store::response::find_by_short_code(transaction, product, code).await?;
    let found = store::response::find_response(transaction, id.ok_or_else(gone)?).await?;
    let own = found.filter(|one| one.retired_at.is_none()).ok_or_else(gone)?;
    let seen = sees(transaction, actor, product, own.release).await?;
    if seen { Ok(own.id) } else { Err(gone().into()) }
}

/// A question, and the proof that the actor may do `P` to what lies in its product.
pub(super) async fn granted<P: Permit>(
    transaction: &mut Transaction,
    actor: &Actor,
    id: QuestionId,
) -> Result<(GrantedAt<P>, Question), Error> {
    let question = kept::find_question(transaction, id).await?.ok_or(Refusal::NotFound)?;
    if !sees(transaction, actor, question.product, question.release).await? {
        return Err(Refusal::NotFound.into());
    }
    let place = Place::Product(question.product);
    Ok((grant_at::<P>(transaction, actor, place).await?, question))
}

/// Whether the actor may know of what came up in a release; without one everybody may.
pub(super) async fn sees(
    transaction: &mut Transaction,
    actor: &Actor,
    product: ProductId,
    release: Option<ReleaseId>,
) -> Result<bool, Error> {
    let Some(release) = release else { return Ok(true) };
    let seen = list_seen(transaction, actor, Some(product)).await?;
    Ok(seen.iter().any(|one| one.id == release))
}

pub(super) fn record_about(question: &Question, action: Action) -> Record {
    let object = question.id.uuid();
    let record = match question.release {
        Some(release) => trail::record_in(release, action, Object::Question, object),
        None => trail::record_at(question.product, action, Object::Question, object),
    };
    Record { label: Some(shortened(question.text.words.as_str())), ..record }
}

/// As much of a question as a line shows.
fn shortened(words: &str) -> String {
    words.chars().take(limits::TITLE).collect()
}
