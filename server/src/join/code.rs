//! Codes mailed to the invited address: asked for on the guest's page, and told there.

use app::backend::{Caller, SetCookie};
use app::error::AppError;
use app::join::api::CodeMailed;
use domain::audit::{AuditAct, AuditField};
use domain::invitation::DeviceStanding;
use domain::mailed_code::{self, COUNTED_FOR, may_ask};
use domain::say;
use domain::{Admission, InvitationId, Refusal, Timestamp};
use futures::FutureExt;
use subtle::ConstantTimeEq;

use super::claim::{self, Proof};
use super::code_queries::{self as queries, StoredCode};
use super::service::{find_standing, lock_room_of};
use super::standing::{self, Proofs, Standing};
use crate::audit::{self, By, Note};
use crate::db::{Connection, DbError};
use crate::failure::{Failure, Outcome};
use crate::http::cookies;
use crate::invitation::acts::shut_devices_out;
use crate::invitation::queries::{self as invitations, StoredInvitation};
use crate::site::Site;
use crate::{mail, secrets};

/// Mails a code that works on the caller's device. Whoever is let in already needs none, and gets none.
pub async fn send(site: &Site, caller: &Caller, invitation: InvitationId) -> Outcome<Option<SetCookie>> {
    site.limits.claim(&caller.address)?;
    let proofs = standing::prove(site, caller).await?;
    let now = site.clock.now();
    let device = site
        .db
        .write(move |connection| {
            async move {
                let standing =
                    at_the_door(connection, &proofs, invitation, Admission::opens_by_code, now).await?;
                let Some(standing) = standing else { return Ok(None) };
                let (device, device_hash) = claim::device(&proofs, invitation);
                mail_code(connection, &proofs, &standing.stored, &device_hash, now).await?;
                Ok::<_, Failure>(Some(device))
            }
            .boxed()
        })
        .await?;
    Ok(device.map(|device| cookies::device(&device)))
}

/// Queues a code for a device; the one before does not work any more.
///
/// # Errors
/// [`AppError::CodeTooSoon`].
pub(super) async fn mail_code(
    connection: &mut Connection,
    proofs: &Proofs,
    stored: &StoredInvitation,
    device_hash: &str,
    now: Timestamp,
) -> Outcome<()> {
    let id = stored.invitation.id;
    let asked = queries::list_asked(connection, id, device_hash, now.before(COUNTED_FOR)).await?;
    let last = asked.iter().filter(|(_, is_here)| *is_here).map(|(at, _)| *at).max();
    let all: Vec<Timestamp> = asked.into_iter().map(|(at, _)| at).collect();
    may_ask(last, &all, now).map_err(|again_at| AppError::CodeTooSoon { again_at })?;
    queries::update_closed(connection, id, device_hash, now).await?;
    let nonce = secrets::nonce();
    queries::insert(connection, id, device_hash, &nonce, now).await?;
    let note = Note::of(AuditAct::CodeAsked).about_guest(&stored.invitation);
    audit::note(connection, &By::visitor(&proofs.caller), note, now).await?;
    Ok(mail::service::queue_code(connection, id, &nonce, now).await?)
}

/// What came of a typed code. A wrong one is an answer, not a failure: its count must be committed.
enum Told {
    Right(Option<String>),
    Wrong { tries_left: u16 },
}

/// Opens what the code opens: the link is this device's from now on, and other devices are shut out where it was theirs.
pub async fn confirm(
    site: &Site,
    caller: &Caller,
    invitation: InvitationId,
    typed: &str,
) -> Outcome<Option<SetCookie>> {
    site.limits.claim(&caller.address)?;
    let typed = mailed_code::read(typed)
        .ok_or_else(|| AppError::field("code", say!("Enter the six digits of the code from the mail.")))?;
    let proofs = standing::prove(site, caller).await?;
    let now = site.clock.now();
    let told = site
        .db
        .write(move |connection| {
            async move {
                let standing =
                    at_the_door(connection, &proofs, invitation, Admission::opens_by_known_code, now).await?;
                let Some(AtTheDoor { standing, stored }) = standing else { return Ok(Told::Right(None)) };
                let known =
                    standing.code.filter(|known| known.code.works(now)).ok_or(AppError::CodeExpired)?;
                let code = proofs.key.mailed_code(invitation, &known.nonce);
                if !bool::from(code.as_bytes().ct_eq(typed.as_bytes())) {
                    let tries_left = known.code.left_after_wrong();
                    queries::update_wrong_tries(connection, &known, known.code.wrong_tries + 1).await?;
                    let note = Note::of(AuditAct::CodeWrong).about_guest(&stored.invitation);
                    let note = note.with(AuditField::TriesLeft, u32::from(tries_left));
                    audit::note(connection, &By::visitor(&proofs.caller), note, now).await?;
                    return Ok(Told::Wrong { tries_left });
                }
                let (_, device_hash) = claim::device(&proofs, invitation);
                queries::update_closed(connection, invitation, &device_hash, now).await?;
                if standing.device == DeviceStanding::Claimed {
                    invitations::update_mailbox_proven(connection, invitation, &device_hash, now).await?;
                    return Ok(Told::Right(None));
                }
                if standing.device == DeviceStanding::TakenByOthers {
                    shut_devices_out(connection, &stored.invitation, now).await?;
                    let note = Note::of(AuditAct::LinkMoved).about_guest(&stored.invitation);
                    let by = By::guest(&stored.invitation, &proofs.caller);
                    audit::note(connection, &by, note, now).await?;
                }
                let device = claim::claim(connection, &proofs, &stored, Proof::Mailbox, now).await?;
                Ok::<_, Failure>(Told::Right(Some(device)))
            }
            .boxed()
        })
        .await?;
    match told {
        Told::Right(device) => Ok(device.map(|device| cookies::device(&device))),
        Told::Wrong { tries_left } => Err(AppError::WrongCode { tries_left }.into()),
    }
}

/// Somebody whom a code would let through.
struct AtTheDoor {
    standing: Standing,
    stored: StoredInvitation,
}

/// The caller before a door that a code opens, as `opens` says; `None` when it stands open already.
async fn at_the_door(
    connection: &mut Connection,
    proofs: &Proofs,
    invitation: InvitationId,
    opens: fn(Admission) -> bool,
    now: Timestamp,
) -> Outcome<Option<AtTheDoor>> {
    lock_room_of(connection, invitation).await?;
    let standing = find_standing(connection, proofs, invitation, now).await?.ok_or(Refusal::UnknownLink)?;
    let stored = standing.invitation.clone().ok_or(Refusal::UnknownLink)?;
    match standing.admission {
        admission if opens(admission) => Ok(Some(AtTheDoor { standing, stored })),
        Admission::Refused(refusal) => Err(refusal.into()),
        // The address comes first.
        Admission::ConfirmAddress { .. } => Err(AppError::CodeExpired.into()),
        _ => Ok(None),
    }
}

/// The code that is out for the caller's device, where one opens the door.
pub(super) async fn mailed(
    connection: &mut Connection,
    standing: &Standing,
    now: Timestamp,
) -> Result<Option<CodeMailed>, DbError> {
    let known = standing.code.as_ref().filter(|_| standing.admission.opens_by_code());
    let Some(StoredCode { nonce, code }) = known.filter(|known| known.code.is_remembered(now)) else {
        return Ok(None);
    };
    let has_failed = mail::queries::has_code_failed(connection, nonce).await?;
    Ok(Some(CodeMailed {
        works: code.works(now),
        works_until: code.works_until(),
        next_at: code.next_at(),
        has_failed,
    }))
}

/// Codes that are so old that nothing counts them.
pub async fn forget_old(site: &Site) -> Outcome<usize> {
    let moment = site.clock.now().before(2 * COUNTED_FOR);
    let count = site
        .db
        .write(move |connection| {
            async move { Ok::<_, Failure>(queries::delete_asked_before(connection, moment).await?) }.boxed()
        })
        .await?;
    Ok(usize::try_from(count).unwrap_or(usize::MAX))
}
