//! Queuing mails, in the transaction of what they tell.

use app::error::AppError;
use domain::live::RoomEvent;
use domain::mail::{
    AFTER_CHANGE, Change, MailKind, MailState, OnRemoval, OnReturn, UNDO, is_worth_telling, on_removal,
    on_return, told_after,
};
use domain::room::RoomDetails;
use domain::session::Session;
use domain::{InvitationId, RoomId, Timestamp};

use super::{queries, room_queries, template_queries};
use crate::db::{Connection, DbError};
use crate::failure::Outcome;
use crate::invitation;
use crate::live::events;
use crate::room::queries::{self as rooms, StoredRoom};
use crate::secrets;

/// Queues the mail with an invitation's link. What waited for this invitation before is replaced.
///
/// # Errors
/// [`AppError::NoTemplate`] when no template is configured.
pub async fn queue(
    connection: &mut Connection,
    room: RoomId,
    invitation: InvitationId,
    kind: MailKind,
    now: Timestamp,
) -> Outcome<()> {
    if !template_queries::has_any(connection).await? {
        return Err(AppError::NoTemplate.into());
    }
    queue_untold(connection, invitation, kind, now).await?;
    tell_queued(connection, room, invitation, now).await
}

/// As [`queue`], for who has seen that there is a template, and tells the hosts of many mails at once.
pub async fn queue_untold(
    connection: &mut Connection,
    invitation: InvitationId,
    kind: MailKind,
    now: Timestamp,
) -> Result<(), DbError> {
    queries::delete_queued(connection, invitation).await?;
    insert(connection, invitation, kind, (now, now)).await
}

async fn insert(
    connection: &mut Connection,
    invitation: InvitationId,
    kind: MailKind,
    times: (Timestamp, Timestamp),
) -> Result<(), DbError> {
    queries::raise_calendar_sequence(connection, invitation).await?;
    queries::insert(connection, &secrets::nonce(), invitation, kind, times).await
}

async fn tell_queued(
    connection: &mut Connection,
    room: RoomId,
    invitation: InvitationId,
    now: Timestamp,
) -> Outcome<()> {
    let event = RoomEvent::MailChanged { invitation, state: MailState::Queued };
    events::append(connection, room, &event, now).await?;
    Ok(())
}

/// Queues the mail with a code, made from its nonce when it is sent.
pub async fn queue_code(
    connection: &mut Connection,
    invitation: InvitationId,
    nonce: &str,
    now: Timestamp,
) -> Result<(), DbError> {
    queries::insert_code(connection, &secrets::nonce(), invitation, nonce, now).await
}

/// A host has given a guest another role: whoever was sent a mail is told.
pub async fn queue_update(
    connection: &mut Connection,
    room: &StoredRoom,
    invitation: InvitationId,
    now: Timestamp,
) -> Outcome<()> {
    let can_mail = can_tell(connection, &room.session, now).await?;
    let stored = invitation::queries::find(connection, invitation).await?;
    let has_declined = stored.is_some_and(|stored| stored.invitation.declined_at.is_some());
    if has_declined || !can_mail || !queries::was_told(connection, invitation).await? {
        return Ok(());
    }
    queries::delete_queued(connection, invitation).await?;
    insert(connection, invitation, MailKind::Update, (now, now + AFTER_CHANGE)).await?;
    tell_queued(connection, room.id, invitation, now).await
}

/// A host has changed the room or moved its session: every guest who was sent a mail is told, by one event for all.
pub async fn follow_change(
    connection: &mut Connection,
    before: &StoredRoom,
    (details, session): (&RoomDetails, &Session),
    now: Timestamp,
) -> Outcome<()> {
    let change = Change { details: (&before.details, details), session: (&before.session, session) };
    let Some(wait) = told_after(&change, now) else { return Ok(()) };
    room_queries::delete_queued_for_told(connection, before.id).await?;
    queue_for_told(connection, before.id, MailKind::Update, (now, now + wait)).await
}

/// Queues a mail for everybody whose invitation is open and who was sent one.
async fn queue_for_told(
    connection: &mut Connection,
    room: RoomId,
    kind: MailKind,
    times: (Timestamp, Timestamp),
) -> Outcome<()> {
    if template_queries::has_any(connection).await?
        && room_queries::insert_for_told(connection, room, kind, times).await? > 0
    {
        events::append(connection, room, &RoomEvent::MailsChanged, times.0).await?;
    }
    Ok(())
}

/// An invitation has been removed. Whoever was sent a mail is told. What has not left yet waits for the removal to be
/// taken back, and never leaves if it is not.
pub async fn cancel(
    connection: &mut Connection,
    room: RoomId,
    invitation: InvitationId,
    now: Timestamp,
) -> Outcome<()> {
    let was_told = queries::was_told(connection, invitation).await?;
    queries::update_held(connection, invitation, now + UNDO).await?;
    let can_mail = can_tell_of(connection, room, now).await?;
    match on_removal(was_told, can_mail) {
        OnRemoval::Cancel => {
            insert(connection, invitation, MailKind::Cancellation, (now, now + UNDO)).await?;
            tell_queued(connection, room, invitation, now).await
        }
        OnRemoval::Hold => Ok(()),
    }
}

/// A removed invitation is back: a cancellation that has not left yet never does, one that has, or may have, is followed
/// by the link.
pub async fn take_back_cancellation(
    connection: &mut Connection,
    room: RoomId,
    invitation: InvitationId,
    now: Timestamp,
) -> Outcome<()> {
    let last = queries::find_last(connection, invitation).await?;
    let can_mail = can_tell_of(connection, room, now).await?;
    match on_return(last.map(|mail| (mail.kind, mail.progress())), can_mail) {
        OnReturn::Nothing => {}
        OnReturn::TakeBack => {
            // A node may have set out with it since it was looked at.
            let is_back = queries::delete_cancellation(connection, invitation).await? > 0;
            if !is_back && can_mail {
                queue(connection, room, invitation, MailKind::Invitation, now).await?;
            }
        }
        OnReturn::InviteAgain => queue(connection, room, invitation, MailKind::Invitation, now).await?,
    }
    Ok(())
}

/// Whether there is a template, and something to tell.
async fn can_tell(connection: &mut Connection, session: &Session, now: Timestamp) -> Result<bool, DbError> {
    Ok(is_worth_telling(session, now) && template_queries::has_any(connection).await?)
}

/// As [`can_tell`], for who has only the room's id.
async fn can_tell_of(connection: &mut Connection, room: RoomId, now: Timestamp) -> Result<bool, DbError> {
    match rooms::find_room(connection, room).await? {
        Some(room) => can_tell(connection, &room.session, now).await,
        None => Ok(false),
    }
}

/// A room has been deleted: as if each of its invitations had been removed. Nobody is told of a session that is over.
pub async fn cancel_all(connection: &mut Connection, room: &StoredRoom, now: Timestamp) -> Outcome<()> {
    room_queries::update_held(connection, room.id, now + UNDO).await?;
    if !is_worth_telling(&room.session, now) {
        return Ok(());
    }
    queue_for_told(connection, room.id, MailKind::Cancellation, (now, now + UNDO)).await
}

/// A deleted room is back: as if each of its invitations were.
pub async fn take_back_all(connection: &mut Connection, room: &StoredRoom, now: Timestamp) -> Outcome<()> {
    let taken_back = room_queries::delete_cancellations(connection, room.id).await?;
    let mut invited = 0;
    if can_tell(connection, &room.session, now).await? {
        invited = room_queries::insert_for_cancelled(connection, room.id, now).await?;
    }
    if taken_back + invited > 0 {
        events::append(connection, room.id, &RoomEvent::MailsChanged, now).await?;
    }
    Ok(())
}
