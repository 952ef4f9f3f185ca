//! The interactions that a page starts with.

use std::collections::HashMap;

use domain::interaction::{Answer, Draft, Interaction, InteractionsState, Phase};
use domain::live::Sequence;
use domain::role::Permission;
use domain::{ParticipantId, Role, RoomId, Timestamp};

use super::queries::StoredInteraction;
use super::{answer_queries, queries};
use crate::db::Connection;
use crate::failure::Outcome;

/// The interactions of a room as somebody with this role sees them now.
pub async fn find_state(
    connection: &mut Connection,
    room: RoomId,
    me: ParticipantId,
    role: Role,
) -> Outcome<InteractionsState> {
    let initiates = role.can(Permission::InitiateInteractions);
    let mut state = InteractionsState { drafts: initiates.then(Vec::new), ..InteractionsState::default() };
    let mut answers: HashMap<_, _> =
        answer_queries::list_of(connection, room, me).await?.into_iter().collect();
    for stored in queries::list(connection, room).await? {
        if !role.can(stored.phase.permission()) {
            continue;
        }
        if let Some(published) = stored.published {
            let answer = answers.remove(&stored.number);
            let seen = see(connection, room, (stored, published), answer, initiates).await?;
            state.published.push(seen);
        } else if let Some(drafts) = &mut state.drafts {
            drafts.push(Draft { number: stored.number, content: stored.content, right: stored.right });
        }
    }
    Ok(state)
}

/// A published interaction with what its reader may know of it.
async fn see(
    connection: &mut Connection,
    room: RoomId,
    (stored, (published, at)): (StoredInteraction, (Sequence, Timestamp)),
    answer: Option<Answer>,
    initiates: bool,
) -> Outcome<Interaction> {
    let tally = if initiates || stored.is_shared {
        Some(answer_queries::tally(connection, room, stored.number, &stored.content, 0).await?)
    } else {
        None
    };
    Ok(Interaction {
        number: stored.number,
        published,
        content: stored.content,
        author: stored.author,
        at,
        is_closed: stored.phase == Phase::Closed,
        is_shared: stored.is_shared,
        right: (initiates || stored.phase.reveals_right()).then_some(stored.right),
        answer,
        tally,
    })
}
