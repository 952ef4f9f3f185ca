//! What those who manage people do at a room's door.

use domain::chat::{TextProblem, parse_text};
use domain::command::CommandDenied;
use domain::live::{RoomEvent, Sequence};
use domain::lock::{LockCommand, LockEvent, LockStanding, LockState};
use domain::{Role, RoomId, Timestamp};

use super::queries::{self, Answer, StoredKnock};
use crate::db::Connection;
use crate::failure::Outcome;
use crate::live::commands::service::Doer;
use crate::live::events;
use crate::live::participants::queries::{Origin, StoredParticipant};
use crate::room::queries::{self as rooms, StoredRoom};

/// Carries out a command that the doer's role allows.
pub async fn run(
    connection: &mut Connection,
    doer: &Doer,
    command: LockCommand,
    now: Timestamp,
) -> Outcome<Sequence> {
    match command {
        LockCommand::SetLocked { is_locked } => set_locked(connection, doer, is_locked, now).await,
        LockCommand::Admit { number } => {
            let knock = find(connection, doer.room, number).await?;
            answer(connection, doer, &knock, Answer::Admitted, now).await
        }
        LockCommand::Decline { number } => {
            let knock = find(connection, doer.room, number).await?;
            if knock.answer == Answer::Admitted {
                return Err(CommandDenied::Gone.into());
            }
            answer(connection, doer, &knock, Answer::Declined, now).await
        }
        LockCommand::AdmitAll => {
            let mut last = doer.sequence;
            for waiting in queries::list_waiting(connection, doer.room).await? {
                let knock = find(connection, doer.room, waiting.number).await?;
                last = answer(connection, doer, &knock, Answer::Admitted, now).await?;
            }
            Ok(last)
        }
        LockCommand::WriteMessage { text } => write_message(connection, doer, &text, now).await,
    }
}

async fn find(connection: &mut Connection, room: RoomId, number: Sequence) -> Outcome<StoredKnock> {
    Ok(queries::find(connection, room, number).await?.ok_or(CommandDenied::Gone)?)
}

async fn set_locked(
    connection: &mut Connection,
    doer: &Doer,
    is_locked: bool,
    now: Timestamp,
) -> Outcome<Sequence> {
    let room = rooms::find_room(connection, doer.room).await?.ok_or(CommandDenied::Gone)?;
    if room.is_locked == is_locked {
        return Ok(doer.sequence);
    }
    if is_locked {
        queries::update_locked(connection, doer.room, now).await?;
    } else {
        queries::update_unlocked(connection, doer.room).await?;
    }
    tell(connection, doer.room, LockEvent::Changed { is_locked }, now).await
}

/// Those inside learn that nobody waits under this number any more, and whoever waited that they are answered.
async fn answer(
    connection: &mut Connection,
    doer: &Doer,
    knock: &StoredKnock,
    answer: Answer,
    now: Timestamp,
) -> Outcome<Sequence> {
    if knock.answer == answer {
        return Ok(doer.sequence);
    }
    queries::update_answer(connection, knock, answer).await?;
    settle(connection, knock, now).await
}

/// Tells that a knock is not waiting any more.
pub async fn settle(connection: &mut Connection, knock: &StoredKnock, now: Timestamp) -> Outcome<Sequence> {
    if knock.answer == Answer::Waiting {
        tell(connection, knock.room, LockEvent::Settled { number: knock.number }, now).await?;
    }
    tell(connection, knock.room, LockEvent::Answered { knocker: knock.knocker }, now).await
}

async fn write_message(
    connection: &mut Connection,
    doer: &Doer,
    typed: &str,
    now: Timestamp,
) -> Outcome<Sequence> {
    let text = match parse_text(typed) {
        Err(TextProblem::Empty) => String::new(),
        parsed => parsed.map_err(CommandDenied::Text)?,
    };
    let room = rooms::find_room(connection, doer.room).await?.ok_or(CommandDenied::Gone)?;
    if room.waiting_message == text {
        return Ok(doer.sequence);
    }
    queries::update_message(connection, doer.room, &text).await?;
    tell(connection, doer.room, LockEvent::MessageChanged, now).await?;
    tell(connection, doer.room, LockEvent::MessageWritten { text }, now).await
}

async fn tell(
    connection: &mut Connection,
    room: RoomId,
    event: LockEvent,
    now: Timestamp,
) -> Outcome<Sequence> {
    Ok(events::append(connection, room, &RoomEvent::Lock(event), now).await?)
}

/// A room's door as somebody inside with this role sees it.
pub async fn find_state(connection: &mut Connection, room: &StoredRoom, role: Role) -> Outcome<LockState> {
    let state = LockState {
        is_locked: room.is_locked,
        waiting: queries::list_waiting(connection, room.id).await?,
        message: room.waiting_message.clone(),
    };
    Ok(state.for_role(role))
}

/// How a room's lock stands to somebody.
pub async fn find_standing(
    connection: &mut Connection,
    room: &StoredRoom,
    origin: Origin,
    known: Option<&StoredParticipant>,
) -> Outcome<LockStanding> {
    if !room.is_locked {
        return Ok(LockStanding::Unlocked);
    }
    if known.is_some_and(|known| known.is_let_in) {
        return Ok(LockStanding::LetIn);
    }
    let knock = queries::find_by_knocker(connection, room.id, origin.into()).await?;
    Ok(match knock.map(|knock| knock.answer) {
        Some(Answer::Admitted) => LockStanding::LetIn,
        Some(Answer::Declined) => LockStanding::Declined,
        Some(Answer::Waiting) | None => LockStanding::Locked,
    })
}
