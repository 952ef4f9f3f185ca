//! Queuing mails, in the transaction of what they tell.

use std::time::Duration;

use app::error::AppError;
use domain::invitation::InvitationState;
use domain::live::RoomEvent;
use domain::mail::{MailKind, MailState};
use domain::{InvitationId, RoomId, Timestamp};

use super::{queries, template_queries};
use crate::db::Connection;
use crate::failure::Outcome;
use crate::invitation;
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
    queries::delete_queued(connection, invitation).await?;
    queries::raise_calendar_sequence(connection, invitation).await?;
    let due_at = if kind == MailKind::Cancellation { now + UNDO } else { now };
    queries::insert(connection, &secrets::nonce(), invitation, kind, (now, due_at)).await?;
    let event = RoomEvent::MailChanged { invitation, state: MailState::Queued };
    events::append(connection, room, &event, now).await?;
    Ok(())
}

/// The session has been moved: every guest who has been mailed is told.
pub async fn queue_updates(connection: &mut Connection, room: RoomId, now: Timestamp) -> Outcome<()> {
    for stored in invitation::queries::list(connection, room).await? {
        if stored.invitation.state == InvitationState::Open {
            queue_for_mailed(connection, room, stored.invitation.id, MailKind::Update, now).await?;
        }
    }
    Ok(())
}

/// Queues a mail for somebody who has been mailed before: whoever got the link by other ways is not surprised.
pub async fn queue_for_mailed(
    connection: &mut Connection,
    room: RoomId,
    invitation: InvitationId,
    kind: MailKind,
    now: Timestamp,
) -> Outcome<()> {
    let last = queries::find_last(connection, invitation).await?;
    let Some(last) = last.filter(|last| last.kind != MailKind::Cancellation) else { return Ok(()) };
    // A first mail that has not left yet tells the news by itself.
    let is_unsent_invitation =
        last.kind == MailKind::Invitation && last.state == MailState::Queued && last.tries == 0;
    if is_unsent_invitation {
        return match kind {
            MailKind::Cancellation => Ok(queries::delete_queued(connection, invitation).await?),
            MailKind::Invitation | MailKind::Update => Ok(()),
        };
    }
    if template_queries::has_any(connection).await? {
        queue(connection, room, invitation, kind, now).await?;
    }
    Ok(())
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
    if last.state == MailState::Queued && last.tries == 0 {
        return Ok(queries::delete_queued(connection, invitation).await?);
    }
    if template_queries::has_any(connection).await? {
        queue(connection, room, invitation, MailKind::Invitation, now).await?;
    }
    Ok(())
}
