//! Inviting. What hosts do with invitations afterwards is in [`super::acts`].

use app::backend::Caller;
use app::error::{AppError, FieldError};
use app::invitation::api::{IfInvited, InvitationReady, InviteRequest};
use app::routes;
use domain::invitation::{Invitation, InvitationState, InvitedAgain, Settlement};
use domain::invite_policy::{InviteDenied, check_invited, may_invite};
use domain::link_policy::{self, Tries};
use domain::live::RoomEvent;
use domain::mail::MailKind;
use domain::{EmailAddress, InvitationId, PersonId, PersonName, Role, RoomId, Timestamp};
use futures::FutureExt;

use super::queries::{self, StoredInvitation};
use super::refused_tries;
use crate::account::service::require_writer;
use crate::db::Connection;
use crate::failure::{Failure, Outcome};
use crate::live::{events, participants};
use crate::mail;
use crate::people::idn;
use crate::room::service::lock;
use crate::secrets::{self, SecretKey};
use crate::settings;
use crate::site::Site;

/// Who is invited, read from what was typed.
struct Guest {
    email: EmailAddress,
    name: PersonName,
    role: Role,
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
                    None => {
                        let stored = insert(connection, room.id, guest, me.id, expires_at, now).await?;
                        let event = RoomEvent::InvitationNoted { invitation: stored.invitation.id };
                        events::append(connection, room.id, &event, now).await?;
                        Ok(stored)
                    }
                    Some(known) => {
                        invite_again(connection, known, guest, request.if_invited, expires_at, now).await?
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
        InvitedAgain::Changed => {}
        InvitedAgain::Renewed => {
            queries::update_link_requested(connection, id, None).await?;
            refused_tries::settle(connection, id, Settlement::Extended).await?;
        }
        InvitedAgain::ComesBack => {
            refused_tries::settle(connection, id, Settlement::Restored).await?;
            refused_tries::settle(connection, id, Settlement::NewLink).await?;
            queries::update_state(connection, id, InvitationState::Removed, InvitationState::Open).await?;
            queries::update_generation(connection, &known.invitation, expires_at).await?;
            queries::delete_devices(connection, id).await?;
            mail::queries::delete_queued(connection, id).await?;
        }
    }
    let expires_at = expires_at.max(known.invitation.expires_at);
    queries::update_details(connection, id, &guest.name, guest.role, expires_at).await?;
    queries::update_declined(connection, id, None).await?;
    participants::guests::follow_invitation(connection, room, id, guest.role, now).await?;
    let event = RoomEvent::InvitationChanged { invitation: id, role: guest.role };
    events::append(connection, room, &event, now).await?;
    find(connection, id).await.map(Ok)
}

pub(super) async fn find(connection: &mut Connection, invitation: InvitationId) -> Outcome<StoredInvitation> {
    queries::find(connection, invitation).await?.ok_or_else(|| Failure::from(AppError::NotFound))
}

/// An invitation with its link.
pub(super) fn ready(key: &SecretKey, public_url: &str, stored: StoredInvitation) -> InvitationReady {
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
fn invited_field(denied: InviteDenied) -> AppError {
    match denied {
        InviteDenied::DomainBlocked => AppError::field("email", denied),
        InviteDenied::TypeNotOffered => AppError::field("role", denied),
        other => AppError::InviteDenied(other),
    }
}
