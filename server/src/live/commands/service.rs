//! The one way into a room's log for those inside.

use std::time::Duration;

use app::backend::Caller;
use domain::audit::{AuditAct, AuditField};
use domain::chat::ChatCommand;
use domain::command::{Actor, CommandDenied, RoomCommand, may_command};
use domain::live::{Author, Participant, Sequence};
use domain::lock::LockCommand;
use domain::{Admission, CommandId, InvitationId, RoomId, Timestamp};
use futures::FutureExt;

use super::queries;
use crate::audit::{self, By, Note};
use crate::db::Connection;
use crate::failure::{Failure, Outcome};
use crate::join::standing::{self, Standing};
use crate::live::participants::queries::{StoredParticipant, Whereabouts};
use crate::live::{chat, events, interactions, lock, participants, questions, reactions, stage};
use crate::site::Site;

/// Whoever gives a command, and where.
pub struct Doer {
    pub room: RoomId,
    /// The last event of the room before the command.
    pub sequence: Sequence,
    pub command: CommandId,
    pub actor: Actor,
    pub author: Author,
}

/// No page repeats a command after so long.
const KEPT_FOR: Duration = Duration::from_hours(24);

/// Forgets the ids of commands that no page sends again; answers how many.
pub async fn forget_old(site: &Site) -> Outcome<usize> {
    let before = site.clock.now().before(KEPT_FOR);
    let forgotten = site.db.write(move |connection| {
        async move { Ok::<_, Failure>(queries::delete_before(connection, before).await?) }.boxed()
    });
    Ok(usize::try_from(forgotten.await?).unwrap_or(usize::MAX))
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
    if let RoomCommand::Reaction(command) = command {
        return reactions::take(site, caller, room, invitation, command).await;
    }
    let proofs = standing::prove(site, caller).await?;
    site.limits.command(&proofs.limit_key())?;
    let now = site.clock.now();
    site.db
        .write(move |connection| {
            async move {
                events::lock_room(connection, room).await?;
                let standing = standing::find(connection, &proofs, room, invitation, now).await?;
                let doer = doer(&standing, id)?;
                if let Some(done) = queries::find(connection, doer.actor.participant, id).await? {
                    return Ok(done);
                }
                may_command(doer.actor, &command)?;
                let note = note_of(connection, &standing, &command).await?;
                let done = carry_out(connection, &doer, command, now).await?;
                if let Some(note) = note.filter(|_| done > doer.sequence) {
                    audit::note(connection, &By::standing(&standing, &proofs), note, now).await?;
                }
                queries::insert(connection, doer.actor.participant, id, done, now).await?;
                Ok::<_, Failure>(done)
            }
            .boxed()
        })
        .await
}

/// What a command is in the audit log: only moderation is, and never what somebody has written.
async fn note_of(
    connection: &mut Connection,
    standing: &Standing,
    command: &RoomCommand,
) -> Outcome<Option<Note>> {
    let Some(act) = AuditAct::of_command(command) else { return Ok(None) };
    let room = Note::of(act).about_room(standing.room.id, &standing.room.details.title);
    Ok(Some(match command {
        RoomCommand::Chat(ChatCommand::Mute { participant, .. }) => {
            match participants::queries::find(connection, *participant).await? {
                Some(target) => participants::service::about(connection, act, &target).await?,
                None => room,
            }
        }
        RoomCommand::Chat(ChatCommand::Delete { channel, message }) => {
            room.with(AuditField::Channel, *channel).with(AuditField::Message, *message)
        }
        RoomCommand::Chat(ChatCommand::Clear { channel, up_to }) => {
            room.with(AuditField::Channel, *channel).with(AuditField::UpTo, *up_to)
        }
        RoomCommand::Lock(LockCommand::Admit { number } | LockCommand::Decline { number }) => {
            room.with(AuditField::Number, *number)
        }
        _ => room,
    }))
}

async fn carry_out(
    connection: &mut Connection,
    doer: &Doer,
    command: RoomCommand,
    now: Timestamp,
) -> Outcome<Sequence> {
    match command {
        RoomCommand::Chat(command) => chat::service::run(connection, doer, command, now).await,
        RoomCommand::Stage(command) => stage::service::run(connection, doer, command, now).await,
        RoomCommand::Lock(command) => lock::service::run(connection, doer, command, now).await,
        RoomCommand::Question(command) => questions::service::run(connection, doer, command, now).await,
        RoomCommand::Interaction(command) => interactions::service::run(connection, doer, command, now).await,
        // Taken before anything is written.
        RoomCommand::Reaction(_) => Ok(doer.sequence),
    }
}

fn doer(standing: &Standing, command: CommandId) -> Outcome<Doer> {
    let (known, actor) = actor(standing)?;
    let Participant { id, name, role, .. } = known.participant.clone();
    Ok(Doer {
        room: standing.room.id,
        sequence: standing.room.sequence,
        command,
        actor,
        author: Author { participant: id, name, role },
    })
}

/// Whoever is inside, with the role they have at this moment. Commands and looking back are for them alone.
pub fn actor(standing: &Standing) -> Outcome<(&StoredParticipant, Actor)> {
    match (standing.admission, &standing.participant) {
        (Admission::Refused(refusal), _) => Err(refusal.into()),
        (Admission::Enter(_), Some(known)) if known.whereabouts == Whereabouts::Inside => Ok((
            known,
            Actor {
                participant: known.participant.id,
                role: known.participant.role,
                is_muted: known.is_muted,
                has_collaboration: standing.room.details.collaboration,
            },
        )),
        _ => Err(CommandDenied::NotInside.into()),
    }
}
