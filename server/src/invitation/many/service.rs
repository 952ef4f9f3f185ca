//! Taking lists in: begun, filled chunk by chunk, started, and stopped.

use app::account::api::Me;
use app::backend::Caller;
use app::error::AppError;
use app::invitation::many::api::BatchOrder;
use domain::audit::{AuditAct, AuditField, SubjectKind};
use domain::invite_many::{BatchDenied, BatchState, GivenRow, MAX_CHUNK, MAX_ROWS, Progress};
use domain::invite_policy::may_invite;
use domain::live::RoomEvent;
use domain::{BatchId, RoomId};
use futures::FutureExt;

use super::queries::{self, StoredBatch};
use crate::account::service::require_writer;
use crate::audit::{self, By, Note};
use crate::db::Connection;
use crate::failure::{Failure, Outcome};
use crate::invitation::inviting::Inviting;
use crate::live::events;
use crate::mail::template_queries;
use crate::room::queries as rooms;
use crate::settings;
use crate::site::Site;

/// Characters that are kept of what stands in a cell: more than any address or name may have.
const LONGEST_CELL: usize = 400;

/// Begins a list. Repeating it changes nothing.
pub async fn begin(site: &Site, caller: &Caller, order: BatchOrder) -> Outcome<()> {
    let me = require_writer(site, caller).await?;
    let noted_as = By::person(&me, caller);
    let now = site.clock.now();
    match usize::try_from(order.total).unwrap_or(usize::MAX) {
        0 => return Err(BatchDenied::Empty.into()),
        total if total > MAX_ROWS => return Err(BatchDenied::TooMany.into()),
        _ => {}
    }
    site.db
        .write(move |connection| {
            async move {
                let by = (me.id, me.application_role, noted_as);
                Inviting::hold(connection, order.room, by, order.send_mail, now).await?;
                if order.send_mail && !template_queries::has_any(connection).await? {
                    return Err(AppError::NoTemplate.into());
                }
                queries::insert(connection, &order, me.id, now).await?;
                require_filling(connection, order.id, &me).await?;
                Ok::<_, Failure>(())
            }
            .boxed()
        })
        .await
}

/// Puts rows into their places. Repeating it changes nothing.
pub async fn add(
    site: &Site,
    caller: &Caller,
    batch: BatchId,
    from: u32,
    rows: Vec<GivenRow>,
) -> Outcome<()> {
    let me = require_writer(site, caller).await?;
    if rows.len() > MAX_CHUNK {
        return Err(AppError::TooLarge.into());
    }
    site.db
        .write(move |connection| {
            async move {
                let room = require_room_of(connection, batch).await?;
                // Before anything is read: a list that is being started takes no more rows.
                events::lock_room(connection, room).await?;
                may_invite_to(connection, &me, room).await?;
                let stored = require_filling(connection, batch, &me).await?;
                for (position, row) in (from..).zip(rows) {
                    if position >= stored.total {
                        return Err(BatchDenied::TooMany.into());
                    }
                    queries::insert_row(connection, batch, position, &shortened(row)).await?;
                }
                Ok::<_, Failure>(())
            }
            .boxed()
        })
        .await
}

/// The list is whole: its people are invited from now on. Starting it once more changes nothing.
pub async fn start(site: &Site, caller: &Caller, batch: BatchId) -> Outcome<()> {
    let me = require_writer(site, caller).await?;
    let by = By::person(&me, caller);
    let now = site.clock.now();
    site.db
        .write(move |connection| {
            async move {
                let room = require_room_of(connection, batch).await?;
                let inviter = (me.id, me.application_role, by.clone());
                Inviting::hold(connection, room, inviter, false, now).await?;
                let stored = require_own(connection, batch, &me).await?;
                if stored.state != BatchState::Filling {
                    return Ok(());
                }
                if queries::count_rows(connection, batch).await? != stored.total {
                    return Err(BatchDenied::Incomplete.into());
                }
                if queries::find_running(connection, room).await?.is_some() {
                    return Err(BatchDenied::OtherIsRunning.into());
                }
                queries::update_state(connection, batch, BatchState::Filling, BatchState::Running, None)
                    .await?;
                audit::note(connection, &by, about_list(AuditAct::ListStarted, &stored), now).await?;
                tell(connection, &StoredBatch { state: BatchState::Running, ..stored }, now).await?;
                Ok::<_, Failure>(())
            }
            .boxed()
        })
        .await
}

/// Stops a list. What has been done by then stays.
pub async fn cancel(site: &Site, caller: &Caller, batch: BatchId) -> Outcome<()> {
    let me = require_writer(site, caller).await?;
    let by = By::person(&me, caller);
    let now = site.clock.now();
    site.db
        .write(move |connection| {
            async move {
                let room = require_room_of(connection, batch).await?;
                events::lock_room(connection, room).await?;
                may_invite_to(connection, &me, room).await?;
                let to = BatchState::Cancelled;
                let stored = queries::find(connection, batch).await?.ok_or(AppError::NotFound)?;
                match stored.state {
                    BatchState::Cancelled => {}
                    BatchState::Done => return Err(BatchDenied::Ended.into()),
                    from @ (BatchState::Filling | BatchState::Running) => {
                        queries::update_state(connection, batch, from, to, Some(now)).await?;
                        audit::note(connection, &by, about_list(AuditAct::ListStopped, &stored), now).await?;
                        tell(connection, &StoredBatch { state: to, ..stored }, now).await?;
                    }
                }
                Ok::<_, Failure>(())
            }
            .boxed()
        })
        .await
}

/// What happens to a list in the audit log. Each of its people has an entry of their own.
pub(super) fn about_list(act: AuditAct, batch: &StoredBatch) -> Note {
    let note = Note::of(act).about(SubjectKind::List, batch.id, "").in_room(batch.room);
    let note = note.with(AuditField::People, batch.total).with(AuditField::Done, batch.counts.done());
    note.with(AuditField::Failed, batch.counts.failed)
}

/// Tells the room's hosts how far a list is.
pub async fn tell(connection: &mut Connection, batch: &StoredBatch, now: domain::Timestamp) -> Outcome<()> {
    let StoredBatch { id, room, state, total, counts, .. } = *batch;
    let progress = Progress { state, done: counts.done(), failed: counts.failed, total };
    events::append(connection, room, &RoomEvent::BatchProgressed { batch: id, progress }, now).await?;
    Ok(())
}

/// Whether somebody may invite to a room, for what is only read, or needs no more than the room's lock.
pub async fn may_invite_to(connection: &mut Connection, me: &Me, room: RoomId) -> Outcome<()> {
    let stored = rooms::find_room(connection, room).await?.ok_or(AppError::NotFound)?;
    let host = rooms::find_host(connection, room, me.id).await?;
    let settings = settings::load_for(connection, me.id).await?;
    Ok(may_invite(&settings, me.application_role, host, stored.details.collaboration)?)
}

/// The room that a list is for.
pub async fn require_room_of(connection: &mut Connection, batch: BatchId) -> Outcome<RoomId> {
    let stored = queries::find(connection, batch).await?;
    stored.map(|stored| stored.room).ok_or_else(|| AppError::NotFound.into())
}

/// Only whoever has begun a list fills and starts it.
async fn require_own(connection: &mut Connection, batch: BatchId, me: &Me) -> Outcome<StoredBatch> {
    let stored = queries::find(connection, batch).await?;
    stored.filter(|stored| stored.by == Some(me.id)).ok_or_else(|| AppError::NotFound.into())
}

async fn require_filling(connection: &mut Connection, batch: BatchId, me: &Me) -> Outcome<StoredBatch> {
    let stored = require_own(connection, batch, me).await?;
    if stored.state == BatchState::Filling { Ok(stored) } else { Err(BatchDenied::Started.into()) }
}

fn shortened(row: GivenRow) -> GivenRow {
    let cell = |text: String| text.chars().take(LONGEST_CELL).collect();
    GivenRow { email: cell(row.email), first: cell(row.first), last: cell(row.last), role: row.role }
}
