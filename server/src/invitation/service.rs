//! Inviting, and what hosts do with invitations afterwards.

use std::collections::HashMap;

use app::backend::Caller;
use app::error::{AppError, FieldError};
use app::invitation::api::{IfInvited, InvitationReady, InvitationSummary, InviteRequest, MailSummary};
use app::routes;
use domain::invitation::{Guest, Invitation, InvitationState};
use domain::invite_policy::{InviteDenied, check_invited, may_invite};
use domain::link_policy;
use domain::live::RoomEvent;
use domain::mail::MailKind;
use domain::room::RoomAct;
use domain::session::Phase;
use domain::{InvitationId, PersonName, RoomId, Timestamp};
use futures::FutureExt;

use super::inviting::{Invited, Inviting};
use super::queries::{self, StoredInvitation};
use crate::account::service::{require_signed_in, require_writer};
use crate::db::Connection;
use crate::failure::{Failure, Outcome};
use crate::live::{events, participants};
use crate::mail::{self, queries::StoredMail};
use crate::people::idn;
use crate::room::queries::StoredRoom;
use crate::room::service::lock_as;
use crate::secrets::SecretKey;
use crate::settings;
use crate::site::Site;

/// Makes an invitation, or answers that there is one.
pub async fn invite(site: &Site, caller: &Caller, request: InviteRequest) -> Outcome<InvitationReady> {
    let me = require_writer(site, caller).await?;
    let guest = read_guest(&request)?;
    let now = site.clock.now();
    let invited = site
        .db
        .write(move |connection| {
            async move {
                let inviting =
                    Inviting::hold(connection, request.room, me.id, me.application_role, now).await?;
                let known = inviting.find_known(connection, &guest).await?;
                let is_changed = request.if_invited == IfInvited::Update;
                let invited = inviting.invite(connection, guest, known, is_changed).await?;
                if let Some(stored) = invited.written()
                    && request.send_mail
                {
                    let id = stored.invitation.id;
                    mail::service::queue(connection, request.room, id, MailKind::Invitation, now).await?;
                }
                Ok::<_, Failure>(invited)
            }
            .boxed()
        })
        .await
        .map_err(beside_field)?;
    match invited {
        Invited::New(stored) | Invited::Changed(stored) => Ok(ready(&site.key, &site.public_url, stored)),
        Invited::There(known) => {
            Err(AppError::AlreadyInvited(Box::new(ready(&site.key, &site.public_url, known))).into())
        }
    }
}

pub async fn list(site: &Site, caller: &Caller, room: RoomId) -> Outcome<Vec<InvitationSummary>> {
    let me = require_signed_in(site, caller).await?;
    let mut connection = site.db.read().await?;
    let host = crate::room::queries::find_host(&mut connection, room, me.id).await?;
    domain::room::may(host, RoomAct::Host)?;
    let stored = crate::room::queries::find_room(&mut connection, room).await?.ok_or(AppError::NotFound)?;
    let settings = settings::load(&mut connection).await?;
    let may_have_links =
        may_invite(&settings, me.application_role, host, stored.details.collaboration).is_ok();
    let mut mails: HashMap<_, _> = mail::queries::list_last(&mut connection, room)
        .await?
        .into_iter()
        .map(|mail| (mail.invitation, mail))
        .collect();
    let mut devices = queries::list_devices(&mut connection, room).await?;
    let invitations = queries::list(&mut connection, room).await?;
    Ok(invitations
        .into_iter()
        .map(|stored| {
            let id = stored.invitation.id;
            let of_this = devices.extract_if(.., |(invitation, _)| *invitation == id);
            let (removed, invited_at) =
                (stored.invitation.state == InvitationState::Removed, stored.invited_at);
            let mut ready = ready(&site.key, &site.public_url, stored);
            if !may_have_links {
                ready.link.clear();
            }
            InvitationSummary {
                devices: of_this.map(|(_, device)| device).collect(),
                mail: mails.remove(&id).map(mail_summary),
                removed,
                invited_at,
                ready,
            }
        })
        .collect())
}

fn mail_summary(mail: StoredMail) -> MailSummary {
    MailSummary {
        kind: mail.kind,
        state: mail.state,
        at: mail.settled_at.unwrap_or(mail.queued_at),
        next_try: mail::desk::next_try(&mail),
        problem: mail.problem,
    }
}

/// Sends the link by mail, or sends it again; one that has expired works again.
pub async fn send_link(site: &Site, caller: &Caller, invitation: InvitationId) -> Outcome<()> {
    change(site, caller, invitation, Needed::MayInvite, |connection, room, stored, now| {
        async move {
            if stored.invitation.state == InvitationState::Removed {
                return Err(domain::Refusal::InvitationRemoved.into());
            }
            if room.session.phase(now) == Phase::Ended {
                return Err(domain::Refusal::SessionEnded.into());
            }
            let Invitation { id, email, name, role, .. } = &stored.invitation;
            let settings = settings::load(connection).await?;
            check_invited(&settings, email, *role)?;
            let expires_at = link_policy::expires_at(&settings, room.session.ends_at, now)
                .max(stored.invitation.expires_at);
            queries::update_details(connection, *id, name, *role, expires_at).await?;
            mail::service::queue(connection, room.id, *id, MailKind::Invitation, now).await
        }
        .boxed()
    })
    .await
}

/// Removes an invitation; who is inside with it is put out at once.
pub async fn remove(site: &Site, caller: &Caller, invitation: InvitationId) -> Outcome<()> {
    change(site, caller, invitation, Needed::Host, |connection, _, stored, now| {
        async move { remove_locked(connection, &stored.invitation, now).await }.boxed()
    })
    .await
}

/// As [`remove`], in a transaction that holds the room.
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

/// Takes a removal back: the link works as before.
pub async fn restore(site: &Site, caller: &Caller, invitation: InvitationId) -> Outcome<()> {
    change(site, caller, invitation, Needed::MayInvite, |connection, _, stored, now| {
        async move {
            let Invitation { id, room, role, .. } = stored.invitation;
            if queries::update_state(connection, id, InvitationState::Removed, InvitationState::Open).await? {
                let event = RoomEvent::InvitationChanged { invitation: id, role };
                events::append(connection, room, &event, now).await?;
                mail::service::take_back_cancellation(connection, room, id, now).await?;
            }
            Ok(())
        }
        .boxed()
    })
    .await
}

/// Replaces the link by a new one; the old one is dead and its devices are shut out.
pub async fn new_link(site: &Site, caller: &Caller, invitation: InvitationId) -> Outcome<InvitationReady> {
    let stored = change(site, caller, invitation, Needed::MayInvite, |connection, room, stored, now| {
        async move {
            let settings = settings::load(connection).await?;
            let expires_at = link_policy::expires_at(&settings, room.session.ends_at, now)
                .max(stored.invitation.expires_at);
            queries::update_generation(connection, &stored.invitation, expires_at).await?;
            shut_devices_out(connection, &stored.invitation, now).await?;
            find(connection, stored.invitation.id).await
        }
        .boxed()
    })
    .await?;
    Ok(ready(&site.key, &site.public_url, stored))
}

/// Lets the link be used on another device; the present one is shut out.
pub async fn release_device(site: &Site, caller: &Caller, invitation: InvitationId) -> Outcome<()> {
    change(site, caller, invitation, Needed::Host, |connection, _, stored, now| {
        async move { shut_devices_out(connection, &stored.invitation, now).await }.boxed()
    })
    .await
}

/// Frees the link from its devices and ends their streams.
pub async fn shut_devices_out(
    connection: &mut Connection,
    invitation: &Invitation,
    now: Timestamp,
) -> Outcome<()> {
    let Invitation { id, room, .. } = *invitation;
    if queries::delete_devices(connection, id).await? > 0 {
        // First, so that the device's streams end before they hear that it has left, and do not come back in.
        events::append(connection, room, &RoomEvent::DeviceReleased { invitation: id }, now).await?;
        participants::guests::see_off(connection, room, id, now).await?;
    }
    Ok(())
}

/// What somebody must be for a change.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Needed {
    Host,
    /// For changes that bring a link to life.
    MayInvite,
}

/// Runs a host's change of one invitation while its room is held.
async fn change<T, F>(
    site: &Site,
    caller: &Caller,
    invitation: InvitationId,
    needed: Needed,
    act: F,
) -> Outcome<T>
where
    T: Send + 'static,
    F: for<'c> FnOnce(
            &'c mut Connection,
            StoredRoom,
            StoredInvitation,
            Timestamp,
        ) -> futures::future::BoxFuture<'c, Outcome<T>>
        + Send
        + 'static,
{
    let me = require_writer(site, caller).await?;
    let now = site.clock.now();
    site.db
        .write(move |connection| {
            async move {
                let room = find(connection, invitation).await?.invitation.room;
                let (room, host) = lock_as(connection, room, me.id, RoomAct::Host).await?;
                if needed == Needed::MayInvite {
                    let settings = settings::load(connection).await?;
                    may_invite(&settings, me.application_role, host, room.details.collaboration)?;
                }
                let stored = find(connection, invitation).await?;
                act(connection, room, stored, now).await
            }
            .boxed()
        })
        .await
}

async fn find(connection: &mut Connection, invitation: InvitationId) -> Outcome<StoredInvitation> {
    queries::find(connection, invitation).await?.ok_or_else(|| Failure::from(AppError::NotFound))
}

/// An invitation with its link.
pub fn ready(key: &SecretKey, public_url: &str, stored: StoredInvitation) -> InvitationReady {
    let Invitation { id, email, name, role, generation, expires_at, .. } = stored.invitation;
    let token = key.link_token(id, generation, &stored.nonce);
    InvitationReady {
        id,
        email,
        name,
        role,
        expires_at,
        link: format!("{public_url}{}", routes::link(&token)),
    }
}

/// Reads who is invited; names every field that is wrong.
fn read_guest(request: &InviteRequest) -> Result<Guest, AppError> {
    let email = idn::parse_address(&request.email);
    let name = PersonName::parse(&request.first_name, &request.last_name);
    match (email, name) {
        (Ok(email), Ok(name)) => Ok(Guest { email, name, role: request.role }),
        (email, _) => {
            let parts = [
                ("email", email.err().map(|problem| problem.to_string())),
                ("first_name", part_problem(&request.first_name)),
                ("last_name", part_problem(&request.last_name)),
            ];
            Err(AppError::Fields(
                parts
                    .into_iter()
                    .filter_map(|(field, message)| {
                        Some(FieldError { field: field.to_owned(), message: message? })
                    })
                    .collect(),
            ))
        }
    }
}

fn part_problem(typed: &str) -> Option<String> {
    domain::name::parse_part(typed).err().map(|problem| problem.to_string())
}

/// What is wrong with the guest belongs beside its field.
fn beside_field(failure: Failure) -> Failure {
    match failure {
        Failure::Told(AppError::InviteDenied(denied @ InviteDenied::DomainBlocked)) => {
            AppError::field("email", denied).into()
        }
        Failure::Told(AppError::InviteDenied(denied @ InviteDenied::TypeNotOffered)) => {
            AppError::field("role", denied).into()
        }
        other => other,
    }
}
