//! Going in and out of a room, and roles inside it.

use app::backend::{Caller, SetCookie};
use app::error::AppError;
use app::room::api::{Inside, LiveRoom};
use domain::audit::{AuditAct, AuditField, SubjectKind};
use domain::chat::Channel;
use domain::command::CommandDenied;
use domain::crowd::knows_crowd;
use domain::invite_policy::check_given;
use domain::live::{Participant, RoomEvent, RoomState};
use domain::lobby::Lobby;
use domain::lock::Knocker;
use domain::room::{may_change_role, may_remove};
use domain::session::SessionRefused;
use domain::stage::is_of_the_stage;
use domain::{
    Admission, GuestLinkId, HostKind, InvitationId, ParticipantId, PersonName, Refusal, Role, RoomId,
    Settings, Timestamp,
};
use futures::FutureExt;

use super::queries::{self, Origin, StoredParticipant, Whereabouts};
use super::{crowd, crowd_queries, hosts};
use crate::audit::{self, By, Note};
use crate::db::Connection;
use crate::failure::{Failure, Outcome};
use crate::guest_link::queries as guest_links;
use crate::invitation::{self, refused_tries};
use crate::join::standing::{self, Proofs, Standing};
use crate::join::{claim, reply};
use crate::live::commands::service::actor;
use crate::live::{chat, events, interactions, lock, questions};
use crate::secrets;
use crate::site::Site;

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
        Admission::Enter(_) => Some(Inside {
            host: standing.host,
            settings: standing.host.map(|_| standing.settings.clone().for_pages()),
            state: find_state(&mut connection, &standing).await?,
        }),
        _ => None,
    };
    Ok(LiveRoom {
        message: standing.message(),
        admission: standing.admission,
        inside,
        invitation: standing.invitation.map(|stored| stored.invitation.id),
        session: standing.room.session,
        sequence: standing.room.sequence,
        server_now: now,
    })
}

/// The room as whoever stands so to it sees it; messages only from inside.
async fn find_state(connection: &mut Connection, standing: &Standing) -> Outcome<RoomState> {
    let room = &standing.room;
    let mut state = RoomState::new(room.sequence, room.details.clone(), room.session);
    let reader = standing.reader();
    state.participants = match reader.role {
        Some(role) if knows_crowd(role) => queries::list_inside(connection, room.id).await?,
        _ => queries::list_known(connection, room.id, reader.participant).await?,
    };
    state.crowd = crowd_queries::count(connection, room.id).await?;
    state.lock.is_locked = room.is_locked;
    if Lobby::may_be_learnt_by(&reader) {
        state.lobby = room.lobby.clone();
    }
    let inside = standing.participant.as_ref().filter(|me| me.whereabouts == Whereabouts::Inside);
    if let Some(me) = inside.map(|me| &me.participant) {
        state.me = Some(me.id);
        state.lock = lock::service::find_state(connection, room, me.role).await?;
        let chat = chat::service::find_state(connection, room.id, Channel::Chat, me.id, me.role).await?;
        state.chat = chat.unwrap_or_default();
        state.backchannel =
            chat::service::find_state(connection, room.id, Channel::Backchannel, me.id, me.role).await?;
        state.questions = questions::service::find_state(connection, room.id, me.id, me.role).await?;
        state.interactions = interactions::snapshot::find_state(connection, room.id, me.id, me.role).await?;
    }
    Ok(state)
}

/// Goes in, or comes back in. Somebody let in by their sign-in claims their link on the way.
pub async fn enter(
    site: &Site,
    caller: &Caller,
    room: RoomId,
    invitation: Option<InvitationId>,
) -> Outcome<Option<SetCookie>> {
    let proofs = standing::prove(site, caller).await?;
    site.limits.write(&proofs.limit_key())?;
    let now = site.clock.now();
    let claimed = site
        .db
        .write(move |connection| {
            async move {
                events::lock_room(connection, room).await?;
                let proofs = proofs.still(connection).await?;
                let standing = standing::find(connection, &proofs, room, invitation, now).await?;
                let role = match standing.admission {
                    Admission::Enter(role) => role,
                    Admission::Refused(refusal) => {
                        let caller = &proofs.caller;
                        refused_tries::note_refusal_of(connection, &standing, refusal, caller, now).await?;
                        return Ok(Err(refusal));
                    }
                    Admission::Wait(_) => return Err(SessionRefused::NotOpen.into()),
                    Admission::Knock(_) => return Err(SessionRefused::Locked.into()),
                    Admission::ConfirmAddress { .. } | Admission::Introduce => {
                        return Err(Refusal::NotInvited.into());
                    }
                    Admission::ConfirmCode => return Err(AppError::CodeNeeded.into()),
                };
                let claimed = claim::claim_if_free(connection, &proofs, &standing, now).await?;
                if let Some(stored) = &standing.invitation {
                    reply::comes(connection, stored, now).await?;
                }
                let (origin, name) = standing.identity().ok_or(AppError::SignInNeeded)?;
                go_in(connection, room, origin, name, role, standing.participant.as_ref(), now).await?;
                if !standing
                    .participant
                    .as_ref()
                    .is_some_and(|known| known.whereabouts == Whereabouts::Inside)
                {
                    let title = &standing.room.details.title;
                    let note =
                        Note::of(AuditAct::Entered).about_room(room, title).with(AuditField::Role, role);
                    audit::note(connection, &By::standing(&standing, &proofs), note, now).await?;
                }
                if standing.room.is_locked {
                    lock::knock::came_in(connection, room, origin, now).await?;
                }
                Ok::<_, Failure>(Ok(claimed))
            }
            .boxed()
        })
        .await?;
    let claimed = refused_tries::told(claimed)?;
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
    let known_as = match known {
        Some(known) if known.whereabouts == Whereabouts::Inside => {
            queries::update_seen(connection, known.participant.id, now).await?;
            return set_role(connection, known, role, now).await;
        }
        known => known.map(|known| known.participant.id),
    };
    let is_in_crowd = crowd::is_joined_by(connection, room, role).await?;
    let participant = Participant {
        id: known_as.unwrap_or_else(|| ParticipantId::from_bits(secrets::id_bits(now))),
        name,
        role,
        is_guest: !matches!(origin, Origin::Person(_)),
        entered_at: now,
        is_on_stage: is_of_the_stage(role),
        hand_raised_at: None,
        is_in_crowd,
    };
    match known_as {
        Some(_) => queries::update_entered(connection, &participant).await?,
        None => queries::insert(connection, room, origin, &participant).await?,
    }
    events::append(connection, room, &RoomEvent::Entered { participant }, now).await?;
    crowd::note_change(connection, room, is_in_crowd).await?;
    if role == Role::Host {
        hosts::follow_hosts(connection, room, now).await?;
    }
    Ok(())
}

/// Leaves; the way back in stays open. Answers the guest link that the caller came by, if any.
pub async fn leave(
    site: &Site,
    caller: &Caller,
    room: RoomId,
    invitation: Option<InvitationId>,
) -> Outcome<Option<GuestLinkId>> {
    let proofs = standing::prove(site, caller).await?;
    site.limits.write(&proofs.limit_key())?;
    let now = site.clock.now();
    site.db
        .write(move |connection| {
            async move {
                events::lock_room(connection, room).await?;
                let Standing { participant, guest_link, .. } =
                    standing::find(connection, &proofs, room, invitation, now).await?;
                if let Some(me) = participant {
                    left(connection, room, me.participant.id, now).await?;
                }
                Ok::<_, Failure>(guest_link.map(|stored| stored.link.id))
            }
            .boxed()
        })
        .await
}

pub(super) async fn left(
    connection: &mut Connection,
    room: RoomId,
    participant: ParticipantId,
    now: Timestamp,
) -> Outcome<()> {
    if let Some(known) = queries::update_left(connection, participant).await? {
        let Participant { role, is_in_crowd, .. } = known.participant;
        events::append(connection, room, &RoomEvent::Left { participant, is_in_crowd }, now).await?;
        crowd::note_change(connection, room, is_in_crowd).await?;
        if role == Role::Host {
            hosts::follow_hosts(connection, room, now).await?;
        }
    }
    Ok(())
}

/// Somebody who manages people gives another one another role. It holds for the invitation too, so that it
/// survives a reload.
pub async fn change_role(
    site: &Site,
    caller: &Caller,
    (room, invitation): (RoomId, Option<InvitationId>),
    participant: ParticipantId,
    role: Role,
) -> Outcome<()> {
    let proofs = standing::prove(site, caller).await?;
    site.limits.write(&proofs.limit_key())?;
    let now = site.clock.now();
    site.db
        .write(move |connection| {
            async move {
                let acting = lock_acting(connection, &proofs, room, invitation, now).await?;
                let target = find_in(connection, room, participant).await?;
                may_change_role(acting.role, target.participant.role, role)?;
                check_given(&acting.settings, acting.host, role)?;
                let note = about(connection, AuditAct::RoleChanged, &target).await?;
                let note = note.changed(AuditField::Role, target.participant.role, role);
                audit::note(connection, &acting.noted_as, note, now).await?;
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

pub(super) async fn set_role(
    connection: &mut Connection,
    known: &StoredParticipant,
    role: Role,
    now: Timestamp,
) -> Outcome<()> {
    let Participant { id, role: old, .. } = known.participant;
    if old != role {
        crowd::step_forward(connection, known, now).await?;
        queries::update_role(connection, known, role).await?;
        events::append(connection, known.room, &RoomEvent::RoleChanged { participant: id, role }, now)
            .await?;
        if [old, role].contains(&Role::Host) && known.whereabouts == Whereabouts::Inside {
            hosts::follow_hosts(connection, known.room, now).await?;
        }
    }
    Ok(())
}

/// Somebody who manages people removes another one; a guest's link stays dead.
pub async fn remove(
    site: &Site,
    caller: &Caller,
    (room, invitation): (RoomId, Option<InvitationId>),
    participant: ParticipantId,
) -> Outcome<()> {
    let proofs = standing::prove(site, caller).await?;
    site.limits.write(&proofs.limit_key())?;
    let now = site.clock.now();
    site.db
        .write(move |connection| {
            async move {
                let acting = lock_acting(connection, &proofs, room, invitation, now).await?;
                let target = find_in(connection, room, participant).await?;
                may_remove(acting.role, target.participant.role)?;
                let note = about(connection, AuditAct::ParticipantRemoved, &target).await?;
                let note = note.with(AuditField::Role, target.participant.role);
                audit::note(connection, &acting.noted_as, note, now).await?;
                match target.invitation {
                    Some(id) => {
                        let stored =
                            invitation::queries::find(connection, id).await?.ok_or(AppError::NotFound)?;
                        invitation::acts::remove_locked(connection, &stored.invitation, now).await
                    }
                    None => removed(connection, &target, now).await,
                }
            }
            .boxed()
        })
        .await
}

pub(super) async fn removed(
    connection: &mut Connection,
    known: &StoredParticipant,
    now: Timestamp,
) -> Outcome<()> {
    let Participant { id: participant, is_in_crowd, .. } = known.participant;
    if known.whereabouts != Whereabouts::Removed {
        queries::update_removed(connection, participant).await?;
        if let Some(invitation) = known.invitation {
            lock::knock::forget(connection, known.room, Knocker::Guest(invitation), now).await?;
        }
        if let Some(guest) = known.link_guest {
            lock::knock::forget(connection, known.room, Knocker::LinkGuest(guest), now).await?;
        }
        events::append(connection, known.room, &RoomEvent::Removed { participant, is_in_crowd }, now).await?;
        crowd::note_change(connection, known.room, is_in_crowd).await?;
    }
    Ok(())
}

/// Somebody who does something about others inside.
struct Acting {
    role: Option<Role>,
    host: Option<HostKind>,
    noted_as: By,
    settings: Settings,
}

/// Locks the room and tells the role the caller acts with: hosts are hosts wherever they are, all others what they
/// are inside.
async fn lock_acting(
    connection: &mut Connection,
    proofs: &Proofs,
    room: RoomId,
    invitation: Option<InvitationId>,
    now: Timestamp,
) -> Outcome<Acting> {
    events::lock_room(connection, room).await?;
    let standing = standing::find(connection, proofs, room, invitation, now).await?;
    if standing.host.is_some() && standing.room.deleted_at.is_some() {
        return Err(Refusal::RoomDeleted.into());
    }
    let inside = || actor(&standing).ok().map(|(_, actor)| actor.role);
    let role = standing.host.map(|_| Role::Host).or_else(inside);
    let noted_as = By::standing(&standing, proofs);
    Ok(Acting { role, host: standing.host, noted_as, settings: standing.settings })
}

/// What is done about somebody in a room, in the audit log.
pub async fn about(connection: &mut Connection, act: AuditAct, target: &StoredParticipant) -> Outcome<Note> {
    let note = Note::of(act).in_room(target.room);
    if let Some(invitation) = target.invitation {
        let guest = invitation::queries::find(connection, invitation).await?;
        return Ok(guest.map_or(note.clone(), |guest| note.about_guest(&guest.invitation)));
    }
    if let Some(guest) = target.link_guest {
        let guest = guest_links::find_guest(connection, guest).await?;
        return Ok(guest.map_or(note.clone(), |guest| note.about_link_guest(&guest)));
    }
    Ok(match target.person {
        Some(person) => note.about(SubjectKind::Person, person, &target.participant.name.to_string()),
        None => note,
    })
}

/// Somebody who is inside.
pub async fn find_inside(
    connection: &mut Connection,
    room: RoomId,
    participant: ParticipantId,
) -> Outcome<StoredParticipant> {
    let found = queries::find(connection, participant).await?;
    let found = found.filter(|found| found.room == room && found.whereabouts == Whereabouts::Inside);
    found.ok_or_else(|| CommandDenied::Gone.into())
}

async fn find_in(
    connection: &mut Connection,
    room: RoomId,
    participant: ParticipantId,
) -> Outcome<StoredParticipant> {
    let found = queries::find(connection, participant).await?;
    found.filter(|found| found.room == room).ok_or_else(|| AppError::NotFound.into())
}
