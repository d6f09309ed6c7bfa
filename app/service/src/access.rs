//! Proofs that a person may do something to a release. The functions that change a release ask for
//! one, so forgetting to ask for permission does not compile.
//!
//! Asking is also where locks begin, always in this order: who is an administrator, the person who
//! acts, the release, their part in it. Whatever else a verb locks comes behind that: the phase, its
//! ballots; the runbook, the run, the drill. Two who keep the order wait for each other and never
//! stand in each other's way.

use std::collections::HashMap;
use std::marker::PhantomData;

use domain::access::{Operation, Relation, Scopes, may};
use domain::ids::{ProductId, ReleaseId};
use domain::person::Person;
use domain::product::{Place, Product};
use domain::release::{Part, Release};
use store::Transaction;
use store::person::acting;

use crate::{Actor, Error, Refusal};

/// What a proof is about.
pub(crate) trait Permit {
    const OPERATION: Operation;
    /// What a person reads who may see the release and not do this.
    const REFUSAL: Refusal;
}

macro_rules! permits {
    ($($name:ident($operation:ident, $refusal:expr);)*) => {$(
        pub(crate) enum $name {}

        impl Permit for $name {
            const OPERATION: Operation = Operation::$operation;
            const REFUSAL: Refusal = $refusal;
        }
    )*};
}

permits! {
    See(SeeRelease, Refusal::NotFound);
    PlanIt(PlanRelease, Refusal::NOT_OWNER);
    Work(WorkChecklist, Refusal::READS_ONLY);
    CastVote(Vote, Refusal::NOT_VOTER);
    DecideIt(Decide, Refusal::NOT_OWNER);
    AskException(RequestException, Refusal::READS_ONLY);
    ApproveIt(Approve, Refusal::NOT_APPROVER);
    WriteTraining(WriteTraining, Refusal::READS_ONLY);
    ReviewTraining(ReviewTraining, Refusal::READS_ONLY);
    WriteResponse(WriteResponse, Refusal::READS_ONLY);
    ApproveResponse(ApproveResponse, Refusal::NOT_LEAD);
}

/// A release, and the proof that its holder may do `P` to it.
pub(crate) struct Granted<P: Permit> {
    pub(crate) release: Release,
    allowed: Scopes,
    permit: PhantomData<P>,
}

impl<P: Permit> Granted<P> {
    /// What else its holder may do to the release.
    pub(crate) const fn may(&self, operation: Operation) -> bool {
        self.allowed.contain(operation)
    }
}

/// Asks for permission, inside the transaction that will use it: a right that was taken away a
/// moment ago is gone, and in a write nobody takes it away before the write has ended. Ticks of
/// different people do not wait for each other.
pub(crate) async fn grant<P: Permit>(
    transaction: &mut Transaction,
    actor: &Actor,
    id: ReleaseId,
) -> Result<Granted<P>, Error> {
    if !transaction.is_write() && !actor.is_command() {
        // Nobody has to be held, so one question is enough.
        let about = (actor.person.id, id);
        let (person, part) = acting::find_person_with_part(transaction, about)
            .await?
            .filter(|(person, _)| person.active)
            .ok_or(Refusal::NotSignedIn)?;
        return permit_with(transaction, (actor, &person, part), id).await;
    }
    let person = present(transaction, actor).await?;
    permit(transaction, (actor, person), id).await
}

/// The same for a verb that needs more of a release than one row to stay as it is: who takes part,
/// the order of its items, its phases. Only one of them goes on at a time. Read everything behind
/// this: what was read before the lock may be old.
pub(crate) async fn grant_alone<P: Permit>(
    transaction: &mut Transaction,
    actor: &Actor,
    id: ReleaseId,
) -> Result<Granted<P>, Error> {
    let person = present(transaction, actor).await?;
    store::release::lock_release(transaction, id).await?;
    permit(transaction, (actor, person), id).await
}

/// A product or one release of it, and the proof that its holder may do `P` to what lies there.
pub(crate) struct GrantedAt<P: Permit> {
    pub(crate) place: Place,
    pub(crate) product: Product,
    /// None for what lies in the product.
    pub(crate) release: Option<Release>,
    allowed: Scopes,
    permit: PhantomData<P>,
}

impl<P: Permit> GrantedAt<P> {
    /// Everything that its holder may do there.
    pub(crate) const fn allowed(&self) -> Scopes {
        self.allowed
    }

    /// What else its holder may do there.
    pub(crate) const fn may(&self, operation: Operation) -> bool {
        self.allowed.contain(operation)
    }
}

/// Asks for permission where something lies: as [`grant`] in a release, and in a product for what is
/// open to everybody. `See` is what lets somebody in.
pub(crate) async fn grant_at<P: Permit>(
    transaction: &mut Transaction,
    actor: &Actor,
    place: Place,
) -> Result<GrantedAt<P>, Error> {
    let person = present(transaction, actor).await?;
    permit_at(transaction, (actor, person), place).await
}

/// The same for a verb that needs more than one row there to stay as it is: only one goes on at a time.
pub(crate) async fn grant_alone_at<P: Permit>(
    transaction: &mut Transaction,
    actor: &Actor,
    place: Place,
) -> Result<GrantedAt<P>, Error> {
    let person = present(transaction, actor).await?;
    match place {
        Place::Product(id) => store::product::lock_product(transaction, id).await?,
        Place::Release(id) => store::release::lock_release(transaction, id).await?,
    };
    permit_at(transaction, (actor, person), place).await
}

async fn permit_at<P: Permit>(
    transaction: &mut Transaction,
    (actor, person): (&Actor, Person),
    place: Place,
) -> Result<GrantedAt<P>, Error> {
    let (id, release, allowed) = match place {
        Place::Product(id) => {
            let may = |operation| actor.may_as(person.standing(), Relation::None, operation);
            if !may(Operation::SeeOrganisation) {
                return Err(Refusal::NotFound.into());
            }
            (id, None, Operation::ALL.into_iter().filter(|operation| may(*operation)).collect())
        }
        Place::Release(id) => {
            let granted = permit::<P>(transaction, (actor, person), id).await?;
            (granted.release.product, Some(granted.release), granted.allowed)
        }
    };
    let product = store::product::find_product(transaction, id).await?.ok_or(Refusal::NotFound)?;
    let granted = GrantedAt { place, product, release, allowed, permit: PhantomData };
    // What lies in a product is seen by whoever sees the organisation.
    if P::OPERATION != Operation::SeeRelease && !granted.may(P::OPERATION) {
        return Err(P::REFUSAL.into());
    }
    Ok(granted)
}

async fn permit<P: Permit>(
    transaction: &mut Transaction,
    (actor, person): (&Actor, Person),
    id: ReleaseId,
) -> Result<Granted<P>, Error> {
    let part = store::release::participant::hold_part(transaction, id, person.id).await?;
    permit_with(transaction, (actor, &person, part), id).await
}

async fn permit_with<P: Permit>(
    transaction: &mut Transaction,
    (actor, person, part): (&Actor, &Person, Option<Part>),
    id: ReleaseId,
) -> Result<Granted<P>, Error> {
    let release = store::release::find_release(transaction, id).await?.ok_or(Refusal::NotFound)?;
    let relation = relation(&release, part);
    let may = |operation| actor.may_as(person.standing(), relation, operation);
    if !may(Operation::SeeRelease) {
        return Err(Refusal::NotFound.into());
    }
    if !may(P::OPERATION) {
        return Err(P::REFUSAL.into());
    }
    let allowed = Operation::ALL.into_iter().filter(|operation| may(*operation)).collect();
    Ok(Granted { release, allowed, permit: PhantomData })
}

/// How somebody with a part, or without one, stands to a release.
pub(crate) const fn relation(release: &Release, part: Option<Part>) -> Relation {
    if release.restricted { Relation::Restricted(part) } else { Relation::Open(part) }
}

/// The releases that somebody may see, of one product or of all.
pub(crate) async fn list_seen(
    transaction: &mut Transaction,
    actor: &Actor,
    product: Option<ProductId>,
) -> Result<Vec<Release>, Error> {
    if !actor.is_for(Operation::SeeRelease) {
        return Ok(Vec::new());
    }
    Ok(store::release::list_releases(transaction, actor.person.id, product).await?)
}

/// Those of some releases that the actor may see.
pub(crate) async fn find_seen(
    transaction: &mut Transaction,
    actor: &Actor,
    ids: &[ReleaseId],
) -> Result<HashMap<ReleaseId, Release>, Error> {
    if ids.is_empty() || !actor.is_for(Operation::SeeRelease) {
        return Ok(HashMap::new());
    }
    let seen = store::release::list_releases_among(transaction, actor.person.id, ids).await?;
    Ok(seen.into_iter().map(|release| (release.id, release)).collect())
}

/// Asks for permission to do something that is not about a release.
pub(crate) async fn allow(
    transaction: &mut Transaction,
    actor: &Actor,
    operation: Operation,
) -> Result<Person, Error> {
    let person = present(transaction, actor).await?;
    if actor.may_as(person.standing(), Relation::None, operation) {
        return Ok(person);
    }
    Err(match operation {
        Operation::ManagePeople => {
            Refusal::NotAllowed("Only an administrator can manage people.").into()
        }
        Operation::Operate => {
            Refusal::NotAllowed("Only an administrator looks after the installation.").into()
        }
        Operation::UseDesk => Refusal::NOT_SUPPORT.into(),
        Operation::ApproveResponse => Refusal::NOT_LEAD.into(),
        _ => Refusal::READS_ONLY.into(),
    })
}

/// Whether somebody has access and manages people.
pub(crate) const fn manages_people(person: &Person) -> bool {
    person.active && may(person.standing(), Relation::None, Operation::ManagePeople)
}

/// Refuses what somebody came by when it is not for such operations at all.
pub(crate) fn allow_scope(actor: &Actor, operation: Operation) -> Result<(), Refusal> {
    if actor.is_for(operation) { Ok(()) } else { Err(Refusal::NotFound) }
}

/// Asks for permission to change who is here and who is an administrator. Only one does so at a time.
pub(crate) async fn manage_people(
    transaction: &mut Transaction,
    actor: &Actor,
) -> Result<Person, Error> {
    store::person::lock_administrators(transaction).await?;
    allow(transaction, actor, Operation::ManagePeople).await
}

/// Holds releases for an administrator who hands them over, behind [`manage_people`] and in the order of their ids.
pub(crate) async fn hold_to_hand_over(
    transaction: &mut Transaction,
    ids: &[ReleaseId],
) -> Result<(), Error> {
    for id in ids {
        store::release::lock_release(transaction, *id).await?;
    }
    Ok(())
}

async fn present(transaction: &mut Transaction, actor: &Actor) -> Result<Person, Error> {
    if actor.is_command() {
        return Ok(actor.person.clone());
    }
    let person = acting::hold_person(transaction, actor.person.id).await?;
    Ok(person.filter(|person| person.active).ok_or(Refusal::NotSignedIn)?)
}
