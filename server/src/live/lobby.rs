//! Who waits for a session to start, for its hosts to see.
//!
//! Soft, as presence is: each node notes who has a page open on it, and what it noted is forgotten when it has not
//! been seen for a while.

mod queries;

use std::collections::BTreeSet;
use std::time::Duration;

use domain::live::RoomEvent;
use domain::lobby::{Lobby, NAMED};
use domain::lock::Knocker;
use domain::session::Phase;
use domain::{RoomId, Timestamp};
use futures::FutureExt;

use super::events;
use super::participants::presence::ABSENT_AFTER;
use crate::db::{Connection, DbError};
use crate::failure::{Failure, Outcome};
use crate::room::queries as rooms;
use crate::site::Site;

/// What a node has noted is noted again after this time, well before others take the node for gone.
const NOTED_FOR: Duration = Duration::from_secs(8);

/// Tells hosts who waits, where that has changed. Answers in how many rooms. Safe to run twice, and on several nodes
/// at once.
pub async fn follow_lobbies(site: &Site) -> Outcome<usize> {
    let now = site.clock.now();
    let mut outside = site.hub.outside();
    let mut connection = site.db.read().await?;
    let mut places: BTreeSet<RoomId> = outside.keys().copied().collect();
    places.extend(queries::list_rooms(&mut connection).await?);
    let mut told = 0;
    for room in places {
        let Some(stored) = rooms::find_room(&mut connection, room).await? else { continue };
        let is_planned = stored.session.phase(now) == Phase::Planned && stored.deleted_at.is_none();
        if !is_planned && stored.lobby == Lobby::default() {
            continue;
        }
        let here = if is_planned { outside.remove(&room).unwrap_or_default() } else { Vec::new() };
        let here = look_at(&mut connection, room, here).await?;
        if queries::is_noted(&mut connection, room, site.hub.node(), &here, now.before(NOTED_FOR)).await? {
            continue;
        }
        match tell_in(site, room, here, now).await {
            Ok(is_new) => told += usize::from(is_new),
            // The other rooms have theirs all the same.
            Err(error) => {
                tracing::warn!(room.id = %room, %error, "a lobby could not be told of; it will be soon");
            }
        }
    }
    Ok(told)
}

/// Those who wait on this node. Hosts who look at the room's page do not.
async fn look_at(
    connection: &mut Connection,
    room: RoomId,
    mut here: Vec<Knocker>,
) -> Result<Lobby, DbError> {
    let hosts = rooms::list_hosts(connection, room).await?;
    here.retain(|knocker| !hosts.iter().any(|(host, _)| *knocker == Knocker::Member(host.id)));
    here.sort_unstable();
    let mut names = Vec::new();
    for knocker in here.iter().take(NAMED) {
        names.extend(queries::find_name(connection, *knocker).await?);
    }
    let waiting = u32::try_from(here.len()).unwrap_or(u32::MAX);
    Ok(Lobby { waiting, names: Vec::new() }.and(Lobby { waiting: 0, names }))
}

async fn tell_in(site: &Site, room: RoomId, here: Lobby, now: Timestamp) -> Outcome<bool> {
    let node = site.hub.node().to_owned();
    site.db
        .write(move |connection| {
            async move {
                events::lock_room(connection, room).await?;
                queries::note(connection, room, &node, &here, now).await?;
                queries::delete_unseen(connection, room, now.before(ABSENT_AFTER)).await?;
                let everywhere = queries::list(connection, room).await?;
                let lobby = everywhere.into_iter().fold(Lobby::default(), Lobby::and);
                let is_new = queries::update_told(connection, room, &lobby).await?;
                if is_new {
                    events::append(connection, room, &RoomEvent::Lobby(lobby), now).await?;
                }
                Ok::<_, Failure>(is_new)
            }
            .boxed()
        })
        .await
}
