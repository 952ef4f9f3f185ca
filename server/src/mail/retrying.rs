//! Mails that an administrator has tried once more, or at once.

use app::backend::Caller;
use app::error::AppError;
use domain::Timestamp;
use domain::audit::{AuditAct, AuditField};
use domain::live::RoomEvent;
use domain::mail::{MailKind, MailState, MailsToTry, TryByHand, try_by_hand};
use futures::FutureExt;

use super::desk::next_try;
use super::desk_queries::{self, Search};
use super::queries;
use crate::account::service::require_administrator;
use crate::audit::{self, By, Note};
use crate::db::{Connection, DbError};
use crate::failure::{Failure, Outcome};
use crate::invitation;
use crate::live::events;
use crate::site::Site;

/// One that was given up is tried once more; one that waits for its next try, at once.
pub async fn retry(site: &Site, caller: &Caller, mail: &str) -> Outcome<()> {
    let me = require_administrator(site, caller).await?;
    site.limits.write(&me.id.to_string())?;
    let by = By::person(&me, caller);
    let now = site.clock.now();
    let id = mail.to_owned();
    site.db
        .write(move |connection| {
            async move {
                let mail = queries::find(connection, &id).await?.ok_or(AppError::NotFound)?;
                let Some(how) = try_by_hand(mail.kind, mail.state, next_try(&mail).is_some()) else {
                    // What is on its way or has left needs no help.
                    let is_lost = mail.state == MailState::Failed;
                    return if is_lost { Err(AppError::NotFound.into()) } else { Ok(()) };
                };
                let Some(stored) = invitation::queries::find(connection, mail.invitation).await? else {
                    return Ok(());
                };
                // Before its mail, as its hosts hold it: in another order each would wait for the other.
                events::lock_room(connection, stored.invitation.room).await?;
                if !make_due(connection, &id, how, now).await? {
                    return Ok(());
                }
                if mail.kind != MailKind::Code {
                    let event =
                        RoomEvent::MailChanged { invitation: mail.invitation, state: MailState::Queued };
                    events::append(connection, stored.invitation.room, &event, now).await?;
                }
                let note = Note::of(AuditAct::MailRetried).about_guest(&stored.invitation);
                audit::note(connection, &by, note, now).await?;
                Ok::<_, Failure>(())
            }
            .boxed()
        })
        .await
}

/// False when somebody was faster.
async fn make_due(
    connection: &mut Connection,
    mail: &str,
    how: TryByHand,
    now: Timestamp,
) -> Result<bool, DbError> {
    match how {
        TryByHand::OnceMore => queries::update_retried(connection, mail, now).await,
        TryByHand::AtOnce => queries::update_hurried(connection, mail, now).await,
    }
}

/// All of these whose address holds what is searched for. Answers how many they are.
pub async fn retry_many(site: &Site, caller: &Caller, which: MailsToTry, query: &str) -> Outcome<u32> {
    let me = require_administrator(site, caller).await?;
    site.limits.write(&me.id.to_string())?;
    let Some(search) = Search::of(query) else { return Ok(0) };
    let by = By::person(&me, caller);
    let now = site.clock.now();
    site.db
        .write(move |connection| {
            async move {
                // Looked up before: afterwards these mails are like all that wait.
                let rooms = desk_queries::list_rooms(connection, &search, which).await?;
                // Held before their mails, as by their hosts, and in one order.
                for room in &rooms {
                    events::lock_room(connection, *room).await?;
                }
                let count = desk_queries::update_due(connection, &search, which, now).await?;
                if count == 0 {
                    return Ok(0);
                }
                for room in rooms {
                    events::append(connection, room, &RoomEvent::MailsChanged, now).await?;
                }
                let note = Note::of(AuditAct::MailsRetried).with(AuditField::Mails, count);
                audit::note(connection, &by, note, now).await?;
                Ok::<_, Failure>(count)
            }
            .boxed()
        })
        .await
}
