//! Results while they grow: however many answer, one event a second tells it.

use domain::interaction::InteractionEvent;
use domain::live::{RoomEvent, Sequence};
use domain::{RoomId, Timestamp};
use futures::FutureExt;

use super::queries::StoredInteraction;
use super::{answer_queries, queries};
use crate::db::Connection;
use crate::failure::{Failure, Outcome};
use crate::live::events;
use crate::site::Site;

/// Tells the result of each interaction that has been answered since the last time. Answers how many. Safe to run
/// twice, and on several nodes at once.
pub async fn follow_answers(site: &Site) -> Outcome<usize> {
    let now = site.clock.now();
    let mut connection = site.db.read().await?;
    let untold = queries::list_untold(&mut connection).await?;
    drop(connection);
    let mut told = 0;
    for (room, interaction) in untold {
        told += usize::from(tell_in(site, room, interaction, now).await?);
    }
    Ok(told)
}

async fn tell_in(site: &Site, room: RoomId, interaction: Sequence, now: Timestamp) -> Outcome<bool> {
    site.db
        .write(move |connection| {
            async move {
                events::lock_room(connection, room).await?;
                // Another node may have told it, or it may have been deleted.
                match queries::find(connection, room, interaction).await? {
                    Some(stored) => Ok::<_, Failure>(tell_new(connection, room, &stored, now).await?),
                    None => Ok(false),
                }
            }
            .boxed()
        })
        .await
}

/// Tells what has changed in the result since the last time; false when nothing has.
pub(super) async fn tell_new(
    connection: &mut Connection,
    room: RoomId,
    stored: &StoredInteraction,
    now: Timestamp,
) -> Outcome<bool> {
    if stored.told_turns == stored.turns {
        return Ok(false);
    }
    let StoredInteraction { number: interaction, content, is_shared, told_turns, .. } = stored;
    let (interaction, is_shared) = (*interaction, *is_shared);
    let tally = answer_queries::tally(connection, room, interaction, content, *told_turns).await?;
    let event = InteractionEvent::Tallied { interaction, tally, is_shared };
    queries::update_told(connection, room, interaction).await?;
    events::append(connection, room, &RoomEvent::Interaction(event), now).await?;
    Ok(true)
}
