//! What is said after a session to those who belong to it.

use app::backend::Caller;
use app::join::farewell::Farewell;
use domain::invitation::DeviceStanding;
use domain::room::{RoomAct, may};
use domain::{Admission, InvitationId, Refusal, RoomId, Timestamp};

use super::standing::{self, Standing};
use crate::db::{Connection, DbError};
use crate::failure::Outcome;
use crate::invitation::queries::StoredInvitation;
use crate::live::participants::queries::Whereabouts;
use crate::report::queries;
use crate::site::Site;

/// The farewell on the page of a live room, which knows no more of an ended session than that it has ended.
pub async fn find(
    site: &Site,
    caller: &Caller,
    room: RoomId,
    invitation: Option<InvitationId>,
) -> Outcome<Option<Farewell>> {
    let proofs = standing::prove(site, caller).await?;
    let now = site.clock.now();
    let mut connection = site.db.read().await?;
    let standing = standing::find(&mut connection, &proofs, room, invitation, now).await?;
    Ok(of(&mut connection, &standing, now).await?)
}

/// The farewell to hosts and to whoever was there; `None` for who comes late, or while the door says anything else.
pub async fn of(
    connection: &mut Connection,
    standing: &Standing,
    now: Timestamp,
) -> Result<Option<Farewell>, DbError> {
    if standing.admission != Admission::Refused(Refusal::SessionEnded) {
        return Ok(None);
    }
    let session = standing.room.session;
    let session = session.follow_clock(now).unwrap_or(session);
    let is_host = may(standing.host, RoomAct::Host).is_ok();
    let farewell = Farewell::of(&standing.room.details.title, &session, is_host);
    let Some(farewell) = farewell else { return Ok(None) };
    let belongs = is_host || was_there(connection, standing, farewell.opened_at).await?;
    Ok(belongs.then_some(farewell))
}

/// Whether one of their pages inside was open while the session was. Who has not proven to be the guest is not told.
async fn was_there(
    connection: &mut Connection,
    standing: &Standing,
    opened_at: Timestamp,
) -> Result<bool, DbError> {
    let known = standing.participant.as_ref().filter(|known| known.whereabouts != Whereabouts::Removed);
    match known.filter(|_| is_proven(standing)) {
        Some(known) => queries::was_seen_since(connection, known.participant.id, opened_at).await,
        None => Ok(false),
    }
}

fn is_proven(standing: &Standing) -> bool {
    let is_signed_in_guest = |stored: &StoredInvitation| {
        standing
            .me
            .as_ref()
            .is_some_and(|me| standing.settings.are_same_person(&stored.invitation.email, &me.email))
    };
    standing.device == DeviceStanding::Claimed || standing.invitation.as_ref().is_none_or(is_signed_in_guest)
}
