//! Inviting. What hosts do with invitations afterwards is in [`super::acts`].

use app::backend::Caller;
use app::error::{AppError, FieldError};
use app::invitation::api::{IfInvited, InvitationReady, InviteRequest};
use app::routes;
use domain::invitation::{Guest, Invitation};
use domain::invite_policy::InviteDenied;
use domain::language::{Say, Sentence};
use domain::live::RoomEvent;
use domain::mail::MailKind;
use domain::{InvitationId, PersonName};
use futures::FutureExt;

use super::inviting::{Invited, Inviting};
use super::queries::{self, StoredInvitation};
use crate::account::service::require_writer;
use crate::audit::By;
use crate::db::Connection;
use crate::failure::{Failure, Outcome};
use crate::live::events;
use crate::mail;
use crate::people::idn;
use crate::secrets::SecretKey;
use crate::site::Site;

/// Makes an invitation, or answers that there is one.
pub async fn invite(site: &Site, caller: &Caller, request: InviteRequest) -> Outcome<InvitationReady> {
    let me = require_writer(site, caller).await?;
    let guest = read_guest(&request)?;
    let noted_as = By::person(&me, caller);
    let now = site.clock.now();
    let invited = site
        .db
        .write(move |connection| {
            async move {
                let by = (me.id, me.application_role, noted_as);
                let inviting = Inviting::hold(connection, request.room, by, request.send_mail, now).await?;
                let known = inviting.find_known(connection, &guest).await?;
                let is_changed = request.if_invited == IfInvited::Update;
                let invited = inviting.invite(connection, guest, known, is_changed).await?;
                if let Some(stored) = invited.written()
                    && request.send_mail
                {
                    let id = stored.invitation.id;
                    mail::service::queue(connection, request.room, id, MailKind::Invitation, now).await?;
                }
                if let Invited::New(stored) = &invited {
                    let event = RoomEvent::InvitationNoted { invitation: stored.invitation.id };
                    events::append(connection, request.room, &event, now).await?;
                }
                Ok::<_, Failure>(invited)
            }
            .boxed()
        })
        .await
        .map_err(beside_field)?;
    match invited {
        Invited::New(stored) | Invited::Changed(stored) => Ok(ready(&site.key, &site.public_url(), stored)),
        Invited::There(known) => {
            Err(AppError::AlreadyInvited(Box::new(ready(&site.key, &site.public_url(), known))).into())
        }
    }
}

pub(super) async fn find(connection: &mut Connection, invitation: InvitationId) -> Outcome<StoredInvitation> {
    queries::find(connection, invitation).await?.ok_or_else(|| Failure::from(AppError::NotFound))
}

/// An invitation with its link.
pub fn ready(key: &SecretKey, public_url: &str, stored: StoredInvitation) -> InvitationReady {
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
                ("email", email.err().map(|problem| problem.say())),
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

fn part_problem(typed: &str) -> Option<Sentence> {
    domain::name::parse_part(typed).err().map(|problem| problem.say())
}

/// What is wrong with the guest belongs beside its field.
fn beside_field(failure: Failure) -> Failure {
    match failure {
        Failure::Told(AppError::InviteDenied(
            denied @ (InviteDenied::DomainBlocked | InviteDenied::PlusAddress),
        )) => AppError::field("email", denied).into(),
        Failure::Told(AppError::InviteDenied(denied @ InviteDenied::TypeNotOffered)) => {
            AppError::field("role", denied).into()
        }
        other => other,
    }
}
