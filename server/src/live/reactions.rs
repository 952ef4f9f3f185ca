//! Reactions, kept in the memory of this node for about a second and then told as counts.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, MutexGuard, PoisonError};

use app::backend::Caller;
use domain::command::{RoomCommand, may_command};
use domain::live::{RoomEvent, Sequence};
use domain::reaction::{Reaction, ReactionCommand, ReactionCount, ReactionEvent};
use domain::{InvitationId, RoomId, Timestamp};
use futures::FutureExt;

use crate::failure::{Failure, Outcome};
use crate::join::standing;
use crate::live::commands::service::actor;
use crate::live::events;
use crate::site::Site;

/// What has been given since the last tick, in each room.
#[derive(Default)]
pub struct Reactions(Mutex<HashMap<RoomId, BTreeMap<Reaction, u32>>>);

impl Reactions {
    fn add(&self, room: RoomId, reaction: Reaction) {
        let count = &mut *self.locked();
        let count = count.entry(room).or_default().entry(reaction).or_default();
        *count = count.saturating_add(1);
    }

    fn take(&self) -> HashMap<RoomId, BTreeMap<Reaction, u32>> {
        std::mem::take(&mut *self.locked())
    }

    fn locked(&self) -> MutexGuard<'_, HashMap<RoomId, BTreeMap<Reaction, u32>>> {
        // Nothing that holds this lock can leave the counts half-changed.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Takes a reaction without writing anything: it is gone if the node stops before the next tick. Answers the last
/// event of the room, which the sender has seen or will see anyway.
pub async fn take(
    site: &Site,
    caller: &Caller,
    room: RoomId,
    invitation: Option<InvitationId>,
    command: ReactionCommand,
) -> Outcome<Sequence> {
    let ReactionCommand::Send { reaction } = command;
    let proofs = standing::prove(site, caller).await?;
    site.limits.command(&proofs.limit_key())?;
    let now = site.clock.now();
    let mut connection = site.db.read().await?;
    let standing = standing::find(&mut connection, &proofs, room, invitation, now).await?;
    let (_, actor) = actor(&standing)?;
    may_command(actor, &RoomCommand::Reaction(command))?;
    site.hub.reactions.add(room, reaction);
    Ok(standing.room.sequence)
}

/// Tells each room of the reactions since the last time; answers how many rooms.
pub async fn tell_reactions(site: &Site) -> Outcome<usize> {
    let now = site.clock.now();
    let given = site.hub.reactions.take();
    let rooms = given.len();
    for (room, counts) in given {
        tell_in(site, room, counts, now).await?;
    }
    Ok(rooms)
}

async fn tell_in(site: &Site, room: RoomId, counts: BTreeMap<Reaction, u32>, now: Timestamp) -> Outcome<()> {
    let counts = counts.into_iter().map(|(reaction, count)| ReactionCount { reaction, count }).collect();
    let event = RoomEvent::Reaction(ReactionEvent::Counted { counts });
    site.db
        .write(move |connection| {
            async move {
                // A room that has been removed meanwhile needs no news.
                if events::lock_room(connection, room).await? {
                    events::append(connection, room, &event, now).await?;
                }
                Ok::<_, Failure>(())
            }
            .boxed()
        })
        .await
}
