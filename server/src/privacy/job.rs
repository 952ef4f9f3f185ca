//! What goes by itself: guests of sessions that ended long ago, and what deleting leaves on the disk.

use domain::Settings;
use domain::privacy::is_guest_due;
use domain::{RoomId, Timestamp};
use futures::FutureExt;

use super::erase;
use super::queries::{self, KeptGuest};
use crate::db::{Connection, DbError};
use crate::failure::{Failure, Outcome};
use crate::room::queries as rooms;
use crate::settings;
use crate::site::Site;

/// Erases the guests of all sessions whose time has come; answers how many guests. Safe to run twice, and on several
/// nodes at once.
pub async fn erase_due(site: &Site) -> Outcome<usize> {
    let mut connection = site.db.read().await?;
    let settings = settings::load(&mut connection).await?;
    let due = list_due(&mut connection, &settings, site.clock.now()).await?;
    drop(connection);
    let mut erased = 0;
    for (room, _) in due {
        // One room that cannot be cleaned holds up no other.
        match erase::guests_of(site, &settings, room).await {
            Ok(guests) => erased += guests,
            Err(error) => {
                tracing::error!(%room, %error, "guests of an old session were not erased; it is tried again");
            }
        }
    }
    Ok(erased)
}

/// The rooms of which guests are to be erased now, and how many.
pub async fn list_due(
    connection: &mut Connection,
    settings: &Settings,
    now: Timestamp,
) -> Result<Vec<(RoomId, usize)>, DbError> {
    let Some(kept) = settings.guests_kept() else { return Ok(Vec::new()) };
    let mut due = Vec::new();
    for room in queries::list_over(connection, now.before(kept)).await? {
        // A room that cannot be read holds up no other.
        match list_due_in(connection, settings, room, now).await {
            Ok(guests) if guests.is_empty() => {}
            Ok(guests) => due.push((room, guests.len())),
            Err(error) => {
                tracing::error!(%room, %error, "the guests of a room that cannot be read are not erased");
            }
        }
    }
    Ok(due)
}

async fn list_due_in(
    connection: &mut Connection,
    settings: &Settings,
    room: RoomId,
    now: Timestamp,
) -> Result<Vec<KeptGuest>, DbError> {
    let Some(stored) = rooms::find_room(connection, room).await? else { return Ok(Vec::new()) };
    let mut guests = queries::list_kept(connection, room).await?;
    guests.retain(|guest| is_guest_due(settings, &stored.session, guest.stay, now));
    Ok(guests)
}

/// Overwrites on disk what has been erased. The log of the database is emptied at once; all of it is written anew when
/// no session runs, because that takes the database for as long as it lasts. Answers 1 when all is done.
pub async fn overwrite_erased(site: &Site) -> Outcome<usize> {
    let mut connection = site.db.read().await?;
    let due = queries::find_overwrite_due(&mut connection).await?;
    let waits = queries::is_session_open(&mut connection).await?;
    drop(connection);
    let Some(mark) = due else { return Ok(0) };
    if !site.db.empty_log().await? || waits || !site.db.overwrite_deleted().await? {
        return Ok(0);
    }
    // Somebody may have been erased since the mark was read, and even since the database was written anew.
    let is_all_done = site
        .db
        .write(move |connection| {
            async move { Ok::<_, Failure>(queries::forget_overwrite_due(connection, &mark).await?) }.boxed()
        })
        .await?;
    Ok(usize::from(is_all_done))
}
