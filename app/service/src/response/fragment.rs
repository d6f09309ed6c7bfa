//! Fragments: proposed by one person, approved by a lead who is another, and then in every template that names them.

use domain::access::Operation;
use domain::activity::{Action, AuditEntry, Object};
use domain::ids::{FragmentId, ProductId};
use domain::limits;
use domain::product::Place;
use domain::response::Response;
use domain::response::body::{Body, Fragments, VariableName};
use domain::response::fragment::{Fragment, Proposed};
use domain::text::{Markdown, Reason};
use store::Transaction;
use store::activity::Record;
use store::response::fragment as fragments;

use super::text::Decision;
use crate::access::{
    ApproveResponse, GrantedAt, Permit, See, WriteResponse, grant_alone_at, grant_at,
};
use crate::activity::trail;
use crate::product::Shelf;
use crate::{Actor, Error, Names, Refusal, Service, new_id, person};

/// The fragments of a product.
pub struct OfProduct {
    pub shelf: Shelf,
    pub fragments: Vec<Fragment>,
}

/// A fragment with everything on its page.
pub struct ShownFragment {
    pub shelf: Shelf,
    pub fragment: Fragment,
    /// All of the product: what it includes and what includes it.
    pub others: Vec<Fragment>,
    /// The templates that name it, as far as the actor may see them.
    pub used_by: Vec<Response>,
    pub names: Names,
    /// What happened to it, the newest first.
    pub entries: Vec<AuditEntry>,
}

/// # Errors
/// There is no such product.
pub async fn list(service: &Service, actor: &Actor, id: ProductId) -> Result<OfProduct, Error> {
    let mut transaction = service.database.read().await?;
    let granted = grant_at::<See>(&mut transaction, actor, Place::Product(id)).await?;
    let mut all = fragments::list_fragments(&mut transaction, id).await?;
    // What is only proposed is there for nobody who does not write.
    if !granted.may(Operation::WriteResponse) {
        all.retain(|fragment| fragment.body.is_some());
    }
    Ok(OfProduct { shelf: Shelf::of(&granted), fragments: all })
}

/// # Errors
/// There is no such fragment for the actor.
pub async fn find(
    service: &Service,
    actor: &Actor,
    id: FragmentId,
) -> Result<ShownFragment, Error> {
    let mut transaction = service.database.read().await?;
    let (granted, fragment) = granted::<See>(&mut transaction, actor, id).await?;
    shown(service, &mut transaction, actor, &granted, fragment).await
}

/// The same for those who write it.
///
/// # Errors
/// There is no such fragment for the actor, or they may only read it.
pub async fn find_to_write(
    service: &Service,
    actor: &Actor,
    id: FragmentId,
) -> Result<ShownFragment, Error> {
    let mut transaction = service.database.read().await?;
    let (granted, fragment) = granted::<WriteResponse>(&mut transaction, actor, id).await?;
    shown(service, &mut transaction, actor, &granted, fragment).await
}

/// Adds a fragment, whose text is a proposal.
///
/// # Errors
/// The actor may not write, there is one of this name, it is not understood, or it would include itself.
pub async fn add(
    service: &Service,
    actor: &Actor,
    product: ProductId,
    (name, body): (&VariableName, &Markdown),
) -> Result<FragmentId, Error> {
    let mut transaction = service.database.write().await?;
    let place = Place::Product(product);
    grant_alone_at::<WriteResponse>(&mut transaction, actor, place).await?;
    let there = fragments::list_fragments(&mut transaction, product).await?;
    if there.iter().any(|fragment| fragment.name == *name) {
        let message = format!("There is a fragment “{name}” already. Choose another name");
        return Err(Refusal::invalid("name", message).into());
    }
    if there.len() >= limits::FRAGMENTS {
        let message = format!("A product has at most {} fragments", limits::FRAGMENTS);
        return Err(Refusal::invalid("name", message).into());
    }
    require_sound(&there, name, body, "body")?;
    let fragment = Fragment {
        id: FragmentId::new(new_id()),
        product,
        name: name.clone(),
        body: None,
        proposed: Some(proposed(service, actor, body)),
        approved: None,
        version: 1,
    };
    fragments::add_fragment(&mut transaction, &fragment, service.now()).await?;
    let record = record_about(&fragment, Action::FragmentProposed);
    service.audit(&mut transaction, actor, &record).await?;
    transaction.commit().await?;
    Ok(fragment.id)
}

/// Proposes what a fragment is to say. It takes the place of what was proposed before.
///
/// # Errors
/// There is no such fragment, the actor may not write, it is not understood, it would include itself, or somebody else
/// was first.
pub async fn propose(
    service: &Service,
    actor: &Actor,
    (id, version): (FragmentId, i64),
    body: &Markdown,
) -> Result<(), Error> {
    let mut transaction = service.database.write().await?;
    let fragment = granted_alone::<WriteResponse>(&mut transaction, actor, id).await?;
    let there = fragments::list_fragments(&mut transaction, fragment.product).await?;
    require_sound(&there, &fragment.name, body, "body")?;
    let proposed = proposed(service, actor, body);
    if !fragments::save_proposal(&mut transaction, (id, version), Some(&proposed)).await? {
        return Err(Refusal::Conflict.into());
    }
    let record = trail::changed(record_about(&fragment, Action::FragmentProposed), version);
    service.audit(&mut transaction, actor, &record).await?;
    Ok(transaction.commit().await?)
}

/// A lead answers a proposal that is not theirs. What is approved is in every template at once.
///
/// # Errors
/// There is no such fragment, the actor is no lead or proposed it, nothing waits, it would include itself by now, or
/// somebody else was first.
pub async fn decide(
    service: &Service,
    actor: &Actor,
    (id, version): (FragmentId, i64),
    decision: &Decision,
) -> Result<(), Error> {
    let mut transaction = service.database.write().await?;
    let fragment = granted_alone::<ApproveResponse>(&mut transaction, actor, id).await?;
    if fragment.version != version {
        return Err(Refusal::Conflict.into());
    }
    let me = actor.person.id;
    let (saved, record) = match decision {
        Decision::Approve => {
            let body = fragment.approve(me);
            let body = body.map_err(|error| Refusal::invalid("decision", error))?;
            let there = fragments::list_fragments(&mut transaction, fragment.product).await?;
            require_sound(&there, &fragment.name, body, "decision")?;
            require_approved(&there, body)?;
            let by = (me, service.now());
            let saved = fragments::approve_proposal(&mut transaction, (id, version), by).await?;
            (saved, record_about(&fragment, Action::FragmentApproved))
        }
        Decision::SendBack(reason) => {
            require_proposed(&fragment)?;
            let saved = fragments::save_proposal(&mut transaction, (id, version), None).await?;
            (saved, sent_back(&fragment, reason))
        }
    };
    if !saved {
        return Err(Refusal::Conflict.into());
    }
    service.audit(&mut transaction, actor, &trail::changed(record, version)).await?;
    Ok(transaction.commit().await?)
}

async fn shown<P: Permit>(
    service: &Service,
    transaction: &mut Transaction,
    actor: &Actor,
    granted: &GrantedAt<P>,
    mut fragment: Fragment,
) -> Result<ShownFragment, Error> {
    let id = fragment.id;
    let (shelf, me) = (Shelf::of(granted), actor.person.id);
    let mut entries = Vec::new();
    if shelf.may(Operation::WriteResponse) {
        entries = store::activity::list_entries_of(transaction, id.uuid(), limits::PAGE).await?;
    } else {
        fragment.proposed = None;
    }
    let product = fragment.product;
    let naming = store::response::text::list_texts_with_fragments(transaction, product).await?;
    let names = |body: &Markdown| {
        Body::parse(body.as_str()).is_ok_and(|body| body.fragments().contains(&&fragment.name))
    };
    let ids: Vec<_> = naming.iter().filter(|(_, body)| names(body)).map(|(id, _)| *id).collect();
    let mut used_by = store::response::list_responses_of_product(transaction, product, me).await?;
    used_by.retain(|response| ids.contains(&response.id));
    Ok(ShownFragment {
        shelf,
        others: fragments::list_fragments(transaction, product).await?,
        names: person::names(service, transaction).await?,
        fragment,
        used_by,
        entries,
    })
}

/// It is understood, and no fragment includes itself by it: neither as they are nor as they are proposed.
fn require_sound(
    there: &[Fragment],
    name: &VariableName,
    body: &Markdown,
    field: &'static str,
) -> Result<(), Refusal> {
    if body.as_str().trim().is_empty() {
        return Err(Refusal::invalid(field, "Enter what the fragment says"));
    }
    let parsed = Body::parse(body.as_str()).map_err(|error| Refusal::invalid(field, error))?;
    let known = |named: &VariableName| there.iter().any(|one| one.name == *named) || named == name;
    if let Some(missing) = parsed.fragments().into_iter().find(|named| !known(named)) {
        let message = format!("There is no fragment “{missing}” in this product. Add it first");
        return Err(Refusal::invalid(field, message));
    }
    let mut proposed = Fragments::default();
    for fragment in there {
        let newest = fragment.proposed.as_ref().map(|proposed| &proposed.body);
        if let Some(Ok(body)) =
            newest.or(fragment.body.as_ref()).map(|body| Body::parse(body.as_str()))
        {
            proposed.insert(&fragment.name, body);
        }
    }
    for fragments in [super::approved(there), proposed] {
        fragments.check(name, &parsed).map_err(|error| Refusal::invalid(field, error))?;
    }
    Ok(())
}

/// Templates would miss what is only proposed.
fn require_approved(there: &[Fragment], body: &Markdown) -> Result<(), Refusal> {
    let parsed = Body::parse(body.as_str());
    let parsed = parsed.map_err(|error| Refusal::invalid("decision", error))?;
    let approved = super::approved(there);
    match parsed.fragments().into_iter().find(|name| approved.get(name).is_none()) {
        Some(name) => {
            let message = format!("The fragment “{name}” in it is not approved. Approve it first");
            Err(Refusal::invalid("decision", message))
        }
        None => Ok(()),
    }
}

fn require_proposed(fragment: &Fragment) -> Result<(), Refusal> {
    let nothing = domain::response::fragment::FragmentError::NothingProposed;
    match fragment.proposed {
        Some(_) => Ok(()),
        None => Err(Refusal::invalid("decision", nothing)),
    }
}

async fn granted<P: Permit>(
    transaction: &mut Transaction,
    actor: &Actor,
    id: FragmentId,
) -> Result<(GrantedAt<P>, Fragment), Error> {
    let fragment = fragments::find_fragment(transaction, id).await?.ok_or(Refusal::NotFound)?;
    Ok((grant_at::<P>(transaction, actor, Place::Product(fragment.product)).await?, fragment))
}

/// Only one goes on in a product at a time, and the fragment is read behind the lock: two proposals that are sound
/// alone may include each other.
async fn granted_alone<P: Permit>(
    transaction: &mut Transaction,
    actor: &Actor,
    id: FragmentId,
) -> Result<Fragment, Error> {
    let before = fragments::find_fragment(transaction, id).await?.ok_or(Refusal::NotFound)?;
    grant_alone_at::<P>(transaction, actor, Place::Product(before.product)).await?;
    Ok(fragments::find_fragment(transaction, id).await?.ok_or(Refusal::NotFound)?)
}

fn proposed(service: &Service, actor: &Actor, body: &Markdown) -> Proposed {
    Proposed { body: body.clone(), by: actor.person.id, at: service.now() }
}

fn sent_back(fragment: &Fragment, reason: &Reason) -> Record {
    Record { reason: Some(reason.to_string()), ..record_about(fragment, Action::FragmentSentBack) }
}

fn record_about(fragment: &Fragment, action: Action) -> Record {
    let record = trail::record_at(fragment.product, action, Object::Fragment, fragment.id.uuid());
    Record { label: Some(fragment.name.to_string()), ..record }
}
