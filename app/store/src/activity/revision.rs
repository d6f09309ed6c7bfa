//! By which record something changed last. Whoever keeps what they read compares it in the snapshot in which they use
//! it.

use std::collections::HashMap;

use domain::ids::{ProductId, ReleaseId};
use uuid::Uuid;

use super::Record;
use crate::engine::value::{among, list};
use crate::{StoreError, Transaction};

/// What is changed by what belongs to no product: people, their absences, settings.
const ORGANISATION: Uuid = Uuid::nil();

/// By which records a release changed last, its product, and the organisation; nothing for what never did.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Revision {
    release: Option<Uuid>,
    product: Option<Uuid>,
    organisation: Option<Uuid>,
}

impl Revision {
    /// What people and settings are at.
    #[must_use]
    pub const fn of_organisation(self) -> Self {
        Self { release: None, product: None, ..self }
    }
}

/// What people and settings are at in this snapshot.
pub async fn find_revision_of_organisation(
    transaction: &mut Transaction,
) -> Result<Revision, StoreError> {
    let row: Option<(Uuid,)> = transaction
        .optional("SELECT audit_id FROM revisions WHERE object_id = $1", (ORGANISATION,))
        .await?;
    Ok(Revision { organisation: row.map(|(id,)| id), ..Revision::default() })
}

/// What releases and everything that they rest on are at in this snapshot, in the same order.
pub async fn list_revisions(
    transaction: &mut Transaction,
    releases: &[(ReleaseId, ProductId)],
) -> Result<Vec<Revision>, StoreError> {
    let sql =
        among!(transaction, "SELECT object_id, audit_id FROM revisions WHERE object_id", "$1");
    let ids = releases.iter().flat_map(|(release, product)| [release.uuid(), product.uuid()]);
    let ids = list(ids.chain([ORGANISATION]).map(|id| id.simple().to_string()));
    let rows: Vec<(Uuid, Uuid)> = transaction.all(sql, (ids,)).await?;
    let by: HashMap<Uuid, Uuid> = rows.into_iter().collect();
    let of = |id| by.get(&id).copied();
    let revision = |(release, product): &(ReleaseId, ProductId)| Revision {
        release: of(release.uuid()),
        product: of(product.uuid()),
        organisation: of(ORGANISATION),
    };
    Ok(releases.iter().map(revision).collect())
}

/// Notes that something changed by a record. On PostgreSQL two who change the same wait for each other, from the last
/// statement of a transaction to its end: what was read at one revision is never read at another.
pub(super) fn advance_revision(transaction: &mut Transaction, (audit, record): (Uuid, &Record)) {
    if !record.action.changes_facts() {
        return;
    }
    let release = record.release.map(ReleaseId::uuid);
    let of = release.or(record.product.map(ProductId::uuid)).unwrap_or(ORGANISATION);
    transaction.write_last(
        "INSERT INTO revisions (object_id, audit_id) VALUES ($1, $2)
         ON CONFLICT (object_id) DO UPDATE SET audit_id = EXCLUDED.audit_id",
        of,
        audit,
    );
}
