//! Bringing in templates that people already have. What comes in is a draft: nobody copies it before another
//! person approves it.

use std::collections::{BTreeMap, BTreeSet};

use domain::activity::{Action, Object};
use domain::ids::{ProductId, ReleaseId, ResponseId, VariantId};
use domain::limits;
use domain::product::Place;
use domain::response::import::{About, Import, Outcome, Plan, Planned, Templates, There};
use domain::response::{Response, ResponseText, Text, TextState, Variant};
use store::Transaction;
use store::response::exchange::{self, Kept};
use store::response::{text, variant};

use crate::access::{self, WriteResponse, grant_alone_at, grant_at};
use crate::activity::trail;
use crate::product::Shelf;
use crate::{Actor, Error, Refusal, Service, new_id};

/// What a document would become.
pub struct Preview {
    pub at: Shelf,
    pub import: Import,
    pub plan: Plan,
}

/// A document, and what a person chose of it.
pub struct Sent<'a> {
    /// What its file is called, or nothing.
    pub name: &'a str,
    pub document: &'a [u8],
    /// Templates and variables by their places; none before somebody has looked at them, and everything
    /// comes in. What is behind the last one that was shown comes in too.
    pub chosen: Option<Chosen>,
}

#[derive(Clone, Default)]
pub struct Chosen {
    pub take: BTreeSet<usize>,
    pub convert: BTreeSet<usize>,
}

/// What came in.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Done {
    pub new: usize,
    pub variants: usize,
    pub changed: usize,
    pub unchanged: usize,
}

impl Done {
    fn of(plan: &Plan) -> Self {
        Self {
            new: plan.count(Outcome::New),
            variants: plan.count(Outcome::Variant),
            changed: plan.count(Outcome::Changed),
            unchanged: plan.count(Outcome::Unchanged),
        }
    }
}

/// # Errors
/// The actor may not write templates there.
pub async fn at(service: &Service, actor: &Actor, place: Place) -> Result<Shelf, Error> {
    let mut transaction = service.database.read().await?;
    Ok(Shelf::of(&grant_at::<WriteResponse>(&mut transaction, actor, place).await?))
}

/// Reads a document and changes nothing. What is wrong in it is in the plan.
///
/// # Errors
/// The actor may not write templates there, or the document cannot be looked at.
pub async fn preview(
    service: &Service,
    actor: &Actor,
    place: Place,
    sent: &Sent<'_>,
) -> Result<Preview, Error> {
    let import = read(sent)?;
    let mut transaction = service.database.read().await?;
    let granted = grant_at::<WriteResponse>(&mut transaction, actor, place).await?;
    let here = Here::load(&mut transaction, actor, granted.product.id).await?;
    let plan = plan(&import, &here.templates, sent.chosen.as_ref());
    Ok(Preview { at: Shelf::of(&granted), import, plan })
}

/// Keeps what was chosen: all of it, or nothing.
///
/// # Errors
/// As for the preview, something is wrong, or there would be too many.
pub async fn confirm(
    service: &Service,
    actor: &Actor,
    place: Place,
    sent: &Sent<'_>,
) -> Result<Done, Error> {
    let import = read(sent)?;
    let mut transaction = service.database.write().await?;
    let granted = grant_alone_at::<WriteResponse>(&mut transaction, actor, place).await?;
    let here = Here::load(&mut transaction, actor, granted.product.id).await?;
    let plan = plan(&import, &here.templates, sent.chosen.as_ref());
    if let Some(problem) = plan.problems.iter().find(|problem| problem.wrong) {
        return Err(Refusal::invalid("document", problem.said()).into());
    }
    let done = Done::of(&plan);
    if here.count + done.new > limits::RESPONSES {
        let message = format!("A product has at most {} templates", limits::RESPONSES);
        return Err(Refusal::invalid("document", message).into());
    }
    let product = granted.product.id;
    let mut writing =
        Writing { service, actor, product, place, responses: here.responses, elsewhere: false };
    for planned in plan.planned.iter().filter(|planned| planned.outcome.comes_in()) {
        writing.keep(&mut transaction, planned).await?;
    }
    let came = done.new + done.variants + done.changed;
    if came > 0 {
        let mut record = match place {
            Place::Release(id) => {
                trail::record_in(id, Action::ResponsesImported, Object::Release, id.uuid())
            }
            Place::Product(id) => {
                trail::record_at(id, Action::ResponsesImported, Object::Product, id.uuid())
            }
        };
        record.label = Some(format!("{came} texts of templates"));
        service.audit(&mut transaction, actor, &record).await?;
        if writing.elsewhere {
            // What else lies in the product changed as well, also for its other releases.
            let (action, object) = (Action::ResponsesImported, Object::Product);
            let mut record = trail::record_at(product, action, object, product.uuid());
            record.label = Some("texts into templates that were there".to_owned());
            service.audit(&mut transaction, actor, &record).await?;
        }
    }
    transaction.commit().await?;
    Ok(done)
}

fn read(sent: &Sent<'_>) -> Result<Import, Refusal> {
    Import::read_bytes(sent.name, sent.document)
        .map_err(|error| Refusal::invalid("document", error))
}

fn plan(import: &Import, templates: &Templates, chosen: Option<&Chosen>) -> Plan {
    let shown = |place: usize| place < limits::IMPORT_SHOWN;
    let takes = |nth: usize| chosen.is_none_or(|chosen| !shown(nth) || chosen.take.contains(&nth));
    let kept: BTreeSet<String> = match chosen {
        Some(chosen) => {
            let distinct = import.distinct().into_iter().enumerate();
            let kept = distinct.filter(|(nth, _)| shown(*nth) && !chosen.convert.contains(nth));
            kept.map(|(_, (variable, _))| variable.text.clone()).collect()
        }
        None => BTreeSet::new(),
    };
    import.plan(templates, takes, |variable| !kept.contains(&variable.text))
}

/// What a product has, as far as the actor may write in it.
struct Here {
    templates: Templates,
    responses: BTreeMap<String, ResponseId>,
    count: usize,
}

impl Here {
    async fn load(
        transaction: &mut Transaction,
        actor: &Actor,
        product: ProductId,
    ) -> Result<Self, Error> {
        let seen = access::list_seen(transaction, actor, Some(product)).await?;
        let seen: BTreeSet<ReleaseId> = seen.into_iter().map(|release| release.id).collect();
        let may = |release: Option<ReleaseId>| release.is_none_or(|id| seen.contains(&id));
        let codes = exchange::list_codes(transaction, product).await?;
        let mut here = Self {
            templates: Templates::default(),
            responses: BTreeMap::new(),
            count: codes.len(),
        };
        for (id, release, code, retired) in codes {
            if may(release) && !retired {
                here.templates.open.insert(code.clone(), Vec::new());
                here.responses.insert(code.clone(), id);
            }
            here.templates.taken.insert(code);
        }
        for cohort in store::product::cohort::list_cohorts(transaction, product).await? {
            here.templates.cohorts.insert(cohort.text.name.as_str().to_lowercase(), cohort.id);
        }
        for kept in exchange::list_kept(transaction, product).await? {
            if may(kept.release) {
                here.add(kept);
            }
        }
        Ok(here)
    }

    fn add(&mut self, kept: Kept) {
        let Some(texts) = self.templates.open.get_mut(&kept.short_code) else { return };
        self.templates.about.entry(kept.short_code).or_insert(About {
            title: kept.title,
            topic: kept.topic,
            questions: kept.questions,
            note: kept.note,
            avoid: kept.avoid,
        });
        let is_open = kept.state.is_open();
        let same = texts
            .iter_mut()
            .find(|there| there.situation == kept.situation && there.language == kept.language);
        match same {
            Some(there) => {
                there.bodies.push(kept.body);
                there.is_open |= is_open;
            }
            None => texts.push(There {
                situation: kept.situation,
                language: kept.language,
                bodies: vec![kept.body],
                is_open,
            }),
        }
    }
}

/// What the templates of a document are written with.
struct Writing<'a> {
    service: &'a Service,
    actor: &'a Actor,
    product: ProductId,
    place: Place,
    responses: BTreeMap<String, ResponseId>,
    /// Something came into a template that was there.
    elsewhere: bool,
}

impl Writing<'_> {
    async fn keep(
        &mut self,
        transaction: &mut Transaction,
        planned: &Planned,
    ) -> Result<(), Error> {
        let response = match self.responses.get(planned.code.as_str()) {
            Some(there) => {
                store::response::lock_response(transaction, *there).await?;
                // It may be of the product or of another release.
                self.elsewhere |= matches!(self.place, Place::Release(_));
                *there
            }
            None => self.add_response(transaction, planned).await?,
        };
        let draft = &planned.draft;
        let there = variant::list_variants(transaction, response).await?;
        let same =
            |one: &&Variant| one.situation == draft.situation && one.language == draft.language;
        let (id, number) = match there.iter().find(same) {
            Some(there) => {
                let texts = text::list_texts(transaction, there.id).await?;
                let newest = texts.iter().map(|text| text.number).max();
                (there.id, newest.unwrap_or_default() + 1)
            }
            None if there.len() >= limits::VARIANTS => {
                let message =
                    format!("“{}” has {} variants, and no room", planned.code, there.len());
                return Err(Refusal::invalid("document", message).into());
            }
            None => (self.add_variant(transaction, response, planned).await?, 1),
        };
        let text = Text {
            variant: id,
            number,
            body: planned.body.clone(),
            state: TextState::Draft { review: None },
            validity: draft.validity,
            written_by: self.actor.person.id,
            written_at: self.service.now(),
            version: 1,
        };
        text::add_text(transaction, &text).await?;
        Ok(())
    }

    async fn add_response(
        &mut self,
        transaction: &mut Transaction,
        planned: &Planned,
    ) -> Result<ResponseId, Error> {
        let draft = &planned.draft;
        let release = match self.place {
            Place::Product(_) => None,
            Place::Release(id) => Some(id),
        };
        let response = Response {
            id: ResponseId::new(new_id()),
            product: self.product,
            release,
            text: ResponseText {
                topic: draft.topic.clone(),
                title: draft.title.clone(),
                short_code: planned.code.clone(),
                questions: draft.questions.clone(),
                note: draft.note.clone(),
                avoid: draft.avoid.clone(),
                channel: draft.channel,
                cohorts: planned.cohorts.clone(),
                material: None,
                finding: None,
                owner: None,
            },
            retired_at: None,
            created_by: self.actor.person.id,
            created_at: self.service.now(),
            version: 1,
        };
        store::response::add_response(transaction, &response).await?;
        self.responses.insert(planned.code.as_str().to_owned(), response.id);
        Ok(response.id)
    }

    async fn add_variant(
        &self,
        transaction: &mut Transaction,
        response: ResponseId,
        planned: &Planned,
    ) -> Result<VariantId, Error> {
        let variant = Variant {
            id: VariantId::new(new_id()),
            response,
            situation: planned.draft.situation,
            language: planned.draft.language.clone(),
        };
        variant::add_variant(transaction, &variant, self.service.now()).await?;
        Ok(variant.id)
    }
}
