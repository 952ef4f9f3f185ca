//! Going in and out of a room, roles inside it, and who has gone without a word.
//!
//! Presence is soft: a node notes which participants have a stream open on it, and whoever has had none on
//! any node for [`ABSENT_AFTER`] has left.

use std::time::Duration;

use app::backend::{Caller, SetCookie};
use app::error::AppError;
use app::room::api::{Inside, LiveRoom};
use domain::invitation::Invitation;
use domain::live::{Participant, RoomEvent, RoomState};
use domain::room::{RoomAct, may_change_role, may_remove};
use domain::session::SessionRefused;
use domain::{
    Admission, InvitationId, ParticipantId, PersonId, PersonName, Refusal, Role, RoomId, Timestamp,
};
use futures::FutureExt;

use super::queries::{self, Origin, StoredParticipant, Whereabouts};
use crate::account::service::require_signed_in;
use crate::db::Connection;
use crate::failure::{Failure, Outcome};
use crate::invitation;
use crate::join::claim;
use crate::join::standing::{self, Standing};
use crate::live::events;
use crate::room::service::lock_as;
use crate::secrets;
use crate::site::Site;

/// How long after their last open stream somebody counts as having left.
pub const ABSENT_AFTER: Duration = Duration::from_secs(20);

pub async fn find_live_room(
    site: &Site,
    caller: &Caller,
    room: RoomId,
    invitation: Option<InvitationId>,
) -> Outcome<LiveRoom> {
    let proofs = standing::prove(site, caller).await?;
    let now = site.clock.now();
    let mut connection = site.db.read().await?;
    let standing = standing::find(&mut connection, &proofs, room, invitation, now).await?;
    let inside = match standing.admission {
        Admission::Enter(_) => {
            let me = standing.participant.as_ref().filter(|me| me.whereabouts == Whereabouts::Inside);
            Some(Inside {
                me: me.map(|me| me.participant.id),
                host: standing.host,
                state: RoomState {
                    sequence: standing.room.sequence,
                    participants: queries::list_inside(&mut connection, room).await?,
                    details: standing.room.details,
                    session: standing.room.session,
                },
            })
        }
        _ => None,
    };
    Ok(LiveRoom {
        admission: standing.admission,
        inside,
        invitation: standing.invitation.map(|stored| stored.invitation.id),
        session: standing.room.session,
        sequence: standing.room.sequence,
        server_now: now,
    })
}

/// Goes in, or comes back in. Somebody let in by their sign-in claims their link on the way.
pub async fn enter(
    site: &Site,
    caller: &Caller,
    room: RoomId,
    invitation: Option<InvitationId>,
) -> Outcome<Option<SetCookie>> {
    let proofs = standing::prove(site, caller).await?;
    let now = site.clock.now();
    let claimed = site
        .db
        .write(move |connection| {
            async move {
                events::lock_room(connection, room).await?;
                let standing = standing::find(connection, &proofs, room, invitation, now).await?;
                let role = match standing.admission {
                    Admission::Enter(role) => role,
                    Admission::Refused(refusal) => return Err(refusal.into()),
                    Admission::Wait(_) => return Err(SessionRefused::NotOpen.into()),
                    Admission::ConfirmAddress { .. } => return Err(Refusal::NotInvited.into()),
                };
                let claimed = claim::claim_if_free(connection, &proofs, &standing, now).await?;
                let (origin, name) = standing.identity().ok_or(AppError::SignInNeeded)?;
                go_in(connection, room, origin, name, role, standing.participant.as_ref(), now).await?;
                Ok::<_, Failure>(claimed)
            }
            .boxed()
        })
        .await?;
    Ok(claimed.map(|device| crate::http::cookies::device(&device)))
}

async fn go_in(
    connection: &mut Connection,
    room: RoomId,
    origin: Origin,
    name: PersonName,
    role: Role,
    known: Option<&StoredParticipant>,
    now: Timestamp,
) -> Outcome<()> {
    let participant = match known {
        Some(known) if known.whereabouts == Whereabouts::Inside => {
            queries::update_seen(connection, known.participant.id, now).await?;
            return set_role(connection, known, role, now).await;
        }
        Some(known) => {
            queries::update_entered(connection, known.participant.id, &name, role, now).await?;
            Participant { name, role, entered_at: now, ..known.participant.clone() }
        }
        None => {
            let participant = Participant {
                id: ParticipantId::from_bits(secrets::id_bits(now)),
                name,
                role,
                is_guest: matches!(origin, Origin::Invitation(_)),
                entered_at: now,
            };
            queries::insert(connection, room, origin, &participant).await?;
            participant
        }
    };
    events::append(connection, room, &RoomEvent::Entered { participant }, now).await?;
    Ok(())
}

/// Leaves; the way back in stays open.
pub async fn leave(
    site: &Site,
    caller: &Caller,
    room: RoomId,
    invitation: Option<InvitationId>,
) -> Outcome<()> {
    let proofs = standing::prove(site, caller).await?;
    let now = site.clock.now();
    site.db
        .write(move |connection| {
            async move {
                events::lock_room(connection, room).await?;
                let Standing { participant, .. } =
                    standing::find(connection, &proofs, room, invitation, now).await?;
                if let Some(me) = participant {
                    left(connection, room, me.participant.id, now).await?;
                }
                Ok::<_, Failure>(())
            }
            .boxed()
        })
        .await
}

async fn left(
    connection: &mut Connection,
    room: RoomId,
    participant: ParticipantId,
    now: Timestamp,
) -> Outcome<()> {
    if queries::update_left(connection, participant).await? {
        events::append(connection, room, &RoomEvent::Left { participant }, now).await?;
    }
    Ok(())
}

/// A host gives somebody another role. It holds for the invitation too, so that it survives a reload.
pub async fn change_role(
    site: &Site,
    caller: &Caller,
    room: RoomId,
    participant: ParticipantId,
    role: Role,
) -> Outcome<()> {
    let me = require_signed_in(site, caller).await?;
    let now = site.clock.now();
    site.db
        .write(move |connection| {
            async move {
                let (_, host) = lock_as(connection, room, me.id, RoomAct::Host).await?;
                let target = find_in(connection, room, participant).await?;
                may_change_role(host, target.participant.role, role)?;
                if let Some(id) = target.invitation {
                    let stored =
                        invitation::queries::find(connection, id).await?.ok_or(AppError::NotFound)?;
                    let from = stored.invitation.role;
                    invitation::queries::update_role(connection, id, from, role).await?;
                    let event = RoomEvent::InvitationChanged { invitation: id, role };
                    events::append(connection, room, &event, now).await?;
                }
                set_role(connection, &target, role, now).await
            }
            .boxed()
        })
        .await
}

async fn set_role(
    connection: &mut Connection,
    known: &StoredParticipant,
    role: Role,
    now: Timestamp,
) -> Outcome<()> {
    let Participant { id, role: old, .. } = known.participant;
    if old != role {
        queries::update_role(connection, id, old, role).await?;
        events::append(connection, known.room, &RoomEvent::RoleChanged { participant: id, role }, now)
            .await?;
    }
    Ok(())
}

/// A host removes somebody; a guest's link stays dead.
pub async fn remove(site: &Site, caller: &Caller, room: RoomId, participant: ParticipantId) -> Outcome<()> {
    let me = require_signed_in(site, caller).await?;
    let now = site.clock.now();
    site.db
        .write(move |connection| {
            async move {
                let (_, host) = lock_as(connection, room, me.id, RoomAct::Host).await?;
                let target = find_in(connection, room, participant).await?;
                may_remove(host, target.participant.role)?;
                match target.invitation {
                    Some(id) => {
                        let stored =
                            invitation::queries::find(connection, id).await?.ok_or(AppError::NotFound)?;
                        invitation::service::remove_locked(connection, &stored.invitation, now).await
                    }
                    None => removed(connection, &target, now).await,
                }
            }
            .boxed()
        })
        .await
}

async fn removed(connection: &mut Connection, known: &StoredParticipant, now: Timestamp) -> Outcome<()> {
    let participant = known.participant.id;
    if known.whereabouts != Whereabouts::Removed {
        queries::update_removed(connection, participant).await?;
        events::append(connection, known.room, &RoomEvent::Removed { participant }, now).await?;
    }
    Ok(())
}

async fn find_in(
    connection: &mut Connection,
    room: RoomId,
    participant: ParticipantId,
) -> Outcome<StoredParticipant> {
    let found = queries::find(connection, participant).await?;
    found.filter(|found| found.room == room).ok_or_else(|| AppError::NotFound.into())
}

/// A new invitation for somebody of this site who has been in the room already: they are its guest from now
/// on, and their role is its role.
pub async fn adopt(connection: &mut Connection, invitation: &Invitation, now: Timestamp) -> Outcome<()> {
    let known = queries::find_by_email(connection, invitation.room, &invitation.email).await?;
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
    match queries::find_by_origin(connection, room, Origin::Invitation(invitation)).await? {
        Some(known) => set_role(connection, &known, role, now).await,
        None => Ok(()),
    }
}

/// An invitation has been removed: so is its guest.
pub async fn put_out(
    connection: &mut Connection,
    room: RoomId,
    invitation: InvitationId,
    now: Timestamp,
) -> Outcome<()> {
    match queries::find_by_origin(connection, room, Origin::Invitation(invitation)).await? {
        Some(known) => removed(connection, &known, now).await,
        None => Ok(()),
    }
}

/// An invitation's device has been shut out: its guest is not here any more, and may come back.
pub async fn see_off(
    connection: &mut Connection,
    room: RoomId,
    invitation: InvitationId,
    now: Timestamp,
) -> Outcome<()> {
    match queries::find_by_origin(connection, room, Origin::Invitation(invitation)).await? {
        Some(known) => left(connection, room, known.participant.id, now).await,
        None => Ok(()),
    }
}

/// Notes who has a stream open on this node, and sees off those who have had none anywhere for a while.
/// Answers how many have left.
pub async fn follow_presence(site: &Site) -> Outcome<usize> {
    let now = site.clock.now();
    let present = site.hub.present();
    if !present.is_empty() {
        site.db
            .write(move |connection| {
                async move {
                    for participant in present {
                        queries::update_seen(connection, participant, now).await?;
                    }
                    Ok::<_, Failure>(())
                }
                .boxed()
            })
            .await?;
    }
    let mut connection = site.db.read().await?;
    let unseen = queries::list_unseen(&mut connection, now.before(ABSENT_AFTER)).await?;
    drop(connection);
    let gone = unseen.len();
    for (room, participant) in unseen {
        site.db
            .write(move |connection| {
                async move {
                    events::lock_room(connection, room).await?;
                    // They may have come back since.
                    if queries::is_unseen(connection, participant, now.before(ABSENT_AFTER)).await? {
                        left(connection, room, participant, now).await?;
                    }
                    Ok::<_, Failure>(())
                }
                .boxed()
            })
            .await?;
    }
    Ok(gone)
}
