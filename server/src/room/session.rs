//! The session of a room: opened, moved and ended by hosts, and by the clock.

use app::backend::Caller;
use domain::audit::{AuditAct, AuditField};
use domain::live::RoomEvent;
use domain::room::RoomAct;
use domain::session::{Phase, Session};
use domain::{RoomId, Timestamp, link_policy};
use futures::FutureExt;

use super::queries::{self, StoredRoom};
use super::schedule;
use super::service::{lock_as, schedule_field};
use crate::account::service::require_writer;
use crate::audit::{self, By, Note};
use crate::db::Connection;
use crate::failure::{Failure, Outcome};
use crate::guest_link;
use crate::invitation;
use crate::live::{events, participants};
use crate::mail;
use crate::settings;
use crate::site::Site;

pub async fn open(site: &Site, caller: &Caller, room: RoomId) -> Outcome<()> {
    let me = require_writer(site, caller).await?;
    let by = By::person(&me, caller);
    let now = site.clock.now();
    site.db
        .write(move |connection| {
            async move {
                let (stored, _) = lock_as(connection, room, me.id, RoomAct::Host).await?;
                let settings = settings::load(connection).await?;
                let session = stored.session.open(&settings, now)?;
                replace(connection, &stored, session, now).await?;
                note(connection, &by, AuditAct::SessionOpened, &stored, session, now).await
            }
            .boxed()
        })
        .await
}

pub async fn end(site: &Site, caller: &Caller, room: RoomId) -> Outcome<()> {
    let me = require_writer(site, caller).await?;
    let by = By::person(&me, caller);
    let now = site.clock.now();
    site.db
        .write(move |connection| {
            async move {
                let (stored, _) = lock_as(connection, room, me.id, RoomAct::Host).await?;
                let session = stored.session.end(now)?;
                replace(connection, &stored, session, now).await?;
                note(connection, &by, AuditAct::SessionEnded, &stored, session, now).await
            }
            .boxed()
        })
        .await
}

pub async fn reschedule(
    site: &Site,
    caller: &Caller,
    room: RoomId,
    starts: &str,
    ends: &str,
    time_zone: &str,
) -> Outcome<()> {
    let me = require_writer(site, caller).await?;
    let by = By::person(&me, caller);
    let now = site.clock.now();
    let starts_at = schedule::moment("starts", starts, time_zone)?;
    let ends_at = schedule::moment("ends", ends, time_zone)?;
    let time_zone = schedule::zone_name(time_zone)?;
    site.db
        .write(move |connection| {
            async move {
                let (stored, _) = lock_as(connection, room, me.id, RoomAct::Host).await?;
                let session = stored.session.reschedule(starts_at, ends_at, now).map_err(schedule_field)?;
                queries::update_version(connection, room, Some(stored.version)).await?;
                let details = domain::room::RoomDetails { time_zone, ..stored.details.clone() };
                if stored.details != details {
                    queries::update_details(connection, room, &details).await?;
                    let event = RoomEvent::DetailsChanged { details: details.clone() };
                    events::append(connection, room, &event, now).await?;
                }
                replace(connection, &stored, session, now).await?;
                note(connection, &by, AuditAct::SessionMoved, &stored, session, now).await?;
                mail::service::follow_change(connection, &stored, (&details, &session), now).await
            }
            .boxed()
        })
        .await
}

/// Writes down what somebody, or the clock, has done with a session.
async fn note(
    connection: &mut Connection,
    by: &By,
    act: AuditAct,
    stored: &StoredRoom,
    session: Session,
    now: Timestamp,
) -> Outcome<()> {
    let was = stored.session;
    let note = Note::of(act).about_room(stored.id, &stored.details.title);
    let note = note.changed(AuditField::Starts, was.starts_at, session.starts_at);
    audit::note(connection, by, note.changed(AuditField::Ends, was.ends_at, session.ends_at), now).await?;
    Ok(())
}

/// Stores the changed session, lets the links live long enough for it, and tells everybody.
pub async fn replace(
    connection: &mut Connection,
    stored: &StoredRoom,
    session: Session,
    now: Timestamp,
) -> Outcome<()> {
    store(connection, stored, session, now).await?;
    invitation::queries::extend_to(connection, stored.id, session.ends_at + link_policy::GRACE_AFTER_END)
        .await?;
    if session.phase(now) == Phase::Ended {
        participants::queries::update_all_left(connection, stored.id).await?;
    }
    if let Some(ended_at) = stored.session.over_since(now)
        && session.phase(now) == Phase::Planned
    {
        guest_link::queries::update_over(connection, stored.id, ended_at).await?;
        invitation::queries::update_over(connection, stored.id, ended_at).await?;
    }
    if session.phase(now) == Phase::Planned {
        participants::guests::see_guests_off(connection, stored.id, now).await?;
    }
    Ok(())
}

/// Stores the changed session and tells everybody.
pub async fn store(
    connection: &mut Connection,
    stored: &StoredRoom,
    session: Session,
    now: Timestamp,
) -> Outcome<()> {
    queries::update_session(connection, stored.id, &stored.session, &session).await?;
    events::append(connection, stored.id, &RoomEvent::SessionChanged { session }, now).await?;
    Ok(())
}

/// Writes down what the clock has done: opens sessions whose start has come and ends those whose end has.
/// Answers how many it changed. Safe to run twice, and on several nodes at once.
pub async fn follow_clock(site: &Site) -> Outcome<usize> {
    let now = site.clock.now();
    let mut connection = site.db.read().await?;
    let mut due = queries::list_due_to_end(&mut connection, now).await?;
    due.extend(queries::list_due_to_open(&mut connection, now).await?);
    drop(connection);
    let (mut changed, mut failure) = (0, None);
    for room in due {
        // One room that cannot be read holds up no other.
        match follow_clock_in(site, room, now).await {
            Ok(is_changed) => changed += usize::from(is_changed),
            Err(error) => {
                tracing::error!(%room, %error, "the clock does not reach a session; it is tried again");
                failure = Some(error);
            }
        }
    }
    failure.map_or(Ok(changed), Err)
}

async fn follow_clock_in(site: &Site, room: RoomId, now: Timestamp) -> Outcome<bool> {
    site.db
        .write(move |connection| {
            async move {
                events::lock_room(connection, room).await?;
                let Some(stored) = queries::find_room(connection, room).await? else { return Ok(false) };
                let Some(session) = stored.session.follow_clock(now) else { return Ok(false) };
                if stored.deleted_at.is_some() {
                    return Ok(false);
                }
                replace(connection, &stored, session, now).await?;
                let act = match session.phase(now) {
                    Phase::Ended => AuditAct::SessionEnded,
                    Phase::Planned | Phase::Open => AuditAct::SessionOpened,
                };
                note(connection, &By::site(), act, &stored, session, now).await?;
                Ok::<_, Failure>(true)
            }
            .boxed()
        })
        .await
}
