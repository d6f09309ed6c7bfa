//! How verbs write the audit trail: in their own transaction, so that there is no change without a
//! record and no record without a change.

use domain::activity::{Action, Object};
use domain::checklist::Item;
use domain::ids::{AuditId, ProductId, ReleaseId};
use store::activity::{Origin, Record};
use store::engine::news::Change;
use store::{StoreError, Transaction};
use uuid::Uuid;

use crate::{Actor, Service, new_id};

/// A record that has only what it is about; the rest is added by name.
pub(crate) const fn record(action: Action, object: Object, object_id: Uuid) -> Record {
    Record::of(action, object, object_id)
}

/// A record about something in a release.
pub(crate) fn record_in(
    release: ReleaseId,
    action: Action,
    object: Object,
    object_id: Uuid,
) -> Record {
    Record { release: Some(release), ..record(action, object, object_id) }
}

/// A record about something of a product that lies in none of its releases.
pub(crate) fn record_at(
    product: ProductId,
    action: Action,
    object: Object,
    object_id: Uuid,
) -> Record {
    Record { product: Some(product), ..record(action, object, object_id) }
}

/// A record about an item, with what it was called then: the trail tells what was ticked, also when
/// the item says something else today or is gone.
pub(crate) fn record_of_item(item: &Item, action: Action) -> Record {
    let record = record_in(item.release, action, Object::Item, item.id.uuid());
    Record { label: Some(item.title.clone()), ..record }
}

/// A record of a change from one version to the next.
pub(crate) fn changed(record: Record, version: i64) -> Record {
    Record { version_before: Some(version), version_after: Some(version + 1), ..record }
}

impl Service {
    pub(crate) async fn append_audit(
        &self,
        transaction: &mut Transaction,
        origin: &Origin,
        record: &Record,
    ) -> Result<(), StoreError> {
        let id = AuditId::new(new_id());
        store::activity::append_audit(transaction, id, self.now(), origin, record).await?;
        if record.release.is_some() || !record.action.may_end_looking() {
            return Ok(());
        }
        // Whoever looks by what ended here is asked at once.
        let (action, object) = (record.action.key().to_owned(), record.object_id);
        transaction.announce(Change { release: None, action, object, detail: None }).await
    }

    /// Writes down what a person did, and tells everybody who looks at the release, or at answers.
    pub(crate) async fn audit(
        &self,
        transaction: &mut Transaction,
        actor: &Actor,
        record: &Record,
    ) -> Result<(), StoreError> {
        self.audit_with(transaction, actor, record, None).await
    }

    /// The same, with what is different: the listeners then need not ask.
    pub(crate) async fn audit_with(
        &self,
        transaction: &mut Transaction,
        actor: &Actor,
        record: &Record,
        detail: Option<String>,
    ) -> Result<(), StoreError> {
        self.append_audit(transaction, &actor.origin(), record).await?;
        if record.release.is_none() && !matches!(record.object, Object::Response | Object::Fragment)
        {
            return Ok(());
        }
        let (action, object) = (record.action.key().to_owned(), record.object_id);
        transaction.announce(Change { release: record.release, action, object, detail }).await
    }
}
