//! Answers to what people ask support: templates, what they say, who approves it, and what they share.

pub mod contact;
pub mod contact_rate;
pub mod export;
pub mod fragment;
pub mod import;
pub mod plan;
pub mod product_item;
pub mod proposal;
pub mod question;
pub mod support;
pub mod text;
pub mod waiting;

mod proposal_source;

use std::collections::HashMap;

use domain::access::Operation;
use domain::activity::{Action, AuditEntry, Object};
use domain::finding::Finding;
use domain::ids::ResponseId;
use domain::limits;
use domain::person::Person;
use domain::product::Place;
use domain::product::cohort::Cohort;
use domain::response::body::{Body, Fragments};
use domain::response::fragment::Fragment;
use domain::response::{Offer, Response, Text, TextStatus, Variant};
use domain::training::Material;
use store::Transaction;
use store::activity::Record;
use store::response::response_use::{Missing, Uses, count_uses, list_missing};

use crate::access::{GrantedAt, Permit, See, WriteResponse, grant_at};
use crate::activity::trail;
use crate::product::Shelf;
use crate::{Actor, Error, Names, Refusal, Service, person};

/// The templates of a place.
pub struct Responses {
    pub shelf: Shelf,
    /// By topic and title.
    pub rows: Vec<ResponseRow>,
    pub cohorts: Vec<Cohort>,
    pub names: Names,
}

pub struct ResponseRow {
    pub response: Response,
    /// Its texts that are not retired, without what they say. Whoever does not write sees what is active.
    pub offers: Vec<Offer>,
}

/// What one may choose when a template is written.
pub struct Planning {
    pub shelf: Shelf,
    pub cohorts: Vec<Cohort>,
    pub people: Vec<Person>,
    pub materials: Vec<Material>,
    pub findings: Vec<Finding>,
}

/// A template with everything on its page.
pub struct Shown {
    pub planning: Planning,
    pub response: Response,
    /// By situation and language.
    pub variants: Vec<ShownVariant>,
    pub fragments: Vec<Fragment>,
    pub names: Names,
    /// What happened to it, the newest first; for those who write.
    pub entries: Vec<AuditEntry>,
    /// How often it was copied and helped, for those who write it.
    pub uses: Option<Uses>,
    /// What was missing in it, the newest first.
    pub missing: Vec<Missing>,
}

/// A variant with its texts that are not retired, the newest first. Whoever does not write sees what is active.
pub struct ShownVariant {
    pub variant: Variant,
    pub texts: Vec<Text>,
}

impl Shown {
    /// What is approved of the fragments of the product.
    #[must_use]
    pub fn approved_fragments(&self) -> Fragments {
        approved(&self.fragments)
    }
}

/// # Errors
/// The actor may not see the place.
pub async fn list(service: &Service, actor: &Actor, place: Place) -> Result<Responses, Error> {
    let mut transaction = service.database.read().await?;
    let granted = grant_at::<See>(&mut transaction, actor, place).await?;
    let shelf = Shelf::of(&granted);
    let (product, me) = (shelf.product.id, actor.person.id);
    let today = shelf.today(service.now());
    let mut offers: HashMap<ResponseId, Vec<Offer>> = HashMap::new();
    for offer in store::response::variant::list_offers(&mut transaction, product, me).await? {
        if shelf.may(Operation::WriteResponse) || offer.status(today) == TextStatus::Active {
            offers.entry(offer.response).or_default().push(offer);
        }
    }
    let responses = store::response::list_responses(&mut transaction, place).await?;
    let rows = responses.into_iter().map(|response| ResponseRow {
        offers: offers.remove(&response.id).unwrap_or_default(),
        response,
    });
    let rows: Vec<_> = rows
        .filter(|row| {
            shelf.may(Operation::WriteResponse) || is_for_readers(&row.response, &row.offers)
        })
        .collect();
    Ok(Responses {
        rows,
        cohorts: store::product::cohort::list_cohorts(&mut transaction, product).await?,
        names: person::names(service, &mut transaction).await?,
        shelf,
    })
}

/// # Errors
/// There is no such template for the actor.
pub async fn find(service: &Service, actor: &Actor, id: ResponseId) -> Result<Shown, Error> {
    let mut transaction = service.database.read().await?;
    let (granted, response) = granted::<See>(&mut transaction, actor, id).await?;
    shown(&mut transaction, (service, actor), &granted, response).await
}

/// The same for those who write it.
///
/// # Errors
/// There is no such template for the actor, or they may only read it.
pub async fn find_to_write(
    service: &Service,
    actor: &Actor,
    id: ResponseId,
) -> Result<Shown, Error> {
    let mut transaction = service.database.read().await?;
    let (granted, response) = granted::<WriteResponse>(&mut transaction, actor, id).await?;
    shown(&mut transaction, (service, actor), &granted, response).await
}

/// A template and its place, and the proof that the actor may do `P` there.
pub(crate) async fn granted<P: Permit>(
    transaction: &mut Transaction,
    actor: &Actor,
    id: ResponseId,
) -> Result<(GrantedAt<P>, Response), Error> {
    let response = store::response::find_response(transaction, id).await?;
    let response = response.ok_or(Refusal::NotFound)?;
    Ok((grant_at::<P>(transaction, actor, response.place()).await?, response))
}

async fn planning<P: Permit>(
    transaction: &mut Transaction,
    actor: &Actor,
    granted: &GrantedAt<P>,
) -> Result<Planning, Error> {
    let product = granted.product.id;
    let mut materials =
        store::training::list_materials(transaction, Place::Product(product)).await?;
    let findings = match granted.place {
        Place::Release(release) => {
            materials.extend(store::training::list_materials(transaction, granted.place).await?);
            store::finding::list_findings(transaction, release).await?
        }
        Place::Product(product) => {
            let me = actor.person.id;
            store::finding::list_findings_of_product(transaction, product, me).await?
        }
    };
    // Nobody reads the title of what they may not read.
    materials.retain(|one| granted.may(Operation::WriteTraining) || one.is_open());
    Ok(Planning {
        shelf: Shelf::of(granted),
        cohorts: store::product::cohort::list_cohorts(transaction, product).await?,
        people: store::person::list_people(transaction).await?,
        materials,
        findings,
    })
}

async fn shown<P: Permit>(
    transaction: &mut Transaction,
    (service, actor): (&Service, &Actor),
    granted: &GrantedAt<P>,
    response: Response,
) -> Result<Shown, Error> {
    let planning = planning(transaction, actor, granted).await?;
    let (writes, id) = (planning.shelf.may(Operation::WriteResponse), response.id);
    let today = planning.shelf.today(service.now());
    let mut texts: HashMap<_, Vec<Text>> = HashMap::new();
    for text in store::response::text::list_texts_of(transaction, id).await? {
        if writes || text.status(today) == TextStatus::Active {
            texts.entry(text.variant).or_default().push(text);
        }
    }
    let variants = store::response::variant::list_variants(transaction, id).await?;
    let variants = variants.into_iter().map(|variant| ShownVariant {
        texts: texts.remove(&variant.id).unwrap_or_default(),
        variant,
    });
    let variants: Vec<_> = variants.filter(|one| writes || !one.texts.is_empty()).collect();
    let (mut entries, mut uses, mut missing) = (Vec::new(), None, Vec::new());
    if writes {
        entries = store::activity::list_entries_of(transaction, id.uuid(), limits::PAGE).await?;
        uses = Some(count_uses(transaction, id).await?);
        missing = list_missing(transaction, id, limits::PAGE).await?;
    }
    let product = response.product;
    Ok(Shown {
        names: person::names_of(&planning.people),
        fragments: store::response::fragment::list_fragments(transaction, product).await?,
        planning,
        response,
        variants,
        entries,
        uses,
        missing,
    })
}

fn is_for_readers(response: &Response, offers: &[Offer]) -> bool {
    response.retired_at.is_none() && !offers.is_empty()
}

/// What is approved of fragments, by their names.
fn approved(fragments: &[Fragment]) -> Fragments {
    let mut all = Fragments::default();
    for fragment in fragments {
        let body = fragment.body.as_ref().map(|body| Body::parse(body.as_str()));
        if let Some(Ok(body)) = body {
            all.insert(&fragment.name, body);
        }
    }
    all
}

fn record_about(response: &Response, action: Action) -> Record {
    let record = trail::record_at(response.product, action, Object::Response, response.id.uuid());
    Record { release: response.release, label: Some(response.text.title.to_string()), ..record }
}
