//! Invitations that nobody has used yet.

use domain::account::Invitation;
use domain::ids::{InvitationId, PersonId};
use domain::person::{Email, Role};
use jiff::Timestamp;
use uuid::Uuid;

use crate::engine::value::moment;
use crate::person::role;
use crate::{StoreError, Transaction};

/// Every reading asks for the columns of the row; which rows stands where it is asked.
macro_rules! select {
    ($which:literal) => {
        concat!(
            "SELECT id, email, role, invited_by, expires_at
             FROM invitations
             ",
            $which
        )
    };
}

#[derive(sqlx::FromRow)]
struct InvitationRow {
    id: Uuid,
    email: String,
    role: String,
    invited_by: Uuid,
    expires_at: i64,
}

impl InvitationRow {
    fn read(self) -> Result<Invitation, StoreError> {
        Ok(Invitation {
            id: InvitationId::new(self.id),
            email: Email::parse(&self.email)
                .map_err(|_| StoreError::unknown("invitations.email", "…"))?,
            role: role(&self.role)?,
            invited_by: PersonId::new(self.invited_by),
            expires_at: moment(self.expires_at),
        })
    }
}

/// Keeps an invitation; an older one for the same address no longer works.
pub async fn save_invitation(
    transaction: &mut Transaction,
    invitation: &Invitation,
    secret_hash: &[u8],
    at: Timestamp,
) -> Result<(), StoreError> {
    transaction
        .execute("DELETE FROM invitations WHERE email = $1", (invitation.email.as_str(),))
        .await?;
    transaction
        .execute(
            "INSERT INTO invitations (id, secret_hash, email, role, invited_by, created_at, expires_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
            (
                invitation.id.uuid(),
                secret_hash.to_vec(),
                invitation.email.as_str(),
                Role::key(invitation.role),
                invitation.invited_by.uuid(),
                at.as_microsecond(),
                invitation.expires_at.as_microsecond(),
            ),
        )
        .await?;
    Ok(())
}

pub async fn find_invitation(
    transaction: &mut Transaction,
    secret_hash: &[u8],
    now: Timestamp,
) -> Result<Option<Invitation>, StoreError> {
    let row: Option<InvitationRow> = transaction
        .optional(
            select!("WHERE secret_hash = $1 AND expires_at > $2"),
            (secret_hash.to_vec(), now.as_microsecond()),
        )
        .await?;
    row.map(InvitationRow::read).transpose()
}

pub async fn list_invitations(
    transaction: &mut Transaction,
    now: Timestamp,
) -> Result<Vec<Invitation>, StoreError> {
    let rows: Vec<InvitationRow> = transaction
        .all(
            select!(
                "WHERE expires_at > $1
                 ORDER BY email"
            ),
            (now.as_microsecond(),),
        )
        .await?;
    rows.into_iter().map(InvitationRow::read).collect()
}

/// Takes an invitation back, or uses it up. Says whether it was there.
pub async fn delete_invitation(
    transaction: &mut Transaction,
    id: InvitationId,
) -> Result<bool, StoreError> {
    transaction.execute_one("DELETE FROM invitations WHERE id = $1", (id.uuid(),)).await
}
