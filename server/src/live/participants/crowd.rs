//! People whom most others know only as a number, so that a thousand arrivals are not a million messages.

use domain::crowd::joins_crowd;
use domain::live::{Participant, RoomEvent};
use domain::{Role, RoomId, Timestamp};
use futures::FutureExt;

use super::queries::{StoredParticipant, Whereabouts};
use super::{crowd_queries, queries};
use crate::db::{Connection, DbError};
use crate::failure::{Failure, Outcome};
use crate::live::events;
use crate::site::Site;

/// Whether somebody who comes in with this role is one of the crowd.
pub async fn is_joined_by(connection: &mut Connection, room: RoomId, role: Role) -> Result<bool, DbError> {
    // Asked first, because it costs nothing: most are known by their role.
    if !joins_crowd(role, u32::MAX) {
        return Ok(false);
    }
    Ok(joins_crowd(role, crowd_queries::count_known(connection, room).await?))
}

/// Somebody of the crowd does more than watch: everybody is told who they are. Nothing happens to others.
pub async fn step_forward(
    connection: &mut Connection,
    known: &StoredParticipant,
    now: Timestamp,
) -> Outcome<()> {
    if !known.participant.is_in_crowd || known.whereabouts != Whereabouts::Inside {
        return Ok(());
    }
    let participant = Participant { is_in_crowd: false, ..known.participant.clone() };
    queries::update_known(connection, participant.id).await?;
    crowd_queries::update_untold(connection, known.room, true).await?;
    events::append(connection, known.room, &RoomEvent::SteppedForward { participant }, now).await?;
    Ok(())
}

/// Notes that the crowd has changed, when it was one of it who came, went or raised a hand.
pub async fn note_change(
    connection: &mut Connection,
    room: RoomId,
    is_in_crowd: bool,
) -> Result<(), DbError> {
    if is_in_crowd {
        crowd_queries::update_untold(connection, room, true).await?;
    }
    Ok(())
}

/// Tells the size of each crowd that has changed since the last time. Answers how many. Safe to run twice, and on
/// several nodes at once.
pub async fn follow_crowds(site: &Site) -> Outcome<usize> {
    let now = site.clock.now();
    let mut connection = site.db.read().await?;
    let untold = crowd_queries::list_untold(&mut connection).await?;
    drop(connection);
    let mut told = 0;
    for room in untold {
        told += usize::from(tell_in(site, room, now).await?);
    }
    Ok(told)
}

async fn tell_in(site: &Site, room: RoomId, now: Timestamp) -> Outcome<bool> {
    site.db
        .write(move |connection| {
            async move {
                events::lock_room(connection, room).await?;
                // Another node may have told it.
                let is_untold = crowd_queries::update_untold(connection, room, false).await?;
                if is_untold {
                    let crowd = crowd_queries::count(connection, room).await?;
                    events::append(connection, room, &RoomEvent::Crowd(crowd), now).await?;
                }
                Ok::<_, Failure>(is_untold)
            }
            .boxed()
        })
        .await
}
