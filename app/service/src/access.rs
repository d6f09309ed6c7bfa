//! Proofs that a person may do something to a release. The functions that change a release ask for
//! one, so forgetting to ask for permission does not compile.

use std::marker::PhantomData;

use domain::access::{Operation, Relation, may};
use domain::ids::ReleaseId;
use domain::person::{Person, Role};
use domain::release::{Part, Release};
use store::Transaction;

use crate::{Error, Refusal, Viewer};

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
}

/// A release, and the proof that its holder may do `P` to it.
pub(crate) struct Granted<P: Permit> {
    pub(crate) release: Release,
    pub(crate) relation: Relation,
    pub(crate) role: Role,
    permit: PhantomData<P>,
}

/// Asks for permission, inside the transaction that will use it: a right that was taken away a
/// moment ago is gone.
pub(crate) async fn grant<P: Permit>(
    transaction: &mut Transaction,
    viewer: &Viewer,
    id: ReleaseId,
) -> Result<Granted<P>, Error> {
    let person = present(transaction, viewer).await?;
    let release = store::release::find_release(transaction, id).await?.ok_or(Refusal::NotFound)?;
    let part = store::release::participant::find_part(transaction, id, person.id).await?;
    let relation = relation(&release, part);
    if !may(person.role, relation, Operation::SeeRelease) {
        return Err(Refusal::NotFound.into());
    }
    if !may(person.role, relation, P::OPERATION) {
        return Err(P::REFUSAL.into());
    }
    Ok(Granted { release, relation, role: person.role, permit: PhantomData })
}

/// How somebody with a part, or without one, stands to a release.
pub(crate) const fn relation(release: &Release, part: Option<Part>) -> Relation {
    if release.restricted { Relation::Restricted(part) } else { Relation::Open(part) }
}

/// Asks for permission to do something that is not about a release.
pub(crate) async fn allow(
    transaction: &mut Transaction,
    viewer: &Viewer,
    operation: Operation,
) -> Result<Person, Error> {
    let person = present(transaction, viewer).await?;
    if may(person.role, Relation::None, operation) {
        return Ok(person);
    }
    Err(match operation {
        Operation::ManagePeople => {
            Refusal::NotAllowed("Only an administrator can manage people.").into()
        }
        _ => Refusal::READS_ONLY.into(),
    })
}

async fn present(transaction: &mut Transaction, viewer: &Viewer) -> Result<Person, Error> {
    let person = store::person::find_person(transaction, viewer.person.id).await?;
    Ok(person.filter(|person| person.active).ok_or(Refusal::NotSignedIn)?)
}
