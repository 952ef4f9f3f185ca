//! What hosts do about one invitation. [`super::many`] does the same about many.

use app::account::api::Me;
use app::backend::Caller;
use app::error::AppError;
use app::invitation::api::InvitationReady;
use domain::audit::{AuditAct, AuditField};
use domain::invitation::{Invitation, InvitationAct, InvitationState, Taken};
use domain::invite_policy::may_invite;
use domain::link_policy;
use domain::live::RoomEvent;
use domain::mail::MailKind;
use domain::room::RoomAct;
use domain::{HostKind, InvitationId, PersonId, Role, RoomId, Settings, Timestamp};
use futures::FutureExt;
use futures::future::BoxFuture;

use super::queries::{self, StoredInvitation};
use super::service::{find, ready};
use super::{limits, refused_tries};
use crate::account::service::require_writer;
use crate::audit::{self, By, Note};
use crate::db::Connection;
use crate::failure::Outcome;
use crate::join::code_queries;
use crate::live::{events, participants};
use crate::mail;
use crate::room::queries::StoredRoom;
use crate::room::service::lock_as;
use crate::settings;
use crate::site::Site;

/// A room that is held by one of its hosts, who may do what they are about to do.
pub(super) struct Held {
    pub room: StoredRoom,
    /// Whose invitations count.
    pub person: PersonId,
    pub by: By,
    pub settings: Settings,
    pub host: Option<HostKind>,
    pub now: Timestamp,
}

impl Held {
    /// When a link lives on until, that is made or sent now.
    fn expires_at(&self, invitation: &Invitation) -> Timestamp {
        link_policy::expires_at(&self.settings, self.room.session.ends_at, self.now)
            .max(invitation.expires_at)
    }
}

/// Holds a room for one of its hosts; `needs_right` is for what brings links to life.
pub(super) async fn hold(
    connection: &mut Connection,
    room: RoomId,
    (me, by): (&Me, &By),
    needs_right: bool,
    now: Timestamp,
) -> Outcome<Held> {
    let (room, host) = lock_as(connection, room, me.id, RoomAct::Host).await?;
    let settings = settings::load_for(connection, me.id).await?;
    if needs_right {
        may_invite(&settings, me.application_role, host, room.details.collaboration)?;
    }
    Ok(Held { room, person: me.id, by: by.clone(), settings, host, now })
}

/// Runs a host's change of one invitation while its room is held.
pub(super) async fn change<T, F>(
    site: &Site,
    caller: &Caller,
    invitation: InvitationId,
    needs_right: bool,
    run: F,
) -> Outcome<T>
where
    T: Send + 'static,
    F: for<'c> FnOnce(&'c mut Connection, Held, StoredInvitation) -> BoxFuture<'c, Outcome<T>>
        + Send
        + 'static,
{
    let me = require_writer(site, caller).await?;
    let by = By::person(&me, caller);
    let now = site.clock.now();
    site.db
        .write(move |connection| {
            async move {
                let room = find(connection, invitation).await?.invitation.room;
                let held = hold(connection, room, (&me, &by), needs_right, now).await?;
                let stored = find(connection, invitation).await?;
                run(connection, held, stored).await
            }
            .boxed()
        })
        .await
}

pub async fn act(site: &Site, caller: &Caller, invitation: InvitationId, act: InvitationAct) -> Outcome<()> {
    change(site, caller, invitation, act.needs_right_to_invite(), move |connection, held, stored| {
        async move { carry_out(connection, &held, &stored, act).await.map(drop) }.boxed()
    })
    .await
}

/// Replaces the link by a new one; the old one is dead and its devices are shut out.
pub async fn new_link(site: &Site, caller: &Caller, invitation: InvitationId) -> Outcome<InvitationReady> {
    let act = InvitationAct::NewLink;
    let stored =
        change(site, caller, invitation, act.needs_right_to_invite(), move |connection, held, stored| {
            async move {
                carry_out(connection, &held, &stored, act).await?;
                find(connection, stored.invitation.id).await
            }
            .boxed()
        })
        .await?;
    Ok(ready(&site.key, &site.public_url(), stored))
}

/// Does what an act comes to; false when all was as wished already. What the rules and the limits of a day refuse is
/// refused before anything is written.
pub(super) async fn carry_out(
    connection: &mut Connection,
    held: &Held,
    stored: &StoredInvitation,
    act: InvitationAct,
) -> Outcome<bool> {
    let invitation = &stored.invitation;
    let (id, now) = (invitation.id, held.now);
    act.may_be_done_by(invitation, &held.settings, held.host).map_err(AppError::from)?;
    let taken = act.check(invitation, &held.settings, held.room.session.phase(now), now);
    if taken.map_err(AppError::from)? == Taken::Nothing {
        return Ok(false);
    }
    let is_told = match act {
        InvitationAct::NewLink => renew(connection, held, invitation).await.map(|()| true),
        InvitationAct::SendLink => send_link(connection, held, invitation).await.map(|()| true),
        InvitationAct::Extend { until } => extend(connection, invitation, until, now).await.map(|()| true),
        InvitationAct::ChangeType { role } => {
            change_type(connection, held, invitation, role).await.map(|()| true)
        }
        InvitationAct::ReleaseDevice => shut_devices_out(connection, invitation, now).await,
        InvitationAct::Remove => remove_locked(connection, invitation, now).await.map(|()| true),
        InvitationAct::Restore => restore(connection, held, stored).await.map(|()| true),
        InvitationAct::DismissTries { .. } => Ok(false),
    }?;
    if is_told && invitation.link_requested_at.is_some() && act.answers_request() {
        queries::update_link_requested(connection, id, None).await?;
    }
    let has_settled = match act.settlement() {
        Some(settlement) => refused_tries::settle(connection, id, settlement).await?,
        None => false,
    };
    if has_settled && !is_told {
        note(connection, invitation, now).await?;
    }
    if is_told || has_settled {
        audit::note(connection, &held.by, note_of(invitation, act), now).await?;
    }
    Ok(is_told || has_settled)
}

/// What an act about an invitation is in the audit log.
fn note_of(invitation: &Invitation, act: InvitationAct) -> Note {
    let note = Note::of(AuditAct::of_invitation(act)).about_guest(invitation);
    match act {
        InvitationAct::Extend { until } => note.changed(AuditField::Expires, invitation.expires_at, until),
        InvitationAct::ChangeType { role } => note.changed(AuditField::Type, invitation.role, role),
        InvitationAct::DismissTries { cause } => note.with(AuditField::Cause, cause),
        InvitationAct::NewLink
        | InvitationAct::SendLink
        | InvitationAct::ReleaseDevice
        | InvitationAct::Remove
        | InvitationAct::Restore => note,
    }
}

/// Tells the hosts' lists that there is something new about an invitation.
pub(super) async fn note(
    connection: &mut Connection,
    invitation: &Invitation,
    now: Timestamp,
) -> Outcome<()> {
    let event = RoomEvent::InvitationNoted { invitation: invitation.id };
    events::append(connection, invitation.room, &event, now).await?;
    Ok(())
}

/// Kills the link with its codes and shuts its devices out.
pub(super) async fn renew(connection: &mut Connection, held: &Held, invitation: &Invitation) -> Outcome<()> {
    queries::update_generation(connection, invitation, held.expires_at(invitation)).await?;
    code_queries::update_all_closed(connection, invitation.id, held.now).await?;
    shut_devices_out(connection, invitation, held.now).await?;
    note(connection, invitation, held.now).await
}

/// The link goes out by mail; one that has expired works again.
async fn send_link(connection: &mut Connection, held: &Held, invitation: &Invitation) -> Outcome<()> {
    queries::update_expiry(connection, invitation.id, held.expires_at(invitation)).await?;
    mail::service::queue(connection, invitation.room, invitation.id, MailKind::Invitation, held.now).await
}

async fn extend(
    connection: &mut Connection,
    invitation: &Invitation,
    until: Timestamp,
    now: Timestamp,
) -> Outcome<()> {
    queries::update_expiry(connection, invitation.id, until).await?;
    tell_changed(connection, invitation, invitation.role, now).await
}

async fn change_type(
    connection: &mut Connection,
    held: &Held,
    invitation: &Invitation,
    role: Role,
) -> Outcome<()> {
    let Invitation { id, room, role: from, .. } = *invitation;
    queries::update_role(connection, id, from, role).await?;
    participants::guests::follow_invitation(connection, room, id, role, held.now).await?;
    tell_changed(connection, invitation, role, held.now).await?;
    mail::service::queue_update(connection, &held.room, id, held.now).await
}

/// Takes a removal back: the link works as before.
async fn restore(connection: &mut Connection, held: &Held, stored: &StoredInvitation) -> Outcome<()> {
    let (invitation, now) = (&stored.invitation, held.now);
    let Invitation { id, room, role, .. } = *invitation;
    limits::count_restored(connection, &held.settings, (held.person, stored), now).await?;
    if queries::update_state(connection, id, InvitationState::Removed, InvitationState::Open).await? {
        if !invitation.has_expired(now) {
            queries::update_link_requested(connection, id, None).await?;
        }
        tell_changed(connection, invitation, role, now).await?;
        mail::service::take_back_cancellation(connection, room, id, now).await?;
    }
    Ok(())
}

/// The guest's page asks the door again.
async fn tell_changed(
    connection: &mut Connection,
    invitation: &Invitation,
    role: Role,
    now: Timestamp,
) -> Outcome<()> {
    let event = RoomEvent::InvitationChanged { invitation: invitation.id, role };
    events::append(connection, invitation.room, &event, now).await?;
    Ok(())
}

/// Removes an invitation, in a transaction that holds the room; who is inside with it is put out at once.
pub async fn remove_locked(
    connection: &mut Connection,
    invitation: &Invitation,
    now: Timestamp,
) -> Outcome<()> {
    let Invitation { id, room, .. } = *invitation;
    if queries::update_state(connection, id, InvitationState::Open, InvitationState::Removed).await? {
        participants::guests::put_out(connection, room, id, now).await?;
        mail::service::cancel(connection, room, id, now).await?;
        events::append(connection, room, &RoomEvent::InvitationRemoved { invitation: id }, now).await?;
    }
    Ok(())
}

/// Frees the link from its devices and ends their streams; false when there were none.
pub async fn shut_devices_out(
    connection: &mut Connection,
    invitation: &Invitation,
    now: Timestamp,
) -> Outcome<bool> {
    let Invitation { id, room, .. } = *invitation;
    if queries::delete_devices(connection, id).await? == 0 {
        return Ok(false);
    }
    // First, so that the device's streams end before they hear that it has left, and do not come back in.
    events::append(connection, room, &RoomEvent::DeviceReleased { invitation: id }, now).await?;
    participants::guests::see_off(connection, room, id, now).await?;
    Ok(true)
}
