//! What a guest sees and does before the door.

use app::backend::{Caller, SetCookie};
use app::error::AppError;
use app::join::api::{JoinPage, Reply, RoomPreview};
use domain::audit::{AuditAct, AuditField};
use domain::invitation::TryCause;
use domain::{Admission, InvitationId, Refusal, Timestamp};
use futures::FutureExt;
use subtle::ConstantTimeEq;

use super::claim::Proof;
use super::standing::{self, Proofs, Standing};
use super::{claim, code, farewell, reply};
use crate::audit::{self, By, Note};
use crate::db::Connection;
use crate::failure::{Failure, Outcome};
use crate::http::cookies;
use crate::identity;
use crate::invitation::{acts::shut_devices_out, queries as invitations, refused_tries};
use crate::live::events;
use crate::people::idn;
use crate::room::queries as rooms;
use crate::site::Site;

/// What came of a typed address. A wrong one, and a refusal, is an answer, not a failure: its count must be committed.
enum Confirmed {
    /// It is right: the device has the link, or is mailed a code.
    Device(Option<String>),
    Wrong {
        tries_left: u16,
    },
    Refused(Refusal),
}

/// The page behind a link. Reads only.
pub async fn find_visit(site: &Site, caller: &Caller, invitation: InvitationId) -> Outcome<JoinPage> {
    let proofs = standing::prove(site, caller).await?;
    let now = site.clock.now();
    let signed_in_as = proofs.me.as_ref().map(|me| me.email.clone());
    let mut connection = site.db.read().await?;
    let standing = find_standing(&mut connection, &proofs, invitation, now).await?;
    let Some(standing) = standing else {
        let admission = Admission::Refused(Refusal::UnknownLink);
        return Ok(JoinPage {
            invitation,
            admission,
            room: None,
            message: None,
            farewell: None,
            code: None,
            mails_leave: false,
            reply: Reply::default(),
            signed_in_as,
            server_now: now,
        });
    };
    Ok(JoinPage {
        invitation,
        admission: standing.admission,
        room: standing.admission.may_preview().then(|| preview(&standing)),
        message: standing.message(),
        farewell: farewell::of(&mut connection, &standing, now).await?,
        code: code::mailed(&mut connection, &standing, now).await?,
        mails_leave: identity::service::has_mail_server(site, &mut connection).await?,
        reply: reply_of(&standing),
        signed_in_as,
        server_now: now,
    })
}

/// What the hosts have been told from here. Whoever has no link of this invitation is not told of it.
fn reply_of(standing: &Standing) -> Reply {
    let invitation = standing.invitation.as_ref().map(|stored| &stored.invitation);
    let asks = matches!(standing.admission, Admission::Refused(refusal) if refusal.may_ask_for_link());
    Reply {
        link_requested_at: invitation.filter(|_| asks).and_then(|known| known.link_requested_at),
        declined_at: invitation
            .filter(|_| standing.admission.may_decline())
            .and_then(|known| known.declined_at),
    }
}

/// `None` when there is no such invitation, which nobody can tell from a wrong link.
pub(super) async fn find_standing(
    connection: &mut Connection,
    proofs: &Proofs,
    invitation: InvitationId,
    now: Timestamp,
) -> Outcome<Option<Standing>> {
    let Some(stored) = invitations::find(connection, invitation).await? else { return Ok(None) };
    let Some(room) = rooms::find_room(connection, stored.invitation.room).await? else { return Ok(None) };
    standing::as_guest(connection, proofs, room, stored, now).await.map(Some)
}

pub fn preview(standing: &Standing) -> RoomPreview {
    let room = &standing.room;
    RoomPreview {
        id: room.id,
        title: room.details.title.clone(),
        description: room.details.description.clone(),
        speakers: room.details.speakers.clone(),
        time_zone: room.details.time_zone.clone(),
        session: room.session,
        sequence: room.sequence,
    }
}

/// Claims the link for this device when `address` is the invited one; `None` relies on the sign-in.
pub async fn confirm_address(
    site: &Site,
    caller: &Caller,
    invitation: InvitationId,
    address: Option<&str>,
) -> Outcome<Option<SetCookie>> {
    site.limits.claim(&caller.address)?;
    let address =
        address.map(idn::parse_address).transpose().map_err(|problem| AppError::field("address", problem))?;
    let proofs = standing::prove(site, caller).await?;
    let now = site.clock.now();
    let confirmed = site
        .db
        .write(move |connection| {
            async move {
                lock_room_of(connection, invitation).await?;
                let standing =
                    find_standing(connection, &proofs, invitation, now).await?.ok_or(Refusal::UnknownLink)?;
                let user_agent = &proofs.caller.user_agent;
                match (standing.admission, &standing.invitation, address) {
                    (Admission::Refused(refusal), stored, _) => {
                        let stored = stored.as_ref();
                        refused_tries::note_refusal(connection, stored, refusal, &proofs.caller, now).await?;
                        Ok(Confirmed::Refused(refusal))
                    }
                    (Admission::ConfirmAddress { .. }, Some(stored), Some(address)) => {
                        let typed = standing.settings.person_of(&address);
                        let invited = standing.settings.person_of(&stored.invitation.email);
                        if bool::from(typed.as_str().as_bytes().ct_eq(invited.as_str().as_bytes())) {
                            let device = if standing.settings.mailed_code.asks(stored.invitation.role) {
                                let (device, device_hash) = claim::device(&proofs, invitation);
                                code::mail_code(connection, &proofs, stored, &device_hash, now).await?;
                                device
                            } else {
                                claim::claim(connection, &proofs, stored, Proof::Address, now).await?
                            };
                            return Ok(Confirmed::Device(Some(device)));
                        }
                        let tries = stored.invitation.tries.after_wrong(now);
                        invitations::update_tries(connection, invitation, tries).await?;
                        let cause = TryCause::WrongAddress;
                        refused_tries::note(connection, &stored.invitation, cause, user_agent, now).await?;
                        let note = Note::of(AuditAct::WrongAddress).about_guest(&stored.invitation);
                        let note = note.with(AuditField::TriesLeft, u32::from(tries.left()));
                        audit::note(connection, &By::visitor(&proofs.caller), note, now).await?;
                        Ok(match tries.locked_until(now) {
                            Some(until) => Confirmed::Refused(Refusal::Locked { until }),
                            None => Confirmed::Wrong { tries_left: tries.left() },
                        })
                    }
                    (Admission::ConfirmAddress { .. } | Admission::Introduce, ..) => {
                        Err(AppError::SignInNeeded.into())
                    }
                    // The address has been named before, and the code is waited for.
                    (Admission::ConfirmCode, ..) => Ok(Confirmed::Device(None)),
                    (Admission::Wait(_) | Admission::Knock(_) | Admission::Enter(_), ..) => {
                        let device = claim::claim_if_free(connection, &proofs, &standing, now).await?;
                        if let Some(stored) = &standing.invitation {
                            reply::comes(connection, stored, now).await?;
                        }
                        Ok::<_, Failure>(Confirmed::Device(device))
                    }
                }
            }
            .boxed()
        })
        .await?;
    match confirmed {
        Confirmed::Device(device) => Ok(device.map(|device| cookies::device(&device))),
        Confirmed::Wrong { tries_left } => Err(AppError::WrongAddress { tries_left }.into()),
        Confirmed::Refused(refusal) => Err(refusal.into()),
    }
}

/// Brings the link over to this device and shuts the others out; the sign-in proves the guest.
pub async fn move_link_here(
    site: &Site,
    caller: &Caller,
    invitation: InvitationId,
) -> Outcome<Option<SetCookie>> {
    site.limits.claim(&caller.address)?;
    let proofs = standing::prove(site, caller).await?;
    let now = site.clock.now();
    let device = site
        .db
        .write(move |connection| {
            async move {
                lock_room_of(connection, invitation).await?;
                let standing =
                    find_standing(connection, &proofs, invitation, now).await?.ok_or(Refusal::UnknownLink)?;
                match (standing.admission, &standing.invitation) {
                    (
                        Admission::Refused(Refusal::UsedOnOtherDevice { may_move_here: true }),
                        Some(stored),
                    ) => {
                        shut_devices_out(connection, &stored.invitation, now).await?;
                        let by = By::guest(&stored.invitation, &proofs.caller);
                        let note = Note::of(AuditAct::LinkMoved).about_guest(&stored.invitation);
                        audit::note(connection, &by, note, now).await?;
                        let device = claim::claim(connection, &proofs, stored, Proof::Address, now).await?;
                        Ok(Ok(Some(device)))
                    }
                    (Admission::Refused(refusal), stored) => {
                        let stored = stored.as_ref();
                        refused_tries::note_refusal(connection, stored, refusal, &proofs.caller, now).await?;
                        Ok(Err(refusal))
                    }
                    _ => Ok::<_, Failure>(Ok(None)),
                }
            }
            .boxed()
        })
        .await?;
    let device = refused_tries::told(device)?;
    Ok(device.map(|device| cookies::device(&device)))
}

pub(super) async fn lock_room_of(connection: &mut Connection, invitation: InvitationId) -> Outcome<()> {
    if let Some(stored) = invitations::find(connection, invitation).await? {
        events::lock_room(connection, stored.invitation.room).await?;
    }
    Ok(())
}
