//! The one way into a room's log for those inside.

use app::backend::Caller;
use domain::command::{Actor, CommandDenied, RoomCommand, may_command};
use domain::live::{Author, Sequence};
use domain::{Admission, CommandId, InvitationId, RoomId, Timestamp};
use futures::FutureExt;

use super::queries;
use crate::db::Connection;
use crate::failure::{Failure, Outcome};
use crate::join::standing::{self, Standing};
use crate::live::participants::queries::Whereabouts;
use crate::live::{chat, events};
use crate::site::Site;

/// Whoever gives a command, and where.
pub struct Doer {
    pub room: RoomId,
    /// The last event of the room before the command.
    pub sequence: Sequence,
    pub actor: Actor,
    pub author: Author,
}

/// Carries out a command once, however often it is sent. Answers the last event of the room that it has led to.
pub async fn run(
    site: &Site,
    caller: &Caller,
    room: RoomId,
    invitation: Option<InvitationId>,
    id: CommandId,
    command: RoomCommand,
) -> Outcome<Sequence> {
    let proofs = standing::prove(site, caller).await?;
    site.limits.command(&proofs.limit_key())?;
    let now = site.clock.now();
    site.db
        .write(move |connection| {
            async move {
                events::lock_room(connection, room).await?;
                let standing = standing::find(connection, &proofs, room, invitation, now).await?;
                let doer = doer(&standing)?;
                if let Some(done) = queries::find(connection, doer.actor.participant, id).await? {
                    return Ok(done);
                }
                may_command(doer.actor, &command)?;
                let done = carry_out(connection, &doer, command, now).await?;
                queries::insert(connection, doer.actor.participant, id, done, now).await?;
                Ok::<_, Failure>(done)
            }
            .boxed()
        })
        .await
}

async fn carry_out(
    connection: &mut Connection,
    doer: &Doer,
    command: RoomCommand,
    now: Timestamp,
) -> Outcome<Sequence> {
    match command {
        RoomCommand::Chat(command) => chat::service::run(connection, doer, command, now).await,
    }
}

/// Commands are for those inside, with the role they have at this moment.
pub fn doer(standing: &Standing) -> Outcome<Doer> {
    match (standing.admission, &standing.participant) {
        (Admission::Refused(refusal), _) => Err(refusal.into()),
        (Admission::Enter(_), Some(known)) if known.whereabouts == Whereabouts::Inside => {
            let me = &known.participant;
            Ok(Doer {
                room: standing.room.id,
                sequence: standing.room.sequence,
                actor: Actor {
                    participant: me.id,
                    role: me.role,
                    is_muted: known.is_muted,
                    has_collaboration: standing.room.details.collaboration,
                },
                author: Author { participant: me.id, name: me.name.clone(), role: me.role },
            })
        }
        _ => Err(CommandDenied::NotInside.into()),
    }
}
