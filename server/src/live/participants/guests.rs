//! What happens inside when something happens to an invitation.

use domain::invitation::Invitation;
use domain::{InvitationId, LinkGuestId, PersonId, Role, RoomId, Settings, Timestamp};

use super::queries::{self, Origin, StoredParticipant};
use super::service::{left, removed, set_role};
use crate::db::{Connection, DbError};
use crate::failure::Outcome;

/// A new invitation for somebody of this site who has been in the room already, at whichever of their addresses: they are
/// its guest from now on, and their role is its role.
pub async fn adopt(
    connection: &mut Connection,
    settings: &Settings,
    invitation: &Invitation,
    now: Timestamp,
) -> Outcome<()> {
    let addresses = settings.addresses_of(&invitation.email);
    let known = queries::find_by_addresses(connection, invitation.room, addresses).await?;
    if let Some(known) = known.filter(|known| known.participant.role != Role::Host) {
        queries::update_origin(connection, known.participant.id, invitation.id).await?;
        queries::update_forgiven(connection, known.participant.id).await?;
        set_role(connection, &known, invitation.role, now).await?;
    }
    Ok(())
}

/// Somebody is no host of the room any more: inside, they are what everybody is from now on. Whether they may
/// stay at all, the door says.
pub async fn demote_host(
    connection: &mut Connection,
    room: RoomId,
    person: PersonId,
    now: Timestamp,
) -> Outcome<()> {
    match queries::find_by_origin(connection, room, Origin::Person(person)).await? {
        Some(known) if known.participant.role == Role::Host => {
            set_role(connection, &known, Role::Viewer, now).await
        }
        _ => Ok(()),
    }
}

/// The session is planned again: guests wait once more, hosts stay.
pub async fn see_guests_off(connection: &mut Connection, room: RoomId, now: Timestamp) -> Outcome<()> {
    for participant in queries::list_inside(connection, room).await? {
        if participant.role != Role::Host {
            left(connection, room, participant.id, now).await?;
        }
    }
    Ok(())
}

/// An invitation has got another role: so has its guest.
pub async fn follow_invitation(
    connection: &mut Connection,
    room: RoomId,
    invitation: InvitationId,
    role: Role,
    now: Timestamp,
) -> Outcome<()> {
    if let Some(guest) = find_guest(connection, room, invitation).await? {
        set_role(connection, &guest, role, now).await?;
    }
    Ok(())
}

/// An invitation has been removed: so is its guest.
pub async fn put_out(
    connection: &mut Connection,
    room: RoomId,
    invitation: InvitationId,
    now: Timestamp,
) -> Outcome<()> {
    if let Some(guest) = find_guest(connection, room, invitation).await? {
        removed(connection, &guest, now).await?;
    }
    Ok(())
}

/// Somebody of this site has no account any more: nor are they here.
pub async fn put_person_out(
    connection: &mut Connection,
    room: RoomId,
    person: PersonId,
    now: Timestamp,
) -> Outcome<()> {
    if let Some(known) = queries::find_by_origin(connection, room, Origin::Person(person)).await? {
        removed(connection, &known, now).await?;
    }
    Ok(())
}

/// Somebody of this site cannot sign in any more: they are not here, and may come back when they can.
pub async fn see_person_off(
    connection: &mut Connection,
    room: RoomId,
    person: PersonId,
    now: Timestamp,
) -> Outcome<()> {
    if let Some(known) = queries::find_by_origin(connection, room, Origin::Person(person)).await? {
        left(connection, room, known.participant.id, now).await?;
    }
    Ok(())
}

/// Whoever has come by a guest link is to be here no more; false when they have never been.
pub async fn put_link_guest_out(
    connection: &mut Connection,
    room: RoomId,
    guest: LinkGuestId,
    now: Timestamp,
) -> Outcome<bool> {
    let known = queries::find_by_origin(connection, room, Origin::LinkGuest(guest)).await?;
    if let Some(known) = &known {
        removed(connection, known, now).await?;
    }
    Ok(known.is_some())
}

/// An invitation's device has been shut out: its guest is not here any more, and may come back.
pub async fn see_off(
    connection: &mut Connection,
    room: RoomId,
    invitation: InvitationId,
    now: Timestamp,
) -> Outcome<()> {
    if let Some(guest) = find_guest(connection, room, invitation).await? {
        left(connection, room, guest.participant.id, now).await?;
    }
    Ok(())
}

async fn find_guest(
    connection: &mut Connection,
    room: RoomId,
    invitation: InvitationId,
) -> Result<Option<StoredParticipant>, DbError> {
    queries::find_by_origin(connection, room, Origin::Invitation(invitation)).await
}
