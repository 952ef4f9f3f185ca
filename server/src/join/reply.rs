//! What a guest tells the hosts from before the door: that they need a new link, or will not come.

use app::backend::Caller;
use domain::audit::AuditAct;
use domain::live::RoomEvent;
use domain::{Admission, InvitationId, Refusal, Timestamp};
use futures::FutureExt;

use super::service::{find_standing, lock_room_of};
use super::standing;
use crate::audit::{self, By, Note};
use crate::db::Connection;
use crate::failure::{Failure, Outcome};
use crate::invitation::queries::{self, StoredInvitation};
use crate::invitation::refused_tries;
use crate::live::events;
use crate::site::Site;

/// Puts a request for a new link on the hosts' list. Asking twice changes nothing.
pub async fn ask_for_link(site: &Site, caller: &Caller, invitation: InvitationId) -> Outcome<()> {
    site.limits.claim(&caller.address)?;
    let proofs = standing::prove(site, caller).await?;
    let now = site.clock.now();
    site.db
        .write(move |connection| {
            async move {
                lock_room_of(connection, invitation).await?;
                let standing =
                    find_standing(connection, &proofs, invitation, now).await?.ok_or(Refusal::UnknownLink)?;
                let Some(stored) = &standing.invitation else { return Err(Refusal::UnknownLink.into()) };
                let refusal = match standing.admission {
                    Admission::Refused(refusal) if refusal.may_ask_for_link() => refusal,
                    Admission::Refused(refusal) => return Err(refusal.into()),
                    _ => return Ok(()),
                };
                if stored.invitation.link_requested_at.is_none() {
                    // What they have been refused for stands beside the request.
                    let caller = &proofs.caller;
                    refused_tries::note_refusal(connection, Some(stored), refusal, caller, now).await?;
                    let entry = Note::of(AuditAct::LinkRequested).about_guest(&stored.invitation);
                    audit::note(connection, &By::visitor(caller), entry, now).await?;
                    queries::update_link_requested(connection, invitation, Some(now)).await?;
                    note(connection, stored, now).await?;
                }
                Ok::<_, Failure>(())
            }
            .boxed()
        })
        .await
}

/// The guest will not come, or will after all. The link stays theirs.
pub async fn decline(
    site: &Site,
    caller: &Caller,
    invitation: InvitationId,
    will_not_come: bool,
) -> Outcome<()> {
    site.limits.claim(&caller.address)?;
    let proofs = standing::prove(site, caller).await?;
    let now = site.clock.now();
    site.db
        .write(move |connection| {
            async move {
                lock_room_of(connection, invitation).await?;
                let standing =
                    find_standing(connection, &proofs, invitation, now).await?.ok_or(Refusal::UnknownLink)?;
                let Some(stored) = &standing.invitation else { return Err(Refusal::UnknownLink.into()) };
                if let (Admission::Refused(refusal), false) =
                    (standing.admission, standing.admission.may_decline())
                {
                    return Err(refusal.into());
                }
                if stored.invitation.declined_at.is_some() != will_not_come {
                    queries::update_declined(connection, invitation, will_not_come.then_some(now)).await?;
                    let act = if will_not_come { AuditAct::Declined } else { AuditAct::ComesAfterAll };
                    let entry = Note::of(act).about_guest(&stored.invitation);
                    audit::note(connection, &By::guest(&stored.invitation, &proofs.caller), entry, now)
                        .await?;
                    note(connection, stored, now).await?;
                }
                Ok::<_, Failure>(())
            }
            .boxed()
        })
        .await
}

/// Whoever comes has not declined, and needs no other link.
pub async fn comes(connection: &mut Connection, stored: &StoredInvitation, now: Timestamp) -> Outcome<()> {
    let known = &stored.invitation;
    if known.declined_at.is_some() || known.link_requested_at.is_some() {
        queries::update_claimed(connection, known.id).await?;
        note(connection, stored, now).await?;
    }
    Ok(())
}

async fn note(connection: &mut Connection, stored: &StoredInvitation, now: Timestamp) -> Outcome<()> {
    let event = RoomEvent::InvitationNoted { invitation: stored.invitation.id };
    events::append(connection, stored.invitation.room, &event, now).await?;
    Ok(())
}
