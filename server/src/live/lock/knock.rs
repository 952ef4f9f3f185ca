//! Knocking at a locked room's door, and coming in through it.

use app::backend::{Caller, SetCookie};
use app::error::AppError;
use domain::audit::AuditAct;
use domain::live::RoomEvent;
use domain::lock::{Knocker, LockEvent, Waiting};
use domain::session::SessionRefused;
use domain::{Admission, InvitationId, PersonName, Refusal, RoomId, Timestamp};
use futures::FutureExt;

use super::queries::{self, Answer};
use super::service::settle;
use crate::audit::{self, By, Note};
use crate::db::Connection;
use crate::failure::{Failure, Outcome};
use crate::invitation::refused_tries;
use crate::join::{claim, reply, standing};
use crate::live::events;
use crate::live::participants::queries::Origin;
use crate::site::Site;

/// Waits at the door of a locked room. Somebody proven by their sign-in claims their link on the way. Who may
/// come in already, or waits already, changes nothing by knocking.
pub async fn knock(
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
                match standing.admission {
                    Admission::Knock(_) => {}
                    Admission::Enter(_) => return Ok(Ok(None)),
                    Admission::Refused(refusal) => {
                        let caller = &proofs.caller;
                        refused_tries::note_refusal_of(connection, &standing, refusal, caller, now).await?;
                        return Ok(Err(refusal));
                    }
                    Admission::Wait(_) => return Err(SessionRefused::NotOpen.into()),
                    Admission::ConfirmAddress { .. } | Admission::Introduce => {
                        return Err(Refusal::NotInvited.into());
                    }
                    Admission::ConfirmCode => return Err(AppError::CodeNeeded.into()),
                }
                let claimed = claim::claim_if_free(connection, &proofs, &standing, now).await?;
                if let Some(stored) = &standing.invitation {
                    reply::comes(connection, stored, now).await?;
                }
                let (origin, name) = standing.identity().ok_or(AppError::SignInNeeded)?;
                if queries::find_by_knocker(connection, room, origin.into()).await?.is_none() {
                    let note = Note::of(AuditAct::Knocked).about_room(room, &standing.room.details.title);
                    audit::note(connection, &By::standing(&standing, &proofs), note, now).await?;
                }
                wait(connection, room, origin.into(), name, now).await?;
                Ok::<_, Failure>(Ok(claimed))
            }
            .boxed()
        })
        .await?;
    let claimed = refused_tries::told(claimed)?;
    Ok(claimed.map(|device| crate::http::cookies::device(&device)))
}

async fn wait(
    connection: &mut Connection,
    room: RoomId,
    knocker: Knocker,
    name: PersonName,
    now: Timestamp,
) -> Outcome<()> {
    if let Some(known) = queries::find_by_knocker(connection, room, knocker).await? {
        queries::update_seen(connection, room, known.number, now).await?;
        return Ok(());
    }
    let is_guest = !matches!(knocker, Knocker::Member(_));
    let mut waiting = Waiting { number: 0, name, is_guest, since: now };
    events::append_numbered(connection, room, now, |number| {
        waiting.number = number;
        RoomEvent::Lock(LockEvent::Knocked { waiting: waiting.clone() })
    })
    .await?;
    queries::insert(connection, room, knocker, &waiting).await?;
    Ok(())
}

/// Somebody has come into a locked room: they may come back, and wait no more if they did.
pub async fn came_in(
    connection: &mut Connection,
    room: RoomId,
    origin: Origin,
    now: Timestamp,
) -> Outcome<()> {
    queries::update_let_in(connection, room, origin.into()).await?;
    let knock = queries::find_by_knocker(connection, room, origin.into()).await?;
    if let Some(knock) = knock.filter(|knock| knock.answer == Answer::Waiting) {
        queries::update_answer(connection, &knock, Answer::Admitted).await?;
        settle(connection, &knock, now).await?;
    }
    Ok(())
}

/// Somebody has been removed: should they ever come again, they knock again.
pub async fn forget(
    connection: &mut Connection,
    room: RoomId,
    knocker: Knocker,
    now: Timestamp,
) -> Outcome<()> {
    if let Some(knock) = queries::find_by_knocker(connection, room, knocker).await? {
        queries::delete(connection, &knock).await?;
        settle(connection, &knock, now).await?;
    }
    Ok(())
}
