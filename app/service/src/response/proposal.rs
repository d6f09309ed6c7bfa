//! Proposals: made from what people ask, answered by somebody else, kept in the product.

use domain::access::Operation;
use domain::activity::{Action, AuditEntry, Object};
use domain::ids::{ProductId, ProductItemId, ProposalId};
use domain::limits;
use domain::product::{Place, Product};
use domain::response::product_item::ProductItem;
use domain::response::proposal::{
    Proposal, ProposalError, ProposalKind, ProposalSource, ProposalState, ProposalText,
};
use domain::response::question::{QuestionState, Settled};
use domain::response::{Channel, Questions, ResponseText, ShortCode};
use domain::text::{Markdown, Reason, Topic};
use domain::training::{Format, MaterialText};
use store::Transaction;
use store::activity::Record;
use store::response::proposal as kept;
use store::response::question as questions;
use uuid::Uuid;

use super::plan;
use super::proposal_source::Came;
use super::question::{self, sees};
use crate::access::{GrantedAt, See, WriteResponse, WriteTraining, grant_alone_at, grant_at};
use crate::activity::trail;
use crate::{Actor, Error, Names, Refusal, Service, new_id, person, training};

/// What a proposal begins with: where it comes from, in words.
pub struct Begun {
    pub product: Product,
    /// A sentence about what suggested it; none when somebody thought of it.
    pub because: Option<String>,
    pub title: String,
    pub reason: String,
}

/// A proposal with everything on its page.
pub struct ShownProposal {
    pub product: Product,
    pub proposal: Proposal,
    /// What suggested it, in words.
    pub because: Option<String>,
    /// Whether the actor may say yes or no to it.
    pub can_answer: bool,
    /// Why they may not although they write such things.
    pub own: bool,
    pub names: Names,
    pub entries: Vec<AuditEntry>,
}

/// # Errors
/// The actor may not write answers of the product, or may not see what it comes from.
pub async fn begin(
    service: &Service,
    actor: &Actor,
    product: ProductId,
    source: &ProposalSource,
) -> Result<Begun, Error> {
    let mut transaction = service.database.read().await?;
    let place = Place::Product(product);
    let granted = grant_at::<WriteResponse>(&mut transaction, actor, place).await?;
    let came = Came::find(&mut transaction, actor, product, source).await?;
    Ok(Begun {
        product: granted.product,
        title: came.title.chars().take(limits::TITLE).collect(),
        reason: came.reason,
        because: came.because,
    })
}

/// # Errors
/// The actor may not write answers of the product, may not see what it comes from, there are too many open, or the
/// question is dealt with.
pub async fn propose(
    service: &Service,
    actor: &Actor,
    product: ProductId,
    (source, text): (&ProposalSource, &ProposalText),
) -> Result<ProposalId, Error> {
    let mut transaction = service.database.write().await?;
    let place = Place::Product(product);
    grant_alone_at::<WriteResponse>(&mut transaction, actor, place).await?;
    let came = Came::find(&mut transaction, actor, product, source).await?;
    if kept::count_open(&mut transaction, product).await? >= limits::OPEN_PROPOSALS {
        let message = format!("{} proposals are open, and no more fit", limits::OPEN_PROPOSALS);
        return Err(Refusal::invalid("title", message).into());
    }
    if let ProposalSource::Question(id) = source {
        let (_, question) =
            question::granted::<WriteResponse>(&mut transaction, actor, *id).await?;
        let settled = Settled { by: actor.person.id, at: service.now() };
        let state = question.state.clone().propose(settled);
        let state = state.map_err(|error| Refusal::invalid("title", error))?;
        move_question(service, &mut transaction, actor, (&question, &state)).await?;
    }
    let proposal = Proposal {
        id: ProposalId::new(new_id()),
        product,
        release: came.release,
        text: text.clone(),
        source: source.clone(),
        state: ProposalState::Open,
        made_by: actor.person.id,
        made_at: service.now(),
        version: 1,
    };
    kept::add_proposal(&mut transaction, &proposal).await?;
    let record = record_about(&proposal, Action::ProposalMade);
    service.audit(&mut transaction, actor, &record).await?;
    transaction.commit().await?;
    Ok(proposal.id)
}

/// # Errors
/// There is no such proposal for the actor.
pub async fn find(
    service: &Service,
    actor: &Actor,
    id: ProposalId,
) -> Result<ShownProposal, Error> {
    let mut transaction = service.database.read().await?;
    let proposal = find_seen(&mut transaction, actor, id).await?;
    let place = Place::Product(proposal.product);
    let granted = grant_at::<See>(&mut transaction, actor, place).await?;
    let came = Came::find(&mut transaction, actor, proposal.product, &proposal.source).await?;
    let found = proposal.require_answerable(actor.person.id);
    let may = granted.may(needed(proposal.text.kind));
    Ok(ShownProposal {
        product: granted.product,
        because: came.because,
        can_answer: may && found.is_ok(),
        own: may && found == Err(ProposalError::Own),
        names: person::names(service, &mut transaction).await?,
        entries: store::activity::list_entries_of(&mut transaction, id.uuid(), limits::PAGE)
            .await?,
        proposal,
    })
}

/// Makes what was proposed a draft, or an item, of the product.
///
/// # Errors
/// There is no such proposal for the actor, they may not write such a thing or made it themselves, it is answered, or
/// somebody else was first.
pub async fn accept(
    service: &Service,
    actor: &Actor,
    (id, version): (ProposalId, i64),
) -> Result<(), Error> {
    let mut transaction = service.database.write().await?;
    let proposal = find_seen(&mut transaction, actor, id).await?;
    let place = Place::Product(proposal.product);
    let who = (actor.person.id, service.now());
    let became = match proposal.text.kind {
        ProposalKind::Training => {
            let granted = grant_alone_at::<WriteTraining>(&mut transaction, actor, place).await?;
            require_answerable(&proposal, actor)?;
            become_training(service, &mut transaction, actor, (&granted, &proposal)).await?
        }
        ProposalKind::Template => {
            let granted = grant_alone_at::<WriteResponse>(&mut transaction, actor, place).await?;
            require_answerable(&proposal, actor)?;
            become_template(service, &mut transaction, actor, (&granted, &proposal)).await?
        }
        ProposalKind::Item => {
            grant_alone_at::<WriteResponse>(&mut transaction, actor, place).await?;
            require_answerable(&proposal, actor)?;
            become_item(service, &mut transaction, &proposal).await?
        }
    };
    let state =
        proposal.accept(who, became).map_err(|error| Refusal::invalid("proposal", error))?;
    if !kept::save_answer(&mut transaction, (id, version), &state).await? {
        return Err(Refusal::Conflict.into());
    }
    let record = trail::changed(record_about(&proposal, Action::ProposalAccepted), version);
    service.audit(&mut transaction, actor, &record).await?;
    Ok(transaction.commit().await?)
}

/// Says no. The question that it came from is open again.
///
/// # Errors
/// As for [`accept`].
pub async fn decline(
    service: &Service,
    actor: &Actor,
    (id, version): (ProposalId, i64),
    reason: &Reason,
) -> Result<(), Error> {
    let mut transaction = service.database.write().await?;
    let proposal = find_seen(&mut transaction, actor, id).await?;
    let place = Place::Product(proposal.product);
    match needed(proposal.text.kind) {
        Operation::WriteTraining => {
            grant_alone_at::<WriteTraining>(&mut transaction, actor, place).await?;
        }
        _ => {
            grant_alone_at::<WriteResponse>(&mut transaction, actor, place).await?;
        }
    }
    let state = proposal.decline((actor.person.id, service.now()), reason);
    let state = state.map_err(|error| Refusal::invalid("proposal", error))?;
    if !kept::save_answer(&mut transaction, (id, version), &state).await? {
        return Err(Refusal::Conflict.into());
    }
    if let ProposalSource::Question(id) = proposal.source
        && let Some(question) = questions::find_question(&mut transaction, id).await?
        && let QuestionState::Proposed(_) = question.state
    {
        let open = (&question, &QuestionState::Open);
        move_question(service, &mut transaction, actor, open).await?;
    }
    let record = record_about(&proposal, Action::ProposalDeclined);
    let record = Record { reason: Some(reason.to_string()), ..record };
    service.audit(&mut transaction, actor, &trail::changed(record, version)).await?;
    Ok(transaction.commit().await?)
}

/// What it takes to say yes or no.
const fn needed(kind: ProposalKind) -> Operation {
    match kind {
        ProposalKind::Training => Operation::WriteTraining,
        ProposalKind::Template | ProposalKind::Item => Operation::WriteResponse,
    }
}

fn require_answerable(proposal: &Proposal, actor: &Actor) -> Result<(), Refusal> {
    let found = proposal.require_answerable(actor.person.id);
    found.map_err(|error| Refusal::invalid("proposal", error))
}

async fn become_training(
    service: &Service,
    transaction: &mut Transaction,
    actor: &Actor,
    (granted, proposal): (&GrantedAt<WriteTraining>, &Proposal),
) -> Result<Uuid, Error> {
    let text = MaterialText {
        title: proposal.text.title.clone(),
        format: Format::Guide,
        minutes: None,
        roles: None,
        embargo: None,
        review_on: None,
        owner: None,
    };
    let made = training::add_in(service, transaction, actor, (granted, &text, &[])).await?;
    Ok(made.uuid())
}

async fn become_template(
    service: &Service,
    transaction: &mut Transaction,
    actor: &Actor,
    (granted, proposal): (&GrantedAt<WriteResponse>, &Proposal),
) -> Result<Uuid, Error> {
    let title = proposal.text.title.clone();
    let came = Came::find(transaction, actor, proposal.product, &proposal.source).await?;
    let mut free = None;
    for code in ShortCode::proposed(title.as_str()) {
        let taken = store::response::find_by_short_code(transaction, proposal.product, &code);
        if taken.await?.is_none() {
            free = Some(code);
            break;
        }
    }
    let full = || Refusal::invalid("proposal", "Every short code for this title is taken");
    let text = ResponseText {
        topic: came
            .topic
            .map_or_else(|| Topic::parse("General"), Ok)
            .map_err(|error| Refusal::invalid("proposal", error))?,
        title,
        short_code: free.ok_or_else(full)?,
        questions: came
            .question
            .and_then(|words| Questions::parse(&words).ok())
            .unwrap_or_default(),
        note: Markdown::default(),
        avoid: Markdown::default(),
        channel: Channel::Any,
        cohorts: Vec::new(),
        material: None,
        finding: None,
        owner: None,
    };
    Ok(plan::add_in(service, transaction, actor, (granted, &text)).await?.id.uuid())
}

async fn become_item(
    service: &Service,
    transaction: &mut Transaction,
    proposal: &Proposal,
) -> Result<Uuid, Error> {
    let product = proposal.product;
    let there = store::response::product_item::list_product_items(transaction, product).await?;
    if there.len() >= limits::PRODUCT_ITEMS {
        let message = format!("A product has at most {} items", limits::PRODUCT_ITEMS);
        return Err(Refusal::invalid("proposal", message).into());
    }
    let item = ProductItem {
        id: ProductItemId::new(new_id()),
        product,
        proposal: Some(proposal.id),
        title: proposal.text.title.clone(),
        explanation: Markdown::parse(proposal.text.reason.as_str())
            .map_err(|error| Refusal::invalid("proposal", error))?,
        created_at: service.now(),
    };
    store::response::product_item::add_product_item(transaction, &item).await?;
    Ok(item.id.uuid())
}

async fn move_question(
    service: &Service,
    transaction: &mut Transaction,
    actor: &Actor,
    (question, state): (&domain::response::question::Question, &QuestionState),
) -> Result<(), Error> {
    let seen = (question.id, question.version);
    if !questions::save_state(transaction, seen, state).await? {
        return Err(Refusal::Conflict.into());
    }
    let record = question::record_about(question, Action::QuestionMoved);
    let record = Record { reason: Some(state.word().to_owned()), ..record };
    let record = trail::changed(record, question.version);
    Ok(service.audit(transaction, actor, &record).await?)
}

async fn find_seen(
    transaction: &mut Transaction,
    actor: &Actor,
    id: ProposalId,
) -> Result<Proposal, Error> {
    let proposal = kept::find_proposal(transaction, id).await?.ok_or(Refusal::NotFound)?;
    let seen = sees(transaction, actor, proposal.product, proposal.release).await?;
    if seen { Ok(proposal) } else { Err(Refusal::NotFound.into()) }
}

fn record_about(proposal: &Proposal, action: Action) -> Record {
    let object = proposal.id.uuid();
    let record = match proposal.release {
        Some(release) => trail::record_in(release, action, Object::Proposal, object),
        None => trail::record_at(proposal.product, action, Object::Proposal, object),
    };
    Record { label: Some(proposal.text.title.to_string()), ..record }
}
