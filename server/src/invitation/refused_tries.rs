//! Notes tries that the door has refused, for the hosts' list. Only what somebody does counts, never the look at a page.
//!
//! A note must be committed although the answer is an error: whoever notes a try answers the refusal as a value and makes
//! an error of it after the commit.

use app::backend::Caller;
use app::error::AppError;
use domain::audit::{AuditAct, AuditField};
use domain::invitation::{Invitation, Settlement, TryCause, is_worth_telling};
use domain::live::RoomEvent;
use domain::{InvitationId, Refusal, Timestamp};

use super::queries::StoredInvitation;
use super::refused_try_queries as queries;
use crate::audit::{self, By, Note};
use crate::db::{Connection, DbError};
use crate::failure::Outcome;
use crate::join::standing::Standing;
use crate::live::events;

/// What somebody comes to who may be refused, as the value of a transaction that is committed either way.
pub type Tried<T> = Result<T, Refusal>;

/// Notes one try at an invitation's link, in a transaction that holds the room.
pub async fn note(
    connection: &mut Connection,
    invitation: &Invitation,
    cause: TryCause,
    user_agent: &str,
    now: Timestamp,
) -> Result<(), DbError> {
    let Invitation { id, room, .. } = *invitation;
    let told = queries::list_told(connection, id).await?;
    queries::count(connection, id, cause, user_agent, now).await?;
    if is_worth_telling(&told, cause, now) {
        queries::update_told(connection, id, cause, now).await?;
        events::append(connection, room, &RoomEvent::InvitationNoted { invitation: id }, now).await?;
    }
    Ok(())
}

/// As [`note`], for what the door says to whoever comes with an invitation: hosts learn of it when they can help.
pub async fn note_refusal(
    connection: &mut Connection,
    stored: Option<&StoredInvitation>,
    refusal: Refusal,
    caller: &Caller,
    now: Timestamp,
) -> Result<(), DbError> {
    match (stored, TryCause::of(refusal)) {
        (Some(stored), Some(cause)) => {
            note(connection, &stored.invitation, cause, &caller.user_agent, now).await?;
            let entry = Note::of(AuditAct::LinkRefused)
                .about_guest(&stored.invitation)
                .with(AuditField::Cause, cause);
            audit::note(connection, &By::visitor(caller), entry, now).await
        }
        _ => Ok(()),
    }
}

/// As [`note_refusal`], for whoever is at a room's door, however they come: of those who hold a place by a guest link only
/// the audit log learns.
pub async fn note_refusal_of(
    connection: &mut Connection,
    standing: &Standing,
    refusal: Refusal,
    caller: &Caller,
    now: Timestamp,
) -> Result<(), DbError> {
    let Some(guest) = &standing.link_guest else {
        return note_refusal(connection, standing.invitation.as_ref(), refusal, caller, now).await;
    };
    let cause = match refusal {
        Refusal::Removed => Some(TryCause::Removed),
        other => TryCause::of(other),
    };
    let Some(cause) = cause else { return Ok(()) };
    let entry = Note::of(AuditAct::LinkRefused).about_link_guest(guest).with(AuditField::Cause, cause);
    audit::note(connection, &By::link_guest(guest, caller), entry, now).await
}

/// The edge of such a transaction: the refusal becomes the error that it is.
pub fn told<T>(tried: Tried<T>) -> Outcome<T> {
    tried.map_err(|refusal| AppError::Refused(refusal).into())
}

/// Forgets the tries that something has settled; false when there were none.
pub async fn settle(
    connection: &mut Connection,
    invitation: InvitationId,
    settlement: Settlement,
) -> Result<bool, DbError> {
    let mut has_settled = false;
    for (cause, _) in queries::list_told(connection, invitation).await? {
        if settlement.settles(cause) {
            queries::delete(connection, invitation, cause).await?;
            has_settled = true;
        }
    }
    Ok(has_settled)
}
