//! Queuing mails, in the transaction of what they tell.

use std::time::Duration;

use app::error::AppError;
use domain::live::RoomEvent;
use domain::mail::{MailKind, MailState};
use domain::{InvitationId, RoomId, Timestamp};

use super::{queries, template_queries};
use crate::db::{Connection, DbError};
use crate::failure::Outcome;
use crate::live::events;
use crate::secrets;

/// A cancellation waits so long, for whoever takes the removal back.
const UNDO: Duration = Duration::from_mins(1);

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
    let event = RoomEvent::MailChanged { invitation, state: MailState::Queued };
    events::append(connection, room, &event, now).await?;
    Ok(())
}

/// As [`queue`], for who has seen that there is a template, and tells the hosts of many mails at once.
pub async fn queue_untold(
    connection: &mut Connection,
    invitation: InvitationId,
    kind: MailKind,
    now: Timestamp,
) -> Result<(), DbError> {
    queries::delete_queued(connection, invitation).await?;
    queries::raise_calendar_sequence(connection, invitation).await?;
    let due_at = if kind == MailKind::Cancellation { now + UNDO } else { now };
    queries::insert(connection, &secrets::nonce(), invitation, kind, (now, due_at)).await
}

/// The session has been moved: every guest who has been sent a mail is told, by one event for all.
pub async fn queue_updates(connection: &mut Connection, room: RoomId, now: Timestamp) -> Outcome<()> {
    if !template_queries::has_any(connection).await? {
        return Ok(());
    }
    let mailed = queries::list_mailed(connection, room).await?;
    for invitation in &mailed {
        queue_untold(connection, *invitation, MailKind::Update, now).await?;
    }
    if !mailed.is_empty() {
        events::append(connection, room, &RoomEvent::MailsQueued, now).await?;
    }
    Ok(())
}

/// An invitation has been removed. Whoever was sent a mail is told; what has not left yet waits for the removal to be
/// taken back, and never leaves if it is not.
pub async fn cancel(
    connection: &mut Connection,
    room: RoomId,
    invitation: InvitationId,
    now: Timestamp,
) -> Outcome<()> {
    if queries::was_sent(connection, invitation).await? && template_queries::has_any(connection).await? {
        return queue(connection, room, invitation, MailKind::Cancellation, now).await;
    }
    Ok(queries::update_held(connection, invitation, now + UNDO).await?)
}

/// A removed invitation is back: a cancellation that has not left yet never does, one that has is followed by the link.
pub async fn take_back_cancellation(
    connection: &mut Connection,
    room: RoomId,
    invitation: InvitationId,
    now: Timestamp,
) -> Outcome<()> {
    let last = queries::find_last(connection, invitation).await?;
    let Some(last) = last.filter(|last| last.kind == MailKind::Cancellation) else { return Ok(()) };
    if last.state == MailState::Queued {
        return Ok(queries::delete_queued(connection, invitation).await?);
    }
    if template_queries::has_any(connection).await? {
        queue(connection, room, invitation, MailKind::Invitation, now).await?;
    }
    Ok(())
}
