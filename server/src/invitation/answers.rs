//! What helps a guest who does not get in: a new link that was asked for, and a corrected address.

use app::backend::Caller;
use app::error::AppError;
use app::invitation::api::{InvitationReady, RequestAnswered};
use domain::audit::{AuditAct, AuditField};
use domain::invitation::{
    ActDenied, Invitation, InvitationState, RequestAct, RequestAnswer, Settlement, Taken, check_address,
};
use domain::invite_policy::InviteDenied;
use domain::live::RoomEvent;
use domain::mail::MailKind;
use domain::say;
use domain::session::Phase;
use domain::{EmailAddress, InvitationId};
use futures::FutureExt;

use super::acts::{Held, change, note, renew};
use super::queries::{self, StoredInvitation};
use super::service::{find, ready};
use super::{limits, refused_tries};
use crate::audit::{self, Note};
use crate::db::Connection;
use crate::failure::{Failure, Outcome};
use crate::live::events;
use crate::live::participants::guests::adopt;
use crate::live::participants::queries::{self as participants, Origin};
use crate::mail;
use crate::people::idn;
use crate::site::Site;

/// What an answer has come to, before the link is written out.
enum Answered {
    Mailed,
    LinkMade(Box<StoredInvitation>),
    Dismissed,
    TooLate,
}

/// Answers a guest who asks for a new link. Who grants it needs the right to invite.
pub async fn answer_request(
    site: &Site,
    caller: &Caller,
    invitation: InvitationId,
    answer: RequestAnswer,
) -> Outcome<RequestAnswered> {
    let needs_right = answer == RequestAnswer::Grant;
    // A link in a mail that stays here helps nobody: the host is shown it instead.
    let mails_leave = site.mails_leave();
    let answered = change(site, caller, invitation, needs_right, move |connection, held, stored| {
        async move {
            let can_mail = mails_leave && mail::template_queries::has_any(connection).await?;
            let phase = held.room.session.phase(held.now);
            let act = domain::invitation::answer_request(
                &stored.invitation,
                answer,
                (&held.settings, held.host),
                phase,
                can_mail,
            );
            match act.map_err(AppError::from)? {
                RequestAct::Nothing => Ok(Answered::TooLate),
                RequestAct::Forget => {
                    queries::update_link_requested(connection, stored.invitation.id, None).await?;
                    let settlement = Settlement::RequestDismissed;
                    refused_tries::settle(connection, stored.invitation.id, settlement).await?;
                    note(connection, &stored.invitation, held.now).await?;
                    let entry = Note::of(AuditAct::RequestDismissed).about_guest(&stored.invitation);
                    audit::note(connection, &held.by, entry, held.now).await?;
                    Ok(Answered::Dismissed)
                }
                RequestAct::NewLink { restores, by_mail } => {
                    grant(connection, &held, &stored, restores, by_mail).await
                }
            }
        }
        .boxed()
    })
    .await?;
    Ok(match answered {
        Answered::Mailed => RequestAnswered::Mailed,
        Answered::LinkMade(stored) => {
            RequestAnswered::LinkMade(Box::new(ready(&site.key, &site.public_url(), *stored)))
        }
        Answered::Dismissed => RequestAnswered::Dismissed,
        Answered::TooLate => RequestAnswered::TooLate,
    })
}

async fn grant(
    connection: &mut Connection,
    held: &Held,
    stored: &StoredInvitation,
    restores: bool,
    by_mail: bool,
) -> Outcome<Answered> {
    let invitation = &stored.invitation;
    let Invitation { id, room, role, .. } = *invitation;
    if restores {
        limits::count_restored(connection, &held.settings, (held.person, stored), held.now).await?;
        queries::update_state(connection, id, InvitationState::Removed, InvitationState::Open).await?;
        refused_tries::settle(connection, id, Settlement::Restored).await?;
        mail::queries::delete_queued(connection, id).await?;
        events::append(connection, room, &RoomEvent::InvitationChanged { invitation: id, role }, held.now)
            .await?;
    }
    renew(connection, held, invitation).await?;
    refused_tries::settle(connection, id, Settlement::NewLink).await?;
    let entry = Note::of(AuditAct::LinkRenewed).about_guest(invitation).with(AuditField::AskedFor, true);
    audit::note(
        connection,
        &held.by,
        entry.with(AuditField::Restored, restores).with(AuditField::Mailed, by_mail),
        held.now,
    )
    .await?;
    if by_mail {
        mail::service::queue(connection, room, id, MailKind::Invitation, held.now).await?;
        Ok(Answered::Mailed)
    } else {
        find(connection, id).await.map(|stored| Answered::LinkMade(Box::new(stored)))
    }
}

/// Gives an invitation another address. The link dies and its devices are shut out, because they are not the new
/// guest's; who was sent the link by mail is sent the new one.
pub async fn change_address(
    site: &Site,
    caller: &Caller,
    invitation: InvitationId,
    typed: &str,
) -> Outcome<InvitationReady> {
    let address = idn::parse_address(typed).map_err(|problem| AppError::field("email", problem));
    let stored = change(site, caller, invitation, true, move |connection, held, stored| {
        async move {
            let (invitation, address) = (&stored.invitation, address?);
            let taken = check_address(invitation, &address, &held.settings, held.host);
            let taken = taken.map_err(beside_address)?;
            if taken == Taken::Change {
                let known =
                    queries::find_by_person(connection, &held.settings, invitation.room, &address).await?;
                if known.is_some_and(|known| known.invitation.id != invitation.id) {
                    let problem = say!("Another invitation to this room has this address.");
                    return Err(AppError::field("email", problem).into());
                }
                limits::count(connection, &held.settings, (held.person, invitation.room), held.now).await?;
                readdress(connection, &held, invitation, address).await?;
            }
            find(connection, invitation.id).await
        }
        .boxed()
    })
    .await?;
    Ok(ready(&site.key, &site.public_url(), stored))
}

async fn readdress(
    connection: &mut Connection,
    held: &Held,
    invitation: &Invitation,
    address: EmailAddress,
) -> Result<(), Failure> {
    let Invitation { id, room, .. } = *invitation;
    queries::update_email(connection, id, &address).await?;
    let entry = Note::of(AuditAct::AddressCorrected).about_guest(invitation);
    audit::note(connection, &held.by, entry.readdressed(&invitation.email, &address), held.now).await?;
    renew(connection, held, invitation).await?;
    refused_tries::settle(connection, id, Settlement::AddressChanged).await?;
    if participants::find_by_origin(connection, room, Origin::Invitation(id)).await?.is_none() {
        // Somebody of this site who has been in the room already is this guest from now on.
        let invitation = Invitation { email: address, ..invitation.clone() };
        adopt(connection, &held.settings, &invitation, held.now).await?;
    }
    let was_mailed = mail::queries::find_last(connection, id).await?.is_some();
    let may_be_mailed = held.room.session.phase(held.now) != Phase::Ended
        && mail::template_queries::has_any(connection).await?;
    if was_mailed && may_be_mailed {
        mail::service::queue(connection, room, id, MailKind::Invitation, held.now).await?;
    }
    Ok(())
}

/// What is wrong with the address belongs beside its field; that the type cannot be given is not.
fn beside_address(denied: ActDenied) -> AppError {
    match denied {
        ActDenied::Invite(denied) if denied != InviteDenied::TypeNotOffered => {
            AppError::field("email", denied)
        }
        other => other.into(),
    }
}
