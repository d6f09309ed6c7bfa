//! What a release has at all. Most releases have no drill and no conditions: what there is none of need not be read.

use domain::ids::ReleaseId;

use crate::{StoreError, Transaction};

/// Whether there is one of each.
#[derive(Clone, Copy, PartialEq, Eq, Debug, sqlx::FromRow)]
pub struct Contents {
    pub phases: bool,
    pub switches: bool,
    pub runbooks: bool,
    pub runs: bool,
    pub drills: bool,
    pub risks: bool,
    pub findings: bool,
    pub markers: bool,
    pub conditions: bool,
    pub sections: bool,
}

pub async fn find_contents(
    transaction: &mut Transaction,
    release: ReleaseId,
) -> Result<Contents, StoreError> {
    transaction
        .one(
            "SELECT EXISTS (SELECT 1 FROM phases     WHERE release_id = $1) AS phases,
                    EXISTS (SELECT 1 FROM switches   WHERE release_id = $1) AS switches,
                    EXISTS (SELECT 1 FROM runbooks   WHERE release_id = $1) AS runbooks,
                    EXISTS (SELECT 1 FROM runs       WHERE release_id = $1) AS runs,
                    EXISTS (SELECT 1 FROM drills     WHERE release_id = $1) AS drills,
                    EXISTS (SELECT 1 FROM risks      WHERE release_id = $1) AS risks,
                    EXISTS (SELECT 1 FROM findings   WHERE release_id = $1) AS findings,
                    EXISTS (SELECT 1 FROM markers    WHERE release_id = $1) AS markers,
                    EXISTS (SELECT 1 FROM conditions WHERE release_id = $1) AS conditions,
                    EXISTS (SELECT 1 FROM sections   WHERE release_id = $1) AS sections",
            (release.uuid(),),
        )
        .await
}
