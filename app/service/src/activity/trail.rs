//! How verbs write the audit trail: in their own transaction, so that there is no change without a
//! record and no record without a change.

use domain::activity::{Action, Object};
use domain::checklist::Item;
use domain::ids::{AuditId, PersonId, ReleaseId, RequestId, SessionId};
use jiff::Timestamp;
use store::activity::{Origin, Record};
use store::engine::news::Change;
use store::{StoreError, Transaction};
use uuid::Uuid;

use crate::{Service, Viewer, new_id};

/// Where a request comes from, whoever makes it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Caller {
    pub request: RequestId,
    /// The network address, whole: throttling needs it. The trail keeps only [`Caller::network`].
    pub address: Option<std::net::IpAddr>,
    /// What the browser calls itself, cut to a readable length.
    pub browser: String,
}

impl Caller {
    /// A command that somebody runs on the machine.
    #[must_use]
    pub fn command() -> Self {
        Self {
            request: RequestId::new(new_id()),
            address: None,
            browser: "command line".to_owned(),
        }
    }

    /// The network without the part that names one machine: /24 or /48.
    #[must_use]
    pub fn network(&self) -> String {
        match self.address {
            None => "local".to_owned(),
            Some(std::net::IpAddr::V4(address)) => {
                let [a, b, c, _] = address.octets();
                format!("{a}.{b}.{c}.0/24")
            }
            Some(std::net::IpAddr::V6(address)) => {
                let [a, b, c, ..] = address.segments();
                format!("{a:x}:{b:x}:{c:x}::/48")
            }
        }
    }

    pub(crate) fn origin(&self, actor: Option<PersonId>, session: Option<SessionId>) -> Origin {
        Origin { actor, session, network: self.network(), request: self.request }
    }
}

/// A record that has only what it is about; the rest is added by name.
pub(crate) fn record(action: Action, object: Object, object_id: Uuid) -> Record {
    Record {
        action,
        object,
        object_id,
        subject: None,
        release: None,
        version_before: None,
        version_after: None,
        label: None,
        reason: None,
    }
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
    pub(crate) async fn write_down(
        &self,
        transaction: &mut Transaction,
        origin: &Origin,
        record: &Record,
    ) -> Result<(), StoreError> {
        self.write_down_at(transaction, self.now(), origin, record).await
    }

    /// Writes down what happened at another time: only the demo has a past.
    pub(crate) async fn write_down_at(
        &self,
        transaction: &mut Transaction,
        at: Timestamp,
        origin: &Origin,
        record: &Record,
    ) -> Result<(), StoreError> {
        let id = AuditId::new(new_id());
        store::activity::add_record(transaction, id, at, origin, record).await
    }

    /// Writes down what a person did, and tells everybody who looks at the release.
    pub(crate) async fn record(
        &self,
        transaction: &mut Transaction,
        viewer: &Viewer,
        record: &Record,
    ) -> Result<(), StoreError> {
        self.record_with(transaction, viewer, record, None).await
    }

    /// The same, with what is different: the listeners then need not ask.
    pub(crate) async fn record_with(
        &self,
        transaction: &mut Transaction,
        viewer: &Viewer,
        record: &Record,
        detail: Option<String>,
    ) -> Result<(), StoreError> {
        self.write_down(transaction, &viewer.origin(), record).await?;
        let Some(release) = record.release else { return Ok(()) };
        let (action, object) = (record.action.key(), record.object_id);
        transaction.announce(Change { release, action, object, detail }).await
    }
}
