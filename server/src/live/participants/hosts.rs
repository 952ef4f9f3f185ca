//! Whether a host is inside: a session whose hosts have gone ends after a while.

use domain::{RoomId, Timestamp};

use super::queries;
use crate::db::Connection;
use crate::failure::Outcome;
use crate::room::{queries as rooms, session};

/// A host has come in, has gone or is none any more: tells whoever is inside, when that changes the session. The
/// caller holds the room's lock.
pub async fn follow_hosts(connection: &mut Connection, room: RoomId, now: Timestamp) -> Outcome<()> {
    let Some(stored) = rooms::find_room(connection, room).await? else { return Ok(()) };
    let is_host_inside = queries::is_host_inside(connection, room).await?;
    if let Some(session) = stored.session.follow_hosts(is_host_inside, now) {
        session::store(connection, &stored, session, now).await?;
    }
    Ok(())
}
