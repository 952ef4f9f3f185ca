//! Inviting, and what hosts do with invitations afterwards.

use std::collections::HashMap;

use app::backend::Caller;
use app::error::{AppError, FieldError};
use app::invitation::api::{IfInvited, InvitationReady, InvitationSummary, InviteRequest, MailSummary};
use app::routes;
use domain::invitation::{Invitation, InvitationState, InvitedAgain};
use domain::invite_policy::{InviteDenied, check_invited, may_invite};
use domain::link_policy::{self, Tries};
use domain::live::RoomEvent;
use domain::mail::MailKind;
use domain::room::RoomAct;
use domain::session::Phase;
use domain::{EmailAddress, InvitationId, Language, PersonId, PersonName, Role, RoomId, Timestamp};
use futures::FutureExt;

use super::queries::{self, StoredInvitation};
use crate::account::service::{require_signed_in, require_writer};
use crate::db::Connection;
use crate::failure::{Failure, Outcome};
use crate::live::{events, participants};
use crate::mail::{self, queries::StoredMail};
use crate::people::idn;
use crate::room::queries::StoredRoom;
use crate::room::service::{lock, lock_as};
use crate::secrets::{self, SecretKey};
use crate::settings;
use crate::site::Site;

/// Who is invited, read from what was typed.
struct Guest {
    email: EmailAddress,
    name: PersonName,
    role: Role,
    /// `None` keeps what is there.
    language: Option<Language>,
}

/// Makes an invitation, or answers that there is one.
pub async fn invite(site: &Site, caller: &Caller, request: InviteRequest) -> Outcome<InvitationReady> {
    let me = require_writer(site, caller).await?;
    let guest = read_guest(&request)?;
    let now = site.clock.now();
    let stored = site
        .db
        .write(move |connection| {
            async move {
                let (room, host) = lock(connection, request.room, me.id).await?;
                let settings = settings::load(connection).await?;
                may_invite(&settings, me.application_role, host, room.details.collaboration)?;
                if room.deleted_at.is_some() {
                    return Err(domain::Refusal::RoomDeleted.into());
                }
                check_invited(&settings, &guest.email, guest.role).map_err(invited_field)?;
                let expires_at = link_policy::expires_at(&settings, room.session.ends_at, now);
                let stored = match queries::find_by_email(connection, room.id, &guest.email).await? {
                    None => Ok(insert(connection, room.id, guest, me.id, expires_at, now).await?),
                    Some(known) => {
                        let old_role = known.invitation.role;
                        let again =
                            invite_again(connection, known, guest, request.if_invited, expires_at, now)
                                .await?;
                        if let Ok(stored) = &again
                            && !request.send_mail
                            && stored.invitation.role != old_role
                        {
                            mail::service::queue_update(connection, &room, stored.invitation.id, now).await?;
                        }
                        again
                    }
                };
                if let Ok(stored) = &stored
                    && request.send_mail
                {
                    let id = stored.invitation.id;
                    mail::service::queue(connection, room.id, id, MailKind::Invitation, now).await?;
                }
                Ok::<_, Failure>(stored)
            }
            .boxed()
        })
        .await?;
    match stored {
        Ok(stored) => Ok(ready(&site.key, &site.public_url, stored)),
        Err(known) => {
            Err(AppError::AlreadyInvited(Box::new(ready(&site.key, &site.public_url, *known))).into())
        }
    }
}

async fn insert(
    connection: &mut Connection,
    room: RoomId,
    guest: Guest,
    invited_by: PersonId,
    expires_at: Timestamp,
    now: Timestamp,
) -> Outcome<StoredInvitation> {
    let stored = StoredInvitation {
        invitation: Invitation {
            id: InvitationId::from_bits(secrets::id_bits(now)),
            room,
            email: guest.email,
            name: guest.name,
            role: guest.role,
            state: InvitationState::Open,
            generation: 1,
            expires_at,
            tries: Tries::default(),
            link_requested_at: None,
            declined_at: None,
        },
        nonce: secrets::nonce(),
        invited_at: now,
        language: guest.language.unwrap_or_default(),
    };
    queries::insert(connection, &stored, invited_by).await?;
    // Somebody of this site who is inside already is a guest from now on, with the guest's role.
    participants::guests::adopt(connection, &stored.invitation, now).await?;
    Ok(stored)
}

/// The address is known to the room; answers the invitation that is there when the host must be asked first.
async fn invite_again(
    connection: &mut Connection,
    known: StoredInvitation,
    guest: Guest,
    if_invited: IfInvited,
    expires_at: Timestamp,
    now: Timestamp,
) -> Outcome<Result<StoredInvitation, Box<StoredInvitation>>> {
    let Invitation { id, room, .. } = known.invitation;
    match known.invitation.invited_again(now) {
        InvitedAgain::Changed if if_invited == IfInvited::Ask => return Ok(Err(Box::new(known))),
        InvitedAgain::Changed | InvitedAgain::Renewed => {}
        InvitedAgain::ComesBack => {
            queries::update_state(connection, id, InvitationState::Removed, InvitationState::Open).await?;
            queries::update_generation(connection, &known.invitation, expires_at).await?;
            queries::delete_devices(connection, id).await?;
            mail::queries::delete_queued(connection, id).await?;
        }
    }
    let expires_at = expires_at.max(known.invitation.expires_at);
    queries::update_details(connection, id, &guest.name, guest.role, expires_at).await?;
    if let Some(language) = guest.language {
        queries::update_language(connection, id, language).await?;
    }
    participants::guests::follow_invitation(connection, room, id, guest.role, now).await?;
    let event = RoomEvent::InvitationChanged { invitation: id, role: guest.role };
    events::append(connection, room, &event, now).await?;
    find(connection, id).await.map(Ok)
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
fn ready(key: &SecretKey, public_url: &str, stored: StoredInvitation) -> InvitationReady {
    let language = stored.language;
    let Invitation { id, email, name, role, generation, expires_at, .. } = stored.invitation;
    let token = key.link_token(id, generation, &stored.nonce);
    InvitationReady {
        id,
        email,
        name,
        role,
        language,
        expires_at,
        link: format!("{public_url}{}", routes::link(&token)),
    }
}

/// Reads who is invited; names every field that is wrong.
fn read_guest(request: &InviteRequest) -> Result<Guest, AppError> {
    let email = idn::parse_address(&request.email);
    let name = PersonName::parse(&request.first_name, &request.last_name);
    match (email, name) {
        (Ok(email), Ok(name)) => Ok(Guest { email, name, role: request.role, language: request.language }),
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
fn invited_field(denied: InviteDenied) -> AppError {
    match denied {
        InviteDenied::DomainBlocked => AppError::field("email", denied),
        InviteDenied::TypeNotOffered => AppError::field("role", denied),
        other => AppError::InviteDenied(other),
    }
}
